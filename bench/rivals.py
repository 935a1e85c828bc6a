"""What others would read: their own lines, our regions, the same parser, no second reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

from evidence_kit import ocr
from evidence_kit.model import Box, Digest, Line, OcrPage
from evidence_kit.ocr import ink, pixels, regions

NAMES = ("rapidocr", "tesseract")


class Rapid:
    """RapidOCR() as it comes: its own detection, direction and recognition, its own settings."""

    name = "rapidocr"

    def __init__(self, *, threads: int | None = None) -> None:
        """Load its models; without `threads` it takes what it takes by default."""
        self.version = f"rapidocr {metadata.version('rapidocr')} defaults"
        self.ocr = RapidOCR(params=settings(threads))

    def page(self, image: Path, source: Digest) -> OcrPage:
        """Return its lines on our regions: the readers of screens need colours to stand on."""
        seen = pixels.read(image)
        paper = regions.background(seen)
        patches = regions.find(seen, paper)
        lines = tuple(
            Line(text, box, score, *ink.looks(seen, box))
            for text, score, box in self._read(image, seen)
        )
        height, width = seen.shape[:2]
        kept = regions.without_glyphs(patches, lines)
        return OcrPage(source, width, height, paper, lines, kept, self.name, self.version)

    def _read(self, image: Path, seen: pixels.Pixels) -> list[tuple[str, float, Box]]:
        found = self.ocr(str(image))
        if not isinstance(found, RapidOCROutput):
            return []
        quads = () if found.boxes is None else found.boxes
        whole = Box(0, 0, int(seen.shape[1]), int(seen.shape[0]))
        read = zip(found.txts or (), found.scores or (), quads, strict=True)
        boxed = ((text, float(score), _clipped(quad, whole)) for text, score, quad in read)
        return sorted(
            (one for one in boxed if one[2].width > 1 and one[2].height > 1),
            key=lambda one: (one[2].y0, one[2].x0),
        )


def settings(threads: int | None) -> dict[str, object]:
    """Return nothing but silence, and a bound on threads where one is asked for."""
    quiet: dict[str, object] = {"Global.log_level": "error"}
    if threads is not None:
        quiet["EngineConfig.onnxruntime.intra_op_num_threads"] = threads
    return quiet


@dataclass(frozen=True, slots=True)
class Alone:
    """A rival in the place of both readers: RapidOCR's defaults, or tesseract on the whole page.

    Tesseract gets our contrast stretching: without it, it loses most text on coloured bubbles.
    """

    name: str
    threads: int | None = None

    def engine(self) -> ocr.Engine:
        """Return the rival, opened once in each process."""
        return _opened(self.name, self.threads)

    def second(self) -> None:
        """Return nobody: what the rival reads is read once."""


@lru_cache(maxsize=2)
def _opened(name: str, threads: int | None) -> ocr.Engine:
    return Rapid(threads=threads) if name == "rapidocr" else ocr.engine("tesseract")


def _clipped(quad: Iterable[tuple[float, float]], whole: Box) -> Box:
    points = [(float(x), float(y)) for x, y in quad]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(
        max(whole.x0, int(min(xs))),
        max(whole.y0, int(min(ys))),
        min(whole.x1, int(max(xs)) + 1),
        min(whole.y1, int(max(ys)) + 1),
    )
