"""case.toml: what a person says, and every fault of a bad one at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evidence_kit import brief
from evidence_kit.errors import UsageError
from evidence_kit.model import Brief, Channel, Exclusion, Money, Stated


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
    assert told == 'case.plaintif:2, case.phone:3 (→ "…"), court:4'


LOAN = 'date = 2025-03-02\namount = "5,000.5"\nchannel = "现金"\n'


def test_money_that_no_screenshot_shows_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    back = '[[payment]]\ndate = 2025-06-01\namount = 800\nchannel = "银行转账"\n'
    shown = 'shown_in = "流水.pdf"\npage = 2\n'
    path.write_text(f"[[loan]]\n{LOAN}note = ''\n{back}{shown}", encoding="utf-8")
    said = brief.load(path)
    assert said.loans == (Stated(date(2025, 3, 2), Money(500050), Channel.CASH),)
    assert said.repayments == (
        Stated(date(2025, 6, 1), Money(80000), Channel.BANK, shown_in="流水.pdf", page=2),
    )


def test_each_fault_of_several_tables_names_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    rows = [
        "[[loan]]",
        *LOAN.split("\n"),
        "[[loan]]",
        "amount = 50.5",
        'channel = "比特币"',
        "fee = 1",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    told = caught.value.args_by_name["faults"]
    assert told == (
        'loan[2].date:6 (→ 2025-03-02), loan[2].amount:7 (→ "5000.00"), '
        'loan[2].channel:8 (→ "现金"), loan[2].fee:9'
    )


@pytest.mark.parametrize(
    "amount",
    [
        "0",
        '"0.00"',
        '"-5"',
        '"5千"',
        '"1,00"',
        '"5.005"',
        '"１００"',
        "1e3",
        "true",
        '"99999999999999"',
    ],
)
def test_an_amount_that_is_not_plain_yuan_is_a_fault(tmp_path: Path, amount: str) -> None:
    path = tmp_path / "case.toml"
    path.write_text(
        f'[[loan]]\ndate = 2025-03-02\nchannel = "现金"\namount = {amount}\n', encoding="utf-8"
    )
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    assert caught.value.args_by_name["faults"] == 'loan[1].amount:4 (→ "5000.00")'


def test_an_order_is_a_list_of_files_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text('[order]\nfiles = ["2.png", "1.png"]\n', encoding="utf-8")
    said = brief.load(path)
    assert said.order == ("2.png", "1.png")
    with pytest.raises(UsageError, match="brief_unknown_file"):
        brief.refuse_unknown(said, path, ["1.png"])
    path.write_text('[order]\nfiles = "2.png"\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    assert caught.value.args_by_name["faults"] == 'order.files:2 (→ ["1.png", "2.png"])'


def test_files_are_left_out_with_a_reason_and_only_files_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text('[[exclude]]\nfile = "1.png"\nreason = "无关"\n', encoding="utf-8")
    said = brief.load(path)
    assert said.exclusions == (Exclusion("1.png", "无关"),)
    brief.refuse_unknown(said, path, ["1.png"])
    with pytest.raises(UsageError, match="brief_unknown_file"):
        brief.refuse_unknown(said, path, ["2.png"])
    path.write_text('[[exclude]]\nfile = "1.png"\nreason = " "\n', encoding="utf-8")
    with pytest.raises(UsageError, match="brief_schema"):
        brief.load(path)


QUESTION = brief.Question("8dad25a8d0", ("1.png：“1月5日”没有依据", "填写日期"))


def test_a_question_is_asked_once_and_says_nothing_until_answered(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    text = brief.asked(brief.template(), brief.unasked(brief.template(), [QUESTION]))
    assert text.startswith(brief.template())
    assert brief.unasked(text, [QUESTION]) == ()
    path.write_text(text, encoding="utf-8")
    assert brief.load(path) == Brief()
    path.write_text(text.replace('value = ""', 'value = "2025-01-05"'), encoding="utf-8")
    assert brief.load(path).answers == (("8dad25a8d0", "2025-01-05"),)


def test_a_question_stands_behind_what_a_person_wrote() -> None:
    text = '[case]\nplaintiff = "林秋"'
    assert brief.asked(text, [QUESTION]).startswith(text + "\n")


@pytest.mark.parametrize("written", ["loan = 3", "[loan]\namount = 3", "case = 1"])
def test_a_table_of_another_shape_is_a_fault(tmp_path: Path, written: str) -> None:
    path = tmp_path / "case.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    assert caught.value.args_by_name["faults"].startswith(
        ("loan:1 (→ [[loan]])", "case:1 (→ [case])")
    )


def test_the_template_says_what_it_shows_once_uncommented(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    keys = (
        "[[",
        "date =",
        "amount =",
        "channel =",
        "shown_in =",
        "page =",
        "note =",
        "separate =",
        "file =",
        "reason =",
    )
    lines = [
        line.removeprefix("# ") if line.removeprefix("# ").startswith(keys) else line
        for line in brief.template().split("\n")
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    said = brief.load(path)
    assert (len(said.loans), len(said.repayments), len(said.exclusions)) == (1, 1, 1)


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
