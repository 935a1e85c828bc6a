"""Articles by the short names of their texts, as the rooms that advise cite them."""

from __future__ import annotations

from evidence_kit.model import Article, LawText


def code(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the 民法典."""
    return Article(LawText.CIVIL_CODE, number, paragraph, item)


def procedure(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the 民事诉讼法."""
    return Article(LawText.PROCEDURE, number, paragraph, item)


def rules(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the 民诉法解释."""
    return Article(LawText.PROCEDURE_RULES, number, paragraph, item)


def lending(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the 民间借贷规定."""
    return Article(LawText.LENDING, number, paragraph, item)


def limiting(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the 诉讼时效规定."""
    return Article(LawText.LIMITATION, number, paragraph, item)


def fees(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the 诉讼费用交纳办法."""
    return Article(LawText.FEES, number, paragraph, item)


def preserving(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the 财产保全规定."""
    return Article(LawText.PRESERVATION, number, paragraph, item)
