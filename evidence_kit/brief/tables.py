"""The tables of case.toml, their keys, and what each takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from evidence_kit.brief import values
from evidence_kit.model import Channel, Group, Guarantee, Means, Relation, Sex

# A table as it was understood.
Understood: TypeAlias = dict[str, object]
# A key of a table that another key contradicts, and what may stand there.
Clash: TypeAlias = tuple[str, str]

_WORDS = '"…"'
_COURT_WORDS = '"…" (≠ 待核)'
_DAY = "2025-03-02"


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


def _text(*, needed: bool = False) -> Key:
    return Key(values.words, _WORDS, needed)


def _choice(kind: type[StrEnum], *, needed: bool = False) -> Key:
    return Key(values.one_of(kind), " | ".join(f'"{one.value}"' for one in kind), needed)


def _of_person(row: Understood) -> Iterator[Clash]:
    """Yield what an identity card's number says otherwise."""
    number = row.get("id_number")
    if not isinstance(number, str):
        return
    born, male = values.born(number), values.is_male(number)
    if row.get("born", born) != born:
        yield "born", born.isoformat()
    sex = Sex.MALE if male else Sex.FEMALE
    if row.get("sex", sex) != sex:
        yield "sex", f'"{sex}"'


def _of_page(row: Understood) -> Iterator[Clash]:
    """Yield a later page of no file; the first one is what the template begins with."""
    if row.get("page", 1) != 1 and "shown_in" not in row:
        yield "shown_in", '"收条.pdf"'


def _of_debtor(row: Understood) -> Iterator[Clash]:
    yield from _of_person(row)
    yield from _of_page(row)


def _of_order(row: Understood) -> Iterator[Clash]:
    """Yield that a file stands twice, so that nobody knows which place is meant."""
    files = row.get("files", ())
    if isinstance(files, tuple) and len(set(files)) < len(files):
        yield "files", '["1.png", "2.png"]'


def _of_exhibit(row: Understood) -> Iterator[Clash]:
    """Yield that a group alone says nothing."""
    if "group" in row and "proves" not in row:
        yield "proves", f"[{_COURT_WORDS}]"


_IDENTITY = {
    "sex": _choice(Sex),
    "born": Key(values.day, "1990-01-31"),
    "nation": Key(values.words, '"汉族"'),
    "id_number": Key(values.id_number, '"11010519491231002X" (GB 11643)'),
    "address": _text(),
    "phone": _text(),
    "wechat_id": _text(),
}
_SHOWN = {"shown_in": _text(), "page": Key(values.whole, "1"), "note": _text()}
_STATED = {
    "date": Key(values.day, _DAY, needed=True),
    "amount": Key(values.amount, '"5000.00"', needed=True),
    "channel": _choice(Channel, needed=True),
    **_SHOWN,
    "separate": Key(values.yes, "true"),
}
TABLES: Mapping[str, Table] = {
    "case": Table(
        {
            **{name: _text() for name in ("plaintiff", "defendant", "phone", "wechat_version")},
            "filed_on": Key(values.day, "2026-03-01"),
        }
    ),
    "plaintiff": Table({"name": _text(), **_IDENTITY}, _of_person),
    "defendant": Table(
        {"name": _text(), **_IDENTITY, "known_as": Key(values.several, '["…"]')}, _of_person
    ),
    "court": Table({"name": _text()}),
    "terms": Table(
        {
            "due": Key(values.day, _DAY),
            "rate": Key(values.rate, '"月息1%" | "年利率12%" | "无息"'),
            "purpose": _text(),
            "formed_on": Key(values.day, _DAY),
        }
    ),
    "order": Table({"files": Key(values.several, '["1.png", "2.png"]')}, _of_order),
    "loan": Table(_STATED, _of_page, many=True),
    "payment": Table(_STATED, _of_page, many=True),
    "demand": Table(
        {
            "date": Key(values.day, _DAY, needed=True),
            "how": _choice(Means, needed=True),
            "arrived": Key(values.yes, "true"),
            **_SHOWN,
        },
        _of_page,
        many=True,
    ),
    "guarantor": Table(
        {
            "name": _text(needed=True),
            "kind": _choice(Guarantee, needed=True),
            **_IDENTITY,
            **_SHOWN,
        },
        _of_debtor,
        many=True,
    ),
    "co_borrower": Table(
        {
            "name": _text(needed=True),
            "relation": _choice(Relation, needed=True),
            **_IDENTITY,
            **_SHOWN,
        },
        _of_debtor,
        many=True,
    ),
    "exhibit": Table(
        {
            "file": _text(needed=True),
            "title": Key(values.court_words, _COURT_WORDS),
            "position": Key(values.whole, "1"),
            "group": _choice(Group),
            "proves": Key(values.court_sentences, f"[{_COURT_WORDS}]"),
        },
        _of_exhibit,
        many=True,
    ),
    "exclude": Table({"file": _text(needed=True), "reason": _text(needed=True)}, many=True),
    "records": Table({"passwords": Key(values.several, '["123456"]')}),
    "answer": Table(
        {"doubt": Key(values.words, '"8dad25a8d0"', needed=True), "value": _text()}, many=True
    ),
}
