"""Amounts as people type them in a chat: 5千, 1.5w, 三万五, 两万块, 6800."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from evidence_kit.facts.numerals import FIGURES, number
from evidence_kit.model import Money
from evidence_kit.patterns import Pattern

# 大写 stands for the same figures.
_CAPITALS = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆圓俩", "一二二三三四五六六七八九十百千万亿元元两"
)

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_ANY_FIGURE = f"零〇{FIGURES}十百千万"
_YUAN = r"(?:块钱|元钱|块|元|人民币|rmb|cny)"
_LETTER_RANK = rf"(?<=[\d个{FIGURES}])[wk](?![a-z])|(?<=[\d{FIGURES}])个(?=[万千w])"
_RUN = rf"(?:{_NUMBER}|[{_ANY_FIGURE}亿半]|{_LETTER_RANK})+"
_AMOUNT = Pattern(
    rf"(?P<sign>¥|人民币|rmb|cny)?(?P<run>{_RUN})(?P<yuan>{_YUAN})?(?P<jiao>(?<=块)\d(?!\d))?",
    re.IGNORECASE,
)
_RANGE = r"[-~—–到至、/或]"
# About so much is not an amount, nor is a range.
_VAGUE_AFTER = Pattern(
    rf"\s*(?:[多儿]|几(?![天个周])|来(?![周应交还救付买做付过吧])|左右|上下|出头|以[上下内]|都?不[到足]|有余|开外|\+(?!\d)|"
    rf"{_RANGE}+[\d{_ANY_FIGURE}])"
)
_VAGUE_BEFORE = Pattern(
    rf"(?:几|十几|(?<![尽赶])快|将近|大概|大约|差不多|不到|约|近|至少|最多|好几|成|小|超过?|起码|少说|万儿|千儿|上|"
    rf"[\d{_ANY_FIGURE}kw]{_RANGE}+|(?<!\d)\d,)$"
)
_VAGUE = Pattern(
    rf"^[百千万]|[{FIGURES}]{{2,}}[十百千万]|[{FIGURES}]{{2}}$|[十百千万][{FIGURES}]{{2}}"
)
# A sum, but not one of yuan, or one that is still to be worked out.
_FOREIGN = (
    r"美(?:[元金刀子]|币)|[港韩日欧澳加泰台新马葡越][币元圆纸镑铢刀]|新?台币|比特币|以太|泰铢|英镑|卢布|卢比|比索|法郎|欧(?![洲美盟式])|"
    r"刀(?![片具])|usdt?|hkd?|eur|jpy|gbp|krw|twd|mop|btc|eth|u(?![a-z])|日円|円"
)
_OTHER_MONEY_AFTER = Pattern(rf"\s*块?(?:钱)?的?(?:{_FOREIGN})", re.IGNORECASE)
_OTHER_MONEY_BEFORE = Pattern(r"(?:[$€£]|us\$?|usdt?|hk\$?|hkd|美[元金刀]|港[币元])\s*$")
_WORKED_OUT_AFTER = Pattern(rf"\s*[+*×x]\s*[\d{FIGURES}]|[\d百千万亿kw](?![a-z])|\s\d{{3}}(?!\d)")
_WORKED_OUT_BEFORE = Pattern(
    rf"(?:各|(?<!第)[\d{_ANY_FIGURE}][笔份次期单]|[\d{_ANY_FIGURE}元块]\s*[+*×x]\s*|[\d.])$"
)
_A_WHILE = Pattern(r"个?(?:月|周|星期|礼拜|天|年)")
_SPLIT_BEFORE = Pattern(r"(?<!\d)\d{1,3}\s$")  # 5 000
_EACH_BEFORE = Pattern(r"每个?(?:月|周|天|年|期|次|人|星期|季度?)[^,。;!?\d]{0,4}$")
_EACH_AFTER = Pattern(r"(?:一个|每个?|/)(?:月|周|天|年|期|次|人|星期|季度?)(?![后内之以还就])")
# 5000月底还, 3000年底还, 2000周末还, 5000分期还: when it is to come back, not what it counts.
_WHEN_AFTER = Pattern(
    rf"月[底末初中尾头]|年[底末初终尾]|(?:周|星期|礼拜)[末一二三四五六日天]|本[月周年]|期限|"
    rf"分(?:期|批|次|开|成?(?:\d+|[{FIGURES}十]+)(?:期|次|批|笔|个?月))"
)
_OTHER_AFTER = Pattern(
    r"[年月日号点时天个岁次楼栋室%％:/.·\-‰期倍斤件张米字克升股户步条名页瓶箱吨票双套台辆级分]|"
    r"周(?!转)|小时|星期|礼拜|(?!ok|thx|pl[sz])[a-z]|度(?!过)|公里|平[米方]|人(?!家|在)|"
    r"只(?!能|要|有|是|剩|用|借|需)|本(?!金|人|来|息)|"
    r"[账帐][号户]|部(?!分)|支(?!付|持)|位|群|粉|积分|点券|[a-z]*币|万?火急"
)
_OTHER_BEFORE = Pattern(r"(?:[\d.:/\-第号a-z]|尾号|卡号|[账帐]号|电话|手机|单号)$")
_YEAR = Pattern(r"20[12][1-9]")
_YEAR_AFTER = Pattern(r"20[1-4]\d")  # 2030年底
# 借我1万5月底还: ten thousand until May, or fifteen until this month's end.
_RANK_AND_FIGURE = Pattern(rf"[百千万wk][1-9{FIGURES}]$")
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
    plain = narrowed(text)
    return tuple(one for found in _AMOUNT.finditer(plain) if (one := _spoken(plain, found)))


def unclear(text: str) -> tuple[str, ...]:
    """Return the stretches that name a sum of money, but none of yuan that is understood.

    Other currencies (5000美元, 5000U), sums still to be worked out (两笔3000, 3000*2), and
    figures that go on in a way nobody writes (1.5万5). About so much is understood as such.
    """
    plain = narrowed(text)
    return tuple(found[0] for found in _AMOUNT.finditer(plain) if _strange(plain, found))


def only_amount(text: str) -> Money | None:
    """Return the one amount a text names; None where it names none, or different ones.

    So much a month or a time (每月500) is a part, not the amount.
    """
    plain = narrowed(text)
    found = {one.money for one in spoken(text) if not each(plain, one)}
    return found.pop() if len(found) == 1 else None


def each(text: str, one: Spoken) -> bool:
    """Say whether an amount of a narrowed text is so much a month, a week, a time."""
    before, after = text[: one.start], text[one.stop :]
    return bool(_EACH_BEFORE.search(before) or _EACH_AFTER.match(after))


def _spoken(text: str, found: re.Match[str]) -> Spoken | None:
    before, after = text[: found.start()], text[found.end() :]
    if _vague(found, before, after) or _not_yuan(found, before, after) or _torn(found, after):
        return None
    value, stop = _value(found, before, after), found.end()
    a_while = _A_WHILE.match(after) and not _WHEN_AFTER.match(after)
    if re.search(rf"[万千][1-9{FIGURES}]$", found[0]) and a_while:
        value, stop = number(found["run"][:-1]), stop - 1  # 借1万3个月: three months
    if not value or value * 100 != int(value * 100):
        return None
    return Spoken(Money(int(value * 100)), found.start(), stop)


def _strange(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    if _vague(found, before, after):
        return False
    if _not_yuan(found, before, after):
        dated = re.search(r"\d[.]$", before)  # 2025.4.15
        return number(found["run"]) is not None and not _short(found) and not dated
    if _torn(found, after):
        return True
    ranked = re.search(rf"[\d{FIGURES}][百千万亿wk]", found["run"]) is not None
    money = ranked or bool(found["sign"] or (found["yuan"] and re.search(r"\d", found["run"])))
    return money and number(found["run"]) is None and not _OTHER_AFTER.match(after)


def _vague(found: re.Match[str], before: str, after: str) -> bool:
    about = _VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after)
    return bool(about or _VAGUE.search(found["run"]))


def _not_yuan(found: re.Match[str], before: str, after: str) -> bool:
    other = _OTHER_MONEY_AFTER.match(after) or _OTHER_MONEY_BEFORE.search(before)
    split = re.fullmatch(r"\d{3}", found["run"]) and _SPLIT_BEFORE.search(before)
    worked_out = _WORKED_OUT_AFTER.match(after) or _WORKED_OUT_BEFORE.search(before)
    return bool(other or split or worked_out)


def _torn(found: re.Match[str], after: str) -> bool:
    """Say whether a last figure may be the sum's or the month's behind it."""
    return bool(_RANK_AND_FIGURE.search(found["run"]) and re.match("月[底末初中尾头]", after))


def _counts_other(run: str, after: str) -> bool:
    """Say whether what follows a number makes it a count, a date or a measure."""
    if _WHEN_AFTER.match(after):
        return after[0] == "年" and _YEAR_AFTER.fullmatch(run) is not None
    large = re.search(r"[千万wk]|\d{3}", run)
    return bool(_OTHER_AFTER.match(after)) and not (large and re.match("年[前后]", after))


def _short(found: re.Match[str]) -> bool:
    """Say whether a number has too few signs for a sum that nothing else marks as one."""
    return not (found["sign"] or found["yuan"]) and len(found["run"]) < 2


def _value(found: re.Match[str], before: str, after: str) -> Fraction | None:
    run, marked = found["run"], found["sign"] or found["yuan"]
    value = number(run)
    if value is None:
        return None
    if found["jiao"]:
        value += Fraction(int(found["jiao"]), 10)
    if marked:
        return value
    if _counts_other(run, after):
        return None
    if re.search(r"[百千万亿wk]", run):
        return value
    return value if _bare(run, before) else None


def _bare(run: str, before: str) -> bool:
    """Say whether plain digits that nothing marks as money may be a sum all the same."""
    whole = run.split(".")[0].replace(",", "")
    if not whole.isdigit() or not whole.isascii():
        return False
    long = _LEAST_BARE_DIGITS <= len(whole) <= _MOST_BARE_DIGITS
    return long and not _OTHER_BEFORE.search(before) and not _YEAR.fullmatch(whole)


def numeral(words: str) -> int | None:
    """Return a whole number in Chinese figures (三万五 is 35000); None if ill-formed."""
    value = number(words)
    return None if value is None or value != int(value) else int(value)
