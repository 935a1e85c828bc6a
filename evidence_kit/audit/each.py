"""Tokens of single originals, each kept under its file's own name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from evidence_kit import seal
from evidence_kit.audit.revoked import judged
from evidence_kit.model import Check, Digest, FoundFile, Seal, SealFinding
from evidence_kit.verify.bag import Bag
from evidence_kit.verify.finding import failed, passed, shown, unsure

FOLDER = "timestamps/each/"
# A file whose own name has no room for the ending has its token under its digest.
BY_DIGEST = ".by-digest"
_TOKEN = re.compile(
    rf"{FOLDER}(?P<by>[a-z0-9-]+)(?P<digest>{re.escape(BY_DIGEST)})?/(?P<name>.+)\.(?:tsq|tsr)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Each:
    """One original's token: the file's name in the bundle, whose token it is, what it proves."""

    file: str
    by: str
    finding: SealFinding


def proven(bag: Bag, roots: seal.Roots) -> tuple[Each, ...]:
    """Return every token of a single original, with what it proves."""
    originals = [file for file in bag.observed.files if file.name.startswith("data/")]
    by_name = {file.name: file for file in originals}
    by_digest = {file.sha256.hex: file for file in originals}
    stems = {name.rpartition(".")[0]: m for name in bag.names if (m := _TOKEN.fullmatch(name))}
    found = []
    for stem, match in sorted(stems.items()):
        if bag.denied(f"{stem}.tsq", f"{stem}.tsr", f"data/{match['name']}"):
            continue
        named = by_digest if match["digest"] else by_name
        file = named.get(match["name"] if match["digest"] else f"data/{match['name']}")
        found.append(_proven(bag, stem, match["by"], file, roots))
    return tuple(found)


def _proven(bag: Bag, stem: str, by: str, file: FoundFile | None, roots: seal.Roots) -> Each:
    if file is None or by == seal.LOCAL:
        return Each(stem, by, SealFinding("no_subject"))
    request, response = (bag.contents.get(f"{stem}.{kind}", b"") for kind in ("tsq", "tsr"))
    one = Seal(f"each.{by}.1", file.sha256, request, response)
    return Each(file.name, by, judged(bag, one, roots, None))


def checks(bag: Bag, found: tuple[Each, ...]) -> Iterator[Check]:
    """Name each false token, and what else lies there; say of how many originals the rest are."""
    for name in sorted(bag.names & bag.listed):
        if name.startswith(FOLDER) and not _TOKEN.fullmatch(name):
            yield failed("each", "each_stray", name=name)
    sound: dict[tuple[str, str, bool], list[Each]] = {}
    for one in found:
        finding = one.finding
        if finding.fault is not None or finding.gen_time is None:
            yield failed("each", "each_false", name=one.file, fault=finding.fault or "")
            continue
        key = (one.by, finding.authority, finding.trusted_root is not None)
        sound.setdefault(key, []).append(one)
    originals = sum(file.name.startswith("data/") for file in bag.observed.files)
    for (by, authority, trusted), tokens in sound.items():
        times = sorted(_times(tokens))
        said = {"name": f"{FOLDER}{by}", "authority": authority, "time": shown(times[0])}
        said |= {
            "last": shown(times[-1]),
            "files": str(len({one.file for one in tokens})),
            "of": str(originals),
        }
        if trusted:
            yield passed("each", "each_third_party", **said)
        else:
            yield unsure("each", "each_unknown_root", **said)


def _times(tokens: Iterable[Each]) -> Iterator[datetime]:
    return (one.finding.gen_time for one in tokens if one.finding.gen_time is not None)


def stem_of(stored: str, digest: Digest, by: str) -> str:
    """Return where a stored file's token lies, without its ending.

    A part of a name may have 255 bytes, and a folder called as a token can't be one.
    """
    parts = stored.split("/")
    if len(parts[-1].encode()) > 251 or any(p.endswith((".tsq", ".tsr")) for p in parts):
        return f"{FOLDER}{by}{BY_DIGEST}/{digest.hex}"
    return f"{FOLDER}{by}/{stored}"
