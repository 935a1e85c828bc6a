"""What every item of a chat has: rows of text with a part to play, and how those become truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from drawing.avatar import avatar
from drawing.canvas import width_of
from drawing.screens.shapes import RED, WHITE, plate
from drawing.story import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drawing.canvas import Canvas, Rect
    from drawing.phone import Phone, Rgb
    from drawing.screens.shot import Truth

# Measures in design units (1080 to the width), taken from real pages.
AVATAR, AVATAR_LEFT, AVATAR_RADIUS = 108, 32, 10
BUBBLE_LEFT, BUBBLE_RADIUS, ROOM = 169, 12, 742
TEXT, ROW, PAD_X, PAD_Y = 45, 66, 34, 22
TAIL_LENGTH, TAIL_HALF, TAIL_DOWN = 13, 15, 54
NICK, NICK_HIGH = 32, 52


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text: what it is part of, what it says, between which heights its ink lies."""

    part: str
    text: str
    top: int
    bottom: int

    @property
    def middle(self) -> int:
        """Where the line's middle is."""
        return (self.top + self.bottom) // 2


class Item(Protocol):
    """Anything that stands in a chat."""

    @property
    def side(self) -> Side:
        """Where it stands."""

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return the text on it, top to bottom, measured from its own top."""

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw it at a height."""

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return what can be said of it where only some rows are seen."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose item it is: the side, what their avatar is drawn from, in a group their name."""

    side: Side
    face: str
    sender: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Something beside an avatar; in a group the speaker's name is printed above it."""

    kind: ClassVar[str]
    by: Speaker
    undelivered: bool = False

    @property
    def side(self) -> Side:
        """The side it stands on."""
        return self.by.side

    @property
    def sender(self) -> str | None:
        """The name above it."""
        return self.by.sender

    def head(self, phone: Phone) -> int:
        """Return how much the sender's name takes above the body."""
        return phone.px(NICK_HIGH) if self.sender else 0

    def named(self, phone: Phone) -> tuple[Row, ...]:
        """Return the sender's row, if any."""
        if not self.sender:
            return ()
        return (Row("sender", self.sender, phone.px(4), phone.px(4 + NICK)),)

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return the item's truth from the rows that are whole."""
        if not any(row.part != "sender" for row in seen) and self.rows_matter:
            return None
        sender = next((row.text for row in seen if row.part == "sender"), None)
        return message_truth(
            self.side,
            self.kind,
            text=joined(seen, "text"),
            sender=sender,
            undelivered=self.undelivered,
        )

    @property
    def rows_matter(self) -> bool:
        """Whether it is nothing where none of its rows is whole."""
        return True

    def paint_face(self, canvas: Canvas, top: int) -> None:
        """Draw the avatar, and the sender's name beside its top."""
        p = canvas.phone.px
        x = p(AVATAR_LEFT)
        if self.side is Side.RIGHT:
            x = canvas.phone.width - p(AVATAR_LEFT) - p(AVATAR)
        canvas.picture(x, top, avatar(self.by.face, p(AVATAR)), p(AVATAR_RADIUS))
        for row in self.named(canvas.phone):
            canvas.text(
                p(BUBBLE_LEFT),
                top + row.middle,
                row.text,
                size=p(NICK),
                colour=canvas.theme.nick,
            )

    def paint_mark(self, canvas: Canvas, rect: Rect) -> None:
        """Draw the red mark of what was not delivered, left of an own bubble."""
        if not self.undelivered:
            return
        p, x = canvas.phone.px, rect[0] - canvas.phone.px(60)
        y = (rect[1] + rect[3]) // 2
        canvas.disc((x, y), p(24), RED)
        canvas.text(x, y, "!", size=p(40), colour=WHITE, align="centre", bold=True)


def joined(rows: Sequence[Row], part: str, by: str = "") -> str:
    """Return the words of all rows of one part."""
    return by.join(row.text for row in rows if row.part == part)


def message_truth(side: Side, kind: str, **said: object) -> Truth:
    """Return a message's truth with every key, null where it has nothing."""
    blank: Truth = {
        "side": side.value,
        "kind": kind,
        "text": None,
        "amount": None,
        "status": None,
        "memo": None,
        "seconds": None,
        "sender": None,
        "quoted": None,
        "spoken": None,
        "undelivered": False,
        "receipt": False,
        "cut": False,
        "at_text": None,
    }
    return {**blank, **said}


def text_rows(part: str, lines: Sequence[str], top: int, pitch: int, size: int) -> tuple[Row, ...]:
    """Return lines of one part as rows."""
    spare = (pitch - size) // 2
    return tuple(
        Row(part, line, top + at * pitch + spare, top + (at + 1) * pitch - spare)
        for at, line in enumerate(lines)
    )


def placed(phone: Phone, side: Side, top: int, width: int, height: int) -> Rect:
    """Return where a body of a size stands beside its avatar."""
    if side is Side.LEFT:
        x0 = phone.px(BUBBLE_LEFT)
        return (x0, top, x0 + width, top + height)
    x1 = phone.width - phone.px(BUBBLE_LEFT)
    return (x1 - width, top, x1, top + height)


def room(phone: Phone) -> int:
    """Return how wide a body may be: on a computer's window what its width leaves."""
    if not phone.unit:
        return phone.px(ROOM)
    return phone.width - 2 * phone.px(BUBBLE_LEFT) - phone.px(90)


def colours(canvas: Canvas, side: Side) -> tuple[Rgb, Rgb]:
    """Return a bubble's ground and ink."""
    theme = canvas.theme
    if side is Side.LEFT:
        return theme.left, theme.left_text
    return theme.right, theme.right_text


def tailed(canvas: Canvas, rect: Rect, side: Side, colour: Rgb) -> None:
    """Draw a body with its tail at the middle of the avatar; old white ones have a rim."""
    rim = canvas.theme.outline
    if rim is not None and colour == canvas.theme.left:
        x0, y0, x1, y1 = rect
        _tailed(canvas, (x0 - 2, y0 - 2, x1 + 2, y1 + 2), side, rim, 2)
    _tailed(canvas, rect, side, colour, 0)


def _tailed(canvas: Canvas, rect: Rect, side: Side, colour: Rgb, more: int) -> None:
    p = canvas.phone.px
    tail, half, y = p(TAIL_LENGTH), p(TAIL_HALF), rect[1] + more + p(TAIL_DOWN)
    plate(canvas, rect, p(BUBBLE_RADIUS), colour)
    base, tip = (
        (rect[0] + 1, rect[0] - tail) if side is Side.LEFT else (rect[2] - 1, rect[2] + tail)
    )
    canvas.polygon([(base, y - half), (tip, y), (base, y + half)], colour)


def widest(lines: Sequence[str], size: int) -> int:
    """Return the width of the widest line."""
    return max(width_of(line, size) for line in lines)
