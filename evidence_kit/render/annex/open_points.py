"""待核事项: what is still open, for the plaintiff's own lawyer, on pages to be taken out."""

from __future__ import annotations

from evidence_kit.model import Doubt
from evidence_kit.render import doubted
from evidence_kit.render.annex.part import Desk, Part
from evidence_kit.render.checked import Say
from evidence_kit.render.flow import Cell, Column, Table
from evidence_kit.render.layout import Span
from evidence_kit.render.sheet import MEASURE, MM
from evidence_kit.render.wording import cited

_FIXED = (11, 34, 52)  # mm; the doubts themselves have the rest


def draw_open_points(part: Part, desk: Desk, say: Say) -> None:
    """Draw a row for each open doubt: what, where, and how it is settled."""
    flow = part.begin(desk, "doubts")
    flow.paragraph(desk.said("doubts.opening"), part.hand.small)
    flow.gap(6)
    number, where, how = (width * MM for width in _FIXED)
    widths = (number, MEASURE - number - where - how, where, how)
    heads = desk.words.heads("annex", "doubts.columns", len(widths))
    columns = [
        Column(head, width, centred=at == 0)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
    table = Table(flow, columns, head=part.hand.small_head, body=part.hand.cell)
    lines = _Lines(desk)
    for at, doubt in enumerate(desk.facts.doubts, start=1):
        answered = [*doubted.asked(doubt, desk.facts, say), desk.said("doubts.answer", id=doubt.id)]
        what = doubted.sentence(doubt, say) + doubted.readings(doubt, say)
        table.row(_cells(part, at, what, lines.of(doubt), answered))


class _Lines:
    """On which file, page and lines of the other parts a doubt is found."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names = {source.sha256.hex: source.name for source in reversed(desk.sources)}
        self._rows, self._said = dict[str, list[int]](), dict[str, list[int]]()
        for number, payment in enumerate(desk.facts.payments, start=1):
            for doubt in payment.doubts:
                self._rows.setdefault(doubt.id, []).append(number)
        for one in (one for _, said in desk.talk for one in said):
            for name in one.doubts:
                self._said.setdefault(name, []).append(one.number)

    def of(self, doubt: Doubt) -> list[str | tuple[Span, ...]]:
        """Return where a doubt is found; nothing for one about the case as a whole."""
        desk, where = self._desk, doubt.where
        found: list[str | tuple[Span, ...]] = []
        if where:
            found = [self._names.get(where.source.hex, desk.said("not_cited"))]
            found += desk.places.spans(desk.places.of(where))
        for key, lines in (("ledger_row", self._rows), ("talk_row", self._said)):
            if doubt.id in lines:
                found.append(desk.said(f"doubts.{key}", rows=cited(lines[doubt.id])))
        return found or [desk.said("not_cited")]


def _cells(
    part: Part, number: int, what: str, where: list[str | tuple[Span, ...]], how: list[str]
) -> list[Cell]:
    small = part.hand.small
    return [
        part.cell([str(number)], small),
        part.cell([what]),
        part.cell(where, small),
        part.cell(how, small),
    ]
