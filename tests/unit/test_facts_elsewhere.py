"""Money that went by another app, explained by the chat's own words of that day and sum."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, R, gather, kinds, page
from moneyed import IN, OUT, Row, alipay, bill_list, receipt
from stories import left, right, source, taken, time

from evidence_kit.model import Brief, DoubtKind, LoanFacts, Nature, Payment

NINE, EIGHT = source("9.png"), source("8.png")
LATER = time("2025年3月2日 15:05")
TALK = page(LOAN_DAY, ASKED, right("支付宝转你了"), left("收到"), LATER, left("谢谢"))
BACK = page(
    *(LOAN_DAY, ASKED, *taken(R, "5000.00")),
    *(
        time("2025年6月2日 10:00"),
        left("先还你800，支付宝"),
        right("好"),
        time("2025年6月2日 18:00"),
    ),
)


def other(found: LoanFacts) -> Payment:
    (payment,) = [p for p in found.payments if p.channel.value != "微信"]
    return payment


def test_a_request_of_its_day_and_sum_makes_it_a_loan() -> None:
    found = gather(TALK, alipay(NINE, "5000.00", at="2025-03-02 14:20:10", who="老周"))
    assert other(found).nature is Nature.LOAN
    assert other(found).doubts == ()
    assert other(found).basis is not None
    assert other(found).basis.quote == ASKED.text
    assert str(found.outstanding) == "5000.00"


def test_words_of_its_day_and_sum_make_it_a_repayment() -> None:
    found = gather(BACK, alipay(NINE, "800.00", IN, at="2025-06-02 10:05:10", who="老周"))
    assert (other(found).nature, other(found).doubts) == (Nature.REPAYMENT, ())
    assert str(found.outstanding) == "4200.00"


@pytest.mark.parametrize(
    ("yuan", "at", "way"),
    [
        ("4000.00", "2025-03-02 14:20:10", OUT),
        ("5000.00", "2025-03-04 14:20:10", OUT),
        ("5000.00", "2025-03-02 09:20:10", OUT),
        ("5000.00", "2025-03-02 14:20:10", IN),
    ],
)
def test_another_sum_day_or_way_stays_open(yuan: str, at: str, way: object) -> None:
    found = gather(TALK, alipay(NINE, yuan, IN if way is IN else OUT, at=at, who="老周"))
    assert other(found).nature is Nature.UNKNOWN
    assert DoubtKind.NATURE_UNKNOWN in kinds(other(found))


def test_a_request_that_a_card_met_explains_nothing_more() -> None:
    chat = page(LOAN_DAY, ASKED, *taken(R, "5000.00"), LATER, left("谢谢"))
    found = gather(chat, alipay(NINE, "5000.00", at="2025-03-02 14:20:10", who="老周"))
    assert other(found).nature is Nature.UNKNOWN


def test_a_request_that_two_payments_may_meet_explains_neither() -> None:
    both = Brief(plaintiff="林知夏", defendant="老周")
    papers = (
        alipay(NINE, "5000.00", at="2025-03-02 14:20:10", who="老周"),
        receipt(EIGHT, "5000.00", "林知夏", "老周", at="2025-03-02 14:30:10"),
    )
    found = gather(TALK, *papers, brief=both)
    assert [p.nature for p in found.payments] == [Nature.UNKNOWN] * 2


def test_a_refused_request_explains_nothing() -> None:
    chat = page(LOAN_DAY, ASKED, right("我也没钱"), LATER, left("哦"))
    found = gather(chat, alipay(NINE, "5000.00", at="2025-03-02 14:20:10", who="老周"))
    assert other(found).nature is Nature.UNKNOWN


def test_a_lone_row_is_explained_and_its_state_still_asked() -> None:
    row = Row("老周", "5000.00", "2025年3月2日 14:20")
    (payment,) = gather(TALK, bill_list(NINE, row)).payments
    assert payment.nature is Nature.LOAN
    assert kinds(payment) == [DoubtKind.STATE_UNKNOWN]
