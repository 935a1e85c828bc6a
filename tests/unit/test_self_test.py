"""The self-test catches every way of tampering that it tries, and says so where it doesn't."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from evidence_kit import cli
from evidence_kit.errors import Exit
from evidence_kit.model import Verdict
from evidence_kit.pipeline import self_test


def test_every_way_is_caught_and_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert cli.run(["selftest"]) == Exit.OK
    told = capsys.readouterr().out
    assert len([line for line in told.splitlines() if "/" in line]) == len(self_test._WAYS) + 4
    assert "SLIPPED" not in told
    assert list(tmp_path.iterdir()) == []


def test_what_slips_is_told_and_ends_with_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A way that changes nothing stands for one that verification would not see."""
    monkeypatch.setattr(self_test, "_WAYS", {"byte_changed": lambda _: None})
    monkeypatch.setattr(self_test, "_FLIPS", 4000)
    assert cli.run(["selftest"]) == Exit.FAILED
    assert capsys.readouterr().out.count("SLIPPED") == 1


def test_a_forger_without_an_anchor_is_caught_only_by_one() -> None:
    tried = {one.way: one for one in self_test.run()}
    assert tried["sealed_anew"].alone is Verdict.INDETERMINATE
    assert tried["sealed_anew"].anchored is Verdict.FAILED
    assert tried["untouched"].anchored is Verdict.PASSED


def test_no_room_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert cli.run(["selftest"]) == Exit.OUTPUT
