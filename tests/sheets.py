"""What stands on the pages of a PDF, as pdfium sees it, in points from the bottom left."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image
from pypdfium2 import raw

MM = 72 / 25.4
INVISIBLE = 3  # text that is neither filled nor stroked (ISO 32000-1, 9.3.6)


class Box(NamedTuple):
    """Left, bottom, right and top."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box, by: float = 0.5) -> bool:
        """Say whether two boxes share more than their edges."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        return across > by and min(self.y1, other.y1) - max(self.y0, other.y0) > by

    def holds(self, other: Box, slack: float = 0.5) -> bool:
        """Say whether another box lies within this one."""
        left, low = self.x0 - slack <= other.x0, self.y0 - slack <= other.y0
        return left and low and other.x1 <= self.x1 + slack and other.y1 <= self.y1 + slack


@dataclass(frozen=True)
class Words:
    """A run of text, the box around its ink, its size in points, and whether anybody sees it."""

    text: str
    box: Box
    size: float
    seen: bool


@dataclass(frozen=True)
class Leaf:
    """A page: its size, its text, where its pictures stand (whole, though a part may be cut)."""

    width: float
    height: float
    words: tuple[Words, ...]
    pictures: tuple[Box, ...]

    @property
    def visible(self) -> tuple[Words, ...]:
        """The text that is printed."""
        return tuple(one for one in self.words if one.seen and one.text.strip())


def free(leaf: Leaf) -> Box:
    """What print may take of a page: one that lies across is bound at its head."""
    left, right, head = (25, 18, 14) if leaf.width < leaf.height else (15, 15, 20)
    return Box(left * MM, 6 * MM, leaf.width - right * MM, leaf.height - head * MM)


def leaves(pdf: Path) -> list[Leaf]:
    """Return what each page holds; what a form draws isn't looked into."""
    with _opened(pdf) as opened:
        return [_leaf(page) for page in opened]


@dataclass(frozen=True)
class Stream:
    """A picture as a PDF holds it: its packed bytes, and its pixels as they are stored."""

    stream: bytes
    pixels: Image.Image


def streams(pdf: Path) -> list[list[Stream]]:
    """Return the pictures of each page, in the order in which they are drawn."""
    with _opened(pdf) as opened:
        pictures = (raw.FPDF_PAGEOBJ_IMAGE,)
        return [
            [_stream(one) for one in page.get_objects(filter=pictures, max_depth=1)]
            for page in opened
        ]


def _stream(one: pypdfium2.PdfImage) -> Stream:
    pixels = one.get_bitmap(render=False).to_pil().convert("RGB")
    return Stream(bytes(one.get_data()), pixels)


def pictured(pdf: Path, *, dots: int = 100, grey: bool = False) -> list[Image.Image]:
    """Return each page as it is printed at so many dots an inch."""
    with _opened(pdf) as opened:
        return [
            page.render(scale=dots / 72, grayscale=grey).to_pil().convert("L" if grey else "RGB")
            for page in opened
        ]


def cropped(page: Image.Image, leaf: Leaf, box: Box) -> Image.Image:
    """Return what a printed page shows in a box."""
    across, down = page.width / leaf.width, page.height / leaf.height
    top, bottom = leaf.height - box.y1, leaf.height - box.y0
    corners = (box.x0 * across, top * down, box.x1 * across, bottom * down)
    return page.crop(tuple(round(one) for one in corners))


@contextmanager
def _opened(pdf: Path) -> Iterator[pypdfium2.PdfDocument]:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        yield opened
    finally:
        opened.close()


def _leaf(page: pypdfium2.PdfPage) -> Leaf:
    text, words, pictures = page.get_textpage(), [], []
    for one in page.get_objects(max_depth=1):
        if one.type == raw.FPDF_PAGEOBJ_TEXT:
            words.append(_words(one, text))
        elif one.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(Box(*one.get_bounds()))
    return Leaf(*page.get_size(), tuple(words), tuple(pictures))


def _words(one: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> Words:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(one.raw, size)
    _, b, _, d, _, _ = one.get_matrix().get()
    seen = raw.FPDFTextObj_GetTextRenderMode(one.raw) != INVISIBLE
    return Words(
        _said(one, text), Box(*one.get_bounds()), size.value * (b * b + d * d) ** 0.5, seen
    )


def _said(one: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(one.raw, text.raw, None, 0)
    held = ctypes.create_string_buffer(length)
    place = ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(one.raw, text.raw, place, length)
    return held.raw.decode("utf-16-le").rstrip("\0")
