"""What a claim asks for beyond its sums: up to which day, what runs on, what isn't due yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from evidence_kit.claim.formulas import percent
from evidence_kit.model import (
    Claim,
    ClaimRowKind,
    Further,
    LprChoice,
    Money,
    NoticeKind,
    Undue,
)

_DAY = timedelta(days=1)
# From which day, at which rate, whether by LPR of each day or of a sum due once, until when, and
# at which rate then.
_Alike: TypeAlias = tuple[date, Fraction, bool, bool, date | None, Fraction | None]
# The rows of each claim that grows with time.
_ROWS = {
    "interest": ClaimRowKind.INTEREST,
    "overdue": ClaimRowKind.OVERDUE,
    "penalty": ClaimRowKind.PENALTY,
}


@dataclass(frozen=True, slots=True)
class Going:
    """A sum that goes on to bear one rate a year from a day on; `segmented` is LPR of each day.

    Up to `until`, where another rate (`then`) was agreed for the time after the day due: that
    begins on `again`. `per_day` is exact, in fen; `loans` are those whose principal it is. `once`
    are sums due once, as the ceiling leaves room for them.
    """

    since: date
    principal: Money
    rate: Fraction
    segmented: bool
    until: date | None
    again: date | None
    then: Fraction | None
    loans: tuple[int, ...]
    per_day: Fraction
    once: bool

    @property
    def percent(self) -> str:
        """The rate as a percentage."""
        return percent(self.rate)


@dataclass(frozen=True, slots=True)
class Later:
    """Principal that falls due later: on `due`, or in parts up to `last`, of these loans."""

    loans: tuple[int, ...]
    principal: Money
    due: date
    last: date
    parts: int


def going_on(claim: Claim, name: str) -> tuple[Going, ...]:
    """Return what one claim goes on to bear: the sums of one rate from one day, together.

    Interest is what runs before the day due, what runs after it is overdue, and of both what a
    penalty brings is penalty.
    """
    together: dict[_Alike, list[Further]] = {}
    apart = claim.settings.lpr is LprChoice.SEGMENTED
    for one in claim.further if name in _ROWS else ():
        for rate, once in _rates(one, name):
            ends = (one.until, one.then) if one.then not in (None, rate) else (None, None)
            at = (one.since, rate, apart and one.by_lpr and name == "overdue", once, *ends)
            together.setdefault(at, []).append(one)
    return tuple(_going(claim, at, alike) for at, alike in together.items())


def _rates(one: Further, name: str) -> Iterator[tuple[Fraction, bool]]:
    """Yield what of a rate one claim is about; a sum due once apart from a penalty by a rate."""
    if name == "penalty":
        yield from [(one.penalty - one.once, False)] if one.penalty > one.once else []
        yield from [(one.once, True)] if one.once else []
    elif one.overdue == (name == "overdue") and one.rate > one.penalty:
        yield one.rate - one.penalty, False


def _going(claim: Claim, at: _Alike, alike: list[Further]) -> Going:
    since, rate, segmented, once, until, then = at
    # Where the day due bears none any more, delay begins on the day after it all the same.
    bare = 2 - (since - claim.on).days
    return Going(
        since,
        Money(sum(one.principal.fen for one in alike)),
        rate,
        segmented,
        until,
        until + bare * _DAY if until else None,
        then,
        tuple(dict.fromkeys(one.loan for one in alike)),
        sum((one.per_day * rate / one.rate for one in alike), Fraction(0)),
        once,
    )


def reckoned_until(claim: Claim, name: str) -> date | None:
    """Return the last day that a claim's sum holds; None where no row reckons it by time."""
    lasts = [row.last for row in claim.rows if row.kind is _ROWS.get(name) and row.last]
    going = going_on(claim, name)
    if lasts and going:
        return going[0].since - _DAY
    return max(lasts, default=None)


def falling_due(claim: Claim) -> Iterator[Later]:
    """Yield what of the principal isn't due yet: loans that fall due on the same days, together.

    A day that follows from a demand is told with the demand.
    """
    of_loans: dict[int, list[Undue]] = {}
    for one in claim.undue:
        if not _demanded(claim, one):
            of_loans.setdefault(one.loan, []).append(one)
    alike: dict[tuple[date, ...], list[int]] = {}
    for loan, parts in of_loans.items():
        alike.setdefault(tuple(sorted({one.due for one in parts})), []).append(loan)
    for days, loans in alike.items():
        fen = sum(one.principal.fen for loan in loans for one in of_loans[loan])
        yield Later(tuple(loans), Money(fen), days[0], days[-1], len(days))


def _demanded(claim: Claim, one: Undue) -> bool:
    told = {("loan", str(one.loan)), ("due", one.due.isoformat())}
    by_demand = (n for n in claim.notices if n.kind is NoticeKind.TERM_BY_DEMAND)
    return any(told <= set(notice.args) for notice in by_demand)
