"""LoanFacts → the case as filed: exhibits, their pages, and what each of them proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evidence_kit.case import exhibits, own_word, paging, rows
from evidence_kit.model import (
    Brief,
    Case,
    Digest,
    Exhibit,
    HashLine,
    LoanFacts,
    PageText,
    Screen,
    Source,
)


def arrange(
    facts: LoanFacts,
    screens: Sequence[tuple[Source, Screen]],
    sources: Sequence[Source],
    brief: Brief,
    texts: Mapping[Digest, PageText] | None = None,
) -> Case:
    """Return the case: every used source on the pages of one exhibit, 1…N without a gap.

    A PDF has as many pages as it has, a table, which has none, no exhibit, and a picture its
    place on a page: those of a chat stand side by side. One too long for a page is cut for it
    between the lines that `texts` says stand on it; without them it stands whole. Behind the
    pages of a chat come its pictures, larger, and sheets for the words of its voices; a
    recording has sheets that say what it is, and its 文字整理稿.

    Each exhibit stands in at least one row; its proofs are its own facts, and only those that
    no doubt touches. The hash list has a line for each file on an exhibit page and no other: the
    name of a file set aside may say what is nobody else's business (律师意见.docx). The brief's
    order and wording win: UsageError "exhibit_not_shown", "exhibit_twice", "exhibit_place_taken",
    "exhibit_not_whole".
    """
    layout = paging.layout_of(brief.filing, texts or {}, screens)
    shown = own_word.ordered(exhibits.bind(facts, screens, sources, layout), brief.exhibits)
    listed = own_word.worded(rows.listed(shown, facts, screens, brief), shown, brief.exhibits)
    made = tuple(bound.exhibit for bound in shown)
    return Case(brief=brief, exhibits=made, rows=listed, hashes=_hashes(made, sources))


def _hashes(made: Sequence[Exhibit], sources: Sequence[Source]) -> tuple[HashLine, ...]:
    numbers = {page.name: exhibit.number for exhibit in made for page in exhibit.pages}
    return tuple(
        HashLine(numbers[one.name], one.name, one.sha256, one.sm3, one.safe_name)
        for one in sources
        if one.name in numbers
    )
