"""Exhibit pages: one picture each, whole and untouched, under a quiet header."""

from __future__ import annotations

from dataclasses import replace

from evidence_kit.model import Case, Exhibit, ExhibitPage
from evidence_kit.render.layout import break_lines
from evidence_kit.render.papers import Hand
from evidence_kit.render.pdf import Ref
from evidence_kit.render.pictures import Shape
from evidence_kit.render.sheet import (
    BOTTOM,
    FOOT,
    LEFT,
    MEASURE,
    QUIET,
    RIGHT,
    TOP,
    Rect,
    Sheet,
    plain,
)
from evidence_kit.render.wording import Wording

POINTS_A_PIXEL = 0.75  # a small picture isn't blown up beyond 96 pixels an inch
GAP = 9.0


def draw_around(
    sheet: Sheet, case: Case, exhibit: Exhibit, page: ExhibitPage, words: Wording, set_in: Hand
) -> Rect:
    """Draw header and foot; return the frame that is left for the picture."""
    foot = {"page": str(page.number), "pages": str(case.pages)}
    sheet.centred(LEFT + MEASURE / 2, FOOT, words.text("exhibits", "foot", foot), set_in.small)
    top = _draw_head(sheet, exhibit, page, words, set_in) - GAP
    return Rect(LEFT, BOTTOM, MEASURE, top - BOTTOM)


def _draw_head(
    sheet: Sheet, exhibit: Exhibit, page: ExhibitPage, words: Wording, set_in: Hand
) -> float:
    style = replace(set_in.small_head, colour=QUIET)
    place = {"page": str(page.number - exhibit.first + 1), "pages": str(len(exhibit.numbers))}
    position = words.text("exhibits", "position", place)
    sheet.right(RIGHT, TOP, position, style)
    said = {"exhibit": str(exhibit.number), "title": words.title(exhibit)}
    width = MEASURE - style.measure(position) - 2 * style.size
    y = TOP
    for line in break_lines(
        plain(words.text("exhibits", "head", said)), width=width, measure=style.measure
    ):
        sheet.line(LEFT, y, line, style)
        y -= style.leading
    y += style.leading - 5
    sheet.rule(LEFT, y, RIGHT, y)
    return y


def draw_picture(sheet: Sheet, frame: Rect, page: ExhibitPage, image: Ref, shape: Shape) -> None:
    """Draw the whole picture, as large as its place allows, with a hairline around it."""
    frame = _place(frame, page)
    across, down = shape.shown
    scale = min(frame.width / across, frame.height / down, POINTS_A_PIXEL)
    width, height = across * scale, down * scale
    x = frame.x + (frame.width - width) / 2
    y = frame.y + frame.height - height
    sheet.picture(image, shape.matrix(x, y, width, height))
    sheet.frame(Rect(x - 0.5, y - 0.5, width + 1, height + 1), grey=0.7)


def _place(frame: Rect, page: ExhibitPage) -> Rect:
    """Return where on the page a picture stands."""
    width = (frame.width - GAP * (page.slots - 1)) / page.slots
    return Rect(frame.x + page.slot * (width + GAP), frame.y, width, frame.height)
