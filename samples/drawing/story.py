"""The words a case is told in: people, payments, what they said and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from drawing.phone import Phone


class Side(StrEnum):
    """Where a message stands; the phone's owner writes on the right."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "center"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT


class State(StrEnum):
    """How far a payment got."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EXPIRED = "expired"
    REFUNDED = "refunded"


class Nature(StrEnum):
    """What a payment was for."""

    LOAN = "借款"
    REPAYMENT = "还款"
    GIFT = "赠与"
    PURCHASE = "代付或消费"
    UNKNOWN = "未明"


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person: the owner's remark for them, and what they call themselves."""

    remark: str
    nickname: str
    wechat_id: str
    region: str


@dataclass(frozen=True, slots=True)
class Payment:
    """One transfer, in fen; `by` is the side that sent it. Its serial carries its date."""

    fen: int
    by: Side
    nature: Nature
    sent: datetime
    received: datetime | None = None
    state: State = State.ACCEPTED
    memo: str | None = None

    @property
    def amount(self) -> str:
        """Yuan with two decimals, no symbol."""
        return f"{self.fen // 100}.{self.fen % 100:02d}"

    @property
    def direction(self) -> str:
        """`out` or `in`, as the phone's owner sees it."""
        return "out" if self.by is Side.RIGHT else "in"

    @property
    def serial(self) -> str:
        """31 digits: the transfer prefix, the date, and a tail of its own."""
        tail = Random(f"{self.sent.isoformat()} {self.fen}").randrange(10**13)
        return f"1000050001{self.sent:%Y%m%d}{tail:013d}"


class Means(StrEnum):
    """What is done with words."""

    REQUEST = "request"
    PROMISE = "promise"
    DEMAND = "demand"
    ACKNOWLEDGEMENT = "acknowledgement"


@dataclass(frozen=True, slots=True)
class Terms:
    """What words promise: the due day, the rate as a fraction a year, the purpose."""

    due: date | None = None
    rate: str | None = None
    purpose: str | None = None


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a bubble, and what they mean for the case."""

    side: Side
    text: str
    means: Means | None = None
    terms: Terms = NO_TERMS


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message; `unheard` puts a red dot beside it."""

    side: Side
    seconds: int
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A transfer card; a receipt is the second card, from whoever took the money."""

    payment: Payment
    receipt: bool = False

    @property
    def side(self) -> Side:
        """The side it stands on."""
        return self.payment.by.other if self.receipt else self.payment.by


@dataclass(frozen=True, slots=True)
class Notice:
    """A grey line in the middle that is not a time."""

    text: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time line: worded as a phone words it on the day of the capture."""

    at: datetime


Message: TypeAlias = Text | Voice | Card | Notice | Stamp


@dataclass(frozen=True, slots=True)
class Scene:
    """What was said without a pause; the app heads it with one time line."""

    at: datetime
    messages: tuple[Message, ...]

    @property
    def told(self) -> tuple[Message, ...]:
        """The time line and what follows it."""
        return (Stamp(self.at), *self.messages)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat between the phone's owner and one other person."""

    owner: Person
    other: Person
    scenes: tuple[Scene, ...]

    @property
    def title(self) -> str:
        """What the title bar says: the owner's remark for the other side."""
        return self.other.remark or self.other.nickname

    def part(self, start: int, stop: int) -> Conversation:
        """Return the same chat with only some of its scenes, counted from 0."""
        return replace(self, scenes=self.scenes[start:stop])


def scene(at: str, *messages: Message) -> Scene:
    """Return a scene that begins at an ISO time."""
    return Scene(datetime.fromisoformat(at), messages)


def left(text: str, means: Means | None = None, terms: Terms = NO_TERMS) -> Text:
    """Return words of the other side."""
    return Text(Side.LEFT, text, means, terms)


def right(text: str, means: Means | None = None) -> Text:
    """Return words of the phone's owner."""
    return Text(Side.RIGHT, text, means)


def taken(payment: Payment) -> tuple[Card, Card]:
    """Return the two cards of a transfer that was accepted."""
    return Card(payment), Card(payment, receipt=True)


_WEEK = "一二三四五六日"
_PERIODS = ((6, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def clock(at: datetime, phone: Phone) -> str:
    """Return a time of day as the phone's settings write it."""
    if not phone.twelve_hours:
        return f"{at:%H:%M}"
    period = next(word for end, word in _PERIODS if at.hour < end)
    return f"{period}{(at.hour - 1) % 12 + 1}:{at:%M}"


def time_line(at: datetime, captured: datetime, phone: Phone) -> str:
    """Return a time line's words: the older, the fuller."""
    days = (captured.date() - at.date()).days
    if days == 0:
        return clock(at, phone)
    if days == 1:
        return f"昨天 {clock(at, phone)}"
    if days < 7:
        return f"{phone.weekday}{_WEEK[at.weekday()]} {clock(at, phone)}"
    year = "" if at.year == captured.year else f"{at.year}年"
    return f"{year}{at.month}月{at.day}日 {clock(at, phone)}"
