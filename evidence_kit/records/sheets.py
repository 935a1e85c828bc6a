"""A workbook (XLSX) → its sheets as tables: numbers exact, as their text in the file says them."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from evidence_kit.model.records import COLUMNS
from evidence_kit.records.archive import PACKINGS
from evidence_kit.records.tables import MOST_ROWS, Raw, RefusedError, Table

# What a workbook may unpack to, and in how many parts; a bank's for years has some 10 MB.
MOST_UNPACKED = 64_000_000
MOST_PARTS = 1_000
MOST_SHEETS = 20
# Sheets are formatted far below their last row.
MOST_BLANK = 1_000
# What openpyxl and what it builds on let through for bytes that are no workbook.
_FAULTS = (
    *(AttributeError, KeyError, IndexError, LookupError, TypeError, ValueError, ArithmeticError),
    *(AssertionError, EOFError, OSError, RuntimeError, SyntaxError, MemoryError, struct.error),
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
)


def is_workbook(names: list[str]) -> bool:
    """Say whether an archive of these members is a workbook."""
    return "xl/workbook.xml" in names


def tables(raw: bytes) -> tuple[Table, ...]:
    """Return a workbook's sheets; RefusedError where it is damaged or too large."""
    try:
        _refuse_bomb(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tuple(_sheets(raw))
    except _FAULTS as error:
        raise RefusedError("record_damaged") from error


def _refuse_bomb(raw: bytes) -> None:
    with zipfile.ZipFile(BytesIO(raw)) as parts:
        every = parts.infolist()
    if len(every) > MOST_PARTS or sum(part.file_size for part in every) > MOST_UNPACKED:
        raise RefusedError("record_too_large")
    if not {part.compress_type for part in every} <= {*PACKINGS}:
        raise RefusedError("record_damaged")


def _sheets(raw: bytes) -> Iterator[Table]:
    book = openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=True)
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise RefusedError("record_too_large")
        for sheet in book.worksheets:
            # What it says of its own extent may be too small, or reach the end of the world.
            sheet.reset_dimensions()
            yield Table(tuple(_rows(sheet)), sheet.title, mac=book.epoch == CALENDAR_MAC_1904)
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[tuple[Raw, ...]]:
    """Yield every row to the last that holds something; blank ones keep the others' numbers."""
    blank, filled = 0, 0
    for cells in sheet.iter_rows(max_col=COLUMNS):
        row = _filled([_raw(cell) for cell in cells])
        if not row:
            blank += 1
            if blank > MOST_BLANK:
                return
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise RefusedError("record_too_large")
        yield from ((),) * blank
        blank = 0
        yield row


def _filled(row: list[Raw]) -> tuple[Raw, ...]:
    """Return a row's cells up to the last that holds something."""
    last = max((place for place, raw in enumerate(row, start=1) if raw != ""), default=0)
    return tuple(row[:last])


def _raw(cell: Any) -> Raw:
    """Return a cell's value; a number's digits are those of the file, never a float's sum."""
    value = cell.value
    if isinstance(value, datetime):
        return value if "h" in str(cell.number_format).lower() else value.date()
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        return Decimal(repr(value))
    return value if isinstance(value, str | date | time) else str(value)
