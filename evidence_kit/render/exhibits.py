"""Exhibit pages: pictures side by side, untouched, under a quiet header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import Case, Digest, Exhibit, ExhibitPage
from evidence_kit.render.layout import break_lines
from evidence_kit.render.papers import Hand
from evidence_kit.render.pdf import Ref
from evidence_kit.render.pictures import Shape
from evidence_kit.render.sheet import (
    FOOT,
    LANDSCAPE,
    MM,
    PORTRAIT,
    QUIET,
    Paper,
    Rect,
    Sheet,
    plain,
)
from evidence_kit.render.wording import Wording

POINTS_A_PIXEL = 0.75  # a small picture isn't blown up beyond 96 pixels an inch
GAP = 9.0
# Three phones side by side want all the height there is: their small print is 6 points high.
LYING, LYING_FOOT = replace(LANDSCAPE, bottom=13 * MM), 7.5 * MM
STRIP = 15.0  # above or below a picture that goes on elsewhere, for the words that say so

Images = Mapping[Digest, tuple[Ref, Shape]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a picture stands on a sheet: what is seen of it, and where all of it would stand."""

    page: ExhibitPage
    whole: Rect
    seen: Rect


def paper_for(page: ExhibitPage) -> Paper:
    """Return what a page is printed on: three pictures side by side lie across."""
    return LYING if page.slots > 2 and page.view is None else PORTRAIT


def draw_around(
    sheet: Sheet, case: Case, exhibit: Exhibit, number: int, words: Wording, set_in: Hand
) -> Rect:
    """Draw header and foot; return the frame that is left for pictures."""
    paper, foot = sheet.paper, {"page": str(number), "pages": str(case.pages)}
    y = FOOT if paper is PORTRAIT else LYING_FOOT
    sheet.centred(paper.centre, y, words.text("exhibits", "foot", foot), set_in.small)
    top = _draw_head(sheet, exhibit, number, words, set_in) - GAP
    return Rect(paper.left, paper.bottom, paper.measure, top - paper.bottom)


def _draw_head(sheet: Sheet, exhibit: Exhibit, number: int, words: Wording, set_in: Hand) -> float:
    style, paper = replace(set_in.small_head, colour=QUIET), sheet.paper
    place = {"page": str(number - exhibit.first + 1), "pages": str(len(exhibit.numbers))}
    position = words.text("exhibits", "position", place)
    sheet.right(paper.right, paper.top, position, style)
    said = {"exhibit": str(exhibit.number), "title": words.title(exhibit)}
    width = paper.measure - style.measure(position) - 2 * style.size
    y = paper.top
    for line in break_lines(
        plain(words.text("exhibits", "head", said)), width=width, measure=style.measure
    ):
        sheet.line(paper.left, y, line, style)
        y -= style.leading
    y += style.leading - 5
    sheet.rule(paper.left, y, paper.right, y)
    return y


def spots(
    frame: Rect, exhibit: Exhibit, shown: Sequence[ExhibitPage], images: Images
) -> tuple[Spot, ...]:
    """Return where the pictures of one page stand in a frame, each as large as its place allows.

    The pieces of one picture are all drawn at one scale.
    """
    marks = [_goes_on(page, exhibit) for page in shown]
    above, below = (STRIP * any(mark[side] for mark in marks) for side in (0, 1))
    height = frame.height - above - below
    room = Rect(frame.x, frame.y + below, frame.width, height)
    return tuple(_spot(room, exhibit, page, images[page.source][1]) for page in shown)


def _spot(room: Rect, exhibit: Exhibit, page: ExhibitPage, shape: Shape) -> Spot:
    across, down = shape.shown
    width = (room.width - GAP * (page.slots - 1)) / page.slots
    tallest = _tallest(page, exhibit) if page.rows else down
    scale = min(width / across, room.height / tallest, POINTS_A_PIXEL)
    first, last = page.rows or (0, down)
    x = room.x + page.slot * (width + GAP) + (width - across * scale) / 2
    top = room.y + room.height
    seen = Rect(x, top - (last - first) * scale, across * scale, (last - first) * scale)
    whole = Rect(x, top + (first - down) * scale, across * scale, down * scale)
    return Spot(page, whole, seen)


def _tallest(page: ExhibitPage, exhibit: Exhibit) -> int:
    parts = (one.rows for one in exhibit.pages if one.source == page.source)
    return max(part.bottom - part.top for part in parts if part)


def draw_pictures(
    sheet: Sheet,
    exhibit: Exhibit,
    placed: Sequence[Spot],
    images: Images,
    words: Wording,
    set_in: Hand,
) -> None:
    """Draw each picture at its spot with a hairline around it; words beside it say it goes on.

    The pictures come last, so that nothing lies over them.
    """
    for spot in placed:
        for x, y, text in _marks(spot, exhibit, words):
            sheet.centred(x, y, text, replace(set_in.small, colour=QUIET))
    for spot in placed:
        image, shape = images[spot.page.source]
        clip = spot.seen if spot.page.rows else None
        sheet.picture(image, shape.matrix(*spot.whole), clip)
        x, y, width, height = spot.seen
        sheet.frame(Rect(x - 0.5, y - 0.5, width + 1, height + 1), grey=0.7)


def _marks(spot: Spot, exhibit: Exhibit, words: Wording) -> Iterator[tuple[float, float, str]]:
    before, after = _goes_on(spot.page, exhibit)
    x, y, width, height = spot.seen
    if before:
        here = before.number == spot.page.number
        key = "continued_beside" if here else "continued"
        text = words.text("exhibits", key, {"page": str(before.number)})
        yield x + width / 2, y + height + 5, text
    if after:
        key = "continues_beside" if after.number == spot.page.number else "continues"
        yield x + width / 2, y - STRIP + 4, words.text("exhibits", key)


def _goes_on(page: ExhibitPage, exhibit: Exhibit) -> tuple[ExhibitPage | None, ExhibitPage | None]:
    """Return the pieces of a picture that come before this one and after it."""
    if page.rows is None:
        return None, None
    own = [one for one in exhibit.pages if not one.repeats]
    at = own.index(page)
    before = own[at - 1] if page.rows.top else None
    after = next(iter(own[at + 1 : at + 2]), None)
    same = after is not None and after.source == page.source
    return before, after if same and after and after.rows and after.rows.top else None
