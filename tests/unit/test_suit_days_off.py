"""Days off as made known, year by year, and the careful guess where no notice reaches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from suits import due, facts, on

from evidence_kit.claim import days_off, limitation, periods
from evidence_kit.model import Circumstances, DaySpan, NoteKind, TermStatus

KNOWN = days_off.KNOWN


def every_day():
    for number in range((KNOWN.last - KNOWN.first).days + 1):
        yield KNOWN.first + timedelta(days=number)


def test_the_table_is_dated_and_names_whole_years() -> None:
    assert (KNOWN.first, KNOWN.last) == (on("2015-01-01"), on("2026-12-31"))
    assert all(KNOWN.first <= day <= KNOWN.last for day in KNOWN.off | KNOWN.work)
    assert all(day.weekday() >= 5 for day in KNOWN.work)
    assert not KNOWN.off & KNOWN.work


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2026-09-20", "2026-09-20"),  # a Sunday that was worked, as the notice for 2026 has it
        ("2021-02-20", "2021-02-20"),  # a Saturday that was worked: LPR was published on it
        ("2026-10-01", "2026-10-08"),
        ("2026-02-15", "2026-02-24"),
        ("2023-09-29", "2023-10-07"),  # a Saturday that was worked ends the holiday
        ("2020-01-31", "2020-02-03"),  # as prolonged that year
        ("2026-11-21", "2026-11-23"),  # a Saturday
        ("2015-09-03", "2015-09-06"),  # a holiday of that year alone
    ],
)
def test_a_last_day_off_moves_to_the_first_that_is_worked(day: str, ends: str) -> None:
    assert periods.moved(on(day), KNOWN) == on(ends)


def test_the_guess_beyond_the_table_is_never_too_early() -> None:
    """Failure to fear: a surety let go on 30 April, as only 1 to 5 May were thought to be off."""
    once = {on("2015-09-03"), on("2015-09-04")}
    found = [day for day in every_day() if day not in once]
    early = [str(day) for day in found if periods.at_latest(day, None) < periods.moved(day, KNOWN)]
    assert early == []


def test_a_day_off_at_the_end_of_the_table_is_no_sure_end() -> None:
    table = type(KNOWN)(on("2026-01-01"), on("2026-10-31"))
    assert periods.moved(on("2026-10-31"), table) == on("2026-10-31")  # a Saturday
    assert periods.at_latest(on("2026-10-31"), table) == on("2026-11-02")


def test_a_known_day_off_moves_the_end_and_says_so() -> None:
    """2023-11-21 and three years end on Saturday 2026-11-21 (民法典 201, 202), so on the 23rd."""
    found = facts(due=due("2023-11-21"))
    result = limitation.of(found, Circumstances(), on=on("2026-11-22"), holidays=KNOWN)
    assert result.end == DaySpan(on("2026-11-23"), on("2026-11-23"))
    assert result.status is TermStatus.URGENT
    (note,) = (one for one in result.notes if one.kind is NoteKind.LAST_DAY_MOVED)
    assert dict(note.args) == {"day": "2026-11-21", "weekday": "6", "end": "2026-11-23"}
    assert [one.number for one in note.articles] == [203]
    assert NoteKind.HOLIDAYS_UNKNOWN not in {one.kind for one in result.notes}
    plain = limitation.of(facts(due=due("2023-11-20")), Circumstances(), on=on("2026-11-19"))
    assert NoteKind.LAST_DAY_MOVED not in {one.kind for one in plain.notes}
