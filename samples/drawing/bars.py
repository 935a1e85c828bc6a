"""What frames a page: status bar, title bar, input bar, tab bar, and their small icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawing.phone import LIT

if TYPE_CHECKING:
    from datetime import datetime

    from drawing.canvas import Canvas
    from drawing.phone import Phone, Rgb


def status_bar(canvas: Canvas, at: datetime, ground: Rgb) -> None:
    """Draw the system's bar: the clock left, signal and battery right."""
    p, phone, ink = canvas.phone.px, canvas.phone, canvas.theme.title
    canvas.box((0, 0, phone.width, p(phone.status_bar)), ground)
    middle = p(phone.status_bar) // 2 + p(10)
    hour = f"{at.hour}:{at:%M}" if phone.ios else f"{at:%H:%M}"
    canvas.text(p(100 if phone.ios else 52), middle, hour, size=p(40), colour=ink, bold=phone.ios)
    for bar in range(4):
        x, high = p(840 + 14 * bar), p(10 + 7 * bar)
        canvas.box((x, middle + p(16) - high, x + p(8), middle + p(16)), ink)
    x0, x1 = p(934), p(996)
    canvas.rounded((x0, middle - p(15), x1, middle + p(16)), p(7), ink)
    canvas.rounded((x0 + p(4), middle - p(11), x1 - p(4), middle + p(12)), p(4), ground)
    canvas.box((x0 + p(8), middle - p(7), x0 + p(42), middle + p(8)), ink)
    canvas.box((x1 + p(2), middle - p(5), x1 + p(6), middle + p(6)), ink)


def title_middle(phone: Phone) -> int:
    """Return the middle height of the title bar, in pixels."""
    return phone.px(phone.status_bar) + phone.px(phone.title_bar) // 2


def title_bar(
    canvas: Canvas,
    title: str,
    ground: Rgb,
    *,
    ruled: bool = True,
    more: bool = True,
    back: bool = True,
) -> None:
    """Draw the arrow back, the title in the middle, and the three dots."""
    p, phone, ink = canvas.phone.px, canvas.phone, canvas.theme.title
    canvas.box((0, p(phone.status_bar), phone.width, phone.top), ground)
    if back:
        back_arrow(canvas, ink)
    canvas.text(
        phone.width // 2,
        title_middle(phone),
        title,
        size=p(50),
        colour=ink,
        align="centre",
        bold=True,
    )
    if more:
        more_dots(canvas, ink)
    if ruled:
        canvas.box((0, phone.top - 1, phone.width, phone.top), canvas.theme.hairline)


def back_arrow(canvas: Canvas, ink: Rgb) -> None:
    """Draw `<` at the left of the title bar."""
    p, y = canvas.phone.px, title_middle(canvas.phone)
    canvas.stroke([(p(64), y - p(24)), (p(42), y), (p(64), y + p(24))], p(5), ink)


def more_dots(canvas: Canvas, ink: Rgb) -> None:
    """Draw `···` at the right of the title bar."""
    p, y = canvas.phone.px, title_middle(canvas.phone)
    for x in (978, 1002, 1026):
        canvas.disc((p(x), y), p(5), ink)


def close_cross(canvas: Canvas, ink: Rgb) -> None:
    """Draw a cross at the left of the title bar."""
    p, y = canvas.phone.px, title_middle(canvas.phone)
    canvas.stroke([(p(40), y - p(20)), (p(80), y + p(20))], p(5), ink)
    canvas.stroke([(p(40), y + p(20)), (p(80), y - p(20))], p(5), ink)


def input_bar(canvas: Canvas) -> None:
    """Draw the bar one writes in: voice, box, smiley, plus."""
    p, phone, theme = canvas.phone.px, canvas.phone, canvas.theme
    canvas.box((0, phone.foot, phone.width, phone.height), theme.input_bar)
    canvas.box((0, phone.foot, phone.width, phone.foot + 1), theme.hairline)
    y = phone.foot + p(78)
    canvas.rounded((p(130), y - p(54), p(820), y + p(54)), p(12), theme.input_box)
    canvas.ring((p(68), y), p(38), p(5), theme.text)
    for radius in (10, 20):
        canvas.ring((p(62), y), p(radius), p(4), theme.text)
    canvas.ring((p(890), y), p(38), p(5), theme.text)
    for side in (-1, 1):
        canvas.disc((p(890 + 14 * side), y - p(10)), p(5), theme.text)
    canvas.stroke([(p(874), y + p(12)), (p(890), y + p(20)), (p(906), y + p(12))], p(4), theme.text)
    canvas.ring((p(1002), y), p(38), p(5), theme.text)
    canvas.stroke([(p(984), y), (p(1020), y)], p(5), theme.text)
    canvas.stroke([(p(1002), y - p(18)), (p(1002), y + p(18))], p(5), theme.text)
    home_line(canvas)


def home_line(canvas: Canvas) -> None:
    """Draw the system's line at the foot of the screen."""
    p, phone = canvas.phone.px, canvas.phone
    y = phone.height - p(24)
    canvas.rounded((p(360), y - p(5), p(720), y + p(5)), p(5), canvas.theme.title)


def tab_bar(canvas: Canvas) -> None:
    """Draw the four tabs of the app's front, the last one lit."""
    p, phone, theme = canvas.phone.px, canvas.phone, canvas.theme
    canvas.box((0, phone.foot, phone.width, phone.height), theme.input_bar)
    canvas.box((0, phone.foot, phone.width, phone.foot + 1), theme.hairline)
    for at, name in enumerate(("微信", "通讯录", "发现", "我")):
        x, ink = phone.width * (2 * at + 1) // 8, LIT if name == "我" else theme.text
        canvas.disc((x, phone.foot + p(38)), p(13), ink)
        canvas.rounded((x - p(26), phone.foot + p(54), x + p(26), phone.foot + p(80)), p(12), ink)
        canvas.text(x, phone.foot + p(112), name, size=p(30), colour=ink, align="centre")
    home_line(canvas)
