"""Many crops in one picture, so that one call reads them all, and whose word is whose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.model.values import Box
from evidence_kit.ocr import glyphs, ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evidence_kit.ocr.pixels import Pixels

# Tesseract reads best near this height of the glyphs; the paper around them keeps rows apart.
TEXT_HEIGHT = 44
MARGIN = 30
WHITE = 255


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the engine read: text, box in the picture it was given, confidence 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of a montage that belong to one crop, ink and margin."""

    top: int
    bottom: int


def stretched(page: Pixels, box: Box, *, labelled: bool = False) -> NDArray[np.uint8] | None:
    """Return the ink in `box` in black on white, TEXT_HEIGHT rows high; None where there is none.

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
    width = max(1, round(bounds.width * TEXT_HEIGHT / bounds.height))
    how = cv2.INTER_AREA if bounds.height > TEXT_HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(dark.astype(np.uint8), (width, TEXT_HEIGHT), interpolation=how))


def compose(crops: Sequence[NDArray[np.uint8]]) -> tuple[NDArray[np.uint8], tuple[Band, ...]]:
    """Stack the crops into one white picture, each in a band of its own, top to bottom."""
    width = max(crop.shape[1] for crop in crops) + 2 * MARGIN
    height = TEXT_HEIGHT + MARGIN
    sheet = np.full((height * len(crops) + MARGIN, width), WHITE, dtype=np.uint8)
    for row, crop in enumerate(crops):
        top = row * height + MARGIN
        sheet[top : top + crop.shape[0], MARGIN : MARGIN + crop.shape[1]] = crop
    half = MARGIN // 2
    return sheet, tuple(
        Band(row * height + half, (row + 1) * height + half) for row in range(len(crops))
    )


def assign(words: Sequence[Word], bands: Sequence[Band]) -> tuple[tuple[Word, ...] | None, ...]:
    """Return each band's words, left to right; None for a band whose words aren't surely its own.

    A word belongs to the band that holds its box. One that reaches into another band's glyphs
    makes every band it touches unsure.
    """
    own: list[list[Word]] = [[] for _ in bands]
    unsure: set[int] = set()
    for word in words:
        touched = [i for i, band in enumerate(bands) if _ink_touched(word.box, band)]
        if len(touched) == 1:
            own[touched[0]].append(word)
        unsure.update(touched if len(touched) > 1 else ())
    return tuple(
        None if i in unsure else tuple(sorted(mine, key=lambda w: w.box.x0))
        for i, mine in enumerate(own)
    )


def _ink_touched(box: Box, band: Band) -> bool:
    half = MARGIN // 2
    return box.y0 < band.bottom - half and box.y1 > band.top + half
