"""等本等息: equal parts of principal, each with the whole sum's interest, and the real rate."""

from __future__ import annotations

from fractions import Fraction

from evidence_kit.claim.ledger import Part
from evidence_kit.claim.periods import months_after
from evidence_kit.model import LevelPlan

_MONTHS = 12
# The real rate is found to a millionth of a year's rate, and never put too high.
_EXACT = 10**6


def parts(plan: LevelPlan, fen: int) -> tuple[Part, ...]:
    """Return the principal due with each instalment; what doesn't divide comes with the last."""
    each = fen // plan.months
    sums = [each] * (plan.months - 1) + [fen - each * (plan.months - 1)]
    return tuple(Part(months_after(plan.first, i), one) for i, one in enumerate(sums))


def real_rate(plan: LevelPlan) -> Fraction:
    """Return what the plan costs a year on what is really outstanding, twelve times a month's.

    It is the rate at which the instalments are worth the sum lent; rounded down to a millionth.
    """
    monthly = plan.rate.per_year / _MONTHS
    instalment = Fraction(1, plan.months) + monthly
    low, high = 0, max(1, int(4 * plan.rate.per_year * _EXACT))
    while high - low > 1:
        middle = (low + high) // 2
        worth = _worth(instalment, Fraction(middle, _EXACT * _MONTHS), plan.months)
        low, high = (middle, high) if worth >= 1 else (low, middle)
    return Fraction(low, _EXACT)


def _worth(instalment: Fraction, monthly: Fraction, months: int) -> Fraction:
    """Return today's worth of the instalments for each yuan lent."""
    factor = 1 + monthly
    return instalment * (factor**months - 1) / (monthly * factor**months)
