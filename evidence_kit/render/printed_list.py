"""What a PDF of ours says of its own pages: the digests printed in its hash list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pikepdf

from evidence_kit.model import Algorithm, Digest, PageClaim
from evidence_kit.render.page_drawing import is_around, lines

MOST_MAP = 4 << 20  # bytes of one font's table of characters
_ROW = re.compile(
    r"证据(?P<exhibit>\d{1,6})\s第(?P<pages>\d[\d、–\s]{0,2000})页(?:\s?(?P<side>[左中右]\s?图|资\s?料\s?页))?\s(?P<name>(?:(?!SHA-256\s).){1,2000}?)"
    r"\sSHA-256\sSM3\s(?P<sha256>[0-9a-f]{64})\s[0-9a-f]{64}",
    re.DOTALL,
)
_PAIR = re.compile(r"\sSHA-256\sSM3\s([0-9a-f]{64})\s([0-9a-f]{64})(?![0-9a-f])")
_MIDDLE, _SHEET = "中图", "资料页"
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_RUN = re.compile(r"/(\w+) \S+ Tf <([0-9a-f]*)> Tj ")


def claims(opened: pikepdf.Pdf, leaves: range) -> tuple[PageClaim, ...]:
    """Return which page is said to be which file; of pages that aren't in our form nothing."""
    text = "\n".join(line for at in leaves for line in _text(opened.pages[at].obj))
    rows = list(_ROW.finditer(text))
    three = {found["pages"] for found in rows if _side(found) == _MIDDLE}
    places = {"": 0, _SHEET: 0, "左图": 1, _MIDDLE: 2}
    return tuple(
        one
        for found in rows
        for one in _claims(found, places.get(_side(found), 2 + (found["pages"] in three)))
    )


def pairs(opened: pikepdf.Pdf, leaves: range) -> tuple[tuple[str, str], ...]:
    """Return the SM3 printed beside each SHA-256 as (SHA-256, SM3), of every file in the list."""
    text = "\n".join(line for at in leaves for line in _text(opened.pages[at].obj))
    return tuple((found[1], found[2]) for found in _PAIR.finditer(text))


def _side(found: re.Match[str]) -> str:
    """Return where a file stands on its page; a narrow column may have broken the word."""
    return "".join((found["side"] or "").split())


def digests(opened: pikepdf.Pdf, leaves: range) -> tuple[str, ...]:
    """Return every digest of 64 signs that stands on pages in our form."""
    lines_of = (line for at in leaves for line in _text(opened.pages[at].obj))
    return tuple(found for line in lines_of for found in _DIGEST.findall(line))


def _claims(found: re.Match[str], place: int) -> Iterator[PageClaim]:
    sha256 = Digest(Algorithm.SHA256, found["sha256"])
    name = "".join(found["name"].split("\n"))
    for run in "".join(found["pages"].split()).split("、"):
        ends = [int(page) for page in run.split("–") if page]
        if ends and ends[-1] - ends[0] < 10_000:
            for page in range(ends[0], ends[-1] + 1):
                said = PageClaim(page, int(found["exhibit"]), name, sha256, place)
                yield replace(said, sheet=_side(found) == _SHEET)


def _text(page: pikepdf.Object) -> Iterator[str]:
    drawn = lines(page)
    if not drawn or not all(map(is_around, drawn)):
        return
    fonts = page["/Resources"]["/Font"]
    maps = {name[1:]: _characters(font) for name, font in fonts.items()}
    for line in drawn:
        runs = _RUN.findall(line)
        if runs:
            yield "".join(_spelled(maps[name], codes) for name, codes in runs)


def _spelled(characters: dict[str, str], codes: str) -> str:
    return "".join(characters.get(codes[at : at + 4], "\ufffd") for at in range(0, len(codes), 4))


def _characters(font: pikepdf.Object) -> dict[str, str]:
    """Return what each code of a font stands for, by its ToUnicode table (ISO 32000-1, 9.10.3)."""
    raw = font["/ToUnicode"].read_bytes()[:MOST_MAP].decode("ascii", "replace")
    found: dict[str, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", raw, re.DOTALL):
        for code, said in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", block):
            found[code.lower()] = _utf_16(said)
    return found


def _utf_16(said: str) -> str:
    return bytes.fromhex(said if len(said) % 4 == 0 else "fffd").decode("utf-16-be", "replace")
