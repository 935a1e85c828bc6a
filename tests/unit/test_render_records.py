"""The pages of PDF records in the book: unchanged, upright, and none lost."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from archivist import faults
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from records import pdfs
from records.opening import read, source_of
from records.pdfs import sealed

from evidence_kit import render
from evidence_kit.errors import InputError
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
)
from evidence_kit.render import conforming
from evidence_kit.render.leaves import open_leaves
from evidence_kit.render.pdf import PdfFile

Change = Callable[[pikepdf.Pdf], object]
MANIFEST = Digest(Algorithm.SHA256, "0123456789abcdef" * 4)
DPI = 72


def case_of(*paths: Path) -> tuple[Case, dict[Digest, Path]]:
    """A case of one exhibit for each PDF."""
    exhibits, rows, hashes, files, first = [], [], [], {}, 1
    for number, path in enumerate(paths, start=1):
        source = source_of(path)
        files[source.sha256] = path
        leaves = len(read(path).leaves)
        pages = tuple(ExhibitPage(first + i, source.sha256, path.name, i) for i in range(leaves))
        first += leaves
        exhibits.append(Exhibit(number, ExhibitKind.PDF, (), pages))
        hashes.append(HashLine(number, path.name, source.sha256, source.sm3))
        shown = Proof(ProofKind.AS_SHOWN, (), (pages[0].number,))
        rows.append(Row(number, Group.OTHER, number, pages[0].number, pages[-1].number, (shown,)))
    return Case(Brief(), tuple(exhibits), tuple(rows), tuple(hashes)), files


def book(folder: Path, *paths: Path) -> Path:
    """Print the book of some PDFs."""
    case, files = case_of(*paths)
    out = folder / "book.pdf"
    render.book(case, picture=files.__getitem__, manifest_digest=MANIFEST, out=out)
    return out


def exhibit_pages(out: Path) -> list[pypdf.PageObject]:
    """The pages of the book that show exhibits: those that bear a plain number."""
    reader = pypdf.PdfReader(out)
    return [
        page
        for label, page in zip(reader.page_labels, reader.pages, strict=True)
        if label.isdigit()
    ]


def pictured(page: pypdf.PageObject) -> bool:
    """Whether an exhibit page shows a picture of the record's page."""
    drawn = page["/Resources"]["/XObject"].values()
    (kind,) = (one.get_object()["/Subtype"] for one in drawn)
    return bool(kind == "/Image")


def drawn(path: Path, number: int, dpi: float = DPI) -> Image.Image:
    """What a page looks like."""
    with pypdfium2.PdfDocument(path) as file:
        file.init_forms()
        return file[number].render(scale=dpi / 72).to_pil().convert("L")


def differing(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures of one page differ, of 1, each a little blurred."""
    blurred = [image.filter(ImageFilter.GaussianBlur(1.5)) for image in (one, other)]
    histogram = ImageChops.difference(*blurred).histogram()
    return sum(histogram[60:]) / (one.width * one.height)


_PLACED = re.compile(rb"q (\S+) 0 0 (\S+) (\S+) (\S+) cm /P\d+ Do Q")


def shown_in(out: Path, page: pypdf.PageObject, seen: Image.Image) -> Image.Image:
    """The record's page as the book's page shows it, cut out where the book places it."""
    placed = _PLACED.search(page.get_contents().get_data())
    assert placed is not None
    across, up, x, y = (float(number) for number in placed.groups())
    width, height = (across, up) if pictured(page) else (across * seen.width, up * seen.height)
    whole = drawn(out, page.page_number, 150)
    scale, top = 150 / 72, float(page.mediabox.height)
    sides = (x, top - y - height, x + width, top - y)
    return whole.crop(tuple(round(side * scale) for side in sides)).resize(seen.size)


def blocks(path: Path, *, rotate: int, crop: tuple[int, int, int, int] | None) -> Path:
    """A page whose four corners differ, so that no turn of it looks like another."""
    paper = pdfs.Paper()
    page = paper.page((400.0, 600.0), rotate=rotate, crop=crop)
    page.text(80, 100, "左上角", 40).text(280, 520, "右下", 30).rule(60, 540, 340, 130)
    page.seal(300, 150, 40)
    page.sheet.content.append("0.2 0.2 0.2 rg 70 90 60 60 re f")
    return paper.write(path)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 60, 380, 580)])
def test_a_page_is_shown_as_it_is_seen(
    tmp_path: Path, rotate: int, crop: tuple[int, int, int, int] | None
) -> None:
    path = blocks(tmp_path / "a.pdf", rotate=rotate, crop=crop)
    out = book(tmp_path, path)
    (page,) = exhibit_pages(out)
    assert not pictured(page)
    whole = drawn(path, 0)
    assert differing(whole, shown_in(out, page, whole)) < 0.002
    turned = whole.rotate(180)
    assert differing(turned, shown_in(out, page, whole)) > 0.01


def test_the_book_stays_fit_for_an_archive(tmp_path: Path) -> None:
    out = book(
        tmp_path,
        pdfs.voucher(tmp_path / "a.pdf"),
        pdfs.proof(tmp_path / "b.pdf", ruled=True),
        pdfs.pictures(tmp_path / "c.pdf", Image.new("RGB", (300, 400), "white")),
        pdfs.locked(pdfs.voucher(tmp_path / "d.pdf"), user=""),
    )
    assert faults(out) == []
    pages = exhibit_pages(out)
    assert [pictured(page) for page in pages] == [False] * 5
    text = pages[0].extract_text()
    assert pdfs.SERIAL in text
    assert "周砚秋" in text
    assert "本证据第2页／共2页" in pages[2].extract_text()


def test_the_same_pdfs_make_the_same_book(tmp_path: Path) -> None:
    paths = [pdfs.voucher(tmp_path / "a.pdf"), pdfs.proof(tmp_path / "b.pdf")]
    stamped = pdfs.changed(pdfs.voucher(tmp_path / "c.pdf"), sealed)
    one = book(tmp_path, *paths, stamped).read_bytes()
    assert book(tmp_path, *paths, stamped).read_bytes() == one


def test_fonts_that_pages_share_are_written_once(tmp_path: Path) -> None:
    rows = [[pdfs.SPENT[0]], [pdfs.SPENT[0]]]
    out = book(tmp_path, pdfs.proof(tmp_path / "a.pdf", rows))
    fonts = [page["/Resources"]["/XObject"].values() for page in exhibit_pages(out)]
    forms = [next(iter(drawn_with)).get_object() for drawn_with in fonts]
    refs = [form["/Resources"].raw_get("/Font") for form in forms]
    assert refs[0].idnum == refs[1].idnum


# ── what an archive can't take ─────────────────────────────────────────────────────────


def unembedded(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            for name in ("/FontFile2", "/FontFile3"):
                if name in one:
                    del one[name]


def before(operators: bytes) -> Change:
    return lambda pdf: pdf.pages[0].contents_add(operators + b"\n", prepend=True)


def graphics(state: pikepdf.Dictionary) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.ExtGState = pikepdf.Dictionary(G=state)
        pdf.pages[0].contents_add(b"/G gs", prepend=True)

    return change


def layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="x"))
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[group], D=pikepdf.Dictionary(OFF=[group], Order=[])
    )
    pdf.pages[0].Resources.Properties = pikepdf.Dictionary(L=group)
    pdf.pages[0].contents_add(b"/OC /L BDC 0 g 0 0 300 300 re f EMC")


def damaged(pdf: pikepdf.Pdf) -> None:
    raw = pdf.pages[0].Contents.read_raw_bytes()
    pdf.pages[0].Contents.write(raw[: len(raw) // 2], filter=pikepdf.Name.FlateDecode)


def bomb(pdf: pikepdf.Pdf) -> None:
    packed = zlib.compress(b" " * (conforming.MOST_CONTENT + 1), 9)
    pdf.pages[0].Contents.write(packed, filter=pikepdf.Name.FlateDecode)


REFUSED: dict[str, Change] = {
    "a stamp": sealed,
    "a font that isn't embedded": unembedded,
    "CMYK": before(b"q 0 1 1 0 k 100 100 50 50 re f Q"),
    "a picture in the content": before(b"q BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"),
    "an operator nobody knows": before(b"1 2 foo"),
    "a state that is never closed": before(b"q"),
    "a state that was never opened": before(b"Q"),
    "a font that isn't there": before(b"BT /Nope 9 Tf ET"),
    "a soft mask": graphics(pikepdf.Dictionary(SMask=pikepdf.Dictionary(S=pikepdf.Name.Alpha))),
    "a transfer function": graphics(pikepdf.Dictionary(TR=pikepdf.Name.Identity)),
    "a layer": layer,
    "damaged content": damaged,
    "content without measure": bomb,
    "another unit": lambda pdf: pdf.pages[0].obj.__setattr__("UserUnit", 2),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_archive_takes_is_shown_as_it_looks(tmp_path: Path, case: str) -> None:
    path = pdfs.changed(pdfs.voucher(tmp_path / "a.pdf"), REFUSED[case])
    out = book(tmp_path, path)
    (page,) = exhibit_pages(out)
    assert pictured(page)
    assert faults(out) == []
    whole = drawn(path, 0)
    assert differing(whole, shown_in(out, page, whole)) < 0.002


def test_a_seal_that_is_an_appearance_is_not_lost(tmp_path: Path) -> None:
    path = pdfs.changed(pdfs.voucher(tmp_path / "a.pdf"), sealed)
    out = book(tmp_path, path)
    with pypdfium2.PdfDocument(out) as file:
        page = file[exhibit_pages(out)[0].page_number].render(scale=1).to_pil().convert("RGB")
    assert any(red < 40 and blue > 200 for red, _, blue in page.get_flattened_data())


def test_text_without_its_font_is_drawn_in_ours(tmp_path: Path) -> None:
    """On a machine without Chinese fonts such a page was blank, on others it was in theirs."""
    text = "关于微信转账的情况说明，共计一页，特此说明"
    looks = []
    for font in ("STSong-Light", "SimHei"):
        path = pdfs.bare(tmp_path / "a.pdf", text, font=font)
        out = book(tmp_path, path)
        (page,) = exhibit_pages(out)
        assert pictured(page)
        looks.append(shown_in(out, page, drawn(path, 0)))
    assert all(look.getextrema()[0] < 100 for look in looks)
    assert looks[0].tobytes() != looks[1].tobytes()
    script = (
        "from evidence_kit.render import substitutes as s; from pypdfium2 import raw; "
        "song = s._map(None, 400, 0, raw.FXFONT_GB2312_CHARSET, 0, None, None); "
        "assert s._data(None, song, 0, None, 0) > 1_000_000; "
        "assert s._map(None, 400, 0, raw.FXFONT_ANSI_CHARSET, 0, None, None) == 0; "
        "assert s._data(None, song, 0x68656164, None, 0) == 54"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


def test_no_script_and_no_note_is_carried(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.OpenAction = script
        link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script)
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)

    out = book(tmp_path, pdfs.changed(pdfs.voucher(tmp_path / "a.pdf"), change))
    (page,) = exhibit_pages(out)
    assert not pictured(page)
    assert "/Annots" not in page
    assert b"JavaScript" not in out.read_bytes()


def test_a_scan_passes_through_as_it_is(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 500), "white")
    ImageDraw.Draw(image).ellipse((50, 60, 300, 400), fill=(200, 20, 20))
    out = book(tmp_path, pdfs.pictures(tmp_path / "a.pdf", image))
    (page,) = exhibit_pages(out)
    form = next(iter(page["/Resources"]["/XObject"].values())).get_object()
    (held,) = (one.get_object() for one in form["/Resources"]["/XObject"].values())
    assert held.get_data() == image.tobytes()


def test_what_is_no_pdf_says_which_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"nothing")
    with (
        pytest.raises(InputError) as caught,
        open_leaves(path, PdfFile((tmp_path / "b").open("wb"))),
    ):
        pass
    assert (caught.value.kind, caught.value.args_by_name) == (
        *("picture_unreadable",),
        {"name": "a.pdf"},
    )
