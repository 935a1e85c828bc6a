"""Money that came in, or whose way nobody knows: no look alone makes it nobody's worry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evidence_kit.facts import doubts
from evidence_kit.facts.forms import Form, form
from evidence_kit.model import (
    Direction,
    Doubt,
    DoubtKind,
    LoanFacts,
    Nature,
    Payment,
    Source,
    State,
)

_WAYS = {Nature.LOAN: Direction.OUT, Nature.REPAYMENT: Direction.IN}
_MAY_HAVE_STAYED = (State.ACCEPTED, State.UNKNOWN)


def asked(facts: LoanFacts, answers: Mapping[str, str], sources: Iterable[Source]) -> LoanFacts:
    """Return the facts with the question what money was for that came in, once nothing else is.

    While another doubt of such a payment is open, that one comes first. `sources` order doubts.
    """
    payments = tuple(_asked(one, answers) for one in facts.payments)
    found = [doubt for payment in payments for doubt in payment.doubts]
    every = dict.fromkeys((*facts.doubts, *found))
    ordered = doubts.ordered(list(every), sources)
    return replace(facts, payments=payments, doubts=ordered)


def _asked(one: Payment, answers: Mapping[str, str]) -> Payment:
    if not (is_open(one) and one.direction is Direction.IN and one.places):
        return one
    if any(form(d) is Form.NATURE or d.id not in answers for d in one.doubts):
        return one
    args = (("field", "nature"), ("amount", str(one.amount.value)))
    unsure = Doubt(DoubtKind.NATURE_UNKNOWN, one.places[0], args)
    return replace(one, doubts=(*one.doubts, unsure))


def is_open(one: Payment) -> bool:
    """Say whether a payment that may be a repayment, or contradicts its nature, is unsettled."""
    if one.stated is not None or one.state not in _MAY_HAVE_STAYED:
        return False
    if one.direction is None:
        return True
    against = _WAYS.get(one.nature, one.direction) is not one.direction
    return against or (one.direction is Direction.IN and one.nature is Nature.UNKNOWN)


def kept(before: LoanFacts, after: LoanFacts) -> LoanFacts:
    """Return the facts after the answers, with the doubts back that these do not settle.

    What money that came in was for is answered by a nature, not by a look; a nature that
    contradicts the way it went (a 借款 that came in) is none. `before` holds every doubt.
    """
    both = list(zip(before.payments, after.payments, strict=True))
    payments = tuple(_kept(was, now) for was, now in both)
    again = zip(payments, after.payments, strict=True)
    open_now = {d.id for d in after.doubts}
    open_now |= {d.id for one, now in again for d in one.doubts if d not in now.doubts}
    left = tuple(doubt for doubt in before.doubts if doubt.id in open_now)
    return replace(after, payments=payments, doubts=left)


def _kept(was: Payment, now: Payment) -> Payment:
    if not is_open(now):
        return now
    wanted = Form.NATURE if now.direction else Form.DIRECTION
    had = [doubt for doubt in was.doubts if form(doubt) is wanted]
    had = had or [doubt for doubt in was.doubts if form(doubt) is Form.NATURE]
    back = tuple(doubt for doubt in had if doubt not in now.doubts)
    against = now.direction is not None and now.nature in _WAYS
    settled = replace(now, doubts=(*now.doubts, *back))
    return replace(settled, nature=Nature.UNKNOWN, basis=None) if against else settled
