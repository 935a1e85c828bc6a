"""附册.pdf: its parts one after another, each sheet under the heading that says what it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import Case, LoanFacts, Screen, Source
from evidence_kit.render.annex.account import draw_account
from evidence_kit.render.annex.open_points import draw_open_points
from evidence_kit.render.annex.origins import draw_origins
from evidence_kit.render.annex.part import Desk, Part
from evidence_kit.render.annex.places import Places
from evidence_kit.render.annex.runs import runs
from evidence_kit.render.annex.spoken import Speech
from evidence_kit.render.annex.talk import draw_talk
from evidence_kit.render.archive import About
from evidence_kit.render.checked import Say
from evidence_kit.render.faces import open_faces
from evidence_kit.render.outline import Mark, Part as Labels
from evidence_kit.render.papers import hand
from evidence_kit.render.pdf import Name, Value
from evidence_kit.render.sheet import LANDSCAPE, PORTRAIT, MissingGlyph, Paper
from evidence_kit.render.volume import Volume
from evidence_kit.render.wording import Wording, court_wording, said_in

_HEAD = 20.0  # points between the heading of each sheet and what it is about


@dataclass(frozen=True, slots=True)
class Filed:
    """Where 证据材料.pdf lies, from the annex's folder, and how many pages precede page 1 in it."""

    path: str
    before: int


@dataclass(frozen=True, slots=True)
class Annex:
    """The written annex, and what no font could draw."""

    content: bytes
    missing: tuple[MissingGlyph, ...]


def annex_pdf(
    case: Case,
    facts: LoanFacts,
    screens: Sequence[tuple[Source, Screen]],
    sources: Sequence[Source],
    *,
    say: Say,
    filed: Filed | None = None,
    wording: Wording | None = None,
) -> Annex:
    """Return 附册.pdf: A4, PDF/A-2b, the same bytes for the same case.

    账目表, 聊天文字整理 and 原始载体定位表, each where there is something to tell, and last,
    on pages of its own, what is still open, unless the brief wants it left out. `say` words the
    doubts. Citations lead to pages of `filed`; without it they are text. Characters that no font
    has stand as 〔U+…〕 and come back in `missing`.
    """
    words = wording or court_wording()
    out = io.BytesIO()
    binder = _Binder(out, words, case, filed)
    talk = Speech(facts, case, words).told(runs(facts, case))
    places = Places(case, screens, words)
    desk = Desk(case, facts, places, talk, tuple(sources), words, binder.hand)
    if facts.payments or not case.exhibits:
        binder.part("ledger", LANDSCAPE, lambda part: draw_account(part, desk))
    if any(said for _, said in talk):
        binder.part("talk", PORTRAIT, lambda part: draw_talk(part, desk))
    if case.exhibits:
        binder.part("origins", LANDSCAPE, lambda part: draw_origins(part, desk))
    if facts.doubts and case.brief.filing.annex_doubts:
        binder.part("doubts", PORTRAIT, lambda part: draw_open_points(part, desk, say))
    return binder.close(out)


class _Binder:
    """The annex in the making: its parts in order, its bookmarks, its characters to report."""

    def __init__(self, out: io.BytesIO, words: Wording, case: Case, filed: Filed | None) -> None:
        self.words, self._case, self._filed = words, case, filed
        self.faces = open_faces()
        self.hand = hand(self.faces)
        self._volume = Volume(out, self.faces)
        self._marks: list[Mark] = []
        self._labels: list[Labels] = []

    def part(self, key: str, paper: Paper, draw: Callable[[Part], None]) -> None:
        """Draw a part on sheets of its own and write them."""
        note = self.words.text("annex", "doubts.note" if key == "doubts" else "note")
        prefix = self.words.text("annex", f"{key}.label")
        below = replace(paper, top=paper.top - _HEAD)
        part = Part(prefix, note, below, self.faces, self.hand, self._lead if self._filed else None)
        draw(part)
        pages = {sheet.label: self._volume.bind(sheet) for sheet in part.sheets}
        marks = [Mark(name, pages[label]) for name, label in part.marks]
        first = pages[part.sheets[0].label]
        self._marks.append(Mark(self.words.text("annex", f"{key}.heading"), first, marks))
        self._labels.append(Labels(prefix, len(pages)))

    def _lead(self, page: int) -> Mapping[str, Value]:
        """Return what leads to an exhibit page of the filing (ISO 32000-1, 12.6.4.3)."""
        if self._filed is None:
            raise LookupError(page)
        path = self._filed.path
        file: dict[str, Value] = {"Type": Name("Filespec"), "F": path, "UF": path}
        to: list[Value] = [self._filed.before + page - 1, Name("XYZ"), None, None, None]
        return {"A": {"Type": Name("Action"), "S": Name("GoToR"), "F": file, "D": to}}

    def close(self, out: io.BytesIO) -> Annex:
        """Write what ties the parts together."""
        said = said_in(self._case)
        title, author = (self.words.text("annex", key, said) for key in ("title", "author"))
        self._volume.close(About(title, author), self._volume.led(self._marks, self._labels))
        return Annex(out.getvalue(), tuple(self._named(one) for one in self._volume.missing))

    def _named(self, missing: MissingGlyph) -> MissingGlyph:
        """Say that a label is one of the annex."""
        return replace(missing, where=self.words.text("annex", "missing", {"page": missing.where}))
