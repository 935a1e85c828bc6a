"""What a sentence says of interest: a rate a year, or interest that fixes none."""

from __future__ import annotations

import re
from fractions import Fraction

from evidence_kit.facts.amounts import narrowed, only_amount, spoken
from evidence_kit.facts.numerals import number
from evidence_kit.facts.wording import plain
from evidence_kit.model import Money, Rate
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon

# No rate and no sum that it is of has more figures; sought from each figure of a long number,
# an open end would take the square of its length.
_N = r"(?:(?<!\d)(?<!\d\.)\d{1,9}(?:\.\d{1,9})?(?!\d)|[一二两三四五六七八九])"
# 日息万五: five in ten thousand a day.
_SHARE = Pattern(
    rf"(?P<per>[年月日])(?:化)?(?:利率|利息|息|利)(?P<of>[千万])(?:分之)?(?P<part>{_N})(?![\d万千百])"
)
_OF = {"千": 1000, "万": 10_000}
_TIMES = {"年": 1, "月": 12, "日": 365}
# 一万一个月一百: so much on ten thousand.
_ON = Pattern(
    rf"(?:借)?(?P<base>每万|(?:{_N}|十)万|(?<!\d)[1-9]\d{{0,8}}0000)(?:块|元)?(?:钱)?(?:的)?(?:话)?[,，]?(?P<per>一个月|每个?月|一年|每年|月|年)"
    r"(?:给|要|付|是|收|算)?(?:你|您|我)?(?:利息)?(?P<sum>[\d一二两三四五六七八九十百千]+)(?:块|元)?(?:钱)?(?:的)?(?:利息)?(?![\d万%期个分天])"
)
_A_TIME = Pattern(
    r"(?P<per>每个?月|(?<![十\d第头前])一个月|(?<![个每\d两这上下本一二三四五六七八九十底初末])月|每年|(?<![十\d第头前])一年)"
    r"[^，。,还]{0,9}利息|利息[^，。,还]{0,4}(?P<per2>每个?月|一个月|每年|一年)"
)
_YEARLY = ("每年", "一年", "年")
# Interest with a figure or a yardstick that fixes no rate (2分利, 利息10%, 按银行利息).
_INTEREST = r"(?:利息|利率|利钱|息)"
_SOME = Pattern(
    rf"{_N}(?:分{_N}?|厘|毛)(?:的)?利(?!润)|{_INTEREST}[^，。,]{{0,6}}(?:{_N}(?:分|厘|%|个点)|百分之|[千万]分之)|{_N}个点|"
    rf"(?:{_N}(?:%|‰)|百分之{_N})[^，。,]{{0,4}}{_INTEREST}|"
    rf"(?:{_INTEREST}|年化|月化)(?:每天|一天)?[为是按算:]?\d{{1,2}}(?:\.\d+)?(?![\d.号日月年个天周星礼点:万千百元块wk])|"
    r"(?:每天|一天|日|天天)(?:给|付|算|收|要)?(?:你|您|我)?\d+(?:块|元)?(?:钱)?的?(?:利息|利)|利息(?:一天|每天)\d+|"
    r"(?<!\d)[1-9]\d{0,6}[0百千](?:块|元)?一个?月(?:给|付)?[1-9]\d{1,3}(?:块|元)?(?:钱)?(?:的?利息)?(?=[，。,]|$)|"
    rf"(?:每个?月|每天|一天|一个月|半年|一年|每年|(?<![\d个])月)(?:给你|给|按|算)?"
    rf"(?:{_N}(?:%|‰|个点|分(?![期钟之])|厘)|[百千万]分之{_N})"
)
# Two rates, or about so much, fix none: 月息1分到2分, 月息1分2分都行, 月息2分左右. 1分5厘 is one.
_UNITS = r"(?:分|厘|%|‰|个点)"
_LOOSE = Pattern(
    rf"{_N}{_UNITS}{_N}?(?:到|至|或者?|[-~—–、,，/])(?:月息|年息)?{_N}{_UNITS}|"
    rf"{_N}分{_N}分|{_N}厘{_N}厘|{_N}%{_N}%|{_N}(?:到|至|或者?|[-~—–、/]){_N}{_UNITS}|"
    rf"{_N}{_UNITS}{_N}?(?:多|左右|上下|以[上下内]|起|不到|出头)|"
    rf"(?:不超过?|不到|最[多少高低]|至[多少]|大概|差不多|约|[高低]于)[^，。,]{{0,2}}{_N}{_UNITS}"
)
_FOR_SO_LONG = Pattern(rf"{_N}个?(?:月|年)利息")
_MOST_BY_CUSTOM = Fraction(36, 100)  # 年息8分 is hardly 80 % a year
_OVERDUE = Pattern("逾期|超期|违约|滞纳|罚")
_YARDSTICK = Pattern(
    rf"{_INTEREST}[^，。,]{{0,4}}(?:按|照|参照|跟|和|比照)[^，。,]{{0,4}}(?:银行|lpr|同期|央行|市场|行情|规矩)|"
    rf"(?:按|照|参照)[^，。,]{{0,3}}(?:银行|lpr|同期|央行)[^，。,]{{0,6}}{_INTEREST}",
    re.IGNORECASE,
)
# Interest under way is a payment's matter, not a term.
_PAID = Pattern(r"先(?:给|扣|付|转|还)|已|合计|一共|对不对|算过|收到|[给付还转]了")
_BORROWED = Pattern(r"借[^，。,还]*")
_TO_COME_BACK = Pattern(
    r"还(?!有|欠|差|剩|款日)(?:给)?(?:你|您)?¥?[\d一二两三四五六七八九][^，。,]*"
)
_NONE = Pattern(
    rf"(?:不|没|无|免|别|要什么|不用|不要|不收)[^，。,]{{0,5}}{_INTEREST}|无息|免息|{_INTEREST}[^，。,]{{0,3}}(?:不|免|没|算了)"
)


def rate(sentence: str, principal: Money | None) -> Rate | None:
    """Return the one rate a year that a sentence fixes; None where it fixes none.

    So much a month or a year needs the one principal that it is of.
    """
    text = narrowed(plain(sentence))
    if _LOOSE.search(text):
        return None
    return _named(sentence) or _share(text) or _on_so_much(text) or _a_time(text, principal)


def unclear(sentence: str, principal: Money | None) -> bool:
    """Say whether a sentence offers interest with a figure or a yardstick, but fixes no rate.

    Between natural persons that may be none (民间借贷规定 24): a person must say.
    """
    text = narrowed(plain(sentence))
    if rate(sentence, principal) is not None or _NONE.search(text):
        return False
    paid = _PAID.search(text) and not _FOR_SO_LONG.search(text)
    sum_of_interest = not paid and bool(spoken(_about(text)))
    some = _SOME.search("。".join(c for c in _clauses(text) if not _OVERDUE.search(c)))
    return bool(some or _YARDSTICK.search(text)) or sum_of_interest or _more_back(text)


def _more_back(text: str) -> bool:
    """Say whether more is to come back than is borrowed in the same words (借1万，下月还11000)."""
    lent, back = _BORROWED.search(text), _TO_COME_BACK.search(text)
    if lent is None or back is None or back.start() < lent.end():
        return False
    one, other = only_amount(lent[0]), only_amount(back[0])
    return one is not None and other is not None and one < other


def by_yardstick(sentence: str) -> bool:
    """Say whether interest is to be as somebody else's (按银行利息)."""
    return bool(_YARDSTICK.search(narrowed(plain(sentence))))


def _about(text: str) -> str:
    """Return the clauses that speak of interest."""
    return "。".join(part for part in _clauses(text) if re.search("利息|本息", part))


def _clauses(text: str) -> list[str]:
    return re.split("[，。,]", text)


def _around(text: str, found: re.Match[str]) -> str:
    """Return a match with its clause before it and what follows right after."""
    return _clauses(text[: found.start()])[-1] + text[found.start() : found.end() + 10]


def _named(sentence: str) -> Rate | None:
    """Return the rate that a sentence names, unless custom makes it one that nobody agrees to."""
    found = lexicon.rate(sentence)
    if found is None or not re.search("年.*[分厘]", found.wording):
        return found
    return found if found.per_year <= _MOST_BY_CUSTOM else None


def _share(text: str) -> Rate | None:
    found = _SHARE.search(text)
    part = number(found["part"]) if found else None
    if found is None or not part:
        return None
    per_year = part / _OF[found["of"]] * _TIMES[found["per"]]
    return Rate(per_year, found[0], by_day=found["per"] == "日")


def _on_so_much(text: str) -> Rate | None:
    found = _ON.search(text)
    base = number(found["base"].replace("每", "一")) if found else None
    part = number(found["sum"]) if found else None
    if found is None or not base or not part or part >= base:
        return None
    return Rate(part / base * (1 if found["per"] in _YEARLY else 12), found[0])


def _a_time(text: str, principal: Money | None) -> Rate | None:
    found = _A_TIME.search(text)
    if found is None or principal is None or not principal.fen:
        return None
    amounts = {one.money for one in spoken(_around(text, found))} - {principal}
    if len(amounts) != 1:
        return None
    times = 1 if (found["per"] or found["per2"]) in _YEARLY else 12
    return Rate(Fraction(times * amounts.pop().fen, principal.fen), found[0])
