"""What money was for: the purpose a request names, the memo of a transfer, a present.

Like in `wording`, what is not clear is not read as a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from evidence_kit.facts.phrases import OTHERS
from evidence_kit.facts.wording import plain
from evidence_kit.patterns import Pattern

_PURPOSE = Pattern(
    r"房租|租金|押金|首付|房贷|车贷|学费|生活费|医药费|医疗费|手术费?|住院|看病|治病|装修|进货|进一批货|货款|周转|"
    r"(?:工人|员工|民工|师傅)[^,，。]{0,4}工资|"
    r"结婚|彩礼|买房|买车|修车|交社保|还信用卡|信用卡|花呗|应急|急用|开店|做生意|生意|工程款|过年|考试|培训"
)


def purpose(sentence: str) -> str | None:
    """Return the purpose a request names, in its own words; None where it names none or several."""
    found = dict.fromkeys(_PURPOSE.findall(plain(sentence)))
    specific = [word for word in found if word not in ("周转", "应急", "急用")] or list(found)
    return specific[0] if len(specific) == 1 else None


# ── what a payment is for, by its memo and the words around it ─────────────────────────

# A memo that borrows or gives back at all; which of the two, if either, only plain forms tell.
_OF_DEBT = Pattern(r"借|还(?!是|有|在|好)|欠")
# What is to be given back later is no payment of it: the words around decide.
_LATER_MEMO = Pattern(r"记得|一定|要还|[底后]还|下(?!的)[^,]{0,3}还|年[前内]还")
_LOAN_MEMO = Pattern(
    r"(?<!还)(?:借款|借给|借你|出借|借钱|借$)|^借(?=[\d¥一二两三四五六七八九十]|给|你|您|款|钱|$)"
)
_BORROWED = r"(?:借|欠)(?:款|的?钱|的|你的?|您的?)*"
_SUM = r"[\d.,¥一二两三四五六七八九十百千万wk]+(?:元|块|万)?钱?"
# 还 gives back (huán) only with these beside it; 还差, 还剩, 还没 are the other one (hái).
_REPAYMENT_MEMO = Pattern(
    rf"(?:先|再|又|今天|今日|现在|本月|这个?月|上个?月|上次|之前|{_BORROWED}|{_SUM}|[年月日号期第次笔]|剩余?下?的?|余款|"
    r"全部|一?部分|分期|钱|款|把|转账)*"
    r"(?:欠款$|还款|还钱|还清|还完|还上|归还|偿还|结清|还(?!差|没|未|欠(?!款|的|你|您)|剩(?!余|下|的)|是|有|在|好|要|不))"
    rf"(?:给|你|您|的|了|哈|啦|吧|清|完|上|钱|款|本金|{_BORROWED}|{_SUM}|剩余?下?的?|余款|全部|一?部分|一?点|一?些|"
    r"[年月日号期第次笔/#-]|谢谢|感谢|多谢|[,.!~()])*",
    re.IGNORECASE,
)
_DENIED_MEMO = Pattern(r"不|非|没|未|别|勿|无|吉言|替|代(?!码)|帮|给[^,]{1,6}的借")
_INTEREST_MEMO = Pattern(r"利息|还息|付息|本息|月息|息$")
_GIFT_MEMO = Pattern(
    r"生日|红包|礼金|礼物|新年|新春|春节|节日|中秋|端午|情人节|七夕|恭喜|快乐|压岁|爱你|心意|随礼|份子|我爱|么么"
)
_PURCHASE_MEMO = Pattern(
    r"货款|房租|饭钱|餐费|车费|打车|代付|代买|代购|团购|拼单|AA|工资|机票|车票|门票|水电|快递|买菜|定金|押金|学费|"
    r"奶茶|咖啡|外卖|电影|聚餐|火锅|[早午晚][餐饭]",
    re.IGNORECASE,
)
_GENERIC_MEMO = Pattern(r"(?:微信)?转账|转账给你|请收款|你发起了一笔转账|已收款|已被接收|")
_GIVES = Pattern(
    r"不用还|不用你还|送你|送给你|给你的?(?:礼物|红包|零花钱)|生日快乐|节日快乐|新年快乐|压岁|爱你|心意"
)


def memo_says(memo: str, payee: str = "") -> str | None:
    """Return what a transfer's memo calls it: loan, repayment, interest, gift, purchase or None.

    A memo about a debt that says several of these, denies one, or names somebody else than the
    `payee`, is "unclear": then no other words may decide what it was for.
    """
    text = plain(memo)
    if _GENERIC_MEMO.fullmatch(text) or _LATER_MEMO.search(text):
        return None
    text = text.replace(plain(payee) or "\n", "")
    found = [kind for kind, said in _KINDS.items() if said(text)]
    if found[:1] == ["interest"] or len(found) > 1:
        return found[0] if found[0] == "interest" else _UNCLEAR
    if _OF_DEBT.search(text):
        return found[0] if found and _plainly(text, found[0]) else _UNCLEAR
    return found[0] if found else None


def _plainly(text: str, kind: str) -> bool:
    """Say whether a memo lends or gives back, denies nothing and names nobody else."""
    owed = kind in ("loan", "repayment")
    return owed and not re.search(OTHERS, text) and not _DENIED_MEMO.search(text)


def _searches(pattern: Pattern) -> Callable[[str], bool]:
    return lambda text: bool(pattern.search(text))


def _repays(text: str) -> bool:
    return bool(_REPAYMENT_MEMO.fullmatch(text))


def _lends(text: str) -> bool:
    return bool(_LOAN_MEMO.search(text)) and not _repays(text)


_UNCLEAR = "unclear"
_KINDS: Mapping[str, Callable[[str], bool]] = {
    "interest": _searches(_INTEREST_MEMO),
    "repayment": _repays,
    "loan": _lends,
    "gift": _searches(_GIFT_MEMO),
    "purchase": _searches(_PURCHASE_MEMO),
}


def gives(sentence: str) -> bool:
    """Say whether whoever says this makes a present of it."""
    return bool(_GIVES.search(plain(sentence)))
