"""What is asked for: what isn't due yet, up to which day sums run, and by which rate they go on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import claimed
import reported
from reported import printed, texts

LATE = date(2026, 2, 28)


def asked_of(on: date, **worked: Any) -> list[str]:
    """Return the requests that are made on a day, in order."""
    table, _ = printed(_found(on, worked)).tables
    return [row.cells[1].text for row in table.rows[1:]]


def told_of(on: date, **worked: Any) -> list[str]:
    return list(texts(printed(_found(on, worked))))


def _found(on: date, worked: Mapping[str, Any]) -> Any:
    return reported.of(
        claimed.facts_of(worked),
        on,
        claimed.brief(worked),
        settings=claimed.settings(worked),
        agreed=claimed.agreed(worked),
    )


EARLY = {"loans": [[date(2024, 2, 29), "36500"]], "due": date(2026, 6, 30), "rate": "0.1"}


def test_a_debt_that_is_not_due_yet_is_asked_for_with_its_day() -> None:
    principal, *_ = asked_of(LATE, **EARLY)
    assert principal == "判令被告偿还借款本金（其中本金36500.00元于2026年6月30日到期）"


def test_of_several_loans_the_one_not_due_is_named_and_its_interest_is_not_for_delay() -> None:
    own = [{"number": 1, "due": date(2025, 6, 30)}, {"number": 2, "due": date(2027, 6, 30)}]
    loans = [[date(2024, 6, 30), "10000"], [date(2024, 7, 1), "20000"]]
    principal, interest, overdue, *_ = asked_of(LATE, loans=loans, rate="0.1", own=own)
    assert "第2笔借款本金20000.00元于2027年6月30日到期" in principal
    assert "第1笔" not in principal
    assert "以本金20000.00元为基数" in interest
    assert "以本金10000.00元为基数" in overdue
    assert "20000.00" not in overdue


def test_parts_of_a_plan_that_are_not_due_are_told_together() -> None:
    plan = [[date(2025, 12, 31), "100"], [date(2026, 3, 31), "200"], [date(2026, 4, 30), "300"]]
    loans = [[date(2025, 1, 1), "600"]]
    principal, *_ = asked_of(LATE, loans=loans, rate="0.1", plan=plan)
    assert "本金500.00元自2026年3月31日至2026年4月30日分2期到期" in principal


def test_what_is_due_is_asked_for_without_a_word_on_it() -> None:
    assert asked_of(date(2026, 7, 1), **EARLY)[0] == "判令被告偿还借款本金"


def test_the_day_up_to_which_is_the_one_before_the_day_from_which() -> None:
    _, interest, *_ = asked_of(LATE, **EARLY)
    assert "（暂计至2026年2月27日）；自2026年2月28日起" in interest
    rows = [one for one in told_of(LATE, **EARLY) if re.search(r"至2026年2月27日（\d+日）", one)]
    assert len(rows) == 1


def test_interest_that_ended_long_ago_ends_on_its_own_last_day() -> None:
    _, interest, overdue, *_ = asked_of(date(2026, 12, 31), **EARLY)
    assert interest == "判令被告支付借款期内利息（计至2026年6月29日）"
    assert "（暂计至2026年12月31日）；自2027年1月1日起" in overdue


PENAL = {
    "loans": [[date(2025, 6, 1), "100000"]],
    "due": date(2025, 12, 31),
    "rate": "0.08",
    "penalty_rate": "0.03",
}


def test_a_penalty_that_runs_on_is_no_interest() -> None:
    _, _, overdue, penalty, *_ = asked_of(LATE, **PENAL)
    assert "按年利率8%计算至实际清偿之日止" in overdue
    assert penalty.startswith(
        "判令被告支付违约金及其他费用（暂计至2026年2月28日）；自2026年3月1日起"
    )
    assert "按年利率3%计算至实际清偿之日止" in penalty
    assert not [one for one in told_of(LATE, **PENAL) if "11%" in one]


def test_segmented_lpr_goes_on_as_segmented() -> None:
    worked = {"loans": [[date(2024, 6, 1), "1000"]], "due": date(2025, 1, 31)}
    _, overdue, *_ = asked_of(LATE, **worked, settings={"lpr": "segmented"})
    assert "按各期间适用的一年期贷款市场报价利率（LPR）分段计算至实际清偿之日止" in overdue
    _, fixed, *_ = asked_of(LATE, **worked)
    assert "按年利率3.1%计算至实际清偿之日止" in fixed
