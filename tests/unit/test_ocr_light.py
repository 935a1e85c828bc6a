"""Naming an engine is cheap, and a missing one says how to get it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_kit import ocr
from evidence_kit.errors import ToolError, UsageError
from evidence_kit.ocr import recorded, tesseract

HEAVY = ("numpy", "cv2", "onnxruntime", "rapidocr", "PIL", "pytesseract", "evidence_kit.ocr.rapid")


def test_importing_the_room_loads_no_engine() -> None:
    code = f"import sys, evidence_kit.ocr; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("ask", [ocr.engine, ocr.second_reader])
def test_an_unknown_name_is_a_usage_error(ask) -> None:
    with pytest.raises(UsageError) as caught:
        ask("paddle")
    assert (caught.value.kind, caught.value.args_by_name) == ("unknown_engine", {"name": "paddle"})


def test_an_engine_asked_for_by_name_reads_alone() -> None:
    assert ocr.second_reader("rapid") is None
    assert ocr.second_reader("tesseract") is None


def test_recordings_are_engine_and_second_reader(tmp_path: Path) -> None:
    assert isinstance(ocr.engine(f"recorded:{tmp_path}"), recorded.Recorded)
    assert isinstance(ocr.second_reader(f"recorded:{tmp_path}"), recorded.Recorded)


def test_without_its_packages_rapid_says_how_to_install_them(monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ToolError) as caught:
        ocr.engine("auto")
    assert caught.value.kind == "engine_missing"
    assert caught.value.args_by_name == {"engine": "rapid", "install": ocr.INSTALL_RAPID}


def test_without_tesseract_auto_has_no_second_reader(monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(tesseract, "WINDOWS", Path("not/there.exe"))
    assert ocr.second_reader("auto") is None
    with pytest.raises(ToolError) as caught:
        ocr.engine("tesseract")
    assert caught.value.kind == "engine_missing"
    assert caught.value.args_by_name["install"] == ocr.install_tesseract()
    absent = {part.component: part.present for part in ocr.installed()}
    assert absent["tesseract"] is False
    assert absent["tesseract:chi_sim"] is False


def test_without_chinese_data_tesseract_names_the_language(monkeypatch) -> None:
    here = tesseract.Found("tesseract", "5.3.0", ("eng", "osd"))
    monkeypatch.setattr(tesseract, "found", lambda: here)
    assert ocr.second_reader("auto") is None
    with pytest.raises(ToolError) as caught:
        ocr.engine("tesseract")
    assert caught.value.kind == "language_missing"
    assert caught.value.args_by_name["language"] == "chi_sim"


@pytest.mark.parametrize(
    ("platform", "command"), [("win32", "winget"), ("darwin", "brew"), ("linux", "apt")]
)
def test_each_platform_has_its_install_command(monkeypatch, platform: str, command: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert command in ocr.install_tesseract()


def test_what_is_installed_has_a_version() -> None:
    parts = {part.component: part for part in ocr.installed()}
    assert parts["rapidocr"].present
    assert parts["rapidocr"].version
