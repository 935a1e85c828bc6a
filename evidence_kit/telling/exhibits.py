"""The exhibit list, and where papers about it lie, as a person is told them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_kit.model import ListColumn
from evidence_kit.telling.paths import shown
from evidence_kit.words import Words, plain

if TYPE_CHECKING:
    from evidence_kit.render import ExhibitList, ListedRow

LEAST_WIDTH = 60  # columns; narrower terminals wrap by themselves


def exhibit_table(listed: ExhibitList) -> str:
    """Return the exhibit list as a table as wide as the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    width = max(shutil.get_terminal_size((100, 24)).columns, LEAST_WIDTH)
    table = Table(box=SIMPLE_HEAD, show_lines=True, title="证据目录")
    for column in listed.columns:
        table.add_column(plain(column.head), overflow="fold")
    for row in listed.rows:
        cells = (_cell(row, one.column) for one in listed.columns)
        table.add_row(*("\n".join(map(plain, cell.split("\n"))) for cell in cells))
    told = io.StringIO()
    Console(file=told, width=width, highlight=False, markup=False).print(table)
    return told.getvalue().rstrip()


def _cell(row: ListedRow, column: ListColumn) -> str:
    """Return a cell; of 证明对象 a sentence a line, as the page prints it."""
    return "\n".join(row.sentences) if column is ListColumn.PROVES else row.cell(column)


def list_written(out: Path, words: Words) -> str:
    """Return where the list lies."""
    return words.say("exhibits.written", path=shown(out))


def styled(copied: Sequence[Path], words: Words) -> str:
    """Return where the wording lies that may be changed, and how it is put to use."""
    folder = copied[0].parent
    return words.say("style.copied", path=shown(folder), count=str(len(copied)), name=folder.name)
