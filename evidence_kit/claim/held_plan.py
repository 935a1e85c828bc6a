"""等本等息 above the ceiling: each part is the instalment less what the ceiling lets it bear."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from evidence_kit.claim import accruing, days, scheduled
from evidence_kit.claim.accounts import Account
from evidence_kit.claim.ledger import Asked, Bearing, Debt, Part
from evidence_kit.model import AllotmentOrder, LevelPlan

_STEP: Final = Fraction(1, 10**5)  # to which a real rate is found


def bound(debt: Debt, plan: LevelPlan, asked: Asked) -> Debt:
    """Return a loan with what of its plan binds.

    Within the ceiling that is all of it. Beyond, interest is reckoned by the day and held to the
    ceiling; what each instalment holds beyond is principal (practice, as wherever interest above
    the ceiling was paid), so that nobody who pays as agreed is late. What is late bears the
    nominal rate, as within the ceiling.
    """
    found = scheduled.bound(debt, plan, asked)
    by_law = asked.agreed.order is AllotmentOrder.BY_LAW
    if found is not debt or debt.bearing is not Bearing.AS_AGREED or not plan.rate.per_year:
        return found
    nominal = days.yearly(plan.rate, asked.settings.day_count)
    held = replace(debt, rate=nominal, real=debt.rate)
    if not by_law:  # each instalment is principal first: more than the part that was agreed
        return held
    return _parted(held, plan, asked) or scheduled.as_agreed(debt, plan, asked)


def _parted(held: Debt, plan: LevelPlan, asked: Asked) -> Debt | None:
    """Return a plan held to the ceiling with its parts; None where the ceiling cuts nothing.

    Every sum is rounded to the fen: where that leaves something of the last part, the real rate
    is told a little lower. One that is a hair above the ceiling is one with it then.
    """
    lowest, real, step = scheduled.lowest(held, asked), held.real, _STEP
    while real > lowest:
        debt = replace(held, real=real)
        if parts := _parts(debt, plan, asked):
            return replace(debt, parts=parts)
        real, step = real - step, 2 * step
    return None


def _parts(debt: Debt, plan: LevelPlan, asked: Asked) -> tuple[Part, ...]:
    """Return what each instalment repays if all are paid on their days.

    Nothing where something is left then.
    """
    lent = sum(part.fen for part in debt.parts)
    bearing = replace(debt, rolled=False)
    account = Account(bearing, asked, [(None, lent)], debt.arrived)
    each, found = days.half_up(lent * plan.rate.per_year / scheduled.MONTHS), list[Part]()
    for part in debt.parts:
        if part.due:
            accruing.accrue([account], part.due, None)
            before = account.interest
            paid = min(part.fen + each, account.owed(part.due))
            fen = account.settle(paid, part.due).principal
            found.append(Part(part.due, fen, before - account.interest))
    return tuple(one for one in found if one.fen) if not account.principal else ()
