"""Laws of a claim, whatever was lent, agreed and paid back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from claimed import TABLE, agreed, facts_of, oracle, settings, told
from hypothesis import HealthCheck, given, settings as limits, strategies as st

from evidence_kit.claim import articles, days, lpr, reckoning, terms
from evidence_kit.claim.gathering import gather
from evidence_kit.claim.ledger import Asked
from evidence_kit.claim.running import Course, run
from evidence_kit.model import ClaimRowKind, DayCount, Figures

FEW = limits(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
DAYS = st.dates(date(2017, 1, 1), date(2026, 9, 1))
SUMS = st.integers(100, 9_000_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
RATES = st.sampled_from(["0", "0.03", "0.1", "0.154", "0.24", "0.3", "0.36", "0.6"])
FILED = date(2026, 9, 10)
ORACLE = oracle()
ADDED = (ClaimRowKind.INTEREST, ClaimRowKind.OVERDUE, ClaimRowKind.PENALTY)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Return a case of up to three loans and five payments, all of different sums."""
    pairs = st.tuples(DAYS, SUMS)
    different = {"unique_by": lambda pair: pair[1]}
    case: dict[str, Any] = {
        "on": draw(st.dates(date(2020, 9, 1), date(2026, 9, 1))),
        "loans": draw(st.lists(pairs, min_size=1, max_size=3, **different)),
        "repayments": draw(st.lists(pairs, max_size=5, **different)),
        "settings": {
            "day_count": draw(st.sampled_from(DayCount)),
            "lpr": draw(st.sampled_from(["fixed", "segmented"])),
            "ends": draw(st.sampled_from(["first", "last"])),
            "standard": draw(st.sampled_from(["at_filing", "at_formation"])),
            "formation": draw(st.sampled_from(["each_arrival", "first_arrival"])),
            "above_cap": draw(st.sampled_from(["to_principal", "stays_paid"])),
            "lawyers_fee": draw(st.sampled_from(["beside_the_cap", "under_the_cap"])),
            "paid_24_to_36_stays": draw(st.booleans()),
            "new_note": draw(st.sampled_from(["least", "up_to_ceiling", "in_part"])),
        },
    }
    for key in ("rate", "overdue_rate", "penalty_rate"):
        if draw(st.booleans()):
            case[key] = draw(RATES)
    if draw(st.booleans()):
        case["due"] = draw(DAYS)
    if draw(st.booleans()):
        case["demands"] = draw(st.lists(DAYS, min_size=1, max_size=2, unique=True))
    for key in ("penalty", "fees"):
        if draw(st.booleans()):
            case[key] = draw(SUMS)
    if draw(st.booleans()):
        case["own"] = [{"number": 1, "secured": True, "rate": draw(RATES)}]
    if draw(st.booleans()):
        case["rollovers"] = [{"on": draw(DAYS), "principal": draw(SUMS)}]
    if draw(st.booleans()):
        case["costs"] = [(draw(DAYS), draw(SUMS), "律师费")]
    return case


def asked(case: dict[str, Any], **changed: Any) -> Asked:
    said = facts_of(case)
    return Asked(
        on=changed.get("on", case["on"]),
        lpr=TABLE,
        settings=settings(case),
        agreed=agreed(case),
        filed=FILED,
        demands=terms.demands(said),
    )


def course(case: dict[str, Any], **changed: Any) -> Course:
    question = asked(case, **changed)
    return run(gather(facts_of(case), question), question)


def owed(case: dict[str, Any], **changed: Any) -> Figures:
    found = reckoning.figures(facts_of(case), asked(case, **changed))
    assert found is not None
    return found


@FEW
@given(cases())
def test_whoever_counts_night_by_night_finds_the_same(case: dict[str, Any]) -> None:
    said = {**case, "filed": FILED}
    expected = ORACLE.reckon(said)
    found = reckoning.reckon(gather(facts_of(case), asked(case)), asked(case), facts_of(case))
    assert [told(row) for row in found.rows] == expected["rows"]
    figures = {kind: str(getattr(found.figures, kind)) for kind in expected["figures"]}
    assert figures == expected["figures"]


@FEW
@given(cases())
def test_the_figures_alone_are_those_of_the_rows(case: dict[str, Any]) -> None:
    """Other readings are reckoned without rows: nothing but time may be saved by that."""
    question = asked(case)
    said = facts_of(case)
    whole = reckoning.reckon(gather(said, question), question, said)
    assert whole.figures == reckoning.figures(said, question)


@FEW
@given(cases())
def test_no_rate_is_above_its_ceiling(case: dict[str, Any]) -> None:
    by_time: dict[tuple[object, ...], Fraction] = {}
    ceilings: dict[tuple[object, ...], Fraction] = {}
    for row in course(case).rows:
        if row.kind in ADDED:
            assert row.rate is not None
            assert row.cap is not None
            assert 0 < row.rate <= row.cap
            if row.kind is not ClaimRowKind.INTEREST:
                key = (row.loans, row.first, row.last, row.base)
                by_time[key] = by_time.get(key, Fraction(0)) + row.rate
                ceilings[key] = row.cap
    assert all(rate <= ceilings[key] for key, rate in by_time.items())


@FEW
@given(cases())
def test_what_a_payment_settled_adds_up_to_it(case: dict[str, Any]) -> None:
    rows = course(case).rows
    paid = sorted((on, amount) for on, amount in case["repayments"] if on <= case["on"])
    settled: dict[int, int] = {}
    for row in rows:
        if row.kind is ClaimRowKind.REPAID:
            assert row.split is not None
            assert row.payment is not None
            assert row.split.total == row.amount
            settled[row.payment] = settled.get(row.payment, 0) + row.amount.fen
    assert sorted(settled.values()) == sorted(int(a.replace(".", "")) for _, a in paid)


@FEW
@given(cases())
def test_the_rows_add_up_to_the_claim(case: dict[str, Any]) -> None:
    found = course(case)
    total = 0
    for row in found.rows:
        grows = row.kind in (*ADDED, ClaimRowKind.LENT, ClaimRowKind.COST, ClaimRowKind.CHARGE)
        total += row.amount.fen if grows else 0
        total -= row.amount.fen if row.kind is ClaimRowKind.WAIVED else 0
        if row.kind is ClaimRowKind.CAPITALISED and row.split:  # as far as the ceiling had room
            total += row.amount.fen - row.split.total.fen
        if row.kind is ClaimRowKind.REPAID and row.split:
            total -= row.amount.fen - row.split.natural.fen
    assert total == found.figures.total.fen - found.figures.overpaid.fen


@FEW
@given(cases(), st.integers(1, 400))
def test_a_claim_grows_until_something_is_paid(case: dict[str, Any], more: int) -> None:
    known = lpr.known_until(TABLE)  # of a later day there may be no figure
    later = min(case["on"] + timedelta(more), known)
    events = [on for on, _ in (*case["loans"], *case["repayments"])]
    events += [one["on"] for one in case.get("rollovers", [])]
    if not any(case["on"] < on <= later for on in events):
        assert owed(case).total <= owed(case, on=later).total


@FEW
@given(cases(), DAYS, SUMS)
def test_a_repayment_more_never_raises_it(case: dict[str, Any], on: date, paid: str) -> None:
    more = {**case, "repayments": [*case["repayments"], (on, paid)]}
    if paid in {amount for _, amount in case["repayments"]}:
        return
    # Each row is rounded once, and a payment makes more rows: a fen each is all it may add.
    slack = len(course(more).rows)
    assert owed(more).total.fen <= owed(case).total.fen + slack


@FEW
@given(cases(), DAYS, SUMS)
def test_another_loan_never_lowers_it(case: dict[str, Any], on: date, lent: str) -> None:
    if lent in {amount for _, amount in case["loans"]}:
        return
    plain = {key: case[key] for key in ("on", "loans", "repayments", "settings")}
    more = {**plain, "loans": [*case["loans"], (on, lent)]}
    with_more, without = owed(more), owed(plain)
    net = [one.total.fen - one.overpaid.fen for one in (with_more, without)]
    assert net[0] + len(course(more).rows) >= net[1]


@given(DAYS, st.integers(0, 2000), st.integers(0, 2000), st.sampled_from(DayCount))
def test_time_can_be_split_anywhere(start: date, first: int, second: int, count: DayCount) -> None:
    middle = start + timedelta(first)
    end = middle + timedelta(second)
    whole = days.part_of_year(start, end, count)
    parts = days.part_of_year(start, middle, count) + days.part_of_year(middle, end, count)
    assert days.part_of_year(start, start, count) == 0
    if count is not DayCount.ANNIVERSARY:
        assert whole == parts
    assert abs(whole - parts) <= Fraction(2, 365)
    assert days.part_of_year(start, middle, count) <= whole


@FEW
@given(cases())
def test_reckoning_to_a_day_between_changes_nothing_later(case: dict[str, Any]) -> None:
    """Rows begin where something changed, never where somebody asked."""
    before = course(case, on=case["on"] - timedelta(200)).rows
    after = course(case).rows
    known = [row for row in before if row.kind is ClaimRowKind.REPAID]
    assert [replace(row, number=0) for row in after if row.kind is ClaimRowKind.REPAID][
        : len(known)
    ] == [replace(row, number=0) for row in known]


@FEW
@given(cases())
def test_every_article_cited_is_known(case: dict[str, Any]) -> None:
    for row in course(case).rows:
        assert all(articles.cites_known(article) for article in row.articles)
        too_much = row.split is not None and row.split.surplus.fen
        assert row.articles or too_much
        assert "None" not in row.formula.text
