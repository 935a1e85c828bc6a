"""Rows that a platform booked: each stands behind the payment it is, and none is one twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from booked import IN, OUT, Booking, bill, holder, voucher
from ledgers import ASKED, LOAN_DAY, SERIAL, L, R, gather, kinds, only, page
from stories import bill as paper, card, doubted, left, profile, source, taken, time, transfer

from evidence_kit.model import (
    Backing,
    Brief,
    Direction,
    DoubtKind,
    Identity,
    LoanFacts,
    Nature,
    Part,
    RecordKind,
    RowKind,
    State,
)

CHAT = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
BACK = page(
    time("2025年5月2日 10:00"), left("先还你2000"), *taken(L, "2000.00", "还款"), name="2.png"
)
BILL, MORE, PAPER = source("账单.csv"), source("账单2.xlsx"), source("凭证.pdf")
SAME = Booking("2025-03-02 14:05:31", "5000.00", serial=SERIAL)


def sums(found: LoanFacts) -> list[str]:
    return [str(payment.amount.value) for payment in found.payments]


def test_a_booked_row_stands_behind_the_card_of_its_sum_minute_and_person() -> None:
    before, found = gather(CHAT), gather(CHAT, bill(BILL, SAME))
    assert only(before).backing is Backing.SCREENSHOT
    payment = only(found)
    assert payment.backing is Backing.CORROBORATED
    assert payment.doubts == ()
    assert payment.nature is Nature.LOAN
    assert payment.at.exact == datetime(2025, 3, 2, 14, 5, 31)
    assert payment.serial is not None
    assert payment.serial.value == SERIAL
    assert [place.source for place in payment.records] == [BILL.sha256]
    assert found.outstanding == before.outstanding


def test_card_detail_bill_page_and_row_are_one_payment() -> None:
    detail = transfer(source("2.png"), "5000.00", at="2025-03-02 14:05:31", who="老周")
    shown = paper(source("3.png"), "5000.00", at="2025-03-02 14:05:31", serial=SERIAL, who="老周")
    found = gather(CHAT, detail, shown, bill(BILL, SAME))
    assert only(found).doubts == ()
    assert len(only(found).places) == 5  # the card and its answer, two pages, one row


def test_files_that_overlap_book_a_payment_once() -> None:
    found = gather(CHAT, bill(BILL, SAME), bill(MORE, SAME))
    assert sums(found) == ["5000.00"]
    assert {place.source for place in only(found).records} == {BILL.sha256, MORE.sha256}
    assert only(found).doubts == ()


def test_two_rows_of_one_sum_and_minute_are_two_payments() -> None:
    twice = page(LOAN_DAY, ASKED, *taken(R, "5000.00"), *taken(R, "5000.00"))
    again = replace(SAME, at="2025-03-02 14:05:59", serial=SERIAL[:-1] + "2")
    found = gather(twice, bill(BILL, SAME, again))
    assert sums(found) == ["5000.00", "5000.00"]
    assert [p.backing for p in found.payments] == [Backing.CORROBORATED] * 2
    assert not any(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments)


def test_a_row_is_known_by_either_number() -> None:
    shown = paper(source("3.png"), "5000.00", at="2025-03-02 14:05:31", serial=SERIAL, who="周某")
    booked = replace(SAME, serial="53010000000000000000000000000001", order=SERIAL, who="阿周")
    payment = only(gather(shown, bill(BILL, booked)))
    assert payment.backing is Backing.CORROBORATED
    assert payment.serial is not None
    assert payment.serial.value == SERIAL
    assert DoubtKind.RECORDS_DIFFER not in kinds(payment)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"yuan": "500.00"}, "amount"),
        ({"way": IN}, "direction"),
        ({"state": State.REFUNDED}, "state"),
        ({"at": "2025-03-03 09:00:00"}, "time"),
    ],
)
def test_what_was_booked_otherwise_is_in_doubt(change: dict[str, object], field: str) -> None:
    shown = paper(source("3.png"), "5000.00", at="2025-03-02 14:05:31", serial=SERIAL, who="老周")
    found = gather(CHAT, shown, bill(BILL, replace(SAME, **change)))
    asked = [d for d in found.doubts if d.kind is DoubtKind.RECORDS_DIFFER]
    assert field in {dict(d.args)["field"] for d in asked}
    assert any(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments)


def test_a_card_of_another_sum_than_was_booked_in_its_minute_is_in_doubt() -> None:
    found = gather(CHAT, bill(BILL, replace(SAME, yuan="500.00")))
    lent = next(p for p in found.payments if str(p.amount.value) == "5000.00")
    assert DoubtKind.RECORDS_DIFFER in kinds(lent)
    assert str(found.outstanding) == "5000.00"


def test_a_payment_that_the_bill_of_its_day_lacks_is_in_doubt() -> None:
    other = Booking("2025-06-01 08:00:00", "12.00", who="早餐店")
    found = gather(CHAT, bill(BILL, other))
    assert kinds(only(found)) == [DoubtKind.RECORD_LACKS]


def test_a_bill_of_other_months_says_nothing_of_a_payment() -> None:
    other = Booking("2025-06-01 08:00:00", "12.00", who="早餐店")
    since, until = datetime(2025, 6, 1), datetime(2025, 8, 31)
    payment = only(gather(CHAT, bill(BILL, other, since=since, until=until)))
    assert payment.doubts == ()
    assert payment.backing is Backing.SCREENSHOT


def test_what_only_a_record_shows_enters_the_ledger_as_such() -> None:
    back = Booking("2025-05-02 10:00:31", "2000.00", IN, serial="1", memo="还款")
    found = gather(CHAT, bill(BILL, SAME, back))
    assert [p.backing for p in found.payments] == [Backing.CORROBORATED, Backing.RECORD]
    assert found.payments[1].nature is Nature.REPAYMENT
    assert str(found.outstanding) == "3000.00"


def test_rows_about_others_are_no_payments_of_the_case() -> None:
    others = Booking("2025-05-02 10:00:31", "2000.00", IN, "陌生人", "1", memo="还款")
    assert sums(gather(CHAT, bill(BILL, SAME, others))) == ["5000.00"]


def test_a_purchase_is_no_payment_between_the_two() -> None:
    bought = replace(SAME, serial="2", at="2025-03-09 08:00:00", kind=RowKind.OTHER)
    assert sums(gather(CHAT, bill(BILL, SAME, bought))) == ["5000.00"]


def test_a_refunds_row_cancels_the_payment_it_names() -> None:
    back = replace(SAME, at="2025-03-03 14:05:31", way=IN, kind=RowKind.REFUND, order=SERIAL)
    pending = page(LOAN_DAY, ASKED, card(R, "5000.00", State.PENDING))
    found = gather(
        pending, bill(BILL, replace(SAME, state=State.UNKNOWN), replace(back, serial="9"))
    )
    payment = only(found)
    assert payment.state is State.REFUNDED
    assert payment.returned_at is not None
    assert payment.returned_at.exact == datetime(2025, 3, 3, 14, 5, 31)
    assert str(found.outstanding) == "0.00"


def test_a_refunds_row_that_fits_no_payment_is_in_doubt() -> None:
    back = replace(SAME, yuan="70.00", way=IN, kind=RowKind.REFUND, serial="9")
    found = gather(CHAT, bill(BILL, SAME, back))
    assert sums(found) == ["5000.00"]
    assert DoubtKind.RECORDS_DIFFER in {d.kind for d in found.doubts}


def test_a_row_about_the_party_whose_sum_nobody_can_read_is_in_doubt() -> None:
    found = gather(CHAT, bill(BILL, SAME, replace(SAME, yuan="", serial="3")))
    assert DoubtKind.AMOUNT_UNREADABLE in {d.kind for d in found.doubts}


def test_a_voucher_stands_behind_the_card_and_says_who_was_paid() -> None:
    told = voucher(PAPER, SAME, payer=("林知微", "wei_lin"), payee=("周砚秋", "zhou_yq"))
    who = profile(source("p.png"), nickname="老周", wechat_id="zhou_yq")
    payment = only(gather(CHAT, who, told))
    assert payment.backing is Backing.CORROBORATED
    assert payment.direction is Direction.OUT
    assert payment.doubts == ()


def test_a_voucher_alone_shows_a_payment_to_the_brief_s_defendant() -> None:
    told = voucher(PAPER, replace(SAME, memo="借款"), payer=("林知微", "a"), payee=("周砚秋", "b"))
    found = gather(told, brief=Brief(plaintiff="林知微", defendant="周砚秋"))
    payment = only(found)
    assert payment.direction is Direction.OUT
    assert payment.backing is Backing.RECORD
    assert str(found.outstanding) == "5000.00"


def test_a_proof_of_another_account_is_not_counted() -> None:
    """Failure this keeps away: the debtor's own bill read as the creditor's, every way reversed."""
    own = profile(source("own.png"), nickname="知微", wechat_id="wei_lin", own=True)
    theirs = [holder(BILL, Part.OWNER, name="周砚秋", account="zhou_yq")]
    told = bill(BILL, replace(SAME, way=IN), kind=RecordKind.WECHAT_PROOF, holders=theirs)
    found = gather(CHAT, own, told)
    assert sums(found) == ["5000.00"]
    assert only(found).backing is Backing.SCREENSHOT
    assert DoubtKind.RECORD_OF_ANOTHER in {d.kind for d in found.doubts}


def test_a_row_settles_what_a_picture_was_read_weakly_to_say() -> None:
    weak = doubted(CHAT, 2, DoubtKind.READ_ONCE, "amount")
    assert DoubtKind.READ_ONCE in kinds(only(gather(weak)))
    assert only(gather(weak, bill(BILL, SAME))).doubts == ()


def test_repayment_and_loan_are_booked_with_their_own_cards() -> None:
    back = Booking("2025-05-02 10:00:31", "2000.00", IN, serial="1")
    found = gather(CHAT, BACK, bill(BILL, SAME, back))
    assert [p.backing for p in found.payments] == [Backing.CORROBORATED] * 2
    assert str(found.outstanding) == "3000.00"


def test_a_bill_alone_makes_a_case_with_the_name_that_the_brief_gives() -> None:
    rows = (replace(SAME, memo="借款"), Booking("2025-05-02 10:00:31", "2000.00", IN, memo="还款"))
    known = Identity(known_as=("老周",))
    found = gather(bill(BILL, *rows), brief=Brief(defendant="周砚秋", defendant_identity=known))
    assert [p.backing for p in found.payments] == [Backing.RECORD] * 2
    assert str(found.outstanding) == "3000.00"


def test_the_date_in_a_bill_s_name_says_nothing_of_its_rows() -> None:
    """Failure: the first day in 微信支付账单(20241101-20250131).csv made every row ambiguous."""
    named = source("微信支付账单(20241101-20250131).csv", "2024-11-01T00:00:00")
    payment = only(gather(CHAT, bill(named, SAME)))
    assert payment.doubts == ()
    assert payment.at.exact == datetime(2025, 3, 2, 14, 5, 31)


# ── one payment, however its rows were named, numbered or timed ─────────────────────────


def test_a_row_under_a_changed_name_in_one_of_two_files_stays_the_party_s() -> None:
    """Failure: where the first of two files named the payee otherwise, both rows were lost."""
    back = Booking("2025-05-02 10:00:31", "2000.00", IN, serial="1", memo="还款")
    found = gather(CHAT, bill(MORE, replace(back, who="秋天")), bill(BILL, SAME, back))
    assert str(found.outstanding) == "3000.00"
    assert {place.source for place in found.payments[1].records} == {BILL.sha256, MORE.sha256}


def test_a_row_of_a_page_s_sum_and_second_is_that_payment_under_any_name() -> None:
    """Failure: a friend renamed since made the bill "lack" what it shows."""
    detail = transfer(source("2.png"), "5000.00", at="2025-03-02 14:05:31", who="老周")
    payment = only(gather(CHAT, detail, bill(BILL, replace(SAME, who="秋天"))))
    assert payment.backing is Backing.CORROBORATED
    assert payment.doubts == ()


def test_other_rows_of_a_name_that_a_number_shows_to_be_new_are_asked_about() -> None:
    """Failure: a repayment booked under the debtor's new name was in no list and no doubt."""
    shown = paper(source("3.png"), "5000.00", at="2025-03-02 14:05:31", serial=SERIAL, who="老周")
    back = Booking("2025-05-02 10:00:31", "2000.00", IN, "秋天", "1")
    other = Booking("2025-05-03 10:00:31", "9.00", IN, "陌生人", "2")
    found = gather(CHAT, shown, bill(BILL, replace(SAME, who="秋天"), back, other))
    assert sums(found) == ["5000.00", "2000.00"]
    assert DoubtKind.PARTY_UNKNOWN in kinds(found.payments[1])


def test_rows_whose_numbers_a_spreadsheet_spoilt_are_those_of_the_other_file() -> None:
    """Failure: a copy saved by a spreadsheet doubled each payment."""
    twice = replace(SAME, yuan="70.00", at="2025-03-02 15:00:00", serial="3")
    mine = (SAME, twice, replace(twice, serial="4"))
    bare = [replace(one, serial=None) for one in mine]
    found = gather(CHAT, bill(BILL, *mine), bill(MORE, *bare))
    assert sums(found) == ["5000.00", "70.00", "70.00"]
    assert [len(p.records) for p in found.payments] == [2, 2, 2]
    assert only(gather(CHAT, bill(MORE, replace(SAME, serial=None)))).doubts == ()


def test_files_that_book_one_number_at_two_times_are_in_doubt() -> None:
    later = replace(SAME, at="2025-03-02 19:05:31")
    payment = only(gather(CHAT, bill(BILL, SAME), bill(MORE, later)))
    assert {dict(d.args)["field"] for d in payment.doubts} == {"time"}


def test_money_that_came_in_may_be_booked_when_it_was_sent_or_taken() -> None:
    back = Booking("2025-05-02 10:00:31", "2000.00", IN, serial="1")
    taken_later = replace(back, at="2025-05-03 09:00:00")
    found = gather(CHAT, BACK, bill(BILL, SAME, back), bill(MORE, taken_later))
    assert found.payments[1].doubts == ()


def test_a_row_some_hours_off_its_card_is_not_counted_beside_it() -> None:
    """Failure: a file in another zone's time lent the same money a second time."""
    found = gather(CHAT, bill(BILL, replace(SAME, at="2025-03-02 06:05:31", memo="借款")))
    assert str(found.outstanding) == "5000.00"
    assert all(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments)


def test_a_second_equal_loan_of_a_day_is_counted_where_the_first_has_its_row() -> None:
    again = replace(SAME, at="2025-03-02 20:00:00", serial="9", memo="借款")
    found = gather(CHAT, bill(BILL, SAME, again))
    assert str(found.outstanding) == "10000.00"
    assert [p.doubts for p in found.payments] == [(), ()]


def test_a_refunds_row_that_names_nobody_undoes_the_payment_of_its_number() -> None:
    """Failure: what came back under 交易对方 “/” was still owed."""
    back = Booking("2025-03-03 14:05:31", "5000.00", IN, None, "9", order=SERIAL)
    back = replace(back, kind=RowKind.REFUND)
    found = gather(CHAT, bill(BILL, SAME, back))
    assert str(found.outstanding) == "0.00"
    assert DoubtKind.RECORDS_DIFFER in kinds(only(found))  # the card says that it was taken


def test_a_part_that_came_back_by_number_leaves_the_whole_sum_in_doubt() -> None:
    back = replace(SAME, yuan="1000.00", way=IN, kind=RowKind.REFUND, serial="9", order=SERIAL)
    payment = only(gather(CHAT, bill(BILL, SAME, back)))
    assert [dict(d.args)["field"] for d in payment.doubts] == ["amount"]


def test_a_part_that_the_state_names_and_a_row_brings_back_is_sure() -> None:
    back = replace(SAME, yuan="1000.00", way=IN, kind=RowKind.REFUND, serial="9", order=SERIAL)
    named = replace(SAME, state=State.UNKNOWN, status="已退款(¥1000.00)")
    found = gather(CHAT, bill(BILL, named, back))
    assert str(found.outstanding) == "4000.00"
    assert found.doubts == ()
    assert found.payments[1].backing is Backing.RECORD


@pytest.mark.parametrize(("day", "asked"), [("01", True), ("02", False), ("03", False)])
def test_a_number_that_names_another_day_than_its_row_is_in_doubt(day: str, asked: bool) -> None:
    told = replace(SAME, at=f"2025-03-{day} 14:05:31", memo="借款")
    other = replace(told, at="2025-06-09 08:00:00", who="陌生人", serial=SERIAL[:-1] + "2")
    brief = Brief(defendant="周砚秋", defendant_identity=Identity(known_as=("老周",)))
    found = gather(bill(BILL, told, other), brief=brief)
    assert (DoubtKind.SERIAL_DATE_DIFFERS in kinds(only(found))) is asked
    assert [d.kind for d in found.doubts].count(DoubtKind.SERIAL_DATE_DIFFERS) == asked


def test_a_red_packet_s_row_names_whom_it_went_to_after_two_signs() -> None:
    """Failure: what was given in red packets was in no list."""
    given = Booking("2025-05-20 13:14:00", "52.00", OUT, "发给老周", "5", kind=RowKind.RED_PACKET)
    found = gather(CHAT, bill(BILL, SAME, given))
    assert [(p.red_packet, p.counted) for p in found.payments] == [(False, True), (True, False)]


@pytest.mark.parametrize(
    ("brief", "asked"),
    [
        (Brief(), True),
        (Brief(defendant="周砚秋", defendant_identity=Identity(known_as=("老周",))), False),
    ],
)
def test_a_name_that_only_wechat_links_is_in_doubt_in_another_app_s_file(
    brief: Brief, asked: bool
) -> None:
    """Failure: somebody called 老周 in Alipay was lent to in the debtor's name, without a doubt."""
    lent = replace(SAME, at="2025-04-09 09:00:00", serial="5", memo="借款")
    rows = bill(BILL, lent, kind=RecordKind.ALIPAY_BILL)
    found = gather(CHAT, rows, brief=brief)
    assert (DoubtKind.RECORDS_DIFFER in kinds(found.payments[1])) is asked
