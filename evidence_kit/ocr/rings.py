"""What stands on a recompressed page, without the rings that recompression drew around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.ocr import ink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evidence_kit.model.values import Colour
    from evidence_kit.ocr.pixels import Pixels

# Around what stands on it a page as a phone draws it has its paper's very colour, but for the
# very edges; there recompression and scaling leave more pixels than this straying, by less than
# a patch would.
EDGES = 3
AROUND = 9
STRAY = 6
STRAYING = 0.1
# Rings go up and down within so many pixels; no patch that carries words is so thin.
MEDIAN = 5
# Recompression keeps brightness and blurs hues: a patch differs by more than this of the one
# (white on #F5F5F5 is 10 levels) or of the other.
BRIGHTNESS = 4
HUE = 16


def ringed(pixels: Pixels, paper: Colour) -> bool:
    """Say whether a page's paper strays around things as recompression makes it stray."""
    far = ink.contrast(pixels, paper)
    things = (far > ink.FAINTEST).astype(np.uint8)
    around = _grown(things, AROUND) > _grown(things, EDGES)
    straying = around & (far > 0) & (far <= STRAY)
    return bool(np.count_nonzero(straying) > STRAYING * np.count_nonzero(around))


def _grown(mask: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    return cv2.dilate(mask, np.ones((size, size), np.uint8)).astype(np.uint8, copy=False)


def without(pixels: Pixels) -> Pixels:
    """Return the picture without its rings, and without strokes as thin as they are."""
    smooth = cv2.medianBlur(pixels, MEDIAN)
    return smooth.astype(np.uint8, copy=False)


def away(pixels: Pixels, paper: Colour) -> NDArray[np.uint8]:
    """Mark where a picture without rings isn't of its paper's brightness or hue."""
    ground = cv2.cvtColor(np.array([[paper]], np.uint8), cv2.COLOR_RGB2YCrCb)[0, 0]
    far = np.zeros(pixels.shape[:2], np.bool_)
    for channel, level, least in zip(
        cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)),
        ground,
        (BRIGHTNESS, HUE, HUE),
        strict=True,
    ):
        far |= cv2.absdiff(channel, np.full_like(channel, level)) > least
    return far.astype(np.uint8)
