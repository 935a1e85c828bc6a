"""砍头息: what of a loan comes straight back was never lent, and a person is asked."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, gather, kinds, page
from stories import card, left, right, taken, time

from evidence_kit.facts import answers, forms, limitation
from evidence_kit.model import ActKind, DoubtKind, LoanFacts, Message, Nature, State


def told(*after: Message, before: tuple[Message, ...] = (ASKED,)) -> LoanFacts:
    return gather(page(LOAN_DAY, *before, *taken(R, "5000.00"), *after))


def test_a_part_that_comes_straight_back_was_never_lent() -> None:
    found = told(left("收到"), *taken(L, "500.00"))
    back = found.payments[1]
    assert back.nature is Nature.REPAYMENT
    assert kinds(back) == [DoubtKind.INTEREST_UP_FRONT]
    assert dict(back.doubts[0].args) == {"field": "nature", "amount": "500.00", "lent": "5000.00"}
    assert str(found.outstanding) == "4500.00"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((ASKED, right("先扣500利息")), ()),
        ((ASKED,), (right("手续费转回来"),)),
    ],
)
def test_words_about_interest_are_its_basis(
    before: tuple[Message, ...], after: tuple[Message, ...]
) -> None:
    found = told(*after, *taken(L, "500.00"), before=before)
    basis = found.payments[1].basis
    assert basis is not None
    assert basis.quote in [m.text for m in (*before, *after)]
    assert str(found.outstanding) == "4500.00"


def test_a_memo_about_interest_is_its_basis() -> None:
    found = told(*taken(L, "500.00", memo="利息"))
    assert [p.basis.quote for p in found.payments[1:] if p.basis] == ["利息"]
    assert kinds(found.payments[1]) == [DoubtKind.INTEREST_UP_FRONT]


def test_hours_later_on_the_same_day_it_is_still_one() -> None:
    found = told(time("2025年3月2日 16:30"), *taken(L, "500.00"), time("2025年3月2日 16:40"))
    assert kinds(found.payments[1]) == [DoubtKind.INTEREST_UP_FRONT]


@pytest.mark.parametrize("later", ["2025年3月2日 21:30", "2025年3月3日 14:05"])
def test_later_it_is_a_payment_like_any_other(later: str) -> None:
    found = told(time(later), *taken(L, "500.00"), time("2025年3月3日 14:15"))
    assert kinds(found.payments[1]) == [DoubtKind.NATURE_UNKNOWN]
    assert str(found.outstanding) == "5000.00"


def test_the_greater_part_coming_back_is_no_interest() -> None:
    found = told(*taken(L, "2500.00"))
    assert kinds(found.payments[1]) == [DoubtKind.NATURE_UNKNOWN]


@pytest.mark.parametrize(("memo", "nature"), [("买菜", Nature.PURCHASE), ("红包", Nature.GIFT)])
def test_what_ink_calls_something_else_is_none(memo: str, nature: Nature) -> None:
    assert told(*taken(L, "100.00", memo=memo)).payments[1].nature is nature


def test_a_plain_repayment_at_once_is_one_without_doubt() -> None:
    found = told(left("先还你500"), *taken(L, "500.00"))
    assert found.payments[1].nature is Nature.REPAYMENT
    assert found.payments[1].doubts == ()


def test_a_second_loan_is_no_deduction_and_what_was_not_taken_is_none() -> None:
    assert told(*taken(R, "500.00")).payments[1].nature is Nature.UNKNOWN
    waiting = told(card(L, "500.00", State.PENDING)).payments[1]
    assert waiting.nature is Nature.UNKNOWN


def test_the_loan_is_in_doubt_too_and_no_answer_makes_it_a_repayment() -> None:
    """Failure: a filing stated the whole loan while what came straight back was left out."""
    found = told(left("收到"), *taken(L, "500.00"))
    loan, back = found.payments
    assert kinds(loan) == [DoubtKind.INTEREST_UP_FRONT]
    (doubt,) = loan.doubts
    assert forms.form(doubt) is forms.Form.SEEN
    said = {d.id: "还款" for d in (doubt, *back.doubts)}
    answered = answers.settled(found, said, "原告")
    assert [p.nature for p in answered.payments] == [Nature.LOAN, Nature.REPAYMENT]
    assert answered.payments[0].doubts == (doubt,)
    assert answers.settled(found, {doubt.id: forms.SEEN}, "原告").payments[0].doubts == ()


def test_a_deduction_interrupts_no_limitation() -> None:
    assert limitation.acts(told(left("收到"), *taken(L, "500.00"))) == ()
    acts = limitation.acts(told(left("先还你500"), *taken(L, "500.00")))
    assert ActKind.PAYMENT in [act.kind for act in acts]
