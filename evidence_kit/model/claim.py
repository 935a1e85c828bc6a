"""How much is owed: every row of the reckoning, its sums, other readings, what is open.

Sums are fen, rates fractions per year; nothing here is a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from evidence_kit.model.ink import Where
from evidence_kit.model.law import Article
from evidence_kit.model.reckoning import ClaimSettings, Lpr
from evidence_kit.model.values import Args, Money

_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Formula:
    """How a row's sum comes about: `text` for a reader, `parts` by name, exact, for a program.

    Rates in `parts` are fractions (73/500), sums yuan with two decimals.
    """

    text: str
    parts: Args = ()


class ClaimRowKind(StrEnum):
    """What one row of the reckoning is."""

    LENT = "lent"
    KEPT = "kept"  # interest taken in advance: never lent (民间借贷规定 26)
    INTEREST = "interest"  # before the due day
    OVERDUE = "overdue"
    PENALTY = "penalty"  # by a rate
    CHARGE = "charge"  # penalty and fees agreed as sums, as far as the ceiling has room
    COST = "cost"
    REPAID = "repaid"
    CAPITALISED = "capitalised"  # interest that became principal (民间借贷规定 27)
    WAIVED = "waived"  # what a new note left out of what was owed
    LIMITED = "limited"  # what 民间借贷规定 27(2) takes off
    SET_OFF = "set_off"  # an earlier surplus against a later loan


@dataclass(frozen=True, slots=True)
class Split:
    """What a payment settled, part by part; the parts of all its rows add up to the payment.

    `natural` is interest between 24 and 36 % that stays paid. Of `principal`, `above_cap` is
    what the words agreed on would have made interest: practice counts it against principal.
    """

    costs: Money = _NOTHING
    interest: Money = _NOTHING
    overdue: Money = _NOTHING
    penalty: Money = _NOTHING
    natural: Money = _NOTHING
    principal: Money = _NOTHING
    surplus: Money = _NOTHING
    above_cap: Money = _NOTHING

    @property
    def total(self) -> Money:
        """What of the payment this row holds, in fen."""
        parts = (self.costs, self.interest, self.overdue, self.penalty, self.natural)
        return Money(sum(one.fen for one in (*parts, self.principal, self.surplus)))


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One step of the reckoning; `first` and `last` are the days counted, both included.

    `loans` and `payment` count by day from 1, and `what` names a cost: loans on which the same
    rate ran for the same days stand in one row, and so do those that share a payment (then the
    formula's parts say how). `rate` is the one applied, `agreed` the one agreed, `cap` the
    ceiling. `places` show the sum that the row starts from; where only a person tells of it,
    `stated` is True. The day of a payment is `assumed` where nothing fixes it. `practice` marks
    what courts do without a text. `principal_after` is what is left of the principal of these
    loans.
    """

    number: int
    kind: ClaimRowKind
    amount: Money
    formula: Formula
    articles: tuple[Article, ...] = ()
    loans: tuple[int, ...] = ()
    payment: int | None = None
    first: date | None = None
    last: date | None = None
    days: int = 0
    base: Money | None = None
    rate: Fraction | None = None
    agreed: Fraction | None = None
    cap: Fraction | None = None
    split: Split | None = None
    principal_after: Money | None = None
    places: tuple[Where, ...] = ()
    stated: bool = False
    assumed: bool = False
    practice: bool = False
    what: str = ""

    @property
    def loan(self) -> int | None:
        """The loan that the row is about; None where it is about several, or about none."""
        return self.loans[0] if len(self.loans) == 1 else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is owed on a day, by kind; `overpaid` is what came back beyond all of it.

    Of `costs`, `court_fees` are litigation fees paid in advance (诉讼费用交纳办法 14, 38): the
    court says who bears them, and they make no other fee grow.
    """

    principal: Money = _NOTHING
    interest: Money = _NOTHING
    overdue: Money = _NOTHING
    penalty: Money = _NOTHING  # by rate and by sum
    costs: Money = _NOTHING
    overpaid: Money = _NOTHING
    court_fees: Money = _NOTHING

    @property
    def claimed(self) -> Money:
        """What a suit is about, in fen: everything owed but litigation fees."""
        return Money(self.total.fen - self.court_fees.fen)

    @property
    def total(self) -> Money:
        """Everything owed, in fen; nothing where more came back than was owed."""
        owed = (self.principal, self.interest, self.overdue, self.penalty, self.costs)
        return Money(sum(one.fen for one in owed))


@dataclass(frozen=True, slots=True)
class Further:
    """What one more day brings, from `since` on: a share of `principal` of one loan.

    `per_day` is exact, in fen; `cap` is the ceiling that the rate was held to. Of `rate`,
    `penalty` is what penalty and sums due once take, and of that `once` the sums alone. `overdue`
    says that its day is past; `by_lpr` that LPR takes the place of a rate agreed. Where a day due
    lies ahead it is so up to `until`, and the sum bears `then` after that day.
    """

    loan: int
    since: date
    principal: Money
    rate: Fraction
    per_day: Fraction
    articles: tuple[Article, ...] = ()
    cap: Fraction | None = None
    penalty: Fraction = Fraction(0)
    once: Fraction = Fraction(0)
    overdue: bool = False
    by_lpr: bool = False
    until: date | None = None
    then: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Undue:
    """A part of a loan's principal that falls due only after the day reckoned to."""

    loan: int
    due: date
    principal: Money


class Outcome(StrEnum):
    """What the reckoning came to."""

    OWED = "owed"
    REPAID = "repaid"
    OVERPAID = "overpaid"
    NOTHING_LENT = "nothing_lent"
    NO_FIGURE = "no_figure"  # `notices` say why


class NoticeKind(StrEnum):
    """What must be said beside the figures; arguments are dates and sums."""

    BEFORE_2015 = "before_2015"  # loan, formed: the rule of 1991, no figure
    LOAN_WITHOUT = "loan_without"  # loan, formed, amount: the rule of 1991, others have figures
    LOAN_WITHOUT_LPR = "loan_without_lpr"  # loan, amount, on, verified: others have figures
    PAID_WITHOUT = "paid_without"  # amount, on: came back of such loans, counts for no other
    REST_NOT_OWED = "rest_not_owed"  # of the others nothing is owed
    NO_LPR = "no_lpr"  # on: the table begins later, no figure
    FILED_BEFORE_2020 = "filed_before_2020"  # filed: the old interpretation alone, no figure
    LPR_BEYOND = "lpr_beyond"  # on, verified: the rate of that day isn't known, no figure
    FILING_ASSUMED = "filing_assumed"  # on: taken as the day of filing
    NOT_DUE = "not_due"  # loan, due: later than the day reckoned to
    # loan, parts, principal, interest, due, last: of a plan, and interest agreed for those days
    PARTS_NOT_DUE = "parts_not_due"
    NO_TERM = "no_term"  # loan: no day agreed and no demand that arrived
    DUE_UNTIED = "due_untied"  # loan, due, taken: a day agreed that may lie before this loan
    TERM_BY_DEMAND = "term_by_demand"  # loan, demanded, days, due
    DUE_UNKNOWN = "due_unknown"  # a day was promised that nothing fixes
    PLAN_UNFIT = "plan_unfit"  # planned, lent: parts that don't add up to what was lent
    DAY_UNSURE = "day_unsure"  # earliest, latest, taken: the less favourable day was taken
    DAY_UNKNOWN = "day_unknown"  # amount: a payment without any day
    LATER = "later"  # on, amount: after the day reckoned to, not counted
    LENT_AFTER_FILING = "lent_after_filing"  # on, amount, filed: in no fee and no way to a court
    RATE_UNCLEAR = "rate_unclear"  # between natural persons that is none
    RATE_CAPPED = "rate_capped"  # loan, agreed, cap
    PENALTY_CAPPED = "penalty_capped"  # loan, agreed, cap
    YEAR_OF_360 = "year_of_360"  # loan, cap, real: what 365 days bring of the ceiling
    NO_LPR_AT_FORMATION = "no_lpr_at_formation"  # loan, formed, on: the ceiling is that of filing
    PENALTY_LAST = "penalty_last"  # payments met a penalty after all principal: no text ranks it
    LEVEL_RATE = "level_rate"  # loan, nominal, real: 等本等息
    RELENDING = "relending"  # a hint that the money lent was borrowed
    NO_SUCH_LOAN = "no_such_loan"  # table, number, loans: what case.toml says of none is unused
    NO_SUCH_PAYMENT = "no_such_payment"  # number, payments
    WITHHELD_BEYOND = "withheld_beyond"  # loan, amount, lent: more than all of it
    BEFORE_LENT = "before_lent"  # amount, on: came back before anything was lent
    ALL_CAME_BACK = "all_came_back"  # lent, back: what is left comes of settling interest first
    DEMAND_OPEN = "demand_open"  # on: nobody says whether it arrived
    BORROWER_MINOR = "borrower_minor"  # on: under eighteen when money came
    LENDER_MINOR = "lender_minor"  # on
    NOT_NATURAL = "not_natural"  # 民间借贷规定 24(2): a court fixes interest that is unclear
    FORMED_BY_AGREEMENT = "formed_by_agreement"  # on: one side is no natural person
    FORMATION_UNTOLD = "formation_untold"  # the same, and nobody says when it was agreed
    BEFORE_CIVIL_CODE = "before_civil_code"  # first: the law of that time may say otherwise
    # on, stated, left, difference: acknowledged after a payment, and the principal by law's order
    BALANCE_DIFFERS = "balance_differs"
    NOTE_OF_DUE = "note_of_due"  # loan, on, due: a new note for what was due already
    NOTE_OF_PAID = "note_of_paid"  # loan, on: a new note for a debt that was paid by then
    # loan, on, limit: some hold a new note to the ceiling of its own day
    NOTE_CEILING = "note_ceiling"
    NOTE_LATER = "note_later"  # loan, on: a new note after the day reckoned to, not counted


@dataclass(frozen=True, slots=True)
class ClaimNotice:
    """Something to be said beside the figures."""

    kind: NoticeKind
    args: Args = ()


class AlternativeKind(StrEnum):
    """Another reading of the law or the words, with its own figures."""

    DAY_COUNT = "day_count"  # setting
    ENDS = "ends"  # setting
    LPR_CHOICE = "lpr_choice"  # setting
    FORMATION = "formation"  # setting
    STANDARD = "standard"  # setting
    ABOVE_CAP = "above_cap"  # setting
    PAID_24_TO_36 = "paid_24_to_36"  # setting
    LAWYERS_FEE = "lawyers_fee"  # setting
    NEW_NOTE = "new_note"  # setting
    NOTE_FIRST = "note_first"  # on: a new note before what was paid on its day
    TERM_FROM_DEMAND = "term_from_demand"  # overdue from the demand itself
    TERM_FROM_FILING = "term_from_filing"
    PLAN = "plan"  # the parts of a plan, if it was agreed in place of the day due
    FIRST_DUE = "first_due"  # due: the day first agreed, before it was put off
    UNCLEAR_RATE = "unclear_rate"  # rate, wording
    PRINCIPAL_FIRST = "principal_first"  # on, stated: the order that an admitted balance shows
    VOID = "void"  # 民间借贷规定 13: principal, and LPR for its use
    VOID_BARE = "void_bare"  # principal less all that came back


@dataclass(frozen=True, slots=True)
class Alternative:
    """The figures under another reading, None where none can be given; never chosen silently."""

    kind: AlternativeKind
    args: Args
    figures: Figures | None
    articles: tuple[Article, ...] = ()


class OpenKind(StrEnum):
    """What is open in the facts, and how the figures were reckoned again."""

    COUNTED_AS_LOAN = "counted_as_loan"
    COUNTED_AS_REPAYMENT = "counted_as_repayment"
    NOT_COUNTED = "not_counted"
    OTHER_DAY = "other_day"  # day, taken: the other end of the time it may have been paid in
    LOAN_UNDATED = "loan_undated"  # taken: without it, as in the table for the court
    OTHER_AMOUNT = "other_amount"  # reading: what another reader read
    DOUBT = "doubt"  # nothing can be reckoned: figures are None


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A payment 未明 or a doubt, and the figures if it were otherwise.

    `doubts` are ids; `amount` and `on` are the payment's; `change` is what it would add to the
    total (less than nothing: take off), None where that can't be reckoned.
    """

    kind: OpenKind
    doubts: tuple[str, ...]
    amount: Money | None = None
    on: date | None = None
    figures: Figures | None = None
    change: Money | None = None
    places: tuple[Where, ...] = ()
    args: Args = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What is owed on a day, by whom the facts say, and how every fen of it comes about.

    `filed` is the day of filing, None while it is open. `figures` is None where the law gives
    this program none; then `outcome` is NO_FIGURE and `notices` say why. `published` are the
    loan prime rates that rows were reckoned by, each with its day. `undue` is what of the
    principal isn't due yet, `waiting` sums due once that the ceiling has no room for yet.
    `paid_off` are the loans of which nothing is left, by number. `measure` are the rows of the
    most that may be owed where interest became principal (民间借贷规定 27(2)), told where it takes
    something off.
    """

    on: date
    filed: date | None
    settings: ClaimSettings
    verified: date
    outcome: Outcome
    figures: Figures | None
    rows: tuple[ClaimRow, ...]
    further: tuple[Further, ...] = ()
    notices: tuple[ClaimNotice, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    published: tuple[Lpr, ...] = ()
    undue: tuple[Undue, ...] = ()
    waiting: Money = _NOTHING
    measure: tuple[ClaimRow, ...] = ()
    paid_off: tuple[int, ...] = ()

    @property
    def per_day(self) -> Money:
        """What one more day brings, rounded half up to the fen."""
        exact = sum((one.per_day for one in self.further), Fraction(0))
        return Money(int(exact + Fraction(1, 2)))

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article cited, once."""
        cited = [article for row in (*self.rows, *self.measure) for article in row.articles]
        cited += [article for one in self.further for article in one.articles]
        cited += [article for one in self.alternatives for article in one.articles]
        return tuple(dict.fromkeys(cited))
