"""A finished bundle's list of exhibits, as it lies there: values, or the papers that hold it."""

from __future__ import annotations

from pathlib import Path

from evidence_kit import files, render
from evidence_kit.errors import InputError
from evidence_kit.render.list_pages import list_pages

BOOK = "filing/证据材料.pdf"

# Where a bundle keeps its list in each form; that of a PDF is a part of a larger one.
_KEPT = {
    "csv": "filing/证据目录.csv",
    "docx": "filing/证据目录.docx",
    "json": "exhibits.json",
}


def listed(bundle: Path) -> render.ExhibitList:
    """Return the list of a bundle, its folder or its ZIP; InputError where there is none."""
    return render.parse_exhibits(_held(bundle, _KEPT["json"]))


def paper(bundle: Path, form: str) -> bytes:
    """Return the list as a csv, docx, json or pdf: the bundle's own, byte for byte, but for a PDF.

    A PDF holds the list's pages of 证据材料.pdf. Raises InputError "not_a_bundle", and
    "no_list_pages" where that PDF isn't one of ours.
    """
    if form != "pdf":
        return _held(bundle, _KEPT[form])
    with files.opened(bundle) as opened:
        try:
            with opened.open(BOOK) as book:
                return list_pages(book)
        except OSError as error:
            raise InputError("not_a_bundle", path=str(bundle)) from error


def write(out: Path, content: bytes) -> None:
    """Write the list whole or not at all; OutputError as `files.write_private`."""
    files.write_private(out, content)


def _held(bundle: Path, name: str) -> bytes:
    files.refuse_denied(bundle)
    with files.opened(bundle) as opened:
        try:
            with opened.open(name) as file:
                return file.read()
        except OSError as error:
            raise InputError("not_a_bundle", path=str(bundle)) from error
