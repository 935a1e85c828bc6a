"""Chat pages: sides, kinds, times, what frames them, what is cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import (
    DARK,
    GREY,
    LIGHT,
    QUOTE,
    RED,
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
    Colour,
    DoubtKind,
    FieldKind,
    Message,
    MessageKind,
    OcrPage,
    Side,
    Unread,
    Where,
)
from evidence_kit.screens.layout import Sheet

OLD = Theme(right=Colour(174, 229, 109))
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK, OLD], ids=["light", "dark", "old"])


def only(page: OcrPage) -> Message:
    (message,) = read(page).messages
    return message


@THEMES
def test_sides_and_texts(theme: Theme) -> None:
    chat = Setting(theme=theme).note("昨天 21:03").bubble("left", "在吗？").bubble("right", "在的")
    assert told(chat.page()) == [
        ("center", "time", "昨天 21:03"),
        ("left", "text", "在吗？"),
        ("right", "text", "在的"),
    ]
    title = read(chat.page()).title
    assert title is not None
    assert title.value == "周砚秋"
    assert title.where == Where(chat.page().source, chat.lines[1].box)


@THEMES
def test_a_crop_without_bars_has_no_title(theme: Theme) -> None:
    chat = Setting(title=None, theme=theme, y=40)
    chat.bubble("left", "在吗？").bubble("right", "在的").note("14:46").bubble("left", "好")
    assert read(chat.page()).title is None
    assert [m.side.value for m in read(chat.page()).messages] == ["left", "right", "center", "left"]


def test_a_title_at_the_left_of_an_old_dark_bar() -> None:
    bar = Colour(57, 58, 63)
    chat = Setting(title=None, y=180).bubble("left", "在吗？").bubble("right", "在的")
    chat.lines.append(line("周砚秋", 176, 60, 50, paper=bar, ink=WHITE))
    chat.regions.append(flat(Box(0, 0, 1080, 144), bar))
    screen = read(chat.page())
    assert screen.title is not None
    assert screen.title.value == "周砚秋"
    assert [m.text for m in screen.messages] == ["在吗？", "在的"]


def test_who_is_typing_is_no_title() -> None:
    chat = Setting(title="对方正在输入…").bubble("left", "在吗？")
    assert read(chat.page()).title is None
    assert told(chat.page()) == [("left", "text", "在吗？")]


def test_badges_and_icons_in_the_title_bar_are_no_title() -> None:
    chat = Setting().bubble("left", "在吗？")
    for text, x in (("4", 90), ("微信(3)", 80), ("••", 990), ("V", 990)):
        chat.lines.append(line(text, x, 145, 44, paper=LIGHT.page))
    title = read(chat.page()).title
    assert title is not None
    assert title.value == "周砚秋"


def test_the_draft_and_the_input_bar_are_no_messages() -> None:
    chat = Setting().bubble("left", "在吗？").bubble("right", "在的")
    chat.lines.append(line("还钱的事我再", 160, 2260))
    chat.lines.append(line("发送", 960, 2260, paper=Colour(7, 193, 96), ink=WHITE))
    assert len(read(chat.page()).messages) == 2


def test_an_input_bar_full_of_icons_is_a_picture() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.regions = [r for r in chat.regions if r.box.width < 1080]
    chat.regions.append(replace(picture(Box(0, 2200, 1080, 2400)), colour=LIGHT.bar))
    chat.lines.append(line("按住 说话", 480, 2260, paper=LIGHT.bar))
    assert told(chat.page()) == [("left", "text", "在吗？")]


def test_a_keyboard_below_the_input_bar_is_left_out() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.regions[0] = flat(Box(0, 1700, 1080, 2400), Colour(209, 211, 217))
    chat.regions.append(flat(Box(0, 1500, 1080, 1700), LIGHT.bar))
    chat.lines.append(line("草稿", 160, 1560))
    chat.lines.append(line("空格", 500, 2200, paper=Colour(209, 211, 217)))
    assert told(chat.page()) == [("left", "text", "在吗？")]


def test_wrapped_lines_are_joined_and_typed_breaks_kept() -> None:
    chat = Setting()
    chat.bubble("left", "我这个月房租差一点，能不能借我", "3000元？下个月15号发了工资就", "还你")
    chat.bubble("right", "第一笔", "第二笔")
    chat.bubble("left", "这是一个很长很长的句子，里面有1", "5000元，还有一个英文词很长的abc", "def")
    assert [m.text for m in read(chat.page()).messages] == [
        "我这个月房租差一点，能不能借我3000元？下个月15号发了工资就还你",
        "第一笔\n第二笔",
        "这是一个很长很长的句子，里面有15000元，还有一个英文词很长的abc def",
    ]


def test_a_bubble_whose_region_was_missed_is_told_by_its_paper() -> None:
    chat = (
        Setting()
        .bubble("left", "我这个月房租差一点，能不能借我", "3000元？")
        .bubble("right", "在的")
    )
    chat.bubble("left", "好的")
    chat.regions = [r for r in chat.regions if r.box.width > 1000 or r.box.x0 in (32, 940)]
    assert told(chat.page()) == [
        ("left", "text", "我这个月房租差一点，能不能借我3000元？"),
        ("right", "text", "在的"),
        ("left", "text", "好的"),
    ]


def test_a_side_is_the_avatars_not_the_colours_for_white_cards() -> None:
    chat = Setting().bubble("right", "合同.docx", "1.1M", colour=WHITE).bubble("left", "收到")
    assert told(chat.page())[0] == ("right", "file", "合同.docx\n1.1M")
    assert not read(chat.page()).doubts


def test_without_faces_a_card_keeps_the_side_of_its_margin() -> None:
    chat = Setting(faces=False).card("right", "¥500.00", "已被接收")
    chat.card("left", "¥20.00", "已收款")
    screen = read(chat.page())
    assert [m.side for m in screen.messages] == [Side.RIGHT, Side.LEFT]
    assert not screen.doubts


def test_a_card_without_a_face_is_opposite_the_only_column_of_faces() -> None:
    chat = Setting().bubble("left", "你好").bubble("left", "转你了").bubble("left", "嗯")
    chat.faces = False
    screen = read(chat.card("right", "¥500.00", "已被接收").page())
    assert screen.messages[-1].side is Side.RIGHT
    assert not screen.doubts


def test_a_side_nothing_tells_is_a_doubt() -> None:
    chat = Setting(faces=False)
    chat.card("left", "¥500.00", "已被接收")
    chat.regions[-1] = flat(Box(204, 268, 876, 514), LIGHT.done)
    assert [d.kind for d in read(chat.page()).doubts] == [DoubtKind.SIDE_UNKNOWN]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [('12"', 12), ("3″", 3), ("·27”", 27), ("8''", 8), ("60秒", 60), ('9"（•', 9), ('川)12"', 12)],
)
def test_a_voice_has_seconds(text: str, seconds: int) -> None:
    message = only(Setting().bubble("left", text).page())
    assert (message.kind, message.seconds) == (MessageKind.VOICE, seconds)
    assert message.text == f'{seconds}"'


@pytest.mark.parametrize("text", ["12", '61"', "12个", '0"', "15号"])
def test_other_numbers_are_no_voice(text: str) -> None:
    message = only(Setting().bubble("left", text).page())
    assert (message.kind, message.seconds) == (MessageKind.TEXT, None)


@pytest.mark.parametrize("text", ["通话时长 00:07", "通话时长1:02:03", "对方已取消", "未应答"])
def test_a_call_is_no_clock(text: str) -> None:
    chat = Setting().bubble("right", text)
    box = chat.regions[-1].box
    chat.regions[-1] = flat(box._replace(x0=box.x0 - 62), LIGHT.right)
    message = only(chat.page())
    assert (message.kind, message.time, message.text) == (MessageKind.CALL, None, text)


def test_words_of_a_call_without_its_sign_were_typed() -> None:
    assert only(Setting().bubble("right", "已取消").page()).kind is MessageKind.TEXT


def test_a_contact_card_is_other() -> None:
    chat = Setting().bubble("left", "周某某", "个人名片")
    assert only(chat.page()).kind is MessageKind.TEXT
    chat.lines[-1] = replace(chat.lines[-1], ink=GREY)
    assert only(chat.page()).kind is MessageKind.OTHER


def test_words_in_a_picture_stay_in_the_picture() -> None:
    chat = Setting().bubble("left", "看这个")
    box = Box(157, chat.y, 557, chat.y + 800)
    chat.lines.append(line("账单详情", 200, chat.y + 60))
    chat.lines.append(line("当前状态", 180, chat.y + 200))
    chat.lines.append(line("支付成功", 380, chat.y + 200))
    chat.lines.append(line("转账单号", 180, chat.y + 300))
    chat.lines.append(line("1000050001202503027726553130038", 180, chat.y + 400, 10))
    chat.face("left").regions.append(picture(box))
    assert told(chat.page())[1][:2] == ("left", "image")
    assert len(read(chat.page()).messages) == 2
    assert not screens.wanted(chat.page())


def test_a_wordless_bubble_beside_a_face_is_a_message() -> None:
    chat = Setting().bubble("left", "在吗？").bubble("right")
    chat.regions.append(flat(Box(500, 1500, 700, 1700), WHITE))
    assert told(chat.page()) == [("left", "text", "在吗？"), ("right", "other", "")]


def test_a_sticker_without_a_face_is_not() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.regions.append(picture(Box(500, 1500, 700, 1700)))
    assert len(read(chat.page()).messages) == 1


def test_a_quote_box_is_not_a_new_message() -> None:
    chat = Setting().bubble("left", "这个我认")
    chat.y -= 23
    chat.lines.append(line("周砚秋：借你3000元", 180, chat.y + 12, 36, paper=QUOTE, ink=GREY))
    chat.regions.append(flat(Box(157, chat.y, 600, chat.y + 60), QUOTE))
    chat.y += 150
    chat.bubble("left", "嗯")
    assert told(chat.page()) == [
        ("left", "text", "这个我认"),
        ("left", "text", "嗯"),
    ]
    assert [m.quoted for m in read(chat.page()).messages] == ["周砚秋：借你3000元", None]


def test_a_group_members_name_is_not_a_message() -> None:
    chat = Setting(title="装修群(4)").face("left")
    chat.lines.append(line("小鸟鸣", 170, chat.y, 34, paper=LIGHT.page, ink=GREY))
    chat.faces = False
    chat.y += 44
    chat.bubble("left", "在吗？")
    assert told(chat.page()) == [("left", "text", "在吗？")]
    assert read(chat.page()).messages[0].avatar == "a" * 16


def test_words_on_the_page_beside_a_face_are_a_stickers() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.lines.append(line("天呐好可怕", 200, chat.y + 20, paper=LIGHT.page))
    chat.face("left")
    assert told(chat.page())[1] == ("left", "image", "天呐好可怕")
    assert not read(chat.page()).doubts


def test_words_on_the_page_without_a_face_are_nobodys() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.lines.append(line("天呐好可怕", 200, 900, paper=LIGHT.page))
    assert told(chat.page())[1] == ("center", "other", "天呐好可怕")
    assert [d.kind for d in read(chat.page()).doubts] == [DoubtKind.SIDE_UNKNOWN]


def test_weak_specks_and_floating_buttons_are_nothing() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.lines.append(line("1", 500, 900, paper=Colour(96, 140, 55), sure=0.2))
    chat.lines.append(line("11条新消息", 800, 1200, paper=WHITE))
    chat.lines.append(line("V", 60, 1400, paper=LIGHT.page, ink=GREY))
    chat.lines.append(line(" ", 60, 1500))
    assert told(chat.page()) == [("left", "text", "在吗？")]


def test_text_read_in_a_face_is_no_text() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.lines.append(line("区", 50, 300, paper=Colour(120, 90, 60)))
    assert told(chat.page()) == [("left", "text", "在吗？")]


def test_a_face_in_flat_pieces_is_one_face() -> None:
    chat = Setting().bubble("left", "在吗？").bubble("right", "在的")
    stripes = [(268, 290), (300, 330), (331, 350)]
    chat.regions = [r for r in chat.regions if r.box.x0 != 32]
    for top, bottom in stripes:
        chat.regions.append(flat(Box(34, top, 138, bottom), Colour(96, 140, 55)))
    chat.lines.append(line("M", 60, 352, 20, paper=Colour(96, 140, 55)))
    assert told(chat.page()) == [("left", "text", "在吗？"), ("right", "text", "在的")]
    assert [tuple(face.box) for face in Sheet(chat.page()).avatars] == [
        (34, 268, 138, 372),
        (940, 411, 1048, 519),
    ]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_face_that_ran_together_with_its_bubble_is_parted(side: str) -> None:
    colour = LIGHT.right if side == "right" else WHITE
    chat = Setting().bubble(side, "在吗？").bubble(side, "等你消息", "好吗")
    *others, face, bubble = chat.regions
    joined = picture(face.box.joined(bubble.box))
    chat.regions = [*others, replace(joined, colour=colour)]
    first, second = read(chat.page()).messages
    assert (second.kind, second.side.value) == (MessageKind.TEXT, side)
    assert second.text == "等你消息\n好吗"
    assert second.avatar is not None
    assert first.text == "在吗？"


def test_a_face_that_ran_together_with_a_grey_gap_stays_a_picture() -> None:
    chat = Setting().bubble("left", "在吗？")
    top = chat.regions[-2].box.y0
    chat.regions[-2] = replace(picture(Box(20, top - 12, 160, top + 112)), colour=LIGHT.page)
    assert told(chat.page()) == [("left", "text", "在吗？")]


def test_a_time_close_to_the_bars_is_whole() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.lines.append(middle("14:46", 2158, 38, paper=LIGHT.page, ink=GREY))
    assert told(chat.page())[1] == ("center", "time", "14:46")
    chat.lines[-1] = middle("14:46", 2168, 38, paper=LIGHT.page, ink=GREY)
    assert len(read(chat.page()).messages) == 1


@pytest.mark.parametrize("y", [0, 2370])
def test_a_time_that_the_pictures_edge_cuts_is_kept_in_doubt(y: int) -> None:
    chat = Setting(title=None, y=200).bubble("left", "在吗？")
    chat.lines.append(middle("14:46", y, 30, paper=LIGHT.page, ink=GREY))
    screen = read(chat.page())
    (cut,) = (m for m in screen.messages if m.kind is MessageKind.TIME)
    assert cut.cut
    assert [d.kind for d in screen.doubts] == [DoubtKind.LOW_CONFIDENCE]


def test_an_own_bubble_is_green_wherever_a_crop_puts_it() -> None:
    chat = Setting(title=None, y=100, faces=False).bubble("right", "我这个月房租差一点，能不能借我")
    box = chat.regions[-1].box
    chat.regions[-1] = flat(Box(20, box.y0, 780, box.y1), LIGHT.right)
    moved = chat.lines[-1].box._replace(x0=54, x1=746)
    chat.lines[-1] = replace(chat.lines[-1], box=moved)
    screen = read(chat.page())
    assert screen.messages[0].side is Side.RIGHT
    assert not screen.doubts


def test_an_undelivered_message_is_marked_and_doubted() -> None:
    chat = Setting().bubble("right", "钱转你了").bubble("left", '•)) 12"')
    top = chat.regions[2].box
    chat.regions.append(flat(Box(top.x0 - 70, top.y0 + 40, top.x0 - 30, top.y0 + 80), RED))
    chat.regions.append(flat(Box(500, 450, 524, 474), RED))  # an unheard voice's dot
    screen = read(chat.page())
    assert [m.undelivered for m in screen.messages] == [True, False]
    assert [d.kind for d in screen.doubts] == [DoubtKind.NOT_DELIVERED]


def test_system_lines_are_joined_where_they_wrap() -> None:
    chat = Setting().note("周砚秋开启了朋友验证，你还不是他（她）朋友。", "请先发送朋友验证请求")
    chat.bubble("left", "在吗？")
    assert told(chat.page())[0] == (
        "center",
        "system",
        "周砚秋开启了朋友验证，你还不是他（她）朋友。请先发送朋友验证请求",
    )


def test_an_old_time_line_stands_on_a_grey_pill() -> None:
    chat = Setting().bubble("left", "在吗？")
    pill = Colour(206, 206, 206)
    chat.lines.append(middle("下午4:14", 700, 36, paper=pill, ink=WHITE))
    chat.regions.append(flat(Box(440, 690, 640, 746), pill))
    assert told(chat.page())[1] == ("center", "time", "下午4:14")


def test_a_time_on_a_photo_is_a_time() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.lines.append(middle("14:46", 700, 36, paper=Colour(60, 90, 120), ink=WHITE))
    assert told(chat.page())[1] == ("center", "time", "14:46")


def test_a_time_line_taken_apart_at_its_space_is_one() -> None:
    chat = Setting().note("2025年12月29日 10:07").bubble("left", "在吗？")
    whole = chat.lines.pop(2)
    halves = (
        ("2025年12月29日", Box(whole.box.x0, 268, 600, 304)),
        ("10:07", Box(620, 268, whole.box.x1, 304)),
    )
    chat.lines += [replace(whole, text=text, box=box) for text, box in halves]
    assert told(chat.page())[0] == ("center", "time", "2025年12月29日 10:07")
    assert [w.box for w in screens.wanted(chat.page())] == [whole.box]


def test_an_unreadable_time_is_a_doubt() -> None:
    screen = read(Setting().note("昨天 12:5l").bubble("left", "在吗？").page())
    assert screen.messages[0].kind is MessageKind.TIME
    assert screen.messages[0].time is None
    assert [d.kind for d in screen.doubts] == [DoubtKind.TIME_UNREADABLE]


def test_an_ambiguous_time_is_a_doubt() -> None:
    screen = read(Setting().note("晚上12:05").bubble("left", "在吗？").page())
    assert screen.messages[0].time is not None
    assert [d.kind for d in screen.doubts] == [DoubtKind.TIME_AMBIGUOUS]


def test_a_cut_bubble_is_marked_and_its_half_lines_left_out() -> None:
    chat = (
        Setting()
        .bubble("left", "我这个月房租差一点，能不能借我", "3000元？下个月还")
        .bubble("right", "好")
    )
    chat.regions[1] = flat(Box(157, 235, 911, 340), WHITE)
    face, first, second = chat.regions[2], chat.lines[2], chat.lines[3]
    assert face.box.y0 == 268
    chat.lines[2] = replace(first, box=first.box._replace(y0=235, y1=250))
    chat.lines[3] = replace(second, box=second.box._replace(y0=265, y1=310))
    cut, whole = read(chat.page()).messages
    assert (cut.text, cut.cut, cut.side) == ("3000元？下个月还", True, Side.LEFT)
    assert not whole.cut


def test_a_bubble_cut_below_keeps_its_whole_lines() -> None:
    chat = Setting(y=0).bubble("left", "在吗？")
    chat.y = 2100
    chat.bubble("right", "我这个月房租差一点，能不能借我", "3000元？")
    chat.regions[-1] = flat(chat.regions[-1].box._replace(y1=2200), LIGHT.right)
    chat.lines[-1] = replace(chat.lines[-1], box=chat.lines[-1].box._replace(y1=2202))
    last = read(chat.page()).messages[-1]
    assert (last.text, last.cut) == ("我这个月房租差一点，能不能借我", True)


def test_a_cut_bubble_without_a_whole_line_says_nothing() -> None:
    chat = Setting().bubble("left", "在吗？")
    chat.regions.append(flat(Box(500, 2150, 923, 2200), LIGHT.right))
    assert len(read(chat.page()).messages) == 1


def test_a_first_bubble_close_to_the_bar_is_not_cut() -> None:
    chat = Setting()
    chat.y = 236
    assert not only(chat.bubble("left", "在吗？").page()).cut


def test_times_and_amounts_are_wanted() -> None:
    chat = Setting().note("14:46").note("你撤回了一条消息").card("right", "¥500.00", "已被接收")
    chat.card("left", "恭喜发财，大吉大利", "领取红包", footer="微信红包", done=False)
    wanted = screens.wanted(chat.page())
    assert [w.kind for w in wanted] == [FieldKind.TIME, FieldKind.MONEY]
    assert [w.box for w in wanted] == [chat.lines[2].box, chat.lines[4].box]


def test_pages_that_nobody_knows() -> None:
    blank = page([])
    assert screens.read(blank) == Unread(blank.source, "no_text")
    letter = page([line("春日偶成", 400, 200), line("云淡风轻近午天", 80, 400)])
    assert screens.read(letter) == Unread(letter.source, "unrecognised")
    assert screens.wanted(letter) == ()


def test_a_page_two_readers_claim_is_unread() -> None:
    both = Setting(title="账单详情").bubble("right", "在的")
    for label, value, y in (("当前状态", "支付成功", 1000), ("转账单号", "1" * 30, 1100)):
        both.lines.append(line(label, 72, y, 42, paper=LIGHT.page))
        both.lines.append(line(value, 316, y, 20, paper=LIGHT.page))
    screen = screens.read(both.page())
    assert isinstance(screen, Unread)
    assert (screen.reason, screen.args) == ("claimed_twice", (("readers", "chat, bill"),))
    assert screens.wanted(both.page()) == ()
