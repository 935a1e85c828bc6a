"""Wrapped lines of one bubble back to what was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from evidence_kit.model import EMOJI, Line
from evidence_kit.screens.layout import same_row

# A line that leaves room for this many characters was ended by its writer.
ROOM = 2.5


def said(lines: Sequence[Line], widest: int = 0) -> str:
    """Return the lines joined: wrapped ones without a break, typed breaks as newlines.

    `widest` is the width of the page's widest wrapped line, in pixels: a line much shorter than
    that did not wrap. Chinese joins without a space, and so do digits (a number may wrap);
    Latin words get one.
    """
    text = ""
    for index, line in enumerate(lines):
        if index and same_row(lines[index - 1].box, line.box):
            text += _beside(lines[index - 1], line)
        elif index:
            text += _between(lines[index - 1], line, _edge(lines, widest))
        text += line.text.strip()
    return text


def _edge(lines: Sequence[Line], widest: int) -> int:
    """Return where a line must wrap."""
    return max(min(li.box.x0 for li in lines) + widest, *(li.box.x1 for li in lines))


def _beside(left: Line, right: Line) -> str:
    """Return what parts two pieces of one row that an engine took apart."""
    last, first = left.text.strip()[-1:], right.text.strip()[:1]
    return " " if _latin(last) or _latin(first) else ""


def _between(above: Line, below: Line, edge: int) -> str:
    if edge - above.box.x1 > _need(below):
        return "\n"
    last, first = above.text.strip()[-1:], below.text.strip()[:1]
    if last.isdigit() and first.isdigit():
        return ""
    return " " if _latin(last) and _latin(first) else ""


def sign_width(line: Line) -> float:
    """Return how wide a Chinese sign is on a line, in pixels."""
    return line.box.width / max(1.0, signs(line.text))


def signs(text: str) -> float:
    """Return how wide a text is, in Chinese signs; a small picture is as wide as one."""
    return sum(_share(char) for char in text.strip().replace(EMOJI, "表"))


def _need(line: Line) -> float:
    """Return how wide a line's first word is, with room for a mark that can't begin a line."""
    text, size = line.text.strip(), sign_width(line)
    word = next((i for i, char in enumerate(text) if not _latin(char)), len(text))
    return size * max(ROOM, 0.55 * word + 1)


def _share(char: str) -> float:
    """Return the width of a character, in Chinese ones."""
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.55


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
