"""The day a debt was to be paid: agreed, the last instalment's, or by the first demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from evidence_kit.claim.citing import code, limiting
from evidence_kit.claim.periods import bounded, days_of
from evidence_kit.facts import limitation
from evidence_kit.facts.doubts import noted
from evidence_kit.model import (
    ActKind,
    Circumstances,
    ClaimSettings,
    DaySpan,
    Doubt,
    LimitationAct,
    LoanFacts,
    Maturity,
    Moment,
    Note,
    NoteKind,
    Proceeding,
    ProceedingKind,
    SayingKind,
    TermBasis,
)

# What is handed in and reaches the debtor as a demand does; a police report doesn't.
DEMANDING = (ProceedingKind.SUIT, ProceedingKind.PAYMENT_ORDER, ProceedingKind.MEDIATION)
# The time of a first demand that nobody told: as many days as the claim takes (民法典 675).
ASSUMED_GRACE: Final = ClaimSettings().grace_days
# Words that only follow a demand.
_AFTER_DEMAND = (ActKind.DELAY,)


def of(
    facts: LoanFacts, circumstances: Circumstances, *, on: date, since: date | None = None
) -> Maturity:
    """Return the day the debt was to be paid, as first agreed, and what that rests on.

    A day agreed goes first (民法典 188), then the last of the instalments (189), then the end of
    the time that the first demand gave, or the refusal (诉讼时效规定 4). Renewals are not in it.
    What was done before `since`, the day of the loan, demands nothing of it.
    """
    due = facts.terms.due
    agreed = due and bounded(due.value)
    if due and agreed:
        notes = (*_unsure(due.value, agreed), *_beyond(facts, agreed))
        doubts = noted(facts.doubts).touching([due.where])
        return _mature(TermBasis.DUE, agreed, notes, doubts)
    vague = (Note(NoteKind.DUE_UNSURE, (("text", due.quote),)),) if due else ()
    last = _last_instalment(facts)
    if last:
        return Maturity(TermBasis.LAST_INSTALMENT, last, vague, (), (code(189),))
    return _by_first_demand(facts, circumstances, DaySpan(since or date.min, on), vague)


def filed(circumstances: Circumstances, filed_on: date | None) -> Circumstances:
    """Return the circumstances with the suit that the brief dates, told once."""
    suit = (Proceeding(ProceedingKind.SUIT, filed_on),) if filed_on else ()
    told = tuple(dict.fromkeys((*circumstances.proceedings, *suit)))
    return replace(circumstances, proceedings=told)


def renewed(facts: LoanFacts, maturity: Maturity) -> DaySpan | None:
    """Return the day due as it stands with the extensions that both agreed to."""
    agreed = (one for one in facts.terms.renewals if one.value.agreed)
    days = [maturity.day, *(bounded(one.value.due) for one in agreed)]
    known = [day for day in days if day]
    return max(known, key=lambda day: (day.last, day.first), default=None)


def by_demand(
    demand: DaySpan, facts: LoanFacts, circumstances: Circumstances
) -> tuple[TermBasis, DaySpan]:
    """Return what a first demand makes due and when: at the end of its grace, or by a refusal.

    Where no grace is known it may be any day from the demand itself, the earliest there can be,
    to the end of the time that the claim assumes.
    """
    if circumstances.grace_days is None:
        assumed = replace(circumstances, grace_days=ASSUMED_GRACE)
        last = by_demand(demand, facts, assumed)[1].last
        return TermBasis.FIRST_DEMAND, DaySpan(demand.first, max(demand.last, last))
    if not circumstances.grace_days:
        return TermBasis.FIRST_DEMAND, demand
    grace = timedelta(days=circumstances.grace_days)
    end = DaySpan(demand.first + grace, demand.last + grace)
    refusals = [day for day in _refusals(facts) if demand.first <= day.first < end.first]
    if refusals:
        return TermBasis.REFUSAL, min(refusals, key=lambda day: day.first)
    return TermBasis.GRACE_END, end


def act_days(act: LimitationAct, on: date) -> DaySpan | None:
    """Return the days an act may have been done on, up to `on`; None where no earliest is known."""
    if act.at.earliest is None:
        return None
    first = act.at.earliest.date()
    last = act.at.latest.date() if act.at.latest else on
    return DaySpan(first, max(first, min(last, on)))


def _mature(
    basis: TermBasis, day: DaySpan, notes: Iterable[Note], doubts: tuple[Doubt, ...]
) -> Maturity:
    doubted = (Note(NoteKind.DUE_DOUBTED),) if doubts else ()
    return Maturity(basis, day, (*notes, *doubted), doubts, (code(188),))


def _unsure(due: Moment, day: DaySpan) -> Iterator[Note]:
    if days_of(due) is None or day.first != day.last:
        yield Note(NoteKind.DUE_UNSURE, _span_args(day))


def _beyond(facts: LoanFacts, due: DaySpan) -> Iterator[Note]:
    last = _last_instalment(facts)
    if last and last.last > due.last:
        yield Note(NoteKind.DUE_IF_PLAN_AGREED, _span_args(last), (code(189),))
    for loan in facts.loans:
        lent = loan.at.earliest
        if loan.counted and lent and lent.date() > due.last:
            args = (("amount", str(loan.amount.value)), ("day", lent.date().isoformat()))
            yield Note(NoteKind.LOAN_AFTER_DUE, args)


def _last_instalment(facts: LoanFacts) -> DaySpan | None:
    days = [bounded(one.value.due) for one in facts.terms.instalments]
    known = [day for day in days if day]
    if len(known) < len(days):
        return None
    return max(known, key=lambda day: (day.last, day.first), default=None)


def _by_first_demand(
    facts: LoanFacts, circumstances: Circumstances, within: DaySpan, notes: tuple[Note, ...]
) -> Maturity:
    first = _first_demand(facts, circumstances, within)
    asked = _time_asked(facts, within)
    if asked and (first is None or asked.last < first.first):
        notes = (*notes, Note(NoteKind.DEMAND_NOT_SHOWN, _span_args(asked), (limiting(4),)))
    if first is None:
        return Maturity(TermBasis.NOTHING, None, notes, (), (code(675), limiting(4)))
    basis, day = by_demand(first, facts, circumstances)
    if basis is TermBasis.FIRST_DEMAND and circumstances.grace_days is None:
        args = (*_span_args(day), ("days", str(ASSUMED_GRACE)))
        notes = (*notes, Note(NoteKind.GRACE_UNKNOWN, args, (code(675), limiting(4))))
    return Maturity(basis, day, notes, (), (code(675), limiting(4)))


def _first_demand(
    facts: LoanFacts, circumstances: Circumstances, within: DaySpan
) -> DaySpan | None:
    days = [
        DaySpan(one.on, one.on)
        for one in circumstances.proceedings
        if within.first <= one.on <= within.last and one.kind in DEMANDING
    ]
    for act in limitation.acts(facts):
        day = act_days(act, within.last)
        if act.kind is ActKind.DEMAND and not act.doubts and day and _in(day, within):
            days.append(day)
    return min(days, key=lambda day: (day.first, day.last), default=None)


def _in(day: DaySpan, within: DaySpan) -> bool:
    return within.first <= day.last and day.first <= within.last


def _time_asked(facts: LoanFacts, within: DaySpan) -> DaySpan | None:
    """Return the first day on which the debtor asked for time or refused: nobody does unasked."""
    acts = (act for act in limitation.acts(facts) if act.kind in _AFTER_DEMAND)
    said = [*(act_days(act, within.last) for act in acts), *_refusals(facts)]
    days = [day for day in said if day and _in(day, within)]
    return min(days, key=lambda day: day.first, default=None)


def _refusals(facts: LoanFacts) -> Iterator[DaySpan]:
    for saying in facts.sayings:
        day = days_of(saying.at)
        if saying.kind is SayingKind.REFUSAL and day:
            yield day


def _span_args(day: DaySpan) -> tuple[tuple[str, str], ...]:
    return (("first", day.first.isoformat()), ("last", day.last.isoformat()))
