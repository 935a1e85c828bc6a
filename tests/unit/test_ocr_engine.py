"""The real engines on drawn pages: offline, long, narrow, and checking one another."""

from __future__ import annotations

import hashlib
import socket
import unicodedata
from pathlib import Path

import pytest
from fakes import ocr_pictures as draw
from PIL import Image

from evidence_kit import ocr
from evidence_kit.model.ink import FieldKind, OcrPage, Wanted
from evidence_kit.model.values import Algorithm, Box, Digest
from evidence_kit.ocr import ink

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def rapid() -> ocr.Engine:
    return ocr.engine("rapid")


def keep(screen: draw.Screen, folder: Path) -> Path:
    path = folder / "page.png"
    screen.image.save(path)
    return path


def page_of(engine: ocr.Engine, path: Path) -> OcrPage:
    return engine.page(
        path, Digest(Algorithm.SHA256, hashlib.sha256(path.read_bytes()).hexdigest())
    )


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def refuse(*_: object, **__: object) -> None:
    raise OSError("the network is off")


def test_rapid_reads_with_the_network_refused(tmp_path: Path, monkeypatch) -> None:
    for call in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, call, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    screen = draw.Screen(height=700)
    screen.bubble((170, 260, 800, 370), draw.WHITE)
    screen.text((200, 288), "借我3000元，下个月还", size=44)
    screen.bubble((251, 420, 910, 666), draw.PALE)
    screen.text((403, 470), "¥3000.00", draw.WHITE, 50)
    engine, path = ocr.engine("auto", threads=1), keep(screen, tmp_path)
    read = page_of(engine, path)
    assert page_of(engine, path) == read
    assert [plain(line.text) for line in read.lines] == ["借我3000元,下个月还", "¥3000.00"]
    assert all(0.9 < line.confidence <= 1 for line in read.lines)
    assert read.lines[1].paper == draw.PALE
    assert "PP-OCRv6" in read.version


@pytest.mark.long
def test_no_line_of_a_long_stitched_page_is_lost_or_doubled(tmp_path: Path, rapid) -> None:
    screen, said = draw.Screen(height=9000), []
    for row, y in enumerate(range(60, 8900, 143)):
        words = f"第{row}笔还你{1000 + 37 * row}元"
        screen.bubble((170, y, 760, y + 110), draw.WHITE)
        screen.text((200, y + 28), words, size=44)
        said.append(words)
    read = page_of(rapid, keep(screen, tmp_path))
    assert [plain(line.text) for line in read.lines] == said


def test_a_label_and_its_value_are_two_lines(tmp_path: Path, rapid) -> None:
    screen = draw.Screen(height=1700, colour=draw.WHITE)
    rows = [("当前状态", "对方已收钱"), ("转账时间", "2025年3月2日 14:08:31"), ("支付方式", "零钱")]
    for row, (label, value) in enumerate(rows):
        screen.text((75, 700 + 82 * row), label, (127, 127, 127), 42)
        screen.text((316, 700 + 82 * row), value, draw.INK, 42)
    read = {plain(line.text) for line in page_of(rapid, keep(screen, tmp_path)).lines}
    assert read == {plain(text) for row in rows for text in row}


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (40, 30), (200, 1400)])
def test_any_small_or_narrow_picture_has_a_page(tmp_path: Path, rapid, size) -> None:
    path = tmp_path / "small.png"
    Image.new("RGB", size, draw.PAGE).save(path)
    read = page_of(rapid, path)
    assert (read.width, read.height) == size
    assert read.background == draw.PAGE


def test_the_second_reader_reads_what_was_drawn(tmp_path: Path, judge) -> None:
    judge("tesseract")
    fields = [
        (FieldKind.MONEY, "¥12345.67", draw.PALE, draw.WHITE),
        (FieldKind.MONEY, "-1500.00", draw.WHITE, draw.INK),
        (FieldKind.TIME, "2025年12月29日 上午10:07", draw.PAGE, (127, 127, 127)),
        (FieldKind.SERIAL, "1000050001202503027026", draw.WHITE, draw.INK),
        (FieldKind.MONEY, "¥800.50", draw.DARK_LEFT, (213, 213, 213)),
        (FieldKind.TIME, "昨天 21:03", draw.DARK_PAGE, (90, 90, 90)),
    ]
    screen, wanted = draw.Screen(height=1000), []
    for row, (kind, text, paper, colour) in enumerate(fields):
        y = 40 + 150 * row
        screen.bubble((100, y, 980, y + 120), paper)
        screen.text((140, y + 34), text, colour, 42)
        x0, y0, x1, y1 = screen.pen.textbbox((140, y + 34), text, font=draw.font(42))
        wanted.append(Wanted(kind, Box(int(x0) - 4, int(y0) - 4, int(x1) + 4, int(y1) + 4)))
    reader = ocr.second_reader("auto")
    assert reader is not None
    read = reader.reread(keep(screen, tmp_path), wanted)
    assert [r.text for r in read] == [plain(text) for _, text, _, _ in fields]


def test_tesseract_reads_a_whole_page_too(tmp_path: Path, judge) -> None:
    judge("tesseract")
    screen = draw.Screen(height=900)
    screen.bubble((170, 100, 800, 210), draw.WHITE)
    screen.text((200, 128), "下个月还你三千元", size=44)
    screen.bubble((251, 420, 910, 666), draw.PALE)
    screen.text((403, 470), "3000.00", draw.WHITE, 50)
    path = keep(screen, tmp_path)
    read = page_of(ocr.engine("tesseract"), path)
    assert {"下个月还你三千元", "3000.00"} <= {plain(line.text) for line in read.lines}
    assert abs(read.lines[0].paper.red - read.lines[0].ink.red) > ink.FAINTEST
