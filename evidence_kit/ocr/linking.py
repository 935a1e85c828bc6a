"""Glyphs to lines, by the places of their boxes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evidence_kit.model.values import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


# An array of glyphs has a row x0, y0, x1, y1 for each. Words are parted by less, columns (a label
# and its value) by more, in heights of a line.
COLUMN_GAP = 1.25
# A menu's icon is that much higher than its words, no wider than this, and that far from them.
ICON_GAP = 0.5
TALLER = 1.12
WORDY = 1.5
# Glyphs lower than this beside usual ones (dots, dashes) say nothing of a line's height.
LOW = 0.6


def lines(glyphs: NDArray[np.int32], em: float) -> Iterator[Box]:
    """Yield lines: rows of glyphs without a bare row between, cut at wide gaps, again and again."""
    for row in _rows(glyphs, em):
        pieces = _columns(row, em)
        if len(pieces) == 1:
            yield around(row)
        else:
            for piece in pieces:
                yield from lines(piece, em)


def _rows(glyphs: NDArray[np.int32], em: float) -> list[NDArray[np.int32]]:
    """Group glyphs whose rows overlap; a line's parts (the strokes of 三) are one."""
    bands = grouped(glyphs, 1, 0)
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
    groups = grouped(row, 0, ICON_GAP * em)
    for place, group in enumerate(groups):
        if _iconic(group, em, [g for i, g in enumerate(groups) if abs(i - place) == 1]):
            parts = (groups[:place], [group], groups[place + 1 :])
            return [np.concatenate(part) for part in parts if part]
    return grouped(row, 0, COLUMN_GAP * max(high, LOW * em))


def _iconic(group: NDArray[np.int32], em: float, neighbours: list[NDArray[np.int32]]) -> bool:
    """Say whether a group in a row is an icon: no wider than high, and higher than its words.

    A digit whose neighbour is as high is none, however small the words on its other side.
    """
    box = around(group)
    narrow = box.width < WORDY * box.height and box.height >= TALLER * em
    if not narrow or any(_goes_on(box, around(other)) for other in neighbours):
        return False
    return any(
        _tall(other) * TALLER <= box.height and around(other).width > _tall(other)
        for other in neighbours
    )


def _goes_on(box: Box, other: Box) -> bool:
    """Say whether the other is as high, and no further than half of that."""
    gap = max(other.x0 - box.x1, box.x0 - other.x1)
    return gap <= ICON_GAP * box.height and other.height * TALLER > box.height


def grouped(glyphs: NDArray[np.int32], axis: int, gap: float) -> list[NDArray[np.int32]]:
    """Group boxes along an axis (0 across, 1 down): apart where the next begins beyond `gap`."""
    if not len(glyphs):
        return []
    ordered = glyphs[np.argsort(glyphs[:, axis], kind="stable")]
    reached = np.maximum.accumulate(ordered[:, axis + 2])
    breaks = np.flatnonzero(ordered[1:, axis] - reached[:-1] > gap - (axis == 1)) + 1
    return np.split(ordered, breaks)


def around(glyphs: NDArray[np.int32]) -> Box:
    """Return the bounds of one or more glyphs."""
    x0, y0 = glyphs[:, 0].min(), glyphs[:, 1].min()
    return Box(int(x0), int(y0), int(glyphs[:, 2].max()), int(glyphs[:, 3].max()))
