"""What words prove in the 证据目录: in the right group, with the quote; nothing adverse, ever."""

from __future__ import annotations

import pytest
from stories import chat, left, right, source, taken, time

from evidence_kit import case, facts, render
from evidence_kit.model import Brief, Case, Group, Message, ProofKind, SayingKind, Side

R, L = Side.RIGHT, Side.LEFT
LENT = (
    time("2025年3月2日 14:05"),
    left("能不能借我5000元？"),
    *taken(R, "5000.00"),
)
DEMAND = (time("2025年6月18日 10:20"), right("借我的钱什么时候还？"))


def arrange(*messages: Message) -> Case:
    screens = [chat(source("1.png"), messages)]
    return case.arrange(facts.gather(screens, Brief()), screens, [screens[0][0]], Brief())


def proven(made: Case, kind: ProofKind) -> list[tuple[Group, str | None]]:
    return [
        (row.group, dict(proof.args).get("quote"))
        for row in made.rows
        for proof in row.proofs
        if proof.kind is kind
    ]


def filed(made: Case) -> str:
    return "".join(row.name + row.source + row.proves for row in render.listed(made).rows)


@pytest.mark.parametrize(
    ("words", "kind", "group", "sentence"),
    [
        (
            "没钱还，你告我去吧",
            ProofKind.REFUSED,
            Group.DEMAND,
            "2025年6月18日，被告就还款答复：“没钱还，你告我去吧”",
        ),
        (
            "再宽限我几天",
            ProofKind.ASKED_TIME,
            Group.DEMAND,
            "2025年6月18日，被告就还款时间表示：“再宽限我几天”",
        ),
        (
            "我每月还你500",
            ProofKind.PLANNED,
            Group.DEMAND,
            "2025年6月18日，被告就分期还款表示：“我每月还你500”",
        ),
        (
            "他还不上我还",
            ProofKind.GUARANTEED,
            Group.AGREEMENT,
            "2025年6月18日，被告就担保表示：“他还不上我还”",
        ),
        (
            "这钱是我和我老婆一起借的",
            ProofKind.JOINED,
            Group.AGREEMENT,
            "2025年6月18日，关于由谁借款，被告表示：“这钱是我和我老婆一起借的”",
        ),
    ],
)
def test_what_was_said_is_told_in_its_group(
    words: str, kind: ProofKind, group: Group, sentence: str
) -> None:
    made = arrange(*LENT, *DEMAND, left(words))
    assert proven(made, kind) == [(group, words)]
    assert sentence in filed(made)


def test_a_plan_made_with_the_loan_is_part_of_the_agreement() -> None:
    made = arrange(*LENT, left("我每月还你500"))
    assert proven(made, ProofKind.PLANNED) == [(Group.AGREEMENT, "我每月还你500")]


def test_a_plan_of_the_plaintiffs_own_is_not_the_defendants_words() -> None:
    made = arrange(*LENT, *DEMAND, right("每月还我500就行"), left("好的"))
    assert proven(made, ProofKind.PLANNED) == []
    assert "被告就分期还款" not in filed(made)


@pytest.mark.parametrize(
    "message",
    [
        left("我没借过你的钱"),
        left("那是你送我的钱"),
        left("是投资款，下个月还你"),
        left("早就还清了"),
        left("你刷信用卡借我的钱"),
        left("你自己说不用还的"),
        right("算了，不用还了"),
        right("这钱我从借呗借给你的"),
        right("我花呗套出来借你的，什么时候还我"),
    ],
)
def test_nothing_adverse_is_ever_filed(message: Message) -> None:
    made = arrange(*LENT, *DEMAND, message)
    assert message.text not in filed(made)
    assert not any(
        word in filed(made) for word in ("送我", "不用还", "投资", "借呗", "花呗", "信用卡")
    )


def test_nor_after_the_plaintiff_has_looked_at_it() -> None:
    words = "我花呗套出来借你的。什么时候还我？"
    screens = [chat(source("1.png"), [*LENT, *DEMAND, right(words)])]
    (doubt,) = facts.gather(screens, Brief()).doubts
    said = Brief(answers=((doubt.id, "已核"),))
    shown, found = facts.understood(tuple(screens), said)
    assert found.doubts == ()
    assert [one.kind for one in found.sayings].count(SayingKind.DEMAND) == 2
    made = case.arrange(found, shown, [screens[0][0]], said)
    assert "花呗" not in filed(made)
    assert proven(made, ProofKind.DEMANDED) == [(Group.DEMAND, DEMAND[1].text)]


def test_words_that_do_two_things_are_cited_once() -> None:
    made = arrange(*LENT, *DEMAND, left("我和我老婆一起还你，下个月15号一定还"))
    quotes = [quote for kind in ProofKind for _, quote in proven(made, kind) if quote]
    assert len(quotes) == len(set(quotes))


def test_words_in_no_plain_yuan_are_not_filed_until_looked_at() -> None:
    made = arrange(*LENT, *DEMAND, left("下个月还你5000美元"))
    assert "美元" not in filed(made)
