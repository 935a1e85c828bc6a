"""The claim as far as nothing is in doubt, and the payments that rows are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from evidence_kit.claim.gathering import gather
from evidence_kit.claim.ledger import Asked
from evidence_kit.claim.periods import days_of
from evidence_kit.facts.doubts import noted
from evidence_kit.model import (
    Agreement,
    DoubtKind,
    LoanFacts,
    Nature,
    Payment,
    Sourced,
    Terms,
    Traced,
)

# What the law itself settles: interest in advance was never lent (民间借贷规定 26).
_SETTLED = (DoubtKind.INTEREST_UP_FRONT,)


def traced(facts: LoanFacts, asked: Asked) -> Traced:
    """Return the payments behind the numbers that a reckoning of these facts gives them."""
    ledger = gather(facts, asked)
    return Traced(
        loans={o.number: facts.payments[o.order] for o in (*ledger.debts, *ledger.barred)},
        repayments={o.number: facts.payments[o.order] for o in (*ledger.receipts, *ledger.aside)},
    )


def sure_facts(facts: LoanFacts) -> LoanFacts:
    """Return the facts without doubted loans, loans of no certain day, and doubted terms.

    A repayment stays whatever is doubted of it: without it more would be claimed.
    """
    payments = tuple(
        replace(one, nature=Nature.UNKNOWN) if _doubted_loan(one) else one for one in facts.payments
    )
    return replace(facts, payments=payments, terms=_sure_terms(facts))


def renumbered(agreed: Agreement, before: Traced, after: Traced) -> Agreement:
    """Return what was agreed of single loans and payments, under the numbers they have now."""
    loans = _moved(before.loans, after.loans)
    paid = _moved(before.repayments, after.repayments)
    return replace(
        agreed,
        loans=tuple(
            replace(one, number=loans[one.number]) for one in agreed.loans if one.number in loans
        ),
        rollovers=tuple(
            replace(one, number=loans[one.number])
            for one in agreed.rollovers
            if one.number in loans
        ),
        kept=tuple(
            replace(one, number=loans[one.number]) for one in agreed.kept if one.number in loans
        ),
        designated=tuple(
            (paid[payment], loans[loan])
            for payment, loan in agreed.designated
            if payment in paid and loan in loans
        ),
    )


def is_whole(facts: LoanFacts) -> bool:
    """Say whether no payment and no term is in doubt, and the nature of none is open."""
    open_one = any(one.nature is Nature.UNKNOWN or _doubts(one) for one in facts.payments)
    return not open_one and _sure_terms(facts) == facts.terms


def _doubts(payment: Payment) -> bool:
    """Say whether anything is in doubt of a payment, or more than one day may be its own."""
    days = days_of(payment.at)
    if payment.counted and (days is None or days.first != days.last):
        return True
    return any(doubt.kind not in _SETTLED for doubt in payment.doubts)


def _doubted_loan(payment: Payment) -> bool:
    return payment.nature is Nature.LOAN and payment.counted and _doubts(payment)


def _sure_terms(facts: LoanFacts) -> Terms:
    """Return the terms that no doubt touches."""
    every = noted(facts.doubts)

    def is_sure(term: Sourced[Any] | None) -> bool:
        return term is not None and not every.touching([term.where])

    said = facts.terms
    return replace(
        said,
        due=said.due if is_sure(said.due) else None,
        rate=said.rate if is_sure(said.rate) else None,
        renewals=tuple(one for one in said.renewals if is_sure(one)),
        instalments=said.instalments if all(map(is_sure, said.instalments)) else (),
    )


def _moved(before: Mapping[int, Payment], after: Mapping[int, Payment]) -> dict[int, int]:
    """Return the new number of each payment that is still counted, by its old one."""
    now = {id(payment): number for number, payment in after.items()}
    return {number: now[id(one)] for number, one in before.items() if id(one) in now}
