"""A regular expression that is compiled when it is first asked, so that no start waits for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Pattern:
    """An expression of `re` and its flags: it answers what `re.compile(pattern, flags)` would.

    The rooms know several hundred, a run asks some, and compiling costs a millisecond each. A
    false one raises `re.error` when it is first asked. No slots: the compiled one is kept here.
    """

    pattern: str
    flags: int = 0

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled once."""
        return re.compile(self.pattern, self.flags)

    @property
    def names(self) -> frozenset[str]:
        """The names of its groups."""
        return frozenset(self.compiled.groupindex)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first place from `start` on where it stands."""
        return self.compiled.search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return where it stands at `start`."""
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match if it is the whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every place where it stands, none over another."""
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """Return what it finds, as strings: it holds one group, or none."""
        return self.compiled.findall(text)

    def split(self, text: str, most: int = 0) -> list[str]:
        """Return the text between its places, and what its groups hold there; `most` 0 is all."""
        return self.compiled.split(text, most)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return the text with another in its places; `count` 0 is all of them."""
        return self.compiled.sub(new, text, count)
