"""Files of records in a folder: which are opened, what becomes of them, and what is told."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from records import make

from evidence_kit import brief, files, telling
from evidence_kit.errors import InputError
from evidence_kit.model import FileRole, RecordKind, Records, Source
from evidence_kit.pipeline import bundling, reading, recording
from evidence_kit.render.contract import Story, read_json
from evidence_kit.words import Words

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "samples" / "simple-loan" / "screenshots"
RECORDED = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1)
BILL = make.as_csv(make.wechat())
# Rows between the phone's owner and shops alone: none is of the case.
SHOPS = make.as_csv(
    make.wechat(make.WECHAT_ROWS[1:2], said=("共1笔记录", "收入：0笔 0.00元", "支出：1笔 28.16元"))
)


def taken(tmp_path: Path, **held: bytes) -> tuple[tuple[Source, ...], Path]:
    folder, payload = tmp_path / "X", tmp_path / "payload"
    folder.mkdir()
    payload.mkdir()
    for name, raw in held.items():
        (folder / name.replace("_", ".")).write_bytes(raw)
    return files.take_in(folder, payload).sources, payload


def became(
    tmp_path: Path, *passwords: str, **held: bytes
) -> dict[str, tuple[FileRole, str, list[RecordKind]]]:
    sources, payload = taken(tmp_path, **held)
    found = recording.read(sources, payload, passwords)
    assert [source.name for source in found.sources] == [source.name for source in sources]
    kinds: dict[str, list[RecordKind]] = {source.name: [] for source in sources}
    for source, screen in found.shown:
        kinds[source.name].append(screen.kind)
    return {one.name: (one.role, one.reason, kinds[one.name]) for one in found.sources}


USED, ASIDE = FileRole.USED, FileRole.SET_ASIDE
WECHAT = RecordKind.WECHAT_BILL


def test_records_are_used_and_what_is_none_says_why(tmp_path: Path) -> None:
    found = became(
        tmp_path,
        a_csv=BILL,
        b_xlsx=make.as_xlsx(make.native(make.wechat())),
        c_zip=make.as_zip(("1.csv", BILL), ("2.csv", BILL)),
        d_zip=make.as_zip(("1.csv", BILL), password="123456"),
        e_csv=b"1,2,3\n",
        f_xls=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        g_zip=make.as_zip(("1.png", b"\x89PNG\r\n\x1a\n")),
    )
    assert found == {
        "a.csv": (USED, "", [WECHAT]),
        "b.xlsx": (USED, "", [WECHAT]),
        "c.zip": (USED, "", [WECHAT, WECHAT]),
        "d.zip": (ASIDE, "record_locked", []),
        "e.csv": (ASIDE, "record_unknown", []),
        "f.xls": (ASIDE, "record_xls", []),
        "g.zip": (ASIDE, "record_unpack", []),
    }


def test_a_password_opens_what_it_locks(tmp_path: Path) -> None:
    locked = make.as_zip(("1.csv", BILL), password="123456")
    found = became(tmp_path, "000000", "123456", a_zip=locked)
    assert found == {"a.zip": (USED, "", [WECHAT])}


def test_a_table_by_another_name_is_opened_and_other_words_stay_what_they_were(
    tmp_path: Path,
) -> None:
    found = became(
        tmp_path,
        a_txt=BILL,
        b_txt="说明：聊天记录在手机里。\n".encode(),
        c_csv=make.as_csv(make.wechat(), "utf-16", "\t"),
        d_md=BILL,
    )
    assert found["a.txt"] == (USED, "", [WECHAT])
    assert found["b.txt"] == (ASIDE, "other_file", [])
    assert found["c.csv"] == (USED, "", [WECHAT])
    assert found["d.md"] == (ASIDE, "other_file", [])


# ── the whole run ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHOTS, tmp_path / "X")
    return tmp_path / "X"


def test_a_bill_of_shops_changes_no_fact(folder: Path) -> None:
    before = reading.read(folder, RECORDED)
    (folder / "账单.csv").write_bytes(SHOPS)
    story = reading.read(folder, RECORDED)
    for name in ("payments", "sayings", "terms", "doubts", "conversations"):
        assert getattr(story.facts, name) == getattr(before.facts, name), name
    assert records_of(story) == ["账单.csv"]
    by_name = {one["name"]: one for one in read_json(story)["files"]}
    assert by_name["账单.csv"]["role"] == "used"
    screen = next(one for one in read_json(story)["screens"] if one["kind"] == "records")
    assert screen["records"] is not None
    row = screen["records"]["rows"][0]
    assert (row["payment"]["amount"], row["payment"]["time"]) == ("28.16", "2025-03-03T09:15:00")


def records_of(story: Story) -> list[str]:
    return [source.name for source, screen in story.screens if isinstance(screen, Records)]


def test_case_toml_holds_the_password(folder: Path) -> None:
    (folder / "账单.zip").write_bytes(make.as_zip(("账单.csv", SHOPS), password="123456"))
    locked = reading.read(folder, RECORDED)
    assert records_of(locked) == []
    told = telling.story(locked, Words("zh_CN"))
    assert "账单.zip" in told
    assert "微信支付" in told
    assert "[records] passwords" in told
    work = folder.parent / "X-work"
    work.mkdir()
    (work / "case.toml").write_text('[records]\npasswords = ["123456"]\n', encoding="utf-8")
    assert records_of(reading.read(folder, RECORDED)) == ["账单.zip"]


def test_a_bill_that_is_left_out_is_set_aside(folder: Path) -> None:
    (folder / "账单.csv").write_bytes(SHOPS)
    work = folder.parent / "X-work"
    work.mkdir()
    said = '[[exclude]]\nfile = "账单.csv"\nreason = "与本案无关"\n'
    (work / "case.toml").write_text(said, encoding="utf-8")
    story = reading.read(folder, RECORDED)
    assert records_of(story) == []
    left = next(source for source in story.sources if source.name == "账单.csv")
    assert (left.role, left.reason) == (ASIDE, "excluded")


def test_a_table_is_payload_and_no_exhibit(folder: Path) -> None:
    (folder / "账单.csv").write_bytes(SHOPS)
    two = make.as_zip(("1.csv", SHOPS), ("2.csv", SHOPS))
    (folder / "账单.zip").write_bytes(two)
    made = bundling.bundle(folder, out=None, options=RECORDED, force=False)
    assert (made.bundle / "data" / "账单.csv").read_bytes() == SHOPS
    assert (made.bundle / "data" / "账单.zip").read_bytes() == two
    shown = {page.name for exhibit in made.case.exhibits for page in exhibit.pages}
    assert shown == {path.name for path in SHOTS.iterdir()}
    listed = (made.bundle / "exhibits.json").read_text(encoding="utf-8")
    assert "账单.csv" not in listed
    assert "账单.zip" not in listed
    facts = json.loads((made.work / "facts.json").read_text(encoding="utf-8"))
    kinds = [one["kind"] for one in facts["screens"] if one["file"].startswith("账单")]
    assert kinds == ["records"] * 3
    assert "账单.zip (1.csv)" in telling.bundled(made, Words("en"))


def test_tables_alone_make_no_bundle(tmp_path: Path) -> None:
    folder = tmp_path / "X"
    folder.mkdir()
    (folder / "账单.csv").write_bytes(SHOPS)
    with pytest.raises(InputError, match="no_pictures"):
        bundling.bundle(folder, out=None, options=RECORDED, force=False)
    assert not (tmp_path / "X-bundle").exists()
    assert records_of(reading.read(folder, RECORDED)) == ["账单.csv"]


# ── what is told ───────────────────────────────────────────────────────────────────────


def lines_about(folder: Path, raw: bytes, language: str = "zh_CN") -> list[str]:
    (folder / "账单.csv").write_bytes(raw)
    told = telling.story(reading.read(folder, RECORDED), Words(language)).split("\n")
    at = next(index for index, line in enumerate(told) if "账单.csv" in line)
    odd = [line for line in told[at + 1 :] if line.startswith("    ")]
    return [told[at], *odd]


def test_each_file_tells_its_rows_and_what_is_odd_by_kind(folder: Path) -> None:
    rows = [list(make.WECHAT_ROWS[1]) for _ in range(8)]
    for row in rows[:7]:
        row[8] = "4.2E+27"
    rows[7][1] = "新类型"
    told = lines_about(folder, make.as_csv(make.wechat(rows, said=("共9笔记录", "", ""))))
    assert "微信支付账单，8 笔" in told[0]
    assert len(told) == 4
    assert "整个文件" not in told[1]
    assert "共 9 笔" in told[1]
    assert "第 18, 19, 20, 21, 22, … 行（共 7 行）" in told[2]
    assert "4.2E+27" in told[2]
    assert "第 25 行" in told[3]
    assert "新类型" in told[3]


def test_a_sound_file_is_one_line(folder: Path) -> None:
    assert len(lines_about(folder, SHOPS, "en")) == 1


def test_the_template_carries_passwords_into_another_case(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    said = replace(brief.load(path), passwords=("123456", '6"54321'))
    path.write_text(brief.template(said), encoding="utf-8")
    assert brief.load(path).passwords == ("123456", '6"54321')
