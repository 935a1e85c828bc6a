"""Which loan a payment settles, where it doesn't settle all (民法典 560)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from evidence_kit.claim.accounts import Account
from evidence_kit.model import AllotmentOrder

_Rank: TypeAlias = tuple[tuple[bool, bool, bool], Fraction, date, Account]
_CLASS, _BURDEN, _FIRST_DUE = range(3)


def rounds(
    accounts: Sequence[Account], on: date, named: int | None
) -> Iterator[tuple[list[Account], bool]]:
    """Yield the loans as `groups` does, and whether a payment may settle the whole of them.

    Where a loan is due in part and others are open, what is due of all comes first: a part that
    isn't waits behind every debt that is (民法典 560(2)). A loan that its payer named doesn't.
    """
    if _due_in_part(accounts, on):
        for group in groups(accounts, on, named):
            is_named = group[0].debt.number == named
            if is_named or group[0].first_due() <= on:
                yield group, is_named
    yield from ((group, True) for group in groups(accounts, on, named))


def _due_in_part(accounts: Sequence[Account], on: date) -> bool:
    """Say whether parts of a loan are due, others not, and another loan is open beside it."""
    waiting = [one for one in accounts if one.open()]
    by_law = all(one.asked.agreed.order is not AllotmentOrder.PRINCIPAL_FIRST for one in waiting)
    parted = any(0 < one.due_principal(on) < one.principal for one in waiting)
    return len(waiting) > 1 and by_law and parted


def groups(accounts: Sequence[Account], on: date, named: int | None) -> list[list[Account]]:
    """Return the loans in the order in which a payment settles them, those equal together.

    The one that the payer named comes first; then those that are due, of these the least
    secured, the heaviest, the earliest due; what is equal in all shares by what is owed.
    """
    ranked = [_rank(one, on, named) for one in accounts if one.open()]
    for place in (_FIRST_DUE, _BURDEN, _CLASS):  # the last one decides first
        ranked.sort(key=itemgetter(place), reverse=place == _BURDEN)
    alike = groupby(ranked, key=itemgetter(_CLASS, _BURDEN, _FIRST_DUE))
    return [[account for *_, account in same] for _, same in alike]


def _rank(one: Account, on: date, named: int | None) -> _Rank:
    burden, first_due = one.weight(on)
    due = first_due <= on
    return (one.debt.number != named, not due, one.debt.secured), burden, first_due, one


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
