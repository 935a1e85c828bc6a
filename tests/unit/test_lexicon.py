"""Words to values: every form the screens print, and every form that must not be guessed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from evidence_kit.model import Direction, Money, TimeText
from evidence_kit.screens import lexicon


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("¥500.00", 50000),
        ("￥500.00", 50000),
        ("¥0.01", 1),
        ("¥ 3.00", 300),
        ("Y500.00", 50000),
        ("V500.00", 50000),
        ("半20.00", 2000),
        ("羊20.00", 2000),
        ("500.00", 50000),
        ("¥1,000.00", 100000),
        ("¥1，000．00", 100000),
        ("1,234,567.89", 123456789),
        ("-1500.00", 150000),
        ("−1500.00", 150000),
        ("–1500.00", 150000),
        ("—1500.00", 150000),
        ("一1500.00", 150000),
        ("-1 500.00", 150000),
        ("+24.44", 2444),
        ("-¥1500.00", 150000),
        ("29.90元", 2990),
    ],
)
def test_a_printed_amount_is_read(text: str, fen: int) -> None:
    assert lexicon.money(text) == Money(fen)


@pytest.mark.parametrize(
    "text",
    [
        "50000",  # the point of 500.00 lost
        "¥500",
        "¥500.0",
        "¥500.000",
        "¥500,00",
        "¥1.500.00",
        "¥1,00.00",
        "¥12,34.00",
        "¥0500.00",
        "¥5OO.00",
        "¥50l.00",
        "5千",
        "1.5w",
        "三万",
        "2000整",
        "¥",
        "",
        "14:46",
        "¥500.00¥20.00",
    ],
)
def test_an_amount_is_never_guessed(text: str) -> None:
    assert lexicon.money(text) is None


@pytest.mark.parametrize("text", ["50000", "¥500,00", "¥5OO.00", "1,00.00", "-1500.0", "¥500.00"])
def test_what_looks_like_an_amount_is_known_as_one(text: str) -> None:
    assert lexicon.money_like(text)


@pytest.mark.parametrize("text", ["请收款", "借款", "OO", "¥", "2025年1月1日", "12'"])
def test_words_do_not_look_like_an_amount(text: str) -> None:
    assert not lexicon.money_like(text)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("-1500.00", Direction.OUT),
        ("−1500.00", Direction.OUT),
        ("一1500.00", Direction.OUT),
        ("¥-3.00", Direction.OUT),
        ("+24.44", Direction.IN),
        ("278.77", None),
        ("", None),
    ],
)
def test_a_bill_amounts_sign_is_its_direction(text: str, way: Direction | None) -> None:
    assert lexicon.sign(text) is way


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("壹仟元整", 100000),
        ("人民币伍万零叁拾元伍角", 5003050),
        ("壹拾贰万叁仟肆佰伍拾陆元柒角捌分", 12345678),
        ("拾万元整", 10000000),
        ("壹佰零贰元正", 10200),
        ("玖元玖分", 909),
        ("貳萬圓整", 2000000),
        ("壹亿零伍万元", 10005000000),
        ("伍拾伍元", 5500),
        ("叁万零伍元", 3000500),
        ("壹佰万元", 100000000),
    ],
)
def test_capital_figures_are_read(text: str, fen: int) -> None:
    assert lexicon.capital_money(text) == Money(fen)


@pytest.mark.parametrize(
    "text", ["叁万伍元", "壹佰贰元", "仟元", "壹佰壹佰元", "零元", "一千元", "壹仟", "元整", ""]
)
def test_ill_formed_capital_figures_are_not(text: str) -> None:
    assert lexicon.capital_money(text) is None


def at(text: str, **parts: int | bool) -> TimeText:
    """Return a time; without a date it is of the day of the capture."""
    dated = {"month", "weekday", "days_ago"} & parts.keys()
    return TimeText(text=text, **({} if dated else {"days_ago": 0}), **parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("14:46", {"hour": 14, "minute": 46}),
        ("14：46", {"hour": 14, "minute": 46}),
        ("9:05", {"hour": 9, "minute": 5}),
        ("晚上7:06", {"hour": 19, "minute": 6}),
        ("下午4:14", {"hour": 16, "minute": 14}),
        ("凌晨00:43", {"hour": 0, "minute": 43}),
        ("晚上19:19", {"hour": 19, "minute": 19}),
        ("下午12:05", {"hour": 12, "minute": 5}),
        ("凌晨12:10", {"hour": 0, "minute": 10}),
        ("凌晨3:10", {"hour": 3, "minute": 10}),
        ("中午12:30", {"hour": 12, "minute": 30}),
        ("中午11:30", {"hour": 11, "minute": 30}),
        ("中午1:20", {"hour": 13, "minute": 20}),
        ("早上8:00", {"hour": 8, "minute": 0}),
        ("上午11:59", {"hour": 11, "minute": 59}),
        ("PM 7:06", {"hour": 19, "minute": 6}),
        ("AM12:10", {"hour": 0, "minute": 10}),
        ("昨天 12:51", {"hour": 12, "minute": 51, "days_ago": 1}),
        ("昨天12:51", {"hour": 12, "minute": 51, "days_ago": 1}),
        ("前天 晚上9:01", {"hour": 21, "minute": 1, "days_ago": 2}),
        ("今天 08:30", {"hour": 8, "minute": 30, "days_ago": 0}),
        ("Yesterday 7:06", {"hour": 7, "minute": 6, "days_ago": 1}),
        ("周四 12:09", {"hour": 12, "minute": 9, "weekday": 3}),
        ("周四12:09", {"hour": 12, "minute": 9, "weekday": 3}),
        ("星期四 12:09", {"hour": 12, "minute": 9, "weekday": 3}),
        ("星期日 晚上8:00", {"hour": 20, "minute": 0, "weekday": 6}),
        ("星期天8:00", {"hour": 8, "minute": 0, "weekday": 6}),
        ("星期曰8:00", {"hour": 8, "minute": 0, "weekday": 6}),
        ("Sunday 8:00", {"hour": 8, "minute": 0, "weekday": 6}),
        ("10月30日 上午11:59", {"hour": 11, "minute": 59, "month": 10, "day": 30}),
        ("6月3日 凌晨00:43", {"hour": 0, "minute": 43, "month": 6, "day": 3}),
        ("2025年12月29日 10:07", {"hour": 10, "minute": 7, "year": 2025, "month": 12, "day": 29}),
        ("2025年12月29日10:07", {"hour": 10, "minute": 7, "year": 2025, "month": 12, "day": 29}),
        ("2025年12月29曰10:07", {"hour": 10, "minute": 7, "year": 2025, "month": 12, "day": 29}),
        ("2025/6/18 10:00", {"hour": 10, "minute": 0, "year": 2025, "month": 6, "day": 18}),
        ("2025/6/1810:00", {"hour": 10, "minute": 0, "year": 2025, "month": 6, "day": 18}),
        ("2025/6/1 10:00", {"hour": 10, "minute": 0, "year": 2025, "month": 6, "day": 1}),
        ("2025-06-18 下午3:00", {"hour": 15, "minute": 0, "year": 2025, "month": 6, "day": 18}),
        ("2019-05-26 12:13", {"hour": 12, "minute": 13, "year": 2019, "month": 5, "day": 26}),
        (
            "2019-11-0407:58:12",
            {"hour": 7, "minute": 58, "second": 12, "year": 2019, "month": 11, "day": 4},
        ),
        (
            "2024年04月23日 11:48:26",
            {"hour": 11, "minute": 48, "second": 26, "year": 2024, "month": 4, "day": 23},
        ),
        ("2月29日 10:00", {"hour": 10, "minute": 0, "month": 2, "day": 29}),
        ("晚上12:05", {"hour": 0, "minute": 5, "ambiguous": True}),
        ("晚上1:05", {"hour": 1, "minute": 5, "ambiguous": True}),
        ("上午12:05", {"hour": 12, "minute": 5, "ambiguous": True}),
        ("中午9:05", {"hour": 9, "minute": 5, "ambiguous": True}),
    ],
)
def test_a_time_line_is_read(text: str, parts: dict[str, int | bool]) -> None:
    assert lexicon.time(text) == at(text, **parts)
    assert lexicon.time_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025/6/110:00",  # 1日10:00 or 11日0:00
        "25:00",
        "12:60",
        "12:30:61",
        "2月30日 10:00",
        "2025年2月29日 10:00",
        "13月1日 10:00",
        "0月1日 10:00",
        "通话时长 00:07",
        "5月17日",
        "14.46",
        "1446",
        "14:4",
        "大后天 10:00",
        "好",
        "",
    ],
)
def test_a_time_is_never_guessed(text: str) -> None:
    assert lexicon.time(text) is None


@pytest.mark.parametrize("text", ["14.46", "晚上1946", "昨天 12:5l", "25:00", "2025/6/110:00"])
def test_an_unreadable_time_still_looks_like_one(text: str) -> None:
    assert lexicon.time_like(text)


@pytest.mark.parametrize("text", ["你撤回了一条消息", "通话时长00:07", "¥14.46", "周砚秋"])
def test_other_words_do_not_look_like_a_time(text: str) -> None:
    assert not lexicon.time_like(text)


def test_a_serial_has_28_to_40_digits() -> None:
    assert lexicon.serial("1000050001 202503027726553130038") == "1000050001202503027726553130038"
    assert lexicon.serial("1" * 27) is None
    assert lexicon.serial("1" * 41) is None
    assert lexicon.serial("1" * 27 + "l") is None


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("1000050001202412040027735371857", date(2024, 12, 4)),
        ("10000499012019110412345678901234", date(2019, 11, 4)),
        ("1000049501250120024205144005601667986684", date(2025, 1, 20)),
        ("4200002372202412105648962911", date(2024, 12, 10)),
        ("53010001091234202412041934944487", date(2024, 12, 4)),
        ("1000050001202413040027735371857", None),
        ("9999050001202412040027735371857", None),
    ],
)
def test_a_serial_carries_its_date(number: str, day: date | None) -> None:
    assert lexicon.serial_date(number) == day


@pytest.mark.parametrize(
    ("text", "per_year"),
    [
        ("月息1分", Fraction(12, 100)),
        ("按月息一分五算", Fraction(18, 100)),
        ("月息2分半", Fraction(30, 100)),
        ("月息5厘", Fraction(6, 100)),
        ("年息1分", Fraction(1, 10)),
        ("年利率12%", Fraction(12, 100)),
        ("年利率为12.5%", Fraction(125, 1000)),
        ("年化3.45%", Fraction(345, 10000)),
        ("年化利率百分之十", Fraction(1, 10)),
        ("月利率百分之二", Fraction(24, 100)),
        ("利息每月2%", Fraction(24, 100)),
        ("年息十五%", Fraction(15, 100)),
        ("年息二十四%", Fraction(24, 100)),
        ("日息万分之五", Fraction(5 * 365, 10000)),
        ("月息10‰", Fraction(12, 100)),
        ("月息1分，就是月利率1%", Fraction(12, 100)),
    ],
)
def test_a_rate_is_a_fraction_per_year(text: str, per_year: Fraction) -> None:
    found = lexicon.rate(text)
    assert found is not None
    assert found.per_year == per_year
    assert found.wording in lexicon.squeezed(text)


@pytest.mark.parametrize(
    "text",
    [
        "利息2分",
        "给你点利息",
        "七日年化1.73%",
        "日息1分",
        "月息1分还是月息2分",
        "12%",
        "LPR四倍",
        "",
    ],
)
def test_a_rate_without_its_period_is_none(text: str) -> None:
    assert lexicon.rate(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年4月3日", date(2024, 4, 3)),
        ("2024-04-03", date(2024, 4, 3)),
        ("2024/04-03", None),
        ("2024年2月30日", None),
        ("4月3日", None),
    ],
)
def test_a_day_in_full(text: str, day: date | None) -> None:
    assert lexicon.day(text) == day


def test_hours_may_be_written_out() -> None:
    at = lexicon.time("5月17日 17时52分")
    assert at is not None
    assert (at.month, at.hour, at.minute, at.second) == (5, 17, 52, None)
    exact = lexicon.time("2024年4月23日 11时48分26秒")
    assert exact is not None
    assert exact.second == 26


@pytest.mark.parametrize(
    "text", ["1,281.56 人民币元", "人民币 1281.56元", "CNY1,281.56", "￥ 1281.56"]
)
def test_banks_write_the_currency_out(text: str) -> None:
    assert str(lexicon.money(text)) == "1281.56"
