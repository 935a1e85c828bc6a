"""A page of somebody else's PDF as a form of ours: unchanged, where an archive may take it so.

PDF/A-2 (ISO 19005-2) wants every font embedded and every colour known. What isn't plainly so, or
shows more than its own content (a stamp, a filled form, layers), is no form: `None`, and whoever
asks draws the page as a picture.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pikepdf

from evidence_kit.render import conforming
from evidence_kit.render.conforming import MOST_CONTENT, RefusedError, refuse, unpacked
from evidence_kit.render.pdf import Hex, Name, PdfFile, Ref, Value

# What a file may cost: all that its pages draw with, how deep forms lie in forms.
MOST_BODY = 64 * 1024 * 1024
MOST_OBJECTS = 5_000
DEEPEST = 8

_LINKS = ("/Link", "/Popup")
_HIDDEN = 2 | 32  # ISO 32000-1, 12.5.3: Hidden, NoView


@dataclass(frozen=True, slots=True)
class Form:
    """A page as a form whose lower left corner is 0, 0; its size in points as it is seen."""

    ref: Ref
    width: float
    height: float


class Carrier:
    """One PDF from which pages are carried; what they share is written once."""

    def __init__(self, opened: pikepdf.Pdf, into: PdfFile) -> None:
        """Take an opened PDF and the file that is being made."""
        self._opened, self._into = opened, into
        self._written: dict[tuple[int, int], Value] = {}
        self._body = 0

    def form(self, number: int) -> Form | None:
        """Return a page, None where it can't be carried as it is."""
        try:
            return self._form(self._opened.pages[number])
        # What qpdf says of damage inside a page, and what bad values raise in between.
        except (RefusedError, pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError):
            return None
        except (zlib.error, ArithmeticError, RuntimeError):
            return None

    def _form(self, page: pikepdf.Page) -> Form:
        refuse(_shows_more(page.obj) or page.obj.get("/UserUnit", 1) != 1)
        box, turn = _shown(page), _turn(page.obj)
        width, height = box[2] - box[0], box[3] - box[1]
        refuse(turn % 90, min(width, height) <= 0)
        content = _content(page.obj.get("/Contents"))
        resources = _inherited(page.obj, "/Resources") or pikepdf.Dictionary()
        entries: dict[str, Value] = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": list(box),
            "Matrix": _turned(turn, box),
            "Resources": self._resources(resources, content, 0),
        }
        seen = (width, height) if turn in (0, 180) else (height, width)
        return Form(self._into.put_packed(entries, content), *seen)

    def _resources(self, held: pikepdf.Object, content: bytes, depth: int) -> Value:
        """Return what a content draws with, each thing of it checked."""
        refuse(depth > DEEPEST)
        conforming.check(self._opened, content, held)
        kept = ("/ColorSpace", "/ExtGState", "/Font", "/Properties")
        entries = {name[1:]: self._value(held[name], depth) for name in kept if name in held}
        drawn: pikepdf.Object = held.get("/XObject", pikepdf.Dictionary())
        entries["XObject"] = {name[1:]: self._drawn(one, depth + 1) for name, one in drawn.items()}
        return entries

    def _drawn(self, one: pikepdf.Object, depth: int) -> Value:
        if one.objgen in self._written:
            return self._written[one.objgen]
        refuse(not isinstance(one, pikepdf.Stream) or any(k in one for k in ("/OC", "/OPI")))
        if one.get("/Subtype") == "/Image":
            conforming.check_picture(one)
            found = self._value(one, depth)
        else:
            found = self._inner(one, depth)
        self._written[one.objgen] = found
        return found

    def _inner(self, one: pikepdf.Object, depth: int) -> Ref:
        """Return a form that the page draws, with what it draws with."""
        refuse(one.get("/Subtype") != "/Form" or any(k in one for k in ("/PS", "/Ref")))
        if "/Group" in one and "/CS" in one["/Group"]:
            conforming.check_colours(one["/Group"]["/CS"])
        content = unpacked(one, MOST_CONTENT)
        entries: dict[str, Value] = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "Resources": self._resources(
                one.get("/Resources", pikepdf.Dictionary()), content, depth
            ),
        }
        for name in ("/BBox", "/Matrix", "/Group"):
            if name in one:
                entries[name[1:]] = self._value(one[name], depth)
        return self._into.put_packed(entries, content)

    def _value(self, held: object, depth: int) -> Value:
        """Return a value of theirs as one of ours; what others refer to is written once."""
        refuse(depth > DEEPEST + 8 or len(self._written) > MOST_OBJECTS)
        at = held.objgen if isinstance(held, pikepdf.Object) else (0, 0)
        if at in self._written:
            return self._written[at]
        found = self._plain(held, depth + 1)
        if at != (0, 0):
            found = self._into.put(found) if isinstance(found, Mapping) else found
            self._written[at] = found
        return found

    def _plain(self, held: object, depth: int) -> Value:
        match held:
            case pikepdf.Stream():
                return self._stream(held, depth)
            case pikepdf.Name():
                return Name(str(held)[1:])
            case pikepdf.Dictionary():
                return self._entries(held, depth)
            case pikepdf.Array():
                return [self._value(one, depth) for one in held.as_list()]
            case pikepdf.String():
                return Hex(bytes(held))
            case None | bool() | int() | Decimal():
                return held
        raise RefusedError

    def _entries(self, held: pikepdf.Object, depth: int) -> dict[str, Value]:
        # A set of glyphs that a subset names must name every one: nobody needs it.
        dropped = ("/CIDSet", "/CharSet", "/Length", "/Metadata", "/PieceInfo", "/StructParent")
        return {
            name[1:]: self._value(one, depth) for name, one in held.items() if name not in dropped
        }

    def _stream(self, held: pikepdf.Object, depth: int) -> Ref:
        conforming.check_filters(held)
        body = held.read_raw_bytes()
        self._body += len(body)
        refuse(self._body > MOST_BODY)
        return self._into.put_stream(self._entries(held.stream_dict, depth), body)


def _turned(turn: int, box: Sequence[float]) -> list[Value]:
    """Return the matrix that puts the seen lower left corner of a turned box at 0, 0."""
    x0, y0, x1, y1 = box
    matrices: dict[int, list[Value]] = {
        0: [1, 0, 0, 1, -x0, -y0],
        90: [0, -1, 1, 0, -y0, x1],
        180: [-1, 0, 0, -1, x1, y1],
        270: [0, 1, -1, 0, y1, -x0],
    }
    return matrices[turn]


def _shown(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return what is shown of a page: its crop box within its media box."""
    media, crop = ([float(side) for side in box.as_list()] for box in (page.mediabox, page.cropbox))
    left, right = sorted(media[::2])
    bottom, top = sorted(media[1::2])
    (x0, x1), (y0, y1) = sorted(crop[::2]), sorted(crop[1::2])
    return max(left, x0), max(bottom, y0), min(right, x1), min(top, y1)


def _inherited(page: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """Return an entry of a page, or of the nodes above it (ISO 32000-1, 7.7.3.4)."""
    node = page
    for _ in range(DEEPEST):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return None


def _turn(page: pikepdf.Object) -> int:
    """Return by how many degrees a page is turned to the right."""
    found: object = _inherited(page, "/Rotate") or 0
    refuse(not isinstance(found, int))
    return int(str(found)) % 360


def _shows_more(page: pikepdf.Object) -> bool:
    """Say whether a page shows more than its content: a stamp, a seal, a field that was filled."""
    for note in page.get("/Annots", pikepdf.Array()).as_list():
        seen = not int(note.get("/F", 0)) & _HIDDEN
        if seen and note.get("/Subtype") not in _LINKS:
            return True
    return False


def _content(held: pikepdf.Object | None) -> bytes:
    """Return what a page draws, its streams one after another."""
    if held is None:
        return b""
    parts = held.as_list() if isinstance(held, pikepdf.Array) else [held]
    found = b""
    for part in parts:
        found += unpacked(part, MOST_CONTENT - len(found)) + b"\n"
    return found
