"""The shape of one file as it was read, within the contract that `schema` publishes.

Boxes are displayed pixels; on a table its cells (`model.cell`), on a PDF points.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

BoxJson: TypeAlias = tuple[int, int, int, int]
SideJson: TypeAlias = Literal["left", "right", "center"]
DirectionJson: TypeAlias = Literal["out", "in"]
StatusJson: TypeAlias = Literal["pending", "accepted", "returned", "expired", "refunded", "unknown"]


class MomentJson(TypedDict):
    """An interval of local time; an end that nothing bounds is null."""

    earliest: str | None
    latest: str | None
    basis: str


class MessageJson(TypedDict):
    """One message of a chat page."""

    side: SideJson
    kind: str
    text: str
    amount: str | None
    status: StatusJson | None
    memo: str | None
    seconds: int | None
    sender: str | None
    quoted: str | None
    spoken: str | None
    receipt: bool
    undelivered: bool
    cut: bool
    confidence: float
    box: BoxJson
    at: MomentJson | None


class PaymentPageJson(TypedDict):
    """What a page about one payment says."""

    amount: str | None
    direction: DirectionJson | None
    counterparty: str | None
    status: StatusJson
    time: str | None
    received_time: str | None
    returned_time: str | None
    serial: str | None
    memo: str | None
    payer: str | None
    payee: str | None


class ShareJson(TypedDict):
    """What one member of a group took out of a red packet."""

    name: str
    amount: str
    time: str | None


class PacketJson(TypedDict):
    """What a red packet held and who took it."""

    total: str | None
    count: int | None
    shares: list[ShareJson]


class NoticeJson(TypedDict):
    """One card of the 微信支付 service chat; `rows` by its own labels."""

    title: str
    payment: PaymentPageJson
    rows: dict[str, str]


class DocumentJson(TypedDict):
    """A paper or an electronic note; `rows` by its own labels."""

    kind: Literal["loan_note", "debt_note", "receipt", "electronic_note", "other"]
    text: str
    amount: str | None
    rows: dict[str, str]


class ProfileJson(TypedDict):
    """What a profile page says."""

    remark: str | None
    nickname: str | None
    wechat_id: str | None
    region: str | None
    own: bool
    real_name: str | None
    id_number: str | None


class RecordRowJson(TypedDict):
    """One row of a file of records: a payment as the platform booked it."""

    payment: PaymentPageJson
    kind: Literal["transfer", "red_packet", "refund", "other", "unknown"]
    type: str | None
    method: str | None
    order: str | None
    account: str | None
    row: BoxJson


class HolderJson(TypedDict):
    """Somebody whom the platform knows by a verified name."""

    part: Literal["owner", "payer", "payee"]
    name: str | None
    account: str | None
    nickname: str | None
    id_number: str | None


class CautionJson(TypedDict):
    """Something odd in a row, counted from 1, that stopped nothing."""

    kind: str
    row: int
    args: dict[str, str]


class RecordsJson(TypedDict):
    """A file that a platform or a bank gave out; `pages` is 0 for a table."""

    kind: Literal[
        "wechat_bill", "wechat_proof", "voucher", "alipay_bill", "bank_statement", "other"
    ]
    member: str
    since: str | None
    until: str | None
    rows: list[RecordRowJson]
    holders: list[HolderJson]
    notes: list[str]
    cautions: list[CautionJson]
    pages: int


class SpokenJson(TypedDict):
    """A line of what somebody wrote of a recording's words: when, who, what."""

    at: str
    speaker: str
    words: str


class RecordingJson(TypedDict):
    """A file of sound or film; `seconds` is null where its length isn't sure."""

    medium: Literal["audio", "video"]
    seconds: int | None
    transcript: list[SpokenJson]


class ScreenJson(TypedDict):
    """One file as it was read."""

    file: str
    kind: Literal[
        "chat",
        "transfer",
        "bill",
        "bill_list",
        "red_packet",
        "profile",
        "service_card",
        "document",
        "records",
        "recording",
        "unread",
    ]
    title: str | None
    members: int | None
    app: Literal["wechat", "alipay", "bank"]
    reason: str
    messages: list[MessageJson]
    payment: PaymentPageJson | None
    payments: list[PaymentPageJson]
    packet: PacketJson | None
    notices: list[NoticeJson]
    document: DocumentJson | None
    profile: ProfileJson | None
    records: RecordsJson | None
    recording: RecordingJson | None
