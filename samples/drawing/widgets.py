"""What stands in a chat: bubbles, voices, transfer cards, grey lines; each knows its height,
the rows of text on it, and how to paint itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from drawing.avatar import avatar
from drawing.canvas import width_of, wrap
from drawing.phone import UNHEARD
from drawing.story import Side, State

if TYPE_CHECKING:
    from PIL import ImageDraw

    from drawing.canvas import Canvas, Rect
    from drawing.phone import Phone, Rgb
    from drawing.story import Payment

# Measures in design units (1080 to the width), taken from real pages.
AVATAR, AVATAR_LEFT, AVATAR_RADIUS = 108, 32, 10
BUBBLE_LEFT, BUBBLE_RIGHT, BUBBLE_RADIUS = 169, 911, 12
TEXT, ROW, PAD_X, PAD_Y = 45, 66, 34, 22
TAIL_LENGTH, TAIL_HALF, TAIL_DOWN = 13, 15, 54
GREY, GREY_ROW, GREY_PAD = 33, 46, 26
CARD_WIDTH, CARD_HEIGHT, CARD_FOOT = 660, 246, 62
GAP = 33

# A card's icon as strokes about its middle: arrows both ways, a tick, an arrow turning back.
Strokes = tuple[tuple[tuple[int, int], ...], ...]
_RETURNED: Strokes = (
    ((-6, -20), (-18, -8), (-6, 4)),
    ((-18, -8), (10, -8), (19, 2), (10, 14), (-14, 14)),
)
_ICONS: dict[State, Strokes] = {
    State.PENDING: (((-8, -20), (-20, -9), (20, -9)), ((-20, 9), (20, 9), (8, 20))),
    State.ACCEPTED: (((-19, 1), (-6, 14), (20, -13)),),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text on a widget: what it says, and between which heights its ink lies."""

    text: str
    top: int
    bottom: int


class Widget(Protocol):
    """Anything that stands in a chat."""

    @property
    def height(self) -> int:
        """Height in pixels."""

    @property
    def margin(self) -> int:
        """How much of it, above and below, stays blank, in pixels."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The text on it, top to bottom, measured from its own top."""

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw it at a height."""


@dataclass(frozen=True, slots=True)
class GreyLine:
    """A time line or a system line: grey, in the middle, without a box."""

    phone: Phone
    text: str

    @property
    def _lines(self) -> tuple[str, ...]:
        return wrap(self.text, self.phone.px(GREY), self.phone.px(880))

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.phone.px(2 * GREY_PAD) + len(self._lines) * self.phone.px(GREY_ROW)

    @property
    def margin(self) -> int:
        """The blank above and below its lines."""
        return self.phone.px(GREY_PAD)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its lines."""
        return _rows(
            self._lines, self.phone.px(GREY_PAD), self.phone.px(GREY_ROW), self.phone.px(GREY)
        )

    def paint(self, canvas: Canvas, top: int) -> None:
        """Write the lines."""
        size, colour = self.phone.px(GREY), canvas.theme.centre_text
        for row in self.rows:
            middle = top + (row.top + row.bottom) // 2
            canvas.text(
                self.phone.width // 2, middle, row.text, size=size, colour=colour, align="centre"
            )


@dataclass(frozen=True, slots=True)
class Bubble:
    """Words beside an avatar."""

    phone: Phone
    side: Side
    face: str
    text: str

    @property
    def _lines(self) -> tuple[str, ...]:
        room = self.phone.px(BUBBLE_RIGHT - BUBBLE_LEFT - 2 * PAD_X) + 2
        return wrap(self.text, self.phone.px(TEXT), room)

    @property
    def height(self) -> int:
        """Height in pixels."""
        return 2 * self.phone.px(PAD_Y) + len(self._lines) * self.phone.px(ROW)

    @property
    def margin(self) -> int:
        """Nothing: it is drawn from edge to edge."""
        return 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its wrapped lines."""
        return _text_rows(self.phone, self._lines)

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, bubble and words."""
        size, pad = self.phone.px(TEXT), self.phone.px(PAD_X)
        width = max(width_of(line, size) for line in self._lines) + 2 * pad
        rect = _placed(self.phone, self.side, top, width, self.height)
        ground, ink = _bubble_colours(canvas, self.side)
        _paint_face(canvas, self.side, top, self.face)
        paint_tailed(canvas, rect, self.side, ground)
        for row in self.rows:
            middle = top + (row.top + row.bottom) // 2
            canvas.text(rect[0] + pad, middle, row.text, size=size, colour=ink)


@dataclass(frozen=True, slots=True)
class VoiceBubble:
    """Waves and seconds; the longer the voice, the wider the bubble."""

    phone: Phone
    side: Side
    face: str
    seconds: int
    unheard: bool

    @property
    def height(self) -> int:
        """Height in pixels."""
        return 2 * self.phone.px(PAD_Y) + self.phone.px(ROW)

    @property
    def margin(self) -> int:
        """Nothing: it is drawn from edge to edge."""
        return 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """The seconds."""
        return _text_rows(self.phone, (f'{self.seconds}"',))

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, bubble, waves and seconds; the waves point away from the avatar."""
        p, middle = self.phone.px, top + self.height // 2
        width = p(min(200 + 8 * self.seconds, 620))
        rect = _placed(self.phone, self.side, top, width, self.height)
        ground, ink = _bubble_colours(canvas, self.side)
        _paint_face(canvas, self.side, top, self.face)
        paint_tailed(canvas, rect, self.side, ground)
        away = 1 if self.side is Side.LEFT else -1
        edge = rect[0] if self.side is Side.LEFT else rect[2]
        _paint_waves(canvas, (edge + away * p(38), middle), away, ink)
        canvas.text(
            edge + away * p(94),
            middle,
            self.rows[0].text,
            size=p(TEXT),
            colour=ink,
            align="left" if self.side is Side.LEFT else "right",
        )
        if self.unheard:
            far = rect[2] if self.side is Side.LEFT else rect[0]
            canvas.disc((far + away * p(36), middle), p(12), UNHEARD)


@dataclass(frozen=True, slots=True)
class TransferCard:
    """The orange card: amount, state or memo, and 微信转账 below a thin line."""

    phone: Phone
    side: Side
    face: str
    payment: Payment
    receipt: bool

    @property
    def says(self) -> str:
        """The second line. A memo takes the place of the state."""
        if self.receipt:
            return "已收款"
        if self.payment.memo:
            return self.payment.memo
        mine = self.side is Side.RIGHT
        return {
            State.PENDING: "你发起了一笔转账" if mine else "请收款",
            State.ACCEPTED: self.phone.taken,
            State.RETURNED: "已退还",
            State.EXPIRED: "已过期",
            State.REFUNDED: "已退还",
        }[self.payment.state]

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.phone.px(CARD_HEIGHT)

    @property
    def margin(self) -> int:
        """Nothing: it is drawn from edge to edge."""
        return 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """Amount, state or memo, footer."""
        p = self.phone.px
        return (
            Row(f"¥{self.payment.amount}", p(38), p(98)),
            Row(self.says, p(100), p(148)),
            Row("微信转账", p(CARD_HEIGHT - CARD_FOOT + 8), p(CARD_HEIGHT - 10)),
        )

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, card, icon and words."""
        p, theme = self.phone.px, canvas.theme
        done = self.payment.state is not State.PENDING
        ground = theme.card_done if done else theme.card
        ink, foot = (
            (theme.card_done_text, theme.card_done_foot)
            if done
            else (theme.card_text, theme.card_foot)
        )
        rect = _placed(self.phone, self.side, top, p(CARD_WIDTH), self.height)
        _paint_face(canvas, self.side, top, self.face)
        paint_tailed(canvas, rect, self.side, ground)
        _paint_icon(canvas, (rect[0] + p(86), top + p(94)), self.payment.state, ink)
        line = top + p(CARD_HEIGHT - CARD_FOOT)
        canvas.box((rect[0] + p(36), line, rect[2] - p(36), line + 1), foot)
        for row, size, x, colour, bold in zip(
            self.rows,
            (48, 34, 30),
            (158, 158, 38),
            (ink, ink, foot),
            (True, False, False),
            strict=True,
        ):
            middle = top + (row.top + row.bottom) // 2
            canvas.text(rect[0] + p(x), middle, row.text, size=p(size), colour=colour, bold=bold)


def paint_tailed(canvas: Canvas, rect: Rect, side: Side, colour: Rgb) -> None:
    """Draw a bubble with its tail at the middle of the avatar."""
    p = canvas.phone.px
    tail, half, down = p(TAIL_LENGTH), p(TAIL_HALF), p(TAIL_DOWN)
    x0, y0, x1, y1 = rect
    whole = (x0 - tail, y0, x1 + tail, y1)

    def paint(pen: ImageDraw.ImageDraw, size: tuple[int, int], k: int) -> None:
        wide, high = size
        body = (tail * k, 0, wide - tail * k - 1, high - 1)
        pen.rounded_rectangle(body, radius=p(BUBBLE_RADIUS) * k, fill=255)
        base, tip = (body[0] + k, k) if side is Side.LEFT else (body[2] - k, wide - k)
        pen.polygon([(base, (down - half) * k), (tip, down * k), (base, (down + half) * k)], 255)

    canvas.smooth(whole, colour, paint)


def _text_rows(phone: Phone, lines: tuple[str, ...]) -> tuple[Row, ...]:
    return _rows(lines, phone.px(PAD_Y), phone.px(ROW), phone.px(TEXT))


def _rows(lines: tuple[str, ...], top: int, pitch: int, size: int) -> tuple[Row, ...]:
    spare = (pitch - size) // 2
    return tuple(
        Row(line, top + at * pitch + spare, top + (at + 1) * pitch - spare)
        for at, line in enumerate(lines)
    )


def _placed(phone: Phone, side: Side, top: int, width: int, height: int) -> Rect:
    if side is Side.LEFT:
        x0 = phone.px(BUBBLE_LEFT)
        return (x0, top, x0 + width, top + height)
    x1 = phone.px(BUBBLE_RIGHT)
    return (x1 - width, top, x1, top + height)


def _bubble_colours(canvas: Canvas, side: Side) -> tuple[Rgb, Rgb]:
    theme = canvas.theme
    if side is Side.LEFT:
        return theme.left, theme.left_text
    return theme.right, theme.right_text


def _paint_face(canvas: Canvas, side: Side, top: int, face: str) -> None:
    p = canvas.phone.px
    x = p(AVATAR_LEFT)
    if side is Side.RIGHT:
        x = canvas.phone.width - p(AVATAR_LEFT) - p(AVATAR)
    canvas.picture(x, top, avatar(face, p(AVATAR)), p(AVATAR_RADIUS))


def _paint_waves(canvas: Canvas, origin: tuple[int, int], away: int, ink: Rgb) -> None:
    p = canvas.phone.px
    x, y = origin
    canvas.disc((x, y), p(5), ink)
    for radius in (17, 29):
        r = p(radius)
        rect = (x - r, y - r, x + r, y + r)
        start = -45 if away > 0 else 135

        def paint(
            pen: ImageDraw.ImageDraw, size: tuple[int, int], k: int, start: int = start
        ) -> None:
            pen.arc((0, 0, size[0] - 1, size[1] - 1), start, start + 90, fill=255, width=p(5) * k)

        canvas.smooth(rect, ink, paint)


def _paint_icon(canvas: Canvas, middle: tuple[int, int], state: State, ink: Rgb) -> None:
    p, (x, y) = canvas.phone.px, middle
    canvas.ring(middle, p(44), p(4), ink)
    for points in _ICONS.get(state, _RETURNED):
        canvas.stroke([(x + p(right), y + p(down)) for right, down in points], p(4), ink)
