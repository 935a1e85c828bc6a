"""A picture is known by its bytes only where the PDF has them read as their own header says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import bags
import pikepdf
import pytest
import shelf
from pikepdf import Array, Dictionary, Name, String

from evidence_kit.audit import pages
from evidence_kit.model import (
    Algorithm,
    Check,
    Digest,
    Original,
    PageClaim,
    PageImage,
    Printed,
    Verdict,
)
from evidence_kit.pipeline import checking

BOOK = "filing/证据材料.pdf"
Harm = Callable[[pikepdf.Pdf, pikepdf.Page, pikepdf.Object], object]
_PLACED = re.compile(
    rb"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm (/\w+ Do Q\n[\d.]+ G [\d.]+ w) [\d. ]+ re S"
)


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    return shelf.make(tmp_path_factory.mktemp("form"))


def _halved(opened: pikepdf.Pdf, page: pikepdf.Page, image: pikepdf.Object) -> None:
    """Show the upper half, as if the picture were no higher."""
    image["/Height"] = int(image["/Height"]) // 2
    drawn = page.Contents.read_bytes()
    placed = _PLACED.search(drawn)
    assert placed
    w, h, x, y = (float(part) for part in placed.groups()[:4])
    h, y = h / 2, y + h / 2
    half = b"q %.3f 0 0 %.3f %.3f %.3f cm %b" % (w, h, x, y, placed[5])
    frame = b" %.3f %.3f %.3f %.3f re S" % (x - 0.5, y - 0.5, w + 1, h + 1)
    page.Contents = opened.make_stream(drawn.replace(placed[0], half + frame))


def _set(entry: str, value: object) -> Harm:
    return lambda opened, page, image: image.__setitem__(entry, value)


def _profiled(opened: pikepdf.Pdf, page: pikepdf.Page, image: pikepdf.Object) -> None:
    profile = opened.make_stream(b"no profile at all", N=3)
    image["/ColorSpace"] = Array([Name.ICCBased, opened.make_indirect(profile)])


def _of_few_colours(opened: pikepdf.Pdf, page: pikepdf.Page, image: pikepdf.Object) -> None:
    """Say that the table ends after one colour: what lies beyond is shown as that."""
    image["/ColorSpace"][2] = 0


def _cut_off(opened: pikepdf.Pdf, page: pikepdf.Page, image: pikepdf.Object) -> None:
    _of_few_colours(opened, page, image)
    image["/ColorSpace"][3] = String(bytes(image["/ColorSpace"][3])[:3])


_WHITE = (Name.Indexed, Name.DeviceRGB, 255, String(b"\xff" * 768))


def found(shelved: bags.Made, folder: Path, name: str, harm: Harm | None) -> list[list[Check]]:
    """What is said of one page's picture: against the bundle, the originals, and alone."""
    book = Path(shutil.copy(shelved.bundle / BOOK, folder / "副本.pdf"))
    with pikepdf.open(book, allow_overwriting_input=True) as opened:
        page = opened.pages[2 + shelf.NAMES.index(name)]  # after the cover and the list
        ((_, image),) = page.Resources.XObject.items()
        if harm is not None:
            harm(opened, page, image)
        opened.save(book)
    return [
        [c for c in checking.verification(book, against=held).checks if ("name", name) in c.args]
        for held in (shelved.bundle, shelved.source, None)
    ]


@pytest.mark.parametrize("name", ["02.jpg", "03-转.jpg", "07.png", "10.jpg"])
def test_as_printed_each_is_known(shelved: bags.Made, tmp_path: Path, name: str) -> None:
    for checks in found(shelved, tmp_path, name, None)[:2]:
        assert [c.verdict for c in checks] == [Verdict.PASSED]


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("02.jpg", _halved),
        ("02.jpg", _set("/ColorSpace", Array(_WHITE))),
        ("02.jpg", _set("/ColorSpace", Name.DeviceGray)),
        ("02.jpg", _set("/DecodeParms", Dictionary(ColorTransform=0))),
        ("02.jpg", _set("/BitsPerComponent", 1)),
        ("02.jpg", _set("/Interpolate", True)),
        ("02.jpg", _profiled),
        ("10.jpg", _set("/ColorSpace", Name.DeviceRGB)),
        ("01.png", _set("/DecodeParms", Dictionary(Predictor=15, Colors=6, Columns=30))),
        ("07.png", _of_few_colours),
        ("07.png", _cut_off),
    ],
)
def test_a_picture_that_is_read_otherwise_is_never_passed(
    shelved: bags.Made, tmp_path: Path, name: str, harm: Harm
) -> None:
    """Failure: half of a picture, or a white one, passed as the file's own bytes."""
    for checks in found(shelved, tmp_path, name, harm):
        assert checks
        assert Verdict.PASSED not in {c.verdict for c in checks}


def test_a_sheet_of_a_long_pictures_words_hides_none_of_its_rows() -> None:
    """Failure: the sheet was taken for a piece that the list says nothing of."""
    sha256 = Digest(Algorithm.SHA256, "5" * 64)
    pieces = ((1, (0, 60)), (2, (40, 100)))
    images = tuple(PageImage(3, 1, sha256, None, "1:", at, 100, rows) for at, rows in pieces)
    claims = [PageClaim(1, 1, "长.jpg", sha256, at, rows) for at, rows in pieces]
    claims.append(PageClaim(2, 1, "长.jpg", sha256, sheet=True))
    book, held = Printed("b.pdf", sha256, images, labelled=True), Original("长.jpg", sha256)
    checks = list(pages.one(book, 1, claims, [held]))
    assert Verdict.FAILED not in {one.verdict for one in checks}
    assert [one.finding for one in pages.one(book, 1, claims[1:], [held])].count("page_rows") == 1
