"""What must be said beside the figures, and why there may be none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from evidence_kit.claim import companies, days, lpr, rates, rolling
from evidence_kit.claim.days import DAY
from evidence_kit.claim.formulas import percent
from evidence_kit.claim.ledger import REFORM, RULE_OF_2015, Asked, Bearing, Debt, Ledger
from evidence_kit.claim.periods import years_after
from evidence_kit.claim.rates import TIMES
from evidence_kit.claim.running import Course
from evidence_kit.model import (
    AllotmentOrder,
    ClaimNotice,
    ClaimRowKind,
    DoubtKind,
    LoanFacts,
    Lpr,
    LprChoice,
    Means,
    Money,
    NoticeKind,
    SayingKind,
    Standard,
)

OF_AGE: Final = 18  # years
_YEAR: Final = (date(2025, 1, 1), date(2026, 1, 1))  # a common one, of 365 days


def barred(ledger: Ledger, asked: Asked) -> tuple[ClaimNotice, ...]:
    """Return why no figure can be given, nothing where one can.

    Contracts before 2015-09-01 fall under the rule of 1991, suits filed before 2020-08-20 under
    the old interpretation alone (民间借贷规定 31), and no rate is made up where the table has none,
    be it before its first row or after the time that it covers.
    """
    found = []
    for debt in ledger.debts:
        if debt.formed < RULE_OF_2015:
            args = (("loan", str(debt.number)), ("formed", debt.formed.isoformat()))
            found.append(ClaimNotice(NoticeKind.BEFORE_2015, args))
    if asked.filed and asked.filed < REFORM:
        filed = (("filed", asked.filed.isoformat()),)
        found.append(ClaimNotice(NoticeKind.FILED_BEFORE_2020, filed))
    begins = asked.lpr.rows[0].published
    needed = {_least(debt, asked) for debt in ledger.debts}
    found += [_on(NoticeKind.NO_LPR, day) for day in sorted(needed) if day < begins]
    return (*found, *_beyond(ledger, asked))


def _least(debt: Debt, asked: Asked) -> date:
    """Return the earliest day whose LPR a loan needs."""
    return debt.formed if debt.formed >= REFORM else min(REFORM, asked.filing)


def _on(kind: NoticeKind, day: date) -> ClaimNotice:
    return ClaimNotice(kind, (("on", day.isoformat()),))


def beside(
    facts: LoanFacts, ledger: Ledger, course: Course, asked: Asked
) -> tuple[ClaimNotice, ...]:
    """Return everything that must be said beside the figures, each once."""
    found = [*ledger.notices, *_capped(course, asked), *_unmeasured(ledger, asked)]
    found += [*_assumed(ledger, asked), *_ranked(course)]
    found += rolling.notices(ledger, asked, course.rows)
    by_law = asked.agreed.order is AllotmentOrder.BY_LAW
    found += [*_unused(facts, ledger, asked), *_odd_payments(ledger, course, by_law=by_law)]
    found += [*_open_demands(facts), *_minors(facts, ledger)]
    found += companies.notices(facts, asked.agreed)
    if hints_relending(facts):
        found.append(ClaimNotice(NoticeKind.RELENDING))
    return tuple(dict.fromkeys(found))


def hints_relending(facts: LoanFacts) -> bool:
    """Say whether words hint that the money lent was borrowed itself (民间借贷规定 13)."""
    said = any(one.kind is SayingKind.RELENDING for one in facts.sayings)
    return said or any(doubt.kind is DoubtKind.FUNDS_BORROWED for doubt in facts.doubts)


def _unused(facts: LoanFacts, ledger: Ledger, asked: Asked) -> Iterator[ClaimNotice]:
    """Yield what a person tells of loans and payments that there are none of."""
    agreed, loans = asked.agreed, sum(one.counted for one in facts.loans)
    kept = sum(bool(debt.kept_places) for debt in (*ledger.debts, *ledger.barred))
    paid = sum(one.counted for one in facts.repayments) - kept
    of_loans = [("loan_terms", one.number) for one in agreed.loans]
    of_loans += [("rollover", one.number) for one in agreed.rollovers]
    of_loans += [("withheld", one.number) for one in agreed.kept]
    of_loans += [("designated", loan) for _, loan in agreed.designated]
    for table, number in of_loans:
        if number > loans:
            args = (("table", table), ("number", str(number)), ("loans", str(loans)))
            yield ClaimNotice(NoticeKind.NO_SUCH_LOAN, args)
    for payment, _ in agreed.designated:
        if payment > paid:
            counted = (("number", str(payment)), ("payments", str(paid)))
            yield ClaimNotice(NoticeKind.NO_SUCH_PAYMENT, counted)
    for debt in ledger.debts:
        told = sum(one.amount.fen for one in agreed.kept if one.number == debt.number)
        if told > debt.lent:
            sums = (("amount", str(Money(told))), ("lent", str(Money(debt.lent))))
            yield ClaimNotice(NoticeKind.WITHHELD_BEYOND, (("loan", str(debt.number)), *sums))


def _odd_payments(ledger: Ledger, course: Course, *, by_law: bool) -> Iterator[ClaimNotice]:
    """Yield what came back before anything was lent, and that all of it came back."""
    first = min((debt.arrived for debt in ledger.debts), default=None)
    for one in ledger.receipts:
        if first and one.on < first:
            args = (("amount", str(Money(one.fen))), ("on", one.on.isoformat()))
            yield ClaimNotice(NoticeKind.BEFORE_LENT, args)
    lent = sum(debt.lent - debt.kept for debt in ledger.debts)
    back = sum(one.fen for one in ledger.receipts)
    owed = course.figures.total.fen - course.figures.costs.fen
    if lent and back >= lent and owed and by_law:
        sums = (("lent", str(Money(lent))), ("back", str(Money(back))))
        yield ClaimNotice(NoticeKind.ALL_CAME_BACK, sums)


def _open_demands(facts: LoanFacts) -> Iterator[ClaimNotice]:
    """Yield each demand in a person's own word that doesn't say whether it arrived."""
    for saying in facts.sayings:
        said = saying.stated
        if said and said.arrived is None and said.how is not Means.IN_PERSON:
            yield _on(NoticeKind.DEMAND_OPEN, said.on)


def _minors(facts: LoanFacts, ledger: Ledger) -> Iterator[ClaimNotice]:
    """Yield the first loan between parties of whom one wasn't of age yet."""
    first = min((debt.arrived for debt in ledger.debts), default=None)
    sides = (
        (NoticeKind.BORROWER_MINOR, facts.borrower),
        (NoticeKind.LENDER_MINOR, facts.lender),
    )
    for kind, party in sides:
        born = party.identity.born if party.identity else None
        if first and born and first < years_after(born, OF_AGE):
            yield _on(kind, first)


def _capped(course: Course, asked: Asked) -> Iterator[ClaimNotice]:
    """Yield each loan whose rate is held to the ceiling; by 360 days a year may go beyond it."""
    for row in course.rows:
        if row.cap is not None and row.agreed is not None and row.agreed > row.cap:
            named = {"agreed": percent(row.agreed), "cap": percent(row.cap)}
            penal = row.kind is ClaimRowKind.PENALTY
            kind = NoticeKind.PENALTY_CAPPED if penal else NoticeKind.RATE_CAPPED
            for loan in row.loans:
                yield ClaimNotice(kind, (("loan", str(loan)), *named.items()))
        real = (row.rate or 0) * days.part_of_year(*_YEAR, asked.settings.day_count)
        if row.days and row.cap is not None and real > row.cap:
            beyond = {"cap": percent(row.cap), "real": percent(real)}
            for loan in row.loans:
                yield ClaimNotice(NoticeKind.YEAR_OF_360, (("loan", str(loan)), *beyond.items()))


def _ranked(course: Course) -> Iterator[ClaimNotice]:
    """Yield that payments left a penalty for last, where one was owed (民法典 561 ranks none)."""
    penal = False
    for row in course.rows:
        penal = penal or row.kind is ClaimRowKind.PENALTY
        if penal and row.kind is ClaimRowKind.REPAID:
            yield ClaimNotice(NoticeKind.PENALTY_LAST)


def _unmeasured(ledger: Ledger, asked: Asked) -> Iterator[ClaimNotice]:
    """Yield each loan that has no LPR of its formation where that is to be its ceiling."""
    begins = asked.lpr.rows[0].published
    by_formation = asked.settings.standard is Standard.AT_FORMATION
    for debt in ledger.debts if by_formation else ():
        bears = debt.rate or debt.overdue or debt.penalty or ledger.charges
        if bears and debt.formed < begins:
            days_of = {"formed": debt.formed.isoformat(), "on": asked.filing.isoformat()}
            args = (("loan", str(debt.number)), *days_of.items())
            yield ClaimNotice(NoticeKind.NO_LPR_AT_FORMATION, args)


def _assumed(ledger: Ledger, asked: Asked) -> Iterator[ClaimNotice]:
    if asked.filed is None and any(debt.formed < REFORM for debt in ledger.debts):
        yield _on(NoticeKind.FILING_ASSUMED, asked.filing)


def _beyond(ledger: Ledger, asked: Asked) -> Iterator[ClaimNotice]:
    """Yield each day whose rate is needed and lies beyond what the table covers."""
    needed = {day for debt in ledger.debts for day in _unknown(debt, ledger, asked)}
    for day in sorted(needed):
        named = {"on": day.isoformat(), "verified": asked.lpr.verified.isoformat()}
        yield ClaimNotice(NoticeKind.LPR_BEYOND, tuple(named.items()))


def lacking(ledger: Ledger, asked: Asked) -> tuple[tuple[int, date], ...]:
    """Return the loans that need an LPR beyond the table, by order, and the first day of it."""
    days = ((debt.order, _unknown(debt, ledger, asked)) for debt in ledger.debts)
    return tuple((order, min(unknown)) for order, unknown in days if unknown)


def _unknown(debt: Debt, ledger: Ledger, asked: Asked) -> set[date]:
    """Return the days beyond what the table covers whose rate a loan needs."""
    needed = {*_looked_up(debt, asked)}
    if ledger.charges or ledger.rollovers:
        needed.add(rates.measured(debt, asked))
    return {day for day in needed if day > lpr.known_until(asked.lpr)}


def published(ledger: Ledger, course: Course, asked: Asked) -> tuple[Lpr, ...]:
    """Return the loan prime rates that rows were reckoned by, by the days of their publication."""
    told = {dict(row.formula.parts).get("lpr") for row in course.rows}
    told |= {str(row.cap / TIMES) for row in course.rows if row.cap and row.agreed is not None}
    held = {day for debt in ledger.debts for day in (*_held(debt, asked), *_parted(debt, asked))}
    found = {lpr.on(asked.lpr, day) for day in held}
    used = [one for one in found if one and str(one.one_year) in told]
    return tuple(sorted(used, key=lambda one: one.published))


def _begun(debt: Debt, due: date) -> date:
    """Return the first day after the due one on which LPR holds."""
    return max(due + DAY, REFORM) if debt.formed < REFORM else due + DAY


def _looked_up(debt: Debt, asked: Asked) -> Iterator[date]:
    yield from _held(debt, asked)
    yield from [asked.on] if any(_parted(debt, asked)) else []


def _held(debt: Debt, asked: Asked) -> Iterator[date]:
    """Yield the days whose LPR a loan bears, or is held to, for good."""
    if debt.bearing in (Bearing.AT_LPR, Bearing.NONE):
        fixed = asked.settings.lpr is LprChoice.FIXED
        yield from [debt.arrived] if debt.bearing is Bearing.AT_LPR and fixed else []
        return
    bears = debt.rate or debt.overdue
    if bears or debt.penalty:
        yield rates.measured(debt, asked)
    if not bears and asked.settings.lpr is LprChoice.FIXED:
        yield from (_begun(debt, due) for due in _overdue(debt, asked))


def _parted(debt: Debt, asked: Asked) -> Iterator[date]:
    """Yield the days from which another LPR held of what was overdue without a rate."""
    segmented = asked.settings.lpr is LprChoice.SEGMENTED
    if segmented and debt.bearing is Bearing.AT_LPR:
        yield from (debt.arrived, *lpr.changes(asked.lpr, debt.arrived, asked.on + DAY))
    elif segmented and not (debt.rate or debt.overdue):
        for due in _overdue(debt, asked):
            begun = _begun(debt, due)
            yield from (begun, *lpr.changes(asked.lpr, begun, asked.on + DAY))


def _overdue(debt: Debt, asked: Asked) -> list[date]:
    return [part.due for part in debt.parts if part.due and part.due < asked.on]
