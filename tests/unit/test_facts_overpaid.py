"""What came back without a loan, or beyond it, is asked about; what was lent before is not."""

from __future__ import annotations

from ledgers import ASKED, LOAN_DAY, L, R, gather, kinds, page
from stories import left, taken, time

from evidence_kit.model import DoubtKind, LoanFacts, Message, Nature

LENT = (LOAN_DAY, ASKED, *taken(R, "5000.00"))
LATER = time("2025年6月10日 14:05")
BACK = (left("还你3000"), *taken(L, "3000.00"))


def repaid(found: LoanFacts) -> list[list[DoubtKind]]:
    return [kinds(one) for one in found.repayments]


def told(*messages: Message) -> LoanFacts:
    return gather(page(*messages))


def test_a_repayment_without_a_loan_is_in_doubt() -> None:
    """Failure: money for other things made a negative balance, and nobody was asked."""
    found = told(LATER, *BACK)
    assert repaid(found) == [[DoubtKind.NATURE_UNKNOWN]]
    assert [d.kind for d in found.doubts].count(DoubtKind.NATURE_UNKNOWN) == 1
    assert found.repayments[0].nature is Nature.REPAYMENT


def test_a_repayment_before_its_loan_is_in_doubt() -> None:
    back = (time("2025年2月2日 14:05"), *BACK)
    assert repaid(told(*back, *LENT)) == [[DoubtKind.NATURE_UNKNOWN]]


def test_what_exceeds_the_loan_is_in_doubt() -> None:
    found = told(*LENT, LATER, *BACK, time("2025年7月10日 14:05"), *BACK)
    assert repaid(found) == [[], [DoubtKind.NATURE_UNKNOWN]]


def test_what_was_lent_may_come_back_whole() -> None:
    rest = (left("还你2000"), *taken(L, "2000.00"))
    assert repaid(told(*LENT, LATER, *BACK, time("2025年7月10日 14:05"), *rest)) == [[], []]


def test_an_undated_loan_may_have_been_first() -> None:
    one = page(ASKED, *taken(R, "5000.00"), name="2.png")
    assert repaid(gather(page(LATER, *BACK), one)) == [[]]
