"""What the headers of a ZIP say (APPNOTE 6.3.10), taken only where none contradicts another.

Programs disagree about a ZIP whose parts overlap, repeat or contradict each other: one unpacks
what another doesn't show. So every byte must belong to one member, to its headers, or to the
directory at the end, and each must be said once or twice alike.
"""

from __future__ import annotations

import re
import stat
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO, NamedTuple

from evidence_kit.files import archive_names as names
from evidence_kit.manifest import UNFIT

MOST_DIRECTORY = 64 << 20  # bytes; 10,000 long names need 3 MB
MOST_MEMBERS = 250_000  # each takes some 80 µs and 1.3 kB
MOST_RATIO = 100  # PDF, JPEG and PNG hardly shrink, texts to a tenth
FREE_RATIO = 1 << 20  # bytes that a member may unpack to whatever it was packed in
STORED, DEFLATED = 0, 8
_LOCKED, _STREAMED, _MASKED = 0x1, 0x8, 0x2000
_FOLDER = 0x10  # of DOS's attributes
_REPARSE_POINT = 0x400  # of Windows' attributes: a link or a junction
_ZIP64 = 0x0001
# Bytes that a field may have (APPNOTE 4.5, Info-ZIP's extrafld.txt): NTFS times, Unix times and
# owners in three forms, a name once more.
_MOST_EXTRA = {_ZIP64: 28, 0x000A: 32, 0x5455: 13, 0x5855: 12, 0x7855: 4, 0x7875: 24}
_MOST_EXTRA[names.UNICODE_PATH] = 5 + 0xFFFF
_FULL_2, _FULL_4 = 0xFFFF, 0xFFFFFFFF
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_DRIVE = re.compile(r"[A-Za-z]:")


class Fault(NamedTuple):
    """What is amiss with a ZIP: a member's name, "" for the whole, and the kind of reason."""

    name: str
    reason: str


class RefusedError(Exception):
    """Why something in a ZIP is not taken: a kind of reason."""

    def __init__(self, kind: str) -> None:
        """Take the kind."""
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP: where its header begins, and its packed bytes; CRC and size unpacked.

    It is `ordinary` where its local header holds no fields but what programs write by themselves.
    `readings` are what other programs may call it, where its name doesn't say how it is encoded.
    """

    name: str
    at: int
    start: int
    packed: int
    size: int
    crc: int
    deflated: bool
    ordinary: bool = True
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """The plain files of a ZIP in the order they lie in, and what is amiss with it.

    `empty` names its folders that hold nothing, without the `/` at the end.
    """

    found: tuple[Member, ...] = ()
    faults: tuple[Fault, ...] = ()
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Directory:
    """Where the directory lies, how many members it lists, and whether bytes follow the end."""

    at: int
    size: int
    count: int
    trailed: bool


@dataclass(frozen=True, slots=True)
class _Header:
    """What a header says of a member; `sizes` are packed and unpacked."""

    name: bytes
    flags: int
    method: int
    times: tuple[int, int]
    crc: int
    sizes: tuple[int, int]
    at: int = 0
    mode: int = 0
    extra: bytes = field(default=b"", repr=False)
    noted: bool = False


def read(file: BinaryIO) -> Members:
    """Read the headers of a ZIP that can be sought in; any bytes in, members and faults out.

    OSError passes.
    """
    try:
        ends = _directory(file)
        headers = _central(file, ends)
    except RefusedError as error:
        return Members(faults=(Fault("", error.kind),))
    faults: list[Fault] = [Fault("", "zip_trailing")] if ends.trailed else []
    if unknown := _unknown(headers):
        return Members(faults=(*faults, unknown))
    found, refused = _laid(file, sorted(headers, key=lambda one: one.at), ends.at)
    called = [one.name for one in found]
    again = [*names.repeated(called), *names.ambiguous((o.name, o.readings) for o in found)]
    faults += refused + [Fault(name, "zip_twice") for name in again]
    faults += _unseen(headers, [one.name for one in found if not one.ordinary])
    plain = tuple(one for one in found if not one.name.endswith("/"))
    return Members(plain, tuple(faults), names.empty(called))


def _unseen(headers: Iterable[_Header], odd: Iterable[str]) -> Iterator[Fault]:
    """Name the members that carry a remark, or fields that no ordinary program writes."""
    for one in headers:
        if one.noted:
            yield Fault(shown(one.name), "zip_comment")
    central = (shown(one.name) for one in headers if not _is_ordinary(one.extra))
    yield from (Fault(name, "zip_extra") for name in dict.fromkeys((*central, *odd)))


def _unknown(headers: Iterable[_Header]) -> Fault | None:
    """Return the first name whose encoding nothing tells: then nobody knows any of that archive's.

    One program writes all alike, so that a few may look like UTF-8 by chance.
    """
    for one in headers:
        if names.is_silent(one.name, one.flags, _paths(one)):
            try:
                one.name.decode("utf-8")
            except UnicodeDecodeError:
                if names.is_chinese(one.name):
                    return Fault(one.name.decode("gbk"), "zip_chinese")
                return Fault(shown(one.name), "zip_encoding")
    return None


def shown(name: bytes) -> str:
    r"""Return a name as it can be told, its odd bytes as \xNN."""
    return name.decode("utf-8", "backslashreplace")


def _at(file: BinaryIO, place: int, size: int) -> bytes:
    """Return exactly so many bytes from a place; RefusedError where there are fewer."""
    if place < 0:
        raise RefusedError("zip_damaged")
    file.seek(place)
    found = file.read(size)
    if len(found) < size:
        raise RefusedError("zip_damaged")
    return found


# ── the end ────────────────────────────────────────────────────────────────────────────


def _directory(file: BinaryIO) -> _Directory:
    size = file.seek(0, 2)
    tail = _at(file, max(0, size - _END.size - _FULL_2), min(size, _END.size + _FULL_2))
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise RefusedError("zip_damaged")
    end = size - len(tail) + place
    _, disk, first, here, count, length, at, _ = _END.unpack_from(tail, place)
    trailed = end + _END.size != size  # a comment too: it may hold another end
    said = (here, count, length, at)
    if disk or first:
        raise RefusedError("zip_damaged")
    if _FULL_2 in said[:2] or _FULL_4 in said[2:]:
        end, said = _zip64_end(file, end, said)
    here, count, length, at = said
    if here != count or at + length != end:
        raise RefusedError("zip_contradicts")
    if length > MOST_DIRECTORY or count > MOST_MEMBERS:
        raise RefusedError("zip_too_large")
    return _Directory(at, length, count, trailed)


def _zip64_end(
    file: BinaryIO, end: int, said: tuple[int, int, int, int]
) -> tuple[int, tuple[int, int, int, int]]:
    """Return where the ZIP64 end begins, and its numbers (4.3.14 and 4.3.15)."""
    mark, _, place, disks = _LOCATOR.unpack(_at(file, end - _LOCATOR.size, _LOCATOR.size))
    if mark != b"PK\x06\x07" or place + _END_64.size + _LOCATOR.size != end or disks > 1:
        raise RefusedError("zip_contradicts")
    mark, length, _, _, disk, first, *large = _END_64.unpack(_at(file, place, _END_64.size))
    if mark != b"PK\x06\x06" or length != _END_64.size - 12 or disk or first:
        raise RefusedError("zip_contradicts")
    for small, full, whole in zip(said, (_FULL_2, _FULL_2, _FULL_4, _FULL_4), large, strict=True):
        if small not in (full, whole):
            raise RefusedError("zip_contradicts")
    return place, (large[0], large[1], large[2], large[3])


# ── the directory ──────────────────────────────────────────────────────────────────────


def _central(file: BinaryIO, ends: _Directory) -> list[_Header]:
    raw, found, place = _at(file, ends.at, ends.size), list[_Header](), 0
    while place < len(raw) and len(found) < ends.count:
        header, place = _central_header(raw, place)
        found.append(header)
    if place < len(raw) or len(found) != ends.count:
        raise RefusedError("zip_contradicts")
    return found


def _central_header(raw: bytes, place: int) -> tuple[_Header, int]:
    try:
        mark, _, _, flags, method, *rest = _CENTRAL.unpack_from(raw, place)
    except struct.error as error:
        raise RefusedError("zip_damaged") from error
    time, day, crc, packed, size, named, extras, remark, disk, _, mode, at = rest
    place += _CENTRAL.size
    name, extra = raw[place : place + named], raw[place + named : place + named + extras]
    if mark != b"PK\x01\x02" or disk not in (0, _FULL_2) or len(extra) < extras:
        raise RefusedError("zip_damaged")
    size, packed, at = _large(extra, size, packed, at)
    sizes, noted = (packed, size), bool(remark)
    header = _Header(name, flags, method, (time, day), crc, sizes, at, mode, extra, noted)
    return header, place + named + extras + remark


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each extra field; what is left over at the end is no field."""
    place = 0
    while len(extra) - place >= 4:
        kind, size = struct.unpack_from("<2H", extra, place)
        yield kind, extra[place + 4 : place + 4 + size]
        place += 4 + size


def _is_ordinary(extra: bytes) -> bool:
    """Say whether extra fields are what programs write of themselves: sizes, times, owners."""
    fields = list(_extras(extra))
    whole = sum(4 + len(body) for _, body in fields) == len(extra)
    once = len({kind for kind, _ in fields}) == len(fields)
    return whole and once and all(len(body) <= _MOST_EXTRA.get(kind, -1) for kind, body in fields)


def _large(extra: bytes, *said: int) -> tuple[int, ...]:
    """Return the numbers said, those too large for a header from its ZIP64 field (4.5.3)."""
    held = b"".join(body for kind, body in _extras(extra) if kind == _ZIP64)
    large = (int.from_bytes(held[at : at + 8], "little") for at in range(0, len(held) - 7, 8))
    return tuple(next(large, number) if number == _FULL_4 else number for number in said)


# ── the members ────────────────────────────────────────────────────────────────────────


def _laid(file: BinaryIO, headers: Sequence[_Header], end: int) -> tuple[list[Member], list[Fault]]:
    """Return the members, which must lie side by side from the first byte to the directory."""
    found: list[Member] = []
    faults: list[Fault] = []
    starts = [one.at for one in headers] + [end]
    if starts[0] != 0:
        faults.append(Fault("", "zip_gap"))
    for header, following in zip(headers, starts[1:], strict=True):
        try:
            found.append(_member(file, header, following))
        except RefusedError as error:
            faults.append(Fault(shown(header.name), error.kind))
    return found, faults


def _member(file: BinaryIO, header: _Header, following: int) -> Member:
    """Return a member whose local header says the same; RefusedError for the rest."""
    _require_plain(header, _name(header, ()))
    local, start = _local(file, header.at)
    _require_same(header, local)
    name = _name(header, _paths(local))
    packed, size = header.sizes
    _require_bounds(file, header, start + packed, following)
    is_deflated, ordinary = header.method == DEFLATED, _is_ordinary(local.extra)
    other = tuple(names.readings(header.name, header.flags))
    return Member(name, header.at, start, packed, size, header.crc, is_deflated, ordinary, other)


def _paths(header: _Header) -> list[bytes]:
    return [body for kind, body in _extras(header.extra) if kind == names.UNICODE_PATH]


def _name(header: _Header, beside: Iterable[bytes]) -> str:
    """Return a member's name, by its header, the fields there, and those `beside` it."""
    try:
        name = names.name(header.name, header.flags, (*_paths(header), *beside))
    except ValueError as error:
        raise RefusedError("zip_contradicts") from error
    parts = name.removesuffix("/").split("/")
    if UNFIT.search(name) or _DRIVE.match(name) or any(p in ("", ".", "..") for p in parts):
        raise RefusedError("zip_name")
    return name


def _require_plain(header: _Header, name: str) -> None:
    packed, size = header.sizes
    if header.flags & (_LOCKED | _MASKED):
        raise RefusedError("zip_locked")
    if header.method not in (STORED, DEFLATED):
        raise RefusedError("zip_method")
    kind = stat.S_IFMT(header.mode >> 16)
    if kind == stat.S_IFLNK or header.mode & _REPARSE_POINT:
        raise RefusedError("link")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedError("special")
    is_folder = kind == stat.S_IFDIR or bool(header.mode & _FOLDER)
    if is_folder > name.endswith("/") or (name.endswith("/") and size):
        raise RefusedError("zip_contradicts")
    if header.method == STORED and packed != size:
        raise RefusedError("zip_contradicts")
    if size > MOST_RATIO * packed + FREE_RATIO:
        raise RefusedError("zip_bomb")


def _local(file: BinaryIO, at: int) -> tuple[_Header, int]:
    """Return a local header, and where the bytes after it begin."""
    raw = _at(file, at, _LOCAL.size)
    mark, _, flags, method, time, day, crc, packed, size, named, extras = _LOCAL.unpack(raw)
    if mark != b"PK\x03\x04":
        raise RefusedError("zip_damaged")
    held = _at(file, at + _LOCAL.size, named + extras)
    name, extra = held[:named], held[named:]
    size, packed = _large(extra, size, packed)
    header = _Header(name, flags, method, (time, day), crc, (packed, size), extra=extra)
    return header, at + _LOCAL.size + named + extras


def _require_same(header: _Header, local: _Header) -> None:
    """Refuse a local header that says something else; sizes may follow the bytes (4.4.4)."""
    later = bool(header.flags & _STREAMED)
    numbers = zip((local.crc, *local.sizes), (header.crc, *header.sizes), strict=True)
    agree = all(near == far or (later and not near) for near, far in numbers)
    same = replace(local, crc=0, sizes=(0, 0), extra=b"")
    other = replace(header, crc=0, sizes=(0, 0), extra=b"", at=0, mode=0, noted=False)
    if not agree or same != other:
        raise RefusedError("zip_contradicts")


def _require_bounds(file: BinaryIO, header: _Header, end: int, following: int) -> None:
    """Refuse a member that reaches into what follows, or leaves bytes that nobody names."""
    if end > following:
        raise RefusedError("zip_overlap")
    if end < following and not header.flags & _STREAMED:
        raise RefusedError("zip_gap")
    if header.flags & _STREAMED:
        _require_descriptor(header, _at(file, end, min(following - end, 25)))


def _require_descriptor(header: _Header, raw: bytes) -> None:
    """Refuse what isn't the CRC and the sizes once more (4.3.9), with its mark or without."""
    kinds = "LQ" if max(header.sizes) <= _FULL_4 else "Q"
    forms = [struct.pack(f"<L2{kind}", header.crc, *header.sizes) for kind in kinds]
    if raw not in [mark + form for form in forms for mark in (b"", b"PK\x07\x08")]:
        raise RefusedError("zip_contradicts")
