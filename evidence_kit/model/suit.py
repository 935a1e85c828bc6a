"""Until when, against whom and before which court a suit can be brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence_kit.model.brief import Guarantee
from evidence_kit.model.circumstances import Proceeding
from evidence_kit.model.facts import LimitationAct, Party
from evidence_kit.model.ink import Doubt, Statement, Where
from evidence_kit.model.law import Article, Mark
from evidence_kit.model.procedure import Standing
from evidence_kit.model.values import Args

# ── terms that run out ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A day, or the days between which it lies; `first` is what the careful rely on."""

    first: date
    last: date


class TermStatus(StrEnum):
    """How a term stands on a day."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    NEAR = "near"
    URGENT = "urgent"
    DISPUTED = "disputed"  # over, or not: what is not sure decides
    EXPIRED = "expired"
    KEPT = "kept"  # what the law asks was done in time
    NOTHING_OWED = "nothing_owed"  # nothing runs


class TermBasis(StrEnum):
    """What a term is counted from."""

    DUE = "due"
    LAST_INSTALMENT = "last_instalment"
    FIRST_DEMAND = "first_demand"  # no grace known
    GRACE_END = "grace_end"
    REFUSAL = "refusal"
    NOTHING = "nothing"  # no day due and no demand


class Effect(StrEnum):
    """What an act did to limitation."""

    STARTS = "starts"
    INTERRUPTS = "interrupts"
    EXTENDS = "extends"  # a later day due, agreed
    EARLY = "early"  # nothing ran yet
    REVIVES = "revives"  # a promise after the end binds (民法典 192)
    KEPT_PAID = "kept_paid"  # what was paid after the end stays paid, the rest isn't revived
    TOO_LATE = "too_late"
    OPEN = "open"  # not counted: `why` says so


class Why(StrEnum):
    """Why an act isn't counted."""

    DOUBTED = "doubted"
    UNDATED = "undated"
    MAYBE_LATE = "maybe_late"  # its day is not sure, and may lie after the end
    ARGUABLE = "arguable"  # no article names it; courts mostly take it, none must
    LATER = "later"  # after the day that is asked about


@dataclass(frozen=True, slots=True)
class Step:
    """An act, what it did, and when the term ends after it.

    Of an open one, `end` is when limitation would end were it counted; None where nothing says.
    """

    act: LimitationAct | Proceeding
    day: DaySpan | None
    effect: Effect
    end: DaySpan | None
    articles: tuple[Article, ...]
    why: Why | None = None


class NoteKind(StrEnum):
    """What a person must know beside an answer."""

    HOLIDAYS_UNKNOWN = "holidays_unknown"  # the last day was not moved past a day off
    LAST_DAY_MOVED = "last_day_moved"  # the last day is one off (民法典 203)
    OLD_LIMITATION = "old_limitation"  # two years, for what had run out before 2017-10-01
    LONGEST_TERM = "longest_term"  # twenty years cut it short
    GRACE_UNKNOWN = "grace_unknown"
    DEMAND_NOT_SHOWN = "demand_not_shown"  # time was asked for, and no demand is shown before
    DUE_UNSURE = "due_unsure"  # the day due is only known to lie between two
    DUE_DOUBTED = "due_doubted"
    DUE_IF_PLAN_AGREED = "due_if_plan_agreed"  # the lender's consent to instalments moves it
    LOAN_AFTER_DUE = "loan_after_due"  # money lent later has a day due of its own
    TERM_OF_LOAN = "term_of_loan"  # several loans, each with a term of its own
    TERM_OF_LOAN_OVER = "term_of_loan_over"
    TERM_OF_LOAN_UNSURE = "term_of_loan_unsure"  # over, or not
    TERM_OF_LOAN_KEPT = "term_of_loan_kept"  # on: what the law asks was done that day
    TERM_OF_LOAN_NOT_BEGUN = "term_of_loan_not_begun"
    PAYMENT_ON_WHICH = "payment_on_which"  # it interrupts for the loan that it was made on
    COURT_WONT_ASK = "court_wont_ask"  # limitation is the debtor's to raise
    SUSPENSION_NOT_COUNTED = "suspension_not_counted"
    GUARANTEE_NOT_INTERRUPTED = "guarantee_not_interrupted"
    PERIOD_NOT_AGREED = "period_not_agreed"
    PERIOD_TOO_SHORT = "period_too_short"  # not after the day due: as if none were agreed
    KIND_NOT_AGREED = "kind_not_agreed"
    OLD_GUARANTEE_LAW = "old_guarantee_law"  # before 2021-01-01 an unclear kind was joint
    RENEWAL_NOT_BINDING = "renewal_not_binding"  # an extension the guarantor didn't sign
    NEW_NOTE_HEAVIER = "new_note_heavier"  # a new note that the guarantor didn't agree to
    ARRIVAL_UNKNOWN = "arrival_unknown"
    KEPT_BY_SUIT = "kept_by_suit"  # while the suit goes on: one withdrawn may keep nothing
    SURETY_LIMITATION = "surety_limitation"  # since, day, years: asked in time, they run (694)
    SUIT_MAY_DEMAND = "suit_may_demand"  # a suit in the period that may name the joint surety
    MAYBE_OUTSIDE = "maybe_outside"  # of a guarantee: done on a day that may lie outside it
    BY_CHAT_ONLY = "by_chat_only"  # a guarantee read in a chat
    RESIDENCE_TOO_SHORT = "residence_too_short"  # less than a year is no habitual residence
    RESIDENCE_SINCE_UNKNOWN = "residence_since_unknown"
    COURTS_DIFFER = "courts_differ"
    CLAUSE_NOT_WRITTEN = "clause_not_written"
    CLAUSE_FORM_UNKNOWN = "clause_form_unknown"
    CLAUSE_UNCONNECTED = "clause_unconnected"
    CLAUSE_CONNECTION_UNKNOWN = "clause_connection_unknown"
    CLAUSE_ABOVE_LEVEL = "clause_above_level"  # a court that tries no such case first
    CLAUSE_LEVEL_UNKNOWN = "clause_level_unknown"  # a 中级 court: from which sum, nobody told
    CLAUSE_PLACE_ONLY = "clause_place_only"
    ARBITRATION_VOID = "arbitration_void"  # 或裁或诉: the choice of court stays
    ARBITRATION_AGREED = "arbitration_agreed"
    INTERNET_COURT = "internet_court"  # tries no loans
    AGREED_GOES_FIRST = "agreed_goes_first"
    ADDRESS_MISSING = "address_missing"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown"
    DEFENDANT_ABROAD = "defendant_abroad"
    SEVERAL_DEFENDANTS = "several_defendants"  # the domicile of each may do
    COURT_OF_LOAN_FIRST = "court_of_loan_first"  # of a surety who may be sued alone
    DEBTOR_SUED_TOO = "debtor_sued_too"  # of a general surety
    FOREIGN_ADDRESS = "foreign_address"  # outside the mainland, as the address says
    COURT_FITS = "court_fits"
    COURT_FITS_NONE = "court_fits_none"
    NOT_DUE = "not_due"
    NEVER_DEMANDED = "never_demanded"
    NOTHING_OWED = "nothing_owed"  # as counted; an open point may turn out otherwise


@dataclass(frozen=True, slots=True)
class Note:
    """A note, its arguments, and what it rests on."""

    kind: NoteKind
    args: Args = ()
    articles: tuple[Article, ...] = ()
    mark: Mark = Mark.COMPARED


@dataclass(frozen=True, slots=True)
class Maturity:
    """When the debt was to be paid: the day after which it is overdue; None where nothing says."""

    basis: TermBasis
    day: DaySpan | None
    notes: tuple[Note, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Limitation:
    """诉讼时效: from when, each act in order, until when (the last day included), how it stands.

    `end` rests on sure acts alone; `end_at_best` is the end were all dated open ones counted.
    """

    maturity: Maturity
    steps: tuple[Step, ...]
    end: DaySpan | None
    end_at_best: DaySpan | None
    status: TermStatus
    days_left: int | None
    notes: tuple[Note, ...]
    articles: tuple[Article, ...]


class Duty(StrEnum):
    """What must be done while a guarantee's period runs (民法典第六百九十三条)."""

    SUE_DEBTOR = "sue_debtor"
    DEMAND_GUARANTOR = "demand_guarantor"


@dataclass(frozen=True, slots=True)
class GuaranteePeriod:
    """保证期间 of one guarantor: it neither stops nor starts anew.

    `duties` are all to be done by `end`; `kept_on` is the day the last of them was. Where it is
    over for some loans and not for others, `over` are the former and `held` the latter, by number.
    """

    guarantor: Party
    kind: Guarantee
    duties: tuple[Duty, ...]
    maturity: Maturity
    end: DaySpan | None
    kept_on: date | None
    status: TermStatus
    days_left: int | None
    notes: tuple[Note, ...]
    articles: tuple[Article, ...]
    over: tuple[int, ...] = ()
    held: tuple[int, ...] = ()


class Liability(StrEnum):
    """As what somebody owes beside the borrower."""

    CO_BORROWER = "co_borrower"
    JOINT_SURETY = "joint_surety"
    GENERAL_SURETY = "general_surety"  # so too where no kind was agreed (民法典 686)
    SURETY = "surety"  # before the civil code an unclear kind was joint: the court says which
    SPOUSE = "spouse"


class NotAsked(StrEnum):
    """Why nothing is asked of somebody in the paper for the court."""

    NOTHING_OWED = "nothing_owed"
    BY_CHAT_ONLY = "by_chat_only"
    PERIOD_OVER = "period_over"  # 民法典 693
    JOINT_DEBT_OPEN = "joint_debt_open"  # a spouse owes only as far as 民法典 1064 goes


@dataclass(frozen=True, slots=True)
class Liable:
    """Somebody who owes beside the borrower; `why` keeps them out of the paper for the court.

    A surety whose period is over for some loans, `free_of`, answers for `loans` alone, by number;
    both are empty where it is the same for all.
    """

    name: str | None
    liability: Liability
    why: NotAsked | None = None
    articles: tuple[Article, ...] = ()
    loans: tuple[int, ...] = ()
    free_of: tuple[int, ...] = ()


# ── court ──────────────────────────────────────────────────────────────────────────────


class CourtKind(StrEnum):
    """What makes a court competent."""

    DEFENDANT_DOMICILE = "defendant_domicile"
    DEFENDANT_RESIDENCE = "defendant_residence"
    LENDER_HOME = "lender_home"  # 接收货币一方所在地
    PERFORMANCE = "performance"  # as agreed
    CO_BORROWER_DOMICILE = "co_borrower_domicile"
    SURETY_DOMICILE = "surety_domicile"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class CourtCandidate:
    """The basic court of a place, or the court a clause names; its province where the place says.

    `place` is None where the brief names no address; `name` is whose domicile it is, of those who
    owe beside the borrower. `payment_order` says whether a payment order can be asked for there
    (民诉法解释第二十三条).
    """

    kind: CourtKind
    place: str | None
    province: str | None
    standing: Standing
    notes: tuple[Note, ...]
    articles: tuple[Article, ...]
    payment_order: bool = False
    name: str | None = None


# ── no private loan ────────────────────────────────────────────────────────────────────


class LicensedKind(StrEnum):
    """How facts name a licensed lender."""

    PARTY = "party"  # the creditor is one: no private loan, no cap is computed
    WORDS = "words"  # words name one as the creditor, and no loan between the two is known
    PAYMENT = "payment"  # a payment went to one or came from one
    MENTION = "mention"  # another debt of somebody's
    RELENDING = "relending"  # the money lent was borrowed from one (民间借贷规定 13)


@dataclass(frozen=True, slots=True)
class Licensed:
    """A licensed lender as facts name it: its name, the words, and where they stand."""

    kind: LicensedKind
    name: str
    quote: str
    where: Where | Statement | None
    articles: tuple[Article, ...]

    @property
    def no_private_loan(self) -> bool:
        """Whether the debt sued on is a licensed lender's own (民间借贷规定 1(2))."""
        return self.kind is LicensedKind.PARTY
