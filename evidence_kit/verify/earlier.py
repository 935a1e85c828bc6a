"""Seals taken before the bundle was made, each over the originals of its own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from evidence_kit import manifest, seal
from evidence_kit.model import Algorithm, Check, Digest, Seal, SealFinding
from evidence_kit.verify.bag import Bag
from evidence_kit.verify.finding import failed, passed, unsure
from evidence_kit.verify.seals import judged, shown

_FOLDER = re.compile(r"seals/(?P<name>[0-9]{8}T[0-9]{6}Z(?:-[0-9]+)?)/")
_SEAL_FILE = re.compile(
    r"timestamps/(?P<stem>manifest-(?:sha256|sm3)\.(?P<by>[a-z0-9-]+)\.[1-9][0-9]{0,3})\.tsr"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One seal of an earlier day: its folder, whose it is, what it proves, and of which digests."""

    folder: str
    by: str
    finding: SealFinding
    digests: frozenset[Digest]


def proven(bag: Bag, roots: seal.Roots) -> tuple[Earlier, ...]:
    """Return every earlier seal over SHA-256 digests, with what it proves."""
    folders = dict.fromkeys(m[0] for name in sorted(bag.names) if (m := _FOLDER.match(name)))
    return tuple(one for folder in folders for one in _of(bag, folder, roots))


def _of(bag: Bag, folder: str, roots: seal.Roots) -> Iterator[Earlier]:
    listing = f"{folder}manifest-sha256.txt"
    files = {file.name: file.sha256 for file in bag.observed.files}
    subject = files.get(listing)
    digests = _digests(bag.contents.get(listing, b""))
    for name in sorted(name for name in bag.names if name.startswith(folder)):
        found = _SEAL_FILE.fullmatch(name.removeprefix(folder))
        if found is None or not found["stem"].startswith("manifest-sha256."):
            continue
        if subject is None or digests is None:
            yield Earlier(folder, found["by"], SealFinding("no_subject"), frozenset())
            continue
        request = bag.contents.get(f"{folder}timestamps/{found['stem']}.tsq", b"")
        taken = Seal(found["stem"], subject, request, bag.contents.get(name, b""))
        own = bag.contents.get(f"{folder}timestamps/local.pem")
        yield Earlier(folder, found["by"], judged(bag, taken, roots, own), digests)


def _digests(raw: bytes) -> frozenset[Digest] | None:
    try:
        return frozenset(digest for _, digest in manifest.parse(Algorithm.SHA256, raw).entries)
    except ValueError:
        return None


def checks(bag: Bag, found: tuple[Earlier, ...]) -> Iterator[Check]:
    """Say of each what it proves, and of how many of the originals."""
    originals = [f.sha256 for f in bag.observed.files if f.name.startswith("data/")]
    for one in found:
        finding = one.finding
        name = f"{one.folder}{one.by}"
        if finding.fault is not None or finding.gen_time is None:
            yield failed("earlier", "seal_false", name=name, fault=finding.fault or "")
            continue
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


def times(bag: Bag, found: tuple[Earlier, ...]) -> dict[str, datetime]:
    """Return, for each original that a trusted third party saw earlier, the first such time."""
    known: dict[str, datetime] = {}
    for file in bag.observed.files:
        if file.name.startswith("data/"):
            seen = [
                one.finding.gen_time
                for one in found
                if one.finding.trusted_root and one.finding.gen_time and file.sha256 in one.digests
            ]
            if seen:
                known[file.name] = min(seen)
    return known
