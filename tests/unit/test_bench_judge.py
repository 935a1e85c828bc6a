"""The bench's judge: every kind of silent error is one, and what isn't on a page isn't judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judged import (
    BILL,
    CHAT,
    CHAT_ERRORS,
    LIST,
    MESSAGES,
    SCREENS,
    SLIP,
    SLIP_ERRORS,
    SOURCE,
    at,
    findings,
    message,
    misread,
    silent,
    sourced,
    truth_of,
    wrong,
)

from evidence_kit.model import (
    EMOJI,
    App,
    DocumentKind,
    MessageKind,
    Money,
    Side,
    State,
    Transfer,
)


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_perfect_reading_has_no_wrong_field(screen):
    assert wrong(screen, truth_of(screen)) == []


# ── every kind of silent error ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(("field", "screen"), CHAT_ERRORS.items(), ids=CHAT_ERRORS)
def test_a_wrong_value_of_a_chat_is_one_silent_error(field, screen):
    assert silent(screen, truth_of(CHAT)) == [field]


def test_an_amount_that_is_left_out_is_a_silent_error():
    assert silent(misread(2, amount=None), truth_of(CHAT)) == ["amount"]


def test_an_amount_that_nobody_paid_is_a_silent_error():
    screen = misread(1, amount=sourced(Money(200000), 410))
    assert "amount" in silent(screen, truth_of(CHAT))


@pytest.mark.parametrize(("field", "changes"), SLIP_ERRORS.items(), ids=SLIP_ERRORS)
def test_a_wrong_value_of_a_payment_is_one_silent_error(field, changes):
    screen = replace(BILL, slip=replace(SLIP, **changes))
    assert silent(screen, truth_of(BILL)) == [field]


def test_a_received_time_that_the_page_does_not_print_is_invented():
    truth = truth_of(replace(BILL, slip=replace(SLIP, received_time=None)))
    assert silent(BILL, truth) == ["received_time"]


OTHER_ERRORS = {
    "wechat_id": ("profile", {"wechat_id": sourced("wxid_7h3kq9m2x5ta2z", 420)}),
    "own": ("profile", {"own": True}),
    "paper": ("document", {"kind": DocumentKind.RECEIPT}),
    "amount": ("document", {"amount": sourced(Money(50000), 400)}),
    "total": ("red_packet", {"total": None}),
    "count": ("red_packet", {"count": 3}),
    "app": ("bill", {"app": App.ALIPAY}),
}


@pytest.mark.parametrize(("field", "case"), OTHER_ERRORS.items(), ids=OTHER_ERRORS)
def test_a_wrong_value_of_another_page_is_one_silent_error(field, case):
    kind, changes = case
    assert silent(replace(SCREENS[kind], **changes), truth_of(SCREENS[kind])) == [field]


def test_a_row_that_is_lost_is_one_error_and_its_values_count_as_not_read():
    screen = replace(LIST, slips=(LIST.slips[0], LIST.slips[2]))
    assert silent(screen, truth_of(LIST)) == ["missing"]
    assert {"amount", "direction", "status", "time"} <= set(wrong(screen, truth_of(LIST)))


def test_a_share_with_a_wrong_amount_is_silent():
    packet = SCREENS["red_packet"]
    first = replace(packet.shares[0], amount=sourced(Money(880), 1000, 900))
    screen = replace(packet, shares=(first, packet.shares[1]))
    assert silent(screen, truth_of(packet)) == ["amount"]


def test_a_refund_told_as_a_payment_is_silent():
    card = SCREENS["service_card"]
    notice = replace(card.notices[0], slip=replace(card.notices[0].slip, state=State.ACCEPTED))
    assert silent(replace(card, notices=(notice,)), truth_of(card)) == ["status"]


# ── the kind of the page ───────────────────────────────────────────────────────────────


def test_a_page_told_as_another_kind_is_one_silent_error():
    assert silent(SCREENS["profile"], truth_of(CHAT)) == ["page"]


def test_a_page_nobody_could_read_says_so_itself():
    told = findings(SCREENS["unread"], truth_of(CHAT))
    assert not any(one.silent for one in told)
    lost = [one for one in told if one.field == "amount"]
    assert [(one.right, one.doubted) for one in lost] == [(False, True)] * 2


def test_text_that_is_no_screen_must_not_be_told_as_one():
    assert silent(CHAT, truth_of(SCREENS["unread"])) == ["page"]


def test_a_bill_told_as_a_transfer_is_one_error_and_its_values_are_still_judged():
    screen = Transfer(SOURCE, replace(SLIP, amount=sourced(Money(15000), 500)))
    assert silent(screen, truth_of(BILL)) == ["page", "amount"]


# ── alignment ──────────────────────────────────────────────────────────────────────────


def test_the_first_message_missing_does_not_make_the_rest_wrong():
    screen = replace(CHAT, messages=MESSAGES[1:])
    fields = wrong(screen, truth_of(CHAT))
    assert fields.count("missing") == 1
    assert set(fields) <= {"missing", "kind", "side", "text"}
    assert silent(screen, truth_of(CHAT)) == ["missing"]


def test_two_messages_told_the_wrong_way_round_are_one_missing_and_one_invented():
    swapped = (*MESSAGES[:3], MESSAGES[4], MESSAGES[3], MESSAGES[5])
    assert sorted(silent(replace(CHAT, messages=swapped), truth_of(CHAT))) == ["extra", "missing"]


def test_a_message_misread_to_a_word_is_still_the_same_message():
    told = findings(misread(4, text="收到丁，谢射"), truth_of(CHAT))
    assert [one.field for one in told if not one.right] == ["text"]


# ── what isn't on the page ─────────────────────────────────────────────────────────────


def test_a_state_behind_a_memo_may_be_left_open_and_must_not_be_guessed_wrong():
    memo = replace(MESSAGES[2], text="借款", memo="借款")
    truth = truth_of(replace(CHAT, messages=(memo,)))
    left_open = replace(CHAT, messages=(replace(memo, state=State.UNKNOWN),))
    guessed = replace(CHAT, messages=(replace(memo, state=State.RETURNED),))
    assert wrong(left_open, truth) == []
    assert silent(guessed, truth) == ["status"]


def test_what_an_edge_cuts_may_be_left_out_and_may_be_told():
    cut = replace(MESSAGES[0], cut=True)
    truth = truth_of(replace(CHAT, messages=(cut, *MESSAGES[1:])))
    assert wrong(replace(CHAT, messages=MESSAGES[1:]), truth) == []
    assert wrong(replace(CHAT, messages=(cut, *MESSAGES[1:])), truth_of(CHAT)) == []
    assert (
        wrong(
            replace(CHAT, messages=(cut, *MESSAGES[1:])),
            truth_of(replace(CHAT, messages=MESSAGES[1:])),
        )
        == []
    )


def test_half_an_amount_at_an_edge_is_wrong_all_the_same():
    cut = replace(MESSAGES[2], cut=True, amount=None, state=None, text="")
    truth = truth_of(replace(CHAT, messages=(cut, *MESSAGES[4:])))
    told = replace(cut, amount=sourced(Money(20000), 560))
    assert silent(replace(CHAT, messages=(told, *MESSAGES[4:])), truth) == ["amount"]


def test_a_second_card_whose_first_is_not_on_the_page_may_be_told_as_a_first():
    truth = truth_of(replace(CHAT, messages=MESSAGES[3:]))
    told = replace(CHAT, messages=(replace(MESSAGES[3], receipt=False), *MESSAGES[4:]))
    assert silent(told, truth) == []


def test_what_the_truth_does_not_tell_is_not_judged():
    messages = [{"side": "left", "text": "收到了，谢谢"}]
    assert (
        wrong(replace(CHAT, messages=MESSAGES[4:5]), {"kind": "chat", "messages": messages}) == []
    )


def test_words_inside_a_picture_are_judged_only_where_the_truth_tells_them():
    picture = message(Side.LEFT, MessageKind.IMAGE, "转账成功", 850)
    truth = truth_of(replace(CHAT, messages=(picture,)))
    open_truth = {**truth, "messages": [{**truth["messages"][0], "text": None}]}
    told = replace(CHAT, messages=(replace(picture, text="转帐成功"),))
    assert wrong(told, truth) == ["text"]
    assert wrong(told, open_truth) == []


def test_the_time_of_a_share_counts_by_its_meaning():
    packet = SCREENS["red_packet"]
    truth = truth_of(packet)
    printed = [{**share, "time": "6月10日 10:07"} for share in truth["packet"]["shares"]]
    truth = {**truth, "packet": {**truth["packet"], "shares": printed}}
    at_seven = tuple(replace(s, time=at("6月10日上午10:07", 1060)) for s in packet.shares)
    at_one = (replace(at_seven[0], time=at("6月10日 10:01", 1060)), at_seven[1])
    assert silent(replace(packet, shares=at_seven), truth) == []
    assert silent(replace(packet, shares=at_one), truth) == ["time"]


def test_a_group_s_title_may_end_with_the_number_of_its_members():
    group = replace(CHAT, title=sourced("周末爬山(12)", 150), members=12)
    truth = truth_of(group)
    assert wrong(group, {**truth, "title": "周末爬山"}) == []
    assert wrong(group, {**truth, "title": "周末爬水", "members": 13}) == ["title", "members"]


def test_a_withdrawal_s_words_may_be_told_as_a_state_or_not():
    truth = {"kind": "bill", "payment": {"status": None, "status_words": "提现已到账"}}
    assert wrong(BILL, truth) == []
    assert silent(BILL, {"kind": "bill", "payment": {"status": None}}) == ["status"]


def test_a_page_s_only_time_may_be_told_once_or_twice():
    once = replace(BILL, slip=replace(SLIP, time=None))
    only = {"time": "2026-06-10T20:20:09", "received_time": "2026-06-10T20:20:09"}
    assert wrong(once, {"kind": "bill", "payment": only}) == []
    twice = replace(BILL, slip=replace(SLIP, time=SLIP.received_time))
    assert wrong(twice, truth_of(once)) == []
    assert silent(BILL, truth_of(once)) == ["time"]
    assert silent(once, truth_of(BILL)) == ["time"]


def test_words_are_compared_without_spaces_emoji_and_width():
    told = replace(CHAT, messages=(replace(MESSAGES[4], text="收到了,谢谢 "),))
    truth = truth_of(replace(CHAT, messages=(replace(MESSAGES[4], text="收到了，谢谢👍🏻❤️"),)))
    assert wrong(told, truth) == []


@pytest.mark.parametrize(("said", "alike"), [("收到了🙂", True), ("收到了", False)])
def test_a_sign_for_an_emoji_is_right_where_one_is(said, alike):
    told = replace(CHAT, messages=(replace(MESSAGES[4], text=f"收到了{EMOJI}"),))
    truth = truth_of(replace(CHAT, messages=(replace(MESSAGES[4], text=said),)))
    assert (wrong(told, truth) == []) is alike
