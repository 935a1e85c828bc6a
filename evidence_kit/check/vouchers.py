"""Which transfers still need their 转账电子凭证, and which vouchers are there already."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit.check.talk import Folder, days
from evidence_kit.model import (
    Channel,
    Digest,
    Direction,
    DoubtKind,
    Holder,
    NameKind,
    Nature,
    Part,
    Payment,
    RecordKind,
    Records,
    Sourced,
    VoucherTask,
)
from evidence_kit.patterns import Pattern

_REAL = (NameKind.REAL_NAME, NameKind.RECEIPT)
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
    files, payee = _files(folder), real_name(folder)
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
    return tuple(one for one in _records(folder) if one.kind is RecordKind.VOUCHER)


def _records(folder: Folder) -> Iterator[Records]:
    yield from (one for _, one in folder.shown if isinstance(one, Records))


def _voucher(payment: Payment, files: dict[str, Digest]) -> Digest | None:
    """Return its voucher: the one of its serial, or the one that was matched with its card."""
    if payment.serial is not None and payment.serial.value in files:
        return files[payment.serial.value]
    there = set(files.values())
    return next((one.source for one in payment.records if one.source in there), None)


def real_name(folder: Folder) -> str | None:
    """Return the borrower's whole real name by pages, files or the brief, None by none of them."""
    whole = [name.value for name in real_names(folder) if not masked(name.value)]
    return next(iter(whole), folder.facts.borrower.legal_name)


def real_names(folder: Folder) -> tuple[Sourced[str], ...]:
    """Return the real names, masked or whole, that ink links to the borrower.

    On a page of theirs; or in a file beside their 微信号; or in the voucher of a transfer between
    the two, which says who was paid.
    """
    borrower = folder.facts.borrower
    shown = (one.name for one in borrower.known_as if one.kind in _REAL)
    accounts = {one.name.value for one in borrower.known_as if one.kind is NameKind.WECHAT_ID}
    files = _files(folder)
    matched = {_voucher(one, files) for one in folder.sent() if not _differs(one)}
    booked = (
        holder.name
        for records in _records(folder)
        for holder in records.holders
        if holder.name and _theirs(records, holder, accounts, matched)
    )
    return (*shown, *booked)


def _differs(payment: Payment) -> bool:
    """Say whether it is in doubt that the voucher is this payment's at all."""
    return any(doubt.kind is DoubtKind.RECORDS_DIFFER for doubt in payment.doubts)


def _theirs(
    records: Records, holder: Holder, accounts: set[str], matched: set[Digest | None]
) -> bool:
    if holder.account is not None and holder.account.value in accounts:
        return True
    paid = records.kind is RecordKind.VOUCHER and records.source in matched
    return paid and holder.part is Part.PAYEE


def masked(name: str) -> bool:
    """Say whether a part of a name is hidden behind stars."""
    return bool(_STARS.search(name))
