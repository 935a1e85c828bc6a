"""Sheets of recordings, pictures enlarged and voices written down, as they are printed."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pypdf
import pytest
from archivist import faults
from PIL import Image, ImageDraw
from stories import digest, said

from evidence_kit import render
from evidence_kit.audit import pages
from evidence_kit.case import beside, recordings
from evidence_kit.model import (
    Algorithm,
    Basis,
    Box,
    Brief,
    Carrier,
    Case,
    Check,
    Conversation,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Filing,
    Group,
    HashLine,
    Medium,
    MessageKind,
    Moment,
    Proof,
    ProofKind,
    Recording,
    RecordingWords,
    Row,
    Rows,
    Side,
    Spoken,
    Utterance,
    Verdict,
    Where,
)
from evidence_kit.pipeline import papers
from evidence_kit.render import page_images
from evidence_kit.telling import booked
from evidence_kit.words import Words

WIDE, HIGH = 300, 640
PHOTO, OTHER = Box(60, 80, 280, 300), Box(20, 320, 220, 420)
AT = Moment(datetime(2025, 3, 2, 14, 5), datetime(2025, 3, 2, 14, 5), Basis.PAGE)
TALK, FILM = digest("talk"), digest("film")
WORDS = "下个月十五号一定还𠮷你，放心"


@dataclass(frozen=True)
class Made:
    case: Case
    files: dict[Digest, Path]
    pdf: Path
    book: render.Book

    def text(self, page: int) -> str:
        """The words of an exhibit page."""
        leaf = self.book.cover + self.book.listed + page - 1
        return pypdf.PdfReader(self.pdf).pages[leaf].extract_text()

    def leaf(self, page: int) -> pypdf.PageObject:
        return pypdf.PdfReader(self.pdf).pages[self.book.cover + self.book.listed + page - 1]


def _jpeg(shade: int, size: tuple[int, int] = (60, 90)) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, (shade, 90, 90)).save(kept, "JPEG")
    return kept.getvalue()


def _screen(folder: Path, number: int, kind: str) -> Path:
    path = folder / f"{number}.{kind}"
    made = Image.new("RGB", (WIDE, HIGH), (237, 237, 237))
    pen = ImageDraw.Draw(made)
    for at, box in enumerate((PHOTO, OTHER)):
        pen.rectangle((box.x0, box.y0, box.x1 - 1, box.y1 - 1), fill=(40 * number, 90 * at, 160))
    made.save(path)
    return path


def _chat(files: dict[Digest, Path]) -> Exhibit:
    spoken: list[Utterance] = []

    def sent(on: Digest, box: Box, kind: MessageKind, side: Side, **more: object) -> None:
        message = replace(said(side, "", kind, **more), box=box)
        spoken.append(Utterance(message, Where(on, box), len(spoken), AT))

    one, two, three = files
    for on, box in ((one, PHOTO), (one, OTHER), (two, PHOTO)):
        sent(on, box, MessageKind.IMAGE, Side.RIGHT)
    voice = (MessageKind.VOICE, Side.LEFT)
    sent(three, Box(20, 440, 120, 470), *voice, seconds=12, spoken="下个月十五号还你")
    sent(three, Box(20, 480, 120, 510), *voice, seconds=None, sender="大刘")
    places = tuple(
        ExhibitPage(1 + at // 2, on, path.name, slot=at % 2, slots=2)
        for at, (on, path) in enumerate(files.items())
    )
    talk = Conversation(None, tuple(files), tuple(spoken))
    found = beside.of(talk, dict.fromkeys(files, WIDE), ())
    title = (("title", "老周"),)
    return Exhibit(1, ExhibitKind.CONVERSATION, title, beside.followed(places, found))


def _recording(number: int, first: int, source: Digest, name: str, one: Recording) -> Exhibit:
    from stories import source as source_of

    file = replace(source_of(name), media_type="audio/mp4", size=1_234_567)
    sheets = enumerate(recordings.sheets(file, one), start=first)
    kind = ExhibitKind.AUDIO if one.medium is Medium.AUDIO else ExhibitKind.VIDEO
    shown = tuple(ExhibitPage(at, source, name, view=sheet) for at, sheet in sheets)
    return Exhibit(number, kind, (("length", "01:05"),), shown)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("beside")
    paths = [_screen(folder, number, kind) for number, kind in ((1, "png"), (2, "jpg"), (3, "png"))]
    files = {
        Digest(Algorithm.SHA256, hashlib.sha256(path.read_bytes()).hexdigest()): path
        for path in paths
    }
    chat = _chat(files)
    said_all = (
        Spoken("00:02", "原告", "什么时候还？"),
        Spoken("00:05", "对方的姐姐老周", WORDS * 9),
    )
    talk = Recording(TALK, Medium.AUDIO, 65, said_all)
    film = Recording(FILM, Medium.VIDEO, 65)
    audio = _recording(2, chat.last + 1, TALK, "通话.m4a", talk)
    video = _recording(3, audio.last + 1, FILM, "录像.mp4", film)
    exhibits = (chat, audio, video)
    rows = tuple(
        Row(
            *(one.number, Group.OTHER, one.number, one.first, one.last),
            (Proof(ProofKind.AS_RECORDED, (), one.numbers),),
        )
        for one in exhibits
    )
    names = {page.source: (one.number, page.name) for one in exhibits for page in one.pages}
    hashes = tuple(
        HashLine(number, name, one, Digest(Algorithm.SM3, one.hex))
        for one, (number, name) in names.items()
    )
    told = RecordingWords("通话.m4a", date(2025, 3, 2), "电话中", people="原告、<被告>")
    brief = Brief(filing=Filing(copies=3, carrier=Carrier.STICK), recordings=(told,))
    case = Case(brief, exhibits, rows, hashes)
    out = folder / "book.pdf"
    shots = tuple((at, _jpeg(40 * at)) for at in range(5))
    book = render.book(
        case,
        picture=files.__getitem__,
        manifest_digest=TALK,
        out=out,
        stills=lambda one: shots if one == FILM else (),
    )
    return Made(case, files, out, book)


def test_the_book_is_for_archives(made: Made) -> None:
    assert faults(made.pdf) == []
    assert [one.character for one in made.book.missing] in ([], ["𠮷"])


def test_pages_run_on_over_every_sheet(made: Made) -> None:
    shown = [one.numbers for one in made.case.exhibits]
    assert shown == [(1, 2, 3, 4), (5,), (6, 7)]
    assert made.case.pages == made.book.exhibits == 7


# ── recordings ─────────────────────────────────────────────────────────────────────────


def test_a_sheet_says_what_a_recording_is_and_never_its_files_name(made: Made) -> None:
    text = made.text(5)
    for words in (
        *("录音资料", "M4A音频", "01:05", "1,234,567字节", "U盘，一式3份", "2025年3月2日"),
        *("电话中", "原告、<被告>", "文字整理稿", "什么时候还？", "整理人（签名）："),
    ):
        assert words in text, words
    assert TALK.hex[:32] in text
    assert TALK.hex[32:] in text
    assert "通话" not in text.replace("电话中", "")


def test_every_written_word_is_printed(made: Made) -> None:
    found = "".join(made.text(5).split()).replace("〔U+20BB7〕", "𠮷")
    for line in recordings.broken(WORDS * 9, recordings.WORDS_WIDE):
        assert "".join(line.split()) in found


def test_a_film_shows_its_pictures_and_where_they_stand_in_it(made: Made) -> None:
    text = made.text(6)
    assert "录像资料" in text
    assert "画面截图" in text
    assert [f"00:0{at}" in text for at in range(5)] == [True] * 5
    assert len(made.leaf(6).images) == 5
    assert "文字整理稿" in made.text(7)
    assert "整理人" in made.text(7)
    assert "整理人" not in text


# ── chats ──────────────────────────────────────────────────────────────────────────────


def test_enlarged_pictures_are_the_pages_own_and_say_where_they_are_shown(made: Made) -> None:
    text = made.text(2)
    assert text.count("第1页所示图片放大") == 3
    assert _refs(made.leaf(1)) == _refs(made.leaf(2))


def _refs(page: pypdf.PageObject) -> set[int]:
    held = page["/Resources"]["/XObject"].get_object()
    return {held.raw_get(name).idnum for name in held}


def test_a_voice_has_its_line_and_what_the_page_shows_of_it(made: Made) -> None:
    text = made.text(4)
    assert "第3页　对方语音12秒　2025年3月2日14:05" in text
    assert "第3页　“大刘”语音" in text
    assert "页面所示转文字：" in text
    assert "下个月十五号还你" in text
    assert "整理人（签名）：" in text


def test_words_lead_to_the_page_that_shows_what_they_are_of(made: Made) -> None:
    reader = pypdf.PdfReader(made.pdf)
    first = made.book.cover + made.book.listed
    for page, to in ((2, 1), (4, 3)):
        notes = [note.get_object() for note in made.leaf(page)["/Annots"]]
        targets = {reader.get_page_number(note["/Dest"][0].get_object()) for note in notes}
        assert targets == {first + to - 1}


def test_nothing_stands_outside_the_margins(made: Made) -> None:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(made.pdf) as opened:
        for page in (2, 4, 5, 6, 7):
            words = opened[made.book.cover + made.book.listed + page - 1].get_textpage()
            for at in range(words.count_chars()):
                left, bottom, right, top = words.get_charbox(at)
                assert 25 / 25.4 * 72 - 1 <= left <= right <= 192 / 25.4 * 72 + 1
                assert 20 <= bottom <= top <= 842 - 45


# ── the lists, and verification ────────────────────────────────────────────────────────


def _compared(made: Made, *, alone: bool = False, pdf: bytes = b"") -> list[Check]:
    listed = render.parse_exhibits(render.exhibits_json(made.case))
    raw = io.BytesIO(pdf or made.pdf.read_bytes())
    book = page_images.printed(raw, "b.pdf", TALK, listing=True)
    originals = [
        page_images.original(path.read_bytes(), path.name, one) for one, path in made.files.items()
    ]
    claims = book.claims if alone else tuple(papers._pages(listed))
    return list(pages.compared(book, claims, originals))


def test_the_list_says_what_each_page_shows(made: Made) -> None:
    listed = render.parse_exhibits(render.exhibits_json(made.case))
    chat, audio, video = listed.exhibits
    assert [(one.number, one.window, one.sheet) for one in chat.pages] == [
        *((1, None, False), (1, None, False)),
        *((2, tuple(PHOTO), False), (2, tuple(OTHER), False), (2, tuple(PHOTO), False)),
        (3, None, False),
        *((4, None, True), (4, None, True)),
    ]
    assert all(one.sheet for one in (*audio.pages, *video.pages))


def test_the_hash_list_says_where_a_file_stands_as_it_is(made: Made) -> None:
    first = made.book.cover + made.book.listed + made.book.exhibits
    leaves = pypdf.PdfReader(made.pdf).pages[first:]
    text = "".join("".join(leaf.extract_text() for leaf in leaves).split())
    for words in ("第1页左图1.png", "第1页右图2.jpg", "第3页3.png", "第6、7页资料页录像.mp4"):
        assert words in text


def test_the_sm3_printed_beside_each_sha256_is_read_back(made: Made) -> None:
    listed = render.parse_exhibits(render.exhibits_json(made.case))
    book = page_images.printed(io.BytesIO(made.pdf.read_bytes()), "b.pdf", TALK, listing=True)
    said = {(page.sha256, page.sm3) for one in listed.exhibits for page in one.pages}
    assert said <= set(book.sm3)


@pytest.mark.parametrize("alone", [False, True])
def test_verify_compares_what_it_can_and_says_what_it_cannot(made: Made, alone: bool) -> None:
    """Failure: a film's own pictures were said to be pages that show another file."""
    found = _compared(made, alone=alone)
    assert Verdict.FAILED not in {one.verdict for one in found}
    windows = [dict(one.args)["name"] for one in found if one.finding == "page_window"]
    assert windows == ["1.png", "1.png", "2.jpg"]
    sheets = [one for one in found if one.finding.startswith("page_sheet")]
    of_words = {dict(one.args)["page"]: one.finding == "page_sheet" for one in sheets}
    assert of_words == {**({} if alone else {"4": True}), "5": True, "6": False, "7": True}
    assert {one.verdict for one in sheets} == {Verdict.INDETERMINATE}


def _forged(made: Made, page: int, drawn: bytes) -> bytes:
    """Draw the picture of the first page on another as well."""
    with pikepdf.open(made.pdf) as opened:
        first = made.book.cover + made.book.listed
        (image, *_) = (one for _, one in opened.pages[first].Resources.XObject.items())
        sheet, out = opened.pages[first + page - 1], io.BytesIO()
        sheet.obj.Resources = pikepdf.Dictionary(
            Font=sheet.Resources.Font, XObject=pikepdf.Dictionary(Z=image)
        )
        up = 100 * int(image.Height) / int(image.Width)
        placed = drawn.replace(b"UP", b"%.3f" % up).replace(b"HIGH", b"%.3f" % (up + 1))
        raw = sheet.Contents.read_bytes() + b"\n" + placed
        sheet.Contents = opened.make_stream(raw)
        opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("drawn", "verdict"),
    [
        (b"q 100 0 0 UP 60 300 cm /Z Do Q", Verdict.INDETERMINATE),
        (b"q 100 0 0 100 60 300 cm /Z Do Q", Verdict.INDETERMINATE),
        (
            b"q 100 0 0 UP 60 300 cm /Z Do Q\n0.7 G 0.4 w 59.5 299.5 101 HIGH re S",
            Verdict.FAILED,
        ),
    ],
)
def test_a_picture_on_a_sheet_of_words_is_told(made: Made, drawn: bytes, verdict: Verdict) -> None:
    """Failure: a screenshot that is none was called a sheet of words."""
    found = _compared(made, pdf=_forged(made, 4, drawn))
    told = [one for one in found if one.args[0] == ("page", "4")]
    assert "page_sheet_more" in {one.finding for one in told}
    assert "page_sheet" not in {one.finding for one in told}
    assert ("page_more" in {one.finding for one in told}) is (verdict is Verdict.FAILED)


def test_another_window_than_the_lists_is_found(made: Made) -> None:
    chat = made.case.exhibits[0]
    moved = tuple(
        replace(one, view=replace(one.view, box=Box(60, 90, 280, 310)))
        if one.view is not None and one.view == chat.pages[2].view
        else one
        for one in chat.pages
    )
    case = replace(made.case, exhibits=(replace(chat, pages=moved), *made.case.exhibits[1:]))
    found = _compared(replace(made, case=case))
    assert "page_rows" in {one.finding for one in found if one.verdict is Verdict.FAILED}


def test_the_run_says_how_many_pages_only_repeat(made: Made) -> None:
    close, voices = booked.beside(made.case, Words("en"))
    assert close.startswith("  1 of these page(s) show pictures of the chats once more")
    assert voices.startswith("  1 of these page(s) are for the words of voice messages")
    assert booked.beside(replace(made.case, exhibits=made.case.exhibits[1:]), Words("en")) == []


def test_pieces_say_that_they_go_on_whatever_stands_between(made: Made, tmp_path: Path) -> None:
    one, path = next(iter(made.files.items()))
    place = ExhibitPage(1, one, path.name)
    cut = (replace(place, rows=Rows(0, 400)), replace(place, number=2, rows=Rows(380, HIGH)))
    talk = Conversation(
        None,
        (one,),
        (
            Utterance(
                replace(said(Side.LEFT, "", MessageKind.VOICE), box=PHOTO), Where(one, PHOTO), 0, AT
            ),
        ),
    )
    shown = beside.followed(cut, beside.of(talk, {one: WIDE}, ()))
    exhibit = Exhibit(1, ExhibitKind.CONVERSATION, (), shown)
    row = Row(1, Group.OTHER, 1, 1, 3, (Proof(ProofKind.AS_SHOWN, (), exhibit.numbers),))
    case = Case(Brief(), (exhibit,), (row,), made.case.hashes[:1])
    out = tmp_path / "b.pdf"
    book = render.book(case, picture=made.files.__getitem__, manifest_digest=one, out=out)
    printed = replace(made, case=case, pdf=out, book=book)
    assert "接下页" in printed.text(1)
    assert "上接第1页" in printed.text(2)
    assert "语音文字整理" in printed.text(3)
