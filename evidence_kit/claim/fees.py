"""What the state charges, by its tiers, and what delay after judgment costs (诉讼费用交纳办法)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from evidence_kit.claim.citing import fees, procedure, rules
from evidence_kit.model import (
    Article,
    DelayInterest,
    Fee,
    FeeKind,
    FeePart,
    LawText,
    Money,
    Reason,
    ReasonKind,
)

# From which sum in yuan, and what share of what lies above it up to the next tier; the lowest
# tier is a flat sum in yuan.
_Tiers: TypeAlias = Sequence[tuple[int, Fraction]]


def _percent(text: str) -> Fraction:
    return Fraction(text) / 100


CASE_FLAT: Final = 50
CASE_TIERS: Final[_Tiers] = (
    (10_000, _percent("2.5")),
    (100_000, _percent("2")),
    (200_000, _percent("1.5")),
    (500_000, _percent("1")),
    (1_000_000, _percent("0.9")),
    (2_000_000, _percent("0.8")),
    (5_000_000, _percent("0.7")),
    (10_000_000, _percent("0.6")),
    (20_000_000, _percent("0.5")),
)
PRESERVATION_FLAT: Final = 30
PRESERVATION_TIERS: Final[_Tiers] = ((1_000, _percent("1")), (100_000, _percent("0.5")))
PRESERVATION_MOST: Final = Money(5_000_00)
ENFORCEMENT_FLAT: Final = 50
ENFORCEMENT_TIERS: Final[_Tiers] = (
    (10_000, _percent("1.5")),
    (500_000, _percent("1")),
    (5_000_000, _percent("0.5")),
    (10_000_000, _percent("0.1")),
)
# Beside general interest, of what is unpaid without it.
DELAY_PER_DAY: Final = Fraction(175, 1_000_000)

_PREPAID = Reason(ReasonKind.PREPAID, (("days", "7"),), (fees(22), rules(213)))
_HARDSHIP = Reason(ReasonKind.HARDSHIP, (), tuple(fees(number) for number in range(44, 49)))
_WHOLE = Fraction(1)
_HALF = Fraction(1, 2)
_THIRD = Fraction(1, 3)


def case(claimed: Money) -> Fee:
    """Return the fee of a property case, before anything halves it.

    `claimed` is principal and interest to the day of filing. Here and below: rounded half up to
    the fen once, as no text says how; the court's bill decides. Raises ValueError below nothing.
    """
    parts = _parts(claimed, CASE_FLAT, CASE_TIERS)
    return _fee(FeeKind.CASE, claimed, parts, _WHOLE, (fees(13, None, 1),))


def halved(claimed: Money) -> Fee:
    """Return the fee where a procedure or an ending halves it; it is halved once only.

    Simple procedure and small claims within it, mediation, withdrawal.
    """
    parts = _parts(claimed, CASE_FLAT, CASE_TIERS)
    cited = (fees(13, None, 1), fees(15), fees(16), rules(206))
    return _fee(FeeKind.HALVED, claimed, parts, _HALF, cited)


def payment_order(claimed: Money) -> Fee:
    """Return the fee of a payment order: a third of the case's."""
    parts = _parts(claimed, CASE_FLAT, CASE_TIERS)
    cited = (fees(13, None, 1), fees(14, None, 3), fees(36))
    return _fee(FeeKind.PAYMENT_ORDER, claimed, parts, _THIRD, cited)


def preservation(secured: Money) -> Fee:
    """Return the fee of keeping property worth `secured`; nothing stands for no sum."""
    parts = _parts(secured, PRESERVATION_FLAT, PRESERVATION_TIERS)
    cited = (fees(14, None, 2), fees(38))
    return _fee(FeeKind.PRESERVATION, secured, parts, _WHOLE, cited, PRESERVATION_MOST)


def enforcement(claimed: Money) -> Fee:
    """Return the fee of enforcement, which the debtor bears and nobody pays in advance."""
    parts = _parts(claimed, ENFORCEMENT_FLAT, ENFORCEMENT_TIERS)
    return _fee(FeeKind.ENFORCEMENT, claimed, parts, _WHOLE, (fees(14, None, 1), fees(20)))


def topped_up(paid: Fee) -> Money:
    """Return what is still to be paid where the case goes on as an ordinary one.

    From simple procedure 民诉法解释 199, from a payment order 195.
    """
    return Money(case(paid.base).amount.fen - paid.amount.fen)


def borne(kind: FeeKind) -> tuple[Reason, ...]:
    """Return who pays a fee, when, and who bears it in the end."""
    if kind is FeeKind.PAYMENT_ORDER:
        return (_PREPAID, Reason(ReasonKind.DEBTOR_BEARS, (), (fees(36),)), _HARDSHIP)
    if kind is FeeKind.PRESERVATION:
        return (Reason(ReasonKind.APPLICANT_BEARS, (), (fees(38),)), _HARDSHIP)
    if kind is FeeKind.ENFORCEMENT:
        within = Reason(ReasonKind.ENFORCE_WITHIN, (("years", "2"),), (procedure(250),))
        return (Reason(ReasonKind.NOT_PREPAID, (), (fees(20),)), within)
    return (_PREPAID, Reason(ReasonKind.LOSER_BEARS, (), (fees(29),)), _HARDSHIP)


def delay_interest(unpaid: Money, days: int) -> DelayInterest:
    """Return the further interest of delay after judgment: 0.0175 % a day of what is unpaid.

    `unpaid` is without general interest. Raises ValueError below nothing.
    """
    if unpaid.fen < 0 or days < 0:
        raise ValueError(unpaid, days)
    exact = unpaid.fen * DELAY_PER_DAY * days
    cited = (procedure(264), Article(LawText.DELAY_INTEREST, 1))
    return DelayInterest(unpaid, days, DELAY_PER_DAY, Money(_rounded(exact)), cited)


def _parts(claimed: Money, flat: int, tiers: _Tiers) -> tuple[FeePart, ...]:
    if claimed.fen < 0:
        raise ValueError(claimed)
    floor = tiers[0][0] * 100
    whole = Fraction(flat * 100)
    lowest = Money(min(claimed.fen, floor))
    parts = [FeePart(Money(0), lowest, Fraction(0), Money(flat * 100), whole)]
    edges = [edge * 100 for edge, _ in tiers[1:]]
    for (above, rate), below in zip(tiers, [*edges, claimed.fen], strict=True):
        base = min(claimed.fen, below) - above * 100
        if base > 0:
            parts.append(FeePart(Money(above * 100), Money(base), rate, Money(0), base * rate))
    return tuple(parts)


def _fee(
    kind: FeeKind,
    base: Money,
    parts: tuple[FeePart, ...],
    share: Fraction,
    articles: tuple[Article, ...],
    most: Money | None = None,
) -> Fee:
    exact = share * sum((part.exact for part in parts), Fraction(0))
    if most and exact > most.fen:
        return Fee(kind, most, base, parts, share, articles, most)
    return Fee(kind, Money(_rounded(exact)), base, parts, share, articles)


def _rounded(fen: Fraction) -> int:
    return int(fen + Fraction(1, 2))
