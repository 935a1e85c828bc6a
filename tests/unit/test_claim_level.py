"""等本等息: the real rate is the one by which whoever pays as agreed owes nothing more."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from claimed import CASES, compute

from evidence_kit.claim import level
from evidence_kit.claim.periods import months_after
from evidence_kit.model import DayCount, LevelPlan, Rate

LENT = date(2025, 1, 10)


def plan(first: date, months: int = 12, nominal: str = "0.06") -> LevelPlan:
    return LevelPlan(months, Rate(Fraction(nominal), nominal), first)


def paid_as_agreed(first: date, instalment: str) -> dict[str, Any]:
    own = [{"number": 1, "level_months": 12, "level_rate": "0.06", "level_first": first}]
    paid = [[months_after(first, i), instalment] for i in range(12)]
    lent = [[LENT, "12000"]]
    return {"on": date(2026, 6, 1), "loans": lent, "own": own, "repayments": paid}


@pytest.mark.parametrize("first", [date(2025, 2, 10), date(2025, 3, 1), date(2025, 6, 30)])
def test_whoever_pays_all_as_agreed_owes_nothing(first: date) -> None:
    """12 times 1060 for 12000: reckoned by a month's rate 84.51 was still asked for on 1 March."""
    found = compute(paid_as_agreed(first, "1060.00"))
    assert found.figures is not None
    assert found.figures.total.fen == 0
    assert found.figures.overpaid.fen < 20


def test_the_rate_by_hand() -> None:
    """Three parts of 3358.33 for 10000, 49, 28 and 31 days apart, at 3.504 %: 47.04 of interest
    leaves 6688.71, 17.98 leaves 3348.36, 9.97 leaves nothing. At 3.505 % something is left.
    """
    three = plan(date(2025, 2, 28), 3, "0.03")
    assert level.real_rate(three, LENT, DayCount.ACTUAL_365) == Fraction("0.03504")
    left = 10000 * (1 + Fraction("0.03504") * 49 / 365) - Fraction("3358.3333")
    left = left * (1 + Fraction("0.03504") * 28 / 365) - Fraction("3358.3333")
    left = left * (1 + Fraction("0.03504") * 31 / 365) - Fraction("3358.3333")
    assert -Fraction("0.1") < left <= 0
    row = compute(CASES["equal_instalments_of_little_interest"]).rows[1]
    assert row.formula.text.startswith("10000.00 × 3.504% × 31 ÷ 365 = 29.76")


def test_no_more_interest_is_asked_for_than_was_agreed() -> None:
    """12000 in twelve parts at 12 % bears 1440 in all, whenever the first of them falls due."""
    first = date(2025, 8, 1)
    own = [{"number": 1, "level_months": 12, "level_rate": "0.12", "level_first": first}]
    paid = [[months_after(first, i), "1120.00"] for i in range(12)]
    case = {"on": date(2026, 7, 1), "loans": [[LENT, "12000"]], "own": own, "repayments": paid}
    found = compute(case)
    interest = sum(row.amount.fen for row in found.rows if row.kind in ("interest", "overdue"))
    assert 1439_00 < interest <= 1440_00


def test_the_rate_by_360_days_is_less_as_each_day_brings_more() -> None:
    whole, short = (
        level.real_rate(plan(date(2025, 2, 10)), LENT, count)
        for count in (DayCount.ACTUAL_365, DayCount.ACTUAL_360)
    )
    assert abs(short - whole * 360 / 365) <= Fraction(1, 10**5)


def test_a_plan_without_interest_has_no_rate() -> None:
    assert level.real_rate(plan(date(2025, 2, 10), nominal="0"), LENT, DayCount.ACTUAL_365) == 0
