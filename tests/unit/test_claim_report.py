"""The claim with all that a suit hangs on: what is sure of it, and what is assumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import claimed
import pytest
import reported
import suits

from evidence_kit.claim import articles, confirming
from evidence_kit.claim.ledger import Asked
from evidence_kit.model import (
    Agreement,
    Basis,
    Brief,
    Circumstances,
    ConfirmKind,
    Cost,
    CostKind,
    Doubt,
    DoubtKind,
    Guarantee,
    Identity,
    Kept,
    LawText,
    LicensedKind,
    LoanTerms,
    Lpr,
    LprTable,
    Moment,
    Money,
    Nature,
    NotAsked,
    NoteKind,
    NoticeKind,
    Outcome,
    Party,
    PartyRole,
    Rate,
    ReasonKind,
    Rollover,
    Standing,
    TermStatus,
    Track,
)
from evidence_kit.telling import claim as telling
from evidence_kit.words import Words

ON = date(2026, 3, 1)
MISREAD = Doubt(DoubtKind.READINGS_DISAGREE, None, (("field", "amount"),))
UP_FRONT = Doubt(DoubtKind.INTEREST_UP_FRONT, None, (("lent", "5000.00"),))


def loan(amount: str, day: str, *doubts: Doubt, nature: Nature = Nature.LOAN):
    return claimed.inked(amount, date.fromisoformat(day), nature, doubts=doubts)


def test_every_worked_case_is_reported_as_it_is_reckoned() -> None:
    for name, worked in claimed.CASES.items():
        found = reported.of_case(name).report
        assert found.claim == claimed.compute(worked), name
        assert found.sure is not None
        assert found.sure.claim.figures == found.claim.figures, name  # a person's word is sure


def test_a_licensed_lender_has_no_claim_no_way_and_no_fee() -> None:
    facts = claimed.with_payments(loan("5000", "2025-01-02"))
    lender = Party(PartyRole.LENDER, is_owner=True, legal_name="深圳某某小额贷款有限公司")
    found = reported.of(replace(facts, lender=lender), ON).report
    assert [one.kind for one in found.licensed] == [LicensedKind.PARTY]
    assert (found.claim, found.sure, found.options, found.fees) == (None, None, (), ())


def test_a_doubted_loan_is_no_part_of_the_sure_claim() -> None:
    facts = claimed.with_payments(
        loan("5000", "2025-01-02"), loan("3000", "2025-01-03", MISREAD), due=date(2025, 6, 1)
    )
    found = reported.of(facts, ON).report
    assert found.claim is not None
    assert found.sure is not None
    assert found.claim.figures is not None
    assert found.sure.claim.figures is not None
    assert found.claim.figures.principal == Money(8000_00)
    assert found.sure.claim.figures.principal == Money(5000_00)
    assert not found.sure.whole


@pytest.mark.parametrize("latest", [None, datetime(2025, 1, 9, 12)])
def test_a_loan_of_no_certain_day_is_no_part_of_the_sure_claim(latest: datetime | None) -> None:
    """Failure to avoid: a paper that tells the court a day of delivery that no page shows."""
    open_day = Moment(datetime(2025, 1, 3, 12), latest, Basis.BETWEEN)
    facts = claimed.with_payments(
        loan("5000", "2025-01-02"), replace(loan("2000.50", "2025-01-03"), at=open_day)
    )
    found = reported.of(facts, ON).report
    assert found.sure is not None
    assert found.sure.claim.figures is not None
    assert found.sure.claim.figures.principal == Money(5000_00)
    assert not found.sure.whole
    assert found.claim is not None
    told = {one.kind: dict(one.args) for one in found.claim.notices}
    assert told[NoticeKind.DAY_UNSURE]["amount"] == "2000.50"


def test_a_doubted_repayment_is_never_left_out() -> None:
    """Without it more would be claimed than is owed: the worst there can be."""
    back = loan("1000", "2025-02-01", MISREAD, nature=Nature.REPAYMENT)
    facts = claimed.with_payments(loan("5000", "2025-01-02"), back)
    found = reported.of(facts, ON).report
    assert found.sure is not None
    assert found.sure.claim.figures is not None
    assert found.sure.claim.figures.principal == Money(4000_00)
    assert not found.sure.whole


def test_interest_taken_in_advance_leaves_a_loan_sure() -> None:
    """Failure to avoid: 砍头息 is settled by law, and its doubt would empty the table."""
    facts = claimed.with_payments(
        loan("5000", "2025-01-02", UP_FRONT),
        loan("200", "2025-01-02", UP_FRONT, nature=Nature.REPAYMENT),
    )
    found = reported.of(facts, ON).report
    assert found.sure is not None
    assert found.sure.claim.figures is not None
    assert found.sure.claim.figures.principal == Money(4800_00)
    assert found.sure.whole


def test_what_was_agreed_of_one_loan_stays_with_it_when_one_before_it_is_left_out() -> None:
    """Failure to avoid: the second loan's rate on the first, or the third loan's on the second."""
    facts = claimed.with_payments(
        loan("3000", "2025-01-02", MISREAD), loan("5000", "2025-01-03"), loan("700", "2025-01-04")
    )
    rate = Rate(Fraction(1, 10), "年利率10%")
    terms = (
        LoanTerms(1, due=date(2025, 7, 1)),
        LoanTerms(2, due=date(2026, 1, 3), rate=rate),
        LoanTerms(3, due=date(2026, 1, 4)),
    )
    found = reported.of(facts, date(2026, 1, 3), agreed=Agreement(loans=terms)).report
    assert found.sure is not None
    interest = [row for row in found.sure.claim.rows if row.rate]
    assert [(row.loans, row.base, row.rate) for row in interest] == [
        ((1,), Money(5000_00), Fraction(1, 10))
    ]
    assert found.sure.traced.loans[1].amount.value == Money(5000_00)


def test_a_doubted_term_is_no_part_of_the_sure_claim() -> None:
    due = suits.due("2025-06-30")
    doubt = Doubt(DoubtKind.TIME_AMBIGUOUS, due.where)
    lent = suits.lent(5000_00, suits.at("2025-01-02"), 1)
    found = reported.of(suits.facts(lent, due=due, doubts=(doubt,)), ON).report
    assert found.claim is not None
    assert found.sure is not None
    assert found.claim.figures != found.sure.claim.figures
    assert found.sure.claim.figures is not None
    assert found.sure.claim.figures.overdue == Money(0)  # nothing sure says when it was due


def test_rows_name_the_payments_that_they_start_from() -> None:
    facts = claimed.with_payments(
        loan("5000", "2025-01-02"), loan("1000", "2025-02-01", nature=Nature.REPAYMENT)
    )
    found = reported.of(facts, ON).report
    assert found.claim is not None
    paid = [found.traced.of(row) for row in found.claim.rows]
    assert [[one.amount.value for one in each] for each in paid] == [
        [Money(5000_00)],
        [Money(1000_00)],
    ]


# ── days of grace ──────────────────────────────────────────────────────────────────────

DEMANDED = {"loans": [[date(2025, 1, 2), "5000"]], "demands": [date(2026, 2, 15)]}


def test_grace_that_nobody_told_is_assumed_and_said() -> None:
    found = reported.of(claimed.facts_of(DEMANDED), ON).report
    assert found.grace_assumed
    (order,) = [one for one in found.options if one.track is Track.PAYMENT_ORDER]
    # 30 days from 2026-02-15 aren't over: interest and payment order both wait for them.
    assert ReasonKind.NOT_DUE in [reason.kind for reason in order.reasons]
    assert found.claim is not None
    assert found.claim.figures is not None
    assert found.claim.figures.overdue == Money(0)


@pytest.mark.parametrize(("days", "overdue"), [(0, 14), (5, 9), (14, 0)])
def test_grace_that_is_told_holds_for_interest_and_limitation(days: int, overdue: int) -> None:
    settings = replace(reported.Brief().settings, grace_days=days)
    told = Circumstances(grace_days=days)
    facts = claimed.facts_of(DEMANDED)
    found = reported.of(facts, ON, settings=settings, circumstances=told).report
    assert not found.grace_assumed
    assert found.claim is not None
    assert sum(row.days for row in found.claim.rows if row.kind.value == "overdue") == overdue
    due = found.limitation.maturity.day
    assert due is not None
    assert (due.first - date(2026, 2, 15)).days == days


# ── filing, and what must be confirmed ─────────────────────────────────────────────────


def test_ways_and_fees_are_judged_by_what_is_owed_on_the_day_of_filing() -> None:
    worked = {"loans": [[date(2024, 1, 2), "60000"]], "due": date(2025, 1, 2), "rate": "0.12"}
    facts = claimed.facts_of(worked)
    later = reported.of(facts, ON, filed_on=date(2026, 8, 1)).report
    assert later.claim is not None
    assert later.claim.figures is not None
    assert later.at_filing is not None
    assert later.at_filing.total > later.claim.figures.total
    assert {fee.base for fee in later.fees} == {later.at_filing.total}


def test_a_loan_after_the_day_of_filing_is_told_as_no_fee_holds_it() -> None:
    loans = [[date(2024, 1, 2), "12000"], [date(2025, 5, 20), "8000"]]
    facts = claimed.facts_of({"loans": loans, "due": date(2025, 1, 2)})
    filed = {"filed_on": date(2025, 3, 3)}
    found = reported.of(facts, ON, **filed)
    (told,) = (o for o in found.report.claim.notices if o.kind is NoticeKind.LENT_AFTER_FILING)
    assert dict(told.args) == {"amount": "8000.00", "on": "2025-05-20", "filed": "2025-03-03"}
    assert found.report.claim.figures.principal == Money(20_000_00)
    assert found.report.at_filing.principal == Money(12_000_00)
    assert "8000.00 元在 2025-05-20 出借，晚于起诉日 2025-03-03" in telling.claimed(
        found, Words("zh_CN")
    )
    filed["filed_on"] = date(2025, 5, 20)
    kinds = {one.kind for one in reported.of(facts, ON, **filed).report.claim.notices}
    assert NoticeKind.LENT_AFTER_FILING not in kinds


def test_the_province_follows_from_the_addresses_where_they_leave_one() -> None:
    here = Identity(address="江苏省南京市玄武区珠江路1号")
    other = Identity(address="浙江省杭州市西湖区文三路2号")
    worked = claimed.facts_of({"loans": [[date(2025, 3, 2), "5000"]], "due": date(2025, 12, 31)})

    def asked(plaintiff: Identity, defendant: Identity) -> set[ReasonKind]:
        told = Brief(plaintiff_identity=plaintiff, defendant_identity=defendant)
        options = reported.of(worked, ON, told).report.options
        return {reason.kind for option in options for reason in option.reasons}

    assert ReasonKind.WITHIN_LIMIT in asked(here, here)
    for pair in ((here, other), (here, Identity())):
        assert ReasonKind.PROVINCE_UNKNOWN in asked(*pair)


def test_nothing_owed_has_no_fee() -> None:
    worked = {"loans": [[date(2025, 1, 2), "500"]], "repayments": [[date(2025, 2, 1), "500"]]}
    found = reported.of(claimed.facts_of(worked), ON).report
    assert found.claim is not None
    assert found.claim.outcome is Outcome.REPAID
    assert (found.fees, found.delay) == ((), None)


def test_a_loan_of_no_figure_beside_one_repaid_leaves_the_ways_unclear() -> None:
    """Failure to fear: “nothing is owed”, as the program cannot reckon the other loan."""
    loans = [[date(2015, 8, 31), "12000"], [date(2015, 9, 1), "10000"]]
    worked = {"loans": loans, "repayments": [[date(2016, 9, 1), "10000"]]}
    facts = claimed.facts_of({**worked, "due": date(2016, 9, 1)})
    report = reported.of(facts, ON).report
    assert report.claim.outcome is Outcome.NO_FIGURE
    assert {one.standing for one in report.options} == {Standing.UNCLEAR}
    kinds = {reason.kind for one in report.options for reason in one.reasons}
    assert kinds == {ReasonKind.NO_FIGURE}


def test_a_fee_of_preservation_is_no_part_of_what_delay_is_reckoned_on() -> None:
    """As it is no part of the claim; 迟延履行利息解释 1 takes the lawyer's fee."""
    facts = claimed.facts_of({"loans": [[date(2025, 1, 2), "5000"]], "due": date(2025, 12, 31)})
    kinds = ((CostKind.LAWYER, 300_00), (CostKind.PRESERVATION, 70_00))
    costs = tuple(Cost(date(2026, 2, 1), Money(fen), kind) for kind, fen in kinds)
    found = reported.of(facts, ON, agreed=Agreement(costs=costs))
    assert found.report.delay.unpaid == Money(5_300_00)
    assert "以 5300.00 元（本金 5000.00、违约金 0.00、费用 300.00" in telling.claimed(
        found, Words("zh_CN")
    )


def test_what_a_lawyer_must_confirm_follows_from_the_day() -> None:
    facts = claimed.facts_of({"loans": [[date(2025, 1, 2), "5000"]], "due": date(2025, 6, 1)})
    early = reported.of(facts, date(2026, 5, 1)).report.confirm
    late = reported.of(facts, date(2026, 12, 1)).report.confirm
    assert ConfirmKind.FACTS in early
    assert {ConfirmKind.TEXTS, ConfirmKind.LPR}.isdisjoint(early)
    assert {ConfirmKind.TEXTS, ConfirmKind.LPR, ConfirmKind.LIMITS} <= set(late)


def test_a_later_rate_that_is_told_is_used() -> None:
    facts = claimed.facts_of({"loans": [[date(2026, 9, 1), "50000"]], "due": date(2026, 10, 25)})
    row = Lpr(date(2026, 10, 20), Fraction(2, 100))
    table = LprTable((*claimed.TABLE.rows, row), row.published)
    found = reported.claim.report(facts, reported.Brief(), on=date(2026, 11, 1), table=table)
    assert found.claim is not None
    (overdue,) = [one for one in found.claim.rows if one.kind.value == "overdue"]
    assert overdue.rate == Fraction(2, 100)


def test_sums_and_payments_that_name_a_loan_follow_it() -> None:
    facts = claimed.with_payments(
        loan("3000", "2025-01-02", MISREAD),
        loan("5000", "2025-01-03"),
        loan("700", "2025-02-01", nature=Nature.REPAYMENT),
    )
    agreed = Agreement(
        rollovers=(Rollover(date(2025, 3, 1), Money(5000_00), 2), Rollover(ON, Money(3000_00), 1)),
        kept=(Kept(2, Money(100_00)), Kept(1, Money(50_00))),
        designated=((1, 2), (2, 1)),
    )
    sure = confirming.sure_facts(facts)
    asked = Asked(ON, claimed.TABLE, reported.Brief().settings, agreed)
    before, after = confirming.traced(facts, asked), confirming.traced(sure, asked)
    moved = confirming.renumbered(agreed, before, after)
    assert [one.number for one in moved.rollovers] == [1]
    assert moved.kept == (Kept(1, Money(100_00)),)
    assert moved.designated == ((1, 1),)


def test_every_article_that_is_told_stands_in_the_table() -> None:
    facts = claimed.facts_of({"loans": [[date(2025, 1, 2), "5000"]], "due": date(2025, 6, 1)})
    cited = reported.of(facts, ON).report.articles
    assert len(cited) > 30
    assert all(map(articles.cites_known, cited))
    assert len(set(cited)) == len(cited)


# ── where nothing is owed ──────────────────────────────────────────────────────────────

JOINT = suits.guarantor("孙大力", Guarantee.JOINT)


def back(amount: str, day: str, *doubts: Doubt):
    return loan(amount, day, *doubts, nature=Nature.REPAYMENT)


@pytest.mark.parametrize("amount", ["5000", "6000"])
def test_of_a_debt_repaid_nothing_runs(amount: str) -> None:
    """Failure to fear: a creditor who was paid told to sue before a day, and a surety with him."""
    facts = claimed.with_payments(
        loan("5000", "2023-01-02"), back(amount, "2023-05-01"), due=date(2023, 6, 1)
    )
    found = reported.of(replace(facts, others=(JOINT,)), ON).report
    assert found.limitation.status is TermStatus.NOTHING_OWED
    assert (found.limitation.end, found.limitation.days_left) == (None, None)
    assert (found.limitation.steps, found.limitation.notes) == ((), ())
    (surety,) = found.guarantees
    assert (surety.status, surety.end, surety.duties) == (TermStatus.NOTHING_OWED, None, ())
    assert [one.why for one in found.liable] == [NotAsked.NOTHING_OWED]


def test_where_only_as_counted_nothing_is_owed_the_term_stays() -> None:
    facts = claimed.with_payments(
        loan("5000", "2023-01-02"), back("5000", "2023-05-01", MISREAD), due=date(2023, 6, 1)
    )
    found = reported.of(replace(facts, others=(JOINT,)), ON).report
    assert found.limitation.status is TermStatus.NEAR  # until 2026-06-01
    assert found.limitation.notes[0].kind is NoteKind.NOTHING_OWED
    assert found.guarantees[0].notes[0].kind is NoteKind.NOTHING_OWED
    assert [one.why for one in found.liable] == [NotAsked.NOTHING_OWED]


def test_of_a_debt_owed_in_part_everything_runs() -> None:
    facts = claimed.with_payments(
        loan("5000", "2023-01-02"), back("4999", "2023-05-01"), due=date(2023, 6, 1)
    )
    found = reported.of(facts, ON).report
    assert str(found.limitation.end.first) == "2026-06-01"
    assert NoteKind.NOTHING_OWED not in {note.kind for note in found.limitation.notes}


# ── a side that is no natural person ───────────────────────────────────────────────────

COMPANY = Party(PartyRole.LENDER, is_owner=True, legal_name="杭州云帆科技有限公司")


def lent_by(lender: Party, *, formed: str | None, borrower: str = "周大江"):
    facts = claimed.with_payments(loan("10000", "2024-10-25"), due=date(2025, 10, 25), rate="0.2")
    day = suits.ink(date.fromisoformat(formed)) if formed else None
    terms = replace(facts.terms, formed_on=day)
    other = Party(PartyRole.BORROWER, is_owner=False, legal_name=borrower)
    return replace(facts, lender=lender, borrower=other, terms=terms)


def test_a_companys_loan_is_formed_by_agreement() -> None:
    """民法典 668, not 679. Agreed on 2024-10-18, four times LPR of 3.35 % is 13.4 %.

    Money came on 10-25: between natural persons four times 3.10 %, 12.4 % (规定 25).
    """
    found = reported.of(lent_by(COMPANY, formed="2024-10-18"), ON).report.claim
    row, interest = found.rows[:2]
    assert [(one.text, one.number) for one in row.articles] == [
        (LawText.CIVIL_CODE, 667),
        (LawText.CIVIL_CODE, 668),
    ]
    assert interest.cap == Fraction("0.134")
    assert {one.kind: dict(one.args) for one in found.notices}[NoticeKind.FORMED_BY_AGREEMENT] == {
        "on": "2024-10-18"
    }
    others = {one.args: one for one in found.alternatives if one.kind == "formation"}
    by_money = others[(("setting", "each_arrival"),)]
    assert by_money.figures.total < found.figures.total
    assert 679 in [one.number for one in by_money.articles]


def test_between_natural_persons_money_forms_it() -> None:
    lender = replace(COMPANY, legal_name="钱小满")
    found = reported.of(lent_by(lender, formed="2024-10-18"), ON).report.claim
    assert [one.number for one in found.rows[0].articles] == [667, 679]
    assert found.rows[1].cap == Fraction("0.124")
    assert NoticeKind.FORMED_BY_AGREEMENT not in {one.kind for one in found.notices}


@pytest.mark.parametrize(
    ("name", "natural"),
    [
        ("周大江", True),
        ("大江便利店", True),  # a household's shop is its owner's own
        ("杭州大江贸易有限公司", False),
        ("上海某某管理咨询合伙企业（有限合伙）", False),
    ],
)
def test_a_borrower_that_is_a_company_is_told(name: str, *, natural: bool) -> None:
    lender = replace(COMPANY, legal_name="钱小满")
    claim = reported.of(lent_by(lender, formed=None, borrower=name), ON).report.claim
    untold = NoticeKind.FORMATION_UNTOLD in {one.kind for one in claim.notices}
    assert untold is not natural
    assert claim.rows[1].cap == Fraction("0.124")  # the day of the money, as none is told


def test_a_report_knows_the_days_off() -> None:
    """Three years from 2023-05-01 end on a holiday; the first day worked is 2026-05-06 (203)."""
    facts = claimed.with_payments(loan("5000", "2023-01-02"), due=date(2023, 5, 1))
    assert str(reported.of(facts, ON).report.limitation.end.first) == "2026-05-06"
