"""What the pixels of one line are like: paper, ink, contrast, and a signature of its shape."""

from __future__ import annotations

import hashlib
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
    flat = pixels.reshape(-1, 3)
    if not len(flat):
        return Colour(255, 255, 255)
    coarse = flat.astype(np.uint32) >> 3
    keys = (coarse[:, 0] << 10) | (coarse[:, 1] << 5) | coarse[:, 2]
    mode = int(np.bincount(keys, minlength=1).argmax())
    middle = np.array([mode >> 10, (mode >> 5) & 31, mode & 31]) * 8 + 4
    near = flat[(np.abs(flat.astype(np.int16) - middle) <= ALIKE).all(axis=1)]
    return _median(near)


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


def colours(page: Pixels, box: Box) -> tuple[Colour, Colour]:
    """Return paper and ink inside `box`; both the paper's colour where nothing is written."""
    pixels = crop(page, box)
    paper = common_colour(pixels)
    away = contrast(pixels, paper) if pixels.size else np.zeros((0, 0), np.uint8)
    strongest = int(away.max(initial=0))
    if strongest < FAINTEST:
        return paper, paper
    return paper, _median(pixels[away >= max(FAINTEST, 0.75 * strongest)])


def tight(page: Pixels, box: Box) -> Box | None:
    """Return the bounds of the ink that `box` holds, or None where it holds none.

    A glyph that the box cuts by a few pixels is taken whole and what only pokes in from
    outside (a bubble's edge, the line above) is left out, so two boxes that differ by a pixel
    or two give the same bounds.
    """
    slack = max(2, box.height // 4)
    wide = clipped(Box(box.x0 - slack, box.y0 - slack, box.x1 + slack, box.y1 + slack), page)
    mask, wide = _paper_part(_written(page, box, wide), wide, box.height // 2)
    count, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    kept: Box | None = None
    for (x, y, w, h, _), (cx, cy) in zip(stats[1:count], centres[1:count], strict=True):
        inside = box.x0 <= wide.x0 + cx < box.x1 and box.y0 <= wide.y0 + cy < box.y1
        if inside and h < wide.height and w < wide.width:
            left, top = wide.x0 + int(x), wide.y0 + int(y)
            glyph = Box(left, top, left + int(w), top + int(h))
            kept = kept.joined(glyph) if kept else glyph
    return kept


def signature(page: Pixels, box: Box) -> str:
    """Return a hash of the ink's shape: equal where the same line is drawn again at this size.

    Position, paper and ink colour don't enter. Different pixels, so different digits, give
    different signatures; a recompressed picture may give another one for the same line.
    """
    bounds = tight(page, box)
    if bounds is None:
        return "0" * SIGNATURE
    pixels = crop(page, bounds)
    away = contrast(pixels, common_colour(crop(page, box)))
    shape = np.packbits(away > int(away.max()) // 2)
    sized = f"{bounds.width}x{bounds.height}:".encode() + shape.tobytes()
    return hashlib.sha256(sized).hexdigest()[:SIGNATURE]


def _written(page: Pixels, box: Box, wide: Box) -> NDArray[np.uint8]:
    pixels = crop(page, wide)
    if not pixels.size:
        return np.zeros((1, 1), np.uint8)
    away = contrast(pixels, common_colour(crop(page, box)))
    inside = crop(page, clipped(box, page))
    strongest = int(contrast(inside, common_colour(inside)).max(initial=0)) if inside.size else 0
    return (away > max(FAINTEST, strongest // 3)).astype(np.uint8)


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


def _median(pixels: Pixels) -> Colour:
    red, green, blue = (int(v) for v in np.median(pixels.reshape(-1, 3), axis=0))
    return Colour(red, green, blue)
