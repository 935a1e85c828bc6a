"""Articles of law as values: which text, which article of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LawText(StrEnum):
    """The texts that a claim rests on, each by the name that papers call it by."""

    CIVIL_CODE = "民法典"
    PROCEDURE = "民事诉讼法"
    PROCEDURE_RULES = "民诉法解释"
    LENDING = "民间借贷规定"
    LENDING_2015 = "民间借贷规定（2015）"
    LIMITATION = "诉讼时效规定"
    FEES = "诉讼费用交纳办法"
    PRESERVATION = "财产保全规定"
    EVIDENCE = "证据规定"
    ONLINE = "在线诉讼规则"
    INTERNET_COURTS = "互联网法院管辖规定"
    CHOICE_OF_COURT = "管辖批复"
    DELAY_INTEREST = "迟延履行利息解释"
    CONTRACTS = "合同编通则解释"
    PUBLIC_ORDER = "治安管理处罚法"


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """One article of a text, and the paragraph (款) or the item (项) of it where one is meant.

    A reply (批复) has no articles: its number is None.
    """

    text: LawText
    number: int | None
    paragraph: int | None = None
    item: int | None = None


class Mark(StrEnum):
    """How well a piece of law is known; whoever relies on it checks the official text."""

    COMPARED = "compared"  # two copies of the official text, read side by side
    READ = "read"  # one copy of it
    REPORTED = "reported"  # news, a notice copied elsewhere, a commentary
    UNCHECKED = "unchecked"  # practice as lawyers tell it, or a reading of our own


@dataclass(frozen=True, slots=True)
class TextVersion:
    """The version of a text that is cited: its full title, which amendment, since when."""

    text: LawText
    title: str
    version: str
    in_force: date
    mark: Mark
