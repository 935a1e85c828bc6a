"""Pictures as they lie in their files: bytes pass through wherever PDF can carry them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from evidence_kit.errors import InputError
from evidence_kit.render.pdf import Hex, Name, PdfFile, Ref, Value

ORIENTATION = 0x0112
UPRIGHT = 1
QUICK = 3  # of zlib's nine: screenshots hardly shrink further, and take twice as long
_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE = 0, 2, 3
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"
# Start-of-frame marks that DCTDecode reads: baseline, extended, progressive (ISO 32000-1, 7.4.8).
_FRAMES = {0xC0, 0xC1, 0xC2}
_OTHER_FRAMES = {0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)}
_FAULTS = (OSError, ValueError, LookupError, zlib.error, Image.DecompressionBombError)
_BARE_MARKS = {0x01, *range(0xD0, 0xD9)}
_SCAN = 0xDA


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture's stored raster in pixels, and how EXIF (1 to 8) turns it for the eye."""

    width: int
    height: int
    orientation: int = UPRIGHT

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height in pixels as displayed."""
        if self.orientation >= 5:
            return self.height, self.width
        return self.width, self.height

    def matrix(self, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
        """Return the matrix that shows it upright in the rectangle (TIFF 6.0, Orientation)."""
        far_x, far_y = x + width, y + height
        return {
            1: (width, 0, 0, height, x, y),
            2: (-width, 0, 0, height, far_x, y),
            3: (-width, 0, 0, -height, far_x, far_y),
            4: (width, 0, 0, -height, x, far_y),
            5: (0, -height, -width, 0, far_x, far_y),
            6: (0, -height, width, 0, x, far_y),
            7: (0, height, width, 0, x, y),
            8: (0, height, -width, 0, far_x, y),
        }[self.orientation]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it goes into the PDF: `entries` say how `body` is read.

    `profile` is its own ICC profile and `palette` its RGB table, empty where it has none.
    """

    shape: Shape
    components: int
    bits: int
    entries: Mapping[str, Value]
    body: bytes
    profile: bytes = b""
    palette: bytes = b""

    def put(self, pdf: PdfFile, profiles: dict[bytes, Ref]) -> Ref:
        """Write the image; `profiles` remembers colour profiles already written."""
        entries = {
            "Type": Name("XObject"),
            "Subtype": Name("Image"),
            "Width": self.shape.width,
            "Height": self.shape.height,
            "ColorSpace": self._colours(pdf, profiles),
            "BitsPerComponent": self.bits,
            **self.entries,
        }
        return pdf.put_stream(entries, self.body)

    def _colours(self, pdf: PdfFile, profiles: dict[bytes, Ref]) -> Value:
        base: Value = Name("DeviceGray" if self.components == 1 else "DeviceRGB")
        if _fits(self.profile, self.components):
            if self.profile not in profiles:
                profiles[self.profile] = pdf.put_packed({"N": self.components}, self.profile)
            base = [Name("ICCBased"), profiles[self.profile]]
        if not self.palette:
            return base
        return [Name("Indexed"), base, len(self.palette) // 3 - 1, Hex(self.palette)]


def read_picture(path: Path) -> Picture:
    """Read an image file (its first frame) whole.

    A JPEG's body is the file's own bytes; a PNG's is its own IDAT; what PDF can't carry so is
    decoded onto white and kept without loss. InputError "picture_unreadable" for the rest.
    """
    content = path.read_bytes()
    try:
        return _jpeg(content) or _png(content) or _decoded(content)
    except _FAULTS as error:
        raise InputError("picture_unreadable", name=path.name) from error


def _jpeg(content: bytes) -> Picture | None:
    """Return the JPEG as it is; None for other files and for what DCTDecode can't show (CMYK)."""
    exif, profile = b"", []
    for mark, segment in _segments(content):
        if mark == 0xE1 and segment.startswith(_EXIF):
            exif = exif or segment
        elif mark == 0xE2 and segment.startswith(_ICC):
            profile.append((segment[len(_ICC)], segment[len(_ICC) + 2 :]))
        elif mark in _OTHER_FRAMES:
            return None
        elif mark in _FRAMES:
            bits, components = segment[0], segment[5]
            if bits != 8 or components not in (1, 3):
                return None
            width, height = segment[3:5], segment[1:3]
            return Picture(
                shape=_shape(width, height, exif),
                components=components,
                bits=bits,
                entries={"Filter": Name("DCTDecode")},
                body=content,
                profile=b"".join(part for _, part in sorted(profile)),
            )
    return None


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield a JPEG's marked segments up to its first scan."""
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


def _png(content: bytes) -> Picture | None:
    """Return the PNG's own IDAT; None for other files, 16 bits, alpha and interlacing."""
    if not content.startswith(_PNG):
        return None
    chunks: dict[bytes, bytes] = {}
    idat = []
    for kind, body in _chunks(content):
        chunks.setdefault(kind, body)
        if kind == b"IDAT":
            idat.append(body)
    head = chunks[b"IHDR"]
    shape = _shape(head[:4], head[4:8], chunks.get(b"eXIf", b""))
    bits, colour, interlaced = head[8], head[9], head[12]
    clear = b"tRNS" in chunks and colour != _PALETTE
    # Sixteen bits are legal in PDF, but common readers show them as noise.
    if colour not in (_GREY, _RGB, _PALETTE) or bits > 8 or interlaced or clear:
        return None
    components = 3 if colour == _RGB else 1
    rows = {"Predictor": 15, "Colors": components, "BitsPerComponent": bits, "Columns": shape.width}
    return Picture(
        shape=shape,
        components=1 if colour == _GREY else 3,
        bits=bits,
        entries={"Filter": Name("FlateDecode"), "DecodeParms": rows},
        body=b"".join(idat),
        profile=_png_profile(chunks.get(b"iCCP", b"")),
        palette=_palette(chunks, bits) if colour == _PALETTE else b"",
    )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _png_profile(chunk: bytes) -> bytes:
    return zlib.decompress(chunk.partition(b"\0")[2][1:]) if chunk else b""


def _palette(chunks: Mapping[bytes, bytes], bits: int) -> bytes:
    """Return the colours, the clear ones laid onto white: the pixels needn't be touched."""
    colours = chunks[b"PLTE"][: 3 << bits]
    clear = chunks.get(b"tRNS", b"").ljust(len(colours) // 3, b"\xff")
    return bytes(
        (value * clear[at // 3] + 255 * (255 - clear[at // 3]) + 127) // 255
        for at, value in enumerate(colours)
    )


def _decoded(content: bytes) -> Picture:
    """Decode with Pillow, lay onto white, and carry the pixels as a PNG's IDAT would."""
    with Image.open(BytesIO(content)) as image:
        turned = image.getexif().get(ORIENTATION, UPRIGHT)
        profile = image.info.get("icc_profile") if image.mode.startswith("RGB") else None
        kept = BytesIO()
        _on_white(image).save(
            kept, "PNG", icc_profile=profile, exif=_turned(turned), compress_level=QUICK
        )
    picture = _png(kept.getvalue())
    if picture is None:
        raise ValueError(image.mode)
    return picture


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L") and "transparency" not in image.info:
        return image
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    if clear.getchannel("A").getextrema() == (255, 255):
        return clear.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(clear)
    return white.convert("RGB")


def _turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def _shape(width: bytes, height: bytes, exif: bytes) -> Shape:
    across, down = int.from_bytes(width, "big"), int.from_bytes(height, "big")
    if not across or not down:
        raise ValueError("an image without pixels")
    return Shape(across, down, _orientation(exif))


def _orientation(exif: bytes) -> int:
    """Return EXIF's orientation, 1 where there is none or it is nonsense."""
    if not exif:
        return UPRIGHT
    found = Image.Exif()
    try:
        found.load(exif)
        value = found.get(ORIENTATION, UPRIGHT)
    except (OSError, SyntaxError, ValueError):
        return UPRIGHT
    return value if isinstance(value, int) and 1 <= value <= 8 else UPRIGHT


def _fits(profile: bytes, components: int) -> bool:
    """Say whether a colour profile is one that PDF/A-2 takes for these components."""
    space = {1: b"GRAY", 3: b"RGB "}[components]
    return (
        len(profile) >= 128
        and profile[36:40] == b"acsp"
        and profile[8] <= 4
        and profile[12:16] in (b"scnr", b"mntr", b"prtr", b"spac")
        and profile[16:20] == space
    )
