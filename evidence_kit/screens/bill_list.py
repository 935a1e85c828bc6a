"""The bill list 账单: a row for each payment, below month headers that alone carry the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from evidence_kit.model import (
    App,
    BillList,
    Box,
    Doubt,
    DoubtKind,
    Line,
    Money,
    Reading,
    Slip,
    Sourced,
    State,
    TimeText,
    Wanted,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import apps, ledger, lexicon
from evidence_kit.screens.bill_words import Whom, state, whom
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.rows import rejoined
from evidence_kit.screens.slip import STATUS, doubt, titled, unsigned, way
from evidence_kit.screens.vote import Ballot, Settled, amount, settle, time

_YEAR = Pattern(r"(?<!\d)(20\d\d)年?")
_MONTH = Pattern(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月\D?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its amount, what it says of whom, its time, its note, its month's header."""

    amount: Line
    title: tuple[Line, ...]
    time: Line
    notes: tuple[Line, ...]
    month: Line | None
    box: Box


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a bill list, 0 to 1: rows, month headers, title."""
    entries = _entries(sheet)
    told = any(lexicon.squeezed(line.text).startswith(STATUS) for line in sheet.lines)
    if not entries or told or apps.of(sheet) is not App.WECHAT:
        return 0.0
    months = any(_month(line) for line in sheet.lines)
    named = titled(sheet, ("账单", "微信账单", "全部账单"))
    headed = any(whom(ledger.text(entry.title)) for entry in entries)
    return min(1.0, 0.4 * named + 0.3 * months + 0.2 * headed + 0.2 * min(2, len(entries) - 1))


def wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of each row's amount and time, and of the month headers."""
    return tuple(
        box
        for entry in _entries(sheet)
        for box in (
            *time().wanted([entry.month] if entry.month else []),
            *amount().wanted([entry.amount]),
            *time().wanted([entry.time]),
        )
    )


def read(sheet: Sheet, votes: Ballot) -> BillList:
    """Return the page's rows, top to bottom; a row that an edge cuts is left out.

    A row without a note says nothing of its state: it is UNKNOWN, and that is no doubt.
    """
    told = [_slip(votes, entry) for entry in _entries(sheet)]
    return BillList(
        source=sheet.page.source,
        slips=tuple(slip for slip, _ in told),
        doubts=(
            *(one for _, doubts in told for one in doubts),
            *_lost(sheet, votes),
            *_unpaid(sheet, votes),
            *_later([slip for slip, _ in told]),
        ),
    )


def _lost(sheet: Sheet, votes: Ballot) -> tuple[Doubt, ...]:
    """Return a doubt for each row whose time nobody read, though no edge cuts it."""
    lines = sheet.text_lines()
    found = ledger.entries(sheet, lines)[:-1]
    bare = [row for row in found if _timed(row) is None and _named(row)]
    args = (("field", "time"),)
    return tuple(Doubt(DoubtKind.TIME_UNREADABLE, votes.where(row.box), args) for row in bare)


def _unpaid(sheet: Sheet, votes: Ballot) -> Iterator[Doubt]:
    """Yield a doubt for each titled time that belongs to no row: its amount was not found.

    A long title may run into it. A row that the page's top cuts shows no title.
    """
    lines = sheet.text_lines()
    known = [li for row in ledger.entries(sheet, lines) for li in row.left]
    for line in lines:
        beside = line.box.x0 < ledger.LEFT * sheet.width and not _month(line)
        if beside and lexicon.time_like(line.text) and line not in known:
            titles = [li for li in lines if _heads(li, line) and not _month(li)]
            for title in titles[-1:]:
                place = votes.where(title.box.joined(line.box))
                yield Doubt(DoubtKind.AMOUNT_UNREADABLE, place, (("field", "amount"),))


def _heads(line: Line, time: Line) -> bool:
    """Say whether a line stands right above a time, from its left end on, and larger."""
    gap = time.box.y0 - line.box.y1
    near = -0.5 * time.box.height < gap < time.box.height
    along = abs(line.box.x0 - time.box.x0) < time.box.height
    return near and along and line.box.height > time.box.height


def _later(slips: Sequence[Slip]) -> Iterator[Doubt]:
    """Doubt a time that is later than the one above it: the list goes back in time."""
    timed = [slip.time for slip in slips if slip.time is not None]
    for above, below in pairwise(timed):
        first, then = _clock(above.value), _clock(below.value)
        if first and then and first < then and isinstance(below.where, Where):
            readings = (*above.readings, *below.readings)
            yield Doubt(DoubtKind.TIME_AMBIGUOUS, below.where, (("field", "time"),), readings)


def _clock(time: TimeText) -> tuple[int, ...] | None:
    """Return a dated time's parts, as they are compared; None where its year isn't known."""
    day = (time.year, time.month, time.day)
    return None if None in day else (*(part or 0 for part in day), time.hour, time.minute)


# ── finding rows ───────────────────────────────────────────────────────────────────────


def _entries(sheet: Sheet) -> tuple[Entry, ...]:
    lines = sheet.text_lines()
    rows = (_entry(sheet, lines, row) for row in ledger.entries(sheet, lines))
    return tuple(row for row in rows if row is not None)


def _entry(sheet: Sheet, lines: Sequence[Line], row: ledger.Entry) -> Entry | None:
    """Return the row with its time; None where an edge leaves none to read."""
    timed, title = _timed(row), _named(row)
    if timed is None or not title or timed.box.y1 >= sheet.page.height - 1:
        return None
    wrapped = tuple(li for li in row.left if li.box.y1 <= timed.box.y0 + 4 and not _month(li))
    foot = timed.box.y1 + 0.8 * timed.box.height
    rest = (li for li in (*row.left, *row.right) if li is not timed and li not in wrapped)
    notes = tuple(li for li in rest if li.box.centre[1] < foot and not _month(li))
    heads = (li for li in rejoined(lines) if li.box.y1 <= row.amount.box.y0 + 4)
    above = [li for li in heads if _month(li)]
    return Entry(
        row.amount, (*title, *wrapped), timed, notes, above[-1] if above else None, row.box
    )


def _timed(row: ledger.Entry) -> Line | None:
    return next((li for li in row.left if lexicon.time_like(li.text)), None)


def _named(row: ledger.Entry) -> tuple[Line, ...]:
    return tuple(line for line in row.title if not _month(line))


def _month(line: Line) -> re.Match[str] | None:
    """Return a month's header (2024年4月, its sums perhaps on the same line), else None."""
    bare = lexicon.squeezed(line.text)
    head = bare.split("支出")[0].split("收入")[0]
    found = _MONTH.fullmatch(head)
    return found if found and 1 <= int(found["month"]) <= 12 else None


# ── one row ────────────────────────────────────────────────────────────────────────────


def _slip(votes: Ballot, entry: Entry) -> tuple[Slip, tuple[Doubt, ...]]:
    paid = settle(votes, entry.amount, amount())
    at, odd = _dated(votes, settle(votes, entry.time, time()), entry)
    told = whom(ledger.text(entry.title))
    direction = way(told.way if told else None, lexicon.sign(entry.amount.text))
    reached, said, unclear = _state(votes, entry, paid.value)
    slip = Slip(
        amount=paid.value,
        direction=direction,
        state=reached,
        counterparty=_counterparty(votes, entry, told),
        status=said,
        time=at.value,
    )
    unsure = [DoubtKind.STATE_UNKNOWN] if unclear else []
    neutral = told is not None and told.way is None and not lexicon.sign(entry.amount.text)
    if direction is None and not neutral:
        unsure.append(DoubtKind.DIRECTION_UNKNOWN)
    fields = {DoubtKind.STATE_UNKNOWN: "state", DoubtKind.DIRECTION_UNKNOWN: "direction"}
    doubts = (doubt(votes, kind, fields[kind], entry.amount) for kind in unsure)
    signed = () if neutral or paid.doubts else unsigned(paid.value)
    told_of = (*paid.doubts, *doubts, *signed)
    if paid.value is None:  # The row has no box of its own amount: the doubts show all of it.
        told_of = tuple(replace(one, where=votes.where(entry.box)) for one in told_of)
    return slip, (*told_of, *at.doubts, *odd)


def _counterparty(votes: Ballot, entry: Entry, told: Whom | None) -> Sourced[str] | None:
    """Return whom the title names, else the whole title: a shop, or what it was about."""
    name = told.who if told else lexicon.spaced(ledger.text(entry.title))
    return votes.sourced(name, entry.title) if name else None


def _state(
    votes: Ballot, entry: Entry, paid: Sourced[Money] | None
) -> tuple[State, Sourced[str] | None, bool]:
    """Return the state that the row's note names, its words, and whether it is unclear."""
    for line in entry.notes:
        reached = state(line.text, paid.value if paid else None, ledger.text(entry.title))
        if reached is not None:
            said = votes.sourced(lexicon.spaced(line.text), (line,))
            return reached, said, reached is State.UNKNOWN
    return State.UNKNOWN, None, any(_worded(line) for line in entry.notes)


def _worded(line: Line) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in line.text)


def _other_years(votes: Ballot, month: Line, year: str | None) -> tuple[Reading, ...]:
    """Return the second readings of a month's header that have another year than the first."""
    second = votes.readings.get(month.box, ())
    years = ((reading, _YEAR.findall(lexicon.squeezed(reading.text))) for reading in second)
    return tuple(reading for reading, found in years if found and year not in found)


def _dated(
    votes: Ballot, at: Settled[TimeText], entry: Entry
) -> tuple[Settled[TimeText], tuple[Doubt, ...]]:
    """Give a time its header's year; doubt it where it names another month than the header."""
    month, found = _month(entry.month) if entry.month else None, at.value
    if found is None or month is None or found.value.year or found.value.month is None:
        return at, ()
    if entry.month and (others := _other_years(votes, entry.month, month["year"])):
        args, readings = (("field", "time"),), (votes.first(entry.month), *others)
        where = votes.where(entry.time.box)
        return at, (Doubt(DoubtKind.READINGS_DISAGREE, where, args, readings),)
    if found.value.month != int(month["month"]):
        return at, (doubt(votes, DoubtKind.TIME_AMBIGUOUS, "time", entry.time),)
    year = int(month["year"]) if month["year"] else None
    return replace(at, value=replace(found, value=replace(found.value, year=year))), ()
