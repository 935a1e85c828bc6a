"""One payment by its card in a chat, by its pages and rows, or by both."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_kit.facts.cards import CAME_BACK, Card
from evidence_kit.facts.records import Record, final_state, states_clash
from evidence_kit.model import (
    UNKNOWN_TIME,
    App,
    Channel,
    Direction,
    Doubt,
    DoubtKind,
    Moment,
    Money,
    Side,
    Sourced,
    State,
    Where,
)

# What a list's row says of a payment that its own card or page says too.
_ON_ROWS = ("amount", "time", "counterparty")
# What a file that a platform gave out says more surely than any reading of a picture.
_BOOKED = ("amount", "serial", "time", "received_time")
_WEAK = (
    DoubtKind.READINGS_DISAGREE,
    DoubtKind.LOW_CONFIDENCE,
    DoubtKind.READ_ONCE,
    DoubtKind.SERIAL_UNREADABLE,
    DoubtKind.TIME_UNREADABLE,
)
CHANNELS = {App.WECHAT: Channel.WECHAT, App.ALIPAY: Channel.ALIPAY, App.BANK: Channel.BANK}
_WHOSE = (DoubtKind.DIRECTION_UNKNOWN, DoubtKind.SIDE_UNKNOWN)
DIRECTIONS = {Side.RIGHT: Direction.OUT, Side.LEFT: Direction.IN}


@dataclass(frozen=True, slots=True)
class Movement:
    """One payment by its card, its pages, or both.

    `apart` says that it may be the same payment as another: it must not be counted again on
    the strength of its pages alone.
    """

    amount: Sourced[Money]
    card: Card | None
    record: Record | None
    doubts: tuple[Doubt, ...] = ()
    apart: bool = False

    @property
    def direction(self) -> Direction | None:
        """Whether the phone's owner paid or was paid."""
        if self.card is not None and self.card.payer is not None:
            return DIRECTIONS[self.card.payer]
        return self.record.direction if self.record else None

    @property
    def state(self) -> State:
        """How it ended, by everything that shows it."""
        return final_state(self._states)

    @property
    def at(self) -> Moment:
        """When it was sent: a payment page's time, else the interval the chat allows."""
        if self.record is not None and self.record.at.earliest:
            return self.record.at
        return self.card.at if self.card else UNKNOWN_TIME

    @property
    def places(self) -> tuple[Where, ...]:
        """Every place that shows it."""
        card = self.card.places if self.card else ()
        return tuple(dict.fromkeys((*card, *(self.record.places if self.record else ()))))

    @property
    def memo(self) -> Sourced[str] | None:
        """What the payer wrote beside it."""
        return (self.card.memo if self.card else None) or (
            self.record.memo if self.record else None
        )

    @property
    def channel(self) -> Channel:
        """Which way it went: a chat's cards are WeChat's."""
        return CHANNELS[self.record.app] if self.record else Channel.WECHAT

    @property
    def red_packet(self) -> bool:
        """Whether it went in a red packet."""
        return self.record is not None and self.record.red_packet

    @property
    def listed(self) -> bool:
        """Whether nothing but a row of a list shows it."""
        return self.card is None and self.record is not None and self.record.listed

    @property
    def booked(self) -> bool:
        """Whether nothing but a platform's own file shows it."""
        pages = self.record.pages if self.record else ()
        return self.card is None and bool(pages) and all(page.recorded for page in pages)

    @property
    def returned(self) -> Moment | None:
        """When it came back, where a page or its second card says so."""
        card = self.card.returned if self.card else None
        known = (self.record.returned if self.record else None) or card
        return known if self.state in CAME_BACK else None

    @property
    def own_doubts(self) -> tuple[Doubt, ...]:
        """What is not sure about it and still open after everything that shows it."""
        found = [*self.doubts, *(self.card.doubts if self.card else ())]
        found += self.record.doubts if self.record else ()
        # A card has said so itself; of money that came back it makes no difference.
        back = self.state in CAME_BACK
        lone = self.card is None and self.direction is None and not back
        if lone and not any(d.kind in _WHOSE for d in found):
            found.append(Doubt(_WHOSE[0], self.places[0], (("field", "direction"),)))
        if self.listed and self.state is State.UNKNOWN and isinstance(self.amount.where, Where):
            found.append(Doubt(DoubtKind.STATE_UNKNOWN, self.amount.where, (("field", "state"),)))
        if states_clash(self._states):
            found += [differs(one.places[0], "state") for one in (self.card, self.record) if one]
        return tuple(doubt for doubt in found if not self.settles(doubt))

    def settles(self, doubt: Doubt) -> bool:
        """Say whether a doubt about one of its places is answered by another of its places."""
        if doubt.kind in _WHOSE:
            return self.direction is not None
        if self._beside(doubt):
            return True
        if doubt.kind is not DoubtKind.STATE_UNKNOWN or self.state is State.UNKNOWN:
            return False
        which = self.card is not None and doubt in self.card.doubts  # which of two was answered
        return not which or (self.record is not None and self.record.state is not State.UNKNOWN)

    def _beside(self, doubt: Doubt) -> bool:
        """Say whether a weak reading on a list's row is of what other pages show as well."""
        field = dict(doubt.args).get("field")
        if self._booked_as_read(doubt):
            return field in _BOOKED
        rows = {p.where.source for p in self.record.pages if p.listed} if self.record else set()
        told = doubt.where is not None and doubt.where.source in rows
        return told and not self.listed and field in _ON_ROWS

    def _booked_as_read(self, doubt: Doubt) -> bool:
        """Say whether a weak reading of a picture is what a platform's own file says as well."""
        booked = self.record.recorded if self.record else ()
        pictured = doubt.where is not None and all(
            place.source != doubt.where.source for place in booked
        )
        return bool(booked) and pictured and doubt.kind in _WEAK

    @property
    def _states(self) -> list[State]:
        card = [self.card.state] if self.card else []
        return [*card, *([self.record.state] if self.record else [])]


def differs(where: Where, field: str) -> Doubt:
    """Return the doubt that places that show one payment don't agree on this of it."""
    return Doubt(DoubtKind.RECORDS_DIFFER, where, (("field", field),))
