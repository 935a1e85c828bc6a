"""A file's pixels as people see them: the one place where an image is opened."""

from __future__ import annotations

import struct
import warnings
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from evidence_kit.errors import OcrError
from evidence_kit.orientation import orientation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Pixels: TypeAlias = NDArray[np.uint8]
# What was decoded since `once` began; None outside it.
_decoded: ContextVar[dict[Path, Pixels] | None] = ContextVar("decoded", default=None)

# The longest stitched screenshot seen is 1080 by 30,000; beyond this an image is a bomb.
MAX_PIXELS = 80_000_000
# Decoders that need nothing but the file's bytes (EPS would run a foreign program).
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")
# What Pillow's readers are known to let through for bytes that are no picture; a fault of ours
# in calling them is none of these, so it shows.
_FAULTS = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    IndexError,
    TypeError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@contextmanager
def once() -> Iterator[None]:
    """Decode each picture only once while this lasts, and hold its pixels until the end.

    The files must stay as they are; whoever opens this bounds how many pixels are held.
    """
    token = _decoded.set({})
    try:
        yield
    finally:
        _decoded.reset(token)


def read(path: Path) -> Pixels:
    """Return height x width x RGB, turned as EXIF says, transparency over white; not to be changed.

    Only the first frame of a moving picture is read. Raises OcrError: image_unreadable where
    the bytes are not a whole picture, image_too_large beyond MAX_PIXELS.
    """
    held = _decoded.get()
    if held is None:
        return _read(path)
    if path not in held:
        held[path] = _read(path)
    return held[path]


def _read(path: Path) -> Pixels:
    try:
        content = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                _refuse_bomb(path, image.size)
                image.load()
                seen = _rgb(_turned(image, orientation(content)))
                seen.setflags(write=False)
                return seen
    except Image.DecompressionBombError as e:
        raise OcrError("image_too_large", file=path.name, limit=str(MAX_PIXELS)) from e
    except _FAULTS as e:
        raise OcrError("image_unreadable", file=path.name) from e


def _refuse_bomb(path: Path, size: tuple[int, int]) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise OcrError("image_too_large", file=path.name, limit=str(MAX_PIXELS))


def _turned(image: Image.Image, turn: int) -> Image.Image:
    return image.transpose(TURNS[turn]) if turn in TURNS else image


def _rgb(image: Image.Image) -> Pixels:
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        return _from_deep(image)
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, seen)
    # A conversion that changes nothing would hold a long page in memory once more.
    return np.array(image if image.mode == "RGB" else image.convert("RGB"), dtype=np.uint8)


def _from_deep(image: Image.Image) -> Pixels:
    """Scale 16 bits a channel down to 8; 32-bit values that fit into 8 bits are kept."""
    deep = np.nan_to_num(np.asarray(image).astype(np.float64))
    if image.mode.startswith("I;16") or deep.max(initial=0) > 255:
        deep = deep / 257
    grey = np.clip(np.rint(deep), 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)
