"""Words of the creditor's own that would hurt him, and words that only look like them."""

from __future__ import annotations

import pytest

from evidence_kit.check import harsh

THREATS = (
    "再不还我找人收拾你",
    "信不信我打断你的腿",
    "弄死你",
    "我叫几个兄弟去堵你",
    "我天天堵在你家门口",
    "小心你的孩子",
    "让你不得好死",
    "我要你命",
    "你给我等着瞧",
)
INSULTS = (
    "你就是个骗子",
    "老赖！",
    "傻逼",
    "你个SB",
    "畜生不如",
    "臭不要脸的",
    "你他妈的还不还",
    "王八蛋",
    "草泥马",
    "去死吧",
    "你真是人渣",
)
TELLING = (
    "再不还我告诉你老婆",
    "明天去你单位闹",
    "我给你曝光",
    "发朋友圈让大家看看",
    "我联系你爸妈了",
    "把你挂到网上",
    "我去找你领导评理",
    "让你同事都知道你欠钱",
    "我打电话给你公司",
    "发到抖音上",
)
HARMLESS = (
    "什么时候还我？",
    "请在月底前还清",
    "再不还我只能起诉了",
    "我会走法律程序",
    "我不会告诉你家人的",
    "别告诉你老婆我来催过",
    "我不会找人收拾你，放心",
    "我又不是骗子",
    "现在骗子多，小心一点遇到骗子",
    "你老婆也是借款人",
    "你爸妈身体好吗",
    "去你家拿钱方便吗",
    "找你了好几次了",
    "你公司在哪，我把收据寄给你",
    "打你电话不接",
    "我打了你三个电话",
    "你打算什么时候还",
    "收拾好东西给你送过去",
    "朋友圈看到你出去玩了",
    "在群里说一声就行",
    "还款打到我的建行卡",
    "我老婆知道了会说我的",
    "你把钱打给我姐就行",
    "垃圾袋帮我带一个",
    "这个月手头紧，要命了",
    "我去单位了",
    "找你们公司财务结的工资吗",
    "杀价到5000",
    "去医院看你妈了吗",
)


@pytest.mark.parametrize("sentence", THREATS)
def test_a_threat_is_one(sentence: str) -> None:
    assert harsh.threatens(sentence)


@pytest.mark.parametrize("sentence", INSULTS)
def test_an_insult_is_one(sentence: str) -> None:
    assert harsh.insults(sentence)


@pytest.mark.parametrize("sentence", TELLING)
def test_telling_others_is_that(sentence: str) -> None:
    assert harsh.discloses(sentence)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_plain_words_are_none_of_these(sentence: str) -> None:
    says = (harsh.threatens, harsh.insults, harsh.discloses)
    assert not [one.__name__ for one in says if one(sentence)]


def test_signs_as_wide_as_chinese_ones_are_the_same() -> None:
    assert harsh.insults("你个ＳＢ")
    assert harsh.threatens("我 要 你 命")


def test_long_text_takes_no_long_time() -> None:
    for text in ("你" * 20000, "让你" * 5000, "找几个" * 5000, "去你单位" * 3000):
        for says in (harsh.threatens, harsh.insults, harsh.discloses):
            says(text)
