"""Mockery promises nothing, and a demand that threatens is not filed; plain words stay."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, R, gather, page
from stories import left, right, taken, time

from evidence_kit import case
from evidence_kit.facts import bluster, limitation, wording
from evidence_kit.model import ActKind, Brief, Message, ProofKind, SayingKind

LENT = (LOAN_DAY, ASKED, *taken(R, "5000.00"), left("收到"), time("2025年6月10日 14:05"))


def filed(*messages: Message) -> set[ProofKind]:
    """Return what the list says of everything after the loan."""
    shown = page(*LENT, *messages)
    made = case.arrange(gather(shown), [shown], [shown[0]], Brief())
    proofs = [proof for row in made.rows for proof in row.proofs]
    return {p.kind for p in proofs if dict(p.args).get("date") == "2025-06-10"}


@pytest.mark.parametrize(
    "words",
    [
        "等我中彩票了还你5000",
        "等我死了还你",
        "下辈子一定还你",
        "行，还你5000，下周一，哈哈哈想得美",
        "做梦吧，下个月还你",
        "明天还你，你信吗",
        "我欠你5000是小狗",
        "月底还你一顿打",
    ],
)
def test_mockery_promises_and_admits_nothing(words: str) -> None:
    """Failure: a laugh at the debt was filed as a promise, and its day as the day agreed."""
    found = gather(page(*LENT, left(words)))
    assert filed(left(words)) == set()
    assert found.terms.due is None
    assert not wording.owes(words)


@pytest.mark.parametrize(
    "words",
    [
        "我打工呢，下个月还你",
        "我微信不用了，下个月还你",
        "这个月工资被扣了，下个月还你",
        "我烦死了，下周还你",
        "下个月还头款的时候一起还你",
    ],
)
def test_plain_words_still_promise(words: str) -> None:
    assert not bluster.mocks(words)
    assert wording.promises(words)


@pytest.mark.parametrize(
    "words",
    [
        "再不还我就发朋友圈让大家看看",
        "你再不还我5000，我把你身份证发到群里",
        "赶紧还钱，老赖",
        "什么时候还钱，不还弄死你",
        "还我钱。不要脸的骗子",
    ],
)
def test_a_demand_that_threatens_is_an_act_but_is_not_filed(words: str) -> None:
    """Failure: the plaintiff's own threats stood in the list that the plaintiff hands in."""
    assert filed(right(words)) == set()


def test_a_threat_still_demands() -> None:
    found = gather(page(*LENT, right("赶紧还钱，老赖")))
    assert [s.kind for s in found.sayings][-1] is SayingKind.DEMAND
    assert ActKind.DEMAND in {act.kind for act in limitation.acts(found)}


@pytest.mark.parametrize(
    "words",
    [
        "再不还我就起诉了，什么时候还钱",
        "不还钱我就报警了，5000什么时候还",
        "我孙子住院要用钱，借你的5000什么时候还",
        "我找人办事要用钱，你先把5000还我吧",
        "15日你该还5000了吧",
        "我发群里的卡号，什么时候把5000还我",
    ],
)
def test_a_plain_demand_is_filed(words: str) -> None:
    assert filed(right(words)) == {ProofKind.DEMANDED}


@pytest.mark.parametrize("words", ["我同事问能不能跟你借5000，下月还", "我哥下个月会帮我还的"])
def test_another_persons_word_is_no_promise(words: str) -> None:
    """Failure: what a brother would pay back was filed as the day agreed."""
    assert not wording.promises(words)
