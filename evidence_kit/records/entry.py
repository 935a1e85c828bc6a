"""One row below a header: its cells by column, as values that keep their place, and what is odd."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from evidence_kit.model import (
    Box,
    Caution,
    Digest,
    Direction,
    Money,
    RecordRow,
    RowKind,
    Slip,
    Sourced,
    State,
    TimeText,
    Where,
)
from evidence_kit.model.records import cell
from evidence_kit.records import cells
from evidence_kit.records.headers import Column, Header
from evidence_kit.records.tables import Raw
from evidence_kit.screens import lexicon

T = TypeVar("T")

_WAYS: dict[str, Direction | None] = {
    **dict.fromkeys(("支出", "支", "付", "付款", "转出", "出", "往"), Direction.OUT),
    **dict.fromkeys(("收入", "收", "收款", "转入", "入", "来"), Direction.IN),
    # A bank owes what stands in the account: what is debited has left it.
    **dict.fromkeys(("借", "借方", "D"), Direction.OUT),
    **dict.fromkeys(("贷", "贷方", "C"), Direction.IN),
    # Money between one's own accounts, and what was never paid.
    **dict.fromkeys(("不计收支", "中性交易", "其他", "其它"), None),
}
_YUAN = ("人民币", "人民币元", "CNY", "RMB", "156", "元", "01", "001", "10")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and its place: `row` counts from 0; `sheet` is the place of its table in the file.

    `cautions` gathers what is odd in it.
    """

    source: Digest
    header: Header
    row: int
    cells: tuple[Raw, ...]
    sheet: int = 0
    mac: bool = False
    cautions: list[Caution] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The whole row."""
        last = max(1, len(self.cells)) - 1
        return cell(0, self.row, self.sheet).joined(cell(last, self.row, self.sheet))

    def odd(self, kind: str, **args: str) -> None:
        """Note that something is odd here."""
        self.cautions.append(Caution(kind, self.row + 1, tuple(args.items())))

    def raw(self, column: Column) -> Raw:
        """Return a cell, empty where the table has no such column or the row ends before it."""
        index = self.header.columns.get(column)
        return "" if index is None or index >= len(self.cells) else self.cells[index]

    def said(self, column: Column) -> str:
        """Return a cell's words, empty where it says nothing."""
        return cells.words(self.raw(column)) or ""

    def sourced(self, value: T, *columns: Column) -> Sourced[T]:
        """Return a value with the cells it was read from, those that say something."""
        several = len(columns) > 1
        here = [c for c in columns if self.said(c)] if several else list(columns)
        boxes = [cell(self.header.columns[c], self.row, self.sheet) for c in here or columns[:1]]
        place = boxes[0]
        for box in boxes[1:]:
            place = place.joined(box)
        quote = " ".join(cells.printed(self.raw(c)) for c in here)
        return Sourced(value, quote, Where(self.source, place))

    def words(self, column: Column) -> Sourced[str] | None:
        """Return a cell's words with their place, None where it says nothing."""
        said = self.said(column)
        return self.sourced(said, column) if said else None

    def number(self, column: Column) -> Sourced[str] | None:
        """Return an order number; one that a spreadsheet mangled is none, and odd."""
        raw = self.raw(column)
        if self.said(column) and cells.is_mangled(raw):
            self.odd("serial_mangled", text=cells.printed(raw)[:60])
            return None
        told = cells.number(raw)
        return self.sourced(told, column) if told else None

    def time(self) -> Sourced[TimeText] | None:
        """Return when it was, odd where that can't be read, or a clock beside the day can't."""
        for column in (Column.TIME, Column.CLOCK):
            read = cells.when(self.raw(column), mac=self.mac)
            if read is not None and not read.whole_day:
                return self.sourced(read, column)
        day = Column.TIME if self.said(Column.TIME) else Column.DAY
        read = cells.when(self.raw(day), self.raw(Column.CLOCK), mac=self.mac)
        if read is None or (read.whole_day and self.said(Column.CLOCK)):
            told = f"{self.said(day)} {self.said(Column.CLOCK)}".strip()
            self.odd("time_unreadable", text=told[:40])
        return self.sourced(read, day, Column.CLOCK) if read else None

    def money(self, column: Column) -> tuple[Sourced[Money], bool] | None:
        """Return an amount with its place, and whether it is below nothing; None unless exact."""
        read = cells.money(self.raw(column))
        return (self.sourced(read[0], column), read[1]) if read else None

    def amount(self) -> Sourced[Money] | None:
        """Return a platform's amount: odd where it isn't one in whole fen, or below nothing."""
        read = self.money(Column.AMOUNT)
        if read is None or read[1]:
            self.odd("amount_unreadable", text=self.said(Column.AMOUNT)[:40])
            return None
        return read[0]

    def way(self, column: Column = Column.WAY) -> Direction | None:
        """Return the way that a column's word names, None where it names none."""
        return _WAYS.get(lexicon.squeezed(self.said(column)).upper())

    def direction(self, kind: RowKind) -> Direction | None:
        """Return which way it went: odd in an unknown word, or where a transfer says none."""
        said = lexicon.squeezed(self.said(Column.WAY)).upper()
        if said and said not in _WAYS:
            self.odd("way_unknown", text=said[:20])
        elif not said and kind in (RowKind.TRANSFER, RowKind.RED_PACKET):
            self.odd("way_missing")
        return self.way()

    def memo(self, said: str, defaults: Collection[str]) -> Sourced[str] | None:
        """Return the words that went with the money, None for those that the app puts itself."""
        return self.sourced(said, Column.GOODS) if said and said not in defaults else None

    def booked(
        self,
        amount: Sourced[Money] | None,
        direction: Direction | None,
        *,
        kind: RowKind,
        state: State,
        memo: Sourced[str] | None,
    ) -> RecordRow:
        """Return the row as a payment: what every table says alike is read from its columns."""
        slip = Slip(
            amount=amount,
            direction=direction,
            state=state,
            counterparty=self.words(Column.WHO),
            status=self.words(Column.STATUS),
            time=self.time(),
            serial=self.number(Column.SERIAL),
            memo=memo,
        )
        return RecordRow(
            slip=slip,
            kind=kind,
            box=self.box,
            type=self.words(Column.TYPE),
            method=self.words(Column.METHOD),
            order=self.number(Column.ORDER),
            account=self.words(Column.ACCOUNT),
        )

    def is_foreign(self) -> bool:
        """Say whether the row is in another currency than yuan."""
        said = lexicon.squeezed(self.said(Column.CURRENCY)).upper()
        return bool(said) and said not in _YUAN
