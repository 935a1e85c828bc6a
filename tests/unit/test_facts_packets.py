"""Red packets: what one of the two took from the other, in dispute until a person says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, gather, kinds, page
from moneyed import IN, OUT, Row, bill_list, packet
from stories import left, profile, source, taken

from evidence_kit import facts
from evidence_kit.model import (
    Brief,
    Channel,
    Direction,
    Doubt,
    DoubtKind,
    LoanFacts,
    MessageKind,
    Nature,
    Payment,
    RedPacket,
    State,
    Where,
)

CHAT = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
OWN = profile(source("2.png"), "阿宁", "ning_2020", own=True)
NINE = source("9.png")
AT = "2025年3月9日 10:00"


def packets(found: LoanFacts) -> list[Payment]:
    return [payment for payment in found.payments if payment.red_packet]


def test_a_packet_that_the_other_gave_came_in_and_is_open_to_dispute() -> None:
    found = gather(CHAT, packet(NINE, "老周", "200.00", words="恭喜发财，大吉大利"))
    (one,) = packets(found)
    assert (str(one.amount.value), one.direction, one.state) == (
        *("200.00", Direction.IN, State.ACCEPTED),
    )
    assert (one.nature, kinds(one)) == (Nature.UNKNOWN, [DoubtKind.NATURE_DISPUTABLE])
    assert one.channel is Channel.WECHAT
    assert str(found.outstanding) == "5000.00"


def test_words_on_a_packet_say_what_it_is_for() -> None:
    (one,) = packets(gather(CHAT, packet(NINE, "老周", "200.00", words="还你钱")))
    assert (one.nature, one.doubts) == (Nature.REPAYMENT, ())


@pytest.mark.parametrize("who", ["小吴", "阿宁"])
def test_a_packet_of_anybody_else_is_none_of_the_cases(who: str) -> None:
    assert packets(gather(CHAT, OWN, packet(NINE, who, "200.00"))) == []


def test_of_ones_own_packet_only_the_other_partys_share_counts() -> None:
    shares = (("老周", "20.00", AT), ("小吴", "30.00", AT), ("阿宁", "50.00", AT))
    found = gather(CHAT, OWN, packet(NINE, "阿宁", "50.00", *shares, count=3))
    (one,) = packets(found)
    assert (str(one.amount.value), one.direction) == ("20.00", Direction.OUT)
    assert one.at.exact is not None
    assert kinds(one) == [DoubtKind.NATURE_DISPUTABLE]


def test_a_share_of_a_third_persons_packet_is_nobodys_payment() -> None:
    shares = (("老周", "20.00", AT), ("小吴", "30.00", AT))
    assert packets(gather(CHAT, OWN, packet(NINE, "小吴", None, *shares, count=2))) == []


def test_a_packet_that_the_other_alone_took_is_the_owners() -> None:
    (one,) = packets(gather(CHAT, packet(NINE, "宁宁", None, ("老周", "66.00", AT), count=1)))
    assert (str(one.amount.value), one.direction) == ("66.00", Direction.OUT)


def test_a_packet_that_nobody_took_is_no_payment() -> None:
    waiting = packet(NINE, "阿宁", None, way=OUT, state=State.PENDING)
    assert packets(gather(CHAT, OWN, waiting)) == []


def test_a_packet_and_its_row_are_one() -> None:
    rows = bill_list(source("8.png"), Row("老周", "200.00", AT, IN, what="微信红包"))
    (one,) = packets(gather(CHAT, packet(NINE, "老周", "200.00"), rows))
    assert one.at.exact is not None
    assert len(one.places) == 2
    assert kinds(one) == [DoubtKind.NATURE_DISPUTABLE]


def test_two_packets_of_a_sum_and_one_row_are_left_apart_in_doubt() -> None:
    rows = bill_list(source("8.png"), Row("老周", "200.00", AT, IN, what="微信红包"))
    both = [packet(source(name), "老周", "200.00") for name in ("6.png", "7.png")]
    found = packets(gather(CHAT, *both, rows))
    assert all(DoubtKind.RECORDS_DIFFER in kinds(one) for one in found)


def test_a_packet_is_no_transfer_of_its_sum() -> None:
    found = gather(page(LOAN_DAY, ASKED, *taken(L, "200.00")), packet(NINE, "老周", "200.00"))
    assert [one.red_packet for one in found.payments].count(True) == 1
    assert len(found.payments) == 2


def test_a_packets_bubble_in_a_chat_is_no_sum() -> None:
    bubble = replace(left("恭喜发财，大吉大利"), kind=MessageKind.RED_PACKET)
    assert len(gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00"), bubble)).payments) == 1


def test_an_answer_about_a_share_is_no_other_sum_of_the_packet() -> None:
    where, screen = packet(NINE, "阿宁", "50.00", ("老周", "20.00", AT), count=2)
    place = screen.shares[0].amount.where
    assert isinstance(place, Where)
    weak = Doubt(DoubtKind.LOW_CONFIDENCE, place, (("field", "amount"),))
    shown = (CHAT, OWN, (where, replace(screen, doubts=(weak,))))
    pages, found = facts.understood(shown, Brief(answers=((weak.id, "25.00"),)))
    assert [str(one.amount.value) for one in packets(found)] == ["25.00"]
    told = pages[2][1]
    assert isinstance(told, RedPacket)
    assert told.slip.amount is not None
    assert str(told.slip.amount.value) == "50.00"
