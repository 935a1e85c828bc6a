"""The table of loan prime rates: the one that comes with the program, and what a person adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from evidence_kit.claim import lpr
from evidence_kit.errors import InputError, UsageError
from evidence_kit.model import Lpr, LprTable

_TABLE = "data/lpr.csv"


def table(added: Iterable[Lpr] = (), file: Path | None = None) -> LprTable:
    """Return the program's table with what `--lpr FILE` and case.toml add.

    They may only extend it. Raises UsageError "lpr_differs" where they name another rate for a
    day that was checked, "lpr_gap" where a month is missing, which would be a made-up rate, and
    "lpr_unfit" with the line of a file that is no table; InputError "lpr_unreadable".
    """
    own = _shipped()
    given = _read(file) if file else None
    rows = (*(given.rows if given else ()), *added)
    for row in rows:
        _refuse_other(own, row)
    whole = lpr.with_rows(own, rows) if rows else own
    _refuse_gap(whole)
    return replace(whole, verified=max(whole.verified, given.verified)) if given else whole


def _shipped() -> LprTable:
    return lpr.parse((files("evidence_kit.claim") / _TABLE).read_text(encoding="utf-8"))


def _read(path: Path) -> LprTable:
    try:
        return lpr.parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError("lpr_unreadable", path=str(path), reason=reason) from error
    except ValueError as error:  # of a text in another encoding, too
        line = str(error).removeprefix("line ")
        line = line if line.isdecimal() else "1"
        raise UsageError("lpr_unfit", path=str(path), line=line, header=lpr.HEADER) from error


def _refuse_other(own: LprTable, row: Lpr) -> None:
    """Refuse another rate for a day within what was checked: a slip of the hand."""
    if row.published > own.verified:
        return
    known = lpr.on(own, row.published)
    if known is None or known.one_year != row.one_year:
        said = _percent(known) if known else "—"
        on = row.published.isoformat()
        raise UsageError("lpr_differs", on=on, rate=_percent(row), known=said)


def _refuse_gap(table: LprTable) -> None:
    """Refuse a table that skips a month: LPR is published in each since 2019-08."""
    for before, after in pairwise(table.rows):
        if _month(after.published) - _month(before.published) > 1:
            years, month = divmod(_month(before.published) + 1, 12)
            raise UsageError("lpr_gap", month=f"{years}-{month + 1:02d}")


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _percent(row: Lpr) -> str:
    return f"{float(row.one_year * 100):.2f}%"
