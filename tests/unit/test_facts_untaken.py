"""Answers that change nothing are told; those that differ by a full stop are taken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, page
from stories import card, left, time

from evidence_kit import facts
from evidence_kit.facts import forms
from evidence_kit.facts.untaken import tidied
from evidence_kit.model import Brief, Direction, DoubtKind, State

SHOWN = (page(time("1月5日20:16"), ASKED, card("right", "5000.00", State.ACCEPTED)),)
(UNDATED,) = (d for d in facts.gather(SHOWN, Brief()).doubts if d.kind is DoubtKind.TIME_UNANCHORED)


def told(said: str, value: str) -> list[tuple[str, bool]]:
    brief = Brief(answers=((said, value),))
    _, found = facts.understood(SHOWN, brief)
    return [(one.id, one.doubt is None) for one in facts.untaken(SHOWN, brief, found)]


@pytest.mark.parametrize("value", ["2026-01-05", "2026年1月5日", "已核", "已核。", " 已核 "])
def test_an_answer_that_is_taken_is_not_told(value: str) -> None:
    assert told(UNDATED.id, value) == []


@pytest.mark.parametrize("value", ["我看过了", "1999-01-05", "2026-03-09", "2026-02-30", "借款"])
def test_an_answer_that_is_not_taken_is_told_with_its_question(value: str) -> None:
    assert told(UNDATED.id, value) == [(UNDATED.id, False)]


def test_an_answer_of_another_case_is_told() -> None:
    assert told("0123456789", "已核") == [("0123456789", True)]


def test_answers_are_understood_as_they_are_meant() -> None:
    said = [("A", "已核。"), ("b", "5,000元"), ("c", "￥5000.50"), ("d", "张三。"), ("e", "借款。")]
    values = [value for _, value in tidied(said)]
    assert values == ["已核", "5,000", "5000.50", "张三。", "借款"]


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("value", ["转出", "收入"])
def test_a_lone_card_that_says_taken_goes_the_way_that_is_answered(side: str, value: str) -> None:
    shown = (page(LOAN_DAY, replace(card(side, "1000.00"), text="已收款")),)
    (asked,) = (
        d for d in facts.gather(shown, Brief()).doubts if d.kind is DoubtKind.DIRECTION_UNKNOWN
    )
    _, found = facts.understood(shown, Brief(answers=((asked.id, value),)))
    assert [p.direction for p in found.payments] == [
        Direction.OUT if value == "转出" else Direction.IN
    ]
    assert DoubtKind.DIRECTION_UNKNOWN not in [d.kind for d in found.doubts]


def test_words_that_name_another_sum_are_only_looked_at() -> None:
    shown = (page(LOAN_DAY, ASKED, card("right", "3000.00"), left("我还欠你2000元")),)
    differs = DoubtKind.SAID_DIFFERS_FROM_PAID
    asked = [d for d in facts.gather(shown, Brief()).doubts if d.kind is differs]
    assert {forms.form(doubt) for doubt in asked} == {forms.Form.SEEN}
    seen = tuple((doubt.id, "已核") for doubt in asked)
    _, found = facts.understood(shown, Brief(answers=seen))
    assert differs not in [d.kind for d in found.doubts]
