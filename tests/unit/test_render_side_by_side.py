"""Pages with pictures side by side, as other people's programs see them on paper."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from archivist import faults
from PIL import Image, ImageChops, ImageDraw
from rasters import STORED

from evidence_kit import render
from evidence_kit.model import (
    Algorithm,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Group,
    HashLine,
    Proof,
    ProofKind,
    Row,
    Rows,
)

Judge = Callable[[str], str]
SIZE, LONG = (90, 195), (90, 700)
CORNERS = ("#e02020", "#20c020", "#2020e0", "#e0e020")  # as they are seen, row by row
DPI = 144
TITLE = 'A&B <李> "四"' + "长" * 60


def _upright(size: tuple[int, int] = SIZE) -> Image.Image:
    image = Image.new("RGB", size, "#dddddd")
    pen, (right, bottom) = ImageDraw.Draw(image), (size[0] - 25, size[1] - 25)
    places = ((0, 0), (right, 0), (0, bottom), (right, bottom))
    for (x, y), colour in zip(places, CORNERS, strict=True):
        pen.rectangle((x, y, x + 24, y + 24), fill=colour)
    return image


def _jpeg(turn: int) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = turn
    image, method = _upright(), STORED[turn]
    (image.transpose(method) if method is not None else image).save(
        out, "JPEG", quality=95, exif=exif
    )
    return out.getvalue()


def _png() -> bytes:
    out = io.BytesIO()
    image = _upright(LONG)
    for at in range(40, LONG[1] - 40, 10):
        ImageDraw.Draw(image).line((20, at, 20 + at % 60, at), fill=(at % 256, 60, 90))
    image.save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True)
class Made:
    pdf: Path
    files: dict[Digest, Path]
    case: Case

    def place(self, label: str) -> int:
        """Where the page of a label lies in the file, from 0."""
        return list(pypdf.PdfReader(self.pdf).page_labels).index(label)

    def seen(self, label: str) -> Image.Image:
        with pypdfium2.PdfDocument(self.pdf) as opened:
            return opened[self.place(label)].render(scale=DPI / 72).to_pil().convert("RGB")


def _sha256(content: bytes) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(content).hexdigest())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Eight turned photos two to a page, a long picture in three pieces, then three to a page."""
    folder = tmp_path_factory.mktemp("side")
    contents = {f"{turn}.jpg": _jpeg(turn) for turn in STORED} | {"long.png": _png()}
    digests = {name: _sha256(raw) for name, raw in contents.items()}
    files = {}
    for name, raw in contents.items():
        (folder / name).write_bytes(raw)
        files[digests[name]] = folder / name

    def page(number: int, name: str, slot: int, slots: int, *rows: int) -> ExhibitPage:
        part = Rows(*rows) if rows else None
        return ExhibitPage(number, digests[name], name, 0, slot, slots, part)

    turned = [page(1 + at // 2, f"{turn}.jpg", at % 2, 2) for at, turn in enumerate(STORED)]
    pieces = [page(5, "long.png", 0, 2, 0, 260), page(5, "long.png", 1, 2, 240, 500)]
    pieces += [page(6, "long.png", 0, 2, 480, 700), page(6, "1.jpg", 1, 2)]
    three = [page(7, f"{at + 1}.jpg", at, 3) for at in range(3)] + [page(8, "4.jpg", 0, 3)]
    exhibits = (
        Exhibit(1, ExhibitKind.CONVERSATION, (("title", TITLE),), (*turned, *pieces)),
        Exhibit(2, ExhibitKind.CONVERSATION, (("title", "小雨"),), tuple(three)),
    )
    shown = Proof(ProofKind.AS_SHOWN, (), (1, 5, 8))
    rows = tuple(Row(e.number, Group.OTHER, e.number, e.first, e.last, (shown,)) for e in exhibits)
    hashes = tuple(HashLine(1, n, d, d) for n, d in digests.items())
    case = Case(Brief("张三", "李四"), exhibits, rows, hashes)
    out = folder / "book.pdf"
    render.book(case, picture=files.__getitem__, manifest_digest=_sha256(b""), out=out)
    return Made(out, files, case)


def test_judges_find_no_fault(made: Made, judge: Judge) -> None:
    assert faults(made.pdf) == []
    done = subprocess.run([judge("qpdf"), "--check", made.pdf], capture_output=True, check=True)
    assert b"No syntax or stream encoding errors" in done.stdout


def test_pages_are_counted_once(made: Made) -> None:
    reader = pypdf.PdfReader(made.pdf)
    exhibits = [label for label in reader.page_labels if label.isdigit()]
    assert exhibits == [str(at) for at in range(1, 9)]
    titles = [item for item in reader.outline if isinstance(item, list)]
    below = [[mark["/Title"] for mark in marks] for marks in titles[1:]]
    assert below == [[f"第{at}页" for at in range(1, 7)], ["第7页", "第8页"]]
    sides = [tuple(round(s) for s in reader.pages[made.place(n)].mediabox[2:]) for n in exhibits]
    assert sides == [(595, 842)] * 6 + [(842, 595)] * 2


def _patches(seen: Image.Image) -> list[list[tuple[float, float]]]:
    """Where each of the four colours stands on a page, from the left and then from the top."""
    found = []
    for colour in CORNERS:
        want = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        near = Image.eval(
            ImageChops.difference(seen, Image.new("RGB", seen.size, want)).convert("L"),
            lambda value: 255 if value < 24 else 0,
        )
        cells = near.resize((seen.width // 12, seen.height // 12), Image.Resampling.BOX)
        columns = [x for x in range(cells.width)
                   if any(cells.getpixel((x, y)) > 200 for y in range(cells.height))]  # fmt: skip
        groups: list[list[int]] = []
        for x in columns:
            if groups and x == groups[-1][-1] + 1:
                groups[-1].append(x)
            else:
                groups.append([x])
        middles = []
        for group in groups:
            ys = [y for y in range(cells.height) for x in group if cells.getpixel((x, y)) > 200]
            middles.append((sum(group) / len(group), sum(ys) / len(ys)))
        found.append(middles)
    return found


@pytest.mark.parametrize("label", ["1", "2", "3", "4", "7"])
def test_every_picture_stands_upright_in_its_place(made: Made, label: str) -> None:
    top_left, top_right, low_left, low_right = _patches(made.seen(label))
    count = 3 if label == "7" else 2
    assert [len(one) for one in (top_left, top_right, low_left, low_right)] == [count] * 4
    for a, b, c, d in zip(top_left, top_right, low_left, low_right, strict=True):
        assert a[0] < b[0]
        assert c[0] < d[0]
        assert abs(a[0] - c[0]) < 1
        assert max(a[1], b[1]) < min(c[1], d[1])
    assert all(one[0] < other[0] for one, other in zip(top_right, top_left[1:], strict=False))


@pytest.mark.parametrize(("label", "names"), [("1", "12"), ("4", "78"), ("7", "123")])
def test_they_are_read_from_the_left(made: Made, label: str, names: str) -> None:
    page = pypdf.PdfReader(made.pdf).pages[made.place(label)]
    drawn = re.findall(rb"q (?:\S+ ){4}(\S+) \S+ cm (/P\d+) Do", page.get_contents().get_data())
    images = page["/Resources"]["/XObject"]
    drawn.sort(key=lambda one: float(one[0]))
    shown = [images[name.decode()]._data for _, name in drawn]
    given = {path.name: path.read_bytes() for path in made.files.values()}
    assert shown == [given[f"{name}.jpg"] for name in names]


def test_files_are_in_it_untouched_and_once(made: Made, judge: Judge, tmp_path: Path) -> None:
    streams = {
        image.get_object()._data
        for page in pypdf.PdfReader(made.pdf).pages
        for image in page["/Resources"].get("/XObject", {}).values()
    }
    given = {path.read_bytes() for path in made.files.values() if path.suffix == ".jpg"}
    assert given <= streams
    assert len(streams) == len(made.files)
    subprocess.run([judge("pdfimages"), "-png", made.pdf, tmp_path / "x"], check=True)
    found = [Image.open(path) for path in tmp_path.glob("x-*.png")]
    whole = [one for one in found if one.size == LONG]
    assert whole
    with Image.open(io.BytesIO(_png())) as file:
        assert all(ImageChops.difference(one.convert("RGB"), file).getbbox() is None
                   for one in whole)  # fmt: skip


def test_pieces_show_their_rows_and_say_where_they_go_on(made: Made, judge: Judge) -> None:
    texts = []
    for label in ("5", "6"):
        at = str(made.place(label) + 1)
        command = [judge("pdftotext"), "-raw", "-f", at, "-l", at, made.pdf, "-"]
        texts.append(subprocess.run(command, capture_output=True, check=True).stdout.decode())
    assert "（接右图）" in texts[0]
    assert "（上接左图）" in texts[0]
    assert "（接下页）" in texts[0]
    assert "（上接第5页）" in texts[1]
    assert "接下页" not in texts[1]
    first, last = made.seen("5"), made.seen("6")
    tops = [[len(one) for one in _patches(seen)] for seen in (first, last)]
    assert tops == [[1, 1, 0, 0], [1, 1, 2, 2]]  # its ends, and on page 6 a whole one beside


def test_nothing_stands_outside_the_margins(made: Made) -> None:
    """25 mm are left for binding: at the left, and at the head of a sheet that lies across."""
    mm = DPI / 25.4
    for label in ("1", "5", "6", "7", "8"):
        seen = made.seen(label)
        x0, y0, x1, y1 = ImageChops.invert(seen.convert("L")).getbbox() or (0, 0, 0, 0)
        left, top = (14 * mm, 22 * mm) if seen.width > seen.height else (24.5 * mm, 12 * mm)
        assert x0 >= left
        assert y0 >= top
        assert seen.width - x1 >= 14 * mm
        assert seen.height - y1 >= 6 * mm


def test_the_hash_list_says_which_picture_of_a_page_it_is(made: Made, judge: Judge) -> None:
    command = [judge("pdftotext"), "-raw", made.pdf, "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    squeezed = "".join(text.split())
    assert "第3页左图5.jpg" in squeezed
    assert "第3页右图6.jpg" in squeezed
    assert "第5、6页long.png" in squeezed
