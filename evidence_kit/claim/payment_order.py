"""支付令: whether it can be asked for, for which sum, and what would end it (225 to 228)."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit.claim import fees
from evidence_kit.claim.citing import procedure, rules
from evidence_kit.model import (
    Circumstances,
    DaySpan,
    Duration,
    Figures,
    Money,
    Option,
    ProceedingKind,
    Reason,
    ReasonKind,
    Stage,
    Standing,
    Track,
    Unit,
)

_BAR = 427
_OVERDUE_TERM = (rules(428, None, 2),)
_TIMES = (
    Duration(Stage.ACCEPTANCE, 5, Unit.DAYS, (procedure(226),)),
    Duration(Stage.ORDER, 15, Unit.DAYS, (procedure(227),)),
    Duration(Stage.SERVICE, 30, Unit.DAYS, (rules(430),)),
    Duration(Stage.OBJECTION, 15, Unit.DAYS, (procedure(227),)),
)


def amount(figures: Figures, circumstances: Circumstances) -> Money:
    """Return the sum that a payment order can name: principal and interest before the day due.

    Interest and penalty for delay, and costs, only where they were agreed in writing
    (民诉法解释 428(2)); what nobody says was agreed is left out.
    """
    owed = figures.principal.fen + figures.interest.fen
    if circumstances.written_overdue_term:
        owed += (
            figures.overdue.fen + figures.penalty.fen + figures.costs.fen - figures.court_fees.fen
        )
    return Money(owed)


def option(
    figures: Figures,
    circumstances: Circumstances,
    *,
    due: DaySpan | None,
    overdue: bool,
    extra: tuple[Reason, ...] = (),
) -> Option:
    """Return whether a payment order can be asked for; there is no limit to its sum.

    `due` is the day due as it stands, `overdue` whether it has passed. `extra` are reasons of
    the debt itself, which leave the way unclear.
    """
    asked = amount(figures, circumstances)
    barred = (*_due(due, overdue=overdue), *_barred(circumstances))
    left_out = asked < figures.claimed
    reasons = (
        *barred,
        *(() if barred else (Reason(ReasonKind.FIXED_AND_DUE, (), (rules(_BAR, None, 2),)),)),
        *extra,
        *((_left_out(figures, asked),) if left_out else ()),
        Reason(ReasonKind.DEBTORS_COURT_ONLY, (), (rules(23),)),
    )
    standing = Standing.UNCLEAR if extra else Standing.OPEN
    return Option(
        track=Track.PAYMENT_ORDER,
        standing=Standing.BARRED if barred else standing,
        amount=asked,
        reasons=reasons,
        changes=tuple(_changes(circumstances)),
        cost=fees.payment_order(asked),
        times=_TIMES,
        articles=(procedure(225), procedure(226), procedure(227), procedure(228), rules(_BAR)),
        excludes=(Track.PRESERVATION_BEFORE,),
    )


def _left_out(figures: Figures, asked: Money) -> Reason:
    left = Money(figures.claimed.fen - asked.fen)
    return Reason(ReasonKind.NO_WRITTEN_OVERDUE_TERM, (("amount", str(left)),), _OVERDUE_TERM)


def _due(due: DaySpan | None, *, overdue: bool) -> Iterator[Reason]:
    if due is None:
        yield Reason(ReasonKind.NEVER_DEMANDED, (), (rules(_BAR, None, 2),))
    elif not overdue:
        args = (("day", due.last.isoformat()),)
        yield Reason(ReasonKind.NOT_DUE, args, (rules(_BAR, None, 2),))


def _barred(circumstances: Circumstances) -> Iterator[Reason]:
    for reason, holds in _conditions(circumstances):
        if holds:
            yield reason
    handed_in = {one.kind for one in circumstances.proceedings}
    if ProceedingKind.PRESERVATION in handed_in:
        yield Reason(ReasonKind.PRESERVATION_APPLIED, (), (rules(_BAR, None, 7),))
    if ProceedingKind.SUIT in handed_in:
        yield Reason(ReasonKind.ALREADY_SUED, (), (rules(430),))


def _conditions(circumstances: Circumstances) -> Iterator[tuple[Reason, bool | None]]:
    other = Reason(ReasonKind.OTHER_DEBTS, (), (procedure(225), rules(_BAR, None, 3)))
    abroad = Reason(ReasonKind.DEBTOR_ABROAD, (), (rules(_BAR, None, 4),))
    missing = Reason(ReasonKind.WHEREABOUTS_UNKNOWN, (), (rules(_BAR, None, 4),))
    yield other, circumstances.other_debts
    yield abroad, circumstances.debtor_abroad
    yield missing, circumstances.whereabouts_unknown


def _changes(circumstances: Circumstances) -> Iterator[Reason]:
    """Yield what nobody has ruled out, and what ends an order that was made."""
    for reason, holds in _conditions(circumstances):
        if holds is None:
            yield reason
    yield Reason(ReasonKind.OBJECTION, (), (procedure(227), procedure(228), rules(435), rules(436)))
    suit = (procedure(228), rules(438), rules(439))
    yield Reason(ReasonKind.BECOMES_SUIT, (("days", "7"),), suit)
    yield Reason(ReasonKind.NOT_SERVED, (), (rules(430),))
