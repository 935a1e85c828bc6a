"""What the whole folder says: conversations, payments, terms, parties, and what is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence_kit.model.brief import Channel, Identity, Stated, StatedDemand, StatedParty
from evidence_kit.model.ink import Doubt, Sourced, Where
from evidence_kit.model.screen import Direction, Message, Side, State
from evidence_kit.model.values import Digest, Moment, Money, Rate


@dataclass(frozen=True, slots=True)
class Utterance:
    """A message in its conversation, with the time its neighbours allow.

    `also_at` are its other appearances, on overlapping pages; `index` counts on its own page.
    """

    message: Message
    where: Where
    index: int
    at: Moment
    also_at: tuple[Where, ...] = ()


class JoinKind(StrEnum):
    """How two neighbouring pages of a conversation meet."""

    JOINED = "joined"  # 首尾相接: overlapping lines
    DUPLICATE = "duplicate"  # 完全重复: the second page adds nothing
    GAP = "gap"  # 缺口: nothing in common


@dataclass(frozen=True, slots=True)
class Join:
    """Two neighbouring pages, and the messages they share: (index on left, index on right)."""

    left: Digest
    right: Digest
    kind: JoinKind
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def messages(self) -> int:
        """How many messages they share."""
        return len(self.pairs)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One chat, page after page. `pages` names every page, duplicates too, in order.

    `titles` are all that its pages show, where a person said that they are one chat's.
    """

    title: Sourced[str] | None
    pages: tuple[Digest, ...]
    utterances: tuple[Utterance, ...]
    joins: tuple[Join, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    titles: tuple[Sourced[str], ...] = ()

    @property
    def unbroken(self) -> bool:
        """Whether every page meets the next."""
        return all(join.kind is not JoinKind.GAP for join in self.joins)

    @property
    def runs(self) -> tuple[tuple[Digest, ...], ...]:
        """The pages as they follow each other without a gap; each run is an exhibit of its own."""
        found = [[page] for page in self.pages[:1]]
        for page, join in zip(self.pages[1:], self.joins, strict=True):
            if join.kind is JoinKind.GAP:
                found.append([])
            found[-1].append(page)
        return tuple(map(tuple, found))


class Backing(StrEnum):
    """What vouches for a payment."""

    SCREENSHOT = "仅截图"
    CORROBORATED = "已佐证"  # a platform's own record says the same
    RECORD = "仅记录"
    STATED = "自述"


class Nature(StrEnum):
    """What a payment was for. A transfer is not a loan: 未明 is never counted."""

    LOAN = "借款"
    REPAYMENT = "还款"
    GIFT = "赠与"
    PURCHASE = "代付或消费"
    UNKNOWN = "未明"


@dataclass(frozen=True, slots=True)
class Payment:
    """One movement of money, over all the places that show it.

    `basis` quotes the ink that gave it its nature; what no ink shows is `stated`, and has no
    places. `doubts` are those that touch this payment:
    while it has any, nothing in `filing/` states it, but that a bill whose nature alone is in
    doubt shows this date and sum. `returned_at` is when money that came back did so, where a
    page says that. `records` are those of its places that stand in a platform's own files.
    """

    amount: Sourced[Money]
    direction: Direction | None
    state: State
    at: Moment
    nature: Nature
    places: tuple[Where, ...]
    basis: Sourced[str] | None = None
    serial: Sourced[str] | None = None
    memo: str | None = None
    counterparty: str | None = None
    doubts: tuple[Doubt, ...] = ()
    stated: Stated | None = None
    channel: Channel = Channel.WECHAT
    red_packet: bool = False
    returned_at: Moment | None = None
    records: tuple[Where, ...] = ()

    @property
    def backing(self) -> Backing:
        """What vouches for it: pages, a platform's records, both, or only a person's word."""
        if not self.places:
            return Backing.STATED
        if not self.records:
            return Backing.SCREENSHOT
        only = set(self.places) <= set(self.records)
        return Backing.RECORD if only else Backing.CORROBORATED

    @property
    def counted(self) -> bool:
        """Whether it enters the balance: the money moved, and its nature fits the way it went."""
        ways = {Nature.LOAN: Direction.OUT, Nature.REPAYMENT: Direction.IN}
        fits = self.direction is not None and ways.get(self.nature) is self.direction
        return self.state is State.ACCEPTED and fits


class SayingKind(StrEnum):
    """What was done with words in a chat."""

    REQUEST = "request"  # 借款请求
    PROMISE = "promise"  # 还款承诺
    ACKNOWLEDGEMENT = "acknowledgement"  # 确认收到或尚欠
    DEMAND = "demand"  # 催告
    DELAY = "delay"  # 请求宽限
    PLAN = "plan"  # 分期计划
    GUARANTEE = "guarantee"  # 担保 (民法典 686)
    JOINT = "joint"  # 共同借款
    REFUSAL = "refusal"  # 拒绝还款
    DENIAL = "denial"  # 否认欠款: never borrowed, a present, a share, or paid back long ago
    WAIVER = "waiver"  # 免除债务 (民法典 575): the lender says it need not be paid back
    RELENDING = "relending"  # 出借的钱也是借来的 (民间借贷规定 13)


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that matter, quoted. What is said is never booked as paid.

    What no ink shows is `stated`, and its quote is the plaintiff's own word. In a group,
    `speaker` is the name that stands above it.
    """

    kind: SayingKind
    quote: Sourced[str]
    at: Moment
    by: Side
    amount: Money | None = None
    stated: StatedDemand | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of what is owed and when it falls due, as the words fix both."""

    amount: Money
    due: Moment


@dataclass(frozen=True, slots=True)
class Renewal:
    """A later day named for the same debt; one that both agreed to is an extension (展期)."""

    due: Moment
    agreed: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What was promised: each with its quote; due is an interval of local time.

    `due` is the day first agreed, `renewals` the days named after it, in order; neither holds
    the days of `instalments`. `formed_on` is the day the loan was agreed, which only a person
    can state.
    """

    due: Sourced[Moment] | None = None
    rate: Sourced[Rate] | None = None
    purpose: Sourced[str] | None = None
    formed_on: Sourced[date] | None = None
    renewals: tuple[Sourced[Renewal], ...] = ()
    instalments: tuple[Sourced[Instalment], ...] = ()


class ActKind(StrEnum):
    """What may interrupt limitation (民法典 195, 诉讼时效规定 8, 14)."""

    DEMAND = "demand"  # one that arrived
    PAYMENT = "payment"  # money that came back
    PROMISE = "promise"
    PLAN = "plan"
    ACKNOWLEDGEMENT = "acknowledgement"  # of what is owed, not of money received
    DELAY = "delay"
    NEW_NOTE = "new_note"  # a note in place of the debt; only a person tells of one


@dataclass(frozen=True, slots=True)
class LimitationAct:
    """An act that may interrupt limitation, when it was done, and every place that shows it.

    A payment has an amount and no quote; `doubts` are those that touch it: while it has any,
    nothing may rest on it. What only a person stated has no places.
    """

    kind: ActKind
    at: Moment
    places: tuple[Where, ...]
    quote: Sourced[str] | None = None
    amount: Money | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A call that was answered: it shows that the two spoke, not what about."""

    at: Moment
    by: Side
    words: Sourced[str]


class NameKind(StrEnum):
    """Where a name stands."""

    TITLE = "title"  # of a chat
    REMARK = "remark"  # the owner's own 备注
    NICKNAME = "nickname"
    WECHAT_ID = "wechat_id"
    REAL_NAME = "real_name"  # masked or whole, as WeChat Pay verified it
    PAYMENT = "payment"  # the other side of a payment, as its page or card calls them
    RECEIPT = "receipt"  # 收款方 or 付款方 of a bank's receipt
    SENDER = "sender"  # above a message in a group


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what it is, with its place."""

    kind: NameKind
    name: Sourced[str]


@dataclass(frozen=True, slots=True)
class Link:
    """Two names that stand on one page, so that ink links them."""

    one: Name
    other: Name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the case may be about: what they may be called, and what was lent.

    `page` is the first page that shows money between the two.
    """

    names: tuple[str, ...]
    lent: Money
    page: Digest | None = None


class PartyRole(StrEnum):
    """A person's part in the loan."""

    LENDER = "lender"
    BORROWER = "borrower"
    CO_BORROWER = "co_borrower"  # 共同借款人
    GUARANTOR = "guarantor"  # 保证人
    SPOUSE = "spouse"  # the borrower's 配偶


@dataclass(frozen=True, slots=True)
class Party:
    """One side, under every name the pages know it by; `legal_name` only from the brief.

    `identity` is the brief's too. Who owes beside the defendant by the plaintiff's word alone
    is `stated`. `known_as` are the names with their kinds, `links` which of them stand on one
    page, `real_name` the one that WeChat Pay verified.
    """

    role: PartyRole
    is_owner: bool
    names: tuple[Sourced[str], ...] = ()
    wechat_id: Sourced[str] | None = None
    legal_name: str | None = None
    identity: Identity | None = None
    stated: StatedParty | None = None
    known_as: tuple[Name, ...] = ()
    links: tuple[Link, ...] = ()
    real_name: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """The facts of one case, each holding the ink it came from."""

    lender: Party
    borrower: Party
    payments: tuple[Payment, ...]
    sayings: tuple[Saying, ...]
    terms: Terms
    conversations: tuple[Conversation, ...]
    doubts: tuple[Doubt, ...]
    others: tuple[Party, ...] = ()  # who owes beside the borrower
    candidates: tuple[Candidate, ...] = ()  # who may be the borrower, where several may

    @property
    def loans(self) -> tuple[Payment, ...]:
        """Payments of nature 借款, in any state."""
        return tuple(p for p in self.payments if p.nature is Nature.LOAN)

    @property
    def repayments(self) -> tuple[Payment, ...]:
        """Payments of nature 还款, in any state."""
        return tuple(p for p in self.payments if p.nature is Nature.REPAYMENT)

    @property
    def outstanding(self) -> Money:
        """Counted loans less counted repayments, in fen; negative when overpaid."""
        lent = sum(p.amount.value.fen for p in self.loans if p.counted)
        repaid = sum(p.amount.value.fen for p in self.repayments if p.counted)
        return Money(lent - repaid)
