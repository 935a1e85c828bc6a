"""The chat's own part of a desktop window: what stands left of it is another page's."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from evidence_kit.model import (
    Box,
    Chat,
    Doubt,
    Line,
    Message,
    OcrPage,
    Reading,
    Region,
    RegionKind,
    Sourced,
    Wanted,
    Where,
)
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.vote import Ballot

T = TypeVar("T")

# A phone's screen is narrower than this much of its height; no window's is.
WINDOW = 0.75
# Fractions of the window: a pane is wider, a strip beside it as high; edges that are one.
PANE = 0.4
STRIP = 0.85
EDGE = 0.01


def pane(sheet: Sheet) -> int:
    """Return where the chat's pane of a window begins, in pixels; 0 where it is all of it."""
    page = sheet.page
    if page.width < WINDOW * page.height:
        return 0
    flat = [r for r in sheet.regions if r.kind is RegionKind.FLAT]
    strips = [r for r in flat if r.box.height > STRIP * page.height]
    begin, slack = 0, max(4, round(EDGE * page.width))
    for strip in sorted(strips, key=lambda r: (r.box.x0, r.box)):
        if strip.box.x0 <= begin + slack and strip.box.x1 < (1 - PANE) * page.width:
            begin = max(begin, strip.box.x1)
    panels = [r.box for r in flat if _is_panel(page, r, begin)]
    return min((box.x0 for box in panels), default=begin)


def _is_panel(page: OcrPage, region: Region, begin: int) -> bool:
    """Say whether it reaches the window's right edge, and is wide and high as a pane's parts."""
    box, slack = region.box, EDGE * page.width
    return _is_large(page, region) and box.x1 > page.width - slack and box.x0 > begin + slack


def _is_large(page: OcrPage, region: Region) -> bool:
    """Say whether it is as wide and high as a pane's parts, and no bubble."""
    return region.box.width > PANE * page.width and region.box.height > PANE * page.height


def seen(sheet: Sheet) -> Sheet:
    """Return the sheet of the chat alone, its left edge at 0."""
    begin = pane(sheet)
    if not begin:
        return sheet
    page, lines = sheet.page, [li for li in sheet.page.lines if li.box.centre[0] >= begin]
    regions = [r for r in sheet.page.regions if r.box.centre[0] >= begin]
    ground = max(
        (r for r in regions if _is_large(page, r)),
        key=lambda r: (r.box.width * r.box.height, r.box),
        default=None,
    )
    return Sheet(
        replace(
            page,
            width=page.width - begin,
            background=page.background if ground is None else ground.colour,
            lines=tuple(_line(line, -begin) for line in lines),
            regions=tuple(replace(r, box=_box(r.box, -begin)) for r in regions),
        )
    )


def _box(box: Box, by: int) -> Box:
    return box._replace(x0=box.x0 + by, x1=box.x1 + by)


def _line(line: Line, by: int) -> Line:
    return replace(line, box=_box(line.box, by))


def _reading(reading: Reading, by: int) -> Reading:
    return replace(reading, box=_box(reading.box, by))


def cast(votes: Ballot, sheet: Sheet, by: int) -> Ballot:
    """Return the second readings where the chat's own sheet has their boxes."""
    moved = {
        _box(box, -by): tuple(_reading(one, -by) for one in readings)
        for box, readings in votes.readings.items()
    }
    return Ballot(sheet.page, moved)


def asked(wanted: tuple[Wanted, ...], by: int) -> tuple[Wanted, ...]:
    """Return what is wanted where the whole window has it."""
    return tuple(replace(one, box=_box(one.box, by)) for one in wanted)


def placed(chat: Chat, by: int) -> Chat:
    """Return the chat with every box where the whole window has it."""
    return replace(
        chat,
        title=_sourced(chat.title, by),
        messages=tuple(_message(message, by) for message in chat.messages),
        doubts=tuple(_doubt(doubt, by) for doubt in chat.doubts),
    )


def _message(message: Message, by: int) -> Message:
    return replace(message, box=_box(message.box, by), amount=_sourced(message.amount, by))


def _doubt(doubt: Doubt, by: int) -> Doubt:
    where = None if doubt.where is None else _where(doubt.where, by)
    return replace(doubt, where=where, readings=tuple(_reading(r, by) for r in doubt.readings))


def _where(where: Where, by: int) -> Where:
    return replace(where, box=_box(where.box, by))


def _sourced(value: Sourced[T] | None, by: int) -> Sourced[T] | None:
    if value is None:
        return None
    where = _where(value.where, by) if isinstance(value.where, Where) else value.where
    return replace(value, where=where, readings=tuple(_reading(r, by) for r in value.readings))
