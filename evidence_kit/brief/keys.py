"""What a table of case.toml is made of: its keys, and what each of them takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

from evidence_kit.brief import values

E = TypeVar("E", bound=StrEnum)

# A table as it was understood.
Understood: TypeAlias = dict[str, object]
# A key of a table that another key contradicts, and what may stand there.
Clash: TypeAlias = tuple[str, str]

DAY = "2025-03-02"
_WORDS = '"…"'


@dataclass(frozen=True, slots=True)
class Key:
    """What one key takes: `reads` raises ValueError for anything else; `form` is an example."""

    reads: Callable[[object], object]
    form: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of a table; `clashes` yields what its keys say against each other."""

    keys: Mapping[str, Key]
    clashes: Callable[[Understood], Iterator[Clash]] = lambda _: iter(())
    many: bool = False

    def head(self, name: str) -> str:
        """Return how its head is written."""
        return f"[[{name}]]" if self.many else f"[{name}]"


def text(*, needed: bool = False) -> Key:
    """Return a key that takes words."""
    return Key(values.words, _WORDS, needed)


def choice(kind: type[StrEnum], *, needed: bool = False) -> Key:
    """Return a key that takes one of a closed set of words."""
    return Key(values.one_of(kind), _listed(one.value for one in kind), needed)


def named(said: Mapping[str, E], *, needed: bool = False) -> Key:
    """Return a key that takes a kind by the word that people use, or by its own value."""
    return Key(values.named(said), _listed(said), needed)


def day(*, needed: bool = False) -> Key:
    """Return a key that takes a date."""
    return Key(values.day, DAY, needed)


def amount(*, needed: bool = False) -> Key:
    """Return a key that takes yuan."""
    return Key(values.amount, '"5000.00"', needed)


def rate(*, needed: bool = False) -> Key:
    """Return a key that takes an interest rate with its period."""
    return Key(values.rate, '"月息1%" | "年利率12%" | "无息"', needed)


def whole(*, needed: bool = False) -> Key:
    """Return a key that takes a number from 1 on."""
    return Key(values.whole, "1", needed)


def yes() -> Key:
    """Return a key that takes true or false."""
    return Key(values.yes, "true")


def _listed(words: Iterable[str]) -> str:
    return " | ".join(f'"{one}"' for one in words)
