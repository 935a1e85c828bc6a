"""What an engine may do to receipts, notices, lists, notes and papers.

Each was once a wrong value, or a lost one, without a doubt on it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import GREY, PAGE, WHITE, flat, line, middle, page, sheet
from slips import STATUS, TIME, bill, fields, read, torn, transfer

from evidence_kit import screens
from evidence_kit.model import (
    BillList,
    Box,
    Direction,
    Document,
    DocumentKind,
    Doubt,
    Line,
    OcrPage,
    Reading,
    ServiceCard,
    Slip,
    State,
)

# ── a bank's receipt ────────────────────────────────────────────────────────────────────

RECEIPT = (
    ("付款人户名", "林知夏"),
    ("收款人户名", "周砚秋"),
    ("交易金额", "¥3,000.00"),
    ("交易时间", "2025-03-02 14:08:31"),
    ("交易流水号", "20250302140831000123"),
)


def receipt(*rows: tuple[str, str], without: str = "", title: str = "电子回单") -> OcrPage:
    whole = sheet(*rows, *RECEIPT, head=(middle(title, 200, 50),))
    return replace(whole, lines=tuple(li for li in whole.lines if li.text != without))


def test_a_plain_receipt_is_in_no_doubt() -> None:
    found, doubts = read(receipt())
    assert (found.amount and found.amount.value.fen, found.state) == (300000, State.ACCEPTED)
    assert doubts == ()


@pytest.mark.parametrize(
    ("lost", "field"), [("2025-03-02 14:08:31", "time"), ("20250302140831000123", "serial")]
)
def test_a_receipts_label_without_its_value_is_in_doubt(lost: str, field: str) -> None:
    _, doubts = read(receipt(without=lost))
    assert field in fields(doubts)


@pytest.mark.parametrize("label", ["交易余额", "账户余额", "可用余额", "手续费"])
def test_a_balance_above_it_is_not_the_amount(label: str) -> None:
    found, doubts = read(receipt((label, "98,765.43")))
    assert found.amount is not None
    assert found.amount.value.fen == 300000
    assert doubts == ()


@pytest.mark.parametrize("row", [("摘要", "退汇"), ("附言", "账号有误冲正"), ("交易状态", "")])
def test_a_receipt_that_tells_of_more_is_not_surely_paid(row: tuple[str, str]) -> None:
    found, doubts = read(receipt(row))
    assert found.state is State.RETURNED or "state" in fields(doubts)


def test_a_letter_that_looks_like_a_digit_in_a_number_is_in_doubt() -> None:
    rows = tuple(row for row in RECEIPT if row[0] != "交易流水号")
    whole = sheet(*rows, ("交易流水号", "2O25O3O214OO"), head=(middle("电子回单", 200, 50),))
    found, doubts = read(whole)
    assert found.serial is None or "serial" in fields(doubts)


def test_a_sentence_about_receipts_tells_no_direction() -> None:
    whole = receipt()
    foot = middle("本回单不作为收款", 2000, 36)
    found, _ = read(replace(whole, lines=(*whole.lines, foot)))
    assert found.direction is None


def test_words_that_differ_from_the_digits_are_in_doubt() -> None:
    _, doubts = read(receipt(("金额大写", "人民币叁万元整")))
    assert [doubt.kind.value for doubt in doubts] == ["amount_words_differ"]


# ── notices of 微信支付 ──────────────────────────────────────────────────────────────────

REFUND = (
    ("退款方式", "退回零钱"),
    ("转账时间", "2025-03-02 14:08:31"),
    ("到账时间", "2025-03-03 14:08:40"),
)
WITHDRAWAL = (
    ("收款人", "周砚秋"),
    ("转账时间", "2025-03-02 14:08:31"),
    ("到账时间", "2025-03-03 14:08:40"),
)


def notice(title: str, amount: str, rows: tuple[tuple[str, str], ...]) -> OcrPage:
    lines = [middle("微信支付", 145, 50), line(title, 100, 360, 44), middle(amount, 470, 90)]
    for i, (label, value) in enumerate(rows):
        lines.append(line(label, 100, 640 + 80 * i, 40, ink=GREY))
        lines.append(line(value, 340, 640 + 80 * i, 40))
    return page(lines, [flat(Box(60, 320, 1020, 1000), WHITE)], background=PAGE)


def told(one: OcrPage) -> tuple[Slip, tuple[Doubt, ...]]:
    screen = screens.read(one)
    assert isinstance(screen, ServiceCard)
    (only,) = screen.notices
    return only.slip, screen.doubts


def test_a_plain_notice_is_in_no_doubt() -> None:
    found, doubts = told(notice("转账过期退款到账通知", "¥3000.00", REFUND))
    assert (found.state, doubts) == (State.REFUNDED, ())


@pytest.mark.parametrize(
    "title", ["转账过期迟款到账通知", "转账过期退歎到账通知", "转账过期到账通知"]
)
def test_a_refund_whose_title_is_misread_is_no_income(title: str) -> None:
    found, doubts = told(notice(title, "¥3000.00", REFUND))
    assert found.state is not State.ACCEPTED
    assert found.state is State.REFUNDED or "state" in fields(doubts)


@pytest.mark.parametrize("title", ["账到银行卡到账成功", "转胀到银行卡到账成功"])
def test_a_withdrawal_whose_title_is_misread_is_no_income(title: str) -> None:
    found, doubts = told(notice(title, "¥3000.00", WITHDRAWAL))
    assert found.direction is Direction.OUT or "direction" in fields(doubts)


@pytest.mark.parametrize("lost", ["转账时间", "2025-03-02 14:08:31"])
def test_the_time_of_an_arrival_is_not_taken_for_a_lost_one(lost: str) -> None:
    whole = notice("转账到银行卡到账成功", "¥3000.00", WITHDRAWAL)
    found, doubts = told(replace(whole, lines=tuple(li for li in whole.lines if li.text != lost)))
    assert found.time is None
    assert "time" in fields(doubts)


def test_a_time_that_cannot_be_read_is_not_that_of_the_arrival() -> None:
    rows = (WITHDRAWAL[0], ("转账时间", "2025-03-02 1408:3"), WITHDRAWAL[2])
    found, doubts = told(notice("转账到银行卡到账成功", "¥3000.00", rows))
    assert found.time is None
    assert "time" in fields(doubts)


def test_an_amount_in_two_pieces_is_whole_or_in_doubt() -> None:
    found, doubts = told(torn(notice("转账过期退款到账通知", "¥8804.43", REFUND), "¥8804.43", 2))
    assert "amount" in fields(doubts) or (found.amount and found.amount.value.fen == 880443)


def test_an_amount_that_may_have_its_yuan_as_a_digit_is_in_doubt() -> None:
    _, doubts = told(notice("转账过期退款到账通知", "18804.43", REFUND))
    assert "amount" in fields(doubts)


def test_a_notice_nobody_knows_leaves_its_state_open() -> None:
    found, doubts = told(notice("零钱变动提醒", "¥3000.00", (("变动时间", "2025-03-02 14:08"),)))
    assert found.state is State.UNKNOWN
    assert "state" in fields(doubts)


# ── names, lists, notes ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("header", ["转胀-转给周砚秋", "账-转给周砚秋", "转账-转给周砚秋"])
def test_a_header_with_one_sign_spoilt_still_names_the_other_side(header: str) -> None:
    found, _ = read(bill(STATUS, TIME, header=header))
    assert found.counterparty is not None
    assert found.counterparty.value == "周砚秋"


def test_a_cross_is_nobodys_name() -> None:
    whole = bill(STATUS, TIME)
    kept = tuple(li for li in whole.lines if li.text != "转账-转给周砚秋")
    found, doubts = read(replace(whole, lines=(*kept, line("X", 40, 250, 40))))
    assert found.counterparty is None
    assert "counterparty" in fields(doubts)


def entry(title: str, amount: str, at: str, y: int) -> list[Line]:
    paid = line(amount, 0, y, 46)
    paid = replace(paid, box=Box(1032 - paid.box.width, y, 1032, y + 46))
    return [line(title, 180, y, 44), paid, line(at, 180, y + 62, 34, ink=GREY)]


def listed(*rows: list[Line], month: str = "2024年3月") -> OcrPage:
    head = [middle("账单", 145, 50), line(month, 48, 300, 44)]
    return page([*head, *(one for row in rows for one in row)])


def test_a_rows_sign_that_became_a_digit_is_in_doubt() -> None:
    screen = screens.read(listed(entry("转账-转给周砚秋", "1500.00", "3月3日 11:48", 450)))
    assert isinstance(screen, BillList)
    assert "amount" in fields(screen.doubts)


def test_a_list_that_goes_forward_in_time_has_lost_a_month() -> None:
    rows = (
        entry("转账-转给周砚秋", "-500.00", "3月3日 11:48", 450),
        entry("转账-转给周砚秋", "-700.00", "3月28日 11:48", 630),
    )
    screen = screens.read(listed(*rows))
    assert [dict(doubt.args)["field"] for doubt in screen.doubts] == ["time"]
    assert screens.read(listed(rows[0])).doubts == ()


NOTE = (("出借人", "林知夏"), ("借款人", "周砚秋"), ("借款日期", "2025-03-02"), ("年利率", "12%"))


def noted(*rows: tuple[str, str], big: str = "") -> tuple[Document, set[str]]:
    head = (middle("电子借条", 145, 50), *([middle(big, 300, 100)] if big else []))
    screen = screens.read(sheet(*rows, *NOTE, head=head))
    assert isinstance(screen, Document)
    return screen, fields(screen.doubts)


def test_the_big_number_of_a_note_may_be_what_is_still_owed() -> None:
    found, doubts = noted(("借歉金额", "3000.00元"), big="5300.00")
    assert found.amount is None or found.amount.value.fen == 300000 or "amount" in doubts


@pytest.mark.parametrize(
    ("rows", "doubted"),
    [
        ((("借款金额", "3000.00元"),), False),
        ((("借款金额", "300000元"),), True),
        ((("借款金额", "3000元"), ("大写金额", "叁仟元整")), False),
    ],
)
def test_a_notes_amount_without_its_fen_may_have_lost_its_point(
    rows: tuple[tuple[str, str], ...], doubted: bool
) -> None:
    assert ("amount" in noted(*rows)[1]) is doubted


# ── other sums, and money that went back ────────────────────────────────────────────────


def without(whole: OcrPage, text: str, *more: Line) -> OcrPage:
    return replace(whole, lines=(*(li for li in whole.lines if li.text != text), *more))


def test_a_balance_is_not_the_amount_that_was_lost() -> None:
    whole = transfer("你已收款，资金已存入零钱")
    found, doubts = read(without(whole, "¥3000.00", middle("¥88.00", 620, 40)))
    assert found.amount is None or "amount" in fields(doubts)


def test_of_two_large_amounts_neither_is_sure() -> None:
    whole = bill(STATUS, TIME)
    more = replace(whole, lines=(*whole.lines, middle("-2800.00", 680, 90)))
    assert "amount" in fields(read(more)[1])


@pytest.mark.parametrize("label", ["退款时间", "退还时间"])
def test_money_that_came_back_is_not_surely_paid(label: str) -> None:
    rows = (("当前状态", "支付成功"), TIME, (label, "2025年03月05日 14:08:31"))
    found, doubts = read(bill(*rows))
    assert found.state is State.UNKNOWN
    assert "state" in fields(doubts)


@pytest.mark.parametrize("words", ["已退款20.00元", "退款成功", "退款时间"])
def test_alipays_done_with_a_refund_is_not_surely_paid(words: str) -> None:
    head = (middle("账单详情", 145, 50), middle("周砚秋", 300, 46), middle("-500.00", 400, 108))
    rows = (("创建时间", "2025-03-02 14:08:31"), ("订单号", "2025030222001405123456001712"))
    more = (*rows, ("付款方式", "余额宝"), ("账单分类", "转账红包"), (words, "2025-03-03 10:00:00"))
    found, doubts = read(sheet(*more, head=(*head, middle("交易成功", 560, 44))))
    assert found.state is not State.ACCEPTED
    assert "state" in fields(doubts) or found.state is State.REFUNDED


def paper(*texts: str) -> tuple[Document, set[str]]:
    lines = [line(text, 100, 200 + 90 * i, 50) for i, text in enumerate(texts)]
    screen = screens.read(page(lines))
    assert isinstance(screen, Document)
    return screen, fields(screen.doubts)


def test_interest_in_words_is_not_the_sum_lent() -> None:
    _, doubts = paper(
        "借条", "今借到林知夏现金30000元，", "利息叁佰元整（¥300.00）", "借款人：周砚秋"
    )
    assert "amount" in doubts


def test_a_sum_with_its_interest_in_digits_is_sure() -> None:
    found, doubts = paper(
        "借条", "今借到林知夏人民币叁仟元整（¥3000.00），", "利息30元", "借款人：周砚秋"
    )
    assert found.amount is not None
    assert (found.amount.value.fen, doubts) == (300000, set())


def test_money_that_was_not_received_makes_no_receipt() -> None:
    whole = page(
        [line(t, 100, 200 + 90 * i, 50) for i, t in enumerate(("至今未收到周砚秋还款", "¥3000.00"))]
    )
    screen = screens.read(whole)
    assert not isinstance(screen, Document) or screen.kind is not DocumentKind.RECEIPT


def test_a_months_year_is_read_twice_for_all_of_its_rows() -> None:
    whole = listed(entry("转账-转给周砚秋", "-500.00", "3月3日 11:48", 450))
    boxes = {wanted.box for wanted in screens.wanted(whole)}
    (head,) = (li for li in whole.lines if li.text == "2024年3月")
    assert head.box in boxes
    other = screens.read(whole, [Reading("other", "2021年3月", 0.9, head.box)])
    assert "time" in fields(other.doubts)
    assert screens.read(whole, [Reading("other", "2024 年3 月", 0.9, head.box)]).doubts == ()


def test_words_that_say_no_sum_leave_the_digits_in_doubt() -> None:
    assert "amount" in fields(read(receipt(("金额大写", "叁仟佰元整")))[1])


@pytest.mark.parametrize("day", ["2025年02月29日", "2O25-06-02", "2025-03-01"])
def test_a_notes_day_that_is_none_or_too_early_is_in_doubt(day: str) -> None:
    assert noted(("借款金额", "3000.00元"), ("还款日期", day))[1] == {"time"}
