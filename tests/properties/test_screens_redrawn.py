"""A picture recompressed, scaled or padded and read anew changes no value in silence."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from evidence_kit import ocr, screens
from evidence_kit.model import Algorithm, Digest, Screen
from evidence_kit.ocr import recorded

pytestmark = [pytest.mark.engine, pytest.mark.long]
ROOT = Path(__file__).resolve().parents[2]
# The benches are programs of their own, never installed.
sys.path.append(str(ROOT / "bench"))
values: Any = import_module("misreadings").values

# The last two are chats with cards and times.
PICTURES = sorted((ROOT / "samples" / "simple-loan" / "screenshots").iterdir())


def digest(path: Path) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.fixture(scope="module")
def readers() -> tuple[ocr.Engine, ocr.SecondReader]:
    second = ocr.second_reader("auto")
    assert second is not None
    return ocr.engine("rapid"), second


def narrower(image: Image.Image) -> Image.Image:
    return image.resize((540, round(image.height * 540 / image.width)), Image.Resampling.LANCZOS)


def padded(image: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", (image.width + 24, image.height + 60), image.getpixel((2, 2)))
    canvas.paste(image, (12, 30))
    return canvas


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        (lambda image: image, {"format": "JPEG", "quality": 75}),
        (narrower, {"format": "PNG"}),
        (padded, {"format": "PNG"}),
    ],
    ids=["recompressed", "narrower", "padded"],
)
@pytest.mark.parametrize("picture", PICTURES[-2:], ids=lambda path: path.stem)
def test_a_redrawn_picture_says_the_same_or_doubts(
    picture: Path,
    change: Callable[[Image.Image], Image.Image],
    saved: dict[str, Any],
    readers: tuple[ocr.Engine, ocr.SecondReader],
    tmp_path: Path,
) -> None:
    before = screens.read(*recorded.load(ROOT / "tests" / "recorded", digest(picture), "a"))
    redrawn = tmp_path / "redrawn"
    with Image.open(picture) as image:
        change(image.convert("RGB")).save(redrawn, **saved)
    page = readers[0].page(redrawn, digest(redrawn))
    now = screens.read(page, readers[1].reread(redrawn, screens.wanted(page)))
    assert said(now) == said(before) or len(now.doubts) > len(before.doubts)


def said(screen: Screen) -> list[str]:
    return sorted(map(repr, values(screen).values()))
