"""Crops go into a montage and every word comes back to its own crop, or to none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from fakes import ocr_pictures as draw
from fakes.ocr_program import FakeProgram

from evidence_kit.errors import OcrError
from evidence_kit.model.ink import FieldKind, Wanted
from evidence_kit.model.values import Algorithm, Box, Digest
from evidence_kit.ocr import montage, tesseract
from evidence_kit.ocr.montage import Band, Word


def word(text: str, box: tuple[int, int, int, int], sure: float = 0.9) -> Word:
    return Word(text, Box(*box), sure)


def test_pale_ink_is_stretched_to_black_at_the_height_tesseract_likes() -> None:
    screen = draw.Screen(height=300)
    screen.bubble((200, 50, 900, 250), draw.PALE)
    screen.text((400, 90), "¥3000.00", draw.WHITE, 60)
    crop = montage.stretched(screen.pixels(), Box(390, 90, 700, 170))
    assert crop is not None
    assert crop.shape[0] == montage.TEXT_HEIGHT
    assert (crop.min(), crop.max()) == (0, 255)
    assert montage.stretched(screen.pixels(), Box(700, 90, 880, 170)) is None


def test_each_crop_lies_in_its_own_band() -> None:
    crops = [np.zeros((montage.TEXT_HEIGHT, width), np.uint8) for width in (30, 200, 5)]
    sheet, bands = montage.compose(crops)
    for crop, band, after in zip(crops, bands, [*bands[1:], Band(sheet.shape[0], 0)], strict=True):
        inked = np.argwhere(sheet[band.top : band.bottom] == 0)
        assert len(inked) == crop.size
        assert band.bottom <= after.top
    assert (sheet == 0).sum() == sum(crop.size for crop in crops)


def test_words_go_to_the_band_that_holds_them_left_to_right() -> None:
    bands = (Band(0, 74), Band(74, 148), Band(148, 222))
    words = [
        word("b", (90, 20, 120, 60)),
        word("c", (10, 90, 60, 130)),
        word("a", (10, 16, 60, 60)),
    ]
    first, second, third = montage.assign(words, bands)
    assert [w.text for w in first or ()] == ["a", "b"]
    assert [w.text for w in second or ()] == ["c"]
    assert third == ()


def test_a_word_over_two_rows_makes_both_unsure() -> None:
    bands = (Band(0, 74), Band(74, 148), Band(148, 222))
    words = [word("12", (10, 20, 60, 140)), word("3", (10, 160, 60, 200))]
    first, second, third = montage.assign(words, bands)
    assert (first, second) == (None, None)
    assert third == (words[1],)


@pytest.fixture
def page(tmp_path: Path) -> tuple[Path, list[Wanted]]:
    """Three amounts and a time, each drawn wider than the one before; and an empty box."""
    screen = draw.Screen(height=900)
    wanted = []
    for row, kind in enumerate(
        [FieldKind.MONEY, FieldKind.TIME, FieldKind.MONEY, FieldKind.SERIAL, FieldKind.MONEY]
    ):
        y = 100 + 120 * row
        screen.pen.ellipse((100, y, 200 + 100 * row, y + 43), outline=draw.INK, width=5)
        wanted.append(Wanted(kind, Box(96, y - 4, 206 + 100 * row, y + 48)))
    wanted.append(Wanted(FieldKind.MONEY, Box(100, 750, 300, 790)))
    path = tmp_path / "page.png"
    screen.image.save(path)
    return path, wanted


def by_width(_: int, box: Box) -> Sequence[Word]:
    """Say how wide the ink is, in two words."""
    text, middle = str(round(box.width / 100)), (box.x0 + box.x1) // 2
    return [
        Word("0", Box(middle, box.y0, box.x1, box.y1), 0.5),
        Word(text, Box(box.x0, box.y0, middle, box.y1), 0.8),
    ]


def test_each_box_gets_its_own_reading_in_one_call_a_kind(page) -> None:
    path, wanted = page
    program = FakeProgram(by_width)
    read = tesseract.Tesseract(program).reread(path, wanted)
    assert [r.text for r in read] == ["10", "20", "30", "40", "50", ""]
    assert [r.confidence for r in read] == [0.5] * 5 + [0.0]
    assert [r.box for r in read] == [w.box for w in wanted]
    assert {r.engine for r in read} == {"tesseract"}
    assert [language for language, _ in program.calls] == ["eng", "chi_sim", "eng"]
    whitelist = "-c tessedit_char_whitelist="
    assert [options.partition(whitelist)[2] for _, options in program.calls] == [
        "0123456789.,¥+-",
        "",
        "0123456789",
    ]


def test_rows_that_run_together_are_read_again_alone(page) -> None:
    path, wanted = page

    def joined(row: int, box: Box) -> Sequence[Word]:
        alone = program.calls[-1][1].startswith("--psm 7")
        tall = box if alone or row else Box(box.x0, box.y0, box.x1, box.y1 + 60)
        return [Word(str(round(box.width / 100)), tall, 0.9)]

    program = FakeProgram(joined)
    read = tesseract.Tesseract(program).reread(path, wanted)
    assert [r.text for r in read] == ["1", "2", "3", "4", "5", ""]
    assert sum("--psm 7" in options for _, options in program.calls) == 2


def test_a_reading_that_is_not_sure_is_tried_alone_and_the_surer_one_kept(page) -> None:
    path, wanted = page

    def better_alone(row: int, box: Box) -> Sequence[Word]:
        alone = program.calls[-1][1].startswith("--psm 7")
        return [Word("21:03" if alone else "2103", box, 0.92 if alone else 0.3)]

    program = FakeProgram(better_alone)
    read = tesseract.Tesseract(program).reread(path, wanted[:2])
    assert [(r.text, r.confidence) for r in read] == [("21:03", 0.92)] * 2


def test_what_is_not_read_is_empty_and_not_sure(page) -> None:
    path, wanted = page
    read = tesseract.Tesseract(FakeProgram(lambda row, box: [])).reread(path, wanted)
    assert [(r.text, r.confidence) for r in read] == [("", 0.0)] * len(wanted)


def test_many_crops_are_read_in_several_sheets(page, monkeypatch) -> None:
    path, wanted = page
    monkeypatch.setattr(tesseract, "SHEET", 2)
    program = FakeProgram(by_width)
    read = tesseract.Tesseract(program).reread(path, wanted)
    assert [r.text for r in read] == ["10", "20", "30", "40", "50", ""]
    assert len(program.calls) == 4


def test_nothing_wanted_opens_no_file(tmp_path: Path) -> None:
    reader = tesseract.Tesseract(FakeProgram(by_width))
    assert reader.reread(tmp_path / "gone.png", ()) == ()


def test_a_page_is_read_in_black_on_white_whatever_its_colours(tmp_path: Path) -> None:
    screen = draw.Screen(height=600, colour=draw.DARK_PAGE)
    screen.bubble((170, 100, 700, 210), draw.DARK_LEFT)
    screen.pen.ellipse((200, 140, 400, 170), outline=(213, 213, 213), width=5)
    path = tmp_path / "dark.png"
    screen.image.save(path)
    program = FakeProgram(lambda row, box: [Word("好", box, 0.75)])
    source = Digest(Algorithm.SHA256, hashlib.sha256(path.read_bytes()).hexdigest())
    read = tesseract.Tesseract(program).page(path, source)
    assert read.engine == "tesseract"
    assert [line.text for line in read.lines if line.box.contains(Box(205, 145, 395, 165))]
    assert tuple(read.background) == draw.DARK_PAGE


TABLE = {
    "text": ["", "借我", "3000", "元", " "],
    "conf": ["-1", "96.5", "91", 80, 95],
    "left": [0, 10, 60, 120, 0],
    "top": [0] * 5,
    "width": [0, 40, 50, 20, 0],
    "height": [9] * 5,
    "block_num": [1] * 5,
    "par_num": [1] * 5,
    "line_num": [1, 1, 1, 2, 2],
}


def test_the_programs_table_becomes_lines_of_words(monkeypatch) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: TABLE)
    read = tesseract.Program().words(np.zeros((9, 9), np.uint8), "eng", "")
    assert [[w.text for w in line] for line in read] == [["借我", "3000"], ["元"]]
    assert read[0][0] == Word("借我", Box(10, 0, 50, 9), 0.965)


@pytest.mark.parametrize(
    "fault", [RuntimeError("Tesseract process timeout"), pytesseract.TesseractError(1, "no")]
)
def test_a_program_that_hangs_or_fails_is_an_ocr_error(monkeypatch, fault: Exception) -> None:
    def fail(*_: object, **settings: object) -> None:
        assert settings["timeout"] == tesseract.TIMEOUT
        raise fault

    monkeypatch.setattr(pytesseract, "image_to_data", fail)
    with pytest.raises(OcrError) as caught:
        tesseract.Program().words(np.zeros((9, 9), np.uint8), "eng", "")
    assert caught.value.args_by_name == {"engine": "tesseract"}
