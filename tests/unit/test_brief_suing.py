"""What case.toml says of the claim and of the suit, and the faults of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evidence_kit import brief
from evidence_kit.errors import UsageError
from evidence_kit.model import (
    AgreedCourt,
    AllotmentOrder,
    Brief,
    Connection,
    Cost,
    CostKind,
    DayCount,
    GuaranteeTerm,
    GuarantorDemand,
    Home,
    Kept,
    LevelPlan,
    LoanTerms,
    Lpr,
    LprChoice,
    Money,
    Proceeding,
    ProceedingKind,
    Rate,
    Rollover,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.toml"


def said(path: Path, text: str) -> Brief:
    path.write_text(text, encoding="utf-8")
    return brief.load(path)


def faults(path: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        said(path, text)
    assert caught.value.kind == "brief_schema"
    return caught.value.args_by_name["faults"]


def test_what_the_law_leaves_open_is_set_in_words_or_by_its_own_value(path: Path) -> None:
    for text in ('day_count = "360"\nlpr = "分段"', 'day_count = "actual_360"\nlpr = "segmented"'):
        told = said(path, f"[claim]\n{text}\n").settings
        assert (told.day_count, told.lpr) == (DayCount.ACTUAL_360, LprChoice.SEGMENTED)


def test_what_was_agreed_besides_is_said(path: Path) -> None:
    told = said(
        path,
        '[claim]\ncut_off = 2026-03-01\noverdue_rate = "年利率12%"\npenalty = "500"\n'
        'allotment = "先本后息"\nunclear_rates = ["月息1%", "年利率1%"]\n'
        '[[cost]]\ndate = 2026-02-01\namount = "3000"\nkind = "律师费"\n'
        '[[rollover]]\nnumber = 1\ndate = 2025-12-31\nprincipal = "5500"\n'
        '[[withheld]]\nnumber = 1\namount = "100"\n[[designated]]\npayment = 2\nloan = 1\n'
        '[[loan_terms]]\nnumber = 2\nmonths = 12\nlevel_rate = "月息1%"\nfirst_due = 2025-04-02\n',
    )
    agreed = told.agreed
    assert told.cut_off == date(2026, 3, 1)
    assert agreed.overdue_rate == Rate(Fraction(12, 100), "年利率12%")
    assert (agreed.penalty, agreed.order) == (Money(50000), AllotmentOrder.PRINCIPAL_FIRST)
    assert [one.per_year for one in agreed.unclear_rates] == [Fraction(12, 100), Fraction(1, 100)]
    assert agreed.costs == (Cost(date(2026, 2, 1), Money(300000), CostKind.LAWYER),)
    assert agreed.rollovers == (Rollover(date(2025, 12, 31), Money(550000), 1),)
    assert (agreed.kept, agreed.designated) == ((Kept(1, Money(10000)),), ((2, 1),))
    plan = LevelPlan(12, Rate(Fraction(12, 100), "月息1%"), date(2025, 4, 2))
    assert agreed.loans == (LoanTerms(2, level=plan),)


def test_what_a_suit_hangs_on_is_said(path: Path) -> None:
    told = said(
        path,
        '[suit]\nprovince = "江苏省"\nsmall_claims_limit = "64610"\n'
        "small_claims_since = 2026-01-04\ncounterclaim = false\nappraisal = true\n"
        'defendant_home = "浙江省杭州市西湖区文三路1号"\ndefendant_home_since = 2024-01-01\n'
        'agreed_court = "杭州市西湖区人民法院"\nagreed_places = ["合同签订地"]\n'
        '[[proceeding]]\nkind = "调解"\ndate = 2025-10-01\n'
        '[[guarantor]]\nname = "陈安"\nkind = "一般保证"\nmonths = 12\n'
        '[[guarantor_demand]]\nname = "陈安"\ndate = 2025-12-01\narrived = true\n',
    ).circumstances
    assert told.province == "江苏"
    assert told.threshold is not None
    assert (told.threshold.limit, told.threshold.agreed) == (Money(6461000), Money(25844000))
    assert (told.counterclaim, told.appraisal, told.foreign) == (False, True, None)
    assert told.defendant_home == Home("浙江省杭州市西湖区文三路1号", date(2024, 1, 1))
    assert told.agreed_court == AgreedCourt("杭州市西湖区人民法院", None, (Connection.SIGNING,))
    assert told.proceedings == (Proceeding(ProceedingKind.MEDIATION, date(2025, 10, 1)),)
    assert told.guarantees == (GuaranteeTerm("陈安", 12),)
    assert told.guarantor_demands == (GuarantorDemand("陈安", date(2025, 12, 1), arrived=True),)


def test_the_days_of_grace_are_one_answer_for_interest_and_limitation(path: Path) -> None:
    told = said(path, "[suit]\ngrace_days = 15\n")
    assert (told.settings.grace_days, told.circumstances.grace_days) == (15, 15)
    assert said(path, "[suit]\ngrace_days = 0\n").circumstances.grace_days == 0
    assert said(path, "").circumstances.grace_days is None


@pytest.mark.parametrize(
    ("said", "per_year"),
    [
        ("日万五", "73/400"),
        ("日息万五", "73/400"),
        ("每日万分之五", "73/400"),
        ("按天万分之五", "73/400"),
        ("月2%", "6/25"),
        ("每月2分", "6/25"),
        ("月千分之五", "3/50"),
        ("年百分之十二", "3/25"),
        ("年化15.4%", "77/500"),
    ],
)
def test_a_rate_is_read_as_people_write_it(path: Path, said: str, per_year: str) -> None:
    path.write_text(f'[claim]\noverdue_rate = "{said}"\n', encoding="utf-8")
    assert brief.load(path).agreed.overdue_rate == Rate(Fraction(per_year), said)


@pytest.mark.parametrize(
    "said", ["2分利", "24%", "月2", "每月500", "日2分", "月2%左右", "年1200", "百分之二", "四倍LPR"]
)
def test_a_rate_without_a_period_or_a_share_is_none(path: Path, said: str) -> None:
    path.write_text(f'[claim]\noverdue_rate = "{said}"\n', encoding="utf-8")
    with pytest.raises(UsageError):
        brief.load(path)


def test_rates_published_later_are_added(path: Path) -> None:
    told = said(path, '[[lpr]]\ndate = 2026-10-20\nrate = "3.00%"\n')
    assert told.lpr == (Lpr(date(2026, 10, 20), Fraction(3, 100)),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[claim]\nlpr = "最新"\n', 'claim.lpr:2 (→ "固定" | "分段")'),
        (
            '[claim]\noverdue_rate = "12%"\n',
            'claim.overdue_rate:2 (→ "月息1%" | "年利率12%" | "无息")',
        ),
        ('[[lpr]]\ndate = 2026-10-20\nrate = "3"\n', 'lpr[1].rate:3 (→ "3.00%")'),
        (
            '[[lpr]]\ndate = 2026-10-20\nrate = "3%"\n[[lpr]]\ndate = 2026-10-20\nrate = "4%"\n',
            "lpr[2].date:5",
        ),
        ('[suit]\nprovince = "江南"\n', 'suit.province:2 (→ "江苏")'),
        ('[suit]\nsmall_claims_limit = "1"\n', "suit.small_claims_since:1 (→ 2025-03-02)"),
        ("[suit]\nagreed_in_writing = true\n", 'suit.agreed_court:1 (→ "…")'),
        ("[suit]\ngrace_days = -1\n", "suit.grace_days:2 (→ 15 (≤ 3660))"),
        ('[suit]\nappraisal = "否"\n', "suit.appraisal:2 (→ true)"),
        (
            '[[loan_terms]]\nnumber = 1\nmonths = 3\nlevel_rate = "月息1%"\n',
            "loan_terms[1].first_due:1 (→ 2025-03-02)",
        ),
        (
            '[[cost]]\ndate = 2052-01-01\namount = "1"\nkind = "律师费"\n',
            "cost[1].date:2 (→ 2025-03-02)",
        ),
    ],
)
def test_a_fault_is_told_with_its_key_its_line_and_an_example(
    path: Path, text: str, told: str
) -> None:
    assert faults(path, text) == told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[terms]\ndue = 9999-12-31\n", "terms.due:2"),
        ("[suit]\ngrace_days = 3000000\n", "suit.grace_days:2 (→ 15 (≤ 3660))"),
        (
            '[[loan_terms]]\nnumber = 1\nmonths = 100000\nlevel_rate = "月息1%"\n'
            "first_due = 2025-02-10\n",
            "loan_terms[1].months:3 (→ 12 (≤ 600))",
        ),
        ("[claim]\ncut_off = 2200-01-01\n", "claim.cut_off:2"),
    ],
)
def test_what_no_calendar_holds_is_refused(path: Path, text: str, fault: str) -> None:
    """Failure: each of them ended in an OverflowError."""
    assert fault in faults(path, text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            '[[loan_terms]]\nnumber = 1\nmonths = 12\nlevel_rate = "月息1%"\n'
            "first_due = 2025-01-09\n",
            "loan_terms[1].first_due:5",
        ),
        ("[[loan_terms]]\nnumber = 1\ndue = 2025-01-09\n", "loan_terms[1].due:3"),
        (
            '[[rollover]]\nnumber = 1\ndate = 2025-01-09\nprincipal = "101000"\n',
            "rollover[1].date:3",
        ),
    ],
)
def test_no_term_and_no_rollover_is_before_its_loan(path: Path, text: str, key: str) -> None:
    """Failure: a plan that began before its loan cost 2400 % a year, and a rollover was dropped."""
    said(path, text)
    with pytest.raises(UsageError, match="brief_schema") as caught:
        brief.refuse_before_lent(path, {1: date(2025, 1, 10)})
    assert caught.value.args_by_name["faults"] == f"{key} (→ ≥ 2025-01-10)"
    brief.refuse_before_lent(path, {1: date(2025, 1, 9), 2: date(2025, 1, 10)})
    brief.refuse_before_lent(path.with_name("none.toml"), {1: date(2025, 1, 10)})
