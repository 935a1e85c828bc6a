"""Pages about money beside chats and bills, as values: lists, red packets, papers, receipts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stories import slip, sourced

from evidence_kit.model import (
    App,
    Bill,
    BillList,
    Box,
    Direction,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    RedPacket,
    Share,
    Slip,
    Source,
    Sourced,
    State,
    Where,
)
from evidence_kit.screens import lexicon

OUT, IN = Direction.OUT, Direction.IN


@dataclass(frozen=True)
class Row:
    """A row as a list prints it: whom its title names, its sum, its time, perhaps its note."""

    who: str
    yuan: str
    at: str | None
    way: Direction | None = OUT
    state: State = State.UNKNOWN
    note: str | None = None
    what: str = "转账"


def ink(where: Source, top: int, text: str, value: object = None) -> Sourced:
    box = Box(60, top, 60 + 30 * len(text), top + 40)
    return Sourced(text if value is None else value, text, Where(where.sha256, box), 0.99)


def listed(where: Source, row: Row, index: int) -> Slip:
    top = 300 + 200 * index
    verb = "来自" if row.way is IN else "转给"
    title = f"{row.what}-{verb}{row.who}"
    return Slip(
        amount=ink(where, top, row.yuan, lexicon.money(row.yuan)),
        direction=row.way,
        state=row.state,
        counterparty=replace(ink(where, top, title), value=row.who),
        status=ink(where, top + 100, row.note) if row.note else None,
        time=ink(where, top + 50, row.at, lexicon.time(row.at)) if row.at else None,
    )


def bill_list(where: Source, *rows: Row, doubts: tuple[Doubt, ...] = ()) -> tuple[Source, BillList]:
    """A bill list, its latest row on top."""
    slips = tuple(listed(where, row, index) for index, row in enumerate(rows))
    return where, BillList(where.sha256, slips, doubts)


def packet(
    where: Source,
    who: str,
    yuan: str | None,
    *shares: tuple[str, str, str],
    count: int | None = None,
    words: str | None = None,
    way: Direction | None = None,
    state: State = State.UNKNOWN,
) -> tuple[Source, RedPacket]:
    """A red packet by `who`, of which the owner took `yuan`, and the shares of others."""
    told = slip(where, yuan, IN if yuan else way, state=State.ACCEPTED if yuan else state)
    told = replace(told, counterparty=sourced(who, where, 1), memo=sourced(words, where, 2))
    taken = tuple(
        Share(
            sourced(name, where, 5 + i),
            sourced(lexicon.money(sum_), where, 5 + i, sum_),
            sourced(lexicon.time(at), where, 5 + i, at),
        )
        for i, (name, sum_, at) in enumerate(shares)
    )
    return where, RedPacket(where.sha256, told, None, count, taken)


def paper(
    where: Source,
    kind: DocumentKind,
    yuan: str | None,
    words: str = "今借到林知夏人民币伍仟元整",
    *unsure: str,
) -> tuple[Source, Document]:
    """A photographed paper; `unsure` are the fields that its reader doubts."""
    place = Where(where.sha256, Box(0, 0, 900, 900))
    doubts = tuple(Doubt(DoubtKind.LOW_CONFIDENCE, place, (("field", one),)) for one in unsure)
    amount = sourced(lexicon.money(yuan), where, 0, yuan) if yuan else None
    return where, Document(where.sha256, kind, sourced(words, where, 1), amount, (), doubts)


def alipay(where: Source, yuan: str, way: Direction = OUT, **more: str) -> tuple[Source, Bill]:
    return where, Bill(where.sha256, slip(where, yuan, way, **more), (), App.ALIPAY)


def receipt(
    where: Source,
    yuan: str,
    payer: str,
    payee: str,
    *,
    way: Direction | None = None,
    memo: str | None = None,
    at: str = "2025-03-02 14:05:31",
) -> tuple[Source, Bill]:
    """A bank's receipt that names both sides."""
    told = slip(where, yuan, way, at=at, memo=memo)
    named = replace(told, payer=sourced(payer, where, 6), payee=sourced(payee, where, 7))
    return where, Bill(where.sha256, named, (), App.BANK)
