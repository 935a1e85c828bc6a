"""What a person answers to a doubt, put where it belongs: the reading stays beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from evidence_kit.facts import named_days
from evidence_kit.facts.doubts import touching
from evidence_kit.model import (
    Bill,
    BillList,
    Chat,
    Digest,
    Direction,
    Document,
    Doubt,
    DoubtKind,
    LoanFacts,
    Message,
    MessageKind,
    Money,
    Nature,
    Payment,
    Profile,
    RedPacket,
    Screen,
    ServiceCard,
    Share,
    Side,
    Slip,
    Source,
    Sourced,
    State,
    Statement,
    TimeText,
    Transfer,
    Where,
)
from evidence_kit.transcript import chats

T = TypeVar("T")
Shown: TypeAlias = tuple[tuple[Source, Screen], ...]
# Answers by the doubt's id.
Answers: TypeAlias = Mapping[str, str]

# Said of a reading that is right, or of what can't be known and has been looked at.
SEEN = "已核"


class Form(StrEnum):
    """What an answer looks like, beside SEEN."""

    AMOUNT = "amount"
    TIME = "time"
    WORDS = "words"
    STATE = "state"
    DIRECTION = "direction"
    NATURE = "nature"
    PERSON = "person"  # whether two chats are with one person
    SEEN = "seen"  # nothing but SEEN


_STATES = {
    "已收款": State.ACCEPTED,
    "待收款": State.PENDING,
    "已退还": State.RETURNED,
    "已过期": State.EXPIRED,
    "已退款": State.REFUNDED,
}
_DIRECTIONS = {"转出": Direction.OUT, "收入": Direction.IN}
_WORDS = (
    "serial", "counterparty", "payer", "payee", "memo",
    "wechat_id", "nickname", "remark", "region", "real_name", "id_number", "title",
)  # fmt: skip
_FORMS = {
    "amount": Form.AMOUNT,
    "time": Form.TIME,
    "received_time": Form.TIME,
    "returned_time": Form.TIME,
    "state": Form.STATE,
    "direction": Form.DIRECTION,
    "nature": Form.NATURE,
    "person": Form.PERSON,
    **dict.fromkeys(_WORDS, Form.WORDS),
}
# Pages, or a page and case.toml, that contradict each other: a look closes the question, but
# tells nobody which is right, so what is in doubt stays out of every filing all the same.
LEFT_OUT = (DoubtKind.RECORDS_DIFFER, DoubtKind.STATED_AND_SHOWN)
# Words stand as they were said: no sum or day in their place would be what was written.
_OF_WORDS = (
    DoubtKind.SAID_DIFFERS_FROM_PAID,
    DoubtKind.SAID_UNCLEAR,
    DoubtKind.REPAYMENT_SAID,
)
_WHICH_OF_TWO = (
    DoubtKind.READINGS_DISAGREE,
    DoubtKind.AMOUNT_WORDS_DIFFER,
    DoubtKind.NAME_CHANGED,
    DoubtKind.FACE_CHANGED,
)
# Of a time that was read well, and that nothing on the page puts on one day.
_UNFIXED = (DoubtKind.TIME_UNANCHORED, DoubtKind.TIME_AMBIGUOUS)
CHOICES: Mapping[Form, Sequence[str]] = {
    Form.STATE: tuple(_STATES),
    Form.DIRECTION: tuple(_DIRECTIONS),
    Form.NATURE: tuple(Nature),
    Form.PERSON: (chats.SAME, chats.OTHER),
}


def form(doubt: Doubt) -> Form:
    """Return what answers a doubt."""
    field = dict(doubt.args).get("field", "")
    found = _FORMS.get(field, Form.SEEN)
    if doubt.kind in (*LEFT_OUT, *_OF_WORDS) or (found is Form.TIME and _of_page(doubt)):
        return Form.SEEN  # the day of a whole page is no reading that a day could replace
    return found if doubt.where or found is Form.NATURE else Form.SEEN


def _of_page(doubt: Doubt) -> bool:
    return doubt.where is not None and not doubt.where.box.height


def aliases(facts: LoanFacts) -> Mapping[str, frozenset[str]]:
    """Return, for each doubt's id, those it would have at the other places of the same thing.

    A message or a payment that several pages show is doubted at the first of them, so its
    doubt's id changes where a page is added before that one; an answer must not be lost by it.
    """
    said = (u for talk in facts.conversations for u in talk.utterances)
    groups = [(u.where, *u.also_at) for u in said if u.also_at]
    groups += [payment.places for payment in facts.payments if len(payment.places) > 1]
    beside: dict[Where, set[Where]] = {}
    for group in groups:
        for place in group:
            beside.setdefault(place, set()).update(group)
    doubts = [*facts.doubts, *(d for payment in facts.payments for d in payment.doubts)]
    return {
        doubt.id: frozenset(replace(doubt, where=place).id for place in beside[doubt.where])
        for doubt in doubts
        if doubt.where in beside
    }


def known(facts: LoanFacts, answers: Answers) -> Answers:
    """Return the answers by the ids that the doubts have now."""
    found = dict(answers)
    for now, before in aliases(facts).items():
        said = [answers[one] for one in sorted(before) if one in answers]
        if said:
            found.setdefault(now, said[0])
    return found


def corrected(
    shown: Shown, doubts: Iterable[Doubt], answers: Answers, by: str, filed_on: date | None = None
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


def settled(facts: LoanFacts, answers: Answers, by: str) -> LoanFacts:
    """Return the facts with what only they know answered: a payment's nature, and what was seen.

    Of doubts that a look leaves out of the filing, the payment keeps its own.
    """
    payments = tuple(_payment(one, answers, by) for one in facts.payments)
    open_now = {d.id for one in payments for d in one.doubts}
    touched = {d.id for one in facts.payments for d in one.doubts} - open_now
    gone = touched | {d.id for d in facts.doubts if _is_seen(d, answers)}
    doubts = tuple(d for d in facts.doubts if d.id not in gone)
    return replace(facts, payments=payments, doubts=doubts)


def takes_seen(doubt: Doubt) -> bool:
    """Say whether SEEN settles a doubt: of two readings it wouldn't say which one is right."""
    return form(doubt) is Form.SEEN or doubt.kind not in _WHICH_OF_TWO


def _is_seen(doubt: Doubt, answers: Answers) -> bool:
    return answers.get(doubt.id) == SEEN and takes_seen(doubt)


def _payment(one: Payment, answers: Answers, by: str) -> Payment:
    natures = [
        answers[d.id]
        for d in one.doubts
        if form(d) is Form.NATURE and answers.get(d.id) in set(Nature)
    ]
    left = tuple(d for d in one.doubts if d.kind in LEFT_OUT or not _is_seen(d, answers))
    if not natures:
        return replace(one, doubts=left)
    left = tuple(d for d in left if form(d) is not Form.NATURE)
    basis = Sourced(natures[-1], natures[-1], Statement(by))
    return replace(one, nature=Nature(natures[-1]), basis=basis, doubts=left)


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
        return TimeText(text, hour, minute, second, on.year, on.month, on.day, stated=True)

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
        case Profile() if word.field in _WORDS:
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
    match _FORMS[word.field]:
        case Form.AMOUNT:
            return replace(slip, amount=word.amount(slip.amount))
        case Form.TIME:
            named = {word.field: word.printed(getattr(slip, word.field))}
            return replace(slip, **named)
        case Form.STATE:
            return replace(slip, state=_STATES[word.value])
        case Form.DIRECTION:
            return replace(slip, direction=_DIRECTIONS[word.value])
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
    match _FORMS[word.field]:
        case Form.AMOUNT:
            return replace(message, amount=word.amount(message.amount))
        case Form.TIME:
            return replace(message, time=word.time(message.time))
        case Form.STATE:
            return replace(message, state=_STATES[word.value])
        case Form.DIRECTION:
            said = _DIRECTIONS[word.value]
            payer = Side.RIGHT if said is Direction.OUT else Side.LEFT
            return replace(message, side=_side(said, message), payer=payer)
    raise ValueError(word.value)


def _side(direction: Direction, card: Message) -> Side:
    """Return whose card it is: who pays sends the first, who takes the second (已收款)."""
    return Side.RIGHT if (direction is Direction.OUT) is not card.receipt else Side.LEFT
