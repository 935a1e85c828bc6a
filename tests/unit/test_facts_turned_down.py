"""Refusals, denials, plans, guarantees, joint loans, borrowed funds: read where plain, else not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from evidence_kit.facts import origins, plans, refusals, sureties
from evidence_kit.model import UNKNOWN_TIME, Basis, Moment

Table = dict[Callable[[str], bool], str]


def asks_time(sentence: str) -> bool:
    return refusals.asks_time(sentence, pressed=False)


YES: Table = {
    refusals.refuses_payment: (
        "不还|我不还|就不还|不还了|我不会还的|没钱还|我没钱还你|要钱没有，要命一条|"
        "你告我去吧|有本事你去法院告我|随便你告|爱告去告吧|法院见|一分钱都不会给你|我还不起|"
        "没钱还，你告我去吧|拒绝还款|还不了|我就是不还，你能怎样|别想要回去|你去告吧|"
        "去告我啊|我没打算还你钱|一分没有"
    ),
    refusals.denies: (
        "我没借过|我没借过你的钱|没跟你借过钱|根本没借|谁借你钱了|我什么时候借你钱了？|"
        "我不欠你钱|我又不欠你|这不是借的|不是我借的|那不是借款|这钱是你送我的|是你送给我的|"
        "那笔钱是你自愿给我的|那是投资款|这是你的投资|这笔钱算你入股的|我早就还清了|"
        "都还给你了，已经还了|已经还清了|不承认|这不是你送我的吗？|我从来没欠你钱|那钱是彩礼|"
        "我没借你5000|我不欠你5000块钱|那5000是你送我的|我承认欠你5000，但是是赌债|"
        "那是打牌输的钱|当初说好是入股的|那5000是你投的钱|这钱是帮你投资的|"
        "是我老公借的，你找他要|我替我朋友借的，你找他|我还欠你3000，不过你上次说不用还了|"
        "我欠你的早在去年就给你现金了|你自己说不用还的|不是说好不用还的吗|我现金还你了|"
        "钱已经转给你老婆了|那是你还我的|我怎么可能欠你钱|我们之间没有借贷关系|"
        "那是你给我的零花钱|那是一起做生意的钱|没拿你的钱|没借过，是你送我的|我没有借你钱|"
        "钱我都还你了|早给你了|我不是还了吗|确实借了，后来不是还了吗|借是借了，还也还了|我还过了|"
        "去年就还完了|我没收到钱|这钱跟我没关系|我是借了你5000，但你拿走我的车抵了|那5000抵工资了|"
        "手机给你抵账了|我们扯平了|我借你的钱我认，但是没5000|欠是欠，可是没5000那么多|我欠你3000不是5000|"
        "哪有5000，才3000|那是我给你干活的工钱|那是你该给我的提成|那不是你给孩子的吗|那是你之前欠我的|"
        "你转给我的都是礼物|当初你自己说是入股的|借条是你逼我写的|都三年多了早过时效了|谢谢你当初送我的5000|"
        "公司借的又不是我借的|我只是中间人|欠你5000，但你也欠我8000|我借你的钱都是你逼我借的|"
        "那钱是咱俩一起花的，下个月还你一半|那是你给我的跑腿费|是你让我帮你炒股的|我们不是合伙的吗|那是你入的股|"
        "那是工程款的一部分|那是你输给我的|那钱是你追我的时候给的|那是你自愿赠与|咱俩的账早就平了|你欠我的比这多|"
        "那5000抵电动车了|不是说好当我劳务费吗|我被你骗了才写的借条|之前的号主欠的，我是新买的号|我当时是帮你收的"
    ),
    refusals.waives: (
        "不用还了|你不用还了|算了，不用你还了|那钱不用还了|这笔钱我不要了|就当我送你的|"
        "都算送你了|不需要你还|那5000不用还了|2000就算了，还我3000|给你免2000|少还2000也行|"
        "这钱就当给孩子的压岁钱|就当随礼了"
    ),
    asks_time: (
        "能不能再宽限几天|再给我几天时间还你|再缓缓行吗，钱还没到|容我几天，一定还|"
        "过几天，再等等，钱马上到|宽限一个月"
    ),
    plans.makes_plan: (
        "每月还500|每个月还你500|分10期还你|这个月还2000下个月还3000|"
        "这个月底还你2000，下个月底还你3000|每月15号还500，分10期|我分期还你行吗|"
        "一个月还你1000|还你1000一个月|每周还你200|分三次还给你|按月还你|"
        "4月15号还2000，5月15号还3000|每月10号固定还你800块|每月还我500"
    ),
    sureties.guarantees: (
        "我给他担保|我替他担保|我来做担保人|我当担保人|他还不上我还|他要是还不上我还|"
        "老王还不了，我来还|我愿意承担连带责任|这笔钱我来担保|我给老王做担保|"
        "他还不上由我负责还|我是担保人"
    ),
    sureties.borrows_jointly: (
        "我和我老婆一起借的|我们俩借的|这钱我俩一起用的|我们两口子跟你借的|我跟我弟共同借的|"
        "这钱是我们俩一起借的|我和老婆想跟你借5万行吗|我和我媳妇一起还你|我老婆和我一起还|"
        "我们夫妻共同偿还|算我们俩欠你的|我两口子借的|我们一起跟你借的|我们一家欠你的"
    ),
    origins.lends_borrowed: (
        "我从借呗借给你的|这钱我从微粒贷借的|钱是我信用卡套现出来的|我刷信用卡给你的|"
        "我花呗套出来借你的|借你的钱是我贷款来的|我也是贷款借给你的|这是我网贷借给你的|"
        "借给你的钱都是我跟别人借的|花呗里转你的|我跟我同学借的5000转给你的，你赶紧还|我从花呗里取的"
    ),
    origins.gambles: (
        "借我6000还赌债|打牌输我的6000赶紧还|百家乐借我6000上分|赌场上借你的5000什么时候还|"
        "借我6000，昨晚输光了要翻本|你欠我的赌债"
    ),
    origins.claims_otherwise: (
        "投资的5000什么时候还我|我那5000入股的钱什么时候退我|彩礼钱什么时候还我|送你的5000还我|"
        "给你花的5000还我|分手了把我花的钱还我|当初投资说好的分红呢，本金什么时候还我"
    ),
    origins.knows_borrowed: (
        "你从借呗借给我的|你刷信用卡借我的|你用花呗套现给我的|你能不能从微粒贷借点出来借我|"
        "借我的钱是你信用卡刷的"
    ),
}

NO: Table = {
    refusals.refuses_payment: (
        "不还你我就是狗|我不会不还的|不是不还|现在没钱还，下个月还你|怎么会不还|我没说不还|"
        "放心不会不还|你还不还？|如果不还你就告我|别告我|求你别去法院告我|这个月还不了|"
        "我还不知道|还不错|他不还|花呗还不上了|最近还不了你|没钱|你告诉我吧|我还不饿|"
        "房贷还不起了|我妈说不还|等我发工资|谁不还谁是狗|我哪能不还你|那个充电宝不还了|"
        "没借过，不还"
    ),
    refusals.denies: (
        "我没借到|我没借网贷|我没借过别人的钱|不欠别人|如果不欠你|我没忘，还欠你|还没还清|"
        "花呗还清了|我欠你的钱没还|我借你的|是我借的|你说我没借过|我会还清的|没借过书|"
        "这书是你送我的|你送我的包|不会不认账|等我还清了|先还你|是工资|投资失败了|我帮你还|"
        "明天打牌吗|我帮你买|我和我朋友一起借的|我把钱投资了|公司欠我工资|不是我跟你说的|还清|"
        "能用车抵吗|我把房子抵押了|借我5000，我发工人工资|还没收到钱|钱我都记着呢|手头没5000|借我5000给我妈看病|"
        "我都还没还你|还了再说|先还你2000，剩下的月底|我给你打过工|我欠你5000，不会少你的"
    ),
    refusals.waives: (
        "不用急着还|利息不用还了|现在不用还|不用还这么多|不用还了吗|你以为不用还|不是不用还|"
        "今天不用还|不用一次还|那书不用还了"
    ),
    asks_time: (
        "等我一下|再等等，我在路上|不能再宽限了|你再缓缓|不用宽限|晚点联系|如果能宽限|"
        "晚点给你打电话还你钱的事"
    ),
    plans.makes_plan: (
        "每月给你300利息|每月还花呗500|每月房贷还3000|我爸每月还你500|如果每月还500可以吗|"
        "每月都还不上|已经还了3期|每个月工资5000|下个月还你|先还2000，还欠3000|你说每月还500|"
        "我每个月给我妈2000|分期买的手机|一个月还你"
    ),
    sureties.guarantees: (
        "我担保他人品没问题|我担保下个月还你|能给我担保吗|我不给他担保|我没给他担保|"
        "我哥给我担保|你给他担保吗|他还不上怎么办|我用房子担保|你说他还不上你还|"
        "他还不上我也没办法|我让我哥担保|他不还我就不还|我保证还|谁给他担保|他没还我钱"
    ),
    sureties.borrows_jointly: (
        "不是我们俩借的|我和老婆一起吃饭|我们俩借的书|我俩一起用的电脑|你说我们俩借的|我和我老婆没借|"
        "我们还是朋友|我们还在路上|我和他一起去借车|我跟我妈借的|我们借的是公司的吗|"
        "我们俩想买车|钱我都还你了|我再还你2000|在吗，我想跟你借5000块|我一起还你|我是借了你5000|"
        "我都欠你一年了|我想还钱|我要还你钱|下个月一起偿还|我们俩都还你了|我是找你借了5000"
    ),
    origins.lends_borrowed: (
        "你可以去借呗借|我花呗还没还|我要还信用卡|帮你还信用卡|你还了花呗吗|不是贷款借给你的|"
        "我没套现|你去微粒贷借|我的信用卡也要还|借给你的是我工资|我房贷要还，你什么时候还我|"
        "这是我攒的|你怎么不去网贷借|我从银行取的钱|"
        "你跟我借的5000转给你了|我找你借的钱转给你了"
    ),
    origins.gambles: (
        "别赌博了|不要打牌了，还我钱|你是不是拿去赌博了？|打麻将去吗|昨晚打牌输了|借我5000，我没赌博"
    ),
    origins.claims_otherwise: (
        "我投资要用钱，你还我|借你做生意投资的5000还我|转给你的5000还我|我进货款不够，那5000还我|给你的5000还我"
    ),
    origins.knows_borrowed: (
        "借我5000还花呗|你借我5000还信用卡|花呗要还了借我点|你能借我还花呗吗|你的信用卡|"
        "你花呗还了吗"
    ),
}


def cases(table: Table) -> list[object]:
    return [
        pytest.param(ask, sentence, id=f"{ask.__name__}-{sentence}")
        for ask, told in table.items()
        for sentence in told.split("|")
    ]


@pytest.mark.parametrize(("ask", "sentence"), cases(YES))
def test_what_a_sentence_does(ask: Callable[[str], bool], sentence: str) -> None:
    assert ask(sentence)


@pytest.mark.parametrize(("ask", "sentence"), cases(NO))
def test_what_a_sentence_only_seems_to_do(ask: Callable[[str], bool], sentence: str) -> None:
    assert not ask(sentence)


WORDS = (
    *(
        "都是",
        "夫妻俩",
        "一分钱",
        "就是",
        "这钱",
        "全部",
        "全",
        "从来",
        "早就",
        "自愿",
        "我和老婆",
        "还",
    ),
    *("每月还", "分期", "借呗", "担保", "不是", "没有", "5000", "一万", "利息", "你", "的", "我们"),
)


@pytest.mark.parametrize("word", WORDS)
def test_no_words_repeated_take_for_ever(word: str) -> None:
    """Failure: a star around 「都是」 and 「是」 made forty of them take longer than a life."""
    for ask in YES:
        assert ask(word * 300 + "x") in (True, False)


def test_asking_for_time_needs_money_or_a_demand() -> None:
    assert not refusals.asks_time("再等等我", pressed=False)
    assert refusals.asks_time("再等等我", pressed=True)


@pytest.mark.parametrize("words", ["晚点给你打电话", "再等我一下，在开会", "再给我点时间考虑"])
def test_time_for_something_else_than_paying_is_none(words: str) -> None:
    assert not refusals.asks_time(words, pressed=True)


@pytest.mark.parametrize("words", ["晚点给你", "晚几天还", "再给我几天，工资还没发", "再等几天"])
def test_time_to_pay_is_heard_where_payment_was_demanded(words: str) -> None:
    assert refusals.asks_time(words, pressed=True)


# ── the parts that a plan fixes ────────────────────────────────────────────────────────

SAID = datetime(2025, 3, 2, 14, 5)
AT = Moment(SAID, SAID, Basis.PAGE)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("这个月还2000下个月还3000", ["2000.00 2025-03-31", "3000.00 2025-04-30"]),
        ("4月15号还2000，5月15号还3000", ["2000.00 2025-04-15", "3000.00 2025-05-15"]),
        ("每月15号还500，分2期", ["500.00 2025-03-15", "500.00 2025-04-15"]),
        ("每月1号还500，分2期", ["500.00 2025-04-01", "500.00 2025-05-01"]),
        ("从下个月开始每月15号还你500，分2期还清", ["500.00 2025-04-15", "500.00 2025-05-15"]),
    ],
)
def test_the_parts_that_the_words_fix(words: str, parts: list[str]) -> None:
    found = plans.instalments(words, AT)
    assert [f"{one.amount} {one.due.latest:%Y-%m-%d}" for one in found] == parts


@pytest.mark.parametrize(
    "words",
    [
        *("每月还500", "分10期还你", "5000分10期还你", "每月31号还500，分3期", "每月15号还500"),
        *(
            "先还2000下个月还3000",
            "下个月还3000这个月还2000",
            "过年还2000国庆还3000",
            "一个月还你1000",
        ),
        *(
            "每月15号还500，每月20号还600，分3期",
            "每月15号还，分3期",
            "从1月起每月40号还500，分3期",
        ),
        *("这个月还2000，剩下的下个月还", "每月15号还500，分1期", "每月15号还500，分999期"),
    ],
)
def test_what_the_words_leave_open_is_not_filled_in(words: str) -> None:
    assert plans.instalments(words, AT) == ()


def test_a_plan_of_unknown_day_has_no_parts() -> None:
    assert plans.instalments("这个月还2000下个月还3000", UNKNOWN_TIME) == ()
    between = Moment(SAID, datetime(2025, 4, 9), Basis.BETWEEN)
    assert plans.instalments("每月15号还500，分2期", between) == ()
