"""Files that call themselves pictures: odd, damaged, or made to exhaust whoever opens them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping

from fakes import ocr_pictures as draw
from PIL import Image

TALLEST = 30_000


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _screen() -> Image.Image:
    screen = draw.Screen(width=540, height=960)
    screen.bubble((80, 200, 400, 280), draw.WHITE)
    screen.text((100, 220), "借我3000元", size=30)
    return screen.image


def _turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved(_screen().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)


def _animated(form: str) -> bytes:
    frames = [_screen(), Image.new("RGB", (540, 960), draw.GREEN)]
    return _saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png(width: int, height: int, rows: bytes, *, extra: bytes = b"") -> bytes:
    """Return a PNG of one bit a pixel whose header claims this size, whatever `rows` hold."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header), extra, _chunk(b"IDAT", rows), _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _bomb() -> bytes:
    """A few kB that unpack to 1.6 thousand million pixels."""
    packer = zlib.compressobj(9)
    row = b"\0" * 5001
    return png(40_000, 40_000, b"".join(packer.compress(row) for _ in range(8)) + packer.flush())


def _claiming_bmp() -> bytes:
    size = struct.pack("<IHHIIiiHH", 54, 0, 0, 54, 40, 2**30, 2**30, 1, 24)
    return b"BM" + size + b"\0" * 24


def _text_bomb() -> bytes:
    """A picture of one pixel with a comment that unpacks to 80 MB."""
    comment = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b" " * 80_000_000, 9))
    return png(1, 1, zlib.compress(b"\0\0"), extra=comment)


def _tall() -> bytes:
    screen = draw.Screen(width=360, height=TALLEST)
    for y in range(200, TALLEST, 400):
        screen.bubble((60, y, 300, y + 60), draw.WHITE)
        screen.text((80, y + 15), "好的", size=24)
    return _saved(screen.image, "PNG")


# What each is called, the bytes, and whether they are one still picture that can be opened.
PICTURES: Mapping[str, tuple[Callable[[], bytes], bool]] = {
    "1x1.png": (lambda: _saved(Image.new("RGB", (1, 1)), "PNG"), True),
    "thin.png": (lambda: _saved(Image.new("RGB", (1, 5000), "white"), "PNG"), True),
    "tall.png": (_tall, True),
    "cmyk.jpg": (lambda: _saved(_screen().convert("CMYK"), "JPEG"), True),
    "deep.png": (lambda: _saved(Image.new("I;16", (540, 960), 60000), "PNG"), True),
    "float.tif": (lambda: _saved(Image.new("F", (9, 9), float("nan")), "TIFF"), False),
    "palette.png": (lambda: _saved(_screen().quantize(16), "PNG", transparency=0), True),
    "turned.jpg": (_turned, True),
    "moving.gif": (lambda: _animated("GIF"), False),
    "moving.webp": (lambda: _animated("WEBP"), False),
    "moving.png": (lambda: _animated("PNG"), False),
    "half.png": (lambda: _saved(_screen(), "PNG")[:1500], False),
    "half.jpg": (lambda: _saved(_screen(), "JPEG")[:3000], False),
    "zero.png": (lambda: b"", False),
    "bomb.png": (_bomb, False),
    "header.png": (lambda: png(2**31 - 1, 2**31 - 1, b""), False),
    "header.bmp": (_claiming_bmp, False),
    "comment.png": (_text_bomb, False),
    "words.png": (lambda: "这不是图片".encode(), False),
    "program.png": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n", False),
}
