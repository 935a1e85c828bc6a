"""Crops become pages of one file, and each page's words come back to its own crop."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from fakes import ocr_pictures as draw
from fakes.ocr_program import FakeProgram
from PIL import Image, ImageSequence

from evidence_kit.errors import OcrError
from evidence_kit.model.ink import FieldKind, Wanted
from evidence_kit.model.values import Algorithm, Box, Digest
from evidence_kit.ocr import crops, tesseract
from evidence_kit.ocr.tesseract import Word

BLANK = np.zeros((9, 9), np.uint8)


def test_pale_ink_is_stretched_to_black_and_made_as_high_as_asked() -> None:
    screen = draw.Screen(height=300)
    screen.bubble((200, 50, 900, 250), draw.PALE)
    screen.text((400, 90), "¥3000.00", draw.WHITE, 60)
    crop = crops.stretched(screen.pixels(), Box(390, 90, 700, 170))
    assert crop is not None
    assert (crop.min(), crop.max()) == (0, 255)
    assert crops.scaled(crop, 40).shape == (40, round(crop.shape[1] * 40 / crop.shape[0]))
    assert crops.stretched(screen.pixels(), Box(700, 90, 880, 170)) is None


def test_a_crop_is_framed_with_paper_on_every_side() -> None:
    framed = crops.framed(np.zeros((80, 200), np.uint8), 40)
    inked = np.argwhere(framed == 0)
    assert (framed != 255).sum() == 40 * 100
    assert inked.min(axis=0).tolist() == [crops.MARGIN] * 2
    assert (framed.shape - inked.max(axis=0) - 1).tolist() == [crops.MARGIN] * 2


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
        "0123456789.,¥+-—",
        "",
        "0123456789",
    ]


def is_again(box: Box) -> bool:
    """Say whether this ink is as high as on a second try."""
    return box.height >= tesseract.AGAIN - 1


def test_what_is_not_sure_is_tried_again_in_common_and_the_surer_kept(page) -> None:
    path, wanted = page

    sure = {2: (0.9, 0.99), 7: (0.3, 0.8), 11: (0.4, 0.2)}

    def say(_: int, box: Box) -> Sequence[Word]:
        first, again = sure[round(box.width / box.height)]
        return [Word("again", box, again) if is_again(box) else Word("first", box, first)]

    program = FakeProgram(say)
    amounts = [one for one in wanted[:-1] if one.kind is FieldKind.MONEY]
    read = tesseract.Tesseract(program).reread(path, amounts)
    assert [(r.text, r.confidence) for r in read] == [
        ("first", 0.9),
        ("again", 0.8),
        ("first", 0.4),
    ]
    assert program.given == [3, 2]


def test_an_account_is_tried_at_all_heights_in_one_call_and_the_first_sure_one_kept(page) -> None:
    path, wanted = page
    sure = {tesseract.FIRST: 0.4, tesseract.AGAIN: 0.6, tesseract.LOWER: 0.9}

    def say(_: int, box: Box) -> Sequence[Word]:
        near = min(sure, key=lambda height: abs(height - box.height))
        return [Word(f"at{near}", box, sure[near])]

    program = FakeProgram(say)
    account = Wanted(FieldKind.ACCOUNT, wanted[0].box)
    (read,) = tesseract.Tesseract(program).reread(path, [account])
    assert (read.text, read.confidence) == (f"at{tesseract.AGAIN}", 0.6)
    assert program.given == [3]


def test_what_is_not_read_is_empty_and_not_sure(page) -> None:
    path, wanted = page
    read = tesseract.Tesseract(FakeProgram(lambda row, box: [])).reread(path, wanted)
    assert [(r.text, r.confidence) for r in read] == [("", 0.0)] * len(wanted)


def test_many_crops_are_read_in_several_calls(page, monkeypatch) -> None:
    path, wanted = page
    monkeypatch.setattr(tesseract, "SHEET", 2)
    program = FakeProgram(by_width)
    read = tesseract.Tesseract(program).reread(path, wanted)
    assert [r.text for r in read] == ["10", "20", "30", "40", "50", ""]
    assert len(program.calls) == 4


def test_where_a_call_for_all_fails_each_picture_is_asked_for_by_itself(page, tmp_path) -> None:
    path, wanted = page

    class Picky(FakeProgram):
        def words(self, pictures, language, options):
            read = super().words(pictures, language, options)
            if len(pictures) in (2, 4):
                raise OcrError("engine_failed", engine="tesseract")
            return read

    program = Picky(by_width)
    one, two = wanted[:1], [wanted[0], wanted[2], wanted[4]]
    gone, first, both, third = tesseract.Tesseract(program).reread_all(
        [(tmp_path / "gone.png", one), (path, one), (path, two[:2]), (path, one)]
    )
    assert isinstance(gone, OcrError)
    assert isinstance(both, OcrError)
    assert both.kind == "engine_failed"
    assert [[r.text for r in read] for read in (first, third)] == [["10"], ["10"]]
    assert program.given == [4, 1, 2, 1]


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
    "level": [1, 5, 5, 5, 5, 1, 1, 5],
    "page_num": [1, 1, 1, 1, 1, 2, 3, 3],
    "text": ["", "借我", "3000", "元", " ", "", "", "好"],
    "conf": ["-1", "96.5", "91", 80, 95, -1, -1, 70],
    "left": [0, 10, 60, 120, 0, 0, 0, 7],
    "top": [0] * 8,
    "width": [0, 40, 50, 20, 0, 0, 0, 8],
    "height": [9] * 8,
    "block_num": [1] * 8,
    "par_num": [1] * 8,
    "line_num": [1, 1, 1, 2, 2, 0, 0, 1],
}


def test_the_programs_table_becomes_each_pages_lines_of_words(monkeypatch) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: TABLE)
    first, second, third = tesseract.Program().words([BLANK] * 3, "eng", "")
    assert [[w.text for w in line] for line in first] == [["借我", "3000"], ["元"]]
    assert first[0][0] == Word("借我", Box(10, 0, 50, 9), 0.965)
    assert second == []
    assert third == [[Word("好", Box(7, 0, 15, 9), 0.7)]]


def test_the_program_is_given_all_pictures_as_pages_of_one_file(monkeypatch) -> None:
    pictures = [np.full((5 + n, 9 - n), 40 * n, np.uint8) for n in range(3)]

    def opened(path: str, **settings: object) -> dict[str, list[object]]:
        with Image.open(path) as file:
            pages = [np.asarray(page) for page in ImageSequence.Iterator(file)]
        assert all(np.array_equal(*both) for both in zip(pages, pictures, strict=True))
        assert settings["timeout"] == tesseract.TIMEOUT + 3 * tesseract.PATIENCE
        paths.append(Path(path))
        return TABLE

    paths: list[Path] = []
    monkeypatch.setattr(pytesseract, "image_to_data", opened)
    tesseract.Program().words(pictures, "eng", "")
    assert [path.parent.exists() for path in paths] == [False]


@pytest.mark.parametrize("count", [2, 4])
def test_a_table_of_other_pages_than_were_given_is_no_answer(monkeypatch, count: int) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: TABLE)
    with pytest.raises(OcrError) as caught:
        tesseract.Program().words([BLANK] * count, "eng", "")
    assert caught.value.args_by_name == {"engine": "tesseract"}


@pytest.mark.parametrize(
    "fault", [RuntimeError("Tesseract process timeout"), pytesseract.TesseractError(1, "no")]
)
def test_a_program_that_hangs_or_fails_is_an_ocr_error(monkeypatch, fault: Exception) -> None:
    def fail(*_: object, **settings: object) -> None:
        raise fault

    monkeypatch.setattr(pytesseract, "image_to_data", fail)
    with pytest.raises(OcrError) as caught:
        tesseract.Program().words([BLANK], "eng", "")
    assert caught.value.args_by_name == {"engine": "tesseract"}


@pytest.mark.engine
@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (FieldKind.MONEY, ["¥1,711.00", "-23.45", "¥88888.88", "+0.01", "1200.00"]),
        (FieldKind.TIME, ["5月12日21:03", "昨天07:15", "2025年3月2日", "12:08:31"]),
    ],
)
def test_a_crop_is_read_alike_alone_first_last_and_among_others(
    kind: FieldKind, texts: list[str]
) -> None:
    """No page tells the program anything of another: texts, boxes and confidences are equal."""
    mine, *others = (framed(text) for text in texts)
    program, settings = tesseract.Program(), tesseract._options(kind)
    (alone,) = program.words([mine], *settings)
    assert "".join(word.text for line in alone for word in line) == texts[0]
    for pictures in ([mine, *others], [*others, mine], [*others[:2], mine, *others[2:], mine]):
        read = program.words(pictures, *settings)
        same = [words for given, words in zip(pictures, read, strict=True) if given is mine]
        assert same == [alone] * len(same)


def framed(words: str) -> np.ndarray:
    screen = draw.Screen(height=200)
    box = screen.text((100, 60), words, size=50)
    crop = crops.stretched(screen.pixels(), box)
    assert crop is not None
    return crops.framed(crop, tesseract.FIRST)
