"""Plans to pay in instalments: whether words make one, and the parts that they fix."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import pairwise

from evidence_kit.facts import dates
from evidence_kit.facts.amounts import each, narrowed, spoken
from evidence_kit.facts.numerals import number
from evidence_kit.facts.phrases import ELSEWHERE, OTHERS, QUOTES
from evidence_kit.facts.wording import NOT_REPAID, is_supposed, plain
from evidence_kit.model import UNKNOWN_TIME, Basis, Instalment, Moment, Money
from evidence_kit.patterns import Pattern

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_PAY = rf"(?:还(?:给)?(?:你|您|我)?|(?:给|转|付|打)(?:给)?(?:你|您|我(?!{OTHERS})))"
_EACH = Pattern(
    rf"(?:每|按)(?:隔)?(?:个)?(?:{_N}个?)?(?:月|周|星期|礼拜|季度?|年)(?:的)?(?:{_N}(?:号|日)|[初中底])?[^,。;!?]{{0,7}}"
    rf"{_PAY}|一个月{_PAY}(?:¥?\d|{_N}[百千万])|"
    rf"{_PAY}[^,。;]{{0,3}}[\d千百]+(?:块|元)?(?:一个月|每个?月|/月)"
)
_PARTS = Pattern(
    rf"分(?:成)?{_N}(?:期|次|个月|批|笔)[^,。;]{{0,4}}{_PAY}|分期[^,。;]{{0,6}}{_PAY}|{_PAY}[^,。;]{{0,4}}分{_N}(?:期|次|个月|批)"
)
_DEFERRED = Pattern(
    r"(?<![一半])(?:还|给|转|付)(?:给)?(?:你|您|我)?(?=¥?\d|[一二两三四五六七八九]+[百千万])"
)
_INTEREST = Pattern(r"利息|月息|息")
_DONE = Pattern(r"已经|早就|还了.{0,4}[期个]|都.{0,6}了[。!]?$|上个?月|没[还给]")
_BY_ANOTHER = Pattern(rf"{OTHERS}[^,。]{{0,6}}(?:还|给|转|付)")
_MONTHLY = Pattern(rf"每个?月(?:的)?(?P<day>{_N})(?:号|日)[^,。;]{{0,4}}{_PAY}")
_COUNT = Pattern(
    rf"分(?:成)?(?P<one>{_N})(?:期|次|个月)|(?P<two>{_N})(?:期|个月)(?:还清|还完|结清)"
)
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_FROM = Pattern(
    rf"(?:从|自)?(?P<when>下+个?月|[这本]个?月|(?P<month>{_MONTH})月)份?(?:{_N}(?:号|日))?(?:开始|起)"
)
_MOST = 120  # instalments; more are a slip of the pen


def makes_plan(sentence: str) -> bool:
    """Say whether whoever says this offers to pay in parts (每月还500, 这个月还2000下个月还3000).

    Of interest, another debt, another's plan, or one already carried out, it answers no.
    """
    text = narrowed(plain(sentence))
    if is_supposed(text) or NOT_REPAID.search(text) or QUOTES.search(text):
        return False
    if ELSEWHERE.search(text) or _BY_ANOTHER.search(text) or _DONE.search(text):
        return False
    if _INTEREST.search(text) and "本金" not in text:
        return False
    return bool(_EACH.search(text) or _PARTS.search(text) or _dated(text))


def instalments(sentence: str, at: Moment) -> tuple[Instalment, ...]:
    """Return the parts whose sums and days the words fix, said then; none where they fix not all.

    Either sums and days that take turns (这个月还2000下个月还3000), or one sum for a day of each
    month and how many times (每月15号还500，分10期).
    """
    text = narrowed(plain(sentence))
    if at.earliest is None or at.latest is None:
        return ()
    return _monthly(text, at) or tuple(
        Instalment(money, due) for money, due in _on_days(text, at) if due != UNKNOWN_TIME
    )


def _dated(text: str) -> bool:
    """Say whether sums to be paid and days ahead take turns, two of each at least."""
    return len(_turns(text)) > 1 and len(_DEFERRED.findall(text)) > 1


def _turns(text: str) -> list[tuple[Money, dates.Said]]:
    sums = [(one.start, one.money) for one in spoken(text) if not each(text, one)]
    days = [(one.start, one) for one in dates.said(text)]
    marks = sorted([(at, True) for at, _ in sums] + [(at, False) for at, _ in days])
    turns = all(one[1] != other[1] for one, other in pairwise(marks))
    if len(sums) != len(days) or not turns:
        return []
    return [(money, day) for (_, money), (_, day) in zip(sums, days, strict=True)]


def _on_days(text: str, at: Moment) -> list[tuple[Money, Moment]]:
    found = [(money, dates.meant(day, at)) for money, day in _turns(text)]
    known = len(found) > 1 and all(due != UNKNOWN_TIME for _, due in found)
    ends = [due.latest for _, due in found if due.latest]
    later = all(one < other for one, other in pairwise(ends))
    return found if known and later and _dated(text) else []


_TOO_SOON = 7  # days from the words to a first part that need not be meant


def _monthly(text: str, at: Moment) -> tuple[Instalment, ...]:
    named, count = list(_MONTHLY.finditer(text)), _COUNT.search(text)
    day = named[0] if len(named) == 1 else None
    sums = {one.money for one in spoken(text) if each(text, one) or _after(day, one.start)}
    sure = at.earliest and at.latest and at.earliest.date() == at.latest.date()
    if day is None or count is None or len(sums) != 1 or not sure or not at.earliest:
        return ()
    often, on = number(count["one"] or count["two"]), number(day["day"])
    if not often or not on or not 1 < often <= _MOST:
        return ()
    start = _first(text, at.earliest.date(), int(on))
    days = [_day_of(start, months, int(on)) for months in range(int(often))]
    if not _FROM.search(text) and days[0] and (days[0] - at.earliest.date()).days < _TOO_SOON:
        return ()  # 每月5号, said on the 2nd: this month's, or the next one's
    money = sums.pop()
    return (
        tuple(Instalment(money, _whole(one, at.basis)) for one in days if one) if all(days) else ()
    )


def _after(day: re.Match[str] | None, start: int) -> bool:
    """Say whether a sum stands right behind the day of each month that it is for."""
    return day is not None and 0 <= start - day.end() <= 1


def _first(text: str, said_on: date, day: int) -> int:
    """Return the first month of a plan, counted from year 0: named, else the next with that day."""
    month = said_on.year * 12 + said_on.month - 1
    named = _FROM.search(text)
    if named and named["month"]:
        return month + (int(number(named["month"]) or 0) - said_on.month) % 12
    if named:
        return month + named["when"].count("下")
    return month + (day <= said_on.day)


def _day_of(start: int, months: int, day: int) -> date | None:
    whole = start + months
    try:
        return date(whole // 12, whole % 12 + 1, day)
    except ValueError:  # a month without that day: the words fix nothing
        return None


def _whole(day: date, basis: Basis) -> Moment:
    return Moment(datetime.combine(day, time(0, 0)), datetime.combine(day, time(23, 59)), basis)
