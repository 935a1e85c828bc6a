"""One cell → what it says: money, a time, an order number, words; None rather than a guess."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from evidence_kit.model import Money, TimeText
from evidence_kit.patterns import Pattern
from evidence_kit.records.tables import Raw
from evidence_kit.screens import lexicon

# What stands in a cell that says nothing.
_NOTHING = frozenset(("", "/", "\\", "-", "--", "---", "—", "——", "\\N", "null", "NULL", "N/A"))
# Some exporters write ="123" or '123, so that Excel leaves the digits alone.
_FORCED = Pattern(r"=\"(?P<text>[^\"]*)\"|['`](?P<text2>.*)")
_FORCES = ("=", "'", "`")


def printed(raw: Raw) -> str:
    """Return a cell's text as a person sees it, without blanks and tabs around it."""
    if isinstance(raw, Decimal):
        return f"{raw:f}" if raw.is_finite() and abs(raw.adjusted()) < _LONGEST else str(raw)
    if isinstance(raw, datetime):
        return _second(raw).isoformat(" ")
    if isinstance(raw, date | time):
        return raw.isoformat()
    bare = raw.strip()
    forced = _FORCED.fullmatch(bare) if bare[:1] in _FORCES else None
    return (forced["text"] if forced["text"] is not None else forced["text2"]) if forced else bare


def words(raw: Raw) -> str | None:
    """Return a cell's words on one line, None where it says nothing."""
    said = lexicon.spaced(printed(raw))
    return None if said in _NOTHING else said


# ── money ──────────────────────────────────────────────────────────────────────────────

_LONGEST = 60  # digits: beyond, a number is a slip or an attack
_MOST_FEN = 10**13  # a hundred billion yuan
_MONEY = Pattern(
    r"(?P<open>\()?(?P<sign>[-+−]?)(?:¥|CNY|RMB|人民币)?(?P<sign2>[-+−]?)"
    r"(?P<yuan>[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.(?P<fen>[0-9]{1,8}))?元?(?(open)\))"
)


def money(raw: Raw) -> tuple[Money, bool] | None:
    """Return an amount and whether it is below nothing; None unless it is in whole fen."""
    found = _MONEY.fullmatch(lexicon.squeezed(printed(raw)).upper())
    if found is None or (found["sign"] and found["sign2"]):
        return None
    part = (found["fen"] or "").rstrip("0").ljust(2, "0")
    fen = int(found["yuan"].replace(",", "")) * 100 + int(part)
    if len(part) > 2 or fen >= _MOST_FEN:
        return None
    return Money(fen), bool(found["open"]) or found["sign"] + found["sign2"] in ("-", "−")


# ── times ──────────────────────────────────────────────────────────────────────────────

_DAY = (
    r"(?P<year>[12][0-9]{3})(?:(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})|"
    r"年(?P<month2>[0-9]{1,2})月(?P<day2>[0-9]{1,2})日|(?P<month3>[0-9]{2})(?P<day3>[0-9]{2}))"
)
_CLOCK = (
    r"(?:(?P<hour>[0-9]{1,2})(?P<colon>[:.])(?P<minute>[0-9]{2})"
    r"(?:(?P=colon)(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?|"
    r"(?P<hour2>[0-9]{1,2})时(?P<minute2>[0-9]{2})分(?:(?P<second2>[0-9]{2})秒)?|"
    r"(?P<hour3>[0-9]{2})(?P<minute3>[0-9]{2})(?P<second3>[0-9]{2}))"
)
# Only where the day's own digits are fixed may the clock follow without a space.
_TIME = Pattern(rf"{_DAY}(?:(?:[T ]|(?<=[0-9])-|(?<=日)|(?(month3)|(?!)))(?P<clock>{_CLOCK}))?")
_ONLY_CLOCK = Pattern(_CLOCK)
# Without its two dots a clock loses the nought it begins with: 93015 is 9:30:15.
_BARE_CLOCK = Pattern(r"[0-9]{5}")
# Days since 1899-12-30, as Excel counts; with fewer decimals they name no second.
_COUNTED = Pattern(r"[0-9]{5}(?:\.[0-9]{5,})?")
_COUNTS = range(36_526, 73_051)
_YEARS = range(2000, 2100)
_DAY_ZERO = datetime(1899, 12, 30)
_MAC_DAYS = 1462
_A_DAY = 86_400

_Clock: TypeAlias = tuple[int, int, int | None]
_At: TypeAlias = tuple[date, _Clock | None]


def when(day: Raw, clock: Raw = "", *, mac: bool = False) -> TimeText | None:
    """Return the time that a cell says, or a day's cell and a clock's together.

    None where it is no time of this century, and where a number of days is too coarse to name
    the second. A day alone is a whole day. `mac` counts days from 1904.
    """
    found = _at(day, mac=mac)
    if found is None or found[0].year not in _YEARS:
        return None
    on, at = found[0], found[1] or _clock(clock)
    hour, minute, second = at or (0, 0, None)
    text = f"{printed(day)} {printed(clock)}".strip()
    return TimeText(text, hour, minute, second, on.year, on.month, on.day, whole_day=at is None)


def _at(raw: Raw, *, mac: bool) -> _At | None:
    match raw:
        case datetime():
            at = _second(raw)
            return at.date(), (at.hour, at.minute, at.second)
        case date():
            return raw, None
        case time():
            return None
        case Decimal() if raw.is_finite() and int(raw) in _COUNTS:
            return _counted(raw, mac=mac)
        case _:
            return _told(lexicon.normal(printed(raw)), mac=mac)


def _told(text: str, *, mac: bool) -> _At | None:
    """Return the day and the clock that a text says."""
    if _COUNTED.fullmatch(text) and int(text[:5]) in _COUNTS:
        return _counted(Decimal(text), mac=mac)
    found = _TIME.fullmatch(text)
    on = _date(*(_part(found, name) for name in ("year", "month", "day"))) if found else None
    if found is None or on is None:
        return None
    at = _clock_of(found)
    return (on, at) if bool(at) is bool(found["clock"]) else None


def _counted(days: Decimal, *, mac: bool) -> _At:
    whole = int(days)
    seconds = int((days - whole) * _A_DAY + Decimal("0.5"))
    at = _DAY_ZERO + timedelta(days=whole + _MAC_DAYS * mac, seconds=seconds)
    return at.date(), (at.hour, at.minute, at.second) if days != whole else None


def _clock(raw: Raw) -> _Clock | None:
    """Return the clock that a cell of its own says."""
    if isinstance(raw, datetime | time):
        return raw.hour, raw.minute, raw.second
    if isinstance(raw, Decimal) and 0 < raw < 1:
        return _counted(raw + _COUNTS[0], mac=False)[1]
    text = lexicon.squeezed(printed(raw))
    found = _ONLY_CLOCK.fullmatch(text.zfill(6) if _BARE_CLOCK.fullmatch(text) else text)
    return _clock_of(found) if found else None


def _clock_of(found: re.Match[str]) -> _Clock | None:
    hour, minute, second = (_part(found, name) for name in ("hour", "minute", "second"))
    if hour is None or minute is None or hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return hour, minute, second


def _part(found: re.Match[str], name: str) -> int | None:
    """Return a number from whichever of its forms stands there."""
    every = (found.groupdict().get(key) for key in (name, f"{name}2", f"{name}3"))
    return next((int(text) for text in every if text), None)


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _second(at: datetime) -> datetime:
    """Return a time to the nearest second: a fraction of a day isn't exact."""
    return (at + timedelta(microseconds=500_000)).replace(microsecond=0)


# ── order numbers ──────────────────────────────────────────────────────────────────────

_LONGEST_NUMBER = 80
_MANGLED = Pattern(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
# Excel keeps fifteen digits of a number and writes noughts for the others.
_KEPT = 15
_NOUGHTS = 6


def number(raw: Raw) -> str | None:
    """Return an order number without blanks; None where it says nothing, or Excel mangled it."""
    said = "".join(printed(raw).split())
    fit = said not in _NOTHING and len(said) <= _LONGEST_NUMBER
    return said if fit and not is_mangled(raw) else None


def is_mangled(raw: Raw) -> bool:
    """Say whether a spreadsheet made a number of it: 4.20001E+27, or noughts for digits."""
    said = "".join(printed(raw).split())
    if isinstance(raw, Decimal):
        # A float tells 17 digits at most; a whole number that some exporter wrote has more.
        lost = len(said) > _KEPT and len(said.rstrip("0")) <= _KEPT + 2
        return lost or not said.isdigit()
    noughts = said.isdigit() and not said[_KEPT:].strip("0") and len(said) >= _KEPT + _NOUGHTS
    return bool(_MANGLED.fullmatch(said)) or noughts
