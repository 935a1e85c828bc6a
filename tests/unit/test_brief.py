"""case.toml: what a person says, and every fault of a bad one at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evidence_kit import brief
from evidence_kit.errors import UsageError
from evidence_kit.model import Brief


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert brief.load(tmp_path / "case.toml") == Brief()


def test_the_template_says_nothing_until_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(brief.template(), encoding="utf-8")
    assert brief.load(path) == Brief()


def test_what_is_filled_in_is_said(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    # Windows' Notepad writes a byte order mark.
    path.write_text(
        '[case]\nplaintiff = "林秋"\ndefendant = ""\nfiled_on = 2026-03-01\n', encoding="utf-8-sig"
    )
    assert brief.load(path) == Brief(plaintiff="林秋", filed_on=date(2026, 3, 1))


def test_every_schema_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text('[case]\nplaintif = "x"\nphone = 3\n[court]\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    assert caught.value.kind == "brief_schema"
    told = caught.value.args_by_name["faults"]
    assert told == "court:4, case.plaintif:2, case.phone:3"


def test_a_syntax_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text('[case]\nplaintiff = "x\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    assert (caught.value.kind, caught.value.args_by_name["line"]) == ("brief_syntax", "2")


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="brief_unreadable"):
        brief.load(path)
