"""What floats over a chat hides what is said: it is told in doubt, and never the title."""

from __future__ import annotations

from inked import LIGHT, flat, line, picture, read
from inked import Chat as Setting

from evidence_kit.model import Box, Colour, DoubtKind, OcrPage

GLASS = Colour(246, 246, 248)


def doubted(page: OcrPage) -> set[tuple[DoubtKind, str]]:
    return {(doubt.kind, dict(doubt.args)["field"]) for doubt in read(page).doubts}


def talk() -> Setting:
    return Setting().note("3月2日 21:03").bubble("left", "在吗？").bubble("right", "在的")


# ── a notification ─────────────────────────────────────────────────────────────────────


def test_a_notification_over_the_title_bar_is_no_title() -> None:
    chat = talk()
    chat.lines = [one for one in chat.lines if one.box.y0 > 240]
    chat.lines += [line("王建国", 212, 54, paper=GLASS), line("晚上吃饭", 212, 130, paper=GLASS)]
    chat.regions += [flat(Box(24, 18, 1056, 216), GLASS), picture(Box(60, 54, 180, 174), "c" * 16)]
    told = read(chat.page())
    assert told.title is None
    assert [message.text for message in told.messages] == ["3月2日 21:03", "在吗？", "在的"]
    assert (DoubtKind.LOW_CONFIDENCE, "message") in doubted(chat.page())


def test_a_wide_ground_without_a_face_on_it_is_no_notification() -> None:
    chat = talk()
    chat.regions.append(flat(Box(24, 100, 1056, 216), LIGHT.page))
    title = read(chat.page()).title
    assert title is not None
    assert title.value == "周砚秋"
    assert doubted(chat.page()) == set()
