"""Courts from addresses and clauses, and the places that addresses name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from suits import on

from evidence_kit.claim import court
from evidence_kit.claim.articles import cites_known
from evidence_kit.claim.places import county_of, province_of, same_county
from evidence_kit.model import (
    AgreedCourt,
    Brief,
    Circumstances,
    Connection,
    CourtCandidate,
    CourtKind,
    Home,
    Identity,
    LawText,
    NoteKind,
    Standing,
)

HANGZHOU, SUZHOU = "浙江省杭州市西湖区文三路1号", "江苏省苏州市昆山市玉山镇2号"
BRIEF = Brief(
    plaintiff_identity=Identity(address=SUZHOU), defendant_identity=Identity(address=HANGZHOU)
)
DAY = on("2026-11-21")
DOMICILE, RESIDENCE = CourtKind.DEFENDANT_DOMICILE, CourtKind.DEFENDANT_RESIDENCE
HOME, AGREED = CourtKind.LENDER_HOME, CourtKind.AGREED


def judged(brief: Brief = BRIEF, day=DAY, **more) -> dict[CourtKind, CourtCandidate]:
    found = court.candidates(brief, Circumstances(**more), on=day)
    cited = [article for one in found for article in one.articles]
    cited += [article for one in found for note in one.notes for article in note.articles]
    assert all(cites_known(article) for article in cited)
    return {one.kind: one for one in found}


def notes(one: CourtCandidate) -> set[NoteKind]:
    return {note.kind for note in one.notes}


# ── by law ─────────────────────────────────────────────────────────────────────────────


def test_the_defendants_domicile_and_the_lenders_home() -> None:
    found = judged()
    assert [(one.kind, one.place, one.province, one.standing) for one in found.values()] == [
        (DOMICILE, HANGZHOU, "浙江", Standing.OPEN),
        (HOME, SUZHOU, "江苏", Standing.OPEN),
    ]
    assert NoteKind.COURTS_DIFFER in notes(found[HOME])
    assert [one.payment_order for one in found.values()] == [True, False]
    assert (LawText.LENDING, 3) in [(one.text, one.number) for one in found[HOME].articles]


def test_a_missing_address_is_asked_for() -> None:
    found = judged(Brief())
    assert {one.standing for one in found.values()} == {Standing.UNCLEAR}
    assert all(NoteKind.ADDRESS_MISSING in notes(one) for one in found.values())
    assert not any(one.payment_order or one.province for one in found.values())


@pytest.mark.parametrize(
    ("since", "domicile", "residence", "note"),
    [
        ("2025-11-21", Standing.BARRED, Standing.OPEN, None),
        ("2025-11-22", Standing.OPEN, Standing.BARRED, NoteKind.RESIDENCE_TOO_SHORT),
        (None, Standing.UNCLEAR, Standing.UNCLEAR, NoteKind.RESIDENCE_SINCE_UNKNOWN),
    ],
)
def test_a_habitual_residence_of_a_year_takes_the_place(since, domicile, residence, note) -> None:
    home = Home("上海市浦东新区某路3号", on(since) if since else None)
    found = judged(defendant_home=home)
    assert (found[DOMICILE].standing, found[RESIDENCE].standing) == (domicile, residence)
    assert notes(found[RESIDENCE]) == ({note} if note else set())
    first = RESIDENCE if residence is Standing.OPEN else DOMICILE
    assert next(iter(found)) is first
    assert found[DOMICILE].payment_order
    assert not found[RESIDENCE].payment_order


def test_a_residence_without_a_domicile() -> None:
    home = Home("上海市浦东新区某路3号", on("2020-01-01"))
    found = judged(replace(BRIEF, defendant_identity=Identity()), defendant_home=home)
    assert found[DOMICILE].standing is Standing.BARRED
    assert found[RESIDENCE].standing is Standing.OPEN


def test_the_lenders_own_residence_counts_after_a_year() -> None:
    there = Home("上海市浦东新区某路3号", on("2020-01-01"))
    assert judged(plaintiff_home=there)[HOME].place == there.address
    fresh = judged(plaintiff_home=replace(there, since=on("2026-06-01")))[HOME]
    assert (fresh.place, NoteKind.RESIDENCE_TOO_SHORT in notes(fresh)) == (SUZHOU, True)
    unknown = judged(plaintiff_home=replace(there, since=None))[HOME]
    assert (unknown.place, NoteKind.RESIDENCE_SINCE_UNKNOWN in notes(unknown)) == (SUZHOU, True)


def test_an_agreed_place_of_performance_takes_the_place_of_the_lenders_home() -> None:
    found = judged(performance_place="北京市海淀区某街")
    assert HOME not in found
    assert found[CourtKind.PERFORMANCE].province == "北京"


def test_whereabouts_are_told_at_the_domicile() -> None:
    found = judged(whereabouts_unknown=True)[DOMICILE]
    assert NoteKind.WHEREABOUTS_UNKNOWN in notes(found)
    assert not found.payment_order  # 解释 427(4): the same line must not offer it
    assert judged(whereabouts_unknown=False)[DOMICILE].payment_order


def test_a_defendant_abroad_is_told_and_has_no_payment_order() -> None:
    """解释 427(4) asks for a debtor in the country; the rest is for foreign-related cases."""
    found = judged(debtor_abroad=True)[DOMICILE]
    assert not found.payment_order
    assert NoteKind.DEFENDANT_ABROAD in notes(found)
    assert NoteKind.DEFENDANT_ABROAD not in notes(judged(debtor_abroad=False)[DOMICILE])


# ── by agreement ───────────────────────────────────────────────────────────────────────


def test_a_good_clause_goes_first() -> None:
    clause = AgreedCourt("杭州市西湖区人民法院", written=True)
    found = judged(agreed_court=clause)
    assert next(iter(found)) is AGREED
    assert found[AGREED].standing is Standing.OPEN
    assert [found[kind].standing for kind in (DOMICILE, HOME)] == [Standing.BARRED] * 2
    assert NoteKind.AGREED_GOES_FIRST in notes(found[HOME])
    assert found[DOMICILE].payment_order


@pytest.mark.parametrize(
    ("clause", "standing", "note"),
    [
        (AgreedCourt("杭州市西湖区人民法院", written=False), "barred", "clause_not_written"),
        (AgreedCourt("杭州市西湖区人民法院"), "unclear", "clause_form_unknown"),
        (AgreedCourt("深圳市南山区人民法院", written=True), "unclear", "clause_connection_unknown"),
        (
            AgreedCourt("深圳市南山区人民法院", written=True, connections=()),
            "barred",
            "clause_unconnected",
        ),
        (
            AgreedCourt("深圳市南山区人民法院", written=True, connections=(Connection.SIGNING,)),
            "open",
            None,
        ),
        (AgreedCourt("杭州互联网法院", written=True), "barred", "internet_court"),
        (AgreedCourt("昆山市", written=True), "open", "clause_place_only"),
        (AgreedCourt("最高人民法院", written=True), "barred", "clause_above_level"),
        (AgreedCourt("江苏高院", written=True), "barred", "clause_above_level"),
        (
            AgreedCourt("浙江省高级人民法院", written=True, connections=(Connection.SIGNING,)),
            "barred",
            "clause_above_level",
        ),
        (
            AgreedCourt("杭州市中级人民法院", written=True, connections=(Connection.SIGNING,)),
            "unclear",
            "clause_level_unknown",
        ),
        (
            AgreedCourt("昆山市人民法院", written=True, or_arbitration=True),
            "open",
            "arbitration_void",
        ),
    ],
)
def test_when_a_clause_is_void(clause: AgreedCourt, standing: str, note: str | None) -> None:
    found = judged(agreed_court=clause)
    assert found[AGREED].standing == standing
    assert note is None or note in notes(found[AGREED])
    assert (found[DOMICILE].standing is Standing.BARRED) == (standing == "open")


def test_the_reply_is_cited_only_since_it_is_in_force() -> None:
    clause = AgreedCourt("杭州互联网法院", written=True, connections=(Connection.SIGNING,))
    before = judged(day=on("2025-10-31"), agreed_court=clause)[AGREED]
    assert before.standing is Standing.OPEN
    assert LawText.CHOICE_OF_COURT not in [one.text for one in before.articles]
    assert LawText.CHOICE_OF_COURT in [
        one.text for one in judged(agreed_court=clause)[AGREED].articles
    ]


def test_a_clause_may_lean_on_any_place_known() -> None:
    clause = AgreedCourt("上海市浦东新区人民法院", written=True)
    there = Home("上海市浦东新区某路3号")
    assert judged(agreed_court=clause, plaintiff_home=there)[AGREED].standing is Standing.OPEN
    assert judged(agreed_court=clause, performance_place=there.address)[AGREED].standing is (
        Standing.OPEN
    )


def test_arbitration_shuts_the_courts() -> None:
    found = judged(arbitration=True)
    assert {one.standing for one in found.values()} == {Standing.BARRED}
    assert all(NoteKind.ARBITRATION_AGREED in notes(one) for one in found.values())


def test_the_provinces_whose_limits_matter() -> None:
    found = court.candidates(BRIEF, Circumstances(), on=DAY)
    assert court.provinces(found) == ("浙江", "江苏")
    clause = Circumstances(agreed_court=AgreedCourt("江苏省昆山市人民法院", written=True))
    assert court.provinces(court.candidates(BRIEF, clause, on=DAY)) == ("江苏",)
    assert court.provinces(court.candidates(Brief(), Circumstances(), on=DAY)) == ()


# ── the court somebody named ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("杭州市西湖区人民法院", NoteKind.COURT_FITS),
        ("昆山市人民法院", NoteKind.COURT_FITS),
        ("杭州市上城区人民法院", NoteKind.COURT_FITS_NONE),
        ("第一人民法院", None),
    ],
)
def test_a_named_court_fits_a_candidate_or_none(name: str, expected: NoteKind | None) -> None:
    found = court.candidates(BRIEF, Circumstances(), on=DAY)
    note = court.suits(name, found)
    assert (note and note.kind) == expected


def test_without_an_address_nobody_can_tell_whether_a_court_fits() -> None:
    found = court.candidates(Brief(), Circumstances(), on=DAY)
    assert court.suits("杭州市西湖区人民法院", found) is None
    vague = replace(BRIEF, plaintiff_identity=Identity(address="文三路1号"))
    found = court.candidates(vague, Circumstances(), on=DAY)
    assert court.suits("杭州市上城区人民法院", found) is None
    clause = AgreedCourt("昆山市人民法院", written=True)
    found = court.candidates(BRIEF, Circumstances(agreed_court=clause), on=DAY)
    assert court.suits("杭州市西湖区人民法院", found).kind is NoteKind.COURT_FITS_NONE


# ── places ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "province", "county"),
    [
        (HANGZHOU, "浙江", "西湖区"),
        (SUZHOU, "江苏", "昆山市"),
        ("上海市浦东新区人民法院", "上海", "浦东新区"),
        ("北京市海淀区上地地区某路", "北京", "海淀区"),
        ("昆山市人民法院", None, "昆山市"),
        ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市", "新疆", "伊宁市"),
        ("内蒙古自治区锡林郭勒盟正蓝旗", "内蒙古", "正蓝旗"),
        ("四川省凉山彝族自治州木里藏族自治县", "四川", "木里藏族自治县"),
        ("贵州省六盘水市六枝特区", "贵州", "六枝特区"),
        ("天津市河北区狮子林大街", "天津", "河北区"),
        ("河北区狮子林大街", None, "河北区"),
        ("海南藏族自治州共和县", None, "共和县"),
        ("北京东路5号", None, None),
        ("重庆渝北区", "重庆", "渝北区"),
        ("广东省东莞市第一人民法院", "广东", "东莞市"),
        (" 西藏自治区拉萨市城关区", "西藏", "城关区"),
        ("某某小区3栋", None, None),
    ],
)
def test_places_that_addresses_name(address: str, province, county) -> None:
    assert (province_of(address), county_of(address)) == (province, county)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("苏州工业园区人民法院", "江苏省苏州市工业园区星湖街", True),
        ("上海市普陀区", "浙江省舟山市普陀区", False),
        ("普陀区人民法院", "浙江省舟山市普陀区", True),
        ("东西湖区人民法院", "浙江省杭州市西湖区", False),
        ("人民法院", "浙江省杭州市西湖区", False),
    ],
)
def test_two_names_of_one_county(one: str, other: str, *, same: bool) -> None:
    assert same_county(one, other) is same
