"""Doubts of a whole folder: collected, each once, in the order of files and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evidence_kit.model import (
    Box,
    Digest,
    Doubt,
    DoubtKind,
    Moment,
    Screen,
    Source,
    Statement,
    Unread,
    Where,
)
from evidence_kit.transcript.order import natural

# A doubt's box may be that of the ink, a fact's that of the bubble around it, or the reverse.
SLACK = 4
# Either may stick out of the other, as long as this much of the smaller one is in both.
MOST = 0.5


def whole_page(source: Source) -> Where:
    """Return the place of something that isn't anywhere in particular on a page."""
    return Where(source.sha256, Box(0, 0, 0, 0))


def of_screens(screens: Sequence[tuple[Source, Screen]]) -> list[Doubt]:
    """Return what the readers doubted; a page nobody could read is a doubt by itself."""
    found: list[Doubt] = []
    for source, screen in screens:
        found += screen.doubts
        told = any(doubt.kind is DoubtKind.PAGE_UNREAD for doubt in screen.doubts)
        if isinstance(screen, Unread) and not told:
            args = (("reason", screen.reason), *screen.args)
            found.append(Doubt(DoubtKind.PAGE_UNREAD, whole_page(source), args))
    return found


def touching(places: Iterable[Where | Statement], doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Return the doubts whose ink lies in one of the places or around one, most of it at least."""
    inked = [place for place in places if isinstance(place, Where)]
    return tuple(d for d in doubts if d.where and any(meet(d.where, place) for place in inked))


@dataclass(frozen=True, slots=True)
class Noted:
    """Doubts by the page they are on: of a thousand pages, only a payment's own are looked at."""

    by_page: Mapping[Digest, Sequence[tuple[int, Doubt]]]

    def touching(self, places: Iterable[Where | Statement]) -> tuple[Doubt, ...]:
        """Return what `touching` returns for all of the doubts, in the same order."""
        inked = [place for place in places if isinstance(place, Where)]
        pages = dict.fromkeys(place.source for place in inked)
        near = (numbered for page in pages for numbered in self.by_page.get(page, ()))
        return touching(inked, (doubt for _, doubt in sorted(near, key=lambda n: n[0])))


def noted(doubts: Iterable[Doubt]) -> Noted:
    """Sort doubts by page; one that is on no page touches nothing."""
    by_page: dict[Digest, list[tuple[int, Doubt]]] = {}
    for number, doubt in enumerate(doubts):
        if doubt.where:
            by_page.setdefault(doubt.where.source, []).append((number, doubt))
    return Noted(by_page)


def meet(doubt: Where, place: Where) -> bool:
    """Say whether one of two places lies in the other, most of it at least."""
    if doubt.source != place.source or not (doubt.box.height and place.box.height):
        return False
    one, other = place.box, doubt.box
    if one.contains(other, SLACK) or other.contains(one, SLACK):
        return True
    # A pen's circle makes a line taller than the card it stands on.
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    least = min(one.width * one.height, other.width * other.height)
    return min(wide, high) > 0 and wide * high > MOST * least


def of_filing(filed_on: date | None, moments: Iterable[Moment | None]) -> tuple[Doubt, ...]:
    """Doubt the day of filing where something is later: one of the two dates is wrong."""
    days = [moment.earliest.date() for moment in moments if moment and moment.earliest]
    latest = max(days, default=None)
    if filed_on is None or latest is None or latest <= filed_on:
        return ()
    args = (("field", "time"), ("text", filed_on.isoformat()), ("seen", latest.isoformat()))
    return (Doubt(DoubtKind.TIME_AMBIGUOUS, None, args),)


def _fuller(one: Doubt, other: Doubt) -> Doubt:
    """Return one doubt of two that are the same, with all that either says."""
    args = max(one.args, other.args, key=len)
    return replace(one, args=args, readings=one.readings or other.readings)


def ordered(doubts: Iterable[Doubt], sources: Iterable[Source]) -> tuple[Doubt, ...]:
    """Return each doubt once, by file name in natural order, then from the top of the page."""
    names: dict[str, str] = {}
    for source in sources:
        names.setdefault(source.sha256.hex, source.name)
    once: dict[str, Doubt] = {}
    for doubt in doubts:
        once[doubt.id] = _fuller(once.get(doubt.id, doubt), doubt)

    def key(doubt: Doubt) -> tuple[object, ...]:
        if doubt.where is None:
            return (1, (), 0, 0, doubt.kind, doubt.id)
        box = doubt.where.box
        name = natural(names.get(doubt.where.source.hex, ""))
        return (0, name, box.y0, box.x0, doubt.kind, doubt.id)

    return tuple(sorted(once.values(), key=key))
