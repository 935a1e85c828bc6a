"""What a reckoning starts from: loans, money that came back, and the question that is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from evidence_kit.model import (
    Agreement,
    ClaimNotice,
    ClaimSettings,
    Cost,
    LprTable,
    Rollover,
    Where,
)

# From this day on the ceiling is 4 × LPR (民间借贷规定 31); before it the rule of 2015 stood.
REFORM = date(2020, 8, 20)
RULE_OF_2015 = date(2015, 9, 1)


class Bearing(StrEnum):
    """What a loan bears interest by."""

    AS_AGREED = "as_agreed"
    AT_CAP = "at_cap"  # as much as the law allows: the measure of 民间借贷规定 27(2)
    AT_LPR = "at_lpr"  # a void contract: LPR for the use of the money
    NONE = "none"


class Term(StrEnum):
    """Which day a loan fell due on, where more than one may be meant."""

    AS_AGREED = "as_agreed"  # put off where both agreed; without a term, after a demand and grace
    FIRST = "first"  # as first agreed
    PLAN = "plan"
    DEMAND = "demand"  # without a term, the day of the demand itself
    FILING = "filing"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be reckoned: to which day, by which table, settings and reading.

    `demands` are the days of those that arrived. `rate` stands in place of one that isn't clear;
    `agreed` is what no fact holds; `rolled` says whether interest may become principal, and
    `note_first` whether a new note comes before what was paid on its day. `without` are loans to
    be reckoned apart from, by the order of their payments, each with the day whose LPR it lacks.
    """

    on: date
    lpr: LprTable
    settings: ClaimSettings
    agreed: Agreement
    filed: date | None = None
    demands: tuple[date, ...] = ()
    bearing: Bearing = Bearing.AS_AGREED
    term: Term = Term.AS_AGREED
    rate: Fraction | None = None
    rolled: bool = True
    note_first: bool = False
    without: tuple[tuple[int, date], ...] = ()

    @property
    def filing(self) -> date:
        """The day of filing; where it is open, the day reckoned to."""
        return self.filed or max(self.on, REFORM)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a loan's principal and the day it falls due; None where none is agreed.

    `interest` is what comes with it where a ceiling cuts what an instalment holds.
    """

    due: date | None
    fen: int
    interest: int = 0


@dataclass(frozen=True, slots=True)
class Agreed:
    """等本等息 that binds: `interest` is agreed for the day `due`, whatever was repaid before.

    `base` is the sum that it is charged on and `principal` what of it is open until that day;
    `rate` is that of one instalment and `nominal` that of a year.
    """

    due: date
    interest: int
    base: int
    principal: int
    rate: Fraction
    nominal: Fraction


@dataclass(frozen=True, slots=True)
class Debt:
    """One loan: when its money came, when it was formed, what it bears. Rates are per year.

    `lent` is what was paid, `kept` what was taken from it in advance, `parts` the rest. `rate`
    is nothing where none was agreed; `order` is its place among the payments; its day is `assumed`
    where nothing fixes it. The rate was agreed at `rate_places`, the day due at `due_places`, or
    demanded there. `schedule` is interest agreed for days, in place of a rate before the due day;
    `real` is what that comes to a year: where the ceiling cuts it, it is the rate before the day
    due, without a schedule. Where it is `rolled`, a new note comes for it.
    """

    number: int
    arrived: date
    formed: date
    lent: int
    kept: int
    parts: tuple[Part, ...]
    rate: Fraction = Fraction(0)
    overdue: Fraction | None = None
    penalty: Fraction = Fraction(0)
    secured: bool = False
    bearing: Bearing = Bearing.AS_AGREED
    places: tuple[Where, ...] = ()
    kept_places: tuple[Where, ...] = ()
    rate_places: tuple[Where, ...] = ()
    due_places: tuple[Where, ...] = ()
    stated: bool = False
    assumed: bool = False
    order: int = 0
    schedule: tuple[Agreed, ...] = ()
    real: Fraction = Fraction(0)
    rolled: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came back; `loan` is the one that its payer named.

    Its day is `assumed` where nothing fixes it.
    """

    number: int
    on: date
    fen: int
    loan: int | None = None
    places: tuple[Where, ...] = ()
    stated: bool = False
    assumed: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything up to the day reckoned to, and what must be said of it.

    `charges` are sums due once, held to the ceiling; `costs` are owed beside it. `barred` are
    loans that the law gives no figure of here, and `aside` what came back of them.
    """

    debts: tuple[Debt, ...]
    receipts: tuple[Receipt, ...]
    costs: tuple[Cost, ...] = ()
    charges: int = 0
    rollovers: tuple[Rollover, ...] = ()
    notices: tuple[ClaimNotice, ...] = ()
    barred: tuple[Debt, ...] = ()
    aside: tuple[Receipt, ...] = ()
