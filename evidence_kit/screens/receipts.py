"""What one card of a page tells about another: which is a second card, and whose money it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from evidence_kit.model import DoubtKind, MessageKind, State
from evidence_kit.screens import answers, cards
from evidence_kit.screens.told import Told, doubt
from evidence_kit.screens.vote import Ballot


def marked(votes: Ballot, told: Iterable[Told]) -> list[Told]:
    """Mark second cards; a first card whose memo hid its state was accepted by its answer."""
    result = list(told)
    at = [i for i, one in enumerate(result) if one.message.kind is MessageKind.TRANSFER]
    placed = [_placed(result[i]) for i in at]
    found = answers.pairs(placed)
    for second, first in found.items():
        answer = result[at[second]]
        result[at[second]] = replace(answer, message=replace(answer.message, receipt=True))
        result[at[first]] = _accepted(result[at[first]])
    unsure = answers.unsure(placed, found, topmost=at[:1] == [0])
    unsure |= _after_unknown(result, at, found) | _unsided(result, at, found)
    unsure |= _unread(result, at, found)
    belied = answers.belied(placed)
    for first in belied.values():
        result[at[first]] = _unsettled(votes, result[at[first]])
    for index in sorted(unsure | set(belied)):
        one = result[at[index]]
        open_end = doubt(votes, DoubtKind.DIRECTION_UNKNOWN, one.message, "direction")
        result[at[index]] = replace(one, doubts=(*one.doubts, open_end))
    return result


def _after_unknown(told: Sequence[Told], at: Sequence[int], found: Mapping[int, int]) -> set[int]:
    """Return transfers that say 已收款 and may answer a card before them that nobody could read."""
    cards_of = [(i, one) for i, one in enumerate(told) if cards.is_card(one.block)]
    garbled = [
        (i, one.message.side) for i, one in cards_of if one.message.kind is MessageKind.OTHER
    ]
    return {
        index
        for index, place in enumerate(at)
        if index not in found
        and answers.Placed(told[place].message, told[place].block).taken
        and any(i < place and side is not told[place].message.side for i, side in garbled)
    }


def _unsided(told: Sequence[Told], at: Sequence[int], found: Mapping[int, int]) -> set[int]:
    """Return cards that say 已收款 on a side that isn't sure: each may answer another one."""
    return {
        index
        for index, place in enumerate(at)
        if index not in found
        and _placed(told[place]).taken
        and any(one.kind is DoubtKind.SIDE_UNKNOWN for one in told[place].doubts)
    }


def _unread(told: Sequence[Told], at: Sequence[int], found: Mapping[int, int]) -> set[int]:
    """Return whole cards of which sum and state are not sure: each may answer another one."""
    placed = [(index, _placed(told[place])) for index, place in enumerate(at)]
    return {
        index
        for index, one in placed
        if index not in found and one.message.state is State.UNKNOWN and not one.message.cut
        if one.disputed or one.message.amount is None
    }


def _placed(one: Told) -> answers.Placed:
    disputed = any(("field", "amount") in doubt.args for doubt in one.doubts)
    return answers.Placed(one.message, one.block, disputed)


def _unsettled(votes: Ballot, one: Told) -> Told:
    """Return a card whose state may be a memo: nobody knows which of the two it is."""
    message = replace(one.message, state=State.UNKNOWN, memo=one.message.memo or one.message.text)
    open_end = doubt(votes, DoubtKind.STATE_UNKNOWN, message, "state")
    return replace(one, message=message, doubts=(*one.doubts, open_end))


def _accepted(one: Told) -> Told:
    doubts = tuple(d for d in one.doubts if d.kind is not DoubtKind.STATE_UNKNOWN)
    return replace(one, message=replace(one.message, state=State.ACCEPTED), doubts=doubts)
