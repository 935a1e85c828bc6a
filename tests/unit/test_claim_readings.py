"""Other readings, with their own figures: what the law leaves open is never chosen silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from claimed import CASES, WORD, compute, day, facts_of, inked, of, with_payments

from evidence_kit.claim.citing import lending
from evidence_kit.model import (
    UNKNOWN_TIME,
    Agreement,
    Alternative,
    AlternativeKind,
    Claim,
    ClaimSettings,
    Doubt,
    DoubtKind,
    Instalment,
    LprChoice,
    Money,
    Nature,
    NewNote,
    NoticeKind,
    Rate,
    Rollover,
    Sourced,
)


def totals(found: Claim, kind: AlternativeKind) -> list[str]:
    return [str(one.figures.total) for one in of_kind(found, kind) if one.figures]


def of_kind(found: Claim, kind: AlternativeKind) -> list[Alternative]:
    return [one for one in found.alternatives if one.kind is kind]


def test_a_setting_is_told_only_where_it_matters() -> None:
    found = compute(CASES["overdue_at_the_ceiling"])
    assert {one.kind for one in found.alternatives} == {AlternativeKind.DAY_COUNT}
    without = compute(CASES["overdue_without_a_rate"], on=date(2026, 10, 19))
    (choice,) = of_kind(without, AlternativeKind.LPR_CHOICE)
    assert dict(choice.args) == {"setting": LprChoice.SEGMENTED}
    assert str(choice.figures.total) == "54113.50"


def test_the_other_value_is_the_default_where_that_was_changed() -> None:
    found = compute(CASES["overdue_without_a_rate_segmented"])
    assert totals(found, AlternativeKind.LPR_CHOICE) == ["54546.44"]


def test_an_old_loan_under_either_standard() -> None:
    found = compute(CASES["before_the_reform_at_24_percent"])
    other = compute(CASES["before_the_reform_at_24_percent"], settings={"standard": "at_formation"})
    assert other.figures is not None
    assert totals(found, AlternativeKind.STANDARD) == [str(other.figures.total)]


def test_paid_above_the_ceiling_either_way() -> None:
    found = compute(CASES["paid_at_a_rate_above_the_ceiling"])
    assert totals(found, AlternativeKind.ABOVE_CAP) == ["113800.00"]
    marked = [row for row in found.rows if row.practice]
    assert [str(row.split.above_cap) for row in marked if row.split] == ["5043.29", "4901.62"]


def test_the_lawyers_fee_under_the_ceiling_or_beside_it() -> None:
    case = {**CASES["lawyers_fee_under_the_ceiling"], "settings": {}, "rate": "0.138"}
    assert totals(compute(case), AlternativeKind.LAWYERS_FEE) != []


def test_a_term_by_demand_from_the_demand_and_from_filing() -> None:
    found = compute(CASES["demanded_and_a_month_of_grace"])
    assert totals(found, AlternativeKind.TERM_FROM_DEMAND) == ["5074.79"]
    (filing,) = of_kind(found, AlternativeKind.TERM_FROM_FILING)
    assert dict(filing.args) == {"on": "2026-03-01"}
    assert str(filing.figures.total) == "5000.00"
    filed = compute(CASES["demanded_and_a_month_of_grace"], filed=date(2026, 1, 1))
    assert totals(filed, AlternativeKind.TERM_FROM_FILING) == ["5024.25"]


def test_put_off_or_as_first_agreed() -> None:
    found = compute(CASES["put_off_by_agreement"])
    assert totals(found, AlternativeKind.FIRST_DUE) == ["9180.49"]
    never = compute({**CASES["put_off_by_agreement"], "renewals": [[date(2025, 12, 31), False]]})
    assert totals(never, AlternativeKind.FIRST_DUE) == []


def test_a_first_day_that_nothing_fixed() -> None:
    case = {**CASES["put_off_by_agreement"]}
    facts = facts_of(case)
    terms = replace(facts.terms, due=Sourced(UNKNOWN_TIME, "发了工资就还", WORD))
    found = of(replace(facts, terms=terms), case["on"])
    (first,) = of_kind(found, AlternativeKind.FIRST_DUE)
    assert first.args == ()
    assert str(first.figures.total) == "9000.00"


def test_a_plan_in_place_of_the_day_due() -> None:
    facts = with_payments(inked("9000", date(2025, 1, 10)), due=date(2025, 6, 30))
    parts = [(date(2025, 9, 30), 4000), (date(2025, 12, 31), 5000)]
    plan = [Sourced(Instalment(Money(y * 100), day(on)), "", WORD) for on, y in parts]
    planned = replace(facts, terms=replace(facts.terms, instalments=tuple(plan)))
    found = of(planned, date(2026, 3, 1))
    assert str(found.figures.total) == "9180.49"
    assert totals(found, AlternativeKind.PLAN) == ["9074.63"]


def test_a_rate_without_its_month_or_year() -> None:
    facts = with_payments(inked("10000", date(2025, 3, 1)))
    doubt = Doubt(DoubtKind.SAID_UNCLEAR, None, (("field", "rate"), ("text", "利息1%")))
    rates = (Rate(Fraction(12, 100), "月息1%"), Rate(Fraction(1, 100), "年息1%"))
    found = of(
        replace(facts, doubts=(doubt,)), date(2026, 3, 1), agreed=Agreement(unclear_rates=rates)
    )
    assert str(found.figures.total) == "10000.00"
    assert totals(found, AlternativeKind.UNCLEAR_RATE) == ["11200.00", "10100.00"]
    assert [dict(one.args) for one in of_kind(found, AlternativeKind.UNCLEAR_RATE)] == [
        {"rate": "12%", "wording": "月息1%"},
        {"rate": "1%", "wording": "年息1%"},
    ]
    clear = replace(facts, terms=replace(facts.terms, rate=Sourced(rates[0], "月息1%", WORD)))
    fixed = of(clear, date(2026, 3, 1), agreed=Agreement(unclear_rates=rates))
    assert of_kind(fixed, AlternativeKind.UNCLEAR_RATE) == []


def test_a_void_contract_where_the_money_was_borrowed() -> None:
    back = inked("1000", date(2025, 9, 1), Nature.REPAYMENT)
    facts = with_payments(inked("36500", date(2025, 3, 1)), back, rate="0.24", due=date(2025, 9, 1))
    hinted = replace(facts, doubts=(Doubt(DoubtKind.FUNDS_BORROWED, None),))
    found = of(hinted, date(2026, 3, 1))
    assert totals(found, AlternativeKind.VOID_BARE) == ["35500.00"]
    # 36500 × 3.1 % × 184 days = 570.40, of 1000 paid the rest is principal: 36070.40 bears on.
    assert totals(found, AlternativeKind.VOID) == ["36624.90"]
    assert not of_kind(of(facts, date(2026, 3, 1)), AlternativeKind.VOID)


def test_a_void_contract_before_there_was_any_lpr() -> None:
    facts = with_payments(inked("36500", date(2019, 8, 18)), rate="0.24")
    hinted = replace(facts, doubts=(Doubt(DoubtKind.FUNDS_BORROWED, None),))
    found = of(hinted, date(2019, 8, 22))
    assert totals(found, AlternativeKind.VOID) == ["36500.00"]
    later = of(hinted, date(2019, 8, 22), settings=ClaimSettings(lpr=LprChoice.SEGMENTED))
    assert totals(later, AlternativeKind.VOID) == ["36508.50"]


def test_what_was_paid_later_for_time_before_the_reform_has_both_readings() -> None:
    found = compute(CASES["thirty_six_percent_for_a_year_paid_on_the_day_of_the_reform"])
    assert str(found.figures.principal) == "10000.00"
    (other,) = of_kind(found, AlternativeKind.PAID_24_TO_36)
    assert str(other.figures.principal) == "8806.58"


ROLLED = {
    "on": date(2026, 8, 1),
    "loans": [[date(2024, 3, 1), "100000"]],
    "due": date(2026, 3, 1),
    "rate": "0.06",
}


def rolled(principal: str, **more: Any) -> Claim:
    return compute(
        {**ROLLED, "rollovers": [{"on": date(2025, 3, 1), "principal": principal}]}, **more
    )


def test_a_note_of_less_settles_the_debt_and_the_other_reading_stands_beside() -> None:
    """By hand: 90000 and 101000, each with 6 % × 518 ÷ 365; else all that was left out, too."""
    for note, settled, part in (
        ("90000", "97663.56", "114515.07"),
        ("101000", "109600.22", "114600.22"),
    ):
        found = rolled(note)
        assert found.figures is not None
        assert str(found.figures.total) == settled
        assert totals(found, AlternativeKind.NEW_NOTE) == [part]
        (other,) = of_kind(found, AlternativeKind.NEW_NOTE)
        assert dict(other.args) == {"setting": NewNote.IN_PART}
        assert lending(27, 1) in other.articles


def test_a_note_of_what_was_owed_has_one_reading() -> None:
    assert totals(rolled("106000"), AlternativeKind.NEW_NOTE) == []


def test_a_note_of_more_makes_what_was_owed_principal_and_at_most_the_ceiling() -> None:
    """6000 of interest were owed; 13800 are all that 13.8 % allows: 113800 × (1 + 6 % × 1.419)."""
    found = rolled("130000")
    assert found.figures is not None
    assert str(found.figures.total) == "115025.97"
    assert totals(found, AlternativeKind.NEW_NOTE) == ["123490.15"]


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 2, 28), []),
        (date(2026, 3, 1), [(NoticeKind.NOTE_OF_DUE, "2026-03-01")]),
        (date(2026, 8, 1), [(NoticeKind.NOTE_OF_DUE, "2026-03-01")]),
        (date(2026, 8, 2), [(NoticeKind.NOTE_LATER, None)]),
    ],
)
def test_a_note_that_may_name_another_day_or_is_not_counted_is_told(
    on: date, told: list[tuple[NoticeKind, str | None]]
) -> None:
    """Failure: what was renewed bore interest for delay at once, and nobody said so."""
    found = compute({**ROLLED, "rollovers": [{"on": on, "principal": "106000"}]})
    told_of = {NoticeKind.NOTE_OF_DUE, NoticeKind.NOTE_LATER}
    notes = [one for one in found.notices if one.kind in told_of]
    assert [(one.kind, dict(one.args).get("due")) for one in notes] == told
    assert all(dict(one.args)["on"] == on.isoformat() for one in notes)


def test_a_note_for_a_debt_that_is_paid_is_told() -> None:
    """Failure: a row of 0.00 stood there without a word that note and payments disagree."""
    paid = {**ROLLED, "repayments": [[date(2025, 2, 1), "120000"]]}
    found = compute({**paid, "rollovers": [{"on": date(2025, 3, 1), "principal": "50000"}]})
    notes = [one.kind for one in found.notices if one.kind.startswith("note_")]
    assert notes == [NoticeKind.NOTE_OF_PAID]


@pytest.mark.parametrize(("on", "limit"), [(date(2024, 8, 1), "13.4%"), (date(2024, 3, 10), None)])
def test_the_ceiling_that_a_new_note_may_bring_is_told(on: date, limit: str | None) -> None:
    """One-year LPR: 3.45 % in March 2024, 3.35 % from 2024-07-22."""
    found = compute({**ROLLED, "rollovers": [{"on": on, "principal": "100000"}]})
    told = [one for one in found.notices if one.kind is NoticeKind.NOTE_CEILING]
    assert [dict(one.args)["limit"] for one in told] == ([limit] if limit else [])


def test_a_note_on_the_day_of_a_payment_is_read_both_ways() -> None:
    """6000 paid, a note of 101000. The payment first: 100000 are left, and stay. The note first:

    of 106000 it leaves out 5000, and 6000 are paid on it: 95000, with 6 % × 518 ÷ 365.
    """
    found = rolled("101000", repayments=[[date(2025, 3, 1), "6000"]])
    assert found.figures is not None
    assert str(found.figures.total) == "108515.07"
    assert totals(found, AlternativeKind.NOTE_FIRST) == ["103089.32"]
    other_day = rolled("101000", repayments=[[date(2025, 3, 2), "6000"]])
    assert totals(other_day, AlternativeKind.NOTE_FIRST) == []


def test_a_debt_that_is_paid_comes_to_life_by_no_note() -> None:
    paid = [[date(2025, 2, 1), "110000"]]
    for how in NewNote:
        found = rolled("5000", repayments=paid, settings={"new_note": how.value})
        assert found.figures is not None
        assert found.figures.total.fen == 0


def test_a_void_contract_has_no_new_note() -> None:
    """100000, and 3.45 % for their use through 883 days, no matter what a note made principal."""
    facts = replace(facts_of(ROLLED), doubts=(Doubt(DoubtKind.FUNDS_BORROWED, None),))
    note = Rollover(date(2025, 3, 1), Money(106_000_00))
    found = of(facts, ROLLED["on"], agreed=Agreement(rollovers=(note,)))
    assert totals(found, AlternativeKind.VOID) == ["108346.16"]
    assert totals(found, AlternativeKind.VOID_BARE) == ["100000.00"]
