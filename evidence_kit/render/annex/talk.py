"""聊天文字整理 on paper: every message a numbered line, with its page in the filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evidence_kit.render.annex.part import Desk, Part
from evidence_kit.render.annex.runs import Run
from evidence_kit.render.annex.spoken import Spoken
from evidence_kit.render.flow import Cell, Column, Flow, Table
from evidence_kit.render.layout import Span
from evidence_kit.render.sheet import MEASURE, MM, Style

_FIXED = (11, 39, 24, 21)  # mm; the words have the rest
_CENTRED = (0, 4)
_PAD = 4.0
_BESIDE = 8.0  # points around a run's title


def draw_talk(part: Part, desk: Desk) -> None:
    """Draw the messages of every run, each run under its exhibit's title."""
    flow = part.begin(desk, "talk")
    flow.paragraph(desk.said("talk.note"), part.hand.small)
    if desk.marks and any(one.is_open for _, said in desk.talk for one in said):
        flow.paragraph(desk.said("talk.open"), part.hand.small)
    for run, said in desk.talk:
        _draw_run(part, desk, flow, run, [_cells(part, desk, run, one) for one in said])


def _draw_run(part: Part, desk: Desk, flow: Flow, run: Run, rows: Sequence[Sequence[Cell]]) -> None:
    table = Table(flow, _columns(desk), head=part.hand.small_head, body=part.hand.cell, pad=_PAD)
    style = part.hand.head
    flow.keep(_title_room(style) + (table.least(rows[0]) if rows else 0))
    flow.gap(_BESIDE)
    if run.after_gap:
        flow.heading(desk.said("talk.gap"), part.hand.small)
        flow.gap(_BESIDE)
    title = _title(desk, run)
    part.marks.append((title, flow.sheet.label))
    flow.paragraph(title, style, even=False)
    flow.gap(_BESIDE / 2)
    for row in rows:
        table.row(row)


def _title_room(style: Style) -> float:
    """Return the room of a gap, a title of two lines and a table's head."""
    return 5 * style.leading + 3 * _BESIDE


def _title(desk: Desk, run: Run) -> str:
    exhibit = run.exhibit
    said = {
        "exhibit": str(exhibit.number) if exhibit else "",
        "title": desk.words.title(exhibit) if exhibit else "",
        "name": run.talk.title.value if run.talk.title else "",
    }
    return desk.said("talk.band", **said)


def _columns(desk: Desk) -> list[Column]:
    number, when, who, where = (width * MM for width in _FIXED)
    widths = (number, when, who, MEASURE - number - when - who - where, where)
    heads = desk.words.heads("annex", "talk.columns", len(widths))
    return [
        Column(head, width, centred=at in _CENTRED)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]


def _cells(part: Part, desk: Desk, run: Run, one: Spoken) -> list[Cell]:
    small = replace(part.hand.small, size=8.5, leading=12)
    return [
        part.cell([str(one.number)], small),
        part.cell(one.time, small),
        part.cell([one.speaker], part.hand.small),
        part.cell([one.text]),
        part.cell(_page(desk, run, one) or [desk.said("not_cited")], small),
    ]


def _page(desk: Desk, run: Run, one: Spoken) -> list[tuple[Span, ...]]:
    """Return the page of this run's exhibit that shows a message."""
    placed = desk.places.of(one.utterance.where)
    mine = [page for page in placed if run.exhibit and page.exhibit == run.exhibit.number]
    return desk.places.spans(mine or placed)
