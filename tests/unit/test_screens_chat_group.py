"""Group chats, and what hangs on a message: nicknames, quotes, the words of a voice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import DARK, GREEN, GREY, LIGHT, QUOTE, WHITE, Chat as Setting, Theme, flat, line, read

from evidence_kit.model import Box, Colour, DoubtKind, MessageKind, Side
from evidence_kit.screens import group

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def named(chat: Setting, name: str, *texts: str) -> Setting:
    """Set a left bubble of a group: its face, the nickname above it, its words."""
    top, faces = chat.y, chat.faces
    theme = chat.theme
    chat.lines.append(line(name, 170, top + 2, 34, paper=theme.page, ink=theme.note))
    chat.face("left")
    chat.faces, chat.y = False, top + 46
    chat.bubble("left", *texts)
    chat.faces = faces
    return chat


def box_below(chat: Setting, side: str, *texts: str, colour: Colour, ink: Colour) -> Setting:
    """Set a box without a face right below the last bubble, at its outer edge."""
    top = chat.y - 33 + 14
    rows = [line(t, 190, top + 14 + 46 * i, 36, paper=colour, ink=ink) for i, t in enumerate(texts)]
    width = max(row.box.width for row in rows) + 48
    x0 = 170 if side == "left" else 911 - width
    for row in rows:
        chat.lines.append(
            replace(row, box=row.box._replace(x0=x0 + 24, x1=x0 + 24 + row.box.width))
        )
    chat.regions.append(flat(Box(x0, top, x0 + width, top + 20 + 46 * len(rows)), colour))
    chat.y = top + 20 + 46 * len(rows) + 33
    return chat


@pytest.mark.parametrize(
    ("title", "members"),
    [
        ("装修群(449)", 449),
        ("测试 (4)", 4),
        ("test  （3）", 3),
        ("周砚秋", None),
        ("老李(1998)", None),
        ("(3)", None),
        ("群(0)", None),
        (None, None),
    ],
)
def test_members_end_a_groups_title(title: str | None, members: int | None) -> None:
    assert group.members(title) == members


@THEMES
def test_a_nickname_is_the_sender_of_what_stands_below_it(theme: Theme) -> None:
    chat = Setting(title="装修群(4)", theme=theme)
    named(named(chat, "小鸟鸣", "在吗？"), "⛭", "在的", "明天还你")
    screen = read(chat.bubble("right", "好").page())
    assert [(m.sender, m.side, m.text) for m in screen.messages] == [
        ("小鸟鸣", Side.LEFT, "在吗？"),
        ("⛭", Side.LEFT, "在的\n明天还你"),
        (None, Side.RIGHT, "好"),
    ]
    assert screen.members == 4
    assert screen.title is not None
    assert screen.title.value == "装修群(4)"
    assert not screen.doubts


def test_without_faces_only_a_groups_page_has_nicknames() -> None:
    chat = Setting(title="装修群(4)", faces=False)
    named(chat, "小鸟鸣", "在吗？").bubble("right", "好")
    assert [m.sender for m in read(chat.page()).messages] == ["小鸟鸣", None]


def test_a_nickname_that_was_hardly_read_names_nobody() -> None:
    chat = named(Setting(title="装修群(4)"), "京", "在吗？")
    chat.lines = [replace(li, confidence=0.4) if li.text == "京" else li for li in chat.lines]
    assert [(m.sender, m.text) for m in read(chat.page()).messages] == [(None, "在吗？")]


def test_a_nickname_of_an_image_is_its_sender() -> None:
    chat = Setting(title="装修群(4)")
    named(chat, "小鸟鸣", "在吗？")
    box = chat.regions[-1].box
    chat.regions[-1] = flat(box, WHITE)
    assert [m.sender for m in read(chat.page()).messages] == ["小鸟鸣"]


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_grey_box_below_a_reply_is_its_quote(side: str) -> None:
    chat = Setting().bubble(side, "这个我认")
    box_below(chat, side, "周砚秋：借你3000元，下个月15号", "还", colour=QUOTE, ink=GREY)
    chat.bubble("left", "嗯")
    first, second = read(chat.page()).messages
    assert (first.text, first.quoted) == ("这个我认", "周砚秋：借你3000元，下个月15号还")
    assert (second.text, second.quoted) == ("嗯", None)


def test_a_quote_in_the_dark() -> None:
    paper, ink = Colour(30, 30, 30), Colour(120, 120, 120)
    chat = Setting(theme=DARK).bubble("right", "这个我认")
    box_below(chat, "right", "周砚秋：借你3000元", colour=paper, ink=ink)
    assert [m.quoted for m in read(chat.page()).messages] == ["周砚秋：借你3000元"]


def test_a_quote_as_wide_as_bubbles_is_no_notice() -> None:
    chat = Setting().bubble("right", "这个我认")
    words = "周砚秋：我这个月房租差一点能不能借我几千元"
    box_below(chat, "right", words, colour=QUOTE, ink=GREY)
    box = chat.regions[-1].box
    chat.regions[-1] = flat(box._replace(x0=169, x1=911), QUOTE)
    assert [(m.kind, m.quoted) for m in read(chat.page()).messages] == [(MessageKind.TEXT, words)]


def test_a_quote_whose_reply_is_out_of_sight_is_nobodys_promise() -> None:
    chat = Setting()
    box_below(chat, "left", "周砚秋：借你3000元", colour=QUOTE, ink=GREY)
    chat.bubble("left", "嗯")
    assert [m.text for m in read(chat.page()).messages] == ["嗯"]


def test_a_quote_that_hangs_from_nothing_is_a_doubt() -> None:
    chat = Setting().bubble("left", "嗯")
    chat.y += 300
    box_below(chat, "left", "周砚秋：借你3000元", colour=QUOTE, ink=GREY)
    screen = read(chat.page())
    assert [(m.side, m.kind) for m in screen.messages[1:]] == [(Side.CENTER, MessageKind.OTHER)]
    assert [d.kind for d in screen.doubts] == [DoubtKind.SIDE_UNKNOWN]


@pytest.mark.parametrize(("side", "colour"), [("left", WHITE), ("right", GREEN), ("right", WHITE)])
def test_the_words_below_a_voice_are_what_it_says(side: str, colour: Colour) -> None:
    chat = Setting().bubble(side, '12"')
    box_below(chat, side, "那个钱我下个月还你", colour=colour, ink=LIGHT.left_ink)
    chat.bubble("left", "嗯")
    first, second = read(chat.page()).messages
    assert (first.kind, first.seconds, first.spoken) == (
        MessageKind.VOICE,
        12,
        "那个钱我下个月还你",
    )
    assert (first.text, second.text, second.spoken) == ('12"', "嗯", None)


def test_words_on_a_voices_own_bubble_are_what_it_says() -> None:
    chat = Setting().bubble("left", '12"', "那个钱我下个月还你")
    (message,) = read(chat.page()).messages
    assert (message.seconds, message.spoken) == (12, "那个钱我下个月还你")


def test_the_next_message_below_a_voice_has_a_face_of_its_own() -> None:
    chat = Setting().bubble("left", '12"').bubble("left", "那个钱我下个月还你")
    assert [m.spoken for m in read(chat.page()).messages] == [None, None]


def test_without_faces_words_a_messages_gap_below_a_voice_are_a_message() -> None:
    chat = Setting(faces=False).bubble("right", "在吗").bubble("right", '12"')
    chat.bubble("right", "那个钱我下个月还你")
    assert [m.spoken for m in read(chat.page()).messages] == [None, None, None]


def test_a_voice_whose_seconds_were_not_read_is_still_a_voice() -> None:
    chat = Setting().bubble("right", "((•")
    box = chat.regions[-1].box
    chat.regions[-1] = flat(box._replace(x0=box.x0 - 200), GREEN)
    screen = read(chat.page())
    assert [(m.kind, m.seconds, m.text) for m in screen.messages] == [(MessageKind.VOICE, None, "")]
    assert [d.kind for d in screen.doubts] == [DoubtKind.LOW_CONFIDENCE]
