"""One sheet of A4: text, rules, tints, pictures and links, in points from the bottom left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple, TypeAlias

from evidence_kit.render.faces import Face, Faces, Piece, Typeface, drawn
from evidence_kit.render.layout import Line, Span
from evidence_kit.render.pdf import Name, PdfFile, Ref, Value, number

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
# 25 mm at the left for binding; the foot leaves room for a page number below the text.
LEFT, RIGHT, TOP, BOTTOM = 25 * MM, WIDTH - 18 * MM, HEIGHT - 20 * MM, 22 * MM
FOOT = 12 * MM
MEASURE = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet's size, and the edges of what is set on it, in points from the bottom left."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """How wide lines may be."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """The middle of a line."""
        return (self.left + self.right) / 2


PORTRAIT = Paper(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM)
# Lying across, a table is bound at its head.
LANDSCAPE = Paper(HEIGHT, WIDTH, 15 * MM, HEIGHT - 15 * MM, WIDTH - 25 * MM, 20 * MM)

INK, QUIET, LINK = (0.0, 0.0, 0.0), (0.35, 0.35, 0.35), (0.07, 0.2, 0.42)
HAIR, RULE = 0.4, 0.8
TINT = 0.94

Rgb: TypeAlias = tuple[float, float, float]


class Rect(NamedTuple):
    """A rectangle in points from the bottom left of the sheet."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: typeface, size and leading in points, colour."""

    face: Typeface
    size: float
    leading: float
    colour: Rgb = INK
    tracking: float = 0.0

    def measure(self, text: str) -> float:
        """Return the text's width in points; tracking is added after each character."""
        return self.face.width(text) * self.size + self.tracking * len(text)


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font has, and the label of the page where it is spelled out."""

    character: str
    where: str


@dataclass(slots=True)
class Sheet:
    """A page being drawn; `label` is what it is called in the book (目录-1, 7, 附-2).

    `find` gives what a link to an exhibit page leads to: the page, or the entries of a link into
    another file. `unseen` are lines of text that lie invisible over all that is drawn.
    """

    label: str
    faces: Faces
    find: Callable[[int], Ref | Mapping[str, Value]]
    paper: Paper = PORTRAIT
    content: list[str] = field(default_factory=list)
    pictures: dict[str, Ref] = field(default_factory=dict)
    links: list[tuple[Rect, int]] = field(default_factory=list)
    missing: list[MissingGlyph] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, style: Style) -> float:
        """Set text with its baseline at y; return its width."""
        pieces = list(style.face.spell(text))
        self._note(pieces)
        if pieces:
            runs = "".join(self._run(run, style) for run in _runs(pieces))
            colour = " ".join(number(part) for part in style.colour)
            spacing = f"{number(style.tracking)} Tc "
            place = f"1 0 0 1 {number(x)} {number(y)} Tm"
            self.content.append(f"BT {colour} rg {spacing}{place} {runs}ET")
        return style.measure(text)

    def right(self, x: float, y: float, text: str, style: Style) -> None:
        """Set text that ends at x."""
        self.text(x - style.measure(text), y, text, style)

    def centred(self, x: float, y: float, text: str, style: Style) -> None:
        """Set text around x."""
        self.text(x - (style.measure(text) - style.tracking) / 2, y, text, style)

    def line(self, x: float, y: float, line: Line, style: Style) -> None:
        """Set a laid-out line; a span that leads to an exhibit page becomes a link."""
        for span in line.spans:
            width = self.text(x, y, span.text, _linked(style) if span.to else style)
            if span.to is not None:
                below = style.size * 0.25
                self.link(Rect(x, y - below, width, style.size * 1.25), span.to)
            x += width

    def rule(self, x: float, y: float, to_x: float, to_y: float, width: float = HAIR) -> None:
        """Draw a straight line."""
        ends = f"{number(x)} {number(y)} m {number(to_x)} {number(to_y)} l S"
        self.content.append(f"0 G {number(width)} w {ends}")

    def tint(self, rect: Rect, grey: float = TINT) -> None:
        """Fill a rectangle with grey."""
        self.content.append(f"{number(grey)} g {_rect(rect)} re f")

    def frame(self, rect: Rect, grey: float, width: float = HAIR) -> None:
        """Draw a rectangle's outline."""
        self.content.append(f"{number(grey)} G {number(width)} w {_rect(rect)} re S")

    def picture(self, ref: Ref, matrix: Sequence[float], clip: Rect | None = None) -> None:
        """Place an image; with `clip` only what lies in that rectangle shows."""
        name = f"P{ref.number}"
        self.pictures[name] = ref
        within = f"{_rect(clip)} re W n " if clip else ""
        place = " ".join(number(part) for part in matrix)
        self.content.append(f"q {within}{place} cm /{name} Do Q")

    def link(self, rect: Rect, page: int) -> None:
        """Make a rectangle lead to the top of an exhibit page."""
        self.links.append((rect, page))

    def write(self, pdf: PdfFile, *, ref: Ref, parent: Ref, fonts: Ref) -> None:
        """Write the page."""
        resources: dict[str, Value] = {"Font": fonts}
        if self.pictures:
            resources["XObject"] = dict(self.pictures)
        if self.unseen:
            self.content.append(f"q BT 3 Tr 0 Tc {' '.join(self.unseen)} ET Q")
        page: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": parent,
            "MediaBox": [0, 0, self.paper.width, self.paper.height],
            "Resources": resources,
            "Contents": pdf.put_packed({}, "\n".join(self.content).encode("ascii")),
        }
        if self.links:
            page["Annots"] = [pdf.put(self._annotation(*link)) for link in self.links]
        pdf.put(page, ref)

    def _annotation(self, rect: Rect, page: int) -> dict[str, Value]:
        to = self.find(page)
        return {
            "Type": Name("Annot"),
            "Subtype": Name("Link"),
            "Rect": [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height],
            "Border": [0, 0, 0],
            "F": 4,  # printable: PDF/A wants it
            **(to if isinstance(to, Mapping) else {"Dest": [to, Name("XYZ"), 0, HEIGHT, 0]}),
        }

    def _run(self, pieces: Sequence[Piece], style: Style) -> str:
        face = pieces[0].face
        for piece in pieces:
            for glyph, text in zip(piece.glyphs, piece.texts, strict=True):
                face.use(glyph, text)
        return f"/{self._name(face)} {number(style.size)} Tf <{drawn(pieces).hex()}> Tj "

    def _name(self, face: Face) -> str:
        return next(name for name, known in self.faces.fonts.items() if known is face)

    def _note(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            found = MissingGlyph(piece.missing, self.label) if piece.missing else None
            if found and found not in self.missing:
                self.missing.append(found)


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    return [list(run) for _, run in groupby(pieces, key=lambda piece: id(piece.face))]


def _linked(style: Style) -> Style:
    return replace(style, colour=LINK)


def _rect(rect: Rect) -> str:
    return " ".join(number(side) for side in rect)


def plain(text: str) -> tuple[Span, ...]:
    """Return text that leads nowhere."""
    return (Span(text),)
