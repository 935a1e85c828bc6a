"""Money that no screenshot shows, in the plaintiff's own word (自述), beside what ink shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from evidence_kit.model import (
    Basis,
    Brief,
    Channel,
    Direction,
    Doubt,
    DoubtKind,
    Moment,
    Nature,
    Payment,
    Sourced,
    State,
    Stated,
    Statement,
)

# Who speaks in case.toml, where it doesn't name the plaintiff.
SPEAKER = "原告"
_NEVER_MOVED = (State.RETURNED, State.EXPIRED)


def beside(inked: Sequence[Payment], brief: Brief) -> tuple[Payment, ...]:
    """Return all payments by day: those that ink shows, and those that the brief states.

    A stated one that ink may show already is 未明 and in doubt, so it is counted once; the brief
    can say that it is `separate`. Cash is: no page of these shows cash.
    """
    payments = list(inked)
    said = [(one, Nature.LOAN) for one in brief.loans]
    said += [(one, Nature.REPAYMENT) for one in brief.repayments]
    for one, nature in sorted(said, key=lambda entry: entry[0].on):
        payment = _payment(one, nature, inked, brief.plaintiff or SPEAKER)
        payments.insert(_place(payments, one.on), payment)
    return tuple(payments)


def _payment(one: Stated, nature: Nature, inked: Sequence[Payment], by: str) -> Payment:
    direction = Direction.OUT if nature is Nature.LOAN else Direction.IN
    apart = one.separate or one.channel is Channel.CASH
    shown = not apart and any(_may_be(payment, one, direction) for payment in inked)
    args = (("date", one.on.isoformat()), ("amount", str(one.amount)))
    return Payment(
        amount=Sourced(one.amount, str(one.amount), Statement(by)),
        direction=direction,
        state=State.ACCEPTED,
        at=_day(one.on),
        nature=Nature.UNKNOWN if shown else nature,
        places=(),
        basis=Sourced(nature.value, one.note or nature.value, Statement(by)),
        doubts=(Doubt(DoubtKind.STATED_AND_SHOWN, None, args),) if shown else (),
        stated=one,
    )


def _may_be(payment: Payment, one: Stated, direction: Direction) -> bool:
    """Say whether ink may show this very money; what was given back never stayed."""
    if payment.state in _NEVER_MOVED or payment.direction not in (direction, None):
        return False
    after = payment.at.earliest is None or payment.at.earliest.date() <= one.on
    before = payment.at.latest is None or one.on <= payment.at.latest.date()
    return payment.amount.value == one.amount and after and before


def _day(on: date) -> Moment:
    return Moment(datetime.combine(on, time.min), datetime.combine(on, time(23, 59)), Basis.STATED)


def _place(payments: Sequence[Payment], on: date) -> int:
    """Return where a payment of that day stands: behind all that were before or on it."""
    before = [i for i, one in enumerate(payments, start=1) if _since(one) <= on]
    return max(before, default=0)


def _since(payment: Payment) -> date:
    at = payment.at.earliest or payment.at.latest
    return at.date() if at else date.max
