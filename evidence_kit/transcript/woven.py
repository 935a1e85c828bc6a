"""Pages in order → each message once, with all its places and the time its neighbours allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Box,
    Digest,
    Doubt,
    DoubtKind,
    MessageKind,
    Moment,
    Utterance,
    Where,
)
from evidence_kit.transcript import lines, times
from evidence_kit.transcript.lines import LONGEST_SILENCE, Fixed
from evidence_kit.transcript.order import Step
from evidence_kit.transcript.strands import Strand, sections, woven


def utterances(
    steps: Sequence[Step], fixed: Fixed
) -> tuple[tuple[Utterance, ...], tuple[Doubt, ...]]:
    """Return the conversation's messages in order, and the doubts about times and states."""
    strands = woven(steps)
    ats: dict[int, Moment] = {}
    doubts: list[Doubt] = []
    for places in sections(strands):
        section = [strands[i] for i in places]
        known, unsure = lines.reckon(section, fixed)
        lone = _recorded(section, known, fixed)
        ats |= zip(places, _times(section, known, lone), strict=True)
        doubts += unsure
    made = tuple(_utterance(strand, ats[i]) for i, strand in enumerate(strands))
    misread = {step.page.source.sha256 for step in steps if lines.misreads(step.page)}
    return made, (*doubts, *_undated(made, doubts, misread))


def _utterance(strand: Strand, at: Moment) -> Utterance:
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


def _recorded(
    strands: Sequence[Strand], known: dict[int, times.Reckoned], fixed: Fixed
) -> dict[int, Moment]:
    """Return when transfers were sent that no time line governs, by their own pages, in order."""
    found: dict[int, Moment] = {}
    governed = False
    for i, strand in enumerate(strands):
        governed = governed and not strand.after_gap
        if strand.is_line:
            governed = i in known and known[i].at.earliest is not None
        elif not governed and (sent := fixed.sent(strand)) is not None:
            found[i] = sent
    told = {i: one.at for i, one in known.items() if one.doubt is None} | found
    whens = [told[i].earliest or datetime.min for i in sorted(told)]
    return found if whens == sorted(whens) else {}


def _times(
    strands: Sequence[Strand], known: dict[int, times.Reckoned], recorded: dict[int, Moment]
) -> list[Moment]:
    """Each message's interval: from the line above it to the line below it, or its capture.

    A transfer whose own page dates it bounds its neighbours as a line does.
    """
    ceilings = _ceilings(strands, known, recorded)
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
        if strand.is_line:
            governed = None
        if i in recorded:
            floor = _about(recorded[i]).earliest or floor
            governed = _Line.of(recorded[i])
            moments.append(recorded[i])
        else:
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


def _about(sent: Moment) -> Moment:
    """Return the time of a payment's page as a phone's clock may tell it."""
    ends = (sent.earliest, sent.latest)
    early, late = (
        end and end + sign * times.RECORD_SLACK for end, sign in zip(ends, (-1, 1), strict=True)
    )
    return Moment(early, late, sent.basis)


def _ceilings(
    strands: Sequence[Strand], known: dict[int, times.Reckoned], recorded: dict[int, Moment]
) -> list[datetime | None]:
    """Return the latest each message can be: the next known line, or a capture that shows it."""
    result: list[datetime | None] = []
    ceiling: datetime | None = None
    for i in reversed(range(len(strands))):
        if i in known:
            ceiling = known[i].at.latest or ceiling
        if i in recorded:
            ceiling = _about(recorded[i]).latest
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
