"""Wrong readings made on purpose, and whether a page read with one says a wrong value unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from evidence_kit import screens
from evidence_kit.model import (
    Box,
    Doubt,
    FieldKind,
    Line,
    Money,
    OcrPage,
    Reading,
    Screen,
    Sourced,
    TimeText,
    Unread,
    Wanted,
)

# What engines take one another for, most often; any other digit would do as well.
LOOKALIKE = dict(zip("0123456789", "8760982735", strict=True))
LETTERS = str.maketrans("0OoIl15S2Z8B9gq", "Oo0l1IS5Z2B8gq9")
YUAN = "¥￥"
_SERIALS = ("serial", "wechat_id", "id_number")


@dataclass(frozen=True, slots=True)
class Misreading:
    """A line read wrongly on purpose: what was done, which line, and the words it now has."""

    done: str
    wanted: Wanted
    line: Line
    text: str


class Verdict(StrEnum):
    """What became of a wrong reading."""

    CAUGHT = "caught"  # a doubt, or no value and a doubt
    HARMLESS = "harmless"  # every value is as before
    SILENT = "silent"


def misreadings(page: OcrPage) -> Iterator[Misreading]:
    """Yield every wrong reading of each line that is read twice: one sign wrong in each."""
    for wanted in screens.wanted(page):
        for line in page.lines:
            if wanted.box.contains(line.box) and any(c.isdigit() for c in line.text):
                for done, text in _wrong(line.text, wanted.kind):
                    yield Misreading(done, wanted, line, text)


def _wrong(text: str, kind: FieldKind) -> Iterator[tuple[str, str]]:
    """Yield each way to misread a text by one sign, and what it is called."""
    for i, sign in enumerate(text):
        before, behind = text[:i], text[i + 1 :]
        if kind is FieldKind.ACCOUNT:
            if sign.isascii() and (other := sign.translate(LETTERS)) != sign:
                yield "letter", before + other + behind
        elif sign in LOOKALIKE:
            yield "digit", before + LOOKALIKE[sign] + behind
            yield "dropped digit", before + behind
            if behind[:1] in LOOKALIKE and behind[0] != sign:
                yield "swapped digits", before + behind[0] + sign + behind[1:]
        elif sign in ".:：":
            yield "dropped point", before + behind
        elif sign in YUAN:
            yield "¥ as a digit", f"{before}7{behind}"
        elif sign in "-−–—" and kind is FieldKind.MONEY:
            yield "dash as a digit", f"{before}1{behind}"


def misread(page: OcrPage, wrong: Misreading) -> OcrPage:
    """Return the page with that line read wrongly."""
    lines = tuple(replace(li, text=wrong.text) if li == wrong.line else li for li in page.lines)
    return replace(page, lines=lines)


def judge(page: OcrPage, readings: Sequence[Reading], wrong: Misreading, sound: Screen) -> Verdict:
    """Return what the vote makes of a misreading; `sound` is the page read without it."""
    return compared(sound, screens.read(misread(page, wrong), readings), wrong.wanted.box)


def compared(sound: Screen, screen: Screen, box: Box) -> Verdict:
    """Return how a page with a wrong reading in `box` compares with the sound one."""
    before, now = values(sound), values(screen)
    if before == now and type(sound) is type(screen):
        return Verdict.HARMLESS
    known = {(d.kind, d.where) for d in sound.doubts}
    told = [
        d
        for d in screen.doubts
        if _at(d, box) and ((d.kind, d.where) not in known or (d.where and d.where.box == box))
    ]
    return Verdict.CAUGHT if told or isinstance(screen, Unread) else Verdict.SILENT


def _at(doubt: Doubt, box: Box) -> bool:
    if doubt.where is None:
        return False
    at = doubt.where.box
    return at.x0 < box.x1 and box.x0 < at.x1 and at.y0 < box.y1 and box.y0 < at.y1


def values(screen: Any, path: str = "") -> Mapping[str, object]:
    """Return every amount, time, serial and account of a screen by where it stands in it."""
    found: dict[str, object] = {}
    if isinstance(screen, TimeText):
        return {path: replace(screen, text="")}
    if isinstance(screen, Money):
        return {path: screen}
    if isinstance(screen, Sourced):
        if isinstance(screen.value, str):
            named = path.rpartition(".")[2] in _SERIALS
            return {path: screen.value} if named else {}
        return values(screen.value, path)
    if isinstance(screen, tuple) and not hasattr(screen, "_fields"):
        for index, item in enumerate(screen):
            found |= values(item, f"{path}.{index}")
    elif is_dataclass(screen):
        for field in fields(screen):
            if field.name != "doubts":
                found |= values(getattr(screen, field.name), f"{path}.{field.name}")
    return found
