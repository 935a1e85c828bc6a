"""On which exhibit page a place stands: what a paper beside the bundle cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from evidence_kit.case.exhibits import page_with
from evidence_kit.model import Case, ExhibitPage, Payment, Records, Screen, Source, Where


@dataclass(frozen=True, slots=True, order=True)
class Placed:
    """An exhibit's number and one of its pages."""

    exhibit: int
    page: int


def placed(
    case: Case, screens: Sequence[tuple[Source, Screen]], places: Iterable[Where]
) -> tuple[Placed, ...]:
    """Return every exhibit page that shows one of the places, each once, in filing order."""
    found = [one for where in places for one in _of(case, screens, where)]
    return tuple(sorted(set(found)))


def named(case: Case, name: str, page: int | None = None) -> tuple[Placed, ...]:
    """Return the exhibit pages of a file that a person names, and of which page there."""
    leaf = (page or 1) - 1
    every = ((exhibit, one) for exhibit in case.exhibits for one in exhibit.pages)
    found = [
        Placed(exhibit.number, one.number)
        for exhibit, one in every
        if one.name == name and one.leaf == leaf and not one.repeats
    ]
    return tuple(dict.fromkeys(found))


def of_payment(
    case: Case, screens: Sequence[tuple[Source, Screen]], payment: Payment
) -> tuple[Placed, ...]:
    """Return the exhibit pages that show a payment: in ink, or as its payer says (自述)."""
    said = payment.stated
    told = named(case, said.shown_in, said.page) if said and said.shown_in else ()
    return tuple(sorted({*placed(case, screens, payment.places), *told}))


def _of(case: Case, screens: Sequence[tuple[Source, Screen]], where: Where) -> Iterator[Placed]:
    for exhibit in case.exhibits:
        pages = [one for one in exhibit.pages if one.source == where.source]
        page = _leaf(pages, screens, where) or page_with(pages, where)
        if page is not None:
            yield Placed(exhibit.number, page.number)


def _leaf(
    pages: Sequence[ExhibitPage],
    screens: Sequence[tuple[Source, Screen]],
    where: Where,
) -> ExhibitPage | None:
    """Return the page that a place is on of a PDF, whose pages lie below one another."""
    shown = (screen for source, screen in screens if source.sha256 == where.source)
    records = next((one for one in shown if isinstance(one, Records) and one.leaves), None)
    if records is None:
        return None
    ends = accumulate(height for _, height in records.leaves)
    leaf = next((at for at, end in enumerate(ends) if where.box.y0 < end), len(pages) - 1)
    return next((one for one in pages if one.leaf == leaf), None)
