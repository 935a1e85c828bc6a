"""Image in; lines, text-free regions, colours and fingerprints out."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evidence_kit.errors import OcrError, ToolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from evidence_kit.model.ink import OcrPage, Reading, Wanted
    from evidence_kit.model.values import Digest

RECORDED = "recorded:"
INSTALL_RAPID = "pip install rapidocr onnxruntime opencv-python-headless"
INSTALL_TESSERACT = {
    "win32": "winget install --interactive UB-Mannheim.TesseractOCR",
    "darwin": "brew install tesseract tesseract-lang",
    "linux": "sudo apt install tesseract-ocr tesseract-ocr-chi-sim",
}


class Engine(Protocol):
    """Reads a whole page."""

    @property
    def name(self) -> str:
        """The name `engine` knows it by."""

    @property
    def version(self) -> str:
        """What would have to be equal for a second run to give the same page."""

    def page(self, image: Path, source: Digest) -> OcrPage:
        """Return every line and region of `image`, top to bottom, boxes in displayed pixels.

        No line is dropped for being unsure: it keeps its low confidence (0 to 1), and where ink
        was found but nothing could be read its text is empty. Raises OcrError where the file is
        not a readable picture or the engine gives no answer.
        """


class SecondReader(Protocol):
    """Reads single boxes again, independently of the first engine."""

    @property
    def name(self) -> str:
        """The engine's name, as its readings carry it."""

    @property
    def version(self) -> str:
        """What would have to be equal for a second run to give the same readings."""

    def reread(self, image: Path, wanted: Sequence[Wanted]) -> tuple[Reading, ...]:
        """Return one reading for each wanted box, in their order; text "" where nothing is read.

        Raises OcrError where the file is not a readable picture or the engine gives no answer.
        """

    def reread_all(
        self, asked: Sequence[tuple[Path, Sequence[Wanted]]]
    ) -> list[tuple[Reading, ...] | OcrError]:
        """Return what `reread` would for each picture, or the error it would raise.

        Boxes of several pictures may be read in one call of the engine.
        """


@dataclass(frozen=True, slots=True)
class Installed:
    """One component that reading needs: its version ("" where absent) and how to install it."""

    component: str
    version: str
    present: bool
    install: str


def engine(name: str, *, threads: int | None = None) -> Engine:
    """Return the page engine of that name: rapid, tesseract, auto (rapid) or recorded:FOLDER.

    `threads` bounds the threads of the recognition; None leaves it to the engine. Raises
    ToolError (engine_missing, language_missing) with the install command, and UsageError
    (unknown_engine).
    """
    if name in {"auto", "rapid"}:
        return _rapid(threads)
    if name == "tesseract":
        from evidence_kit.ocr.tesseract import Tesseract

        return Tesseract()
    if name.startswith(RECORDED):
        from evidence_kit.ocr.recorded import Recorded

        return Recorded(Path(name.removeprefix(RECORDED)))
    raise UsageError("unknown_engine", name=name)


def second_reader(name: str) -> SecondReader | None:
    """Return the reader that checks money, dates and serials of the engine of that name.

    With auto that is tesseract where it and its language data are installed, else None; for
    recorded:FOLDER the recorded readings; an engine asked for by name reads alone. Raises
    UsageError (unknown_engine).
    """
    if name in {"rapid", "tesseract"}:
        return None
    if name == "auto":
        from evidence_kit.ocr.tesseract import Tesseract, available

        return Tesseract() if available() else None
    if name.startswith(RECORDED):
        from evidence_kit.ocr.recorded import Recorded

        return Recorded(Path(name.removeprefix(RECORDED)))
    raise UsageError("unknown_engine", name=name)


def decoding_once() -> AbstractContextManager[None]:
    """While this lasts, a picture that both readers look at is decoded once, and held in memory.

    The files must stay as they are; whoever opens this bounds how many pixels are held.
    """
    from evidence_kit.ocr import pixels

    return pixels.once()


def installed() -> tuple[Installed, ...]:
    """Return what reading needs, in order of need, and whether this machine has it."""
    from evidence_kit.ocr import tesseract

    found = tesseract.found()
    languages = ("chi_sim", "eng")
    return (
        *(_package(name) for name in ("rapidocr", "onnxruntime", "opencv-python-headless")),
        Installed("tesseract", found.version, bool(found.version), install_tesseract()),
        *(
            Installed(f"tesseract:{name}", "", name in found.languages, install_tesseract())
            for name in languages
        ),
    )


def install_tesseract() -> str:
    """Return the command that installs tesseract with simplified Chinese on this platform."""
    return INSTALL_TESSERACT.get(sys.platform, INSTALL_TESSERACT["linux"])


def _package(name: str) -> Installed:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = ""
    return Installed(name, version, bool(version), INSTALL_RAPID)


def _rapid(threads: int | None) -> Engine:
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime", "cv2")):
        raise ToolError("engine_missing", engine="rapid", install=INSTALL_RAPID)
    from evidence_kit.ocr.rapid import Rapid

    return Rapid(threads=threads)
