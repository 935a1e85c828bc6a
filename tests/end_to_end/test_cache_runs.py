"""The installed command with a cache: what a second run reads, says and leaves behind."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "simple-loan" / "screenshots"
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
Kit = Callable[..., subprocess.CompletedProcess[str]]


def _entries(cache: Path) -> dict[str, int]:
    """Return the name of each kept reading, and when it was written."""
    return {path.name: path.stat().st_mtime_ns for path in (cache / "readings").glob("*")}


@pytest.mark.engine
def test_after_adding_one_screenshot_one_is_read_and_nothing_changes(
    tmp_path: Path, kit: Kit
) -> None:
    folder, cache = tmp_path / "screenshots", tmp_path / "cache"
    folder.mkdir()
    first, second = sorted(SAMPLE.iterdir())[:2]
    shutil.copy(first, folder)

    def read(*options: str) -> str:
        ended = kit(
            "read", folder, "--json", "--ocr", "rapid", *options, EVIDENCE_KIT_CACHE=str(cache)
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    cold = read()
    one = _entries(cache)
    assert len(one) == 1
    assert read() == cold
    assert _entries(cache) == one
    shutil.copy(second, folder)
    warm = read()
    two = _entries(cache)
    assert len(two) == 2
    assert one.items() <= two.items()
    shutil.rmtree(cache)
    assert read("--no-cache") == warm
    assert not cache.exists()


def test_clear_says_how_much_it_removed(tmp_path: Path, kit: Kit) -> None:
    kept = tmp_path / "readings"
    kept.mkdir()
    for digit in "ab":
        (kept / f"{digit * 64}-{digit * 16}.json").write_bytes(b"x" * 2000)
    told = kit("cache", "clear", EVIDENCE_KIT_CACHE=str(tmp_path))
    assert told.returncode == 0
    assert told.stdout == f"Removed 2 kept reading(s), 4 kB, from {kept}.\n"
    again = kit("cache", "clear", EVIDENCE_KIT_CACHE=str(tmp_path))
    assert again.stdout == f"No readings are kept in {kept}.\n"


def test_a_cache_that_cannot_be_is_no_fault(tmp_path: Path, kit: Kit) -> None:
    (tmp_path / "file").touch()
    ended = kit("read", SAMPLE, "--ocr", RECORDED, EVIDENCE_KIT_CACHE=str(tmp_path / "file"))
    assert (ended.returncode, ended.stderr) == (0, "")


def test_recorded_readings_leave_no_cache(tmp_path: Path, kit: Kit) -> None:
    kit("read", SAMPLE, "--ocr", RECORDED, EVIDENCE_KIT_CACHE=str(tmp_path))
    assert list(tmp_path.iterdir()) == []
