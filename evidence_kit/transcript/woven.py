"""Pages in order → each message once, with all its places and the time its neighbours allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Box,
    Digest,
    Doubt,
    DoubtKind,
    Message,
    MessageKind,
    Moment,
    State,
    Utterance,
    Where,
)
from evidence_kit.transcript import times
from evidence_kit.transcript.order import Page, Step

# The app draws a time line before a message that follows a silence of about five minutes;
# doubled, so that builds which wait a little longer can't make a time wrong.
LONGEST_SILENCE = timedelta(minutes=10)

_MISREADINGS = (
    DoubtKind.READINGS_DISAGREE,
    DoubtKind.LOW_CONFIDENCE,
    DoubtKind.TIME_UNREADABLE,
)
_PROGRESS = {None: 0, State.UNKNOWN: 0, State.PENDING: 1}


@dataclass(slots=True)
class _Strand:
    """One message under way: its appearances, and whether a gap lies before it.

    `begins` says that nothing tells whether it comes before or after what stands above it.
    """

    seen: list[tuple[Page, int]] = field(default_factory=list)
    after_gap: bool = False
    begins: bool = False

    def messages(self) -> list[Message]:
        return [page.chat.messages[index] for page, index in self.seen]

    def best(self) -> int:
        """Return the appearance to go by: a whole one, not delivered, of the latest state."""

        def rank(message: Message) -> tuple[bool, bool, int, bool]:
            state = _PROGRESS.get(message.state, 2)
            return (not message.cut, message.undelivered, state, message.receipt)

        ranks = [rank(message) for message in self.messages()]
        return ranks.index(max(ranks))

    def places(self) -> list[Where]:
        return [Where(p.source.sha256, p.chat.messages[i].box) for p, i in self.seen]

    def captured(self) -> datetime | None:
        ends = [p.captured.latest for p, _ in self.seen if p.captured and p.captured.latest]
        return min(ends, default=None)


def utterances(
    steps: Sequence[Step], until: datetime | None = None
) -> tuple[tuple[Utterance, ...], tuple[Doubt, ...]]:
    """Return the conversation's messages in order, and the doubts about times and states."""
    strands = _strands(steps)
    ats: dict[int, Moment] = {}
    doubts: list[Doubt] = []
    for places in _sections(strands):
        section = [strands[i] for i in places]
        known, unsure = _reckon(section, until)
        ats |= zip(places, _times(section, known), strict=True)
        doubts += unsure
    made = tuple(_utterance(strand, ats[i]) for i, strand in enumerate(strands))
    misread = {step.page.source.sha256 for step in steps if _misreads(step.page)}
    return made, (*doubts, *_undated(made, doubts, misread))


def _strands(steps: Sequence[Step]) -> list[_Strand]:
    strands: list[_Strand] = []
    on_page: list[list[_Strand]] = []
    for step in steps:
        shared = {j: i for i, j in step.overlap.pairs} if step.overlap else {}
        mine: list[_Strand] = []
        for index in range(len(step.page.chat.messages)):
            if index in shared and step.after is not None:
                strand = on_page[step.after][shared[index]]
            else:
                first = bool(strands) and index == 0 and step.after is None
                strand = _Strand(after_gap=first, begins=first and not step.ordered)
                strands.append(strand)
            strand.seen.append((step.page, index))
            mine.append(strand)
        on_page.append(mine)
    return strands


def _sections(strands: Sequence[_Strand]) -> list[list[int]]:
    """Part the messages where their order is only presumed: no time crosses such a gap.

    The stretches whose order times tell are one part, whatever is presumed to lie between them.
    """
    told: list[int] = []
    sections = [told]
    for i, strand in enumerate(strands):
        if strand.begins:
            sections.append([])
        elif strand.after_gap:
            sections.append(told)
        sections[-1].append(i)
    return [told, *(part for part in sections if part is not told)]


def _utterance(strand: _Strand, at: Moment) -> Utterance:
    best = strand.best()
    places = strand.places()
    others = dict.fromkeys(place for place in places if place != places[best])
    return Utterance(
        message=strand.messages()[best],
        where=places[best],
        index=strand.seen[best][1],
        at=at,
        also_at=tuple(others),
    )


def _reckon(
    strands: Sequence[_Strand], until: datetime | None
) -> tuple[dict[int, times.Reckoned], list[Doubt]]:
    """Return each time line's time by its index; one doubt a page for want of a capture time."""
    lines = [i for i, strand in enumerate(strands) if any(m.time for m in strand.messages())]
    known = [times.agreed(_appearances(strands[i])) for i in lines]
    silent = {i for i in lines if not _appearances(strands[i])}
    for n, i in enumerate(lines):
        text = next(m.time for m in strands[i].messages() if m.time)
        if known[n].doubt is DoubtKind.TIME_UNANCHORED and i not in silent:
            known[n] = times.year_between(text, *times.bounds(known, n, until))
    known = times.ascending(known)
    doubts: dict[object, Doubt] = {}
    for i, one in zip(lines, known, strict=True):
        if one.doubt is not None and i not in silent:
            place = strands[i].places()[0]
            lone = one.doubt is DoubtKind.TIME_UNANCHORED
            args = (("field", "time"), ("text", strands[i].messages()[0].text))
            doubt = Doubt(one.doubt, place, args)
            doubts.setdefault((one.doubt, place.source if lone else place), doubt)
    return dict(zip(lines, known, strict=True)), list(doubts.values())


def _appearances(strand: _Strand) -> list[times.Reckoned]:
    seen = [(page, page.chat.messages[index]) for page, index in strand.seen]
    return [
        times.reckoned(message.time, page.captured)
        for page, message in seen
        if message.time and not _misread(page, message)
    ]


def _misreads(page: Page) -> bool:
    return any(_misread(page, m) for m in page.chat.messages if m.kind is MessageKind.TIME)


def _misread(page: Page, message: Message) -> bool:
    """Say whether a time line's own words are in doubt: then they date nothing."""
    doubted = (d.where for d in page.chat.doubts if d.where and d.kind in _MISREADINGS)
    return any(message.box.contains(place.box, slack=4) for place in doubted)


def _times(strands: Sequence[_Strand], known: dict[int, times.Reckoned]) -> list[Moment]:
    """Each message's interval: from the line above it to the line below it, or its capture."""
    ceilings = _ceilings(strands, known)
    moments: list[Moment] = []
    floor: datetime | None = None
    governed: _Line | None = None
    for i, strand in enumerate(strands):
        if strand.after_gap:
            governed = None
        if i in known:
            governed = _Line.of(known[i].at)
            floor = known[i].at.earliest or floor
            moments.append(known[i].at)
            continue
        if any(m.kind is MessageKind.TIME for m in strand.messages()):
            governed = None
        moments.append(_moment(floor, ceilings[i], governed))
        governed = replace(governed, since=governed.since + 1) if governed else None
    return moments


@dataclass(frozen=True, slots=True)
class _Line:
    """The known time line right above a message, and how many messages stand between them."""

    at: Moment
    latest: datetime
    since: int = 0

    @classmethod
    def of(cls, at: Moment) -> _Line | None:
        return cls(at, at.latest) if at.earliest and at.latest else None


def _ceilings(
    strands: Sequence[_Strand], known: dict[int, times.Reckoned]
) -> list[datetime | None]:
    """Return the latest each message can be: the next known line, or a capture that shows it."""
    result: list[datetime | None] = []
    ceiling: datetime | None = None
    for i in reversed(range(len(strands))):
        if i in known:
            ceiling = known[i].at.latest or ceiling
        ends = [end for end in (ceiling, strands[i].captured()) if end]
        result.append(min(ends, default=None))
    return result[::-1]


def _moment(floor: datetime | None, ceiling: datetime | None, above: _Line | None) -> Moment:
    if above is not None and above.since == 0:  # a line prints the time of the message below it
        return above.at
    if above is not None:
        near = above.latest + above.since * LONGEST_SILENCE
        ceiling = min(near, ceiling) if ceiling else near
    if floor is None and ceiling is None:
        return UNKNOWN_TIME
    if floor and ceiling and ceiling < floor:  # a capture before the line above: in doubt
        floor, ceiling = ceiling, floor
    return Moment(floor, ceiling, Basis.BETWEEN)


def _undated(
    made: Sequence[Utterance], doubts: Sequence[Doubt], misread: set[Digest]
) -> list[Doubt]:
    """One doubt for each page whose messages no line and no capture bounds."""
    told = {doubt.where.source for doubt in doubts if doubt.where} | misread
    result: dict[object, Doubt] = {}
    for one in made:
        line = one.message.kind is MessageKind.TIME
        if one.at == UNKNOWN_TIME and not line and one.where.source not in told:
            place = Where(one.where.source, Box(0, 0, 0, 0))
            args = (("field", "time"), ("text", ""))
            result.setdefault(place, Doubt(DoubtKind.TIME_UNANCHORED, place, args))
    return list(result.values())
