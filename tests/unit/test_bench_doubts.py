"""The bench's judge: a doubt on a wrong value tells of it, and one elsewhere excuses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judged import (
    BILL,
    CHAT,
    CHAT_ERRORS,
    ELSEWHERE,
    LIST,
    MESSAGES,
    PAGE,
    SLIP,
    SLIP_ERRORS,
    SOURCE,
    doubt,
    findings,
    message,
    misread,
    silent,
    truth_of,
    with_doubts,
    wrong,
)

from evidence_kit.model import Box, DoubtKind, MessageKind, Side, State, Where

# ── doubts ─────────────────────────────────────────────────────────────────────────────

CARD = MESSAGES[2].box
DOUBTS = {
    "side": doubt(DoubtKind.SIDE_UNKNOWN, MESSAGES[1].box, "side"),
    "kind": doubt(DoubtKind.LOW_CONFIDENCE, MESSAGES[1].box, "words"),
    "amount": doubt(DoubtKind.READINGS_DISAGREE, Box(300, 560, 700, 620), "amount"),
    "status": doubt(DoubtKind.STATE_UNKNOWN, CARD, "state"),
    "receipt": doubt(DoubtKind.DIRECTION_UNKNOWN, MESSAGES[3].box, "direction"),
    "time": doubt(DoubtKind.READINGS_DISAGREE, MESSAGES[0].box, "time"),
    "missing": doubt(DoubtKind.LOW_CONFIDENCE, Box(170, 860, 900, 950)),
    "extra": doubt(DoubtKind.SIDE_UNKNOWN, Box(170, 1200, 910, 1310), "side"),
}


@pytest.mark.parametrize("field", CHAT_ERRORS)
def test_a_doubt_on_the_field_makes_the_error_a_told_one(field):
    screen = with_doubts(CHAT_ERRORS[field], DOUBTS[field])
    assert silent(screen, truth_of(CHAT)) == []
    assert field in wrong(screen, truth_of(CHAT))


@pytest.mark.parametrize("field", CHAT_ERRORS)
def test_the_same_doubt_elsewhere_on_the_page_excuses_nothing(field):
    there = replace(DOUBTS[field], where=Where(SOURCE, ELSEWHERE))
    assert silent(with_doubts(CHAT_ERRORS[field], there), truth_of(CHAT)) == [field]


@pytest.mark.parametrize("field", ["side", "amount", "status", "receipt", "time"])
def test_a_doubt_about_another_field_of_the_message_excuses_nothing(field):
    other = doubt(DoubtKind.READINGS_DISAGREE, DOUBTS[field].where.box, "serial")
    assert silent(with_doubts(CHAT_ERRORS[field], other), truth_of(CHAT)) == [field]


@pytest.mark.parametrize("field", CHAT_ERRORS)
@pytest.mark.parametrize("box", [PAGE, None], ids=["whole box", "no place"])
def test_a_doubt_about_the_whole_page_concerns_all_of_it(field, box):
    whole = doubt(DoubtKind.READ_ONCE, box)
    told = findings(with_doubts(CHAT_ERRORS[field], whole), truth_of(CHAT))
    assert not any(one.silent for one in told)
    assert all(one.doubted for one in told if one.group == "critical")


def test_a_page_wide_doubt_about_one_field_concerns_that_field_only():
    whole = doubt(DoubtKind.AMOUNT_UNREADABLE, PAGE, "amount")
    assert silent(with_doubts(CHAT_ERRORS["amount"], whole), truth_of(CHAT)) == []
    assert silent(with_doubts(CHAT_ERRORS["side"], whole), truth_of(CHAT)) == ["side"]
    assert silent(with_doubts(CHAT_ERRORS["missing"], whole), truth_of(CHAT)) == ["missing"]


SLIP_DOUBTS = {
    "amount": doubt(DoubtKind.LOW_CONFIDENCE, SLIP.amount.where.box, "amount"),
    "direction": doubt(DoubtKind.DIRECTION_UNKNOWN, SLIP.amount.where.box, "direction"),
    "status": doubt(DoubtKind.STATE_UNKNOWN, SLIP.amount.where.box, "state"),
    "time": doubt(DoubtKind.READINGS_DISAGREE, SLIP.time.where.box, "time"),
    "received_time": doubt(DoubtKind.TIME_UNREADABLE, Box(300, 900, 700, 960), "received_time"),
    "serial": doubt(DoubtKind.SERIAL_DATE_DIFFERS, SLIP.serial.where.box, "serial"),
}


@pytest.mark.parametrize("field", SLIP_ERRORS)
def test_a_doubt_on_a_payment_s_field_makes_the_error_a_told_one(field):
    screen = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS[field]), doubts=(SLIP_DOUBTS[field],))
    assert silent(screen, truth_of(BILL)) == []


@pytest.mark.parametrize("field", SLIP_ERRORS)
def test_doubts_on_every_other_field_of_a_payment_excuse_nothing(field):
    told = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS[field]))
    # A serial whose date differs from the time is a doubt about the time as well.
    both = {"serial"} if "time" in field else set()
    others = tuple(one for name, one in SLIP_DOUBTS.items() if name not in {field} | both)
    # A page with one time prints it under either name.
    others = tuple(one for one in others if not (field == "time" and "received" in str(one.args)))
    assert silent(replace(told, doubts=others), truth_of(BILL)) == [field]


@pytest.mark.parametrize("field", ["amount", "time", "serial"])
def test_a_doubt_on_the_same_field_of_a_payment_but_at_other_ink_excuses_nothing(field):
    there = replace(SLIP_DOUBTS[field], kind=DoubtKind.LOW_CONFIDENCE)
    there = replace(there, where=Where(SOURCE, ELSEWHERE))
    screen = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS[field]), doubts=(there,))
    assert silent(screen, truth_of(BILL)) == [field]


def test_a_serial_that_contradicts_the_time_is_a_doubt_about_both():
    screen = replace(BILL, slip=replace(SLIP, **SLIP_ERRORS["time"]))
    assert silent(with_doubts(screen, SLIP_DOUBTS["serial"]), truth_of(BILL)) == []


def test_a_doubt_on_one_row_of_a_list_does_not_excuse_another_row():
    rows = (LIST.slips[0], replace(LIST.slips[1], state=State.REFUNDED), LIST.slips[2])
    screen = replace(LIST, slips=rows)
    own = doubt(DoubtKind.STATE_UNKNOWN, rows[1].amount.where.box, "state")
    other = doubt(DoubtKind.STATE_UNKNOWN, rows[2].amount.where.box, "state")
    assert silent(with_doubts(screen, own), truth_of(LIST)) == []
    assert silent(with_doubts(screen, other), truth_of(LIST)) == ["status"]


def test_a_doubt_on_what_was_told_in_its_place_says_where_a_message_is_missing():
    stray = message(Side.CENTER, MessageKind.OTHER, "8 L", 850)
    screen = replace(CHAT, messages=(*MESSAGES[:4], stray, *MESSAGES[5:]))
    assert sorted(silent(screen, truth_of(CHAT))) == ["extra", "missing"]
    doubted = with_doubts(screen, doubt(DoubtKind.SIDE_UNKNOWN, stray.box, "side"))
    assert silent(doubted, truth_of(CHAT)) == []


def test_a_doubt_about_an_amount_does_not_put_what_the_card_is_in_doubt():
    told = findings(with_doubts(CHAT, DOUBTS["amount"]), truth_of(CHAT))
    assert [one.field for one in told if one.doubted] == ["amount"]


def test_a_doubt_beside_the_right_value_counts_as_doubted():
    told = findings(with_doubts(BILL, SLIP_DOUBTS["serial"]), truth_of(BILL))
    assert {one.field for one in told if one.doubted} == {"serial", "time", "received_time"}


def test_words_and_names_are_never_silent_errors():
    told = findings(misread(1, text="能借我3000元吗"), truth_of(CHAT))
    assert [(one.field, one.silent) for one in told if not one.right] == [("text", False)]
