"""The shape of `claim --json`, format 1; docs/claim.schema.json is generated from these types.

Everything is kinds and arguments: the output doesn't vary with the language. Amounts are strings
with two decimals, in yuan; rates fractions a year ("3/25"); days ISO 8601; `files` the user's
own names. null is what nobody told or no text gives, never nothing.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from evidence_kit.render.check_schema import ArticleJson

MarkJson: TypeAlias = Literal["compared", "read", "reported", "unchecked"]


class TextJson(TypedDict):
    """A text that is cited, in the version that was used, and how well it is known."""

    text: str
    title: str
    version: str
    in_force: str
    mark: MarkJson


class PublishedJson(TypedDict):
    """A published one-year rate that rows were reckoned by."""

    published: str
    one_year: str


class LprJson(TypedDict):
    """The table of LPR: checked up to, surely covered up to, the last rate, and those used."""

    verified: str
    known_until: str
    last_published: str
    last_one_year: str
    used: list[PublishedJson]


class ExhibitPagesJson(TypedDict):
    """Pages of an exhibit, as the bundle of this folder numbers them."""

    exhibit: int
    pages: list[int]


class ShownJson(TypedDict):
    """What shows a sum: exhibits and files; `stated` where only a person tells of it."""

    exhibits: list[ExhibitPagesJson]
    files: list[str]
    stated: bool


class FiguresJson(TypedDict):
    """What is owed, by kind; of `costs`, `court_fees` make no other fee grow."""

    principal: str
    interest: str
    overdue: str
    penalty: str
    costs: str
    total: str
    overpaid: str
    court_fees: str


class FormulaJson(TypedDict):
    """How a sum comes about: for a reader, and by named parts."""

    text: str
    parts: dict[str, str]


class ClaimRowJson(TypedDict):
    """One step of the reckoning; `first` and `last` are both counted.

    The day of a payment is `assumed` where nothing fixes it.
    """

    number: int
    kind: str
    amount: str
    formula: FormulaJson
    articles: list[ArticleJson]
    loans: list[int]
    payment: int | None
    first: str | None
    last: str | None
    days: int
    base: str | None
    rate: str | None
    agreed: str | None
    cap: str | None
    split: dict[str, str] | None
    principal_after: str | None
    shown: ShownJson
    assumed: bool
    practice: bool
    what: str


class FurtherJson(TypedDict):
    """What a day more brings: `per_day` is exact, in yuan, a fraction as rates are ("17/100").

    Where a day due lies ahead it is so up to `until`, and by the rate `then` after it.
    """

    loan: int
    since: str
    principal: str
    rate: str
    per_day: str
    cap: str | None
    until: str | None
    then: str | None
    articles: list[ArticleJson]


class KindJson(TypedDict):
    """Something to be said: a kind and its arguments."""

    kind: str
    args: dict[str, str]


class AlternativeJson(TypedDict):
    """Another reading with its figures, and what it adds to the total."""

    kind: str
    args: dict[str, str]
    figures: FiguresJson | None
    change: str | None
    articles: list[ArticleJson]


class OpenPointJson(TypedDict):
    """What is open in the facts, and what it would add to the total."""

    kind: str
    args: dict[str, str]
    doubts: list[str]
    amount: str | None
    on: str | None
    figures: FiguresJson | None
    change: str | None
    shown: ShownJson


class AmountsJson(TypedDict):
    """The claim itself; `sure_total` is what the table for the court says.

    `per_day` is what all of `further` bring together, rounded to the fen.
    `waiting` are sums due once for which the ceiling has no room yet; `measure` are the rows of
    the most that may be owed where interest became principal, if that takes something off.
    """

    outcome: Literal["owed", "repaid", "overpaid", "nothing_lent", "no_figure"]
    figures: FiguresJson | None
    per_day: str
    further: list[FurtherJson]
    settings: dict[str, str]
    waiting: str
    rows: list[ClaimRowJson]
    measure: list[ClaimRowJson]
    notices: list[KindJson]
    alternatives: list[AlternativeJson]
    open_points: list[OpenPointJson]
    grace_assumed: bool
    sure_total: str | None
    sure_is_whole: bool


class SpanJson(TypedDict):
    """A day, or the days between which it lies."""

    first: str
    last: str


class NoteJson(TypedDict):
    """A note or a reason, what it rests on, and how well that is known."""

    kind: str
    args: dict[str, str]
    articles: list[ArticleJson]
    mark: MarkJson


class MaturityJson(TypedDict):
    """When the debt was to be paid, and what that rests on."""

    basis: str
    day: SpanJson | None
    articles: list[ArticleJson]


class StepJson(TypedDict):
    """An act, what it did to limitation, and when that ends after it."""

    act: str
    day: SpanJson | None
    quote: str | None
    amount: str | None
    effect: str
    why: str | None
    end: SpanJson | None
    shown: ShownJson
    articles: list[ArticleJson]


StatusJson: TypeAlias = Literal[
    "not_begun", "running", "near", "urgent", "disputed", "expired", "kept", "nothing_owed"
]


class LimitationJson(TypedDict):
    """诉讼时效; `end` rests on sure acts alone."""

    status: StatusJson
    end: SpanJson | None
    end_at_best: SpanJson | None
    days_left: int | None
    maturity: MaturityJson
    steps: list[StepJson]
    notes: list[NoteJson]
    articles: list[ArticleJson]


class GuaranteeJson(TypedDict):
    """保证期间 of one guarantor."""

    name: str | None
    kind: str
    status: StatusJson
    end: SpanJson | None
    days_left: int | None
    duties: list[Literal["sue_debtor", "demand_guarantor"]]
    kept_on: str | None
    maturity: MaturityJson
    notes: list[NoteJson]
    articles: list[ArticleJson]


class FeeJson(TypedDict):
    """A fee on `base`, and who bears it."""

    kind: str
    amount: str
    base: str
    borne: list[NoteJson]
    articles: list[ArticleJson]


class DurationJson(TypedDict):
    """How long a stage may take, and how much longer at most."""

    stage: str
    length: int
    unit: Literal["hours", "days", "months"]
    extension: int
    articles: list[ArticleJson]


StandingJson: TypeAlias = Literal["open", "by_agreement", "unclear", "barred"]


class OptionJson(TypedDict):
    """One way to the money: open or not and why, its cost and time, what would change it."""

    track: str
    standing: StandingJson
    amount: str
    cost: str | None
    times: list[DurationJson]
    reasons: list[NoteJson]
    changes: list[NoteJson]
    excludes: list[str]
    articles: list[ArticleJson]


class CourtJson(TypedDict):
    """A court that may try the case; `name` is whose domicile it is, beside the borrower's."""

    kind: str
    name: str | None
    place: str | None
    province: str | None
    standing: StandingJson
    payment_order: bool
    notes: list[NoteJson]
    articles: list[ArticleJson]


class DelayJson(TypedDict):
    """What each day of delay after judgment costs beside general interest, to the fen."""

    unpaid: str
    per_day: str
    articles: list[ArticleJson]


class LicensedJson(TypedDict):
    """A licensed lender as the facts name it; as "party" the debt is no private loan."""

    kind: Literal["party", "words", "payment", "mention", "relending"]
    name: str
    quote: str
    articles: list[ArticleJson]


class LiableJson(TypedDict):
    """Who owes beside the borrower; `why` keeps them out of the table for the court.

    A surety whose period is over for the loans `free_of` answers for `loans` alone, by number;
    both are empty where it is the same for all.
    """

    name: str | None
    liability: Literal["co_borrower", "joint_surety", "general_surety", "surety", "spouse"]
    why: Literal["by_chat_only", "period_over", "joint_debt_open", "nothing_owed"] | None
    loans: list[int]
    free_of: list[int]
    articles: list[ArticleJson]


class ClaimJson(TypedDict):
    """Everything that `claim` tells. `claim` is null where the debt is no private loan.

    `filing` is the day by which ways and fees are judged, `filed` whether a person told it.
    `table` says whether 诉讼请求计算表.docx was written.
    """

    format: Literal[1]
    on: str
    filing: str
    filed: bool
    claim: AmountsJson | None
    limitation: LimitationJson
    guarantees: list[GuaranteeJson]
    liable: list[LiableJson]
    options: list[OptionJson]
    courts: list[CourtJson]
    court_fits: NoteJson | None
    fees: list[FeeJson]
    delay: DelayJson | None
    licensed: list[LicensedJson]
    lpr: LprJson
    law_as_of: str
    texts: list[TextJson]
    confirm: list[Literal["facts", "texts", "lpr", "choices", "limits", "holidays"]]
    table: bool
