"""Pictures sent in a chat, larger: the page's own picture through a window, pixels untouched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evidence_kit.model import Box, Close, Exhibit, ExhibitPage
from evidence_kit.render.exhibits import GAP, POINTS_A_PIXEL, Images
from evidence_kit.render.recordings import Pen, draw_voices, shows
from evidence_kit.render.sheet import QUIET, Rect

CAPTION = 16.0
# How up to four stand together: across and down; the way that shows the smallest largest is taken.
_WAYS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (1, 4))


def draw_beside(pen: Pen, exhibit: Exhibit, shown: Sequence[ExhibitPage], images: Images) -> None:
    """Draw what follows the pages of a chat: pictures, larger, or where voices are written."""
    if isinstance(shown[0].view, Close):
        draw_enlarged(pen, exhibit, shown, images)
    else:
        draw_voices(pen, exhibit, shown)


def draw_enlarged(pen: Pen, exhibit: Exhibit, shown: Sequence[ExhibitPage], images: Images) -> None:
    """Draw each picture as large as its place allows, and where it is shown below it.

    The pictures come last, so that nothing lies over them.
    """
    boxes = [page.view.box for page in shown if isinstance(page.view, Close)]
    placed = list(zip(shown, boxes, _places(pen.frame, boxes), strict=True))
    style = replace(pen.hand.small, colour=QUIET)
    for page, _, seen in placed:
        on = shows(exhibit, page)
        text, middle = pen.worded("close.caption", page=str(on)), seen.x + seen.width / 2
        pen.sheet.centred(middle, seen.y - 12, text, style)
        wide = style.measure(text)
        pen.sheet.link(Rect(middle - wide / 2, seen.y - 15, wide, 13), on)
    for page, box, seen in placed:
        image, shape = images[page.source]
        across, down = shape.shown
        scale = seen.width / box.width
        top = seen.y + seen.height + box.y0 * scale
        whole = Rect(seen.x - box.x0 * scale, top - down * scale, across * scale, down * scale)
        pen.sheet.picture(image, shape.matrix(*whole), seen)
        x, y, width, height = seen
        pen.sheet.frame(Rect(x - 0.5, y - 0.5, width + 1, height + 1), grey=0.7)


def _places(frame: Rect, boxes: Sequence[Box]) -> tuple[Rect, ...]:
    """Return where each picture is seen: the ways that have room for all, and the best of them."""
    ways = [(across, down) for across, down in _WAYS if across * down >= len(boxes)]
    every = [tuple(_grid(frame, boxes, *way)) for way in ways]
    return max(every, key=lambda seen: min(_gain(*one) for one in zip(seen, boxes, strict=True)))


def _gain(seen: Rect, box: Box) -> float:
    return seen.width / box.width


def _grid(frame: Rect, boxes: Sequence[Box], across: int, down: int) -> Iterator[Rect]:
    width = (frame.width - GAP * (across - 1)) / across
    height = frame.height / down - CAPTION - GAP
    for at, box in enumerate(boxes):
        row, column = divmod(at, across)
        scale = min(width / box.width, height / box.height, POINTS_A_PIXEL)
        x = frame.x + column * (width + GAP) + (width - box.width * scale) / 2
        top = frame.y + frame.height - row * (height + CAPTION + GAP)
        yield Rect(x, top - box.height * scale, box.width * scale, box.height * scale)
