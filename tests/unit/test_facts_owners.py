"""Whose a platform's file is: nothing of another's counts, names, or vouches here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from booked import IN, OUT, Booking, bill, holder, voucher
from ledgers import ASKED, LOAN_DAY, SERIAL, R, gather, kinds, only, page
from stories import profile, source, taken, transfer

from evidence_kit.model import (
    Backing,
    Box,
    Brief,
    DoubtKind,
    Holder,
    LoanFacts,
    NameKind,
    Part,
    RecordKind,
    Source,
    Sourced,
    Where,
)

CHAT = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
OWN = profile(source("own.png"), nickname="知微", wechat_id="wei_lin", own=True)
THEIRS = profile(source("p.png"), nickname="砚台", remark="老周", wechat_id="zhou_yq")
BILL, PAPER = source("账单.csv"), source("凭证.pdf")
SAME = Booking("2025-03-02 14:05:31", "5000.00", serial=SERIAL)
MORE = Booking("2025-05-09 10:00:00", "700.00", serial="7", memo="借款")
BOTH = Brief(plaintiff="林知微", defendant="周砚秋")
ANOTHER = DoubtKind.RECORD_OF_ANOTHER


def nicknamed(where: Source, nickname: str) -> Holder:
    place = Where(where.sha256, Box(0, 20, 100, 40))
    return Holder(Part.OWNER, nickname=Sourced(nickname, nickname, place))


def told(found: LoanFacts) -> set[DoubtKind]:
    return {doubt.kind for doubt in found.doubts}


@pytest.mark.parametrize("nickname", ["砚台", "老周"])
def test_a_bill_under_the_other_party_s_nickname_is_theirs(nickname: str) -> None:
    """Failure: the debtor's own bill, every way reversed, and a payment that it "lacked"."""
    theirs = bill(
        BILL,
        replace(SAME, way=IN, who="知微"),
        replace(MORE, who="老周"),
        holders=[nicknamed(BILL, nickname)],
    )
    found = gather(CHAT, OWN, THEIRS, theirs)
    assert only(found).backing is Backing.SCREENSHOT
    assert only(found).doubts == ()
    (doubt,) = found.doubts
    assert doubt.kind is ANOTHER
    assert doubt.where == Where(BILL.sha256, Box(0, 20, 100, 40))
    assert [n.value for n in found.lender.names] == ["知微"]


def test_a_bill_under_the_owner_s_own_nickname_counts_whatever_chats_are_called() -> None:
    same = profile(source("own.png"), nickname="老周", wechat_id="wei_lin", own=True)
    mine = bill(BILL, SAME, holders=[nicknamed(BILL, "老周")])
    assert only(gather(CHAT, same, mine)).backing is Backing.CORROBORATED


@pytest.mark.parametrize("kind", [RecordKind.ALIPAY_BILL, RecordKind.BANK_STATEMENT])
@pytest.mark.parametrize("name", ["周砚秋", "王某"])
def test_a_file_of_another_real_name_is_not_counted(kind: RecordKind, name: str) -> None:
    """Failure: a third person's statement lent 700 more, with no doubt on it."""
    row = replace(MORE, way=OUT, who="周砚秋")
    of = [holder(BILL, Part.OWNER, name=name, account=None)]
    found = gather(CHAT, OWN, THEIRS, bill(BILL, row, kind=kind, holders=of), brief=BOTH)
    assert str(found.outstanding) == "5000.00"
    assert ANOTHER in told(found)
    assert name not in {n.name.value for n in found.lender.known_as}


def test_a_masked_name_that_may_be_the_owner_s_is_theirs() -> None:
    row = replace(MORE, way=OUT, who="周砚秋")
    of = [holder(BILL, Part.OWNER, name="*知微", account=None)]
    rows = bill(BILL, row, kind=RecordKind.ALIPAY_BILL, holders=of)
    assert ANOTHER not in told(gather(CHAT, OWN, THEIRS, rows, brief=BOTH))


def test_a_proof_of_the_other_party_s_account_is_theirs_without_the_owner_s_page() -> None:
    of = [holder(BILL, Part.OWNER, name="周砚秋", account="zhou_yq")]
    rows = bill(BILL, replace(SAME, way=IN), kind=RecordKind.WECHAT_PROOF, holders=of)
    found = gather(CHAT, THEIRS, rows)
    assert only(found).backing is Backing.SCREENSHOT
    assert ANOTHER in told(found)
    assert not [n for n in found.lender.known_as if n.kind is NameKind.REAL_NAME]


@pytest.mark.parametrize("payee", [("周砚秋", "zhou_yq"), ("赵某", "zhao_6")])
def test_a_voucher_of_money_that_the_owner_never_sent_vouches_for_nothing(
    payee: tuple[str, str],
) -> None:
    """Failure: somebody else's transfer of the same sum and minute stood behind the card."""
    same = voucher(PAPER, SAME, payer=("王某", "wang_5"), payee=payee)
    found = gather(CHAT, OWN, THEIRS, same)
    assert only(found).backing is Backing.SCREENSHOT
    assert ANOTHER in told(found)


def test_a_voucher_of_somebody_else_s_loan_lends_nothing() -> None:
    """Failure: what a third person lent the debtor was counted as lent by the owner."""
    more = voucher(PAPER, MORE, payer=("王某", "wang_5"), payee=("周砚秋", "zhou_yq"))
    found = gather(CHAT, OWN, THEIRS, more, brief=BOTH)
    assert str(found.outstanding) == "5000.00"
    assert ANOTHER in told(found)


def test_a_second_account_under_the_owner_s_real_name_is_the_owner_s() -> None:
    same = voucher(PAPER, SAME, payer=("林知微", "wei_2"), payee=("周砚秋", "zhou_yq"))
    payment = only(gather(CHAT, OWN, THEIRS, same, brief=BOTH))
    assert payment.backing is Backing.CORROBORATED
    assert payment.doubts == ()


def test_a_voucher_of_which_nobody_is_known_is_matched_in_doubt() -> None:
    same = voucher(PAPER, SAME, payer=("王某", "wang_5"), payee=("赵某", "zhao_6"))
    payment = only(gather(CHAT, same))
    assert kinds(payment) == [DoubtKind.RECORDS_DIFFER]


def test_the_real_name_beside_the_owner_s_account_tells_whose_other_files_are() -> None:
    """Failure: somebody else's Alipay bill counted where only WeChat's paper named the owner."""
    mine = bill(
        source("证明.pdf"),
        SAME,
        kind=RecordKind.WECHAT_PROOF,
        holders=[holder(BILL, Part.OWNER, name="林知微", account="wei_lin")],
    )
    of = [holder(BILL, Part.OWNER, name="王某", account=None)]
    rows = bill(BILL, replace(MORE, who="老周"), kind=RecordKind.ALIPAY_BILL, holders=of)
    found = gather(CHAT, OWN, THEIRS, mine, rows)
    assert only(found).backing is Backing.CORROBORATED
    assert ANOTHER in told(found)


def test_a_second_account_s_proof_under_the_owner_s_real_name_counts() -> None:
    of = [holder(BILL, Part.OWNER, name="林知微", account="wei_2")]
    rows = bill(BILL, SAME, kind=RecordKind.WECHAT_PROOF, holders=of)
    assert only(gather(CHAT, OWN, rows, brief=BOTH)).backing is Backing.CORROBORATED


def test_a_namesake_s_voucher_unsettles_nothing_that_pages_show() -> None:
    """Failure: a stranger's voucher to somebody of the debtor's name doubted every payment."""
    theirs = profile(source("p.png"), nickname="砚台里", wechat_id="zhou_yq", remark="老周")
    mine = profile(source("own.png"), nickname="知微", wechat_id="wei_lin", own=True)
    detail = transfer(source("3.png"), "5000.00", at="2025-03-02 14:05:31", who="砚台里")
    other = replace(SAME, yuan="700.00", serial="7" + SERIAL[1:], at="2025-06-02 10:00:00")
    strange = voucher(PAPER, other, payer=("王某", "wang_5"), payee=("老周", "zhou_66"))
    once = gather(CHAT, theirs, mine, detail)
    again = gather(CHAT, theirs, mine, detail, strange)
    assert [p.doubts for p in once.payments] == [()]
    assert again.payments == once.payments
    assert {d.kind for d in again.doubts} - {d.kind for d in once.doubts} == {
        DoubtKind.RECORD_OF_ANOTHER
    }
