"""Running text over several words and lines, from which a value goes back to its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_kit.model import Digest, Sourced
from evidence_kit.patterns import Pattern
from evidence_kit.records.leaves import Word, around, least, place
from evidence_kit.screens import lexicon


@dataclass(frozen=True, slots=True)
class Script:
    """Words one after another without spaces; `words` has the word of each sign."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, lines: Sequence[Sequence[Word]]) -> Script:
        """Return the lines joined, as wrapped text is read."""
        told = [(sign, word) for line in lines for word in line for sign in _signs(word)]
        return cls("".join(sign for sign, _ in told), tuple(word for _, word in told))

    def search(self, pattern: Pattern) -> re.Match[str] | None:
        """Return the first place where a pattern fits."""
        return pattern.search(self.text)

    def group(self, found: re.Match[str], name: str, source: Digest) -> Sourced[str]:
        """Return a group of a match with the words that it stands in."""
        return self.span(*found.span(name), source)

    def span(self, start: int, end: int, source: Digest) -> Sourced[str]:
        """Return some signs as a value, with the words that they stand in."""
        words = tuple(dict.fromkeys(self.words[start:end]))
        value = self.text[start:end]
        return Sourced(value, value, place(source, around(words)), least(words))


def _signs(word: Word) -> str:
    return lexicon.narrow("".join(word.text.split()))
