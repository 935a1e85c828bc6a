"""What one act after another did to limitation, and until when it ran after each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from evidence_kit.claim import maturity
from evidence_kit.claim.citing import code, limiting
from evidence_kit.claim.periods import bounded, moved, years_after
from evidence_kit.facts import limitation
from evidence_kit.model import (
    UNKNOWN_TIME,
    ActKind,
    Article,
    Circumstances,
    DaySpan,
    Effect,
    Holidays,
    LimitationAct,
    LoanFacts,
    Maturity,
    Proceeding,
    ProceedingKind,
    Renewal,
    Sourced,
    Step,
    TermBasis,
    Why,
)

YEARS: Final = 3  # 民法典 188
LONGEST_YEARS: Final = 20
OLD_YEARS: Final = 2
# What two years had run out before this day stays run out; the rest has three.
REFORM: Final = date(2017, 10, 1)

_Kind: TypeAlias = ActKind | ProceedingKind
_AGREEMENT = (code(195), limiting(14))
_INTERRUPTING: dict[_Kind, tuple[Article, ...]] = {
    ActKind.DEMAND: (code(195), limiting(8)),
    ActKind.PAYMENT: _AGREEMENT,
    ActKind.PROMISE: (code(195),),
    ActKind.PLAN: _AGREEMENT,
    ActKind.ACKNOWLEDGEMENT: (code(195),),
    ActKind.DELAY: _AGREEMENT,
    ProceedingKind.SUIT: (code(195), limiting(10)),
    ProceedingKind.PAYMENT_ORDER: (code(195), limiting(11)),
    ProceedingKind.PRESERVATION: (code(195), limiting(11)),
    ProceedingKind.MEDIATION: (code(195), limiting(12)),
    ProceedingKind.POLICE: (code(195), limiting(13)),
}
# After the end a promise binds and what is paid stays paid (民法典 192); whether asking for time
# or admitting the debt is a promise, courts differ. All else comes too late.
_AFTER_END: dict[_Kind, Effect] = {
    ActKind.PROMISE: Effect.REVIVES,
    ActKind.PLAN: Effect.REVIVES,
    ActKind.PAYMENT: Effect.KEPT_PAID,
    ActKind.DELAY: Effect.OPEN,
    ActKind.ACKNOWLEDGEMENT: Effect.OPEN,
}
_CITED = {
    Effect.STARTS: (code(675), limiting(4)),
    Effect.EXTENDS: (code(188),),
    Effect.EARLY: (code(188),),
    Effect.REVIVES: (code(192),),
    Effect.KEPT_PAID: (code(192),),
    Effect.TOO_LATE: (code(192),),
}


@dataclass(frozen=True, slots=True)
class Event:
    """An act on its day; `why` keeps it from counting, `until` is a later day due agreed in it."""

    act: LimitationAct | Proceeding
    day: DaySpan | None
    why: Why | None = None
    until: DaySpan | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The acts of one case by day, and what they are judged by."""

    facts: LoanFacts
    circumstances: Circumstances
    maturity: Maturity
    events: tuple[Event, ...]
    holidays: Holidays | None


def chain(
    facts: LoanFacts,
    circumstances: Circumstances,
    *,
    on: date,
    filed_on: date | None,
    holidays: Holidays | None,
) -> Chain:
    """Return what was done and handed in, by day; what has no day stands where it is shown."""
    found = [_event(act, facts, on) for act in limitation.acts(facts)]
    found += [_unmatched(one) for one in _agreed(facts) if not _shown(one, found)]
    found += [_handed_in(one, on) for one in _proceedings(circumstances, filed_on)]
    reached, keyed = date.min, []
    for number, event in enumerate(found):
        reached = event.day.first if event.day else reached
        keyed.append((reached, event.day.last if event.day else reached, number))
    events = tuple(found[number] for *_, number in sorted(keyed))
    matured = maturity.of(facts, circumstances, on=on)
    return Chain(facts, circumstances, matured, events, holidays)


def run(case: Chain, counting: Collection[int] = ()) -> Iterator[Step]:
    """Yield what each act did, and when limitation ends after it.

    `counting` are the places of open acts to be counted all the same; what has no day never is.
    An act that isn't counted has no end.
    """
    begun = None if _waits_for_demand(case.maturity) else case.maturity.day
    end = begun and _three_years(begun, begun, case.holidays)
    for number, event in enumerate(case.events):
        forced, day = number in counting, event.day
        if day is None or (event.why and not forced):
            yield Step(event.act, day, Effect.OPEN, None, _INTERRUPTING[event.act.kind], event.why)
            continue
        effect = _effect(event, day, begun, end, forced=forced)
        if effect is Effect.STARTS:
            begun = maturity.by_demand(day, case.facts, case.circumstances)[1]
        end = _end_after(effect, event.until or day, begun, end, case.holidays)
        yield _step(event, effect, end, late=end is not None and day.first > end.last)


def last_end(case: Chain, counting: Collection[int] = ()) -> DaySpan | None:
    """Return when limitation ends after all acts; None where it hasn't begun."""
    begun = None if _waits_for_demand(case.maturity) else case.maturity.day
    ends = [step.end for step in run(case, counting) if step.end]
    return ends[-1] if ends else begun and _three_years(begun, begun, case.holidays)


def years_from(day: date) -> int:
    """Return how long limitation runs from a day: three years, of old two (see REFORM)."""
    return OLD_YEARS if years_after(day, OLD_YEARS) < REFORM else YEARS


# ── the acts ───────────────────────────────────────────────────────────────────────────


def _event(act: LimitationAct, facts: LoanFacts, on: date) -> Event:
    day = maturity.act_days(act, on)
    until = next((bounded(one.value.due) for one in _agreed(facts) if _said_in(one, act)), None)
    return Event(act, day, _why(act, day, on), until)


def _why(act: LimitationAct, day: DaySpan | None, on: date) -> Why | None:
    if act.doubts:
        return Why.DOUBTED
    if day is None:
        return Why.UNDATED
    if day.first > on:
        return Why.LATER
    return Why.ARGUABLE if act.kind is ActKind.ACKNOWLEDGEMENT else None


def _agreed(facts: LoanFacts) -> list[Sourced[Renewal]]:
    return [one for one in facts.terms.renewals if one.value.agreed and bounded(one.value.due)]


def _said_in(renewal: Sourced[Renewal], act: LimitationAct | Proceeding) -> bool:
    said = act.quote if isinstance(act, LimitationAct) else None
    return said is not None and (said.quote, said.where) == (renewal.quote, renewal.where)


def _shown(renewal: Sourced[Renewal], events: Sequence[Event]) -> bool:
    return any(_said_in(renewal, event.act) for event in events)


def _unmatched(renewal: Sourced[Renewal]) -> Event:
    """Return an extension that no act shows: nothing says when it was agreed."""
    said = Sourced(renewal.quote, renewal.quote, renewal.where)
    act = LimitationAct(ActKind.PROMISE, UNKNOWN_TIME, (), said)
    return Event(act, None, Why.UNDATED, bounded(renewal.value.due))


def _proceedings(circumstances: Circumstances, filed_on: date | None) -> tuple[Proceeding, ...]:
    filed = (Proceeding(ProceedingKind.SUIT, filed_on),) if filed_on else ()
    return tuple(dict.fromkeys((*circumstances.proceedings, *filed)))


def _handed_in(proceeding: Proceeding, on: date) -> Event:
    day = DaySpan(proceeding.on, proceeding.on)
    return Event(proceeding, day, Why.LATER if proceeding.on > on else None)


# ── one step ───────────────────────────────────────────────────────────────────────────


def _waits_for_demand(matured: Maturity) -> bool:
    return matured.basis not in (TermBasis.DUE, TermBasis.LAST_INSTALMENT)


def _effect(
    event: Event, day: DaySpan, begun: DaySpan | None, end: DaySpan | None, *, forced: bool
) -> Effect:
    kind = event.act.kind
    if begun is None or end is None:
        demands = kind is ActKind.DEMAND or kind in maturity.DEMANDING
        return Effect.STARTS if demands else Effect.EARLY
    if day.first > end.last:
        late = _AFTER_END.get(kind, Effect.TOO_LATE)
        return Effect.REVIVES if forced and late is Effect.OPEN else late
    if day.last > end.first and not forced:
        return Effect.OPEN
    if event.until:
        return Effect.EXTENDS
    return Effect.EARLY if day.last <= begun.first else Effect.INTERRUPTS


def _end_after(
    effect: Effect,
    day: DaySpan,
    begun: DaySpan | None,
    end: DaySpan | None,
    holidays: Holidays | None,
) -> DaySpan | None:
    if begun and effect is Effect.STARTS:
        return _three_years(begun, begun, holidays)
    if not (begun and end) or effect not in (Effect.INTERRUPTS, Effect.EXTENDS, Effect.REVIVES):
        return end
    anew = _three_years(day, begun, holidays)
    return DaySpan(max(end.first, anew.first), max(end.last, anew.last))


def _three_years(day: DaySpan, begun: DaySpan, holidays: Holidays | None) -> DaySpan:
    """Return the end of a term from a day, twenty years from the beginning at most."""
    first = min(years_after(day.first, years_from(day.first)), _longest(begun.first))
    last = min(years_after(day.last, years_from(day.last)), _longest(begun.last))
    return DaySpan(moved(first, holidays), moved(last, holidays))


def _longest(begun: date) -> date:
    return years_after(begun, LONGEST_YEARS)


def _step(event: Event, effect: Effect, end: DaySpan | None, *, late: bool) -> Step:
    articles = _CITED.get(effect, _INTERRUPTING[event.act.kind])
    if effect is not Effect.OPEN:
        return Step(event.act, event.day, effect, end, articles)
    why = Why.ARGUABLE if late else Why.MAYBE_LATE
    return Step(event.act, event.day, effect, None, articles, why)
