"""Laws of reading: every page has an answer, in any order of its ink, and nothing without ink."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given, settings, strategies as st
from inked import DARK, LIGHT, SOURCE, Chat as Setting

from evidence_kit import screens
from evidence_kit.model import (
    Box,
    Chat,
    Colour,
    Line,
    OcrPage,
    Reading,
    Region,
    RegionKind,
    Screen,
    Where,
)

SIDES = st.sampled_from(["left", "right"])
WORDS = st.sampled_from(
    [
        *("在吗？", "借我3000元", "¥500.00", "¥50000", "已收款", "已被接收", "借款", "微信转账"),
        *(
            "昨天 21:03",
            "晚上12:05",
            "14:4l",
            "账单详情",
            "当前状态",
            "支付成功",
            "转账单号",
            "转账时间",
        ),
        *("1000050001202503027726553130038", "周砚秋已收款", "微信号：abc_123456", "昵称：阿秋"),
        *(
            "2025年3月2日14:08:31",
            '12"',
            "通话时长00:07",
            "发消息",
            "-3000.00",
            "转账-转给周砚秋",
            " ",
            "",
        ),
        *("账单", "2024年4月", "支出¥300.00收入¥0.00", "4月23日 11:48", "周砚秋的红包", "领取红包"),
        *(
            "2个红包共10.00元",
            "0.01元",
            "转账过期退款到账通知",
            "退款金额",
            "借条",
            "今借到陈岚人民币",
        ),
        *(
            "叁仟元整",
            "电子回单",
            "支付宝",
            "创建时间",
            "实名认证",
            "🍔",
            "👨‍👩‍👧 2个",
            "\u202e00.005",
            "□500.00",
        ),
    ]
)
# An engine's boxes lie on its page; a damaged recording's may lie anywhere.
PLACES = st.one_of(st.integers(-50, 2600), st.sampled_from([-(10**9), -1, 0, 10**9]))
COLOURS = st.one_of(
    st.builds(Colour, *[st.integers(0, 255)] * 3),
    st.sampled_from(
        [LIGHT.page, LIGHT.right, LIGHT.card, LIGHT.done, LIGHT.left, DARK.page, DARK.left]
    ),
)
SURE = st.one_of(st.floats(0, 1), st.sampled_from([float("nan"), float("inf"), -1.0, 7.5]))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, y0 = draw(PLACES), draw(PLACES)
    width, height = draw(st.integers(-5, 1100)), draw(st.integers(-5, 300))
    return Box(x0, y0, x0 + draw(st.sampled_from([width, 10**9])), y0 + height)


LINES = st.builds(
    Line, st.one_of(WORDS, st.text(max_size=12)), boxes(), SURE, COLOURS, COLOURS, st.just("0" * 16)
)
REGIONS = st.builds(Region, st.sampled_from(RegionKind), boxes(), COLOURS, st.just("0" * 16))
ANY_PAGES = st.builds(
    OcrPage,
    st.just(SOURCE),
    st.integers(0, 2000),
    st.integers(0, 3000),
    COLOURS,
    st.lists(LINES, max_size=14).map(tuple),
    st.lists(REGIONS, max_size=14).map(tuple),
    st.just("hand"),
    st.just("1"),
)


@st.composite
def chat_pages(draw: st.DrawFn) -> OcrPage:
    chat = Setting(
        title=draw(st.sampled_from(["周砚秋", None])),
        theme=draw(st.sampled_from([LIGHT, DARK])),
        faces=draw(st.booleans()),
    )
    for _ in range(draw(st.integers(1, 6))):
        what = draw(st.sampled_from(["note", "bubble", "card"]))
        texts = draw(st.lists(WORDS, min_size=1, max_size=3))
        if what == "note":
            chat.note(texts[0])
        elif what == "bubble":
            chat.bubble(draw(SIDES), *texts)
        else:
            chat.card(draw(SIDES), *texts, done=draw(st.booleans()))
    return chat.page()


PAGES = st.one_of(ANY_PAGES, chat_pages())


@st.composite
def read_twice(draw: st.DrawFn) -> tuple[OcrPage, tuple[Reading, ...]]:
    page = draw(PAGES)
    asked = [w.box for w in screens.wanted(page)]
    some = st.sampled_from(asked) if asked else boxes()
    reading = st.builds(
        Reading, st.just("other"), st.one_of(WORDS, st.text(max_size=9)), SURE, some
    )
    return page, tuple(draw(st.lists(reading, max_size=5)))


@settings(max_examples=120, deadline=None)
@given(read_twice())
def test_every_page_has_an_answer(read: tuple[OcrPage, tuple[Reading, ...]]) -> None:
    screen = screens.read(*read)
    assert type(screen) in get_args(Screen)
    assert screen.source == read[0].source
    for doubt in screen.doubts:
        assert doubt.where is None or doubt.where.source == SOURCE


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_wanted_boxes_lie_on_lines(page: OcrPage) -> None:
    lines = [line.box for line in page.lines]
    wanted = screens.wanted(page)
    for box in (w.box for w in wanted):
        # A line taken apart is asked for whole.
        assert box in lines or sum(box.contains(line) for line in lines) > 1
    assert len(set(wanted)) == len(wanted)


@settings(max_examples=100, deadline=None)
@given(read_twice(), st.randoms(use_true_random=False))
def test_the_order_of_the_ink_changes_nothing(
    read: tuple[OcrPage, tuple[Reading, ...]], dice: object
) -> None:
    page, readings = read
    shuffled = replace(page, lines=mixed(page.lines, dice), regions=mixed(page.regions, dice))
    assert repr(screens.read(shuffled, mixed(readings, dice))) == repr(screens.read(page, readings))
    assert screens.wanted(shuffled) == screens.wanted(page)


def mixed(items: tuple[object, ...], dice: object) -> tuple[object, ...]:
    order = list(items)
    dice.shuffle(order)
    return tuple(order)


@settings(max_examples=100, deadline=None)
@given(chat_pages())
def test_no_value_is_without_ink(page: OcrPage) -> None:
    screen = screens.read(page)
    if not isinstance(screen, Chat):
        return
    inked = {(line.text, line.box) for line in page.lines}
    for message in screen.messages:
        if message.amount is not None:
            assert isinstance(message.amount.where, Where)
            assert (message.amount.quote, message.amount.where.box) in inked
        if message.time is not None:
            assert message.time.text in {text for text, _ in inked}
