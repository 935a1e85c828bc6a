"""A window's chat: its pane, its title, its faces, and what a small or spoilt page may hide."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import LIGHT, QUOTE, WHITE, Chat, flat, line, middle, told

from evidence_kit import screens
from evidence_kit.model import Box, Chat as Screen, Colour, Doubt, DoubtKind, OcrPage

STRIP = Colour(46, 46, 46)
THUMB = Colour(236, 236, 236)


def read(page: OcrPage) -> Screen:
    screen = screens.read(page)
    assert isinstance(screen, Screen)
    return screen


def doubts(page: OcrPage) -> list[tuple[str, str]]:
    return [(d.kind.value, dict(d.args).get("field", "")) for d in read(page).doubts]


def beside_a_strip(chat: OcrPage, by: int = 80) -> OcrPage:
    """Put a chat at the right of a strip; the page's colour is the pane's."""

    def right(box: Box) -> Box:
        return box._replace(x0=box.x0 + by, x1=box.x1 + by)

    strip = flat(Box(0, 0, by, chat.height), STRIP)
    return replace(
        chat,
        width=chat.width + by,
        lines=tuple(replace(li, box=right(li.box)) for li in chat.lines),
        regions=(strip, *(replace(r, box=right(r.box)) for r in chat.regions)),
    )


def test_the_widest_bubble_of_a_window_is_not_its_pane() -> None:
    chat = Chat(title="测试", height=1300).bubble("right", "这么长的一句话也不是窗格的底色")
    chat.regions = [r for r in chat.regions if r.box.width < 1000]
    page = read(beside_a_strip(chat.page()))
    assert page.title is not None
    assert page.title.value == "测试"
    assert [m.text for m in page.messages] == ["这么长的一句话也不是窗格的底色"]
    assert not page.doubts


def test_a_tools_icon_in_the_column_of_faces_is_no_face() -> None:
    chat = Chat(height=1300).bubble("left", "在吗？").bubble("right", "在的")
    plain = told(chat.page())
    chat.regions.append(flat(Box(50, 700, 82, 732), Colour(91, 143, 249)))
    chat.lines.append(line("写给你的信", 110, 705, 30, paper=LIGHT.page))
    assert told(chat.page())[: len(plain)] == plain
    box = chat.lines[-1].box
    unplaced = [d for d in read(chat.page()).doubts if d.where and d.where.box == box]
    assert [d.kind for d in unplaced] == [DoubtKind.SIDE_UNKNOWN]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("6” (c", 6), ('28" (io', 28), ("19° (b", 19), ("4°(c.", 4), ('1"(10', 1), ('io) 5"', 5)],
)
def test_the_waves_beside_seconds_are_read_as_anything(text: str, seconds: int) -> None:
    (message,) = read(Chat().bubble("right", text).page()).messages
    assert (message.kind, message.seconds) == ("voice", seconds)


@pytest.mark.parametrize("text", ["19°", '5"屏幕(大', "(c 6"])
def test_a_degree_or_an_inch_alone_is_no_voice(text: str) -> None:
    (message,) = read(Chat().bubble("right", text).page()).messages
    assert message.kind == "text"


def test_small_print_on_several_papers_is_a_picture_of_a_page() -> None:
    chat = Chat().bubble("left", "你看这个").bubble("right", "好的我看看").face("left")
    chat.regions.append(flat(Box(157, chat.y, 477, chat.y + 400), THUMB))
    chat.lines.append(line("昨天下午", 250, chat.y + 30, 20, paper=THUMB))
    chat.lines.append(line("借我五百块钱", 190, chat.y + 80, 22, paper=WHITE))
    assert told(chat.page())[-1][:2] == ("left", "image")


def test_usual_print_on_one_paper_is_none() -> None:
    chat = Chat().bubble("left", "你看这个").bubble("left", "借我五百块钱", "下个月还给你")
    assert told(chat.page())[-1][:2] == ("left", "text")


def test_a_pale_card_of_an_unknown_kind_is_a_doubt() -> None:
    page = Chat().bubble("left", "在吗").card("left", "送3", footer=None).page()
    assert ("low_confidence", "words") in doubts(page)


def test_a_piece_of_a_receipts_words_may_be_a_receipt() -> None:
    chat = Chat().card("right", "¥111.77", "房租").card("left", "¥111.77", "收款")
    assert ("direction_unknown", "direction") in doubts(chat.page())
    chat = Chat().card("right", "¥111.77", "房租").card("left", "¥111.77", "伙食费")
    assert ("direction_unknown", "direction") not in doubts(chat.page())


def test_words_on_the_page_that_are_no_note_are_a_doubt() -> None:
    chat = Chat().bubble("left", "在吗")
    words = middle("你领取了她的红包", chat.y, 40, paper=LIGHT.page, ink=Colour(40, 30, 20))
    chat.lines.append(words)
    found = [d for d in read(chat.page()).doubts if _stands_at(d, words.box)]
    assert [d.kind for d in found] == [DoubtKind.LOW_CONFIDENCE]


def _stands_at(doubt: Doubt, box: Box) -> bool:
    return doubt.where is not None and doubt.where.box == box


def test_a_bubble_without_words_at_the_foot_is_in_sight_if_it_is_whole() -> None:
    chat = Chat(height=900).bubble("left", "在吗").bubble("right", "在的")
    chat.bubble("right", "就这么定了")
    chat.lines = [li for li in chat.lines if li.text != "就这么定了"]
    bubble = chat.regions[-1].box
    bar = next(r for r in chat.regions if r.box.width == 1080)
    chat.regions = [r for r in chat.regions if r is not bar]
    chat.regions.append(flat(Box(0, bubble.y1 + 2, 1080, 900), LIGHT.bar))
    assert told(chat.page())[-1] == ("right", "other", "")
    assert doubts(chat.page()) == [("low_confidence", "words")]


def test_who_has_a_face_said_something() -> None:
    chat = Chat().bubble("left", "在吗").face("right")
    face = chat.regions[-1].box
    chat.y += 200
    chat.bubble("left", "人呢")
    (doubt,) = read(chat.page()).doubts
    assert doubt.kind is DoubtKind.LOW_CONFIDENCE
    assert doubt.where is not None
    assert (doubt.where.box.y0, doubt.where.box.y1) == (face.y0, face.y1)
    assert not read(Chat().bubble("left", "在吗").bubble("left", "人呢").page()).doubts


def test_an_own_white_bubble_without_a_cards_parts_is_a_doubt() -> None:
    said = Chat().bubble("left", "在吗").bubble("right", "我明天转给你", colour=WHITE)
    assert doubts(said.page()) == [("low_confidence", "words")]
    carded = Chat().bubble("left", "在吗").bubble("right", "张三丰", "个人名片", colour=WHITE)
    assert doubts(carded.page()) == []


def test_a_quotes_grey_box_is_no_picture() -> None:
    chat = Chat().bubble("left", "在吗").bubble("right", "在的")
    chat.regions.append(flat(Box(560, chat.y - 20, 923, chat.y + 50), QUOTE))
    chat.lines.append(line("周砚秋：在吗", 600, chat.y, 30, paper=QUOTE, ink=Colour(120, 120, 120)))
    assert read(chat.page()).messages[-1].quoted == "周砚秋：在吗"


def test_a_notice_that_was_hardly_read_is_a_doubt() -> None:
    chat = Chat().note("07年口7").bubble("left", "在吗")
    chat.lines = [replace(li, confidence=0.6) if "口" in li.text else li for li in chat.lines]
    assert doubts(chat.page()) == [("low_confidence", "words")]


def test_notices_a_windows_line_apart_are_separate() -> None:
    chat = Chat()
    for at in (300, 363):
        chat.lines.append(middle("以下为新消息", at, 36, paper=LIGHT.page, ink=LIGHT.note))
    chat.y = 480
    assert [m.kind for m in read(chat.bubble("left", "在吗").page()).messages][:2] == ["system"] * 2


def test_a_red_face_of_a_window_is_no_mark() -> None:
    face = Box(32, 268, 78, 314)
    bubble = Box(90, 268, 300, 318)
    lines = [line("周砚秋", 40, 100, 24, paper=LIGHT.page), line("还你钱了", 106, 280, 24)]
    regions = [flat(face, Colour(192, 57, 43)), flat(bubble, WHITE)]
    drawn = replace(Chat(height=900).page(), lines=tuple(lines), regions=tuple(regions))
    (message,) = read(replace(drawn, width=1116)).messages
    assert (message.side, message.kind, message.avatar) == ("left", "text", "0" * 16)


def test_what_says_it_was_taken_may_answer_a_card_nobody_could_read() -> None:
    chat = Chat().card("right", "送3", footer=None).card("left", "¥520.00", "已收款")
    assert ("direction_unknown", "direction") in doubts(chat.page())
    chat = Chat().bubble("right", "送你").card("left", "¥520.00", "已收款")
    assert ("direction_unknown", "direction") not in doubts(chat.page())


def test_a_sticker_is_told_once_however_high_it_stands() -> None:
    chat = Chat().bubble("right", "好").face("right")
    chat.regions.append(flat(Box(700, chat.y + 6, 900, chat.y + 206), Colour(254, 243, 213)))
    chat.lines.append(line("收到", 760, chat.y + 204, 60, paper=LIGHT.page, ink=LIGHT.note))
    assert [m[1] for m in told(chat.page())] == ["text", "image"]


def test_what_ends_like_a_time_is_a_time_in_doubt() -> None:
    page = Chat().note("凌展1:22").bubble("left", "在吗").page()
    assert [m.kind for m in read(page).messages] == ["time", "text"]
    assert doubts(page) == [("time_unreadable", "time")]
    assert doubts(Chat().note("你撤回了一条消息").bubble("left", "在吗").page()) == []


def test_a_line_that_touches_its_bubbles_top_is_cut() -> None:
    chat = (
        Chat(title=None, y=60, height=1200).bubble("right", "今借到一千元").bubble("left", "好的")
    )
    bubble, words = chat.regions[1].box, chat.lines[0].box
    chat.regions[1] = replace(chat.regions[1], box=bubble._replace(y0=words.y0 + 6))
    chat.lines[0] = replace(chat.lines[0], box=words._replace(y0=words.y0 + 6), text="夕佳到一千示")
    assert [m.text for m in read(chat.page()).messages] == ["好的"]


def test_a_bubble_without_a_face_among_faces_is_a_doubt() -> None:
    chat = Chat().bubble("left", "在吗")
    chat.faces = False
    chat.bubble("left", "Tina:[图片]")
    chat.faces = True
    assert ("low_confidence", "words") in doubts(chat.bubble("left", "明天见").page())
    assert doubts(Chat(faces=False).bubble("left", "在吗").bubble("left", "明天见").page()) == []


@pytest.mark.parametrize("text", ['小8"', '1) 4"', "已取消"])
def test_what_may_be_a_voice_or_a_call_is_a_doubt(text: str) -> None:
    assert doubts(Chat().bubble("left", "在吗").bubble("left", text).page()) == [
        ("low_confidence", "words")
    ]


@pytest.mark.parametrize("memo", ["已收的", "00已收器"])
def test_a_misread_receipt_may_be_one(memo: str) -> None:
    chat = Chat().card("right", "¥587.71", "房租").card("left", "¥587.71", memo)
    assert ("direction_unknown", "direction") in doubts(chat.page())


def test_a_face_speaks_once() -> None:
    chat = Chat().bubble("left", "好的").bubble("right", "在")
    chat.face("left")
    chat.regions.append(flat(Box(157, chat.y, 400, chat.y + 30), WHITE))
    chat.regions.append(flat(Box(157, chat.y + 40, 500, chat.y + 150), WHITE))
    chat.lines.append(line("你到了给我打电话", 190, chat.y + 70, 36))
    assert ("low_confidence", "words") in doubts(chat.page())
