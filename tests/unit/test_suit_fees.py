"""Fees by their tiers: the worked table, and an oracle of another style (the quick forms)."""

from __future__ import annotations

from fractions import Fraction

import claimed
import pytest
import reported
from suits import half_up, on

from evidence_kit.claim import citing, fees
from evidence_kit.claim.articles import cites_known
from evidence_kit.model import (
    Agreement,
    Cost,
    CostKind,
    FeeKind,
    LoanTerms,
    Money,
    Nature,
    Rate,
    Track,
)
from evidence_kit.telling import claim as telling
from evidence_kit.words import Words

# Claim; full, halved, payment order, preservation of the same sum, enforcement: all in yuan.
TABLE = [
    ("8000", "50.00", "25.00", "16.67", "100.00", "50.00"),
    ("20000", "300.00", "150.00", "100.00", "220.00", "200.00"),
    ("30000", "550.00", "275.00", "183.33", "320.00", "350.00"),
    ("50000", "1050.00", "525.00", "350.00", "520.00", "650.00"),
    ("100000", "2300.00", "1150.00", "766.67", "1020.00", "1400.00"),
    ("300000", "5800.00", "2900.00", "1933.33", "2020.00", "4400.00"),
    ("1000000", "13800.00", "6900.00", "4600.00", "5000.00", "12400.00"),
]

# The quick forms, as lawyers use them: up to, factor in basis points of a basis point, addend.
QUICK = {
    fees.case: [
        (10_000, 0, 50),
        (100_000, 250, -200),
        (200_000, 200, 300),
        (500_000, 150, 1_300),
        (1_000_000, 100, 3_800),
        (2_000_000, 90, 4_800),
        (5_000_000, 80, 6_800),
        (10_000_000, 70, 11_800),
        (20_000_000, 60, 21_800),
        (None, 50, 41_800),
    ],
    fees.preservation: [
        (1_000, 0, 30),
        (100_000, 100, 20),
        (896_000, 50, 520),
        (None, 0, 5_000),
    ],
    fees.enforcement: [
        (10_000, 0, 50),
        (500_000, 150, -100),
        (5_000_000, 100, 2_400),
        (10_000_000, 50, 27_400),
        (None, 10, 67_400),
    ],
}
SUMS = [1, 99, 999_99, 1_000_01, 9_999_99, 10_000_00, 10_000_01, 64_610_37, 99_999_99, 896_000_01]
SUMS += [100_000_01, 123_456_78, 200_000_00, 2_000_000_33, 4_999_999_99, 7_777_777_77]
SUMS += [10_000_000_01, 19_999_999_99, 25_000_000_00, 333_333_333_33]


def quick(forms: list[tuple[int | None, int, int]], fen: int) -> int:
    """The fee in fen by the quick form of the tier that the sum lies in."""
    for most, per_10000, addend in forms:
        if most is None or fen <= most * 100:
            return half_up(Fraction(fen * per_10000, 10_000) + addend * 100)
    raise AssertionError(fen)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_the_worked_table(row: tuple[str, ...]) -> None:
    claimed = Money.of_yuan(row[0])
    kinds = (fees.case, fees.halved, fees.payment_order, fees.preservation, fees.enforcement)
    assert [str(fee(claimed).amount) for fee in kinds] == list(row[1:])


@pytest.mark.parametrize("fee", QUICK, ids=lambda fee: fee.__name__)
@pytest.mark.parametrize("fen", SUMS)
def test_the_quick_forms_give_the_same(fee, fen: int) -> None:
    assert fee(Money(fen)).amount.fen == quick(QUICK[fee], fen)


@pytest.mark.parametrize("fee", [fees.halved, fees.payment_order])
@pytest.mark.parametrize("fen", SUMS)
def test_a_share_is_rounded_once(fee, fen: int) -> None:
    """Failure to fear: a rounded fee halved, a fen away from the tier's own half."""
    for most, per_10000, addend in QUICK[fees.case]:
        if most is None or fen <= most * 100:
            exact = Fraction(fen * per_10000, 10_000) + addend * 100
            assert fee(Money(fen)).amount.fen == half_up(exact * fee(Money(fen)).share)
            return


def test_every_row_of_a_fee_can_be_added_up_again() -> None:
    fee = fees.case(Money(345_678_90))
    assert sum(part.base.fen for part in fee.parts) == fee.base.fen == 345_678_90
    assert [part.above.fen for part in fee.parts] == [0, 10_000_00, 100_000_00, 200_000_00]
    assert all(part.exact == part.base.fen * part.rate + part.flat.fen for part in fee.parts)
    assert half_up(sum(part.exact for part in fee.parts)) == fee.amount.fen


def test_the_ceiling_of_preservation_shows_only_where_it_binds() -> None:
    assert fees.preservation(Money(896_000_00)).most is None
    assert fees.preservation(Money(896_000_00)).amount == Money(5_000_00)
    assert fees.preservation(Money(896_000_10)).most == Money(5_000_00)
    assert fees.preservation(Money(0)).amount == Money(30_00)


def test_what_an_ordinary_trial_asks_on_top() -> None:
    claimed = Money(20_000_00)
    assert str(fees.topped_up(fees.halved(claimed))) == "150.00"
    assert str(fees.topped_up(fees.payment_order(claimed))) == "200.00"
    assert str(fees.topped_up(fees.case(claimed))) == "0.00"


@pytest.mark.parametrize(
    ("yuan", "days", "expected"),
    [("10000", 1, "1.75"), ("10000", 365, "638.75"), ("3333.33", 7, "4.08"), ("10000", 0, "0.00")],
)
def test_delay_after_judgment(yuan: str, days: int, expected: str) -> None:
    """10,000 yuan × 0.0175 % is 1.75 a day."""
    found = fees.delay_interest(Money.of_yuan(yuan), days)
    assert str(found.amount) == expected
    assert all(cites_known(article) for article in found.articles)


@pytest.mark.parametrize("wrong", [(-1, 1), (1, -1)])
def test_less_than_nothing_is_no_sum(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="-"):
        fees.delay_interest(Money(wrong[0]), wrong[1])
    with pytest.raises(ValueError, match=r"-0\.01"):
        fees.case(Money(-1))


def test_every_fee_names_its_kind_and_articles_of_the_table() -> None:
    kinds = (fees.case, fees.halved, fees.payment_order, fees.preservation, fees.enforcement)
    made = [fee(Money(5_000_00)) for fee in kinds]
    assert [fee.kind for fee in made] == list(FeeKind)
    assert all(fee.articles and all(map(cites_known, fee.articles)) for fee in made)


# ── what fees are reckoned on ──────────────────────────────────────────────────────────

LENT = claimed.inked("100000", on("2025-01-02"))
LAWYER = Cost(on("2025-06-10"), Money(3_000_00), CostKind.LAWYER)
KEPT = Cost(on("2025-06-20"), Money(1_020_00), CostKind.PRESERVATION)


def owed(*costs: Cost, back: str | None = None) -> reported.Claimed:
    paid = [claimed.inked(back, on("2025-07-01"), Nature.REPAYMENT)] if back else []
    agreed = Agreement(costs=costs)
    return reported.of(claimed.with_payments(LENT, *paid), on("2025-08-01"), agreed=agreed)


def test_a_fee_for_preservation_is_a_litigation_fee_and_makes_no_other_fee_grow() -> None:
    """诉讼费用交纳办法 13(1), 14(2): 100,000 + 3,000 are claimed, so 103,000 × 2 % + 300.

    Failure to fear: 1,020 yuan of 保全费 counted into the sum, and the fee 20.40 too high.
    """
    report = owed(LAWYER, KEPT).report
    assert report.claim.figures.total == Money(104_020_00)
    assert report.claim.figures.claimed == Money(103_000_00)
    assert {fee.base for fee in report.fees} == {Money(103_000_00)}
    assert str(report.fees[0].amount) == "2360.00"
    ways = {one.track: one for one in report.options}
    assert ways[Track.ORDINARY].amount == ways[Track.SMALL_CLAIMS].amount == Money(103_000_00)
    order = ways[Track.PAYMENT_ORDER]
    assert order.amount == Money(100_000_00)
    left = [dict(one.args) for one in order.reasons if one.kind == "no_written_overdue_term"]
    assert left == [{"amount": "3000.00"}]


def test_each_cost_cites_what_it_rests_on() -> None:
    """561 ranks costs that are owed; it makes none owed (诉讼费用交纳办法 38(3), 民法典 509)."""
    rows = owed(LAWYER, KEPT, back="5000").report.claim.rows
    said = {row.what: row.articles for row in rows if row.what}
    assert said["律师费"] == (citing.code(509, 1),)
    assert said["保全费"] == (citing.fees(14, None, 2), citing.fees(38, 3))
    (costs,) = (row for row in rows if row.split and row.split.costs.fen)
    assert costs.articles == (citing.code(561),)


@pytest.mark.parametrize(
    ("back", "costs", "court"),
    [("1000", "3020.00", "1020.00"), ("3500", "520.00", "520.00"), ("9000", "0.00", "0.00")],
)
def test_a_payment_meets_agreed_costs_before_a_courts(back: str, costs: str, court: str) -> None:
    """3,000 + 1,020 less what came back; of what is left the court's fee at most (561)."""
    figures = owed(LAWYER, KEPT, back=back).report.claim.figures
    assert (str(figures.costs), str(figures.court_fees)) == (costs, court)


def test_the_paper_asks_for_the_courts_fee_among_the_fees() -> None:
    table = reported.printed(owed(LAWYER, KEPT)).tables[0]
    asked = [tuple(cell.text for cell in row.cells) for row in table.rows[1:]]
    (lawyer,) = (row for row in asked if row[2] == "3000.00")
    assert "实现债权" in lawyer[1]
    assert asked[-2][1:] == (
        "判令被告负担本案诉讼费用，其中原告已预交保全申请费1020.00元",
        "以法院决定为准",
    )
    assert asked[-1][2] == "103000.00"


def test_delay_runs_on_all_that_is_awarded_but_general_interest() -> None:
    """迟延履行利息解释 1: 100,000 + 1,000 penalty + 3,000 costs = 104,000, × 0.0175 % = 18.20.

    Interest of 6,000 for the year before is general interest: no base. Nor are the 1,020 of a
    litigation fee, which is no part of the claim.
    """
    terms = Agreement(
        costs=(LAWYER, KEPT),
        penalty=Money(1_000_00),
        overdue_rate=Rate(Fraction(6, 100), "年利率6%"),
        loans=(LoanTerms(1, due=on("2025-01-02")),),
    )
    found = reported.of(claimed.with_payments(LENT), on("2026-01-02"), agreed=terms)
    report = found.report
    assert report.claim.figures.overdue == Money(6_000_00)
    assert (str(report.delay.unpaid), str(report.delay.amount)) == ("104000.00", "18.20")
    (told,) = (line for line in telling.claimed(found, Words("en")).splitlines() if "18.20" in line)
    assert "principal 100000.00, penalty 1000.00, costs 3000.00" in told
