"""A document timestamp after a signature (EN 319 142-1, 5.5): appended in one form alone.

What it appends follows from what was there before and from the token, byte by byte. So `verify`
writes it again and compares: whatever a PDF may hold, nothing else can hide behind a signature.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf

from evidence_kit.model import Algorithm, Digest
from evidence_kit.render.page_images import FAULTS

FIELD = "Timestamp1"
# Hexadecimal digits kept free for a token. PDF/A-2 lets no string have more than 32,767 bytes
# (ISO 19005-2, 6.1.13).
ROOM = 60_000
MOST_TAIL = 4096  # bytes at the end of a file in which its trailer lies
_CHUNK = 1 << 20
_KEYS = {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P"}
_TRAILER = re.compile(
    rb"trailer\s*<<(?P<entries>[^%]*?)>>\s*startxref\s+(?P<at>\d{1,10})\s+%%EOF\n\Z"
)
_NAMES = re.compile(rb"/ID\s*\[\s*<([0-9a-fA-F]*)>\s*<([0-9a-fA-F]*)>\s*\]")
_FIELD = b"%d 0 obj\n<</FT/Sig/T(Timestamp1)/Type/Annot/Subtype/Widget/F 132/Rect[0 0 0 0]"
_FILLED = re.compile(re.escape(_FIELD).replace(b"%d", rb"(\d{1,10})", 1) + rb"/P (\d{1,10}) 0 R")


@dataclass(frozen=True, slots=True)
class _Before:
    """A file that ends with a signature: its length and trailer, the empty field and its page."""

    length: int
    table: int
    size: int
    root: int
    about: int
    names: tuple[bytes, bytes]
    field: int
    page: int

    def update(self, content: bytes) -> tuple[bytes, bytes, bytes]:
        """Return what is appended: what comes before a token's room, the room, what comes after."""
        field = _FIELD % self.field + b"/P %d 0 R/V %d 0 R>>\nendobj\n" % (self.page, self.size)
        head = b"%d 0 obj\n<</Type/DocTimeStamp/Filter/Adobe.PPKLite" % self.size
        head += b"/SubFilter/ETSI.RFC3161/Contents"
        room = b"<%s>" % content.hex().encode("ascii").ljust(ROOM, b"0")
        start = self.length + len(field) + len(head)
        cover = b"/ByteRange[0 %010d %010d %010d]>>\nendobj\n"
        end = self._end(len(field), start + len(room) + len(cover % (0, 0, 0)))
        after = cover % (start, start + len(room), len(cover % (0, 0, 0)) + len(end)) + end
        return field + head, room, after

    def _end(self, field: int, table: int) -> bytes:
        objects = sorted([(self.field, self.length), (self.size, self.length + field)])
        end = b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % one for one in objects)
        end += b"trailer\n<</Size %d/Root %d 0 R" % (self.size + 1, self.root)
        end += b"/Info %d 0 R/ID[<%s><%s>]" % (self.about, *self.names)
        return end + b"/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (self.table, table)


def append(pdf: Path, stamp: Callable[[Digest], bytes]) -> None:
    """Append an authority's time to a signed PDF whose field for it is empty.

    `stamp` gives a token (DER) of ROOM / 2 bytes at most; what it raises passes through, and then
    the file is as it was, as it is after ValueError for one without such a field or room.
    """
    with pdf.open("r+b") as file:
        length = file.seek(0, io.SEEK_END)
        before = _before(file, length, _empty(file))
        start, _, after = before.update(b"")
        digest = _digest(file, length, start, after)
        token = stamp(Digest(Algorithm.SHA256, digest))
        if len(token) * 2 > ROOM:
            raise ValueError("no room for the token")
        file.seek(length)
        file.write(start + before.update(token)[1] + after)


def follows(file: BinaryIO, end: int, content: bytes) -> bool:
    """Say whether all that follows a signature up to `end` is its document timestamp.

    `content` is the token as it lies in the PDF. Any bytes in.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(end)
    if size - end > ROOM + MOST_TAIL:
        return False
    appended = file.read()
    filled = _FILLED.match(appended)
    try:
        if filled is None or _page_of_empty(file, end, int(filled[1])) != int(filled[2]):
            return False
        before = _before(file, end, (int(filled[1]), int(filled[2])))
    except (ValueError, *FAULTS):
        return False
    return b"".join(before.update(content)) == appended


def _before(file: BinaryIO, length: int, field: tuple[int, int]) -> _Before:
    file.seek(max(0, length - MOST_TAIL))
    found = _TRAILER.search(file.read(min(length, MOST_TAIL)))
    names = _NAMES.search(found["entries"]) if found else None
    if found is None or names is None:
        raise ValueError("no trailer")
    size, root, about = (_number(found["entries"], key) for key in (b"Size", b"Root", b"Info"))
    return _Before(length, int(found["at"]), size, root, about, (names[1], names[2]), *field)


def _number(entries: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb"\s+(\d{1,10})\b", entries)
    if found is None:
        raise ValueError("no trailer")
    return int(found[1])


def _empty(file: BinaryIO) -> tuple[int, int]:
    """Return the numbers of the empty field and of its page."""
    file.seek(0)
    with pikepdf.open(file) as opened:
        for field in opened.Root.AcroForm.Fields.as_list():
            if field.get("/T") == FIELD:
                return field.objgen[0], _page(field)
    raise ValueError("no field")


def _page_of_empty(file: BinaryIO, end: int, number: int) -> int:
    """Return the number of the page of a field that was empty in the file that ended there."""
    with pikepdf.open(io.BufferedReader(_Head(file, end))) as opened:
        field = opened.get_object(number, 0)
        listed = [one.objgen for one in opened.Root.AcroForm.Fields.as_list()]
        if (number, 0) not in listed:
            raise ValueError("no field")
        return _page(field)


def _page(field: pikepdf.Object) -> int:
    """Return the number of an empty field's page; ValueError for what is no such field."""
    if set(field.keys()) != _KEYS or field.FT != "/Sig" or field.T != FIELD:
        raise ValueError("no empty field")
    return int(field.P.objgen[0])


def _digest(file: BinaryIO, length: int, *appended: bytes) -> str:
    running = sha256()
    file.seek(0)
    while length and (chunk := file.read(min(length, _CHUNK))):
        length -= len(chunk)
        running.update(chunk)
    for part in appended:
        running.update(part)
    return running.hexdigest()


class _Head(io.RawIOBase):
    """A file as it was while it was shorter."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self._file, self._end, self._at = file, end, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, at: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, from the beginning, from here, or from the end that was."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        self._at = max(0, base + at)
        return self._at

    def readinto(self, into: Any) -> int:
        """Read up to the end that was."""
        view = memoryview(into).cast("B")
        self._file.seek(self._at)
        raw = self._file.read(max(0, min(len(view), self._end - self._at)))
        view[: len(raw)] = raw
        self._at += len(raw)
        return len(raw)
