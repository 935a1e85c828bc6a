"""Bubbles, cards, avatars and badges are found by colour, sharp or recompressed."""

from __future__ import annotations

from typing import Any

import pytest
from fakes import ocr_pictures as draw

from evidence_kit.model.ink import Line, Region, RegionKind
from evidence_kit.model.values import Box, Colour
from evidence_kit.ocr import regions

LEFT, RIGHT, CARD = (170, 100, 700, 210), (300, 240, 910, 416), (251, 450, 910, 696)
HIS, MINE = (32, 100, 140, 208), (940, 240, 1048, 348)
LIGHT = (draw.PAGE, draw.WHITE, draw.GREEN, draw.INK)
DARK = (draw.DARK_PAGE, draw.DARK_LEFT, draw.DARK_GREEN, (213, 213, 213))


def chat(page, left, right, ink, card=draw.PALE) -> draw.Screen:
    screen = draw.Screen(colour=page)
    screen.bubble(LEFT, left)
    screen.text((200, 128), "周末有空吗？一起", ink)
    screen.bubble(RIGHT, right)
    screen.text((330, 268), "下个月15号发了工资", draw.INK)
    screen.text((330, 334), "就还你3000元", draw.INK)
    screen.bubble(CARD, card)
    screen.text((400, 490), "¥3000.00", draw.WHITE)
    screen.text((400, 550), "已被接收", draw.WHITE, 36)
    screen.photo(HIS, seed=1)
    screen.photo(MINE, seed=2)
    return screen


def found(page: Any) -> tuple[Region, ...]:
    return regions.find(page, regions.background(page))


def alike(box: Box, drawn: tuple[int, ...], slack: int) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(box, drawn, strict=True))


def only(page: Any, drawn: tuple[int, int, int, int], kind: RegionKind, slack: int) -> Region:
    here = [r for r in found(page) if alike(r.box, drawn, slack)]
    assert [r.kind for r in here] == [kind], [(r.kind, tuple(r.box)) for r in found(page)]
    return here[0]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("quality", [None, 90, 60])
def test_a_chat_page_is_its_bubbles_card_and_avatars(colours, quality: int | None) -> None:
    screen = chat(*colours)
    page = screen.jpeg(quality) if quality else screen.pixels()
    assert max(abs(a - b) for a, b in zip(regions.background(page), colours[0], strict=True)) <= 2
    slack = 10 if quality else 2
    for drawn, colour in ((LEFT, colours[1]), (RIGHT, colours[2]), (CARD, draw.PALE)):
        region = only(page, drawn, RegionKind.FLAT, slack)
        assert max(abs(a - b) for a, b in zip(region.colour, colour, strict=True)) <= 3
    for drawn in (HIS, MINE):
        only(page, drawn, RegionKind.PICTURE, slack)


def test_text_and_an_icon_leave_an_active_card_one_region() -> None:
    screen = draw.Screen()
    screen.bubble(CARD, draw.ACTIVE)
    screen.pen.ellipse((290, 500, 370, 580), outline=draw.WHITE, width=6)
    screen.pen.line((280, 640, 880, 640), fill=(252, 190, 120), width=1)
    screen.text((400, 490), "¥3000.00", draw.WHITE)
    orange = [r for r in found(screen.pixels()) if r.colour == Colour(*draw.ACTIVE)]
    assert [tuple(r.box) for r in orange] == [CARD]


def test_an_old_card_is_its_orange_and_its_white_footer() -> None:
    screen = draw.Screen()
    screen.pen.rectangle((251, 450, 909, 637), fill=draw.ACTIVE)
    screen.pen.rectangle((251, 638, 909, 695), fill=draw.WHITE)
    boxes = {(r.colour, tuple(r.box)) for r in found(screen.pixels())}
    assert (Colour(*draw.ACTIVE), (251, 450, 910, 638)) in boxes
    assert (Colour(*draw.WHITE), (251, 638, 910, 696)) in boxes


def test_a_bubble_is_told_from_the_input_bar_that_cuts_it() -> None:
    screen = draw.Screen()
    screen.bubble((170, 1000, 800, 1110), draw.WHITE)
    screen.pen.rectangle((0, 1060, 1079, 1199), fill=(247, 247, 247))
    only(screen.pixels(), (170, 1000, 800, 1060), RegionKind.FLAT, 2)
    only(screen.pixels(), (0, 1060, 1080, 1200), RegionKind.FLAT, 2)


def test_a_hairline_does_not_tie_a_card_to_the_edges_of_the_page() -> None:
    screen = draw.Screen()
    screen.pen.line((0, 234, 1079, 234), fill=(213, 213, 213), width=2)
    screen.pen.rectangle((169, 236, 828, 349), fill=draw.PALE)
    only(screen.pixels(), (169, 236, 829, 350), RegionKind.FLAT, 2)


def test_a_red_dot_is_found_and_black_glyphs_are_not() -> None:
    screen = draw.Screen()
    screen.pen.ellipse((720, 140, 741, 161), fill=(250, 81, 81))
    screen.text((300, 400), "一口田日目国■", draw.INK)
    assert [tuple(r.box) for r in found(screen.pixels())] == [(720, 140, 742, 162)]


@pytest.mark.parametrize("quality", [None, 90, 75, 60])
@pytest.mark.parametrize(("width", "page"), [(720, draw.DARK_PAGE), (1080, draw.PAGE)])
def test_the_red_mark_of_a_message_that_never_arrived_is_flat_and_red(
    quality: int | None, width: int, page: tuple[int, int, int]
) -> None:
    screen, size = draw.Screen(width, colour=page), width // 45
    screen.pen.ellipse((99, 143, 99 + 2 * size, 143 + 2 * size), fill=(250, 81, 81))
    screen.text((94 + size, 143), "!", draw.WHITE, 3 * size // 2)
    drawn = (99, 143, 100 + 2 * size, 144 + 2 * size)
    here = only(screen.jpeg(quality) if quality else screen.pixels(), drawn, RegionKind.FLAT, 3)
    assert here.colour.red - max(here.colour.green, here.colour.blue) > 140


def test_red_things_on_a_picture_are_part_of_it() -> None:
    screen = draw.Screen()
    screen.photo((170, 100, 500, 420), seed=4)
    screen.pen.ellipse((300, 200, 348, 248), fill=(250, 81, 81))
    assert [r.kind for r in found(screen.jpeg(75))] == [RegionKind.PICTURE]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_small_own_bubble_stays_flat_however_its_words_ring(colours) -> None:
    screen = draw.Screen(720, colour=colours[0])
    screen.bubble((499, 369, 615, 443), colours[2])
    screen.text((524, 382), "可以", draw.INK, 31)
    here = only(screen.jpeg(70), (499, 369, 615, 443), RegionKind.FLAT, 8)
    assert max(abs(a - b) for a, b in zip(here.colour, colours[2], strict=True)) <= 3


def test_what_stands_on_a_panel_is_found_too() -> None:
    screen = draw.Screen()
    screen.pen.rectangle((0, 200, 1079, 600), fill=draw.WHITE)
    screen.photo((60, 260, 240, 440), seed=3)
    only(screen.pixels(), (0, 200, 1080, 601), RegionKind.FLAT, 0)
    only(screen.pixels(), (60, 260, 240, 440), RegionKind.PICTURE, 2)


def test_an_empty_page_has_no_regions() -> None:
    assert found(draw.Screen().pixels()) == ()


def bits_apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_the_same_avatar_differs_in_few_bits_and_another_in_many() -> None:
    screen = chat(*LIGHT)
    sharp, soft = screen.pixels(), screen.jpeg(70)
    his = only(sharp, HIS, RegionKind.PICTURE, 2).fingerprint
    again = only(soft, HIS, RegionKind.PICTURE, 10).fingerprint
    mine = only(sharp, MINE, RegionKind.PICTURE, 2).fingerprint
    assert len(his) == 16
    assert bits_apart(his, again) <= 10
    assert bits_apart(his, mine) >= 18


def test_glyphs_of_a_wide_line_are_no_regions_but_a_face_read_as_a_letter_is() -> None:
    glyph = Region(RegionKind.FLAT, Box(310, 105, 340, 150), Colour(0, 0, 0), "0" * 16)
    face = Region(RegionKind.PICTURE, Box(32, 100, 140, 208), Colour(0, 0, 0), "0" * 16)
    grey = Colour(9, 9, 9)
    words = Line("-1500.00", Box(300, 100, 600, 155), 1.0, grey, grey, "")
    letter = Line("区", Box(30, 98, 142, 210), 0.5, grey, grey, "")
    assert regions.without_glyphs((glyph, face), (words, letter)) == (face,)


def test_bubbles_are_found_before_a_wallpaper_too() -> None:
    screen = draw.Screen()
    screen.photo((0, 0, 1080, 1200), seed=5)
    screen.bubble(LEFT, draw.WHITE)
    screen.text((200, 128), "周末有空吗？一起")
    screen.bubble(RIGHT, draw.GREEN)
    screen.text((330, 268), "下个月15号发了工资")
    boxes = [tuple(r.box) for r in found(screen.pixels())]
    assert boxes == [LEFT, RIGHT]


def test_a_photo_alone_is_one_picture() -> None:
    screen = draw.Screen()
    screen.photo((0, 0, 1080, 1200), seed=5)
    assert [r.kind for r in found(screen.pixels())] == [RegionKind.PICTURE]
