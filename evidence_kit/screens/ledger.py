"""Rows of a list of payments: an amount at the right, words at its left, small lines below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_kit.model import Box, Line
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet, around, same_row

# Fractions of the width: amounts end right of this, titles begin left of this.
RIGHT, LEFT = 0.8, 0.45
# An amount whose end was not read ends right of this.
BROKEN = 0.7
# Small lines stand at most this many heights of the amount below it.
BELOW = 2.5
# What is lower than this share of the usual amount is cut by a bar or an edge.
WHOLE = 0.75


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its amount, the title beside it, what stands below both, left and right."""

    amount: Line
    title: tuple[Line, ...]
    left: tuple[Line, ...]
    right: tuple[Line, ...]

    @property
    def box(self) -> Box:
        """Where the row stands: its amount and what is left of it."""
        return around([li.box for li in (self.amount, *self.title, *self.left)])


def entries(sheet: Sheet, lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Return the rows, top to bottom; an amount without a title beside it makes none."""
    amounts = _amounts(sheet, lines)
    ends = [*(line.box.y0 for line in amounts[1:]), sheet.page.height]
    found = (_entry(sheet, lines, one, end) for one, end in zip(amounts, ends, strict=False))
    return tuple(entry for entry in found if entry.title)


def _amounts(sheet: Sheet, lines: Sequence[Line]) -> list[Line]:
    """Return the amounts at the page's right, top to bottom, none cut through."""
    found = [
        line
        for line in lines
        if line.box.x1 > RIGHT * sheet.width
        and lexicon.money_like(line.text)
        and ("." in line.text or lexicon.sign(line.text))
    ]
    usual = sorted(line.box.height for line in found)[len(found) // 2] if found else 0
    whole = [line for line in found if line.box.height > WHOLE * usual]
    lost = [li for li in lines if li.box.height > WHOLE * usual and _broken(sheet, lines, li)]
    return [line for line in lines if line in whole or line in lost]


def _broken(sheet: Sheet, lines: Sequence[Line], line: Line) -> bool:
    """Say whether digits are what was read of an amount: a row's title and time go with them."""
    if line.box.x1 < BROKEN * sheet.width or not lexicon.money_like(line.text):
        return False
    row = _entry(sheet, lines, line, sheet.page.height)
    return bool(row.title) and any(lexicon.time_like(li.text) for li in row.left)


def _entry(sheet: Sheet, lines: Sequence[Line], amount: Line, end: int) -> Entry:
    ahead = [li for li in lines if li.box.x1 <= amount.box.x0 + 4]
    beside = [li for li in ahead if li.box.x0 < LEFT * sheet.width]
    under = [
        li
        for li in lines
        if amount.box.centre[1] < li.box.centre[1] < end
        and li.box.y0 - amount.box.y1 < BELOW * amount.box.height
        and not same_row(li.box, amount.box)
    ]
    return Entry(
        amount=amount,
        title=tuple(li for li in beside if same_row(li.box, amount.box) and _tall(li, amount)),
        left=tuple(li for li in under if li.box.x0 < LEFT * sheet.width),
        right=tuple(li for li in under if li.box.x0 >= LEFT * sheet.width),
    )


def _tall(line: Line, amount: Line) -> bool:
    """Say whether a line is as tall as a title: what an engine read in a logo is not."""
    return line.box.height > WHOLE * amount.box.height


def text(lines: Sequence[Line]) -> str:
    """Return the lines run together: a wrapped title, a name."""
    return "".join(line.text for line in lines)
