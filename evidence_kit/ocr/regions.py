"""Colour geometry: the page's background and the flat or pictured patches that stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.model.ink import Region, RegionKind
from evidence_kit.model.values import Box, Colour
from evidence_kit.ocr import ink, islands, rings, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from evidence_kit.model.ink import Line
    from evidence_kit.ocr.pixels import Pixels

# White on #F5F5F5 (a desktop page) is 10 levels; recompression moves a flat page by less than 5.
# A picture of a phone's page (#EDEDED) on a window's #F3F3F3 is 6.
STEP = 6
# As fractions of the page's width: avatars begin at 3 %, so the edges left of them are page.
EDGE = 0.025
# Rings are as wide as gaps on a window, and on a phone's page that is less wide than this.
SMALL = 800
# The smallest badge, an unheard dot, is 20 of 1080 pixels; grey patches are larger than a glyph
# at least one way (the bottom of the screen may cut a bubble to a sliver).
DOT = 0.014
PATCH = 0.05
PICTURE = 0.05
CLOSE = 0.008
# A coloured dot is told from grey glyphs by its strongest minus its weakest channel.
VIVID = 60
# A bubble full of text is at least this much paper; a photo's commonest colour covers less.
FLAT = 0.5
# Of an island of several flat patches the largest covers this much; of one, all but its tail.
LEAD = 0.3
WHOLE = 0.7
TAIL = 0.03
DEPTH = 3
# What isn't flat by its patches' shape is by so much of it being of one colour.
PLAIN = 0.65
# An island has at most so many colours, each with such a share of it, and no two nearer than
# the input bar (#F7F7F7) is to a white bubble.
SHADES = 4
SHARE = 0.05
NEAR = 5
# Nothing hangs this near to a page's sides but a bar, which is as wide as the page.
ASIDE = 0.01
BAR = 0.9
# Colours are counted on about so many pixels of a patch.
SAMPLE = 12_000
# Avatars are square, and so is the nonsense that is read on one; a line of text is wider.
LINE_SHAPE = 1.5
# An engine is no surer than this of what it makes of a face and a bubble in one.
SURE = 0.3
# Around dark glyphs a recompressed page strays from its colour by as much as this.
RINGING = 16
# A red mark is the mark of a message that was never delivered: it must not be lost. Larger ones
# are pictures; the "!" in it takes less than half of it.
MARK = 0.08
ROUND = 1.4
FULL = 0.45


@dataclass(frozen=True, slots=True)
class _Patch:
    """A part of the page being searched: where it starts, its paper, and how much that strays.

    `outer` are the papers it stands on; they show again in its corners. `smooth` is a small
    page that was recompressed, without the rings that close the gaps between faces and bubbles;
    `calm` is a part of such a page, whose words would be as full as pictures with their rings.
    """

    x: int
    y: int
    pixels: Pixels
    paper: Colour
    noise: int
    outer: tuple[Colour, ...] = ()
    smooth: Pixels | None = None
    calm: Pixels | None = None

    @property
    def shapes(self) -> Pixels:
        """The pixels that tell where something ends: without rings where it has some."""
        return self.pixels if self.smooth is None else self.smooth


def background(page: Pixels) -> Colour:
    """Return the page's own colour: the commonest along its left and right edges.

    Of a desktop window that begins with a strip of another colour it is the pane's beside it.
    """
    strip = max(2, round(page.shape[1] * EDGE))
    left, right = page[:, :strip], page[:, -strip:]
    pane = windows.pane_colour(page, left, right)
    return pane or ink.common_colour(np.concatenate([left, right], axis=1))


def find(page: Pixels, paper: Colour) -> tuple[Region, ...]:
    """Return bubbles, cards, badges and pictures standing on `paper`, top to bottom.

    A flat region keeps its bounding box whatever is written on it; what stands on a flat region
    (a picture on a panel) is found too, what stands on a picture is part of it. A picture behind
    flat regions is the chat's wallpaper and no region.
    """
    height, width = page.shape[:2]
    unit = windows.unit(page, paper)
    window = width > windows.WINDOW * height
    ringed = (window or unit < SMALL) and rings.ringed(page, paper)
    noise = STEP - 1 if window else STEP
    whole = _Patch(0, 0, page, paper, noise, smooth=rings.without(page) if ringed else None)
    found = list(_stand(whole, unit, DEPTH))
    behind = [r for r in found if r.kind is RegionKind.PICTURE and _covers(r.box, height * width)]
    hung = list(_hung(whole, unit)) if behind else []
    kept = _with_marks(whole, [r for r in found if not (hung and r in behind)] + hung, unit)
    return tuple(sorted(kept, key=lambda r: (r.box.y0, r.box.x0, r.box.y1, r.box.x1)))


def _with_marks(page: _Patch, regions: Sequence[Region], unit: int) -> list[Region]:
    """Add the red marks on the page or a panel; what was found in place of one goes."""
    kept = list(regions)
    for mark in _red_marks(page, unit):
        here = [r for r in kept if _meet(r.box, mark.box) and not _is_panel(r, page)]
        small = [r for r in here if max(r.box.width, r.box.height) < MARK * unit]
        # Without its rings a small mark is without its rim too.
        if here == small and (page.smooth is not None or not any(_is_red(r) for r in small)):
            kept = [*(r for r in kept if r not in small), mark]
    return kept


def _meet(one: Box, other: Box) -> bool:
    across = max(one.x0, other.x0) < min(one.x1, other.x1)
    return across and max(one.y0, other.y0) < min(one.y1, other.y1)


def _is_panel(region: Region, page: _Patch) -> bool:
    return region.kind is RegionKind.FLAT and region.box.width > WHOLE * page.pixels.shape[1]


def _is_red(region: Region) -> bool:
    red, *others = region.colour
    return region.kind is RegionKind.FLAT and red - max(others) >= VIVID


def _red_marks(page: _Patch, unit: int) -> Iterator[Region]:
    """Yield round red patches of a mark's size, however recompression blurred their rims."""
    vivid = _reds(page.pixels)
    for box, area in islands.find(vivid, corners=True):
        small, large = sorted((box.width, box.height))
        sized = small >= max(4, DOT * unit) and large <= MARK * unit
        if sized and large <= ROUND * small and area >= FULL * box.width * box.height:
            here = ink.crop(page.pixels, box)[ink.crop(vivid, box) > 0]
            yield _region(page, box, RegionKind.FLAT, ink.common_colour(here))


def _reds(pixels: Pixels) -> NDArray[np.uint8]:
    """Mark where red is the strongest channel by far; piece by piece, as `ink.contrast`."""
    vivid = np.zeros(pixels.shape[:2], np.uint8)
    for top in range(0, len(pixels), ink.SLAB):
        red, green, blue = cv2.split(pixels[top : top + ink.SLAB])
        # Saturating: where red isn't the strongest channel the difference is none.
        strength = cv2.subtract(red, cv2.max(green, blue))
        vivid[top : top + ink.SLAB] = strength > VIVID
    return vivid


def without_glyphs(regions: Sequence[Region], lines: Sequence[Line]) -> tuple[Region, ...]:
    """Leave out regions that are glyphs: within the box of a line that is wider than a picture."""
    written = [
        line.box
        for line in lines
        if line.text and line.confidence >= SURE and line.box.width >= LINE_SHAPE * line.box.height
    ]
    return tuple(
        region
        for region in regions
        if not any(box.contains(region.box, box.height // 4) for box in written)
    )


def fingerprint(pixels: Pixels) -> str:
    """Return 16 hex digits: the signs of the 64 lowest frequencies of the picture in grey.

    Alike pictures differ in few bits, also after recompression and a pixel or two of jitter.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:8, :8].flatten()
    low[0] = 0
    # The margin keeps frequencies that aren't there (a flat picture) from flickering.
    bits = low > np.median(low) + 0.01 * float(np.abs(low).max()) + 1
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def _stand(patch: _Patch, unit: int, depth: int) -> Iterator[Region]:
    """Yield what stands on the patch: flat islands, what stands on them, then pictures."""
    away = _away(patch)
    # Without its hairlines: one under a title ties together whatever it touches.
    mask = _shaped(away, cv2.MORPH_OPEN, 3)
    for island, _ in list(islands.find(mask)):
        if not _worth_a_look(patch, island, unit):
            continue
        for box, colour in _flats(patch, island, unit):
            _clear(mask, box, round(CLOSE * unit))
            yield from _flat(patch, box, colour, unit, depth)
    yield from _pictures(patch, mask, unit, depth)


def _flat(patch: _Patch, box: Box, colour: Colour, unit: int, depth: int) -> Iterator[Region]:
    """Yield a flat patch and what stands on it."""
    yield _region(patch, box, RegionKind.FLAT, colour)
    if depth and min(box.width, box.height) > 2 * PATCH * unit:
        yield from _stand(_inside(patch, box, colour), unit, depth - 1)


def _away(patch: _Patch) -> NDArray[np.uint8]:
    if patch.smooth is not None:
        return rings.away(patch.smooth, patch.paper)
    return (ink.contrast(patch.pixels, patch.paper) > patch.noise).astype(np.uint8)


def _shaped(mask: NDArray[np.uint8], operation: int, size: int) -> NDArray[np.uint8]:
    shaped = cv2.morphologyEx(mask, operation, np.ones((size, size), np.uint8))
    return shaped.astype(np.uint8, copy=False)


def _covers(box: Box, page: int) -> bool:
    return box.width * box.height > FLAT * page


def _hung(page: _Patch, unit: int) -> Iterator[Region]:
    """Yield the flat patches before a wallpaper; faces can't be told from it."""
    colours = _palette(page.pixels, page, share=SHARE / 20, shades=6 * SHADES)
    found = [
        (box, colour)
        for colour in colours
        for box in _patches(page.pixels, colour, _reach(colour, colours), unit)
        if min(box.width, box.height) >= PATCH * unit and _hangs(page, box, colour)
    ]
    for box, colour in found:
        if not any(_holds(other, (box, colour)) for other in found):
            yield _region(page, box, RegionKind.FLAT, colour)


def _hangs(page: _Patch, box: Box, colour: Colour) -> bool:
    """Tell bubbles and bars from the photo's own patches: even edges, and apart from the sides."""
    width = page.pixels.shape[1]
    apart = box.x0 > ASIDE * width and box.x1 < (1 - ASIDE) * width
    bare = ink.contrast(ink.crop(page.pixels, box), colour) <= ink.ALIKE
    return (apart or box.width >= BAR * width) and ink.even(bare)


def _worth_a_look(patch: _Patch, island: Box, unit: int) -> bool:
    """Tell patches from glyphs at a glance: large one way, or a dot in a strong colour."""
    if min(island.width, island.height) < max(4, DOT * unit):
        return False
    if max(island.width, island.height) >= PATCH * unit:
        return True
    pixels = ink.crop(patch.shapes, island)
    return float((np.ptp(pixels, axis=2) >= VIVID).mean()) >= FLAT


def _clear(mask: NDArray[np.uint8], box: Box, rim: int) -> None:
    mask[max(0, box.y0 - rim) : box.y1 + rim, max(0, box.x0 - rim) : box.x1 + rim] = 0


def _flats(patch: _Patch, island: Box, unit: int) -> list[tuple[Box, Colour]]:
    """Return the flat patches that an island is made of; none where they are its lesser part.

    A card with a footer, or a bubble that the input bar cuts, is one island of two colours. An
    island that is all but one patch is taken whole, with its tail and its blurred rim.
    """
    pixels = ink.crop(patch.shapes, island)
    colours = _palette(pixels, patch)
    found = [
        (_moved(box, island), colour)
        for colour in colours
        for box in _patches(pixels, colour, _reach(colour, colours), unit)
    ]
    found = [one for one in found if not any(_holds(other, one) for other in found)]
    areas, whole = [box.width * box.height for box, _ in found], island.width * island.height
    if not found or sum(areas) < FLAT * whole or max(areas) < LEAD * whole:
        return []
    alone = len(found) == 1 and areas[0] >= WHOLE * whole
    return [(island, found[0][1])] if alone and _reaches(found[0][0], island, unit) else found


def _reaches(box: Box, island: Box, unit: int) -> bool:
    """Say whether what the island has beyond the box is a tail, not a bubble that a bar cuts."""
    beyond = max(abs(a - b) for a, b in zip(box, island, strict=True))
    return beyond <= TAIL * unit


def _moved(box: Box, by: Box) -> Box:
    return Box(box.x0 + by.x0, box.y0 + by.y0, box.x1 + by.x0, box.y1 + by.y0)


def _holds(outer: tuple[Box, Colour], inner: tuple[Box, Colour]) -> bool:
    return outer[0] != inner[0] and outer[0].contains(inner[0])


def _palette(
    pixels: Pixels, patch: _Patch, *, share: float = SHARE, shades: int = SHADES
) -> list[Colour]:
    """Return the colours that large parts of an island have, none of them the patch's paper."""
    step = max(1, int((pixels.shape[0] * pixels.shape[1] / SAMPLE) ** 0.5))
    left, colours = pixels[::step, ::step].reshape(-1, 3), list[Colour]()
    whole = len(left)
    for _ in range(shades):
        colour = ink.common_colour(left)
        away = ink.contrast(left[:, np.newaxis], colour)[:, 0]
        if (away <= NEAR).sum() < share * whole:
            break
        papers = (patch.paper, *patch.outer)
        if all(_apart(colour, p) > patch.noise for p in papers) and not _rings(colour, colours):
            colours.append(colour)
        left = left[away > NEAR]
    return colours


def _rings(colour: Colour, colours: Sequence[Colour]) -> bool:
    """Say whether it is a stronger colour as recompression drew it around glyphs.

    Greys that near may be two papers, a bubble's and a bar's; two vivid colours never are.
    """
    return max(colour) - min(colour) >= VIVID and any(_apart(colour, c) <= RINGING for c in colours)


def _apart(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _reach(colour: Colour, colours: Sequence[Colour]) -> int:
    """Return how far a pixel may stray and still be this colour rather than its neighbour."""
    nearest = min((_apart(colour, c) for c in colours if c != colour), default=2 * ink.ALIKE)
    return max(2, min(ink.ALIKE, nearest // 2 - 1))


def _patches(pixels: Pixels, colour: Colour, reach: int, unit: int) -> Iterator[Box]:
    """Yield the bounding boxes of solid patches of one colour that are larger than a glyph."""
    mask = (ink.contrast(pixels, colour) <= reach).astype(np.uint8)
    least = PATCH if max(colour) - min(colour) < VIVID else DOT
    for box, area in islands.find(mask):
        large = min(box.width, box.height) >= max(4, DOT * unit)
        solid = area >= FLAT * box.width * box.height
        if large and max(box.width, box.height) >= least * unit and solid:
            yield box


def _pictures(patch: _Patch, mask: NDArray[np.uint8], unit: int, depth: int) -> Iterator[Region]:
    """Yield the pictures, and what is all but one colour: a cut bubble, a list of white rows."""
    reach = max(3, round(CLOSE * unit)) | 1
    for box, _ in islands.find(_shaped(mask, cv2.MORPH_CLOSE, reach)):
        if min(box.width, box.height) < PICTURE * unit:
            continue
        pixels = ink.crop(patch.shapes, box)
        calm = pixels if patch.calm is None else ink.crop(patch.calm, box)
        if _pictured(calm, patch):
            colour = ink.common_colour(pixels)
            if windows.share(pixels, colour) >= PLAIN:
                yield from _flat(patch, box, colour, unit, depth)
            else:
                yield _region(patch, box, RegionKind.PICTURE, colour)


def _pictured(pixels: Pixels, patch: _Patch) -> bool:
    """Say whether an island is filled like a picture, not strewn with glyphs on paper."""
    return float((ink.contrast(pixels, patch.paper) > patch.noise).mean()) >= FLAT


def _inside(patch: _Patch, box: Box, colour: Colour) -> _Patch:
    outer = (patch.paper, *patch.outer)
    pixels, soft = ink.crop(patch.pixels, box), patch.smooth if patch.calm is None else patch.calm
    calm = None if soft is None else ink.crop(soft, box)
    left, top = patch.x + box.x0, patch.y + box.y0
    return _Patch(left, top, pixels, colour, RINGING, outer, calm=calm)


def _region(patch: _Patch, box: Box, kind: RegionKind, colour: Colour) -> Region:
    placed = Box(patch.x + box.x0, patch.y + box.y0, patch.x + box.x1, patch.y + box.y1)
    return Region(kind, placed, colour, fingerprint(ink.crop(patch.pixels, box)))
