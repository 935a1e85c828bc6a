"""What was done with words: requests, promises, admissions, demands, and the terms agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import TypeVar

from evidence_kit.facts import dates, memos, wording
from evidence_kit.facts.amounts import narrowed, only_amount, spoken
from evidence_kit.facts.cards import OTHER_SIDE, runs_of
from evidence_kit.facts.natures import Judged, quoted, says, withdrawn
from evidence_kit.model import (
    UNKNOWN_TIME,
    Conversation,
    Digest,
    Doubt,
    DoubtKind,
    MessageKind,
    Moment,
    Money,
    Nature,
    Rate,
    Saying,
    SayingKind,
    Side,
    Sourced,
    Terms,
    Utterance,
)
from evidence_kit.screens import lexicon

T = TypeVar("T")

ASSENT_AFTER = 3  # messages within which 好的 answers an offer
PURPOSE_BESIDE = 2  # messages between a request and what it is for
RECEIPT_AFTER = 5  # messages within which 收到 answers a payment
_NOT_ARRIVED = re.compile(r"拒收|开启了.{0,2}朋友验证|不是.{0,6}朋友")
_INTEREST_A_MONTH = re.compile(
    r"(?:每个?月|一个月|月)[^，。]{0,6}利息|利息[^，。]{0,4}(?:每个?月|一个月)"
)

_NO_INTEREST = re.compile(
    r"(?:不|没|无|免|别)[^，。,]{0,5}(?:利息|月息|年息|利率|息)|利息[^，。,]{0,5}(?:不|免|没|算了|别)|无息|免息"
)
_DECLINES = re.compile(r"\s*(?:那?不(?!好意思|客气)|别|免了|太高|没必要|算了)")
# A bank's rate or one turned down is not the loan's.
_NOT_THEIR_RATE = re.compile(
    r"不|没|别|免|银行|花呗|借呗|网贷|信用卡|房贷|车贷|微粒贷|白条|太高|人家|法律|LPR|公司|平台"
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


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that words did in a conversation."""

    sayings: tuple[Saying, ...]
    terms: Terms
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Talk:
    utterances: Sequence[Utterance]
    runs: Mapping[Digest, int]
    judged: Sequence[Judged]
    lender: Side
    said: tuple[Said, ...]

    @property
    def borrower(self) -> Side:
        return OTHER_SIDE[self.lender]

    def by(self, side: Side) -> Iterator[Said]:
        return (said for said in self.said if said.side is side)

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
        return Money(fen)

    def lent(self, index: int) -> bool:
        """Say whether money was lent before the message at `index`.

        Where the chat around it shows no loan at all, it may have been lent elsewhere.
        """
        loans = [one for one in self.judged if one.counted and one.nature is Nature.LOAN]
        earlier = [self._paid_before(one, index) for one in loans]
        return not loans or True in earlier or (None in earlier and not self._beside(loans, index))

    def settled(self, index: int) -> bool:
        """Say whether all that was lent had come back before the message at `index`."""
        lent = any(one.counted and one.nature is Nature.LOAN for one in self.judged)
        owed = self.owed(index)
        return lent and owed is not None and owed.fen <= 0

    def _beside(self, loans: Sequence[Judged], index: int) -> bool:
        run = self.runs[self.utterances[index].where.source]
        return any(one.movement.card and one.movement.card.run == run for one in loans)

    def _paid_before(self, one: Judged, index: int) -> bool | None:
        card, said = one.movement.card, self.utterances[index]
        if card is not None and card.run == self.runs[said.where.source]:
            return card.start < index
        paid, spoken = one.movement.at, said.at
        if paid.latest and spoken.earliest and paid.latest <= spoken.earliest:
            return True
        if paid.earliest and spoken.latest and spoken.latest <= paid.earliest:
            return False
        return None


def heard(conversation: Conversation, judged: Sequence[Judged], lender: Side) -> Heard:
    """Return what the two said of the loan, given whose side lent.

    A demand that did not arrive is none, and a doubt; a promise in a question counts once the
    other side agreed; what is said is compared with what was paid, never booked.
    """
    spoken = conversation.utterances
    talk = _Talk(spoken, runs_of(conversation), judged, lender, tuple(_every(spoken)))
    promised = [said for said in talk.by(talk.borrower) if _promised(talk, said)]
    demanded, lost = _demanded(talk)
    admitted = [said for said in talk.by(talk.borrower) if _admitted(talk, said)]
    asked = [
        said
        for said in talk.by(talk.borrower)
        if wording.asks_loan(said.sentence) and not withdrawn(spoken, said.index)
    ]
    found = [
        *((said, SayingKind.REQUEST, only_amount(said.sentence)) for said in asked),
        *((said, SayingKind.PROMISE, None) for said in promised),
        *((said, SayingKind.ACKNOWLEDGEMENT, _owed(said)) for said in admitted),
        *((said, SayingKind.DEMAND, only_amount(said.sentence)) for said in demanded),
    ]
    found.sort(key=lambda one: one[0].index)
    terms, doubts = _terms(talk, promised, asked)
    doubts += [*lost, *_sums(talk, admitted)]
    sayings = tuple(
        Saying(kind, said.quote, said.utterance.at, said.side, amount)
        for said, kind, amount in found
    )
    return Heard(sayings, terms, tuple(doubts))


def _every(utterances: Sequence[Utterance]) -> Iterator[Said]:
    for index, utterance in enumerate(utterances):
        message = utterance.message
        if says(utterance) or (message.undelivered and message.kind is MessageKind.TEXT):
            for sentence in wording.sentences(message.text):
                yield Said(index, utterance, sentence)


def _promised(talk: _Talk, said: Said) -> bool:
    if said.utterance.message.undelivered or not wording.promises(said.sentence):
        return False
    asked = wording.is_question(said.sentence) and not wording.asks_loan(said.sentence)
    return not asked or _agreed(talk, said)


def _agreed(talk: _Talk, said: Said) -> bool:
    """Whether the other side's next words agree."""
    following = talk.utterances[said.index + 1 : said.index + 1 + ASSENT_AFTER]
    other = OTHER_SIDE[said.side]
    answers = [u for u in following if says(u) and u.message.side is other]
    return bool(answers) and wording.assents(answers[0].message.text)


def _admitted(talk: _Talk, said: Said) -> bool:
    if said.utterance.message.undelivered:
        return False
    return wording.admits(said.sentence) or (
        wording.received(said.sentence) and _just_lent(talk, said)
    )


def _just_lent(talk: _Talk, said: Said) -> bool:
    """Say whether the payment right before is a loan beyond doubt: 收到 is about that one."""
    before = [
        (one.movement.card.stop, one)
        for one in talk.judged
        if one.movement.card and 0 < said.index - one.movement.card.stop <= RECEIPT_AFTER
    ]
    if not before:
        return False
    _, last = max(before, key=lambda entry: entry[0])
    sure = not last.doubts and not last.movement.own_doubts
    return sure and last.counted and last.nature is Nature.LOAN


def _owed(said: Said) -> Money | None:
    return wording.owed_amount(said.sentence) if wording.owes(said.sentence) else None


def _demanded(talk: _Talk) -> tuple[list[Said], list[Doubt]]:
    asked = [
        said
        for said in talk.by(talk.lender)
        if wording.demands(said.sentence) and talk.lent(said.index) and not talk.settled(said.index)
    ]
    lost = [said for said in asked if not _arrived(talk, said)]
    args = (("field", "delivery"),)
    doubts = [Doubt(DoubtKind.NOT_DELIVERED, said.utterance.where, args) for said in lost]
    return [said for said in asked if said not in lost], doubts


def _arrived(talk: _Talk, said: Said) -> bool:
    """Say whether a message arrived: no red mark, no grey line before the next refuses it."""
    grey = (MessageKind.SYSTEM, MessageKind.TIME)
    below = takewhile(lambda u: u.message.kind in grey, talk.utterances[said.index + 1 :])
    refused = any(_NOT_ARRIVED.search(u.message.text) for u in below)
    return not said.utterance.message.undelivered and not refused


def _sums(talk: _Talk, admitted: Sequence[Said]) -> list[Doubt]:
    """Doubt an admitted sum that isn't what the payments shown before it leave."""
    doubts = []
    for said in admitted:
        amount, owed = _owed(said), talk.owed(said.index)
        if amount is not None and owed is not None and amount != owed:
            args = (("field", "amount"), ("said", str(amount)), ("paid", str(owed)))
            place = said.utterance.where
            doubts.append(Doubt(DoubtKind.SAID_DIFFERS_FROM_PAID, place, args))
    return doubts


# ── terms ──────────────────────────────────────────────────────────────────────────────


def _terms(
    talk: _Talk, promised: Sequence[Said], asked: Sequence[Said]
) -> tuple[Terms, list[Doubt]]:
    set_by_lender = [
        said
        for said in talk.by(talk.lender)
        if re.search(r"还(?:给)?我", said.sentence) and _agreed(talk, said)
    ]
    offers = sorted([*promised, *set_by_lender], key=lambda said: said.index)
    due, doubts = _due(talk, offers)
    rate, more = _rate(talk)
    return Terms(due, rate, _purpose(talk, asked)), [*doubts, *more]


def _due(talk: _Talk, offers: Sequence[Said]) -> tuple[Sourced[Moment] | None, list[Doubt]]:
    """Return the first day promised; a promise whose own day is unknown leaves it unknown.

    A day before anything was lent is of something else.
    """
    for said in offers:
        named = _named_day(said.sentence)
        if named is None:
            continue
        moment = dates.meant(named, said.utterance.at)
        if _before_all(talk, moment):
            continue
        due = _sourced(moment, said)
        if moment != UNKNOWN_TIME:
            return due, []
        args = (("field", "due"), ("text", said.sentence))
        return due, [Doubt(DoubtKind.TIME_UNANCHORED, said.utterance.where, args)]
    return None, []


def _before_all(talk: _Talk, due: Moment) -> bool:
    loans = [one for one in talk.judged if one.counted and one.nature is Nature.LOAN]
    lent = [one.movement.at.earliest for one in loans]
    last = due.latest
    return bool(lent) and last is not None and all(day and last < day for day in lent)


def _sourced(value: T, said: Said) -> Sourced[T]:
    at = said.utterance
    return Sourced(value, said.sentence, at.where, at.message.confidence)


def _named_day(sentence: str) -> dates.Said | None:
    """Return the date that stands nearest before 还, else the first after it."""
    found = dates.said(sentence)
    repay = narrowed(sentence).rfind("还")
    before = [one for one in found if one.start < repay]
    return before[-1] if before else next(iter(found), None)


def _rate(talk: _Talk) -> tuple[Sourced[Rate] | None, list[Doubt]]:
    """Return the rate agreed; two different ones, or one refused, are a doubt and no rate."""
    found: list[tuple[Said, Rate]] = []
    refused = any(_NO_INTEREST.search(said.sentence) for said in talk.said)
    for said in talk.said:
        rate = lexicon.rate(said.sentence) or _monthly(talk, said)
        if rate and _binding(talk, said):
            found.append((said, rate))
            refused = refused or _declined(talk, said)
    if len({rate.per_year for _, rate in found}) > 1 or (found and refused):
        args = (("field", "rate"),)
        places = [said.utterance.where for said, _ in found]
        return None, [Doubt(DoubtKind.RECORDS_DIFFER, place, args) for place in places]
    return next((_sourced(rate, said) for said, rate in found), None), []


def _binding(talk: _Talk, said: Said) -> bool:
    """Whether a rate binds the borrower: offered by them, or agreed to."""
    if said.utterance.message.undelivered or wording.is_supposed(said.sentence):
        return False
    if _NOT_THEIR_RATE.search(said.sentence):
        return False
    open_question = wording.is_question(said.sentence) and not wording.asks_loan(said.sentence)
    return _agreed(talk, said) or (said.side is talk.borrower and not open_question)


def _declined(talk: _Talk, said: Said) -> bool:
    """Whether the other side's next words turn an offer down (不用)."""
    following = talk.utterances[said.index + 1 : said.index + 1 + ASSENT_AFTER]
    answers = [u for u in following if says(u) and u.message.side is OTHER_SIDE[said.side]]
    return bool(answers) and bool(_DECLINES.match(answers[0].message.text))


def _monthly(talk: _Talk, said: Said) -> Rate | None:
    """Return the rate of so much a month, which needs the one principal it is of."""
    text = narrowed(said.sentence)
    found = _INTEREST_A_MONTH.search(text)
    if found is None:
        return None
    amounts = {one.money for one in spoken(text[max(0, found.start() - 6) : found.end() + 10])}
    loans = [one for one in talk.judged if one.counted and one.nature is Nature.LOAN]
    if len(loans) != 1 or len(amounts) != 1:
        return None
    per_year = Fraction(12 * amounts.pop().fen, loans[0].movement.amount.value.fen)
    return Rate(per_year, said.sentence)


def _purpose(talk: _Talk, asked: Sequence[Said]) -> Sourced[str] | None:
    """Return what the money was for: named in a request, or right beside it by the same side."""
    own: dict[int, list[Said]] = {}
    for said in talk.by(talk.borrower):
        own.setdefault(said.index, []).append(said)
    for request in asked:
        reach = range(request.index - PURPOSE_BESIDE, request.index + PURPOSE_BESIDE + 1)
        for said in [request, *(one for index in reach for one in own.get(index, ()))]:
            named = memos.purpose(said.sentence)
            if named:
                return _sourced(named, said)
    return None
