"""The bench's judge: every silent error is one, and a doubt elsewhere excuses nothing."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from evidence_kit.model import (
    Algorithm,
    App,
    Bill,
    BillList,
    Box,
    Chat,
    Digest,
    Direction,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    Message,
    MessageKind,
    Money,
    Notice,
    Profile,
    RedPacket,
    ServiceCard,
    Share,
    Side,
    Slip,
    Sourced,
    State,
    Transfer,
    Unread,
    Where,
)
from evidence_kit.render.seen import screen_json
from evidence_kit.screens import lexicon

# The benches are programs of their own, never installed.
sys.path.append(str(Path(__file__).resolve().parents[2] / "bench"))
judge = import_module("judge").judge

SOURCE = Digest(Algorithm.SHA256, "0" * 64)
SIZE = (1080, 2400)
ELSEWHERE = Box(10, 2300, 1000, 2390)
PAGE = Box(0, 0, *SIZE)
SERIAL = "10000498012026061000012345678901"


def sourced(value, y, x=300):
    return Sourced(value, str(value), Where(SOURCE, Box(x, y, x + 400, y + 60)))


def at(words, y):
    return sourced(lexicon.time(words), y)


def doubt(kind, box, field=None):
    args = (("field", field),) if field else ()
    return Doubt(kind, Where(SOURCE, box) if box else None, args)


def message(side, kind, text, y, **more):
    return Message(side, kind, text, Box(170, y, 910, y + 110), **more)


MESSAGES = (
    message(Side.CENTER, MessageKind.TIME, "昨天 21:03", 250, time=lexicon.time("昨天 21:03")),
    message(Side.LEFT, MessageKind.TEXT, "能借我2000元吗", 400),
    message(
        Side.RIGHT,
        MessageKind.TRANSFER,
        "已被接收",
        550,
        amount=sourced(Money(200000), 560),
        state=State.ACCEPTED,
    ),
    message(
        Side.LEFT,
        MessageKind.TRANSFER,
        "已收款",
        700,
        amount=sourced(Money(200000), 710),
        state=State.ACCEPTED,
        receipt=True,
    ),
    message(Side.LEFT, MessageKind.TEXT, "收到了，谢谢", 850),
    message(Side.LEFT, MessageKind.VOICE, '12"', 1000, seconds=12),
)
CHAT = Chat(SOURCE, sourced("许明远", 150), MESSAGES)
SLIP = Slip(
    amount=sourced(Money(150000), 500),
    direction=Direction.OUT,
    state=State.ACCEPTED,
    counterparty=sourced("远山不语", 400),
    status=sourced("对方已收钱", 700),
    time=at("2026年6月10日 20:19:37", 800),
    received_time=at("2026年6月10日 20:20:09", 900),
    serial=sourced(SERIAL, 1000),
    memo=sourced("借款", 1100),
)
BILL = Bill(SOURCE, SLIP)


def row(fen, words, y):
    counterparty = sourced(f"转账-转给{words}", y)
    moment = at("2026年4月23日 11:48", y + 70)
    amount = sourced(Money(fen), y, x=900)
    return Slip(amount, Direction.OUT, State.ACCEPTED, counterparty, time=moment)


LIST = BillList(SOURCE, (row(50000, "甲", 300), row(60000, "乙", 500), row(70000, "丙", 700)))


def truth_of(screen):
    """What a perfect reading says is the truth."""
    return screen_json(screen, "")


def findings(screen, truth):
    return judge(screen, truth, SIZE)


def silent(screen, truth):
    return [one.field for one in findings(screen, truth) if one.silent]


def wrong(screen, truth):
    return [one.field for one in findings(screen, truth) if not one.right]


def misread(index, **changes):
    """The chat with one message told otherwise."""
    told = list(MESSAGES)
    told[index] = replace(told[index], **changes)
    return replace(CHAT, messages=tuple(told))


def with_doubts(screen, *doubts):
    return replace(screen, doubts=doubts)


SCREENS = {
    "chat": CHAT,
    "bill": BILL,
    "transfer": Transfer(SOURCE, SLIP),
    "bill_list": LIST,
    "red_packet": RedPacket(
        SOURCE,
        Slip(sourced(Money(888), 500), Direction.IN, State.ACCEPTED),
        sourced(Money(2000), 900),
        2,
        (
            Share(
                sourced("甲", 1000), sourced(Money(888), 1000, 900), at("2026年6月10日 10:07", 1060)
            ),
            Share(
                sourced("乙", 1200),
                sourced(Money(1112), 1200, 900),
                at("2026年6月10日 10:08", 1260),
            ),
        ),
    ),
    "service_card": ServiceCard(
        SOURCE,
        (
            Notice(
                sourced("转账过期退款到账通知", 300),
                Slip(sourced(Money(50000), 400), Direction.IN, State.REFUNDED),
                (("退款金额", sourced("¥500.00", 600)),),
            ),
        ),
    ),
    "document": Document(
        SOURCE,
        DocumentKind.LOAN_NOTE,
        sourced("今借到周某人民币伍仟元整", 300),
        sourced(Money(500000), 400),
        (("借款人", sourced("周某", 500)),),
    ),
    "profile": Profile(
        SOURCE,
        sourced("许明远", 300),
        sourced("远山不语", 360),
        sourced("wxid_7h3kq9m2x5ta22", 420),
        sourced("浙江 绍兴", 480),
    ),
    "unread": Unread(SOURCE, "unrecognised"),
}


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_perfect_reading_has_no_wrong_field(screen):
    assert wrong(screen, truth_of(screen)) == []


# ── every kind of silent error ─────────────────────────────────────────────────────────

CHAT_ERRORS = {
    "side": misread(1, side=Side.RIGHT),
    "kind": misread(1, kind=MessageKind.SYSTEM),
    "amount": misread(2, amount=sourced(Money(20000), 560)),
    "status": misread(2, state=State.RETURNED),
    "receipt": misread(3, receipt=False),
    "time": misread(0, time=lexicon.time("21:03")),
    "missing": replace(CHAT, messages=MESSAGES[:4] + MESSAGES[5:]),
    "extra": replace(CHAT, messages=(*MESSAGES, message(Side.LEFT, MessageKind.TEXT, "无", 1200))),
}


@pytest.mark.parametrize(("field", "screen"), CHAT_ERRORS.items(), ids=CHAT_ERRORS)
def test_a_wrong_value_of_a_chat_is_one_silent_error(field, screen):
    assert silent(screen, truth_of(CHAT)) == [field]


def test_an_amount_that_is_left_out_is_a_silent_error():
    assert silent(misread(2, amount=None), truth_of(CHAT)) == ["amount"]


def test_an_amount_that_nobody_paid_is_a_silent_error():
    screen = misread(1, amount=sourced(Money(200000), 410))
    assert "amount" in silent(screen, truth_of(CHAT))


SLIP_ERRORS = {
    "amount": {"amount": sourced(Money(15000), 500)},
    "direction": {"direction": Direction.IN},
    "status": {"state": State.REFUNDED},
    "time": {"time": at("2026年6月10日 20:19:31", 800)},
    "received_time": {"received_time": None},
    "serial": {"serial": sourced(SERIAL[:-1] + "7", 1000)},
}


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


def test_words_are_compared_without_spaces_emoji_and_width():
    told = replace(CHAT, messages=(replace(MESSAGES[4], text="收到了,谢谢 "),))
    truth = truth_of(replace(CHAT, messages=(replace(MESSAGES[4], text="收到了，谢谢👍🏻❤️"),)))
    assert wrong(told, truth) == []


# ── doubts ─────────────────────────────────────────────────────────────────────────────

CARD = MESSAGES[2].box
DOUBTS = {
    "side": doubt(DoubtKind.SIDE_UNKNOWN, MESSAGES[1].box, "side"),
    "kind": doubt(DoubtKind.LOW_CONFIDENCE, MESSAGES[1].box, "words"),
    "amount": doubt(DoubtKind.READINGS_DISAGREE, Box(300, 560, 700, 620), "amount"),
    "status": doubt(DoubtKind.STATE_UNKNOWN, CARD, "state"),
    "receipt": doubt(DoubtKind.DIRECTION_UNKNOWN, MESSAGES[3].box, "direction"),
    "time": doubt(DoubtKind.READINGS_DISAGREE, MESSAGES[0].box, "time"),
    "missing": doubt(DoubtKind.LOW_CONFIDENCE, Box(170, 860, 900, 950)),
    "extra": doubt(DoubtKind.SIDE_UNKNOWN, Box(170, 1200, 910, 1310), "side"),
}


@pytest.mark.parametrize("field", CHAT_ERRORS)
def test_a_doubt_on_the_field_makes_the_error_a_told_one(field):
    screen = with_doubts(CHAT_ERRORS[field], DOUBTS[field])
    assert silent(screen, truth_of(CHAT)) == []
    assert field in wrong(screen, truth_of(CHAT))


@pytest.mark.parametrize("field", CHAT_ERRORS)
def test_the_same_doubt_elsewhere_on_the_page_excuses_nothing(field):
    there = replace(DOUBTS[field], where=Where(SOURCE, ELSEWHERE))
    assert silent(with_doubts(CHAT_ERRORS[field], there), truth_of(CHAT)) == [field]


@pytest.mark.parametrize("field", ["side", "amount", "status", "receipt", "time"])
def test_a_doubt_about_another_field_of_the_message_excuses_nothing(field):
    other = doubt(DoubtKind.READINGS_DISAGREE, DOUBTS[field].where.box, "serial")
    assert silent(with_doubts(CHAT_ERRORS[field], other), truth_of(CHAT)) == [field]


@pytest.mark.parametrize("field", CHAT_ERRORS)
@pytest.mark.parametrize("box", [PAGE, None], ids=["whole box", "no place"])
def test_a_doubt_about_the_whole_page_concerns_all_of_it(field, box):
    whole = doubt(DoubtKind.READ_ONCE, box)
    told = findings(with_doubts(CHAT_ERRORS[field], whole), truth_of(CHAT))
    assert not any(one.silent for one in told)
    assert all(one.doubted for one in told if one.group == "critical")


def test_a_page_wide_doubt_about_one_field_concerns_that_field_only():
    whole = doubt(DoubtKind.AMOUNT_UNREADABLE, PAGE, "amount")
    assert silent(with_doubts(CHAT_ERRORS["amount"], whole), truth_of(CHAT)) == []
    assert silent(with_doubts(CHAT_ERRORS["side"], whole), truth_of(CHAT)) == ["side"]
    assert silent(with_doubts(CHAT_ERRORS["missing"], whole), truth_of(CHAT)) == ["missing"]


SLIP_DOUBTS = {
    "amount": doubt(DoubtKind.LOW_CONFIDENCE, SLIP.amount.where.box, "amount"),
    "direction": doubt(DoubtKind.DIRECTION_UNKNOWN, SLIP.amount.where.box, "direction"),
    "status": doubt(DoubtKind.STATE_UNKNOWN, SLIP.amount.where.box, "state"),
    "time": doubt(DoubtKind.READINGS_DISAGREE, SLIP.time.where.box, "time"),
    "received_time": doubt(DoubtKind.TIME_UNREADABLE, Box(300, 900, 700, 960), "received_time"),
    "serial": doubt(DoubtKind.SERIAL_DATE_DIFFERS, SLIP.serial.where.box, "serial"),
}


@pytest.mark.parametrize("field", SLIP_ERRORS)
def test_a_doubt_on_a_payment_s_field_makes_the_error_a_told_one(field):
    screen = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS[field]), doubts=(SLIP_DOUBTS[field],))
    assert silent(screen, truth_of(BILL)) == []


@pytest.mark.parametrize("field", SLIP_ERRORS)
def test_doubts_on_every_other_field_of_a_payment_excuse_nothing(field):
    told = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS[field]))
    # A serial whose date differs from the time is a doubt about the time as well.
    both = {"serial"} if "time" in field else set()
    others = tuple(one for name, one in SLIP_DOUBTS.items() if name not in {field} | both)
    # A page with one time prints it under either name.
    others = tuple(one for one in others if not (field == "time" and "received" in str(one.args)))
    assert silent(replace(told, doubts=others), truth_of(BILL)) == [field]


@pytest.mark.parametrize("field", ["amount", "time", "serial"])
def test_a_doubt_on_the_same_field_of_a_payment_but_at_other_ink_excuses_nothing(field):
    there = replace(SLIP_DOUBTS[field], kind=DoubtKind.LOW_CONFIDENCE)
    there = replace(there, where=Where(SOURCE, ELSEWHERE))
    screen = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS[field]), doubts=(there,))
    assert silent(screen, truth_of(BILL)) == [field]


def test_a_serial_that_contradicts_the_time_is_a_doubt_about_both():
    screen = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS["time"]))
    assert silent(with_doubts(screen, SLIP_DOUBTS["serial"]), truth_of(BILL)) == []


def test_a_doubt_on_one_row_of_a_list_does_not_excuse_another_row():
    rows = (LIST.slips[0], replace(LIST.slips[1], state=State.REFUNDED), LIST.slips[2])
    screen = replace(LIST, slips=rows)
    own = doubt(DoubtKind.STATE_UNKNOWN, rows[1].amount.where.box, "state")
    other = doubt(DoubtKind.STATE_UNKNOWN, rows[2].amount.where.box, "state")
    assert silent(with_doubts(screen, own), truth_of(LIST)) == []
    assert silent(with_doubts(screen, other), truth_of(LIST)) == ["status"]


def test_a_doubt_beside_the_right_value_counts_as_doubted():
    told = findings(with_doubts(BILL, SLIP_DOUBTS["serial"]), truth_of(BILL))
    assert {one.field for one in told if one.doubted} == {"serial", "time", "received_time"}


def test_words_and_names_are_never_silent_errors():
    told = findings(misread(1, text="能借我3000元吗"), truth_of(CHAT))
    assert [(one.field, one.silent) for one in told if not one.right] == [("text", False)]
