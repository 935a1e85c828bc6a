"""Whom a name means, and which pages are surely another borrower's matter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from booked import Booking, bill as records, voucher
from ledgers import ASKED, LOAN_DAY, SERIAL, R, gather, kinds
from stories import bill, chat, left, profile, right, source, sourced, taken, time, unread

from evidence_kit import facts
from evidence_kit.facts.asides import Party
from evidence_kit.model import (
    BillList,
    Brief,
    Document,
    DocumentKind,
    DoubtKind,
    Guarantee,
    Identity,
    Message,
    Screen,
    Side,
    Source,
    StatedParty,
)
from evidence_kit.transcript import chats

FACE, OTHER_FACE = "342cc78499cb3c38", "7db5988068402480"
LENT = (LOAN_DAY, ASKED, *taken(R, "5000.00"), left("收到了，下个月还你"))
LESS = (time("2025年4月2日 10:00"), left("方便的话借我800元"), *taken(R, "800.00"))


def page(
    name: str, title: str | None, *messages: Message, face: str | None = None
) -> tuple[Source, Screen]:
    shown = [replace(m, avatar=face) if m.side is Side.LEFT else m for m in messages]
    return chat(source(name), shown, title)


ZHOU, LIN = page("1.png", "老周", *LENT), page("2.png", "小林", *LESS)


def party(name: str, *shown: tuple[Source, Screen], brief: Brief | None = None) -> Party:
    return facts.of_party(shown, brief or Brief(), name)


def aside(name: str, *shown: tuple[Source, Screen], brief: Brief | None = None) -> list[str]:
    found = party(name, *shown, brief=brief)
    assert len(found.meant) == 1
    return [where.name for where, _ in shown if where.sha256 in found.others]


def called(name: str, *shown: tuple[Source, Screen]) -> list[tuple[str, ...]]:
    return [one.names for one in party(name, *shown).meant]


# ── whom a name means ──────────────────────────────────────────────────────────────────


def test_nobody_and_one_of_two() -> None:
    assert called("老李", ZHOU, LIN) == []
    assert [str(one.lent) for one in party("老李", ZHOU, LIN).everybody] == ["5000.00", "800.00"]
    assert called("小林", ZHOU, LIN) == [("小林",)]


def test_two_of_one_name_are_told_apart_by_a_file_of_their_chat() -> None:
    two = (
        page("1.png", "李哥", *LENT, face=FACE),
        page("2.png", "李哥", *LESS, left("谢了"), face=OTHER_FACE),
    )
    assert called("李哥", *two) == [("1.png", "李哥"), ("2.png", "李哥")]
    assert called("2.png", *two) == [("2.png", "李哥")]


def test_a_chat_without_a_title_is_called_by_its_first_file() -> None:
    assert called("1.png", page("1.png", None, *LENT), LIN) == [("1.png",)]


def test_a_name_of_the_brief_means_whom_its_other_names_do() -> None:
    brief = Brief(defendant="周大海", defendant_identity=Identity(known_as=("老周",)))
    (one,) = party("周大海", ZHOU, LIN, brief=brief).meant
    assert one.names == ("老周",)


def test_a_name_becomes_one_of_the_briefs() -> None:
    found = party("老周", ZHOU, LIN)
    assert found.brief.known_as == ("老周",)
    assert facts.of_party((ZHOU, LIN), found.brief, "老周").brief.known_as == ("老周",)


def test_somebody_known_by_payments_alone_can_be_meant() -> None:
    papers = [
        bill(source(f"{n}.png"), "900.00", who=name, memo="借款", serial=SERIAL[:-1] + str(n))
        for n, name in enumerate(("王五", "赵六"))
    ]
    assert called("赵六", *papers) == [("赵六",)]
    assert aside("赵六", *papers) == ["0.png"]


def test_somebody_who_only_speaks_in_a_group_is_not_offered() -> None:
    group = chat(source("9.png"), [left("大家好", sender="阿东")], "老友群(4)")
    assert [one.names for one in party("?", ZHOU, group).everybody] == [("老周",)]


# ── who pays for the party ─────────────────────────────────────────────────────────────

BACK = time("2025年7月5日 10:10")
L = Side.LEFT


def test_whoever_owes_nothing_and_paid_is_never_set_aside() -> None:
    """Failure: a repayment by another person (他人代还) left the folder with their chat."""
    paid = page("3.png", "钱小满", BACK, left("给你的"), *taken(L, "3000.00"))
    assert aside("老周", ZHOU, LIN, paid) == ["2.png"]
    told = gather(ZHOU, paid, brief=Brief(defendant_identity=Identity(known_as=("老周",))))
    (strange,) = (p for p in told.payments if str(p.amount.value) == "3000.00")
    assert kinds(strange) == [DoubtKind.PARTY_UNKNOWN, DoubtKind.NATURE_UNKNOWN]
    assert dict(strange.doubts[1].args)["amount"] == "3000.00"
    assert {d.id for d in strange.doubts} <= {d.id for d in told.doubts}


@pytest.mark.parametrize(
    "text", ["替老周还你800", "老周让我转你的", "这是代还的", "他让我还给你", "老周的钱我出"]
)
def test_words_of_paying_for_another_keep_a_borrowers_pages(text: str) -> None:
    theirs = page("2.png", "小林", *LESS, BACK, left(text), *taken(L, "800.00"))
    assert aside("老周", ZHOU, theirs) == []
    own = page("2.png", "小林", *LESS, BACK, left("先还你800"), *taken(L, "800.00"))
    assert aside("老周", ZHOU, own) == ["2.png"]


# ── what is another's ──────────────────────────────────────────────────────────────────


def test_anothers_chat_profile_and_payments_are_set_aside() -> None:
    link = profile(source("p.png"), "林林", "lin_1", remark="小林")
    paid = bill(source("b.png"), "800.00", who="林林", serial=SERIAL)
    assert aside("老周", ZHOU, LIN, link, paid) == ["2.png", "p.png", "b.png"]
    assert aside("小林", ZHOU, LIN, link, paid) == ["1.png"]


def test_a_chat_in_which_no_money_went_stays() -> None:
    talk = page("3.png", "王姐", left("在吗"), right("在的"))
    assert aside("老周", ZHOU, LIN, talk) == ["2.png"]
    wanted = page("3.png", "王姐", left("能不能借我3000元？"), right("没有"))
    assert aside("老周", ZHOU, LIN, wanted) == ["2.png", "3.png"]


def test_whom_the_brief_names_beside_the_defendant_stays() -> None:
    surety = StatedParty("林小", Guarantee.GENERAL, Identity(known_as=("小林",)))
    assert aside("老周", ZHOU, LIN, brief=Brief(others=(surety,))) == []


def test_what_nobody_can_tell_stays() -> None:
    crop = page("3.png", None, left("不知道是谁说的话"), *taken(R, "300.00"))
    assert aside("老周", ZHOU, LIN, crop, unread(source("4.png"))) == ["2.png"]


def test_a_groups_pages_stay_for_both() -> None:
    group = chat(source("9.png"), [left("借我500元", sender="小林"), *taken(R, "500.00")], "群(4)")
    assert aside("老周", ZHOU, LIN, group) == ["2.png"]
    assert aside("小林", ZHOU, LIN, group) == ["1.png"]


def test_a_payment_to_a_nickname_that_may_be_the_partys_stays() -> None:
    paid = bill(source("b.png"), "900.00", who="周周", memo="借款", serial=SERIAL)
    assert aside("老周", ZHOU, LIN, paid) == ["2.png"]
    link = profile(source("p.png"), "老周头", "zhou_1", remark="老周")
    assert aside("老周", ZHOU, LIN, link, paid) == ["2.png", "b.png"]


def test_one_who_may_be_the_party_stays_until_that_is_answered() -> None:
    two = (
        page("1.png", "李哥", *LENT, face=FACE),
        page("2.png", "李哥", *LESS, left("谢了"), face=OTHER_FACE),
    )
    assert aside("1.png", *two) == []
    (doubt,) = (d for d in gather(*two).doubts if d.kind is DoubtKind.FACE_CHANGED)
    brief = Brief(answers=((doubt.id, chats.OTHER),))
    assert aside("1.png", *two, brief=brief) == ["2.png"]


def test_a_page_of_the_partys_own_money_stays_whoever_it_names() -> None:
    """Failure: hiding a repayment is 虚假诉讼; no name on a page may do that."""
    at = "2025-03-02 14:05:30"
    pages = [
        bill(source(f"{n}.png"), "5000.00", who=name, at=at, serial=SERIAL)
        for n, name in ((7, "老周"), (8, "小林"))
    ]
    assert aside("老周", ZHOU, LIN, *pages) == ["2.png"]


def rows(where: Source, *who: str) -> tuple[Source, Screen]:
    slips = [bill(where, "100.00", who=name)[1].slip for name in who]
    return where, BillList(where.sha256, tuple(slips))


@pytest.mark.parametrize(
    ("who", "gone"), [(("小林",), ["l.png"]), (("小林", "王五"), []), ((), [])]
)
def test_a_list_about_one_other_alone_is_theirs(who: tuple[str, ...], gone: list[str]) -> None:
    assert aside("老周", ZHOU, LIN, rows(source("l.png"), *who)) == ["2.png", *gone]


@pytest.mark.parametrize(("who", "gone"), [("小林", ["n.png"]), ("老周", []), ("周大海", [])])
def test_a_note_of_one_other_is_theirs(who: str, gone: list[str]) -> None:
    where = source("n.png")
    note = Document(
        where.sha256,
        DocumentKind.LOAN_NOTE,
        sourced("今借到", where, 0),
        rows=(("借款人", sourced(who, where, 1)),),
    )
    assert aside("老周", ZHOU, LIN, (where, note)) == ["2.png", *gone]


def test_the_kept_pages_give_the_partys_sums() -> None:
    found = party("小林", ZHOU, LIN)
    kept = [entry for entry in (ZHOU, LIN) if entry[0].sha256 not in found.others]
    told = facts.gather(kept, found.brief)
    assert str(told.outstanding) == "800.00"
    assert [kinds(p) for p in told.payments] == [[]]


def test_a_bill_of_both_stays_with_each_and_a_voucher_goes_with_its_own() -> None:
    rows = (
        Booking("2025-03-02 14:05:31", "5000.00", who="老周", serial="1"),
        Booking("2025-04-02 10:00:31", "800.00", who="小林", serial="2"),
    )
    both = records(source("账单.csv"), *rows)
    hers = voucher(source("凭证.pdf"), rows[1], payer=("甲", "a"), payee=("小林", "b"))
    assert aside("老周", ZHOU, LIN, both, hers) == ["2.png", "凭证.pdf"]
    assert aside("小林", ZHOU, LIN, both, hers) == ["1.png"]
