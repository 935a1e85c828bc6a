"""The ink of one box as tesseract reads it best: black on white, one height, paper around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.ocr import glyphs, ink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evidence_kit.model.values import Box
    from evidence_kit.ocr.pixels import Pixels

# White pixels around a crop. Measured on drawn crops, many recompressed or scaled down: with 30
# tesseract misreads 9 of 142 hard time lines and 4 of 79 serials, with 10 only 2 and 1.
MARGIN = 10
WHITE = 255


def stretched(page: Pixels, box: Box, *, labelled: bool = False) -> NDArray[np.uint8] | None:
    """Return the ink in `box` in black on white, nothing around it; None where there is none.

    Contrast is stretched from this crop's own paper to its own strongest ink: white on pale
    orange becomes as black as black on white. Signs that the box cuts off are taken with it;
    of a `labelled` line only what stands behind its widest gap.
    """
    bounds = ink.tight(page, box)
    if bounds is None:
        return None
    bounds = glyphs.behind_label(page, bounds) if labelled else glyphs.whole(page, box, bounds)
    away = ink.contrast(ink.crop(page, bounds), ink.common_colour(ink.crop(page, box)))
    dark = WHITE - np.clip(away.astype(np.float32) * WHITE / max(1, int(away.max())), 0, WHITE)
    return np.asarray(dark.astype(np.uint8))


def scaled(crop: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """Return a crop at this height."""
    high, wide = crop.shape
    how = cv2.INTER_AREA if high > height else cv2.INTER_CUBIC
    size = (max(1, round(wide * height / high)), height)
    return np.asarray(cv2.resize(crop, size, interpolation=how), dtype=np.uint8)


def framed(crop: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """Return a crop at this height, with MARGIN white pixels on each side of it."""
    return np.pad(scaled(crop, height), MARGIN, constant_values=WHITE)
