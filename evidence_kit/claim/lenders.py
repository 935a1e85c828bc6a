"""Licensed lenders as facts name them: the creditor itself, or where the lent money came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from evidence_kit.claim.citing import lending
from evidence_kit.model import (
    Licensed,
    LicensedKind,
    LoanFacts,
    Payment,
    Saying,
    SayingKind,
    Statement,
    Where,
)
from evidence_kit.patterns import Pattern

_PRODUCT = (
    r"微粒贷|花呗|借呗|网商贷|(?:京东)?(?:白条|金条)|度小满|有钱花|放心借|美团(?:借钱|生意贷)|360借条|"
    r"分期乐|安逸花|招联金融|信用飞|信用卡"
)
_BANK = (
    r"(?:中国)?(?:工商|农业|建设|交通|邮政储蓄|邮储|招商|中信|光大|民生|兴业|浦发|平安|华夏|广发|微众|网商|众邦)银行|"
    r"中国银行|[工农建交招]行(?=[的贷借欠催信还]|$)|"
    r"银行(?!卡|转账|账户|账号|流水|回单|app|APP|利率|利息|柜台|门口|存款|取款|取钱)"
)
_COMPANY = (
    r"[一-鿿]{0,12}?(?:小额贷款|小贷|消费金融|信托|典当|融资租赁|商业保理|融资担保|资产管理)"
    r"(?:有限|股份|责任)*(?:公司|行)"
)
_NAME = rf"(?:{_PRODUCT}|{_COMPANY}|{_BANK})"
_LENDER: Final = Pattern(_NAME)
# A bank's whole name ends so; 银行小王 is somebody's nickname.
_INSTITUTION: Final = Pattern(
    rf"(?:{_PRODUCT})|.*(?:银行|信用社|农村信用合作联社|[支分]行|(?:银行|小额贷款|小贷|消费金融|信托|"
    r"融资租赁|商业保理|融资担保|资产管理).*公司|典当行|典当.*公司)"
)
_OWED: Final = Pattern(
    rf"(?:欠|拖欠|还欠|借的?是?|贷的?是?)(?:着|了)?(?:你们?)?的?{_NAME}|"
    rf"(?:在|从|向|跟|找|问|用){_NAME}(?:里|上|那边|平台)?(?:面)?(?:借|贷|套)|"
    rf"{_NAME}的?(?:逾期|欠款|催收|催款|还款日|起诉|借款合同)"
)
_EXCLUDED = (lending(1, 2),)
_RELENT = (lending(13, None, 1),)


def named(text: str) -> str | None:
    """Return the licensed lender or its product that a text names first; None where it names none.

    银行卡 and 银行转账 name a card and a way of paying, not a lender.
    """
    found = _LENDER.search(text)
    return found.group() if found else None


def found(facts: LoanFacts) -> tuple[Licensed, ...]:
    """Return every licensed lender that the facts name, and as what.

    Where the creditor is one, the debt is no private loan: other rules hold, and no ceiling is
    computed (民间借贷规定 1(2)). Money taken from one and lent on is relending (13), another
    matter: the loan between the two is a private one, perhaps void. A debt of somebody's own to
    one is only a mention, unless no loan between the two is known.
    """
    hints = [one for one in facts.sayings if one.kind is SayingKind.RELENDING]
    return (
        *_parties(facts),
        *_relending(hints),
        *_payments(facts.payments),
        *_words(facts, frozenset(one.quote.where for one in hints)),
    )


def bars_cap(licensed: Iterable[Licensed]) -> bool:
    """Say whether no ceiling may be computed, as the creditor is a licensed lender."""
    return any(one.no_private_loan for one in licensed)


def _parties(facts: LoanFacts) -> Iterator[Licensed]:
    lender, legal = facts.lender, facts.lender.legal_name
    if legal and _INSTITUTION.fullmatch(legal):
        yield Licensed(LicensedKind.PARTY, legal, legal, None, _EXCLUDED)
        return
    for name in (*lender.names, *([lender.real_name] if lender.real_name else [])):
        if _INSTITUTION.fullmatch(name.value):
            yield Licensed(LicensedKind.PARTY, name.value, name.quote, name.where, _EXCLUDED)


def _relending(hints: Iterable[Saying]) -> Iterator[Licensed]:
    for hint in hints:
        name = named(hint.quote.quote)
        if name:
            said = hint.quote
            yield Licensed(LicensedKind.RELENDING, name, said.quote, said.where, _RELENT)


def _payments(payments: Iterable[Payment]) -> Iterator[Licensed]:
    for payment in payments:
        paid = payment.counterparty or ""
        name = named(paid)
        if name:
            place = payment.places[0] if payment.places else None
            yield Licensed(LicensedKind.PAYMENT, name, paid, place, _EXCLUDED)


def _words(facts: LoanFacts, relent: frozenset[Where | Statement]) -> Iterator[Licensed]:
    known = any(loan.counted for loan in facts.loans)
    kind = LicensedKind.MENTION if known else LicensedKind.WORDS
    for talk in facts.conversations:
        for said in talk.utterances:
            text = said.message.text
            owed = _OWED.search(text) if said.where not in relent else None
            name = named(owed.group()) if owed else None
            if name:
                yield Licensed(kind, name, text, said.where, _EXCLUDED)
