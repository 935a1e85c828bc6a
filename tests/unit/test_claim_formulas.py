"""Every sum that a claim prints follows from what is printed: a reader with a calculator agrees."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import reported
from claimed import CASES, ROOT, compute
from reckoner import believed, worth

from evidence_kit.model import Claim, ClaimRow, ClaimRowKind, Figures
from evidence_kit.render.claim_words import CourtClaim
from evidence_kit.render.wording import court_wording

GOLDEN: Mapping[str, Any] = tomllib.loads(
    (ROOT / "tests/golden/claims.toml").read_text(encoding="utf-8")
)
STORIES = {name: {**told["case"], "on": date(2026, 7, 1)} for name, told in GOLDEN.items()}
EVERY = {**CASES, **{f"story {name}": case for name, case in STORIES.items()}}
GROWS = {
    ClaimRowKind.INTEREST: "interest",
    ClaimRowKind.OVERDUE: "overdue",
    ClaimRowKind.PENALTY: "penalty",
    ClaimRowKind.CHARGE: "penalty",
    ClaimRowKind.COST: "costs",
    ClaimRowKind.LENT: "principal",
    ClaimRowKind.CAPITALISED: "principal",
}
# Cases with every kind of row.
PRINTED = (
    "overdue_rate_and_penalty_above_it",
    "penalty_and_fees_without_room",
    "penalty_of_a_sum_before_anything_is_overdue",
    "penalty_and_too_much_paid",
    "kept_in_advance",
    "rolled_over_after_a_payment",
    "rolled_over_at_the_ceiling",
    "rolled_over_in_a_note_of_less",
    "rolled_over_in_a_note_of_less_than_was_lent",
    "rolled_over_in_a_note_of_more_up_to_the_ceiling",
    "before_the_reform_by_anniversary",
    "a_year_of_360_days",
    "what_is_due_before_the_parts_that_are_not",
)
CHARGE = re.compile(r"(?:约定|[=余额] ?)(\d+\.\d\d)元")
GROWN = re.compile(
    r"所欠利息(?P<owed>[\d.]+)元(?:加利率上限的余额(?P<room>.+) = (?P<spare>[\d.]+)元（[^）]+）)?；"
    r"新借条(?P<rest>[^；]+)；取较小者(?P<grown>[\d.]+)；(?P<after>.+)"
)
SETTLED = ("principal", "interest", "overdue", "penalty", "costs")


def rows(found: Claim) -> tuple[ClaimRow, ...]:
    return (*found.rows, *found.measure)


def summed(every: tuple[ClaimRow, ...]) -> dict[str, int]:
    """Return what rows come to by kind, as who has nothing but the table adds them up."""
    total = dict.fromkeys((*SETTLED, "overpaid"), 0)
    for row in every:
        if row.kind in GROWS:
            total[GROWS[row.kind]] += row.amount.fen
        if row.kind is ClaimRowKind.KEPT:
            total["principal"] -= row.amount.fen
        if row.split:
            for name in SETTLED:
                total[name] -= getattr(row.split, name).fen
            total["overpaid"] += row.split.surplus.fen
        if row.kind is ClaimRowKind.SET_OFF:
            total["overpaid"] -= row.amount.fen
    return total


def told(figures: Figures | None) -> dict[str, int]:
    assert figures is not None
    return {name: getattr(figures, name).fen for name in (*SETTLED, "overpaid")}


@pytest.mark.parametrize("name", EVERY)
def test_every_formula_makes_the_sum_of_its_row(name: str) -> None:
    for row in rows(compute(EVERY[name])):
        believed(row.formula.text, str(row.amount))


@pytest.mark.parametrize("name", EVERY)
def test_the_rows_alone_make_every_figure(name: str) -> None:
    found = compute(EVERY[name])
    assert summed(found.rows) == told(found.figures)


@pytest.mark.parametrize("name", PRINTED)
def test_the_paper_s_own_formulas_make_the_sums_beside_them(name: str) -> None:
    found = reported.of_case(name)
    assert found.report.sure is not None
    told = CourtClaim(found.report.sure, found.arranged, found.story.screens, court_wording())
    claim = found.report.sure.claim
    for every in (claim.rows, claim.measure):
        for row, cells in zip(every, told.rows(every), strict=True):
            formula, amount = cells[3], cells[4].removeprefix("−")
            assert amount == str(row.amount)
            if row.kind is ClaimRowKind.CHARGE:
                agreed, left = CHARGE.findall(formula)
                room = re.search("余额(.*) = ", formula)
                assert min(Fraction(agreed), Fraction(left)) == Fraction(amount)
                assert room is None or worth(f"⌊{room[1]}⌋") == Fraction(left)
            elif row.kind is ClaimRowKind.CAPITALISED:
                grown_as_printed(formula, amount)
            else:
                believed(formula.partition("；")[0], amount)


def grown_as_printed(formula: str, amount: str) -> None:
    """Hold a new note's row to its words: no `min` stands there, and every step is true."""
    said = GROWN.fullmatch(formula)
    assert said is not None, formula
    most = Fraction(said["owed"]) + Fraction(said["spare"] or 0)
    believed(said["rest"], said["rest"].rpartition(" ")[2])
    assert min(most, Fraction(said["rest"].rpartition(" ")[2])) == Fraction(amount)
    assert Fraction(said["grown"]) == Fraction(amount)
    assert said["room"] is None or worth(f"⌊{said['room']}⌋") == Fraction(said["spare"])
    believed(said["after"], said["after"].rpartition(" ")[2])


def test_a_false_formula_is_not_believed() -> None:
    false = "100.00 × 10% × 365 ÷ 365 = 10.00; 4 × 3% = 12% − 8% = 4% < 10%"
    with pytest.raises(AssertionError):
        believed(false, "10.00")
    with pytest.raises(AssertionError):
        believed("100.00 + 5.00 = 105.00", "5.00")


def test_what_rolled_interest_is_held_to_is_reckoned_row_by_row() -> None:
    """100000 at 24 %, held to 4 × 3.45 %, rolled over after a year; by hand:

    owed 113837.81 + 113837.81 × 13.8% × 546 ÷ 365 = 23499.87, together 137337.68; the most is
    100000 + 100000 × 13.8% × 912 ÷ 365 = 34481.10, together 134481.10 (its two times
    13837.81 + 20643.29). What goes beyond is 2856.58.
    """
    case = {
        "on": date(2026, 7, 1),
        "loans": [[date(2024, 1, 1), "100000"]],
        "due": date(2026, 12, 31),
        "rate": "0.24",
        "rollovers": [{"on": date(2025, 1, 1), "principal": "124000"}],
    }
    found = compute(case)
    limited = found.rows[-1]
    assert limited.formula.text == ("(113837.81 + 23499.87) − (100000.00 + 34481.10) = 2856.58")
    assert [row.formula.text.partition(";")[0] for row in found.measure] == [
        "100000.00",
        "100000.00 × 13.8% × 912 ÷ 365 = 34481.10",
    ]
    assert summed(found.measure)["interest"] == 34481_10
    assert limited.split is not None
    assert str(limited.split.interest) == "2856.58"
    assert [row.formula.text for row in found.rows if row.kind is ClaimRowKind.CAPITALISED] == [
        "min(13837.81, 124000.00 − 100000.00) = 13837.81; 100000.00 + 13837.81 = 113837.81"
    ]


def test_a_sum_due_once_shows_how_much_room_the_ceiling_left() -> None:
    """Room by hand: 30000 × (13.8% − 12%) × 384 ÷ 365 = 568.1095…, a part of a fen dropped."""
    (row,) = (
        row
        for row in compute(CASES["penalty_and_fees_without_room"]).rows
        if row.kind is ClaimRowKind.CHARGE
    )
    room = "⌊30000.00 × (4 × 3.45% − 12%) × 384 ÷ 365⌋ = 568.10"
    assert row.formula.text == f"min(2500.00, 568.10) = 568.10; {room}"
    assert worth("30000.00 × (4 × 3.45% − 12%) × 384 ÷ 365") > Fraction("568.10")


def test_what_was_paid_too_much_and_meets_a_penalty_has_its_row() -> None:
    """1624.43 of the penalty finds room; as much of the surplus pays it at once."""
    found = compute(CASES["penalty_and_too_much_paid"])
    last = found.rows[-1]
    assert (last.kind, str(last.amount)) == (ClaimRowKind.SET_OFF, "1624.43")
    assert last.split is not None
    assert last.split.penalty == last.amount
    assert last.practice


def test_a_year_of_360_days_compares_with_the_ceiling_on_one_basis() -> None:
    """By hand: 36000 × 12% × 365 ÷ 360 = 4380; 4 × 3 % is less than the 20 % agreed."""
    case = {
        "on": date(2026, 8, 1),
        "loans": [[date(2025, 8, 1), "36000"]],
        "due": date(2026, 8, 1),
        "rate": "0.20",
        "settings": {"day_count": "actual_360"},
    }
    row = compute(case).rows[-1]
    assert row.formula.text == (
        "36000.00 × 12% × 365 ÷ 360 = 4380.00; 4 × 3% ÷ 360 = 12% ÷ 360 < 20% ÷ 360"
    )
