"""Answers that say what stands on a page instead of a reading, which stays beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias, TypeVar

from evidence_kit.facts import named_days
from evidence_kit.facts.doubts import touching
from evidence_kit.facts.forms import (
    DIRECTIONS,
    FORMS,
    LEFT_OUT,
    SEEN,
    STATES,
    WORDS,
    Form,
    takes_seen,
)
from evidence_kit.model import (
    Bill,
    BillList,
    Chat,
    Digest,
    Direction,
    Document,
    Doubt,
    DoubtKind,
    Message,
    MessageKind,
    Money,
    Profile,
    RedPacket,
    Screen,
    ServiceCard,
    Share,
    Side,
    Slip,
    Source,
    Sourced,
    Statement,
    TimeText,
    Transfer,
    Where,
)

T = TypeVar("T")
Shown: TypeAlias = tuple[tuple[Source, Screen], ...]
# Of a time that was read well, and that nothing on the page puts on one day.
_UNFIXED = (DoubtKind.TIME_UNANCHORED, DoubtKind.TIME_AMBIGUOUS)


def corrected(
    shown: Shown,
    doubts: Iterable[Doubt],
    answers: Mapping[str, str],
    by: str,
    filed_on: date | None = None,
) -> Shown:
    """Return the screens with every answer that says what stands there instead of a reading.

    `doubts` are those of the whole folder. A screen's own doubt that an answer settles is gone;
    an answer that fits nowhere, or contradicts what is printed, changes nothing, so its doubt
    stays open. No page can show what is later than `filed_on`.
    """
    open_now = [doubt for doubt in doubts if doubt.kind not in LEFT_OUT]
    said = [(doubt, answers[doubt.id]) for doubt in open_now if doubt.id in answers]
    by_page: dict[Digest, list[tuple[Doubt, str]]] = {}
    for doubt, value in said:
        if doubt.where:
            by_page.setdefault(doubt.where.source, []).append((doubt, value))
    sources = [source for source, _ in shown]
    last = {
        s.sha256: named_days.until(s, sources, filed_on) for s in sources if s.sha256 in by_page
    }
    return tuple(
        (source, _screen(screen, by_page.get(screen.source, ()), by, last.get(source.sha256)))
        for source, screen in shown
    )


def _screen(
    screen: Screen, said: Sequence[tuple[Doubt, str]], by: str, last: date | None
) -> Screen:
    for doubt, value in said:
        try:
            seen = value == SEEN and takes_seen(doubt)
            changed = screen if seen else _changed(screen, doubt, _Word(value, doubt, by, last))
        except _FITS_NOWHERE:
            continue
        screen = replace(changed, doubts=tuple(d for d in changed.doubts if d.id != doubt.id))
    return screen


# A value of another form, a field that the page doesn't have, or no message at that place.
_FITS_NOWHERE = (ValueError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class _Word:
    """One answer; its methods raise one of _FITS_NOWHERE where it isn't of that form."""

    value: str
    doubt: Doubt
    by: str
    last: date | None  # that anything on the page can be of

    @property
    def field(self) -> str:
        return dict(self.doubt.args).get("field", "")

    def amount(self, read: Sourced[Money] | None) -> Sourced[Money]:
        return self._beside(read, Money.of_yuan(self.value))

    def words(self, read: Sourced[str] | None) -> Sourced[str]:
        return self._beside(read, self.value)

    def printed(self, read: Sourced[TimeText] | None) -> Sourced[TimeText]:
        return self._beside(read, self.time(read.value if read else None))

    def time(self, read: TimeText | None) -> TimeText:
        """Return the day, at the time of day that was read where the answer names none.

        What a page prints and nobody doubts must agree with it.
        """
        on, clock = named_days.understood(self.value)
        named_days.refuse_late(on, self.last)
        if read and self.doubt.kind in _UNFIXED:
            named_days.refuse_unprinted(on, clock, read)
        if read and clock in (None, (read.hour, read.minute)):
            hour, minute, second = read.hour, read.minute, read.second
        elif clock:
            (hour, minute), second = clock, None
        else:
            raise ValueError(self.value)
        text = read.text if read else self.value
        whole = clock is None and read is not None and read.whole_day
        day = (on.year, on.month, on.day)
        return TimeText(text, hour, minute, second, *day, stated=True, whole_day=whole)

    def _beside(self, read: Sourced[T] | None, value: T) -> Sourced[T]:
        by = Statement(self.by)
        if read is not None:
            return replace(read, value=value, confidence=1.0, stated_by=by)
        if self.doubt.where is None:
            raise ValueError(self.value)
        return Sourced(value, "", self.doubt.where, stated_by=by)


def _changed(screen: Screen, doubt: Doubt, word: _Word) -> Screen:
    match screen:
        case Transfer() | Bill():
            return replace(screen, slip=_slip(screen.slip, word))
        case RedPacket(shares=shares) if found := _taken(shares, doubt):
            share = replace(found, amount=word.amount(found.amount))
            return replace(screen, shares=_with(shares, shares.index(found), share))
        case RedPacket(slip=slip):
            _row((slip,), doubt)  # else it is about something that has no field
            return replace(screen, slip=_slip(slip, word))
        case BillList(slips=slips):
            row = _row(slips, doubt)
            return replace(screen, slips=_with(slips, row, _slip(slips[row], word)))
        case ServiceCard(notices=notices):
            row = _row([notice.slip for notice in notices], doubt)
            notice = replace(notices[row], slip=_slip(notices[row].slip, word))
            return replace(screen, notices=_with(notices, row, notice))
        case Document() if word.field == "amount":
            return replace(screen, amount=word.amount(screen.amount))
        case Profile() if word.field in WORDS:
            named: dict[str, Any] = {word.field: word.words(getattr(screen, word.field))}
            return replace(screen, **named)
        case Chat() if word.field == "title":
            return replace(screen, title=word.words(screen.title))
        case Chat(messages=messages):
            index, message = _message(screen, doubt, word.field)
            return replace(screen, messages=_with(messages, index, _said(message, word)))
    raise ValueError(word.value)


def _with(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _taken(shares: Sequence[Share], doubt: Doubt) -> Share | None:
    """Return the share of a red packet whose amount a doubt is about."""
    named = dict(doubt.args).get("field") == "amount"
    return next((s for s in shares if named and touching([s.amount.where], [doubt])), None)


def _row(slips: Sequence[Slip], doubt: Doubt) -> int:
    """Return the one row whose ink a doubt touches."""
    found = [
        index
        for index, slip in enumerate(slips)
        if touching([field.where for field in _fields(slip)], [doubt])
    ]
    (only,) = found
    return only


def _fields(slip: Slip) -> Iterator[Sourced[Any]]:
    every = (slip.amount, slip.counterparty, slip.status, slip.time, slip.serial, slip.memo)
    return (field for field in every if field is not None)


def _slip(slip: Slip, word: _Word) -> Slip:
    named: dict[str, Any]
    match FORMS[word.field]:
        case Form.AMOUNT:
            return replace(slip, amount=word.amount(slip.amount))
        case Form.TIME:
            named = {word.field: word.printed(getattr(slip, word.field))}
            return replace(slip, **named)
        case Form.STATE:
            return replace(slip, state=STATES[word.value])
        case Form.DIRECTION:
            return replace(slip, direction=DIRECTIONS[word.value])
        case Form.WORDS:
            named = {word.field: word.words(getattr(slip, word.field))}
            return replace(slip, **named)
    raise ValueError(word.value)


def _message(chat: Chat, doubt: Doubt, field: str) -> tuple[int, Message]:
    """Return the one message at a doubt's place that has such a field."""
    found = [
        (index, message)
        for index, message in enumerate(chat.messages)
        if _has(message, field) and touching([Where(chat.source, message.box)], [doubt])
    ]
    (only,) = found
    return only


def _has(message: Message, field: str) -> bool:
    kind = MessageKind.TIME if field == "time" else MessageKind.TRANSFER
    return message.kind is kind


def _said(message: Message, word: _Word) -> Message:
    match FORMS[word.field]:
        case Form.AMOUNT:
            return replace(message, amount=word.amount(message.amount))
        case Form.TIME:
            return replace(message, time=word.time(message.time))
        case Form.STATE:
            return replace(message, state=STATES[word.value])
        case Form.DIRECTION:
            said = DIRECTIONS[word.value]
            payer = Side.RIGHT if said is Direction.OUT else Side.LEFT
            return replace(message, side=_side(said, message), payer=payer)
    raise ValueError(word.value)


def _side(direction: Direction, card: Message) -> Side:
    """Return whose card it is: who pays sends the first, who takes the second (已收款)."""
    return Side.RIGHT if (direction is Direction.OUT) is not card.receipt else Side.LEFT
