"""What is open in the facts, and what the claim would be were it otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
import reported
from claimed import inked, of, with_payments

from evidence_kit import telling
from evidence_kit.model import (
    Basis,
    Claim,
    Direction,
    Doubt,
    DoubtKind,
    Moment,
    Nature,
    OpenKind,
    OpenPoint,
    Outcome,
    Payment,
    Reading,
    State,
)
from evidence_kit.words import Words

ON = date(2026, 1, 1)
LOAN = inked("5000", date(2025, 3, 2))


def doubt(payment: Payment, kind: DoubtKind = DoubtKind.NATURE_UNKNOWN) -> Doubt:
    return Doubt(kind, payment.places[0], (("field", "nature"),))


def doubted(payment: Payment, kind: DoubtKind = DoubtKind.NATURE_UNKNOWN) -> Payment:
    return replace(payment, doubts=(doubt(payment, kind),))


def points(*payments: Payment) -> tuple[OpenPoint, ...]:
    return found(*payments).open_points


def found(*payments: Payment) -> Claim:
    return of(with_payments(*payments), ON)


def test_a_sure_payment_is_no_point() -> None:
    assert points(LOAN) == ()


def test_money_that_went_for_nobody_knows_what() -> None:
    sent = doubted(inked("800", date(2025, 4, 1), Nature.UNKNOWN, Direction.OUT))
    (point,) = points(LOAN, sent)
    assert (point.kind, str(point.amount)) == (OpenKind.COUNTED_AS_LOAN, "800.00")
    assert (str(point.figures.total), str(point.change)) == ("5800.00", "800.00")
    assert point.doubts == (sent.doubts[0].id,)
    assert point.places == sent.places
    assert point.on == date(2025, 4, 1)


def test_money_that_came_for_nobody_knows_what() -> None:
    back = doubted(inked("800", date(2025, 4, 1), Nature.UNKNOWN, Direction.IN))
    (point,) = points(LOAN, back)
    assert (point.kind, str(point.change)) == (OpenKind.COUNTED_AS_REPAYMENT, "-800.00")


def test_unknown_without_any_doubt_is_open_all_the_same() -> None:
    assert len(points(LOAN, inked("800", date(2025, 4, 1), Nature.UNKNOWN, Direction.IN))) == 1


def test_money_that_nobody_knows_which_way_went() -> None:
    lost = doubted(inked("800", date(2025, 4, 1), Nature.UNKNOWN))
    kinds = [(point.kind, str(point.change)) for point in points(LOAN, lost)]
    assert kinds == [
        (OpenKind.COUNTED_AS_LOAN, "800.00"),
        (OpenKind.COUNTED_AS_REPAYMENT, "-800.00"),
    ]


def test_a_counted_payment_in_doubt_is_left_out_once() -> None:
    back = doubted(inked("800", date(2025, 4, 1), Nature.REPAYMENT), DoubtKind.LOW_CONFIDENCE)
    (point,) = points(LOAN, back)
    assert (point.kind, str(point.change)) == (OpenKind.NOT_COUNTED, "800.00")


def test_a_payment_whose_state_nobody_knows() -> None:
    sent = replace(inked("800", date(2025, 4, 1)), state=State.UNKNOWN)
    (point,) = points(LOAN, doubted(sent, DoubtKind.STATE_UNKNOWN))
    assert (point.kind, str(point.change)) == (OpenKind.COUNTED_AS_LOAN, "800.00")
    assert points(LOAN, sent) == ()


def test_money_that_a_page_shows_and_a_record_gives_back_is_a_point() -> None:
    """Left out without a word, the claim would be too high by what may have been paid back."""
    doubt = Doubt(DoubtKind.RECORDS_DIFFER, None, (("field", "payment"),))
    back = inked("2500", date(2025, 6, 1), Nature.REPAYMENT, state=State.REFUNDED, doubts=(doubt,))
    (point,) = of(with_payments(LOAN, back), ON).open_points
    assert point.kind is OpenKind.COUNTED_AS_REPAYMENT
    assert str(point.change) == "-2500.00"


@pytest.mark.parametrize("state", [State.RETURNED, State.EXPIRED, State.REFUNDED])
def test_money_that_never_stayed_is_no_point(state: State) -> None:
    sent = inked("800", date(2025, 4, 1), Nature.UNKNOWN, Direction.OUT, state=state)
    assert points(LOAN, doubted(sent)) == ()


def test_a_gift_is_one_only_where_that_is_in_doubt() -> None:
    gift = inked("520", date(2025, 5, 20), Nature.GIFT, Direction.OUT)
    assert points(LOAN, gift) == ()
    (point,) = points(LOAN, doubted(gift, DoubtKind.NATURE_DISPUTABLE))
    assert str(point.change) == "520.00"


def test_a_day_between_two() -> None:
    span = Moment(datetime(2025, 6, 1, 12), datetime(2025, 6, 11, 12), Basis.BETWEEN)
    back = inked("1000", span, Nature.REPAYMENT)
    claim = of(with_payments(LOAN, back, rate="0.0365"), ON)
    (point,) = claim.open_points
    assert (point.kind, dict(point.args)) == (
        OpenKind.OTHER_DAY,
        {"day": "2025-06-11", "taken": "2025-06-01"},
    )
    # 4045.50 left after 91 days, and 86.57 on it; 4050.50 after 101 days, and 82.63 on it.
    assert str(point.change) == "1.06"
    loan = replace(LOAN, at=span)
    (other,) = of(with_payments(loan, rate="0.0365"), ON).open_points
    assert (dict(other.args), str(other.change)) == (
        {"day": "2025-06-01", "taken": "2025-06-11"},
        "5.00",
    )


def test_a_day_that_only_time_is_doubted_of_counts_all_the_same() -> None:
    back = doubted(inked("800", date(2025, 4, 1), Nature.REPAYMENT), DoubtKind.TIME_AMBIGUOUS)
    facts = replace(with_payments(LOAN, back), doubts=back.doubts)
    (point,) = of(facts, ON).open_points
    assert (point.kind, point.doubts) == (OpenKind.DOUBT, (back.doubts[0].id,))


def test_a_repayment_of_any_day() -> None:
    nothing = Moment(None, None, Basis.UNANCHORED)
    since = Moment(datetime(2025, 6, 1), None, Basis.BETWEEN)
    told = ((nothing, "2025-03-02", "44.62"), (since, "2025-06-01", "29.22"))
    for at, taken, change in told:
        back = doubted(inked("1000", at, Nature.REPAYMENT), DoubtKind.TIME_UNANCHORED)
        claim = of(with_payments(LOAN, back, rate="0.0534"), ON)
        (point,) = claim.open_points
        assert (point.kind, dict(point.args)) == (
            OpenKind.OTHER_DAY,
            {"day": "2026-01-01", "taken": taken},
        )
        assert str(point.change) == change


def test_a_loan_of_any_day_is_open_and_the_table_leaves_it_out() -> None:
    """By hand: 5000 and 700 are lent; without a rate and a term the 700 is all it changes."""
    nothing = Moment(None, None, Basis.UNANCHORED)
    until = Moment(None, datetime(2025, 6, 1), Basis.BETWEEN)
    for at, taken in ((nothing, "2026-01-01"), (until, "2025-06-01")):
        claim = found(LOAN, inked("700", at))
        (point,) = claim.open_points
        assert (point.kind, dict(point.args)) == (OpenKind.LOAN_UNDATED, {"taken": taken})
        assert (str(point.figures.total), str(point.change)) == ("5000.00", "-700.00")
        assert str(claim.figures.total) == "5700.00"
        assert [row.assumed for row in claim.rows] == [False, True]


def test_a_day_that_was_taken_is_no_day_that_is_printed() -> None:
    nothing = Moment(None, None, Basis.UNANCHORED)
    facts = with_payments(LOAN, inked("1000", nothing, Nature.REPAYMENT), rate="0.0534")
    told = reported.of(facts, ON)
    paper = [text for text in reported.texts(reported.printed(told)) if "2025年3月2日" in text]
    assert "未显示具体日期，按2025年3月2日计算" in paper
    terminal = telling.claimed(told, Words("en"))
    assert "2025-03-02 (taken:" in terminal
    assert "1000.00: no page fixes its day, 2025-03-02 was taken; had it moved" in terminal
    # 4000 × 5.34% × 305 ÷ 365 is owed as it stands; by the other day 5000 × … is: 44.62 more.
    assert "44.62 more (4223.11 in all)" in terminal


def test_another_amount_that_was_read() -> None:
    args = (("field", "amount"),)
    readings = tuple(
        Reading(name, text, 0.9, LOAN.places[0].box)
        for name, text in (("rapid", "¥5000.00"), ("tesseract", "¥6000.00"), ("third", "¥6OO"))
    )
    differs = Doubt(DoubtKind.READINGS_DISAGREE, LOAN.places[0], args, readings)
    left_out, other = points(replace(LOAN, doubts=(differs,)))
    assert (left_out.kind, str(left_out.change)) == (OpenKind.NOT_COUNTED, "-5000.00")
    assert (other.kind, str(other.change)) == (OpenKind.OTHER_AMOUNT, "1000.00")
    assert dict(other.args) == {"reading": "6000.00"}


def test_a_day_that_nothing_bounds_has_none() -> None:
    since = Moment(datetime(2025, 4, 1), None, Basis.BETWEEN)
    nothing = Moment(None, None, Basis.UNANCHORED)
    sent = [doubted(inked("8", at, Nature.UNKNOWN, Direction.OUT)) for at in (since, nothing)]
    assert [point.on for point in points(LOAN, *sent)] == [date(2025, 4, 1), None]


def test_a_payment_that_would_take_the_figure_away() -> None:
    sent = doubted(inked("800", date(2014, 4, 1), Nature.UNKNOWN, Direction.OUT))
    (point,) = points(LOAN, sent)
    assert (point.figures, point.change) == (None, None)


def test_doubts_of_the_whole_debt_are_named_without_a_sum() -> None:
    denied = Doubt(DoubtKind.DEBT_DENIED, LOAN.places[0], (("text", "我没借过"),))
    bare = Doubt(DoubtKind.PARTY_UNKNOWN, None)
    page = Doubt(DoubtKind.PAGES_GAP, LOAN.places[0])
    facts = replace(with_payments(LOAN), doubts=(denied, bare, page))
    first, second = of(facts, ON).open_points
    assert (first.kind, first.doubts, first.figures) == (OpenKind.DOUBT, (denied.id,), None)
    assert (first.places, dict(first.args)) == (LOAN.places, {"text": "我没借过"})
    assert (second.doubts, second.places) == ((bare.id,), ())


def test_a_doubt_told_with_its_payment_is_not_told_again() -> None:
    differs = Doubt(DoubtKind.RECORDS_DIFFER, LOAN.places[0], (("field", "amount"),))
    facts = replace(with_payments(replace(LOAN, doubts=(differs,))), doubts=(differs,))
    assert [point.kind for point in of(facts, ON).open_points] == [OpenKind.NOT_COUNTED]


def test_the_outcome_may_hang_on_one() -> None:
    back = doubted(inked("5000", date(2025, 4, 1), Nature.UNKNOWN, Direction.IN))
    claim = found(LOAN, back)
    assert claim.outcome is Outcome.OWED
    assert claim.open_points[0].figures.total.fen == 0
