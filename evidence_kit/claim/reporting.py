"""Facts and a brief → everything a creditor is told of the claim and of a suit for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from evidence_kit.claim import (
    articles,
    companies,
    confirming,
    court,
    days_off,
    fees,
    gathering,
    guarantee,
    lenders,
    liable,
    limitation,
    lpr,
    others_courts,
    procedure,
    reckoning,
    settled,
    terms,
)
from evidence_kit.claim.ledger import Asked
from evidence_kit.model import (
    Brief,
    Circumstances,
    Claim,
    ClaimNotice,
    ClaimReport,
    ConfirmKind,
    CourtCandidate,
    DelayInterest,
    Fee,
    Figures,
    GuaranteePeriod,
    Liable,
    Limitation,
    LoanFacts,
    LprTable,
    Money,
    Note,
    NoteKind,
    NoticeKind,
    Outcome,
    ReasonKind,
    SureClaim,
)


def report(facts: LoanFacts, brief: Brief, *, on: date, table: LprTable) -> ClaimReport:
    """Return the claim on a day with limitation, guarantees, ways, courts and fees.

    Where the creditor is a licensed lender there is no claim, no way and no fee: other rules
    hold (民间借贷规定 1(2)). Ways and fees are judged by what is owed on the day of filing.
    """
    licensed = lenders.found(facts)
    told = brief.circumstances
    asked = _asked(facts, brief, on, table)
    claim = (
        None if lenders.bars_cap(licensed) else _after_filing(_claim(facts, asked), facts, asked)
    )
    assumed = claim is not None and _assumes_grace(claim, told)
    filing = brief.filed_on or on
    without = claim is not None and _is_without(claim)
    owed = _owed(facts, replace(asked, on=filing), without=without) if claim else None
    paid = claim.paid_off if claim and confirming.is_whole(facts) else ()
    runs = limitation.of(
        facts,
        told,
        on=on,
        filed_on=brief.filed_on,
        holidays=days_off.KNOWN,
        agreed=brief.agreed,
        paid=paid,
    )
    kept = guarantee.periods(
        facts,
        told,
        on=on,
        filed_on=brief.filed_on,
        holidays=days_off.KNOWN,
        agreed=brief.agreed,
        paid=paid,
    )
    runs = settled.limitation(runs, claim)
    kept = tuple(settled.guarantee(one, claim) for one in kept)
    others = liable.beside(facts, kept, settled=settled.is_settled(claim))
    courts = court.candidates(
        brief, told, on=filing, others=others_courts.candidates(facts, others)
    )
    # Of a way that asks for a due debt the later day due is the careful one.
    given = replace(
        told, grace_days=asked.settings.grace_days, province=told.province or _province(courts)
    )
    options = (
        procedure.options(
            owed,
            facts,
            given,
            on=filing,
            agreed=brief.agreed,
            paid=paid,
            without=without,
        )
        if owed
        else ()
    )
    found = ClaimReport(
        on=on,
        filing=filing,
        lpr=table,
        claim=claim,
        traced=confirming.traced(facts, asked),
        at_filing=owed,
        sure=_sure(facts, asked, others) if claim else None,
        limitation=runs,
        guarantees=kept,
        options=options,
        courts=courts,
        court_fits=court.suits(brief.court, courts) if brief.court else None,
        fees=_fees(owed),
        delay=_delay(owed),
        licensed=licensed,
        grace_assumed=assumed,
        confirm=(),
        liable=others,
    )
    return replace(found, confirm=tuple(_confirm(found)))


def _province(courts: tuple[CourtCandidate, ...]) -> str | None:
    """Return the one province that every court which may try the case lies in."""
    known = court.provinces(courts)
    open_ones = [one for one in courts if court.decides(one)]
    return known[0] if len(known) == 1 and all(one.province for one in open_ones) else None


def _asked(facts: LoanFacts, brief: Brief, on: date, table: LprTable) -> Asked:
    agreed, settings = companies.settled(facts, brief.agreed, brief.settings)
    return Asked(
        on=on,
        lpr=table,
        settings=settings,
        agreed=agreed,
        filed=brief.filed_on,
        demands=terms.demands(facts),
    )


def _claim(facts: LoanFacts, asked: Asked, *, alone: bool = False) -> Claim:
    return reckoning.compute(
        facts,
        on=asked.on,
        lpr=asked.lpr,
        settings=asked.settings,
        agreed=asked.agreed,
        filed=asked.filed,
        alone=alone,
    )


def _sure(facts: LoanFacts, asked: Asked, others: tuple[Liable, ...]) -> SureClaim:
    """Return the claim without what is in doubt, with what was agreed of the loans that stay."""
    sure = confirming.sure_facts(facts)
    asked_of_sure = replace(asked, demands=terms.demands(sure))
    agreed = confirming.renumbered(
        asked.agreed, confirming.traced(facts, asked), confirming.traced(sure, asked_of_sure)
    )
    asked_of_sure = replace(asked_of_sure, agreed=agreed)
    traced = confirming.traced(sure, asked_of_sure)
    return SureClaim(
        claim=_claim(sure, asked_of_sure, alone=True),
        traced=traced,
        whole=confirming.is_whole(facts),
        liable=liable.asked(others, confirming.traced(facts, asked), traced),
    )


def _after_filing(claim: Claim, facts: LoanFacts, asked: Asked) -> Claim:
    """Return the claim saying which loans came after the day that fees and ways are judged by."""
    if asked.filed is None:
        return claim
    filed, lent = asked.filed, confirming.traced(facts, asked).loans.values()
    days = [(one.amount.value, gathering.lent_on(one.at, asked)) for one in lent]
    said = tuple(
        ClaimNotice(
            NoticeKind.LENT_AFTER_FILING,
            (("amount", str(amount)), ("on", day.isoformat()), ("filed", filed.isoformat())),
        )
        for amount, day in days
        if day > filed
    )
    return replace(claim, notices=(*claim.notices, *said)) if said else claim


def _is_without(claim: Claim) -> bool:
    """Say whether no figure is given of a loan beside others that have theirs."""
    kinds = (NoticeKind.LOAN_WITHOUT, NoticeKind.LOAN_WITHOUT_LPR)
    return any(one.kind in kinds for one in claim.notices)


def _owed(facts: LoanFacts, asked: Asked, *, without: bool) -> Figures | None:
    """Return what is owed then; of some loans alone only where the claim says so."""
    return reckoning.figures(facts, reckoning.apart(facts, asked) if without else asked)


def _assumes_grace(claim: Claim, told: Circumstances) -> bool:
    by_demand = any(one.kind is NoticeKind.TERM_BY_DEMAND for one in claim.notices)
    return by_demand and told.grace_days is None


def _fees(owed: Figures | None) -> tuple[Fee, ...]:
    """Return every fee on what is owed; nothing where nothing is."""
    if owed is None or owed.claimed.fen <= 0:
        return ()
    total = owed.claimed
    return (fees.case(total), fees.halved(total), fees.preservation(total), fees.enforcement(total))


def _delay(owed: Figures | None) -> DelayInterest | None:
    """Return what a day of delay costs after a judgment that awards what is owed.

    Its base is all money awarded but general interest (迟延履行利息解释 1): principal, penalty,
    costs; not litigation fees, which are no part of the claim.
    """
    if owed is None:
        return None
    costs = owed.costs.fen - owed.court_fees.fen
    base = Money(owed.principal.fen + owed.penalty.fen + costs)
    return fees.delay_interest(base, 1) if base.fen else None


# ── what a lawyer must confirm ─────────────────────────────────────────────────────────


def _confirm(found: ClaimReport) -> Iterator[ConfirmKind]:
    yield ConfirmKind.FACTS
    if found.on > articles.AS_OF:
        yield ConfirmKind.TEXTS
    if found.on > lpr.known_until(found.lpr):
        yield ConfirmKind.LPR
    if found.claim and found.claim.outcome is Outcome.OWED and found.claim.alternatives:
        yield ConfirmKind.CHOICES
    if _limits(found):
        yield ConfirmKind.LIMITS
    if any(note.kind is NoteKind.HOLIDAYS_UNKNOWN for note in _notes(found)):
        yield ConfirmKind.HOLIDAYS


def _limits(found: ClaimReport) -> bool:
    kinds = (ReasonKind.LIMIT_STALE, ReasonKind.LIMIT_UNKNOWN, ReasonKind.PROVINCE_UNKNOWN)
    reasons = (reason for option in found.options for reason in option.reasons)
    return any(reason.kind in kinds for reason in reasons)


def _notes(found: ClaimReport) -> Iterator[Note]:
    every: tuple[Limitation | GuaranteePeriod, ...] = (found.limitation, *found.guarantees)
    for one in every:
        yield from one.notes
