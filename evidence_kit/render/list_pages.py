"""The 证据目录 alone, out of a finished 证据材料.pdf."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

import pikepdf

from evidence_kit.errors import InputError

_TITLE = "证据目录"


def list_pages(book: BinaryIO) -> bytes:
    """Return the list's pages as a PDF of their own, its links to exhibit pages left out.

    The list is the second part of the book, by its page labels (ISO 32000-1, 12.4.2). The same
    bytes for the same book. Raises InputError "no_list_pages" for a PDF that isn't in our form.
    """
    try:
        with pikepdf.open(book) as opened, pikepdf.new() as made:
            first, after, label = _part(opened)
            for page in opened.pages[first:after]:
                if "/Annots" in page:
                    del page["/Annots"]  # they would bring every exhibit along
                made.pages.append(page)
            made.Root.Lang = opened.Root.Lang
            made.Root.PageLabels = made.copy_foreign(opened.make_indirect(label))
            made.docinfo["/Title"] = _TITLE
            made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
            out = BytesIO()
            made.save(out, deterministic_id=True)
    except (pikepdf.PdfError, KeyError, AttributeError, ValueError, TypeError) as error:
        raise InputError("no_list_pages") from error
    return out.getvalue()


def _part(opened: pikepdf.Pdf) -> tuple[int, int, pikepdf.Dictionary]:
    """Return where the second part begins, where the third does, and how its pages are called."""
    _, _, start, label, end, *_ = list(opened.Root.PageLabels.Nums)
    first, after = int(start), int(end)
    if not 0 < first < after <= len(opened.pages):
        raise ValueError
    return first, after, pikepdf.Dictionary(Nums=pikepdf.Array([0, label]))
