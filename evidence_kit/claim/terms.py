"""When each loan falls due, and at what rate, as the facts and a person's own word say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from evidence_kit.claim import days, level
from evidence_kit.claim.formulas import percent
from evidence_kit.claim.ledger import Asked, Part, Term
from evidence_kit.facts import limitation
from evidence_kit.model import (
    ActKind,
    ClaimNotice,
    DoubtKind,
    LevelPlan,
    LimitationAct,
    LoanFacts,
    LoanTerms,
    Money,
    NoticeKind,
    Statement,
    Where,
)

_RATE_DOUBTS = (DoubtKind.SAID_UNCLEAR, DoubtKind.RECORDS_DIFFER)


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan as far as money goes: `fen` is what the borrower really got.

    It is taken to have come on the day `arrived`; `earliest` is the first that it may have.
    """

    number: int
    arrived: date
    fen: int
    earliest: date


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed of one loan: its parts, its rate, what must be said, and where it stands.

    What a person tells stands nowhere; what a demand made due stands where the demand does.
    """

    parts: tuple[Part, ...]
    rate: Fraction
    notices: tuple[ClaimNotice, ...] = ()
    rate_places: tuple[Where, ...] = ()
    due_places: tuple[Where, ...] = ()
    level: LevelPlan | None = None


def of(facts: LoanFacts, lent: Sequence[Lent], asked: Asked) -> dict[int, Terms]:
    """Return what was agreed of each loan, by number.

    First comes what was agreed of it alone, then a plan whose parts make up all that was lent
    (where a day was agreed before, only if that reading is asked for), then the day for all, if
    that isn't before its money came: such a day is another loan's. Without any, its lender may
    demand it within a reasonable time (民法典 675).
    """
    own = {one.number: one for one in asked.agreed.loans}
    common = due(facts, lent, asked)
    sliced = slices(facts, lent)
    if common and asked.term is not Term.PLAN:
        sliced = None
    found = {}
    for one in lent:
        terms = own.get(one.number, LoanTerms(one.number))
        rate, notices = _rate(facts, one, terms, asked)
        shown = tuple(item.where for item in facts.terms.instalments)
        if terms.level:
            parts, shown = level.parts(terms.level, one.fen), ()
        elif terms.due is None and sliced:
            parts = sliced[one.number]
        else:
            day, told = _day(one, terms.due or common, asked)
            parts, notices = (Part(day, one.fen),), (*notices, *told)
            shown = () if terms.due else _due_shown(facts, one, common)
        said = facts.terms.rate
        agreed = (said.where,) if said and not (terms.rate or terms.level) else ()
        found[one.number] = Terms(parts, rate, notices, _inked(agreed), _inked(shown), terms.level)
    return found


def _inked(places: Iterable[Where | Statement]) -> tuple[Where, ...]:
    """Return the places that are on a page."""
    return tuple(place for place in places if isinstance(place, Where))


def _due_shown(facts: LoanFacts, one: Lent, common: date | None) -> tuple[Where | Statement, ...]:
    """Return where the day is agreed that a loan falls due on, or the demand that made it due."""
    said = facts.terms
    if common and common >= one.arrived:
        later = [item.where for item in said.renewals if item.value.agreed]
        parts = [item.where for item in said.instalments] if said.due is None else []
        return (*((said.due.where,) if said.due else ()), *later, *parts)
    made = (
        act.places
        for act in _demands(facts)
        if act.at.latest and act.at.latest.date() >= one.arrived
    )
    return next(made, ())


def due(facts: LoanFacts, lent: Sequence[Lent], asked: Asked) -> date | None:
    """Return the day that all falls due on: put off where both agreed, else as first agreed.

    Of several days that words may mean the last one; without any, the last part of a plan that
    doesn't make up what was lent.
    """
    said = facts.terms
    later = [one.value.due.latest for one in said.renewals if one.value.agreed]
    days = [said.due.value.latest if said.due else None]
    days += later if asked.term is not Term.FIRST else []
    known = [day.date() for day in days if day]
    if known:
        return max(known)
    parts = [one.value.due.latest for one in said.instalments]
    unfit = parts and slices(facts, lent) is None
    return max((day.date() for day in parts if day), default=None) if unfit else None


def slices(facts: LoanFacts, lent: Sequence[Lent]) -> dict[int, tuple[Part, ...]] | None:
    """Return the parts of the plan loan by loan; None where it doesn't make up what was lent."""
    planned = [(one.value.due.latest, one.value.amount.fen) for one in facts.terms.instalments]
    parts = [(day.date(), fen) for day, fen in planned if day]
    same = sum(fen for _, fen in parts) == sum(one.fen for one in lent)
    if not parts or len(parts) != len(planned) or not same:
        return None
    found: dict[int, tuple[Part, ...]] = {}
    for one in lent:
        left, mine = one.fen, list[Part]()
        while left:
            day, fen = parts.pop(0)
            taken = min(left, fen)
            mine.append(Part(day, taken))
            left -= taken
            if fen > taken:
                parts.insert(0, (day, fen - taken))
        found[one.number] = tuple(mine) or (Part(None, 0),)
    return found


def demands(facts: LoanFacts) -> tuple[date, ...]:
    """Return the days of the demands that surely arrived, each the last one that it may be."""
    return tuple(act.at.latest.date() for act in _demands(facts) if act.at.latest)


def _demands(facts: LoanFacts) -> list[LimitationAct]:
    """Return the demands that surely arrived and have a day, by the last one that each may be."""
    acts = [act for act in limitation.acts(facts) if act.kind is ActKind.DEMAND and not act.doubts]
    dated = [act for act in acts if act.at.latest]
    return sorted(dated, key=lambda act: act.at.latest.date() if act.at.latest else date.max)


def _day(
    one: Lent, agreed: date | None, asked: Asked
) -> tuple[date | None, tuple[ClaimNotice, ...]]:
    """Return the day that a loan falls due on, None where nothing makes it due.

    A day agreed that may lie before a loan of no certain day makes it due on none: it is told.
    """
    day, told = _agreed_or_demanded(one, agreed, asked)
    if agreed is None or not one.earliest <= agreed < one.arrived:
        return day, told
    named = {"loan": str(one.number), "due": agreed.isoformat(), "taken": one.arrived.isoformat()}
    untied = ClaimNotice(NoticeKind.DUE_UNTIED, tuple(named.items()))
    return day, (untied, *(n for n in told if n.kind is not NoticeKind.NO_TERM))


def _agreed_or_demanded(
    one: Lent, agreed: date | None, asked: Asked
) -> tuple[date | None, tuple[ClaimNotice, ...]]:
    if agreed and agreed >= one.arrived:
        later = (("loan", str(one.number)), ("due", agreed.isoformat()))
        return agreed, (ClaimNotice(NoticeKind.NOT_DUE, later),) if agreed > asked.on else ()
    first = next((day for day in asked.demands if day >= one.arrived), None)
    if asked.term is Term.FILING or (first is None and asked.filed):
        return max(asked.filed or asked.on, one.arrived), ()
    number = ("loan", str(one.number))
    if first is None:
        return None, (ClaimNotice(NoticeKind.NO_TERM, (number,)),)
    grace = 0 if asked.term is Term.DEMAND else asked.settings.grace_days
    day = first + timedelta(grace)
    named = {"demanded": first.isoformat(), "days": str(grace), "due": day.isoformat()}
    return day, (ClaimNotice(NoticeKind.TERM_BY_DEMAND, (number, *named.items())),)


def _rate(
    facts: LoanFacts, one: Lent, terms: LoanTerms, asked: Asked
) -> tuple[Fraction, tuple[ClaimNotice, ...]]:
    if terms.level:
        real = level.real_rate(terms.level, one.arrived, asked.settings.day_count)
        named = {"nominal": percent(terms.level.rate.per_year), "real": percent(real)}
        args = (
            ("loan", str(terms.number)),
            *named.items(),
            ("wording", terms.level.rate.wording),
        )
        return real, (ClaimNotice(NoticeKind.LEVEL_RATE, args),)
    said = terms.rate or (facts.terms.rate.value if facts.terms.rate else None)
    if said is not None:
        return days.yearly(said, asked.settings.day_count), ()
    return asked.rate or Fraction(0), ()


def notices(facts: LoanFacts, lent: Sequence[Lent], asked: Asked) -> Iterator[ClaimNotice]:
    """Yield what must be said of the terms of all loans together."""
    said = facts.terms
    if said.due and said.due.value.latest is None:
        yield ClaimNotice(NoticeKind.DUE_UNKNOWN, (("text", said.due.quote),))
    if said.instalments and slices(facts, lent) is None:
        planned = sum(one.value.amount.fen for one in said.instalments)
        total = sum(one.fen for one in lent)
        args = (("planned", str(Money(planned))), ("lent", str(Money(total))))
        yield ClaimNotice(NoticeKind.PLAN_UNFIT, args)
    if said.rate is None and unclear(facts, asked):
        natural = asked.agreed.natural_persons
        yield ClaimNotice(NoticeKind.RATE_UNCLEAR if natural else NoticeKind.NOT_NATURAL)


def unclear(facts: LoanFacts, asked: Asked) -> bool:
    """Say whether interest was spoken of and no one rate follows (民间借贷规定 24)."""
    open_rate = (d for d in facts.doubts if d.kind in _RATE_DOUBTS)
    told = any(dict(doubt.args).get("field") == "rate" for doubt in open_rate)
    return told or bool(asked.agreed.unclear_rates)
