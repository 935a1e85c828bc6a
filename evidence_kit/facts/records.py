"""Payment pages (转账详情, 账单详情, rows of lists) → one record for each payment they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from evidence_kit.facts import pages
from evidence_kit.facts.cards import CAME_BACK
from evidence_kit.facts.doubts import whole_page
from evidence_kit.facts.pages import Entry, Page, Shown
from evidence_kit.model import (
    UNKNOWN_TIME,
    App,
    Bill,
    Direction,
    Doubt,
    DoubtKind,
    Moment,
    Money,
    Source,
    Sourced,
    State,
    Transfer,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

# Digits by which an order number read twice may differ from itself.
MOST_MISREAD = 1
# A platform may book a payment a little after the phone shows it.
BOOKING_SLACK = timedelta(minutes=2)
# What nobody takes goes back after a day; some platforms book what came in when it was taken.
RECEIPT_SLACK = timedelta(days=1)
_UNFINISHED = (State.UNKNOWN, State.PENDING)


@dataclass(frozen=True, slots=True)
class Record:
    """One payment as its pages show it; `doubts` are those about the payment as a whole."""

    pages: tuple[Page, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def amount(self) -> Sourced[Money]:
        """The amount, from the page that reads it most surely."""
        return max((page.amount for page in self.pages), key=lambda amount: amount.confidence)

    @property
    def direction(self) -> Direction | None:
        """Whether money went out or came in; None where no page says, or they differ."""
        said = {page.slip.direction for page in self.pages} - {None}
        return said.pop() if len(said) == 1 else None

    @property
    def state(self) -> State:
        """How it ended: a page captured before the end knows less than one after it."""
        return final_state([page.slip.state for page in self.pages])

    @property
    def at(self) -> Moment:
        """When it was sent, else when it was received."""
        known = [m for page in self.pages for m in (page.at,) if m.earliest]
        known += [page.received for page in self.pages if page.received.earliest]
        return next((m for m in known if m.seconds), known[0] if known else UNKNOWN_TIME)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every time its pages give: sent and received."""
        every = (m for page in self.pages for m in (page.at, page.received))
        return tuple(m for m in every if m.earliest)

    @property
    def serial(self) -> Sourced[str] | None:
        """Its order number: the one on a page, but a misread one gives way to what was booked."""
        shown = [page.slip.serial for page in self.pages if not page.recorded and page.slip.serial]
        booked = [page for page in self.pages if page.recorded]
        numbers = frozenset[str]().union(*(page.numbers for page in booked))
        known = [one for one in shown if not numbers or squeezed(one.value) in numbers]
        return next((one for one in (*known, *(p.slip.serial for p in booked)) if one), None)

    @property
    def memo(self) -> Sourced[str] | None:
        """What the payer wrote beside it."""
        return next((page.slip.memo for page in self.pages if page.slip.memo), None)

    @property
    def counterparty(self) -> Sourced[str] | None:
        """The other side's name as WeChat Pay shows it."""
        said = (page.slip.counterparty for page in self.pages)
        return next((name for name in said if name), None)

    @property
    def places(self) -> tuple[Where, ...]:
        """Where it stands: one place a page."""
        return tuple(page.where for page in self.pages)

    @property
    def app(self) -> App:
        """Whose pages they are: pages of two apps are never one record."""
        return self.pages[0].app

    @property
    def red_packet(self) -> bool:
        """Whether it went in a red packet."""
        return self.pages[0].red_packet

    @property
    def alone(self) -> bool:
        """Whether no card of a chat can be of this payment."""
        return self.app is not App.WECHAT or self.red_packet or any(p.alone for p in self.pages)

    @property
    def listed(self) -> bool:
        """Whether only rows of lists show it."""
        return all(page.listed for page in self.pages)

    @property
    def recorded(self) -> tuple[Where, ...]:
        """Where platforms' own files say it."""
        return tuple(page.where for page in self.pages if page.recorded)

    @property
    def refunded(self) -> Sourced[Money] | None:
        """What came back of it, where a page says that a part did."""
        return next((page.refunded for page in self.pages if page.refunded), None)

    @property
    def returned(self) -> Moment | None:
        """When it came back, where a page says so."""
        return next((page.returned for page in self.pages if page.returned), None)


def final_state(states: Sequence[State]) -> State:
    """Return the state that stands when several captures show one payment.

    What ended beats what hadn't; of two ends the one in which no money stayed.
    """
    for state in (*CAME_BACK, State.ACCEPTED, State.PENDING):
        if state in states:
            return state
    return State.UNKNOWN


def states_clash(states: Iterable[State]) -> bool:
    """Say whether two captures show different ends of one payment: taken, and come back."""
    return len({state in CAME_BACK for state in states if state not in _UNFINISHED}) > 1


def find(screens: Sequence[tuple[Source, Shown]]) -> tuple[tuple[Record, ...], tuple[Doubt, ...]]:
    """Return one record for each payment, and the doubts about pages that show no amount.

    Pages are one by serial number; a page without one joins where amount, time and direction
    fit one record only. Rows of a list join one record each: a list shows no payment twice.
    """
    once = {(s.sha256, screen.slip): (s, screen) for s, screen in reversed(screens)}
    shown = list(reversed(once.values()))
    doubts = tuple(
        Doubt(DoubtKind.AMOUNT_UNREADABLE, whole_page(source), (("field", "amount"),))
        for source, screen in screens
        if screen.slip.amount is None
        and isinstance(screen, Transfer | Bill)
        and not any(d.kind is DoubtKind.AMOUNT_UNREADABLE for d in screen.doubts)
    )
    every = [(entry, pages.of(*entry)) for entry in shown]
    groups = _by_pages([page for entry, of in every for page in of if not _is_row(entry[1])])
    for entry, row in every:
        if isinstance(entry[1], Entry) and entry[1].listed:
            _join(groups, row)
    for entry, row in every:
        if isinstance(entry[1], Entry) and entry[1].recorded:
            _book(groups, row)
    return tuple(_record(group) for group in groups), doubts


def _by_pages(shown: Sequence[Page]) -> list[list[Page]]:
    by_serial: dict[tuple[App, str], list[Page]] = {}
    loose: list[Page] = []
    for page in shown:
        if page.slip.serial:
            by_serial.setdefault((page.app, page.slip.serial.value), []).append(page)
        else:
            loose.append(page)
    groups = list(by_serial.values())
    for page in loose:
        fitting = [group for group in groups if all(_same(page, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(page)
        else:
            groups.append([page])
    return groups


def _join(groups: list[list[Page]], row: Sequence[Page]) -> None:
    """Put a row's appearances with the first record that they can only be, else by themselves."""
    fitting = [group for group in groups if _takes(group, row)]
    ended = [g for g in fitting if not states_clash(p.slip.state for p in (*g, *row))]
    chosen = (ended or fitting)[:1]
    if chosen:
        chosen[0].extend(row)
    elif row:
        groups.append(list(row))


def _is_row(shown: Shown) -> bool:
    return isinstance(shown, Entry) and (shown.listed or shown.recorded)


def _book(groups: list[list[Page]], row: Sequence[Page]) -> None:
    """Put what a platform booked with the record of its number, else the only one it can be."""
    if not row:
        return
    numbered = [group for group in groups if any(_one_number(page, row[0]) for page in group)]
    fitting = numbered or [g for g in groups if all(_may_be_booked(p, row[0]) for p in g)]
    if len(fitting) == 1:
        fitting[0].extend(row)
    else:
        groups.append(list(row))


def _one_number(one: Page, other: Page) -> bool:
    return one.app is other.app and bool(one.numbers & other.numbers)


def _may_be_booked(page: Page, row: Page) -> bool:
    """Whether a page may show a booked payment: two that were booked are two."""
    sides = {page.slip.direction, row.slip.direction} - {None}
    kinds = {(page.app, page.red_packet), (row.app, row.red_packet)}
    alike = page.amount.value == row.amount.value and len(sides) < len(Direction)
    timed = any(_same_time(at, row.at) for at in (page.at, page.received))
    surely = page.at.seconds and row.at.seconds and page.at.exact == row.at.exact
    named = surely or _one_name(page, row)
    return (
        not page.recorded
        and len(kinds) == 1
        and alike
        and timed
        and named
        and _alike_serials(page, row)
    )


def _takes(group: Sequence[Page], row: Sequence[Page]) -> bool:
    return all(_same(page, other) and _one_name(page, other) for page in group for other in row)


def _one_name(one: Page, other: Page) -> bool:
    names = {squeezed(p.slip.counterparty.value) for p in (one, other) if p.slip.counterparty}
    return len(names) < len((one, other))


def _same(one: Page, other: Page) -> bool:
    """Whether two pages show one payment, where one of them has no serial number."""
    sides = {one.slip.direction, other.slip.direction} - {None}
    if one.amount.value != other.amount.value or len(sides) > 1:
        return False
    kinds = {(one.app, one.red_packet), (other.app, other.red_packet)}
    if len(kinds) > 1 or one.source.sha256 == other.source.sha256:
        return False  # other money by its way; and no page shows one payment twice
    return _same_time(one.at, other.at) or _same_time(one.received, other.received)


def may_be_one(one: Record, other: Record) -> bool:
    """Say whether two records may show one payment: they agree in everything that both show."""
    kinds = {(one.app, one.red_packet), (other.app, other.red_packet)}
    together = {p.source.sha256 for p in one.pages} & {p.source.sha256 for p in other.pages}
    apart = len(kinds) > 1 or together
    return (
        not apart
        and not states_clash((one.state, other.state))
        and any(_agree(first, second) for first in one.pages for second in other.pages)
    )


def _agree(one: Page, other: Page) -> bool:
    first, second = one.slip, other.slip
    texts = ((first.counterparty, second.counterparty), (first.memo, second.memo))
    return (
        one.amount.value == other.amount.value
        and len({first.direction, second.direction} - {None}) < len(Direction)
        and not any(a and b and squeezed(a.value) != squeezed(b.value) for a, b in texts)
        and _alike_times(one.at, other.at)
        and _alike_serials(one, other)
    )


def _alike_times(one: Moment, other: Moment) -> bool:
    exact = one.exact is not None and other.exact is not None
    return _same_time(one, other) if exact else one.earliest is None or other.earliest is None


def _alike_serials(one: Page, other: Page) -> bool:
    """Whether two order numbers may be one that was misread, or nobody pays twice that fast."""
    if one.slip.serial is None or other.slip.serial is None:
        return True
    if one.at.seconds and other.at.seconds and one.at.exact == other.at.exact:
        return True
    first, second = squeezed(one.slip.serial.value), squeezed(other.slip.serial.value)
    differing = sum(a != b for a, b in zip(first, second, strict=False))
    return len(first) == len(second) and differing <= MOST_MISREAD


def _same_time(one: Moment, other: Moment) -> bool:
    first, second = one.exact, other.exact
    if first is None or second is None:
        return False
    if one.seconds and other.seconds:
        return first == second
    return _minute(first) == _minute(second)


def _minute(when: datetime) -> datetime:
    return when - timedelta(seconds=when.second)


def _record(shown: Sequence[Page]) -> Record:
    ordered = tuple(sorted(shown, key=lambda page: page.source.name))
    doubts: list[Doubt] = []
    if len({page.amount.value for page in ordered}) > 1:
        doubts += [_differs(page.where, "amount") for page in ordered]
    if len({page.slip.direction for page in ordered} - {None}) > 1:
        doubts += [_differs(page.where, "direction") for page in ordered]
    if states_clash(page.slip.state for page in ordered):
        doubts += [_differs(page.where, "state") for page in ordered]
    sent = {p.at.exact for p in ordered if p.at.exact and p.at.seconds and not p.recorded}
    other = any(_booked_at_another_time(page, ordered) for page in ordered)
    if len(sent) > 1 or other or _booked_at_two_times(ordered):
        doubts += [_differs(page.where, "time") for page in ordered]
    numbered = [page for page in ordered if page.numbers]
    if any(not _one_number(page, numbered[0]) for page in numbered):
        doubts += [_differs(page.where, "serial") for page in ordered]
    lone = [page for page in ordered if not page.listed]
    if len(lone) > 1 and not any(page.slip.serial or page.at.seconds for page in lone):
        doubts += [_differs(page.where, "payment") for page in ordered]  # one minute holds two
    return Record(ordered, (*doubts, *(doubt for page in ordered for doubt in page.doubts)))


def _booked_at_another_time(row: Page, every: Sequence[Page]) -> bool:
    """Whether pages give other times than a platform booked: some book the day of receipt."""
    if not row.recorded or row.at.exact is None:
        return False
    shown = [p for p in every if not p.recorded]
    known = [m.exact for p in shown for m in (p.at, p.received) if m.exact and m.seconds]
    return bool(known) and all(abs(at - row.at.exact) > BOOKING_SLACK for at in known)


def _booked_at_two_times(every: Sequence[Page]) -> bool:
    """Whether files give times that can't be one payment's: what came in may be booked late."""
    booked = [page.at.exact for page in every if page.recorded and page.at.exact]
    came = any(page.slip.direction is Direction.IN for page in every)
    slack = RECEIPT_SLACK if came else BOOKING_SLACK
    return bool(booked) and max(booked) - min(booked) > slack


def _differs(where: Where, field: str) -> Doubt:
    return Doubt(DoubtKind.RECORDS_DIFFER, where, (("field", field),))
