"""The words that a filing can be searched for: what surely stands there, sure numbers alone."""

from __future__ import annotations

import hashlib

import pytest

from evidence_kit.case import searchable
from evidence_kit.model import (
    Algorithm,
    Box,
    Chat,
    Digest,
    Doubt,
    DoubtKind,
    FileRole,
    Money,
    PageText,
    ReadLine,
    Side,
    Slip,
    Source,
    Sourced,
    State,
    Statement,
    Transfer,
    Unread,
    Where,
)
from evidence_kit.model.screen import Message, MessageKind

PAGE = Digest(Algorithm.SHA256, hashlib.sha256(b"page").hexdigest())
BOX = Box(100, 200, 500, 240)


def _left(
    text: str,
    *again: str,
    doubts: tuple[Doubt, ...] = (),
    screen: object = None,
    confidence: float = 0.99,
) -> str | None:
    line = ReadLine(text, BOX, confidence, again)
    page = PageText(1000, 2000, (line,))
    found = searchable.text(page, screen or Chat(PAGE, None, ()), doubts)
    assert (found.width, found.height) == (1000, 2000)
    return found.lines[0].text if found.lines else None


def _doubt(kind: DoubtKind, box: Box = BOX) -> Doubt:
    return Doubt(kind, Where(PAGE, box))


def _answered(value: object, by: str | None = "原告") -> Transfer:
    said = Sourced(value, "x", Where(PAGE, BOX), stated_by=Statement(by) if by else None)
    return Transfer(PAGE, Slip(said, None, State.ACCEPTED))


@pytest.mark.parametrize(
    "text",
    ["¥5,000.00", "2025年3月2日 14:05", "微信号：yanqiu_zhou88", "10000500012025030277265531300"],
)
def test_what_two_readers_read_alike_stays(text: str) -> None:
    assert _left(text, text) == text


@pytest.mark.parametrize(
    ("text", "again", "left"),
    [
        ("转账￥5,000.00", ("5000.00",), "转账￥5,000.00"),
        ("¥5,000.00", ("□5,000.00",), "¥5,000.00"),
        ("5,000.00元", ("□5,000.00",), "元"),
        ("¥5,000.00", ("500000",), None),
        ("¥5,000.00", ("¥5,008.00",), None),
        ("¥5,000.00", ("¥5,000.0□",), None),
        ("¥5,000.00", ("",), None),
        ("¥5,000.00", (), None),
        ("昨天 21:03", ("21:03", "21:08"), "昨天"),
        ("昨天 21:03", ("21:03",), "昨天 21:03"),
        ("周三 12:05", ("12:05",), "周 12:05"),
        ("周三 12:05", ("周三12:05", "周三12:05"), "周三 12:05"),
        ("周三 12:05", ("周三12:05", "12:05"), "周 12:05"),
        ("叁仟元整¥3000.00", ("3000.00",), "元整¥3000.00"),
        ("3万元", ("3",), "元"),
    ],
)
def test_a_number_that_not_all_readers_read_gives_way(
    text: str, again: tuple[str, ...], left: str | None
) -> None:
    assert _left(text, *again) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我先转你5000元，月底还", "我先转你 元，月底还"),
        ("借款５０００", "借款"),
        ("借五千，3月5号还", "借 ， 月 号还"),
        ("月息1.5分，两分也行", "月息 分， 分也行"),
        ("百分之三的利，一个月后还", "分之 的利， 个月后还"),
        ("周三前还2w", "周 前还"),
        ("下星期五还你两个", "下星期 还你 个"),
        ("今收到人民币壹万元整", "今收到人民币 元整"),
        ("二〇二四年五月一日", "年 月 日"),
        ("晚上一点半，三点钟", "晚上 点半， 点钟"),
        ("利率一点五", "利率 点"),
        ("AB1CD22", "AB CD"),
    ],
)
def test_numbers_of_every_kind_are_numbers(text: str, left: str) -> None:
    assert _left(text) == left


@pytest.mark.parametrize(
    "text", ["一定还你，差一点", "张三和李四", "存入零钱", "百度", "𠮷野家", "OK", "放心，月底前"]
)
def test_a_figure_in_a_word_stays(text: str) -> None:
    assert _left(text) == text


@pytest.mark.parametrize("text", ["X", "=", "●●●", "", "8", "21:05"])
def test_signs_without_a_word_are_left_out(text: str) -> None:
    assert _left(text) is None


def test_what_was_read_weakly_is_left_out() -> None:
    assert _left("知夏在吗", confidence=0.74) is None
    assert _left("知夏在吗", confidence=0.75) == "知夏在吗"


def test_a_small_picture_is_left_out_and_keeps_its_room() -> None:
    line = ReadLine("[表情]好的[表情]", BOX, 0.99)
    (found,) = searchable.text(PageText(9, 9, (line,)), Chat(PAGE, None, ()), ()).lines
    assert (found.text, found.box) == ("好的", Box(200, 200, 400, 240))


def test_a_line_s_box_is_that_of_the_words_left() -> None:
    line = ReadLine("5000收到了20", BOX, 0.99)
    (found,) = searchable.text(PageText(9, 9, (line,)), Chat(PAGE, None, ()), ()).lines
    assert (found.text, found.box) == ("收到了", Box(233, 200, 433, 240))


def test_a_doubt_of_what_is_printed_takes_the_number_away() -> None:
    for kind in DoubtKind:
        left = _left("转账¥5,000.00", "¥5,000.00", doubts=(_doubt(kind),))
        about_print = kind not in searchable._OF_OTHER_THINGS
        assert left == ("转账" if about_print else "转账¥5,000.00"), kind
    for kind in ("READINGS_DISAGREE", "LOW_CONFIDENCE", "SERIAL_DATE_DIFFERS", "READ_ONCE"):
        assert DoubtKind[kind] not in searchable._OF_OTHER_THINGS


def test_a_doubt_elsewhere_or_on_another_page_takes_nothing_away() -> None:
    below = _doubt(DoubtKind.LOW_CONFIDENCE, Box(100, 300, 500, 340))
    assert _left("¥5.00", "¥5.00", doubts=(below,)) == "¥5.00"
    around = _doubt(DoubtKind.LOW_CONFIDENCE, Box(0, 0, 1000, 2000))
    assert _left("¥5.00", "¥5.00", doubts=(around,)) is None


def test_the_screen_s_own_doubts_are_heard() -> None:
    screen = Chat(PAGE, None, (), (_doubt(DoubtKind.LOW_CONFIDENCE),))
    assert _left("¥5.00", "¥5.00", screen=screen) is None


def test_a_person_s_answer_confirms_what_it_says_and_no_other_number() -> None:
    assert _left("¥6,000.00", "¥5,000.00", screen=_answered(Money(600_000))) == "¥6,000.00"
    assert _left("¥6,000.00", "¥6,000.00", screen=_answered(Money(500_000))) is None
    assert _left("¥600000", screen=_answered(Money(600_000))) is None
    for text in ("2笔6,000.00元", "6,000.00元2笔"):
        assert not set(_left(text, screen=_answered(Money(600_000))) or "") & set("0123456789")
    assert _left("¥6,000.00", "¥6,000.00", screen=_answered(Money(5), by=None)) == "¥6,000.00"
    assert _left("单号1234", screen=_answered("0012345")) == "单号1234"
    assert _left("单号1235", screen=_answered("0012345")) == "单号"
    assert _left("三千¥6.00", screen=_answered(Money(600))) == "¥6.00"
    still = (_doubt(DoubtKind.SERIAL_DATE_DIFFERS),)
    assert _left("单号1234", screen=_answered("0012345"), doubts=still) == "单号"


def test_answers_are_found_wherever_they_stand_in_a_screen() -> None:
    said = Sourced(Money(600), "x", Where(PAGE, BOX), stated_by=Statement("原告"))
    card = Message(Side.RIGHT, MessageKind.TRANSFER, "", Box(0, 100, 900, 300), amount=said)
    assert _left("¥6.00", screen=Chat(PAGE, None, (card,))) == "¥6.00"


def test_of_a_folder_each_page_hears_its_own_doubts() -> None:
    source = Source("a.png", "a.png", PAGE, PAGE, 1, "image/png", FileRole.USED)
    other = Digest(Algorithm.SHA256, "0" * 64)
    unread = Source("b.png", "b.png", other, other, 1, "image/png", FileRole.USED)
    page = PageText(9, 9, (ReadLine("¥5.00", BOX, 0.99, ("¥5.00",)),))
    screens = [(source, Chat(PAGE, None, ())), (unread, Unread(other, "engine_failed"))]
    nowhere, elsewhere = Doubt(DoubtKind.PAGES_GAP, None), Where(other, BOX)
    doubts = (nowhere, Doubt(DoubtKind.LOW_CONFIDENCE, elsewhere))
    assert searchable.texts({PAGE: page}, screens, doubts) == {PAGE: page}
    doubts = (*doubts, _doubt(DoubtKind.LOW_CONFIDENCE))
    assert searchable.texts({PAGE: page}, screens, doubts)[PAGE].lines == ()
