"""Every way to the money: open or not and why, its sum, cost and time, what would change it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from evidence_kit.claim import fees, maturity, own_terms, payment_order, small_claims
from evidence_kit.claim.citing import (
    code,
    fees as fee_article,
    limiting,
    preserving,
    procedure,
    rules,
)
from evidence_kit.model import (
    Agreement,
    Circumstances,
    CostKind,
    DaySpan,
    Duration,
    Figures,
    LoanFacts,
    Mark,
    Money,
    Nature,
    Option,
    ProceedingKind,
    Reason,
    ReasonKind,
    SayingKind,
    Stage,
    Standing,
    Track,
    Unit,
)

_NOT_MISSING = (rules(257),)
_WITHOUT_COURT = (Track.MEDIATION, Track.CONFIRMATION)


def options(
    figures: Figures,
    facts: LoanFacts,
    circumstances: Circumstances,
    *,
    on: date,
    agreed: Agreement = own_terms.NOTHING_AGREED,
    paid: Collection[int] = (),
    without: bool = False,
) -> tuple[Option, ...]:
    """Return all ways in the order in which a creditor meets them, for filing on a day.

    `figures` are what is owed up to then. Nobody is told to choose one: each has its reasons,
    and of those that exclude each other both stand, saying so. Where nothing is owed all are
    barred for that; litigation fees paid in advance are no part of the sum. Where no figure is
    given of a loan (`without`) nobody knows that nothing is owed: all are unclear.
    """
    if figures.claimed.fen <= 0:
        return tuple((_unknown if without else _nothing)(track) for track in Track)
    day = _due(facts, circumstances, agreed, on, paid)
    overdue = day is not None and on > day.last
    early = tuple(_early(day)) if day and not overdue else ()
    denied = tuple(_denied(facts))
    total = figures.claimed
    order_extra = (*denied, *_in_doubt(facts), *_preserved(agreed, circumstances, on))
    found = (
        _mediation(total),
        _confirmation(total),
        small_claims.option(total, circumstances, on=on, extra=(*early, *denied)),
        _simple(total, circumstances, (*early, *denied)),
        _ordinary(total, early),
        payment_order.option(figures, circumstances, due=day, overdue=overdue, extra=order_extra),
        _preservation_before(total, circumstances),
        _preservation_during(total),
    )
    return tuple(map(_to_arbitration, found)) if circumstances.arbitration else found


# ── what the debt itself brings ────────────────────────────────────────────────────────


def _due(
    facts: LoanFacts,
    circumstances: Circumstances,
    agreed: Agreement,
    on: date,
    paid: Collection[int],
) -> DaySpan | None:
    """Return the day by which every loan is due; None where nothing makes one of them due."""
    days = [
        maturity.renewed(one.facts, maturity.of(one.facts, circumstances, on=on, since=one.since))
        for one in own_terms.shares(facts, agreed, on=on, paid=paid)
    ]
    known = [day for day in days if day]
    return max(known, key=lambda day: day.last) if len(known) == len(days) else None


def _to_arbitration(option: Option) -> Option:
    """Return a way to a court as one that a clause on arbitration shuts, for that alone."""
    if option.track in _WITHOUT_COURT:
        return option
    reason = Reason(ReasonKind.ARBITRATION_AGREED, (), (), Mark.UNCHECKED)
    if option.track is Track.PRESERVATION_BEFORE:  # 民事诉讼法 104: before arbitration too
        return replace(option, reasons=(*option.reasons, reason))
    return replace(option, standing=Standing.BARRED, reasons=(reason,), changes=())


def _unknown(track: Track) -> Option:
    reasons = (Reason(ReasonKind.NO_FIGURE),)
    return Option(track, Standing.UNCLEAR, Money(0), reasons, (), None, (), ())


def _nothing(track: Track) -> Option:
    reasons = (Reason(ReasonKind.NOTHING_OWED),)
    return Option(track, Standing.BARRED, Money(0), reasons, (), None, (), ())


def _early(due: DaySpan) -> Iterator[Reason]:
    yield Reason(ReasonKind.NOT_DUE, (("day", due.last.isoformat()),), (code(675),))


def _denied(facts: LoanFacts) -> Iterator[Reason]:
    """Yield that the debtor denies the debt: small claims ask for little dispute."""
    if any(one.kind is SayingKind.DENIAL for one in facts.sayings):
        yield Reason(ReasonKind.DISPUTED, (), (procedure(160), procedure(165)))


def _in_doubt(facts: LoanFacts) -> Iterator[Reason]:
    money = (*facts.loans, *facts.repayments)
    unknown = any(one.nature is Nature.UNKNOWN for one in facts.payments)
    if unknown or any(one.doubts for one in money):
        yield Reason(ReasonKind.SUM_IN_DOUBT, (), (rules(427, None, 2),))


def _preserved(agreed: Agreement, circumstances: Circumstances, on: date) -> Iterator[Reason]:
    """Yield that the fee of keeping property was paid, where nobody told of applying for that."""
    if any(one.kind is ProceedingKind.PRESERVATION for one in circumstances.proceedings):
        return
    for one in agreed.costs:
        if one.kind is CostKind.PRESERVATION and one.on <= on:
            args = (("on", one.on.isoformat()),)
            yield Reason(ReasonKind.PRESERVATION_PAID, args, (rules(427, None, 7),))


# ── mediation ──────────────────────────────────────────────────────────────────────────


def _mediation(amount: Money) -> Option:
    """Return mediation first, as most courts begin; what it costs before a suit no text fixes."""
    return Option(
        track=Track.MEDIATION,
        standing=Standing.OPEN,
        amount=amount,
        reasons=(Reason(ReasonKind.MOST_START_HERE, (), (), Mark.UNCHECKED),),
        changes=(Reason(ReasonKind.NEEDS_AGREEMENT, (), (), Mark.UNCHECKED),),
        cost=None,
        times=(),
        articles=(limiting(12), fee_article(15)),
    )


def _confirmation(amount: Money) -> Option:
    return Option(
        track=Track.CONFIRMATION,
        standing=Standing.BY_AGREEMENT,
        amount=amount,
        reasons=(Reason(ReasonKind.NEEDS_AGREEMENT, (), (), Mark.UNCHECKED),),
        changes=(),
        cost=None,
        times=(),
        articles=(),
    )


# ── suits ──────────────────────────────────────────────────────────────────────────────


def _simple(amount: Money, circumstances: Circumstances, extra: tuple[Reason, ...]) -> Option:
    missing = circumstances.whereabouts_unknown
    barred = Reason(ReasonKind.WHEREABOUTS_UNKNOWN, (), _NOT_MISSING)
    clear = Reason(ReasonKind.CLEAR_CASE, (), (procedure(160),))
    standing = Standing.UNCLEAR if extra else Standing.OPEN
    return Option(
        track=Track.SIMPLE,
        standing=Standing.BARRED if missing else standing,
        amount=amount,
        reasons=(barred if missing else clear, *extra),
        changes=(*((barred,) if missing is None else ()), small_claims.turning(amount)),
        cost=fees.halved(amount),
        times=(Duration(Stage.TRIAL, 3, Unit.MONTHS, (procedure(164),), extension=1),),
        articles=(procedure(160), procedure(164), rules(257)),
    )


def _ordinary(amount: Money, extra: tuple[Reason, ...]) -> Option:
    return Option(
        track=Track.ORDINARY,
        standing=Standing.UNCLEAR if extra else Standing.OPEN,
        amount=amount,
        reasons=(Reason(ReasonKind.ALWAYS_OPEN, (), (procedure(152),)), *extra),
        changes=(),
        cost=fees.case(amount),
        times=(Duration(Stage.TRIAL, 6, Unit.MONTHS, (procedure(152),), extension=6),),
        articles=(procedure(122), procedure(152)),
    )


# ── preservation ───────────────────────────────────────────────────────────────────────


def _preservation_before(amount: Money, circumstances: Circumstances) -> Option:
    """Return 诉前保全, which needs urgency and security, and shuts out a payment order."""
    barred = tuple(_begun(circumstances))
    asked = (("amount", str(amount)),)
    return Option(
        track=Track.PRESERVATION_BEFORE,
        standing=Standing.BARRED if barred else Standing.OPEN,
        amount=amount,
        reasons=(
            *barred,
            Reason(ReasonKind.URGENT_ONLY, (), (procedure(104),)),
            Reason(ReasonKind.SECURITY, asked, (procedure(104), rules(152))),
            Reason(ReasonKind.PROPERTY_NEEDED, (), (preserving(10),), Mark.READ),
            Reason(ReasonKind.EXCLUDES_PAYMENT_ORDER, (), (rules(427, None, 7),)),
        ),
        changes=(
            Reason(ReasonKind.SUE_WITHIN, (("days", "30"),), (procedure(104),)),
            Reason(ReasonKind.WRONGFUL, (), (procedure(108),)),
        ),
        cost=fees.preservation(amount),
        times=(
            Duration(Stage.RULING, 48, Unit.HOURS, (procedure(104),)),
            Duration(Stage.SUING, 30, Unit.DAYS, (procedure(104),)),
        ),
        articles=(procedure(104), rules(152), rules(427, None, 7)),
        excludes=(Track.PAYMENT_ORDER,),
    )


def _begun(circumstances: Circumstances) -> Iterator[Reason]:
    handed_in = {one.kind for one in circumstances.proceedings}
    if ProceedingKind.PAYMENT_ORDER in handed_in:
        yield Reason(ReasonKind.PAYMENT_ORDER_APPLIED, (), (rules(427, None, 7),))
    if ProceedingKind.SUIT in handed_in:
        yield Reason(ReasonKind.ALREADY_SUED, (), (procedure(103), procedure(104)))


def _preservation_during(amount: Money) -> Option:
    most = (("amount", str(Money(amount.fen * 30 // 100))),)
    return Option(
        track=Track.PRESERVATION_DURING,
        standing=Standing.OPEN,
        amount=amount,
        reasons=(
            Reason(ReasonKind.LEADS_SUFFICE, (), (preserving(10), preserving(11)), Mark.READ),
            Reason(ReasonKind.SECURITY, most, (procedure(103), preserving(5)), Mark.READ),
        ),
        changes=(Reason(ReasonKind.WRONGFUL, (), (procedure(108),)),),
        cost=fees.preservation(amount),
        times=(
            Duration(Stage.RULING, 5, Unit.DAYS, (preserving(4),)),
            Duration(Stage.RULING, 48, Unit.HOURS, (procedure(103),)),
        ),
        articles=(procedure(103), preserving(4), preserving(5)),
    )
