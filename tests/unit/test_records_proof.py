"""微信支付交易明细证明: wrapped cells, columns that move, rows torn between pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from records import pdfs
from records.opening import read
from records.pdfs import SPENT, Spent

from evidence_kit.model import (
    Direction,
    DoubtKind,
    Money,
    Part,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    State,
)
from evidence_kit.records.kinds import row_kind

OUT, IN = Direction.OUT, Direction.IN


def told(row: RecordRow) -> tuple[str, str, str, str, str, str, str, str]:
    slip = row.slip
    time = slip.time.value.text if slip.time else ""
    cells = (slip.serial, row.type, row.method, slip.counterparty, row.order)
    serial, kind, method, other, order = (one.value if one else "" for one in cells)
    way = slip.direction.value if slip.direction else ""
    return serial, time, kind, way, method, str(slip.amount and slip.amount.value), other, order


EXPECTED = [
    (
        *("1000050001202503020123456789012", "2025-03-02 14:05:06", "转账", "out", "零钱"),
        *("5000.00", "砚台里的秋天", "1000050001202503020123456789012"),
    ),
    (
        *("1000050001202504050123456789034", "2025-04-05 09:30:00", "转账", "in", ""),
        *("1200.00", "砚台里的秋天", "1000050001202504050123456789034"),
    ),
    (
        *("4200001234202505019876543210", "2025-05-01 20:00:01", "商户消费", "out"),
        *("招商银行(1234)", "36.50", "巷口面馆", "9870123"),
    ),
    (
        *("10000499012025050200000111112222", "2025-05-02 08:00:00", "零钱提现", ""),
        *("招商银行(1234)", "300.00", "", ""),
    ),
]


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("middle", [False, True])
def test_every_cell_however_it_wraps(tmp_path: Path, ruled: bool, middle: bool) -> None:
    found = read(pdfs.proof(tmp_path / "a.pdf", ruled=ruled, middle=middle))
    assert [told(row) for row in found.rows] == EXPECTED
    assert found.kind is RecordKind.WECHAT_PROOF
    assert (found.doubts, found.cautions) == ((), ())
    assert len(found.leaves) == 2


def test_the_owner_and_the_days(tmp_path: Path) -> None:
    found = read(pdfs.proof(tmp_path / "a.pdf"))
    (holder,) = found.holders
    assert holder.part is Part.OWNER
    said = [one.value for one in (holder.name, holder.account, holder.id_number) if one]
    assert said == ["张晓雨", "xiaoyu_1990", "110101199003070011"]
    assert (found.since, found.until) == (
        datetime(2025, 3, 1),
        datetime(2025, 5, 31, 23, 59, 59),
    )
    assert found.notes == (
        "说明：",
        "1.本明细仅展示当前账单中的交易，不包括已删除的记录。",
        "2.本明细仅供个人对账使用。",
    )


def test_a_row_of_a_later_page_lies_below_the_first_page(tmp_path: Path) -> None:
    found = read(pdfs.proof(tmp_path / "a.pdf"))
    assert [row.box.y0 > 842 for row in found.rows] == [False, False, False, True]


@pytest.mark.parametrize("middle", [False, True])
def test_a_cell_much_taller_than_the_others_stays_in_its_row(tmp_path: Path, middle: bool) -> None:
    tall = replace(SPENT[1], other="绍兴\n市上\n虞区\n砚台\n里的\n秋天\n工作\n室")
    found = read(pdfs.proof(tmp_path / "a.pdf", [[SPENT[0], tall, SPENT[2]]], middle=middle))
    names = [told(row)[6] for row in found.rows]
    assert names == ["砚台里的秋天", "绍兴市上虞区砚台里的秋天工作室", "巷口面馆"]
    assert [told(row)[0] for row in found.rows] == [row[0] for row in EXPECTED[:3]]


def test_a_later_page_may_lack_columns(tmp_path: Path) -> None:
    """Nobody is named and no number of a shop stands there: two columns are empty strokes."""
    bare = Spent("10000499012025050200000111112222", "2025-05-02\n08:00:00", "零钱提现", "其他")
    bare = replace(bare, method="招商银行\n(1234)", amount="300.00", other="", order="/")
    found = read(pdfs.proof(tmp_path / "a.pdf", [SPENT[:3], [bare]]))
    assert told(found.rows[3])[2:] == ("零钱提现", "", "招商银行(1234)", "300.00", "", "")


def test_a_counterparty_with_letters_alone(tmp_path: Path) -> None:
    rows = [replace(SPENT[0], other="Leo_88"), replace(SPENT[1], other="Leo_88")]
    found = read(pdfs.proof(tmp_path / "a.pdf", [rows]))
    assert [told(row)[6] for row in found.rows] == ["Leo_88", "Leo_88"]
    assert told(found.rows[0])[7] == pdfs.SERIAL


def test_a_row_torn_between_two_pages(tmp_path: Path) -> None:
    """The number's last line and the name's stand at the top of the next page."""
    paper = pdfs.Paper()
    first = paper.page()
    y = pdfs._opening(first, "张晓雨（居民身份证：110101199003070011）", "xiaoyu_1990") + 16
    for x, head in zip(pdfs.EDGES, pdfs.HEADS, strict=False):
        first.text(x + 3, y - 16, head, 7)
    y = pdfs._row(first, SPENT[1], y, pdfs.EDGES, ruled=False, middle=False)
    torn = replace(SPENT[0], serial="10000500012025\n03020123456789", other="砚台里的", order="/")
    pdfs._row(first, torn, y, pdfs.EDGES, ruled=False, middle=False)
    second = paper.page()
    second.text(pdfs.LATER[0] + 3, 40, "012", 7).text(pdfs.LATER[6] + 3, 40, "秋天", 7)
    pdfs._row(second, SPENT[2], 60, pdfs.LATER, ruled=False, middle=False)
    found = read(paper.write(tmp_path / "a.pdf"))
    assert [told(row)[0] for row in found.rows] == [
        "1000050001202504050123456789034",
        pdfs.SERIAL,
        "4200001234202505019876543210",
    ]
    assert told(found.rows[1])[6] == "砚台里的秋天"
    assert told(found.rows[2])[6] == "巷口面馆"


def test_many_rows_over_many_pages(tmp_path: Path) -> None:
    rows = [
        replace(SPENT[at % 3], amount=f"{at + 1}.00", other=f"商户{at}" if at % 2 else "甲")
        for at in range(90)
    ]
    pages = [rows[:14], rows[14:32], rows[32:50], rows[50:70], rows[70:]]
    found = read(pdfs.proof(tmp_path / "a.pdf", pages, middle=True))
    sums = [row.slip.amount.value for row in found.rows if row.slip.amount]
    assert sums == [Money((at + 1) * 100) for at in range(90)]


# ── states ─────────────────────────────────────────────────────────────────────────────


def states(path: Path, *rows: Spent) -> list[State]:
    return [row.slip.state for row in read(pdfs.proof(path, [rows])).rows]


def test_what_came_in_arrived_and_what_went_out_stayed(tmp_path: Path) -> None:
    found = states(tmp_path / "a.pdf", *SPENT[:2])
    assert found == [State.ACCEPTED, State.ACCEPTED]


def test_what_came_back_within_a_day_may_be_of_it(tmp_path: Path) -> None:
    back = Spent(at="2025-03-03\n14:05:09", type="转账-退款", way="收入", other="/", order="/")
    assert states(tmp_path / "a.pdf", SPENT[0], back)[0] is State.UNKNOWN
    late = replace(back, at="2025-03-30\n14:05:09")
    assert states(tmp_path / "b.pdf", SPENT[0], late)[0] is State.ACCEPTED
    more = replace(back, amount="6000.00")
    assert states(tmp_path / "c.pdf", SPENT[0], more)[0] is State.ACCEPTED


def test_the_last_days_of_a_statement_tell_nothing_yet(tmp_path: Path) -> None:
    """What is refunded after the last day isn't in the file."""
    last = replace(
        SPENT[0], at="2025-05-31\n14:05:06", serial="10000500012025\n05310123456789\n012"
    )
    assert states(tmp_path / "a.pdf", last) == [State.UNKNOWN]


# ── doubts ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"serial": "10000500012025\n0302012345"}, DoubtKind.SERIAL_UNREADABLE),
        ({"way": "收支"}, DoubtKind.DIRECTION_UNKNOWN),
    ],
)
def test_what_of_a_transfer_is_not_sure(
    tmp_path: Path, change: dict[str, str], kind: DoubtKind
) -> None:
    rows = [replace(SPENT[0], **change), SPENT[1]]
    found = read(pdfs.proof(tmp_path / "a.pdf", [rows]))
    assert [doubt.kind for doubt in found.doubts] == [kind]
    (doubt,) = found.doubts
    assert doubt.where is not None
    assert found.rows[0].box.contains(doubt.where.box)


def test_an_amount_that_is_none_stops_nothing(tmp_path: Path) -> None:
    rows = [SPENT[0], replace(SPENT[1], amount="1200.0"), SPENT[2]]
    found = read(pdfs.proof(tmp_path / "a.pdf", [rows]))
    assert [row.slip.amount is None for row in found.rows] == [False, True, False]
    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.AMOUNT_UNREADABLE]
    (caution,) = found.cautions
    assert (caution.kind, caution.row, caution.args) == (
        *("amount_unreadable", 2),
        (("text", "1200.0"),),
    )


def test_rows_that_a_scan_ran_together_are_a_doubt(tmp_path: Path) -> None:
    """Two lines of small print that an engine read as one: a row's time is gone, its sum isn't."""
    rows = [SPENT[0], replace(SPENT[1], at="2025-04:30\n09"), SPENT[2]]
    found = read(pdfs.proof(tmp_path / "a.pdf", [rows]))
    (doubt,) = [one for one in found.doubts if one.kind is DoubtKind.PAGE_UNREAD]
    assert doubt.where is not None
    assert doubt.where.box.height == 842
    assert found.rows[0].slip.state is State.UNKNOWN, "what came back may be in the lost row"


def test_a_shop_is_never_in_doubt(tmp_path: Path) -> None:
    rows = [SPENT[0], replace(SPENT[2], serial="42000", way="收支")]
    assert read(pdfs.proof(tmp_path / "a.pdf", [rows])).doubts == ()


def test_a_statement_without_rows(tmp_path: Path) -> None:
    found: Records = read(pdfs.proof(tmp_path / "a.pdf", [[]]))
    assert (found.rows, found.kind) == ((), RecordKind.WECHAT_PROOF)
    assert found.holders


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("转账", RowKind.TRANSFER),
        ("扫二维码付款", RowKind.TRANSFER),
        ("微信红包（单发）", RowKind.RED_PACKET),
        ("转账-退款", RowKind.REFUND),
        ("微信红包-退款", RowKind.REFUND),
        ("零钱通转出-到零钱", RowKind.OTHER),
        ("商户消费", RowKind.OTHER),
        ("从未见过", RowKind.UNKNOWN),
    ],
)
def test_types(words: str, kind: RowKind) -> None:
    assert row_kind(words) is kind
