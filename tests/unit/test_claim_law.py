"""The figures that lawyers check first, by hand: each example of the commentary, each ceiling."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from claimed import CASES, TABLE, compute, facts_of, of

from evidence_kit import facts
from evidence_kit.claim import articles, lpr
from evidence_kit.model import (
    Agreement,
    Article,
    Brief,
    Claim,
    ClaimRowKind,
    DayCount,
    LawText,
    LevelPlan,
    LoanTerms,
    Outcome,
    Rate,
)


def amounts(found: Claim, kind: ClaimRowKind) -> list[str]:
    return [str(row.amount) for row in found.rows if row.kind is kind]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("lent_for_a_leap_year_at_20_percent", ClaimRowKind.INTEREST, ["7320.00"]),
        ("the_same_by_anniversary", ClaimRowKind.INTEREST, ["7300.00"]),
        ("overdue_at_the_ceiling", ClaimRowKind.OVERDUE, ["19900.00"]),
        ("overdue_without_a_rate", ClaimRowKind.OVERDUE, ["4702.40"]),
        ("before_the_reform_at_24_percent", ClaimRowKind.INTEREST, ["14663.01", "75090.41"]),
        ("before_the_reform_by_anniversary", ClaimRowKind.INTEREST, ["14663.01", "75057.53"]),
    ],
)
def test_the_examples(name: str, kind: ClaimRowKind, expected: list[str]) -> None:
    assert amounts(compute(CASES[name]), kind) == expected


CEILINGS = {
    "2020-08-20": "0.154",
    "2021-12-20": "0.152",
    "2022-01-20": "0.148",
    "2022-08-22": "0.146",
    "2023-06-20": "0.142",
    "2023-08-21": "0.138",
    "2024-07-22": "0.134",
    "2024-10-21": "0.124",
    "2025-05-20": "0.12",
}


@pytest.mark.parametrize(("since", "ceiling"), CEILINGS.items())
def test_the_ceiling_by_the_day_of_the_contract(since: str, ceiling: str) -> None:
    formed = date.fromisoformat(since)
    found = compute({"on": date(2026, 9, 1), "loans": [(formed, "1000")], "rate": "0.9"})
    (row,) = (row for row in found.rows if row.kind is ClaimRowKind.INTEREST)
    assert row.rate == row.cap == Fraction(ceiling)
    assert row.agreed == Fraction("0.9")


def test_the_ceiling_changes_with_the_day_published_not_the_eve() -> None:
    eve, day = (lpr.on(TABLE, date(2024, 10, d)) for d in (20, 21))
    assert eve is not None
    assert day is not None
    assert (eve.one_year, day.one_year) == (Fraction("0.0335"), Fraction("0.031"))


def test_a_row_prints_what_a_calculator_needs() -> None:
    found = compute(CASES["overdue_at_the_ceiling"])
    overdue = found.rows[-1]
    assert overdue.formula.text == (
        "50000.00 × 14.6% × 995 ÷ 365 = 19900.00; 4 × 3.65% = 14.6% < 20%"
    )
    parts = dict(overdue.formula.parts)
    exact = Fraction(parts["base"]) * Fraction(parts["rate"])
    assert exact * Fraction(parts["days"]) / Fraction(parts["year"]) == Fraction("19900")
    assert (overdue.first, overdue.last) == (date(2024, 3, 2), date(2026, 11, 21))
    assert overdue.articles == (
        Article(LawText.LENDING, 28, 2, 2),
        Article(LawText.LENDING, 28, 1),
    )


def test_whole_years_are_printed_as_such() -> None:
    found = compute(CASES["before_the_reform_by_anniversary"])
    assert "× (6 + 93 ÷ 365) = 75057.53" in found.rows[-1].formula.text
    assert dict(found.rows[-1].formula.parts)["years"] == "6"


def test_a_penalty_shows_what_the_ceiling_leaves_beside_interest() -> None:
    found = compute(CASES["overdue_rate_and_penalty_above_it"])
    (row,) = (row for row in found.rows if row.kind is ClaimRowKind.PENALTY)
    assert row.formula.text.endswith("; 4 × 3.45% − 10% = 3.8% < 10%")
    assert row.articles[0] == Article(LawText.LENDING, 29)
    before = compute(CASES["penalty_before_and_after_the_reform"])
    first = next(row for row in before.rows if row.kind is ClaimRowKind.PENALTY)
    assert first.articles[0] == Article(LawText.LENDING_2015, 30)
    assert "; 24% − 12% = 12% < 18%" in first.formula.text


def test_a_penalty_beside_the_6_percent_of_before_the_reform_is_held_to_24() -> None:
    """By hand: 10000 × (24% − 6%) × 416 ÷ 365 = 2051.51 from 2019-07-01 to 2020-08-19."""
    case = {"loans": [(date(2019, 1, 1), "10000")], "due": date(2019, 6, 30)}
    found = compute(case, on=date(2026, 9, 1), penalty_rate="0.30")
    first = next(row for row in found.rows if row.kind is ClaimRowKind.PENALTY)
    assert first.formula.text == ("10000.00 × 18% × 416 ÷ 365 = 2051.51; 24% − 6% = 18% < 30%")
    assert first.articles[0] == Article(LawText.LENDING_2015, 30)


def test_a_day_more() -> None:
    found = compute(CASES["overdue_at_the_ceiling"])
    assert str(found.per_day) == "20.00"
    (further,) = found.further
    assert (further.since, further.rate) == (date(2026, 11, 22), Fraction("0.146"))
    later = compute(CASES["overdue_at_the_ceiling"], on=date(2026, 11, 22))
    assert found.figures is not None
    assert later.figures is not None
    assert later.figures.total.fen - found.figures.total.fen == 2000


def test_a_day_more_before_the_day_due() -> None:
    found = compute(CASES["not_due_yet"])
    assert found.further[0].since == date(2025, 7, 1)
    day = compute(CASES["reckoned_to_the_day_due"])
    assert day.further[0].since == date(2026, 1, 1)


def test_a_day_more_where_a_penalty_waits_for_room() -> None:
    found = compute(CASES["penalty_of_a_sum_with_room"], penalty="9000")
    assert found.further[0].rate == Fraction("0.138")
    assert compute(CASES["penalty_of_a_sum_with_room"]).further[0].rate == Fraction("0.06")


def test_a_day_more_under_the_limit_of_rolled_interest() -> None:
    found = compute(CASES["rolled_over_at_the_ceiling"])
    assert sum(one.principal.fen for one in found.further) == 10_000_000
    assert found.rows[-1].kind is ClaimRowKind.LIMITED


def test_the_outcome_says_what_came_of_it() -> None:
    outcomes = {name: compute(CASES[name]).outcome for name in CASES}
    assert outcomes["fully_repaid"] is Outcome.REPAID
    assert outcomes["fully_repaid_with_interest"] is Outcome.REPAID
    assert outcomes["overpaid"] is Outcome.OVERPAID
    assert outcomes["nothing_lent_by_then"] is Outcome.NOTHING_LENT
    assert outcomes["overdue_at_the_ceiling"] is Outcome.OWED


def test_what_is_agreed_as_nothing_is_no_rate() -> None:
    found = compute(CASES["free_of_interest_then_overdue"])
    assert found.rows[-1].articles == (Article(LawText.LENDING, 28, 2, 1),)


def test_a_loan_shows_where_it_stands_and_whose_word_it_is() -> None:
    found = compute(CASES["overdue_at_the_ceiling"])
    assert all(row.stated for row in found.rows)
    assert found.rows[0].places == ()


def test_level_interest_costs_nearly_twice_its_nominal_rate() -> None:
    """12000, and twelve times 1120 from a month on: 12 × 1.7881 % is 21.4571 % by months; the days
    from one 10th to the next make it 21.548 %, which leaves nothing once the last is paid.
    """
    plan = LevelPlan(12, Rate(Fraction("0.12"), "月息1%"), date(2025, 2, 10))
    case = {"loans": [(date(2025, 1, 10), "12000")]}
    found = of(
        facts_of(case),
        date(2025, 3, 1),
        agreed=Agreement(loans=(LoanTerms(1, level=plan),)),
    )
    said = {one.kind.value: dict(one.args) for one in found.notices}
    rates = {"nominal": "12%", "real": "21.548%", "wording": "月息1%"}
    assert said["level_rate"] == {"loan": "1", **rates}


def test_a_level_plan_without_interest() -> None:
    plan = LevelPlan(3, Rate(Fraction(0), "无息"), date(2025, 2, 28))
    case = {"loans": [(date(2025, 1, 10), "100")]}
    agreed = Agreement(loans=(LoanTerms(1, level=plan),))
    found = of(facts_of(case), date(2025, 5, 1), agreed=agreed)
    assert [str(row.base) for row in found.rows[1:]] == ["33.33", "66.66", "100.00"]


def test_every_article_of_every_case_is_in_the_table() -> None:
    cited = {article for name in CASES for article in compute(CASES[name]).articles}
    assert len(cited) > 15
    assert all(articles.cites_known(article) for article in cited)
    assert {article.text for article in cited} <= set(articles.TEXTS)


def test_day_counts_are_alternatives_with_their_sums() -> None:
    found = compute(CASES["overdue_at_the_ceiling"])
    counts = {dict(a.args)["setting"]: a.figures for a in found.alternatives}
    assert str(counts[DayCount.ANNIVERSARY].total) == "77200.00"


def test_nothing_at_all_was_said() -> None:
    found = of(facts.gather([], Brief()), date(2026, 1, 1))
    assert found.outcome is Outcome.NOTHING_LENT
    assert found.figures is not None
    assert found.figures.total.fen == 0
    assert str(found.per_day) == "0.00"


def test_a_time_split_at_the_reform_cites_what_splits_it() -> None:
    case = {"loans": [(date(2019, 3, 2), "5000")], "due": date(2019, 12, 31)}
    found = compute(case, on=date(2026, 9, 1))
    split = Article(LawText.LENDING, 31, 2)
    assert [split in row.articles for row in found.rows] == [False, True, True]
