"""Pages that show a payment's amount, by themselves or among others, their times resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from evidence_kit.facts.cards import CAME_BACK
from evidence_kit.model import (
    UNKNOWN_TIME,
    App,
    Bill,
    Box,
    Doubt,
    Moment,
    Money,
    Slip,
    Source,
    Sourced,
    State,
    TimeText,
    Transfer,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.transcript import times
from evidence_kit.transcript.overlap import squeezed

# A state that names a sum is of a part that came back; the rest stayed.
_PART = Pattern(r"(?:已|部分)退款[(]?(?P<amount>[¥￥][\d,.]+)[)]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page about several payments says of one: a row of a list, a notice, a red packet.

    `also` are its other appearances on pages that overlap; `at` its time where other pages give
    what its own leaves out; `returned` when it came back. One that is `alone` is no other
    page's payment. `recorded` says that a platform's own file is what says it, and
    `order` is the second number there; `doubts` are what of it isn't sure.
    """

    slip: Slip
    also: tuple[tuple[Source, Slip], ...] = ()
    at: Moment | None = None
    returned: Sourced[TimeText] | None = None
    listed: bool = False
    red_packet: bool = False
    alone: bool = False
    recorded: bool = False
    app: App = App.WECHAT
    order: Sourced[str] | None = None
    doubts: tuple[Doubt, ...] = ()


Shown: TypeAlias = Transfer | Bill | Entry


@dataclass(frozen=True, slots=True)
class Page:
    """A payment page that shows an amount, its times resolved.

    `refunded` is a part of it that came back; `recorded` says that it is a row of a file that
    a platform gave out.
    """

    source: Source
    slip: Slip
    amount: Sourced[Money]
    where: Where
    at: Moment
    received: Moment
    doubts: tuple[Doubt, ...]
    app: App = App.WECHAT
    returned: Moment | None = None
    listed: bool = False
    red_packet: bool = False
    alone: bool = False
    refunded: Sourced[Money] | None = None
    recorded: bool = False
    order: Sourced[str] | None = None

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers that it bears, without spaces: a platform books a payment under two."""
        return frozenset(squeezed(one.value) for one in (self.slip.serial, self.order) if one)


def of(source: Source, screen: Shown) -> list[Page]:
    """Return a page for each appearance of what is shown, none where it shows no amount."""
    if isinstance(screen, Entry):
        every = ((source, screen.slip), *screen.also)
        if screen.recorded:  # its name and its date tell when it was made, not when it was seen
            every = tuple((replace(where, captured=()), slip) for where, slip in every)
        return [page for where, slip in every if (page := _of_entry(where, slip, screen))]
    page = _page(source, screen.slip, screen.doubts)
    return [replace(page, app=screen.app)] if page else []


def _of_entry(source: Source, slip: Slip, entry: Entry) -> Page | None:
    page = _page(source, slip, ())
    if page is None:
        return None
    back = _reckon(entry.returned, times.captured(source))
    return replace(
        page,
        at=entry.at or page.at,
        doubts=(*(() if entry.at else page.doubts), *_here(source, entry)),
        returned=back.at if back and back.at.earliest else None,
        listed=entry.listed,
        red_packet=entry.red_packet,
        alone=entry.alone,
        recorded=entry.recorded,
        order=entry.order,
        app=entry.app,
    )


def _here(source: Source, entry: Entry) -> tuple[Doubt, ...]:
    """Return the doubts about an entry that stand in this file."""
    return tuple(d for d in entry.doubts if d.where and d.where.source == source.sha256)


def _page(source: Source, slip: Slip, doubts: Sequence[Doubt]) -> Page | None:
    amount = slip.amount
    if amount is None:
        return None
    part = part_back(slip, amount.value)
    if part is not None:
        slip = replace(slip, state=State.ACCEPTED)
    capture = times.captured(source)
    sent, received = _reckon(slip.time, capture), _reckon(slip.received_time, capture)
    returned = _reckon(slip.returned_time, capture)
    printed = (slip.time, slip.received_time, slip.returned_time)
    unsure = [
        Doubt(one.doubt, text.where, (("field", "time"), ("text", text.quote)))
        for one, text in zip((sent, received, returned), printed, strict=True)
        if one and one.doubt and text and isinstance(text.where, Where)
    ]
    return Page(
        source=source,
        slip=slip,
        amount=amount,
        where=Where(source.sha256, _around(slip)),
        at=sent.at if sent else UNKNOWN_TIME,
        received=received.at if received else UNKNOWN_TIME,
        doubts=(*doubts, *unsure),
        returned=_back(slip.state, returned, received),
        refunded=part,
    )


def _back(
    state: State, returned: times.Reckoned | None, received: times.Reckoned | None
) -> Moment | None:
    """Return when the money went back: some pages call that the time it was received."""
    told = returned or received if state in CAME_BACK else returned
    return told.at if told else None


def part_back(slip: Slip, paid: Money) -> Sourced[Money] | None:
    """Return what the page's state says came back of a payment, where that is less than all."""
    status = slip.status
    if status is None or slip.state is not State.UNKNOWN:
        return None
    found = _PART.fullmatch(lexicon.squeezed(status.value))
    back = lexicon.money(found["amount"]) if found else None
    if back is None or not Money(0) < back < paid:
        return None
    return Sourced(back, status.quote, status.where, status.confidence, status.readings)


def _reckon(text: Sourced[TimeText] | None, capture: Moment | None) -> times.Reckoned | None:
    return times.reckoned(text.value, capture) if text else None


def _around(slip: Slip) -> Box:
    fields = (
        slip.amount,
        slip.counterparty,
        slip.status,
        slip.time,
        slip.received_time,
        slip.returned_time,
        slip.serial,
        slip.memo,
    )
    boxes = [f.where.box for f in fields if f is not None and isinstance(f.where, Where)]
    whole = boxes[0] if boxes else Box(0, 0, 0, 0)
    for box in boxes[1:]:
        whole = whole.joined(box)
    return whole
