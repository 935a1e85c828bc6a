"""Answers to doubts: they win, the reading stays beside them, and a bad one changes nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from ledgers import ASKED, LOAN_DAY, page
from stories import (
    Phone,
    bill,
    card,
    chat,
    doubted,
    left,
    profile,
    right,
    slip,
    source,
    sourced,
    taken,
    time,
)

from evidence_kit import case, facts
from evidence_kit.facts import answers, corrections, forms
from evidence_kit.model import (
    Basis,
    BillList,
    Brief,
    Channel,
    Direction,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    LoanFacts,
    Message,
    Money,
    Nature,
    Notice,
    Proof,
    ProofKind,
    RedPacket,
    Screen,
    ServiceCard,
    Side,
    Slip,
    Source,
    Sourced,
    State,
    Stated,
    Statement,
    Where,
)

UNKNOWN, RENAMED = DoubtKind.NATURE_UNKNOWN, DoubtKind.NAME_CHANGED
UNDATED = DoubtKind.TIME_UNANCHORED

UNASKED = page(LOAN_DAY, left("在吗"), card("right", "5000.00", State.ACCEPTED))
ASKED_FOR = page(LOAN_DAY, ASKED, card("right", "5000.00", State.ACCEPTED))


def told(
    *shown: tuple[Source, Screen], **said: str
) -> tuple[tuple[tuple[Source, Screen], ...], LoanFacts]:
    """Answer each open doubt whose kind is named, and read again."""
    before = facts.gather(shown, Brief())
    given = tuple((d.id, said[d.kind.value]) for d in before.doubts if d.kind.value in said)
    assert len({d.kind for d in before.doubts if d.kind.value in said}) == len(said)
    return facts.understood(shown, Brief(plaintiff="林秋", answers=given))


def kinds(found: LoanFacts) -> list[DoubtKind]:
    return [doubt.kind for doubt in found.doubts]


def test_without_answers_nothing_changes() -> None:
    shown, found = facts.understood((UNASKED,), Brief())
    assert (shown, found) == ((UNASKED,), facts.gather((UNASKED,), Brief()))


def test_a_nature_is_the_persons_word_and_counts() -> None:
    _, found = told(UNASKED, nature_unknown="借款")
    (loan,) = found.loans
    assert loan.counted
    assert (loan.nature, loan.doubts) == (Nature.LOAN, ())
    assert loan.basis is not None
    assert loan.basis.where == Statement("林秋")
    assert DoubtKind.NATURE_UNKNOWN not in kinds(found)


@pytest.mark.parametrize("value", ["loan", "借", ""])
def test_what_is_no_nature_leaves_the_doubt_open(value: str) -> None:
    _, found = told(UNASKED, nature_unknown=value)
    assert DoubtKind.NATURE_UNKNOWN in kinds(found)
    assert not found.loans


def test_a_nature_that_cannot_be_known_is_not_counted() -> None:
    _, found = told(UNASKED, nature_unknown=forms.SEEN)
    assert DoubtKind.NATURE_UNKNOWN not in kinds(found)
    assert found.outstanding.fen == 0


def test_an_amount_on_a_card_is_corrected_and_its_reading_kept() -> None:
    shown = doubted(ASKED_FOR, 2, DoubtKind.READINGS_DISAGREE, "amount")
    pages, found = told(shown, readings_disagree="5,800")
    (payment,) = found.payments
    assert (str(payment.amount.value), payment.amount.quote) == ("5800.00", "¥5000.00")
    assert payment.amount.stated_by == Statement("林秋")
    assert DoubtKind.READINGS_DISAGREE not in kinds(found)
    assert not pages[0][1].doubts


@pytest.mark.parametrize("value", [forms.SEEN, "五千", "0", "50.005"])
def test_which_of_two_readings_is_right_needs_a_sum(value: str) -> None:
    shown = doubted(ASKED_FOR, 2, DoubtKind.READINGS_DISAGREE, "amount")
    _, found = told(shown, readings_disagree=value)
    assert DoubtKind.READINGS_DISAGREE in kinds(found)


def test_a_weak_reading_is_confirmed_by_a_look() -> None:
    shown = doubted(ASKED_FOR, 2, DoubtKind.LOW_CONFIDENCE, "amount")
    _, found = told(shown, low_confidence=forms.SEEN)
    assert not found.doubts
    assert str(found.outstanding) == "5000.00"


def test_a_date_is_stated_and_dates_what_follows() -> None:
    undated = page(time("3月2日 14:05"), ASKED, card("right", "5000.00", State.ACCEPTED))
    _, found = told(undated, time_unanchored="2025-03-02")
    (payment,) = found.payments
    assert payment.at.earliest is not None
    assert payment.at.earliest.isoformat() == "2025-03-02T14:05:00"
    assert DoubtKind.TIME_UNANCHORED not in kinds(found)
    lines = [u for u in found.conversations[0].utterances if u.message.time]
    assert lines[0].at.basis is Basis.STATED


@pytest.mark.parametrize("value", ["2025-13-01", "去年", "2025-03-02 25:00"])
def test_what_is_no_date_leaves_the_doubt_open(value: str) -> None:
    undated = page(time("3月2日 14:05"), ASKED, card("right", "5000.00", State.ACCEPTED))
    _, found = told(undated, time_unanchored=value)
    assert DoubtKind.TIME_UNANCHORED in kinds(found)


def test_a_slip_and_a_profile_are_corrected_in_place() -> None:
    slip = bill(source("b.png"), "3000.00")
    person = profile(source("p.png"), "秋", "wxid_wrong")
    for where, field in ((slip, "amount"), (person, "wechat_id")):
        _, screen = where
        read = screen.slip.amount if field == "amount" else screen.wechat_id
        doubt = Doubt(DoubtKind.LOW_CONFIDENCE, read.where, (("field", field),))
        value = "3,300.50" if field == "amount" else "wxid_right"
        said = {doubt.id: value}
        shown = ((where[0], replace(screen, doubts=(doubt,))),)
        ((_, now),) = corrections.corrected(shown, [doubt], said, "原告")
        changed = now.slip.amount if field == "amount" else now.wechat_id
        assert str(changed.value) == value.replace(",", "")
        assert (changed.quote, changed.where) == (read.quote, read.where)
        assert not now.doubts


def test_a_value_for_a_field_that_the_page_lacks_changes_nothing() -> None:
    where, screen = bill(source("b.png"), "3000.00")
    doubt = Doubt(DoubtKind.LOW_CONFIDENCE, screen.slip.amount.where, (("field", "nickname"),))
    shown = ((where, replace(screen, doubts=(doubt,))),)
    assert corrections.corrected(shown, [doubt], {doubt.id: "x"}, "原告") == shown


def test_a_look_at_records_that_differ_closes_the_question_and_files_nothing() -> None:
    """Which of two pages is right no word can say: the payment stays in doubt, and unfiled."""
    twice = doubted(ASKED_FOR, 2, DoubtKind.RECORDS_DIFFER, "payment")
    before = facts.gather((twice,), Brief())
    (doubt,) = before.doubts
    for field in ("payment", "amount", "time"):
        assert forms.form(replace(doubt, args=(("field", field),))) is forms.Form.SEEN
    shown, found = told(twice, records_differ=forms.SEEN)
    assert found.doubts == ()
    assert [p.doubts for p in found.payments] == [(doubt,)]
    sources = tuple(where for where, _ in shown)
    proofs = [p for row in case.arrange(found, shown, sources, Brief()).rows for p in row.proofs]
    assert ProofKind.LENT in [p.kind for p in said_of(ASKED_FOR)]
    assert not {p.kind for p in proofs} & {ProofKind.LENT, ProofKind.PAID}


def said_of(*shown: tuple[Source, Screen]) -> list[Proof]:
    made = case.arrange(facts.gather(shown, Brief()), shown, [s for s, _ in shown], Brief())
    return [proof for row in made.rows for proof in row.proofs]


def test_stated_money_that_a_page_shows_is_closed_by_a_look_and_counts_once() -> None:
    bank = Stated(date(2025, 3, 2), Money(500000), Channel.BANK)
    said = Brief(loans=(bank,))
    (doubt,) = facts.gather((ASKED_FOR,), said).doubts
    _, found = facts.understood((ASKED_FOR,), replace(said, answers=((doubt.id, forms.SEEN),)))
    assert (found.doubts, str(found.outstanding)) == ((), "5000.00")


def test_the_day_of_a_whole_page_is_only_looked_at() -> None:
    """It is asked for no date, since no line is there that a date could replace."""
    bare = page(left("在吗"), left("好的"))
    (doubt,) = [d for d in facts.gather((bare,), Brief()).doubts if ("field", "time") in d.args]
    assert forms.form(doubt) is forms.Form.SEEN
    _, found = told(bare, time_unanchored=forms.SEEN)
    assert DoubtKind.TIME_UNANCHORED not in kinds(found)


WHERE = source("b.png")


def moved(one: Slip, down: int) -> Slip:
    """Return a row further down its page."""

    def lower(read: Any) -> Any:
        if not isinstance(read, Sourced):
            return read
        box = read.where.box
        place = Where(read.where.source, box._replace(y0=box.y0 + down, y1=box.y1 + down))
        return replace(read, where=place)

    return replace(one, **{f.name: lower(getattr(one, f.name)) for f in fields(one)})


@pytest.mark.parametrize(
    ("screen", "read", "value", "now"),
    [
        (
            BillList(WHERE.sha256, (slip(WHERE, "9.00"), moved(slip(WHERE, "8.00"), 900))),
            lambda s: s.slips[1].amount,
            "7.00",
            lambda s: [str(one.amount.value) for one in s.slips] == ["9.00", "7.00"],
        ),
        (
            RedPacket(WHERE.sha256, slip(WHERE, "8.00")),
            lambda s: s.slip.amount,
            "7.00",
            lambda s: str(s.slip.amount.value) == "7.00",
        ),
        (
            ServiceCard(
                WHERE.sha256,
                (
                    Notice(sourced("退款", WHERE, 9), slip(WHERE, "9.00")),
                    Notice(sourced("退款", WHERE, 9), moved(slip(WHERE, "8.00"), 900)),
                ),
            ),
            lambda s: s.notices[1].slip.amount,
            "7.00",
            lambda s: [str(n.slip.amount.value) for n in s.notices] == ["9.00", "7.00"],
        ),
        (
            Document(
                WHERE.sha256,
                DocumentKind.LOAN_NOTE,
                sourced("今借到", WHERE, 0),
                sourced(Money(800), WHERE, 1),
            ),
            lambda s: s.amount,
            "7.00",
            lambda s: str(s.amount.value) == "7.00",
        ),
    ],
)
def test_a_value_is_corrected_on_every_kind_of_page(
    screen: Any, read: Any, value: str, now: Any
) -> None:
    doubt = Doubt(DoubtKind.READINGS_DISAGREE, read(screen).where, (("field", "amount"),))
    shown = ((WHERE, replace(screen, doubts=(doubt,))),)
    ((_, changed),) = corrections.corrected(shown, [doubt], {doubt.id: value}, "原告")
    assert now(changed)
    assert changed.doubts == ()
    assert read(changed).quote == read(screen).quote


PAID = bill(WHERE, "9.00", at="2025-03-02 14:05:31", serial="1", who="周", memo="借")[1]


@pytest.mark.parametrize(
    ("field", "value", "now"),
    [
        ("time", "2025-03-04", lambda s: (s.time.value.day, s.time.value.hour) == (4, 14)),
        ("time", "2025-03-04 09:30", lambda s: (s.time.value.day, s.time.value.hour) == (4, 9)),
        ("received_time", "2025-03-04", lambda s: s.received_time is None),
        ("received_time", "2025-03-04T09:30", lambda s: s.received_time.value.hour == 9),
        ("state", "已退还", lambda s: s.state is State.RETURNED),
        ("state", "退了", lambda s: s.state is State.ACCEPTED),
        ("direction", "收入", lambda s: s.direction is Direction.IN),
        ("serial", "2", lambda s: s.serial.value == "2"),
        ("counterparty", "周远", lambda s: s.counterparty.value == "周远"),
        ("payee", "周远", lambda s: s.payee.value == "周远"),
        ("nature", "借款", lambda s: s.direction is Direction.OUT),
    ],
)
def test_each_field_of_a_payments_page_takes_its_answer(field: str, value: str, now: Any) -> None:
    doubt = Doubt(DoubtKind.LOW_CONFIDENCE, PAID.slip.amount.where, (("field", field),))
    shown = ((WHERE, replace(PAID, doubts=(doubt,))),)
    ((_, changed),) = corrections.corrected(shown, [doubt], {doubt.id: value}, "原告")
    assert now(changed.slip)


@pytest.mark.parametrize(
    ("field", "value", "side", "now"),
    [
        ("state", "已退还", Side.RIGHT, lambda m: m.state is State.RETURNED),
        ("direction", "收入", Side.RIGHT, lambda m: m.side is Side.LEFT),
        ("direction", "转出", Side.CENTER, lambda m: m.side is Side.RIGHT),
        ("memo", "借", Side.RIGHT, lambda m: m.memo is None),
    ],
)
def test_each_field_of_a_card_takes_its_answer(
    field: str, value: str, side: Side, now: Any
) -> None:
    where, screen = page(LOAN_DAY, card(side, "9.00"))
    place = Where(where.sha256, screen.messages[1].box)
    doubt = Doubt(DoubtKind.LOW_CONFIDENCE, place, (("field", field),))
    ((_, changed),) = corrections.corrected(((where, screen),), [doubt], {doubt.id: value}, "原告")
    assert now(changed.messages[1])
    second = (where, replace(screen, messages=(replace(screen.messages[1], receipt=True),)))
    if field == "direction":
        ((_, changed),) = corrections.corrected((second,), [doubt], {doubt.id: value}, "原告")
        assert changed.messages[0].side is not (Side.RIGHT if value == "转出" else Side.LEFT)


def test_a_title_takes_its_answer() -> None:
    where, screen = page(LOAN_DAY, left("在吗"))
    doubt = Doubt(DoubtKind.LOW_CONFIDENCE, screen.title.where, (("field", "title"),))
    ((_, changed),) = corrections.corrected(((where, screen),), [doubt], {doubt.id: "周"}, "原告")
    assert (changed.title.value, changed.title.quote) == ("周", "老周")


TALK = (
    LOAN_DAY,
    left("在吗"),
    card(Side.RIGHT, "5000.00"),
    left("今天天气真不错"),
    time("2025年9月2日 14:05"),
    left("好的"),
    left("知道了"),
)


def test_an_answer_survives_a_page_that_is_added_before() -> None:
    """The same card is doubted at the first page that shows it, so its doubt has another id."""
    later = Phone(TALK).page("2.png", 2, 7).made
    (doubt,) = [d for d in facts.gather(later, Brief()).doubts if d.kind is UNKNOWN]
    both = Phone(TALK).page("1.png", 0, 4).page("2.png", 2, 7).made
    whole = facts.gather(both, Brief())
    (again,) = [d for d in whole.doubts if d.kind is UNKNOWN]
    assert len(whole.conversations) == len(whole.payments) == 1
    assert again.id != doubt.id
    assert doubt.id in answers.aliases(whole)[again.id]
    said = Brief(answers=((doubt.id, "借款"),))
    _, found = facts.understood(tuple(both), said)
    assert UNKNOWN not in kinds(found)
    assert str(found.outstanding) == "5000.00"


def test_the_answer_under_the_present_id_goes_first() -> None:
    both = tuple(Phone(TALK).page("1.png", 0, 4).page("2.png", 2, 7).made)
    (now,) = [d for d in facts.gather(both, Brief()).doubts if d.kind is UNKNOWN]
    (old,) = answers.aliases(facts.gather(both, Brief()))[now.id] - {now.id}
    _, found = facts.understood(both, Brief(answers=((old, "赠与"), (now.id, "借款"))))
    assert found.payments[0].nature is Nature.LOAN
    _, found = facts.understood(both, Brief(answers=((old, "借款"), (now.id, "赠与"))))
    assert found.payments[0].nature is Nature.GIFT


def test_a_date_survives_a_page_that_is_added_before() -> None:
    undated = (left("早"), left("忙吗"), time("3月2日 14:05"), *TALK[1:4], left("看到了吗"))
    later = Phone(undated, captured=None).page("2.png", 2, 7).made
    (doubt,) = [d for d in facts.gather(later, Brief()).doubts if d.kind is UNDATED]
    both = tuple(Phone(undated, captured=None).page("1.png", 0, 5).page("2.png", 2, 7).made)
    assert doubt.id not in {d.id for d in facts.gather(both, Brief()).doubts}
    _, found = facts.understood(both, Brief(answers=((doubt.id, "2025-03-02"),)))
    assert UNDATED not in kinds(found)
    assert found.payments[0].at.earliest.isoformat() == "2025-03-02T14:05:00"


def test_an_answer_about_a_bill_survives_the_chat_that_is_added() -> None:
    alone = bill(source("9.png"), "5000.00", at="2025-03-02 14:05:31", who="老周")
    (doubt,) = [d for d in facts.gather([alone], Brief()).doubts if d.kind is UNKNOWN]
    both = (*Phone(TALK).page("1.png", 0, 6).made, alone)
    (now,) = [d for d in facts.gather(both, Brief()).doubts if d.kind is UNKNOWN]
    assert now.id != doubt.id
    _, found = facts.understood(both, Brief(answers=((doubt.id, "借款"),)))
    assert str(found.outstanding) == "5000.00"


def test_that_two_chats_are_one_stays_answered_when_a_page_is_added_before() -> None:
    def seen(name: str, title: str, *messages: Message) -> tuple[Source, Screen]:
        faced = [
            replace(m, avatar="342cc78499cb3c38" if m.side is Side.LEFT else None) for m in messages
        ]
        return chat(source(name), faced, title)

    lent = (LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), left("收到了，下个月还你"))
    first = seen("1.png", "李哥", *lent)
    after = (left("方便的话借我800元"), *taken(Side.RIGHT, "800.00"), left("谢谢，收到了"))
    later = seen("3.png", "李建国", time("2025年4月2日 10:00"), *after)
    (doubt,) = [d for d in facts.gather((first, later), Brief()).doubts if d.kind is RENAMED]
    said = Brief(answers=((doubt.id, "同一人"),))
    assert len(facts.gather((first, later), said).conversations) == 1
    between = seen("2.png", "李建国", time("2025年3月20日 10:00"), left("在吗"), left("最近忙吗"))
    now = [d for d in facts.gather((first, between, later), Brief()).doubts if d.kind is RENAMED]
    assert [d.id for d in now] != [doubt.id]
    assert len(facts.gather((first, between, later), said).conversations) == 1


def test_most_doubts_keep_their_id_whatever_page_is_added() -> None:
    page_of = Phone(TALK).page("2.png", 2, 7).made
    alone = {d.id: d.kind for d in facts.gather(page_of, Brief()).doubts}
    after = [
        *page_of,
        *Phone([time("2026年1月2日 09:00"), right("在吗？")]).page("9.png", 0, 2).made,
    ]
    ids = {d.id for d in facts.gather(after, Brief()).doubts}
    assert set(alone) <= ids


def test_an_answer_holds_when_pages_are_added() -> None:
    shown = doubted(ASKED_FOR, 2, DoubtKind.READINGS_DISAGREE, "amount")
    before = facts.gather((shown,), Brief())
    given = tuple((d.id, "5800") for d in before.doubts)
    more = page(time("2025年9月2日 14:05"), left("好的"), name="9.png")
    _, found = facts.understood((shown, more), Brief(answers=given))
    assert str(found.outstanding) == "5800.00"
