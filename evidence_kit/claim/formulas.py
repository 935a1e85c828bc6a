"""Sums as a reader checks them with a calculator: each formula as text and as named parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from evidence_kit.claim import days
from evidence_kit.model import DayCount, Formula, Money, Split

_PLACES = 6  # decimals of a percentage; beyond, it is told as about so much


def percent(rate: Fraction) -> str:
    """Return a rate a year as a percentage: 73/500 is 14.6%; ≈ where decimals don't end."""
    scaled = rate * 100 * 10**_PLACES
    whole, left = divmod(scaled.numerator, scaled.denominator)
    digits = f"{whole // 10**_PLACES}.{whole % 10**_PLACES:0{_PLACES}d}".rstrip("0").rstrip(".")
    return f"{'≈' if left else ''}{digits}%"


def accrued(
    *,
    base: int,
    rate: Fraction,
    span: tuple[date, date],
    count: DayCount,
    agreed: Fraction | None,
    cap: Fraction | None,
    lpr: Fraction | None,
    beside: Fraction | None = None,
) -> Formula:
    """Return base × rate × time, and what the rate was taken from.

    `beside` is a rate that the ceiling holds together with this one.
    """
    start, end = span
    years, left = days.whole_years(start, end, count), days.rest(start, end, count)
    year = days.days_of_year(count)
    amount = Money(days.fen(base, rate, start, end, count))
    time = f"({years} + {left} ÷ {year})" if years else f"{left} ÷ {year}"
    text = f"{Money(base)} × {percent(rate)} × {time} = {amount}"
    named = {
        "base": str(Money(base)),
        "rate": str(rate),
        "days": str((end - start).days),
        "years": str(years) if years else "",
        "left": str(left) if years else "",
        "year": str(year),
        "agreed": "" if agreed is None else str(agreed),
        "cap": "" if cap is None else str(cap),
        "lpr": "" if lpr is None else str(lpr),
    }
    parts = tuple((name, value) for name, value in named.items() if value)
    return Formula(text + _ceiling(agreed, cap, lpr, beside), parts)


def _ceiling(
    agreed: Fraction | None, cap: Fraction | None, lpr: Fraction | None, beside: Fraction | None
) -> str:
    """Return how what the ceiling leaves compares with what was agreed."""
    if agreed is None or cap is None:
        return ""
    fourfold = lpr is not None and 4 * lpr == cap
    shown = f"4 × {percent(lpr)} = {percent(cap)}" if lpr and fourfold else percent(cap)
    left = cap - (beside or 0)
    shown += f" − {percent(beside)} = {percent(left)}" if beside else ""
    return f"; {shown} {'<' if left < agreed else '≥'} {percent(agreed)}"


def plain(amount: int) -> Formula:
    """Return a sum that stands for itself."""
    return Formula(str(Money(amount)), (("amount", str(Money(amount))),))


def added(amounts: tuple[int, ...], *, total: int) -> Formula:
    """Return what sums make together; what is taken off is less than nothing."""
    first, *others = amounts
    text = str(Money(first))
    for one in others:
        text += f" − {Money(-one)}" if one < 0 else f" + {Money(one)}"
    parts = tuple((f"part{i}", str(Money(one))) for i, one in enumerate(amounts, start=1))
    return Formula(f"{text} = {Money(total)}", parts)


def least(amounts: tuple[int, ...]) -> Formula:
    """Return the smallest of sums."""
    text = ", ".join(str(Money(one)) for one in amounts)
    parts = tuple((f"part{i}", str(Money(one))) for i, one in enumerate(amounts, start=1))
    return Formula(f"min({text}) = {Money(min(amounts))}", parts)


def settled(split: Split, by_loan: Sequence[tuple[int, int]] = ()) -> Formula:
    """Return a payment's share as the sum of what it settled, and of which loans."""
    named = {
        "costs": split.costs,
        "interest": split.interest,
        "overdue": split.overdue,
        "natural": split.natural,
        "principal": split.principal,
        "penalty": split.penalty,
        "surplus": split.surplus,
    }
    held = [(name, money) for name, money in named.items() if money.fen]
    parts = tuple((name, str(money)) for name, money in held)
    if split.above_cap.fen:
        parts += (("above_cap", str(split.above_cap)),)
    parts += tuple((f"loan{number}", str(Money(fen))) for number, fen in by_loan)
    return Formula(f"{split.total} = {' + '.join(str(money) for _, money in held)}", parts)
