"""One repayment in two parts is whole; two parts that do not make it up stay in doubt."""

from __future__ import annotations

import pytest
from ledgers import LOAN_DAY, L, R, gather, kinds, page
from stories import left, right, taken, time

from evidence_kit.model import DoubtKind, Message, Nature, Payment

LENT = (LOAN_DAY, left("借我1万"), *taken(R, "10000.00"), time("2025年6月10日 14:05"))


def back(*messages: Message) -> tuple[Payment, ...]:
    return gather(page(*LENT, left("还你1万"), *taken(L, "5000.00"), *messages)).payments[1:]


@pytest.mark.parametrize("between", [(), (right("收到"),), (right("好的"),)])
def test_two_parts_of_the_sum_named_are_one_repayment(between: tuple[Message, ...]) -> None:
    """Failure: two transfers of 5000 after 还你1万 were one that differs and one of no nature."""
    first, second = back(*between, *taken(L, "5000.00"))
    assert first.nature is second.nature is Nature.REPAYMENT
    assert first.doubts == second.doubts == ()


@pytest.mark.parametrize(
    "rest",
    [
        (*taken(L, "3000.00"),),
        (left("这是给孩子的"), *taken(L, "5000.00")),
        (*taken(L, "5000.00"), left("这个月房租")),
        (*taken(R, "5000.00"),),
    ],
)
def test_what_does_not_make_it_up_stays_in_doubt(rest: tuple[Message, ...]) -> None:
    first, second = back(*rest)
    assert kinds(first) == [DoubtKind.SAID_DIFFERS_FROM_PAID]
    assert second.nature is Nature.UNKNOWN
