"""借条, 欠条 and 收条: what they state is compared with what was paid, never booked."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, gather, page
from moneyed import paper
from stories import left, source, taken, time

from evidence_kit.facts import papers
from evidence_kit.model import (
    Brief,
    Channel,
    DocumentKind,
    Doubt,
    DoubtKind,
    LoanFacts,
    Money,
    Stated,
)

NINE = source("9.png")
CHAT = page(
    *(LOAN_DAY, ASKED, *taken(R, "5000.00")),
    *(time("2025年4月2日 10:00"), left("再借我1000元"), *taken(R, "1000.00")),
    *(time("2025年5月2日 10:00"), left("先还你500"), *taken(L, "500.00")),
)


def differing(found: LoanFacts) -> list[dict[str, str]]:
    every: list[Doubt] = [d for d in found.doubts if d.kind is DoubtKind.SAID_DIFFERS_FROM_PAID]
    return [dict(doubt.args) for doubt in every]


@pytest.mark.parametrize(
    ("kind", "yuan"),
    [
        (DocumentKind.LOAN_NOTE, "5000.00"),
        (DocumentKind.LOAN_NOTE, "6000.00"),
        (DocumentKind.ELECTRONIC_NOTE, "1000.00"),
        (DocumentKind.DEBT_NOTE, "5500.00"),
        (DocumentKind.DEBT_NOTE, "6000.00"),
        (DocumentKind.RECEIPT, "500.00"),
        (DocumentKind.RECEIPT, "5000.00"),
    ],
)
def test_a_paper_that_payments_bear_out_adds_nothing(kind: DocumentKind, yuan: str) -> None:
    found = gather(CHAT, paper(NINE, kind, yuan))
    assert differing(found) == []
    assert len(found.payments) == 3
    assert str(found.outstanding) == "5500.00"


@pytest.mark.parametrize(
    ("kind", "yuan"),
    [
        (DocumentKind.LOAN_NOTE, "7000.00"),
        (DocumentKind.DEBT_NOTE, "5400.00"),
        (DocumentKind.RECEIPT, "6000.00"),
    ],
)
def test_a_paper_of_another_sum_is_a_doubt_and_no_payment(kind: DocumentKind, yuan: str) -> None:
    found = gather(CHAT, paper(NINE, kind, yuan))
    assert differing(found) == [{"field": "amount", "said": yuan, "paid": "6000.00"}]
    assert str(found.outstanding) == "5500.00"


def test_a_note_without_any_payment_is_a_doubt() -> None:
    found = gather(paper(NINE, DocumentKind.LOAN_NOTE, "5000.00"))
    assert differing(found) == [{"field": "amount", "said": "5000.00", "paid": "0.00"}]
    assert found.payments == ()


def cash(yuan: str, name: str | None) -> Stated:
    return Stated(date(2025, 4, 1), Money.of_yuan(yuan), Channel.CASH, shown_in=name)


def test_a_receipt_vouches_for_the_stated_money_that_names_it() -> None:
    told = paper(NINE, DocumentKind.RECEIPT, "800.00")
    found = gather(CHAT, told, brief=Brief(loans=(cash("800.00", "9.png"),)))
    assert differing(found) == []
    assert str(found.outstanding) == "6300.00"
    assert len(found.payments) == 4


def test_a_receipt_of_another_sum_than_the_stated_money_is_a_doubt() -> None:
    told = paper(NINE, DocumentKind.RECEIPT, "500.00")  # which another payment has
    found = gather(CHAT, told, brief=Brief(loans=(cash("800.00", "9.png"),)))
    assert differing(found) == [{"field": "amount", "said": "500.00", "paid": "800.00"}]


def test_what_its_reader_doubts_is_not_compared() -> None:
    unsure = paper(NINE, DocumentKind.LOAN_NOTE, "7000.00", "今借到", "amount")
    other = paper(source("8.png"), DocumentKind.LOAN_NOTE, "7000.00", "今借到", "kind")
    assert differing(gather(CHAT, unsure, other)) == []


def test_a_paper_that_does_not_name_the_defendant_is_a_doubt() -> None:
    brief = Brief(defendant="周砚秋")
    mine = paper(NINE, DocumentKind.LOAN_NOTE, "5000.00", "今借到人民币5000元 借款人 周 砚秋")
    whose = paper(NINE, DocumentKind.LOAN_NOTE, "5000.00", "今借到人民币5000元 借款人 周某")

    def strange(found: LoanFacts) -> list[Doubt]:
        places = [d for d in found.doubts if d.where and d.where.source == NINE.sha256]
        return [d for d in places if d.kind is DoubtKind.PARTY_UNKNOWN]

    assert strange(gather(CHAT, mine, brief=brief)) == []
    assert len(strange(gather(CHAT, whose, brief=brief))) == 1


def test_what_a_paper_is_where_its_reader_is_sure() -> None:
    _, sure = paper(NINE, DocumentKind.LOAN_NOTE, "5000.00")
    _, odd = paper(NINE, DocumentKind.LOAN_NOTE, "5000.00", "今借到", "kind")
    assert papers.sure_kind(sure) is DocumentKind.LOAN_NOTE
    assert papers.sure_kind(odd) is DocumentKind.OTHER
