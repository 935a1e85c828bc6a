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
_LISTING, _SEALED = "manifest-sha256.txt", "tagmanifest-sha256.txt"
Copies: TypeAlias = tuple[tuple[str, Digest], ...]


def anchor(bag: Bag, copies: Copies) -> Iterator[Check]:
    """Find each original's twin among the verifier's own copies.

    An original whose name a copy bears must be it; without a copy, nothing is known. A copy
    that is no original may have been left out of the bundle on purpose, or is what a system
    leaves in any folder. Nor is a bundle among the copies one of them, for it may be this one
    unpacked; only where they are nothing but another bundle, its originals are compared.
    """
    originals = tuple(
        (file.name.removeprefix("data/"), file.sha256)
        for file in bag.observed.files
        if file.name.startswith("data/")
    )
    denied = bag.denies(ORIGINALS)
    if not originals and not denied:
        yield unsure("anchor", "no_originals")
        return
    own = _own(bag, copies)
    matched = match_copies(originals, own.copies)
    beyond = () if denied else matched.beyond  # a copy may be one of these
    yield from (unsure("anchor", "unreadable_here", name=name) for name in denied)
    yield from map(_differing, matched.differing)
    yield from (unsure("anchor", "copy_misnamed", name=name) for name in matched.misnamed)
    yield from (unsure("anchor", "copy_missing", name=name) for name in matched.missing)
    yield from (unsure("anchor", "copy_beyond", name=name) for name in beyond)
    if matched.missing:
        yield from (unsure("anchor", "copies_bundle", name=name) for name in own.bundles)
    if own.is_twin:
        yield unsure("anchor", "copies_twin")
    elif not any((matched.differing, matched.misnamed, matched.missing, beyond, denied)):
        yield passed("anchor", "copies_match", files=str(len(originals)))


def _differing(name: str) -> Check:
    """Say that a copy of that name is another; a system writes some files anew by itself."""
    if manifest.is_left_by_system(name):
        return unsure("anchor", "copy_rewritten", name=name)
    return failed("anchor", "copy_differs", name=name)


@dataclass(frozen=True, slots=True)
class _Own:
    """What of the copies is the verifier's own, and the folders of bundles that are none of it.

    `is_twin` says that all of them are this very bundle once more.
    """

    copies: Copies
    bundles: tuple[str, ...] = ()
    is_twin: bool = False


def _own(bag: Bag, copies: Copies) -> _Own:
    here = {file.name: file.sha256 for file in bag.observed.files}
    originals = frozenset(d for name, d in here.items() if name.startswith("data/"))
    bundles = _bundles(dict(copies), originals)
    if "" in bundles:
        held = ((name.removeprefix("data/"), d) for name, d in copies if name.startswith("data/"))
        seals = dict(copies).get(_SEALED)
        return _Own(tuple(held), is_twin=seals is not None and seals == here.get(_SEALED))
    outside = tuple(pair for pair in copies if bundles.isdisjoint(_above(pair[0])))
    return _Own(outside, tuple(sorted(bundles)))


def _bundles(copies: dict[str, Digest], originals: frozenset[Digest]) -> frozenset[str]:
    """Return the folders that are bundles, each with its last slash, and no originals themselves.

    "" is the folder of all copies.
    """
    return frozenset(
        name.removesuffix(_LISTING)
        for name, digest in copies.items()
        if f"/{name}".endswith(f"/{_LISTING}")
        and f"{name.removesuffix(_LISTING)}bagit.txt" in copies
        and digest not in originals
    )


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
    beyond = [
        name
        for name, digest in copies
        if digest not in bundled and digest not in told and not manifest.is_left_by_system(name)
    ]
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
