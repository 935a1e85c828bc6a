"""Windows, photos behind a chat, pictures in pieces, old pills: what else a chat looks like."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import (
    DARK,
    GREEN,
    GREY,
    LIGHT,
    WHITE,
    Chat as Setting,
    Theme,
    flat,
    line,
    middle,
    page,
    picture,
    read,
    told,
)

from evidence_kit import screens
from evidence_kit.model import (
    Box,
    Chat,
    Colour,
    DoubtKind,
    Line,
    MessageKind,
    OcrPage,
    Reading,
    Region,
    Side,
    Unread,
)

PILL = Colour(206, 206, 206)
OLD = Theme(page=Colour(235, 235, 235), right=Colour(174, 229, 109))
STRIP = Colour(46, 46, 46)


def moved(chat: OcrPage, by: int) -> OcrPage:
    """Put a chat at the right of a window whose left strip is dark."""

    def right(box: Box) -> Box:
        return box._replace(x0=box.x0 + by, x1=box.x1 + by)

    lines: list[Line] = [replace(li, box=right(li.box)) for li in chat.lines]
    regions: list[Region] = [replace(r, box=right(r.box)) for r in chat.regions]
    pane = flat(Box(by, 0, chat.width + by, chat.height), chat.background)
    return replace(
        chat,
        width=chat.width + by,
        background=STRIP,
        lines=tuple(lines),
        regions=(pane, *regions),
    )


def window() -> Setting:
    chat = Setting(title="测试 (4)", height=1300).note("14:46").bubble("left", "在吗？")
    return chat.card("right", "¥500.00", "已被接收")


def test_a_windows_chat_is_read_where_it_stands() -> None:
    alone, beside = window().page(), moved(window().page(), 80)
    one, other = read(alone), read(beside)
    assert [(m.side, m.kind, m.text) for m in other.messages] == [
        (m.side, m.kind, m.text) for m in one.messages
    ]
    assert other.title is not None
    assert (other.title.value, other.members) == ("测试 (4)", 4)
    assert [m.box.x0 - 80 for m in other.messages] == [m.box.x0 for m in one.messages]
    asked = [(w.kind, w.box) for w in screens.wanted(beside)]
    assert asked == [
        (w.kind, w.box._replace(x0=w.box.x0 + 80, x1=w.box.x1 + 80)) for w in screens.wanted(alone)
    ]


def test_a_windows_second_readings_count() -> None:
    beside = moved(window().page(), 80)
    wanted = screens.wanted(beside)
    readings = [Reading("other", "¥600.00", 0.9, w.box) for w in wanted if w.kind == "money"]
    screen = screens.read(beside, readings)
    assert isinstance(screen, Chat)
    (doubt,) = (d for d in screen.doubts if d.kind is DoubtKind.READINGS_DISAGREE)
    assert doubt.where is not None
    assert doubt.where.box == readings[0].box
    assert {reading.box for reading in doubt.readings} == {readings[0].box}


def test_a_windows_draft_is_not_said() -> None:
    chat = Setting(height=1300).bubble("left", "在吗？").bubble("right", "在的")
    chat.regions = [r for r in chat.regions if r.box.width < 1080]
    chat.lines.append(line("还钱的事我再", 40, 1150, paper=LIGHT.page))
    chat.lines.append(line("发送(S)", 920, 1230, 30, paper=Colour(233, 233, 233), ink=GREEN))
    assert told(chat.page()) == [("left", "text", "在吗？"), ("right", "text", "在的")]


def test_a_bubble_in_the_column_of_faces_is_no_face() -> None:
    chat = Setting(title=None, y=40, faces=False, height=1000).bubble("right", "明天见")
    box = chat.regions[-1].box
    wide = box.width
    chat.regions[-1] = flat(Box(1010 - wide, box.y0, 1010, box.y1), GREEN)
    moved_line = chat.lines[-1].box
    chat.lines[-1] = replace(
        chat.lines[-1],
        box=Box(976 - moved_line.width, moved_line.y0, 976, moved_line.y1),
    )
    assert told(chat.page()) == [("right", "text", "明天见")]


def test_a_company_after_a_name_is_not_part_of_it() -> None:
    title = read(Setting(title="小辣椒 @佳美装饰").bubble("left", "在吗？").page()).title
    assert title is not None
    assert (title.value, title.quote) == ("小辣椒", "小辣椒 @佳美装饰")


def test_a_merged_record_is_no_chat() -> None:
    lines = [middle("群聊的聊天记录", 143, 50)]
    faces = []
    for i, (name, at) in enumerate((("周砚秋", "下午3:59"), ("林知夏", "下午4:02"))):
        top = 300 + 260 * i
        lines.append(line(name, 170, top, 34, ink=GREY))
        lines.append(line(at, 880, top, 34, ink=GREY))
        lines.append(line("借我3000元", 170, top + 60))
        faces.append(picture(Box(32, top, 140, top + 108)))
        faces.append(flat(Box(157, top + 130, 600, top + 230), Colour(247, 247, 247)))
        lines.append(line("合同.docx", 190, top + 150, paper=Colour(247, 247, 247)))
    assert isinstance(screens.read(page(lines, faces)), Unread)


def pilled(chat: Setting, *texts: str, ink: Colour = WHITE, paper: Colour = PILL) -> Setting:
    box = Box(400, chat.y, 680, chat.y + 60)
    x = 420
    for text in texts:
        chat.lines.append(line(text, x, chat.y + 10, 36, paper=paper, ink=ink))
        x = chat.lines[-1].box.x1 + 20
    chat.regions.append(flat(box, PILL))
    chat.y += 90
    return chat


def test_a_time_on_an_old_pill() -> None:
    chat = pilled(Setting(theme=OLD), "晚上7:06").bubble("left", "在吗？")
    assert told(chat.page())[0] == ("center", "time", "晚上7:06")


def test_a_pill_of_which_nothing_was_read_is_a_doubt() -> None:
    screen = read(
        pilled(
            Setting(theme=OLD),
        )
        .bubble("left", "在吗？")
        .page()
    )
    assert [m.kind for m in screen.messages] == [MessageKind.TIME, MessageKind.TEXT]
    assert [d.kind for d in screen.doubts] == [DoubtKind.TIME_UNREADABLE]


def test_a_torn_time_on_a_pill_is_a_doubt() -> None:
    screen = read(pilled(Setting(theme=OLD), "晚", "6:49").bubble("left", "在吗？").page())
    assert [(m.kind, m.time) for m in screen.messages[:1]] == [(MessageKind.TIME, None)]
    assert [d.kind for d in screen.doubts] == [DoubtKind.TIME_UNREADABLE]


def test_a_wide_dark_bubble_is_no_notice() -> None:
    chat = Setting(theme=DARK).bubble("left", "在吗？", ink=Colour(150, 150, 150))
    box = chat.regions[-1].box
    chat.regions[-1] = flat(box._replace(x0=157, x1=923), DARK.left)
    chat.lines[-1] = replace(chat.lines[-1], box=chat.lines[-1].box._replace(x0=191, x1=880))
    assert told(chat.page()) == [("left", "text", "在吗？")]


def test_patches_that_touch_are_one_picture() -> None:
    chat = Setting().bubble("left", "看")
    top = chat.y
    chat.face("left")
    sky, sun, hill = Colour(110, 221, 216), Colour(242, 97, 242), Colour(96, 143, 191)
    chat.regions += [
        flat(Box(169, top, 589, top + 160), sky),
        flat(Box(332, top + 60, 441, top + 180), sun),
        flat(Box(169, top + 150, 589, top + 300), hill),
    ]
    assert told(chat.page()) == [("left", "text", "看"), ("left", "image", "")]


def test_a_receipt_in_a_picture_is_the_pictures() -> None:
    chat = Setting().bubble("left", "转了")
    top, ivory = chat.y, Colour(251, 248, 230)
    chat.lines.append(line("转账成功", 617, top + 40, paper=ivory))
    chat.lines.append(line("¥12345.67", 604, top + 110, paper=ivory))
    chat.face("right").regions.append(flat(Box(491, top, 911, top + 300), ivory))
    screen = read(chat.page())
    assert (screen.messages[1].side, screen.messages[1].kind) == (Side.RIGHT, MessageKind.IMAGE)
    assert screen.messages[1].amount is None
    assert not screens.wanted(chat.page())


def test_a_screenshot_in_a_dark_chat_is_a_picture() -> None:
    chat = Setting(theme=DARK).bubble("left", "看")
    top = chat.y
    chat.lines.append(line("可以，我转你10000元", 227, top + 60, 18, paper=WHITE))
    chat.face("left").regions += [
        flat(Box(169, top, 489, top + 420), LIGHT.page),
        flat(Box(217, top + 50, 384, top + 90), WHITE),
        flat(Box(238, top + 110, 442, top + 150), GREEN),
    ]
    assert [m[:2] for m in told(chat.page())] == [("left", "text"), ("left", "image")]


def test_a_screenshot_without_an_edge_of_its_own_is_a_picture() -> None:
    chat = Setting().bubble("left", "看")
    top = chat.y
    chat.lines.append(line("可以，我转你10000元", 227, top + 60, 18, paper=WHITE))
    chat.lines.append(line("我先还你", 250, top + 120, 18, paper=GREEN))
    chat.face("left").regions += [
        flat(Box(217, top + 45, 440, top + 100), WHITE),
        flat(Box(238, top + 110, 442, top + 165), GREEN),
    ]
    chat.y = top + 300
    chat.bubble("right", "收到")
    assert [m[:2] for m in told(chat.page())] == [
        ("left", "text"),
        ("left", "image"),
        ("right", "text"),
    ]


def test_a_stickers_words_belong_to_it() -> None:
    chat = Setting().bubble("left", "看")
    top = chat.y
    chat.face("left").regions.append(
        flat(Box(232, top + 10, 458, top + 236), Colour(255, 243, 214))
    )
    chat.lines.append(line("溜了溜了", 240, top + 244, 50, paper=LIGHT.page))
    screen = read(chat.page())
    assert [m.kind for m in screen.messages] == [MessageKind.TEXT, MessageKind.IMAGE]
    assert not screen.doubts


def test_a_face_with_nothing_beside_it_sent_a_picture() -> None:
    chat = Setting().bubble("left", "看").face("left")
    chat.y += 300
    chat.bubble("right", "哈哈")
    assert [m[:2] for m in told(chat.page())] == [
        ("left", "text"),
        ("left", "image"),
        ("right", "text"),
    ]


def wall(chat: Setting) -> OcrPage:
    """Return a page with a photo behind it: no faces, another colour at its edges."""
    chat.regions.append(flat(Box(0, 0, 1080, 234), LIGHT.page))
    return replace(chat.page(), background=Colour(156, 91, 85))


def test_a_chat_before_a_photo_is_a_chat() -> None:
    chat = Setting(faces=False).bubble("left", "在吗？").bubble("left", "iPhone15和Mate60哪个好")
    chat.regions.append(flat(Box(0, 900, 240, 1200), Colour(106, 109, 207)))
    chat.lines.append(line("山", 60, 1000, paper=Colour(106, 109, 207), sure=0.4))
    screen = read(wall(chat))
    assert [(m.side, m.text) for m in screen.messages] == [
        (Side.LEFT, "在吗？"),
        (Side.LEFT, "iPhone15和Mate60哪个好"),
    ]
    assert screen.title is not None
    assert screen.title.value == "周砚秋"
    assert [dict(d.args)["field"] for d in screen.doubts] == ["message"]


def test_a_photo_that_ends_where_the_bar_begins_is_no_bar() -> None:
    chat = Setting(faces=False).bubble("left", "在吗？").bubble("right", "在的")
    chat.y = 1900
    chat.bubble("right", "明天还你")
    chat.regions.append(flat(Box(0, 1710, 1080, 2199), Colour(51, 39, 93)))
    assert [m.text for m in read(wall(chat)).messages] == ["在吗？", "在的", "明天还你"]


def test_a_keyboard_is_left_out_with_the_draft_above_it() -> None:
    chat = Setting().bubble("left", "在吗？").bubble("right", "在的")
    chat.regions = [r for r in chat.regions if r.box.width < 1080]
    chat.regions.append(flat(Box(130, 1520, 820, 1630), WHITE))
    chat.lines.append(line("好的，那我先", 150, 1550))
    for i in range(10):
        chat.regions.append(flat(Box(26 + 104 * i, 1756, 118 + 104 * i, 1884), WHITE))
        chat.lines.append(line("qwertyuiop"[i], 55 + 104 * i, 1800))
    assert [m.text for m in read(chat.page()).messages] == ["在吗？", "在的"]


def test_an_own_bubble_whose_words_were_not_read_is_a_doubt() -> None:
    screen = read(Setting().bubble("left", "在吗？").bubble("right").page())
    assert [m.kind for m in screen.messages] == [MessageKind.TEXT, MessageKind.OTHER]
    assert [d.kind for d in screen.doubts] == [DoubtKind.LOW_CONFIDENCE]


def test_a_time_below_a_voice_is_not_its_words() -> None:
    chat = Setting().bubble("right", '12"')
    chat.y -= 20
    chat.note("昨天 16:26").bubble("left", "在吗？")
    assert [(m.kind, m.spoken) for m in read(chat.page()).messages] == [
        (MessageKind.VOICE, None),
        (MessageKind.TIME, None),
        (MessageKind.TEXT, None),
    ]


@pytest.mark.parametrize("companion", [True, False])
def test_an_own_card_before_a_photo_keeps_to_the_right_edge(companion: bool) -> None:
    chat = Setting(faces=False).bubble("left", "在吗？").bubble("left", "合同发我")
    if companion:
        chat.bubble("right", "好")
    chat.bubble("right", "借款合同2026年6月.docx", "1.1M", colour=WHITE)
    screen = read(wall(chat))
    last = screen.messages[-1]
    assert (last.side, last.kind) == (Side.RIGHT, MessageKind.FILE)
    assert not screen.doubts


def test_a_white_card_off_both_edges_is_a_doubt() -> None:
    chat = Setting(faces=False).bubble("left", "在吗？").bubble("right", "好")
    chat.bubble("right", "合同.docx", "1.1M", colour=WHITE)
    box = chat.regions[-1].box
    chat.regions[-1] = flat(box._replace(x0=400, x1=700), WHITE)
    chat.lines = [
        replace(li, box=li.box._replace(x0=430, x1=430 + li.box.width))
        if li.box.y0 > box.y0
        else li
        for li in chat.lines
    ]
    assert [d.kind for d in read(chat.page()).doubts] == [DoubtKind.SIDE_UNKNOWN]


def test_a_description_below_a_title_makes_a_link() -> None:
    chat = Setting().bubble("left", "周末去哪儿：城市周边", "全程约12公里，新手友好")
    small = chat.lines[-1].box
    chat.lines[-1] = replace(chat.lines[-1], ink=GREY, box=small._replace(y1=small.y0 + 34))
    assert told(chat.page()) == [("left", "other", "周末去哪儿：城市周边\n全程约12公里，新手友好")]


def test_words_far_smaller_than_the_pages_are_in_doubt() -> None:
    """A picture of a chat on the page's own colour gives its bubbles as if they were said here."""
    chat = (
        Setting().note("14:46").bubble("left", "在吗？我想问件事").bubble("right", "你说吧，我在听")
    )
    shown = chat.page()
    small = line("收到3000，月底还你", 220, 1500, 20)
    ground = flat(Box(210, 1490, 420, 1530), WHITE)
    face = picture(Box(31, 1480, 144, 1593))
    found = read(
        replace(shown, lines=(*shown.lines, small), regions=(*shown.regions, face, ground))
    )
    (told_small,) = [m for m in found.messages if "3000" in m.text]
    assert any(told_small.box.contains(d.where.box, 4) for d in found.doubts if d.where)


def test_a_card_on_green_is_in_doubt() -> None:
    chat = Setting().bubble("left", "在吗").bubble("right", "wifi密码是 abc12345")
    shown = chat.page()
    words = next(li for li in shown.lines if "wifi" in li.text)
    grey = Colour(96, 150, 70)
    dots = replace(
        line("小字说明", words.box.x0, words.box.y1 + 2, 24), paper=words.paper, ink=grey
    )
    found = read(replace(shown, lines=(*shown.lines, dots)))
    own = [m for m in found.messages if m.side is Side.RIGHT]
    assert own[0].kind is MessageKind.TEXT or found.doubts


@pytest.mark.parametrize("text", ["7(", "54(·", ")8", '12"川'])
def test_what_may_be_seconds_beside_waves_is_in_doubt(text: str) -> None:
    shown = Setting().bubble("right", text).bubble("left", "听到了").page()
    first = read(shown).messages[0]
    assert first.kind is MessageKind.VOICE or read(shown).doubts


@pytest.mark.parametrize("text", ["对方无应答■", "□已取消", "通话时长00:07"])
def test_a_calls_words_with_a_sign_misread_are_a_call_or_in_doubt(text: str) -> None:
    shown = Setting().bubble("right", text).bubble("left", "刚才在忙").page()
    found = read(shown)
    assert found.messages[0].kind is MessageKind.CALL or found.doubts
