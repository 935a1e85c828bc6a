"""微信支付交易明细证明: whose account it is, the days it covers, its rows as the cells wrap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from evidence_kit.model import (
    Box,
    Caution,
    Digest,
    Direction,
    Doubt,
    DoubtKind,
    Holder,
    Part,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    Slip,
    Sourced,
    State,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.records import grid
from evidence_kit.records.grid import Cells
from evidence_kit.records.kinds import row_kind
from evidence_kit.records.leaves import Area, Leaf, Word, around, least, lines, place
from evidence_kit.records.script import Script
from evidence_kit.screens import lexicon

T = TypeVar("T")

_DAY = len("2025-03-02")
_NAMED = Pattern(r"兹证明[:：]?(?P<name>[^(（:：]+?)[(（](?P<said>[^)）]*)[)）]")
_NUMBER = Pattern(r"(?P<number>[0-9*＊]{5,17}[0-9Xx*＊]|[0-9]{15})")
_ACCOUNT = Pattern(r"微信号[:：]?(?P<account>[A-Za-z][-_A-Za-z0-9]{5,19})")
_PERIOD = Pattern(
    r"(?P<since>\d{4}-\d\d-\d\d\d\d:\d\d:\d\d)(?:至|到|-|—|~)"
    r"(?P<until>\d{4}-\d\d-\d\d\d\d:\d\d:\d\d)"
)
# What engines make of the stroke that an empty cell has.
_STROKES = ("1", "l", "I", "|", "丨", "J", "7", "丿")
_STAMP = "%Y-%m-%d%H:%M:%S"
_TITLE = Pattern(r"微信支付交易明细证明")
_OPENING = Pattern(r"兹证明.*微信号.*交易明细")
_WAYS = {"支出": Direction.OUT, "收入": Direction.IN}
# Within so long a transfer that nobody took has come back, as a row of its own.
_TAKEN_WITHIN = timedelta(days=2)
# A page's foot, and what such a paper ends with beside its notes.
_FURNITURE = Pattern(r"第?\d+[页/].*|财付通.*|(?:\d{4}年\d{1,2}月\d{1,2}日)|.*专用章.*")


def fits(leaves: Sequence[Leaf]) -> bool:
    """Say whether a PDF is such a paper, by its own opening words."""
    text = "".join(word.text for leaf in leaves[:1] for word in leaf.words)
    return bool(_TITLE.search(text) or _OPENING.search(text))


def read(leaves: Sequence[Leaf], source: Digest) -> Records:
    """Return what the paper says.

    A row's state is ACCEPTED where money came in, and where it went out and, in the days that
    the paper covers, didn't come back: else it isn't known.
    """
    found = grid.find(leaves)
    opening = Script.of(lines(found.before))
    since, until = _period(opening)
    told = [_Told.of(cells, source) for cells in found.rows]
    rows = tuple(one.row for one in told)
    return Records(
        source=source,
        kind=RecordKind.WECHAT_PROOF,
        rows=rows if found.lost else _settled(rows, until),
        holders=_holders(opening, source),
        since=since,
        until=until,
        notes=_notes(found.after),
        cautions=tuple(
            Caution(f"{field}_unreadable", number, (("text", text),))
            for number, one in enumerate(told, start=1)
            for field, text in one.lacking
        ),
        doubts=(
            *(_lost(leaf, source) for leaf in found.lost),
            *(doubt for one in told for doubt in one.doubts),
        ),
    )


def _lost(leaf: Leaf, source: Digest) -> Doubt:
    """Doubt a page whose rows couldn't all be told apart: lines that a scan ran together."""
    args = (("field", "payment"), ("reason", "pdf_table"))
    whole = Area(0, leaf.top, leaf.width, leaf.top + leaf.height)
    return Doubt(DoubtKind.PAGE_UNREAD, place(source, whole), args)


def _holders(opening: Script, source: Digest) -> tuple[Holder, ...]:
    named, account = opening.search(_NAMED), opening.search(_ACCOUNT)
    number = _NUMBER.search(named["said"]) if named else None
    if named is None and account is None:
        return ()
    holder = Holder(
        Part.OWNER,
        name=opening.group(named, "name", source) if named else None,
        account=opening.group(account, "account", source) if account else None,
        id_number=opening.span(*_inside(named, number), source) if named and number else None,
    )
    return (holder,)


def _inside(outer: re.Match[str], inner: re.Match[str]) -> tuple[int, int]:
    """Return where a number stands that was found within a group of another match."""
    start = outer.start("said")
    return start + inner.start("number"), start + inner.end("number")


def _period(opening: Script) -> tuple[datetime | None, datetime | None]:
    found = opening.search(_PERIOD)
    if found is None:
        return None, None
    try:
        since, until = (datetime.strptime(found[end], _STAMP) for end in ("since", "until"))
    except ValueError:
        return None, None
    return since, until


def _notes(after: Iterable[Word]) -> tuple[str, ...]:
    told = ("".join(word.text for word in line) for line in lines(after))
    return tuple(line for line in told if not _FURNITURE.fullmatch(line))


# ── a row ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Told:
    """A row as its cells say it, what of it is in doubt, and the cells that say no value."""

    row: RecordRow
    doubts: tuple[Doubt, ...]
    lacking: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, cells: Cells, source: Digest) -> _Told:
        """Return what the cells of one row say."""
        one = _Row(cells, source)
        slip = one.slip()
        kind = row_kind(cells.text("type"))
        box = place(source, around(cells.words)).box
        row = RecordRow(slip, kind, box, one.said("type"), one.said("method"), one.said("order"))
        between = kind in (RowKind.TRANSFER, RowKind.RED_PACKET, RowKind.UNKNOWN)
        read = (("amount", "amount", slip.amount), ("time", "at", slip.time))
        return cls(
            row,
            tuple(one.doubts(slip, box)) if between else (),
            tuple((name, cells.text(cell)) for name, cell, value in read if value is None),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row, each with its words."""

    cells: Cells
    source: Digest

    def slip(self) -> Slip:
        """Return the payment."""
        way = _WAYS.get(self.cells.text("way"))
        return Slip(
            amount=self._read("amount", lexicon.money),
            direction=way,
            state=State.ACCEPTED if way is Direction.IN else State.UNKNOWN,
            counterparty=self.said("other"),
            time=self._read("at", lambda text: lexicon.time(f"{text[:_DAY]} {text[_DAY:]}")),
            serial=self._read("serial", lexicon.serial),
        )

    def said(self, column: str) -> Sourced[str] | None:
        """Return what a cell says, None where it is empty: a stroke stands for nothing."""
        text = self.cells.text(column)
        seen = least(self.cells.of(column)) < 1
        empty = not text or text == "/" or (seen and text in _STROKES)
        return None if empty else self._value(column, text)

    def _read(self, column: str, parse: Callable[[str], T | None]) -> Sourced[T] | None:
        value = parse(self.cells.text(column))
        return None if value is None else self._value(column, value)

    def _value(self, column: str, value: T) -> Sourced[T]:
        words = self.cells.of(column)
        quote = " ".join(word.text for word in words)
        return Sourced(value, quote, place(self.source, around(words)), least(words))

    def doubts(self, slip: Slip, box: Box) -> Iterator[Doubt]:
        """Yield what of a payment between two people isn't sure."""
        row = Where(self.source, box)
        if slip.amount is None:
            yield Doubt(DoubtKind.AMOUNT_UNREADABLE, row, (("field", "amount"),))
        if slip.time is None:
            yield Doubt(DoubtKind.TIME_UNREADABLE, row, (("field", "time"),))
        if slip.direction is None:
            yield Doubt(DoubtKind.DIRECTION_UNKNOWN, row, (("field", "direction"),))
        if slip.serial is None or lexicon.serial_torn(slip.serial.value):
            yield Doubt(DoubtKind.SERIAL_UNREADABLE, row, (("field", "serial"),))


# ── what went out and stayed ───────────────────────────────────────────────────────────


def _settled(rows: Sequence[RecordRow], until: datetime | None) -> tuple[RecordRow, ...]:
    """Return the rows, a transfer that went out ACCEPTED where nothing says that it came back.

    What nobody takes comes back within a day, and stands in the same paper as a row of its own.
    """
    back = [row for row in rows if row.kind in (RowKind.REFUND, RowKind.UNKNOWN)]
    return tuple(_stayed(row, back, until) for row in rows)


def _stayed(row: RecordRow, back: Sequence[RecordRow], until: datetime | None) -> RecordRow:
    sent = _at(row)
    if row.slip.direction is not Direction.OUT or row.kind is RowKind.UNKNOWN or sent is None:
        return row
    covered = until is not None and until - sent >= _TAKEN_WITHIN
    if not covered or any(_may_be_of(one, row, sent) for one in back):
        return row
    return replace(row, slip=replace(row.slip, state=State.ACCEPTED))


def _may_be_of(back: RecordRow, row: RecordRow, sent: datetime) -> bool:
    """Say whether money that came back may be of a payment: soon after, and no more than it."""
    came, paid, returned = _at(back), row.slip.amount, back.slip.amount
    soon = came is None or timedelta(0) <= came - sent <= _TAKEN_WITHIN
    small = paid is None or returned is None or returned.value <= paid.value
    return back.slip.direction is not Direction.OUT and soon and small


def _at(row: RecordRow) -> datetime | None:
    time = row.slip.time.value if row.slip.time else None
    if time is None or time.year is None or time.month is None or time.day is None:
        return None
    return datetime(time.year, time.month, time.day, time.hour, time.minute, time.second or 0)
