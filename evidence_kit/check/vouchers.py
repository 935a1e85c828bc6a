"""Which transfers still need their 转账电子凭证, and which vouchers are there already."""

from __future__ import annotations

from evidence_kit.check.talk import Folder, days
from evidence_kit.model import (
    Channel,
    Digest,
    Direction,
    NameKind,
    Nature,
    Party,
    Payment,
    RecordKind,
    Records,
    VoucherTask,
)
from evidence_kit.patterns import Pattern

_STARS = Pattern("[*＊✱]")


def tasks(folder: Folder) -> tuple[VoucherTask, ...]:
    """Return a task for each transfer that the phone's owner lent by WeChat and that arrived.

    WeChat gives vouchers for transfers that went out, not for red packets; where no words make
    any of the transfers a loan, each of them is one that a voucher must show.
    """
    if not folder.facts.lender.is_owner:
        return ()
    sent = [one for one in folder.sent() if _gives_vouchers(one)]
    lent = [one for one in sent if one.nature is Nature.LOAN]
    files, payee = _files(folder), real_name(folder.facts.borrower)
    return tuple(
        VoucherTask(one, days(one.at), payee, _voucher(one, files)) for one in lent or sent
    )


def _gives_vouchers(payment: Payment) -> bool:
    inked = payment.channel is Channel.WECHAT and payment.stated is None
    return inked and payment.direction is Direction.OUT and not payment.red_packet


def _files(folder: Folder) -> dict[str, Digest]:
    """Return the voucher of each serial."""
    found: dict[str, Digest] = {}
    for records in vouchers(folder):
        for row in records.rows:
            if row.slip.serial is not None:
                found.setdefault(row.slip.serial.value, records.source)
    return found


def vouchers(folder: Folder) -> tuple[Records, ...]:
    """Return the vouchers in the folder."""
    every = (one for _, one in folder.shown if isinstance(one, Records))
    return tuple(one for one in every if one.kind is RecordKind.VOUCHER)


def _voucher(payment: Payment, files: dict[str, Digest]) -> Digest | None:
    """Return its voucher: the one of its serial, or the one that was matched with its card."""
    if payment.serial is not None and payment.serial.value in files:
        return files[payment.serial.value]
    there = set(files.values())
    return next((one.source for one in payment.records if one.source in there), None)


def real_name(party: Party) -> str | None:
    """Return the whole real name that pages or the brief give a party, None where none does."""
    shown = [one.name.value for one in party.known_as if one.kind is NameKind.REAL_NAME]
    whole = [name for name in shown if not masked(name)]
    return next(iter(whole), party.legal_name)


def masked(name: str) -> bool:
    """Say whether a part of a name is hidden behind stars."""
    return bool(_STARS.search(name))
