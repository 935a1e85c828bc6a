"""Terms of months and years: month ends, leap days, days off."""

from __future__ import annotations

from datetime import date

import pytest
from suits import at, on

from evidence_kit.claim import periods
from evidence_kit.model import DaySpan, Holidays

OCTOBER = Holidays(
    on("2026-09-01"),
    on("2026-10-31"),
    frozenset(on(f"2026-10-0{day}") for day in range(1, 8)),
    frozenset((on("2026-09-20"), on("2026-10-10"))),
)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2023-03-31", 8, "2023-11-30"),
        ("2023-05-05", 0, "2023-05-05"),
        ("9998-12-31", 24, "9999-12-31"),
    ],
)
def test_months_end_on_the_same_number_or_the_months_last(day: str, months: int, last: str) -> None:
    assert periods.months_after(on(day), months) == on(last)


def test_years_are_twelve_months() -> None:
    assert periods.years_after(on("2020-02-29"), 3) == on("2023-02-28")


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2026-09-30", "2026-09-30"),  # a Wednesday
        ("2026-10-01", "2026-10-08"),  # the whole holiday
        ("2026-09-20", "2026-09-20"),  # a Sunday that is worked
        ("2026-09-26", "2026-09-28"),  # a Saturday
        ("2026-10-10", "2026-10-10"),  # a Saturday that is worked
        ("2026-10-31", "2026-10-31"),  # a Saturday whose Monday the table doesn't know
        ("2027-01-02", "2027-01-02"),  # beyond the table
    ],
)
def test_a_last_day_off_moves_within_the_table(day: str, ends: str) -> None:
    assert periods.moved(on(day), OCTOBER) == on(ends)


def test_without_a_table_nothing_moves() -> None:
    assert periods.moved(on("2026-09-26"), None) == on("2026-09-26")
    assert not periods.covered(on("2026-09-26"), None)


def test_the_last_day_of_all_stays() -> None:
    end = date.max
    table = Holidays(on("9999-01-01"), end, frozenset((end,)))
    assert periods.moved(end, table) == end


def test_days_of_a_moment() -> None:
    assert periods.days_of(at("2025-01-01", "2025-01-03")) == DaySpan(
        on("2025-01-01"), on("2025-01-03")
    )
    assert periods.days_of(at("", "2025-01-03")) is None
    assert periods.bounded(at("", "2025-01-03")) == DaySpan(on("2025-01-03"), on("2025-01-03"))
    assert periods.bounded(at("2025-01-03", "")) == DaySpan(on("2025-01-03"), on("2025-01-03"))
    assert periods.bounded(at(None)) is None


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        ("2025-11-30", "2025-12-01"),  # a Sunday
        ("2026-11-20", "2026-11-20"),  # a Friday no holiday falls on
        ("2025-10-01", "2025-10-09"),
        ("2025-05-31", "2025-06-05"),  # a Saturday before the Dragon Boat days
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_without_a_table_a_last_day_may_be_off(day: str, latest: str) -> None:
    assert periods.at_latest(on(day), None) == on(latest)
    if day == "2025-10-01":
        table = Holidays(on("2025-09-01"), on("2025-10-31"))
        assert periods.at_latest(on(day), table) == on(day)
