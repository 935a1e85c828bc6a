"""Up to which sums the provinces try small claims, as they made it known, with source and date.

A province has half of last year's average wage as its limit, twice that wage where both parties
agree (民事诉讼法 165); each picks its own wage and day, so whoever relies on a row asks the court.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from evidence_kit.model import Mark, Money, Threshold

# Wages are published every year: an older row has probably been replaced.
FRESH: Final = timedelta(days=400)

THRESHOLDS: Final = (
    Threshold("江苏", Money(60_862_00), Money(243_448_00), date(2024, 1, 6), "苏高法电〔2024〕9号"),
    Threshold("江苏", Money(64_610_00), Money(258_440_00), date(2026, 1, 4), "扬子晚报 2026-01-05"),
    Threshold("上海", Money(68_378_50), Money(273_514_00), date(2022, 8, 23), "通知（转载）"),
    Threshold("浙江", Money(54_323_00), Money(217_290_00), date(2022, 1, 11), "通知（转载）"),
    Threshold(
        # The month is reported, its year is not sure.
        "湖南",
        Money(45_707_00),
        Money(182_826_00),
        date(2023, 11, 1),
        "华声在线",
        Mark.UNCHECKED,
    ),
)


def of(province: str, on: date) -> Threshold | None:
    """Return the last limits of a province made known by a day; None where the table has none."""
    known = [one for one in THRESHOLDS if one.province == province and one.valid_from <= on]
    return max(known, key=lambda one: one.valid_from, default=None)


def lowest(on: date) -> Threshold:
    """Return the lowest limit of those in force in any province of the table, or of all."""
    current = [found for one in THRESHOLDS if (found := of(one.province, on))]
    return min(current or THRESHOLDS, key=lambda one: one.limit)


def is_stale(threshold: Threshold, on: date) -> bool:
    """Say whether newer limits have probably been made known since."""
    return on - threshold.valid_from > FRESH
