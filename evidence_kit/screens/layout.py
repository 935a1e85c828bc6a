"""Lines and regions to what stands together and where: geometry and colour only, never words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evidence_kit.model import Box, Colour, Line, OcrPage, Region, RegionKind
from evidence_kit.screens import faces, lexicon
from evidence_kit.screens.hues import Tint, alike, grey, level, tint

# Fractions of the page's width, from measured pages (bubbles run from 15.7 % to 84.3 %).
WIDEST_BUBBLE = 0.84
# Wider ones are panels of the sheet, not something that stands on it.
WIDEST_GROUND = 0.85
CENTRED = 0.025
# Fractions of a line's height: lines of one bubble stand closer than two bubbles' texts, those of
# one notice closer than two notices, which have no bubble between them.
LINE_GAP = 0.9
NOTE_GAP = 0.6
# A bubble's padding, both sides together, in heights of a line; lines this sure are words.
PADS = 3.0
CLEAR = 0.8
# What is on a bubble and larger than so many lines is a picture or an icon, no emoji.
PATCH = 1.5
# Nothing that is said reaches this near to the page's edge, in its widths; what does and is
# coloured and larger than the second both ways is a photo behind the page.
WALL = 0.01
LARGE = 0.07
# Below the status bar, in widths; pills on a page of one colour are nearer to it (of 255).
STATUS = 0.12
PILL = 35
# Papers of the dark theme are darker (levels of 255), those of the light one brighter.
DARK = 100
BRIGHT = 150
# Grey notes differ less from their paper than words do (levels of 255).
FAINT = 150


def faint(line: Line) -> bool:
    """Say whether a line is a grey note: a time, a notice, a nickname."""
    return abs(level(line.ink) - level(line.paper)) < FAINT


@dataclass(frozen=True, slots=True)
class Block:
    """What stands on one ground: its lines, top to bottom; without a region, a guessed box.

    `clipped` says that lines of it were left out because an edge cuts through them; `inside` are
    the patches on it that are larger than signs: a link's picture, a file's icon.
    """

    box: Box
    colour: Colour
    lines: tuple[Line, ...]
    region: Region | None = None
    clipped: bool = False
    inside: tuple[Region, ...] = ()

    @property
    def pictured(self) -> bool:
        """Whether the ground is a picture."""
        return self.region is not None and self.region.kind is RegionKind.PICTURE

    @property
    def bubbly(self) -> bool:
        """Whether it has a flat ground of its own."""
        return self.region is not None and self.region.kind is RegionKind.FLAT

    @property
    def tint(self) -> Tint:
        """The class of the ground's colour; a picture's commonest colour means nothing."""
        return Tint.PLAIN if self.pictured else tint(self.colour)


@dataclass(frozen=True)
class Sheet:
    """A page in order: whatever way its lines and regions were shuffled, the sheet is equal."""

    page: OcrPage

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Lines that say something, top to bottom, then left to right.

        A grey line in the middle that an engine took apart at a space is one again.
        """
        found: list[Line] = []
        for line in reading_order(filter(_says, self.page.lines)):
            if found and self._torn(found[-1], line):
                found.append(_mended(found.pop(), line))
            else:
                found.append(line)
        return tuple(sorted(found, key=_line_order))

    def _torn(self, one: Line, other: Line) -> bool:
        near = -4 <= other.box.x0 - one.box.x1 < min(one.box.height, other.box.height)
        grey = all(faint(li) and self.paperless(li) for li in (one, other))
        whole = self.centred(one.box.joined(other.box))
        apart = not self.centred(one.box) and not self.centred(other.box)
        return near and grey and whole and apart and same_row(one.box, other.box)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Regions that have a size, none twice, top to bottom; faces parted from bubbles."""
        sized = {r for r in self.page.regions if r.box.width > 0 and r.box.height > 0}
        return faces.parted(sized, self.width, self.em, self.page.background, self._written)

    @cached_property
    def _written(self) -> tuple[Box, ...]:
        """The boxes of words that nobody reads in a face: clear, and more than a letter."""
        lines = (li for li in self.lines if li.confidence >= CLEAR and not self.paperless(li))
        return tuple(line.box for line in lines if len(line.text.strip()) > 1)

    @cached_property
    def width(self) -> int:
        """The page's width; never zero."""
        return max(1, self.page.width)

    @cached_property
    def em(self) -> float:
        """The height of a usual line of text, in pixels."""
        heights = sorted(line.box.height for line in self.lines)
        return heights[len(heights) // 2] if heights else self.width / 24

    @cached_property
    def dark(self) -> bool:
        """Whether the page is in dark mode; on a photo what lies under its words tells."""
        if not self.papered:
            return level(self.page.background) < DARK
        papers = [level(line.paper) for line in self.lines]
        return sum(one < DARK for one in papers) > sum(one > BRIGHT for one in papers)

    @cached_property
    def papered(self) -> bool:
        """Whether a photo is behind the page: patches of it run off the page's sides.

        Where one thing ends and the next begins is measured against the page's colour; a photo
        has none, so on such a page things may go unseen.
        """
        return any(map(self.walled, self.regions)) or any(map(self._on_pill, self.lines))

    def _on_pill(self, line: Line) -> bool:
        """Say whether it is a time on a pill that shows best on a photo: no page has such pills."""
        low = line.box.centre[1] > STATUS * self.width and self.centred(line.box)
        light = level(line.ink) > level(line.paper)
        apart = abs(level(line.paper) - level(self.page.background)) > PILL
        return low and light and apart and grey(line.paper) and lexicon.time_like(line.text)

    def walled(self, region: Region) -> bool:
        """Say whether a region is a patch of a photo behind the page."""
        box = region.box
        edged = box.x0 <= WALL * self.width or box.x1 >= (1 - WALL) * self.width
        large = min(box.width, box.height) > LARGE * self.width
        return edged and large and not grey(region.colour)

    @cached_property
    def avatars(self) -> tuple[Region, ...]:
        """Faces in the avatar columns, those cut by an edge too."""
        return faces.found(self.regions, self.width, self.em, self._written)

    def facial(self, region: Region) -> bool:
        """Say whether a region is a face or a piece of one."""
        return any(face.box.contains(region.box) for face in self.avatars)

    @cached_property
    def plain_lines(self) -> tuple[Line, ...]:
        """Lines on the sheet itself: not on a bubble, a picture, an icon or a button."""
        grounds = [
            region.box
            for region in self.regions
            if region.box.width < WIDEST_GROUND * self.width and region.box.height > self.em
        ]
        return tuple(
            line
            for line in self.lines
            if not any(
                2 * _shared(line.box, box) > line.box.width * line.box.height for box in grounds
            )
        )

    def text_lines(self) -> tuple[Line, ...]:
        """Lines outside avatars: what an engine reads in a face is not text."""
        return self._outside_faces

    @cached_property
    def _outside_faces(self) -> tuple[Line, ...]:
        return tuple(
            line for line in self.lines if not any(_on(line.box, a.box) for a in self.avatars)
        )

    def paperless(self, line: Line) -> bool:
        """Say whether a line stands on the page itself."""
        return alike(line.paper, self.page.background)

    def centred(self, box: Box) -> bool:
        """Say whether a box stands in the page's middle."""
        return abs(box.centre[0] - self.width / 2) <= CENTRED * self.width


def _shared(one: Box, other: Box) -> int:
    """Return how many pixels two boxes have in common."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0, width) * max(0, height)


def _across(line: Line) -> tuple[object, ...]:
    return (line.box.x0, *_line_order(line))


def _says(line: Line) -> bool:
    return bool(line.text.strip()) and line.box.width > 0 and line.box.height > 0


def _mended(one: Line, other: Line) -> Line:
    return replace(
        one,
        text=f"{one.text} {other.text}",
        box=one.box.joined(other.box),
        confidence=min(one.confidence, other.confidence),
        signature=f"{one.signature}{other.signature}",
    )


def _line_order(line: Line) -> tuple[object, ...]:
    return (line.box.y0, line.box.x0, line.box, line.text, line.confidence, line.signature)


def _on(box: Box, ground: Box) -> bool:
    """Say whether the middle of a box lies on a ground."""
    x, y = box.centre
    return ground.x0 <= x < ground.x1 and ground.y0 <= y < ground.y1


def on(line: Line, ground: Box) -> bool:
    """Say whether a line stands on a ground: its middle does."""
    return _on(line.box, ground)


def reading_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines row by row, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.box.centre[1], *_line_order(one))):
        if rows and same_row(rows[-1][0].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=_across))


def same_row(one: Box, other: Box) -> bool:
    """Say whether two boxes share more than half of the lower one's height."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0.5 * min(one.height, other.height)


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around one or more."""
    return Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )


# ── grounds ────────────────────────────────────────────────────────────────────────────


def blocks(sheet: Sheet, area: Box) -> tuple[Block, ...]:
    """Return what stands in an area of a chat: on regions first, then loose lines by paper.

    Each line is in exactly one block; a line on the page's own paper is a block of its own, or
    with the lines that wrap from it.
    """
    lines = [line for line in sheet.text_lines() if on(line, area)]
    grounds = [r for r in sheet.regions if _is_ground(sheet, r, area) and not sheet.walled(r)]
    homes = [(line, _home(line, grounds)) for line in lines]
    held = [
        _block(sheet, region, [li for li, home in homes if home is region]) for region in grounds
    ]
    loose = _loose(sheet, [line for line, home in homes if home is None])
    return tuple(sorted([*held, *loose], key=lambda b: (b.box.y0, b.box.x0, b.box)))


def _is_ground(sheet: Sheet, region: Region, area: Box) -> bool:
    """Bubbles, cards and pictures; not bars, panels, badges or avatars."""
    box = region.box
    return (
        _on(box, area)
        and not sheet.facial(region)
        and box.width <= WIDEST_BUBBLE * sheet.width
        and box.width >= 1.2 * sheet.em
        and box.height >= 0.9 * sheet.em
        and not _nested(sheet, region)
    )


def _nested(sheet: Sheet, region: Region) -> bool:
    """Say whether it lies on a bubble, a card or a picture: then it is a part of that."""
    return any(
        other is not region
        and other.box != region.box
        and other.box.width <= WIDEST_BUBBLE * sheet.width
        and other.box.contains(region.box, 2)
        for other in sheet.regions
    )


def _home(line: Line, grounds: Sequence[Region]) -> Region | None:
    """Return the smallest ground under a line, before others one that has its paper's colour."""
    under = [region for region in grounds if on(line, region.box)]
    under = [region for region in under if alike(region.colour, line.paper)] or under
    return min(under, key=lambda r: (r.box.width * r.box.height, r.box), default=None)


def _block(sheet: Sheet, region: Region, lines: Iterable[Line]) -> Block:
    written = reading_order(lines)
    inside = tuple(r for r in sheet.regions if _is_patch_on(sheet, r, region))
    if spoilt_bubble(region, written):
        region = replace(region, kind=RegionKind.FLAT)
    return Block(region.box, region.colour, written, region, inside=inside)


def _is_patch_on(sheet: Sheet, region: Region, ground: Region) -> bool:
    """Say whether it is a picture or an icon on a ground: higher than signs are, and inside."""
    large = min(region.box.width, region.box.height) > PATCH * sheet.em
    wide = region.box.width > 0.9 * ground.box.width
    whole = wide and region.box.height > 0.9 * ground.box.height
    return large and not whole and ground.box.contains(region.box, 2)


def spoilt_bubble(region: Region, lines: Sequence[Line]) -> bool:
    """Say whether a picture is an own bubble after recompression: green, full of clear lines."""
    if region.kind is RegionKind.FLAT or tint(region.colour) is not Tint.GREEN or not lines:
        return False
    clear = all(li.confidence >= CLEAR and alike(li.paper, region.colour) for li in lines)
    words, high = around([li.box for li in lines]), max(li.box.height for li in lines)
    full = region.box.width - words.width < PADS * high
    return clear and full and region.box.height - words.height < PADS * high


def _loose(sheet: Sheet, lines: Sequence[Line]) -> list[Block]:
    """Group lines without a region: same paper, close below one another, in one column."""
    groups: list[list[Line]] = []
    for line in reading_order(lines):
        for group in groups:
            if _continues(sheet, group[-1], line):
                group.append(line)
                break
        else:
            groups.append([line])
    return [Block(around([li.box for li in g]), g[0].paper, tuple(g)) for g in groups]


def _pieces(sheet: Sheet, one: Box, other: Box) -> bool:
    """Say whether two boxes touch in one row, as the pieces of a line do."""
    apart = max(one.x0, other.x0) - min(one.x1, other.x1)
    return sheet.papered and same_row(one, other) and apart < 0.5 * min(one.height, other.height)


def _continues(sheet: Sheet, above: Line, below: Line) -> bool:
    gap = below.box.y0 - above.box.y1
    height = min(above.box.height, below.box.height)
    if alike(above.paper, below.paper) and _pieces(sheet, above.box, below.box):
        return not sheet.paperless(above)
    near = NOTE_GAP if sheet.paperless(above) else LINE_GAP
    if not alike(above.paper, below.paper) or gap > near * height:
        return False
    if sheet.paperless(above) and not sheet.papered:
        both = sheet.centred(above.box) and sheet.centred(below.box)
        return both and faint(above) == faint(below)
    return abs(above.box.x0 - below.box.x0) <= sheet.em
