"""Hypothesis strategies: whole invented chats with their sums, photographed page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st
from stories import Phone, card, left, right, taken, time

from evidence_kit.model import Message, Screen, Side, Source, State

FIRST = datetime(2024, 1, 5, 9, 0)


@dataclass(frozen=True)
class Roll:
    """A chat's messages, and what was lent and given back in it, in fen."""

    messages: tuple[Message, ...]
    lent: int
    repaid: int

    def pages(self, starts: tuple[int, ...], names: tuple[str, ...]) -> list[tuple[Source, Screen]]:
        """Photograph the roll from each start to three messages past the next."""
        phone = Phone(self.messages, captured=None)
        ends = [*(start + 3 for start in starts[1:]), len(self.messages)]
        for start, end, name in zip(starts, ends, names, strict=True):
            phone.page(name, start, end)
        return phone.made


@st.composite
def scenes(draw: st.DrawFn, number: int) -> tuple[list[Message], int, int]:
    """One day of a chat: small talk, and at most one payment with the words that go with it."""
    fen = draw(st.integers(1, 200)) * 10_000 + 7_00  # never a sum of affection
    yuan = f"{fen // 100}.{fen % 100:02d}"
    what = draw(st.sampled_from(["talk", "loan", "repayment", "returned", "pending", "bare"]))
    chat = [left(f"第{number}天，随便聊两句别的话"), right(f"第{number}天，嗯嗯知道了先这样")]
    asked = left(f"第{number}天，能不能借我{yuan}元？")
    match what:
        case "loan":
            return [*chat, asked, *taken(Side.RIGHT, yuan)], fen, 0
        case "repayment":
            said = left(f"第{number}天，先还你{yuan}元")
            return [*chat, said, *taken(Side.LEFT, yuan)], 0, fen
        case "returned":
            return [*chat, asked, card(Side.RIGHT, yuan, State.RETURNED)], 0, 0
        case "pending":
            return [*chat, asked, card(Side.RIGHT, yuan, State.PENDING)], 0, 0
        case "bare":
            return [*chat, *taken(draw(st.sampled_from([Side.LEFT, Side.RIGHT])), yuan)], 0, 0
        case _:
            return chat, 0, 0


@st.composite
def rolls(draw: st.DrawFn, most: int = 6) -> Roll:
    """A chat of some days, weeks apart, each headed by its full date."""
    days = draw(st.lists(st.integers(8, 40), min_size=1, max_size=most))
    at, messages, lent, repaid = FIRST, list[Message](), 0, 0
    for number, gap in enumerate(days, start=1):
        at += timedelta(days=gap)
        said, out, back = draw(scenes(number))
        messages += [time(f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"), *said]
        lent, repaid = lent + out, repaid + back
    return Roll(tuple(messages), lent, repaid)


@st.composite
def photographed(draw: st.DrawFn) -> tuple[Roll, list[tuple[Source, Screen]]]:
    """A chat and its pages, each sharing three messages with the next."""
    roll = draw(rolls())
    starts = _starts(draw, roll)
    names = tuple(f"{n}.png" for n in range(1, len(starts) + 1))
    return roll, roll.pages(starts, names)


def _starts(draw: st.DrawFn, roll: Roll) -> tuple[int, ...]:
    """Begin a page at small talk only: three messages from there are never mere cards."""
    apart = [i for i, m in enumerate(roll.messages) if "随便聊" in m.text]
    chosen = draw(st.lists(st.sampled_from(apart), unique=True, max_size=3))
    inner = [i for i in sorted(chosen) if 3 <= i < len(roll.messages) - 3]
    return (0, *inner)
