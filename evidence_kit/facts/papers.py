"""Papers about a debt (借条, 欠条, 收条): what they state is said, compared with what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from evidence_kit.facts.doubts import touching
from evidence_kit.model import (
    Brief,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    Money,
    Nature,
    Payment,
    Screen,
    Source,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

_SIGN = {Nature.LOAN: 1, Nature.REPAYMENT: -1}
_NOTES = (DocumentKind.LOAN_NOTE, DocumentKind.ELECTRONIC_NOTE)


def sure_amount(paper: Document) -> Money | None:
    """Return the sum a paper states, where the reader has no doubt about it."""
    unsure = [d for d in paper.doubts if dict(d.args).get("field") in ("amount", None)]
    # Words and digits that differ stand in two places of one paper.
    return None if paper.amount is None or unsure else paper.amount.value


def sure_kind(paper: Document) -> DocumentKind:
    """Return what a paper is, OTHER where the reader is not sure."""
    unsure = any(dict(doubt.args).get("field") == "kind" for doubt in paper.doubts)
    return DocumentKind.OTHER if unsure else paper.kind


def doubts(
    shown: Sequence[tuple[Source, Screen]], payments: Sequence[Payment], brief: Brief
) -> Iterator[Doubt]:
    """Yield a doubt for each paper whose sum no payment has, or that doesn't name the defendant.

    A receipt is of one payment, a note of one loan, of a day's or of all up to some day; what is
    owed by a 欠条 is what was left at some time. Where case.toml says that a file shows a payment
    (`shown_in`), the file is compared with that one.
    """
    for source, screen in shown:
        if isinstance(screen, Document):
            yield from _differing(source, screen, payments)
            yield from _strange(screen, brief)


def _differing(source: Source, paper: Document, payments: Sequence[Payment]) -> Iterator[Doubt]:
    amount, kind = sure_amount(paper), sure_kind(paper)
    if amount is None or paper.amount is None or kind is DocumentKind.OTHER:
        return
    of_file = [p for p in payments if p.stated and p.stated.shown_in == source.name]
    told = _sums(of_file) if of_file else _told(kind, [p for p in payments if p.counted])
    if amount not in told and isinstance(paper.amount.where, Where):
        paid = _total(of_file) if of_file else _total(p for p in payments if _lent(p))
        args = (("field", "amount"), ("said", str(amount)), ("paid", str(paid)))
        yield Doubt(DoubtKind.SAID_DIFFERS_FROM_PAID, paper.amount.where, args)


def _told(kind: DocumentKind, counted: Sequence[Payment]) -> set[Money]:
    """Return the sums that a paper of a kind may state of the payments that count."""
    loans = [payment for payment in counted if _lent(payment)]
    if kind is DocumentKind.RECEIPT:
        return {payment.amount.value for payment in counted}
    if kind in _NOTES:
        return _sums(loans) | _of_days(loans)
    steps = (_SIGN[p.nature] * p.amount.value.fen for p in counted)
    return {Money(fen) for fen in accumulate(steps)} | _sums(loans)


def _sums(payments: Sequence[Payment]) -> set[Money]:
    """Return each amount, and the sum of all up to each."""
    fens = [payment.amount.value.fen for payment in payments]
    return {Money(fen) for fen in (*fens, *accumulate(fens))}


def _of_days(loans: Sequence[Payment]) -> set[Money]:
    days: dict[object, int] = {}
    for loan in loans:
        if loan.at.earliest:
            day = loan.at.earliest.date()
            days[day] = days.get(day, 0) + loan.amount.value.fen
    return set(map(Money, days.values()))


def _total(payments: Iterable[Payment]) -> Money:
    return Money(sum(payment.amount.value.fen for payment in payments))


def _lent(payment: Payment) -> bool:
    return payment.counted and payment.nature is Nature.LOAN


def _strange(paper: Document, brief: Brief) -> Iterator[Doubt]:
    """Doubt whose debt a paper is of where the defendant's name isn't on it, or wasn't read."""
    named = squeezed(brief.defendant or "")
    known = named in squeezed(paper.text.value)
    place = paper.text.where
    if paper.kind is not DocumentKind.OTHER and not known and isinstance(place, Where):
        yield Doubt(DoubtKind.PARTY_UNKNOWN, place, (("field", "counterparty"),))


def nature(file: str, paper: Document, payments: Sequence[Payment]) -> Nature | None:
    """Return what the payments were for that a receipt is of, None where nothing tells."""
    of_file = [p for p in payments if p.stated and p.stated.shown_in == file]
    amount = sure_amount(paper)
    alike = of_file or [p for p in payments if p.counted and p.amount.value == amount]
    natures = {payment.nature for payment in alike}
    return natures.pop() if len(natures) == 1 else None


def citable(paper: Document, every: Sequence[Doubt]) -> Money | None:
    """Return the sum that a paper surely states and that nothing else contradicts."""
    amount = sure_amount(paper)
    place = paper.amount.where if paper.amount else None
    return None if place is None or touching((place,), every) else amount
