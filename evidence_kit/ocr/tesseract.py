"""Tesseract through pytesseract: a whole-page engine, and the second reader of single boxes."""

from __future__ import annotations

import os
import shutil
import string
import tempfile
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
from evidence_kit.ocr import crops, glyphs, ink, install_tesseract, lines, pixels, regions
from evidence_kit.ocr.crops import WHITE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evidence_kit.model.ink import Region, Wanted
    from evidence_kit.model.values import Colour, Digest
    from evidence_kit.ocr.pixels import Pixels

Picture: TypeAlias = "NDArray[np.uint8]"
# A box to be read again, and its crop; None where no ink is.
_Cut: TypeAlias = "tuple[Wanted, Picture | None]"
# A text and how sure of it tesseract is, 0 to 1.
_Said: TypeAlias = "tuple[str, float]"

NAME = "tesseract"
# Counts changes of our own that make the same image read differently.
REVISION = 8
LANGUAGES = ("chi_sim", "eng")
# Where the usual Windows installer puts it without telling PATH.
WINDOWS = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
# A screen takes a few seconds, a crop less than 0.1; a call that takes minutes never ends.
TIMEOUT = 120
PATIENCE = 1
# What a table that isn't tesseract's own raises when it is taken apart.
_FAULTY = (ValueError, KeyError, IndexError, TypeError)
# Where a row of that table stands.
_PLACE = ("page_num", "block_num", "par_num", "line_num")
# So many crops go into one call: they share its start, and one that fails costs few others.
SHEET = 100
# How high a crop is made, and how high again where it isn't surely or wholly read. Measured on
# drawn crops, many recompressed or scaled down: at 40 alone 531 of 533 amounts, 583 of 585 times
# and 7 of 12 accounts are right, with a second try at 44 (one crop in fourteen) 532, 585 and 9; of
# serials 78 of 79 either way. 36 loses times, and 30 an account unseen. A 微信号 is tried a third
# time: larger, a sign that isn't there is read behind the last one now and then.
FIRST, AGAIN, LOWER = 40, 44, 33
# A single line: of the same amounts a raw line (13) reads 334, a word (8) four fewer.
LAYOUT = 7
# Signs left out are counted on a crop of this height.
COUNTED = 44
# Of what is less sure a second try is worth its time: at 0.4 two more stay wrong, at 0.9 none less.
SURE = 0.5
# A 微信号 is read at all of its heights in one call: there are few, most need a second try, and a
# call's start costs ten crops.
TRIES = {FieldKind.ACCOUNT: ((FIRST, AGAIN, LOWER),)}
NOTHING = ("", 0.0)
# Language and alphabet of each field. A minus is often drawn as long as —; without that sign it
# is lost, and with it all confidence. Times are read with all of Chinese: measured on 68 time
# lines, half of them recompressed, chi_sim reads each of them; an alphabet takes its confidence
# away, and eng can't read 年月日.
ALPHABET = {
    FieldKind.MONEY: ("eng", "0123456789.,¥+-—"),
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


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the engine read: text, box in the picture it was given, confidence 0 to 1."""

    text: str
    box: Box
    confidence: float


# The words of each line of a picture.
Words: TypeAlias = "Sequence[Sequence[Word]]"


class Runner(Protocol):
    """Calls the program on pictures."""

    def words(self, pictures: Sequence[Picture], language: str, options: str) -> Sequence[Words]:
        """Return what each picture says, whatever stands beside it.

        Raises OcrError where the program gives no answer, or none for one of them.
        """


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

    def words(self, pictures: Sequence[Picture], language: str, options: str) -> Sequence[Words]:
        """Keep the promise of `Runner.words`, in one call that ends after its time."""
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            with tempfile.TemporaryDirectory(prefix="evidence-kit-") as folder:
                table = pytesseract.image_to_data(
                    _written(pictures, Path(folder)),
                    lang=language,
                    config=options,
                    output_type=pytesseract.Output.DICT,
                    timeout=TIMEOUT + PATIENCE * len(pictures),
                )
            return _pages_of(table, len(pictures))
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
            Line(text, box, sure, *ink.looks(page, box))
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
        said: dict[int, _Said] = {}
        for kind in FieldKind:
            inked = {
                i: crop
                for i, (wanted, crop) in enumerate(cut)
                if wanted.kind is kind and crop is not None
            }
            said |= zip(inked, self._kind(list(inked.values()), kind), strict=True)
        return [
            Reading(self.name, *said.get(i, NOTHING), wanted.box)
            for i, (wanted, _) in enumerate(cut)
        ]

    def _kind(self, inked: Sequence[Picture], kind: FieldKind) -> list[_Said]:
        """Read crops of one kind; of those not surely or not wholly read, keep the better try.

        The signs that the better one still leaves out are marked in it.
        """
        said: list[_Said] = [NOTHING] * len(inked)
        for heights in TRIES.get(kind, ((FIRST,), (AGAIN,))):
            poor = [i for i, read in enumerate(said) if not _is_whole(read)]
            tried = self._tried([inked[i] for i in poor], kind, heights)
            for i, reads in zip(poor, tried, strict=True):
                for read in reads:
                    said[i] = said[i] if _is_whole(said[i]) else max(read, said[i], key=_worth)
        return said

    def _tried(
        self, inked: Sequence[Picture], kind: FieldKind, heights: Sequence[int]
    ) -> list[list[_Said]]:
        """Return what each crop says at each height."""
        pages = [crops.framed(crop, height) for crop in inked for height in heights]
        said: list[Words] = []
        for start in range(0, len(pages), SHEET):
            said += self._runner.words(pages[start : start + SHEET], *_options(kind))
        words = iter(said)
        return [[_marked(next(words), crop, kind) for _ in heights] for crop in inked]

    def _read(self, flat: Picture) -> list[tuple[str, Box, float]]:
        """Read the page slice by slice; of a line that two slices saw, keep one."""
        seen: dict[Box, tuple[str, float]] = {}
        parts: list[tuple[lines.Slice, list[Box]]] = []
        for part in lines.slices(flat.shape[0]):
            slit = flat[part.top : part.bottom]
            read = self._runner.words([slit], "+".join(LANGUAGES), "--psm 11")[0]
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
        (one, crops.stretched(page, one.box, labelled=one.kind is FieldKind.ACCOUNT))
        for one in wanted
    )


def _options(kind: FieldKind) -> tuple[str, str]:
    """Return the language and the options for a field."""
    language, alphabet = ALPHABET[kind]
    whitelist = f" -c tessedit_char_whitelist={alphabet}" if alphabet else ""
    return language, f"--psm {LAYOUT}{whitelist}"


def _written(pictures: Sequence[Picture], folder: Path) -> str:
    """Write the pictures as pages of one file and return its path."""
    path = folder / "pages.tif"
    first, *rest = (Image.fromarray(picture) for picture in pictures)
    first.save(path, save_all=True, append_images=rest)
    return str(path)


def _pages_of(table: dict[str, list[str]], count: int) -> list[Words]:
    """Sort the rows of tesseract's TSV by page and line, in its order.

    Of a blank page too there is a row: raises ValueError where a page has none.
    """
    pages: dict[int, dict[tuple[int, ...], list[Word]]] = {
        int(page): {}
        for page, level in zip(table["page_num"], table["level"], strict=True)
        if int(level) == 1
    }
    if sorted(pages) != list(range(1, count + 1)):
        raise ValueError("a page is missing")
    for row, text in enumerate(table["text"]):
        if str(text).strip():
            page, *line = (int(table[name][row]) for name in _PLACE)
            pages[page].setdefault(tuple(line), []).append(_word_of(table, row))
    return [list(pages[page].values()) for page in sorted(pages)]


def _word_of(table: dict[str, list[str]], row: int) -> Word:
    x, y, w, h = (int(table[name][row]) for name in ("left", "top", "width", "height"))
    sure = min(1.0, max(0.0, float(table["conf"][row]) / 100))
    return Word(str(table["text"][row]).strip(), Box(x, y, x + w, y + h), round(sure, 4))


def _marked(words: Words, crop: Picture, kind: FieldKind) -> _Said:
    """Return the words run together, as sure as the least sure, with signs left out marked."""
    read = sorted((word for line in words for word in line), key=lambda word: word.box.x0)
    text = "".join(word.text for word in read)
    counted = crops.scaled(crop, COUNTED)
    return glyphs.marked(text, counted, kind), min((word.confidence for word in read), default=0.0)


def _is_whole(said: _Said) -> bool:
    return said[1] >= SURE and glyphs.GAP not in said[0]


def _worth(said: _Said) -> tuple[bool, int, float]:
    """Sort readings: none is worst, then the more signs are left out, then the less sure."""
    return bool(said[0]), -said[0].count(glyphs.GAP), said[1]


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


def _flattened(page: Pixels, paper: Colour, patches: Sequence[Region]) -> Picture:
    """Draw the page in black on white: each flat region's contrast stretched on its own."""
    flat = _stretched(ink.contrast(page, paper))
    for region in patches:
        if region.kind is RegionKind.FLAT:
            box = region.box
            flat[box.y0 : box.y1, box.x0 : box.x1] = _stretched(
                ink.contrast(ink.crop(page, box), region.colour)
            )
    return flat


def _stretched(away: Picture) -> Picture:
    strongest = max(ink.FAINTEST, float(np.percentile(away, 99.8)) if away.size else 0.0)
    dark: Picture = np.rint(
        WHITE - np.clip(away.astype(np.float32) * (WHITE / strongest), 0, WHITE)
    ).astype(np.uint8)
    return dark
