"""The time lines of a stretch of messages → the time that each of them means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from evidence_kit.model import (
    Basis,
    Doubt,
    DoubtKind,
    Message,
    MessageKind,
    Moment,
    TimeText,
    Where,
)
from evidence_kit.transcript import times
from evidence_kit.transcript.order import Page
from evidence_kit.transcript.strands import Strand
from evidence_kit.transcript.times import Reckoned

# The app draws a time line before a message that follows a silence of about five minutes;
# doubled, so that builds which wait a little longer can't make a time wrong.
LONGEST_SILENCE = timedelta(minutes=10)

_MISREADINGS = (
    DoubtKind.READINGS_DISAGREE,
    DoubtKind.LOW_CONFIDENCE,
    DoubtKind.TIME_UNREADABLE,
)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What times rest on beside the chat: `until`, the latest any of it can be, and `recorded`.

    That is when the transfers at these places were sent, by their own pages.
    """

    until: datetime | None
    recorded: Mapping[Where, Moment]

    def sent(self, strand: Strand) -> Moment | None:
        """Return when the transfer was sent that a message is the card of, if a page says so."""
        return next((m for place in strand.places() if (m := self.recorded.get(place))), None)


def reckon(strands: Sequence[Strand], fixed: Fixed) -> tuple[dict[int, Reckoned], list[Doubt]]:
    """Return each time line's time by its index; one doubt a page for want of a capture time."""
    lines = [i for i, strand in enumerate(strands) if any(m.time for m in strand.messages())]
    silent = {i for i in lines if not _appearances(strands[i])}
    known = [times.agreed(_appearances(strands[i])) for i in lines]
    known, doubts = _by_records(strands, lines, known, silent, fixed)
    for n, i in enumerate(lines):
        if known[n].doubt is DoubtKind.TIME_UNANCHORED and i not in silent:
            known[n] = times.year_between(_text(strands[i]), *times.bounds(known, n, fixed.until))
    known = times.ascending(known)
    for n in _backwards(strands, lines, known):
        known[n] = Reckoned(known[n].at, DoubtKind.TIME_AMBIGUOUS)
    doubts += _doubts(strands, lines, known, silent)
    return dict(zip(lines, known, strict=True)), doubts


def _text(strand: Strand) -> TimeText:
    return next(m.time for m in strand.messages() if m.time)


def _doubts(
    strands: Sequence[Strand], lines: Sequence[int], known: Sequence[Reckoned], silent: set[int]
) -> list[Doubt]:
    doubts: dict[object, Doubt] = {}
    for i, one in zip(lines, known, strict=True):
        if one.doubt is not None and i not in silent:
            place = strands[i].places()[0]
            lone = one.doubt is DoubtKind.TIME_UNANCHORED
            args = (("field", "time"), ("text", strands[i].messages()[0].text))
            doubt = Doubt(one.doubt, place, args)
            doubts.setdefault((one.doubt, place.source if lone else place), doubt)
    return list(doubts.values())


def _backwards(
    strands: Sequence[Strand], lines: Sequence[int], known: Sequence[Reckoned]
) -> Iterator[int]:
    """Yield each line of unknown date whose words run back behind those above it, page by page."""
    for n, (one, other) in enumerate(pairwise(lines), start=1):
        undated = known[n].at.earliest is None and not strands[other].after_gap
        shown = {page.place: message for page, message in strands[one].shown()}
        for page, message in strands[other].shown():
            above = shown.get(page.place)
            if undated and above and times.runs_back(above.time, message.time):
                yield n
                break


# ── lines that a payment's own page dates ──────────────────────────────────────────────


def _by_records(
    strands: Sequence[Strand],
    lines: Sequence[int],
    known: Sequence[Reckoned],
    silent: set[int],
    fixed: Fixed,
) -> tuple[list[Reckoned], list[Doubt]]:
    """Date what nothing else dates by the transfer below it; doubt a transfer that can't be.

    A line that says 昨天 of a known day tells the day of the capture, and so dates its page.
    """
    result, doubts, days = list(known), list[Doubt](), dict[int, Moment]()
    for n, i in enumerate(lines):
        paid = _paid_below(strands, i, fixed)
        if paid is None or known[n].doubt is not DoubtKind.TIME_UNANCHORED or i in silent:
            continue
        place, sent, reach = paid
        found = times.by_record(_text(strands[i]), sent, reach)
        if found.doubt is DoubtKind.TIME_AMBIGUOUS:
            doubts.append(Doubt(DoubtKind.RECORDS_DIFFER, place, (("field", "time"),)))
        elif found.doubt is None:
            result[n] = found
            days |= _captured_on(strands[i], found)
    for n, i in enumerate(lines):
        if result[n].doubt is DoubtKind.TIME_UNANCHORED and i not in silent:
            seen = [(p, m) for p, m in strands[i].shown() if p.place in days and m.time]
            dated = [times.reckoned(m.time, days[p.place]) for p, m in seen if m.time]
            result[n] = times.agreed(dated)
    return result, doubts


def _paid_below(
    strands: Sequence[Strand], line: int, fixed: Fixed
) -> tuple[Where, Moment, timedelta] | None:
    """Return the first recorded transfer below a line: its place, when, and how long after."""
    for since, strand in enumerate(strands[line + 1 :]):
        if strand.after_gap or strand.is_line:
            return None
        if (sent := fixed.sent(strand)) is not None:
            return strand.places()[0], sent, since * LONGEST_SILENCE
    return None


def _captured_on(strand: Strand, found: Reckoned) -> dict[int, Moment]:
    """Return the day on which each page was captured that shows a line as so many days ago."""
    if found.at.earliest is None:
        return {}
    day = datetime.combine(found.at.earliest, datetime.min.time())
    ago = {p.place: m.time.days_ago for p, m in strand.shown() if m.time}
    return {
        place: Moment(
            day + timedelta(days=days),
            day + timedelta(days=days, hours=23, minutes=59),
            Basis.RECORD,
        )
        for place, days in ago.items()
        if days is not None
    }


# ── lines whose own words are in doubt ─────────────────────────────────────────────────


def _appearances(strand: Strand) -> list[Reckoned]:
    return [
        times.reckoned(message.time, page.captured)
        for page, message in strand.shown()
        if message.time and not _misread(page, message)
    ]


def misreads(page: Page) -> bool:
    """Say whether some time line's own words on a page are in doubt."""
    return any(_misread(page, m) for m in page.chat.messages if m.kind is MessageKind.TIME)


def _misread(page: Page, message: Message) -> bool:
    """Say whether a time line's own words are in doubt: then they date nothing."""
    doubted = (d.where for d in page.chat.doubts if d.where and d.kind in _MISREADINGS)
    return any(message.box.contains(place.box, slack=4) for place in doubted)
