"""In which order the pages of a chat are read: overlaps first, then capture, then name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from evidence_kit.model import Chat, Moment, Source
from evidence_kit.transcript.overlap import Overlap, find, squeezed

# What stands on more pages than this tells none of them apart (好的, ¥500.00).
MOST_COMMON = 24
LOSSLESS = ("image/png", "image/bmp", "image/gif", "image/tiff")


@dataclass(frozen=True, slots=True)
class Page:
    """A chat page, its place in the folder's own order, and when it was captured, if known."""

    place: int
    source: Source
    chat: Chat
    captured: Moment | None

    @property
    def lossy(self) -> bool:
        """Whether saving it changed its pixels, so that the same ink looks a little different."""
        return self.source.media_type not in LOSSLESS


@dataclass(frozen=True, slots=True)
class Step:
    """A page in its conversation, and how it meets the page at index `after` (None: a gap).

    `ordered` says whether times tell that it comes after the pages before it.
    """

    page: Page
    after: int | None = None
    overlap: Overlap | None = None
    ordered: bool = True


Overlaps = dict[tuple[int, int], Overlap]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 2 before 10."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(p), p) if p[0] in "0123456789" else (1, 0, p) for p in parts)


def placed(
    pages: Sequence[tuple[Source, Chat]], captured: Callable[[Source], Moment | None]
) -> list[Page]:
    """Return the pages in capture order where every capture is known, else in name order."""
    known = [(source, chat, captured(source)) for source, chat in pages]
    dated = all(moment is not None for _, _, moment in known)

    def key(entry: tuple[Source, Chat, Moment | None]) -> tuple[datetime, object]:
        moment = entry[2]
        when = moment.earliest if dated and moment else None
        return (when or datetime.min, natural(entry[0].name))

    return [Page(i, *entry) for i, entry in enumerate(sorted(known, key=key))]


def overlaps(pages: Sequence[Page]) -> Overlaps:
    """Return every overlap between two pages that share ink."""
    by_ink: dict[object, set[int]] = {}
    for page in pages:
        for mark in _marks(page):
            by_ink.setdefault(mark, set()).add(page.place)
    telling = [places for places in by_ink.values() if len(places) <= MOST_COMMON]
    pairs = {(i, j) for places in telling for i in places for j in places if i != j}
    pairs |= {pair for one, other in pairwise(pages) for pair in _both_ways(one, other)}
    by_place = {page.place: page for page in pages}
    found = {(i, j): _overlap(by_place[i], by_place[j]) for i, j in sorted(pairs)}
    return {pair: overlap for pair, overlap in found.items() if overlap}


def _both_ways(one: Page, other: Page) -> tuple[tuple[int, int], tuple[int, int]]:
    return (one.place, other.place), (other.place, one.place)


def _overlap(left: Page, right: Page) -> Overlap | None:
    return find(left.chat, right.chat, lossy=left.lossy or right.lossy)


def _marks(page: Page) -> Iterator[object]:
    """Yield what a page that overlaps this one must share with it, one mark of them at least."""
    yield page.source.sha256
    for message in page.chat.messages:
        yield from message.signatures
        if message.time is not None:
            yield message.time.hour, message.time.minute
        elif message.signatures:
            yield message.side, squeezed(message.text)


def arranged(
    pages: Sequence[Page],
    met: Overlaps,
    begins: Callable[[Page], datetime | None],
    said: Sequence[str] = (),
) -> list[Step]:
    """Return the pages in the order they are read, each with how it meets one before it.

    Overlaps fix the order. Runs that don't meet stand as a person `said` of one of their files,
    before all that nobody named; the others stand by their time lines. Those without one
    that is known (`begins`) stand between two that were captured right before and after them,
    else last, by capture or name; either way their order is only presumed.
    """
    host = _hosts(pages, met)
    runs = _runs([page for page in pages if page.place not in host], met)
    times = {run[0].place: _first(map(begins, run)) for run in runs}

    def key(run: list[Page]) -> tuple[datetime, int]:
        return times[run[0].place] or datetime.max, min(page.place for page in run)

    runs = _between(sorted(runs, key=key), times)
    named = {run[0].place: _named(run, said) for run in runs}
    runs.sort(key=lambda run: named[run[0].place])
    undated = {place for place, time in times.items() if time is None and named[place] == len(said)}
    guests: dict[int, list[Page]] = {}
    for page in pages:
        if page.place in host:
            guests.setdefault(host[page.place], []).append(page)
    return list(_steps(runs, guests, met, undated))


def _named(run: Sequence[Page], said: Sequence[str]) -> int:
    """Return how early one of the run's files is named, the number of names where none is."""
    names = {page.source.name for page in run}
    return next((i for i, name in enumerate(said) if name in names), len(said))


def _between(runs: Sequence[list[Page]], times: dict[int, datetime | None]) -> list[list[Page]]:
    """Move runs without a time between their neighbours in capture, if these too are neighbours.

    A chat may be captured downwards or upwards; where it was neither, nothing moves.
    """
    dated = [run for run in runs if times[run[0].place]]
    captured = all(page.captured for run in runs for page in run)
    order = [_taken(run) for run in dated]
    upwards = order == sorted(order, reverse=True)
    if not captured or len(dated) < 2 or not (upwards or order == sorted(order)):
        return list(runs)
    inside = [run for run in runs if run not in dated and min(order) < _taken(run) < max(order)]
    outside = [run for run in runs if run not in dated and run not in inside]
    return [*sorted((*dated, *inside), key=_taken, reverse=upwards), *outside]


def _taken(run: Sequence[Page]) -> tuple[datetime, int]:
    """Return when the first page of a run was captured."""
    whens = ((p.captured.earliest if p.captured else None, p.place) for p in run)
    return min((when or datetime.min, place) for when, place in whens)


def _first(times: Iterable[datetime | None]) -> datetime | None:
    return next((time for time in times if time), None)


def _hosts(pages: Iterable[Page], met: Overlaps) -> dict[int, int]:
    """Map each page that adds nothing to the page that holds all of it."""
    places = {page.place for page in pages}
    holders: dict[int, list[int]] = {}
    for (i, j), overlap in met.items():
        if overlap.contained and {i, j} <= places:
            twin = met.get((j, i))
            if i < j or twin is None or not twin.contained:
                holders.setdefault(j, []).append(i)
    whole = {j: [i for i in found if i not in holders] for j, found in holders.items()}
    return {
        j: max((met[i, j].weight, -i, i) for i in found)[2] for j, found in whole.items() if found
    }


def _runs(pages: Sequence[Page], met: Overlaps) -> list[list[Page]]:
    """Chain pages by their heaviest overlaps; a page follows at most one other."""
    by_place = {page.place: page for page in pages}
    usable = [(i, j) for (i, j), o in met.items() if {i, j} <= set(by_place) and not o.contained]
    after: dict[int, int] = {}
    before: dict[int, int] = {}
    for i, j in sorted(usable, key=lambda e: (-met[e].weight, abs(e[1] - e[0]), e[1] < e[0], e)):
        if i not in after and j not in before and _end(j, after) != i:
            after[i], before[j] = j, i
    runs = []
    for first in (place for place in by_place if place not in before):
        run = [by_place[first]]
        while run[-1].place in after:
            run.append(by_place[after[run[-1].place]])
        runs.append(run)
    return runs


def _end(place: int, after: dict[int, int]) -> int:
    while place in after:
        place = after[place]
    return place


def _steps(
    runs: Sequence[Sequence[Page]],
    guests: dict[int, list[Page]],
    met: Overlaps,
    undated: set[int],
) -> Iterator[Step]:
    count = 0
    for run in runs:
        last: tuple[int, int] | None = None  # (index of the step, place of its page)
        for page in run:
            overlap = met[last[1], page.place] if last else None
            ordered = last is not None or page.place not in undated
            yield Step(page, last[0] if last else None, overlap, ordered)
            last, count = (count, page.place), count + 1
            for guest in guests.get(page.place, ()):
                yield Step(guest, last[0], met[page.place, guest.place])
                count += 1
