"""The account of one loan: what is owed of it, by kind, and what each payment settles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from evidence_kit.claim import days, lpr, rates
from evidence_kit.claim.days import DAY
from evidence_kit.claim.ledger import REFORM, Asked, Debt
from evidence_kit.claim.rates import Use
from evidence_kit.model import (
    AboveCap,
    AllotmentOrder,
    Ends,
    LprChoice,
    Money,
    Split,
)


@dataclass(slots=True)
class Span:
    """A time through which one sum bears one rate: between two days, the later not counted.

    `shift` is 1 where the last of its days bears interest and the first doesn't.
    """

    start: date
    end: date
    base: int
    use: Use
    shift: int


@dataclass(slots=True)
class Account:
    """What is owed of a loan. Sums are fen, but `room`, which is exact.

    `parts` are the days due and what is left of each; `since` is the day up to which all is
    reckoned. What was agreed over the ceiling nobody owes: `natural` between 24 and 36 % and
    `void` above it before 2020-08-20, `above` since then.
    """

    debt: Debt
    asked: Asked
    parts: list[tuple[date | None, int]]
    since: date
    interest: int = 0
    overdue: int = 0
    penalty: int = 0
    natural: int = 0
    above: int = 0
    void: int = 0
    room: Fraction = field(default_factory=Fraction)

    @property
    def principal(self) -> int:
        """What is left of the principal."""
        return sum(fen for _, fen in self.parts)

    # ── time passes ────────────────────────────────────────────────────────────────────

    def spans(self, until: date) -> list[Span]:
        """Return the times from `since` to a day, by their beginnings; the last one is open."""
        found: list[Span] = []
        stops = self._stops(until)
        for start, end in pairwise(stops):
            for use, base, shift in self._bearing(start):
                _extend(found, Span(start, end, base, use, shift))
        return sorted(found, key=lambda one: (one.start, one.use.overdue))

    def _stops(self, until: date) -> list[date]:
        """Return the days between which nothing changes but the parts that are paid."""
        turns = {due for due, _ in self.parts if due}
        changes = {REFORM}
        if self.asked.settings.lpr is LprChoice.SEGMENTED:
            changes |= {*lpr.changes(self.asked.lpr, self.since, until + DAY)}
        turns |= {day - shift * DAY for day in changes for shift in (0, 1)}
        inside = {day for day in turns if self.since < day < until}
        return sorted({self.since, *inside, until}) if self.since < until else []

    def _bearing(self, start: date) -> Iterator[tuple[Use, int, int]]:
        """Yield what each share of the principal bears through the day or night from `start`."""
        shift = int(self.asked.settings.ends is Ends.LAST)
        early = sum(fen for due, fen in self.parts if due is None or due > start)
        if early:
            yield rates.before(self.debt, start + shift * DAY, self.asked), early, shift
        late: dict[Use, int] = {}
        for due, fen in self.parts:
            if fen and due is not None and due <= start:
                use = rates.after(self.debt, due, start + DAY, self.asked)
                late[use] = late.get(use, 0) + fen
        for use, base in late.items():
            yield use, base, 1

    def exceed(self, span: Span) -> None:
        """Note what was agreed over the ceiling for a time, and what room it left."""
        use, time = span.use, self.time(span)
        self.natural += days.half_up(span.base * use.natural * time)
        beyond = days.half_up(span.base * use.above * time)
        self.void += beyond if use.old else 0
        self.above += 0 if use.old else beyond
        self.room += span.base * use.room * time

    def time(self, span: Span) -> Fraction:
        """Return how long a span is, in years."""
        return days.part_of_year(span.start, span.end, self.asked.settings.day_count)

    # ── money comes back ───────────────────────────────────────────────────────────────

    def open(self) -> bool:
        """Say whether anything but a penalty is owed."""
        return bool(self.principal or self.interest or self.overdue)

    def due(self, on: date) -> bool:
        """Say whether a part of the loan is due by a day."""
        return any(fen and due is not None and due <= on for due, fen in self.parts)

    def first_due(self) -> date:
        """Return the earliest day that an unpaid part is due on; the last of all where none is."""
        return min((due for due, fen in self.parts if fen and due), default=date.max)

    def burden(self, on: date) -> Fraction:
        """Return the rate that the loan bears on a day: the heaviest of its parts."""
        return max((use.rate for use, _, _ in self._bearing(on)), default=Fraction(0))

    def owed(self, on: date) -> int:
        """Return what a payment on a day may settle of this loan before any penalty."""
        return self.principal + self.interest + self.overdue + self._kept_paid(on)

    def settle(self, fen: int, on: date) -> Split:
        """Take a payment of at most what is owed, and return what it settled.

        Interest comes before principal (民法典 561) unless agreed otherwise.
        """
        last_first = self.asked.agreed.order is AllotmentOrder.PRINCIPAL_FIRST
        repaid = self._repay(fen) if last_first else 0
        interest, overdue, natural = self._pay_interest(fen - repaid, on)
        rest = fen - repaid - interest - overdue - natural
        repaid += self._repay(rest)
        above = 0 if last_first else self._forget(rest)
        return Split(
            interest=Money(interest),
            overdue=Money(overdue),
            natural=Money(natural),
            principal=Money(repaid),
            above_cap=Money(above),
        )

    def _kept_paid(self, on: date) -> int:
        """Return what was agreed above the ceiling and stays paid if it is paid on that day."""
        settings = self.asked.settings
        if on < REFORM:
            return self.natural if settings.paid_24_to_36_stays else 0
        return self.above if settings.above_cap is AboveCap.STAYS_PAID else 0

    def _pay_interest(self, fen: int, on: date) -> tuple[int, int, int]:
        interest = min(fen, self.interest)
        overdue = min(fen - interest, self.overdue)
        kept = min(fen - interest - overdue, self._kept_paid(on))
        self.interest -= interest
        self.overdue -= overdue
        self.natural -= kept if on < REFORM else 0
        self.above -= 0 if on < REFORM else kept
        return interest, overdue, kept

    def _forget(self, fen: int) -> int:
        """Take off what was agreed above the ceiling, at most so much; return how much it was."""
        natural = min(fen, self.natural)
        above = min(fen - natural, self.above)
        void = min(fen - natural - above, self.void)
        self.natural -= natural
        self.above -= above
        self.void -= void
        return natural + above + void

    def _repay(self, fen: int) -> int:
        """Pay off principal, the part that is due first at first; return how much that was."""
        left = fen
        ordered = sorted(self.parts, key=lambda part: part[0] or date.max)
        for index, (due, owed) in enumerate(ordered):
            paid = min(left, owed)
            ordered[index] = (due, owed - paid)
            left -= paid
        self.parts = ordered
        return fen - left

    def capitalise(self, fen: int) -> int:
        """Make interest principal, at most up to `fen` of principal; return how much that was."""
        grown = max(0, min(self.interest + self.overdue, fen - self.principal))
        interest, overdue, _ = self._pay_interest(grown, date.min)
        due = self.parts[-1][0]
        self.parts = [*self.parts, (due, interest + overdue)]
        return interest + overdue


def _extend(found: list[Span], span: Span) -> None:
    """Add a span, or make the one before it longer where sum and rate go on."""
    for one in found:
        if one.end == span.start and (one.base, one.use) == (span.base, span.use):
            one.end = span.end
            return
    found.append(span)
