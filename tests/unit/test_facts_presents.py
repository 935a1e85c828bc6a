"""A promise to pay back what was given away is no promise about the loan."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, R, gather, page
from stories import left, right, taken, time

from evidence_kit.model import LoanFacts, Message, Nature, SayingKind

GIVEN, THANKS = right("送你的，不用还"), left("谢谢，下个月还你")
PRESENT = taken(R, "520.00")


def promised(found: LoanFacts) -> list[str]:
    return [one.quote.quote for one in found.sayings if one.kind is SayingKind.PROMISE]


@pytest.mark.parametrize("talk", [(*PRESENT, GIVEN, THANKS), (GIVEN, *PRESENT, THANKS)])
def test_a_promise_after_a_present_is_none(talk: tuple[Message, ...]) -> None:
    found = gather(page(LOAN_DAY, *talk))
    assert found.payments[0].nature is Nature.UNKNOWN
    assert promised(found) == []
    assert found.terms.due is None


def test_a_promise_while_a_loan_is_open_may_be_about_that() -> None:
    later = time("2025年3月20日 10:00")
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00"), later, *PRESENT, GIVEN, THANKS))
    assert promised(found) == [THANKS.text]


def test_a_promise_after_a_payment_that_nobody_gave_away_is_one() -> None:
    assert promised(gather(page(LOAN_DAY, *PRESENT, THANKS))) == [THANKS.text]


def test_words_long_after_a_present_are_about_something_else() -> None:
    talk = [right("嗯")] * 6
    assert promised(gather(page(LOAN_DAY, *PRESENT, GIVEN, *talk, THANKS))) == [THANKS.text]
