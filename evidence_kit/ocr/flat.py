"""Lines of text on flat papers, by colour geometry alone: no network looks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.model.values import Box
from evidence_kit.ocr import grounds, ink, islands, linking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from evidence_kit.ocr.grounds import Grounds

# Ink is what strays from its paper, in a patch that somewhere strays this far: the palest text is
# 59 levels away, what recompression leaves beside an edge seldom 32.
SEED = 32
# As fractions of the page's width: nothing larger is a glyph; a rule is long and thin.
GLYPH = 0.2
RULE = 0.25
THIN = 0.006
# No glyph is as wide, as high (in lines) and as full as this; a rule is so many lines long.
SOLID = (2.0, 0.8, 0.75)
RULED = 8
# A stamp is so many lines large, and holds so many patches of ink.
STAMP = 4
LETTERS = 6
# What is left of a hairline is longer than a dash and no higher, in pixels, than this.
DASH = 3
HAIR = 3
# So far inside its frame a paper may still have its top or foot, a row of so much ink.
EDGE = 6
EDGED = 0.85
# Faces stand in these columns and are about this large, their pieces no further apart.
# Nothing goes on beside one this near; it fills this much of its square, or something rings it.
FACES = 0.155
FACE = (0.07, 0.14)
CLOSE = 0.02
APART = 0.01
FILLED = 0.5
RINGED = 0.1
# What is alone at a phone's very edges is an arrow or a menu's dots.
EDGES = (0.065, 0.925)
# What is so many lines high and wide, and has nothing as tall right beside it, is an icon.
BLOB = 1.9
TALL = 0.6
# What joins the steps of a list, too, is so many lines high, and so much higher than wide.
POLE = (2.2, 4)


def boxes(found: Grounds) -> tuple[Box, ...]:
    """Return the bounds of the ink of every line that stands on a paper, top to bottom."""
    glyphs = _without_faces(_glyphs(_mask(found), found), found)
    em = _em(glyphs, found.unit)
    lines: list[Box] = []
    for label in np.unique(glyphs[:, 4]).tolist():
        here = glyphs[glyphs[:, 4] == label][:, :4]
        for part in _without_blobs(here, em):
            lines += linking.lines(part, em)
    kept = (box for box in lines if _written(box, em) and not _sign(box, em, found))
    return tuple(sorted(kept, key=lambda b: (b.y0, b.x0, b)))


def _mask(found: Grounds) -> NDArray[np.uint8]:
    mask = np.asarray(found.away > ink.FAINTEST, dtype=np.uint8)
    mask[found.labels == grounds.PICTURES] = 0
    for box in found.boxes[1:]:
        _frame(mask, box)
    _clear_rules(mask, max(1, round(RULE * found.unit)))
    return mask


def _clear_rules(mask: NDArray[np.uint8], least: int) -> None:
    """Clear rows of ink as long as a rule: one under a title ties together what it cuts."""
    rows = np.flatnonzero(cv2.reduce(mask, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0] >= least)
    if not len(rows):
        return
    # A run is where all of a window is ink; a look at every row's edges would take far longer.
    sums = cv2.boxFilter(mask[rows], cv2.CV_32F, (least, 1), normalize=False)
    for y in rows[sums.max(axis=1) >= least - 0.5]:
        edges = np.flatnonzero(np.diff(mask[y], prepend=0, append=0))
        for x0, x1 in edges.reshape(-1, 2).tolist():
            if x1 - x0 >= least:
                mask[y, x0:x1] = 0


def _frame(mask: NDArray[np.uint8], box: Box) -> None:
    """Clear the blurred rim of a paper, on both sides of its edge."""
    x0, y0 = max(0, box.x0 - grounds.RIM), max(0, box.y0 - grounds.RIM)
    mask[y0 : box.y1 + grounds.RIM, x0 : box.x0 + grounds.RIM] = 0
    mask[y0 : box.y1 + grounds.RIM, max(0, box.x1 - grounds.RIM) : box.x1 + grounds.RIM] = 0
    mask[y0 : box.y0 + grounds.RIM, x0 : box.x1 + grounds.RIM] = 0
    mask[max(0, box.y1 - grounds.RIM) : box.y1 + grounds.RIM, x0 : box.x1 + grounds.RIM] = 0
    # Where a bar cuts it, or recompression blurred it, its top or foot shows further inside.
    inner = mask[box.y0 : box.y1, box.x0 : box.x1]
    for rows in (inner, inner[::-1]):
        edge = rows[grounds.RIM : EDGE]
        edge[edge.mean(axis=1) >= EDGED] = 0


def _glyphs(mask: NDArray[np.uint8], found: Grounds) -> NDArray[np.int32]:
    """Return a row x0, y0, x1, y1, paper for each patch of ink that may be (part of) a glyph."""
    patches = islands.seeded(mask, found.away > SEED)
    x, y, w, h, area = (patches[:, i] for i in range(5))
    labels = found.labels[y + h // 2, x + w // 2].astype(np.int32)
    # A patch whose middle lies elsewhere (an arc) is on the paper its first pixel is on.
    kept = (w < GLYPH * found.unit * 2) & (h < GLYPH * found.unit)
    kept &= ~((w > RULE * found.unit) & (h <= max(3, THIN * found.unit)))
    kept &= ~((h > RULE / 4 * found.unit) & (w <= max(2, THIN * found.unit)))
    solid = area >= SOLID[2] * w * h
    kept &= ~(
        solid
        & (w >= SOLID[0] * grounds.TEXT * found.unit)
        & (h >= SOLID[1] * grounds.TEXT * found.unit)
    )
    glyphs = np.stack([x, y, x + w, y + h, labels], axis=1).astype(np.int32, copy=False)[kept]
    return glyphs[~_on_rim(glyphs, found)]


def _on_rim(glyphs: NDArray[np.int32], found: Grounds) -> NDArray[np.bool_]:
    """Say which patches are a paper's corner or its tail: they reach its left or right edge."""
    frames = np.array(found.boxes, dtype=np.int32)[np.maximum(glyphs[:, 4], 0)]
    left = glyphs[:, 0] <= frames[:, 0] + grounds.RIM + 1
    right = glyphs[:, 2] >= frames[:, 2] - grounds.RIM - 1
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
        for group in linking.grouped(pieces, 1, CLOSE * unit):
            box = linking.around(group)
            square = 0.7 * box.width <= box.height <= 1.3 * box.width
            sized = FACE[0] * unit <= box.width <= FACE[1] * unit
            if square and sized and _apart(box, glyphs[~column], unit) and _filled(group, found):
                kept[group[group[:, 4] >= 0, 4]] = False
    return glyphs[kept]


def _apart(box: Box, others: NDArray[np.int32], unit: int) -> bool:
    """Say whether nothing beside it goes on with it: the ends of two lines are no face."""
    rows = (others[:, 1] < box.y1) & (others[:, 3] > box.y0)
    near = (others[:, 0] < box.x1 + APART * unit) & (others[:, 2] > box.x0 - APART * unit)
    return not np.any(rows & near)


def _filled(group: NDArray[np.int32], found: Grounds) -> bool:
    """Tell a picture or a sign from short lines, one above another: those leave paper bare."""
    x0, y0, x1, y1 = box = linking.around(group)
    if any(Box(*piece).contains(box, round(RINGED * box.width)) for piece in group[:, :4].tolist()):
        return True
    outside = found.labels[y0:y1, max(0, x0 - 2 * grounds.RIM) : x0]
    paper = outside[0, 0] if outside.size else 0
    away = found.away[y0:y1, x0:x1] > ink.ALIKE
    return bool((away | (found.labels[y0:y1, x0:x1] != paper)).mean() >= FILLED)


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
    wide, high = (glyphs[:, 2:] - glyphs[:, :2]).T
    pole = (high >= POLE[0] * em) & (high >= POLE[1] * wide)
    for place in np.flatnonzero((np.minimum(wide, high) >= BLOB * em) | pole):
        x0, y0, x1, y1 = glyphs[place].tolist()
        inside = (glyphs[:, 0] >= x0) & (glyphs[:, 1] >= y0)
        inside &= (glyphs[:, 2] <= x1) & (glyphs[:, 3] <= y1)
        if not free[place] or _beside(glyphs[~inside], glyphs[place]):
            continue
        words = glyphs[inside & free & (np.arange(len(glyphs)) != place)]
        if len(words) and _worded(words, glyphs[place], em):
            yield words
        free &= ~inside
    yield glyphs[free]


def _worded(words: NDArray[np.int32], around: NDArray[np.int32], em: float) -> bool:
    """Say whether what stands inside are words: as a line is, or as the lines in a stamp are."""
    box, x0, x1 = linking.around(words), int(around[0]), int(around[2])
    large = x1 - x0 >= STAMP * em and len(words) >= LETTERS
    return box.width >= grounds.WORDY * box.height or large


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
    tall = tall[(tall > 0.3 * grounds.TEXT * unit) & (tall < 2 * grounds.TEXT * unit)]
    return float(np.quantile(tall, 0.75)) if len(tall) else grounds.TEXT * unit


def _written(box: Box, em: float) -> bool:
    """Say whether ink is large enough to be a word, a sign or a stroke."""
    thin, long = sorted(box[2 + i] - box[i] for i in (0, 1))
    rule = (long > RULED * em and thin < 0.35 * em) or (long > 1.5 * em and thin <= 0.06 * em)
    rule |= long > DASH * em and thin <= HAIR
    return long >= max(4, 0.25 * em) and not rule


def _sign(box: Box, em: float, found: Grounds) -> bool:
    """Say whether it is an arrow or a menu's dots: alone at a phone's very edge."""
    width = int(found.labels.shape[1])
    if found.unit != width or box.width > 2 * em:
        return False
    return box.x1 <= EDGES[0] * width or box.x0 >= EDGES[1] * width
