"""Which place on which page each file takes: side by side or alone, whole or in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from evidence_kit.case import cutting, recordings
from evidence_kit.case.drafts import Draft, Shown
from evidence_kit.model import (
    Chat,
    Digest,
    ExhibitKind,
    ExhibitPage,
    Filing,
    PageText,
    Rows,
    Source,
)

# What is read from page to page: its pictures stand side by side.
_SIDE_BY_SIDE = (ExhibitKind.CONVERSATION, ExhibitKind.BILL_LIST)
# A picture less high than this many times its width is of a tablet or a computer, or a photo: its
# writing is too small for half a page.
WIDE = 1.5


@dataclass(frozen=True, slots=True)
class Layout:
    """What decides the places: how many pictures of a chat stand side by side, and what is on each.

    With `enlarge` the pictures sent in a chat follow its pages, larger. `texts` are the words of
    the pictures, and `bubbles` the stretches of rows on a chat's page that belong together.
    """

    chat_pages: int = 2
    texts: Mapping[Digest, PageText] = field(default_factory=dict)
    bubbles: Mapping[Digest, tuple[cutting.Stretch, ...]] = field(default_factory=dict)
    enlarge: bool = True


def layout_of(filing: Filing, texts: Mapping[Digest, PageText], screens: Shown) -> Layout:
    """Return the layout of a case's pictures."""
    chats = (screen for _, screen in screens if isinstance(screen, Chat))
    bubbles = {
        chat.source: tuple((one.box.y0, one.box.y1) for one in chat.messages) for chat in chats
    }
    return Layout(filing.chat_pages, texts, bubbles, filing.enlarge)


def paged(draft: Draft, first: int, layout: Layout) -> tuple[ExhibitPage, ...]:
    """Return the places that an exhibit's files take, in their order, on pages from `first` on."""
    if draft.recording:
        (source,) = draft.sources
        sheets = enumerate(recordings.sheets(source, draft.recording), start=first)
        return tuple(ExhibitPage(n, source.sha256, source.name, view=one) for n, one in sheets)
    if draft.records:
        leaves = enumerate(draft.sources)
        return tuple(ExhibitPage(first + at, s.sha256, s.name, at) for at, s in leaves)
    pieces = [(source, part) for source in draft.sources for part in _parts(source, layout)]
    narrow = sum(not _is_wide(source, layout) for source, _ in pieces)
    beside = layout.chat_pages if draft.kind in _SIDE_BY_SIDE else 1
    return tuple(_placed(pieces, first, max(1, min(beside, narrow)), layout))


def _placed(
    pieces: Iterable[tuple[Source, Rows | None]], first: int, slots: int, layout: Layout
) -> Iterator[ExhibitPage]:
    """Yield pieces from the left, and from page to page; a wide one has a page to itself."""
    numbers = count(first)
    number, slot = next(numbers), 0
    for source, part in pieces:
        wide = _is_wide(source, layout)
        if slot == slots or (wide and slot):
            number, slot = next(numbers), 0
        if wide:
            yield ExhibitPage(number, source.sha256, source.name, rows=part)
            slot = slots
        else:
            yield ExhibitPage(number, source.sha256, source.name, 0, slot, slots, part)
            slot += 1


def _parts(source: Source, layout: Layout) -> tuple[Rows | None, ...]:
    text = layout.texts.get(source.sha256)
    if text is None:
        return (*cutting.plain(*(source.extent or (1, 1))),) or (None,)
    return cutting.rows(text, layout.bubbles.get(source.sha256, ())) or (None,)


def _is_wide(source: Source, layout: Layout) -> bool:
    """Say whether a picture is too wide for a part of a page; one of unknown size isn't."""
    text = layout.texts.get(source.sha256)
    width, height = (text.width, text.height) if text else source.extent or (1, 2)
    return height < WIDE * width


def width(source: Source, layout: Layout) -> int:
    """Return how wide a picture is in displayed pixels, 0 where nobody knows."""
    text = layout.texts.get(source.sha256)
    return text.width if text else (source.extent or (0, 0))[0]
