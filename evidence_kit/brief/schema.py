"""What case.toml may say: its tables, their keys, what each takes, and where a fault stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from evidence_kit.model import Channel, Money

# A table as it is written, and as it is understood.
Written: TypeAlias = Mapping[str, object]
Understood: TypeAlias = dict[str, object]


class _UnfitError(ValueError):
    """The key takes something else."""


@dataclass(frozen=True, slots=True)
class Key:
    """What one key takes: `reads` raises ValueError for anything else; `form` is an example."""

    reads: Callable[[object], object]
    form: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in case.toml that can't be understood, and an example of what may stand there.

    `key` is a dotted path; of several tables of a name it counts them: loan[2].amount.
    """

    key: str
    line: int
    form: str = ""

    def __str__(self) -> str:
        """Return `key:line`, which reads alike in every language."""
        return f"{self.key}:{self.line}" + (f" (→ {self.form})" if self.form else "")


def text(value: object) -> str | None:
    """Return the words, None where there are none."""
    if not isinstance(value, str):
        raise _UnfitError
    return value.strip() or None


def words(value: object) -> str:
    """Return words, of which there must be some."""
    said = text(value)
    if said is None:
        raise _UnfitError
    return said


def names(value: object) -> tuple[str, ...]:
    """Return a list of names."""
    if not isinstance(value, list):
        raise _UnfitError
    return tuple(map(words, value))


def day(value: object) -> date:
    """Return a date written without quotes."""
    if type(value) is not date:
        raise _UnfitError
    return value


def amount(value: object) -> Money:
    """Return yuan written as text or as a whole number; a fraction would be rounded unseen."""
    said = str(value) if type(value) is int else value
    if not isinstance(said, str):
        raise _UnfitError
    return Money.of_yuan(said.strip())


def channel(value: object) -> Channel:
    """Return the way that money went."""
    if not isinstance(value, str):
        raise _UnfitError
    return Channel(value)


def page(value: object) -> int:
    """Return a page's number, from 1."""
    if type(value) is not int or value < 1:
        raise _UnfitError
    return value


def yes(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise _UnfitError
    return value


_STATED = {
    "date": Key(day, "2025-03-02", needed=True),
    "amount": Key(amount, '"5000.00"', needed=True),
    "channel": Key(channel, f'"{Channel.CASH}"', needed=True),
    "shown_in": Key(text, '"…"'),
    "page": Key(page, "1"),
    "note": Key(text, '"…"'),
    "separate": Key(yes, "true"),
}
# Tables that stand once, and those that may stand many times.
ONCE: Mapping[str, Mapping[str, Key]] = {
    "case": {
        **{
            name: Key(text, '"…"') for name in ("plaintiff", "defendant", "phone", "wechat_version")
        },
        "filed_on": Key(day, "2026-03-01"),
    },
    "order": {"files": Key(names, '["1.png", "2.png"]')},
}
MANY: Mapping[str, Mapping[str, Key]] = {
    "loan": _STATED,
    "payment": _STATED,
    "answer": {"doubt": Key(words, '"8dad25a8d0"', needed=True), "value": Key(text, '"…"')},
    "exclude": {
        "file": Key(words, '"…"', needed=True),
        "reason": Key(words, '"…"', needed=True),
    },
}
TABLES = {**ONCE, **MANY}


@dataclass(frozen=True, slots=True)
class Reading:
    """The tables that were understood, by name (`loan` and `payment` in order), and the faults."""

    tables: Mapping[str, tuple[Understood, ...]]
    faults: tuple[Fault, ...]


def read(said: Written, source: str) -> Reading:
    """Return what a parsed case.toml says, and every fault at once, in the file's order."""
    lines = _lines(source)

    def misplaced(name: str, form: str = "") -> Fault:
        return Fault(name, lines.get((name, 1, ""), lines.get(("", 0, name), 1)), form)

    faults = [misplaced(name) for name in said if name not in TABLES]
    tables: dict[str, tuple[Understood, ...]] = {}
    for name, keys in TABLES.items():
        many = name in MANY
        written = said.get(name, [] if many else {})
        rows = written if many else [written]
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            faults.append(misplaced(name, f"[[{name}]]" if many else f"[{name}]"))
            continue
        read_rows = [_Table(name, i, row, keys, lines) for i, row in enumerate(rows, start=1)]
        tables[name] = tuple(row.understood() for row in read_rows)
        faults += [fault for row in read_rows for fault in row.faults()]
    return Reading(tables, tuple(sorted(faults, key=lambda fault: fault.line)))


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    number: int
    written: Written
    keys: Mapping[str, Key]
    lines: Mapping[tuple[str, int, str], int]

    def understood(self) -> Understood:
        bad = {name for name, _ in self._bad()}
        return {
            name: self.keys[name].reads(value)
            for name, value in self.written.items()
            if name in self.keys and name not in bad
        }

    def faults(self) -> Iterator[Fault]:
        lacking = [k for k, key in self.keys.items() if key.needed and k not in self.written]
        bad = [*self._bad(), *((name, self.keys[name].form) for name in lacking)]
        place = f"{self.name}[{self.number}]" if self.name in MANY else self.name
        for name, form in bad:
            head = self.lines.get((self.name, self.number, ""), 1)
            line = self.lines.get((self.name, self.number, name), head)
            yield Fault(f"{place}.{name}", line, form)

    def _bad(self) -> Iterator[tuple[str, str]]:
        """Yield each unknown key, and each that has another value than it takes."""
        for name, value in self.written.items():
            if name not in self.keys:
                yield name, ""
                continue
            try:
                self.keys[name].reads(value)
            except ValueError:
                yield name, self.keys[name].form


def _lines(source: str) -> Mapping[tuple[str, int, str], int]:
    """Return the line of each table's head (key "") and of each key below it.

    The parser gives no line for a value that parsed.
    """
    found: dict[tuple[str, int, str], int] = {}
    counted: Counter[str] = Counter()
    table = ""
    for at, line in enumerate(source.splitlines(), start=1):
        words = line.split("#")[0].split("=")[0].strip()
        key = words.strip("\"'")
        if words.startswith("["):
            table, key = words.strip("[] \"'"), ""
            counted[table] += 1
        found.setdefault((table, counted[table], key), at)
    return found
