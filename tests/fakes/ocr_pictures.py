"""Pages drawn in the test: flat colours and text, as a phone draws them."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from evidence_kit.model.values import Box

FONT = str(files("pylopdf_fonts_zh_cn").joinpath("NotoSansSC-Regular.otf"))
PAGE, WHITE, GREEN = (237, 237, 237), (255, 255, 255), (149, 236, 105)
DARK_PAGE, DARK_LEFT, DARK_GREEN = (17, 17, 17), (44, 44, 44), (62, 172, 116)
PALE, ACTIVE, INK = (253, 225, 195), (250, 157, 59), (25, 25, 25)


@lru_cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


class Screen:
    """A page to draw on; `pixels()` gives it, `jpeg()` gives it after recompression."""

    def __init__(self, width: int = 1080, height: int = 1200, colour: Any = PAGE) -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self.pen = ImageDraw.Draw(self.image)

    def bubble(self, box: tuple[int, int, int, int], colour: Any) -> None:
        """A rounded bubble whose right and bottom edges lie just outside."""
        x0, y0, x1, y1 = box
        self.pen.rounded_rectangle((x0, y0, x1 - 1, y1 - 1), 12, fill=colour)

    def box(self, box: tuple[int, int, int, int], colour: Any) -> None:
        """A sharp patch whose right and bottom edges lie just outside."""
        x0, y0, x1, y1 = box
        self.pen.rectangle((x0, y0, x1 - 1, y1 - 1), fill=colour)

    def ring(self, box: tuple[int, int, int, int], colour: Any) -> None:
        """An outline around a box, as an icon's circle or a pen's."""
        self.pen.ellipse(box, outline=colour, width=6)

    def text(self, at: tuple[int, int], words: str, colour: Any = INK, size: int = 44) -> Box:
        """Words in one line; their ink's bounds come back."""
        self.pen.text(at, words, fill=colour, font=font(size))
        alone = Image.new("L", self.image.size)
        ImageDraw.Draw(alone).text(at, words, fill=255, font=font(size))
        return Box(*(alone.point(lambda level: 255 * (level > 60)).getbbox() or (0, 0, 0, 0)))

    def photo(self, box: tuple[int, int, int, int], seed: int) -> None:
        """Coarse patches in many colours, as an avatar has."""
        rng = np.random.default_rng(seed)
        patches = Image.fromarray(rng.integers(0, 220, (6, 6, 3), dtype=np.uint8), "RGB")
        size = (box[2] - box[0], box[3] - box[1])
        self.image.paste(patches.resize(size, Image.Resampling.BILINEAR), box[:2])

    def pixels(self) -> Any:
        return np.array(self.image)

    def jpeg(self, quality: int = 75) -> Any:
        buffer = io.BytesIO()
        self.image.save(buffer, "JPEG", quality=quality)
        return np.array(Image.open(buffer).convert("RGB"))
