"""One finding for each field: what was said, what is true, and whether a doubt concerns it.

A field is wrong where it differs from the truth, a value the page prints and the reading lacks
included. It is *silent* where it is critical, wrong, and no doubt concerns it (`concern`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from alignment import aligned, same
from concern import Page, Spot

from evidence_kit.model import Box, Sourced, Where

Truth: TypeAlias = Mapping[str, Any]
Alike: TypeAlias = Callable[[Truth, Truth], float]


class Group(StrEnum):
    """What a wrong field of this kind is worth."""

    CRITICAL = "critical"
    NAME = "name"
    TEXT = "text"
    OTHER = "other"


_GROUPS = {
    **dict.fromkeys(("title", "counterparty", "payer", "payee", "sender"), Group.NAME),
    **dict.fromkeys(("remark", "nickname", "region", "real_name"), Group.NAME),
    **dict.fromkeys(("text", "memo", "quoted", "spoken", "rows", "words"), Group.TEXT),
    **dict.fromkeys(("message", "members", "seconds", "undelivered"), Group.OTHER),
}
# What nothing was printed for: an absent value, and a state that is said to be open.
NOTHING = (None, "unknown", False, "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One field of one page.

    `follows` marks what is wrong only because something larger is (its page's kind, its whole
    message): it counts in the field's figure, not as an error of its own.
    """

    place: str
    field: str
    said: str | None
    true: str | None
    right: bool
    doubted: bool
    follows: bool = False

    @property
    def group(self) -> Group:
        """What the field is worth; whatever isn't known to be less is critical."""
        return _GROUPS.get(self.field, Group.CRITICAL)

    @property
    def silent(self) -> bool:
        """Say whether it is a wrong critical value that nothing warns of."""
        wrong = not self.right and not self.doubted and not self.follows
        return wrong and self.group is Group.CRITICAL


def compare(
    page: Page, place: str, field: str, said: object, true: object, spot: Spot
) -> Iterator[Finding]:
    """Compare one value; where neither the page nor the reading has one there is nothing."""
    if said in NOTHING and true in NOTHING and field != "own":
        return
    words = _GROUPS.get(field) in (Group.NAME, Group.TEXT)
    right = same(said, true) if words else said == true
    yield Finding(place, field, _text(said), _text(true), right, page.doubted(field, spot))


def fields(
    page: Page,
    place: str,
    names: Sequence[str],
    told: Truth,
    truth: Truth,
    spot: Callable[[str], Spot],
) -> Iterator[Finding]:
    """Compare the fields that the truth tells of; of one it doesn't name nothing is known."""
    for name in names:
        if name in truth:
            yield from compare(page, place, name, told.get(name), truth[name], spot(name))


def spot_of(sourced: object, area: Box | None = None) -> Spot:
    """Return where a value was read, within its row or message."""
    where = sourced.where if isinstance(sourced, Sourced) else None
    return Spot(where.box if isinstance(where, Where) else None, area)


def boxes(*sourced: Sourced[Any] | None) -> Iterator[Box]:
    """Return the boxes of what was read from ink."""
    for one in sourced:
        if one is not None and isinstance(one.where, Where):
            yield one.where.box


# ── rows and messages ──────────────────────────────────────────────────────────────────


def extra(page: Page, place: str, what: str, area: Box | None) -> Finding:
    """Return the finding that something was told that isn't there."""
    doubted = page.doubted("extra", Spot(area, area))
    return Finding(place, "extra", what, None, right=False, doubted=doubted)


def missing(
    page: Page, place: str, what: str, lost: Mapping[str, object], gap: Box | None
) -> Iterator[Finding]:
    """Return the finding that something isn't told, and its fields, which are lost with it."""
    doubted = page.doubted("missing", Spot(gap, gap))
    yield Finding(place, "missing", None, what, right=False, doubted=doubted)
    for name, value in lost.items():
        if value not in NOTHING:
            yield Finding(
                place, name, None, _text(value), right=False, doubted=doubted, follows=True
            )


def paired(
    page: Page,
    told: Sequence[Truth],
    true: Sequence[Truth],
    alike: Alike,
    extents: Sequence[Box | None],
) -> Iterator[tuple[int | None, int | None, Box | None]]:
    """Align what was told with what is there; with what is missing comes where it should stand.

    That is the stretch of the page between its neighbours that were found.
    """
    pairs = aligned(told, true, alike)
    found = [None if None in pair else extents[pair[0] or 0] for pair in pairs]
    for at, (i, j) in enumerate(pairs):
        yield i, j, _between(page, found, at) if i is None else extents[i]


def _between(page: Page, extents: Sequence[Box | None], index: int) -> Box | None:
    """Return the stretch of the page below what stands before `index` and above the rest."""
    above = [box.y1 for box in extents[:index] if box is not None]
    below = [box.y0 for box in extents[index:] if box is not None]
    top, bottom = max(above, default=0), min(below, default=page.height)
    return Box(0, top, page.width, bottom) if top < bottom else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
