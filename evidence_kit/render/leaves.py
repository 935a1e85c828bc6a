"""The pages of a PDF record as they go into a book: as they are drawn, else as they look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from evidence_kit.errors import InputError
from evidence_kit.render import substitutes
from evidence_kit.render.pdf import PdfFile, Ref
from evidence_kit.render.pictures import picture_of
from evidence_kit.render.sheet import MEASURE, Rect, Sheet
from evidence_kit.render.vectors import Carrier

DOTS = 300 / 72  # a point, on the paper that the book is printed on
MOST_PIXELS = 12_000_000


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: what to place, its size in points as it is seen, and whether it is a picture."""

    ref: Ref
    width: float
    height: float
    pictured: bool

    def draw(self, sheet: Sheet, frame: Rect) -> None:
        """Draw the whole page at its proportions, never larger than it is, with a hairline."""
        scale = min(frame.width / self.width, frame.height / self.height, 1.0)
        scale = int(scale * 1000) / 1000  # a matrix is written with three decimals
        width, height = self.width * scale, self.height * scale
        x, y = frame.x + (frame.width - width) / 2, frame.y + frame.height - height
        sides = (width, height) if self.pictured else (scale, scale)
        sheet.picture(self.ref, (sides[0], 0, 0, sides[1], x, y))
        sheet.frame(Rect(x - 0.5, y - 0.5, width + 1, height + 1), grey=0.7)


class Leaves:
    """The pages of one PDF, each put into the book when it is asked for."""

    def __init__(self, drawn: pdfium.PdfDocument, carrier: Carrier | None, into: PdfFile) -> None:
        """Take the opened file, and the way to carry its pages where there is one."""
        self._drawn, self._carrier, self._into = drawn, carrier, into

    @property
    def count(self) -> int:
        """How many pages it has."""
        return len(self._drawn)

    def leaf(self, number: int) -> Leaf:
        """Return a page as it is drawn; what can't stand in an archive's file so, as it looks."""
        form = self._carrier.form(number) if self._carrier else None
        if form is not None:
            return Leaf(form.ref, form.width, form.height, pictured=False)
        page = self._drawn[number]
        try:
            return self._picture(page)
        finally:
            page.close()

    def _picture(self, page: pdfium.PdfPage) -> Leaf:
        """Return a page as it is printed, with its stamps and fields, 300 dots to the inch."""
        width, height = page.get_size()
        scale = DOTS * min(1.0, MEASURE / width)
        scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
        kept = BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(kept, "PNG")
        found = picture_of(kept.getvalue())
        # Pixels are whole, a page's sides need not be: drawn by its pixels it isn't stretched.
        sides = (found.shape.width / scale, found.shape.height / scale)
        return Leaf(found.put(self._into, {}), *sides, pictured=True)


@contextmanager
def open_leaves(file: Path | bytes, into: PdfFile) -> Iterator[Leaves]:
    """Open a PDF whose pages go into a book; InputError "picture_unreadable" for what is none."""
    try:
        with pdfium.PdfDocument(file) as drawn:
            drawn.init_forms()
            substitutes.use()
            with _carrier(file, len(drawn), into) as carrier:
                yield Leaves(drawn, carrier, into)
    except pdfium.PdfiumError as error:
        name = file.name if isinstance(file, Path) else ""
        raise InputError("picture_unreadable", name=name) from error


@contextmanager
def _carrier(file: Path | bytes, pages: int, into: PdfFile) -> Iterator[Carrier | None]:
    """Give the way to carry pages; none where two readers count them differently."""
    try:
        opened = pikepdf.open(file if isinstance(file, Path) else BytesIO(file))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        yield None
        return
    with opened:
        yield Carrier(opened, into) if len(opened.pages) == pages else None
