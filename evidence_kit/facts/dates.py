"""Dates as people promise them: 下个月15号, 年底, 15号前, relative to the message itself."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from evidence_kit.facts.amounts import narrowed, numeral
from evidence_kit.model import UNKNOWN_TIME, Basis, Moment

Days = tuple[date, date]
Form = Callable[[re.Match[str], date], Days | None]

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}


@dataclass(frozen=True, slots=True)
class Said:
    """A date in words: where it stands in the text, and what it means on a given day."""

    start: int
    stop: int
    form: Form
    match: re.Match[str]

    def days(self, on: date) -> Days | None:
        """Return the first and the last day it can mean, said on a day."""
        return self.form(self.match, on)


def said(text: str) -> tuple[Said, ...]:
    """Return the dates a text names, in order; a longer form beats the forms inside it."""
    found = sorted(_every(narrowed(text)), key=lambda one: (one.start, -one.stop))
    kept: list[Said] = []
    for one in found:
        if not kept or one.start >= kept[-1].stop:
            kept.append(one)
    return tuple(kept)


def meant(one: Said, at: Moment) -> Moment:
    """Return the local days a promise made then means, from the first's 0:00 to the last's 23:59.

    UNKNOWN_TIME where the message itself has no known day. Days up to a date include that day
    (民法典 1259).
    """
    if at.earliest is None or at.latest is None:
        return UNKNOWN_TIME
    spans = [one.days(end.date()) for end in (at.earliest, at.latest)]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return UNKNOWN_TIME
    first, last = min(span[0] for span in known), max(span[1] for span in known)
    sure = at.earliest.date() == at.latest.date()
    return Moment(
        datetime.combine(first, time(0, 0)),
        datetime.combine(last, time(23, 59)),
        at.basis if sure else Basis.BETWEEN,
    )


def _every(text: str) -> Iterator[Said]:
    for pattern, form in _FORMS:
        for found in pattern.finditer(text):
            yield Said(found.start(), found.end(), form, found)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else numeral(text) or 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date | None) -> Days | None:
    return None if day is None else (day, day)


def _on(day: date, months: int) -> tuple[int, int]:
    whole = day.year * 12 + day.month - 1 + months
    return whole // 12, whole % 12 + 1


def _month(year: int, month: int, part: str = "") -> Days | None:
    """Return a month, or its third that 初, 中 or 底 names."""
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    first, final = {"初": (1, 10), "中": (11, 20), "底": (21, last)}.get(part, (1, last))
    return date(year, month, first), date(year, month, final)


def _dated(m: re.Match[str], on: date) -> Days | None:
    """2026年3月15日, 明年3月: a year, a month, perhaps a day."""
    named = {"今": on.year, "明": on.year + 1, "后": on.year + 2}
    year = named[m["named"]] if m["named"] else int(m["year"])
    month = _number(m["month"])
    return (
        _one(_day(year, month, _number(m["day"]))) if m["day"] else _month(year, month, m["part"])
    )


def _month_day(m: re.Match[str], on: date) -> Days | None:
    """3月15号, 5月底: the next one, since a promise looks ahead."""
    month = _number(m["month"])
    if not m["day"]:
        return _month(on.year + (month < on.month), month, m["part"])
    days = (_day(year, month, _number(m["day"])) for year in (on.year, on.year + 1))
    return _one(next((day for day in days if day and day >= on), None))


def _relative_month(m: re.Match[str], on: date) -> Days | None:
    """下个月15号, 这个月底, 月底."""
    ahead = {"下下": 2, "下": 1}.get(m["rel"] or "", 0)
    year, month = _on(on, ahead)
    return (
        _one(_day(year, month, _number(m["day"]))) if m["day"] else _month(year, month, m["part"])
    )


def _day_of_month(m: re.Match[str], on: date) -> Days | None:
    """15号: the next one that exists."""
    days = (_day(*_on(on, months), _number(m["day"])) for months in range(3))
    return _one(next((day for day in days if day and day >= on), None))


def _year_end(m: re.Match[str], on: date) -> Days | None:
    return date(on.year + (m["named"] == "明"), 12, 1), date(on.year + (m["named"] == "明"), 12, 31)


def _days_ahead(m: re.Match[str], on: date) -> Days | None:
    return _one(on + timedelta(days={"今": 0, "明": 1, "后": 2, "大后": 3}[m["rel"]]))


def _weekday(m: re.Match[str], on: date) -> Days | None:
    """周五, 下周五, 周末: weeks begin on Monday; a bare weekday is the next one."""
    monday = on - timedelta(days=on.weekday()) + timedelta(weeks=m["rel"] == "下")
    if m["day"] == "末":
        return max(monday + timedelta(days=5), on), monday + timedelta(days=6)
    weekday = _WEEKDAYS[m["day"]]
    if m["rel"]:
        return _one(monday + timedelta(days=weekday))
    return _one(on + timedelta(days=(weekday - on.weekday()) % 7))


def _week(m: re.Match[str], on: date) -> Days | None:
    monday = on - timedelta(days=on.weekday()) + timedelta(weeks=m["rel"] == "下")
    return max(monday, on), monday + timedelta(days=6)


def _after(m: re.Match[str], on: date) -> Days | None:
    """三天后, 一个月内, 半年: a span of months ends on the same day, or on its month's last."""
    count, unit = (0.5 if m["count"] == "半" else _number(m["count"])), m["unit"]
    if unit in ("天", "日", "周", "星期", "礼拜"):
        return _one(on + timedelta(days=int(count) if unit in "天日" else 7 * int(count)))
    if count == 0.5 and unit == "月":
        return _one(on + timedelta(days=15))
    year, month = _on(on, int(count * 12) if unit == "年" else int(count))
    return _one(date(year, month, min(on.day, calendar.monthrange(year, month)[1])))


_DAY = rf"(?P<day>{_N})(?:号|日)"
_PART = r"(?P<part>[初中底])"
_FORMS: tuple[tuple[re.Pattern[str], Form], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (
            rf"(?:(?P<year>20\d\d)年|(?P<named>[今明后])年)(?P<month>{_N})月份?(?:{_DAY}|{_PART})?",
            _dated,
        ),
        (rf"(?<!个)(?P<month>{_N})月份?(?:{_DAY}|{_PART}|(?=[前还内给之]))", _month_day),
        (rf"(?P<rel>下下|下|这|本)个?月份?(?:的?{_DAY}|{_PART})?", _relative_month),
        (rf"(?<![\d一二三四五六七八九十个份])(?P<rel>)月(?P<day>){_PART}", _relative_month),
        (rf"(?<![\d月个]){_DAY}", _day_of_month),
        (r"(?<![半去前])(?P<named>[今明])?年?(?<![半去前])年底", _year_end),
        (r"(?P<rel>大后|今|明|后)[天晚日]", _days_ahead),
        (r"(?P<rel>[下这本])?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])", _weekday),
        (r"(?P<rel>[下这本])个?(?:周|星期|礼拜)(?![一二三四五六日天末])", _week),
        (rf"(?P<count>半|{_N})个?(?P<unit>天|日|周|星期|礼拜|月|年)(?:之?[后内]|以[后内])", _after),
    )
)
