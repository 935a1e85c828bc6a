"""等本等息: the real rate is the one by which whoever pays as agreed owes nothing more."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from claimed import CASES, compute

from evidence_kit.claim import days, level
from evidence_kit.claim.citing import code, lending
from evidence_kit.claim.periods import months_after
from evidence_kit.model import ClaimRowKind, DayCount, LevelPlan, NoticeKind, Rate

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
    assert row.formula.text == "10000.00 × 0.25% = 25.00; 4 × 3.1% = 12.4% ≥ 3.504%"


AT_HALF_A_PERCENT = {
    "loans": [[LENT, "12000"]],
    "own": [
        {
            "number": 1,
            "level_months": 12,
            "level_rate": "0.06",
            "level_first": date(2025, 2, 10),
        }
    ],
}


@pytest.mark.parametrize("paid", range(13))
def test_who_pays_each_instalment_on_its_day_repays_a_thousand_of_principal(paid: int) -> None:
    """10.941 % a year is under 4 × 3.1 %: each instalment is 1000 and 60, none is late."""
    dues = [months_after(date(2025, 2, 10), i) for i in range(paid)]
    case = {**AT_HALF_A_PERCENT, "repayments": [[due, "1060.00"] for due in dues]}
    found = compute({**case, "on": dues[-1] if dues else LENT})
    assert found.figures is not None
    assert str(found.figures.principal) == f"{12000 - 1000 * paid}.00"
    assert found.figures.total == found.figures.principal
    assert not [row for row in found.rows if row.kind is ClaimRowKind.OVERDUE]
    assert not found.further
    interest = [row for row in found.rows if row.kind is ClaimRowKind.INTEREST]
    text = "12000.00 × 0.5% = 60.00; 4 × 3.1% = 12.4% ≥ 10.941%"
    assert [row.formula.text for row in interest] == [text] * paid
    cited = {article for row in interest for article in row.articles}
    assert not paid or {code(674), code(680)} <= cited


def test_nothing_paid_bears_what_was_agreed_and_each_part_the_nominal_rate_when_late() -> None:
    """Twelve times 60 are 720.00. The parts are late for 28, 31, 30 … days, of 1000, 2000, 3000 …

    (28 + 62 + 90 + 124 + 150 + 186 + 217 + 240 + 279 + 300 + 341) × 1000 × 6 % ÷ 365 = 331.56,
    and 331.55 where each of the eleven times is rounded.
    """
    found = compute({**AT_HALF_A_PERCENT, "on": date(2026, 1, 10)})
    assert found.figures is not None
    assert str(found.figures.interest) == "720.00"
    assert str(found.figures.overdue) == "331.55"


def test_an_instalment_paid_before_its_day_is_paid_with_what_was_agreed_for_it() -> None:
    early = [[months_after(date(2025, 2, 5), i), "1060.00"] for i in range(12)]
    found = compute({**AT_HALF_A_PERCENT, "repayments": early, "on": date(2026, 2, 1)})
    assert found.figures is not None
    assert (found.figures.total.fen, found.figures.overpaid.fen) == (0, 0)


def test_who_repays_ahead_bears_less_of_the_interest_to_come() -> None:
    """6060 on 10 February pay that instalment, the interest of the next, and 4940 of principal:
    6060 of the 10000 that 60 are agreed for in April are open, so 36.36 (民间借贷规定 30(2)).
    """
    back = [[date(2025, 2, 10), "6060.00"]]
    found = compute({**AT_HALF_A_PERCENT, "repayments": back, "on": date(2025, 4, 10)})
    interest = [row for row in found.rows if row.kind is ClaimRowKind.INTEREST]
    assert [str(row.amount) for row in interest] == ["60.00", "60.00", "36.36"]
    assert "12000.00 × 0.5% × 6060.00 ÷ 10000.00 = 36.36" in interest[2].formula.text
    assert lending(30, 2) in interest[2].articles


def test_what_of_a_plan_is_not_due_is_told_with_its_interest() -> None:
    found = compute({**AT_HALF_A_PERCENT, "on": date(2025, 7, 10)})
    told = {one.kind: dict(one.args) for one in found.notices}
    assert told[NoticeKind.PARTS_NOT_DUE] == {
        "loan": "1",
        "parts": "6",
        "principal": "6000.00",
        "interest": "360.00",
        "due": "2025-08-10",
        "last": "2026-01-10",
    }
    assert told[NoticeKind.LEVEL_RATE]["wording"] == "0.06"


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


ABOVE = (
    ("0.12", date(2025, 2, 10), 12, "12000"),
    ("0.12", date(2025, 2, 28), 12, "9999.97"),
    ("0.096", date(2025, 3, 20), 24, "50000"),
    ("0.24", date(2025, 1, 31), 6, "30000"),
    ("0.36", date(2025, 4, 30), 3, "777.77"),
    ("0.18", date(2025, 1, 11), 10, "123456.78"),
)


def above(nominal: str, first: date, months: int, lent: str, **more: Any) -> dict[str, Any]:
    own = [{"number": 1, "level_months": months, "level_rate": nominal, "level_first": first}]
    whole, count = Fraction(lent), months
    each = [whole // Fraction(1, 100) // count / 100] * (count - 1)
    each.append(whole - sum(each))
    bears = Fraction(days.half_up(whole * 100 * Fraction(nominal) / 12), 100)
    paid = [[months_after(first, i), f"{float(part + bears):.2f}"] for i, part in enumerate(each)]
    return {"loans": [[LENT, lent]], "own": own, "repayments": paid, **more}


@pytest.mark.parametrize("plan", ABOVE)
@pytest.mark.parametrize("days_early", [0, 4])
def test_who_pays_on_time_is_never_late_above_the_ceiling_either(
    plan: tuple[str, date, int, str], days_early: int
) -> None:
    """Failure: the first month's interest left a part of the instalment's principal overdue."""
    case = above(*plan)
    case["repayments"] = [
        [max(LENT, on - timedelta(days_early)), amount] for on, amount in case["repayments"]
    ]
    for stop in (months_after(plan[1], 0), months_after(plan[1], 2), months_after(plan[1], 26)):
        found = compute({**case, "on": stop})
        assert found.figures is not None
        assert not [row for row in found.rows if row.kind is ClaimRowKind.OVERDUE]
        assert found.figures.overdue.fen == 0
    assert found.figures.total.fen == 0
    paid = [row.split for row in found.rows if row.kind is ClaimRowKind.REPAID]
    assert sum(split.above_cap.fen for split in paid if split) > 0


def test_each_part_above_the_ceiling_is_the_instalment_less_interest_at_the_ceiling() -> None:
    """By hand: 12000 × 12.4 % × 31 ÷ 365 = 126.38; 1120 − 126.38 = 993.62 fall due.

    11006.38 × 12.4 % × 28 ÷ 365 = 104.70, so 1015.30 with the next. Unpaid, the first is late
    at the nominal 12 %: 993.62 × 12 % × 28 ÷ 365 = 9.15.
    """
    case = above("0.12", date(2025, 2, 10), 12, "12000", on=date(2025, 3, 10), repayments=[])
    found = compute(case)
    sums = [(row.kind, str(row.base), str(row.amount)) for row in found.rows[1:]]
    assert sums == [
        (ClaimRowKind.INTEREST, "12000.00", "126.38"),
        (ClaimRowKind.INTEREST, "11006.38", "104.70"),
        (ClaimRowKind.OVERDUE, "993.62", "9.15"),
    ]
    assert found.rows[-1].rate == Fraction("0.12")
    told = {one.kind: dict(one.args) for one in found.notices}
    assert told[NoticeKind.PARTS_NOT_DUE]["principal"] == "9991.08"
    assert told[NoticeKind.PARTS_NOT_DUE]["interest"] == "549.85"


@pytest.mark.parametrize(("lent", "nominal"), [("11.06", "0.0685"), ("25.13", "0.0685")])
def test_what_rounding_to_the_fen_leaves_of_the_ceiling_is_one_with_it(
    lent: str, nominal: str
) -> None:
    """Twelve months' interest at the ceiling, each rounded, is all that was agreed: as agreed."""
    found = compute(above(nominal, date(2025, 2, 10), 12, lent, on=date(2026, 3, 1)))
    assert found.figures is not None
    assert found.figures.total.fen == 0
    rows = [row for row in found.rows if row.kind is ClaimRowKind.INTEREST]
    assert {row.rate for row in rows} == {Fraction(nominal)}


@pytest.mark.parametrize("months", [6, 12, 18])
@pytest.mark.parametrize("lent", ["50000", "10000", "33333.33"])
def test_no_plan_of_before_2020_is_asked_for_above_24_percent(months: int, lent: str) -> None:
    """Failure: what stays paid to 36 % left two fen, and all was asked for as it was agreed."""
    first = date(2016, 9, 19)
    case = above("0.18", first, months, lent, loans=[[date(2016, 8, 19), lent]])
    late = compute({**case, "on": date(2020, 11, 8), "repayments": []})
    rows = [row for row in late.rows if row.kind is ClaimRowKind.INTEREST]
    assert {row.rate for row in rows} == {Fraction(24, 100)}
    found = compute({**case, "on": date(2020, 11, 8)})
    assert found.figures is not None
    assert found.figures.total.fen == 0
