"""Payments that no card shows (支付宝, a bank, a list's row), explained by a chat's own words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from evidence_kit.facts import requests, wording
from evidence_kit.facts.cards import OTHER_SIDE, runs_of
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.movements import SIDES
from evidence_kit.facts.natures import SURE
from evidence_kit.facts.requests import quoted, says
from evidence_kit.model import (
    Conversation,
    DoubtKind,
    Moment,
    Money,
    Nature,
    Side,
    Sourced,
    Statement,
    Where,
)

# Words of one day explain a payment of it, and no words of another.
SOON = timedelta(days=1)
# Messages within which a request may be refused.
REFUSED_AFTER = 6


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that name the sum of one payment: what they make of it, whose, about when."""

    nature: Nature
    payer: Side
    amount: Money
    at: Moment
    quote: Sourced[str]

    def explain(self, payer: Side, amount: Money, at: Moment) -> bool:
        """Say whether a payment by that side, of that sum and day, is what they are about."""
        if (self.payer, self.amount) != (payer, amount):
            return False
        return _soon(self.at, at) or (self.nature is Nature.REPAYMENT and _soon(at, self.at))


def explained(own: Sequence[Judged], talk: Conversation) -> tuple[Judged, ...]:
    """Return the payments, each of unknown nature that words of its day and its very sum explain.

    A loan was asked for by the payee before it, a repayment named by its payer. Words that
    explain another payment already, or that two may be about, explain none.
    """
    if not any(_open(one) for one in own):
        return tuple(own)
    used = {one.basis.where for one in own if one.basis}
    words = [*_asked(talk), *_given_back(talk)]
    told = [_told(one, words, used) if _open(one) else None for one in own]
    places = [found.quote.where for found in told if found]
    return tuple(
        _named(one, found) if found and places.count(found.quote.where) == 1 else one
        for one, found in zip(own, told, strict=True)
    )


def _open(one: Judged) -> bool:
    """Say whether nothing but what it was for is unknown of a payment that no card shows."""
    alone = one.movement.card is None and not one.movement.apart and one.basis is None
    return alone and [doubt.kind for doubt in one.doubts] == [DoubtKind.NATURE_UNKNOWN]


def _named(one: Judged, found: _Words) -> Judged:
    return replace(one, nature=found.nature, basis=found.quote, doubts=())


def _told(
    one: Judged, words: Sequence[_Words], used: Collection[Where | Statement]
) -> _Words | None:
    """Return the words about a payment, where there is one place and no other payment's."""
    way = one.movement.direction
    if way is None:
        return None
    amount, at = one.movement.amount.value, one.movement.at
    found = [said for said in words if said.explain(SIDES[way], amount, at)]
    return found[0] if len(found) == 1 and found[0].quote.where not in used else None


def _asked(talk: Conversation) -> Iterator[_Words]:
    runs = runs_of(talk)
    stretches = [runs[u.where.source] for u in talk.utterances]
    for one in requests.find(talk.utterances, stretches):
        sure = one.amount is not None and one.quote.confidence >= SURE
        if one.amount is not None and sure and not _refused(talk, one.index, one.side):
            yield _Words(Nature.LOAN, OTHER_SIDE[one.side], one.amount, one.at, one.quote)


def _refused(talk: Conversation, index: int, side: Side) -> bool:
    answers = talk.utterances[index + 1 : index + 1 + REFUSED_AFTER]
    others = (u.message.text for u in answers if says(u) and u.message.side is not side)
    return any(wording.refuses(s) for text in others for s in wording.sentences(text))


def _given_back(talk: Conversation) -> Iterator[_Words]:
    for one in talk.utterances:
        if says(one) and one.message.confidence >= SURE:
            for sentence in wording.sentences(one.message.text):
                amount = wording.repaid_amount(sentence) if wording.repays(sentence) else None
                if amount is not None:
                    quote = quoted(sentence, one)
                    yield _Words(Nature.REPAYMENT, one.message.side, amount, one.at, quote)


def _soon(first: Moment, then: Moment) -> bool:
    """Say whether one time surely comes within a day after another."""
    since, until = first.earliest, then.latest
    ordered = _not_after(first.latest, then.latest)
    return since is not None and until is not None and ordered and until - since <= SOON


def _not_after(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one <= other + timedelta(minutes=1)
