"""账目表: sums that anybody can add again, and cells that no spreadsheet misreads."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from booked import Booking, bill as records
from ledgers import ASKED, LOAN_DAY, SERIAL, gather, page
from moneyed import alipay, packet
from stories import bill, card, left, source, taken, time

from evidence_kit.model import (
    Basis,
    Brief,
    Channel,
    LoanFacts,
    Moment,
    Money,
    Side,
    Source,
    Sourced,
    State,
    Stated,
)
from evidence_kit.render import ledger_csv

CHAT = page(
    LOAN_DAY,
    ASKED,
    card("right", "5000.00"),
    time("2025年6月2日 14:05"),
    left("先还你2000"),
    *taken(Side.LEFT, "2000.00"),
    time("2025年7月2日 14:05"),
    card("right", "1.00", State.RETURNED),
)


def table(found: LoanFacts, *sources: Source) -> list[dict[str, str]]:
    raw = ledger_csv(found, sources)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def fen(yuan: str) -> int:
    return round(float(yuan) * 100)


def shown() -> tuple[LoanFacts, list[Source]]:
    cash = Stated(date(2025, 4, 1), Money(80050), Channel.CASH)
    return gather(CHAT, brief=Brief(loans=(cash,))), [CHAT[0]]


def test_the_running_sums_can_be_added_again_by_hand() -> None:
    found, sources = shown()
    *lines, total = table(found, *sources)
    owed = 0
    for line in lines:
        if line["是否计入"] == "计入":
            owed += fen(line["金额（元）"]) * (1 if line["性质"] == "借款" else -1)
        assert fen(line["尚欠本金"]) == owed
        assert fen(line["累计借出"]) - fen(line["累计归还"]) == owed
    assert owed == found.outstanding.fen == 380050
    assert (total["日期"], total["尚欠本金"]) == ("合计", "3800.50")


def test_every_payment_has_its_line_counted_or_not() -> None:
    found, sources = shown()
    lines = table(found, *sources)[:-1]
    assert [(line["序号"], line["状态"], line["是否计入"]) for line in lines] == [
        ("1", "已收款", "计入"),
        ("2", "原告自述", "计入"),
        ("3", "已收款", "计入"),
        ("4", "已退还", "不计入"),
    ]
    assert [line["出处"] for line in lines] == ["1.png", "原告自述（现金）", "1.png", "1.png"]


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (datetime(2025, 3, 2, 1), datetime(2025, 3, 2, 5), "2025-03-02"),
        (datetime(2025, 3, 2), datetime(2025, 3, 5), "2025-03-02至2025-03-05"),
        (datetime(2025, 3, 2), None, "2025-03-02以后"),
        (None, datetime(2025, 3, 5), "2025-03-05以前"),
        (None, None, "待核"),
    ],
)
def test_a_day_is_as_wide_as_it_is_known(
    since: datetime | None, until: datetime | None, told: str
) -> None:
    found, sources = shown()
    at = Moment(since, until, Basis.BETWEEN)
    found = replace(found, payments=(replace(found.payments[0], at=at),))
    line = table(found, *sources)[0]
    assert (line["日期"], line["日期依据"]) == (told, "按前后时间推定")


def test_a_receipt_that_is_named_stands_with_its_page() -> None:
    said = Stated(date(2025, 4, 1), Money(100), Channel.BANK, shown_in="流水.pdf", page=3)
    (line, _) = table(gather(brief=Brief(loans=(said,))))
    assert line["出处"] == "原告自述（银行转账；流水.pdf第3页）"


def test_a_serial_stays_text_in_a_spreadsheet() -> None:
    where = source("b.png")
    found = gather(bill(where, "3000.00", serial=SERIAL))
    assert table(found, where)[0]["交易单号"] == f"{SERIAL}\t"


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+cmd", "-cmd", "\tx"])
def test_no_cell_is_a_formula(name: str) -> None:
    found, sources = shown()
    found = replace(found, payments=(replace(found.payments[0], counterparty=name),))
    assert table(found, *sources)[0]["对方"] == f"'{name}"


def test_an_overpaid_sum_stays_a_number() -> None:
    back = Stated(date(2025, 4, 1), Money(12345), Channel.CASH)
    (line, _) = table(gather(brief=Brief(repayments=(back,))))
    assert line["尚欠本金"] == "-123.45"


def test_a_line_names_the_doubts_that_touch_it() -> None:
    found = gather(page(LOAN_DAY, left("在吗"), card("right", "5000.00")))
    (line, _) = table(found, source("1.png"))
    (payment,) = found.payments
    assert line["待核"] == "；".join(doubt.id for doubt in payment.doubts) != ""
    assert isinstance(payment.amount, Sourced)


def test_a_line_names_the_way_that_money_went() -> None:
    found = gather(
        CHAT,
        packet(source("8.png"), "老周", "66.00"),
        alipay(source("9.png"), "70.00", at="2025-03-09 14:05:31", who="老周"),
    )
    sources = [source(name) for name in ("1.png", "8.png", "9.png")]
    lines = table(found, *sources)[:-1]
    ways = {line["金额（元）"]: line["渠道"] for line in lines}
    assert (ways["5000.00"], ways["66.00"], ways["70.00"]) == ("微信", "微信红包", "支付宝")


def test_a_line_is_flagged_by_what_leaves_it_open() -> None:
    talk = (LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), *taken(Side.LEFT, "500.00"))
    day = (time("2025年5月20日 10:00"), *taken(Side.RIGHT, "520.00"))
    lent, back, gift = table(gather(page(*talk, *day)), source("1.png"))[:-1]
    assert (lent["提示"], back["提示"], gift["提示"]) == (
        *("部分款项随即退回", "可能为预先扣除的利息", "性质易争议"),
    )
    assert (back["是否计入"], back["尚欠本金"]) == ("计入", "4500.00")
    assert (gift["是否计入"], gift["尚欠本金"]) == ("不计入", "4500.00")


def test_money_that_came_back_says_when() -> None:
    sent = card(Side.RIGHT, "5000.00", State.RETURNED)
    answer = card(Side.LEFT, "5000.00", State.RETURNED, receipt=True)
    talk = (LOAN_DAY, ASKED, sent, time("2025年3月3日 09:00"), answer, time("2025年3月3日 09:20"))
    (line, _) = table(gather(page(*talk)), source("1.png"))
    assert line["状态"] == "已退还（2025-03-03）"


def test_each_line_says_what_vouches_for_it() -> None:
    booked = Booking("2025-03-02 14:05:31", "5000.00", serial=SERIAL)
    lacking = "账单中没有这笔"
    found = gather(CHAT, records(source("账单.csv"), booked))
    *lines, _ = table(found, CHAT[0], source("账单.csv"))
    assert [line["佐证"] for line in lines] == ["已佐证", "仅截图", "仅截图"]
    assert [line["提示"] for line in lines] == ["", lacking, ""]
    assert lines[0]["出处"] == "1.png；账单.csv"
