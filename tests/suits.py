"""Facts of an invented loan as values, for advice on a suit: no page and no reading."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from evidence_kit.model import (
    Algorithm,
    Basis,
    Box,
    Digest,
    Direction,
    Doubt,
    DoubtKind,
    Guarantee,
    Instalment,
    LoanFacts,
    Moment,
    Money,
    Nature,
    Party,
    PartyRole,
    Payment,
    Renewal,
    Saying,
    SayingKind,
    Side,
    Sourced,
    State,
    StatedParty,
    Terms,
    Where,
)

PAGE = Digest(Algorithm.SHA256, "a" * 64)
LENDER = Party(PartyRole.LENDER, is_owner=True, legal_name="钱小满")
BORROWER = Party(PartyRole.BORROWER, is_owner=False, legal_name="周大江")
SOME_DOUBT = Doubt(DoubtKind.TIME_AMBIGUOUS, Where(PAGE, Box(0, 0, 10, 10)))


def on(text: str) -> date:
    return date.fromisoformat(text)


def at(first: str | None, last: str | None = None) -> Moment:
    """A day, or the time between two; '' leaves an end open."""
    if first is None:
        return Moment(None, None, Basis.UNANCHORED)
    last = first if last is None else last
    start = datetime.combine(on(first), time(9)) if first else None
    stop = datetime.combine(on(last), time(9)) if last else None
    return Moment(start, stop, Basis.PAGE)


def where(row: int) -> Where:
    return Where(PAGE, Box(100, 100 * row, 700, 100 * row + 60))


def ink(value: Any, row: int = 1, quote: str = "") -> Sourced[Any]:
    return Sourced(value, quote or str(row), where(row))


def saying(kind: SayingKind, when: Moment, row: int, quote: str = "") -> Saying:
    side = Side.RIGHT if kind is SayingKind.DEMAND else Side.LEFT
    said = quote or {SayingKind.ACKNOWLEDGEMENT: "我还欠你5000"}.get(kind, f"{kind} {row}")
    return Saying(kind, Sourced(said, said, where(row)), when, side)


def paid(fen: int, when: Moment, row: int, **more: Any) -> Payment:
    """Money that came back, unless `nature` and `direction` say otherwise."""
    told = {"direction": Direction.IN, "nature": Nature.REPAYMENT, "state": State.ACCEPTED, **more}
    return Payment(amount=ink(Money(fen), row), at=when, places=(where(row),), **told)


def lent(fen: int, when: Moment, row: int, **more: Any) -> Payment:
    return paid(fen, when, row, direction=Direction.OUT, nature=Nature.LOAN, **more)


def due(first: str | None, last: str | None = None, row: int = 90) -> Sourced[Moment]:
    return ink(at(first, last), row, "到期还")


def renewal(day: str, row: int, *, agreed: bool = True, quote: str = "") -> Sourced[Renewal]:
    return ink(Renewal(at(day), agreed), row, quote or f"promise {row}")


def instalment(fen: int, day: str | None, row: int) -> Sourced[Instalment]:
    return ink(Instalment(Money(fen), at(day)), row)


def guarantor(name: str, part: Guarantee | None) -> Party:
    """A guarantor by the plaintiff's word, or (None) by words in a chat alone."""
    stated = StatedParty(name, part) if part else None
    names = () if part else (Sourced(name, name, where(70)),)
    return Party(PartyRole.GUARANTOR, is_owner=False, names=names, stated=stated)


def facts(
    *acts: Saying | Payment,
    due: Sourced[Moment] | None = None,
    renewals: tuple[Sourced[Renewal], ...] = (),
    instalments: tuple[Sourced[Instalment], ...] = (),
    others: tuple[Party, ...] = (),
    doubts: tuple[Doubt, ...] = (),
    **more: Any,
) -> LoanFacts:
    terms = Terms(
        due=due, renewals=renewals, instalments=instalments, formed_on=more.pop("formed", None)
    )
    told = {"lender": LENDER, "borrower": BORROWER, "conversations": (), **more}
    return LoanFacts(
        payments=tuple(one for one in acts if isinstance(one, Payment)),
        sayings=tuple(one for one in acts if isinstance(one, Saying)),
        terms=terms,
        doubts=doubts,
        others=others,
        **told,
    )


def half_up(exact: Fraction) -> int:
    """Whole numbers, a half rounded up, in whole-number arithmetic alone."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
