"""What frames a page about money or a person: status bar, title, the words at its right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawing.bars import back_arrow, close_cross, home_line, status_bar, title_middle
from drawing.canvas import Canvas
from drawing.phone import rgb

if TYPE_CHECKING:
    from datetime import datetime

    from drawing.phone import Phone, Rgb


def sheet(
    phone: Phone,
    at: datetime,
    title: str = "",
    *,
    ground: Rgb | None = None,
    close: bool = False,
    right: str = "",
    height: int | None = None,
) -> Canvas:
    """Begin a page that is not a chat: its bar is of the page's colour, on old phones dark."""
    canvas = Canvas(phone, ground or phone.theme.sheet, height)
    p, old = phone.px, phone.theme.strip is not None
    bar = phone.theme.bar if old else (ground or phone.theme.sheet)
    canvas.box((0, 0, phone.width, phone.top), bar)
    status_bar(canvas, at, bar)
    ink, y = phone.theme.title, title_middle(phone)
    (close_cross if close else back_arrow)(canvas, ink)
    if old:
        canvas.box((p(144), y - p(36), p(146), y + p(36)), rgb("#2E2F33"))
        canvas.text(p(184), y, title, size=p(52), colour=ink)
    else:
        canvas.text(phone.width // 2, y, title, size=p(50), colour=ink, align="centre", bold=True)
    canvas.text(p(1036), y, right, size=p(40), colour=ink, align="right")
    home_line(canvas)
    return canvas
