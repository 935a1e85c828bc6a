"""Whether a page of a PDF is drawn as this program draws exhibits: one picture, nothing over it."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_PICTURE = re.compile(rf"q((?: {_N}){{6}}) cm /(\w+) Do Q")
# Text that isn't seen: mode 3 from its beginning to its end, and what was before afterwards.
_UNSEEN = re.compile(
    rf"q BT 3 Tr 0 Tc(?: /{NAME} {_N} Tf {_N} Tz 1 0 0 1 {_N} {_N} Tm <[0-9a-f]*> Tj)+ ET Q"
)
_FRAME = re.compile(rf"{_N} G ({_N}) w((?: {_N}){{4}}) re S")


def only_image(page: pikepdf.Object) -> pikepdf.Object | None:
    """Return the only thing that a page draws with beside its text, if that is a picture."""
    drawn = page.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    held = [one for _, one in drawn.items()]
    if len(held) != 1 or not isinstance(held[0], pikepdf.Stream):
        return None
    return held[0] if held[0].get("/Subtype") == "/Image" else None


def lines(page: pikepdf.Object) -> list[str]:
    """Return what a page draws, operator by operator; [] where it isn't in the form we write."""
    content = page.get("/Contents")
    if not isinstance(content, pikepdf.Stream):
        return []
    return unpacked(content, MOST_CONTENT).decode("ascii").split("\n")


def is_around(line: str) -> bool:
    """Say whether a line draws text, a rule, a tint or a frame, as our sheets do."""
    return bool(_AROUND.fullmatch(line))


def turn(page: pikepdf.Object, image: pikepdf.Object) -> int | None:
    """Return how a page turns its picture (1 to 8); None where it isn't drawn as an exhibit.

    The picture is drawn last, opaque, whole on the sheet and at its own proportions; after it
    comes the hairline around it and nothing else, and no note lies on the page.
    """
    drawn = _seen(page)
    if len(drawn) < 2 or not _is_plain(page) or not all(map(is_around, drawn[:-2])):
        return None
    placed, frame = _PICTURE.fullmatch(drawn[-2]), _FRAME.fullmatch(drawn[-1])
    if not placed or not frame or f"/{placed[2]}" not in page["/Resources"]["/XObject"]:
        return None
    matrix = [float(part) for part in placed[1].split()]
    left, bottom, width, height = _box(matrix)
    around = (left - 0.5, bottom - 0.5, width + 1, height + 1)
    if float(frame[1]) > HAIR or not _near([float(part) for part in frame[2].split()], around):
        return None
    if min(left, bottom) < 0 or left + width > WIDTH or bottom + height > HEIGHT:
        return None
    return _turn(matrix, (left, bottom, width, height), image)


def _seen(page: pikepdf.Object) -> list[str]:
    """Return the lines of a page without the text below its picture.

    What a Type 3 font draws is seen in every mode (ISO 32000-1, 9.3.6); no other font's is.
    """
    drawn = lines(page)
    if not drawn or not _UNSEEN.fullmatch(drawn[-1]):
        return drawn
    font = page["/Resources"]["/Font"][f"/{NAME}"]
    inner = font["/DescendantFonts"][0]
    sure = str(font["/Subtype"]) == "/Type0" and str(inner["/Subtype"]) == "/CIDFontType2"
    return drawn[:-1] if sure else drawn


def _is_plain(page: pikepdf.Object) -> bool:
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
