"""Words that were once misread: each would file a wrong sum, day or act without a doubt."""

from __future__ import annotations

import pytest

from evidence_kit.facts import amounts

# ── sums ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        *("借我5-6千", "借我5～6千", "借我5、6千", "借我2、3万", "借我2，3万", "5000到6000块"),
        *("借我5百万", "借我1万2千5", "借我5000美元", "5000港币", "5000韩元", "5000刀", "100美金"),
        *("$5000", "借我万儿八千", "借我小一万", "借我5000+", "欠你3000*2", "欠你两笔3000"),
        *("借我3000米跑步机", "借我1000度电", "借我12306账号"),
    ],
)
def test_a_number_not_wholly_understood_is_no_sum(text: str) -> None:
    assert amounts.only_amount(text) is None


@pytest.mark.parametrize("text", ["欠你每月3000", "每个月还你500", "500一个月"])
def test_so_much_a_month_is_not_the_sum(text: str) -> None:
    assert amounts.only_amount(text) is None


def test_the_sum_stands_apart_from_its_parts() -> None:
    assert str(amounts.only_amount("借我5000，每月还500")) == "5000.00"
    assert str(amounts.only_amount("借我5000元一个月后还你")) == "5000.00"
