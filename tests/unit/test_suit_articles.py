"""The articles beside each answer, spelled out: a wrong number misleads whoever looks it up."""

from __future__ import annotations

import pytest
from suits import SOME_DOUBT, at, due, facts, on, paid, saying

from evidence_kit.claim import court, fees, procedure
from evidence_kit.claim.articles import cites_known
from evidence_kit.model import (
    Article,
    Brief,
    Circumstances,
    CourtKind,
    FeeKind,
    Figures,
    Home,
    Identity,
    LawText,
    Money,
    Proceeding,
    ProceedingKind,
    ReasonKind,
    SayingKind,
    Stage,
    Track,
)

SHORT = {
    LawText.CIVIL_CODE: "民法典",
    LawText.PROCEDURE: "民诉法",
    LawText.PROCEDURE_RULES: "解释",
    LawText.LENDING: "借贷",
    LawText.LIMITATION: "时效",
    LawText.FEES: "费用",
    LawText.PRESERVATION: "保全",
}
DAY = on("2026-11-21")
BARRED = Circumstances(
    province="江苏",
    whereabouts_unknown=True,
    debtor_abroad=True,
    foreign=True,
    appraisal=True,
    counterclaim=True,
    other_debts=True,
    proceedings=tuple(Proceeding(kind, DAY) for kind in ProceedingKind),
)
OWED = Figures(Money(60_000_00), Money(0), Money(10_000_00))

REASONS = {
    "within_limit": "民诉法165 解释272",
    "above_limit": "民诉法165 解释272",
    "above_agreed": "民诉法165 解释272",
    "both_must_agree": "民诉法165",
    "province_unknown": "民诉法165 解释272",
    "limit_unknown": "民诉法165 解释272",
    "no_appeal": "民诉法165",
    "appraisal": "民诉法166",
    "counterclaim": "民诉法166",
    "foreign": "民诉法166",
    "disputed": "民诉法160 民诉法165",
    "clear_case": "民诉法160",
    "always_open": "民诉法152",
    "fixed_and_due": "解释427(2)",
    "not_due": "民法典675 解释427(2)",
    "never_demanded": "解释427(2)",
    "sum_in_doubt": "解释427(2)",
    "other_debts": "民诉法225 解释427(3)",
    "debtor_abroad": "解释427(4)",
    "whereabouts_unknown": "民诉法166 解释257 解释427(4)",
    "preservation_applied": "解释427(7)",
    "payment_order_applied": "解释427(7)",
    "already_sued": "民诉法103 民诉法104 解释430",
    "no_written_overdue_term": "解释428(2)",
    "objection": "民诉法227 民诉法228 解释435 解释436",
    "becomes_suit": "民诉法228 解释438 解释439",
    "turns_ordinary": "民诉法169 解释199 解释279",
    "debtors_court_only": "解释23",
    "not_served": "解释430",
    "urgent_only": "民诉法104",
    "security": "民诉法103 民诉法104 保全5 解释152",
    "sue_within": "民诉法104",
    "property_needed": "保全10",
    "leads_suffice": "保全10 保全11",
    "excludes_payment_order": "解释427(7)",
    "wrongful": "民诉法108",
    "limit_stale": "解释272",
    "both_agreed": "民诉法165",
}
TRACKS = {
    Track.MEDIATION: "时效12 费用15",
    Track.CONFIRMATION: "",
    Track.SMALL_CLAIMS: "民诉法165 民诉法166 民诉法168",
    Track.SIMPLE: "民诉法160 民诉法164 解释257",
    Track.ORDINARY: "民诉法122 民诉法152",
    Track.PAYMENT_ORDER: "民诉法225 民诉法226 民诉法227 民诉法228 解释427",
    Track.PRESERVATION_BEFORE: "民诉法104 解释152 解释427(7)",
    Track.PRESERVATION_DURING: "民诉法103 保全4 保全5",
}
TIMES = {
    (Track.SMALL_CLAIMS, Stage.TRIAL): "2+1 months 民诉法168",
    (Track.SIMPLE, Stage.TRIAL): "3+1 months 民诉法164",
    (Track.ORDINARY, Stage.TRIAL): "6+6 months 民诉法152",
    (Track.PAYMENT_ORDER, Stage.ACCEPTANCE): "5+0 days 民诉法226",
    (Track.PAYMENT_ORDER, Stage.ORDER): "15+0 days 民诉法227",
    (Track.PAYMENT_ORDER, Stage.SERVICE): "30+0 days 解释430",
    (Track.PAYMENT_ORDER, Stage.OBJECTION): "15+0 days 民诉法227",
    (Track.PRESERVATION_BEFORE, Stage.RULING): "48+0 hours 民诉法104",
    (Track.PRESERVATION_BEFORE, Stage.SUING): "30+0 days 民诉法104",
    (Track.PRESERVATION_DURING, Stage.RULING): "5+0 days 保全4 / 48+0 hours 民诉法103",
}
COURTS = {
    CourtKind.DEFENDANT_DOMICILE: "民诉法22 解释3",
    CourtKind.DEFENDANT_RESIDENCE: "民诉法22 解释4",
    CourtKind.LENDER_HOME: "借贷3 民诉法24 解释18(2)",
    CourtKind.PERFORMANCE: "民诉法24 解释18",
}
FEES = {
    fees.case: "费用13(1)",
    fees.halved: "解释206 费用13(1) 费用15 费用16",
    fees.payment_order: "费用13(1) 费用14(3) 费用36",
    fees.preservation: "费用14(2) 费用38",
    fees.enforcement: "费用14(1) 费用20",
}
HARDSHIP = "费用44 费用45 费用46 费用47 费用48"
BORNE = {
    FeeKind.CASE: ["解释213 费用22", "费用29", HARDSHIP],
    FeeKind.HALVED: ["解释213 费用22", "费用29", HARDSHIP],
    FeeKind.PAYMENT_ORDER: ["解释213 费用22", "费用36", HARDSHIP],
    FeeKind.PRESERVATION: ["费用38", HARDSHIP],
    FeeKind.ENFORCEMENT: ["费用20", "民诉法250"],
}


def short(articles) -> str:
    """Articles as text, sorted, each once: 解释427(7)."""
    known = {one for one in articles if cites_known(one)}
    assert known == set(articles)
    return " ".join(sorted(map(spelled, known)))


def spelled(article: Article) -> str:
    part = article.item or article.paragraph
    return f"{SHORT[article.text]}{article.number}" + (f"({part})" if part else "")


def same(expected: str, articles) -> bool:
    return sorted(expected.split()) == short(articles).split()


def every_option():
    denial = saying(SayingKind.DENIAL, at("2026-02-02"), 3)
    unsure = paid(100, at("2026-02-02"), 4, doubts=(SOME_DOUBT,))
    told = [
        (OWED, facts(denial, unsure, due=due("2026-01-31")), BARRED),
        (OWED, facts(due=due("2026-01-31")), Circumstances()),
        (OWED, facts(due=due("2027-01-31")), Circumstances(province="江苏")),
        (OWED, facts(), Circumstances(province="广东")),
        (OWED, facts(), Circumstances(province="江苏", both_agree=True)),
        (Figures(Money(50_000_00)), facts(), Circumstances(province="浙江")),
        (Figures(Money(300_000_00)), facts(), Circumstances(province="江苏")),
    ]
    for figures, found, circumstances in told:
        yield from procedure.options(figures, found, circumstances, on=DAY)


@pytest.mark.parametrize("kind", REASONS)
def test_the_articles_of_a_reason(kind: str) -> None:
    found = [
        article
        for option in every_option()
        for reason in (*option.reasons, *option.changes)
        if reason.kind == kind
        for article in reason.articles
    ]
    assert same(REASONS[kind], found)


def test_reasons_without_articles_are_practice_or_plain() -> None:
    told = {
        reason.kind
        for option in every_option()
        for reason in (*option.reasons, *option.changes)
        if not reason.articles
    }
    assert told == {ReasonKind.MOST_START_HERE, ReasonKind.NEEDS_AGREEMENT}


@pytest.mark.parametrize("track", TRACKS)
def test_the_articles_and_times_of_a_way(track: Track) -> None:
    option = next(option for option in every_option() if option.track is track)
    assert same(TRACKS[track], option.articles)
    found: dict[tuple[Track, Stage], list[str]] = {}
    for one in option.times:
        text = f"{one.length}+{one.extension} {one.unit} {short(one.articles)}"
        found.setdefault((track, one.stage), []).append(text)
    expected = {key: value for key, value in TIMES.items() if key[0] is track}
    assert {key: " / ".join(texts) for key, texts in found.items()} == expected


@pytest.mark.parametrize("kind", COURTS)
def test_the_articles_of_a_court(kind: CourtKind) -> None:
    brief = Brief(
        plaintiff_identity=Identity(address="江苏省昆山市"),
        defendant_identity=Identity(address="浙江省杭州市西湖区"),
    )
    home = Home("上海市浦东新区", on("2020-01-01"))
    told = [
        Circumstances(defendant_home=home),
        Circumstances(performance_place="北京市海淀区"),
    ]
    every = [one for more in told for one in court.candidates(brief, more, on=DAY)]
    (found, *_) = (one for one in every if one.kind is kind)
    assert same(COURTS[kind], found.articles)


@pytest.mark.parametrize("fee", FEES, ids=lambda fee: fee.__name__)
def test_the_articles_of_a_fee(fee) -> None:
    assert same(FEES[fee], fee(Money(100)).articles)


@pytest.mark.parametrize("kind", FeeKind)
def test_who_bears_a_fee(kind: FeeKind) -> None:
    found = fees.borne(kind)
    assert len(found) == len(BORNE[kind])
    assert all(same(text, one.articles) for text, one in zip(BORNE[kind], found, strict=True))


def test_delay_after_judgment_is_article_264() -> None:
    found = fees.delay_interest(Money(100), 1).articles
    assert [(one.text, one.number) for one in found] == [
        (LawText.PROCEDURE, 264),
        (LawText.DELAY_INTEREST, 1),
    ]
