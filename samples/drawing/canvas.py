"""Ink on pixels: text as WeChat sets it, and smooth flat shapes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageDraw, ImageFont

from drawing.phone import Rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drawing.phone import Phone

Rect = tuple[int, int, int, int]
Align = Literal["left", "centre", "right"]
Face = Literal["sans", "serif", "latin"]

_SMOOTH = 4
_FONTS = {
    "sans": str(files("pylopdf_fonts_zh_cn").joinpath("NotoSansSC-Regular.otf")),
    "serif": str(files("pylopdf_fonts_zh_cn").joinpath("NotoSerifSC-Regular.otf")),
    "latin": str(files("manimgx_fonts").joinpath("NotoSans[wght].ttf")),
    "emoji": str(files("manimgx_fonts").joinpath("NotoEmoji[wght].ttf")),
}
# A thin space is this part of an em: enough to see, seldom enough for an engine to notice.
_THIN = 10
_NEVER_FIRST = "，。、；：？！）」』”’…"
# The middle of a Chinese character lies this far above the baseline, in ems.
_MIDDLE = 0.37


# An emoji is a round yellow face with brown features.
_EMOJI = 0x1F300
_EMOJI_GROUND, _EMOJI_INK = Rgb(255, 204, 77), Rgb(102, 69, 0)


@lru_cache(maxsize=256)
def font(size: int, face: str = "sans") -> ImageFont.FreeTypeFont:
    """Return the face at a size in pixels; basic layout, the same on every machine."""
    return ImageFont.truetype(_FONTS[face], size, layout_engine=ImageFont.Layout.BASIC)


def is_emoji(char: str) -> bool:
    """Say whether a character is drawn as a small picture."""
    return ord(char) >= _EMOJI


@lru_cache(maxsize=8192)
def _advance(char: str, size: int, face: str) -> float:
    return font(size, "emoji" if is_emoji(char) else face).getlength(char)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and char.isalpha()


def _gap(left: str, right: str, size: int) -> float:
    """Return the thin space the app puts between a Chinese character and a Latin one."""
    mixed = (_is_wide(left) and right.isascii() and right.isalnum()) or (
        _is_wide(right) and left.isascii() and left.isalnum()
    )
    return size / _THIN if mixed else 0.0


def places(text: str, size: int, face: Face = "sans") -> tuple[list[float], float]:
    """Return each character's offset and the width of the whole, in pixels."""
    offsets, x = [], 0.0
    for at, char in enumerate(text):
        x += _gap(text[at - 1], char, size) if at else 0.0
        offsets.append(x)
        x += _advance(char, size, face)
    return offsets, x


def width_of(text: str, size: int, face: Face = "sans") -> int:
    """Return the width a text takes, in pixels."""
    return round(places(text, size, face)[1])


@lru_cache(maxsize=1024)
def wrap(text: str, size: int, width: int) -> tuple[str, ...]:
    """Return the lines of a text; it breaks anywhere, but never before a closing mark."""
    lines = [""]
    for char in text:
        if char == "\n":
            lines.append("")
        elif width_of(lines[-1] + char, size) <= width:
            lines[-1] += char
        elif char in _NEVER_FIRST and len(lines[-1]) > 1:
            lines[-1], carried = lines[-1][:-1], lines[-1][-1]
            lines.append(carried + char)
        else:
            lines.append(char)
    return tuple(lines)


class Canvas:
    """A picture being drawn. Places are pixels from the top left."""

    def __init__(self, phone: Phone, ground: Rgb, height: int | None = None) -> None:
        """Begin a picture as wide as the phone, one screen high unless told."""
        self.phone = phone
        self.theme = phone.theme
        self.image = Image.new("RGB", (phone.width, height or phone.height), ground)
        self._ink = ImageDraw.Draw(self.image)

    def text(
        self,
        x: int,
        middle: int,
        text: str,
        *,
        size: int,
        colour: Rgb,
        align: Align = "left",
        bold: bool = False,
        face: Face = "sans",
    ) -> Rect:
        """Write one line about a middle height; return the box its row takes."""
        offsets, width = places(text, size, face)
        left = x - {"left": 0, "centre": round(width / 2), "right": round(width)}[align]
        baseline = middle + round(size * _MIDDLE)
        for char, offset in zip(text, offsets, strict=True):
            if is_emoji(char):
                self._emoji(left + round(offset), middle, char, size)
                continue
            self._ink.text(
                (left + round(offset), baseline),
                char,
                font=font(size, face),
                fill=colour,
                anchor="ls",
                stroke_width=1 if bold else 0,
            )
        return (left, middle - size // 2, left + round(width), middle + size // 2)

    def _emoji(self, x: int, middle: int, char: str, size: int) -> None:
        wide = round(_advance(char, size, "sans"))
        radius = wide * 2 // 5
        self.disc((x + wide // 2, middle), radius, _EMOJI_GROUND)
        self._ink.text(
            (x + wide // 2, middle), char, font=font(size, "emoji"), fill=_EMOJI_INK, anchor="mm"
        )

    def box(self, rect: Rect, colour: Rgb) -> None:
        """Fill a sharp rectangle."""
        x0, y0, x1, y1 = rect
        self._ink.rectangle((x0, y0, x1 - 1, y1 - 1), fill=colour)

    def rounded(self, rect: Rect, radius: int, colour: Rgb) -> None:
        """Fill a rectangle with round corners."""
        self.smooth(
            rect,
            colour,
            lambda pen, size, k: pen.rounded_rectangle(
                (0, 0, size[0] - 1, size[1] - 1), radius=radius * k, fill=255
            ),
        )

    def disc(self, middle: tuple[int, int], radius: int, colour: Rgb) -> None:
        """Fill a circle."""
        x, y = middle
        self.rounded((x - radius, y - radius, x + radius, y + radius), radius, colour)

    def ring(self, middle: tuple[int, int], radius: int, stroke: int, colour: Rgb) -> None:
        """Draw a circle's outline, inside its radius."""
        x, y = middle
        self.smooth(
            (x - radius, y - radius, x + radius, y + radius),
            colour,
            lambda pen, size, k: pen.ellipse(
                (0, 0, size[0] - 1, size[1] - 1), outline=255, width=stroke * k
            ),
        )

    def stroke(self, points: Sequence[tuple[int, int]], width: int, colour: Rgb) -> None:
        """Draw a line through points, with round joints."""
        rect = _around(points, width)

        def paint(pen: ImageDraw.ImageDraw, _size: tuple[int, int], k: int) -> None:
            moved = [((x - rect[0]) * k, (y - rect[1]) * k) for x, y in points]
            pen.line(moved, fill=255, width=width * k, joint="curve")
            for x, y in (moved[0], moved[-1]):
                r = width * k / 2
                pen.ellipse((x - r, y - r, x + r, y + r), fill=255)

        self.smooth(rect, colour, paint)

    def polygon(self, points: Sequence[tuple[int, int]], colour: Rgb) -> None:
        """Fill a polygon."""
        rect = _around(points, 2)
        self.smooth(
            rect,
            colour,
            lambda pen, _size, k: pen.polygon(
                [((x - rect[0]) * k, (y - rect[1]) * k) for x, y in points], fill=255
            ),
        )

    def smooth(
        self,
        rect: Rect,
        colour: Rgb,
        paint: Callable[[ImageDraw.ImageDraw, tuple[int, int], int], None],
    ) -> None:
        """Fill what `paint(pen, size, scale)` draws on an enlarged mask of the rectangle."""
        wide, high = rect[2] - rect[0], rect[3] - rect[1]
        mask = Image.new("L", (wide * _SMOOTH, high * _SMOOTH))
        paint(ImageDraw.Draw(mask), mask.size, _SMOOTH)
        small = mask.resize((wide, high), Image.Resampling.BOX)
        self.image.paste(colour, rect, small)

    def picture(self, x: int, y: int, picture: Image.Image, radius: int) -> None:
        """Lay down a picture with round corners."""
        mask = Image.new("L", (picture.width * _SMOOTH, picture.height * _SMOOTH))
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, mask.width - 1, mask.height - 1), radius=radius * _SMOOTH, fill=255
        )
        self.image.paste(picture, (x, y), mask.resize(picture.size, Image.Resampling.BOX))


def _around(points: Sequence[tuple[int, int]], slack: int) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) - slack, min(ys) - slack, max(xs) + slack, max(ys) + slack)
