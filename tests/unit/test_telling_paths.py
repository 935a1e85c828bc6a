"""Paths in the commands that are printed: nothing in a name runs, wherever it is pasted."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evidence_kit.telling import paths

NAMES = ("$(touch evil)", "`touch evil`", "a; touch evil", "a & touch evil", "it's", "-rf", "a\nb")


@pytest.mark.parametrize("name", NAMES)
def test_a_shell_takes_a_path_as_one_word(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).mkdir()
    told = paths.quoted(tmp_path / name)
    ended = subprocess.run(["sh", "-c", f"ls -d {told}"], capture_output=True, check=True)
    assert ended.stdout.decode().removesuffix("\n").removeprefix("./") == name
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["$(calc)", "`calc`", "a“; calc; “", "%COMSPEC%", "a”&calc"])
def test_on_windows_what_would_run_is_left_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths.sys, "platform", "win32")
    told = paths.argument(f"截图 {name}")
    assert told.startswith('"截图 ')
    assert not set(told) & set("$`“”")
    assert told.count("%") < 2


def test_on_windows_ordinary_names_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths.sys, "platform", "win32")
    assert paths.argument("截图") == "截图"
    assert paths.argument("100% 真") == '"100% 真"'
    assert paths.argument("张三’s (2)") == '"张三’s (2)"'
