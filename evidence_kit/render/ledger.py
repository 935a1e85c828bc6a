"""账目表: every payment a line, with running sums that can be added again by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
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


def ledger_csv(facts: LoanFacts, sources: Sequence[Source]) -> bytes:
    """Return the table as CSV for Excel, by day; the last line sums what is counted.

    Amounts are yuan with two decimals. A payment that is not counted leaves the sums as they
    are; what is in doubt says which doubts.
    """
    words = court_wording()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(words.heads("ledger", "columns", _COLUMNS))
    sums = _Sums(Money(0), Money(0))
    names = {source.sha256.hex: source.name for source in reversed(sources)}
    for number, payment in enumerate(facts.payments, start=1):
        sums = sums.after(payment)
        line = _Line(payment, words, names)
        cells = (str(number), *line.cells(), *sums.cells(), line.flags(), line.doubts())
        writer.writerow([plain_cell(cell) for cell in cells])
    writer.writerow(["", words.text("ledger", "total"), *_NOTHING, *sums.cells(), "", ""])
    return (BOM + text.getvalue()).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Sums:
    """What was lent and what came back so far, of what is counted."""

    lent: Money
    back: Money

    def after(self, payment: Payment) -> _Sums:
        if not payment.counted:
            return self
        fen = payment.amount.value.fen
        if payment.nature is Nature.LOAN:
            return _Sums(Money(self.lent.fen + fen), self.back)
        return _Sums(self.lent, Money(self.back.fen + fen))

    def cells(self) -> tuple[str, str, str]:
        return str(self.lent), str(self.back), str(Money(self.lent.fen - self.back.fen))


@dataclass(frozen=True, slots=True)
class _Line:
    """One payment in words; `names` are the files' own names by SHA-256."""

    payment: Payment
    words: Wording
    names: Mapping[str, str]

    def cells(self) -> Iterator[str]:
        one = self.payment
        yield self._day(one.at)
        yield self._said(f"basis.{one.at.basis.value}")
        yield self._said(f"direction.{one.direction.value}" if one.direction else "unknown")
        yield self._said("red_packet") if one.red_packet else one.channel.value
        yield str(one.amount.value)
        yield self._state()
        yield one.nature.value
        yield one.basis.quote if one.basis else ""
        # The tab keeps Excel from making 1.00E+27 of 28 digits, as in WeChat's own bills.
        yield f"{one.serial.value}\t" if one.serial else ""
        yield one.counterparty or ""
        yield self._stated() or "；".join(self._places())
        yield one.backing.value
        yield self._said("counted" if one.counted else "not_counted")

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
