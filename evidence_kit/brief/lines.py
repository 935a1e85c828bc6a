"""On which line of case.toml each table and each key stands: the parser doesn't say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

# A table's name, its number among tables of that name (from 1), and a key ("" for its head).
Place: TypeAlias = tuple[str, int, str]

_HEAD = re.compile(r"\s*(\[\[?)([^\[\]]*)\]")
_KEY = re.compile(r"\s*([^=#]+?)\s*=")
# What may begin or end a value that goes on over several lines, and what hides such a sign.
_TOKEN = re.compile(r"\"\"\"|'''|\"(?:\\.|[^\"\\])*\"|'[^']*'|[\[\]{}]|#.*")
_LONG, _OPEN, _CLOSE = ('"""', "'''"), ("[", "{"), ("]", "}")


def places(source: str) -> Mapping[Place, int]:
    """Return the line of each table's head and of each key below it, from 1.

    A key above all tables is one of table "". What stands twice counts where it stands first.
    """
    found: dict[Place, int] = {}
    for place, line in _walk(source):
        found.setdefault(place, line)
    return found


def repeated(source: str) -> tuple[str, int] | None:
    """Return the first table or key that may stand once and stands again, and that line."""
    shapes: dict[str, str] = {}
    seen: set[Place] = set()
    heads = dict(_heads(source))
    for place, line in _walk(source):
        table, _, key = place
        if line not in heads:  # a key may be the empty text, as a head's is here
            if place in seen:
                return (key, line)
            seen.add(place)
            continue
        shape = heads[line]
        if table in shapes and (shape, shapes[table]) != ("[[", "[["):
            return (table, line)
        shapes[table] = shape
    return None


def _walk(source: str) -> Iterator[tuple[Place, int]]:
    counted: Counter[str] = Counter()
    table = ""
    for line, text in _beginnings(source):
        if head := _HEAD.match(text):
            table = _bare(head[2])
            counted[table] += 1
            yield (table, counted[table], ""), line
        elif key := _KEY.match(text):
            yield (table, counted[table], _bare(key[1])), line


def _heads(source: str) -> Iterator[tuple[int, str]]:
    for line, text in _beginnings(source):
        if head := _HEAD.match(text):
            yield line, head[1]


def _bare(name: str) -> str:
    return name.strip(" \t\"'")


def _beginnings(source: str) -> Iterator[tuple[int, str]]:
    """Yield each line on which something begins: none inside a text or a list of many lines."""
    text, depth = "", 0
    for number, line in enumerate(source.split("\n"), start=1):
        if not text and depth <= 0:
            yield number, line
        text, depth = _after(line, text, depth)


def _after(line: str, text: str, depth: int) -> tuple[str, int]:
    """Return the quotes of the text that goes on behind a line, and how many brackets are open."""
    at = 0
    while True:
        if text:
            end = line.find(text, at)
            if end < 0:
                return text, depth
            at, text = end + len(text), ""
        found = _TOKEN.search(line, at)
        if found is None:
            return text, depth
        at = found.end()
        text = found[0] if found[0] in _LONG else ""
        depth += (found[0] in _OPEN) - (found[0] in _CLOSE)
