"""PDF records among the exhibits: their pages, groups, sentences, and whom they name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, page
from stories import left, profile, source, taken, time, transfer

from evidence_kit import case, facts, render
from evidence_kit.facts import names
from evidence_kit.model import (
    Box,
    Brief,
    Case,
    Direction,
    Doubt,
    DoubtKind,
    ExhibitKind,
    Group,
    Holder,
    Money,
    NameKind,
    Part,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    Screen,
    Slip,
    Source,
    Sourced,
    State,
    TimeText,
    Where,
)
from evidence_kit.render.listing import ListedRow

Page = tuple[Source, Screen]
CHAT = page(
    *(LOAN_DAY, ASKED, *taken(R, "5000.00")),
    *(time("2025年6月2日 10:00"), left("先还你500"), *taken(L, "500.00")),
)
OWN = profile(source("8.png"), nickname="林知夏", wechat_id="linzhixia_06", own=True)
THEIRS = profile(source("7.png"), nickname="老周", wechat_id="yanqiu_zhou88")
BOTH = Brief(plaintiff="林知夏", defendant="周砚秋")
A4 = (595.0, 842.0)
SERIAL = "1000050001202503020123456789012"


def inked(value: object, where: Source, top: int) -> Sourced:
    return Sourced(value, str(value), Where(where.sha256, Box(80, top, 300, top + 12)))


def holder(where: Source, part: Part, name: str | None, account: str | None, top: int) -> Holder:
    return Holder(
        part,
        name=inked(name, where, top) if name else None,
        account=inked(account, where, top + 20) if account else None,
    )


def slip(
    where: Source, yuan: str, at: str, direction: Direction | None = None, top: int = 200
) -> Slip:
    day, clock = at.split()
    year, month, of = map(int, day.split("-"))
    hour, minute, second = map(int, clock.split(":"))
    when = TimeText(at, hour, minute, second, year, month, of)
    return Slip(
        amount=inked(Money.of_yuan(yuan), where, top),
        direction=direction,
        state=State.ACCEPTED,
        time=inked(when, where, top + 20),
        serial=inked(SERIAL, where, top + 40),
        payer=inked("林知夏", where, top + 60),
        payee=inked("周砚秋", where, top + 80),
    )


def voucher(
    name: str = "凭证.pdf",
    *,
    payee: str = "周砚秋",
    account: str | None = "yanqiu_zhou88",
    doubt: DoubtKind | None = None,
    state: State = State.ACCEPTED,
) -> Page:
    where = source(name)
    told = replace(slip(where, "5000.00", "2025-03-02 14:05:31"), state=state)
    told = replace(told, payee=inked(payee, where, 280))
    row = RecordRow(told, RowKind.TRANSFER, Box(60, 60, 400, 500))
    holders = (
        holder(where, Part.PAYER, "林知夏", "linzhixia_06", 260),
        holder(where, Part.PAYEE, payee, account, 320),
    )
    doubts = (Doubt(doubt, told.amount.where, (("field", "amount"),)),) if doubt else ()
    return where, Records(
        where.sha256,
        RecordKind.VOUCHER,
        (row,),
        holders,
        doubts=doubts,
        leaves=(A4,),
    )


def statement(*rows: tuple[str, str, Direction, int]) -> Page:
    where = source("明细.pdf")
    told = tuple(
        RecordRow(
            replace(
                slip(where, yuan, at, way, top), serial=None, counterparty=inked("老周", where, top)
            ),
            RowKind.TRANSFER,
            Box(30, top, 560, top + 100),
        )
        for yuan, at, way, top in rows
    )
    return where, Records(
        where.sha256,
        RecordKind.WECHAT_PROOF,
        told,
        (holder(where, Part.OWNER, "林知夏", "linzhixia_06", 80),),
        since=datetime(2025, 3, 1),
        until=datetime(2025, 6, 30, 23, 59, 59),
        leaves=(A4, A4, A4),
    )


def other(name: str = "合同.pdf", pages: int = 2) -> Page:
    where = source(name)
    return where, Records(where.sha256, RecordKind.OTHER, leaves=(A4,) * pages)


def arrange(*screens: Page, brief: Brief | None = None) -> Case:
    said = brief or Brief()
    return case.arrange(facts.gather(screens, said), screens, [s for s, _ in screens], said)


def rows_of(made: Case, kind: ExhibitKind) -> list[ListedRow]:
    numbers = {exhibit.number for exhibit in made.exhibits if exhibit.kind is kind}
    return [row for row in render.listed(made).rows if row.exhibit in numbers]


def said(rows: list[ListedRow], group: Group) -> list[str]:
    return [p.text for row in rows if row.group.endswith(group) for p in row.proofs]


def test_each_pdf_is_an_exhibit_with_its_own_pages() -> None:
    made = arrange(CHAT, other(), voucher(), statement())
    kinds = [(e.kind, e.first, e.last) for e in made.exhibits]
    assert kinds == [
        (ExhibitKind.CONVERSATION, 1, 1),
        (ExhibitKind.VOUCHER, 2, 2),
        (ExhibitKind.STATEMENT, 3, 5),
        (ExhibitKind.PDF, 6, 7),
    ]
    assert [page.leaf for page in made.exhibits[2].pages] == [0, 1, 2]
    assert [line.name for line in made.hashes if line.exhibit] == [
        *("1.png", "合同.pdf", "凭证.pdf", "明细.pdf"),
    ]


def test_a_table_is_no_exhibit() -> None:
    where = source("账单.csv")
    bill = (where, Records(where.sha256, RecordKind.WECHAT_BILL))
    assert [e.kind for e in arrange(CHAT, bill).exhibits] == [ExhibitKind.CONVERSATION]


def test_vouchers_stand_by_time() -> None:
    early = voucher("b.pdf")
    _, records = voucher("a.pdf")
    assert isinstance(records, Records)
    where = source("a.pdf")
    late = replace(slip(where, "800.00", "2025-05-02 09:00:00"), serial=None)
    records = replace(records, rows=(replace(records.rows[0], slip=late),), holders=())
    titles = [e.title_args for e in arrange(CHAT, (where, records), early).exhibits[1:]]
    assert [dict(one)["date"] for one in titles] == ["2025-03-02", "2025-05-02"]


def test_a_voucher_says_what_it_prints_under_what_was_paid() -> None:
    rows = rows_of(arrange(CHAT, OWN, THEIRS, voucher(), brief=BOTH), ExhibitKind.VOUCHER)
    assert rows[0].title == "微信转账电子凭证（2025年3月2日，人民币5000.00元）"
    assert (
        rows[0].source == "通过微信支付申请取得的电子凭证打印件（原始载体：PDF电子文件，随案提交）"
    )
    delivered = said(rows, Group.DELIVERY)
    assert delivered[0] == (
        f"凭证载明：2025年3月2日14:05，付款方林知夏向收款方周砚秋转账人民币5000.00元，转账单号{SERIAL}"
    )
    assert delivered[1].endswith("原告通过微信向被告转账人民币5000.00元")


def test_names_and_accounts_are_the_parties_where_exhibits_link_them() -> None:
    rows = rows_of(arrange(CHAT, OWN, THEIRS, voucher(), brief=BOTH), ExhibitKind.VOUCHER)
    assert said(rows, Group.IDENTITY) == [
        "本页载明原告的微信号linzhixia_06的姓名为“林知夏”",
        "本页载明微信号yanqiu_zhou88的姓名为“周砚秋”，即被告",
    ]


@pytest.mark.parametrize(
    ("screens", "brief"),
    [
        ((CHAT, OWN, voucher()), BOTH),  # no page shows the account that the chat is with
        ((CHAT, OWN, THEIRS, voucher(account="somebody_else")), BOTH),
        ((CHAT, OWN, THEIRS, voucher()), Brief(plaintiff="林知夏")),
        ((CHAT, OWN, THEIRS, voucher()), Brief(plaintiff="林知夏", defendant="周大同")),
        ((CHAT, OWN, THEIRS, voucher(payee="*砚秋")), BOTH),
        ((CHAT, OWN, THEIRS, voucher(account=None)), BOTH),
    ],
)
def test_nobody_is_called_the_defendant_without_a_link(
    screens: tuple[Page, ...], brief: Brief
) -> None:
    rows = rows_of(arrange(*screens, brief=brief), ExhibitKind.VOUCHER)
    assert not [text for row in rows for text in (row.proves,) if "即被告" in text]


@pytest.mark.parametrize("doubt", [DoubtKind.AMOUNT_WORDS_DIFFER, DoubtKind.SERIAL_DATE_DIFFERS])
def test_of_a_voucher_in_doubt_nothing_is_said_of_money(doubt: DoubtKind) -> None:
    rows = rows_of(
        arrange(CHAT, OWN, THEIRS, voucher(doubt=doubt), brief=BOTH), ExhibitKind.VOUCHER
    )
    assert rows[0].title == "微信转账电子凭证"
    assert not [row for row in rows if "5000" in row.proves]


def test_a_transfer_that_did_not_arrive_is_not_vouched_for() -> None:
    made = arrange(CHAT, OWN, THEIRS, voucher(state=State.PENDING), brief=BOTH)
    assert not [row for row in rows_of(made, ExhibitKind.VOUCHER) if "转账人民币" in row.proves]


def test_a_statement_proves_each_payment_on_the_page_of_its_row() -> None:
    rows = statement(
        ("5000.00", "2025-03-02 14:05:31", Direction.OUT, 200),
        ("500.00", "2025-06-02 10:00:05", Direction.IN, 2 * 842 + 100),
    )
    found = rows_of(arrange(CHAT, OWN, THEIRS, rows, brief=BOTH), ExhibitKind.STATEMENT)
    assert found[0].title == "微信支付交易明细证明（2025年3月1日至2025年6月30日）"
    assert said(found, Group.IDENTITY) == ["本页载明原告的微信号linzhixia_06的姓名为“林知夏”"]
    pages = {row.group[4:]: (row.first, row.last) for row in found}
    assert pages == {Group.IDENTITY: (4, 4), Group.DELIVERY: (4, 4), Group.REPAYMENT: (6, 6)}


def test_another_pdf_says_nothing_of_itself() -> None:
    (row,) = rows_of(arrange(CHAT, other()), ExhibitKind.PDF)
    assert (row.title, row.proves) == ("PDF电子文件", "该页所示内容（第2、3页）。")
    assert row.group.endswith(Group.OTHER)


# ── names ──────────────────────────────────────────────────────────────────────────────


def test_each_holder_is_known_and_the_owner_by_their_account() -> None:
    known = names.on_pages((OWN, voucher(), statement()))
    mine = [one.own for one in known]
    assert mine == [True, True, False, True]
    assert [(n.kind, n.name.value) for n in known[2].names] == [
        (NameKind.WECHAT_ID, "yanqiu_zhou88"),
        (NameKind.REAL_NAME, "周砚秋"),
    ]


def test_a_name_alone_is_the_owners_only_without_another_account() -> None:
    where, records = voucher(payee="林知夏", account="another_lin")
    known = names.on_pages((statement(), (where, records)))
    assert [one.own for one in known] == [True, True, False]
    where, records = voucher(payee="林知夏", account=None)
    assert [one.own for one in names.on_pages((statement(), (where, records)))][2]


def test_a_voucher_gives_the_borrower_a_real_name() -> None:
    found = facts.gather((CHAT, OWN, THEIRS, voucher()), Brief())
    assert found.borrower.real_name is not None
    assert found.borrower.real_name.value == "周砚秋"
    assert found.lender.real_name is not None
    assert found.lender.real_name.value == "林知夏"
    assert not [d for d in found.doubts if d.kind is DoubtKind.STATED_DIFFERS]


def test_a_name_that_is_not_the_defendants_is_a_doubt() -> None:
    brief = Brief(plaintiff="林知夏", defendant="周大同")
    found = facts.gather((CHAT, OWN, THEIRS, voucher()), brief)
    (doubt,) = [d for d in found.doubts if d.kind is DoubtKind.STATED_DIFFERS]
    assert dict(doubt.args) == {"field": "real_name", "text": "周砚秋", "stated": "周大同"}


def test_a_statement_s_page_is_not_said_to_show_a_minute_that_it_does_not() -> None:
    """Failure: 19:42 by the payment's own page was cited to a row that prints 19:43."""
    rows = statement(("500.00", "2025-06-02 10:01:05", Direction.IN, 200))
    detail = transfer(
        *(source("r.png"), "500.00", Direction.IN),
        at="2025-06-02 10:00:05",
        received="2025-06-02 10:01:05",
        who="老周",
    )
    found = rows_of(arrange(CHAT, OWN, THEIRS, rows, detail, brief=BOTH), ExhibitKind.STATEMENT)
    assert said(found, Group.REPAYMENT) == ["2025年6月2日，被告通过微信向原告转账人民币500.00元"]
