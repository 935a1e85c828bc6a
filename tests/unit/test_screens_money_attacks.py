"""What an engine may do to a page about money: pieces, lost ends, swallowed signs, odd neighbours.

Each was once a wrong value, or a lost one, without a doubt on it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import line, middle, page, sheet
from slips import SERIAL, STATUS, TIME, bill, fields, read, split, torn, transfer

from evidence_kit import screens
from evidence_kit.model import (
    Direction,
    Profile,
    RedPacket,
    State,
    Transfer,
    Unread,
)

# ── pieces of one value ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("at", [3, 12, 20, 29])
def test_a_serial_in_two_pieces_is_one(at: int) -> None:
    found, doubts = read(torn(bill(STATUS, ("转账单号", SERIAL), TIME), SERIAL, at))
    assert found.serial is not None
    assert found.serial.value == SERIAL
    assert doubts == ()


@pytest.mark.parametrize("at", [11, 12])
def test_a_time_in_two_pieces_is_one(at: int) -> None:
    found, doubts = read(torn(bill(STATUS, TIME), TIME[1], at))
    assert found.time is not None
    assert (found.time.value.day, found.time.value.second) == (2, 31)
    assert doubts == ()


def test_a_piece_of_a_serial_far_off_leaves_a_doubt() -> None:
    found, doubts = read(torn(bill(STATUS, ("转账单号", SERIAL), TIME), SERIAL, 28, gap=70))
    assert found.serial is None or "serial" in fields(doubts)


def test_a_serial_run_together_with_its_label_still_wraps() -> None:
    whole = bill(STATUS, ("转账单号", f"{SERIAL[:28]}\n{SERIAL[28:]}"), TIME)
    label, first = (
        next(li for li in whole.lines if li.text == t) for t in ("转账单号", SERIAL[:28])
    )
    joined = replace(label, text=label.text + first.text, box=label.box.joined(first.box))
    rest = tuple(li for li in whole.lines if li not in (label, first))
    found, doubts = read(replace(whole, lines=(*rest, joined)))
    assert found.serial is not None
    assert found.serial.value == SERIAL
    assert doubts == ()


@pytest.mark.parametrize(
    "number", [SERIAL[:-1], SERIAL[:28], f"{SERIAL}7", "42000012342025030212345678901"]
)
def test_a_serial_of_a_known_kind_and_another_length_is_in_doubt(number: str) -> None:
    found, doubts = read(bill(STATUS, ("转账单号", number), TIME))
    assert found.serial is None or "serial" in fields(doubts)


def test_a_wechat_id_in_two_pieces_is_one() -> None:
    name = middle("阿秋", 300, 60)
    rows = (line("微信号：", 72, 500, 42), line("sky7lm", 240, 500, 42), line("fz", 382, 500, 42))
    words = (line("地区：浙江", 72, 560, 42), middle("发消息", 900))
    screen = screens.read(page([name, *rows, *words]))
    assert isinstance(screen, Profile)
    assert screen.wechat_id is None or screen.wechat_id.value == "sky7lmfz" or screen.doubts


def test_a_wechat_id_torn_behind_its_label_is_whole_or_in_doubt() -> None:
    one = line("微信号：sky7lmfz", 72, 500, 42)
    words = (line("地区：浙江", 72, 560, 42), middle("发消息", 900))
    screen = screens.read(page([middle("阿秋", 300, 60), *split(one, 10), *words]))
    assert isinstance(screen, Profile)
    assert screen.wechat_id is not None
    assert screen.wechat_id.value == "sky7lmfz"


# ── the sentence of a 转账详情 ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["待花开", "待你", "待"])
def test_a_name_that_begins_with_a_wait_has_not_made_it_one(name: str) -> None:
    found, doubts = read(transfer(f"{name}已收款"))
    assert found.state is State.ACCEPTED or "state" in fields(doubts)


def test_a_sentence_torn_behind_its_name_is_not_the_owners_own() -> None:
    found, doubts = read(torn(transfer(), "周砚秋已收款", 3))
    assert found.direction is Direction.OUT or "direction" in fields(doubts)


# ── a sign that became a digit ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("amount", ["13000.00", "43000.00"])
def test_a_bill_without_its_sign_may_have_it_as_a_digit(amount: str) -> None:
    _, doubts = read(bill(STATUS, TIME, amount=amount))
    assert "amount" in fields(doubts)


def test_a_withdrawal_has_no_sign_to_lose() -> None:
    rows = (("当前状态", "提现已到账"), ("申请时间", "2025年3月2日 14:08:31"))
    _, doubts = read(bill(*rows, header="零钱提现-到工商银行(9301)", amount="3000.00"))
    assert doubts == ()


# ── whose page it is ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("label", ["收款账户", "收款人", "付款银行", "交易流水号"])
def test_another_apps_page_about_a_transfer_is_not_wechats(label: str) -> None:
    head = (middle("转账详情", 145, 50), middle("¥500.00", 400, 108), middle("转账成功", 540, 48))
    whole = sheet((label, "6222020200012345678"), TIME, head=head)
    assert isinstance(screens.read(whole), Unread)


@pytest.mark.parametrize("title", ["转账详情", "账单详情"])
def test_a_title_alone_does_not_make_a_page_wechats(title: str) -> None:
    whole = page([middle(title, 145, 50), middle("-500.00", 400, 108), middle("便利店", 300, 46)])
    assert isinstance(screens.read(whole), Unread)


def test_a_bill_without_any_time_is_in_doubt() -> None:
    _, doubts = read(bill(STATUS, ("转账单号", SERIAL)))
    assert "time" in fields(doubts)


@pytest.mark.parametrize("title", ["<转账详情", "转账详情完成", "转账详情 全部账单"])
def test_a_title_run_together_with_its_row_is_a_title(title: str) -> None:
    head = (middle(title, 145, 50), middle("周砚秋", 300, 46), middle("-500.00", 400, 108))
    rows = (("创建时间", "2025-03-02 14:08:31"), ("订单号", "20250302140831000123456789"))
    whole = sheet(*rows, ("付款方式", "余额宝"), ("对方账户", "138******00"), head=head)
    assert isinstance(screens.read(whole), Transfer)


# ── words that people write, and times that contradict a state ──────────────────────────


def test_what_a_person_wrote_is_no_label() -> None:
    memo = ("转账说明", "转账时间 2024年1月1日 10:00:00")
    found, doubts = read(bill(STATUS, memo, TIME))
    assert found.time is not None
    assert (found.time.value.year, doubts) == (2025, ())


def test_a_sentence_before_a_return_is_nobodys_name() -> None:
    found, _ = read(transfer("对方未收款，已退还"))
    assert (found.state, found.counterparty) == (State.RETURNED, None)


@pytest.mark.parametrize("sentence", ["待周砚秋确认收款", "周砚秋已退还"])
def test_money_with_a_time_it_was_taken_is_not_surely_open(sentence: str) -> None:
    head = (middle(sentence, 300, 48), middle("¥3000.00", 400, 108))
    found, doubts = read(
        sheet(TIME, ("收款时间", "2025年03月02日 15:08:31"), head=head, right=True)
    )
    assert found.state is State.UNKNOWN
    assert "state" in fields(doubts)


# ── people, and the days of a note ──────────────────────────────────────────────────────


@pytest.mark.parametrize("shown", ["微信号：", "徵信号：abc_123456", "微信号：abc 123456"])
def test_a_wechat_id_that_was_not_read_whole_is_in_doubt(shown: str) -> None:
    lines = (
        line("阿秋", 250, 300, 60),
        line(shown, 250, 440, 40),
        line("地区：浙江", 250, 500, 40),
    )
    screen = screens.read(page([*lines, middle("发消息", 1200)]))
    assert isinstance(screen, Profile)
    assert "wechat_id" in fields(screen.doubts)


def test_a_serials_second_line_in_two_pieces_is_whole() -> None:
    whole = bill(STATUS, ("转账单号", f"{SERIAL[:20]}\n{SERIAL[20:]}"), TIME)
    found, doubts = read(torn(whole, SERIAL[20:], 4))
    assert found.serial is not None
    assert (found.serial.value, doubts) == (SERIAL, ())


def test_a_packets_amount_in_two_pieces_is_in_doubt() -> None:
    lines = [middle("红包详情", 145, 50), middle("周砚秋的红包", 300, 50)]
    whole = page([*lines, middle("123.37元", 480, 110), middle("已存入零钱，可直接转账", 640, 40)])
    screen = screens.read(torn(whole, "123.37元", 2))
    assert isinstance(screen, RedPacket)
    assert "amount" in fields(screen.doubts)


@pytest.mark.parametrize(
    ("amount", "doubted"), [("1500.00", True), ("¥500.00", False), ("-500.00", False)]
)
def test_alipays_amount_without_sign_or_yuan_may_have_it_as_a_digit(
    amount: str, doubted: bool
) -> None:
    head = (middle("转账详情", 145, 50), middle("周砚秋", 300, 46), middle(amount, 400, 108))
    rows = (("创建时间", "2025-03-02 14:08:31"), ("订单号", "2025030222001405123456001712"))
    more = (*rows, ("付款方式", "余额宝"), ("账单分类", "转账红包"))
    _, doubts = read(sheet(*more, head=(*head, middle("交易成功", 560, 44))))
    assert ("amount" in fields(doubts)) is doubted
