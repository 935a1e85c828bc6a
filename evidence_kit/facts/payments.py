"""Judged movements → the payments of the ledger, in order, each with the doubts that touch it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from evidence_kit.facts import doubts, refunds
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.movement import Movement
from evidence_kit.model import Payment


def of(judged: Sequence[Judged], noted: doubts.Noted) -> list[Payment]:
    """Return the payments by time, a part that came back behind the payment it is of."""
    made = (_payment(one, noted) for one in _in_order(judged))
    every = zip(made, _in_order(judged), strict=True)
    return [payment for one, of_ in every for payment in _parted(one, of_.movement)]


def _parted(payment: Payment, moved: Movement) -> Iterator[Payment]:
    yield payment
    back = moved.record.refunded if moved.record else None
    if back is not None:
        yield refunds.part(payment, back)


def _payment(one: Judged, noted: doubts.Noted) -> Payment:
    moved = one.movement
    places = [*moved.places, *([one.basis.where] if one.basis else [])]
    touched = (*moved.own_doubts, *one.doubts, *noted.touching(places))
    return Payment(
        amount=moved.amount,
        direction=moved.direction,
        state=moved.state,
        at=moved.at,
        nature=one.nature,
        places=moved.places,
        basis=one.basis,
        serial=moved.record.serial if moved.record else None,
        memo=moved.memo.value if moved.memo else None,
        counterparty=_counterparty(moved),
        doubts=tuple({doubt.id: doubt for doubt in touched}.values()),
        channel=moved.channel,
        red_packet=moved.red_packet,
        returned_at=moved.returned,
        records=moved.record.recorded if moved.record else (),
    )


def _counterparty(moved: Movement) -> str | None:
    name = moved.record.counterparty if moved.record else None
    return name.value if name else None


def _in_order(judged: Sequence[Judged]) -> list[Judged]:
    """Return payments by time; one whose day nothing tells stands where its chat shows it."""
    reached: dict[tuple[int, int], datetime] = {}
    keyed = []
    for one in judged:
        at = one.movement.at.earliest or one.movement.at.latest
        card = one.movement.card
        if card is not None:
            run = (card.talk, card.run)
            at = max(at or datetime.min, reached.get(run, datetime.min))
            reached[run] = at
        keyed.append((at or datetime.max, one))
    return [one for _, one in sorted(keyed, key=lambda entry: entry[0])]
