"""Whether a page of a PDF is drawn as this program draws exhibits, and what it shows then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

from evidence_kit.render.conforming import unpacked
from evidence_kit.render.pictures import Shape
from evidence_kit.render.sheet import HAIR, HEIGHT, WIDTH
from evidence_kit.render.text_layer import NAME

MOST_CONTENT = 1 << 20  # bytes; a page of tables has some 20 kB
_ENTRIES = {"/Contents", "/MediaBox", "/Type", "/Parent", "/Resources"}
_INHERITED = ("/Rotate", "/CropBox", "/UserUnit", "/MediaBox", "/Resources")
_DEEPEST = 50
_SLACK = 0.01  # points: numbers are written with three decimals

_N = r"-?\d{1,6}(?:\.\d{1,6})?"
_AROUND = re.compile(
    rf"BT(?: {_N}){{3}} rg {_N} Tc 1 0 0 1 {_N} {_N} Tm (?:/\w+ {_N} Tf <[0-9a-f]*> Tj )+ET"
    rf"|0 G {_N} w {_N} {_N} m {_N} {_N} l S|{_N} g(?: {_N}){{4}} re f"
    rf"|{_N} G {_N} w(?: {_N}){{4}} re S"
)
_BOX = rf"(?: {_N}){{4}}"
_PICTURE = re.compile(rf"q(?:({_BOX}) re W n)?((?: {_N}){{6}}) cm /(\w+) Do Q")
_FRAME = re.compile(rf"{_N} G ({_N}) w({_BOX}) re S")
# The words of pictures, over them but invisible (ISO 32000-1, 9.3.6).
_UNSEEN = re.compile(
    rf"q BT 3 Tr 0 Tc(?: /(\w+) {_N} Tf {_N} Tz 1 0 0 1 {_N} {_N} Tm <[0-9a-f]*> Tj)+ ET Q"
)
_FONT = re.compile(r"/(\w+) \S+ Tf")
MOST_PICTURES = 3

Box = tuple[float, float, float, float]  # left, bottom, width, height


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as a page shows it: how it is turned (1 to 8), its height in rows as displayed.

    `rows` are those that are seen, from the first to that before the second; None for all.
    """

    image: pikepdf.Object
    turn: int
    height: int
    rows: tuple[int, int] | None


def pictures(page: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the pictures that a page draws with; [] where it draws with anything else, or many."""
    drawn = page.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    held = [one for _, one in drawn.items()]
    images = [one for one in held if isinstance(one, pikepdf.Stream)]
    images = [one for one in images if one.get("/Subtype") == "/Image"]
    return images if len(images) == len(held) <= MOST_PICTURES else []


def lines(page: pikepdf.Object) -> list[str]:
    """Return what a page draws, operator by operator; [] where it isn't in the form we write."""
    content = page.get("/Contents")
    if not isinstance(content, pikepdf.Stream):
        return []
    return unpacked(content, MOST_CONTENT).decode("ascii").split("\n")


def is_around(line: str) -> bool:
    """Say whether a line draws text, a rule, a tint or a frame, as our sheets do."""
    return bool(_AROUND.fullmatch(line))


def drawn(page: pikepdf.Object) -> tuple[Drawn, ...]:
    """Return the pictures of a page, from the left; () where it isn't drawn as an exhibit.

    They are drawn last, opaque, on the sheet, side by side and each at its own proportions, whole
    or cut at rows of its pixels; after each comes the hairline around it. Then there is nothing
    but words that can't be seen, and no note lies on the page.
    """
    drawn = lines(page)
    if drawn and _UNSEEN.fullmatch(drawn[-1]) and _draws_nothing(page, drawn[-1]):
        drawn = drawn[:-1]
    begin = next((at for at, line in enumerate(drawn) if _PICTURE.fullmatch(line)), len(drawn))
    own = drawn[begin:]
    if not own or len(own) % 2 or not all(map(is_around, drawn[:begin])) or not _is_plain(page):
        return ()
    found = [_placed(page, own[at], own[at + 1]) for at in range(0, len(own), 2)]
    held = page["/Resources"]["/XObject"]
    if not {f"/{name}" for name, _, _ in found if name} >= {name for name, _ in held.items()}:
        return ()
    placed = [(box, one) for name, box, one in found if one is not None]
    apart = all(one[0] + one[2] + 1 < other[0] for (one, _), (other, _) in pairwise(placed))
    return tuple(one for _, one in placed) if apart and len(placed) == len(found) else ()


def _placed(page: pikepdf.Object, picture: str, around: str) -> tuple[str, Box, Drawn | None]:
    """Return a picture's name, the box that is seen of it, and what it shows, None for no form."""
    placed, frame = _PICTURE.fullmatch(picture), _FRAME.fullmatch(around)
    images = page["/Resources"]["/XObject"]
    if not placed or not frame or f"/{placed[3]}" not in images or float(frame[1]) > HAIR:
        return "", (0, 0, 0, 0), None
    image, matrix = images[f"/{placed[3]}"], _numbers(placed[2])
    whole = _box(matrix)
    seen = _numbers(placed[1]) if placed[1] else whole
    left, bottom, width, height = seen
    turn = _turn(matrix, whole, image)
    hairline = (left - 0.5, bottom - 0.5, width + 1, height + 1)
    if turn is None or not _near(_numbers(frame[2]), hairline) or not _is_on(page, seen):
        return placed[3], seen, None
    down = Shape(int(image["/Width"]), int(image["/Height"]), turn).shown[1]
    rows = _rows(whole, seen, down) if placed[1] else None
    sound = rows is not None or not placed[1]
    return placed[3], seen, Drawn(image, turn, down, rows) if sound else None


def _numbers(written: str) -> Box:
    left, bottom, width, height, *rest = (float(part) for part in written.split())
    return (left, bottom, width, height, *rest)  # type: ignore[return-value]


def _is_plain(def _is_plain(page: pikepdf.Object) -> bool:
    """Say whether nothing but its content decides what the page shows, on a sheet of A4."""
    above, node = 0, page.get("/Parent")
    while node is not None and above < _DEEPEST:
        if any(entry in node for entry in _INHERITED):
            return False
        above, node = above + 1, node.get("/Parent")
    media = [float(side) for side in page["/MediaBox"].as_list()]
    known = {name for name, _ in page.items()} <= _ENTRIES
    drawn_with = {name for name, _ in page["/Resources"].items()} <= {"/Font", "/XObject"}
    return node is None and known and drawn_with and _near(media, (0, 0, WIDTH, HEIGHT))


def _box(matrix: Sequence[float]) -> tuple[float, float, float, float]:
    """Return left, bottom, width and height of where a matrix puts the unit square."""
    a, b, c, d, e, f = matrix
    across, up = sorted((e, e + a, e + c, e + a + c)), sorted((f, f + b, f + d, f + b + d))
    return across[0], up[0], across[-1] - across[0], up[-1] - up[0]


def _turn(
    matrix: Sequence[float], box: tuple[float, float, float, float], image: pikepdf.Object
) -> int | None:
    stored = int(image["/Width"]), int(image["/Height"])
    for number in range(1, 9):
        shape = Shape(*stored, number)
        across, down = shape.shown
        stretched = abs(box[2] * down - box[3] * across) > _SLACK * (across + down)
        if not stretched and _near(shape.matrix(*box), matrix):
            return number
    return None


def _near(found: Sequence[float], wanted: Sequence[float]) -> bool:
    pairs = zip(found, wanted, strict=False)
    return len(found) == len(wanted) and all(abs(one - other) <= _SLACK for one, other in pairs)
