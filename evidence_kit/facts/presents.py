"""Words about money its payer did not lend: a promise to pay that back is no term of a loan."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_kit.facts import memos, other_money, wording
from evidence_kit.facts.cards import OTHER_SIDE, Card
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.requests import says
from evidence_kit.model import Nature, Utterance

# Messages within which the payee's words answer a payment, and the payer's are about it.
NEAR = 6


def answered(spoken: Sequence[Utterance], judged: Sequence[Judged], index: int) -> bool:
    """Say whether the words at `index` answer money that its payer just called something else.

    (送你的，不用还 or 转错人了 — 谢谢，下个月还你.) Where a loan was paid before, or they name an
    old debt, they may be about that.
    """
    card = _just_paid(spoken, judged, index)
    if card is None or not _given(spoken, card, index):
        return False
    if other_money.of_old_debt(spoken[index].message.text):
        return False
    return not _lent_before(judged, card)


def _just_paid(spoken: Sequence[Utterance], judged: Sequence[Judged], index: int) -> Card | None:
    """Return the last card of the other side right before the words."""
    payer = OTHER_SIDE[spoken[index].message.side]
    cards = (one.movement.card for one in judged)
    near = (c for c in cards if c and 0 < index - c.stop <= NEAR and c.payer is payer)
    return max(near, key=lambda card: card.stop, default=None)


def _given(spoken: Sequence[Utterance], card: Card, index: int) -> bool:
    said = spoken[max(0, card.start - NEAR) : index]
    own = (u.message.text for u in said if says(u) and u.message.side is card.payer)
    every = [sentence for text in own for sentence in wording.sentences(text)]
    return any(memos.gives(sentence) or other_money.called(sentence) for sentence in every)


def _lent_before(judged: Sequence[Judged], card: Card) -> bool:
    """Say whether money was lent that is not this card's: shown before it, or by itself."""
    loans = (one for one in judged if one.counted and one.nature is Nature.LOAN)
    cards = [one.movement.card for one in loans]
    return any(other is None or other.start < card.start for other in cards)
