"""Refunds that 微信支付 reports on its cards: each undoes the earlier transfer it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from evidence_kit.facts.movements import Movement
from evidence_kit.model import (
    Bill,
    Doubt,
    DoubtKind,
    Notice,
    Screen,
    ServiceCard,
    Source,
    State,
    Where,
)


def slips(shown: Sequence[tuple[Source, Screen]]) -> Iterator[tuple[Source, Bill]]:
    """Yield each refund as a page about the transfer whose amount and 转账时间 it names.

    When the money came back is left out: another transfer may have been made at that time.
    """
    for source, notice in _refunds(shown):
        if notice.slip.amount and notice.slip.time:
            yield source, Bill(source.sha256, replace(notice.slip, received_time=None))


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
