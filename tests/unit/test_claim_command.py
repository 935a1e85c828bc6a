"""`claim X` as it is run: on a folder, on case.toml alone, its JSON and what it writes."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import docx
import jsonschema
import pytest
import schema

from evidence_kit import files
from evidence_kit.errors import InputError, OutputError, UsageError
from evidence_kit.files import clock
from evidence_kit.model import Money, Outcome
from evidence_kit.pipeline import bundling, claiming, reading

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests/recorded"
OPTIONS = reading.Options(ocr=f"recorded:{RECORDED}", jobs=1, cache=False)
ON = claiming.Question(on=date(2026, 1, 15))
TABLE = "诉讼请求计算表.docx"


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    shutil.copytree(samples / "simple-loan", tmp_path / "案件")
    return tmp_path / "案件"


@pytest.fixture
def told_alone(tmp_path: Path) -> Path:
    """Return a folder that isn't there, beside the case.toml of the story told in words alone."""
    work = tmp_path / "案件-work"
    work.mkdir()
    shutil.copy(ROOT / "tests/golden/brief-only/case.toml", work / "case.toml")
    return tmp_path / "案件"


def add(folder: Path, text: str) -> None:
    path = folder.with_name("案件-work") / "case.toml"
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{text}", encoding="utf-8")


# ── on a folder ────────────────────────────────────────────────────────────────────────


def test_a_folder_s_claim_cites_the_pages_of_its_bundle(folder: Path) -> None:
    found = claiming.run(folder, OPTIONS, ON)
    assert found.report.claim is not None
    assert found.report.claim.figures is not None
    assert found.report.claim.figures.principal == Money(2001_27)
    assert found.table == folder.with_name("案件-work") / TABLE
    made = bundling.bundle(folder, out=None, options=OPTIONS, force=False)
    assert found.arranged.exhibits == made.case.exhibits
    _, rows = docx.Document(str(found.table)).tables
    lent = rows.rows[1].cells[6].text
    exhibits = {one.number: one for one in made.case.exhibits}
    first, last = exhibits[4].first, exhibits[4].last
    assert last == first + 1
    assert lent == f"证据3第{exhibits[3].first}页；证据4第{first}、{last}页"


def test_the_table_is_private_and_never_enters_the_bundle(folder: Path) -> None:
    table = claiming.run(folder, OPTIONS, ON).table
    assert table is not None
    if os.name != "nt":
        assert stat.S_IMODE(table.stat().st_mode) == 0o600
    made = bundling.bundle(folder, out=None, options=OPTIONS, force=False)
    assert not [path for path in made.bundle.rglob("*") if "计算表" in path.name]
    assert table.exists()


def test_the_command_prints_json_in_any_language_the_same(
    folder: Path, kit: Callable[..., object]
) -> None:
    add(folder, '[case]\nplaintiff = "林知夏"\n[suit]\nprovince = "江苏"\ngrace_days = 10\n')
    told = []
    for language in ("en", "zh"):
        asked = ("--on", "2026-01-15", "--ocr", OPTIONS.ocr, "--json", "--lang", language)
        run = kit("claim", folder, *asked)
        assert run.returncode == 0, run.stderr
        told.append(json.loads(run.stdout))
    assert told[0] == told[1]
    jsonschema.validate(told[0], json.loads(schema.claim_text()))
    row = told[0]["claim"]["rows"][0]
    assert [(one["exhibit"], len(one["pages"])) for one in row["shown"]["exhibits"]] == [
        (3, 1),
        (4, 2),
    ]
    assert row["shown"]["files"]
    (further,) = told[0]["claim"]["further"]
    day = Fraction(further["principal"]) * Fraction(further["rate"]) / 365
    assert Fraction(further["per_day"]) == day  # in yuan, as `per_day` of all together
    assert told[0]["claim"]["per_day"] == f"{float(day):.2f}"
    assert told[0]["table"] is True


def test_the_published_schema_is_generated_from_the_types() -> None:
    assert schema.CLAIM.read_text(encoding="utf-8") == schema.claim_text()


# ── on case.toml alone ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("there", [False, True])
def test_case_toml_alone_is_a_case(
    told_alone: Path, there: bool, kit: Callable[..., object]
) -> None:
    if there:
        told_alone.mkdir()  # an empty folder says as little as none
    run = kit("claim", told_alone, "--on", "2026-02-01", "--lang", "zh")
    assert run.returncode == 0, run.stderr
    assert "许南乔诉景老板：算到 2026-02-01" in run.stdout
    assert "53712.49" in run.stdout
    assert (told_alone.with_name("案件-work") / TABLE).exists()
    assert told_alone.exists() is there


def test_nothing_to_read_and_nothing_told_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as fault:
        claiming.run(tmp_path / "nowhere", OPTIONS, ON)
    assert fault.value.kind == "no_such_folder"
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as fault:
        claiming.run(tmp_path / "empty", OPTIONS, ON)
    assert fault.value.kind == "empty_folder"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty"]


def test_a_claim_of_nothing_writes_no_table_and_names_an_older_one(told_alone: Path) -> None:
    first = claiming.run(told_alone, OPTIONS, ON)
    assert first.table is not None
    add(
        told_alone,
        '[[payment]]\ndate = 2025-02-01\namount = "90000"\nchannel = "现金"\nseparate = true\n',
    )
    found = claiming.run(told_alone, OPTIONS, ON)
    assert found.report.claim is not None
    assert found.report.sure is not None
    assert found.report.sure.claim.outcome is Outcome.OVERPAID
    assert (found.table, found.stale) == (None, first.table)


def test_a_work_folder_that_cannot_be_written_is_told_before_reading(folder: Path) -> None:
    folder.with_name("案件-work").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError):
        claiming.run(folder, OPTIONS, ON)


def test_a_party_s_case_does_not_pass_over_the_one_for_all(told_alone: Path) -> None:
    options = reading.Options(ocr=OPTIONS.ocr, jobs=1, cache=False, party="老周")
    with pytest.raises(UsageError) as fault:
        claiming.run(told_alone, options, ON)
    assert fault.value.kind == "party_unheard"


# ── to which day ───────────────────────────────────────────────────────────────────────


def test_the_day_is_that_asked_for_else_cut_off_else_today(
    told_alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "today", lambda: date(2026, 5, 5))
    nothing = claiming.Question()
    assert claiming.run(told_alone, OPTIONS, nothing).report.on == date(2026, 5, 5)
    add(told_alone, "[claim]\ncut_off = 2026-04-04\n")
    assert claiming.run(told_alone, OPTIONS, nothing).report.on == date(2026, 4, 4)
    assert claiming.run(told_alone, OPTIONS, ON).report.on == ON.on


def test_today_is_the_day_in_china(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime.fromisoformat("2026-02-28T17:30:00+00:00").timestamp()
    monkeypatch.setattr(clock.time, "time", lambda: late)
    assert files.today() == date(2026, 3, 1)


def test_what_is_no_day_is_told(told_alone: Path, kit: Callable[..., object]) -> None:
    run = kit("claim", told_alone, "--on", "2026-02-30")
    assert run.returncode == 2
    assert "2026-02-30 is no day" in run.stderr


# ── rates published later ──────────────────────────────────────────────────────────────

HEAD = "published,one_year,five_year\n"


def rates(folder: Path, text: str) -> claiming.Question:
    path = folder.with_name("lpr.csv")
    path.write_text(text, encoding="utf-8")
    return claiming.Question(on=date(2026, 11, 1), lpr=path)


def test_a_file_and_case_toml_extend_the_table(told_alone: Path) -> None:
    add(told_alone, '[[lpr]]\ndate = 2026-11-20\nrate = "2.90%"\n')
    asked = rates(told_alone, f"{HEAD}2026-10-20,2.95,3.45\n")
    table = claiming.run(told_alone, OPTIONS, asked).report.lpr
    assert [row.published.isoformat() for row in table.rows[-3:]] == [
        "2026-09-20",
        "2026-10-20",
        "2026-11-20",
    ]
    assert table.verified == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "kind", "args"),
    [
        (f"{HEAD}2026-11-20,2.95,3.45\n", "lpr_gap", {"month": "2026-10"}),
        (
            f"{HEAD}2026-09-20,2.95,3.45\n",
            "lpr_differs",
            {"on": "2026-09-20", "known": "3.00%", "rate": "2.95%"},
        ),
        (f"{HEAD}2019-01-20,4.00,4.50\n", "lpr_differs", {"known": "—"}),
        ("date,rate\n2026-10-20,3\n", "lpr_unfit", {"line": "1"}),
        (f"{HEAD}2026-10-20,3.00\n", "lpr_unfit", {"line": "2"}),
    ],
)
def test_a_file_that_would_make_a_rate_up_is_refused(
    told_alone: Path, text: str, kind: str, args: dict[str, str]
) -> None:
    with pytest.raises(UsageError) as fault:
        claiming.run(told_alone, OPTIONS, rates(told_alone, text))
    assert fault.value.kind == kind
    assert args.items() <= fault.value.args_by_name.items()


def test_a_file_in_another_encoding_is_no_table(told_alone: Path) -> None:
    asked = rates(told_alone, HEAD)
    assert asked.lpr is not None
    asked.lpr.write_bytes("利率\n".encode("gb18030"))
    with pytest.raises(UsageError) as fault:
        claiming.run(told_alone, OPTIONS, asked)
    assert fault.value.kind == "lpr_unfit"


def test_a_file_that_is_not_there_is_told(told_alone: Path) -> None:
    with pytest.raises(InputError) as fault:
        claiming.run(told_alone, OPTIONS, claiming.Question(lpr=told_alone / "lpr.csv"))
    assert fault.value.kind == "lpr_unreadable"
