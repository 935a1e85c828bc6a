"""Interest as time passes: one row for each time of one rate, whatever loans it ran on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from evidence_kit.claim import allotment, days, formulas, scheduled
from evidence_kit.claim.accounts import Account, Span
from evidence_kit.claim.citing import lending
from evidence_kit.claim.days import DAY
from evidence_kit.claim.formulas import Ceiling
from evidence_kit.claim.ledger import Bearing
from evidence_kit.claim.rates import Use, old
from evidence_kit.model import ClaimRow, ClaimRowKind, Money, Where

# Books one row and gives it its number.
Booking = Callable[[ClaimRow], None]
_Share = tuple[Account, Span]
_Alike = tuple[date, date, int, int]


def accrue(accounts: Sequence[Account], until: date, book: Booking | None) -> None:
    """Reckon interest on loans up to a day.

    Loans on which one rate ran for the same days, under the same articles, make one row; its
    sum, rounded once, is shared by what each bore. Nothing is booked where nobody books.
    """
    alike: dict[_Alike, list[_Share]] = {}
    fixed: list[ClaimRow] = []
    for account in accounts:
        fixed += _agreed(account, until)
        for span in account.spans(until):
            key = (span.start, span.end, span.shift, id(span.use))  # accounts share alike uses
            alike.setdefault(key, []).append((account, span))
            account.exceed(span)
        account.since = until
    found: list[tuple[tuple[date, bool], ClaimRow]] = []
    for shares in alike.values():
        found += [(_place(shares), row) for row in _owed(shares, told=book is not None)]
    found += [((row.first or until, False), row) for row in fixed]
    if book:
        for _, row in sorted(found, key=lambda one: one[0]):
            book(row)


def _agreed(account: Account, until: date) -> Iterator[ClaimRow]:
    """Owe the interest that a schedule names for days up to `until`, and yield its rows."""
    while (following := account.next_agreed()) and following[0].due <= until:
        if row := scheduled.interest(account):
            yield row


def _place(shares: Sequence[_Share]) -> tuple[date, bool]:
    span = shares[0][1]
    return span.start, span.use.overdue


def _owed(shares: Sequence[_Share], *, told: bool) -> Iterator[ClaimRow]:
    """Owe what one time bears and yield its rows where told, none for a rate of nothing."""
    (first, span), use = shares[0], shares[0][1].use
    bases = [one.base for _, one in shares]
    plain = ClaimRowKind.OVERDUE if use.overdue else ClaimRowKind.INTEREST
    for kind, rate in ((plain, use.rate), (ClaimRowKind.PENALTY, use.penalty)):
        if rate:
            amount = first.fen(replace(span, base=sum(bases)), rate)
            for (account, _), fen in zip(shares, allotment.shared(amount, bases), strict=True):
                _owe(account, kind, fen)
            if told:
                yield _row(shares, kind, rate, amount)


def _owe(account: Account, kind: ClaimRowKind, fen: int) -> None:
    account.interest += fen if kind is ClaimRowKind.INTEREST else 0
    account.overdue += fen if kind is ClaimRowKind.OVERDUE else 0
    account.penalty += fen if kind is ClaimRowKind.PENALTY else 0


def _row(shares: Sequence[_Share], kind: ClaimRowKind, rate: Fraction, fen: int) -> ClaimRow:
    (account, span), use = shares[0], shares[0][1].use
    base = sum(one.base for _, one in shares)
    penal, count = kind is ClaimRowKind.PENALTY, account.asked.settings.day_count
    agreed = account.debt.penalty if penal else use.agreed
    text = old(30) if use.old else lending(29)
    return ClaimRow(
        number=0,
        kind=kind,
        amount=Money(fen),
        formula=formulas.accrued(
            base=base,
            rate=rate,
            span=(span.start, span.end),
            count=count,
            agreed=agreed,
            ceiling=_ceiling(use, use.rate if penal else days.NOTHING),
            lpr=use.lpr,
        ),
        articles=(text, *use.articles) if penal else use.articles,
        loans=tuple(one.debt.number for one, _ in shares),
        first=span.start + span.shift * DAY,
        last=span.end + (span.shift - 1) * DAY,
        days=(span.end - span.start).days,
        base=Money(base),
        rate=rate,
        agreed=agreed,
        cap=use.cap,
        principal_after=Money(sum(one.principal for one, _ in shares)),
        places=agreed_at(shares, kind),
        stated=not agreed_at(shares, kind),
        practice=account.debt.bearing is Bearing.AT_LPR,
    )


def _ceiling(use: Use, beside: Fraction) -> Ceiling | None:
    return None if use.cap is None else Ceiling(use.cap, not use.old, beside)


def room(accounts: Sequence[Account]) -> tuple[int, list[str]]:
    """Return what the ceiling left for sums due once, in whole fen, and how that is reckoned."""
    exact, alike = days.NOTHING, dict[_Alike, list[Span]]()
    for account in accounts:
        exact += account.room
        for span in account.borne:
            alike.setdefault((span.start, span.end, span.shift, id(span.use)), []).append(span)
    return int(exact), [_left(alike[key], accounts[0]) for key in sorted(alike, key=_when)]


def spare(account: Account) -> Iterator[str]:
    """Yield what the ceiling would have let a loan bear beside, time by time, as `room` does."""
    for span in account.lived:
        beside = _ceiling(span.use, span.use.rate)
        if beside and beside.left:
            time = formulas.time(span.start, span.end, account.asked.settings.day_count)
            yield f"{Money(span.base)} × ({beside}) × {time}"
    if account.fixed:
        yield f"(0.00 − {Money(account.fixed)})"


def _when(key: _Alike) -> tuple[date, date]:
    return key[0], key[1]


def _left(spans: Sequence[Span], account: Account) -> str:
    """Return what the ceiling left through one time, as a calculator takes it."""
    first, base = spans[0], sum(span.base for span in spans)
    ceiling = _ceiling(first.use, first.use.rate + first.use.penalty)
    time = formulas.time(first.start, first.end, account.asked.settings.day_count)
    rate = f"({ceiling})" if ceiling else formulas.exact(first.use.room)
    return f"{Money(base)} × {rate} × {time}"


def agreed_at(shares: Sequence[_Share], kind: ClaimRowKind) -> tuple[Where, ...]:
    """Return where the terms stand that a row rests on, each place once; nothing where none do.

    Before the due day that is the rate; after it the day due, and the rate where it runs on. A
    rate for delay alone, or a penalty, is a person's word.
    """
    found: list[Where] = []
    for account, span in shares:
        debt, use = account.debt, span.use
        found += debt.due_places if use.overdue else ()
        runs_on = use.agreed is not None and debt.overdue is None
        found += debt.rate_places if runs_on and kind is not ClaimRowKind.PENALTY else ()
    return tuple(dict.fromkeys(found))
