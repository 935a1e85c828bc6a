"""Transfer cards of a conversation → one offer each: a card and its 已收款 answer are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from evidence_kit.facts.doubts import touching
from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Conversation,
    Digest,
    Doubt,
    DoubtKind,
    JoinKind,
    Message,
    MessageKind,
    Moment,
    Money,
    Side,
    Sourced,
    State,
    Utterance,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

OTHER_SIDE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.CENTER: Side.CENTER}
CAME_BACK = (State.RETURNED, State.EXPIRED, State.REFUNDED)
# A transfer that nobody takes expires after this long.
LONGEST_OFFER = timedelta(hours=24)
# What an answer says; on some phones the first card says it too, once it was taken.
_TAKEN = ("已收款", "已收钱", "Received")


@dataclass(frozen=True, slots=True)
class Card:
    """One transfer as a chat shows it; `start` and `stop` are the utterances it spans.

    `run` counts the unbroken stretches of the conversation; `payer` is None where nothing on
    the page tells whose money it was. `returned` is when a second card says it went back.
    """

    talk: int
    run: int
    start: int
    stop: int
    payer: Side | None
    amount: Sourced[Money]
    state: State
    at: Moment
    places: tuple[Where, ...]
    memo: Sourced[str] | None = None
    doubts: tuple[Doubt, ...] = ()
    returned: Moment | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A card whose amount can be read, at its index in the conversation."""

    index: int
    utterance: Utterance
    amount: Sourced[Money]

    @property
    def message(self) -> Message:
        """The card itself."""
        return self.utterance.message


def places_of(utterance: Utterance) -> tuple[Where, ...]:
    """Return every place a message stands."""
    return (utterance.where, *utterance.also_at)


def find(
    talk: int, conversation: Conversation, known: Sequence[Doubt]
) -> tuple[tuple[Card, ...], tuple[Doubt, ...]]:
    """Return the transfers of a conversation in order, and doubts about cards without an amount.

    `known` are the readers' doubts: a card whose direction is in doubt has no payer here.
    """
    runs = runs_of(conversation)
    drawn = [
        (i, u)
        for i, u in enumerate(conversation.utterances)
        if u.message.kind is MessageKind.TRANSFER
    ]
    shown = [Shown(i, u, amount) for i, u in drawn if (amount := u.message.amount)]
    doubts = tuple(
        Doubt(DoubtKind.AMOUNT_UNREADABLE, u.where, (("field", "amount"),))
        for _, u in drawn
        if u.message.amount is None and not _doubted(u, DoubtKind.AMOUNT_UNREADABLE, known)
    )
    pairs, unsure = _paired(shown)
    answers = {answer.index for answer in pairs.values()}
    found = [
        _card(one, pairs.get(one.index), known, unsure=one.index in unsure)
        for one in shown
        if one.index not in answers
    ]
    far = {
        one.index
        for one in shown
        if (answer := pairs.get(one.index)) and not _near(one, answer, runs)
    }
    found = [_maybe_two(one) if one.start in far else one for one in found]
    found = [_overdue(one, conversation.utterances) for one in found]
    placed = (replace(one, talk=talk, run=runs[one.places[0].source]) for one in found)
    return tuple(placed), doubts


def _near(card: Shown, answer: Shown, runs: Mapping[Digest, int]) -> bool:
    """Say whether some unbroken stretch shows both: in a gap a second transfer may have begun."""
    one, other = ({runs[p.source] for p in places_of(x.utterance)} for x in (card, answer))
    return bool(one & other)


def _overdue(card: Card, spoken: Sequence[Utterance]) -> Card:
    """Doubt an offer that still waits although its own page goes on for longer than any can."""
    if card.state is not State.PENDING or card.at.latest is None:
        return card
    over = card.at.latest + LONGEST_OFFER
    pages = {place.source for place in card.places}
    after = (u.at.earliest for u in spoken[card.stop :] if u.where.source in pages)
    if not any(at and at > over for at in after):
        return card
    doubt = Doubt(DoubtKind.STATE_UNKNOWN, card.places[0], (("field", "state"),))
    return replace(card, doubts=(*card.doubts, doubt))


def _maybe_two(card: Card) -> Card:
    doubt = Doubt(DoubtKind.RECORDS_DIFFER, card.places[0], (("field", "payment"),))
    return replace(card, doubts=(*card.doubts, doubt))


def runs_of(conversation: Conversation) -> dict[Digest, int]:
    """Return which unbroken stretch of the conversation each page belongs to."""
    runs: dict[Digest, int] = {}
    run = 0
    kinds = [JoinKind.JOINED, *(join.kind for join in conversation.joins)]
    for page, kind in zip(conversation.pages, kinds, strict=True):
        run += kind is JoinKind.GAP
        runs.setdefault(page, run)
    return runs


def _doubted(utterance: Utterance, kind: DoubtKind, known: Sequence[Doubt]) -> bool:
    """Say whether a doubt of this kind lies on every appearance of a message."""
    same = [doubt for doubt in known if doubt.kind is kind]
    return all(touching((place,), same) for place in places_of(utterance))


def _says_taken(message: Message) -> bool:
    return message.receipt or squeezed(message.text) in _TAKEN


def _paired(shown: Sequence[Shown]) -> tuple[dict[int, Shown], set[int]]:
    """Pair each answer with an open card of its amount on the other side, by their indexes.

    The second value are the cards of which some were answered and nothing says which.
    """
    pairs: dict[int, Shown] = {}
    unsure: set[int] = set()
    used: set[int] = set()
    for at, answer in enumerate(shown):
        waiting = [one for one in shown[:at] if one.index not in used and _fits(answer, one)]
        if not waiting:
            continue
        taken = [one for one in waiting if one.message.state is State.ACCEPTED] or waiting
        if sum(_fits(one, taken[0]) for one in shown[at:]) < len(taken):
            unsure |= {one.index for one in taken}
        pairs[taken[0].index] = answer
        used |= {taken[0].index, answer.index}
    return pairs, unsure


def _fits(answer: Shown, card: Shown) -> bool:
    """Say whether one card can be the answer to another before it."""
    one, other = answer.message, card.message
    if other.receipt or not _says_taken(one) or answer.amount.value != card.amount.value:
        return False
    if one.side is not OTHER_SIDE[other.side]:
        return False
    if not one.receipt:  # on a page without its first card: that one must be known as taken
        return other.state is State.ACCEPTED
    return (one.state in CAME_BACK) == (other.state in CAME_BACK)


def _card(card: Shown, answer: Shown | None, known: Sequence[Doubt], *, unsure: bool) -> Card:
    utterance, message = card.utterance, card.message
    answered = answer is not None or message.receipt
    state = _state(message.state, answered=answered)
    payer = _payer(utterance, known, alone=answer is None)
    return Card(
        talk=0,
        run=0,
        start=card.index,
        stop=answer.index if answer else card.index,
        payer=payer,
        amount=card.amount,
        state=state,
        at=_sent(utterance.at) if message.receipt else utterance.at,
        places=places_of(utterance) + (places_of(answer.utterance) if answer else ()),
        memo=_memo(utterance),
        returned=_returned(answer.utterance if answer else utterance),
        doubts=(
            *_doubt_state(state, utterance, known, unsure=unsure),
            *_doubt_payer(payer, utterance, known),
        ),
    )


def _state(shown: State | None, *, answered: bool) -> State:
    if answered and shown not in CAME_BACK:
        return State.ACCEPTED
    return shown or State.UNKNOWN


def _payer(utterance: Utterance, known: Sequence[Doubt], *, alone: bool) -> Side | None:
    """Return whose money a card is; a lone 已收款 may be a first card or an answer."""
    message = utterance.message
    if message.payer is not None:
        return message.payer
    for kind in (DoubtKind.DIRECTION_UNKNOWN, DoubtKind.SIDE_UNKNOWN):
        if _doubted(utterance, kind, known):
            return None
    if message.side is Side.CENTER or (alone and _says_taken(message) and not message.receipt):
        return None
    return OTHER_SIDE[message.side] if message.receipt else message.side


def _returned(answer: Utterance) -> Moment | None:
    """Return when a second card says that the money went back, where that time is known."""
    back = answer.message.receipt and answer.message.state in CAME_BACK
    return answer.at if back and answer.at.earliest else None


def _sent(received: Moment) -> Moment:
    """Return when a transfer was sent of which only the answer is on a page."""
    if received == UNKNOWN_TIME:
        return received
    earliest = received.earliest - LONGEST_OFFER if received.earliest else None
    return replace(received, earliest=earliest, basis=Basis.BETWEEN, seconds=False)


def _memo(utterance: Utterance) -> Sourced[str] | None:
    message = utterance.message
    if not message.memo:
        return None
    return Sourced(message.memo, message.memo, utterance.where, message.confidence)


def _doubt_state(
    state: State, utterance: Utterance, known: Sequence[Doubt], *, unsure: bool
) -> tuple[Doubt, ...]:
    told = _doubted(utterance, DoubtKind.STATE_UNKNOWN, known)
    if unsure or (state is State.UNKNOWN and not told):
        return (Doubt(DoubtKind.STATE_UNKNOWN, utterance.where, (("field", "state"),)),)
    return ()


def _doubt_payer(
    payer: Side | None, utterance: Utterance, known: Sequence[Doubt]
) -> tuple[Doubt, ...]:
    kinds = (DoubtKind.DIRECTION_UNKNOWN, DoubtKind.SIDE_UNKNOWN)
    if payer is not None or any(_doubted(utterance, kind, known) for kind in kinds):
        return ()
    return (Doubt(DoubtKind.DIRECTION_UNKNOWN, utterance.where, (("field", "direction"),)),)
