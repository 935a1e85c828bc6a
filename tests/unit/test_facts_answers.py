"""Answers to doubts: they win, the reading stays beside them, and a bad one changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, page
from stories import bill, card, doubted, left, profile, source, time

from evidence_kit import facts
from evidence_kit.facts import answers
from evidence_kit.model import (
    Basis,
    Brief,
    Doubt,
    DoubtKind,
    LoanFacts,
    Nature,
    Screen,
    Source,
    State,
    Statement,
)

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
    _, found = told(UNASKED, nature_unknown=answers.SEEN)
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


@pytest.mark.parametrize("value", [answers.SEEN, "五千", "0", "50.005"])
def test_which_of_two_readings_is_right_needs_a_sum(value: str) -> None:
    shown = doubted(ASKED_FOR, 2, DoubtKind.READINGS_DISAGREE, "amount")
    _, found = told(shown, readings_disagree=value)
    assert DoubtKind.READINGS_DISAGREE in kinds(found)


def test_a_weak_reading_is_confirmed_by_a_look() -> None:
    shown = doubted(ASKED_FOR, 2, DoubtKind.LOW_CONFIDENCE, "amount")
    _, found = told(shown, low_confidence=answers.SEEN)
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
        ((_, now),) = answers.corrected(shown, [doubt], said, "原告")
        changed = now.slip.amount if field == "amount" else now.wechat_id
        assert str(changed.value) == value.replace(",", "")
        assert (changed.quote, changed.where) == (read.quote, read.where)
        assert not now.doubts


def test_a_value_for_a_field_that_the_page_lacks_changes_nothing() -> None:
    where, screen = bill(source("b.png"), "3000.00")
    doubt = Doubt(DoubtKind.LOW_CONFIDENCE, screen.slip.amount.where, (("field", "nickname"),))
    shown = ((where, replace(screen, doubts=(doubt,))),)
    assert answers.corrected(shown, [doubt], {doubt.id: "x"}, "原告") == shown


def test_records_that_differ_are_settled_by_no_word() -> None:
    doubt = Doubt(DoubtKind.RECORDS_DIFFER, None, (("field", "amount"),))
    assert answers.form(doubt) is None
    assert not answers.takes_seen(doubt)


def test_an_answer_holds_when_pages_are_added() -> None:
    shown = doubted(ASKED_FOR, 2, DoubtKind.READINGS_DISAGREE, "amount")
    before = facts.gather((shown,), Brief())
    given = tuple((d.id, "5800") for d in before.doubts)
    more = page(time("2025年9月2日 14:05"), left("好的"), name="9.png")
    _, found = facts.understood((shown, more), Brief(answers=given))
    assert str(found.outstanding) == "5800.00"
