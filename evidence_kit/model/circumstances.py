"""What no screenshot shows and advice on a suit hangs on, as a person tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence_kit.model.law import Mark
from evidence_kit.model.values import Money


class ProceedingKind(StrEnum):
    """A step before an office that counts like a suit (诉讼时效规定 10 to 13)."""

    SUIT = "suit"
    PAYMENT_ORDER = "payment_order"
    PRESERVATION = "preservation"
    MEDIATION = "mediation"
    POLICE = "police"


@dataclass(frozen=True, slots=True)
class Proceeding:
    """What was applied for, and the day it was handed in."""

    kind: ProceedingKind
    on: date


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives other than registered, and since when; None where that isn't said."""

    address: str
    since: date | None = None


class Connection(StrEnum):
    """What joins a place to the dispute (民事诉讼法第三十五条)."""

    DEFENDANT_DOMICILE = "defendant_domicile"
    PERFORMANCE = "performance"
    SIGNING = "signing"
    PLAINTIFF_DOMICILE = "plaintiff_domicile"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class AgreedCourt:
    """The court, or only the place, that a clause names.

    `connections` are those a person knows of: None where nobody looked, empty where there is
    none. `or_arbitration` says that the clause leaves the choice of arbitration too.
    """

    name: str
    written: bool | None = None
    connections: tuple[Connection, ...] | None = None
    or_arbitration: bool = False


@dataclass(frozen=True, slots=True)
class GuaranteeTerm:
    """What was agreed of one guarantor's period: so many months from the day due, or a day."""

    name: str
    months: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class GuarantorDemand:
    """A demand on one guarantor; `arrived` is None where that isn't said."""

    name: str
    on: date
    arrived: bool | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """Up to which sums a province tries small claims: alone, and where both parties agree.

    `valid_from` is the day the notice names or appeared.
    """

    province: str
    limit: Money
    agreed: Money
    valid_from: date
    source: str
    mark: Mark = Mark.REPORTED


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days off from `first` to `last`, both known: weekends but `work`, and `off`."""

    first: date
    last: date
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What no screenshot shows and advice hangs on; None is what nobody said.

    `grace_days` is the time that the first demand gave (民法典 675). `written_overdue_term` says
    that interest or a penalty for delay was agreed in writing, a chat included (民法典 469).
    `threshold` takes the place of the province's own.
    """

    province: str | None = None
    threshold: Threshold | None = None
    whereabouts_unknown: bool | None = None
    debtor_abroad: bool | None = None
    foreign: bool | None = None
    appraisal: bool | None = None
    counterclaim: bool | None = None
    both_agree: bool | None = None
    other_debts: bool | None = None
    written_overdue_term: bool | None = None
    grace_days: int | None = None
    proceedings: tuple[Proceeding, ...] = ()
    defendant_home: Home | None = None
    plaintiff_home: Home | None = None
    agreed_court: AgreedCourt | None = None
    performance_place: str | None = None
    arbitration: bool | None = None
    guarantees: tuple[GuaranteeTerm, ...] = ()
    guarantor_demands: tuple[GuarantorDemand, ...] = ()
