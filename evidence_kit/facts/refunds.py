"""Refunds: whole ones that 微信支付 reports on its cards, and parts that a bill's state names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from evidence_kit.facts.movement import Movement
from evidence_kit.facts.pages import Entry
from evidence_kit.model import (
    Basis,
    Direction,
    Doubt,
    DoubtKind,
    Moment,
    Money,
    Nature,
    Notice,
    Payment,
    Screen,
    ServiceCard,
    Source,
    Sourced,
    State,
    Where,
)

_BACK = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT}
# What comes back of a loan lessens the loan, what goes back of a repayment the repayment.
_UNDOES = {Nature.LOAN: Nature.REPAYMENT, Nature.REPAYMENT: Nature.LOAN}


def slips(shown: Sequence[tuple[Source, Screen]]) -> Iterator[tuple[Source, Entry]]:
    """Yield each refund as a page about the transfer whose amount and 转账时间 it names.

    When the money came back is kept apart: another transfer may have been made at that time.
    """
    for source, notice in _refunds(shown):
        if notice.slip.amount and notice.slip.time:
            slip = replace(notice.slip, received_time=None)
            yield source, Entry(slip, returned=notice.slip.received_time)


def part(payment: Payment, back: Sourced[Money]) -> Payment:
    """Return the part of a payment that came back as a payment of its own, the other way.

    A state on a picture is read once, so its sum is in doubt; a platform's file says it surely.
    An amount put in its place would be taken for the whole payment's, so a person can but look.
    """
    where = back.where if isinstance(back.where, Where) else None
    booked = tuple(place for place in (where,) if place and _is_booked(place, payment))
    weak = Doubt(DoubtKind.LOW_CONFIDENCE, where, (("field", "payment"),), back.readings)
    return Payment(
        amount=back,
        direction=_BACK[payment.direction] if payment.direction else None,
        state=State.ACCEPTED if payment.state is State.ACCEPTED else State.UNKNOWN,
        at=Moment(payment.at.earliest, None, Basis.BETWEEN),
        nature=_UNDOES.get(payment.nature, payment.nature),
        places=(where,) if where else (),
        basis=Sourced(back.quote, back.quote, back.where, back.confidence),
        counterparty=payment.counterparty,
        doubts=() if booked else (weak,),
        channel=payment.channel,
        red_packet=payment.red_packet,
        records=booked,
    )


def _is_booked(place: Where, payment: Payment) -> bool:
    """Say whether a place stands in a file that a platform gave out."""
    return any(record.source == place.source for record in payment.records)


def doubts(shown: Sequence[tuple[Source, Screen]], moved: Iterable[Movement]) -> tuple[Doubt, ...]:
    """Return a doubt for each refund that no other page or card shows the transfer of."""
    cards = {source.sha256 for source, screen in shown if isinstance(screen, ServiceCard)}
    known = {
        place
        for one in moved
        if any(place.source not in cards for place in one.places)
        for place in one.places
    }
    return tuple(
        Doubt(DoubtKind.RECORDS_DIFFER, where, (("field", "payment"),))
        for _, notice in _refunds(shown)
        if (where := _where(notice)) and not any(_on(where, place) for place in known)
    )


def _refunds(shown: Sequence[tuple[Source, Screen]]) -> Iterator[tuple[Source, Notice]]:
    """Yield the cards about transfers that came back; red packets are never counted."""
    for source, screen in shown:
        if isinstance(screen, ServiceCard):
            for notice in screen.notices:
                if notice.slip.state is State.REFUNDED and "红包" not in notice.title.value:
                    yield source, notice


def _where(notice: Notice) -> Where | None:
    inked = notice.slip.amount or notice.title
    return inked.where if isinstance(inked.where, Where) else None


def _on(where: Where, place: Where) -> bool:
    return where.source == place.source and place.box.contains(where.box)
