"""What stands in the strip left of an own bubble: marks about its delivery, never messages."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from evidence_kit.model import Box, Colour
from evidence_kit.screens.hues import Tint, tint
from evidence_kit.screens.layout import Sheet

# As a fraction of the width: the largest mark, and the furthest it stands from its bubble.
MARK = 0.08


class Delivery(Enum):
    """What the strip left of an own bubble tells."""

    QUIET = auto()  # nothing there: it arrived
    FAILED = auto()  # a red mark
    UNCLEAR = auto()  # something that no rule explains


def small(sheet: Sheet, box: Box) -> bool:
    """Say whether a box is no larger than a mark."""
    return max(box.width, box.height) < MARK * sheet.width


def beside(sheet: Sheet, box: Box, bubble: Box) -> bool:
    """Say whether a box has the size and the place of a mark about that own bubble."""
    near = box.x1 <= bubble.x0 + 2 and bubble.x0 - box.x1 < MARK * sheet.width
    return small(sheet, box) and near and bubble.y0 <= box.centre[1] <= bubble.y1


def delivery(sheet: Sheet, bubble: Box) -> Delivery:
    """Return what the marks left of an own bubble say of it."""
    colours = [tint(colour) for box, colour in _things(sheet) if beside(sheet, box, bubble)]
    if Tint.RED in colours:
        return Delivery.FAILED
    return Delivery.UNCLEAR if colours else Delivery.QUIET


def _things(sheet: Sheet) -> Iterator[tuple[Box, Colour]]:
    """Yield what may be a mark with its colour: patches, and what an engine read in one."""
    for region in sheet.regions:
        if region not in sheet.avatars:
            yield region.box, region.colour
    for line in sheet.text_lines():
        yield line.box, line.paper
