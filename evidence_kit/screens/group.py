"""What a group chat adds: the number of members in its title, a nickname above each bubble."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_kit.model import Line, Region, Side
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Block, Sheet, faint
from evidence_kit.screens.sides import beside, column

# A group has no more members than this.
MOST = 500
# A nickname starts where its bubble does, give or take this much of the page's width, and stands
# no further above it than this much of its own height.
ALIGNED = 0.035
ABOVE = 0.9

_MEMBERS = Pattern(r".*\S\((\d{1,3})\)")


def members(title: str | None) -> int | None:
    """Return the number that a group's title ends with, None where there is none."""
    found = _MEMBERS.fullmatch(lexicon.squeezed(title or ""))
    count = int(found[1]) if found else 0
    return count if 0 < count <= MOST else None


def names(sheet: Sheet, blocks: Sequence[Block], *, grouped: bool) -> dict[Block, Line]:
    """Return the nickname above each block that has one.

    Where faces show, both stand beside the same one. Without faces only the place tells, and
    only on a page that is known to be a group's.
    """
    loose = [b for b in blocks if b.region is None and len(b.lines) == 1]
    found: dict[Block, Line] = {}
    for name in loose:
        face = beside(sheet, name.box)
        below = [b for b in blocks if b is not name and _names(sheet, name, b)]
        below = [b for b in below if _shares(sheet, face, b, grouped=grouped)]
        if below and (face is not None or faint(name.lines[0])):
            found[min(below, key=lambda b: (b.box.y0, b.box))] = name.lines[0]
    return found


def _names(sheet: Sheet, name: Block, block: Block) -> bool:
    """Say whether a line stands where a block's nickname does: close above its left end."""
    high = name.box.height
    near = -0.35 * high <= block.box.y0 - name.box.y1 <= ABOVE * high
    aligned = abs(name.box.x0 - block.box.x0) <= ALIGNED * sheet.width
    return near and aligned and block.box.height > high


def _shares(sheet: Sheet, face: Region | None, block: Block, *, grouped: bool) -> bool:
    other = beside(sheet, block.box)
    if face is None or other is None:
        return grouped and face is other
    return face == other and column(sheet, face) is Side.LEFT
