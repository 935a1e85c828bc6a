"""Pages with several pictures, pictures on several pages: each is known, none can be swapped."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import bags
import pikepdf
import pytest
import shelf
from bags import found
from PIL import Image, ImageDraw

from evidence_kit.model import (
    Brief,
    Case,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    HashLine,
    Rows,
    Source,
    Verdict,
    VerificationReport,
)
from evidence_kit.pipeline import checking

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED
BOOK = "filing/证据材料.pdf"
LONG = "12-长.png"
HEIGHT = 700
# Page, place from the left, how many side by side, and which rows.
PLACES: tuple[tuple[str, int, int, int, Rows | None], ...] = (
    ("01.png", 1, 0, 2, None),
    ("02.jpg", 1, 1, 2, None),
    ("03-转.jpg", 2, 0, 2, None),
    ("04.png", 2, 1, 2, None),
    (LONG, 3, 0, 2, Rows(0, 280)),
    (LONG, 3, 1, 2, Rows(250, 520)),
    (LONG, 4, 0, 2, Rows(500, 700)),
    ("07.png", 4, 1, 2, None),
    ("05.png", 5, 0, 3, None),
    ("09.png", 5, 1, 3, None),
    ("10.jpg", 5, 2, 3, None),
    ("11.png", 6, 0, 1, None),
)
Lines = list[bytes]


def _long() -> bytes:
    image = Image.new("RGB", (100, HEIGHT), "white")
    pen = ImageDraw.Draw(image)
    for at in range(0, HEIGHT, 20):
        pen.rectangle((5, at + 3, 20 + at // 10, at + 14), fill=(at % 256, 90, 200))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _arranged(sources: tuple[Source, ...]) -> Case:
    by_name = {one.name: one for one in sources}
    pages = tuple(
        ExhibitPage(number, by_name[name].sha256, name, 0, slot, slots, rows)
        for name, number, slot, slots, rows in PLACES
    )
    exhibit = Exhibit(1, ExhibitKind.CONVERSATION, (("title", "小雨"),), pages)
    names = {name for name, *_ in PLACES}
    hashes = tuple(HashLine(1, s.name, s.sha256, s.sm3) for s in sources if s.name in names)
    return Case(Brief(), (exhibit,), (), hashes)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    folder = tmp_path_factory.mktemp("beside")
    return shelf.make(folder, arranged=_arranged, more={LONG: _long()})


@pytest.fixture
def book(made: bags.Made, tmp_path: Path) -> Path:
    """A copy of the PDF that somebody was handed, its bytes no longer the bundle's."""
    path = Path(shutil.copy(made.bundle / BOOK, tmp_path / "副本.pdf"))
    path.write_bytes(path.read_bytes() + b"\n")
    return path


@contextmanager
def changing(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        yield opened
        opened.save(path)


def sheet(opened: pikepdf.Pdf, page: int) -> pikepdf.Page:
    nums = opened.Root.PageLabels.Nums
    return opened.pages[int(nums[4]) + page - 1]  # after the cover and the list


def rewrite(path: Path, page: int, change: Callable[[Lines], Lines]) -> None:
    with changing(path) as opened:
        one = sheet(opened, page)
        lines = one.Contents.read_bytes().split(b"\n")
        one.Contents = opened.make_stream(b"\n".join(change(lines)))


def told(report: VerificationReport, page: int) -> list[tuple[str, str]]:
    """Each finding about a page's pictures, and the file that it is about."""
    checks = [c for c in report.checks if c.about == "page" and dict(c.args)["page"] == str(page)]
    return [(c.finding, dict(c.args).get("name", "")) for c in checks]


def both(made: bags.Made, book: Path) -> list[VerificationReport]:
    """The PDF against the bundle, and against the originals by what it says of itself."""
    return [checking.verification(book, against=held) for held in (made.bundle, made.source)]


# ── as they were printed ───────────────────────────────────────────────────────────────


def test_every_picture_of_every_page_is_known(made: bags.Made, book: Path) -> None:
    for report in both(made, book):
        assert not found(report, FAILED)
        assert told(report, 1) == [("page_pixels", "01.png"), ("page_bytes", "02.jpg")]
        assert told(report, 2) == [("page_bytes", "03-转.jpg"), ("page_pixels", "04.png")]
        assert told(report, 3) == [("page_pixels", LONG), ("page_part", LONG)] * 2
        assert told(report, 5) == [
            ("page_converted", "05.png"),
            ("page_pixels", "09.png"),
            ("page_bytes", "10.jpg"),
        ]
        parts = [dict(c.args) for c in report.checks if c.finding == "page_part"]
        assert [(p["first"], p["last"]) for p in parts] == [
            ("1", "280"),
            ("251", "520"),
            ("501", "700"),
        ]


def test_alone_the_bytes_of_jpegs_are_compared_with_the_list(book: Path) -> None:
    report = checking.verification(book)
    assert told(report, 1) == [("page_needs_file", "01.png"), ("page_bytes_listed", "02.jpg")]
    assert report.verdict is INDETERMINATE


@pytest.mark.parametrize("page", range(1, 7))
def test_a_page_is_asked_about_with_all_that_is_on_it(made: bags.Made, page: int) -> None:
    report = checking.verification(made.bundle, page=page)
    names = [name for name, number, *_ in PLACES if number == page]
    findings = told(report, page)
    assert [n for f, n in findings if f == "page_is"] == list(dict.fromkeys(names))
    pictures = [n for f, n in findings if f in ("page_bytes", "page_pixels", "page_converted")]
    assert pictures == names
    assert not found(report, FAILED)


def test_three_lie_across_and_two_stand_upright(made: bags.Made) -> None:
    with pikepdf.open(made.bundle / BOOK) as opened:
        sides = [[round(float(s)) for s in sheet(opened, n).MediaBox[2:]] for n in range(1, 7)]
    assert sides == [[595, 842]] * 4 + [[842, 595], [595, 842]]


def test_a_picture_in_pieces_is_in_the_file_once_and_whole(made: bags.Made) -> None:
    with pikepdf.open(made.bundle / BOOK) as opened:
        refs = {
            image.objgen
            for page in (3, 4)
            for _, image in sheet(opened, page).Resources.XObject.items()
            if int(image.Height) == HEIGHT
        }
        assert len(refs) == 1


# ── tampered pages ─────────────────────────────────────────────────────────────────────


def _image(opened: pikepdf.Pdf, page: int, place: int) -> pikepdf.Object:
    one = sheet(opened, page)
    names = re.findall(rb"/(P\d+) Do", one.Contents.read_bytes())
    return one.Resources.XObject["/" + names[place].decode()]


@pytest.mark.parametrize(("page", "place", "name"), [(1, 0, "01.png"), (2, 1, "04.png"),
                                                     (5, 1, "09.png"), (4, 0, LONG)])  # fmt: skip
def test_one_pixel_of_one_picture_fails_the_page(
    made: bags.Made, book: Path, page: int, place: int, name: str
) -> None:
    with changing(book) as opened:
        image = _image(opened, page, place)
        raw = bytearray(image.read_bytes())
        raw[len(raw) // 2] ^= 0x10
        image.write(bytes(raw))
    for report in both(made, book):
        assert ("page_differs", name) in found(report, FAILED)
        others = [n for f, n in told(report, page) if f in ("page_pixels", "page_bytes")]
        assert name not in others


def _swap(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    """Draw each of two pictures where the other stands."""
    named = [re.search(rb"/P\d+ Do", line) for line in (one, other)]
    assert named[0] is not None
    assert named[1] is not None
    return one.replace(named[0][0], named[1][0]), other.replace(named[1][0], named[0][0])


def test_two_pictures_swapped_on_their_page_are_found_out(made: bags.Made, book: Path) -> None:
    def swapped(lines: Lines) -> Lines:
        *rest, one, frame, other, last = lines
        one, other = _swap(one, other)
        return [*rest, one, frame, other, last]

    rewrite(book, 1, swapped)
    for report in both(made, book):
        assert report.verdict is FAILED
        assert {("page_elsewhere", "01.png"), ("page_elsewhere", "02.jpg")} <= found(report, FAILED)


def test_a_picture_drawn_twice_for_two_is_found_out(made: bags.Made, book: Path) -> None:
    def twice(lines: Lines) -> Lines:
        *rest, one, frame, other, last = lines
        return [*rest, one, frame, re.sub(rb"/P\d+", one.split()[-3], other), last]

    rewrite(book, 1, twice)
    with changing(book) as opened:  # what no longer is drawn is no longer there
        one = sheet(opened, 1)
        drawn = set(re.findall(rb"/P\d+", one.Contents.read_bytes()))
        for name in [name for name, _ in one.Resources.XObject.items()]:
            if name.encode() not in drawn:
                del one.Resources.XObject[name]
    for report in both(made, book):
        failures = [c for c in report.checks if c.finding == "page_other"]
        assert [dict(c.args)["name"] for c in failures] == ["02.jpg"]
        assert report.verdict is FAILED


def test_a_picture_that_is_gone_is_missed(made: bags.Made, book: Path) -> None:
    rewrite(book, 1, lambda lines: lines[:-2])
    with changing(book) as opened:
        one = sheet(opened, 1)
        drawn = set(re.findall(rb"/P\d+", one.Contents.read_bytes()))
        for name in [name for name, _ in one.Resources.XObject.items()]:
            if name.encode() not in drawn:
                del one.Resources.XObject[name]
    for report in both(made, book):
        assert ("page_lacks", "02.jpg") in found(report, FAILED)


def test_a_picture_too_many_is_told(made: bags.Made, book: Path) -> None:
    with changing(book) as opened:
        one, other = sheet(opened, 6), sheet(opened, 1)
        ((name, image), *_) = other.Resources.XObject.items()
        lines = one.Contents.read_bytes().split(b"\n")
        first = other.Contents.read_bytes().split(b"\n")[-4:-2]
        middle = [float(part) for part in lines[-1].split()[4:6]]
        assert float(first[1].split()[4]) < middle[0] < 300
        one.Resources.XObject[name] = image
        one.Contents = opened.make_stream(b"\n".join([*lines[:-2], *first, *lines[-2:]]))
    for report in both(made, book):
        assert "page_more" in {c.finding for c in report.checks if c.verdict is FAILED}


def _moved(by: float) -> Callable[[Lines], Lines]:
    """Draw the second picture, with its hairline, further to the left."""

    def moved(lines: Lines) -> Lines:
        *rest, picture, frame = lines
        parts, box = picture.split(), frame.split()
        parts[5] = b"%.3f" % (float(parts[5]) + by)
        box[4] = b"%.3f" % (float(box[4]) + by)
        return [*rest, b" ".join(parts), b" ".join(box)]

    return moved


def _tall(lines: Lines) -> Lines:
    """Give the first picture a hairline as wide as the second."""
    *rest, one, frame, other, last = lines
    return [*rest, one, frame.replace(b" 0.4 w ", b" 90 w "), other, last]


@pytest.mark.parametrize(
    ("page", "change"),
    [
        (1, _moved(-241)),
        (1, _moved(-281)),
        (1, _moved(-201)),
        (1, _tall),
        (1, lambda lines: [*lines[:-4], *lines[-2:], *lines[-4:-2]]),
        (1, lambda lines: [*lines[:-2], b"1 g 60 500 90 90 re f", *lines[-2:]]),
        (1, lambda lines: [*lines, b"1 g 60 500 90 90 re f"]),
        (1, lambda lines: [*lines[:-1], lines[-1], lines[-2], lines[-1]]),
        (1, lambda lines: [*lines[:-3], *lines[-2:]]),
    ],
)
def test_pictures_that_may_be_covered_are_never_passed(
    made: bags.Made, book: Path, page: int, change: Callable[[Lines], Lines]
) -> None:
    rewrite(book, page, change)
    for report in both(made, book):
        findings = {finding for finding, _ in told(report, page)}
        assert "page_redrawn" in findings
        assert not findings & {"page_bytes", "page_pixels"}


# ── pieces ─────────────────────────────────────────────────────────────────────────────


def _cut_short(rows: int) -> Callable[[Lines], Lines]:
    """Hide the last rows of a page's first picture, its hairline drawn around what is left."""

    def short(lines: Lines) -> Lines:
        at = next(n for n, line in enumerate(lines) if line.startswith(b"q "))
        picture, frame = lines[at].split(), lines[at + 1].split()
        by = rows * float(picture[11]) / HEIGHT
        for parts, low, high in ((picture, 2, 4), (frame, 5, 7)):
            parts[low] = b"%.3f" % (float(parts[low]) + by)
            parts[high] = b"%.3f" % (float(parts[high]) - by)
        return [*lines[:at], b" ".join(picture), b" ".join(frame), *lines[at + 2 :]]

    return short


def test_a_clip_that_hides_rows_no_page_shows_is_found_out(made: bags.Made, book: Path) -> None:
    rewrite(book, 4, _cut_short(40))
    against_bundle, against_files = both(made, book)
    assert ("page_rows", LONG) in found(against_bundle, FAILED)
    for report in (against_bundle, against_files, checking.verification(book)):
        assert ("pdf_rows_hidden", LONG) in found(report, FAILED)


def test_a_clip_through_a_row_is_no_clip_of_ours(made: bags.Made, book: Path) -> None:
    rewrite(book, 4, _cut_short(40.5))
    for report in both(made, book):
        assert ("page_redrawn", LONG) in told(report, 4)


def test_a_clip_on_a_picture_that_is_to_stand_whole_is_found_out(
    made: bags.Made, book: Path
) -> None:
    def clipped(lines: Lines) -> Lines:
        *rest, picture, frame = lines
        x, y, w, h = (float(part) for part in frame.split()[4:8])
        shown = (x + 0.5, y + 0.5 + (h - 1) / 2, w - 1, (h - 1) / 2)
        clip = b"q %.3f %.3f %.3f %.3f re W n" % shown
        hairline = b"0.7 G 0.4 w %.3f %.3f %.3f %.3f re S" % (
            *(shown[0] - 0.5, shown[1] - 0.5),
            *(shown[2] + 1, shown[3] + 1),
        )
        return [*rest, clip + picture[1:], hairline]

    rewrite(book, 6, clipped)
    for report in (*both(made, book), checking.verification(book)):
        assert ("pdf_rows_hidden", "11.png") in found(report, FAILED)


def test_pieces_in_another_order_are_found_out(made: bags.Made, book: Path) -> None:
    def turned(lines: Lines) -> Lines:
        """Show in each place the part that belongs into the other."""
        *rest, one, frame, other, last = lines
        ups = [line.split() for line in (one, other)]
        row = float(ups[0][11]) / HEIGHT
        top = float(ups[0][2]) + float(ups[0][4])
        made_ = []
        for parts, (first, past) in zip(ups, ((250, 530), (0, 270)), strict=True):
            parts[13] = b"%.3f" % (top + first * row - HEIGHT * row)
            parts[2] = b"%.3f" % (top - (past - first) * row)
            parts[4] = b"%.3f" % ((past - first) * row)
            made_.append(b" ".join(parts))
        return [*rest, made_[0], frame, made_[1], last]

    rewrite(book, 3, turned)
    report = both(made, book)[0]
    assert [f for f, _ in told(report, 3)].count("page_rows") == 2


def test_a_list_that_leaves_rows_out_is_found_out(made: bags.Made, tmp_path: Path) -> None:
    shutil.copytree(made.bundle, tmp_path / "b")
    path = tmp_path / "b" / "exhibits.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\[\s*500,\s*699\s*\]", "[500, 690]", text), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    report = checking.verification(tmp_path / "b", page=3)
    assert ("page_rows", LONG) in told(report, 3)
    assert report.verdict is FAILED


# ── what lies on a page ────────────────────────────────────────────────────────────────


def _link(opened: pikepdf.Pdf, **more: object) -> pikepdf.Object:
    entries = {
        "Type": pikepdf.Name.Annot,
        "Subtype": pikepdf.Name.Link,
        "Rect": [60, 500, 90, 520],
        "Border": [0, 0, 0],
        "F": 4,
        "Dest": pikepdf.Array([opened.pages[0].obj, pikepdf.Name.Fit]),
        **more,
    }
    named = {f"/{name}": value for name, value in entries.items()}
    return opened.make_indirect(pikepdf.Dictionary(named))


@pytest.mark.parametrize(
    ("more", "finding"),
    [
        ({}, "page_pixels"),
        ({"Border": [0, 0, 40]}, "page_redrawn"),
        ({"AP": pikepdf.Dictionary()}, "page_redrawn"),
        ({"Subtype": pikepdf.Name.Square}, "page_redrawn"),
        ({"BS": pikepdf.Dictionary(W=40)}, "page_redrawn"),
    ],
)
def test_links_may_lie_on_a_page_and_nothing_else(
    made: bags.Made, book: Path, more: dict[str, object], finding: str
) -> None:
    with changing(book) as opened:
        sheet(opened, 1).obj["/Annots"] = pikepdf.Array([_link(opened, **more)])
    assert told(both(made, book)[0], 1)[0] == (finding, "01.png")


def test_a_page_holds_nothing_that_it_does_not_draw(made: bags.Made, book: Path) -> None:
    with changing(book) as opened:
        one = sheet(opened, 1)
        one.Resources.XObject["/Other"] = _image(opened, 6, 0)
    findings = told(both(made, book)[0], 1)
    assert findings == [("page_redrawn", "01.png"), ("page_redrawn", "02.jpg")]


def test_a_stamp_that_a_court_puts_on_a_page_is_no_fault(made: bags.Made, book: Path) -> None:
    """Its picture is one more; what it may cover nobody can say."""
    with changing(book) as opened:
        stamp = pikepdf.Stream(opened, b"\xff\0\0" * 4)
        entries = {"Subtype": pikepdf.Name.Image, "Width": 2, "Height": 2, "BitsPerComponent": 8}
        for name, value in {**entries, "ColorSpace": pikepdf.Name.DeviceRGB}.items():
            stamp[f"/{name}"] = value
        one = sheet(opened, 1)
        one.Resources.XObject["/Stamp"] = opened.make_indirect(stamp)
        drawn = one.Contents.read_bytes() + b"\nq 60 0 0 60 300 400 cm /Stamp Do Q"
        one.Contents = opened.make_stream(drawn)
    for report in both(made, book):
        assert not found(report, FAILED)
        assert told(report, 1) == [("page_redrawn", "01.png"), ("page_redrawn", "02.jpg")]
