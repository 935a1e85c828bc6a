"""What case.toml states and can hardly be so: taken as stated, and asked about once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evidence_kit.model import Brief, Direction, Doubt, DoubtKind, Nature, Payment
from evidence_kit.transcript.overlap import squeezed


def doubts(
    brief: Brief, paid: Sequence[Payment], names: Iterable[str], papers: Iterable[str] = ()
) -> Iterator[Doubt]:
    """Yield a doubt for each: a day due before any loan, too much paid back, an unseen name.

    `names` are those that pages show anybody under, without spaces; a name may stand in the text
    of `papers`, too. No doubt touches a payment: what a person says came back stays in the
    filing while it is asked about.
    """
    yield from _due(brief, paid)
    yield from _overpaid(paid)
    yield from _unseen(brief, names, papers)


def _due(brief: Brief, paid: Sequence[Payment]) -> Iterator[Doubt]:
    lent = [one.at.earliest for one in paid if one.counted and one.nature is Nature.LOAN]
    days = [at.date() for at in lent if at is not None]
    if brief.terms.due and days and len(days) == len(lent) and brief.terms.due < min(days):
        args = (("due", brief.terms.due.isoformat()), ("seen", min(days).isoformat()))
        yield Doubt(DoubtKind.DUE_BEFORE_LOAN, None, args)


def _overpaid(paid: Sequence[Payment]) -> Iterator[Doubt]:
    """Doubt each stated repayment of more than is owed by then; an undated loan was before it."""
    owed = sum(_signed(one) for one in paid if one.at.earliest is None)
    for one in paid:
        owed += _signed(one) if one.at.earliest is not None else 0
        if owed < 0 and one.stated and one.counted and one.direction is Direction.IN:
            args = (("date", one.stated.on.isoformat()), ("amount", str(one.amount.value)))
            yield Doubt(DoubtKind.STATED_OVERPAID, None, args)


def _signed(one: Payment) -> int:
    """Return by how much a payment makes more, or less, owed, in fen."""
    if not one.counted:
        return 0
    return one.amount.value.fen * (1 if one.nature is Nature.LOAN else -1)


def _unseen(brief: Brief, names: Iterable[str], papers: Iterable[str]) -> Iterator[Doubt]:
    known, written = set(names), [squeezed(text) for text in papers]
    for name in dict.fromkeys(brief.known_as):
        one = squeezed(name)
        if one not in known and not any(one in text for text in written):
            yield Doubt(DoubtKind.KNOWN_AS_UNSEEN, None, (("text", name),))
