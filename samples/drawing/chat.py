"""Chat pages: one long canvas, seen through a window between the title and the input bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from drawing.bars import input_bar, status_bar, title_bar
from drawing.canvas import Canvas
from drawing.pages import page_truth
from drawing.story import Card, Notice, Side, Stamp, Text, Voice, time_line
from drawing.widgets import GAP, Bubble, GreyLine, TransferCard, VoiceBubble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PIL import Image

    from drawing.pages import Truth
    from drawing.phone import Phone
    from drawing.story import Conversation, Message
    from drawing.widgets import Row, Widget

_SECONDS_A_PAGE = 7


@dataclass(frozen=True, slots=True)
class Laid:
    """A message at its place on the long canvas."""

    message: Message
    at: datetime
    widget: Widget
    top: int

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.widget.height

    @property
    def body(self) -> tuple[int, int]:
        """From where to where something of it is drawn."""
        return self.top + self.widget.margin, self.bottom - self.widget.margin


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of the long canvas that one screenshot shows, in pixels."""

    top: int
    bottom: int

    def shows(self, top: int, bottom: int) -> bool:
        """Say whether the whole stretch is visible."""
        return self.top <= top and bottom <= self.bottom

    def cuts(self, laid: Laid) -> bool:
        """Say whether an edge runs through the message."""
        top, bottom = laid.body
        return any(top < edge < bottom for edge in (self.top, self.bottom))


@dataclass(frozen=True, slots=True)
class ChatRoll:
    """Screenshots of one chat, scrolled from its first message to its last.

    Neighbouring pages share `overlap` whole messages at least. The owner stops where no message
    is cut, if there is such a place; with a `nudge` always that many design units above the
    messages shared. `lead` and `tail` are the blanks above the first message and below the last,
    in design units.
    """

    conversation: Conversation
    phone: Phone
    captured: datetime
    files: tuple[str, ...]
    overlap: int = 2
    nudge: int = 0
    lead: int = GAP
    tail: int = GAP

    @property
    def names(self) -> tuple[str, ...]:
        """The file names, first page first."""
        return self.files

    def shots(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield each name with its picture."""
        roll, placed = self._painted()
        for at, (name, window) in enumerate(zip(self.files, self._windows(placed), strict=True)):
            yield name, self._framed(roll, window, self._taken_at(at))

    def truths(self) -> Iterator[tuple[str, Truth]]:
        """Yield each name with its title and the messages that can be read on it."""
        placed = self._placed()
        for name, window in zip(self.files, self._windows(placed), strict=True):
            said = [message_truth(laid, window) for laid in placed]
            yield (
                name,
                page_truth(
                    "chat",
                    title=self.conversation.title,
                    messages=[message for message in said if message],
                ),
            )

    def _taken_at(self, page: int) -> datetime:
        return self.captured + timedelta(seconds=_SECONDS_A_PAGE * page)

    def _placed(self) -> list[Laid]:
        placed: list[Laid] = []
        top = self.phone.px(self.lead)
        for scene in self.conversation.scenes:
            for message in scene.told:
                widget = self._widget(message)
                placed.append(Laid(message, scene.at, widget, top))
                top += widget.height + self.phone.px(GAP)
        return placed

    def _widget(self, message: Message) -> Widget:
        phone = self.phone
        match message:
            case Stamp(at):
                return GreyLine(phone, time_line(at, self.captured, phone))
            case Notice(text):
                return GreyLine(phone, text)
            case Text(side=side, text=text):
                return Bubble(phone, side, self._face(side), text)
            case Voice(side, seconds, unheard):
                return VoiceBubble(phone, side, self._face(side), seconds, unheard)
            case Card(payment, receipt):
                face = self._face(message.side)
                return TransferCard(phone, message.side, face, payment, receipt)
            case _:
                assert_never(message)

    def _face(self, side: Side) -> str:
        talk = self.conversation
        return (talk.owner if side is Side.RIGHT else talk.other).wechat_id

    def _windows(self, placed: list[Laid]) -> list[Window]:
        """Scroll so that each page begins with the last whole messages of the one before."""
        high, gap = self.phone.foot - self.phone.top, self.phone.px(GAP)
        end = max(placed[-1].bottom + self.phone.px(self.tail), high)
        windows = [Window(0, high)]
        while windows[-1].bottom < end:
            whole = [laid for laid in placed if windows[-1].shows(*laid.body)]
            latest = whole[-self.overlap].top - gap // 2 - self.phone.px(self.nudge)
            top = end - high if latest >= end - high else self._halt(placed, windows[-1], latest)
            windows.append(Window(top, top + high))
        for one, other in pairwise(windows):
            assert one.top < other.top, "a page that does not scroll"
        return windows

    def _halt(self, placed: list[Laid], before: Window, latest: int) -> int:
        """Return where scrolling stops, at `latest` and still below the page before."""
        high = before.bottom - before.top
        bodies = [laid.body for laid in placed]
        neat = (
            halt
            for halt in range(latest, before.top, -1)
            if not any(
                top < edge < bottom for top, bottom in bodies for edge in (halt, halt + high)
            )
        )
        return latest if self.nudge else next(neat, latest)

    def _painted(self) -> tuple[Image.Image, list[Laid]]:
        placed = self._placed()
        windows = self._windows(placed)
        canvas = Canvas(self.phone, self.phone.theme.page, windows[-1].bottom)
        for laid in placed:
            laid.widget.paint(canvas, laid.top)
        return canvas.image, placed

    def _framed(self, roll: Image.Image, window: Window, at: datetime) -> Image.Image:
        canvas = Canvas(self.phone, self.phone.theme.page)
        view = roll.crop((0, window.top, self.phone.width, window.bottom))
        canvas.image.paste(view, (0, self.phone.top))
        status_bar(canvas, at, self.phone.theme.bar)
        title_bar(canvas, self.conversation.title, self.phone.theme.bar)
        input_bar(canvas)
        return canvas.image


def message_truth(laid: Laid, window: Window) -> Truth | None:
    """Return what can be read of a message through a window; None where nothing can.

    Of a message cut by the window's edge only the lines that are whole count, and `cut` is true.
    """
    rows = laid.widget.rows
    seen = [row for row in rows if window.shows(laid.top + row.top, laid.top + row.bottom)]
    if not seen:
        return None
    truth: Truth = {
        "side": Side.CENTRE.value,
        "kind": "text",
        "text": "".join(row.text for row in seen),
        "amount": None,
        "status": None,
        "memo": None,
        "seconds": None,
        "at": laid.at.isoformat(timespec="minutes"),
        "cut": window.cuts(laid),
    }
    return {**truth, **_particulars(laid.message, rows, seen)}


def _particulars(message: Message, rows: tuple[Row, ...], seen: list[Row]) -> Truth:
    match message:
        case Stamp():
            return {"kind": "time"}
        case Notice():
            return {"kind": "system"}
        case Text(side=side):
            return {"side": side.value}
        case Voice(side, seconds):
            return {"side": side.value, "kind": "voice", "seconds": seconds}
        case Card():
            return _card_truth(message, rows, seen)
        case _:
            assert_never(message)


def _card_truth(card: Card, rows: tuple[Row, ...], seen: list[Row]) -> Truth:
    """Return a card's truth; its text is the second line, be it the state or the memo."""
    amount, says, _foot = rows
    memo = card.payment.memo if not card.receipt and says in seen else None
    return {
        "side": card.side.value,
        "kind": "transfer",
        "text": says.text if says in seen else "",
        "amount": card.payment.amount if amount in seen else None,
        "status": card.payment.state.value if says in seen else None,
        "memo": memo,
        "receipt": card.receipt,
    }
