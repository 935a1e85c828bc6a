"""A day due of a loan's own: limitation, guarantee and ways go by what the claim goes by."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import reported
from suits import SOME_DOUBT, at, due, facts, guarantor, lent, on, paid, renewal, saying

from evidence_kit.claim import guarantee, limitation, procedure
from evidence_kit.model import (
    ActKind,
    Agreement,
    Circumstances,
    DaySpan,
    Effect,
    Figures,
    Guarantee,
    LevelPlan,
    LoanFacts,
    LoanTerms,
    Money,
    NoteKind,
    Rate,
    ReasonKind,
    Rollover,
    SayingKind,
    TermBasis,
    TermStatus,
    Track,
)

NOBODY_SAID = Circumstances()
LOAN = lent(10_000_00, at("2019-01-01"), 1)
SECOND = lent(5_000_00, at("2024-01-01"), 2)
LATE_DEMAND = saying(SayingKind.DEMAND, at("2024-01-15"), 5)
DUE = Agreement(loans=(LoanTerms(1, due=on("2020-06-30")),))
SURETY = guarantor("陈安", Guarantee.JOINT)


def judged(found: LoanFacts, agreed: Agreement, today: str = "2026-03-01"):
    return limitation.of(found, NOBODY_SAID, on=on(today), agreed=agreed)


def test_a_loans_own_day_due_starts_limitation_before_any_demand() -> None:
    """Failure to fear: a debt barred since 2023 said to be good until 2027."""
    result = judged(facts(LOAN, LATE_DEMAND), DUE)
    assert result.maturity.basis is TermBasis.DUE
    assert result.end == DaySpan(on("2023-06-30"), on("2023-06-30"))
    assert result.status is TermStatus.EXPIRED


def test_a_guarantee_runs_from_the_loans_own_day_due() -> None:
    found = facts(LOAN, others=(SURETY,))
    (result,) = guarantee.periods(found, NOBODY_SAID, on=on("2026-03-01"), agreed=DUE)
    assert (str(result.end.first), result.status) == ("2020-12-30", TermStatus.EXPIRED)
    assert judged(found, DUE).status is TermStatus.EXPIRED


def test_level_instalments_run_from_the_last() -> None:
    plan = LevelPlan(12, Rate(Fraction(1, 10), "年"), on("2020-02-01"))
    result = judged(facts(LOAN), Agreement(loans=(LoanTerms(1, level=plan),)))
    assert result.maturity.basis is TermBasis.LAST_INSTALMENT
    assert result.maturity.day == DaySpan(on("2021-01-01"), on("2021-01-01"))
    assert str(result.end.first) == "2024-01-01"


def test_a_day_due_before_the_loan_is_another_loans() -> None:
    result = judged(facts(LOAN, due=due("2018-06-30")), Agreement())
    assert result.maturity.basis is TermBasis.NOTHING
    assert result.status is TermStatus.NOT_BEGUN
    assert NoteKind.LOAN_AFTER_DUE in {note.kind for note in result.notes}
    put_off = facts(LOAN, due=due("2018-06-30"), renewals=(renewal("2024-06-30", 8),))
    assert str(judged(put_off, Agreement()).end.first) == "2027-06-30"


def test_loans_of_different_days_due_each_have_their_end() -> None:
    both = Agreement(loans=(LoanTerms(1, due=on("2020-06-30")), LoanTerms(2, due=on("2025-06-30"))))
    result = judged(facts(LOAN, SECOND), both)
    assert result.status is TermStatus.DISPUTED
    assert result.end == DaySpan(on("2023-06-30"), on("2028-06-30"))
    listed = {note.kind: dict(note.args) for note in result.notes}
    assert listed[NoteKind.TERM_OF_LOAN_OVER]["loan"] == "1"
    assert listed[NoteKind.TERM_OF_LOAN] == {"loan": "2", "due": "2025-06-30", "end": "2028-06-30"}
    found = facts(LOAN, SECOND, others=(SURETY,))
    (kept,) = guarantee.periods(found, NOBODY_SAID, on=on("2025-12-01"), agreed=both)
    assert kept.status is TermStatus.DISPUTED


def test_a_demand_before_a_loan_makes_another_due() -> None:
    early = saying(SayingKind.DEMAND, at("2023-01-15"), 5)
    result = judged(facts(LOAN, SECOND, early), DUE)
    kinds = [(n.kind, dict(n.args)["loan"]) for n in result.notes if n.kind.startswith("term_of")]
    assert (NoteKind.TERM_OF_LOAN_NOT_BEGUN, "2") in kinds


def test_a_payment_order_goes_by_the_loans_own_day_due() -> None:
    owed = Figures(Money(10_000_00), Money(0), Money(0), Money(0), Money(0), Money(0))
    agreed = Agreement(loans=(LoanTerms(1, due=on("2030-06-30")),))
    ways = procedure.options(owed, facts(LOAN), NOBODY_SAID, on=on("2026-03-01"), agreed=agreed)
    (order,) = (one for one in ways if one.track is Track.PAYMENT_ORDER)
    assert ReasonKind.NOT_DUE in {reason.kind for reason in order.reasons}


# ── a loan that is paid off, beside one that isn't ─────────────────────────────────────


def test_a_loan_paid_off_has_no_term_beside_one_that_is_open() -> None:
    """Failure to fear: “over or not”, as 10,000 of 2020 are paid and 5,000 are due in 2025.

    10,000 came back on 2021-06-30, a year after its day due: first the interest of that year at
    LPR (3.85 % of 10,000 = 385.00, 民法典 561), so 385 of the principal stay; 10,385 pay all.
    """
    terms = Agreement(
        loans=(LoanTerms(1, due=on("2020-08-30")), LoanTerms(2, due=on("2025-06-30")))
    )

    def told(back: int):
        found = facts(LOAN, SECOND, paid(back, at("2021-08-30"), 5), others=(SURETY,))
        return reported.of(found, on("2026-03-01"), agreed=terms).report

    still = told(10_000_00).limitation
    assert (str(still.end.first), still.status) == ("2024-08-30", TermStatus.DISPUTED)
    done = told(10_385_00)
    assert done.limitation.end == DaySpan(on("2028-06-30"), on("2028-06-30"))
    assert done.limitation.status is TermStatus.RUNNING
    assert done.guarantees[0].end == DaySpan(on("2025-12-30"), on("2025-12-30"))
    doubted = facts(LOAN, SECOND, paid(10_385_00, at("2021-08-30"), 5, doubts=(SOME_DOUBT,)))
    open_one = reported.of(doubted, on("2026-03-01"), agreed=terms).report.limitation
    assert open_one.status is TermStatus.DISPUTED


def test_a_demand_before_a_loan_is_none_for_it_though_the_other_is_paid() -> None:
    """Demanded in 2021, when only the first loan was lent; that is paid, the second not due."""
    early = saying(SayingKind.DEMAND, at("2021-01-15"), 5)
    found = facts(LOAN, SECOND, early, paid(10_600_00, at("2022-01-15"), 6))
    result = reported.of(found, on("2026-03-01")).report
    assert result.claim.paid_off == (1,)
    assert result.limitation.status is TermStatus.NOT_BEGUN


def test_a_payment_is_said_to_interrupt_for_its_own_loan_alone() -> None:
    days = (LoanTerms(1, due=on("2024-06-30")), LoanTerms(2, due=on("2024-12-31")))
    terms = Agreement(loans=days)
    both = judged(facts(LOAN, SECOND, paid(1_00, at("2025-03-01"), 5)), terms)
    assert NoteKind.PAYMENT_ON_WHICH in {note.kind for note in both.notes}
    alone = judged(facts(LOAN, paid(1_00, at("2025-03-01"), 5)), DUE)
    assert NoteKind.PAYMENT_ON_WHICH not in {note.kind for note in alone.notes}


# ── each loan told as it stands ────────────────────────────────────────────────────────


def stands(notes) -> list[tuple[str, NoteKind, str]]:
    found = [(dict(note.args), note.kind) for note in notes if note.kind.startswith("term_of")]
    return [(args["loan"], kind, args.get("on", "")) for args, kind in found]


def test_a_loan_that_was_sued_for_in_time_is_not_called_over() -> None:
    days = (LoanTerms(1, due=on("2024-06-30")), LoanTerms(2, due=on("2024-12-31")))
    both, filed = Agreement(loans=days), on("2025-01-15")
    found = facts(LOAN, SECOND, others=(guarantor("陈安", Guarantee.GENERAL),))
    when = {"on": on("2029-01-01"), "filed_on": filed, "agreed": both}
    runs = limitation.of(found, NOBODY_SAID, **when)
    assert runs.status is TermStatus.KEPT
    kept = NoteKind.TERM_OF_LOAN_KEPT
    assert stands(runs.notes) == [("1", kept, "2025-01-15"), ("2", kept, "2025-01-15")]
    # The period of the first ended on 2024-12-30, before the suit.
    (period,) = guarantee.periods(found, NOBODY_SAID, **when)
    over = NoteKind.TERM_OF_LOAN_OVER
    assert stands(period.notes) == [("1", over, ""), ("2", kept, "2025-01-15")]


def test_a_loan_whose_end_is_not_sure_is_not_called_over() -> None:
    days = (LoanTerms(1, due=on("2020-06-30")), LoanTerms(2, due=on("2025-06-30")))
    admitted = saying(SayingKind.ACKNOWLEDGEMENT, at("2023-01-15"), 5)
    runs = judged(facts(LOAN, SECOND, admitted), Agreement(loans=days), "2026-01-01")
    assert stands(runs.notes)[0] == ("1", NoteKind.TERM_OF_LOAN_UNSURE, "")


def renewed(*days: tuple[str, int]) -> Agreement:
    notes = (Rollover(on(day), Money(12_000_00), number) for day, number in days)
    return Agreement(loans=(LoanTerms(1, due=on("2020-06-30")),), rollovers=tuple(notes))


@pytest.mark.parametrize(
    ("day", "effect", "end", "status"),
    [
        ("2020-01-10", Effect.EARLY, "2023-06-30", TermStatus.EXPIRED),
        ("2023-06-30", Effect.INTERRUPTS, "2026-06-30", TermStatus.NEAR),
        ("2025-05-01", Effect.REVIVES, "2028-05-01", TermStatus.RUNNING),
        ("2026-05-01", Effect.OPEN, "2023-06-30", TermStatus.EXPIRED),
    ],
)
def test_who_signs_a_new_note_agrees_to_pay(
    day: str, effect: Effect, end: str, status: TermStatus
) -> None:
    """Failure: a debt renewed in its last year was called barred two years too early."""
    result = judged(facts(LOAN), renewed((day, 1)))
    (step,) = result.steps
    assert (step.act.kind, step.effect) == (ActKind.NEW_NOTE, effect)
    assert (str(result.end.first), result.status) == (end, status)


def test_a_new_note_binds_for_its_own_loan_alone() -> None:
    both = replace(facts(LOAN, SECOND), terms=facts(due=due("2024-06-30")).terms)
    agreed = Agreement(rollovers=(Rollover(on("2025-03-03"), Money(6_000_00), 2),))
    result = judged(both, agreed)
    assert result.end == DaySpan(on("2027-06-30"), on("2028-03-03"))
    assert judged(both, Agreement()).end == DaySpan(on("2027-06-30"), on("2027-06-30"))


def test_a_surety_s_period_isn_t_moved_by_a_new_note_that_may_bind_it_less() -> None:
    found, today = facts(LOAN, others=(SURETY,)), on("2026-03-01")
    told = renewed(("2020-08-01", 1), ("2027-01-01", 1))
    (result,) = guarantee.periods(found, NOBODY_SAID, on=today, agreed=told)
    (plain,) = guarantee.periods(found, NOBODY_SAID, on=today, agreed=DUE)
    assert (result.end, result.status) == (plain.end, plain.status)
    days = [n.args[0][1] for n in result.notes if n.kind is NoteKind.NEW_NOTE_HEAVIER]
    assert days == ["2020-08-01"]
