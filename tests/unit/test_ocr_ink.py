"""A line's colours and its signature: the same line again, and only the same line."""

from __future__ import annotations

import pytest
from fakes import ocr_pictures as draw
from hypothesis import given, settings, strategies as st

from evidence_kit.model.values import Box, Colour
from evidence_kit.ocr import ink


def page_with(words: str, x: int, y: int, *, paper=draw.WHITE, colour=draw.INK, size: int = 44):
    screen = draw.Screen(height=500)
    screen.bubble((x - 30, y - 20, x + 700, y + 90), paper)
    screen.text((x, y), words, colour, size)
    box = screen.pen.textbbox((x, y), words, font=draw.font(size))
    return screen.pixels(), Box(*(int(v) for v in box))


def signature(pixels, box: Box) -> str:
    return ink.looks(pixels, box)[2]


def test_paper_and_ink_are_the_colours_drawn() -> None:
    page, box = page_with("¥3000.00", 300, 200, paper=draw.PALE, colour=draw.WHITE)
    assert ink.colours(page, box) == (Colour(*draw.PALE), Colour(*draw.WHITE))


def test_where_nothing_is_written_both_are_the_paper() -> None:
    page = draw.Screen().pixels()
    assert ink.colours(page, Box(10, 10, 90, 50)) == (Colour(*draw.PAGE), Colour(*draw.PAGE))
    assert ink.tight(page, Box(10, 10, 90, 50)) is None
    assert signature(page, Box(10, 10, 90, 50)) == "0" * 16


JITTER = st.tuples(*[st.integers(-2, 2)] * 4)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 290), JITTER)
def test_the_same_line_elsewhere_has_the_same_signature(down: int, jitter) -> None:
    """The detector's box differs by a pixel or two between two screenshots of one line."""
    page, box = page_with("借我3000元，下个月还", 200, 60)
    again, moved = page_with("借我3000元，下个月还", 200, 60 + down)
    shaken = Box(*(a + b for a, b in zip(moved, jitter, strict=True)))
    assert signature(page, box) == signature(again, shaken)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("借我3000元", "借我5000元"),
        ("¥3000.00", "¥8000.00"),
        ("3000.00", "300.00"),
        ("好", "好的"),
        ("1000050001", "1000050007"),
    ],
)
def test_another_line_has_another_signature(one: str, other: str) -> None:
    assert signature(*page_with(one, 200, 100)) != signature(*page_with(other, 200, 100))


def test_a_bar_that_cuts_a_line_leaves_the_rest_of_its_glyphs() -> None:
    """The title bar covered the top of ¥2000.50; only its point was left as ink."""
    page, box = page_with("¥2000.50", 300, 200, paper=draw.PALE, colour=draw.WHITE)
    page[: box.y0 + 4] = draw.PAGE
    bounds = ink.tight(page, Box(box.x0 - 2, box.y0 - 3, box.x1 + 2, box.y1 + 3))
    assert bounds is not None
    assert bounds.width > 0.9 * box.width


@given(st.tuples(*[st.integers(-40, 140)] * 4))
def test_any_box_has_an_answer(corners) -> None:
    screen = draw.Screen(100, 100)
    screen.text((20, 20), "还", size=40)
    page, box = screen.pixels(), Box(*corners)
    assert len(signature(page, box)) == 16
    assert len(ink.colours(page, box)) == 2
