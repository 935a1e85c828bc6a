"""Claims told whole, for tests: worked cases and hand-built facts → what a run would have found."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import claimed
import docx
from docx.document import Document

from evidence_kit import case, claim
from evidence_kit.model import Brief, LoanFacts
from evidence_kit.pipeline.claiming import Claimed
from evidence_kit.render import claim_table
from evidence_kit.render.contract import Story

TABLE = Path("诉讼请求计算表.docx")


def of(facts: LoanFacts, on: date, brief: Brief | None = None, **said: Any) -> Claimed:
    """Return what a run over these facts finds, as though it had written the table."""
    told = replace(brief or Brief(plaintiff="王小明", defendant="周大海"), **said)
    report = claim.report(facts, told, on=on, table=claimed.TABLE)
    return Claimed(
        report, Story((), (), facts, "none", None), case.arrange(facts, (), (), told), TABLE
    )


@cache
def of_case(name: str) -> Claimed:
    """Return what a run over a worked case of tests/claims/cases.toml finds."""
    worked = claimed.CASES[name]
    return of(
        claimed.facts_of(worked),
        worked["on"],
        claimed.brief(worked),
        settings=claimed.settings(worked),
        agreed=claimed.agreed(worked),
        filed_on=worked.get("filed"),
    )


def printed(found: Claimed) -> Document:
    """Return the table for the court, read back."""
    assert found.report.sure is not None
    paper = claim_table.claim_table(found.report.sure, found.arranged, found.story.screens)
    return docx.Document(io.BytesIO(paper))


def texts(paper: Document) -> Iterator[str]:
    """Yield every line and every cell of a paper."""
    yield from (line.text for line in paper.paragraphs)
    for table in paper.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)
