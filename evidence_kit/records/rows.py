"""A table and its header → Records: a row for each payment, and what is odd about the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import (
    Caution,
    Digest,
    Direction,
    Money,
    RecordKind,
    RecordRow,
    Records,
)
from evidence_kit.model.records import COLUMNS
from evidence_kit.patterns import Pattern
from evidence_kit.records import cells, preamble
from evidence_kit.records.entry import Entry
from evidence_kit.records.headers import Column, Form, Header
from evidence_kit.records.tables import Raw, Table

_MONEY = (Column.AMOUNT, Column.INCOME, Column.OUTGO)
_SUMS = Pattern(r"(?:[本上]期|[本上]页|上年|承前|过次|期[初末])?(?:[合小总共]计|累计|余额|结转)")
_WAYS = {"收入": Direction.IN, "支出": Direction.OUT}
# A line of words below the rows fills a cell or two.
_LEAST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file is read: the words of its header, and what a row of it says.

    `fits` says whether a table with such a header is of this kind at all.
    """

    kind: RecordKind
    form: Form
    row: Callable[[Entry], RecordRow]
    fits: Callable[[Table, Header], bool] = lambda _table, _header: True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its file, how many tables before it, its name there."""

    source: Digest
    sheet: int = 0
    member: str = ""


def read(table: Table, header: Header, reader: Reader, place: Place) -> Records:
    """Return what a table says; nothing in it stops the reading."""
    header = replace(header, signed=_is_signed(table, header), most=_most(table, header))
    entries = list(_entries(table, header, reader.form, place))
    told = [(entry, _row(entry, table, reader)) for entry in entries]
    rows = [row for _, row in told if row is not None]
    booked = {entry.row for entry, _ in told}
    below = preamble.lines(
        (i, row) for i, row in _numbered(table, header.row + 1) if i not in booked
    )
    above = preamble.lines(_numbered(table, 0, header.row))
    around = preamble.of(above, below, place.source, place.sheet)
    lost = sum(row is None for _, row in told)
    return Records(
        source=place.source,
        kind=reader.kind,
        rows=tuple(rows),
        holders=around.holders,
        since=around.since,
        until=around.until,
        notes=around.notes,
        cautions=(
            *([Caution("letters_lost", 0)] if table.spoilt else ()),
            *_short(around.counts, rows, lost),
            *(one for entry, _ in told for one in entry.cautions),
        ),
        member=place.member,
    )


def _most(table: Table, header: Header) -> int:
    """Return how many cells a row may have: as many as most have, where a delimiter parts them."""
    lengths = Counter(len(row) for row in table.rows[header.row + 1 :] if len(row) > 1)
    usual = max(lengths, key=lambda length: lengths[length], default=header.width)
    return max(header.width, usual) if table.parted else COLUMNS


def _is_signed(table: Table, header: Header) -> bool:
    index = header.columns.get(Column.AMOUNT)
    if index is None:
        return False
    raws = (row[index] for row in table.rows[header.row + 1 :] if index < len(row))
    return any(read[1] for raw in raws if (read := cells.money(raw)))


def _numbered(
    table: Table, start: int, stop: int | None = None
) -> Iterator[tuple[int, Sequence[Raw]]]:
    return enumerate(table.rows[start:stop], start=start)


def _entries(table: Table, header: Header, form: Form, place: Place) -> Iterator[Entry]:
    """Yield each row below the header that is of a payment, or may be."""
    for index, raws in _numbered(table, header.row + 1):
        entry = Entry(place.source, header, index, tuple(raws), place.sheet, table.mac)
        if _is_payment(entry, form):
            yield entry


def _is_payment(entry: Entry, form: Form) -> bool:
    """Say whether a row is of a payment: none are sums, words, and a header on each page."""
    first = next((said for raw in entry.cells if (said := cells.words(raw))), "")
    if not first or _SUMS.match(first):
        return False
    filled = sum(bool(cells.printed(raw)) for raw in entry.cells)
    if any(cells.money(entry.raw(column)) for column in _MONEY):
        return filled >= _LEAST_CELLS or _is_timed(entry)
    return (filled > _LEAST_CELLS or _is_timed(entry)) and form.columns(entry.cells) is None


def _is_timed(entry: Entry) -> bool:
    return any(cells.when(entry.raw(column)) for column in (Column.TIME, Column.DAY))


def _row(entry: Entry, table: Table, reader: Reader) -> RecordRow | None:
    """Return what a row says; None where its cells may stand under other columns' names."""
    beyond = entry.cells[entry.header.width :]
    if any(map(cells.printed, beyond)) or len(entry.cells) > entry.header.most:
        entry.odd("row_shifted")
        return None
    if table.torn and entry.row == len(table.rows) - 1:
        entry = _untorn(entry)
    return reader.row(entry)


def _untorn(entry: Entry) -> Entry:
    """Return the last row of a text that ends in it without the cell in which it may be cut."""
    last = len(entry.cells) - 1
    cut = last < max(entry.header.columns.values())
    money = any(entry.header.columns.get(column) == last for column in _MONEY)
    if not (cut or money):
        return entry
    entry.odd("row_cut")
    return replace(entry, cells=entry.cells[:last])


# ── what the file says it holds ────────────────────────────────────────────────────────


def _short(
    counts: Sequence[preamble.Count], rows: Sequence[RecordRow], lost: int
) -> Iterator[Caution]:
    """Yield that rows or sums aren't those that the file says of itself; the first is enough."""
    for one in sorted(counts, key=lambda count: bool(count.what)):
        mine = [row for row in rows if not one.what or row.slip.direction is _WAYS[one.what]]
        seen = len(mine) + lost
        if one.count != seen and not (lost and one.what):
            args = (("said", str(one.count)), ("seen", str(seen)), ("text", one.what))
            fewer = seen < one.count
            yield Caution("rows_missing" if fewer else "rows_added", one.row + 1, args)
            return
        total = _total(mine)
        if one.total is not None and not lost and total not in (None, one.total):
            args = (("said", str(one.total)), ("seen", str(total)), ("text", one.what))
            yield Caution("sums_differ", one.row + 1, args)
            return


def _total(rows: Sequence[RecordRow]) -> Money | None:
    """Return the sum of rows, None where one's amount isn't known."""
    amounts = [row.slip.amount.value.fen for row in rows if row.slip.amount]
    return Money(sum(amounts)) if len(amounts) == len(rows) else None
