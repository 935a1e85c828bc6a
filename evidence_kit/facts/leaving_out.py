"""What leaving pages out would hide: no repayment may go that way (虚假诉讼)."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from evidence_kit.model import Digest, Direction, LoanFacts


def hidden(whole: LoanFacts, kept: LoanFacts, pages: Collection[Digest]) -> tuple[Digest, ...]:
    """Return the pages among `pages` that the claim needs, so that they can't be left out.

    `whole` are the facts of every page, `kept` those without `pages`. Needed is a page of money
    that came back or may have, unless another page shows it; and all of them where less would be
    owed with them than without (刑法第三百零七条之一 and its interpretation of 2018, article 1:
    to sue while hiding that a debt was repaid).
    """
    placed = [(p, {place.source for place in p.places}) for p in whole.payments]
    needed = [
        sources
        for payment, sources in placed
        if payment.direction is not Direction.OUT and sources and sources <= set(pages)
    ]
    if kept.outstanding > whole.outstanding:
        needed.append(set(pages))
    every = set(chain.from_iterable(needed))
    return tuple(page for page in dict.fromkeys(pages) if page in every)
