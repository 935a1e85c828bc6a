"""A page's parts vote too: 大写 and 小写, shares and total, sent and received, an id's signs."""

from __future__ import annotations

import pytest
from inked import SOURCE, line, page

from evidence_kit.model import (
    Bill,
    Box,
    Direction,
    Doubt,
    DoubtKind,
    FieldKind,
    Money,
    Reading,
    RedPacket,
    Share,
    Slip,
    Sourced,
    State,
    Wanted,
    Where,
)
from evidence_kit.screens import lexicon, vote
from evidence_kit.screens.vote.agreement import misread

PLACE = Where(SOURCE, Box(100, 100, 400, 150))


def sourced(value, sure=0.9, engine="hand"):
    reading = Reading(engine, str(value), sure, PLACE.box)
    return Sourced(value, str(value), PLACE, sure, (reading,))


def settled(first: str, second: str | None, field: vote.Field, sure: float = 0.97) -> vote.Settled:
    """Return what a first and a second reading of one line come to."""
    read = line(first, 100, 100, sure=sure)
    again = () if second is None else (Reading("other", second, 0.9, read.box),)
    return vote.settle(vote.ballot(page([read]), again), read, field)


# ── 大写 and 小写 ───────────────────────────────────────────────────────────────────────


def test_words_that_agree_make_an_amount_surer_and_take_its_weakness_away() -> None:
    weak = settled("¥3000.00", None, vote.amount(), sure=0.7)
    assert [d.kind for d in weak.doubts] == [DoubtKind.LOW_CONFIDENCE]
    upheld = vote.by_words(weak, sourced(Money(300000)))
    assert upheld.doubts == ()
    assert upheld.value is not None
    assert upheld.value.confidence == pytest.approx(0.97)
    assert len(upheld.value.readings) == 2


def test_words_that_differ_are_a_doubt_with_both() -> None:
    disputed = vote.by_words(settled("¥3000.00", "¥3000.00", vote.amount()), sourced(Money(800000)))
    assert disputed.value is not None
    assert disputed.value.value == Money(300000)
    (doubt,) = disputed.doubts
    assert doubt.kind is DoubtKind.AMOUNT_WORDS_DIFFER
    assert doubt.args == (("field", "amount"), ("words", "8000.00"), ("digits", "3000.00"))
    assert [r.text for r in doubt.readings] == ["¥3000.00", "¥3000.00", "8000.00"]


def test_words_take_no_disagreement_away_and_give_no_value() -> None:
    disputed = settled("¥3000.00", "¥8000.00", vote.amount())
    assert vote.by_words(disputed, sourced(Money(300000))).doubts == disputed.doubts
    nothing = settled("¥3OOO", "", vote.amount())
    assert nothing.value is None
    assert vote.by_words(nothing, sourced(Money(300000))) == nothing
    assert vote.by_words(disputed, None) == disputed


# ── an amount behind its ¥ ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "second", "doubts"),
    [
        ("¥500.00", "500.00", []),
        ("500.00", "¥500.00", []),
        ("半500.00", "500.00", []),
        ("7500.00", "7500.00", [DoubtKind.LOW_CONFIDENCE]),
        ("500.00", "500.00", [DoubtKind.LOW_CONFIDENCE]),
        ("7500.00", "¥500.00", [DoubtKind.READINGS_DISAGREE]),
    ],
)
def test_where_a_yuan_sign_must_be_the_first_digit_may_be_it(
    first: str, second: str, doubts: list[DoubtKind]
) -> None:
    assert [d.kind for d in settled(first, second, vote.amount(yuan=True)).doubts] == doubts


@pytest.mark.parametrize("first", ["￥ 5000.00", "¥  5000.00"])
def test_a_gap_behind_a_cards_yuan_sign_may_be_a_painted_out_digit(first: str) -> None:
    doubts = settled(first, "¥5000.00", vote.amount(yuan=True, tight=True)).doubts
    assert [doubt.kind for doubt in doubts] == [DoubtKind.LOW_CONFIDENCE]
    # WeChat Pay's own cards print one.
    assert settled(first, "¥5000.00", vote.amount(yuan=True)).doubts == ()


def test_a_gap_that_only_the_second_reader_sees_is_none() -> None:
    assert settled("¥5000.00", "¥ 5000.00", vote.amount(yuan=True, tight=True)).doubts == ()


def test_a_page_that_prints_no_yuan_sign_needs_none() -> None:
    assert settled("-7500.00", "-7500.00", vote.amount()).doubts == ()


@pytest.mark.parametrize(
    ("first", "second", "doubtful"),
    [
        ("¥500.00", "□500.00", False),
        ("¥500.00", "□□500.00", True),
        ("¥500.00", "□¥500.00", True),
        ("500.00", "□500.00", True),
    ],
)
def test_a_sign_left_out_is_the_yuan_sign_or_a_doubt(
    first: str, second: str, *, doubtful: bool
) -> None:
    kinds = [d.kind for d in settled(first, second, vote.amount()).doubts]
    assert kinds == [DoubtKind.READINGS_DISAGREE] * doubtful


def test_a_time_with_a_digit_left_out_is_doubtful() -> None:
    assert settled("昨天 1:03", "昨天1:03", vote.time()).doubts == ()
    assert settled("昨天 1:03", "□昨天1:03", vote.time()).doubts


# ── how sure ───────────────────────────────────────────────────────────────────────────


def test_two_engines_of_one_picture_are_never_wholly_sure() -> None:
    value = settled("¥500.00", "¥500.00", vote.amount(), sure=0.99).value
    assert value is not None
    assert value.confidence == pytest.approx(0.995)


def test_a_disagreement_makes_less_sure() -> None:
    value = settled("¥500.00", "¥800.00", vote.amount(), sure=0.9).value
    assert value is not None
    assert value.confidence == pytest.approx(0.9 * 0.1 / (1 - 0.81))


# ── 微信号 ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "second", "doubt"),
    [
        ("微信号：abc_123-x", "abc_123-x", None),
        ("微信号: lan1990", "lan1990", None),
        ("微信号：abc_l23", "abc_123", DoubtKind.READINGS_DISAGREE),
        ("微信号：Zhou5S", "Zhou5S", None),
        ("微信号：zhou88", "", DoubtKind.READINGS_DISAGREE),
        ("微信号：wxid_k3n0m2p4", "wxid_k3n0m2p4", DoubtKind.LOW_CONFIDENCE),
        ("微信号：wxid_k3n7m2p4", "wxid_k3n7m2p4", None),
        ("微信号：1abc", "1abc", DoubtKind.LOW_CONFIDENCE),
    ],
)
def test_an_account_is_doubted_where_readings_differ_or_nothing_tells_the_look_alikes(
    first: str, second: str, doubt: DoubtKind | None
) -> None:
    found = settled(first, second, vote.account("微信号"))
    assert found.value is not None
    assert found.value.value == first.partition("号")[2].lstrip("：: ")
    assert [(d.kind, d.args) for d in found.doubts] == (
        [] if doubt is None else [(doubt, (("field", "wechat_id"),))]
    )


def test_an_account_is_asked_for_with_its_own_alphabet() -> None:
    read = line("微信号：abc_123", 100, 100)
    assert vote.account().wanted([read]) == (Wanted(FieldKind.ACCOUNT, read.box),)


# ── the page as a whole ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (50000, 80000, True),
        (150000, 50000, True),
        (120000, 210000, True),
        (123400, 432100, False),
        (50000, 5000, True),
        (50000, 88000, False),
        (500000, 5000, False),
        (110000, 10000, True),
    ],
)
def test_amounts_are_a_misreading_apart(one: int, other: int, *, alike: bool) -> None:
    assert misread(one, other) is misread(other, one) is alike


def packet(total: int, *shares: int, count: int | None = None) -> RedPacket:
    taken = tuple(Share(sourced("阿秋"), sourced(Money(fen))) for fen in shares)
    slip = Slip(sourced(Money(shares[0])), Direction.IN, State.ACCEPTED)
    return RedPacket(SOURCE, slip, sourced(Money(total)), count or len(shares), taken)


def doubts(screen: RedPacket | Bill) -> tuple[Doubt, ...]:
    return vote.with_agreement(screen).doubts


def test_shares_must_come_to_their_total_where_all_are_shown() -> None:
    assert doubts(packet(1000, 600, 400)) == ()
    assert doubts(packet(1000, 600, count=2)) == ()
    (doubt,) = doubts(packet(1000, 600, 300))
    assert (doubt.kind, doubt.args) == (DoubtKind.READINGS_DISAGREE, (("field", "amount"),))
    assert [r.text for r in doubt.readings] == ["10.00", "6.00", "3.00"]


@pytest.mark.parametrize(
    ("sent", "taken", "doubtful"),
    [
        ("2026-03-02 14:08:31", "2026-03-02 14:09:00", False),
        ("2026-03-02 14:08:31", "2026-03-03 14:08:31", False),
        ("2026-03-02 14:08:31", "2026-03-02 14:08:31", False),
        ("2026-03-02 14:08:31", "2026-03-02 14:08:30", True),
        ("2026-03-02 14:08:31", "2026-03-01 15:00:00", True),
        ("2026-03-02 14:08:31", "2026-03-05 15:00:00", True),
        ("3月2日 14:08", "3月1日 14:08", False),
    ],
)
def test_money_is_received_within_a_day_after_it_was_sent(
    sent: str, taken: str, *, doubtful: bool
) -> None:
    times = [sourced(lexicon.time(text)) for text in (sent, taken)]
    slip = Slip(None, None, State.ACCEPTED, time=times[0], received_time=times[1])
    kinds = [(d.kind, d.args) for d in doubts(Bill(SOURCE, slip))]
    expected = (DoubtKind.READINGS_DISAGREE, (("field", "received_time"),))
    assert kinds == [expected] * doubtful
