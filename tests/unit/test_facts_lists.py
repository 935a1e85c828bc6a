"""Rows of a bill list: each is a payment once, by whatever else shows it."""

from __future__ import annotations

from datetime import datetime

import pytest
from ledgers import ASKED, LOAN_DAY, SERIAL, L, R, gather, kinds, only, page
from moneyed import IN, OUT, Row, bill_list, listed
from stories import bill, card, left, profile, source, taken, time, transfer

from evidence_kit.model import (
    Basis,
    Brief,
    Direction,
    Doubt,
    DoubtKind,
    LoanFacts,
    Nature,
    Source,
    State,
)

CHAT = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
NINE = source("9.png")
SAME = Row("老周", "5000.00", "2025年3月2日 14:05")


def sums(found: LoanFacts) -> list[str]:
    return [str(payment.amount.value) for payment in found.payments]


def pages(found: LoanFacts) -> set[str]:
    return {place.source.hex for payment in found.payments for place in payment.places}


def test_a_row_of_a_cards_sum_and_minute_is_that_payment() -> None:
    found = gather(CHAT, bill_list(NINE, SAME))
    payment = only(found)
    assert payment.at.exact == datetime(2025, 3, 2, 14, 5)
    assert payment.doubts == ()
    assert str(found.outstanding) == "5000.00"
    assert NINE.sha256.hex in pages(found)


def test_card_detail_bill_and_row_are_one_payment() -> None:
    detail = transfer(source("2.png"), "5000.00", at="2025-03-02 14:05:31", who="老周")
    paper = bill(source("3.png"), "5000.00", at="2025-03-02 14:05:31", serial=SERIAL, who="老周")
    found = gather(CHAT, detail, paper, bill_list(NINE, SAME))
    assert only(found).doubts == ()
    assert len({place.source for place in only(found).places}) == 4


@pytest.mark.parametrize("at", ["3月2日 14:05", "2025年3月2日 14:05"])
def test_another_page_gives_a_row_its_year(at: str) -> None:
    payment = only(gather(CHAT, bill_list(NINE, Row("老周", "5000.00", at))))
    assert payment.at.exact == datetime(2025, 3, 2, 14, 5)
    assert payment.doubts == ()


def test_its_neighbours_give_a_row_its_year() -> None:
    rows = [
        Row("老周", "300.00", "2025年3月9日 10:00"),
        Row("老周", "200.00", "3月5日 10:00"),
        Row("老周", "100.00", "2025年3月1日 10:00"),
    ]
    found = gather(CHAT, bill_list(NINE, *rows))
    dated = {str(p.amount.value): p.at for p in found.payments}
    assert dated["200.00"].exact == datetime(2025, 3, 5, 10, 0)
    assert dated["200.00"].basis is Basis.BETWEEN


def test_a_row_without_a_year_that_nothing_gives_it_is_no_other_payment() -> None:
    found = gather(CHAT, bill_list(NINE, Row("老周", "5000.00", "3月7日 14:05")))
    assert sums(found) == ["5000.00"] * 2
    assert DoubtKind.TIME_UNANCHORED in kinds(found.payments[1])
    assert str(found.outstanding) == "5000.00"


def test_a_row_that_nothing_else_shows_is_a_payment_of_its_own_in_doubt() -> None:
    found = gather(CHAT, bill_list(NINE, SAME, Row("老周", "800.00", "2025年2月1日 09:00")))
    lone = found.payments[0]
    assert (str(lone.amount.value), lone.state, lone.nature) == (
        *("800.00", State.UNKNOWN, Nature.UNKNOWN),
    )
    assert set(kinds(lone)) == {DoubtKind.STATE_UNKNOWN, DoubtKind.NATURE_UNKNOWN}
    assert str(found.outstanding) == "5000.00"


def test_a_row_of_money_that_came_in_is_of_money_taken() -> None:
    found = gather(CHAT, bill_list(NINE, Row("老周", "800.00", "2025年4月1日 09:00", IN)))
    lone = found.payments[1]
    assert (lone.direction, lone.state) == (Direction.IN, State.ACCEPTED)
    assert kinds(lone) == [DoubtKind.NATURE_UNKNOWN]


def test_a_note_that_nobody_understood_leaves_the_state_open() -> None:
    told = Row("老周", "800.00", "2025年4月1日 09:00", IN)
    amount = listed(NINE, told, 0).amount
    assert amount is not None
    unclear = Doubt(DoubtKind.STATE_UNKNOWN, amount.where, (("field", "state"),))
    found = gather(CHAT, bill_list(NINE, told, doubts=(unclear,)))
    assert found.payments[1].state is State.UNKNOWN
    assert kinds(found.payments[1]).count(DoubtKind.STATE_UNKNOWN) == 1


@pytest.mark.parametrize("state", [State.REFUNDED, State.RETURNED])
def test_a_row_tells_how_a_payment_ended(state: State) -> None:
    row = Row("老周", "800.00", "2025年4月1日 09:00", OUT, state, "已全额退款")
    lone = gather(CHAT, bill_list(NINE, row)).payments[1]
    assert (lone.state, lone.doubts) == (state, ())


def test_a_row_that_ended_otherwise_is_a_doubt_and_not_counted() -> None:
    row = Row("老周", "5000.00", "2025年3月2日 14:05", OUT, State.REFUNDED, "已全额退款")
    found = gather(CHAT, bill_list(NINE, row))
    assert only(found).state is State.REFUNDED
    assert DoubtKind.RECORDS_DIFFER in kinds(only(found))
    assert str(found.outstanding) == "0.00"


def test_rows_of_strangers_are_no_payments() -> None:
    rows = [Row("小吴", "5000.00", "2025年3月2日 14:05"), Row("便利店", "30.00", "3月1日 09:00")]
    found = gather(CHAT, bill_list(NINE, SAME, *rows))
    assert sums(found) == ["5000.00"]
    assert found.doubts == ()


def test_a_strangers_bill_has_its_row_and_no_other_of_that_name() -> None:
    other = bill(source("2.png"), "70.00", at="2025-03-03 10:00:10", who="小吴")
    rows = [Row("小吴", "70.00", "2025年3月3日 10:00"), Row("小吴", "60.00", "2025年3月3日 11:00")]
    assert sums(gather(CHAT, other, bill_list(NINE, *rows))) == ["5000.00", "70.00"]


def test_a_name_that_a_profile_links_is_the_other_partys() -> None:
    known = profile(source("2.png"), "大周", "zhou_1999", "老周")
    found = gather(CHAT, known, bill_list(NINE, Row("大周", "5000.00", "2025年3月2日 14:05")))
    assert only(found).doubts == ()
    assert NINE.sha256.hex in pages(found)


def test_without_a_chat_the_briefs_defendant_has_rows() -> None:
    found = gather(
        bill_list(NINE, SAME, Row("小吴", "9.00", "2025年3月2日 15:05")),
        brief=Brief(defendant="老周"),
    )
    assert sums(found) == ["5000.00"]


def test_another_sum_in_the_same_minute_is_a_doubt_on_both() -> None:
    found = gather(CHAT, bill_list(NINE, Row("老周", "500.00", "2025年3月2日 14:05")))
    assert sums(found) == ["5000.00", "500.00"]
    for payment in found.payments:
        fields = [
            dict(d.args)["field"] for d in payment.doubts if d.kind is DoubtKind.RECORDS_DIFFER
        ]
        assert fields == ["amount"]
    assert str(found.outstanding) == "5000.00"


def test_a_second_sum_beside_one_that_the_list_shows_is_no_contradiction() -> None:
    found = gather(CHAT, bill_list(NINE, Row("老周", "500.00", "2025年3月2日 14:05"), SAME))
    assert DoubtKind.RECORDS_DIFFER not in [d.kind for d in found.doubts]


def test_two_equal_transfers_of_a_minute_have_a_row_each() -> None:
    shown = page(LOAN_DAY, left("借我1万"), *taken(R, "5000.00"), *taken(R, "5000.00"))
    papers = [
        bill(source(f"{n}.png"), "5000.00", at=f"2025-03-02 14:05:{n}0", serial=SERIAL[:-1] + n)
        for n in "23"
    ]
    found = gather(shown, *papers, bill_list(NINE, SAME, SAME))
    assert sums(found) == ["5000.00"] * 2
    assert found.doubts == ()
    assert str(found.outstanding) == "10000.00"


def test_one_row_and_two_equal_cards_count_no_third() -> None:
    shown = page(LOAN_DAY, left("借我1万"), *taken(R, "5000.00"), *taken(R, "5000.00"))
    assert str(gather(shown, bill_list(NINE, SAME)).outstanding) == "10000.00"


def test_a_row_on_two_pages_of_a_list_is_one() -> None:
    above = bill_list(source("8.png"), Row("老周", "1.00", "2025年4月1日 09:00"), SAME)
    below = bill_list(NINE, SAME, Row("老周", "2.00", "2025年1月1日 09:00"))
    found = gather(CHAT, above, below)
    assert sums(found) == ["2.00", "5000.00", "1.00"]
    assert found.payments[1].doubts == ()


def test_two_equal_rows_of_one_page_are_two_on_the_next_as_well() -> None:
    twice = [Row("老周", "60.00", "2025年4月1日 09:00")] * 2
    found = gather(CHAT, bill_list(source("8.png"), *twice), bill_list(NINE, *twice))
    assert sums(found) == ["5000.00", "60.00", "60.00"]


def test_what_a_row_leaves_in_doubt_and_a_card_shows_is_no_doubt() -> None:
    amount = listed(NINE, SAME, 0).amount
    assert amount is not None
    weak = Doubt(DoubtKind.LOW_CONFIDENCE, amount.where, (("field", "amount"),))
    found = gather(CHAT, bill_list(NINE, SAME, doubts=(weak,)))
    assert only(found).doubts == ()
    assert found.doubts == ()


def test_a_row_whose_time_nobody_read_is_no_second_payment() -> None:
    assert sums(gather(CHAT, bill_list(NINE, Row("老周", "5000.00", None)))) == ["5000.00"]
    alone = gather(CHAT, bill_list(NINE, Row("老周", "900.00", None)))
    assert sums(alone) == ["5000.00", "900.00"]


def test_a_red_packets_row_is_no_transfer() -> None:
    row = Row("老周", "5000.00", "2025年3月2日 14:05", what="微信红包")
    found = gather(CHAT, bill_list(NINE, row))
    assert sums(found) == ["5000.00"] * 2
    assert DoubtKind.NATURE_DISPUTABLE in kinds(found.payments[1])


def test_a_part_refunded_lessens_a_payment_by_that_much() -> None:
    memo = bill(source("2.png"), "5000.00", at="2025-03-02 14:05:31", who="老周", memo="借款")
    row = Row("老周", "5000.00", "2025年3月2日 14:05", OUT, State.UNKNOWN, "已退款(￥20.00)")
    found = gather(memo, bill_list(NINE, row), brief=Brief(defendant="老周"))
    assert [(str(p.amount.value), p.nature, p.state) for p in found.payments] == [
        ("5000.00", Nature.LOAN, State.ACCEPTED),
        ("20.00", Nature.REPAYMENT, State.ACCEPTED),
    ]
    assert kinds(found.payments[1]) == [DoubtKind.LOW_CONFIDENCE]
    assert str(found.outstanding) == "4980.00"


def test_a_card_waiting_for_its_answer_stays_so_by_a_silent_row() -> None:
    waiting = page(LOAN_DAY, ASKED, card(R, "5000.00", State.PENDING))
    assert only(gather(waiting, bill_list(NINE, SAME))).state is State.PENDING


def test_rows_and_cards_of_a_repayment() -> None:
    chat = page(
        *(LOAN_DAY, ASKED, *taken(R, "5000.00")),
        *(time("2025年6月2日 10:00"), left("先还你500"), *taken(L, "500.00")),
    )
    rows = [Row("老周", "500.00", "2025年6月2日 10:00", IN), SAME]
    found = gather(chat, bill_list(NINE, *rows))
    assert sums(found) == ["5000.00", "500.00"]
    assert found.doubts == ()
    assert str(found.outstanding) == "4500.00"


def test_the_same_list_twice_changes_nothing() -> None:
    rows = (SAME, Row("老周", "800.00", "2025年2月1日 09:00"))
    copy: Source = source("8.png", content="9.png")
    once, twice = (
        gather(CHAT, bill_list(NINE, *rows)),
        gather(CHAT, bill_list(copy, *rows), bill_list(NINE, *rows)),
    )
    assert sums(once) == sums(twice)
