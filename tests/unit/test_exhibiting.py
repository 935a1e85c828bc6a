"""One list, edited in case.toml: PDF, DOCX, CSV, terminal, exhibits.json and `exhibits` agree."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdf
import pytest

from evidence_kit import cli, telling
from evidence_kit.errors import InputError
from evidence_kit.pipeline import bundling, exhibiting, reading
from evidence_kit.render.list_pages import list_pages

ROOT = Path(__file__).parents[2]
# Sixty characters: longer than any column.
TITLE = (
    "本案原告与被告自二〇二五年三月起至同年六月止的微信聊天记录"
    + "（含借款、转账、催要及部分还款的往来页面，共三页截图，依次编排）"
)
PROVES = ("2025年3月2日，被告向原告提出借款人民币3000元", "2025年3月2日，被告确认收到上述款项")
HEADS = ["证据组", "序号", "证据名称", "证据来源", "证明对象", "页码", "份数", "原件/复印件"]
SAID = f"""
[case]
plaintiff = "林知夏"
defendant = "周砚秋"
[[exhibit]]
file = "8.png"
title = "{TITLE}"
position = 1
[[exhibit]]
file = "8.png"
group = "借贷合意"
proves = ["{PROVES[0]}", "{PROVES[1]}"]
[filing]
columns = ["份数", "原件/复印件"]
copies = 3
style = "文书用语"
"""
STYLE = 'heading = "证据清单"\n[sources]\nprofile = "原告手机截图"\n'


@dataclass(frozen=True)
class Edited:
    """A bundle of a list that a person edited, and its ZIP."""

    bundle: Path
    packed: Path


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    folder = tmp_path_factory.mktemp("edited") / "截图"
    shutil.copytree(ROOT / "samples" / "simple-loan" / "screenshots", folder)
    work = folder.with_name("截图-work")
    work.mkdir()
    (work / "case.toml").write_text(SAID, encoding="utf-8")
    (work / "文书用语").mkdir()
    (work / "文书用语" / "list.toml").write_text(STYLE, encoding="utf-8")
    options = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1, cache=False)
    made = bundling.bundle(folder, out=None, options=options, force=False, packed=True)
    assert made.packed is not None
    return Edited(made.bundle, made.packed)


def in_csv(edited: Edited) -> list[list[str]]:
    text = (edited.bundle / "filing" / "证据目录.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def in_docx(edited: Edited) -> Iterator[list[str]]:
    """Yield the rows as the CSV has them: the group that a row stands below goes first."""
    (table,) = docx.Document(str(edited.bundle / "filing" / "证据目录.docx")).tables
    group = "证据组"
    for row in table.rows:
        cells = [cell.text.replace("\n", "") for cell in row.cells]
        if len(set(cells)) == 1:
            group = cells[0]
        else:
            yield [group, *cells]


def in_json(edited: Edited) -> Iterator[list[str]]:
    told = json.loads((edited.bundle / "exhibits.json").read_bytes())
    assert [one["head"] for one in told["columns"]] == HEADS
    yield [one["head"] for one in told["columns"]]
    for row, shown in zip(told["rows"], exhibiting.listed(edited.bundle).rows, strict=True):
        texts = [proof["text"] for proof in row["proves"]]
        assert all(text in shown.proves for text in texts)
        pages = (
            str(row["first"]) if row["first"] == row["last"] else f"{row['first']}–{row['last']}"
        )
        name = f"证据{row['exhibit']}　{row['title']}"
        cells = [row["group"], str(row["number"]), name, row["source"], shown.proves, pages]
        yield [*cells, str(row["copies"]), row["form"]]


def squeezed(text: str) -> str:
    return "".join(text.split())


def on_paper(edited: Edited) -> str:
    book = pypdf.PdfReader(edited.bundle / "filing" / "证据材料.pdf")
    labels = book.page_labels
    return squeezed("".join(
        page.extract_text() for page, label in zip(book.pages, labels, strict=True)
        if label.startswith("目录-")
    ))  # fmt: skip


def test_the_list_is_as_it_was_edited(edited: Edited) -> None:
    head, *rows = in_csv(edited)
    assert head == HEADS
    assert rows[0][2] != rows[1][2]
    chat = [row for row in rows if row[2] == f"证据1　{TITLE}"]
    assert len(chat) > 1
    (agreed,) = [row for row in chat if row[0].endswith("借贷合意")]
    assert agreed[4].startswith(f"1. {PROVES[0]}（第")
    assert PROVES[1] in agreed[4]
    assert {row[5].split("–")[0] for row in chat} <= {"1", "2", "3"}
    assert {row[7] for row in rows} == {"打印件"}
    assert {row[6] for row in rows} == {"3"}


def test_every_form_says_the_same(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = in_csv(edited)
    assert list(in_docx(edited)) == rows
    paper = on_paper(edited)
    monkeypatch.setenv("COLUMNS", "1200")
    table = telling.exhibit_table(exhibiting.listed(edited.bundle))
    for row in rows:
        assert squeezed("".join(row[1:])) in paper, row
        for cell in row:
            assert squeezed(cell) in squeezed(table.replace("\n", "")) or cell == row[4]
    for sentence in (s for one in exhibiting.listed(edited.bundle).rows for s in one.sentences):
        assert sentence in table
    told = list(in_json(edited))
    assert [sorted(row) for row in told] == [sorted(row) for row in rows]


def test_a_style_of_ones_own_words_every_form(edited: Edited) -> None:
    rows = in_csv(edited)
    assert "原告手机截图" in {row[3] for row in rows}
    assert "证据清单案由：民间借贷纠纷" in on_paper(edited)
    paper = docx.Document(str(edited.bundle / "filing" / "证据目录.docx"))
    assert paper.paragraphs[0].text == "证据清单"


@pytest.mark.parametrize("form", ["csv", "docx", "json"])
def test_a_file_of_the_list_is_the_bundles_own(edited: Edited, form: str) -> None:
    name = "exhibits.json" if form == "json" else f"filing/证据目录.{form}"
    own = (edited.bundle / name).read_bytes()
    assert exhibiting.paper(edited.bundle, form) == own
    assert exhibiting.paper(edited.packed, form) == own


def test_the_list_comes_out_of_the_pdf_alone(edited: Edited) -> None:
    made = exhibiting.paper(edited.bundle, "pdf")
    assert made == exhibiting.paper(edited.packed, "pdf")
    pages = pypdf.PdfReader(io.BytesIO(made))
    assert squeezed("".join(page.extract_text() for page in pages.pages)) == on_paper(edited)
    assert pages.page_labels == [f"目录-{at}" for at in range(1, len(pages.pages) + 1)]
    assert not any("/Annots" in page for page in pages.pages)
    assert len(made) < 1_000_000


def test_a_zip_is_listed_as_its_folder_is(edited: Edited) -> None:
    assert exhibiting.listed(edited.packed) == exhibiting.listed(edited.bundle)


def test_the_command_prints_or_writes_what_is_asked_for(
    edited: Edited, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "目录.docx"
    assert cli.run(["exhibits", str(edited.packed), "-o", str(out)]) == 0
    assert out.name in capsys.readouterr().out
    assert out.read_bytes() == (edited.bundle / "filing" / "证据目录.docx").read_bytes()
    assert cli.run(["exhibits", str(edited.bundle), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == 1
    assert cli.run(["exhibits", str(edited.bundle), "--format", "csv"]) == 0
    printed = capsys.readouterr().out
    assert list(csv.reader(io.StringIO(printed))) == in_csv(edited)
    assert cli.run(["exhibits", str(edited.bundle), "-o", str(tmp_path / "目录.txt")]) == 0
    assert "证据目录" in (tmp_path / "目录.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--format", "docx"], 2),
        (["--format", "pdf"], 2),
        (["--format", "odt"], 2),
        (["-o", "there.csv"], 8),
        (["-o", "截图-bundle/x.csv"], 8),
    ],
)
def test_nothing_is_written_over_and_no_paper_goes_to_the_terminal(
    edited: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(edited.bundle.parent)
    there = edited.bundle.parent / "there.csv"
    there.write_text("mine", encoding="utf-8")
    before = sorted(path.name for path in edited.bundle.iterdir())
    assert cli.run(["exhibits", str(edited.bundle), *arguments]) == code
    assert there.read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in edited.bundle.iterdir()) == before


def test_what_is_no_bundle_has_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    for path in (tmp_path, tmp_path / "a.txt", tmp_path / "nothing"):
        with pytest.raises(InputError):
            exhibiting.listed(path)
        with pytest.raises(InputError):
            exhibiting.paper(path, "pdf")


def changed(edited: Edited, there: Path, name: str) -> Path:
    """Copy a bundle and add a space to one of its files; JSON and CSV are then read as before."""
    bundle = there / "改-bundle"
    shutil.copytree(edited.bundle, bundle)
    with (bundle / name).open("ab") as file:
        file.write(b" ")
    return bundle


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("table", "exhibits.json"),
        ("json", "exhibits.json"),
        ("csv", "filing/证据目录.csv"),
        ("docx", "filing/证据目录.docx"),
        ("pdf", exhibiting.BOOK),
        ("csv", "tagmanifest-sha256.txt"),
    ],
)
def test_a_list_that_was_changed_is_not_shown(
    edited: Edited, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, name: str
) -> None:
    """Failure: a changed exhibits.json was printed as the bundle's own list, with exit code 0."""
    bundle = changed(edited, tmp_path, name)
    out = tmp_path / "目录"
    asked = ["exhibits", str(bundle), "--format", form]
    assert cli.run([*asked, "-o", str(out)]) == 4
    if form not in ("docx", "pdf"):
        assert cli.run(asked) == 4
    told = capsys.readouterr()
    assert told.out == ""
    assert "evidence-kit verify" in told.err
    assert not out.exists()


def test_what_is_printed_as_csv_is_the_file_that_would_be_copied(
    edited: Edited, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = changed(edited, tmp_path, "exhibits.json")
    assert cli.run(["exhibits", str(bundle), "--format", "csv"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == in_csv(edited)


def test_a_bundle_that_is_not_there_is_told_as_one(tmp_path: Path) -> None:
    for ask in (exhibiting.listed, lambda path: exhibiting.paper(path, "pdf")):
        with pytest.raises(InputError, match="no_such_bundle"):
            ask(tmp_path / "nothing")


def plain_pdf() -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", plain_pdf()])
def test_a_pdf_that_is_none_of_ours_gives_no_list(content: bytes) -> None:
    with pytest.raises(InputError, match="no_list_pages"):
        list_pages(io.BytesIO(content))
