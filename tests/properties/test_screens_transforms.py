"""A screen shifted, padded or scaled says the same amounts, times, sides and states, or doubts."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from evidence_kit import screens
from evidence_kit.model import (
    Algorithm,
    Box,
    Chat,
    Digest,
    MessageKind,
    OcrPage,
    Reading,
    Screen,
)
from evidence_kit.ocr import recorded

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
# The benches are programs of their own, never installed.
sys.path.append(str(ROOT / "bench"))
values: Any = import_module("misreadings").values

Twice = tuple[OcrPage, tuple[Reading, ...]]
# Below this width nothing is promised of a phone's page.
NARROWEST = 540
COUNTED = (MessageKind.TRANSFER, MessageKind.TIME, MessageKind.VOICE, MessageKind.RED_PACKET)


def load(path: Path) -> Twice:
    return recorded.load(path.parent, Digest(Algorithm.SHA256, path.stem), path.name)


PAGES = [load(path) for path in sorted((ROOT / "tests" / "recorded").glob("*.json"))]
NUMBERS = st.integers(0, len(PAGES) - 1)


@cache
def before(number: int) -> Screen:
    """Return what a page says as it was recorded: reading is pure, so once is enough."""
    return screens.read(*PAGES[number])


def moved(read: Twice, *, scale: float, left: int, top: int, right: int, bottom: int) -> Twice:
    """Return the page drawn `scale` times as large on a canvas with that much more around it."""

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = (round(edge * scale) for edge in box)
        return Box(x0 + left, y0 + top, x1 + left, y1 + top)

    page, readings = read
    drawn = replace(
        page,
        width=round(page.width * scale) + left + right,
        height=round(page.height * scale) + top + bottom,
        lines=tuple(replace(one, box=place(one.box)) for one in page.lines),
        regions=tuple(replace(one, box=place(one.box)) for one in page.regions),
    )
    return drawn, tuple(replace(one, box=place(one.box)) for one in readings)


def critical(screen: Screen) -> Counter[object]:
    """Return what a case may rest on, as often as it is said."""
    if isinstance(screen, Chat):
        return Counter(
            (m.kind, m.side, m.amount.value if m.amount else None, m.state, m.receipt, m.seconds)
            + ((m.time.text, m.time.hour, m.time.minute) if m.time else ())
            for m in screen.messages
            if m.kind in COUNTED
        )
    return Counter({(type(screen), *pair): 1 for pair in values(screen).items()})


def judged(was: Screen, now: Screen) -> None:
    new, lost = critical(now) - critical(was), critical(was) - critical(now)
    assert not (new or lost) or len(now.doubts) > len(was.doubts), (new, lost)


@settings(max_examples=60)
@given(NUMBERS, st.floats(0.45, 1.6))
def test_scaling_changes_nothing_in_silence(number: int, scale: float) -> None:
    read = PAGES[number]
    least = NARROWEST / read[0].width
    drawn = moved(read, scale=max(scale, least), left=0, top=0, right=0, bottom=0)
    judged(before(number), screens.read(*drawn))


@settings(max_examples=100)
@given(
    NUMBERS,
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(0, 400),
)
def test_shifting_and_padding_change_nothing_in_silence(
    number: int, left: int, top: int, right: int, bottom: int
) -> None:
    drawn = moved(PAGES[number], scale=1.0, left=left, top=top, right=right, bottom=bottom)
    judged(before(number), screens.read(*drawn))


@settings(max_examples=60)
@given(NUMBERS, st.randoms(use_true_random=False))
def test_shuffled_ink_changes_nothing_of_a_real_page(number: int, dice: Any) -> None:
    page, readings = PAGES[number]
    lines, regions, again = list(page.lines), list(page.regions), list(readings)
    for items in (lines, regions, again):
        dice.shuffle(items)
    shuffled = replace(page, lines=tuple(lines), regions=tuple(regions))
    assert repr(screens.read(shuffled, again)) == repr(before(number))
    assert screens.wanted(shuffled) == screens.wanted(page)
