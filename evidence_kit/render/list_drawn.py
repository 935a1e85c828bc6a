"""The pages of the 证据目录 in a finished PDF, against those that are drawn anew from the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO

import pikepdf

from evidence_kit.model import DrawnList
from evidence_kit.render import page_images
from evidence_kit.render.around import plain
from evidence_kit.render.bounded import opened as bounded
from evidence_kit.render.conforming import unpacked
from evidence_kit.render.faces import open_faces
from evidence_kit.render.flow import Flow
from evidence_kit.render.listing import Around, ExhibitList
from evidence_kit.render.papers import draw_label, draw_list, hand
from evidence_kit.render.printed_list import Fonts, texts
from evidence_kit.render.sheet import Sheet

MOST_SIGNS = 2_000_000  # of all cells of a list; one of 10,000 rows has half a million
MOST_CELL = 50_000  # of one of them
MOST_SHEETS = 2_000  # that a list is drawn on; one of 10,000 rows has 834
MOST_DRAWN = 64 << 20  # bytes that their operators unpack to; a sheet's are some 20 kB
_MOST_PAGE = 1 << 20  # bytes that a page's operators unpack to
_RUN = re.compile(r"/(\w+) \S+ Tf <([0-9a-f]*)> Tj ")


def list_drawn(file: BinaryIO, shown: ExhibitList, around: Around) -> DrawnList | None:
    """Compare the list's pages of a PDF with those for this list; None for no PDF of ours.

    The list is the second part of the book, behind the cover. Any bytes in; in bounded time and
    memory.
    """
    sizes = [len(cell) for row in shown.table for cell in row]
    if sum(sizes) > MOST_SIGNS or max(sizes, default=0) > MOST_CELL:
        return None
    try:
        with bounded(file) as opened:
            count = len(opened.pages)
            known = 0 < count <= page_images.MOST_PAGES
            part = page_images.exhibits(opened, count) if known else range(0)
            return _compared(opened, range(1, part.start), shown, around) if part else None
    except page_images.FAULTS:
        return None


def _compared(opened: pikepdf.Pdf, part: range, shown: ExhibitList, around: Around) -> DrawnList:
    pages = [page.obj for page in opened.pages[part.start : part.stop]]
    found = list(_contents(pages))
    drawn, maps = _drawn_anew(shown, around, min(len(part), MOST_SHEETS))
    if found == ["\n".join(sheet.content) for sheet in drawn]:
        return DrawnList(exact=True)
    fonts = Fonts()
    said = [
        list(texts(page, _words(content.split("\n")), fonts))
        for page, content in zip(pages, found, strict=True)
    ]
    wanted = [[_spelled(line, maps) for line in _words(sheet.content)] for sheet in drawn]
    return _told(said, wanted, [sheet.label for sheet in drawn])


def _contents(pages: Sequence[pikepdf.Object]) -> Iterator[str]:
    """Give what pages draw; RefusedError for more than any list takes."""
    left = MOST_DRAWN
    for page in pages:
        content = unpacked(page["/Contents"], min(_MOST_PAGE, left))
        left -= len(content)
        yield content.decode("ascii", "replace")


def _drawn_anew(
    shown: ExhibitList, around: Around, most: int
) -> tuple[list[Sheet], dict[str, dict[str, str]]]:
    """Return the list's sheets, and what each code of each font on them stands for.

    ValueError where there are more of them.
    """
    faces, sheets = open_faces(), list[Sheet]()
    set_in = hand(faces)

    def turned() -> Sheet:
        if len(sheets) == most:
            raise ValueError(most)
        sheets.append(Sheet(f"{around.label}{len(sheets) + 1}", faces, lambda _: {}))
        draw_label(sheets[-1], set_in)
        return sheets[-1]

    draw_list(Flow(turned), shown, around, set_in)
    maps = {
        name: {f"{glyph.code:04x}": text for glyph, text in face.used.items()}
        for name, face in faces.fonts.items()
    }
    return sheets, maps


def _words(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.startswith("BT ")]


def _spelled(line: str, maps: Mapping[str, Mapping[str, str]]) -> str:
    runs = _RUN.findall(line)
    codes = ((name, codes[at : at + 4]) for name, codes in runs for at in range(0, len(codes), 4))
    return "".join(maps[name][code] for name, code in codes)


def _told(
    found: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]], labels: Sequence[str]
) -> DrawnList:
    """Say which line says otherwise, but where lines may only be broken in other places."""
    if list(map(len, found)) != list(map(len, wanted)) or _signs(found) == _signs(wanted):
        return DrawnList(exact=False)
    return next(_differing(found, wanted, labels), DrawnList(exact=False))


def _differing(
    found: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]], labels: Sequence[str]
) -> Iterator[DrawnList]:
    for label, ours, theirs in zip(labels, wanted, found, strict=True):
        for line, other in zip(ours, theirs, strict=True):
            if plain(line) != plain(other):
                yield DrawnList(exact=False, sheet=label, found=other, wanted=line)


def _signs(said: Sequence[Sequence[str]]) -> Counter[str]:
    return Counter(chain.from_iterable(map(plain, chain.from_iterable(said))))
