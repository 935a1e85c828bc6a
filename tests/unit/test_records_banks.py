"""Alipay's bills, and statements of banks that each name their columns in their own way."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from records import make
from tabled import IN, OUT, cautions, one, opened, stamp, told

from evidence_kit.model import RecordKind, RecordRow, RowKind, State
from evidence_kit.transcript import times


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_an_alipay_bill_is_read_exactly(tmp_path: Path, encoding: str) -> None:
    found = one(tmp_path, make.as_csv(make.alipay(), encoding))
    assert found.kind is RecordKind.ALIPAY_BILL
    assert [told(row) for row in found.rows] == [
        (
            *(RowKind.TRANSFER, OUT, "2000.00", State.ACCEPTED, "周砚秋", "2025-03-05 08:00:01"),
            *("20250305200040011100990012345678", None),
        ),
        (
            *(RowKind.OTHER, OUT, "35.50", State.ACCEPTED, "某餐厅", "2025-04-01 12:30:00"),
            *("2025040122001199991234567890", "午餐"),
        ),
        (
            *(RowKind.REFUND, None, "35.50", State.REFUNDED, "某餐厅", "2025-05-06 07:00:00"),
            *("2025040122001199991234567890_1", "退款-午餐"),
        ),
    ]
    assert cautions(found) == []
    holder = found.holders[0]
    assert holder.name is not None
    assert holder.account is not None
    assert (holder.name.value, holder.account.value) == ("林秋", "lin***@example.cn")
    assert found.rows[0].account is not None
    assert found.rows[0].account.value == "zho***@example.cn"
    assert [note[:2] for note in found.notes] == ["1.", "2."]
    assert found.until == datetime(2025, 6, 30, 23, 59, 59)


def test_alipays_older_form_says_beside_the_state_how_much_came_back(tmp_path: Path) -> None:
    header = (
        *("交易号", "商家订单号", "交易创建时间", "付款时间", "最近修改时间", "交易来源地", "类型"),
        *("交易对方", "商品名称", "金额（元）", "收/支", "交易状态", "服务费（元）"),
        *("成功退款（元）", "备注", "资金状态"),
    )
    start = ("2019050122001", "", "2019-05-01 10:00:00", "2019-05-01 10:00:07", "", "其他")
    rows = [
        [
            *start,
            "即时到账交易",
            "周砚秋",
            "转账",
            "300.00",
            "支出",
            "交易成功",
            "0",
            back,
            "",
            "",
            "",
        ]
        for back in ("0.00", "300.00", "20.00")
    ]
    above = ["支付宝交易记录明细查询", "账号:[lin***@example.cn]"]
    below = [["-" * 40], ["共3笔记录"], ["导出时间:[2019-06-01 10:00:00]    用户:林秋"]]
    grid = [*make.bank(header, rows, above), *below]
    found = one(tmp_path, make.as_csv(grid, "gb18030"))
    states = [row.slip.state for row in found.rows]
    assert states == [State.ACCEPTED, State.REFUNDED, State.UNKNOWN]
    assert [row.kind for row in found.rows] == [RowKind.TRANSFER] * 3
    assert [stamp(row.slip.time.value if row.slip.time else None) for row in found.rows] == [
        "2019-05-01 10:00:07"
    ] * 3
    assert cautions(found) == [("part_refunded", 6)]


def test_a_closed_trade_moved_nothing(tmp_path: Path) -> None:
    closed = [cell.replace("交易成功", "交易关闭") for cell in make.ALIPAY_ROWS[0]]
    grid = make.alipay([closed, *make.ALIPAY_ROWS[1:]])
    assert one(tmp_path, make.as_csv(grid)).rows[0].slip.state is State.EXPIRED


# ── banks ──────────────────────────────────────────────────────────────────────────────

ABOVE = (
    "某某银行个人账户交易明细",
    "户名：林秋 账号：6222000011112222",
    "起止日期：20250301 - 20250630",
)
LENT = (OUT, "5000.00", "周砚秋", "2025-03-02 14:08:31")
BACK = (IN, "1000.00", "周砚秋", "2025-06-01 20:00:05")

FORMS: dict[str, list[list[make.Cell]]] = {
    "two-columns": make.bank(
        (
            "交易日期",
            "交易时间",
            "摘要",
            "收入",
            "支出",
            "余额",
            "对方户名",
            "对方账号",
            "交易流水号",
        ),
        [
            ["2025-03-02", "14:08:31", "转账", "", "5,000.00", "8000.00", "周砚秋", "6222", "A1"],
            [
                "2025-06-01",
                "20:00:05",
                "转账",
                "1,000.00",
                "0.00",
                "9000.00",
                "周砚秋",
                "6222",
                "A2",
            ],
        ],
        ABOVE,
    ),
    "debit-credit": make.bank(
        (
            "记账日",
            "记账时间",
            "借方发生额(支出)",
            "贷方发生额(收入)",
            "账户余额",
            "交易对手",
            "用途",
        ),
        [
            ["20250302", "140831", "5000.00", "", "8000.00", "周砚秋", "借款"],
            ["20250601", "200005", "", "1000.00", "9000.00", "周砚秋", "还款"],
        ],
        ABOVE,
    ),
    "signed": make.bank(
        ("交易时间", "交易金额", "本次余额", "对手信息", "交易摘要"),
        [
            ["2025-03-02 14:08:31", "-5000.00", "8000.00", "周砚秋", "转账汇款"],
            ["2025-06-01 20:00:05", "1000.00", "9000.00", "周砚秋", "转账汇款"],
        ],
        ABOVE,
    ),
    "plus-and-minus": make.bank(
        ("日期", "时间", "金额(元)", "对方户名", "附言"),
        [
            ["2025/3/2", "14:08:31", "-5000.00", "周砚秋", "借款"],
            ["2025/6/1", "20:00:05", "+1000.00", "周砚秋", "还款"],
        ],
    ),
    "way-column": make.bank(
        ("交易日期", "借贷标志", "发生额", "对方户名", "流水号", "币种"),
        [
            ["2025-03-02 14:08:31", "借", "5000.00", "周砚秋", "1", "人民币"],
            ["2025-06-01 20:00:05", "贷", "1000.00", "周砚秋", "2", "CNY"],
        ],
    ),
    "in-english-too": make.bank(
        ("交易日期 Trans Date", "交易时间 Trans Time", "收/支", "交易金额 Amount", "对方户名 Name"),
        [
            ["2025-03-02", "2025-03-02 14:08:31", "支出", "5000.00", "周砚秋"],
            ["2025-06-01", "2025-06-01 20:00:05", "收入", "1000.00", "周砚秋"],
        ],
        ABOVE,
    ),
}


def brief(row: RecordRow) -> tuple[object, ...]:
    _, way, amount, _, who, at, _, _ = told(row)
    return way, amount, who, at


@pytest.mark.parametrize("book", [False, True])
@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_bank_is_read_whatever_its_columns_are_called(
    tmp_path: Path, form: str, book: bool
) -> None:
    raw = make.as_xlsx(FORMS[form]) if book else make.as_csv(FORMS[form], "gb18030")
    found = one(tmp_path, raw)
    assert found.kind is RecordKind.BANK_STATEMENT
    assert [brief(row) for row in found.rows] == [LENT, BACK]
    assert {row.slip.state for row in found.rows} == {State.ACCEPTED}
    assert {row.kind for row in found.rows} == {RowKind.TRANSFER}
    assert cautions(found) == []


def test_a_bank_says_whose_the_account_is_and_of_which_days(tmp_path: Path) -> None:
    found = one(tmp_path, make.as_csv(FORMS["two-columns"]))
    holder = found.holders[0]
    assert holder.name is not None
    assert holder.account is not None
    assert (holder.name.value, holder.account.value) == ("林秋", "6222000011112222")
    assert (found.since, found.until) == (
        datetime(2025, 3, 1),
        datetime(2025, 6, 30, 23, 59, 59),
    )
    assert [row.account.value for row in found.rows if row.account] == ["6222", "6222"]
    assert [row.slip.serial.value for row in found.rows if row.slip.serial] == ["A1", "A2"]


HEADER = ("交易日期", "摘要", "收入", "支出", "余额", "对方户名")


def rows_of(path: Path, *rows: list[make.Cell], book: bool = False) -> list[RecordRow]:
    grid = make.bank(HEADER, rows, ABOVE)
    return list(one(path, make.as_xlsx(grid) if book else make.as_csv(grid)).rows)


def test_a_day_without_a_clock_is_a_whole_day(tmp_path: Path) -> None:
    """Midnight would be an invented hour."""
    days: list[make.Cell] = ["2025-03-02", "20250302", 45718, date(2025, 3, 2)]
    rows: list[list[make.Cell]] = [[day, "转账", "", "5000.00", "1", "周砚秋"] for day in days]
    for row in rows_of(tmp_path, *rows, book=True):
        assert row.slip.time is not None
        assert stamp(row.slip.time.value) == "2025-03-02"
        at = times.reckoned(row.slip.time.value, None)
        assert at.doubt is None
        assert (at.at.earliest, at.at.latest) == (
            datetime(2025, 3, 2),
            datetime(2025, 3, 2, 23, 59),
        )


def test_a_workbook_that_counts_from_1904_names_the_same_day(tmp_path: Path) -> None:
    grid = make.bank(HEADER, [[45718 - 1462, "转账", "", 5000, 1, "周砚秋"]], ABOVE)
    found = one(tmp_path, make.as_xlsx(grid, mac=True))
    assert brief(found.rows[0]) == (OUT, "5000.00", "周砚秋", "2025-03-02")


@pytest.mark.parametrize("clock", [time(14, 8, 31), 0.58924769, 140831, "14:08:31", "14.08.31"])
def test_a_workbooks_clock_is_read_in_every_form(tmp_path: Path, clock: make.Cell) -> None:
    header = ("交易日期", "交易时间", "支出", "对方户名")
    grid = make.bank(header, [[date(2025, 3, 2), clock, 5000, "周砚秋"]], ABOVE)
    assert brief(one(tmp_path, make.as_xlsx(grid)).rows[0]) == LENT


def test_a_clock_that_cannot_be_read_leaves_the_day_and_a_caution(tmp_path: Path) -> None:
    header = ("交易日期", "交易时间", "支出", "对方户名")
    grid = make.bank(header, [["2025-03-02", "25:61", "5000.00", "周砚秋"]], ABOVE)
    found = one(tmp_path, make.as_csv(grid))
    assert brief(found.rows[0]) == (OUT, "5000.00", "周砚秋", "2025-03-02")
    assert cautions(found) == [("time_unreadable", 5)]


def test_words_of_a_payer_hide_no_row(tmp_path: Path) -> None:
    """A 摘要 is what the payer typed: 利息, 消费 or 工资 may be the debtor's own repayment."""
    words = ("利息", "消费", "工资", "退款", "还信用卡", "退回多收的")
    rows: list[list[make.Cell]] = [["2025-06-01", w, "1000.00", "", "1", "周砚秋"] for w in words]
    assert {row.kind for row in rows_of(tmp_path, *rows)} == {RowKind.TRANSFER}
    bare = rows_of(tmp_path, ["2025-06-21", "结息", "0.35", "", "1", ""])
    assert [row.kind for row in bare] == [RowKind.UNKNOWN]


def test_money_booked_back_comes_back(tmp_path: Path) -> None:
    grid = make.bank(
        HEADER,
        [
            ["2025-03-02", "转账", "", "-5000.00", "1", "周砚秋"],
            ["2025-03-03", "退汇", "5000.00", "", "1", "周砚秋"],
        ],
        ABOVE,
    )
    found = one(tmp_path, make.as_csv(grid))
    assert [row.kind for row in found.rows] == [RowKind.REFUND, RowKind.REFUND]
    assert [row.slip.direction for row in found.rows] == [IN, IN]
    assert cautions(found) == [("booked_back", 5)]


def test_what_a_bank_leaves_open_is_open(tmp_path: Path) -> None:
    header = ("交易日期", "收支标志", "交易金额", "余额", "对方户名", "币种")
    grid = make.bank(
        header,
        [
            ["2025-03-02", "", "5000.00", "1", "周砚秋", "人民币"],
            ["2025-03-02", "支出", "5000.00", "1", "周砚秋", "美元"],
            ["2025-03-02", "支出", "5千", "1", "周砚秋", ""],
        ],
        ABOVE,
    )
    found = one(tmp_path, make.as_csv(grid))
    assert [brief(row)[:2] for row in found.rows] == [
        (None, "5000.00"),
        (None, None),
        (None, None),
    ]
    assert cautions(found) == [("way_missing", 5), ("currency", 6), ("amount_unreadable", 7)]


def test_a_word_against_a_sign_gives_no_way(tmp_path: Path) -> None:
    header = ("交易日期", "收支标志", "交易金额", "对方户名")
    grid = make.bank(header, [["2025-03-02", "收入", "-5000.00", "周砚秋"]], ABOVE)
    found = one(tmp_path, make.as_csv(grid))
    assert found.rows[0].slip.direction is None
    assert cautions(found) == [("way_contradicted", 5)]


def test_both_sides_filled_is_no_amount(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, ["2025-03-02", "转账", "5000.00", "4000.00", "1", "周砚秋"])
    assert rows[0].slip.amount is None
    assert rows[0].slip.direction is None


def test_sums_repeated_headers_and_words_are_no_rows(tmp_path: Path) -> None:
    grid = make.bank(
        HEADER,
        [
            ["2025-03-02", "转账", "", "5000.00", "1", "周砚秋"],
            ["本页合计", "", "0.00", "5000.00", "", ""],
            list(HEADER),
            ["2025-06-01", "转账", "1000.00", "", "1", "周砚秋"],
            ["合计", "", "1000.00", "5000.00", "", ""],
            ["声明：本明细仅供参考，不作为对账凭证"],
            ["打印时间：2025-07-01 10:00:00"],
        ],
        ABOVE,
    )
    found = one(tmp_path, make.as_csv(grid))
    assert [row.slip.direction for row in found.rows] == [OUT, IN]
    assert cautions(found) == []
    assert found.notes[0] == "本明细仅供参考，不作为对账凭证"


def test_a_state_of_a_bank_is_believed(tmp_path: Path) -> None:
    header = ("交易日期", "支出", "对方户名", "交易状态")
    said = ("交易成功", "处理中", "已退汇", "奇怪")
    rows: list[list[make.Cell]] = [["2025-03-02", "5000.00", "周砚秋", state] for state in said]
    found = one(tmp_path, make.as_csv(make.bank(header, rows, ABOVE)))
    states = [row.slip.state for row in found.rows]
    assert states == [State.ACCEPTED, State.PENDING, State.RETURNED, State.UNKNOWN]
    assert cautions(found) == [("state_unknown", 8)]


def test_a_list_that_somebody_keeps_is_no_statement(tmp_path: Path) -> None:
    """Taken for a bank's, a plaintiff's own table would stand as if a bank had booked it."""
    header = ("日期", "借给谁", "金额", "余额", "备注")
    grid = make.bank(header, [["2025-03-02", "周砚秋", "5000.00", "5000.00", "现金"]], ["我的账本"])
    assert opened(tmp_path, make.as_csv(grid)).reason == "record_unknown"
