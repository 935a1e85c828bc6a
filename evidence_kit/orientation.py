"""How EXIF turns a picture for the eye: one answer for whoever reads it and whoever prints it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

UPRIGHT = 1
_TAG = 0x0112  # Orientation, Exif 2.32, 4.6.4
_SHORT = 3
_EXIF = b"Exif\0\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_BARE_MARKS = {0x01, *range(0xD0, 0xD9)}
_SCAN = 0xDA


def orientation(content: bytes) -> int:
    """Return 1 to 8 (TIFF 6.0) for a PNG's, JPEG's or WebP's bytes, 1 for all others.

    Only EXIF counts, the first block of it; XMP doesn't, nor what follows a PNG's end. A
    damaged block turns nothing, as viewers do. A TIFF's decoder turns its pixels by itself.
    """
    if content.startswith(_PNG):
        return _turn(next((body for kind, body in chunks(content) if kind == b"eXIf"), b""))
    if content.startswith(b"\xff\xd8"):
        found = (s for mark, s in segments(content) if mark == 0xE1 and s.startswith(_EXIF))
        return _turn(next(found, b""))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _turn(next((body for kind, body in _parts(content) if kind == b"EXIF"), b""))
    return UPRIGHT


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield a PNG's chunks, kind and body, up to IEND (ISO 15948, 5.3)."""
    at = len(_PNG)
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if kind == b"IEND":
            return
        yield kind, content[at + 8 : at + 8 + length]
        at += 12 + length


def segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield a JPEG's marked segments, mark and body, up to its first scan."""
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF or mark in _BARE_MARKS:
            at += 1 if mark == 0xFF else 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        yield mark, content[at + 4 : at + 2 + length]
        if mark == _SCAN:
            return
        at += 2 + length


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4], content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _turn(exif: bytes) -> int:
    """Look the tag up in the first directory of an EXIF block, a TIFF file in small."""
    block = exif.removeprefix(_EXIF)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return UPRIGHT
    try:
        (at,) = struct.unpack_from(order + "I", block, 4)
        (count,) = struct.unpack_from(order + "H", block, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, form, _, value = struct.unpack_from(order + "HHIH", block, entry)
            if tag == _TAG:
                return value if form == _SHORT and 1 <= value <= 8 else UPRIGHT
    except struct.error:
        return UPRIGHT
    return UPRIGHT
