"""A page as the papers that lie on it: which carry words, and how far each pixel strays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evidence_kit.model.ink import RegionKind
from evidence_kit.model.values import Box
from evidence_kit.ocr import ink, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evidence_kit.model.ink import Region
    from evidence_kit.model.values import Colour
    from evidence_kit.ocr.pixels import Pixels

PICTURES = -1
# As fractions of the page's width: a patch this large is a paper whatever is on it.
GROUND = 0.09
# A smaller paper has this much ink on it, between even edges.
INKED = 0.03
# A paper differs from that it lies on by more than this. Beside a glyph, within so many heights,
# stands another, and its strokes take so much of that place.
SAME = 4
ASIDE = 0.5
STROKES = 0.08
# No word is longer than this and as full of its one colour.
LONG = 0.2
FULL = 0.6
# A badge's disc fills this much of its box; a bold glyph's strokes less.
DISC = 0.62
# Of a crop the text says how large things are: no glyph is as high as a third of it. A usual line
# of text is this high.
SPARSE = 0.33
TEXT = windows.TEXT
# A banner of so little height, this much wider than high, is dense bold words and no picture;
# what is smaller than this both ways is a glyph.
BANNER = 0.09
WORDY = 1.5
LEAST = 0.085
# Glyphs leave this much of their paper bare, and are but of two colours, give or take their edges.
BARE = 0.3
TWO_COLOURS = 0.7
STRONG = 0.75
# Pixels this close to an edge of a paper are its blurred rim.
RIM = 2
# A page is flat where this much of what isn't a picture has the colour of its paper.
FLAT = 0.7
PICTURED = 0.5


@dataclass(frozen=True, slots=True)
class Grounds:
    """A page as the papers that lie on it: for each pixel the number of its paper.

    Paper 0 is the page; PICTURES marks what is no paper. `away` is how far each pixel is from
    its paper's colour, as its most different channel.
    """

    labels: NDArray[np.int16]
    colours: tuple[Colour, ...]
    boxes: tuple[Box, ...]
    away: NDArray[np.uint8]
    unit: int


def of(page: Pixels, paper: Colour, regions: Sequence[Region]) -> Grounds:
    """Return the page's papers: itself, and each flat region that may carry words."""
    height, width = page.shape[:2]
    unit = _unit(page, paper)
    labels = np.zeros((height, width), np.int16)
    colours, boxes = [paper], [Box(0, 0, width, height)]
    for region in sorted(regions, key=lambda r: (-r.box.width * r.box.height, r.box)):
        box = region.box
        under = int(labels[(box.y0 + box.y1) // 2, (box.x0 + box.x1) // 2])
        small = max(box.width, box.height) < GROUND * unit
        if (small or region.kind is RegionKind.FLAT) and _carries(
            page, region, unit, colours[under] if under >= 0 else None
        ):
            labels[box.y0 : box.y1, box.x0 : box.x1] = len(colours)
            colours.append(region.colour)
            boxes.append(box)
        elif region.kind is RegionKind.PICTURE and not _glyphic(page, box, unit):
            labels[max(0, box.y0 - RIM) : box.y1 + RIM, max(0, box.x0 - RIM) : box.x1 + RIM] = (
                PICTURES
            )
    return Grounds(labels, tuple(colours), tuple(boxes), _away(page, colours, boxes), unit)


def _unit(page: Pixels, paper: Colour) -> int:
    """Return how wide the phone would be whose text is as high as this window's or crop's."""
    height, width = int(page.shape[0]), int(page.shape[1])
    if height >= width:
        return width
    printed = windows.printed(page, paper)
    return printed or windows.as_wide(page, paper, tallest=SPARSE * height)


def is_flat(found: Grounds) -> bool:
    """Say whether the page is papers and pictures, so that all its words can be found on them."""
    papers = found.labels != PICTURES
    if papers.mean() < PICTURED:
        return False
    return float((found.away[papers] <= ink.ALIKE).mean()) >= FLAT


def _glyphic(page: Pixels, box: Box, unit: int) -> bool:
    """Say whether what looks like a picture may be dense words, a glyph, or large digits.

    Words have two colours, whatever their size.
    """
    if box.height < BANNER * unit and box.width >= WORDY * box.height:
        return True
    if max(box.width, box.height) < LEAST * unit:
        return True
    around = Box(box.x0 - RIM, box.y0 - RIM, box.x1 + RIM, box.y1 + RIM)
    paper = ink.common_colour(_rim_of(page, ink.clipped(around, page)))
    pixels = ink.crop(page, box)
    away = ink.contrast(pixels, paper)
    bare = away <= ink.ALIKE
    if bare.mean() < BARE or not away.size:
        return False
    # Of bold digits the ink may cover more than the paper does.
    strong = ink.common_colour(pixels[away >= STRONG * away.max()])
    inked = ink.contrast(pixels, strong) <= ink.FAINTEST
    return float((bare | inked).mean()) >= TWO_COLOURS


def _rim_of(page: Pixels, box: Box) -> Pixels:
    """Return the pixels along a box's edges, as one row."""
    pixels = ink.crop(page, box)
    edges = (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
    return np.concatenate(edges)[np.newaxis]


def _carries(page: Pixels, region: Region, unit: int, under: Colour | None) -> bool:
    """Tell a paper from a bold glyph: by its size, by ink between even edges, or as a disc.

    `under` is the paper that it lies on, or None on a picture.
    """
    width, height = region.box.width, region.box.height
    if min(width, height) >= GROUND * unit:
        return True
    small = max(width, height) < GROUND * unit
    if under:
        apart = max(abs(a - b) for a, b in zip(region.colour, under, strict=True))
        if apart <= SAME or (
            small and _has_a_neighbour(page, region, min(ink.FAINTEST, apart // 2))
        ):
            return False
    away = ink.contrast(ink.crop(page, region.box), region.colour)
    bare = away <= ink.ALIKE
    # No word is as long and as full: it is a bubble, that a bar may cut through a line.
    long = width >= LONG * unit and float((away <= ink.FAINTEST).mean()) >= FULL
    return _inked(away) and (long or ink.even(bare) or float(bare.mean()) >= DISC)


def _inked(away: NDArray[np.uint8]) -> bool:
    """Say whether there is ink within; on a long bubble what one short word has will do."""
    least = min(away.shape)
    rim = max(RIM + 1, least // 8)
    inner = away[rim:-rim, rim:-rim]
    return bool((inner > ink.FAINTEST).sum() > INKED * min(inner.size, least * least))


def _has_a_neighbour(page: Pixels, region: Region, reach: int) -> bool:
    """Say whether ink of its colour stands right beside it: then it is a glyph of a word."""
    x0, y0, x1, y1 = region.box
    aside = round(ASIDE * region.box.height)
    sides = (Box(x0 - aside, y0, x0 - RIM, y1), Box(x1 + RIM, y0, x1 + aside, y1))
    alike = (ink.contrast(ink.crop(page, side), region.colour) <= reach for side in sides)
    return any(side.size and float(side.mean()) >= STROKES for side in alike)


def _away(page: Pixels, colours: Sequence[Colour], boxes: Sequence[Box]) -> NDArray[np.uint8]:
    """Return how far each pixel is from its paper, as its most different channel."""
    away = ink.contrast(page, colours[0])
    for colour, (x0, y0, x1, y1) in zip(colours[1:], boxes[1:], strict=True):
        away[y0:y1, x0:x1] = ink.contrast(page[y0:y1, x0:x1], colour)
    return away
