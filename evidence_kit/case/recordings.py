"""The sheets of a recording: what it is, and its 文字整理稿, written or to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_kit.case import sure
from evidence_kit.case.drafts import Draft, Shown
from evidence_kit.model import (
    ExhibitKind,
    Medium,
    Recording,
    RecordingSheet,
    Source,
    Spoken,
    Written,
    clock,
)
from evidence_kit.transcript import natural

# A sheet's room for rows, in half lines of 8 points: below what a sound's first sheet says of it,
# and on a sheet of its own. Render draws them so high; a film's pictures fill its first sheet.
FIRST, WHOLE = 36, 69
EMPTY = 3  # half lines of a row to be filled in by hand: 8.5 mm
# Characters of the columns for words and for names; one mark may hang over.
WORDS_WIDE, NAME_WIDE = 30, 6
SPOKEN_A_ROW = 6  # seconds of talk that a row holds when it is written by hand
_STOPS = "。，、；：？！）》】”’…,.;:?!)"
_KINDS = {Medium.AUDIO: ExhibitKind.AUDIO, Medium.VIDEO: ExhibitKind.VIDEO}


def drafts(shown: Shown) -> Iterator[Draft]:
    """Yield one exhibit for each recording, in the order of their names, sounds before films."""
    every = [(source, one) for source, one in shown if isinstance(one, Recording)]
    every.sort(key=lambda entry: (entry[1].medium is Medium.VIDEO, natural(entry[0].name)))
    for source, one in every:
        title = sure.args(length=clock(one.seconds) if one.seconds else None)
        yield Draft(_KINDS[one.medium], (source,), title, recording=one)


def sheets(source: Source, recording: Recording) -> tuple[RecordingSheet, ...]:
    """Return a recording's sheets in order; the last has the place to sign."""
    first = FIRST if recording.medium is Medium.AUDIO else 0
    if recording.transcript:
        parts = list(_filled([_row(one) for one in recording.transcript], first))
        portions = [(rows, 0) for rows in parts]
    else:
        portions = [((), count) for count in _empty(recording, first)]
    return tuple(
        RecordingSheet(
            medium=recording.medium,
            media_type=source.media_type,
            seconds=recording.seconds,
            size=source.size,
            begins=at == 0,
            ends=at == len(portions) - 1,
            rows=rows,
            rules=rules,
        )
        for at, (rows, rules) in enumerate(portions)
    )


def _empty(recording: Recording, first: int) -> list[int]:
    """Return how many rows to write on each sheet has: one sheet more where the talk is long."""
    if not first:
        return [0, WHOLE // EMPTY]
    wanted = -(-(recording.seconds or 0) // SPOKEN_A_ROW)
    more = [WHOLE // EMPTY] if wanted > first // EMPTY else []
    return [first // EMPTY, *more]


def _filled(rows: Sequence[Written], first: int) -> Iterator[tuple[Written, ...]]:
    """Yield the rows of each sheet, one after another; a row too high goes on on the next."""
    room, here, rest = first, list[Written](), list(rows)
    while rest:
        row = rest.pop(0)
        if _height(row) > room and _height(row) > WHOLE and room > 2 * EMPTY:
            row, left = _parted(row, (room - 1) // 2)
            rest.insert(0, left)
        if _height(row) > room:
            yield tuple(here)
            room, here = WHOLE, []
            rest.insert(0, row)
            continue
        here.append(row)
        room -= _height(row)
    yield tuple(here)


def _height(row: Written) -> int:
    return max(EMPTY, 2 * row.lines + 1)


def _parted(row: Written, lines: int) -> tuple[Written, Written]:
    above = Written(row.at, row.speaker[:lines], row.words[:lines])
    return above, Written("", row.speaker[lines:], row.words[lines:])


def _row(spoken: Spoken) -> Written:
    return Written(spoken.at, broken(spoken.speaker, NAME_WIDE), broken(spoken.words, WORDS_WIDE))


def broken(text: str, wide: int) -> tuple[str, ...]:
    """Return a text in lines of so many characters; marks that end a clause hang over, two at most.

    Joined they are the text again, but for the spaces at a break.
    """
    lines, rest = [], text.strip()
    while len(rest) > wide:
        cut = _word_end(rest, wide)
        while cut < min(len(rest), wide + 2) and rest[cut] in _STOPS:
            cut += 1
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*lines, rest) if rest else tuple(lines)


def _word_end(text: str, wide: int) -> int:
    """Return where a line ends: not within a word or a number, unless that fills half of it."""
    cut = wide
    while cut > wide // 2 and _joined(text[cut - 1]) and _joined(text[cut]):
        cut -= 1
    return wide if _joined(text[cut - 1]) and _joined(text[cut]) else cut


def _joined(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,¥-")
