"""Sums and days that leave open whether a payment was a gift (性质易争议)."""

from __future__ import annotations

from datetime import date

from evidence_kit.model import Moment, Money

# Sums that stand for words: 520 我爱你, 1314 一生一世, 666 and 888 and 188 luck, 99 for long.
_AFFECTION = ("5.20", "5.21", "13.14", "52.00", "52.10", "131.40", "520.00", "520.13", "521.00")
_AFFECTION_MORE = ("1314.00", "1314.20", "1314.52", "3344.00", "5200.00", "5201.31", "5210.00")
_AFFECTION_LARGE = ("13140.00", "13145.20", "52000.00", "52013.14")
_LUCK = ("6.66", "66.66", "666.00", "666.66", "6666.00", "8.88", "88.88", "888.00", "888.88")
_LUCK_MORE = ("8888.00", "8888.88", "18.88", "188.00", "188.88", "1888.00", "1888.88")
_LONG = ("9.99", "99.00", "99.99", "999.00", "999.99", "9999.00", "9999.99")
SUMS = frozenset(
    Money.of_yuan(yuan)
    for yuan in (*_AFFECTION, *_AFFECTION_MORE, *_AFFECTION_LARGE, *_LUCK, *_LUCK_MORE, *_LONG)
)
# 情人节 and 520, each year; 七夕 and the first day of 春节 by the moon, from 2011 on.
_EACH_YEAR = frozenset({(2, 14), (5, 20)})
_SINCE = 2011
_QIXI = (
    "0806 0823 0813 0802 0820 0809 0828 0817 0807 0825 0814 0804 0822 0810 0829 "
    "0819 0808 0826 0816 0805 0824 0812 0801 0820 0810 0828 0817 0807 0826 0814"
)
_NEW_YEAR = (
    "0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 "
    "0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212"
)
# A gift for the new year is given on its eve or its first day.
_EVE, _FIRST = -1, 0


def is_sum(amount: Money) -> bool:
    """Say whether an amount stands for words (520, 1314, 888)."""
    return amount in SUMS


def on_festival(at: Moment) -> bool:
    """Say whether a payment surely went on 2月14日, 5月20日, 七夕, 除夕 or 春节."""
    if at.earliest is None or at.latest is None or at.earliest.date() != at.latest.date():
        return False
    day = at.earliest.date()
    if (day.month, day.day) in _EACH_YEAR or day == _by_moon(_QIXI, day.year):
        return True
    new_year = _by_moon(_NEW_YEAR, day.year)
    return new_year is not None and _EVE <= (day - new_year).days <= _FIRST


def _by_moon(days: str, year: int) -> date | None:
    """Return a year's day of a table of months and days, None outside it."""
    told = days.split()
    index = year - _SINCE
    if not 0 <= index < len(told):
        return None
    return date(year, int(told[index][:2]), int(told[index][2:]))
