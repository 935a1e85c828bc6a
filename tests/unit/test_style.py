"""A lawyer's own wording: what it may change, and how each mistake in it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import listings
import pytest

from evidence_kit import render
from evidence_kit.errors import OutputError, UsageError
from evidence_kit.model import Brief, Filing, ListColumn, Proof, ProofKind
from evidence_kit.pipeline import styling
from evidence_kit.render.style import shipped_files, style_of
from evidence_kit.render.wording import court_wording

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes one file of a style and returns its folder."""

    def of(text: str | bytes, name: str = "list.toml") -> Path:
        folder = tmp_path / "文书用语"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return of


def test_the_copy_is_the_packaged_wording_and_says_the_same(tmp_path: Path) -> None:
    copied = styling.copy(tmp_path / "文书用语")
    assert [path.name for path in copied] == list(shipped_files())
    assert {"list.toml", "cover.toml", "statement.toml"} <= set(shipped_files())
    assert style_of(tmp_path / "文书用语").papers == court_wording().papers


def test_no_copy_is_written_over_anything(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="style_exists"):
        styling.copy(tmp_path)
    with pytest.raises(OutputError, match="no_such_parent"):
        styling.copy(tmp_path / "no" / "such")
    assert list(tmp_path.iterdir()) == []


def test_what_a_style_says_is_said_and_the_rest_stays(write: Write) -> None:
    folder = write(
        'heading = "证据清单"\ncolumns = ["序号", "证据名称", "证明对象", "页码", "份数"]\n'
        '[heads]\n"证明对象" = "证明目的"\n[groups]\nidentity = "当事人"\n'
        '[titles]\npayment = "转账截图（{amount}元）"\n'
        '[proofs]\nlent = "{date}，出借{amount}元"\n'
    )
    words = style_of(folder)
    shown = render.listed(listings.many(12), words)
    assert [one.head for one in shown.ruled] == ["序号", "证据名称", "证明目的", "页码", "份数"]
    assert shown.rows[0].group == "第一组　当事人"
    assert shown.rows[2].group == "第二组　借贷合意"
    assert shown.rows[1].title == "转账截图（3000.00元）"
    assert shown.rows[1].proves == "2025年3月2日14:08，出借3000.00元（第4页）。"
    assert words.text("list", "heading") == "证据清单"
    assert words.text("cover", "heading") == "证据材料"
    assert b"\xe8\xaf\x81\xe6\x98\x8e\xe7\x9b\xae\xe7\x9a\x84" in render.exhibits_csv(shown)


def test_columns_of_the_brief_come_once_and_last(write: Write) -> None:
    words = style_of(write('columns = ["序号", "份数", "证据名称", "页码"]'))
    brief = Brief(filing=Filing(columns=(ListColumn.FORM, ListColumn.COPIES)))
    shown = render.listed(listings.many(2, brief=brief), words)
    assert [one.head for one in shown.columns] == [
        *("证据组", "序号", "份数", "证据名称", "页码", "原件/复印件"),
    ]


def test_a_kind_may_be_worded_for_a_flag_that_the_packaged_file_has_no_wording_for(
    write: Write,
) -> None:
    words = style_of(write('[proofs]\nlent_neutral = "转账{amount}元"\n'))
    said = Proof(ProofKind.LENT, (("amount", "5.00"), ("neutral", "yes")), (1,))
    assert words.sentence(said) == "转账5.00元"


def test_windows_notepad_may_have_saved_it(write: Write) -> None:
    assert (
        style_of(write(b'\xef\xbb\xbfheading = "\xe6\xb8\x85\xe5\x8d\x95"\r\n')).text(
            "list", "heading"
        )
        == "清单"
    )


WRONG = [
    (
        'heading = "甲"\n[titles]\npaiment = "乙"\n',
        "style_key",
        {"key": "titles.paiment", "line": "3"},
    ),
    ('[heads]\n"证明目的" = "乙"\n', "style_key", {"key": "heads.证明目的", "line": "2"}),
    ('[heading]\nx = "乙"\n', "style_key", {"key": "heading.x", "line": "2"}),
    ("heading = 3\n", "style_value", {"key": "heading", "line": "1"}),
    ('heading = ""\n', "style_value", {"key": "heading", "line": "1"}),
    ('titles = "乙"\n', "style_value", {"key": "titles", "line": "1"}),
    ('head = "乙"\n', "style_value", {"key": "head", "line": "1"}),
    ('[sources]\n\npdf = ["甲", 3]\n', "style_value", {"key": "sources.pdf", "line": "3"}),
    ('columns = ["序号", "备注"]\n', "style_value", {"key": "columns", "line": "1"}),
    ('columns = ["序号", "序号"]\n', "style_value", {"key": "columns", "line": "1"}),
    ('columns = ["证据组"]\n', "style_value", {"key": "columns", "line": "1"}),
    (
        '[proofs]\nlent = [\n  "{date}{lender}",\n]\n',
        "style_placeholder",
        {"key": "proofs.lent", "line": "2", "name": "lender"},
    ),
    (
        'heading = "{plaintiff}的清单"\n',
        "style_placeholder",
        {"key": "heading", "name": "plaintiff", "allowed": "—"},
    ),
    ('heading = "甲"\nheading = 乙\n', "style_syntax", {"line": "2"}),
    ('heading = "甲"\nhead = ["乙"', "style_syntax", {"line": "2"}),
    ("heading = \xff", "style_encoding", {}),
]


@pytest.mark.parametrize(("text", "kind", "told"), WRONG)
def test_each_mistake_is_told_with_its_file_key_and_line(
    write: Write, text: str, kind: str, told: dict[str, str]
) -> None:
    folder = write(text.encode("latin-1") if kind == "style_encoding" else text)
    with pytest.raises(UsageError) as raised:
        style_of(folder)
    found = raised.value.args_by_name
    assert raised.value.kind == kind
    assert found["path"] == str(folder / "list.toml")
    assert {key: found[key] for key in told} == told


@pytest.mark.parametrize(
    ("paper", "text"),
    [
        ("statement", '[hashes]\ncolumns = ["证据", "文件名"]\n'),
        ("statement", '[hashes]\nsides = ["左图", "右图"]\n'),
        ("claim", 'claims = ["序号", "请求"]\n'),
        ("ledger", 'columns = ["序号"]\n'),
        ("annex", '[talk]\ncolumns = ["行号"]\n'),
    ],
)
def test_a_table_of_the_wrong_width_is_told(write: Write, paper: str, text: str) -> None:
    with pytest.raises(UsageError, match="style_value"):
        style_of(write(text, f"{paper}.toml"))


def test_a_paper_that_there_is_not_is_told_with_those_that_there_are(write: Write) -> None:
    with pytest.raises(UsageError) as raised:
        style_of(write('heading = "甲"', "lst.toml"))
    assert raised.value.kind == "style_file"
    assert "list.toml" in raised.value.args_by_name["names"]


def test_known_words_may_stand_where_the_case_is_known(write: Write) -> None:
    words = style_of(write('head = ["案由：民间借贷纠纷", "{phone}"]'))
    assert words.texts("list", "head", {"phone": "某品牌"}) == ["案由：民间借贷纠纷", "某品牌"]


def test_the_folder_is_found_from_case_toml(write: Write, tmp_path: Path) -> None:
    folder = write('heading = "清单"')
    path = tmp_path / "case.toml"
    said = Brief(filing=Filing(style=folder.name))
    assert styling.wording(said, path).text("list", "heading") == "清单"
    assert styling.wording(Brief(), path) is court_wording()
    for name in ("没有这个", "case.toml", "空"):
        (tmp_path / "空").mkdir(exist_ok=True)
        with pytest.raises(UsageError, match="style_missing"):
            styling.wording(Brief(filing=Filing(style=name)), path)
