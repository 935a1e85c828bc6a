"""LoanFacts → the case as filed: exhibits, their pages, and what each of them proves."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_kit.case import exhibits, rows
from evidence_kit.model import Brief, Case, Exhibit, HashLine, LoanFacts, Screen, Source


def arrange(
    facts: LoanFacts,
    screens: Sequence[tuple[Source, Screen]],
    sources: Sequence[Source],
    brief: Brief,
) -> Case:
    """Return the case: every used source on exactly one exhibit page, pages 1…N without a gap.

    Each exhibit stands in at least one row; its proofs are its own facts, and only those that
    no doubt touches. Every source has a line in the hash list, exhibit or not.
    """
    shown = exhibits.bind(facts, screens, sources)
    listed = rows.listed(shown, facts, screens, brief)
    made = tuple(bound.exhibit for bound in shown)
    return Case(brief=brief, exhibits=made, rows=listed, hashes=_hashes(made, sources))


def _hashes(made: Sequence[Exhibit], sources: Sequence[Source]) -> tuple[HashLine, ...]:
    numbers = {page.name: exhibit.number for exhibit in made for page in exhibit.pages}
    return tuple(
        HashLine(numbers.get(source.name), source.name, source.sha256, source.sm3)
        for source in sources
    )
