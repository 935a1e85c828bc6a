"""Sums as a reader checks them with a calculator: each formula as text and as named parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from evidence_kit.claim import days
from evidence_kit.model import DayCount, Figures, Formula, Money, Split

_PLACES = 6  # decimals of a percentage; beyond, it is told as about so much


def percent(rate: Fraction) -> str:
    """Return a rate a year as a percentage: 73/500 is 14.6%; ≈ where decimals don't end."""
    scaled = rate * 100 * 10**_PLACES
    whole, left = divmod(scaled.numerator, scaled.denominator)
    digits = f"{whole // 10**_PLACES}.{whole % 10**_PLACES:0{_PLACES}d}".rstrip("0").rstrip(".")
    return f"{'≈' if left else ''}{digits}%"


def exact(rate: Fraction) -> str:
    """Return a rate as a calculator takes it: a percentage, or a quotient where none is exact."""
    told = percent(rate)
    return f"({rate.numerator} ÷ {rate.denominator})" if told.startswith("≈") else told


def accrued(
    *,
    base: int,
    rate: Fraction,
    span: tuple[date, date],
    count: DayCount,
    agreed: Fraction | None,
    ceiling: Ceiling | None,
    lpr: Fraction | None,
) -> Formula:
    """Return base × rate × time, and how what was agreed compares with the ceiling.

    `lpr` is what rate or ceiling were taken from.
    """
    start, end = span
    years, left = days.whole_years(start, end, count), days.rest(start, end, count)
    year = days.days_of_year(count)
    amount = Money(days.fen(base, rate, start, end, count))
    text = f"{Money(base)} × {exact(rate)} × {time(start, end, count)} = {amount}"
    named = {
        "base": str(Money(base)),
        "rate": str(rate),
        "days": str((end - start).days),
        "years": str(years) if years else "",
        "left": str(left) if years else "",
        "year": str(year),
        "agreed": "" if agreed is None else str(agreed),
        "cap": "" if ceiling is None else str(ceiling.rate),
        "lpr": "" if lpr is None else str(lpr),
    }
    parts = tuple((name, value) for name, value in named.items() if value)
    if agreed is None or ceiling is None:
        return Formula(text, parts)
    return Formula(f"{text}; {_compared(agreed, ceiling, count)}", parts)


def agreed_interest(
    *, base: int, rate: Fraction, held: int, of: int, fen: int, real: Fraction, ceiling: Ceiling
) -> Formula:
    """Return the interest agreed for an instalment, and how its real rate compares.

    `held` of the `of` that should be open until then still is: who paid ahead owes so much less.
    """
    less = f" × {Money(held)} ÷ {Money(of)}" if held < of else ""
    text = f"{Money(base)} × {exact(rate)}{less} = {Money(fen)}"
    named = {"base": str(Money(base)), "rate": str(rate), "real": str(real)}
    named |= {"held": str(Money(held)), "of": str(Money(of))} if less else {}
    named |= {"cap": str(ceiling.rate)}
    named |= {"lpr": str(ceiling.rate / 4)} if ceiling.fourfold else {}
    compared = _compared(real, ceiling, DayCount.ACTUAL_365)
    return Formula(f"{text}; {compared}", tuple(named.items()))


def time(start: date, end: date, count: DayCount) -> str:
    """Return the time from one day to a later one, in years, as a calculator takes it."""
    years, left = days.whole_years(start, end, count), days.rest(start, end, count)
    year = days.days_of_year(count)
    return f"({years} + {left} ÷ {year})" if years else f"{left} ÷ {year}"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A ceiling a year, `fourfold` of an LPR; `beside` is a rate held to it with another."""

    rate: Fraction
    fourfold: bool
    beside: Fraction = Fraction(0)

    @property
    def left(self) -> Fraction:
        """What it leaves."""
        return self.rate - self.beside

    def __str__(self) -> str:
        """Return it as four times an LPR, less what stands beside."""
        shown = f"4 × {exact(self.rate / 4)}" if self.fourfold else exact(self.rate)
        return f"{shown} − {exact(self.beside)}" if self.beside else shown


def _compared(agreed: Fraction, ceiling: Ceiling, count: DayCount) -> str:
    """Return how what the ceiling leaves compares with what was agreed, both by one day count."""
    by = f" ÷ {days.days_of_year(count)}" if count is DayCount.ACTUAL_360 else ""
    shown, left = str(ceiling), exact(ceiling.left)
    if by and ceiling.beside:
        shown = f"({shown})"
    same = f"{left}{by}" if shown == left else f"{shown}{by} = {left}{by}"
    return f"{same} {'<' if ceiling.left < agreed else '≥'} {exact(agreed)}{by}"


def plain(amount: int) -> Formula:
    """Return a sum that stands for itself."""
    return Formula(str(Money(amount)), (("amount", str(Money(amount))),))


def kept(lent: int, fen: int) -> Formula:
    """Return what was taken from a loan in advance, and what was really lent."""
    text = f"{Money(fen)}; {Money(lent)} − {Money(fen)} = {Money(lent - fen)}"
    return Formula(text, (("part1", str(Money(lent))), ("part2", str(Money(-fen)))))


def capitalised(
    owed: int, note: int, principal: int, *, spare: int = 0, terms: Sequence[str] = ()
) -> Formula:
    """Return the interest that a new note makes principal: what is owed, up to the note's sum.

    `spare` is what the ceiling left beside it, by `terms` (less what was agreed as sums).
    """
    grown = max(0, min(owed + spare, note - principal))
    most = f"{Money(owed)} + {Money(spare)}" if spare else str(Money(owed))
    text = f"min({most}, {Money(note)} − {Money(principal)})"
    text = f"max(0.00, {text})" if note < principal else text
    after = f"{Money(principal)} + {Money(grown)} = {Money(principal + grown)}"
    named = {"owed": owed, "note": note, "principal": principal}
    named |= {"spare": spare} if spare else {}
    parts = tuple((name, str(Money(fen))) for name, fen in named.items())
    shown = f"; ⌊{' + '.join(terms)}⌋ = {Money(spare)}" if spare else ""
    return Formula(f"{text} = {Money(grown)}; {after}{shown}", parts)


def waived(parts: Sequence[int], stays: int) -> Formula:
    """Return what a new note leaves out: all that was owed, less what it makes the principal."""
    told = [str(Money(fen)) for fen in parts if fen]
    owed = f"({' + '.join(told)})" if len(told) > 1 else "".join(told)
    left = Money(sum(parts) - stays)
    named = (("owed", str(Money(sum(parts)))), ("note", str(Money(stays))))
    return Formula(f"{owed} − {Money(stays)} = {left}", named)


def room(agreed: int, terms: Sequence[str], left: int) -> Formula:
    """Return a sum due once, held to what ceilings left; a part of a fen of theirs is dropped."""
    taken = min(agreed, left)
    text = f"min({Money(agreed)}, {Money(left)}) = {Money(taken)}"
    text += f"; ⌊{' + '.join(terms)}⌋ = {Money(left)}" if terms else ""
    return Formula(text, (("part1", str(Money(agreed))), ("part2", str(Money(left)))))


def limited(owed: Figures, most: Figures) -> Formula:
    """Return by how much what is owed exceeds the most that may be."""
    beyond = Money(owed.total.fen - most.total.fen)
    text = f"{_together(owed)} − {_together(most)} = {beyond}"
    return Formula(text, (("part1", str(owed.total)), ("part2", f"-{most.total}")))


def _together(one: Figures) -> str:
    every = (one.principal, one.interest, one.overdue, one.penalty, one.costs)
    told = [str(money) for money in every if money.fen]
    return f"({' + '.join(told)})" if len(told) > 1 else str(one.total)


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
