"""What a finished PDF of ours prints around its exhibits: headings, and the code on its 校验页."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import BinaryIO

import pikepdf

from evidence_kit.model import AroundBook, Digest, PageHeading
from evidence_kit.render import check_code, page_images
from evidence_kit.render.bounded import opened as bounded
from evidence_kit.render.conforming import unpacked
from evidence_kit.render.listing import ExhibitList, ListedExhibit
from evidence_kit.render.printed_list import Fonts, texts
from evidence_kit.render.wording import court_wording

MOST_PAGE = 1 << 20  # bytes that a page's operators unpack to
MOST_ALL = 128 << 20  # of all pages; one has some 5 kB
_VALUES = {"page": r"\d+", "pages": r"\d+", "exhibit": r"\d+", "title": ".*"}
_SPELLED = re.compile(r"〔U\+([0-9A-F]{4,6})〕")


def around(file: BinaryIO, shown: ExhibitList, manifest: Digest) -> AroundBook | None:
    """Return what is printed around the exhibits of a list; None for no PDF of ours.

    Any bytes in; in bounded time and memory.
    """
    try:
        with bounded(file) as opened:
            count = len(opened.pages)
            known = 0 < count <= page_images.MOST_PAGES
            part = page_images.exhibits(opened, count) if known else range(0)
            if not part:
                return None
            leaves, reading = [page.obj for page in opened.pages], _Reading()
            headings = tuple(reading.headings(leaves[part.start : part.stop], shown))
            return AroundBook(headings, reading.code(leaves[part.stop :], manifest))
    except page_images.FAULTS:
        return None


def plain(text: str) -> str:
    """Return the letters and digits of a text: by them what is printed and what is meant agree.

    One glyph may stand for two signs that look alike, and what no font has is spelled out.
    """
    said = _SPELLED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text)
    return "".join(c for c in unicodedata.normalize("NFKC", said) if c.isalnum() or c == ".")


class _Reading:
    """Pages read one after another, as long as there is room for what they draw."""

    def __init__(self) -> None:
        self._left = MOST_ALL
        self._fonts = Fonts()

    def headings(
        self, leaves: Sequence[pikepdf.Object], shown: ExhibitList
    ) -> Iterator[PageHeading]:
        """Give what is printed around each exhibit page that the list has."""
        pages = {page.number for one in shown.exhibits for page in one.pages}
        for exhibit in shown.exhibits:
            for number in sorted({page.number for page in exhibit.pages}):
                if 0 < number <= len(leaves):
                    said = self._said(leaves[number - 1])
                    yield _heading(said, exhibit, number, len(pages))

    def code(self, behind: Iterable[pikepdf.Object], manifest: Digest) -> bool | None:
        """Say whether the one code behind the exhibits holds the manifest's digest."""
        drawn = map(self._lines, behind)
        found = [lines for lines in drawn if check_code.is_drawn_on(lines)]
        code = check_code.drawn(found[0]) if len(found) == 1 else None
        return check_code.says(code, manifest.hex) if code else None

    def _said(self, page: pikepdf.Object) -> tuple[list[str], list[str]] | None:
        """Return a page's words above its first rule, and those below; None for what isn't ours."""
        try:
            lines = self._lines(page)
            end = next((at for at, one in enumerate(lines) if not one.startswith("BT ")), 0)
            above = list(texts(page, lines[:end], self._fonts))
            below = [line for line in lines[end:] if line.startswith("BT ")]
            return above, list(texts(page, below, self._fonts))
        except page_images.FAULTS:
            return None

    def _lines(self, page: pikepdf.Object) -> list[str]:
        content = unpacked(page["/Contents"], min(MOST_PAGE, self._left))
        self._left -= len(content)
        return content.decode("ascii", "replace").split("\n")


def _heading(
    said: tuple[list[str], list[str]] | None, exhibit: ListedExhibit, number: int, total: int
) -> PageHeading:
    title = plain(exhibit.title)
    if said is None or len(said[0]) < 3:
        return PageHeading(number, exhibit.number, title)
    (foot, place, *head), below = said
    own = sorted({page.number for page in exhibit.pages})
    found = (plain(foot), plain(place), plain("".join(head)))
    wanted = (
        _worded("foot", page=number, pages=total),
        _worded("position", page=own.index(number) + 1, pages=len(own)),
        _worded("head", exhibit=exhibit.number, title=exhibit.title),
    )
    usual = all(form.fullmatch(one) for form, one in zip(_usual(), found, strict=True))
    more = tuple(one for one in below if not _goes_on().fullmatch(plain(one)))
    alone = not any(page.window or page.sheet for page in exhibit.pages if page.number == number)
    return PageHeading(
        number, exhibit.number, title, found[2], found == wanted, usual, more if alone else ()
    )


def _worded(key: str, **said: object) -> str:
    values = {name: str(value) for name, value in said.items()}
    return plain(court_wording().text("exhibits", key, values))


@cache
def _usual() -> tuple[re.Pattern[str], ...]:
    """Return how foot, place and heading read, whatever numbers and title they have."""
    return tuple(_form(key) for key in ("foot", "position", "head"))


@cache
def _goes_on() -> re.Pattern[str]:
    keys = ("continues", "continues_beside", "continued", "continued_beside")
    return re.compile("|".join(_form(key).pattern for key in keys))


def _form(key: str) -> re.Pattern[str]:
    """Return how a text around an exhibit page reads, with any numbers and any title."""
    said = plain(court_wording().text("exhibits", key, {one: f"Q{one}Q" for one in _VALUES}))
    for name, held in _VALUES.items():
        said = said.replace(f"Q{name}Q", held)
    return re.compile(said, re.DOTALL)
