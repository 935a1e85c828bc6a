"""The length and the tracks of an ISO base media file (ISO/IEC 14496-12): mp4, m4a, mov, 3gp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

MOST_BOXES = 20_000  # of one level; a phone's file has some dozens
_UNKNOWN = (0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)  # of a length: being written, or in fragments


@dataclass(frozen=True, slots=True)
class Tracks:
    """The handlers of its tracks (vide, soun), its length, and whether all boxes are whole."""

    tracks: frozenset[str]
    seconds: float | None
    whole: bool


class _Box(NamedTuple):
    kind: bytes
    start: int  # of what it holds
    end: int


def read(file: BinaryIO) -> Tracks | None:
    """Return what the film's head says; None where there is none, as in an ended-off recording."""
    size = file.seek(0, 2)
    top = list(_boxes(file, 0, size))
    film = next((box for box in top if box.kind == b"moov" and box.end <= size), None)
    if film is None:
        return None
    below = list(_boxes(file, film.start, film.end))
    tracks = (_handler(file, box) for box in below if box.kind == b"trak")
    whole = all(box.end <= size for box in top)
    return Tracks(frozenset(filter(None, tracks)), _seconds(file, below), whole)


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[_Box]:
    """Give the boxes of one level; the last may reach beyond the end where the file is cut."""
    for _ in range(MOST_BOXES):
        file.seek(start)
        head = file.read(16)
        if start + 8 > end or len(head) < 8:
            return
        size, used = int.from_bytes(head[:4]), 8
        if size == 1:
            size, used = int.from_bytes(head[8:16]), 16
        size = size or end - start
        if size < used:
            return
        yield _Box(head[4:8], start + used, start + size)
        start += size


def _handler(file: BinaryIO, track: _Box) -> str:
    """Return what a track holds: vide, soun, or another; nothing where it doesn't say."""
    for media in _boxes(file, track.start, track.end):
        if media.kind == b"mdia":
            for box in _boxes(file, media.start, media.end):
                if box.kind == b"hdlr":
                    return _part(file, box, 8, 4).decode("latin-1")
    return ""


def _seconds(file: BinaryIO, film: list[_Box]) -> float | None:
    head = next((box for box in film if box.kind == b"mvhd"), None)
    if head is None:
        return None
    wide = _part(file, head, 0, 1) == b"\1"
    scale = int.from_bytes(_part(file, head, 20 if wide else 12, 4))
    length = int.from_bytes(_part(file, head, 24 if wide else 16, 8 if wide else 4))
    if length in _UNKNOWN:
        length = _of_fragments(file, film)
    return length / scale if scale and length not in _UNKNOWN else None


def _of_fragments(file: BinaryIO, film: list[_Box]) -> int:
    """Return the length that a film in fragments names; 0 where it names none."""
    for extends in film:
        if extends.kind == b"mvex":
            for box in _boxes(file, extends.start, extends.end):
                if box.kind == b"mehd":
                    wide = _part(file, box, 0, 1) == b"\1"
                    return int.from_bytes(_part(file, box, 4, 8 if wide else 4))
    return 0


def _part(file: BinaryIO, box: _Box, at: int, count: int) -> bytes:
    file.seek(box.start + at)
    return file.read(min(count, max(box.end - box.start - at, 0)))
