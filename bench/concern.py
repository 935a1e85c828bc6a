"""Whether a doubt concerns a field: what it names, and where it stands.

A doubt somewhere on the page excuses nothing: it has to name the field (or no field at all) and
to stand on it, on its message or row, or on the whole page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence_kit.model import Box, Doubt, DoubtKind

# What a doubt's own name for a field covers, where that isn't the field of the same name.
_NAMES = {
    "amount": {"amount", "total"},
    "state": {"status"},
    "direction": {"direction", "receipt"},
    "receipt": {"receipt", "direction"},
    # A page without 转账时间 tells its 收款时间 as both.
    "received_time": {"received_time", "time"},
    "account": {"wechat_id"},
    "delivery": {"undelivered"},
    "words": {"kind", "text"},
}
# What a kind of doubt is about, where the doubt names no field.
_KINDS = {
    DoubtKind.AMOUNT_UNREADABLE: {"amount", "total"},
    DoubtKind.AMOUNT_WORDS_DIFFER: {"amount"},
    DoubtKind.STATE_UNKNOWN: {"status"},
    DoubtKind.DIRECTION_UNKNOWN: {"direction", "receipt"},
    DoubtKind.SIDE_UNKNOWN: {"side"},
    DoubtKind.NOT_DELIVERED: {"undelivered"},
    DoubtKind.SERIAL_UNREADABLE: {"serial"},
    DoubtKind.TIME_AMBIGUOUS: {"time", "received_time"},
    DoubtKind.TIME_UNREADABLE: {"time", "received_time"},
    DoubtKind.TIME_UNANCHORED: {"time", "received_time"},
}
# These set two fields against each other, whichever of the two they stand at.
_BOTH = {
    DoubtKind.SERIAL_DATE_DIFFERS: {"serial", "time", "received_time"},
    DoubtKind.AMOUNT_WORDS_DIFFER: {"amount"},
}
# No ink of their own: they follow from words, signs and places elsewhere on the page.
_INKLESS = {"status", "direction", "receipt", "own", "app"}
# Whether something is there at all: any doubt that stands on it says "look here".
_THINGS = {"thing", "extra", "missing"}
# Two boxes are about the same ink where they share this much of the smaller one.
_SHARED = 0.25
_WHOLE = 0.9


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands: its own box, and the message or row it is part of.

    Without an `area` the page tells of one thing only, and has the field once.
    """

    box: Box | None = None
    area: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A picture's size and every doubt about it."""

    width: int
    height: int
    doubts: tuple[Doubt, ...] = ()

    def doubted(self, field: str, spot: Spot) -> bool:
        """Say whether any doubt concerns the field."""
        return any(self._concerns(doubt, field, spot) for doubt in self.doubts)

    def doubted_whole(self) -> bool:
        """Say whether the page as a whole is in doubt, whatever it tells."""
        return any(self._whole(doubt) and named(doubt) is None for doubt in self.doubts)

    def _concerns(self, doubt: Doubt, field: str, spot: Spot) -> bool:
        names = named(doubt)
        says = names is None or field in names
        if self._whole(doubt):
            return says
        if doubt.where is None or not (says or field in _THINGS):
            return False
        box = doubt.where.box
        if field in _THINGS:
            return spot.area is not None and overlap(box, spot.area)
        if spot.box is not None and overlap(box, spot.box):
            return True
        roams = spot.box is None or field in _INKLESS or doubt.kind in _BOTH
        return roams and (overlap(box, spot.area) if spot.area else names is not None)

    def _whole(self, doubt: Doubt) -> bool:
        if doubt.where is None:
            return True
        box = doubt.where.box
        return box.width * box.height >= _WHOLE * self.width * self.height


def named(doubt: Doubt) -> frozenset[str] | None:
    """Return the fields a doubt is about; None where it is about whatever stands there."""
    if doubt.kind in _BOTH:
        return frozenset(_BOTH[doubt.kind])
    if (field := dict(doubt.args).get("field")) is not None:
        return frozenset(_NAMES.get(field, {field}))
    return frozenset(_KINDS[doubt.kind]) if doubt.kind in _KINDS else None


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes are about the same ink."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min(one.width * one.height, other.width * other.height)
    return width > 0 and height > 0 and width * height >= _SHARED * smaller


def around(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box around all, None around nothing."""
    found: Box | None = None
    for box in boxes:
        found = box if found is None else found.joined(box)
    return found
