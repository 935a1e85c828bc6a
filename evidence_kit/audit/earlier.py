"""Seals taken before the bundle was made, each over the originals of its own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from evidence_kit import manifest, seal
from evidence_kit.audit.revoked import judged
from evidence_kit.model import Algorithm, Check, Digest, Seal, SealFinding
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

    `digests` are those that the manifest lists.
    """

    folder: str
    listing: str
    by: str
    finding: SealFinding
    digests: frozenset[Digest]


def proven(bag: Bag, roots: seal.Roots) -> tuple[Earlier, ...]:
    """Return every earlier seal, with what it proves.

    One whose two manifests contradict each other, or the files that are here, proves nothing.
    """
    folders = dict.fromkeys(m[0] for name in sorted(bag.names) if (m := _FOLDER.match(name)))
    return tuple(one for folder in folders for one in _of(bag, folder, roots))


def _of(bag: Bag, folder: str, roots: seal.Roots) -> Iterator[Earlier]:
    files = {file.name: file.sha256 for file in bag.observed.files}
    listed = {stem: _listed(bag, f"{folder}{stem}.txt", stem) for stem in _LISTINGS}
    agree = _agree(bag, *listed.values())
    for name in sorted(name for name in bag.names if name.startswith(folder)):
        found = _SEAL_FILE.fullmatch(name.removeprefix(folder))
        if found is None or found["kind"] != "tsr":
            continue
        listing, covered = found["listing"], listed[found["listing"]]
        subject = files.get(f"{folder}{listing}.txt")
        if subject is None or covered is None or not agree:
            yield Earlier(folder, listing, found["by"], SealFinding("no_subject"), frozenset())
            continue
        request = bag.contents.get(f"{folder}timestamps/{found['stem']}.tsq", b"")
        taken = Seal(found["stem"], subject, request, bag.contents.get(name, b""))
        own = bag.contents.get(f"{folder}timestamps/local.pem")
        finding = judged(bag, taken, roots, own)
        yield Earlier(folder, listing, found["by"], finding, frozenset(covered.values()))


def _listed(bag: Bag, name: str, stem: str) -> dict[str, Digest] | None:
    try:
        return dict(manifest.parse(Algorithm(stem.partition("-")[2]), bag.contents[name]).entries)
    except (KeyError, ValueError):
        return None


def _agree(bag: Bag, one: dict[str, Digest] | None, other: dict[str, Digest] | None) -> bool:
    """Say whether both manifests list the same files, and say the same of those that are here."""
    if one is None or other is None or one.keys() != other.keys():
        return False
    known = {file.sha256: file.sm3 for file in bag.observed.files}
    return all(known.get(digest, other[name]) == other[name] for name, digest in one.items())


def checks(bag: Bag, found: tuple[Earlier, ...]) -> Iterator[Check]:
    """Say of each what it proves, and of how many of the originals; refuse what is no seal."""
    yield from _strays(bag, found)
    originals = [f.sha256 for f in bag.observed.files if f.name.startswith("data/")]
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
            "files": str(sum(digest in one.digests for digest in originals)),
            "of": str(len(originals)),
        }
        if one.by == seal.LOCAL:
            yield passed("earlier", "earlier_local", **told)
        elif finding.trusted_root is None:
            yield unsure("earlier", "earlier_unknown_root", authority=finding.authority, **told)
        else:
            yield passed("earlier", "earlier_third_party", authority=finding.authority, **told)


def _strays(bag: Bag, found: tuple[Earlier, ...]) -> Iterator[Check]:
    """Name what lies in seals/ and is no part of a seal, and a folder that says another time."""
    for name in sorted(name for name in bag.names & bag.listed if name.startswith("seals/")):
        above = _FOLDER.match(name)
        inside = name.removeprefix(above[0]) if above else ""
        known = inside in {f"{stem}.txt" for stem in _LISTINGS} or _BESIDE.fullmatch(inside)
        answered = bool(_SEAL_FILE.fullmatch(inside)) and f"{name[:-1]}r" in bag.names
        if not known and not answered and not bag.denied(f"{name[:-1]}r"):
            yield failed("earlier", "earlier_stray", name=name)
    for folder in sorted({m[0] for name in bag.names if (m := _FOLDER.match(name))}):
        own = [one for one in found if one.folder == folder and one.by == seal.LOCAL]
        times = [one.finding.gen_time for one in own if one.finding.gen_time]
        match = _FOLDER.fullmatch(folder)
        told = f"{min(times).astimezone(UTC):%Y%m%dT%H%M%SZ}" if times else ""
        if any(one.finding.fault for one in own) or bag.denied(folder.rstrip("/")):
            continue  # it is false anyway, or can't be known
        if match and match["time"] != told:
            yield failed("earlier", "earlier_misnamed", name=folder)
