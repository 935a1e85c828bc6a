"""OcrPage to Screen: every kind of page has a reader, and each says how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence_kit.model import OcrPage, Reading, Screen, Unread, Wanted
from evidence_kit.screens import (
    alipay,
    bank,
    bill_list,
    chat,
    document,
    identity,
    note,
    payment,
    profile,
    red_packet,
    service_card,
    strangers,
    unread,
)
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.vote import Ballot, ballot, with_agreement

__all__ = ["read", "wanted"]

# A reader claims a page from here on.
CLAIM = 0.5


@dataclass(frozen=True, slots=True)
class _Reader:
    """A kind of page: how sure it is of one, what it wants read twice, what it makes of it."""

    name: str
    sure: Callable[[Sheet], float]
    wanted: Callable[[Sheet], tuple[Wanted, ...]]
    read: Callable[[Sheet, Ballot], Screen]


def _nothing(_: Sheet) -> tuple[Wanted, ...]:
    return ()


_READERS = (
    _Reader("chat", chat.sure, chat.wanted, chat.read),
    _Reader("transfer", payment.transfer_sure, payment.transfer_wanted, payment.read_transfer),
    _Reader("bill", payment.bill_sure, payment.bill_wanted, payment.read_bill),
    _Reader("bill_list", bill_list.sure, bill_list.wanted, bill_list.read),
    _Reader("red_packet", red_packet.sure, red_packet.wanted, red_packet.read),
    _Reader("service_card", service_card.sure, service_card.wanted, service_card.read),
    _Reader("alipay", alipay.sure, alipay.read_wanted, alipay.read),
    _Reader("bank", bank.sure, bank.wanted, bank.read),
    _Reader("profile", profile.sure, profile.wanted, profile.read),
    _Reader("entry", identity.entry_sure, identity.entry_wanted, identity.read_entry),
    _Reader("real_name", identity.named_sure, identity.named_wanted, identity.read_named),
    _Reader("note", note.sure, note.wanted, note.read),
)
# Asked where no other claims: words on paper are known by what they say alone.
_LAST = (_Reader("document", document.sure, _nothing, document.read),)


def wanted(page: OcrPage) -> tuple[Wanted, ...]:
    """Return the box of every amount, time and serial on the page worth a second reading.

    Each is the box of one line of the page; in the order of the page, none twice.
    """
    sheet = Sheet(page)
    claims = _claims(sheet)
    if len(claims) != 1 or _stranger(sheet, claims):
        return ()
    return tuple(dict.fromkeys(claims[0].wanted(sheet)))


def read(page: OcrPage, readings: Sequence[Reading] = ()) -> Screen:
    """Return what the page says, for every page; never raises.

    `readings` are second readings of `wanted` boxes, matched by box. A page that no reader
    claims, or two, or that has no text, is an Unread: unrecognised (or what its words tell of
    it: merged_record, chat_list), other_app, claimed_twice, no_text.
    """
    sheet = Sheet(page)
    if not sheet.lines:
        return Unread(page.source, "no_text")
    claims = _claims(sheet)
    if _stranger(sheet, claims):
        return Unread(page.source, "other_app")
    if not claims:
        return Unread(page.source, unread.reason(sheet))
    if len(claims) > 1:
        names = ", ".join(reader.name for reader in claims)
        return Unread(page.source, "claimed_twice", (("readers", names),))
    return with_agreement(claims[0].read(sheet, ballot(page, readings)))


def _stranger(sheet: Sheet, claims: Sequence[_Reader]) -> bool:
    """Say whether what seems a chat is one of another app."""
    return any(reader.name == "chat" for reader in claims) and strangers.chat(sheet)


def _claims(sheet: Sheet) -> list[_Reader]:
    for readers in (_READERS, _LAST):
        claims = [reader for reader in readers if reader.sure(sheet) >= CLAIM]
        if claims:
            return claims
    return []
