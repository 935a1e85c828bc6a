"""PP-OCRv6 models through rapidocr and onnxruntime, all of them inside the wheel: offline."""

from __future__ import annotations

from importlib import metadata
from importlib.resources import files
from typing import TYPE_CHECKING

import cv2
import numpy as np
from rapidocr import RapidOCR

from evidence_kit.errors import OcrError, ToolError
from evidence_kit.model.ink import Line, OcrPage
from evidence_kit.model.values import Box
from evidence_kit.ocr import INSTALL_RAPID, emoji, ink, lines, pixels, regions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evidence_kit.model.ink import Region
    from evidence_kit.model.values import Colour, Digest
    from evidence_kit.ocr.pixels import Pixels

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
# Counts changes of our own that make the same image read differently.
REVISION = 9
# The detector was trained on text of some 30 pixels. A desktop capture (16) is drawn up to twice
# as large for it; a phone's page, whose text grows with its width, is drawn this wide: measured
# on 33 pages it finds the same lines as at full size, in a third of the time. Recognition always
# reads the pixels as they are.
WIDTH = 736
LARGEST_SCALE = 2.0
PORTRAIT = 1.5
# Where a quarter of what it found is drawn lower than this, it looks again at full size.
LEGIBLE = 16
# A flat page's lines are nonsense where so much of what is at least so wide is read so weakly.
WORDS = 2.0
DOUBTFUL = 0.6
NONSENSE = 0.3
FEW = 3
# The detector's network needs sides in multiples of 32, and some paper around a lone line.
GRID = 32
# The recogniser sees lines this high, and at least this wide.
ROWS = 48
NARROWEST = 64
BORDER = 32


class Rapid:
    """The rapidocr engine: `boxes` finds lines, `page` reads them."""

    name = "rapid"

    def __init__(self, *, threads: int | None = None) -> None:
        """Load the models of the wheel; `threads` bounds onnxruntime's, None leaves it to it.

        Raises ToolError (engine_missing) where the wheel's models are not there.
        """
        versions = (f"{name} {metadata.version(name)}" for name in ("rapidocr", "onnxruntime"))
        self.version = " ".join([*versions, DETECTOR, RECOGNISER, f"r{REVISION}"])
        self._ocr = RapidOCR(params=_params(threads))
        if threads:
            # Else each worker's OpenCV would spread over cores that other workers use.
            cv2.setNumThreads(threads)

    def page(self, image: Path, source: Digest) -> OcrPage:
        """Keep the promise of `Engine.page`."""
        page = pixels.read(image)
        paper = regions.background(page)
        patches = regions.find(page, paper)
        read = self._lines(page, paper, patches)
        height, width = page.shape[:2]
        kept = regions.without_glyphs(patches, read)
        return OcrPage(source, width, height, paper, read, kept, self.name, self.version)

    def _lines(self, page: Pixels, paper: Colour, patches: Sequence[Region]) -> tuple[Line, ...]:
        """Read what geometry finds, else (no flat page, no sense) what the network does."""
        boxes = lines.on_flat(page, paper, self, patches)
        read = None if boxes is None else self._read(page, boxes)
        if read is None or _nonsense(read):
            read = self._read(page, lines.find(page, self, patches))
        return read

    def _read(self, page: Pixels, boxes: Sequence[Box]) -> tuple[Line, ...]:
        return tuple(
            Line(text, box, confidence, *ink.looks(page, box))
            for box, (text, confidence) in zip(boxes, self._texts(page, boxes), strict=True)
        )

    def boxes(self, piece: Pixels) -> Sequence[Box]:
        """Return a box for each line that the detector sees on the piece."""
        scale = _scale(piece)
        found = self._detected(piece, scale)
        if scale < 1 and found and np.quantile([b.height for b in found], 0.25) * scale < LEGIBLE:
            return self._detected(piece, 1.0)
        return found

    def _detected(self, piece: Pixels, scale: float) -> Sequence[Box]:
        try:
            found = self._ocr(
                _bgr(_drawn(piece, scale)), use_det=True, use_cls=False, use_rec=False
            )
        except Exception as e:
            raise OcrError("engine_failed", engine=self.name) from e
        quads = getattr(found, "boxes", None)
        height, width = piece.shape[:2]
        boxes = (_box(quad, scale, width, height) for quad in (() if quads is None else quads))
        return [box for box in boxes if box]

    def _texts(self, page: Pixels, boxes: Sequence[Box]) -> list[tuple[str, float]]:
        read = self._recognised(page, boxes)
        split = [emoji.parted(page, box) for box in boxes]
        # Every line was read whole: what has pictures is read again, part by part.
        again = [part for parts in split if None in parts for part in parts if part]
        rest = iter(self._recognised(page, again))
        for index, parts in enumerate(split):
            if None in parts:
                told = [next(rest) if part else None for part in parts]
                read[index] = emoji.joined(read[index], told)
        return read

    def _recognised(self, page: Pixels, boxes: Sequence[Box]) -> list[tuple[str, float]]:
        if not boxes:
            return []
        try:
            read = self._ocr.recognize_txt([_bgr(ink.crop(page, box)) for box in boxes])
        except Exception as e:
            raise OcrError("engine_failed", engine=self.name) from e
        return [
            (text.strip(), round(min(1.0, max(0.0, float(score))), 4) if text.strip() else 0.0)
            for text, score in zip(read.txts or (), read.scores or (), strict=True)
        ]


def _nonsense(read: Sequence[Line]) -> bool:
    """Say whether most of what is as wide as words was read as hardly any."""
    wide = [line for line in read if line.box.width >= WORDS * line.box.height]
    weak = sum(line.box.width for line in wide if line.confidence < DOUBTFUL)
    return len(wide) >= FEW and weak > NONSENSE * sum(line.box.width for line in wide)


def _params(threads: int | None) -> dict[str, object]:
    """Name the wheel's models by path, so that rapidocr has nothing to fetch."""
    models = files("rapidocr") / "models"
    paths = {"Det.model_path": models / DETECTOR, "Rec.model_path": models / RECOGNISER}
    if not all(path.is_file() for path in paths.values()):
        raise ToolError("engine_missing", engine="rapid", install=INSTALL_RAPID)
    return {
        **{key: str(path) for key, path in paths.items()},
        "Global.log_level": "error",
        "Global.text_score": 0.0,
        "Global.use_cls": False,
        "Global.use_preprocess_img": False,
        "Global.use_vertical_padding": False,
        "Det.limit_side_len": GRID,
        # One line at a time, each as wide as it is: on a processor the padding of a batch costs
        # more than the calls it saves (measured: 0.70 against 0.42 s a screen, same words).
        "Rec.rec_batch_num": 1,
        "Rec.rec_img_shape": [3, ROWS, NARROWEST],
        "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
    }


def _scale(piece: Pixels) -> float:
    """Return how large the detector sees the piece."""
    height, width = int(piece.shape[0]), int(piece.shape[1])
    if width > WIDTH and height >= PORTRAIT * width:
        return WIDTH / width
    return min(LARGEST_SCALE, max(1.0, WIDTH / min(height, width)))


def _drawn(piece: Pixels, scale: float) -> Pixels:
    """Draw the piece `scale` times as large, with a border like its own edge."""
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    large = piece if scale == 1 else cv2.resize(piece, None, fx=scale, fy=scale, interpolation=how)
    height, width = large.shape[:2]
    right, below = -(width + BORDER) % GRID + BORDER, -(height + BORDER) % GRID + BORDER
    framed = cv2.copyMakeBorder(large, 0, below, 0, right, cv2.BORDER_REPLICATE)
    return framed.astype(np.uint8, copy=False)


def _box(quad: np.ndarray, scale: float, width: int, height: int) -> Box | None:
    (x0, y0), (x1, y1) = quad.min(axis=0) / scale, quad.max(axis=0) / scale
    box = Box(
        max(0, int(np.floor(x0))),
        max(0, int(np.floor(y0))),
        min(width, int(np.ceil(x1))),
        min(height, int(np.ceil(y1))),
    )
    return box if box.width > 1 and box.height > 1 else None


def _bgr(rgb: Pixels) -> Pixels:
    return np.ascontiguousarray(rgb[:, :, ::-1])
