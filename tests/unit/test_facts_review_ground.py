"""What the other side would find: lines that hid a rate, a state, a borrower, or a promise."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, gather, kinds, only, page
from stories import card, left, right, taken, time

from evidence_kit.facts import sureties, wording
from evidence_kit.model import DoubtKind, LoanFacts, Message, Nature, SayingKind, State

LENT = (LOAN_DAY, ASKED, *taken(R, "5000.00"), left("收到"))
LATER = time("2025年6月10日 14:05")


def said(found: LoanFacts, kind: SayingKind) -> list[str]:
    return [saying.quote.quote for saying in found.sayings if saying.kind is kind]


# ── an offer that waits for longer than any can ────────────────────────────────────────


def test_a_transfer_that_still_waits_days_later_on_its_page_is_a_doubt() -> None:
    """Failure: a card read as pending took a loan out of the balance, and nobody was asked."""
    waits = card(R, "5000.00", State.PENDING)
    found = gather(page(LOAN_DAY, ASKED, waits, LATER, left("那5000下周还你")))
    assert kinds(only(found)) == [DoubtKind.STATE_UNKNOWN]


def test_a_transfer_that_waits_on_the_day_it_was_sent_is_none() -> None:
    waits = card(R, "5000.00", State.PENDING)
    found = gather(page(LOAN_DAY, ASKED, waits, time("2025年3月3日 14:00"), left("晚点收")))
    assert kinds(only(found)) == []


# ── interest that is no word of interest ───────────────────────────────────────────────


@pytest.mark.parametrize(
    "asked",
    [
        "借我5000，下月还你5500",
        "借我5000，一天50利息",
        "借我5000一个月50",
        "借我5000，每天给你20利息",
    ],
)
def test_more_than_is_lent_is_asked_about_as_interest(asked: str) -> None:
    """Failure: 1,000 on top and fifty a day were agreed, and the terms held no rate or doubt."""
    found = gather(page(LOAN_DAY, left(asked), *taken(R, "5000.00")))
    unclear = [d for d in found.doubts if d.kind is DoubtKind.SAID_UNCLEAR]
    assert [dict(d.args)["field"] for d in unclear] == ["rate"]
    assert found.terms.rate is None


@pytest.mark.parametrize(
    "asked",
    ["借我5000，下月还你5000", "借我5000，每月还1000，还5个月", "借我5000，还有3个月工资没发"],
)
def test_what_comes_back_as_it_went_is_no_interest(asked: str) -> None:
    found = gather(page(LOAN_DAY, left(asked), *taken(R, "5000.00")))
    assert DoubtKind.SAID_UNCLEAR not in {d.kind for d in found.doubts}


# ── who borrows, and what ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("asked", ["我老公跟你借5000，转我微信", "借我相机用一下"])
def test_a_promise_makes_no_loan_where_another_borrows_or_a_thing(asked: str) -> None:
    """Failure: the husband's loan was the wife's, and a borrowed camera made one of 500."""
    told = (left(asked), right("好"), *taken(R, "500.00"), left("收到，下周还你"))
    paid = only(gather(page(LOAN_DAY, *told)))
    assert paid.nature is Nature.UNKNOWN
    assert kinds(paid) == [DoubtKind.NATURE_UNKNOWN]


# ── what a list may cite ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", ["那个借款合同什么时候签", "欠条还没写给我，什么时候写"])
def test_a_paper_asked_for_is_no_demand(words: str) -> None:
    assert not wording.demands(words)


@pytest.mark.parametrize("words", ["欠条上的10000什么时候还", "按借条约定该还10000了"])
def test_what_a_paper_says_is_demanded(words: str) -> None:
    assert wording.demands(words)


def test_thanks_to_a_spouse_acknowledge_no_loan() -> None:
    assert wording.received("收到，谢谢")
    assert not wording.received("收到，谢谢老公")


def test_a_guarantee_in_jest_is_none() -> None:
    assert sureties.guarantees("我给他担保")
    assert not sureties.guarantees("我给他担保是开玩笑的")


# ── promises that say 给, not 还 ────────────────────────────────────────────────────────

PROMISED = ["钱下周给你", "下周给你转", "那五千下周一打你卡上", "明天转你5000", "我会给的"]


def after_loan(*messages: Message) -> LoanFacts:
    return gather(page(*LENT, LATER, *messages))


@pytest.mark.parametrize("words", PROMISED)
def test_to_a_demand_money_to_be_given_is_promised(words: str) -> None:
    """Failure: 什么时候还 — 下周给你 was no promise, and no act that interrupts limitation."""
    found = after_loan(right("借的5000什么时候还"), left(words))
    assert said(found, SayingKind.PROMISE) == [words]


@pytest.mark.parametrize("words", PROMISED)
def test_unasked_it_may_be_anything(words: str) -> None:
    assert said(after_loan(left(words)), SayingKind.PROMISE) == []


@pytest.mark.parametrize(
    "words",
    ["明天给你打电话", "下周给你答复", "等我死了给你", "明天给不了你", "我给你买的", "给你给你"],
)
def test_what_is_given_else_promises_nothing(words: str) -> None:
    found = after_loan(right("借的5000什么时候还"), left(words))
    assert said(found, SayingKind.PROMISE) == []


@pytest.mark.parametrize("word", ["1", "会", "钱", "那就", "给你", "五千"])
def test_no_words_repeated_take_for_ever(word: str) -> None:
    """Failure: a group of digits inside a repeated group doubled its time with each digit."""
    assert not wording.will_give(word * 300 + "x")


def test_a_payment_right_away_is_no_promise() -> None:
    found = after_loan(right("借的5000什么时候还"), left("给你"), *taken(L, "2000.00"))
    assert said(found, SayingKind.PROMISE) == []


def test_a_loss_borne_by_all_is_no_joint_loan() -> None:
    """Failure: 亏了，大家一起承担 was filed as a loan taken together."""
    assert not sureties.borrows_jointly("亏了，大家一起承担")
    assert sureties.borrows_jointly("这笔钱我们一起承担")


# ── a memo against the words ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("memo", ["房租", "生日快乐", "学费"])
def test_a_memo_against_a_request_for_a_loan_is_a_doubt(memo: str) -> None:
    """Failure: 借我2000交房租, paid with the memo 房租, was a price and asked of nobody."""
    told = (left("借我2000交房租"), right("好"), *taken(R, "2000.00", memo), left("收到，下月还"))
    paid = only(gather(page(LOAN_DAY, *told)))
    assert paid.nature is Nature.UNKNOWN
    assert kinds(paid) == [DoubtKind.NATURE_UNKNOWN]


def test_a_memo_that_nothing_contradicts_decides() -> None:
    told = (right("这个月的给你"), *taken(R, "2000.00", "房租"), left("收到"))
    assert only(gather(page(LOAN_DAY, *told))).nature is Nature.PURCHASE


# ── a plan whose first day may be this month's or the next one's ───────────────────────


@pytest.mark.parametrize(("day", "parts"), [("5", 0), ("1", 12), ("25", 12)])
def test_a_part_due_days_after_the_loan_is_not_taken_for_granted(day: str, parts: int) -> None:
    """Failure: lent on the 2nd, 每月5号还1000 made the first part due three days later."""
    asked = left(f"借我12000，分12期还，每月{day}号还1000")
    found = gather(page(LOAN_DAY, asked, *taken(R, "12000.00")))
    assert len(found.terms.instalments) == parts
