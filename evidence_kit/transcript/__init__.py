"""Chat pages → conversations: pages in order, overlaps joined, gaps named, times resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from types import MappingProxyType

from evidence_kit.model import (
    Box,
    Chat,
    Conversation,
    Digest,
    Doubt,
    DoubtKind,
    Join,
    JoinKind,
    Moment,
    Source,
    Sourced,
    Where,
)
from evidence_kit.transcript import chats, order, repeats, times, woven
from evidence_kit.transcript.lines import Fixed
from evidence_kit.transcript.order import natural
from evidence_kit.transcript.overlap import squeezed

__all__ = ["join", "natural"]

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NOWHERE: Mapping[Where, Moment] = MappingProxyType({})


def join(
    pages: Sequence[tuple[Source, Chat]],
    *,
    until: date | None = None,
    said: Sequence[str] = (),
    told: Mapping[str, str] = _NOTHING,
    recorded: Mapping[Where, Moment] = _NOWHERE,
) -> tuple[Conversation, ...]:
    """Return the folder's conversations; every page is in exactly one, in the order it is read.

    Titles, and the pictures beside the messages, tell chats apart; a crop without a title joins
    where its pixels overlap, else it stands alone. Neighbours are one run only by equal pixels
    in order (`overlap`): text alone never merges anything. Each message appears once, with its
    other places in `also_at`, and the interval that its pages' time lines, capture times and
    neighbours allow. Nothing is later than `until`, the day that the pages were put to use.
    `said` names files in the order that a person gives to runs that don't meet; `told` are a
    person's answers by the doubt's id: whether two chats are with one person. `recorded` are
    the places of transfers whose own pages say when they were sent.
    """
    placed = order.placed(pages, times.captured)
    met = order.overlaps(placed)
    found, asked = chats.parted(placed, met, told)
    end = datetime.combine(until, time.max) if until else None
    fixed = Fixed(end, recorded)
    talks = [_conversation(order.arranged(one, met, _begins, said), fixed) for one in found]
    return tuple(_asked(talk, asked) for talk in talks)


def _asked(talk: Conversation, asked: Sequence[Doubt]) -> Conversation:
    """Return the chat with the questions about its own pages."""
    mine = tuple(doubt for doubt in asked if doubt.where and doubt.where.source in talk.pages)
    return replace(talk, doubts=(*talk.doubts, *mine))


def _begins(page: order.Page) -> datetime | None:
    """Return the first time on a page that the page settles by itself."""
    lines = (m.time for m in page.chat.messages if m.time)
    known = (times.reckoned(line, page.captured) for line in lines)
    return next((one.at.earliest for one in known if one.doubt is None), None)


def _conversation(steps: Sequence[order.Step], fixed: Fixed) -> Conversation:
    joins = tuple(_join(steps, i) for i in range(1, len(steps)))
    names = {step.page.source.sha256: step.page.source.name for step in steps}
    utterances, doubts = woven.utterances(steps, fixed)
    gaps = (_gap(j, names) for j in joins if j.kind is JoinKind.GAP)
    return Conversation(
        title=_title(steps),
        pages=tuple(step.page.source.sha256 for step in steps),
        utterances=utterances,
        joins=joins,
        doubts=(*gaps, *doubts, *repeats.doubts(steps)),
        titles=tuple(_titles(steps)),
    )


def _join(steps: Sequence[order.Step], index: int) -> Join:
    step = steps[index]
    right = step.page.source.sha256
    if step.overlap is None or step.after is None:
        return Join(_last_whole(steps, index), right, JoinKind.GAP)
    left = steps[step.after].page.source.sha256
    kind = JoinKind.DUPLICATE if step.overlap.contained else JoinKind.JOINED
    return Join(left, right, kind, step.overlap.pairs)


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


def _titles(steps: Sequence[order.Step]) -> Iterator[Sourced[str]]:
    """Yield each title that is sure once, where it is read best."""
    titles = [step.page.chat.title for step in steps if step.page.chat.title]
    titles.sort(key=lambda title: -title.confidence)
    best: dict[str, Sourced[str]] = {}
    for title in titles:
        if title.confidence >= chats.SURE_TITLE or not best:
            best.setdefault(squeezed(title.value), title)
    yield from best.values()
