"""The signatures in a PDF (ISO 32000-1, 12.8): what each says it covers, and what lies there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import pikepdf

from evidence_kit.model import PdfSignature
from evidence_kit.render import dating
from evidence_kit.render.page_images import FAULTS

MOST_SIGNATURES = 32
MOST_FIELDS = 10_000
_CHUNK = 1 << 20
_HASHES = ("sha256", "sha384", "sha512")
_STAMPED = "/ETSI.RFC3161"  # what a document timestamp says of itself
_MARK = b"/ByteRange"


def signatures(file: BinaryIO) -> tuple[PdfSignature, ...]:
    """Return the signatures of a PDF, in the order of what they cover; any bytes in.

    None where it has none, or can't be read as a PDF. Raises OSError.
    """
    size, marked = _scan(file)
    if not marked:
        return ()
    file.seek(0)
    try:
        with pikepdf.open(file) as opened:
            found = [_one(file, size, field) for field in _fields(opened)]
    except FAULTS:
        return (PdfSignature("", token=False, content=b"", covered=(), end=0, size=size),)
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
    """Return a file's size, and whether a signature could be in it: few have one."""
    size, marked, tail = 0, False, b""
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        marked = marked or _MARK in tail + chunk
        tail = chunk[-len(_MARK) :]
    return size, marked


def _fields(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give each signature field that is filled, with the fields below others."""
    form = opened.Root.get("/AcroForm")
    waiting = list(form.get("/Fields", pikepdf.Array()).as_list()) if form is not None else []
    seen = given = 0
    while waiting and seen < MOST_FIELDS and given < MOST_SIGNATURES:
        field = waiting.pop(0)
        seen += 1
        waiting += list(field.get("/Kids", pikepdf.Array()).as_list())
        if field.get("/FT") == "/Sig" and "/V" in field:
            given += 1
            yield field


def _one(file: BinaryIO, size: int, field: pikepdf.Object) -> PdfSignature:
    name, value = str(field.get("/T", "")), field["/V"]
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
