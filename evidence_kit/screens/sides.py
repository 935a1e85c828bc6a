"""Whose a bubble is: by the face beside it, its green, its place; never by its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evidence_kit.model import Box, Region, Side
from evidence_kit.screens.hues import Tint, tint
from evidence_kit.screens.layout import Block, Sheet

# Fractions of the width: the other side's bubbles begin left of this; edges that are one.
LEFTMOST = 0.2
COLUMN = 0.02
# A phone's screen is higher than this many times its width.
PHONE = 1.6
# A face may be found wider than it is by this much of its width.
BLUR = 0.25
# What stands beside a face is no further from it than this many times its width.
APART = 1.5
# Faces of one page differ in size by no more than this.
LIKE = 0.1
# Where own bubbles end on a page that isn't cropped.
RIGHT_EDGE = (0.82, 0.87)
# Where the other side's begin there at most.
LEFT_EDGE = 0.185


@dataclass(frozen=True, slots=True)
class Standing:
    """The side a block stands on, how sure that is, and the avatar beside it."""

    side: Side
    sure: bool
    avatar: Region | None = None


def standing(sheet: Sheet, block: Block) -> Standing:
    """Return a bubble's or card's side: by its avatar, its green, its place, in this order.

    Where two phones stand side by side in one picture, faces stand in its middle too: what has
    such a face is on neither side surely.
    """
    stands = _standing(sheet, block)
    return replace(stands, sure=stands.sure and not _strange(sheet, block))


def _strange(sheet: Sheet, block: Block) -> bool:
    """Say whether what looks like a face, but stands in no column of faces, is beside a block."""
    widths = sorted(face.box.width for face in sheet.avatars)
    if not widths or block.region is None or beside(sheet, block.box) is not None:
        return False
    usual = widths[len(widths) // 2]
    return any(
        _like(r.box, usual) and _level(r.box, block.box)
        for r in sheet.regions
        if not sheet.facial(r) and not block.box.contains(r.box, 2)
    )


def _like(box: Box, usual: int) -> bool:
    """Say whether it is a square as large as the page's faces."""
    return max(abs(box.width - usual), abs(box.height - usual)) <= max(2, LIKE * usual)


def _level(face: Box, box: Box) -> bool:
    """Say whether it stands next to a box and begins where that begins."""
    apart = max(box.x0 - face.x1, face.x0 - box.x1)
    return abs(face.y0 - box.y0) <= LIKE * face.height and 0 < apart < APART * face.width


def _standing(sheet: Sheet, block: Block) -> Standing:
    avatar = beside(sheet, block.box)
    if block.tint is Tint.GREEN:
        # Own bubbles are green on every phone; beside the other side's face one is a riddle.
        strange = avatar is not None and column(sheet, avatar) is Side.LEFT
        return Standing(Side.RIGHT, sure=not strange, avatar=avatar)
    if avatar is not None:
        return Standing(column(sheet, avatar), sure=True, avatar=avatar)
    placed = _placed(sheet, block)
    # Where its ground wasn't found its words alone stand there, and they keep to the left.
    return placed if block.region is not None else replace(placed, sure=False)


def beside(sheet: Sheet, box: Box) -> Region | None:
    """Return the avatar whose height the box's top reaches into, the nearest one."""
    found = [a for a in sheet.avatars if _faces(a.box, box)]
    return min(found, key=lambda a: (abs(a.box.y0 - box.y0), a.box), default=None)


def _faces(avatar: Box, box: Box) -> bool:
    # In a group the nickname pushes the bubble down by less than half of the avatar's height.
    # Recompression blurs a face into its surroundings.
    blur = max(4, round(BLUR * avatar.width))
    outside = avatar.x1 <= box.x0 + blur or box.x1 - blur <= avatar.x0
    slack = 0.35 * avatar.height
    near = max(box.x0 - avatar.x1, avatar.x0 - box.x1) < APART * avatar.width
    return outside and near and avatar.y0 - slack <= box.y0 < avatar.y1 - 0.1 * avatar.height


def column(sheet: Sheet, avatar: Region) -> Side:
    """Return the side whose column a face stands in."""
    return Side.LEFT if avatar.box.centre[0] < sheet.width / 2 else Side.RIGHT


def _placed(sheet: Sheet, block: Block) -> Standing:
    """Without avatar and green, only the place is left: which margin the block keeps to."""
    if block.tint is Tint.PLAIN:
        return _plain(sheet, block)
    left, right = block.box.x0, sheet.width - block.box.x1
    place = Side.LEFT if left <= right else Side.RIGHT
    apart = abs(left - right) > 0.03 * sheet.width
    columns = {column(sheet, avatar) for avatar in sheet.avatars}
    if len(columns) == 1 and not _at_edge(sheet, block.box):
        # Only one avatar column is in the picture: what has no avatar is on the other side.
        lone = columns.pop()
        return Standing(Side.RIGHT if lone is Side.LEFT else Side.LEFT, sure=lone is not place)
    return Standing(place, sure=apart)


def _plain(sheet: Sheet, block: Block) -> Standing:
    """Bubbles keep to two edges, the other side's to the left one; a card may keep to either.

    One as wide as bubbles get keeps to both: it is the other side's, unless a crop may have
    moved the edges. Which edge is the right one own bubbles tell.
    """
    edge = _right_edge(sheet)
    leftish = block.box.x0 < LEFTMOST * sheet.width
    if edge is not None and abs(block.box.x1 - edge) <= COLUMN * sheet.width:
        uncropped = RIGHT_EDGE[0] * sheet.width < edge < RIGHT_EDGE[1] * sheet.width
        if not leftish or (uncropped and block.box.x0 > LEFT_EDGE * sheet.width):
            return Standing(Side.RIGHT, sure=True)
        return Standing(Side.LEFT, sure=uncropped or _has_company(sheet, block))
    left, right = block.box.x0, sheet.width - block.box.x1
    # A phone's whole screen shows where its edges are, though no own bubble does.
    phone = sheet.page.height > PHONE * sheet.width
    at_right = RIGHT_EDGE[0] * sheet.width < block.box.x1 < RIGHT_EDGE[1] * sheet.width
    own = phone and edge is None and at_right and not leftish
    return Standing(Side.LEFT if left <= right else Side.RIGHT, sure=leftish or own)


def _has_company(sheet: Sheet, block: Block) -> bool:
    """Say whether something narrower begins at the same edge."""
    return any(
        abs(r.box.x0 - block.box.x0) <= COLUMN * sheet.width
        and r.box.x1 < block.box.x1 - 2 * COLUMN * sheet.width
        and r.box.width > COLUMN * sheet.width
        and not block.box.contains(r.box)
        for r in sheet.regions
    )


def _right_edge(sheet: Sheet) -> float | None:
    """Return where own bubbles end, None where none is in sight."""
    ends = sorted(r.box.x1 for r in sheet.regions if tint(r.colour) is Tint.GREEN)
    return ends[len(ends) // 2] if ends else None


def _at_edge(sheet: Sheet, box: Box) -> bool:
    """Say whether its avatar may be cut away."""
    return box.y0 <= 0.3 * sheet.width
