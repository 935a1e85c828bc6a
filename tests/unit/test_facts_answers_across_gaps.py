"""A first card and its answer on stretches that don't meet may be of two transfers."""

from __future__ import annotations

from dataclasses import replace

from stories import card, chat, left, right, source, taken, time

from evidence_kit import facts
from evidence_kit.model import Brief, DoubtKind, Side, State

TALK = (time("昨天 21:03"), left("借我钱"), right("好"))


def test_an_answer_beyond_a_gap_may_be_of_another_transfer() -> None:
    answer = replace(card(Side.LEFT, "500.00"), text="已收款")
    pages = [
        chat(source("1.png", "2025-06-20T12:00:00"), [*TALK, card(Side.RIGHT, "500.00")]),
        chat(source("2.png", "2025-06-20T12:00:30"), [answer, left("谢谢"), right("记得还")]),
    ]
    (payment,) = facts.gather(pages, Brief()).payments
    assert (payment.amount.value.fen, payment.state) == (50000, State.ACCEPTED)
    assert [doubt.kind for doubt in payment.doubts] == [DoubtKind.RECORDS_DIFFER]


def test_an_answer_on_the_same_stretch_is_its_cards() -> None:
    page = chat(source("1.png", "2025-06-20T12:00:00"), [*TALK, *taken(Side.RIGHT, "500.00")])
    (payment,) = facts.gather([page], Brief()).payments
    assert payment.doubts == ()
