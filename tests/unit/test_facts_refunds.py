"""Refunds on 微信支付 cards undo the transfer they name; a bank slip alone lends nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, gather, kinds, only, page
from stories import bill, card, slip, source, sourced, transfer

from evidence_kit import facts
from evidence_kit.facts import forms
from evidence_kit.model import (
    App,
    Bill,
    Box,
    Brief,
    Direction,
    Doubt,
    DoubtKind,
    Nature,
    Notice,
    Screen,
    ServiceCard,
    Side,
    Source,
    State,
    Where,
)

SENT = "2025-03-02 14:08:31"


def refund(
    yuan: str = "5000.00", at: str | None = SENT, *, title: str = "转账过期退款到账通知"
) -> tuple[Source, Screen]:
    where = source("8.png")
    told = slip(where, yuan, at=at, received="2025-03-03 14:08:40", state=State.REFUNDED)
    notice = Notice(sourced(title, where, 5), told)
    return where, ServiceCard(where.sha256, (notice,))


def test_a_refund_undoes_the_transfer_of_its_page() -> None:
    paper = bill(source("2.png"), "5000.00", at=SENT, state=State.PENDING)
    payment = only(gather(paper, refund()))
    assert payment.state is State.REFUNDED
    assert {place.source for place in payment.places} == {
        source(name).sha256 for name in ("2.png", "8.png")
    }
    assert DoubtKind.RECORDS_DIFFER not in kinds(payment)


def test_a_refund_undoes_the_transfer_that_only_a_chat_shows() -> None:
    found = gather(page(LOAN_DAY, ASKED, card(Side.RIGHT, "5000.00", State.PENDING)), refund())
    assert only(found).state is State.REFUNDED
    assert str(found.outstanding) == "0.00"
    assert not [d for d in found.doubts if d.kind is DoubtKind.RECORDS_DIFFER]


def test_a_transfer_called_taken_and_refunded_is_in_doubt() -> None:
    found = gather(bill(source("2.png"), "5000.00", at=SENT), refund())
    assert only(found).state is State.REFUNDED
    assert DoubtKind.RECORDS_DIFFER in kinds(only(found))


@pytest.mark.parametrize(
    ("yuan", "at"), [("5000.50", SENT), ("5000.00", "2025-03-01 14:08:31"), ("5000.00", None)]
)
def test_a_refund_of_nothing_known_is_a_doubt_and_undoes_nothing(yuan: str, at: str | None) -> None:
    found = gather(transfer(source("2.png"), "5000.00", at=SENT, memo="借款"), refund(yuan, at))
    states = [p.state for p in found.payments if str(p.amount.value) == "5000.00"]
    assert State.ACCEPTED in states
    assert DoubtKind.RECORDS_DIFFER in [d.kind for d in found.doubts]


def test_the_refunds_own_hour_is_no_transfers() -> None:
    again = transfer(source("2.png"), "5000.00", at="2025-03-03 14:08:40")
    first = transfer(source("3.png"), "5000.00", at=SENT, state=State.PENDING)
    found = gather(again, first, refund())
    assert [p.state for p in found.payments] == [State.REFUNDED, State.ACCEPTED]


def test_two_refunds_on_one_page_are_two() -> None:
    where, screen = refund()
    assert isinstance(screen, ServiceCard)
    (one,) = screen.notices
    other = slip(where, "800.00", at="2025-03-05 09:00:00", state=State.REFUNDED)
    twice = replace(screen, notices=(one, replace(one, slip=other)))
    assert len(gather((where, twice)).payments) == 2


def test_a_red_packets_refund_is_nothing_to_the_ledger() -> None:
    found = gather(refund(title="红包退款到账通知"))
    assert not found.payments
    assert DoubtKind.RECORDS_DIFFER not in [d.kind for d in found.doubts]


def test_a_card_that_reports_a_receipt_adds_no_payment() -> None:
    where, screen = refund(title="收款到账通知")
    assert isinstance(screen, ServiceCard)
    (one,) = screen.notices
    paid = replace(one, slip=replace(one.slip, state=State.ACCEPTED))
    assert not gather((where, replace(screen, notices=(paid,)))).payments


# ── other apps ─────────────────────────────────────────────────────────────────────────


def of_bank(memo: str | None = "借款") -> tuple[Source, Screen]:
    where = source("7.png")
    told = slip(where, "5000.00", None, at=SENT, memo=memo)
    named = replace(told, payer=sourced("林知夏", where, 6), payee=sourced("周砚秋", where, 7))
    return where, Bill(where.sha256, named, app=App.BANK)


def test_a_bank_receipt_that_names_no_owner_is_no_loan_to_anybody() -> None:
    for brief in (Brief(), Brief(defendant="周砚秋")):
        found = gather(of_bank(), brief=brief)
        assert only(found).nature is Nature.UNKNOWN
        assert str(found.outstanding) == "0.00"


def test_an_alipay_bill_to_a_stranger_is_no_loan_to_the_defendant() -> None:
    where = source("7.png")
    told = slip(where, "5000.00", Direction.OUT, at=SENT, memo="借款", who="王某")
    alipay = Bill(where.sha256, told, app=App.ALIPAY)
    found = gather(page(LOAN_DAY, ASKED), (where, alipay))
    assert only(found).nature is Nature.UNKNOWN
    assert str(found.outstanding) == "0.00"


def test_a_doubt_stands_where_the_refund_is_printed() -> None:
    found = gather(refund())
    (doubt,) = [d for d in found.doubts if d.kind is DoubtKind.RECORDS_DIFFER]
    assert doubt.where is not None
    assert isinstance(doubt.where, Where)
    assert doubt.where.box != Box(0, 0, 0, 0)


def part(note: str = "已退款(￥20.00)") -> tuple[Source, Screen]:
    told = {"at": SENT, "memo": "借款", "who": "老周", "state": State.UNKNOWN}
    where, screen = bill(source("9.png"), "5000.00", **told)
    slip_ = replace(screen.slip, status=sourced(note, where, 6))
    place = Where(where.sha256, Box(300, 1000, 900, 1050))
    unclear = Doubt(DoubtKind.STATE_UNKNOWN, place, (("field", "state"),))
    return where, replace(screen, slip=slip_, doubts=(unclear,))


def test_a_bill_that_names_a_part_refunded_is_of_money_taken_but_for_that_part() -> None:
    found = gather(part())
    whole, back = found.payments
    assert (whole.state, whole.doubts) == (State.ACCEPTED, ())
    assert (str(back.amount.value), back.direction, back.nature) == (
        *("20.00", Direction.IN, Nature.REPAYMENT),
    )
    assert back.at.earliest == whole.at.earliest
    assert str(found.outstanding) == "4980.00"


def test_a_part_refunded_can_only_be_looked_at() -> None:
    ((doubt,),) = [p.doubts for p in gather(part()).payments if p.doubts]
    said = Brief(answers=((doubt.id, "已核"),))
    _, found = facts.understood((part(),), said)
    assert found.doubts == ()
    assert str(found.outstanding) == "4980.00"
    assert forms.form(doubt) is forms.Form.SEEN


@pytest.mark.parametrize(
    "note", ["已退款(￥5000.00)", "已退款(￥6000.00)", "已退款", "已退款(￥x)"]
)
def test_a_state_that_names_no_part_leaves_it_open(note: str) -> None:
    (payment,) = gather(part(note)).payments
    assert payment.state is State.UNKNOWN
    assert DoubtKind.STATE_UNKNOWN in kinds(payment)


def test_a_refunds_card_says_when_money_came_back() -> None:
    paper = bill(source("2.png"), "5000.00", at=SENT, state=State.PENDING)
    back = only(gather(paper, refund())).returned_at
    assert back is not None
    assert str(back.exact) == "2025-03-03 14:08:40"
    assert only(gather(bill(source("2.png"), "5000.00", at=SENT))).returned_at is None
