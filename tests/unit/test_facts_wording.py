"""Amounts, dates and acts in people's own words; what is not clear is not read as a fact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from evidence_kit.facts import amounts, dates, memos, wording
from evidence_kit.model import UNKNOWN_TIME, Basis, Moment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("借我5千", ["5000.00"]),
        ("1.5w", ["15000.00"]),
        ("三万五", ["35000.00"]),
        ("两万块", ["20000.00"]),
        ("借我6800周转", ["6800.00"]),
        ("2000整", ["2000.00"]),
        ("壹万元", ["10000.00"]),
        ("一千二", ["1200.00"]),
        ("一百五", ["150.00"]),
        ("两千零五十", ["2050.00"]),
        ("一万五千", ["15000.00"]),
        ("十五万", ["150000.00"]),
        ("1万5", ["15000.00"]),
        ("1万2千", ["12000.00"]),
        ("3块5", ["3.50"]),
        ("¥500.00", ["500.00"]),
        ("￥1,000", ["1000.00"]),
        ("4k", ["4000.00"]),
        ("每月300利息", ["300.00"]),
        ("再借我2000.5元行吗", ["2000.50"]),
        ("先还你2000，剩下的3000下月给", ["2000.00", "3000.00"]),
    ],
)
def test_amounts_as_people_type_them(text: str, said: list[str]) -> None:
    assert [str(one.money) for one in amounts.spoken(text)] == said


@pytest.mark.parametrize(
    "text",
    [
        *("5000多", "一万左右", "几千块", "三五千", "大概3000", "不到2000"),
        *("13800138000", "2025年3月2日 14:05", "15号", "3天", "50个", "10%", "5000-6000"),
        *("千万别", "万一", "一百个", "2025", "0.001元", "万", "一万万", "三万零", "好"),
    ],
)
def test_what_is_no_exact_amount(text: str) -> None:
    assert amounts.spoken(text) == ()


def test_several_amounts_are_not_one() -> None:
    assert amounts.only_amount("先还2000，还欠3000") is None
    assert str(amounts.only_amount("5000，对，5000元")) == "5000.00"


SAID = datetime(2025, 3, 2, 14, 5)  # a Sunday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("下个月15号还你", "2025-04-15", "2025-04-15"),
        ("下月15日", "2025-04-15", "2025-04-15"),
        ("15号前", "2025-03-15", "2025-03-15"),
        ("1号", "2025-04-01", "2025-04-01"),
        ("31号还", "2025-03-31", "2025-03-31"),
        ("3月15号", "2025-03-15", "2025-03-15"),
        ("1月15号", "2026-01-15", "2026-01-15"),
        ("2025年12月1日", "2025-12-01", "2025-12-01"),
        ("2019年10月12日前还清", "2019-10-12", "2019-10-12"),
        ("明年3月还", "2026-03-01", "2026-03-31"),
        ("今年5月底", "2025-05-21", "2025-05-31"),
        ("5月还你", "2025-05-01", "2025-05-31"),
        ("年底", "2025-12-01", "2025-12-31"),
        ("明年底", "2026-12-01", "2026-12-31"),
        ("月底还", "2025-03-21", "2025-03-31"),
        ("这个月底", "2025-03-21", "2025-03-31"),
        ("下下个月初", "2025-05-01", "2025-05-10"),
        ("下个月", "2025-04-01", "2025-04-30"),
        ("明天", "2025-03-03", "2025-03-03"),
        ("大后天", "2025-03-05", "2025-03-05"),
        ("今晚", "2025-03-02", "2025-03-02"),
        ("周五", "2025-03-07", "2025-03-07"),
        ("下周五", "2025-03-07", "2025-03-07"),
        ("下个星期三", "2025-03-05", "2025-03-05"),
        ("下周", "2025-03-03", "2025-03-09"),
        ("周末", "2025-03-02", "2025-03-02"),
        ("三天后", "2025-03-05", "2025-03-05"),
        ("两周后", "2025-03-16", "2025-03-16"),
        ("一个月内", "2025-04-02", "2025-04-02"),
        ("半个月后", "2025-03-17", "2025-03-17"),
        ("半年内", "2025-09-02", "2025-09-02"),
        ("一年后", "2026-03-02", "2026-03-02"),
    ],
)
def test_dates_as_people_promise_them(text: str, first: str, last: str) -> None:
    (one,) = dates.said(text)
    moment = dates.meant(one, Moment(SAID, SAID, Basis.PAGE))
    assert moment.earliest == datetime.fromisoformat(f"{first}T00:00")
    assert moment.latest == datetime.fromisoformat(f"{last}T23:59")
    assert moment.basis is Basis.PAGE


@pytest.mark.parametrize("text", ["下个月31号", "2月29日", "明年2月30号", "13月5号", "明年13月"])
def test_a_day_that_does_not_exist_is_unknown(text: str) -> None:
    (one,) = dates.said(text)
    assert dates.meant(one, Moment(SAID, SAID, Basis.PAGE)) == UNKNOWN_TIME


@pytest.mark.parametrize("text", ["上个月15号", "两个月了", "过完年", "半年前", "好久"])
def test_what_is_no_day_ahead(text: str) -> None:
    assert dates.said(text) == ()


def test_a_promise_of_unknown_day_means_an_unknown_day() -> None:
    (one,) = dates.said("下个月15号")
    assert dates.meant(one, UNKNOWN_TIME) == UNKNOWN_TIME
    assert dates.meant(one, Moment(SAID, None, Basis.BETWEEN)) == UNKNOWN_TIME


def test_a_promise_between_two_days_covers_what_both_mean() -> None:
    (one,) = dates.said("明天还")
    at = Moment(SAID, datetime(2025, 3, 4, 9), Basis.PAGE)
    moment = dates.meant(one, at)
    assert moment.earliest is not None
    assert moment.latest is not None
    assert (moment.earliest.date(), moment.latest.date()) == (date(2025, 3, 3), date(2025, 3, 5))
    assert moment.basis is Basis.BETWEEN


# ── acts ───────────────────────────────────────────────────────────────────────────────

YES: dict[Callable[[str], bool], list[str]] = {
    wording.asks_loan: [
        "借我5000",
        "哥，能借我5000吗",
        "哥能借我5000吗",
        "秋姐，跟你借10000周转，行吗",
        "问一下，借我500行吗",
        "能不能借我3000元？",
        "可以借我点钱吗",
        "想跟你借8000元，月息1分",
        "不好意思，能借我1万吗",
        "你借我5000吧",
        "你借我5000?",
        "最近手头紧，能帮我周转一下吗",
        "借点钱",
        "再借我2000.5元行吗？",
        "如果方便的话能借我2000吗",
    ],
    wording.repays: [
        *("先还你2000", "还你5000", "还款", "今天发工资，还你钱", "还清了"),
        *("哥，今天再还你600", "还你第一期2000", "第二期2000还你", "我没忘，还你500"),
        *("借你的钱还你", "剩下的3000还你", "欠你的2000还你", "上次借的2000还你", "剩下的还你"),
    ],
    wording.promises: [
        "最近手头紧，能不能下个月还你",
        "下个月15号发了工资就还你",
        "放心，4月15号一定还",
        "最晚2026年6月30号前还清",
        "我会还的",
        "尽快还你",
    ],
    wording.owes: [
        "还欠你3000",
        "还剩1500元没还，下周五给你",
        "欠你的车钱2000元我记得",
        "我欠你的5000记着呢",
        "剩下的下个月给你",
        "借你的钱我记得",
        *("欠你的钱我会还你", "借你的钱还没还", "剩下的3000明天还你", "剩下的钱一定还你"),
    ],
    wording.received: ["收到了", "钱收到，谢谢", "已收到"],
    wording.demands: [
        "什么时候还钱？",
        "砚秋，昨天说好还的钱方便转我吗？",
        "剩下的钱已经过了两个月了，麻烦这周安排一下",
        "新年好，借款的事请尽快处理，谢谢",
        "你借我的5000什么时候还",
        "你借我5000都半年了，该还了",
        "那今天能还吗？",
        "欠我的钱该还了吧",
        "都拖到国庆后了，麻烦尽快还一下",
        "那1200啥时候还呀",
        *(
            "年底到了，还我钱吧",
            "你花呗还了，该还我了吧",
            "什么时候还你欠我的钱",
            "本金和利息什么时候还",
        ),
        *("我老婆催我了，你赶紧还我", "你房贷还上了吗，能还我了吗"),
    ],
    memos.gives: ["这个不用还", "生日快乐", "送你的"],
    wording.assents: ["好", "好的", "行吧", "没问题", "OK", "可以可以", "嗯嗯"],
}

NO: dict[Callable[[str], bool], list[str]] = {
    wording.asks_loan: [
        "不借",
        "我姐能借我500",
        "我表哥想跟你借5000",
        "小妹借我500没还",
        "我不想借钱",
        "别借给他",
        "我借你5000",
        "他借我5000",
        "朋友找我借5000",
        "借你的钱什么时候还",
        "你借我的5000什么时候还",
        "你借我5000都半年了",
        "上次借我的5000",
        "要是你借我5000就好了",
        "跟银行借的",
        "借我一下充电器",
        "能借我本书吗？",
        "想借你的车用一下，可以吗",
        "最近周转不开",
    ],
    wording.repays: [
        "今晚还你600",
        "还你第一本书",
        *("借你的书还你", "剩下的3000明天还你", "欠你的钱我会还你"),
        "没钱还你",
        "还不了你",
        "不用还你",
        "下个月还你",
        "什么时候还你？",
        "还我钱",
        "还是算了",
        "还在忙",
        "还欠你3000",
        "如果发工资就还你",
        "我还有事",
    ],
    wording.promises: [
        "不会还你的",
        "如果发了工资，月底就还你",
        "可能月底还你",
        "争取月底还你",
        "还你了",
        "月底再说",
        "月底还我",
        "还没发工资",
    ],
    wording.owes: [
        "欠你一顿饭",
        "还差2个人",
        "剩下的菜给你",
        "借你的书还没看完",
        "我不欠你",
        "还欠你多少？",
        "没欠你钱",
        "早就还清了",
        "如果还欠你3000",
        *("借你的钱还你", "剩下的3000还你", "欠你的钱还你", "剩下3000转你"),
    ],
    wording.received: ["没收到", "收到了吗？", "还没收到钱"],
    wording.demands: [
        "不客气，记得到时候还就行",
        "不急着还",
        "慢慢还，不着急",
        "先别还",
        "什么时候有空？",
        "剩下的资料请尽快发我",
        "那本书什么时候还我？",
        "麻烦帮我还一下那本书",
        "麻烦帮我还一下信用卡",
        "要是你不还我就麻烦了",
        "能借我5000吗",
        "我什么时候还你？我先还你2000吧",
        *("年底再还我吧", "你花呗还了吗", "替我催下老王还钱", "我欠你的饭钱什么时候还你方便"),
        *("那批货2000从你欠我的里扣吧", "你让老王赶紧还我钱", "小李的钱你什么时候还他"),
        *("老王欠我的钱你什么时候还", "你弟借的钱你什么时候还", "利息什么时候还"),
    ],
    memos.gives: ["借给你", "记得还"],
    wording.assents: ["好贵", "不行", "可以借我吗", ""],
}


def cases(table: dict[Callable[[str], bool], list[str]]) -> list[object]:
    return [
        pytest.param(ask, said, id=f"{ask.__name__}-{said}")
        for ask, every in table.items()
        for said in every
    ]


@pytest.mark.parametrize(("ask", "sentence"), cases(YES))
def test_what_a_sentence_does(ask: Callable[[str], bool], sentence: str) -> None:
    assert ask(sentence)


@pytest.mark.parametrize(("ask", "sentence"), cases(NO))
def test_what_a_sentence_only_seems_to_do(ask: Callable[[str], bool], sentence: str) -> None:
    assert not ask(sentence)


def test_sentences_stand_exactly_as_read() -> None:
    text = "借我3000元？ 下个月15号还你！好不好"
    assert wording.sentences(text) == ("借我3000元？", "下个月15号还你！", "好不好")
    assert wording.sentences("") == ()


@pytest.mark.parametrize(
    ("memo", "says"),
    [
        ("借款", "loan"),
        ("借给你的", "loan"),
        ("还款", "repayment"),
        ("还借款", "repayment"),
        ("3月利息", "interest"),
        ("生日快乐", "gift"),
        ("房租", "purchase"),
        ("奶茶", "purchase"),
        ("电影票", "purchase"),
        ("微信转账", None),
        ("转账给你", None),
        ("加油", None),
        ("生日红包还款", "unclear"),
        *((memo, "loan") for memo in ("借你2000", "借款买车", "借给老周", "又借", "借钱应急")),
        *((memo, "repayment") for memo in ("还你2000", "先还1000", "3月还款", "剩下的还你")),
        *(
            (memo, "repayment")
            for memo in ("还清", "欠款", "还剩余的", "借你的钱还你", "还老周2000")
        ),
        *((memo, "interest") for memo in ("还息", "还利息", "借款利息", "本息")),
        *((memo, "unclear") for memo in ("不是借款", "非借款，赠与", "给老王的借款", "代老王借款")),
        *(
            (memo, "unclear")
            for memo in ("借你吉言", "借花献佛", "借条抵押", "借车油费", "借用一下")
        ),
        *(
            (memo, "unclear")
            for memo in ("不是还款", "非还款", "替老王还款", "老王还你的", "帮小王还你")
        ),
        *((memo, "unclear") for memo in ("彩礼还你", "还彩票钱", "还饭钱", "还差3000", "还没还完")),
        *((memo, "unclear") for memo in ("退还", "还愿", "还爸妈的钱", "归还图书", "不用还")),
        *((memo, None) for memo in ("月底还", "记得还", "本金")),
        ("还是爱你", "gift"),
    ],
)
def test_memos(memo: str, says: str | None) -> None:
    """Failure: 「不是借款」 and 「替老王还款」 were counted, and 还息 as principal."""
    assert memos.memo_says(memo, "老周") == says


def test_the_sum_that_a_clause_speaks_of() -> None:
    sentence = "先还你1000元，剩下的2000下个月给你"
    assert str(wording.repaid_amount(sentence)) == "1000.00"
    assert str(wording.owed_amount(sentence)) == "2000.00"
    assert wording.owed_amount("剩下的下个月给你") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("我这个月房租差一点，能不能借我3000元？", "房租"),
        ("借我6800周转", "周转"),
        ("周转一下，交学费", "学费"),
        ("借我5000", None),
        ("下个月15号发工资就还你", None),
        ("要给工人发工资，借我5000", "工人发工资"),
        ("交房租和学费", None),
    ],
)
def test_purposes(text: str, named: str | None) -> None:
    assert memos.purpose(text) == named
