"""Pictures as they lie in their files: bytes pass through wherever PDF can carry them."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from evidence_kit.errors import InputError
from evidence_kit.orientation import UPRIGHT, chunks, orientation, segments
from evidence_kit.render.opaque import without_alpha
from evidence_kit.render.pdf import Hex, Name, PdfFile, Ref, Value

ORIENTATION = 0x0112
PACKED = 5  # of zlib's nine: 2 % more bytes than with 6, for two thirds of its time
_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE = 0, 2, 3
_EIGHT = 8
_ALPHA = 4  # added to grey or RGB
_CHANNELS = {_GREY: 1, _RGB: 3, _PALETTE: 1, _GREY | _ALPHA: 2, _RGB | _ALPHA: 4}
_ICC = b"ICC_PROFILE\0"
_MOST_PROFILE = 1 << 22  # bytes; the largest display profiles have about half a million
# Start-of-frame marks that DCTDecode reads: baseline, extended, progressive (ISO 32000-1, 7.4.8).
_FRAMES = {0xC0, 0xC1, 0xC2}
_OTHER_FRAMES = {0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)}
_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


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
        if fits(self.profile, self.components):
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
    try:
        return picture_of(path.read_bytes())
    except _FAULTS as error:
        raise InputError("picture_unreadable", name=path.name) from error


def picture_of(content: bytes) -> Picture:
    """Return an image file's content as `read_picture` does; what is no picture raises."""
    return passed_of(content) or _decoded(content)


def jpeg_of(content: bytes) -> Picture | None:
    """Return a JPEG as it goes in by its own header; None for what isn't one that can."""
    try:
        return _jpeg(content)
    except _FAULTS:
        return None


def passed_of(content: bytes) -> Picture | None:
    """Return the file's own compressed pixels; None where they can't pass or are damaged."""
    try:
        return _jpeg(content) or _png(content)
    except _FAULTS:
        return None


def _jpeg(content: bytes) -> Picture | None:
    """Return the JPEG as it is; None for other files and for what DCTDecode can't show (CMYK)."""
    profile = []
    for mark, segment in segments(content):
        if mark == 0xE2 and segment.startswith(_ICC):
            at = len(_ICC)
            profile.append((segment[at : at + 1], segment[at + 2 :]))
        elif mark in _OTHER_FRAMES:
            return None
        elif mark in _FRAMES:
            bits, components = segment[0], segment[5]
            if bits != 8 or components not in (1, 3):
                return None
            width, height = segment[3:5], segment[1:3]
            return Picture(
                shape=_shape(width, height, orientation(content)),
                components=components,
                bits=bits,
                entries={"Filter": Name("DCTDecode")},
                body=content,
                profile=b"".join(part for _, part in sorted(profile)),
            )
    return None


@dataclass(frozen=True, slots=True)
class Stored:
    """A PNG's raster as its own file holds it; `clear` where some of it may be seen through."""

    shape: Shape
    bits: int
    colour: int
    idat: bytes
    profile: bytes
    palette: bytes
    clear: bool

    @property
    def components(self) -> int:
        """Return how many a pixel has for the eye, an alpha channel left out."""
        return 3 if self.colour & _RGB else 1

    @property
    def has_alpha(self) -> bool:
        """Say whether each pixel has an alpha channel, whatever is in it."""
        return self.colour not in (_GREY, _RGB, _PALETTE)

    def opaque_rows(self) -> bytes | None:
        """Return its rows without the alpha channel; None where they can't pass.

        The pixels must all be there and nothing else: PDF readers are less forgiving.
        """
        channels = _CHANNELS[self.colour]
        size = self.shape.height * ((self.shape.width * channels * self.bits + 7) // 8 + 1)
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(self.idat, size + 1)
        if not unpacking.eof or len(found) != size or unpacking.unused_data:
            return None
        if not self.has_alpha:
            return found
        fitting = self.bits == _EIGHT
        return without_alpha(found, self.shape.width, channels) if fitting else None


def stored_png(content: bytes) -> Stored | None:
    """Return what a PNG holds; None for other files, 16 bits, clear colours and interlacing.

    Of a palette the clear colours are laid onto white. A damaged file raises.
    """
    if not content.startswith(_PNG):
        return None
    first: dict[bytes, bytes] = {}
    idat = []
    for kind, body in chunks(content):
        first.setdefault(kind, body)
        if kind == b"IDAT":
            idat.append(body)
    head = first[b"IHDR"]
    shape = _shape(head[:4], head[4:8], orientation(content))
    bits, colour, interlaced = head[8], head[9], head[12]
    clear = b"tRNS" in first
    # Sixteen bits are legal in PDF, but common readers show them as noise.
    if colour not in _CHANNELS or bits > 8 or interlaced or (clear and colour != _PALETTE):
        return None
    return Stored(
        shape=shape,
        bits=bits,
        colour=colour,
        idat=b"".join(idat),
        profile=_png_profile(first.get(b"iCCP", b"")),
        palette=_palette(first, bits) if colour == _PALETTE else b"",
        clear=clear,
    )


def _png(content: bytes) -> Picture | None:
    """Return the PNG's own IDAT, without an alpha channel that hides nothing; None else."""
    held = stored_png(content)
    rows = held.opaque_rows() if held is not None else None
    if held is None or rows is None:
        return None
    seen = _CHANNELS[held.colour & ~_ALPHA]
    columns = {"Columns": held.shape.width}
    said = {"Predictor": 15, "Colors": seen, "BitsPerComponent": held.bits, **columns}
    return Picture(
        shape=held.shape,
        components=held.components,
        bits=held.bits,
        entries={"Filter": Name("FlateDecode"), "DecodeParms": said},
        body=zlib.compress(rows, PACKED) if held.has_alpha else held.idat,
        profile=held.profile,
        palette=held.palette,
    )


def _png_profile(chunk: bytes) -> bytes:
    """Return the profile unpacked; none where it is damaged or beyond all measure."""
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(chunk.partition(b"\0")[2][1:], _MOST_PROFILE)
    except zlib.error:
        return b""
    return profile if unpacking.eof else b""


def _palette(first: Mapping[bytes, bytes], bits: int) -> bytes:
    """Return the colours, the clear ones laid onto white: the pixels needn't be touched."""
    colours = first[b"PLTE"][: 3 << bits]
    clear = first.get(b"tRNS", b"").ljust(len(colours) // 3, b"\xff")
    return bytes(
        (value * clear[at // 3] + 255 * (255 - clear[at // 3]) + 127) // 255
        for at, value in enumerate(colours)
    )


def _decoded(content: bytes) -> Picture:
    """Decode with Pillow, lay onto white, and carry the pixels as a PNG's IDAT would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong with the file was told at intake
        with Image.open(BytesIO(content)) as image:
            profile = image.info.get("icc_profile") if image.mode.startswith("RGB") else None
            exif, kept = _turned(orientation(content)), BytesIO()
            seen = on_white(image)
            seen.save(kept, "PNG", icc_profile=profile, exif=exif, compress_level=PACKED)
    picture = _png(kept.getvalue())
    if picture is None:
        raise ValueError(image.mode)
    return picture


def on_white(image: Image.Image) -> Image.Image:
    """Return the picture as a white page shows it: grey or RGB, eight bits at most, no alpha."""
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


def _turned(turn: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    return exif


def _shape(width: bytes, height: bytes, turn: int) -> Shape:
    across, down = int.from_bytes(width, "big"), int.from_bytes(height, "big")
    if not across or not down:
        raise ValueError("an image without pixels")
    return Shape(across, down, turn)


def fits(profile: bytes, components: int) -> bool:
    """Say whether a colour profile is one that PDF/A-2 takes for these components."""
    space = {1: b"GRAY", 3: b"RGB "}[components]
    return (
        len(profile) >= 128
        and profile[36:40] == b"acsp"
        and profile[8] <= 4
        and profile[12:16] in (b"scnr", b"mntr", b"prtr", b"spac")
        and profile[16:20] == space
    )
