"""Loans asked for in a conversation, and what was paid for each so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence_kit.facts import amounts, wording
from evidence_kit.model import MessageKind, Moment, Money, Side, Sourced, Utterance

# Messages within which a request may be taken back.
RETRACTED_AFTER = 4


@dataclass(slots=True)
class Request:
    """A loan asked for, and what was paid for it so far, in fen.

    `amount` is None where its words name no one sum; `unclear` are the words of sums that they
    do name.
    """

    index: int
    run: int
    side: Side
    at: Moment
    quote: Sourced[str]
    amount: Money | None
    unclear: tuple[str, ...] = ()
    paid: int = 0
    payments: int = 0

    @property
    def open(self) -> bool:
        """Whether a further payment may still be for it."""
        return not self.payments if self.amount is None else self.paid < self.amount.fen

    @property
    def short(self) -> bool:
        """Whether another sum was paid for it than was asked."""
        return bool(self.payments and self.amount and self.paid != self.amount.fen)


def says(utterance: Utterance) -> bool:
    """Say whether words in a message may be relied on: whole, and by one of the two."""
    message = utterance.message
    sided = message.side is not Side.CENTER
    return (
        message.kind is MessageKind.TEXT and sided and not message.cut and not message.undelivered
    )


def quoted(sentence: str, utterance: Utterance) -> Sourced[str]:
    """Return a sentence with the place and confidence of its message."""
    return Sourced(sentence, sentence, utterance.where, utterance.message.confidence)


def find(utterances: Sequence[Utterance], runs: Sequence[int]) -> Iterator[Request]:
    """Yield each request for a loan; `runs` are the unbroken stretches of the utterances."""
    for index, utterance in enumerate(utterances):
        if not says(utterance):
            continue
        for sentence in wording.sentences(utterance.message.text):
            if wording.asks_loan(sentence) and not withdrawn(utterances, index):
                side, quote = utterance.message.side, quoted(sentence, utterance)
                amount = amounts.only_amount(sentence)
                unclear = () if amount else _unclear(sentence)
                yield Request(index, runs[index], side, utterance.at, quote, amount, unclear)


def _unclear(sentence: str) -> tuple[str, ...]:
    """Return the sums that a sentence names of which none is the one: several, or no yuan."""
    several = (str(one.money) for one in amounts.spoken(sentence))
    return tuple(dict.fromkeys((*several, *amounts.unclear(sentence))))


def withdrawn(utterances: Sequence[Utterance], index: int) -> bool:
    """Say whether what is asked at `index` is taken back by its own side before any answer pays.

    (开玩笑的, 算了不借了, in the same message or one of the next.)
    """
    side = utterances[index].message.side
    for utterance in utterances[index : index + 1 + RETRACTED_AFTER]:
        if utterance.message.kind in (MessageKind.TRANSFER, MessageKind.RED_PACKET):
            return False
        own = says(utterance) and utterance.message.side is side
        if own and any(wording.retracts(s) for s in wording.sentences(utterance.message.text)):
            return True
    return False
