"""Which loan a payment settles, where it doesn't settle all (民法典 560)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from evidence_kit.claim.accounts import Account


def groups(accounts: Sequence[Account], on: date, named: int | None) -> list[list[Account]]:
    """Return the loans in the order in which a payment settles them, those equal together.

    The one that the payer named comes first; then those that are due, of these the least
    secured, the heaviest, the earliest due; what is equal in all shares by what is owed.
    """

    def order(one: Account) -> tuple[bool, bool, bool, Fraction, date]:
        mine = one.debt.number == named
        return not mine, not one.due(on), one.debt.secured, -one.burden(on), one.first_due()

    ranked = [(order(one), one) for one in accounts if one.open()]
    ranked.sort(key=itemgetter(0))
    return [[one for _, one in same] for _, same in groupby(ranked, key=itemgetter(0))]


def shares(fen: int, owed: Sequence[int]) -> list[int]:
    """Return how a sum is shared by what is owed, to the fen; never more than is owed.

    What doesn't divide goes to the largest rests, the first of equal ones.
    """
    total = sum(owed)
    if fen >= total:
        return list(owed)
    return shared(fen, owed)


def shared(fen: int, owed: Sequence[int]) -> list[int]:
    """Return how a sum is shared in proportion, to the fen, whatever its size."""
    total = sum(owed)
    whole = [fen * one // total for one in owed]
    rests = sorted(range(len(owed)), key=lambda i: (-(fen * owed[i] % total), i))
    for i in rests[: fen - sum(whole)]:
        whole[i] += 1
    return whole
