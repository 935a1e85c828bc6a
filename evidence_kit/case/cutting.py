"""Where a picture too long for a page is cut for paper: between lines, some of them twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from evidence_kit.model import PageText, Rows

# Parts of a picture's width. Phones are up to 2.34 times as high as wide.
TALLEST = 2.4  # what is higher is cut into pieces no higher than this
LEAST = 0.8  # the least height of a piece
_LAP = 0.32  # what stands on both pages, about: an eighth of a piece, and lines enough
_MOST_LAP, _LEAST_LAP = 0.45, 0.08
_CLEAR = 0.005  # that is kept from what is written, on both sides
# How far the box of a line may reach into its neighbour's in dense text: leading, no ink to speak
# of. It is no more than a quarter of the line.
_RIM = 0.015

Stretch = tuple[int, int]


def rows(text: PageText, kept: Sequence[Stretch] = ()) -> tuple[Rows, ...]:
    """Return the pieces of a picture that is too long, top to bottom; () for one to be left whole.

    Every row of it is in one of them, and every line whole in one. `kept` are stretches of rows
    that belong together as well, bubbles and cards; where these leave no room they are cut all
    the same. No cut goes through a line while there is white between them; where the lines
    nearly meet, it goes through their middle, and the next piece begins some lines before.
    A picture with a stretch of writing too long for a page is left whole.
    """
    if text.height <= TALLEST * text.width:
        return ()
    clear = max(2, int(_CLEAR * text.width))
    white = _gaps(text.written, text.height, clear)
    kept_too = _gaps(_merged((*text.written, *kept)), text.height, clear)
    for ways in ((kept_too, white), (white, white), (_seams(text), _seams(text))):
        pieces = _cut(text, *ways)
        if _hold(pieces, text):
            return pieces
    return ()


def plain(width: int, height: int) -> tuple[Rows, ...]:
    """Return the pieces of a picture that nobody read, at even intervals, as `rows` does."""
    return rows(PageText(width, height, ()))


def _merged(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for top, bottom in sorted(stretches):
        if found and top <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return tuple(found)


def _cut(text: PageText, gaps: Sequence[Stretch], lines: Sequence[Stretch]) -> tuple[Rows, ...]:
    """Return pieces of about one height that end in gaps and begin there, or between lines."""
    most, lap = int(TALLEST * text.width), int(_LAP * text.width)
    found, top = [], 0
    while text.height - top > most:
        left = -(-(text.height - top - lap) // (most - lap))
        even = top + (text.height - top + (left - 1) * lap) // left
        bottom = _nearest(gaps, even, top + int(LEAST * text.width), top + most)
        if bottom is None:
            return ()
        found.append(Rows(top, bottom))
        low, high = (bottom - int(part * text.width) for part in (_MOST_LAP, _LEAST_LAP))
        again = [_nearest(ways, bottom - lap, low, high) for ways in (gaps, lines)]
        top = next((row for row in again if row is not None), bottom)
    return (*found, Rows(top, text.height))


def _hold(pieces: Sequence[Rows], text: PageText) -> bool:
    """Say whether each line stands whole in one of the pieces."""
    boxes = (line.box for line in text.lines)
    return all(any(p.top <= box.y0 and box.y1 <= p.bottom for p in pieces) for box in boxes)


def _gaps(whole: Sequence[Stretch], height: int, clear: int) -> list[Stretch]:
    """Return the rows between stretches at which a cut leaves some white on both sides."""
    ends = [(0, 0), *whole, (height, height)]
    between = ((one[1] + clear, other[0] - clear) for one, other in pairwise(ends))
    return [(first, last) for first, last in between if first <= last]


def _seams(text: PageText) -> list[Stretch]:
    """Return the rows between the cores of lines: the white there is, else the middle."""
    rim = int(_RIM * text.width)
    boxes = [line.box for line in text.lines]
    deep = [min(rim, (box.y1 - box.y0) // 4) for box in boxes]
    cores = _merged([(b.y0 + d, b.y1 - d) for b, d in zip(boxes, deep, strict=True)])
    ends = [(-rim, -rim), *cores, (text.height + rim, text.height + rim)]
    between = ((one[1] + rim, other[0] - rim) for one, other in pairwise(ends))
    return [(first, last) if first <= last else ((first + last) // 2,) * 2
            for first, last in between]  # fmt: skip


def _nearest(gaps: Sequence[Stretch], row: int, least: int, most: int) -> int | None:
    """Return the row in a gap that is nearest to one, between two others; None for none."""
    within = ((max(first, least), min(last, most)) for first, last in gaps)
    rows = [min(max(row, first), last) for first, last in within if first <= last]
    return min(rows, key=lambda one: abs(one - row), default=None)
