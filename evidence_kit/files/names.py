"""The order of names, and the safe names that every tool and system can carry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from evidence_kit.manifest import UNFIT, same_name

MOST_DIGITS = 4_000  # of a number in a name that are counted; of more than 4,300 Python makes none
MOST_BYTES = 255  # of one part, in UTF-8: the limit of ext4, and safe everywhere else
_WINDOWS = re.compile(r'[:*?"<>|]')
# An override or an embedding makes a name read backwards in a list (exe.png as gnp.exe).
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_DIGITS = re.compile(r"([0-9]+)")

Key: TypeAlias = tuple[tuple[str | int, ...], ...]


def natural(name: str) -> tuple[Key, str]:
    """Return a sort key that puts 2 before 10, folder by folder; case comes last."""
    parts = tuple(_natural_part(part) for part in name.split("/"))
    return parts, name


def _natural_part(part: str) -> tuple[str | int, ...]:
    """Split into text and numbers by turns, so that two keys always compare."""
    pieces = _DIGITS.split(part.casefold())
    return tuple(
        int(piece[:MOST_DIGITS]) if place % 2 else piece for place, piece in enumerate(pieces)
    )


def safe_names(names: Iterable[str]) -> Mapping[str, str]:
    """Return for each path (`/` between parts) the path it is stored under.

    A part that BagIt, `sha256sum -c` and Windows all carry is kept as it is. Any other, and any
    that equals an earlier one but for case or Unicode form, gets its bad characters as `_` and
    some of its own SHA-256: the same names give the same result on every system.
    """
    paths = sorted(set(names))
    parts = _safe_parts(paths)
    return {path: "/".join(parts[place] for place in _places(path)) for path in paths}


def _safe_parts(paths: list[str]) -> dict[str, str]:
    """Return the safe form of each folder and file, by its own whole path."""
    places = dict.fromkeys(place for path in paths for place in _places(path))
    taken: set[tuple[str, str]] = set()
    chosen: dict[str, str] = {}
    for place in (p for p in places if is_safe(_last(p))):
        if (_parent(place), _folded(_last(place))) not in taken:
            taken.add((_parent(place), _folded(_last(place))))
            chosen[place] = _last(place)
    for place in (p for p in places if p not in chosen):
        safe = next(s for s in _made(_last(place)) if (_parent(place), _folded(s)) not in taken)
        taken.add((_parent(place), _folded(safe)))
        chosen[place] = safe
    return chosen


def is_safe(part: str) -> bool:
    """Say whether one part of a path can be stored as it is."""
    return (
        len(part.encode("utf-8", "surrogatepass")) <= MOST_BYTES
        and not any(pattern.search(part) for pattern in (UNFIT, _WINDOWS, _BIDI))
        and not part.endswith(".")
        and part == part.strip()
        and not _RESERVED.fullmatch(part.partition(".")[0].rstrip())
    )


def _made(part: str) -> Iterator[str]:
    """Give safe names for a part, each with more of its digest, without end in sight."""
    clean = part
    for pattern in (UNFIT, _WINDOWS, _BIDI):
        clean = pattern.sub("_", clean)
    stem, dot, suffix = clean.strip().rpartition(".")
    if not dot or not stem or len(suffix) > 8 or not suffix.isalnum():
        stem, suffix = clean.strip(), ""
    stem = f"_{stem}" if _RESERVED.fullmatch(stem.partition(".")[0].rstrip()) else stem
    digest = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()
    tail = f".{suffix}" if suffix else ""
    for length in range(8, len(digest) + 1):
        mark = f"-{digest[:length]}{tail}"
        yield _cut(stem, MOST_BYTES - len(mark.encode())) + mark


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(" .")


def _places(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[: length + 1]) for length in range(len(parts))]


def _parent(place: str) -> str:
    return place.rpartition("/")[0]


def _last(place: str) -> str:
    return place.rpartition("/")[2]


def _folded(part: str) -> str:
    return same_name(same_name(part).casefold())
