"""Whether two pages show the same messages: the same ink in order, never text alone.

Ink is the same by its pixel signatures. A lossy picture (JPEG) has others each time it is
saved; there the words must be read surely, every bubble be as large, and all of them have
moved by one and the same distance, as a scrolled page's have.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from evidence_kit.model import Chat, Message, MessageKind, State

# How much of a match it takes before two pages count as one run: short words recur (好, 嗯),
# so a page boundary between two of them looks like an overlap.
LEAST_WEIGHT = 6
# With money in the overlap a mistake would swallow a payment, so more must agree around it.
LEAST_WEIGHT_WITH_MONEY = 8
MOST_PER_MESSAGE = 8
TIME_WEIGHT = 4
DATED_WEIGHT = 8  # no two lines of one chat name the same minute of the same day
CARD_WEIGHT = 4
LEAST_WORTH = 2
# Pixels by which the same thing may be found moved or larger, where nothing was lost and where
# JPEG blurs every edge.
SLACK, LOSSY_SLACK = 4, 6
# Two pages that read the same are two readings; each need not be as sure as one alone.
SURE_READING = 0.7


@dataclass(frozen=True, slots=True)
class Overlap:
    """Messages that two pages share: pairs of indexes (left page, right page), ascending.

    `contained` says that the right page adds nothing, not even the rest of a cut bubble.
    """

    pairs: tuple[tuple[int, int], ...]
    weight: int
    contained: bool


@cache
def squeezed(text: str) -> str:
    """Return the text in NFKC without spaces: engines drop and invent them."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def find(left: Chat, right: Chat, *, lossy: bool = False) -> Overlap | None:
    """Return how `right` carries on from `left` or lies inside it, else None.

    Every message from the first shared one to the end of either page must match in order.
    `lossy` says that one of the pictures is a JPEG.
    """
    if _same_picture(left, right):
        pairs = tuple((i, i) for i in range(len(left.messages)))
        return Overlap(pairs, MOST_PER_MESSAGE * len(pairs), contained=True)
    starts = range(len(left.messages))
    found = (_at(left.messages, right.messages, start, lossy=lossy) for start in starts)
    enough = [overlap for overlap in found if overlap is not None]
    return max(enough, key=lambda o: (o.weight, len(o.pairs)), default=None)


def _same_picture(left: Chat, right: Chat) -> bool:
    """Two captures without scrolling in between: every line and box in the same place."""

    def ink(chat: Chat) -> list[object]:
        return [(m.side, m.kind, m.text, m.box, m.signatures) for m in chat.messages]

    signed = any(message.signatures for message in left.messages)
    return left.source == right.source or (signed and ink(left) == ink(right))


def _at(
    left: Sequence[Message], right: Sequence[Message], start: int, *, lossy: bool
) -> Overlap | None:
    length = min(len(left) - start, len(right))
    shared = list(zip(left[start : start + length], right[:length], strict=True))
    weights = []
    for index, (one, other) in enumerate(shared):
        weight = _agreement(one, other, lossy=lossy)
        if weight is None and index in (0, length - 1) and _may_be_cut_pictures(one, other):
            weight = 0
        if weight is None:
            return None
        weights.append(weight)
    if lossy and not _moved_as_one(shared):
        return None
    money = any(m.kind is MessageKind.TRANSFER for m in right[:length])
    if sum(weights) < (LEAST_WEIGHT_WITH_MONEY if money else LEAST_WEIGHT):
        return None
    pairs = tuple((start + i, i) for i in range(length))
    adds = length < len(right) or any(one.cut and not other.cut for one, other in shared)
    return Overlap(pairs, sum(weights), contained=not adds)


def _moved_as_one(shared: Sequence[tuple[Message, Message]]) -> bool:
    """Whether whole messages all moved by the same distance, and there are two of them."""
    moves = [a.box.y0 - b.box.y0 for a, b in shared if not (a.cut or b.cut)]
    return len(moves) > 1 and max(moves) - min(moves) <= LOSSY_SLACK


def _agreement(left: Message, right: Message, *, lossy: bool) -> int | None:
    """How strongly two messages are the same ink; None where they are not, 0 where they may be."""
    if left.side is not right.side or left.kind is not right.kind:
        return None
    if left.kind is MessageKind.TIME:
        return _time_agreement(left, right)
    if left.kind is MessageKind.TRANSFER:
        return _card_agreement(left, right, lossy=lossy)
    if left.cut or right.cut:
        return _partial_agreement(left, right, lossy=lossy)
    if squeezed(left.text) != squeezed(right.text) or left.seconds != right.seconds:
        return None
    if _same_ink(left, right, lossy=lossy):
        return min(max(len(squeezed(left.text)), LEAST_WORTH), MOST_PER_MESSAGE)
    unsigned = not left.signatures and not right.signatures
    return 0 if unsigned and _same_size(left, right, SLACK) else None


def _may_be_cut_pictures(left: Message, right: Message) -> bool:
    """Whether two may be one picture that a page's edge cuts: as wide, at the same place across.

    What is read inside a picture is no message, and half of it reads otherwise.
    """
    kinds = {left.kind, right.kind} == {MessageKind.IMAGE}
    across = abs(left.box.x0 - right.box.x0) <= SLACK and abs(left.box.x1 - right.box.x1) <= SLACK
    return kinds and left.side is right.side and across


def _same_ink(left: Message, right: Message, *, lossy: bool) -> bool:
    if left.signatures and left.signatures == right.signatures:
        return True
    sure = min(_sureness(left), _sureness(right)) >= SURE_READING
    written = bool(left.signatures and right.signatures)
    alike = lossy and written and sure and _same_size(left, right, LOSSY_SLACK)
    return alike and abs(left.box.x0 - right.box.x0) <= LOSSY_SLACK


def _sureness(message: Message) -> float:
    """How surely a message was read; of a card, its amount."""
    return message.amount.confidence if message.amount else message.confidence


def _same_size(left: Message, right: Message, slack: int) -> bool:
    return (
        abs(left.box.width - right.box.width) <= slack
        and abs(left.box.height - right.box.height) <= slack
    )


def _time_agreement(left: Message, right: Message) -> int | None:
    """Weigh two time lines: a later day words one anew (昨天 → 周四), its clock stays."""
    one, other = left.time, right.time
    if one is None or other is None:
        return TIME_WEIGHT if left.signatures and left.signatures == right.signatures else None
    if (one.hour, one.minute) != (other.hour, other.minute):
        return None
    if one.month and other.month:
        same_year = one.year == other.year or None in (one.year, other.year)
        same = same_year and (one.month, one.day) == (other.month, other.day)
        return DATED_WEIGHT if same else None
    if one.weekday is not None and other.weekday is not None and one.weekday != other.weekday:
        return None
    return TIME_WEIGHT


def _card_agreement(left: Message, right: Message, *, lossy: bool) -> int | None:
    """Weigh two transfer cards; one alone is never enough, since equal transfers look equal.

    A card's state may have moved on between two captures, which repaints it.
    """
    alike = left.amount and right.amount and left.amount.value == right.amount.value
    if left.cut or right.cut:
        known = left.amount is not None and right.amount is not None
        return 0 if alike or not known else None
    if not alike or left.memo != right.memo:
        return None
    if left.state is right.state and _same_ink(left, right, lossy=lossy):
        return CARD_WEIGHT
    moved_on = left.state is not right.state and State.PENDING in (left.state, right.state)
    return 0 if moved_on else None


def _partial_agreement(left: Message, right: Message, *, lossy: bool) -> int | None:
    """Weigh two bubbles of which an edge of the page cuts one: the line at the cut is garbled."""
    if lossy:
        return 0 if _may_be_parts(left, right) else None
    best = max(
        (
            _shared_lines(one, other)
            for one in _trimmed(left)
            for other in _trimmed(right)
            if one and other
        ),
        default=None,
    )
    if best is None:
        return 0
    if best == 0:
        return None
    lines = max(len(left.signatures), len(right.signatures))
    longest = max(len(squeezed(left.text)), len(squeezed(right.text)))
    return min(longest * best // lines, MOST_PER_MESSAGE)


def _may_be_parts(left: Message, right: Message) -> bool:
    """Whether a cut bubble's words lie in the other's; of a line cut through nothing is read."""
    one, other = squeezed(left.text), squeezed(right.text)
    return one in other or other in one


def _trimmed(message: Message) -> list[tuple[str, ...]]:
    whole = message.signatures
    return [whole, whole[1:], whole[:-1]] if message.cut else [whole]


def _shared_lines(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many lines are shared if one run of lines carries on or lies in the other, else 0."""
    for first, second in ((one, other), (other, one)):
        for start in range(len(first)):
            length = min(len(first) - start, len(second))
            if first[start : start + length] == second[:length]:
                return length
    return 0
