"""Sheets for what paper can't show: recordings, and the voices of a chat; each to be signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_kit.case import sure
from evidence_kit.case.exhibits import page_with
from evidence_kit.model import (
    Exhibit,
    ExhibitPage,
    Filing,
    RecordingSheet,
    RecordingWords,
    Side,
    VoiceSlot,
    Where,
    Written,
    clock,
)
from evidence_kit.render.papers import Hand
from evidence_kit.render.pdf import Ref
from evidence_kit.render.pictures import Shape
from evidence_kit.render.sheet import MM, QUIET, Rect, Sheet, Style
from evidence_kit.render.wording import Wording, chinese_date, spoken

HALF = 8.0  # points: what `case.recordings` counts a sheet's room in
PAD = 5.0
HEAD, ROW, TITLE = 22.0, 22.0, 34.0
LABEL = 34 * MM
AT, NAME = 50.0, 75.0
SIGN = 40.0
STILLS_ACROSS, GAP = 3, 12.0
_SHEET = "recordings"
_ROWS = (
    *("file", "format", "length", "size", "digest", "carrier"),
    *("recorded", "place", "recorder", "people"),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a film in the book, and the second at which it stands there."""

    at: int
    image: Ref
    shape: Shape


@dataclass(frozen=True, slots=True)
class Pen:
    """A place on a sheet that goes down, and how things are said and set there."""

    sheet: Sheet
    frame: Rect
    words: Wording
    hand: Hand

    def worded(self, key: str, **values: str) -> str:
        """Return one of the templates' texts."""
        return self.words.text(_SHEET, key, values)

    def fitted(self, x: float, y: float, text: str, style: Style, width: float) -> None:
        """Set a text; one wider than its place, by spelled-out signs, is set smaller."""
        wide = style.measure(text)
        small = replace(style, size=style.size * min(1.0, width / wide)) if wide else style
        self.sheet.text(x, y, text, small)


# ── a recording ────────────────────────────────────────────────────────────────────────


def draw_recording(
    pen: Pen,
    exhibit: Exhibit,
    page: ExhibitPage,
    filing: Filing,
    told: RecordingWords,
    shots: Sequence[Shot] = (),
) -> None:
    """Draw a sheet of a recording: what it is on the first, then its 文字整理稿."""
    view = page.view
    if not isinstance(view, RecordingSheet):
        return
    y = pen.frame.y + pen.frame.height
    if view.begins:
        known = {**_known(pen, exhibit, page, view), **_stated(filing, told)}
        y = _facts(pen, _title(pen, y, pen.worded(view.medium.value)), known)
        y = _shots(pen, y, shots) if shots else y
    if view.written:
        y = _title(pen, y - (GAP if view.begins else 0), pen.worded("heading"))
        y = _note(pen, y, pen.worded("note", exhibit=str(exhibit.number)))
        y = _table(pen, y, view)
    if view.ends:
        _signature(pen, y)


def _title(pen: Pen, y: float, text: str) -> float:
    style = replace(pen.hand.heading, size=15, tracking=3)
    pen.sheet.centred(pen.frame.x + pen.frame.width / 2, y - 20, text, style)
    return y - TITLE


def _note(pen: Pen, y: float, text: str) -> float:
    pen.sheet.text(pen.frame.x, y - 9, text, replace(pen.hand.small, colour=QUIET))
    return y - 18


def _facts(pen: Pen, y: float, known: Mapping[str, str]) -> float:
    """Draw what is known of a recording, row by row; what nobody knows is a line to write on."""
    for key in _ROWS:
        text = pen.words.text(_SHEET, f"value.{key}", known)
        wide = 32 if key == "digest" else len(text)
        lines = [text[at : at + wide] for at in range(0, len(text), wide)]
        height = ROW + (len(lines) - 1) * pen.hand.cell.leading
        rect = Rect(pen.frame.x, y - height, pen.frame.width, height)
        pen.sheet.tint(replace_width(rect, LABEL))
        pen.sheet.frame(rect, grey=0.25)
        pen.sheet.frame(replace_width(rect, LABEL), grey=0.25)
        base = y - (ROW + pen.hand.cell.size) / 2 + 1.5
        pen.sheet.text(rect.x + PAD, base, pen.worded(f"label.{key}"), pen.hand.head)
        for at, line in enumerate(lines):
            down = base - at * pen.hand.cell.leading
            width = pen.frame.width - LABEL - 2 * PAD
            pen.fitted(rect.x + LABEL + PAD, down, line, pen.hand.cell, width)
        y -= height
    return y


def replace_width(rect: Rect, width: float) -> Rect:
    """Return the left part of a rectangle."""
    return Rect(rect.x, rect.y, width, rect.height)


def _known(pen: Pen, exhibit: Exhibit, page: ExhibitPage, view: RecordingSheet) -> dict[str, str]:
    """Return what a recording's file tells of it."""
    kind = view.media_type.replace("/", "_").replace("-", "_")
    return {
        "exhibit": str(exhibit.number),
        "format": pen.worded(f"format.{kind}"),
        "length": clock(view.seconds) if view.seconds else "",
        "size": f"{view.size:,}",
        "digest": page.source.hex,
    }


def _stated(filing: Filing, told: RecordingWords) -> dict[str, str]:
    """Return what the plaintiff says of a recording, and of what it is handed in on."""
    return {
        "carrier": filing.carrier or "",
        "copies": str(filing.copies) if filing.copies > 1 else "",
        "date": chinese_date(told.on.isoformat()) if told.on else "",
        "place": told.place or "",
        "recorder": told.recorder or "",
        "people": told.people or "",
    }


def _shots(pen: Pen, y: float, shots: Sequence[Shot]) -> float:
    """Draw a film's pictures in rows, each with the place in the film below it."""
    y = _note(pen, y - GAP, pen.worded("stills")) - 2
    rows = -(-len(shots) // STILLS_ACROSS)
    width = (pen.frame.width - GAP * (STILLS_ACROSS - 1)) / STILLS_ACROSS
    height = (y - pen.frame.y - SIGN) / rows - 2 * GAP
    for at, shot in enumerate(shots):
        row, column = divmod(at, STILLS_ACROSS)
        left = pen.frame.x + column * (width + GAP)
        top = y - row * (height + 2 * GAP)
        _shot(pen, Rect(left, top - height, width, height), shot)
    return y - rows * (height + 2 * GAP)


def _shot(pen: Pen, place: Rect, shot: Shot) -> None:
    across, down = shot.shape.shown
    scale = min(place.width / across, place.height / down)
    width, height = across * scale, down * scale
    x, y = place.x + (place.width - width) / 2, place.y + place.height - height
    pen.sheet.picture(shot.image, shot.shape.matrix(x, y, width, height))
    pen.sheet.frame(Rect(x - 0.5, y - 0.5, width + 1, height + 1), grey=0.7)
    middle = place.x + place.width / 2
    pen.sheet.centred(middle, y - GAP, clock(shot.at), replace(pen.hand.small, colour=QUIET))


def _table(pen: Pen, y: float, view: RecordingSheet) -> float:
    heads = pen.words.heads(_SHEET, "columns", 3)
    widths = (AT, NAME, pen.frame.width - AT - NAME)
    _cells(pen, y, HEAD, widths, tinted=True)
    x = pen.frame.x
    for head, width in zip(heads, widths, strict=True):
        pen.sheet.centred(x + width / 2, y - 15, head, pen.hand.head)
        x += width
    y -= HEAD
    for row in (*view.rows, *[None] * view.rules):
        height = HALF * (max(3, 2 * row.lines + 1) if row else 3)
        _cells(pen, y, height, widths)
        if row:
            _row(pen, y, row, widths)
        y -= height
    return y


def _cells(
    pen: Pen, y: float, height: float, widths: Sequence[float], *, tinted: bool = False
) -> None:
    x = pen.frame.x
    if tinted:
        pen.sheet.tint(Rect(x, y - height, pen.frame.width, height))
    for width in widths:
        pen.sheet.frame(Rect(x, y - height, width, height), grey=0.25)
        x += width


def _row(pen: Pen, y: float, row: Written, widths: Sequence[float]) -> None:
    x, style = pen.frame.x + PAD, pen.hand.cell
    for lines, width in zip(((row.at,), row.speaker, row.words), widths, strict=True):
        for at, line in enumerate(lines):
            down = y - HALF * (2 * at + 1) - 7.5
            pen.fitted(x, down, line, style, width - 2 * PAD)
        x += width


def _signature(pen: Pen, y: float) -> None:
    """Draw the place to sign and date on one line, below what is signed."""
    y = max(y - 27, pen.frame.y + 4)
    style, right = pen.hand.text, pen.frame.x + pen.frame.width
    date = pen.worded("date")
    pen.sheet.right(right, y, date, style)
    line = right - style.measure(date) - 12
    pen.sheet.rule(line - 110, y - 3, line, y - 3)
    pen.sheet.right(line - 110, y, pen.worded("signature"), style)


# ── voices in a chat ───────────────────────────────────────────────────────────────────


def draw_voices(pen: Pen, exhibit: Exhibit, shown: Sequence[ExhibitPage]) -> None:
    """Draw a place for the words of each voice of the pages before, with rules to write on."""
    y = _title(pen, pen.frame.y + pen.frame.height, pen.worded("voice.heading"))
    y = _note(pen, y, pen.worded("voice.note")) - 4
    for page in shown:
        if isinstance(page.view, VoiceSlot):
            y = _voice(pen, y, exhibit, page, page.view)
    _signature(pen, y)


def _voice(pen: Pen, y: float, exhibit: Exhibit, page: ExhibitPage, slot: VoiceSlot) -> float:
    end, x = y - slot.height * HALF, pen.frame.x
    on = shows(exhibit, page)
    said = {
        "page": str(on),
        "who": _who(pen, slot),
        "seconds": str(slot.seconds) if slot.seconds else "",
        **spoken(sure.args(date=sure.minute(slot.at))),
    }
    text = pen.words.text(_SHEET, "voice.head", said)
    pen.fitted(x, y - 14, text, pen.hand.head, pen.frame.width)
    width = pen.hand.head.measure(text)
    pen.sheet.link(Rect(x, y - 17, min(width, pen.frame.width), 15), on)
    y -= 3 * HALF
    label = pen.worded("voice.spoken")
    for at, line in enumerate(slot.spoken):
        if not at:
            pen.sheet.text(x, y - 9, label, replace(pen.hand.cell, colour=QUIET))
        indent = pen.hand.cell.measure(label)
        pen.fitted(x + indent, y - 9, line, pen.hand.cell, pen.frame.width - indent)
        y -= 2 * HALF
    for _ in range(slot.rules):
        y -= 3 * HALF
        pen.sheet.rule(x, y + 4, x + pen.frame.width, y + 4)
    return end


def _who(pen: Pen, slot: VoiceSlot) -> str:
    if slot.sender and slot.side is not Side.RIGHT:
        return f"“{slot.sender}”"
    names = ("right", "left") if slot.neutral else ("plaintiff", "other")
    return pen.worded(f"voice.{names[slot.side is not Side.RIGHT]}")


def shows(exhibit: Exhibit, page: ExhibitPage) -> int:
    """Return the number of the page that shows as it is what a view is of."""
    view = page.view
    if isinstance(view, RecordingSheet) or view is None:
        return page.number
    found = page_with(exhibit.pages, Where(page.source, view.box))
    return found.number if found else page.number
