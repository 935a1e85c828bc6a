"""The claim of each golden story: what is owed, by figures written by hand and by the oracle."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import claimed
import pytest
from golden import runs

from evidence_kit.model import Claim

ON = date(2026, 7, 1)
CLAIMS: dict[str, dict[str, Any]] = tomllib.loads(
    (runs.HERE / "claims.toml").read_text(encoding="utf-8")
)
KINDS = ("principal", "interest", "overdue", "penalty", "costs", "overpaid")


def figures(told: dict[str, Any]) -> dict[str, str]:
    return {kind: told.get(kind, "0.00") for kind in KINDS}


def reckoned(name: str) -> dict[str, Any]:
    """Return what the oracle makes of what happened."""
    case = {"repayments": [], **CLAIMS[name]["case"], "on": ON}
    found: dict[str, Any] = claimed.oracle().reckon(case)
    return found


def test_every_story_has_its_claim() -> None:
    assert sorted(CLAIMS) == sorted(runs.NAMES)


@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_the_figures_by_hand_are_the_oracle_s(name: str) -> None:
    assert figures(CLAIMS[name]) == reckoned(name)["figures"]


@pytest.mark.engine
@pytest.mark.parametrize("name", runs.NAMES)
def test_a_story_s_claim_is_what_happened(name: str, golden: runs.Runs) -> None:
    told = CLAIMS[name]
    found = golden.claimed(name, ON).report.claim
    assert found is not None
    assert found.outcome == told.get("outcome", "owed")
    assert figures({kind: str(getattr(found.figures, kind)) for kind in KINDS}) == figures(told)
    assert [claimed.told(row) for row in found.rows] == reckoned(name)["rows"]
    if "open" in told:
        assert _open(found) == told["open"]


def _open(found: Claim) -> list[str]:
    """Return each open payment, and as what it might count."""
    return [f"{one.kind.value} {one.amount}" for one in found.open_points if one.amount]
