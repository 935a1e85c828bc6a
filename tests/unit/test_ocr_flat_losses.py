"""Ink that the line finder once lost: on each page a part of a word went missing."""

from __future__ import annotations

from typing import Any

import pytest
from fakes import ocr_pictures as draw
from PIL import ImageFont

from evidence_kit.model.ink import Region, RegionKind
from evidence_kit.model.values import Box, Colour
from evidence_kit.ocr import flat, grounds, lines, regions

GREY = (127, 127, 127)
GOLD = (198, 163, 107)
INCOME = (247, 169, 75)


def found(pixels: Any, patches: list[Region] | None = None) -> list[Box]:
    paper = regions.background(pixels)
    return list(flat.boxes(grounds.of(pixels, paper, patches or regions.find(pixels, paper))))


def near(box: Box, other: Box, slack: int = 3) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(box, other, strict=True))


def right(screen: draw.Screen, x: int, y: int, words: str, colour: Any, size: int) -> Box:
    wide = round(draw.font(size).getlength(words))
    return screen.text((x - wide, y), words, colour, size)


@pytest.mark.parametrize(
    ("amount", "note"),
    [("-7017.00", "已全额退款"), ("23.14元", "手气最佳"), ("-5.00", "已退款")],
)
@pytest.mark.parametrize("apart", [52, 58])
def test_an_amount_and_the_note_below_it_are_no_face(amount: str, note: str, apart: int) -> None:
    """Both end at the right edge, and their ends together once passed for a square face."""
    screen = draw.Screen(1080, 1400, (255, 255, 255))
    screen.text((190, 200), "转账-转给林夏", draw.INK, 40)
    large = right(screen, 1030, 200, amount, draw.INK, 44)
    small = right(screen, 1030, 200 + apart, note, GOLD, 32)
    boxes = found(screen.pixels())
    assert any(near(box, large) for box in boxes)
    assert any(near(box, small) for box in boxes)


def test_two_stepsthat_begin_at_the_left_edge_are_no_face() -> None:
    screen = draw.Screen(1080, 1400, (255, 255, 255))
    first = screen.text((66, 200), "给小金库再添一笔", draw.INK, 44)
    second = screen.text((66, 252), "零钱通 七日年化1.73%", GREY, 40)
    boxes = found(screen.pixels())
    assert any(near(box, first) for box in boxes)
    assert any(near(box, second) for box in boxes)


def test_a_face_of_flat_strips_is_no_part_of_the_time_beside_it() -> None:
    """In a packet's list faces end further right than in a chat, and may be of two colours."""
    screen = draw.Screen(1125, 1400, (255, 255, 255))
    screen.box((57, 200, 168, 291), (146, 112, 202))
    screen.box((90, 230, 120, 260), (255, 240, 200))
    screen.box((57, 291, 168, 312), (232, 104, 74))
    words = screen.text((192, 272), "02:03", GREY, 36)
    patch = Region(RegionKind.FLAT, Box(57, 200, 168, 291), Colour(146, 112, 202), "0" * 16)
    boxes = found(screen.pixels(), [patch])
    assert any(near(box, words) for box in boxes)


def test_bold_zeros_are_no_papers_but_part_of_their_amount() -> None:
    """The inside of each 0 was once ink on a paper of the digit's own colour."""
    screen = draw.Screen(720, 900, (255, 255, 255))
    screen.text((120, 200), "微信红包-来自林夏", draw.INK, 30)
    screen.text((580, 193), "+2", INCOME, 30)
    zeros = [Box(x, 203, x + 15, 228) for x in (616, 633, 650)]
    for zero in zeros:
        x0, y0, x1, y1 = zero
        screen.pen.rounded_rectangle((x0, y0, x1 - 1, y1 - 1), 6, outline=INCOME, width=4)
    patches = [Region(RegionKind.FLAT, zero, Colour(*INCOME), "0" * 16) for zero in zeros]
    boxes = [box for box in found(screen.pixels(), patches) if box.x1 > 500]
    assert len(boxes) == 1
    assert near(boxes[0], Box(582, 203, 665, 228))


def test_a_patch_of_its_own_paper_s_colour_is_a_glyph() -> None:
    """A large digit's box has the page's colour mostly; what is on it is the page's ink."""
    screen = draw.Screen(1080, 1400, (255, 255, 255))
    screen.text((400, 200), "转账成功", draw.INK, 48)
    large = screen.text((300, 320), "7,968.88", draw.INK, 110)
    nine = Box(large.x0 + 84, large.y0 - 6, large.x0 + 156, large.y1 - 12)
    patch = Region(RegionKind.PICTURE, nine, Colour(255, 255, 255), "0" * 16)
    assert any(near(box, large) for box in found(screen.pixels(), [patch]))


def test_bold_digits_that_cover_more_than_their_paper_are_no_picture() -> None:
    screen = draw.Screen(1080, 1400, (237, 237, 237))
    screen.box((40, 300, 1040, 660), (58, 111, 247))
    screen.text((90, 330), "待还金额(元)", (255, 255, 255), 34)
    bold = ImageFont.truetype(draw.FONT, 96)
    screen.pen.text((90, 420), "3528.17", (255, 255, 255), bold, stroke_width=4)
    wide, high = bold.getlength("35"), bold.getbbox("3", stroke_width=4)
    digits = Box(round(90 + wide), 420 + int(high[1]), round(90 + 2 * wide), 420 + int(high[3]))
    patches = [
        Region(RegionKind.FLAT, Box(40, 300, 1040, 660), Colour(58, 111, 247), "0" * 16),
        Region(RegionKind.PICTURE, digits, Colour(255, 255, 255), "0" * 16),
    ]
    boxes = [box for box in found(screen.pixels(), patches) if box.y0 > 400]
    assert len(boxes) == 1
    assert boxes[0].x1 - boxes[0].x0 > 3 * wide


def test_one_short_word_on_a_long_cut_bubble_is_found() -> None:
    """So little ink on so much paper once made the bubble a stroke of a glyph."""
    screen = draw.Screen(720, 900, (237, 237, 237))
    screen.box((115, 155, 608, 204), draw.GREEN)
    word = screen.text((141, 150), "到", draw.INK, 30)
    assert any(near(box, word) for box in found(screen.pixels()))


def test_a_line_that_a_bar_cuts_is_found_though_a_rule_ties_its_glyphs() -> None:
    """The hairline above the bar touches what it cuts, and all was one patch, as wide as a rule."""
    screen = draw.Screen(1080, 2000, (237, 237, 237))
    screen.text((206, 400), "最近手头紧，想跟你借钱", draw.INK, 44)
    time = screen.text((400, 1700), "1月17日 早上8:40", GREY, 40)
    screen.box((0, time.y1 - 8, 1080, 2000), (247, 247, 247))
    screen.box((0, time.y1 - 8, 1080, time.y1 - 6), (190, 190, 190))
    boxes = [box for box in found(screen.pixels()) if box.y0 > 1000]
    assert len(boxes) == 1
    assert boxes[0].width > 0.9 * time.width


def test_the_rim_of_a_bubble_that_recompression_blurred_is_no_line() -> None:
    screen = draw.Screen(720, 1400, (237, 237, 237))
    screen.bubble((412, 158, 612, 230), draw.GREEN)
    word = screen.text((440, 170), "哈哈哈哈", draw.INK, 32)
    patch = Region(RegionKind.FLAT, Box(408, 154, 616, 234), Colour(*draw.GREEN), "0" * 16)
    boxes = found(screen.jpeg(60), [patch])
    assert len(boxes) == 1
    assert near(boxes[0], word, 6)


def test_a_large_digit_before_its_small_unit_is_no_icon() -> None:
    """A menu's icon is higher than its words; so is the last digit of an amount."""
    screen = draw.Screen(1440, 2000, (255, 255, 255))
    for row in range(6):
        screen.text((100, 1000 + 120 * row), "给小金库再添一笔", draw.INK, 48)
    amount = screen.text((520, 600), "38.1", GOLD, 150)
    seven = screen.text((amount.x1 + 27, 600), "7", GOLD, 150)
    unit = screen.text((seven.x1 + 40, 690), "元", GOLD, 56)
    assert any(near(box, amount.joined(seven).joined(unit)) for box in found(screen.pixels()))


def test_a_bubble_that_the_input_bar_cuts_is_a_paper() -> None:
    """A hairline ties it to the bar, of which it is a small part; it was taken for a picture."""
    screen = draw.Screen(720, 1600, (237, 237, 237))
    screen.box((0, 1462, 720, 1600), (247, 247, 247))
    screen.bubble((544, 1403, 616, 1480), draw.GREEN)
    word = screen.text((568, 1416), "1", draw.INK, 30)
    screen.box((0, 1462, 720, 1600), (247, 247, 247))
    screen.box((0, 1458, 720, 1462), (205, 205, 205))
    screen.box((630, 1403, 700, 1460), (120, 60, 160))
    assert any(near(box, word) for box in found(screen.pixels()))


def test_white_rows_with_hairstepsbetween_are_one_panel() -> None:
    """Four equal rows were none of them a third of their card, so the card was a picture."""
    screen = draw.Screen(1170, 2400, (237, 237, 237))
    screen.box((0, 309, 1170, 948), (255, 255, 255))
    for row in (1, 2, 3):
        screen.box((0, 309 + 160 * row, 1170, 313 + 160 * row), (217, 217, 217))
    label = screen.text((54, 680), "证件号码", draw.INK, 48)
    value = right(screen, 1115, 680, "6****************X", GREY, 46)
    paper = regions.background(screen.pixels())
    kinds = {r.kind for r in regions.find(screen.pixels(), paper) if r.box.width > 1000}
    boxes = found(screen.pixels())
    assert kinds == {RegionKind.FLAT}
    assert any(near(box, label) for box in boxes)
    assert any(near(box, value) for box in boxes)


def test_a_bubble_cut_through_its_only_line_is_a_paper() -> None:
    """Ragged with glyphs along its top, it was no paper, and its words one patch with it."""
    screen = draw.Screen(720, 1400, (237, 237, 237))
    screen.box((410, 120, 614, 206), draw.GREEN)
    screen.text((432, 140), "哈哈哈哈哈", draw.INK, 31)
    screen.box((0, 0, 720, 158), (237, 237, 237))
    patch = Region(RegionKind.FLAT, Box(409, 155, 616, 207), Colour(*draw.GREEN), "0" * 16)
    boxes = found(screen.jpeg(60), [patch])
    assert len(boxes) == 1
    assert boxes[0].width > 130


def test_the_dot_of_a_question_mark_is_no_line_below_it() -> None:
    """The network had seen the hook alone, and the dot was read as a second line, "0"."""
    screen = draw.Screen(720, 1400, (60, 90, 40))
    screen.box((532, 736, 612, 808), draw.GREEN)
    sign = screen.text((558, 740), "?", draw.INK, 36)
    hook = Box(sign.x0 - 3, sign.y0 - 3, sign.x1 + 3, sign.y1 - 7)
    bubble = Region(RegionKind.FLAT, Box(532, 736, 612, 808), Colour(*draw.GREEN), "0" * 16)
    assert not lines.passed_over(screen.pixels(), bubble, [hook])
    assert [near(box, sign) for box in lines.passed_over(screen.pixels(), bubble, [])] == [True]


def test_the_pole_between_two_steps_ties_no_lines_together() -> None:
    screen = draw.Screen(1170, 2400, (255, 255, 255))
    screen.box((345, 1000, 350, 1080), (7, 193, 96))
    screen.pen.ellipse((336, 1072, 358, 1094), fill=(7, 193, 96))
    steps = [
        screen.text((392, y), words, draw.INK, size)
        for y, words, size in (
            (940, "银行处理中", 46),
            (1000, "6月3日 07:33", 36),
            (1050, "到账成功", 46),
        )
    ]
    boxes = found(screen.pixels())
    assert all(any(near(box, line) for box in boxes) for line in steps)


def test_an_unread_badge_of_nearly_its_page_s_grey_is_a_paper() -> None:
    """The page beside a badge was once ink of the badge's colour."""
    screen = draw.Screen(720, 1600, (237, 237, 237))
    screen.pen.ellipse((56, 94, 91, 129), fill=(220, 220, 220))
    number = screen.text((68, 97), "4", draw.INK, 21)
    screen.text((330, 90), "林夏", draw.INK, 34)
    patch = Region(RegionKind.FLAT, Box(56, 94, 92, 130), Colour(220, 220, 220), "0" * 16)
    paper = regions.background(screen.pixels())
    assert len(grounds.of(screen.pixels(), paper, [patch]).boxes) == 2
    assert any(near(box, number) for box in found(screen.pixels(), [patch]))


def test_the_words_in_a_stamp_are_found() -> None:
    """The stamp's ring is no icon whose strokes say nothing."""
    screen = draw.Screen(1170, 2400, (255, 255, 255))
    screen.text((80, 200), "交易日期 2024年3月5日", draw.INK, 40)
    screen.ring((832, 367, 1032, 567), (200, 60, 60))
    first = screen.text((880, 412), "电子回", (200, 60, 60), 34)
    second = screen.text((880, 474), "专用章", (200, 60, 60), 34)
    boxes = found(screen.pixels())
    assert any(near(box, first) for box in boxes)
    assert any(near(box, second) for box in boxes)
