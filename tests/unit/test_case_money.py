"""Exhibits of bill lists, red packets, papers, vouchers, notices and real names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, page
from moneyed import IN, OUT, Row, alipay, bill_list, packet, paper, receipt
from stories import bill, left, profile, slip, source, sourced, taken, time

from evidence_kit import case, facts, render
from evidence_kit.model import (
    Brief,
    Case,
    Channel,
    DocumentKind,
    ExhibitKind,
    Group,
    Money,
    Notice,
    ProofKind,
    Screen,
    ServiceCard,
    Source,
    State,
    Stated,
)
from evidence_kit.render.listing import ListedRow

Page = tuple[Source, Screen]
CHAT = page(
    *(LOAN_DAY, ASKED, *taken(R, "5000.00")),
    *(time("2025年6月2日 10:00"), left("先还你500"), *taken(L, "500.00")),
)
NINE = source("9.png")
AT = "2025-03-02 14:05:31"
BOTH = Brief(plaintiff="林知夏", defendant="周砚秋")


def arrange(*screens: Page, brief: Brief | None = None) -> Case:
    said = brief or Brief()
    return case.arrange(facts.gather(screens, said), screens, [s for s, _ in screens], said)


def rows_of(made: Case, kind: ExhibitKind) -> list[ListedRow]:
    numbers = {exhibit.number for exhibit in made.exhibits if exhibit.kind is kind}
    return [row for row in render.listed(made).rows if row.exhibit in numbers]


def only(*screens: Page, kind: ExhibitKind, brief: Brief | None = None) -> ListedRow:
    (row,) = rows_of(arrange(*screens, brief=brief), kind)
    return row


def test_a_list_proves_what_it_shows_of_both_ways() -> None:
    rows = [
        Row("老周", "500.00", "2025年6月2日 10:00", IN),
        Row("便利店", "30.00", "2025年5月1日 09:00"),
        Row("老周", "5000.00", "2025年3月2日 14:05"),
    ]
    lent, back = rows_of(arrange(CHAT, bill_list(NINE, *rows)), ExhibitKind.BILL_LIST)
    assert lent.title == "微信账单（2025年3月2日至2025年6月2日）"
    assert lent.source == "原告手机微信截图打印件（原始载体：原告手机）"
    assert (lent.group[4:], back.group[4:]) == (Group.DELIVERY, Group.REPAYMENT)
    assert lent.proves == "2025年3月2日14:05，原告通过微信向被告转账人民币5000.00元（第2页）。"
    assert back.proves == "2025年6月2日10:00，被告通过微信向原告转账人民币500.00元（第2页）。"


def test_pages_of_a_list_are_one_exhibit_as_shown_where_nothing_is_sure() -> None:
    pages = [bill_list(source(n), Row("老周", "70.00", "3月9日 10:00")) for n in ("8.png", "9.png")]
    row = only(CHAT, *pages, kind=ExhibitKind.BILL_LIST)
    assert (row.title, row.pages, row.proves) == ("微信账单", "2", "该页所示内容（第2页）。")
    assert row.group.endswith(Group.DELIVERY)


def test_a_red_packet_in_dispute_is_told_as_its_page_tells_it() -> None:
    row = only(CHAT, packet(NINE, "老周", "200.00"), kind=ExhibitKind.RED_PACKET)
    assert row.title == "微信红包记录"
    assert row.proves == "页面显示：微信红包人民币200.00元（第2页）。"
    assert row.group.endswith(Group.OTHER)


def test_a_red_packet_that_its_words_explain_proves_so() -> None:
    row = only(CHAT, packet(NINE, "老周", "200.00", words="还你钱"), kind=ExhibitKind.RED_PACKET)
    assert row.title == "微信红包记录（人民币200.00元）"
    assert row.proves == "被告通过微信红包向原告还款人民币200.00元（第2页）。"
    assert row.group.endswith(Group.REPAYMENT)


def test_vouchers_of_other_apps_are_called_theirs() -> None:
    of_alipay = alipay(NINE, "800.00", at=AT, who="老周", memo="借款", serial="2025030222001")
    row = only(CHAT, of_alipay, kind=ExhibitKind.ALIPAY)
    assert row.title == "支付宝转账记录（2025年3月2日，人民币800.00元，订单号2025030222001）"
    assert row.source == "原告手机支付宝截图打印件（原始载体：原告手机）"
    assert row.proves == (
        "2025年3月2日14:05，原告通过支付宝转账向被告交付借款人民币800.00元（第2页）。"
    )
    of_bank = receipt(NINE, "800.00", "林知夏", "周砚秋", memo="借款")
    row = only(CHAT, of_bank, kind=ExhibitKind.BANK, brief=BOTH)
    assert row.title == "银行电子回单（2025年3月2日，人民币800.00元）"
    assert "微信" not in row.title + row.source + row.proves
    assert "原告通过银行转账向被告交付借款人民币800.00元" in row.proves


def test_a_voucher_without_an_amount_is_still_its_apps() -> None:
    where, screen = alipay(NINE, "800.00")
    blank = replace(screen, slip=replace(screen.slip, amount=None))
    assert only(CHAT, (where, blank), kind=ExhibitKind.ALIPAY).title == "支付宝转账记录"


@pytest.mark.parametrize(
    ("kind", "name"),
    [(DocumentKind.LOAN_NOTE, "借条"), (DocumentKind.ELECTRONIC_NOTE, "电子借条")],
)
def test_a_note_states_its_sum_under_what_was_agreed(kind: DocumentKind, name: str) -> None:
    row = only(CHAT, paper(NINE, kind, "5000.00"), kind=ExhibitKind.DOCUMENT)
    assert row.title == f"{name}（人民币5000.00元）"
    assert row.proves == f"该{name}载明的金额为人民币5000.00元（第2页）。"
    assert row.group.endswith(Group.AGREEMENT)
    screen = kind is DocumentKind.ELECTRONIC_NOTE
    of_phone = "原告手机截图打印件（原始载体：原告手机）"
    assert row.source == (of_phone if screen else "书面材料照片打印件")


def test_a_paper_whose_kind_is_not_sure_is_a_paper() -> None:
    unsure = paper(NINE, DocumentKind.LOAN_NOTE, "5000.00", "今借到", "kind")
    row = only(CHAT, unsure, kind=ExhibitKind.DOCUMENT)
    assert (row.title, row.proves) == ("书面材料", "该页所示内容（第2页）。")
    assert row.group.endswith(Group.OTHER)


@pytest.mark.parametrize("told", [("5000.00", "amount"), ("7000.00",)])
def test_a_sum_in_doubt_or_belied_stays_out(told: tuple[str, ...]) -> None:
    yuan, *unsure = told
    note = paper(NINE, DocumentKind.LOAN_NOTE, yuan, "今借到人民币", *unsure)
    row = only(CHAT, note, kind=ExhibitKind.DOCUMENT)
    assert (row.title, row.proves) == ("借条", "该页所示内容（第2页）。")
    assert row.group.endswith(Group.AGREEMENT)


@pytest.mark.parametrize(
    ("yuan", "words", "group"),
    [
        ("5000.00", "今收到林知夏出借的人民币", Group.DELIVERY),
        ("500.00", "今收到人民币", Group.REPAYMENT),
        ("70.00", "今收到周砚秋归还的借款", Group.REPAYMENT),
        ("70.00", "今收到人民币", Group.OTHER),
    ],
)
def test_a_receipt_stands_where_its_payment_does(yuan: str, words: str, group: Group) -> None:
    told = paper(NINE, DocumentKind.RECEIPT, yuan, words)
    assert only(CHAT, told, kind=ExhibitKind.DOCUMENT).group.endswith(group)


def test_a_receipt_of_stated_money_stands_with_it() -> None:
    cash = Stated(date(2025, 4, 1), Money(7000), Channel.CASH, shown_in="9.png")
    told = paper(NINE, DocumentKind.RECEIPT, "70.00", "今收到人民币")
    row = only(CHAT, told, kind=ExhibitKind.DOCUMENT, brief=Brief(repayments=(cash,)))
    assert row.group.endswith(Group.REPAYMENT)


def test_a_notice_of_a_refund_stands_with_what_was_paid() -> None:
    sent = bill(source("2.png"), "70.00", at=AT, who="老周", state=State.PENDING)
    back = slip(NINE, "70.00", at=AT, state=State.REFUNDED)
    told = (NINE, ServiceCard(NINE.sha256, (Notice(sourced("退款到账通知", NINE, 6), back),)))
    row = only(CHAT, sent, told, kind=ExhibitKind.NOTICES)
    assert (row.title, row.proves) == ("微信支付服务通知", "该页所示内容（第3页）。")
    assert row.group.endswith(Group.DELIVERY)


def named(where: Source, real: str, nickname: str | None, *, own: bool) -> Page:
    _, screen = profile(where, nickname, own=own)
    return where, replace(screen, real_name=sourced(real, where, 4))


def test_a_page_with_a_real_name_says_whose() -> None:
    mine = only(CHAT, named(NINE, "林知夏", None, own=True), kind=ExhibitKind.REAL_NAME)
    assert mine.title == "微信实名认证信息页面"
    assert mine.proves == "原告手机登录的微信账号的实名认证姓名为“林知夏”（第1页）。"
    theirs = only(CHAT, named(NINE, "**秋", "老周", own=False), kind=ExhibitKind.REAL_NAME)
    assert theirs.title == "微信转账页面（微信昵称“老周”）"
    assert theirs.proves == "本页显示向微信昵称“老周”转账时，对方实名为“**秋”（第1页）。"
    assert mine.group.endswith(Group.IDENTITY)
    assert theirs.group.endswith(Group.IDENTITY)


def test_ones_real_name_leaves_ones_account_the_only_one() -> None:
    own = profile(source("2.png"), "阿宁", "ning_2020", own=True)
    made = arrange(CHAT, own, named(NINE, "林知夏", None, own=True))
    (account,) = [p for row in made.rows for p in row.proofs if p.kind is ProofKind.ACCOUNT]
    assert ("own", "yes") in account.args


def test_no_page_of_these_names_a_party_where_the_phone_may_be_anothers() -> None:
    mirrored = page(LOAN_DAY, *taken(L, "5000.00"))
    pages: list[Page] = [
        mirrored,
        alipay(source("2.png"), "80.00", at=AT, who="老周"),
        packet(source("3.png"), "老周", "20.00"),
        bill_list(source("4.png"), Row("老周", "9.00", "2025年3月2日 09:05", OUT)),
        named(source("5.png"), "林知夏", None, own=True),
        paper(source("6.png"), DocumentKind.ELECTRONIC_NOTE, "5000.00"),
    ]
    shown = render.listed(arrange(*pages))
    assert not [row for row in shown.rows if "原告" in row.name + row.source + row.proves]
