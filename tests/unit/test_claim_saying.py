"""What is said beside the figures, and when there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from claimed import CASES, WORD, compute, day, inked, noticed, of, with_payments

from evidence_kit.model import (
    UNKNOWN_TIME,
    Agreement,
    AlternativeKind,
    Basis,
    ClaimRowKind,
    Direction,
    Doubt,
    DoubtKind,
    Formation,
    LprChoice,
    Moment,
    Nature,
    NoticeKind,
    Outcome,
    Saying,
    SayingKind,
    Side,
    Sourced,
)

LENT = {"on": date(2026, 9, 1), "loans": [(date(2025, 3, 2), "5000")]}


def said(found: object, kind: NoticeKind) -> dict[str, str]:
    (notice,) = (one for one in found.notices if one.kind is kind)
    return dict(notice.args)


def test_a_contract_before_september_2015_has_no_figure() -> None:
    found = compute({"on": date(2026, 1, 1), "loans": [(date(2015, 8, 31), "5000")], "rate": "0.1"})
    assert (found.outcome, found.figures, found.rows) == (Outcome.NO_FIGURE, None, ())
    assert said(found, NoticeKind.BEFORE_2015) == {"loan": "1", "formed": "2015-08-31"}
    assert found.per_day.fen == 0


def test_a_suit_filed_before_the_reform_has_none() -> None:
    case = {"on": date(2026, 1, 1), "loans": [(date(2019, 3, 2), "5000")]}
    assert compute(case, filed=date(2020, 8, 19)).outcome is Outcome.NO_FIGURE
    assert compute(case, filed=date(2020, 8, 20)).outcome is Outcome.OWED
    assert NoticeKind.FILED_BEFORE_2020 in noticed(compute(case, filed=date(2020, 8, 19)))


def test_a_rate_beyond_the_table_is_said_and_not_made_up() -> None:
    found = compute(LENT, loans=[(date(2026, 10, 20), "5000")], on=date(2026, 11, 1), rate="0.2")
    assert said(found, NoticeKind.LPR_BEYOND) == {
        "on": "2026-10-20",
        "verified": "2026-09-20",
    }
    assert (found.outcome, found.figures, found.rows) == (Outcome.NO_FIGURE, None, ())
    covered = compute(LENT, loans=[(date(2026, 10, 19), "5000")], on=date(2026, 11, 1), rate="0.2")
    assert NoticeKind.LPR_BEYOND not in noticed(covered)
    assert covered.outcome is Outcome.OWED


def test_a_rate_beyond_the_table_for_what_is_overdue() -> None:
    fixed = compute(LENT, due=date(2026, 10, 19), on=date(2026, 11, 21))
    assert said(fixed, NoticeKind.LPR_BEYOND)["on"] == "2026-10-20"
    assert fixed.figures is None
    early = compute(LENT, due=date(2026, 10, 1), on=date(2026, 11, 21))
    assert NoticeKind.LPR_BEYOND not in noticed(early)
    other = {one.kind: one.figures for one in early.alternatives}
    assert other[AlternativeKind.LPR_CHOICE] is None
    later = compute(
        LENT, due=date(2026, 10, 1), on=date(2026, 11, 21), settings={"lpr": LprChoice.SEGMENTED}
    )
    assert said(later, NoticeKind.LPR_BEYOND)["on"] == "2026-11-21"


def test_filing_beyond_the_table_for_an_old_loan() -> None:
    old = {**LENT, "loans": [(date(2019, 3, 2), "5000")], "rate": "0.2", "on": date(2026, 11, 21)}
    assert said(compute(old), NoticeKind.LPR_BEYOND)["on"] == "2026-11-21"
    known = compute(old, on=date(2026, 10, 19))
    assert said(known, NoticeKind.FILING_ASSUMED) == {"on": "2026-10-19"}
    filed = noticed(compute(old, filed=date(2026, 9, 20)))
    assert not {NoticeKind.LPR_BEYOND, NoticeKind.FILING_ASSUMED} & set(filed)


def test_a_ceiling_beyond_the_table_bars_what_hangs_on_it_alone() -> None:
    old = {"loans": [(date(2019, 3, 2), "5000")], "due": date(2019, 12, 31)}
    found = compute(old, on=date(2026, 11, 21))
    assert found.outcome is Outcome.OWED
    assert [row.cap for row in found.rows] == [None, Fraction("0.24"), None]
    assert compute(old, on=date(2026, 11, 21), fees="100").figures is None
    known = compute(old, on=date(2026, 11, 21), filed=date(2026, 9, 20), fees="100")
    assert known.rows[2].cap == Fraction("0.12")


def test_no_term_and_no_demand() -> None:
    assert said(compute(LENT), NoticeKind.NO_TERM) == {"loan": "1"}
    assert NoticeKind.NO_TERM not in noticed(compute(LENT, filed=date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (UNKNOWN_TIME, True),
        (Moment(datetime(2025, 3, 2), datetime(2025, 8, 1), Basis.PAGE), True),
        (Moment(datetime(2025, 7, 2), datetime(2025, 8, 1), Basis.PAGE), False),  # surely later
        (Moment(datetime(2025, 3, 2), datetime(2025, 4, 1), Basis.PAGE), False),  # surely before
    ],
)
def test_a_day_agreed_is_not_denied_to_a_loan_of_no_certain_day(at: Moment, told: bool) -> None:
    """Failure to fear: “no day agreed”, beside a day that was agreed."""
    found = of(with_payments(inked("5000", at), due=date(2025, 7, 1)), date(2026, 1, 1))
    assert (NoticeKind.DUE_UNTIED in noticed(found)) is told
    late = at.earliest == datetime(2025, 7, 2)
    assert (NoticeKind.NO_TERM in noticed(found)) is late
    if told:
        named = {"loan": "1", "due": "2025-07-01"}
        taken = "2025-08-01" if at.latest else "2026-01-01"
        assert said(found, NoticeKind.DUE_UNTIED) == {**named, "taken": taken}
        assert str(found.figures.total) == "5000.00"
        assert AlternativeKind.TERM_FROM_FILING not in {one.kind for one in found.alternatives}


def test_a_demand_sets_the_day() -> None:
    found = compute(LENT, demands=[date(2026, 1, 31)])
    expected = {"loan": "1", "demanded": "2026-01-31", "days": "30", "due": "2026-03-02"}
    assert said(found, NoticeKind.TERM_BY_DEMAND) == expected


def test_not_due_yet() -> None:
    found = compute(CASES["not_due_yet"])
    assert said(found, NoticeKind.NOT_DUE) == {"loan": "1", "due": "2025-12-31"}


def test_a_rate_over_its_ceiling() -> None:
    found = compute(CASES["two_ceilings_for_two_loans"])
    told = [dict(one.args) for one in found.notices if one.kind is NoticeKind.RATE_CAPPED]
    assert told == [
        {"loan": "1", "agreed": "20%", "cap": "13.4%"},
        {"loan": "2", "agreed": "20%", "cap": "12.4%"},
    ]


def test_a_rate_just_at_its_ceiling_is_not_over_it() -> None:
    assert NoticeKind.RATE_CAPPED not in noticed(compute(CASES["a_rate_just_at_the_ceiling"]))
    assert NoticeKind.RATE_CAPPED in noticed(compute(CASES["a_rate_just_above_it"]))


def test_a_plan_that_is_not_all_of_it() -> None:
    found = compute(CASES["a_plan_of_less_than_was_lent"])
    assert said(found, NoticeKind.PLAN_UNFIT) == {"planned": "6000.00", "lent": "9000.00"}
    assert found.rows[-1].first == date(2025, 8, 1)


def test_a_promise_without_a_day() -> None:
    facts = with_payments(inked("5000", date(2025, 3, 2)))
    terms = replace(facts.terms, due=Sourced(UNKNOWN_TIME, "发了工资就还", WORD))
    found = of(replace(facts, terms=terms), date(2026, 1, 1))
    assert said(found, NoticeKind.DUE_UNKNOWN) == {"text": "发了工资就还"}
    assert NoticeKind.NO_TERM in noticed(found)


def test_a_promise_between_two_days_is_due_on_the_later() -> None:
    facts = with_payments(inked("5000", date(2025, 3, 2)))
    between = Moment(datetime(2025, 6, 1), datetime(2025, 6, 30, 23, 59), Basis.PAGE)
    terms = replace(facts.terms, due=Sourced(between, "六月还", WORD))
    assert of(replace(facts, terms=terms), date(2026, 1, 1)).rows[-1].first == date(2025, 7, 1)


@pytest.mark.parametrize("natural", [True, False])
def test_interest_that_fixes_no_rate(natural: bool) -> None:
    facts = with_payments(inked("5000", date(2025, 3, 2)))
    doubt = Doubt(DoubtKind.SAID_UNCLEAR, None, (("field", "rate"), ("text", "利息按行情")))
    found = of(
        replace(facts, doubts=(doubt,)),
        date(2026, 1, 1),
        agreed=Agreement(natural_persons=natural),
    )
    kind = NoticeKind.RATE_UNCLEAR if natural else NoticeKind.NOT_NATURAL
    assert kind in noticed(found)
    other = Doubt(DoubtKind.SAID_UNCLEAR, None, (("field", "due"),))
    assert kind not in noticed(of(replace(facts, doubts=(other,)), date(2026, 1, 1)))


def test_a_day_between_two_is_taken_less_favourably() -> None:
    span = Moment(datetime(2025, 3, 1, 12), datetime(2025, 3, 4, 12), Basis.BETWEEN)
    back = Moment(datetime(2025, 6, 1, 12), datetime(2025, 6, 9, 12), Basis.BETWEEN)
    found = of(
        with_payments(
            inked("5000", span), inked("1000", back, Nature.REPAYMENT, Direction.IN), rate="0.1"
        ),
        date(2026, 1, 1),
    )
    days = [row.first for row in found.rows if row.kind is not ClaimRowKind.INTEREST]
    assert days == [date(2025, 3, 4), date(2025, 6, 1)]
    told = [dict(one.args) for one in found.notices if one.kind is NoticeKind.DAY_UNSURE]
    assert told[0] == {
        "amount": "5000.00",
        "earliest": "2025-03-01",
        "latest": "2025-03-04",
        "taken": "2025-03-04",
    }


def test_days_that_only_one_side_bounds() -> None:
    since = Moment(datetime(2025, 3, 1), None, Basis.BETWEEN)
    until = Moment(None, datetime(2025, 6, 1), Basis.BETWEEN)
    back = (Nature.REPAYMENT, Direction.IN)
    found = of(
        with_payments(
            inked("5000", since),
            inked("6000", until),
            inked("10", until, *back),
            inked("20", since, *back),
            rate="0.1",
        ),
        date(2026, 1, 1),
    )
    on = {row.amount.fen: row.first for row in found.rows if row.kind is ClaimRowKind.LENT}
    assert on == {500_000: date(2026, 1, 1), 600_000: date(2025, 6, 1)}
    paid = {row.amount.fen: row.first for row in found.rows if row.kind is ClaimRowKind.REPAID}
    assert paid == {1000: date(2025, 6, 1), 2000: date(2025, 3, 1)}
    late = of(with_payments(inked("5000", since)), date(2025, 1, 1))
    assert late.outcome is Outcome.NOTHING_LENT


def test_days_that_nothing_bounds() -> None:
    found = of(
        with_payments(
            inked("5000", UNKNOWN_TIME),
            inked("3000", date(2025, 3, 2)),
            inked("10", UNKNOWN_TIME, Nature.REPAYMENT, Direction.IN),
            rate="0.1",
        ),
        date(2026, 1, 1),
    )
    told = [dict(one.args) for one in found.notices if one.kind is NoticeKind.DAY_UNKNOWN]
    assert told == [
        {"amount": "5000.00", "taken": "2026-01-01"},
        {"amount": "10.00", "taken": "2025-03-02"},
    ]


def test_what_came_after_is_named_and_not_counted() -> None:
    found = compute(CASES["a_payment_after_the_day_reckoned_to"])
    assert said(found, NoticeKind.LATER) == {"amount": "1000.00", "on": "2026-01-15"}


def test_a_hint_that_the_money_was_borrowed() -> None:
    facts = with_payments(inked("5000", date(2025, 3, 2)))
    quote = Sourced("这钱是我从银行贷的", "这钱是我从银行贷的", WORD)
    words = Saying(SayingKind.RELENDING, quote, day(date(2025, 3, 1)), Side.RIGHT)
    assert NoticeKind.RELENDING in noticed(of(replace(facts, sayings=(words,)), date(2026, 1, 1)))
    doubt = Doubt(DoubtKind.FUNDS_BORROWED, None)
    assert NoticeKind.RELENDING in noticed(of(replace(facts, doubts=(doubt,)), date(2026, 1, 1)))
    assert NoticeKind.RELENDING not in noticed(of(facts, date(2026, 1, 1)))


def test_no_day_agreed_falls_back_on_arrival() -> None:
    case = {**LENT, "settings": {"formation": Formation.AGREED_DAY}, "rate": "0.2"}
    assert compute(case).rows[-1].cap == compute(LENT, rate="0.2").rows[-1].cap


def test_a_cost_after_the_day_reckoned_to_is_said() -> None:
    found = compute(LENT, costs=[(date(2026, 9, 2), "3000", "律师费")])
    assert said(found, NoticeKind.LATER) == {"amount": "3000.00", "on": "2026-09-02"}


def test_a_preservation_fee_alone_is_no_claim() -> None:
    """Failure: a debt repaid to the fen was sued for 0.00, said to be left of interest first."""
    case = {**LENT, "repayments": [(date(2026, 1, 20), "5000")], "due": date(2026, 1, 20)}
    found = compute({**case, "costs": [(date(2026, 2, 1), "500", "保全费")]})
    assert found.outcome is Outcome.REPAID
    lawyer = compute({**case, "costs": [(date(2026, 2, 1), "500", "律师费")]})
    assert lawyer.outcome is Outcome.OWED
    assert NoticeKind.ALL_CAME_BACK not in {one.kind for one in (*found.notices, *lawyer.notices)}


def test_a_penalty_held_to_the_ceiling_is_not_called_the_loan_s_rate() -> None:
    """Failure: 日万分之五 was told as the loan's rate of 18.25 %, which is 12 %."""
    found = compute({**LENT, "due": date(2025, 6, 30), "rate": "0.12", "penalty_rate": "0.1825"})
    told = {"loan": "1", "agreed": "18.25%", "cap": "12.4%"}
    assert said(found, NoticeKind.PENALTY_CAPPED) == told
    assert NoticeKind.RATE_CAPPED not in {one.kind for one in found.notices}


def test_principal_that_was_repaid_first_leaves_interest_not_by_the_law_s_order() -> None:
    back = {"repayments": [(date(2025, 12, 31), "5000")], "order": "principal_first"}
    found = compute({**LENT, **back, "due": date(2025, 6, 30), "rate": "0.12"})
    assert found.outcome is Outcome.OWED
    assert NoticeKind.ALL_CAME_BACK not in {one.kind for one in found.notices}
