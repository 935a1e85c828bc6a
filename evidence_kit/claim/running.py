"""The reckoning itself: everything that happened, in order of days, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from evidence_kit.claim import accruing, allotment, formulas, growing, rolling, scheduled
from evidence_kit.claim.accounts import Account, Settled, Uses
from evidence_kit.claim.citing import code, fees, lending
from evidence_kit.claim.ledger import Asked, Debt, Ledger, Receipt
from evidence_kit.claim.rates import old
from evidence_kit.model import (
    AllotmentOrder,
    Article,
    ClaimRow,
    ClaimRowKind,
    Cost,
    CostKind,
    Figures,
    Further,
    Money,
    Rollover,
    Split,
    Undue,
)

_Event = Debt | Receipt | Cost | Rollover
_NOTHING = Money(0)
# What a cost rests on: a litigation fee on its own rules, any other on what was agreed.
_COST = {CostKind.PRESERVATION: (fees(14, None, 2), fees(38, 3))}
_ByLoan = Sequence[tuple[Account, int]]


@dataclass(frozen=True, slots=True)
class Course:
    """A reckoning carried out; `measure` are the rows of the most that may be owed in all.

    `waiting` are sums due once that the ceiling has no room for yet, `paid_off` the loans of which
    nothing is left.
    """

    rows: tuple[ClaimRow, ...]
    figures: Figures
    further: tuple[Further, ...]
    undue: tuple[Undue, ...] = ()
    waiting: Money = _NOTHING
    measure: tuple[ClaimRow, ...] = ()
    paid_off: tuple[int, ...] = ()


@dataclass(slots=True)
class _Run:
    """What is owed as the days go by; `surplus` came back while nothing was owed.

    `court` are litigation fees among the costs. `set_off` is what of the surplus met a penalty.
    Where it isn't `told`, no row is made.
    """

    asked: Asked
    told: bool = True
    accounts: list[Account] = field(default_factory=list)
    rows: list[ClaimRow] = field(default_factory=list)
    costs: int = 0
    court: int = 0
    surplus: int = 0
    charges: int = 0
    set_off: int = 0
    uses: Uses = field(default_factory=dict)

    def book(self, row: ClaimRow) -> None:
        self.rows.append(replace(row, number=len(self.rows) + 1))

    def accrue(self, accounts: Sequence[Account], until: date) -> None:
        accruing.accrue(accounts, until, self.book if self.told else None)


def run(ledger: Ledger, asked: Asked, *, told: bool = True) -> Course:
    """Return every row up to the day reckoned to, what is owed then, and what a day more brings.

    Untold, it is what is owed alone, as fast as that can be had.
    """
    state = _Run(asked, told)
    for event in _events(ledger, asked):
        _happen(state, event)
    state.accrue(state.accounts, asked.on)
    _charge(state, ledger.charges)
    _set_off_penalties(state)
    left = ledger.charges - state.charges
    further = tuple(growing.further(state.accounts, asked, left)) if told else ()
    undue = tuple(growing.undue(state.accounts, asked))
    paid = (one.debt.number for one in state.accounts if not one.open() and not one.penalty)
    course = Course(tuple(state.rows), _figures(state), further, undue, Money(left))
    return replace(course, paid_off=tuple(paid))


def _events(ledger: Ledger, asked: Asked) -> list[_Event]:
    """Return what happened, by day; on one day costs first, and payments as they are told.

    A new note comes after what was paid on its day, or before it where that is asked.
    """
    note = 1 if asked.note_first else 3
    found: list[tuple[date, int, int, _Event]] = []
    found += [(one.on, 0, i, one) for i, one in enumerate(ledger.costs)]
    found += [(one.arrived, 2, one.order, one) for one in ledger.debts]
    found += [(one.on, 2, one.order, one) for one in ledger.receipts]
    found += [(one.on, note, i, one) for i, one in enumerate(ledger.rollovers)]
    past = [one for one in found if one[0] <= asked.on]
    return [event for _, _, _, event in sorted(past, key=lambda one: one[:3])]


def _happen(state: _Run, event: _Event) -> None:
    match event:
        case Debt():
            _lend(state, event)
        case Receipt():
            _receive(state, event)
        case Cost():
            _spend(state, event)
        case _:
            _roll(state, event)


# ── loans and costs ────────────────────────────────────────────────────────────────────


def _lend(state: _Run, debt: Debt) -> None:
    parts = [(part.due, part.fen) for part in debt.parts]
    account = Account(debt, state.asked, parts, debt.arrived, uses=state.uses)
    state.accounts.append(account)
    if state.told:
        _book_lent(state, debt)
    if paid := min(state.surplus, account.principal):
        _set_off(state, account, paid)


def _book_lent(state: _Run, debt: Debt) -> None:
    lent = ClaimRow(
        number=0,
        kind=ClaimRowKind.LENT,
        amount=Money(debt.lent),
        formula=formulas.plain(debt.lent),
        articles=(code(667), code(679 if state.asked.agreed.natural_persons else 668)),
        loans=(debt.number,),
        first=debt.arrived,
        last=debt.arrived,
        principal_after=Money(debt.lent),
        places=debt.places,
        stated=debt.stated,
        assumed=debt.assumed,
    )
    state.book(lent)
    if debt.kept:
        state.book(_kept(lent, debt))


def _kept(lent: ClaimRow, debt: Debt) -> ClaimRow:
    return replace(
        lent,
        kind=ClaimRowKind.KEPT,
        amount=Money(debt.kept),
        formula=formulas.kept(debt.lent, debt.kept),
        articles=(lending(26), code(670)),
        principal_after=Money(debt.lent - debt.kept),
        places=debt.kept_places,
        stated=not debt.kept_places,
    )


def _set_off(state: _Run, account: Account, fen: int) -> None:
    """Count what was paid back too much against a loan that came after it: practice."""
    settled = account.settle(fen, account.since)
    state.surplus -= fen
    if state.told:
        by_loan = [(account, settled.fen)]
        row = _paid(by_loan, _split([settled]), ClaimRowKind.SET_OFF, account.since)
        state.book(replace(row, practice=True))


def _spend(state: _Run, cost: Cost) -> None:
    state.costs += cost.amount.fen
    state.court += cost.amount.fen if cost.kind is CostKind.PRESERVATION else 0
    if not state.told:
        return
    row = ClaimRow(
        number=0,
        kind=ClaimRowKind.COST,
        amount=cost.amount,
        formula=formulas.plain(cost.amount.fen),
        articles=_COST.get(cost.kind, (code(509, 1),)),
        first=cost.on,
        last=cost.on,
        stated=True,
        what=cost.kind.value,
    )
    state.book(row)


def _roll(state: _Run, rollover: Rollover) -> None:
    for account in state.accounts:
        if account.debt.number == rollover.number:
            state.accrue([account], rollover.on)
            for row in rolling.roll(account, rollover):
                state.book(row)


# ── money that came back ───────────────────────────────────────────────────────────────


def _receive(state: _Run, receipt: Receipt) -> None:
    """Allot a payment: costs, then loan by loan, then penalties; the rest is too much."""
    costs = min(receipt.fen, state.costs)
    state.costs -= costs
    state.court = min(state.court, state.costs)  # agreed costs first: no text ranks them
    left = receipt.fen - costs
    if costs:
        _note(state, receipt, Split(costs=Money(costs)))
    for group, whole in allotment.rounds(state.accounts, receipt.on, receipt.loan):
        left -= _share(state, receipt, group, left, whole=whole)
    for account in state.accounts:
        left -= _pay_penalty(state, receipt, account, left)
    if left:
        state.surplus += left
        _note(state, receipt, Split(surplus=Money(left)))


def _share(state: _Run, receipt: Receipt, group: list[Account], fen: int, *, whole: bool) -> int:
    """Pay the loans of one rank, wholly or what is due of them; return how much they took."""
    if not fen:
        return 0
    state.accrue(group, receipt.on)
    taken = allotment.shares(fen, [one.owed(receipt.on, whole=whole) for one in group])
    for account, part in zip(group, taken, strict=True) if whole else ():
        _pay_ahead(state, account, part, fen, receipt.on)
    taken = allotment.shares(fen, [one.owed(receipt.on, whole=whole) for one in group])
    settled = [one.settle(part, receipt.on) for one, part in zip(group, taken, strict=True)]
    if state.told:
        _note(state, receipt, _split(settled), list(zip(group, taken, strict=True)))
    return sum(taken)


def _pay_ahead(state: _Run, account: Account, part: int, fen: int, on: date) -> None:
    """Owe the interest of the instalment that comes next, if a payment reaches it before its day.

    `part` of the payment is this loan's; where that is all it owes, the payment's whole sum may
    be.
    """
    if state.asked.agreed.order is AllotmentOrder.PRINCIPAL_FIRST:
        return
    reaches = fen if part == account.owed(on) else part
    if scheduled.is_reached(account, reaches - account.owed(on, whole=False)):
        row = scheduled.interest(account, on)
        if row and state.told:
            state.book(row)


def _split(settled: Sequence[Settled]) -> Split:
    interest, overdue, natural, principal, above = map(sum, zip(*settled, strict=True))
    return Split(
        interest=Money(interest),
        overdue=Money(overdue),
        natural=Money(natural),
        principal=Money(principal),
        above_cap=Money(above),
    )


def _pay_penalty(state: _Run, receipt: Receipt, account: Account, fen: int) -> int:
    paid = min(fen, account.penalty)
    account.penalty -= paid
    if paid:
        split = Split(penalty=Money(paid))
        _note(state, receipt, split, [(account, paid)])
    return paid


def _note(state: _Run, receipt: Receipt, split: Split, by_loan: _ByLoan = ()) -> None:
    """Book what a payment settled of loans of one rank, or beside them."""
    if not state.told:
        return
    row = _paid(by_loan, split, ClaimRowKind.REPAID, receipt.on)
    named = receipt.loan in row.loans
    several = (code(560, 1 if named else 2),) if len(state.accounts) > 1 and by_loan else ()
    row = replace(
        row,
        articles=(*several, *row.articles),
        payment=receipt.number,
        places=receipt.places,
        stated=receipt.stated,
        assumed=receipt.assumed,
    )
    state.book(row)


def _paid(by_loan: _ByLoan, split: Split, kind: ClaimRowKind, on: date) -> ClaimRow:
    each = [(account.debt.number, fen) for account, fen in by_loan]
    return ClaimRow(
        number=0,
        kind=kind,
        amount=split.total,
        formula=formulas.settled(split, each if len(each) > 1 else ()),
        articles=_of_split(split),
        loans=tuple(number for number, _ in each),
        first=on,
        last=on,
        split=split,
        principal_after=Money(sum(one.principal for one, _ in by_loan)) if by_loan else None,
        practice=bool(split.above_cap.fen),
    )


def _of_split(split: Split) -> tuple[Article, ...]:
    found = (code(561),) if not split.surplus.fen else ()
    return (*found, old(26)) if split.natural.fen else found


# ── at the end ─────────────────────────────────────────────────────────────────────────


def _charge(state: _Run, fen: int) -> None:
    """Count sums due once as far as the ceiling has room beside what was overdue (29)."""
    if not fen:
        return
    left, terms = accruing.room(state.accounts)
    state.charges = min(fen, left)
    row = ClaimRow(
        number=0,
        kind=ClaimRowKind.CHARGE,
        amount=Money(state.charges),
        formula=formulas.room(fen, terms, left),
        articles=(lending(29),),
        stated=True,
    )
    state.book(row)


def _set_off_penalties(state: _Run) -> None:
    """Count what was paid back too much against penalties and sums due once: practice."""
    owed = sum(one.penalty for one in state.accounts) + state.charges
    state.set_off = min(owed, state.surplus)
    state.surplus -= state.set_off
    if state.set_off:
        split = Split(penalty=Money(state.set_off))
        row = _paid((), split, ClaimRowKind.SET_OFF, state.asked.on)
        state.book(replace(row, practice=True))


def _figures(state: _Run) -> Figures:
    every = state.accounts
    penalty = sum(one.penalty for one in every) + state.charges - state.set_off
    return Figures(
        principal=Money(sum(one.principal for one in every)),
        interest=Money(sum(one.interest for one in every)),
        overdue=Money(sum(one.overdue for one in every)),
        penalty=Money(penalty),
        costs=Money(state.costs),
        court_fees=Money(state.court),
        overpaid=Money(state.surplus),
    )
