"""诉讼时效: from when it runs, what each act did to it, until when, and how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from evidence_kit.claim import days_off, interruptions, own_terms
from evidence_kit.claim.citing import code, limiting
from evidence_kit.claim.interruptions import Chain
from evidence_kit.claim.own_terms import Share
from evidence_kit.claim.periods import at_latest, covered, moved, put_off, years_after
from evidence_kit.model import (
    ActKind,
    Agreement,
    Article,
    Circumstances,
    DaySpan,
    Effect,
    Holidays,
    Limitation,
    LoanFacts,
    Mark,
    Maturity,
    Note,
    NoteKind,
    Proceeding,
    ProceedingKind,
    Step,
    TermStatus,
    Why,
)

NEAR_DAYS: Final = 180  # the six months in which alone limitation can be suspended (民法典 194)
URGENT_DAYS: Final = 30  # a suit is drawn up and handed in within a month

_COUNTED = (Effect.STARTS, Effect.INTERRUPTS, Effect.REVIVES, Effect.EXTENDS)


def of(
    facts: LoanFacts,
    circumstances: Circumstances,
    *,
    on: date,
    filed_on: date | None = None,
    holidays: Holidays | None = None,
    agreed: Agreement = own_terms.NOTHING_AGREED,
    paid: Collection[int] = (),
) -> Limitation:
    """Return how limitation stands on a day, and what each act did to it (民法典 188 to 195).

    It runs three years from the day due, which is not counted: the careful reading, as some
    count from a day later. Of a day that is only known to lie between two, the earlier makes
    `end.first`. What carries doubts, has no day, or no article names is not counted; each such
    step says when limitation would end if it were. Of loans that fall due on days of their own
    (`agreed`) each has its own end, which a note tells; the steps are those of the first to end.
    Nothing runs for those that are `paid`, by number.
    """
    shares = own_terms.shares(facts, agreed, on=on, paid=paid)
    each = [
        (one, _of_share(one, circumstances, on=on, filed_on=filed_on, holidays=holidays))
        for one in shares
    ]
    return _joined(each) if len(each) > 1 else each[0][1]


def _of_share(
    share: Share,
    circumstances: Circumstances,
    *,
    on: date,
    filed_on: date | None,
    holidays: Holidays | None,
) -> Limitation:
    case = interruptions.chain(
        share.facts,
        circumstances,
        on=on,
        filed_on=filed_on,
        holidays=holidays,
        since=share.since,
        renewed=share.renewed,
    )
    steps = tuple(interruptions.run(case))
    end = interruptions.last_end(case)
    best = interruptions.last_end(case, at_best=True)
    status = _status(case.maturity, end, best, steps, on, holidays)
    notes = (*share.notes, *case.maturity.notes, *_notes(case, end, status))
    left = (end.first - on).days if end else None
    return Limitation(case.maturity, steps, end, best, status, left, notes, _articles(case, steps))


def _joined(each: Sequence[tuple[Share, Limitation]]) -> Limitation:
    """Return the limitation of all loans: its end lies between the first of all and the last."""
    found = [one for _, one in each]
    lead = min(found, key=lambda one: one.end.first if one.end else date.max)
    listed = [
        note
        for share, one in each
        for note in own_terms.told(
            share, one.maturity.day, one.end, one.status, _sued_on(one.steps)
        )
    ]
    notes = [note for one in found for note in (*_of_payments(one), *one.notes)]
    day = own_terms.spanned(one.maturity.day for one in found)
    return replace(
        lead,
        maturity=replace(lead.maturity, day=day),
        end=own_terms.spanned(one.end for one in found),
        end_at_best=own_terms.spanned(one.end_at_best for one in found),
        status=own_terms.joined(one.status for one in found),
        notes=tuple(dict.fromkeys((*listed, *notes))),
        articles=tuple(dict.fromkeys(a for one in found for a in one.articles)),
    )


def _of_payments(found: Limitation) -> Iterator[Note]:
    """Yield that a payment interrupts for the loan alone that it was made on."""
    if any(step.act.kind is ActKind.PAYMENT and step.effect in _COUNTED for step in found.steps):
        yield Note(NoteKind.PAYMENT_ON_WHICH, (), (code(195), code(560)), Mark.UNCHECKED)


def standing(left: int, near: int, urgent: int) -> TermStatus:
    """Return how a term stands that ends in `left` days; the last day still counts."""
    if left < 0:
        return TermStatus.EXPIRED
    if left <= urgent:
        return TermStatus.URGENT
    return TermStatus.NEAR if left <= near else TermStatus.RUNNING


def _status(
    matured: Maturity,
    end: DaySpan | None,
    best: DaySpan | None,
    steps: Sequence[Step],
    on: date,
    holidays: Holidays | None,
) -> TermStatus:
    if _sued_on(steps):
        return TermStatus.KEPT
    if end is None:
        over = (best and best.first < on) or _over_unseen(matured, on)
        return TermStatus.DISPUTED if over else TermStatus.NOT_BEGUN
    found = standing((end.first - on).days, NEAR_DAYS, URGENT_DAYS)
    last = max(end.last, best.last if best else end.last)
    if found is TermStatus.EXPIRED and (at_latest(last, holidays) >= on or _maybe_sued(steps)):
        return TermStatus.DISPUTED
    return found


def _over_unseen(matured: Maturity, on: date) -> bool:
    """Say whether limitation is over if a demand that no page shows began it."""
    unseen = (note for note in matured.notes if note.kind is NoteKind.DEMAND_NOT_SHOWN)
    days = (date.fromisoformat(dict(note.args)["first"]) for note in unseen)
    return any(years_after(day, interruptions.years_from(day)) < on for day in days)


def _sued_on(steps: Sequence[Step]) -> date | None:
    """Return the day of the first suit that was in time."""
    suits = (
        step.act.on
        for step in steps
        if isinstance(step.act, Proceeding)
        and step.act.kind is ProceedingKind.SUIT
        and step.effect in _COUNTED
    )
    return min(suits, default=None)


def _maybe_sued(steps: Sequence[Step]) -> bool:
    """Say whether a suit was handed in that may have been in time."""
    return any(
        step.act.kind is ProceedingKind.SUIT and step.why is Why.MAYBE_LATE for step in steps
    )


def _notes(case: Chain, end: DaySpan | None, status: TermStatus) -> Iterator[Note]:
    begun = case.maturity.day
    if begun is None or end is None:
        return
    if interruptions.years_from(begun.first) == interruptions.OLD_YEARS:
        yield Note(NoteKind.OLD_LIMITATION, mark=Mark.UNCHECKED)
    if end.first >= years_after(begun.first, interruptions.LONGEST_YEARS):
        yield Note(NoteKind.LONGEST_TERM, (), (code(188, 2),))
    yield from of_last_day(_unmoved(case, end), case.holidays)
    if status is TermStatus.KEPT:
        yield Note(NoteKind.KEPT_BY_SUIT, (), (code(195),), Mark.UNCHECKED)
    if status in (TermStatus.DISPUTED, TermStatus.EXPIRED):
        yield Note(NoteKind.COURT_WONT_ASK, (), (code(193), limiting(2)))
    if status not in (TermStatus.RUNNING, TermStatus.KEPT):
        yield Note(NoteKind.SUSPENSION_NOT_COUNTED, (), (code(194),))


def of_last_day(day: date, holidays: Holidays | None) -> Iterator[Note]:
    """Yield that a last day is one off and the term ends later, or that nobody knows it yet."""
    args = (("day", day.isoformat()), ("weekday", str(day.isoweekday())))
    if not covered(day, holidays):
        until = days_off.KNOWN.last.isoformat()
        yield Note(NoteKind.HOLIDAYS_UNKNOWN, (*args, ("until", until)), (code(203),))
    elif put_off(day, holidays):
        end = moved(day, holidays).isoformat()
        yield Note(NoteKind.LAST_DAY_MOVED, (*args, ("end", end)), (code(203),))


def _unmoved(case: Chain, end: DaySpan) -> date:
    """Return the first last day as the years alone make it, before a day off moves it."""
    bare = interruptions.last_end(replace(case, holidays=None))
    same = bare is not None and moved(bare.first, case.holidays) == end.first
    return bare.first if bare and same else end.first


def _articles(case: Chain, steps: Sequence[Step]) -> tuple[Article, ...]:
    """Return every article cited, once: of the beginning, the terms, then the acts."""
    cited = [*case.maturity.articles, code(188), code(201), code(202)]
    cited += [article for step in steps for article in step.articles]
    return tuple(dict.fromkeys(cited))
