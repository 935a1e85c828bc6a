"""Ways to the money: which are open for which sum and case, and what would change that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from suits import SOME_DOUBT, at, due, facts, lent, on, paid, renewal, saying

from evidence_kit.claim import fees, payment_order, procedure, thresholds
from evidence_kit.claim.articles import cites_known
from evidence_kit.model import (
    Agreement,
    Circumstances,
    Cost,
    CostKind,
    Direction,
    Figures,
    LoanFacts,
    Mark,
    Money,
    Nature,
    Option,
    Proceeding,
    ProceedingKind,
    ReasonKind,
    SayingKind,
    Stage,
    Standing,
    Threshold,
    Track,
    Unit,
)

DAY = on("2026-11-21")
DUE = facts(due=due("2026-01-31"))
NOBODY_SAID = Circumstances()
JIANGSU = Circumstances(province="江苏")
CLEAR = Circumstances(
    province="江苏",
    whereabouts_unknown=False,
    debtor_abroad=False,
    foreign=False,
    appraisal=False,
    counterclaim=False,
    other_debts=False,
)


def owed(yuan: str = "20000") -> Figures:
    return Figures(principal=Money.of_yuan(yuan))


def judged(
    figures: Figures | None = None,
    found: LoanFacts = DUE,
    circumstances: Circumstances = CLEAR,
    day=DAY,
) -> dict[Track, Option]:
    options = procedure.options(figures or owed(), found, circumstances, on=day)
    cited = [article for one in options for article in one.articles]
    cited += [a for one in options for r in (*one.reasons, *one.changes) for a in r.articles]
    cited += [a for one in options for time in one.times for a in time.articles]
    assert all(cites_known(article) for article in cited)
    return {one.track: one for one in options}


def reasons(option: Option) -> set[ReasonKind]:
    return {reason.kind for reason in option.reasons}


def changes(option: Option) -> set[ReasonKind]:
    """What would change a way, but that any quick case may turn into an ordinary one."""
    return {reason.kind for reason in option.changes} - {ReasonKind.TURNS_ORDINARY}


# ── the table ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("province", "day", "limit", "agreed"),
    [
        ("江苏", "2026-11-21", "64610.00", "258440.00"),
        ("江苏", "2026-01-04", "64610.00", "258440.00"),
        ("江苏", "2026-01-03", "60862.00", "243448.00"),
        ("江苏", "2024-01-06", "60862.00", "243448.00"),
        ("江苏", "2024-01-05", None, None),
        ("上海", "2022-08-23", "68378.50", "273514.00"),
        ("上海", "2022-08-22", None, None),
        ("浙江", "2022-01-11", "54323.00", "217290.00"),
        ("浙江", "2022-01-10", None, None),
        ("湖南", "2023-11-01", "45707.00", "182826.00"),
        ("湖南", "2023-10-31", None, None),
        ("广东", "2026-11-21", None, None),
    ],
)
def test_limits_are_dated(province: str, day: str, limit: str | None, agreed: str | None) -> None:
    found = thresholds.of(province, on(day))
    assert (str(found.limit) if found else None) == limit
    assert (str(found.agreed) if found else None) == agreed


@pytest.mark.parametrize("row", thresholds.THRESHOLDS, ids=lambda row: f"{row.province}")
def test_twice_the_wage_is_four_times_half_of_it(row: Threshold) -> None:
    """As published, give or take what halving a wage rounds off."""
    assert abs(row.agreed.fen - 4 * row.limit.fen) <= 4 * 100
    assert row.source
    assert row.mark in (Mark.REPORTED, Mark.UNCHECKED)


def test_the_lowest_limit_known() -> None:
    assert thresholds.lowest(DAY).province == "湖南"
    assert thresholds.lowest(on("2022-02-01")).province == "浙江"
    assert thresholds.lowest(on("2020-01-01")).province == "湖南"


@pytest.mark.parametrize(("days", "stale"), [(400, False), (401, True)])
def test_limits_grow_old(days: int, *, stale: bool) -> None:
    row = thresholds.THRESHOLDS[0]
    assert thresholds.is_stale(row, row.valid_from + timedelta(days=days)) is stale


# ── small claims ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("yuan", "both", "standing", "kind"),
    [
        ("64610", None, Standing.OPEN, ReasonKind.WITHIN_LIMIT),
        ("64610.01", None, Standing.BY_AGREEMENT, ReasonKind.BOTH_MUST_AGREE),
        ("64610.01", True, Standing.OPEN, ReasonKind.BOTH_AGREED),
        ("64610.01", False, Standing.BARRED, ReasonKind.BOTH_MUST_AGREE),
        ("258440", None, Standing.BY_AGREEMENT, ReasonKind.ABOVE_LIMIT),
        ("258440.01", True, Standing.BARRED, ReasonKind.ABOVE_AGREED),
    ],
)
def test_small_claims_by_the_provinces_limit(yuan, both, standing, kind) -> None:
    option = judged(owed(yuan), circumstances=replace(CLEAR, both_agree=both))[Track.SMALL_CLAIMS]
    assert option.standing is standing
    assert kind in reasons(option)
    assert changes(option) == set()


def test_interest_and_costs_count_towards_the_limit() -> None:
    figures = Figures(principal=Money(60_000_00), overdue=Money(4_610_00))
    assert judged(figures)[Track.SMALL_CLAIMS].standing is Standing.OPEN
    more = replace(figures, interest=Money(1))
    assert judged(more)[Track.SMALL_CLAIMS].standing is Standing.BY_AGREEMENT


def test_an_unknown_province_is_a_question() -> None:
    unknown = judged(owed("45707"), circumstances=NOBODY_SAID)[Track.SMALL_CLAIMS]
    assert unknown.standing is Standing.UNCLEAR
    assert reasons(unknown) == {ReasonKind.PROVINCE_UNKNOWN, ReasonKind.BELOW_KNOWN_LIMITS}
    more = judged(owed("45707.01"), circumstances=NOBODY_SAID)[Track.SMALL_CLAIMS]
    assert reasons(more) == {ReasonKind.PROVINCE_UNKNOWN}
    elsewhere = judged(circumstances=Circumstances(province="广东"))[Track.SMALL_CLAIMS]
    assert ReasonKind.LIMIT_UNKNOWN in reasons(elsewhere)


@pytest.mark.parametrize(
    ("yuan", "standing"),
    [
        ("54323", Standing.OPEN),
        ("54323.01", Standing.UNCLEAR),
        ("217290.01", Standing.UNCLEAR),
    ],
)
def test_an_old_limit_is_a_floor_alone(yuan: str, standing: Standing) -> None:
    """Wages rise: what was below an old limit is below the new one, what was above may be."""
    found = replace(CLEAR, province="浙江")
    option = judged(owed(yuan), circumstances=found)[Track.SMALL_CLAIMS]
    assert option.standing is standing
    assert ReasonKind.LIMIT_STALE in reasons(option)


def test_a_limit_can_be_set() -> None:
    own = Threshold("广东", Money(70_000_00), Money(280_000_00), DAY, "法院答复")
    option = judged(owed("70000"), circumstances=replace(CLEAR, threshold=own))[Track.SMALL_CLAIMS]
    assert option.standing is Standing.OPEN
    (within,) = (one for one in option.reasons if one.kind is ReasonKind.WITHIN_LIMIT)
    assert dict(within.args)["source"] == "法院答复"
    assert dict(within.args)["limit"] == "70000.00"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("whereabouts_unknown", ReasonKind.WHEREABOUTS_UNKNOWN),
        ("appraisal", ReasonKind.APPRAISAL),
        ("counterclaim", ReasonKind.COUNTERCLAIM),
        ("foreign", ReasonKind.FOREIGN),
    ],
)
def test_what_takes_a_case_out_of_small_claims(name: str, kind: ReasonKind) -> None:
    barred = judged(circumstances=replace(CLEAR, **{name: True}))[Track.SMALL_CLAIMS]
    assert barred.standing is Standing.BARRED
    assert kind in reasons(barred)
    open_one = judged(circumstances=replace(CLEAR, **{name: None}))[Track.SMALL_CLAIMS]
    assert open_one.standing is Standing.OPEN
    assert changes(open_one) == {kind}


# ── suits in general ───────────────────────────────────────────────────────────────────


def test_costs_and_times_of_suits() -> None:
    found = judged()
    said = {
        track: (
            str(found[track].cost.amount),
            found[track].times[0].length,
            found[track].times[0].extension,
        )
        for track in (Track.SMALL_CLAIMS, Track.SIMPLE, Track.ORDINARY)
    }
    assert said == {
        Track.SMALL_CLAIMS: ("150.00", 2, 1),
        Track.SIMPLE: ("150.00", 3, 1),
        Track.ORDINARY: ("300.00", 6, 6),
    }
    assert {one.stage for track in said for one in found[track].times} == {Stage.TRIAL}
    assert {one.unit for track in said for one in found[track].times} == {Unit.MONTHS}


def test_a_quick_case_may_turn_ordinary_for_the_rest_of_the_fee() -> None:
    found = judged(owed("100000"))
    for track in (Track.SMALL_CLAIMS, Track.SIMPLE):
        (turns,) = (one for one in found[track].changes if one.kind is ReasonKind.TURNS_ORDINARY)
        assert dict(turns.args)["amount"] == "1150.00"


def test_who_cannot_be_found_is_sued_in_ordinary_procedure() -> None:
    found = judged(circumstances=replace(CLEAR, whereabouts_unknown=True))
    barred = [track for track, one in found.items() if one.standing is Standing.BARRED]
    assert barred == [Track.SMALL_CLAIMS, Track.SIMPLE, Track.PAYMENT_ORDER]
    asked = judged(circumstances=replace(CLEAR, whereabouts_unknown=None))
    assert changes(asked[Track.SIMPLE]) == {ReasonKind.WHEREABOUTS_UNKNOWN}


@pytest.mark.parametrize(("day", "early"), [("2026-01-31", True), ("2026-02-01", False)])
def test_before_the_day_due_has_passed_every_suit_is_early(day: str, *, early: bool) -> None:
    found = judged(day=on(day))
    for track in (Track.SMALL_CLAIMS, Track.SIMPLE, Track.ORDINARY):
        assert (ReasonKind.NOT_DUE in reasons(found[track])) == early
        assert found[track].standing is (Standing.UNCLEAR if early else Standing.OPEN)
    barred = found[Track.PAYMENT_ORDER].standing is Standing.BARRED
    assert barred == early


def test_an_agreed_extension_puts_the_day_off() -> None:
    later = renewal("2026-12-31", 4)
    found = judged(found=facts(due=due("2026-01-31"), renewals=(later,)))
    (early,) = (one for one in found[Track.ORDINARY].reasons if one.kind is ReasonKind.NOT_DUE)
    assert dict(early.args)["day"] == "2026-12-31"
    lone = renewal("2026-12-31", 4, agreed=False)
    found = judged(found=facts(due=due("2026-01-31"), renewals=(lone,)))
    assert ReasonKind.NOT_DUE not in reasons(found[Track.ORDINARY])


def test_a_denial_makes_the_quick_ways_unclear() -> None:
    denial = saying(SayingKind.DENIAL, at("2026-02-02"), 3)
    found = judged(found=facts(denial, due=due("2026-01-31")))
    unclear = [track for track, one in found.items() if one.standing is Standing.UNCLEAR]
    assert unclear == [Track.SMALL_CLAIMS, Track.SIMPLE, Track.PAYMENT_ORDER]


def test_a_denial_opens_nothing_that_the_sum_bars() -> None:
    denial = saying(SayingKind.DENIAL, at("2026-02-02"), 3)
    found = judged(owed("300000"), facts(denial, due=due("2026-01-31")))
    assert found[Track.SMALL_CLAIMS].standing is Standing.BARRED


def test_where_nothing_is_owed_no_way_is_open() -> None:
    found = judged(Figures(overpaid=Money(1)))
    assert list(found) == list(Track)
    assert {one.standing for one in found.values()} == {Standing.BARRED}
    assert all(reasons(one) == {ReasonKind.NOTHING_OWED} for one in found.values())
    assert {(one.amount, one.cost) for one in found.values()} == {(Money(0), None)}


def test_where_a_loan_has_no_figure_no_way_is_called_shut_for_nothing_owed() -> None:
    ways = procedure.options(Figures(), DUE, CLEAR, on=DAY, without=True)
    assert [one.track for one in ways] == list(Track)
    assert {one.standing for one in ways} == {Standing.UNCLEAR}
    assert all(reasons(one) == {ReasonKind.NO_FIGURE} for one in ways)
    of_others = procedure.options(owed(), DUE, CLEAR, on=DAY, without=True)
    assert of_others == procedure.options(owed(), DUE, CLEAR, on=DAY)


def test_mediation_is_told_first_and_has_no_price_of_its_own() -> None:
    found = judged()
    assert next(iter(found)) is Track.MEDIATION
    assert found[Track.MEDIATION].cost is None
    assert found[Track.CONFIRMATION].standing is Standing.BY_AGREEMENT
    assert {one.mark for one in found[Track.CONFIRMATION].reasons} == {Mark.UNCHECKED}


# ── payment order ──────────────────────────────────────────────────────────────────────


MIXED = Figures(Money(50_000_00), Money(1_000_00), Money(2_000_00), Money(30_00), Money(4_00))


@pytest.mark.parametrize(
    ("written", "asked"), [(True, "53034.00"), (False, "51000.00"), (None, "51000.00")]
)
def test_a_payment_order_has_its_own_sum(written: bool | None, asked: str) -> None:
    """Failure to fear: an order refused whole for overdue interest nobody wrote down (428(2))."""
    told = replace(CLEAR, written_overdue_term=written)
    assert str(payment_order.amount(MIXED, told)) == asked
    option = judged(MIXED, circumstances=told)[Track.PAYMENT_ORDER]
    assert str(option.amount) == asked
    assert option.cost == fees.payment_order(Money.of_yuan(asked))
    left = [one for one in option.reasons if one.kind is ReasonKind.NO_WRITTEN_OVERDUE_TERM]
    assert [dict(one.args)["amount"] for one in left] == ([] if written else ["2034.00"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("other_debts", ReasonKind.OTHER_DEBTS),
        ("debtor_abroad", ReasonKind.DEBTOR_ABROAD),
        ("whereabouts_unknown", ReasonKind.WHEREABOUTS_UNKNOWN),
    ],
)
def test_what_bars_a_payment_order(name: str, kind: ReasonKind) -> None:
    barred = judged(circumstances=replace(CLEAR, **{name: True}))[Track.PAYMENT_ORDER]
    assert barred.standing is Standing.BARRED
    assert kind in reasons(barred)
    assert ReasonKind.FIXED_AND_DUE not in reasons(barred)
    asked = judged(circumstances=replace(CLEAR, **{name: None}))[Track.PAYMENT_ORDER]
    assert kind in changes(asked)
    assert kind not in changes(judged()[Track.PAYMENT_ORDER])


def test_there_is_no_limit_to_a_payment_order() -> None:
    assert judged(owed("90000000"))[Track.PAYMENT_ORDER].standing is Standing.OPEN


def test_a_payment_order_waits_for_a_demand_where_no_day_is_due() -> None:
    option = judged(found=facts())[Track.PAYMENT_ORDER]
    assert ReasonKind.NEVER_DEMANDED in reasons(option)
    assert option.standing is Standing.BARRED
    assert judged(found=facts())[Track.ORDINARY].standing is Standing.OPEN


@pytest.mark.parametrize(
    "payment",
    [
        paid(100, at("2026-02-02"), 3, doubts=(SOME_DOUBT,)),
        lent(100, at("2026-01-02"), 3, doubts=(SOME_DOUBT,)),
        paid(100, at("2026-02-02"), 3, nature=Nature.UNKNOWN, direction=Direction.IN),
    ],
)
def test_a_sum_in_doubt_is_not_fixed(payment) -> None:
    option = judged(found=facts(payment, due=due("2026-01-31")))[Track.PAYMENT_ORDER]
    assert option.standing is Standing.UNCLEAR
    assert ReasonKind.SUM_IN_DOUBT in reasons(option)


def test_preservation_before_a_suit_and_a_payment_order_shut_each_other_out() -> None:
    found = judged()
    assert found[Track.PAYMENT_ORDER].excludes == (Track.PRESERVATION_BEFORE,)
    assert found[Track.PRESERVATION_BEFORE].excludes == (Track.PAYMENT_ORDER,)
    kept = replace(CLEAR, proceedings=(Proceeding(ProceedingKind.PRESERVATION, DAY),))
    assert ReasonKind.PRESERVATION_APPLIED in reasons(
        judged(circumstances=kept)[Track.PAYMENT_ORDER]
    )
    order = replace(CLEAR, proceedings=(Proceeding(ProceedingKind.PAYMENT_ORDER, DAY),))
    option = judged(circumstances=order)[Track.PRESERVATION_BEFORE]
    assert (option.standing, ReasonKind.PAYMENT_ORDER_APPLIED in reasons(option)) == (
        Standing.BARRED,
        True,
    )


@pytest.mark.parametrize(
    ("cost", "asks"),
    [
        (Cost(DAY, Money(520_00), CostKind.PRESERVATION), True),
        (Cost(DAY + timedelta(days=1), Money(520_00), CostKind.PRESERVATION), False),
        (Cost(DAY, Money(520_00), CostKind.LAWYER), False),
    ],
)
def test_a_fee_of_preservation_that_was_paid_is_a_question(cost: Cost, *, asks: bool) -> None:
    """解释 427(7) bars an order after preservation before a suit; the fee doesn't say which."""
    agreed = Agreement(costs=(cost,))

    def order(circumstances: Circumstances) -> Option:
        ways = procedure.options(owed(), DUE, circumstances, on=DAY, agreed=agreed)
        return next(one for one in ways if one.track is Track.PAYMENT_ORDER)

    found = order(CLEAR)
    assert found.standing is (Standing.UNCLEAR if asks else Standing.OPEN)
    assert (ReasonKind.PRESERVATION_PAID in reasons(found)) is asks
    told = order(replace(CLEAR, proceedings=(Proceeding(ProceedingKind.PRESERVATION, DAY),)))
    assert told.standing is Standing.BARRED
    assert ReasonKind.PRESERVATION_PAID not in reasons(told)


def test_once_sued_neither_is_left() -> None:
    sued = replace(CLEAR, proceedings=(Proceeding(ProceedingKind.SUIT, DAY),))
    found = judged(circumstances=sued)
    for track in (Track.PAYMENT_ORDER, Track.PRESERVATION_BEFORE):
        assert found[track].standing is Standing.BARRED
        assert ReasonKind.ALREADY_SUED in reasons(found[track])
    assert found[Track.PRESERVATION_DURING].standing is Standing.OPEN


def test_preservation_asks_for_security() -> None:
    found = judged(owed("100000"))
    before, during = found[Track.PRESERVATION_BEFORE], found[Track.PRESERVATION_DURING]
    sums = [
        dict(one.args)["amount"]
        for option in (before, during)
        for one in option.reasons
        if one.kind is ReasonKind.SECURITY
    ]
    assert sums == ["100000.00", "30000.00"]
    assert str(before.cost.amount) == str(during.cost.amount) == "1020.00"
    assert [(one.length, one.unit) for one in before.times] == [
        (48, Unit.HOURS),
        (30, Unit.DAYS),
    ]


def test_arbitration_shuts_the_ways_to_a_court() -> None:
    """But 104 lets property be kept before arbitration is applied for too."""
    ways = judged(circumstances=replace(CLEAR, arbitration=True))
    open_ones = {track for track, one in ways.items() if one.standing is not Standing.BARRED}
    assert open_ones == {Track.MEDIATION, Track.CONFIRMATION, Track.PRESERVATION_BEFORE}
    shut = [one for one in ways.values() if one.standing is Standing.BARRED]
    # Not "every case fits" nor "fixed and due" as reasons why a way is shut.
    assert all(reasons(one) == {ReasonKind.ARBITRATION_AGREED} for one in shut)
    assert not any(one.changes for one in shut)
    kinds = [one.kind for one in ways[Track.PRESERVATION_BEFORE].reasons]
    assert ReasonKind.ARBITRATION_AGREED in kinds


def test_a_debtor_abroad_makes_it_a_case_with_a_foreign_element_unless_told_otherwise() -> None:
    """166(2) takes such a case out of small claims; who is only travelling says foreign = false."""
    abroad = replace(CLEAR, debtor_abroad=True, foreign=None)
    option = judged(circumstances=abroad)[Track.SMALL_CLAIMS]
    assert (option.standing, ReasonKind.FOREIGN in reasons(option)) == (Standing.BARRED, True)
    said = replace(abroad, foreign=False)
    assert judged(circumstances=said)[Track.SMALL_CLAIMS].standing is Standing.OPEN
