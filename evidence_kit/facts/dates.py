"""Dates as people promise them: 下个月15号, 年底, 15号前, relative to the message itself."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from evidence_kit.facts.amounts import narrowed, numeral
from evidence_kit.model import UNKNOWN_TIME, Basis, Moment
from evidence_kit.patterns import Pattern

Days = tuple[date, date]
Form = Callable[[re.Match[str], date], Days | None]

_MOST_YEARS = 20  # 一百年后还你 is no promise
_HARDLY_MEANT = timedelta(days=330)
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
    ahead = (one for one in _every(plain) if not _PAST_BEFORE.search(plain[: one.start]))
    found = sorted(ahead, key=lambda one: (one.start, -one.stop))
    kept: list[Said] = []
    for one in found:
        if not kept or one.start >= kept[-1].stop:
            kept.append(replace(one, form=_open) if _unbounded(plain, one) else one)
    return tuple(kept)


def unknown(one: Said) -> Said:
    """Return a date whose words tell no day."""
    return replace(one, form=_open)


def by_the_month(one: Said) -> bool:
    """Say whether a date names a day or a third of a month, but not which month (15号, 月底)."""
    return one.form is _day_of_month or (one.form is _relative_month and not one.match["rel"])


def bare(one: Said) -> bool:
    """Say whether a month, week or year named before a date may change it (15号, 周五, 3月1号)."""
    loose = one.form is _weekday and not one.match["rel"]
    today = one.form is _days_ahead and one.match["rel"] == "今"
    ending = one.form is _year_end and not (one.match["named"] or one.match["year"])
    dated = one.form is _month_day or ending
    return by_the_month(one) or loose or today or dated


def spans(one: Said) -> bool:
    """Say whether a date names a whole month to come (下个月, 明年3月)."""
    if one.form is _relative_month:
        return bool(one.match["rel"]) and not (one.match["day"] or one.match["part"])
    return one.form in (_dated, _month_day) and not (one.match["day"] or one.match["part"])


def within(month: Said, one: Said) -> Said:
    """Return a day of the month (15号, 月底) as one of the month that another date names."""

    def form(m: re.Match[str], on: date) -> Days | None:
        named = month.days(on)
        if named is None:
            return None
        first = named[0]
        if one.form is _day_of_month:
            return _one(_day(first.year, first.month, _number(m["day"])))
        return _month(first.year, first.month, m["part"] or "")

    return replace(one, form=form)


def _unbounded(text: str, one: Said) -> bool:
    """Say whether a day only begins or repeats: from it, after it, every so often."""
    after = text[one.stop :] if one.form is not _after else ""
    opens = _OPENS_BEFORE.search(text[: one.start]) or _OPENS_AFTER.match(after)
    parts = (part for part in re.split("[,。]", text) if not _OF_INTEREST.search(part))
    return bool(opens) or any(map(_INSTALMENTS.search, parts))


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
    **dict.fromkeys(("初", "头", "上旬"), (1, 10)),
    **dict.fromkeys(("中", "中旬"), (11, 20)),
    **dict.fromkeys(("底", "末", "尾", "下旬"), (21, 31)),
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
        return _ahead(on, _month(on.year + (month < on.month), month, m["part"]))
    days = (_day(year, month, _number(m["day"])) for year in (on.year, on.year + 1))
    return _ahead(on, _unless(on, next((day for day in days if day and day >= on), None)))


def _ahead(on: date, days: Days | None) -> Days | None:
    """Return days unless they are past, or so far ahead that the ones just past may be meant."""
    far = days is not None and days[0] - on > _HARDLY_MEANT
    return None if days is None or days[1] < on or far else days


def _relative_month(m: re.Match[str], on: date) -> Days | None:
    """下个月15号, 这个月底, 月底."""
    ahead = {"下下": 2, "下": 1}.get(m["rel"] or "", 0)
    year, month = _on(on, ahead)
    if m["day"]:
        return _one(_day(year, month, _number(m["day"])))
    days = _month(year, month, m["part"])
    if m["rel"] or days is None or days[1] >= on:
        return days
    return _month(*_on(on, 1), m["part"])  # 月初, said on the 20th


def _same_day(m: re.Match[str], on: date) -> Days | None:
    """下个月今天, 明年今天, 下周今天: the same day of a later month, year or week."""
    count, unit = {"下下": 2, "后": 2}.get(m["rel"], 1), m["unit"]
    if unit not in "年月":
        return _one(on + timedelta(weeks=count))
    return _one(_day(*_on(on, count * (12 if unit == "年" else 1)), on.day))


def _this_year(_m: re.Match[str], on: date) -> Days:
    return date(on.year, 12, 31), date(on.year, 12, 31)


def _day_of_month(m: re.Match[str], on: date) -> Days | None:
    """15号: the next one that exists; said on the 15th it may be today's or the next."""
    days = (_day(*_on(on, months), _number(m["day"])) for months in range(3))
    return _unless(on, next((day for day in days if day and day >= on), None))


def _year_end(m: re.Match[str], on: date) -> Days | None:
    year = int(m["year"]) % 100 + 2000 if m["year"] else on.year + (m["named"] == "明")
    return date(year, 12, 1), date(year, 12, 31)


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
    return _one(_later(on, m["count"], m["unit"]))


def _after_both(m: re.Match[str], on: date) -> Days | None:
    """一个月零五天后: months first, then days."""
    first = _later(on, m["count"], m["unit"])
    return None if first is None else _one(_later(first, m["more"], m["finer"]))


def _later(on: date, words: str, unit: str) -> date | None:
    count = 0.5 if words == "半" else _number(words)
    if not count or (unit == "年" and count > _MOST_YEARS):
        return None
    if unit in ("天", "日", "周", "星期", "礼拜"):
        return on + timedelta(days=int(count) if unit in "天日" else 7 * int(count))
    if count == 0.5 and unit == "月":
        return on + timedelta(days=15)
    year, month = _on(on, int(count * 12) if unit == "年" else int(count))
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


# A number that is none of a longer one, a range or another count.
_FREE = r"(?<![\d一二两三四五六七八九十几多半.])"
_MANY = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,5})"  # of days
_UNIT = r"(?:天|日|周|星期|礼拜|个?月|年)"
_TO = r"(?:[-~—–、到至或]|或者)"
_NO_HOUSE = r"(?!楼|线|店|门|院|码|机|文)"
_DAY = rf"(?P<day>{_N})(?:号{_NO_HOUSE}|日)"
_PART = r"(?P<part>[上中下]旬|[初中底末尾头])"
_THEN = r"(?=之?[前内]|以[前内]|我?[就会再]?一?定?还)"

_OPENS_BEFORE = Pattern(
    r"(?:过了?|每个?|自|从|超过|最[早快]|不到|农历|阴历|旧历|[零又]|(?:钱|款|资|账|[借转][你我]|收到|拿到)[之以]?后[我再就]?|"
    rf"第{_N}个?|(?:过完年|过了年|年后|年前|节后|节前|开学|放假)[^,。]{{0,4}})$"
)
_PAST_BEFORE = Pattern(r"(?:去年|前年|上上?个?(?:月|周|星期|礼拜))的?$")
_OPENS_AFTER = Pattern(
    r"(?:之|以|过)?后(?![天年日])|过了|开始|起|左右|前后|上下|附近|那几天|或|到(?!期|时)|[-~—–至、]\d"
)
_INSTALMENTS = Pattern(rf"每(?:隔)?(?:{_N})?{_UNIT}|分期|分(?:{_N})(?:期|次|个?月)|陆续|慢慢还")
# 每月利息100，下个月15号还: the interest comes every month, not what is lent.
_OF_INTEREST = Pattern(r"息|%|[百千万]分之|\d分(?![期次\d])")

_CLEAR: tuple[tuple[str, Form], ...] = (
    (
        rf"(?:(?<!\d)(?P<year>(?:20)?[1-4]\d)年|(?P<named>[今明后])年)"
        rf"的?(?P<month>{_N})月份?(?:的?{_DAY}|的?月?{_PART})?",
        _dated,
    ),
    (
        r"(?<![\d.])(?P<named>)(?P<part>)(?P<year>20\d\d)(?P<dot>[-/.])"
        r"(?P<month>\d{1,2})(?P=dot)(?P<day>\d{1,2})(?![\d.])",
        _dated,
    ),
    (
        r"(?<!\d)(?P<named>)(?P<part>)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
        _dated,
    ),
    (
        rf"{_FREE}(?<!个)(?<!去年)(?<!前年)(?P<month>{_N})月份?"
        rf"(?:的?{_DAY}|的?月?{_PART}|(?=[前还内给之]))",
        _month_day,
    ),
    (
        rf"{_FREE}(?<!去年)(?<!前年)(?P<part>)(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}}){_THEN}",
        _month_day,
    ),
    (rf"(?<![\d./-])(?P<part>)(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}}){_THEN}", _month_day),
    (rf"(?P<rel>下下|下|这|本)个?月份?(?:的?{_DAY}|的?月?{_PART})?", _relative_month),
    (
        rf"(?P<rel>下下|下|这|本)个?月(?P<part>)(?P<day>\d{{1,2}}|[二三]?十[一二三四五六七八九]?){_THEN}",
        _relative_month,
    ),
    (
        r"(?P<rel>下下|[下明后])个?(?P<unit>月|年|周|星期|礼拜)的?(?:今[天日]|同一?[天日]|这一?[天日])",
        _same_day,
    ),
    (r"(?:今年之?[内里]|今年以内|(?<![\d一二两三四五六七八九十几半去前])年内)", _this_year),
    (
        rf"(?<!(?<!\d)\d)(?<!(?<!\d)\d\d)(?<![一二三四五六七八九十个份上])(?P<rel>)月(?P<day>){_PART}",
        _relative_month,
    ),
    (rf"(?<![\d月个]){_DAY}", _day_of_month),
    (r"(?<!\d)(?P<named>)(?P<year>(?:20)?[1-4]\d)年[底末尾]", _year_end),
    (r"(?P<year>)(?<![半去前])(?P<named>[今明])?年?(?<![半去前])年底", _year_end),
    (r"(?<!大)(?P<rel>大后|今|明|后)(?:[天晚日早]|个?儿)", _days_ahead),
    (
        r"(?<![上每隔下])(?<![上每]个)(?P<rel>下下|[下这本])?(?:(?<=[下这本])个?(?:周|星期|礼拜)的?)?个?"
        r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])",
        _weekday,
    ),
    (r"(?<!下)(?P<rel>下下|[下这本])个?(?:周|星期|礼拜)(?![一二三四五六日天末])", _week),
    (
        rf"(?<![\d个几多零又])(?P<count>半|{_MANY})个?(?P<unit>天|日|周|星期|礼拜|月|年)"
        rf"(?:之?[后内]|以[后内])(?:的今天)?",
        _after,
    ),
    (
        rf"(?<![\d个几多零又])(?P<count>半|{_N})个?(?P<unit>周|星期|礼拜|月|年)[零又加]?"
        rf"(?P<more>{_N})个?(?P<finer>天|日|周|星期|礼拜|月)(?:之?[后内]|以[后内])",
        _after_both,
    ),
    (rf"再?过(?!两[天日])(?P<count>半|{_N})个?(?P<unit>天|周|星期|礼拜|月|年)(?![半多])", _after),
)
# Times ahead that set no day: ranges, a month and a half, feasts, the moon's calendar, 3.15.
_UNCLEAR = (
    # 借1万5月底还: May's end, or this month's.
    rf"[百千万wk][1-9一二三四五六七八九]月{_PART}",
    rf"下一?个{_N}(?:号|日)|{_N}[几多来](?:号|日)|(?:今明|明后)两?天|大大后天|[改赶]明个?儿?|\d{{1,2}}-\d{{1,2}}{_THEN}",
    r"(?:下下|[下这本])?个?(?:周|星期|礼拜)[一二三四五六日天](?:(?:[、或到和~-]|或者)[一二三四五六日天]|"
    r"[一二三四五六日天](?=[前后就再还我之给都,]|$))",
    r"(?:下下|[下明后])个?(?:月|年|周|星期|礼拜)的?这个?时候?",
    rf"{_N}[天日周]半个?月(?:之?[后内]|以[后内])",
    rf"{_FREE}半年[零又]?{_N}个?{_UNIT}(?:之?[后内]|以[后内])",
    r"(?:[上下]半年|年中|季度?末|[春夏秋冬]天|开春|秋收|麦收|入[冬秋夏])(?=[前后就再还我之])",
    # 八月十五 may be the moon's.
    r"(?:[一二三四五六七八九十]{1,2})月[初廿]?[一二三四五六七八九十]{1,3}(?![号日个天年])",
    rf"(?:再?过)?(?:{_N}|几|十来|十几){_TO}?(?:{_N}|来|多|几)?个?半?{_UNIT}(?:之?[后内]|以[后内])",
    rf"{_FREE}(?<!去年)(?<!前年)(?:{_MANY}|几|十来|十几|半)(?:{_TO}(?:{_N}))?个?{_UNIT}半?(?=之?内|以内|我?[就会再]?一?定?还)",
    rf"{_FREE}{_N}个?(?:年|月|周|天)半(?:之?[后内]|以[后内])",
    rf"{_FREE}(?:{_N}月)?{_N}(?:号|日)?{_TO}(?:{_N}月)?{_N}(?:号|日)",
    rf"{_FREE}{_N}月?{_TO}{_N}月",
    rf"(?<![\d.])(?:1[0-2]|0?[1-9])\.[0-3]?\d(?:{_THEN}|(?=之?后|以后))",
    r"下下下个?(?:周|月)[一二三四五六日天末]?|[明今]后[天日]|这[两几]天|过[两几][天日周]|过几个?[周月]",
    rf"[明后]年(?!{_N}月)(?!底|年底|初)|明年年?初|每个?(?:月|周|天|星期|年)",
    r"过年(?!好|快乐)|年[前后]还|(?:春节|五一|六一|国庆|中秋|端午|元旦|清明|元宵|双十一|圣诞|腊月|正月|农历|阴历|"
    r"暑假|寒假|开学|放假|除夕)(?!快乐|好)节?|十一(?=前|还|之|节|期间|长假|后|我)|[初廿][一二三四五六七八九十]",
)
_FORMS: tuple[tuple[Pattern, Form], ...] = (
    *((Pattern(pattern), form) for pattern, form in _CLEAR),
    *((Pattern(pattern), _open) for pattern in _UNCLEAR),
)
