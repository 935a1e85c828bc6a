"""证据目录.docx: the list as it is printed, for Word and WPS, to be changed and signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil

from evidence_kit.model import Case, ListColumn
from evidence_kit.render import word_paper as word
from evidence_kit.render.listing import (
    CENTRED,
    Around,
    ExhibitList,
    ListedRow,
    around_list,
    list_widths,
    listed,
)
from evidence_kit.render.word_paper import Look, Row
from evidence_kit.render.wording import Wording, court_wording

# As the printed list: 25 mm at the left for binding.
_LOOK = Look(margins=(20, 18, 22, 25))
_MEASURE = 210.0 - 18 - 25
_POINT = 25.4 / 72  # millimetres
_PADDING = 3.5  # millimetres beside a cell's text, on both sides together
_TALL = 20  # lines: a row of more may go on over the page


def list_docx(case: Case, wording: Wording | None = None) -> bytes:
    """Return the list as DOCX: its columns, groups, rows and pages are those of the PDF.

    The same bytes for the same case: its particulars hold no day but that of filing.
    """
    words = wording or court_wording()
    around = around_list(case, words)
    return paper(listed(case, words), around, on=case.brief.filed_on)


def paper(shown: ExhibitList, around: Around, *, on: date | None) -> bytes:
    """Return a list as DOCX, with what stands around it and the day that it is filed on."""
    foot = (around.label, word.PAGE)
    made = word.blank(title=around.heading, on=on, look=_LOOK, foot=foot)
    word.line(made, around.heading, word.HEADING, word.CENTRE)
    word.line(made, around.head, word.BODY)
    kinds = [one.column for one in shown.ruled]
    widths = list_widths(kinds, _MEASURE)
    sides = [word.CENTRE if kind in CENTRED else word.LEFT for kind in kinds]
    rows = list(_rows(shown, kinds, widths))
    heads = [one.head for one in shown.ruled]
    word.table(made, heads, rows, list(zip(widths, sides, strict=True)))
    word.sign_here(made, around.signature, around.dated)
    return word.saved(made)


def _rows(
    shown: ExhibitList, kinds: Sequence[ListColumn], widths: Sequence[float]
) -> Iterator[Row]:
    """Yield each group's band and its rows; the last stays with the place to sign."""
    before = ""
    for row, after in pairwise((*shown.rows, None)):
        if row is None:
            continue
        if row.group != before:
            yield Row(((row.group,),), band=True)
        before = row.group
        cells = tuple(_cell(row, kind) for kind in kinds)
        yield Row(cells, whole=_lines(cells, widths) <= _TALL, held=after is None)


def _cell(row: ListedRow, kind: ListColumn) -> tuple[str, ...]:
    return row.sentences if kind is ListColumn.PROVES else (row.cell(kind),)


def _lines(cells: Sequence[Sequence[str]], widths: Sequence[float]) -> int:
    """Return about how many lines a row takes, each character as wide as it is high."""
    room = [max(1, int((width - _PADDING) / (_LOOK.cell * _POINT))) for width in widths]
    return max(
        sum(ceil(len(text) / most) for text in cell) for cell, most in zip(cells, room, strict=True)
    )
