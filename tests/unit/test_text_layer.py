"""The words below pictures: on their ink however a file is turned, unseen, and found by readers."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import layered
import pikepdf
import pypdf
import pytest
from archivist import faults
from PIL import Image, ImageDraw
from rasters import STORED

from evidence_kit import render
from evidence_kit.model import (
    Algorithm,
    Box,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Group,
    PageText,
    Proof,
    ProofKind,
    ReadLine,
    Row,
    Rows,
)
from evidence_kit.render import page_images, text_layer

MANIFEST = Digest(Algorithm.SHA256, "0123456789abcdef" * 4)
Judge = Callable[[str], str]
SIZE = (300, 500)
BAR = Box(40, 60, 200, 84)  # ink at a place that every turn would move
LONG = (300, 2400)


def _sha256(content: bytes) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(content).hexdigest())


def _drawn(path: Path, turn: int = 1, size: tuple[int, int] = SIZE, *bars: Box) -> Path:
    """Draw black bars on white, stored as a phone stores a turned picture."""
    image = Image.new("RGB", size, "white")
    for bar in bars or (BAR,):
        ImageDraw.Draw(image).rectangle((bar.x0, bar.y0, bar.x1 - 1, bar.y1 - 1), fill="black")
    image.putpixel((0, 0), (turn, ord(path.name[0]), 3))  # each file is another
    exif = Image.Exif()
    exif[0x0112] = turn
    method = STORED[turn]
    (image if method is None else image.transpose(method)).save(path, exif=exif, quality=95)
    return path


def _text(size: tuple[int, int], *lines: tuple[str, Box]) -> PageText:
    return PageText(*size, tuple(ReadLine(text, box, 0.99) for text, box in lines))


@dataclass(frozen=True)
class Made:
    """A book, and what its pictures are said to show."""

    pdf: Path
    texts: dict[Digest, PageText]


def _print(folder: Path, pages: Iterable[ExhibitPage], paths: Iterable[Path], **how) -> Path:
    files = {_sha256(path.read_bytes()): path for path in paths}
    pages = tuple(pages)
    exhibit = Exhibit(1, ExhibitKind.PICTURE, (), pages)
    row = Row(1, Group.OTHER, 1, 1, exhibit.last, (Proof(ProofKind.AS_SHOWN, (), (1,)),))
    case = Case(Brief("张三", "李四"), (exhibit,), (row,), ())
    out = folder / "book.pdf"
    render.book(case, picture=files.__getitem__, manifest_digest=MANIFEST, out=out, **how)
    return out


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A page for each way in which EXIF turns a picture; page n has orientation n."""
    folder = tmp_path_factory.mktemp("turned")
    paths = [_drawn(folder / f"{turn}.jpg", turn) for turn in STORED]
    sources = [_sha256(path.read_bytes()) for path in paths]
    texts = {
        one: _text(SIZE, (f"第{turn}行𠮷野家😂ok", BAR))
        for turn, one in enumerate(sources, start=1)
    }
    pages = (ExhibitPage(n, one, f"{n}.jpg") for n, one in enumerate(sources, start=1))
    return Made(_print(folder, pages, paths, texts=texts), texts)


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Two pictures on a page, three on the next, then one that is cut over two pages."""
    folder = tmp_path_factory.mktemp("placed")
    shots = [_drawn(folder / f"{n}.png") for n in range(5)]
    bars = [Box(40, top, 200, top + 30) for top in (100, 1100, 1250, 2300)]
    long = _drawn(folder / "long.png", 1, LONG, *bars)
    sources = [_sha256(path.read_bytes()) for path in (*shots, long)]
    texts = {one: _text(SIZE, (f"图片{n}", BAR)) for n, one in enumerate(sources[:5])}
    texts[sources[5]] = _text(
        LONG, *zip(("甲甲甲", "乙乙乙", "丙丙丙", "丁丁丁"), bars, strict=True)
    )
    pages = [
        *(ExhibitPage(1, one, "x", slot=n, slots=2) for n, one in enumerate(sources[:2])),
        *(ExhibitPage(2, one, "x", slot=n, slots=3) for n, one in enumerate(sources[2:5])),
        ExhibitPage(3, sources[5], "x", rows=Rows(0, 1300)),
        ExhibitPage(4, sources[5], "x", rows=Rows(1200, 2400)),
    ]
    return Made(_print(folder, pages, (*shots, long), texts=texts), texts)


def _run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def _first(pdf: Path) -> int:
    """Return which page of the file, from 1, is exhibit page 1."""
    return pypdf.PdfReader(pdf).page_labels.index("1") + 1


def _words(judge: Judge, pdf: Path, page: int) -> dict[str, tuple[float, ...]]:
    """Return the words of an exhibit page with their boxes in points from the top left."""
    number = str(_first(pdf) + page - 1)
    found = ET.fromstring(_run(judge("pdftotext"), "-bbox", "-f", number, "-l", number, pdf, "-"))
    sides = ("xMin", "yMin", "xMax", "yMax")
    words = found.iter("{http://www.w3.org/1999/xhtml}word")
    return {word.text: tuple(float(word.attrib[side]) for side in sides) for word in words}


def _bars(judge: Judge, pdf: Path, page: int, folder: Path) -> list[tuple[float, ...]]:
    """Return where a rendered exhibit page is black over more than a letter, in points."""
    number = str(_first(pdf) + page - 1)
    where = ("-r", "144", "-gray", "-singlefile", "-f", number, "-l", number)
    subprocess.run([judge("pdftoppm"), *where, "-png", pdf, folder / "page"], check=True)
    with Image.open(folder / "page.png") as shown:
        rows = shown.point(lambda value: 255 * (value < 60)).convert("1")
    left: list[tuple[float, ...]] = []
    for y in range(0, rows.height, 2):
        line = rows.crop((0, y, rows.width, y + 1)).tobytes()
        bits = "".join(f"{byte:08b}" for byte in line)
        for run in re.finditer("1{40,}", bits):
            x0, x1 = run.start() / 2, run.end() / 2
            same = [n for n, b in enumerate(left) if abs(b[0] - x0) < 1 and y / 2 - b[3] <= 2]
            if same:
                old = left.pop(same[0])
                left.append((old[0], old[1], old[2], y / 2 + 1))
            else:
                left.append((x0, y / 2, x1, y / 2 + 1))
    return sorted(left)


def _is_on(word: tuple[float, ...], bar: tuple[float, ...]) -> bool:
    return all(abs(one - other) < 2 for one, other in zip(word, bar, strict=True))


@pytest.mark.parametrize("turn", STORED)
def test_words_lie_on_their_ink_however_the_file_is_turned(
    turned: Made, judge: Judge, tmp_path: Path, turn: int
) -> None:
    word = _words(judge, turned.pdf, turn)[f"第{turn}行𠮷野家😂ok"]
    (bar,) = _bars(judge, turned.pdf, turn, tmp_path)
    assert _is_on(word, bar), (word, bar)


def test_words_lie_on_their_ink_wherever_a_picture_stands(
    placed: Made, judge: Judge, tmp_path: Path
) -> None:
    shown = ["图片0 图片1", "图片2 图片3 图片4", "甲甲甲 乙乙乙 丙丙丙", "丙丙丙 丁丁丁"]
    for page, expected in enumerate(shown, start=1):
        words = _words(judge, placed.pdf, page)
        mine = [words[text] for text in expected.split()]
        bars = _bars(judge, placed.pdf, page, tmp_path)
        assert len(bars) == len(mine), page
        assert all(_is_on(*pair) for pair in zip(sorted(mine), bars, strict=True)), page
        every = {line.text for text in placed.texts.values() for line in text.lines}
        assert every & set(words) == set(expected.split())


def test_readers_find_each_line_whole(turned: Made, judge: Judge) -> None:
    found = _run(judge("pdftotext"), turned.pdf, "-").split("\n")
    reader = pypdf.PdfReader(turned.pdf)
    for turn in STORED:
        line = f"第{turn}行𠮷野家😂ok"
        assert line in found
        page = reader.pages[_first(turned.pdf) + turn - 2].extract_text().split("\n")
        assert line in page


def test_outside_judges_find_no_fault(placed: Made, judge: Judge) -> None:
    assert "No syntax or stream encoding errors" in _run(judge("qpdf"), "--check", placed.pdf)
    assert faults(placed.pdf) == []
    fonts = [line.split() for line in _run(judge("pdffonts"), placed.pdf).splitlines()[2:]]
    assert {line[-5] for line in fonts} == {"yes"}
    assert sum(line[0] == "Glyphless" for line in fonts) == 1


def test_nothing_of_it_is_seen(placed: Made, judge: Judge, tmp_path: Path) -> None:
    bare = tmp_path / "bare.pdf"
    bare.write_bytes(layered.bare(placed.pdf).getvalue())
    assert "甲甲甲" not in _run(judge("pdftotext"), bare, "-")
    for pdf, name in ((placed.pdf, "with"), (bare, "without")):
        subprocess.run([judge("pdftoppm"), "-r", "50", "-png", pdf, tmp_path / name], check=True)
    shown = sorted(tmp_path.glob("with-*.png"))
    assert len(shown) > 4
    for one in shown:
        assert one.read_bytes() == (tmp_path / one.name.replace("with", "without")).read_bytes()


def test_without_words_there_is_no_font_for_them(placed: Made, tmp_path: Path) -> None:
    path = _drawn(tmp_path / "a.png")
    source = _sha256(path.read_bytes())
    for texts in (None, {}, {MANIFEST: _text(SIZE, ("甲", BAR))}, {source: _text(SIZE)}):
        made = _print(tmp_path, [ExhibitPage(1, source, "a.png")], [path], texts=texts)
        assert b"Glyphless" not in made.read_bytes()
    assert b"Glyphless" in placed.pdf.read_bytes()


def test_thirty_thousand_signs_weigh_less_than_a_picture(tmp_path: Path) -> None:
    path = _drawn(tmp_path / "a.png")
    source = _sha256(path.read_bytes())
    signs = "".join(chr(0x4E00 + at * 7919 % 3500) for at in range(30_000))
    pages = [ExhibitPage(n, source, "a.png") for n in range(1, 31)]
    lines = [
        (signs[at : at + 25], Box(20, 10 + at // 25 % 40 * 12, 280, 20 + at // 25 % 40 * 12))
        for at in range(0, 1000, 25)
    ]
    sizes = []
    for count in (1, 30):
        texts = {source: _text(SIZE, *lines)}
        sizes.append(_print(tmp_path, pages[:count], [path], texts=texts).stat().st_size)
    bare = _print(tmp_path, pages, [path]).stat().st_size
    assert sizes[1] - bare < 100_000


def test_the_same_words_make_the_same_bytes(turned: Made, tmp_path: Path) -> None:
    paths = [_drawn(tmp_path / f"{turn}.jpg", turn) for turn in STORED]
    pages = [ExhibitPage(n, _sha256(p.read_bytes()), f"{n}.jpg") for n, p in enumerate(paths, 1)]
    again = _print(tmp_path, pages, paths, texts=turned.texts)
    assert again.read_bytes() == turned.pdf.read_bytes()


def test_signs_that_are_none_and_odd_boxes_do_no_harm(tmp_path: Path) -> None:
    path = _drawn(tmp_path / "a.png")
    source = _sha256(path.read_bytes())
    odd = ("\u200d\ufffe\ud800\x07", BAR), ("甲\u202e乙\ud83d", Box(0, 490, 300, 500))
    made = _print(
        tmp_path, [ExhibitPage(1, source, "a.png")], [path], texts={source: _text(SIZE, *odd)}
    )
    text = pypdf.PdfReader(made).pages[_first(made) - 1].extract_text()
    assert "甲乙" in text
    assert faults(made) == []


@dataclass
class _Sheet:
    """A sheet that only takes unseen words."""

    unseen: list[str]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (None, 2),
        ((0, 100), 2),
        ((0, 25), 1),
        ((0, 14), 0),
        ((15, 60), 1),
        ((16, 60), 0),
        ((60, 99), 1),
    ],
)
def test_a_line_that_is_cut_stands_where_most_of_it_is(
    rows: tuple[int, int] | None, lines: int
) -> None:
    page = _text((50, 100), ("甲", Box(0, 10, 40, 20)), ("乙", Box(0, 80, 40, 90)))
    sheet = _Sheet([])
    text_layer.TextLayer({MANIFEST: page}).lay(
        sheet, MANIFEST, text_layer.Rect(0, 0, 50, 100), rows
    )
    assert len(sheet.unseen) == lines


def test_a_font_that_is_full_leaves_signs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_layer, "_WIDE", 3)
    monkeypatch.setattr(text_layer, "_MOST", 4)
    layer = text_layer.TextLayer({})
    layer._next = [1, 3]
    assert [layer._code(sign) for sign in "abcd甲乙丙a甲"] == [1, 2, 0, 0, 3, 4, 0, 1, 3]


# ── verification ───────────────────────────────────────────────────────────────────────


def _looks(pdf: Path) -> list[str | None]:
    with pdf.open("rb") as file:
        found = page_images.printed(file, "x", MANIFEST).images
    return [one.look for one in found if one.page]


def _changed(pdf: Path, out: Path, change: Callable[[bytes], bytes], font: str = "") -> list:
    """Return how the exhibit pages look once the layer of each is another."""
    with pikepdf.open(pdf) as opened:
        if font:
            held = opened.pages[-1].Resources.Font["/L"]
            held.Subtype = pikepdf.Name(font)
        for page in opened.pages:
            lines = page.Contents.read_bytes().split(b"\n")
            if b"3 Tr" in lines[-1]:
                lines[-1] = change(lines[-1])
                page.Contents = opened.make_stream(b"\n".join(lines))
        opened.save(out)
    return _looks(out)


def test_a_page_with_words_below_is_known_as_ours(turned: Made) -> None:
    assert _looks(turned.pdf) == [f"{turn}:" for turn in STORED]


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "seen": lambda line: line.replace(b"3 Tr", b"0 Tr"),
    "outlined": lambda line: line.replace(b"3 Tr", b"1 Tr"),
    "clipping": lambda line: line.replace(b"3 Tr", b"7 Tr"),
    "seen later": lambda line: line.replace(b" ET Q", b" 0 Tr /L 9 Tf <0001> Tj ET Q"),
    "another font": lambda line: line.replace(b"/L ", b"/H "),
    "no end": lambda line: line.removesuffix(b" Q"),
    "a picture": lambda line: line.replace(b" ET Q", b" ET /P9 Do Q"),
    "a rule": lambda line: line + b"\n0 G 9 w 50 50 m 500 700 l S",
    "twice": lambda line: line + b"\n" + line,
    "a word over it": lambda line: (
        line + b"\nBT 0 0 0 rg 0 Tc 1 0 0 1 99 400 Tm /H 9 Tf <0001> Tj ET"
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_layer_that_may_be_seen_is_never_passed(turned: Made, tmp_path: Path, harm: str) -> None:
    assert set(_changed(turned.pdf, tmp_path / "x.pdf", HARMS[harm])) == {None}


def test_a_font_of_drawings_is_seen_whatever_the_mode(turned: Made, tmp_path: Path) -> None:
    assert _changed(turned.pdf, tmp_path / "a.pdf", lambda line: line) == _looks(turned.pdf)
    type_3 = _changed(turned.pdf, tmp_path / "b.pdf", lambda line: line, "/Type3")
    assert set(type_3) == {None}
