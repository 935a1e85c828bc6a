"""Times that a payment's own page lends the chat, and lines that can't follow each other."""

from __future__ import annotations

from datetime import datetime

import pytest
from ledgers import SERIAL, R, gather
from stories import bill, card, chat, left, right, source, taken, time, transfer

from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Conversation,
    Doubt,
    DoubtKind,
    LoanFacts,
    Message,
    Moment,
    Screen,
    Source,
)

AT = "2025-03-02 21:05:31"
PAID = bill(source("b.png"), "5000.00", at=AT, serial=SERIAL, who="老周")


def page(*messages: Message, name: str = "1.png", captured: str | None = None):
    return chat(source(name, captured), messages)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def on_record(text: str) -> Moment:
    return Moment(at(text), at(text), Basis.RECORD)


def when(found: LoanFacts, text: str) -> Moment:
    """When the first message with these words was."""
    spoken = (u for talk in found.conversations for u in talk.utterances)
    return next(u.at for u in spoken if text in u.message.text)


def of_times(found: LoanFacts) -> list[Doubt]:
    kinds = (DoubtKind.TIME_UNANCHORED, DoubtKind.TIME_AMBIGUOUS, DoubtKind.RECORDS_DIFFER)
    return [doubt for doubt in found.doubts if doubt.kind in kinds]


def lent(line: str, *before: Message) -> tuple[Source, Screen]:
    return page(time(line), *before, *taken(R, "5000.00"), left("收到了"))


@pytest.mark.parametrize(
    "line", ["昨天 21:05", "21:04", "周日 21:05", "3月2日 21:05", "3月2日 晚上9:05"]
)
def test_a_bill_dates_the_line_above_the_card_it_is_of(line: str) -> None:
    found = gather(lent(line), PAID)
    clock = "21:04" if line == "21:04" else "21:05"
    assert when(found, line) == on_record(f"2025-03-02T{clock}")
    assert not of_times(found)


def test_without_a_bill_nothing_dates_it() -> None:
    found = gather(lent("昨天 21:05"))
    assert when(found, "收到了") == UNKNOWN_TIME
    assert [d.kind for d in of_times(found)] == [DoubtKind.TIME_UNANCHORED]


def test_a_line_before_midnight_heads_a_payment_after_it() -> None:
    paid = bill(source("b.png"), "5000.00", at="2025-03-03 00:02:10", serial=SERIAL, who="老周")
    found = gather(lent("昨天 23:58", left("能借我5000元吗")), paid)
    assert when(found, "昨天") == on_record("2025-03-02T23:58")


@pytest.mark.parametrize("line", ["昨天 10:15", "周一 21:05", "3月5日 21:05", "21:30"])
def test_a_line_that_the_bill_cannot_be_under_is_left_open_and_the_pair_in_doubt(
    line: str,
) -> None:
    """Failure: the bill of another transfer of that sum would have been taken for the card's."""
    found = gather(lent(line), PAID)
    assert when(found, line) == UNKNOWN_TIME
    differ = [d for d in of_times(found) if d.kind is DoubtKind.RECORDS_DIFFER]
    assert [dict(d.args)["field"] for d in differ] == ["time"]
    assert all(d in [x for p in found.payments for x in p.doubts] for d in differ)


def test_several_messages_may_stand_between_the_line_and_the_card() -> None:
    talk = [left(f"第{n}句闲话，说来话长") for n in range(3)]
    found = gather(lent("昨天 20:50", *talk), PAID)
    assert when(found, "昨天") == on_record("2025-03-02T20:50")
    far = gather(lent("昨天 19:50", *talk), PAID)
    assert when(far, "昨天") == UNKNOWN_TIME


def test_a_dated_yesterday_dates_its_whole_page() -> None:
    found = gather(
        page(
            time("周五 10:00"),
            left("前几天的一句话"),
            time("昨天 21:05"),
            *taken(R, "5000.00"),
            time("9:30"),
            left("今天的一句话"),
        ),
        PAID,
    )
    assert when(found, "前几天") == on_record("2025-02-28T10:00")
    assert when(found, "今天的") == on_record("2025-03-03T09:30")
    assert not of_times(found)


def test_a_dated_line_leaves_one_year_for_those_without() -> None:
    before = bill(source("a.png"), "800.00", at="2025-01-05 09:00:00", serial=SERIAL[:-1] + "7")
    found = gather(
        page(
            time("1月5日 9:00"),
            *taken(R, "800.00"),
            time("2月1日 12:00"),
            left("中间的一句话"),
            time("3月2日 21:05"),
            *taken(R, "5000.00"),
        ),
        PAID,
        before,
    )
    assert when(found, "中间的").exact == at("2025-02-01T12:00")


def test_a_card_without_a_line_is_dated_by_its_bill_and_bounds_its_neighbours() -> None:
    found = gather(page(left("前一句话"), *taken(R, "5000.00"), left("后一句话")), PAID)
    assert when(found, "后一句").earliest == at("2025-03-02T21:03:31")
    assert when(found, "前一句").latest == at("2025-03-02T21:07:31")
    assert when(found, "已被接收") == Moment(at(AT), at(AT), Basis.RECORD, seconds=True)


def test_a_line_that_a_capture_dates_keeps_its_basis() -> None:
    found = gather(
        chat(source("1.png", "2025-03-03T10:00:00"), [time("昨天 21:05"), *taken(R, "5000.00")]),
        PAID,
    )
    assert when(found, "昨天").basis is Basis.FILE_NAME


def test_a_receipt_says_when_money_was_taken_not_when_it_was_sent() -> None:
    receipt = taken(R, "5000.00")[1]
    found = gather(page(time("昨天 21:05"), receipt, left("收到了")), PAID)
    assert when(found, "收到了") == UNKNOWN_TIME


def test_two_equal_bills_date_nothing() -> None:
    again = transfer(source("c.png"), "5000.00", at="2025-04-02 21:05:31", serial=SERIAL[:-1] + "7")
    found = gather(lent("昨天 21:05"), PAID, again)
    assert when(found, "昨天") == UNKNOWN_TIME


def test_bills_that_run_back_down_the_page_date_nothing() -> None:
    early = bill(source("a.png"), "800.00", at="2025-01-05 09:00:00", serial=SERIAL[:-1] + "7")
    found = gather(page(*taken(R, "5000.00"), left("隔了一阵"), *taken(R, "800.00")), PAID, early)
    assert when(found, "隔了一阵") == UNKNOWN_TIME


# ── lines that can't follow each other ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("above", "below", "impossible"),
    [
        ("21:05", "20:01", True),
        ("20:01", "21:05", False),
        ("9:30", "昨天 21:05", True),
        ("昨天 21:05", "9:30", False),
        ("周三 21:05", "周三 9:30", True),
        ("周三 9:30", "周二 21:05", False),
        ("5月20日 21:05", "5月20日 9:30", True),
        ("12月30日 21:05", "1月2日 9:30", False),
    ],
)
def test_undated_lines_of_one_page_may_not_run_back(
    above: str, below: str, impossible: bool
) -> None:
    found = gather(page(time(above), left("一句话"), time(below), left("另一句话")))
    kinds = [d.kind for d in found.doubts]
    assert (DoubtKind.TIME_AMBIGUOUS in kinds) is impossible
    assert when(found, "另一句话") == UNKNOWN_TIME


def test_lines_of_two_pages_that_do_not_meet_may_be_in_any_order() -> None:
    pages = [page(time("21:05"), left("一句话")), page(time("20:01"), left("别的"), name="2.png")]
    found = gather(*pages)
    assert DoubtKind.TIME_AMBIGUOUS not in [d.kind for d in found.doubts]


def test_what_is_sent_back_dates_its_line_too() -> None:
    paid = transfer(source("b.png"), "2000.00", at=AT, serial=SERIAL, who="老周")
    returned = page(time("昨天 21:05"), right("给你转过去"), card(R, "2000.00"))
    found: Conversation = gather(returned, paid).conversations[0]
    assert found.utterances[0].at == on_record("2025-03-02T21:05")
