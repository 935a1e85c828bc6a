"""Where the lines of text are: boxes from a finder, sliced, merged, split, completed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from evidence_kit.model.ink import RegionKind
from evidence_kit.model.values import Box
from evidence_kit.ocr import flat, grounds, ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from evidence_kit.model.ink import Region
    from evidence_kit.model.values import Colour
    from evidence_kit.ocr.pixels import Pixels

# A finder sees at most this many rows at once (the tallest phone's screen), each row of text
# whole in some slice: the tallest text, a payment's amount, is about 120 rows.
SLICE = 3200
OVERLAP = 240
# Two slices saw the same line where the smaller box shares this much of its area.
SAME = 0.5
# Words are parted by less, columns (a label and its value) by more, in heights of the ink.
COLUMN_GAP = 1.25
# A row of ink that no box covers is a missed line when it is this tall or taller.
SPECK = 3
# The dot of a question mark stands this near below it, in heights of the ink.
DOTTED = 0.35
# As fractions of the page's width: faces end here, no bubble is wider than this, and nothing is
# written in the outermost part of one, where its tail is.
FACES = 0.145
WIDEST = 0.9
TAIL = 0.022
# Boxes of one row share this much of their height, and are about as high.
ROW = 0.6
# Recognition wants this much paper around the ink, in heights of the ink.
RIM = 0.14


# A picture this large (of the width) may hold words of its own.
PICTURE = 0.14


class Finder(Protocol):
    """Finds lines on a piece of a page."""

    def boxes(self, piece: Pixels) -> Sequence[Box]:
        """Return a box for each line of text, in the piece's pixels."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows `top` to `bottom` of a page; `cut_top`, `cut_bottom` say where the page goes on."""

    top: int
    bottom: int
    cut_top: bool
    cut_bottom: bool

    def margin(self, box: Box) -> int:
        """Return how far the box (in page pixels) keeps from the cuts, in rows."""
        above = box.y0 - self.top if self.cut_top else SLICE
        below = self.bottom - box.y1 if self.cut_bottom else SLICE
        return min(above, below)


def on_flat(
    page: Pixels, paper: Colour, finder: Finder, regions: Sequence[Region]
) -> tuple[Box, ...] | None:
    """Return the box of every line on a flat page, top to bottom; None where it isn't flat.

    Colour geometry finds what stands on papers; the finder looks at large pictures only.
    """
    papers = grounds.of(page, paper, regions)
    if not grounds.is_flat(papers):
        return None
    found = {_rimmed(page, box) for box in flat.boxes(papers)}
    for region in regions:
        if region.kind is RegionKind.PICTURE and _may_show_words(region.box, papers.unit):
            x, y = region.box.x0, region.box.y0
            for b in find(ink.crop(page, region.box), finder, ()):
                found.add(Box(b.x0 + x, b.y0 + y, b.x1 + x, b.y1 + y))
    return tuple(sorted(found, key=lambda b: (b.y0, b.x0, b.y1, b.x1)))


def _may_show_words(box: Box, unit: int) -> bool:
    return min(box.width, box.height) >= PICTURE * unit


def find(page: Pixels, finder: Finder, regions: Sequence[Region]) -> tuple[Box, ...]:
    """Return the box of every line on any page, top to bottom, none twice.

    Lines that the finder ran together across a bubble's edge or between columns are parted;
    rows of ink in a bubble that the finder passed over are added.
    """
    seen = merged((part, _placed(page, finder, part)) for part in slices(page.shape[0]))
    papers = [r for r in regions if r.kind is RegionKind.FLAT and _even(page, r)]
    parted = [piece for box in seen for piece in split(page, box, papers)]
    missed = [box for region in papers for box in passed_over(page, region, parted)]
    return distinct(settled(page, box) for box in (*parted, *missed))


def _even(page: Pixels, region: Region) -> bool:
    """Tell a bubble from a photo's patch of one colour, which parts no words."""
    return ink.even(ink.contrast(ink.crop(page, region.box), region.colour) <= ink.ALIKE)


def distinct(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Return the boxes, top to bottom, those that hold the same glyphs joined into one."""
    kept: list[Box] = []
    for box in sorted(set(boxes), key=lambda b: (b.x0, b.y0, b)):
        mine = box
        for other in [o for o in kept if _overlap(o, box)]:
            kept.remove(other)
            mine = mine.joined(other)
        kept.append(mine)
    return tuple(sorted(kept, key=lambda b: (b.y0, b.x0, b.y1, b.x1)))


def _overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes of one row share more than the paper around their glyphs."""
    low, high = sorted((one.height, other.height))
    row = min(one.y1, other.y1) - max(one.y0, other.y0) >= ROW * low and low >= ROW * high
    return row and min(one.x1, other.x1) - max(one.x0, other.x0) > 2.5 * RIM * low


def slices(height: int) -> tuple[Slice, ...]:
    """Cut a page of `height` rows into overlapping slices of at most SLICE rows."""
    if height <= SLICE:
        return (Slice(0, height, cut_top=False, cut_bottom=False),)
    count = -(-(height - OVERLAP) // (SLICE - OVERLAP))
    rows = -(-(height + OVERLAP * (count - 1)) // count)
    tops = [round(i * (height - rows) / (count - 1)) for i in range(count)]
    return tuple(
        Slice(top, top + rows, cut_top=top > 0, cut_bottom=top + rows < height) for top in tops
    )


def merged(found: Iterable[tuple[Slice, Sequence[Box]]]) -> tuple[Box, ...]:
    """Join what the slices saw: of boxes that two slices saw, the one further from a cut."""
    ranked = sorted(
        ((part, box) for part, boxes in found for box in boxes),
        key=lambda seen: (-seen[0].margin(seen[1]), seen[1]),
    )
    kept: list[tuple[Slice, Box]] = []
    for part, box in ranked:
        if not any(other != part and _same(box, taken) for other, taken in kept):
            kept.append((part, box))
    return tuple(sorted((box for _, box in kept), key=lambda b: (b.y0, b.x0)))


def split(page: Pixels, box: Box, regions: Sequence[Region]) -> tuple[Box, ...]:
    """Part a box at the edges of flat regions it runs across, and at gaps wide as a column's."""
    pieces = _split_at(box, _edges(box, regions))
    return tuple(part for piece in pieces for part in _split_at(piece, _gaps(page, piece)))


def settled(page: Pixels, box: Box) -> Box:
    """Return the box of the ink and a little paper, however loosely the finder had put it.

    Where that would leave out half of what the finder saw, or anything paler that stands before
    or after the ink (a sign, a currency mark), the finder's own box stays.
    """
    bounds = ink.tight(page, box)
    if bounds is None or bounds.height * 2 < box.height:
        return box
    snug = _rimmed(page, bounds)
    away = ink.contrast(ink.crop(page, box), ink.common_colour(ink.crop(page, box)))
    written = box.x0 + np.flatnonzero((away > ink.FAINTEST).any(axis=0))
    return snug if ((snug.x0 <= written) & (written < snug.x1)).all() else box


def _rimmed(page: Pixels, box: Box) -> Box:
    """Return the ink's bounds with a little paper around them."""
    rim = max(2, round(RIM * box.height))
    return ink.clipped(Box(box.x0 - rim, box.y0 - rim, box.x1 + rim, box.y1 + rim), page)


def passed_over(page: Pixels, region: Region, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return rows of ink inside a bubble or card that none of `boxes` touches."""
    if not _may_speak(region, page.shape[1]):
        return ()
    side, rim = round(TAIL * page.shape[1]), max(3, region.box.height // 20)
    x0, y0, x1, y1 = region.box
    inner = Box(x0 + side, y0 + rim, x1 - side, y1 - rim)
    if inner.width < 4 * SPECK or inner.height < 4 * SPECK:
        return ()
    away = ink.contrast(ink.crop(page, inner), region.colour) > 2 * ink.FAINTEST
    rows = np.flatnonzero(away.any(axis=1))
    found: list[Box] = []
    for run in _runs(rows, gap=2):
        columns = np.flatnonzero(away[run[0] : run[1]].any(axis=0))
        box = Box(
            inner.x0 + int(columns[0]) - 2,
            inner.y0 + run[0] - 2,
            inner.x0 + int(columns[-1]) + 3,
            inner.y0 + run[1] + 2,
        )
        if found and _dots(box, found[-1]):
            found[-1] = found[-1].joined(box)
        elif run[1] - run[0] >= SPECK and not any(
            _meet(box, other) or _dots(box, other) for other in boxes
        ):
            found.append(box)
    return tuple(found)


def _dots(box: Box, other: Box) -> bool:
    """Say whether it is the dot of a sign above it (of "?"), no line of its own."""
    within = other.x0 <= box.x0 + 2 and box.x1 - 2 <= other.x1 and box.height < other.height
    return within and -SPECK <= box.y0 - other.y1 <= DOTTED * other.height


def _may_speak(region: Region, width: int) -> bool:
    """Tell bubbles and cards from pictures, bars and what stands in the columns of faces."""
    apart = region.box.x1 > FACES * width and region.box.x0 < (1 - FACES) * width
    return region.kind is RegionKind.FLAT and apart and region.box.width < WIDEST * width


def _placed(page: Pixels, finder: Finder, part: Slice) -> tuple[Box, ...]:
    boxes = finder.boxes(page[part.top : part.bottom])
    moved = (Box(b.x0, b.y0 + part.top, b.x1, b.y1 + part.top) for b in boxes)
    return tuple(
        box for box in (ink.clipped(b, page) for b in moved) if box.width > 1 and box.height > 1
    )


def _same(one: Box, other: Box) -> bool:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min(one.width * one.height, other.width * other.height)
    return width > 0 and height > 0 and width * height > SAME * smaller


def _meet(one: Box, other: Box) -> bool:
    wide = min(one.x1, other.x1) > max(one.x0, other.x0)
    return wide and min(one.y1, other.y1) > max(one.y0, other.y0)


def _edges(box: Box, regions: Sequence[Region]) -> list[tuple[int, int]]:
    """Return where the sides of flat regions cut through the box, away from its ends."""
    middle, near = (box.y0 + box.y1) / 2, max(2, box.height // 3)
    sides = (
        x
        for region in regions
        if region.kind is RegionKind.FLAT
        and region.box.y0 < middle < region.box.y1
        and region.box.height > box.height
        for x in (region.box.x0, region.box.x1)
    )
    return sorted({(x, x) for x in sides if box.x0 + near < x < box.x1 - near})


def _gaps(page: Pixels, box: Box) -> list[tuple[int, int]]:
    """Return the stretches of bare paper inside the box that are wider than a column's gap."""
    pixels = ink.crop(page, box)
    away = ink.contrast(pixels, ink.common_colour(pixels))
    mask = away > max(ink.FAINTEST, int(away.max(initial=0)) // 3)
    rows = np.flatnonzero(mask.any(axis=1))
    tall = int(rows[-1] - rows[0]) + 1 if len(rows) else box.height
    runs = _runs(np.flatnonzero(mask.any(axis=0)), gap=1)
    return [
        (box.x0 + left[1], box.x0 + right[0])
        for left, right in pairwise(runs)
        if right[0] - left[1] > COLUMN_GAP * tall
    ]


def _split_at(box: Box, gaps: Sequence[tuple[int, int]]) -> tuple[Box, ...]:
    """Cut the box at each gap, leaving each piece a little of the gap as margin."""
    margin = max(2, box.height // 8)
    starts = [box.x0, *(max(left, right - margin) for left, right in gaps)]
    ends = [*(min(right, left + margin) for left, right in gaps), box.x1]
    return tuple(Box(x0, box.y0, x1, box.y1) for x0, x1 in zip(starts, ends, strict=True))


def _runs(positions: NDArray[np.intp], *, gap: int) -> list[tuple[int, int]]:
    """Group increasing positions into runs [first, last + 1) that are at most `gap` apart."""
    if not len(positions):
        return []
    breaks = np.flatnonzero(np.diff(positions) > gap)
    firsts = positions[np.concatenate([[0], breaks + 1])]
    lasts = positions[np.concatenate([breaks, [len(positions) - 1]])]
    return [(int(a), int(b) + 1) for a, b in zip(firsts, lasts, strict=True)]
