"""The check before filing: a complete folder lacks nothing, and each lack is told, alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import checked
import pytest
from checked import (
    BILL,
    COMPLETE,
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
from lacks import (
    CASES,
    adding,
    clock_says,
    instead,
    only_transfers,
    photo,
    saved_as,
    voice,
)
from moneyed import receipt
from stories import card, left, notice, profile, right, source, taken, time

from evidence_kit import check
from evidence_kit.check import advice
from evidence_kit.claim import articles
from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Brief,
    Channel,
    Direction,
    Doubt,
    DoubtKind,
    FindingKind,
    KeepKind,
    Moment,
    Money,
    Nature,
    Payment,
    Profile,
    Reconciliation,
    RecordingKind,
    Records,
    Section,
    SelfCheck,
    Severity,
    Side,
    State,
    Stated,
)
from evidence_kit.render.reconciling import message

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


@pytest.mark.parametrize("kind", list(FindingKind))
def test_a_lack_is_found_and_nothing_else(kind: FindingKind) -> None:
    make, also = CASES[kind]
    assert sorted(make().kinds) == sorted((kind, *also))


@pytest.mark.parametrize(
    "told",
    [
        lambda: adding(voice("我下周还你")),
        lambda: adding(photo(200)),  # a sticker
        lambda: adding(notice("老周撤回了一条消息")),
        lambda: adding(right("我不会告诉你家人的")),
        lambda: adding(right("还款请转到我的建行账户")),
        lambda: clock_says(21, 3),
        lambda: saved_as(captured=source("x", "2025-09-05T09:12:00").captured),
        lambda: saved_as(software="HarmonyOS 5.0"),
        lambda: saved_as(name="Screenshot_20250905_091500_com.tencent.mm.jpg"),
        lambda: instead(checked.ASKED, left("能不能借我5000元周转？月息1分，2025年8月1日还你")),
    ],
)
def test_what_is_in_order_is_no_finding(told: Callable[[], Told]) -> None:
    assert told().kinds == []


def test_a_stranger_s_harsh_words_are_not_the_creditor_s() -> None:
    assert adding(left("再催我找人收拾你")).kinds == []


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


def _with_loan(**changes: object) -> SelfCheck:
    """The complete folder, its loan booked otherwise."""
    told = checked.of(COMPLETE)
    payments = tuple(
        replace(one, **changes) if one in told.facts.loans else one for one in told.facts.payments
    )
    return check.of(told.shown, replace(told.facts, payments=payments))


def test_a_voucher_is_known_by_its_serial_or_by_its_match() -> None:
    by_serial, by_match = _with_loan(records=()), _with_loan(serial=None)
    assert [task.done for task in by_serial.vouchers] == [True]
    assert [task.done for task in by_match.vouchers] == [True]
    assert [task.done for task in _with_loan(serial=None, records=()).vouchers] == [False]


def test_a_voucher_whose_serial_nobody_read_ticks_nothing_off() -> None:
    where, told = VOUCHER
    bare = replace(
        told, rows=(replace(told.rows[0], slip=replace(told.rows[0].slip, serial=None)),)
    )
    assert isinstance(bare, Records)
    rest = tuple(one for one in checked.of(COMPLETE).shown if one[1] is not told)
    found = check.of((*rest, (where, bare)), checked.without(VOUCHER).facts)
    assert [task.done for task in found.vouchers] == [False]


def test_a_phone_that_is_the_borrower_s_gives_no_voucher_of_the_loan() -> None:
    told = checked.without(VOUCHER)
    turned = replace(
        told.facts,
        lender=replace(told.facts.borrower, is_owner=False),
        borrower=replace(told.facts.lender, is_owner=True),
    )
    assert check.of(told.shown, turned).vouchers == ()


def test_a_transfer_of_an_unknown_day_is_still_one_to_apply_for() -> None:
    assert [task.day for task in _with_loan(at=UNKNOWN_TIME).vouchers] == [""]


def test_a_name_on_a_strange_profile_or_receipt_is_not_linked() -> None:
    rest = [one for one in COMPLETE if one is not VOUCHER]
    where, strange = profile(source("别人.png"), "某人")
    assert isinstance(strange, Profile)
    named = replace(strange, real_name=replace(strange.nickname, value="周砚秋"))
    told = checked.of([*rest, (where, named)])
    assert K.REAL_NAME_UNLINKED in told.kinds
    bank = receipt(source("回单.png"), "300.00", "林知微", "周砚秋", way=Direction.OUT)
    assert K.REAL_NAME_UNLINKED in checked.of([*rest, bank]).kinds


def test_a_day_that_no_calendar_has_tells_nothing_of_the_capture() -> None:
    line = time("2025年9月5日 9:30")
    odd = replace(line, time=replace(line.time, month=2, day=30))
    taken_at = source("x", "2025-09-05T10:00:00").captured
    told = talking(*ROLL, odd, right("在吗"), captured=taken_at)
    assert K.TAKEN_EARLIER not in told.kinds


def test_money_that_went_another_way_needs_no_voucher() -> None:
    assert _with_loan(red_packet=True).vouchers == ()
    assert _with_loan(channel=Channel.ALIPAY).vouchers == ()


def test_a_picture_that_wechat_shrank_is_no_other_phone() -> None:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first, second = page(*ROLL[:-1], name="a1.png"), page(*ROLL[-3:], name="mmexport1757034.jpg")
    shrunk = replace(second[0], extent=(864, 1920)), second[1]
    assert checked.of([*rest, first, shrunk]).kinds == [K.RECOMPRESSED]


def test_red_packets_gifts_and_money_that_came_back_need_no_voucher() -> None:
    back = instead(ROLL[4], card(R, "5000.00", State.RETURNED), *taken(R, "5000.00"))
    assert len(back.checked.vouchers) == 1
    gift = adding(time("2025年9月20日 8:00"), right("生日快乐"), *taken(R, "200.00", "生日快乐"))
    assert len(gift.checked.vouchers) == 1


def test_transfers_without_words_all_need_theirs() -> None:
    assert [amount for _, amount, *_ in _tasks(only_transfers())] == ["5000.00"]


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
    told = only_transfers().checked
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


def _asked(*payments: Payment, doubts: tuple[Doubt, ...] = ()) -> Reconciliation | None:
    """The message of a folder with one loan by the plaintiff's word, and what else there is."""
    brief = Brief(
        defendant="周砚秋", loans=(Stated(date(2025, 3, 2), Money(5000_00), Channel.CASH),)
    )
    told = checked.of([OWN], brief)
    loan = told.facts.payments[0]
    found = replace(told.facts, payments=(loan, *payments), doubts=doubts)
    return check.of(told.shown, found).reconciliation


def test_the_message_names_no_day_that_may_be_another() -> None:
    two_days = Moment(datetime(2025, 6, 1), datetime(2025, 6, 2), Basis.BETWEEN)
    back = replace(_loan(), direction=Direction.IN, nature=Nature.REPAYMENT, at=two_days)
    account = _asked(replace(back, amount=replace(back.amount, value=Money(100_00))))
    assert account is not None
    assert "1. 微信转账100.00元" in message(account).split("\n")


def test_nothing_is_asked_where_a_sum_is_unsettled() -> None:
    assert _asked() is not None
    assert _asked(doubts=(Doubt(DoubtKind.REPAYMENT_SAID, None),)) is None
    assert _asked(doubts=(Doubt(DoubtKind.TIME_UNANCHORED, None),)) is not None


def test_nothing_is_asked_where_either_may_owe_the_other() -> None:
    roles = (Doubt(DoubtKind.ROLES_UNKNOWN, None),)
    came = replace(_loan(), direction=Direction.IN, nature=Nature.PURCHASE)
    assert _asked(doubts=roles) is not None
    assert _asked(came, doubts=roles) is None
    assert _asked(came) is not None


def test_nothing_is_asked_while_a_payment_waits_or_is_doubted() -> None:
    waits = replace(_loan(), direction=Direction.IN, nature=Nature.REPAYMENT, state=State.PENDING)
    unsure = replace(_loan(), doubts=(Doubt(DoubtKind.LOW_CONFIDENCE, None),))
    assert _asked(waits) is None
    assert _asked(unsure) is None


def _loan() -> Payment:
    """What the complete folder shows of the loan."""
    return next(one for one in checked.of(COMPLETE).facts.loans)


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


def test_notes_alone_leave_nothing_to_do_first() -> None:
    told = adding(right("你就是个骗子")).checked
    assert told.first_steps == ()
    assert [one.kind for one in told.findings] == [K.INSULTED]


def test_the_weightiest_stand_first() -> None:
    told = checked.of([page(*ROLL[:8], voice(None), name="1.png")]).checked
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
    (found,) = adding(*said_).checked.of(Section.WEAK)
    assert found.quotes == tuple(one.text for one in said_[:3])


# ── the screen recording ───────────────────────────────────────────────────────────────


def test_gaps_voices_and_pictures_are_steps_of_the_recording() -> None:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first, second = (
        page(*ROLL[:8], name="a1.png"),
        page(*ROLL[8:], voice(None), photo(400), name="a2.png"),
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
