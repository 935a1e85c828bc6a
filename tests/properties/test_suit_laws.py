"""Laws of advice on a suit, for any sums, days and acts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st
from suits import SOME_DOUBT, at, due, facts, half_up, paid, saying

from evidence_kit.claim import fees, guarantee, limitation, periods, procedure, thresholds
from evidence_kit.claim.articles import ARTICLES, TEXTS, cites_known
from evidence_kit.model import (
    Article,
    Circumstances,
    Effect,
    Figures,
    LawText,
    Money,
    SayingKind,
    Standing,
    TermStatus,
    Track,
)

ALL_FEES = (fees.case, fees.halved, fees.payment_order, fees.preservation, fees.enforcement)
MOST = 40_000_000_00
EDGES = sorted(
    {
        edge * 100
        for edge, _ in (*fees.CASE_TIERS, *fees.PRESERVATION_TIERS, *fees.ENFORCEMENT_TIERS)
    }
    | {896_000_00}
)
near_edges = st.builds(
    lambda edge, by: max(0, edge + by), st.sampled_from(EDGES), st.integers(-200, 200)
)
sums = st.one_of(st.integers(0, MOST), near_edges)
days = st.dates(date(2018, 1, 1), date(2026, 11, 21))
kinds = st.sampled_from(
    [SayingKind.DEMAND, SayingKind.PROMISE, SayingKind.PLAN, SayingKind.DELAY, None]
)
acts = st.lists(st.tuples(days, kinds), max_size=8)
TODAY = date(2026, 11, 21)


# ── fees ───────────────────────────────────────────────────────────────────────────────


@given(sums, st.integers(0, 10_000_00), st.sampled_from(ALL_FEES))
def test_fees_never_fall(fen: int, more: int, fee) -> None:
    assert fee(Money(fen)).amount <= fee(Money(fen + more)).amount


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("fee", ALL_FEES, ids=lambda fee: fee.__name__)
def test_fees_do_not_jump_at_an_edge(fee, edge: int) -> None:
    """One fen more of claim is at most one fen more of fee, at the edge and beside it."""
    found = [fee(Money(edge + by)).amount.fen for by in (-1, 0, 1)]
    assert found[1] - found[0] <= 1
    assert found[2] - found[1] <= 1


def marginal(tiers, at_fen: Fraction) -> Fraction:
    """What of the next fen is charged, just there."""
    rates = [rate for edge, rate in tiers if edge * 100 < at_fen]
    return rates[-1] if rates else Fraction(0)


def integral(tiers, fen: int) -> Fraction:
    """The area under the marginal rate, from nothing to the sum, by midpoints between cuts."""
    cuts = sorted({0, fen, *(edge * 100 for edge, _ in tiers if edge * 100 < fen)})
    return sum(
        (marginal(tiers, Fraction(low + high, 2)) * (high - low) for low, high in pairwise(cuts)),
        Fraction(0),
    )


@given(sums)
def test_a_fee_is_the_integral_of_its_rates(fen: int) -> None:
    whole = integral(fees.CASE_TIERS, fen) + 50_00
    assert fees.case(Money(fen)).amount.fen == half_up(whole)
    assert fees.halved(Money(fen)).amount.fen == half_up(whole / 2)
    assert fees.payment_order(Money(fen)).amount.fen == half_up(whole / 3)
    assert fees.enforcement(Money(fen)).amount.fen == half_up(
        integral(fees.ENFORCEMENT_TIERS, fen) + 50_00
    )
    kept = half_up(integral(fees.PRESERVATION_TIERS, fen) + 30_00)
    assert fees.preservation(Money(fen)).amount.fen == min(kept, 5_000_00)


@given(sums, st.sampled_from(ALL_FEES))
def test_the_parts_of_a_fee_hold_the_whole_sum(fen: int, fee) -> None:
    made = fee(Money(fen))
    assert sum(part.base.fen for part in made.parts) == fen


# ── terms ──────────────────────────────────────────────────────────────────────────────


def ends(day: date, months: int) -> date:
    """The corresponding day, or the last one there is, tried from above."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError(day)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(0, 300))
def test_terms_of_months(day: date, months: int) -> None:
    assert periods.months_after(day, months) == ends(day, months)


def told(found: list[tuple[date, SayingKind | None]], **more):
    for row, (day, kind) in enumerate(found, 1):
        moment = at(day.isoformat())
        yield saying(kind, moment, row, **more) if kind else paid(100, moment, row)


def by_walking(start: date, done: list[tuple[date, SayingKind | None]]) -> date:
    """Day after day from the day due: what is done while it runs, and a promise after."""
    end, day = ends(start, 36), start
    while day < TODAY:
        day += timedelta(days=1)
        here = [kind for when, kind in done if when == day]
        promised = SayingKind.PROMISE in here or SayingKind.PLAN in here
        if here and (day <= end or promised):
            end = min(ends(day, 36), ends(start, 240))
    return end


@given(days, acts)
def test_limitation_walked_day_by_day(start: date, done) -> None:
    found = facts(*told(done), due=due(start.isoformat()))
    result = limitation.of(found, Circumstances(), on=TODAY)
    assert result.end.first == result.end.last == by_walking(start, done)
    assert len(result.steps) == len(done)


@given(days, acts, days)
def test_a_further_demand_never_brings_the_end_nearer(start: date, done, when: date) -> None:
    before = facts(*told(done), due=due(start.isoformat()))
    after = facts(*told([*done, (when, SayingKind.DEMAND)]), due=due(start.isoformat()))
    one = limitation.of(before, Circumstances(), on=TODAY)
    other = limitation.of(after, Circumstances(), on=TODAY)
    assert one.end.first <= other.end.first


@given(days, acts, st.randoms())
def test_the_order_in_which_acts_are_told_changes_nothing(start: date, done, chance) -> None:
    mixed = list(told(done))
    chance.shuffle(mixed)
    one = limitation.of(facts(*told(done), due=due(start.isoformat())), Circumstances(), on=TODAY)
    other = limitation.of(facts(*mixed, due=due(start.isoformat())), Circumstances(), on=TODAY)
    assert (one.end, one.status) == (other.end, other.status)


@given(days, acts, acts)
def test_what_is_in_doubt_never_moves_the_end_and_may_only_help(start: date, sure, doubted) -> None:
    unsure = [
        paid(100, at(day.isoformat()), 50 + row, doubts=(SOME_DOUBT,))
        for row, (day, _) in enumerate(doubted)
    ]
    plain = limitation.of(facts(*told(sure), due=due(start.isoformat())), Circumstances(), on=TODAY)
    result = limitation.of(
        facts(*told(sure), *unsure, due=due(start.isoformat())), Circumstances(), on=TODAY
    )
    assert result.end == plain.end
    assert result.end_at_best.first >= result.end.first
    opened = [step for step in result.steps if step.effect is Effect.OPEN]
    assert all(step.end is None or step.end.first >= result.end.first for step in opened)


@given(st.one_of(st.none(), days), acts)
def test_the_status_agrees_with_the_days_left(start: date | None, done) -> None:
    found = facts(*told(done), due=due(start.isoformat()) if start else None)
    result = limitation.of(found, Circumstances(), on=TODAY)
    if result.end is None:
        assert result.status in (TermStatus.NOT_BEGUN, TermStatus.DISPUTED)
        return
    assert result.days_left == (result.end.first - TODAY).days
    over = result.status in (TermStatus.EXPIRED, TermStatus.DISPUTED)
    assert over == (result.days_left < 0)
    assert all(cites_known(article) for article in result.articles)


@given(days, st.integers(0, 60))
def test_a_grace_puts_the_end_off_by_no_less(start: date, grace: int) -> None:
    found = facts(saying(SayingKind.DEMAND, at(start.isoformat()), 3))
    bare = limitation.of(found, Circumstances(), on=TODAY)
    given_time = limitation.of(found, Circumstances(grace_days=grace), on=TODAY)
    assert bare.end.first == ends(start, 36)
    assert given_time.end.first == ends(start + timedelta(days=grace), 36)
    assert guarantee.periods(found, Circumstances(), on=TODAY) == ()


# ── ways ───────────────────────────────────────────────────────────────────────────────


@given(st.integers(1, MOST), st.sampled_from(thresholds.THRESHOLDS))
def test_small_claims_close_as_the_sum_grows(fen: int, row) -> None:
    found = facts(due=due("2020-01-31"))
    circumstances = Circumstances(threshold=row)
    options = procedure.options(
        Figures(principal=Money(fen)), found, circumstances, on=row.valid_from
    )
    by_track = {option.track: option for option in options}
    expected = (
        Standing.OPEN
        if fen <= row.limit.fen
        else Standing.BY_AGREEMENT
        if fen <= row.agreed.fen
        else Standing.BARRED
    )
    assert by_track[Track.SMALL_CLAIMS].standing is expected
    assert by_track[Track.ORDINARY].standing is Standing.OPEN
    assert by_track[Track.SMALL_CLAIMS].cost == by_track[Track.SIMPLE].cost


# ── the table ──────────────────────────────────────────────────────────────────────────


def test_every_text_has_a_version_and_articles() -> None:
    assert set(TEXTS) == set(ARTICLES) == set(LawText)
    assert all(ARTICLES.values())


def test_an_article_that_is_not_in_the_table_is_told() -> None:
    assert not cites_known(Article(LawText.CIVIL_CODE, 1))
    assert cites_known(Article(LawText.CIVIL_CODE, 188, 2))
