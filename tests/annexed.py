"""附册.pdf of invented cases, and what outside readers find on its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pypdf

from evidence_kit import case, facts
from evidence_kit.model import Brief, Case, LoanFacts, Screen, Source
from evidence_kit.render.annex import Annex, Filed, annex_pdf
from evidence_kit.render.contract import Story, read_json
from evidence_kit.words import Words

FILED = Filed("../截图-bundle/filing/证据材料.pdf", before=3)
AIDS, PRIVATE = "不作为证据提交", "提交前取下"
CITED = re.compile(r"证据(\d+)第(\d+)")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Made:
    """A case and its annex."""

    case: Case
    facts: LoanFacts
    screens: tuple[tuple[Source, Screen], ...]
    annex: Annex

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(self.annex.content))

    @cached_property
    def pages(self) -> dict[str, str]:
        """Each page's text without spaces, by its label."""
        texts = (squeezed(page.extract_text()) for page in self.reader.pages)
        return dict(zip(self.reader.page_labels, texts, strict=True))

    def part(self, prefix: str) -> str:
        """A part's pages, without what heads and foots each of them."""
        found = ((label, text) for label, text in self.pages.items() if label.startswith(prefix))
        return "".join(text.partition("。")[2].replace(label, "", 1) for label, text in found)

    @property
    def told(self) -> dict[str, object]:
        """facts.json of the case."""
        sources = tuple(source for source, _ in self.screens)
        return read_json(Story(sources, self.screens, self.facts, "recorded", "recorded"))["facts"]


def make(
    *screens: tuple[Source, Screen],
    brief: Brief | None = None,
    filed: Filed | None = FILED,
    beside: Iterable[Source] = (),
) -> Made:
    said = brief or Brief("张三", "李四")
    shown, found = facts.understood(screens, said)
    sources = (*(source for source, _ in shown), *beside)
    arranged = case.arrange(found, shown, sources, said)
    say = Words("zh_CN").say
    annex = annex_pdf(arranged, found, shown, sources, say=say, filed=filed)
    return Made(arranged, found, tuple(shown), annex)
