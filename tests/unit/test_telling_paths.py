"""Paths in the commands that are printed: nothing in a name runs, wherever it is pasted."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import evidence_kit
from evidence_kit.telling import paths

CATALOGUES = Path(evidence_kit.__file__).parent / "locale"

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


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_error_puts_a_path_into_a_command_as_it_is(language: str) -> None:
    """A fault carries paths as they are: only `paths.quoted` makes them safe to paste."""
    catalogue = CATALOGUES / language / "LC_MESSAGES" / "evidence_kit.po"
    with catalogue.open("rb") as file:
        told = [one for one in read_po(file) if str(one.id).startswith("error.")]
    assert len(told) > 50
    command = re.compile(r"evidence-kit [^\n]*\{(path|source|folder|name|file|bundle)\}")
    assert [one.id for one in told if command.search(str(one.string))] == []
