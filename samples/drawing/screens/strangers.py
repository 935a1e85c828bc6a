"""Pages that say nothing about money between people: they must stay unread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from drawing.avatar import avatar
from drawing.bars import home_line, status_bar
from drawing.canvas import Canvas
from drawing.phone import rgb
from drawing.screens.frame import sheet
from drawing.screens.shapes import button, figures, plate
from drawing.screens.shot import screen_truth
from drawing.screens.wallpaper import wallpaper

if TYPE_CHECKING:
    from datetime import datetime

    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_WHITE, _INK = rgb("#FFFFFF"), rgb("#222222")


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """A phone's first screen: a photo, icons and their names."""

    phone: Phone
    captured: datetime
    apps: tuple[str, ...]
    seed: int

    def truth(self) -> Truth:
        """Return that it is nothing to read."""
        return screen_truth("unread")

    def picture(self) -> Image.Image:
        """Return its pixels."""
        phone, p = self.phone, self.phone.px
        canvas = Canvas(phone, _WHITE)
        canvas.image.paste(wallpaper(self.seed, (phone.width, phone.height)), (0, 0))
        for at, name in enumerate(self.apps):
            x, y = p(150 + 260 * (at % 4)), p(360 + 300 * (at // 4))
            canvas.picture(x - p(75), y - p(75), avatar(name, p(150)), p(34))
            canvas.text(x, y + p(118), name, size=p(34), colour=_WHITE, align="centre")
        clock = f"{self.captured:%H:%M}"
        canvas.text(p(52), p(60), clock, size=p(40), colour=_WHITE)
        return canvas.image


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A merged record of forwarded messages: no bubbles, no sides, second hand."""

    phone: Phone
    captured: datetime
    title: str
    day: datetime
    said: tuple[tuple[str, str, str], ...]

    def truth(self) -> Truth:
        """Return that it is nothing to read."""
        return screen_truth("unread")

    def picture(self) -> Image.Image:
        """Return its pixels."""
        canvas = sheet(self.phone, self.captured, self.title)
        theme, p = self.phone.theme, self.phone.px
        y = self.phone.top + p(70)
        date = f"{self.day.year}-{self.day.month}-{self.day.day}"
        middle = self.phone.width // 2
        canvas.text(middle, y, date, size=p(34), colour=theme.label, align="centre")
        for left, right in ((p(48), middle - p(150)), (middle + p(150), p(1032))):
            canvas.box((left, y, right, y + 1), theme.hairline)
        y += p(80)
        before = ""
        for name, clock, text in self.said:
            if name != before:
                canvas.picture(p(48), y, avatar(name, p(92)), p(10))
            canvas.text(p(170), y + p(20), name, size=p(34), colour=theme.label)
            canvas.text(p(1032), y + p(20), clock, size=p(34), colour=theme.label, align="right")
            canvas.text(p(170), y + p(84), text, size=p(44), colour=theme.text)
            canvas.box((p(170), y + p(136), p(1032), y + p(137)), theme.hairline)
            before = name
            y += p(164)
        return canvas.image


@dataclass(frozen=True, slots=True)
class ShopPage:
    """A shop's page: goods, prices, a button to buy."""

    phone: Phone
    captured: datetime
    goods: tuple[tuple[str, str], ...]

    def truth(self) -> Truth:
        """Return that it is nothing to read."""
        return screen_truth("unread")

    def picture(self) -> Image.Image:
        """Return its pixels."""
        phone, p = self.phone, self.phone.px
        canvas = Canvas(phone, rgb("#F4F4F4"))
        status_bar(canvas, self.captured, rgb("#F4F4F4"))
        y = phone.top
        plate(canvas, (p(40), y - p(100), p(1040), y - p(10)), p(45), _WHITE)
        canvas.text(p(90), y - p(55), "搜索宝贝", size=p(38), colour=rgb("#AAAAAA"))
        for at, (name, price) in enumerate(self.goods):
            left, top = p(40 + 510 * (at % 2)), y + p(40 + 720 * (at // 2))
            plate(canvas, (left, top, left + p(490), top + p(690)), p(18), _WHITE)
            canvas.picture(left, top, avatar(name, p(490)), p(18))
            canvas.text(left + p(24), top + p(540), name, size=p(36), colour=_INK)
            orange = rgb("#FF5000")
            figures(canvas, left + p(24), top + p(624), f"¥{price}", size=p(46), colour=orange)
        low = phone.height - p(150)
        canvas.box((0, low, phone.width, phone.height), _WHITE)
        button(
            canvas, (p(640), low + p(20), p(1040), low + p(110)), "去结算", ground=rgb("#FF5000")
        )
        home_line(canvas)
        return canvas.image


@dataclass(frozen=True, slots=True)
class Blank:
    """A picture of one colour."""

    phone: Phone
    colour: tuple[int, int, int]

    def truth(self) -> Truth:
        """Return that it is nothing to read."""
        return screen_truth("unread")

    def picture(self) -> Image.Image:
        """Return its pixels."""
        return Image.new("RGB", (self.phone.width, self.phone.height), self.colour)
