"""What killed runs leave is cleared by the next; what a run is at work in never is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evidence_kit import files
from evidence_kit.files import leftovers

PART, LOCK = ".evidence-kit-0123456789abcdef.part", ".evidence-kit-0123456789abcdef.lock"


def left(folder: Path) -> Path:
    (folder / PART / "data").mkdir(parents=True)
    (folder / PART / "data" / "1.png").write_bytes(b"half")
    (folder / LOCK).touch()
    return folder / PART


def test_what_nobody_holds_is_cleared_and_named(tmp_path: Path) -> None:
    part = left(tmp_path)
    assert leftovers.clear(tmp_path) == (part,)
    assert list(tmp_path.iterdir()) == []


def test_the_next_run_clears_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "X").mkdir()
    part = left(tmp_path)
    with files.staging(tmp_path / "out", source=tmp_path / "X", force=False) as stage:
        assert stage.cleared == (part,)
        assert leftovers.clear(tmp_path) == ()  # its own is at work
        assert stage.root.is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["X", "out"]


def test_another_processs_work_is_left_alone(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from evidence_kit.files import leftovers\n"
        "with leftovers.at_work(pathlib.Path(sys.argv[1])): print('held', flush=True); input()\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / PART)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        (tmp_path / PART).mkdir()
        assert leftovers.clear(tmp_path) == ()
        assert (tmp_path / PART).is_dir()
        other.kill()
    assert leftovers.clear(tmp_path) == (tmp_path / PART,)


def test_what_has_no_lock_or_another_name_is_left_alone(tmp_path: Path) -> None:
    for name in (PART, ".evidence-kit-1.part", "data.part", ".evidence-kit-0123456789abcdeg.part"):
        (tmp_path / name).mkdir()
        (tmp_path / name.replace(".part", ".lock")).touch() if name != PART else None
    before = sorted(tmp_path.iterdir())
    assert leftovers.clear(tmp_path) == ()
    assert sorted(tmp_path.iterdir()) == before
    assert leftovers.clear(tmp_path / "gone") == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "1.png").write_bytes(b"x")
    (tmp_path / PART).symlink_to("mine")
    (tmp_path / LOCK).touch()
    assert leftovers.clear(tmp_path) == ()
    assert (tmp_path / "mine" / "1.png").read_bytes() == b"x"


def test_half_a_private_file_goes_once_no_run_can_be_at_it(tmp_path: Path) -> None:
    work = tmp_path / "X-work"
    work.mkdir()
    for name, hours in ((".00000000.part", 2), (".00000001.part", 0), ("mine.part", 2)):
        (work / name).touch()
        os.utime(work / name, (time.time() - 3600 * hours,) * 2)
    files.try_private(work, source=tmp_path / "X")
    assert sorted(path.name for path in work.iterdir()) == [".00000001.part", "mine.part"]
