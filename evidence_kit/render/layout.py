"""Lines of Chinese text: where they may break, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

Measure = Callable[[str], float]

# 避头尾: what may not end a line, and what may not begin one (GB/T 15834-2011, 5.1).
OPENERS = "（「『【《〈〔［｛“‘"
CLOSERS = "，。；：！？、）」』】》〉〕］｝”’…—～％‰℃·" + ")]},.;:!?%\u200d\ufe0e\ufe0f"
UNITS = "元年月日号时点分秒页张份次条个万亿"
LEADS = "第共"
WORD = "\\x21-\\x7e\\u00a1-\\u00b6\\u00b8-\\u04ff\\u2013"
_CLUSTER = re.compile(
    rf"[{re.escape(OPENERS)}]*"
    rf"(?:[{LEADS}]?[{WORD}]*\d[{WORD}]*(?:、\d[{WORD}]*)?[{UNITS}]?|[{WORD}]+|\S|$)"
    rf"[{re.escape(CLOSERS)}]*|\s+"
)
_HALF = re.compile(r".*?\u2013|.+", re.DOTALL)
_ATOM = re.compile(rf"[{re.escape(OPENERS)}]*.[{re.escape(CLOSERS)}]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text; `to` is the exhibit page that it leads to, if any."""

    text: str
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One laid-out line: its spans, its width in points, and whether the text goes on below."""

    spans: tuple[Span, ...]
    width: float
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The line's characters."""
        return "".join(span.text for span in self.spans)


def clusters(text: str) -> list[str]:
    """Cut text into pieces that a line must not break; joined they are the text again."""
    return [found.group() for found in _CLUSTER.finditer(text) if found.group()]


def break_lines(spans: Sequence[Span], *, width: float, measure: Measure) -> list[Line]:
    """Lay spans out in lines no wider than `width` points; a line feed always breaks.

    Nothing is dropped but the white space at a break. A word wider than the line is cut
    between characters.
    """
    text = "".join(span.text for span in spans)
    targets = [span.to for span in spans for _ in span.text]
    lines: list[Line] = []
    for start, end in _paragraphs(text):
        found = list(_ranges(text, start, end, width=width, measure=measure))
        for index, (first, last) in enumerate(found):
            cut = _spans(text, targets, first, last)
            goes_on = index < len(found) - 1
            lines.append(Line(cut, measure(text[first:last]), goes_on))
    return lines


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for piece in text.split("\n"):
        yield start, start + len(piece)
        start += len(piece) + 1


def _ranges(
    text: str, start: int, end: int, *, width: float, measure: Measure
) -> Iterator[tuple[int, int]]:
    first = at = start
    used = 0.0
    for piece in _pieces(text[start:end], width=width, measure=measure):
        wide = measure(piece)
        if used + wide > width and at > first and not piece.isspace():
            yield first, _trimmed(text, first, at)
            first, used = at, 0.0
        at += len(piece)
        if first == at - len(piece) > start and piece.isspace():
            first = at
            continue
        used += wide
    yield first, _trimmed(text, first, at)


def _pieces(text: str, *, width: float, measure: Measure) -> Iterator[str]:
    """Yield what a line holds; what is wider is cut behind the dash of a range, or anywhere.

    A number or a name that must be cut begins on a line of its own, so that it has fewest cuts.
    """
    for cluster in clusters(text):
        halves = [cluster] if measure(cluster) <= width else _HALF.findall(cluster)
        for half in halves:
            if measure(half) <= width:
                yield half
                continue
            atoms = _ATOM.findall(half)
            fit = max(map(measure, atoms)) <= width
            yield from _filled(atoms if fit else half, width=width, measure=measure)


def _filled(atoms: Sequence[str], *, width: float, measure: Measure) -> Iterator[str]:
    """Yield pieces as wide as the line allows."""
    piece, used = "", 0.0
    for atom in atoms:
        wide = measure(atom)
        if piece and used + wide > width:
            yield piece
            piece, used = "", 0.0
        piece, used = piece + atom, used + wide
    yield piece


def _trimmed(text: str, first: int, last: int) -> int:
    return first + len(text[first:last].rstrip())


def _spans(text: str, targets: list[int | None], first: int, last: int) -> tuple[Span, ...]:
    runs = groupby(range(first, last), key=lambda index: targets[index])
    return tuple(Span("".join(text[i] for i in indices), to) for to, indices in runs)
