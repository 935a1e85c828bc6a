"""What engines do to lines: the slips that the readers of pages must live through.

Of what is torn or moved the second reader reads the same ink; of what is misread it reads the same
wrong words: that is the worst case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from evidence_kit import screens
from evidence_kit.model import Box, FieldKind, Line, OcrPage, Reading

# Signs that engines take for one another in the words around money.
GLYPHS = dict(
    zip(
        "付款账收时间单号金额对方状态已退还存入零说明",
        "什欵胀牧吋問単弓全颔対万伏恋己迟坏仔人雾悦朋",
        strict=True,
    )
)
FULL = str.maketrans("0123456789.,:+-", "０１２３４５６７８９．，：＋－")
# Both readers look at the same pixels, and may misread them alike.
SHARED: dict[str, Callable[[str], str]] = {
    "full width": lambda text: text.translate(FULL),
    "spaces lost": lambda text: text.replace(" ", ""),
    "a space among digits": lambda text: re.sub(r"(\d)(\d)", r"\1 \2", text, count=1),
    "¥ lost": lambda text: re.sub("[¥￥]", "", text),
    "¥ as 1": lambda text: re.sub("[¥￥]", "1", text),
    "¥ as Y": lambda text: re.sub("[¥￥]", "Y", text),
    "point lost": lambda text: re.sub(r"(\d)\.(\d\d)$", r"\1\2", text),
    "point as comma": lambda text: re.sub(r"(\d)\.(\d\d)$", r"\1,\2", text),
    "minus lost": lambda text: re.sub(r"^[-−–—]", "", text),
    "minus as 1": lambda text: re.sub(r"^[-−–—]", "1", text),
    "minus as 一": lambda text: re.sub(r"^[-−–—]", "一", text),
    "plus lost": lambda text: re.sub(r"^\+", "", text),
    "plus as 4": lambda text: re.sub(r"^\+", "4", text),
    "colons lost": lambda text: re.sub("[:：]", "", text),
    "colons as points": lambda text: re.sub(r"(\d)[:：](\d)", r"\1.\2", text),
    "dashes lost": lambda text: re.sub(r"(\d)-(\d)", r"\1\2", text),
    # Among letters nothing tells one from the other: an account's are read as they look.
    "0 as O": lambda t: t if re.search("[A-Za-z]", t) else t.replace("0", "O"),
    "last digit of a time lost": lambda text: re.sub(r"(:\d)\d$", r"\1", text),
    "last digit of an amount lost": lambda text: re.sub(r"(\.\d)\d$", r"\1", text),
    "first sign lost": lambda text: re.sub(r"^[\u4e00-\u9fff](?=.{2})", "", text),
    "last sign lost": lambda text: re.sub(r"(?<=.{2})[\u4e00-\u9fff]$", "", text),
}


Slip: TypeAlias = tuple[str, list[Line]]


@dataclass(frozen=True, slots=True)
class Torn:
    """A page with one slip made in it, and what the slip was."""

    what: str
    page: OcrPage
    readings: tuple[Reading, ...]


def slips(page: OcrPage) -> list[Slip]:
    """Return every slip that one line of a page can suffer."""
    found: list[Slip] = []
    for line in page.lines:
        rest = [one for one in page.lines if one is not line]
        for what, lines in (*_split(line), *_shifted(line), *_misread(line)):
            found.append((f"{what}: {line.text}", [*rest, *lines]))
        for other in _beside(line, rest):
            both = [one for one in rest if one is not other]
            run = replace(line, text=line.text + other.text, box=line.box.joined(other.box))
            found.append((f"joined: {run.text}", [*both, run]))
    return found


def losses(page: OcrPage) -> list[Slip]:
    """Return the page without each of its lines, and cut off above and below each."""
    found: list[Slip] = []
    for line in page.lines:
        found.append((f"lost: {line.text}", [one for one in page.lines if one is not line]))
        below = [one for one in page.lines if one.box.y0 > line.box.y0]
        above = [one for one in page.lines if one.box.y1 < line.box.y1]
        found += [(f"cut above: {line.text}", below), (f"cut below: {line.text}", above)]
    return found


def torn(page: OcrPage, readings: Sequence[Reading], slip: Slip) -> Torn:
    """Return the page with a slip made in it, and what is read of it a second time."""
    what, lines = slip
    now = replace(page, lines=tuple(lines))
    texts = {line.box: line.text for line in page.lines}
    alike = {line.box for line in lines if texts.get(line.box) == line.text}
    return Torn(what, now, _reread(now, lines, [r for r in readings if r.box in alike]))


def agreeing(page: OcrPage) -> tuple[Reading, ...]:
    """Return what a second reader reads who reads as the first one did."""
    return _reread(page, page.lines, ())


def _split(line: Line) -> Iterator[tuple[str, list[Line]]]:
    for at in {len(line.text) // 3, len(line.text) // 2, len(line.text) - 2, line.text.find(" ")}:
        if 0 < at < len(line.text):
            x = line.box.x0 + line.box.width * at // len(line.text)
            left = replace(line, text=line.text[:at].strip(), box=line.box._replace(x1=x))
            right = replace(line, text=line.text[at:].strip(), box=line.box._replace(x0=x))
            yield f"split at {at}", [left, right]


def _shifted(line: Line) -> Iterator[tuple[str, list[Line]]]:
    for by in (-line.box.height // 2, line.box.height // 2):
        x0, y0, x1, y1 = line.box
        yield f"moved by {by}", [replace(line, box=Box(x0, y0 + by, x1, y1 + by))]


def _misread(line: Line) -> Iterator[tuple[str, list[Line]]]:
    for what, slip in SHARED.items():
        if (text := slip(line.text)) != line.text and text:
            yield what, [replace(line, text=text)]
    for at, sign in enumerate(line.text):
        if sign in GLYPHS:
            text = line.text[:at] + GLYPHS[sign] + line.text[at + 1 :]
            yield f"{sign} as {GLYPHS[sign]}", [replace(line, text=text)]


def _beside(line: Line, others: Sequence[Line]) -> list[Line]:
    """Return the line next to the right of a line on its row, if any."""
    middle = line.box.centre[1]
    row = [one for one in others if one.box.y0 < middle < one.box.y1 and one.box.x0 >= line.box.x1]
    return sorted(row, key=lambda one: one.box.x0)[:1]


def _reread(page: OcrPage, lines: Sequence[Line], known: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return second readings: the known ones, else the words that stand in a box."""
    by_box = {reading.box: reading for reading in known}
    return tuple(
        by_box.get(w.box) or Reading("second", _fitting(w.kind, _words(w.box, lines)), 0.95, w.box)
        for w in screens.wanted(page)
    )


def _words(box: Box, lines: Sequence[Line]) -> str:
    inside = sorted((li for li in lines if box.contains(li.box)), key=lambda li: li.box.x0)
    return " ".join(line.text for line in inside)


def _fitting(kind: FieldKind, text: str) -> str:
    """Return what of a text a second reader can read with the alphabet of a field."""
    alphabets = {
        FieldKind.MONEY: r"[^\d.,¥￥+−–—\-元]",
        FieldKind.SERIAL: r"\D",
        FieldKind.ACCOUNT: r"[^\w-]",
        FieldKind.TIME: r"[^\w:.\- ¥￥]",
    }
    return re.sub(alphabets[kind], "", text)
