"""保证期间: until when each guarantor can be held to it, and what must be done by then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from evidence_kit.claim import interruptions, limitation, maturity, own_terms
from evidence_kit.claim.citing import code
from evidence_kit.claim.earlier_law import CIVIL_CODE_SINCE
from evidence_kit.claim.own_terms import Share
from evidence_kit.claim.periods import at_latest, months_after, moved, years_after
from evidence_kit.model import (
    Agreement,
    Args,
    Circumstances,
    DaySpan,
    Duty,
    Guarantee,
    GuaranteePeriod,
    GuaranteeTerm,
    GuarantorDemand,
    Holidays,
    LoanFacts,
    Mark,
    Maturity,
    Note,
    NoteKind,
    Party,
    PartyRole,
    ProceedingKind,
    TermBasis,
    TermStatus,
)

MONTHS: Final = 6  # where none are agreed (民法典 692)
NEAR_DAYS: Final = 60  # a third of the period: nothing stops it, and a suit takes its time
URGENT_DAYS: Final = 15
_AGREED_DAY = (TermBasis.DUE, TermBasis.LAST_INSTALMENT)


@dataclass(frozen=True, slots=True)
class _Done:
    """The day a duty was surely done; else whether it may have been.

    `outside`: on a day that may lie outside the period; `unsure`: nobody says that it arrived;
    `sued`: a suit in the period may have been the demand on the surety.
    """

    on: date | None
    outside: bool = False
    unsure: bool = False
    sued: bool = False


def periods(
    facts: LoanFacts,
    circumstances: Circumstances,
    *,
    on: date,
    filed_on: date | None = None,
    holidays: Holidays | None = None,
    agreed: Agreement = own_terms.NOTHING_AGREED,
    paid: Collection[int] = (),
) -> tuple[GuaranteePeriod, ...]:
    """Return the guarantee's period of every guarantor (民法典 692, 693), in order of `others`.

    From the day due as first agreed, or from the end of the time that the first demand gave:
    six months, or as agreed. In it a 一般保证 asks for a suit against the debtor, a 连带责任保证
    for a demand on the guarantor; where the kind isn't sure, for both. What limitation
    interrupts doesn't move it. Of loans that fall due on days of their own (`agreed`) each has
    its own period, which a note tells; those that are `paid` have none.
    """
    circumstances = _until(maturity.filed(circumstances, filed_on), on)
    filed = _filed(circumstances)
    shares = [
        (one, maturity.of(one.facts, circumstances, on=on, since=one.since))
        for one in own_terms.shares(facts, replace(agreed, rollovers=()), on=on, paid=paid)
    ]
    guarantors = (party for party in facts.others if party.role is PartyRole.GUARANTOR)
    found = (
        _joined(
            [
                (one, _period(party, one.facts, circumstances, matured, filed, on, holidays))
                for one, matured in shares
            ]
        )
        for party in guarantors
    )
    heavier = tuple(_heavier(agreed, on))
    return tuple(replace(one, notes=(*one.notes, *heavier)) for one in found)


def _heavier(agreed: Agreement, on: date) -> Iterator[Note]:
    """Yield each new note: of what it makes heavier a surety who didn't agree owes nothing."""
    for day in sorted({one.on for one in agreed.rollovers if one.on <= on}):
        yield Note(NoteKind.NEW_NOTE_HEAVIER, _day(day), (), Mark.UNCHECKED)


def _joined(each: Sequence[tuple[Share, GuaranteePeriod]]) -> GuaranteePeriod:
    """Return one guarantor's period for all loans, kept only where it is for each."""
    found = [one for _, one in each]
    if len(found) == 1:
        return found[0]
    lead = min(found, key=lambda one: one.end.first if one.end else date.max)
    listed = [
        note
        for share, one in each
        for note in own_terms.told(share, one.maturity.day, one.end, one.status, one.kept_on)
    ]
    days = [one.kept_on for one in found if one.kept_on]
    return replace(
        lead,
        maturity=replace(lead.maturity, day=own_terms.spanned(one.maturity.day for one in found)),
        end=own_terms.spanned(one.end for one in found),
        kept_on=max(days) if len(days) == len(found) else None,
        status=own_terms.joined(one.status for one in found),
        notes=tuple(dict.fromkeys((*listed, *(note for one in found for note in one.notes)))),
        over=_numbers(each, over=True),
        held=_numbers(each, over=False),
    )


def _numbers(each: Sequence[tuple[Share, GuaranteePeriod]], *, over: bool) -> tuple[int, ...]:
    """Return the loans whose period is over, or is not; none where all stand alike."""
    if len({one.status is TermStatus.EXPIRED for _, one in each}) == 1:
        return ()
    chosen = (share for share, one in each if (one.status is TermStatus.EXPIRED) is over)
    return tuple(sorted(number for share in chosen for number in share.numbers))


def _period(
    party: Party,
    facts: LoanFacts,
    circumstances: Circumstances,
    matured: Maturity,
    filed: tuple[date, ...],
    on: date,
    holidays: Holidays | None,
) -> GuaranteePeriod:
    kind, old = _kind(party), _first_day(facts) < CIVIL_CODE_SINCE
    duties = _duties(kind, old=old)
    term = _term(party, circumstances)
    end = matured.day and _moved(_end(matured.day, term), term, holidays)
    latest = at_latest(end.last, holidays) if end else None
    done = [_done(duty, party, circumstances, filed, matured, end, latest) for duty in duties]
    kept = [one.on for one in done if one.on]
    kept_on = max(kept) if len(kept) == len(duties) else None
    left = (end.first - on).days if end else None
    outside, unsure = any(one.outside for one in done), any(one.unsure for one in done)
    half = bool(kept) and kept_on is None  # of an unclear kind of old, one duty alone
    sued = any(one.sued for one in done)
    unsettled = outside or unsure or half or sued
    status = _status(left, latest, on, kept=kept_on is not None, unsure=unsettled)
    asked = dict(zip(duties, done, strict=True)).get(Duty.DEMAND_GUARANTOR)
    own = _own_limitation(party, circumstances, asked.on if asked and kept_on else None, holidays)
    if own and at_latest(own.last, holidays) < on:
        status = TermStatus.DISPUTED
    notes = (
        *matured.notes,
        *_kind_notes(party, kind, old=old),
        *_term_notes(facts, matured, term, end, holidays),
        *_kept_notes(duties, kept_on, own),
        *((Note(NoteKind.SUIT_MAY_DEMAND, (), (code(693),), Mark.UNCHECKED),) if sued else ()),
        *((Note(NoteKind.MAYBE_OUTSIDE, (), (code(693),)),) if outside else ()),
        *((Note(NoteKind.ARRIVAL_UNKNOWN, (), (code(693),)),) if unsure else ()),
    )
    articles = (code(686), code(692), code(693), code(201), code(202))
    return GuaranteePeriod(
        party, kind, duties, matured, end, kept_on, status, left, notes, articles
    )


# ── kind and duty ──────────────────────────────────────────────────────────────────────


def _kind(party: Party) -> Guarantee:
    part = party.stated.part if party.stated else None
    return part if isinstance(part, Guarantee) else Guarantee.NOT_AGREED


def _duties(kind: Guarantee, *, old: bool) -> tuple[Duty, ...]:
    if kind is Guarantee.JOINT:
        return (Duty.DEMAND_GUARANTOR,)
    if kind is Guarantee.NOT_AGREED and old:
        return (Duty.SUE_DEBTOR, Duty.DEMAND_GUARANTOR)
    return (Duty.SUE_DEBTOR,)


def _first_day(facts: LoanFacts) -> date:
    """Return the earliest day on which the loan may have been made; far off where none is known."""
    days = [loan.at.earliest.date() for loan in facts.loans if loan.at.earliest]
    formed = facts.terms.formed_on
    return min([*days, *([formed.value] if formed else [])], default=date.max)


def _until(circumstances: Circumstances, on: date) -> Circumstances:
    """Return the circumstances without what was done after the day asked about."""
    proceedings = tuple(one for one in circumstances.proceedings if one.on <= on)
    demands = tuple(one for one in circumstances.guarantor_demands if one.on <= on)
    return replace(circumstances, proceedings=proceedings, guarantor_demands=demands)


def _filed(circumstances: Circumstances) -> tuple[date, ...]:
    suits = (one for one in circumstances.proceedings if one.kind is ProceedingKind.SUIT)
    return tuple(one.on for one in suits)


def _done(
    duty: Duty,
    party: Party,
    circumstances: Circumstances,
    filed: tuple[date, ...],
    matured: Maturity,
    end: DaySpan | None,
    latest: date | None,
) -> _Done:
    """Return the first day in the period on which a duty was surely done."""
    if matured.day is None or end is None or latest is None:
        return _Done(None)
    if duty is Duty.SUE_DEBTOR:
        return _suing(filed, matured, matured.day, end.first, latest)
    demands = [one for one in circumstances.guarantor_demands if one.name in _names(party)]
    return _asking(demands, filed, matured, matured.day, end.first, latest)


def _suing(
    filed: tuple[date, ...], matured: Maturity, begun: DaySpan, end: date, latest: date
) -> _Done:
    """Return when the debtor was sued; a suit before the day due may go on into the period.

    Where nothing was due before a demand, the suit that is the demand is no early one.
    """
    since = begun.last if matured.basis in _AGREED_DAY else date.min
    kept = [day for day in filed if since < day <= end]
    return _Done(min(kept, default=None), not kept and any(day <= latest for day in filed))


def _asking(
    demands: Sequence[GuarantorDemand],
    filed: tuple[date, ...],
    matured: Maturity,
    begun: DaySpan,
    end: date,
    latest: date,
) -> _Done:
    """Return when it was demanded of the surety; a suit may have been the demand too.

    Where a demand on the debtor makes it due, one on the surety that day may be in time or early.
    """
    fixed = matured.basis in _AGREED_DAY
    first = begun.first + timedelta(days=1) if fixed else begun.first
    kept = [one.on for one in demands if one.arrived and begun.last < one.on <= end]
    if kept:
        return _Done(min(kept))
    maybe = [one for one in demands if first <= one.on <= latest]
    return _Done(
        None,
        outside=any(one.arrived for one in maybe),
        unsure=any(one.arrived is None for one in maybe),
        sued=any(begun.first <= day <= latest for day in filed),
    )


def _names(party: Party) -> frozenset[str]:
    stated = (party.stated.name,) if party.stated else ()
    return frozenset((*stated, *(name.value for name in party.names), party.legal_name or ""))


# ── the period ─────────────────────────────────────────────────────────────────────────


def _term(party: Party, circumstances: Circumstances) -> GuaranteeTerm | None:
    return next((one for one in circumstances.guarantees if one.name in _names(party)), None)


def _end(begun: DaySpan, term: GuaranteeTerm | None) -> DaySpan:
    """Return the last day as months or a day agreed make it, before a day off moves it."""
    if term and term.until and term.until > begun.last:
        return DaySpan(term.until, term.until)
    months = term.months if term and term.months else MONTHS
    return DaySpan(months_after(begun.first, months), months_after(begun.last, months))


def _moved(end: DaySpan, term: GuaranteeTerm | None, holidays: Holidays | None) -> DaySpan:
    """Return the end past days off; of a day that was agreed the day itself is the careful one."""
    agreed = term is not None and end.first == term.until
    return DaySpan(end.first if agreed else moved(end.first, holidays), moved(end.last, holidays))


def _status(
    left: int | None, latest: date | None, on: date, *, kept: bool, unsure: bool
) -> TermStatus:
    if left is None or latest is None:
        return TermStatus.NOT_BEGUN
    if kept:
        return TermStatus.KEPT
    found = limitation.standing(left, NEAR_DAYS, URGENT_DAYS)
    if found is TermStatus.EXPIRED and (unsure or latest >= on):
        return TermStatus.DISPUTED
    return found


def _own_limitation(
    party: Party,
    circumstances: Circumstances,
    asked_on: date | None,
    holidays: Holidays | None,
) -> DaySpan | None:
    """Return the demand that limitation of a joint surety's own debt last ran from, and its end.

    It begins with the demand on the surety in the period (民法典 694(2)), not with a suit against
    the debtor; each later one that arrived before it ended begins it anew (195): three years, of
    old two.
    """
    if asked_on is None:
        return None
    demands = (one for one in circumstances.guarantor_demands if one.name in _names(party))
    since, end = asked_on, _years_after(asked_on, holidays)
    for day in sorted(one.on for one in demands if one.arrived):
        if since < day <= end:
            since, end = day, _years_after(day, holidays)
    return DaySpan(since, end)


def _years_after(day: date, holidays: Holidays | None) -> date:
    return moved(years_after(day, interruptions.years_from(day)), holidays)


def _kept_notes(
    duties: tuple[Duty, ...], kept_on: date | None, own: DaySpan | None
) -> Iterator[Note]:
    if kept_on and Duty.SUE_DEBTOR in duties:
        yield Note(NoteKind.KEPT_BY_SUIT, (), (code(693),), Mark.UNCHECKED)
    if own:
        years = ("years", str(interruptions.years_from(own.first)))
        args = (("since", own.first.isoformat()), ("day", own.last.isoformat()), years)
        yield Note(NoteKind.SURETY_LIMITATION, args, (code(694, 2), code(195)), Mark.UNCHECKED)


def _kind_notes(party: Party, kind: Guarantee, *, old: bool) -> Iterator[Note]:
    if party.stated is None:
        yield Note(NoteKind.BY_CHAT_ONLY, (), (code(686),))
    if kind is Guarantee.NOT_AGREED and not old:
        yield Note(NoteKind.KIND_NOT_AGREED, (), (code(686),))
    if old:
        yield Note(NoteKind.OLD_GUARANTEE_LAW, mark=Mark.UNCHECKED)


def _term_notes(
    facts: LoanFacts,
    matured: Maturity,
    term: GuaranteeTerm | None,
    end: DaySpan | None,
    holidays: Holidays | None,
) -> Iterator[Note]:
    yield Note(NoteKind.GUARANTEE_NOT_INTERRUPTED, (), (code(692),))
    if term is None or not (term.months or term.until):
        yield Note(NoteKind.PERIOD_NOT_AGREED, (), (code(692),))
    if matured.day is None or end is None:
        return
    if term and term.until and term.until <= matured.day.last:
        yield Note(NoteKind.PERIOD_TOO_SHORT, _day(term.until), (code(692),))
    later = maturity.renewed(facts, matured)
    if later and later.last > matured.day.last:
        yield Note(NoteKind.RENEWAL_NOT_BINDING, _day(later.last), (), Mark.UNCHECKED)
    yield from limitation.of_last_day(_end(matured.day, term).first, holidays)


def _day(day: date) -> Args:
    return (("day", day.isoformat()), ("weekday", str(day.isoweekday())))
