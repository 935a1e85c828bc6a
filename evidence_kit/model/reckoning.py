"""How a claim is reckoned: the table of LPR, what the law leaves open, what was agreed besides.

Sums are fen, rates fractions per year; nothing here is a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from evidence_kit.model.values import Money, Rate

# ── the table of loan prime rates ──────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Lpr:
    """What was published on one day: rates per year; of a person's own word the first alone."""

    published: date
    one_year: Fraction
    five_year: Fraction | None = None


@dataclass(frozen=True, slots=True)
class LprTable:
    """Every rate published, by day; `verified` is the day up to which somebody checked it."""

    rows: tuple[Lpr, ...]
    verified: date


# ── how it is reckoned ─────────────────────────────────────────────────────────────────


class DayCount(StrEnum):
    """What a year is divided into; no text fixes it."""

    ACTUAL_365 = "actual_365"
    ACTUAL_360 = "actual_360"
    ANNIVERSARY = "anniversary"  # whole years by the day they end on, the rest by 365


class LprChoice(StrEnum):
    """Which LPR is 当时 (民间借贷规定 28(2)(1)); courts differ."""

    FIXED = "fixed"  # that of the first overdue day
    SEGMENTED = "segmented"  # that of each day


class Ends(StrEnum):
    """Which end of the time before the due day bears interest; no text fixes it."""

    FIRST = "first"  # 算头不算尾
    LAST = "last"  # 算尾不算头


class Formation(StrEnum):
    """Which day's LPR is the ceiling's, where money went more than once."""

    EACH_ARRIVAL = "each_arrival"  # each sum forms a loan, between natural persons (民法典 679)
    FIRST_ARRIVAL = "first_arrival"
    AGREED_DAY = "agreed_day"  # the day that the plaintiff states


class Standard(StrEnum):
    """The ceiling from 2020-08-20 on for older loans (民间借贷规定 31)."""

    AT_FILING = "at_filing"
    AT_FORMATION = "at_formation"


class AboveCap(StrEnum):
    """What becomes of interest that was paid above the ceiling."""

    TO_PRINCIPAL = "to_principal"  # practice
    STAYS_PAID = "stays_paid"


class LawyersFee(StrEnum):
    """Whether 律师费 is one of the 其他费用 of 民间借贷规定 29; disputed."""

    BESIDE_THE_CAP = "beside_the_cap"
    UNDER_THE_CAP = "under_the_cap"


class NewNote(StrEnum):
    """What a new note for an old debt settles (民间借贷规定 27(1)), where it says another sum."""

    LEAST = "least"  # neither more than it says nor more than was owed is asked for
    UP_TO_CEILING = "up_to_ceiling"  # its sum, whatever was agreed before: held to the ceiling
    IN_PART = "in_part"  # what it leaves out stays owed beside it


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """What the law leaves open, as it was set; shown with every figure.

    `grace_days` is the 合理期限 after a first demand where no term was agreed (民法典 675).
    `paid_24_to_36_stays`: before 2020-08-20 what was paid of interest between 24 and 36 % is
    not counted against principal.
    """

    day_count: DayCount = DayCount.ACTUAL_365
    lpr: LprChoice = LprChoice.FIXED
    ends: Ends = Ends.FIRST
    formation: Formation = Formation.EACH_ARRIVAL
    standard: Standard = Standard.AT_FILING
    above_cap: AboveCap = AboveCap.TO_PRINCIPAL
    lawyers_fee: LawyersFee = LawyersFee.BESIDE_THE_CAP
    new_note: NewNote = NewNote.LEAST
    grace_days: int = 30
    paid_24_to_36_stays: bool = True


# ── what was agreed that no fact holds ─────────────────────────────────────────────────


class AllotmentOrder(StrEnum):
    """In which order a payment settles one debt."""

    BY_LAW = "by_law"  # costs, interest, principal (民法典 561)
    PRINCIPAL_FIRST = "principal_first"  # as agreed


class CostKind(StrEnum):
    """A cost of getting one's money (实现债权的费用)."""

    LAWYER = "律师费"
    PRESERVATION = "保全费"
    OTHER = "其他费用"


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost that the borrower owes by agreement, and the day it was spent."""

    on: date
    amount: Money
    kind: CostKind


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """等本等息: the same share of principal and the same interest in each of `months` parts.

    `rate` is the nominal one, charged on the whole sum to the end; its first part falls due on
    `first` and each other on that day of a later month.
    """

    months: int
    rate: Rate
    first: date


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What was agreed of one loan alone; `number` counts loans by the day money came, from 1.

    Anything missing is as it was agreed for all.
    """

    number: int
    due: date | None = None
    rate: Rate | None = None
    overdue_rate: Rate | None = None
    secured: bool = False
    level: LevelPlan | None = None


@dataclass(frozen=True, slots=True)
class Rollover:
    """结息转本: on a day, principal and interest of a loan became the `principal` of a new note."""

    on: date
    principal: Money
    number: int = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """Interest taken from a loan's money in advance that no payment shows (民法典 670)."""

    number: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed beside `LoanFacts.terms`, in a person's own word; anything may be missing.

    `penalty_rate` is per year on what is unpaid, `penalty` and `fees` are sums once.
    `designated` are payments by number, from 1 by day, and the loan that their payer named
    (民法典 560). `unclear_rates` are what a rate without its month or year may mean.
    `natural_persons` is False where one side is none.
    """

    overdue_rate: Rate | None = None
    penalty_rate: Rate | None = None
    penalty: Money | None = None
    fees: Money | None = None
    costs: tuple[Cost, ...] = ()
    order: AllotmentOrder = AllotmentOrder.BY_LAW
    loans: tuple[LoanTerms, ...] = ()
    designated: tuple[tuple[int, int], ...] = ()
    rollovers: tuple[Rollover, ...] = ()
    kept: tuple[Kept, ...] = ()
    unclear_rates: tuple[Rate, ...] = ()
    natural_persons: bool = True
