"""Seals taken before the bundle was made, each over the originals of its own day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import partial

from evidence_kit import manifest, seal
from evidence_kit.model import Algorithm, Check, Digest, Seal, SealFinding
from evidence_kit.verify import Judge
from evidence_kit.verify.bag import Bag
from evidence_kit.verify.finding import failed, passed, shown, unsure

_FOLDER = re.compile(r"seals/(?P<time>[0-9]{8}T[0-9]{6}Z)(?:-[0-9]+)?/")
_LISTINGS = ("manifest-sha256", "manifest-sm3")
_SEAL_FILE = re.compile(
    r"timestamps/(?P<stem>(?P<listing>manifest-(?:sha256|sm3))\.(?P<by>[a-z0-9-]+)\.[1-9][0-9]{0,3})"
    r"\.(?P<kind>tsq|tsr)"
)
_BESIDE = re.compile(r"timestamps/[a-z0-9-]+\.(pem|[1-9][0-9]{0,3}\.(crl|ocsp))")


@dataclass(frozen=True, slots=True)
class Earlier:
    """One seal of an earlier day: its folder, over which manifest, whose, and what it proves.

    `digests` are those that the manifest lists of the originals that are here, `covers` how many
    of these that is.
    """

    folder: str
    listing: str
    by: str
    finding: SealFinding
    digests: frozenset[Digest]
    covers: int


@dataclass(frozen=True, slots=True)
class _Here:
    """What is compared with every earlier seal: the bundle, its files by digest and by name."""

    bag: Bag
    sm3: dict[Digest, Digest]
    digests: dict[str, Digest]
    originals: Counter[Digest]

    @classmethod
    def of(cls, bag: Bag) -> _Here:
        files = bag.observed.files
        originals = Counter(file.sha256 for file in files if file.name.startswith("data/"))
        sm3 = {file.sha256: file.sm3 for file in files}
        return cls(bag, sm3, {file.name: file.sha256 for file in files}, originals)


def proven(bag: Bag, roots: seal.Roots, judge: Judge) -> tuple[Earlier, ...]:
    """Return every earlier seal that can be read, with what it proves.

    One whose two manifests contradict each other, or the files that are here, proves nothing.
    """
    folders: dict[str, list[str]] = {}
    for name in sorted(bag.names):
        if above := _FOLDER.match(name):
            folders.setdefault(above[0], []).append(name)
    here = _Here.of(bag)
    judging = partial(judge, roots=roots)
    return tuple(one for each in folders.items() for one in _of(here, *each, judging))


def _of(
    here: _Here, folder: str, names: Iterable[str], judge: Callable[..., SealFinding]
) -> Iterator[Earlier]:
    bag = here.bag
    seals = [found for name in names if (found := _SEAL_FILE.fullmatch(name[len(folder) :]))]
    listings = {stem: f"{folder}{stem}.txt" for stem in _LISTINGS}
    answers = [found for found in seals if found["kind"] == "tsr"]
    if not answers or bag.denied(*listings.values()):
        return
    listed = {stem: _listed(bag, name, stem) for stem, name in listings.items()}
    agree = _agree(here, *listed.values())
    held = {stem: _held(here, one) for stem, one in listed.items()}
    for found in answers:
        stem, own = f"{folder}timestamps/{found['stem']}", f"{folder}timestamps/local.pem"
        if bag.denied(f"{stem}.tsq", *([own] if found["by"] == seal.LOCAL else [])):
            continue
        listing, subject = found["listing"], here.digests.get(listings[found["listing"]])
        if subject is None or not agree:
            fault = SealFinding("no_subject")
            yield Earlier(folder, listing, found["by"], fault, frozenset(), 0)
            continue
        raw = (bag.contents.get(f"{stem}.{kind}", b"") for kind in ("tsq", "tsr"))
        finding = judge(Seal(found["stem"], subject, *raw), own=bag.contents.get(own))
        yield Earlier(folder, listing, found["by"], finding, *held[listing])


def _held(here: _Here, listed: dict[str, Digest] | None) -> tuple[frozenset[Digest], int]:
    """Return the digests of originals that a manifest lists, and of how many of them that is."""
    found = frozenset(one for one in (listed or {}).values() if one in here.originals)
    return found, sum(here.originals[one] for one in found)


def _listed(bag: Bag, name: str, stem: str) -> dict[str, Digest] | None:
    try:
        return dict(manifest.parse(Algorithm(stem.partition("-")[2]), bag.contents[name]).entries)
    except (KeyError, ValueError):
        return None


def _agree(here: _Here, one: dict[str, Digest] | None, other: dict[str, Digest] | None) -> bool:
    """Say whether both manifests list the same files, and say the same of those that are here."""
    if one is None or other is None or one.keys() != other.keys():
        return False
    return all(here.sm3.get(d, other[name]) == other[name] for name, d in one.items())


def checks(bag: Bag, found: tuple[Earlier, ...]) -> Iterator[Check]:
    """Say of each what it proves, and of how many of the originals; refuse what is no seal."""
    yield from _strays(bag)
    yield from _misnamed(bag, found)
    originals = sum(file.name.startswith("data/") for file in bag.observed.files)
    for one in found:
        finding = one.finding
        name = f"{one.folder}{one.by}"
        if finding.fault is not None or finding.gen_time is None:
            yield failed("earlier", "seal_false", name=name, fault=finding.fault or "")
            continue
        if one.listing != _LISTINGS[0]:
            continue  # it proves the same of the same files
        told = {
            "name": name,
            "time": shown(finding.gen_time),
            "files": str(one.covers),
            "of": str(originals),
        }
        if one.by == seal.LOCAL:
            yield passed("earlier", "earlier_local", **told)
        elif finding.trusted_root is None:
            yield unsure("earlier", "earlier_unknown_root", authority=finding.authority, **told)
        else:
            yield passed("earlier", "earlier_third_party", authority=finding.authority, **told)


def _strays(bag: Bag) -> Iterator[Check]:
    """Name what lies in seals/ and is no part of a seal."""
    for name in sorted(filter(bag.lists, bag.names)):
        if not name.startswith("seals/"):
            continue
        above = _FOLDER.match(name)
        inside = name.removeprefix(above[0]) if above else ""
        known = inside in {f"{stem}.txt" for stem in _LISTINGS} or _BESIDE.fullmatch(inside)
        answered = bool(_SEAL_FILE.fullmatch(inside)) and f"{name[:-1]}r" in bag.names
        if not known and not answered and not bag.denied(f"{name[:-1]}r"):
            yield failed("earlier", "earlier_stray", name=name)


def _misnamed(bag: Bag, found: tuple[Earlier, ...]) -> Iterator[Check]:
    """Name each folder that says another time than its own seal; one that can't be read may."""
    own: dict[str, list[SealFinding]] = {}
    for one in found:
        if one.by == seal.LOCAL:
            own.setdefault(one.folder, []).append(one.finding)
    unread = {m[0] for name in bag.barred if (m := _FOLDER.match(name))}
    folders = {m[0]: m["time"] for name in bag.names if (m := _FOLDER.match(name))}
    for folder, time in sorted(folders.items()):
        times = [one.gen_time for one in own.get(folder, []) if one.gen_time]
        told = f"{min(times).astimezone(UTC):%Y%m%dT%H%M%SZ}" if times else ""
        if any(one.fault for one in own.get(folder, [])) or folder in unread:
            continue  # it is false anyway, or can't be known
        if time != told:
            yield failed("earlier", "earlier_misnamed", name=folder)
