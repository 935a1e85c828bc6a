"""诉讼请求计算表.docx: the claim as a lawyer attaches it to a complaint, for Word and WPS."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle

from evidence_kit.model import Case, Screen, Source, SureClaim
from evidence_kit.render.claim_words import CourtClaim
from evidence_kit.render.wording import Wording, court_wording

FILE: Final = "诉讼请求计算表.docx"
# As Chinese Windows calls its fonts; systems without them put their own Song in place.
SONG: Final = "宋体"
FANG_SONG: Final = "仿宋"
LATIN: Final = "Times New Roman"
# A4 laid across, for seven columns.
WIDTH, HEIGHT, MARGIN = Cm(29.7), Cm(21.0), Cm(2.0)
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
# Each column's width in cm, and to which side its text goes.
_CLAIMS = ((1.5, _CENTRE), (19.2, _LEFT), (5.0, _RIGHT))
_ROWS = (
    *((1.1, _CENTRE), (3.5, _LEFT), (4.9, _LEFT), (6.6, _LEFT)),
    *((2.6, _RIGHT), (4.0, _LEFT), (3.0, _LEFT)),
)
_HEADING, _PART, _BODY, _CELL, _SMALL = "Heading", "Part", "Body", "Cell", "Small"
# Each style's font, size in points, and whether it is bold.
_STYLES = {
    _HEADING: (SONG, 18, True),
    _PART: (SONG, 12, True),
    _BODY: (FANG_SONG, 12, False),
    _CELL: (SONG, 9.5, False),
    _SMALL: (SONG, 9, False),
}


def claim_table(sure: SureClaim, arranged: Case, screens: Sequence[tuple[Source, Screen]]) -> bytes:
    """Return the table as DOCX: A4, heads that repeat, no cell empty.

    It says what is sure alone, in the court's words; what nobody told is a blank line or —.
    ToolError "no_templates" where the templates are missing.
    """
    words = court_wording()
    told = CourtClaim(sure, arranged, screens, words)
    paper = docx.Document()
    _prepare(paper, words, on=datetime.combine(sure.claim.on, time()))
    _line(paper, words.text("claim", "heading"), _HEADING, _CENTRE)
    for text in told.head():
        _line(paper, text)
    _line(paper, words.text("claim", "part_claims"), _PART)
    _table(paper, words.heads("claim", "claims", len(_CLAIMS)), told.claims(), _CLAIMS)
    _line(paper, words.text("claim", "part_rows"), _PART)
    _table(paper, words.heads("claim", "rows", len(_ROWS)), told.rows(), _ROWS)
    _line(paper, words.text("claim", "part_rules"), _PART)
    for number, rule in enumerate(told.rules(), start=1):
        _line(paper, f"{number}. {rule}", _CELL)
    _foot(paper, words)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


# ── the page ───────────────────────────────────────────────────────────────────────────


def _prepare(paper: Document, words: Wording, *, on: datetime) -> None:
    """Set page and styles, and the file's own particulars, which name nobody."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for name, (font, points, bold) in _STYLES.items():
        _style(paper, name, font, points, bold=bold)
    about = paper.core_properties
    about.title = words.text("claim", "heading")
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = on
    footer = section.footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = _CENTRE
    line.style = paper.styles[_SMALL]
    _number(next(footer.part.element.iter(qn("w:p"))), words.texts("claim", "page"))


def _style(paper: Document, name: str, font: str, points: float, *, bold: bool) -> None:
    """Add a style of a font: of Chinese signs by its own name, of others by `LATIN`."""
    style = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if isinstance(style, ParagraphStyle):
        style.font.name, style.font.size, style.font.bold = LATIN, Pt(points), bold
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = Pt(0 if name == _CELL else 4)
        style.paragraph_format.space_before = Pt(10 if name in (_PART, _SMALL) else 0)


def _number(line: Any, texts: Sequence[str]) -> None:
    """Write the number of the page, and how many there are, between three texts."""
    before, between, after = texts
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, None)):
        _add(line, "w:t", text)
        if field:
            for kind in ("begin", "separate", "end"):
                _add(line, "w:fldChar", kind=kind)
                if kind == "begin":
                    _add(line, "w:instrText", field)
                elif kind == "separate":
                    _add(line, "w:t", "1")


def _add(line: Any, tag: str, text: str = "", *, kind: str = "") -> None:
    run, inside = OxmlElement("w:r"), OxmlElement(tag)
    inside.text = text or None
    inside.set(qn("xml:space"), "preserve")
    if kind:
        inside.set(qn("w:fldCharType"), kind)
    run.append(inside)
    line.append(run)


# ── what stands on it ──────────────────────────────────────────────────────────────────


def _line(paper: Document, text: str, style: str = _BODY, side: WD_ALIGN_PARAGRAPH = _LEFT) -> None:
    line = paper.add_paragraph(text, style=style)
    line.alignment = side
    line.paragraph_format.keep_with_next = style == _PART


def _table(
    paper: Document,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    columns: Sequence[tuple[float, WD_ALIGN_PARAGRAPH]],
) -> None:
    """Add a table whose head stands again on every page, and whose rows break on none."""
    table = paper.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cells in (heads, *rows):
        row = table.add_row()
        for cell, text, (width, side) in zip(row.cells, cells, columns, strict=True):
            cell.width = Cm(width)
            line = cell.paragraphs[0]
            line.text = text
            line.alignment = _CENTRE if cells is heads else side
    for column, (width, _) in zip(table.columns, columns, strict=True):
        column.width = Cm(width)
    _finish(list(paper.element.iter(qn("w:tbl")))[-1])


def _finish(table: Any) -> None:
    """Make the first row a head, bold, keep every row on one page, and set the cells' style.

    Asked of the library cell by cell, the style would take longer than all the rest.
    """
    first, *_ = rows = table.findall(qn("w:tr"))
    for line in table.iter(qn("w:p")):
        line.get_or_add_pPr().style = _CELL
    for row in rows:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    first.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for run in first.iter(qn("w:r")):
        run.get_or_add_rPr().append(OxmlElement("w:b"))


def _foot(paper: Document, words: Wording) -> None:
    for key in ("signature", "date"):
        _line(paper, words.text("claim", key), side=_RIGHT)
    _line(paper, words.text("claim", "note"), _SMALL)
