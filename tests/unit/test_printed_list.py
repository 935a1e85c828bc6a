"""What a book's printed list says is read in bounded time and memory, whatever bytes it has."""

from __future__ import annotations

import io

import pikepdf
import pytest

from evidence_kit.model import Algorithm, Digest
from evidence_kit.render import page_content, page_drawing, page_images, printed_list

NOTHING = Digest(Algorithm.SHA256, "0" * 64)
A, B = "a" * 64, "b" * 64
LINE = b"BT 0 0 0 rg 0 Tc 1 0 0 1 1 1 Tm /S 1 Tf <%s> Tj ET"


def mapped(codes: dict[int, str]) -> bytes:
    said = (f"<{c:04x}> <{t.encode('utf-16-be').hex()}>" for c, t in codes.items())
    return "beginbfchar\n{}\nendbfchar".format("\n".join(said)).encode()


def listing(tables: list[bytes], content: bytes, leaves: int = 1) -> pikepdf.Pdf:
    """A book of a cover, an exhibit, and pages of a list; each draws with the fonts in turn."""
    made = pikepdf.new()
    fonts = [pikepdf.Dictionary(ToUnicode=made.make_stream(table)) for table in tables]
    held = made.make_indirect(made.make_stream(content))
    for at in range(2 + leaves):
        font = pikepdf.Dictionary(S=fonts[at % len(fonts)])
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, 595.276, 841.89],
            Contents=held,
            Resources=pikepdf.Dictionary(Font=font),
        )
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    parts = [0, {"/P": "x"}, 1, {"/S": pikepdf.Name.D}, 2, {"/P": "y"}]
    made.Root.PageLabels = pikepdf.Dictionary(
        Nums=[pikepdf.Dictionary(one) if isinstance(one, dict) else one for one in parts]
    )
    return made


def spelled(text: str) -> tuple[list[bytes], bytes]:
    """A font, and lines drawn with it that read as the text's."""
    codes = {sign: at for at, sign in enumerate(sorted(set(text) - {"\n"}), start=1)}
    drawn = ("".join(f"{codes[sign]:04x}" for sign in line) for line in text.split("\n"))
    content = b"\n".join(LINE % line.encode() for line in drawn)
    return [mapped({at: sign for sign, at in codes.items()})], content


def lines(made: pikepdf.Pdf) -> tuple[str, ...]:
    return printed_list.written([page.obj for page in made.pages][2:], page_drawing.Shared())


def read(made: pikepdf.Pdf, *, listing: bool = True) -> page_images.Printed:
    raw = io.BytesIO()
    made.save(raw)
    return page_images.printed(raw, "b.pdf", NOTHING, listing=listing)


def test_a_list_is_read() -> None:
    text = f"证据1\n第1页\n图 1.png\nSHA-256\nSM3\n{A}\n{B}"
    found = read(listing(*spelled(text)))
    assert [(one.page, one.file, one.sha256.hex) for one in found.claims] == [(1, "图 1.png", A)]
    assert found.sm3 == ((A, B),)


def test_a_code_stands_for_a_character_or_two() -> None:
    """Failure: one that stood for 8,000 filled the memory from a file of two kilobytes."""
    table = mapped({1: "A", 2: "\U00020000", 3: "ABC", 4: "A" * 8000})
    (line,) = lines(listing([table], LINE % b"0001000200030004"))
    assert line == "A\U00020000\ufffd\ufffd"


def test_a_table_that_never_ends_is_none() -> None:
    """Failure: each beginning looked for its end through all that followed."""
    table = mapped({1: "A"}) + b"beginbfchar <0001> <0042>" * 100_000
    assert lines(listing([table], LINE % b"0001")) == ("A",)


def test_a_font_of_many_pages_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failure: a table of megabytes was read for each of 19,000 pages."""
    asked: list[str] = []
    truly = printed_list._characters
    monkeypatch.setattr(printed_list, "_characters", lambda raw: (asked.append(raw), truly(raw))[1])
    assert lines(listing([mapped({1: "A"})], LINE % b"0001", leaves=30)) == ("A",) * 30
    assert len(asked) == 1


def test_more_tables_than_any_book_has_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [mapped({at: "A"}) for at in range(1, 9)]
    made = listing(tables, LINE % b"0001", leaves=8)
    assert read(made).images is not None
    monkeypatch.setattr(printed_list, "MOST_MAPS", 5 * len(tables[0]))
    assert read(made).images is None


def row(pages: str, name: str, side: str = "") -> str:
    return f"证据1\n第{pages}页{side}\n{name}\nSHA-256\nSM3\n{A}\n{B}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (row("1–3、\n5", "a\nb.png"), [(page, "ab.png", 0) for page in (1, 2, 3, 5)]),
        (row("2", "证据9 第9页 x.png"), [(2, "证据9 第9页 x.png", 0)]),
        (row("2", "资料页"), [(2, "资料页", 0)]),
        (
            row("2", "a.png", "左图") + "\n" + row("2", "b.png", "右\n图"),
            [
                *((2, "a.png", 1), (2, "b.png", 2)),
            ],
        ),
        ("证据1\n第1页\n" + "x" * 2001 + row("2", "b.png"), [(2, "b.png", 0)]),
        ("证据1\n第1页\nSHA-256\n" + row("2", "b.png"), [(2, "b.png", 0)]),
        (row("2", "a.png")[:-1], []),
    ],
    ids=["broken", "named_so", "named_sheet", "beside", "long", "algorithm", "short"],
)
def test_a_row_is_what_stands_before_its_digests(
    text: str, told: list[tuple[int, str, int]]
) -> None:
    found = printed_list.claims(text.split("\n"))
    assert [(one.page, one.file, one.place) for one in found] == told


def test_beginnings_without_an_end_are_no_rows() -> None:
    """Failure: from each beginning two thousand signs were read to look for its digests."""
    assert printed_list.claims(["证据1 第1页 a" * 30_000]) == ()
    assert printed_list.claims(["证据1 第1页 a" * 30_000, row("7", "b.png")])[0].page == 1


@pytest.mark.parametrize("rows", [[row("1–9、" * 4 + "1", "a.png")], [row("1–9", "a.png")] * 4])
def test_more_claims_than_any_book_has_are_not_read(
    rows: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(printed_list.claims(rows)) >= 36
    monkeypatch.setattr(printed_list, "MOST_CLAIMS", 30)
    with pytest.raises(ValueError, match="3"):
        printed_list.claims(rows)


def test_more_pages_of_a_list_than_any_book_has_are_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Failure: thousands of pages shared one content of a megabyte, and each was read."""
    content = LINE % b"0001"
    made = listing([mapped({1: "A"})], content, leaves=20)
    assert len(lines(made)) == 20
    monkeypatch.setattr(printed_list, "MOST_CONTENT", 19 * (len(content) + 1))
    assert read(made).images is None


@pytest.mark.parametrize(
    ("limit", "most"), [("MOST_LINES", 5), ("MOST_DRAWN", 5 * len(LINE % b""))]
)
def test_pages_beyond_what_any_book_draws_are_not_looked_at(
    limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failure: thousands of pages that share a content of a megabyte took minutes."""
    made = listing([mapped({1: "A"})], LINE % b"", leaves=8)
    for page in made.pages:
        page.obj.Contents = made.make_stream(LINE % b"")
    assert [one.words for one in read(made).images or ()] == [True] * 10
    monkeypatch.setattr(page_content, limit, most)
    found = read(made, listing=False)
    assert found.beyond
    assert [one.words for one in found.images or ()] == [True] * 5 + [False] * 5
    found = read(made)
    assert found.beyond
    assert found.images is None
