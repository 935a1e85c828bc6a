"""What case.toml states and can hardly be so is asked about, and counted as stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import ASKED, LOAN_DAY, page
from stories import bill, source, taken

from evidence_kit import case, facts
from evidence_kit.model import (
    Brief,
    Channel,
    Direction,
    DoubtKind,
    Identity,
    Money,
    Side,
    Stated,
    StatedTerms,
)

LENT = page(LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"))
UNLIKELY = (DoubtKind.DUE_BEFORE_LOAN, DoubtKind.STATED_OVERPAID, DoubtKind.KNOWN_AS_UNSEEN)


def cash(on: date, yuan: int) -> Stated:
    return Stated(on, Money(yuan * 100), Channel.CASH, shown_in="2.png")


def asked(brief: Brief) -> list[tuple[DoubtKind, dict[str, str]]]:
    found = facts.gather((LENT,), brief).doubts
    return [(doubt.kind, dict(doubt.args)) for doubt in found if doubt.kind in UNLIKELY]


def test_what_is_due_before_anything_was_lent_is_asked_about() -> None:
    """Failure: due = 2020-01-01 of a loan of 2025 was printed as a fact."""
    brief = Brief(terms=StatedTerms(due=date(2020, 1, 1)))
    args = {"due": "2020-01-01", "seen": "2025-03-02"}
    assert asked(brief) == [(DoubtKind.DUE_BEFORE_LOAN, args)]
    assert asked(Brief(terms=StatedTerms(due=date(2025, 3, 2)))) == []
    undated = page(ASKED, *taken(Side.RIGHT, "5000.00"))
    kinds = [d.kind for d in facts.gather((undated,), brief).doubts]
    assert DoubtKind.DUE_BEFORE_LOAN not in kinds


def test_a_stated_repayment_of_too_much_is_asked_about_and_stays() -> None:
    """Failure: 50000 for 5000 made a balance of less than nothing, with no word of it."""
    brief = Brief(repayments=(cash(date(2025, 4, 1), 5000), cash(date(2025, 5, 1), 45000)))
    args = {"date": "2025-05-01", "amount": "45000.00"}
    assert asked(brief) == [(DoubtKind.STATED_OVERPAID, args)]
    found = facts.gather((LENT,), brief)
    assert str(found.outstanding) == "-45000.00"
    assert [payment.doubts for payment in found.payments if payment.stated] == [(), ()]
    receipt = bill(source("2.png"), None)
    filed = case.arrange(found, (LENT, receipt), (LENT[0], receipt[0]), brief)
    proofs = [dict(proof.args).get("amount") for row in filed.rows for proof in row.proofs]
    assert "45000.00" in proofs


def test_a_repayment_before_the_loan_is_too_much() -> None:
    brief = Brief(repayments=(cash(date(2020, 5, 1), 500),))
    assert [kind for kind, _ in asked(brief)] == [DoubtKind.STATED_OVERPAID]


@pytest.mark.parametrize("name", ["老周", " 老 周", "1.png"])
def test_a_name_that_a_page_shows_is_not_asked_about(name: str) -> None:
    assert asked(Brief(defendant_identity=Identity(known_as=(name,)))) == []


def test_a_name_that_no_page_shows_is_asked_about() -> None:
    """Failure: a slip of the pen in known_as changed nothing, in silence."""
    brief = Brief(defendant_identity=Identity(known_as=("老周", "老邹")))
    assert asked(brief) == [(DoubtKind.KNOWN_AS_UNSEEN, {"text": "老邹"})]
    (doubt,) = (d for d in facts.gather((LENT,), brief).doubts if d.kind in UNLIKELY)
    _, found = facts.understood((LENT,), replace(brief, answers=((doubt.id, "已核"),)))
    assert doubt.id not in {one.id for one in found.doubts}


def test_a_bills_name_is_one_that_a_page_shows() -> None:
    paper = bill(source("2.png"), "900.00", Direction.OUT, at="2025-05-02 14:06:31", who="周大海")
    brief = Brief(defendant_identity=Identity(known_as=("老周", "周大海")))
    kinds = [d.kind for d in facts.gather((LENT, paper), brief).doubts]
    assert DoubtKind.KNOWN_AS_UNSEEN not in kinds
