"""What one screenshot says: each kind of page that a reader may return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    `state` and `memo`, and `receipt` for the second card that only says 已收款. `sender` is
    the nickname that a group prints above it, `quoted` the words of the grey box below a reply,
    `spoken` the 转文字 text below a voice.
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
    sender: str | None = None
    quoted: str | None = None
    spoken: str | None = None
    payer: Side | None = None  # whose money a card is, where a person says so


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat page.

    `members` is the number that a group's title ends with, `clock` the status bar's own time.
    """

    source: Digest
    title: Sourced[str] | None
    messages: tuple[Message, ...]
    doubts: tuple[Doubt, ...] = ()
    members: int | None = None
    clock: TimeText | None = None


class App(StrEnum):
    """Whose page about a payment it is."""

    WECHAT = "wechat"
    ALIPAY = "alipay"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class Slip:
    """What a page, a row or a card says about one payment.

    `counterparty` is the other side as the app's user sees it; `payer` and `payee` are the
    names that a bank's receipt prints.
    """

    amount: Sourced[Money] | None
    direction: Direction | None
    state: State
    counterparty: Sourced[str] | None = None
    status: Sourced[str] | None = None
    time: Sourced[TimeText] | None = None
    received_time: Sourced[TimeText] | None = None
    returned_time: Sourced[TimeText] | None = None
    serial: Sourced[str] | None = None
    memo: Sourced[str] | None = None
    payer: Sourced[str] | None = None
    payee: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """A 转账详情 page."""

    source: Digest
    slip: Slip
    doubts: tuple[Doubt, ...] = ()
    app: App = App.WECHAT


@dataclass(frozen=True, slots=True)
class Bill:
    """A 账单详情 page, or a bank's 电子回单."""

    source: Digest
    slip: Slip
    doubts: tuple[Doubt, ...] = ()
    app: App = App.WECHAT


@dataclass(frozen=True, slots=True)
class BillList:
    """A 账单 page: one slip a row, top to bottom; a time's year is the month header's."""

    source: Digest
    slips: tuple[Slip, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """What one member of a group took out of a red packet."""

    name: Sourced[str]
    amount: Sourced[Money]
    time: Sourced[TimeText] | None = None


@dataclass(frozen=True, slots=True)
class RedPacket:
    """A 红包详情 page: `slip.amount` is what the phone's owner took, None where nothing."""

    source: Digest
    slip: Slip
    total: Sourced[Money] | None = None
    count: int | None = None
    shares: tuple[Share, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One 微信支付 card: a refund's slip is REFUNDED, its `time` the 转账时间 it names."""

    title: Sourced[str]
    slip: Slip
    rows: tuple[tuple[str, Sourced[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A page of the 微信支付 service chat: its cards, top to bottom."""

    source: Digest
    notices: tuple[Notice, ...]
    doubts: tuple[Doubt, ...] = ()


class DocumentKind(StrEnum):
    """What a paper or an electronic note is, by its own words."""

    LOAN_NOTE = "loan_note"  # 借条
    DEBT_NOTE = "debt_note"  # 欠条
    RECEIPT = "receipt"  # 收条
    ELECTRONIC_NOTE = "electronic_note"  # 微信借条, 电子借条
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A photographed paper or an electronic note: its text, and the rows it labels itself."""

    source: Digest
    kind: DocumentKind
    text: Sourced[str]
    amount: Sourced[Money] | None = None
    rows: tuple[tuple[str, Sourced[str]], ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A contact's or one's own profile page, or one that names a real name (masked or whole)."""

    source: Digest
    remark: Sourced[str] | None
    nickname: Sourced[str] | None
    wechat_id: Sourced[str] | None
    region: Sourced[str] | None
    own: bool = False
    doubts: tuple[Doubt, ...] = ()
    real_name: Sourced[str] | None = None
    id_number: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A page nobody could read, and the kind of reason; it still goes into the bundle."""

    source: Digest
    reason: str
    args: Args = ()
    doubts: tuple[Doubt, ...] = ()
