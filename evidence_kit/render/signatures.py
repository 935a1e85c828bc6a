"""The signatures in a PDF (ISO 32000-1, 12.8): what each says it covers, and what lies there."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, TypeAlias

import pikepdf

from evidence_kit.model import PdfSignature
from evidence_kit.render import dating, every
from evidence_kit.render.bounded import TooMuchError, opened as bounded
from evidence_kit.render.page_images import FAULTS

MOST_SIGNATURES = 32
MOST_FIELDS = 10_000
_CHUNK = 1 << 20
_Gap: TypeAlias = tuple[int, int]
_HASHES = ("sha256", "sha384", "sha512")
_STAMPED = "/ETSI.RFC3161"  # what a document timestamp says of itself
_MARK = b"/ByteRange"
# As a signature is written in the file itself, its place kept free: no packing, no other object.
_WRITTEN = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,15})\s+(\d{1,15})\s+\d{1,15}\s*\]")
_ROOM = 96  # bytes that such an entry takes at most
_COVER = {"/ByteRange", "/Contents"}


def signatures(file: BinaryIO) -> tuple[PdfSignature, ...]:
    """Return the signatures of a PDF, in the order of what they cover; any bytes in.

    None where it has none; what can't be read and looks as if it had one is one that is broken.
    Raises OSError.
    """
    size, written, marked = _scan(file)
    unknown = PdfSignature("", token=False, content=b"", covered=(), end=0, size=size)
    read = False
    try:
        with bounded(file) as opened:
            read = True
            found = [_one(file, size, *one) for one in _held(opened)]
    except TooMuchError:
        return ()  # which is told of the same file's pages
    except FAULTS:
        return (unknown,) if read or marked else ()
    kept = {gap for one, gap in found}
    gone = tuple(replace(unknown, gone=True) for gap in written if gap not in kept)
    whole = sorted((one for one, _ in found), key=lambda one: one.end)
    return (*gone, *_dated(file, whole))


def _dated(file: BinaryIO, found: list[PdfSignature]) -> tuple[PdfSignature, ...]:
    """Say of the signature before the last whether that is its document timestamp."""
    if len(found) < 2:
        return tuple(found)
    *before, one, last = found
    is_last = last.token and last.covered and last.end == last.size
    dated = bool(one.covered and is_last) and dating.follows(file, one.end, last.content)
    return (*before, replace(one, dated=dated), last)


def _scan(file: BinaryIO) -> tuple[int, tuple[_Gap, ...], bool]:
    """Return a file's size, the gaps of signatures that stand in it, and whether any mark does.

    A file that lies within this one may have signatures of its own: their gaps are elsewhere.
    """
    size, marked, tail, found = 0, False, b"", dict[_Gap, None]()
    while chunk := file.read(_CHUNK):
        held = tail + chunk
        marked = marked or _MARK in held
        found |= dict.fromkeys((int(m[1]), int(m[2])) for m in _WRITTEN.finditer(held))
        if len(found) > MOST_SIGNATURES:
            break
        size, tail = size + len(chunk), held[-_ROOM:]
    size = file.seek(0, io.SEEK_END)
    return size, tuple(gap for gap in found if _is_written(file, *gap)), marked


def _is_written(file: BinaryIO, start: int, end: int) -> bool:
    """Say whether what two numbers leave out is one hexadecimal text."""
    if not 0 < start < end <= start + _CHUNK:
        return False
    file.seek(start)
    return bool(re.fullmatch(rb"<[0-9a-fA-F]+>", file.read(end - start)))


def _held(opened: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Give every signature in the file with its field's name, "" where no field reaches it.

    One that isn't listed in the form shows as a page's widget all the same, and what was taken
    out of the form may still lie there. ValueError for more than a file of anybody's has.
    """
    given: set[tuple[bytes, bytes]] = set()
    for name, value in (*_fields(opened), *_loose(opened)):
        key = value["/ByteRange"].unparse(), bytes(value["/Contents"])
        if key not in given:
            yield name, value
        given.add(key)
        if len(given) > MOST_SIGNATURES:
            raise ValueError("too many signatures")


def _fields(opened: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """Return each signature field that is filled; its type may be that of one above (12.7.3.1)."""
    form = opened.Root.get("/AcroForm")
    tops = form.get("/Fields", pikepdf.Array()).as_list() if form is not None else ()
    waiting = [(field, field.get("/FT")) for field in tops]
    found = []
    for seen, (field, kind) in enumerate(waiting):  # which grows meanwhile
        if seen >= MOST_FIELDS:
            raise ValueError("too many fields")
        kids = field.get("/Kids", pikepdf.Array()).as_list()
        waiting += [(kid, kid.get("/FT", kind)) for kid in kids]
        if kind == "/Sig" and "/V" in field:
            found.append((str(field.get("/T", "")), field["/V"]))
    return found


def _loose(opened: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Give whatever says which bytes it covers, wherever it lies in the file."""
    for held in every.dictionary(opened, b"/ByteRange"):
        if set(held.keys()) >= _COVER:
            yield "", held


def _one(file: BinaryIO, size: int, name: str, value: pikepdf.Object) -> tuple[PdfSignature, _Gap]:
    start, until, after, more = (int(one) for one in value["/ByteRange"].as_list())
    content, end = bytes(value["/Contents"]), after + more
    whole = start == 0 and 0 < until < after < end <= size
    whole = whole and _is_gap(file, until, after, content)
    covered = _digests(file, ((0, until), (after, end))) if whole else ()
    token = value.get("/SubFilter") == _STAMPED
    one = PdfSignature(name, token=token, content=content, covered=covered, end=end, size=size)
    return one, (until, after)


def _is_gap(file: BinaryIO, start: int, end: int, content: bytes) -> bool:
    """Say whether what is left out of the cover is the signature itself, and no byte more."""
    file.seek(start)
    raw = file.read(min(end - start, 2 * len(content) + 3))
    try:
        return raw[:1] + raw[-1:] == b"<>" and bytes.fromhex(raw[1:-1].decode()) == content
    except ValueError:
        return False


def _digests(file: BinaryIO, parts: tuple[tuple[int, int], ...]) -> tuple[tuple[str, bytes], ...]:
    running = {name: hashlib.new(name) for name in _HASHES}
    for start, end in parts:
        file.seek(start)
        left = end - start
        while left and (chunk := file.read(min(left, _CHUNK))):
            left -= len(chunk)
            for one in running.values():
                one.update(chunk)
    return tuple((name, one.digest()) for name, one in running.items())
