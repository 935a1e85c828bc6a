"""Who the two are, and what may be one payment or two: never decided on too little."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from ledgers import ASKED, LOAN_DAY, SERIAL, L, R, gather, kinds, page
from stories import bill, chat, left, profile, right, source, taken, time, transfer

from evidence_kit import transcript
from evidence_kit.model import Brief, DoubtKind, LoanFacts, Message, Screen, Source


def doubts(found: LoanFacts, kind: DoubtKind) -> list[dict[str, str]]:
    return [dict(doubt.args) for doubt in found.doubts if doubt.kind is kind]


# ── roles ──────────────────────────────────────────────────────────────────────────────

OWN_DEBT = (time("2024年1月2日 14:05"), right("能借我10000吗？"), *taken(L, "10000.00"))
PAID_BACK = (time("2024年6月2日 14:05"), right("还你10000"), *taken(R, "10000.00"))
LOAN = (LOAN_DAY, ASKED, *taken(R, "5000.00"))


def test_an_old_debt_of_the_owner_paid_back_swaps_no_roles() -> None:
    found = gather(page(*OWN_DEBT, *PAID_BACK, *LOAN))
    assert found.lender.is_owner
    assert str(found.outstanding) == "5000.00"
    assert not doubts(found, DoubtKind.ROLES_UNKNOWN)


def test_a_larger_open_debt_of_the_owner_puts_the_roles_in_doubt() -> None:
    found = gather(page(*OWN_DEBT, *LOAN))
    assert found.lender.is_owner
    assert doubts(found, DoubtKind.ROLES_UNKNOWN)


def test_an_owner_who_only_pays_back_puts_the_roles_in_doubt() -> None:
    found = gather(page(time("2024年6月2日 14:05"), right("先还你1000"), *taken(R, "1000.00")))
    assert found.lender.is_owner
    assert not found.outstanding.fen
    assert doubts(found, DoubtKind.ROLES_UNKNOWN)


# ── the other party ────────────────────────────────────────────────────────────────────

SMALL = page(LOAN_DAY, left("能借我500吗？"), *taken(R, "500.00"), name="2.png", title="小林")


def unsure_whom(found: LoanFacts) -> list[tuple[str, str]]:
    every = doubts(found, DoubtKind.PARTY_UNKNOWN)
    return [(args["candidates"], args["text"]) for args in every if "candidates" in args]


def test_a_defendant_no_page_names_is_in_doubt_with_one_chat() -> None:
    found = gather(page(*LOAN), brief=Brief(defendant="周大海"))
    assert str(found.outstanding) == "5000.00"
    assert unsure_whom(found) == [("1", "老周")]


def test_a_defendant_no_page_names_is_one_of_several() -> None:
    found = gather(page(*LOAN), SMALL, brief=Brief(defendant="周大海"))
    assert unsure_whom(found) == [("2", "老周")]


def test_two_who_were_paid_and_no_brief_leave_the_choice_in_doubt() -> None:
    assert unsure_whom(gather(page(*LOAN), SMALL)) == [("2", "老周")]


@pytest.mark.parametrize("name", ["小林", " 小 林"])
def test_a_defendant_that_a_title_names_is_sure(name: str) -> None:
    assert not unsure_whom(gather(page(*LOAN), SMALL, brief=Brief(defendant=name)))


def test_a_chat_without_money_is_no_choice_while_no_brief_asks_for_it() -> None:
    talk = page(LOAN_DAY, left("在吗"), name="2.png", title="小林")
    assert not unsure_whom(gather(page(*LOAN), talk))
    assert unsure_whom(gather(page(*LOAN), talk, brief=Brief(defendant="周大海")))


def _papers(*names: str) -> list[tuple[Source, Screen]]:
    return [
        bill(source(f"{n}.png"), "900.00", who=name, memo="借款", serial=SERIAL[:-1] + str(n))
        for n, name in enumerate(names)
    ]


def test_bills_alone_to_several_leave_the_choice_in_doubt() -> None:
    one, other = _papers("王五", "赵六")
    assert unsure_whom(gather(one)) == []
    assert unsure_whom(gather(one, other)) == [("2", "王五")]
    assert unsure_whom(gather(one, other, brief=Brief(defendant="赵六"))) == []
    assert unsure_whom(gather(one, brief=Brief(defendant="赵六"))) == [("1", "王五")]


# ── whom a payment page is about ───────────────────────────────────────────────────────

AT = "2025-03-02 14:08:31"
LINK = profile(source("p.png"), "周周", "zhou_1", remark="老周")
TO_ZHOU = bill(source("b.png"), "5000.00", who="周 周", at=AT, serial=SERIAL)
TO_WANG = bill(source("w.png"), "5000.00", who="王五小店", at=AT, serial=SERIAL[:-1] + "7")


def test_a_bill_to_a_name_a_profile_links_is_the_chats() -> None:
    (payment,) = gather(page(*LOAN), LINK, TO_ZHOU).payments
    assert payment.serial is not None
    assert payment.doubts == ()


def test_a_bill_to_another_name_is_not_the_chats_and_teaches_no_name() -> None:
    found = gather(page(*LOAN), LINK, TO_WANG)
    mine, strange = sorted(found.payments, key=lambda p: p.serial is not None)
    assert kinds(mine) == [DoubtKind.RECORDS_DIFFER]
    assert dict(mine.doubts[0].args)["field"] == "counterparty"
    assert kinds(strange) == [DoubtKind.PARTY_UNKNOWN]
    assert [name.value for name in found.borrower.names] == ["老周", "周周"]
    assert str(found.outstanding) == "5000.00"


def test_a_linked_bill_wins_over_one_to_another() -> None:
    found = gather(page(*LOAN), LINK, TO_ZHOU, TO_WANG)
    mine = next(p for p in found.payments if p.counterparty == "周 周")
    assert mine.doubts == ()
    assert len(found.payments) == 2


def test_without_a_profile_one_unknown_name_may_be_the_chats_in_doubt() -> None:
    found = gather(page(*LOAN), TO_WANG)
    (payment,) = found.payments
    assert kinds(payment) == [DoubtKind.RECORDS_DIFFER]
    assert [name.value for name in found.borrower.names] == ["老周"]


def test_without_a_profile_two_unknown_names_are_not_the_chats() -> None:
    again = bill(source("v.png"), "5000.00", who="赵六", at=AT, serial=SERIAL)
    assert len(gather(page(*LOAN), TO_WANG, again).payments) == 3


# ── one page twice ─────────────────────────────────────────────────────────────────────

SLIP = {"memo": "借款", "who": "老周"}


def test_two_copies_of_one_file_are_one_page() -> None:
    copies = [transfer(source(f"{n}.png", content="same"), "500.00", **SLIP) for n in (1, 2)]
    found = gather(*copies)
    (payment,) = found.payments
    assert payment.doubts == ()
    assert str(found.outstanding) == "500.00"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({}, {"at": AT, "serial": SERIAL}),
        ({"at": AT, "serial": SERIAL}, {"at": AT, "serial": SERIAL[:-1] + "7"}),
        ({"serial": SERIAL}, {"serial": SERIAL[:-1] + "7"}),
        ({"at": AT, "serial": SERIAL}, {"at": AT, "serial": SERIAL[:-6] + "777777"}),
    ],
)
def test_pages_that_agree_in_all_they_show_count_once(
    first: dict[str, str], second: dict[str, str]
) -> None:
    found = gather(
        transfer(source("1.png"), "500.00", **SLIP, **first),
        transfer(source("2.png"), "500.00", **SLIP, **second),
    )
    assert str(found.outstanding) == "500.00"
    assert [DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments] == [True, True]


@pytest.mark.parametrize(
    "named",
    [
        {"at": "2025-03-02 14:09:31", "serial": SERIAL[:-1] + "7"},
        {"serial": SERIAL[:-6] + "777777"},
    ],
)
def test_pages_that_disagree_are_two_payments(named: dict[str, str]) -> None:
    found = gather(
        transfer(source("1.png"), "500.00", **SLIP, at=AT, serial=SERIAL),
        transfer(source("2.png"), "500.00", **{**SLIP, **named}),
    )
    assert [DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments] == [False, False]


def test_two_pages_of_one_minute_may_be_two_payments() -> None:
    papers = [transfer(source(f"{n}.png"), "500.00", **SLIP, at="2025-03-02 14:08") for n in (1, 2)]
    (payment,) = gather(*papers).payments
    assert kinds(payment) == [DoubtKind.RECORDS_DIFFER, DoubtKind.RECORDS_DIFFER]


# ── two equal payments, or one on two pages ────────────────────────────────────────────


def _over(*shared: Message) -> LoanFacts:
    """Two pages: the first ends with what the second begins with."""
    return gather(
        page(LOAN_DAY, left("能借我500吗？"), *shared),
        page(*shared, right("还差多少"), time("2025年5月2日 10:00"), left("在吗"), name="2.png"),
    )


CARDS = taken(R, "500.00")


@pytest.mark.parametrize("words", [["收到了，谢谢你"], ["在吗"], ["能借我500吗？", "在吗"]])
def test_an_overlap_of_a_payment_and_common_words_may_be_two(words: list[str]) -> None:
    found = _over(*CARDS, *map(left, words))
    assert [kinds(p) for p in found.payments] == [[DoubtKind.RECORDS_DIFFER]]


@pytest.mark.parametrize(
    "shared",
    [
        (*CARDS, left("钱我收到了，下个月十号前一定给你")),
        (time("2025年3月4日 10:00"), *CARDS, left("收到")),
        (*CARDS, *taken(R, "800.00")),
    ],
)
def test_an_overlap_of_a_payment_and_words_of_its_own_is_one(shared: list[Message]) -> None:
    found = _over(*shared)
    assert not any(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments)


def test_two_captures_of_one_screen_are_one() -> None:
    shown = (LOAN_DAY, left("能借我500吗？"), *CARDS)
    found = gather(page(*shown), page(*shown, name="2.png"))
    assert [kinds(p) for p in found.payments] == [[]]


# ── the day of filing ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("day", "seen"), [(1, ["2025-03-02"]), (2, []), (3, [])])
def test_a_day_of_filing_before_what_the_pages_show_is_in_doubt(day: int, seen: list[str]) -> None:
    found = gather(page(*LOAN), brief=Brief(filed_on=date(2025, 3, day)))
    assert [args["seen"] for args in doubts(found, DoubtKind.TIME_AMBIGUOUS)] == seen


# ── a page without a time line ─────────────────────────────────────────────────────────

FIRST = (LOAN_DAY, left("能借我500吗？"))
MIDDLE = (right("行吧给你转"), *CARDS)
LAST = (time("2025年5月2日 10:00"), right("什么时候还我钱"))


def _order(*captured: tuple[str, tuple[Message, ...]]) -> list[str]:
    pages = [
        chat(source(f"{n}.png", f"2025-06-01T12:00:{at}"), messages, "老周")
        for n, (at, messages) in enumerate(captured)
    ]
    (talk,) = transcript.join(pages)
    starts = [next(u for u in talk.utterances if u.where.source == page) for page in talk.pages]
    return [utterance.message.text for utterance in starts]


@pytest.mark.parametrize(
    ("whens", "place"),
    [(("00", "07", "14"), 1), (("14", "07", "00"), 1), (("00", "21", "14"), 2)],
    ids=["downwards", "upwards", "after all"],
)
def test_a_page_without_a_time_stands_where_it_was_captured(
    whens: tuple[str, str, str], place: int
) -> None:
    shown = _order(*zip(whens, (FIRST, MIDDLE, LAST), strict=True))
    assert shown.index("行吧给你转") == place


def test_where_capture_only_presumes_an_order_no_time_crosses_it() -> None:
    pages = [
        chat(source(f"{n}.png", f"2025-06-01T12:00:0{n}"), messages, "老周")
        for n, messages in enumerate((FIRST, MIDDLE, LAST))
    ]
    (talk,) = transcript.join(pages)
    (words,) = (u for u in talk.utterances if u.message.text == "行吧给你转")
    assert words.at.earliest is None
    assert words.at.latest == datetime(2025, 6, 1, 12, 0, 1)
