"""Electronic notes (微信借条, 电子借条): an amount, both sides, days, as labelled rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evidence_kit.model import (
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    FieldKind,
    Line,
    Money,
    Sourced,
    Wanted,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon, sums
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.rows import Row, pairs
from evidence_kit.screens.slip import BIG, HEAD, doubt, words
from evidence_kit.screens.vote import (
    Ballot,
    Field,
    Settled,
    after,
    by_words,
    settle,
)

_TITLE = Pattern(
    r"(?:微信|电子|我的)?(?:借条|欠条|借款协议|借款合同|借据)(?:详情|信息)?(?:\(.+\))?"
)
_LENDERS = ("出借人", "出借方", "债权人", "贷款人")
_BORROWERS = ("借款人", "借款方", "债务人", "欠款人")
_SUMS = ("借款金额", "欠款金额", "借款本金", "借条金额", "本金", "金额", "借款金额(小写)")
_TERMS = ("借款日期", "借款时间", "还款日期", "还款时间", "到期日", "还款日", "年利率", "年化利率")
_TERMS_MORE = ("利率", "借款用途", "还款方式", "借条编号", "合同编号", "借款期限", "起息日")
_REST = ("借条状态", "状态", "签署时间", "创建时间", "到期日期", "约定还款日", "应还本息", "利息")
_WORDS = ("金额大写", "大写金额", "大写", "借款金额(大写)", "借款金额大写", "金额(大写)")
LABELS = (*_LENDERS, *_BORROWERS, *_SUMS, *_TERMS, *_TERMS_MORE, *_REST, *_WORDS)
_WEAK = DoubtKind.LOW_CONFIDENCE
_FEN = Pattern(r"\.\d\d(?!\d)")
_DAYS = Pattern(r".*(?:日期|时间|到期日|还款日|起息日)$")
# A row of so many digits is a number of the note.
SERIAL = 10


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is an electronic note: rows of both sides and terms."""
    found = {row.label for row in _rows(sheet)}
    sides = bool(found & set(_LENDERS)) + bool(found & set(_BORROWERS))
    terms = len(found & {*_SUMS, *_TERMS, *_TERMS_MORE})
    named = any(_TITLE.fullmatch(lexicon.squeezed(line.text)) for line in sheet.lines)
    return min(1.0, 0.2 * sides + 0.1 * min(3, terms) + 0.2 * named) if sides else 0.0


def wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amount and of every row that is a time, a day or a number."""
    found = _rows(sheet)
    paid = _sum_line(sheet, found)
    fields = ((field, row) for row in found if (field := _field(row)))
    return (
        *(sums.field(paid[1], paid[0], whole=True).wanted([paid[0]]) if paid else ()),
        *(box for field, row in fields for box in field.wanted(row.values[:1])),
    )


def read(sheet: Sheet, votes: Ballot) -> Document:
    """Return the note's text, its amount after its 大写 has voted, and its rows."""
    found = _rows(sheet)
    paid = _paid(sheet, votes, found)
    named = [li for li in sheet.lines if li.box.centre[1] > HEAD * sheet.width]
    lines = named or list(sheet.lines)
    shown = tuple((row.label, value) for row in found if (value := words(votes, row)))
    weak = [d for row in found if (field := _field(row)) for d in _doubts(votes, row, field)]
    return Document(
        source=sheet.page.source,
        kind=DocumentKind.ELECTRONIC_NOTE,
        text=votes.sourced("\n".join(line.text.strip() for line in lines), lines),
        amount=paid.value,
        rows=shown,
        doubts=(*paid.doubts, *weak, *_undated(votes, found)),
    )


def _rows(sheet: Sheet) -> tuple[Row, ...]:
    return tuple(row for row in pairs(_body(sheet), LABELS) if row.label and row.values)


def _body(sheet: Sheet) -> list[Line]:
    """Return the lines from the first known label on: titles and buttons stand elsewhere."""
    known = [li for li in sheet.lines if lexicon.squeezed(li.text).rstrip(":") in LABELS]
    merged = [li for li in sheet.lines if lexicon.squeezed(li.text).startswith(LABELS)]
    starts = known or merged
    if not starts:
        return []
    top, left = min(li.box.y0 for li in starts), min(li.box.x0 for li in starts)
    return [li for li in sheet.lines if li.box.y1 > top and li.box.x0 >= left - li.box.height]


# ── amount ─────────────────────────────────────────────────────────────────────────────


def _sum_line(sheet: Sheet, found: Sequence[Row]) -> tuple[Line, str] | None:
    """Return the amount's line and the label before it on that line: a row's, else the big one."""
    row = next((r for label in _SUMS for r in found if r.label == label), None)
    if row is not None:
        return row.values[0], row.prefix
    top = HEAD * sheet.width
    big = [
        li
        for li in sheet.lines
        if li.box.y0 > top and li.box.height > BIG * sheet.em and lexicon.money_like(li.text)
    ]
    return (max(big, key=lambda li: (li.box.height, li.box)), "") if big else None


def _paid(sheet: Sheet, votes: Ballot, found: Sequence[Row]) -> Settled[Money]:
    line = _sum_line(sheet, found)
    if line is None:
        return Settled(None, (doubt(votes, DoubtKind.AMOUNT_UNREADABLE, "amount"),))
    field = sums.field(line[1], line[0], whole=True)
    settled = settle(votes, line[0], field)
    if settled.value is not None and not settled.doubts and _weak(line[0], found):
        settled = replace(settled, doubts=(doubt(votes, _WEAK, "amount", line[0]),))
    return by_words(settled, _written(sheet, votes))


def _weak(line: Line, found: Sequence[Row]) -> bool:
    """Say whether only 大写 can make an amount sure: no label names it, or it has no fen.

    The big number may be what is still owed; without fen a point may be lost.
    """
    labelled = any(line in row.values for row in found if row.label in _SUMS)
    return not labelled or not _FEN.search(lexicon.squeezed(line.text))


def _written(sheet: Sheet, votes: Ballot) -> Sourced[Money] | None:
    """Return the one amount that the page writes in 大写."""
    found = sums.written(sheet.lines)
    one = len({money for money, _ in found}) == 1
    return votes.sourced(found[0][0], (found[0][1],)) if one else None


# ── other rows that matter ─────────────────────────────────────────────────────────────


def _field(row: Row) -> Field[str] | None:
    """Return how to read a row's value again; None where it is plain words.

    A day, a time and a number each come back as their own words: the row quotes them.
    """
    value = lexicon.squeezed(after(row.prefix, row.values[0].text))
    if row.label in _SUMS:
        return None
    if lexicon.time(value) is not None or lexicon.day(value) is not None:
        name, kind, unread = "time", FieldKind.TIME, DoubtKind.TIME_UNREADABLE
    elif value.isdigit() and len(value) >= SERIAL:
        name, kind, unread = "serial", FieldKind.SERIAL, DoubtKind.SERIAL_UNREADABLE
    else:
        return None
    return Field(name, kind, lambda text: _figures(after(row.prefix, text)), unread, alone=False)


def _undated(votes: Ballot, found: Sequence[Row]) -> tuple[Doubt, ...]:
    """Doubt a day that is none, and one to pay back on that comes before the loan's own."""
    days = [(row, after(row.prefix, row.values[0].text)) for row in found if _DAYS.match(row.label)]
    none = [row for row, text in days if any(map(str.isdigit, text)) and not _readable(text)]
    known = [(row, day) for row, text in days if (day := lexicon.day(text))]
    lent = [day for row, day in known if row.label.startswith("借款")]
    early = [r for r, day in known if lent and "还" in r.label and day < lent[0]]
    lines = [row.values[0] for row in (*none, *early)]
    return tuple(doubt(votes, DoubtKind.TIME_UNREADABLE, "time", line) for line in lines)


def _readable(text: str) -> bool:
    return lexicon.day(text) is not None or lexicon.time(text) is not None


def _figures(text: str) -> str | None:
    """Return a text's digits, parted where other signs part them."""
    return " ".join(lexicon.numbers(text)) or None


def _doubts(votes: Ballot, row: Row, field: Field[str]) -> tuple[Doubt, ...]:
    return settle(votes, row.values[0], field).doubts
