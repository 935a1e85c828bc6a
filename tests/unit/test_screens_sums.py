"""Amounts inside sentences, in digits and in words."""

from __future__ import annotations

import pytest
from inked import line

from evidence_kit.model import FieldKind
from evidence_kit.screens import lexicon, sums


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("￥5,000.00（大写：伍仟元整）", [500000]),
        ("今借到人民币5000元", [500000]),
        ("5万元和￥30.50", [5000000, 3050]),
        ("小写：5000.00元", [500000]),
        ("1.5万元", []),  # read neither as 15,000 nor as 5
        ("￥5,000.00，2024年还清", [500000]),
        ("5.000元", []),
        ("2.3元", []),
        ("¥536.", []),
        ("2024年5月1日", []),
    ],
)
def test_amounts_in_digits(text: str, fen: list[int]) -> None:
    assert [one.money.fen for one in sums.figures(text)] == fen


def test_amounts_in_words() -> None:
    text = "人民币壹万贰仟元整（￥12000.00），另伍佰圆"
    assert [one.money.fen for one in sums.in_words(text)] == [1200000, 50000]
    assert not sums.in_words("伍干元整，万元")


def test_an_amount_stands_where_it_is_said_to() -> None:
    text = "借 到 ￥50.00 元"
    (one,) = sums.figures(text)
    assert lexicon.squeezed(text)[one.start : one.end] in ("¥50.00", "50.00元")


def test_fen_may_be_left_out_only_where_the_page_may() -> None:
    assert sums.amount("5000元") is None
    assert str(sums.amount("5000元", whole=True)) == "5000.00"
    assert sums.amount("￥5000.00和￥60.00") is None


def test_an_amount_among_words_is_read_again_with_all_of_the_alphabet() -> None:
    assert sums.field("", line("5000.00元", 0, 0)).kind is FieldKind.TIME
    assert sums.field("金额", line("金额：5000.00", 0, 0)).kind is FieldKind.MONEY
