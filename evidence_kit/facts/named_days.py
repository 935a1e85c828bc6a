"""A day that a person names for a time that a page prints: what they wrote, and whether it fits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from evidence_kit.model import Source, TimeText
from evidence_kit.patterns import Pattern
from evidence_kit.transcript import times

_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_CLOCK = r"[\sT]*(\d{1,2})\s*[:：时]\s*(\d{1,2})\s*分?(?:[:：]\d{2})?"
_NAMED = Pattern(rf"{_DAY}(?:{_CLOCK})?")
# A clock that is set wrong, or to another zone.
_SLACK = timedelta(days=1)


class UnprintedError(ValueError):
    """The page prints another month, day, weekday or time of day."""


class TooLateError(ValueError):
    """The day lies after the page was captured, or after the case is filed."""


def understood(said: str) -> tuple[date, tuple[int, int] | None]:
    """Return the day, and the time of day where one is named; ValueError for anything else.

    Forms: 2025-03-02, 2025-03-02 14:05, 2025年3月2日14:05.
    """
    found = _NAMED.fullmatch(said.strip())
    if found is None:
        raise ValueError(said)
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    on = date(year or 0, month or 0, day or 0)
    if hour is None or minute is None:
        return on, None
    at = datetime.combine(on, datetime.min.time()).replace(hour=hour, minute=minute)
    return on, (at.hour, at.minute)


def until(source: Source, every: Iterable[Source], filed_on: date | None) -> date | None:
    """Return the last day that anything on a page can be of; None where nothing tells it.

    That of its capture, else of the last change to any file of the folder; never after filing.
    """
    own = times.captured(source)
    moments = [own] if own else [at for one in every for at in one.captured]
    ends = [at.latest.date() for at in moments if at.latest and at.latest.year in times.YEARS]
    known = [max(ends) + _SLACK] if ends else []
    return min([*known, *([filed_on] if filed_on else [])], default=None)


def refuse_late(on: date, last: date | None) -> None:
    """Raise TooLateError for a day after the last one, or of no time the app was in."""
    if on.year not in times.YEARS or (last is not None and on > last):
        raise TooLateError(on.isoformat())


def refuse_unprinted(on: date, clock: tuple[int, int] | None, read: TimeText) -> None:
    """Raise UnprintedError where a page prints another day or time of day than is named.

    A form that builds of the app disagree about (晚上12:05) may be the night's end.
    """
    days = (on, on - timedelta(days=1)) if read.ambiguous else (on,)
    if not any(_may_be(day, read) for day in days):
        raise UnprintedError(on.isoformat())
    if clock and not read.ambiguous and clock != (read.hour, read.minute):
        raise UnprintedError(on.isoformat())


def _may_be(on: date, read: TimeText) -> bool:
    """Say whether a line names that day, as far as it names one; no day at all fits any."""
    if read.month is not None:
        return (read.month, read.day) == (on.month, on.day) or not _is_day(read)
    return read.weekday in (None, on.weekday())


def _is_day(read: TimeText) -> bool:
    try:
        date(read.year or 2024, read.month or 0, read.day or 0)  # 2024 has a 2月29日
    except ValueError:
        return False
    return True
