"""Rows that a platform booked: each payment with the other party once over all its files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from evidence_kit.facts import names
from evidence_kit.facts.doubts import whole_page
from evidence_kit.facts.pages import Entry
from evidence_kit.model import (
    Brief,
    Direction,
    Doubt,
    DoubtKind,
    Holder,
    Part,
    Profile,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    Screen,
    Slip,
    Source,
    Sourced,
    State,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

# What money comes back under: the row of the transfer it undoes says how it ended.
_CAME_BACK = (State.RETURNED, State.REFUNDED, State.EXPIRED)
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


@dataclass(frozen=True, slots=True)
class Booked:
    """The entries of all files, and what is not sure about the files themselves."""

    entries: tuple[tuple[Source, Entry], ...]
    doubts: tuple[Doubt, ...]


def find(
    shown: Sequence[tuple[Source, Screen]],
    whose: Collection[str],
    serials: Collection[str],
    brief: Brief,
) -> Booked:
    """Return the rows about somebody of these names, or that bear one of these order numbers.

    A 电子凭证 is about one payment that a person asked for, so it is always among them. Rows of
    others are no payments of this case. What a file of another account than the phone's says is
    not counted: its ways are the other's, and a doubt says so.
    """
    own = _own(shown, brief)
    files = [(source, screen) for source, screen in shown if isinstance(screen, Records)]
    strange = {id(records) for _, records in files if _of_another(records, own)}
    rows = [
        _Booked(source, records, _seen_from(own, whose, records, row))
        for source, records in files
        for row in records.rows
        if id(records) not in strange
    ]
    every = [group for group in _once(rows) if group[0].row.kind in _KINDS]
    mine = [group for group in every if _is_wanted(group[0], whose, serials)]
    back = [one for one in rows if one.row.kind is RowKind.REFUND and _named(one, whose)]
    refunded, loose = _undone(mine, back)
    doubts = [_not_own(source, records) for source, records in files if id(records) in strange]
    doubts += [_differs(one) for one in loose]
    doubts += [_unread(one) for one in rows if one.row.slip.amount is None and _named(one, whose)]
    return Booked(tuple(_entry(group, refunded) for group in mine), tuple(doubts))


# ── whose file it is ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Own:
    """The phone owner's accounts, and every name of theirs."""

    accounts: frozenset[str]
    names: frozenset[str]


def _own(shown: Iterable[tuple[Source, Screen]], brief: Brief) -> _Own:
    profiles = [screen for _, screen in shown if isinstance(screen, Profile) and screen.own]
    accounts = {squeezed(p.wechat_id.value) for p in profiles if p.wechat_id}
    accounts |= {squeezed(brief.plaintiff_identity.wechat_id or "")} - {""}
    called = {squeezed(n.value) for p in profiles for n in (p.nickname, p.real_name) if n}
    called |= {squeezed(brief.plaintiff or "")} - {""}
    return _Own(frozenset(accounts), frozenset(called))


def _of_another(records: Records, own: _Own) -> bool:
    """Say whether the file is surely of an account that isn't the phone's."""
    holders = [one for one in records.holders if one.part is Part.OWNER]
    accounts = {squeezed(one.account.value) for one in holders if one.account}
    return bool(accounts and own.accounts and records.kind is RecordKind.WECHAT_PROOF) and not (
        accounts & own.accounts
    )


def _seen_from(own: _Own, whose: Collection[str], records: Records, row: RecordRow) -> RecordRow:
    """Return a voucher's row as the phone's owner sees it; any other file's as it is."""
    if records.kind is not RecordKind.VOUCHER or row.slip.direction is not None:
        return row
    payer, payee = (_holder(records, part) for part in (Part.PAYER, Part.PAYEE))
    for other, this, way in ((payee, payer, Direction.OUT), (payer, payee, Direction.IN)):
        name = _known_as(other, whose)
        if name or _known_as(this, own.accounts | own.names):
            slip = replace(row.slip, direction=way, counterparty=name or _named_as(other))
            return replace(row, slip=slip)
    return row


def _holder(records: Records, part: Part) -> Holder | None:
    return next((one for one in records.holders if one.part is part), None)


def _named_as(holder: Holder | None) -> Sourced[str] | None:
    return holder.name or holder.account if holder else None


def _known_as(holder: Holder | None, known: Collection[str]) -> Sourced[str] | None:
    every = (holder.account, holder.nickname, holder.name) if holder else ()
    return next((name for name in every if name and squeezed(name.value) in known), None)


# ── which rows are wanted, each once ───────────────────────────────────────────────────


def _once(rows: Iterable[_Booked]) -> list[list[_Booked]]:
    """Return the appearances of each row: the nth of its kind in one file is that in another."""
    found: dict[tuple[object, ...], list[_Booked]] = {}
    seen: dict[tuple[object, ...], int] = {}
    for one in rows:
        inside = (one.source.sha256, one.records.member, one.key)
        seen[inside] = seen.get(inside, 0) + 1
        found.setdefault((one.key, seen[inside]), []).append(one)
    return list(found.values())


def _is_wanted(one: _Booked, whose: Collection[str], serials: Collection[str]) -> bool:
    slip = one.row.slip
    if slip.amount is None:
        return False
    same = not _numbers(one.row).isdisjoint(serials)
    return same or one.records.kind is RecordKind.VOUCHER or _named(one, whose)


def _named(one: _Booked, whose: Collection[str]) -> bool:
    name = one.row.slip.counterparty
    return name is not None and names.bare(name.value) in whose


# ── what came back ─────────────────────────────────────────────────────────────────────


def _undone(
    mine: Sequence[Sequence[_Booked]], back: Sequence[_Booked]
) -> tuple[dict[int, _Booked], list[_Booked]]:
    """Return which refund undoes which payment, and the refunds that undo none.

    A refund's row bears one of the payment's two numbers; else it fits the one payment of its
    sum that says itself that it came back. A part that came back undoes nothing by itself.
    """
    found: dict[int, _Booked] = {}
    loose: list[_Booked] = []
    for one in (group[0] for group in _once(back)):
        whole = [g for g in mine if id(g) not in found and _same_sum(g[0].row, one.row)]
        fitting = [g for g in whole if _numbers(one.row) & _numbers(g[0].row)]
        fitting = fitting or [g for g in whole if g[0].row.slip.state in _CAME_BACK]
        if len(fitting) == 1:
            found[id(fitting[0])] = one
        else:
            loose.append(one)
    return found, loose


def _numbers(row: RecordRow) -> frozenset[str]:
    return frozenset(squeezed(one.value) for one in (row.slip.serial, row.order) if one)


def _same_sum(row: RecordRow, refund: RecordRow) -> bool:
    first, second = row.slip.amount, refund.slip.amount
    return first is not None and second is not None and first.value == second.value


def _entry(group: Sequence[_Booked], refunded: dict[int, _Booked]) -> tuple[Source, Entry]:
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
    )
    return first.source, entry


def _ended(slip: Slip, back: _Booked | None) -> Slip:
    """Return a payment that a refund's row undoes as one that came back."""
    open_end = back is not None and slip.state not in _CAME_BACK
    return replace(slip, state=State.REFUNDED) if open_end else slip


def _not_own(source: Source, records: Records) -> Doubt:
    place = next(one.account.where for one in records.holders if one.account)
    where = place if isinstance(place, Where) else whole_page(source)
    return Doubt(DoubtKind.RECORD_OF_ANOTHER, where)


def _unread(one: _Booked) -> Doubt:
    where = Where(one.source.sha256, one.row.box)
    return Doubt(DoubtKind.AMOUNT_UNREADABLE, where, (("field", "amount"),))


def _differs(one: _Booked) -> Doubt:
    where = Where(one.source.sha256, one.row.box)
    return Doubt(DoubtKind.RECORDS_DIFFER, where, (("field", "payment"),))
