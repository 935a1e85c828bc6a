"""What money was for: the purpose a request names, the memo of a transfer, a present.

Like in `wording`, what is not clear is not read as a fact.
"""

from __future__ import annotations

import re

from evidence_kit.facts.wording import plain

_PURPOSE = re.compile(
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

_LOAN_MEMO = re.compile(r"(?<!还)(?:借款|借给|借你|出借|借钱|借$)|^借")
_REPAYMENT_MEMO = re.compile(r"还款|还钱|还你|还您|归还|还借|还清|还$|^还(?!是|有|在)|欠款")
_INTEREST_MEMO = re.compile(r"利息")
_GIFT_MEMO = re.compile(
    r"生日|红包|礼金|礼物|新年|新春|春节|节日|中秋|端午|情人节|七夕|恭喜|快乐|压岁|爱你|心意|随礼|份子|我爱|么么"
)
_PURCHASE_MEMO = re.compile(
    r"货款|房租|饭钱|餐费|车费|打车|代付|代买|代购|团购|拼单|AA|工资|机票|车票|门票|水电|快递|买菜|定金|押金|学费|"
    r"奶茶|咖啡|外卖|电影|聚餐|火锅|[早午晚][餐饭]",
    re.IGNORECASE,
)
_GENERIC_MEMO = re.compile(r"(?:微信)?转账|转账给你|请收款|你发起了一笔转账|已收款|已被接收|")
_GIVES = re.compile(
    r"不用还|不用你还|送你|送给你|给你的?(?:礼物|红包|零花钱)|生日快乐|节日快乐|新年快乐|压岁|爱你|心意"
)


def memo_says(memo: str) -> str | None:
    """Return what a transfer's memo calls it: loan, repayment, interest, gift, purchase or None."""
    text = plain(memo)
    if _GENERIC_MEMO.fullmatch(text):
        return None
    kinds = {
        "interest": _INTEREST_MEMO,
        "repayment": _REPAYMENT_MEMO,
        "loan": _LOAN_MEMO,
        "gift": _GIFT_MEMO,
        "purchase": _PURCHASE_MEMO,
    }
    found = [kind for kind, pattern in kinds.items() if pattern.search(text)]
    return found[0] if len(found) == 1 or found[:2] == ["interest", "repayment"] else None


def gives(sentence: str) -> bool:
    """Say whether whoever says this makes a present of it."""
    return bool(_GIVES.search(plain(sentence)))
