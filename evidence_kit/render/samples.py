"""The pixels of a picture in a PDF as this program packs it, a part of them held unpacked."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

import pikepdf
from PIL import Image

from evidence_kit.model import Algorithm, Digest
from evidence_kit.render.bounded import Allowance, unpacked
from evidence_kit.render.image_form import filters, has_own_rows, is_predicted, space

MOST_PIXELS = 80_000_000  # of one picture: a stitched page has no more
MOST_ROWS = 200_000  # pixels of its longer side; each row takes more than its pixels
WEIGHT = 8  # bytes of work for each: unpacking it, its three colours and their digest
_MOST_UNPACKED = 4 * MOST_PIXELS  # bytes
_STRIP = 1 << 20  # pixels that are brought into their colours at once
_RAW = {1: {1: "1", 2: "L;2", 4: "L;4", 8: "L"}, 3: {8: "RGB"}}
_INDEXED = {1: "P;1", 2: "P;2", 4: "P;4", 8: "P"}
_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _INDEX = 0, 2, 3


def digest(size: tuple[int, int], strips: Iterable[Image.Image]) -> Digest:
    """Return the digest of size and colours as stored, eight bits each of red, green and blue."""
    found = hashlib.sha256(f"{size[0]}x{size[1]}\n".encode())
    for strip in strips:
        found.update(strip.convert("RGB").tobytes())
    return Digest(Algorithm.SHA256, found.hexdigest())


def is_bounded(width: int, height: int) -> bool:
    """Say whether a picture of this size is looked at."""
    return width * height <= MOST_PIXELS and max(width, height) <= MOST_ROWS


def strips(image: Image.Image) -> Iterator[Image.Image]:
    """Give an open picture from above in strips; ValueError for one beyond measure."""
    width, height = image.size
    if not is_bounded(width, height):
        raise ValueError(image.size)
    rows = max(1, _STRIP // width)
    for top in range(0, height, rows):
        yield image.crop((0, top, width, min(height, top + rows)))


def of(image: pikepdf.Object, left: Allowance) -> Iterator[Image.Image] | None:
    """Give the strips of a picture whose packing loses nothing; None for what we never write.

    ValueError, LookupError or zlib.error for what isn't all there, or has other colours.
    """
    size = int(image["/Width"]), int(image["/Height"])
    components, table = space(image)
    bits = int(image.get("/BitsPerComponent", 8))
    packing = filters(image)
    if packing not in ([], ["/FlateDecode"]):
        return None
    raw_mode = _RAW[components][bits] if table is None else _INDEXED[bits]
    if packing and is_predicted(image):
        ours = has_own_rows(image)
        found = _predicted(image, size, (components, bits), table) if ours else None
    else:
        found = _plain(image, size, raw_mode)
    left.spend(size[0] * size[1] * WEIGHT)
    return found if table is None or found is None else _coloured(found, table)


def _predicted(
    image: pikepdf.Object, size: tuple[int, int], depth: tuple[int, int], table: bytes | None
) -> Iterator[Image.Image]:
    """Give the strips of rows that are predicted as a PNG's: it makes one of them."""
    kind = _INDEX if table is not None else {1: _GREY, 3: _RGB}[depth[0]]
    head = struct.pack(">2L5B", *size, depth[1], kind, 0, 0, 0)
    palette = _chunk(b"PLTE", table) if table is not None else b""
    body = _chunk(b"IDAT", image.read_raw_bytes())
    whole = _PNG + _chunk(b"IHDR", head) + palette + body + _chunk(b"IEND", b"")
    with Image.open(BytesIO(whole), formats=["PNG"]) as found:
        yield from strips(found)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def _plain(image: pikepdf.Object, size: tuple[int, int], raw_mode: str) -> Iterator[Image.Image]:
    """Give the strips of rows that lie there as they are."""
    mode = raw_mode.partition(";")[0]
    width, height = size
    channels, bits = (3, 8) if mode == "RGB" else (1, int(image.get("/BitsPerComponent", 8)))
    row = (width * channels * bits + 7) // 8
    rows, held = max(1, _STRIP // width), bytearray()
    for piece in _pieces(image):
        held += piece
        while height and len(held) >= row * min(rows, height):
            down = min(rows, height)
            yield Image.frombytes(mode, (width, down), bytes(held[: row * down]), "raw", raw_mode)
            del held[: row * down]
            height -= down
        if not height:
            return
    raise ValueError("rows are missing")


def _pieces(image: pikepdf.Object) -> Iterator[bytes]:
    raw = image.read_raw_bytes()
    return unpacked(raw, _MOST_UNPACKED) if filters(image) else iter((raw,))


def _coloured(indexes: Iterable[Image.Image], table: bytes) -> Iterator[Image.Image]:
    """Give strips of indexes with their colours; ValueError for one that isn't there.

    It is black to one reader, and not to another.
    """
    for strip in indexes:
        if max(at for at, count in enumerate(strip.histogram()) if count) >= len(table) // 3:
            raise ValueError(table)
        strip.putpalette(table)
        yield strip
