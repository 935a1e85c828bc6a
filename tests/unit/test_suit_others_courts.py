"""Courts of sureties and co-borrowers, and addresses outside the mainland."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import reported
import suits

from evidence_kit import telling
from evidence_kit.claim import court
from evidence_kit.claim.places import is_outside
from evidence_kit.model import (
    AgreedCourt,
    Brief,
    Circumstances,
    ClaimReport,
    CourtCandidate,
    CourtKind,
    Guarantee,
    Identity,
    Mark,
    NoteKind,
    Party,
    PartyRole,
    Relation,
    Standing,
    StatedParty,
)
from evidence_kit.words import LANGUAGES, Words

HANGZHOU, SUZHOU = "浙江省杭州市西湖区文三路1号", "江苏省苏州市昆山市玉山镇2号"
WUHAN = "湖北省武汉市洪山区某路5号"
BRIEF = Brief(
    plaintiff="钱小满",
    defendant="周大江",
    plaintiff_identity=Identity(address=SUZHOU),
    defendant_identity=Identity(address=HANGZHOU),
)
ON = date(2026, 3, 1)
SURETY, CO_BORROWER = CourtKind.SURETY_DOMICILE, CourtKind.CO_BORROWER_DOMICILE


def with_address(party: Party, address: str | None = WUHAN) -> Party:
    assert party.stated is not None
    return replace(party, stated=replace(party.stated, identity=Identity(address=address)))


def surety(kind: Guarantee) -> Party:
    return with_address(suits.guarantor("孙大力", kind))


def told(*others: Party, **more: object) -> reported.Claimed:
    facts = suits.facts(
        suits.lent(5000_00, suits.at("2025-01-02"), 1), due=suits.due("2026-02-01"), others=others
    )
    return reported.of(facts, ON, BRIEF, **more)


def of_kind(found: ClaimReport, kind: CourtKind) -> list[CourtCandidate]:
    return [one for one in found.courts if one.kind is kind]


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        (Guarantee.JOINT, NoteKind.COURT_OF_LOAN_FIRST),
        (Guarantee.GENERAL, NoteKind.DEBTOR_SUED_TOO),
    ],
)
def test_a_suretys_domicile_is_a_question_with_its_reason(kind, note) -> None:
    (one,) = of_kind(told(surety(kind)).report, SURETY)
    assert (one.name, one.place, one.standing) == ("孙大力", WUHAN, Standing.UNCLEAR)
    assert [(n.kind, n.mark) for n in one.notes] == [(note, Mark.UNCHECKED)]
    assert not one.payment_order


def test_a_co_borrowers_domicile_may_do_as_the_borrowers() -> None:
    stated = StatedParty("李小弟", Relation.CO_BORROWER, Identity(address=WUHAN))
    party = Party(PartyRole.CO_BORROWER, is_owner=False, stated=stated)
    (one,) = of_kind(told(party).report, CO_BORROWER)
    assert (one.name, one.standing) == ("李小弟", Standing.OPEN)


def test_who_is_asked_nothing_makes_no_court() -> None:
    by_chat = suits.guarantor("孙哥", None)
    over = replace(surety(Guarantee.JOINT))
    assert of_kind(told(by_chat).report, SURETY) == []
    facts = suits.facts(
        suits.lent(5000_00, suits.at("2024-01-02"), 1), due=suits.due("2024-02-01"), others=(over,)
    )
    assert of_kind(reported.of(facts, ON, BRIEF).report, SURETY) == []


def test_without_an_address_it_is_asked_for() -> None:
    party = with_address(suits.guarantor("孙大力", Guarantee.JOINT), None)
    (one,) = of_kind(told(party).report, SURETY)
    assert (one.place, one.standing) == (None, Standing.UNCLEAR)
    assert NoteKind.ADDRESS_MISSING in {note.kind for note in one.notes}


def test_a_clause_and_arbitration_shut_it_out_too() -> None:
    clause = Circumstances(agreed_court=AgreedCourt("昆山市人民法院", written=True))
    for circumstances in (clause, Circumstances(arbitration=True)):
        found = told(surety(Guarantee.JOINT), circumstances=circumstances).report
        assert of_kind(found, SURETY)[0].standing is Standing.BARRED


def test_a_suretys_province_raises_no_question_of_the_limit() -> None:
    """Failure to fear: a surety elsewhere hides the province that both parties live in."""
    near = replace(BRIEF, plaintiff_identity=Identity(address="浙江省宁波市海曙区3号"))
    alone, beside = told(), told(surety(Guarantee.JOINT))
    for one in (alone, beside):
        again = reported.of(one.story.facts, ON, near).report
        assert court.provinces(again.courts) == ("浙江",)
        assert again.options[2].standing is Standing.OPEN


def test_a_named_court_that_is_a_suretys_alone_fits_for_nobody_to_say() -> None:
    found = told(surety(Guarantee.JOINT)).report.courts
    assert court.suits("武汉市洪山区人民法院", found) is None
    fits = court.suits("杭州市西湖区人民法院", found)
    assert fits is not None
    assert fits.kind is NoteKind.COURT_FITS


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("香港特别行政区九龙弥敦道1号", True),
        ("中国香港湾仔区2号", True),
        ("台湾省台北市3号", True),
        ("日本东京都4号", True),
        ("新加坡乌节路5号", True),
        ("山东省青岛市市南区香港中路6号", False),
        ("香港中路6号", False),
        ("澳门路7号", False),
        ("浙江省杭州市西湖区8号", False),
    ],
)
def test_an_address_outside_the_mainland_by_its_head(address: str, outside: bool) -> None:
    assert is_outside(address) is outside


def test_a_defendant_outside_is_a_question_and_no_payment_order() -> None:
    abroad = replace(BRIEF, defendant_identity=Identity(address="香港特别行政区九龙弥敦道1号"))
    (one, *_) = court.candidates(abroad, Circumstances(), on=ON)
    assert (one.standing, one.province, one.payment_order) == (Standing.UNCLEAR, None, False)
    assert NoteKind.FOREIGN_ADDRESS in {note.kind for note in one.notes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_as_a_sentence_with_the_name(language: str) -> None:
    facts = told(surety(Guarantee.JOINT)).story.facts
    abroad = replace(BRIEF, defendant_identity=Identity(address="日本东京都4号"))
    text = telling.claimed(reported.of(facts, ON, abroad), Words(language))
    assert "孙大力住所地" in text or "surety 孙大力's domicile" in text
    assert "担保制度解释" in text
    assert "日本东京都4号的基层法院" not in text
    assert "basic court of 日本" not in text
