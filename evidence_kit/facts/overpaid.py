"""Repayments of more than was lent: what came back without a loan to be paid back is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evidence_kit.model import Doubt, DoubtKind, Nature, Payment


def doubted(payments: Sequence[Payment]) -> tuple[Payment, ...]:
    """Return the payments, in order, each repayment that exceeds what is owed by then in doubt.

    An undated loan may have been paid before any repayment, wherever it stands in the order;
    one that only the plaintiff's own word tells of is taken as told.
    """
    owed = sum(_lent(one) for one in payments if one.at.earliest is None)
    found = []
    for one in payments:
        owed += _lent(one) if one.at.earliest is not None else 0
        owed -= _repaid(one)
        over = owed < 0 and _repaid(one) > 0
        found.append(_doubted(one) if over else one)
    return tuple(found)


def _lent(one: Payment) -> int:
    return one.amount.value.fen if one.counted and one.nature is Nature.LOAN else 0


def _repaid(one: Payment) -> int:
    return one.amount.value.fen if one.counted and one.nature is Nature.REPAYMENT else 0


def _doubted(one: Payment) -> Payment:
    asked = any(dict(doubt.args).get("field") == "nature" for doubt in one.doubts)
    if asked or not one.places:
        return one
    args = (("field", "nature"), ("amount", str(one.amount.value)))
    doubt = Doubt(DoubtKind.NATURE_UNKNOWN, one.places[0], args)
    return replace(one, doubts=(*one.doubts, doubt))
