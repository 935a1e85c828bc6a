"""The papers around the exhibits: cover, 证据目录, 电子数据取证说明, hash list, 校验页."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import segno

from evidence_kit.model import Case, Digest, ExhibitPage, HashLine, ListColumn
from evidence_kit.render.faces import Faces
from evidence_kit.render.flow import Cell, Column, Flow, Table, sign_height, sign_here
from evidence_kit.render.layout import Span, break_lines
from evidence_kit.render.listing import (
    CENTRED,
    Around,
    ExhibitList,
    ListedColumn,
    ListedProof,
    ListedRow,
    list_widths,
)
from evidence_kit.render.sheet import (
    FOOT,
    HEIGHT,
    LEFT,
    MEASURE,
    MM,
    RULE,
    Rect,
    Sheet,
    Style,
    plain,
)
from evidence_kit.render.wording import Wording, chinese_date, cited, page_range, runs, said_in

CHINA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class ThirdPartyTime:
    """When a real authority saw the manifest: its name, and the time in UTC."""

    authority: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hand:
    """The sizes in which a filing is set."""

    cover: Style
    heading: Style
    text: Style
    label: Style
    cell: Style
    head: Style
    small: Style
    small_head: Style
    fine: Style


def hand(faces: Faces) -> Hand:
    """Return the sizes: 12 point text, 10.5 point tables, nothing below 7.5 point."""
    return Hand(
        cover=Style(faces.song, 44, 60, tracking=14),
        heading=Style(faces.hei, 20, 34, tracking=4),
        text=Style(faces.song, 12, 23),
        label=Style(faces.hei, 12, 23),
        cell=Style(faces.song, 10.5, 16),
        head=Style(faces.hei, 10.5, 15),
        small=Style(faces.song, 9, 13),
        small_head=Style(faces.hei, 9, 13),
        fine=Style(faces.hei, 7.5, 13),
    )


def draw_cover(sheet: Sheet, case: Case, words: Wording, set_in: Hand) -> None:
    """Draw the cover: no logo, no code, no hash; blank lines where the brief says nothing."""
    said = said_in(case)
    centre, y = LEFT + MEASURE / 2, HEIGHT * 0.68
    heading = plain(words.text("cover", "heading"))
    headed = break_lines(heading, width=MEASURE, measure=set_in.cover.measure)
    for above, line in enumerate(reversed(headed)):
        sheet.centred(centre, y + above * set_in.cover.leading, line.text, set_in.cover)
    sheet.rule(centre - 44 * MM, y - 10 * MM, centre + 44 * MM, y - 10 * MM, RULE)
    sheet.rule(centre - 44 * MM, y - 11 * MM, centre + 44 * MM, y - 11 * MM)
    style = replace(set_in.text, size=15)
    label = replace(set_in.label, size=15)
    lines = (
        ("cause", words.text("cover", "cause")),
        ("plaintiff", said["plaintiff"]),
        ("defendant", said["defendant"]),
        ("submitter", words.text("cover", "submitter", said)),
        ("date", _filed(case, words)),
    )
    y = HEIGHT * 0.42
    for key, value in lines:
        y = _cover_line(sheet, y, words.text("cover", f"{key}_label"), value, (label, style))
        y -= 13.5 * MM


def _cover_line(
    sheet: Sheet, y: float, label: str, value: str, styles: tuple[Style, Style]
) -> float:
    """Draw a label and what stands on its line, long ones on lines below; return the last's y."""
    x, column, rule = LEFT + MEASURE / 2 - 57 * MM, 24 * MM, 84 * MM
    spread = (column - styles[0].measure(label)) / max(len(label) - 1, 1)
    sheet.text(x, y, label, replace(styles[0], tracking=spread))
    start = x + column + 6 * MM
    lines = break_lines(plain(value), width=rule, measure=styles[1].measure)
    for at, line in enumerate(lines):
        y -= styles[1].size * 1.35 if at else 0
        sheet.line(start + (rule - line.width) / 2, y, line, styles[1])
    sheet.rule(start, y - 4.5, start + rule, y - 4.5)
    return y


def _filed(case: Case, words: Wording) -> str:
    day = case.brief.filed_on
    return chinese_date(day.isoformat()) if day else words.text("cover", "date")


def draw_label(sheet: Sheet, set_in: Hand) -> None:
    """Draw at the foot what a sheet is called."""
    sheet.centred(LEFT + MEASURE / 2, FOOT, sheet.label, set_in.small)


def draw_list(
    flow: Flow, shown: ExhibitList, around: Around, set_in: Hand
) -> list[tuple[str, str]]:
    """Draw the 证据目录; return each group's name and the label of the sheet where it begins."""
    flow.heading(around.heading, replace(set_in.heading, tracking=10))
    flow.gap(4)
    flow.paragraph(around.head, set_in.cell, even=False)
    flow.gap(6)
    rows, kinds = shown.rows, [one.column for one in shown.ruled]
    table = Table(flow, _list_columns(shown.ruled), head=set_in.head, body=set_in.cell)
    begun: list[tuple[str, str]] = []
    for position, row in enumerate(rows):
        cells = [_list_cell(row, kind) for kind in kinds]
        after = sign_height(set_in.text) if position == len(rows) - 1 else 0
        if position == 0 or rows[position - 1].group != row.group:
            table.band(row.group, set_in.head, keep=table.least(cells, keep=after))
            begun.append((row.group, flow.sheet.label))
        table.row(cells, keep=after)
    sign_here(flow, around.signature, around.dated, set_in.text)
    return begun


def _list_columns(columns: Sequence[ListedColumn]) -> list[Column]:
    widths = list_widths([one.column for one in columns], MEASURE / MM)
    return [
        Column(one.head, width * MM, centred=one.column in CENTRED)
        for one, width in zip(columns, widths, strict=True)
    ]


def _list_cell(row: ListedRow, column: ListColumn) -> Cell:
    if column is ListColumn.PROVES:
        parts = zip(row.marks, row.proofs, row.stops, strict=True)
        return Cell(tuple(_proof_spans(*part) for part in parts))
    if column is ListColumn.PAGES:
        return Cell(((Span(row.pages, to=row.first),),))
    return Cell((plain(row.cell(column)),))


def _proof_spans(mark: str, proof: ListedProof, stop: str) -> tuple[Span, ...]:
    """Return a sentence; each page that it cites is a link."""
    if not proof.pages:
        return plain(mark + proof.text + stop)
    links = [Span(page_range(*run), to=run[0]) for run in runs(proof.pages)]
    spaced = [part for link in links for part in (Span("、"), link)][1:]
    return (Span(f"{mark}{proof.text}（第"), *spaced, Span(f"页）{stop}"))


def draw_statement(flow: Flow, case: Case, words: Wording, set_in: Hand) -> None:
    """Draw the 电子数据取证说明, to be completed by hand and signed."""
    flow.heading(words.text("statement", "heading"), set_in.heading)
    flow.gap(8)
    indent = 2 * set_in.text.size
    flow.paragraph(words.text("statement", "opening"), set_in.text, indent=indent)
    said = {**said_in(case), "steps": words.steps(case.exhibits)}
    for text in words.texts("statement", "paragraphs", said):
        flow.paragraph(text, set_in.text, indent=indent)
    caption = words.text("statement", "signature")
    sign_here(flow, caption, words.text("statement", "date"), set_in.text)


def draw_hashes(flow: Flow, case: Case, words: Wording, set_in: Hand) -> str:
    """Draw the hash list on a sheet of its own and those that follow; return the first's label."""
    flow.turn()
    label = flow.sheet.label
    flow.heading(words.text("statement", "hashes.heading"), replace(set_in.heading, size=16))
    flow.gap(4)
    widths = (22 * MM, MEASURE - 139 * MM, 17 * MM, 100 * MM)
    heads = words.heads("statement", "hashes.columns", len(widths))
    columns = [Column(head, width) for head, width in zip(heads, widths, strict=True)]
    table = Table(flow, columns, head=set_in.small_head, body=set_in.small)
    places = _places_of(case)
    for line in case.hashes:
        table.row(_hash_cells(line, places.get(line.name, []), words, set_in))
    if any(line.seen_at for line in case.hashes):
        flow.gap(6)
        flow.paragraph(words.text("statement", "hashes.seen_note"), set_in.small)
    return label


def _places_of(case: Case) -> dict[str, list[ExhibitPage]]:
    """Return where each file stands; with `slots` only those that share their page."""
    places: dict[str, list[ExhibitPage]] = {}
    for exhibit in case.exhibits:
        for shown in exhibit.sheets:
            for page in shown if not shown[0].repeats else ():
                alone = len(shown) == 1
                places.setdefault(page.name, []).append(replace(page, slots=1) if alone else page)
    return places


def _stands(places: Sequence[ExhibitPage], words: Wording) -> str:
    """Return on which pages a file stands, and of several pictures on its page which it is."""
    said = {"pages": cited(page.number for page in places)}
    first = places[0]
    if first.view is not None:
        return words.text("statement", "hashes.sheets", said)
    if len(places) > 1 or first.slots == 1:
        return words.text("statement", "hashes.pages", said)
    left, middle, right = words.heads("statement", "hashes.sides", 3)
    said["side"] = {0: left, first.slots - 1: right}.get(first.slot, middle)
    return words.text("statement", "hashes.side", said)


def _hash_cells(
    line: HashLine, places: Sequence[ExhibitPage], words: Wording, set_in: Hand
) -> list[Cell]:
    if line.exhibit is None:
        place = [plain(words.text("statement", "hashes.no_exhibit"))]
    else:
        exhibit = words.text("statement", "hashes.exhibit", {"exhibit": str(line.exhibit)})
        place = [plain(exhibit)]
        if places:
            place.append((Span(_stands(places, words), to=places[0].number),))
    return [
        Cell(tuple(place)),
        Cell((plain(line.stored or line.name),)),
        Cell((plain("SHA-256"), plain("SM3")), set_in.fine),
        Cell((plain(line.sha256.hex), plain(line.sm3.hex), *_seen(line, words)), set_in.fine),
    ]


def _seen(line: HashLine, words: Wording) -> list[tuple[Span, ...]]:
    """Return the earliest time that a third party proves for a file, below its digests."""
    if line.seen_at is None:
        return []
    said = {"authority": line.seen_by, "time": f"{line.seen_at + CHINA:%Y-%m-%d %H:%M:%S}"}
    return [plain(words.text("statement", "hashes.seen", said))]


def draw_check(
    flow: Flow,
    manifest: Digest,
    times: Sequence[ThirdPartyTime],
    words: Wording,
    set_in: Hand,
) -> str:
    """Draw the 校验页: the manifest's digest as text and QR code; return its sheet's label."""
    flow.turn()
    label = flow.sheet.label
    flow.heading(words.text("statement", "check.heading"), set_in.heading)
    flow.gap(8)
    indent = 2 * set_in.text.size
    flow.paragraph(words.text("statement", "check.opening"), set_in.text, indent=indent)
    flow.gap(4)
    flow.heading(manifest.hex, replace(set_in.head, size=11, leading=24))
    _draw_code(flow, manifest.hex)
    flow.heading(words.text("statement", "check.qr"), set_in.small)
    flow.gap(10)
    for time in times:
        said = {"authority": time.authority, "time": f"{time.at + CHINA:%Y-%m-%d %H:%M:%S}"}
        text = words.text("statement", "check.third_party", said)
        flow.paragraph(text, set_in.text, indent=indent)
    flow.paragraph(words.text("statement", "check.commands"), set_in.text, indent=indent)
    for system in ("windows", "macos", "linux"):
        _draw_commands(flow, system, words, set_in)
    return label


def _draw_commands(flow: Flow, system: str, words: Wording, set_in: Hand) -> None:
    commands = words.texts("statement", f"check.{system}_commands")
    style = replace(set_in.head, leading=18)
    flow.keep(style.leading * (len(commands) + 1))
    flow.gap(4)
    left = LEFT + 2 * set_in.text.size
    flow.paragraph(words.text("statement", f"check.{system}"), style, left=left)
    for command in commands:
        flow.paragraph(command, replace(style, face=set_in.cell.face), left=left + 20, even=False)


def _draw_code(flow: Flow, content: str) -> None:
    """Draw a QR code 34 mm wide, with the quiet zone of four modules that readers want."""
    modules = segno.make(content, error="m", micro=False).matrix
    quiet, side = 4, 34 * MM
    module = side / (len(modules) + 2 * quiet)
    flow.keep(side)
    left, top = LEFT + (MEASURE - side) / 2 + quiet * module, flow.y - quiet * module
    for row, bits in enumerate(modules):
        for start, length in _dark_runs(bits):
            y = top - (row + 1) * module
            flow.sheet.tint(Rect(left + start * module, y, length * module, module), grey=0)
    flow.y -= side


def _dark_runs(bits: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at, bit in enumerate(bits):
        if bit and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif bit:
            found.append((at, 1))
    return found
