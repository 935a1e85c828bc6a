"""A 电子凭证 as the phone's owner sees it: it prints both sides, and not which of them holds it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from evidence_kit.facts import owners
from evidence_kit.facts.owners import Known
from evidence_kit.model import (
    Direction,
    Holder,
    Part,
    RecordKind,
    RecordRow,
    Records,
    Slip,
    Sourced,
)
from evidence_kit.transcript.overlap import squeezed


def seen_from(
    own: Known, whose: Collection[str], records: Records, row: RecordRow
) -> RecordRow | None:
    """Return a voucher's row as the phone's owner sees it; any other file's as it is.

    None where surely neither side is the owner: a transfer between others is nobody's here. A
    voucher of which no side is known tells no way, but still whom it names as paid.
    """
    if records.kind is not RecordKind.VOUCHER or row.slip.direction is not None:
        return row
    payer, payee = _sides(records, row.slip)
    for other, this, way in ((payee, payer, Direction.OUT), (payer, payee, Direction.IN)):
        if owners.is_foreign(this, own):
            continue
        name = _known_as(other, whose)
        if name or owners.is_own(this, own):
            return _turned(row, way, name or _named_as(other))
    if owners.is_foreign(payer, own) and owners.is_foreign(payee, own):
        return None
    return _turned(row, None, _named_as(payee))


def _turned(row: RecordRow, way: Direction | None, other: Sourced[str] | None) -> RecordRow:
    return replace(row, slip=replace(row.slip, direction=way, counterparty=other))


def _sides(records: Records, slip: Slip) -> tuple[Holder, Holder]:
    """Return payer and payee: of several vouchers in one file each prints its own names."""
    found = {one.part: one for one in records.holders}
    payer = found.get(Part.PAYER) or Holder(Part.PAYER, slip.payer)
    payee = found.get(Part.PAYEE) or Holder(Part.PAYEE, slip.payee)
    return payer, payee


def _named_as(holder: Holder) -> Sourced[str] | None:
    return holder.name or holder.account


def _known_as(holder: Holder, known: Collection[str]) -> Sourced[str] | None:
    every = (holder.account, holder.nickname, holder.name)
    return next((name for name in every if name and squeezed(name.value) in known), None)
