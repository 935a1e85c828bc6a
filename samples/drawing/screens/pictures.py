"""Pictures in a chat: photos, pictures of chats and receipts with words in them, stickers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from PIL import Image

from drawing.avatar import avatar
from drawing.canvas import Canvas, width_of
from drawing.phone import ANDROID, LIGHT, rgb
from drawing.screens.item import Beside, Row, Speaker, message_truth, placed
from drawing.screens.words import Grey, Words
from drawing.story import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drawing.phone import Phone
    from drawing.screens.item import Item
    from drawing.screens.shot import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Beside):
    """A thumbnail without a bubble. `shows` is photo, chat or receipt; `words` stand inside it.

    The words belong to the picture: they are no message, and not in the truth.
    """

    kind: ClassVar[str] = "image"
    shows: str = "photo"
    words: tuple[str, ...] = ()
    wide: int = 320
    high: int = 420

    @property
    def rows_matter(self) -> bool:
        """Whether it is nothing without words: never."""
        return False

    def height(self, phone: Phone) -> int:
        """Return its height in pixels."""
        return self.head(phone) + phone.px(self.high)

    def rows(self, phone: Phone) -> tuple[Row, ...]:
        """Return the sender alone."""
        return self.named(phone)

    def told(self, seen: Sequence[Row]) -> Truth | None:
        """Return that a picture stands here."""
        sender = next((row.text for row in seen if row.part == "sender"), None)
        return message_truth(self.side, self.kind, sender=sender, undelivered=self.undelivered)

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar and thumbnail."""
        phone, p = canvas.phone, canvas.phone.px
        body = top + self.head(phone)
        rect = placed(phone, self.side, body, p(self.wide), p(self.high))
        self.paint_face(canvas, top)
        size = (p(self.wide), p(self.high))
        paint = {"chat": self._chat, "receipt": self._receipt}.get(self.shows, self._photo)
        canvas.picture(rect[0], body, paint(size), p(10))
        self.paint_mark(canvas, rect)

    def _photo(self, size: tuple[int, int]) -> Image.Image:
        side = max(size)
        whole = avatar(f"{self.by.face} {self.wide} {self.high}", side)
        return whole.crop((0, 0, *size))

    def _chat(self, size: tuple[int, int]) -> Image.Image:
        """Draw a chat as small as a thumbnail of it."""
        phone = replace(ANDROID, theme=LIGHT, width=size[0], height=size[1])
        canvas = Canvas(phone, LIGHT.page)
        y = phone.px(40)
        sides = (Side.LEFT, Side.RIGHT)
        items: list[Item] = [
            Grey("昨天 12:51", "time"),
            *(Words(by=Speaker(sides[at % 2], w[:1]), text=w) for at, w in enumerate(self.words)),
        ]
        for item in items:
            item.paint(canvas, y)
            y += item.height(phone) + phone.px(33)
        return canvas.image

    def _receipt(self, size: tuple[int, int]) -> Image.Image:
        canvas = Canvas(
            replace(ANDROID, theme=LIGHT, width=size[0], height=size[1]), rgb("#FBF8F0")
        )
        step = size[1] // (len(self.words) + 1)
        for at, word in enumerate(self.words):
            size_px = min(step * 2 // 3, max(8, size[0] * 9 // (10 * max(4, len(word)))))
            y = step * (at + 1)
            canvas.text(size[0] // 2, y, word, size=size_px, colour=rgb("#333333"), align="centre")
        return canvas.image


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticker(Picture):
    """A drawn figure with a word or two below it, on the page's own ground."""

    word: str = ""
    wide: int = 300
    high: int = 300

    def paint(self, canvas: Canvas, top: int) -> None:
        """Draw avatar, figure, word."""
        phone, p = canvas.phone, canvas.phone.px
        body = top + self.head(phone)
        rect = placed(phone, self.side, body, p(self.wide), p(self.high))
        self.paint_face(canvas, top)
        x, y = (rect[0] + rect[2]) // 2, body + p(120)
        skin, line = rgb("#FFF3D6"), rgb("#4A3B2A")
        canvas.disc((x, y), p(104), line)
        canvas.disc((x, y), p(98), skin)
        for away in (-1, 1):
            canvas.disc((x + away * p(36), y - p(16)), p(10), line)
            canvas.disc((x + away * p(58), y + p(20)), p(14), rgb("#F7B5A5"))
        canvas.stroke([(x - p(20), y + p(30)), (x, y + p(40)), (x + p(20), y + p(30))], p(6), line)
        if self.word:
            size = min(p(52), p(280) * p(52) // max(1, width_of(self.word, p(52))))
            canvas.text(
                x, body + p(262), self.word, size=size, colour=line, align="centre", bold=True
            )
