"""Where what a row rests on stands: the rate, the day due, or the demand that made it due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import claimed
import pytest
import reported
import suits
from reported import printed, texts

from evidence_kit.case.placing import Placed
from evidence_kit.model import (
    Agreement,
    Claim,
    ClaimRow,
    ClaimRowKind,
    ClaimSettings,
    Doubt,
    DoubtKind,
    Kept,
    LoanFacts,
    LoanTerms,
    LprChoice,
    Rate,
    Rollover,
    SayingKind,
)
from evidence_kit.render import claim_words

ON = date(2026, 3, 1)
LENT = suits.lent(10_000_00, suits.at("2025-01-02"), 1)
RATE = suits.ink(Rate(Fraction(6, 100), "年利率6%"), 5)
DUE = suits.due("2025-07-02")


def agreed(*acts: object, rate: object = RATE, due: object = DUE, **more: object) -> LoanFacts:
    found = suits.facts(LENT, *acts, due=due, **more)
    return replace(found, terms=replace(found.terms, rate=rate))


def of_kind(claim: Claim, kind: ClaimRowKind) -> ClaimRow:
    (found,) = [row for row in claim.rows if row.kind is kind]
    return found


def test_interest_stands_where_the_rate_was_agreed_and_delay_where_the_day_was_too() -> None:
    found = claimed.of(agreed(), ON)
    interest, overdue = (
        of_kind(found, kind) for kind in (ClaimRowKind.INTEREST, ClaimRowKind.OVERDUE)
    )
    assert (interest.places, interest.stated) == ((RATE.where,), False)
    assert (overdue.places, overdue.stated) == ((DUE.where, RATE.where), False)


def test_delay_without_a_rate_stands_where_the_day_was_agreed() -> None:
    overdue = of_kind(claimed.of(agreed(rate=None), ON), ClaimRowKind.OVERDUE)
    assert overdue.places == (DUE.where,)


def test_a_rate_for_delay_or_a_penalty_is_a_persons_word() -> None:
    rate = Rate(Fraction(1, 100), "年利率1%")
    said = Agreement(overdue_rate=Rate(Fraction(7, 100), "年利率7%"), penalty_rate=rate)
    found = claimed.of(agreed(), ON, agreed=said)
    for kind in (ClaimRowKind.OVERDUE, ClaimRowKind.PENALTY):
        assert of_kind(found, kind).places == (DUE.where,)


def test_what_was_agreed_of_one_loan_alone_is_a_persons_word() -> None:
    own = LoanTerms(1, due=date(2025, 8, 2), rate=Rate(Fraction(5, 100), "年利率5%"))
    found = claimed.of(agreed(), ON, agreed=Agreement(loans=(own,)))
    for kind in (ClaimRowKind.INTEREST, ClaimRowKind.OVERDUE):
        row = of_kind(found, kind)
        assert (row.places, row.stated) == ((), True)


def test_an_extension_and_a_plan_are_where_the_day_due_stands() -> None:
    later = suits.renewal("2025-09-02", 7)
    put_off = of_kind(claimed.of(agreed(renewals=(later,)), ON), ClaimRowKind.OVERDUE)
    assert put_off.places == (DUE.where, later.where, RATE.where)
    parts = (
        suits.instalment(5000_00, "2025-06-02", 8),
        suits.instalment(5000_00, "2025-07-02", 9),
    )
    planned = claimed.of(agreed(due=None, instalments=parts), ON)
    late = [row for row in planned.rows if row.kind is ClaimRowKind.OVERDUE]
    assert late
    assert all({part.where for part in parts} <= set(row.places) for row in late)


def test_a_demand_that_made_it_due_is_where_the_day_due_stands() -> None:
    asked = suits.saying(SayingKind.DEMAND, suits.at("2025-07-15"), 12, "还钱")
    row = of_kind(claimed.of(agreed(asked, due=None), ON), ClaimRowKind.OVERDUE)
    assert row.places == (asked.quote.where, RATE.where)


def test_the_paper_names_the_page_of_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    def placed(_case: object, _screens: object, places: tuple[object, ...]) -> tuple[Placed, ...]:
        return (Placed(3, 9),) if RATE.where in places else ()

    monkeypatch.setattr(claim_words.placing, "placed", placed)
    _, rows = printed(reported.of(agreed(), ON)).tables
    said = {row.cells[2].text: row.cells[6].text for row in rows.rows}
    assert said["期内利息"] == "证据3第9页"


# ── which rates were published ─────────────────────────────────────────────────────────


def published(facts: LoanFacts, **asked: object) -> list[str]:
    found = claimed.of(facts, ON, **asked)
    return [f"{one.published} {one.one_year}" for one in found.published]


def test_the_ceiling_names_the_day_its_rate_was_published() -> None:
    assert published(agreed()) == ["2024-12-20 31/1000"]


def test_without_a_rate_it_is_the_one_of_the_first_overdue_day() -> None:
    assert published(agreed(rate=None)) == ["2025-06-20 3/100"]


def test_every_segment_names_its_own() -> None:
    due = suits.due("2025-01-20")
    segmented = ClaimSettings(lpr=LprChoice.SEGMENTED)
    facts = agreed(rate=None, due=due)
    assert published(facts, settings=segmented) == ["2025-01-20 31/1000", "2025-05-20 3/100"]


def test_a_penalty_names_the_ceiling_beside_the_rate_for_delay() -> None:
    penalty = Agreement(penalty_rate=Rate(Fraction(2, 100), "年利率2%"))
    told = published(agreed(rate=None), agreed=penalty)
    assert told == ["2024-12-20 31/1000", "2025-06-20 3/100"]


def test_an_old_loan_without_a_rate_bears_lpr_from_the_reform_on() -> None:
    old = {"loans": [[date(2018, 1, 2), "60000"]], "due": date(2019, 1, 2)}
    assert published(claimed.facts_of(old)) == ["2020-08-20 77/2000"]


def test_nothing_is_named_where_no_rate_was_used() -> None:
    facts = claimed.facts_of({"loans": [[date(2025, 1, 2), "60000"]]})
    assert published(facts) == []
    assert not [text for text in texts(printed(reported.of(facts, ON))) if "LPR" in text]


def test_the_paper_tells_day_rate_and_ceiling() -> None:
    told = list(texts(printed(reported.of(agreed(), ON))))
    assert [t for t in told if "2024年12月20日公布的3.1%（四倍为12.4%）" in t]
    bare = list(texts(printed(reported.of(agreed(rate=None), ON))))
    assert [t for t in bare if t.endswith("一年期LPR：2025年6月20日公布的3%。")]


def test_an_old_rate_above_24_percent_is_never_called_above_four_times_lpr() -> None:
    worked = {"loans": [[date(2020, 1, 2), "60000"]], "due": date(2020, 7, 2), "rate": "0.36"}
    told = list(texts(printed(reported.of(claimed.facts_of(worked), ON))))
    assert [t for t in told if "法律保护的利率上限为24%，超过部分未计入" in t]
    assert not [t for t in told if "36%超过" in t]


# ── what must be said beside ───────────────────────────────────────────────────────────


def noticed(case: dict[str, object], **said: object) -> list[tuple[str, dict[str, str]]]:
    claim = reported.of(claimed.facts_of(case), ON, claimed.brief(case), **said).report.claim
    assert claim is not None
    return [(one.kind.value, dict(one.args)) for one in claim.notices]


LOAN = [[date(2025, 3, 2), "5000"]]


def test_what_is_said_of_a_loan_or_payment_that_there_is_none_of_is_told() -> None:
    kept = (Kept(4, claimed.yuan("200")), Kept(1, claimed.yuan("200")))
    said = Agreement(
        loans=(LoanTerms(3, due=ON), LoanTerms(1, secured=True)),
        rollovers=(Rollover(date(2025, 6, 1), claimed.yuan("6000"), 2),),
        kept=kept,
        designated=((1, 1), (2, 5)),
    )
    told = noticed({"loans": LOAN, "repayments": [[date(2025, 6, 1), "10"]]}, agreed=said)
    assert [args for kind, args in told if kind == "no_such_loan"] == [
        {"table": table, "number": number, "loans": "1"}
        for table, number in (
            *(("loan_terms", "3"), ("rollover", "2")),
            *(("withheld", "4"), ("designated", "5")),
        )
    ]
    assert ("no_such_payment", {"number": "2", "payments": "1"}) in told
    assert "withheld_beyond" not in dict(told)


def test_a_new_note_for_a_loan_that_is_paid_is_printed_as_nothing() -> None:
    """Failure: the paper of what another loan owes broke off at its 0.00."""
    note = Agreement(rollovers=(Rollover(date(2025, 9, 1), claimed.yuan("6000")),))
    paid = {"loans": [*LOAN, [date(2025, 8, 1), "800"]], "repayments": [[date(2025, 6, 1), "5000"]]}
    found = reported.of(claimed.facts_of(paid), ON, claimed.brief(paid), agreed=note)
    paper = "\n".join(reported.texts(reported.printed(found)))
    assert "取较小者0.00；0.00 + 0.00 = 0.00" in paper


def test_more_withheld_than_was_lent_is_told() -> None:
    said = Agreement(kept=(Kept(1, claimed.yuan("3000")), Kept(1, claimed.yuan("2000.01"))))
    beyond = {"loan": "1", "amount": "5000.01", "lent": "5000.00"}
    assert ("withheld_beyond", beyond) in noticed({"loans": LOAN}, agreed=said)


def test_money_that_came_back_before_anything_was_lent_is_told() -> None:
    case = {"loans": LOAN, "repayments": [[date(2025, 2, 1), "1000"]]}
    assert ("before_lent", {"amount": "1000.00", "on": "2025-02-01"}) in noticed(case)
    case["repayments"] = [[date(2025, 3, 2), "1000"]]
    assert "before_lent" not in dict(noticed(case))


def test_that_all_came_back_is_told_where_interest_is_left() -> None:
    case = {"loans": LOAN, "due": date(2025, 12, 31)}
    late = {**case, "repayments": [[date(2026, 1, 31), "5000"]]}
    assert ("all_came_back", {"lent": "5000.00", "back": "5000.00"}) in noticed(late)
    for paid in ([date(2025, 12, 31), "5000"], [date(2026, 1, 31), "4999.99"]):
        assert "all_came_back" not in dict(noticed({**case, "repayments": [paid]}))


def test_a_doubt_of_relending_is_told_as_before() -> None:
    facts = replace(agreed(), doubts=(Doubt(DoubtKind.FUNDS_BORROWED, None),))
    assert "relending" in [one.kind.value for one in claimed.of(facts, ON).notices]
