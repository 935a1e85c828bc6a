"""Licensed lenders: the creditor itself, against money borrowed from one and lent on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import chat, left, right, source, taken, time
from suits import LENDER, at, facts, ink, lent, paid

from evidence_kit import facts as gathering
from evidence_kit.claim import lenders
from evidence_kit.claim.articles import cites_known
from evidence_kit.model import Brief, Direction, Licensed, LicensedKind, LoanFacts, Side

OPENING = (time("2025年3月2日 14:05"), left("能不能借我5000元？"))


def read(*messages) -> LoanFacts:
    return gathering.gather([chat(source("1.png"), (*OPENING, *messages))], Brief())


def found(facts_: LoanFacts) -> list[tuple[LicensedKind, str]]:
    result: tuple[Licensed, ...] = lenders.found(facts_)
    assert all(cites_known(article) for one in result for article in one.articles)
    return [(one.kind, one.name) for one in result]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我欠微粒贷3000", "微粒贷"),
        ("这5000是我在花呗借的", "花呗"),
        ("借呗逾期了", "借呗"),
        ("建行贷款还没批", "建行"),
        ("中国工商银行贷款", "中国工商银行"),
        ("找银行借的", "银行"),
        ("重庆某某小额贷款有限责任公司", "重庆某某小额贷款有限责任公司"),
        ("银行卡号发我", None),
        ("银行转账给你", None),
        ("昨天行不行", None),
        ("下个月还你", None),
    ],
)
def test_names_of_lenders(text: str, name: str | None) -> None:
    assert lenders.named(text) == name


@pytest.mark.parametrize(
    "name",
    [
        "重庆某某小额贷款有限公司",
        "重庆某某小贷公司",
        "深圳前海微众银行股份有限公司",
        "中国农业银行杭州支行",
        "某某典当行",
        "微粒贷",
    ],
)
def test_a_creditor_that_is_licensed_has_no_private_loan(name: str) -> None:
    party = replace(LENDER, legal_name=name)
    result = lenders.found(facts(lender=party))
    assert [(one.kind, one.name) for one in result] == [(LicensedKind.PARTY, name)]
    assert [(one.number, one.paragraph) for one in result[0].articles] == [(1, 2)]
    assert lenders.bars_cap(result)


@pytest.mark.parametrize("name", ["银行小王", "钱小满", "花呗哥", "某某贸易有限公司"])
def test_a_person_or_another_company_has_one(name: str) -> None:
    result = lenders.found(facts(lender=replace(LENDER, legal_name=name)))
    assert result == ()
    assert not lenders.bars_cap(result)


def test_a_creditor_known_by_the_name_on_pages_alone() -> None:
    called = replace(LENDER, legal_name=None, names=(ink("微粒贷", 2), ink("小钱", 3)))
    assert found(facts(lender=called)) == [(LicensedKind.PARTY, "微粒贷")]
    real = replace(LENDER, legal_name=None, real_name=ink("某某小额贷款有限公司", 4))
    assert found(facts(lender=real)) == [(LicensedKind.PARTY, "某某小额贷款有限公司")]


def test_money_borrowed_and_lent_on_is_relending_and_no_other_creditor() -> None:
    """Failure to fear: 我从借呗借给你的 taken for a debt to 借呗, and no figure given at all."""
    told = read(*taken(Side.RIGHT, "5000.00"), right("这钱我从借呗借给你的"))
    result = lenders.found(told)
    assert [(one.kind, one.name) for one in result] == [(LicensedKind.RELENDING, "借呗")]
    assert [one.number for one in result[0].articles] == [13]
    assert not lenders.bars_cap(result)


def test_money_borrowed_from_a_friend_names_no_lender() -> None:
    told = read(*taken(Side.RIGHT, "5000.00"), right("这钱是我找朋友借了转给你的"))
    assert found(told) == []


def test_somebodys_own_debt_is_a_mention() -> None:
    words = left("我还欠微粒贷3000，等我还完就还你")
    told = read(*taken(Side.RIGHT, "5000.00"), words)
    assert found(told) == [(LicensedKind.MENTION, "微粒贷")]
    (one,) = lenders.found(told)
    assert one.quote == words.text
    assert one.where == told.conversations[0].utterances[-1].where


def test_where_no_loan_is_known_the_words_may_name_the_creditor() -> None:
    assert found(read(left("我欠微粒贷3000"))) == [(LicensedKind.WORDS, "微粒贷")]
    assert found(read(left("下个月还你"))) == []


def test_a_payment_to_a_lender_is_none_between_the_two() -> None:
    own = paid(100, at("2025-01-01"), 3, counterparty="微粒贷", direction=Direction.OUT)
    other = lent(100, at("2025-01-01"), 4, counterparty="周大江")
    unseen = replace(own, places=())
    assert found(facts(own, other, unseen)) == [(LicensedKind.PAYMENT, "微粒贷")] * 2
    assert [one.where for one in lenders.found(facts(own, unseen))] == [own.places[0], None]
