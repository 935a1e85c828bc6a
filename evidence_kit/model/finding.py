"""What a creditor should fetch, mend or know before filing: kinds and arguments, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evidence_kit.model.facts import Payment
from evidence_kit.model.law import Article
from evidence_kit.model.values import Args, Digest, Money


class Severity(StrEnum):
    """How much a finding matters; in this order a person acts."""

    MUST = "must"  # an element of the claim rests on it
    SHOULD = "should"  # it makes the case easier to show
    HINT = "hint"  # the other side may point at it; perhaps there is nothing to do


class Section(StrEnum):
    """The part of the report that a finding stands in."""

    ELEMENTS = "elements"
    WEAK = "weak"


class FindingKind(StrEnum):
    """What is missing or weak; `words` says it, what a court would ask, and what to do next."""

    # elements
    NOTHING_OWED = "nothing_owed"
    TRANSFERS_ALONE = "transfers_alone"  # money went, and no words at all (民间借贷规定 16)
    AGREEMENT_MISSING = "agreement_missing"  # the borrower never speaks of a loan
    DELIVERY_MISSING = "delivery_missing"
    DELIVERY_STATED = "delivery_stated"  # 自述 alone: count, amount
    PROFILE_THEIRS = "profile_theirs"
    PROFILE_OWN = "profile_own"
    REAL_NAME_MISSING = "real_name_missing"
    REAL_NAME_UNLINKED = "real_name_unlinked"  # a name stands somewhere, the account elsewhere
    REAL_NAME_MASKED = "real_name_masked"  # text
    DUE_OPEN = "due_open"  # neither a due date nor a demand (民法典 675)
    DEMAND_MISSING = "demand_missing"  # none that arrived
    PAGES_GAP = "pages_gap"  # count
    VOICE_UNTRANSCRIBED = "voice_untranscribed"  # count
    PICTURES_SMALL = "pictures_small"  # count
    DOUBTS_OPEN = "doubts_open"  # count
    # weak spots
    DENIED = "denied"  # quote
    OTHER_GROUND = "other_ground"  # words of a bet, a share, a present: quote
    WAIVED = "waived"  # quote
    THREATENED = "threatened"  # quote
    INSULTED = "insulted"  # quote
    DISCLOSED = "disclosed"  # quote
    RELENT = "relent"  # quote
    MANY_BORROWERS = "many_borrowers"  # count
    RATE_HIGH = "rate_high"  # rate, quote
    INTEREST_UP_FRONT = "interest_up_front"
    MODIFIED_CLIENT = "modified_client"  # quote
    CLOCK_EARLIER = "clock_earlier"
    TAKEN_EARLIER = "taken_earlier"
    EDITED_WITH = "edited_with"  # software
    RECOMPRESSED = "recompressed"  # count
    MIXED_PHONES = "mixed_phones"  # widths
    TITLE_CUT = "title_cut"  # count


MOST_STEPS = 3  # more is a list, not a beginning
_CONFIRMED_BY_MESSAGE = (FindingKind.TRANSFERS_ALONE, FindingKind.AGREEMENT_MISSING)
_VOUCHERS_TELL = (
    FindingKind.REAL_NAME_MISSING,
    FindingKind.REAL_NAME_UNLINKED,
    FindingKind.REAL_NAME_MASKED,
)


class Ground(StrEnum):
    """What a finding rests on beside an article; `words` names the source."""

    COURTS = "courts"  # how courts ask that chats be shown
    WECHAT = "wechat"  # what WeChat itself offers
    PRACTICE = "practice"  # as lawyers report it


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to fetch, to mend or to know, and the pages it is about (perhaps none).

    `quotes` are words as they stand on these pages.
    """

    kind: FindingKind
    section: Section
    severity: Severity
    args: Args = ()
    pages: tuple[Digest, ...] = ()
    quotes: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    grounds: tuple[Ground, ...] = ()


class KeepKind(StrEnum):
    """What must not be lost while there is time, in the order it is told."""

    PHONE = "phone"
    NOTHING_DELETED = "nothing_deleted"
    MIGRATION = "migration"
    NO_REINSTALL = "no_reinstall"
    VOUCHERS = "vouchers"
    OUTSIDE_TIME = "outside_time"  # a third party's time over the files
    NOTARY = "notary"  # where much is at stake, or it is denied already


@dataclass(frozen=True, slots=True)
class VoucherTask:
    """A transfer whose 转账电子凭证 is to be applied for; `voucher` is its file once it is there.

    `day` is the day it went, or the first and the last it may be; empty where none is known.
    `payee` is the real name to type, where it is known.
    """

    payment: Payment
    day: str
    payee: str | None = None
    voucher: Digest | None = None

    @property
    def pages(self) -> tuple[Digest, ...]:
        """The files that show the transfer, each once."""
        return tuple(dict.fromkeys(place.source for place in self.payment.places))

    @property
    def done(self) -> bool:
        """Whether the voucher is in the folder."""
        return self.voucher is not None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A message that asks the debtor to confirm the account: only sums that nothing doubts."""

    debtor: str
    creditor: str | None
    loans: tuple[Payment, ...]
    repayments: tuple[Payment, ...]
    balance: Money


class RecordingKind(StrEnum):
    """A step of the screen recording, as courts have chats demonstrated."""

    START = "start"
    OWN_ACCOUNT = "own_account"  # wechat_id
    THEIR_PROFILE = "their_profile"  # name, wechat_id
    CHAT = "chat"  # name
    GAPS = "gaps"  # count: what the screenshots skip is shown here
    VOICES = "voices"  # count
    PICTURES = "pictures"  # count
    TRANSFER = "transfer"  # date, amount, serial
    END = "end"


@dataclass(frozen=True, slots=True)
class RecordingStep:
    """One step of the recording, and the pages that show the same."""

    kind: RecordingKind
    args: Args = ()
    pages: tuple[Digest, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Everything `check` tells: private to the creditor, never filed.

    `reconciliation` is there where it is worth while and every sum is sure.
    """

    keep: tuple[KeepKind, ...]
    vouchers: tuple[VoucherTask, ...]
    findings: tuple[Finding, ...]
    reconciliation: Reconciliation | None
    recording: tuple[RecordingStep, ...]

    @property
    def open_vouchers(self) -> tuple[VoucherTask, ...]:
        """Those still to be applied for."""
        return tuple(task for task in self.vouchers if not task.done)

    @property
    def asks_for_message(self) -> bool:
        """Whether a message that the debtor confirms would mend what is missing."""
        return any(one.kind in _CONFIRMED_BY_MESSAGE for one in self.findings)

    @property
    def first_steps(self) -> tuple[FindingKind | KeepKind, ...]:
        """What to do first, at most MOST_STEPS; the vouchers tell the real name too.

        Nothing is to be fetched for a debt that was paid.
        """
        by_weight = (*self.of(Section.ELEMENTS), *self.of(Section.WEAK))
        kinds: list[FindingKind | KeepKind] = [
            one.kind for one in by_weight if one.severity is not Severity.HINT
        ]
        if FindingKind.NOTHING_OWED in kinds:
            return (FindingKind.NOTHING_OWED,)
        if not self.open_vouchers:
            return tuple(kinds[:MOST_STEPS])
        rest = [kind for kind in kinds if kind not in _VOUCHERS_TELL]
        return (KeepKind.VOUCHERS, *rest)[:MOST_STEPS]

    def of(self, section: Section) -> tuple[Finding, ...]:
        """Return the findings of one part, the weightiest first."""
        order = list(Severity)
        found = (one for one in self.findings if one.section is section)
        return tuple(sorted(found, key=lambda one: order.index(one.severity)))
