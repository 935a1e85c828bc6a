"""The case as it is filed: the brief, the exhibits, their pages and what each proves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from evidence_kit.model.brief import Brief
from evidence_kit.model.values import Args, Digest
from evidence_kit.model.views import Close, View, VoiceSlot


class ExhibitKind(StrEnum):
    """What an exhibit is: one run of a chat, or one payment or document with all its pages."""

    PROFILE = "profile"
    REAL_NAME = "real_name"  # a page that prints somebody's real name, masked or whole
    CONVERSATION = "conversation"
    PAYMENT = "payment"  # WeChat's pages about one transfer
    ALIPAY = "alipay"  # Alipay's pages about one payment
    BANK = "bank"  # a bank's receipt
    RED_PACKET = "red_packet"
    BILL_LIST = "bill_list"
    VOUCHER = "voucher"  # 微信转账电子凭证, a PDF
    STATEMENT = "statement"  # 微信支付交易明细证明, a PDF
    PDF = "pdf"  # any other PDF
    NOTICES = "notices"  # cards of the 微信支付 service chat
    DOCUMENT = "document"  # 借条, 欠条, 收条, photographed or electronic
    PICTURE = "picture"  # a page nobody could read
    AUDIO = "audio"  # a recording: sheets that say what it is, and its 文字整理稿
    VIDEO = "video"


# Exhibits that are pages of a PDF file, which goes into filing/ as it is.
PDFS = (ExhibitKind.VOUCHER, ExhibitKind.STATEMENT, ExhibitKind.PDF)
RECORDINGS = (ExhibitKind.AUDIO, ExhibitKind.VIDEO)


class Group(StrEnum):
    """The element of the claim that a row of the 证据目录 goes to, in filing order."""

    IDENTITY = "主体身份"
    AGREEMENT = "借贷合意"
    DELIVERY = "款项交付"
    REPAYMENT = "还款与对账"
    DEMAND = "催收与时效"
    FEES = "费用"  # only where the plaintiff's own word puts an exhibit there
    OTHER = "其他材料"


class ProofKind(StrEnum):
    """A sentence of 证明对象; `templates/` holds its wording.

    Arguments: dates are ISO (2025-03-02, or 2025-03-02T14:05 where the minute is known) and
    missing where the day is not known; amounts are yuan with two decimals; quotes stand exactly
    as read; `channel` says how money went that was no WeChat transfer (支付宝转账). An argument
    that isn't sure is left out. neutral=yes: the phone may be another's.
    """

    REAL_NAME = "real_name"  # nickname, real_name as the page prints it; own=yes
    ACCOUNT = "account"  # whose account: wechat_id, nickname, remark; own=yes on the phone's own
    HOLDER = "holder"  # wechat_id, real_name of a platform's own paper; own or defendant=yes
    USER_STATED = "user_stated"  # the plaintiff's own word (自述) that the defendant uses it
    CHATTED = "chatted"  # these two accounts talked: title, nickname, wechat_id
    REQUESTED = "requested"  # date, quote, amount
    LENT = "lent"  # date, amount, payer (原告), payee (被告); this exhibit shows what for
    REPAID = "repaid"  # date, amount; this exhibit shows what for
    PAID = "paid"  # date, amount, payer, payee: this exhibit doesn't show what for
    VOUCHED = "vouched"  # date, amount, payer, payee, serial, as a voucher prints them
    SHOWN = "shown"  # date, amount, counterparty, serial: for whom and what for isn't known
    RETURNED = "returned"  # date of the transfer, not of its return; amount
    EXPIRED = "expired"  # date of the transfer, not of its end; amount
    PROMISED = "promised"  # date, quote
    ACKNOWLEDGED = "acknowledged"  # date, quote
    DEMANDED = "demanded"  # date, quote
    ASKED_TIME = "asked_time"  # date, quote
    PLANNED = "planned"  # date, quote
    REFUSED = "refused"  # date, quote
    GUARANTEED = "guaranteed"  # date, quote
    JOINED = "joined"  # date, quote: who borrows together
    AGREED_DUE = "agreed_due"  # quote, due (a date, where the words name one day)
    AGREED_RATE = "agreed_rate"  # quote
    NOTED = "noted"  # name of a paper (借条), amount it states
    STATED_LENT = "stated_lent"  # date, amount, channel: the plaintiff's own word (自述)
    STATED_REPAID = "stated_repaid"  # date, amount, channel; 自述 like all that begin so
    STATED_DEMAND = "stated_demand"  # date, how
    STATED_GUARANTOR = "stated_guarantor"  # name
    STATED_CO_BORROWER = "stated_co_borrower"  # name
    STATED_SPOUSE = "stated_spouse"  # name
    OWN_WORDS = "own_words"  # text, as the plaintiff worded it
    AS_RECORDED = "as_recorded"  # nothing is said of what a recording says
    AS_SHOWN = "as_shown"  # nothing is said beyond the picture itself


@dataclass(frozen=True, slots=True)
class Proof:
    """One sentence of 证明对象: its kind, its arguments, and the exhibit pages that show it."""

    kind: ProofKind
    args: Args
    pages: tuple[int, ...]


class Rows(NamedTuple):
    """The part of a picture between two rows of pixels as displayed; `bottom` isn't in it."""

    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """A file, or a part of it, at its place on a page of the exhibits' own run 1…N.

    `leaf` is which page of the file, from 0: a picture has one, a PDF as many as it has. The
    page has places for `slots` pictures side by side, and this is the one that stands `slot`
    places from the left; three of them lie across. `rows` is the part that is shown of a
    picture that is too long for one page, None where it is whole. A `view` is no picture of the
    file as it is: a part enlarged, or a sheet of our own; those of one number stand one after
    another, from the left and from the top.
    """

    number: int
    source: Digest
    name: str
    leaf: int = 0
    slot: int = 0
    slots: int = 1
    rows: Rows | None = None
    view: View | None = None

    @property
    def repeats(self) -> bool:
        """Whether it only repeats, larger or in writing, what another page shows as it is."""
        return isinstance(self.view, Close | VoiceSlot)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """证据 n: its title's arguments, its pages; one unbroken run of a chat is one exhibit.

    `pages` holds what its pages show, in reading order: several may be of one number.

    Title arguments, each only where it is sure. Profile: nickname, wechat_id, remark.
    Conversation: title, nickname, wechat_id, since, until (both or none). Payment, alipay, bank,
    red packet, voucher: date, amount, serial. Real name: nickname; own=yes on the phone's own
    account. Bill list, statement: since, until (both or none). Document: name (借条), amount;
    electronic=yes where it is a page of an app. Audio, video: length. Notices, PDF, picture:
    none, since a user's file name stays in the hash list. Any: neutral=yes where the phone may
    be another's than the plaintiff's. `title` is the plaintiff's own, in place of the composed.
    """

    number: int
    kind: ExhibitKind
    title_args: Args
    pages: tuple[ExhibitPage, ...]
    title: str | None = None

    @property
    def first(self) -> int:
        """Number of its first page."""
        return self.pages[0].number

    @property
    def last(self) -> int:
        """Number of its last page."""
        return self.pages[-1].number

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its pages, each once."""
        return tuple(range(self.first, self.last + 1))

    @property
    def sheets(self) -> tuple[tuple[ExhibitPage, ...], ...]:
        """What stands on each of its pages, from the left."""
        return tuple(tuple(one) for _, one in groupby(self.pages, key=lambda one: one.number))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the 证据目录: an exhibit under a group, its pages there, what they prove."""

    number: int
    group: Group
    exhibit: int
    first: int
    last: int
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class HashLine:
    """One line of the hash list in the 电子数据取证说明: a file that an exhibit page shows.

    `stored` is its name below `data/`, where checking commands find it; empty where it is `name`.
    `seen_at` (UTC) is the earliest time that a third party's seal of an earlier day proves for it,
    and `seen_by` that party's name.
    """

    exhibit: int | None
    name: str
    sha256: Digest
    sm3: Digest
    stored: str = ""
    seen_by: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a filing needs; page numbers are decided here, once."""

    brief: Brief
    exhibits: tuple[Exhibit, ...]
    rows: tuple[Row, ...]
    hashes: tuple[HashLine, ...]

    @property
    def pages(self) -> int:
        """How many pages the exhibits have together."""
        return sum(len(exhibit.numbers) for exhibit in self.exhibits)
