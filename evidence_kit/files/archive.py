"""A bundle as one ZIP: read where it lies, nothing unpacked to a disk, bounded in all it holds."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from typing_extensions import Buffer

from evidence_kit.errors import InputError
from evidence_kit.files import archive_headers as headers
from evidence_kit.files.archive_headers import Fault, Member, RefusedError
from evidence_kit.files.digesting import CHUNK, Digesting
from evidence_kit.files.names import natural
from evidence_kit.files.observing import MARKS, MOST_TOLD, Holding, Read, gathered, most_kept
from evidence_kit.model import FoundFile, Observed

MOST_HELD = 256 << 20  # bytes of a packed file that is wanted; stored ones stay where they lie
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")


def is_archive(path: Path) -> bool:
    """Say whether this file is, or is called, a ZIP; False for what can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(4) in _MAGIC or path.suffix.lower() == ".zip"
    except OSError:
        return False


class Archive:
    """An open ZIP that holds a bundle, at its top or in one folder there."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        """Read the headers of a file that can be sought in.

        Raises InputError "not_a_bundle" for a sound ZIP in which nothing looks like one.
        """
        self._file = file
        read = headers.read(file)
        top = _top([one.name for one in read.found])
        if top is None and not read.faults:
            raise InputError("not_a_bundle", path=str(path))
        names = (*(one.name for one in read.found), *read.empty)
        beside = [name for name in names if not f"{name}/".startswith(top or "")]
        faults = [*read.faults, *(Fault(name, "zip_outside") for name in beside)]
        self._faults = tuple(Fault(one.name.removeprefix(top or ""), one.reason) for one in faults)
        self._empty = tuple(n.removeprefix(top or "") for n in read.empty if n not in beside)
        self._members = {
            one.name.removeprefix(top or ""): one for one in read.found if one.name not in beside
        }

    def observe(self) -> Observed:
        """Read every member once, as they lie; what doesn't come out is a fault and no file."""
        faults: list[Fault] = list(self._faults)
        read: list[Read] = []
        holding = Holding()
        for name, member in self._members.items():
            try:
                read.append(holding.held(self._read(name, member)))
            except RefusedError as error:
                faults.append(Fault(name, error.kind))
        read.sort(key=lambda one: natural(one.file.name))
        told, empty = tuple(faults[:MOST_TOLD]), self._empty[:MOST_TOLD]
        return gathered(read, unread=tuple(holding.beyond), archive=told, empty=empty)

    def open(self, name: str) -> BinaryIO:
        """Open a member for reading and seeking; OSError for what isn't there or doesn't come out.

        A stored one is read where it lies, a packed one into memory.
        """
        member = self._members.get(name)
        if member is None:
            raise FileNotFoundError(name)
        if not member.deflated:
            return io.BufferedReader(_Window(self._file, member.start, member.size))
        if member.size > MOST_HELD:
            raise OSError(name)
        try:
            return io.BytesIO(b"".join(_unpacked(self._file, member)))
        except RefusedError as error:
            raise OSError(name) from error

    def _read(self, name: str, member: Member) -> Read:
        digesting, kept = Digesting(), bytearray()
        most = most_kept(name)
        for chunk in _unpacked(self._file, member):
            digesting.update(chunk)
            if digesting.size <= most:
                kept += chunk
        found = FoundFile(name, digesting.size, digesting.sha256, digesting.sm3)
        return Read(found, bytes(kept) if digesting.size <= most else None)


def _top(names: Iterable[str]) -> str | None:
    """Return the folder that the bundle lies in ("" or "X-bundle/"); None for none, or several."""
    marks = {name.rpartition("/")[0] for name in names if name.rpartition("/")[2] in MARKS}
    tops = {above for above in marks if "/" not in above}
    if "" in tops:
        return ""
    return f"{tops.pop()}/" if len(tops) == 1 else None


def _unpacked(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """Give a member's bytes, never more than it says; RefusedError unless they are what it says."""
    size = crc = 0
    for chunk in _inflated(file, member) if member.deflated else _stored(file, member):
        size += len(chunk)
        if size > member.size:
            raise RefusedError("zip_bomb")
        crc = zlib.crc32(chunk, crc)
        yield chunk
    if (size, crc) != (member.size, member.crc):
        raise RefusedError("zip_damaged")


def _stored(file: BinaryIO, member: Member) -> Iterator[bytes]:
    left, place = member.packed, member.start
    while left:
        file.seek(place)
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise RefusedError("zip_damaged")
        yield chunk
        left, place = left - len(chunk), place + len(chunk)


def _inflated(file: BinaryIO, member: Member) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _stored(file, member):
            waiting = packed
            while waiting:
                yield unpacking.decompress(waiting, CHUNK)
                waiting = unpacking.unconsumed_tail
    except zlib.error as error:
        raise RefusedError("zip_damaged") from error
    while not unpacking.eof and (rest := unpacking.decompress(b"", CHUNK)):
        yield rest
    if not unpacking.eof or unpacking.unused_data:
        raise RefusedError("zip_damaged")


class _Window(io.RawIOBase):
    """A stretch of a file, read where it lies."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        """Take where the stretch begins and how long it is."""
        super().__init__()
        self._file, self._start, self._size, self._place = file, start, size, 0

    def readable(self) -> bool:
        """Say so."""
        return True

    def seekable(self) -> bool:
        """Say so."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Read up to the end of the stretch."""
        view = memoryview(buffer)
        self._file.seek(self._start + self._place)
        found = self._file.read(max(0, min(len(view), self._size - self._place)))
        view[: len(found)] = found
        self._place += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place counted from the stretch's start, from here, or from its end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place
