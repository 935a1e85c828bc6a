"""The QR code on the 校验页 of a finished PDF: its modules as drawn, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

import segno

_N = r"-?\d{1,6}(?:\.\d{1,6})?"
_TINT = re.compile(rf"0 g ({_N}) ({_N}) ({_N}) ({_N}) re f")
# What stands beside words on other pages: tints nearly white, and rules and frames too thin and
# too long for any code to be drawn with.
_PALE = re.compile(rf"(?:0\.9\d{{0,3}}|1) g(?: {_N}){{4}} re f")
_RULE = re.compile(rf"{_N} G ({_N}) w ({_N}) ({_N}) m ({_N}) ({_N}) l S")
_FRAME = re.compile(rf"{_N} G ({_N}) w {_N} {_N} ({_N}) ({_N}) re S")
_THIN, _LONG = 1.0, 10.0  # points
_LEAST = 40.0  # points a side: a smaller code isn't the one that is looked at
_TEXT = re.compile(rf"BT .{{0,100}}? 1 0 0 1 {_N} ({_N}) Tm ")
_SLACK = 0.1  # of a module: numbers are written with three decimals
_SIZES = range(21, 178, 4)  # modules a side, of the versions 1 to 40 (ISO/IEC 18004)
_MOST = 100_000  # rectangles; a code of ours has some thousand
# The spot in three of its corners, row by row.
_SPOT = (0b1111111, 0b1000001, 0b1011101, 0b1011101, 0b1011101, 0b1000001, 0b1111111)

Matrix = tuple[tuple[bool, ...], ...]


def is_drawn_on(lines: Sequence[str]) -> bool:
    """Say whether a page draws anything but words, rules and tables: the check page alone does."""
    return not all(map(_is_plain, lines))


def _is_plain(line: str) -> bool:
    if line.startswith("BT ") or _PALE.fullmatch(line):
        return True
    if found := _RULE.fullmatch(line):
        width, x, y, to_x, to_y = map(float, found.groups())
        return width <= _THIN and max(abs(to_x - x), abs(to_y - y)) >= _LONG
    if found := _FRAME.fullmatch(line):
        width, across, up = map(float, found.groups())
        return width <= _THIN and min(across, up) >= _LONG
    return False


def drawn(lines: Sequence[str]) -> Matrix | None:
    """Return the code of a page that draws nothing else but words, none of them over the code.

    True stands for a dark module. None for anything else.
    """
    others = [line for line in lines if not _TINT.fullmatch(line)]
    rects = [
        tuple(map(float, found.groups())) for line in lines if (found := _TINT.fullmatch(line))
    ]
    if not 0 < len(rects) < _MOST or not all(line.startswith("BT ") for line in others):
        return None
    code = _modules(rects)
    low, high = min(y for _, y, _, _ in rects), max(y + h for _, y, _, h in rects)
    baselines = [float(at[1]) if (at := _TEXT.match(line)) else low for line in others]
    return code if not any(low <= y <= high for y in baselines) else None


def _modules(rects: Sequence[tuple[float, ...]]) -> Matrix | None:
    """Return the modules that rectangles fill, each a run within a row; None for other drawings."""
    module = min(height for *_, height in rects)
    left, top = min(x for x, *_ in rects), max(y + h for _, y, _, h in rects)
    across = max(x + width for x, _, width, _ in rects) - left
    side = round(across / module) if module > 0 else 0
    if side not in _SIZES or across < _LEAST:
        return None
    rows = [[False] * side for _ in range(side)]
    for x, y, width, height in rects:
        measured = [(x - left) / module, (top - y - height) / module, width / module]
        column, row, run = map(round, measured)
        near = all(abs(one - round(one)) <= _SLACK for one in (*measured, height / module))
        if not near or not (0 <= row < side and 0 < run <= side - column) or height > 1.5 * module:
            return None
        rows[row][column : column + run] = [True] * run
    found = tuple(map(tuple, rows))
    return found if _has_spots(found) else None


def _has_spots(code: Matrix) -> bool:
    side = len(code) - 7
    corners = ((0, 0), (0, side), (side, 0))
    return all(
        sum(code[row + at][column + bit] << (6 - bit) for bit in range(7)) == wanted
        for row, column in corners
        for at, wanted in enumerate(_SPOT)
    )


def says(code: Matrix, text: str) -> bool:
    """Say whether a code holds this text, at any level of correction and under any mask.

    Which of them is chosen may differ from one program to another; what is said must not.
    """
    version = (len(code) - 17) // 4
    return any(_made(text, error, mask, version) == code for error in "MQLH" for mask in range(8))


def _made(text: str, error: str, mask: int, version: int) -> Matrix | None:
    try:
        made = segno.make(
            text, error=error, mask=mask, version=version, micro=False, boost_error=False
        )
    except ValueError:  # too much for this version
        return None
    return tuple(tuple(bit == 1 for bit in row) for row in made.matrix)
