"""账目表 on paper: the rows of 账目表.csv beside the pages of the filing that show them."""

from __future__ import annotations

from evidence_kit.render.annex.part import Desk, Part
from evidence_kit.render.flow import Cell, Column, Table
from evidence_kit.render.layout import Span
from evidence_kit.render.ledger import NOTHING, LedgerRow, ledger_rows
from evidence_kit.render.sheet import MM

_WIDTHS = (11, 29, 21, 24, 19, 18, 39, 27, 19, 20, 20, 20)  # mm
_CENTRED, _RIGHT = (0, 4, 5, 8), (3, 9, 10, 11)


def draw_account(part: Part, desk: Desk) -> None:
    """Draw a row for each payment, the sums of what is counted, and how they are formed."""
    flow = part.begin(desk, "ledger")
    rows = ledger_rows(desk.facts, desk.sources, desk.words)
    table = Table(flow, _columns(desk), head=part.hand.small_head, body=part.hand.small)
    for row in rows:
        table.row(_cells(part, desk, row))
    sums = (rows[-1].sums if rows else NOTHING).cells()
    total = ["", desk.said("ledger.total"), *[""] * 7, *sums]
    table.row([part.cell([text], part.hand.small_head) for text in total])
    flow.gap(8)
    flow.paragraph(desk.said("ledger.sums"), part.hand.small)
    if desk.marks and any(row.payment.doubts for row in rows):
        flow.paragraph(desk.said("ledger.open"), part.hand.small)


def _columns(desk: Desk) -> list[Column]:
    heads = desk.words.heads("annex", "ledger.columns", len(_WIDTHS))
    return [
        Column(head, width * MM, centred=at in _CENTRED, right=at in _RIGHT)
        for at, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True))
    ]


def _cells(part: Part, desk: Desk, row: LedgerRow) -> list[Cell]:
    counted = [row.counted]
    if row.payment.doubts:
        counted.append(desk.said("open" if desk.marks else "unshown"))
    unknown, blank = desk.words.text("ledger", "unknown"), desk.said("not_cited")

    def told(text: str) -> str:
        """Return a cell; the ledger's own word for what isn't known is none for the court."""
        return text if desk.marks or unknown not in text else blank

    texts = (
        *([str(row.number)], [told(row.day), told(row.basis)], [told(row.direction), row.way]),
        *(
            [row.amount],
            [told(row.state)],
            [told(row.nature)],
            [row.serial or desk.said("not_cited")],
        ),
    )
    return [
        *(part.cell(text) for text in texts),
        part.cell(_shown(desk, row)),
        *(part.cell(text) for text in (counted, *([sum_] for sum_ in row.sums.cells()))),
    ]


def _shown(desk: Desk, row: LedgerRow) -> list[str | tuple[Span, ...]]:
    """Return the pages that show a payment, or the plaintiff's own word for it.

    A platform's table has no page: it is named for what it is.
    """
    found: list[str | tuple[Span, ...]] = [*desk.places.spans(desk.places.of_payment(row.payment))]
    if row.payment.stated:
        found.insert(0, desk.words.text("ledger", "stated", {"channel": row.payment.channel.value}))
    if not _on_paper(desk, row):
        found.append(desk.said("ledger.record"))
    return found or [desk.said("not_cited")]


def _on_paper(desk: Desk, row: LedgerRow) -> bool:
    """Say whether every record of a payment stands on a page; so does none."""
    return all(desk.places.of(place) for place in row.payment.records)
