"""砍头息: a part of a loan that comes straight back, so that less was lent than was paid.

Interest must not be deducted from the principal in advance; what is deducted was never lent
(民法典第六百七十条; 民间借贷规定第二十六条).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from evidence_kit.facts.judged import Judged
from evidence_kit.facts.requests import quoted, says
from evidence_kit.model import (
    Doubt,
    DoubtKind,
    MessageKind,
    Nature,
    Sourced,
    State,
    Utterance,
)
from evidence_kit.patterns import Pattern

# What comes back at once: under the same time line within so many messages, or within hours.
AT_ONCE_MESSAGES = 12
AT_ONCE = timedelta(hours=3)
# More than this of a loan coming back is the loan undone, not its interest.
MOST = Fraction(2, 5)
# Words about interest may stand so many messages around the two payments.
AROUND = 6
_NAMED = Pattern(r"利息|手续费|服务费|砍头|头息|管理费|咨询费|保证金|先扣")
_MAY_BE = (Nature.UNKNOWN, Nature.REPAYMENT)


def marked(judged: Sequence[Judged], spoken: Sequence[Utterance]) -> list[Judged]:
    """Return the payments, each deduction counted against its loan, both in doubt.

    With words about interest any return at once is one; without words, a payment that nothing
    else explains. What ink calls a gift or a purchase is none, nor is a plain 还你.
    """
    found = list(judged)
    for index, back in enumerate(judged):
        loan = next(_loans(back, judged, spoken), None) if back.nature in _MAY_BE else None
        deducted = _deducted(back, loan, spoken) if loan else None
        if loan and deducted:
            found[index] = deducted
            at = judged.index(loan)
            found[at] = replace(found[at], doubts=(*found[at].doubts, _of_loan(loan, back)))
    return found


def _deducted(back: Judged, loan: Judged, spoken: Sequence[Utterance]) -> Judged | None:
    words = _words(loan, back, spoken)
    if words is None and back.nature is not Nature.UNKNOWN:
        return None
    kept = tuple(d for d in back.doubts if dict(d.args).get("field") != "nature")
    basis = back.basis or words
    return replace(back, nature=Nature.REPAYMENT, basis=basis, doubts=(*kept, _doubt(back, loan)))


def _loans(back: Judged, judged: Sequence[Judged], spoken: Sequence[Utterance]) -> Iterator[Judged]:
    """Yield the loans that a payment may be a deduction from, the latest first."""
    if back.movement.state is not State.ACCEPTED or back.movement.apart:
        return
    for loan in reversed(judged):
        counted = loan.counted and loan.nature is Nature.LOAN
        lent, came = loan.movement.amount.value.fen, back.movement.amount.value.fen
        if counted and came <= MOST * lent and _at_once(loan, back, spoken):
            yield loan


def _at_once(loan: Judged, back: Judged, spoken: Sequence[Utterance]) -> bool:
    lent, came = loan.movement.card, back.movement.card
    if lent is None or came is None or lent.payer is None or came.payer is None:
        return False
    if lent.payer is came.payer or lent.run != came.run or lent.start > came.start:
        return False
    if came.start - lent.start - 1 <= AT_ONCE_MESSAGES:
        between = spoken[lent.start + 1 : came.start]
        if not any(u.message.kind is MessageKind.TIME for u in between):
            return True
    since, until = loan.movement.at.earliest, back.movement.at.latest
    if since is None or until is None:
        return False
    return since.date() == until.date() and timedelta(0) <= until - since <= AT_ONCE


def _words(loan: Judged, back: Judged, spoken: Sequence[Utterance]) -> Sourced[str] | None:
    """Return what the two said of interest around both payments, or the memo that says it."""
    memo = back.movement.memo
    if memo is not None and _NAMED.search(memo.value):
        return memo
    lent, came = loan.movement.card, back.movement.card
    if lent is None or came is None:
        return None
    near = [
        *spoken[lent.start : came.stop + AROUND],
        *spoken[max(0, lent.start - AROUND) : lent.start],
    ]
    texts = (u for u in near if says(u) and _NAMED.search(u.message.text))
    return next((quoted(u.message.text, u) for u in texts), None)


def _doubt(back: Judged, loan: Judged) -> Doubt:
    args = (
        ("field", "nature"),
        ("amount", str(back.movement.amount.value)),
        ("lent", str(loan.movement.amount.value)),
    )
    return Doubt(DoubtKind.INTEREST_UP_FRONT, back.movement.places[0], args)


def _of_loan(loan: Judged, back: Judged) -> Doubt:
    """Doubt the loan's own sum: no filing states it whole while what came back is left out.

    That it is a loan is not in doubt, so no nature answers this.
    """
    args = (("field", "payment"), *_doubt(back, loan).args[1:])
    return Doubt(DoubtKind.INTEREST_UP_FRONT, loan.movement.places[0], args)
