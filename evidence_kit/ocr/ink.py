"""What the pixels of one line are like: paper, ink, contrast, and a signature of its shape."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.model.values import Box, Colour

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evidence_kit.ocr.pixels import Pixels

# Colours closer than this on every channel are one colour: JPEG moves flat areas less.
ALIKE = 8
# Ink stands out from its paper at least this much; the palest text is #B2B2B2 on #EDEDED.
FAINTEST = 24
# A row of a crop is another surface, not glyphs, where this much of it is ink.
SOLID = 0.9
# Rows of pixels that are compared at once.
SLAB = 4096
# Inside its blurred rim an even patch's long edges are its own colour this far, its sides this.
RIM = 2
EDGE = 0.6
SIDES = 0.4
# Colours are counted in so many steps of a channel's levels.
LEVELS = 256
COARSE = 32
# A signature keeps this many hex digits: 64 bits never collide by chance within one case.
SIGNATURE = 16


def crop(page: Pixels, box: Box) -> Pixels:
    """Return the pixels inside `box`, cut to the page."""
    return page[max(box.y0, 0) : max(box.y1, 0), max(box.x0, 0) : max(box.x1, 0)]


def clipped(box: Box, page: Pixels) -> Box:
    """Return the part of `box` that lies on the page."""
    height, width = page.shape[:2]
    x0, y0 = min(max(box.x0, 0), width), min(max(box.y0, 0), height)
    return Box(x0, y0, max(x0, min(box.x1, width)), max(y0, min(box.y1, height)))


def common_colour(pixels: Pixels) -> Colour:
    """Return the colour that most pixels have, give or take ALIKE; white where there are none."""
    seen = pixels if pixels.ndim == 3 else pixels.reshape(-1, 1, 3)
    if not seen.size:
        return Colour(255, 255, 255)
    counts = cv2.calcHist([seen], [0, 1, 2], None, [COARSE] * 3, [0, LEVELS] * 3)
    mode = np.array(np.unravel_index(int(counts.argmax()), (COARSE,) * 3))
    middle = mode * (LEVELS // COARSE) + LEVELS // COARSE // 2
    bounds = (np.clip(middle + by, 0, LEVELS - 1).astype(np.float64) for by in (-ALIKE, ALIKE))
    near = cv2.inRange(seen, *bounds)
    return _median(seen, near.astype(np.uint8, copy=False))


def contrast(pixels: Pixels, paper: Colour) -> NDArray[np.uint8]:
    """Return how far each pixel is from `paper`, as its most different channel (0 to 255)."""
    most = np.zeros(pixels.shape[:-1], np.uint8)
    level = np.array([*paper, 0], dtype=np.float64)
    # Piece by piece: of a page of 30,000 rows the channels apart are six bytes a pixel.
    for top in range(0, len(pixels) if pixels.size else 0, SLAB):
        red, green, blue = cv2.split(cv2.absdiff(pixels[top : top + SLAB], level))
        most[top : top + SLAB] = cv2.max(cv2.max(red, green), blue)
    return most


def even(bare: NDArray[np.bool_]) -> bool:
    """Say whether a patch's edges are its own colour, as a bubble's or a pill's are.

    `bare` tells which of its pixels have that colour. Corners may be round, one side a tail's;
    of a wide patch the ends may be round altogether. A glyph's or a photo's edges are ragged.
    """
    height, width = bare.shape
    if min(height, width) <= 2 * RIM:
        return False
    across, down = bare[[RIM, -RIM - 1]].mean(), bare[:, [RIM, -RIM - 1]].mean()
    return bool(across >= EDGE and (down >= SIDES or width >= 1.5 * height))


def looks(page: Pixels, box: Box) -> tuple[Colour, Colour, str]:
    """Return paper and ink inside `box`, and the signature of the ink's shape.

    Both colours are the paper's where nothing is written. The signature is equal where the same
    line is drawn again at this size: position, paper and ink colour don't enter. Different
    pixels, so different digits, give different signatures; a recompressed picture may give
    another one for the same line.
    """
    return _seen(page, box).looks()


def colours(page: Pixels, box: Box) -> tuple[Colour, Colour]:
    """Return paper and ink inside `box`; both the paper's colour where nothing is written."""
    return _seen(page, box).colours()


def tight(page: Pixels, box: Box) -> Box | None:
    """Return the bounds of the ink that `box` holds, or None where it holds none.

    A glyph that the box cuts by a few pixels is taken whole and what only pokes in from
    outside (a bubble's edge, the line above) is left out, so two boxes that differ by a pixel
    or two give the same bounds.
    """
    return _seen(page, box).bounds()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A box with a little around it: `wide` on the page, and how far its pixels stray.

    `away` is measured from the paper inside the box, to the pixels of `wide`.
    """

    box: Box
    inside: Pixels
    paper: Colour
    wide: Box
    away: NDArray[np.uint8]

    @property
    def strays(self) -> NDArray[np.uint8]:
        """How far the pixels inside the box are from its paper."""
        return self._part(self.box)

    def looks(self) -> tuple[Colour, Colour, str]:
        paper, written = self.colours()
        return paper, written, self.signature()

    def colours(self) -> tuple[Colour, Colour]:
        strays = self.strays
        strongest = int(strays.max(initial=0))
        if strongest < FAINTEST:
            return self.paper, self.paper
        strong = (strays >= max(FAINTEST, 0.75 * strongest)).astype(np.uint8)
        return self.paper, _median(self.inside, strong)

    def signature(self) -> str:
        bounds = self.bounds()
        if bounds is None:
            return "0" * SIGNATURE
        away = self._part(bounds)
        shape = np.packbits(away > int(away.max()) // 2)
        sized = f"{bounds.width}x{bounds.height}:".encode() + shape.tobytes()
        return hashlib.sha256(sized).hexdigest()[:SIGNATURE]

    def bounds(self) -> Box | None:
        box = self.box
        mask, wide = _paper_part(self._written(), self.wide, box.height // 2)
        count, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
        kept: Box | None = None
        for (x, y, w, h, _), (cx, cy) in zip(stats[1:count], centres[1:count], strict=True):
            inside = box.x0 <= wide.x0 + cx < box.x1 and box.y0 <= wide.y0 + cy < box.y1
            if inside and h < wide.height and w < wide.width:
                left, top = wide.x0 + int(x), wide.y0 + int(y)
                glyph = Box(left, top, left + int(w), top + int(h))
                kept = kept.joined(glyph) if kept else glyph
        return kept

    def _written(self) -> NDArray[np.uint8]:
        if not self.away.size:
            return np.zeros((1, 1), np.uint8)
        strongest = int(self.strays.max(initial=0))
        return (self.away > max(FAINTEST, strongest // 3)).astype(np.uint8)

    def _part(self, box: Box) -> NDArray[np.uint8]:
        x, y = self.wide.x0, self.wide.y0
        return self.away[
            max(0, box.y0 - y) : max(0, box.y1 - y), max(0, box.x0 - x) : max(0, box.x1 - x)
        ]


def _seen(page: Pixels, box: Box) -> _Seen:
    slack = max(2, box.height // 4)
    wide = clipped(Box(box.x0 - slack, box.y0 - slack, box.x1 + slack, box.y1 + slack), page)
    inside = crop(page, box)
    paper = common_colour(inside)
    return _Seen(box, inside, paper, wide, contrast(crop(page, wide), paper))


def _paper_part(mask: NDArray[np.uint8], wide: Box, reach: int) -> tuple[NDArray[np.uint8], Box]:
    """Cut away the rim where another surface begins: rows or columns that are ink all along.

    A bar that covers half a line must not tie its glyphs into one patch. Only the outermost
    `reach` columns and the outer thirds of the rows are looked at: strokes are solid too.
    """
    top, bottom = _trimmed(mask.mean(axis=1) >= SOLID, mask.shape[0] // 3)
    left, right = _trimmed(mask[top:bottom].mean(axis=0) >= SOLID, min(reach, mask.shape[1] // 3))
    part = Box(wide.x0 + left, wide.y0 + top, wide.x0 + right, wide.y0 + bottom)
    return np.ascontiguousarray(mask[top:bottom, left:right]), part


def _trimmed(solid: NDArray[np.bool_], reach: int) -> tuple[int, int]:
    """Return where the part between solid rims begins and ends."""
    first, last = np.flatnonzero(solid[:reach]), np.flatnonzero(solid[len(solid) - reach :])
    start = int(first[-1]) + 1 if len(first) else 0
    return start, len(solid) - reach + int(last[0]) if len(last) else len(solid)


def _median(pixels: Pixels, kept: NDArray[np.uint8]) -> Colour:
    """Return the median of each channel over the `kept` pixels, of which there is one at least."""
    count = cv2.countNonZero(kept)
    middle: list[int] = []
    for channel in range(3):
        counts = cv2.calcHist([pixels], [channel], kept, [LEVELS], [0, LEVELS])
        up_to = np.cumsum(counts.ravel().astype(np.int64))
        low, high = np.searchsorted(up_to, [(count - 1) // 2, count // 2], side="right").tolist()
        middle.append((low + high) // 2)
    return Colour(*middle)
