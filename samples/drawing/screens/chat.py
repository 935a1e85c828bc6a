"""A chat page: items on one long canvas, seen between a title bar and an input bar."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drawing.bars import back_arrow, home_line, input_bar, more_dots, status_bar, title_middle
from drawing.canvas import Canvas, width_of
from drawing.phone import rgb
from drawing.screens.shapes import GREEN, WHITE, plate
from drawing.screens.shot import screen_truth
from drawing.screens.wallpaper import wallpaper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PIL import Image

    from drawing.phone import Phone
    from drawing.screens.item import Item
    from drawing.screens.shot import Truth

GAP = 33
# Behind what would be grey on a photo.
_SHADE = rgb("#7A7A7A")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS_HIGH = 700


@dataclass(frozen=True, slots=True)
class Habits:
    """What else a chat page may show: none of it is a message.

    `unread` is the grey badge beside the arrow, `company` stands orange after the name,
    `wallpaper` is the seed of a photo behind the bubbles, `draft` what stands unsent in the box,
    `floating` a button such as 11条新消息.
    """

    unread: str = ""
    muted: bool = False
    wallpaper: int | None = None
    draft: str = ""
    keyboard: bool = False
    floating: str = ""
    pinned: str = ""
    left_title: bool = False
    typing: bool = False
    company: str = ""


@dataclass(frozen=True, slots=True)
class ChatShot:
    """One screenshot of a chat.

    `lift` is how far the items are scrolled up, in design units: the edge may cut one.
    `whole` makes the picture as high as its items need, as a stitched screenshot is;
    `bare` leaves out status, title and input bar, as a crop does.
    """

    phone: Phone
    captured: datetime
    title: str
    items: tuple[Item, ...]
    members: int | None = None
    lift: int = 0
    whole: bool = False
    bare: bool = False
    habits: Habits = field(default_factory=Habits)

    @property
    def printed_title(self) -> str:
        """The title as printed: a group's ends with the number of its members."""
        if self.members is None:
            return self.title
        space = " " if self.phone.unit else ""
        return f"{self.title}{space}({self.members})"

    @property
    def top(self) -> int:
        """Where the messages begin, in pixels."""
        return 0 if self.bare else self.phone.top + (self.phone.px(104) if self._pinned else 0)

    @property
    def foot(self) -> int:
        """Where the messages end, in pixels."""
        if self.bare:
            return self.height
        keys = self.phone.px(_KEYS_HIGH) if self.habits.keyboard else 0
        return self.height - (self.phone.height - self.phone.foot) - keys

    @property
    def height(self) -> int:
        """How high the picture is, in pixels."""
        if not (self.whole or self.bare):
            return self.phone.height
        bars = 0 if self.bare else self.phone.top + self.phone.height - self.phone.foot
        return self._end() + bars - self.phone.px(self.lift)

    @property
    def _pinned(self) -> str:
        return "" if self.whole else self.habits.pinned

    def _end(self) -> int:
        gap = self.phone.px(GAP)
        return gap + sum(item.height(self.phone) + gap for item in self.items)

    def placed(self) -> Iterator[tuple[int, Item]]:
        """Yield each item with its top on the picture."""
        y = self.top + self.phone.px(GAP) - self.phone.px(self.lift)
        for item in self.items:
            yield y, item
            y += item.height(self.phone) + self.phone.px(GAP)

    def truth(self) -> Truth:
        """Return title and messages; of one that an edge cuts only what is whole."""
        told = [self._told(y, item) for y, item in self.placed()]
        titled = not self.bare and not self.habits.typing
        return screen_truth(
            "chat",
            title=self.title if titled else None,
            members=self.members if titled else None,
            messages=[message for message in told if message],
        )

    def _told(self, y: int, item: Item) -> Truth | None:
        """Return an item's truth; None where the window shows nothing whole of it."""
        high = item.height(self.phone)
        if y + high <= self.top or y >= self.foot:
            return None
        rows = item.rows(self.phone)
        seen = [row for row in rows if self.top <= y + row.top and y + row.bottom <= self.foot]
        truth = item.told(seen)
        blank = self._blank if item.side == "center" else 0
        top, bottom = y + self.phone.px(blank), y + high - self.phone.px(blank)
        cut = any(top < edge < bottom for edge in (self.top, self.foot))
        return truth and {**truth, "cut": cut}

    @property
    def _blank(self) -> int:
        """How much of a grey line, above and below, is not drawn: a pill stands out further."""
        pill = self.phone.theme.pill is not None or self.habits.wallpaper is not None
        return 18 if pill else 26

    def picture(self) -> Image.Image:
        """Return its pixels."""
        phone = self.phone
        canvas = Canvas(phone, phone.theme.page, self.height)
        if self.habits.wallpaper is not None:
            size = (phone.width, self.foot - self.top)
            canvas.image.paste(wallpaper(self.habits.wallpaper, size), (0, self.top))
            canvas.theme = replace(phone.theme, pill=_SHADE, centre_text=WHITE, nick=WHITE)
        for y, item in self.placed():
            if y + item.height(phone) > self.top and y < self.foot:
                item.paint(canvas, y)
        if self.bare:
            return canvas.image
        canvas.theme = phone.theme
        self._paint_floating(canvas)
        self._paint_bars(canvas)
        return canvas.image

    def _paint_bars(self, canvas: Canvas) -> None:
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        if phone.unit:
            self._paint_window(canvas)
            return
        canvas.box((0, 0, phone.width, phone.top), theme.bar)
        status_bar(canvas, self.captured, theme.bar)
        back_arrow(canvas, theme.title)
        more_dots(canvas, theme.title)
        self._paint_title(canvas)
        if theme.strip is None:
            canvas.box((0, phone.top - 1, phone.width, phone.top), theme.hairline)
        if self._pinned:
            self._paint_pinned(canvas)
        self._paint_foot(canvas, p(_KEYS_HIGH) if self.habits.keyboard else 0)

    def _paint_title(self, canvas: Canvas) -> None:
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        y, x, old = title_middle(phone), phone.width // 2, theme.strip is not None
        title = "对方正在输入…" if self.habits.typing else self.printed_title
        if self.habits.unread and old and phone.ios and width_of(title, p(50)) < p(360):
            canvas.text(p(84), y, f"微信({self.habits.unread})", size=p(46), colour=theme.title)
        elif self.habits.unread:
            self._paint_badge(canvas, y)
        if self.habits.left_title or (old and not phone.ios):
            canvas.text(p(190), y, title, size=p(50), colour=theme.title)
            return
        wide = width_of(title, p(50))
        canvas.text(x, y, title, size=p(50), colour=theme.title, align="centre", bold=True)
        if self.habits.company:
            orange = rgb("#F6A623")
            canvas.text(x + wide // 2 + p(16), y, self.habits.company, size=p(36), colour=orange)
        elif self.habits.muted:
            _paint_bell(canvas, (x + wide // 2 + p(44), y))

    def _paint_badge(self, canvas: Canvas, y: int) -> None:
        """Draw how many messages wait in other chats, beside the arrow."""
        theme, p, unread = self.phone.theme, self.phone.px, self.habits.unread
        wide, ground = width_of(unread, p(32)) + p(36), theme.hairline
        plate(canvas, (p(84), y - p(27), p(84) + wide, y + p(27)), p(27), ground)
        x, ink = p(84) + wide // 2, theme.text
        canvas.text(x, y, unread, size=p(32), colour=ink, align="centre")

    def _paint_pinned(self, canvas: Canvas) -> None:
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        y = phone.top
        canvas.box((0, y, phone.width, y + p(104)), theme.page)
        plate(canvas, (p(24), y + p(8), phone.width - p(24), y + p(96)), p(12), theme.plate)
        canvas.text(p(60), y + p(52), self._pinned, size=p(38), colour=theme.left_text)
        canvas.text(p(1020), y + p(52), "移除", size=p(36), colour=theme.link, align="right")

    def _paint_floating(self, canvas: Canvas) -> None:
        if not self.habits.floating:
            return
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        wide = width_of(self.habits.floating, p(36)) + p(110)
        y = self.top + p(70)
        plate(canvas, (phone.width - wide, y - p(40), phone.width, y + p(40)), p(40), theme.plate)
        canvas.box((phone.width - p(40), y - p(40), phone.width, y + p(40)), theme.plate)
        x = phone.width - wide + p(34)
        canvas.stroke([(x, y + p(4)), (x + p(14), y - p(8)), (x + p(28), y + p(4))], p(4), GREEN)
        canvas.text(x + p(46), y, self.habits.floating, size=p(36), colour=GREEN)

    def _paint_foot(self, canvas: Canvas, keys: int) -> None:
        """Draw the input bar, with the draft in it and the keyboard below."""
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        below = Canvas(phone, theme.page)
        input_bar(below)
        bar = below.image.crop((0, phone.foot, phone.width, phone.height))
        y = self.height - bar.height - keys
        canvas.image.paste(bar, (0, y))
        middle = y + p(78)
        if self.habits.draft:
            canvas.text(p(158), middle, self.habits.draft, size=p(44), colour=theme.text)
            plate(canvas, (p(938), middle - p(38), p(1060), middle + p(38)), p(10), GREEN)
            canvas.text(p(999), middle, "发送", size=p(40), colour=WHITE, align="centre")
        if keys:
            canvas.box((0, y + p(156), phone.width, self.height), theme.input_bar)
            self._paint_keys(canvas, y + p(170))
            home_line_at(canvas, self.height)

    def _paint_keys(self, canvas: Canvas, top: int) -> None:
        """Draw the candidates and the letters one types with."""
        theme, p = self.phone.theme, self.phone.px
        for at, word in enumerate(("好的", "好", "还", "号", "浩", "豪")):
            canvas.text(p(60 + 160 * at), top + p(36), word, size=p(44), colour=theme.text)
        for at, keys in enumerate(_KEYS):
            y, inset = top + p(150 + 160 * at), 540 - 52 * len(keys)
            for place, key in enumerate(keys):
                x = p(inset + 104 * place + 52)
                plate(canvas, (x - p(46), y - p(64), x + p(46), y + p(64)), p(10), theme.input_box)
                canvas.text(x, y, key, size=p(52), colour=theme.text, align="centre")

    def _paint_window(self, canvas: Canvas) -> None:
        """Draw a computer's window: title at the left, a rule, an empty box below."""
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        canvas.box((0, 0, phone.width, phone.top), theme.bar)
        y = phone.top // 2 + p(8)
        canvas.text(p(60), y, self.printed_title, size=p(52), colour=theme.text)
        for at in (-1, 0, 1):
            canvas.disc((phone.width - p(80) + p(22) * at, y), max(1, p(5)), theme.text)
        canvas.box((0, phone.top - 1, phone.width, phone.top), theme.hairline)
        canvas.box((0, self.foot, phone.width, self.height), theme.input_bar)
        canvas.box((0, self.foot, phone.width, self.foot + 1), theme.hairline)
        right, low = phone.width - p(60), self.height - p(40)
        plate(canvas, (right - p(200), low - p(80), right, low), p(10), theme.hairline)
        canvas.text(
            right - p(100), low - p(40), "发送(S)", size=p(42), colour=GREEN, align="centre"
        )


def home_line_at(canvas: Canvas, height: int) -> None:
    """Draw the system's line at the foot of a picture of any height."""
    p = canvas.phone.px
    if height == canvas.phone.height:
        home_line(canvas)
        return
    y = height - p(24)
    canvas.rounded((p(360), y - p(5), p(720), y + p(5)), p(5), canvas.theme.text)


def _paint_bell(canvas: Canvas, middle: tuple[int, int]) -> None:
    """Draw a crossed bell: the chat is muted."""
    p, ink, (x, y) = canvas.phone.px, canvas.theme.faint, middle
    canvas.polygon([(x - p(14), y + p(12)), (x, y - p(16)), (x + p(14), y + p(12))], ink)
    canvas.stroke([(x - p(18), y - p(18)), (x + p(18), y + p(18))], max(1, p(4)), ink)
