"""The plaintiff's own word on terms, demands and people: it wins, is marked, and hides no ink."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from ledgers import ASKED, LOAN_DAY, gather, page
from stories import card, left, profile, right, source, sourced, time

from evidence_kit import facts
from evidence_kit.facts import forms, limitation
from evidence_kit.model import (
    Basis,
    Brief,
    Channel,
    Doubt,
    DoubtKind,
    Guarantee,
    Identity,
    LoanFacts,
    Means,
    Money,
    PartyRole,
    Rate,
    Relation,
    SayingKind,
    Side,
    State,
    Stated,
    StatedDemand,
    StatedParty,
    StatedTerms,
    Statement,
)

BY = Statement("林秋")
TALK = page(
    LOAN_DAY,
    left("能不能借我5000元装修房子？"),
    left("2025年5月1日还你，月息1分"),
    card("right", "5000.00"),
    time("2025年6月2日 14:05"),
    right("借我的钱什么时候还？"),
    time("2025年9月2日 14:05"),
    right("借我的钱到底什么时候还？"),
)


def told(*screens, **said) -> LoanFacts:
    return gather(*screens, brief=Brief(plaintiff="林秋", **said))


def differing(found: LoanFacts) -> list[dict[str, str]]:
    return [dict(d.args) for d in found.doubts if d.kind is DoubtKind.STATED_DIFFERS]


def rate(wording: str, percent: int) -> Rate:
    return Rate(Fraction(percent, 100), wording)


# ── terms ──────────────────────────────────────────────────────────────────────────────


def test_stated_terms_stand_alone_where_no_page_names_any() -> None:
    said = StatedTerms(date(2025, 12, 31), rate("月息1%", 12), "装修", date(2025, 3, 2))
    found = told(terms=said)
    due, formed = found.terms.due, found.terms.formed_on
    assert due is not None
    assert formed is not None
    assert (due.value.earliest.date(), due.value.basis) == (said.due, Basis.STATED)
    assert (due.where, due.quote) == (BY, "2025-12-31")
    assert (found.terms.rate.value, found.terms.rate.quote) == (said.rate, "月息1%")
    assert (found.terms.purpose.value, formed.value) == ("装修", date(2025, 3, 2))
    assert differing(found) == []


def test_a_stated_term_wins_and_the_reading_stays_beside_it() -> None:
    read = gather(TALK).terms
    said = StatedTerms(date(2025, 12, 31), rate("月息2%", 24), "做生意")
    found = told(TALK, terms=said)
    for name in ("due", "rate", "purpose"):
        before, now = getattr(read, name), getattr(found.terms, name)
        assert (now.quote, now.where) == (before.quote, before.where)
        assert now.value != before.value
        assert (before.stated_by, now.stated_by) == (None, BY)
    assert {d["field"]: d["stated"] for d in differing(found)} == {
        "due": "2025-12-31",
        "rate": "月息2%",
        "purpose": "做生意",
    }
    assert all(d["text"] for d in differing(found))


def test_words_that_say_the_same_are_in_no_doubt() -> None:
    said = StatedTerms(date(2025, 5, 1), rate("年利率12%", 12), "房屋装修")
    found = told(TALK, terms=said)
    assert differing(found) == []
    assert found.terms.rate.stated_by == BY


def test_a_term_that_differs_is_settled_by_a_look() -> None:
    said = Brief(plaintiff="林秋", terms=StatedTerms(date(2025, 12, 31)))
    (doubt,) = [d for d in gather(TALK, brief=said).doubts if d.kind is DoubtKind.STATED_DIFFERS]
    assert forms.takes_seen(doubt)
    _, found = facts.understood((TALK,), replace(said, answers=((doubt.id, forms.SEEN),)))
    assert differing(found) == []


def test_what_nothing_fixed_is_answered_by_the_stated_day() -> None:
    undated = page(ASKED, left("下个月15号还你"), card("right", "5000.00"))
    open_due = [d for d in gather(undated).doubts if ("field", "due") in d.args]
    assert open_due
    found = told(undated, terms=StatedTerms(date(2025, 4, 15)))
    assert not [d for d in found.doubts if ("field", "due") in d.args]
    assert found.terms.due.quote == "下个月15号还你"


def test_of_two_rates_the_stated_one_stands_and_both_places_are_asked_about() -> None:
    two = page(LOAN_DAY, ASKED, left("月息1分"), card("right", "5000.00"), left("月息2分"))
    unsure = [d for d in gather(two).doubts if d.kind is DoubtKind.RECORDS_DIFFER]
    assert unsure
    found = told(two, terms=StatedTerms(rate=rate("月息1%", 12)))
    assert not [d for d in found.doubts if d.kind is DoubtKind.RECORDS_DIFFER]
    assert [d["stated"] for d in differing(found)] == ["月息1%"] * len(unsure)
    assert found.terms.rate.value.per_year == Fraction(12, 100)


# ── demands ────────────────────────────────────────────────────────────────────────────


def test_stated_demands_stand_among_the_others_by_day() -> None:
    letter = StatedDemand(date(2025, 10, 1), Means.LAWYERS_LETTER, arrived=True, shown_in="函.png")
    called = StatedDemand(date(2025, 7, 1), Means.PHONE, note="电话催要，答应月底还")
    found = told(TALK, demands=(letter, called))
    demands = [one for one in found.sayings if one.kind is SayingKind.DEMAND]
    assert [(one.quote.value, one.stated) for one in demands] == [
        ("借我的钱什么时候还？", None),
        ("电话催要，答应月底还", called),
        ("借我的钱到底什么时候还？", None),
        ("律师函", letter),
    ]
    assert (demands[1].quote.where, demands[1].by) == (BY, Side.RIGHT)
    assert demands[1].at.basis is Basis.STATED


@pytest.mark.parametrize(
    "said",
    [
        {"demands": (StatedDemand(date(2026, 3, 2), Means.SMS),)},
        {"terms": StatedTerms(formed_on=date(2026, 3, 2))},
    ],
)
def test_a_day_after_the_filing_is_in_doubt(said: dict) -> None:
    found = told(filed_on=date(2026, 3, 1), **said)
    assert DoubtKind.TIME_AMBIGUOUS in [d.kind for d in found.doubts]
    earlier = told(filed_on=date(2026, 3, 2), **said)
    assert DoubtKind.TIME_AMBIGUOUS not in [d.kind for d in earlier.doubts]


# ── people ─────────────────────────────────────────────────────────────────────────────


def test_others_who_owe_have_their_part() -> None:
    said = (
        StatedParty("陈安", Guarantee.JOINT, Identity(phone="1")),
        StatedParty("林夏", Relation.SPOUSE, shown_in="结婚证.png", page=1),
        StatedParty("周平", Relation.CO_BORROWER),
    )
    found = told(others=said)
    assert [(p.role, p.legal_name, p.stated) for p in found.others] == [
        (PartyRole.GUARANTOR, "陈安", said[0]),
        (PartyRole.SPOUSE, "林夏", said[1]),
        (PartyRole.CO_BORROWER, "周平", said[2]),
    ]
    assert found.others[0].identity == said[0].identity


ZHOU = profile(source("2.png"), "大周", "zhou_1999", "老周")
ME = profile(source("3.png"), "阿宁", "ning_2020", own=True)


def named(shown, **said):
    where, screen = shown
    return where, replace(screen, **{k: sourced(v, where, 5) for k, v in said.items()})


def test_an_identity_belongs_to_its_side() -> None:
    mine, theirs = Identity(phone="1"), Identity(phone="2")
    found = told(TALK, plaintiff_identity=mine, defendant_identity=theirs)
    assert (found.lender.identity, found.borrower.identity) == (mine, theirs)
    assert told(TALK).lender.identity is None


@pytest.mark.parametrize(
    ("wechat_id", "doubted"), [("zhou_1999", False), ("Zhou_1999", False), ("zhou_1998", True)]
)
def test_an_account_that_a_page_shows_otherwise_is_in_doubt(wechat_id: str, doubted: bool) -> None:
    found = told(TALK, ZHOU, ME, defendant_identity=Identity(wechat_id=wechat_id))
    assert bool(differing(found)) is doubted
    assert not doubted or differing(found) == [
        {"field": "wechat_id", "text": "zhou_1999", "stated": wechat_id}
    ]


@pytest.mark.parametrize(
    ("real_name", "id_number", "fields"),
    [
        ("*秋", "110***********002X", []),
        ("**秋", "110105********002X", []),
        ("林秋", None, []),
        ("*丘", None, ["real_name"]),
        ("林丘", "11010519491231003X", ["real_name", "id_number"]),
    ],
)
def test_a_real_name_behind_stars_is_held_against_the_stated_one(
    real_name: str, id_number: str | None, fields: list[str]
) -> None:
    own = named(ME, real_name=real_name, id_number=id_number)
    found = told(TALK, own, plaintiff_identity=Identity(id_number="11010519491231002X"))
    assert sorted((d["field"] for d in differing(found)), reverse=True) == fields


def test_a_strangers_page_is_held_against_nobody() -> None:
    other = named(profile(source("4.png"), "小吴", "wu_1", "小吴"), real_name="吴越")
    assert differing(told(TALK, other, defendant="周远")) == []
    linked = named(ZHOU, real_name="周遥")
    assert [d["stated"] for d in differing(told(TALK, linked, defendant="周远"))] == ["周远"]


def test_a_defendant_called_as_the_phones_owner_is_asked_about_by_name() -> None:
    owner = ME[1].nickname
    assert owner is not None
    found = differing(told(TALK, ZHOU, ME, defendant=owner.value))
    assert {"field": "defendant", "text": owner.value, "stated": owner.value} in found
    sane = differing(told(TALK, ZHOU, ME, defendant="周远"))
    assert not any(d["field"] in ("plaintiff", "defendant") for d in sane)


# ── a case that rests on the brief ─────────────────────────────────────────────────────


CASH = Stated(date(2025, 3, 2), Money(300000), Channel.CASH)


def whose(found: LoanFacts) -> list[Doubt]:
    kinds = (DoubtKind.ROLES_UNKNOWN, DoubtKind.PARTY_UNKNOWN)
    return [doubt for doubt in found.doubts if doubt.kind in kinds]


def test_who_lent_is_the_plaintiffs_word_where_no_page_shows_money() -> None:
    assert whose(told(defendant="周远", loans=(CASH,))) == []
    assert [d.kind for d in whose(told(loans=(CASH,)))] == [DoubtKind.PARTY_UNKNOWN]
    assert whose(told(defendant="周远"))


def test_what_a_page_shows_of_the_roles_stays_in_doubt() -> None:
    owed = page(LOAN_DAY, right("借我5000元"), card("left", "5000.00"), left("借给你了，月底还我"))
    found = told(owed, defendant="周远", loans=(CASH,))
    assert DoubtKind.ROLES_UNKNOWN in [d.kind for d in whose(found)]
    unasked = page(LOAN_DAY, left("在吗"), card("right", "5000.00"))
    assert DoubtKind.ROLES_UNKNOWN in [d.kind for d in whose(told(unasked))]
    found = told(unasked, defendant="老周", loans=(CASH,))
    assert whose(found) == []
    back = page(LOAN_DAY, left("在吗"), card(Side.LEFT, "5000.00", State.RETURNED))
    assert whose(told(back, defendant="老周", loans=(CASH,))) == []


@pytest.mark.parametrize(
    ("how", "arrived", "interrupts"),
    [
        (Means.COURIER, True, True),
        (Means.COURIER, False, False),
        (Means.PHONE, None, False),
        (Means.IN_PERSON, None, True),
        (Means.IN_PERSON, False, False),
    ],
)
def test_a_stated_demand_interrupts_limitation_where_it_arrived(
    how: Means, arrived: bool | None, interrupts: bool
) -> None:
    demand = StatedDemand(date(2025, 10, 1), how, arrived)
    acts = limitation.acts(told(demands=(demand,)))
    assert bool(acts) is interrupts
    assert [act.places for act in acts] == [()] * len(acts)
