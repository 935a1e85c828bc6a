"""Files of records set by hand: rows that a platform booked, in a few words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evidence_kit.model import (
    Box,
    Direction,
    Holder,
    Part,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    Slip,
    Source,
    Sourced,
    State,
    Where,
    cell,
)
from evidence_kit.screens import lexicon

OUT, IN = Direction.OUT, Direction.IN
SINCE, UNTIL = datetime(2025, 1, 1), datetime(2025, 12, 31, 23, 59, 59)


@dataclass(frozen=True)
class Booking:
    """One row: when, how much, which way, with whom."""

    at: str
    yuan: str
    way: Direction | None = OUT
    who: str | None = "老周"
    serial: str | None = None
    state: State = State.ACCEPTED
    memo: str | None = None
    kind: RowKind = RowKind.TRANSFER
    order: str | None = None
    status: str | None = None


def row(where: Source, number: int, told: Booking) -> RecordRow:
    def put(column: int, text: str | None) -> Sourced[str] | None:
        place = Where(where.sha256, cell(column, number))
        return Sourced(text, text, place) if text is not None else None

    money, time = lexicon.money(told.yuan), lexicon.time(told.at)
    slip = Slip(
        amount=Sourced(money, told.yuan, Where(where.sha256, cell(5, number))) if money else None,
        direction=told.way,
        state=told.state,
        counterparty=put(2, told.who),
        status=put(7, told.status),
        time=Sourced(time, told.at, Where(where.sha256, cell(0, number))) if time else None,
        serial=put(8, told.serial),
        memo=put(3, told.memo),
    )
    first, last = cell(0, number), cell(10, number)
    box = Box(first.x0, first.y0, last.x1, last.y1)
    return RecordRow(slip, told.kind, box, order=put(9, told.order))


def bill(
    where: Source,
    *rows: Booking,
    since: datetime | None = SINCE,
    until: datetime | None = UNTIL,
    kind: RecordKind = RecordKind.WECHAT_BILL,
    holders: Iterable[Holder] = (),
) -> tuple[Source, Records]:
    told = tuple(row(where, number, one) for number, one in enumerate(rows, start=17))
    return where, Records(where.sha256, kind, told, tuple(holders), since, until)


def holder(where: Source, part: Part, *, name: str | None, account: str | None) -> Holder:
    def put(text: str | None) -> Sourced[str] | None:
        return Sourced(text, text, Where(where.sha256, Box(0, 0, 10, 10))) if text else None

    return Holder(part, put(name), put(account))


def voucher(
    where: Source, told: Booking, *, payer: tuple[str, str], payee: tuple[str, str]
) -> tuple[Source, Records]:
    """A 电子凭证: it says who paid whom by name and 微信号, not which of them reads it."""
    people = [
        holder(where, part, name=name, account=account)
        for part, (name, account) in ((Part.PAYER, payer), (Part.PAYEE, payee))
    ]
    bare = Booking(told.at, told.yuan, None, None, told.serial, told.state, told.memo)
    return bill(where, bare, since=None, until=None, kind=RecordKind.VOUCHER, holders=people)
