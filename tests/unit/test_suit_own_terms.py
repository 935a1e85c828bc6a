"""A day due of a loan's own: limitation, guarantee and ways go by what the claim goes by."""

from __future__ import annotations

from fractions import Fraction

from suits import at, due, facts, guarantor, lent, on, renewal, saying

from evidence_kit.claim import guarantee, limitation, procedure
from evidence_kit.model import (
    Agreement,
    Circumstances,
    DaySpan,
    Figures,
    Guarantee,
    LevelPlan,
    LoanFacts,
    LoanTerms,
    Money,
    NoteKind,
    Rate,
    ReasonKind,
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
