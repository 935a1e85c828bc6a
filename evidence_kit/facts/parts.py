"""One repayment in two parts: words name its whole sum, and two payments make it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from evidence_kit.facts import other_money, wording
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.requests import says
from evidence_kit.model import DoubtKind, Money, Nature, State, Utterance

# Words so many messages behind the second part may still say what it is.
AFTER = 4


def joined(judged: Sequence[Judged], spoken: Sequence[Utterance]) -> list[Judged]:
    """Return the payments; two in a row that make up the sum repaid are one repayment's parts.

    (还你1万, 5000, 5000.) Between them nothing may be said but that the money came.
    """
    found = list(judged)
    for index, (one, rest) in enumerate(pairwise(judged)):
        if _differs(one) and rest.nature is Nature.UNKNOWN and _makes_up(one, rest, spoken):
            found[index] = replace(one, doubts=())
            found[index + 1] = replace(rest, nature=Nature.REPAYMENT, basis=one.basis, doubts=())
    return found


def _differs(one: Judged) -> bool:
    """Say whether nothing but its sum is in doubt of a repayment."""
    kinds = [doubt.kind for doubt in one.doubts]
    return one.nature is Nature.REPAYMENT and kinds == [DoubtKind.SAID_DIFFERS_FROM_PAID]


def _makes_up(one: Judged, rest: Judged, spoken: Sequence[Utterance]) -> bool:
    first, second = one.movement, rest.movement
    if first.card is None or second.card is None or rest.basis is not None or second.apart:
        return False
    taken = first.state is State.ACCEPTED and second.state is State.ACCEPTED
    if not taken or first.card.payer is not second.card.payer or first.card.run != second.card.run:
        return False
    open_ = [doubt.kind for doubt in rest.doubts] == [DoubtKind.NATURE_UNKNOWN]
    whole = Money(first.amount.value.fen + second.amount.value.fen)
    said = wording.repaid_amount(one.basis.value) if one.basis else None
    between = spoken[first.card.start + 1 : second.card.start]
    after = spoken[second.card.stop : second.card.stop + AFTER]
    if any(other_money.called(u.message.text) for u in after if says(u)):
        return False
    return open_ and said == whole and all(_only_received(u) for u in between if says(u))


def _only_received(utterance: Utterance) -> bool:
    text = utterance.message.text
    return all(wording.received(s) or wording.assents(s) for s in wording.sentences(text))
