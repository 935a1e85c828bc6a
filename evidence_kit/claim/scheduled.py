"""等本等息 that is lawful: the interest agreed for each day due, booked as it was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from evidence_kit.claim import days, formulas, rates
from evidence_kit.claim.accounts import Account
from evidence_kit.claim.citing import code, lending
from evidence_kit.claim.formulas import Ceiling
from evidence_kit.claim.ledger import Agreed, Asked, Bearing, Debt
from evidence_kit.model import ClaimNotice, ClaimRow, ClaimRowKind, LevelPlan, Money, NoticeKind

MONTHS = 12


def bound(debt: Debt, plan: LevelPlan, asked: Asked) -> Debt:
    """Return a loan with the schedule that binds, or as it is where the ceiling cuts its rate.

    What was agreed binds in full as long as the real rate a year is within every ceiling that
    holds through its time (民法典 680, 民间借贷规定 25). What is late bears the nominal rate.
    """
    if debt.bearing is not Bearing.AS_AGREED or not plan.rate.per_year:
        return debt
    return debt if debt.rate > lowest(debt, asked) else as_agreed(debt, plan, asked)


def lowest(debt: Debt, asked: Asked) -> Fraction:
    """Return the lowest ceiling that holds on a day due of a plan."""
    dues = (part.due for part in debt.parts if part.due)
    return min(rates.ceiling_of(debt, due, asked, overdue=False).rate for due in dues)


def as_agreed(debt: Debt, plan: LevelPlan, asked: Asked) -> Debt:
    """Return a loan with its schedule: what is late bears the nominal rate."""
    nominal = days.yearly(plan.rate, asked.settings.day_count)
    return replace(debt, rate=nominal, real=debt.rate, schedule=_schedule(debt, plan))


def _schedule(debt: Debt, plan: LevelPlan) -> tuple[Agreed, ...]:
    lent, found = sum(part.fen for part in debt.parts), list[Agreed]()
    left, rate = lent, plan.rate.per_year / MONTHS
    for part in debt.parts:
        if part.due:
            fen = days.half_up(lent * rate)
            found.append(Agreed(part.due, fen, lent, left, rate, plan.rate.per_year))
        left -= part.fen
    return tuple(found)


def interest(account: Account, on: date | None = None) -> ClaimRow | None:
    """Owe the next interest agreed and return its row; None where nothing is left to bear it.

    It is owed on its day, or `on` the day of a payment that comes before it.
    """
    following = account.next_agreed()
    if following is None:
        return None
    (one, held), debt = following, account.debt
    account.booked += 1
    fen = one.interest if held == one.principal else _part(one, held)
    account.interest += fen
    account.fixed += fen
    if not fen:
        return None
    cap = rates.ceiling_of(debt, one.due, account.asked, overdue=False)
    ahead = (lending(30, 2),) if held < one.principal else ()
    return ClaimRow(
        number=0,
        kind=ClaimRowKind.INTEREST,
        amount=Money(fen),
        formula=formulas.agreed_interest(
            base=one.base,
            rate=one.rate,
            held=held,
            of=one.principal,
            fen=fen,
            real=debt.real,
            ceiling=Ceiling(cap.rate, fourfold=not cap.old),
        ),
        articles=(code(674), code(680), *ahead, *cap.articles),
        loans=(debt.number,),
        first=on or one.due,
        last=on or one.due,
        base=Money(one.base),
        rate=one.nominal,
        agreed=one.nominal,
        cap=cap.rate,
        principal_after=Money(account.principal),
        places=debt.rate_places,
        stated=not debt.rate_places,
    )


def _part(one: Agreed, held: int) -> int:
    return days.half_up(one.base * one.rate * held / one.principal)


def is_reached(account: Account, fen: int) -> bool:
    """Say whether what a payment holds beside all that is due covers the interest that comes next.

    Who pays an instalment before its day pays what was agreed for it.
    """
    following = account.next_agreed()
    if following is None or not following[1]:
        return False
    one, held = following
    return fen >= (one.interest if held == one.principal else _part(one, held))


def later(debt: Debt, asked: Asked) -> ClaimNotice | None:
    """Return what of a plan isn't due yet, as it was agreed; None where all of it is."""
    open_parts = [part for part in debt.parts if part.due and part.due > asked.on]
    if not open_parts:
        return None
    dues = [part.due for part in open_parts if part.due]
    bears = sum(one.interest for one in debt.schedule if one.due > asked.on)
    bears += sum(part.interest for part in open_parts)
    named = {
        "loan": str(debt.number),
        "parts": str(len(dues)),
        "principal": str(Money(sum(part.fen for part in open_parts))),
        "interest": str(Money(bears)),
        "due": dues[0].isoformat(),
        "last": dues[-1].isoformat(),
    }
    return ClaimNotice(NoticeKind.PARTS_NOT_DUE, tuple(named.items()))
