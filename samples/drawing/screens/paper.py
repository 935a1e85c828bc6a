"""A photographed paper: a hand's or a printer's letters on an uneven, turned, shaded sheet."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin
from random import Random
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.canvas import font, wrap
from drawing.screens.shot import screen_truth

if TYPE_CHECKING:
    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_TABLE, _SHEET, _INK = (92, 72, 58), (247, 244, 236), (38, 38, 52)
_RULE = (196, 208, 222, 255)
KINDS = {"借条": "loan_note", "欠条": "debt_note", "收条": "receipt"}


@dataclass(frozen=True, slots=True)
class PaperPhoto:
    """A 借条, 欠条 or 收条: a title, paragraphs, and below them who signed and when.

    `hand` writes each letter a little off; else it is printed in a song face. `turn` is the
    sheet's slant in degrees. `seed` places light, shade and table. Of the phone only the size
    of its pictures counts.
    """

    phone: Phone
    title: str
    body: tuple[str, ...]
    signed: tuple[str, ...]
    amount: str
    hand: bool
    turn: float
    seed: int

    def truth(self) -> Truth:
        """Return kind, the whole text without line breaks, and the amount."""
        lines = (self.title, *self.body, *self.signed)
        return screen_truth(
            "document",
            document={
                "kind": KINDS.get(self.title, "other"),
                "text": "\n".join(lines),
                "amount": self.amount,
                "rows": {},
            },
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        dice = Random(self.seed)
        sheet = self._written(dice)
        photo = Image.new("RGB", (self.phone.width, self.phone.height), _TABLE)
        turned = sheet.rotate(self.turn, Image.Resampling.BICUBIC, expand=True)
        x, y = (self.phone.width - turned.width) // 2, (self.phone.height - turned.height) // 2
        photo.paste(turned.convert("RGB"), (x, y), turned.getchannel("A"))
        return _lit(photo, dice)

    def _written(self, dice: Random) -> Image.Image:
        wide, high = round(self.phone.width * 0.9), round(self.phone.height * 0.9)
        sheet = Image.new("RGBA", (wide, high), (*_SHEET, 255))
        pen = ImageDraw.Draw(sheet)
        size, margin = wide // 21, wide // 10
        self._line(pen, wide // 2, high // 9, self.title, size * 3 // 2, dice, anchor="mid")
        y = high // 9 + size * 3
        if self.hand and self.seed % 2:
            for rule in range(y + size * 4 // 10, high - margin, size * 17 // 10):
                pen.line((margin // 2, rule, wide - margin // 2, rule), fill=_RULE, width=2)
        for paragraph in self.body:
            for at, line in enumerate(wrap(f"　　{paragraph}", size, wide - 2 * margin)):
                said = line.lstrip("　") if at == 0 else line
                indent = 2 * size if at == 0 else 0
                self._line(pen, margin + indent, y, said, size, dice)
                y += size * 17 // 10
        y += size * 2
        for line in self.signed:
            self._line(pen, wide - margin, y, line, size, dice, anchor="end")
            y += size * 17 // 10
        return sheet

    def _line(
        self,
        pen: ImageDraw.ImageDraw,
        x: float,
        y: int,
        text: str,
        size: int,
        dice: Random,
        anchor: str = "start",
    ) -> None:
        """Write a line; a hand's letters wander in height, size and distance."""
        face = font(size, "serif")
        wide = sum(face.getlength(char) for char in text)
        x -= {"start": 0.0, "mid": wide / 2, "end": wide}[anchor]
        for char in text:
            shift, scale = (
                (dice.uniform(-0.05, 0.05) * size, dice.uniform(0.93, 1.05))
                if self.hand
                else (0.0, 1.0)
            )
            glyph = font(round(size * scale), "serif")
            pen.text((x, y + shift), char, font=glyph, fill=(*_INK, 255), anchor="ls")
            x += face.getlength(char) * (dice.uniform(0.97, 1.06) if self.hand else 1.0)


def _lit(photo: Image.Image, dice: Random) -> Image.Image:
    """Lay light from one corner, a soft shadow and grain over a photo."""
    small = Image.new("L", (64, 64))
    lean, strength = dice.uniform(0, 2 * pi), dice.uniform(0.10, 0.28)
    edge, dark = dice.uniform(0.2, 0.8), dice.uniform(0.80, 0.95)
    small.putdata(
        [
            round(
                255
                * (1 - strength * (0.5 + 0.5 * sin(lean + x / 40 + y / 52)))
                * (dark if x / 64 + y / 200 < edge else 1.0)
            )
            for y in range(64)
            for x in range(64)
        ]
    )
    shade = small.filter(ImageFilter.GaussianBlur(3)).resize(photo.size, Image.Resampling.BICUBIC)
    lit = ImageChops.multiply(photo, Image.merge("RGB", (shade,) * 3))
    return lit.filter(ImageFilter.GaussianBlur(0.6))
