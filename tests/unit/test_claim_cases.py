"""Every worked claim comes out as the oracle reckons it, row by row."""

from __future__ import annotations

import importlib.util

import pytest
from claimed import CASES, EXPECTED, ROOT, compute, told

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
    path = ROOT / "tests/claims/oracle.py"
    spec = importlib.util.spec_from_file_location("oracle", path)
    assert spec is not None
    assert spec.loader is not None
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    assert oracle.written() == (path.parent / "expected.toml").read_text(encoding="utf-8")


def test_the_oracle_shares_no_code_with_the_program() -> None:
    text = (ROOT / "tests/claims/oracle.py").read_text(encoding="utf-8")
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert not [line for line in imports if "evidence_kit" in line or "claimed" in line]
