"""等本等息: equal parts of principal, each with the whole sum's interest, and the real rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from evidence_kit.claim import days
from evidence_kit.claim.ledger import Part
from evidence_kit.claim.periods import months_after
from evidence_kit.model import DayCount, LevelPlan

_MONTHS = 12
# The real rate is found to this part of a year's rate.
_EXACT = 10**5
_MOST = 400  # times the nominal rate: the first part may fall due after a day
_PARTS = 10**12  # of the sum lent, for sums without a float


def parts(plan: LevelPlan, fen: int) -> tuple[Part, ...]:
    """Return the principal due with each instalment; what doesn't divide comes with the last."""
    each = fen // plan.months
    sums = [each] * (plan.months - 1) + [fen - each * (plan.months - 1)]
    return tuple(Part(months_after(plan.first, i), one) for i, one in enumerate(sums))


def real_rate(plan: LevelPlan, lent: date, count: DayCount) -> Fraction:
    """Return what the plan costs a year on what is really outstanding.

    It is the rate at which the instalments, each paid on its day, leave nothing: whoever pays all
    as agreed owes nothing more. Rounded down to a hundred-thousandth, so never put too high.
    """
    due = [lent, *(months_after(plan.first, i) for i in range(plan.months))]
    times = [days.part_of_year(*pair, count) for pair in pairwise(due)]
    instalment = int(_PARTS * (Fraction(1, plan.months) + plan.rate.per_year / _MONTHS))
    low, high = 0, max(1, int(_MOST * plan.rate.per_year * _EXACT))
    while high - low > 1:
        middle = (low + high) // 2
        left = _left(middle, times, instalment)
        low, high = (middle, high) if left <= 0 else (low, middle)
    return Fraction(low, _EXACT)


def _left(rate: int, times: Sequence[Fraction], instalment: int) -> int:
    """Return what is left of `_PARTS` after the last instalment; interest is rounded up."""
    left = _PARTS
    for time in times:
        left += -(-left * rate * time.numerator // (_EXACT * time.denominator)) - instalment
    return left
