"""Words by which money is something else than what was lent: wages, a deposit, a mistake."""

from __future__ import annotations

import re

from evidence_kit.facts.dates import said
from evidence_kit.facts.phrases import OTHERS
from evidence_kit.facts.wording import clauses, is_supposed, plain
from evidence_kit.patterns import Pattern

# What money is called that is neither lent nor given back.
_CALLED = Pattern(
    r"工资|薪水|奖金|提成|劳务|报酬|押金|[定订]金|保证金|房租|租金|水电|物业费|饭钱|餐[费钱]|车费|油费|路费|打车|车票|机票|"
    r"门票|票钱|快递费?|运费|货[款钱]|材料[款费钱]|工程款|礼金|随礼|份子|彩礼|红包|压岁|学费|生活费|抚养费|医药费|药钱|修车|"
    r"(?:投资|入股|报销|合伙)(?:的)?[钱款]|股金|分红(?![^，。]{0,4}(?:下来|到|发))|赌债|稿费|补(?:给)?(?:你|您)(?!钱)|(?:帮|替)我(?:[存收](?!到)|保管)|"
    r"(?:存|放)(?:在)?(?:你|您)(?:那|这|手)|"
    r"修理费|维修费|赔偿|赔你|奶茶|咖啡|外卖|[条包]烟|烟钱|酒钱|菜钱|买菜|彩票|话费|团购|拼单|AA|代[付买购]|"
    r"[我你]那份|(?:你|您)[^，。,]{0,6}垫(?:付)?的|(?:帮|替)(?:我|你|您)(?:买|拿|带|订|定|交|付|垫|还给|转给|转交|还(?!清|上))",
    re.IGNORECASE,
)
_MISTAKE = Pattern(
    r"(?:转|打|发|付|点)错|(?:转|打|付|给)多了|多(?:转|打|付|给)了|退(?:给|还)?(?:你|您)(?!群)"
)
_ON_BEHALF = Pattern(
    rf"(?:{OTHERS}|小[^，。]|老[^，。])[^，。,]{{0,2}}(?:让|叫|托)我|(?:让|叫|托)我(?:转|还|给|带)(?:给)?你"
)
# Where the money comes from, what the other is to do with it, or what is not paid by it.
_NOT_THIS = Pattern(
    r"(?:发|领|拿|结|等|没|欠)[^，。,]{0,3}(?:工资|薪水|奖金|提成)|(?:工资|薪水|奖金|提成)[^，。,]{0,4}(?:发|到|下来|结|还没|没|一)|"
    r"(?:报销|分红|稿费|投资|合伙|股金)[^，。,]{0,6}(?:下来|到|发|回|拿)|[交付给退](?:完|了|掉|过)|先交|去交|拿去|够|没|不|别|还差|要紧|要交|要付|急着|刚[交付]|再想|再说|再[给交付]|下个?月|下周|过几天|回头|晚点|零花"
)
_INTEREST = Pattern(r"利息|[还付]息|本息")
_NO_INTEREST = Pattern(r"不|没|免|别|算了|以后|再|下次|多少|怎么|按|月息|年息|[分厘%]")
_OLD_DEBT = Pattern(r"之前|以前|上次|上回|前面|原来|那笔|借的|欠的|借(?:了)?你的|欠你的|借款|欠款")


def called(sentence: str) -> bool:
    """Say whether whoever pays calls the money something else than a loan or its return.

    (这个月房租, 押金退你了, 转错人了, 帮我还给小王, 昨天的饭钱还你; not 工资到账了，先还你2000.)
    """
    return any(_is_called(clause) for clause in clauses(sentence))


def interest(sentence: str) -> bool:
    """Say whether money is paid, or asked for, as interest, and no principal is named."""
    if "本金" in sentence:
        return False
    return any(_is_interest(clause) for clause in clauses(sentence))


def with_interest(sentence: str) -> bool:
    """Say whether whoever pays names interest as a part of it (本金5000还你，利息50)."""
    return any(_is_interest(clause) for clause in clauses(sentence))


def of_old_debt(sentence: str) -> bool:
    """Say whether a promise to pay back is about money lent before (之前欠的钱下个月还你)."""
    return bool(_OLD_DEBT.search(plain(sentence)))


def _is_called(clause: str) -> bool:
    text = plain(clause)
    if _MISTAKE.search(text) or _ON_BEHALF.search(text):
        return True
    return bool(_CALLED.search(text)) and not _NOT_THIS.search(text) and not is_supposed(clause)


def _is_interest(clause: str) -> bool:
    text = plain(clause)
    if not _INTEREST.search(text) or _NO_INTEREST.search(text):
        return False
    return not said(re.sub(r"今天|现在|[这本上]个?月|\d+月份?的?", "", text))
