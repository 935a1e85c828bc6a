"""What a person states is marked as theirs wherever facts.json tells it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ledgers import ASKED, LOAN_DAY, page
from pydantic import TypeAdapter
from stories import card, left, source as file, unread

from evidence_kit import facts
from evidence_kit.model import (
    Brief,
    Channel,
    Guarantee,
    Identity,
    Means,
    Money,
    Rate,
    Sex,
    Side,
    Stated,
    StatedDemand,
    StatedParty,
    StatedTerms,
)
from evidence_kit.render.contract import Story, read_json
from evidence_kit.render.schema import ReadJson

TALK = page(LOAN_DAY, ASKED, left("2025年5月1日还你"), card(Side.RIGHT, "5000.00"))
PAPER = unread(file("收条.png"))
SAID = Brief(
    plaintiff="林秋",
    defendant="老周",
    plaintiff_identity=Identity(Sex.FEMALE, date(1949, 12, 31), id_number="11010519491231002X"),
    terms=StatedTerms(
        date(2025, 12, 31), Rate(Fraction(12, 100), "月息1%"), "装修", date(2025, 3, 2)
    ),
    loans=(Stated(date(2025, 4, 1), Money(100), Channel.CASH, "收条.png", 1, "当面"),),
    demands=(StatedDemand(date(2025, 9, 1), Means.PHONE, True, "答应月底还", "收条.png", 1),),
    others=(StatedParty("陈安", Guarantee.JOINT, Identity(phone="1"), "收条.png", 2, "签字"),),
)


def told(brief: Brief) -> ReadJson:
    shown = (TALK, PAPER)
    found = facts.gather(shown, brief)
    made = read_json(Story(tuple(s for s, _ in shown), shown, found, "hand", None))
    TypeAdapter(ReadJson).validate_python(made)
    return made


def test_all_that_is_stated_is_marked_and_says_where_it_is_shown() -> None:
    made = told(SAID)["facts"]
    assert made["loans"][1]["stated"] == {
        "by": "林秋",
        "channel": "现金",
        "shown_in": "收条.png",
        "page": 1,
        "note": "当面",
    }
    (demand,) = made["demands"]
    assert (demand["quote"], demand["where"]) == ("答应月底还", [])
    assert demand["stated"] == {
        "by": "林秋",
        "how": "电话",
        "arrived": True,
        "shown_in": "收条.png",
        "page": 1,
        "note": "答应月底还",
    }
    (other,) = made["others"]
    assert (other["role"], other["legal_name"]) == ("guarantor", "陈安")
    assert other["stated"] == {
        "part": "连带责任保证",
        "shown_in": "收条.png",
        "page": 2,
        "note": "签字",
    }
    assert other["identity"] is not None
    assert other["identity"]["phone"] == "1"
    assert made["lender"]["identity"] == {
        "sex": "女",
        "born": "1949-12-31",
        "nation": None,
        "id_number": "11010519491231002X",
        "address": None,
        "phone": None,
        "wechat_id": None,
    }


def test_a_stated_term_has_the_words_of_the_page_beside_it() -> None:
    terms = told(SAID)["facts"]["terms"]
    due, rate = terms["due"], terms["rate"]
    assert due is not None
    assert rate is not None
    assert due["value"]["earliest"] == "2025-12-31T00:00"
    assert (due["quote"], due["stated_by"]) == ("2025年5月1日还你", "林秋")
    assert due["where"][0]["file"] == "1.png"
    assert (rate["value"], rate["stated_by"], rate["where"]) == ("3/25", "林秋", [])
    assert terms["formed_on"] == {"value": "2025-03-02", "stated_by": "林秋"}


def test_what_ink_shows_is_nobodys_word() -> None:
    made = told(Brief(defendant="老周"))["facts"]
    due = made["terms"]["due"]
    assert due is not None
    assert due["stated_by"] is None
    assert (made["lender"]["identity"], made["others"]) == (None, [])
    assert made["terms"]["formed_on"] is None
    assert made["loans"][0]["stated"] is None
