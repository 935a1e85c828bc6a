"""Where an amount of a claim stands, as people cite it: exhibit and page, else the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from evidence_kit.words import Words, plain

if TYPE_CHECKING:
    from evidence_kit.case.placing import Placed
    from evidence_kit.model import Payment, Where
    from evidence_kit.pipeline.claiming import Claimed


def pages_of_payments(paid: Sequence[Payment], found: Claimed, words: Words) -> str:
    """Return the exhibits that show payments, or the files that are said to; nothing else."""
    from evidence_kit.case import placing

    screens = found.story.screens
    pages = {p for one in paid for p in placing.of_payment(found.arranged, screens, one)}
    if pages:
        return _exhibits(sorted(pages), words)
    named = [one.stated.shown_in for one in paid if one.stated and one.stated.shown_in]
    inked = [where for one in paid for where in one.places]
    return "；".join(map(plain, named)) or places(inked, found, words)


def places(found_at: Iterable[Where], found: Claimed, words: Words) -> str:
    """Return the exhibits that show places, else the files; nothing where there is no place."""
    from evidence_kit.case import placing

    where = tuple(found_at)
    pages = placing.placed(found.arranged, found.story.screens, where)
    if pages:
        return _exhibits(pages, words)
    names = (found.names.get(one.source.hex, "") for one in where)
    return "；".join(map(plain, dict.fromkeys(name for name in names if name)))


def _exhibits(pages: Iterable[Placed], words: Words) -> str:
    from evidence_kit.render.wording import cited

    by_exhibit: dict[int, list[int]] = {}
    for one in pages:
        by_exhibit.setdefault(one.exhibit, []).append(one.page)
    return "；".join(
        words.say("claim.shown.exhibit", exhibit=str(number), pages=cited(shown))
        for number, shown in by_exhibit.items()
    )
