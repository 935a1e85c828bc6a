"""On which exhibit page a sum stands: of pictures, of PDFs with many pages, of named files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import claimed
import pytest
from stories import source

from evidence_kit.case import placing
from evidence_kit.case.placing import Placed
from evidence_kit.model import (
    Box,
    Brief,
    Case,
    Channel,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    RecordKind,
    Records,
    Stated,
    Where,
)

PICTURE, PDF = source("1.png"), source("流水.pdf")
PAGES = (
    ExhibitPage(1, PICTURE.sha256, "1.png"),
    *(ExhibitPage(2 + leaf, PDF.sha256, "流水.pdf", leaf) for leaf in range(3)),
)
CASE = Case(
    Brief(),
    (
        Exhibit(1, ExhibitKind.CONVERSATION, (), PAGES[:1]),
        Exhibit(2, ExhibitKind.PDF, (), PAGES[1:]),
    ),
    (),
    (),
)
LEAVES = ((600.0, 800.0),) * 3
SCREENS = ((PDF, Records(PDF.sha256, RecordKind.OTHER, leaves=LEAVES)),)


def at(down: int) -> Where:
    return Where(PDF.sha256, Box(0, down, 10, down + 10))


def test_a_picture_is_one_page_however_far_down() -> None:
    place = Where(PICTURE.sha256, Box(0, 5000, 10, 5010))
    assert placing.placed(CASE, SCREENS, [place, place]) == (Placed(1, 1),)


@pytest.mark.parametrize(("down", "page"), [(0, 2), (799, 2), (800, 3), (2399, 4), (9999, 4)])
def test_a_place_of_a_pdf_is_on_the_page_that_it_stands_on(down: int, page: int) -> None:
    assert placing.placed(CASE, SCREENS, [at(down)]) == (Placed(2, page),)


def test_a_pdf_that_was_not_read_is_cited_by_its_first_page() -> None:
    assert placing.placed(CASE, (), [at(900)]) == (Placed(2, 2),)


def test_a_file_that_is_no_exhibit_is_nowhere() -> None:
    elsewhere = Where(source("2.png").sha256, Box(0, 0, 1, 1))
    assert placing.placed(CASE, SCREENS, [elsewhere]) == ()


def test_places_come_in_filing_order() -> None:
    places = [at(900), Where(PICTURE.sha256, Box(0, 0, 1, 1)), at(0)]
    assert placing.placed(CASE, SCREENS, places) == (Placed(1, 1), Placed(2, 2), Placed(2, 3))


def test_a_file_that_is_named_with_its_page() -> None:
    assert placing.named(CASE, "流水.pdf", 3) == (Placed(2, 4),)
    assert placing.named(CASE, "流水.pdf") == (Placed(2, 2),)
    assert placing.named(CASE, "流水.pdf", 4) == ()


def test_a_payment_is_shown_by_ink_and_by_what_its_payer_names() -> None:
    paid = claimed.inked("5000", date(2025, 1, 2))
    inked = replace(paid, places=(Where(PICTURE.sha256, Box(0, 0, 1, 1)),))
    said = Stated(date(2025, 1, 2), claimed.yuan("5000"), Channel.CASH, "流水.pdf", 2)
    assert placing.of_payment(CASE, SCREENS, inked) == (Placed(1, 1),)
    assert placing.of_payment(CASE, SCREENS, replace(inked, stated=said)) == (
        Placed(1, 1),
        Placed(2, 3),
    )
    alone = replace(said, shown_in=None, page=None)
    assert placing.of_payment(CASE, SCREENS, replace(inked, places=(), stated=alone)) == ()
