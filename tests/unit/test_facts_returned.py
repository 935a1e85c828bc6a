"""Words of money that came back which no payment shows are doubts; what a payment shows is none."""

from __future__ import annotations

from datetime import date

import pytest
from stories import card, chat, left, right, said, source, taken, time

from evidence_kit import facts
from evidence_kit.facts import returned
from evidence_kit.model import (
    Brief,
    Channel,
    DoubtKind,
    LoanFacts,
    Message,
    Money,
    SayingKind,
    Side,
    State,
    Stated,
)

R, L = Side.RIGHT, Side.LEFT
LENT = (time("2025年3月2日 14:05"), left("能不能借我5000元？"), *taken(R, "5000.00"), left("收到"))
LATER = time("2025年6月10日 14:05")
BACK = (left("先还你2000"), *taken(L, "2000.00"))
LATER_STILL = time("2025年7月10日 14:05")


def gather(*messages: Message, brief: Brief | None = None) -> LoanFacts:
    return facts.gather([chat(source("1.png"), messages)], brief or Brief())


def kinds(found: LoanFacts) -> list[DoubtKind]:
    return [doubt.kind for doubt in found.doubts]


HIDDEN = [
    (R, "收到，两清了"),
    (R, "收到你弟的2000了"),
    (R, "昨天你给的2000现金我收到了"),
    (R, "收到你妈给的2000现金了"),
    (R, "你爸刚还了我2000，剩下3000什么时候还"),
    (R, "怎么才还2000，剩下3000什么时候给"),
    (R, "你还的2000是利息，本金什么时候还"),
    (R, "上次你给我的2000我算利息了，本金5000什么时候还"),
    (R, "你老婆替你还了2000，剩下的呢"),
    (L, "钱打你卡上了"),
    (L, "支付宝转你了"),
    (L, "不是支付宝还你了吗"),
    (L, "我让我弟转你2000了"),
    (L, "已经还你2000了"),
    (L, "我还了你2000了，还剩3000"),
    (L, "我上个月给了你3000现金"),
    (L, "钱我转你哥卡上了"),
    (L, "还过2000了"),
    (L, "已经还你2000了剩下3000月底给你"),
    (L, "钱给你转过去了"),
    (L, "2000已还"),
    (L, "那台电脑抵2000"),
    (L, "从我工资里扣了2000"),
    (L, "你从我货款里扣吧"),
    (L, "我帮你交的2000电费算还你的"),
    (L, "上个月的2000收到了吧"),
    (L, "第一期2000收到没"),
    (L, "你老婆那边我给了2000"),
    (R, "行，手机抵2000"),
    (R, "这个月工资扣你2000"),
    (R, "我从货款里扣了2000"),
    (R, "扣掉上次的2000"),
    (R, "那台电脑算2000"),
    (R, "上次还的2000是利息"),
    (R, "你就还了2000，剩下的呢"),
    (R, "收到还款"),
    (R, "收到2000"),
    (R, "第一期收到了"),
    (R, "上个月的收到了"),
    (R, "借条我撕了"),
    (R, "你欠我的已经还完了"),
    (R, "不好意思，原来你还了"),
    (R, "去年你还了一部分我忘了"),
    (R, "哦对，你给过了"),
    (R, "钱收到了，剩下的不急"),
    (R, "收到，剩下的月底"),
    (R, "OK收到了2000元"),
    (R, "刚看到，2000到了"),
    (R, "支付宝到了"),
    (R, "行，那就算还了2000"),
]


@pytest.mark.parametrize(
    ("side", "words"),
    [
        (L, "这个月工资被扣了，下个月还你"),
        (L, "信用卡扣了3000，月底还你"),
        (L, "房子抵押了，贷款下来就还你"),
        (L, "我手里还剩3000，月底凑齐还你"),
        (R, "我信用卡扣了2000，等着用钱"),
        (R, "我上个月才收到工资"),
        (R, "欠条我还留着"),
        (R, "还有3000块的东西没到货"),
        (R, "你还了没？"),
        (R, "等你还了再说"),
        (R, "收到，谢谢"),
        (R, "你给了我很多帮助"),
    ],
)
def test_what_is_kept_back_of_other_money_is_none(side: Side, words: str) -> None:
    found = gather(*LENT, LATER, said(side, words))
    assert DoubtKind.REPAYMENT_SAID not in kinds(found)
    assert DoubtKind.SAID_DIFFERS_FROM_PAID not in kinds(found)


@pytest.mark.parametrize(
    ("side", "words"), [(L, "还剩3000"), (L, "只剩3000没还了"), (R, "还有3000呢")]
)
def test_a_rest_without_a_word_of_debt_is_compared_too(side: Side, words: str) -> None:
    """Failure: a borrower's 还剩3000 of 5000 told nobody that 2000 may have come back."""
    assert DoubtKind.SAID_DIFFERS_FROM_PAID in kinds(gather(*LENT, LATER, said(side, words)))
    assert kinds(gather(*LENT, LATER, *BACK, said(side, words))) == []


def test_a_rest_told_with_its_receipt_is_the_one_that_payments_leave() -> None:
    assert kinds(gather(*LENT, LATER, *BACK, right("收到，还剩3000"))) == []
    wrong = kinds(gather(*LENT, LATER, *BACK, right("收到，还剩2500")))
    assert wrong == [DoubtKind.SAID_DIFFERS_FROM_PAID]


def test_a_rest_told_right_before_its_payment_is_the_one_after_it() -> None:
    told = (left("先还2000，还剩3000"), *taken(L, "2000.00"))
    assert kinds(gather(*LENT, LATER, *told)) == []


@pytest.mark.parametrize(("side", "words"), HIDDEN)
def test_money_said_to_be_back_which_no_page_shows_is_a_doubt(side: Side, words: str) -> None:
    """Failure to fear: a cash repayment that both speak of, and a claim for the whole sum."""
    assert DoubtKind.REPAYMENT_SAID in kinds(gather(*LENT, LATER, said(side, words)))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "收到",
            "收到了，谢谢",
            "收到你的消息了",
            "什么时候还我2000",
            "先还我2000也行",
            "你还没还我2000",
        ),
        *("还清了再说", "我给了你5000，该还了", "收到法院的传票了", "你还我2000吧"),
    ],
)
def test_what_a_lender_only_asks_or_gets_otherwise_is_none(words: str) -> None:
    assert returned.told(words, by_lender=True) is None


@pytest.mark.parametrize(
    "words",
    [
        *(
            "我还没转你",
            "明天转你2000",
            "还你2000",
            "会还你的",
            "转你了吗",
            "你转给我了",
            "资料发给你了",
        ),
        *("等我还了你2000再说", "我会还给你妈的", "还欠你2000", "借条给你了", "你还给我了"),
    ],
)
def test_what_a_borrower_only_offers_or_asks_is_none(words: str) -> None:
    assert returned.told(words, by_lender=False) is None


@pytest.mark.parametrize(
    ("side", "words"),
    [
        (L, "已经还你2000了"),
        (L, "2000还你了，还欠你3000"),
        (L, "转你了"),
        (L, "我给你转过去了"),
        (R, "你还的2000收到了，剩下3000什么时候还"),
        (R, "收到你还的2000了"),
        (R, "还剩3000，什么时候还"),
    ],
)
def test_what_a_payment_shows_needs_no_question(side: Side, words: str) -> None:
    assert kinds(gather(*LENT, LATER, *BACK, said(side, words))) == []


def test_words_right_before_their_payment_need_no_question() -> None:
    assert kinds(gather(*LENT, LATER, left("2000还你了"), right("收到"), *BACK[1:])) == []
    assert (
        kinds(gather(*LENT, LATER, left("还你5000"), *taken(L, "5000.00"), right("两清了"))) == []
    )


def test_cash_is_not_the_transfer_of_another_month() -> None:
    words = right("你给的2000现金我收到了")
    more = tuple(right("早") for _ in range(returned.NEAR))
    found = gather(*LENT, LATER, *BACK, *more, LATER_STILL, words)
    assert kinds(found) == [DoubtKind.REPAYMENT_SAID]


def test_money_stated_to_be_back_answers_the_question() -> None:
    paid = Stated(date(2025, 6, 1), Money.of_yuan("2000.00"), Channel.CASH)
    words = (right("你给的2000现金我收到了"), right("剩下3000什么时候还"))
    found = gather(*LENT, LATER, *words, brief=Brief(repayments=(paid,)))
    assert kinds(found) == []
    assert kinds(gather(*LENT, LATER, *words)) == [
        DoubtKind.REPAYMENT_SAID,
        DoubtKind.SAID_DIFFERS_FROM_PAID,
    ]


@pytest.mark.parametrize(
    "words", ["还剩3000，什么时候还", "剩下的3000呢", "你还欠我3000，尽快还", "你欠我的3000该还了"]
)
def test_a_rest_that_the_payments_do_not_leave_is_a_doubt(words: str) -> None:
    """Failure to fear: the lender asks for 3000, and the claim is for 5000."""
    found = gather(*LENT, LATER, right(words))
    (doubt,) = found.doubts
    assert doubt.kind is DoubtKind.SAID_DIFFERS_FROM_PAID
    assert dict(doubt.args) == {"field": "amount", "said": "3000.00", "paid": "5000.00"}


@pytest.mark.parametrize(
    "words",
    ["还欠我5000", "你欠我的5000什么时候还", "先还我2000", "连利息还欠我5500", "我卡里就剩3000了"],
)
def test_a_rest_that_agrees_or_is_of_something_else_is_none(words: str) -> None:
    assert kinds(gather(*LENT, LATER, right(words))) == []


def test_an_admitted_rest_that_differs_is_asked_about_once() -> None:
    found = gather(*LENT, LATER, left("上次还了你1000，还欠你4000，我记着呢"))
    assert kinds(found) == [DoubtKind.SAID_DIFFERS_FROM_PAID]


def test_nothing_came_back_before_anything_was_lent() -> None:
    assert kinds(gather(LENT[0], left("支付宝转你了"), *LENT[1:])) == []


def test_a_transfer_that_went_back_explains_nothing() -> None:
    gone = card(L, "2000.00", State.RETURNED)
    found = gather(*LENT, LATER, gone, left("已经还你2000了"))
    assert kinds(found) == [DoubtKind.REPAYMENT_SAID]
    assert [one.kind for one in found.sayings if one.kind is SayingKind.DEMAND] == []


@pytest.mark.parametrize(
    "word", ["转你", "收到", "现金", "剩下", "还", "5000", "你", "我", "一万", "了", "钱"]
)
def test_no_words_repeated_take_for_ever(word: str) -> None:
    for by_lender in (True, False):
        assert returned.told(word * 300 + "x", by_lender=by_lender) is None
    assert returned.rest(word * 300 + "x") is None
