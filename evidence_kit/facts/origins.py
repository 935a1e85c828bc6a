"""Where lent money came from, and what it was for, where that may void the loan."""

from __future__ import annotations

from evidence_kit.facts.wording import plain
from evidence_kit.patterns import Pattern

_SOURCE = (
    r"(?:微粒贷|花呗|借呗|信用卡|白条|金条|网贷|网商贷|度小满|有钱花|360借条|分期乐|招联|美团借钱|放心借|京东借|消费贷|经营贷|装修贷|"
    r"抵押贷|信用贷|公积金贷|银行贷款?|贷款|刷卡)"
)
_TAKEN = r"(?:套现?|刷|借|贷|取|提|弄|转|凑|倒|支)"
_TO_YOU = r"(?:给|借|转)(?:给)?(?:你|您)|出来的?|来的|的(?:钱|款)"
_BY_LENDER = (
    rf"{_SOURCE}(?:里|上|上面|那边|平台)?[^，。,你]{{0,4}}{_TAKEN}[^，。,]{{0,4}}(?:{_TO_YOU})",
    rf"{_SOURCE}(?:里|上|上面)?(?:{_TO_YOU})",
    rf"^我?(?:也)?是?从{_SOURCE}(?:里|上)?(?:面)?(?:取|套现?|借|贷|刷)(?:出来)?的",
    r"(?<![你您])(?:跟|找|问|向)(?!你|您)[^你您，。,]{1,6}借[了的][^你您，。,]{0,6}[转借给](?:给)?(?:你|您)",
    rf"(?:这|那|给你的)(?:笔|些)?(?:钱|款)(?:也|都|就)?是?我?[^，。,你]{{0,3}}{_SOURCE}[^，。,你]{{0,3}}{_TAKEN}[^，。,你]{{0,2}}的",
    rf"(?:贷|套现|刷卡|套)(?:了)?[^，。,]{{0,6}}(?:{_TO_YOU})",
    rf"(?:借你的|借给你的|转你的|转给你的|给你的|这|那笔?)[^，。,]{{0,4}}(?:钱|款)?(?:也|都|全|就)?是(?:我)?[^，。,]{{0,6}}"
    rf"(?:{_SOURCE}|(?:跟|找|问|向)(?:别人|银行|网上|人家|朋友|亲戚|我[^你，。,]{{1,3}})[^，。,]{{0,2}}(?:借|贷))",
)
_OF_LENDER = (
    rf"(?:你|您)[^，。,]{{0,6}}{_SOURCE}[^，。,]{{0,4}}(?:{_TAKEN}[^，。,]{{0,4}})?(?:给我|借我|转我|的钱|出来)",
    r"(?:你|您)[^，。,]{0,4}(?:刷卡|套现|贷款)[^，。,]{0,4}(?:给我|借我|转我|借给我)",
    rf"(?:借|转|给)我的(?:钱|款)?[^，。,]{{0,4}}是(?:你|您)[^，。,]{{0,4}}{_SOURCE}",
)
_LENDER, _BORROWER = (Pattern("|".join(forms)) for forms in (_BY_LENDER, _OF_LENDER))
_NOT_SO = Pattern(
    rf"不是|没(?!钱|还)|别(?!人)|不会|(?<!能)不能|还(?:了|我|你|完|清)?的?{_SOURCE}|"
    rf"(?:你|您)(?:自己|可以|去|先|要不|不如|怎么不|直接)[^，。,]{{0,6}}{_SOURCE}|如果|要是|万一"
)


def lends_borrowed(sentence: str) -> bool:
    """Say whether a lender says that the money lent was borrowed (我从借呗借给你的).

    Money taken from a bank and lent on makes the contract void (民间借贷规定 13); a loan from
    anyone else does not, but raises the question.
    """
    text = plain(sentence)
    return bool(_LENDER.search(text)) and not _NOT_SO.search(text)


def knows_borrowed(sentence: str) -> bool:
    """Say whether a borrower says so of the lender's money (你刷信用卡借我的)."""
    text = plain(sentence)
    return bool(_BORROWER.search(text)) and not _NOT_SO.search(text)


# ── gambling, investments, presents ────────────────────────────────────────────────────

_GAMBLING = Pattern(
    r"赌(?:债|资|博|场|球|钱|局|桌)|百家乐|[上下]分(?!期)|翻本|[押下]注|博彩|输光|"
    r"(?:打牌|麻将|牌桌|牌局|金花|德州|斗地主)[^，。,]{0,5}(?:输|欠|钱)|"
    r"借[^，。]{0,9}(?:打牌|打麻将|搓麻将|赌)"
)
_OF_THE_DEBT = Pattern(r"借|还(?!是|有|在)|欠|转我|给我")
_NO_GAMBLING = Pattern(r"别|不(?:要|准|许|能|会|再|是|去|赌)|戒|没[^，。,钱]{0,3}赌|从不|[吗?？]$")
# What the lender asks back as invested, given or sold was not lent.
_OTHER_GROUND = Pattern(
    r"(?:投资|入股|合伙|股金|彩礼|货款|工程款|赌|打牌)[^，。,还]{0,14}[还退](?:给)?我|分红[^。还]{0,14}[还退](?:给)?我|"
    r"(?:把)?(?:送|给|为)(?:你|您)花?的[^，。,还]{0,6}[还退](?:给)?我|[还退](?:给)?我(?:投资|入股|彩礼|货款)|"
    r"(?:把)?我?花的钱[还退](?:给)?我"
)
_GIVEN_AS_LOAN = Pattern(r"借|转给(?:你|您)的|[给为](?:你|您)的(?!花)")


def gambles(sentence: str) -> bool:
    """Say whether a debt is said to be for gambling or from it (民间借贷规定 13)."""
    text = plain(sentence)
    if _NO_GAMBLING.search(text) or not _OF_THE_DEBT.search(text):
        return False
    return bool(_GAMBLING.search(text))


def claims_otherwise(sentence: str) -> bool:
    """Say whether a lender asks back what by these words was no loan (送你的, 投资的, 彩礼)."""
    text = plain(sentence)
    return bool(_OTHER_GROUND.search(text)) and not _GIVEN_AS_LOAN.search(text)
