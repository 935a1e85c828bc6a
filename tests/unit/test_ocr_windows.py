"""Desktop windows: the pane's colour beside a strip, and small faces apart from their bubbles."""

from __future__ import annotations

from typing import Any

import pytest
from fakes import ocr_pictures as draw

from evidence_kit.model.ink import Line, Region, RegionKind
from evidence_kit.model.values import Box, Colour
from evidence_kit.ocr import regions, windows

STRIP, LIGHT_PANE = (46, 46, 46), (245, 245, 245)
HIS, MINE = (70, 110, 104, 144), (716, 160, 750, 194)
LEFT, RIGHT = (113, 110, 310, 145), (580, 160, 707, 195)
DARK = (draw.DARK_PAGE, draw.DARK_LEFT, draw.DARK_GREEN, (213, 213, 213))
LIGHT = (LIGHT_PANE, draw.WHITE, draw.GREEN, draw.INK)
SIZES = {"text": 14, "time": 12}


def window(page: Any, left: Any, right: Any, ink: Any) -> draw.Screen:
    """A window as Windows shows it: 760 x 720, text 14 pixels high, faces of 34."""
    screen = draw.Screen(760, 720, page)
    screen.box((0, 0, 56, 720), STRIP)
    screen.text((76, 24), "周砚秋", ink, 17)
    screen.text((340, 78), "昨天 12:10", (140, 140, 140), SIZES["time"])
    screen.bubble(LEFT, left)
    screen.text((124, 118), "周末有空吗？一起吃饭", ink, SIZES["text"])
    screen.bubble(RIGHT, right)
    screen.text((591, 168), "下个月发了工资", draw.INK, SIZES["text"])
    screen.photo(HIS, seed=1)
    screen.photo(MINE, seed=2)
    return screen


def found(page: Any) -> list[tuple[RegionKind, Box]]:
    return [(r.kind, r.box) for r in regions.find(page, regions.background(page))]


def near(box: Box, drawn: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 5 for a, b in zip(box, drawn, strict=True))


@pytest.mark.parametrize("quality", [None, 85, 60])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_background_of_a_window_is_its_panes(colours: Any, quality: int | None) -> None:
    screen = window(*colours)
    page = screen.jpeg(quality) if quality else screen.pixels()
    seen = regions.background(page)
    assert max(abs(a - b) for a, b in zip(seen, colours[0], strict=True)) <= 2


@pytest.mark.parametrize("quality", [None, 85, 60])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_faces_and_bubbles_of_a_window_stay_apart(colours: Any, quality: int | None) -> None:
    screen = window(*colours)
    page = screen.jpeg(quality) if quality else screen.pixels()
    for drawn, kind in (
        (HIS, RegionKind.PICTURE),
        (LEFT, RegionKind.FLAT),
        (RIGHT, RegionKind.FLAT),
        (MINE, RegionKind.PICTURE),
    ):
        assert [k for k, box in found(page) if near(box, drawn)] == [kind], found(page)


def test_a_margin_is_no_strip_where_the_page_has_its_colour() -> None:
    screen = draw.Screen(660, 247, draw.PAGE)
    screen.bubble((60, 20, 660, 230), draw.ACTIVE)
    seen = regions.background(screen.pixels())
    assert max(abs(a - b) for a, b in zip(seen, draw.PAGE, strict=True)) <= 2


def test_a_picture_of_a_phones_page_is_seen_on_a_windows_grey() -> None:
    screen = draw.Screen(760, 720, (243, 243, 243))
    screen.text((76, 24), "周砚秋还有很多别的话要说", draw.INK, 17)
    screen.box((60, 110, 160, 240), draw.PAGE)
    assert any(near(box, (60, 110, 160, 240)) for _, box in found(screen.pixels()))


def test_what_an_engine_makes_of_a_face_and_a_bubble_is_no_line() -> None:
    grey = Colour(9, 9, 9)
    face = Region(RegionKind.PICTURE, Box(119, 265, 173, 320), grey, "0" * 16)
    bubble = Region(RegionKind.FLAT, Box(186, 265, 240, 320), grey, "0" * 16)
    nonsense = Line("W2", Box(112, 263, 255, 336), 0.26, grey, grey, "")
    assert regions.without_glyphs((face, bubble), (nonsense,)) == (face, bubble)


def test_the_scale_of_a_dark_window_is_its_texts() -> None:
    for colours in (LIGHT, DARK):
        page = window(*colours).pixels()
        assert 330 <= windows.unit(page, regions.background(page)) <= 450
        assert windows.printed(page, regions.background(page)) is not None
    phone = draw.Screen(1080, 1200).pixels()
    assert windows.unit(phone, regions.background(phone)) == 1080
