"""Amounts as people type them in a chat: 5千, 1.5w, 三万五, 两万块, 6800."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from evidence_kit.model import Money

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_LATIN_UNITS = {"w": 10_000, "k": 1000}
# 大写 stands for the same figures.
_CAPITALS = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬圆圓", "一二二三三四五六六七八九十百千万元元"
)

_FIGURES = "零〇一二两三四五六七八九十百千万"
_YUAN = r"(?:块钱|元钱|块|元|人民币|rmb)"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<sign>¥)?(?P<number>{_NUMBER})(?P<unit>[万千百wk])?(?P<tail>[\d一二三四五六七八九](?!\d))?"
    rf"(?P<tailunit>[千百])?(?:(?P<yuan>{_YUAN})(?P<jiao>\d(?!\d))?)?|(?P<words>[{_FIGURES}]+)(?P<said>{_YUAN})?",
    re.IGNORECASE,
)
_RANGE = r"[-~—–到至、/或]"
# About so much is not an amount; nor is a range, a sum still to be worked out, other money
# than renminbi, or a figure that goes on (5百万, 1万2千5).
_VAGUE_AFTER = re.compile(
    rf"[多几来儿]|左右|上下|出头|以[上下内]|{_RANGE}+[\d{_FIGURES}]|[+*×x]|[\d百千万亿kw]|"
    r"块?(?:美[元金刀]|[港韩日欧澳加台][币元圆]|英镑|卢布|泰铢|新币|刀|[a-z]*币|积分|点券|[oc]ny|u)"
)
_VAGUE_BEFORE = re.compile(
    rf"(?:几|大概|大约|差不多|不到|约|近|至少|最多|好几|成|小|超过?|起码|少说|万儿|千儿|各|"
    rf"[\d{_FIGURES}两][笔份次期单]|[\d{_FIGURES}kw]{_RANGE}+|(?<!\d)\d,|[+*×$€£]|usd?|hkd?|美[元金])$"
)
_EACH_BEFORE = re.compile(r"每个?(?:月|周|天|年|期|次|人|星期|季度?)[^,。;!?\d]{0,4}$")
_EACH_AFTER = re.compile(r"(?:一个|每个?)(?:月|周|天|年|期|次|人|星期|季度?)(?![后内之以还就])")
_OTHER_AFTER = re.compile(
    r"[年月日号点时天个岁次楼栋室%％:/.·\-‰期倍斤件张人米字克升股户步条名页瓶箱吨票双套台辆级]|"
    r"分[之钟]|周(?!转)|小时|星期|礼拜|[a-z]|度(?!过)|公里|平[米方]|只(?!能|要|有|是|剩)|本(?!金)|"
    r"[账帐][号户]|部(?!分)|支(?!付|持)|位|群|粉"
)
_OTHER_BEFORE = re.compile(r"[\d.:/\-第号a-z]$")
_YEAR = re.compile(r"20[12][1-9]")
_LEAST_BARE_DIGITS = 3
_MOST_BARE_DIGITS = 7  # longer ones are telephone, card or account numbers


@dataclass(frozen=True, slots=True)
class Spoken:
    """An amount in words, and the stretch of the text that says it."""

    money: Money
    start: int
    stop: int


def narrowed(text: str) -> str:
    """Return the text with full-width figures and signs narrowed, figure by figure."""
    narrow = (n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
    return "".join(narrow).replace("￥", "¥").lower().translate(_CAPITALS)


def spoken(text: str) -> tuple[Spoken, ...]:
    """Return the amounts a text names exactly, in order.

    Approximate ones (5000多, 几千), ranges (三五千, 5-6千), other currencies, dates, times,
    counts and long account numbers are none.
    """
    return tuple(_spoken(narrowed(text)))


def only_amount(text: str) -> Money | None:
    """Return the one amount a text names; None where it names none, or different ones.

    So much a month or a time (每月500) is a part, not the amount.
    """
    plain = narrowed(text)
    found = {one.money for one in spoken(text) if not _each(plain, one)}
    return found.pop() if len(found) == 1 else None


def _each(text: str, one: Spoken) -> bool:
    before, after = text[: one.start], text[one.stop :]
    return bool(_EACH_BEFORE.search(before) or _EACH_AFTER.match(after))


def _spoken(text: str) -> Iterator[Spoken]:
    for found in _AMOUNT.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if _VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after):
            continue
        value = _in_words(found, after) if found["words"] else _in_digits(found, before, after)
        if value and value * 100 == int(value * 100):
            yield Spoken(Money(int(value * 100)), found.start(), found.end())


def _in_digits(found: re.Match[str], before: str, after: str) -> Fraction | None:
    value = Fraction(found["number"].replace(",", ""))
    unit, tail = _unit(found["unit"]), found["tail"]
    if unit:
        value *= unit
        if tail:
            value += _figure(tail) * (_unit(found["tailunit"]) or unit // 10)
        return None if not found["yuan"] and _OTHER_AFTER.match(after) else value
    if found["sign"] or found["yuan"]:
        return value + Fraction(int(found["jiao"] or 0), 10)
    whole = found["number"].split(".")[0].replace(",", "")
    short = not _LEAST_BARE_DIGITS <= len(whole) <= _MOST_BARE_DIGITS
    counted = _OTHER_AFTER.match(after) or _OTHER_BEFORE.search(before)
    return None if short or counted or tail or _YEAR.fullmatch(whole) else value


def _in_words(found: re.Match[str], after: str) -> Fraction | None:
    words = found["words"]
    large = any(unit in words for unit in "百千万")
    if not found["said"] and (not large or _OTHER_AFTER.match(after)):
        return None
    value = numeral(words)
    return None if value is None else Fraction(value)


def _unit(text: str | None) -> int:
    return 0 if text is None else _UNITS.get(text) or _LATIN_UNITS[text]


def _figure(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else _DIGITS[text]


def numeral(words: str) -> int | None:
    """Return a whole number in Chinese figures (三万五 is 35000); None if ill-formed."""
    head, ten_thousand, tail = words.partition("万")
    if not ten_thousand:
        return _section(words)
    high = _section(head)
    if high is None or "万" in tail:
        return None
    if not tail:
        return high * 10_000
    if len(tail) == 1:  # 三万五: the next rank down
        return high * 10_000 + _DIGITS[tail] * 1000 if _DIGITS.get(tail) else None
    low = _section(tail.lstrip("零〇"))
    return None if low is None else high * 10_000 + low


def _section(words: str) -> int | None:
    """Return a number below 万; each rank once, in order, each figure with its rank."""
    found = re.fullmatch(
        r"(?:([一二两三四五六七八九])千)?[零〇]?(?:([一二两三四五六七八九])百)?[零〇]?"
        r"(?:([一二两三四五六七八九])?(十))?[零〇]?([一二两三四五六七八九])?",
        words,
    )
    if found is None or not words:
        return None
    thousands, hundreds, tens = (_DIGITS.get(g or "", 0) for g in found.groups()[:3])
    tens = 1 if found[4] and not tens else tens
    last = _DIGITS.get(found[5] or "", 0)
    rank = 1
    if last and len(words) > 1 and words[-2] in "千百":  # 一千二, 一百五
        rank = _UNITS[words[-2]] // 10
    return thousands * 1000 + hundreds * 100 + tens * 10 + last * rank
