"""An archive (ZIP), as bills are mailed, often under a password → its members' bytes, bounded."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pyzipper

from evidence_kit.manifest import is_litter
from evidence_kit.records.tables import RefusedError

# What is taken out of one archive, and of those in it: a bill of three months has some 100 kB.
MOST_MEMBERS = 100
MOST_UNPACKED = 64_000_000
# The old cipher is worked out byte by byte in Python: some 3 MB a second.
MOST_LOCKED = 16_000_000
MOST_DEPTH = 2
MOST_PASSWORDS = 20
MOST_NAME = 200  # letters of a member's name that are told

# bzip2 and LZMA are unpacked without a bound: a kilobyte can hold gigabytes.
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_UTF_8_NAME, _LOCKED = 0x800, 0x1
# What pyzipper and zipfile let through for bytes that are no archive, or a password that isn't its.
_FAULTS = (
    *(AttributeError, KeyError, IndexError, LookupError, TypeError, ValueError, ArithmeticError),
    *(AssertionError, EOFError, OSError, RuntimeError, MemoryError, struct.error, zlib.error),
    *(zipfile.BadZipFile, zipfile.LargeZipFile, pyzipper.BadZipFile, pyzipper.LargeZipFile),
)


@dataclass(slots=True)
class Budget:
    """How much may still be unpacked; it is spent over all archives of one file."""

    left: int = MOST_UNPACKED
    members: int = MOST_MEMBERS

    def spend(self, size: int) -> None:
        """Take one member of this size; RefusedError where that is too much."""
        self.left -= size
        self.members -= 1
        if self.left < 0 or self.members < 0:
            raise RefusedError("record_too_large")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; without its bytes the kind of reason why."""

    name: str
    raw: bytes = b""
    reason: str = ""


def names(raw: bytes) -> list[str]:
    """Return the members' names as they stand; RefusedError where it is no archive."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as opened:
            return opened.namelist()
    except _FAULTS as error:
        raise RefusedError("record_damaged") from error


def members(raw: bytes, passwords: Sequence[str], budget: Budget) -> Iterator[Member]:
    """Yield every member that is a file; RefusedError where they are too many or too large."""
    try:
        with pyzipper.AESZipFile(BytesIO(raw)) as opened:
            for member in opened.infolist():
                if not member.filename.endswith("/") and not is_litter(member.filename):
                    budget.spend(member.file_size)
                    yield _member(opened, member, passwords)
    except _FAULTS as error:
        raise RefusedError("record_damaged") from error


def _member(opened: Any, member: Any, passwords: Sequence[str]) -> Member:
    name = _name(member)
    if not member.flag_bits & _LOCKED:
        found = _read(opened, member, None)
        return Member(name, found) if found is not None else Member(name, reason="record_damaged")
    if member.compress_size > MOST_LOCKED:
        return Member(name, reason="record_too_large")
    for key in _keys(passwords):
        if (found := _read(opened, member, key)) is not None:
            return Member(name, found)
    return Member(name, reason="record_locked")


def _keys(passwords: Sequence[str]) -> Iterator[bytes]:
    """Yield each password's bytes; outside ASCII it may have been typed on an older system."""
    for password in passwords[:MOST_PASSWORDS]:
        yield from dict.fromkeys(password.encode(encoding) for encoding in ("utf-8", "gb18030"))


def _read(opened: Any, member: Any, key: bytes | None) -> bytes | None:
    """Return a member's bytes, checked against its sum; None where they don't come out."""
    if member.compress_type not in PACKINGS:
        return None
    try:
        with opened.open(member, pwd=key) as file:
            # One byte more than there should be, so that the end is met and the sum compared.
            found: bytes = file.read(member.file_size + 1)
    except _FAULTS:
        return None
    return found if len(found) == member.file_size else None


def _name(member: Any) -> str:
    """Return a member's name; one that isn't said to be UTF-8 is that all the same, or GBK."""
    said = str(member.filename)
    if not member.flag_bits & _UTF_8_NAME:
        for encoding in ("utf-8", "gb18030"):
            try:
                return said.encode("cp437").decode(encoding)[:MOST_NAME]
            except UnicodeError:
                continue
    return said[:MOST_NAME]
