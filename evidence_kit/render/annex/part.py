"""A part of the annex: sheets numbered together, each under the heading that says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from evidence_kit.model import Case, LoanFacts, Source
from evidence_kit.render.annex.places import Places
from evidence_kit.render.annex.spoken import Told
from evidence_kit.render.faces import Faces
from evidence_kit.render.flow import Cell, Flow
from evidence_kit.render.layout import Span
from evidence_kit.render.papers import Hand
from evidence_kit.render.pdf import Value
from evidence_kit.render.sheet import FOOT, Paper, Sheet, Style, plain
from evidence_kit.render.wording import Wording, said_in

_ABOVE = 14.0  # points from what a sheet holds up to the line of its heading


@dataclass(frozen=True, slots=True)
class Desk:
    """What every part of the annex is drawn from."""

    case: Case
    facts: LoanFacts
    places: Places
    talk: tuple[Told, ...]
    sources: tuple[Source, ...]
    words: Wording
    hand: Hand

    def said(self, key: str, **values: str) -> str:
        """Return a text of the annex."""
        return self.words.text("annex", key, values)

    @property
    def marks(self) -> bool:
        """Say whether what is in doubt is marked so, or left out."""
        return self.case.brief.filing.annex_doubts


@dataclass(slots=True)
class Part:
    """The sheets of a part in the order they were opened, and the bookmarks below its own.

    `lead` gives what a link to an exhibit page is; without it nothing is one.
    """

    prefix: str
    note: str
    paper: Paper
    faces: Faces
    hand: Hand
    lead: Callable[[int], Mapping[str, Value]] | None
    sheets: list[Sheet] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)

    def open(self) -> Sheet:
        """Return the next sheet, what it is above and its label at the foot."""
        label = f"{self.prefix}{len(self.sheets) + 1}"
        sheet = Sheet(label, self.faces, self.lead or _nowhere, self.paper)
        paper, y = self.paper, self.paper.top + _ABOVE
        sheet.centred(paper.centre, y, self.note, self.hand.small_head)
        sheet.rule(paper.left, y - 5, paper.right, y - 5)
        sheet.centred(paper.centre, FOOT, label, self.hand.small)
        self.sheets.append(sheet)
        return sheet

    def begin(self, desk: Desk, key: str) -> Flow:
        """Open the part under its heading; the case stands below it."""
        flow = Flow(self.open)
        flow.heading(desk.said(f"{key}.heading"), replace(self.hand.heading, size=17, leading=28))
        head = "　　".join(desk.words.texts("annex", "head", said_in(desk.case)))
        flow.paragraph(head, self.hand.small, even=False)
        flow.gap(4)
        return flow

    def cell(
        self, paragraphs: Iterable[str | tuple[Span, ...]], style: Style | None = None
    ) -> Cell:
        """Return a cell; what would lead to a page nobody can open leads nowhere."""
        spans = (plain(one) if isinstance(one, str) else one for one in paragraphs)
        return Cell(tuple(one if self.lead else _unled(one) for one in spans), style)


def _unled(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(span, to=None) for span in spans)


def _nowhere(page: int) -> Mapping[str, Value]:
    raise LookupError(page)
