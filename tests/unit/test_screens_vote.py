"""Two readings of one box: agreement makes surer, disagreement makes a doubt, never a silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from inked import Chat as Setting, middle, sheet

from evidence_kit import screens
from evidence_kit.model import (
    Bill,
    Box,
    Chat,
    Doubt,
    DoubtKind,
    Message,
    OcrPage,
    Reading,
)


def second(page: OcrPage, *texts: str, sure: float = 0.9) -> tuple[Reading, ...]:
    """Return a second reading of each wanted box, in order."""
    wanted = screens.wanted(page)
    assert len(wanted) == len(texts)
    return tuple(Reading("other", text, sure, w.box) for w, text in zip(wanted, texts, strict=True))


def card(amount: str = "¥500.00", sure: float = 0.99) -> OcrPage:
    return Setting().card("right", amount, "已被接收", sure=sure).page()


def read(page: OcrPage, readings: Sequence[Reading]) -> tuple[Message, tuple[Doubt, ...]]:
    screen = screens.read(page, readings)
    assert isinstance(screen, Chat)
    return screen.messages[-1], screen.doubts


def test_agreement_makes_surer() -> None:
    page = card(sure=0.9)
    message, doubts = read(page, second(page, "￥500.00", sure=0.8))
    assert message.amount is not None
    assert message.amount.confidence == pytest.approx(0.98)
    assert message.amount.quote == "¥500.00"
    assert [(r.engine, r.text) for r in message.amount.readings] == [
        ("hand", "¥500.00"),
        ("other", "￥500.00"),
    ]
    assert not doubts


def test_a_disagreement_keeps_the_first_value_and_doubts_it() -> None:
    page = card()
    message, (doubt,) = read(page, second(page, "¥800.00"))
    assert message.amount is not None
    assert message.amount.value.fen == 50000
    assert doubt.kind is DoubtKind.READINGS_DISAGREE
    assert doubt.args == (("field", "amount"),)
    assert [r.text for r in doubt.readings] == ["¥500.00", "¥800.00"]
    assert doubt.where is not None
    assert doubt.where.box == screens.wanted(page)[0].box


def test_a_second_reading_alone_gives_a_doubted_value() -> None:
    page = card("¥50000")
    message, (doubt,) = read(page, second(page, "¥500.00"))
    assert message.amount is not None
    assert (message.amount.value.fen, message.amount.quote) == (50000, "¥500.00")
    assert doubt.kind is DoubtKind.READINGS_DISAGREE


def test_two_unreadable_readings_give_no_value() -> None:
    page = card("¥50000")
    message, (doubt,) = read(page, second(page, "¥5000"))
    assert message.amount is None
    assert doubt.kind is DoubtKind.AMOUNT_UNREADABLE
    assert len(doubt.readings) == 2


@pytest.mark.parametrize(
    ("text", "sure", "doubtful"),
    [("¥50000", 0.97, False), ("¥50000", 0.9, True), ("", 0.99, True), ("¥", 0.99, True)],
)
def test_a_second_reading_without_its_point_speaks_only_against_a_weak_first(
    text: str, sure: float, *, doubtful: bool
) -> None:
    page = card(sure=sure)
    message, doubts = read(page, second(page, text, sure=0.0))
    assert message.amount is not None
    assert message.amount.confidence == pytest.approx(sure)
    assert [d.kind for d in doubts] == [DoubtKind.READINGS_DISAGREE] * doubtful


@pytest.mark.parametrize("text", ["¥5000", "¥50", "¥800", "8.00.00"])
def test_other_digits_contradict_even_where_they_are_no_amount(text: str) -> None:
    page = card()
    (doubt,) = read(page, second(page, text))[1]
    assert doubt.kind is DoubtKind.READINGS_DISAGREE


def test_no_second_reading_is_no_doubt() -> None:
    assert not read(card(), ())[1]


def test_a_weak_reading_without_a_second_is_a_doubt() -> None:
    (doubt,) = read(card(sure=0.6), ())[1]
    assert doubt.kind is DoubtKind.LOW_CONFIDENCE


def test_agreement_may_lift_a_weak_reading() -> None:
    page = card(sure=0.6)
    assert not read(page, second(page, "500.00", sure=0.9))[1]
    assert read(page, second(page, "500.00", sure=0.1))[1]


def test_readings_of_other_boxes_are_ignored() -> None:
    stray = Reading("other", "¥800.00", 0.9, Box(0, 0, 1, 1))
    assert not read(card(), (stray,))[1]


@pytest.mark.parametrize("sure", [float("nan"), -1.0, 7.0])
def test_a_confidence_out_of_range_is_brought_into_it(sure: float) -> None:
    message, _ = read(card(sure=sure), ())
    assert message.amount is not None
    assert 0.0 <= message.amount.confidence <= 1.0


@pytest.mark.parametrize(
    ("first", "other", "doubtful"),
    [
        ("昨天 21:03", "昨天21:03", False),
        ("昨天 21:03", "21:03", False),
        ("昨天 21:03", "时21:03", False),
        ("晚上7:06", "7:06", False),
        ("2025年12月30日晚上7:06", "2025年12月30日7:06", False),
        ("周三20:15", "20:15", False),
        ("昨天 21:03", "前天 21:03", True),
        ("晚上7:06", "下午7:06", False),
        ("昨天 21:03", "21:08", True),
        ("2025年12月30日 7:06", "2025年12月3日7:06", True),
        ("周三20:15", "周四20:15", True),
    ],
)
def test_times_are_compared_by_what_both_engines_read(
    first: str, other: str, *, doubtful: bool
) -> None:
    page = Setting().bubble("left", "在吗？").note(first).page()
    message, doubts = read(page, second(page, other, sure=0.0))
    assert message.time is not None
    assert message.time.text == first
    assert [d.kind for d in doubts] == [DoubtKind.READINGS_DISAGREE] * doubtful


def test_digits_alone_never_date_a_time() -> None:
    page = Setting().bubble("left", "在吗？").note("昨天 2l:03").page()
    message, (doubt,) = read(page, second(page, "21:03"))
    assert message.time is None
    assert doubt.kind is DoubtKind.TIME_UNREADABLE
    assert len(doubt.readings) == 2


SERIAL = "1000050001202503027726553130038"
WHEN = "2025年3月2日 14:08:31"


def bill() -> OcrPage:
    head = (middle("账单详情", 145, 50), middle("转账-转给周砚秋", 460), middle("-500.00", 560, 96))
    rows = (("当前状态", "支付成功"), ("转账单号", f"{SERIAL[:29]}\n{SERIAL[29:]}"))
    return sheet(*rows, ("转账时间", WHEN), head=head)


def test_a_serial_is_compared_digit_by_digit() -> None:
    page = bill()
    agreed = screens.read(page, second(page, "-500.00", WHEN, SERIAL[:29], SERIAL[29:]))
    assert isinstance(agreed, Bill)
    assert not agreed.doubts
    assert agreed.slip.serial is not None
    assert agreed.slip.serial.value == SERIAL
    assert len(agreed.slip.serial.readings) == 4
    swapped = SERIAL[:12] + "9" + SERIAL[13:29]
    differing = screens.read(page, second(page, "-500.00", WHEN, swapped, SERIAL[29:]))
    assert isinstance(differing, Bill)
    assert [(d.kind, d.args) for d in differing.doubts] == [
        (DoubtKind.READINGS_DISAGREE, (("field", "serial"),))
    ]
    assert differing.slip.serial is not None
    assert differing.slip.serial.value == SERIAL


def test_a_serial_with_a_line_nobody_read_is_none() -> None:
    page = bill()
    broken = replace(
        page, lines=tuple(replace(li, text="E8") if li.text == "38" else li for li in page.lines)
    )
    screen = screens.read(broken, second(broken, "-500.00", WHEN, SERIAL[:29], ""))
    assert isinstance(screen, Bill)
    assert screen.slip.serial is None
    assert [d.kind for d in screen.doubts] == [DoubtKind.SERIAL_UNREADABLE]
