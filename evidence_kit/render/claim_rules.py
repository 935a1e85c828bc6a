"""Which rules a claim was reckoned by, as its rows show: rates without agreement, ceilings."""

from __future__ import annotations

from fractions import Fraction

from evidence_kit.claim.rates import ENFORCEABLE, TIMES
from evidence_kit.model import Agreement, Claim, ClaimRow, ClaimRowKind, LawText, LprChoice, Money

_INTEREST = (ClaimRowKind.INTEREST, ClaimRowKind.OVERDUE)


def by_law(claim: Claim) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the loans whose overdue interest the law fixes: overdue before 2020-08-20, or later.

    A loan whose parts fell due on either side of that day is among both.
    """
    rows = [row for row in claim.rows if row.kind is ClaimRowKind.OVERDUE and row.agreed is None]
    early = [row for row in rows if _is_old(row)]
    old = {loan for row in early for loan in row.loans}
    late: set[int] = set()
    first: dict[int, Fraction | None] = {}
    for row in rows:
        for loan in row.loans if row not in early else ():
            other = first.setdefault(loan, row.rate) != row.rate
            parted = other and claim.settings.lpr is LprChoice.FIXED
            late |= {loan} if loan not in old or parted else set()
    return tuple(sorted(old)), tuple(sorted(late))


def by_agreement(claim: Claim) -> bool:
    """Say whether a rate that was agreed runs on anything overdue."""
    return any(row.kind is ClaimRowKind.OVERDUE and row.agreed is not None for row in claim.rows)


def held(claim: Claim) -> tuple[Fraction, ...]:
    """Return the ceilings that interest was held to, each once."""
    rows = (row for row in claim.rows if row.kind in _INTEREST and _is_cut(row))
    return tuple(dict.fromkeys(row.cap for row in rows if row.cap is not None))


def held_together(claim: Claim, agreed: Agreement) -> bool:
    """Say whether the ceiling took anything off a penalty or a sum due once, be it all of it."""
    if any(row.kind is ClaimRowKind.PENALTY and _is_cut(row) for row in claim.rows):
        return True
    if any(row.kind is ClaimRowKind.CHARGE and row.amount < asked_once(row) for row in claim.rows):
        return True
    penal = {(row.first, row.loans) for row in claim.rows if row.kind is ClaimRowKind.PENALTY}
    late = {(row.first, row.loans) for row in claim.rows if row.kind is ClaimRowKind.OVERDUE}
    return agreed.penalty_rate is not None and bool(agreed.penalty_rate.per_year and late - penal)


def asked_once(row: ClaimRow) -> Money:
    """Return the sums due once that a row holds against the ceiling, in fen."""
    return Money.of_yuan(dict(row.formula.parts)["part1"])


def quarter(cap: Fraction | None) -> Fraction | None:
    """Return the LPR that a ceiling is four times of; None for that of 24 %."""
    return None if cap in (None, ENFORCEABLE) else cap / TIMES


def _is_cut(row: ClaimRow) -> bool:
    return row.agreed is not None and row.rate is not None and row.rate < row.agreed


def _is_old(row: ClaimRow) -> bool:
    return any(article.text is LawText.LENDING_2015 for article in row.articles)
