"""What a claim brings from the day reckoned to on: by the day, how long so, and what falls due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_kit.claim import days
from evidence_kit.claim.accounts import Account, Share
from evidence_kit.claim.ledger import Asked
from evidence_kit.model import Further, Money, Undue


def further(accounts: Sequence[Account], asked: Asked, left: int) -> Iterator[Further]:
    """Yield what each sum that bears interest brings in one day more.

    `left` are sums due once that wait for room below the ceiling: they take what there is.
    """
    for account in accounts:
        for share in account.shares():
            found = _further(account, share, asked, left)
            if found.rate:
                yield found


def _further(account: Account, share: Share, asked: Asked, left: int) -> Further:
    use = share.use
    once = use.room if left else days.NOTHING
    rate = use.rate + use.penalty + once
    return Further(
        loan=account.debt.number,
        since=asked.on + share.shift * days.DAY,
        principal=Money(share.base),
        rate=rate,
        per_day=share.base * rate / days.days_of_year(asked.settings.day_count),
        articles=use.articles,
        cap=use.cap,
        penalty=use.penalty + once,
        once=once,
        overdue=use.overdue,
        by_lpr=use.overdue and use.agreed is None,
        until=share.until,
        then=share.then.rate if share.then else None,
    )


def undue(accounts: Sequence[Account], asked: Asked) -> Iterator[Undue]:
    """Yield what is left of the parts that a day was agreed for, after the day reckoned to."""
    for account in accounts:
        for due, fen in account.parts:
            # Where nothing else is agreed, filing itself makes it due.
            if fen and due and due > asked.on and due != asked.filed:
                yield Undue(account.debt.number, due, Money(fen))
