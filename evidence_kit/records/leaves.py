"""The pages of a PDF as words with their places: from its text layer, else from its pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

from evidence_kit.model import Box, Digest, Line, Sourced, Where
from evidence_kit.records import bounded

# What a hostile file may cost: platforms' own PDFs have some pages and some thousand signs each.
MOST_BYTES = 64 * 1024 * 1024
MOST_LEAVES = 300
MOST_SIGNS = 1_000_000
# A page without so many visible signs is a picture of one.
FEW_SIGNS = 20
# Of a text layer of which so many signs map to no character, nothing can be believed.
MOST_UNMAPPED = 0.05
# To be read, a page is drawn at this many pixels to the point (200 an inch), up to so many pixels.
SCALE = 200 / 72
MOST_PIXELS = 12_000_000
# What was read from pixels is never as sure as what a platform wrote.
SUREST_SEEN = 0.9
# Signs further apart than this share of their height are two words.
_GAP = 0.3
_HIDDEN = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}

ReadImage: TypeAlias = Callable[[bytes], Sequence[Line]]


class TooMuchError(Exception):
    """A file costs more than any platform's own would."""


class Area(NamedTuple):
    """A rectangle in points from the top left of the first page, the pages below one another."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    def joined(self, other: Area) -> Area:
        """Return the smallest area around both."""
        return Area(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """Signs that stand together; `sure` is 1 in a text layer, the engine's word on a picture."""

    text: str
    area: Area
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as it is seen, turned and cropped: its size in points, where it begins, its words.

    `seen` says that its words were read from pixels; such a page may have none.
    """

    number: int
    width: float
    height: float
    top: float
    words: tuple[Word, ...]
    seen: bool = False


def read(path: Path, read_image: ReadImage | None = None) -> tuple[Leaf, ...] | str:
    """Return every page, or the kind of reason why not; nothing is raised for any content.

    The reasons: "pdf_locked" where it asks for a password, "pdf_broken", "pdf_too_large".
    `read_image` reads the lines of a PNG; without it a page without a text layer has no words.
    """
    if path.stat().st_size > MOST_BYTES or not bounded.fits(path):
        return "pdf_too_large"
    try:
        with pdfium.PdfDocument(path) as file:
            return _read(file, read_image)
    except TooMuchError:
        return "pdf_too_large"
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return "pdf_locked" if locked else "pdf_broken"


def _read(file: pdfium.PdfDocument, read_image: ReadImage | None) -> tuple[Leaf, ...] | str:
    if len(file) > MOST_LEAVES:
        raise TooMuchError
    if not len(file):
        return "pdf_broken"
    found: list[Leaf] = []
    top, signs = 0.0, 0
    for number in range(len(file)):
        page = file[number]
        try:
            leaf = _leaf(page, number, top, read_image)
        finally:
            page.close()
        signs += sum(len(word.text) for word in leaf.words)
        if signs > MOST_SIGNS:
            raise TooMuchError
        found.append(leaf)
        top += leaf.height
    return tuple(found)


def _leaf(page: pdfium.PdfPage, number: int, top: float, read_image: ReadImage | None) -> Leaf:
    width, height = page.get_size()
    words = tuple(_written(page, top))
    if sum(len(word.text) for word in words) >= FEW_SIGNS:
        return Leaf(number, width, height, top, words)
    if read_image is None:
        return Leaf(number, width, height, top, (), seen=True)
    return Leaf(number, width, height, top, tuple(_seen(page, top, read_image)), seen=True)


# ── the text layer ─────────────────────────────────────────────────────────────────────


def _written(page: pdfium.PdfPage, top: float) -> Iterator[Word]:
    """Yield the words that the page draws as text; none where they can't be believed."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MOST_SIGNS:
            raise TooMuchError
        if _mapped(text, count):
            yield from _words(_signs(text, count, _view(page)), top)
    finally:
        text.close()


def _mapped(text: pdfium.PdfTextPage, count: int) -> bool:
    lost: int = sum(raw.FPDFText_HasUnicodeMapError(text, at) == 1 for at in range(count))
    return lost <= count * MOST_UNMAPPED


def _signs(text: pdfium.PdfTextPage, count: int, view: _View) -> Iterator[tuple[str, Area] | None]:
    """Yield each visible sign and its place, None for what parts words."""
    for at in range(count):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign.isspace() or not sign.isprintable() or raw.FPDFText_IsGenerated(text, at) == 1:
            yield None
        elif not _hidden(text, at):
            yield sign, view.turned(text.get_charbox(at, loose=True))


def _hidden(text: pdfium.PdfTextPage, at: int) -> bool:
    """Say whether nobody sees it: a layer that some scanner put behind its picture."""
    drawn = raw.FPDFText_GetTextObject(text, at)
    return bool(drawn and raw.FPDFTextObj_GetTextRenderMode(drawn) in _HIDDEN)


def _words(signs: Iterable[tuple[str, Area] | None], top: float) -> Iterator[Word]:
    text, area = "", Area(0, 0, 0, 0)
    for one in signs:
        if one is not None and text and _follows(area, one[1]):
            text, area = text + one[0], area.joined(one[1])
            continue
        if text:
            yield Word(text, _moved(area, top))
        text, area = one if one is not None else ("", area)
    if text:
        yield Word(text, _moved(area, top))


def _follows(before: Area, sign: Area) -> bool:
    level = before.y0 <= sign.middle <= before.y1
    return level and abs(sign.x0 - before.x1) <= _GAP * max(before.height, sign.height)


def _moved(area: Area, down: float) -> Area:
    return Area(area.x0, area.y0 + down, area.x1, area.y1 + down)


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is seen: the box that is shown of it, and its turn in degrees to the right."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def turned(self, box: tuple[float, float, float, float]) -> Area:
        """Return a box of the page's own space as it is seen."""
        ends = (self._point(*box[:2]), self._point(*box[2:]))
        (xa, ya), (xb, yb) = ends
        return Area(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return {
            0: (x - self.left, self.top - y),
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }[self.turn]


def _view(page: pdfium.PdfPage) -> _View:
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return _View(left, bottom, right, top, page.get_rotation() % 360)


# ── pixels ─────────────────────────────────────────────────────────────────────────────


def _seen(page: pdfium.PdfPage, top: float, read_image: ReadImage) -> Iterator[Word]:
    """Yield the lines that an engine reads on the page, drawn as it is printed."""
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    kept = BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(kept, "PNG")
    for line in read_image(kept.getvalue()):
        if line.text.strip():
            area = Area(*(side / scale for side in line.box))
            yield Word(line.text.strip(), _moved(area, top), min(line.confidence, SUREST_SEEN))


# ── from words to values ───────────────────────────────────────────────────────────────


def place(source: Digest, area: Area) -> Where:
    """Return an area as a place of a file, in whole points."""
    return Where(source, Box(*(round(side) for side in area)))


def around(words: Sequence[Word]) -> Area:
    """Return the area around some words, at least one."""
    area = words[0].area
    for word in words[1:]:
        area = area.joined(word.area)
    return area


def quoted(source: Digest, value: str, words: Sequence[Word]) -> Sourced[str]:
    """Return a value with the words that it was read from."""
    quote = " ".join(word.text for word in words)
    return Sourced(value, quote, place(source, around(words)), least(words))


def least(words: Sequence[Word]) -> float:
    """Return how sure the least sure of some words is."""
    return min((word.sure for word in words), default=1.0)


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words by lines, top to bottom, each line from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.area.middle, one.area.x0)):
        last = found[-1] if found else []
        if last and any(_level(word.area, other.area) for other in last):
            last.append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda one: one.area.x0) for line in found]


def _level(one: Area, other: Area) -> bool:
    """Say whether two words stand on one line: the lower half of the smaller at least."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > min(one.height, other.height) / 2
