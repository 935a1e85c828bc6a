"""A PNG whose alpha hides nothing goes into the PDF without it, by its own filtered rows."""

from __future__ import annotations

import io
import struct
import zlib
from itertools import product

import pytest
from PIL import Image, ImageChops

from evidence_kit.render.pictures import picture_of

WIDTH, FILTERS = 5, range(5)
Rows = list[list[int]]


def pixels(channels: int, rows: int, *, alpha: int = 255) -> Rows:
    return [
        [
            alpha if at % channels == channels - 1 else (at * 37 + row * 91) % 256
            for at in range(WIDTH * channels)
        ]
        for row in range(rows)
    ]


def paeth(left: int, up: int, corner: int) -> int:
    near = left + up - corner
    return min((left, up, corner), key=lambda one: abs(near - one))


def filtered(rows: Rows, channels: int, filters: tuple[int, ...]) -> bytes:
    """The rows as ISO 15948, 9.2 has each filter write them."""
    out = bytearray()
    above = [0] * len(rows[0])
    for row, kind in zip(rows, filters, strict=True):
        out.append(kind)
        for at, value in enumerate(row):
            left = row[at - channels] if at >= channels else 0
            corner = above[at - channels] if at >= channels else 0
            guess = (0, left, above[at], (left + above[at]) // 2, paeth(left, above[at], corner))
            out.append((value - guess[kind]) % 256)
        above = row
    return bytes(out)


def png(rows: bytes, height: int, colour: int, bits: int = 8) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", WIDTH, height, bits, colour, 0, 0, 0)
    inner = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inner


def shown(content: bytes, height: int) -> Image.Image:
    """What a reader of the PDF sees of it."""
    picture = picture_of(content)
    colour = 2 if picture.components == 3 else 0
    again = png(zlib.decompress(picture.body), height, colour)
    return Image.open(io.BytesIO(again))


def same(left: Image.Image, right: Image.Image) -> bool:
    return left.mode == right.mode and ImageChops.difference(left, right).getbbox() is None


@pytest.mark.parametrize(("channels", "colour", "mode"), [(4, 6, "RGB"), (2, 4, "L")])
def test_every_filter_keeps_its_pixels(channels: int, colour: int, mode: str) -> None:
    for filters in product(FILTERS, repeat=2):
        content = png(filtered(pixels(channels, 2), channels, filters), 2, colour)
        with Image.open(io.BytesIO(content)) as given:
            assert same(shown(content, 2), given.convert(mode)), filters
        assert zlib.decompress(picture_of(content).body)[0] == filters[0]  # the rows are its own


@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("at", [3, 19, 20, 39])
def test_one_pixel_that_is_not_opaque_is_laid_on_white(kind: int, at: int) -> None:
    rows = pixels(4, 2)
    place = at // 4 * 4 + 3
    rows[place // 20][place % 20] = 254
    content = png(filtered(rows, 4, (kind, kind)), 2, 6)
    with Image.open(io.BytesIO(content)) as given:
        white = Image.alpha_composite(Image.new("RGBA", given.size, "white"), given)
    assert same(shown(content, 2), white.convert("RGB"))


def test_a_filter_that_there_is_not_is_no_picture() -> None:
    rows = bytearray(filtered(pixels(4, 2), 4, (0, 0)))
    rows[0] = 9
    with pytest.raises((OSError, SyntaxError, ValueError)):
        picture_of(png(bytes(rows), 2, 6))


def test_four_bits_with_alpha_are_no_picture() -> None:
    with pytest.raises((OSError, SyntaxError, ValueError)):
        picture_of(png(bytes(2 * (1 + WIDTH * 2)), 2, 6, bits=4))
