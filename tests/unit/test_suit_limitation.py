"""诉讼时效: worked cases with hand-counted days, in the order in which acts were done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from suits import (
    SOME_DOUBT,
    at,
    due,
    facts,
    instalment,
    lent,
    on,
    paid,
    renewal,
    saying,
    where,
)

from evidence_kit.claim import days_off, limitation
from evidence_kit.claim.articles import cites_known
from evidence_kit.model import (
    Circumstances,
    DaySpan,
    Effect,
    Holidays,
    Limitation,
    LoanFacts,
    NoteKind,
    Proceeding,
    ProceedingKind,
    SayingKind,
    State,
    Statement,
    TermBasis,
    TermStatus,
    Why,
)

DEMAND, PROMISE, PLAN = SayingKind.DEMAND, SayingKind.PROMISE, SayingKind.PLAN
DELAY, ADMITS = SayingKind.DELAY, SayingKind.ACKNOWLEDGEMENT
NOBODY_SAID = Circumstances()
TODAY = "2026-11-21"


def judged(found: LoanFacts, today: str = TODAY, **more) -> Limitation:
    circumstances = more.pop("circumstances", NOBODY_SAID)
    result = limitation.of(found, circumstances, on=on(today), **more)
    assert all(cites_known(article) for article in cited(result))
    return result


def cited(result: Limitation):
    yield from result.articles
    for note in result.notes:
        yield from note.articles
    for step in result.steps:
        yield from step.articles


def effects(result: Limitation) -> list[tuple[Effect, str]]:
    return [(step.effect, str(step.end.first) if step.end else "") for step in result.steps]


def notes(result: Limitation) -> set[NoteKind]:
    return {note.kind for note in result.notes}


# ── from the day due ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "end", "status", "left"),
    [
        ("2023-11-21", "2026-11-21", TermStatus.URGENT, 0),  # the last day
        ("2023-11-20", "2026-11-20", TermStatus.EXPIRED, -1),
        ("2023-12-21", "2026-12-21", TermStatus.URGENT, 30),
        ("2023-12-22", "2026-12-22", TermStatus.NEAR, 31),
        ("2024-05-20", "2027-05-20", TermStatus.NEAR, 180),
        ("2024-05-21", "2027-05-21", TermStatus.RUNNING, 181),
        ("2024-02-29", "2027-02-28", TermStatus.NEAR, 99),
    ],
)
def test_three_years_from_the_day_due(day: str, end: str, status: TermStatus, left: int) -> None:
    result = judged(facts(due=due(day)))
    assert (result.end, result.status, result.days_left) == (
        DaySpan(on(end), on(end)),
        status,
        left,
    )
    assert result.maturity.basis is TermBasis.DUE


def test_a_day_due_that_nothing_dates_is_no_day() -> None:
    result = judged(facts(due=due(None)))
    assert result.maturity.basis is TermBasis.NOTHING
    assert NoteKind.DUE_UNSURE in notes(result)
    assert (result.end, result.days_left, result.status) == (None, None, TermStatus.NOT_BEGUN)


def test_of_two_days_due_the_earlier_is_relied_on() -> None:
    """Failure to fear: 十一月还 taken as the thirtieth, and the suit handed in a month late."""
    result = judged(facts(due=due("2023-11-01", "2023-11-30")))
    assert result.end == DaySpan(on("2026-11-01"), on("2026-11-30"))
    assert result.status is TermStatus.DISPUTED
    assert NoteKind.DUE_UNSURE in notes(result)
    assert NoteKind.DUE_UNSURE in notes(judged(facts(due=due("2024-11-01", ""))))
    assert NoteKind.DUE_UNSURE not in notes(judged(facts(due=due("2024-11-01"))))


def test_a_doubt_on_the_day_due_is_told() -> None:
    told = replace(SOME_DOUBT, where=where(90))
    result = judged(facts(due=due("2024-11-01"), doubts=(told,)))
    assert NoteKind.DUE_DOUBTED in notes(result)
    assert result.maturity.doubts == (told,)


def test_instalments_run_from_the_last() -> None:
    parts = (instalment(1000, "2024-03-31", 5), instalment(1000, "2024-02-29", 6))
    result = judged(facts(instalments=parts))
    assert result.maturity.basis is TermBasis.LAST_INSTALMENT
    assert str(result.end.first) == "2027-03-31"
    undated = judged(facts(instalments=(*parts, instalment(1000, None, 7))))
    assert undated.maturity.basis is TermBasis.NOTHING


def test_a_plan_after_the_day_due_moves_it_only_if_agreed() -> None:
    parts = (instalment(1000, "2025-03-31", 5),)
    result = judged(facts(due=due("2024-01-05"), instalments=parts))
    assert str(result.end.first) == "2027-01-05"
    (note,) = (note for note in result.notes if note.kind is NoteKind.DUE_IF_PLAN_AGREED)
    assert dict(note.args)["last"] == "2025-03-31"


def test_a_loan_after_the_day_due_has_a_day_of_its_own() -> None:
    late = lent(100_00, at("2024-02-01"), 3)
    early = lent(100_00, at("2023-02-01"), 4)
    undated = lent(100_00, at(None), 5)
    result = judged(facts(early, late, undated, due=due("2024-01-05")))
    (note,) = (note for note in result.notes if note.kind is NoteKind.LOAN_AFTER_DUE)
    assert note.args == (("amount", "100.00"), ("day", "2024-02-01"))


def test_two_years_that_had_run_out_before_the_reform_stay_run_out() -> None:
    old = judged(facts(due=due("2015-09-30")), "2018-01-01")
    assert str(old.end.first) == "2017-09-30"
    assert NoteKind.OLD_LIMITATION in notes(old)
    new = judged(facts(due=due("2015-10-01")), "2018-01-01")
    assert str(new.end.first) == "2018-10-01"
    assert NoteKind.OLD_LIMITATION not in notes(new)


# ── days off ───────────────────────────────────────────────────────────────────────────


def test_a_last_day_off_moves_only_where_the_table_is_given() -> None:
    """2026-11-21 is a Saturday, the Monday after it the 23rd."""
    found = facts(due=due("2023-11-21"))
    table = Holidays(on("2026-01-01"), on("2026-12-31"))
    assert str(judged(found).end.first) == "2026-11-21"
    (note,) = (one for one in judged(found).notes if one.kind is NoteKind.HOLIDAYS_UNKNOWN)
    assert dict(note.args) == {"day": "2026-11-21", "weekday": "6", "until": "2026-12-31"}
    moved = judged(found, holidays=table)
    assert str(moved.end.first) == "2026-11-23"
    assert NoteKind.HOLIDAYS_UNKNOWN not in notes(moved)


def test_a_demand_on_the_day_after_the_holiday_is_in_time() -> None:
    asked = saying(DEMAND, at("2026-11-23"), 3)
    found = facts(asked, due=due("2023-11-21"))
    table = Holidays(on("2026-01-01"), on("2026-12-31"))
    late = judged(found, "2026-11-24")
    assert effects(late) == [(Effect.OPEN, "2029-11-23")]
    assert effects(judged(found, "2026-11-24", holidays=table)) == [
        (Effect.INTERRUPTS, "2029-11-23")
    ]


# ── what interrupts ────────────────────────────────────────────────────────────────────


def test_each_act_begins_three_years_anew_in_order() -> None:
    result = judged(
        facts(
            saying(PROMISE, at("2022-03-04"), 4),
            paid(500_00, at("2023-06-30"), 5),
            saying(DEMAND, at("2020-08-31"), 3),
            saying(PLAN, at("2024-02-29"), 6),
            saying(DELAY, at("2025-01-31"), 7),
            due=due("2019-05-01"),
        )
    )
    assert effects(result) == [
        (Effect.INTERRUPTS, "2023-08-31"),
        (Effect.INTERRUPTS, "2025-03-04"),
        (Effect.INTERRUPTS, "2026-06-30"),
        (Effect.INTERRUPTS, "2027-02-28"),
        (Effect.INTERRUPTS, "2028-01-31"),
    ]
    assert [step.act.places for step in result.steps] == [(where(row),) for row in range(3, 8)]
    assert result.end == result.end_at_best == DaySpan(on("2028-01-31"), on("2028-01-31"))


def test_what_comes_before_the_day_due_interrupts_nothing() -> None:
    result = judged(facts(paid(100, at("2024-01-01"), 3), due=due("2024-05-01")))
    assert effects(result) == [(Effect.EARLY, "2027-05-01")]
    same_day = judged(facts(saying(DEMAND, at("2024-05-01"), 3), due=due("2024-05-01")))
    assert effects(same_day) == [(Effect.EARLY, "2027-05-01")]
    day_after = judged(facts(saying(DEMAND, at("2024-05-02"), 3), due=due("2024-05-01")))
    assert effects(day_after) == [(Effect.INTERRUPTS, "2027-05-02")]


def test_an_act_between_two_days_counts_from_the_earlier() -> None:
    asked = saying(DEMAND, at("2025-01-01", "2025-01-31"), 3)
    result = judged(facts(asked, due=due("2024-05-01")))
    assert result.end == DaySpan(on("2028-01-01"), on("2028-01-31"))


def test_an_act_known_only_from_below_may_lie_up_to_today() -> None:
    asked = saying(DEMAND, at("2025-01-01", ""), 3)
    result = judged(facts(asked, due=due("2024-05-01")))
    assert result.end == DaySpan(on("2028-01-01"), on("2029-11-21"))


def test_an_act_that_may_lie_after_the_end_is_not_counted() -> None:
    asked = saying(DEMAND, at("2026-10-01", "2026-11-10"), 3)
    result = judged(facts(asked, due=due("2023-11-01")))
    (step,) = result.steps
    assert (step.effect, step.why) == (Effect.OPEN, Why.MAYBE_LATE)
    assert step.end == DaySpan(on("2029-10-01"), on("2029-11-10"))
    assert str(result.end.first) == "2026-11-01"
    assert result.status is TermStatus.DISPUTED


def test_what_carries_doubts_is_listed_with_what_it_would_change() -> None:
    """Failure to fear: a payment in doubt keeps a debt alive that a court holds expired."""
    back = paid(500_00, at("2025-06-30"), 5, doubts=(SOME_DOUBT,))
    result = judged(facts(back, due=due("2023-01-31")))
    (step,) = result.steps
    assert (step.effect, step.why) == (Effect.OPEN, Why.DOUBTED)
    assert str(step.end.first) == "2028-06-30"
    assert str(result.end.first) == "2026-01-31"
    assert str(result.end_at_best.first) == "2028-06-30"
    assert result.status is TermStatus.DISPUTED
    assert NoteKind.COURT_WONT_ASK in notes(result)


def test_doubts_together_may_reach_further_than_any_alone() -> None:
    one = paid(1_00, at("2022-06-30"), 5, doubts=(SOME_DOUBT,))
    other = paid(1_00, at("2024-06-30"), 6, doubts=(SOME_DOUBT,))
    result = judged(facts(one, other, due=due("2020-01-31")))
    assert effects(result) == [(Effect.OPEN, "2025-06-30"), (Effect.OPEN, "2023-01-31")]
    assert str(result.end_at_best.first) == "2027-06-30"
    assert result.status is TermStatus.DISPUTED


def test_undated_acts_stand_where_shown_and_count_for_nothing() -> None:
    result = judged(facts(saying(DEMAND, at(None), 3), due=due("2024-05-01")))
    (step,) = result.steps
    assert (step.effect, step.why, step.day, step.end) == (Effect.OPEN, Why.UNDATED, None, None)
    assert result.end == result.end_at_best


def test_what_was_done_after_the_day_asked_about_counts_for_nothing_yet() -> None:
    found = facts(saying(DEMAND, at("2025-05-02"), 3), due=due("2024-05-01"))
    doubted = facts(paid(1, at("2025-05-02"), 3, doubts=(SOME_DOUBT,)), due=due("2024-05-01"))
    assert [step.why for step in judged(doubted, "2025-05-01").steps] == [Why.LATER]
    (step,) = judged(found, "2025-05-01").steps
    assert (step.effect, step.why, step.end) == (Effect.OPEN, Why.LATER, None)
    assert judged(found, "2025-05-02").steps[0].effect is Effect.INTERRUPTS


def test_admitting_the_debt_is_arguable() -> None:
    """No article names it; courts mostly take it for an agreement to perform."""
    result = judged(facts(saying(ADMITS, at("2024-04-01"), 3), due=due("2023-05-01")))
    (step,) = result.steps
    assert (step.effect, step.why, str(step.end.first)) == (Effect.OPEN, Why.ARGUABLE, "2027-04-01")
    assert (str(result.end.first), result.status) == ("2026-05-01", TermStatus.DISPUTED)


def test_twenty_years_are_the_most() -> None:
    acts = [saying(DEMAND, at(f"{year}-01-10"), year - 2000) for year in range(2003, 2022, 2)]
    result = judged(facts(*acts, due=due("2002-01-10")), "2021-06-01")
    assert str(result.end.first) == "2022-01-10"
    assert NoteKind.LONGEST_TERM in notes(result)


# ── after the end ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("act", "effect", "end", "status"),
    [
        (saying(PROMISE, at("2024-03-01"), 3), Effect.REVIVES, "2027-03-01", TermStatus.NEAR),
        (saying(PLAN, at("2025-03-01"), 3), Effect.REVIVES, "2028-03-01", TermStatus.RUNNING),
        (paid(1_00, at("2024-03-01"), 3), Effect.KEPT_PAID, "2023-05-01", TermStatus.EXPIRED),
        (saying(DEMAND, at("2024-03-01"), 3), Effect.TOO_LATE, "2023-05-01", TermStatus.EXPIRED),
        (saying(DELAY, at("2024-03-01"), 3), Effect.OPEN, "2027-03-01", TermStatus.DISPUTED),
        (saying(ADMITS, at("2024-03-01"), 3), Effect.OPEN, "2027-03-01", TermStatus.DISPUTED),
    ],
)
def test_after_the_end_a_promise_binds_and_little_else(act, effect, end, status) -> None:
    result = judged(facts(act, due=due("2020-05-01")))
    assert effects(result) == [(effect, end)]
    assert result.status is status
    assert (result.steps[0].why is Why.ARGUABLE) == (effect is Effect.OPEN)


def test_after_a_promise_everything_interrupts_again() -> None:
    result = judged(
        facts(
            saying(PROMISE, at("2024-03-01"), 3),
            saying(DEMAND, at("2025-03-01"), 4),
            due=due("2020-05-01"),
        )
    )
    assert [effect for effect, _ in effects(result)] == [Effect.REVIVES, Effect.INTERRUPTS]
    assert str(result.end.first) == "2028-03-01"


# ── extensions ─────────────────────────────────────────────────────────────────────────


def test_an_extension_runs_from_the_day_agreed_anew() -> None:
    promise = saying(PROMISE, at("2024-04-20"), 3)
    later = renewal("2024-12-31", 3)
    result = judged(facts(promise, due=due("2024-05-01"), renewals=(later,)))
    assert effects(result) == [(Effect.EXTENDS, "2027-12-31")]
    lone = renewal("2024-12-31", 3, agreed=False)
    alone = judged(facts(promise, due=due("2024-05-01"), renewals=(lone,)))
    assert effects(alone) == [(Effect.EARLY, "2027-05-01")]


def test_an_admission_in_which_a_day_is_agreed_is_more_than_arguable() -> None:
    admits = saying(ADMITS, at("2025-04-20"), 3, "我还欠你5000，年底还")
    later = renewal("2025-12-31", 3, quote=admits.quote.quote)
    result = judged(facts(admits, due=due("2024-05-01"), renewals=(later,)))
    assert effects(result) == [(Effect.EXTENDS, "2028-12-31")]


def test_an_extension_no_act_shows_is_open() -> None:
    result = judged(facts(due=due("2024-05-01"), renewals=(renewal("2024-12-31", 3),)))
    (step,) = result.steps
    assert (step.effect, step.why, step.end) == (Effect.OPEN, Why.UNDATED, None)
    assert step.act.quote.where == where(3)


# ── without a day due ──────────────────────────────────────────────────────────────────


def test_without_a_day_due_limitation_begins_with_the_first_demand() -> None:
    result = judged(
        facts(
            paid(100, at("2021-01-01"), 2),
            saying(DEMAND, at("2024-06-18"), 3),
            saying(DEMAND, at("2025-06-18"), 4),
        )
    )
    assert result.maturity.basis is TermBasis.FIRST_DEMAND
    assert effects(result) == [
        (Effect.EARLY, ""),
        (Effect.STARTS, "2027-06-18"),
        (Effect.INTERRUPTS, "2028-06-18"),
    ]
    assert NoteKind.GRACE_UNKNOWN in notes(result)


def test_limitation_is_over_only_when_both_readings_of_an_unknown_grace_say_so() -> None:
    """Demanded on 2023-06-19: three years end on 2026-06-19, or thirty days later, on 07-19.

    The first is a day of the Dragon Boat holiday of 2026, the second a Sunday: 22nd and 20th.
    """
    asked = facts(saying(DEMAND, at("2023-06-19"), 3))
    known = {"holidays": days_off.KNOWN}
    result = judged(asked, "2026-07-20", **known)
    assert result.maturity.day == DaySpan(on("2023-06-19"), on("2023-07-19"))
    assert result.end == DaySpan(on("2026-06-22"), on("2026-07-20"))
    assert result.status is TermStatus.DISPUTED
    assert judged(asked, "2026-07-21", **known).status is TermStatus.EXPIRED
    again = facts(saying(DEMAND, at("2023-06-19"), 3), saying(DEMAND, at("2026-07-01"), 4))
    (_, step) = judged(again, "2026-07-21", **known).steps
    assert (step.effect, step.why) == (Effect.OPEN, Why.MAYBE_LATE)


def test_the_first_demands_grace_goes_before() -> None:
    found = facts(saying(DEMAND, at("2024-06-18"), 3), saying(PROMISE, at("2024-06-20"), 4))
    result = judged(found, circumstances=Circumstances(grace_days=30))
    assert result.maturity.basis is TermBasis.GRACE_END
    assert effects(result) == [(Effect.STARTS, "2027-07-18"), (Effect.EARLY, "2027-07-18")]
    assert NoteKind.GRACE_UNKNOWN not in notes(result)
    vague = facts(saying(DEMAND, at("2024-06-18", "2024-06-28"), 3))
    later = judged(vague, circumstances=Circumstances(grace_days=30))
    assert later.maturity.day == DaySpan(on("2024-07-18"), on("2024-07-28"))
    none = judged(found, circumstances=Circumstances(grace_days=0))
    assert none.maturity.basis is TermBasis.FIRST_DEMAND
    assert NoteKind.GRACE_UNKNOWN not in notes(none)


def test_a_refusal_ends_the_grace_at_once() -> None:
    no = saying(SayingKind.REFUSAL, at("2024-06-25"), 4)
    found = facts(saying(DEMAND, at("2024-06-18"), 3), no)
    result = judged(found, circumstances=Circumstances(grace_days=30))
    assert result.maturity.basis is TermBasis.REFUSAL
    assert effects(result) == [(Effect.STARTS, "2027-06-25")]
    later = facts(saying(DEMAND, at("2024-06-18"), 3), replace(no, at=at("2024-08-25")))
    assert judged(later, circumstances=Circumstances(grace_days=30)).maturity.basis is (
        TermBasis.GRACE_END
    )
    undated = facts(saying(DEMAND, at("2024-06-18"), 3), replace(no, at=at(None)))
    assert judged(undated, circumstances=Circumstances(grace_days=30)).maturity.basis is (
        TermBasis.GRACE_END
    )


def test_without_any_demand_nothing_runs() -> None:
    result = judged(facts(paid(100, at("2021-01-01"), 2)))
    assert (result.end, result.status) == (None, TermStatus.NOT_BEGUN)
    assert notes(result) == set()


def test_who_asks_for_time_was_asked_to_pay() -> None:
    """Failure to fear: the first demand on a page left out, and limitation counted too late."""
    pleads = saying(DELAY, at("2022-06-01"), 2)
    result = judged(facts(pleads, saying(DEMAND, at("2024-06-18"), 3)))
    assert NoteKind.DEMAND_NOT_SHOWN in notes(result)
    assert NoteKind.DEMAND_NOT_SHOWN in notes(judged(facts(pleads)))
    after = facts(saying(DEMAND, at("2022-05-18"), 3), pleads)
    assert NoteKind.DEMAND_NOT_SHOWN not in notes(judged(after))


def test_a_first_demand_in_doubt_may_have_begun_limitation() -> None:
    asked = saying(DEMAND, at("2021-06-18"), 3)
    told = replace(SOME_DOUBT, where=where(3))
    result = judged(facts(asked, doubts=(told,)))
    assert effects(result) == [(Effect.OPEN, "2024-06-18")]
    assert (result.end, result.status) == (None, TermStatus.DISPUTED)
    fresh = judged(facts(replace(asked, at=at("2025-06-18")), doubts=(told,)))
    assert fresh.status is TermStatus.NOT_BEGUN


def test_a_day_agreed_after_the_loan_is_a_day_due() -> None:
    """Failure to fear: “not begun”, where both agreed on 2020-05-31 and three years ended 2023.

    It comes before a demand of 2024, which is too late then (民法典 188, 192).
    """
    promise = saying(PROMISE, at("2020-04-01"), 3)
    day = renewal("2020-05-31", 3)
    result = judged(facts(promise, renewals=(day,)))
    assert (result.maturity.basis, str(result.end.first)) == (TermBasis.DUE, "2023-05-31")
    assert result.status is TermStatus.EXPIRED
    late = judged(facts(promise, saying(DEMAND, at("2024-06-18"), 4), renewals=(day,)))
    assert [effect for effect, _ in effects(late)] == [Effect.EXTENDS, Effect.TOO_LATE]
    undated = judged(facts(saying(DEMAND, at("2024-06-18"), 4), renewals=(day,)))
    assert str(undated.end.first) == "2023-05-31"
    alone = judged(facts(promise, renewals=(renewal("2020-05-31", 3, agreed=False),)))
    assert alone.status is TermStatus.NOT_BEGUN
    earlier = facts(saying(DEMAND, at("2019-06-18"), 2), promise, renewals=(day,))
    assert effects(judged(earlier)) == [
        (Effect.STARTS, "2022-06-18"),
        (Effect.EXTENDS, "2023-05-31"),
    ]


def test_who_refused_was_asked_to_pay() -> None:
    """诉讼时效规定 4: refused on 2022-06-25, three years ended on 2025-06-25, if it was so."""
    no = saying(SayingKind.REFUSAL, at("2022-06-25"), 4)
    result = judged(facts(no))
    assert NoteKind.DEMAND_NOT_SHOWN in notes(result)
    assert (result.end, result.status) == (None, TermStatus.DISPUTED)
    assert judged(facts(no), "2025-06-25").status is TermStatus.NOT_BEGUN
    asked = judged(facts(saying(DEMAND, at("2022-06-20"), 3), no))
    assert NoteKind.DEMAND_NOT_SHOWN not in notes(asked)


# ── suits and the like ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (ProceedingKind.SUIT, 10),
        (ProceedingKind.PAYMENT_ORDER, 11),
        (ProceedingKind.PRESERVATION, 11),
        (ProceedingKind.MEDIATION, 12),
        (ProceedingKind.POLICE, 13),
    ],
)
def test_what_is_handed_in_interrupts_from_that_day(kind: ProceedingKind, number: int) -> None:
    handed_in = Circumstances(proceedings=(Proceeding(kind, on("2025-02-03")),))
    result = judged(facts(due=due("2024-05-01")), circumstances=handed_in)
    assert effects(result) == [(Effect.INTERRUPTS, "2028-02-03")]
    assert number in [article.number for article in result.steps[0].articles]
    assert (result.status is TermStatus.KEPT) == (kind is ProceedingKind.SUIT)


def test_a_filing_keeps_the_term_once_it_happened() -> None:
    """Three years from 2023-05-01 end on a holiday that lasted to 2026-05-05: on the 6th (203)."""
    found = facts(due=due("2023-05-01"))
    assert judged(found, "2026-04-30", filed_on=on("2026-04-30")).status is TermStatus.KEPT
    assert judged(found, "2026-04-29", filed_on=on("2026-04-30")).status is TermStatus.URGENT
    known = {"holidays": days_off.KNOWN}
    last = judged(found, "2026-06-01", filed_on=on("2026-05-06"), **known)
    assert last.status is TermStatus.KEPT
    assert effects(last) == [(Effect.INTERRUPTS, "2029-05-06")]
    late = judged(found, "2026-06-01", filed_on=on("2026-05-07"), **known)
    assert (late.status, effects(late)[0][0]) == (TermStatus.EXPIRED, Effect.TOO_LATE)
    unknown = judged(found, "2026-06-01", filed_on=on("2026-05-06"))
    assert (unknown.status, unknown.steps[0].why) == (TermStatus.DISPUTED, Why.MAYBE_LATE)


def test_a_suit_keeps_the_term_only_while_it_goes_on() -> None:
    """195: it runs anew when the case ends; a suit of years ago may have been withdrawn."""
    suit = Circumstances(proceedings=(Proceeding(ProceedingKind.SUIT, on("2022-05-01")),))
    result = judged(facts(due=due("2020-05-01")), circumstances=suit)
    assert result.status is TermStatus.KEPT
    (note,) = (one for one in result.notes if one.kind is NoteKind.KEPT_BY_SUIT)
    assert [one.number for one in note.articles] == [195]


def test_a_filing_told_twice_is_one() -> None:
    told = Circumstances(proceedings=(Proceeding(ProceedingKind.SUIT, on("2026-04-30")),))
    found = facts(due=due("2024-05-01"))
    assert len(judged(found, circumstances=told, filed_on=on("2026-04-30")).steps) == 1


def test_a_suit_without_a_day_due_is_the_first_demand() -> None:
    result = judged(facts(), filed_on=on("2026-05-05"))
    assert effects(result) == [(Effect.STARTS, "2029-05-05")]
    assert result.maturity.basis is TermBasis.FIRST_DEMAND
    assert result.status is TermStatus.KEPT


def test_a_suit_of_today_is_a_demand_and_one_of_tomorrow_is_none_yet() -> None:
    today = judged(facts(), filed_on=on(TODAY))
    assert today.maturity.basis is TermBasis.FIRST_DEMAND
    tomorrow = judged(facts(), filed_on=on("2026-11-22"))
    assert tomorrow.maturity.basis is TermBasis.NOTHING
    assert effects(tomorrow) == [(Effect.OPEN, "")]


def test_a_police_report_is_no_demand() -> None:
    told = Circumstances(proceedings=(Proceeding(ProceedingKind.POLICE, on("2025-02-03")),))
    assert judged(facts(), circumstances=told).status is TermStatus.NOT_BEGUN


# ── what a person states ───────────────────────────────────────────────────────────────


def test_money_that_never_moved_interrupts_nothing() -> None:
    back = paid(100, at("2025-01-01"), 3, state=State.RETURNED)
    assert judged(facts(back, due=due("2024-05-01"))).steps == ()


def test_a_stated_day_due_has_no_place_to_doubt() -> None:
    stated = replace(due("2024-05-01"), where=Statement("原告"))
    assert judged(facts(due=stated)).maturity.doubts == ()


def test_the_courts_own_silence_is_told_only_where_it_matters() -> None:
    running = judged(facts(due=due("2026-05-01")))
    assert notes(running) == {NoteKind.HOLIDAYS_UNKNOWN}
    near = judged(facts(due=due("2024-05-01")))
    assert notes(near) == {NoteKind.HOLIDAYS_UNKNOWN, NoteKind.SUSPENSION_NOT_COUNTED}


def test_a_sunday_without_a_table_is_no_sure_end() -> None:
    """Failure to fear: a suit handed in on Monday given up, as three years ended on Sunday."""
    found = facts(due=due("2024-02-29"))
    assert judged(found, "2027-03-01").status is TermStatus.DISPUTED
    assert judged(found, "2027-03-09").status is TermStatus.EXPIRED
    suit = (Proceeding(ProceedingKind.SUIT, on("2027-03-01")),)
    late = judged(found, "2027-03-09", circumstances=Circumstances(proceedings=suit))
    assert (late.status, late.steps[0].why) == (TermStatus.DISPUTED, Why.MAYBE_LATE)
