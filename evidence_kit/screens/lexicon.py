"""Words to values: money, times, serial numbers and rates, as WeChat and its users write them.

Every function answers None rather than guess; none of them looks at where the words stand.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from fractions import Fraction

from evidence_kit.model import Direction, Money, Rate, TimeText
from evidence_kit.patterns import Pattern

_COLONS = str.maketrans({"︰": ":", "∶": ":", "﹕": ":", ";": ":", "；": ":", "曰": "日"})
_DASHES = str.maketrans(dict.fromkeys("−–—―‐‑﹣一", "-"))
# What engines make of ¥ in WeChat's amount font.
_YUAN = "¥YyVv丫半羊关関夫"


def spaced(text: str) -> str:
    """Return the text as it was read, its spaces single: for names, which are quoted."""
    return " ".join(text.split())


def narrow(text: str) -> str:
    """Return the text with each sign in NFKC where that is one sign: as long as before.

    What is found in it stands at the same place in the text.
    """
    return "".join(
        one if len(one := unicodedata.normalize("NFKC", sign)) == 1 else sign for sign in text
    )


def normal(text: str) -> str:
    """Return the text in NFKC (full-width digits and signs narrowed), its spaces single."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def squeezed(text: str) -> str:
    """Return the text in NFKC without any space: for comparing with fixed wording."""
    return "".join(unicodedata.normalize("NFKC", text).split())


# ── money ──────────────────────────────────────────────────────────────────────────────

# Banks write the currency out, before the number or behind it.
_CURRENCY = "(?:人民币|RMB|CNY)"
_MONEY = Pattern(
    rf"{_CURRENCY}?:?[-+]?[{_YUAN}]?[-+]?(?P<yuan>0|[1-9]\d*|[1-9]\d{{0,2}}(?:,\d{{3}})+)"
    rf"\.(?P<fen>\d\d){_CURRENCY}?元?"
)
_MONEY_SHAPE = Pattern(
    rf"{_CURRENCY}?:?[-+{_YUAN}]{{0,2}}[\dOoIl|Q.,]*\d[\dOoIl|Q.,]*{_CURRENCY}?元?"
)


def money(text: str) -> Money | None:
    """Return a printed amount, without its sign; None unless two decimals are there.

    Misread ¥ signs, long dashes, stray spaces and thousands commas are understood.
    """
    found = _MONEY.fullmatch(_bare_amount(text))
    if found is None:
        return None
    return Money(int(found["yuan"].replace(",", "")) * 100 + int(found["fen"]))


def money_like(text: str) -> bool:
    """Say whether the text has the shape of an amount, readable or not."""
    return _MONEY_SHAPE.fullmatch(_bare_amount(text)) is not None


def sign(text: str) -> Direction | None:
    """Return what the sign before a bill's amount says: − is out, + is in, none is None."""
    head = _bare_amount(text).lstrip(_YUAN)[:1]
    return {"-": Direction.OUT, "+": Direction.IN}.get(head)


def _bare_amount(text: str) -> str:
    return squeezed(text).translate(_DASHES)


_CAPITAL_DIGITS = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_CAPITAL_UNITS = {"": 1, "拾": 10, "佰": 100, "仟": 1000}
_SIMPLE = str.maketrans("貳參陸億萬圆圓〇", "贰叁陆亿万元元零")
_ONES = "[壹贰叁肆伍陆柒捌玖]"
_TENS = rf"{_ONES}?拾{_ONES}?"
_HUNDREDS = rf"{_ONES}佰(?:{_TENS}|零{_ONES})?"
_THOUSANDS = rf"{_ONES}仟(?:{_HUNDREDS}|零{_TENS}|零{_ONES})?"
_SECTION = rf"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_ONES})"
# 零 must stand wherever a rank is left out: 叁万伍 without it may mean 35,000.
_NEXT = rf"零?{_THOUSANDS}|零(?:{_HUNDREDS}|{_TENS}|{_ONES})"
_CAPITAL = Pattern(
    rf"(?:人民币)?(?:(?P<yi>{_SECTION})亿)?(?:(?P<wan>(?(yi)(?:{_NEXT})|{_SECTION}))万)?"
    rf"(?P<ge>(?(wan)(?:{_NEXT})|(?(yi)(?:{_NEXT})|{_SECTION})))?零?元"
    rf"(?:零?(?P<jiao>{_ONES})角)?(?:零?(?P<fen>{_ONES})分)?[整正]?"
)


def capital_money(text: str) -> Money | None:
    """Return an amount in 大写 (壹仟元整, 人民币伍万零叁拾元伍角); None if ill-formed."""
    found = _CAPITAL.fullmatch(squeezed(text).translate(_SIMPLE))
    if found is None:
        return None
    yi, wan, ge, jiao, fen = (
        _capital_section(found[k]) for k in ("yi", "wan", "ge", "jiao", "fen")
    )
    return Money((yi * 10**8 + wan * 10**4 + ge) * 100 + jiao * 10 + fen) if yi + wan + ge else None


def _capital_section(text: str | None) -> int:
    """Return the value of a figure below 万; 拾 alone is ten."""
    parts = re.findall(rf"({_ONES}?)([拾佰仟]|(?<=.))", text or "")
    return sum(
        _CAPITAL_DIGITS.get(digit, 1) * _CAPITAL_UNITS[unit]
        for digit, unit in parts
        if digit or unit
    )


# ── times ──────────────────────────────────────────────────────────────────────────────

_PERIOD = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|AM|PM"
_CLOCK = (
    rf"(?P<period>{_PERIOD})? ?(?P<hour>\d{{1,2}}) ?(?:: ?(?P<minute>\d\d)"
    r"(?: ?: ?(?P<second>\d\d))?|时 ?(?P<minute2>\d\d) ?分(?: ?(?P<second2>\d\d) ?秒)?)"
)
_DAYS = (
    r"(?P<ago>今天|昨天|前天|Today|Yesterday) ?",
    r"(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天]) ?",
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) ?",
    r"(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日 ?",
    r"(?P<year>\d{4}) ?(?P<mark>[-/.]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<day>\d{1,2}) ",
    # Without its space the day and the hour run together: the two ways to part them.
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d\d)(?=\D|\d+ ?:)",
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d)(?=\D|\d+ ?:)",
    r"",
)
_TIMES = tuple(Pattern(days + _CLOCK, re.IGNORECASE) for days in _DAYS)
_AGO = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_WEEKDAYS = {
    **{c: i for i, c in enumerate("一二三四五六日")},
    "天": 6,
    **dict(zip(("monday", "tuesday", "wednesday", "thursday"), range(4), strict=True)),
    **dict(zip(("friday", "saturday", "sunday"), range(4, 7), strict=True)),
}
_DAY_WORDS = Pattern(rf"今天|昨天|前天|星期|周|{_PERIOD}|day", re.IGNORECASE)
# Of any number a digit may be lost: what is left is still a time, an unreadable one.
_ENGLISH = (
    "(?i:Today|Yesterday|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\d{1,2},?(?:\d{4})?),?(?:at)?"
)
_TIME_SHAPE = Pattern(
    rf"(?=.*\d)(?:{_ENGLISH}|今天|昨天|前天|(?:星期|周)[一二三四五六日天]|"
    rf"(?:\d{{1,4}}年)?\d{{0,2}}月\d{{0,2}}日|\d{{1,4}}[-/.]\d{{0,2}}[-/.]\d{{0,2}})?(?:{_PERIOD})?"
    rf"(?:[\dOoIl|]{{1,2}}[:.,·]?[\dOoIl|]{{2}}|[\dOoIl|]{{0,2}}:[\dOoIl|]{{0,2}})"
    rf"(?:[:.,·][\dOoIl|]{{0,2}})?(?i:[AP]M)?"
)

_DAY_SHAPE = Pattern(
    r"(?:(?:\d{2,4}年)?\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|昨天|前天)"
)


def time(text: str) -> TimeText | None:
    """Return the time a line prints, dated as far as the line dates it; None if it is not one.

    Also None where the digits part in two ways (2025/6/110:00) or name no day of any year.
    """
    line = normal(text).translate(_COLONS)
    found = [m for pattern in _TIMES if (m := pattern.fullmatch(line))]
    times = {t for m in found if (t := _time_of(m, text)) is not None}
    return times.pop() if len(times) == 1 else None


def time_like(text: str) -> bool:
    """Say whether the text has the shape of a time line, readable or not."""
    return time(text) is not None or bool(_TIME_SHAPE.fullmatch(squeezed(text).translate(_COLONS)))


# What a time line is made of, and what engines make of that; more than so many other signs are
# words. A clock stands in every one.
_TIME_SIGNS = frozenset(
    "0123456789:.,·/-年月日号今昨前天星期周礼拜一二三四五六凌晨清早上午中下傍晚OoIlZSB|"
)
_CLOCK_SHAPE = Pattern(r"[\dA-Za-z|]{1,3}[:.,·][\dA-Za-z|]{2,3}")
_FEW_SIGNS = 4
_DAY_ALONE = Pattern(r"(?:星期|周|礼拜)[一二三四五六日天]|今天")


def time_near(text: str) -> bool:
    """Say whether the text is a time line of which a sign or two were misread, lost or doubled.

    A notice has more words than that (昨夭 10:07 is near, 你撤回了一条消息 is not).
    """
    bare = squeezed(text).translate(_COLONS)
    strange = sum(sign not in _TIME_SIGNS for sign in bare)
    digits = sum(sign.isdigit() for sign in bare)
    clock = _CLOCK_SHAPE.search(bare) is not None and digits > 1 and strange <= _FEW_SIGNS
    numbered = digits > 1 and not strange and not bare.isascii()
    return clock or numbered or _DAY_ALONE.fullmatch(bare) is not None


def day_like(text: str) -> bool:
    """Say whether the text is the part of a time line that names a day."""
    return _DAY_SHAPE.fullmatch(squeezed(text)) is not None


_DAY = Pattern(
    r"(?P<year>\d{4})(?:年|(?P<mark>[-/.]))(?P<month>\d{1,2})(?(mark)(?P=mark)|月)(?P<day>\d{1,2})日?"
)


def day(text: str) -> date | None:
    """Return the day that a text names in full and nothing else (2024年4月23日, 2024-04-23)."""
    found = _DAY.fullmatch(squeezed(text).translate(_COLONS))
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        return None


def numbers(text: str) -> tuple[str, ...]:
    """Return the runs of digits in a text, in order."""
    return tuple(re.findall(r"\d+", squeezed(text)))


def dated(text: str) -> bool:
    """Say whether a time's words name a day or a part of the day."""
    return _DAY_WORDS.search(squeezed(text)) is not None


def _time_of(found: re.Match[str], text: str) -> TimeText | None:
    parts = found.groupdict()
    clock = _clock(parts["period"], int(parts["hour"]))
    minute = int(parts["minute"] or parts["minute2"])
    second = _number(parts["second"] or parts["second2"])
    year, month, day = (_number(parts.get(name)) for name in ("year", "month", "day"))
    if clock is None or minute > 59 or (second or 0) > 59 or not _is_day(year, month, day):
        return None
    weekday, ago = parts.get("weekday"), parts.get("ago")
    undated = month is None and weekday is None
    return TimeText(
        text=text,
        hour=clock[0],
        minute=minute,
        second=second,
        year=year,
        month=month,
        day=day,
        weekday=None if weekday is None else _WEEKDAYS[weekday.lower()],
        days_ago=_AGO[(ago or "今天").lower()] if undated else None,
        ambiguous=clock[1],
    )


# The hours of a day of 24 that go with each word.
_HOURS = {
    **dict.fromkeys(("凌晨", "清晨", "早上", "早晨", "上午", "AM"), (0, 11)),
    "中午": (11, 14),
    "下午": (12, 19),
    "PM": (12, 23),
    "傍晚": (16, 20),
    "晚上": (17, 23),
}


def _clock(period: str | None, hour: int) -> tuple[int, bool] | None:
    """Return the hour of the day, and whether builds disagree about it; None past 23."""
    period = (period or "").upper()
    if hour > 23:
        return None
    if not period:
        return hour, False
    if hour >= 13 or hour == 0:
        # The hour stands as it is; 上午13:05 and 下午0:30 say two things.
        earliest, latest = _HOURS[period]
        return hour, not earliest <= hour <= latest
    if period in ("凌晨", "AM"):
        return hour % 12, False
    if period in ("下午", "PM"):
        return hour % 12 + 12, False
    if period in ("傍晚", "晚上"):
        # 晚上12:05 is the next day's 0:05 on some builds; 晚上1:05 is on none we know.
        return (hour % 12, True) if hour == 12 or hour < 5 else (hour + 12, False)
    if period == "中午":
        return (hour + 12, False) if hour < 3 else (hour, hour < 11)
    return hour, hour == 12


def _is_day(year: int | None, month: int | None, day: int | None) -> bool:
    if month is None or day is None:
        return month is None and day is None
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


# ── serial numbers ─────────────────────────────────────────────────────────────────────

_SERIAL = Pattern(r"\d{28,40}")
# Where the date stands: transfers, QR payments, red packets, shops, WeChat Pay's own.
_DATE_AT = (
    (Pattern(r"1000049501(\d{6})"), "20"),
    (Pattern(r"1000\d{6}(\d{8})"), ""),
    (Pattern(r"42000\d{5}(\d{8})"), ""),
    (Pattern(r"53010\d{9}(\d{8})"), ""),
)
# How many digits the numbers of these kinds have.
_LENGTHS = {"1000049501": 40, "1000049901": 32, "1000050001": 31, "1000039801": 31} | {
    "42000": 28,
    "53010": 32,
}


def serial(text: str) -> str | None:
    """Return an order number of 28 to 40 digits, its spaces removed; None for anything else."""
    found = _SERIAL.fullmatch(squeezed(text))
    return found[0] if found else None


def serial_date(number: str) -> date | None:
    """Return the date that a known kind of order number carries, else None."""
    for pattern, century in _DATE_AT:
        if found := pattern.match(number):
            return _date(century + found[1])
    return None


def serial_torn(number: str) -> bool:
    """Say whether an order number of a known kind has more or fewer digits than that kind has."""
    known = (length for kind, length in _LENGTHS.items() if number.startswith(kind))
    return next(known, len(number)) != len(number)


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


# ── rates ──────────────────────────────────────────────────────────────────────────────

_NUMBER = r"\d+(?:\.\d+)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_RATE = Pattern(
    r"(?<!日)(?:(?P<per>[年月日])化?(?:利率|利息|息|利)|(?:利率|利息)[每按]?(?P<per2>[年月日])|"
    r"(?P<per3>年)化(?:利率)?)[为是按计算:约]*"
    rf"(?:(?P<hundred>[百千万])分之(?P<part>{_NUMBER})|"
    rf"(?P<number>{_NUMBER})(?:(?P<sign>[%‰])|(?P<unit>[分厘])(?P<half>半|[1-9一二三四五六七八九])?))"
)
_SHARE = {"百": 100, "千": 1000, "万": 10000, "%": 100, "‰": 1000}
# By custom 1分 is a tenth a year or a hundredth a month; 厘 is a tenth of it.
_FEN = {"年": 10, "月": 100}
_PER_YEAR = {"年": 1, "月": 12, "日": 365}


def rate(text: str) -> Rate | None:
    """Return the one interest rate a sentence names with its period (月息1分, 年利率12%).

    None without a period, with two different rates, or for 分 and 厘 by the day.
    """
    found = [_rate_of(m) for m in _RATE.finditer(squeezed(text))]
    values = {rate.per_year if rate else None for rate in found}
    return found[0] if len(values) == 1 else None


def _rate_of(found: re.Match[str]) -> Rate | None:
    per = found["per"] or found["per2"] or found["per3"]
    if found["unit"] and per == "日":
        return None
    if found["hundred"]:
        share = _plain(found["part"]) / _SHARE[found["hundred"]]
    elif found["sign"]:
        share = _plain(found["number"]) / _SHARE[found["sign"]]
    else:
        tenths = Fraction(5 if found["half"] == "半" else _plain(found["half"] or "0")) / 10
        share = (_plain(found["number"]) + tenths) / _FEN[per]
        share = share / 10 if found["unit"] == "厘" else share
    return Rate(share * _PER_YEAR[per], found[0], by_day=per == "日")


def _plain(text: str) -> Fraction:
    if text[0].isdigit():
        return Fraction(text)
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
    if "十" not in text:
        return Fraction(digits[text])
    tens, _, ones = text.partition("十")
    return Fraction((digits[tens] if tens else 1) * 10 + (digits[ones] if ones else 0))
