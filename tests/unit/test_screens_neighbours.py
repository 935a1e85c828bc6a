"""Alipay's pages and bank receipts: told from WeChat's, read, never taken for a loan."""

from __future__ import annotations

import pytest
from inked import line, middle, sheet

from evidence_kit import screens
from evidence_kit.model import (
    App,
    Bill,
    Direction,
    DoubtKind,
    FieldKind,
    Line,
    OcrPage,
    Slip,
    State,
    Transfer,
)

ORDER = "20240423200040011100060012345678"
ALIPAY = (
    ("创建时间", "2024-04-23 11:48:26"),
    ("付款方式", "余额宝"),
    ("转账备注", "借款"),
    ("对方账户", "周砚秋 138******00"),
    ("订单号", ORDER),
)
RECEIPT = (
    ("付款人户名", "林知夏"),
    ("付款人账号", "6222 **** **** 9301"),
    ("收款人户名", "周砚秋"),
    ("收款人账号", "6217 **** **** 0042"),
    ("小写金额", "￥5,000.00"),
    ("大写金额", "伍仟元整"),
    ("交易时间", "2024年04月23日 11:48:26"),
    ("交易流水号", "20240423114826001"),
    ("附言", "借款"),
)


def alipay(
    *rows: tuple[str, str],
    title: str = "账单详情",
    name: str = "周砚秋",
    amount: str = "-3,000.00",
    state: str = "交易成功",
) -> OcrPage:
    head = (
        middle(title, 145, 50),
        middle(name, 420, 46),
        middle(amount, 500, 96),
        middle(state, 640, 40),
    )
    return sheet(*(rows or ALIPAY), head=head, right=True)


def receipt(
    *rows: tuple[str, str], title: str = "电子回单", more: tuple[Line, ...] = ()
) -> OcrPage:
    return sheet(*(rows or RECEIPT), head=(middle(title, 145, 50), *more))


def bill(page: OcrPage) -> Bill | Transfer:
    screen = screens.read(page)
    assert isinstance(screen, Bill | Transfer)
    return screen


def texts(slip: Slip) -> tuple[str | None, ...]:
    fields = (slip.counterparty, slip.memo, slip.serial, slip.payer, slip.payee)
    return tuple(field.value if field else None for field in fields)


def kinds(page: OcrPage) -> list[DoubtKind]:
    return [doubt.kind for doubt in screens.read(page).doubts]


# ── 支付宝 ──────────────────────────────────────────────────────────────────────────────


def test_an_alipay_bill() -> None:
    screen = bill(alipay())
    slip = screen.slip
    assert isinstance(screen, Bill)
    assert screen.app is App.ALIPAY
    assert slip.amount is not None
    assert (slip.amount.value.fen, slip.direction, slip.state) == (
        300000,
        Direction.OUT,
        State.ACCEPTED,
    )
    assert texts(slip) == ("周砚秋", "借款", ORDER, None, None)
    assert slip.time is not None
    assert (slip.time.value.day, slip.time.value.second) == (23, 26)
    assert not screen.doubts


def test_an_alipay_transfer_is_one_by_its_title() -> None:
    assert isinstance(bill(alipay(title="转账详情")), Transfer)


@pytest.mark.parametrize(
    ("name", "amount", "way"),
    [
        ("转账给周砚秋(*砚秋)", "3000.00", Direction.OUT),
        ("周砚秋", "+3000.00", Direction.IN),
        ("收到周砚秋的转账", "3000.00", Direction.IN),
        ("周砚秋", "3000.00", Direction.OUT),  # 付款方式 is the payer's row
    ],
)
def test_which_way_alipays_money_went(name: str, amount: str, way: Direction) -> None:
    slip = bill(alipay(name=name, amount=amount)).slip
    assert slip.direction is way
    assert slip.counterparty is not None
    assert slip.counterparty.value == "周砚秋"


def test_an_alipay_header_and_sign_that_disagree() -> None:
    page = alipay(name="收到周砚秋的转账", amount="-3000.00")
    assert bill(page).slip.direction is None
    assert kinds(page) == [DoubtKind.DIRECTION_UNKNOWN]


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("等待对方收款", State.PENDING),
        ("退款成功", State.REFUNDED),
        ("对方已退回", State.RETURNED),
    ],
)
def test_how_far_alipays_money_got(says: str, state: State) -> None:
    assert bill(alipay(state=says)).slip.state is state


def test_an_alipay_state_nobody_knows_is_a_doubt() -> None:
    assert kinds(alipay(state="交易关闭")) == [DoubtKind.STATE_UNKNOWN]


# ── 电子回单 ────────────────────────────────────────────────────────────────────────────


def test_a_bank_receipt_names_both_sides_and_not_the_owners() -> None:
    screen = bill(receipt())
    slip = screen.slip
    assert isinstance(screen, Bill)
    assert screen.app is App.BANK
    assert slip.amount is not None
    assert (slip.amount.value.fen, slip.direction, slip.state) == (500000, None, State.ACCEPTED)
    assert texts(slip) == (None, "借款", "20240423114826001", "林知夏", "周砚秋")
    assert not screen.doubts


def test_a_receipt_that_says_whose_it_is() -> None:
    slip = bill(receipt(title="业务回单(付款)")).slip
    assert slip.direction is Direction.OUT
    assert slip.counterparty is not None
    assert slip.counterparty.value == "周砚秋"
    assert not kinds(receipt(title="业务回单(付款)"))
    assert bill(receipt(title="业务回单(收款)")).slip.direction is Direction.IN


def test_words_and_digits_that_differ() -> None:
    rows = tuple((k, "陆仟元整" if k == "大写金额" else v) for k, v in RECEIPT)
    (doubt,) = screens.read(receipt(*rows)).doubts
    assert doubt.kind is DoubtKind.AMOUNT_WORDS_DIFFER
    assert dict(doubt.args)["words"] == "6000.00"
    assert dict(doubt.args)["digits"] == "5000.00"


def test_a_receipt_without_its_amount() -> None:
    rows = tuple(row for row in RECEIPT if "金额" not in row[0])
    assert kinds(receipt(*rows)) == [DoubtKind.AMOUNT_UNREADABLE]


@pytest.mark.parametrize(
    ("says", "state"),
    [("交易成功", State.ACCEPTED), ("处理中", State.PENDING), ("已退汇", State.RETURNED)],
)
def test_how_far_a_banks_money_got(says: str, state: State) -> None:
    assert bill(receipt(*RECEIPT, ("交易状态", says))).slip.state is state


def test_a_banks_unknown_state_is_a_doubt() -> None:
    assert DoubtKind.STATE_UNKNOWN in kinds(receipt(*RECEIPT, ("交易状态", "待复核")))


def test_a_state_beside_no_label() -> None:
    page = receipt(more=(middle("转账成功", 400, 48),))
    assert bill(page).slip.status is not None


def test_a_day_without_an_hour_is_a_doubt() -> None:
    rows = tuple(("交易日期", "2024年04月23日") if k == "交易时间" else (k, v) for k, v in RECEIPT)
    assert DoubtKind.TIME_UNREADABLE in kinds(receipt(*rows))


def test_two_columns_of_labels() -> None:
    head = (
        middle("转账电子回单", 145, 50),
        line("付款人户名：林知夏", 60, 300, 36),
        line("收款人户名：周砚秋", 560, 300, 36),
        line("金额：￥5000.00", 60, 380, 36),
        line("(大写)：伍仟元整", 560, 380, 36),
    )
    slip = bill(sheet(("交易时间", "2024-04-23 11:48:26"), head=head)).slip
    assert texts(slip)[3:] == ("林知夏", "周砚秋")
    assert slip.amount is not None
    assert slip.amount.value.fen == 500000


def test_what_matters_on_neighbours_pages_is_read_twice() -> None:
    money, at, serial = FieldKind.MONEY, FieldKind.TIME, FieldKind.SERIAL
    assert [w.kind for w in screens.wanted(alipay())] == [money, at, serial]
    assert [w.kind for w in screens.wanted(receipt())] == [money, at, serial]
    lettered = tuple((k, "ABC20240423X" if "流水" in k else v) for k, v in RECEIPT)
    assert [w.kind for w in screens.wanted(receipt(*lettered))][-1] is FieldKind.ACCOUNT


def test_alipays_page_right_after_paying_names_the_payee_in_a_row() -> None:
    rows = (("收款人", "周砚秋"), ("付款方式", "余额宝"), ("转账时间", "2024-04-23 11:48:26"))
    head = (
        middle("转账详情", 145, 50),
        middle("转账成功", 420, 48),
        middle("¥3000.00", 520, 108),
        middle("支付宝安全保障中", 2200, 36),
    )
    slip = bill(sheet(*rows, head=head, right=True)).slip
    assert (slip.direction, slip.state) == (Direction.OUT, State.ACCEPTED)
    assert slip.counterparty is not None
    assert slip.counterparty.value == "周砚秋"


def test_an_alipay_bill_without_its_amount() -> None:
    rows = (*ALIPAY, ("交易状态", "交易成功"))
    page = sheet(*rows, head=(middle("账单详情", 145, 50),), right=True)
    slip = bill(page).slip
    assert slip.state is State.ACCEPTED
    assert slip.counterparty is not None
    assert slip.counterparty.value.startswith("周砚秋")
    assert kinds(page) == [DoubtKind.AMOUNT_UNREADABLE]
