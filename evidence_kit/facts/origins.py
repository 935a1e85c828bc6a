"""Where lent money came from: hints that it was itself borrowed."""

from __future__ import annotations

import re

from evidence_kit.facts.wording import plain

_SOURCE = (
    r"(?:微粒贷|花呗|借呗|信用卡|白条|金条|网贷|网商贷|度小满|有钱花|360借条|分期乐|招联|美团借钱|放心借|京东借|消费贷|经营贷|装修贷|"
    r"抵押贷|信用贷|公积金贷|银行贷款?|贷款|刷卡)"
)
_TAKEN = r"(?:套现?|刷|借|贷|取|提|弄|转|凑|倒|支)"
_TO_YOU = r"(?:给|借|转)(?:给)?(?:你|您)|出来的?|来的|的(?:钱|款)"
_BY_LENDER = (
    rf"{_SOURCE}(?:里|上|上面|那边|平台)?[^，。,你]{{0,4}}{_TAKEN}[^，。,]{{0,4}}(?:{_TO_YOU})",
    rf"{_SOURCE}(?:里|上|上面)?(?:{_TO_YOU})",
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
_LENDER, _BORROWER = (re.compile("|".join(forms)) for forms in (_BY_LENDER, _OF_LENDER))
_NOT_SO = re.compile(
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
