"""聊天文字整理 line by line: when and on which basis, who, what, and what is marked 【待核】."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from annexed import make
from ledgers import ASKED, LOAN_DAY, page
from stories import chat, doubted, left, notice, profile, right, said, source, taken, time

from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Box,
    Brief,
    Case,
    DoubtKind,
    ExhibitKind,
    LoanFacts,
    Message,
    MessageKind,
    Moment,
    Proof,
    ProofKind,
    Screen,
    Side,
    Source,
    Utterance,
    Where,
)
from evidence_kit.render.annex.runs import runs
from evidence_kit.render.annex.spoken import Speech, Spoken
from evidence_kit.render.wording import court_wording

MARK = "【待核】"
TALK = (LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), left("收到了"))


def lines(facts: LoanFacts, case: Case) -> list[Spoken]:
    told = Speech(facts, case, court_wording()).told(runs(facts, case))
    return [one for _, said in told for one in said]


def told(*screens: tuple[Source, Screen], brief: Brief | None = None) -> list[Spoken]:
    one = make(*screens, brief=brief or Brief("张三", "老周"))
    return lines(one.facts, one.case)


def only(message: Message) -> Spoken:
    return told(page(LOAN_DAY, message))[1]


def at(moment: Moment) -> tuple[str, ...]:
    """A line's time where the message's is this."""
    one = make(page(LOAN_DAY, ASKED))
    (talk,) = one.facts.conversations
    spoken = tuple(replace(utterance, at=moment) for utterance in talk.utterances)
    facts = replace(one.facts, conversations=(replace(talk, utterances=spoken),))
    return lines(facts, one.case)[1].time


DAY = datetime(2025, 3, 2)


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (DAY.replace(hour=14), DAY.replace(hour=14), ("2025-03-02 14:00", "按前后时间推定")),
        (
            *(DAY.replace(hour=14), DAY.replace(hour=15)),
            ("2025-03-02 14:00", "至15:00 按前后时间推定"),
        ),
        (DAY, DAY.replace(hour=23, minute=59), ("2025-03-02", "按前后时间推定")),
        (
            *(DAY.replace(hour=14), DAY.replace(day=5)),
            ("2025-03-02 14:00", "至2025-03-05 00:00", "按前后时间推定"),
        ),
        (DAY.replace(hour=14), None, ("2025-03-02 14:00以后", "按前后时间推定")),
        (None, DAY.replace(hour=14), ("2025-03-02 14:00以前", "按前后时间推定")),
    ],
)
def test_a_time_is_as_wide_as_it_is_known_with_its_basis(
    since: datetime | None, until: datetime | None, shown: tuple[str, ...]
) -> None:
    assert at(Moment(since, until, Basis.BETWEEN)) == shown


def test_a_time_is_never_made_up() -> None:
    assert at(UNKNOWN_TIME) == (MARK,)
    exact = DAY.replace(hour=14, second=31)
    assert at(Moment(exact, exact, Basis.PAGE, seconds=True)) == ("2025-03-02 14:00:31", "页面所载")
    assert at(Moment(DAY, DAY, Basis.FILE_NAME))[1] == "按截图文件名推定"


def test_the_other_side_is_called_as_the_chat_calls_it() -> None:
    speakers = [one.speaker for one in told(page(*TALK))]
    assert speakers == ["页面时间", "老周", "原告", "老周", "老周"]


def test_a_name_that_is_not_sure_is_marked() -> None:
    unsure = told(chat(source("1.png"), TALK, "老周", sure=0.6))
    assert unsure[1].speaker == f"老周\n{MARK}"
    assert told(chat(source("1.png"), TALK, None))[1].speaker == "对方"


def test_the_defendant_is_named_only_where_ink_links_the_account() -> None:
    one = make(page(*TALK), profile(source("2.png"), "秋水", "qiushui_8", "老周"))
    assert lines(one.facts, one.case)[1].speaker == "秋水"
    held = Proof(
        ProofKind.HOLDER,
        (("wechat_id", "qiushui_8"), ("real_name", "周秋"), ("defendant", "yes")),
        (1,),
    )
    rows = (replace(one.case.rows[0], proofs=(held,)), *one.case.rows[1:])
    linked = replace(one.case, rows=rows)
    assert lines(one.facts, linked)[1].speaker == "被告（秋水）"
    other = replace(held, args=(("wechat_id", "someone"), ("defendant", "yes")))
    rows = (replace(one.case.rows[0], proofs=(other,)), *one.case.rows[1:])
    assert lines(one.facts, replace(one.case, rows=rows))[1].speaker == "秋水"


def test_a_phone_that_may_be_anothers_is_nobodys_by_name() -> None:
    one = make(page(*TALK))
    facts = replace(one.facts, lender=replace(one.facts.lender, is_owner=False))
    assert [line.speaker for line in lines(facts, one.case)][2] == "手机使用人"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (left("在吗"), "在吗"),
        (notice("你撤回了一条消息"), "你撤回了一条消息"),
        (left("好", quoted="老周：明天还"), "好\n〔引用：老周：明天还〕"),
        (said(Side.LEFT, '12"', MessageKind.VOICE, seconds=12), "〔语音 12秒〕"),
        (said(Side.LEFT, "", MessageKind.VOICE), "〔语音〕"),
        (said(Side.LEFT, "恭喜发财", MessageKind.RED_PACKET), "〔红包〕恭喜发财"),
        (said(Side.LEFT, "合同.docx", MessageKind.FILE), "〔文件〕合同.docx"),
        (said(Side.LEFT, "通话时长 01:20", MessageKind.CALL), "〔通话〕通话时长 01:20"),
        (said(Side.LEFT, "O", MessageKind.IMAGE), "〔图片〕"),
        (said(Side.LEFT, "位置", MessageKind.OTHER), "〔其他内容〕位置"),
        (left("在吗", cut=True), "在吗\n〔在截图边缘，显示不完整〕"),
    ],
)
def test_each_kind_of_message_is_told_as_it_is(message: Message, shown: str) -> None:
    assert only(message).text == shown


def test_a_message_that_was_not_delivered_says_what_the_page_shows() -> None:
    assert "〔页面上有未发送成功的标记〕" in only(right("还钱", undelivered=True)).text


def test_every_kind_of_message_has_its_words() -> None:
    for kind in MessageKind:
        assert only(said(Side.LEFT, "话", kind)).text


@pytest.mark.parametrize(
    "kind", [DoubtKind.READINGS_DISAGREE, DoubtKind.LOW_CONFIDENCE, DoubtKind.RECORDS_DIFFER]
)
def test_what_was_not_surely_read_is_marked(kind: DoubtKind) -> None:
    found = told(doubted(page(*TALK), 2, kind, "amount"))
    assert found[2].text.endswith(f"\n{MARK}")
    assert found[2].is_open
    assert not any(one.is_open for one in (found[1], found[4]))


@pytest.mark.parametrize("kind", [DoubtKind.DEBT_DENIED, DoubtKind.NATURE_UNKNOWN])
def test_what_words_mean_for_the_claim_marks_none_of_them(kind: DoubtKind) -> None:
    found = told(doubted(page(*TALK), 1, kind, "words"))
    assert MARK not in found[1].text
    assert found[1].doubts  # but the lawyer finds the line


def test_words_read_weakly_by_the_only_engine_are_marked() -> None:
    assert only(replace(left("在吗"), confidence=0.6)).text == f"在吗\n{MARK}"


@pytest.mark.parametrize("kind", [DoubtKind.TIME_AMBIGUOUS, DoubtKind.READINGS_DISAGREE])
def test_times_below_a_line_in_doubt_are_marked_until_the_next(kind: DoubtKind) -> None:
    talk = (LOAN_DAY, ASKED, time("2025年3月5日 10:00"), left("好"))
    later = (time("2025年3月8日 10:00"), left("在"))
    found = told(doubted(page(*talk, *later), 2, kind, "time"))
    assert [MARK in one.time for one in found] == [False, False, True, True, False, False]


def test_one_reading_alone_leaves_sums_and_times_open_but_no_words() -> None:
    where, screen = page(*TALK)
    whole = doubted((where, screen), 0, DoubtKind.READ_ONCE, "page")[1].doubts[0]
    whole = replace(whole, where=Where(where.sha256, Box(0, 0, 1080, 2400)))
    found = told((where, replace(screen, doubts=(whole,))))
    assert [MARK in one.text for one in found] == [True, False, True, True, False]


def test_a_message_on_two_pages_is_one_line_and_runs_keep_their_order() -> None:
    roll = (*TALK, *(left(f"第{number}句话说得长一点") for number in range(8)))
    one = make(chat(source("1.png"), roll[:9]), chat(source("2.png"), roll[5:]))
    found = lines(one.facts, one.case)
    assert [line.number for line in found] == list(range(1, len(roll) + 1))
    assert len(runs(one.facts, one.case)) == 1


def test_each_run_is_its_own_exhibit_and_nothing_moves_between_them() -> None:
    one = make(page(*TALK), page(time("2025年9月2日 10:00"), left("在"), name="2.png"))
    first, second = runs(one.facts, one.case)
    assert (first.after_gap, second.after_gap) == (False, True)
    assert [run.exhibit.kind for run in (first, second)] == [ExhibitKind.CONVERSATION] * 2
    every: list[Utterance] = [u for talk in one.facts.conversations for u in talk.utterances]
    assert [*first.said, *second.said] == every
    bare = runs(one.facts, replace(one.case, exhibits=()))
    assert [run.exhibit for run in bare] == [None, None]
