"""Sums in words, both ways: read right, or named as not understood; never a wrong one."""

from __future__ import annotations

import pytest

from evidence_kit.facts import amounts
from evidence_kit.facts.numerals import number

RIGHT = {
    "借我5千": "5000.00",
    "1.5w": "15000.00",
    "1.5W周转": "15000.00",
    "0.5万": "5000.00",
    "12.5万": "125000.00",
    "三万五": "35000.00",
    "两万块": "20000.00",
    "俩万": "20000.00",
    "借我6800周转": "6800.00",
    "借我5000来周转": "5000.00",
    "5百万": "5000000.00",
    "两千万": "20000000.00",
    "1亿": "100000000.00",
    "五仟元整": "5000.00",
    "伍萬圆": "50000.00",
    "壹万贰仟叁佰元整": "12300.00",
    "贰拾万元": "200000.00",
    "1万2": "12000.00",
    "一万二": "12000.00",
    "2w5": "25000.00",
    "1万2千5": "12500.00",
    "1万200": "10200.00",
    "3千5": "3500.00",
    "3百5": "350.00",
    "一万零五百": "10500.00",
    "1万零5百": "10500.00",
    "一万零八": "10008.00",
    "一千零五": "1005.00",
    "一万八千八": "18800.00",
    "一百二": "120.00",
    "两千五百块": "2500.00",
    "5k": "5000.00",
    "2.5K": "2500.00",
    "半万": "5000.00",
    "3个w": "30000.00",
    "两个万": "20000.00",
    "5万整": "50000.00",
    "10000块钱": "10000.00",
    "5000人民币": "5000.00",
    "人民币5000元": "5000.00",
    "RMB5000": "5000.00",
    "5000rmb": "5000.00",
    "￥5,000": "5000.00",
    "５０００元": "5000.00",
    "1,234.50元": "1234.50",
    "3块5": "3.50",
    "50块": "50.00",
    "第二期2000还你": "2000.00",
    "借我 5000 3月还": "5000.00",
    "借我1万3个月后还": "10000.00",
    "借我5000元一个月后还你": "5000.00",
    "5000，对，5000元": "5000.00",
    "借我5000月底还": "5000.00",
    "剩下3000年底还": "3000.00",
    "剩下2000年底还": "2000.00",
    "借我2000周末还": "2000.00",
    "借我2000周五还": "2000.00",
    "借我2000星期五还": "2000.00",
    "借我五百月初还": "500.00",
    "借我5000本月底还": "5000.00",
    "借我5000年前还": "5000.00",
    "借我5000分期还": "5000.00",
    "借我5000分3个月还": "5000.00",
    "借我5000期限三个月": "5000.00",
    "借我1万5年底还": "15000.00",
    "借我一万五周末还": "15000.00",
    "借我5000ok？": "5000.00",
}
VAGUE = (
    *("5000多", "5000来块", "十来万", "三五千", "三千五六", "一两万", "几千块", "上百万", "大几千"),
    *("小一万", "万儿八千", "5-6千", "2、3万", "5000到6000块", "5000左右", "大概3000", "5000+"),
    *("5000不到", "快5000", "百八十块", "一千二三"),
)
NO_SUM = (
    *(
        "千万别",
        "万一",
        "百分之十",
        "一半",
        "十万火急",
        "50",
        "13800138000",
        "2025",
        "2025年",
        "15号",
    ),
    *(
        "尾号1234",
        "卡号6222021234567890",
        "一百个",
        "300页",
        "3000米",
        "5kg",
        "10%",
        "100Q币",
        "好",
    ),
    *("2025年底还", "2030年底还", "12月底还", "一百年后还你", "500分", "5000人"),
    *("2025.4.15", "第二期", "500积分", "0.001元", "1,2,3"),
)
UNCLEAR = (
    *("5000美元", "5000美金", "5000刀", "$5000", "HK$5000", "5000港币", "港币5000", "5000日元"),
    *("5000韩元", "3万泰铢", "5000欧", "500英镑", "5000USDT", "5000U", "5000 u", "3000*2"),
    *("2000+3000", "两笔3000", "各3000", "1.5万5", ".5w", "一万一万", "5 000元", "三万零元"),
    *("借我1万5月底还", "借我五千三月底还"),
)


@pytest.mark.parametrize(("text", "yuan"), RIGHT.items())
def test_a_sum_is_read_right_and_nothing_else_is_seen_in_it(text: str, yuan: str) -> None:
    assert str(amounts.only_amount(text)) == yuan
    assert amounts.unclear(text) == ()


@pytest.mark.parametrize("text", [*VAGUE, *NO_SUM])
def test_about_so_much_is_understood_as_no_sum(text: str) -> None:
    assert amounts.spoken(text) == ()
    assert amounts.unclear(text) == ()


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_sum_that_is_not_of_plain_yuan_is_named_not_guessed(text: str) -> None:
    """Failure: 「.5w」 was read as 50,000 and 「1万零5百」 as 10,000."""
    assert amounts.only_amount(text) is None
    assert amounts.unclear(text)


@pytest.mark.parametrize("text", ["每月500", "500一个月", "5000元/月"])
def test_so_much_a_month_is_a_part(text: str) -> None:
    assert amounts.only_amount(text) is None
    assert amounts.unclear(text) == ()


@pytest.mark.parametrize("text", ["", "万", "千万", "三四千", "5千k", "1万20", "一千零", "w", "零"])
def test_what_is_no_number(text: str) -> None:
    assert not number(text)


DIGITS = "零一二三四五六七八九"


def chinese(whole: int) -> str:
    """Return a number below 亿 as it is written out, 零 where ranks are left out."""
    high, low = divmod(whole, 10_000)
    if high:
        gap = "零" if 0 < low < 1000 else ""
        return f"{chinese(high)}万{gap}{chinese(low) if low else ''}"
    text = ""
    for rank, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = whole // rank % 10
        if figure:
            text += DIGITS[figure] + name
        elif text and whole % rank:
            text += "" if text.endswith("零") else "零"
    return text


def test_numbers_written_out_are_read_back() -> None:
    for whole in [*range(1, 3000), *range(3000, 100_000, 37), *range(100_000, 99_999_999, 70_001)]:
        assert number(chinese(whole)) == whole, chinese(whole)
        assert [str(o.money) for o in amounts.spoken(f"借我{chinese(whole)}元")] == [f"{whole}.00"]


def test_figures_in_any_dress_are_the_same_sum() -> None:
    for whole in range(1000, 100_000, 250):
        wan, k = whole / 10_000, whole / 1000
        for text in (
            f"{whole}",
            f"{whole:,}元",
            f"￥{whole}.00",
            f"{wan:g}万",
            f"{wan:g}w",
            f"{k:g}千",
        ):
            assert str(amounts.only_amount(f"借我{text}应急")) == f"{whole}.00", text


def test_there_are_enough_forms() -> None:
    assert len(RIGHT) + len(VAGUE) + len(NO_SUM) + len(UNCLEAR) >= 60
