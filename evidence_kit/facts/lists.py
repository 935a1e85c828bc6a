"""Rows of bill lists (账单) about payments with the other party: each row is one payment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from evidence_kit.facts import names
from evidence_kit.facts.doubts import touching
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.movement import Movement
from evidence_kit.facts.movements import overlap
from evidence_kit.facts.pages import Entry
from evidence_kit.model import (
    Basis,
    Bill,
    BillList,
    Conversation,
    Direction,
    Doubt,
    DoubtKind,
    MessageKind,
    Moment,
    Money,
    Screen,
    Slip,
    Source,
    State,
    TimeText,
    Transfer,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript import times
from evidence_kit.transcript.overlap import squeezed

# A payment that other pages show: its sum and when it went.
Known: TypeAlias = tuple[Money, Moment]
_PACKET = Pattern(r"微信红包")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row on one page; `at` is None where nothing tells its year."""

    source: Source
    slip: Slip
    at: Moment | None

    @property
    def who(self) -> str:
        name = self.slip.counterparty
        return names.bare(name.value) if name else ""

    @property
    def red_packet(self) -> bool:
        name = self.slip.counterparty
        return name is not None and _PACKET.match(squeezed(name.quote)) is not None

    @property
    def key(self) -> tuple[object, ...]:
        """What two appearances of one row have in common, on pages that overlap."""
        text = self.slip.time.value if self.slip.time else None
        clock = (text.month, text.day, text.hour, text.minute) if text else ()
        amount = self.slip.amount.value if self.slip.amount else None
        year = self.at.earliest.year if self.at and self.at.earliest else None
        return (self.who, amount, self.slip.direction, self.red_packet, year, clock)


def entries(
    shown: Sequence[tuple[Source, Screen]],
    talks: Sequence[Conversation],
    whose: Collection[str],
) -> Iterator[tuple[Source, Entry]]:
    """Yield each row about a payment with somebody of these names, once over all pages.

    Rows of others are no payments of this case; they only stand with a page that names the same
    person, sum and minute. A row that says nothing of its state is one of money taken where it
    came in: such a row is written when it is.
    """
    slips = [(s, screen.slip) for s, screen in shown if isinstance(screen, Transfer | Bill)]
    known = [*_of_cards(talks), *_of_pages(slips)]
    beside = {names.bare(s.counterparty.value) for _, s in slips if s.counterparty}
    for rows in _once(_rows(shown, known)):
        first = rows[0]
        mine = first.who in whose
        if first.slip.amount and (mine or (first.who in beside and _dated(first, known))):
            if first.slip.time is None and any(first.slip.amount.value == m for m, _ in known):
                continue  # it is that payment or nobody can tell which
            also = tuple((row.source, row.slip) for row in rows[1:])
            at = next((row.at for row in rows if row.at), None)
            packet = first.red_packet
            yield (
                first.source,
                Entry(first.slip, also, at, listed=True, red_packet=packet, alone=at is None),
            )


def _dated(row: _Row, known: Iterable[Known]) -> bool:
    """Say whether a page shows a payment of a row's sum in its minute."""
    return any(
        row.at is not None
        and row.slip.amount
        and m == row.slip.amount.value
        and overlap(at, row.at)
        for m, at in known
    )


def _once(rows: Iterable[_Row]) -> list[list[_Row]]:
    """Return the appearances of each row: the nth of its kind on one page is that on another."""
    found: dict[tuple[object, ...], list[_Row]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        page = (row.source.sha256, row.key)
        seen[page] += 1
        found.setdefault((row.key, seen[page]), []).append(row)
    return list(found.values())


def _rows(shown: Sequence[tuple[Source, Screen]], known: Sequence[Known]) -> Iterator[_Row]:
    pages = {s.sha256: (s, screen) for s, screen in reversed(shown) if isinstance(screen, BillList)}
    for source, screen in reversed(pages.values()):
        capture = times.captured(source)
        sure = [_sure(slip, capture) for slip in screen.slips]
        for index, slip in enumerate(screen.slips):
            # A list goes back in time: what stands below is earlier.
            floor = next((at.earliest for at in sure[index + 1 :] if at), None)
            above = next((at.latest for at in reversed(sure[:index]) if at), None)
            ceiling = above or (capture.latest if capture else None)
            at = sure[index] or _between(slip, floor, ceiling) or _beside(slip, known)
            yield _Row(source, _stated(slip, screen.doubts), at)


def _stated(slip: Slip, doubts: Sequence[Doubt]) -> Slip:
    """Return a row with the state that its silence means."""
    unclear = [doubt for doubt in doubts if doubt.kind is DoubtKind.STATE_UNKNOWN]
    odd = slip.amount is None or touching((slip.amount.where,), unclear)
    silent = slip.state is State.UNKNOWN and slip.status is None and not odd
    came = silent and slip.direction is Direction.IN
    return replace(slip, state=State.ACCEPTED) if came else slip


# ── a row's year ───────────────────────────────────────────────────────────────────────


def _sure(slip: Slip, capture: Moment | None) -> Moment | None:
    found = times.reckoned(slip.time.value, capture) if slip.time else None
    return found.at if found and found.doubt is None and found.at.earliest else None


def _between(slip: Slip, floor: datetime | None, ceiling: datetime | None) -> Moment | None:
    """Return a row's time where its neighbours leave it one year."""
    found = times.year_between(slip.time.value, floor, ceiling) if slip.time else None
    return found.at if found and found.doubt is None else None


def _beside(slip: Slip, known: Iterable[Known]) -> Moment | None:
    """Return a row's time where another page shows its sum on that day of some year."""
    if slip.time is None or slip.amount is None:
        return None
    same = [at for money, at in known if money == slip.amount.value]
    years = {end.year for at in same for end in (at.earliest, at.latest) if end}
    every = [at for year in sorted(years) if (at := _in_year(slip.time.value, year))]
    fitting = [one for one in every if any(overlap(one, at) and at.earliest for at in same)]
    return fitting[0] if len(fitting) == 1 else None


def _in_year(text: TimeText, year: int) -> Moment | None:
    if text.month is None or text.day is None or text.ambiguous:
        return None
    try:
        at = datetime(year, text.month, text.day, text.hour, text.minute)
    except ValueError:  # 2月29日 in a common year
        return None
    return Moment(at, at, Basis.BETWEEN)


def _of_cards(talks: Iterable[Conversation]) -> Iterator[Known]:
    for talk in talks:
        for one in talk.utterances:
            if one.message.kind is MessageKind.TRANSFER and one.message.amount:
                yield one.message.amount.value, one.at


def _of_pages(slips: Iterable[tuple[Source, Slip]]) -> Iterator[Known]:
    for source, slip in slips:
        at = _sure(slip, times.captured(source))
        if slip.amount and at:
            yield slip.amount.value, at


# ── rows against other pages ───────────────────────────────────────────────────────────


def without_rows(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Return the payments with others than the party, but for those that only a list shows."""
    return tuple(one for one in judged if not one.movement.listed)


def contradicted(moved: Sequence[Movement]) -> Iterator[Doubt]:
    """Yield doubts about a row and a payment of its minute and way, but of another sum.

    `moved` are payments with one person. A row that is itself shown elsewhere says nothing of
    the others.
    """
    rows = [one for one in moved if (one.listed or one.booked) and one.at.exact]
    others = [one for one in moved if not (one.listed or one.booked or _in_list(one))]
    for row in rows:
        for other in others:
            if _clash(row, other):
                for place in (row.places[0], other.places[0]):
                    yield Doubt(DoubtKind.RECORDS_DIFFER, place, (("field", "amount"),))


def _in_list(one: Movement) -> bool:
    pages = one.record.pages if one.record else ()
    return any(page.listed or page.recorded for page in pages)


def _clash(row: Movement, other: Movement) -> bool:
    alike = (row.direction, row.red_packet, row.channel)
    if alike != (other.direction, other.red_packet, other.channel):
        return False
    if row.amount.value == other.amount.value:
        return False
    return _same_minute(row.at, other.at) or (row.booked and _within_a_day(row.at, other.at))


def _within_a_day(row: Moment, other: Moment) -> bool:
    """Say whether a booked row's time is among those that a chat allows, all on one day."""
    if other.earliest is None or other.latest is None:
        return False
    return other.earliest.date() == other.latest.date() and overlap(row, other)


def _same_minute(row: Moment, other: Moment) -> bool:
    known = other.earliest is not None and other.latest is not None
    return known and row.earliest is not None and _minute(other) == _minute(row)


def _minute(at: Moment) -> datetime | None:
    return at.earliest.replace(second=0) if at.earliest else None
