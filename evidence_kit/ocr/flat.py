"""Lines of text on flat grounds, by colour geometry alone: no network looks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.model.ink import RegionKind
from evidence_kit.model.values import Box
from evidence_kit.ocr import ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from evidence_kit.model.ink import Region
    from evidence_kit.model.values import Colour
    from evidence_kit.ocr.pixels import Pixels

# Ink is what strays this far from its ground, in a patch that somewhere strays further: the
# palest text is 59 levels away, what recompression leaves beside an edge seldom 32.
SEED = 32
# As fractions of the page's width (of a desktop window, of its height): a patch this large is a
# ground whatever is on it; nothing larger than that is a glyph; a rule is long and thin.
GROUND = 0.09
GLYPH = 0.2
# A smaller paper has this much ink on it, and edges that are this even.
INKED = 0.03
EVEN = 0.6
# A badge's disc fills this much of its box; a bold glyph's strokes less.
DISC = 0.62
# No glyph is as wide, as high (in lines) and as full as this.
SOLID = (2.0, 0.8, 0.75)
RULE = 0.25
THIN = 0.006
RULED = 8
# Pieces of one face are no further apart; what stands in an icon is words where it is this wide.
CLOSE = 0.02
WORDY = 1.5
# Of a window or a crop the text says how large things are: no glyph is lower, nor as high as a
# third of it; and no phone is narrower.
LOWEST = 7
SPARSE = 0.33
NARROWEST = 240
# A usual line of text, where the page has too little to measure; and a face.
TEXT = 0.04
# What is as large as this and a picture is looked at by a network, if it is no face.
PICTURE = 0.14
# Faces stand in these columns and are about this large; what is alone at the very edges is an
# arrow or a menu's dots.
FACES = 0.145
FACE = (0.07, 0.14)
EDGES = (0.065, 0.925)
# Words are parted by less, columns (a label and its value) by more, in heights of a line.
COLUMN_GAP = 1.25
# A menu's icon is that much higher than its words, and that far from them.
ICON_GAP = 0.5
TALLER = 1.12
# Glyphs lower than this beside usual ones (dots, dashes) say nothing of a line's height.
LOW = 0.6
# What is so many lines high and wide, and has nothing as tall right beside it, is an icon.
BLOB = 1.9
TALL = 0.6
# A banner of so little height is dense bold words rather than a picture.
BANNER = 0.09
LEAST = 0.085
# Glyphs leave this much of their paper bare, and are but of two colours, give or take their edges.
BARE = 0.3
TWO_COLOURS = 0.7
# Pixels this close to an edge of a ground are its blurred rim.
RIM = 2
# A page is flat where this much of what isn't a picture has the colour of its ground.
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


PICTURES = -1


def grounds(page: Pixels, paper: Colour, regions: Sequence[Region]) -> Grounds:
    """Return the page's papers: itself, and each flat region that may carry words."""
    height, width = page.shape[:2]
    unit = width if height >= width else _unit(page, paper)
    labels = np.zeros((height, width), np.int16)
    colours, boxes = [paper], [Box(0, 0, width, height)]
    for region in sorted(regions, key=lambda r: (-r.box.width * r.box.height, r.box)):
        box = region.box
        disc = max(box.width, box.height) < GROUND * unit and _carries(page, region, unit)
        if region.kind is RegionKind.PICTURE and not disc:
            if _glyphic(page, box, unit):
                continue
            labels[max(0, box.y0 - RIM) : box.y1 + RIM, max(0, box.x0 - RIM) : box.x1 + RIM] = (
                PICTURES
            )
        elif _carries(page, region, unit):
            labels[box.y0 : box.y1, box.x0 : box.x1] = len(colours)
            colours.append(region.colour)
            boxes.append(box)
    return Grounds(labels, tuple(colours), tuple(boxes), _away(page, colours, boxes), unit)


def _unit(page: Pixels, paper: Colour) -> int:
    """Return how wide the phone would be whose text is as high as this window's or crop's."""
    away = np.asarray(ink.contrast(page, paper) > ink.FAINTEST, dtype=np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(away, connectivity=8)
    wide, tall = stats[1:count, 2], stats[1:count, 3]
    glyphs = tall[(tall >= LOWEST) & (tall < SPARSE * page.shape[0]) & (wide <= 2 * tall)]
    em = float(np.quantile(glyphs, 0.75)) if len(glyphs) else TEXT * page.shape[1]
    return min(int(page.shape[1]), max(NARROWEST, round(em / TEXT)))


def is_flat(found: Grounds) -> bool:
    """Say whether the page is papers and pictures, so that all its words can be found on them."""
    papers = found.labels != PICTURES
    if papers.mean() < PICTURED:
        return False
    return float((found.away[papers] <= ink.ALIKE).mean()) >= FLAT


def boxes(found: Grounds) -> tuple[Box, ...]:
    """Return the bounds of the ink of every line that stands on a paper, top to bottom."""
    glyphs = _without_faces(_glyphs(_mask(found), found), found)
    em = _em(glyphs, found.unit)
    lines: list[Box] = []
    for label in np.unique(glyphs[:, 4]).tolist():
        here = glyphs[glyphs[:, 4] == label][:, :4]
        for part in _without_blobs(here, em):
            lines += _lines(part, em)
    kept = (box for box in lines if _written(box, em) and not _sign(box, em, found))
    return tuple(sorted(kept, key=lambda b: (b.y0, b.x0, b)))


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
    _, strong = ink.colours(page, box)
    inked = ink.contrast(pixels, strong) <= ink.FAINTEST
    return float((bare | inked).mean()) >= TWO_COLOURS


def _rim_of(page: Pixels, box: Box) -> Pixels:
    """Return the pixels along a box's edges, as one row."""
    pixels = ink.crop(page, box)
    edges = (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
    return np.concatenate(edges)[np.newaxis]


def _carries(page: Pixels, region: Region, unit: int) -> bool:
    """Tell a paper from a bold glyph: by its size, by ink between even edges, or as a disc."""
    width, height = region.box.width, region.box.height
    if min(width, height) >= GROUND * unit:
        return True
    away = ink.contrast(ink.crop(page, region.box), region.colour)
    across, down = max(RIM, height // 8), max(RIM, width // 8)
    inner = away[across:-across, down:-down]
    inked = inner.size > 0 and float((inner > ink.FAINTEST).mean()) > INKED
    bare = away <= ink.ALIKE
    return inked and (_even(bare) or float(bare.mean()) >= DISC)


def _even(bare: NDArray[np.bool_]) -> bool:
    """Say whether a patch's edges are its paper: all four, or (of a pill) the long ones."""
    height, width = bare.shape
    if min(height, width) <= 2 * RIM:
        return False
    across, down = bare[[RIM, -RIM - 1]].mean(), bare[:, [RIM, -RIM - 1]].mean()
    return bool(across >= EVEN and (down >= EVEN or width >= WORDY * height))


def _away(page: Pixels, colours: Sequence[Colour], boxes: Sequence[Box]) -> NDArray[np.uint8]:
    """Return how far each pixel is from its paper, as its most different channel."""
    away = ink.contrast(page, colours[0])
    for colour, (x0, y0, x1, y1) in zip(colours[1:], boxes[1:], strict=True):
        away[y0:y1, x0:x1] = ink.contrast(page[y0:y1, x0:x1], colour)
    return away


def _mask(found: Grounds) -> NDArray[np.uint8]:
    mask = np.asarray(found.away > ink.FAINTEST, dtype=np.uint8)
    mask[found.labels == PICTURES] = 0
    for box in found.boxes[1:]:
        _frame(mask, box)
    return mask


def _frame(mask: NDArray[np.uint8], box: Box) -> None:
    """Clear the blurred rim of a paper, on both sides of its edge."""
    x0, y0 = max(0, box.x0 - RIM), max(0, box.y0 - RIM)
    mask[y0 : box.y1 + RIM, x0 : box.x0 + RIM] = 0
    mask[y0 : box.y1 + RIM, max(0, box.x1 - RIM) : box.x1 + RIM] = 0
    mask[y0 : box.y0 + RIM, x0 : box.x1 + RIM] = 0
    mask[max(0, box.y1 - RIM) : box.y1 + RIM, x0 : box.x1 + RIM] = 0


def _glyphs(mask: NDArray[np.uint8], found: Grounds) -> NDArray[np.int32]:
    """Return a row x0, y0, x1, y1, paper for each patch of ink that may be (part of) a glyph."""
    count, places, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return np.zeros((0, 5), np.int32)
    strong = np.zeros(count, bool)
    strong[places[found.away > SEED]] = True
    x, y, w, h = (stats[:, i].astype(np.int32) for i in range(4))
    labels = found.labels[y + h // 2, x + w // 2].astype(np.int32)
    # A patch whose middle lies elsewhere (an arc) is on the paper its first pixel is on.
    kept = strong & (w < GLYPH * found.unit * 2) & (h < GLYPH * found.unit)
    kept &= ~((w > RULE * found.unit) & (h <= max(3, THIN * found.unit)))
    kept &= ~((h > RULE / 4 * found.unit) & (w <= max(2, THIN / 2 * found.unit)))
    solid = stats[:, 4] >= SOLID[2] * w * h
    kept &= ~(solid & (w >= SOLID[0] * TEXT * found.unit) & (h >= SOLID[1] * TEXT * found.unit))
    kept[0] = False
    glyphs = np.stack([x, y, x + w, y + h, labels], axis=1)[kept]
    return glyphs[~_on_rim(glyphs, found)]


def _on_rim(glyphs: NDArray[np.int32], found: Grounds) -> NDArray[np.bool_]:
    """Say which patches are a paper's corner or its tail: they reach its left or right edge."""
    frames = np.array(found.boxes, dtype=np.int32)[np.maximum(glyphs[:, 4], 0)]
    left = glyphs[:, 0] <= frames[:, 0] + RIM + 1
    right = glyphs[:, 2] >= frames[:, 2] - RIM - 1
    return (glyphs[:, 4] > 0) & (left | right) | (glyphs[:, 4] < 0)


def _without_faces(glyphs: NDArray[np.int32], found: Grounds) -> NDArray[np.int32]:
    """Leave out what makes up a face: patches in its column that together are a square."""
    width, unit = found.labels.shape[1], found.unit
    columns = (glyphs[:, 2] <= FACES * unit, glyphs[:, 0] >= width - FACES * unit)
    kept = np.ones(len(glyphs), bool)
    for column in columns:
        places = np.flatnonzero(column)
        pieces = np.column_stack([glyphs[places, :4], places])
        pieces = np.concatenate([pieces, _papers(found, pieces, width)])
        for group in _grouped(pieces, 1, CLOSE * unit):
            box = _around(group)
            square = 0.7 * box.width <= box.height <= 1.3 * box.width
            if square and FACE[0] * unit <= box.width <= FACE[1] * unit:
                kept[group[group[:, 4] >= 0, 4]] = False
    return glyphs[kept]


def _papers(found: Grounds, pieces: NDArray[np.int32], width: int) -> NDArray[np.int32]:
    """Return the papers that lie in a column of faces, as pieces without a number."""
    left = not len(pieces) or pieces[:, 0].min() < width / 2
    edge = FACES * found.unit
    inside = [b for b in found.boxes if (b.x1 <= edge if left else b.x0 >= width - edge)]
    return np.array([(*box, -1) for box in inside], np.int32).reshape(-1, 5)


def _without_blobs(glyphs: NDArray[np.int32], em: float) -> Iterator[NDArray[np.int32]]:
    """Yield the glyphs outside icons, and those inside each: neither is part of the other's lines.

    An icon's own strokes say nothing; words that something is drawn around are kept.
    """
    free = np.ones(len(glyphs), bool)
    for place in np.flatnonzero((glyphs[:, 2:] - glyphs[:, :2] >= BLOB * em).all(axis=1)):
        x0, y0, x1, y1 = glyphs[place].tolist()
        inside = (glyphs[:, 0] >= x0) & (glyphs[:, 1] >= y0)
        inside &= (glyphs[:, 2] <= x1) & (glyphs[:, 3] <= y1)
        if not free[place] or _beside(glyphs[~inside], glyphs[place]):
            continue
        words = glyphs[inside & free & (np.arange(len(glyphs)) != place)]
        if len(words) and (box := _around(words)).width >= WORDY * box.height:
            yield words
        free &= ~inside
    yield glyphs[free]


def _beside(glyphs: NDArray[np.int32], glyph: NDArray[np.int32]) -> bool:
    """Say whether one nearly as tall stands right beside it, on the same row."""
    x0, y0, x1, y1 = glyph.tolist()
    high = y1 - y0
    row = np.minimum(glyphs[:, 3], y1) - np.maximum(glyphs[:, 1], y0) >= TALL * high
    near = (glyphs[:, 0] < x1 + high) & (glyphs[:, 2] > x0 - high)
    return bool(np.any(row & near))


def _em(glyphs: NDArray[np.int32], unit: int) -> float:
    """Return the height of a usual line: of the taller half of what is as tall as text can be."""
    tall = (glyphs[:, 3] - glyphs[:, 1]).astype(np.float64)
    tall = tall[(tall > 0.3 * TEXT * unit) & (tall < 2 * TEXT * unit)]
    return float(np.quantile(tall, 0.75)) if len(tall) else TEXT * unit


def _lines(glyphs: NDArray[np.int32], em: float) -> Iterator[Box]:
    """Yield lines: rows of glyphs without a bare row between, cut at wide gaps, again and again."""
    for row in _rows(glyphs, em):
        pieces = _columns(row, em)
        if len(pieces) == 1:
            yield _around(row)
        else:
            for piece in pieces:
                yield from _lines(piece, em)


def _rows(glyphs: NDArray[np.int32], em: float) -> list[NDArray[np.int32]]:
    """Group glyphs whose rows overlap; a line's parts (the strokes of 三) are one."""
    bands = _grouped(glyphs, 1, 0)
    joined: list[NDArray[np.int32]] = []
    for band in bands:
        if joined and _one_line(joined[-1], band, em):
            joined[-1] = np.concatenate([joined[-1], band])
        else:
            joined.append(band)
    return joined


def _one_line(above: NDArray[np.int32], below: NDArray[np.int32], em: float) -> bool:
    """Say whether two bands are parts of one line: low ones that together are one line high."""
    top, bottom = int(above[:, 1].min()), int(below[:, 3].max())
    low = min(_tall(above), _tall(below)) < LOW * em
    return low and bottom - top <= 1.1 * max(em, _tall(above), _tall(below))


def _tall(band: NDArray[np.int32]) -> int:
    return int(band[:, 3].max() - band[:, 1].min())


def _columns(row: NDArray[np.int32], em: float) -> list[NDArray[np.int32]]:
    """Cut a row at gaps as wide as those between columns, and around what is an icon in it."""
    high = float((row[:, 3] - row[:, 1]).max())
    groups = _grouped(row, 0, ICON_GAP * em)
    for place, group in enumerate(groups):
        if _iconic(group, em, [g for i, g in enumerate(groups) if abs(i - place) == 1]):
            parts = (groups[:place], [group], groups[place + 1 :])
            return [np.concatenate(part) for part in parts if part]
    return _grouped(row, 0, COLUMN_GAP * max(high, LOW * em))


def _iconic(group: NDArray[np.int32], em: float, neighbours: list[NDArray[np.int32]]) -> bool:
    """Say whether a group in a row is an icon: no wider than high, and higher than its words."""
    box = _around(group)
    narrow = box.width < WORDY * box.height and box.height >= TALLER * em
    return narrow and any(
        _tall(other) * TALLER <= box.height and _around(other).width > _tall(other)
        for other in neighbours
    )


def _grouped(glyphs: NDArray[np.int32], axis: int, gap: float) -> list[NDArray[np.int32]]:
    """Group boxes along an axis (0 across, 1 down): apart where the next begins beyond `gap`."""
    if not len(glyphs):
        return []
    ordered = glyphs[np.argsort(glyphs[:, axis], kind="stable")]
    reached = np.maximum.accumulate(ordered[:, axis + 2])
    breaks = np.flatnonzero(ordered[1:, axis] - reached[:-1] > gap - (axis == 1)) + 1
    return np.split(ordered, breaks)


def _around(glyphs: NDArray[np.int32]) -> Box:
    x0, y0 = glyphs[:, 0].min(), glyphs[:, 1].min()
    return Box(int(x0), int(y0), int(glyphs[:, 2].max()), int(glyphs[:, 3].max()))


def _written(box: Box, em: float) -> bool:
    """Say whether ink is large enough to be a word, a sign or a stroke."""
    thin, long = sorted(box[2 + i] - box[i] for i in (0, 1))
    rule = (long > RULED * em and thin < 0.35 * em) or (long > 1.5 * em and thin <= 0.06 * em)
    return long >= max(4, 0.25 * em) and not rule


def _sign(box: Box, em: float, found: Grounds) -> bool:
    """Say whether it is an arrow or a menu's dots: alone at a phone's very edge."""
    width = int(found.labels.shape[1])
    if found.unit != width or box.width > 2 * em:
        return False
    return box.x1 <= EDGES[0] * width or box.x0 >= EDGES[1] * width
