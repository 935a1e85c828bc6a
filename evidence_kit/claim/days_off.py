"""Days off as the State Council made them known, by year: dated, no further (民法典 203)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from evidence_kit.model import Holidays

# Of each year the days off, month and day, from-to, then the weekends that are worked; ordinary
# weekends are not listed. After the yearly notices of the 国务院办公厅 on 部分节假日安排.
_BY_YEAR: Final = {
    2015: (
        "0101-0103 0218-0224 0405-0406 0501 0620 0622 0903-0904 0927 1001-1007",
        "0104 0215 0228 0906 1010",
    ),
    2016: (
        "0101 0207-0213 0404 0501-0502 0609-0611 0915-0917 1001-1007",
        "0206 0214 0612 0918 1008 1009",
    ),
    2017: (
        "0101-0102 0127-0202 0402-0404 0501 0528-0530 1001-1008",
        "0122 0204 0401 0527 0930",
    ),
    2018: (
        "0101 0215-0221 0405-0407 0429-0501 0618 0924 1001-1007 1230-1231",
        "0211 0224 0408 0428 0929 0930 1229",
    ),
    2019: (
        "0101 0204-0210 0405-0407 0501-0504 0607-0609 0913-0915 1001-1007",
        "0202 0203 0428 0505 0929 1012",
    ),
    2020: (
        "0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008",
        "0119 0426 0509 0628 0927 1010",
    ),
    2021: (
        "0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007",
        "0207 0220 0425 0508 0918 0926 1009",
    ),
    2022: (
        "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    2023: (
        "0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006 1230-1231",
        "0128 0129 0423 0506 0625 1007 1008",
    ),
    2024: (
        "0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    2025: (
        "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
        "0126 0208 0427 0928 1011",
    ),
    2026: (
        "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
        "0104 0214 0228 0509 0920 1010",
    ),
}


def _days(year: int, text: str) -> Iterator[date]:
    for part in text.split():
        first, _, last = part.partition("-")
        day, end = _day(year, first), _day(year, last or first)
        while day <= end:
            yield day
            day += timedelta(days=1)


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))


KNOWN: Final = Holidays(
    first=date(min(_BY_YEAR), 1, 1),
    last=date(max(_BY_YEAR), 12, 31),
    off=frozenset(day for year, (off, _) in _BY_YEAR.items() for day in _days(year, off)),
    work=frozenset(day for year, (_, work) in _BY_YEAR.items() for day in _days(year, work)),
)
