"""The day on which a sentence says that the money comes back, if it says one.

A qualifier before the nearest date is understood, or the day is unknown: never a nearer one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from evidence_kit.facts import dates
from evidence_kit.facts.amounts import narrowed
from evidence_kit.facts.dates import Said
from evidence_kit.facts.wording import NOT_REPAID, REPAYS
from evidence_kit.patterns import Pattern

Span = tuple[int, int]

_CLAUSE = Pattern(r"[^,;。!?~\s]+")
# A word that was given before, of a day that may be gone: 上次说15号还你.
_RECOUNTS = Pattern(
    r"(?:上次|上回|(?<![底初中末尾头号日天月周年期内点晚])(?:之前|以前)|原来|原先|本来|当时|那时|那天|昨天|前天|早先|当初)[^,。]{0,6}"
    r"(?:说|讲|答应|约|(?<![一肯])定|承诺)|说过|本来|原来|原本|本想|原定|原先"
)
_FORGOT = Pattern(r"忘了|忘记")
# A day on which they will say when: 我下周一给你答复什么时候还.
_ANSWERS = Pattern(
    r"答复|回复|回话|准信|消息|联系|商量|什么时候|啥时候|哪天|多久|何时|告诉|说一下|说说|[跟给]你说"
)
_NOUN = (
    r"(?:货款|工程款|定金|押金|彩礼|份子钱?|运费|房租|租金|水电费?|[饭菜车油药酒烟茶水票奶话电网房货]钱|"
    r"打车钱|奶茶钱|车费|话费|饭费|餐费|会费)"
)
_OTHER_DEBT = Pattern(rf"{_NOUN}(?!.{{0,3}}(?:到(?!时)|来|下来|结|回|批|发|出))")
_OWN_DEBT = Pattern(r"借|本金|本息")
_INTEREST = Pattern(r"利息|月息")
_BESIDE_INTEREST = Pattern(r"本|连|带|和|加|跟|及|含|另|算|免|不|没|无|全部|\d{3,}.{0,3}利息")
# What stands between a day and 还 and makes the day that of something else.
_HANGS = Pattern(
    r"完|下来|回来|到手|批|过户|卖|出来|结账|才(?!能|可以|会|有)|[款钱账资货]的?一?(?:到|来)|"
    r"(?<!到)了(?:之?后|以后|就|我|再|$)|的[^,时]{0,4}(?:款|钱|账|工资|费)"
)
_CAME_TRUE = Pattern(r"(?:[发到结卖出下回]?[了来完])(?:之?后|以后)?(?:我|马上|立马|立刻)?[就再]?还")
_OF_LENDING = Pattern(r"[^,。还]{0,6}(?:借|拿|转|欠|收|给|打)(?:给)?(?:你|您|我)?的(?!时候)")
_OBJECT = Pattern(r"的?[^,。还到前]{0,4}(?:款|钱|租|费|利息|账)")
# What may stand beside the day in a clause of its own: 最晚15号, 就还你.
_FILLER = (
    r"(?:我|最[晚迟]|不超过|那|就|在|于|到|吧|哈|啊|呢|哦|嘛|呗|了|之前|以前|之内|[前内先再]|一定|肯定|"
    r"保证|绝对|好|行|嗯|是|的|约|定|改|钱|会|把|全部|都|一并|时候?|那天|晚上|早上|上午|下午|中午|"
    r"还款|日期|时间|期限|也|不会拖|不拖|没问题|给|转|打|\d+点|放心|你|您|哥|姐|老?兄弟?)*"
)
_BARE = Pattern(_FILLER)
_BARE_PAYDAY = Pattern(rf"{_FILLER}(?:(?:发|开|领)?(?:工资|薪水?|奖金|提成|支))?{_FILLER}")
_LINKS = Pattern(
    r"(?:的|我|那|等|到|一|就|在|,|\s|份|发|开|结|领|拿|工资|薪水?|奖金|提成|支|你|您|还|给)*"
)
_EITHER = Pattern(r"[、和跟或就再]?|或者|不行就|要不|要么|不然|还是")
_YEAR = Pattern(r"[明后]年|下下下")
_MONTH_BESIDE = Pattern(
    r"(?<![\d个第])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?![\d底初中末内前后])"
)
_OTHER_CLAUSE = Pattern(r"借|交|付|买|要用|缺|紧|没|不")
_NOW = Pattern(r"[今这本当现]|最近")


def day(sentence: str) -> Said | None:
    """Return the date on which a sentence sets that it be paid back; None if it sets none.

    What it sets may be unknown (发了就还, 上次说15号还): then the date tells no day at all.
    """
    text = narrowed(sentence)
    clauses = [found.span() for found in _CLAUSE.finditer(text)]
    found = [one for one in dates.said(text) if not _OF_LENDING.match(text[one.stop :])]
    at = _repaying(text, clauses)
    if at is None:
        return _without_verb(text, found)
    words = _words(text, clauses[at])
    if _RECOUNTS.search(words) or _FORGOT.search(text):
        return next((dates.unknown(one) for one in found), None)
    if _of_another_debt(words) or _ANSWERS.search(words):
        return None
    return _set_by(text, found, clauses, at)


def of_interest(clause: str) -> bool:
    """Say whether a clause pays interest alone (还你这个月利息)."""
    return bool(_INTEREST.search(clause)) and not _BESIDE_INTEREST.search(clause)


_EVENT = Pattern(
    r"(?:发|结|开)(?:了|完|下来)?(?:工资|薪水?|奖金|年终奖?|提成|支)|工资(?:发|到|下来)|过完年|年后(?!天)|"
    r"(?:回|来|到)(?:了)?(?:款|钱)|(?:款|钱)(?:回|到)(?:来|账|位)?了?[^，。]{0,4}还|(?:卖|出)(?:了|掉)(?:房|车|货)|(?:拆迁|理赔|退税|货款|工程款)"
)


def hangs_on_event(text: str) -> bool:
    """Say whether a text sets a time ahead by an event of no known day (发工资就还, 过完年)."""
    return bool(_EVENT.search(narrowed(text)))


def of_another_debt(sentence: str) -> bool:
    """Say whether what a sentence pays back is not the loan (货款下周还你, 还你这个月利息)."""
    text = narrowed(sentence)
    clauses = [found.span() for found in _CLAUSE.finditer(text)]
    at = _repaying(text, clauses)
    return at is not None and _of_another_debt(_words(text, clauses[at]))


def of_other_goods(sentence: str) -> bool:
    """Say whether what a sentence pays back is the price of something (下个月还你的货款)."""
    text = narrowed(sentence)
    clauses = [found.span() for found in _CLAUSE.finditer(text)]
    at = _repaying(text, clauses)
    return at is not None and _of_goods(_words(text, clauses[at]))


def _of_goods(words: str) -> bool:
    return bool(_OTHER_DEBT.search(words)) and not _OWN_DEBT.search(words)


def _of_another_debt(words: str) -> bool:
    return _of_goods(words) or of_interest(words)


def _words(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _repaying(text: str, clauses: Sequence[Span]) -> int | None:
    """Return the last clause that pays back, rather one that recounts no earlier word."""
    every = [i for i, span in enumerate(clauses) if REPAYS.search(_words(text, span))]
    every = every or [i for i, span in enumerate(clauses) if "还" in _words(text, span)]
    sure = [i for i in every if not NOT_REPAID.search(_words(text, clauses[i]))] or every
    fresh = [i for i in sure if not _RECOUNTS.search(_words(text, clauses[i]))] or sure
    return fresh[-1] if fresh else None


def _without_verb(text: str, found: Sequence[Said]) -> Said | None:
    """Return the day of time given (宽限你到年底), where nothing says 还."""
    if len(found) < 2:
        return next(iter(found), None)
    until = [one for one in found if re.search("[到至]$", text[: one.start])]
    return until[-1] if until else dates.unknown(found[-1])


def _set_by(text: str, found: Sequence[Said], clauses: Sequence[Span], at: int) -> Said | None:
    start, stop = clauses[at]
    verb = start + _verb(_words(text, clauses[at]))
    own = [one for one in found if start <= one.start < stop]
    own = [one for one in own if one.start < verb or not _OBJECT.match(text[one.stop : stop])]
    before = [one for one in own if one.start < verb]
    if own:
        return _chosen(text, found, before or own, verb)
    beside = _standing_alone(text, found, clauses[:at][::-1], _BARE_PAYDAY)
    if _CAME_TRUE.search(_words(text, clauses[at])):
        return next((dates.unknown(one) for one in found if one.start < start), None)
    if beside:
        return _chosen(text, found, beside, verb)
    after = _standing_alone(text, found, clauses[at + 1 :], _BARE)
    return after[0] if after else _hung(text, found, clauses[:at])


def _verb(words: str) -> int:
    every = [one.start() for one in REPAYS.finditer(words)]
    return every[-1] if every else words.rfind("还")


def _standing_alone(
    text: str, found: Sequence[Said], clauses: Sequence[Span], filler: Pattern
) -> list[Said]:
    """Return the dates of the nearest clause with any, all before it saying nothing else."""
    alone = takewhile(lambda span: filler.fullmatch(_without(text, found, span)), clauses)
    inside = ([one for one in found if span[0] <= one.start < span[1]] for span in alone)
    return next((some for some in inside if some), [])


def _without(text: str, found: Sequence[Said], span: Span) -> str:
    """Return a clause without its dates."""
    inside = [one for one in found if span[0] <= one.start < span[1]]
    signs = (i for i in range(*span) if not any(one.start <= i < one.stop for one in inside))
    return "".join(text[i] for i in signs)


def _hung(text: str, found: Sequence[Said], clauses: Sequence[Span]) -> Said | None:
    """Return the unknown day of a promise that goes with what comes on a day (下周回来，还你)."""
    for start, stop in clauses[-1:]:
        ahead = [one for one in found if start <= one.start < stop]
        other = _OTHER_CLAUSE.search(text[start:stop])
        if ahead and not other and not _NOW.match(text[ahead[-1].start :]):
            return dates.unknown(ahead[-1])
    return None


def _chosen(text: str, found: Sequence[Said], line: Sequence[Said], verb: int) -> Said:
    """Return the date nearest before 还, as what stands beside it makes it."""
    last = line[-1]
    if last.stop <= verb and _HANGS.search(text[last.stop : verb]):
        return dates.unknown(last)
    several = len(line) > 1 and not dates.spans(line[-2])
    if several and _EITHER.fullmatch(text[line[-2].stop : last.start]):
        return dates.unknown(last)
    if dates.spans(last):
        return _told_after(text, found, last)
    return _qualified(text, found, last)


def _told_after(text: str, found: Sequence[Said], month: Said) -> Said:
    """Return the day that is named after its month (下个月发工资还你，15号)."""
    later = [one for one in found if one.start >= month.stop]
    if len(later) != 1 or not dates.by_the_month(later[0]):
        return month
    linked = _LINKS.fullmatch(text[month.stop : later[0].start])
    return dates.within(month, later[0]) if linked else dates.unknown(month)


def _qualified(text: str, found: Sequence[Said], last: Said) -> Said:
    """Return a day with the month named before it; unknown where that isn't understood."""
    if not dates.bare(last):
        return last
    clause = max(text.rfind(sign, 0, last.start) for sign in ",;。!? ") + 1
    if dates.by_the_month(last) and _MONTH_BESIDE.search(_rest(text, found, clause, last.start)):
        return dates.unknown(last)
    ahead = [one for one in found if one.stop <= last.start and _wider(text, one)]
    if not ahead:
        return last
    between = text[ahead[-1].stop : last.start]
    known = dates.spans(ahead[-1]) and dates.by_the_month(last) and _LINKS.fullmatch(between)
    return dates.within(ahead[-1], last) if known else dates.unknown(last)


def _rest(text: str, found: Sequence[Said], start: int, stop: int) -> str:
    return _without(text, found, (start, stop))


def _wider(text: str, one: Said) -> bool:
    """Say whether a date names a month or a year to come, not this one."""
    words = text[one.start : one.stop]
    return (dates.spans(one) and words[0] not in "这本") or bool(_YEAR.match(words))
