"""What may interrupt limitation: demands that arrived, payments, promises, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from evidence_kit.facts import wording
from evidence_kit.facts.doubts import noted
from evidence_kit.model import (
    ActKind,
    Contact,
    Conversation,
    DoubtKind,
    LimitationAct,
    LoanFacts,
    Means,
    MessageKind,
    Moment,
    Saying,
    SayingKind,
    Sourced,
    State,
    Statement,
    Utterance,
    Where,
)

# One sentence is one act: the first of these.
_KINDS = {
    SayingKind.DEMAND: ActKind.DEMAND,
    SayingKind.PLAN: ActKind.PLAN,
    SayingKind.ACKNOWLEDGEMENT: ActKind.ACKNOWLEDGEMENT,
    SayingKind.PROMISE: ActKind.PROMISE,
    SayingKind.DELAY: ActKind.DELAY,
}


def acts(facts: LoanFacts) -> tuple[LimitationAct, ...]:
    """Return every act that may interrupt limitation, by time; undated ones stand where shown.

    Demands that arrived and what the borrower did: paid, promised, planned, admitted, asked for
    time (民法典 195; 诉讼时效规定 8, 14). Whether it came while limitation ran, the claim judges;
    the words that first agreed the day due interrupt nothing. Messages that did not arrive and
    calls, answered or not, are none.
    """
    shown = _places(facts)
    found = [*_said(facts), *_paid(facts)]
    order = {id(act): _position(act, shown) for act in found}
    reached = _reached(found, order)
    return tuple(sorted(found, key=lambda act: (reached[id(act)], order[id(act)])))


def contacts(facts: LoanFacts) -> tuple[Contact, ...]:
    """Return the calls that were answered (通话时长) in the chats between the two, in order.

    What was said in them nothing shows, so none is a demand.
    """
    return tuple(
        Contact(u.at, u.message.side, _words(u))
        for talk in between(facts)
        for u in talk.utterances
        if u.message.kind is MessageKind.CALL and _answered(u.message.text)
    )


def between(facts: LoanFacts) -> Iterator[Conversation]:
    """Yield the chats in which the two speak of it or pay; where none is known, the only chat."""
    known = {s.quote.where for s in facts.sayings}
    known |= {place for p in (*facts.loans, *facts.repayments) for place in p.places}
    for talk in facts.conversations:
        places = {u.where for u in talk.utterances}
        if known & places or len(facts.conversations) == 1:
            yield talk


def _answered(text: str) -> bool:
    return "时长" in text


def _words(call: Utterance) -> Sourced[str]:
    return Sourced(call.message.text, call.message.text, call.where, call.message.confidence)


def _said(facts: LoanFacts) -> Iterator[LimitationAct]:
    known = noted(facts.doubts)
    every = {u.where: u for talk in reversed(facts.conversations) for u in talk.utterances}
    for saying in _each_once(facts):
        places = _everywhere(saying.quote.where, every)
        doubts = known.touching(places)
        kind = _KINDS[saying.kind]
        yield LimitationAct(kind, saying.at, places, saying.quote, saying.amount, doubts)


def _each_once(facts: LoanFacts) -> Iterable[Saying]:
    """Return the sentences that are acts, each as the first of its kinds."""
    order = list(_KINDS)
    acting = [s for s in facts.sayings if s.kind in order and _interrupts(s, facts)]
    found: dict[tuple[str, Where | Statement, Moment], Saying] = {}
    for saying in sorted(acting, key=lambda one: order.index(one.kind)):
        found.setdefault((saying.quote.quote, saying.quote.where, saying.at), saying)
    return found.values()


def _interrupts(saying: Saying, facts: LoanFacts) -> bool:
    due, said = facts.terms.due, saying.stated
    if said is not None:  # to somebody's face it arrives by itself
        return said.arrived if said.arrived is not None else said.how is Means.IN_PERSON
    if saying.kind is SayingKind.ACKNOWLEDGEMENT:
        return wording.admits(saying.quote.value)
    return due is None or (due.quote, due.where) != (saying.quote.quote, saying.quote.where)


def _paid(facts: LoanFacts) -> Iterator[LimitationAct]:
    """Yield what was paid back; what was kept of the loan itself (砍头息) pays nothing."""
    for payment in facts.repayments:
        kept = any(doubt.kind is DoubtKind.INTEREST_UP_FRONT for doubt in payment.doubts)
        if payment.state is State.ACCEPTED and not kept:
            yield LimitationAct(
                kind=ActKind.PAYMENT,
                at=payment.at,
                places=payment.places,
                amount=payment.amount.value,
                doubts=payment.doubts,
            )


def _everywhere(where: Where | Statement, every: Mapping[Where, Utterance]) -> tuple[Where, ...]:
    """Return every appearance of a message, on overlapping pages too."""
    if not isinstance(where, Where):
        return ()
    return (where, *every[where].also_at) if where in every else (where,)


def _places(facts: LoanFacts) -> dict[Where, int]:
    every = (u for talk in facts.conversations for u in talk.utterances)
    order: dict[Where, int] = {}
    for index, utterance in enumerate(every):
        for place in (utterance.where, *utterance.also_at):
            order.setdefault(place, index)
    return order


def _position(act: LimitationAct, shown: dict[Where, int]) -> int:
    return min((shown[place] for place in act.places if place in shown), default=len(shown))


def _reached(found: list[LimitationAct], order: dict[int, int]) -> dict[int, datetime]:
    """Return the time each act is put at: its own, else that of the dated act shown before it."""
    reached: dict[int, datetime] = {}
    last = datetime.min
    for act in sorted(found, key=lambda one: order[id(one)]):
        at = act.at.earliest or act.at.latest
        last = max(last, at) if at and act.places else last
        reached[id(act)] = at or last
    return reached
