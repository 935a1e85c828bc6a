"""Days due, renewals, instalments and rates, by the words of a whole talk; right or in doubt."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest
from stories import chat, left, right, source, taken, time

from evidence_kit import facts
from evidence_kit.facts import dates, rates
from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Brief,
    Doubt,
    DoubtKind,
    LoanFacts,
    Message,
    Moment,
    Money,
    Rate,
    SayingKind,
    Side,
    StatedTerms,
)

R, L = Side.RIGHT, Side.LEFT
LENT = (
    time("2025年3月2日 14:05"),
    left("能不能借我5000元？"),
    *taken(R, "5000.00"),
)
LATER = time("2025年6月18日 10:20")


def gather(*messages: Message) -> LoanFacts:
    return facts.gather([chat(source("1.png"), messages)], Brief())


def said(found: LoanFacts, kind: SayingKind) -> list[str]:
    return [one.quote.quote for one in found.sayings if one.kind is kind]


def about(found: LoanFacts, field: str) -> list[DoubtKind]:
    return [d.kind for d in found.doubts if dict(d.args).get("field") == field]


def renewed(found: LoanFacts) -> list[tuple[str, bool]]:
    every = [(one.value.due.latest, one.value.agreed) for one in found.terms.renewals]
    return [(f"{due:%Y-%m-%d}" if due else "", agreed) for due, agreed in every]


# ── days ───────────────────────────────────────────────────────────────────────────────

SAID = datetime(2025, 3, 2, 14, 5)  # a Sunday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("下个月15号还", "2025-04-15", "2025-04-15"),
        ("年底还", "2025-12-01", "2025-12-31"),
        ("下周五还", "2025-03-07", "2025-03-07"),
        ("月底还", "2025-03-21", "2025-03-31"),
        ("月末还", "2025-03-21", "2025-03-31"),
        ("4月下旬还", "2025-04-21", "2025-04-30"),
        ("三天后还", "2025-03-05", "2025-03-05"),
        ("半年后还", "2025-09-02", "2025-09-02"),
        ("一个月内还", "2025-04-02", "2025-04-02"),
    ],
)
def test_days_that_a_message_sets(text: str, first: str, last: str) -> None:
    moment = dates.meant(dates.said(text)[0], Moment(SAID, SAID, Basis.PAGE))
    assert moment.earliest == datetime.fromisoformat(f"{first}T00:00")
    assert moment.latest == datetime.fromisoformat(f"{last}T23:59")


@pytest.mark.parametrize("text", ["2号还你", "3月2号还你", "周日还你", "国庆后还", "八月十五还"])
def test_a_day_that_may_be_today_or_the_moons_is_unknown(text: str) -> None:
    """Failure: 「15号还你」 said on the 15th was due that very day, 「八月十五」 on 15 August."""
    assert dates.meant(dates.said(text)[0], Moment(SAID, SAID, Basis.PAGE)) == UNKNOWN_TIME


@pytest.mark.parametrize("words", ["过完年就还你", "发工资就还你", "等货款到了还你"])
def test_a_day_that_hangs_on_an_event_is_unknown_and_in_doubt(words: str) -> None:
    found = gather(*LENT, left(words))
    assert found.terms.due is not None
    assert (found.terms.due.value, found.terms.due.quote) == (UNKNOWN_TIME, words)
    assert about(found, "due") == [DoubtKind.TIME_UNANCHORED]


def test_a_day_beats_an_event() -> None:
    found = gather(*LENT, left("发工资就还你"), left("下个月15号一定还"))
    assert found.terms.due is not None
    assert found.terms.due.value.latest == datetime(2025, 4, 15, 23, 59)


# ── renewals ───────────────────────────────────────────────────────────────────────────


def test_later_days_renew_and_the_first_stays_due() -> None:
    talk = (left("下个月15号还你"), LATER, left("月底一定还"), right("好的"), left("7月5号还你"))
    found = gather(*LENT, *talk)
    assert found.terms.due is not None
    assert found.terms.due.quote == "下个月15号还你"
    assert renewed(found) == [("2025-06-30", True), ("2025-07-05", False)]
    assert about(found, "due") == []


def test_a_part_paid_on_a_day_sets_no_day_for_the_rest() -> None:
    """Failure: 「今天再还你600」 stood as a new day due."""
    found = gather(*LENT, left("下个月15号还你"), LATER, left("今天再还你600"))
    assert found.terms.renewals == ()
    for words in ("明天先还你600", "下个月还你一半", "月底还你一部分"):
        assert gather(*LENT, LATER, left(words)).terms.due is None


def test_time_that_the_lender_gives_renews_without_an_answer() -> None:
    found = gather(*LENT, left("下个月15号还你"), LATER, right("那就宽限你到年底"))
    assert renewed(found) == [("2025-12-31", True)]
    asked = gather(*LENT, left("下个月15号还你"), LATER, right("宽限你到年底够吗？"))
    assert renewed(asked) == []


def test_more_promised_than_is_owed_is_a_doubt() -> None:
    found = gather(*LENT, left("年底连本带利还你6000"))
    assert about(found, "amount") == [DoubtKind.SAID_DIFFERS_FROM_PAID]
    assert gather(*LENT, left("年底还你5000")).doubts == ()


def test_the_same_day_said_again_renews_nothing() -> None:
    found = gather(*LENT, left("下个月15号还你"), left("放心，4月15号一定还"))
    assert found.terms.renewals == ()


def test_an_earlier_day_agreed_later_contradicts() -> None:
    found = gather(*LENT, left("下个月15号还你"), right("月底还我"), left("好"))
    assert renewed(found) == [("2025-03-31", True)]
    assert about(found, "due") == [DoubtKind.RECORDS_DIFFER]


def test_a_day_after_another_loan_may_be_that_ones() -> None:
    more = (left("再借我3000元"), *taken(R, "3000.00"), left("年底还你"))
    found = gather(*LENT, left("下个月15号还你"), *more)
    assert found.terms.due is not None
    assert found.terms.due.value.latest == datetime(2025, 4, 15, 23, 59)
    assert found.terms.renewals == ()
    assert about(found, "due") == [DoubtKind.SAID_UNCLEAR]


@pytest.mark.parametrize("day", ["下月15号还", "国庆后还"])
def test_the_day_of_a_second_loan_is_a_doubt_not_lost(day: str) -> None:
    """Failure: 「再借我2000，下月15号还」 counted as a part of the first loan, its day vanished."""
    first = (LENT[0], left("借我3000，月底还"), *taken(R, "3000.00"))
    found = gather(*first, LATER, left(f"再借我2000，{day}"), *taken(R, "2000.00"))
    assert found.terms.due is not None
    assert found.terms.due.quote == "借我3000，月底还"
    assert about(found, "due") == [DoubtKind.SAID_UNCLEAR]


@pytest.mark.parametrize("words", ["利息一个月200，下个月15号还你", "剩下3000下个月15号还你"])
def test_a_sum_of_interest_or_of_all_the_rest_is_no_part(words: str) -> None:
    found = gather(*LENT, left(words))
    assert found.terms.due is not None
    assert found.terms.due.value.latest == datetime(2025, 4, 15, 23, 59)


def test_a_request_after_another_debts_failing_sets_its_day() -> None:
    """Failure: 「还不上了」 of a credit card took the day from 「下个月发工资还你」."""
    asked = "信用卡这个月还不上了，能借我5000吗，下个月发工资还你"
    found = gather(LENT[0], left(asked), *taken(R, "5000.00"))
    assert found.terms.due is not None
    assert found.terms.due.value.latest == datetime(2025, 4, 30, 23, 59)


@pytest.mark.parametrize("words", ["货款下周还你", "昨天的饭钱明天还你", "还你这个月利息"])
def test_the_day_of_another_debt_is_not_the_loans(words: str) -> None:
    found = gather(*LENT, left(words))
    assert (found.terms.due, about(found, "due")) == (None, [])


@pytest.mark.parametrize("words", ["我15号才发工资，发了就还", "6月18号的工程款下来就还"])
def test_a_day_that_only_an_event_falls_on_is_in_doubt(words: str) -> None:
    found = gather(*LENT, left(words))
    assert found.terms.due is not None
    assert found.terms.due.value == UNKNOWN_TIME
    assert about(found, "due") == [DoubtKind.TIME_UNANCHORED]


def test_a_promise_before_its_own_loan_is_of_that_one() -> None:
    talk = (left("下个月15号就还你"), left("借我5000元"), *taken(R, "5000.00"), left("月底还你"))
    found = gather(LENT[0], *talk)
    assert about(found, "due") == []


# ── instalments ────────────────────────────────────────────────────────────────────────


def test_a_plan_sets_instalments_and_no_day_due() -> None:
    plan = "这个月还2000下个月还3000"
    found = gather(*LENT, LATER, left(plan))
    assert said(found, SayingKind.PLAN) == [plan]
    assert said(found, SayingKind.PROMISE) == [plan]  # to pay in parts is to pay
    assert found.terms.due is None
    parts = [(str(one.value.amount), one.value.due.latest) for one in found.terms.instalments]
    assert parts == [
        ("2000.00", datetime(2025, 6, 30, 23, 59)),
        ("3000.00", datetime(2025, 7, 31, 23, 59)),
    ]
    assert {one.quote for one in found.terms.instalments} == {plan}


def test_a_plan_that_fixes_nothing_is_quoted_alone() -> None:
    found = gather(*LENT, LATER, left("我每月还你500"))
    assert said(found, SayingKind.PLAN) == ["我每月还你500"]
    assert (found.terms.instalments, found.terms.due, found.doubts) == ((), None, ())


def test_a_plan_asked_for_needs_assent() -> None:
    asked = left("我分10期还你行吗")
    assert said(gather(*LENT, LATER, asked, right("不行")), SayingKind.PLAN) == []
    assert said(gather(*LENT, LATER, asked, right("可以")), SayingKind.PLAN) == [asked.text]


def test_a_plan_of_the_lenders_needs_assent() -> None:
    asked = right("那你每月还我500吧")
    assert said(gather(*LENT, LATER, asked, left("再说")), SayingKind.PLAN) == []
    assert said(gather(*LENT, LATER, asked, left("好的")), SayingKind.PLAN) == [asked.text]


def test_two_plans_that_differ_are_in_doubt() -> None:
    plans = (left("这个月还2000下个月还3000"), left("7月1号还1000，8月1号还4000"))
    found = gather(*LENT, LATER, *plans)
    assert str(found.terms.instalments[0].value.amount) == "2000.00"
    assert about(found, "plan") == [DoubtKind.RECORDS_DIFFER]


# ── rates ──────────────────────────────────────────────────────────────────────────────

TEN_THOUSAND = Money(1_000_000)


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("月息1分", Fraction(12, 100)),
        ("月利率1%", Fraction(12, 100)),
        ("年化10%", Fraction(10, 100)),
        ("每月300利息", Fraction(36, 100)),
        ("一年给你1000利息", Fraction(10, 100)),
        ("一万一个月一百", Fraction(12, 100)),
        ("每万每月100", Fraction(12, 100)),
        ("10000一个月给100", Fraction(12, 100)),
        ("1万一个月150利息", Fraction(18, 100)),
        ("月息1分5厘", Fraction(18, 100)),
        ("月息一分，超期两分", Fraction(12, 100)),
        ("年息一分", Fraction(10, 100)),
        ("每个月给你100块钱利息", Fraction(12, 100)),
        ("利息一个月200，下个月15号还你", Fraction(24, 100)),
        ("日息万五", Fraction(5 * 365, 10000)),
        ("日息万分之五", Fraction(5 * 365, 10000)),
    ],
)
def test_a_rate_a_year(words: str, rate: Fraction) -> None:
    found = rates.rate(words, TEN_THOUSAND)
    assert found is not None
    assert found.per_year == rate
    assert not rates.unclear(words, TEN_THOUSAND)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "利息按银行",
            "利息按银行利率算",
            "按银行利息给你",
            "2分利",
            "利息10%",
            "给你两个点",
            "利息500",
        ),
        *("三分的利息", "利息2分", "利息按同期LPR"),
        *("三个月利息300", "3个月利息一共300", "两月利息200", "下个月利息200", "半年利息300"),
        *("月息1分到2分", "月息1分2分都行", "月息1-2分", "月息1%或2%", "月息1分，2分都行"),
        *("月息2分左右", "月息最多2分", "年息8分", "月息1.5", "年化12", "利率3.6", "2分5的利"),
        *("一毛利", "月1%", "每月2分", "半年10%", "每天千分之一", "利息每天50"),
    ],
)
def test_interest_that_fixes_no_rate_is_named(words: str) -> None:
    assert rates.rate(words, TEN_THOUSAND) is None
    assert rates.unclear(words, TEN_THOUSAND)


@pytest.mark.parametrize(
    "words",
    [
        "不要利息",
        "免息",
        "给你利息",
        "5000一个月后还你",
        "借我一万一年还你",
        "每月还500",
        "逾期每天1%",
        "利息5月底给",
    ],
)
def test_what_is_no_interest_in_figures(words: str) -> None:
    assert rates.rate(words, TEN_THOUSAND) is None
    assert not rates.unclear(words, TEN_THOUSAND)


def test_two_sums_a_month_are_no_rate() -> None:
    assert rates.rate("每月300利息，500本金", TEN_THOUSAND) is None
    assert rates.rate("每月利息", TEN_THOUSAND) is None


def test_so_much_a_month_without_its_principal_is_unclear() -> None:
    assert rates.rate("每月300利息", None) is None
    assert rates.unclear("每月300利息", None)


def test_a_number_longer_than_any_sum_is_no_rate_and_read_at_once() -> None:
    """It was once sought anew from each of its figures."""
    assert rates.rate("9" * 20_000 + "分利", TEN_THOUSAND) is None
    assert not rates.unclear("9" * 20_000, TEN_THOUSAND)


@pytest.mark.parametrize("words", ["利息按银行的算", "给你2分利"])
def test_interest_agreed_without_a_rate_is_in_doubt(words: str) -> None:
    found = gather(*LENT, left(words))
    assert found.terms.rate is None
    assert about(found, "rate") == [DoubtKind.SAID_UNCLEAR]


def test_the_plaintiffs_word_fixes_what_the_talk_leaves_open() -> None:
    rate = Rate(Fraction(12, 100), "年利率12%")
    screens = [chat(source("1.png"), [*LENT, left("利息按银行的算")])]
    found = facts.gather(screens, Brief(terms=StatedTerms(rate=rate)))
    assert found.terms.rate is not None
    assert (found.terms.rate.value, about(found, "rate")) == (rate, [])


def test_interest_asked_for_and_not_agreed_is_nothing() -> None:
    found = gather(*LENT, right("利息按银行的算吧"), left("再说"))
    assert (found.terms.rate, about(found, "rate")) == (None, [])
    declined = gather(*LENT, left("给你2分利"), right("不用"))
    assert (declined.terms.rate, about(declined, "rate")) == (None, [])


# ── sums that are not understood ───────────────────────────────────────────────────────


def unclear(found: LoanFacts) -> list[Doubt]:
    return [doubt for doubt in found.doubts if doubt.kind is DoubtKind.SAID_UNCLEAR]


@pytest.mark.parametrize("words", ["能借我5000美元吗", "借我5000U", "借我.5w"])
def test_a_request_in_no_plain_yuan_has_no_sum_and_a_doubt(words: str) -> None:
    found = gather(LENT[0], left(words))
    (request,) = found.sayings
    assert request.amount is None
    assert [dict(d.args) for d in unclear(found)] == [{"field": "sum", "text": words}]


def test_money_paid_for_such_a_request_is_in_doubt_itself() -> None:
    found = gather(LENT[0], left("能借我5000美元吗"), *taken(R, "5000.00"))
    (payment,) = found.payments
    assert payment.doubts
    assert unclear(found) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [("下个月还你5000美元", SayingKind.PROMISE), ("我还欠你5000美元", SayingKind.ACKNOWLEDGEMENT)],
)
def test_promises_and_admissions_in_no_plain_yuan_are_in_doubt(
    words: str, kind: SayingKind
) -> None:
    found = gather(*LENT, LATER, left(words))
    assert said(found, kind) == [words]
    assert [one.amount for one in found.sayings if one.kind is kind] == [None]
    assert len(unclear(found)) == 1
