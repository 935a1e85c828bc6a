"""PDFs as people have them: locked, broken, huge, scanned, turned, with a layer nobody sees."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops
from records import pdfs
from records.opening import opened, read

from evidence_kit.model import (
    Box,
    Colour,
    DoubtKind,
    Line,
    Money,
    RecordKind,
    State,
)
from evidence_kit.records import bounded, leaves
from evidence_kit.telling import booked
from evidence_kit.words import Words

WHITE = Image.new("RGB", (900, 1200), "white")


def line(text: str, x: int, y: int, sure: float = 0.97) -> Line:
    box = Box(x, y, x + 20 * len(text), y + 30)
    return Line(text, box, sure, Colour(255, 255, 255), Colour(0, 0, 0), "0" * 16)


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = pdfs.locked(pdfs.voucher(tmp_path / "a.pdf"))
    assert opened(path).reason == "pdf_locked"


def test_a_file_that_anybody_may_look_at_is_read(tmp_path: Path) -> None:
    path = pdfs.locked(pdfs.voucher(tmp_path / "a.pdf"), user="")
    assert read(path).kind is RecordKind.VOUCHER


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF\n", b"%PDF-1.7\n" + bytes(5000), b"no pdf at all"],
)
def test_broken_files_say_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert opened(path).reason == "pdf_broken"


def test_every_cut_of_a_file_is_read_or_refused(tmp_path: Path) -> None:
    whole = pdfs.voucher(tmp_path / "a.pdf").read_bytes()
    path = tmp_path / "b.pdf"
    for end in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:end])
        found = opened(path)
        assert found.reason == "pdf_broken" or found.records


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdfs.proof(tmp_path / "a.pdf")
    monkeypatch.setattr(leaves, "MOST_LEAVES", 1)
    assert opened(path).reason == "pdf_too_large"
    monkeypatch.setattr(leaves, "MOST_LEAVES", 2)
    assert read(path).rows
    monkeypatch.setattr(leaves, "MOST_SIGNS", 100)
    assert opened(path).reason == "pdf_too_large"


def test_too_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdfs.voucher(tmp_path / "a.pdf")
    monkeypatch.setattr(leaves, "MOST_BYTES", path.stat().st_size - 1)
    assert opened(path).reason == "pdf_too_large"


@pytest.mark.parametrize("twice", [False, True])
def test_a_small_file_that_unpacks_to_a_huge_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, twice: bool
) -> None:
    """A hundred kilobytes of zeros, packed, fill a machine's memory in any reader."""
    path = pdfs.voucher(tmp_path / "a.pdf")
    monkeypatch.setattr(bounded, "MOST_UNPACKED", 4_000_000)
    assert read(path).rows
    packed, flate = zlib.compress(b" " * 5_000_000, 9), pikepdf.Name.FlateDecode
    packed, filters = (zlib.compress(packed), [flate, flate]) if twice else (packed, flate)
    pdfs.changed(path, lambda pdf: pdf.pages[0].Contents.write(packed, filter=filters))
    assert opened(path).reason == "pdf_too_large"


def test_a_page_that_unpacks_to_nothing_but_space(tmp_path: Path) -> None:
    path = pdfs.voucher(tmp_path / "a.pdf")
    packed = zlib.compress(b" " * 50_000_000, 9)
    pdfs.changed(
        path, lambda pdf: pdf.pages[0].Contents.write(packed, filter=pikepdf.Name.FlateDecode)
    )
    assert read(path).kind is RecordKind.OTHER


def test_any_other_paper_has_pages_and_no_rows(tmp_path: Path) -> None:
    paper = pdfs.Paper()
    paper.page().text(80, 80, "关于项目合作的备忘录，共两页，本页为第一页")
    paper.page((300.0, 400.0)).text(20, 20, "备忘录第二页，没有别的内容，到此为止")
    found = read(paper.write(tmp_path / "a.pdf"))
    assert (found.kind, found.rows, found.holders, found.doubts) == (RecordKind.OTHER, (), (), ())
    assert found.leaves == ((595.0, 842.0), (300.0, 400.0))
    assert found.printed


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(tmp_path: Path, turn: int) -> None:
    """Whoever scans a page sideways turns it in the viewer: the file keeps both."""
    straight = read(pdfs.voucher(tmp_path / "a.pdf"))
    path = pdfs.voucher(tmp_path / "b.pdf")

    def turned(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        back = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[turn]
        page.contents_add(f"q {back} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.obj.MediaBox = [0, 0, 595, 842] if turn == 180 else [0, 0, 842, 595]
        page.obj.Rotate = turn

    pdfs.changed(path, turned)
    found = read(path)
    assert found.leaves == straight.leaves
    assert found.rows[0].slip.amount is not None
    assert straight.rows[0].slip.amount is not None
    assert found.rows[0].slip.amount.value == straight.rows[0].slip.amount.value
    near = zip(found.rows[0].box, straight.rows[0].box, strict=True)
    assert all(abs(one - other) <= 2 for one, other in near)


def test_places_count_from_the_corner_that_is_shown(tmp_path: Path) -> None:
    paper = pdfs.Paper()
    paper.page(crop=(50, 100, 545, 800)).text(80, 80, "这是一份裁切过的文件，四周的边不显示出来")
    path = paper.write(tmp_path / "a.pdf")
    (leaf,) = leaves.read(path)
    assert not isinstance(leaf, str)
    assert (leaf.width, leaf.height) == (495, 700)
    assert leaf.words[0].area.x0 == pytest.approx(30, abs=2)
    assert leaf.words[0].area.y0 == pytest.approx(38, abs=4)


# ── pictures of pages ──────────────────────────────────────────────────────────────────


def seen(png: bytes) -> tuple[Line, ...]:
    """What an engine sees of a voucher: at 200 dots an inch, whatever the scan had."""
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (1200, 1600)
    rows = pdfs.Voucher().rows()
    title = line("微信转账电子凭证", 400, 60)
    return (
        title,
        *(line(label, 100, 150 + 60 * at) for at, (label, _) in enumerate(rows)),
        *(line(value, 400, 150 + 60 * at) for at, (_, value) in enumerate(rows)),
    )


def test_a_scan_is_read_by_an_engine_and_doubted_as_a_whole(tmp_path: Path) -> None:
    found = read(pdfs.pictures(tmp_path / "a.pdf", WHITE), seen)
    assert found.kind is RecordKind.VOUCHER
    slip = found.rows[0].slip
    assert slip.amount is not None
    assert slip.amount.value == Money(500000)
    assert slip.amount.confidence == leaves.SUREST_SEEN
    assert slip.state is State.ACCEPTED
    (doubt,) = found.doubts
    assert doubt.kind is DoubtKind.READ_ONCE
    assert doubt.where is not None
    assert doubt.where.box == Box(0, 0, 432, 576)
    assert doubt.where.box.contains(found.rows[0].box)


def test_without_an_engine_a_scan_still_has_its_pages(tmp_path: Path) -> None:
    found = read(pdfs.pictures(tmp_path / "a.pdf", WHITE, WHITE))
    assert (found.kind, found.doubts, len(found.leaves)) == (RecordKind.OTHER, (), 2)


def test_a_layer_that_nobody_sees_is_not_believed(tmp_path: Path) -> None:
    """Scanners put what they read behind the picture, right or wrong; so might a forger."""
    path = pdfs.voucher(tmp_path / "a.pdf")
    pdfs.changed(path, lambda pdf: pdf.pages[0].contents_add(b"3 Tr", prepend=True))
    assert read(path).kind is RecordKind.OTHER
    asked: list[bytes] = []

    def ask(png: bytes) -> tuple[Line, ...]:
        asked.append(png)
        return ()

    assert read(path, ask).rows == ()
    with Image.open(io.BytesIO(asked[0])) as image:
        blank = Image.new("RGB", image.size, "white")
        box = ImageChops.difference(image.convert("RGB"), blank).getbbox()
    assert box is not None, "the seal is seen, the text is not"
    assert box[0] > 900


def test_signs_that_map_to_nothing_are_not_believed(tmp_path: Path) -> None:
    path = pdfs.voucher(tmp_path / "a.pdf")

    def unmapped(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            del font["/ToUnicode"]

    asked: list[bytes] = []

    def ask(png: bytes) -> tuple[Line, ...]:
        asked.append(png)
        return ()

    assert read(pdfs.changed(path, unmapped), ask).kind is RecordKind.OTHER
    assert asked, "what can't be believed is looked at"


def _js(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = script


def _loop(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids = pikepdf.Array([pdf.Root.Pages])


def _deep(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    form = pikepdf.Stream(pdf, b"/F Do")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = [0, 0, 10, 10]
    held = pdf.make_indirect(form)
    held.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=held))
    page.Resources.XObject = pikepdf.Dictionary(F=held)
    page.contents_add(b"/F Do")


@pytest.mark.parametrize("change", [_js, _loop, _deep])
def test_hostile_files_end(tmp_path: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    path = pdfs.changed(pdfs.voucher(tmp_path / "a.pdf"), change)
    found = opened(path)
    assert found.records or found.reason == "pdf_broken"


def test_a_pdf_that_is_no_record_is_said_to_be_filed(tmp_path: Path) -> None:
    """Failure: a lawyer's opinion went to the court among the exhibits, and no line said so."""
    paper = pdfs.Paper()
    paper.page().text(60, 60, "律师意见")
    found = read(paper.write(tmp_path / "律师意见.pdf"))
    assert "[[exclude]]" in booked.seen(found, Words("zh_CN"))
    assert "[[exclude]]" in booked.seen(found, Words("en"))
    assert "[[exclude]]" not in booked.seen(read(pdfs.voucher(tmp_path / "a.pdf")), Words("zh_CN"))
