"""Who the two are, and what may be one payment or two: never decided on too little."""

from __future__ import annotations

from ledgers import ASKED, LOAN_DAY, L, R, gather, page
from stories import right, taken, time

from evidence_kit.model import (
    DoubtKind,
    LoanFacts,
)


def doubts(found: LoanFacts, kind: DoubtKind) -> list[dict[str, str]]:
    return [dict(doubt.args) for doubt in found.doubts if doubt.kind is kind]


# ── roles ──────────────────────────────────────────────────────────────────────────────

OWN_DEBT = (time("2024年1月2日 14:05"), right("能借我10000吗？"), *taken(L, "10000.00"))
PAID_BACK = (time("2024年6月2日 14:05"), right("还你10000"), *taken(R, "10000.00"))
LOAN = (LOAN_DAY, ASKED, *taken(R, "5000.00"))


def test_an_old_debt_of_the_owner_paid_back_swaps_no_roles() -> None:
    found = gather(page(*OWN_DEBT, *PAID_BACK, *LOAN))
    assert found.lender.is_owner
    assert str(found.outstanding) == "5000.00"
    assert not doubts(found, DoubtKind.ROLES_UNKNOWN)


def test_a_larger_open_debt_of_the_owner_puts_the_roles_in_doubt() -> None:
    found = gather(page(*OWN_DEBT, *LOAN))
    assert found.lender.is_owner
    assert doubts(found, DoubtKind.ROLES_UNKNOWN)


def test_an_owner_who_only_pays_back_puts_the_roles_in_doubt() -> None:
    found = gather(page(time("2024年6月2日 14:05"), right("先还你1000"), *taken(R, "1000.00")))
    assert found.lender.is_owner
    assert not found.outstanding.fen
    assert doubts(found, DoubtKind.ROLES_UNKNOWN)
