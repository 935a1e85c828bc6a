"""A first reading made wrong on purpose is never silent, whatever sign of a value is wrong."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from evidence_kit import screens
from evidence_kit.model import Algorithm, Bill, Chat, Digest, DoubtKind, OcrPage, Reading, Screen
from evidence_kit.ocr import recorded

ROOT = Path(__file__).resolve().parents[2]
# The benches are programs of their own, never installed.
sys.path.append(str(ROOT / "bench"))
wrongly: Any = import_module("misreadings")

PAGES = sorted((ROOT / "tests" / "recorded").glob("*.json"))


def load(path: Path) -> tuple[OcrPage, tuple[Reading, ...]]:
    source = Digest(Algorithm.SHA256, path.stem)
    return recorded.load(path.parent, source, path.name)


def test_no_wrong_reading_of_a_recorded_page_is_silent() -> None:
    verdicts: Counter[tuple[str, str]] = Counter()
    for path in PAGES:
        page, readings = load(path)
        sound = screens.read(page, readings)
        twice = {reading.box for reading in readings}
        # The bench takes all of them; every thirteenth keeps the fast suite fast.
        for wrong in [w for w in wrongly.misreadings(page) if w.wanted.box in twice][::13]:
            verdict = wrongly.judge(page, readings, wrong, sound)
            assert verdict is not wrongly.Verdict.SILENT, (wrong.line.text, wrong.text)
            verdicts[wrong.done, verdict] += 1
    caught = {done for done, verdict in verdicts if verdict is wrongly.Verdict.CAUGHT}
    assert {"digit", "dropped digit", "swapped digits", "dropped point", "¥ as a digit"} <= caught
    assert sum(n for (_, v), n in verdicts.items() if v is wrongly.Verdict.CAUGHT) > 60


def altered(page: OcrPage, readings: tuple[Reading, ...], old: str, new: str, at: int) -> Screen:
    """Return what is read where both engines see other digits: the picture was changed."""
    box = [line for line in page.lines if old in line.text][at].box
    lines = tuple(
        replace(li, text=li.text.replace(old, new)) if li.box == box else li for li in page.lines
    )
    changed = tuple(
        replace(r, text=r.text.replace(old, new)) if r.box == box else r for r in readings
    )
    return screens.read(replace(page, lines=lines), changed)


def paired() -> tuple[OcrPage, tuple[Reading, ...], str]:
    """Return a recorded chat page with both cards of a payment, and their amount's digits."""
    for path in PAGES:
        page, readings = load(path)
        screen = screens.read(page, readings)
        if isinstance(screen, Chat):
            for message in screen.messages:
                if message.receipt and message.amount and not screen.doubts:
                    return page, readings, str(message.amount.value)
    raise AssertionError("no recorded page has both cards")


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("how", ["digit", "dropped"])
def test_one_of_two_cards_that_differs_by_a_digit_makes_both_doubtful(at: int, how: str) -> None:
    page, readings, amount = paired()
    wrong = amount[1:] if how == "dropped" else str(int(amount[0]) % 9 + 1) + amount[1:]
    if wrong.startswith("0"):
        wrong = amount[0] + amount[2:]
    screen = altered(page, readings, amount, wrong, at)
    assert isinstance(screen, Chat)
    doubts = [d for d in screen.doubts if d.kind is DoubtKind.READINGS_DISAGREE]
    amounts = {m.amount.where for m in screen.messages if m.amount}
    assert {d.where for d in doubts} <= amounts
    assert len({d.where for d in doubts}) == 2
    texts = " ".join(r.text for r in doubts[0].readings)
    assert amount in texts
    assert wrong in texts


def test_a_day_that_its_serial_belies_is_doubtful() -> None:
    for path in PAGES:
        page, readings = load(path)
        screen = screens.read(page, readings)
        if isinstance(screen, Bill) and screen.slip.time and screen.slip.serial:
            printed = screen.slip.time.quote
            changed = altered(page, readings, printed, f"2019{printed[4:]}", 0)
            assert DoubtKind.SERIAL_DATE_DIFFERS in {d.kind for d in changed.doubts}
            return
    raise AssertionError("no recorded bill has both")
