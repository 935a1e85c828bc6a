"""Lines of Chinese text break where a typesetter would break them."""

from __future__ import annotations

import io
import zlib
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st

from evidence_kit.render.faces import open_faces
from evidence_kit.render.flow import Flow
from evidence_kit.render.layout import CLOSERS, OPENERS, Span, break_lines, clusters
from evidence_kit.render.pdf import Hex, Name, PdfFile, number
from evidence_kit.render.sheet import MEASURE, TOP, Sheet, Style

TEXT = "2025年3月2日，原告（张三）通过微信转账向“李四”交付借款人民币5000.00元（第7页）；"


def measure(text: str) -> float:
    return sum(1.0 if ord(character) > 0x2000 else 0.5 for character in text)


def lines_of(text: str, width: float) -> list[str]:
    return [line.text for line in break_lines([Span(text)], width=width, measure=measure)]


@pytest.mark.parametrize("width", range(8, 40))
def test_no_line_begins_or_ends_with_the_wrong_mark(width: int) -> None:
    lines = lines_of(TEXT * 4, width)
    assert "".join(lines) == TEXT * 4
    for line in lines:
        assert line[0] not in CLOSERS
        assert line[-1] not in OPENERS
        assert measure(line) <= width


@pytest.mark.parametrize("width", range(8, 40))
def test_numbers_stay_whole_with_their_unit(width: int) -> None:
    lines = lines_of(TEXT, width)
    for whole in ("2025年", "3月", "2日", "5000.00元", "第7页"):
        assert any(whole in line for line in lines), (whole, lines)


@pytest.mark.parametrize("word", ["xiaoyu_1990", "¥1,000.00", "SHA-256", "IMG_2025.jpg", "3–17"])
def test_words_are_not_broken(word: str) -> None:
    for before in range(20):
        lines = lines_of("字" * before + word + "字" * 9, 12)
        assert any(word in line for line in lines)


def test_word_wider_than_the_line_is_cut_between_characters() -> None:
    for count in range(20, 60):
        text = "（单号" + "1" * count + "）；"
        lines = lines_of(text, 10)
        assert "".join(lines) == text
        assert all(measure(line) <= 10 for line in lines)
        assert not any(line[0] in CLOSERS or line[-1] in OPENERS for line in lines)
    assert lines_of("。" * 9, 4) == ["。。。。", "。。。。", "。"]


def test_a_word_that_must_be_cut_begins_on_a_line_of_its_own() -> None:
    serial = "10000498012026061000012345678901"
    assert lines_of(f"转账单号{serial}，已收", 12) == [
        "转账单号",
        serial[:24],
        f"{serial[24:]}，已收",
    ]


@pytest.mark.parametrize("pages", ["553–555", "1001–1003"])
def test_a_range_of_pages_breaks_behind_its_dash_alone(pages: str) -> None:
    first, last = pages.split("–")
    for room in (len(pages), len(first) + 1):
        lines = [line.text for line in break_lines([Span(pages)], width=room, measure=len)]
        assert lines == ([pages] if room == len(pages) else [f"{first}–", last])


def test_two_pages_of_a_citation_stand_on_one_line() -> None:
    lines = break_lines([Span("转账人民币元（第5、6页）。")], width=10, measure=len)
    assert [line.text for line in lines] == ["转账人民币元", "（第5、6页）。"]


def test_spaces_go_at_a_break_and_line_feeds_always_break() -> None:
    assert lines_of("甲乙丙 丁戊", 3) == ["甲乙丙", "丁戊"]
    assert lines_of("甲\n\n乙", 3) == ["甲", "", "乙"]
    assert lines_of("　　甲乙", 4) == ["　　甲乙"]
    assert lines_of("", 4) == [""]


def test_spans_keep_their_targets_over_breaks() -> None:
    spans = [Span("甲乙（第"), Span("12", to=12), Span("页）")]
    lines = break_lines(spans, width=5, measure=measure)
    assert [line.spans for line in lines] == [
        (Span("甲乙"),),
        (Span("（第"), Span("12", to=12), Span("页）")),
    ]


def test_only_lines_that_go_on_may_be_stretched() -> None:
    lines = break_lines([Span("甲乙丙丁\n戊己")], width=2, measure=measure)
    assert [line.goes_on for line in lines] == [True, False, False]


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80), st.integers(2, 30))
def test_nothing_but_white_space_is_ever_dropped(text: str, width: int) -> None:
    assert "".join(clusters(text)) == text
    laid = "".join(lines_of(text, width))
    assert "".join(laid.split()) == "".join(text.split())


@settings(deadline=None)  # the first text opens the fonts
@given(st.text(max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    faces = open_faces()
    for piece in faces.song.spell(text):
        assert piece.glyphs
    assert faces.hei.width(text) >= 0


def test_invisible_characters_take_no_room() -> None:
    song = open_faces().song
    assert song.width("好\u200d\ufe0f\u202e\U0001f3fd") == song.width("好")
    assert song.width("\u3000") == song.width("好")
    assert song.width("a\tb") == song.width("a b")


def test_numbers_are_written_plainly() -> None:
    assert number(1e-9) == "0"
    assert number(-0.0001) == "0"
    assert number(123456.7891) == "123456.789"


def _file(title: str) -> bytes:
    out = io.BytesIO()
    pdf = PdfFile(out)
    leaves = pdf.reserve()
    pdf.put({"Type": Name("Pages"), "Kids": [], "Count": 0}, leaves)
    body = pdf.put_stream({"Filter": Name("A b#/"), "Bytes": Hex(b"\x01\xff")}, b"body\r")
    root = pdf.put({"Type": Name("Catalog"), "Pages": leaves, "Kept": body, "Half": 0.5})
    pdf.close(root=root, about=pdf.put({"Title": title}))
    return out.getvalue()


def test_values_come_back_as_they_were_put() -> None:
    with pikepdf.open(io.BytesIO(_file("借\U00020bb7"))) as read:
        assert str(read.trailer.Info.Title) == "借\U00020bb7"
        assert read.Root.Half == Decimal("0.5")
        assert read.Root.Kept.read_raw_bytes() == b"body\r"
        assert bytes(read.Root.Kept.Bytes) == b"\x01\xff"
        assert str(read.Root.Kept.Filter) == "/A b#/"


def test_a_long_heading_goes_on_below_within_the_margins() -> None:
    faces, drawn = open_faces(), []
    style = Style(faces.hei, 20, 34, tracking=10)

    class Seen(Sheet):
        def centred(self, x: float, y: float, text: str, style: Style) -> None:
            drawn.append((x, y, text))

    flow = Flow(lambda: Seen("1", faces, lambda _: {}))
    flow.heading("证据目录" * 10, style)
    assert "".join(text for _, _, text in drawn) == "证据目录" * 10
    assert all(style.measure(text) <= MEASURE for _, _, text in drawn)
    assert [y for _, y, _ in drawn] == sorted({y for _, y, _ in drawn}, reverse=True)
    assert flow.y == TOP - 34 * len(drawn)


def test_no_packed_stream_ends_in_a_return() -> None:
    """A validator takes it for a part of the line end behind it."""
    ending = [b"\x0c", b"\x0c" + bytes(9), bytes(99) + b"\x0c"]
    assert all(zlib.compress(body).endswith(b"\r") for body in ending)
    out = io.BytesIO()
    pdf = PdfFile(out)
    kept = [pdf.put_packed({"N": 3}, body) for body in ending]
    packing = [Name("FlateDecode")]
    kept.append(pdf.put_stream({"Filter": packing}, zlib.compress(ending[0])))
    leaves = pdf.put({"Type": Name("Pages"), "Kids": [], "Count": 0})
    root = pdf.put({"Type": Name("Catalog"), "Pages": leaves, "Kept": kept})
    pdf.close(root=root, about=pdf.put({}))
    with pikepdf.open(out) as read:
        found = list(read.Root.Kept.as_list())
        assert [one.read_bytes() for one in found] == [*ending, ending[0]]
        assert {one.read_raw_bytes()[-2:] for one in found} == {b"\r\n"}
        assert read.check_pdf_syntax() == []


def test_the_same_objects_make_the_same_bytes() -> None:
    assert _file("甲") == _file("甲")
    assert _file("甲") != _file("乙")
