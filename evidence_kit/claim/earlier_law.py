"""What was before the 民法典: told, as the law of that time may say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from evidence_kit.claim.ledger import Debt
from evidence_kit.model import ClaimNotice, NoticeKind

# What was done before falls under the law of its time, what goes on after it under the code
# (法释〔2020〕15号): what is agreed of a surety under the 担保法, where an unclear kind is joint.
CIVIL_CODE_SINCE: Final = date(2021, 1, 1)


def notices(debts: Iterable[Debt]) -> Iterator[ClaimNotice]:
    """Yield the first day of loans made before the 民法典, where one was; not of assumed days."""
    days = (min(one.formed, one.arrived) for one in debts if not one.assumed)
    first = min(days, default=date.max)
    if first < CIVIL_CODE_SINCE:
        yield ClaimNotice(NoticeKind.BEFORE_CIVIL_CODE, (("first", first.isoformat()),))
