"""The row that names a table's columns: found by its words, wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence_kit.model.records import COLUMNS
from evidence_kit.patterns import Pattern
from evidence_kit.records import cells
from evidence_kit.records.tables import MOST_PREAMBLE, Raw, Table
from evidence_kit.screens import lexicon

_ASIDE = Pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_FOREIGN = Pattern(r"[A-Za-z][A-Za-z.'&/-]*")


class Column(StrEnum):
    """What a column holds."""

    TIME = "time"
    DAY = "day"
    CLOCK = "clock"
    TYPE = "type"
    WHO = "who"
    ACCOUNT = "account"
    GOODS = "goods"
    WAY = "way"
    AMOUNT = "amount"
    INCOME = "income"
    OUTGO = "outgo"
    REFUNDED = "refunded"
    METHOD = "method"
    STATUS = "status"
    SERIAL = "serial"
    ORDER = "order"
    MEMO = "memo"
    BALANCE = "balance"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Form:
    """The words for the columns of one kind of file, the better of a column's before others.

    A header has, of each of `needed`, at least one.
    """

    words: Mapping[Column, Sequence[str]]
    needed: Sequence[frozenset[Column]]

    def columns(self, row: Sequence[Raw]) -> Mapping[Column, int] | None:
        """Return where each column stands if the row is such a header."""
        named: dict[str, int] = {}
        for place, raw in enumerate(row):
            named.setdefault(plain(raw), place)
        found: dict[Column, int] = {}
        for column, words in self.words.items():
            free = (named[word] for word in words if named.get(word) not in (None, *found.values()))
            if (index := next(free, None)) is not None:
                found[column] = index
        return found if all(one & found.keys() for one in self.needed) else None


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its row, counted from 0, its columns, and how many cells up to the last name.

    `signed` says that amounts below it carry a minus where money went out; a row of more cells
    than `most` is shifted.
    """

    row: int
    columns: Mapping[Column, int]
    width: int
    signed: bool = False
    most: int = COLUMNS


def find(table: Table, form: Form) -> Header | None:
    """Return the first row that is a header of this form, None where there is none."""
    for index, row in enumerate(table.rows[:MOST_PREAMBLE]):
        columns = form.columns(row)
        if columns is not None:
            filled = [place for place, raw in enumerate(row) if cells.printed(raw)]
            return Header(index, columns, filled[-1] + 1)
    return None


def plain(raw: Raw) -> str:
    """Return a column's name without what is said in brackets, or in English beside it."""
    said = _ASIDE.sub("", lexicon.squeezed(cells.printed(raw))).strip(":*")
    return _FOREIGN.sub("", said) if not said.isascii() else said
