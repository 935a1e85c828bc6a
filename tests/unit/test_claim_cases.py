"""Every worked claim comes out as the oracle reckons it, row by row."""

from __future__ import annotations

import pytest
from claimed import CASES, EXPECTED, ROOT, compute, oracle, told

FIGURES = ("principal", "interest", "overdue", "penalty", "costs", "overpaid")


def test_there_are_many() -> None:
    assert len(CASES) >= 90
    assert list(CASES) == list(EXPECTED)


@pytest.mark.parametrize("name", CASES)
def test_the_figures_and_the_rows(name: str) -> None:
    found, expected = compute(CASES[name]), EXPECTED[name]
    assert found.figures is not None
    assert [told(row) for row in found.rows] == expected["rows"]
    assert {f: str(getattr(found.figures, f)) for f in FIGURES} == {f: expected[f] for f in FIGURES}


def test_what_is_written_down_is_what_the_oracle_says() -> None:
    written = (ROOT / "tests/claims/expected.toml").read_text(encoding="utf-8")
    assert oracle().written() == written


def test_the_oracle_shares_no_code_with_the_program() -> None:
    text = (ROOT / "tests/claims/oracle.py").read_text(encoding="utf-8")
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert not [line for line in imports if "evidence_kit" in line or "claimed" in line]
