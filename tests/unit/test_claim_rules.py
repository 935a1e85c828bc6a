"""By which rules the paper says it was reckoned: true of its rows, and no word against its side."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import claimed
import reported
from reported import printed, texts

from evidence_kit.model import Agreement, Brief, Rate

LATE = date(2026, 2, 28)
LOAN = {"loans": [[date(2025, 1, 1), "100000"]], "due": date(2025, 6, 30)}
OLD = {"loans": [[date(2017, 1, 1), "10000"]], "due": date(2018, 3, 31)}


def told_of(on: date, **worked: Any) -> list[str]:
    agreed = claimed.agreed(worked)
    found = reported.of(claimed.facts_of(worked), on, claimed.brief(worked), agreed=agreed)
    return list(texts(printed(found)))


def one_with(part: str, told: list[str]) -> str:
    (found,) = [text for text in told if part in text]
    return found


def test_a_penalty_above_the_ceiling_is_no_rate_that_was_agreed_on() -> None:
    told = told_of(LATE, **LOAN, penalty_rate="0.24")
    assert not [text for text in told if "约定的年利率" in text]
    assert one_with("合计以法律保护的利率上限为限，超过部分未计入", told)
    # 12.4 % is four times 3.1 %; of it LPR of the first overdue day leaves the rest.
    assert one_with("上限为一年期LPR 3.1%的四倍12.4%，减去同期逾期利息的3%，为9.4%", told)


def test_a_penalty_cut_to_nothing_is_told() -> None:
    told = told_of(LATE, **LOAN, rate="0.24", penalty_rate="0.05")
    assert one_with("合计以法律保护的利率上限为限", told)
    assert not [t for t in told_of(LATE, **LOAN, rate="0.05") if "合计以" in t]


def test_a_sum_due_once_that_the_ceiling_cuts_is_told() -> None:
    told = told_of(LATE, **LOAN, rate="0.24", penalty="5000")
    assert one_with("约定5000.00元，上限余额0.00元（不足一分的舍去），取其低者", told)
    assert one_with("合计以法律保护的利率上限为限", told)


def test_what_nobody_agreed_on_is_told_as_a_ceiling_alone() -> None:
    first = date(2025, 2, 1)
    own = [{"number": 1, "level_months": 12, "level_rate": "0.12", "level_first": first}]
    told = told_of(LATE, **LOAN, own=own)
    assert not [text for text in told if "约定的年利率" in text or "≈21" in text]
    assert one_with("按一年期LPR 3.1%的四倍计算的利率上限为12.4%，超过部分未计入", told)


def test_a_loan_overdue_before_the_reform_has_its_own_rule() -> None:
    told = told_of(LATE, **OLD)
    rule = one_with("该日前按年利率6%计算", told)
    assert "2020年8月20日前逾期的部分" in rule
    assert "自该日起按该日适用的一年期贷款市场报价利率（LPR）计算" in rule
    assert not [text for text in told if "逾期第一日适用" in text]


def test_what_is_unclear_is_not_said_to_be_none() -> None:
    unclear = Agreement(unclear_rates=(Rate(Fraction(12, 100), "12%"),))
    brief = Brief(plaintiff="王小明", defendant="周大海")
    found = reported.of(claimed.facts_of(LOAN), LATE, brief, agreed=unclear)
    told = list(texts(printed(found)))
    assert not [text for text in told if "未约定利率" in text]
    assert one_with("逾期利息按逾期第一日适用的一年期贷款市场报价利率（LPR）计算", told)


def test_interest_between_the_old_bounds_is_told_apart() -> None:
    worked = {"loans": [[date(2018, 1, 1), "100000"]], "due": date(2018, 12, 31), "rate": "0.48"}
    told = told_of(LATE, **worked, repayments=[[date(2018, 7, 1), "40000"]])
    row = one_with("第1次还款", told)
    assert row.count("期内利息") == 1
    assert "年利率24%至36%之间的利息" in row
    assert "为超过利率上限的部分，计入本金" in row
