"""One payment for each real movement of money, with its state, nature, time and doubts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from ledgers import ASKED, LOAN_DAY, SERIAL, L, R, gather, kinds, only, page
from stories import (
    bill,
    card,
    doubted,
    left,
    right,
    source,
    taken,
    transfer,
)

from evidence_kit.model import (
    Direction,
    DoubtKind,
    Nature,
    State,
)

# ── cards ──────────────────────────────────────────────────────────────────────────────


def test_a_card_and_its_answer_are_one_payment() -> None:
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")))
    payment = only(found)
    assert str(payment.amount.value) == "5000.00"
    assert payment.direction is Direction.OUT
    assert payment.state is State.ACCEPTED
    assert payment.nature is Nature.LOAN
    assert payment.basis is not None
    assert payment.basis.quote == ASKED.text
    assert len(payment.places) == 2
    assert payment.doubts == ()
    assert str(found.outstanding) == "5000.00"


def test_a_card_on_the_left_comes_in() -> None:
    payment = only(gather(page(LOAN_DAY, left("先还你2000"), *taken(L, "2000.00"))))
    assert payment.direction is Direction.IN
    assert payment.nature is Nature.REPAYMENT


def test_an_answer_alone_shows_whose_money_it_was() -> None:
    answer = card(L, "5000.00", receipt=True)
    payment = only(gather(page(LOAN_DAY, ASKED, answer)))
    assert payment.direction is Direction.OUT
    assert payment.state is State.ACCEPTED
    assert payment.at.earliest == datetime(2025, 3, 1, 14, 5)  # up to a day before it was taken


def test_a_lone_card_that_says_taken_may_be_either() -> None:
    """On some phones the first card says 已收款 too."""
    lone = replace(card(L, "5000.00"), text="已收款")
    payment = only(gather(page(LOAN_DAY, ASKED, lone)))
    assert payment.direction is None
    assert payment.nature is Nature.UNKNOWN
    assert DoubtKind.DIRECTION_UNKNOWN in kinds(payment)


def test_an_answer_on_the_next_page_is_found() -> None:
    late = replace(card(L, "5000.00"), text="已收款")
    first = page(LOAN_DAY, ASKED, right("好的，我现在转"), card(R, "5000.00"))
    second = page(right("好的，我现在转"), card(R, "5000.00"), late, name="2.png")
    found = gather(first, second)
    assert only(found).direction is Direction.OUT
    assert len(only(found).places) == 3


def test_an_answer_without_its_amount_read_is_a_doubt() -> None:
    blurred = replace(card(R, "5000.00"), amount=None)
    found = gather(page(LOAN_DAY, ASKED, blurred))
    assert found.payments == ()
    assert DoubtKind.AMOUNT_UNREADABLE in [d.kind for d in found.doubts]


def test_two_open_cards_and_one_answer_are_in_doubt() -> None:
    waiting = card(R, "5000.00", State.PENDING)
    found = gather(page(LOAN_DAY, ASKED, waiting, waiting, card(L, "5000.00", receipt=True)))
    assert [p.state for p in found.payments] == [State.ACCEPTED, State.PENDING]
    assert all(DoubtKind.STATE_UNKNOWN in kinds(p) for p in found.payments)


def test_two_equal_transfers_with_their_answers_are_two() -> None:
    found = gather(page(LOAN_DAY, left("借我1万"), *taken(R, "5000.00"), *taken(R, "5000.00")))
    assert len(found.payments) == 2
    assert str(found.outstanding) == "10000.00"
    assert found.doubts == ()


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.EXPIRED])
def test_money_that_did_not_move_is_listed_and_not_counted(state: State) -> None:
    found = gather(page(LOAN_DAY, ASKED, card(R, "5000.00", state)))
    assert only(found).state is state
    assert only(found).nature is Nature.LOAN
    assert str(found.outstanding) == "0.00"


def test_a_returned_transfer_sent_again_is_lent_once() -> None:
    found = gather(page(LOAN_DAY, ASKED, card(R, "5000.00", State.RETURNED), *taken(R, "5000.00")))
    assert [p.state for p in found.payments] == [State.RETURNED, State.ACCEPTED]
    assert str(found.outstanding) == "5000.00"
    assert DoubtKind.SAID_DIFFERS_FROM_PAID not in [d.kind for d in found.doubts]


def test_a_memo_that_hides_the_state_is_settled_by_the_answer() -> None:
    sent = card(R, "5000.00", State.UNKNOWN, memo="借款")
    alone = only(gather(page(LOAN_DAY, sent)))
    assert alone.state is State.UNKNOWN
    assert DoubtKind.STATE_UNKNOWN in kinds(alone)
    answered = only(gather(page(LOAN_DAY, sent, card(L, "5000.00", receipt=True))))
    assert answered.state is State.ACCEPTED
    assert answered.doubts == ()


def test_a_doubt_of_the_reader_stays_with_its_payment() -> None:
    shown = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
    found = gather(doubted(shown, 2, DoubtKind.READINGS_DISAGREE, "amount"))
    assert kinds(only(found)) == [DoubtKind.READINGS_DISAGREE]
    assert found.doubts[0].kind is DoubtKind.READINGS_DISAGREE


def test_a_card_whose_side_is_in_doubt_has_no_direction() -> None:
    shown = page(LOAN_DAY, ASKED, card(R, "5000.00"))
    payment = only(gather(doubted(shown, 2, DoubtKind.SIDE_UNKNOWN, "side")))
    assert payment.direction is None
    assert payment.nature is Nature.UNKNOWN


def test_a_direction_one_page_leaves_open_and_another_shows_is_no_doubt() -> None:
    first = page(LOAN_DAY, ASKED, right("好的，我现在就转给你"), card(R, "5000.00"), name="1.png")
    second = page(right("好的，我现在就转给你"), card(R, "5000.00"), left("收到"), name="2.png")
    found = gather(first, doubted(second, 1, DoubtKind.DIRECTION_UNKNOWN, "direction"))
    assert only(found).direction is Direction.OUT
    assert only(found).doubts == ()
    assert found.doubts == ()


# ── cards and pages ────────────────────────────────────────────────────────────────────


def test_card_detail_and_bill_are_one_payment() -> None:
    detail = transfer(source("2.png"), "5000.00", at="2025-03-02 14:08:31", who="周周")
    paper = bill(source("3.png"), "5000.00", at="2025-03-02 14:08:31", serial=SERIAL, who="周周")
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")), detail, paper)
    payment = only(found)
    assert payment.at.exact == datetime(2025, 3, 2, 14, 8, 31)
    assert payment.at.seconds
    assert payment.serial is not None
    assert payment.serial.value == SERIAL
    assert payment.counterparty == "周周"
    assert {place.source for place in payment.places} == {
        s.sha256 for s in (source("1.png"), source("2.png"), source("3.png"))
    }
    assert [n.value for n in found.borrower.names] == ["老周"]  # no profile links 周周
    assert kinds(payment) == [DoubtKind.RECORDS_DIFFER]


def test_pages_of_other_serials_are_other_payments() -> None:
    papers = [
        bill(source(f"{n}.png"), "5000.00", at="2025-03-02 14:08:31", serial=SERIAL[:-1] + str(n))
        for n in (1, 2)
    ]
    assert len(gather(*papers).payments) == 2


def test_pages_of_one_serial_that_differ_are_one_payment_in_doubt() -> None:
    papers = [
        bill(source("1.png"), "5000.00", serial=SERIAL),
        bill(source("2.png"), "6000.00", Direction.IN, serial=SERIAL, state=State.REFUNDED),
    ]
    payment = only(gather(*papers))
    fields = {dict(d.args)["field"] for d in payment.doubts if d.kind is DoubtKind.RECORDS_DIFFER}
    assert fields == {"amount", "direction", "state"}
    assert payment.state is State.REFUNDED


def test_a_page_at_another_time_is_another_payment_and_not_counted() -> None:
    paper = bill(source("2.png"), "5000.00", at="2025-05-02 14:08:31", serial=SERIAL, who="老周")
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")), paper)
    assert len(found.payments) == 2
    assert str(found.outstanding) == "5000.00"
    assert [d.kind for d in found.doubts] == [DoubtKind.NATURE_UNKNOWN]


@pytest.mark.parametrize("named", [{"yuan": "5000.50"}, {"way": Direction.IN}])
def test_a_page_of_another_sum_or_way_is_another_payment(named: dict[str, object]) -> None:
    yuan, way = named.get("yuan", "5000.00"), named.get("way", Direction.OUT)
    assert isinstance(yuan, str)
    paper = bill(source("2.png"), yuan, way, at="2025-03-02 14:08:31", who="老周")
    assert len(gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")), paper).payments) == 2


def test_equal_transfers_and_their_bills_pair_in_order() -> None:
    shown = page(LOAN_DAY, left("借我1万"), *taken(R, "5000.00"), *taken(R, "5000.00"))
    papers = [
        bill(source("2.png"), "5000.00", at="2025-03-02 14:09:10", serial=SERIAL[:-1] + "2"),
        bill(source("3.png"), "5000.00", at="2025-03-02 14:08:31", serial=SERIAL),
    ]
    found = gather(shown, *papers)
    assert [p.serial.value[-1] for p in found.payments if p.serial] == ["1", "2"]
    assert found.doubts == ()
    assert str(found.outstanding) == "10000.00"


def test_equal_transfers_with_one_bill_are_left_apart_in_doubt() -> None:
    """Never merged on the amount alone where two would fit; and never counted twice."""
    shown = page(LOAN_DAY, left("借我1万"), *taken(R, "5000.00"), *taken(R, "5000.00"))
    paper = bill(source("2.png"), "5000.00", at="2025-03-02 14:08:31", serial=SERIAL, memo="借款")
    found = gather(shown, paper)
    assert len(found.payments) == 3
    assert str(found.outstanding) == "10000.00"
    assert all(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments)


def test_a_returned_and_a_taken_transfer_take_the_bills_that_ended_alike() -> None:
    shown = page(LOAN_DAY, ASKED, card(R, "5000.00", State.RETURNED), *taken(R, "5000.00"))
    papers = [
        bill(source("2.png"), "5000.00", at="2025-03-02 14:06:31", state=State.REFUNDED),
        bill(source("3.png"), "5000.00", at="2025-03-02 14:12:31", serial=SERIAL),
    ]
    found = gather(shown, *papers)
    assert [p.state for p in found.payments] == [State.RETURNED, State.ACCEPTED]
    assert found.doubts == ()


def test_what_the_chat_says_taken_and_the_bill_refunded_is_in_doubt_and_not_counted() -> None:
    paper = bill(source("2.png"), "5000.00", at="2025-03-02 14:06:31", state=State.REFUNDED)
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")), paper)
    assert only(found).state is State.REFUNDED
    assert DoubtKind.RECORDS_DIFFER in kinds(only(found))
    assert str(found.outstanding) == "0.00"


def test_a_detail_captured_while_waiting_does_not_undo_the_end() -> None:
    detail = transfer(source("2.png"), "5000.00", at="2025-03-02 14:06:31", state=State.PENDING)
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")), detail)
    assert only(found).state is State.ACCEPTED


def test_a_bill_settles_what_a_card_left_open() -> None:
    sent = card(R, "5000.00", State.UNKNOWN)
    paper = bill(source("2.png"), "5000.00", at="2025-03-02 14:06:31")
    payment = only(gather(page(LOAN_DAY, ASKED, sent), paper))
    assert payment.state is State.ACCEPTED
    assert payment.doubts == ()


def test_a_bill_gives_a_doubtful_card_its_direction() -> None:
    lone = replace(card(L, "5000.00"), text="已收款")
    paper = bill(source("2.png"), "5000.00", Direction.OUT, at="2025-03-02 14:06:31")
    payment = only(gather(page(LOAN_DAY, ASKED, lone), paper))
    assert payment.direction is Direction.OUT
    assert payment.nature is Nature.LOAN
    assert payment.doubts == ()


def test_a_bill_named_for_another_chat_is_not_this_ones() -> None:
    shown = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
    stranger = page(left("你好，我是小林"), name="5.png", title="小林")
    paper = bill(source("2.png"), "5000.00", at="2025-03-02 14:06:31", who="小林")
    found = gather(shown, stranger, paper)
    assert len(found.payments) == 2
    assert str(found.outstanding) == "5000.00"
    assert DoubtKind.PARTY_UNKNOWN in [d.kind for d in found.doubts]


def test_pages_without_a_sum_are_doubts() -> None:
    found = gather(bill(source("2.png"), None, serial=SERIAL))
    assert found.payments == ()
    assert DoubtKind.AMOUNT_UNREADABLE in [d.kind for d in found.doubts]


def test_a_bill_without_a_year_or_capture_is_unanchored() -> None:
    paper = bill(source("2.png"), "5000.00", at="3月2日 14:06", who="老周", memo="借款")
    payment = only(gather(paper))
    assert payment.at.earliest is None
    assert DoubtKind.TIME_UNANCHORED in kinds(payment)


def test_a_detail_and_a_bill_of_the_same_minute_are_one() -> None:
    detail = transfer(source("2.png"), "5000.00", at="2025-03-02 14:08")
    paper = bill(source("3.png"), "5000.00", at="2025-03-02 14:08:31", serial=SERIAL)
    payment = only(gather(detail, paper))
    assert payment.at.exact == datetime(2025, 3, 2, 14, 8, 31)


def test_equal_transfers_with_undated_details_stay_apart() -> None:
    shown = page(LOAN_DAY, left("借我1万"), *taken(R, "5000.00"), *taken(R, "5000.00"))
    papers = [transfer(source("2.png"), "5000.00"), transfer(source("3.png"), "5000.00")]
    found = gather(shown, *papers)
    assert str(found.outstanding) == "10000.00"
    assert all(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments)


def test_equal_cards_with_a_bill_each_are_two_though_their_pages_do_not_meet() -> None:
    one = page(left("一些别的话，在前面"), *taken(L, "2000.00", memo="还款"), right("好"))
    other = page(*taken(L, "2000.00", memo="还款"), left("另一些话，在后面"), name="2.png")
    found = gather(one, other)
    assert all(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.repayments)


def test_pages_of_one_serial_at_two_times_are_in_doubt() -> None:
    papers = [
        bill(source("1.png"), "5000.00", serial=SERIAL, at="2025-03-02 14:08:31"),
        bill(source("2.png"), "5000.00", serial=SERIAL, at="2025-03-02 14:08:37"),
    ]
    fields = {dict(d.args)["field"] for d in only(gather(*papers)).doubts}
    assert "time" in fields


def test_an_answer_alone_of_unknown_day_stays_unknown() -> None:
    payment = only(gather(page(ASKED, card(L, "5000.00", receipt=True))))
    assert payment.at.earliest is None


def test_a_detail_that_fits_two_bills_joins_neither() -> None:
    papers = [
        bill(source(f"{n}.png"), "5000.00", at="2025-03-02 14:08:31", serial=SERIAL[:-1] + str(n))
        for n in (1, 2)
    ]
    detail = transfer(source("3.png"), "5000.00", at="2025-03-02 14:08:31")
    assert len(gather(*papers, detail).payments) == 3
