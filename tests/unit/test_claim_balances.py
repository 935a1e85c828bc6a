"""A balance acknowledged after a payment, where the law's order of payments leaves another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import reported
from claimed import WORD, day, inked, of, with_payments
from suits import where

from evidence_kit import telling
from evidence_kit.model import (
    Agreement,
    AllotmentOrder,
    AlternativeKind,
    Claim,
    Doubt,
    DoubtKind,
    LoanFacts,
    Moment,
    Money,
    Nature,
    NoticeKind,
    Saying,
    SayingKind,
    Side,
    Sourced,
)
from evidence_kit.words import Words

ON = date(2026, 11, 22)
PAID = date(2025, 4, 20)


def owing(yuan: int, on: date | Moment = PAID) -> Saying:
    at, said = on if isinstance(on, Moment) else day(on), f"还欠你{yuan}元，我记着的"
    quote = Sourced(said, said, where(7))
    return Saying(SayingKind.ACKNOWLEDGEMENT, quote, at, Side.LEFT, Money(yuan * 100))


def story(*sayings: Saying, back: int = 1000) -> LoanFacts:
    lent = inked("3000", date(2025, 3, 2))
    paid = inked(str(back), PAID, Nature.REPAYMENT)
    facts = with_payments(lent, paid, due=date(2025, 4, 15))
    return replace(facts, sayings=sayings)


def noted(found: Claim) -> list[dict[str, str]]:
    return [dict(o.args) for o in found.notices if o.kind is NoticeKind.BALANCE_DIFFERS]


def others(found: Claim) -> list[str]:
    kind = AlternativeKind.PRINCIPAL_FIRST
    return [str(one.figures.total) for one in found.alternatives if one.kind is kind]


def test_a_balance_acknowledged_is_told_beside_the_one_by_law() -> None:
    found = of(story(owing(2000)), ON)
    sums = {"stated": "2000.00", "left": "2001.27", "difference": "1.27"}
    assert noted(found) == [{"on": "2025-04-20", **sums}]
    # 3000 × 3.1 % × 5 days = 1.27, then 2000 × 3.1 % × 581 days = 98.69.
    assert str(found.figures.total) == "2100.02"
    assert others(found) == ["2099.96"]


@pytest.mark.parametrize(
    "said",
    [
        (),
        (owing(2100),),  # no order of the payments leaves it
        (owing(3000, date(2025, 4, 1)),),  # before anything was paid
        (owing(2000, date(2026, 12, 1)),),  # after the day reckoned to
        (owing(2000, Moment(None, None, WORD)),),
        (replace(owing(2000), amount=None),),
        (replace(owing(2000), kind=SayingKind.PROMISE),),
        (replace(owing(2000), quote=Sourced("收到2000元", "收到2000元", where(7))),),
    ],
)
def test_nothing_else_is_a_reason(said: tuple[Saying, ...]) -> None:
    found = of(story(*said), ON)
    assert noted(found) == []
    assert others(found) == []


def test_a_doubted_balance_is_no_reason() -> None:
    doubt = Doubt(DoubtKind.SAID_DIFFERS_FROM_PAID, where(7))
    assert noted(of(replace(story(owing(2000)), doubts=(doubt,)), ON)) == []


def test_where_that_order_was_agreed_nothing_differs() -> None:
    agreed = Agreement(order=AllotmentOrder.PRINCIPAL_FIRST)
    found = of(story(owing(2000)), ON, agreed=agreed)
    assert noted(found) == []
    assert others(found) == []
    assert str(found.figures.total) == "2099.96"


def test_each_balance_is_told_once() -> None:
    found = of(story(owing(2000, date(2025, 5, 1)), owing(2000), owing(2000)), ON)
    assert [one["on"] for one in noted(found)] == ["2025-04-20"]
    assert others(found) == ["2099.96"]


def test_it_is_told_on_the_terminal_and_never_to_the_court() -> None:
    found = reported.of(story(owing(2000)), ON)
    lines = telling.claimed(found, Words("zh_CN")).splitlines()
    assert any("确认还欠 2000.00 元" in line and "相差 1.27 元" in line for line in lines)
    assert any("还款先抵本金" in line and "2099.96 元（减少 0.06 元）" in line for line in lines)
    paper = "\n".join(reported.texts(reported.printed(found)))
    assert "2000.00" not in paper
    assert "确认还欠" not in paper


def test_the_same_sum_of_other_parts_is_told_by_its_principal() -> None:
    told = telling.claimed(reported.of(story(owing(2000)), PAID), Words("zh_CN"))
    assert "2001.27 元（合计不变，其中本金 2000.00 元）" in told
