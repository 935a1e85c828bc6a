"""Somebody's own copies against the originals of a bundle: an anchor outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from evidence_kit import manifest
from evidence_kit.model import Check, Digest
from evidence_kit.verify.bag import ORIGINALS, Bag
from evidence_kit.verify.finding import failed, passed, unsure

MOST_FOLDERS = 32  # that copies may lie deeper or higher than the originals did
Copies: TypeAlias = tuple[tuple[str, Digest], ...]


def anchor(bag: Bag, copies: Copies) -> Iterator[Check]:
    """Find each original's twin among the verifier's own copies.

    An original whose name a copy bears must be it; without a copy, nothing is known. A copy
    that is no original may have been left out of the bundle on purpose.
    """
    originals = tuple(
        (file.name.removeprefix("data/"), file.sha256)
        for file in bag.observed.files
        if file.name.startswith("data/") and not manifest.is_left_by_system(file.name)
    )
    denied = bag.denies(ORIGINALS)
    if not originals and not denied:
        yield unsure("anchor", "no_originals")
        return
    matched = match_copies(originals, copies)
    beyond = () if denied else matched.beyond  # a copy may be one of these
    yield from (unsure("anchor", "unreadable_here", name=name) for name in denied)
    yield from (failed("anchor", "copy_differs", name=name) for name in matched.differing)
    yield from (unsure("anchor", "copy_misnamed", name=name) for name in matched.misnamed)
    yield from (unsure("anchor", "copy_missing", name=name) for name in matched.missing)
    yield from (unsure("anchor", "copy_beyond", name=name) for name in beyond)
    if not any((matched.differing, matched.misnamed, matched.missing, beyond, denied)):
        yield passed("anchor", "copies_match", files=str(len(originals)))


@dataclass(frozen=True, slots=True)
class Matched:
    """Names of originals, and of `beyond` copies, that don't agree; none at all: all do."""

    differing: tuple[str, ...]  # a copy of that name holds something else
    misnamed: tuple[str, ...]  # so it does, yet in another folder; another name holds this
    missing: tuple[str, ...]  # no copy by name or by content
    beyond: tuple[str, ...]  # copies of no original


def match_copies(originals: Copies, copies: Copies) -> Matched:
    """Compare originals with somebody's own copies, by name where one bears it, or by content.

    The copies may lie some folders deeper or higher than the originals did.
    """
    exact, placed = _by_name(copies), _best_placed(originals, copies)
    held = {digest for _, digest in copies}
    differing: list[str] = []
    misnamed: list[str] = []
    missing: list[str] = []
    for name, digest in originals:
        key = manifest.same_name(name)
        if digest not in placed.get(key, {digest}):
            differing.append(name)
        elif digest not in exact.get(key, {digest}) and key not in placed:
            (misnamed if digest in held else differing).append(name)
        elif digest not in held:
            missing.append(name)
    bundled = {digest for _, digest in originals}
    keys = map(manifest.same_name, differing)
    told = {digest for key in keys for digest in _bearers(key, placed, exact)}
    beyond = [name for name, digest in copies if digest not in bundled and digest not in told]
    return Matched(tuple(differing), tuple(misnamed), tuple(missing), tuple(beyond))


_Placed = dict[str, set[Digest]]


def _bearers(name: str, placed: _Placed, exact: _Placed) -> set[Digest]:
    return placed.get(name, set()) | exact.get(name, set())


def _best_placed(originals: Copies, copies: Copies) -> _Placed:
    """Return the copies by the name they have where most of them agree with an original."""
    wanted = _by_name(originals)

    def agreement(placed: _Placed) -> tuple[int, int]:
        return sum(bool(placed[name] & wanted[name]) for name in placed), len(placed)

    # The first of equals: as they lie.
    return max(_placings(wanted, copies), key=agreement)


def _placings(wanted: _Placed, copies: Copies) -> Iterable[_Placed]:
    """Return what bears a wanted name where the copies lie some folders deeper or higher.

    Only wanted names are looked for, so that time goes with files, not with folders.
    """
    found: dict[tuple[str, str], _Placed] = {("", ""): {}}
    for name, digest in copies:
        for cut in ("", *_above(name)):
            key = manifest.same_name(name.removeprefix(cut))
            if key in wanted:
                found.setdefault((cut, ""), {}).setdefault(key, set()).add(digest)
    held = _by_name(copies)
    for name in wanted:
        for put in _above(name):
            if borne := held.get(name.removeprefix(put)):
                found.setdefault(("", put), {})[name] = borne
    return found.values()


def _by_name(entries: Copies) -> _Placed:
    found: _Placed = {}
    for name, digest in entries:
        found.setdefault(manifest.same_name(name), set()).add(digest)
    return found


def _above(name: str) -> Iterator[str]:
    """Give the folders above a file, each with its last slash, MOST_FOLDERS at most."""
    at = -1
    for _ in range(MOST_FOLDERS):
        at = name.find("/", at + 1)
        if at < 0:
            return
        yield name[: at + 1]
