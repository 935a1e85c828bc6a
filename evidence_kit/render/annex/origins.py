"""原始载体定位表: where on the phone each exhibit is found at the hearing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from evidence_kit.model import Digest, Exhibit, ExhibitKind, MessageKind, Profile
from evidence_kit.render.annex.part import Desk, Part
from evidence_kit.render.annex.spoken import Spoken
from evidence_kit.render.flow import Cell, Column, Table
from evidence_kit.render.layout import Span
from evidence_kit.render.ledger import LedgerRow, ledger_rows
from evidence_kit.render.sheet import MM
from evidence_kit.render.wording import page_range, spoken

T = TypeVar("T")

_WIDTHS = (24, 55, 38, 55, 55, 40)  # mm
_LONGEST = 30  # characters of a message, enough to know it again
_NAMES = ("remark", "nickname", "title", "name")
# Exhibits that are found elsewhere where they have this flag.
_OTHERWISE = {
    ExhibitKind.PROFILE: "own",
    ExhibitKind.REAL_NAME: "own",
    ExhibitKind.DOCUMENT: "electronic",
}
_NO_WORDS = (MessageKind.TIME, MessageKind.SYSTEM)


def draw_origins(part: Part, desk: Desk) -> None:
    """Draw a row for each exhibit, in the order of the filing."""
    flow = part.begin(desk, "origins")
    flow.paragraph(desk.said("origins.note"), part.hand.small)
    flow.gap(6)
    heads = desk.words.heads("annex", "origins.columns", len(_WIDTHS))
    columns = [Column(head, width * MM) for head, width in zip(heads, _WIDTHS, strict=True)]
    table = Table(flow, columns, head=part.hand.small_head, body=part.hand.small)
    shown = _Shown(desk)
    for exhibit in desk.case.exhibits:
        table.row(_cells(part, desk, exhibit, shown))


class _Shown:
    """What each exhibit shows: a run of a chat, or payments, as the other parts tell them."""

    def __init__(self, desk: Desk) -> None:
        self._talk = {run.exhibit.number: (run, said) for run, said in desk.talk if run.exhibit}
        pages = (page for _, page in desk.places.screens if isinstance(page, Profile))
        self._own = {page.source for page in pages if page.own}
        self._on: dict[Digest, list[LedgerRow]] = {}
        for row in ledger_rows(desk.facts, desk.sources, desk.words):
            for source in dict.fromkeys(place.source for place in row.payment.places):
                self._on.setdefault(source, []).append(row)

    def flags(self, exhibit: Exhibit) -> set[str]:
        """Return what makes an exhibit be found elsewhere: an own page, a page of an app."""
        said = {name for name, _ in exhibit.title_args}
        return said | ({"own"} if exhibit.pages[0].source in self._own else set())

    def title(self, exhibit: Exhibit) -> str:
        """Return what the phone calls the chat that an exhibit is a run of, else nothing."""
        found = self._talk.get(exhibit.number)
        return found[0].talk.title.value if found and found[0].talk.title else ""

    def said(self, exhibit: Exhibit) -> Sequence[Spoken]:
        """Return what is said in an exhibit, the app's own lines only where nothing else is."""
        _, told = self._talk.get(exhibit.number, (None, ()))
        return [one for one in told if one.utterance.message.kind not in _NO_WORDS] or told

    def paid(self, exhibit: Exhibit) -> list[LedgerRow]:
        """Return the rows of the payments that an exhibit's files show."""
        sources = dict.fromkeys(page.source for page in exhibit.pages)
        found = {row.number: row for source in sources for row in self._on.get(source, ())}
        return [found[number] for number in sorted(found)]


def _cells(part: Part, desk: Desk, exhibit: Exhibit, shown: _Shown) -> list[Cell]:
    paid = shown.paid(exhibit) if exhibit.kind is not ExhibitKind.CONVERSATION else []
    since, until = _ends(desk, exhibit, shown, paid)
    return [
        part.cell(_place(desk, exhibit), part.hand.small_head),
        part.cell([_way(desk, exhibit, shown)]),
        part.cell([_name(exhibit, shown, paid) or desk.said("not_cited")]),
        part.cell(since or [desk.said("not_cited")]),
        part.cell(until or [desk.said("not_cited")]),
        part.cell(_serials(desk, paid) or [desk.said("not_cited")]),
    ]


def _place(desk: Desk, exhibit: Exhibit) -> list[str | tuple[Span, ...]]:
    pages = desk.said("origins.pages", pages=page_range(exhibit.first, exhibit.last))
    number = desk.said("origins.exhibit", exhibit=str(exhibit.number))
    return [number, (Span(pages, to=exhibit.first),)]


def _way(desk: Desk, exhibit: Exhibit, shown: _Shown) -> str:
    """Return where in which app an exhibit is found."""
    flag = _OTHERWISE.get(exhibit.kind, "")
    other = f"_{flag}" if flag in shown.flags(exhibit) else ""
    return desk.said(f"origins.place.{exhibit.kind}{other}")


def _name(exhibit: Exhibit, shown: _Shown, paid: Sequence[LedgerRow]) -> str:
    """Return what the phone calls a chat or the other side of a payment."""
    args = spoken(exhibit.title_args)
    named = next((args[key] for key in _NAMES if key in args), "")
    return shown.title(exhibit) or named or (paid[0].counterparty if len(paid) == 1 else "")


def _ends(
    desk: Desk, exhibit: Exhibit, shown: _Shown, paid: Sequence[LedgerRow]
) -> tuple[list[str], list[str]]:
    """Return what an exhibit begins and ends with: messages, or payments; an end alone is both."""
    told = [_message(desk, one) for one in _two(shown.said(exhibit))]
    told = told or [_payment(desk, row) for row in _two(paid)]
    return (told[0] if told else [], told[-1] if len(told) > 1 else [])


def _two(every: Sequence[T]) -> list[T]:
    """Return the first and the last, one where there is but one."""
    return [*every[:1], *every[1:][-1:]]


def _message(desk: Desk, one: Spoken) -> list[str]:
    text = one.text.replace("\n", "")
    speaker = one.speaker.replace("\n", "")
    short = text if len(text) <= _LONGEST else desk.said("origins.shortened", text=text[:_LONGEST])
    return [one.time[0], f"{speaker}：{short}"]


def _payment(desk: Desk, row: LedgerRow) -> list[str]:
    if row.payment.doubts and not desk.marks:
        return [desk.said("unshown")]
    mark = desk.said("open") if row.payment.doubts else ""
    told = desk.said("origins.paid", day=row.day, direction=row.direction, amount=row.amount)
    return [told + mark]


def _serials(desk: Desk, paid: Sequence[LedgerRow]) -> list[str]:
    """Return a payment's number; of several, the lines of 账目表 that have theirs."""
    if len(paid) > 1:
        return [desk.said("origins.several", rows="、".join(str(row.number) for row in paid))]
    return [row.serial for row in paid if row.serial]
