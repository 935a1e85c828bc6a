"""Flat shapes that many screens share: plates with round corners, amounts, chevrons, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawing.canvas import font, places
from drawing.phone import rgb

if TYPE_CHECKING:
    from drawing.canvas import Align, Canvas, Face, Rect
    from drawing.phone import Rgb

WHITE = rgb("#FFFFFF")
RED = rgb("#FA5151")
GREEN = rgb("#07C160")
# The app's own amount face sets a 1 into this part of an em.
_NARROW_ONE = 0.40
_LATIN = "0123456789.,+-−–—¥"
# Below this size in pixels a bold stroke would fill the digits' holes.
_THICK = 26


def plate(canvas: Canvas, rect: Rect, radius: int, colour: Rgb) -> None:
    """Fill a rectangle with round corners; as cheap for a tall one as for a small one."""
    x0, y0, x1, y1 = rect
    radius = min(radius, (x1 - x0) // 2, (y1 - y0) // 2)
    for x in (x0 + radius, x1 - radius):
        for y in (y0 + radius, y1 - radius):
            canvas.disc((x, y), radius, colour)
    for box in ((x0 + radius, y0, x1 - radius, y1), (x0, y0 + radius, x1, y1 - radius)):
        if box[0] < box[2] and box[1] < box[3]:
            canvas.box(box, colour)


def figures(
    canvas: Canvas,
    x: int,
    middle: int,
    text: str,
    *,
    size: int,
    colour: Rgb,
    align: Align = "left",
    bold: bool = True,
) -> None:
    """Write an amount, in the phone's own face of amounts."""
    bold = bold and size >= _THICK
    if canvas.phone.figures == "plain":
        canvas.text(x, middle, text, size=size, colour=colour, align=align, bold=bold)
        return
    faces: list[Face] = ["latin" if char in _LATIN else "sans" for char in text]
    widths = [_width(char, size, face) for char, face in zip(text, faces, strict=True)]
    left = x - {"left": 0, "centre": round(sum(widths) / 2), "right": round(sum(widths))}[align]
    at = float(left)
    for char, wide, face in zip(text, widths, faces, strict=True):
        inset = (wide - places(char, size, face)[1]) / 2
        canvas.text(round(at + inset), middle, char, size=size, colour=colour, bold=bold, face=face)
        at += wide


def _width(char: str, size: int, face: Face) -> float:
    if char == "1":
        return size * _NARROW_ONE
    return font(size, face).getlength(char)


def chevron(canvas: Canvas, x: int, y: int) -> None:
    """Draw a small `>` that ends at x design units."""
    p = canvas.phone.px
    points = [(p(x - 16), y - p(16)), (p(x), y), (p(x - 16), y + p(16))]
    canvas.stroke(points, p(4), canvas.theme.faint)


def button(canvas: Canvas, rect: Rect, text: str, *, ground: Rgb = GREEN, ink: Rgb = WHITE) -> None:
    """Draw a filled button."""
    p = canvas.phone.px
    plate(canvas, rect, p(16), ground)
    x, y = (rect[0] + rect[2]) // 2, (rect[1] + rect[3]) // 2
    canvas.text(x, y, text, size=p(46), colour=ink, align="centre")
