"""What is said in a chat: words, words with a quote, voices, calls, and the grey lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from drawing.canvas import places, width_of, wrap
from drawing.phone import rgb
from drawing.screens.item import (
    BUBBLE_LEFT,
    PAD_X,
    PAD_Y,
    ROW,
    TEXT,
    Beside,
    Row,
    colours,
    joined,
    message_truth,
    placed,
    room,
    tailed,
    text_rows,
    widest,
)
from drawing.screens.shapes import RED, plate
from drawing.story import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import ImageDraw

    from drawing.canvas import Align, Canvas, Rect
    from drawing.phone import Phone, Rgb
    from drawing.screens.shot import Truth

_QUOTE, _QUOTE_ROW, _QUOTE_PAD, _QUOTE_GAP = 34, 48, 18, 12
_SPOKEN_GAP = 16
_GREY, _GREY_ROW, _GREY_PAD = 33, 46, 26
_TAPPED = re.compile("(红包|重新编辑|朋友验证请求)")
_ORANGE = rgb("#FD9931")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Beside):
    """A bubble of words; `quoted` stands in a grey box of its own below it."""

    kind: ClassVar[str] = "text"
    text: str
    quoted: str | None = None

    def _lines(self, phone: Phone) -> tuple[str, ...]:
        return wrap(self.text, phone.px(TEXT), room(phone) - 2 * phone.px(PAD_X) + 2)

    def _quote_lines(self, phone: Phone) -> tuple[str, ...]:
        """Return at most two lines: the app cuts a longer quote with dots."""
        if not self.quoted:
            return ()
        return wrap(self.quoted, phone.px(_QUOTE), room(phone) - 2 * phone.px(_QUOTE_PAD))

    def _bubble(self, phone: Phone) -> int:
        return 2 * phone.px(PAD_Y) + len(self._lines(phone)) * phone.px(ROW)

    def _box(self, phone: Phone) -> int:
        return 2 * phone.px(_QUOTE_PAD) + len(self._quote_lines(phone)) * phone.px(_QUOTE_ROW)

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        below = phone.px(_QUOTE_GAP) + self._box(phone) if self.quoted else 0
        return self.head(phone) + self._bubble(phone) + below

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return sender, wrapped words, quote."""
        p, top = phone.px, self.head(phone)
        words = text_rows("text", self._lines(phone), top + p(PAD_Y), p(ROW), p(TEXT))
        below = top + self._bubble(phone) + p(_QUOTE_GAP) + p(_QUOTE_PAD)
        quote = text_rows("quoted", self._quote_lines(phone), below, p(_QUOTE_ROW), p(_QUOTE))
        return (*self.named(phone), *words, *quote)

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return the words, and those of the quote."""
        truth = Beside.told(self, seen)
        return truth and {**truth, "quoted": joined(seen, "quoted") or None}

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, bubble, words, quote."""
        phone, p = canvas.phone, canvas.phone.px
        wide = widest(self._lines(phone), p(TEXT)) + 2 * p(PAD_X)
        body = top + self.head(phone)
        rect = placed(phone, self.side, body, wide, self._bubble(phone))
        ground, ink = colours(canvas, self.side)
        self.paint_face(canvas, top)
        tailed(canvas, rect, self.side, ground)
        self.paint_mark(canvas, rect)
        if self.quoted:
            self._paint_quote(canvas, rect[3] + p(_QUOTE_GAP))
        for row in self.rows(phone):
            if row.part == "text":
                canvas.text(
                    rect[0] + p(PAD_X), top + row.middle, row.text, size=p(TEXT), colour=ink
                )

    def _paint_quote(self, canvas: Canvas, y: int) -> None:
        phone, p, theme = canvas.phone, canvas.phone.px, canvas.theme
        lines = self._quote_lines(phone)
        wide = widest(lines, p(_QUOTE)) + 2 * p(_QUOTE_PAD)
        rect = placed(phone, self.side, y, wide, self._box(phone))
        plate(canvas, rect, p(8), theme.quote)
        first = y + p(_QUOTE_PAD)
        for row in text_rows("quoted", lines, first, p(_QUOTE_ROW), p(_QUOTE)):
            x = rect[0] + p(_QUOTE_PAD)
            canvas.text(x, row.middle, row.text, size=p(_QUOTE), colour=theme.quote_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Beside):
    """Waves and seconds; `spoken` is the 转文字 text in a box below."""

    kind: ClassVar[str] = "voice"
    seconds: int
    mark: str = '"'
    unheard: bool = False
    spoken: str | None = None

    def _lines(self, phone: Phone) -> tuple[str, ...]:
        if not self.spoken:
            return ()
        return wrap(self.spoken, phone.px(TEXT), room(phone) - 2 * phone.px(PAD_X) + 2)

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        p = phone.px
        one = 2 * p(PAD_Y) + p(ROW)
        below = p(_SPOKEN_GAP) + 2 * p(PAD_Y) + len(self._lines(phone)) * p(ROW)
        return self.head(phone) + one + (below if self.spoken else 0)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return sender, seconds, what was spoken."""
        p, top = phone.px, self.head(phone)
        said = f"{self.seconds}{self.mark}"
        seconds = text_rows("text", (said,), top + p(PAD_Y), p(ROW), p(TEXT))
        below = top + 3 * p(PAD_Y) + p(ROW) + p(_SPOKEN_GAP)
        spoken = text_rows("spoken", self._lines(phone), below, p(ROW), p(TEXT))
        return (*self.named(phone), *seconds, *spoken)

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return the seconds as `12"` whatever mark is printed, and the words below."""
        truth = Beside.told(self, seen)
        if truth is None:
            return None
        whole = bool(truth["text"])
        return {
            **truth,
            "text": f'{self.seconds}"' if whole else "",
            "seconds": self.seconds if whole else None,
            "spoken": joined(seen, "spoken") or None,
        }

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, bubble, waves, seconds, the red dot, the words below."""
        phone, p = canvas.phone, canvas.phone.px
        body, one = top + self.head(phone), 2 * p(PAD_Y) + p(ROW)
        wide = min(p(min(200 + 8 * self.seconds, 620)), room(phone))
        rect = placed(phone, self.side, body, wide, one)
        ground, ink = colours(canvas, self.side)
        self.paint_face(canvas, top)
        tailed(canvas, rect, self.side, ground)
        away = 1 if self.side is Side.LEFT else -1
        edge, middle = rect[0] if away > 0 else rect[2], body + one // 2
        _paint_waves(canvas, (edge + away * p(38), middle), away, ink)
        text = f"{self.seconds}{self.mark}"
        align: Align = "left" if away > 0 else "right"
        canvas.text(edge + away * p(94), middle, text, size=p(TEXT), colour=ink, align=align)
        if self.unheard:
            far = rect[2] if away > 0 else rect[0]
            canvas.disc((far + away * p(36), middle), p(12), RED)
        if self.spoken:
            self._paint_spoken(canvas, rect[3] + p(_SPOKEN_GAP))

    def _paint_spoken(self, canvas: Canvas, y: int) -> None:
        phone, p, theme = canvas.phone, canvas.phone.px, canvas.theme
        lines = self._lines(phone)
        wide = widest(lines, p(TEXT)) + 2 * p(PAD_X)
        rect = placed(phone, self.side, y, wide, 2 * p(PAD_Y) + len(lines) * p(ROW))
        plate(canvas, rect, p(12), theme.left)
        for row in text_rows("spoken", lines, y + p(PAD_Y), p(ROW), p(TEXT)):
            x = rect[0] + p(PAD_X)
            canvas.text(x, row.middle, row.text, size=p(TEXT), colour=theme.left_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Beside):
    """A phone or a camera, and how the call went."""

    kind: ClassVar[str] = "call"
    text: str
    video: bool = False

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        return self.head(phone) + 2 * phone.px(PAD_Y) + phone.px(ROW)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return sender and words."""
        p, top = phone.px, self.head(phone)
        words = text_rows("text", (self.text,), top + p(PAD_Y), p(ROW), p(TEXT))
        return (*self.named(phone), *words)

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, bubble, glyph, words; the glyph is next to the avatar."""
        phone, p = canvas.phone, canvas.phone.px
        wide = width_of(self.text, p(TEXT)) + 2 * p(PAD_X) + p(74)
        body = top + self.head(phone)
        rect = placed(phone, self.side, body, wide, 2 * p(PAD_Y) + p(ROW))
        ground, ink = colours(canvas, self.side)
        self.paint_face(canvas, top)
        tailed(canvas, rect, self.side, ground)
        near = self.side is Side.LEFT
        x = rect[0] + p(PAD_X) + (p(74) if near else 0)
        middle = (rect[1] + rect[3]) // 2
        canvas.text(x, middle, self.text, size=p(TEXT), colour=ink)
        glyph = rect[0] + p(PAD_X) + p(28) if near else rect[2] - p(PAD_X) - p(28)
        (_paint_camera if self.video else _paint_receiver)(canvas, (glyph, middle), ink)


@dataclass(frozen=True, slots=True)
class Grey:
    """A line in the middle: a time, or what the system says. Old ones stand on a grey pill."""

    text: str
    kind: str = "system"
    side: Side = Side.CENTRE

    def _lines(self, phone: Phone) -> tuple[str, ...]:
        return wrap(self.text, phone.px(_GREY), phone.width - 2 * phone.px(100))

    def height(self, phone: Phone) -> int:
        """Return its height in pixels, with the blank above and below."""
        return phone.px(2 * _GREY_PAD) + len(self._lines(phone)) * phone.px(_GREY_ROW)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return its lines."""
        p = phone.px
        return text_rows("text", self._lines(phone), p(_GREY_PAD), p(_GREY_ROW), p(_GREY))

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return what is whole of it."""
        text = joined(seen, "text")
        if not text:
            return None
        return message_truth(
            self.side, self.kind, text=text, at_text=text if self.kind == "time" else None
        )

    def paint(self, canvas: Canvas, top: int) -> None:
        """Write the lines, on a pill where the app is old."""
        p, theme, x = canvas.phone.px, canvas.theme, canvas.phone.width // 2
        rows = self.rows(canvas.phone)
        if theme.pill is not None:
            half = widest([row.text for row in rows], p(_GREY)) // 2 + p(16)
            rect = (x - half, top + p(18), x + half, top + self.height(canvas.phone) - p(18))
            plate(canvas, rect, p(8), theme.pill)
        for row in rows:
            _paint_line(canvas, top + row.middle, row.text)


@dataclass(frozen=True, slots=True)
class Divider:
    """以下为新消息 between two rules: nobody said it."""

    text: str = "以下为新消息"
    side: Side = Side.CENTRE

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        return phone.px(90)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return its one line."""
        return text_rows("text", (self.text,), phone.px(22), phone.px(46), phone.px(_GREY))

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return it as the system's line."""
        return message_truth(self.side, "system", text=self.text) if seen else None

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw rule, words, rule."""
        p, theme, wide = canvas.phone.px, canvas.theme, canvas.phone.width
        ink = theme.nick
        half, y = width_of(self.text, p(_GREY)) // 2 + p(30), top + p(45)
        canvas.text(wide // 2, y, self.text, size=p(_GREY), colour=ink, align="centre")
        canvas.box((p(BUBBLE_LEFT), y, wide // 2 - half, y + 2), theme.faint)
        canvas.box((wide // 2 + half, y, wide - p(BUBBLE_LEFT), y + 2), theme.faint)


def _paint_line(canvas: Canvas, y: int, text: str) -> None:
    """Write a grey line in the middle; a packet's name is orange, what can be tapped blue."""
    size, theme = canvas.phone.px(_GREY), canvas.theme
    offsets, wide = places(text, size)
    left, at = canvas.phone.width // 2 - round(wide / 2), 0
    for part in _TAPPED.split(text):
        colour = {"红包": _ORANGE}.get(
            part, theme.link if _TAPPED.match(part) else theme.centre_text
        )
        if part:
            canvas.text(left + round(offsets[at]), y, part, size=size, colour=colour)
        at += len(part)


def _paint_waves(canvas: Canvas, origin: tuple[int, int], away: int, ink: Rgb) -> None:
    p, (x, y) = canvas.phone.px, origin
    canvas.disc((x, y), max(2, p(5)), ink)
    for radius in (17, 29):
        r = p(radius)
        start = -45 if away > 0 else 135

        def paint(
            pen: ImageDraw.ImageDraw, size: tuple[int, int], k: int, start: int = start
        ) -> None:
            box = (0, 0, size[0] - 1, size[1] - 1)
            pen.arc(box, start, start + 90, fill=255, width=max(1, p(5)) * k)

        canvas.smooth((x - r, y - r, x + r, y + r), ink, paint)


def _paint_receiver(canvas: Canvas, middle: tuple[int, int], ink: Rgb) -> None:
    p, (x, y) = canvas.phone.px, middle
    points = [(x - p(20), y - p(16)), (x - p(8), y + p(10)), (x + p(20), y + p(18))]
    canvas.stroke(points, max(2, p(7)), ink)
    canvas.disc((x - p(20), y - p(16)), max(2, p(7)), ink)
    canvas.disc((x + p(20), y + p(18)), max(2, p(7)), ink)


def _paint_camera(canvas: Canvas, middle: tuple[int, int], ink: Rgb) -> None:
    p, (x, y) = canvas.phone.px, middle
    body: Rect = (x - p(24), y - p(16), x + p(10), y + p(16))
    plate(canvas, body, p(5), ink)
    canvas.polygon([(x + p(12), y), (x + p(26), y - p(12)), (x + p(26), y + p(12))], ink)
