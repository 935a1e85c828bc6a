"""Money by other ways than WeChat: in the ledger with its channel, never merged by its sum."""

from __future__ import annotations

from ledgers import ASKED, LOAN_DAY, R, gather, kinds, only, page
from moneyed import IN, OUT, Row, alipay, bill_list, receipt
from stories import bill, source, taken

from evidence_kit.model import Brief, Channel, Direction, DoubtKind, LoanFacts, Nature

CHAT = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
AT = "2025-03-02 14:05:31"
NINE, EIGHT = source("9.png"), source("8.png")
BOTH = Brief(plaintiff="林知夏", defendant="周砚秋")


def channels(found: LoanFacts) -> list[tuple[str, str]]:
    return [(p.channel.value, str(p.amount.value)) for p in found.payments]


def test_an_alipay_bill_of_a_cards_sum_and_minute_is_other_money() -> None:
    found = gather(CHAT, alipay(NINE, "5000.00", at=AT, who="老周", memo="借款"))
    assert channels(found) == [("微信", "5000.00"), ("支付宝", "5000.00")]
    assert str(found.outstanding) == "10000.00"


def test_bills_of_two_apps_are_never_one() -> None:
    papers = (
        bill(source("2.png"), "5000.00", at=AT, who="老周"),
        alipay(NINE, "5000.00", at=AT, who="老周"),
        receipt(EIGHT, "5000.00", "林知夏", "周砚秋", way=OUT),
    )
    found = gather(*papers)
    assert sorted(channels(found)) == [
        ("微信", "5000.00"),
        ("支付宝", "5000.00"),
        ("银行转账", "5000.00"),
    ]
    assert DoubtKind.RECORDS_DIFFER not in [d.kind for d in found.doubts]


def test_a_wechat_row_is_no_alipay_payments() -> None:
    row = Row("老周", "5000.00", "2025年3月2日 14:05")
    found = gather(CHAT, alipay(NINE, "5000.00", at=AT, who="老周"), bill_list(EIGHT, row))
    assert sorted(channels(found)) == [("微信", "5000.00"), ("支付宝", "5000.00")]


def test_the_plaintiffs_name_tells_whose_receipt_it_is() -> None:
    lent = only(gather(receipt(NINE, "5000.00", "林知夏", "周砚秋", memo="借款"), brief=BOTH))
    assert (lent.direction, lent.counterparty) == (Direction.OUT, "周砚秋")
    assert (lent.nature, lent.channel) == (Nature.LOAN, Channel.BANK)
    back = only(gather(receipt(NINE, "5000.00", "周砚秋", "林知夏", memo="还款"), brief=BOTH))
    assert (back.direction, back.nature) == (Direction.IN, Nature.REPAYMENT)


def test_a_receipt_is_counted_beside_the_chat_with_the_defendant() -> None:
    told = receipt(NINE, "800.00", "林知夏", "周砚秋", memo="借款")
    found = gather(CHAT, told, brief=BOTH)
    assert sorted(channels(found)) == [("微信", "5000.00"), ("银行转账", "800.00")]
    assert str(found.outstanding) == "5800.00"


def test_a_receipt_between_others_is_nobodys() -> None:
    other = only(gather(receipt(NINE, "5000.00", "王某", "周砚秋", memo="借款"), brief=BOTH))
    assert other.direction is None
    assert other.nature is Nature.UNKNOWN
    assert DoubtKind.DIRECTION_UNKNOWN in kinds(other)


def test_a_receipt_that_says_its_side_keeps_it_against_the_names() -> None:
    odd = only(gather(receipt(NINE, "5000.00", "周砚秋", "林知夏", way=OUT), brief=BOTH))
    assert odd.direction is Direction.OUT
    assert odd.nature is Nature.UNKNOWN
    assert IN is not odd.direction
