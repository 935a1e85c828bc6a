"""One book with pictures of every kind, in every turn, beside others and in pieces."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pytest
import sheets
from archivist import faults
from PIL import Image, ImageChops, ImageOps, ImageStat
from rasters import DECODED, PASSING, coloured, laid_on_white, saved
from sheets import Box, Leaf

from evidence_kit import render
from evidence_kit.model import (
    Algorithm,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Rows,
)
from evidence_kit.render.pictures import ORIENTATION

Judge = Callable[[str], str]
DOTS = 96  # a dot for each pixel of a small picture
TURNS = range(1, 9)
WAYS = {
    "baseline": {},
    "progressive": {"progressive": True},
    "coarse": {"quality": 30, "subsampling": 2},
}
LONG = (48, 1200)
PIECES = (Rows(0, 500), Rows(480, 900), Rows(880, 1200))


class Given(NamedTuple):
    """A file of a kind."""

    name: str
    content: bytes


def turned(turn: int, ending: str) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[ending]
    return saved(coloured(), kind, exif=exif.tobytes(), quality=95)


def every_kind() -> Iterator[Given]:
    for name, make in PASSING.items():
        yield Given(f"{name}.png", make())
    for name, (kind, make) in DECODED.items():
        yield Given(f"{name}.{kind.lower()}", make())
    for mode in ("RGB", "L"):
        opaque = coloured(mode).convert("RGBA" if mode == "RGB" else "LA")
        yield Given(f"{mode} opaque.png", saved(opaque, "PNG"))
        for way, options in WAYS.items():
            # What phones write behind the end of a picture is the file's, too.
            content = saved(coloured(mode), "JPEG", **options) + b"trailing"
            yield Given(f"{mode} {way}.jpg", content)
    yield Given("cmyk.jpg", saved(coloured("CMYK"), "JPEG"))
    for ending in ("jpg", "png", "webp"):
        for turn in TURNS:
            yield Given(f"turn {turn}.{ending}", turned(turn, ending))


def long(turn: int) -> bytes:
    """A stitched screenshot whose rows all differ, stored turned."""
    image = Image.new("RGB", LONG)
    for y in range(LONG[1]):
        image.paste((255, y * 255 // LONG[1], 40), (0, y, LONG[0], y + 1))
        image.paste((20, 40, 255), (0, y, (y * 40) // LONG[1], y + 1))
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    stored = image.transpose(Image.Transpose.ROTATE_90) if turn == 6 else image
    return saved(stored, "PNG", exif=exif.tobytes())


@dataclass(frozen=True)
class Printed:
    """A book, its files by digest, and what pdfium sees of it."""

    case: Case
    files: dict[Digest, Path]
    pdf: Path
    before: int

    @cached_property
    def leaves(self) -> list[Leaf]:
        return sheets.leaves(self.pdf)

    @cached_property
    def pages(self) -> list[Image.Image]:
        return sheets.pictured(self.pdf, dots=DOTS)

    def shown(self) -> Iterator[tuple[int, ExhibitPage, Box]]:
        for exhibit in self.case.exhibits:
            for together in exhibit.sheets:
                at = self.before + together[0].number - 1
                pairs = zip(together, self.leaves[at].pictures, strict=True)
                yield from ((at, page, box) for page, box in pairs)

    def image(self, page: ExhibitPage) -> Image.Image:
        return Image.open(io.BytesIO(self.files[page.source].read_bytes()))

    def seen(self, page: ExhibitPage, box: Box) -> Box:
        """The part of a picture's box in which it is shown."""
        if page.rows is None:
            return box
        scale = (box.y1 - box.y0) / LONG[1]
        return box._replace(y1=box.y1 - page.rows.top * scale, y0=box.y1 - page.rows.bottom * scale)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("kinds")
    given = [*every_kind(), Given("long 1.png", long(1)), Given("long 6.png", long(6))]
    files = {}
    for at, one in enumerate(given):
        path = folder / one.name
        path.write_bytes(one.content)
        files[Digest(Algorithm.SHA256, f"{at:064x}")] = path
    case = Case(Brief(), tuple(_exhibits(files)), (), ())
    first = next(iter(files))
    pdf = folder / "book.pdf"
    book = render.book(case, picture=files.__getitem__, manifest_digest=first, out=pdf)
    return Printed(case, files, pdf, book.cover + book.listed)


def _exhibits(files: dict[Digest, Path]) -> Iterator[Exhibit]:
    """Small pictures two, three and one to a page, then the long ones in pieces."""
    every, number, page = list(files.items()), 0, 1
    small, tall = every[:-2], every[-2:]
    third = len(small) // 3
    for slots, some in ((2, small[:third]), (3, small[third : 2 * third]), (1, small[2 * third :])):
        number += 1
        pages = tuple(
            ExhibitPage(page + at // slots, source, path.name, 0, at % slots, slots)
            for at, (source, path) in enumerate(some)
        )
        yield Exhibit(number, ExhibitKind.PICTURE, (), pages)
        page = pages[-1].number + 1
    for source, path in tall:
        number += 1
        pages = tuple(
            ExhibitPage(page + at // 2, source, path.name, 0, at % 2, 2, rows)
            for at, rows in enumerate(PIECES)
        )
        yield Exhibit(number, ExhibitKind.CONVERSATION, (), pages)
        page = pages[-1].number + 1


def difference(left: Image.Image, right: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(left, right)).mean) / 3


def test_outside_judges_find_no_fault(printed: Printed, judge: Judge) -> None:
    assert faults(printed.pdf) == []
    said = subprocess.run([judge("qpdf"), "--check", printed.pdf], capture_output=True, check=True)
    assert b"No syntax or stream encoding errors" in said.stdout
    fonts = subprocess.run([judge("pdffonts"), printed.pdf], capture_output=True, check=True)
    rows = fonts.stdout.decode().splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows)


def test_every_jpeg_is_its_file(printed: Printed) -> None:
    held, judged = sheets.streams(printed.pdf), 0
    for at, page, _ in printed.shown():
        if page.name.endswith(".jpg") and not page.name.startswith("cmyk"):
            given = printed.files[page.source].read_bytes()
            assert given in [one.stream for one in held[at]], page.name
            judged += 1
    assert judged == 2 * len(WAYS) + len(TURNS)


def test_pixels_of_every_other_picture_are_those_of_its_file(printed: Printed) -> None:
    held = sheets.streams(printed.pdf)
    for at, page, _ in printed.shown():
        with printed.image(page) as image:
            meant = image.convert("RGB") if image.mode == "CMYK" else laid_on_white(image)
        alike = [one.pixels for one in held[at] if one.pixels.size == meant.size]
        near = 0 if not page.name.endswith(".jpg") else 3  # decoders of JPEG differ in roundings
        assert any(most_different(one, meant) <= near for one in alike), page.name


def most_different(left: Image.Image, right: Image.Image) -> int:
    return max(high for _, high in ImageChops.difference(left, right).getextrema())


def test_every_picture_stands_upright(printed: Printed) -> None:
    for at, page, box in printed.shown():
        if page.rows or page.name == "two chunks.png":
            continue
        with printed.image(page) as image:
            upright = laid_on_white(ImageOps.exif_transpose(image))
        seen = sheets.cropped(printed.pages[at], printed.leaves[at], box)
        right = difference(seen.resize((20, 30)), upright.resize((20, 30)))
        assert right < 14, (page.name, right)
        for wrong in (ImageOps.flip, ImageOps.mirror, lambda one: one.rotate(180)):
            turned = difference(seen.resize((20, 30)), wrong(upright).resize((20, 30)))
            assert turned > 2 * right, (page.name, right, turned)


def test_pieces_show_their_rows(printed: Printed) -> None:
    with Image.open(io.BytesIO(long(1))) as image:
        whole = image.convert("RGB")
    judged = 0
    for at, page, box in printed.shown():
        if page.rows:
            meant = whole.crop((0, page.rows.top, LONG[0], page.rows.bottom))
            place = printed.seen(page, box)
            seen = sheets.cropped(printed.pages[at], printed.leaves[at], place)
            size = (12, 100)
            assert difference(seen.resize(size), meant.resize(size)) < 6, (page.name, page.rows)
            judged += 1
    assert judged == 2 * len(PIECES)


def test_nothing_of_a_picture_shows_beside_its_place(printed: Printed) -> None:
    """Pages are black on white but for pictures, and lines around those."""
    places: dict[int, list[Box]] = {}
    for at, page, box in printed.shown():
        places.setdefault(at, []).append(printed.seen(page, box))
    for at, boxes in places.items():
        leaf, page = printed.leaves[at], printed.pages[at].copy()
        for box in boxes:
            across, down = page.width / leaf.width, page.height / leaf.height
            corners = (box.x0 * across, (leaf.height - box.y1) * down)
            others = (box.x1 * across, (leaf.height - box.y0) * down)
            left, top, right, bottom = (round(one) for one in (*corners, *others))
            page.paste("white", (left - 2, top - 2, right + 2, bottom + 2))
        _, colour, _ = page.convert("HSV").split()
        assert colour.getextrema()[1] < 30, at


def test_nothing_overlaps_or_leaves_the_page(printed: Printed) -> None:
    for at, leaf in enumerate(printed.leaves):
        places = [printed.seen(page, box) for where, page, box in printed.shown() if where == at]
        inside = sheets.free(leaf)
        for place in places:
            assert inside.holds(place)
        for word in leaf.visible:
            assert inside.holds(word.box), word
            assert not any(word.box.meets(place) for place in places), word
            assert word.size >= 7.5
        for index, place in enumerate(places):
            assert not any(place.meets(other) for other in places[index + 1 :])
