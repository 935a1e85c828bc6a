"""The cells of 证据目录.csv and .docx as they lie in a bundle, and as exhibits.json has them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from contextlib import suppress
from datetime import date
from xml.parsers import expat

from evidence_kit.model import CellClaim, ListColumn
from evidence_kit.render.listing import (
    BOM,
    Around,
    ExhibitList,
    ListedRow,
    exhibits_csv,
    plain_cell,
)

MOST_BYTES = 8 << 20  # of a paper; one of 10,000 rows takes 2 MB
MOST_PARTS = 100  # of a DOCX; ours has some fifteen
MOST_XML = 64 << 20  # bytes that they unpack to, together
MOST_ELEMENTS = 1_500_000  # of one of them; a row of the list has some ninety
MOST_ROWS = 12_000  # of a DOCX that is made anew to be compared
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_DOCUMENT, _CORE = "word/document.xml", "docProps/core.xml"
_CREATED = re.compile(rb"<dcterms:created[^>]*>(\d{4}-\d\d-\d\d)T")

Cells = tuple[tuple[str, ...], ...]
Claims = tuple[tuple[CellClaim, ...], ...]


def csv_found(raw: bytes) -> Cells | None:
    """Return what stands in a CSV; None for what isn't one, or is none of any list's size."""
    if len(raw) > MOST_BYTES:
        return None
    try:
        text = raw.decode("utf-8").removeprefix(BOM)
        return tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), strict=True)))
    except (ValueError, csv.Error):
        return None


def csv_wanted(shown: ExhibitList) -> Claims:
    """Return what must stand in the CSV of a list."""
    heads = tuple(_same(plain_cell(one.head)) for one in shown.columns)
    columns = [one.column for one in shown.columns]
    rows = (
        tuple(_cell(row, one, plain_cell(row.cell(one))) for one in columns) for row in shown.rows
    )
    return (heads, *rows)


def csv_is_ours(raw: bytes, shown: ExhibitList) -> bool:
    """Say whether a CSV is, byte for byte, what this program writes of a list."""
    return raw == exhibits_csv(shown)


def docx_found(raw: bytes) -> Cells | None:
    """Return what stands in the tables of a DOCX, paragraph below paragraph; None as above."""
    try:
        return tuple(_Document.read(_parts(raw)[_DOCUMENT]).rows)
    except _BAD_DOCX:
        return None


def docx_wanted(shown: ExhibitList) -> Claims:
    """Return what must stand in the DOCX of a list: each group has a row of its own."""
    columns = [one.column for one in shown.ruled]
    found = [tuple(_same(one.head) for one in shown.ruled)]
    before = ""
    for row in shown.rows:
        if row.group != before:
            found.append((_same(row.group),))
        before = row.group
        found.append(tuple(_cell(row, one, _paragraphs(row, one)) for one in columns))
    return tuple(found)


def docx_is_ours(raw: bytes, shown: ExhibitList) -> bool:
    """Say whether a DOCX is what this program writes of a list, part by part.

    How the parts are packed may differ from one machine to another. What stands around the table
    (heading, parties, place to sign) is a style's to say, and taken from the paper itself.
    """
    from evidence_kit.render.word_list import paper

    around = docx_around(raw)
    if len(shown.rows) > MOST_ROWS or around is None:
        return False
    with suppress(*_BAD_DOCX):
        found = _parts(raw)
        return found == _parts(paper(shown, around, on=_created(found[_CORE])))
    return False


def docx_around(raw: bytes) -> Around | None:
    """Return what stands around the table of a DOCX; None for one that isn't in our form."""
    with suppress(*_BAD_DOCX):
        found = _parts(raw)
        heading, head, signature, day = _Document.read(found[_DOCUMENT]).around
        footer = next(name for name in sorted(found) if name.startswith("word/footer"))
        foot = _Document.read(found[footer]).around[0]
        # A number stands in the place of the page's own.
        return Around(heading, head, foot.removesuffix("1"), signature.rstrip("_"), day)
    return None


def _cell(row: ListedRow, column: ListColumn, text: str) -> CellClaim:
    parts: tuple[str, ...] = (row.cell(column),)
    if column is ListColumn.PROVES:
        parts = tuple(proof.text for proof in row.proofs)
    elif column is ListColumn.PAGES:
        parts = (str(row.first), str(row.last)) if row.first != row.last else (str(row.first),)
    elif column is ListColumn.NAME:
        parts = (str(row.exhibit), row.title)
    return CellClaim(text, tuple(map(_as_xml, parts)))


def _same(text: str) -> CellClaim:
    return CellClaim(_as_xml(text), (_as_xml(text),))


def _paragraphs(row: ListedRow, column: ListColumn) -> str:
    told = row.sentences if column is ListColumn.PROVES else (row.cell(column),)
    return "\n".join(map(_as_xml, told))


def _as_xml(text: str) -> str:
    """Return a text as XML keeps it."""
    from evidence_kit.render.word_paper import held_by_xml

    return held_by_xml(text)


# ── the DOCX ───────────────────────────────────────────────────────────────────────────

# What zipfile and expat raise for any other bytes: NotImplementedError for a ZIP that asks for
# a later version of the format.
_BAD_DOCX = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError),
    *(OverflowError, ValueError, LookupError, StopIteration, expat.ExpatError),
)


def _parts(raw: bytes) -> dict[str, bytes]:
    """Return the files within a DOCX, in their order; ValueError for more than any list's has."""
    if len(raw) > MOST_BYTES or raw.count(b"PK\1\2") > MOST_PARTS:
        raise ValueError(len(raw))
    left, found = MOST_XML, dict[str, bytes]()
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        for about in packed.infolist():
            if about.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError(about.filename)  # the others are unpacked all at once
            with packed.open(about) as file:
                body = file.read(left + 1)
            left -= len(body)
            if left < 0 or about.filename in found:
                raise ValueError(about.filename)
            found[about.filename] = body
    return found


def _created(core: bytes) -> date | None:
    """Return the day that a DOCX says it was made on; it may say none."""
    found = _CREATED.search(core)
    return date.fromisoformat(found[1].decode()) if found else None


def _parser() -> expat.XMLParserType:
    """Return a reader of XML that takes no definitions: a short text could unpack to gigabytes."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("a document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


class _Document:
    """What a part of a DOCX says: its tables' rows, and the paragraphs outside them."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, ...]] = []
        self._around: list[list[str]] = []
        self._row: list[list[list[str]]] | None = None
        self._within = self._elements = 0
        self._is_text = False

    @classmethod
    def read(cls, raw: bytes) -> _Document:
        """Read a part; ValueError for one that no list has, and as the parser raises."""
        found, parser = cls(), _parser()
        parser.StartElementHandler = lambda name, _: found._begin(name.removeprefix(_W))
        parser.EndElementHandler = lambda name: found._end(name.removeprefix(_W))
        parser.CharacterDataHandler = found._say
        parser.ParseFile(io.BytesIO(raw))
        return found

    @property
    def around(self) -> list[str]:
        """The paragraphs outside its tables."""
        return ["".join(one) for one in self._around]

    def _begin(self, name: str) -> None:
        self._is_text = name == "t"
        self._elements += 1
        self._within += name == "tbl"
        if self._within > 1 or self._elements > MOST_ELEMENTS:
            raise ValueError("a table within a table, or too much of everything")
        if name == "tr":
            self._row = []
        elif name == "tc" and self._row is not None:
            self._row.append([])
        elif name == "p":
            self._paragraphs.append([])

    def _end(self, name: str) -> None:
        self._is_text = False
        self._within -= name == "tbl"
        if name == "tr" and self._row is not None:
            self.rows.append(tuple("\n".join(map("".join, cell)) for cell in self._row))
            self._row = None

    def _say(self, text: str) -> None:
        if self._is_text and self._paragraphs:
            self._paragraphs[-1].append(text)

    @property
    def _paragraphs(self) -> list[list[str]]:
        return self._row[-1] if self._row else self._around
