"""Cards and payment pages → one movement for each time money really moved or failed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

from evidence_kit.facts.cards import Card
from evidence_kit.facts.movement import DIRECTIONS, Movement, differs
from evidence_kit.facts.names import bare
from evidence_kit.facts.records import Record, may_be_one, states_clash
from evidence_kit.model import (
    Conversation,
    Direction,
    Moment,
    Side,
)
from evidence_kit.transcript.overlap import squeezed

# A card's time names a minute, and the phone and the server may not agree on it.
CLOCK_SLACK = timedelta(minutes=2)

# How far a clock set wrong, or to another zone, may be from the server's.
A_DAY = timedelta(days=1)

SIDES = {Direction.OUT: Side.RIGHT, Direction.IN: Side.LEFT}
# Messages beside two cards that read the same before the cards pass for one, in doubt.
LEAST_ALIKE = 2


def match(
    cards: Sequence[Card],
    records: Sequence[Record],
    names: Sequence[frozenset[str]],
    talks: Sequence[Conversation],
    *,
    profiled: bool = False,
) -> tuple[Movement, ...]:
    """Return each payment once: cards and records that can only be one another are one.

    They fit by amount, direction, time and counterparty (`names` are those each conversation
    is known by, `profiled` says that a profile page links some). Where several fit several,
    they are one by one in order only if all of them are shown on one unbroken run; else they
    stay apart, in doubt. A name that no ink links to the chat makes a doubt at least.
    """
    alike = {
        (c, r)
        for c, card in enumerate(cards)
        for r, record in enumerate(records)
        if _fit(card, record, names)
    }
    strange = {(c, r) for c, r in alike if not _linked(records[r], names[cards[c].talk])}
    lone = len(talks) == 1 and not profiled and len({_name(records[r]) for _, r in strange}) == 1
    fits = _likely(alike, strange) if lone else alike - strange
    joined: dict[int, int] = {}
    unsure: set[int] = set()
    unsure_records: set[int] = set()
    for some, others in _groups(_by_state(fits, cards, records)):
        pairs = _pairs(cards, records, some, others)
        joined |= pairs
        if not pairs:
            unsure |= some
            unsure_records |= others
    moved = [
        _by_card(card, records[joined[c]] if c in joined else None, unsure=c in unsure)
        for c, card in enumerate(cards)
    ]
    doubted = {c for c, r in strange if joined.get(c, r) == r}
    moved = [_of_whom(one) if c in doubted else one for c, one in enumerate(moved)]
    left = [r for r in range(len(records)) if r not in joined.values()]
    moved += [_by_record(records[r], unsure=r in unsure_records) for r in left]
    moved = _maybe_booked_otherwise(_maybe_twice(moved, talks), names)
    return tuple(_maybe_shown_twice(moved))


def _fit(card: Card, record: Record, names: Sequence[frozenset[str]]) -> bool:
    if card.amount.value != record.amount.value or record.alone:
        return False
    if record.direction and card.payer and DIRECTIONS[card.payer] is not record.direction:
        return False
    return _in_time(card.at, record.moments) and _known(card, record, names)


def _in_time(at: Moment, moments: Sequence[Moment]) -> bool:
    return not moments or any(overlap(at, moment) for moment in moments)


def overlap(one: Moment, other: Moment, slack: timedelta = CLOCK_SLACK) -> bool:
    """Say whether two times may be the same; an end that nothing bounds excludes nothing."""
    return not (
        (one.latest and other.earliest and one.latest + slack < other.earliest)
        or (other.latest and one.earliest and other.latest + slack < one.earliest)
    )


def _known(card: Card, record: Record, names: Sequence[frozenset[str]]) -> bool:
    """Whether the record's name fits the card's chat: not one that another chat goes by."""
    others = (known for known in names if _name(record) in known)
    return _linked(record, names[card.talk]) or not any(others)


def _linked(record: Record, names: frozenset[str]) -> bool:
    name = _name(record)
    return name is None or name in names


def _name(record: Record) -> str | None:
    return bare(record.counterparty.value) if record.counterparty else None


def _likely(alike: set[tuple[int, int]], strange: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Leave out a pair of unlinked names where either has a pair of linked ones."""
    cards = {c for c, _ in alike - strange}
    records = {r for _, r in alike - strange}
    return {p for p in alike if p not in strange or not (p[0] in cards or p[1] in records)}


def _of_whom(movement: Movement) -> Movement:
    doubt = differs(movement.places[0], "counterparty")
    return replace(movement, doubts=(*movement.doubts, doubt))


def _by_state(
    fits: set[tuple[int, int]], cards: Sequence[Card], records: Sequence[Record]
) -> set[tuple[int, int]]:
    """Where one fits several, keep those that ended as it did (taken, or come back)."""

    def clash(pair: tuple[int, int]) -> bool:
        return states_clash((cards[pair[0]].state, records[pair[1]].state))

    def rivals(pair: tuple[int, int]) -> set[tuple[int, int]]:
        return {p for p in fits if (p[0] == pair[0]) != (p[1] == pair[1]) and not clash(p)}

    return {pair for pair in fits if not (clash(pair) and rivals(pair))}


def _groups(fits: set[tuple[int, int]]) -> Iterator[tuple[set[int], set[int]]]:
    """Yield the sets of cards and records that fit one another, directly or through others."""
    left = set(fits)
    while left:
        card, record = min(left)
        cards, records = {card}, {record}
        while near := {(c, r) for c, r in left if c in cards or r in records}:
            left -= near
            cards |= {c for c, _ in near}
            records |= {r for _, r in near}
        yield cards, records


def _pairs(
    cards: Sequence[Card], records: Sequence[Record], some: set[int], others: set[int]
) -> dict[int, int]:
    """Pair them where only one way is left; an empty answer says that there are several."""
    if len(some) == len(others) == 1:
        return {some.copy().pop(): others.copy().pop()}
    if len(some) != len(others) or len({(cards[c].talk, cards[c].run) for c in some}) > 1:
        return {}
    times = {r: records[r].at.exact for r in others}
    dated = [(time, r) for r, time in times.items() if time]
    if len({time for time, _ in dated}) < len(others):
        return {}
    in_order = sorted(some, key=lambda c: cards[c].start)
    pairs = dict(zip(in_order, [r for _, r in sorted(dated)], strict=True))
    sure = all(_in_time(cards[c].at, records[r].moments) for c, r in pairs.items())
    return pairs if sure else {}


def _by_card(card: Card, record: Record | None, *, unsure: bool) -> Movement:
    doubts = [differs(place, "payment") for place in card.places[:1]] if unsure else []
    amount = record.amount if record else card.amount
    if card.payer is None and record and record.direction:
        card = replace(card, payer=SIDES[record.direction])
    return Movement(amount, card, record, tuple(doubts))


def _by_record(record: Record, *, unsure: bool) -> Movement:
    doubts = [differs(place, "payment") for place in record.places[:1]] if unsure else []
    return Movement(record.amount, None, record, tuple(doubts), apart=unsure)


def _maybe_twice(moved: Iterable[Movement], talks: Sequence[Conversation]) -> list[Movement]:
    """Doubt two cards on stretches that don't meet, if nothing keeps them from being one.

    Where the words around both are the same too, the second is not counted again.
    """
    every = list(moved)
    drawn = [(i, one.card) for i, one in enumerate(every) if one.card]
    doubtful: set[int] = set()
    again: set[int] = set()
    for (i, first), (j, second) in combinations(drawn, 2):
        if _apart(first, second, talks) and _may_be_one(every[i], every[j], first, second):
            doubtful |= {i, j}
            if j not in again and _same_words(first, second, talks):
                again.add(j)
    return [_doubted(m, apart=i in again) if i in doubtful else m for i, m in enumerate(every)]


def _maybe_booked_otherwise(
    moved: Iterable[Movement], names: Sequence[frozenset[str]]
) -> list[Movement]:
    """Doubt a card that no file books and a booked row of its sum, way and person that day.

    A clock of another zone, or a day misread, makes two of one: the row isn't counted beside it.
    """
    result = list(moved)
    drawn = [(i, one.card) for i, one in enumerate(result) if one.card]
    booked = [(i, one.record) for i, one in enumerate(result) if one.booked and one.record]
    for (i, card), (j, row) in product(drawn, booked):
        if not _is_booked(result[i]) and _near(result[i], card, row, names[card.talk]):
            result[i] = _doubted(result[i], apart=False)
            result[j] = _doubted(result[j], apart=True)
    return result


def _is_booked(one: Movement) -> bool:
    return one.record is not None and bool(one.record.recorded)


def _near(one: Movement, card: Card, row: Record, names: frozenset[str]) -> bool:
    sides = {one.direction, row.direction} - {None}
    alike = card.amount.value == row.amount.value and len(sides) < len(Direction)
    timed = one.at.earliest is not None and row.at.earliest is not None
    return (
        alike and timed and not row.alone and _linked(row, names) and overlap(one.at, row.at, A_DAY)
    )


def _maybe_shown_twice(moved: Iterable[Movement]) -> list[Movement]:
    """Doubt two records that agree in all they show, and don't count the second.

    Where each of them has a card of its own they are two.
    """
    result = list(moved)
    shown = [(i, one.record) for i, one in enumerate(result) if one.record]
    for (i, first), (j, second) in combinations(shown, 2):
        if not (result[i].card and result[j].card) and may_be_one(first, second):
            result[i] = _doubted(result[i], apart=False)
            result[j] = _doubted(result[j], apart=True)
    return result


def _apart(one: Card, other: Card, talks: Sequence[Conversation]) -> bool:
    """Say whether two cards stand on stretches of one chat that don't meet, or may do so."""
    if one.talk != other.talk:
        return not (talks[one.talk].title and talks[other.talk].title)
    return one.run != other.run


def _may_be_one(first: Movement, second: Movement, one: Card, other: Card) -> bool:
    if one.amount.value != other.amount.value or (first.record and second.record):
        return False
    sides = {one.payer, other.payer} - {None}
    return len(sides) < len(Direction) and overlap(first.at, second.at)


def _same_words(one: Card, other: Card, talks: Sequence[Conversation]) -> bool:
    """Say whether the messages beside two cards read the same, as far as both have any."""
    around = [
        (_words(talks[one.talk], one.start + step), _words(talks[other.talk], other.start + step))
        for step in (-2, -1, 1, 2)
    ]
    both = [(first, second) for first, second in around if first and second]
    return len(both) >= LEAST_ALIKE and all(first == second for first, second in both)


def _words(talk: Conversation, index: int) -> str:
    inside = 0 <= index < len(talk.utterances)
    return squeezed(talk.utterances[index].message.text) if inside else ""


def _doubted(movement: Movement, *, apart: bool) -> Movement:
    doubt = differs(movement.places[0], "payment")
    doubts = tuple(dict.fromkeys((*movement.doubts, doubt)))
    return replace(movement, doubts=doubts, apart=movement.apart or apart)
