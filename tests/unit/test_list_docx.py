"""证据目录.docx, parsed back: the rows of the PDF, heads that repeat, fonts of Chinese Windows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import listings
import pytest
from docx.oxml.ns import qn

from evidence_kit import render
from evidence_kit.model import Brief, Case, Filing, ListColumn, Proof, ProofKind

CASE = listings.many(12, extra=listings.EXTRA)


@pytest.fixture(scope="module")
def paper() -> Any:
    return read(CASE)


def read(case: Case) -> Any:
    return docx.Document(io.BytesIO(render.list_docx(case)))


def lines(row: Any) -> Iterator[list[str]]:
    """Yield each cell's paragraphs."""
    for cell in row.findall(qn("w:tc")):
        yield ["".join(t.text for t in p.iter(qn("w:t"))) for p in cell.findall(qn("w:p"))]


def rows_of(paper: Any) -> list[Any]:
    (table,) = paper.element.iter(qn("w:tbl"))
    return list(table.findall(qn("w:tr")))


def has(row: Any, mark: str) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn(mark)}") is not None


def bands(paper: Any) -> list[Any]:
    return [row for row in rows_of(paper) if len(row.findall(qn("w:tc"))) == 1]


def test_it_says_what_the_list_says(paper: Any) -> None:
    shown = render.listed(CASE)
    head, *rows = rows_of(paper)
    assert [one for (one,) in lines(head)] == [one.head for one in shown.ruled]
    told = [list(lines(row)) for row in rows]
    wanted: list[list[list[str]]] = []
    for row in shown.rows:
        if [[row.group]] not in wanted:
            wanted.append([[row.group]])
        cells = [[row.cell(one.column).replace("\x0b", "\ufffd")] for one in shown.ruled]
        wanted.append(cells)
        wanted[-1][3] = list(row.sentences)
    assert told == wanted


def test_a_long_list_is_written_whole() -> None:
    case = listings.many(300)
    shown = render.listed(case)
    paper = read(case)
    rows = [row for row in rows_of(paper)[1:] if len(row.findall(qn("w:tc"))) > 1]
    assert [next(lines(row)) for row in rows] == [[str(one.number)] for one in shown.rows]
    assert len(rows) == 300
    assert len(bands(paper)) == 7


def test_the_head_stands_on_every_page_and_short_rows_break_on_none(paper: Any) -> None:
    head, *rows = rows_of(paper)
    assert has(head, "w:tblHeader")
    assert not any(has(row, "w:tblHeader") for row in rows)
    assert all(has(row, "w:cantSplit") for row in rows)


def test_a_row_taller_than_half_a_page_may_go_on_below() -> None:
    quote = Proof(ProofKind.PROMISED, (("quote", "还" * 900),), (1,))
    tall = replace(CASE.rows[0], proofs=(quote,))
    first, second, *_ = [
        row
        for row in rows_of(read(replace(CASE, rows=(tall, *CASE.rows[1:]))))[1:]
        if len(row.findall(qn("w:tc"))) > 1
    ]
    assert not has(first, "w:cantSplit")
    assert has(second, "w:cantSplit")


def test_a_group_stays_with_its_first_row_and_the_last_row_with_the_place_to_sign(
    paper: Any,
) -> None:
    def held(row: Any) -> bool:
        return all(
            p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p"))
        )

    found = bands(paper)
    assert len(found) == 7
    assert all(held(band) for band in found)
    rows = [row for row in rows_of(paper)[1:] if row not in found]
    assert [held(row) for row in rows] == [False] * 11 + [True]
    signature, day = paper.paragraphs[-2:]
    assert signature.text.startswith("提交人（签名、捺印）：____")
    assert signature.paragraph_format.keep_with_next
    assert "".join(day.text.split()) == "年月日"


def test_the_page_is_a4_with_room_to_bind_and_numbered(paper: Any) -> None:
    (section,) = paper.sections
    sides = (section.page_width.mm, section.page_height.mm, section.left_margin.mm)
    assert [round(side) for side in sides] == [210, 297, 25]
    (table,) = paper.element.iter(qn("w:tbl"))
    widths = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
    room = section.page_width - section.left_margin - section.right_margin
    assert abs(sum(widths) * 635 - room) < 12700  # no wider than a point beyond the margins
    foot = section.footer.part.blob.decode()
    assert "目录-" in foot
    assert "PAGE" in foot


def test_chinese_signs_are_set_in_fonts_that_chinese_windows_has(paper: Any) -> None:
    """Without the hint Word takes “ and ” for English and sets them in the Latin font."""
    used = {p.style.name for p in paper.paragraphs}
    used |= {one.get(qn("w:val")) for one in paper.element.iter(qn("w:pStyle"))}
    for name in used:
        fonts = paper.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("宋体", "仿宋"), name
    for run in paper.element.iter(qn("w:r")):
        assert run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:hint")) == "eastAsia"
    languages = {one.get(qn("w:eastAsia")) for one in paper.styles.element.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}


def test_the_file_holds_no_clock_and_names_nobody() -> None:
    made = render.list_docx(CASE)
    assert made == render.list_docx(CASE)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in packed.infolist()} == {0}
        particulars = packed.read("docProps/core.xml").decode()
        assert not [name for name in packed.namelist() if "thumbnail" in name]
    assert "dcterms" not in particulars.replace("xmlns:dcterms", "")
    about = read(CASE).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("证据目录", "", "")


def test_the_day_of_filing_is_the_only_day_it_knows() -> None:
    brief = Brief("甲", "乙", filed_on=date(2026, 3, 1))
    about = read(listings.many(2, brief=brief)).core_properties
    assert about.created.date() == about.modified.date() == date(2026, 3, 1)


def test_without_more_columns_there_are_five() -> None:
    brief = Brief("甲", "乙", filing=Filing(columns=(ListColumn.COPIES,)))
    assert [one for (one,) in lines(rows_of(read(listings.many(2)))[0])] == [
        *("序号", "证据名称", "证据来源", "证明对象", "页码"),
    ]
    assert [one for (one,) in lines(rows_of(read(listings.many(2, brief=brief)))[0])][5:] == [
        "份数"
    ]
