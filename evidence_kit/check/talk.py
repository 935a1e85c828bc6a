"""The chats between the two and their pages: what every other file of this room asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence_kit.facts import limitation
from evidence_kit.model import (
    Chat,
    Conversation,
    Digest,
    Direction,
    DoubtKind,
    LoanFacts,
    MessageKind,
    Moment,
    Nature,
    Payment,
    Saying,
    SayingKind,
    Screen,
    Side,
    Source,
    State,
    Utterance,
    Where,
)


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read of one folder: the pages with their files, and the facts they give."""

    shown: tuple[tuple[Source, Screen], ...]
    facts: LoanFacts

    @property
    def lender_side(self) -> Side:
        """Where the lender's bubbles stand."""
        return Side.RIGHT if self.facts.lender.is_owner else Side.LEFT

    @property
    def borrower_side(self) -> Side:
        """Where the borrower's bubbles stand."""
        return Side.LEFT if self.facts.lender.is_owner else Side.RIGHT

    def talks(self) -> tuple[Conversation, ...]:
        """Return the chats between the two; where nothing was said, those with their money."""
        own = tuple(limitation.between(self.facts))
        if own:
            return own
        places = {place for one in self.between() for place in one.places}
        return tuple(
            talk
            for talk in self.facts.conversations
            if places & {utterance.where for utterance in talk.utterances}
        )

    def between(self) -> tuple[Payment, ...]:
        """Return the payments between the two, whatever they were for."""
        stranger = DoubtKind.PARTY_UNKNOWN
        return tuple(
            payment
            for payment in self.facts.payments
            if not any(doubt.kind is stranger for doubt in payment.doubts)
        )

    def moved(self) -> tuple[Payment, ...]:
        """Return those of them in which the money arrived."""
        return tuple(one for one in self.between() if one.state is State.ACCEPTED)

    def sent(self) -> tuple[Payment, ...]:
        """Return those that may be the loan: counted as one, or sent for what nobody knows."""
        return tuple(one for one in self.moved() if _lent(one) or _unexplained(one))

    def chats(self) -> tuple[tuple[Source, Chat], ...]:
        """Return the pages of these chats, each once, in their order."""
        pages = {
            source.sha256: (source, one) for source, one in self.shown if isinstance(one, Chat)
        }
        every = (page for talk in self.talks() for page in talk.pages)
        return tuple(pages[page] for page in dict.fromkeys(every) if page in pages)

    def utterances(self, *kinds: MessageKind) -> Iterator[Utterance]:
        """Yield the messages of these kinds in these chats."""
        for talk in self.talks():
            yield from (one for one in talk.utterances if one.message.kind in kinds)

    def sayings(self, *kinds: SayingKind) -> tuple[Saying, ...]:
        """Return what was said of these kinds, whoever said it."""
        return tuple(one for one in self.facts.sayings if one.kind in kinds)


def days(at: Moment) -> str:
    """Return the day of a time, or the first and the last it may be; nothing where no end is."""
    if at.earliest is None or at.latest is None:
        return ""
    ends = (at.earliest.date().isoformat(), at.latest.date().isoformat())
    return " – ".join(dict.fromkeys(ends))


def _lent(payment: Payment) -> bool:
    return payment.nature is Nature.LOAN and payment.counted


def _unexplained(payment: Payment) -> bool:
    return payment.nature is Nature.UNKNOWN and payment.direction is Direction.OUT


def pages(places: Iterable[Where | object]) -> tuple[Digest, ...]:
    """Return the files of places, each once, in their order; a person's word has none."""
    return tuple(dict.fromkeys(one.source for one in places if isinstance(one, Where)))
