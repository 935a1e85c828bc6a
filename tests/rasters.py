"""Picture files of every kind that a phone or a chat may write, drawn small."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from evidence_kit.render.pictures import ORIENTATION

# How a picture is stored so that its EXIF orientation shows it upright.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}

SIZE = (40, 60)
COLOURS = ("#ff0000", "#00ff00", "#0000ff", "#ffff00")


def coloured(mode: str = "RGB") -> Image.Image:
    """A gradient with a different colour in each corner, so that no turn looks like another."""
    image = Image.new("RGB", SIZE)
    for x in range(SIZE[0]):
        for y in range(SIZE[1]):
            image.putpixel((x, y), (x * 6, y * 4, (x * y) % 256))
    for corner, colour in zip(corners(SIZE), COLOURS, strict=True):
        image.paste(colour, (*corner, corner[0] + 12, corner[1] + 12))
    return image.convert(mode)


def corners(size: tuple[int, int]) -> list[tuple[int, int]]:
    right, bottom = size[0] - 12, size[1] - 12
    return [(0, 0), (right, 0), (0, bottom), (right, bottom)]


def laid_on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")


def chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def png(head: tuple[int, ...], raw: bytes, *more: bytes) -> bytes:
    ihdr = struct.pack(">IIBBBBB", *head)
    idat = zlib.compress(raw)
    halves = (idat[: len(idat) // 2], idat[len(idat) // 2 :])
    chunks = [chunk(b"IHDR", ihdr), *more, *(chunk(b"IDAT", half) for half in halves)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def adam7(image: Image.Image) -> bytes:
    """An interlaced PNG (ISO 15948, 8.2), which Pillow reads but doesn't write."""
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    raw = b""
    for x0, y0, dx, dy in passes:
        for y in range(y0, image.height, dy):
            pixels = [image.getpixel((x, y)) for x in range(x0, image.width, dx)]
            raw += b"\0" + b"".join(bytes(pixel) for pixel in pixels)
    return png((*image.size, 8, 2, 0, 0, 1), raw)


def sixteen_bits(image: Image.Image) -> bytes:
    rows = (
        b"\0" + b"".join(bytes((v, v)) for x in range(image.width) for v in image.getpixel((x, y)))
        for y in range(image.height)
    )
    return png((*image.size, 16, 2, 0, 0, 0), b"".join(rows))


def idat_of(content: bytes) -> bytes:
    at, found = 8, b""
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"IDAT":
            found += content[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def clear(image: Image.Image) -> Image.Image:
    image = image.convert("RGBA")
    mask = Image.new("L", SIZE, 255)
    mask.paste(0, (0, 30, 20, 60))
    mask.paste(128, (20, 30, 40, 45))
    image.putalpha(mask)
    return image


def clear_palette() -> Image.Image:
    image = coloured().quantize(16)
    image.info["transparency"] = bytes([0, 128, *[255] * 14])
    return image


PASSING = {
    "rgb": lambda: saved(coloured(), "PNG"),
    "grey": lambda: saved(coloured("L"), "PNG"),
    "bilevel": lambda: saved(coloured("1"), "PNG"),
    "palette": lambda: saved(coloured().quantize(200), "PNG"),
    "palette of four": lambda: saved(coloured().quantize(4), "PNG"),
    "clear palette": lambda: saved(
        clear_palette(), "PNG", transparency=clear_palette().info["transparency"]
    ),
    "two chunks": lambda: png((2, 1, 8, 2, 0, 0, 0), b"\0\x01\x02\x03\x04\x05\x06"),
}
DECODED = {
    "alpha": ("PNG", lambda: saved(clear(coloured()), "PNG")),
    "grey alpha": ("PNG", lambda: saved(clear(coloured()).convert("LA"), "PNG")),
    "one clear colour": ("PNG", lambda: saved(coloured(), "PNG", transparency=(255, 0, 0))),
    "one clear grey": ("PNG", lambda: saved(coloured("L"), "PNG", transparency=76)),
    "sixteen bits": ("PNG", lambda: sixteen_bits(coloured())),
    "interlaced": ("PNG", lambda: adam7(coloured())),
    "webp": ("WEBP", lambda: saved(coloured(), "WEBP", lossless=True)),
    "clear webp": ("WEBP", lambda: saved(clear(coloured()), "WEBP", lossless=True, exact=True)),
    "bmp": ("BMP", lambda: saved(coloured(), "BMP")),
    "gif": ("GIF", lambda: saved(coloured(), "GIF", save_all=True, append_images=[coloured("L")])),
    "tiff": ("TIFF", lambda: saved(coloured(), "TIFF")),
}
