"""A page with one line misread says the same of what a case rests on, or doubts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from evidence_kit import screens
from evidence_kit.model import (
    Algorithm,
    Box,
    Chat,
    Digest,
    FieldKind,
    Line,
    Message,
    OcrPage,
    Reading,
    Screen,
    Unread,
)
from evidence_kit.ocr import recorded

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
Twice = tuple[OcrPage, tuple[Reading, ...]]
Change = Callable[[Line, Random], Sequence[Line]]
# What engines take for one another on these pages.
ALIKE = {"0": "O8", "1": "lI7", ":": "；;.", "¥": "Y丫半", ".": ":,·", "已": "己巳", "日": "目"}
ALIKE |= {
    "月": "目",
    "天": "夭",
    "午": "牛",
    "上": "土",
    "收": "枚",
    "转": "專",
    "2": "Z",
    "5": "S",
}
ALIKE |= {"退": "追", "接": "按", "3": "8", "6": "b", "账": "帐", "周": "同", "年": "午"}
# `make fuzz` looks further than `make test`.
EXAMPLES = 12 if settings().max_examples <= 100 else 500
STRAY = "O0一-·.,、1l)（○✓√J了已回"
WORDS = ("已", "收款", "转账", "¥", "￥", "红包")


def load(path: Path) -> Twice:
    return recorded.load(path.parent, Digest(Algorithm.SHA256, path.stem), path.name)


def cut(line: Line, begin: int, end: int) -> Line:
    """Return the piece of a line that holds these of its signs."""
    each = line.box.width / len(line.text)
    box = line.box._replace(
        x0=line.box.x0 + round(begin * each), x1=line.box.x0 + round(end * each)
    )
    return replace(line, text=line.text[begin:end], box=box)


def put(line: Line, at: int, sign: str, *, over: int) -> list[Line]:
    return [replace(line, text=line.text[:at] + sign + line.text[at + over :])]


def alike(line: Line, dice: Random) -> Sequence[Line]:
    at = [i for i, sign in enumerate(line.text) if sign in ALIKE]
    if not at:
        return [line]
    one = dice.choice(at)
    return put(line, one, dice.choice(ALIKE[line.text[one]]), over=1)


def lost(line: Line, dice: Random) -> Sequence[Line]:
    return put(line, dice.randrange(len(line.text)), "", over=1)


def doubled(line: Line, dice: Random) -> Sequence[Line]:
    at = dice.randrange(len(line.text))
    return put(line, at, line.text[at], over=0)


def stray(line: Line, dice: Random) -> Sequence[Line]:
    return put(line, dice.choice([0, len(line.text)]), dice.choice(STRAY), over=0)


def split(line: Line, dice: Random) -> Sequence[Line]:
    at = dice.randrange(1, len(line.text)) if len(line.text) > 1 else 1
    return [cut(line, 0, at), *([cut(line, at, len(line.text))] if at < len(line.text) else [])]


def blank(line: Line, _: Random) -> Sequence[Line]:
    return [replace(line, text="", confidence=0.0)]


def weak(line: Line, dice: Random) -> Sequence[Line]:
    return [replace(line, confidence=dice.choice([0.3, 0.6, 0.79]))]


CHANGES: dict[str, Change] = {
    one.__name__: one for one in (alike, lost, doubled, stray, split, blank, weak)
}


def asked(page: OcrPage) -> list[int]:
    """Return the lines that carry amounts, times, states: what a case may rest on."""
    boxes = {wanted.box for wanted in screens.wanted(page)}
    return [
        i
        for i, line in enumerate(page.lines)
        if line.text.strip() and (line.box in boxes or any(word in line.text for word in WORDS))
    ]


@cache
def pages() -> list[tuple[Twice, list[int]]]:
    """Return the recorded chats with the lines to misread: read by whoever asks, at no import."""
    every = (load(path) for path in sorted((ROOT / "tests" / "recorded").glob("*.json")))
    chats = (read for read in every if isinstance(screens.read(*read), Chat))
    return [(read, lines) for read in chats if (lines := asked(read[0]))]


@cache
def before(number: int) -> Screen:
    """Return what a page says as it was recorded: reading is pure, so once is enough."""
    return screens.read(*pages()[number][0])


def reread(page: OcrPage, readings: Sequence[Reading], now: OcrPage) -> tuple[Reading, ...]:
    """Return what the second engine would say of the changed page: it errs on its own."""
    return tuple(_second(page, readings, w.kind, w.box) for w in screens.wanted(now))


def _second(page: OcrPage, readings: Sequence[Reading], kind: FieldKind, box: Box) -> Reading:
    for reading in readings:
        if reading.box == box:
            return reading
    text = "".join(_inside(page.lines, box))
    if kind is FieldKind.TIME:
        text = "".join(sign for sign in text if sign in "0123456789: ")
    return Reading("second", text, 0.9, box)


def _inside(lines: Sequence[Line], box: Box) -> Iterator[str]:
    for line in lines:
        if min(line.box.y1, box.y1) - max(line.box.y0, box.y0) > line.box.height / 2:
            each = line.box.width / max(1, len(line.text))
            for i, sign in enumerate(line.text):
                if box.x0 <= line.box.x0 + each * (i + 0.5) <= box.x1:
                    yield sign


def silent(was: Chat, now: Screen) -> list[str]:
    """Return what of the page's payments, times and sides changed with no doubt on its place.

    Of a message that an edge cuts, or may cut, the neighbouring page tells what this one doesn't.
    """
    if not isinstance(now, Chat):
        return [] if isinstance(now, Unread) else [f"a {type(now).__name__}"]
    found = []
    for message in (m for m in was.messages if not m.cut):
        after = [m for m in now.messages if meet(m.box, message.box)]
        same = any(m.cut or critical(m) == critical(message) for m in after)
        if not same and not any(d.where and meet(d.where.box, message.box) for d in now.doubts):
            found.append(f"{critical(message)} became {[critical(m) for m in after]}")
    return found


def critical(message: Message) -> tuple[object, ...]:
    time, amount = message.time, message.amount
    return (
        message.side,
        message.kind,
        message.state,
        message.receipt,
        message.undelivered,
        amount.value if amount else None,
        replace(time, text="") if time else None,
    )


def meet(one: Box, other: Box) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    return wide > 0 and min(one.y1, other.y1) - max(one.y0, other.y0) > 0


@pytest.mark.parametrize("name", CHANGES)
@settings(max_examples=EXAMPLES)
@given(st.data())
def test_a_misread_line_changes_nothing_in_silence(name: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pages()) - 1))
    (page, readings), lines = pages()[number]
    at, dice = data.draw(st.sampled_from(lines)), data.draw(st.randoms(use_true_random=False))
    was = before(number)
    changed = CHANGES[name](page.lines[at], dice)
    now = replace(page, lines=(*page.lines[:at], *changed, *page.lines[at + 1 :]))
    assert isinstance(was, Chat)
    assert not silent(was, screens.read(now, reread(page, readings, now))), page.lines[at].text
