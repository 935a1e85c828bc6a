"""Chat pages made to mislead: each was once read wrong with no doubt on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import (
    GREY,
    LIGHT,
    ORANGE,
    PALE,
    RED,
    WHITE,
    Chat as Setting,
    line,
    middle,
    picture,
    read,
)

from evidence_kit.model import (
    Box,
    DoubtKind,
    Message,
    MessageKind,
    RegionKind,
    State,
)
from evidence_kit.screens import lexicon


def kinds(chat: Setting) -> list[DoubtKind]:
    return [doubt.kind for doubt in read(chat.page()).doubts]


def last(chat: Setting) -> Message:
    return read(chat.page()).messages[-1]


def talk() -> Setting:
    return Setting().bubble("left", "在吗？").bubble("right", "在的")


# ── times ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        *(
            "昨夭 10:07",
            "天 14:45",
            "周三 Z0:15",
            "30日22:14",
            "4月3O日22:14",
            "2O25年4月3日 22:14",
        ),
        *(
            "4目30日22:14",
            "星期 10:07",
            "12:30PM",
            "16:553",
            "l昨天 21:03",
            "05:37O",
            "周周四 22:43",
        ),
        *("Yesterday 9:03 PM", "Tuesday 9:05 AM", "Mar 2, 2025 9:03 PM"),
        *("14:45。", "下 14:45", "昨天午13:45", "星期三", "12-29 10:07", "Wed 14:45"),
    ],
)
def test_a_time_line_read_badly_is_a_time_in_doubt(text: str) -> None:
    chat = talk().note(text).bubble("left", "好")
    message = read(chat.page()).messages[2]
    assert (message.kind, message.time) == (MessageKind.TIME, None)
    assert kinds(chat) == [DoubtKind.TIME_UNREADABLE]


@pytest.mark.parametrize(
    "text",
    [
        "你撤回了一条消息",
        "以下是新消息",
        "你领取了周砚秋的红包",
        "2人加入了群聊",
        "周砚秋开启了朋友验证",
    ],
)
def test_a_notice_is_no_time(text: str) -> None:
    chat = talk().note(text).bubble("left", "好")
    assert read(chat.page()).messages[2].kind is MessageKind.SYSTEM
    assert kinds(chat) == []


def test_a_time_that_ran_together_with_a_notice_is_in_doubt() -> None:
    chat = talk()
    for text, y in (("14:45", chat.y), ("你撤回了一条消息", chat.y + 50)):
        chat.lines.append(middle(text, y, 36, paper=LIGHT.page, ink=GREY))
    chat.y += 160
    chat.bubble("left", "好")
    assert read(chat.page()).messages[2].kind is MessageKind.TIME
    assert kinds(chat) == [DoubtKind.TIME_UNREADABLE]


@pytest.mark.parametrize("text", ["上午13:05", "凌晨20:00", "下午0:30", "中午20:10", "晚上9:05"])
def test_a_word_that_its_hour_denies_makes_a_time_ambiguous(text: str) -> None:
    found = lexicon.time(text)
    assert found is not None
    assert found.ambiguous is (text != "晚上9:05")


def test_ink_in_the_middle_that_nobody_could_read_is_a_doubt() -> None:
    chat = talk().note("昨天 21:03").bubble("left", "好")
    assert kinds(chat) == []
    chat.lines = [
        replace(li, text="", confidence=0.0) if li.text == "昨天 21:03" else li for li in chat.lines
    ]
    assert kinds(chat) == [DoubtKind.LOW_CONFIDENCE]


@pytest.mark.parametrize("lost", ["昨天 21:03", "你撤回了一条消息"])
def test_room_that_a_lost_note_leaves_is_a_doubt(lost: str) -> None:
    chat = talk().note(lost).bubble("left", "好")
    chat.lines = [li for li in chat.lines if li.text != lost]
    assert kinds(chat) == [DoubtKind.LOW_CONFIDENCE]


def test_a_piece_of_a_notice_is_in_doubt() -> None:
    chat = talk().note("消息已发出，但被对方拒收了").bubble("left", "好")
    whole = next(li for li in chat.lines if li.text.startswith("消息"))
    x0 = whole.box.x0 + whole.box.width // 2
    piece = replace(whole, text="被对方拒收了", box=whole.box._replace(x0=x0))
    chat.lines = [piece if li is whole else li for li in chat.lines]
    assert "被对方拒收了" in [m.text for m in read(chat.page()).messages]
    assert kinds(chat) == [DoubtKind.SIDE_UNKNOWN]


# ── cards ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("amount", ["-¥500.00", "¥-500.00", "¥0.00"])
def test_no_card_prints_a_sign_or_nothing(amount: str) -> None:
    assert kinds(talk().card("left", amount, "已收款")) == [DoubtKind.LOW_CONFIDENCE]


@pytest.mark.parametrize("words", ["已收款", "已退还", "已过期"])
def test_a_memo_that_says_it_is_done_is_none_on_a_card_that_waits(words: str) -> None:
    chat = talk().card("left", "¥500.00", words, done=False)
    assert (last(chat).state, last(chat).memo) == (State.UNKNOWN, words)
    assert kinds(chat) == [DoubtKind.STATE_UNKNOWN]


@pytest.mark.parametrize("footer", ["J微信转账", "微转账", "微信信转账", "微倍转账", "微信红色"])
def test_a_footer_read_badly_is_no_memo(footer: str) -> None:
    chat = talk().card("right", "¥500.00", "已被接收", footer=footer)
    chat.card("left", "¥500.00", "已收款", footer=footer)
    first, second = read(chat.page()).messages[2:]
    assert (first.kind, first.text, first.memo) == (MessageKind.TRANSFER, "已被接收", None)
    assert second.receipt
    assert kinds(chat) == []


def test_a_piece_of_the_footer_seen_twice_is_no_memo() -> None:
    chat = talk().card("right", "¥500.00", "已被接收")
    foot = chat.lines[-1]
    chat.lines.append(replace(foot, text="转账", box=foot.box._replace(x0=foot.box.x0 + 70)))
    assert (last(chat).text, last(chat).memo) == ("已被接收", None)


@pytest.mark.parametrize("first", [("¥500.00",), ("已被接收",), ("¥50O.0", "已被接收")])
def test_an_answer_to_a_card_of_which_too_little_was_read_may_be_none(
    first: tuple[str, ...],
) -> None:
    chat = talk().card("right", *first).card("left", "¥500.00", "已收款")
    assert DoubtKind.DIRECTION_UNKNOWN in kinds(chat)


@pytest.mark.parametrize(
    "cards",
    [
        [("right", "", "已收款"), ("left", "¥5.00", "已收款")] + 2 * [("right", "¥5.00", "已收款")],
        [("right", "¥5.00", "借款"), ("right", "", "已被接收"), ("left", "¥5.00", "已收款")],
    ],
)
def test_an_answer_to_a_card_without_an_amount_passes_to_no_other_in_silence(
    cards: list[tuple[str, str, str]],
) -> None:
    chat = talk()
    for side, *words in cards:
        chat.card(side, *(word for word in words if word))
    wrong = [m for m in read(chat.page()).messages if m.receipt]
    doubted = [d.where.box for d in read(chat.page()).doubts if d.where]
    assert all(message.box in doubted for message in wrong)


def test_a_red_packets_greeting_may_look_like_an_amount() -> None:
    chat = talk().card("left", "¥500.00", "已领取", footer=None)
    assert kinds(chat) == [DoubtKind.LOW_CONFIDENCE]


def test_a_card_that_was_taken_for_a_picture_is_in_doubt() -> None:
    chat = talk().card("left", "¥500.00", "已收款")
    assert (chat.regions[-1].kind, chat.regions[-1].colour) == (RegionKind.FLAT, PALE)
    chat.regions[-1] = replace(chat.regions[-1], kind=RegionKind.PICTURE)
    assert last(chat).kind is MessageKind.IMAGE
    assert kinds(chat) == [DoubtKind.LOW_CONFIDENCE]


def test_a_card_on_a_thumbnail_is_the_pictures() -> None:
    chat = talk()
    box = Box(157, chat.y, 557, chat.y + 400)
    chat.face("left").regions.append(picture(box))
    for i, text in enumerate(["¥500.00", "已收款", "微信转账"]):
        chat.lines.append(line(text, 300, chat.y + 60 + 40 * i, 20, paper=PALE, ink=WHITE))
    assert last(chat).kind is MessageKind.IMAGE
    assert kinds(chat) == []


def test_a_card_whose_ground_nobody_found_is_of_unknown_side() -> None:
    chat = talk().card("right", "¥500.00", "已被接收")
    chat.regions = [r for r in chat.regions if r.colour not in (PALE, ORANGE)]
    chat.regions = [r for r in chat.regions if r.kind is RegionKind.FLAT]
    assert DoubtKind.SIDE_UNKNOWN in kinds(chat)


# ── the rest ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("text", "doubts"), [('12"', 1), ('•)) 12"', 0)])
def test_seconds_without_waves_may_be_typed(text: str, doubts: int) -> None:
    chat = talk().bubble("left", text)
    assert last(chat).kind is MessageKind.VOICE
    assert len(kinds(chat)) == doubts


def test_green_beside_the_other_sides_face_is_of_unknown_side() -> None:
    assert kinds(talk().bubble("left", "我欠你钱", colour=LIGHT.right)) == [DoubtKind.SIDE_UNKNOWN]


def test_the_red_mark_of_a_wide_bubble_is_one_though_it_is_a_picture() -> None:
    chat = Setting().bubble("right", "钱转你了，你看一下收到没有，收", "到回我一声")
    bubble = next(r.box for r in chat.regions if r.colour == LIGHT.right)
    mark = Box(bubble.x0 - 62, bubble.y0 + 50, bubble.x0 - 20, bubble.y0 + 92)
    chat.regions.append(replace(picture(mark), colour=RED))
    assert last(chat).undelivered
    assert kinds(chat) == [DoubtKind.NOT_DELIVERED]
