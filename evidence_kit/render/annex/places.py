"""Where in the filing a thing stands: what each line of the annex cites and links to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from evidence_kit.case import placing
from evidence_kit.case.placing import Placed
from evidence_kit.model import Case, Digest, Exhibit, ExhibitPage, Payment, Screen, Source, Where
from evidence_kit.render.layout import Span
from evidence_kit.render.wording import Wording, cited


class Places:
    """The exhibit pages of one case, found by the files they show, so that many may be asked."""

    def __init__(
        self, case: Case, screens: Sequence[tuple[Source, Screen]], words: Wording
    ) -> None:
        """Sort what the exhibits show by file."""
        self.case, self.screens, self._words = case, screens, words
        self._shown: dict[Digest, list[tuple[Source, Screen]]] = {}
        for source, screen in screens:
            self._shown.setdefault(source.sha256, []).append((source, screen))
        self._exhibits: dict[Digest, list[Exhibit]] = {}
        for exhibit in case.exhibits:
            for shown, pages in _by_source(exhibit).items():
                self._exhibits.setdefault(shown, []).append(replace(exhibit, pages=pages))
        self.of = cache(self._of)

    def _of(self, where: Where) -> tuple[Placed, ...]:
        """Return the exhibit pages that show a place, in filing order."""
        mine = replace(self.case, exhibits=tuple(self._exhibits.get(where.source, ())))
        return placing.placed(mine, self._shown.get(where.source, ()), (where,))

    def of_payment(self, payment: Payment) -> tuple[Placed, ...]:
        """Return the exhibit pages that show a payment, or that its payer names."""
        stated = placing.of_payment(self.case, self.screens, replace(payment, places=()))
        return tuple(sorted({*stated, *(one for at in payment.places for one in self.of(at))}))

    def spans(self, placed: Iterable[Placed]) -> list[tuple[Span, ...]]:
        """Return a citation for each exhibit, 证据2第7、9页, that leads to its first page."""
        every = groupby(sorted(placed), key=lambda one: one.exhibit)
        return [self._span(exhibit, [one.page for one in pages]) for exhibit, pages in every]

    def _span(self, exhibit: int, pages: Sequence[int]) -> tuple[Span, ...]:
        said = {"exhibit": str(exhibit), "pages": cited(pages)}
        return (Span(self._words.text("annex", "cited", said), to=min(pages)),)


def _by_source(exhibit: Exhibit) -> dict[Digest, tuple[ExhibitPage, ...]]:
    found: dict[Digest, list[ExhibitPage]] = {}
    for page in exhibit.pages:
        found.setdefault(page.source, []).append(page)
    return {source: tuple(pages) for source, pages in found.items()}
