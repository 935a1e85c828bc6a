"""Photos behind a chat and pictures of chats in it: what was seen there, and what may be missed."""

from __future__ import annotations

from dataclasses import replace

from inked import (
    DARK,
    GREEN,
    GREY,
    LIGHT,
    QUOTE,
    WHITE,
    Chat as Setting,
    Theme,
    flat,
    line,
    middle,
    picture,
    read,
    told,
)

from evidence_kit import screens
from evidence_kit.model import Box, Colour, DoubtKind, Message, MessageKind, OcrPage, Side, Unread
from evidence_kit.screens import blanks, chat as chat_screens, scene
from evidence_kit.screens.layout import Block, Sheet
from evidence_kit.screens.told import Told

VIOLET = Colour(149, 104, 206)
PILL = Colour(122, 122, 122)
OLD = Theme(page=Colour(235, 235, 235), right=Colour(174, 229, 109))
OLD_PILL = Colour(206, 206, 206)


def doubted(page: OcrPage) -> list[tuple[DoubtKind, str]]:
    return [(d.kind, dict(d.args)["field"]) for d in read(page).doubts]


def photo(chat: Setting) -> OcrPage:
    """Return a page with a photo behind it, and no faces: they are a part of it."""
    chat.regions.append(flat(Box(0, 0, 1080, 234), LIGHT.page))
    chat.regions.append(flat(Box(0, 235, 1080, 438), VIOLET))
    return replace(chat.page(), background=VIOLET)


def short(text: str, theme: Theme = LIGHT) -> Setting:
    """Return a page as high as its only message needs."""
    chat = Setting(faces=False, theme=theme, height=800).bubble("right", text)
    chat.y += 20
    return chat


def test_a_stretch_of_a_photo_with_nothing_told_is_in_doubt() -> None:
    chat = short("明天还你")
    assert doubted(photo(chat)) == [(DoubtKind.LOW_CONFIDENCE, "message")]
    gap = read(photo(chat)).doubts[0].where
    assert gap is not None
    assert gap.box == Box(0, 378, 1080, 600)
    assert not read(short("明天还你").page()).doubts


def test_a_photo_below_the_title_is_no_pinned_notice() -> None:
    chat = Setting(faces=False)
    chat.lines.append(middle("周一早上8:40", 290, 38, paper=PILL, ink=WHITE))
    chat.y = 400
    assert told(photo(chat.bubble("right", "好的")))[0][1] == "time"


def test_a_time_in_pieces_is_a_time_in_doubt() -> None:
    chat = short("明天还你")
    for text, x in (("周一", 429), ("晚上1", 500), ("0:26", 590)):
        chat.lines.append(line(text, x, 450, 36, paper=PILL, ink=WHITE))
    assert [m.kind for m in read(photo(chat)).messages] == [MessageKind.TEXT, MessageKind.TIME]
    assert (DoubtKind.TIME_UNREADABLE, "time") in doubted(photo(chat))


def test_dark_words_on_a_dark_box_before_a_photo_are_no_notice() -> None:
    chat = Setting(faces=False, theme=DARK).bubble("right", "在吗").bubble("left", "好的")
    words = "一只鲸：年化12%行不行，过完年连本"
    said = line(words, 199, chat.y - 20, 44, paper=Colour(32, 32, 32), ink=Colour(125, 125, 125))
    chat.lines.append(said)
    page = photo(chat)
    assert MessageKind.SYSTEM not in [m.kind for m in read(page).messages]


def test_a_quote_whose_box_was_not_found_is_a_quote_in_the_middle_too() -> None:
    chat = Setting(theme=DARK).bubble("right", "过完年连本带息一起还，年化百分之十二")
    paper, ink = Colour(32, 32, 32), Colour(125, 125, 125)
    one = middle("一只鲸：年化12%行不行，过完年连本带息", chat.y, 40, paper=paper, ink=ink)
    chat.lines.append(replace(one, box=one.box._replace(x0=245)))
    assert [m.quoted for m in read(chat.page()).messages] == [one.text]


def test_a_home_screen_is_no_chat() -> None:
    patch = Colour(162, 227, 102)
    chat = Setting(title=None, faces=False)
    for i, name in enumerate(("相机", "时钟", "支付宝", "音乐")):
        chat.lines.append(line(name, 100 + 240 * i, 450, 40, paper=patch, ink=WHITE))
        chat.lines.append(line(name, 100 + 240 * i, 750, 40, paper=VIOLET, ink=WHITE))
    chat.regions += [flat(Box(0, 0, 1080, 320), VIOLET), flat(Box(60, 240, 500, 820), patch)]
    screen = screens.read(replace(chat.page(), background=VIOLET))
    assert isinstance(screen, Unread)


def test_a_white_card_that_ends_where_own_bubbles_do_is_ones_own() -> None:
    chat = Setting(faces=False).bubble("right", "不好意思，这个月实在周转不开")
    top = chat.y
    chat.regions.append(flat(Box(211, top, 923, top + 250), WHITE))
    chat.lines.append(line("景清和", 241, top + 30))
    chat.lines.append(line("个人名片", 241, top + 200, 34, ink=GREY))
    screen = read(chat.page())
    assert [m.side for m in screen.messages] == [Side.RIGHT, Side.RIGHT]
    assert not screen.doubts


def test_a_picture_of_a_chat_is_one_picture() -> None:
    chat = Setting().bubble("left", "看").face("right")
    top = chat.y
    grey = Colour(148, 148, 148)
    chat.lines.append(line("昨天12:51", 725, top + 20, 14, paper=LIGHT.page, ink=grey))
    chat.lines.append(line("中", 596, top + 47, 45, paper=LIGHT.page, ink=grey))
    chat.lines.append(line("卡号6217 0012 3456", 649, top + 60, 17))
    chat.lines.append(line("收到200，下周五还你", 724, top + 104, 17, paper=GREEN))
    # A line's box may be much higher than its print.
    high = line("一共转了3次，500块、6000", 649, top + 130, 17)
    chat.lines.append(replace(high, box=high.box._replace(y1=high.box.y1 + 20)))
    chat.y += 500
    chat.bubble("right", "好的")
    assert [m[:2] for m in told(chat.page())] == [
        ("left", "text"),
        ("right", "image"),
        ("right", "text"),
    ]


def test_a_quote_belongs_to_the_bubble_whose_face_lost_its_upper_half() -> None:
    chat = Setting(faces=False).bubble("right", "好的")
    top = chat.y - 25
    chat.regions += [
        picture(Box(940, top - 85, 1048, top + 23)),
        flat(Box(500, top, 923, top + 70), QUOTE),
    ]
    chat.lines.append(
        line("阿冬：你查收一下", 530, top + 15, 40, paper=QUOTE, ink=Colour(115, 115, 115))
    )
    assert [m.quoted for m in read(chat.page()).messages] == ["阿冬：你查收一下"]


# ── notices, calls and old cards ───────────────────────────────────────────────────────


def test_the_orange_of_a_red_packet_may_colour_a_whole_notice() -> None:
    orange = Colour(224, 158, 83)
    chat = Setting(theme=DARK).bubble("left", "在吗")
    chat.lines.append(middle("你领取了自己发的红包", chat.y, 36, paper=DARK.page, ink=orange))
    assert told(chat.page())[-1] == ("center", "system", "你领取了自己发的红包")


def test_it_may_do_so_on_an_old_pill() -> None:
    chat = Setting(theme=OLD).bubble("left", "在吗")
    one = middle("你领取了阿冬的红包", chat.y, 40, paper=OLD_PILL, ink=Colour(224, 164, 93))
    chat.lines.append(one)
    chat.regions.append(flat(one.box._replace(x0=one.box.x0 - 12, x1=one.box.x1 + 12), OLD_PILL))
    screen = read(chat.page())
    assert screen.messages[-1].kind is MessageKind.SYSTEM
    assert not screen.doubts


def test_the_length_of_a_call_may_come_in_pieces() -> None:
    chat = Setting().bubble("right", "在吗").bubble("left", "通话时长12")
    words, bubble = chat.lines[-1].box, chat.regions[-1]
    chat.lines.append(line("2:41", words.x1 - 12, words.y0))
    chat.regions[-1] = replace(bubble, box=bubble.box._replace(x1=bubble.box.x1 + 200))
    assert told(chat.page())[-1][1] == "call"


def test_a_calls_sign_may_be_read_as_a_letter() -> None:
    chat = Setting().bubble("left", "在吗").bubble("right", "未应答 L")
    bubble = chat.regions[-1]
    chat.regions[-1] = replace(bubble, box=bubble.box._replace(x0=bubble.box.x0 - 60))
    assert told(chat.page())[-1][1:] == ("call", "未应答")


def test_a_card_without_words_may_be_the_answer_to_the_one_before() -> None:
    chat = Setting().bubble("left", "在吗").card("right", "¥100.00", "已被接收")
    chat.card("left", "¥100.00")
    assert [m.kind for m in read(chat.page()).messages[1:]] == [MessageKind.TRANSFER] * 2
    assert (DoubtKind.DIRECTION_UNKNOWN, "direction") in doubted(chat.page())
    other = Setting().bubble("left", "在吗").card("right", "¥100.00", "已被接收")
    other.card("left", "¥250.00")
    assert (DoubtKind.DIRECTION_UNKNOWN, "direction") not in doubted(other.page())


def test_words_on_a_bubble_of_a_windows_pane_are_no_title() -> None:
    chat = Setting(title=None, faces=False, height=800).bubble("left", "在吗").bubble("right", "在")
    chat.regions.append(flat(Box(0, 0, 1080, 800), LIGHT.page))
    screen = read(chat.page())
    assert screen.title is None
    assert [m.text for m in screen.messages] == ["在吗", "在"]


def test_a_card_with_a_large_picture_is_a_card() -> None:
    chat = Setting(theme=DARK).bubble("left", "在吗").face("right")
    box, paper = Box(240, chat.y, 923, chat.y + 640), DARK.left
    chat.regions.append(replace(picture(box), colour=paper))
    chat.lines.append(line("查询你的缴费记录", 273, chat.y + 90, paper=paper, ink=DARK.left_ink))
    chat.lines.append(line("小程序", 273, chat.y + 590, 36, paper=paper, ink=GREY))
    assert told(chat.page())[-1] == ("right", "other", "查询你的缴费记录\n小程序")


def test_an_orange_company_ends_a_title() -> None:
    chat = Setting(theme=OLD).bubble("left", "在吗")
    bar, orange = Colour(57, 58, 63), Colour(227, 154, 60)
    chat.lines[1] = middle("Mr.Z @恒通物流", 143, 50, paper=bar, ink=orange)
    chat.regions.append(flat(Box(0, 0, 1080, 234), bar))
    screen = read(chat.page())
    assert [m.text for m in screen.messages] == ["在吗"]
    assert screen.title is not None
    assert screen.title.value == "Mr.Z"


def old_card(chat: Setting, side: str, *texts: str) -> None:
    """Set an orange card with a white strip below it."""
    top = chat.y
    chat.card(side, *texts, footer=None, done=False)
    card = chat.regions[-1]
    chat.regions[-1] = replace(card, box=card.box._replace(y1=top + 180))
    chat.regions.append(flat(card.box._replace(y0=top + 180, y1=top + 246), WHITE))
    chat.lines.append(line("微信转账", card.box.x0 + 38, top + 196, 34, ink=GREY))


def test_an_old_card_never_pales_when_its_money_is_taken() -> None:
    chat = Setting(theme=OLD).bubble("left", "在吗")
    old_card(chat, "left", "¥100.00", "货款")
    old_card(chat, "right", "¥100.00", "已收款")
    assert [m.receipt for m in read(chat.page()).messages] == [False, False, True]
    new = Setting().bubble("left", "在吗").card("left", "¥100.00", "货款", done=False)
    new.card("right", "¥100.00", "已收款")
    assert not any(m.receipt for m in read(new.page()).messages)


def test_a_dark_pill_on_a_bright_page_tells_that_a_photo_is_behind_it() -> None:
    chat = short("明天还你")
    chat.lines.append(middle("周一早上8:40", 450, 38, paper=PILL, ink=WHITE))
    assert doubted(chat.page()) == [(DoubtKind.LOW_CONFIDENCE, "message")]
    old = Setting(theme=OLD).bubble("left", "在吗")
    old.lines.append(middle("周一早上8:40", 450, 38, paper=OLD_PILL, ink=WHITE))
    assert not read(old.page()).doubts


def window(page: OcrPage, strip: Colour) -> OcrPage:
    """Return a phone's page as the pane of a window whose strip has the page's colour."""
    bar, pane = flat(Box(0, 0, 1080, 230), LIGHT.page), flat(Box(0, 231, 1080, 2200), LIGHT.page)
    regions = tuple(
        replace(r, box=r.box._replace(x0=r.box.x0 + 920, x1=r.box.x1 + 920))
        for r in (bar, pane, *page.regions)
    )
    lines = tuple(
        replace(li, box=li.box._replace(x0=li.box.x0 + 920, x1=li.box.x1 + 920))
        for li in page.lines
    )
    return replace(page, width=2000, background=strip, lines=lines, regions=regions)


def test_a_pane_whose_colour_was_misjudged_may_hide_bubbles() -> None:
    page = Setting().bubble("right", "明天还你").page()
    assert (DoubtKind.LOW_CONFIDENCE, "message") in doubted(window(page, Colour(46, 46, 46)))
    assert not doubted(window(page, LIGHT.page))


def test_a_time_on_a_ground_of_its_own_is_no_quote() -> None:
    chat = Setting(faces=False)
    chat.lines.append(middle("昨天上午11:44", 274, 44, paper=WHITE, ink=GREY))
    chat.y = 375
    chat.bubble("left", "在吗").bubble("right", "在")
    assert next(m.kind for m in read(chat.page()).messages) is MessageKind.TIME


def test_the_halves_of_a_picture_are_one_picture() -> None:
    chat = Setting(theme=DARK).bubble("right", "在吗").face("left")
    top = chat.y
    chat.regions.append(picture(Box(160, top, 600, top + 250)))
    chat.regions.append(flat(Box(163, top + 258, 598, top + 500), WHITE))
    chat.lines.append(line("转账成功，款项已到账", 183, top + 330, 38))
    assert [m.kind for m in read(chat.page()).messages] == [MessageKind.TEXT, MessageKind.IMAGE]


def test_a_white_bubble_in_the_dark_theme_is_in_doubt() -> None:
    chat = Setting(theme=DARK).bubble("right", "在吗").bubble("left", "好的")
    assert not doubted(chat.page())
    chat.bubble("left", "会议纪要，工期顺延", colour=WHITE, ink=Colour(25, 25, 25))
    assert doubted(chat.page()) == [(DoubtKind.LOW_CONFIDENCE, "words")]


def test_the_dot_of_a_question_mark_describes_nothing() -> None:
    chat = Setting().bubble("left", "在吗").bubble("right", "？")
    ink, top = Colour(37, 69, 15), chat.lines[-1].box
    chat.lines.append(line("0", top.x0, top.y1, 8, paper=GREEN, ink=ink, sure=0.17))
    faint = replace(chat.lines[-1], ink=Colour(90, 120, 60))
    chat.lines[-1] = faint
    assert [m.kind for m in read(chat.page()).messages] == [MessageKind.TEXT, MessageKind.TEXT]


def test_a_picture_that_a_time_line_parts_is_two() -> None:
    sheet = Sheet(Setting().page())
    one = picture(Box(157, 400, 780, 1300))
    note = middle("昨天 12:51", 830, 36, paper=LIGHT.page, ink=GREY)
    whole = Block(one.box, one.colour, (), one)
    time = Block(note.box, LIGHT.page, (note,))
    parts = scene._parted(whole, scene._notes(sheet, whole, (whole, time)))
    assert [part.box for part in parts] == [Box(157, 400, 780, 830), Box(157, 866, 780, 1300)]
    words = replace(time, lines=(replace(note, text="好的"),))
    assert scene._notes(sheet, whole, (whole, words)) == ()


def test_pale_words_on_green_fill_no_bubble() -> None:
    ground = flat(Box(440, 408, 823, 517), GREEN)
    one = line("明天一定还你钱", 474, 440, paper=GREEN)
    dark = Block(ground.box, GREEN, (one,), ground)
    assert chat_screens._filled(dark)
    pale = replace(one, ink=Colour(118, 190, 84))
    assert not chat_screens._filled(replace(dark, lines=(pale,)))


def test_a_picture_right_above_what_nobody_knows_is_in_doubt() -> None:
    chat = Setting().bubble("left", "看")
    (message,) = read(chat.page()).messages
    block = Block(message.box, WHITE, ())
    upper = replace(message, kind=MessageKind.IMAGE, box=Box(157, 400, 780, 700))
    lower = replace(message, kind=MessageKind.OTHER, box=Box(157, 705, 780, 900))
    seen = scene.of(Sheet(chat.page()))

    def halves(one: Message, other: Message) -> list[Box]:
        return list(blanks._halves(seen, [Told(one, block), Told(other, block)]))

    assert halves(upper, lower) == [upper.box]
    assert halves(upper, replace(lower, kind=MessageKind.IMAGE)) == []
    assert halves(upper, replace(lower, box=Box(157, 740, 780, 900))) == []
    assert halves(upper, replace(lower, box=Box(157, 705, 600, 900))) == []
