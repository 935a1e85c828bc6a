"""A text's bytes → rows of cells, in whatever encoding it was saved and however it is delimited."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import TypeAlias

from evidence_kit.model.records import COLUMNS
from evidence_kit.patterns import Pattern

# A text, or what a workbook knows a cell to be: numbers are exact, a date has no clock.
Raw: TypeAlias = str | Decimal | datetime | date | time

# Five years of a busy bank account are some 20,000 rows.
MOST_ROWS = 50_000
# The preambles of platforms have up to 25 rows; a bank's may say more.
MOST_PREAMBLE = 100
# A quoted cell may hold line ends: a product's name, never a page of text.
MOST_JOINED = 10
_HEAD = 200_000  # bytes in which they stand
DELIMITERS = (",", "\t", ";", "|")

_LINE_END = Pattern(r"\r\n|\r|\n")
# A line that begins with a day is a row of its own, whatever quote an earlier one left open.
_DAY_FIRST = Pattern(r"\s*\"?'?[12][0-9]{3}(?:[-/.年][0-9]|[01][0-9][0-3][0-9]\b)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_QUOTE = '"'


class RefusedError(Exception):
    """A file that isn't read, and the kind of reason why; it never leaves this room."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, from its first on; `name` is the sheet's.

    `mac` says that days are counted from 1904; `parted` that a delimiter parts its cells, which
    may stand in one too; `torn` that a text ends without a line end, so that its last row may be
    cut; `spoilt` that signs of it couldn't be decoded.
    """

    rows: Sequence[Sequence[Raw]]
    name: str = ""
    mac: bool = False
    parted: bool = False
    torn: bool = False
    spoilt: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A file's bytes as one encoding understands them; `spoilt` shows bad signs as U+FFFD."""

    raw: bytes
    encoding: str
    spoilt: bool = False

    def head(self, delimiter: str) -> Table:
        """Return the rows in which a header may stand; none where they can't be decoded."""
        decoder = codecs.getincrementaldecoder(self.encoding)(self._errors)
        try:
            text = decoder.decode(self.raw[:_HEAD])
        except UnicodeDecodeError:
            return Table(())
        lines = _LINE_END.split(text, MOST_PREAMBLE)[:MOST_PREAMBLE]
        return Table(tuple(_rows(lines, delimiter)))

    def table(self, delimiter: str) -> Table | None:
        """Return every row, None where one can't be decoded; RefusedError for too many."""
        try:
            text = self.raw.decode(self.encoding, self._errors)
        except UnicodeDecodeError:
            return None
        lines = _LINE_END.split(text, MOST_ROWS * MOST_JOINED)
        rows = tuple(islice(_rows(lines, delimiter), MOST_ROWS + 1))
        if len(rows) > MOST_ROWS:
            raise RefusedError("record_too_large")
        torn = not text.endswith(("\n", "\r"))
        return Table(rows, parted=True, torn=torn, spoilt=self.spoilt)

    @property
    def _errors(self) -> str:
        return "replace" if self.spoilt else "strict"


def texts(raw: bytes) -> Iterator[Text]:
    """Yield the text in each encoding that it may be in, likeliest first; spoilt ones last.

    Platforms write UTF-8 or GB18030, Excel saves either or UTF-16.
    """
    encodings = ("utf-16",) if raw.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    yield from (Text(raw, encoding) for encoding in encodings)
    yield from (Text(raw, encoding, spoilt=True) for encoding in encodings)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[str, ...]]:
    """Yield each row's cells; one that quotes hold together may span several lines."""
    at = 0
    while at < len(lines):
        taken = _span(lines, at)
        yield _cells("\n".join(lines[at : at + taken]), delimiter)
        at += taken


def _span(lines: Sequence[str], at: int) -> int:
    """Return over how many lines the row goes that begins here: 1 where its quote is a stray."""
    quotes = lines[at].count(_QUOTE)
    for taken in range(1, MOST_JOINED + 1):
        if quotes % 2 == 0:
            return taken
        if at + taken >= len(lines) or _DAY_FIRST.match(lines[at + taken]):
            return 1
        quotes += lines[at + taken].count(_QUOTE)
    return 1


def _cells(row: str, delimiter: str) -> tuple[str, ...]:
    """Return a row's cells; where a quote is a stray, the row is parted at every delimiter.

    Of more cells than any table has, one is left, so that the row is known to have too many.
    """
    if row.count(_QUOTE) % 2 == 0:
        try:
            return tuple(next(csv.reader([row], delimiter=delimiter), ())[: COLUMNS + 1])
        except csv.Error:
            pass
    return tuple(map(_unquoted, row.split(delimiter, COLUMNS + 1)[: COLUMNS + 1]))


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    whole = len(bare) > 1 and bare[0] == bare[-1] == _QUOTE
    return bare[1:-1] if whole else cell
