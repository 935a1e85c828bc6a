"""Rows that a platform booked: each payment with the other party once over all its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evidence_kit.facts import names, owners, vouched
from evidence_kit.facts.doubts import whole_page
from evidence_kit.facts.pages import Entry, Shown, part_back
from evidence_kit.model import (
    App,
    Brief,
    Digest,
    Doubt,
    DoubtKind,
    Part,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    Screen,
    Slip,
    Source,
    State,
    Where,
)
from evidence_kit.screens.vote.agreement import serial_date_doubts
from evidence_kit.transcript.overlap import squeezed

# What money comes back under: the row of the transfer it undoes says how it ended.
_CAME_BACK = (State.RETURNED, State.REFUNDED, State.EXPIRED)
_TO = "发给"
_KINDS = (RowKind.TRANSFER, RowKind.RED_PACKET, RowKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Booked:
    """One row of one file."""

    source: Source
    records: Records
    row: RecordRow

    @property
    def key(self) -> tuple[object, ...]:
        """What two appearances of one row have in common, in files that overlap."""
        slip = self.row.slip
        serial = slip.serial.value if slip.serial else None
        amount = slip.amount.value if slip.amount else None
        told = (slip.direction, amount, self.row.kind is RowKind.REFUND)
        if serial is not None:
            return (self.records.app, serial, *told)
        who = squeezed(slip.counterparty.value) if slip.counterparty else ""
        return (self.records.app, slip.time.value if slip.time else None, who, *told)

    @property
    def instant(self) -> tuple[object, ...] | None:
        """What it moved in which second, None where it doesn't say the second."""
        return _instant(self.records.app, self.row.slip)


@dataclass(frozen=True, slots=True)
class Booked:
    """The entries of all files, and what is not sure about the files themselves."""

    entries: tuple[tuple[Source, Entry], ...]
    doubts: tuple[Doubt, ...]


def find(
    shown: Sequence[tuple[Source, Screen]],
    whose: Collection[str],
    pages: Sequence[tuple[Source, Shown]],
    brief: Brief,
    real: Collection[str] = (),
) -> Booked:
    """Return the rows about somebody of these names, or about a payment that a page shows.

    Such a row bears the page's order number, or moved the same sum in the same second. Where
    that page names one of `whose` and the row somebody else, the name was changed: the rows of
    that name are among those returned as well.

    A 电子凭证 is about one payment that a person asked for, so it is always among them. Rows of
    others are no payments of this case. What a file of another account than the phone's says is
    not counted: its ways are the other's, and a doubt says so. What another app's file says of
    a name is in doubt, but for the `real` names: a nickname in WeChat names nobody elsewhere.
    """
    own, strange = owners.own(shown, brief), owners.strange(shown, brief)
    files = [(source, screen) for source, screen in shown if isinstance(screen, Records)]
    kept = [(source, one) for source, one in files if owners.key(one) not in strange]
    seen = [
        (_Booked(source, records, row), vouched.seen_from(own, whose, records, row))
        for source, records in kept
        for row in records.rows
    ]
    rows = [replace(one, row=_bare(row)) for one, row in seen if row is not None]
    every = [group for group in _once(rows) if group[0].row.kind in _KINDS]
    inked = _Inked.of(pages, whose)
    renamed = {name for group in every for one in group for name in inked.renames(one)}
    known = {*whose, *renamed}
    mine = [found for group in every if (found := _wanted(group, known, inked))]
    numbers = frozenset[str]().union(*(_numbers(one.row) for group in mine for one in group))
    back = [one for one in rows if _is_back(one, known, numbers)]
    refunded, loose = _undone(mine, back)
    doubts = [_not_own(*file) for file in files if owners.key(file[1]) in strange]
    doubts += [_foreign(one) for one, row in seen if row is None]
    doubts += [_differs(one) for one in loose]
    doubts += [_unread(one) for one in rows if one.row.slip.amount is None and _named(one, known)]
    parts = frozenset[str]().union(*(_numbers(one.row) for one in loose))
    return Booked(
        tuple(_entry(group, refunded, _Open(parts, real)) for group in mine), tuple(doubts)
    )


# ── which rows are wanted, each once ───────────────────────────────────────────────────


def _once(rows: Iterable[_Booked]) -> list[list[_Booked]]:
    """Return the appearances of each row: the nth of its kind in one file is that in another."""
    found: dict[tuple[object, ...], list[_Booked]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for one in rows:
        inside = (*_file(one), one.key)
        seen[inside] += 1
        found.setdefault((one.key, seen[inside]), []).append(one)
    return _with_unnumbered(found.values())


def _with_unnumbered(groups: Iterable[list[_Booked]]) -> list[list[_Booked]]:
    """Put rows whose number a spreadsheet spoilt with those of another file that they are."""
    numbered: list[list[_Booked]] = []
    bare: list[list[_Booked]] = []
    alone: list[list[_Booked]] = []
    for group in groups:
        (numbered if group[0].row.slip.serial else bare).append(group)
    for group in bare:
        files = {_file(one) for one in group}
        fitting = [
            g for g in numbered if _is_one(g[0], group[0]) and files.isdisjoint(map(_file, g))
        ]
        if fitting:
            fitting[0].extend(group)
        else:
            alone.append(group)
    return [*numbered, *alone]


def _bare(row: RecordRow) -> RecordRow:
    """Return a red packet's row with the name alone: a bill says 发给老周 of whom it went to."""
    who = row.slip.counterparty
    if row.kind is not RowKind.RED_PACKET or who is None or not who.value.startswith(_TO):
        return row
    bare = replace(who, value=who.value.removeprefix(_TO).strip())
    return replace(row, slip=replace(row.slip, counterparty=bare))


def _file(one: _Booked) -> tuple[Digest, str]:
    return one.source.sha256, one.records.member


def _is_one(one: _Booked, other: _Booked) -> bool:
    """Say whether rows of two files moved one sum in one second with one person."""
    who = (
        slip.counterparty and squeezed(slip.counterparty.value)
        for slip in (one.row.slip, other.row.slip)
    )
    same = one.instant is not None and one.instant == other.instant
    return same and one.row.kind is other.row.kind and len(set(who)) == 1


@dataclass(frozen=True, slots=True)
class _Inked:
    """The payments that pages show: their numbers, what moved when; `theirs` with the party."""

    every: frozenset[object]
    theirs: frozenset[object]
    whose: Collection[str]

    @classmethod
    def of(cls, pages: Iterable[tuple[Source, Shown]], whose: Collection[str]) -> _Inked:
        told = [(_marks(page), _known_by(page.slip, whose)) for _, page in pages]
        every = frozenset[object]().union(*(marks for marks, _ in told))
        theirs = frozenset[object]().union(*(marks for marks, known in told if known))
        return cls(every, theirs, whose)

    def shows(self, one: _Booked) -> bool:
        """Say whether a page shows a row's payment."""
        return not self.every.isdisjoint({*_numbers(one.row), one.instant} - {None})

    def renames(self, one: _Booked) -> Iterator[str]:
        """Yield the name that a row gives somebody whom the page of its number calls otherwise."""
        name = one.row.slip.counterparty
        if name and not _named(one, self.whose) and not self.theirs.isdisjoint(_numbers(one.row)):
            yield names.bare(name.value)


def _marks(page: Shown) -> frozenset[object]:
    """Return what tells a page's payment: its number, and its sum in its second."""
    serial = page.slip.serial
    told = {squeezed(serial.value) if serial else None, _instant(page.app, page.slip)}
    return frozenset(told - {None})


def _known_by(slip: Slip, whose: Collection[str]) -> bool:
    return slip.counterparty is not None and names.bare(slip.counterparty.value) in whose


def _instant(app: App, slip: Slip) -> tuple[object, ...] | None:
    at = slip.time.value if slip.time else None
    if at is None or at.year is None or at.second is None or at.whole_day or slip.amount is None:
        return None
    day = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    return (app, slip.amount.value, slip.direction, day)


def _wanted(
    group: Sequence[_Booked], whose: Collection[str], inked: _Inked
) -> list[_Booked] | None:
    """Return a row's appearances, first those that say why it is wanted; None where none does."""
    readable = [one for one in group if one.row.slip.amount is not None]
    named = [one for one in readable if _named(one, whose)]
    voucher = any(one.records.kind is RecordKind.VOUCHER for one in readable)
    if not (named or voucher or any(map(inked.shows, readable))):
        return None
    return sorted(readable, key=lambda one: one not in named)


def _named(one: _Booked, whose: Collection[str]) -> bool:
    return _known_by(one.row.slip, whose)


# ── what came back ─────────────────────────────────────────────────────────────────────


def _is_back(one: _Booked, whose: Collection[str], numbers: frozenset[str]) -> bool:
    """Say whether a row is of money of these payments that came back: some name nobody."""
    mine = _named(one, whose) or bool(_numbers(one.row) & numbers)
    return one.row.kind is RowKind.REFUND and mine


def _undone(
    mine: Sequence[Sequence[_Booked]], back: Sequence[_Booked]
) -> tuple[dict[int, _Booked], list[_Booked]]:
    """Return which refund undoes which payment, and the refunds that undo none.

    A refund's row bears one of the payment's two numbers; else it fits the one payment of its
    sum that says itself that it came back. A part that came back undoes nothing by itself, and
    is told already where the payment's own state names it.
    """
    found: dict[int, _Booked] = {}
    loose: list[_Booked] = []
    for one in (group[0] for group in _once(back)):
        whole = [g for g in mine if id(g) not in found and _same_sum(g[0].row, one.row)]
        fitting = [g for g in whole if _numbers(one.row) & _numbers(g[0].row)]
        fitting = fitting or [g for g in whole if g[0].row.slip.state in _CAME_BACK]
        if len(fitting) == 1:
            found[id(fitting[0])] = one
        elif not any(_names_part(group[0].row, one.row) for group in mine):
            loose.append(one)
    return found, loose


def _numbers(row: RecordRow) -> frozenset[str]:
    return frozenset(squeezed(one.value) for one in (row.slip.serial, row.order) if one)


def _names_part(row: RecordRow, refund: RecordRow) -> bool:
    """Say whether a payment's state names the part that a row of its number brings back."""
    paid, back = row.slip.amount, refund.slip.amount
    part = part_back(row.slip, paid.value) if paid else None
    same = part is not None and back is not None and part.value == back.value
    return same and bool(_numbers(row) & _numbers(refund))


def _same_sum(row: RecordRow, refund: RecordRow) -> bool:
    first, second = row.slip.amount, refund.slip.amount
    return first is not None and second is not None and first.value == second.value


def _entry(
    group: Sequence[_Booked], refunded: dict[int, _Booked], asked: _Open
) -> tuple[Source, Entry]:
    first = group[0]
    back = refunded.get(id(group))
    told = [(one.source, _ended(one.row.slip, back)) for one in group]
    entry = Entry(
        told[0][1],
        tuple(told[1:]),
        returned=back.row.slip.time if back else None,
        red_packet=first.row.kind is RowKind.RED_PACKET,
        recorded=True,
        order=first.row.order,
        app=first.records.app,
        doubts=tuple(doubt for one in group for doubt in asked.of(one)),
    )
    return first.source, entry


@dataclass(frozen=True, slots=True)
class _Open:
    """What is asked of a row: `parts` are numbers of which a part came back, `real` real names."""

    parts: Collection[str]
    real: Collection[str]

    def of(self, one: _Booked) -> Iterator[Doubt]:
        """Yield that a number names another day, that a part came back, that a name is no proof.

        Of rows of this case alone: a statement has hundreds of others.
        """
        slip, other_app = one.row.slip, one.records.app is not App.WECHAT
        yield from serial_date_doubts(slip.serial, [slip.time, slip.received_time])
        if not _numbers(one.row).isdisjoint(self.parts):
            yield replace(_differs(one), args=(("field", "amount"),))
        if other_app and slip.counterparty and not _named(one, self.real):
            yield replace(_differs(one), args=(("field", "counterparty"),))


def _ended(slip: Slip, back: _Booked | None) -> Slip:
    """Return a payment that a refund's row undoes as one that came back."""
    open_end = back is not None and slip.state not in _CAME_BACK
    return replace(slip, state=State.REFUNDED) if open_end else slip


def _not_own(source: Source, records: Records) -> Doubt:
    owner = next(one for one in records.holders if one.part is Part.OWNER)
    told = (owner.account, owner.name, owner.nickname)
    places = (one.where for one in told if one and isinstance(one.where, Where))
    return Doubt(DoubtKind.RECORD_OF_ANOTHER, next(places, whole_page(source)))


def _foreign(one: _Booked) -> Doubt:
    return Doubt(DoubtKind.RECORD_OF_ANOTHER, Where(one.source.sha256, one.row.box))


def _unread(one: _Booked) -> Doubt:
    where = Where(one.source.sha256, one.row.box)
    return Doubt(DoubtKind.AMOUNT_UNREADABLE, where, (("field", "amount"),))


def _differs(one: _Booked) -> Doubt:
    where = Where(one.source.sha256, one.row.box)
    return Doubt(DoubtKind.RECORDS_DIFFER, where, (("field", "payment"),))
