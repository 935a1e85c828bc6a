"""Every line on a flat page is found whole and alone, by its ink."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from fakes import ocr_pictures as draw

from evidence_kit.model.ink import Region, RegionKind
from evidence_kit.model.values import Box, Colour
from evidence_kit.ocr import flat, grounds, lines, regions

GREEN = (149, 236, 105)
ORANGE = (250, 157, 59)
PALE = (253, 225, 195)
GREY = (127, 127, 127)


def found(pixels: Any) -> list[Box]:
    paper = regions.background(pixels)
    papers = grounds.of(pixels, paper, regions.find(pixels, paper))
    assert grounds.is_flat(papers)
    return list(flat.boxes(papers))


def near(box: Box, other: Box, slack: int = 3) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(box, other, strict=True))


def chat() -> draw.Screen:
    return draw.Screen(1080, 900, (237, 237, 237))


def test_a_bubble_s_wrapped_lines_are_lines_of_their_own() -> None:
    screen = chat()
    screen.box((170, 100, 700, 320), (255, 255, 255))
    said = [screen.text((206, 130), "借我三千元周转一下", draw.INK, 44)]
    said.append(screen.text((206, 200), "下个月五号还你", draw.INK, 44))
    said.append(screen.text((206, 260), "行吗", draw.INK, 44))
    assert all(near(a, b) for a, b in zip(found(screen.pixels()), said, strict=True))


@pytest.mark.parametrize("paper", [ORANGE, PALE])
def test_a_card_s_icon_ties_no_two_lines_together(paper: tuple[int, int, int]) -> None:
    """The icon's circle spans the amount and the state: it must be neither's beginning."""
    screen = chat()
    screen.box((250, 100, 910, 340), paper)
    screen.ring((290, 150, 380, 240), (255, 255, 255))
    amount = screen.text((410, 150), "¥3000.00", (255, 255, 255), 44)
    state = screen.text((410, 210), "已被接收", (255, 255, 255), 34)
    boxes = found(screen.pixels())
    assert any(near(box, amount) for box in boxes)
    assert any(near(box, state) for box in boxes)


def test_a_label_and_its_wrapped_value_are_columns() -> None:
    screen = draw.Screen(1080, 500, (255, 255, 255))
    label = screen.text((74, 95), "转账单号", GREY, 42)
    first = screen.text((316, 70), "1000050001202503020", draw.INK, 42)
    second = screen.text((316, 125), "3148857201", draw.INK, 42)
    boxes = found(screen.pixels())
    assert all(any(near(box, line) for box in boxes) for line in (label, first, second))


def test_a_menu_s_icon_isn_t_part_of_its_words() -> None:
    screen = draw.Screen(1080, 400, (255, 255, 255))
    screen.box((60, 100, 124, 164), (250, 81, 81))
    words = screen.text((164, 110), "服务", draw.INK, 50)
    assert any(near(box, words) for box in found(screen.pixels()))


@pytest.mark.parametrize("text", ["...", "——", "一", "三", "二", "1", "：", "¥0.01"])
def test_low_and_lone_signs_are_lines_too(text: str) -> None:
    screen = chat()
    screen.box((170, 100, 420, 210), (255, 255, 255))
    screen.box((170, 300, 700, 410), (255, 255, 255))
    lone = screen.text((206, 135), text, draw.INK, 44)
    screen.text((206, 335), "好的明天还你", draw.INK, 44)
    boxes = [box for box in found(screen.pixels()) if box.y1 < 260]
    assert len(boxes) == 1
    assert near(boxes[0], lone)


def test_faces_and_pictures_are_no_lines() -> None:
    screen = chat()
    noise = np.random.default_rng(5).integers(0, 256, (108, 108, 3), dtype=np.uint8)
    screen.box((170, 100, 420, 210), (255, 255, 255))
    words = screen.text((206, 135), "在吗", draw.INK, 44)
    screen.box((32, 400, 140, 450), (90, 60, 160))
    screen.box((32, 450, 140, 508), (30, 160, 90))
    pixels = screen.pixels()
    pixels[100:208, 32:140] = noise
    boxes = found(pixels)
    assert len(boxes) == 1
    assert near(boxes[0], words)


def test_white_words_on_a_grey_pill_are_found() -> None:
    screen = draw.Screen(1080, 600, (235, 235, 235))
    screen.box((440, 100, 640, 156), (206, 206, 206))
    words = screen.text((462, 108), "昨天 21:03", (255, 255, 255), 34)
    assert any(near(box, words) for box in found(screen.pixels()))


def test_a_bold_glyph_is_ink_and_no_paper() -> None:
    """Its flat strokes once counted as a paper of their own, and a name lost a character."""
    screen = draw.Screen(1080, 600, (255, 255, 255))
    name = screen.text((300, 200), "林知夏国", draw.INK, 76)
    assert any(near(box, name, 5) for box in found(screen.pixels()))


def test_words_that_something_is_drawn_around_are_kept() -> None:
    screen = chat()
    screen.box((170, 100, 760, 400), (255, 255, 255))
    words = screen.text((260, 220), "欠你5000元", draw.INK, 44)
    screen.ring((220, 190, 560, 300), (230, 30, 30))
    assert any(near(box, words) for box in found(screen.pixels()))


def test_a_photo_of_paper_isn_t_flat() -> None:
    rows = np.linspace(90, 230, 1400).astype(np.uint8)
    pixels = np.repeat(np.repeat(rows[:, None, None], 1080, axis=1), 3, axis=2)
    grain = np.random.default_rng(3).integers(0, 24, pixels.shape, dtype=np.uint8)
    pixels = np.ascontiguousarray(pixels + grain // 2)
    paper = regions.background(pixels)
    assert not grounds.is_flat(grounds.of(pixels, paper, regions.find(pixels, paper)))


class _Network:
    """A finder that says where it was asked to look."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def boxes(self, piece: Any) -> list[Box]:
        self.seen.append(piece.shape[:2])
        return [Box(10, 10, 60, 30)]


def test_only_large_pictures_are_shown_to_the_network() -> None:
    screen = chat()
    screen.text((400, 40), "10月30日 上午11:59", GREY, 36)
    pixels = screen.pixels()
    pixels[300:600, 200:500] = np.random.default_rng(1).integers(0, 256, (300, 300, 3))
    network = _Network()
    picture = Region(RegionKind.PICTURE, Box(200, 300, 500, 600), Colour(9, 9, 9), "0" * 16)
    boxes = lines.on_flat(pixels, Colour(237, 237, 237), network, [picture])
    assert network.seen == [(300, 300)]
    assert boxes is not None
    assert len(boxes) == 2


@pytest.mark.parametrize("amount", ["¥8.88", "-1,500.00", "¥43896.79", "0.01"])
def test_an_amount_s_large_digits_are_no_picture(amount: str) -> None:
    """Two bold digits once passed for a picture, and the box ended at the point."""
    screen = draw.Screen(1080, 1400, (255, 255, 255))
    screen.text((400, 300), "一只鲸已收款", draw.INK, 48)
    large = screen.text((300, 420), amount, draw.INK, 130)
    assert any(near(box, large) for box in found(screen.pixels()))
