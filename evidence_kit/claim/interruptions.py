"""What one act after another did to limitation, and until when it ran after each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    """An act on its day; `why` keeps it from counting, `until` is a later day due agreed in it.

    `anew` is the end of the years that begin with it, whatever else ends them earlier.
    """

    act: LimitationAct | Proceeding
    day: DaySpan | None
    why: Why | None = None
    until: DaySpan | None = None
    anew: DaySpan | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How far limitation has come: begun when, running until when, and at most until when."""

    begun: DaySpan | None = None
    end: DaySpan | None = None
    longest: DaySpan | None = None


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


def run(case: Chain) -> Iterator[Step]:
    """Yield what each act did, and when limitation ends after it.

    An act that isn't counted is open; its end is when limitation would end after all acts were
    it counted, and none where that has no answer.
    """
    states = [_beginning(case)]
    effects = []
    for event in case.events:
        effect, state = _judged(case, event, states[-1])
        effects.append(effect)
        states.append(state)
    for number, (event, effect) in enumerate(zip(case.events, effects, strict=True)):
        if effect is Effect.OPEN:
            end = _if_counted(case, number, states)
            yield Step(event.act, event.day, effect, end, *_why_open(event, states[number]))
        else:
            cited = _CITED.get(effect, _INTERRUPTING[event.act.kind])
            yield Step(event.act, event.day, effect, states[number + 1].end, cited)


def last_end(case: Chain, *, at_best: bool = False) -> DaySpan | None:
    """Return when limitation ends after all acts; None where it hasn't begun.

    At best every open act counts that has a day and is done.
    """
    state = _beginning(case)
    for event in case.events:
        state = _judged(case, event, state, forced=at_best)[1]
    return state.end


def years_from(day: date) -> int:
    """Return how long limitation runs from a day: three years, of old two (see REFORM)."""
    return OLD_YEARS if years_after(day, OLD_YEARS) < REFORM else YEARS


# ── the acts ───────────────────────────────────────────────────────────────────────────


def _event(act: LimitationAct, facts: LoanFacts, on: date) -> Event:
    day = maturity.act_days(act, on)
    until = next((bounded(one.value.due) for one in _agreed(facts) if _said_in(one, act)), None)
    return Event(act, day, _why(act, day, on), until, _years(until or day))


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
    why = Why.LATER if proceeding.on > on else None
    return Event(proceeding, day, why, anew=_years(day))


def _years(day: DaySpan | None) -> DaySpan | None:
    if day is None:
        return None
    first = years_after(day.first, years_from(day.first))
    return DaySpan(first, years_after(day.last, years_from(day.last)))


# ── one step ───────────────────────────────────────────────────────────────────────────


def _beginning(case: Chain) -> State:
    """Return the state before any act: limitation runs from a day due, else not yet."""
    fixed = (TermBasis.DUE, TermBasis.LAST_INSTALMENT)
    day = case.maturity.day if case.maturity.basis in fixed else None
    return _begun(day, case.holidays) if day else State()


def _begun(day: DaySpan, holidays: Holidays | None) -> State:
    longest = DaySpan(years_after(day.first, LONGEST_YEARS), years_after(day.last, LONGEST_YEARS))
    return _longer(State(day, None, longest), _years(day), holidays)


def _longer(state: State, anew: DaySpan | None, holidays: Holidays | None) -> State:
    """Return the state with a new end, never an earlier one, twenty years at most."""
    most = state.longest
    if not (anew and most):
        return state
    end = DaySpan(
        moved(min(anew.first, most.first), holidays), moved(min(anew.last, most.last), holidays)
    )
    old = state.end or end
    later = DaySpan(max(old.first, end.first), max(old.last, end.last))
    return replace(state, end=later)


def _judged(
    case: Chain, event: Event, state: State, *, forced: bool = False
) -> tuple[Effect, State]:
    """Return what an act did in a state, and the state after it; `forced` counts an open one."""
    waits = event.why is Why.LATER or (event.why is not None and not forced)
    if event.day is None or waits:
        return Effect.OPEN, state
    effect = _effect(event, event.day, state, forced=forced)
    if effect is Effect.STARTS:
        day = maturity.by_demand(event.day, case.facts, case.circumstances)[1]
        return effect, _begun(day, case.holidays)
    if effect in (Effect.INTERRUPTS, Effect.EXTENDS, Effect.REVIVES):
        return effect, _longer(state, event.anew, case.holidays)
    return effect, state


def _effect(event: Event, day: DaySpan, state: State, *, forced: bool) -> Effect:
    kind, begun, end = event.act.kind, state.begun, state.end
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


def _if_counted(case: Chain, number: int, states: Sequence[State]) -> DaySpan | None:
    """Return the last end were one open act counted; from where it changes nothing, it is known."""
    event = case.events[number]
    if event.day is None or event.why is Why.LATER:
        return None
    state = _judged(case, event, states[number], forced=True)[1]
    for later in range(number + 1, len(case.events)):
        if state == states[later]:
            return states[-1].end
        state = _judged(case, case.events[later], state)[1]
    return state.end


def _why_open(event: Event, before: State) -> tuple[tuple[Article, ...], Why]:
    """Return the articles of an act that isn't counted, and why it isn't."""
    late = event.day and before.end and event.day.first > before.end.last
    why = event.why or (Why.ARGUABLE if late else Why.MAYBE_LATE)
    return _INTERRUPTING[event.act.kind], why
