"""The second card of a transfer, which says 已收款 from the other side, and its first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence_kit.model import Message, Side, State
from evidence_kit.screens.cards import old
from evidence_kit.screens.hues import Tint
from evidence_kit.screens.layout import Block
from evidence_kit.screens.plain import plainly

_RECEIPT_WORDS = ("已收款", "已收钱", "Received")


@dataclass(frozen=True, slots=True)
class Placed:
    """A card's message and the block it was read from; `disputed` says its amount is in doubt."""

    message: Message
    block: Block
    disputed: bool = False

    @property
    def fen(self) -> int | None:
        """Its amount, in fen."""
        return None if self.message.amount is None else self.message.amount.value.fen

    @property
    def taken(self) -> bool:
        """Whether it says 已收款, as every second card does and some first cards do."""
        return plainly(self.message.text) in _RECEIPT_WORDS

    @property
    def hidden(self) -> bool:
        """Whether it is done in a way that its memo hides; an old card is never paler."""
        unknown = self.message.state is State.UNKNOWN and self.message.memo is not None
        return unknown and (self.block.tint is Tint.PALE or old(self.block))

    @property
    def wordless(self) -> bool:
        """Whether nothing was read of it but its amount, all of it in sight."""
        return not self.message.text and not self.message.cut

    @property
    def garbled(self) -> bool:
        """Whether its words may be those a second card has, of which a piece was read."""
        open_end = self.message.state is State.UNKNOWN and self.block.tint is Tint.PALE
        said = plainly(self.message.text)
        fits = (said in "已收款，已收钱", *(two in said for two in ("已收", "收款", "收钱")))
        return open_end and any(fits)

    @property
    def back(self) -> bool:
        """Whether it says that its money went back."""
        return self.message.state in (State.RETURNED, State.EXPIRED, State.REFUNDED)

    def may_answer(self, first: Placed) -> bool:
        """Say whether it stands opposite `first`, of as much money where that is known."""
        opposite = {self.message.side, first.message.side} == {Side.LEFT, Side.RIGHT}
        return opposite and (self.fen == first.fen or None in (self.fen, first.fen))

    @property
    def blurred(self) -> bool:
        """Whether its amount is in doubt, all of it in sight."""
        return (self.fen is None or self.disputed) and not self.message.cut

    def may_close(self, first: Placed) -> bool:
        """Say whether it may be the second card of `first`, of which too little was read."""
        told = first.fen is not None and not first.disputed
        unclear = first.hidden or not told or not first.message.text
        done = first.message.state is State.ACCEPTED
        done = done or (first.message.state is State.UNKNOWN and unclear)
        opposite = {self.message.side, first.message.side} == {Side.LEFT, Side.RIGHT}
        same = self.fen == first.fen or not told or self.disputed
        return self.taken and opposite and done and same and not first.message.cut

    def answers(self, first: Placed) -> bool:
        """Say whether this can be the second card of `first`."""
        opposite = {self.message.side, first.message.side} == {Side.LEFT, Side.RIGHT}
        done = first.message.state is State.ACCEPTED or first.hidden
        return self.taken and opposite and done and self.fen == first.fen is not None


def pairs(cards: Sequence[Placed]) -> dict[int, int]:
    """Return, by index, each second card and its first: the nearest one before that fits.

    A memo hides whether the first was accepted or came back, so there only the very next card
    counts, and only where it can't itself be the first of a pair.
    """
    found: dict[int, int] = {}
    for second, card in enumerate(cards):
        for first in reversed(range(second)):
            free = first not in found and first not in found.values()
            if free and card.answers(cards[first]) and _surely(cards, first, second):
                found[second] = first
                break
    return found


def _surely(cards: Sequence[Placed], first: int, second: int) -> bool:
    if not cards[first].hidden:
        return True
    follower = cards[second + 1] if second + 1 < len(cards) else None
    alone = follower is None or not follower.answers(cards[second])
    return second == first + 1 and alone


def unsure(cards: Sequence[Placed], found: dict[int, int], *, topmost: bool) -> frozenset[int]:
    """Return cards that may be a first or a second one: the direction of their money is open.

    Such is what follows a hidden memo without surely being its answer. And such is an odd run of
    已收款 of one amount from side to side where the first of them is the `topmost` message: its
    own first card may be on the page before.
    """
    doubtful = {
        index
        for index, card in enumerate(cards)
        if index
        and index not in found
        and cards[index - 1].hidden
        and card.answers(cards[index - 1])
    }
    # What says 已收款 and what doesn't can't be told of a card without words.
    doubtful.update(
        index
        for index, card in enumerate(cards)
        if (card.wordless or card.garbled)
        and (card.fen is None or (index and card.may_answer(cards[index - 1])))
    )
    lone = [i for i in range(len(cards)) if i not in found and i not in found.values()]
    blurred = [i for i in lone if cards[i].blurred]
    for second, first in found.items():
        between = any(first < i < second for i in blurred)
        if between or (first - 1 in blurred and cards[first].taken):
            # Had that one's amount been read, it might have been the other's.
            doubtful |= {first, second}
    doubtful.update(
        second
        for first, second in pairwise(lone)
        if cards[second].may_close(cards[first]) and not cards[second].answers(cards[first])
    )
    for run in _runs(cards):
        if topmost and run[0] == 0 and len(run) > 2 and len(run) % 2:
            doubtful.update(run)
    return frozenset(doubtful)


def belied(cards: Sequence[Placed]) -> dict[int, int]:
    """Return, by index, each card that says 已收款 to one before it whose money went back.

    Nobody takes what went back: either that word is a memo, or this is a card of its own.
    """
    return {
        second: second - 1
        for second, card in enumerate(cards)
        if second and cards[second - 1].back and card.taken and card.may_answer(cards[second - 1])
    }


def _runs(cards: Sequence[Placed]) -> list[list[int]]:
    """Group neighbouring cards that could each answer the one before, all of them 已收款."""
    runs: list[list[int]] = []
    for index, card in enumerate(cards):
        if runs and card.answers(cards[index - 1]) and cards[index - 1].taken:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
