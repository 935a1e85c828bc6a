"""The sample pages as engines read them, against what was drawn: exact where it matters."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from evidence_kit import screens
from evidence_kit.model import (
    Algorithm,
    Bill,
    Chat,
    Digest,
    DoubtKind,
    FieldKind,
    Line,
    Message,
    OcrPage,
    Profile,
    Reading,
    Screen,
    Sourced,
    TimeText,
    Transfer,
    Unread,
)
from evidence_kit.ocr import recorded

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*/truth.json"))
KINDS = {Chat: "chat", Transfer: "transfer", Bill: "bill", Profile: "profile", Unread: "unread"}
FILES = [
    (truth.parent.name, name)
    for truth in SAMPLES
    for name in json.loads(truth.read_text(encoding="utf-8"))["files"]
]


def truth_of(case: str, name: str) -> dict[str, Any]:
    text = (ROOT / "samples" / case / "truth.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["files"][name]
    return found


def load(case: str, name: str) -> tuple[OcrPage, tuple[Reading, ...]]:
    image = ROOT / "samples" / case / "screenshots" / name
    source = Digest(Algorithm.SHA256, hashlib.sha256(image.read_bytes()).hexdigest())
    return recorded.load(ROOT / "tests" / "recorded", source, name)


def plain(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def value(sourced: Sourced[Any] | None) -> Any:
    return sourced.value if sourced else None


def iso(at: Sourced[TimeText] | None) -> str | None:
    if at is None:
        return None
    t = at.value
    return f"{t.year:04}-{t.month:02}-{t.day:02}T{t.hour:02}:{t.minute:02}:{t.second:02}"


def read(case: str, name: str) -> Screen:
    return screens.read(*load(case, name))


each = pytest.mark.parametrize(("case", "name"), FILES, ids=["/".join(file) for file in FILES])


@each
def test_a_page_is_known_for_what_it_is(case: str, name: str) -> None:
    assert KINDS[type(read(case, name))] == truth_of(case, name)["kind"]


def chats() -> Iterator[tuple[Chat, dict[str, Any]]]:
    for case, name in FILES:
        screen = read(case, name)
        if isinstance(screen, Chat):
            yield screen, truth_of(case, name)


@each
def test_messages_stand_as_they_were_drawn(case: str, name: str) -> None:
    screen, truth = read(case, name), truth_of(case, name)
    if not isinstance(screen, Chat):
        return
    assert value(screen.title) == truth["title"]
    assert [critical(m) for m in screen.messages] == [true_critical(m) for m in truth["messages"]]


def critical(m: Message) -> tuple[Any, ...]:
    amount = str(value(m.amount)) if m.amount else None
    state = m.state.value if m.state else None
    clock = (m.time.hour, m.time.minute) if m.time else None
    return (m.side.value, m.kind.value, amount, state, m.memo, m.seconds, m.cut, clock)


def true_critical(m: dict[str, Any]) -> tuple[Any, ...]:
    hour, minute = m["at"][11:].split(":")
    clock = (int(hour), int(minute)) if m["kind"] == "time" else None
    # What a card doesn't show for being cut can't be known from this page.
    state = m["status"] or ("unknown" if m["kind"] == "transfer" else None)
    return (m["side"], m["kind"], m["amount"], state, m["memo"], m["seconds"], m["cut"], clock)


def test_texts_are_nearly_all_exact() -> None:
    said = [plain(m.text) for chat, _ in chats() for m in chat.messages]
    true = [plain(m["text"]) for _, truth in chats() for m in truth["messages"]]
    matched = SequenceMatcher(None, said, true, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in matched) >= 0.98 * len(true)
    assert len(true) > 80


def test_receipts_are_marked_where_both_cards_are_whole() -> None:
    for chat, truth in chats():
        for index, (message, true) in enumerate(zip(chat.messages, truth["messages"], strict=True)):
            if message.receipt:
                assert true["receipt"]
            elif true.get("receipt"):
                before = [m for m in chat.messages[:index] if m.amount == message.amount]
                assert not [m for m in before if m.side is not message.side]


@each
def test_payments_say_what_was_drawn(case: str, name: str) -> None:
    screen, truth = read(case, name), truth_of(case, name)["payment"]
    if not isinstance(screen, Transfer | Bill):
        return
    slip = screen.slip
    assert str(value(slip.amount)) == truth["amount"]
    assert (slip.direction and slip.direction.value) == truth["direction"]
    assert slip.state.value == truth["status"]
    assert value(slip.counterparty) == truth["counterparty"]
    assert (iso(slip.time), iso(slip.received_time)) == (truth["time"], truth["received_time"])
    assert iso(slip.returned_time) == truth["returned_time"]
    assert value(slip.serial) == truth["serial"]
    assert value(slip.memo) == truth["memo"]


@each
def test_people_say_what_was_drawn(case: str, name: str) -> None:
    screen, truth = read(case, name), truth_of(case, name)["profile"]
    if not isinstance(screen, Profile):
        return
    assert screen.own is truth["own"]
    assert value(screen.wechat_id) == truth["wechat_id"]
    for field in ("remark", "nickname", "region"):
        assert plain(value(getattr(screen, field))) == plain(truth[field])


def test_clean_screens_leave_few_doubts() -> None:
    asked = sum(len(screens.wanted(load(*file)[0])) for file in FILES)
    doubts = sum(len(read(*file).doubts) for file in FILES)
    assert asked > 60
    assert doubts <= 0.03 * asked


@each
def test_every_digit_swapped_in_the_first_reading_is_a_doubt(case: str, name: str) -> None:
    page, readings = load(case, name)
    for wanted in screens.wanted(page):
        (line,) = {li for li in page.lines if li.box == wanted.box}
        altered = swapped(page, line)
        doubts = screens.read(altered, readings).doubts
        places = [d.where.box for d in doubts if d.where and d.kind is not DoubtKind.STATE_UNKNOWN]
        assert wanted.box in places or (wanted.kind is FieldKind.SERIAL and doubts)


def swapped(page: OcrPage, line: Line) -> OcrPage:
    """Return the page with a line's last 1 to 9, else its last letter, read as the one before."""
    digits = [i for i, char in enumerate(line.text) if char in "123456789"]
    letters = [i for i, char in enumerate(line.text) if char in "bcdefghijklmnopqrstuvwxyz"]
    at = max(digits or letters)
    text = line.text[:at] + chr(ord(line.text[at]) - 1) + line.text[at + 1 :]
    lines = (replace(li, text=text) if li == line else li for li in page.lines)
    return replace(page, lines=tuple(lines))


def test_a_chat_page_says_when_its_picture_was_taken() -> None:
    """The status bar's clock, where it was surely read; never a time line of the chat."""
    clocks = [(screen.clock, screen) for screen, _ in chats()]
    told = [clock for clock, _ in clocks if clock is not None]
    assert len(told) > len(clocks) / 2
    assert all(clock.days_ago == 0 and clock.second is None for clock in told)
