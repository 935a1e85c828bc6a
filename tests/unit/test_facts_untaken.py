"""Answers that change nothing are told; those that differ by a full stop are taken."""

from __future__ import annotations

import pytest
from ledgers import ASKED, page
from stories import card, time

from evidence_kit import facts
from evidence_kit.facts.untaken import tidied
from evidence_kit.model import Brief, DoubtKind, State

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
