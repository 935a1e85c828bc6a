"""Cards in a chat: transfers, red packets, and the white ones of links, files, programs, people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from drawing.avatar import avatar
from drawing.canvas import wrap
from drawing.phone import rgb
from drawing.screens.item import (
    Beside,
    Row,
    joined,
    placed,
    room,
    tailed,
    text_rows,
)
from drawing.screens.shapes import WHITE, figures, plate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drawing.canvas import Canvas, Rect
    from drawing.phone import Phone, Rgb
    from drawing.screens.shot import Truth

_WIDE, _HIGH, _FOOT = 660, 246, 62
_PLATE_WIDE = 700
_STRIP_INK = rgb("#999999")
Strokes = tuple[tuple[tuple[int, int], ...], ...]
_TURN: Strokes = (
    ((-6, -20), (-18, -8), (-6, 4)),
    ((-18, -8), (10, -8), (19, 2), (10, 14), (-14, 14)),
)
_ICONS: dict[str, Strokes] = {
    "pending": (((-8, -20), (-20, -9), (20, -9)), ((-20, 9), (20, 9), (8, 20))),
    "accepted": (((-19, 1), (-6, 14), (20, -13)),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Beside):
    """The orange card: amount, then the state in this phone's words or the memo in its place.

    `status` is what became of the money, even where the memo hides it.
    """

    kind: ClassVar[str] = "transfer"
    amount: str
    says: str
    status: str
    memo: bool = False
    receipt: bool = False
    symbol: str = "¥"
    foot: str = "微信转账"

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        return self.head(phone) + phone.px(_HIGH)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return sender, amount, state or memo, footer."""
        p, top = phone.px, self.head(phone)
        return (
            *self.named(phone),
            Row("amount", f"{self.symbol}{self.amount}", top + p(44), top + p(92)),
            Row("text", self.says, top + p(106), top + p(142)),
            Row("foot", self.foot, top + p(_HIGH - _FOOT + 12), top + p(_HIGH - 16)),
        )

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return amount, words and what they mean."""
        truth = Beside.told(self, seen)
        if truth is None:
            return None
        read = bool(truth["text"])
        amount = joined(seen, "amount")
        return {
            **truth,
            "amount": self.amount if amount else None,
            "status": self.status if read else None,
            "memo": self.says if read and self.memo else None,
            "receipt": self.receipt,
        }

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, card, icon, words."""
        phone, p, theme = canvas.phone, canvas.phone.px, canvas.theme
        done = self.status != "pending"
        ground = theme.card_done if done else theme.card
        ink = theme.card_done_text if done else theme.card_text
        body = top + self.head(phone)
        rect = placed(phone, self.side, body, p(_WIDE), p(_HIGH))
        self.paint_face(canvas, top)
        tailed(canvas, rect, self.side, ground)
        foot = _paint_foot(canvas, rect, theme.card_done_foot if done else theme.card_foot)
        _paint_icon(canvas, (rect[0] + p(86), body + p(94)), self.status, ink)
        _, said, below = self.rows(phone)[-3:]
        money = f"{self.symbol}{self.amount}"
        x = rect[0] + p(158)
        figures(canvas, x, body + p(68), money, size=p(48), colour=ink)
        canvas.text(x, top + said.middle, said.text, size=p(34), colour=ink)
        canvas.text(rect[0] + p(38), top + below.middle, below.text, size=p(30), colour=foot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet(Beside):
    """A red packet: the greeting, what one may do with it, and never an amount."""

    kind: ClassVar[str] = "red_packet"
    greeting: str
    state: str = ""
    opened: bool = False

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        return self.head(phone) + phone.px(_HIGH)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return sender, greeting, state, footer."""
        p, top = phone.px, self.head(phone)
        at = (66, 126) if self.state else (94,)
        words = (self.greeting, self.state) if self.state else (self.greeting,)
        lines = [
            Row("text", word, top + p(y - 22), top + p(y + 22))
            for word, y in zip(words, at, strict=True)
        ]
        foot = Row("foot", "微信红包", top + p(_HIGH - _FOOT + 12), top + p(_HIGH - 16))
        return (*self.named(phone), *lines, foot)

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, card, a small packet, words."""
        phone, p, theme = canvas.phone, canvas.phone.px, canvas.theme
        ground = theme.card_done if self.opened else theme.card
        ink = theme.card_done_text if self.opened else theme.card_text
        body = top + self.head(phone)
        rect = placed(phone, self.side, body, p(_WIDE), p(_HIGH))
        self.paint_face(canvas, top)
        tailed(canvas, rect, self.side, ground)
        foot = _paint_foot(canvas, rect, theme.card_done_foot if self.opened else theme.card_foot)
        _paint_envelope(canvas, (rect[0] + p(44), body + p(40)), faded=self.opened)
        for row in self.rows(phone):
            if row.part == "text":
                size = p(44) if row.text == self.greeting else p(32)
                canvas.text(rect[0] + p(148), top + row.middle, row.text, size=size, colour=ink)
            elif row.part == "foot":
                canvas.text(rect[0] + p(38), top + row.middle, row.text, size=p(30), colour=foot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate(Beside):
    """A white card on both sides: a title, smaller lines below it, and perhaps a footer."""

    kind: ClassVar[str] = "other"
    title: str
    below: str = ""
    foot: str = ""
    thumb: str | None = None

    def _titles(self, phone: Phone) -> tuple[str, ...]:
        taken = 260 if self.thumb else 70
        return wrap(self.title, phone.px(44), self._wide(phone) - phone.px(taken))[:2]

    def _lines(self, phone: Phone) -> tuple[str, ...]:
        wide = self._wide(phone) - phone.px(260 if self.thumb else 70)
        return wrap(self.below, phone.px(34), wide)[:2] if self.below else ()

    def _wide(self, phone: Phone) -> int:
        return min(phone.px(_PLATE_WIDE), room(phone))

    def _body(self, phone: Phone) -> int:
        p = phone.px
        words = p(56) + len(self._titles(phone)) * p(60) + len(self._lines(phone)) * p(48)
        return max(words, p(190)) + (p(64) if self.foot else 0)

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        return self.head(phone) + self._body(phone)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return sender, title, lines, footer."""
        p, top = phone.px, self.head(phone) + phone.px(28)
        titles = text_rows("text", self._titles(phone), top, p(60), p(44))
        top += len(titles) * p(60)
        lines = text_rows("text", self._lines(phone), top, p(48), p(34))
        end = self.height(phone)
        foot = (Row("text", self.foot, end - p(47), end - p(17)),) if self.foot else ()
        return (*self.named(phone), *titles, *lines, *foot)

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return its lines, each on its own."""
        truth = Beside.told(self, seen)
        return truth and {**truth, "text": joined(seen, "text", "\n")}

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, plate, thumbnail, words."""
        phone, p, theme = canvas.phone, canvas.phone.px, canvas.theme
        body = top + self.head(phone)
        rect = placed(phone, self.side, body, self._wide(phone), self._body(phone))
        self.paint_face(canvas, top)
        tailed(canvas, rect, self.side, theme.plate)
        rows = [row for row in self.rows(phone) if row.part == "text"]
        sizes = [44] * len(self._titles(phone)) + [34] * len(self._lines(phone)) + [30]
        for at, row in enumerate(rows):
            ink = theme.left_text if sizes[at] == 44 else theme.label
            x = rect[0] + p(34)
            canvas.text(x, top + row.middle, row.text, size=p(sizes[at]), colour=ink)
        if self.foot:
            y = rect[3] - p(64)
            canvas.box((rect[0] + p(34), y, rect[2] - p(34), y + 1), theme.hairline)
        if self.thumb:
            side, low = p(120), p(64) if self.foot else 0
            y = (rect[1] + rect[3] - low - side) // 2
            self._paint_thumb(canvas, (rect[2] - p(34) - side, y), side)

    def _paint_thumb(self, canvas: Canvas, at: tuple[int, int], side: int) -> None:
        canvas.picture(*at, avatar(str(self.thumb), side), canvas.phone.px(6))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlate(Plate):
    """A file: its name, its size, and a sheet with its ending's letter."""

    kind: ClassVar[str] = "file"

    def _paint_thumb(self, canvas: Canvas, at: tuple[int, int], side: int) -> None:
        ending = self.title.rsplit(".", 1)[-1].lower()
        colour = {"pdf": "#E64340", "docx": "#2B7CD3", "xlsx": "#1E7145"}.get(ending, "#8A8A8A")
        x, y = at
        canvas.rounded((x + side // 8, y, x + side - side // 8, y + side), 6, rgb(colour))
        middle = (x + side // 2, y + side // 2)
        letter = {"pdf": "P", "docx": "W", "xlsx": "X"}.get(ending, "?")
        canvas.text(*middle, letter, size=side // 2, colour=WHITE, align="centre", bold=True)


def _paint_foot(canvas: Canvas, rect: Rect, ink: Rgb) -> Rgb:
    """Draw a rule above the footer, or the old white strip; return the footer's ink."""
    p, strip = canvas.phone.px, canvas.theme.strip
    line = rect[3] - p(_FOOT)
    if strip is None:
        canvas.box((rect[0] + p(36), line, rect[2] - p(36), line + 1), ink)
        return ink
    plate(canvas, (rect[0], line, rect[2], rect[3]), p(12), strip)
    canvas.box((rect[0], line, rect[2], line + p(14)), strip)
    return _STRIP_INK


def _paint_icon(canvas: Canvas, middle: tuple[int, int], status: str, ink: Rgb) -> None:
    p, (x, y) = canvas.phone.px, middle
    canvas.ring(middle, p(44), max(1, p(4)), ink)
    for points in _ICONS.get(status, _TURN):
        moved = [(x + p(right), y + p(down)) for right, down in points]
        canvas.stroke(moved, max(1, p(4)), ink)


def _paint_envelope(canvas: Canvas, at: tuple[int, int], *, faded: bool) -> None:
    p, (x, y) = canvas.phone.px, at
    red, gold = ("#EBA79A", "#F3DDB3") if faded else ("#E15241", "#F5CE6B")
    plate(canvas, (x, y, x + p(82), y + p(104)), p(8), rgb(red))
    canvas.disc((x + p(41), y + p(40)), p(16), rgb(gold))
