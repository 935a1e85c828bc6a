"""A tesseract that fails as real ones do: nothing is lost, nothing hidden."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import tesseract_program

from evidence_kit import cli, ocr
from evidence_kit.ocr import recorded, tesseract
from evidence_kit.pipeline import looking

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "simple-loan" / "screenshots"
RECORDED = ROOT / "tests" / "recorded"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Return a folder of three pictures: a chat, a transfer or bill, and a person."""
    folder = tmp_path / "few"
    folder.mkdir()
    for picture in sorted(SAMPLE.iterdir())[:3]:
        shutil.copy(picture, folder)
    return folder


# What ends as another of them does: asked where there is time for it.
ALIKE = ("slow", "dumb", "short")


@pytest.fixture(
    params=[
        pytest.param(one, marks=pytest.mark.long if one in ALIKE else ())
        for one in tesseract_program.BEHAVIOURS
    ]
)
def behaviour(request, tmp_path: Path, monkeypatch) -> Iterator[str]:
    """Put a failing tesseract first on the PATH."""
    (tmp_path / "bin").mkdir()
    path = tesseract_program.install(tmp_path / "bin", request.param)
    monkeypatch.setenv("PATH", path)
    monkeypatch.setenv("EVIDENCE_KIT_LANG", "en")
    monkeypatch.setattr(tesseract, "TIMEOUT", 1)
    monkeypatch.setattr(tesseract, "PATIENCE", 0)
    looking._engine.cache_clear()
    looking._second.cache_clear()
    yield request.param
    looking._engine.cache_clear()
    looking._second.cache_clear()


def told(capsys, folder: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code of `read --json` and what it printed."""
    code = cli.run(["read", str(folder), "--json", "--jobs", "1", *options])
    printed = capsys.readouterr().out
    return code, json.loads(printed) if printed.strip() else {}


def as_recorded(capsys, folder: Path) -> dict[str, Any]:
    return told(capsys, folder, "--ocr", f"recorded:{RECORDED}")[1]


def values(screen: dict[str, Any]) -> tuple[Any, ...]:
    amounts = [message["amount"] for message in screen["messages"]]
    return screen["kind"], amounts, screen["payment"], screen["profile"]


def test_a_failing_second_reader_takes_no_value_and_raises_doubts(
    behaviour: str, few: Path, capsys, monkeypatch
) -> None:
    sound = as_recorded(capsys, few)
    monkeypatch.setattr(ocr, "_rapid", lambda threads: recorded.Recorded(RECORDED))
    code, found = told(capsys, few)
    assert code == 0
    assert [values(s) for s in found["screens"]] == [values(s) for s in sound["screens"]]
    kinds = [doubt["kind"] for doubt in found["doubts"]]
    critical = sum(bool(m["amount"]) for s in found["screens"] for m in s["messages"])
    assert critical >= 1
    match behaviour:
        case "silent" | "garbled":
            assert kinds.count("readings_disagree") >= critical
            assert "read_once" not in kinds
        case "slow" | "crashing" | "dumb" | "short":
            worth = [s for s in found["screens"] if s["kind"] != "unread" and _twice(s)]
            assert kinds.count("read_once") == len(worth) > 0
        case _:
            # There one sentence says it of the whole run.
            assert "read_once" not in kinds


def _twice(screen: dict[str, Any]) -> bool:
    """Say whether a page has anything that is read twice."""
    timed = any(message["kind"] in ("time", "transfer") for message in screen["messages"])
    return timed or bool(screen["payment"]) or bool((screen["profile"] or {}).get("wechat_id"))


def test_the_run_and_the_doctor_say_that_values_rest_on_one_reading(
    behaviour: str, few: Path, capsys, monkeypatch
) -> None:
    monkeypatch.setattr(ocr, "_rapid", lambda threads: recorded.Recorded(RECORDED))
    assert cli.run(["read", str(few), "--jobs", "1"]) == 0
    run = capsys.readouterr().out
    cli.run(["doctor"])
    doctor = capsys.readouterr().out
    assert ("read once only" in run) is (behaviour not in ("silent", "garbled"))
    assert ("rest on one reading" in doctor) is (behaviour == "no_chi_sim")


def test_a_failing_page_engine_ends_with_its_code_and_every_page(
    behaviour: str, few: Path, capsys
) -> None:
    code, found = told(capsys, few, "--ocr", "tesseract")
    if behaviour == "no_chi_sim":
        assert (code, found) == (5, {})
        return
    assert code == (6 if behaviour in ("slow", "crashing", "dumb", "short") else 0)
    assert [file["role"] for file in found["files"]] == ["used"] * 3
    # Colours alone may tell a chat; garbled words are no value of it.
    assert not any(m["amount"] for s in found["screens"] for m in s["messages"])
    assert not any(s["payment"] or s["profile"] for s in found["screens"])
    reasons = {s["reason"] for s in found["screens"] if s["kind"] != "chat"}
    expected = {
        "silent": {"no_text"},
        "garbled": {"unrecognised"},
        "dumb": {"engine_failed"},
        "short": {"engine_failed"},
        "slow": {"engine_failed"},
        "crashing": {"engine_failed"},
    }
    assert reasons == expected[behaviour]
    unread = sum(screen["kind"] == "unread" for screen in found["screens"])
    assert [d["kind"] for d in found["doubts"]].count("page_unread") == unread
    assert unread == 3 or behaviour == "garbled"


def test_the_install_command_is_told_where_a_language_is_missing(
    few: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", tesseract_program.install(tmp_path / "bin", "no_chi_sim"))
    looking._engine.cache_clear()
    assert cli.run(["read", str(few), "--ocr", "tesseract"]) == 5
    error = capsys.readouterr().err
    assert "chi_sim" in error
    assert ocr.install_tesseract() in error
