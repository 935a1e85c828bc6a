"""What must be said beside the figures, and why there may be none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from evidence_kit.claim import lpr
from evidence_kit.claim.days import DAY
from evidence_kit.claim.formulas import percent
from evidence_kit.claim.ledger import REFORM, RULE_OF_2015, Asked, Debt, Ledger
from evidence_kit.claim.running import Course
from evidence_kit.model import (
    ClaimNotice,
    DoubtKind,
    LoanFacts,
    LprChoice,
    NoticeKind,
    SayingKind,
)


def barred(ledger: Ledger, asked: Asked) -> tuple[ClaimNotice, ...]:
    """Return why no figure can be given, nothing where one can.

    Contracts before 2015-09-01 fall under the rule of 1991, suits filed before 2020-08-20 under
    the old interpretation alone (民间借贷规定 31), and no rate is made up where the table has none.
    """
    found = []
    for debt in ledger.debts:
        if debt.formed < RULE_OF_2015:
            args = (("loan", str(debt.number)), ("formed", debt.formed.isoformat()))
            found.append(ClaimNotice(NoticeKind.BEFORE_2015, args))
    if asked.filed and asked.filed < REFORM:
        filed = (("filed", asked.filed.isoformat()),)
        found.append(ClaimNotice(NoticeKind.FILED_BEFORE_2020, filed))
    begins = asked.lpr.rows[0].published
    needed = {_least(debt, asked) for debt in ledger.debts}
    found += [_on(NoticeKind.NO_LPR, day) for day in sorted(needed) if day < begins]
    return tuple(found)


def _least(debt: Debt, asked: Asked) -> date:
    """Return the earliest day whose LPR a loan needs."""
    return debt.formed if debt.formed >= REFORM else min(REFORM, asked.filing)


def _on(kind: NoticeKind, day: date) -> ClaimNotice:
    return ClaimNotice(kind, (("on", day.isoformat()),))


def beside(
    facts: LoanFacts, ledger: Ledger, course: Course, asked: Asked
) -> tuple[ClaimNotice, ...]:
    """Return everything that must be said beside the figures, each once."""
    found = [*ledger.notices, *_capped(course), *_assumed(ledger, asked)]
    found += _beyond(ledger, asked)
    if hints_relending(facts):
        found.append(ClaimNotice(NoticeKind.RELENDING))
    return tuple(dict.fromkeys(found))


def hints_relending(facts: LoanFacts) -> bool:
    """Say whether words hint that the money lent was borrowed itself (民间借贷规定 13)."""
    said = any(one.kind is SayingKind.RELENDING for one in facts.sayings)
    return said or any(doubt.kind is DoubtKind.FUNDS_BORROWED for doubt in facts.doubts)


def _capped(course: Course) -> Iterator[ClaimNotice]:
    for row in course.rows:
        if row.cap is not None and row.agreed is not None and row.agreed > row.cap:
            named = {"agreed": percent(row.agreed), "cap": percent(row.cap)}
            for loan in row.loans:
                yield ClaimNotice(NoticeKind.RATE_CAPPED, (("loan", str(loan)), *named.items()))


def _assumed(ledger: Ledger, asked: Asked) -> Iterator[ClaimNotice]:
    if asked.filed is None and any(debt.formed < REFORM for debt in ledger.debts):
        yield _on(NoticeKind.FILING_ASSUMED, asked.filing)


def _beyond(ledger: Ledger, asked: Asked) -> Iterator[ClaimNotice]:
    """Yield each day whose rate was taken from the table's end, beyond what it covers."""
    until = lpr.known_until(asked.lpr)
    last = asked.lpr.rows[-1]
    for day in sorted({day for day in _looked_up(ledger.debts, asked) if day > until}):
        named = {
            "on": day.isoformat(),
            "verified": asked.lpr.verified.isoformat(),
            "published": last.published.isoformat(),
            "rate": percent(last.one_year),
        }
        yield ClaimNotice(NoticeKind.LPR_BEYOND, tuple(named.items()))


def _looked_up(debts: Iterable[Debt], asked: Asked) -> Iterator[date]:
    for debt in debts:
        bears = bool(debt.rate or debt.overdue)
        yield from [debt.formed if debt.formed >= REFORM else asked.filing] if bears else []
        for part in debt.parts:
            if part.due and part.due < asked.on and not bears:
                fixed = asked.settings.lpr is LprChoice.FIXED
                yield part.due + DAY if fixed else asked.on
