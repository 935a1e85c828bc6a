"""Exhibits, their pages and rows; each sentence from sure facts of its own exhibit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import (
    bill,
    card,
    chat,
    doubted,
    left,
    profile,
    right,
    source,
    taken,
    time,
    transfer,
    unread,
)

from evidence_kit import case, facts, render
from evidence_kit.model import (
    Bill,
    Brief,
    Case,
    Chat,
    DoubtKind,
    ExhibitKind,
    FileRole,
    Filing,
    Group,
    Identity,
    Message,
    Profile,
    Proof,
    ProofKind,
    Row,
    Screen,
    Side,
    Source,
    State,
    Unread,
)

R, L = Side.RIGHT, Side.LEFT
SERIAL = "1000050001202503020000000000001"
TALK = (
    time("2025年3月2日 14:05"),
    left("能不能借我5000元？"),
    left("下个月15号还你，月息1分"),
    *taken(R, "5000.00"),
    left("收到了，谢谢"),
    time("2025年5月18日 10:20"),
    right("借我的钱什么时候还？"),
    left("月底一定还"),
    left("先还你2000"),
    *taken(L, "2000.00"),
    left("还欠你3000元"),
)


def arrange(
    *screens: tuple[Source, Screen], brief: Brief | None = None, more: tuple[Source, ...] = ()
) -> Case:
    said = brief or Brief()
    sources = (*(where for where, _ in screens), *more)
    return case.arrange(facts.gather(screens, said), screens, sources, said)


def page(*messages: Message, name: str = "3.png", title: str = "老周") -> tuple[Source, Chat]:
    return chat(source(name), messages, title)


def paper(name: str = "5.png", yuan: str = "5000.00") -> tuple[Source, Bill]:
    return bill(source(name), yuan, at="2025-03-02 14:05:31", serial=SERIAL, who="大周")


def person(name: str = "2.png") -> tuple[Source, Profile]:
    return profile(source(name), "大周", "zhou_1999", "老周")


WHOLE: tuple[tuple[Source, Screen], ...] = (
    profile(source("1.png"), "阿宁", "ning_2020", own=True),
    person(),
    page(*TALK),
    transfer(source("4.png"), "5000.00", at="2025-03-02 14:05:31"),
    paper(),
    unread(source("6.png")),
)


def row(made: Case, group: Group, exhibit: int) -> Row:
    (found,) = [row for row in made.rows if (row.group, row.exhibit) == (group, exhibit)]
    return found


def kinds(found: Row) -> list[ProofKind]:
    return [proof.kind for proof in found.proofs]


def every(made: Case) -> list[Proof]:
    return [proof for row in made.rows for proof in row.proofs]


def told(made: Case, kind: ProofKind) -> list[dict[str, str]]:
    return [dict(proof.args) for proof in every(made) if proof.kind is kind]


def test_exhibits_stand_in_filing_order_on_pages_1_to_n() -> None:
    made = arrange(*WHOLE)
    assert [(e.number, e.kind, e.first, e.last) for e in made.exhibits] == [
        (1, ExhibitKind.PROFILE, 1, 1),
        (2, ExhibitKind.PROFILE, 2, 2),
        (3, ExhibitKind.CONVERSATION, 3, 3),
        (4, ExhibitKind.PAYMENT, 4, 5),
        (5, ExhibitKind.PICTURE, 6, 6),
    ]
    assert made.pages == 6


def test_one_exhibit_stands_under_each_element_it_goes_to() -> None:
    made = arrange(*WHOLE)
    assert [(r.number, r.group, r.exhibit) for r in made.rows] == [
        (1, Group.IDENTITY, 1),
        (2, Group.IDENTITY, 2),
        (3, Group.AGREEMENT, 3),
        (4, Group.DELIVERY, 3),
        (5, Group.DELIVERY, 4),
        (6, Group.REPAYMENT, 3),
        (7, Group.DEMAND, 3),
        (8, Group.OTHER, 5),
    ]


def test_each_row_proves_what_its_group_is_for() -> None:
    made = arrange(*WHOLE)
    assert kinds(row(made, Group.AGREEMENT, 3)) == [
        ProofKind.CHATTED,
        ProofKind.REQUESTED,
        ProofKind.AGREED_DUE,
        ProofKind.AGREED_RATE,
    ]
    assert kinds(row(made, Group.DELIVERY, 3)) == [ProofKind.LENT, ProofKind.ACKNOWLEDGED]
    assert kinds(row(made, Group.DELIVERY, 4)) == [ProofKind.PAID]
    assert kinds(row(made, Group.REPAYMENT, 3)) == [
        ProofKind.ACKNOWLEDGED,
        ProofKind.REPAID,
        ProofKind.ACKNOWLEDGED,
    ]
    assert kinds(row(made, Group.DEMAND, 3)) == [ProofKind.DEMANDED, ProofKind.PROMISED]
    assert kinds(row(made, Group.OTHER, 5)) == [ProofKind.AS_SHOWN]


def test_proofs_say_when_who_and_how_much() -> None:
    made = arrange(*WHOLE)
    paid = {"amount": "5000.00", "payer": "原告", "payee": "被告"}
    assert told(made, ProofKind.LENT) == [{"date": "2025-03-02", **paid}]
    assert told(made, ProofKind.PAID) == [{"date": "2025-03-02T14:05", **paid}]
    assert told(made, ProofKind.REPAID) == [{"date": "2025-05-18", "amount": "2000.00"}]
    assert told(made, ProofKind.REQUESTED) == [
        {"date": "2025-03-02", "quote": "能不能借我5000元？", "amount": "5000.00"}
    ]
    assert told(made, ProofKind.AGREED_DUE) == [
        {"quote": "下个月15号还你，月息1分", "due": "2025-04-15"}
    ]
    assert told(made, ProofKind.DEMANDED) == [
        {"date": "2025-05-18", "quote": "借我的钱什么时候还？"}
    ]


def test_profiles_say_whose_account_it_is() -> None:
    made = arrange(*WHOLE)
    assert told(made, ProofKind.ACCOUNT) == [
        {"nickname": "阿宁", "wechat_id": "ning_2020", "own": "yes"},
        {"nickname": "大周", "wechat_id": "zhou_1999", "remark": "老周"},
    ]


def test_titles_name_what_is_sure() -> None:
    made = arrange(*WHOLE)
    titles = [dict(exhibit.title_args) for exhibit in made.exhibits]
    assert titles[2] == {
        "title": "老周",
        "nickname": "大周",
        "wechat_id": "zhou_1999",
        "since": "2025-03-02",
        "until": "2025-05-18",
    }
    assert titles[3] == {"date": "2025-03-02", "amount": "5000.00", "serial": SERIAL}
    assert titles[4] == {}


@pytest.mark.parametrize(
    ("defendant", "identity", "stated"),
    [
        ("老周", Identity(), 1),
        ("周某某", Identity(known_as=("老周",)), 1),
        ("周某某", Identity(), 0),
        ("老周", Identity(wechat_id="zhou_1999"), 1),
        ("老周", Identity(wechat_id="zhou_1990"), 0),
        (None, Identity(), 0),
    ],
)
def test_only_the_plaintiffs_own_word_says_whose_account_it_is(
    defendant: str | None, identity: Identity, stated: int
) -> None:
    """Nothing where nobody on the pages is the defendant, or a page shows another account."""
    made = arrange(*WHOLE, brief=Brief(defendant=defendant, defendant_identity=identity))
    found = [proof for proof in every(made) if proof.kind is ProofKind.USER_STATED]
    assert [(proof.args, proof.pages) for proof in found] == [((), (2,))] * stated
    assert all("linked" not in one for one in told(made, ProofKind.ACCOUNT))


def test_no_word_links_an_account_where_two_were_talked_to() -> None:
    other = page(left("明天一起吃饭吗"), right("好的，几点"), name="7.png", title="小吴")
    made = arrange(*WHOLE, other, brief=Brief(defendant="周某某"))
    assert told(made, ProofKind.USER_STATED) == []


def test_two_accounts_of_ones_own_name_none_as_the_one_logged_in() -> None:
    second = profile(source("7.png"), "宁宁", "ning_2", own=True)
    made = arrange(*WHOLE, second)
    assert ["own" in one for one in told(made, ProofKind.ACCOUNT)] == [False] * 3


def test_while_nobody_knows_who_lent_no_party_is_named() -> None:
    talk = [message for message in TALK if message.amount is None]
    made = arrange(page(*talk), person(), paper(), brief=Brief(defendant="周某某"))
    neutral = {ProofKind.CHATTED, ProofKind.ACCOUNT, ProofKind.AS_SHOWN}
    assert DoubtKind.ROLES_UNKNOWN in {d.kind for d in facts.gather([page(*talk)], Brief()).doubts}
    assert {proof.kind for proof in every(arrange(page(*talk), person()))} <= neutral
    assert made.exhibits


def test_a_phone_that_may_be_anothers_is_not_called_the_plaintiffs() -> None:
    mirrored = (right("能不能借我5000元？"), *taken(L, "5000.00"), left("什么时候还钱？"))
    made = arrange(page(TALK[0], *mirrored), person(), bill(source("5.png"), None))
    assert all(("neutral", "yes") in exhibit.title_args for exhibit in made.exhibits)
    shown = render.listed(made)
    assert not [row for row in shown.rows if "原告" in row.name + row.source + row.proves]


def test_words_are_cited_once() -> None:
    made = arrange(*WHOLE, page(*TALK, left("钱收到了，下个月一定还你")))
    for exhibit in made.exhibits:
        rows = [row for row in made.rows if row.exhibit == exhibit.number]
        cited = [
            dict(p.args).get("quote") for r in rows for p in r.proofs if "quote" in dict(p.args)
        ]
        sayings = [q for q in cited if q != "下个月15号还你，月息1分"]
        assert len(sayings) == len(set(sayings))


def test_a_gap_in_a_chat_begins_another_exhibit() -> None:
    made = arrange(page(*TALK[:6], name="1.png"), page(*TALK[6:], name="2.png"))
    assert [[p.name for p in exhibit.pages] for exhibit in made.exhibits] == [["1.png"], ["2.png"]]
    pages = {proof.kind: proof.pages for proof in every(made)}
    assert (pages[ProofKind.LENT], pages[ProofKind.REPAID]) == ((1,), (2,))
    assert [dict(e.title_args).get("since") for e in made.exhibits] == ["2025-03-02", "2025-05-18"]


@pytest.mark.parametrize(("confidence", "filed"), [(0.76, 1), (0.74, 0)])
def test_a_quote_read_weakly_is_left_out_and_asked_about(confidence: float, filed: int) -> None:
    weak = [replace(m, confidence=confidence) if m is TALK[7] else m for m in TALK]
    shown = page(*weak)
    assert len(told(arrange(shown), ProofKind.DEMANDED)) == filed
    asked = [dict(doubt.args) for doubt in facts.gather([shown], Brief()).doubts]
    assert ({"field": "words", "text": TALK[7].text} in asked) is (filed == 0)


def test_a_name_read_weakly_is_left_out_and_asked_about() -> None:
    where, screen = person()
    assert screen.nickname is not None
    weak = replace(screen, nickname=replace(screen.nickname, confidence=0.89))
    made = arrange((where, weak), page(*TALK))
    assert "nickname" not in told(made, ProofKind.ACCOUNT)[0]
    asked = facts.gather([(where, weak), page(*TALK)], Brief()).doubts
    assert ("name", "大周") in [(dict(d.args)["field"], dict(d.args).get("text")) for d in asked]


@pytest.mark.parametrize("index", [1, 3, 7])
def test_what_a_doubt_touches_is_left_out(index: int) -> None:
    kind = {1: ProofKind.REQUESTED, 3: ProofKind.LENT, 7: ProofKind.DEMANDED}[index]
    assert told(arrange(page(*TALK)), kind)
    shown = doubted(page(*TALK), index, DoubtKind.READINGS_DISAGREE, "amount")
    assert told(arrange(shown), kind) == []


def test_a_payment_in_doubt_is_shown_and_proves_nothing() -> None:
    where, screen = paper()
    slip = replace(screen.slip, state=State.REFUNDED)
    made = arrange(page(*TALK), (where, replace(screen, slip=slip)))
    assert told(made, ProofKind.LENT) == []
    assert dict(made.exhibits[1].title_args) == {}
    assert kinds(row(made, Group.OTHER, 2)) == [ProofKind.AS_SHOWN]


def test_a_bill_of_unknown_nature_is_told_as_its_page_tells_it() -> None:
    talk = page(TALK[0], left("在吗，有件事想问问你"))
    made = arrange(person(), talk, paper())
    (shown,) = told(made, ProofKind.SHOWN)
    assert shown == {
        "date": "2025-03-02T14:05",
        "amount": "5000.00",
        "counterparty": "大周",
        "serial": SERIAL,
    }
    assert not {ProofKind.LENT, ProofKind.PAID} & {proof.kind for proof in every(made)}


def test_a_bill_of_another_person_is_as_shown() -> None:
    other = bill(source("7.png"), "800.00", at="2025-04-02 14:05:31", who="小吴")
    made = arrange(*WHOLE, other)
    assert told(made, ProofKind.SHOWN) == []


@pytest.mark.parametrize(
    ("state", "kind"),
    [(State.RETURNED, ProofKind.RETURNED), (State.EXPIRED, ProofKind.EXPIRED)],
)
def test_a_transfer_that_came_back_is_told_as_its_page_tells_it(
    state: State, kind: ProofKind
) -> None:
    made = arrange(page(*TALK, card(R, "700.00", state)))
    assert told(made, kind) == [{"date": "2025-05-18", "amount": "700.00"}]
    assert [one["amount"] for one in told(made, ProofKind.LENT)] == ["5000.00"]


@pytest.mark.parametrize("state", [State.RETURNED, State.EXPIRED])
def test_a_repayment_that_came_back_delivered_nothing(state: State) -> None:
    made = arrange(page(*TALK, card(L, "700.00", state)))
    assert [one for one in every(made) if ("amount", "700.00") in one.args] == []


def test_money_given_back_in_full_is_not_called_a_returned_transfer() -> None:
    slip = bill(source("5.png"), "700.00", state=State.REFUNDED, at="2025-03-02 14:05:31")
    made = arrange(page(*TALK), slip)
    assert [one for one in every(made) if ("amount", "700.00") in one.args] == []


def test_a_pending_transfer_proves_nothing() -> None:
    made = arrange(page(TALK[0], TALK[1], card(R, "5000.00", State.PENDING)))
    assert [p.kind for p in every(made)] == [ProofKind.CHATTED]


def test_the_chat_does_not_prove_what_only_the_bill_shows() -> None:
    waiting = page(TALK[0], TALK[1], card(R, "5000.00", State.PENDING))
    made = arrange(person(), waiting, paper())
    assert [r.exhibit for r in made.rows if ProofKind.PAID in kinds(r)] == [3]
    assert told(made, ProofKind.LENT) == []


def test_an_unknown_day_is_left_blank_not_guessed() -> None:
    made = arrange(page(*(m for m in TALK if m.time is None)))
    assert told(made, ProofKind.LENT) == [{"amount": "5000.00", "payer": "原告", "payee": "被告"}]
    assert "date" not in told(made, ProofKind.REQUESTED)[0]
    assert "since" not in dict(made.exhibits[0].title_args)


def test_pages_cited_are_those_that_show_it() -> None:
    first = page(*TALK[:6], name="1.png")
    second = page(*TALK[5:], name="2.png")
    assert {proof.pages for proof in every(arrange(first, second))} == {(1,)}
    made = arrange(first, second, brief=Brief(filing=Filing(chat_pages=1)))
    pages = {proof.kind: proof.pages for proof in every(made)}
    assert pages[ProofKind.CHATTED] == (1, 2)
    assert pages[ProofKind.LENT] == (1,)
    assert pages[ProofKind.REPAID] == (2,)
    demand = row(made, Group.DEMAND, 1)
    assert (demand.first, demand.last) == (2, 2)


def test_a_duplicate_page_stays_in_the_exhibit() -> None:
    twin = chat(source("9.png", content="3.png"), TALK)
    made = arrange(page(*TALK), twin)
    (exhibit,) = made.exhibits
    assert [p.name for p in exhibit.pages] == ["3.png", "9.png"]
    assert len(told(made, ProofKind.LENT)) == 1


def test_two_pages_of_one_account_are_one_exhibit() -> None:
    made = arrange(person("1.png"), person("2.png"), page(*TALK))
    assert [len(exhibit.pages) for exhibit in made.exhibits] == [2, 1]


def test_an_account_page_nobody_could_read_is_as_shown() -> None:
    made = arrange(profile(source("1.png"), None))
    assert kinds(row(made, Group.OTHER, 1)) == [ProofKind.AS_SHOWN]


def test_a_payment_page_without_a_sum_is_an_exhibit_as_shown() -> None:
    made = arrange(bill(source("1.png"), None))
    assert made.exhibits[0].kind is ExhibitKind.PAYMENT
    assert kinds(row(made, Group.OTHER, 1)) == [ProofKind.AS_SHOWN]


def test_a_group_chat_is_as_shown() -> None:
    made = arrange(page(*TALK, title="同学群(12)"))
    assert [p.kind for p in every(made)] == [ProofKind.AS_SHOWN]


def test_late_words_renew_and_do_not_agree() -> None:
    made = arrange(page(*TALK[:2], *TALK[3:]))  # without the first promise
    assert told(made, ProofKind.AGREED_DUE) == []
    assert told(made, ProofKind.PROMISED) == [{"date": "2025-05-18", "quote": "月底一定还"}]


def test_the_hash_list_names_the_files_on_exhibit_pages_and_no_other() -> None:
    aside = source("律师意见.docx", role=FileRole.SET_ASIDE)
    lost = source("8.png", role=FileRole.UNREADABLE)
    made = arrange(*WHOLE, more=(aside, lost))
    assert [(line.name, line.exhibit) for line in made.hashes] == [
        *(("1.png", 1), ("2.png", 2), ("3.png", 3), ("4.png", 4), ("5.png", 4), ("6.png", 5)),
    ]
    assert made.hashes[0].sha256 == source("1.png").sha256
    assert made.hashes[0].sm3 == source("1.png").sm3


def test_the_hash_list_names_a_file_as_it_is_stored() -> None:
    where, screen = person("a:b.png")
    kept = replace(where, safe_name="a_b-1234abcd.png")
    (line,) = arrange((kept, screen)).hashes
    assert (line.name, line.stored) == ("a:b.png", "a_b-1234abcd.png")


def test_a_used_file_without_a_screen_is_a_picture() -> None:
    made = arrange(more=(source("1.png"),))
    assert [e.kind for e in made.exhibits] == [ExhibitKind.PICTURE]


def test_nothing_makes_an_empty_case() -> None:
    made = arrange()
    assert (made.exhibits, made.rows, made.pages) == ((), (), 0)


def test_the_reader_of_unread_pages_is_not_needed() -> None:
    where = source("1.png")
    made = arrange((where, Unread(where.sha256, "no_text")))
    assert kinds(made.rows[0]) == [ProofKind.AS_SHOWN]
