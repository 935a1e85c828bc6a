"""The table of loan prime rates: read from text, asked by day; it knows how far it reaches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from evidence_kit.model import Lpr, LprTable

HEADER = "published,one_year,five_year"
# Published on this day of each month, later where it is a day off, never earlier.
_PUBLISHED_ON = 20
_VERIFIED = re.compile(r"#\s*verified:\s*(\d{4}-\d{2}-\d{2})\s*")
_PERCENT = re.compile(r"\d{1,2}(?:\.\d{1,4})?")


def parse(text: str) -> LprTable:
    """Return the table that a CSV of `HEADER` holds: days rising, rates in percent a year.

    A comment `# verified: 2026-09-20` says up to which day it was checked; without one it is
    the last day published. Raises ValueError with the number of the line that is none of this.
    """
    rows: list[Lpr] = []
    verified: date | None = None
    for number, line in _lines(text):
        if found := _VERIFIED.fullmatch(line):
            verified = _day(found[1], number)
        elif not line.startswith("#"):
            rows.append(_row(line, number, rows))
    if not rows:
        raise ValueError("line 1")
    return LprTable(tuple(rows), max(verified or rows[-1].published, rows[-1].published))


def with_rows(table: LprTable, rows: Iterable[Lpr]) -> LprTable:
    """Return the table with what was published later, by a person's own word, taking its days."""
    every = {row.published: row for row in (*table.rows, *rows)}
    ordered = tuple(every[day] for day in sorted(every))
    return LprTable(ordered, max(table.verified, ordered[-1].published))


def on(table: LprTable, day: date) -> Lpr | None:
    """Return the rate last published on or before a day, None where the table begins later.

    Beyond `known_until` it is the last one that the table holds: whoever uses it must say so.
    """
    at = bisect_right(table.rows, day, key=lambda row: row.published)
    return table.rows[at - 1] if at else None


def held(table: LprTable, day: date) -> Lpr:
    """Return the same where the table is known to reach that far back; else its first row."""
    return on(table, day) or table.rows[0]


def known_until(table: LprTable) -> date:
    """Return the last day that the table surely covers: the eve of the next publication."""
    seen = table.verified
    if seen.day < _PUBLISHED_ON:
        return seen.replace(day=_PUBLISHED_ON - 1)
    years, month = divmod(seen.year * 12 + seen.month, 12)
    return date(years, month + 1, _PUBLISHED_ON - 1)


def changes(table: LprTable, since: date, until: date) -> Iterator[date]:
    """Yield the days after `since` and before `until` on which another one-year rate began."""
    before = on(table, since)
    rate = before.one_year if before else None
    for row in table.rows:
        if since < row.published < until and row.one_year != rate:
            yield row.published
            rate = row.one_year


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, numbered; the header must come before any row."""
    headed = False
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        said = line.strip()
        if said.startswith("#") or not said:
            yield from [(number, said)] if said else []
        elif headed:
            yield number, said
        elif said != HEADER:
            raise ValueError(f"line {number}")
        else:
            headed = True


def _row(line: str, number: int, before: list[Lpr]) -> Lpr:
    cells = [cell.strip() for cell in line.split(",")]
    if len(cells) != HEADER.count(",") + 1 or not all(map(_PERCENT.fullmatch, cells[1:])):
        raise ValueError(f"line {number}")
    published = _day(cells[0], number)
    if before and published <= before[-1].published:
        raise ValueError(f"line {number}")
    one, five = (Fraction(cell) / 100 for cell in cells[1:])
    return Lpr(published, one, five)


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"line {number}") from error
