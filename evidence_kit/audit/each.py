"""Tokens of single originals, each kept under its file's own name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from evidence_kit import seal
from evidence_kit.audit.unread import Unread
from evidence_kit.manifest import same_name
from evidence_kit.model import Check, Digest, FoundFile, Seal, SealFinding
from evidence_kit.verify import Judge
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


def proven(bag: Bag, roots: seal.Roots, judge: Judge) -> tuple[Each, ...]:
    """Return every token of a single original, with what it proves.

    Where a part of it, or its original, can't be read, nothing is known of it. Names are compared
    in NFC: some file systems rewrite them.
    """
    of, unread = _subjects(bag), Unread.of(bag)
    paths = {same_name(name): name for name in sorted(bag.names)}
    stems = {name[:-4]: m for name in paths if (m := _TOKEN.fullmatch(name))}
    found = []
    for stem, match in sorted(stems.items()):
        file = of.get(f"{match['digest'] or 'data'}/{match['name']}")
        kept = tuple(f"{stem}.{kind}" for kind in ("tsq", "tsr"))
        if bag.denied(*kept) or (file is None and _is_unread(bag, unread, match)):
            continue
        if file is None or match["by"] == seal.LOCAL:
            found.append(Each(stem, match["by"], SealFinding("no_subject")))
            continue
        raw = (bag.contents.get(paths.get(name, ""), b"") for name in kept)
        one = Seal(f"each.{match['by']}.1", file.sha256, *raw)
        found.append(Each(file.name, match["by"], judge(one, roots=roots, own=None)))
    return tuple(found)


def _subjects(bag: Bag) -> dict[str, FoundFile]:
    """Return each original by its name, and by its digest in a folder of such."""
    originals = [file for file in bag.observed.files if file.name.startswith("data/")]
    by_digest = {f"{BY_DIGEST}/{file.sha256.hex}": file for file in originals}
    return by_digest | {same_name(file.name): file for file in originals}


def _is_unread(bag: Bag, unread: Unread, match: re.Match[str]) -> bool:
    if not match["digest"]:
        return bag.denied(f"data/{match['name']}")
    return unread.with_digest(match["name"]) is not None


def checks(bag: Bag, found: tuple[Each, ...]) -> Iterator[Check]:
    """Name each false token, and what else lies there; say of how many originals the rest are."""
    for name in sorted(filter(bag.lists, bag.names)):
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
