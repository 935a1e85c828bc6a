"""The 证据目录 as values: what the PDF, the CSV, exhibits.json and the terminal all show."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_kit.model import (
    Box,
    Case,
    Close,
    Exhibit,
    HashLine,
    ListColumn,
    Proof,
    RecordingSheet,
    VoiceSlot,
)
from evidence_kit.render.wording import Wording, cited, court_wording, page_range, said_in

# A cell that begins like this would be a formula in Excel.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel reads UTF-8 as GBK


@dataclass(frozen=True, slots=True)
class ListedProof:
    """A sentence of 证明对象, and the exhibit pages that show it."""

    kind: str
    text: str
    pages: tuple[int, ...]

    @property
    def citation(self) -> str:
        """The pages as the sentence's end names them: （第7、9页）."""
        return f"（第{cited(self.pages)}页）" if self.pages else ""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the 证据目录; `first` and `last` are exhibit pages."""

    group: str
    number: int
    exhibit: int
    title: str
    source: str
    proofs: tuple[ListedProof, ...]
    first: int
    last: int
    copies: int = 1
    form: str = ""

    @property
    def name(self) -> str:
        """证据名称: the exhibit's number and title, as its pages are headed."""
        return f"证据{self.exhibit}　{self.title}"

    @property
    def pages(self) -> str:
        """页码: 7 or 7–9."""
        return page_range(self.first, self.last)

    @property
    def marks(self) -> list[str]:
        """What numbers its sentences: nothing where there is only one."""
        count = len(self.proofs)
        return [""] if count == 1 else [f"{position}. " for position in range(1, count + 1)]

    @property
    def stops(self) -> list[str]:
        """What ends its sentences."""
        return ["；"] * (len(self.proofs) - 1) + ["。"] * bool(self.proofs)

    @property
    def sentences(self) -> tuple[str, ...]:
        """证明对象 sentence by sentence, with their pages."""
        parts = zip(self.marks, self.proofs, self.stops, strict=True)
        return tuple(f"{mark}{proof.text}{proof.citation}{stop}" for mark, proof, stop in parts)

    @property
    def proves(self) -> str:
        """证明对象: its sentences in one text."""
        return "".join(self.sentences)

    def cell(self, column: ListColumn) -> str:
        """Return what stands in a column, in one text; sentences follow each other."""
        return {
            ListColumn.GROUP: self.group,
            ListColumn.NUMBER: str(self.number),
            ListColumn.NAME: self.name,
            ListColumn.SOURCE: self.source,
            ListColumn.PROVES: self.proves,
            ListColumn.PAGES: self.pages,
            ListColumn.COPIES: str(self.copies),
            ListColumn.FORM: self.form,
        }[column]


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """A column, and what stands at its head."""

    column: ListColumn
    head: str


CENTRED = (ListColumn.NUMBER, ListColumn.PAGES, ListColumn.COPIES, ListColumn.FORM)
# Millimetres of the columns that hold a word or two, and the shares of the others in the rest.
_NARROW = {
    ListColumn.NUMBER: 11.5,
    ListColumn.PAGES: 19.0,
    ListColumn.COPIES: 11.5,
    ListColumn.FORM: 15.0,
}
_SHARES = {ListColumn.NAME: 34.0, ListColumn.SOURCE: 21.0, ListColumn.PROVES: 52.0}


def list_widths(columns: Sequence[ListColumn], measure: float) -> list[float]:
    """Return the columns' widths in millimetres, together `measure`: on every paper alike."""
    shares = sum(_SHARES.get(one, 0) for one in columns)
    rest = measure - sum(_NARROW.get(one, 0) for one in columns)
    if not shares:  # none of the wide ones: all are stretched
        return [_NARROW[one] * measure / (measure - rest) for one in columns]
    return [_NARROW.get(one) or rest * _SHARES[one] / shares for one in columns]


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What stands on an exhibit page: its number, the user's file, the file's digests in hex.

    It is the `place`-th of `places` side by side, from the left; `rows` are first and last row of
    pixels, from 0, where only a part of the picture is on this page. What lies in a `window`
    (left, top, right, bottom; the latter two aren't in it) of a picture that stands on another
    page is shown here once more, larger. A `sheet` is a page of words about the file.
    """

    number: int
    file: str
    sha256: str
    sm3: str
    place: int = 1
    places: int = 1
    rows: tuple[int, int] | None = None
    window: tuple[int, int, int, int] | None = None
    sheet: bool = False


@dataclass(frozen=True, slots=True)
class ListedExhibit:
    """An exhibit: its number, kind and title, and its pages."""

    number: int
    kind: str
    title: str
    pages: tuple[ListedPage, ...]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of the hash list; `exhibit` is None for files that are no exhibit."""

    name: str
    exhibit: int | None
    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class ExhibitList:
    """The exhibits, the rows that cite them, and every file's digests.

    `pages` is how many exhibit pages it says there are; None where it doesn't say.
    """

    plaintiff: str | None
    defendant: str | None
    exhibits: tuple[ListedExhibit, ...]
    rows: tuple[ListedRow, ...]
    files: tuple[ListedFile, ...]
    columns: tuple[ListedColumn, ...]
    pages: int | None = None

    @property
    def ruled(self) -> tuple[ListedColumn, ...]:
        """The columns where a group is a line of its own above its rows."""
        return tuple(one for one in self.columns if one.column is not ListColumn.GROUP)

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The heads and every row, where the group stands in a column of its own."""
        heads = tuple(one.head for one in self.columns)
        return (heads, *(tuple(map(row.cell, self._kinds)) for row in self.rows))

    @property
    def _kinds(self) -> tuple[ListColumn, ...]:
        return tuple(one.column for one in self.columns)


@dataclass(frozen=True, slots=True)
class Around:
    """What a style says around the list's table: `label` is what its sheets are numbered under."""

    heading: str
    head: str
    label: str
    signature: str
    dated: str


def around_list(case: Case, words: Wording) -> Around:
    """Return what stands around the table on every paper that shows it."""
    return Around(
        heading=words.text("list", "heading"),
        head="　　".join(words.texts("list", "head", said_in(case))),
        label=words.text("list", "label"),
        signature=words.text("list", "signature"),
        dated=words.text("list", "date"),
    )


def listed(case: Case, wording: Wording | None = None) -> ExhibitList:
    """Return the case's exhibits and rows in the court's words."""
    words = wording or court_wording()
    by_number = {exhibit.number: exhibit for exhibit in case.exhibits}
    return ExhibitList(
        plaintiff=case.brief.plaintiff,
        defendant=case.brief.defendant,
        exhibits=tuple(_exhibit(exhibit, case.hashes, words) for exhibit in case.exhibits),
        rows=_rows(case, by_number, words),
        files=tuple(_file(line) for line in case.hashes),
        columns=_columns(case, words),
        pages=case.pages,
    )


def exhibits_csv(shown: ExhibitList) -> bytes:
    """Return the list as CSV for Excel: UTF-8 with its mark, a comma between cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(map(plain_cell, cells) for cells in shown.table)
    return (BOM + text.getvalue()).encode("utf-8", "replace")


def plain_cell(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; a sum below nothing is a number."""
    formula = cell.startswith(_FORMULA) and not cell[1:].replace(".", "", 1).isdigit()
    return f"'{cell}" if formula else cell


def list_csv(case: Case, wording: Wording | None = None) -> bytes:
    """Return 证据目录.csv."""
    return exhibits_csv(listed(case, wording))


def _columns(case: Case, words: Wording) -> tuple[ListedColumn, ...]:
    """Return the style's columns, then those that the brief adds."""
    wanted = (ListColumn.GROUP, *words.columns(), *case.brief.filing.columns)
    return tuple(ListedColumn(one, words.head(one)) for one in dict.fromkeys(wanted))


def _rows(case: Case, exhibits: dict[int, Exhibit], words: Wording) -> tuple[ListedRow, ...]:
    groups = list(dict.fromkeys(row.group for row in case.rows))
    return tuple(
        ListedRow(
            group=words.group(groups.index(row.group) + 1, row.group),
            number=row.number,
            exhibit=row.exhibit,
            title=words.title(exhibits[row.exhibit]),
            source=words.source(exhibits[row.exhibit], case.brief.filing.carrier),
            proofs=tuple(_proof(proof, words) for proof in row.proofs),
            first=row.first,
            last=row.last,
            copies=case.brief.filing.copies,
            form=words.form(exhibits[row.exhibit]),
        )
        for row in case.rows
    )


def _proof(proof: Proof, words: Wording) -> ListedProof:
    return ListedProof(proof.kind, words.sentence(proof), proof.pages)


def _exhibit(exhibit: Exhibit, hashes: tuple[HashLine, ...], words: Wording) -> ListedExhibit:
    sm3 = {line.sha256: line.sm3.hex for line in hashes}
    pages = tuple(
        ListedPage(
            page.number,
            page.name,
            page.source.hex,
            sm3.get(page.source, ""),
            page.slot + 1,
            page.slots,
            (page.rows.top, page.rows.bottom - 1) if page.rows else None,
            _box(page.view.box) if isinstance(page.view, Close) else None,
            isinstance(page.view, VoiceSlot | RecordingSheet),
        )
        for page in exhibit.pages
    )
    return ListedExhibit(exhibit.number, exhibit.kind, words.title(exhibit), pages)


def _box(box: Box) -> tuple[int, int, int, int]:
    return box.x0, box.y0, box.x1, box.y1


def _file(line: HashLine) -> ListedFile:
    return ListedFile(line.name, line.exhibit, line.sha256.hex, line.sm3.hex)
