"""Days that a person names: taken where the page may mean them, never against what it prints."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import ASKED, page
from stories import card, chat, doubted, source, time

from evidence_kit import facts
from evidence_kit.facts import named_days
from evidence_kit.model import Brief, DoubtKind, LoanFacts, State

UNDATED = DoubtKind.TIME_UNANCHORED


def answered(line: str, value: str, *, captured: str | None = None, **said: date) -> LoanFacts:
    """Answer the question when a line of a page was."""
    messages = [time(line), ASKED, card("right", "5000.00", State.ACCEPTED)]
    shown = (chat(source("2.png", captured), messages, "老周"),)
    (asked,) = (d for d in facts.gather(shown, Brief(**said)).doubts if d.kind is UNDATED)
    return facts.understood(shown, Brief(answers=((asked.id, value),), **said))[1]


def is_open(found: LoanFacts) -> bool:
    return UNDATED in [doubt.kind for doubt in found.doubts]


@pytest.mark.parametrize(
    "value",
    ["2026-01-05", "2026-01-05 20:16", "2026年1月5日", "2026年1月5日20:16", "2026/1/5", "2026.1.5"],
)
def test_a_day_is_taken_however_it_is_written(value: str) -> None:
    found = answered("1月5日20:16", value)
    (payment,) = found.payments
    assert payment.at.earliest is not None
    assert payment.at.earliest.isoformat() == "2026-01-05T20:16:00"
    assert not is_open(found)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("1月5日20:16", "2026-03-09"),
        ("1月5日20:16", "2026-01-06"),
        ("1月5日20:16", "2026-01-05 20:17"),
        ("星期三20:16", "2026-01-05"),
    ],
)
def test_what_a_page_prints_is_not_answered_away(line: str, value: str) -> None:
    found = answered(line, value)
    assert is_open(found)
    assert all(p.at.earliest is None or p.at.earliest.year < 2026 for p in found.payments)


def test_a_weekday_that_fits_is_taken() -> None:
    assert not is_open(answered("星期三20:16", "2026-01-07"))


@pytest.mark.parametrize("value", ["2099-01-05", "1999-01-05", "2026-01-05"])
def test_no_day_is_later_than_the_filing_or_before_the_app(value: str) -> None:
    assert is_open(answered("1月5日20:16", value, filed_on=date(2025, 12, 1)))


def test_an_earlier_year_is_taken() -> None:
    assert not is_open(answered("1月5日20:16", "2025-01-05", filed_on=date(2025, 12, 1)))


def test_the_last_day_of_a_page_is_that_of_its_capture() -> None:
    own, later = source("1.png", "2025-03-02 14:05"), source("2.png", "2025-09-02 14:05")
    unnamed = source("3.png")
    assert named_days.until(own, [own, later], None) == date(2025, 3, 3)
    assert named_days.until(unnamed, [own, later, unnamed], None) == date(2025, 9, 3)
    assert named_days.until(own, [own], date(2025, 2, 1)) == date(2025, 2, 1)
    assert named_days.until(unnamed, [unnamed], None) is None


def test_a_reading_in_doubt_may_be_another_day() -> None:
    shown = doubted(page(time("2025年3月2日 14:05"), ASKED), 0, DoubtKind.READINGS_DISAGREE, "time")
    doubts = facts.gather((shown,), Brief()).doubts
    (asked,) = (d for d in doubts if d.kind is DoubtKind.READINGS_DISAGREE)
    _, found = facts.understood((shown,), Brief(answers=((asked.id, "2025-03-07"),)))
    (talk,) = found.conversations
    assert talk.utterances[0].at.earliest is not None
    assert talk.utterances[0].at.earliest.date() == date(2025, 3, 7)
