"""Pictures that are no region: a thumbnail in pieces, a sticker, a face with nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_kit.model import Box, Line, Region, RegionKind
from evidence_kit.screens.cards import is_card
from evidence_kit.screens.hues import Tint, alike, grey, level
from evidence_kit.screens.layout import Block, Sheet, around, faint, reading_order
from evidence_kit.screens.sides import beside
from evidence_kit.screens.words import sign_width, signs

# Print smaller than this much of the page's usual line is a thumbnail's.
SMALL = 0.66
# Grey lines are printed smaller than words; smaller than this much of those are none.
TINY = 0.5
# A Chinese sign is no higher than this many of its widths; so few tell no width.
NARROW = 1.5
SHORT = 4
# A thumbnail in pieces is higher than its face; no picture is wider than this much of the page.
HIGHER = 1.2
WIDEST = 0.66
# What ends where the next begins may be found to end a little below.
TOUCH = 4
# Faces differ in size by less than this.
ALIKE = 0.15
# A picture is a little apart from its face, in widths of the page.
GAP = 0.02
# Nothing that is said reaches this near to the page's edge, in its widths.
WALL = 0.01
# The halves of a picture are found this near to each other, in widths; bubbles stand 3 % apart.
SEAM = 0.01
# A sticker's words follow it within this many usual line heights.
CAPTION = 1.0
# No picture has it: the fingerprint of what nobody saw.
NOTHING = "0" * 16
# Papers of the light theme are brighter than this (of 255), those of the dark one darker.
BRIGHT = 150


def gathered(sheet: Sheet, area: Box, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks; what is beside a face that has no bubble is one block, a picture.

    Nothing that is as large as what is said on the page, and on a ground, is taken for a piece;
    patches that touch are pieces of one picture, as bubbles never touch.
    """
    left, found = _patched(sheet, blocks), list[Block]()
    line, size = usual(sheet, blocks), _size(sheet, blocks)
    for face in sheet.avatars:
        view = _View(sheet, area, line, size, face)
        picture = _picture(view, left) if view.whole else None
        if picture is not None:
            left = [b for b in left if not picture.box.contains(b.box, 4)]
            found.append(picture)
    return tuple(sorted([*left, *found], key=lambda b: (b.box.y0, b.box.x0, b.box)))


def _patched(sheet: Sheet, blocks: Sequence[Block]) -> list[Block]:
    """Join patches that touch, where one of them has a colour that only pictures have."""
    groups: list[list[Block]] = []
    for block in (b for b in blocks if not _is_wall(sheet, b)):
        near = [g for g in groups if any(_touch(sheet, block, other) for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([other for g in near for other in g] + [block])
    found: list[Block] = []
    for group in groups:
        faced = any(beside(sheet, block.box) for block in group)
        strange = any(pictorial(sheet, block) for block in group)
        joined = len(group) > 1 and faced and strange
        found += [_joined(group)] if joined else group
    return _captioned(sheet, found)


def _captioned(sheet: Sheet, blocks: Sequence[Block]) -> list[Block]:
    """Join each picture with the strong words on the page right below it: a sticker's."""
    left = list(blocks)
    for picture in [b for b in blocks if pictorial(sheet, b) and beside(sheet, b.box)]:
        words = [b for b in left if _captions(sheet, picture, b)]
        if words:
            left = [b for b in left if b is not picture and b not in words]
            left.append(_joined([picture, *words]))
    return left


def _captions(sheet: Sheet, picture: Block, block: Block) -> bool:
    if block.region is not None or all(faint(line) for line in block.lines):
        return False
    one, other = picture.box, block.box
    below = -4 <= other.y0 - one.y1 < CAPTION * sheet.em
    middle = one.x0 - sheet.em <= other.centre[0] <= one.x1 + sheet.em
    return below and middle and beside(sheet, other) is None


def _is_wall(sheet: Sheet, block: Block) -> bool:
    """Say whether it is a patch of the photo behind a chat: it reaches the page's edge."""
    edged = block.box.x0 <= WALL * sheet.width or block.box.x1 >= (1 - WALL) * sheet.width
    return edged and block.bubbly and (pictorial(sheet, block) or not block.lines)


def _touch(sheet: Sheet, one: Block, other: Block) -> bool:
    a, b = one.box, other.box
    meet = a.x0 <= b.x1 and b.x0 <= a.x1 and a.y0 <= b.y1 and b.y0 <= a.y1
    grounded = one.region is not None and other.region is not None
    return grounded and (meet or _continues(sheet, one, other))


def _continues(sheet: Sheet, one: Block, other: Block) -> bool:
    """Say whether they are halves of a picture: as wide, nearer than things said ever are."""
    a, b, slack = one.box, other.box, SEAM * sheet.width
    flush = abs(a.x0 - b.x0) <= slack and abs(a.x1 - b.x1) <= slack
    near = 0 <= max(b.y0 - a.y1, a.y0 - b.y1) <= slack
    return flush and near and pictorial(sheet, one) and pictorial(sheet, other)


def _joined(group: Sequence[Block]) -> Block:
    box = around([block.box for block in group])
    largest = max(group, key=lambda b: (b.box.width * b.box.height, b.box))
    region = Region(RegionKind.PICTURE, box, largest.colour, NOTHING)
    return Block(box, region.colour, reading_order(li for b in group for li in b.lines), region)


def pictorial(sheet: Sheet, block: Block) -> bool:
    """Say whether a ground has a colour that no bubble has: a strong one, or the other theme's."""
    if block.region is None or block.tint is Tint.GREEN or is_card(block):
        return False
    return block.pictured or not grey(block.colour) or foreign(sheet, block)


def guessed(sheet: Sheet, block: Block) -> bool:
    """Say whether it is a picture of which nothing was seen: only a face that says nothing else."""
    invented = block.region is not None and block.region.fingerprint == NOTHING
    return invented and not block.lines and alike(block.colour, sheet.page.background)


def foreign(sheet: Sheet, block: Block) -> bool:
    """Say whether a plain ground has the other theme's colour, as bright as no bubble of this."""
    return block.tint is Tint.PLAIN and (level(block.colour) > BRIGHT) is sheet.dark


@dataclass(frozen=True, slots=True)
class _View:
    """A face, and what is needed to tell pieces of a picture from things said."""

    sheet: Sheet
    area: Box
    usual: float
    size: float
    face: Region

    @property
    def whole(self) -> bool:
        """Whether it is a face like the others, all of it in sight."""
        alike = abs(self.face.box.width - self.size) < ALIKE * self.size
        square = abs(self.face.box.height - self.size) < ALIKE * self.size
        return alike and square and self.area.contains(self.face.box)

    def loose(self, block: Block) -> bool:
        """Say whether it is strong words on the page itself: a sticker's."""
        bare = block.region is None and self.sheet.paperless(block.lines[0])
        return bare and not all(faint(line) for line in block.lines)

    def small(self, block: Block) -> bool:
        """Say whether it is no larger than what thumbnails hold."""
        # A lone sign is what an engine made of a tiny face, or saw twice.
        words = [li for li in block.lines if len(li.text.strip()) > 1] or block.lines
        printed = all(_size_of(line) < SMALL * self.usual for line in words)
        worded = bool(block.lines) or block.tint is not Tint.GREEN
        plain = printed and worded and (self.tiny(block) or not self.note(block))
        return plain or self.lone(block)

    def lone(self, block: Block) -> bool:
        """Say whether it is one sign on the page itself: what an engine makes of a tiny face."""
        bare = block.region is None and self.sheet.paperless(block.lines[0])
        return bare and len("".join(line.text.strip() for line in block.lines)) < 2

    def tiny(self, block: Block) -> bool:
        """Say whether its print is smaller than a grey line's of the page itself."""
        return all(_size_of(line) < TINY * self.usual for line in block.lines)

    def note(self, block: Block) -> bool:
        """Say whether it is a grey line on the page: a time, a notice, a nickname."""
        return block.region is None and all(faint(line) for line in block.lines)

    def reaches(self, box: Box) -> bool:
        """Say whether it stands on the face's side, outside of the face, no higher than it."""
        face, width = self.face.box, self.sheet.width
        if face.centre[0] < width / 2:
            across = face.x1 <= box.x0 and box.x1 <= face.x1 + WIDEST * width
        else:
            across = box.x1 <= face.x0 and face.x0 - WIDEST * width <= box.x0
        return across and box.y0 >= face.y0 - 0.1 * face.height


def _size_of(line: Line) -> float:
    """Return how large a line is printed: its box may be higher, its signs can't be wider."""
    high = line.box.height
    return min(high, NARROW * sign_width(line)) if signs(line.text) > SHORT else high


def usual(sheet: Sheet, blocks: Sequence[Block]) -> float:
    """Return the height of a line that somebody said, else of any line.

    Each bubble counts once: a thumbnail of a page has many lines.
    """
    said = [b for b in blocks if b.bubbly and b.lines and beside(sheet, b.box) is not None]
    heights = sorted(max(line.box.height for line in b.lines) for b in said)
    return max(sheet.em, heights[len(heights) // 2] if heights else 0)


def shrunk(block: Block, usual: float) -> bool:
    """Say whether it is a picture of a page: small print, on more papers than its own."""
    if not block.bubbly or is_card(block) or block.tint is Tint.GREEN:
        return False
    strange = [li for li in block.lines if not alike(li.paper, block.colour)]
    return bool(strange) and all(_size_of(line) < SMALL * usual for line in block.lines)


def _size(sheet: Sheet, blocks: Sequence[Block]) -> float:
    """Return the width of a face that a bubble stands beside, 0 where there is none."""
    faces = [beside(sheet, b.box) for b in blocks if b.bubbly and b.lines]
    widths = sorted(face.box.width for face in faces if face is not None)
    return widths[len(widths) // 2] if widths else 0.0


def _picture(view: _View, blocks: Sequence[Block]) -> Block | None:
    """Return the picture beside a face that has nothing else, None where it has a bubble."""
    face = view.face.box
    below = [b for b in blocks if b.box.y1 > face.y0 and not _named(view, b)]
    pieces = [b for b in below if view.small(b) or view.loose(b)]
    ends = [b.box.y0 for b in below if b not in pieces]
    ends += [a.box.y0 for a in view.sheet.avatars if a.box.y0 > face.y1]
    end = min(ends, default=view.area.y1)
    if end < face.y1:
        return None
    pieces = [b for b in pieces if b.box.y1 <= end + TOUCH and view.reaches(b.box)]
    if not pieces and any(b.region and b.box.y0 < face.y1 and view.reaches(b.box) for b in below):
        return None
    box = around([_beside(view), *(b.box for b in pieces)])
    in_pieces = len(pieces) > 1 and box.height >= HIGHER * face.height
    if not in_pieces and not all(view.loose(b) for b in pieces):
        return None
    lines = reading_order(line for b in pieces for line in b.lines)
    region = Region(RegionKind.PICTURE, box, view.sheet.page.background, NOTHING)
    return Block(box, region.colour, lines, region)


def _named(view: _View, block: Block) -> bool:
    """Say whether it is the nickname at the face's top."""
    high = block.box.y0 < view.face.box.centre[1]
    return view.note(block) and high and beside(view.sheet, block.box) == view.face


def _beside(view: _View) -> Box:
    """Return the place next to the face where a picture begins."""
    face, gap = view.face.box, round(GAP * view.sheet.width)
    if face.centre[0] < view.sheet.width / 2:
        return Box(face.x1 + gap, face.y0, face.x1 + gap + face.width, face.y1)
    return Box(face.x0 - gap - face.width, face.y0, face.x0 - gap, face.y1)
