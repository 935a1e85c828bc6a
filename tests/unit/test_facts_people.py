"""Several people in one folder: told apart by name and picture, never mixed, never merged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, SERIAL, R, gather, kinds
from stories import bill, chat, left, profile, right, source, taken, time, transfer

from evidence_kit import case, facts
from evidence_kit.facts import forms, names
from evidence_kit.model import (
    Brief,
    Doubt,
    DoubtKind,
    ExhibitKind,
    Identity,
    JoinKind,
    LoanFacts,
    Message,
    NameKind,
    Nature,
    Party,
    Profile,
    Screen,
    Side,
    Source,
)
from evidence_kit.transcript import chats

FACE, OTHER_FACE, NEAR_FACE = "342cc78499cb3c38", "7db5988068402480", "342cc78499cb3c3f"


def faced(messages: tuple[Message, ...], face: str | None) -> list[Message]:
    """The same messages with a picture beside the left ones."""
    return [replace(m, avatar=face) if m.side is Side.LEFT else m for m in messages]


def page(
    name: str, title: str | None, face: str | None, *messages: Message
) -> tuple[Source, Screen]:
    return chat(source(name), faced(messages, face), title)


def asked(found: LoanFacts, *wanted: DoubtKind) -> list[Doubt]:
    return [doubt for doubt in found.doubts if doubt.kind in wanted]


def titles(found: LoanFacts) -> list[list[str]]:
    return [[title.value for title in talk.titles] for talk in found.conversations]


MAYBE_ONE = (DoubtKind.NAME_CHANGED, DoubtKind.FACE_CHANGED)
LENT = (LOAN_DAY, ASKED, *taken(R, "5000.00"), left("收到了，下个月还你"))
LENT_LESS = (
    time("2025年4月2日 10:00"),
    left("方便的话借我800元"),
    *taken(R, "800.00"),
    left("谢谢，收到了"),
)

# ── one name, two pictures ─────────────────────────────────────────────────────────────


def test_two_people_of_one_name_stay_two_chats_and_their_money_apart() -> None:
    found = gather(
        page("1.png", "李哥", FACE, *LENT), page("2.png", "李哥", OTHER_FACE, *LENT_LESS)
    )
    assert len(found.conversations) == 2
    assert str(found.outstanding) == "5000.00"
    (doubt,) = asked(found, *MAYBE_ONE)
    assert doubt.kind is DoubtKind.FACE_CHANGED


def test_a_face_a_little_otherwise_drawn_is_one_person() -> None:
    again = page("2.png", "李哥", NEAR_FACE, *LENT_LESS)
    found = gather(page("1.png", "李哥", FACE, *LENT), again)
    assert len(found.conversations) == 1
    assert str(found.outstanding) == "5800.00"
    assert not asked(found, *MAYBE_ONE)


@pytest.mark.parametrize("face", [None, OTHER_FACE])
def test_a_page_whose_faces_tell_nothing_stays_with_its_name(face: str | None) -> None:
    """A JPEG's pictures differ from themselves: they part nobody."""
    where, screen = page("2.png", "李哥", face, *LENT_LESS)
    blurred = (replace(where, media_type="image/jpeg"), screen)
    found = gather(page("1.png", "李哥", FACE, *LENT), blurred)
    assert len(found.conversations) == 1


def test_a_face_seen_once_must_differ_by_more() -> None:
    """A notification may cover part of the only picture on a page."""
    seen = left("一句话，别的什么也没有")
    near = f"{int(FACE, 16) ^ 0xFF:016x}"  # 8 bits
    one = page("1.png", "李哥", FACE, *LENT)
    assert len(gather(one, page("2.png", "李哥", near, seen)).conversations) == 1
    assert len(gather(one, page("2.png", "李哥", near, seen, left("又一句"))).conversations) == 2


def test_a_page_of_a_shared_name_without_a_face_joins_by_overlap_only() -> None:
    two = [page("1.png", "李哥", FACE, *LENT), page("2.png", "李哥", OTHER_FACE, *LENT_LESS)]
    more = (*LENT[1:], right("好的，不急"))
    follows = page("3.png", "李哥", None, *more)
    assert len(gather(*two, follows).conversations) == 2
    assert len(gather(*two, page("3.png", "李哥", None, left("别的一句话"))).conversations) == 3


def answered(found: LoanFacts, value: str) -> Brief:
    (doubt,) = asked(found, *MAYBE_ONE)
    return Brief(answers=((doubt.id, value),))


def test_an_answer_makes_two_chats_one_or_leaves_them_two() -> None:
    shown = (
        page("1.png", "李哥", FACE, *LENT),
        page("2.png", "李哥", OTHER_FACE, *LENT_LESS),
    )
    same = answered(gather(*shown), chats.SAME)
    _, found = facts.understood(shown, same)
    assert (len(found.conversations), str(found.outstanding)) == (1, "5800.00")
    assert not asked(found, *MAYBE_ONE)
    other = answered(gather(*shown), chats.OTHER)
    _, found = facts.understood(shown, other)
    assert (len(found.conversations), str(found.outstanding)) == (2, "5000.00")
    assert not asked(found, *MAYBE_ONE)


def test_whether_two_are_one_is_answered_by_one_of_two_words() -> None:
    shown = (page("1.png", "李哥", FACE, *LENT), page("2.png", "李哥", OTHER_FACE, *LENT_LESS))
    found = gather(*shown)
    (doubt,) = asked(found, *MAYBE_ONE)
    assert forms.CHOICES[forms.Form.PERSON] == (chats.SAME, chats.OTHER)
    assert forms.form(doubt) is forms.Form.PERSON
    assert not forms.takes_seen(doubt)
    _, again = facts.understood(shown, answered(found, forms.SEEN))
    assert asked(again, *MAYBE_ONE)


def test_two_of_one_name_are_called_by_it_in_the_doubt_and_by_a_file_in_the_choice() -> None:
    found = gather(
        page("1.png", "李哥", FACE, *LENT),
        page("2.png", "李哥", OTHER_FACE, *LENT_LESS),
    )
    (choice,) = (d for d in found.doubts if "candidates" in dict(d.args))
    assert dict(choice.args)["text"] == "李哥"
    assert [one.names for one in found.candidates] == [("1.png", "李哥"), ("2.png", "李哥")]


# ── two names, one picture ─────────────────────────────────────────────────────────────


def test_a_remark_changed_midway_is_asked_about_never_merged() -> None:
    shown = (page("1.png", "李哥", FACE, *LENT), page("2.png", "李建国", FACE, *LENT_LESS))
    found = gather(*shown)
    assert titles(found) == [["李哥"], ["李建国"]]
    assert str(found.outstanding) == "5000.00"
    (doubt,) = asked(found, *MAYBE_ONE)
    assert doubt.kind is DoubtKind.NAME_CHANGED
    assert dict(doubt.args) == {"field": "person", "text": "李建国", "other": "李哥"}
    assert doubt.where is not None
    assert doubt.where.source == shown[1][0].sha256
    _, one = facts.understood(shown, answered(found, chats.SAME))
    assert titles(one) == [["李哥", "李建国"]]
    assert str(one.outstanding) == "5800.00"
    assert {"李哥", "李建国"} <= {name.value for name in one.borrower.names}


def test_overlapping_chats_of_two_names_are_asked_about_without_a_face() -> None:
    shown = (page("1.png", "李哥", None, *LENT), page("2.png", "李建国", None, *LENT[1:]))
    found = gather(*shown)
    assert [d.kind for d in asked(found, *MAYBE_ONE)] == [DoubtKind.NAME_CHANGED]
    assert str(found.outstanding) == "5000.00"
    _, one = facts.understood(shown, answered(found, chats.SAME))
    assert [join.kind for join in one.conversations[0].joins] == [JoinKind.DUPLICATE]
    assert str(one.outstanding) == "5000.00"


def test_a_jpegs_other_picture_is_no_reason_not_to_ask() -> None:
    where, screen = page("2.jpg", "李建国", OTHER_FACE, *LENT[1:])
    blurred = (replace(where, media_type="image/jpeg"), screen)
    found = gather(page("1.png", "李哥", FACE, *LENT), blurred)
    assert [d.kind for d in asked(found, *MAYBE_ONE)] == [DoubtKind.NAME_CHANGED]
    sure = gather(page("1.png", "李哥", FACE, *LENT), (where, screen))
    assert not asked(sure, *MAYBE_ONE)


def test_a_picture_that_many_have_is_nobodys() -> None:
    found = gather(*(page(f"{n}.png", name, FACE, *LENT) for n, name in enumerate("甲乙丙")))
    assert len(found.conversations) == 3


def test_the_grey_picture_of_three_who_chose_none_asks_nothing() -> None:
    pages = [
        page(f"{n}.png", name, FACE, left(f"{name}说的一句话，没有别人说过"), left(f"{name}再说"))
        for n, name in enumerate(("甲甲", "乙乙", "丙丙"))
    ]
    assert not asked(gather(*pages), *MAYBE_ONE)
    assert len(asked(gather(*pages[:2]), *MAYBE_ONE)) == 1


def test_a_group_is_nobodys_other_name() -> None:
    found = gather(page("1.png", "李哥", FACE, *LENT), page("2.png", "李哥(3)", FACE, *LENT_LESS))
    assert not asked(found, *MAYBE_ONE)


def test_a_group_that_grew_is_one_where_its_pages_overlap() -> None:
    said = tuple(left(f"群里说的第{n}句话，各不相同", sender="阿东") for n in range(6))
    three = page("1.png", "老友(3)", None, *said[:4])
    grew = gather(three, page("2.png", "老友(4)", None, *said[2:]))
    assert len(grew.conversations) == 1
    other = gather(three, page("2.png", "老友(4)", None, *said[4:]))
    assert len(other.conversations) == 2


# ── names and what links them ──────────────────────────────────────────────────────────

LINK = profile(source("p.png"), "周周", "zhou_1", remark="老周")
AT = "2025-03-02 14:08:31"


def entry(real: str, name: str = "周周") -> tuple[Source, Profile]:
    """The page one transfers from, with the end of the real name."""
    where, shown = profile(source("e.png"), name)
    assert shown.nickname
    return where, replace(shown, real_name=replace(shown.nickname, value=real, quote=real))


def known(party: Party) -> set[tuple[str, str]]:
    return {(one.kind.value, one.name.value) for one in party.known_as}


def test_every_name_is_kept_with_its_kind_and_the_names_beside_it() -> None:
    paid = transfer(source("t.png"), "5000.00", who="周周", at=AT, serial=SERIAL)
    found = gather(page("1.png", "老周", FACE, *LENT), LINK, entry("**秋"), paid)
    assert known(found.borrower) == {
        ("title", "老周"),
        ("remark", "老周"),
        ("nickname", "周周"),
        ("wechat_id", "zhou_1"),
        ("real_name", "**秋"),
        ("payment", "周周"),
    }
    linked = {(link.one.name.value, link.other.name.value) for link in found.borrower.links}
    assert linked == {("老周", "周周"), ("老周", "zhou_1"), ("周周", "**秋")}
    assert found.borrower.real_name is not None
    assert found.borrower.real_name.value == "**秋"
    assert not found.lender.links


def test_names_are_linked_page_after_page() -> None:
    pages = names.on_pages([LINK, entry("**秋"), profile(source("q.png"), "别人", "b_1")])
    assert names.linked(frozenset({"老周"}), pages) == {"老周", "周周", "zhou_1"}
    assert names.linked(frozenset({"zhou_1"}), pages) == {"老周", "周周", "zhou_1"}
    assert names.linked(frozenset(), pages) == frozenset()


def test_a_name_of_two_accounts_links_neither() -> None:
    pages = names.on_pages([LINK, profile(source("q.png"), "阿周", "zhou_2", remark="老周")])
    assert names.linked(frozenset({"老周"}), pages) == {"老周"}
    assert "周周" in names.linked(frozenset({"老周", "zhou_1"}), pages)
    assert "阿周" not in names.linked(frozenset({"zhou_1"}), pages[:1])


def test_a_name_that_two_chats_go_by_links_no_profile() -> None:
    """Failure: one profile's nickname would have been both people's."""
    link = profile(source("p.png"), "大李", "li_1", remark="李哥")
    two = (page("1.png", "李哥", FACE, *LENT), page("2.png", "李哥", OTHER_FACE, *LENT_LESS))
    paid = bill(source("b.png"), "5000.00", who="大李", at=AT, serial=SERIAL)
    strange = next(p for p in gather(*two, link, paid).payments if p.serial)
    assert DoubtKind.PARTY_UNKNOWN in kinds(strange)


def test_an_exhibit_of_a_shared_name_claims_nobodys_account() -> None:
    link = profile(source("p.png"), "大李", "li_1", remark="李哥")
    one = page("1.png", "李哥", FACE, *LENT)
    other = page("2.png", "李哥", OTHER_FACE, *LENT_LESS)
    for shown, named in (((one, link), True), ((one, other, link), False)):
        made = case.arrange(gather(*shown), shown, [where for where, _ in shown], Brief())
        titled = [e.title_args for e in made.exhibits if e.kind is ExhibitKind.CONVERSATION]
        assert any("nickname" in dict(args) for args in titled) is named


@pytest.mark.parametrize(
    ("legal", "real", "agrees"),
    [
        ("周砚秋", "**秋", True),
        ("周砚秋", "**利", False),
        ("周秋", "*秋", True),
        ("周秋", "**秋", True),
        ("周砚秋", "周砚秋", True),
        ("周砚秋", "周艳秋", False),
        ("周砚秋", "周**", True),
        ("周砚秋", "李**", False),
        ("周砚秋", "砚秋", False),
        ("欧阳砚秋", "**砚秋", True),
        ("欧阳砚秋", "*砚秋", True),
    ],
)
def test_a_legal_name_agrees_with_what_stars_leave(legal: str, real: str, agrees: bool) -> None:
    assert names.agrees(legal, real) is agrees


def test_a_real_name_behind_stars_tells_whom_the_brief_means() -> None:
    chats_of_two = (
        page("1.png", "老周", FACE, *LENT),
        page("2.png", "小林", OTHER_FACE, *LENT_LESS),
    )
    brief = Brief(defendant="周砚秋")
    assert gather(*chats_of_two, LINK, brief=brief).candidates
    found = gather(*chats_of_two, LINK, entry("**秋"), brief=brief)
    assert [one.names[0] for one in found.candidates] == ["老周", "小林"]
    assert not [d for d in asked(found, DoubtKind.PARTY_UNKNOWN) if "candidates" in dict(d.args)]


def test_whoever_else_was_lent_money_is_listed_though_the_brief_names_the_party() -> None:
    """Failure: with a defendant named, another borrower's chat was filed without a word."""
    named = Brief(defendant_identity=Identity(known_as=("老周",)))
    two = (page("1.png", "老周", FACE, *LENT), page("2.png", "小林", OTHER_FACE, *LENT_LESS))
    found = gather(*two, brief=named)
    assert [(one.names[0], str(one.lent)) for one in found.candidates] == [
        ("老周", "5000.00"),
        ("小林", "800.00"),
    ]
    idle = page("3.png", "王姐", OTHER_FACE, time("2025年5月2日 10:00"), left("在吗"))
    assert gather(two[0], idle, brief=named).candidates == ()


def test_a_real_name_that_the_brief_contradicts_is_in_doubt() -> None:
    shown = (page("1.png", "老周", FACE, *LENT), LINK)
    paid = transfer(source("t.png"), "5000.00", who="周周(**利)", at=AT, serial=SERIAL)
    brief = Brief(defendant="周砚秋")
    (doubt,) = asked(gather(*shown, paid, brief=brief), DoubtKind.STATED_DIFFERS)
    args = {"field": "real_name", "text": "**利", "stated": "周砚秋"}
    assert dict(doubt.args) == args
    fits = transfer(source("t.png"), "5000.00", who="周周(**秋)", at=AT, serial=SERIAL)
    found = gather(*shown, fits, brief=brief)
    assert not asked(found, DoubtKind.STATED_DIFFERS)
    assert ("real_name", "**秋") in known(found.borrower)
    assert len(found.payments) == 1


def test_the_briefs_names_link_a_banks_receipt_to_the_chat() -> None:
    """A receipt names the payee by law; only the plaintiff's word says who that is."""
    paid = bill(source("b.png"), "900.00", who="周砚秋", memo="借款", at="2025-05-02 10:00:00")
    brief = Brief(defendant="周砚秋", defendant_identity=Identity(known_as=("老周",)))
    talk = page("1.png", "老周", FACE, *LENT)
    assert str(gather(talk, paid).outstanding) == "5000.00"
    assert str(gather(talk, paid, brief=brief).outstanding) == "5900.00"


# ── a group ────────────────────────────────────────────────────────────────────────────


def member(name: str, text: str) -> Message:
    return left(text, sender=name)


GROUP = (
    time("2025年5月16日 12:02"),
    member("阿东", "能不能借我700元？"),
    member("周周", "能不能借我900元？"),
    right("@周周 给你转过去了"),
    *taken(R, "900.00"),
    member("周周", "收到了，月底一定还你900元"),
    member("阿东", "我欠你3000元，年底还你"),
)


def paid_in_group(*messages: Message) -> list[Message]:
    """The cards as a group shows them: the payee's name above the second."""
    return [replace(m, sender="周周") if m.receipt else m for m in messages]


def test_only_what_the_party_says_in_a_group_is_heard_under_their_name() -> None:
    group = chat(source("9.png"), paid_in_group(*GROUP), "老友群(4)")
    found = gather(page("1.png", "老周", FACE, *LENT), LINK, group)
    heard = [s for s in found.sayings if s.speaker]
    assert {s.speaker for s in heard} == {"周周"}
    assert any("月底一定还你" in s.quote.value for s in heard)
    assert not any("3000" in s.quote.value or "700" in s.quote.value for s in found.sayings)


def test_money_in_a_group_is_the_members_who_took_it() -> None:
    group = chat(source("9.png"), paid_in_group(*GROUP), "老友群(4)")
    found = gather(page("1.png", "老周", FACE, *LENT), LINK, group)
    assert str(found.outstanding) == "5900.00"
    assert [p.nature for p in found.payments] == [Nature.LOAN, Nature.LOAN]
    another = gather(page("1.png", "小林", OTHER_FACE, *LENT), group)
    assert str(another.outstanding) == "5000.00"
    strange = next(p for p in another.payments if str(p.amount.value) == "900.00")
    assert kinds(strange) == [DoubtKind.PARTY_UNKNOWN]


def test_a_card_that_names_its_payee_is_theirs() -> None:
    to_zhou, _ = taken(R, "900.00")
    cards = (replace(to_zhou, text="转账给周周"), replace(to_zhou, text="转账给阿东"))
    group = chat(source("9.png"), [GROUP[0], GROUP[2], *cards], "老友群(4)")
    found = gather(page("1.png", "老周", FACE, *LENT), LINK, group)
    assert str(found.outstanding) == "5900.00"
    assert [kinds(p) for p in found.payments][-1:] == [[DoubtKind.PARTY_UNKNOWN]]


def test_a_card_that_names_nobody_is_listed_and_not_counted() -> None:
    group = chat(source("9.png"), [GROUP[0], GROUP[2], taken(R, "900.00")[0]], "老友群(4)")
    found = gather(page("1.png", "老周", FACE, *LENT), LINK, group)
    assert str(found.outstanding) == "5000.00"
    assert [kinds(p) for p in found.payments][-1:] == [[DoubtKind.PARTY_UNKNOWN]]


def test_the_owners_words_in_a_group_count_where_they_name_the_party() -> None:
    demand = right("@周周 借我的钱什么时候还？")
    loud = right("借我的钱什么时候还？")
    talk = page("1.png", "老周", FACE, *LENT)
    for words, heard in ((demand, 1), (loud, 0)):
        others = (member("周周", "在的"), member("阿东", "大家好"))
        group = chat(source("9.png"), [GROUP[0], *others, words], "老友群(4)")
        found = gather(talk, LINK, group)
        assert sum("什么时候还" in s.quote.value for s in found.sayings) == heard


# ── kinds that are said ────────────────────────────────────────────────────────────────


def test_a_group_alone_can_hold_the_whole_matter() -> None:
    group = chat(source("9.png"), paid_in_group(*GROUP), "老友群(4)")
    brief = Brief(defendant_identity=Identity(known_as=("周周",)))
    found = gather(group, brief=brief)
    assert str(found.outstanding) == "900.00"
    assert [name.value for name in found.borrower.names] == ["周周"]
    assert {s.speaker for s in found.sayings if s.by is Side.LEFT} == {"周周"}


def test_a_sender_is_one_of_the_names() -> None:
    group = chat(source("9.png"), paid_in_group(*GROUP), "老友群(4)")
    found = gather(page("1.png", "老周", FACE, *LENT), LINK, group)
    assert (NameKind.SENDER.value, "周周") in known(found.borrower)
