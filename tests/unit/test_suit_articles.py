"""The articles beside each answer, spelled out: a wrong number misleads whoever looks it up."""

from __future__ import annotations

import pytest
from suits import (
    SOME_DOUBT,
    at,
    due,
    facts,
    guarantor,
    instalment,
    on,
    paid,
    renewal,
    saying,
)

from evidence_kit.claim import court, fees, guarantee, limitation, procedure
from evidence_kit.claim.articles import cites_known
from evidence_kit.model import (
    Article,
    Brief,
    Circumstances,
    CourtKind,
    FeeKind,
    Figures,
    Guarantee,
    GuaranteeTerm,
    GuarantorDemand,
    Home,
    Identity,
    LawText,
    Money,
    NoteKind,
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


# ── terms ──────────────────────────────────────────────────────────────────────────────

DONE = "2025-03-03"
ACTS = {
    "demand": (saying(SayingKind.DEMAND, at(DONE), 3), "民法典195 时效8"),
    "promise": (saying(SayingKind.PROMISE, at(DONE), 3), "民法典195"),
    "plan": (saying(SayingKind.PLAN, at(DONE), 3), "民法典195 时效14"),
    "delay": (saying(SayingKind.DELAY, at(DONE), 3), "民法典195 时效14"),
    "acknowledgement": (saying(SayingKind.ACKNOWLEDGEMENT, at(DONE), 3), "民法典195"),
    "payment": (paid(100, at(DONE), 3), "民法典195 时效14"),
}
EFFECTS = {
    "2026-01-01": "民法典188",  # early
    "2020-01-01": "民法典192",  # too late
}


@pytest.mark.parametrize("name", ACTS)
def test_the_articles_of_an_act_that_interrupts(name: str) -> None:
    act, expected = ACTS[name]
    found = limitation.of(facts(act, due=due("2024-05-01")), Circumstances(), on=DAY)
    assert same(expected, found.steps[0].articles)


@pytest.mark.parametrize("day", EFFECTS)
@pytest.mark.parametrize("name", ["demand", "promise", "plan", "payment"])
def test_the_articles_of_an_act_outside_the_term(name: str, day: str) -> None:
    found = limitation.of(facts(ACTS[name][0], due=due(day)), Circumstances(), on=DAY)
    assert same(EFFECTS[day], found.steps[0].articles)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (facts(due=due("2024-05-01")), "民法典188"),
        (facts(instalments=(instalment(100, "2024-05-01", 4),)), "民法典189"),
        (facts(saying(SayingKind.DEMAND, at(DONE), 3)), "民法典675 时效4"),
        (facts(), "民法典675 时效4"),
    ],
)
def test_the_articles_of_a_beginning(found, expected: str) -> None:
    result = limitation.of(found, Circumstances(), on=DAY)
    assert same(expected, result.maturity.articles)
    assert {"民法典188", "民法典201", "民法典202"} <= set(short(result.articles).split())


def test_the_articles_of_an_extension() -> None:
    promise = saying(SayingKind.PROMISE, at("2024-04-20"), 3)
    put_off = facts(promise, due=due("2024-05-01"), renewals=(renewal("2024-12-31", 3),))
    (step,) = limitation.of(put_off, Circumstances(), on=DAY).steps
    assert same("民法典188", step.articles)


NOTES = {
    NoteKind.HOLIDAYS_UNKNOWN: "民法典203",
    NoteKind.LONGEST_TERM: "民法典188(2)",
    NoteKind.COURT_WONT_ASK: "民法典193 时效2",
    NoteKind.SUSPENSION_NOT_COUNTED: "民法典194",
    NoteKind.GRACE_UNKNOWN: "民法典675 时效4",
    NoteKind.DEMAND_NOT_SHOWN: "时效4",
    NoteKind.DUE_IF_PLAN_AGREED: "民法典189",
    NoteKind.PERIOD_NOT_AGREED: "民法典692",
    NoteKind.PERIOD_TOO_SHORT: "民法典692",
    NoteKind.GUARANTEE_NOT_INTERRUPTED: "民法典692",
    NoteKind.KIND_NOT_AGREED: "民法典686",
    NoteKind.BY_CHAT_ONLY: "民法典686",
    NoteKind.ARRIVAL_UNKNOWN: "民法典693",
}


def every_note():
    asked = saying(SayingKind.DEMAND, at("2024-06-01"), 3)
    pleads = saying(SayingKind.DELAY, at("2024-05-01"), 2)
    plan = facts(due=due("2020-05-01"), instalments=(instalment(100, "2021-05-01", 4),))
    years = range(2003, 2027)
    often = [saying(SayingKind.DEMAND, at(f"{year}-01-10"), year - 2000) for year in years]
    for found in (facts(asked, pleads), plan, facts(*often, due=due("2003-01-01"))):
        yield from limitation.of(found, Circumstances(), on=DAY).notes
    who = (guarantor("孙大力", Guarantee.JOINT), guarantor("孙哥", None))
    told = Circumstances(
        guarantees=(GuaranteeTerm("孙大力", until=on("2025-01-01")),),
        guarantor_demands=(GuarantorDemand("孙大力", on("2026-06-01")),),
    )
    for one in guarantee.periods(facts(due=due("2026-05-01"), others=who), told, on=DAY):
        assert same("民法典201 民法典202 民法典686 民法典692 民法典693", one.articles)
        yield from one.notes


@pytest.mark.parametrize("kind", NOTES)
def test_the_articles_of_a_note(kind: NoteKind) -> None:
    found = [article for note in every_note() if note.kind is kind for article in note.articles]
    assert same(NOTES[kind], found)
