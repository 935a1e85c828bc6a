"""What bars one loan alone, and what changes on a day: each is said, and none is guessed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import claimed
import reported
from claimed import compute, noticed
from reported import printed, texts

from evidence_kit import telling
from evidence_kit.claim import days
from evidence_kit.model import (
    Agreement,
    AlternativeKind,
    Basis,
    Brief,
    Claim,
    ClaimRowKind,
    ClaimSettings,
    DayCount,
    Direction,
    Moment,
    Nature,
    NoticeKind,
    OpenKind,
    Outcome,
    Rate,
)
from evidence_kit.screens import lexicon
from evidence_kit.words import Words

ON = date(2026, 7, 1)
OLD, NEW = date(2014, 1, 1), date(2025, 1, 1)
TWO = {
    "on": ON,
    "loans": [[OLD, "100000"], [NEW, "50000"]],
    "repayments": [[date(2016, 1, 1), "3000"], [date(2025, 8, 1), "2000"]],
    "due": date(2025, 12, 31),
    "rate": "0.10",
}


def said(found: Claim, kind: NoticeKind) -> list[dict[str, str]]:
    return [dict(one.args) for one in found.notices if one.kind is kind]


def told(case: dict[str, Any], language: str = "zh_CN") -> tuple[str, list[str]]:
    """Return what the terminal and the table for the court say of a case."""
    found = reported.of(
        claimed.facts_of(case),
        case["on"],
        claimed.brief(case),
        settings=claimed.settings(case),
        agreed=claimed.agreed(case),
        filed_on=case.get("filed"),
    )
    return telling.claimed(found, Words(language)), list(texts(printed(found)))


# ── one loan before 2015-09-01 ─────────────────────────────────────────────────────────


def test_a_loan_under_the_rule_of_1991_bars_itself_alone() -> None:
    """By hand, of the second loan alone: 50000 × 10% × 212 ÷ 365 = 2904.11 on 2025-08-01, of which
    2000 is paid; × 152 ÷ 365 = 2082.19 to the day due, × 182 ÷ 365 = 2493.15 since.
    """
    found = compute(TWO)
    assert found.outcome is Outcome.OWED
    assert found.figures is not None
    assert str(found.figures.principal) == "50000.00"
    assert str(found.figures.interest) == "2986.30"  # 2904.11 − 2000.00 + 2082.19
    assert str(found.figures.overdue) == "2493.15"
    (without,) = said(found, NoticeKind.LOAN_WITHOUT)
    assert without == {"loan": "1", "formed": "2014-01-01", "amount": "100000.00"}
    assert said(found, NoticeKind.PAID_WITHOUT) == [{"amount": "3000.00", "on": "2016-01-01"}]
    assert all(1 not in row.loans for row in found.rows)


def test_the_total_is_said_to_be_without_it() -> None:
    terminal, paper = told(TWO)
    total = terminal.index("合计  55479.45")
    assert "以上都不含第1笔借款（100000.00 元，成立于 2014-01-01）" in terminal[total : total + 80]
    assert "without loan 1 (100000.00" in told(TWO, "en")[0]
    assert [text for text in paper if "第1笔借款（2014年1月1日，本金100000.00元）" in text]
    assert "合计（不含第1笔借款）" in paper
    assert [text for text in paper if "2016年1月1日收到的3000.00元" in text]


def test_a_payment_that_names_a_barred_loan_counts_for_no_other() -> None:
    found = compute(TWO, designated=[[2, 1]])
    assert len(said(found, NoticeKind.PAID_WITHOUT)) == 2
    assert not [row for row in found.rows if row.kind is ClaimRowKind.REPAID]


def test_a_payment_of_no_day_counts_against_the_loans_that_are_reckoned() -> None:
    """Nobody knows that it came before the second loan: less is asked for, not more."""
    nothing = Moment(None, None, Basis.UNANCHORED)
    facts = claimed.with_payments(
        claimed.inked("9000", OLD),
        claimed.inked("5000", NEW),
        claimed.inked("3000", nothing, Nature.REPAYMENT),
    )
    found = claimed.of(facts, ON)
    assert found.figures is not None
    assert str(found.figures.total) == "2000.00"
    assert not said(found, NoticeKind.PAID_WITHOUT)


def test_a_barred_loan_is_never_said_to_be_repaid() -> None:
    found = compute(TWO, repayments=[[date(2025, 8, 1), "60000"]])
    assert (found.outcome, found.figures) == (Outcome.NO_FIGURE, None)
    assert NoticeKind.REST_NOT_OWED in noticed(found)
    assert found.rows


def test_where_no_other_loan_is_there_is_no_figure() -> None:
    found = compute(TWO, loans=[[OLD, "100000"]])
    assert found.outcome is Outcome.NO_FIGURE
    assert noticed(found)[0] is NoticeKind.BEFORE_2015


# ── one loan that needs an LPR nobody published yet ────────────────────────────────────

# The table reaches to 2026-10-19; only the second loan needs a later rate, that of its own day.
LACKING: dict[str, Any] = {
    "on": date(2026, 11, 1),
    "loans": [[date(2025, 3, 1), "36500"], [date(2026, 10, 20), "8000"]],
    "repayments": [[date(2026, 10, 25), "500"]],
    "due": date(2027, 1, 1),
    "rate": "0.10",
}


def test_a_loan_that_lacks_an_lpr_bars_itself_alone() -> None:
    """By hand: 36500 × 10% × 603 ÷ 365 = 6030.00 to 2026-10-25, less 500; 7 days more are 70.00."""
    found = compute(LACKING)
    assert found.figures is not None
    assert str(found.figures.total) == "42100.00"  # 36500 + 6030 − 500 + 70
    (without,) = said(found, NoticeKind.LOAN_WITHOUT_LPR)
    lacks = {"on": "2026-10-20", "verified": "2026-09-20"}
    assert without == {"loan": "2", "amount": "8000.00", **lacks}
    assert NoticeKind.LPR_BEYOND not in noticed(found)
    assert all(2 not in row.loans for row in found.rows)


def test_the_terminal_says_so_and_no_table_is_written() -> None:
    found = reported.of(claimed.facts_of(LACKING), LACKING["on"], claimed.brief(LACKING))
    text = telling.claimed(found, Words("zh_CN"))
    total = text.index("合计  42100.00")
    assert "以上都不含第2笔借款（8000.00 元）：缺 2026-10-20 的LPR" in text[total : total + 80]
    assert "第2笔借款（8000.00 元）要用 2026-10-20 的LPR" in text
    sure = found.report.sure
    assert sure is not None
    assert sure.claim.outcome is Outcome.NO_FIGURE
    assert all(one.amount == found.report.at_filing.claimed for one in found.report.options[:5])


def test_another_reading_that_needs_more_rates_has_no_figure() -> None:
    """Failure to fear: a sum of fewer loans told as though it were another reading of the same."""
    loans = [[date(2025, 3, 1), "3000"], [date(2025, 4, 1), "3000"], *LACKING["loans"][1:]]
    own = [{"number": 3, "rate": "0.1"}, {"number": 2, "due": date(2027, 1, 1)}]
    found = compute({**LACKING, "rate": None, "loans": loans, "due": date(2026, 9, 1), "own": own})
    assert found.figures is not None
    figures = {one.kind: one.figures for one in found.alternatives}
    assert figures[AlternativeKind.LPR_CHOICE] is None


def test_where_every_loan_lacks_one_there_is_no_figure() -> None:
    found = compute(LACKING, loans=LACKING["loans"][1:])
    assert (found.outcome, found.figures) == (Outcome.NO_FIGURE, None)
    assert NoticeKind.LPR_BEYOND in noticed(found)
    assert not said(found, NoticeKind.LOAN_WITHOUT_LPR)


def test_an_open_point_leaves_the_same_loan_out() -> None:
    """Failure to fear: by its number, another loan goes once a payment counts as one more."""
    unsure = claimed.inked("700", date(2025, 1, 5), Nature.UNKNOWN, Direction.OUT)
    both = [claimed.inked(sum_, day) for day, sum_ in LACKING["loans"]]
    facts = claimed.with_payments(unsure, *both, due=date(2027, 1, 1), rate="0.1")
    found = claimed.of(facts, LACKING["on"])
    (point,) = (one for one in found.open_points if one.kind is OpenKind.COUNTED_AS_LOAN)
    assert point.change is not None
    # 700.00 and 665 days at 10 %: 127.53, never less another loan's.
    assert str(point.change) == "827.53"


def test_what_came_back_before_it_was_lent_counts_against_the_others() -> None:
    found = compute(LACKING, repayments=[[date(2025, 2, 1), "500"]])
    assert not said(found, NoticeKind.PAID_WITHOUT)


# ── the ceiling ────────────────────────────────────────────────────────────────────────


def test_a_loan_before_the_first_lpr_has_no_ceiling_of_its_formation() -> None:
    case = {
        "on": ON,
        "filed": ON,
        "loans": [[date(2018, 1, 1), "100000"], [date(2019, 12, 1), "50000"]],
        "due": date(2025, 12, 31),
        "rate": "0.24",
    }
    by_formation = {**case, "settings": {"standard": "at_formation"}}
    (one,) = said(compute(by_formation), NoticeKind.NO_LPR_AT_FORMATION)
    assert one == {"loan": "1", "formed": "2018-01-01", "on": "2026-07-01"}
    terminal, paper = told(by_formation)
    assert "按“合同成立时”没有上限可用" in terminal
    assert [text for text in paper if "第1笔借款成立时（2018年1月1日）尚无贷款市场报价利率" in text]
    assert NoticeKind.NO_LPR_AT_FORMATION not in noticed(compute(case))


def test_by_360_days_a_year_at_the_ceiling_is_said_to_bring_more() -> None:
    case = {
        "on": ON,
        "loans": [[date(2025, 7, 1), "100000"]],
        "due": date(2026, 6, 30),
        "rate": "0.24",
        "settings": {"day_count": "actual_360"},
    }
    (one,) = said(compute(case), NoticeKind.YEAR_OF_360)
    assert one == {"loan": "1", "cap": "12%", "real": "≈12.166666%"}  # 12% × 365 ÷ 360
    _, paper = told(case)
    assert [text for text in paper if "四倍12%（与约定利率均按一年360日折算后比较）" in text]
    assert not said(compute(case, settings={}), NoticeKind.YEAR_OF_360)
    assert not said(compute(case, rate="0.10"), NoticeKind.YEAR_OF_360)


def test_a_rate_by_the_day_brings_what_it_says_by_any_day_count() -> None:
    """By hand: 10000 × 0.03% × 364 days = 1092.00, whatever a year is divided into."""
    daily = lexicon.rate("日利率万分之三")
    assert daily is not None
    assert days.yearly(daily, DayCount.ACTUAL_360) == Fraction("0.108")
    terms = {"loans": [[NEW, "10000"]], "due": date(2025, 12, 31)}
    facts = claimed.facts_of(terms)
    for count, rate in ((DayCount.ACTUAL_360, "10.8%"), (DayCount.ACTUAL_365, "10.95%")):
        found = claimed.of(
            facts,
            ON,
            settings=ClaimSettings(day_count=count),
            agreed=Agreement(overdue_rate=daily, penalty_rate=Rate(Fraction(0), "无")),
        )
        late = found.rows[-1]
        year = days.days_of_year(count)
        assert late.formula.text.startswith(f"10000.00 × {rate} × 182 ÷ {year} = 546.00")


def test_a_penalty_that_payments_left_for_last_is_told() -> None:
    late = {"on": ON, "loans": [[NEW, "10000"]], "due": date(2025, 3, 31), "penalty_rate": "0.05"}
    assert NoticeKind.PENALTY_LAST not in noticed(compute(late))
    early = [[date(2025, 2, 1), "500"]]
    assert NoticeKind.PENALTY_LAST not in noticed(compute(late, repayments=early))
    after = [[date(2025, 9, 1), "500"]]
    assert NoticeKind.PENALTY_LAST in noticed(compute(late, repayments=after))
    assert "最后才抵充违约金" in told({**late, "repayments": after})[0]


# ── from which day to which ────────────────────────────────────────────────────────────


PARTS = {
    "on": ON,
    "loans": [[NEW, "100000"]],
    "plan": [[date(2025, 6, 30), "50000"], [date(2026, 12, 31), "50000"]],
    "rate": "0.10",
    "overdue_rate": "0.06",
    "penalty_rate": "0.02",
}


def test_each_claim_tells_its_own_rate_and_how_long() -> None:
    terminal, _ = told(PARTS, "en")
    lines = [line.strip() for line in terminal.splitlines() if " a day, " in line]
    assert lines == [
        "interest before the due day, loan 1: from 2026-07-01 on 50000.00 × 10% a year = "
        "13.70 a day, up to 2026-12-30; from 2027-01-01 on 6% a year for delay",
        "interest for delay, loan 1: from 2026-07-02 on 50000.00 × 6% a year = "
        "8.22 a day, until it is paid",
        "penalty and other charges, loan 1: from 2026-07-02 on 50000.00 × 2% a year = "
        "2.74 a day, until it is paid",
    ]


def test_interest_runs_on_by_its_own_rate_to_the_day_due_alone() -> None:
    """Another rate for delay was agreed: 民间借贷规定 28(1) lets that run after the day due."""
    _, paper = told(PARTS)
    (asked,) = (text for text in paper if "期内" not in text and "支付借款利息" in text)
    assert asked.endswith(
        "按年利率10%计算至2026年12月30日，自2027年1月1日起按约定的逾期年利率6%计算至实际清偿之日止"
    )
    _, same = told({**PARTS, "overdue_rate": None})
    (asked,) = (text for text in same if "支付借款利息" in text)
    assert asked.endswith("以本金50000.00元为基数，按年利率10%计算至实际清偿之日止")


def test_what_runs_on_after_the_day_due_is_what_a_later_reckoning_finds() -> None:
    (early, late) = (one for one in compute(PARTS).further if one.penalty == 0 or one.overdue)
    assert (early.until, early.then) == (date(2026, 12, 30), Fraction("0.06"))
    later = compute(PARTS, on=date(2027, 1, 1))
    assert {one.rate - one.penalty for one in later.further} == {early.then}
    assert late.until is None


def test_loans_of_different_rates_are_told_apart() -> None:
    own = [{"number": 1, "rate": "0.08"}]
    loans = [[NEW, "100000"], [NEW, "30000"]]
    case = {"on": ON, "loans": loans, "due": date(2025, 6, 30), "rate": "0.1", "own": own}
    terminal, _ = told(case, "en")
    assert "loan 1: from 2026-07-02 on 100000.00 × 8% a year" in terminal
    assert "loan 2: from 2026-07-02 on 30000.00 × 10% a year" in terminal


def test_a_sum_due_once_is_asked_for_up_to_what_is_left_of_it() -> None:
    terminal, paper = told(claimed.CASES["penalty_and_fees_without_room"])
    assert "直到再计满 1931.90 元" in terminal  # 2500.00 − 568.10
    (asked,) = (text for text in paper if "约定的一次性违约金" in text)
    assert (
        "尚未计入的1931.90元，自2026年6月21日起，以本金30000.00元为基数，在年利率1.8%以内" in asked
    )
    assert asked.endswith("计满1931.90元为止")


def test_a_penalty_by_a_rate_is_not_mixed_with_a_sum_that_finds_no_room() -> None:
    """The ceiling of 12 % is full with 10 % and 2 %: what waits is nowhere told to run."""
    case = {"on": ON, "loans": [[date(2025, 6, 1), "100000"]], "due": date(2025, 12, 31)}
    rates = {"rate": "0.08", "overdue_rate": "0.10", "penalty_rate": "0.06", "penalty": "1000"}
    _, paper = told({**case, **rates})
    (asked,) = (text for text in paper if "支付违约金" in text)
    assert asked.endswith("以本金100000.00元为基数，按年利率2%计算至实际清偿之日止")
    both = {**rates, "penalty_rate": "0.01", "penalty": "9000"}
    (asked,) = (text for text in told({**case, **both})[1] if "支付违约金" in text)
    assert "按年利率1%计算至实际清偿之日止；约定的一次性违约金及其他费用尚未计入的" in asked


def test_by_lpr_of_each_day_a_day_brings_so_much_until_the_next() -> None:
    case = {"on": ON, "loans": [[NEW, "30000"]], "due": date(2025, 6, 30)}
    terminal, _ = told({**case, "settings": {"lpr": "segmented"}})
    assert "直到公布新的LPR" in terminal
    assert Brief().settings.day_count is DayCount.ACTUAL_365
