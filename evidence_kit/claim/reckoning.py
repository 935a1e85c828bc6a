"""LoanFacts → Claim: the figures, their rows, and everything that must stand beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evidence_kit.claim import balances, formulas, open_points, readings, running, saying, terms
from evidence_kit.claim.citing import lending
from evidence_kit.claim.gathering import gather
from evidence_kit.claim.ledger import REFORM, Asked, Bearing, Ledger
from evidence_kit.claim.rates import old
from evidence_kit.claim.running import Course
from evidence_kit.model import (
    Agreement,
    Claim,
    ClaimNotice,
    ClaimRow,
    ClaimRowKind,
    ClaimSettings,
    Figures,
    LoanFacts,
    LprTable,
    Money,
    NoticeKind,
    Outcome,
    Split,
)

AS_THE_LAW_LEAVES_IT = ClaimSettings()
NOTHING_AGREED = Agreement()


def compute(
    facts: LoanFacts,
    *,
    on: date,
    lpr: LprTable,
    settings: ClaimSettings = AS_THE_LAW_LEAVES_IT,
    agreed: Agreement = NOTHING_AGREED,
    filed: date | None = None,
    alone: bool = False,
) -> Claim:
    """Return what is owed on a day, with every row, other readings, and what is open.

    `agreed` is what no fact holds; `filed` the day of filing, None while it is open. Only what
    the facts count is counted. Where the law gives no figure, the outcome says so. `alone` leaves
    out what it would be otherwise: other readings and what is open; then a loan that lacks an LPR
    leaves no figure at all, while else it bars itself alone.
    """
    asked = Asked(
        on=on, lpr=lpr, settings=settings, agreed=agreed, filed=filed,
        demands=terms.demands(facts),
    )  # fmt: skip
    asked = asked if alone else apart(facts, asked)
    ledger = gather(facts, asked)
    empty = Claim(on, filed, settings, lpr.verified, Outcome.NO_FIGURE, None, ())
    if barred := saying.barred(ledger, asked):
        return replace(empty, notices=(*barred, *ledger.notices))
    course = reckon(ledger, asked, facts)
    main = course.figures
    if ledger.barred and not main.total.fen:  # they may be owed still
        rest = ClaimNotice(NoticeKind.REST_NOT_OWED)
        said = (rest, *saying.beside(facts, ledger, course, asked))
        return replace(empty, rows=course.rows, notices=said)
    owed = replace(
        empty,
        outcome=_outcome(ledger, main),
        figures=main,
        rows=course.rows,
        further=course.further,
        notices=saying.beside(facts, ledger, course, asked),
        published=saying.published(ledger, course, asked),
        undue=course.undue,
        waiting=course.waiting,
        measure=course.measure,
        paid_off=course.paid_off,
    )
    if alone:
        return owed
    told = balances.differing(facts, ledger, asked, figures)
    return replace(
        owed,
        notices=(*owed.notices, *balances.notices(told)),
        alternatives=(
            *readings.alternatives(facts, ledger, asked, main, figures),
            *balances.alternatives(told, facts, asked, main, figures),
        ),
        open_points=open_points.open_points(facts, asked, main, figures),
    )


def apart(facts: LoanFacts, asked: Asked) -> Asked:
    """Return the question without the loans that need an LPR nobody told, where others don't."""
    ledger = gather(facts, asked)
    lacking = saying.lacking(ledger, asked)
    return replace(asked, without=lacking) if 0 < len(lacking) < len(ledger.debts) else asked


def figures(facts: LoanFacts, asked: Asked) -> Figures | None:
    """Return the figures alone, None where the law gives none."""
    ledger = gather(facts, asked)
    barred = saying.barred(ledger, asked)
    return None if barred else reckon(ledger, asked, facts, told=False).figures


def reckon(ledger: Ledger, asked: Asked, facts: LoanFacts, *, told: bool = True) -> Course:
    """Return the reckoning, held to what interest that became principal may bring.

    Untold, its figures alone.
    """
    course = running.run(ledger, asked, told=told)
    if not ledger.rollovers or asked.bearing is not Bearing.AS_AGREED:
        return course
    most = replace(asked, bearing=Bearing.AT_CAP, rolled=False)
    held = _limited(course, running.run(gather(facts, most), most, told=told))
    if held is course or all(debt.formed >= REFORM for debt in ledger.debts if debt.rolled):
        return held
    *rows, row = held.rows
    row = replace(row, articles=(old(28, 2), *row.articles))
    return replace(held, rows=(*rows, row))


def _limited(course: Course, most: Course) -> Course:
    """Take off what exceeds the first principal with interest at the ceiling on it (27)."""
    owed = course.figures
    beyond = left = owed.total.fen - most.figures.total.fen
    if beyond <= 0:
        return course
    kept = {"overdue": owed.overdue.fen, "interest": owed.interest.fen}
    kept |= {"penalty": owed.penalty.fen, "principal": owed.principal.fen}
    taken = {}
    for name, fen in kept.items():
        taken[name] = min(fen, left)
        left -= taken[name]
    row = ClaimRow(
        number=len(course.rows) + 1,
        kind=ClaimRowKind.LIMITED,
        amount=Money(beyond),
        formula=formulas.limited(owed, most.figures),
        articles=(lending(27, 2),),
        split=Split(**{name: Money(fen) for name, fen in taken.items()}),
    )
    rest = {name: Money(fen - taken[name]) for name, fen in kept.items()}
    return replace(
        course,
        rows=(*course.rows, row),
        figures=replace(owed, **rest),
        further=most.further,
        measure=most.rows,
    )


def _outcome(ledger: Ledger, owed: Figures) -> Outcome:
    if not ledger.debts:
        return Outcome.NOTHING_LENT
    if owed.claimed.fen:  # litigation fees alone are no claim: the court says who bears them
        return Outcome.OWED
    return Outcome.OVERPAID if owed.overpaid.fen else Outcome.REPAID
