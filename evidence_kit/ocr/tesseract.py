"""Tesseract through pytesseract: a whole-page engine, and the second reader of single boxes."""

from __future__ import annotations

import os
import shutil
import string
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import pytesseract
from PIL import Image

from evidence_kit.errors import OcrError, ToolError
from evidence_kit.model.ink import FieldKind, Line, OcrPage, Reading, RegionKind
from evidence_kit.model.values import Box
from evidence_kit.ocr import glyphs, ink, install_tesseract, lines, montage, pixels, regions
from evidence_kit.ocr.montage import WHITE, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from evidence_kit.model.ink import Region, Wanted
    from evidence_kit.model.values import Colour, Digest
    from evidence_kit.ocr.pixels import Pixels

# A box to be read again, and its crop; None where no ink is.
_Cut: TypeAlias = "tuple[Wanted, NDArray[np.uint8] | None]"

NAME = "tesseract"
# Counts changes of our own that make the same image read differently.
REVISION = 6
LANGUAGES = ("chi_sim", "eng")
# Where the usual Windows installer puts it without telling PATH.
WINDOWS = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
# A screen takes a few seconds; a call that takes minutes never ends.
TIMEOUT = 120
# What a table that isn't tesseract's own raises when it is taken apart.
_FAULTY = (ValueError, KeyError, IndexError, TypeError)
# Tesseract refuses pictures beyond 32,767 rows; so many crops stay far below.
SHEET = 100
# Rows of a montage disturb one another now and then; below this a crop is read alone too.
SURE = 0.5
# Language and alphabet of each field. Times are read with all of Chinese: measured on 68 time
# lines, half of them recompressed, chi_sim reads each of them; an alphabet takes its confidence
# away, and eng can't read 年月日.
ALPHABET = {
    FieldKind.MONEY: ("eng", "0123456789.,¥+-"),
    FieldKind.TIME: ("chi_sim", ""),
    FieldKind.SERIAL: ("eng", "0123456789"),
    FieldKind.ACCOUNT: ("eng", f"{string.ascii_letters}{string.digits}_-"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The tesseract on this machine: command, version ("" where absent) and languages."""

    command: str
    version: str
    languages: tuple[str, ...]


class Runner(Protocol):
    """Calls the program on one picture."""

    def words(
        self, picture: NDArray[np.uint8], language: str, options: str
    ) -> Sequence[Sequence[Word]]:
        """Return the words of each line; raise OcrError where the program gives no answer."""


def found() -> Found:
    """Look for tesseract; nothing is raised where it or its languages are missing."""
    command = shutil.which(NAME) or (str(WINDOWS) if WINDOWS.is_file() else "")
    if not command:
        return Found("", "", ())
    pytesseract.pytesseract.tesseract_cmd = command
    try:
        version = str(pytesseract.get_tesseract_version())
        return Found(command, version, tuple(sorted(pytesseract.get_languages())))
    except (pytesseract.TesseractError, OSError, SystemExit, ValueError):
        return Found(command, "", ())


def available() -> bool:
    """Say whether tesseract and all its LANGUAGES are there."""
    here = found()
    return bool(here.version) and set(LANGUAGES) <= set(here.languages)


class Program:
    """The installed program, one thread a call: the pipeline reads several files at once."""

    def words(
        self, picture: NDArray[np.uint8], language: str, options: str
    ) -> Sequence[Sequence[Word]]:
        """Keep the promise of `Runner.words`; a call ends after TIMEOUT seconds."""
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            table = pytesseract.image_to_data(
                Image.fromarray(picture),
                lang=language,
                config=options,
                output_type=pytesseract.Output.DICT,
                timeout=TIMEOUT,
            )
            # Of a blank picture too there is a row: a table without any is no answer.
            return list(_lines_of(table))
        except (pytesseract.TesseractError, RuntimeError, OSError, *_FAULTY) as e:
            raise OcrError("engine_failed", engine=NAME) from e


class Tesseract:
    """The tesseract engine and second reader."""

    name = NAME

    def __init__(self, runner: Runner | None = None) -> None:
        """Use `runner`, or else the installed program.

        Raises ToolError: engine_missing without the program, language_missing without its data.
        """
        here = found() if runner is None else Found("", "given", LANGUAGES)
        if not here.version:
            raise ToolError("engine_missing", engine=NAME, install=install_tesseract())
        for language in LANGUAGES:
            if language not in here.languages:
                raise ToolError(
                    "language_missing", engine=NAME, language=language, install=install_tesseract()
                )
        self.version = f"tesseract {here.version} {'+'.join(LANGUAGES)} r{REVISION}"
        self._runner = runner or Program()

    def page(self, image: Path, source: Digest) -> OcrPage:
        """Keep the promise of `Engine.page`."""
        page = pixels.read(image)
        paper = regions.background(page)
        patches = regions.find(page, paper)
        read = tuple(
            Line(text, box, sure, *ink.colours(page, box), ink.signature(page, box))
            for text, box, sure in self._read(_flattened(page, paper, patches))
        )
        height, width = page.shape[:2]
        kept = regions.without_glyphs(patches, read)
        return OcrPage(source, width, height, paper, read, kept, self.name, self.version)

    def reread(self, image: Path, wanted: Sequence[Wanted]) -> tuple[Reading, ...]:
        """Keep the promise of `SecondReader.reread`."""
        answer = self.reread_all([(image, wanted)])[0]
        if isinstance(answer, OcrError):
            raise answer
        return answer

    def reread_all(
        self, asked: Sequence[tuple[Path, Sequence[Wanted]]]
    ) -> list[tuple[Reading, ...] | OcrError]:
        """Keep the promise of `SecondReader.reread_all`: one call for each kind of field.

        Where a call for all fails, each picture is asked for by itself.
        """
        cut = [_cut(image, wanted) for image, wanted in asked]
        try:
            read = iter(self._said([one for c in cut if not isinstance(c, OcrError) for one in c]))
        except OcrError as error:
            if len(asked) == 1:
                return [error]
            return [self.reread_all([one])[0] for one in asked]
        return [c if isinstance(c, OcrError) else tuple(islice(read, len(c))) for c in cut]

    def _said(self, cut: Sequence[_Cut]) -> list[Reading]:
        """Return the reading of each crop, all of one kind in common; text "" where no ink is."""
        said: dict[int, tuple[str, float]] = {}
        for kind in FieldKind:
            crops = {
                i: crop
                for i, (wanted, crop) in enumerate(cut)
                if wanted.kind is kind and crop is not None
            }
            said |= self._sheets(crops, kind)
        return [
            Reading(self.name, *said.get(i, ("", 0.0)), wanted.box)
            for i, (wanted, _) in enumerate(cut)
        ]

    def _sheets(
        self, crops: dict[int, NDArray[np.uint8]], kind: FieldKind
    ) -> dict[int, tuple[str, float]]:
        said: dict[int, tuple[str, float]] = {}
        keys = list(crops)
        for start in range(0, len(keys), SHEET):
            part = keys[start : start + SHEET]
            read = self._sheet([crops[key] for key in part], kind)
            said |= dict(zip(part, read, strict=True))
        return said

    def _sheet(
        self, crops: Sequence[NDArray[np.uint8]], kind: FieldKind
    ) -> list[tuple[str, float]]:
        """Read a montage; what isn't surely told apart or read on it is read again alone."""
        sheet, bands = montage.compose(crops)
        read = self._runner.words(sheet, *_options(kind, 6))
        owned = montage.assign([word for line in read for word in line], bands)
        return [
            self._checked(_joined(mine or ()), crop, kind)
            for mine, crop in zip(owned, crops, strict=True)
        ]

    def _checked(
        self, said: tuple[str, float], crop: NDArray[np.uint8], kind: FieldKind
    ) -> tuple[str, float]:
        """Return a sure and whole reading as it is; else read the crop alone, keep the better.

        The signs that the better one still leaves out are marked in it.
        """
        first = glyphs.marked(said[0], crop, kind), said[1]
        if first[1] >= SURE and glyphs.GAP not in first[0]:
            return first
        alone = self._alone(crop, kind)
        again = glyphs.marked(alone[0], crop, kind), alone[1]
        return max(again, first, key=lambda r: (bool(r[0]), -r[0].count(glyphs.GAP), r[1]))

    def _alone(self, crop: NDArray[np.uint8], kind: FieldKind) -> tuple[str, float]:
        sheet, _ = montage.compose([crop])
        read = self._runner.words(sheet, *_options(kind, 7))
        return _joined([word for line in read for word in line])

    def _read(self, flat: NDArray[np.uint8]) -> list[tuple[str, Box, float]]:
        """Read the page slice by slice; of a line that two slices saw, keep one."""
        seen: dict[Box, tuple[str, float]] = {}
        parts: list[tuple[lines.Slice, list[Box]]] = []
        for part in lines.slices(flat.shape[0]):
            read = self._runner.words(flat[part.top : part.bottom], "+".join(LANGUAGES), "--psm 11")
            boxes = [(_around(line, part.top), line) for line in read if line]
            seen |= {box: _spaced(line) for box, line in boxes}
            parts.append((part, [box for box, _ in boxes]))
        return [(seen[box][0], box, seen[box][1]) for box in lines.merged(parts)]


def _cut(image: Path, wanted: Sequence[Wanted]) -> tuple[_Cut, ...] | OcrError:
    """Return each box with its crop; the error where the picture can't be opened."""
    try:
        page = pixels.read(image) if wanted else None
    except OcrError as error:
        return error
    if page is None:
        return ()
    return tuple(
        (one, montage.stretched(page, one.box, labelled=one.kind is FieldKind.ACCOUNT))
        for one in wanted
    )


def _options(kind: FieldKind, layout: int) -> tuple[str, str]:
    """Return the language and the options for a field, in a page segmentation mode."""
    language, alphabet = ALPHABET[kind]
    whitelist = f" -c tessedit_char_whitelist={alphabet}" if alphabet else ""
    return language, f"--psm {layout}{whitelist}"


def _lines_of(table: dict[str, list[str]]) -> Iterator[tuple[Word, ...]]:
    """Group the rows of tesseract's TSV into lines of words, in its order."""
    grouped: dict[tuple[int, ...], list[Word]] = {}
    for row, text in enumerate(table["text"]):
        if str(text).strip():
            key = tuple(int(table[name][row]) for name in ("block_num", "par_num", "line_num"))
            x, y, w, h = (int(table[name][row]) for name in ("left", "top", "width", "height"))
            sure = min(1.0, max(0.0, float(table["conf"][row]) / 100))
            grouped.setdefault(key, []).append(
                Word(str(text).strip(), Box(x, y, x + w, y + h), round(sure, 4))
            )
    return (tuple(words) for words in grouped.values())


def _joined(words: Sequence[Word]) -> tuple[str, float]:
    """Return the words run together, as sure as the least sure of them."""
    if not words:
        return "", 0.0
    return "".join(w.text for w in words), min(w.confidence for w in words)


def _spaced(words: Sequence[Word]) -> tuple[str, float]:
    """Return the words with a space only between two that are Latin, and their mean confidence."""
    text = words[0].text
    for word in words[1:]:
        latin = text[-1].isascii() and word.text[0].isascii()
        text += (" " if latin else "") + word.text
    return text, round(sum(w.confidence for w in words) / len(words), 4)


def _around(words: Sequence[Word], top: int) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = box.joined(word.box)
    return Box(box.x0, box.y0 + top, box.x1, box.y1 + top)


def _flattened(page: Pixels, paper: Colour, patches: Sequence[Region]) -> NDArray[np.uint8]:
    """Draw the page in black on white: each flat region's contrast stretched on its own."""
    flat = _stretched(ink.contrast(page, paper))
    for region in patches:
        if region.kind is RegionKind.FLAT:
            box = region.box
            flat[box.y0 : box.y1, box.x0 : box.x1] = _stretched(
                ink.contrast(ink.crop(page, box), region.colour)
            )
    return flat


def _stretched(away: NDArray[np.uint8]) -> NDArray[np.uint8]:
    strongest = max(ink.FAINTEST, float(np.percentile(away, 99.8)) if away.size else 0.0)
    dark: NDArray[np.uint8] = np.rint(
        WHITE - np.clip(away.astype(np.float32) * (WHITE / strongest), 0, WHITE)
    ).astype(np.uint8)
    return dark
