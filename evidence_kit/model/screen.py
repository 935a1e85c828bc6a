"""What one screenshot says: the union that every reader returns a member of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from evidence_kit.model.ink import Doubt, Sourced
from evidence_kit.model.values import Args, Box, Digest, Money, TimeText


class Side(StrEnum):
    """Where a message stands: the phone's owner writes on the right."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


class MessageKind(StrEnum):
    """What a message is."""

    TEXT = "text"
    TIME = "time"
    SYSTEM = "system"
    VOICE = "voice"
    TRANSFER = "transfer"
    RED_PACKET = "red_packet"
    IMAGE = "image"
    FILE = "file"
    QUOTE = "quote"
    CALL = "call"
    OTHER = "other"


class Direction(StrEnum):
    """Seen from the phone's owner."""

    OUT = "out"
    IN = "in"


class State(StrEnum):
    """How far a payment got; only ACCEPTED money moved."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Message:
    """One thing on a chat page, top to bottom.

    `text` joins the wrapped lines; `signatures` are those lines' pixel signatures, in order;
    `avatar` is the fingerprint of the picture beside it. For a transfer card, `amount`,
    `state` and `memo`, and `receipt` for the second card that only says 已收款.
    """

    side: Side
    kind: MessageKind
    text: str
    box: Box
    confidence: float = 1.0
    signatures: tuple[str, ...] = ()
    amount: Sourced[Money] | None = None
    state: State | None = None
    receipt: bool = False
    memo: str | None = None
    seconds: int | None = None
    time: TimeText | None = None
    avatar: str | None = None
    undelivered: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat page."""

    source: Digest
    title: Sourced[str] | None
    messages: tuple[Message, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """What a page about one payment says."""

    amount: Sourced[Money] | None
    direction: Direction | None
    state: State
    counterparty: Sourced[str] | None = None
    status: Sourced[str] | None = None
    time: Sourced[TimeText] | None = None
    received_time: Sourced[TimeText] | None = None
    serial: Sourced[str] | None = None
    memo: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """A 转账详情 page."""

    source: Digest
    slip: Slip
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """A 账单详情 page."""

    source: Digest
    slip: Slip
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A contact's or one's own profile page."""

    source: Digest
    remark: Sourced[str] | None
    nickname: Sourced[str] | None
    wechat_id: Sourced[str] | None
    region: Sourced[str] | None
    own: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A page nobody could read, and the kind of reason; it still goes into the bundle."""

    source: Digest
    reason: str
    args: Args = ()
    doubts: tuple[Doubt, ...] = ()


Screen: TypeAlias = Chat | Transfer | Bill | Profile | Unread
