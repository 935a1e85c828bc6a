"""Signs counted by their ink: no crop loses a digit at its edge, no reading one amid it unseen."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import ocr_pictures as draw
from fakes.ocr_program import FakeProgram

from evidence_kit.model.ink import FieldKind, Wanted
from evidence_kit.model.values import Box
from evidence_kit.ocr import crops, glyphs, ink, tesseract
from evidence_kit.ocr.tesseract import Word
from evidence_kit.screens import vote


def drawn(words: str, size: int = 60) -> tuple[np.ndarray, Box]:
    """Return a page with words on pale orange, and the box of their ink."""
    screen = draw.Screen(height=300)
    screen.bubble((100, 40, 1000, 260), draw.PALE)
    screen.text((300, 90), words, draw.WHITE, size)
    page = screen.pixels()
    bounds = ink.tight(page, Box(200, 80, 950, 190))
    assert bounds is not None
    return page, bounds


def crop_of(words: str) -> np.ndarray:
    page, bounds = drawn(words)
    crop = crops.stretched(page, bounds)
    assert crop is not None
    return crops.scaled(crop, tesseract.COUNTED)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("¥1500.00", FieldKind.MONEY),
        ("-23.45", FieldKind.MONEY),
        ("+680.00", FieldKind.MONEY),
        ("1000050001202503027726553130038", FieldKind.SERIAL),
        ("昨天 21:03", FieldKind.TIME),
        ("下午4:14", FieldKind.TIME),
        ("2025-03-02 14:08:31", FieldKind.TIME),
        ("abc_123-x", FieldKind.ACCOUNT),
    ],
)
def test_a_whole_reading_is_not_marked(text: str, kind: FieldKind) -> None:
    assert glyphs.marked(text, crop_of(text), kind) == text


@pytest.mark.parametrize(
    ("text", "read", "kind", "gaps"),
    [
        ("¥3500.00", "3500.00", FieldKind.MONEY, 1),
        ("¥3500.00", "500.00", FieldKind.MONEY, 2),
        ("+3580.00", "+380.00", FieldKind.MONEY, 1),
        ("—3580.00", "—380.00", FieldKind.MONEY, 1),
        ("1000050001202503027", "100005000120250327", FieldKind.SERIAL, 1),
        ("昨天 21:03", "昨天 2:03", FieldKind.TIME, 1),
        ("12:08:31", "2:08:31", FieldKind.TIME, 1),
        ("¥3500.00", "", FieldKind.MONEY, 0),
    ],
)
def test_each_sign_left_out_is_marked(text: str, read: str, kind: FieldKind, gaps: int) -> None:
    assert glyphs.marked(read, crop_of(text), kind) == glyphs.GAP * gaps + read


@pytest.mark.parametrize("words", ["¥3500.00", "5月12日 21:03"])
def test_a_box_that_cuts_a_number_is_read_with_the_whole_of_it(words: str) -> None:
    page, bounds = drawn(words)
    slit = round(0.7 * bounds.height)
    for cut in (
        bounds._replace(x0=bounds.x0 + slit),
        bounds._replace(x1=bounds.x1 - slit),
    ):
        left = ink.tight(page, cut)
        assert left is not None
        assert left != bounds
        assert glyphs.whole(page, cut, left) == bounds


@pytest.mark.parametrize(("words", "share"), [("-1,500.00", 0.26), ("¥8.88", 0.62)])
def test_a_point_at_the_cut_hides_no_digit_beyond_it(words: str, share: float) -> None:
    page, bounds = drawn(words)
    at = bounds.x0 + round(share * bounds.width)
    for cut in (bounds._replace(x0=at), bounds._replace(x1=at)):
        left = ink.tight(page, cut)
        assert left is not None
        whole = glyphs.whole(page, cut, left)
        assert whole.width > 0.75 * bounds.width > left.width


def test_what_stands_apart_is_not_taken_along() -> None:
    page, bounds = drawn("¥3500.00   8")
    alone = bounds._replace(x1=bounds.x1 - 60)
    tight = ink.tight(page, alone)
    assert tight is not None
    assert glyphs.whole(page, alone, tight) == tight


def test_a_label_is_cut_off_at_the_widest_gap_and_a_bare_name_is_kept() -> None:
    page, bounds = drawn("微信号： abc_1-i")
    cut = glyphs.behind_label(page, bounds)
    only_page, only = drawn("abc_1-i")
    assert abs(cut.width - only.width) <= 2
    assert cut.x1 == bounds.x1
    assert glyphs.behind_label(only_page, only) == only


def test_a_reading_that_leaves_out_a_sign_is_tried_again_then_marked(tmp_path) -> None:
    page, bounds = drawn("¥3500.00")
    path = tmp_path / "page.png"
    draw.Image.fromarray(page).save(path)
    program = FakeProgram(lambda row, box: [Word("500.00", box, 0.95)])
    (read,) = tesseract.Tesseract(program).reread(path, [Wanted(FieldKind.MONEY, bounds)])
    assert read.text == "□□500.00"
    assert program.given == [1, 1]


def test_readers_and_vote_write_the_gap_alike() -> None:
    assert glyphs.GAP == vote.GAP
