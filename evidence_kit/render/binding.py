"""证据材料.pdf: cover, 证据目录, exhibits 1…N, 电子数据取证说明; one layout decides every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from evidence_kit.model import (
    PDFS,
    RECORDINGS,
    Case,
    Digest,
    Exhibit,
    ExhibitPage,
    PageText,
    RecordingWords,
)
from evidence_kit.render import text_layer
from evidence_kit.render.archive import About
from evidence_kit.render.attaching import Attached, put_attached
from evidence_kit.render.enlarged import draw_beside
from evidence_kit.render.exhibits import Images, draw_around, draw_pictures, paper_for, spots
from evidence_kit.render.faces import Faces, open_faces
from evidence_kit.render.flow import Flow
from evidence_kit.render.leaves import open_leaves
from evidence_kit.render.listing import around_list, listed
from evidence_kit.render.outline import Mark, Part
from evidence_kit.render.papers import (
    Hand,
    ThirdPartyTime,
    draw_check,
    draw_cover,
    draw_hashes,
    draw_label,
    draw_list,
    draw_statement,
    hand,
)
from evidence_kit.render.pdf import Ref
from evidence_kit.render.pictures import Shape, picture_of, read_picture
from evidence_kit.render.recordings import Pen, Shot, draw_recording
from evidence_kit.render.sheet import (
    PORTRAIT,
    MissingGlyph,
    Paper,
    Rect,
    Sheet,
)
from evidence_kit.render.text_layer import TextLayer
from evidence_kit.render.volume import Volume
from evidence_kit.render.wording import Wording, court_wording, said_in

PictureOf = Callable[[Digest], Path]
# Some pictures of a film, each a second in it and a JPEG; none of what is no film.
StillsOf = Callable[[Digest], Sequence[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True)
class Book:
    """How many pages each part of a written book has, and what no font could draw."""

    cover: int
    listed: int
    exhibits: int
    statement: int
    missing: tuple[MissingGlyph, ...]


def book(
    case: Case,
    *,
    picture: PictureOf,
    manifest_digest: Digest,
    out: BinaryIO | Path,
    third_party_times: Sequence[ThirdPartyTime] = (),
    wording: Wording | None = None,
    texts: Mapping[Digest, PageText] | None = None,
    attached: Sequence[Attached] = (),
    stills: StillsOf = lambda _: (),
) -> Book:
    """Write 证据材料.pdf: A4, PDF/A-2b, the same bytes for the same case and pictures.

    `picture` gives the file of a digest; one is in memory at a time, and none is altered.
    `texts` are the words that can be found on pictures, and lie invisible on their ink. With
    `attached` files the book carries them, whole, and is PDF/A-3b. `stills` gives what is shown of
    a film, so that it is known again.
    Characters that no font has stand as 〔U+…〕 and come back in `missing`. Raises InputError
    "picture_unreadable" for a file that is no picture; what `out` raises passes through.
    """
    if isinstance(out, Path):
        with out.open("wb") as stream:
            return book(
                case,
                picture=picture,
                manifest_digest=manifest_digest,
                out=stream,
                third_party_times=third_party_times,
                wording=wording,
                texts=texts,
                attached=attached,
                stills=stills,
            )
    words, layer = wording or court_wording(), TextLayer(texts or {})
    binder = _Binder(case, out, words, layer, attached, stills)
    return binder.bind(picture, manifest_digest, third_party_times)


class _Binder:
    """One book in the making: its sheets in order, its bookmarks, its characters to report."""

    def __init__(
        self,
        case: Case,
        out: BinaryIO,
        words: Wording,
        layer: TextLayer,
        attached: Sequence[Attached],
        stills: StillsOf,
    ) -> None:
        self.case = case
        self.words = words
        self.layer, self.attached, self.stills = layer, attached, stills
        self.faces: Faces = open_faces()
        self.hand: Hand = hand(self.faces)
        self.volume = Volume(out, self.faces)
        self.pdf = self.volume.pdf
        self.marks: list[Mark] = []
        self.exhibit_pages = {
            number: self.pdf.reserve() for exhibit in case.exhibits for number in exhibit.numbers
        }

    def bind(self, picture: PictureOf, manifest: Digest, times: Sequence[ThirdPartyTime]) -> Book:
        """Write the parts in order, then what ties them together."""
        cover, contents = self._cover(), self._list()
        exhibits, statement = self._exhibits(picture), self._statement(manifest, times)
        self._close((cover, contents, exhibits, statement))
        return Book(cover, contents, exhibits, statement, self.volume.missing)

    def _cover(self) -> int:
        sheet = self.sheet(self.words.text("cover", "label"))
        draw_cover(sheet, self.case, self.words, self.hand)
        self._mark("cover", self.volume.bind(sheet))
        return 1

    def _list(self) -> int:
        part = _Part(self, self.words.text("list", "label"))
        shown = listed(self.case, self.words)
        around = around_list(self.case, self.words)
        begun = draw_list(Flow(part.open), shown, around, self.hand)
        pages = part.bind()
        groups = [Mark(name, pages[label]) for name, label in begun]
        self._mark("list", next(iter(pages.values())), groups)
        return len(pages)

    def _exhibits(self, picture: PictureOf) -> int:
        images: dict[Digest, tuple[Ref, Shape]] = {}
        profiles: dict[bytes, Ref] = {}
        for exhibit in self.case.exhibits:
            if exhibit.kind in PDFS:
                self._leaves(exhibit, picture(exhibit.pages[0].source))
            elif exhibit.kind in RECORDINGS:
                self._recording(exhibit)
            for shown in exhibit.sheets if exhibit.kind not in (*PDFS, *RECORDINGS) else ():
                for page in shown:
                    if page.source not in images:
                        found = read_picture(picture(page.source))
                        images[page.source] = found.put(self.pdf, profiles), found.shape
                self._pictures(exhibit, shown, images)
            self.marks.append(self._exhibit_mark(exhibit))
        return self.case.pages

    def _leaves(self, exhibit: Exhibit, path: Path) -> None:
        with open_leaves(path, self.pdf) as leaves:
            for page in exhibit.pages:
                sheet, frame = self._exhibit_sheet(exhibit, page)
                leaves.leaf(page.leaf).draw(sheet, frame)
                self.volume.bind(sheet, self.exhibit_pages[page.number])

    def _recording(self, exhibit: Exhibit) -> None:
        seen = [(at, picture_of(jpeg)) for at, jpeg in self.stills(exhibit.pages[0].source)]
        shots = [Shot(at, found.put(self.pdf, {}), found.shape) for at, found in seen]
        said = {one.file: one for one in self.case.brief.recordings}
        for page in exhibit.pages:
            sheet, frame = self._exhibit_sheet(exhibit, page)
            pen = Pen(sheet, frame, self.words, self.hand)
            told = said.get(page.name, RecordingWords(page.name))
            draw_recording(pen, exhibit, page, self.case.brief.filing, told, shots)
            self.volume.bind(sheet, self.exhibit_pages[page.number])

    def _pictures(self, exhibit: Exhibit, shown: Sequence[ExhibitPage], images: Images) -> None:
        sheet, frame = self._exhibit_sheet(exhibit, shown[0])
        if shown[0].repeats:
            pen = Pen(sheet, frame, self.words, self.hand)
            draw_beside(pen, exhibit, shown, images)
            self.volume.bind(sheet, self.exhibit_pages[shown[0].number])
            return
        placed = spots(frame, exhibit, shown, images)
        draw_pictures(sheet, exhibit, placed, images, self.words, self.hand)
        for spot in placed:
            self.layer.lay(sheet, spot.page.source, spot.seen, spot.page.rows)
        self.volume.bind(sheet, self.exhibit_pages[shown[0].number])

    def _exhibit_sheet(self, exhibit: Exhibit, page: ExhibitPage) -> tuple[Sheet, Rect]:
        sheet = self.sheet(str(page.number), paper_for(page))
        frame = draw_around(sheet, self.case, exhibit, page.number, self.words, self.hand)
        return sheet, frame

    def _exhibit_mark(self, exhibit: Exhibit) -> Mark:
        said = {"exhibit": str(exhibit.number), "title": self.words.title(exhibit)}
        below = [
            Mark(
                self.words.text("exhibits", "page_bookmark", {"page": str(number)}),
                self.exhibit_pages[number],
            )
            for number in exhibit.numbers
        ]
        name = self.words.text("exhibits", "bookmark", said)
        return Mark(name, below[0].page, below if len(below) > 1 else [])

    def _statement(self, manifest: Digest, times: Sequence[ThirdPartyTime]) -> int:
        part = _Part(self, self.words.text("statement", "label"))
        flow = Flow(part.open)
        draw_statement(flow, self.case, self.words, self.hand)
        hashes = draw_hashes(flow, self.case, self.words, self.hand)
        check = draw_check(flow, manifest, times, self.words, self.hand)
        pages = part.bind()
        self._mark("statement", next(iter(pages.values())))
        self._mark("hashes", pages[hashes])
        self._mark("check", pages[check])
        return len(pages)

    def _close(self, counts: Sequence[int]) -> None:
        pdf, said = self.pdf, said_in(self.case)
        part = 3 if self.attached else 2
        about = About(self._name("title", said), self._name("author", said), part)
        fonts: dict[str, Ref] = {}
        if self.layer.used:
            fonts[text_layer.NAME] = pdf.reserve()
            self.layer.embed(pdf, fonts[text_layer.NAME])
        led = self.volume.led(self.marks, self._parts(counts))
        self.volume.close(about, {**led, **put_attached(pdf, self.attached)}, fonts=fonts)

    def _parts(self, counts: Sequence[int]) -> list[Part]:
        cover, contents, statement = (
            self.words.text(paper, "label") for paper in ("cover", "list", "statement")
        )
        pairs = zip((cover, contents, "", statement), counts, strict=True)
        return [Part(prefix, count, numbered=at > 0) for at, (prefix, count) in enumerate(pairs)]

    def _name(self, key: str, said: Mapping[str, str] | None = None) -> str:
        return self.words.text("book", key, said)

    def _mark(self, key: str, page: Ref, below: Sequence[Mark] = ()) -> None:
        self.marks.append(Mark(self._name(key), page, list(below)))

    def sheet(self, label: str, paper: Paper = PORTRAIT) -> Sheet:
        return Sheet(label, self.faces, self.exhibit_pages.__getitem__, paper)


class _Part:
    """Sheets that are numbered together under a prefix, in the order they were opened."""

    def __init__(self, binder: _Binder, prefix: str) -> None:
        self._binder, self._prefix = binder, prefix
        self._sheets: list[Sheet] = []

    def open(self) -> Sheet:
        """Return the next sheet, its label at the foot."""
        sheet = self._binder.sheet(f"{self._prefix}{len(self._sheets) + 1}")
        draw_label(sheet, self._binder.hand)
        self._sheets.append(sheet)
        return sheet

    def bind(self) -> dict[str, Ref]:
        """Write the sheets; return their pages by label, in order."""
        return {sheet.label: self._binder.volume.bind(sheet) for sheet in self._sheets}
