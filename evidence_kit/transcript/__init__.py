"""Chat pages → conversations: pages in order, overlaps joined, gaps named, times resolved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from evidence_kit.model import (
    Box,
    Chat,
    Conversation,
    Digest,
    Doubt,
    DoubtKind,
    Join,
    JoinKind,
    Source,
    Sourced,
    Where,
)
from evidence_kit.transcript import order, repeats, times, woven
from evidence_kit.transcript.order import natural

__all__ = ["join", "natural"]


def join(
    pages: Sequence[tuple[Source, Chat]],
    *,
    until: date | None = None,
    said: Sequence[str] = (),
) -> tuple[Conversation, ...]:
    """Return the folder's conversations; every page is in exactly one, in the order it is read.

    Titles tell chats apart; a crop without one joins where its pixels overlap, else it stands
    alone. Neighbours are one run only by equal pixels in order (`overlap`): text alone never
    merges anything. Each message appears once, with its other places in `also_at`, and the
    interval that its pages' time lines, capture times and neighbours allow. Nothing is later
    than `until`, the day that the pages were put to use. `said` names files in the order that a
    person gives to runs that don't meet.
    """
    placed = order.placed(pages, times.captured)
    met = order.overlaps(placed)
    chats = order.chats(placed, met)
    end = datetime.combine(until, time.max) if until else None
    return tuple(_conversation(order.arranged(chat, met, _begins, said), end) for chat in chats)


def _begins(page: order.Page) -> datetime | None:
    """Return the first time on a page that the page settles by itself."""
    lines = (m.time for m in page.chat.messages if m.time)
    known = (times.reckoned(line, page.captured) for line in lines)
    return next((one.at.earliest for one in known if one.doubt is None), None)


def _conversation(steps: Sequence[order.Step], until: datetime | None) -> Conversation:
    joins = tuple(_join(steps, i) for i in range(1, len(steps)))
    names = {step.page.source.sha256: step.page.source.name for step in steps}
    utterances, doubts = woven.utterances(steps, until)
    gaps = (_gap(j, names) for j in joins if j.kind is JoinKind.GAP)
    return Conversation(
        title=_title(steps),
        pages=tuple(step.page.source.sha256 for step in steps),
        utterances=utterances,
        joins=joins,
        doubts=(*gaps, *doubts, *repeats.doubts(steps)),
    )


def _join(steps: Sequence[order.Step], index: int) -> Join:
    step = steps[index]
    right = step.page.source.sha256
    if step.overlap is None or step.after is None:
        return Join(_last_whole(steps, index), right, JoinKind.GAP)
    left = steps[step.after].page.source.sha256
    kind = JoinKind.DUPLICATE if step.overlap.contained else JoinKind.JOINED
    return Join(left, right, kind, len(step.overlap.pairs))


def _last_whole(steps: Sequence[order.Step], index: int) -> Digest:
    """Return the last page before a gap that isn't a mere duplicate."""
    before = [s for s in steps[:index] if s.overlap is None or not s.overlap.contained]
    return before[-1].page.source.sha256


def _gap(gap: Join, names: dict[Digest, str]) -> Doubt:
    args = (("left", names[gap.left]), ("right", names[gap.right]))
    return Doubt(DoubtKind.PAGES_GAP, Where(gap.right, Box(0, 0, 0, 0)), args)


def _title(steps: Sequence[order.Step]) -> Sourced[str] | None:
    titles = [step.page.chat.title for step in steps if step.page.chat.title]
    return max(titles, key=lambda title: title.confidence, default=None)
