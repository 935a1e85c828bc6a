"""Pages set by hand: what an engine would see of a screen, without pixels or an engine."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field, replace

from evidence_kit import model, screens
from evidence_kit.model import (
    Algorithm,
    Box,
    Colour,
    Digest,
    Line,
    OcrPage,
    Region,
    RegionKind,
)

SOURCE = Digest(Algorithm.SHA256, hashlib.sha256(b"a page set by hand").hexdigest())

WHITE, BLACK = Colour(255, 255, 255), Colour(25, 25, 25)
PAGE, BAR = Colour(237, 237, 237), Colour(247, 247, 247)
GREEN, GREY, ORANGE = Colour(149, 236, 105), Colour(127, 127, 127), Colour(250, 157, 59)
PALE, RED, QUOTE = Colour(253, 225, 195), Colour(250, 81, 81), Colour(225, 225, 225)


def read(page: OcrPage) -> model.Chat:
    """Read a page that is a chat."""
    screen = screens.read(page)
    assert isinstance(screen, model.Chat)
    return screen


def told(page: OcrPage) -> list[tuple[str, str, str]]:
    """Return side, kind and words of each message that a page tells."""
    return [(m.side.value, m.kind.value, m.text) for m in read(page).messages]


@dataclass(frozen=True)
class Theme:
    """The colours a chat is set in."""

    page: Colour = PAGE
    left: Colour = WHITE
    left_ink: Colour = BLACK
    right: Colour = GREEN
    right_ink: Colour = BLACK
    note: Colour = GREY
    title: Colour = BLACK
    card: Colour = ORANGE
    done: Colour = PALE
    bar: Colour = BAR


LIGHT = Theme()
DARK = Theme(
    page=Colour(17, 17, 17),
    left=Colour(44, 44, 44),
    left_ink=Colour(213, 213, 213),
    right=Colour(62, 172, 116),
    right_ink=Colour(28, 28, 28),
    note=Colour(90, 90, 90),
    title=Colour(213, 213, 213),
    card=Colour(175, 111, 41),
    done=Colour(107, 74, 38),
    bar=Colour(29, 29, 31),
)


def line(
    text: str,
    x: int,
    y: int,
    size: int = 45,
    *,
    paper: Colour = WHITE,
    ink: Colour = BLACK,
    sure: float = 0.99,
) -> Line:
    """Return a line whose left top corner is at x, y."""
    width = round(
        sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.55 for c in text)
    )
    box = Box(x, y, x + max(width, 1), y + size)
    return Line(text, box, sure, paper, ink, hashlib.sha256(text.encode()).hexdigest()[:16])


def middle(text: str, y: int, size: int = 45, *, width: int = 1080, **colours: Colour) -> Line:
    """Return a line set in the middle of a page."""
    one = line(text, 0, y, size, **colours)
    x = (width - one.box.width) // 2
    return replace(one, box=Box(x, y, x + one.box.width, y + size))


def flat(box: Box, colour: Colour) -> Region:
    """Return a flat region."""
    return Region(RegionKind.FLAT, box, colour, "0" * 16)


def picture(box: Box, fingerprint: str = "f" * 16) -> Region:
    """Return a picture."""
    return Region(RegionKind.PICTURE, box, Colour(120, 90, 60), fingerprint)


@dataclass
class Chat:
    """A chat page being set, top to bottom, 1080 pixels wide."""

    title: str | None = "周砚秋"
    theme: Theme = LIGHT
    height: int = 2400
    faces: bool = True
    lines: list[Line] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    y: int = 0

    def __post_init__(self) -> None:
        if self.title is not None:
            self.lines.append(
                line("21:05", 46, 36, 46, paper=self.theme.page, ink=self.theme.title)
            )
            self.lines.append(
                middle(self.title, 143, 50, paper=self.theme.page, ink=self.theme.title)
            )
            self.regions.append(flat(Box(0, self.height - 200, 1080, self.height), self.theme.bar))
            self.y = 268

    def note(self, *texts: str) -> Chat:
        """Set grey lines in the middle: a time, a notice."""
        for text in texts:
            self.lines.append(middle(text, self.y, 36, paper=self.theme.page, ink=self.theme.note))
            self.y += 46
        self.y += 70
        return self

    def face(self, side: str) -> Chat:
        """Set an avatar at the present height."""
        if self.faces:
            x, mark = (32, "a") if side == "left" else (940, "b")
            self.regions.append(picture(Box(x, self.y, x + 108, self.y + 108), mark * 16))
        return self

    def bubble(
        self,
        side: str,
        *texts: str,
        colour: Colour | None = None,
        ink: Colour | None = None,
        sure: float = 0.99,
    ) -> Chat:
        """Set a bubble; the texts are its lines as they wrap."""
        theme = self.theme
        paper = colour or (theme.left if side == "left" else theme.right)
        ink = ink or (theme.left_ink if side == "left" else theme.right_ink)
        rows = [line(t, 0, self.y + 32 + 66 * i, paper=paper, ink=ink) for i, t in enumerate(texts)]
        width = max((row.box.width for row in rows), default=40) + 68
        x0 = 157 if side == "left" else 923 - width
        for row in rows:
            moved = row.box._replace(x0=x0 + 34, x1=x0 + 34 + row.box.width)
            self.lines.append(replace(row, box=moved, confidence=sure))
        bottom = self.y + 44 + 66 * max(1, len(rows))
        self.face(side)
        self.regions.append(flat(Box(x0, self.y, x0 + width, bottom), paper))
        self.y = bottom + 33
        return self

    def card(
        self,
        side: str,
        *texts: str,
        footer: str | None = "微信转账",
        done: bool = True,
        sure: float = 0.99,
    ) -> Chat:
        """Set a card: its amount, its state or memo, its footer."""
        paper = self.theme.done if done else self.theme.card
        x0 = 157 if side == "left" else 253
        for i, text in enumerate(texts):
            self.lines.append(
                line(text, x0 + 158, self.y + 44 + 58 * i, 48, paper=paper, ink=WHITE, sure=sure)
            )
        if footer:
            self.lines.append(line(footer, x0 + 38, self.y + 196, 34, paper=paper, ink=WHITE))
        self.face(side)
        self.regions.append(flat(Box(x0, self.y, x0 + 672, self.y + 246), paper))
        self.y += 246 + 33
        return self

    def page(self) -> OcrPage:
        """Return the page."""
        return page(self.lines, self.regions, height=self.height, background=self.theme.page)


def page(
    lines: list[Line],
    regions: list[Region] | None = None,
    *,
    width: int = 1080,
    height: int = 2400,
    background: Colour = WHITE,
) -> OcrPage:
    """Return a page of these lines and regions."""
    found = tuple(regions or ())
    return OcrPage(SOURCE, width, height, background, tuple(lines), found, "hand", "1")


def sheet(*rows: tuple[str, str], head: tuple[Line, ...] = (), right: bool = False) -> OcrPage:
    """Return a white page: lines of a head, then rows of label and value from y 800 on.

    A value may hold newlines, one for each line it wraps into; `right` sets values to the right.
    """
    lines, y = list(head), 800
    for label, value in rows:
        lines.append(line(label, 72, y, 42, ink=GREY))
        for text in value.split("\n"):
            one = line(text, 316, y, 42)
            if right:
                x = 1016 - one.box.width
                one = replace(one, box=Box(x, y, 1016, y + 42))
            lines.append(one)
            y += 58
        y += 24
    return page(lines)
