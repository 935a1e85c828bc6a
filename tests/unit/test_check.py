"""The check before filing: a complete folder lacks nothing, and each lack is told, alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import checked
import pytest
from checked import (
    BACK_DAY,
    BILL,
    COMPLETE,
    DEBTOR,
    LOAN_DAY,
    MONEY,
    OWN,
    ROLL,
    THEIRS,
    VOUCHER,
    Told,
    page,
    talking,
    voucher,
    without,
)
from moneyed import paper
from stories import card, chat, left, notice, profile, right, said, source, taken, time

from evidence_kit.check import advice
from evidence_kit.claim import articles
from evidence_kit.model import (
    Box,
    Brief,
    Channel,
    Chat,
    DocumentKind,
    DoubtKind,
    FindingKind,
    KeepKind,
    Message,
    MessageKind,
    Money,
    RecordingKind,
    Section,
    Severity,
    Side,
    State,
    Stated,
)
from evidence_kit.render.reconciling import message
from evidence_kit.screens import lexicon

K = FindingKind
R, L = Side.RIGHT, Side.LEFT


def test_a_complete_folder_lacks_nothing() -> None:
    told = checked.of(COMPLETE)
    assert told.kinds == []
    assert told.facts.doubts == ()
    assert told.checked.first_steps == ()
    assert [task.done for task in told.checked.vouchers] == [True]
    assert told.checked.reconciliation is None


def test_a_complete_folder_is_still_kept_and_recorded() -> None:
    told = checked.of(COMPLETE).checked
    kept = (KeepKind.PHONE, KeepKind.NOTHING_DELETED, KeepKind.MIGRATION, KeepKind.NO_REINSTALL)
    assert told.keep == (*kept, KeepKind.OUTSIDE_TIME)
    assert [step.kind for step in told.recording] == [
        RecordingKind.START,
        RecordingKind.OWN_ACCOUNT,
        RecordingKind.THEIR_PROFILE,
        RecordingKind.CHAT,
        RecordingKind.TRANSFER,
        RecordingKind.TRANSFER,
        RecordingKind.END,
    ]
    lent = dict(told.recording[4].args)
    assert lent == {"date": "2025-03-02", "amount": "5000.00", "serial": checked.LOAN, "way": "out"}


# ── one lack, one finding ──────────────────────────────────────────────────────────────


def _with(*more: Message) -> Told:
    return talking(*ROLL, *more)


def _instead(old: Message, *new: Message) -> Told:
    at = ROLL.index(old)
    return talking(*ROLL[:at], *new, *ROLL[at + 1 :])


def _named(**changes: object) -> Told:
    """The chat's page under another name, size or software."""
    return talking(*ROLL, **changes)


def _clock(hour: int, minute: int) -> Told:
    """A page of today whose status bar shows a time."""
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first = page(*ROLL, name="聊天1.png", captured=source("x", "2025-09-05T21:30:00").captured)
    today = page(*ROLL[-2:], time("21:03"), right("在吗"), name="聊天2.png")
    shown = lexicon.time(f"{hour}:{minute:02d}")
    taken_at = source("x", "2025-09-05T21:30:00").captured
    later = replace(today[0], captured=taken_at), replace(today[1], clock=shown)
    return checked.of([*rest, first, later])


def _two_phones() -> Told:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first, second = page(*ROLL[:-1], name="a1.png"), page(*ROLL[-3:], name="a2.png")
    return checked.of([*rest, first, (replace(second[0], extent=(1170, 2532)), second[1])])


def _gap() -> Told:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    return checked.of([*rest, page(*ROLL[:8], name="a1.png"), page(*ROLL[8:], name="a2.png")])


def _no_title() -> Told:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first, cut = page(*ROLL, name="a1.png"), page(*ROLL[-3:], right("？"), name="a2.png")
    assert isinstance(cut[1], Chat)
    return checked.of([*rest, first, (cut[0], replace(cut[1], title=None))])


def _only_transfers() -> Told:
    return talking(time(LOAN_DAY), *MONEY)


def _masked() -> Told:
    payment = replace(VOUCHER[1], holders=())
    who = profile(source("转账.png"), "砚台里的秋天", DEBTOR[1], "老周")
    named = replace(who[1], real_name=replace(who[1].nickname, value="**秋"))
    return checked.of(
        [*(one for one in COMPLETE if one is not VOUCHER), (VOUCHER[0], payment), (who[0], named)]
    )


def _unlinked() -> Told:
    """A note names the borrower; no page has the name beside the account."""
    note = paper(source("借条.png"), DocumentKind.LOAN_NOTE, "5000.00")
    signed = replace(note[1], rows=(("借款人", replace(note[1].text, value="周砚秋")),))
    return checked.of([*(one for one in COMPLETE if one is not VOUCHER), (note[0], signed)])


def _friends() -> Told:
    """Three people borrow, at interest."""
    asked = left("能不能借我5000元周转？月息1分，2025年8月1日还你")
    others = []
    for n, who in enumerate(("小吴", "小郑"), start=1):
        roll = (time("2025年4月1日 9:00"), left("能不能借我700元？"), *taken(R, "700.00"))
        others.append(chat(replace(source(f"其他{n}.png"), extent=(1080, 2400)), roll, who))
    rest = [one for one in COMPLETE if one is not checked.TALK]
    told = page(ROLL[0], asked, *ROLL[2:])
    return checked.of([*rest, told, *others], Brief(defendant="老周"))


def _voice(spoken: str | None) -> Message:
    return said(L, '8"', MessageKind.VOICE, seconds=8, spoken=spoken)


def _photo(width: int) -> Message:
    return replace(said(L, "", MessageKind.IMAGE), box=Box(0, 0, width, width))


CASES: dict[FindingKind, tuple[Callable[[], Told], tuple[FindingKind, ...]]] = {
    K.NOTHING_OWED: (
        lambda: _with(time("2025年10月1日 8:00"), left("还你4000"), *taken(L, "4000.00")),
        (),
    ),
    K.TRANSFERS_ALONE: (_only_transfers, (K.DUE_OPEN, K.DOUBTS_OPEN)),
    K.AGREEMENT_MISSING: (
        lambda: talking(time(LOAN_DAY), *MONEY, time(BACK_DAY), right("借你的5000什么时候还我？")),
        (K.DOUBTS_OPEN,),
    ),
    K.DELIVERY_MISSING: (
        lambda: checked.of([OWN, THEIRS, page(*ROLL[:3], time(BACK_DAY), checked.DEMANDED)]),
        (K.REAL_NAME_MISSING, K.DOUBTS_OPEN),
    ),
    K.DELIVERY_STATED: (
        lambda: checked.of(
            COMPLETE, Brief(loans=(Stated(date(2025, 4, 1), Money(2000_00), Channel.CASH),))
        ),
        (K.DOUBTS_OPEN,),  # the admitted 4000 is no longer what is left
    ),
    K.PROFILE_THEIRS: (  # and nothing tells that the voucher's payee is who the chat is with
        lambda: without(THEIRS),
        (K.DOUBTS_OPEN, K.REAL_NAME_UNLINKED),
    ),
    K.PROFILE_OWN: (lambda: without(OWN), ()),
    K.REAL_NAME_MISSING: (lambda: without(VOUCHER), ()),
    K.REAL_NAME_UNLINKED: (_unlinked, ()),
    K.REAL_NAME_MASKED: (_masked, ()),
    K.DUE_OPEN: (
        lambda: checked.of(
            [OWN, THEIRS, page(time(LOAN_DAY), left("能不能借我5000元？"), *MONEY), BILL, VOUCHER]
        ),
        (),
    ),
    K.DEMAND_MISSING: (lambda: talking(*ROLL[:8]), ()),
    K.PAGES_GAP: (_gap, (K.DOUBTS_OPEN,)),
    K.VOICE_UNTRANSCRIBED: (lambda: _with(_voice(None)), ()),
    K.PICTURES_SMALL: (lambda: _with(_photo(400)), ()),
    K.DOUBTS_OPEN: (
        lambda: _instead(checked.PAID, left("先还你1000"), left("昨天给你现金500了")),
        (),
    ),
    K.DENIED: (lambda: _with(left("我没借过你的钱")), (K.DOUBTS_OPEN,)),
    K.OTHER_GROUND: (lambda: _with(right("投资的那5000也还我")), (K.DOUBTS_OPEN,)),
    K.WAIVED: (lambda: _with(right("剩下的不用还了")), (K.DOUBTS_OPEN,)),
    K.THREATENED: (lambda: _with(right("再不还我找人收拾你")), ()),
    K.INSULTED: (lambda: _with(right("你就是个骗子")), ()),
    K.DISCLOSED: (lambda: _with(right("不还我就去你单位闹")), ()),
    K.RELENT: (lambda: _with(right("这钱是我刷信用卡套出来给你的")), (K.DOUBTS_OPEN,)),
    K.MANY_BORROWERS: (_friends, (K.DOUBTS_OPEN,)),
    K.RATE_HIGH: (
        lambda: _instead(checked.ASKED, left("能不能借我5000元周转？月息2分，2025年8月1日还你")),
        (),
    ),
    K.INTEREST_UP_FRONT: (
        lambda: _instead(ROLL[4], ROLL[4], right("先扣500利息"), *taken(L, "500.00")),
        (K.DOUBTS_OPEN,),
    ),
    K.MODIFIED_CLIENT: (lambda: _with(notice("拦截 “老周” 的一条撤回消息")), ()),
    K.CLOCK_EARLIER: (lambda: _clock(20, 59), ()),
    K.TAKEN_EARLIER: (
        lambda: _named(captured=source("x", "2025-09-01T08:00:00").captured),
        (K.DOUBTS_OPEN,),
    ),
    K.EDITED_WITH: (lambda: _named(software="Adobe Photoshop 26.0"), ()),
    K.RECOMPRESSED: (lambda: _named(name="mmexport1757034000000.jpg"), ()),
    K.MIXED_PHONES: (_two_phones, ()),
    K.TITLE_CUT: (_no_title, ()),
}


@pytest.mark.parametrize("kind", list(FindingKind))
def test_a_lack_is_found_and_nothing_else(kind: FindingKind) -> None:
    make, also = CASES[kind]
    assert sorted(make().kinds) == sorted((kind, *also))


@pytest.mark.parametrize(
    "told",
    [
        lambda: _with(_voice("我下周还你")),
        lambda: _with(_photo(200)),  # a sticker
        lambda: _with(notice("老周撤回了一条消息")),
        lambda: _with(right("我不会告诉你家人的")),
        lambda: _with(right("还款请转到我的建行账户")),
        lambda: _clock(21, 3),
        lambda: _named(captured=source("x", "2025-09-05T09:12:00").captured),
        lambda: _named(software="HarmonyOS 5.0"),
        lambda: _named(name="Screenshot_20250905_091500_com.tencent.mm.jpg"),
        lambda: _instead(checked.ASKED, left("能不能借我5000元周转？月息1分，2025年8月1日还你")),
    ],
)
def test_what_is_in_order_is_no_finding(told: Callable[[], Told]) -> None:
    assert told().kinds == []


def test_a_stranger_s_harsh_words_are_not_the_creditor_s() -> None:
    assert _with(left("再催我找人收拾你")).kinds == []


# ── vouchers ───────────────────────────────────────────────────────────────────────────


def _tasks(told: Told) -> list[tuple[str, str, str | None, bool]]:
    return [
        (task.day, str(task.payment.amount.value), task.payee, task.done)
        for task in told.checked.vouchers
    ]


def test_a_transfer_without_its_voucher_is_one_to_apply_for() -> None:
    told = without(VOUCHER)
    assert _tasks(told) == [("2025-03-02", "5000.00", None, False)]
    assert told.checked.first_steps == (KeepKind.VOUCHERS,)  # which names the payee too
    assert KeepKind.VOUCHERS in told.checked.keep


def test_the_name_to_type_is_the_brief_s_where_no_page_has_it() -> None:
    told = checked.of([one for one in COMPLETE if one is not VOUCHER], Brief(defendant="周砚秋"))
    assert _tasks(told) == [("2025-03-02", "5000.00", "周砚秋", False)]


def test_a_voucher_of_another_transfer_ticks_nothing_off() -> None:
    serial = "1000050001202502020000000000009"
    wrong = voucher(source("凭证.pdf"), "700.00", "2025年2月2日 9:00:00", serial)
    told = checked.of([*(one for one in COMPLETE if one is not VOUCHER), wrong])
    assert [task.done for task in told.checked.vouchers if task.day == "2025-03-02"] == [False]


def test_a_voucher_is_matched_with_a_card_that_shows_no_serial() -> None:
    told = without(BILL)
    (task,) = told.checked.vouchers
    assert task.voucher == VOUCHER[0].sha256


def test_red_packets_gifts_and_money_that_came_back_need_no_voucher() -> None:
    back = _instead(ROLL[4], card(R, "5000.00", State.RETURNED), *taken(R, "5000.00"))
    assert len(back.checked.vouchers) == 1
    gift = _with(time("2025年9月20日 8:00"), right("生日快乐"), *taken(R, "200.00", "生日快乐"))
    assert len(gift.checked.vouchers) == 1


def test_transfers_without_words_all_need_theirs() -> None:
    assert [amount for _, amount, *_ in _tasks(_only_transfers())] == ["5000.00"]


# ── the message ────────────────────────────────────────────────────────────────────────


def test_the_message_says_names_sums_days_and_balance() -> None:
    brief = Brief(
        plaintiff="林知微",
        defendant="周砚秋",
        loans=(
            Stated(date(2025, 3, 2), Money(5000_00), Channel.CASH),
            Stated(date(2025, 4, 1), Money(500_50), Channel.OTHER),
        ),
        repayments=(Stated(date(2025, 6, 1), Money(1000_00), Channel.BANK),),
    )
    told = checked.of([OWN, THEIRS], brief).checked
    assert told.reconciliation is not None
    assert message(told.reconciliation).split("\n") == [
        "周砚秋您好，我是林知微，和您核对一下借款。",
        "您向我借款共2笔，合计人民币5500.50元：",
        "1. 2025年3月2日，现金5000.00元",
        "2. 2025年4月1日，500.50元",
        "您已归还共1笔，合计人民币1000.00元：",
        "1. 2025年6月1日，银行转账1000.00元",
        "到今天为止，您尚欠我人民币4500.50元。",
        "请您核对。没有出入的话，请回复“确认”；有出入的话，请告诉我是哪一笔。谢谢。",
    ]


def test_nothing_is_asked_to_be_confirmed_that_is_in_doubt() -> None:
    told = _only_transfers().checked
    assert told.asks_for_message
    assert told.reconciliation is None


def test_an_answered_nature_gives_the_message() -> None:
    shown = [OWN, THEIRS, page(time(LOAN_DAY), *MONEY), BILL, VOUCHER]
    asked = (one for one in checked.of(shown).facts.doubts)
    given = tuple((one.id, "借款") for one in asked if one.kind is DoubtKind.NATURE_UNKNOWN)
    told = checked.of(shown, Brief(plaintiff="林知微", answers=given))
    assert K.TRANSFERS_ALONE in told.kinds
    assert told.checked.reconciliation is not None
    assert "2025年3月2日，微信转账5000.00元" in message(told.checked.reconciliation)
    assert "您目前还没有归还。" in message(told.checked.reconciliation)


def test_nothing_is_asked_where_either_may_owe_the_other() -> None:
    shown = [OWN, THEIRS, page(time(LOAN_DAY), *taken(L, "300.00"), *MONEY), BILL, VOUCHER]
    asked = (one for one in checked.of(shown).facts.doubts)
    went = ("5000.00", DoubtKind.NATURE_UNKNOWN)
    given = tuple((d.id, "借款") for d in asked if (dict(d.args).get("amount"), d.kind) == went)
    told = checked.of(shown, Brief(plaintiff="林知微", answers=given)).checked
    assert told.asks_for_message
    assert told.reconciliation is None


def test_a_folder_with_words_of_a_loan_gets_no_message() -> None:
    assert not without(OWN).checked.asks_for_message


# ── weight, order, sources ─────────────────────────────────────────────────────────────


def test_a_paid_debt_leads_to_nothing_else() -> None:
    told = checked.of([one for one in CASES[K.NOTHING_OWED][0]().shown if one[0] != OWN[0]])
    assert told.checked.first_steps == (K.NOTHING_OWED,)
    assert told.kinds == [K.NOTHING_OWED]


def test_at_most_three_steps_come_first_and_no_hint_is_one() -> None:
    told = talking(time(LOAN_DAY), *MONEY, right("你就是个骗子")).checked
    assert len(told.first_steps) == 3
    assert K.INSULTED not in told.first_steps
    assert K.INSULTED in [one.kind for one in told.of(Section.WEAK)]


def test_the_weightiest_stand_first() -> None:
    told = checked.of([page(*ROLL[:8], _voice(None), name="1.png")]).checked
    weights = [one.severity for one in told.of(Section.ELEMENTS)]
    assert weights == sorted(weights, key=list(Severity).index)
    assert len(set(weights)) == 2


def test_much_at_stake_or_denied_calls_for_a_notary() -> None:
    assert KeepKind.NOTARY not in checked.of(COMPLETE).checked.keep
    assert KeepKind.NOTARY in CASES[K.DENIED][0]().checked.keep
    much = Brief(loans=(Stated(date(2025, 4, 1), Money(60_000_00), Channel.CASH),))
    assert KeepKind.NOTARY in checked.of(COMPLETE, much).checked.keep


def test_every_kind_has_its_weight_and_a_known_article() -> None:
    assert set(advice.ADVICE) == set(FindingKind)
    for kind in FindingKind:
        found = advice.finding(kind)
        assert found.articles, kind
        for article in found.articles:
            assert article.text in articles.TEXTS, article
            assert articles.cites_known(article), article


def test_hints_are_the_weak_spots() -> None:
    for kind in FindingKind:
        found = advice.finding(kind)
        assert (found.section is Section.WEAK) == (found.severity is Severity.HINT), kind


def test_of_many_harsh_words_the_first_are_quoted() -> None:
    said_ = [right(f"你就是个骗子，第{n}次了") for n in range(5)]
    (found,) = _with(*said_).checked.of(Section.WEAK)
    assert found.quotes == tuple(one.text for one in said_[:3])


# ── the screen recording ───────────────────────────────────────────────────────────────


def test_gaps_voices_and_pictures_are_steps_of_the_recording() -> None:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first, second = (
        page(*ROLL[:8], name="a1.png"),
        page(*ROLL[8:], _voice(None), _photo(400), name="a2.png"),
    )
    steps = {
        step.kind: dict(step.args) for step in checked.of([*rest, first, second]).checked.recording
    }
    assert steps[RecordingKind.GAPS] == {"count": "1"}
    assert steps[RecordingKind.VOICES] == {"count": "1"}
    assert steps[RecordingKind.PICTURES] == {"count": "1"}


def test_without_a_chat_there_is_nothing_to_record() -> None:
    brief = Brief(loans=(Stated(date(2025, 3, 2), Money(5000_00), Channel.CASH),))
    assert checked.of([OWN], brief).checked.recording == ()
