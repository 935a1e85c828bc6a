"""Money that its own words call something else than the loan: never counted, always asked about."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, gather, kinds, page
from stories import left, right, taken, time

from evidence_kit.facts import other_money, requests
from evidence_kit.model import DoubtKind, Message, Nature, Payment

LATER = time("2025年6月10日 14:05")
LENT = (LOAN_DAY, ASKED, *taken(R, "5000.00"), left("收到"))
OPEN = [DoubtKind.NATURE_UNKNOWN]


def last(*messages: Message) -> Payment:
    return gather(page(*messages)).payments[-1]


@pytest.mark.parametrize(
    ("said", "promised"),
    [
        ("这个月工资", "收到，谢谢老板，下个月还你"),
        ("押金退你了", "好的，钱我下周一定还"),
        ("结婚随礼", "谢谢，年底还你"),
        ("不好意思转错人了", "啊我已经用了，下个月还你"),
        ("给你", "收到，之前欠的钱下个月还你"),
        ("给你", "收到，借的钱年底还你"),
    ],
)
def test_a_promise_makes_no_loan_of_other_money(said: str, promised: str) -> None:
    """Failure: wages, a deposit, a present, a mistake became loans by a promise behind them."""
    for before in ((LOAN_DAY,), (*LENT, LATER)):
        paid = last(*before, right(said), *taken(R, "3000.00"), left(promised))
        assert paid.nature is Nature.UNKNOWN
        assert kinds(paid) == OPEN


@pytest.mark.parametrize("said", ["行，转你了", "发工资了，转你", "先把房租交了", "拿去交押金吧"])
def test_a_promise_behind_other_words_still_makes_a_loan(said: str) -> None:
    paid = last(LOAN_DAY, right(said), *taken(R, "3000.00"), left("收到，下个月还你"))
    assert paid.nature is Nature.LOAN
    assert paid.doubts == ()


@pytest.mark.parametrize(
    "between",
    [
        (right("我也没有啊"),),
        (right("手头也紧"),),
        (left("不用了，我找我爸拿了"),),
        (right("我看看"), left("借到了")),
        (right("昨晚吃饭你垫的，我那份给你"),),
        (right("你上次帮我买的票钱"),),
    ],
)
def test_a_request_that_was_not_met_covers_nothing(between: tuple[Message, ...]) -> None:
    """Failure: a request nobody granted made a loan of the next payment."""
    paid = last(LOAN_DAY, left("能借我点钱吗"), *between, *taken(R, "200.00"))
    assert paid.nature is Nature.UNKNOWN
    assert kinds(paid) == OPEN


@pytest.mark.parametrize(
    "between",
    [
        (right("我也没有多少"), right("先转你点")),
        (right("手头也紧，先给你凑点"),),
        (right("支付宝行吗"), left("不用了，微信就行")),
        (right("够交房租吗"), left("够")),
    ],
)
def test_a_request_that_was_met_after_all_is_the_loan(between: tuple[Message, ...]) -> None:
    paid = last(LOAN_DAY, left("能借我点钱吗"), *between, *taken(R, "700.00"))
    assert paid.nature is Nature.LOAN
    assert paid.doubts == ()


def test_words_before_a_request_are_not_about_what_answers_it() -> None:
    told = (right("昨晚的饭钱你转我"), left("好"), ASKED)
    assert last(LOAN_DAY, *told, *taken(R, "5000.00")).nature is Nature.LOAN


@pytest.mark.parametrize("said", ["借你的，3000够吗", "先借你3000", "行，借你吧"])
def test_an_offer_right_before_the_payment_is_its_basis(said: str) -> None:
    paid = last(LOAN_DAY, right(said), *taken(R, "3000.00"), left("够了，谢谢"))
    assert paid.nature is Nature.LOAN
    assert paid.basis is not None
    assert paid.basis.quote == said


@pytest.mark.parametrize("said", ["借你的钱还你", "借你的车", "借你吉言", "不借你"])
def test_other_words_of_borrowing_offer_nothing(said: str) -> None:
    paid = last(LOAN_DAY, right(said), *taken(R, "3000.00"), left("谢谢"))
    assert paid.nature is not Nature.LOAN


def test_what_the_borrower_pays_is_no_loan_by_words_of_their_own() -> None:
    paid = last(*LENT, LATER, left("借你5000"), *taken(L, "5000.00"))
    assert paid.nature is Nature.UNKNOWN


@pytest.mark.parametrize(
    "said",
    [
        "这个月房租",
        "帮我拿两条烟",
        "昨天的饭钱还你",
        "帮我还给小王500，我没他微信",
        "你垫的材料款我先还你2000",
        "你帮我带的化妆品多少钱",
        "上次撞你车的修车费",
        "小李让我转你的",
    ],
)
def test_other_money_after_a_demand_is_no_repayment(said: str) -> None:
    """Failure: rent, meals and another's money were counted as repayment."""
    asked = (*LENT, LATER, right("借我的钱什么时候还"), left("再等等"))
    paid = last(*asked, left(said), *taken(L, "500.00"))
    assert paid.nature is Nature.UNKNOWN
    assert kinds(paid) == OPEN


def test_a_demand_for_other_money_makes_no_repayment() -> None:
    paid = last(*LENT, LATER, right("押金什么时候还我"), *taken(L, "500.00"))
    assert paid.nature is Nature.UNKNOWN


@pytest.mark.parametrize(
    "said",
    ["工资到账了，先还你2000", "刚交完房租，先还你2000", "客户结了一部分，先还你2000", "转你"],
)
def test_a_repayment_may_say_where_the_money_is_from(said: str) -> None:
    paid = last(*LENT, LATER, right("借我的钱什么时候还"), left(said), *taken(L, "2000.00"))
    assert paid.nature is Nature.REPAYMENT
    assert paid.doubts == ()


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("这个月利息该还了", "好"),
        ("这个月利息该还了", "还你"),
        ("借我的钱什么时候还", "先给你利息"),
        ("本金和利息该还了", "转你"),
        ("钱该还了", "本金2000还你，利息50"),
    ],
)
def test_interest_is_never_counted_as_principal(asked: str, answered: str) -> None:
    """Failure: interest asked for by that name was taken off the principal."""
    paid = last(*LENT, LATER, right(asked), left(answered), *taken(L, "400.00"))
    assert paid.nature is Nature.UNKNOWN
    assert kinds(paid) == OPEN


@pytest.mark.parametrize("answered", ["先还你400本金", "先还你本金400，利息下个月给"])
def test_principal_named_beside_interest_is_principal(answered: str) -> None:
    paid = last(*LENT, LATER, right("这个月利息该还了"), left(answered), *taken(L, "400.00"))
    assert paid.nature is Nature.REPAYMENT


@pytest.mark.parametrize("said", ["3000是上次的货钱", "多转了", "退你", "定金给你了", "我那份"])
def test_words_that_call_money_something_else(said: str) -> None:
    assert other_money.called(said)


@pytest.mark.parametrize("said", ["房租还差3000", "你先交押金", "发了工资", "没发奖金", "谢谢"])
def test_words_that_call_it_nothing(said: str) -> None:
    assert not other_money.called(said)


def test_nothing_said_is_nothing_unmet() -> None:
    assert not requests.unmet((), L)


def test_a_promise_to_pay_a_mistake_back_is_no_term() -> None:
    told = (right("不好意思转错人了"), *taken(R, "3000.00"), left("我已经用了，下个月还你"))
    assert gather(page(LOAN_DAY, *told)).terms.due is None
    old = (right("这个月工资"), *taken(R, "3000.00"), left("之前欠的钱下个月还你"))
    assert gather(page(LOAN_DAY, *old)).terms.due is not None


@pytest.mark.parametrize(
    "said",
    [
        *("哥借我5000", "姐能借我5000吗", "妈借我5000吧", "老公借我5000", "老板借我5000，急用"),
        *("王哥借我5000", "能不能周转5000", "帮我周转5000"),
    ],
)
def test_a_request_may_call_upon_the_other(said: str) -> None:
    paid = last(LOAN_DAY, left(said), *taken(R, "5000.00"))
    assert paid.nature is Nature.LOAN
    assert paid.doubts == ()


@pytest.mark.parametrize(
    "said", ["我哥借我5000", "小妹借我500没还", "我老板借我5000了", "姐借我5000了", "哥借我的5000"]
)
def test_somebody_elses_loan_is_not_asked_for(said: str) -> None:
    assert last(LOAN_DAY, left(said), *taken(R, "5000.00")).nature is Nature.UNKNOWN


@pytest.mark.parametrize("said", ["这个月的还款", "还哥2000", "还剩的2000", "这就还"])
def test_words_that_give_back_only_after_a_loan(said: str) -> None:
    told = (LATER, left(said), *taken(L, "2000.00"))
    assert last(*LENT, *told).nature is Nature.REPAYMENT
    assert last(*LENT, *told).doubts == ()
    assert last(*told).nature is Nature.UNKNOWN


@pytest.mark.parametrize("said", ["还剩2000", "还哥的书", "给你2000", "转你了", "下个月的还款"])
def test_words_that_leave_open_what_is_given(said: str) -> None:
    assert last(*LENT, LATER, left(said), *taken(L, "2000.00")).nature is Nature.UNKNOWN


@pytest.mark.parametrize(
    "asked",
    [
        "借我5000，算你入股",
        "预支5000工资，借我周转",
        "老板，能借我5000吗，从工资里扣",
        "借我刷流水5000，马上退你",
        "借我走个账5000，马上还",
        "借我5000，不还的那种",
        "借我5000给你交罚款",
        "跟你借5000，利息我哥出，钱他用",
    ],
)
def test_a_request_that_is_something_else_as_well_makes_no_loan(asked: str) -> None:
    """Failure: an advance on wages, a share, a sham payment were counted as loans in silence."""
    paid = last(LOAN_DAY, left(asked), right("好"), *taken(R, "5000.00"))
    assert paid.nature is Nature.UNKNOWN
    assert kinds(paid) == OPEN


@pytest.mark.parametrize(
    "asked",
    [
        "公司不给预支，借我5000",
        "工资被扣了，借我5000周转",
        "借我5000发红包",
        "借我5000，不会不还的",
    ],
)
def test_a_request_that_only_sounds_so_still_makes_a_loan(asked: str) -> None:
    paid = last(LOAN_DAY, left(asked), right("好"), *taken(R, "5000.00"))
    assert paid.nature is Nature.LOAN


@pytest.mark.parametrize(
    "called", ["投资款", "入股的钱", "分红", "你帮我存着", "补你上次的", "报销的钱", "稿费"]
)
def test_what_its_payer_calls_something_else_answers_no_request(called: str) -> None:
    paid = last(LOAN_DAY, ASKED, right("好"), right(called), *taken(R, "5000.00"))
    assert paid.nature is Nature.UNKNOWN
    assert kinds(paid) == OPEN


def test_their_sisters_money_is_not_the_loan() -> None:
    """Failure: 还你姐的钱 was booked as the loan's repayment."""
    paid = last(*LENT, LATER, left("还你姐的钱"), *taken(L, "2000.00"))
    assert paid.nature is Nature.UNKNOWN
