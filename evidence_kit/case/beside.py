"""What follows a page of a chat: its pictures larger, and where its voices are written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import TypeAlias

from evidence_kit.case.recordings import WHOLE, broken
from evidence_kit.facts.doubts import touching
from evidence_kit.facts.unsure import LEAST_NAME, LEAST_QUOTE
from evidence_kit.model import (
    Box,
    Close,
    Conversation,
    Digest,
    Doubt,
    ExhibitPage,
    MessageKind,
    Utterance,
    VoiceSlot,
)

# Parts of a page's width: what is smaller is a sticker, what is larger shows well as it is.
PHOTO, LARGE = 0.33, 0.75
LEAST_PIXELS = 200  # of its longer side; fewer show nothing more when they are larger
CLOSE_A_SHEET = 4
# One sheet more for every two of the chat's own; of more pictures the largest are chosen.
OWN_FOR_ONE = 2
SPOKEN_WIDE = 34  # characters of a line of 转文字
SECONDS_A_RULE, LEAST_RULES, MOST_RULES = 12, 2, 4
MOST_SPOKEN = 20  # lines; what is longer doesn't fit beside others, and the page shows it
LEAST_HEIGHT = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """What is to follow a chat's pages: the pictures and voices of each, in their order."""

    close: Mapping[Digest, tuple[Box, ...]]
    voices: Mapping[Digest, tuple[VoiceSlot, ...]]


Near: TypeAlias = Close | VoiceSlot


def of(
    talk: Conversation,
    widths: Mapping[Digest, int],
    doubts: Sequence[Doubt],
    *,
    enlarge: bool = True,
    neutral: bool = False,
) -> Beside:
    """Return what follows the pages of a chat; each message once, where it stands first.

    `widths` are those of the pages in displayed pixels; without one nothing is enlarged.
    """
    close: dict[Digest, tuple[Box, ...]] = {}
    voices: dict[Digest, tuple[VoiceSlot, ...]] = {}
    for one in talk.utterances:
        page = one.where.source
        if one.message.kind is MessageKind.VOICE:
            slot = _slot(one, doubts, neutral=neutral)
            voices[page] = (*voices.get(page, ()), slot)
        elif enlarge and _worth(one, widths.get(page, 0)):
            close[page] = (*close.get(page, ()), one.where.box)
    return Beside(close, voices)


def _worth(one: Utterance, width: int) -> bool:
    """Say whether it is a picture, neither so small nor so large that enlarging shows no more."""
    box = one.where.box
    longer = max(box.width, box.height)
    sent = one.message.kind is MessageKind.IMAGE
    return sent and longer >= max(LEAST_PIXELS, PHOTO * width) and 0 < box.width <= LARGE * width


def _slot(one: Utterance, doubts: Sequence[Doubt], *, neutral: bool) -> VoiceSlot:
    message = one.message
    surely = not touching((one.where,), doubts)
    read = message.spoken if surely and message.confidence >= LEAST_QUOTE else None
    named = surely and message.confidence >= LEAST_NAME
    seconds = message.seconds if surely else None
    lines = broken(read, SPOKEN_WIDE) if read else ()
    return VoiceSlot(
        box=one.where.box,
        side=message.side,
        seconds=seconds,
        at=one.at,
        sender=message.sender if named else None,
        spoken=lines if len(lines) <= MOST_SPOKEN else (),
        rules=max(LEAST_RULES, min(MOST_RULES, -(-(seconds or 60) // SECONDS_A_RULE))),
        neutral=neutral,
    )


def followed(pages: Sequence[ExhibitPage], beside: Beside) -> tuple[ExhibitPage, ...]:
    """Return the pages of a chat with what follows them, numbered anew.

    What pages in a row show stands together, up to a sheet full, behind the last of them.
    """
    views = _views(pages, beside)
    if not views:
        return tuple(pages)
    done: list[Sequence[ExhibitPage]] = []
    waiting: dict[type[Near], list[ExhibitPage]] = {Close: [], VoiceSlot: []}
    sheets = [tuple(sheet) for _, sheet in groupby(pages, key=lambda page: page.number)]
    for sheet, ahead in zip(sheets, [*sheets[1:], ()], strict=True):
        done.append(sheet)
        for kind, held in waiting.items():
            held.extend(_of(sheet, views, kind))
            if not _goes_on(sheet, ahead):
                done.extend(_full(held, more=bool(_of(ahead, views, kind))))
    return tuple(_numbered(done, pages[0].number))


def _goes_on(sheet: Sequence[ExhibitPage], ahead: Sequence[ExhibitPage]) -> bool:
    """Say whether a picture is cut between two sheets: nothing comes between its pieces."""
    parts = bool(ahead) and ahead[0].rows is not None and ahead[0].rows.top > 0
    return parts and sheet[-1].source == ahead[0].source


def _views(pages: Sequence[ExhibitPage], beside: Beside) -> dict[ExhibitPage, list[Near]]:
    """Return what is to follow, by the place that shows it: of several, the first that shows most.

    Copies of a page, and the pieces of a long one, show a message more than once.
    """
    found: dict[ExhibitPage, list[Near]] = {}
    chosen = _chosen(pages, beside.close)
    for one in dict.fromkeys(page.source for page in pages):
        close = [Close(box) for box in beside.close.get(one, ()) if (one, box) in chosen]
        near: list[Near] = [*close, *beside.voices.get(one, ())]
        for view in near:
            mine = [page for page in pages if page.source == one]
            shows_most = max(mine, key=lambda page: _seen(page, view.box))
            found.setdefault(shows_most, []).append(view)
    return found


def _seen(page: ExhibitPage, box: Box) -> int:
    top, bottom = page.rows or (box.y0, box.y1)
    return min(bottom, box.y1) - max(top, box.y0)


def _chosen(
    pages: Sequence[ExhibitPage], close: Mapping[Digest, tuple[Box, ...]]
) -> frozenset[tuple[Digest, Box]]:
    """Return the pictures that are enlarged: as many as one sheet for every two pages holds."""
    most = max(1, len({page.number for page in pages}) // OWN_FOR_ONE) * CLOSE_A_SHEET
    sources = {page.source for page in pages}
    every = [(one, box) for one, boxes in close.items() if one in sources for box in boxes]
    every.sort(key=lambda one: one[1].width * one[1].height, reverse=True)
    return frozenset(every[:most])


def _of(
    sheet: Sequence[ExhibitPage],
    views: Mapping[ExhibitPage, Sequence[Near]],
    kind: type[Near],
) -> list[ExhibitPage]:
    """Return what is to follow a sheet, of one kind, each as a place of its own."""
    return [
        replace(page, view=view, rows=None)
        for page in sheet
        for view in views.get(page, ())
        if isinstance(view, kind)
    ]


def _full(waiting: list[ExhibitPage], *, more: bool) -> Iterator[tuple[ExhibitPage, ...]]:
    """Yield the sheets that are full, and what is left where the next page has none."""
    while waiting:
        ends = list(accumulate(map(_height, waiting)))
        count = max(1, sum(end <= WHOLE for end in ends))
        if count == len(waiting) and more and ends[-1] + LEAST_HEIGHT <= WHOLE:
            return
        yield tuple(waiting[:count])
        del waiting[:count]


def _height(page: ExhibitPage) -> int:
    """Return what a place takes of a sheet, in half lines of 8 points."""
    if isinstance(page.view, VoiceSlot):
        return page.view.height
    return WHOLE // CLOSE_A_SHEET


def _numbered(sheets: Sequence[Sequence[ExhibitPage]], first: int) -> Iterator[ExhibitPage]:
    for number, sheet in enumerate(sheets, start=first):
        for at, page in enumerate(sheet):
            if page.view is None:
                yield replace(page, number=number)
            else:
                yield replace(page, number=number, slot=at, slots=len(sheet))
