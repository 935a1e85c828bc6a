"""A debt of which nothing is owed: no term runs for it, unless what is open turns out otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from evidence_kit.model import (
    Claim,
    Figures,
    GuaranteePeriod,
    Limitation,
    Note,
    NoteKind,
    Outcome,
    TermStatus,
)

_Term = TypeVar("_Term", Limitation, GuaranteePeriod)
_PAID: Final = (Outcome.REPAID, Outcome.OVERPAID, Outcome.NOTHING_LENT)
_AS_COUNTED: Final = Note(NoteKind.NOTHING_OWED)


def is_settled(claim: Claim | None) -> bool:
    """Say whether nothing is owed as the facts are counted."""
    return claim is not None and claim.outcome in _PAID


def limitation(found: Limitation, claim: Claim | None) -> Limitation:
    """Return 诉讼时效 of the debt: none where nothing is owed.

    Where another reading or an open point leaves something owed it stays, with a note.
    """
    return _standing(found, claim) or replace(
        found,
        steps=(),
        end=None,
        end_at_best=None,
        status=TermStatus.NOTHING_OWED,
        days_left=None,
        notes=(),
        articles=(),
    )


def guarantee(found: GuaranteePeriod, claim: Claim | None) -> GuaranteePeriod:
    """Return one guarantor's period, in the same way: who owes beside a debtor owes no more."""
    return _standing(found, claim) or replace(
        found,
        duties=(),
        over=(),
        held=(),
        end=None,
        kept_on=None,
        status=TermStatus.NOTHING_OWED,
        days_left=None,
        notes=(),
        articles=(),
    )


def _standing(found: _Term, claim: Claim | None) -> _Term | None:
    """Return a term that may still run, noted where only open points keep it; None for none."""
    if claim is None or not is_settled(claim):
        return found
    return replace(found, notes=(_AS_COUNTED, *found.notes)) if _may_be_owed(claim) else None


def _may_be_owed(claim: Claim) -> bool:
    others: list[Figures | None] = [one.figures for one in claim.alternatives]
    others += [one.figures for one in claim.open_points]
    return any(one is None or one.total.fen > 0 for one in others)
