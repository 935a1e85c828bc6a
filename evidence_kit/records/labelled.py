"""Values by their labels on a paper whose layout nobody promises: any order, one or two columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_kit.model import Digest, Sourced
from evidence_kit.records.leaves import Area, Leaf, Word, around, least, lines, place
from evidence_kit.screens import lexicon

# A label of so many signs is one even where its value follows at once (转账单号1000…).
_PLAIN = 4
# What stands further below than so many heights of its line is no value of it.
_NEAR = 2.5
# A wrapped line of a value begins under its first, give or take this many points, and close below.
_UNDER = 6.0
_CLOSE = 1.0
_COLONS = ":： "


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of labels, the longest first, each with the field that it is of."""

    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: Mapping[str, Sequence[str]]) -> Labels:
        """Return the labels of these fields."""
        every = [(word, field) for field, known in words.items() for word in known]
        return cls(tuple(sorted(every, key=lambda one: -len(one[0]))))

    def at(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the field of a label that begins there, and where it ends."""
        for word, field in self.fields:
            end = start + len(word)
            if text.startswith(word, start) and _ends(text, end, word):
                return field, end
        return None


def _ends(text: str, end: int, word: str) -> bool:
    after = text[end : end + 1]
    return not after or after in f"{_COLONS}(" or len(word) >= _PLAIN or after.isdigit()


@dataclass(frozen=True, slots=True)
class _Label:
    """A label where it stands, its line, and the words that are its value."""

    field: str
    area: Area
    line: int
    value: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands at each label of a paper; `words` are all of its words."""

    labels: tuple[_Label, ...]
    words: tuple[Word, ...]

    def value(self, field: str, source: Digest) -> Sourced[str] | None:
        """Return what stands at a label, without spaces; None for nothing, or for two things."""
        return _one((label for label in self.labels if label.field == field), source)

    def under(
        self, side: str, field: str, source: Digest, *, sides: Sequence[str]
    ) -> Sourced[str] | None:
        """Return what stands at a label that belongs to a heading, one of several `sides`."""
        heads = [label for label in self.labels if label.field in sides]
        mine = (label for label in self.labels if label.field == field)
        return _one((one for one in mine if self._head(one, heads) == side), source)

    def _head(self, label: _Label, heads: Sequence[_Label]) -> str | None:
        """Return the heading that a label stands under, beside, or in the middle of."""
        beside = [h for h in heads if h.line == label.line and h.area.x0 < label.area.x0]
        if beside:
            return max(beside, key=lambda head: head.area.x0).field
        above = [head for head in heads if head.line < label.line]
        abreast = [head for head in above if _twins(head, heads)]
        if abreast:
            return min(abreast, key=lambda head: _aside(head.area, label.area)).field
        if self._merged(label, heads):
            return min(heads, key=lambda head: abs(head.area.middle - label.area.middle)).field
        return max(above, key=lambda head: head.line).field if above else None

    def _merged(self, label: _Label, heads: Sequence[_Label]) -> bool:
        """Say whether the headings stand left of their rows, half-way down them."""
        left = all(head.area.x1 <= label.area.x0 for head in heads)
        shared = any(one.line == head.line for one in self.labels for head in heads if one != head)
        return bool(heads) and left and not shared


def _twins(head: _Label, heads: Sequence[_Label]) -> bool:
    return any(one.line == head.line and one.field != head.field for one in heads)


def _aside(one: Area, other: Area) -> float:
    return abs(one.x0 + one.x1 - other.x0 - other.x1)


def _one(found: Iterator[_Label], source: Digest) -> Sourced[str] | None:
    values = {_text(label.value): label.value for label in found if label.value}
    if len(values) != 1:
        return None
    ((value, words),) = values.items()
    quote = " ".join(word.text for word in words)
    return Sourced(value, quote, place(source, around(words)), least(words))


def _text(words: Sequence[Word]) -> str:
    return lexicon.squeezed("".join(word.text for word in words))


# ── a paper ────────────────────────────────────────────────────────────────────────────


def find(leaves: Sequence[Leaf], labels: Labels) -> Said:
    """Return what stands at the labels of some pages.

    A value stands right of its label or below it, and may wrap; it ends at the next label.
    """
    words = tuple(word for leaf in leaves for word in leaf.words)
    rows = [_parts(line, labels) for line in lines(words)]
    return Said(tuple(_labels(rows)), words)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a line: a label's words, or others."""

    field: str | None
    word: Word


def _parts(line: Sequence[Word], labels: Labels) -> list[_Part]:
    return [part for word in line for part in _split(word, labels)]


def _split(word: Word, labels: Labels) -> Iterator[_Part]:
    """Yield the labels in a word and what stands between them."""
    text = lexicon.narrow(word.text)
    at = start = 0
    while at < len(text):
        begins = at == 0 or text[at - 1] in _COLONS
        found = labels.at(text, at) if begins else None
        if found is None:
            at += 1
            continue
        yield from _plain(word, start, at)
        field, end = found
        yield _Part(field, _cut(word, at, end))
        at = start = end
    yield from _plain(word, start, len(text))


def _plain(word: Word, start: int, end: int) -> Iterator[_Part]:
    """Yield a piece that is no label, without the colon before it."""
    text = word.text
    while start < end and text[start] in _COLONS:
        start += 1
    if text[start:end].strip(_COLONS):
        yield _Part(None, _cut(word, start, end))


def _cut(word: Word, start: int, end: int) -> Word:
    """Return some signs of a word, at the place that their widths give them."""
    widths = [1 if sign.isascii() else 2 for sign in word.text]
    step = (word.area.x1 - word.area.x0) / max(sum(widths), 1)
    x0 = word.area.x0 + step * sum(widths[:start])
    x1 = word.area.x0 + step * sum(widths[:end])
    return Word(word.text[start:end], word.area._replace(x0=x0, x1=x1), word.sure)


def _labels(rows: Sequence[Sequence[_Part]]) -> Iterator[_Label]:
    for number, row in enumerate(rows):
        for at, part in enumerate(row):
            if part.field is None:
                continue
            rest = row[at + 1 :]
            end = next((i for i, one in enumerate(rest) if one.field is not None), len(rest))
            value = [one.word for one in rest[:end]]
            reach = rest[end].word.area.x0 if end < len(rest) else float("inf")
            if value:
                value += _wrapped(rows[number + 1 :], value[0].area, reach)
            else:
                value = _below(rows[number + 1 :], part.word.area, reach)
            yield _Label(part.field, part.word.area, number, tuple(value))


def _below(rows: Sequence[Sequence[_Part]], label: Area, reach: float) -> list[Word]:
    """Return the value below a label: up to the next column, and to the next label there."""
    for row in rows:
        here = [part for part in row if label.x0 - _UNDER <= part.word.area.x0 < reach]
        if not here:
            continue
        first = here[0].word.area
        near = first.y0 - label.y1 <= _NEAR * label.height
        if not near or any(part.field is not None for part in here):
            return []
        words = [part.word for part in here]
        return words + _wrapped(rows[rows.index(row) + 1 :], first, reach)
    return []


def _wrapped(rows: Sequence[Sequence[_Part]], first: Area, reach: float) -> list[Word]:
    """Return the further lines of a value: each begins under its first one, close below."""
    found: list[Word] = []
    above = first
    for row in rows:
        here = [part for part in row if first.x0 - _UNDER <= part.word.area.x0 < reach]
        begins = here and abs(here[0].word.area.x0 - first.x0) <= _UNDER
        if not begins or any(part.field is not None for part in here):
            break
        if any(part.field is not None for part in row if part.word.area.x0 < first.x0):
            break
        if here[0].word.area.y0 - above.y1 > _CLOSE * above.height:
            break
        found += [part.word for part in here]
        above = here[0].word.area
    return found
