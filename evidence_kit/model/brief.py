"""What a person says of the case in their own word, in case.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence_kit.model.circumstances import Circumstances
from evidence_kit.model.reckoning import Agreement, ClaimSettings, Lpr
from evidence_kit.model.values import Money, Rate


class Channel(StrEnum):
    """How money went that a person states."""

    CASH = "现金"
    BANK = "银行转账"
    ALIPAY = "支付宝"
    WECHAT = "微信"
    THIRD_PARTY = "他人代付"
    OTHER = "其他"


class Sex(StrEnum):
    """As an identity card prints it."""

    MALE = "男"
    FEMALE = "女"


class Means(StrEnum):
    """How a demand was made."""

    WECHAT = "微信"
    PHONE = "电话"
    SMS = "短信"
    IN_PERSON = "当面"
    LAWYERS_LETTER = "律师函"
    COURIER = "快递"
    OTHER = "其他"


class Guarantee(StrEnum):
    """What kind of guarantee was agreed; 未约定 is 一般保证 by law (民法典第六百八十六条)."""

    GENERAL = "一般保证"
    JOINT = "连带责任保证"
    NOT_AGREED = "未约定"


class Relation(StrEnum):
    """What makes a person owe beside the defendant."""

    CO_BORROWER = "共同借款人"
    SPOUSE = "配偶"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, as a complaint must say it (民事诉讼法第一百二十四条).

    `id_number` is that of an identity card, its check digit right. `known_as` are the names
    that the chats know them by: titles and remarks.
    """

    sex: Sex | None = None
    born: date | None = None
    nation: str | None = None
    id_number: str | None = None
    address: str | None = None
    phone: str | None = None
    wechat_id: str | None = None
    known_as: tuple[str, ...] = ()


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
class StatedTerms:
    """What was agreed, in the plaintiff's own word; it wins over what a chat was read to say."""

    due: date | None = None
    rate: Rate | None = None
    purpose: str | None = None
    formed_on: date | None = None


@dataclass(frozen=True, slots=True)
class StatedDemand:
    """A demand in the plaintiff's own word; `arrived` is None where that isn't said."""

    on: date
    how: Means
    arrived: bool | None = None
    note: str | None = None
    shown_in: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class StatedParty:
    """Somebody who owes beside the defendant, in the plaintiff's own word, and as what."""

    name: str
    part: Guarantee | Relation
    identity: Identity = Identity()
    shown_in: str | None = None
    page: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A file of the folder that the case leaves out, and why; it stays among the originals."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExhibitWords:
    """What the plaintiff wants of the exhibit that shows `file`: its place, title, sentences.

    `position` is its number among the exhibits. `proves` takes the place of the composed
    sentences: of one group's row where `group` (a group's name) says which, else of all.
    """

    file: str
    title: str | None = None
    position: int | None = None
    group: str | None = None
    proves: tuple[str, ...] = ()


class ListColumn(StrEnum):
    """A column of the 证据目录, by the name that a style and case.toml know it by.

    The group is a column only where a list has no lines of its own for groups.
    """

    GROUP = "证据组"
    NUMBER = "序号"
    NAME = "证据名称"
    SOURCE = "证据来源"
    PROVES = "证明对象"
    PAGES = "页码"
    COPIES = "份数"
    FORM = "原件或复印件"


class Carrier(StrEnum):
    """What recordings are handed in on."""

    STICK = "U盘"
    DISC = "光盘"


@dataclass(frozen=True, slots=True)
class RecordingWords:
    """What the plaintiff says of a recording `file`: when, where, by whom and with what, of whom.

    The day is when it was recorded: no file's name or time vouches for that.
    """

    file: str
    on: date | None = None
    place: str | None = None
    recorder: str | None = None
    people: str | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """How the papers for the court are to look.

    `columns` are added to those of the 证据目录, `copies` is how many of each exhibit are handed
    in, `style` is a folder of wordings as written in case.toml. `chat_pages` is how many
    screenshots of a chat stand side by side: one or two, or three on a sheet that lies across.
    With `enlarge` the pictures sent in a chat follow its pages once more, larger; `carrier` is
    what recordings are handed in on. Without `annex_doubts` 附册.pdf holds the aids alone.
    """

    columns: tuple[ListColumn, ...] = ()
    copies: int = 1
    style: str | None = None
    chat_pages: int = 2
    enlarge: bool = True
    carrier: Carrier | None = None
    annex_doubts: bool = True


_AS_THE_LAW_LEAVES_IT = ClaimSettings()
_AS_COURTS_HAVE_IT = Filing()
_NOTHING_AGREED = Agreement()
_NOTHING_TOLD = Circumstances()


@dataclass(frozen=True, slots=True)
class Brief:
    """What a person said in case.toml; anything may be missing.

    `loans` went from plaintiff to defendant, `repayments` came back. `cut_off` is the day to
    which the claim is reckoned; `lpr` are rates published after those that the program knows.
    """

    plaintiff: str | None = None
    defendant: str | None = None
    phone: str | None = None  # make and model of the phone that holds the chats
    wechat_version: str | None = None
    filed_on: date | None = None
    plaintiff_identity: Identity = Identity()
    defendant_identity: Identity = Identity()
    court: str | None = None
    terms: StatedTerms = StatedTerms()
    loans: tuple[Stated, ...] = ()
    repayments: tuple[Stated, ...] = ()
    demands: tuple[StatedDemand, ...] = ()
    others: tuple[StatedParty, ...] = ()  # guarantors, co-borrowers, a spouse
    exhibits: tuple[ExhibitWords, ...] = ()
    recordings: tuple[RecordingWords, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    order: tuple[str, ...] = ()  # files of a chat, as they follow each other
    answers: tuple[tuple[str, str], ...] = ()  # the id of a doubt, and the answer to it
    passwords: tuple[str, ...] = ()  # of the archives in which bills are mailed
    settings: ClaimSettings = _AS_THE_LAW_LEAVES_IT
    agreed: Agreement = _NOTHING_AGREED
    circumstances: Circumstances = _NOTHING_TOLD
    cut_off: date | None = None
    lpr: tuple[Lpr, ...] = ()
    filing: Filing = _AS_COURTS_HAVE_IT

    @property
    def known_as(self) -> tuple[str, ...]:
        """The names under which the chats know the defendant."""
        return self.defendant_identity.known_as

    @property
    def shown_in(self) -> tuple[str, ...]:
        """The files that show what is stated here."""
        said = [one.shown_in for one in (*self.loans, *self.repayments)]
        said += [one.shown_in for one in self.demands]
        said += [one.shown_in for one in self.others]
        return tuple(dict.fromkeys(name for name in said if name))
