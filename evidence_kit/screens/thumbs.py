"""Pictures that came in pieces: a thumbnail of a screenshot looks like a small page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_kit.model import Box, Line, Region, RegionKind
from evidence_kit.screens.hues import Tint
from evidence_kit.screens.layout import Block, Sheet, around, faint, reading_order
from evidence_kit.screens.sides import beside

# Print smaller than this much of the page's usual line is a thumbnail's.
SMALL = 0.66
# A thumbnail is higher than its face, and no wider than this much of the page.
HIGHER = 1.2
WIDEST = 0.66


def gathered(sheet: Sheet, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks; pieces of one picture beside a face are one block, a picture.

    Nothing that is as large as what is said on the page is taken for a piece.
    """
    left, found = list(blocks), list[Block]()
    usual = _usual(sheet, blocks)
    for face in sheet.avatars:
        picture = _picture(_View(sheet, usual, face), left)
        if picture is not None:
            left = [b for b in left if not picture.box.contains(b.box, 4)]
            found.append(picture)
    return tuple(sorted([*left, *found], key=lambda b: (b.box.y0, b.box.x0, b.box)))


@dataclass(frozen=True, slots=True)
class _View:
    """A face, and what is needed to tell pieces of a picture from things said."""

    sheet: Sheet
    usual: float
    face: Region

    def piece(self, block: Block) -> bool:
        """Say whether it is no larger than what thumbnails hold."""
        printed = all(line.box.height < SMALL * self.usual for line in block.lines)
        note = block.region is None and self.sheet.centred(block.box) and faint(block.lines[0])
        worded = bool(block.lines) or block.tint is not Tint.GREEN
        return printed and worded and not note

    def reaches(self, box: Box) -> bool:
        """Say whether it stands on the face's side, outside of the face, no higher than it."""
        face, width = self.face.box, self.sheet.width
        if face.centre[0] < width / 2:
            across = face.x1 <= box.x0 and box.x1 <= face.x1 + WIDEST * width
        else:
            across = box.x1 <= face.x0 and face.x0 - WIDEST * width <= box.x0
        return across and box.y0 >= face.y0 - 0.1 * face.height


def _usual(sheet: Sheet, blocks: Sequence[Block]) -> float:
    """Return the height of a line that somebody said, else of any line."""
    said = [b for b in blocks if b.bubbly and beside(sheet, b.box) is not None]
    heights = sorted(line.box.height for b in said for line in b.lines)
    return max(sheet.em, heights[len(heights) // 2] if heights else 0)


def _picture(view: _View, blocks: Sequence[Block]) -> Block | None:
    """Return the picture beside a face that has nothing else, None where there is none."""
    below = [b for b in blocks if b.box.y1 > view.face.box.y0]
    whole = [b.box.y0 for b in below if not view.piece(b)]
    faces = [a.box.y0 for a in view.sheet.avatars if a.box.y0 > view.face.box.y1]
    end = min([*whole, *faces], default=view.sheet.page.height)
    pieces = [b for b in below if view.piece(b) and b.box.y1 <= end and view.reaches(b.box)]
    if len(pieces) < 2:
        return None
    box = around([b.box for b in pieces])
    first = box.y0 - view.face.box.y0 < view.face.box.height
    if not first or box.height < HIGHER * view.face.box.height:
        return None
    lines: list[Line] = [line for b in pieces for line in b.lines]
    region = Region(RegionKind.PICTURE, box, view.sheet.page.background, "0" * 16)
    return Block(box, region.colour, reading_order(lines), region)
