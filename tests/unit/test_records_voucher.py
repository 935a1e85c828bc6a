"""微信转账电子凭证: every layout, both sides, and what a voucher itself contradicts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from records import pdfs
from records.opening import read
from records.pdfs import Voucher

from evidence_kit.model import (
    Box,
    DoubtKind,
    Holder,
    Money,
    Part,
    RecordKind,
    Records,
    RowKind,
    Slip,
    State,
)

LAYOUTS = {
    "one column": lambda path, told: pdfs.voucher(path, told),
    "value below its label": lambda path, told: pdfs.voucher(path, told, tall=True),
    "two columns": lambda path, told: pdfs.wide_voucher(path, told),
    "merged cells": lambda path, told: pdfs.wide_voucher(path, told, middle=True),
}


def slip_of(found: Records) -> Slip:
    (row,) = found.rows
    return row.slip


def named(found: Records) -> dict[Part, tuple[str | None, str | None]]:
    def words(holder: Holder) -> tuple[str | None, str | None]:
        name, account = holder.name, holder.account
        return name.value if name else None, account.value if account else None

    return {holder.part: words(holder) for holder in found.holders}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(tmp_path: Path, layout: str) -> None:
    found = read(LAYOUTS[layout](tmp_path / "a.pdf", Voucher()))
    slip = slip_of(found)
    assert (found.kind, found.rows[0].kind) == (RecordKind.VOUCHER, RowKind.TRANSFER)
    assert found.doubts == ()
    assert slip.amount is not None
    assert slip.amount.value == Money(500000)
    assert slip.serial is not None
    assert slip.serial.value == pdfs.SERIAL
    assert slip.time is not None
    assert (slip.time.value.day, slip.time.value.hour, slip.time.value.second) == (2, 14, 6)
    assert slip.state is State.ACCEPTED
    assert slip.memo is not None
    assert slip.memo.value == "借款"
    assert slip.direction is None
    assert named(found) == {
        Part.PAYER: ("张晓雨", "xiaoyu_1990"),
        Part.PAYEE: ("周砚秋", "yanqiu-zhou"),
    }
    assert slip.payer is not None
    assert slip.payer.value == "张晓雨"
    assert slip.payee is not None
    assert slip.payee.value == "周砚秋"
    assert found.leaves == ((595.0, 842.0),)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_masked_name_stays_as_it_is_printed(tmp_path: Path, layout: str) -> None:
    told = Voucher(payee="*砚秋", payee_id="")
    found = named(read(LAYOUTS[layout](tmp_path / "a.pdf", told)))
    assert found[Part.PAYEE] == ("*砚秋", None)
    assert found[Part.PAYER] == ("张晓雨", "xiaoyu_1990")


def test_a_value_stands_where_its_ink_does(tmp_path: Path) -> None:
    amount = slip_of(read(pdfs.voucher(tmp_path / "a.pdf"))).amount
    assert amount is not None
    place = amount.where
    assert not isinstance(place, str)
    box = getattr(place, "box", None)
    assert isinstance(box, Box)
    assert Box(215, 285, 300, 310).contains(box, slack=3), box


def test_a_wrapped_memo_is_one(tmp_path: Path) -> None:
    told = Voucher(memo="上月说好的房租借款，\n五月底前还清")
    memo = slip_of(read(pdfs.voucher(tmp_path / "a.pdf", told))).memo
    assert memo is not None
    assert memo.value.replace(" ", "") == "上月说好的房租借款，五月底前还清"


@pytest.mark.parametrize(
    ("words", "said"), [("伍万元整", "50000.00"), ("伍仟元伍角整", "5000.50"), ("五千元", "五千元")]
)
def test_words_that_are_not_the_figures_are_a_doubt(tmp_path: Path, words: str, said: str) -> None:
    found = read(pdfs.voucher(tmp_path / "a.pdf", Voucher(words=words)))
    (doubt,) = found.doubts
    assert doubt.kind is DoubtKind.AMOUNT_WORDS_DIFFER
    assert dict(doubt.args) == {"field": "amount", "words": said, "digits": "5000.00"}
    amount = slip_of(found).amount
    assert amount is not None
    assert doubt.where == amount.where


@pytest.mark.parametrize(
    ("digits", "fen", "words"),
    [
        ("5,000.00", 500000, "伍仟元整"),
        ("¥12,345.60", 1234560, "壹万贰仟叁佰肆拾伍元陆角整"),
        ("5000", 500000, "人民币伍仟圆整"),
        ("0.01元", 1, ""),
    ],
)
def test_figures_as_platforms_print_them(tmp_path: Path, digits: str, fen: int, words: str) -> None:
    found = read(pdfs.voucher(tmp_path / "a.pdf", Voucher(digits=digits, words=words)))
    amount = slip_of(found).amount
    assert amount is not None
    assert amount.value == Money(fen)
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"digits": "五千"}, DoubtKind.AMOUNT_UNREADABLE),
        ({"digits": "", "words": ""}, DoubtKind.AMOUNT_UNREADABLE),
        ({"serial": "1000050001202503020"}, DoubtKind.SERIAL_UNREADABLE),
        ({"serial": "10000500012025030201234567890123"}, DoubtKind.SERIAL_UNREADABLE),
        ({"at": "某日"}, DoubtKind.TIME_UNREADABLE),
        ({"state": "冻结中"}, DoubtKind.STATE_UNKNOWN),
        ({"state": ""}, DoubtKind.STATE_UNKNOWN),
    ],
)
def test_what_it_does_not_say_is_a_doubt(
    tmp_path: Path, change: dict[str, str], kind: DoubtKind
) -> None:
    found = read(pdfs.voucher(tmp_path / "a.pdf", replace(Voucher(), **change)))
    assert [doubt.kind for doubt in found.doubts] == [kind]
    assert found.doubts[0].where is not None


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("已收款", State.ACCEPTED),
        ("待收款", State.PENDING),
        ("已退还", State.RETURNED),
        ("已过期", State.EXPIRED),
    ],
)
def test_the_state_is_the_one_it_prints(tmp_path: Path, said: str, state: State) -> None:
    assert slip_of(read(pdfs.voucher(tmp_path / "a.pdf", Voucher(state=said)))).state is state


def test_two_sums_are_none(tmp_path: Path) -> None:
    """One sum under 小写 and another under 金额: nothing tells which the transfer was."""
    paper = pdfs.Paper()
    page = paper.page().text(215, 60, "微信转账电子凭证", 18)
    rows = (*Voucher().rows(), ("转账金额", "8000.00"))
    for at, (label, value) in enumerate(rows):
        page.text(80, 120 + at * 24, label, 10.5).text(220, 120 + at * 24, value, 10.5)
    found = read(paper.write(tmp_path / "a.pdf"))
    assert slip_of(found).amount is None
    assert DoubtKind.AMOUNT_UNREADABLE in [doubt.kind for doubt in found.doubts]


def test_names_in_brackets(tmp_path: Path) -> None:
    paper = pdfs.Paper()
    page = paper.page().text(215, 60, "微信转账电子凭证", 18)
    told = Voucher(payer="", payer_id="", payee="", payee_id="").rows()
    rows = [("收款方", "周砚秋（微信号：yanqiu-zhou）"), ("付款方", "张晓雨（xiaoyu_1990）"), *told]
    for at, (label, value) in enumerate(rows):
        page.text(80, 120 + at * 24, f"{label}：{value}", 10.5)
    assert named(read(paper.write(tmp_path / "a.pdf"))) == {
        Part.PAYER: ("张晓雨", "xiaoyu_1990"),
        Part.PAYEE: ("周砚秋", "yanqiu-zhou"),
    }


def test_headings_above_their_rows(tmp_path: Path) -> None:
    """The last row under 付款方 stands nearer to 收款方 than to its own heading."""
    paper = pdfs.Paper()
    page = paper.page().text(215, 60, "微信转账电子凭证", 18)
    lines = (
        *("付款方", "姓名：张晓雨", "微信号：xiaoyu_1990"),
        *("收款方", "姓名：周砚秋", "微信号：yanqiu-zhou"),
        *(f"转账单号：{pdfs.SERIAL}", "转账时间：2025-03-02 14:05:06"),
        *("金额（小写）：5000.00", "交易状态：已收款"),
    )
    for at, line in enumerate(lines):
        page.text(80, 120 + at * 24, line, 10.5)
    found = read(paper.write(tmp_path / "a.pdf"))
    assert named(found)[Part.PAYER] == ("张晓雨", "xiaoyu_1990")
    assert named(found)[Part.PAYEE] == ("周砚秋", "yanqiu-zhou")
    assert found.doubts == ()


def test_several_vouchers_in_one_file(tmp_path: Path) -> None:
    paper = pdfs.Paper()
    for told in (Voucher(), Voucher(digits="800.00", words="捌佰元整", payee="何清远")):
        page = paper.page().text(215, 60, "微信转账电子凭证", 18)
        for at, (label, value) in enumerate(told.rows()):
            page.text(80, 120 + at * 24, label, 10.5).text(220, 120 + at * 24, value, 10.5)
    found = read(paper.write(tmp_path / "a.pdf"))
    sums = [row.slip.amount.value.fen for row in found.rows if row.slip.amount]
    payees = [row.slip.payee.value for row in found.rows if row.slip.payee]
    assert (sums, payees) == ([500000, 80000], ["周砚秋", "何清远"])
    assert found.rows[1].box.y0 > 842
    assert named(found) == {Part.PAYER: ("张晓雨", "xiaoyu_1990")}, "no payee is that of both"
    assert found.doubts == ()
