"""What a PDF of ours says of its own pages: the digests printed in its hash list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pikepdf

from evidence_kit.model import Algorithm, Digest, PageClaim
from evidence_kit.render.conforming import unpacked
from evidence_kit.render.page_drawing import is_words, lines

MOST_MAP = 4 << 20  # bytes of one font's table of characters
MOST_MAPS = 4 * MOST_MAP  # of those of all fonts
_ROW = re.compile(
    r"证据(?P<exhibit>\d{1,6})\s第(?P<pages>\d[\d、–\s]{0,2000})页(?:\s?(?P<side>[左中右]\s?图|资\s?料\s?页))?\s(?P<name>(?:(?!SHA-256\s).){1,2000}?)"
    r"\sSHA-256\sSM3\s(?P<sha256>[0-9a-f]{64})\s[0-9a-f]{64}",
    re.DOTALL,
)
_PAIR = re.compile(r"\sSHA-256\sSM3\s([0-9a-f]{64})\s([0-9a-f]{64})(?![0-9a-f])")
_MIDDLE, _SHEET = "中图", "资料页"
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_CODE = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4}(?:[0-9a-fA-F]{4})?)>")
_RUN = re.compile(r"/(\w+) \S+ Tf <([0-9a-f]*)> Tj ")


def written(opened: pikepdf.Pdf, leaves: range) -> tuple[str, ...]:
    """Return the lines of pages in our form; of others nothing. ValueError for what has no end."""
    fonts = _Fonts()
    return tuple(line for at in leaves for line in _text(opened.pages[at].obj, fonts))


def claims(written: Sequence[str]) -> tuple[PageClaim, ...]:
    """Return which page is said to be which file."""
    rows = list(_ROW.finditer("\n".join(written)))
    three = {found["pages"] for found in rows if _side(found) == _MIDDLE}
    places = {"": 0, _SHEET: 0, "左图": 1, _MIDDLE: 2}
    return tuple(
        one
        for found in rows
        for one in _claims(found, places.get(_side(found), 2 + (found["pages"] in three)))
    )


def pairs(written: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the SM3 printed beside each SHA-256 as (SHA-256, SM3), of every file in the list."""
    return tuple((found[1], found[2]) for found in _PAIR.finditer("\n".join(written)))


def _side(found: re.Match[str]) -> str:
    """Return where a file stands on its page; a narrow column may have broken the word."""
    return "".join((found["side"] or "").split())


def digests(written: Sequence[str]) -> tuple[str, ...]:
    """Return every digest of 64 signs."""
    return tuple(found for line in written for found in _DIGEST.findall(line))


def _claims(found: re.Match[str], place: int) -> Iterator[PageClaim]:
    sha256 = Digest(Algorithm.SHA256, found["sha256"])
    name = "".join(found["name"].split("\n"))
    for run in "".join(found["pages"].split()).split("、"):
        ends = [int(page) for page in run.split("–") if page]
        if ends and ends[-1] - ends[0] < 10_000:
            for page in range(ends[0], ends[-1] + 1):
                said = PageClaim(page, int(found["exhibit"]), name, sha256, place)
                yield replace(said, sheet=_side(found) == _SHEET)


def _text(page: pikepdf.Object, fonts: _Fonts) -> Iterator[str]:
    drawn = lines(page) if is_words(page) else []
    if not drawn:
        return
    held, maps = page["/Resources"]["/Font"], dict[str, dict[str, str]]()
    for line in drawn:
        runs = _RUN.findall(line)
        for name in {name for name, _ in runs} - maps.keys():
            maps[name] = fonts.characters(held[f"/{name}"])
        if runs:
            yield "".join(_spelled(maps[name], codes) for name, codes in runs)


def _spelled(characters: dict[str, str], codes: str) -> str:
    return "".join(characters.get(codes[at : at + 4], "\ufffd") for at in range(0, len(codes), 4))


class _Fonts:
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
