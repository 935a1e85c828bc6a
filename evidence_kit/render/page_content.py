"""What a page's operators draw, in the form that this program writes; each content read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pikepdf

from evidence_kit.render.bounded import TooMuchError
from evidence_kit.render.conforming import unpacked
from evidence_kit.render.sheet import RULE
from evidence_kit.render.text_layer import NAME

MOST_CONTENT = 1 << 20  # bytes; a page of tables has some 20 kB
MOST_DRAWN = 128 << 20  # bytes that all contents unpack to
MOST_LINES = 2_000_000  # of them; a page has some hundred
MOST_PICTURES = 4  # on a page
_LARGEST = 12.0  # points of the words beside pictures: with larger ones a picture can be drawn
_T = TypeVar("_T")

N = r"-?\d{1,6}(?:\.\d{1,6})?"
_AROUND = re.compile(
    rf"BT(?: {N}){{3}} rg {N} Tc 1 0 0 1 {N} {N} Tm (?:/\w+ {N} Tf <[0-9a-f]*> Tj )+ET"
    rf"|0 G {N} w {N} {N} m {N} {N} l S|{N} g(?: {N}){{4}} re f"
    rf"|{N} G {N} w(?: {N}){{4}} re S"
)
_BESIDE = re.compile(
    rf"BT(?: {N}){{3}} rg {N} Tc 1 0 0 1 {N} {N} Tm (?:/\w+ ({N}) Tf <[0-9a-f]*> Tj )+ET"
    rf"|0 G ({N}) w {N} {N} m {N} {N} l S"
)
_SIZE = re.compile(rf"/\w+ ({N}) Tf")
PICTURE = re.compile(rf"q(?:((?: {N}){{4}}) re W n)?((?: {N}){{6}}) cm /(\w+) Do Q")
FRAME = re.compile(rf"{N} G ({N}) w((?: {N}){{4}}) re S")
# Words over the pictures that nobody sees: mode 3 from their beginning to their end.
_UNSEEN = re.compile(
    rf"q BT 3 Tr 0 Tc(?: /{NAME} {N} Tf {N} Tz 1 0 0 1 {N} {N} Tm <[0-9a-f]*> Tj)+ ET Q"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a content draws: `own` are its lines from the first picture on, a few.

    `around` says that before these is nothing but text, rules, tints and frames, as on our sheets,
    `quiet` that there are only small words and hairlines, `words` that there is nothing else at
    all. `unseen` words come last, which are no part of `own`.
    """

    own: tuple[str, ...] = ()
    around: bool = False
    quiet: bool = False
    words: bool = False
    unseen: bool = False


class Contents:
    """The contents of a PDF's pages, each looked at once."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._seen: dict[tuple[int, int], Content | None] = {}
        self._bytes, self._lines = MOST_DRAWN, MOST_LINES

    def of(self, page: pikepdf.Object) -> Content:
        """Return what a page draws; ValueError and what unpacking raises for what can't be read.

        TooMuchError for more than is looked at.
        """
        held = page.get("/Contents")
        if not isinstance(held, pikepdf.Stream):
            return Content()
        if held.objgen not in self._seen:
            self._seen[held.objgen] = None
            self._seen[held.objgen] = _content(self.lines(page))
        found = self._seen[held.objgen]
        if found is None:
            raise ValueError(held.objgen)
        return found

    def lines(self, page: pikepdf.Object) -> list[str]:
        """Return what a page draws, operator by operator; raises as `of` does."""
        if min(self._bytes, self._lines) <= 0:
            raise TooMuchError
        raw = unpacked(page["/Contents"], MOST_CONTENT)
        drawn = raw.decode("ascii").split("\n")
        self._bytes -= len(raw)
        self._lines -= len(drawn)
        return drawn


class Once(Generic[_T]):
    """What is to be said of objects that many pages may have: of each it is asked once."""

    def __init__(self, ask: Callable[[pikepdf.Object], _T]) -> None:
        """Take what is asked."""
        self._ask, self._said = ask, dict[tuple[int, int], _T]()

    def of(self, held: pikepdf.Object) -> _T:
        """Return what is said of an object."""
        if not held.is_indirect:
            return self._ask(held)
        if held.objgen not in self._said:
            self._said[held.objgen] = self._ask(held)
        return self._said[held.objgen]


def is_around(line: str) -> bool:
    """Say whether a line draws text, a rule, a tint or a frame, as our sheets do."""
    return bool(_AROUND.fullmatch(line))


def _content(drawn: Sequence[str]) -> Content:
    unseen = bool(_UNSEEN.fullmatch(drawn[-1]))
    seen = drawn[:-1] if unseen else drawn
    places = (at for at, line in enumerate(seen) if line[:1] == "q" and PICTURE.fullmatch(line))
    begin = next(places, len(seen))
    before, own = set(seen[:begin]), seen[begin:]
    if len(own) > 2 * MOST_PICTURES or not all(map(is_around, before)):
        return Content()
    quiet = bool(own) and all(map(_is_beside, before))
    words = not unseen and not own
    return Content(tuple(own), around=True, quiet=quiet, words=words, unseen=unseen)


def _is_beside(line: str) -> bool:
    """Say whether a line draws words or a hairline too small to make up a picture."""
    found = _BESIDE.fullmatch(line)
    if not found:
        return False
    sizes = _SIZE.findall(line)
    return float(found[2] or 0) <= RULE and all(float(size) <= _LARGEST for size in sizes)
