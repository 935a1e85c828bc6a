"""Pages that look like chats and aren't: merged records and lists of chats."""

from __future__ import annotations

from evidence_kit.model import Line
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet, faint, same_row

# Times of a record keep to the page's right edge, this far from it at most.
RIGHT = 0.1
# Names end left of this, in widths of the page; so many times are no accident.
NAME = 0.7
LEAST = 2


def merged(sheet: Sheet) -> bool:
    """Say whether each entry has its time at the right of its name, as no chat has."""
    return sum(_dates_a_name(sheet, line) for line in sheet.lines) >= LEAST


def _dates_a_name(sheet: Sheet, line: Line) -> bool:
    keeps_right = sheet.width - line.box.x1 < RIGHT * sheet.width
    if not (keeps_right and faint(line) and sheet.paperless(line)) or not _dated(line.text):
        return False
    return any(
        same_row(other.box, line.box) and sheet.paperless(other)
        for other in sheet.lines
        if other is not line and other.box.x1 < NAME * sheet.width
    )


def _dated(text: str) -> bool:
    return lexicon.time_like(text) or lexicon.day_like(text)
