"""One file, whatever it holds → its records: a text, a workbook, an archive of those, a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_kit.model import Caution, Digest, Records, Source
from evidence_kit.records import alipay, archive, bank, headers, pdf, rows, sheets, tables, wechat
from evidence_kit.records.leaves import ReadImage
from evidence_kit.records.opened import Opened
from evidence_kit.records.rows import Place
from evidence_kit.records.tables import DELIMITERS, RefusedError, Table

# A bill of three months has some 100 kB, a bank's workbook for years some 5 MB.
MOST_BYTES = 32_000_000
# Asked in this order: a bank's header is known by the least.
_READERS = (wechat.READER, alipay.READER, bank.READER)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old workbooks, and new ones under a password
_WEB = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
# Why there is nothing: the reason that tells a person most comes first.
_REASONS = ("record_locked", "record_too_large", "record_xls", "record_damaged", "record_unpack")


@dataclass(frozen=True, slots=True)
class _Held:
    """A file, or a member of an archive: its tables, or the kind of reason why there are none."""

    name: str
    tables: tuple[tuple[Table, rows.Reader, headers.Header], ...] = ()
    reason: str = ""


def read(
    path: Path,
    source: Source,
    *,
    passwords: Sequence[str] = (),
    read_image: ReadImage | None = None,
) -> Opened:
    """Return what a file of records says; never raises for what the file holds.

    Several tables (sheets, members of an archive) are several Records. A password is tried on
    every member that asks for one. Reasons: "record_unknown" for what is no record,
    "record_locked", "record_too_large", "record_xls", "record_damaged", "record_unpack" (an
    archive of other files); what of an archive wasn't read beside what was is a caution.
    A PDF is read by `pdf.read`, which has its own.
    """
    if source.media_type == "application/pdf":
        return pdf.read(path, source, read_image)
    if source.size > MOST_BYTES:
        return Opened(reason="record_too_large")
    held = list(_opened(path.read_bytes(), "", passwords, archive.Budget()))
    found = tuple(_records(held, source.sha256))
    if not found:
        told = {one.reason for one in held}
        return Opened(reason=next((one for one in _REASONS if one in told), "record_unknown"))
    left = [one for one in held if one.reason in _REASONS and one.reason != "record_unpack"]
    missed = tuple(
        Caution("member_unread", 0, (("text", one.name), ("reason", one.reason))) for one in left
    )
    return Opened((replace(found[0], cautions=(*missed, *found[0].cautions)), *found[1:]))


def _records(held: Sequence[_Held], source: Digest) -> Iterator[Records]:
    every = [(one, *table) for one in held for table in one.tables]
    for sheet, (one, table, reader, header) in enumerate(every):
        several = len(one.tables) > 1
        member = "/".join(filter(None, (one.name, table.name if several else "")))
        yield rows.read(table, header, reader, Place(source, sheet, member))


def _opened(
    raw: bytes, name: str, passwords: Sequence[str], budget: archive.Budget, depth: int = 0
) -> Iterator[_Held]:
    try:
        if raw.startswith(_ZIP) and not sheets.is_workbook(archive.names(raw)):
            yield from _unpacked(raw, name, passwords, budget, depth)
        else:
            yield _held(raw, name)
    except RefusedError as refused:
        yield _Held(name, reason=refused.reason)


def _unpacked(
    raw: bytes, name: str, passwords: Sequence[str], budget: archive.Budget, depth: int
) -> Iterator[_Held]:
    if depth >= archive.MOST_DEPTH:
        raise RefusedError("record_too_large")
    for member in archive.members(raw, passwords, budget):
        inside = "/".join(filter(None, (name, member.name)))
        if member.reason:
            yield _Held(inside, reason=member.reason)
            continue
        for one in _opened(member.raw, inside, passwords, budget, depth + 1):
            # A picture or a PDF can't be shown from in there.
            yield replace(one, reason="record_unpack") if _is_other(one) else one


def _is_other(one: _Held) -> bool:
    return not one.tables and one.reason in ("", "record_unknown")


def _held(raw: bytes, name: str) -> _Held:
    if raw.startswith(_OLE) or raw[:512].lstrip().lower().startswith(_WEB):
        raise RefusedError("record_xls")
    if raw.startswith(_ZIP):
        named = [one for table in sheets.tables(raw) if (one := _known(table))]
    else:
        named = list(_texts(raw))
    return _Held(name, tuple(named), "" if named else "record_unknown")


def _texts(raw: bytes) -> Iterator[tuple[Table, rows.Reader, headers.Header]]:
    """Yield the table of a text as the first encoding and delimiter understand it that fit."""
    for text in tables.texts(raw):
        for delimiter in DELIMITERS:
            table = text.table(delimiter) if _known(text.head(delimiter)) else None
            if table is not None and (found := _known(table)):
                yield found
                return


def _known(table: Table) -> tuple[Table, rows.Reader, headers.Header] | None:
    """Return a table with who reads it; None where nobody knows its header."""
    for reader in _READERS:
        header = headers.find(table, reader.form)
        if header is not None and reader.fits(table, header):
            return table, reader, header
    return None
