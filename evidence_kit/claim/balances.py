"""Balances that the borrower acknowledged after paying, held against the order of payments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evidence_kit.claim.citing import code
from evidence_kit.claim.ledger import Asked, Ledger
from evidence_kit.claim.periods import days_of
from evidence_kit.facts import wording
from evidence_kit.facts.doubts import noted
from evidence_kit.model import (
    AllotmentOrder,
    Alternative,
    AlternativeKind,
    ClaimNotice,
    Figures,
    LoanFacts,
    Money,
    NoticeKind,
    SayingKind,
)

# Reckons once more; None where the law gives no figure.
Reckoned = Callable[[LoanFacts, Asked], Figures | None]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the borrower said is still owed on a day, and the principal that the law leaves then."""

    on: date
    stated: Money
    left: Money


def differing(
    facts: LoanFacts, ledger: Ledger, asked: Asked, reckoned: Reckoned
) -> tuple[Acknowledged, ...]:
    """Return the balances acknowledged that payments leave where they settle principal first.

    By law they settle interest first (民法典 561), which leaves another sum: that the two counted
    otherwise may be an agreement on the order. A balance that isn't what was lent less what came
    back up to its day is a doubt of its own, and shows none. Each balance is told once.
    """
    if asked.agreed.order is AllotmentOrder.PRINCIPAL_FIRST:
        return ()
    first: dict[Money, date] = {}
    for on, stated in _stated(facts, asked):
        if stated.fen == _left(ledger, on):
            first.setdefault(stated, on)
    found = (_held(on, stated, facts, asked, reckoned) for stated, on in first.items())
    return tuple(one for one in found if one)


def _stated(facts: LoanFacts, asked: Asked) -> Iterator[tuple[date, Money]]:
    """Yield each sum that is sure to be admitted as owed, and its day."""
    known = noted(facts.doubts)
    told = dict[tuple[date, Money], None]()
    for one in facts.sayings:
        day = days_of(one.at)
        admitted = one.kind is SayingKind.ACKNOWLEDGEMENT and wording.admits(one.quote.value)
        if not admitted or one.amount is None or known.touching([one.quote.where]):
            continue
        if day and day.first == day.last <= asked.on:
            told[day.last, one.amount] = None
    yield from sorted(told)


def _left(ledger: Ledger, on: date) -> int:
    """Return what was lent up to a day, less what came back."""
    lent = sum(one.lent - one.kept for one in ledger.debts if one.arrived <= on)
    return lent - sum(one.fen for one in ledger.receipts if one.on <= on)


def _held(
    on: date, stated: Money, facts: LoanFacts, asked: Asked, reckoned: Reckoned
) -> Acknowledged | None:
    """Return a balance beside that of the law, None where both agree or nothing explains it."""
    then = replace(asked, on=on)
    by_law, other = reckoned(facts, then), reckoned(facts, principal_first(then))
    if by_law is None or other is None or other.principal != stated:
        return None
    return None if by_law.principal == stated else Acknowledged(on, stated, by_law.principal)


def principal_first(asked: Asked) -> Asked:
    """Return the question with payments that settle principal before interest."""
    return replace(asked, agreed=replace(asked.agreed, order=AllotmentOrder.PRINCIPAL_FIRST))


def notices(found: Sequence[Acknowledged]) -> Iterator[ClaimNotice]:
    """Yield each balance acknowledged, that of the law, and by how much they differ."""
    for one in found:
        sums = {
            "stated": one.stated,
            "left": one.left,
            "difference": Money(abs(one.left.fen - one.stated.fen)),
        }
        args = (("on", one.on.isoformat()), *((name, str(sum_)) for name, sum_ in sums.items()))
        yield ClaimNotice(NoticeKind.BALANCE_DIFFERS, args)


def alternatives(
    found: Sequence[Acknowledged], facts: LoanFacts, asked: Asked, main: Figures, reckoned: Reckoned
) -> Iterator[Alternative]:
    """Yield the claim with payments that settle principal first, where a balance shows it."""
    if not found:
        return
    figures = reckoned(facts, principal_first(asked))
    if figures != main:
        args = (("on", found[-1].on.isoformat()), ("stated", str(found[-1].stated)))
        yield Alternative(AlternativeKind.PRINCIPAL_FIRST, args, figures, (code(561),))
