"""No line is lost or doubled between slices, columns and bubbles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from fakes import ocr_pictures as draw
from hypothesis import given, strategies as st

from evidence_kit.model.ink import Region, RegionKind
from evidence_kit.model.values import Box, Colour
from evidence_kit.ocr import lines


class BarFinder:
    """Finds black bars, each cut where the piece cuts it, as a detector would."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def boxes(self, piece: Any) -> Sequence[Box]:
        self.seen.append(piece.shape[0])
        inside = [False, *(piece[:, 0, 0] == 0).tolist(), False]
        edges = [i for i in range(len(inside) - 1) if inside[i] != inside[i + 1]]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [Box(0, top, piece.shape[1], bottom) for top, bottom in pairs]


@given(st.integers(1, 40_000))
def test_slices_cover_the_page_and_overlap(height: int) -> None:
    parts = lines.slices(height)
    assert (parts[0].top, parts[-1].bottom) == (0, height)
    assert all(part.bottom - part.top <= lines.SLICE for part in parts)
    for above, below in pairwise(parts):
        assert above.bottom - below.top >= lines.OVERLAP - 1
        assert above.cut_bottom
        assert below.cut_top


@pytest.mark.parametrize("offset", range(0, 140, 20))
def test_every_bar_of_a_long_page_is_found_once_and_whole(offset: int) -> None:
    """Bars as tall as the tallest text, at every distance from the cuts between slices."""
    page = draw.Screen(8, 9000, draw.WHITE).pixels()
    bars = [Box(0, y, 8, y + 120) for y in range(10 + offset, 8800, 140)]
    for bar in bars:
        page[bar.y0 : bar.y1] = 0
    finder = BarFinder()
    assert lines.find(page, finder, ()) == tuple(bars)
    assert len(finder.seen) == 3


def label_and_value() -> tuple[Any, Box]:
    screen = draw.Screen(1080, 200, draw.WHITE)
    screen.text((74, 70), "转账时间", (127, 127, 127), 42)
    screen.text((316, 70), "2025年3月2日 14:08:31", draw.INK, 42)
    return screen.pixels(), Box(70, 70, 800, 125)


def test_a_label_and_its_value_are_parted_but_words_are_not() -> None:
    page, box = label_and_value()
    label, value = lines.split(page, box, ())
    assert label.x1 < 300 < 316 >= value.x0
    assert (label.x0, value.x1) == (box.x0, box.x1)


def test_a_line_is_parted_at_a_bubbles_edge() -> None:
    screen = draw.Screen(1080, 200)
    screen.bubble((400, 20, 900, 180), draw.GREEN)
    screen.text((300, 70), "左边", size=44)
    screen.text((410, 70), "右边", size=44)
    bubble = Region(RegionKind.FLAT, Box(400, 20, 900, 180), Colour(*draw.GREEN), "")
    first, second = lines.split(screen.pixels(), Box(296, 70, 500, 125), (bubble,))
    assert first.x1 <= 400 <= second.x0 + 10


def test_a_line_inside_its_bubble_stays_whole() -> None:
    screen = draw.Screen(1080, 200)
    screen.bubble((170, 20, 900, 180), draw.WHITE)
    screen.text((200, 70), "还欠你2000元，我记着的", size=44)
    bubble = Region(RegionKind.FLAT, Box(170, 20, 900, 180), Colour(*draw.WHITE), "")
    box = Box(196, 68, 700, 126)
    assert lines.split(screen.pixels(), box, (bubble,)) == (box,)


class Blind:
    """A detector that sees nothing."""

    def boxes(self, piece: Any) -> Sequence[Box]:
        return ()


def test_ink_in_a_bubble_that_the_finder_passed_over_becomes_a_line() -> None:
    """A bubble that says only "..." was lost."""
    screen = draw.Screen(1080, 300)
    screen.bubble((170, 100, 400, 210), draw.WHITE)
    screen.text((200, 128), "...", size=44)
    bubble = Region(RegionKind.FLAT, Box(170, 100, 400, 210), Colour(*draw.WHITE), "")
    (line,) = lines.find(screen.pixels(), Blind(), (bubble,))
    assert Box(195, 150, 260, 190).contains(line, 12)


@pytest.mark.parametrize("colour", [draw.WHITE, draw.DARK_LEFT])
def test_an_empty_bubble_has_no_line(colour) -> None:
    screen = draw.Screen(1080, 300)
    screen.bubble((170, 100, 400, 210), colour)
    bubble = Region(RegionKind.FLAT, Box(170, 100, 400, 210), Colour(*colour), "")
    assert lines.find(screen.pixels(), Blind(), (bubble,)) == ()


def test_a_flat_face_has_no_line() -> None:
    """Strokes of drawn faces became lines that said 一."""
    screen = draw.Screen(1080, 300)
    screen.pen.rectangle((32, 100, 139, 207), fill=(27, 45, 89))
    screen.pen.line((50, 150, 120, 150), fill=draw.WHITE, width=8)
    face = Region(RegionKind.FLAT, Box(32, 100, 140, 208), Colour(27, 45, 89), "")
    assert lines.find(screen.pixels(), Blind(), (face,)) == ()


def test_boxes_of_one_row_that_hold_the_same_glyphs_are_one() -> None:
    """Pieces of a line once overlapped, and a sign was read twice."""
    whole, inside = Box(100, 50, 400, 90), Box(100, 52, 130, 88)
    left, right = Box(500, 50, 700, 90), Box(680, 50, 900, 90)
    label, value = Box(20, 200, 120, 240), Box(124, 200, 300, 240)
    above = Box(100, 20, 400, 48)
    found = lines.distinct([inside, whole, right, left, label, value, above])
    assert found == (above, whole, Box(500, 50, 900, 90), label, value)


def test_a_photo_s_patch_parts_no_words() -> None:
    """A round patch of the wallpaper cut a line in two; a bubble's straight edge may."""
    screen = draw.Screen(1080, 400, (90, 120, 160))
    screen.pen.ellipse((300, 0, 620, 380), fill=(60, 80, 40))
    page = screen.pixels()
    patch = Region(RegionKind.FLAT, Box(300, 0, 620, 380), Colour(60, 80, 40), "0" * 16)
    line = Box(200, 150, 800, 200)

    class Seen:
        def boxes(self, piece: Any) -> Sequence[Box]:
            return [line]

    screen.text((200, 150), "辛苦了喝杯奶茶明天见好吗", (255, 255, 255), 44)
    page = screen.pixels()
    assert len(lines.find(page, Seen(), [patch])) == 1
    screen.box((300, 0, 620, 380), (60, 80, 40))
    screen.text((200, 150), "辛苦了喝杯奶茶明天见好吗", (255, 255, 255), 44)
    assert len(lines.find(screen.pixels(), Seen(), [patch])) > 1
