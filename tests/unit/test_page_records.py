"""What a page of a PDF record draws with is told so that nothing else is told the same."""

from __future__ import annotations

import pikepdf
import pytest

from evidence_kit.render import page_records
from evidence_kit.render.bounded import Allowance


def told(opened: pikepdf.Pdf, held: str) -> object:
    form = pikepdf.Stream(opened, b"")
    form["/Held"] = pikepdf.Object.parse(held.encode())
    return page_records.Records(Allowance(0)).of_form(opened.make_indirect(form)).whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[[/A#0Aname#20#2FB] /C]", "[[/A] /B#0Aname#20#2FC]"),
    ],
)
def test_names_with_line_ends_are_told_apart(one: str, other: str) -> None:
    """Failure: a name with a line end in it was told as two."""
    with pikepdf.new() as opened:
        assert told(opened, one) != told(opened, other)
        assert told(opened, one) == told(opened, one)
