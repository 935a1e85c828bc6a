"""Words that were once misread: each would file a wrong sum, day or act without a doubt."""

from __future__ import annotations

from datetime import datetime

import pytest

from evidence_kit.facts import amounts, dates, wording
from evidence_kit.model import Basis, Moment

# ── sums ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        *("借我5-6千", "借我5～6千", "借我5、6千", "借我2、3万", "借我2，3万", "5000到6000块"),
        *("借我1.5万5", "借我5 000元", "借我5000美元", "5000港币", "5000韩元", "5000刀", "100美金"),
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


# ── admissions ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sentence",
    [
        *("不是我跟你借的", "又不是我跟你借的", "不是我欠你的", "不是我欠你的5000", "谁欠你钱"),
        *("剩下的我不给你了", "剩下的不会给你的", "公司欠你工资", "老王欠你的", "他还欠你3000"),
        *("我想借你的车", "欠你一顿饭", "欠你一顿500的饭", "我还剩3000", "还差3000才够首付"),
        *("我跟你借的钱已经还了", "欠你的早还了", "欠你的钱早还了", "借款属实，但已全部还清"),
        *("我妈欠你钱", "老王跟你借的5000", "你说我欠你5000", "我说过“我欠你5000”吗"),
    ],
)
def test_a_denial_or_another_persons_debt_is_no_admission(sentence: str) -> None:
    """Failure: 「不是我跟你借的」 was filed as the defendant's own admission."""
    assert not wording.owes(sentence)
    assert not wording.admits(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            "我欠你5000",
            "还欠你3000没还",
            "是我跟你借的5000",
            "我承认借了你5000",
            "借款属实",
            "借款5000元属实",
        ),
        *("已经还了2000，还欠你3000", "欠你的钱我还没还", "剩下的月底给你"),
    ],
)
def test_a_clear_admission_of_money_is_one(sentence: str) -> None:
    assert wording.admits(sentence)


@pytest.mark.parametrize("sentence", ["收到你的短信了", "收到文件了", "没收到", "快递收到了"])
def test_what_else_is_received_is_not_the_money(sentence: str) -> None:
    assert not wording.received(sentence)


@pytest.mark.parametrize("sentence", ["收到你的钱了", "5000收到了", "好的，收到"])
def test_the_money_is_received(sentence: str) -> None:
    assert wording.received(sentence)


# ── other people, other things ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sentence",
    [
        *("老王说下个月还你", "他说下个月还你", "他说，下个月还你", "我爸会还你的"),
        *("雨伞下周五还你", "下周把包还你", "还你个头", "充电宝晚上还你", "还你妹", "iPad明天还你"),
        *("我还2天就到了", "今天花呗还款", "我要还房贷，下个月5号还"),
        *("我跟你借的钱已经还了", "欠你的早还了", "到时候记得还", "该还的时候记得还哦"),
    ],
)
def test_others_words_and_things_are_not_paid_back(sentence: str) -> None:
    assert not wording.promises(sentence)
    assert not wording.repays(sentence)


@pytest.mark.parametrize(
    "sentence", ["等我爸给我钱我就还你", "老板发了工资就还你", "下周把钱还你", "我下个月还"]
)
def test_the_speakers_own_promise_is_one(sentence: str) -> None:
    assert wording.promises(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        *("能借我充电宝用一下吗", "能借我用一下车吗", "我弟能不能跟你借5000？"),
        *("能不能借我老婆5000？", "能借我500吗？开玩笑的", "充电宝能借我吗", "能借我iPad吗"),
    ],
)
def test_things_others_and_jokes_are_no_request(sentence: str) -> None:
    assert not wording.asks_loan(sentence)


@pytest.mark.parametrize("sentence", ["能借我吗", "可以借我点吗？", "能借我几千块吗", "借我五千多"])
def test_a_request_needs_no_exact_sum(sentence: str) -> None:
    assert wording.asks_loan(sentence)


@pytest.mark.parametrize("sentence", ["可以，记得还", "到时候记得还", "到时候还我就行"])
def test_a_reminder_with_the_loan_is_no_demand(sentence: str) -> None:
    assert not wording.demands(sentence)


# ── days ───────────────────────────────────────────────────────────────────────────────

SAID = datetime(2025, 3, 2, 14, 5)  # a Sunday


def due(text: str) -> str | None:
    """Return the last day that the words before 还 name, said on that Sunday."""
    one = dates.said(text)[0]
    latest = dates.meant(one, Moment(SAID, SAID, Basis.PAGE)).latest
    return None if latest is None else str(latest.date())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("下下周一还你", "2025-03-10"),
        ("下下周还你", "2025-03-16"),
        ("3月15还你", "2025-03-15"),
        ("3/15还你", "2025-03-15"),
        ("2025-04-15还你", "2025-04-15"),
        ("2025.4.15还你", "2025-04-15"),
        ("26年4月15日还你", "2026-04-15"),
        ("过3天还你", "2025-03-05"),
        ("3天之内还你", "2025-03-05"),
    ],
)
def test_days_once_missed_or_a_week_early(text: str, day: str) -> None:
    assert due(text) == day
    assert wording.promises(text)


@pytest.mark.parametrize(
    "text",
    [
        *("一个半月后还你", "两三天后还你", "2-3天后还你", "3到5天内还你", "十来天还你"),
        *("4月15号之后还你", "过了15号还你", "15号以后还你", "15号到20号还你", "这周三还你"),
        *("每周五还你200", "从下个月15号开始每月还你500", "一五号还你", "一个月还你"),
        *("3.15还你", "过年还你", "春节前还你", "五一还你", "明年还你", "一年半后还你"),
        *("农历八月十五还你", "腊月二十八还你", "明后天还你"),
    ],
)
def test_a_time_ahead_that_sets_no_day_is_a_promise_of_an_unknown_one(text: str) -> None:
    assert due(text) is None
    assert not wording.repays(text)
    assert wording.promises(text)


@pytest.mark.parametrize("text", ["去年6月还的", "去年12月", "上周五还的", "15号楼"])
def test_what_is_past_or_a_place_is_no_day_ahead(text: str) -> None:
    assert dates.said(text) == ()


@pytest.mark.parametrize("text", ["晚上还你", "下午3点还你", "等会还你"])
def test_later_today_is_not_now(text: str) -> None:
    assert not wording.repays(text)
