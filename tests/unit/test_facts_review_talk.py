"""Talks that were once misread: nothing uncertain is filed as what the defendant said or owes."""

from __future__ import annotations

from datetime import datetime

import pytest
from stories import card, chat, left, notice, right, source, taken, time

from evidence_kit import facts
from evidence_kit.model import Brief, DoubtKind, LoanFacts, Message, Nature, SayingKind, Side, State

R, L = Side.RIGHT, Side.LEFT
DAY = time("2025年3月2日 14:05")
LENT = (DAY, left("能不能借我5000元？"), *taken(R, "5000.00"))
LATER = time("2025年6月18日 10:20")


def gather(*messages: Message) -> LoanFacts:
    return facts.gather([chat(source("1.png"), messages)], Brief())


def said(found: LoanFacts, kind: SayingKind) -> list[str]:
    return [one.quote.quote for one in found.sayings if one.kind is kind]


def test_receipt_of_a_payment_in_doubt_admits_nothing() -> None:
    asked = left("借我520美元")
    found = gather(DAY, asked, *taken(R, "520.00"), left("收到了"))
    assert found.payments[0].doubts
    assert said(found, SayingKind.ACKNOWLEDGEMENT) == []


def test_receipt_is_of_the_payment_right_before() -> None:
    found = gather(*LENT, *taken(R, "88.00"), left("收到了"))
    assert found.payments[1].nature is Nature.UNKNOWN
    assert said(found, SayingKind.ACKNOWLEDGEMENT) == []


def test_a_refusal_below_other_grey_lines_still_says_not_delivered() -> None:
    grey = (notice("以下是打招呼的内容"), LATER, notice("消息已发出，但被对方拒收了。"))
    found = gather(*LENT, LATER, right("借我的钱什么时候还？"), *grey)
    assert said(found, SayingKind.DEMAND) == []
    assert DoubtKind.NOT_DELIVERED in [d.kind for d in found.doubts]


def test_a_refusal_of_a_later_message_is_not_of_this_one() -> None:
    later = (right("在吗"), notice("消息已发出，但被对方拒收了。"))
    found = gather(*LENT, LATER, right("借我的钱什么时候还？"), *later)
    assert said(found, SayingKind.DEMAND) == ["借我的钱什么时候还？"]


def test_nothing_is_demanded_once_all_came_back() -> None:
    back = (LATER, left("还你5000"), *taken(L, "5000.00"))
    found = gather(*LENT, *back, time("2025年7月1日 9:00"), right("什么时候还我钱呀"))
    assert str(found.outstanding) == "0.00"
    assert said(found, SayingKind.DEMAND) == []


@pytest.mark.parametrize("words", ["开玩笑的", "逗你的", "算了，不借了"])
def test_a_request_taken_back_is_none(words: str) -> None:
    found = gather(DAY, left("能借我5000吗？"), left(words), *taken(R, "5000.00"))
    assert said(found, SayingKind.REQUEST) == []
    assert found.payments[0].nature is Nature.UNKNOWN


def test_words_after_the_payment_take_no_request_back() -> None:
    found = gather(*LENT, left("开玩笑的吧这么快"))
    assert said(found, SayingKind.REQUEST) == ["能不能借我5000元？"]
    assert found.payments[0].nature is Nature.LOAN


@pytest.mark.parametrize("answer", ["不要利息", "不用", "利息就不用了"])
def test_a_rate_refused_is_none_and_a_doubt(answer: str) -> None:
    found = gather(DAY, left("借我5000，月息1分"), right(answer), *taken(R, "5000.00"))
    assert found.terms.rate is None
    assert "rate" in [dict(d.args).get("field") for d in found.doubts]


@pytest.mark.parametrize("words", ["不用按月息2分算吧", "银行年利率15%太高了"])
def test_a_rate_denied_or_a_banks_is_not_the_loans(words: str) -> None:
    assert gather(*LENT, left(words)).terms.rate is None


def test_a_day_before_the_loan_is_not_its_due_day() -> None:
    early = (time("2025年1月2日 9:00"), left("那笔钱下周五还你"))
    assert gather(*early, *LENT).terms.due is None


def test_a_reminder_beside_the_loan_leaves_it_a_loan() -> None:
    found = gather(DAY, left("能借我5000吗？"), right("可以，记得还"), *taken(R, "5000.00"))
    assert found.payments[0].nature is Nature.LOAN
    assert said(found, SayingKind.DEMAND) == []


def test_denials_are_not_filed() -> None:
    words = ("不是我跟你借的", "剩下的我不给你了", "公司欠你工资", "老王说下个月还你")
    found = gather(*LENT, LATER, *[left(one) for one in words])
    assert said(found, SayingKind.ACKNOWLEDGEMENT) == []
    assert said(found, SayingKind.PROMISE) == []
    assert found.terms.due is None


def test_a_pending_payment_is_received_by_nobody() -> None:
    found = gather(DAY, left("能借我5000吗？"), card(R, "5000.00", State.PENDING), left("收到了"))
    assert said(found, SayingKind.ACKNOWLEDGEMENT) == []


def test_a_promise_with_a_clear_day_is_still_due() -> None:
    found = gather(*LENT, left("下个月15号还你"))
    assert found.terms.due is not None
    assert found.terms.due.value.latest == datetime(2025, 4, 15, 23, 59)


@pytest.mark.parametrize("words", ["还你个头", "不是我跟你借的", "昨天的饭钱"])
def test_a_payment_under_words_that_spurn_a_demand_pays_nothing_back(words: str) -> None:
    demand = (LATER, right("还我钱"), left(words))
    found = gather(*LENT, *demand, *taken(L, "0.01"))
    assert found.payments[1].nature is Nature.UNKNOWN
    assert str(found.outstanding) == "5000.00"
