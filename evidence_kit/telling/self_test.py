"""What a self-test tried, a line for each way of tampering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.pipeline.self_test import Tried


def self_test(tried: Sequence[Tried], words: Words) -> str:
    """Return each way with whether it was caught, and how many slipped."""
    lines = [words.say("selftest.head"), "", *(_line(one, words) for one in tried)]
    slipped = sum(not one.caught for one in tried)
    last = words.say("selftest.slipped" if slipped else "selftest.caught", count=str(slipped))
    return "\n".join([*lines, "", last])


def _line(one: Tried, words: Words) -> str:
    yes = "selftest.sound" if one.way == "untouched" else "selftest.yes"
    return words.say(
        "selftest.line",
        mark=words.say(yes if one.caught else "selftest.no"),
        way=words.say(f"selftest.way.{one.way}", times=str(one.times)),
        anchored=words.say(f"selftest.verdict.{one.anchored.value}"),
        alone=words.say(f"selftest.verdict.{one.alone.value}"),
    )
