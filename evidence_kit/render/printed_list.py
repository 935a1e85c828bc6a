"""What a PDF of ours says of its own pages: the digests printed in its hash list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from evidence_kit.model import Algorithm, Digest, PageClaim
from evidence_kit.render.bounded import TooMuchError
from evidence_kit.render.conforming import unpacked
from evidence_kit.render.page_drawing import Shared, has_only_links

MOST_MAP = 4 << 20  # bytes of one font's table of characters
MOST_MAPS = 4 * MOST_MAP  # of those of all fonts
MOST_CONTENT = 32 << 20  # bytes that all pages unpack to; 10,000 files need 15 million
MOST_CLAIMS = 100_000
_MOST_NAME = 2000
_PAGES = r"证据(?P<exhibit>\d{1,6})\s第(?P<pages>\d[\d、–\s]{0,2000})页"
_HEAD = re.compile(rf"{_PAGES}(?:\s?(?P<side>[左中右]\s?图|资\s?料\s?页))?\s(?=.)", re.DOTALL)
_ALGORITHM = re.compile(r"SHA-256\s")
_PAIR = re.compile(r"\sSHA-256\sSM3\s([0-9a-f]{64})\s([0-9a-f]{64})(?![0-9a-f])")
_MIDDLE, _SHEET = "中图", "资料页"
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_TIME = re.compile(r"第三方时间（.{1,300}?）：(\d{4}-\d\d-\d\d)\s?(\d\d:\d\d:\d\d)（UTC\+8）")
_CODE = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4}(?:[0-9a-fA-F]{4})?)>")
_RUN = re.compile(r"/(\w+) \S+ Tf <([0-9a-f]*)> Tj ")


def written(leaves: Iterable[pikepdf.Object], shared: Shared) -> tuple[str, ...]:
    """Return the lines of pages in our form; of others nothing. TooMuchError for no end."""
    fonts, left, found = Fonts(), MOST_CONTENT, list[str]()
    for page in leaves:
        if not shared.contents.of(page).words or not has_only_links(page, shared):
            continue
        drawn = shared.contents.lines(page)
        left -= sum(map(len, drawn)) + len(drawn)
        if left < 0:
            raise TooMuchError(left)
        found += texts(page, drawn, fonts)
    return tuple(found)


def claims(written: Sequence[str]) -> tuple[PageClaim, ...]:
    """Return which page is said to be which file."""
    rows = tuple(_rows("\n".join(written)))
    three = {one.head["pages"] for one in rows if _side(one.head) == _MIDDLE}
    places = {"": 0, _SHEET: 0, "左图": 1, _MIDDLE: 2}
    found: list[PageClaim] = []
    for one in rows:
        side = _side(one.head)
        found += _claims(one, places.get(side, 2 + (one.head["pages"] in three)))
        if len(found) > MOST_CLAIMS:
            raise ValueError(len(found))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the list: how it begins, the file's name, and its SHA-256."""

    head: re.Match[str]
    name: str
    sha256: str


def _rows(text: str) -> Iterator[_Row]:
    """Give each row, found by its digests, which it ends with: before them no sign is read twice.

    A name in which an algorithm stands is none of ours.
    """
    after = 0
    for ended in _PAIR.finditer(text):
        start = max(
            (one.end() for one in _ALGORITHM.finditer(text, after, ended.start())), default=after
        )
        heads = _HEAD.finditer(text, start, ended.start())
        near = (one for one in heads if ended.start() - one.end() <= _MOST_NAME)
        head = next(near, None)
        if head is not None:
            yield _Row(head, text[head.end() : ended.start()], ended[1])
        after = ended.end()


def pairs(written: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the SM3 printed beside each SHA-256 as (SHA-256, SM3), of every file in the list."""
    return tuple((found[1], found[2]) for found in _PAIR.finditer("\n".join(written)))


def _side(found: re.Match[str]) -> str:
    """Return where a file stands on its page; a narrow column may have broken the word."""
    return "".join((found["side"] or "").split())


def digests(written: Sequence[str]) -> tuple[str, ...]:
    """Return every digest of 64 signs."""
    return tuple(found for line in written for found in _DIGEST.findall(line))


def times(written: Sequence[str]) -> tuple[str, ...]:
    """Return every third party's time as it is printed, as 2026-03-01 12:04:05 (UTC+8)."""
    return tuple(f"{day} {time}" for day, time in _TIME.findall("".join(written)))


def _claims(row: _Row, place: int) -> Iterator[PageClaim]:
    sha256, exhibit = Digest(Algorithm.SHA256, row.sha256), int(row.head["exhibit"])
    name, sheet = "".join(row.name.split("\n")), _side(row.head) == _SHEET
    for first, last in _runs(row.head["pages"]):
        for page in range(first, last + 1):
            yield PageClaim(page, exhibit, name, sha256, place, sheet=sheet)


def _runs(pages: str) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of pages; ValueError for more than any book has."""
    asked = 0
    for run in "".join(pages.split()).split("、"):
        ends = [int(page) for page in run.split("–") if page]
        if ends and ends[-1] - ends[0] < 10_000:
            asked += max(0, ends[-1] - ends[0] + 1)
            if asked > MOST_CLAIMS:
                raise ValueError(asked)
            yield ends[0], ends[-1]


def texts(page: pikepdf.Object, drawn: Sequence[str], fonts: Fonts) -> Iterator[str]:
    """Give what lines of a page draw as text, line by line."""
    held, maps = page["/Resources"]["/Font"], dict[str, dict[str, str]]()
    for line in drawn:
        runs = _RUN.findall(line)
        for name in {name for name, _ in runs} - maps.keys():
            maps[name] = fonts.characters(held[f"/{name}"])
        if runs:
            yield "".join(_spelled(maps[name], codes) for name, codes in runs)


def _spelled(characters: dict[str, str], codes: str) -> str:
    return "".join(characters.get(codes[at : at + 4], "\ufffd") for at in range(0, len(codes), 4))


class Fonts:
    """What the codes of a PDF's fonts stand for; of one that many pages have, read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], dict[str, str]] = {}
        self._left = MOST_MAPS

    def characters(self, font: pikepdf.Object) -> dict[str, str]:
        """Return what each code stands for, by its ToUnicode table (ISO 32000-1, 9.10.3)."""
        table = font["/ToUnicode"]
        if table.objgen not in self._read:
            raw = unpacked(table, min(self._left, MOST_MAP))
            self._left -= len(raw)
            self._read[table.objgen] = _characters(raw.decode("ascii", "replace"))
        return self._read[table.objgen]


def _characters(table: str) -> dict[str, str]:
    """Return the character, or the two, that each code stands for; one for more is left out."""
    found: dict[str, str] = {}
    for part in table.split("beginbfchar")[1:]:
        block, ended, _ = part.partition("endbfchar")
        for code, said in _CODE.findall(block) if ended else ():
            found[code.lower()] = _utf_16(said)
    return found


def _utf_16(said: str) -> str:
    return bytes.fromhex(said).decode("utf-16-be", "replace")
