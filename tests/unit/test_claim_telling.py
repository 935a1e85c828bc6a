"""The claim as a lawyer reads it: every word there, in both languages, and nothing promised."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import claimed
import pytest
import reported
import stories
import suits

from evidence_kit import telling
from evidence_kit.model import (
    AgreedCourt,
    Channel,
    Circumstances,
    Doubt,
    DoubtKind,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Guarantee,
    Home,
    Identity,
    Nature,
    Party,
    PartyRole,
    Proceeding,
    ProceedingKind,
    Rate,
    SayingKind,
    Stated,
)
from evidence_kit.pipeline.claiming import Claimed
from evidence_kit.words import LANGUAGES, Words

ON = date(2026, 3, 1)
# A kind that the catalogue lacks, or an argument that wasn't given.
MISSING = re.compile(r"<\w+>|(?:claim|suit|law)\.[a-z_]+\.?|None|\{|\}")
PROMISES = re.compile(
    r"胜诉|必胜|保证.{0,4}(?:支持|采纳)|一定(?:能|会)|稳赢|法院(?:会|将)支持|"
    r"(?i:will win|is certain|guarantee|surely win|court will)"
)


def told(found: Claimed, language: str = "zh_CN") -> str:
    return telling.claimed(found, Words(language))


def check(found: Claimed) -> str:
    for language in LANGUAGES:
        text = told(found, language)
        assert not MISSING.search(text), MISSING.search(text)
        assert not PROMISES.search(text), PROMISES.search(text)
    return text


@pytest.mark.parametrize("name", sorted(claimed.CASES))
def test_every_worked_case_is_told_whole(name: str) -> None:
    text = check(reported.of_case(name))
    claim = reported.of_case(name).report.claim
    assert claim is not None
    for one in claim.alternatives:
        assert one.figures is None or str(one.figures.total) in text
    if claim.figures and claim.figures.total.fen:
        assert str(claim.figures.total) in text


def everything() -> Claimed:
    """A case in which much is open: acts, doubts, guarantors, courts, licensed lenders, hints."""
    doubt = Doubt(DoubtKind.READINGS_DISAGREE, suits.where(3), (("field", "amount"),))
    facts = suits.facts(
        suits.lent(5000_00, suits.at("2025-01-02"), 1),
        suits.lent(700_00, suits.at("2025-02-01", "2025-02-20"), 2),
        suits.paid(300_00, suits.at("2025-08-02"), 3, doubts=(doubt,)),
        suits.paid(250_00, suits.at("2025-08-03"), 4, nature=Nature.UNKNOWN),
        suits.saying(SayingKind.DEMAND, suits.at("2025-07-15"), 5),
        suits.saying(SayingKind.PROMISE, suits.at("2025-07-16"), 6),
        suits.saying(SayingKind.DELAY, suits.at(None), 7),
        suits.saying(SayingKind.ACKNOWLEDGEMENT, suits.at("2025-09-01"), 8),
        suits.saying(SayingKind.RELENDING, suits.at("2025-01-01"), 9, "这钱是我刷信用卡套出来的"),
        suits.saying(SayingKind.DENIAL, suits.at("2025-10-01"), 10),
        due=suits.due("2025-06-30"),
        renewals=(suits.renewal("2025-09-30", 11),),
        others=(suits.guarantor("陈安", Guarantee.JOINT), suits.guarantor("陈平", None)),
        doubts=(doubt, Doubt(DoubtKind.DEBT_DENIED, suits.where(10), (("text", "没借过"),))),
    )
    circumstances = Circumstances(
        province="浙江",
        whereabouts_unknown=True,
        counterclaim=False,
        defendant_home=Home("浙江省杭州市西湖区文三路1号"),
        agreed_court=AgreedCourt("杭州市西湖区", written=None, or_arbitration=True),
        proceedings=(Proceeding(ProceedingKind.MEDIATION, date(2025, 11, 1)),),
    )
    brief = reported.Brief(
        plaintiff="王小明",
        defendant="周大海",
        court="南京市玄武区人民法院",
        plaintiff_identity=Identity(address="江苏省南京市玄武区太平门街1号"),
        circumstances=circumstances,
    )
    return reported.of(facts, ON, brief)


def test_a_case_in_which_much_is_open_is_told_whole() -> None:
    text = check(everything())
    for part in (
        "时效",
        "保证期间：陈安",
        "保证期间：陈平",
        "小额诉讼",
        "支付令",
        "管辖",
        "其他算法",
    ):
        assert part in text


def test_each_open_payment_says_what_it_would_change() -> None:
    text = told(everything())
    assert re.search(r"250\.00 元性质未明：如果是还款.*减少", text)
    assert re.search(r"300\.00 元存疑：如果不计入.*增加", text)
    assert re.search(r"700\.00 元：日期没有确定，现按 \S+ 计算；如果发生在 2025-02-01", text)
    assert "没借过" in text


def test_an_act_that_is_not_counted_says_why() -> None:
    text = told(everything())
    assert "请求宽限" in text
    assert "没有计入：日期不明" in text


def test_a_licensed_lender_is_told_first_and_no_sum_with_it() -> None:
    lender = Party(PartyRole.LENDER, is_owner=True, legal_name="深圳某某小额贷款有限公司")
    facts = replace(claimed.with_payments(claimed.inked("5000", ON)), lender=lender)
    found = replace(reported.of(facts, ON), table=None)
    lines = check(found).split("\n")
    assert "民间借贷规定" in lines[1]
    assert "请求金额" not in lines


def test_a_debt_that_was_paid_back_is_told_with_the_warning() -> None:
    worked = {"loans": [[date(2025, 1, 2), "500"]], "repayments": [[date(2025, 2, 1), "500"]]}
    found = replace(reported.of(claimed.facts_of(worked), ON), table=None, stale=reported.TABLE)
    text = check(found)
    assert "虚假诉讼" in text
    assert "没有写出诉讼请求计算表.docx" in text
    assert "请勿使用" in text


def test_the_close_names_texts_rates_and_what_to_confirm() -> None:
    text = told(reported.of_case("overdue_without_a_rate"))
    assert "不预测判决结果，也不是法律意见" in text
    assert "法释〔2020〕17号" in text
    assert "LPR：核对到 2026-09-20" in text
    assert "需要律师确认" in text


def test_grace_that_was_assumed_asks_for_it_and_shows_the_other_sums() -> None:
    worked = {"loans": [[date(2025, 1, 2), "5000"]], "demands": [date(2025, 7, 15)]}
    text = check(reported.of(claimed.facts_of(worked), ON))
    assert "grace_days" in text
    assert "从催款当天起算逾期" in text


def test_a_rate_that_may_mean_two_is_told_with_both_sums() -> None:
    rates = (Rate(Fraction(12, 100), "月息1%"), Rate(Fraction(1, 100), "年利率1%"))
    agreed = replace(reported.Brief().agreed, unclear_rates=rates)
    worked = {"loans": [[date(2025, 1, 2), "5000"]], "due": date(2025, 7, 1)}
    text = check(reported.of(claimed.facts_of(worked), ON, agreed=agreed))
    assert "如果说的是“月息1%”，即年利率 12%" in text
    assert "如果说的是“年利率1%”，即年利率 1%" in text


def test_another_sum_stands_with_its_difference() -> None:
    """¥50,000 at 20 % for 366 days: 7320.00 by 365, 7421.92 by 360 where the cap is 14.6 %."""
    text = told(reported.of_case("lent_for_a_leap_year_at_20_percent"))
    assert "共欠 57320.00 元" in text
    assert "一年的天数：实际天数/360：57421.67 元（增加 101.67 元）" in text
    assert "一年的天数：对年对月，余数/365：57300.00 元（减少 20.00 元）" in text


def test_a_day_due_that_words_leave_open_is_quoted() -> None:
    due = replace(suits.due(None), quote="等我发了年终奖")
    facts = suits.facts(suits.lent(5000_00, suits.at("2025-01-02"), 1), due=due)
    assert "“等我发了年终奖”定不下哪一天" in check(reported.of(facts, ON))


def test_a_sum_stands_at_its_exhibit_else_at_its_file_else_at_a_word() -> None:
    paid = claimed.inked("5000", date(2025, 1, 2))
    facts = claimed.with_payments(paid, due=date(2025, 6, 1))
    found = reported.of(facts, ON)
    (place,) = paid.places
    named = replace(stories.source("转账.png"), sha256=place.source)
    shown = replace(found, story=replace(found.story, sources=(named,)))
    assert re.search(r"1 +出借（第1笔）.* 转账\.png", check(shown))
    page = ExhibitPage(7, place.source, "转账.png")
    exhibit = Exhibit(3, ExhibitKind.PAYMENT, (), (page,))
    listed = replace(shown, arranged=replace(found.arranged, exhibits=(exhibit,)))
    assert re.search(r"1 +出借（第1笔）.* 证据3第7页", check(listed))
    assert re.search(r"出借（第1笔）.* 自述", told(reported.of_case("overdue_without_a_rate")))


def test_a_sum_in_a_persons_own_word_names_the_paper_that_they_name() -> None:
    stated = Stated(date(2025, 1, 2), claimed.yuan("5000"), Channel.CASH, shown_in="收条.pdf")
    brief = reported.Brief(loans=(stated,))
    found = reported.of(claimed.facts.gather((), brief), ON, brief)
    assert re.search(r"出借（第1笔）.* 收条\.pdf", check(found))


def test_what_came_back_too_much_is_told_under_another_reading() -> None:
    """Failure to fear: “0.00 元（不变）”, though more or less came back too much."""
    worked = {"loans": [[date(2023, 3, 1), "50000"]], "due": date(2024, 3, 1), "rate": "0.2"}
    worked["repayments"] = [[date(2024, 3, 1), "60000"]]
    text = check(reported.of(claimed.facts_of(worked), ON))
    same = "0.00 元（不欠款；多还的是 2578.33 元，而不是 2680.00 元）"
    assert f"一年的天数：实际天数/360：{same}" in text
    assert "不变" not in text
