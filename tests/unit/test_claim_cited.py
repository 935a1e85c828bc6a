"""Every article cited stands in the list of those that were read, or carries a mark."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import reported
import schema
import suits
from babel.messages.pofile import read_po

from evidence_kit import telling
from evidence_kit.claim import articles, guarantee
from evidence_kit.model import (
    Agreement,
    Article,
    Circumstances,
    Cost,
    CostKind,
    Guarantee,
    GuarantorDemand,
    LawText,
    Money,
    NoteKind,
)
from evidence_kit.render.citing import cited_together
from evidence_kit.render.claim_json import claim_json
from evidence_kit.words import LANGUAGES, Words

ROOT = Path(__file__).parents[2]
# The articles that were read in copies of the official texts.
READ = {
    LawText.CIVIL_CODE: "188 189 192-195 201-203 469 510 560 561 585 667 668 670 673-680 686 692 "
    "693 1024 1032-1034 1064",
    LawText.PROCEDURE: "22 24 35 66 67 69 71 72 103-105 107 108 114-116 122-124 126 152 160-169 "
    "210 211 225-228 250 264",
    LawText.PROCEDURE_RULES: "3 4 18 23 90 91 94 103 106 108 116 125 152 195 199 206 209 210 213 "
    "257 266 272 275 276 279 281 425-441",
    LawText.LENDING: "1-3 9 13-16 18-20 24-31",
    LawText.LENDING_2015: "26 28-31",
    LawText.LIMITATION: "2-4 8-15",
    LawText.FEES: "8 13-16 18 20 22 29 36 38 44-48",
    LawText.PRESERVATION: "1 4 5 7-11 17 18 25",
    LawText.EVIDENCE: "2 14 15 19 20 23 51 90 93-95 99",
    LawText.ONLINE: "9 11-13 15-19 21 29",
    LawText.INTERNET_COURTS: "",
    LawText.CHOICE_OF_COURT: "",
    LawText.DELAY_INTEREST: "1",
    LawText.CONTRACTS: "65",
    LawText.PUBLIC_ORDER: "30 47 50 56 58",
}
# What rests on older or other texts says so itself: each is told with a mark.
MARKED_WORDS = {
    *("claim.notice.before_civil_code", "suit.note.old_limitation"),
    *("suit.note.old_guarantee_law", "suit.note.court_of_loan_first"),
    "suit.note.debtor_sued_too",
}
CALLS = {
    "code": LawText.CIVIL_CODE,
    "procedure": LawText.PROCEDURE,
    "rules": LawText.PROCEDURE_RULES,
    "lending": LawText.LENDING,
    "old": LawText.LENDING_2015,
    "limiting": LawText.LIMITATION,
    "fees": LawText.FEES,
    "fee_article": LawText.FEES,
    "preserving": LawText.PRESERVATION,
}
ON = date(2026, 10, 1)


def numbers(text: LawText) -> set[int]:
    spans = (one.partition("-") for one in READ[text].split())
    return {n for first, _, last in spans for n in range(int(first), int(last or first) + 1)}


def calls() -> Iterator[tuple[LawText, int, str]]:
    """Yield every article that the code cites by its number, and where."""
    for path in sorted((ROOT / "evidence_kit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = ast.unparse(node.func).split(".")[-1]
                shown = [one for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
                for one in shown if name in CALLS else ():
                    if isinstance(one.value, int):
                        yield CALLS[name], one.value, path.name


def test_the_table_of_articles_is_those_read_and_what_is_marked() -> None:
    for text, listed in articles.ARTICLES.items():
        beyond = {number for number in listed if number} - numbers(text)
        unread = {n for n in listed if n and not articles.is_read(Article(text, n))}
        assert beyond == unread, text


def test_every_article_in_the_code_is_in_the_table() -> None:
    found = list(calls())
    assert len(found) > 100
    for text, number, where in found:
        assert articles.cites_known(Article(text, number)), (text, number, where)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_in_the_words_is_read_or_said_to_be_unchecked(language) -> None:
    path = ROOT / f"evidence_kit/locale/{language}/LC_MESSAGES/evidence_kit.po"
    with path.open("rb") as file:
        told = {str(one.id): str(one.string) for one in read_po(file) if one.id}
    texts = {text.value: text for text in LawText}
    for kind, words in told.items():
        if kind in MARKED_WORDS:
            continue
        for name, listed in re.findall(r"《([^》]+)》((?:第\d+条(?:第\d+[款项])*、?)+)", words):
            found = {int(number) for number in re.findall(r"第(\d+)条", listed)}
            assert name in texts, (kind, name)
            assert found <= numbers(texts[name]), (kind, name, found)


@pytest.mark.parametrize("kind", sorted(MARKED_WORDS))
def test_words_on_other_texts_carry_a_mark(kind: str) -> None:
    group, _, name = kind.rpartition(".")
    if group == "claim.notice":
        assert "没有核对" in Words("zh_CN").say(kind, first="2019-01-01")
        return
    source = (ROOT / "evidence_kit/claim").glob("*.py")
    member = f"NoteKind.{NoteKind(name).name}"
    said = [path.read_text(encoding="utf-8") for path in source]
    assert any(member in text and "Mark.UNCHECKED" in text for text in said)


# ── what is marked, on the terminal, in JSON, and in the paper for the court ───────────


def with_costs() -> reported.Claimed:
    facts = suits.facts(suits.lent(5000_00, suits.at("2025-01-02"), 1), due=suits.due("2026-02-01"))
    spent = (
        Cost(date(2026, 3, 1), Money(1000_00), CostKind.LAWYER),
        Cost(date(2026, 3, 1), Money(220_00), CostKind.PRESERVATION),
    )
    return reported.of(facts, ON, agreed=Agreement(costs=spent))


def test_an_article_not_read_is_marked_on_the_terminal_and_named_at_the_end() -> None:
    text = telling.claimed(with_costs(), Words("zh_CN"))
    assert "《民法典》第509条第1款*" in text
    assert "* 条文未经本程序的资料核对，请律师核对：《民法典》第509条第1款*" in text
    assert "*" not in telling.claimed(reported.of_case("overdue_without_a_rate"), Words("zh_CN"))


def test_a_suretys_own_limitation_is_marked_too() -> None:
    surety = suits.guarantor("孙大力", Guarantee.JOINT)
    told = Circumstances(
        guarantor_demands=(GuarantorDemand("孙大力", date(2026, 3, 5), arrived=True),)
    )
    facts = suits.facts(
        suits.lent(5000_00, suits.at("2025-01-02"), 1),
        due=suits.due("2026-02-01"),
        others=(surety,),
    )
    text = telling.claimed(reported.of(facts, ON, circumstances=told), Words("zh_CN"))
    assert "《民法典》第694条第2款*、第195条" in text
    assert "请律师核对：《民法典》第694条第2款*" in text
    (period,) = guarantee.periods(facts, told, on=ON)
    cited = [article for note in period.notes for article in note.articles]
    assert not all(map(articles.is_read, cited))


def test_json_says_which_articles_were_read() -> None:
    found = with_costs()
    whole = claim_json(found.report, found.arranged, found.story, written=True)
    jsonschema.validate(whole, json.loads(schema.claim_text()))
    assert whole["claim"] is not None
    cited = [one for row in whole["claim"]["rows"] for one in row["articles"]]
    assert {one["number"] for one in cited if not one["read"]} == {509}


def test_the_paper_for_the_court_cites_no_such_article() -> None:
    cells = list(reported.texts(reported.printed(with_costs())))
    assert not [cell for cell in cells if "*" in cell or "509" in cell]
    assert "当事人约定" in cells
    assert [cell for cell in cells if "第14条第2项、第38条第3款" in cell]


def test_a_star_stands_at_the_article_alone() -> None:
    both = (Article(LawText.CIVIL_CODE, 694, 2), Article(LawText.CIVIL_CODE, 195))
    assert cited_together(both) == "《民法典》第694条第2款*、第195条"
    assert cited_together(both[1:]) == "《民法典》第195条"
