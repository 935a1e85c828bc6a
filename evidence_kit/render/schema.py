"""The shape of `read --json` and facts.json, format 1: the contract with other programs.

Amounts are strings with two decimals; times are ISO 8601 local time (UTC+8) with no invented
seconds; boxes are displayed pixels. docs/read.schema.json is generated from these types.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from evidence_kit.render.screen_schema import (
    BoxJson,
    DirectionJson,
    MomentJson,
    ScreenJson,
    SideJson,
    StatusJson,
)
from evidence_kit.render.stated import (
    IdentityJson,
    StatedDayJson,
    StatedDemandJson,
    StatedJson,
    StatedPartyJson,
)


class PlaceJson(TypedDict):
    """A place in ink."""

    file: str
    box: BoxJson


class FileJson(TypedDict):
    """One file of the folder and what became of it."""

    name: str
    sha256: str | None
    sm3: str | None
    size: int
    media_type: str
    role: Literal["used", "set_aside", "unreadable"]
    reason: str


class UtteranceJson(TypedDict):
    """A message's place in its conversation: the file, and its index on that page."""

    file: str
    index: int
    at: MomentJson


class JoinJson(TypedDict):
    """How two neighbouring pages meet: 首尾相接, 完全重复 or 缺口.

    `overlap` are the messages that both show, as pairs of indexes on the left and right page.
    """

    left: str
    right: str
    kind: Literal["joined", "duplicate", "gap"]
    overlap: list[tuple[int, int]]


class GapJson(TypedDict):
    """Two neighbouring pages with nothing in common."""

    after: str
    before: str


class ConversationJson(TypedDict):
    """One chat over all its pages; `titles` are all that a person said are one chat's."""

    title: str | None
    titles: list[str]
    files: list[str]
    messages: list[UtteranceJson]
    joins: list[JoinJson]
    gaps: list[GapJson]


# What vouches for a payment: pictures, a platform's own record too, that alone, a person's word.
BackingJson: TypeAlias = Literal["screenshot", "corroborated", "record", "stated"]


class PaymentJson(TypedDict):
    """One movement of money over all its places; what no place shows is `stated`."""

    amount: str
    direction: DirectionJson | None
    at: MomentJson
    status: StatusJson
    nature: str
    basis: str | None
    serial: str | None
    memo: str | None
    corrected_by: str | None
    stated: StatedJson | None
    channel: str
    red_packet: bool
    returned_at: MomentJson | None
    counted: bool
    backing: BackingJson
    quote: str
    where: list[PlaceJson]
    records: list[PlaceJson]
    doubts: list[str]


class NameJson(TypedDict):
    """A name, what it is, and where it is read best."""

    kind: Literal[
        "title", "remark", "nickname", "wechat_id", "real_name", "payment", "receipt", "sender"
    ]
    name: str
    where: list[PlaceJson]


class LinkJson(TypedDict):
    """Two names that stand on one page."""

    one: NameJson
    other: NameJson


class PartyJson(TypedDict):
    """One side under every name the pages know it by; `real_name` may be masked by stars."""

    role: Literal["lender", "borrower", "co_borrower", "guarantor", "spouse"]
    is_owner: bool
    names: list[str]
    wechat_id: str | None
    legal_name: str | None
    real_name: str | None
    known_as: list[NameJson]
    links: list[LinkJson]
    identity: IdentityJson | None
    stated: StatedPartyJson | None


class CandidateJson(TypedDict):
    """Somebody whose case it may be, what was lent to them, and a file that shows it."""

    names: list[str]
    lent: str
    file: str | None


class QuoteJson(TypedDict):
    """Words that matter, with their place; in a group `speaker` is the name above them."""

    quote: str
    by: SideJson
    speaker: str | None
    amount: str | None
    at: MomentJson
    where: list[PlaceJson]
    stated: StatedDemandJson | None


class TermJson(TypedDict):
    """A term as it was promised; a value of somebody's own word may differ from the quote."""

    value: str
    quote: str
    where: list[PlaceJson]
    stated_by: str | None


class DueJson(TypedDict):
    """The due date as it was promised; stated like a term."""

    value: MomentJson
    quote: str
    where: list[PlaceJson]
    stated_by: str | None


class RenewalJson(TypedDict):
    """A later day named for the same debt, and whether the other side agreed (展期)."""

    value: MomentJson
    agreed: bool
    quote: str
    where: list[PlaceJson]


class InstalmentJson(TypedDict):
    """A part of what is owed and when it falls due, as the words fix both."""

    amount: str
    due: MomentJson
    quote: str
    where: list[PlaceJson]


class LimitationActJson(TypedDict):
    """An act that may interrupt limitation; a payment has an amount and no quote."""

    kind: Literal["demand", "payment", "promise", "plan", "acknowledgement", "delay", "new_note"]
    at: MomentJson
    quote: str | None
    amount: str | None
    where: list[PlaceJson]
    doubts: list[str]


class ContactJson(TypedDict):
    """A call that was answered: no demand, since nothing shows what was said."""

    at: MomentJson
    by: SideJson
    quote: str
    where: list[PlaceJson]


class TermsJson(TypedDict):
    """What was promised; `due` is the day first agreed, `renewals` those named after it."""

    due: DueJson | None
    renewals: list[RenewalJson]
    instalments: list[InstalmentJson]
    rate: TermJson | None
    purpose: TermJson | None
    formed_on: StatedDayJson | None


class FactsJson(TypedDict):
    """The facts of the case."""

    lender: PartyJson
    borrower: PartyJson
    others: list[PartyJson]
    candidates: list[CandidateJson]
    loans: list[PaymentJson]
    repayments: list[PaymentJson]
    other_payments: list[PaymentJson]
    terms: TermsJson
    requests: list[QuoteJson]
    promises: list[QuoteJson]
    demands: list[QuoteJson]
    acknowledgements: list[QuoteJson]
    delays: list[QuoteJson]
    plans: list[QuoteJson]
    guarantees: list[QuoteJson]
    joint: list[QuoteJson]
    refusals: list[QuoteJson]
    denials: list[QuoteJson]
    waivers: list[QuoteJson]
    relending: list[QuoteJson]
    limitation_acts: list[LimitationActJson]
    contacts: list[ContactJson]
    principal_outstanding: str


class ReadingJson(TypedDict):
    """One engine's reading."""

    engine: str
    text: str
    confidence: float


class DoubtJson(TypedDict):
    """Something not sure (待核)."""

    id: str
    kind: str
    args: dict[str, str]
    file: str | None
    box: BoxJson | None
    readings: list[ReadingJson]


class UntakenJson(TypedDict):
    """An answer in case.toml that changed nothing, and the id of the doubt that it names."""

    doubt: str
    value: str


class ReadJson(TypedDict):
    """The whole answer of `read --json`, and facts.json."""

    format: Literal[1]
    engine: str
    second_reader: str | None
    files: list[FileJson]
    screens: list[ScreenJson]
    conversations: list[ConversationJson]
    facts: FactsJson
    doubts: list[DoubtJson]
    untaken: list[UntakenJson]
