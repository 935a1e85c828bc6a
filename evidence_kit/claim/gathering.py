"""LoanFacts and a person's own word → the ledger of one reckoning: what came when, and as what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evidence_kit.claim import earlier_law, held_plan, scheduled, terms
from evidence_kit.claim.days import yearly
from evidence_kit.claim.ledger import (
    RULE_OF_2015,
    Asked,
    Bearing,
    Debt,
    Ledger,
    Part,
    Receipt,
)
from evidence_kit.claim.periods import days_of
from evidence_kit.claim.terms import Lent, Terms
from evidence_kit.model import (
    ClaimNotice,
    Cost,
    CostKind,
    Doubt,
    DoubtKind,
    Formation,
    LawyersFee,
    LoanFacts,
    LoanTerms,
    Moment,
    Money,
    Nature,
    NoticeKind,
    Payment,
)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A payment with the day it is taken to have been made, and its place among all."""

    payment: Payment
    on: date
    order: int

    @property
    def fen(self) -> int:
        return self.payment.amount.value.fen

    @property
    def earliest(self) -> date:
        """The first day that it may have been made on; the first of all where none is known."""
        first = self.payment.at.earliest
        return min(first.date(), self.on) if first else date.min

    @property
    def assumed(self) -> bool:
        """Say whether nothing fixes the day."""
        known = days_of(self.payment.at)
        return known is None or known.first != known.last


def gather(facts: LoanFacts, asked: Asked) -> Ledger:
    """Return every loan and repayment up to the day reckoned to.

    A loan paid on one of several days is taken as paid on the last, a repayment on the first:
    neither makes more interest than was earned. What came back at once as interest in advance
    was never lent (民间借贷规定 26).
    """
    lent = _lent(facts, asked)
    back = _back(facts, min((one.on for one in lent), default=asked.on))
    kept = _kept(lent, back)
    all_lent = [
        Lent(number, one.on, one.fen - _kept_of(number, one, kept, asked), one.earliest)
        for number, one in enumerate(lent, start=1)
    ]
    agreed = terms.of(facts, all_lent, asked)
    debts = [
        _debt(facts, one, known, kept, agreed[known.number], asked, all_lent[0].arrived)
        for one, known in zip(lent, all_lent, strict=True)
        if one.on <= asked.on
    ]
    received = [one for one in back if one not in kept.values()]
    every = list(_receipts(received, asked))
    barred = _barred(debts, asked)
    aside = _aside(every, barred, debts)
    reckoned = [one for one in debts if one not in barred]
    said = [notice for debt in reckoned for notice in agreed[debt.number].notices]
    plans = [debt for debt in reckoned if agreed[debt.number].level]
    said += [notice for debt in plans if (notice := scheduled.later(debt, asked))]
    said += [*terms.notices(facts, all_lent, asked), *_days((*lent, *received), asked)]
    said += earlier_law.notices(debts)
    said += [
        ClaimNotice(NoticeKind.LATER, (("amount", str(one.amount)), ("on", one.on.isoformat())))
        for one in asked.agreed.costs
        if one.on > asked.on
    ]
    return Ledger(
        debts=tuple(reckoned),
        receipts=tuple(one for one in every if one not in aside),
        costs=tuple(sorted(_costs(asked), key=lambda one: one.on)),
        charges=_charges(asked),
        rollovers=asked.agreed.rollovers if asked.rolled else (),
        notices=(*_without(barred, aside, asked), *said),
        barred=tuple(barred),
        aside=tuple(aside),
    )


# ── days ───────────────────────────────────────────────────────────────────────────────


def lent_on(at: Moment, asked: Asked) -> date:
    """Return the last day on which a loan may have been paid; unknown, the day reckoned to."""
    if at.latest:
        return at.latest.date()
    return max(asked.on, at.earliest.date()) if at.earliest else asked.on


def repaid_on(at: Moment, first: date) -> date:
    """Return the first day on which money may have come back; unknown, that of the first loan."""
    if at.earliest:
        return at.earliest.date()
    return min(first, at.latest.date()) if at.latest else first


def first_lent(facts: LoanFacts, asked: Asked) -> date:
    """Return the day that the first loan is taken to have been paid on; without any, the asked."""
    return min((one.on for one in _lent(facts, asked)), default=asked.on)


def taken_on(payment: Payment, first: date, asked: Asked) -> date:
    """Return the day that a loan or repayment is reckoned with, whatever is known of it."""
    is_loan = payment.nature is Nature.LOAN
    return lent_on(payment.at, asked) if is_loan else repaid_on(payment.at, first)


def _lent(facts: LoanFacts, asked: Asked) -> list[_Moved]:
    found = [
        _Moved(one, lent_on(one.at, asked), order)
        for order, one in enumerate(facts.payments)
        if one.counted and one.nature is Nature.LOAN
    ]
    return sorted(found, key=lambda one: (one.on, one.order))


def _back(facts: LoanFacts, first: date) -> list[_Moved]:
    found = [
        _Moved(one, repaid_on(one.at, first), order)
        for order, one in enumerate(facts.payments)
        if one.counted and one.nature is Nature.REPAYMENT
    ]
    return sorted(found, key=lambda one: (one.on, one.order))


def _days(moved: Sequence[_Moved], asked: Asked) -> Iterator[ClaimNotice]:
    """Yield what is unsure of days, and what lies behind the day reckoned to."""
    for one in moved:
        at, amount = one.payment.at, ("amount", str(one.payment.amount.value))
        if at.earliest is None and at.latest is None:
            yield ClaimNotice(NoticeKind.DAY_UNKNOWN, (amount, ("taken", one.on.isoformat())))
        elif at.earliest is None or at.latest is None or at.earliest.date() != at.latest.date():
            ends = {"earliest": at.earliest, "latest": at.latest}
            named = [(name, end.date().isoformat()) for name, end in ends.items() if end]
            args = (amount, *named, ("taken", one.on.isoformat()))
            yield ClaimNotice(NoticeKind.DAY_UNSURE, args)
        if one.on > asked.on:
            yield ClaimNotice(NoticeKind.LATER, (amount, ("on", one.on.isoformat())))


# ── loans ──────────────────────────────────────────────────────────────────────────────


def _up_front(payment: Payment) -> Doubt | None:
    return next((d for d in payment.doubts if d.kind is DoubtKind.INTEREST_UP_FRONT), None)


def _kept(lent: Sequence[_Moved], back: Sequence[_Moved]) -> dict[int, _Moved]:
    """Return what came back at once of each loan, by its number."""
    found: dict[int, _Moved] = {}
    for one in back:
        doubt = _up_front(one.payment)
        if doubt is None:
            continue
        of = dict(doubt.args).get("lent")
        for number, loan in enumerate(lent, start=1):
            fits = str(loan.payment.amount.value) == of and _up_front(loan.payment)
            if fits and number not in found and one.fen < loan.fen:
                found[number] = one
                break
    return found


def _kept_of(number: int, loan: _Moved, kept: dict[int, _Moved], asked: Asked) -> int:
    """Return what was taken from a loan in advance, never more than all of it."""
    told = sum(one.amount.fen for one in asked.agreed.kept if one.number == number)
    shown = kept[number].fen if number in kept else 0
    return min(loan.fen, told + shown)


def _debt(
    facts: LoanFacts,
    moved: _Moved,
    lent: Lent,
    kept: dict[int, _Moved],
    agreed: Terms,
    asked: Asked,
    first: date,
) -> Debt:
    own = next((o for o in asked.agreed.loans if o.number == lent.number), LoanTerms(lent.number))
    count = asked.settings.day_count
    overdue = own.overdue_rate or asked.agreed.overdue_rate
    penalty = asked.agreed.penalty_rate
    void = asked.bearing in (Bearing.AT_LPR, Bearing.NONE)
    rolled = any(one.number == lent.number for one in asked.agreed.rollovers)
    as_asked = asked.bearing is not Bearing.AT_CAP or rolled
    taken = kept.get(lent.number)
    debt = Debt(
        number=lent.number,
        arrived=lent.arrived,
        formed=_formed(facts, lent, first, asked),
        lent=moved.fen,
        kept=moved.fen - lent.fen,
        parts=(Part(None, lent.fen),) if void else agreed.parts,
        rate=agreed.rate,
        overdue=yearly(overdue, count) if overdue else None,
        penalty=yearly(penalty, count) if penalty else agreed.rate * 0,
        secured=own.secured,
        bearing=asked.bearing if as_asked else Bearing.AS_AGREED,
        places=moved.payment.places,
        kept_places=taken.payment.places if taken else (),
        rate_places=agreed.rate_places,
        due_places=agreed.due_places,
        stated=moved.payment.stated is not None,
        assumed=moved.assumed,
        order=moved.order,
        rolled=rolled and asked.rolled,
    )
    return held_plan.bound(debt, agreed.level, asked) if agreed.level else debt


def _formed(facts: LoanFacts, lent: Lent, first: date, asked: Asked) -> date:
    """Return the day a loan was formed: between natural persons when money came (民法典 679)."""
    said = facts.terms.formed_on
    if asked.settings.formation is Formation.AGREED_DAY and said:
        return said.value
    return first if asked.settings.formation is Formation.FIRST_ARRIVAL else lent.arrived


# ── loans that no figure can be given of ───────────────────────────────────────────────


def _barred(debts: Sequence[Debt], asked: Asked) -> list[Debt]:
    """Return the loans under the rule of 1991 where there are others to reckon without them.

    So too those that lack an LPR.
    """
    lacking = dict(asked.without)
    barred = [one for one in debts if one.formed < RULE_OF_2015 or one.order in lacking]
    return barred if len(barred) < len(debts) else []


def _aside(
    receipts: Sequence[Receipt], barred: Sequence[Debt], debts: Sequence[Debt]
) -> list[Receipt]:
    """Return what came back of barred loans alone: before any other was lent, or named for them.

    All else counts against the loans that are reckoned, which asks for less.
    """
    if not barred:
        return []
    begun = min(one.arrived for one in barred)
    first = min(one.arrived for one in debts if one not in barred)
    numbers = {one.number for one in barred}
    sure = [one for one in receipts if begun <= one.on < first and not one.assumed]
    return [one for one in receipts if one in sure or one.loan in numbers]


def _without(
    barred: Sequence[Debt], aside: Sequence[Receipt], asked: Asked
) -> Iterator[ClaimNotice]:
    lacking = dict(asked.without)
    for one in barred:
        named = {"loan": str(one.number), "amount": str(Money(one.lent - one.kept))}
        if one.formed < RULE_OF_2015:
            named |= {"formed": one.formed.isoformat()}
            yield ClaimNotice(NoticeKind.LOAN_WITHOUT, tuple(named.items()))
        else:
            named |= {"on": lacking[one.order].isoformat()}
            named |= {"verified": asked.lpr.verified.isoformat()}
            yield ClaimNotice(NoticeKind.LOAN_WITHOUT_LPR, tuple(named.items()))
    for paid in aside:
        args = (("amount", str(Money(paid.fen))), ("on", paid.on.isoformat()))
        yield ClaimNotice(NoticeKind.PAID_WITHOUT, args)


# ── what came back, and costs ──────────────────────────────────────────────────────────


def _receipts(back: Sequence[_Moved], asked: Asked) -> Iterator[Receipt]:
    named = dict(asked.agreed.designated)
    for number, one in enumerate(back, start=1):
        if one.on <= asked.on:
            yield Receipt(
                number=number,
                on=one.on,
                fen=one.fen,
                loan=named.get(number),
                places=one.payment.places,
                stated=one.payment.stated is not None,
                assumed=one.assumed,
                order=one.order,
            )


def _under_cap(cost: Cost, asked: Asked) -> bool:
    held = asked.settings.lawyers_fee is LawyersFee.UNDER_THE_CAP
    return held and cost.kind is CostKind.LAWYER


def _costs(asked: Asked) -> list[Cost]:
    spent = [one for one in asked.agreed.costs if one.on <= asked.on]
    return [one for one in spent if not _under_cap(one, asked)]


def _charges(asked: Asked) -> int:
    """Return the sums due once that the ceiling holds (民间借贷规定 29)."""
    nothing = Money(0)
    agreed = (asked.agreed.penalty or nothing).fen + (asked.agreed.fees or nothing).fen
    spent = [one for one in asked.agreed.costs if one.on <= asked.on and _under_cap(one, asked)]
    return agreed + sum(one.amount.fen for one in spent)
