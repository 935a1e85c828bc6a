"""What the readings of one box come to: a value, how sure it is, and a doubt where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from evidence_kit.model import (
    Doubt,
    DoubtKind,
    FieldKind,
    Line,
    Reading,
    Sourced,
    TimeText,
    Where,
)
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import around
from evidence_kit.screens.vote.ballots import Ballot, share
from evidence_kit.screens.vote.fields import Field, digits, has_yuan

T = TypeVar("T")

# Below this a critical value is doubtful even where nothing contradicts it.
UNSURE = 0.80
# Above this a first reading stands though the second engine lost its point.
SURE = 0.95
# Two engines that look at the same pixels may err alike: no agreement is surer than this.
SUREST = 0.995
# What the second reader writes for a sign that stands there and that it couldn't read.
GAP = "□"


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """A value with its ink, or None, and the doubts about it."""

    value: Sourced[T] | None
    doubts: tuple[Doubt, ...] = ()


def settle(votes: Ballot, line: Line, field: Field[T]) -> Settled[T]:
    """Return what the readings of one line come to.

    The first engine's value stands; the second's only where the first has none, and then in
    doubt. Every reading is kept.
    """
    readings = (votes.first(line), *votes.readings.get(line.box, ()))
    parsed = [field.parse(_filled(reading.text, line.text, field)) for reading in readings]
    place = votes.where(line.box)
    value = next((v for v in (parsed if field.alone else parsed[:1]) if v is not None), None)
    if value is None:
        return Settled(None, (_doubt(field.unreadable, field, place, readings),))
    votes_for = [r for r, v in zip(readings, parsed, strict=True) if _agrees(value, v, r.text)]
    against = [r for r in readings if r not in votes_for]
    first = votes_for[0]
    sourced = Sourced(value, first.text, place, _sureness(field, votes_for, against), readings)
    kind = _kind(field, readings, votes_for, sourced.confidence)
    return Settled(sourced, () if kind is None else (_doubt(kind, field, place, readings),))


def _filled(text: str, first: str, field: Field[T]) -> str:
    """Return a reading without its one GAP where the first reading tells that it is the ¥."""
    bare = text.removeprefix(GAP)
    amounts = field.kind is FieldKind.MONEY and bare != text and GAP not in bare
    return bare if amounts and has_yuan(first) and not has_yuan(bare) else text


def _kind(
    field: Field[T], readings: Sequence[Reading], votes_for: Sequence[Reading], sureness: float
) -> DoubtKind | None:
    """Return why the value is doubtful, or None where it isn't."""
    first = readings[0]
    against = [r for r in readings if r not in votes_for]
    if first in against or any(_contradicts(first, r, field) for r in against):
        return DoubtKind.READINGS_DISAGREE
    if against and (first.confidence < SURE or not any(map(_says, against))):
        return DoubtKind.READINGS_DISAGREE
    unsafe = field.unsafe(tuple(r.text for r in votes_for))
    return DoubtKind.LOW_CONFIDENCE if unsafe or sureness < UNSURE else None


def _says(reading: Reading) -> bool:
    """Say whether an engine read any digit or letter at all: else the other one reads alone."""
    return any(char.isalnum() for char in lexicon.squeezed(reading.text))


def _contradicts(first: Reading, other: Reading, field: Field[T]) -> bool:
    """Say whether a reading that doesn't agree says something else, not just nothing.

    A second reading without digits, or with the same ones and a point lost, says nothing; one
    that saw a sign that the first has not says something, whatever the sign is.
    """
    if field.parse(other.text) is not None or GAP in _filled(other.text, first.text, field):
        return True
    numbers = "".join(lexicon.numbers(other.text))
    return bool(numbers) and numbers != "".join(lexicon.numbers(first.text))


def _agrees(value: object, other: object, text: str) -> bool:
    """Say whether a reading says the same value, however its words were spaced.

    Of a time the second engine may read the digits only, without 昨天 or 下午.
    """
    if not isinstance(value, TimeText):
        return value == other
    if isinstance(other, TimeText) and replace(value, text="") == replace(other, text=""):
        return True
    same = lexicon.numbers(value.text) == lexicon.numbers(text)
    return same and not lexicon.dated(text) and GAP not in text


def _sureness(field: Field[T], votes_for: Sequence[Reading], against: Iterable[Reading]) -> float:
    """Return how sure a value is that `votes_for` read and that `against` read otherwise.

    Agreement: 1-(1-a)(1-b)…, at most SUREST. Against another value b, which can't be right
    together with a: a(1-b)/(1-ab).
    """
    wrong = 1.0
    for reading in votes_for:
        wrong *= 1 - share(reading.confidence)
    sure = 1 - wrong
    if len(votes_for) > 1:
        sure = max(min(sure, SUREST), *(share(r.confidence) for r in votes_for))
    for other in against:
        b = share(other.confidence) if field.parse(other.text) is not None else 0.0
        sure = sure * (1 - b) / (1 - sure * b) if sure * b < 1 else 0.5
    return sure


def _doubt(kind: DoubtKind, field: Field[T], where: Where, readings: tuple[Reading, ...]) -> Doubt:
    return Doubt(kind, where, (("field", field.name),), readings)


def settle_serial(votes: Ballot, lines: Sequence[Line], label: str = "") -> Settled[str]:
    """Return the order number that one or more digit lines make together."""
    parts = [settle(votes, line, digits(label if not i else "")) for i, line in enumerate(lines)]
    doubts = tuple(doubt for part in parts for doubt in part.doubts)
    found = [part.value for part in parts if part.value is not None]
    number = lexicon.serial("".join(part.value for part in found))
    place = votes.where(around([line.box for line in lines]))
    readings = tuple(reading for part in found for reading in part.readings)
    if number is None or len(found) < len(parts):
        unreadable = Doubt(DoubtKind.SERIAL_UNREADABLE, place, (("field", "serial"),), readings)
        return Settled(None, doubts or (unreadable,))
    quote = " ".join(part.quote for part in found)
    sure = min(part.confidence for part in found)
    if not doubts and lexicon.serial_torn(number):
        doubts = (Doubt(DoubtKind.LOW_CONFIDENCE, place, (("field", "serial"),), readings),)
    return Settled(Sourced(number, quote, place, sure, readings), doubts)
