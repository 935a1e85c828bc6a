"""The files of a folder that platforms or banks gave out → their records, or why there are none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence_kit import ocr, records
from evidence_kit.errors import OcrError
from evidence_kit.model import Algorithm, Digest, FileRole, Line, Records, Source

# What sniffing sets a file aside as that may hold records.
_MAY = ("record", "pdf_record")
# A table saved under another name: sniffing can't tell it from any text.
_NAMED = (".csv", ".txt", ".tsv", ".xls", ".xlsx")
_OTHER, _UNKNOWN = "other_file", "record_unknown"


@dataclass(frozen=True, slots=True)
class Recorded:
    """Every file of the folder, those with records now used; and the records, file by file.

    A file that holds several tables has as many entries.
    """

    sources: tuple[Source, ...]
    shown: tuple[tuple[Source, Records], ...]


def read(
    sources: Sequence[Source],
    payload: Path,
    passwords: Sequence[str],
    read_image: records.ReadImage | None = None,
) -> Recorded:
    """Open what may hold records; a file without is set aside, and its reason says what to do.

    `read_image` reads pages of PDFs that are only pictures.
    """
    told = [_read(source, payload, passwords, read_image) for source in sources]
    return Recorded(
        tuple(source for source, _ in told),
        tuple((source, one) for source, found in told for one in found),
    )


def sight(engine: ocr.Engine) -> records.ReadImage:
    """Return how an engine reads the lines of a PNG: none where it gives no answer."""

    def lines(png: bytes) -> tuple[Line, ...]:
        digest = Digest(Algorithm.SHA256, hashlib.sha256(png).hexdigest())
        with TemporaryDirectory(prefix="evidence-kit-") as folder:
            picture = Path(folder) / "page.png"
            picture.write_bytes(png)
            try:
                return engine.page(picture, digest).lines
            except OcrError:
                return ()

    return lines


def _read(
    source: Source,
    payload: Path,
    passwords: Sequence[str],
    read_image: records.ReadImage | None,
) -> tuple[Source, tuple[Records, ...]]:
    if not _may_hold(source):
        return source, ()
    path = payload / source.safe_name
    opened = records.read(path, source, passwords=passwords, read_image=read_image)
    if opened.records:
        return replace(source, role=FileRole.USED, reason=""), opened.records
    # A text that isn't a table is what it was: other words, not a bill that failed.
    plain = source.reason == _OTHER and opened.reason == _UNKNOWN
    return (source if plain else replace(source, reason=opened.reason)), ()


def _may_hold(source: Source) -> bool:
    named = source.reason == _OTHER and source.name.lower().endswith(_NAMED)
    return source.role is FileRole.SET_ASIDE and (source.reason in _MAY or named)
