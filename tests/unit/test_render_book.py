"""证据材料.pdf, judged by other people's programs."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import cv2
import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest
from archivist import faults
from PIL import Image, ImageChops, ImageDraw

from evidence_kit import render
from evidence_kit.errors import InputError
from evidence_kit.model import (
    Algorithm,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Group,
    HashLine,
    Proof,
    ProofKind,
    Row,
)

MANIFEST = Digest(Algorithm.SHA256, "0123456789abcdef" * 4)
LEFT, RIGHT = 25 / 25.4 * 72, (210 - 18) / 25.4 * 72
FORBIDDEN = re.split(
    " ",
    "待核 存证 固证 时间戳 可信 置信 存疑 疑问 原件 完整聊天记录 本机记录时间 恶意 拖欠 赖账 欺骗",
)
Judge = Callable[[str], str]


def digest(algorithm: Algorithm, content: bytes) -> Digest:
    return Digest(algorithm, hashlib.new("sha256", algorithm.encode() + content).hexdigest())


def sha256(content: bytes) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Made:
    """A case, its pictures by digest, and its book."""

    case: Case
    files: dict[Digest, Path]
    pdf: Path
    book: render.Book

    @property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(self.pdf)


def draw(path: Path, number: int, *, size: tuple[int, int] = (117, 253)) -> Path:
    """A small screenshot; numbers keep the files apart."""
    image = Image.new("RGB", size, (235, 235 - number % 100, 235))
    pen = ImageDraw.Draw(image)
    pen.rectangle((10, 20, 60, 40), fill=(149, 236, 105))
    pen.text((12, 60), str(number), fill="black")
    image.save(path)
    return path


def proof(kind: ProofKind, *pages: int, **args: str) -> Proof:
    return Proof(kind, tuple(args.items()), pages)


def make_case(paths: list[Path], *, nickname: str = "小雨", brief: Brief | None = None) -> Case:
    """A profile, a chat and a payment for six pictures and more: the chat has all between."""
    contents = [path.read_bytes() for path in paths]
    sources = [sha256(content) for content in contents]
    pages = [
        ExhibitPage(at, source, path.name)
        for at, (source, path) in enumerate(zip(sources, paths, strict=True), start=1)
    ]
    account = (("nickname", nickname), ("wechat_id", "xiaoyu_1990"))
    last = len(pages)
    exhibits = (
        Exhibit(1, ExhibitKind.PROFILE, account, tuple(pages[:1])),
        Exhibit(2, ExhibitKind.CONVERSATION, account, tuple(pages[1:-1])),
        Exhibit(3, ExhibitKind.PAYMENT, (("amount", "5000.00"),), tuple(pages[-1:])),
    )
    quote = "能不能借我5000元，下个月5号还你"
    rows = (
        Row(1, Group.IDENTITY, 1, 1, 1, (proof(ProofKind.ACCOUNT, 1, **dict(account)),)),
        Row(
            *(2, Group.AGREEMENT, 2, 2, 4),
            (
                proof(ProofKind.REQUESTED, 2, 4, date="2025-03-01T19:19", quote=quote),
                proof(ProofKind.AGREED_DUE, 2, quote="下个月5号还你", due="2025-04-05"),
            ),
        ),
        Row(
            *(3, Group.DELIVERY, 3, last, last),
            (proof(ProofKind.LENT, last, date="2025-03-02", amount="5000.00"),),
        ),
        Row(
            *(4, Group.DEMAND, 2, 5, 5),
            (proof(ProofKind.DEMANDED, 5, date="2025-06-18", quote="什么时候还？"),),
        ),
    )
    hashes = tuple(
        HashLine(
            exhibit.number, shown.name, shown.source, digest(Algorithm.SM3, shown.name.encode())
        )
        for exhibit in exhibits
        for shown in exhibit.pages
    )
    other = HashLine(None, "聊天 & <记录>.m4a", sha256(b"voice"), digest(Algorithm.SM3, b"voice"))
    return Case(brief or Brief(), exhibits, rows, (*hashes, other))


def print_book(case: Case, files: dict[Digest, Path], out: Path) -> Made:
    book = render.book(case, picture=files.__getitem__, manifest_digest=MANIFEST, out=out)
    return Made(case, files, out, book)


def make(
    folder: Path, paths: list[Path], *, nickname: str = "小雨", brief: Brief | None = None
) -> Made:
    case = make_case(paths, nickname=nickname, brief=brief)
    files = {sha256(path.read_bytes()): path for path in paths}
    return print_book(case, files, folder / "证据材料.pdf")


def shots(folder: Path, count: int) -> list[Path]:
    suffixes = ("png", "jpg")
    return [draw(folder / f"IMG_{at}.{suffixes[at % 2]}", at) for at in range(count)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("book")
    return make(folder, shots(folder, 7), brief=Brief("张三", "李四"))


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode()


def text_of(judge: Judge, pdf: Path, *options: str) -> str:
    return run(judge("pdftotext"), "-raw", *options, pdf, "-")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_outside_judges_find_no_fault(made: Made, judge: Judge) -> None:
    assert "No syntax or stream encoding errors" in run(judge("qpdf"), "--check", made.pdf)
    assert faults(made.pdf) == []


def test_every_font_is_embedded(made: Made, judge: Judge) -> None:
    fonts = run(judge("pdffonts"), made.pdf).splitlines()[2:]
    assert len(fonts) >= 2
    for line in fonts:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


def test_titles_and_rows_can_be_searched(made: Made, judge: Judge) -> None:
    text = squeezed(text_of(judge, made.pdf))
    listed = render.listed(made.case)
    for exhibit in listed.exhibits:
        assert text.count(squeezed(f"证据{exhibit.number}　{exhibit.title}")) >= len(exhibit.pages)
    for row in listed.rows:
        for cell in (row.group, row.name, row.source, row.proves):
            assert squeezed(cell) in text
        assert squeezed(f"{row.proves}{row.pages}") in text
    for file in listed.files:
        assert squeezed(file.name + "SHA-256SM3" + file.sha256 + file.sm3) in text


def test_parts_count_their_own_pages(made: Made) -> None:
    labels = list(made.reader.page_labels)
    book = made.book
    assert labels == [
        *["封面"],
        *[f"目录-{at}" for at in range(1, book.listed + 1)],
        *[str(at) for at in range(1, made.case.pages + 1)],
        *[f"附-{at}" for at in range(1, book.statement + 1)],
    ]
    assert (book.cover, book.exhibits) == (1, 7)


def test_each_exhibit_page_says_where_it_is(made: Made, judge: Judge) -> None:
    first = 1 + made.book.listed
    for at in range(made.case.pages):
        number = str(first + at + 1)
        text = squeezed(text_of(judge, made.pdf, "-f", number, "-l", number))
        assert f"第{at + 1}页共7页" in text
    chat = squeezed(text_of(judge, made.pdf, "-f", str(first + 2), "-l", str(first + 2)))
    assert "证据2" in chat
    assert "本证据第1页／共5页" in chat


def links(reader: pypdf.PdfReader) -> list[tuple[int, list[float], int]]:
    """Each link: the page it stands on, its rectangle, the page it leads to."""
    number = {
        found.indirect_reference.idnum: at
        for at, found in enumerate(reader.pages)
        if found.indirect_reference
    }
    return [
        (at, [float(side) for side in note["/Rect"]], number[note.raw_get("/Dest")[0].idnum])
        for at, found in enumerate(reader.pages)
        for note in (reference.get_object() for reference in found.get("/Annots", []))
    ]


def test_links_land_on_the_page_they_name(made: Made, judge: Judge) -> None:
    reader = made.reader
    labels = list(reader.page_labels)
    found = links(reader)
    on_list = [link for link in found if labels[link[0]].startswith("目录")]
    # Four rows' page cells, and the pages that their five sentences cite (one cites two).
    assert len(on_list) == 4 + 6
    for at, (x0, y0, x1, y1), target in found:
        box = [str(round(side)) for side in (x0, 841.89 - y1, x1 - x0, y1 - y0)]
        number = str(at + 1)
        crop = ["-x", box[0], "-y", box[1], "-W", box[2], "-H", box[3], "-r", "72"]
        words = text_of(judge, made.pdf, "-f", number, "-l", number, *crop)
        cited = re.search(r"\d+", words)
        assert cited is not None
        assert labels[target] == cited.group()


def test_bookmarks_lead_through_the_book(made: Made) -> None:
    reader = made.reader
    labels = list(reader.page_labels)

    def told(items: list[object]) -> list[object]:
        return [
            told(item)
            if isinstance(item, list)
            else (item["/Title"], labels[reader.get_destination_page_number(item)])
            for item in items
        ]

    account = "（微信号xiaoyu_1990）"
    assert told(reader.outline) == [
        ("封面", "封面"),
        ("证据目录", "目录-1"),
        [
            ("第一组　主体身份", "目录-1"),
            ("第二组　借贷合意", "目录-1"),
            ("第三组　款项交付", "目录-1"),
            ("第四组　催收与时效", "目录-1"),
        ],
        ("证据1　微信账号资料页（微信昵称“小雨”，微信号xiaoyu_1990）", "1"),
        (f"证据2　原告与微信昵称“小雨”{account}的微信聊天记录", "2"),
        [(f"第{at}页", str(at)) for at in range(2, 7)],
        ("证据3　微信转账记录（人民币5000.00元）", "7"),
        ("电子数据取证说明", "附-1"),
        ("电子数据哈希值清单", "附-2"),
        ("校验页", "附-3"),
    ]


def test_file_says_what_it_is(made: Made) -> None:
    reader = made.reader
    assert reader.metadata is not None
    assert reader.metadata.title == "证据材料（民间借贷纠纷，张三诉李四）"
    assert reader.metadata.author == "张三"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert "/CreationDate" not in reader.metadata


def test_no_word_of_ours_is_one_that_a_court_would_hold_against_it(
    made: Made, judge: Judge
) -> None:
    text = squeezed(text_of(judge, made.pdf))
    csv = render.list_csv(made.case).decode()
    for word in FORBIDDEN:
        assert word not in text
        assert word not in csv


def test_cover_has_names_and_nothing_else(made: Made, judge: Judge) -> None:
    cover = squeezed(text_of(judge, made.pdf, "-l", "1"))
    assert cover == "证据材料案由民间借贷纠纷原告张三被告李四提交人原告张三日期年月日"
    assert "/XObject" not in made.reader.pages[0]["/Resources"]


def test_unknown_names_are_left_to_be_written(tmp_path: Path, judge: Judge) -> None:
    nameless = make(tmp_path, shots(tmp_path, 6))
    cover = squeezed(text_of(judge, nameless.pdf, "-l", "1"))
    assert cover == "证据材料案由民间借贷纠纷原告被告提交人原告日期年月日"
    assert "取证人：原告____________。" in squeezed(text_of(judge, nameless.pdf))


def test_own_account_stands_in_the_statement(tmp_path: Path, judge: Judge) -> None:
    case = make_case(
        shots(tmp_path, 6), brief=Brief("张三", phone="某牌 X1", wechat_version="8.0.1")
    )
    mine = proof(ProofKind.ACCOUNT, 1, nickname="大张", wechat_id="zhang_3", own="yes")
    case = replace(case, rows=(replace(case.rows[0], proofs=(mine,)), *case.rows[1:]))
    files = {sha256(path.read_bytes()): path for path in tmp_path.glob("IMG*")}
    text = squeezed(text_of(judge, print_book(case, files, tmp_path / "own.pdf").pdf))
    assert "登录账号：微信昵称大张，微信号zhang_3。" in text
    assert "手机品牌及型号为某牌X1，微信版本为8.0.1。" in text


def test_list_foot_and_statement_are_signed_by_hand(made: Made, judge: Judge) -> None:
    text = squeezed(text_of(judge, made.pdf))
    assert "提交人（签名、捺印）：年月日" in text
    assert "说明人（签名、捺印）：年月日" in text
    assert "由原告保管，可当庭核对" in text


def pictures_in(judge: Judge, pdf: Path, folder: Path) -> list[Path]:
    run(judge("pdfimages"), "-all", pdf, folder / "x")
    return sorted(folder.glob("x-*"))


def test_pictures_are_untouched(made: Made, judge: Judge, tmp_path: Path) -> None:
    taken = pictures_in(judge, made.pdf, tmp_path)
    given = [made.files[shown.source] for e in made.case.exhibits for shown in e.pages]
    assert len(taken) == len(given)
    for ours, theirs in zip(taken, given, strict=True):
        if theirs.suffix == ".jpg":
            assert ours.read_bytes() == theirs.read_bytes()
        with Image.open(ours) as left, Image.open(theirs) as right:
            assert ImageChops.difference(left.convert("RGB"), right).getbbox() is None


def test_jpeg_stream_is_the_file(made: Made) -> None:
    streams = set()
    for sheet in made.reader.pages:
        for image in sheet["/Resources"].get("/XObject", {}).values():
            streams.add(hashlib.sha256(image.get_object()._data).hexdigest())
    jpegs = [path for path in made.files.values() if path.suffix == ".jpg"]
    assert jpegs
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in jpegs} <= streams


def test_code_says_the_manifest_digest(made: Made, judge: Judge, tmp_path: Path) -> None:
    last = str(len(made.reader.pages))
    run(judge("pdftoppm"), "-r", "150", "-png", "-f", last, "-l", last, made.pdf, tmp_path / "q")
    sheet = next(tmp_path.glob("q*.png"))
    assert run(judge("zbarimg"), "-q", "--raw", sheet).strip() == MANIFEST.hex
    assert MANIFEST.hex in text_of(judge, made.pdf, "-f", last)


def test_code_is_read_from_the_page_as_a_phone_sees_it(made: Made) -> None:
    """By another reader, on a page rendered by another program, turned a little."""
    shown = pdfium.PdfDocument(made.pdf)[len(made.reader.pages) - 1].render(scale=150 / 72)
    turned = shown.to_pil().convert("L").rotate(4, expand=True, fillcolor=255)
    said, _, _ = cv2.QRCodeDetector().detectAndDecode(np.asarray(turned))
    assert said == MANIFEST.hex


def test_no_text_of_the_papers_is_smaller_than_can_be_read(made: Made) -> None:
    for sheet, label in zip(made.reader.pages, made.reader.page_labels, strict=True):
        if not label.isdecimal():
            content = sheet.get_contents().get_data().decode("latin-1")
            sizes = [float(size) for size in re.findall(r"/\w+ ([\d.]+) Tf", content)]
            assert sizes, label
            assert min(sizes) >= 7.5, label


def test_the_statement_tells_only_steps_that_were_taken(tmp_path: Path, judge: Judge) -> None:
    case = make_case(shots(tmp_path, 6))
    kinds = (ExhibitKind.DOCUMENT, ExhibitKind.DOCUMENT, ExhibitKind.ALIPAY)
    args = ((), (("electronic", "yes"),), ())
    exhibits = tuple(
        replace(exhibit, kind=kind, title_args=said)
        for exhibit, kind, said in zip(case.exhibits, kinds, args, strict=True)
    )
    files = {sha256(path.read_bytes()): path for path in tmp_path.glob("IMG*")}
    made = print_book(replace(case, exhibits=exhibits), files, tmp_path / "steps.pdf")
    first = str(1 + made.book.listed + made.book.exhibits + 1)
    text = squeezed(text_of(judge, made.pdf, "-f", first, "-l", first))
    steps = ("打开支付宝", "打开其他有关页面", "对书面材料拍照", "将所得文件复制至计算机")
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert "登录上述微信账号，打开" not in text
    assert "电子凭证" not in text


def test_character_without_a_glyph_is_spelled_and_reported(tmp_path: Path, judge: Judge) -> None:
    odd = make(tmp_path, shots(tmp_path, 6), nickname="𠮷田👍🏽\u200d好\ufe0f𬭎")
    text = squeezed(text_of(judge, odd.pdf))
    assert "“〔U+20BB7〕田👍好𬭎”" in text
    assert {glyph.character for glyph in odd.book.missing} == {"𠮷"}
    assert {"目录-1", "1", "2"} <= {glyph.where for glyph in odd.book.missing}
    assert not any(glyph.where.startswith("附") for glyph in odd.book.missing)


@pytest.mark.parametrize("name", ['A&B <李> "四"', "=1+1", "(a)\\b)", "%2F#"])
def test_marks_in_names_are_only_marks(tmp_path: Path, judge: Judge, name: str) -> None:
    marked = make(tmp_path, shots(tmp_path, 6), nickname=name, brief=Brief(name, name))
    assert squeezed(f"“{name}”") in squeezed(text_of(judge, marked.pdf))
    assert faults(marked.pdf) == []
    assert marked.reader.metadata is not None
    assert marked.reader.metadata.author == name


def test_long_title_wraps_and_is_never_cut(tmp_path: Path, judge: Judge) -> None:
    name = "".join(chr(0x4E00 + 37 * at) for at in range(60))
    long = make(tmp_path, shots(tmp_path, 6), nickname=name)
    text = squeezed(text_of(judge, long.pdf))
    assert text.count(name) >= 6 + 2
    assert "…" not in text
    assert_inside_margins(judge, long.pdf)


def words_of(judge: Judge, pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    tree = ET.fromstring(run(judge("pdftotext"), "-bbox", pdf, "-"))
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            (*(float(word.attrib[k]) for k in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
            for word in sheet.iter(f"{space}word")
        ]
        for sheet in tree.iter(f"{space}page")
    ]


def assert_inside_margins(judge: Judge, pdf: Path) -> None:
    for sheet in words_of(judge, pdf):
        for x0, y0, x1, y1, word in sheet:
            assert x0 > LEFT - 1, word
            assert x1 < RIGHT + 1, word
            assert 20 < y0 < y1 < 842 - 20, word


def test_nothing_stands_outside_the_margins_or_on_other_text(made: Made, judge: Judge) -> None:
    assert_inside_margins(judge, made.pdf)
    assert_nothing_overlaps(judge, made.pdf)


def test_long_names_on_the_cover_push_down_what_follows(tmp_path: Path, judge: Judge) -> None:
    brief = Brief("张三" * 16, "李四" * 16)
    long = make(tmp_path, shots(tmp_path, 6), brief=brief)
    assert_nothing_overlaps(judge, long.pdf)
    cover = squeezed(text_of(judge, long.pdf, "-l", "1"))
    assert cover.index("张三" * 16) < cover.index("被告") < cover.index("李四" * 16)
    assert_inside_margins(judge, long.pdf)


@pytest.mark.parametrize("length", range(200, 640, 40))
def test_no_group_is_named_at_the_foot_of_a_sheet(
    tmp_path: Path, judge: Judge, length: int
) -> None:
    case = make_case(shots(tmp_path, 6))
    rows = [
        replace(row, proofs=(proof(ProofKind.PROMISED, row.first, quote="还" * length),))
        for row in case.rows
    ]
    files = {sha256(path.read_bytes()): path for path in tmp_path.glob("IMG*")}
    book = print_book(replace(case, rows=tuple(rows)), files, tmp_path / "bands.pdf")
    for at in range(book.book.listed):
        number = str(2 + at)
        text = squeezed(text_of(judge, book.pdf, "-f", number, "-l", number))
        assert not re.search(rf"第.组\w+目录-{at + 1}$", text), text[-60:]
        assert len(text) > 200 or at + 1 == book.book.listed


def assert_nothing_overlaps(judge: Judge, pdf: Path) -> None:
    for sheet in words_of(judge, pdf):
        slim = [
            (x0, (y0 + y1) / 2 - 2, x1, (y0 + y1) / 2 + 2, word) for x0, y0, x1, y1, word in sheet
        ]
        for at, (x0, y0, x1, y1, word) in enumerate(slim):
            for a0, b0, a1, b1, other in slim[at + 1 :]:
                apart = x1 <= a0 + 1 or a1 <= x0 + 1 or y1 <= b0 or b1 <= y0
                assert apart, (word, other)


def test_row_higher_than_a_page_goes_on_below(tmp_path: Path, judge: Judge) -> None:
    case = make_case(shots(tmp_path, 6))
    quote = "".join(f"第{at}句话，借我{at}元；" for at in range(400))
    long = replace(case.rows[1], proofs=(proof(ProofKind.PROMISED, 2, quote=quote),))
    case = replace(case, rows=(case.rows[0], long, *case.rows[2:]))
    files = {sha256(path.read_bytes()): path for path in tmp_path.glob("IMG*")}
    tall = print_book(case, files, tmp_path / "tall.pdf")
    assert tall.book.listed >= 3
    text = text_of(judge, tall.pdf, "-f", "2", "-l", str(1 + tall.book.listed))
    heads = "序号证据名称证据来源证明对象页码"
    body = re.sub(rf"{heads}|目录-\d|2–4", "", squeezed(text))
    assert squeezed(quote) in body
    assert squeezed(text).count(heads) == tall.book.listed
    assert_inside_margins(judge, tall.pdf)


def test_one_more_row_moves_no_exhibit_page(tmp_path: Path, judge: Judge) -> None:
    case = make_case(shots(tmp_path, 6))
    files = {sha256(path.read_bytes()): path for path in tmp_path.glob("IMG*")}
    few = print_book(case, files, tmp_path / "few.pdf")
    more = tuple(replace(case.rows[1], number=4 + at) for at in range(1, 12))
    many = print_book(replace(case, rows=(*case.rows, *more)), files, tmp_path / "many.pdf")
    assert many.book.listed > few.book.listed
    assert exhibit_texts(judge, few) == exhibit_texts(judge, many)


def exhibit_texts(judge: Judge, made: Made) -> dict[str, str]:
    labels = list(made.reader.page_labels)
    texts = text_of(judge, made.pdf).split("\f")
    return {label: text for label, text in zip(labels, texts, strict=False) if label.isdecimal()}


def test_three_hundred_exhibits(tmp_path: Path, judge: Judge) -> None:
    paths = [
        draw(tmp_path / f"{at}.png", at, size=(20 + at % 20, 40 + at // 20)) for at in range(300)
    ]
    contents = {sha256(path.read_bytes()): path for path in paths}
    assert len(contents) == 300
    pages = [ExhibitPage(at, s, p.name) for at, (s, p) in enumerate(contents.items(), start=1)]
    exhibits = tuple(Exhibit(p.number, ExhibitKind.PICTURE, (), (p,)) for p in pages)
    rows = tuple(
        Row(at, Group.OTHER, at, at, at, (proof(ProofKind.AS_SHOWN, at),)) for at in range(1, 301)
    )
    made = print_book(Case(Brief(), exhibits, rows, ()), contents, tmp_path / "many.pdf")
    assert made.book.exhibits == 300
    assert list(made.reader.page_labels)[1 + made.book.listed + 299] == "300"
    assert faults(made.pdf) == []
    text = squeezed(text_of(judge, made.pdf))
    assert "证据300手机截图原告手机截图打印件（原始载体：原告手机）" in text
    assert_inside_margins(judge, made.pdf)


def test_one_exhibit(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.png", 1)
    source = sha256(path.read_bytes())
    exhibit = Exhibit(1, ExhibitKind.PICTURE, (), (ExhibitPage(1, source, "a.png"),))
    row = Row(1, Group.OTHER, 1, 1, 1, (proof(ProofKind.AS_SHOWN, 1),))
    made = print_book(Case(Brief(), (exhibit,), (row,), ()), {source: path}, tmp_path / "o.pdf")
    assert (made.book.listed, made.book.exhibits) == (1, 1)
    assert len(made.reader.pages) == 1 + 1 + 1 + made.book.statement


def test_same_case_makes_the_same_bytes(tmp_path: Path) -> None:
    paths = shots(tmp_path, 6)
    here = make(tmp_path, paths).pdf.read_bytes()
    script = (
        "import sys; from pathlib import Path; import runpy\n"
        "found = runpy.run_path(sys.argv[1])\n"
        "folder = Path(sys.argv[2])\n"
        "paths = sorted(folder.glob('IMG*'))\n"
        "found['make'](folder / 'again', paths)\n"
    )
    (tmp_path / "again").mkdir()
    there = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    there["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", script, __file__, str(tmp_path)]
    subprocess.run(command, check=True, env=there)
    assert (tmp_path / "again" / "证据材料.pdf").read_bytes() == here


def test_same_picture_twice_is_kept_once(tmp_path: Path) -> None:
    case = make_case(shots(tmp_path, 6))
    files = {sha256(path.read_bytes()): path for path in tmp_path.glob("IMG*")}
    chat = case.exhibits[1]
    twin = replace(chat.pages[1], source=chat.pages[0].source)
    pages = (chat.pages[0], twin, *chat.pages[2:])
    exhibits = (case.exhibits[0], replace(chat, pages=pages), case.exhibits[2])
    made = print_book(replace(case, exhibits=exhibits), files, tmp_path / "twin.pdf")
    first, second = (made.reader.pages[1 + made.book.listed + at] for at in (1, 2))
    first_image, second_image = (
        [image.idnum for image in dict.values(sheet["/Resources"]["/XObject"])]
        for sheet in (first, second)
    )
    assert first_image == second_image


def test_book_goes_to_any_stream(tmp_path: Path) -> None:
    paths = shots(tmp_path, 6)
    case, out = make_case(paths), io.BytesIO()
    files = {sha256(path.read_bytes()): path for path in paths}
    render.book(case, picture=files.__getitem__, manifest_digest=MANIFEST, out=out)
    assert out.getvalue() == make(tmp_path, paths).pdf.read_bytes()


def test_real_authority_is_named_with_its_time(tmp_path: Path, judge: Judge) -> None:
    paths = shots(tmp_path, 6)
    out = tmp_path / "timed.pdf"
    files = {sha256(path.read_bytes()): path for path in paths}
    time = render.ThirdPartyTime("某时间服务机构", datetime(2025, 7, 1, 18, 30, 5))
    render.book(
        *(make_case(paths),),
        picture=files.__getitem__,
        manifest_digest=MANIFEST,
        out=out,
        third_party_times=(time,),
    )
    text = squeezed(text_of(judge, out))
    assert "第三方时间（某时间服务机构）：2025-07-0202:30:05（UTC+8）" in text
    assert "不表明内容形成于该时间" in text


def test_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    paths = shots(tmp_path, 5)
    odd = tmp_path / "IMG_9.png"
    odd.write_bytes(b"no picture at all")
    with pytest.raises(InputError) as caught:
        make(tmp_path, [*paths, odd])
    assert caught.value.kind == "picture_unreadable"
    assert caught.value.args_by_name == {"name": "IMG_9.png"}
