"""The list in the court's words: sentences, CSV, exhibits.json and back."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from evidence_kit import render
from evidence_kit.errors import InputError, UsageError
from evidence_kit.model import (
    PDFS,
    RECORDINGS,
    Algorithm,
    Brief,
    Carrier,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Filing,
    Group,
    HashLine,
    Proof,
    ProofKind,
    Row,
)
from evidence_kit.render.wording import (
    Wording,
    chinese_date,
    cited,
    court_wording,
    fill,
    page_range,
)

A, B = (Digest(Algorithm.SHA256, digit * 64) for digit in "ab")
SM3 = Digest(Algorithm.SM3, "c" * 64)
ACCOUNT = (("nickname", "小雨"), ("wechat_id", "xiaoyu_1990"))


def proof(kind: ProofKind, *pages: int, **args: str) -> Proof:
    return Proof(kind, tuple(args.items()), pages)


def case_of(*proofs: Proof) -> Case:
    pages = (ExhibitPage(1, A, "聊天 1.png"), ExhibitPage(2, B, "聊天 2.png"))
    exhibit = Exhibit(1, ExhibitKind.CONVERSATION, ACCOUNT, pages)
    row = Row(1, Group.AGREEMENT, 1, 1, 2, proofs or (proof(ProofKind.AS_SHOWN, 1, 2),))
    hashes = (HashLine(1, "聊天 1.png", A, SM3), HashLine(None, "录音.m4a", B, SM3))
    return Case(Brief("张三", None), (exhibit,), (row,), hashes)


def sentence(kind: ProofKind, *pages: int, **args: str) -> str:
    return render.listed(case_of(proof(kind, *pages, **args))).rows[0].proves


def test_each_kind_has_its_sentence() -> None:
    on = "2025-03-02"
    assert [
        sentence(ProofKind.LENT, 7, date=on, amount="5000.00", payer="原告", payee="被告"),
        sentence(ProofKind.REPAID, 8, date=on, amount="1500.00"),
        sentence(ProofKind.RETURNED, 8, date=on, amount="800.00"),
        sentence(ProofKind.EXPIRED, 8, date=f"{on}T10:13", amount="800.00"),
        sentence(ProofKind.PAID, 8, date=on, amount="9.00", payer="原告", payee="被告"),
        sentence(ProofKind.SHOWN, 8, date=on, amount="9.00", counterparty="甲", serial="1"),
        sentence(ProofKind.REQUESTED, 2, date=on, quote="借我5000", amount="5000.00"),
        sentence(ProofKind.PROMISED, 7, 9, date=on, quote="月底一定还"),
        sentence(ProofKind.ACKNOWLEDGED, 7, 8, 9, date=on, quote="收到"),
        sentence(ProofKind.DEMANDED, 7, 8, date=on, quote="什么时候还？"),
        sentence(ProofKind.AGREED_DUE, 2, quote="下个月5号还你", due="2025-04-05"),
        sentence(ProofKind.AGREED_RATE, 2, quote="月息1分"),
        sentence(ProofKind.ACCOUNT, 1, **dict(ACCOUNT), remark="李小雨"),
        sentence(ProofKind.ACCOUNT, 1, **dict(ACCOUNT), own="yes"),
        sentence(ProofKind.USER_STATED, 1),
        sentence(ProofKind.CHATTED, 2, **dict(ACCOUNT)),
        sentence(ProofKind.CHATTED, 2, title="李四"),
        sentence(ProofKind.AS_SHOWN, 9),
    ] == [
        "2025年3月2日，原告通过微信转账向被告交付借款人民币5000.00元（第7页）。",
        "2025年3月2日，被告通过微信转账向原告还款人民币1500.00元（第8页）。",
        "2025年3月2日转账的人民币800.00元，页面显示已退还（第8页）。",
        "2025年3月2日10:13转账的人民币800.00元，页面显示已过期（第8页）。",
        "2025年3月2日，原告通过微信向被告转账人民币9.00元（第8页）。",
        "页面显示：2025年3月2日，转账人民币9.00元，对方“甲”，转账单号1（第8页）。",
        "2025年3月2日，被告向原告提出借款人民币5000.00元，原文为“借我5000”（第2页）。",
        "2025年3月2日，被告就还款表示：“月底一定还”（第7、9页）。",
        "2025年3月2日，被告称：“收到”（第7–9页）。",
        "2025年3月2日，原告向被告催要借款，原文为“什么时候还？”（第7、8页）。",
        "关于还款时间，聊天中的原文为“下个月5号还你”，即2025年4月5日（第2页）。",
        "关于利息，聊天中的原文为“月息1分”（第2页）。",
        "本页所示微信账号昵称为“小雨”，微信号为xiaoyu_1990，原告备注名为“李小雨”（第1页）。",
        "原告手机登录的微信账号昵称为“小雨”，微信号为xiaoyu_1990（第1页）。",
        "原告述称本页所示微信账号由被告使用（第1页）。",
        "原告通过微信与昵称“小雨”（微信号xiaoyu_1990）的账号联系（第2页）。",
        "原告通过微信与会话名称为“李四”的账号联系（第2页）。",
        "该页所示内容（第9页）。",
    ]


@pytest.mark.parametrize("kind", ProofKind)
def test_what_is_not_known_leaves_no_hole(kind: ProofKind) -> None:
    needed = {"amount": "1.00", "quote": "话"}
    said = sentence(kind, 1, **needed)
    assert "_" not in said
    assert "{" not in said


def test_quote_is_the_ink_and_nothing_in_it_is_a_placeholder() -> None:
    said = sentence(ProofKind.PROMISED, 1, quote='{date} & <b>"还"</b>\n明天')
    assert said == '被告就还款表示：“{date} & <b>"还"</b> 明天”（第1页）。'


def test_sentences_of_a_row_are_numbered() -> None:
    two = case_of(proof(ProofKind.AGREED_RATE, 1, quote="甲"), proof(ProofKind.AS_SHOWN, 2))
    assert render.listed(two).rows[0].proves == (
        "1. 关于利息，聊天中的原文为“甲”（第1页）；2. 该页所示内容（第2页）。"
    )


@pytest.mark.parametrize("text", ["甲。", "甲；", "甲", "甲。 "])
def test_a_sentence_of_ones_own_is_stopped_once(text: str) -> None:
    assert sentence(ProofKind.OWN_WORDS, 1, text=text) == "甲（第1页）。"
    assert sentence(ProofKind.OWN_WORDS, text="“还吗？”") == "“还吗？”。"


@pytest.mark.parametrize("kind", RECORDINGS)
def test_a_recording_is_handed_in_on_what_the_plaintiff_says(kind: ExhibitKind) -> None:
    case = case_of()
    case = replace(case, exhibits=(replace(case.exhibits[0], kind=kind, title_args=()),))
    assert "（以U盘或光盘随案提交）" in render.listed(case).rows[0].source
    for carrier in Carrier:
        told = replace(case, brief=Brief(filing=Filing(carrier=carrier)))
        assert f"（以{carrier}随案提交）" in render.listed(told).rows[0].source


def test_dates_are_chinese_and_nothing_is_added_to_them() -> None:
    assert chinese_date("2025-03-02") == "2025年3月2日"
    assert chinese_date("2025-03-02T21:03") == "2025年3月2日21:03"
    assert chinese_date("2025-03-02T00:43:05") == "2025年3月2日00:43:05"
    assert chinese_date("2025-03-02 21:03") == "2025年3月2日21:03"
    assert chinese_date("下个月5号") == "下个月5号"


def test_pages_are_cited_shortly() -> None:
    assert cited([9, 7]) == "7、9"
    assert cited([7, 8]) == "7、8"
    assert cited([7, 8, 9, 11, 12, 20]) == "7–9、11、12、20"
    assert page_range(3, 3) == "3"
    assert page_range(1, 5) == "1–5"


def test_csv_opens_in_excel() -> None:
    content = render.list_csv(case_of())
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["证据组", "序号", "证据名称", "证据来源", "证明对象", "页码"],
        [
            "第一组　借贷合意",
            "1",
            "证据1　原告与微信昵称“小雨”（微信号xiaoyu_1990）的微信聊天记录",
            "原告手机微信截图打印件（原始载体：原告手机）",
            "该页所示内容（第1、2页）。",
            "1–2",
        ],
    ]


def test_no_cell_is_taken_for_a_formula_or_a_date() -> None:
    bad = replace(case_of().exhibits[0], title_args=(("nickname", "=1+1"),))
    rows = csv.reader(io.StringIO(render.list_csv(replace(case_of(), exhibits=(bad,))).decode()))
    for row in rows:
        for cell in row:
            assert cell[0] not in "=+-@\t"
            assert "-" not in cell


@pytest.mark.parametrize("words", ["=1+1", "+86", "@周", "-原告", "=HYPERLINK(1)"])
def test_own_words_are_no_formula(words: str) -> None:
    one = case_of()
    own = Proof(ProofKind.OWN_WORDS, (("text", words),), (1,))
    rows = (replace(one.rows[0], proofs=(own,)),)
    (_, row) = csv.reader(io.StringIO(render.list_csv(replace(one, rows=rows)).decode()))
    assert row[4].startswith(f"'{words}")


def test_a_chat_of_one_day_is_of_that_day() -> None:
    choices = ["聊天记录（{since}至{until}）"]
    assert fill(choices, {"since": "甲", "until": "甲"}) == "聊天记录（甲）"
    assert fill(choices, {"since": "甲", "until": "乙"}) == "聊天记录（甲至乙）"


def test_exhibits_json_is_read_back() -> None:
    case = case_of(proof(ProofKind.PROMISED, 1, 2, quote="还"))
    content = render.exhibits_json(case)
    assert render.parse_exhibits(content) == render.listed(case)
    told = json.loads(content)
    assert told["format"] == 1
    assert told["exhibits"][0]["pages"][0] == {
        "page": 1,
        "file": "聊天 1.png",
        "sha256": "a" * 64,
        "sm3": "c" * 64,
    }
    assert told["files"][1] == {
        "name": "录音.m4a",
        "exhibit": None,
        "sha256": "b" * 64,
        "sm3": "c" * 64,
    }


def test_file_names_that_are_no_text_survive() -> None:
    name = "聊天\udcff.png"
    case = case_of()
    case = replace(case, hashes=(replace(case.hashes[0], name=name),))
    assert render.parse_exhibits(render.exhibits_json(case)).files[0].name == name


def spoiled() -> list[tuple[bytes, str]]:
    good = json.loads(render.exhibits_json(case_of()))

    def with_(key: str, value: object) -> bytes:
        return json.dumps({**good, key: value}).encode()

    return [
        (b"", ""),
        (b"[]", ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (with_("format", 2), "format"),
        (with_("format", True), "format"),
        (with_("plaintiff", 3), "plaintiff"),
        (with_("rows", {}), "rows"),
        (with_("rows", [1]), "rows[0]"),
        (with_("rows", [{**good["rows"][0], "number": 0}]), "rows[0].number"),
        (
            with_(
                "rows",
                [{**good["rows"][0], "proves": [{"kind": "x", "text": "y", "pages": ["1"]}]}],
            ),
            "rows[0].proves[0].pages",
        ),
        (with_("exhibits", [{"number": 1, "kind": "x", "title": None}]), "exhibits[0].title"),
    ]


@pytest.mark.parametrize(("content", "key"), spoiled())
def test_nonsense_is_named(content: bytes, key: str) -> None:
    with pytest.raises(InputError) as caught:
        render.parse_exhibits(content)
    assert caught.value.kind == "bad_exhibits_json"
    assert caught.value.args_by_name == {"key": key}


def test_template_chooses_the_first_text_that_can_be_filled() -> None:
    choices = ["{a}和{b}", "{a}", "无"]
    assert fill(choices, {"a": "甲", "b": "乙"}) == "甲和乙"
    assert fill(choices, {"a": "甲", "b": ""}) == "甲"
    assert fill(choices, {}) == "无"
    assert fill(["{a}："], {}) == "____________："


def test_spoiled_template_is_named() -> None:
    words = Wording({"list": {"titles": {"picture": 3}, "columns": ["甲"]}})
    for paper, key in (("list", "titles.picture"), ("list", "heading"), ("cover", "x")):
        with pytest.raises(UsageError) as caught:
            words.text(paper, key)
        assert caught.value.kind == "bad_template"
        assert caught.value.args_by_name == {"file": f"{paper}.toml", "key": key}
    with pytest.raises(UsageError):
        words.heads("list", "columns", 5)


def test_a_pdf_is_called_a_print_of_a_file_that_is_handed_in() -> None:
    words = court_wording()
    for kind in PDFS:
        source = words.source(Exhibit(1, kind, (), (ExhibitPage(1, A, "x"),)))
        assert source.endswith("打印件（原始载体：PDF电子文件，随案提交）")


def test_every_kind_is_worded() -> None:
    words = court_wording()
    for exhibit_kind in ExhibitKind:
        exhibit = Exhibit(1, exhibit_kind, (), (ExhibitPage(1, A, "x"),))
        assert words.title(exhibit)
        paper = exhibit_kind in (ExhibitKind.BANK, ExhibitKind.DOCUMENT, *PDFS, *RECORDINGS)
        assert ("原始载体：原告手机" in words.source(exhibit)) is not paper
    for proof_kind in ProofKind:
        assert words.sentence(proof(proof_kind))


def test_lists_load_neither_fonts_nor_pictures() -> None:
    script = (
        "import sys, evidence_kit.render as r; r.parse_exhibits; "
        "heavy = {'PIL', 'uharfbuzz', 'segno', 'fontTools', 'numpy'} & set(sys.modules); "
        "assert not heavy, heavy; "
        "assert callable(r.book); assert 'PIL' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent)


def test_public_names_are_all_there() -> None:
    for name in render.__all__:
        assert getattr(render, name)
    with pytest.raises(AttributeError):
        _ = render.nothing
