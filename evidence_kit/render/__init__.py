"""The case on paper: the PDF for the court, the lists, and the JSON that other programs read.

The lists need nothing but the standard library; fonts and pictures load with the first book.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from evidence_kit.render.exhibit_file import exhibits_json, parse_exhibits
from evidence_kit.render.ledger import ledger_csv
from evidence_kit.render.listing import (
    ExhibitList,
    ListedColumn,
    ListedExhibit,
    ListedFile,
    ListedPage,
    ListedProof,
    ListedRow,
    exhibits_csv,
    list_csv,
    listed,
)

if TYPE_CHECKING:
    from evidence_kit.render.binding import Book, book
    from evidence_kit.render.papers import ThirdPartyTime
    from evidence_kit.render.report_page import ReportText, report_pdf
    from evidence_kit.render.sheet import MissingGlyph
    from evidence_kit.render.word_list import list_docx

_LATER = {
    "Book": "binding",
    "MissingGlyph": "sheet",
    "ReportText": "report_page",
    "ThirdPartyTime": "papers",
    "book": "binding",
    "list_docx": "word_list",
    "report_pdf": "report_page",
}

__all__ = [
    "Book",
    "ExhibitList",
    "ListedColumn",
    "ListedExhibit",
    "ListedFile",
    "ListedPage",
    "ListedProof",
    "ListedRow",
    "MissingGlyph",
    "ReportText",
    "ThirdPartyTime",
    "book",
    "exhibits_csv",
    "exhibits_json",
    "ledger_csv",
    "list_csv",
    "list_docx",
    "listed",
    "parse_exhibits",
    "report_pdf",
]


def __getattr__(name: str) -> object:
    """Load what needs fonts and pictures when it is first asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
