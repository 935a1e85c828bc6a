"""Pages of PDF records in a book: known by all that they draw, whatever they are called."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import bags
import pikepdf
import pytest
import shelf
from bags import found
from PIL import Image
from records import pdfs
from records.pdfs import sealed

from evidence_kit.model import (
    Brief,
    Case,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    HashLine,
    Source,
    Verdict,
    VerificationReport,
)
from evidence_kit.pipeline import checking

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED
BOOK = "filing/证据材料.pdf"
VOUCHER, STATEMENT, SCAN = "凭证.pdf", "明细.pdf", "盖章.pdf"
PAGES = ((VOUCHER, 0), (STATEMENT, 0), (STATEMENT, 1), (SCAN, 0))


def _arranged(sources: tuple[Source, ...]) -> Case:
    by_name = {one.name: one for one in sources}
    exhibits, at = [], 0
    for number, name in enumerate(dict.fromkeys(name for name, _ in PAGES), start=1):
        leaves = [leaf for one, leaf in PAGES if one == name]
        pages = tuple(
            ExhibitPage(at + 1 + leaf, by_name[name].sha256, name, leaf) for leaf in leaves
        )
        at += len(leaves)
        exhibits.append(Exhibit(number, ExhibitKind.PDF, (), pages))
    hashes = tuple(
        HashLine(one.number, s.name, s.sha256, s.sm3)
        for one in exhibits
        for s in (by_name[one.pages[0].name],)
    )
    return Case(Brief(), tuple(exhibits), (), hashes)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    folder = tmp_path_factory.mktemp("records")
    held = folder / "held"
    held.mkdir()
    pdfs.voucher(held / VOUCHER)
    pdfs.proof(held / STATEMENT, [[pdfs.SPENT[0]], [pdfs.SPENT[0]]])
    # It lies across, and its sides are no whole number of dots.
    pdfs.changed(pdfs.pictures(held / SCAN, Image.new("RGB", (842, 595), "white"), dpi=72), sealed)
    more = {path.name: path.read_bytes() for path in held.iterdir()}
    return shelf.make(folder, arranged=_arranged, more=more)


@pytest.fixture
def book(made: bags.Made, tmp_path: Path) -> Path:
    return Path(shutil.copy(made.bundle / BOOK, tmp_path / "副本.pdf"))


def change(path: Path, how: Callable[[pikepdf.Pdf, list[pikepdf.Page]], object]) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        first = int(opened.Root.PageLabels.Nums[4])
        how(opened, [opened.pages[first + at] for at in range(len(PAGES))])
        opened.save(path)


def form(page: pikepdf.Page) -> pikepdf.Object:
    ((_, one),) = page.Resources.XObject.items()
    return one


def told(report: VerificationReport) -> dict[str, str]:
    """The finding of each page."""
    checks = [c for c in report.checks if c.about == "page"]
    return {dict(c.args)["page"]: c.finding for c in checks}


def both(made: bags.Made, book: Path) -> list[VerificationReport]:
    return [checking.verification(book, against=held) for held in (made.bundle, made.source)]


def test_every_page_is_known(made: bags.Made, book: Path) -> None:
    book.write_bytes(book.read_bytes() + b"\n")
    for report in both(made, book):
        assert told(report) == dict.fromkeys("1234", "page_record")
        leaves = [dict(c.args)["leaf"] for c in report.checks if c.finding == "page_record"]
        assert leaves == ["1", "1", "2", "1"]


@pytest.mark.parametrize("page", range(1, 5))
def test_a_page_that_is_asked_about_is_known(made: bags.Made, page: int) -> None:
    report = checking.verification(made.bundle, page=page)
    assert report.checks[-1].finding == "page_record"
    assert not found(report, FAILED)


def test_one_saved_by_another_program_is_known_still(made: bags.Made, book: Path) -> None:
    with pikepdf.open(book, allow_overwriting_input=True) as opened:
        opened.save(book, recompress_flate=True, linearize=True,
                    object_stream_mode=pikepdf.ObjectStreamMode.generate)  # fmt: skip
    assert told(both(made, book)[0]) == dict.fromkeys("1234", "page_record")


def test_alone_it_is_left_open(book: Path) -> None:
    assert set(told(checking.verification(book)).values()) == {"page_needs_file"}


def test_another_number_in_what_a_page_draws_is_a_fault(made: bags.Made, book: Path) -> None:
    def altered(_: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
        drawn = form(pages[0])
        raw = drawn.read_bytes()
        written = re.sub(rb"<([0-9a-fA-F]{4})([0-9a-fA-F]{4})", rb"<\2\1", raw, count=1)
        assert written != raw
        drawn.write(written)

    change(book, altered)
    for report in both(made, book):
        assert ("page_differs", VOUCHER) in found(report, FAILED)


def test_two_pages_of_a_record_swapped_are_a_fault(made: bags.Made, book: Path) -> None:
    def swapped(_: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
        one, other = pages[1:3]
        ((name, held),) = one.Resources.XObject.items()
        ((last, after),) = other.Resources.XObject.items()
        one.Resources.XObject[name], other.Resources.XObject[last] = after, held

    change(book, swapped)
    for report in both(made, book):
        assert [f for f in told(report).values() if f == "page_differs"] == ["page_differs"] * 2


def _other_font(_: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
    fonts = [font for _, font in form(pages[0]).Resources.Font.items()]
    table = fonts[0].DescendantFonts[0] if "/DescendantFonts" in fonts[0] else fonts[0]
    table["/BaseFont"] = pikepdf.Name("/Other")


def _larger(_: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
    box = [float(side) for side in form(pages[0]).BBox.as_list()]
    form(pages[0])["/BBox"] = pikepdf.Array([*box[:3], box[3] / 2])


def _covered(opened: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
    lines = pages[0].Contents.read_bytes() + b"\n1 g 200 300 80 40 re f"
    pages[0].Contents = opened.make_stream(lines)


def _repainted(_: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
    image = form(pages[3])
    raw = bytearray(image.read_bytes())
    raw[len(raw) // 2] ^= 0x80
    image.write(bytes(raw))


@pytest.mark.parametrize(
    ("how", "page"), [(_other_font, "1"), (_larger, "1"), (_covered, "1"), (_repainted, "4")]
)
def test_a_page_that_may_look_otherwise_is_never_passed(
    made: bags.Made, book: Path, how: Callable[[pikepdf.Pdf, list[pikepdf.Page]], None], page: str
) -> None:
    change(book, how)
    for report in both(made, book):
        finding = told(report)[page]
        assert finding in ("page_redrawn", "page_incomparable", "page_differs")
        assert [told(report)[other] for other in "1234" if other != page] == ["page_record"] * 3
