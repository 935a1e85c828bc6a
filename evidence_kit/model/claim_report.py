"""Everything a creditor is told of a claim: how much, until when, how, where, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence_kit.model.claim import Claim, ClaimRow, ClaimRowKind, Figures
from evidence_kit.model.facts import Payment
from evidence_kit.model.law import Article
from evidence_kit.model.procedure import DelayInterest, Fee, Option
from evidence_kit.model.reckoning import LprTable
from evidence_kit.model.suit import (
    CourtCandidate,
    GuaranteePeriod,
    Liable,
    Licensed,
    Limitation,
    Note,
)


class ConfirmKind(StrEnum):
    """What whoever relies on a claim must confirm."""

    FACTS = "facts"  # the facts are as they were read and told
    TEXTS = "texts"  # the versions are still the ones in force
    LPR = "lpr"  # the table ends before the day
    CHOICES = "choices"  # what the law leaves open was chosen as the court does
    LIMITS = "limits"  # the province's limit of small claims
    HOLIDAYS = "holidays"  # a last day on a weekend or a holiday


@dataclass(frozen=True, slots=True)
class Traced:
    """The payments that rows are about, by the numbers that the rows give them."""

    loans: Mapping[int, Payment]
    repayments: Mapping[int, Payment]

    def of(self, row: ClaimRow) -> tuple[Payment, ...]:
        """Return the payments whose sums a row starts from; nothing where it reckons on."""
        if row.payment is not None:
            return (self.repayments[row.payment],)
        if row.kind is ClaimRowKind.LENT:
            return tuple(self.loans[number] for number in row.loans)
        return ()


@dataclass(frozen=True, slots=True)
class SureClaim:
    """The claim as far as nothing is in doubt: what a paper for the court may say.

    A doubted loan, rate or day due is left out; a doubted repayment stays, as it lowers the
    claim. `whole` says that nothing was left out and nothing is open. It has no other readings.
    `liable` are those whom it is made against beside the borrower.
    """

    claim: Claim
    traced: Traced
    whole: bool
    liable: tuple[Liable, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """The claim of one case on a day, and all that a suit for it hangs on.

    `claim` is None where the creditor is a licensed lender: the debt is no private loan, other
    rules hold, and no figure is given. `filing` is the day by which fees and small claims are
    judged: that of filing where it is told, else the day reckoned to; `at_filing` are the figures
    then. `grace_assumed` says that a first demand's time was assumed, as nobody told it: interest
    is reckoned from its end, limitation from the demand, each the reading that asks for less.
    `liable` are all who may owe beside the borrower.
    """

    on: date
    filing: date
    lpr: LprTable
    claim: Claim | None
    traced: Traced
    at_filing: Figures | None
    sure: SureClaim | None
    limitation: Limitation
    guarantees: tuple[GuaranteePeriod, ...]
    options: tuple[Option, ...]
    courts: tuple[CourtCandidate, ...]
    court_fits: Note | None
    fees: tuple[Fee, ...]
    delay: DelayInterest | None
    licensed: tuple[Licensed, ...]
    grace_assumed: bool
    confirm: tuple[ConfirmKind, ...]
    liable: tuple[Liable, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article cited, once."""
        cited = list(self.claim.articles) if self.claim else []
        cited += self.limitation.articles
        cited += [article for one in self.guarantees for article in one.articles]
        noted = (*self.limitation.notes, *(n for one in self.guarantees for n in one.notes))
        cited += [article for note in noted for article in note.articles]
        for option in self.options:
            cited += option.articles
            cited += [a for one in (*option.reasons, *option.changes) for a in one.articles]
        cited += [a for one in self.courts for a in one.articles]
        cited += [a for one in self.courts for note in one.notes for a in note.articles]
        cited += [article for fee in self.fees for article in fee.articles]
        cited += self.delay.articles if self.delay else ()
        cited += [article for one in self.licensed for article in one.articles]
        cited += [article for one in self.liable for article in one.articles]
        return tuple(dict.fromkeys(cited))
