"""Marks beside own bubbles, words no bubble holds, and pictures with words: doubted, not told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import LIGHT, RED, WHITE, Chat as Setting, flat, line, middle, picture, read

from evidence_kit.model import Box, Chat, Colour, DoubtKind, MessageKind, Side

WALL = Colour(133, 140, 148)


def kinds(screen: Chat) -> list[DoubtKind]:
    return [doubt.kind for doubt in screen.doubts]


def own(text: str = "借款到期了，请尽快还我") -> tuple[Setting, Box]:
    """Return a chat with an own bubble, and the place of a mark beside it."""
    chat = Setting().bubble("left", "嗯").bubble("right", text)
    bubble = chat.regions[-1].box
    x, y = bubble.x0 - 21, (bubble.y0 + bubble.y1) // 2
    return chat, Box(x - 48, y - 24, x, y + 24)


def test_an_unexplained_patch_beside_an_own_bubble_is_a_doubt_and_no_message() -> None:
    chat, place = own()
    # As large as recompression draws it, in the page's own colour.
    spoilt = Box(place.x0 - 7, place.y0 - 7, place.x1 + 7, place.y1 + 7)
    chat.regions.append(replace(picture(spoilt), colour=LIGHT.page))
    screen = read(chat.page())
    assert [m.text for m in screen.messages] == ["嗯", "借款到期了，请尽快还我"]
    assert not any(m.undelivered for m in screen.messages)
    assert kinds(screen) == [DoubtKind.NOT_DELIVERED]


@pytest.mark.parametrize(("paper", "undelivered"), [(RED, True), (Colour(200, 200, 205), False)])
def test_a_mark_that_only_the_engine_saw_counts_too(paper: Colour, undelivered: bool) -> None:
    chat, place = own()
    chat.lines.append(replace(line("1", 0, 0, paper=paper, ink=WHITE), box=place))
    screen = read(chat.page())
    assert [m.text for m in screen.messages] == ["嗯", "借款到期了，请尽快还我"]
    assert screen.messages[1].undelivered is undelivered
    assert kinds(screen) == [DoubtKind.NOT_DELIVERED]


def test_the_mark_of_a_wide_bubble_stands_in_the_faces_column_and_is_no_face() -> None:
    chat = Setting(faces=False).bubble("right", "借款到期了请尽快还我谢谢你了啊", "好吗")
    bubble = chat.regions[-1].box
    chat.regions.append(
        flat(Box(bubble.x0 - 70, bubble.y0 + 60, bubble.x0 - 22, bubble.y0 + 108), RED)
    )
    screen = read(chat.page())
    assert [(m.side, m.undelivered) for m in screen.messages] == [(Side.RIGHT, True)]


def test_a_picture_with_clear_words_keeps_them_in_doubt() -> None:
    chat = Setting().bubble("left", "嗯")
    chat.bubble("left", "我欠你5000元")
    chat.regions.append(picture(chat.regions.pop().box))
    screen = read(chat.page())
    assert (screen.messages[1].kind, screen.messages[1].text) == (MessageKind.IMAGE, "我欠你5000元")
    assert [(d.kind, dict(d.args)["field"]) for d in screen.doubts] == [
        (DoubtKind.LOW_CONFIDENCE, "words")
    ]


def test_an_own_bubble_that_came_as_a_picture_is_its_words() -> None:
    chat = Setting().bubble("left", "嗯").bubble("right", "借款的事请尽快处理")
    green = chat.regions.pop()
    chat.regions.append(replace(picture(green.box), colour=green.colour))
    screen = read(chat.page())
    assert (screen.messages[1].side, screen.messages[1].kind) == (Side.RIGHT, MessageKind.TEXT)
    assert screen.messages[1].text == "借款的事请尽快处理"
    assert not screen.doubts


def test_half_a_time_line_on_a_wallpaper_is_a_time_in_doubt() -> None:
    chat = Setting().bubble("left", "嗯")
    chat.lines.append(line("3月5日", 432, chat.y, paper=WALL, ink=WALL))
    chat.lines.append(line("19:19", 560, chat.y + 200, paper=WALL, ink=WALL))
    screen = read(chat.page())
    assert [(m.side, m.kind, m.time) for m in screen.messages[1:]] == [
        (Side.CENTER, MessageKind.TIME, None)
    ] * 2
    assert kinds(screen) == [DoubtKind.TIME_UNREADABLE] * 2


def test_words_without_bubble_and_face_are_nobodys() -> None:
    chat = Setting().bubble("left", "嗯")
    chat.lines.append(line("我欠你5000元", 200, chat.y + 100, paper=WALL))
    screen = read(chat.page())
    assert [(m.side, m.text) for m in screen.messages][1:] == [(Side.CENTER, "我欠你5000元")]
    assert kinds(screen) == [DoubtKind.SIDE_UNKNOWN]


def test_a_bubble_right_below_the_title_is_whole_where_its_words_stand_as_others_do() -> None:
    # Engines put the box of mixed scripts off the middle of its line, on each bubble alike.
    chat = Setting(y=0)
    chat.y = 205
    chat.bubble("right", "A message").bubble("left", "A response")
    moved = [
        replace(li, box=Box(li.box.x0, li.box.y0 + 5, li.box.x1, li.box.y1 + 5)) if i > 1 else li
        for i, li in enumerate(chat.lines)
    ]
    assert [m.cut for m in read(replace(chat, lines=moved).page()).messages] == [False, False]


def test_a_day_in_the_middle_without_its_clock_is_unreadable() -> None:
    chat = Setting().bubble("left", "嗯")
    chat.lines.append(middle("3月5日", chat.y, 36, paper=WALL, ink=WHITE))
    assert kinds(read(chat.page())) == [DoubtKind.TIME_UNREADABLE]
