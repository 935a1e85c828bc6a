"""What a person says of the case in their own word, in case.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence_kit.model.values import Money


class Channel(StrEnum):
    """How money went that a person states."""

    CASH = "现金"
    BANK = "银行转账"
    ALIPAY = "支付宝"
    WECHAT = "微信"
    THIRD_PARTY = "他人代付"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Stated:
    """Money that went on a day in the plaintiff's own word (自述).

    `shown_in` is a file of the folder that shows it all the same (a receipt as a PDF), and
    `page` the page there; without it nothing but the word vouches for it. `separate` says that
    it is other money than a payment of that day and sum on the screenshots.
    """

    on: date
    amount: Money
    channel: Channel
    shown_in: str | None = None
    page: int | None = None
    note: str | None = None
    separate: bool = False


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A file of the folder that the case leaves out, and why; it stays among the originals."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What a person said in case.toml; anything may be missing.

    `loans` went from plaintiff to defendant, `repayments` came back.
    """

    plaintiff: str | None = None
    defendant: str | None = None
    phone: str | None = None  # make and model of the phone that holds the chats
    wechat_version: str | None = None
    filed_on: date | None = None
    loans: tuple[Stated, ...] = ()
    repayments: tuple[Stated, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    order: tuple[str, ...] = ()  # files of a chat, as they follow each other
    answers: tuple[tuple[str, str], ...] = ()  # the id of a doubt, and the answer to it
