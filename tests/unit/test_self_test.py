"""The self-test catches every way of tampering that it tries, and says so where it doesn't."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from evidence_kit import cli
from evidence_kit.errors import Exit
from evidence_kit.model import Verdict
from evidence_kit.pipeline import checking, self_test


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> self_test._Made:
    made = self_test._made(tmp_path_factory.mktemp("made") / "X")
    assert made.signed
    return made


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[self_test.Tried, ...]:
    """What one run tried, in a folder that is empty afterwards."""
    place = tmp_path_factory.mktemp("place")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(place))
        found = self_test.run()
    assert list(place.iterdir()) == []
    return found


def test_every_way_is_caught_and_told(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tried: tuple[self_test.Tried, ...],
) -> None:
    monkeypatch.setattr(self_test, "run", lambda: tried)
    assert cli.run(["selftest"]) == Exit.OK
    told = capsys.readouterr().out
    ways = len(self_test._WAYS) + len(self_test._SIGNED_WAYS)
    assert len([line for line in told.splitlines() if "/" in line]) == ways + 4
    assert "SLIPPED" not in told


def test_what_slips_is_told_and_ends_with_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A way that changes nothing stands for one that verification would not see."""
    monkeypatch.setattr(self_test, "_WAYS", {"byte_changed": lambda _: None})
    monkeypatch.setattr(self_test, "_SIGNED_WAYS", {})
    monkeypatch.setattr(self_test, "_FLIPS", {"tsq": 4000, "tsr": 4000})
    assert cli.run(["selftest"]) == Exit.FAILED
    assert capsys.readouterr().out.count("SLIPPED") == 1


def test_a_forger_without_an_anchor_is_caught_only_by_one(
    tried: tuple[self_test.Tried, ...],
) -> None:
    found = {one.way: one for one in tried}
    assert found["sealed_anew"].alone is Verdict.INDETERMINATE
    assert found["sealed_anew"].anchored is Verdict.FAILED
    assert found["untouched"].anchored is Verdict.PASSED
    # Of all others the bundle itself tells, whoever looks at it.
    assert {t.alone for t in tried if t.way not in ("untouched", "sealed_anew")} == {Verdict.FAILED}


@pytest.mark.parametrize(
    ("way", "finding"),
    [
        ("singles_swapped", "each_false"),
        ("single_dropped", "each_false"),
        ("single_by_another", "each_unknown_root"),
        ("revocations_replaced", "revocation_unknown"),
        ("early_swapped", "seal_false"),
        ("early_listed_anew", "seal_false"),
        ("table_changed", "form_other_cell"),
        ("list_changed", "listed_other_title"),
        ("page_changed", "explained_other_digest"),
        ("signature_broken", "signature_false"),
        ("signed_appended", "signature_appended"),
    ],
)
def test_each_harm_is_told_by_the_check_that_is_there_for_it(
    bundle: self_test._Made, tmp_path: Path, way: str, finding: str
) -> None:
    copy = tmp_path / "X-bundle"
    shutil.copytree(bundle.bundle, copy)
    (self_test._WAYS | self_test._SIGNED_WAYS)[way](copy)
    told = checking.verification(copy).checks
    assert finding in {check.finding for check in told if check.verdict is not Verdict.PASSED}


def test_no_room_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert cli.run(["selftest"]) == Exit.OUTPUT
