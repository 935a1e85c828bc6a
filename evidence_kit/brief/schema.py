"""A parsed case.toml → its tables as understood, or every fault with the place it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TypeAlias

from evidence_kit.brief import lines
from evidence_kit.brief.keys import Table, Understood
from evidence_kit.brief.tables import NOT_FILED, TABLES
from evidence_kit.brief.values import UnfitError

# No day later than this year is one on which anything was done.
_LATEST = 2050
# Tables of what was done on a day, and those among them in which both parties took part.
_WITH_MONEY = ("loan", "payment", "demand")
_DONE = (*_WITH_MONEY, "cost", "rollover", "proceeding", "guarantor_demand", "lpr")
# A table as it is written.
Written: TypeAlias = Mapping[str, object]


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


@dataclass(frozen=True, slots=True)
class Reading:
    """The tables that were understood, by name and in order, and the faults."""

    tables: Mapping[str, tuple[Understood, ...]]
    faults: tuple[Fault, ...]


def read(said: Written, source: str) -> Reading:
    """Return what a parsed case.toml says, and every fault at once, in the file's order."""
    places = lines.places(source)
    faults = [_strange(name, one, places) for name, one in said.items() if name not in TABLES]
    tables: dict[str, tuple[Understood, ...]] = {}
    for name, table in TABLES.items():
        written = said.get(name, [] if table.many else {})
        rows = written if table.many else [written]
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            faults.append(Fault(name, _line(places, name, 1), table.head(name)))
            continue
        found = [_Row(name, i, row, table, places) for i, row in enumerate(rows, start=1)]
        tables[name] = tuple(row.understood() for row in found)
        faults += [fault for row in found for fault in row.faults()]
    faults += _between(tables, places)
    return Reading(tables, tuple(sorted(faults, key=lambda fault: fault.line)))


def _strange(name: str, written: object, places: Mapping[lines.Place, int]) -> Fault:
    """Return the fault of what is no table: a name like it, or whose key it is (its head is #)."""
    near = get_close_matches(name, TABLES, n=1)
    form = TABLES[near[0]].head(near[0]) if near else ""
    if not isinstance(written, Mapping | list):
        form = _heads(name)
    return Fault(name, _line(places, name, 1), form)


def _heads(key: str) -> str:
    """Return the heads of the tables that take a key."""
    return " | ".join(table.head(name) for name, table in TABLES.items() if key in table.keys)


def _line(places: Mapping[lines.Place, int], table: str, number: int, key: str = "") -> int:
    """Return a key's line, else its table's, else that of the table written as a value."""
    tried = ((table, number, key), (table, number, ""), ("", 0, table))
    return next((places[place] for place in tried if place in places), 1)


def _between(
    tables: Mapping[str, Sequence[Understood]], places: Mapping[lines.Place, int]
) -> Iterator[Fault]:
    """Yield what tables say against each other."""
    case = next(iter(tables.get("case", ())), {})
    for party in ("plaintiff", "defendant"):
        name = next(iter(tables.get(party, ())), {}).get("name")
        if name and case.get(party) not in (None, name):
            line = _line(places, party, 1, "name")
            yield Fault(f"{party}.name", line, f'"{case[party]}"')
    yield from _one_person(tables, places)
    yield from _beyond_sense(tables, places)
    yield from _due_too_early(tables, places)
    yield from _again("exhibit", ("file", "group"), tables, places)
    yield from _again("answer", ("doubt",), tables, places)
    yield from _again("loan_terms", ("number",), tables, places)
    yield from _again("designated", ("payment",), tables, places)
    yield from _again("lpr", ("date",), tables, places)


def _beyond_sense(
    tables: Mapping[str, Sequence[Understood]], places: Mapping[lines.Place, int]
) -> Iterator[Fault]:
    """Yield what was done on a day that is still far off, and who was born after they lent."""
    done = [
        (name, number, day)
        for name in _DONE
        for number, row in enumerate(tables.get(name, ()), start=1)
        if isinstance(day := row.get("date"), date)
    ]
    for name, number, day in done:
        if day.year > _LATEST:
            line = _line(places, name, number, "date")
            yield Fault(f"{name}[{number}].date", line, "2025-03-02")
    first = min(
        (day for name, _, day in done if name in _WITH_MONEY), default=date(_LATEST, 12, 31)
    )
    for party in ("plaintiff", "defendant"):
        born = next(iter(tables.get(party, ())), {}).get("born")
        if isinstance(born, date) and born >= first:
            yield Fault(f"{party}.born", _line(places, party, 1, "born"), "1990-01-31")


def _due_too_early(
    tables: Mapping[str, Sequence[Understood]], places: Mapping[lines.Place, int]
) -> Iterator[Fault]:
    """Yield a day due before the one on which that was agreed."""
    terms = next(iter(tables.get("terms", ())), {})
    due, formed = terms.get("due"), terms.get("formed_on")
    if isinstance(due, date) and isinstance(formed, date) and due < formed:
        yield Fault("terms.due", _line(places, "terms", 1, "due"), f"≥ {formed.isoformat()}")


def before_lent(reading: Reading, source: str, lent: Mapping[int, date]) -> Iterator[Fault]:
    """Yield each day of a loan's terms and rollovers before its money came; `lent` by number."""
    places = lines.places(source)
    for name, key in (("loan_terms", "due"), ("loan_terms", "first_due"), ("rollover", "date")):
        for number, row in enumerate(reading.tables.get(name, ()), start=1):
            loan, day = row.get("number"), row.get(key)
            came = lent.get(loan) if isinstance(loan, int) else None
            if isinstance(day, date) and came and day < came:
                line = _line(places, name, number, key)
                yield Fault(f"{name}[{number}].{key}", line, f"≥ {came.isoformat()}")


def _one_person(
    tables: Mapping[str, Sequence[Understood]], places: Mapping[lines.Place, int]
) -> Iterator[Fault]:
    """Yield that both sides are one: nobody sues themselves."""
    case, plaintiff, defendant = (
        next(iter(tables.get(name, ())), {}) for name in ("case", "plaintiff", "defendant")
    )
    names = [case.get("plaintiff") or plaintiff.get("name")]
    names += [case.get("defendant") or defendant.get("name")]
    if names[0] and names[0] == names[1]:
        table, key = ("case", "defendant") if "defendant" in case else ("defendant", "name")
        yield Fault(f"{table}.{key}", _line(places, table, 1, key), f'"…" (≠ {names[0]})')
    for key in ("id_number", "wechat_id"):
        if plaintiff.get(key) and plaintiff.get(key) == defendant.get(key):
            line = _line(places, "defendant", 1, key)
            yield Fault(f"defendant.{key}", line, f'"…" (≠ plaintiff.{key})')


def _again(
    name: str,
    keys: Sequence[str],
    tables: Mapping[str, Sequence[Understood]],
    places: Mapping[lines.Place, int],
) -> Iterator[Fault]:
    """Yield each table that says of the same thing something else than one before it."""
    before: dict[tuple[object, ...], Understood] = {}
    for number, row in enumerate(tables.get(name, ()), start=1):
        about = tuple(row.get(key) for key in keys)
        if set(row) - set(keys) and before.setdefault(about, row) != row:
            key = keys[0]
            yield Fault(f"{name}[{number}].{key}", _line(places, name, number, key))


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    number: int
    written: Written
    table: Table
    places: Mapping[lines.Place, int]

    def understood(self) -> Understood:
        """Return each key's value; what is left empty says nothing."""
        bad = {name for name, _ in self._bad()}
        return {
            name: self.table.keys[name].reads(value)
            for name, value in self.written.items()
            if name in self.table.keys and name not in bad and not self._empty(name)
        }

    def faults(self) -> Iterator[Fault]:
        keys = self.table.keys
        lacking = [name for name, key in keys.items() if key.needed and name not in self.written]
        clashes = self.table.clashes(self.understood())
        bad = [*self._bad(), *((name, keys[name].form) for name in lacking), *clashes]
        place = f"{self.name}[{self.number}]" if self.table.many else self.name
        for name, form in bad:
            yield Fault(f"{place}.{name}", _line(self.places, self.name, self.number, name), form)

    def _empty(self, name: str) -> bool:
        value, key = self.written[name], self.table.keys[name]
        return isinstance(value, str) and not value.strip() and not key.needed

    def _bad(self) -> Iterator[tuple[str, str]]:
        """Yield each unknown key, and each that has another value than it takes."""
        for name, value in self.written.items():
            if name not in self.table.keys:
                yield name, next(iter(get_close_matches(name, self.table.keys, n=1)), _heads(name))
                continue
            try:
                if not self._empty(name):
                    self.table.keys[name].reads(value)
            except ValueError as error:
                yield name, _form(self.table.keys[name].form, error)


def _form(example: str, error: ValueError) -> str:
    """Return what may stand there; of a sign that nobody sees, that it may not."""
    sign = error.sign if isinstance(error, UnfitError) else ""
    if not sign:
        return example
    return example.replace(NOT_FILED, sign) if NOT_FILED in example else f"{example} (≠ {sign})"
