"""Photos behind a chat: a sky, hills and blurred lights, from a seed."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from drawing.avatar import avatar


@lru_cache(maxsize=2)
def wallpaper(seed: int, size: tuple[int, int]) -> Image.Image:
    """Return a photo of a size; the same seed gives the same pixels."""
    dice = Random(seed)
    small = avatar(f"wallpaper {seed}", 256).copy()
    pen = ImageDraw.Draw(small)
    for _ in range(18):
        x, y, r = dice.randrange(256), dice.randrange(256), dice.randrange(2, 16)
        shade = tuple(dice.randrange(110, 220) for _ in range(3))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=shade)
    soft = small.filter(ImageFilter.GaussianBlur(dice.choice((1, 2, 4))))
    whole = soft.resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((size[0] // 2, size[1] // 2), 24).resize(size)
    return Image.blend(whole, Image.merge("RGB", (grain,) * 3), 0.12)
