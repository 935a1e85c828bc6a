"""Days as parts of a year, and sums rounded to the fen."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from evidence_kit.claim.periods import years_after
from evidence_kit.model import DayCount, Rate

DAY = timedelta(days=1)
NOTHING = Fraction(0)
_YEAR = {DayCount.ACTUAL_365: 365, DayCount.ACTUAL_360: 360, DayCount.ANNIVERSARY: 365}


def half_up(exact: Fraction) -> int:
    """Return whole fen; half a fen is rounded up."""
    return int((exact + Fraction(1, 2)) // 1)


def days_of_year(count: DayCount) -> int:
    """Return how many days make a year, of those that make no whole one."""
    return _YEAR[count]


def yearly(rate: Rate, count: DayCount) -> Fraction:
    """Return a rate a year such that one named by the day brings what it says on each day."""
    return rate.per_year * days_of_year(count) / 365 if rate.by_day else rate.per_year


def whole_years(start: date, end: date, count: DayCount) -> int:
    """Return the whole years between two days, none unless anniversaries are counted.

    A year ends on the day of the same number, or the month's last (民法典 202).
    """
    if count is not DayCount.ANNIVERSARY:
        return 0
    years = end.year - start.year
    return years if years_after(start, years) <= end else years - 1


def rest(start: date, end: date, count: DayCount) -> int:
    """Return the days between two days that are in no whole year."""
    if count is not DayCount.ANNIVERSARY:
        return (end - start).days
    return (end - years_after(start, whole_years(start, end, count))).days


def part_of_year(start: date, end: date, count: DayCount) -> Fraction:
    """Return the time from one day to a later one, in years."""
    years = whole_years(start, end, count)
    return years + Fraction(rest(start, end, count), days_of_year(count))


def fen(base: int, rate: Fraction, start: date, end: date, count: DayCount) -> int:
    """Return what a sum bears from one day to a later one, in fen, rounded half up once."""
    years, days = whole_years(start, end, count), rest(start, end, count)
    year = days_of_year(count)
    over = base * rate.numerator * (years * year + days)
    under = rate.denominator * year
    return (2 * over + under) // (2 * under)
