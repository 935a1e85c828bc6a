"""A group's chat as it concerns one member: their words and money, and what was said to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import (
    Conversation,
    Message,
    MessageKind,
    Side,
    Utterance,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript.overlap import squeezed

_TITLE = Pattern(r".*[(（]\d+[)）]")
# What a transfer's card in a group says below the amount: whom it is for.
_PAYEE = Pattern(r"(?:转账给|转给|向)(?P<who>.+?)(?:的?转账)?")
# Whom the owner calls by name: the app sets a narrow space behind it.
_CALLED = Pattern(r"@([^\s@:：,，。]+)")
_OWNER = ("你", "我", "您")
_OTHER_SIDE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


@dataclass(frozen=True, slots=True)
class View:
    """A group's chat with everything blanked that isn't between the owner and one member.

    `member` is None for what concerns no member by name: cards nobody can be told from.
    """

    member: str | None
    talk: Conversation


def is_group(conversation: Conversation) -> bool:
    """Say whether a title is a group's (群名(3)): its left side is more than one person."""
    return bool(conversation.title and _TITLE.fullmatch(squeezed(conversation.title.value)))


def views(conversation: Conversation) -> tuple[View, ...]:
    """Return a group's chat as it concerns each member: who speaks, is paid or is called by name.

    The rest comes first.
    """
    spoken = conversation.utterances
    whose = _whose(spoken)
    members = dict.fromkeys(
        name
        for index, one in enumerate(spoken)
        for name in (_sender(one.message), whose.get(index), *_called(one.message))
        if name
    )
    every: tuple[str | None, ...] = (None, *members)
    return tuple(View(name, _view(conversation, name, whose)) for name in every)


def _view(talk: Conversation, member: str | None, whose: Mapping[int, str]) -> Conversation:
    kept = set(_concerning(talk.utterances, member, whose))
    spoken = (
        one if i in kept else replace(one, message=_blank(one.message))
        for i, one in enumerate(talk.utterances)
    )
    return replace(talk, utterances=tuple(spoken))


def _concerning(
    spoken: Sequence[Utterance], member: str | None, whose: Mapping[int, str]
) -> Iterator[int]:
    """Yield the index of each message that is a member's, is said to them, or pays them."""
    answered = False
    for index, one in enumerate(spoken):
        message = one.message
        if message.kind is MessageKind.TRANSFER:
            if whose.get(index) == member:
                yield index
        elif message.side is Side.CENTER:
            yield index
        elif message.side is Side.LEFT:
            answered = member is not None and _sender(message) == member
            if answered:
                yield index
        elif member is not None and (answered or _names(message, member)):
            yield index


def _called(message: Message) -> list[str]:
    """Return whom the owner calls by name."""
    return _CALLED.findall(message.text) if message.side is Side.RIGHT else []


def _names(message: Message, member: str) -> bool:
    """Say whether the owner's words name a member, or quote what they said."""
    said = squeezed(message.text)
    quoted = squeezed(message.quoted or "")
    return f"@{member}" in said or member in said or quoted.startswith(f"{member}:")


def _sender(message: Message) -> str | None:
    return squeezed(message.sender) if message.sender and message.side is Side.LEFT else None


def _blank(message: Message) -> Message:
    """Return a message that neither says nor pays anything; it keeps its place and its time."""
    kind = message.kind if message.kind in (MessageKind.TIME, MessageKind.SYSTEM) else None
    return Message(
        side=Side.CENTER,
        kind=kind or MessageKind.OTHER,
        text=message.text if kind else "",
        box=message.box,
        time=message.time,
    )


# ── whose money a card in a group is ───────────────────────────────────────────────────


def _whose(spoken: Sequence[Utterance]) -> dict[int, str]:
    """Return the member that each transfer's card concerns, by its index, where one is named.

    The owner's card names whom it is for, or the member's own 已收款 does; a member's card is
    theirs unless it is for somebody else than the owner.
    """
    found: dict[int, str] = {}
    cards = [i for i, one in enumerate(spoken) if one.message.kind is MessageKind.TRANSFER]
    for index in cards:
        message = spoken[index].message
        name, named = _sender(message), payee(message)
        if message.side is Side.RIGHT and named and not message.receipt:
            found[index] = named
        elif message.side is Side.LEFT and name and (named is None or message.receipt):
            found[index] = name
    for index in cards:
        first = _answered(spoken, cards, index, found)
        name = found.get(first) or found.get(index) if first is not None else None
        if first is not None and name:
            found[first] = found[index] = name
    return found


def _answered(
    spoken: Sequence[Utterance], cards: Sequence[int], index: int, found: Mapping[int, str]
) -> int | None:
    """Return the card before an answer that it answers: the nearest of that sum and person."""
    answer = spoken[index].message
    if not answer.receipt or answer.amount is None:
        return None
    for i in (i for i in reversed(cards) if i < index):
        card = spoken[i].message
        same = card.amount is not None and card.amount.value == answer.amount.value
        opposite = not card.receipt and card.side is _OTHER_SIDE.get(answer.side)
        if same and opposite and len({found.get(i), found.get(index)} - {None}) < 2:
            return i
    return None


def payee(message: Message) -> str | None:
    """Return whom a card in a group says it is for, None where that is the owner or nobody."""
    for text in (message.memo, message.text):
        named = _PAYEE.fullmatch(squeezed(text or ""))
        if named and named["who"] not in _OWNER:
            return named["who"]
    return None
