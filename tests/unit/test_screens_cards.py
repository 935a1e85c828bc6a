"""Transfer cards: amount, state, memo, and which card is only the receipt of another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import DARK, LIGHT, ORANGE, WHITE, Chat as Setting, Theme, flat, line, read

from evidence_kit.model import (
    Box,
    Chat,
    DoubtKind,
    Message,
    MessageKind,
    Money,
    Side,
    State,
)
from evidence_kit.screens import cards as cards_screens


def kinds(screen: Chat) -> list[DoubtKind]:
    return [doubt.kind for doubt in screen.doubts]


def fen(message: Message) -> int | None:
    return message.amount.value.fen if message.amount else None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("says", "state", "done"),
    [
        ("你发起了一笔转账", State.PENDING, False),
        ("请收款", State.PENDING, False),
        ("转账给你", State.PENDING, False),
        ("已被接收", State.ACCEPTED, True),
        ("己被接收", State.ACCEPTED, True),
        ("已收款", State.ACCEPTED, True),
        ("对方已收钱", State.ACCEPTED, True),
        ("已退还", State.RETURNED, True),
        ("已被退还", State.RETURNED, True),
        ("已过期", State.EXPIRED, True),
        ("你發起了一筆轉賬", State.PENDING, False),
        ("已退還", State.RETURNED, True),
        ("已過期", State.EXPIRED, True),
        ("已被領取", State.ACCEPTED, True),
        ("You sent a transfer", State.PENDING, False),
        ("Refunded (expired)", State.EXPIRED, True),
    ],
)
def test_a_cards_second_line_is_its_state(
    theme: Theme, says: str, state: State, *, done: bool
) -> None:
    screen = read(Setting(theme=theme).card("right", "¥500.00", says, done=done).page())
    (card,) = screen.messages
    assert (card.kind, card.side, card.state) == (MessageKind.TRANSFER, Side.RIGHT, state)
    assert (fen(card), card.memo, card.text, card.receipt) == (50000, None, says, False)
    assert not screen.doubts


def test_a_memo_in_the_states_place_hides_the_state() -> None:
    screen = read(Setting().card("right", "¥500.00", "借款").page())
    (card,) = screen.messages
    assert (card.state, card.memo) == (State.UNKNOWN, "借款")
    assert kinds(screen) == [DoubtKind.STATE_UNKNOWN]


def test_memo_and_state_may_both_be_there() -> None:
    (card,) = read(Setting().card("right", "¥500.00", "借款", "已被接收").page()).messages
    assert (card.state, card.memo) == (State.ACCEPTED, "借款")


def test_a_pale_card_that_says_it_waits_contradicts_itself() -> None:
    screen = read(Setting().card("right", "¥500.00", "你发起了一笔转账", done=True).page())
    assert screen.messages[0].state is State.UNKNOWN
    assert kinds(screen) == [DoubtKind.STATE_UNKNOWN]


@pytest.mark.parametrize("amount", ["¥50000", "¥500,00", "¥5OO.00", "50000"])
def test_an_amount_without_two_decimals_is_a_doubt(amount: str) -> None:
    screen = read(Setting().card("right", amount, "已被接收").page())
    assert screen.messages[0].amount is None
    assert screen.messages[0].state is State.ACCEPTED
    (doubt,) = screen.doubts
    assert (doubt.kind, doubt.args) == (DoubtKind.AMOUNT_UNREADABLE, (("field", "amount"),))
    assert [r.text for r in doubt.readings] == [amount]


def test_a_card_without_an_amount_is_a_doubt() -> None:
    screen = read(Setting().card("right", "已被接收").page())
    assert fen(screen.messages[0]) is None
    assert kinds(screen) == [DoubtKind.AMOUNT_UNREADABLE]


def test_what_is_cut_off_a_card_is_left_to_the_next_page() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.y = 2080
    chat.card("right", "¥500.00", "已被接收", footer=None)
    chat.regions[-1] = flat(chat.regions[-1].box._replace(y1=2200), LIGHT.done)
    screen = read(chat.page())
    card = screen.messages[-1]
    assert (fen(card), card.state, card.text, card.cut) == (50000, State.UNKNOWN, "", True)
    assert not screen.doubts


def test_a_card_of_which_no_line_is_whole_says_nothing() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.y = 2130
    chat.card("right", "¥500.00", footer=None)
    chat.regions[-1] = flat(chat.regions[-1].box._replace(y1=2200), LIGHT.done)
    chat.lines[-1] = replace(chat.lines[-1], box=chat.lines[-1].box._replace(y0=2182, y1=2202))
    assert [m.text for m in read(chat.page()).messages] == ["在吗？"]


def test_a_card_cut_above_keeps_what_is_seen() -> None:
    chat = Setting()
    chat.y = 180
    chat.card("left", "¥500.00", "已收款")
    chat.regions[-1] = flat(Box(157, 235, 829, 426), LIGHT.done)
    chat.lines[2] = replace(chat.lines[2], box=chat.lines[2].box._replace(y0=235, y1=250))
    (card,) = read(chat.page()).messages
    assert (card.cut, card.amount, card.state, card.text) == (True, None, State.ACCEPTED, "已收款")
    assert not read(chat.page()).doubts


def test_an_old_card_has_a_white_footer() -> None:
    chat = Setting().card("right", "¥500.00", "你发起了一笔转账", footer=None, done=False)
    chat.regions[-1] = flat(Box(253, 268, 925, 450), ORANGE)
    chat.regions.append(flat(Box(253, 450, 925, 514), WHITE))
    chat.lines.append(line("微信转账", 290, 462, 34, ink=LIGHT.note))
    chat.bubble("left", "收到")
    first, second = read(chat.page()).messages
    assert (first.kind, fen(first), first.state) == (MessageKind.TRANSFER, 50000, State.PENDING)
    assert first.box == Box(253, 268, 925, 514)
    assert second.text == "收到"


def test_a_card_without_a_footer_is_known_by_its_amount() -> None:
    (card,) = read(
        Setting().card("left", "¥500.00", "请收款", footer=None, done=False).page()
    ).messages
    assert (card.kind, card.side) == (MessageKind.TRANSFER, Side.LEFT)


def test_what_is_read_in_the_icon_and_the_tail_is_nothing() -> None:
    chat = Setting().card("right", "¥500.00", "已被接收")
    for text, x in (("1", 300), ("V", 320), ("1", 912)):
        chat.lines.append(line(text, x, 320, 20, paper=LIGHT.done, ink=WHITE, sure=0.6))
    (card,) = read(chat.page()).messages
    assert (fen(card), card.text) == (50000, "已被接收")


@pytest.mark.parametrize(("text", "x", "y"), [("7", 632, 6), ("V", 90, 60), ("NI", 560, 10)])
def test_what_is_read_off_the_words_column_is_no_memo(text: str, x: int, y: int) -> None:
    chat = Setting().card("right", "¥500.00", "你发起了一笔转账", done=False)
    left, top = chat.regions[-1].box.x0, chat.regions[-1].box.y0
    chat.lines.append(line(text, left + x, top + y, 20, paper=ORANGE, ink=WHITE, sure=0.31))
    screen = read(chat.page())
    (card,) = screen.messages
    assert (card.state, card.memo, card.text) == (State.PENDING, None, "你发起了一笔转账")
    assert not screen.doubts


def test_a_state_keeps_no_character_of_the_icon() -> None:
    chat = Setting().card("right", "¥500.00", "⊙已被接收")
    found = next(i for i, li in enumerate(chat.lines) if "接收" in li.text)
    box = chat.lines[found].box
    chat.lines[found] = replace(chat.lines[found], box=box._replace(x0=box.x0 - 60))
    (card,) = read(chat.page()).messages
    assert (card.state, card.memo, card.text) == (State.ACCEPTED, None, "已被接收")


def test_the_icon_left_of_the_words_is_no_memo() -> None:
    money = line("¥500.00", 315, 44, 48)
    state = line("已收款", 315, 102, 48)
    icon = line("√)", 230, 66, 60)
    assert cards_screens._column(money, (icon, state)) == (state,)


def test_a_memo_of_one_character_in_its_place_is_one() -> None:
    (card,) = read(Setting().card("right", "¥500.00", "还", sure=0.7).page()).messages
    assert (card.state, card.memo) == (State.UNKNOWN, "还")


@pytest.mark.parametrize("footer", ["微信红包", None])
def test_a_red_packet_has_no_amount(footer: str | None) -> None:
    chat = Setting().card("left", "恭喜发财，大吉大利", "领取红包", footer=footer, done=False)
    screen = read(chat.page())
    (packet,) = screen.messages
    assert (packet.kind, packet.amount, packet.state) == (MessageKind.RED_PACKET, None, None)
    assert not screen.doubts


def test_another_orange_card_is_other() -> None:
    chat = Setting().card("left", "商家优惠券", footer=None, done=False)
    assert read(chat.page()).messages[0].kind is MessageKind.OTHER


def cards(*said: tuple[str, ...], **more: bool) -> Chat:
    chat = Setting(height=4000)
    for side, amount, words in said:
        chat.card(side, amount, words, done="你发起" not in words, **more)
    return read(chat.page())


def receipts(screen: Chat) -> list[bool]:
    return [message.receipt for message in screen.messages]


def test_the_second_card_of_a_transfer_is_its_receipt() -> None:
    screen = cards(("right", "¥500.00", "已被接收"), ("left", "¥500.00", "已收款"))
    assert receipts(screen) == [False, True]
    assert not screen.doubts


@pytest.mark.parametrize(
    "said",
    [
        (("right", "¥500.00", "已被接收"), ("left", "¥50.00", "已收款")),
        (("right", "¥500.00", "已收款"), ("right", "¥500.00", "已收款")),
        (("right", "¥500.00", "已退还"), ("left", "¥500.00", "已收款")),
        (("right", "¥500.00", "已被接收"), ("left", "¥500.00", "已被接收")),
        (("left", "¥500.00", "已收款"),),
    ],
)
def test_a_receipt_has_the_same_amount_and_the_other_side(
    said: tuple[tuple[str, str, str]],
) -> None:
    assert not any(receipts(cards(*said)))


@pytest.mark.parametrize("word", ["已退还", "已过期"])
def test_nobody_takes_what_went_back(word: str) -> None:
    screen = cards(("left", "¥500.00", word), ("right", "¥500.00", "已收款"))
    assert kinds(screen) == [DoubtKind.STATE_UNKNOWN, DoubtKind.DIRECTION_UNKNOWN]
    assert (screen.messages[0].state, screen.messages[0].memo) == (State.UNKNOWN, word)


@pytest.mark.parametrize(
    "said",
    [
        (("left", "¥500.00", "已退还"), ("right", "¥50.00", "已收款")),
        (("left", "¥500.00", "已退还"), ("left", "¥500.00", "已收款")),
        (("left", "¥500.00", "已退还"), ("right", "¥500.00", "已退还")),
        (
            ("left", "¥500.00", "已退还"),
            ("left", "¥500.00", "已被接收"),
            ("right", "¥500.00", "已收款"),
        ),
    ],
)
def test_what_went_back_may_be_sent_again(said: tuple[tuple[str, str, str]]) -> None:
    screen = cards(*said)
    assert screen.messages[0].state is State.RETURNED
    assert not screen.doubts


@pytest.mark.parametrize(
    "footer",
    [
        "微信轉賬",
        "微信轉帳",
        "轉賬",
        "轉帳",
        "转帐",
        "Transfer",
        "WeChat Transfer",
        "Weixin Transfer",
    ],
)
def test_a_footer_in_any_of_wechats_languages_is_no_memo(footer: str) -> None:
    chat = Setting().card("right", "¥500.00", "已被接收", footer=footer)
    screen = read(chat.card("left", "¥500.00", "已收款", footer=footer).page())
    assert [message.memo for message in screen.messages] == [None, None]
    assert receipts(screen) == [False, True]
    assert not screen.doubts


def test_what_stands_in_a_footers_place_is_no_memo() -> None:
    chat = Setting().card("right", "¥500.00", "已被接收", footer="微信汇兑")
    (card,) = read(chat.page()).messages
    assert (card.state, card.memo, card.text) == (State.ACCEPTED, None, "已被接收")
    chat.card("left", "¥500.00", "已收款", footer="微信汇兑")
    assert receipts(read(chat.page())) == [False, True]


def test_each_transfer_has_one_receipt() -> None:
    screen = cards(
        ("right", "¥500.00", "已被接收"),
        ("left", "¥500.00", "已收款"),
        ("left", "¥500.00", "已被接收"),
        ("right", "¥500.00", "已收款"),
    )
    assert receipts(screen) == [False, True, False, True]


def test_two_unreadable_amounts_are_no_pair() -> None:
    screen = cards(("right", "¥500", "已被接收"), ("left", "¥500", "已收款"))
    assert receipts(screen) == [False, False]


def test_a_receipt_tells_that_a_transfer_with_a_memo_was_accepted() -> None:
    screen = cards(("right", "¥500.00", "借款"), ("left", "¥500.00", "已收款"))
    assert receipts(screen) == [False, True]
    assert screen.messages[0].state is State.ACCEPTED
    assert not screen.doubts


def test_a_memo_is_not_answered_by_a_card_that_has_its_own_receipt() -> None:
    screen = cards(
        ("right", "¥500.00", "借款"), ("left", "¥500.00", "已收款"), ("right", "¥500.00", "已收款")
    )
    assert screen.messages[0].state is State.UNKNOWN
    assert receipts(screen) == [False, False, True]
    assert set(kinds(screen)) == {DoubtKind.STATE_UNKNOWN, DoubtKind.DIRECTION_UNKNOWN}


@pytest.mark.parametrize("amount", ["¥5o0.00", "¥500"])
def test_a_card_of_which_neither_sum_nor_state_is_sure_may_answer_another(amount: str) -> None:
    screen = cards(("right", "¥800.00", "已被接收"), ("left", amount, "明天的"))
    assert DoubtKind.DIRECTION_UNKNOWN in kinds(screen)
    sure = cards(("right", "¥800.00", "已被接收"), ("left", "¥500.00", "明天的"))
    assert DoubtKind.DIRECTION_UNKNOWN not in kinds(sure)


def test_an_odd_run_at_the_top_of_a_page_may_begin_with_a_receipt() -> None:
    said = [("left", "¥500.00", "已收款"), ("right", "¥500.00", "已收款")]
    screen = cards(*said, said[0])
    assert kinds(screen) == [DoubtKind.DIRECTION_UNKNOWN] * 3
    assert not cards(*said, *said).doubts
    chat = Setting().bubble("left", "转你了")
    for side, amount, words in (*said, said[0]):
        chat.card(side, amount, words)
    assert not read(chat.page()).doubts


def test_amounts_are_money_with_their_ink() -> None:
    chat = Setting().card("right", "¥1,234.50", "已被接收")
    page = chat.page()
    amount = read(page).messages[0].amount
    assert amount is not None
    assert amount.value == Money(123450)
    assert amount.quote == "¥1,234.50"
    assert amount.where.source == page.source
    assert amount.where.box == chat.lines[2].box
    assert [r.engine for r in amount.readings] == ["hand"]
