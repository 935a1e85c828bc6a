"""Two readings of one box: what they agree on, and a doubt where they don't."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from evidence_kit.model import (
    Box,
    Digest,
    Doubt,
    DoubtKind,
    FieldKind,
    Line,
    Money,
    OcrPage,
    Reading,
    Sourced,
    TimeText,
    Wanted,
    Where,
)
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import around

T = TypeVar("T")

# Below this a critical value is doubtful even where nothing contradicts it.
UNSURE = 0.80
# Above this a first reading stands though the second engine read nothing there.
SURE = 0.95
# A 收款 may follow the 转账 past midnight.
SERIAL_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """A value with its ink, or None, and the doubts about it."""

    value: Sourced[T] | None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """The second readings of a page, by box."""

    page: OcrPage
    readings: Mapping[Box, tuple[Reading, ...]]

    @property
    def source(self) -> Digest:
        """The file that the page shows."""
        return self.page.source

    def where(self, box: Box) -> Where:
        """Return the place of a box on this page."""
        return Where(self.source, box)

    def first(self, line: Line) -> Reading:
        """Return the page engine's own reading of a line."""
        return Reading(self.page.engine, line.text, _share(line.confidence), line.box)

    def sourced(self, value: T, lines: Sequence[Line]) -> Sourced[T]:
        """Return a value that nobody reads twice, with the lines it was read from."""
        return Sourced(
            value=value,
            quote="".join(line.text for line in lines),
            where=self.where(around([line.box for line in lines])),
            confidence=min(_share(line.confidence) for line in lines),
            readings=tuple(self.first(line) for line in lines),
        )


def ballot(page: OcrPage, readings: Iterable[Reading]) -> Ballot:
    """Sort second readings by the box they are of; a box nobody asked for is never looked up."""
    by_box: dict[Box, tuple[Reading, ...]] = {}
    for reading in sorted(readings, key=lambda r: (r.engine, r.text, r.confidence, r.box)):
        by_box[reading.box] = (*by_box.get(reading.box, ()), reading)
    return Ballot(page, by_box)


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value worth reading twice: what it is called, and how its words become a value.

    `alone` says whether a second reading may give a value where the first gives none. It may
    not for times: the second engine reads only their digits, and 12:51 without its 昨天 is
    another day.
    """

    name: str
    kind: FieldKind
    parse: Callable[[str], T | None]
    unreadable: DoubtKind
    alone: bool = True

    def wanted(self, lines: Iterable[Line]) -> tuple[Wanted, ...]:
        """Return the boxes to read again."""
        return tuple(Wanted(self.kind, line.box) for line in lines)


def amount(label: str = "") -> Field[Money]:
    """Return the field of an amount, behind a label that may be on the same line."""
    return Field(
        "amount",
        FieldKind.MONEY,
        lambda text: lexicon.money(after(label, text)),
        DoubtKind.AMOUNT_UNREADABLE,
    )


def time(name: str = "time", label: str = "") -> Field[TimeText]:
    """Return the field of a time, behind a label that may be on the same line."""
    return Field(
        name,
        FieldKind.TIME,
        lambda text: lexicon.time(after(label, text)),
        DoubtKind.TIME_UNREADABLE,
        alone=False,
    )


def digits(label: str = "") -> Field[str]:
    """Return the field of one line of a serial number."""
    return Field(
        "serial",
        FieldKind.SERIAL,
        lambda text: _digits(after(label, text)),
        DoubtKind.SERIAL_UNREADABLE,
    )


def after(label: str, text: str) -> str:
    """Return the text without a label at its start."""
    bare = text.strip()
    return bare.removeprefix(label).lstrip("：: ") if label else bare


def _digits(text: str) -> str | None:
    bare = lexicon.squeezed(text)
    return bare if bare.isascii() and bare.isdigit() else None


def settle(votes: Ballot, line: Line, field: Field[T]) -> Settled[T]:
    """Return what the readings of one line come to.

    The first engine's value stands; the second's only where the first has none, and then in
    doubt. Every reading is kept.
    """
    readings = (votes.first(line), *votes.readings.get(line.box, ()))
    parsed = [field.parse(reading.text) for reading in readings]
    place = votes.where(line.box)
    value = next((v for v in (parsed if field.alone else parsed[:1]) if v is not None), None)
    if value is None:
        return Settled(None, (_doubt(field.unreadable, field, place, readings),))
    votes_for = [r for r, v in zip(readings, parsed, strict=True) if _agrees(value, v, r.text)]
    first = readings[0] if parsed[0] is not None else votes_for[0]
    sourced = Sourced(value, first.text, place, _together(votes_for), readings)
    against = [r for r in readings[1:] if r not in votes_for]
    if parsed[0] is None or any(_contradicts(first, r, field) for r in against):
        kind: DoubtKind | None = DoubtKind.READINGS_DISAGREE
    elif against and first.confidence < SURE:
        kind = DoubtKind.READINGS_DISAGREE
    else:
        kind = DoubtKind.LOW_CONFIDENCE if sourced.confidence < UNSURE else None
    return Settled(sourced, () if kind is None else (_doubt(kind, field, place, readings),))


def _contradicts(first: Reading, other: Reading, field: Field[T]) -> bool:
    """Say whether a reading that doesn't agree says something else, not just nothing.

    A second reading without digits, or with the same ones and a point lost, says nothing.
    """
    numbers = "".join(lexicon.numbers(other.text))
    differ = numbers != "".join(lexicon.numbers(first.text))
    return field.parse(other.text) is not None or bool(numbers and differ)


def _agrees(value: object, other: object, text: str) -> bool:
    """Say whether a reading says the same value, however its words were spaced.

    Of a time the second engine may read the digits only, without 昨天 or 下午.
    """
    if not isinstance(value, TimeText):
        return value == other
    if isinstance(other, TimeText) and replace(value, text="") == replace(other, text=""):
        return True
    return lexicon.numbers(value.text) == lexicon.numbers(text) and not lexicon.dated(text)


def _together(agreeing: Sequence[Reading]) -> float:
    """Return 1-(1-a)(1-b)… for readings that agree, each by an engine of its own."""
    wrong = 1.0
    for reading in agreeing:
        wrong *= 1 - _share(reading.confidence)
    return 1 - wrong


def _share(confidence: float) -> float:
    """Return a confidence within 0 to 1; what isn't a number is 0."""
    return min(1.0, max(0.0, confidence)) if confidence == confidence else 0.0


def _doubt(kind: DoubtKind, field: Field[T], where: Where, readings: tuple[Reading, ...]) -> Doubt:
    return Doubt(kind, where, (("field", field.name),), readings)


# ── serial numbers ─────────────────────────────────────────────────────────────────────


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
    return Settled(Sourced(number, quote, place, sure, readings), doubts)


def serial_date_doubts(
    serial: Sourced[str] | None, times: Iterable[Sourced[TimeText] | None]
) -> tuple[Doubt, ...]:
    """Doubt a serial number whose date is further than a day from every time of its page.

    It never proves anything by itself: 收款 may follow 转账 late at night.
    """
    inside = None if serial is None else lexicon.serial_date(serial.value)
    printed = [day for t in times if t is not None and (day := _day(t.value)) is not None]
    if serial is None or inside is None or not printed:
        return ()
    if any(abs(day - inside) <= SERIAL_SLACK for day in printed):
        return ()
    args = (("field", "serial"), ("inside", str(inside)), ("printed", str(printed[0])))
    where = serial.where
    return (
        Doubt(
            DoubtKind.SERIAL_DATE_DIFFERS,
            where if isinstance(where, Where) else None,
            args,
            serial.readings,
        ),
    )


def _day(time: TimeText) -> date | None:
    if time.year is None or time.month is None or time.day is None:
        return None
    return date(time.year, time.month, time.day)
