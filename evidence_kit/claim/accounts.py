"""The account of one loan: what is owed of it, by kind, and what each payment settles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from evidence_kit.claim import days, lpr, rates
from evidence_kit.claim.days import DAY
from evidence_kit.claim.ledger import REFORM, Agreed, Asked, Debt
from evidence_kit.claim.rates import Use
from evidence_kit.model import (
    AboveCap,
    AllotmentOrder,
    Article,
    Ends,
    Lpr,
    LprChoice,
)

# The day due of a part, None before it, and what the rate hangs on of a day.
_Key: TypeAlias = tuple[date | None, tuple[bool, Lpr | None]]
# Every use of a reckoning, by all that makes two of them alike.
Uses: TypeAlias = dict[tuple[Use, Fraction | None, tuple[Article, ...]], Use]


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


class Share(NamedTuple):
    """A share of the principal and what it bears on the next day; `shift` is that of a `Span`.

    It does so up to `until` where a day due lies ahead; `then` is what it bears after that day.
    """

    base: int
    use: Use
    shift: int
    until: date | None = None
    then: Use | None = None


class Settled(NamedTuple):
    """What a payment settled of one loan, in fen; `above_cap` is a part of `principal`."""

    interest: int
    overdue: int
    natural: int
    principal: int
    above_cap: int

    @property
    def fen(self) -> int:
        """All of it."""
        return self.interest + self.overdue + self.natural + self.principal


@dataclass(slots=True)
class Account:
    """What is owed of a loan, in fen.

    `parts` are the days due and what is left of each; `since` is the day up to which all is
    reckoned. What was agreed over the ceiling nobody owes: `natural` between 24 and 36 % and
    `void` above it before 2020-08-20, `above` since then. `borne` are the times that left room
    below the ceiling; `known` is what parts bear, and of `uses`, which all loans share, no two
    are alike; `weighed` is what `weight` found, from a day on until another. Of the schedule so
    many days are `booked`. `lived` are the times since a loan or its latest note, kept where a
    new note comes, and `fixed` is the interest that a schedule named in them.
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
    borne: list[Span] = field(default_factory=list)
    uses: Uses = field(default_factory=dict)
    known: dict[_Key, Use] = field(default_factory=dict)
    weighed: tuple[date, date, Fraction, date] | None = None
    booked: int = 0
    lived: list[Span] = field(default_factory=list)
    fixed: int = 0

    @property
    def spare(self) -> Fraction:
        """What the ceiling would let the loan bear beside what it bore since its latest note."""
        left = (span.base * _below(span.use) * self.time(span) for span in self.lived)
        return sum(left, start=Fraction(0)) - self.fixed

    @property
    def room(self) -> Fraction:
        """What the ceiling left for sums due once beside interest for delay, exactly."""
        left = (span.base * span.use.room * self.time(span) for span in self.borne)
        return sum(left, start=Fraction(0))

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
        if self.since >= until:
            return []
        turns = {due for due, _ in self.parts if due}
        changes = {REFORM} if self.since < REFORM else set()
        if self.asked.settings.lpr is LprChoice.SEGMENTED:
            changes |= {*lpr.changes(self.asked.lpr, self.since, until + DAY)}
        turns |= {day - shift * DAY for day in changes for shift in (0, 1)}
        inside = {day for day in turns if self.since < day < until}
        return sorted({self.since, *inside, until})

    def _bearing(self, start: date) -> Iterator[tuple[Use, int, int]]:
        """Yield what each share of the principal bears through the day or night from `start`."""
        shift = int(self.asked.settings.ends is Ends.LAST)
        early = sum(fen for due, fen in self.parts if due is None or due > start)
        if early:
            yield self._use(None, start + shift * DAY), early, shift
        late: dict[Use, int] = {}
        for due, fen in self.parts:
            if fen and due is not None and due <= start:
                use = self._use(due, start + DAY)
                late[use] = late.get(use, 0) + fen
        for use, base in late.items():
            yield use, base, 1

    def shares(self) -> Iterator[Share]:
        """Yield what each share of the principal bears from `since` on, by the days due ahead."""
        waiting: dict[date, int] = {}
        for due, fen in self.parts:
            if due and due > self.since:
                waiting[due] = waiting.get(due, 0) + fen
        for use, base, shift in self._bearing(self.since):
            if use.overdue:
                yield Share(base, use, shift)
                continue
            for due, fen in sorted(waiting.items()):
                then, last = self._use(due, due + DAY), due + (shift - 1) * DAY
                yield from [Share(fen, use, shift, last, then)] if fen else []
            open_sum = base - sum(waiting.values())
            yield from [Share(open_sum, use, shift)] if open_sum else []

    def _use(self, due: date | None, day: date) -> Use:
        """Return what a part bears on a day: before it is due (None), or after the day due."""
        key = (due, rates.regime(self.debt, day, self.asked))
        if key not in self.known:
            use = (
                rates.after(self.debt, due, day, self.asked)
                if due
                else rates.before(self.debt, day, self.asked)
            )
            self.known[key] = self.uses.setdefault((use, use.lpr, use.articles), use)
        return self.known[key]

    def exceed(self, span: Span) -> None:
        """Note what was agreed over the ceiling for a time, and that it may have left room."""
        use = span.use
        self.natural += self.fen(span, use.natural)
        beyond = self.fen(span, use.above)
        self.void += beyond if use.old else 0
        self.above += 0 if use.old else beyond
        if use.room:
            self.borne.append(span)
        if self.debt.rolled:
            self.lived.append(span)

    def time(self, span: Span) -> Fraction:
        """Return how long a span is, in years."""
        return days.part_of_year(span.start, span.end, self.asked.settings.day_count)

    def fen(self, span: Span, rate: Fraction) -> int:
        """Return what a span bears at a rate a year, rounded once; `span.base` is its sum."""
        count = self.asked.settings.day_count
        return days.fen(span.base, rate, span.start, span.end, count) if rate else 0

    # ── money comes back ───────────────────────────────────────────────────────────────

    def open(self) -> bool:
        """Say whether anything but a penalty is owed."""
        return bool(self.principal or self.interest or self.overdue)

    def first_due(self) -> date:
        """Return the earliest day that an unpaid part is due on; the last of all where none is."""
        return min((due for due, fen in self.parts if fen and due), default=date.max)

    def weight(self, on: date) -> tuple[Fraction, date]:
        """Return the rate that the loan bears on a day, and the earliest unpaid day due.

        It stays what it is until another part falls due or is paid; where LPR or the reform may
        change a rate, it is looked up anew.
        """
        if self.weighed and self.weighed[0] <= on < self.weighed[1]:
            return self.weighed[2], self.weighed[3]
        burden, first = self.burden(on), self.first_due()
        if on >= REFORM and self.asked.settings.lpr is LprChoice.FIXED:
            later = (due for due, fen in self.parts if fen and due and due > on)
            self.weighed = (on, min(later, default=date.max), burden, first)
        return burden, first

    def burden(self, on: date) -> Fraction:
        """Return the rate that the loan bears on a day: the heaviest of its parts."""
        early = on + DAY if self.asked.settings.ends is Ends.LAST else on
        uses = (
            self._use(due, on + DAY) if due and due <= on else self._use(None, early)
            for due, fen in self.parts
            if fen
        )
        nominal = [self.debt.rate] if self.debt.schedule and self.principal else []
        return max((*(use.rate for use in uses), *nominal), default=Fraction(0))

    def next_agreed(self) -> tuple[Agreed, int] | None:
        """Return the next interest that a schedule names and what of its principal is open.

        Who repaid ahead owes as much less of it as less is open (民间借贷规定 30(2)).
        """
        if self.booked >= len(self.debt.schedule):
            return None
        one = self.debt.schedule[self.booked]
        held = sum(fen for due, fen in self.parts if due and due >= one.due)
        return one, min(held, one.principal)

    def due_principal(self, on: date) -> int:
        """Return what is left of the parts that are due on a day."""
        return sum(fen for due, fen in self.parts if due and due <= on)

    def owed(self, on: date, *, whole: bool = True) -> int:
        """Return what a payment on a day may settle of this loan before any penalty.

        That is all of it, or without the parts that aren't due yet.
        """
        principal = self.principal if whole else self.due_principal(on)
        return principal + self.interest + self.overdue + sum(self._kept_paid(on))

    def settle(self, fen: int, on: date) -> Settled:
        """Take a payment of at most what is owed, and return what it settled.

        Interest comes before principal (民法典 561) unless agreed otherwise.
        """
        last_first = self.asked.agreed.order is AllotmentOrder.PRINCIPAL_FIRST
        repaid = self._repay(fen) if last_first else 0
        interest, overdue, natural = self._pay_interest(fen - repaid, on)
        rest = fen - repaid - interest - overdue - natural
        above = 0 if last_first else self._forget(rest)
        return Settled(interest, overdue, natural, repaid + self._repay(rest), above)

    def _kept_paid(self, on: date) -> tuple[int, int]:
        """Return what was agreed above the ceiling and stays paid if it is paid on that day.

        First what lies between 24 and 36 % for time before 2020-08-20: that time decides, not
        the day of the payment (民间借贷规定 31(2)); then what lies above the ceiling since.
        """
        settings = self.asked.settings
        stays = on >= REFORM and settings.above_cap is AboveCap.STAYS_PAID
        return self.natural if settings.paid_24_to_36_stays else 0, self.above if stays else 0

    def _pay_interest(self, fen: int, on: date) -> tuple[int, int, int]:
        interest = min(fen, self.interest)
        overdue = min(fen - interest, self.overdue)
        left, (natural, above) = fen - interest - overdue, self._kept_paid(on)
        natural = min(left, natural)
        above = min(left - natural, above)
        self.interest -= interest
        self.overdue -= overdue
        self.natural -= natural
        self.above -= above
        return interest, overdue, natural + above

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
        if not fen:
            return 0
        left, self.weighed = fen, None
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
        due, self.weighed = self.parts[-1][0], None
        self.parts = [*self.parts, (due, interest + overdue)]
        return interest + overdue

    def renew(self, principal: int, penalty: int) -> None:
        """Owe the principal of a new note, beside it so much of a penalty, and nothing before it.

        What it leaves out is taken off the parts due first: no more is late than was.
        """
        more, self.weighed = principal - self.principal, None
        self._repay(max(0, -more))
        self.parts = [*self.parts, (self.parts[-1][0], more)] if more > 0 else self.parts
        self.interest = self.overdue = self.natural = self.above = self.void = self.fixed = 0
        self.penalty, self.borne, self.lived = penalty, [], []


def _below(use: Use) -> Fraction:
    return Fraction(0) if use.cap is None else use.cap - use.rate


def _extend(found: list[Span], span: Span) -> None:
    """Add a span, or make the one before it longer where sum and rate go on."""
    for one in found:
        if one.end == span.start and (one.base, one.use) == (span.base, span.use):
            one.end = span.end
            return
    found.append(span)
