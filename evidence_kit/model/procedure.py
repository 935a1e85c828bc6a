"""Ways to the money: fees by their tiers; procedures with their reasons, cost and time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evidence_kit.model.law import Article, Mark
from evidence_kit.model.values import Args, Money

# ── fees ───────────────────────────────────────────────────────────────────────────────


class FeeKind(StrEnum):
    """What the state asks money for (诉讼费用交纳办法)."""

    CASE = "case"  # 案件受理费
    HALVED = "halved"
    PAYMENT_ORDER = "payment_order"
    PRESERVATION = "preservation"
    ENFORCEMENT = "enforcement"


@dataclass(frozen=True, slots=True)
class FeePart:
    """One tier's part: of the sum above `above`, `base` falls into it at `rate` (0 is flat)."""

    above: Money
    base: Money
    rate: Fraction
    flat: Money
    exact: Fraction  # in fen


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee, rounded half up to the fen once: the tiers' parts together, times `share`.

    `most` is the ceiling where it is what limits the fee.
    """

    kind: FeeKind
    amount: Money
    base: Money
    parts: tuple[FeePart, ...]
    share: Fraction
    articles: tuple[Article, ...]
    most: Money | None = None


@dataclass(frozen=True, slots=True)
class DelayInterest:
    """What delay after judgment costs beside general interest: unpaid × rate × days."""

    unpaid: Money
    days: int
    per_day: Fraction
    amount: Money
    articles: tuple[Article, ...]


# ── procedure ──────────────────────────────────────────────────────────────────────────


class Track(StrEnum):
    """A way to the money."""

    MEDIATION = "mediation"
    CONFIRMATION = "confirmation"  # 司法确认
    SMALL_CLAIMS = "small_claims"
    SIMPLE = "simple"
    ORDINARY = "ordinary"
    PAYMENT_ORDER = "payment_order"
    PRESERVATION_BEFORE = "preservation_before"
    PRESERVATION_DURING = "preservation_during"


class Standing(StrEnum):
    """Whether a way or a court is open."""

    OPEN = "open"
    BY_AGREEMENT = "by_agreement"
    UNCLEAR = "unclear"  # a question must be answered first
    BARRED = "barred"


class ReasonKind(StrEnum):
    """Why a way is open or not, or what would change that."""

    MOST_START_HERE = "most_start_here"
    NEEDS_AGREEMENT = "needs_agreement"
    WITHIN_LIMIT = "within_limit"
    ABOVE_LIMIT = "above_limit"
    ABOVE_AGREED = "above_agreed"
    BOTH_AGREED = "both_agreed"
    BOTH_MUST_AGREE = "both_must_agree"
    PROVINCE_UNKNOWN = "province_unknown"
    LIMIT_UNKNOWN = "limit_unknown"  # of a province whose notice isn't in the table
    LIMIT_STALE = "limit_stale"
    BELOW_KNOWN_LIMITS = "below_known_limits"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown"
    APPRAISAL = "appraisal"
    COUNTERCLAIM = "counterclaim"
    FOREIGN = "foreign"
    DISPUTED = "disputed"  # the debtor denies the debt in the chat
    NO_APPEAL = "no_appeal"
    CLEAR_CASE = "clear_case"
    ALWAYS_OPEN = "always_open"
    FIXED_AND_DUE = "fixed_and_due"
    NOT_DUE = "not_due"
    NEVER_DEMANDED = "never_demanded"
    SUM_IN_DOUBT = "sum_in_doubt"
    OTHER_DEBTS = "other_debts"
    DEBTOR_ABROAD = "debtor_abroad"
    PRESERVATION_APPLIED = "preservation_applied"
    PRESERVATION_PAID = "preservation_paid"  # on: its fee was; whether before a suit isn't told
    PAYMENT_ORDER_APPLIED = "payment_order_applied"
    ALREADY_SUED = "already_sued"
    NOTHING_OWED = "nothing_owed"
    NO_FIGURE = "no_figure"  # of a loan that is left no figure is given
    ARBITRATION_AGREED = "arbitration_agreed"  # no court tries it unless the clause is void
    NO_WRITTEN_OVERDUE_TERM = "no_written_overdue_term"  # the sum leaves overdue interest out
    OBJECTION = "objection"  # written, within fifteen days: the order lapses
    DEBTORS_COURT_ONLY = "debtors_court_only"
    NOT_SERVED = "not_served"
    URGENT_ONLY = "urgent_only"
    SECURITY = "security"
    SUE_WITHIN = "sue_within"
    PROPERTY_NEEDED = "property_needed"
    LEADS_SUFFICE = "leads_suffice"
    EXCLUDES_PAYMENT_ORDER = "excludes_payment_order"
    WRONGFUL = "wrongful"  # who applies wrongly pays the damage
    TURNS_ORDINARY = "turns_ordinary"  # the court may turn it so; the rest of the fee is due
    BECOMES_SUIT = "becomes_suit"  # an order that lapses, unless declined in seven days
    PREPAID = "prepaid"  # within seven days of the court's notice, else taken as withdrawn
    LOSER_BEARS = "loser_bears"
    HARDSHIP = "hardship"  # deferred, lowered or waived on application
    DEBTOR_BEARS = "debtor_bears"  # the applicant where the debtor objects, who may sue for it
    APPLICANT_BEARS = "applicant_bears"  # and may sue for it
    NOT_PREPAID = "not_prepaid"
    ENFORCE_WITHIN = "enforce_within"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason, its arguments, and its articles; practice has none."""

    kind: ReasonKind
    args: Args = ()
    articles: tuple[Article, ...] = ()
    mark: Mark = Mark.COMPARED


class Unit(StrEnum):
    """What a duration counts."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


class Stage(StrEnum):
    """What a duration measures."""

    TRIAL = "trial"
    ACCEPTANCE = "acceptance"
    ORDER = "order"  # from acceptance
    OBJECTION = "objection"  # from service
    SERVICE = "service"
    RULING = "ruling"
    SUING = "suing"  # to be done after the ruling


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a stage may take, and how much longer with the president's leave."""

    stage: Stage
    length: int
    unit: Unit
    articles: tuple[Article, ...]
    extension: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One way: whether it is open and why, its sum, cost and time, and what would change it.

    A cost that no text fixes is None.
    """

    track: Track
    standing: Standing
    amount: Money
    reasons: tuple[Reason, ...]
    changes: tuple[Reason, ...]
    cost: Fee | None
    times: tuple[Duration, ...]
    articles: tuple[Article, ...]
    excludes: tuple[Track, ...] = ()
