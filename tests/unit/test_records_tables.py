"""Bills and statements as tables: every row exact, every oddity a caution, never a stop."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from records import make
from tabled import BILLS, LENT, WECHAT, cautions, one, opened, stamp, told

from evidence_kit.model import (
    RecordKind,
    RowKind,
    State,
    Where,
)
from evidence_kit.model.records import cell, row_number
from evidence_kit.records import Opened, reading


@pytest.mark.parametrize("form", sorted(BILLS))
def test_a_wechat_bill_is_read_exactly_however_it_was_saved(tmp_path: Path, form: str) -> None:
    found = one(tmp_path, BILLS[form])
    assert found.kind is RecordKind.WECHAT_BILL
    assert [told(row) for row in found.rows] == WECHAT
    assert cautions(found) == []
    assert (found.since, found.until) == (
        datetime(2025, 3, 1),
        datetime(2025, 6, 30, 23, 59, 59),
    )
    assert [holder.nickname.value for holder in found.holders if holder.nickname] == ["林秋"]
    assert any("不包括已删除的记录" in note for note in found.notes)
    assert any("仅供个人对账" in note for note in found.notes)
    assert found.rows[0].order is not None
    assert found.rows[2].order is None


def test_a_value_keeps_its_cell_and_what_stood_there(tmp_path: Path) -> None:
    found = one(tmp_path, BILLS["bom"])
    slip = found.rows[0].slip
    assert slip.amount is not None
    assert slip.amount.where == Where(found.source, cell(5, 17))
    assert slip.amount.quote == "¥5000.00"
    assert slip.amount.confidence == 1.0
    assert slip.serial is not None
    assert slip.serial.quote == make.LENT
    assert [row_number(row.box) for row in found.rows] == [18, 19, 20]
    assert not found.printed


def test_the_header_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """One release moved it from row 17 to 18, and importers that counted rows read nothing."""
    grid = make.wechat()
    shifted = [["新增的一行"], *grid[:3], ["又一行"], *grid[3:]]
    assert [told(row) for row in one(tmp_path, make.as_csv(shifted)).rows] == WECHAT
    bare = one(tmp_path, make.as_csv(grid[16:]))
    assert [told(row) for row in bare.rows] == WECHAT
    order = [8, 0, 5, 4, 7, 2, 1, 3, 6, 9, 10]
    turned = [[row[i] for i in order] for row in grid[16:]]
    assert [told(row) for row in one(tmp_path, make.as_csv(turned)).rows] == WECHAT


def changed(**cells: str) -> list[str]:
    """Return the loan's row with other cells, by the names of their columns."""
    columns = ("time", "type", "who", "goods", "way", "amount", "method", "status", "serial")
    row = list(make.WECHAT_ROWS[0])
    for name, text in cells.items():
        row[columns.index(name)] = text
    return row


def bill_of(*rows: list[str]) -> bytes:
    return make.as_csv(make.wechat(rows, said=("", "", "")))


@pytest.mark.parametrize(
    ("type_of", "kind", "odd"),
    [
        ("转账", RowKind.TRANSFER, False),
        ("二维码收款", RowKind.TRANSFER, False),
        ("扫二维码付款", RowKind.TRANSFER, False),
        ("群收款", RowKind.TRANSFER, False),
        ("微信红包", RowKind.RED_PACKET, False),
        ("微信红包（单发）", RowKind.RED_PACKET, False),
        ("微信红包（群红包）", RowKind.RED_PACKET, False),
        ("微信红包-退款", RowKind.REFUND, False),
        ("转账-退款", RowKind.REFUND, False),
        ("美团-退款", RowKind.REFUND, False),
        ("商户消费", RowKind.OTHER, False),
        ("零钱提现", RowKind.OTHER, False),
        ("零钱充值", RowKind.OTHER, False),
        ("信用卡还款", RowKind.OTHER, False),
        ("转入零钱通-来自零钱", RowKind.OTHER, False),
        ("零钱通转出-到工商银行(9876)", RowKind.OTHER, False),
        ("购买理财通", RowKind.OTHER, False),
        ("亲属卡交易", RowKind.OTHER, False),
        ("分分捐", RowKind.OTHER, False),
        ("其他", RowKind.UNKNOWN, False),
        ("新出的一种交易", RowKind.UNKNOWN, True),
    ],
)
def test_every_type_of_payment_is_known_or_a_caution(
    tmp_path: Path, type_of: str, kind: RowKind, odd: bool
) -> None:
    """One unknown 交易类型 stopped a whole file elsewhere."""
    found = one(tmp_path, bill_of(changed(type=type_of), changed()))
    assert found.rows[0].kind is kind
    assert (("type_unknown", 18) in cautions(found)) is odd
    assert told(found.rows[1]) == LENT


@pytest.mark.parametrize(
    ("status", "state", "odd"),
    [
        ("支付成功", State.ACCEPTED, False),
        ("朋友已收钱", State.ACCEPTED, False),
        ("对方已收钱", State.ACCEPTED, False),
        ("已收钱", State.ACCEPTED, False),
        ("已存入零钱", State.ACCEPTED, False),
        ("已到账", State.ACCEPTED, False),
        ("提现已到账", State.ACCEPTED, False),
        ("充值完成", State.ACCEPTED, False),
        ("充值成功", State.ACCEPTED, False),
        ("已全额退款", State.REFUNDED, False),
        ("已退款(￥5000.00)", State.REFUNDED, False),
        ("已退款(¥20.00)", State.UNKNOWN, False),
        ("已退款￥20.00", State.UNKNOWN, False),
        ("对方已退还", State.RETURNED, False),
        ("提现失败，已退回零钱", State.RETURNED, False),
        ("已转账", State.UNKNOWN, False),
        ("新的状态", State.UNKNOWN, True),
        ("/", State.UNKNOWN, True),
    ],
)
def test_every_state_is_known_or_a_caution(
    tmp_path: Path, status: str, state: State, odd: bool
) -> None:
    found = one(tmp_path, bill_of(changed(status=status)))
    assert found.rows[0].slip.state is state
    assert (("state_unknown", 18) in cautions(found)) is odd
    quote = found.rows[0].slip.status
    assert (quote.value if quote else "/") == status


def test_a_payment_by_code_has_moved_where_a_transfer_waits(tmp_path: Path) -> None:
    found = one(tmp_path, bill_of(changed(type="扫二维码付款", status="已转账")))
    assert found.rows[0].slip.state is State.ACCEPTED


@pytest.mark.parametrize(
    ("goods", "memo"),
    [
        ("转账备注:微信转账", None),
        ("转账备注:2月借款", "2月借款"),
        ("收款方备注:二维码收款", None),
        ("收款方备注:还款", "还款"),
        ("付款方备注：货款", "货款"),
        ("/", None),
        ("转账备注:", None),
    ],
)
def test_a_memo_is_what_somebody_wrote(tmp_path: Path, goods: str, memo: str | None) -> None:
    slip = one(tmp_path, bill_of(changed(goods=goods))).rows[0].slip
    assert (slip.memo.value if slip.memo else None) == memo


@pytest.mark.parametrize(
    ("amount", "value"),
    [
        ("¥50.0", "50.00"),
        ("￥1,234.50", "1234.50"),
        ("0.35", "0.35"),
        ("¥28.165", None),
        ("¥1.5E+05", None),
        ("-¥5000.00", None),
        ("", None),
        ("¥50O0.00", None),
    ],
)
def test_an_amount_is_exact_or_none(tmp_path: Path, amount: str, value: str | None) -> None:
    found = one(tmp_path, bill_of(changed(amount=amount), changed()))
    paid = found.rows[0].slip.amount
    assert (str(paid.value) if paid else None) == value
    assert (("amount_unreadable", 18) in cautions(found)) is (value is None)
    assert told(found.rows[1]) == LENT


def test_a_number_of_a_workbook_is_its_digits_not_a_float(tmp_path: Path) -> None:
    grid = make.native(make.wechat(said=("", "", "")))
    for row, amount in zip(grid[18:], (3.30001, 1e-3, 98765432109.87), strict=True):
        row[5] = amount
    found = one(tmp_path, make.as_xlsx(grid))
    assert [row.slip.amount for row in found.rows[:2]] == [None, None]
    assert str(found.rows[2].slip.amount and found.rows[2].slip.amount.value) == "98765432109.87"
    assert cautions(found) == [("amount_unreadable", 19), ("amount_unreadable", 20)]


@pytest.mark.parametrize("serial", ["1.00005E+30", "1000050001202500000000000000000"])
def test_an_order_number_that_excel_mangled_is_none(tmp_path: Path, serial: str) -> None:
    found = one(tmp_path, bill_of(changed(serial=serial), changed()))
    assert found.rows[0].slip.serial is None
    assert cautions(found) == [("serial_mangled", 18)]
    assert told(found.rows[1]) == LENT


@pytest.mark.parametrize("serial", [f"'{make.LENT}", f'="{make.LENT}"', f" {make.LENT}\t"])
def test_an_order_number_kept_from_excel_is_whole(tmp_path: Path, serial: str) -> None:
    assert told(one(tmp_path, bill_of(changed(serial=serial))).rows[0]) == LENT


@pytest.mark.parametrize(
    ("time", "at"),
    [
        ("2025/3/2 14:08", "2025-03-02 14:08"),
        ("2025年3月2日 14:08:31", "2025-03-02 14:08:31"),
        ("45718.58924769", "2025-03-02 14:08:31"),
        ("45718.59", None),
        ("2025-02-30 14:08:31", None),
        ("14:08:31", None),
    ],
)
def test_a_time_is_as_exact_as_it_is_written(tmp_path: Path, time: str, at: str | None) -> None:
    found = one(tmp_path, bill_of(changed(time=time)))
    slip = found.rows[0].slip
    assert stamp(slip.time.value if slip.time else None) == at
    assert (("time_unreadable", 18) in cautions(found)) is (at is None)


def test_ways_that_say_nothing_are_odd_for_a_transfer_alone(tmp_path: Path) -> None:
    rows = (changed(way="/"), changed(way="/", type="零钱提现"), changed(way="转入转出"))
    found = one(tmp_path, bill_of(*rows))
    assert [row.slip.direction for row in found.rows] == [None, None, None]
    assert cautions(found) == [("way_missing", 18), ("way_unknown", 20)]


def test_rows_that_were_deleted_are_told(tmp_path: Path) -> None:
    found = one(tmp_path, make.as_csv(make.wechat(make.WECHAT_ROWS[:2])))
    assert cautions(found) == [("rows_missing", 7)]
    assert dict(found.cautions[0].args) == {"said": "3", "seen": "2", "text": ""}


def test_rows_that_were_added_or_changed_are_told(tmp_path: Path) -> None:
    twice = (*make.WECHAT_ROWS, make.WECHAT_ROWS[0])
    assert cautions(one(tmp_path, make.as_csv(make.wechat(twice)))) == [("rows_added", 7)]
    dearer = (changed(amount="¥6000.00"), *make.WECHAT_ROWS[1:])
    found = one(tmp_path, make.as_csv(make.wechat(dearer)))
    assert cautions(found) == [("sums_differ", 9)]
    assert dict(found.cautions[0].args)["seen"] == "6028.16"


def test_a_stray_quote_swallows_no_row(tmp_path: Path) -> None:
    """A nickname that begins with a quote would hold every later row in one cell."""
    lines = bill_of(*(changed() for _ in range(4))).decode("utf-8-sig").split("\r\n")
    for strayed in (18, 20):
        lines[strayed] = lines[strayed].replace("周砚秋", '"周砚秋')
    found = one(tmp_path, "\r\n".join(lines).encode())
    names = [row.slip.counterparty.value for row in found.rows if row.slip.counterparty]
    assert names == ["周砚秋", '"周砚秋', "周砚秋", '"周砚秋']
    assert cautions(found) == []


def test_a_name_of_two_lines_is_one_cell(tmp_path: Path) -> None:
    found = one(tmp_path, bill_of(changed(who="周\n砚秋"), changed()))
    assert found.rows[0].slip.counterparty is not None
    assert found.rows[0].slip.counterparty.value == "周 砚秋"
    assert told(found.rows[1]) == LENT


def test_a_row_with_more_cells_than_the_header_is_left_out(tmp_path: Path) -> None:
    """A comma in a name without quotes puts every later cell under another column."""
    for last in ("/", ""):
        rows = [[*changed()[:10], last] for _ in range(3)]
        raw = bill_of(*rows).replace("周砚秋".encode(), "周,砚秋".encode(), 1)
        found = one(tmp_path, raw)
        assert cautions(found) == [("row_shifted", 18)]
        assert [told(row) for row in found.rows] == [LENT, LENT]


def test_a_cell_beside_the_table_of_a_workbook_may_have_shifted_it(tmp_path: Path) -> None:
    grid = make.native(make.wechat(said=("", "", "")))
    grid[18].append("多出")
    found = one(tmp_path, make.as_xlsx(grid))
    assert cautions(found) == [("row_shifted", 19)]
    assert len(found.rows) == 2


def test_a_file_cut_short_gives_no_part_of_a_cell(tmp_path: Path) -> None:
    raw = bill_of(changed(), changed())
    at = raw.rindex("¥5000.00".encode())
    found = one(tmp_path, raw[: at + len("¥50".encode())])
    assert told(found.rows[0]) == LENT
    assert found.rows[1].slip.amount is None
    assert ("row_cut", 19) in cautions(found)


def test_a_bad_byte_is_told_and_costs_its_sign_alone(tmp_path: Path) -> None:
    raw = bill_of(changed(), changed()).replace("某".encode(), b"\xff")
    spoilt = raw.replace("零钱".encode(), b"\xff\xff", 1)
    found = one(tmp_path, spoilt)
    assert [told(row) for row in found.rows] == [LENT, LENT]
    assert cautions(found) == [("letters_lost", 0)]


def test_two_sheets_stand_side_by_side_and_keep_their_row_numbers(tmp_path: Path) -> None:
    grid = make.native(make.wechat())
    found = opened(tmp_path, make.as_xlsx(grid, [["说明"]], grid)).records
    assert [one.member for one in found] == ["Sheet1", "Sheet3"]
    assert [told(row) for row in found[1].rows] == WECHAT
    first, second = (records.rows[0] for records in found)
    assert first.box != second.box
    assert row_number(first.box) == row_number(second.box) == 19


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "record_unknown"),
        ("今天天气很好，我们去公园。\n".encode(), "record_unknown"),
        (
            make.as_csv(
                [["日期", "姓名", "金额", "备注"], ["2025-03-02", "周砚秋", "5000", "借款"]]
            ),
            "record_unknown",
        ),
        (
            make.as_csv([["日期", "收入", "支出", "余额"], ["2025-03-02", "", "5000", "1"]]),
            "record_unknown",
        ),
        (make.as_xlsx([["一", "二"], [1, 2]]), "record_unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "record_xls"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "record_xls"),
        (make.as_xlsx(make.wechat())[:-400], "record_damaged"),
    ],
    ids=["empty", "words", "own-list", "own-book", "own-sheet", "xls", "web", "torn-workbook"],
)
def test_what_is_no_record_says_why(tmp_path: Path, raw: bytes, reason: str) -> None:
    assert opened(tmp_path, raw) == Opened(reason=reason)


def test_too_large_a_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BILLS["bom"]
    monkeypatch.setattr(reading, "MOST_BYTES", len(raw) - 1)
    assert opened(tmp_path, raw).reason == "record_too_large"
    monkeypatch.setattr(reading, "MOST_BYTES", len(raw))
    assert opened(tmp_path, raw).records


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence_kit.records.tables.MOST_ROWS", 19)
    assert opened(tmp_path, BILLS["bom"]).reason == "record_too_large"
    monkeypatch.setattr("evidence_kit.records.sheets.MOST_ROWS", 5)
    assert opened(tmp_path, BILLS["workbook"]).reason == "record_too_large"
