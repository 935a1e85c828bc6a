"""校验报告: what a verification found, on sheets of A4 to print and to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from evidence_kit.render.archive import About
from evidence_kit.render.faces import open_faces
from evidence_kit.render.flow import Cell, Column, Flow, Table, sign_here
from evidence_kit.render.papers import Hand, hand
from evidence_kit.render.pdf import Ref
from evidence_kit.render.sheet import FOOT, LEFT, MEASURE, MM, MissingGlyph, Rect, Sheet, plain
from evidence_kit.render.volume import Volume

PAD = 8.0


@dataclass(frozen=True, slots=True)
class ReportText:
    """Every word of a report: `about` are labels and values, `rows` stand under `heads`.

    `conclusion` is the level, and the verdict that explains it; `sections` are headings with
    their paragraphs; `signature` is who signs, and the blank date; `foot` has {page} and {pages}.
    """

    title: str
    about: tuple[tuple[str, str], ...]
    conclusion: tuple[str, str]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    signature: tuple[str, str]
    foot: str
    author: str


def report_pdf(text: ReportText, out: BinaryIO) -> tuple[MissingGlyph, ...]:
    """Write the report: A4, PDF/A-2b, the same bytes for the same words.

    Characters that no font has stand as 〔U+…〕 and come back.
    """
    faces = open_faces()
    set_in, sheets = hand(faces), list[Sheet]()

    def opened() -> Sheet:
        sheets.append(Sheet(str(len(sheets) + 1), faces, _nowhere))
        return sheets[-1]

    _draw(Flow(opened), text, set_in)
    for number, sheet in enumerate(sheets, start=1):
        foot = text.foot.format(page=number, pages=len(sheets))
        sheet.centred(LEFT + MEASURE / 2, FOOT, foot, set_in.small)
    volume = Volume(out, faces)
    for sheet in sheets:
        volume.bind(sheet)
    volume.close(About(text.title, text.author))
    return volume.missing


def _nowhere(page: int) -> Ref:
    raise LookupError(page)


def _draw(flow: Flow, text: ReportText, set_in: Hand) -> None:
    flow.heading(text.title, replace(set_in.heading, tracking=8))
    flow.gap(6)
    _draw_about(flow, text.about, set_in)
    flow.gap(10)
    _draw_conclusion(flow, text.conclusion, set_in)
    flow.gap(12)
    _draw_rows(flow, text, set_in)
    for heading, paragraphs in text.sections:
        flow.gap(16)
        flow.keep(3 * set_in.text.leading)
        flow.paragraph(heading, set_in.label)
        for paragraph in paragraphs:
            flow.paragraph(paragraph, set_in.text, indent=2 * set_in.text.size)
    sign_here(flow, *text.signature, set_in.text)


def _draw_about(flow: Flow, about: Sequence[tuple[str, str]], set_in: Hand) -> None:
    """Draw what was checked: a label and its value a line, digests in small figures."""
    columns = [Column("", 34 * MM), Column("", MEASURE - 34 * MM)]
    table = Table(flow, columns, head=set_in.head, body=set_in.cell)
    for label, value in about:
        style = set_in.small if len(value) == 64 else None
        table.row([Cell((plain(label),), set_in.head), Cell((plain(value),), style)])


def _draw_conclusion(flow: Flow, conclusion: tuple[str, str], set_in: Hand) -> None:
    level, verdict = conclusion
    style = replace(set_in.label, size=14, leading=26)
    flow.keep(style.leading + 4 * set_in.text.leading)
    height = style.leading
    flow.sheet.tint(Rect(LEFT, flow.y - height, MEASURE, height))
    flow.sheet.centred(LEFT + MEASURE / 2, flow.y - height / 2 - style.size * 0.36, level, style)
    flow.y -= height + PAD
    flow.paragraph(verdict, set_in.text, indent=2 * set_in.text.size)


def _draw_rows(flow: Flow, text: ReportText, set_in: Hand) -> None:
    widths = (11 * MM, 22 * MM, 23 * MM, MEASURE - 56 * MM)
    columns = [
        Column(head, width, centred=at in (0, 2))
        for at, (head, width) in enumerate(zip(text.heads, widths, strict=True))
    ]
    table = Table(flow, columns, head=set_in.head, body=set_in.small)
    for row in text.rows:
        table.row([Cell((plain(cell),)) for cell in row])
