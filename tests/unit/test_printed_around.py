"""What a book prints around its exhibits, and the list's other forms, as they are read back."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import bags
import pytest
import segno

from evidence_kit import render
from evidence_kit.audit import around as judging
from evidence_kit.model import (
    Algorithm,
    AroundBook,
    Brief,
    Case,
    CellClaim,
    Digest,
    DrawnList,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Group,
    HashLine,
    PageHeading,
    Proof,
    ProofKind,
    Row,
    Rows,
)
from evidence_kit.render import check_code, list_cells
from evidence_kit.render.around import around
from evidence_kit.render.list_drawn import list_drawn
from evidence_kit.render.listing import around_list
from evidence_kit.render.wording import Wording, court_wording

SAID = {
    "head": "补充证据（2026）第{exhibit}号：{title}",
    "position": "{page}之{pages}",
    "foot": "- {page} -",
}
TITLE = "与 '小雨' 的聊天 \U0001f600\u20bb7⼀" + "长" * 70  # faces, a rare sign, a radical
MANIFEST = Digest(Algorithm.SHA256, hashlib.sha256(b"").hexdigest())


def words(said: Mapping[str, str], **others: Mapping[str, object]) -> Wording:
    papers, changed = court_wording().papers, {"exhibits": said, **others}
    return Wording({**papers, **{name: {**papers[name], **changed[name]} for name in changed}})


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Path]:
    """A long picture on two pages beside a short one, then two pictures of another exhibit."""
    path = tmp_path_factory.mktemp("around") / "1.png"
    path.write_bytes(bags.picture("white", size=(90, 700)))
    digest = Digest(Algorithm.SHA256, hashlib.sha256(path.read_bytes()).hexdigest())

    def page(number: int, slot: int, slots: int, *rows: int) -> ExhibitPage:
        return ExhibitPage(number, digest, "1.png", 0, slot, slots, Rows(*rows) if rows else None)

    long = (page(1, 0, 2, 0, 400), page(1, 1, 2, 380, 600), page(2, 0, 2, 580, 700))
    exhibits = (
        Exhibit(1, ExhibitKind.CONVERSATION, (("title", TITLE),), (*long, page(2, 1, 2))),
        Exhibit(2, ExhibitKind.PICTURE, (), (page(3, 0, 1), page(4, 0, 1))),
    )
    shown = Proof(ProofKind.AS_SHOWN, (), (1, 2))
    rows = tuple(Row(e.number, Group.OTHER, e.number, e.first, e.last, (shown,)) for e in exhibits)
    hashes = (HashLine(1, "1.png", digest, Digest(Algorithm.SM3, digest.hex)),)
    return Case(Brief("张三", "李四"), exhibits, rows, hashes), path


@pytest.mark.parametrize(
    ("said", "honest", "swapped"),
    [
        ({}, [], ["heading_other"] * 4),
        (SAID, [], ["heading_otherwise"]),
        ({"head": "{title}"}, [], []),
        ({"head": "证{exhibit}号"}, [], ["heading_otherwise"]),
    ],
    ids=["usual", "style", "unnumbered", "untitled"],
)
def test_headings_are_read_back_in_any_words(
    case: tuple[Case, Path], said: Mapping[str, str], honest: list[str], swapped: list[str]
) -> None:
    """A style may leave the number out: then nothing of it can be held against the list."""
    arranged, path = case
    out, style = io.BytesIO(), words(said)
    render.book(arranged, picture=lambda _: path, manifest_digest=MANIFEST, out=out, wording=style)
    shown = render.listed(arranged, style)
    found = around(out, shown, MANIFEST)
    assert found is not None
    assert [one.page for one in found.headings] == [1, 2, 3, 4]
    assert [check.finding for check in judging.checks(found)] == honest
    turned = tuple(replace(one, number=3 - one.number) for one in shown.exhibits)
    other = around(out, replace(shown, exhibits=turned), Digest(Algorithm.SHA256, "0" * 64))
    assert other is not None
    assert [check.finding for check in judging.checks(other)] == [*swapped, "code_other"]


def test_the_printed_list_is_drawn_anew(case: tuple[Case, Path]) -> None:
    """In a style's words and on several sheets, sign by sign; a row that says otherwise shows."""
    arranged, path = case
    style = words({}, list={"heading": "证据清单", "head": ["提交人：{plaintiff}"]})
    out, rows = io.BytesIO(), arranged.rows[:1] * 60
    arranged = replace(arranged, rows=tuple(replace(r, number=n) for n, r in enumerate(rows, 1)))
    render.book(arranged, picture=lambda _: path, manifest_digest=MANIFEST, out=out, wording=style)
    shown, said = render.listed(arranged, style), around_list(arranged, style)
    assert list_drawn(out, shown, said) == DrawnList(exact=True)
    other = replace(shown.rows[-1], title="借条")
    told = list_drawn(out, replace(shown, rows=(*shown.rows[:-1], other)), said)
    assert told is not None
    assert not told.exact
    longer = replace(shown.rows[-1], source=shown.rows[-1].source[:-1] + "乙")
    told = list_drawn(out, replace(shown, rows=(*shown.rows[:-1], longer)), said)
    assert told is not None
    assert (told.sheet[:3], told.wanted[-1:]) == ("目录-", "乙")
    assert list_drawn(out, replace(shown, rows=shown.rows * 9), said) is None
    vast = replace(shown.rows[0], title="长" * 60_000)
    assert list_drawn(out, replace(shown, rows=(vast,)), said) is None
    assert list_drawn(io.BytesIO(b"%PDF-1.7"), shown, said) is None


def heading(page: int, exhibit: int, printed: str) -> PageHeading:
    return PageHeading(page, exhibit, "聊天", printed)


def test_one_heading_worded_otherwise_is_refused() -> None:
    """In a style's words, too, the number stands in one place: another one elsewhere is none."""
    same = [heading(at, at, f"甲2026证{at}号聊天") for at in (1, 2, 3)]
    assert [c.finding for c in judging.checks(AroundBook(tuple(same), code=True))] == []
    for forged in ("甲2026证3号聊天", "甲2证3号聊天", "甲2026证2号借条"):
        book = AroundBook((same[0], heading(2, 2, forged), same[2]), code=True)
        assert [c.finding for c in judging.checks(book)] == ["heading_other"]


@pytest.mark.parametrize("error", "LMQH")
def test_a_code_is_read_however_it_was_made(error: str) -> None:
    made = segno.make("ab" * 32, error=error, mask=3, micro=False)
    code = tuple(tuple(bit == 1 for bit in row) for row in made.matrix)
    assert check_code.says(code, "ab" * 32)
    assert not check_code.says(code, "ab" * 31 + "ac")


def test_a_drawing_that_is_no_code_says_nothing() -> None:
    assert check_code.drawn(["0 g 1 1 1 1 re f"]) is None
    assert check_code.drawn([f"0 g {at} {at} 2 2 re f" for at in range(42)]) is None
    assert check_code.drawn(["0 g 0 0 0 0 re f", "BT x"]) is None


def test_a_cell_of_another_version_may_be_put_otherwise() -> None:
    claim = CellClaim("1. 借款3000元（第1、2页）；", ("借款3000元",))
    assert claim.admits("借款3000元，见第1至2页。")
    assert not claim.admits("借款8000元（第1、2页）；")


def test_a_heading_without_end_takes_no_room() -> None:
    """Failure: of each of its numbers the whole heading was kept, 2 GB for one of 40,000 signs."""
    endless = [heading(at, 1, "1a" * 20_000) for at in (1, 2)]
    tracemalloc.start()
    found = list(judging.checks(AroundBook(tuple(endless), code=True)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.finding for one in found] == ["heading_otherwise"]
    assert peak < 16 << 20
    usual = PageHeading(1, 1, "聊天", "证据1聊天" * 9_000, agrees=False, usual=True)
    (told,) = judging.checks(AroundBook((usual,), code=True))
    assert told.finding == "heading_other"
    assert all(len(text) < 100 for _, text in told.args)


def docx(document: bytes, packing: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as out:
        for name, raw in {"word/document.xml": document, **parts}.items():
            out.writestr(name, raw)
    return made.getvalue()


def test_no_paper_costs_more_than_a_list_is_worth() -> None:
    """Bombs, definitions that grow, tables in tables: none of them is a list."""
    ns = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cell = b"<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    table = b"<w:tbl>" + cell + b"</w:tbl>"
    assert list_cells.docx_found(docx(b"<w:d " + ns + b">" + table + b"</w:d>")) == (("x",),)
    nested = b"<w:d " + ns + b"><w:tbl>" + table + b"</w:tbl></w:d>"
    grown = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
    for raw in (nested, grown, b"<d>", bytes(65 << 20), b""):
        assert list_cells.docx_found(docx(raw)) is None
    many = {f"{at}.xml": b"" for at in range(200)}
    assert list_cells.docx_found(docx(b"<d/>", **many)) is None
    # Failure: of 1,500 bytes of bzip2 Python's reader unpacked two gigabytes at once.
    for packing in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert list_cells.docx_found(docx(b"<d/>", packing)) is None
    assert list_cells.csv_found(b"\xff") is None
    assert list_cells.csv_found(b'"') is None
    assert list_cells.csv_found(bytes(9 << 20)) is None
