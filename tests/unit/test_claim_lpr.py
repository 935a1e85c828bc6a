"""The table of loan prime rates: what may stand in it, how far it reaches."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from claimed import TABLE, inked, of, with_payments

from evidence_kit import claim
from evidence_kit.claim import lpr
from evidence_kit.model import Lpr

HEAD = "published,one_year,five_year\n"
ROW = "2024-07-22,3.35,3.85\n"


def test_what_is_packaged() -> None:
    assert len(TABLE.rows) == 86
    assert TABLE.verified == date(2026, 9, 20)
    assert TABLE.rows[0] == Lpr(date(2019, 8, 20), Fraction("0.0425"), Fraction("0.0485"))
    assert TABLE.rows[-1].published == date(2026, 9, 20)
    assert all(row.one_year < row.five_year for row in TABLE.rows)


def test_a_table_of_ones_own() -> None:
    text = f"# from the bulletin\n\n{HEAD}{ROW}2024-10-21, 3.1 ,3.60\r\n"
    table = lpr.parse(f"\ufeff{text}")
    assert [row.one_year for row in table.rows] == [Fraction("0.0335"), Fraction("0.031")]
    assert table.verified == date(2024, 10, 21)
    assert lpr.parse(f"# verified: 2024-11-30\n{text}").verified == date(2024, 11, 30)
    assert lpr.parse(f"# verified: 2024-01-01\n{text}").verified == date(2024, 10, 21)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        (HEAD, 1),
        (ROW, 1),
        (f"{HEAD}2024-07-22,3.35\n", 2),
        (f"{HEAD}2024-07-22,3.35%,3.85\n", 2),
        (f"{HEAD}2024-07-22,-3.35,3.85\n", 2),
        (f"{HEAD}2024-07-22,335,3.85\n", 2),
        (f"{HEAD}2024-07-32,3.35,3.85\n", 2),
        (f"{HEAD}{ROW}\n{ROW}", 4),
        (f"# verified: 2024-02-30\n{HEAD}{ROW}", 1),
    ],
)
def test_a_line_that_is_none(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"^line {line}$"):
        lpr.parse(text)


def test_a_later_line_of_ones_own_takes_its_day() -> None:
    later = Lpr(date(2026, 10, 20), Fraction("0.029"), Fraction("0.034"))
    table = lpr.with_rows(TABLE, [later])
    assert table.rows[-1] == later
    assert table.verified == date(2026, 10, 20)
    corrected = Lpr(date(2026, 9, 20), Fraction("0.028"), Fraction("0.034"))
    again = lpr.with_rows(TABLE, [corrected])
    assert len(again.rows) == 86
    assert again.rows[-1] == corrected
    assert lpr.with_rows(TABLE, []) == TABLE


def test_the_last_published_holds_until_the_next() -> None:
    assert lpr.on(TABLE, date(2019, 8, 19)) is None
    assert lpr.held(TABLE, date(2019, 8, 19)) == TABLE.rows[0]
    assert lpr.on(TABLE, date(2019, 8, 20)) == TABLE.rows[0]
    assert lpr.on(TABLE, date(2019, 9, 19)) == TABLE.rows[0]
    assert lpr.on(TABLE, date(2030, 1, 1)) == TABLE.rows[-1]


@pytest.mark.parametrize(
    ("verified", "until"),
    [
        (date(2026, 9, 20), date(2026, 10, 19)),
        (date(2026, 9, 19), date(2026, 9, 19)),
        (date(2026, 12, 21), date(2027, 1, 19)),
        (date(2026, 11, 20), date(2026, 12, 19)),
        (date(2026, 1, 1), date(2026, 1, 19)),
    ],
)
def test_how_far_a_table_reaches(verified: date, until: date) -> None:
    text = f"# verified: {verified}\n{HEAD}{ROW}"
    assert lpr.known_until(lpr.parse(text)) == until


def test_changes_are_days_on_which_the_rate_is_another() -> None:
    found = list(lpr.changes(TABLE, date(2024, 1, 1), date(2025, 5, 20)))
    assert found == [date(2024, 7, 22), date(2024, 10, 21)]
    assert list(lpr.changes(TABLE, date(2019, 1, 1), date(2019, 9, 1))) == [date(2019, 8, 20)]


def test_a_table_that_begins_too_late_gives_no_figure() -> None:
    table = lpr.parse(HEAD + ROW)
    found = claim.compute(
        with_payments(inked("5000", date(2024, 7, 21))), on=date(2025, 1, 1), lpr=table
    )
    assert found.figures is None
    assert [one.kind.value for one in found.notices][:1] == ["no_lpr"]
    assert of(with_payments(inked("5000", date(2024, 7, 21))), date(2025, 1, 1)).figures is not None
