"""Money that came in, or whose way is open, after every doubt was answered with a look."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, gather, page
from stories import bill, left, source, taken, time

from evidence_kit import facts
from evidence_kit.model import (
    Brief,
    Direction,
    DoubtKind,
    LoanFacts,
    Nature,
    Payment,
    Screen,
    Side,
    Source,
)

LENT = page(LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"))
CAME = page(time("2025年6月2日 14:05"), left("给你的"), *taken(Side.LEFT, "2000.00"), name="2.png")
NO_WAY = bill(source("2.png"), "4000.00", None, who="老周")
ANOTHERS = page(
    time("2025年6月2日 14:05"), left("给"), *taken(Side.LEFT, "3000.00"), name="3.png", title="小满"
)


def answered(*pages: tuple[Source, Screen], **said: str) -> LoanFacts:
    """Answer every doubt with 已核, again and again, but those of a kind with what is `said`."""
    known: dict[str, str] = {}
    for _ in range(3):
        _, found = facts.understood(pages, Brief(answers=tuple(known.items())))
        known |= {d.id: said.get(d.kind.value, "已核") for d in found.doubts}
    return found


def of(found: LoanFacts, amount: str) -> Payment:
    (payment,) = (p for p in found.payments if str(p.amount.value) == amount)
    return payment


@pytest.mark.parametrize("extra", [CAME, ANOTHERS])
def test_what_came_in_is_asked_for_until_a_nature_answers(extra: tuple[Source, Screen]) -> None:
    """Failure: after 已核 on every doubt a repayment was in no list and no question."""
    amount = str(max(p.amount.value.fen for p in gather(extra).payments) / 100) + "0"
    found = answered(LENT, extra)
    kinds = [d.kind for d in of(found, amount).doubts]
    assert kinds == [DoubtKind.NATURE_UNKNOWN]
    assert [d.kind for d in found.doubts] == kinds
    assert dict(found.doubts[0].args)["amount"] == amount
    for nature in ("还款", "赠与"):
        told = answered(LENT, extra, nature_unknown=nature)
        assert (of(told, amount).nature, told.doubts) == (Nature(nature), ())
    assert str(answered(LENT, extra, nature_unknown="还款").outstanding) != "5000.00"


def test_what_another_borrower_paid_is_asked_for_too_once_it_is_known_whose_it_was() -> None:
    borrower = page(
        *(LOAN_DAY, ASKED, *taken(Side.RIGHT, "800.00")),
        *(time("2025年6月2日 14:05"), left("给"), *taken(Side.LEFT, "300.00")),
        name="4.png",
        title="小满",
    )
    first = [d.kind for d in of(gather(LENT, borrower), "300.00").doubts]
    assert DoubtKind.NATURE_UNKNOWN not in first
    looked = answered(LENT, borrower)
    assert [d.kind for d in of(looked, "300.00").doubts] == [DoubtKind.NATURE_UNKNOWN]


def test_a_loan_does_not_come_in() -> None:
    found = answered(LENT, CAME, nature_unknown="借款")
    assert of(found, "2000.00").nature is Nature.UNKNOWN
    assert str(found.outstanding) == "5000.00"
    assert [d.kind for d in found.doubts] == [DoubtKind.NATURE_UNKNOWN]


@pytest.mark.parametrize("nature", ["借款", "还款", "已核"])
def test_what_went_no_known_way_is_not_counted(nature: str) -> None:
    """Failure: a page without a direction, answered 借款, was 4000 more that was owed."""
    found = answered(LENT, NO_WAY, nature_unknown=nature)
    payment = of(found, "4000.00")
    assert not payment.counted
    assert str(found.outstanding) == "5000.00"
    assert payment.doubts
    assert {d.id for d in payment.doubts} <= {d.id for d in found.doubts}
    told = answered(LENT, NO_WAY, nature_unknown="还款", direction_unknown="收入")
    assert (of(told, "4000.00").direction, str(told.outstanding)) == (Direction.IN, "1000.00")
