"""What a person states is told as theirs, with the file that shows it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ledgers import ASKED, LOAN_DAY, gather, page
from stories import card, left

from evidence_kit import telling
from evidence_kit.model import (
    Brief,
    Channel,
    Guarantee,
    Means,
    Money,
    Rate,
    Relation,
    Side,
    Stated,
    StatedDemand,
    StatedParty,
    StatedTerms,
)
from evidence_kit.render.contract import Story
from evidence_kit.words import Words

TALK = page(LOAN_DAY, ASKED, left("2025年5月1日还你"), card(Side.RIGHT, "5000.00"))
SAID = Brief(
    terms=StatedTerms(
        date(2025, 12, 31), Rate(Fraction(12, 100), "月息1%"), "装修", date(2025, 3, 1)
    ),
    loans=(
        Stated(date(2025, 4, 1), Money(100), Channel.CASH),
        Stated(date(2025, 4, 2), Money(100), Channel.BANK, "流水.pdf", 3),
        Stated(date(2025, 4, 3), Money(100), Channel.BANK, "流水.pdf"),
    ),
    demands=(
        StatedDemand(date(2025, 8, 1), Means.PHONE),
        StatedDemand(date(2025, 9, 1), Means.COURIER, True, shown_in="回执.png", page=1),
        StatedDemand(date(2025, 9, 2), Means.SMS, False),
    ),
    others=(
        StatedParty("陈安", Guarantee.NOT_AGREED),
        StatedParty("林夏", Relation.SPOUSE, shown_in="结婚证.png"),
    ),
)


def lines(brief: Brief) -> list[str]:
    found = gather(TALK, brief=brief)
    told = Story((TALK[0],), (TALK,), found, "hand", None)
    return telling.story(told, Words("zh_CN")).split("\n")


def test_every_statement_is_told_as_one() -> None:
    told = [line.strip() for line in lines(SAID)]
    assert [line for line in told if "自述" in line and "待核" not in line] == [
        "2025-04-01  1.00 元  原告自述（现金）  借款（计入）",
        "2025-04-02  1.00 元  原告自述（银行转账，见 流水.pdf 第 3 页）  借款（计入）",
        "2025-04-03  1.00 元  原告自述（银行转账，见 流水.pdf）  借款（计入）",
        "还款日期：2025-12-31  原告自述（聊天中的原话：“2025年5月1日还你”）",
        "利率：月息1%  原告自述",
        "借款用途：装修  原告自述",
        "借款约定日期：2025-03-01  原告自述",
        "2025-08-01  原告自述催款（电话）",
        "2025-09-01  原告自述催款（快递，已送达，见 回执.png 第 1 页）",
        "2025-09-02  原告自述催款（短信，未送达）",
        "保证人陈安  原告自述（保证方式：未约定）",
        "林夏  原告自述（配偶，见 结婚证.png）",
    ]


def test_what_was_read_is_not() -> None:
    assert not [line for line in lines(Brief()) if "自述" in line]
