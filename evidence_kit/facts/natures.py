"""What each payment was for: a transfer is not a loan unless ink says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from evidence_kit.facts import disputable, memos, other_money, parts, requests, upfront, wording
from evidence_kit.facts.asking import asks_thing, for_another, strings_attached
from evidence_kit.facts.cards import OTHER_SIDE, Card, runs_of
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.movement import Movement
from evidence_kit.facts.phrases import GIVES_BACK, OFFERS
from evidence_kit.facts.requests import Request, quoted, says, withdrawn
from evidence_kit.model import (
    Conversation,
    Doubt,
    DoubtKind,
    MessageKind,
    Moment,
    Money,
    Nature,
    Side,
    Sourced,
    State,
    Utterance,
    Where,
)

__all__ = ["OPEN", "Judged", "by_memo", "judge", "quoted", "says", "unasked", "withdrawn"]

# Doubts that leave open what a payment was for, and nothing else about it.
OPEN = (DoubtKind.NATURE_UNKNOWN, DoubtKind.NATURE_DISPUTABLE, DoubtKind.INTEREST_UP_FRONT)
# How far words reach to a payment: messages before and after it, and days after a request.
BEFORE, AFTER, DEMAND_BEFORE, REQUEST_BEFORE = 6, 6, 12, 30
WORDS_DAYS, DEMAND_DAYS, REQUEST_DAYS = (timedelta(days=days) for days in (1, 7, 7))
# Where no time is known, only so many messages may stand between a request and its payment.
REQUEST_BEFORE_UNDATED = 12
# A reading less sure than this decides nothing by itself.
SURE = 0.8

_BY_MEMO = {
    "loan": Nature.LOAN,
    "repayment": Nature.REPAYMENT,
    "interest": Nature.UNKNOWN,  # it came back, but not as principal: a person must say
    "gift": Nature.GIFT,
    "purchase": Nature.PURCHASE,
    "unclear": Nature.UNKNOWN,  # it denies a debt, names another's, or says several things
}


@dataclass(slots=True)
class _Talk:
    """One conversation under way: its messages, its requests, what was lent so far."""

    utterances: Sequence[Utterance]
    runs: Sequence[int]
    cards: Sequence[Card]
    requests: list[Request]
    title: str = ""
    lenders: set[Side] = field(default_factory=set)


def judge(
    conversation: Conversation, moved: Sequence[Movement]
) -> tuple[list[Judged], list[Doubt]]:
    """Return the natures of one conversation's payments, in order, and sums that differ.

    The memo decides; else the words around: a request by the payee before it, a promise by the
    payee after it, the payer's own 还你. Words that say both or neither leave 未明 and a doubt.
    """
    ordered = sorted(moved, key=lambda m: m.card.start if m.card else 0)
    cards = [m.card for m in ordered if m.card]
    runs = runs_of(conversation)
    spoken = conversation.utterances
    at = [runs[u.where.source] for u in spoken]
    talk = _Talk(spoken, at, cards, list(requests.find(spoken, at)), _title(conversation))
    judged = parts.joined([_judge(talk, movement) for movement in ordered], spoken)
    judged = upfront.marked(judged, spoken)
    return judged, [_sum_differs(r) for r in talk.requests if r.short]


def _title(conversation: Conversation) -> str:
    return conversation.title.value if conversation.title else ""


def by_memo(movement: Movement) -> Judged:
    """Return the nature of a payment that no conversation shows: its memo's, or 未明."""
    payee = movement.record.counterparty if movement.record else None
    told = _memo(movement, payee.value if payee else "")
    if told is None or movement.apart:
        return _unknown(movement)
    return told


def _judge(talk: _Talk, movement: Movement) -> Judged:
    if movement.apart:
        return _unknown(movement)
    told = _memo(movement, talk.title)
    result = told or _by_words(talk, movement)
    if told is not None and _contradicted(talk, told):
        result = _unknown(movement)
    card = movement.card
    if card and result.nature is Nature.LOAN and movement.state is State.ACCEPTED:
        if card.payer:
            talk.lenders.add(card.payer)
        request = _request(talk, card)
        if request is not None:
            request.payments += 1
            request.paid += movement.amount.value.fen
    return result


def _contradicted(talk: _Talk, told: Judged) -> bool:
    """Say whether a memo calls a gift or a price what the words around lend or give back."""
    card = told.movement.card
    if card is None or card.payer is None or told.nature not in (Nature.GIFT, Nature.PURCHASE):
        return False
    return bool(_lent(talk, card) or _repaid(talk, card))


def _memo(movement: Movement, payee: str = "") -> Judged | None:
    memo = movement.memo
    kind = memos.memo_says(memo.value, payee) if memo else None
    if memo is None or kind is None:
        return None
    doubts = [] if memo.confidence >= SURE else [_low(memo)]
    if _BY_MEMO[kind] is Nature.UNKNOWN:
        doubts.append(_unclear(movement))
    return Judged(movement, _BY_MEMO[kind], memo, tuple(doubts))


def _by_words(talk: _Talk, movement: Movement) -> Judged:
    card = movement.card
    if card is None or card.payer is None:
        return _unknown(movement)
    lent = _lent(talk, card)
    repaid = _repaid(talk, card)
    given = _given(talk, card)
    if (lent or repaid) and _otherwise(talk, card):
        return _unknown(movement)
    if lent and not repaid and not given:
        return _loan(talk, movement, lent)
    if repaid and not lent and not given:
        return _repayment(movement, repaid)
    if given and not lent and not repaid:
        return Judged(movement, Nature.GIFT, given)
    return _unknown(movement)


def _loan(talk: _Talk, movement: Movement, basis: Sourced[str]) -> Judged:
    """Return a loan; a sum of affection is one only by words that leave nothing open.

    (A request for that sum, or one that a promise right behind the payment answers.)
    """
    card, amount = movement.card, movement.amount.value
    request = _request(talk, card) if card else None
    named = request is not None and request.amount == amount
    answered = card is not None and request is not None and _promised_after(talk, card)
    if disputable.is_sum(amount) and not named and not answered:
        return _unknown(movement)
    doubts = [] if basis.confidence >= SURE else [_low(basis)]
    if request is not None and request.unclear and str(amount) not in request.unclear:
        doubts.append(_differs(request.quote, "、".join(request.unclear), amount))
    return Judged(movement, Nature.LOAN, basis, tuple(doubts))


def _promised_after(talk: _Talk, card: Card) -> bool:
    borrower = OTHER_SIDE[card.payer] if card.payer else None
    said = (s for s, _ in _said(_after(talk, card), borrower))
    return any(wording.promises(s) and not wording.is_question(s) for s in said)


def _repayment(movement: Movement, basis: Sourced[str]) -> Judged:
    doubts = [] if basis.confidence >= SURE else [_low(basis)]
    said = wording.repaid_amount(basis.value)
    if said and said != movement.amount.value:
        doubts.append(_differs(basis, str(said), movement.amount.value))
    return Judged(movement, Nature.REPAYMENT, basis, tuple(doubts))


def _lent(talk: _Talk, card: Card) -> Sourced[str] | None:
    request = _request(talk, card)
    if request is not None:
        return request.quote
    borrower = OTHER_SIDE[card.payer] if card.payer else None
    around = _said([*_after(talk, card), *_before(talk, card)], borrower)
    if any(for_another(sentence) or asks_thing(sentence) for sentence, _ in around):
        return None
    promised = (q for s, q in around if wording.promises(s) and not wording.is_question(s))
    return next((q for q in promised if not other_money.of_old_debt(q.value)), None) or (
        _offered(talk, card) if borrower not in talk.lenders else None
    )


def _offered(talk: _Talk, card: Card) -> Sourced[str] | None:
    """Return the payer's own words right before the payment that lend it (借你的，3000够吗)."""
    own = _said(_before(talk, card), card.payer)
    return next((quote for sentence, quote in own if OFFERS.search(wording.plain(sentence))), None)


def _otherwise(talk: _Talk, card: Card) -> bool:
    """Say whether the payer calls the money something else, or it is paid as interest.

    What was said before a request that the payment answers is not about it.
    """
    request = _request(talk, card)
    if request is not None and strings_attached(request.quote.value):
        return True
    own = [s for s, _ in _own(talk, card, since=request.index if request else 0)]
    lender = OTHER_SIDE[card.payer] if card.payer else None
    if any(other_money.called(sentence) for sentence in own):
        return True
    if lender not in talk.lenders:
        return False
    if any("本金" in sentence for sentence in own):
        return any(other_money.with_interest(sentence) for sentence in own)
    asked = [s for s, _ in _said(_before(talk, card), lender)]
    return any(other_money.with_interest(sentence) for sentence in (*own, *asked))


def _own(talk: _Talk, card: Card, *, since: int = 0) -> list[tuple[str, Sourced[str]]]:
    """Return what the payer said around a payment, the nearest before it first."""
    before = [u for u in _before(talk, card) if u not in talk.utterances[:since]]
    return _said([*before, *_after(talk, card, before_next=card.payer)], card.payer)


def _request(talk: _Talk, card: Card) -> Request | None:
    """Return the latest open request by the payee that this payment may answer."""
    if card.payer is None:
        return None
    asked = (
        r
        for r in reversed(talk.requests)
        if r.side is OTHER_SIDE[card.payer] and r.open and _reaches(talk, r, card)
    )
    found = next(asked, None)
    if found is None or found.amount is None or not found.payments:
        return found
    # The rest of a request may come in parts, but not in more than is left of it.
    return found if card.amount.value.fen <= found.amount.fen - found.paid else None


def _reaches(talk: _Talk, request: Request, card: Card) -> bool:
    """Say whether a payment came soon after a request; across a gap only times can tell."""
    asked, paid = request.at.latest, card.at.earliest
    waited = paid - asked if asked and paid else None
    if request.run != card.run:
        return waited is not None and timedelta(0) <= waited <= REQUEST_DAYS
    if waited is not None and waited > REQUEST_DAYS:
        return False
    reach = REQUEST_BEFORE if waited is not None else REQUEST_BEFORE_UNDATED
    if not 0 < card.start - request.index <= reach:
        return False
    return not requests.unmet(talk.utterances[request.index + 1 : card.start], request.side)


def _repaid(talk: _Talk, card: Card) -> Sourced[str] | None:
    own = _own(talk, card)
    said = next((quote for sentence, quote in own if wording.repays(sentence)), None)
    lender = OTHER_SIDE[card.payer] if card.payer else None
    spurned = any(wording.spurns(sentence) for sentence, _ in own)
    if said is not None or lender not in talk.lenders or spurned:
        return said
    plainly = (q for s, q in own if GIVES_BACK.fullmatch(wording.plain(s).rstrip("。!~")))
    if given_back := next(plainly, None):
        return given_back
    asked = _said(_before(talk, card, reach=DEMAND_BEFORE, days=DEMAND_DAYS), lender)
    money = (quote for sentence, quote in asked if wording.demands(sentence))
    return next((quote for quote in money if not other_money.called(quote.value)), None)


def _given(talk: _Talk, card: Card) -> Sourced[str] | None:
    own = _own(talk, card)
    return next((quote for sentence, quote in own if memos.gives(sentence)), None)


def _before(
    talk: _Talk, card: Card, *, reach: int = BEFORE, days: timedelta = WORDS_DAYS
) -> list[Utterance]:
    """Return the messages before a payment, the nearest first, back to the payment before it."""
    ends = [other.stop for other in talk.cards if other.stop < card.start]
    first = max([card.start - reach, *(end + 1 for end in ends), 0])
    return _near(talk, card, reversed(range(first, card.start)), days)


def _after(talk: _Talk, card: Card, *, before_next: Side | None = None) -> list[Utterance]:
    """Return the messages after a payment, up to the next; its answer may stand among them.

    Words right before the next payment of a side (`before_next`) are about that one.
    """
    later = [other for other in talk.cards if other.start > card.start]
    stop = min([card.stop + 1 + AFTER, *(other.start for other in later), len(talk.utterances)])
    nexts = [other.start for other in later if before_next and other.payer is before_next]
    stop = min([stop, *(start - BEFORE for start in nexts)])
    return _near(talk, card, range(card.start + 1, stop), WORDS_DAYS)


def _near(talk: _Talk, card: Card, indexes: Iterable[int], days: timedelta) -> list[Utterance]:
    """Return messages up to the first that is of another stretch, or of another time."""
    found = []
    for index in indexes:
        utterance = talk.utterances[index]
        line = utterance.message.kind is MessageKind.TIME
        apart = _apart(utterance.at, card.at)
        if talk.runs[index] != card.run or (line and apart is None) or (apart and apart > days):
            break
        found.append(utterance)
    return found


def _apart(one: Moment, other: Moment) -> timedelta | None:
    """Return how far apart two times are at least; None where that isn't known."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return None
    return max(one.earliest - other.latest, other.earliest - one.latest, timedelta(0))


def _said(utterances: Sequence[Utterance], side: Side | None) -> list[tuple[str, Sourced[str]]]:
    return [
        (sentence, quoted(sentence, utterance))
        for utterance in utterances
        if says(utterance) and utterance.message.side is side
        for sentence in wording.sentences(utterance.message.text)
    ]


def _sum_differs(request: Request) -> Doubt:
    return _differs(request.quote, str(request.amount), Money(request.paid))


def _differs(quote: Sourced[str], said: str, paid: Money) -> Doubt:
    where = quote.where if isinstance(quote.where, Where) else None
    args = (("field", "amount"), ("said", said), ("paid", str(paid)))
    return Doubt(DoubtKind.SAID_DIFFERS_FROM_PAID, where, args)


def _unknown(movement: Movement) -> Judged:
    gone = movement.state not in (State.ACCEPTED, State.UNKNOWN)
    return Judged(movement, Nature.UNKNOWN, doubts=() if gone else (_unclear(movement),))


def _unclear(movement: Movement) -> Doubt:
    args = (("field", "nature"), ("amount", str(movement.amount.value)))
    if _disputable(movement):
        return Doubt(DoubtKind.NATURE_DISPUTABLE, movement.places[0], args)
    return Doubt(DoubtKind.NATURE_UNKNOWN, movement.places[0], args)


def _disputable(movement: Movement) -> bool:
    """Say whether a payment may be called a gift by its sum, its day, or as a red packet."""
    odd = movement.red_packet or disputable.is_sum(movement.amount.value)
    return odd or disputable.on_festival(movement.at)


def _low(basis: Sourced[str]) -> Doubt:
    where = basis.where if isinstance(basis.where, Where) else None
    return Doubt(DoubtKind.LOW_CONFIDENCE, where, (("field", "nature"),))


def unasked(judged: Judged) -> Judged:
    """Return the payment as one of unknown nature: it belongs to another person's matter."""
    return replace(judged, nature=Nature.UNKNOWN, basis=None)
