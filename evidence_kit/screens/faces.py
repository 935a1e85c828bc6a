"""Faces: the pictures beside bubbles, whole, in pieces, or run together with a bubble."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence_kit.model import Box, Colour, Region, RegionKind
from evidence_kit.screens.hues import Tint, alike, tint

# Fractions of the page's width.
AVATAR_COLUMN = 0.145
SMALLEST_AVATAR = 0.015
WIDEST_AVATAR = 0.17
# All faces of a page are equally wide; a piece of one, or one that isn't square, is at least so
# much of that. A tool's icon, or a badge, is less.
LIKE = 0.55
# A red patch this small is a mark, in widths of the page and in usual lines.
WIDEST_MARK = 0.07
MARK_LINES = 1.6
# How far apart the outer edges of one column's faces, or of their pieces, may be.
DRIFT = 0.04
# What reaches this far out of the column is more than a face.
BEYOND = 0.05
# From the column to the tip of a bubble.
GAP = 0.012


def found(
    regions: Sequence[Region], width: int, em: float, written: Sequence[Box] = ()
) -> tuple[Region, ...]:
    """Return the faces among regions that stand in order, first those at the left.

    A plain or striped picture may come in flat pieces: what lies in a column within the height
    of one square is one face. A flat patch that holds one of the `written` boxes is a bubble.
    """
    pieces = [r for r in regions if _may_be_face(r.box, width) and not _is_mark(r, width, em)]
    pieces = [r for r in pieces if r.kind is RegionKind.PICTURE or not _holds(r.box, written)]
    left = [r for r in pieces if r.box.centre[0] < width / 2]
    right = [r for r in pieces if r.box.centre[0] >= width / 2]
    outer = min((r.box.x0 for r in left), default=0), max((r.box.x1 for r in right), default=0)
    faces = [
        *_faces_of([r for r in left if r.box.x0 - outer[0] < DRIFT * width]),
        *_faces_of([r for r in right if outer[1] - r.box.x1 < DRIFT * width]),
    ]
    least = SMALLEST_AVATAR * width
    faces = [r for r in faces if r.box.width >= least and r.box.height >= least]
    usual = sorted(r.box.width for r in faces)[len(faces) // 2 :]
    return tuple(r for r in faces if r.box.width >= LIKE * usual[0])


def _may_be_face(box: Box, width: int) -> bool:
    middle = box.centre[0] / width
    beside = middle < AVATAR_COLUMN or middle > 1 - AVATAR_COLUMN
    squarish = box.height <= 1.35 * box.width
    return beside and squarish and SMALLEST_AVATAR * width <= box.width <= WIDEST_AVATAR * width


def _holds(box: Box, written: Sequence[Box]) -> bool:
    return any(box.contains(one) for one in written)


def _is_mark(region: Region, width: int, em: float) -> bool:
    """Say whether it is the red mark of a wide own bubble, which stands in the faces' column.

    A window's faces are small beside its width; beside its text, no mark is as large.
    """
    small = region.box.width < min(WIDEST_MARK * width, MARK_LINES * em)
    return small and tint(region.colour) is Tint.RED


def parted(
    regions: Iterable[Region], width: int, em: float, page: Colour, written: Sequence[Box] = ()
) -> tuple[Region, ...]:
    """Return the regions in order, a picture that is a face and a bubble in one parted in two.

    Recompression may run them together; other faces show where the column is.
    """
    ordered = tuple(sorted(regions, key=region_order))
    columns = _columns(found(ordered, width, em, written), width)
    parts = (part for r in ordered for part in _parts(r, columns, width, page))
    return tuple(sorted(set(parts), key=region_order))


def _columns(faces: Sequence[Region], width: int) -> tuple[Box, ...]:
    """Return a typical face of each side that has one."""
    left = sorted((f.box for f in faces if f.box.centre[0] < width / 2), key=_size)
    right = sorted((f.box for f in faces if f.box.centre[0] >= width / 2), key=_size)
    return tuple(side[len(side) // 2] for side in (left, right) if side)


def _size(box: Box) -> tuple[int, Box]:
    return box.width, box


def _parts(region: Region, columns: Sequence[Box], width: int, page: Colour) -> tuple[Region, ...]:
    box = region.box
    if region.kind is RegionKind.FLAT or alike(region.colour, page) or box.width > 0.8 * width:
        return (region,)
    for face in columns:
        beside = Box(face.x0, box.y0, face.x1, min(box.y1, box.y0 + face.width))
        if face.centre[0] < width / 2 and box.x0 < face.x1 - 2 < box.x1 - BEYOND * width:
            rest = box._replace(x0=face.x1 + round(GAP * width))
        elif face.centre[0] >= width / 2 and box.x0 + BEYOND * width < face.x0 + 2 < box.x1:
            rest = box._replace(x1=face.x0 - round(GAP * width))
        else:
            continue
        mark = region.fingerprint
        return (
            Region(RegionKind.FLAT, rest, region.colour, mark),
            Region(RegionKind.PICTURE, beside, region.colour, mark),
        )
    return (region,)


def _faces_of(pieces: Sequence[Region]) -> list[Region]:
    """Join the pieces of one column, top to bottom, that are one face."""
    found: list[Region] = []
    for piece in pieces:
        if found and _one_face(found[-1].box, piece.box):
            larger = max(
                found[-1], piece, key=lambda r: (r.box.width * r.box.height, *region_order(r))
            )
            box = found.pop().box.joined(piece.box)
            found.append(Region(RegionKind.PICTURE, box, larger.colour, larger.fingerprint))
        else:
            found.append(piece)
    return [_squared(face) for face in found]


def _squared(face: Region) -> Region:
    """Of a face that came in pieces the lower ones may be missing: it is as high as wide."""
    box = face.box
    if face.kind is RegionKind.PICTURE and box.height >= box.width:
        return face
    whole = Box(box.x0, box.y0, box.x1, max(box.y1, box.y0 + box.width))
    return Region(RegionKind.PICTURE, whole, face.colour, face.fingerprint)


def region_order(region: Region) -> tuple[object, ...]:
    """Return a key that sorts regions top to bottom and tells any two apart."""
    box = region.box
    return (box.y0, box.x0, box, region.kind, region.colour, region.fingerprint)


def _one_face(one: Box, other: Box) -> bool:
    """Say whether two pieces in a column are within the height of one square."""
    both = one.joined(other)
    meet = one.x0 < other.x1 and other.x0 < one.x1
    return meet and both.height <= 1.15 * both.width
