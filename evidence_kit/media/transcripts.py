"""A text that somebody wrote of a recording's words → its lines: when, who, what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evidence_kit.model import Spoken
from evidence_kit.patterns import Pattern

MOST_BYTES = 1 << 20  # an hour of talk has some 50 kB
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "gb18030"))
_AT = Pattern(
    r"[\[［(（【]?\s*((?:\d{1,2}[:：])?\d{1,3}[:：][0-5]\d)(?:[.,]\d+)?\s*[\]］)）】]?\s*"
)
_SPEAKER = Pattern(
    r"([^\d：:，,。！？!?\s()（）\[\]［］【】][^：:，,。！？!?\s]{0,9})\s*[：:](?!//)\s*"
)
# Marks of work that is not done: they stand in nothing that goes to a court.
_OPEN = Pattern(r"待\s*核|待\s*补|存\s*疑")
# What no paper shows, or what turns the direction of writing.
_UNSEEN = Pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read(path: Path, seconds: int | None = None) -> tuple[Spoken, ...] | str:
    """Return the lines of a text file, or the kind of reason why they can't be printed.

    `seconds` is how long its recording runs. Nothing of a line is lost: what is no time in the
    recording and no speaker is what was said. OSError passes.
    """
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    text = _decoded(content)
    if text is None or len(content) > MOST_BYTES:
        return "transcript_unreadable"
    if _OPEN.search(text):
        return "transcript_open"
    plain = (_UNSEEN.sub("", line.replace("\t", " ")).strip() for line in text.splitlines())
    lines = [line for line in plain if line]
    timed = _are_times(lines, seconds)
    return tuple(_spoken(line, timed=timed) for line in lines) or "transcript_unreadable"


def _are_times(lines: Sequence[str], seconds: int | None) -> bool:
    """Say whether what lines begin with is where in the recording: else it is what was said.

    Most lines have one, one after another, none behind the end: 12:30 之前还你 is no such.
    """
    found = [_second(at[1]) for line in lines if (at := _AT.match(line))]
    within = seconds is None or max(found, default=0) <= seconds
    return len(found) * 2 > len(lines) and found == sorted(found) and within


def _second(at: str) -> int:
    parts = [int(part) for part in at.replace("：", ":").split(":")]
    return sum(part * 60**power for power, part in enumerate(reversed(parts)))


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _spoken(line: str, *, timed: bool) -> Spoken:
    at = _AT.match(line) if timed else None
    rest = line[at.end() :] if at else line
    speaker = _SPEAKER.match(rest)
    words = rest[speaker.end() :] if speaker else rest
    if not words:  # a time or a name by itself is what the line says
        return Spoken("", "", line)
    when = at[1].replace("：", ":") if at else ""
    return Spoken(when, speaker[1] if speaker else "", words)
