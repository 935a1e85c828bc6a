"""账目表: every payment a line, with running sums that can be added again by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from evidence_kit.model import (
    Direction,
    DoubtKind,
    LoanFacts,
    Moment,
    Money,
    Nature,
    Payment,
    Source,
)
from evidence_kit.render.listing import BOM, plain_cell
from evidence_kit.render.wording import Wording, court_wording

_COLUMNS = 19
_NOTHING = ("",) * 12
# Doubts that whoever adds the sums again must know of, by their kinds.
_FLAGS = (
    DoubtKind.NATURE_UNKNOWN,
    DoubtKind.NATURE_DISPUTABLE,
    DoubtKind.INTEREST_UP_FRONT,
    DoubtKind.RECORDS_DIFFER,
    DoubtKind.RECORD_LACKS,
    DoubtKind.SAID_DIFFERS_FROM_PAID,
)


def ledger_csv(
    facts: LoanFacts, sources: Sequence[Source], wording: Wording | None = None
) -> bytes:
    """Return the table as CSV for Excel, by day; the last line sums what is counted.

    Amounts are yuan with two decimals. A payment that is not counted leaves the sums as they
    are; what is in doubt says which doubts.
    """
    words = wording or court_wording()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(words.heads("ledger", "columns", _COLUMNS))
    rows = ledger_rows(facts, sources, words)
    for row in rows:
        writer.writerow([plain_cell(cell) for cell in _cells(row)])
    sums = (rows[-1].sums if rows else NOTHING).cells()
    writer.writerow(["", words.text("ledger", "total"), *_NOTHING, *sums, "", ""])
    return (BOM + text.getvalue()).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Sums:
    """What was lent and what came back so far, of what is counted."""

    lent: Money
    back: Money

    def after(self, payment: Payment) -> Sums:
        """Return the sums with a payment's, as they are where it isn't counted."""
        if not payment.counted:
            return self
        fen = payment.amount.value.fen
        if payment.nature is Nature.LOAN:
            return Sums(Money(self.lent.fen + fen), self.back)
        return Sums(self.lent, Money(self.back.fen + fen))

    def cells(self) -> tuple[str, str, str]:
        """Return what was lent, what came back, and what is left, in yuan."""
        return str(self.lent), str(self.back), str(Money(self.lent.fen - self.back.fen))


NOTHING = Sums(Money(0), Money(0))


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A payment in words, and the sums with it; `number` is its line, from 1."""

    number: int
    payment: Payment
    day: str
    basis: str
    direction: str
    way: str
    amount: str
    state: str
    nature: str
    ground: str
    serial: str
    counterparty: str
    origin: str
    backing: str
    counted: str
    sums: Sums
    flags: str
    doubts: str


def ledger_rows(
    facts: LoanFacts, sources: Sequence[Source], words: Wording
) -> tuple[LedgerRow, ...]:
    """Return a row for every payment, by day: what the CSV and the aid for the court both show."""
    names = {source.sha256.hex: source.name for source in reversed(sources)}
    found: list[LedgerRow] = []
    sums = NOTHING
    for number, payment in enumerate(facts.payments, start=1):
        sums = sums.after(payment)
        found.append(_Line(payment, words, names).row(number, sums))
    return tuple(found)


def _cells(row: LedgerRow) -> tuple[str, ...]:
    return (
        *(str(row.number), row.day, row.basis, row.direction, row.way, row.amount, row.state),
        *(row.nature, row.ground),
        # The tab keeps Excel from making 1.00E+27 of 28 digits, as in WeChat's own bills.
        f"{row.serial}\t" if row.serial else "",
        *(row.counterparty, row.origin, row.backing, row.counted, *row.sums.cells()),
        *(row.flags, row.doubts),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One payment in words; `names` are the files' own names by SHA-256."""

    payment: Payment
    words: Wording
    names: Mapping[str, str]

    def row(self, number: int, sums: Sums) -> LedgerRow:
        one = self.payment
        return LedgerRow(
            number=number,
            payment=one,
            day=self._day(one.at),
            basis=self._said(f"basis.{one.at.basis.value}"),
            direction=self._said(
                f"direction.{one.direction.value}" if one.direction else "unknown"
            ),
            way=self._said("red_packet") if one.red_packet else one.channel.value,
            amount=str(one.amount.value),
            state=self._state(),
            nature=one.nature.value,
            ground=one.basis.quote if one.basis else "",
            serial=one.serial.value if one.serial else "",
            counterparty=one.counterparty or "",
            origin=self._stated() or "；".join(self._places()),
            backing=one.backing.value,
            counted=self._said("counted" if one.counted else "not_counted"),
            sums=sums,
            flags=self.flags(),
            doubts=self.doubts(),
        )

    def flags(self) -> str:
        """Return what leaves the line open, in a few words."""
        kinds = {doubt.kind for doubt in self.payment.doubts}
        said = [self._said(f"flag.{self._flag(kind)}") for kind in _FLAGS if kind in kinds]
        return "；".join(said)

    def _flag(self, kind: DoubtKind) -> str:
        """Return which words a doubt takes: of a loan, a part of it came straight back."""
        lent = self.payment.direction is Direction.OUT
        return f"{kind.value}_lent" if lent and kind is DoubtKind.INTEREST_UP_FRONT else kind.value

    def doubts(self) -> str:
        """Return the ids under which the doubts stand in facts.json and case.toml."""
        return "；".join(doubt.id for doubt in self.payment.doubts)

    def _direction(self) -> str:
        one = self.payment.direction
        return self._said(f"direction.{one.value}" if one else "unknown")

    def _state(self) -> str:
        one = self.payment
        if one.stated:
            return self._said("basis.stated")
        state = self._said(f"state.{one.state.value}")
        back = one.returned_at
        return self._said("came_back", state=state, day=self._day(back)) if back else state

    def _day(self, at: Moment) -> str:
        since, until = _iso(at.earliest), _iso(at.latest)
        if since == until:
            return since or self._said("unknown")
        form = "between" if since and until else "since" if since else "until"
        return self._said(form, since=since, until=until)

    def _places(self) -> list[str]:
        return list(dict.fromkeys(self.names[place.source.hex] for place in self.payment.places))

    def _stated(self) -> str:
        said = self.payment.stated
        if said is None:
            return ""
        form = "stated_page" if said.page else "stated_shown"
        return self._said(
            form if said.shown_in else "stated",
            channel=said.channel.value,
            shown_in=said.shown_in or "",
            page=str(said.page or ""),
        )

    def _said(self, key: str, **values: str) -> str:
        return self.words.text("ledger", key, values)


def _iso(at: datetime | None) -> str:
    return at.date().isoformat() if at else ""
