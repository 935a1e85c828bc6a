"""Dates as people promise them: 下个月15号, 年底, 15号前, relative to the message itself."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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
    """Return the dates a text names, in order; a longer form beats the forms inside it.

    A time ahead that sets no one day (15号以后, 两三天后, 每周五, 过年) means an unknown one.
    """
    plain = narrowed(text)
    found = sorted(_every(plain), key=lambda one: (one.start, -one.stop))
    kept: list[Said] = []
    for one in found:
        if not kept or one.start >= kept[-1].stop:
            kept.append(replace(one, form=_open) if _unbounded(plain, one) else one)
    return tuple(kept)


_EVENT = re.compile(
    r"(?:发|结|开)(?:了|完|下来)?(?:工资|薪水?|奖金|年终奖?|提成|支)|工资(?:发|到|下来)|过完年|年后(?!天)|"
    r"(?:回|来|到)(?:了)?(?:款|钱)|(?:款|钱)(?:回|到)(?:来|账|位)?了?[^，。]{0,4}还|(?:卖|出)(?:了|掉)(?:房|车|货)|(?:拆迁|理赔|退税|货款|工程款)"
)


def hangs_on_event(text: str) -> bool:
    """Say whether a text sets a time ahead by an event of no known day (发工资就还, 过完年)."""
    return bool(_EVENT.search(narrowed(text)))


def _unbounded(text: str, one: Said) -> bool:
    """Say whether a day only begins or repeats: from it, after it, every so often."""
    after = text[one.stop :] if one.form is not _after else ""
    opens = _OPENS_BEFORE.search(text[: one.start]) or _OPENS_AFTER.match(after)
    return bool(opens or _INSTALMENTS.search(text))


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


def _open(_m: re.Match[str], _on: date) -> None:
    """Tell no day: the time ahead is known to come, not when."""


def _number(text: str) -> int:
    return int(text) if text.isdigit() else numeral(text) or 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date | None) -> Days | None:
    return None if day is None else (day, day)


def _unless(on: date, day: date | None) -> Days | None:
    """Return a day unless it is the one it was said on: then a later one may be meant."""
    return None if day == on else _one(day)


def _on(day: date, months: int) -> tuple[int, int]:
    whole = day.year * 12 + day.month - 1 + months
    return whole // 12, whole % 12 + 1


_THIRDS = {
    **dict.fromkeys(("初", "上旬"), (1, 10)),
    **dict.fromkeys(("中", "中旬"), (11, 20)),
    **dict.fromkeys(("底", "末", "下旬"), (21, 31)),
}


def _month(year: int, month: int, part: str = "") -> Days | None:
    """Return a month, or its third that 初, 中 or 底 names."""
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    first, final = _THIRDS.get(part, (1, 31))
    return date(year, month, first), date(year, month, min(final, last))


def _dated(m: re.Match[str], on: date) -> Days | None:
    """2026年3月15日, 明年3月: a year, a month, perhaps a day."""
    named = {"今": on.year, "明": on.year + 1, "后": on.year + 2}
    year = named[m["named"]] if m["named"] else int(m["year"]) % 100 + 2000
    month = _number(m["month"])
    return (
        _one(_day(year, month, _number(m["day"]))) if m["day"] else _month(year, month, m["part"])
    )


def _month_day(m: re.Match[str], on: date) -> Days | None:
    """3月15号, 5月底: the next one, since a promise looks ahead; of today's nobody speaks so."""
    month = _number(m["month"])
    if not m["day"]:
        return _month(on.year + (month < on.month), month, m["part"])
    days = (_day(year, month, _number(m["day"])) for year in (on.year, on.year + 1))
    return _unless(on, next((day for day in days if day and day >= on), None))


def _relative_month(m: re.Match[str], on: date) -> Days | None:
    """下个月15号, 这个月底, 月底."""
    ahead = {"下下": 2, "下": 1}.get(m["rel"] or "", 0)
    year, month = _on(on, ahead)
    return (
        _one(_day(year, month, _number(m["day"]))) if m["day"] else _month(year, month, m["part"])
    )


def _day_of_month(m: re.Match[str], on: date) -> Days | None:
    """15号: the next one that exists; said on the 15th it may be today's or the next."""
    days = (_day(*_on(on, months), _number(m["day"])) for months in range(3))
    return _unless(on, next((day for day in days if day and day >= on), None))


def _year_end(m: re.Match[str], on: date) -> Days | None:
    return date(on.year + (m["named"] == "明"), 12, 1), date(on.year + (m["named"] == "明"), 12, 31)


def _days_ahead(m: re.Match[str], on: date) -> Days | None:
    return _one(on + timedelta(days={"今": 0, "明": 1, "后": 2, "大后": 3}[m["rel"]]))


def _weekday(m: re.Match[str], on: date) -> Days | None:
    """周五, 下下周五, 周末: weeks begin on Monday; a bare weekday is the next one.

    A day of this week that has passed is not the one meant.
    """
    monday = _monday(m, on)
    if m["day"] == "末":
        return max(monday + timedelta(days=5), on), monday + timedelta(days=6)
    weekday = _WEEKDAYS[m["day"]]
    if m["rel"]:
        day = monday + timedelta(days=weekday)
        return _one(day if day >= on else None)
    return _unless(on, on + timedelta(days=(weekday - on.weekday()) % 7))


def _monday(m: re.Match[str], on: date) -> date:
    weeks = {"下下": 2, "下": 1}.get(m["rel"] or "", 0)
    return on - timedelta(days=on.weekday()) + timedelta(weeks=weeks)


def _week(m: re.Match[str], on: date) -> Days | None:
    monday = _monday(m, on)
    return max(monday, on), monday + timedelta(days=6)


def _after(m: re.Match[str], on: date) -> Days | None:
    """三天后, 一个月内, 半年: a span of months ends on the same day, or on its month's last."""
    count, unit = (0.5 if m["count"] == "半" else _number(m["count"])), m["unit"]
    if not count:
        return None
    if unit in ("天", "日", "周", "星期", "礼拜"):
        return _one(on + timedelta(days=int(count) if unit in "天日" else 7 * int(count)))
    if count == 0.5 and unit == "月":
        return _one(on + timedelta(days=15))
    year, month = _on(on, int(count * 12) if unit == "年" else int(count))
    return _one(date(year, month, min(on.day, calendar.monthrange(year, month)[1])))


# A number that is none of a longer one, a range or another count.
_FREE = r"(?<![\d一二两三四五六七八九十几多半.])"
_UNIT = r"(?:天|日|周|星期|礼拜|个?月|年)"
_TO = r"(?:[-~—–、到至或]|或者)"
_NO_HOUSE = r"(?!楼|线|店|门|院|码|机|文)"
_DAY = rf"(?P<day>{_N})(?:号{_NO_HOUSE}|日)"
_PART = r"(?P<part>[上中下]旬|[初中底末])"
_THEN = r"(?=之?[前内]|以[前内]|我?[就会再]?一?定?还)"

_OPENS_BEFORE = re.compile(r"(?:过了?|每个?|自|从|超过|最[早快]|不到|农历|阴历|旧历)$")
_OPENS_AFTER = re.compile(
    r"(?:之|以|过)?后(?![天年日])|过了|开始|起|左右|前后|或|到(?!期|时)|[-~—–至、]\d"
)
_INSTALMENTS = re.compile(rf"每(?:隔)?(?:{_N})?{_UNIT}|分期|分(?:{_N})(?:期|次|个?月)|陆续|慢慢还")

_CLEAR: tuple[tuple[str, Form], ...] = (
    (
        rf"(?:(?<!\d)(?P<year>(?:20)?[1-4]\d)年|(?P<named>[今明后])年)"
        rf"(?P<month>{_N})月份?(?:{_DAY}|{_PART})?",
        _dated,
    ),
    (
        r"(?<![\d.])(?P<named>)(?P<part>)(?P<year>20\d\d)(?P<dot>[-/.])"
        r"(?P<month>\d{1,2})(?P=dot)(?P<day>\d{1,2})(?![\d.])",
        _dated,
    ),
    (
        rf"{_FREE}(?<!个)(?<!去年)(?<!前年)(?P<month>{_N})月份?"
        rf"(?:{_DAY}|{_PART}|(?=[前还内给之]))",
        _month_day,
    ),
    (
        rf"{_FREE}(?<!去年)(?<!前年)(?P<part>)(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}}){_THEN}",
        _month_day,
    ),
    (rf"(?<![\d./-])(?P<part>)(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}}){_THEN}", _month_day),
    (rf"(?P<rel>下下|下|这|本)个?月份?(?:的?{_DAY}|{_PART})?", _relative_month),
    (rf"(?<![\d一二三四五六七八九十个份])(?P<rel>)月(?P<day>){_PART}", _relative_month),
    (rf"(?<![\d月个]){_DAY}", _day_of_month),
    (r"(?<![半去前])(?P<named>[今明])?年?(?<![半去前])年底", _year_end),
    (r"(?P<rel>大后|今|明|后)[天晚日]", _days_ahead),
    (
        r"(?<![上每隔下])(?<![上每]个)(?P<rel>下下|[下这本])?个?"
        r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])",
        _weekday,
    ),
    (r"(?<!下)(?P<rel>下下|[下这本])个?(?:周|星期|礼拜)(?![一二三四五六日天末])", _week),
    (
        rf"(?<![\d个几多])(?P<count>半|{_N})个?(?P<unit>天|日|周|星期|礼拜|月|年)"
        rf"(?:之?[后内]|以[后内])",
        _after,
    ),
    (rf"再?过(?P<count>半|{_N})个?(?P<unit>天|周|星期|礼拜|月|年)(?![半多])", _after),
)
# Times ahead that set no day: ranges, a month and a half, feasts, the moon's calendar, 3.15.
_UNCLEAR = (
    # 八月十五 may be the moon's.
    r"(?:[一二三四五六七八九十]{1,2})月[初廿]?[一二三四五六七八九十]{1,3}(?![号日个天年])",
    rf"(?:再?过)?(?:{_N}|几|十来|十几){_TO}?(?:{_N}|来|多|几)?个?半?{_UNIT}(?:之?[后内]|以[后内])",
    rf"{_FREE}(?<!去年)(?<!前年)(?:{_N}|几|十来|十几|半)(?:{_TO}(?:{_N}))?个?{_UNIT}半?(?=之?内|以内|我?[就会再]?一?定?还)",
    rf"{_FREE}{_N}个?(?:年|月|周|天)半(?:之?[后内]|以[后内])",
    rf"{_FREE}(?:{_N}月)?{_N}(?:号|日)?{_TO}(?:{_N}月)?{_N}(?:号|日)",
    rf"{_FREE}{_N}月?{_TO}{_N}月",
    rf"(?<![\d.])(?:1[0-2]|0?[1-9])\.[0-3]?\d{_THEN}",
    r"下下下个?(?:周|月)[一二三四五六日天末]?|[明今]后[天日]|这[两几]天|过[两几][天日周]|过几个?[周月]",
    rf"[明后]年(?!{_N}月)(?!底|年底|初)|明年年?初|每个?(?:月|周|天|星期|年)",
    r"过年(?!好|快乐)|年[前后]还|(?:春节|五一|六一|国庆|中秋|端午|元旦|清明|元宵|双十一|圣诞|腊月|正月|农历|阴历|"
    r"暑假|寒假|开学|放假|除夕)(?!快乐|好)节?|十一(?=前|还|之|节|期间|长假|后|我)|[初廿][一二三四五六七八九十]",
)
_FORMS: tuple[tuple[re.Pattern[str], Form], ...] = (
    *((re.compile(pattern), form) for pattern, form in _CLEAR),
    *((re.compile(pattern), _open) for pattern in _UNCLEAR),
)
