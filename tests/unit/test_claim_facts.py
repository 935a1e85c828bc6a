"""From facts to rows: places in ink, interest taken in advance, sharing, arithmetic to the fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from claimed import CASES, compute, inked, of, with_payments

from evidence_kit.claim import allotment, days, formulas
from evidence_kit.model import (
    Agreement,
    Article,
    ClaimRow,
    ClaimRowKind,
    Cost,
    CostKind,
    Direction,
    Doubt,
    DoubtKind,
    Kept,
    LawText,
    Money,
    Nature,
    Payment,
    Split,
)

LENT = date(2025, 3, 2)
ON = date(2026, 1, 1)


def up_front(payment: Payment, lent: str, field: str) -> Payment:
    args = (("field", field), ("amount", "500.00"), ("lent", lent))
    doubt = Doubt(DoubtKind.INTEREST_UP_FRONT, payment.places[0], args)
    return replace(payment, doubts=(doubt,))


def kinds(rows: tuple[ClaimRow, ...]) -> list[tuple[ClaimRowKind, str]]:
    return [(row.kind, str(row.amount)) for row in rows]


def test_every_row_of_a_payment_says_where_it_is_shown() -> None:
    loan = inked("5000", LENT)
    back = inked("1000", date(2025, 6, 1), Nature.REPAYMENT)
    rows = of(with_payments(loan, back, rate="0.1"), ON).rows
    assert [row.places for row in rows] == [loan.places, (), back.places, ()]
    assert [row.stated for row in rows] == [False, True, False, True]  # the rate is a person's word


def test_what_came_straight_back_was_never_lent() -> None:
    loan = up_front(inked("5000", LENT), "5000.00", "payment")
    back = up_front(inked("500", LENT, Nature.REPAYMENT), "5000.00", "nature")
    found = of(with_payments(loan, back, rate="0.1"), ON)
    lent, kept, interest = found.rows
    assert kinds((lent, kept)) == [(ClaimRowKind.LENT, "5000.00"), (ClaimRowKind.KEPT, "500.00")]
    assert kept.places == back.places
    assert kept.formula.text == "500.00; 5000.00 − 500.00 = 4500.00"
    assert kept.articles == (Article(LawText.LENDING, 26), Article(LawText.CIVIL_CODE, 670))
    assert interest.base == Money(450_000)


def test_each_loan_has_its_own_deduction() -> None:
    one = up_front(inked("5000", LENT), "5000.00", "payment")
    two = up_front(inked("5000", date(2025, 4, 2)), "5000.00", "payment")
    backs = [
        up_front(inked("500", on, Nature.REPAYMENT), "5000.00", "nature")
        for on in (LENT, date(2025, 4, 2), date(2025, 5, 2))
    ]
    rows = of(with_payments(one, two, *backs), ON).rows
    assert [row.kind for row in rows].count(ClaimRowKind.KEPT) == 2
    assert rows[-1].kind is ClaimRowKind.REPAID


def test_a_deduction_of_no_loan_is_a_repayment() -> None:
    loan = up_front(inked("5000", LENT), "5000.00", "payment")
    strange = up_front(inked("500", LENT, Nature.REPAYMENT), "3000.00", "nature")
    rows = of(with_payments(loan, strange), ON).rows
    assert kinds(rows) == [(ClaimRowKind.LENT, "5000.00"), (ClaimRowKind.REPAID, "500.00")]


def test_what_was_kept_by_word_alone() -> None:
    agreed = Agreement(kept=(Kept(1, Money(50_000)),))
    rows = of(with_payments(inked("5000", LENT)), ON, agreed=agreed).rows
    assert (rows[1].kind, rows[1].stated, rows[1].places) == (ClaimRowKind.KEPT, True, ())
    every = Agreement(kept=(Kept(1, Money(9_900_000)),))
    found = of(with_payments(inked("5000", LENT)), ON, agreed=every)
    assert found.figures is not None
    assert found.figures.principal.fen == 0


def test_a_loan_of_which_everything_was_kept_takes_no_surplus() -> None:
    early = inked("700", date(2025, 1, 1), Nature.REPAYMENT)
    every = Agreement(kept=(Kept(1, Money(500_000)),))
    found = of(with_payments(early, inked("5000", LENT)), ON, agreed=every)
    assert [row.kind for row in found.rows][-1] is ClaimRowKind.KEPT
    assert found.figures is not None
    assert str(found.figures.overpaid) == "700.00"


def test_equal_loans_share_one_row_and_say_how() -> None:
    found = compute(CASES["equal_ones_in_proportion"])
    shared = [row for row in found.rows if row.kind is ClaimRowKind.REPAID]
    assert shared[0].loans == (1, 2, 3)
    assert shared[0].loan is None
    parts = dict(shared[0].formula.parts)
    each = [Fraction(parts[f"loan{number}"]) for number in (1, 2, 3)]
    assert sum(each) == Fraction("5000.01")
    assert Article(LawText.CIVIL_CODE, 560, 2) in shared[0].articles


def test_the_payers_own_choice_is_cited_as_such() -> None:
    found = compute(CASES["the_one_the_payer_named"])
    (row,) = (row for row in found.rows if row.kind is ClaimRowKind.REPAID)
    assert row.loan == 1
    assert row.articles[0] == Article(LawText.CIVIL_CODE, 560, 1)


def test_costs_name_themselves() -> None:
    cost = Cost(date(2025, 5, 1), Money(300_000), CostKind.LAWYER)
    rows = of(with_payments(inked("5000", LENT)), ON, agreed=Agreement(costs=(cost,))).rows
    assert [(row.what, row.kind) for row in rows if row.what] == [("律师费", ClaimRowKind.COST)]


def test_interest_that_became_principal_before_the_reform() -> None:
    case = {
        "on": date(2021, 1, 1),
        "loans": [(date(2019, 1, 1), "10000")],
        "rate": "0.1",
        "rollovers": [{"on": date(2020, 1, 1), "principal": "11000"}],
    }
    row = next(r for r in compute(case).rows if r.kind is ClaimRowKind.CAPITALISED)
    assert row.articles == (Article(LawText.LENDING_2015, 28, 1),)
    other = {**case, "rollovers": [{"on": date(2020, 1, 1), "principal": "11000", "number": 7}]}
    assert all(r.kind is not ClaimRowKind.CAPITALISED for r in compute(other).rows)
    later = {**case, "rollovers": [{"on": date(2020, 8, 20), "principal": "11000"}]}
    rows = [r for r in compute(later).rows if r.kind in (row.kind, ClaimRowKind.WAIVED)]
    new = (Article(LawText.LENDING, 27, 1), Article(LawText.LENDING, 31, 2))
    assert [r.articles for r in rows] == [new, new]


@pytest.mark.parametrize(
    ("exact", "fen"),
    [(Fraction(1, 2), 1), (Fraction(49, 100), 0), (Fraction(3, 2), 2), (Fraction(5, 2), 3)],
)
def test_half_a_fen_goes_up(exact: Fraction, fen: int) -> None:
    assert days.half_up(exact) == fen


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Fraction("0.146"), "14.6%"),
        (Fraction("0.12"), "12%"),
        (Fraction(1, 3), "≈33.333333%"),
        (Fraction("0.0345"), "3.45%"),
        (Fraction(0), "0%"),
        (Fraction("1.2"), "120%"),
    ],
)
def test_a_rate_as_a_percentage(rate: Fraction, text: str) -> None:
    assert formulas.percent(rate) == text


def test_formulas_of_sums() -> None:
    assert formulas.room(300, [], 200).text == "min(3.00, 2.00) = 2.00"
    assert formulas.exact(Fraction(1, 3)) == "(1 ÷ 3)"
    split = Split(costs=Money(100), principal=Money(250))
    assert formulas.settled(split).text == "3.50 = 1.00 + 2.50"


def test_shares_never_exceed_what_is_owed() -> None:
    assert allotment.shares(10, [3, 3]) == [3, 3]
    assert allotment.shares(5, [3, 3]) == [3, 2]
    assert allotment.shares(1, [1, 1, 1]) == [1, 0, 0]
    assert allotment.shared(100, [1, 2]) == [33, 67]


def test_direction_matters() -> None:
    strange = inked("5000", LENT, Nature.LOAN, Direction.IN)
    assert of(with_payments(strange), ON).rows == ()
