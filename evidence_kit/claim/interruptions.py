"""What one act after another did to limitation, and until when it ran after each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final, TypeAlias

from evidence_kit.claim import maturity
from evidence_kit.claim.citing import code, limiting
from evidence_kit.claim.periods import at_latest, bounded, moved, years_after
from evidence_kit.facts import limitation
from evidence_kit.model import (
    UNKNOWN_TIME,
    ActKind,
    Article,
    Basis,
    Circumstances,
    DaySpan,
    Effect,
    Holidays,
    LimitationAct,
    LoanFacts,
    Maturity,
    Moment,
    Proceeding,
    ProceedingKind,
    Renewal,
    Rollover,
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

_END: Final = time(23, 59)
_FIXED: Final = (TermBasis.DUE, TermBasis.LAST_INSTALMENT)
_Kind: TypeAlias = ActKind | ProceedingKind
_AGREEMENT = (code(195), limiting(14))
_INTERRUPTING: dict[_Kind, tuple[Article, ...]] = {
    ActKind.DEMAND: (code(195), limiting(8)),
    ActKind.PAYMENT: _AGREEMENT,
    ActKind.PROMISE: (code(195),),
    ActKind.PLAN: _AGREEMENT,
    ActKind.ACKNOWLEDGEMENT: (code(195),),
    ActKind.DELAY: _AGREEMENT,
    ActKind.NEW_NOTE: (code(195),),
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
    ActKind.NEW_NOTE: Effect.REVIVES,
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
class Dated:
    """When an act was done, and the end of the years that begin with it or with what it agreed."""

    day: DaySpan
    anew: DaySpan


@dataclass(frozen=True, slots=True)
class Event:
    """An act on its day; `why` keeps it from counting, `until` is a later day due agreed in it."""

    act: LimitationAct | Proceeding
    when: Dated | None
    why: Why | None = None
    until: DaySpan | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How far limitation has come: begun when, running until when, and at most until when."""

    begun: DaySpan
    end: DaySpan
    longest: DaySpan


@dataclass(frozen=True, slots=True)
class Chain:
    """The acts of one case by day, and what they are judged by."""

    facts: LoanFacts
    circumstances: Circumstances
    maturity: Maturity
    events: tuple[Event, ...]
    holidays: Holidays | None
    since: date | None = None


def chain(
    facts: LoanFacts,
    circumstances: Circumstances,
    *,
    on: date,
    filed_on: date | None,
    holidays: Holidays | None,
    since: date | None = None,
    renewed: Iterable[Rollover] = (),
) -> Chain:
    """Return what was done and handed in, by day; what has no day stands where it is shown.

    Before `since`, the day of the loan, nothing made it due. Who signs a new note (`renewed`)
    agrees to pay.
    """
    circumstances = maturity.filed(circumstances, filed_on)
    found = [_event(act, facts, on) for act in limitation.acts(facts)]
    found += [_unmatched(one) for one in _agreed(facts) if not _shown(one, found)]
    found += [_noted(one, on) for one in renewed]
    found += [_handed_in(one, on) for one in circumstances.proceedings]
    reached, keyed = DaySpan(date.min, date.min), []
    for number, event in enumerate(found):
        reached = event.when.day if event.when else reached
        keyed.append((reached.first, reached.last, number))
    events = tuple(found[number] for *_, number in sorted(keyed))
    matured = _fixed(maturity.of(facts, circumstances, on=on, since=since), events)
    return Chain(facts, circumstances, matured, events, holidays, since)


def _fixed(matured: Maturity, events: Sequence[Event]) -> Maturity:
    """Return the day that both agreed on later, where none was before and no demand came first.

    A doubted agreement fixes none.
    """
    if matured.basis in _FIXED:
        return matured
    sure = [one.until for one in events if one.until and one.why in (None, Why.UNDATED)]
    first = min(sure, key=lambda day: (day.first, day.last), default=None)
    if first is None or (matured.day and matured.day.first < first.first):
        return matured
    return Maturity(TermBasis.DUE, first, matured.notes, (), (code(188),))


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
            cited, why = _INTERRUPTING[event.act.kind], _why_open(case, event, states[number])
            yield Step(event.act, _day(event), effect, end, cited, why)
        else:
            after = states[number + 1]
            cited = _CITED.get(effect, _INTERRUPTING[event.act.kind])
            yield Step(event.act, _day(event), effect, after.end if after else None, cited)


def last_end(case: Chain, *, at_best: bool = False) -> DaySpan | None:
    """Return when limitation ends after all acts; None where it hasn't begun.

    At best every open act counts that has a day and is done.
    """
    state = _beginning(case)
    for event in case.events:
        state = _judged(case, event, state, forced=at_best)[1]
    return state.end if state else None


def years_from(day: date) -> int:
    """Return how long limitation runs from a day: three years, of old two (see REFORM)."""
    return OLD_YEARS if years_after(day, OLD_YEARS) < REFORM else YEARS


# ── the acts ───────────────────────────────────────────────────────────────────────────


def _event(act: LimitationAct, facts: LoanFacts, on: date) -> Event:
    day = maturity.act_days(act, on)
    until = next((bounded(one.value.due) for one in _agreed(facts) if _said_in(one, act)), None)
    arguable = act.kind is ActKind.ACKNOWLEDGEMENT and not until
    when = Dated(day, _years(until or day)) if day else None
    return Event(act, when, _why(act, day, on, arguable=arguable), until)


def _why(act: LimitationAct, day: DaySpan | None, on: date, *, arguable: bool) -> Why | None:
    if day and day.first > on:
        return Why.LATER
    if act.doubts:
        return Why.DOUBTED
    if day is None:
        return Why.UNDATED
    return Why.ARGUABLE if arguable else None


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


def _noted(note: Rollover, on: date) -> Event:
    at = Moment(datetime.combine(note.on, time()), datetime.combine(note.on, _END), Basis.STATED)
    act, day = (
        LimitationAct(ActKind.NEW_NOTE, at, (), None, note.principal),
        DaySpan(note.on, note.on),
    )
    return Event(act, Dated(day, _years(day)), Why.LATER if note.on > on else None)


def _handed_in(proceeding: Proceeding, on: date) -> Event:
    day = DaySpan(proceeding.on, proceeding.on)
    return Event(proceeding, Dated(day, _years(day)), Why.LATER if proceeding.on > on else None)


def _years(day: DaySpan) -> DaySpan:
    first = years_after(day.first, years_from(day.first))
    return DaySpan(first, years_after(day.last, years_from(day.last)))


def _day(event: Event) -> DaySpan | None:
    return event.when.day if event.when else None


# ── one step ───────────────────────────────────────────────────────────────────────────


def _beginning(case: Chain) -> State | None:
    """Return the state before any act: limitation runs from a day due, else not yet."""
    day = case.maturity.day if case.maturity.basis in _FIXED else None
    return _begun(day, case.holidays) if day else None


def _begun(day: DaySpan, holidays: Holidays | None) -> State:
    longest = DaySpan(years_after(day.first, LONGEST_YEARS), years_after(day.last, LONGEST_YEARS))
    return State(day, _held(_years(day), longest, holidays), longest)


def _held(end: DaySpan, most: DaySpan, holidays: Holidays | None) -> DaySpan:
    first, last = min(end.first, most.first), min(end.last, most.last)
    return DaySpan(moved(first, holidays), moved(last, holidays))


def _longer(state: State, anew: DaySpan, holidays: Holidays | None) -> State:
    """Return the state with a new end, never an earlier one, twenty years at most."""
    end, old = _held(anew, state.longest, holidays), state.end
    later = DaySpan(max(old.first, end.first), max(old.last, end.last))
    return replace(state, end=later)


def _judged(
    case: Chain, event: Event, state: State | None, *, forced: bool = False
) -> tuple[Effect, State | None]:
    """Return what an act did in a state, and the state after it; `forced` counts an open one."""
    when = event.when
    waits = event.why is Why.LATER or (event.why is not None and not forced)
    if when is None or waits:
        return Effect.OPEN, state
    if state is None:
        return _first(case, event, when.day)
    latest = at_latest(state.end.last, case.holidays)
    effect = _effect(event, when.day, state, latest, forced=forced)
    if effect in (Effect.INTERRUPTS, Effect.EXTENDS, Effect.REVIVES):
        return effect, _longer(state, when.anew, case.holidays)
    return effect, state


def _first(case: Chain, event: Event, day: DaySpan) -> tuple[Effect, State | None]:
    """Return what an act does before anything runs: only a demand makes the debt due."""
    kind = event.act.kind
    if kind is not ActKind.DEMAND and kind not in maturity.DEMANDING:
        return Effect.EARLY, None
    if case.since and day.last < case.since:
        return Effect.EARLY, None
    due = maturity.by_demand(day, case.facts, case.circumstances)[1]
    return Effect.STARTS, _begun(due, case.holidays)


def _effect(event: Event, day: DaySpan, state: State, latest: date, *, forced: bool) -> Effect:
    if day.first > latest:
        late = _AFTER_END.get(event.act.kind, Effect.TOO_LATE)
        return Effect.REVIVES if forced and late is Effect.OPEN else late
    if day.last > state.end.first and not forced:
        return Effect.OPEN
    if event.until:
        return Effect.EXTENDS
    return Effect.EARLY if day.last <= state.begun.first else Effect.INTERRUPTS


def _if_counted(case: Chain, number: int, states: Sequence[State | None]) -> DaySpan | None:
    """Return the last end were one open act counted; from where it changes nothing, it is known."""
    event = case.events[number]
    if event.when is None or event.why is Why.LATER:
        return None
    state = _judged(case, event, states[number], forced=True)[1]
    for later in range(number + 1, len(case.events)):
        if state == states[later]:
            state = states[-1]
            break
        state = _judged(case, case.events[later], state)[1]
    return state.end if state else None


def _why_open(case: Chain, event: Event, before: State | None) -> Why:
    if event.why:
        return event.why
    latest = at_latest(before.end.last, case.holidays) if before else date.max
    late = event.when and event.when.day.first > latest
    return Why.ARGUABLE if late else Why.MAYBE_LATE
