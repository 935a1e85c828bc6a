"""A conversation as its acts are heard in it: each sentence, its answer, what was paid before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TypeVar

from evidence_kit.facts import wording
from evidence_kit.facts.cards import OTHER_SIDE, runs_of
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.movement import DIRECTIONS
from evidence_kit.facts.requests import quoted, says
from evidence_kit.model import (
    Conversation,
    Digest,
    MessageKind,
    Moment,
    Money,
    Nature,
    Payment,
    Side,
    Sourced,
    State,
    Utterance,
)
from evidence_kit.patterns import Pattern

T = TypeVar("T")

ASSENT_AFTER = 3  # messages within which 好的 answers an offer
RECEIPT_AFTER = 5  # messages within which 收到 answers a payment
PRESSED_AFTER = 4  # messages within which 再等等 answers a demand
_NOT_ARRIVED = Pattern(r"拒收|开启了.{0,2}朋友验证|不是.{0,6}朋友")
_DECLINES = Pattern(r"\s*(?:那?不(?!好意思|客气)|别|免了|太高|没必要|算了)")

_TAKES_BACK = Pattern(
    r"^(?:我)?(?:骗|逗)(?:你|您)|开玩笑|^才怪|^做梦|想得美|[?？]{2,}$|^(?:如果|要是|除非|前提是|不过要)|的话$|当我没说|"
    r"[跟和与]我(?:没有?|无)(?:任何)?关系|不关我|^不可能$|^才不"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence by one of the two, and where it stands in the conversation."""

    index: int
    utterance: Utterance
    sentence: str

    @property
    def side(self) -> Side:
        """Who says it."""
        return self.utterance.message.side

    @property
    def quote(self) -> Sourced[str]:
        """The sentence with its place."""
        return quoted(self.sentence, self.utterance)

    def sourced(self, value: T) -> Sourced[T]:
        """Return a value that this sentence says, with its place."""
        at = self.utterance
        return Sourced(value, self.sentence, at.where, at.message.confidence)


@dataclass(frozen=True, slots=True)
class CameBack:
    """Money that the borrower paid, for whatever it was; `index` is that of its card, if any."""

    amount: Money
    index: int | None = None


@dataclass(frozen=True)
class Talk:
    """Everything said and paid between the two; `lender` is the side whose money was lent.

    `stated` is what counts by the plaintiff's own word: no page shows it, its day is known.
    """

    utterances: Sequence[Utterance]
    runs: Mapping[Digest, int]
    judged: Sequence[Judged]
    lender: Side
    said: tuple[Said, ...]
    stated: Sequence[Payment] = ()

    @property
    def borrower(self) -> Side:
        """The side that owes."""
        return OTHER_SIDE[self.lender]

    @cached_property
    def loans(self) -> tuple[Judged, ...]:
        """What was lent, by what counts."""
        return tuple(one for one in self.judged if one.counted and one.nature is Nature.LOAN)

    def by(self, side: Side) -> Iterator[Said]:
        """Yield what one side says."""
        return (said for said in self.said if said.side is side)

    def answer(self, said: Said) -> str:
        """Return the other side's next words; empty where none come soon."""
        following = self.utterances[said.index + 1 : said.index + 1 + ASSENT_AFTER]
        other = OTHER_SIDE[said.side]
        answers = (u.message.text for u in following if says(u) and u.message.side is other)
        return next(answers, "")

    def agreed(self, said: Said) -> bool:
        """Say whether the other side's next words agree."""
        return wording.assents(self.answer(said))

    def declined(self, said: Said) -> bool:
        """Say whether the other side's next words turn an offer down (不用)."""
        return bool(_DECLINES.match(self.answer(said)))

    def takes_back(self, said: Said) -> bool:
        """Say whether the same side's next words, before any answer, undo these (骗你的)."""
        following = self.utterances[said.index + 1 : said.index + 1 + ASSENT_AFTER]
        own = takewhile(lambda u: u.message.side is said.side, following)
        return any(_TAKES_BACK.search(wording.plain(u.message.text)) for u in own if says(u))

    def arrived(self, said: Said) -> bool:
        """Say whether a message arrived: no red mark, no grey line before the next refuses it."""
        grey = (MessageKind.SYSTEM, MessageKind.TIME)
        below = takewhile(lambda u: u.message.kind in grey, self.utterances[said.index + 1 :])
        refused = any(_NOT_ARRIVED.search(u.message.text) for u in below)
        return not said.utterance.message.undelivered and not refused

    def pressed(self, said: Said) -> bool:
        """Say whether the other side asked for its money right before."""
        before = self.utterances[max(0, said.index - PRESSED_AFTER) : said.index]
        other = OTHER_SIDE[said.side]
        asked = (u.message.text for u in before if says(u) and u.message.side is other)
        return any(wording.demands(s) for text in asked for s in wording.sentences(text))

    def owed(self, index: int) -> Money | None:
        """Return what was owed at the message at `index`, by what was paid before it.

        None where nothing tells whether some payment came before or after.
        """
        fen = 0
        for one in (one for one in self.judged if one.counted):
            earlier = self._paid_before(one, index)
            if earlier is None:
                return None
            sign = 1 if one.nature is Nature.LOAN else -1
            fen += sign * one.movement.amount.value.fen if earlier else 0
        told = self._stated_before(index)
        return None if told is None else Money(fen + told)

    def came_back(self, index: int) -> Iterator[CameBack]:
        """Yield what the borrower paid, or is stated to have paid, up to the message at `index`.

        Not what went back to them, nor what surely came later.
        """
        gone = (State.RETURNED, State.EXPIRED)
        for one in self.judged:
            own = one.movement.direction is DIRECTIONS[self.borrower]
            if (
                own
                and one.movement.state not in gone
                and self._paid_before(one, index) is not False
            ):
                card = one.movement.card
                yield CameBack(one.movement.amount.value, card.start if card else None)
        for payment in self.stated:
            later = _earlier(payment.at, self.utterances[index].at) is False
            if payment.nature is Nature.REPAYMENT and not later:
                yield CameBack(payment.amount.value)

    def lent(self, index: int) -> bool:
        """Say whether money was lent before the message at `index`.

        Where the chat around it shows no loan at all, it may have been lent elsewhere.
        """
        loans, spoken = self.loans, self.utterances[index].at
        earlier = [self._paid_before(one, index) for one in loans]
        stated = (one.at for one in self.stated if one.nature is Nature.LOAN)
        if any(_earlier(at, spoken) is not False for at in stated):
            return True
        return not loans or True in earlier or (None in earlier and not self._beside(loans, index))

    def settled(self, index: int) -> bool:
        """Say whether all that was lent had come back before the message at `index`."""
        owed = self.owed(index)
        stated = any(one.nature is Nature.LOAN for one in self.stated)
        return bool(self.loans or stated) and owed is not None and owed.fen <= 0

    def just_lent(self, said: Said) -> bool:
        """Say whether the payment right before is a loan beyond doubt: 收到 is about that one."""
        before = [
            (one.movement.card.stop, one)
            for one in self.judged
            if one.movement.card and 0 < said.index - one.movement.card.stop <= RECEIPT_AFTER
        ]
        if not before:
            return False
        _, last = max(before, key=lambda entry: entry[0])
        sure = not last.doubts and not last.movement.own_doubts
        return sure and last.counted and last.nature is Nature.LOAN

    def pays(self, said: Said) -> bool:
        """Say whether a sentence only goes with the payment that it explains, which came."""
        here = (said.utterance.where, said.sentence)
        explained = (
            one.basis
            for one in self.judged
            if one.counted and one.nature is Nature.REPAYMENT and one.basis is not None
        )
        told = any((basis.where, basis.value) == here for basis in explained)
        return told and wording.only_repays(said.sentence)

    def another_loan(self, one: Said, other: Said, asked: Sequence[Said]) -> bool:
        """Say whether more was asked for between two sentences, once something had been lent."""
        between = [r.index for r in asked if one.index < r.index <= other.index]
        return any(self._paid_before(p, i) is not False for p in self.loans for i in between)

    def _beside(self, loans: Sequence[Judged], index: int) -> bool:
        run = self.runs[self.utterances[index].where.source]
        return any(one.movement.card and one.movement.card.run == run for one in loans)

    def _paid_before(self, one: Judged, index: int) -> bool | None:
        card, said = one.movement.card, self.utterances[index]
        if card is not None and card.run == self.runs[said.where.source]:
            return card.start < index
        return _earlier(one.movement.at, said.at)

    def _stated_before(self, index: int) -> int | None:
        """Return what the stated money before the message at `index` leaves owed, in fen."""
        fen = 0
        for one in self.stated:
            earlier = _earlier(one.at, self.utterances[index].at)
            if earlier is None:
                return None
            sign = 1 if one.nature is Nature.LOAN else -1
            fen += sign * one.amount.value.fen if earlier else 0
        return fen


def _earlier(paid: Moment, spoken: Moment) -> bool | None:
    """Say whether money went before words were said; None where their times don't tell."""
    if paid.latest and spoken.earliest and paid.latest <= spoken.earliest:
        return True
    if paid.earliest and spoken.latest and spoken.latest <= paid.earliest:
        return False
    return None


def of(
    conversation: Conversation,
    judged: Sequence[Judged],
    lender: Side,
    stated: Sequence[Payment] = (),
) -> Talk:
    """Return a conversation sentence by sentence, with what was paid in it and beside it."""
    spoken = conversation.utterances
    return Talk(spoken, runs_of(conversation), judged, lender, tuple(_every(spoken)), stated)


def _every(utterances: Sequence[Utterance]) -> Iterator[Said]:
    for index, utterance in enumerate(utterances):
        message = utterance.message
        if says(utterance) or (message.undelivered and message.kind is MessageKind.TEXT):
            for sentence in wording.sentences(message.text):
                yield Said(index, utterance, sentence)
