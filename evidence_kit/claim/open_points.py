"""What is open in the facts, and what the claim would be were it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from evidence_kit.claim.gathering import first_lent, lent_on, taken_on
from evidence_kit.claim.ledger import RULE_OF_2015, Asked
from evidence_kit.claim.readings import Reckoned
from evidence_kit.model import (
    Args,
    Direction,
    Doubt,
    DoubtKind,
    Figures,
    LoanFacts,
    Moment,
    Money,
    Nature,
    OpenKind,
    OpenPoint,
    Payment,
    State,
)
from evidence_kit.screens import lexicon

_NATURES = {Nature.LOAN: Direction.OUT, Nature.REPAYMENT: Direction.IN}
_AS = {
    Nature.LOAN: OpenKind.COUNTED_AS_LOAN,
    Nature.REPAYMENT: OpenKind.COUNTED_AS_REPAYMENT,
}
# Money that went back, or was never taken, is not in doubt of having moved.
_NEVER_MOVED = (State.RETURNED, State.EXPIRED, State.REFUNDED)
# What leaves no doubt that the money moved, only when.
_OF_ITS_DAY = (
    DoubtKind.TIME_UNANCHORED,
    DoubtKind.TIME_AMBIGUOUS,
    DoubtKind.TIME_UNREADABLE,
    DoubtKind.SERIAL_DATE_DIFFERS,
)
# What of a debt hangs on more than one payment, and concerns the claim itself.
_OF_THE_DEBT = (
    DoubtKind.DEBT_DENIED,
    DoubtKind.DEBT_WAIVED,
    DoubtKind.REPAYMENT_SAID,
    DoubtKind.GROUND_ADVERSE,
    DoubtKind.SAID_UNCLEAR,
    DoubtKind.RECORDS_DIFFER,
    DoubtKind.STATED_DIFFERS,
    *_OF_ITS_DAY,
    DoubtKind.ROLES_UNKNOWN,
    DoubtKind.PARTY_UNKNOWN,
    DoubtKind.FUNDS_BORROWED,
)


@dataclass(frozen=True, slots=True)
class _Otherwise:
    """A payment as it would be counted if the open point were settled the other way."""

    kind: OpenKind
    payment: Payment
    args: Args = ()


def open_points(
    facts: LoanFacts, asked: Asked, main: Figures, reckoned: Reckoned
) -> tuple[OpenPoint, ...]:
    """Return each payment 未明 or in doubt, with the figures if it were otherwise; then the rest.

    A doubted payment that is counted is left out once, and taken at the other day and amount that
    it may have; one that isn't is counted once; each as the only change.
    """
    first = first_lent(facts, asked)
    found = [
        _point(facts, index, other, asked, main, reckoned)
        for index, payment in enumerate(facts.payments)
        for other in _otherwise(payment, first, asked)
    ]
    touched = {one for point in found for one in point.doubts}
    found += [_bare(doubt) for doubt in facts.doubts if _open(doubt, touched)]
    return tuple(found)


def _otherwise(payment: Payment, day: date, asked: Asked) -> Iterator[_Otherwise]:
    """Yield a payment as it would be otherwise; `day` is that of the first loan."""
    if payment.counted:
        if _doubted(payment):
            yield _Otherwise(OpenKind.NOT_COUNTED, replace(payment, nature=Nature.UNKNOWN))
        yield from _undated(payment, day, asked)
        yield from _other_day(payment, day, asked)
        yield from _other_amounts(payment)
    elif payment.state not in _NEVER_MOVED or _disputed(payment):
        yield from _counted(payment)


def _disputed(payment: Payment) -> bool:
    """Say whether a page shows money that a record says went back: hiding it is never sure."""
    return any(doubt.kind is DoubtKind.RECORDS_DIFFER for doubt in payment.doubts)


def _counted(payment: Payment) -> Iterator[_Otherwise]:
    """Yield a payment counted as each nature that the way it went allows."""
    open_nature = payment.nature is Nature.UNKNOWN or bool(payment.doubts)
    for nature, way in _NATURES.items():
        if open_nature and payment.direction in (way, None):
            fixed = replace(payment, nature=nature, direction=way, state=State.ACCEPTED)
            yield _Otherwise(_AS[nature], fixed)


def _undated(payment: Payment, first: date, asked: Asked) -> Iterator[_Otherwise]:
    """Yield a loan that may be of any age as left out: so the table for the court has it.

    Where it may not be one at all, that is told already.
    """
    undated = payment.nature is Nature.LOAN and payment.at.earliest is None
    if undated and not _doubted(payment):
        args = (("taken", taken_on(payment, first, asked).isoformat()),)
        without = replace(payment, nature=Nature.UNKNOWN)
        yield _Otherwise(OpenKind.LOAN_UNDATED, without, args)


def _doubted(payment: Payment) -> bool:
    """Say whether more than the day of a payment is in doubt."""
    return any(doubt.kind not in _OF_ITS_DAY for doubt in payment.doubts)


def _other_day(payment: Payment, begun: date, asked: Asked) -> Iterator[_Otherwise]:
    """Yield a payment at the other end of the days that it may have been made on.

    Money may have come back on any day up to the one reckoned to; how long ago a loan was paid
    that no page bounds, nobody knows.
    """
    first, last = payment.at.earliest, payment.at.latest
    if payment.nature is Nature.REPAYMENT and last is None:
        last = datetime.combine(asked.on, time())
    other = first if payment.nature is Nature.LOAN else last
    if other and (first is None or last is None or first.date() != last.date()):
        taken = taken_on(payment, begun, asked)
        args = (("day", other.date().isoformat()), ("taken", taken.isoformat()))
        at = replace(payment.at, earliest=other, latest=other)
        yield _Otherwise(OpenKind.OTHER_DAY, replace(payment, at=at), args)


def _other_amounts(payment: Payment) -> Iterator[_Otherwise]:
    """Yield a payment with each other amount that a reader read where they disagree."""
    readings = [
        reading.text
        for doubt in payment.doubts
        if dict(doubt.args).get("field") == "amount"
        for reading in doubt.readings
    ]
    amounts = dict.fromkeys(money for text in readings if (money := lexicon.money(text)))
    for money in amounts:
        if money != payment.amount.value:
            amount = replace(payment.amount, value=money)
            args = (("reading", str(money)),)
            yield _Otherwise(OpenKind.OTHER_AMOUNT, replace(payment, amount=amount), args)


def _point(
    facts: LoanFacts,
    index: int,
    other: _Otherwise,
    asked: Asked,
    main: Figures,
    reckoned: Reckoned,
) -> OpenPoint:
    payment = facts.payments[index]
    changed = (*facts.payments[:index], other.payment, *facts.payments[index + 1 :])
    figures = reckoned(replace(facts, payments=changed), asked)
    if other.kind is OpenKind.COUNTED_AS_LOAN and _taken(other, asked) < RULE_OF_2015:
        figures = None  # what it would add, the rule of 1991 says
    return OpenPoint(
        kind=other.kind,
        doubts=tuple(doubt.id for doubt in payment.doubts),
        amount=payment.amount.value,
        on=_day(payment.at),
        figures=figures,
        change=_change(figures, main),
        places=payment.places,
        args=other.args,
    )


def _taken(other: _Otherwise, asked: Asked) -> date:
    return lent_on(other.payment.at, asked)


def _change(figures: Figures | None, main: Figures) -> Money | None:
    return Money(figures.total.fen - main.total.fen) if figures else None


def _day(at: Moment) -> date | None:
    return at.exact.date() if at.exact else at.earliest.date() if at.earliest else None


def _bare(doubt: Doubt) -> OpenPoint:
    places = (doubt.where,) if doubt.where else ()
    return OpenPoint(OpenKind.DOUBT, (doubt.id,), places=places, args=doubt.args)


def _open(doubt: Doubt, touched: set[str]) -> bool:
    return doubt.kind in _OF_THE_DEBT and doubt.id not in touched
