"""Desktop windows: the colour of the chat's pane, and how large things are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.ocr import ink

if TYPE_CHECKING:
    from evidence_kit.model.values import Colour
    from evidence_kit.ocr.pixels import Pixels

# A window is wider than this much of its height; no phone's whole screen is wider than the second.
WINDOW = 0.6
WIDE = 0.75
# The strip that a window may begin with has one colour for so much of its height. Areas of colours
# are compared on every third pixel. A pane is grey: its channels differ by less than this.
STRIP = 0.85
THIN = 3
HUELESS = 60
# A glyph is no higher than this much of a page's width. Where text is smaller than the second of
# what it is on a phone as wide, it is a window's, of which at most half is empty.
GLYPH = 0.045
FINE = 0.62
# A usual line of text is so high, in a phone's widths; no phone is narrower than the second, no
# glyph lower than the third, in pixels.
TEXT = 0.04
NARROWEST = 240
LOWEST = 7
# Beside its faces and cards a window's text is smaller than a phone's by this.
PRINT = 1.15


def pane_colour(page: Pixels, left: Pixels, right: Pixels) -> Colour | None:
    """Return the pane's colour where a window begins with a strip of another; else None.

    `left` and `right` are the page's edges. The strip has all of the left one to itself, and
    covers less of the window than the pane does.
    """
    strip, pane = ink.common_colour(left), ink.common_colour(right)
    apart = max(abs(a - b) for a, b in zip(strip, pane, strict=True))
    window = page.shape[1] > WINDOW * page.shape[0] and max(pane) - min(pane) < HUELESS
    if not window or apart <= ink.ALIKE or share(left, strip) <= STRIP:
        return None
    some = page[::THIN, ::THIN]
    return pane if share(some, pane) > share(some, strip) else None


def share(pixels: Pixels, colour: Colour) -> float:
    """Return how much of a patch has a colour, give or take what recompression makes of it."""
    return float((ink.contrast(pixels, colour) <= ink.ALIKE).mean())


def unit(page: Pixels, paper: Colour) -> int:
    """Return how wide the phone would be on which things are as large as here.

    A desktop window is as wide as it likes: there its height, and how small its text is, tell.
    """
    tall = printed(page, paper)
    return _least(page) if tall is None else min(round(PRINT * tall), _least(page))


def printed(page: Pixels, paper: Colour) -> int | None:
    """Return how wide the phone would be whose text is as high as a window's; else None."""
    least = _least(page)
    if page.shape[1] <= WIDE * page.shape[0]:
        return None
    tall = as_wide(page, paper, tallest=GLYPH * least)
    return max(tall, least // 2) if tall < FINE * least else None


def _least(page: Pixels) -> int:
    height, width = int(page.shape[0]), int(page.shape[1])
    return min(width, max(height, width // 2))


def as_wide(page: Pixels, paper: Colour, *, tallest: float) -> int:
    """Return how wide the phone would be whose text is as high as this window's or crop's.

    Nothing that is as high as `tallest` pixels is taken for a glyph.
    """
    away = np.asarray(ink.contrast(page, paper) > ink.FAINTEST, dtype=np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(away, connectivity=8)
    wide, tall = stats[1:count, 2], stats[1:count, 3]
    glyphs = tall[(tall >= LOWEST) & (tall < tallest) & (wide <= 2 * tall)]
    em = float(np.quantile(glyphs, 0.75)) if len(glyphs) else TEXT * page.shape[1]
    return min(int(page.shape[1]), max(NARROWEST, round(em / TEXT)))
