"""Overlaps that may not be one: two equal payments between words that recur look like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from evidence_kit.model import Doubt, DoubtKind, Message, MessageKind, State, Where
from evidence_kit.transcript.order import Page, Step
from evidence_kit.transcript.overlap import LEAST_WEIGHT_WITH_MONEY, MOST_PER_MESSAGE, squeezed

CAME_BACK = (State.RETURNED, State.EXPIRED, State.REFUNDED)


def doubts(steps: Sequence[Step]) -> tuple[Doubt, ...]:
    """Return a doubt on each payment in an overlap that holds too little of its own.

    Its own are a time line, two different payments, and words that stand nowhere else in the
    chat. Equal cards alone tell nothing: 500 lent twice, 收到 below each, reads the same twice.
    """
    elsewhere = _spoken(steps)
    found: list[Doubt] = []
    for step in steps:
        if step.overlap is None or step.after is None:
            continue
        left = steps[step.after].page
        if left.source.sha256 == step.page.source.sha256:
            continue
        pairs = list(_shared(left, step))
        if not _still(pairs) and not _telling([right for _, right in pairs], elsewhere):
            found += _on_cards(left, [left for left, _ in pairs])
    return tuple(found)


def _shared(left: Page, step: Step) -> Iterator[tuple[Message, Message]]:
    for i, j in step.overlap.pairs if step.overlap else ():
        yield left.chat.messages[i], step.page.chat.messages[j]


def _still(pairs: Sequence[tuple[Message, Message]]) -> bool:
    """Whether nothing moved between the two captures: then both show the same screen."""
    return len({(one.box.y0 - other.box.y0) for one, other in pairs} - {0}) == 0


def _telling(shared: Sequence[Message], elsewhere: Counter[str]) -> bool:
    paid = {_payment(m) for m in shared if m.kind is MessageKind.TRANSFER and m.amount}
    if len(paid) > 1 or any(message.kind is MessageKind.TIME for message in shared):
        return True
    own = (squeezed(m.text) for m in shared if m.kind is not MessageKind.TRANSFER)
    weights = (min(len(text), MOST_PER_MESSAGE) for text in own if elsewhere[text] < 2)
    return sum(weights) >= LEAST_WEIGHT_WITH_MONEY


def _payment(card: Message) -> tuple[object, ...]:
    """Return what tells a payment from others, the same for a card and its answer."""
    return (card.amount.value if card.amount else None, card.state in CAME_BACK)


def _spoken(steps: Sequence[Step]) -> Counter[str]:
    """Count how often the same words stand in the chat, each message once."""
    count: Counter[str] = Counter()
    for step in steps:
        again = {j for _, j in step.overlap.pairs} if step.overlap else set()
        fresh = (m for j, m in enumerate(step.page.chat.messages) if j not in again)
        count.update(squeezed(m.text) for m in fresh if m.kind is not MessageKind.TRANSFER)
    return count


def _on_cards(page: Page, shared: Sequence[Message]) -> Iterator[Doubt]:
    cards = [message for message in shared if message.kind is MessageKind.TRANSFER]
    for card in [card for card in cards if not card.receipt] or cards:
        place = Where(page.source.sha256, card.box)
        yield Doubt(DoubtKind.RECORDS_DIFFER, place, (("field", "payment"),))
