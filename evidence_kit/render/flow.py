"""Text and tables that run on from sheet to sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from evidence_kit.render.layout import Line, Span, break_lines
from evidence_kit.render.sheet import Paper, Rect, Sheet, Style, plain

PAD_X, PAD_Y = 5.0, 6.0
SIGNATURE = 130.0  # points to sign on
BASELINE = 0.88  # of the size: from a line's top down to its baseline
MOST_TRACKING = 0.12  # of the size: a line that needs more stays ragged


class Flow:
    """A cursor that goes down sheets of one part and opens the next when one is full."""

    def __init__(self, open_sheet: Callable[[], Sheet]) -> None:
        """Open the first sheet."""
        self._open = open_sheet
        self.turn()

    def turn(self) -> None:
        """Go to the top of a new sheet."""
        self.sheet = self._open()
        self.y = self.paper.top

    @property
    def paper(self) -> Paper:
        """The sheet's size and edges."""
        return self.sheet.paper

    @property
    def room(self) -> float:
        """Points left on the sheet."""
        return self.y - self.paper.bottom

    def keep(self, height: float) -> None:
        """Turn unless so much room is left."""
        if self.room < height:
            self.turn()

    def gap(self, height: float) -> None:
        """Leave white space; none at the top of a sheet."""
        self.y -= height if self.y < self.paper.top else 0

    def heading(self, text: str, style: Style) -> None:
        """Set a centred line, with its leading; a long one goes on in lines below, on one sheet."""
        lines = break_lines(plain(text), width=self.paper.measure, measure=style.measure)
        self.keep(style.leading * len(lines))
        for line in lines:
            self.sheet.centred(self.paper.centre, self.y - style.size * BASELINE, line.text, style)
            self.y -= style.leading

    def paragraph(
        self,
        text: str,
        style: Style,
        *,
        indent: float = 0,
        left: float | None = None,
        even: bool = True,
    ) -> None:
        """Set a paragraph; its first line is indented, and its full lines are made even."""
        left = self.paper.left if left is None else left
        width = self.paper.right - left
        space = "\u3000" * round(indent / style.size)
        for line in break_lines(plain(space + text), width=width, measure=style.measure):
            self.keep(style.leading)
            set_as = _evened(line, style, width) if even else style
            self.sheet.line(left, self.y - style.size * BASELINE, line, set_as)
            self.y -= style.leading


def _evened(line: Line, style: Style, width: float) -> Style:
    """Spread a full line's slack between its characters, as Chinese is set."""
    slack, count = width - line.width, len(line.text)
    if not line.goes_on or count < 2 or slack <= 0:
        return style
    tracking = slack / (count - 1)
    return replace(style, tracking=tracking) if tracking < style.size * MOST_TRACKING else style


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in points, and whether its cells are centred, or end right."""

    head: str
    width: float
    centred: bool = False
    right: bool = False

    def shift(self, slack: float) -> float:
        """Return how far from the left a line begins that leaves so much room."""
        return slack if self.right else slack / 2 if self.centred else 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's paragraphs, each a sequence of spans."""

    paragraphs: tuple[tuple[Span, ...], ...] = ()
    style: Style | None = None


class Table:
    """A ruled table over a flow: its head repeats on each sheet, and long rows go on below."""

    def __init__(
        self,
        flow: Flow,
        columns: Sequence[Column],
        *,
        head: Style,
        body: Style,
        pad: float = PAD_Y,
    ) -> None:
        """Take the columns and how heads and cells are set; nothing is drawn yet.

        Columns none of which has a head make a table without one. `pad` is the white space above
        and below what a row says.
        """
        self._pad = pad
        self._flow, self._columns = flow, tuple(columns)
        self._headed = any(column.head for column in self._columns)
        self._head, self._body = head, body
        self._heads = [_even(column, head) for column in self._columns]
        self._begun: Sheet | None = None

    def band(self, text: str, style: Style, *, keep: float) -> None:
        """Draw a row across all columns, on one sheet with `keep` points of what follows."""
        height = style.leading + self._pad
        self._begin(height + keep)
        self._box([self._flow.paper.measure], height, tinted=True)
        y = self._flow.y - (height - style.size) / 2 - style.size * BASELINE
        self._flow.sheet.text(self._flow.paper.left + PAD_X, y, text, style)
        self._flow.y -= height

    def least(self, cells: Sequence[Cell], *, keep: float = 0) -> float:
        """Return the room in points without which `row` would turn the sheet."""
        return self._least(self._laid(cells), self._styles(cells), keep)

    def row(self, cells: Sequence[Cell], *, keep: float = 0) -> None:
        """Draw a row, whole unless it is taller than half a sheet, with `keep` points after it."""
        rest, styles = self._laid(cells), self._styles(cells)
        self._begin(self._least(rest, styles, keep))
        while any(rest):
            self._begin(self._beginning(rest, styles))
            rest = self._draw_what_fits(rest, styles)

    def _least(self, laid: Sequence[Sequence[Line]], styles: Sequence[Style], keep: float) -> float:
        height = self._height(laid, styles)
        return self._beginning(laid, styles) if height > self._full() / 2 else height + keep

    def _full(self) -> float:
        """Return what a sheet holds below its head and a band."""
        paper = self._flow.paper
        return paper.top - paper.bottom - self._head_height() - self._head.leading - self._pad

    def _beginning(self, rest: Sequence[Sequence[Line]], styles: Sequence[Style]) -> float:
        return self._height([lines[:2] for lines in rest], styles)

    def _draw_what_fits(self, rest: list[list[Line]], styles: Sequence[Style]) -> list[list[Line]]:
        room = self._flow.room - 2 * self._pad
        counts = [int((room - style.size) // style.leading) + 1 for style in styles]
        now = [lines[:count] for lines, count in zip(rest, counts, strict=True)]
        self._draw(now, styles)
        return [lines[count:] for lines, count in zip(rest, counts, strict=True)]

    def _styles(self, cells: Sequence[Cell]) -> list[Style]:
        return [cell.style or self._body for cell in cells]

    def _laid(self, cells: Sequence[Cell]) -> list[list[Line]]:
        return [
            [
                line
                for paragraph in cell.paragraphs
                for line in break_lines(
                    paragraph,
                    width=column.width - 2 * PAD_X,
                    measure=(cell.style or self._body).measure,
                )
            ]
            for column, cell in zip(self._columns, cells, strict=True)
        ]

    def _height(self, laid: Sequence[Sequence[Line]], styles: Sequence[Style]) -> float:
        return 2 * self._pad + max(
            (len(lines) - 1) * style.leading + style.size
            for lines, style in zip(laid, styles, strict=True)
        )

    def _draw(self, laid: Sequence[Sequence[Line]], styles: Sequence[Style]) -> None:
        height, x = self._height(laid, styles), self._flow.paper.left
        self._box([column.width for column in self._columns], height)
        for column, lines, style in zip(self._columns, laid, styles, strict=True):
            y = self._flow.y - self._pad - self._body.size * BASELINE
            for line in lines:
                shift = column.shift(column.width - 2 * PAD_X - line.width)
                self._flow.sheet.line(x + PAD_X + shift, y, line, style)
                y -= style.leading
            x += column.width
        self._flow.y -= height

    def _begin(self, height: float) -> None:
        """Make room, and head the table anew on a fresh sheet."""
        fresh = self._begun is not self._flow.sheet
        if self._flow.room < height + (self._head_height() if fresh else 0):
            self._flow.turn()
            fresh = True
        if fresh:
            self._begun = self._flow.sheet
            self._draw_head()

    def _head_height(self) -> float:
        most = max(map(len, self._heads)) - 1
        return most * self._head.leading + self._head.size + 2 * self._pad if self._headed else 0.0

    def _draw_head(self) -> None:
        if not self._headed:
            return
        height, x = self._head_height(), self._flow.paper.left
        self._box([column.width for column in self._columns], height, tinted=True)
        for column, lines in zip(self._columns, self._heads, strict=True):
            over = height - 2 * self._pad - self._head.size - (len(lines) - 1) * self._head.leading
            y = self._flow.y - self._pad - over / 2 - self._head.size * BASELINE
            for line in lines:
                self._flow.sheet.centred(x + column.width / 2, y, line.text, self._head)
                y -= self._head.leading
            x += column.width
        self._flow.y -= height

    def _box(self, widths: Sequence[float], height: float, *, tinted: bool = False) -> None:
        sheet, top, x = self._flow.sheet, self._flow.y, self._flow.paper.left
        if tinted:
            sheet.tint(Rect(x, top - height, self._flow.paper.measure, height))
        for width in widths:
            sheet.frame(Rect(x, top - height, width, height), grey=0.25)
            x += width


def _even(column: Column, style: Style) -> list[Line]:
    """Return a column's head in as few lines as it takes, each about as long as the others."""
    room, lines = column.width - 2 * PAD_X, list[Line]()
    for width in (room * part / 12 for part in range(12, 5, -1)):
        tried = break_lines(plain(column.head), width=width, measure=style.measure)
        if lines and (len(tried) > len(lines) or max(one.width for one in tried) > width):
            break
        lines = tried
    return lines


def sign_here(flow: Flow, caption: str, date: str, style: Style) -> None:
    """Draw the place to sign and date, at the right, on one sheet."""
    flow.keep(sign_height(style))
    flow.gap(style.leading)
    right, y = flow.paper.right, flow.y - style.leading
    start = right - SIGNATURE
    flow.sheet.right(start, y, caption, style)
    flow.sheet.rule(start, y - 3, right, y - 3)
    flow.sheet.right(right, y - 1.6 * style.leading, date, style)
    flow.y = y - 2 * style.leading


def sign_height(style: Style) -> float:
    """Return how much room the place to sign takes, in points."""
    return 4 * style.leading
