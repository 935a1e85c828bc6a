"""What was agreed of each loan: the facts as the loans of one day due see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import chain
from typing import Final, TypeAlias

from evidence_kit.claim import level
from evidence_kit.claim.periods import bounded
from evidence_kit.model import (
    Agreement,
    Basis,
    DaySpan,
    Instalment,
    LoanFacts,
    LoanTerms,
    Moment,
    Note,
    NoteKind,
    Payment,
    Rollover,
    Sourced,
    Statement,
    Terms,
    TermStatus,
)

_Key: TypeAlias = tuple[Terms, tuple[Rollover, ...]]
NOTHING_AGREED: Final = Agreement()
# Of several terms the one that presses most speaks for all.
_PRESSING: Final = (
    TermStatus.DISPUTED,
    TermStatus.EXPIRED,
    TermStatus.URGENT,
    TermStatus.NEAR,
    TermStatus.RUNNING,
    TermStatus.KEPT,
    TermStatus.NOT_BEGUN,
)
_OF_LOAN: Final = {
    TermStatus.EXPIRED: NoteKind.TERM_OF_LOAN_OVER,
    TermStatus.DISPUTED: NoteKind.TERM_OF_LOAN_UNSURE,
}


@dataclass(frozen=True, slots=True)
class Share:
    """The loans that fall due together, by number, and the facts with their terms alone.

    `since` is the first day on which one of them was lent: no earlier demand is one for them;
    `renewed` are the new notes that each of them has.
    """

    facts: LoanFacts
    numbers: tuple[int, ...] = ()
    since: date | None = None
    notes: tuple[Note, ...] = ()
    renewed: tuple[Rollover, ...] = ()


def shares(
    facts: LoanFacts, agreed: Agreement, *, on: date, paid: Collection[int] = ()
) -> tuple[Share, ...]:
    """Return the loans up to a day by what makes them due, as the claim takes it.

    First comes what was agreed of a loan alone, then the day for all, unless that is before the
    loan: such a day is another loan's. One share where all fall due together; loans with other
    new notes stand apart, as each binds for its own. Those that are `paid`, by number, are left
    out beside one that isn't: nothing runs for them.
    """
    own = {one.number: one for one in agreed.loans}
    found: list[tuple[_Key, list[int], list[Payment]]] = []
    lent = _lent(facts, on)
    for number, loan in [one for one in lent if one[0] not in paid] or lent:
        key = (_terms(facts, loan, own.get(number, LoanTerms(number))), _renewed(agreed, number))
        same = next((one for one in found if one[0] == key), None)
        if same is None:
            same = (key, [], [])
            found.append(same)
        same[1].append(number)
        same[2].append(loan)
    if not found:
        return (Share(facts),)
    alone = len(found) == 1 and len(found[0][1]) == len(lent)
    return tuple(_share(facts, *one, alone=alone) for one in found)


def joined(statuses: Iterable[TermStatus]) -> TermStatus:
    """Return how several terms stand together: over only where every one is over."""
    every = set(statuses)
    if TermStatus.EXPIRED in every and len(every) > 1:
        return TermStatus.DISPUTED
    return min(every, key=_PRESSING.index)


def spanned(days: Iterable[DaySpan | None]) -> DaySpan | None:
    """Return the days from the first of all to the last; None where none is known."""
    known = [day for day in days if day]
    if not known:
        return None
    return DaySpan(min(day.first for day in known), max(day.last for day in known))


def told(
    share: Share,
    due: DaySpan | None,
    end: DaySpan | None,
    status: TermStatus,
    kept_on: date | None,
) -> Iterator[Note]:
    """Yield of each loan of a share how its term stands: kept since when, or until when."""
    for number in share.numbers:
        loan = ("loan", str(number))
        if due is None or end is None:
            yield Note(NoteKind.TERM_OF_LOAN_NOT_BEGUN, (loan,))
            continue
        days = (loan, ("due", due.first.isoformat()), ("end", end.first.isoformat()))
        if kept_on:
            yield Note(NoteKind.TERM_OF_LOAN_KEPT, (*days, ("on", kept_on.isoformat())))
        else:
            yield Note(_OF_LOAN.get(status, NoteKind.TERM_OF_LOAN), days)


def _lent(facts: LoanFacts, on: date) -> Sequence[tuple[int, Payment]]:
    """Return the counted loans lent by a day, numbered as the claim numbers them."""
    counted = enumerate(one for one in facts.loans if one.counted)
    ordered = sorted(counted, key=lambda one: (_arrived(one[1], on), one[0]))
    numbered = enumerate((loan for _, loan in ordered), start=1)
    return [(number, loan) for number, loan in numbered if _arrived(loan, on) <= on]


def _arrived(loan: Payment, on: date) -> date:
    if loan.at.latest:
        return loan.at.latest.date()
    return max(on, loan.at.earliest.date()) if loan.at.earliest else on


def _first_day(loan: Payment) -> date:
    return loan.at.earliest.date() if loan.at.earliest else date.min


def _renewed(agreed: Agreement, number: int) -> tuple[Rollover, ...]:
    """Return the new notes of a loan, each as one of the first loan's."""
    return tuple(replace(one, number=1) for one in agreed.rollovers if one.number == number)


def _share(
    facts: LoanFacts, key: _Key, numbers: list[int], loans: list[Payment], *, alone: bool
) -> Share:
    terms, renewed = key
    since = min(map(_first_day, loans))
    notes = (
        chain.from_iterable(_after_due(facts, one) for one in loans) if terms.due is None else ()
    )
    bound = None if alone or since == date.min else since
    return Share(replace(facts, terms=terms), tuple(numbers), bound, tuple(notes), renewed)


def _after_due(facts: LoanFacts, loan: Payment) -> Iterator[Note]:
    due = facts.terms.due and bounded(facts.terms.due.value)
    if due and due.last < _first_day(loan):
        day = _first_day(loan).isoformat()
        yield Note(NoteKind.LOAN_AFTER_DUE, (("amount", str(loan.amount.value)), ("day", day)))


# ── the terms of one loan ──────────────────────────────────────────────────────────────


def _terms(facts: LoanFacts, loan: Payment, own: LoanTerms) -> Terms:
    by, terms = Statement(facts.lender.legal_name or ""), facts.terms
    if own.level:
        last = level.parts(own.level, loan.amount.value.fen)[-1]
        day = last.due or own.level.first
        part = Sourced(Instalment(loan.amount.value, _whole(day)), day.isoformat(), by)
        return replace(terms, due=None, instalments=(part,))
    if own.due:
        due = Sourced(_whole(own.due), own.due.isoformat(), by)
        fits = own.due >= _first_day(loan)
        return replace(terms, due=due if fits else None, instalments=())
    return _common(terms, _first_day(loan))


def _common(terms: Terms, lent: date) -> Terms:
    """Return the terms for all without the days before a loan: those are another loan's."""
    due = terms.due and bounded(terms.due.value)
    if due and due.last < lent:
        later = [
            one for one in terms.renewals if one.value.agreed and _reaches(one.value.due, lent)
        ]
        put_off = Sourced(later[0].value.due, later[0].quote, later[0].where) if later else None
        return replace(terms, due=put_off, instalments=())
    parts = [bounded(one.value.due) for one in terms.instalments]
    if parts and all(part and part.last < lent for part in parts):
        return replace(terms, instalments=())
    return terms


def _reaches(due: Moment, lent: date) -> bool:
    day = bounded(due)
    return day is not None and day.last >= lent


def _whole(day: date) -> Moment:
    return Moment(datetime.combine(day, time.min), datetime.combine(day, time.max), Basis.STATED)
