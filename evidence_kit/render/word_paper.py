"""Papers for Word and WPS: A4, the fonts of Chinese Windows, tables whose heads repeat."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

# As Chinese Windows calls its fonts; systems without them put their own Song in place.
SONG: Final = "宋体"
FANG_SONG: Final = "仿宋"
LATIN: Final = "Times New Roman"
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
HEADING, PART, BODY, CELL, SMALL = "Heading", "Part", "Body", "Cell", "Small"
PAGE, PAGES = "PAGE", "NUMPAGES"  # in a foot: the page's number, and how many there are
_SIDES = {LEFT: "left", RIGHT: "right", CENTRE: "center"}
_A4 = (210.0, 297.0)
_TINT = "F0F0F0"
# White space in cells, in twentieths of a point: as in the tables that are printed.
_PADDING = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 60), ("left", 99), ("bottom", 60), ("right", 99))
)
_SIGNATURE = "_" * 20  # to sign on
# No clock: the same paper is the same file on every day.
_STAMP = (1980, 1, 1, 0, 0, 0)
# What XML 1.0 can't hold (2.2); a name on a screen may bring it.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The quotation marks and dashes that Chinese shares with English are set in the Chinese font.
_HINT = '<w:rFonts w:hint="eastAsia"/>'


@dataclass(frozen=True, slots=True)
class Look:
    """How a paper lies: across or upright, its margins (top, right, bottom, left), its cells."""

    across: bool = False
    margins: tuple[float, float, float, float] = (20, 20, 20, 20)  # millimetres
    cell: float = 10.5  # points


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: each cell's paragraphs; a band has one cell over all columns.

    `whole` keeps it on one page, `held` on that of what follows.
    """

    cells: tuple[tuple[str, ...], ...]
    band: bool = False
    whole: bool = True
    held: bool = False


Columns = Sequence[tuple[float, WD_ALIGN_PARAGRAPH]]  # millimetres, and the side of their text


def blank(*, title: str, on: date | None, look: Look, foot: Sequence[str]) -> Document:
    """Return an empty paper; its particulars name nobody, and no time but that of `on`.

    `foot` are the texts and fields (`PAGE`, `PAGES`) at the foot of each page.
    """
    paper = docx.Document()
    section = paper.sections[0]
    short, long = _A4
    section.orientation = WD_ORIENT.LANDSCAPE if look.across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(short), Mm(long)
    if look.across:
        section.page_width, section.page_height = Mm(long), Mm(short)
    top, right, bottom, left = map(Mm, look.margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    for name, (font, points, bold) in _styles(look).items():
        _style(paper, name, font, points, bold=bold)
    _tell(paper, title, on)
    section.footer.is_linked_to_previous = False
    line = section.footer.paragraphs[0]
    line.alignment, line.style = CENTRE, paper.styles[SMALL]
    at = next(section.footer.part.element.iter(qn("w:p")))
    for run in map(_field, foot):
        at.extend(run)
    return paper


def line(paper: Document, text: str, style: str = BODY, side: WD_ALIGN_PARAGRAPH = LEFT) -> None:
    """Add a paragraph; the head of a part stays with what follows it."""
    added = paper.add_paragraph(style=style)
    added.alignment = side
    added.paragraph_format.keep_with_next = style == PART
    list(paper.element.iter(qn("w:p")))[-1].append(parse_xml(_run(text, nsdecls("w"))))


def table(paper: Document, heads: Sequence[str], rows: Iterable[Row], columns: Columns) -> None:
    """Add a ruled table whose head stands again on every page."""
    widths = [round(width * 1440 / 25.4) for width, _ in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = [_SIDES[side] for _, side in columns]
    head = Row(tuple((text,) for text in heads))
    drawn = [_row(head, widths, ["center"] * len(widths), head=True)]
    drawn += [_row(row, widths, sides) for row in rows]
    properties = (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_PADDING}</w:tblCellMar></w:tblPr>"
    )
    made = (
        f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(drawn)}</w:tbl>"
    )
    body = paper.element.body
    body.insert(len(body) - 1, parse_xml(made))  # before the section's own properties


def sign_here(paper: Document, caption: str, date_line: str) -> None:
    """Add the place to sign and the date, at the right, on one page with each other."""
    line(paper, f"{caption}{_SIGNATURE}", BODY, RIGHT)
    line(paper, date_line, BODY, RIGHT)
    first, _ = (one.paragraph_format for one in paper.paragraphs[-2:])
    first.keep_with_next, first.space_before = True, Pt(24)


def saved(paper: Document) -> bytes:
    """Return the file: the same bytes for the same paper, whatever the clock and the system."""
    made, fixed = io.BytesIO(), io.BytesIO()
    paper.save(made)
    with zipfile.ZipFile(made) as packed, zipfile.ZipFile(fixed, "w") as out:
        for name in packed.namelist():
            about = zipfile.ZipInfo(name, _STAMP)
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 0
            out.writestr(about, packed.read(name))
    return fixed.getvalue()


def _styles(look: Look) -> dict[str, tuple[str, float, bool]]:
    """Return each style's font, its size in points, and whether it is bold."""
    return {
        HEADING: (SONG, 18, True),
        PART: (SONG, 12, True),
        BODY: (FANG_SONG, 12, False),
        CELL: (SONG, look.cell, False),
        SMALL: (SONG, 9, False),
    }


def _style(paper: Document, name: str, font: str, points: float, *, bold: bool) -> None:
    """Add a style of a font: of Chinese signs by its own name, of others by `LATIN`."""
    style = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if isinstance(style, ParagraphStyle):
        style.font.name, style.font.size, style.font.bold = LATIN, Pt(points), bold
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = Pt(0 if name == CELL else 4)
        style.paragraph_format.space_before = Pt(10 if name in (PART, SMALL) else 0)


def _tell(paper: Document, title: str, on: date | None) -> None:
    """Set the file's particulars and its language; the template's own are somebody else's."""
    about = paper.core_properties
    about.title = title
    about.author = about.last_modified_by = about.comments = ""
    package = paper.part.package
    if on:
        about.created = about.modified = datetime.combine(on, time())
    else:
        particulars = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
        for name in ("dcterms:created", "dcterms:modified"):
            for told in particulars.findall(qn(name)):
                particulars.remove(told)
    pictures = [key for key, one in package.rels.items() if one.reltype.endswith("/thumbnail")]
    for key in pictures:
        del package.rels[key]
    for said in paper.styles.element.iter(qn("w:lang")):
        said.set(qn("w:eastAsia"), "zh-CN")  # by its rules lines are broken


def _field(text: str) -> Iterator[Any]:
    """Yield a text's run, or those of a field that Word and WPS fill in."""
    if text not in (PAGE, PAGES):
        yield parse_xml(_run(text, nsdecls("w")))
        return
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{text}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        yield parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>")


def _row(row: Row, widths: Sequence[int], sides: Sequence[str], *, head: bool = False) -> str:
    kept = "<w:cantSplit/>" if row.whole else ""
    properties = f"<w:trPr>{kept}{'<w:tblHeader/>' if head else ''}</w:trPr>"
    spans = [len(widths)] if row.band else [1] * len(widths)
    across = [sum(widths)] if row.band else widths
    tinted, held = head or row.band, row.held or head or row.band
    cells = zip(row.cells, across, spans, sides, strict=False)
    drawn = (
        _cell(paragraphs, width, span, "left" if row.band else side, tinted=tinted, held=held)
        for paragraphs, width, span, side in cells
    )
    return f"<w:tr>{properties}{''.join(drawn)}</w:tr>"


def _cell(
    paragraphs: Sequence[str], width: int, span: int, side: str, *, tinted: bool, held: bool
) -> str:
    """Return a cell; what is tinted is a head, which is bold and stands in the middle."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_TINT}"/>' if tinted else ""
    middle = '<w:vAlign w:val="center"/>' if tinted else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{shade}{middle}'
    keep = "<w:keepNext/>" if held else ""
    lines = (
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{keep}<w:jc w:val="{side}"/></w:pPr>'
        f"{_run(text, bold=tinted)}</w:p>"
        for text in paragraphs or ("",)
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(lines)}</w:tc>"


def held_by_xml(text: str) -> str:
    """Return a text as XML can hold it, and gives it back."""
    return _NO_XML.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


def _run(text: str, namespaces: str = "", *, bold: bool = False) -> str:
    told = escape(held_by_xml(text))
    look = f"<w:rPr>{_HINT}{'<w:b/>' if bold else ''}</w:rPr>"
    return f'<w:r {namespaces}>{look}<w:t xml:space="preserve">{told}</w:t></w:r>'
