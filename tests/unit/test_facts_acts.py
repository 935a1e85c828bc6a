"""Refusals, denials, guarantees and the like in a whole talk; what of it interrupts limitation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from stories import chat, doubted, left, notice, right, said, source, taken, time

from evidence_kit import facts
from evidence_kit.facts import limitation
from evidence_kit.model import (
    ActKind,
    Brief,
    DoubtKind,
    LoanFacts,
    Message,
    MessageKind,
    SayingKind,
    Side,
    State,
)

R, L = Side.RIGHT, Side.LEFT
LENT = (
    time("2025年3月2日 14:05"),
    left("能不能借我5000元？"),
    *taken(R, "5000.00"),
)
LATER = time("2025年6月18日 10:20")
DEMAND = right("借我的钱什么时候还？")


def gather(*messages: Message) -> LoanFacts:
    return facts.gather([chat(source("1.png"), messages)], Brief())


def quotes(found: LoanFacts, kind: SayingKind) -> list[str]:
    return [one.quote.quote for one in found.sayings if one.kind is kind]


def kinds(found: LoanFacts) -> list[DoubtKind]:
    return [doubt.kind for doubt in found.doubts]


# ── acts ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("没钱还，你告我去吧", SayingKind.REFUSAL),
        ("再宽限我几天吧", SayingKind.DELAY),
        ("下个月再还你行吗？", SayingKind.DELAY),
        ("老王还不上我还", SayingKind.GUARANTEE),
        ("这钱是我和我老婆一起借的", SayingKind.JOINT),
        ("我每月还你500", SayingKind.PLAN),
    ],
)
def test_what_the_borrower_does_is_quoted_with_its_place(words: str, kind: SayingKind) -> None:
    found = gather(*LENT, LATER, DEMAND, left(words))
    (one,) = (saying for saying in found.sayings if saying.kind is kind)
    assert (one.quote.quote, one.by) == (words, L)
    assert one.at.earliest == datetime(2025, 6, 18, 10, 20)
    assert one.quote.where == found.conversations[0].utterances[-1].where
    assert found.doubts == ()


@pytest.mark.parametrize("words", ["我不还", "我每月还你500", "再宽限几天", "我没借过"])
def test_the_lender_does_none_of_it(words: str) -> None:
    found = gather(*LENT, LATER, right(words))
    assert [one.kind for one in found.sayings] == [SayingKind.REQUEST]
    assert found.doubts == ()


@pytest.mark.parametrize("words", ["不还", "再宽限几天"])
def test_nothing_is_refused_before_anything_was_lent(words: str) -> None:
    found = gather(LENT[0], left(words), *LENT[1:])
    assert [one.kind for one in found.sayings] == [SayingKind.REQUEST]


def test_a_message_that_did_not_go_out_does_nothing() -> None:
    lost = replace(left("没钱还，你告我去吧"), undelivered=True)
    assert quotes(gather(*LENT, lost), SayingKind.REFUSAL) == []


def test_a_denial_warns_the_lender_and_does_nothing_else() -> None:
    """Failure to fear: a denial filed as what the defendant admits."""
    found = gather(*LENT, LATER, DEMAND, left("我没借过你的钱，那是你送我的，下个月还你什么"))
    assert len(quotes(found, SayingKind.DENIAL)) == 1
    assert {one.kind for one in found.sayings} == {
        SayingKind.REQUEST,
        SayingKind.DEMAND,
        SayingKind.DENIAL,
    }
    (doubt,) = found.doubts
    assert doubt.kind is DoubtKind.DEBT_DENIED
    assert dict(doubt.args)["text"].startswith("我没借过")


def test_a_debt_said_to_be_repaid_is_denied_only_while_it_is_owed() -> None:
    words = left("早就还清了")
    assert DoubtKind.DEBT_DENIED in kinds(gather(*LENT, LATER, words))
    back = (left("还你5000"), *taken(L, "5000.00"))
    assert DoubtKind.DEBT_DENIED not in kinds(gather(*LENT, LATER, *back, words))
    assert DoubtKind.DEBT_DENIED not in kinds(gather(*LENT, LATER, words, *back))


@pytest.mark.parametrize("message", [right("这钱我从借呗借给你的"), left("你刷信用卡借我的钱")])
def test_money_that_was_itself_borrowed_is_a_private_warning(message: Message) -> None:
    found = gather(*LENT, message)
    assert quotes(found, SayingKind.RELENDING) == [message.text]
    assert kinds(found) == [DoubtKind.FUNDS_BORROWED]
    assert found.payments[0].doubts == ()


@pytest.mark.parametrize("words", ["我只借了3000", "我就借了你2000，哪来的5000"])
def test_admitting_less_than_was_lent_is_a_warning(words: str) -> None:
    found = gather(*LENT, LATER, left(words))
    assert kinds(found) == [DoubtKind.DEBT_DENIED]
    assert quotes(found, SayingKind.ACKNOWLEDGEMENT) == []
    assert kinds(gather(*LENT, LATER, left("我就欠你5000"))) == []


def test_a_waiver_of_the_lenders_own_is_a_private_warning() -> None:
    found = gather(*LENT, LATER, right("算了，不用还了"))
    assert quotes(found, SayingKind.WAIVER) == ["算了，不用还了"]
    assert kinds(found) == [DoubtKind.DEBT_WAIVED]
    assert kinds(gather(*LENT, LATER, right("还4000就行"))) == [DoubtKind.DEBT_WAIVED]
    for words in ("还5000就行", "先还4000就行"):
        assert kinds(gather(*LENT, LATER, right(words))) == []
    assert quotes(gather(*LENT, left("不用还了")), SayingKind.WAIVER) == []


def test_a_later_day_offered_to_a_demand_asks_for_time_until_agreed() -> None:
    offer = left("下个月15号还你行吗？")
    assert quotes(gather(*LENT, LATER, DEMAND, offer), SayingKind.DELAY) == [offer.text]
    agreed = gather(*LENT, LATER, DEMAND, offer, right("好的"))
    assert quotes(agreed, SayingKind.DELAY) == []
    assert quotes(agreed, SayingKind.PROMISE) == [offer.text]


@pytest.mark.parametrize("next_words", ["骗你的", "？？？", "如果我拿到工资的话", "开玩笑的"])
@pytest.mark.parametrize("words", ["我欠你5000", "下周还你"])
def test_what_the_next_message_takes_back_is_not_done(words: str, next_words: str) -> None:
    found = gather(*LENT, LATER, DEMAND, left(words), left(next_words))
    assert {one.kind for one in found.sayings} <= {SayingKind.REQUEST, SayingKind.DEMAND}
    kept = gather(*LENT, LATER, DEMAND, left(words), left("放心吧"))
    assert {SayingKind.PROMISE, SayingKind.ACKNOWLEDGEMENT} & {one.kind for one in kept.sayings}
    answered = gather(*LENT, LATER, DEMAND, left(words), right("好的"), left(next_words))
    assert len(answered.sayings) == len(kept.sayings)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (right("那批货2000从你欠我的里扣吧"), DoubtKind.REPAYMENT_SAID),
        (right("还我4500这事就算了"), DoubtKind.DEBT_WAIVED),
        (right("5000你还我4500就得了"), DoubtKind.DEBT_WAIVED),
        (right("打牌输我的5000赶紧还"), DoubtKind.GROUND_ADVERSE),
        (right("投资的5000什么时候还我"), DoubtKind.GROUND_ADVERSE),
        (left("借我2000还赌债"), DoubtKind.GROUND_ADVERSE),
        (left("那钱抵货款了"), DoubtKind.DEBT_DENIED),
    ],
)
def test_words_against_the_debt_are_a_private_warning(message: Message, kind: DoubtKind) -> None:
    assert kinds(gather(*LENT, LATER, message)) == [kind]


# ── limitation ─────────────────────────────────────────────────────────────────────────

TALK = (
    *LENT,
    left("收到了，下个月15号还你"),
    LATER,
    DEMAND,
    left("再宽限几天"),
    left("月底一定还"),
    left("先还你2000"),
    *taken(L, "2000.00"),
    time("2025年9月1日 9:00"),
    left("还欠你3000元"),
    left("我每月还你500"),
    left("不还了，你告我去吧"),
)


def told(found: LoanFacts) -> list[ActKind]:
    return [act.kind for act in limitation.acts(found)]


def test_acts_stand_in_order_with_quote_time_and_place() -> None:
    found = gather(*TALK)
    acts = limitation.acts(found)
    assert [act.kind for act in acts] == [
        ActKind.DEMAND,
        ActKind.DELAY,
        ActKind.PROMISE,
        ActKind.ACKNOWLEDGEMENT,
        ActKind.PAYMENT,
        ActKind.ACKNOWLEDGEMENT,
        ActKind.PLAN,
    ]
    demand, payment = acts[0], acts[4]
    assert demand.quote is not None
    assert (demand.quote.quote, demand.at.exact) == (DEMAND.text, datetime(2025, 6, 18, 10, 20))
    assert demand.places == (demand.quote.where,)
    assert (str(payment.amount), payment.quote) == ("2000.00", None)
    assert len(payment.places) == 2
    assert all(act.doubts == () for act in acts)


def test_receipt_of_the_loan_and_the_day_first_agreed_interrupt_nothing() -> None:
    found = gather(*LENT, left("收到了"), left("下个月15号还你"))
    assert len(found.sayings) == 3
    assert told(found) == []


@pytest.mark.parametrize(
    "messages",
    [
        (replace(DEMAND, undelivered=True),),
        (DEMAND, notice("消息已发出，但被对方拒收了。")),
        (said(R, "未接听", MessageKind.CALL),),
        (said(R, "对方已取消", MessageKind.CALL),),
        (said(R, "对方无应答", MessageKind.CALL),),
        (said(R, "通话时长 03:21", MessageKind.CALL),),
    ],
    ids=["red mark", "refused", "not taken", "cancelled", "no answer", "a talk nobody recorded"],
)
def test_what_did_not_arrive_and_calls_demand_nothing(messages: tuple[Message, ...]) -> None:
    assert told(gather(*LENT, LATER, *messages)) == []


def test_only_an_answered_call_is_a_contact() -> None:
    calls = ("未接听", "对方已取消", "通话时长 03:21")
    found = gather(*LENT, LATER, *(said(R, words, MessageKind.CALL) for words in calls))
    (one,) = limitation.contacts(found)
    assert (one.words.quote, one.by) == ("通话时长 03:21", R)
    assert one.at.earliest == datetime(2025, 6, 18, 10, 20)


def test_a_call_in_somebody_elses_chat_is_no_contact() -> None:
    call = said(R, "通话时长 03:21", MessageKind.CALL)
    other = chat(source("2.png"), [left("在吗"), call], "小吴")
    found = facts.gather([chat(source("1.png"), LENT), other], Brief(defendant="老周"))
    assert limitation.contacts(found) == ()


def test_a_repayment_that_came_back_interrupts_nothing() -> None:
    sent = taken(L, "2000.00")[0]
    returned = replace(sent, state=State.RETURNED, text="已被退还")
    assert told(gather(*LENT, LATER, left("先还你2000"), returned)) == [ActKind.ACKNOWLEDGEMENT]


def test_an_act_in_doubt_says_so() -> None:
    shown = doubted(chat(source("1.png"), TALK), 6, DoubtKind.SIDE_UNKNOWN, "side")
    found = facts.gather([shown], Brief())
    (demand,) = (act for act in limitation.acts(found) if act.kind is ActKind.DEMAND)
    assert [doubt.kind for doubt in demand.doubts] == [DoubtKind.SIDE_UNKNOWN]


def test_a_message_on_two_pages_names_both() -> None:
    first = chat(source("1.png"), TALK[:9])
    second = chat(source("2.png"), TALK[5:])
    demand = limitation.acts(facts.gather([first, second], Brief()))[0]
    assert len({place.source for place in demand.places}) == 2


def test_a_sentence_that_does_two_things_is_one_act() -> None:
    found = gather(*LENT, LATER, left("还欠你5000元，月底一定还，再宽限几天"))
    assert len(found.sayings) > 2
    assert told(found) == [ActKind.ACKNOWLEDGEMENT]


def test_acts_without_a_day_stand_where_the_chat_shows_them() -> None:
    undated = [message for message in TALK if message.time is None]
    assert told(gather(*undated)) == told(gather(*TALK))
