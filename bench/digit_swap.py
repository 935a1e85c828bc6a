"""Does the vote catch a wrong first reading: `python bench/digit_swap.py [FOLDER…] [--ocr NAME]`.

Each picture is read by both engines. Then the first engine's reading of each amount, time, serial
and 微信号 is made wrong by one sign, in every place in turn, and the vote is asked again with the
true second readings: a value that is wrong without a doubt on it is printed as SILENT. Last, where
a picture says one thing twice (two cards of one payment, a serial and its day), two digits are
swapped in its pixels at one of the places, and both engines read it anew.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from misreadings import Verdict, compared, judge, misreadings
from PIL import Image

from evidence_kit import ocr, screens
from evidence_kit.errors import OcrError
from evidence_kit.model import (
    Algorithm,
    Bill,
    Box,
    Chat,
    Digest,
    Message,
    OcrPage,
    Reading,
    Screen,
    Where,
)
from evidence_kit.ocr import glyphs, ink, pixels

ROOT = Path(__file__).resolve().parent.parent
PICTURES = (".png", ".jpg", ".jpeg", ".webp")


def main() -> None:
    """Print what was caught of how many, by what was done."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folders", nargs="*", type=Path, default=[ROOT / "samples"])
    arguments.add_argument("--ocr", default="auto")
    arguments.add_argument("--limit", type=int, default=100_000)
    arguments.add_argument("--pixels", action="store_true", help="swap digits in the pixels too")
    asked = arguments.parse_args()
    readers = Readers(asked.ocr)
    score: Counter[tuple[str, Verdict]] = Counter()
    pictures = [p for folder in asked.folders for p in sorted(folder.rglob("*"))]
    for picture in [p for p in pictures if p.suffix.lower() in PICTURES][: asked.limit]:
        score.update(_read_wrong(readers, picture))
        if asked.pixels:
            score.update(_swapped(readers, picture))
    _print(score)


def _print(score: Counter[tuple[str, Verdict]]) -> None:
    for done in sorted({done for done, _ in score}):
        caught, silent = score[done, Verdict.CAUGHT], score[done, Verdict.SILENT]
        harmless = score[done, Verdict.HARMLESS]
        print(f"{done:26} caught {caught} of {caught + silent}, harmless {harmless}")
    silent = sum(count for (_, verdict), count in score.items() if verdict is Verdict.SILENT)
    print(f"silent {silent}")


class Readers:
    """Both engines by the name of the first."""

    def __init__(self, name: str) -> None:
        self.first, self.second = ocr.engine(name), ocr.second_reader(name)

    def read(self, picture: Path) -> tuple[OcrPage, Sequence[Reading]]:
        """Return what both read on a picture."""
        digest = Digest(Algorithm.SHA256, hashlib.sha256(picture.read_bytes()).hexdigest())
        page = self.first.page(picture, digest)
        wanted = screens.wanted(page)
        return page, self.second.reread(picture, wanted) if self.second and wanted else ()


def _read_wrong(readers: Readers, picture: Path) -> Iterator[tuple[str, Verdict]]:
    try:
        page, readings = readers.read(picture)
    except OcrError as error:
        print(f"{picture.name}: {error}")
        return
    sound = screens.read(page, readings)
    for wrong in misreadings(page):
        verdict = judge(page, readings, wrong, sound)
        if verdict is Verdict.SILENT:
            print(f"SILENT {picture.name}: {wrong.done}: {wrong.line.text!r} as {wrong.text!r}")
        yield f"{wrong.wanted.kind}: {wrong.done}", verdict


def _swapped(readers: Readers, picture: Path) -> Iterator[tuple[str, Verdict]]:
    page, readings = readers.read(picture)
    sound = screens.read(page, readings)
    for box, place in _told_twice(sound):
        image = _with_swapped_digits(pixels.read(picture), box)
        if image is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            altered = Path(folder) / f"{picture.stem}.png"
            Image.fromarray(image).save(altered)
            screen = screens.read(*readers.read(altered))
        verdict = compared(sound, screen, Box(0, 0, page.width, page.height))
        if verdict is Verdict.SILENT:
            print(f"SILENT {picture.name}: digits swapped in {place}")
        yield f"pixels: {place}", verdict


def _told_twice(screen: Screen) -> Iterator[tuple[Box, str]]:
    """Yield the places of what a page says twice."""
    if isinstance(screen, Chat):
        for index, second in enumerate(screen.messages):
            first = _answered(screen.messages[:index], second)
            for card in (first, second) if first else ():
                if card.amount and isinstance(card.amount.where, Where):
                    yield card.amount.where.box, "one of two cards"
    if isinstance(screen, Bill) and screen.slip.serial and screen.slip.time:
        where = screen.slip.time.where
        if isinstance(where, Where) and screens.lexicon.serial_date(screen.slip.serial.value):
            yield where.box, "a time with its serial"


def _answered(before: Sequence[Message], second: Message) -> Message | None:
    """Return the first card of a second one."""
    if not second.receipt or second.amount is None:
        return None
    same = [m for m in before if m.amount and m.amount.value == second.amount.value]
    return same[-1] if same else None


def _with_swapped_digits(page: pixels.Pixels, box: Box) -> pixels.Pixels | None:
    """Return the page with the first two digits of different shape in `box` swapped."""
    away = ink.contrast(ink.crop(page, box), ink.common_colour(ink.crop(page, box)))
    tall = [s.box for s in glyphs.signs(away) if s.box.height >= 0.5 * box.height]
    for left, right in pairwise(tall[1:]):
        one, other = (
            Box(b.x0 + box.x0, b.y0 + box.y0, b.x1 + box.x0, b.y1 + box.y0) for b in (left, right)
        )
        if one.width != other.width or abs(one.height - other.height) > 1:
            continue
        a, b = ink.crop(page, one), ink.crop(page, other._replace(y0=one.y0, y1=one.y1))
        if np.abs(a.astype(int) - b.astype(int)).mean() > 20:
            swapped = page.copy()
            swapped[one.y0 : one.y1, one.x0 : one.x1] = b
            swapped[one.y0 : one.y1, other.x0 : other.x1] = a
            return swapped
    return None


if __name__ == "__main__":
    main()
