"""Where a picture too long for a page is cut for paper: between lines, some of them twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from evidence_kit.model import PageText, Rows

# Parts of a picture's width. Phones are up to 2.34 times as high as wide.
TALLEST = 2.4  # what is higher is cut into pieces no higher than this
LEAST = 0.8  # the least height of a piece
_LAP = 0.2  # what stands on both pages, about: two or three lines
_MOST_LAP, _LEAST_LAP = 0.45, 0.08
_CLEAR = 0.005  # that is kept from what is written, on both sides

Stretch = tuple[int, int]


def rows(text: PageText, kept: Sequence[Stretch] = ()) -> tuple[Rows, ...]:
    """Return the pieces of a picture that is too long, top to bottom; () for one to be left whole.

    Every row of it is in one of them, and no cut goes through a line. `kept` are stretches of
    rows that belong together as well, bubbles and cards; where these leave no room they are
    cut all the same. A picture with a stretch of writing too long for a page is left whole.
    """
    if text.height <= TALLEST * text.width:
        return ()
    loose = _cut(text, text.written)
    return _cut(text, _merged((*text.written, *kept))) or loose


def _merged(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for top, bottom in sorted(stretches):
        if found and top <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return tuple(found)


def _cut(text: PageText, whole: Sequence[Stretch]) -> tuple[Rows, ...]:
    """Return pieces of about one height that go through nothing that is to stay whole."""
    most, lap = int(TALLEST * text.width), int(_LAP * text.width)
    clear = max(2, int(_CLEAR * text.width))
    gaps, lines = _gaps(whole, text.height, clear), _gaps(text.written, text.height, clear)
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


def _gaps(whole: Sequence[Stretch], height: int, clear: int) -> list[Stretch]:
    """Return the rows between stretches at which a cut leaves some white on both sides."""
    ends = [(0, 0), *whole, (height, height)]
    between = ((one[1] + clear, other[0] - clear) for one, other in pairwise(ends))
    return [(first, last) for first, last in between if first <= last]


def _nearest(gaps: Sequence[Stretch], row: int, least: int, most: int) -> int | None:
    """Return the row in a gap that is nearest to one, between two others; None for none."""
    within = ((max(first, least), min(last, most)) for first, last in gaps)
    rows = [min(max(row, first), last) for first, last in within if first <= last]
    return min(rows, key=lambda one: abs(one - row), default=None)
