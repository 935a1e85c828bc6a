"""Filed samples, judged page by page as they are printed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import sheets
import tapes
from PIL import Image, ImageChops, ImageOps, ImageStat
from records import pdfs
from sheets import Box, Leaf

from evidence_kit.model import Chat, ExhibitKind, ExhibitPage, MessageKind, Side
from evidence_kit.pipeline import aiding, bundling, reading

ROOT = Path(__file__).parents[2]
RECORDED = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1, cache=False)
SMALLEST = 7.5  # points
DOTS = 100
SMALL = (90, 180)  # pixels; so far down, ways to scale hardly differ
# Levels of 255 that a greyscale print keeps apart: bubbles of both sides, and each from the page.
SIDES, GROUND = 25, 10


@dataclass(frozen=True)
class Filed:
    """A bundle, and its book looked at in several ways."""

    made: bundling.Bundled

    @property
    def pdf(self) -> Path:
        return self.made.bundle / "filing" / "证据材料.pdf"

    @cached_property
    def leaves(self) -> list[Leaf]:
        return sheets.leaves(self.pdf)

    @cached_property
    def papers(self) -> list[Leaf]:
        """The pages of the book and of the annex."""
        return [*self.leaves, *sheets.leaves(self.made.work / aiding.ANNEX)]

    @cached_property
    def printed(self) -> list[Image.Image]:
        return sheets.pictured(self.pdf, dots=DOTS)

    @cached_property
    def labels(self) -> list[str]:
        return list(pypdf.PdfReader(self.pdf).page_labels)

    @cached_property
    def texts(self) -> list[str]:
        """What each page says to whoever reads it on paper."""
        return ["".join(word.text for word in leaf.visible) for leaf in self.leaves]

    def file(self, page: ExhibitPage) -> Path:
        names = {source.name: source.safe_name for source in self.made.story.sources}
        return self.made.bundle / "data" / names[page.name]

    def shown(self) -> Iterator[tuple[int, ExhibitPage, Box]]:
        """Each picture that is printed: the sheet, its place in the case, where it stands."""
        for exhibit in self.made.case.exhibits:
            for together in exhibit.sheets:
                at = self.labels.index(str(together[0].number))
                pictures = self.leaves[at].pictures
                # Pages of PDF records stand as forms, and our own sheets show no file whole.
                if len(pictures) == len(together) and not together[0].view:
                    yield from ((at, *pair) for pair in zip(together, pictures, strict=True))


@pytest.fixture(scope="module", params=["simple-loan", "dark-relative-times"])
def filed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filed:
    folder = tmp_path_factory.mktemp("judged") / "X"
    shutil.copytree(ROOT / "samples" / request.param / "screenshots", folder)
    pdfs.voucher(folder / "转账电子凭证.pdf")
    (folder / "通话录音.wav").write_bytes(tapes.wav(47))
    (folder / "通话录音.txt").write_text("00:02 原告：什么时候方便？\n", encoding="utf-8")
    made = bundling.bundle(folder, out=None, options=RECORDED, force=False)
    return Filed(made)


def test_pictures_a_record_and_a_recording_are_there_to_be_judged(filed: Filed) -> None:
    found = list(filed.shown())
    assert len(found) >= 7
    assert any(page.slots == 2 for _, page, _ in found)
    kinds = {exhibit.kind for exhibit in filed.made.case.exhibits}
    assert {ExhibitKind.VOUCHER, ExhibitKind.AUDIO} <= kinds


def test_no_text_stands_outside_the_margins(filed: Filed) -> None:
    for leaf in filed.papers:
        inside = sheets.free(leaf)
        for word in leaf.visible:
            assert inside.holds(word.box), word


def test_no_picture_reaches_the_binding_or_the_edge(filed: Filed) -> None:
    for at, page, box in filed.shown():
        assert page.rows or sheets.free(filed.leaves[at]).holds(box)


def test_nothing_printed_overlaps(filed: Filed) -> None:
    for leaf in filed.papers:
        words = leaf.visible
        for at, word in enumerate(words):
            for other in words[at + 1 :]:
                assert not word.box.meets(other.box), (word, other)
            for picture in leaf.pictures:
                assert not word.box.meets(picture), (word, picture)
        for at, picture in enumerate(leaf.pictures):
            assert not any(picture.meets(other) for other in leaf.pictures[at + 1 :])


def test_all_print_can_be_read(filed: Filed) -> None:
    for leaf in filed.papers:
        assert all(word.size >= SMALLEST for word in leaf.visible)


def difference(left: Image.Image, right: Image.Image) -> float:
    """The mean difference of two pictures' colours, in levels of 255."""
    both = ImageChops.difference(left, right)
    return sum(ImageStat.Stat(both).mean) / 3


def test_every_picture_stands_upright_and_whole(filed: Filed) -> None:
    for at, page, box in filed.shown():
        with Image.open(filed.file(page)) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        seen = sheets.cropped(filed.printed[at], filed.leaves[at], box).resize(SMALL)
        meant = upright.resize(SMALL)
        right = difference(seen, meant)
        assert right < 2, page
        for wrong in (ImageOps.flip, ImageOps.mirror, lambda one: one.rotate(180)):
            assert difference(seen, wrong(meant)) > 2 * right, page


def test_bytes_of_every_picture_are_those_of_its_file(filed: Filed) -> None:
    held = sheets.streams(filed.pdf)
    for at, page, _ in filed.shown():
        content, found = filed.file(page).read_bytes(), held[at]
        if content.startswith(b"\xff\xd8"):
            assert content in [one.stream for one in found], page
            continue
        with Image.open(filed.file(page)) as image:
            given = image.convert("RGB")
        same = [
            one.pixels.size == given.size and one.pixels.tobytes() == given.tobytes()
            for one in found
        ]
        assert any(same), page


def test_grey_print_keeps_left_and_right_apart(filed: Filed) -> None:
    chats = {s.source: s for _, s in filed.made.story.screens if isinstance(s, Chat)}
    grey = sheets.pictured(filed.pdf, dots=DOTS, grey=True)
    judged = 0
    for at, page, box in filed.shown():
        if page.source not in chats:
            continue
        seen = sheets.cropped(grey[at], filed.leaves[at], box)
        left, right, ground = bubbles(seen, chats[page.source], filed.file(page))
        if left and right:
            judged += 1
            assert abs(min(right) - max(left)) >= SIDES or abs(min(left) - max(right)) >= SIDES
            assert all(abs(one - ground) >= GROUND for one in left + right), (left, right, ground)
    assert judged >= 2


def bubbles(seen: Image.Image, chat: Chat, file: Path) -> tuple[list[int], list[int], int]:
    """The grey of the bubbles at the left, of those at the right, and of the page."""
    with Image.open(file) as image:
        scale = seen.width / image.width
    told: dict[Side, list[int]] = {side: [] for side in Side}
    for message in chat.messages:
        if message.kind is MessageKind.TEXT:
            sides = (side * scale for side in message.box)
            told[message.side].append(commonest(seen.crop(tuple(round(side) for side in sides))))
    return told[Side.LEFT], told[Side.RIGHT], commonest(seen)


def commonest(image: Image.Image) -> int:
    counts = image.histogram()
    return counts.index(max(counts))


def test_links_land_on_the_page_that_says_their_number(filed: Filed) -> None:
    reader = pypdf.PdfReader(filed.pdf)
    number = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}
    found = []
    with pypdfium2.PdfDocument(filed.pdf) as opened:
        for at, page in enumerate(reader.pages):
            words = opened[at].get_textpage()
            for note in (one.get_object() for one in page.get("/Annots", [])):
                cited = re.findall(r"\d+", words.get_text_bounded(*map(float, note["/Rect"])))
                target = number[note.raw_get("/Dest")[0].idnum]
                # The end of a link that goes on in the next line says no number.
                assert cited[:1] == [filed.labels[target]] or (not cited and found[-1] == target)
                assert f"第{filed.labels[target]}页" in filed.texts[target].replace(" ", "")
                found.append(target)
    assert len(found) >= 2 * len(filed.made.case.rows)


def test_bookmarks_land_on_pages_that_say_their_name(filed: Filed) -> None:
    reader = pypdf.PdfReader(filed.pdf)

    def walk(items: list[object]) -> Iterator[tuple[str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            else:
                yield item["/Title"], reader.get_destination_page_number(item)

    marks = list(walk(reader.outline))
    assert len(marks) > filed.made.case.pages
    for title, at in marks[1:]:  # the cover says what the papers are, not that it is one
        page = "".join(filed.texts[at].split())
        assert "".join(title.split()) in page, title
