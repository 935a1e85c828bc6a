"""`check X` as it is run: the page in X-work, private, never in what a bundle holds."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import schema
from PIL import ExifTags, Image

from evidence_kit.errors import Exit, InputError, OutputError
from evidence_kit.files.sniffing import sniff
from evidence_kit.pipeline import bundling, reading, self_check

RECORDED = Path(__file__).parents[1] / "recorded"
OPTIONS = reading.Options(ocr=f"recorded:{RECORDED}", jobs=1, cache=False)
PAGE = "立案前自查.html"


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    shutil.copytree(samples / "simple-loan", tmp_path / "案件")
    return tmp_path / "案件"


def test_the_page_lies_in_the_work_folder_and_nothing_else_is_touched(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    found = self_check.run(folder, OPTIONS)
    assert found.page == folder.with_name("案件-work") / PAGE
    assert "案件" in found.page.read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["案件", "案件-work"]
    assert [path.name for path in found.page.parent.iterdir()] == [PAGE]
    if os.name != "nt":
        assert stat.S_IMODE(found.page.stat().st_mode) == 0o600
        assert stat.S_IMODE(found.page.parent.stat().st_mode) == 0o700


def test_no_bundle_holds_the_page_or_a_word_of_it(folder: Path) -> None:
    """What is weak in a case is nobody's to read but the creditor's and the lawyer's."""
    page = self_check.run(folder, OPTIONS).page
    made = bundling.bundle(folder, out=None, options=OPTIONS, force=False)
    for path in made.bundle.rglob("*"):
        assert "自查" not in path.name
        if path.is_file():
            content = path.read_bytes()
            assert "立案前自查".encode() not in content
            assert "对方可能指出".encode() not in content
    assert page.exists()


def test_a_second_run_says_the_same_of_the_same_folder(folder: Path) -> None:
    first = self_check.run(folder, OPTIONS).page.read_bytes()
    assert self_check.run(folder, OPTIONS).page.read_bytes() == first


def test_a_folder_that_is_not_there_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError) as fault:
        self_check.run(tmp_path / "nowhere", OPTIONS)
    assert fault.value.kind == "no_such_folder"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_pictures_has_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "notes.txt").write_text("一", encoding="utf-8")
    with pytest.raises(InputError) as fault:
        self_check.run(tmp_path / "x", OPTIONS)
    assert fault.value.kind == "no_pictures"
    assert not (tmp_path / "x-work").exists()


def test_a_work_folder_that_cannot_be_written_is_told_before_reading(folder: Path) -> None:
    folder.with_name("案件-work").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError) as fault:
        self_check.run(folder, OPTIONS)
    assert fault.value.exit_code is Exit.OUTPUT


def test_the_command_prints_json_in_any_language_the_same(
    folder: Path, kit: Callable[..., object]
) -> None:
    told = []
    for language in ("en", "zh"):
        run = kit("check", folder, "--ocr", OPTIONS.ocr, "--json", "--lang", language)
        assert run.returncode == 0, run.stderr
        told.append(json.loads(run.stdout))
    assert told[0] == told[1]
    jsonschema.validate(told[0], json.loads(schema.check_text()))
    assert (folder.with_name("案件-work") / PAGE).exists()


def test_the_command_tells_the_steps_and_the_page(folder: Path, kit: Callable[..., object]) -> None:
    run = kit("check", folder, "--ocr", OPTIONS.ocr)
    assert run.returncode == 0, run.stderr
    assert "Do these first" in run.stdout
    assert PAGE in run.stdout
    assert "<" not in run.stdout


# ── what a picture says of itself ──────────────────────────────────────────────────────


def _picture(path: Path, software: str | None = None) -> Path:
    exif = Image.Exif()
    if software is not None:
        exif[ExifTags.Base.Software] = software
    Image.new("RGB", (108, 240), "white").save(path, exif=exif)
    return path


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_a_picture_s_size_and_software_are_noted(tmp_path: Path, suffix: str) -> None:
    found = sniff(_picture(tmp_path / f"a.{suffix}", "Snapseed 2.0"), f"a.{suffix}")
    assert (found.extent, found.software) == ((108, 240), "Snapseed 2.0")


def test_a_turned_picture_is_as_high_as_it_is_seen(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (240, 108), "white").save(tmp_path / "a.jpg", exif=exif)
    assert sniff(tmp_path / "a.jpg", "a.jpg").extent == (108, 240)


def test_a_picture_that_names_no_software_has_none(tmp_path: Path) -> None:
    assert sniff(_picture(tmp_path / "a.jpg"), "a.jpg").software == ""


def test_the_check_loads_no_engine_to_be_imported() -> None:
    heavy = "{'cv2', 'onnxruntime', 'PIL'} & set(sys.modules)"
    code = f"import sys, evidence_kit.check; print(sorted({heavy}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
