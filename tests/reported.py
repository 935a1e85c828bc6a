"""Claims told whole, for tests: worked cases and hand-built facts → what a run would have found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import claimed

from evidence_kit import case, claim
from evidence_kit.model import Brief, LoanFacts
from evidence_kit.pipeline.claiming import Claimed
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
