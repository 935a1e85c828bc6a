"""Small pictures that stand for invented people."""

from __future__ import annotations

from colorsys import hsv_to_rgb
from functools import lru_cache
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

_SMOOTH = 4

Shade = tuple[int, int, int]


def _shade(hue: float, saturation: float, value: float) -> Shade:
    red, green, blue = hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _mix(one: Shade, other: Shade, part: float) -> Shade:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


@lru_cache(maxsize=32)
def avatar(name: str, size: int) -> Image.Image:
    """Return a square picture; the same name and size give the same pixels."""
    dice = Random(name)
    side = size * _SMOOTH
    picture = Image.new("RGB", (side, side))
    pen = ImageDraw.Draw(picture)
    hue = dice.random()
    _paint_sky(pen, side, _shade(hue, 0.55, 0.85), _shade(hue + 0.12, 0.25, 0.97))
    dice.choice((_paint_landscape, _paint_flower, _paint_houses))(pen, side, dice, hue)
    return picture.resize((size, size), Image.Resampling.BOX)


def _paint_landscape(pen: ImageDraw.ImageDraw, side: int, dice: Random, hue: float) -> None:
    _paint_sun(pen, side, dice, _shade(hue + 0.5, 0.6, 0.95))
    for layer in range(3):
        shade = _shade(hue + 0.25 + 0.08 * layer, 0.5 + 0.1 * layer, 0.75 - 0.2 * layer)
        _paint_hill(pen, side, dice, side * (0.5 + 0.16 * layer), shade)


def _paint_flower(pen: ImageDraw.ImageDraw, side: int, dice: Random, hue: float) -> None:
    x, y, petals = side * 0.5, side * 0.45, dice.choice((5, 6, 8))
    pen.rectangle((x - side * 0.03, y, x + side * 0.03, side), fill=_shade(hue + 0.3, 0.7, 0.4))
    for petal in range(petals):
        turn = 2 * pi * petal / petals
        cx, cy, r = x + cos(turn) * side * 0.2, y + sin(turn) * side * 0.2, side * 0.13
        shade = _shade(hue + 0.45 + 0.02 * petal, 0.65, 0.9 - 0.05 * petal)
        pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=shade)
    r = side * 0.12
    pen.ellipse((x - r, y - r, x + r, y + r), fill=_shade(hue + 0.65, 0.8, 0.95))


def _paint_houses(pen: ImageDraw.ImageDraw, side: int, dice: Random, hue: float) -> None:
    x = 0.0
    while x < side:
        wide, high = dice.uniform(0.16, 0.28) * side, dice.uniform(0.3, 0.75) * side
        wall = _shade(hue + dice.uniform(0.3, 0.7), 0.5, dice.uniform(0.3, 0.7))
        pen.rectangle((x, side - high, x + wide, side), fill=wall)
        pane = side * 0.05
        for floor in range(int(high / side / 0.12)):
            top = side - high + side * (0.05 + 0.12 * floor)
            pen.rectangle((x + pane, top, x + 2 * pane, top + pane), fill=_shade(0.14, 0.5, 0.97))
        x += wide


def _paint_sky(pen: ImageDraw.ImageDraw, side: int, top: Shade, low: Shade) -> None:
    for y in range(side):
        pen.line((0, y, side, y), fill=_mix(top, low, y / side))


def _paint_sun(pen: ImageDraw.ImageDraw, side: int, dice: Random, shade: Shade) -> None:
    x, y, r = dice.uniform(0.2, 0.8) * side, dice.uniform(0.18, 0.36) * side, 0.13 * side
    pen.ellipse((x - r, y - r, x + r, y + r), fill=shade)


def _paint_hill(
    pen: ImageDraw.ImageDraw, side: int, dice: Random, height: float, shade: Shade
) -> None:
    steps = 6
    ridge = [
        (side * step / steps, height + dice.uniform(-0.12, 0.12) * side)
        for step in range(steps + 1)
    ]
    pen.polygon([(0, side), *ridge, (side, side)], fill=shade)
