"""Terms of months and years, and the days they end on (民法典 201 to 203)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from evidence_kit.model import DaySpan, Holidays, Moment

_SATURDAY = 5
_DAY = timedelta(days=1)
# Where public holidays may lie, month and day, and how many days off they may be at most: a guess
# after the years whose notices are known, for no more than to call nothing over too early.
_MAY_BE_OFF = (
    ((12, 29), (12, 31), 3),
    ((1, 1), (1, 3), 3),
    ((1, 20), (2, 28), 10),
    ((4, 3), (4, 7), 3),
    ((4, 28), (5, 5), 5),
    ((5, 28), (6, 28), 3),
    ((9, 8), (9, 30), 3),
    ((10, 1), (10, 8), 8),
)


def months_after(day: date, months: int) -> date:
    """Return the last day of a term of `months` that begins the day after `day`.

    That is the day of the same number, or the month's last where it has none (民法典 202). What
    no calendar holds ends on the last day of all.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > date.max.year:
        return date.max
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def years_after(day: date, years: int) -> date:
    """Return the last day of a term of `years` that begins the day after `day`."""
    return months_after(day, 12 * years)


def is_off(day: date, holidays: Holidays) -> bool:
    """Say whether a day is one off: in the table, or a weekend that isn't worked."""
    weekend = day.weekday() >= _SATURDAY and day not in holidays.work
    return day in holidays.off or weekend


def covered(day: date, holidays: Holidays | None) -> bool:
    """Say whether the table of days off knows this day."""
    return holidays is not None and holidays.first <= day <= holidays.last


def moved(day: date, holidays: Holidays | None) -> date:
    """Return the day that a term ending on `day` really ends on (民法典 203).

    A last day off moves to the first one that isn't. Outside the table nothing moves, and
    what would move beyond it stays.
    """
    found = day
    while holidays and covered(found, holidays) and is_off(found, holidays):
        if found == date.max:
            return day
        found += _DAY
    return found if covered(found, holidays) else day


def at_latest(day: date, holidays: Holidays | None) -> date:
    """Return the last day that a term may end on which ends on `day` (民法典 203).

    Where the table knows the day and what follows it that is the day itself; else it is past a
    weekend, and past the days off that may lie there: a guess, by which nothing ends.
    """
    known = holidays is not None and covered(day, holidays) and not is_off(day, holidays)
    if known or date.max - day < timedelta(days=62):
        return day
    found = _past_weekend(day)
    for first, last, days in _MAY_BE_OFF:
        if first <= (found.month, found.day) <= last:
            end = date(found.year, *last) + _DAY
            found = _past_weekend(min(found + days * _DAY, end))
    return found


def put_off(day: date, holidays: Holidays | None) -> bool:
    """Say whether a term that ends on `day` ends later, as that is a day off."""
    return moved(day, holidays) != day


def _past_weekend(day: date) -> date:
    while day.weekday() >= _SATURDAY:
        day += _DAY
    return day


def days_of(moment: Moment) -> DaySpan | None:
    """Return the days between which a moment lies; None where nothing bounds it on both sides."""
    if moment.earliest is None or moment.latest is None:
        return None
    return DaySpan(moment.earliest.date(), moment.latest.date())


def bounded(moment: Moment) -> DaySpan | None:
    """Return the days of a moment; one that is bounded on one side alone is that day."""
    either = moment.earliest or moment.latest
    if either is None:
        return None
    return days_of(moment) or DaySpan(either.date(), either.date())
