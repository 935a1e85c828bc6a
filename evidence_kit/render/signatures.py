"""The signatures in a PDF (ISO 32000-1, 12.8): what each says it covers, and what lies there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import pikepdf

from evidence_kit.model import PdfSignature
from evidence_kit.render import dating, every
from evidence_kit.render.page_images import FAULTS

MOST_SIGNATURES = 32
MOST_FIELDS = 10_000
_CHUNK = 1 << 20
_HASHES = ("sha256", "sha384", "sha512")
_STAMPED = "/ETSI.RFC3161"  # what a document timestamp says of itself
_MARK = b"/ByteRange"
_COVER = {"/ByteRange", "/Contents"}


def signatures(file: BinaryIO) -> tuple[PdfSignature, ...]:
    """Return the signatures of a PDF, in the order of what they cover; any bytes in.

    None where it has none; what can't be read and looks as if it had one is one that is broken.
    Raises OSError.
    """
    size, marked = _scan(file)
    file.seek(0)
    unknown = PdfSignature("", token=False, content=b"", covered=(), end=0, size=size)
    try:
        opened = pikepdf.open(file)
    except FAULTS:
        return (unknown,) if marked else ()
    try:
        with opened:
            found = [_one(file, size, *one) for one in _held(opened)]
    except FAULTS:
        return (unknown,)
    return _dated(file, sorted(found, key=lambda one: one.end))


def _dated(file: BinaryIO, found: list[PdfSignature]) -> tuple[PdfSignature, ...]:
    """Say of the signature before the last whether that is its document timestamp."""
    if len(found) < 2:
        return tuple(found)
    *before, one, last = found
    is_last = last.token and last.covered and last.end == last.size
    dated = bool(one.covered and is_last) and dating.follows(file, one.end, last.content)
    return (*before, replace(one, dated=dated), last)


def _scan(file: BinaryIO) -> tuple[int, bool]:
    """Return a file's size, and whether the mark of a signature lies in it unpacked."""
    size, marked, tail = 0, False, b""
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        marked = marked or _MARK in tail + chunk
        tail = chunk[-len(_MARK) :]
    return size, marked


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
    for held in every.dictionary(opened):
        if set(held.keys()) >= _COVER:
            yield "", held


def _one(file: BinaryIO, size: int, name: str, value: pikepdf.Object) -> PdfSignature:
    start, until, after, more = (int(one) for one in value["/ByteRange"].as_list())
    content, end = bytes(value["/Contents"]), after + more
    whole = start == 0 and 0 < until < after < end <= size
    whole = whole and _is_gap(file, until, after, content)
    covered = _digests(file, ((0, until), (after, end))) if whole else ()
    token = value.get("/SubFilter") == _STAMPED
    return PdfSignature(name, token=token, content=content, covered=covered, end=end, size=size)


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
