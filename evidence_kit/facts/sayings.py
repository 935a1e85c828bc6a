"""What was done with words: requests, promises, admissions, demands, refusals, and the terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_kit.facts import (
    due_days,
    origins,
    plans,
    presents,
    refusals,
    returned,
    sureties,
    talks,
    terms,
    wording,
)
from evidence_kit.facts.amounts import only_amount, unclear
from evidence_kit.facts.judged import Judged
from evidence_kit.facts.requests import withdrawn
from evidence_kit.facts.talks import Said, Talk
from evidence_kit.model import (
    Conversation,
    Doubt,
    DoubtKind,
    Money,
    Payment,
    Saying,
    SayingKind,
    Side,
    Terms,
)

# What the same side's next words may take back (下周还你 … 骗你的).
_UNDONE = (SayingKind.PROMISE, SayingKind.ACKNOWLEDGEMENT, SayingKind.PLAN, SayingKind.DELAY)
Acts = Mapping[SayingKind, Sequence[Said]]


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that words did in a conversation."""

    sayings: tuple[Saying, ...]
    terms: Terms
    doubts: tuple[Doubt, ...]


def heard(
    conversation: Conversation,
    judged: Sequence[Judged],
    lender: Side,
    stated: Sequence[Payment] = (),
) -> Heard:
    """Return what the two said of the loan, given whose side lent, and the money `stated` beside.

    A demand that did not arrive is none, and a doubt; a promise in a question counts once the
    other side agreed; what is said is compared with what was paid, never booked. A sentence that
    denies the debt, or says that the money lent was borrowed, does nothing else.
    """
    talk = talks.of(conversation, judged, lender, stated)
    demanded, lost = _demanded(talk)
    acts = {**_acts(talk), SayingKind.DEMAND: demanded}
    agreed, doubts = terms.of(
        talk,
        acts[SayingKind.PROMISE],
        acts[SayingKind.REQUEST],
        acts[SayingKind.PLAN],
    )
    doubts += [*lost, *_warnings(acts), *_sums(talk, acts), *_unclear(talk, acts)]
    heard_already = {doubt.where for doubt in doubts if doubt.kind in _TOLD}
    more = [*returned.doubts(talk), *_grounds(talk)]
    doubts += [doubt for doubt in more if doubt.where not in heard_already]
    return Heard(tuple(_sayings(acts)), agreed, tuple(doubts))


def _sayings(acts: Acts) -> Iterator[Saying]:
    found = [(said, kind) for kind, every in acts.items() for said in every]
    order = list(SayingKind)
    for said, kind in sorted(found, key=lambda one: (one[0].index, order.index(one[1]))):
        amount = _AMOUNTS.get(kind, _no_amount)(said.sentence)
        yield Saying(kind, said.quote, said.utterance.at, said.side, amount)


def _no_amount(_sentence: str) -> None:
    return None


def _owed(sentence: str) -> Money | None:
    return wording.owed_amount(sentence) if wording.owes(sentence) else None


_AMOUNTS: Mapping[SayingKind, Callable[[str], Money | None]] = {
    SayingKind.REQUEST: only_amount,
    SayingKind.DEMAND: only_amount,
    SayingKind.ACKNOWLEDGEMENT: _owed,
    SayingKind.GUARANTEE: only_amount,
    SayingKind.JOINT: only_amount,
}


def _acts(talk: Talk) -> dict[SayingKind, list[Said]]:
    """Return what the borrower's sentences do, and whose money either says was lent."""
    own = [said for said in talk.by(talk.borrower) if not said.utterance.message.undelivered]
    found: dict[SayingKind, list[Said]] = {kind: [] for kind in SayingKind}
    for said in own:
        undone = _UNDONE if talk.takes_back(said) else ()
        for kind in _done(talk, said):
            if kind not in undone:
                found[kind].append(said)
    found[SayingKind.PLAN] += _plans_of_lender(talk)
    found[SayingKind.WAIVER] += [said for said in talk.by(talk.lender) if _waived(talk, said)]
    found[SayingKind.RELENDING] += [
        said for said in talk.by(talk.lender) if origins.lends_borrowed(said.sentence)
    ]
    return found


def _done(talk: Talk, said: Said) -> Iterator[SayingKind]:
    """Yield what one sentence of the borrower's does."""
    sentence = said.sentence
    if origins.knows_borrowed(sentence):
        yield SayingKind.RELENDING
    elif _denied(talk, said):
        if not _settled_soon(talk, said):
            yield SayingKind.DENIAL
    else:
        yield from _of_the_loan(talk, said)
        yield from _of_others(said)
        if talk.lent(said.index) and not talk.settled(said.index):
            yield from _of_paying(talk, said)


def _of_the_loan(talk: Talk, said: Said) -> Iterator[SayingKind]:
    sentence = said.sentence
    if wording.asks_loan(sentence) and not withdrawn(talk.utterances, said.index):
        yield SayingKind.REQUEST
    if _planned(talk, said):
        yield SayingKind.PLAN
    if _promised(talk, said):
        yield SayingKind.PROMISE
    if wording.admits(sentence) or (wording.received(sentence) and talk.just_lent(said)):
        yield SayingKind.ACKNOWLEDGEMENT


def _of_others(said: Said) -> Iterator[SayingKind]:
    if sureties.guarantees(said.sentence):
        yield SayingKind.GUARANTEE
    if sureties.borrows_jointly(said.sentence):
        yield SayingKind.JOINT


def _of_paying(talk: Talk, said: Said) -> Iterator[SayingKind]:
    if refusals.refuses_payment(said.sentence):
        yield SayingKind.REFUSAL
    elif _asks_time(talk, said):
        yield SayingKind.DELAY


def _asks_time(talk: Talk, said: Said) -> bool:
    """Say whether a sentence asks for time, or offers a later day that nobody agreed to."""
    if _promised(talk, said) or _planned(talk, said) or wording.asks_loan(said.sentence):
        return False
    offered = wording.is_question(said.sentence) and wording.promises(said.sentence)
    if not offered and not refusals.asks_time(said.sentence, pressed=True):
        return False
    pressed = talk.pressed(said)
    return pressed or refusals.asks_time(said.sentence, pressed=False)


def _open_question(talk: Talk, said: Said) -> bool:
    """Say whether a sentence asks what nobody agreed to; a request for a loan may promise."""
    asked = wording.is_question(said.sentence) and not wording.asks_loan(said.sentence)
    return asked and not talk.agreed(said)


def _promised(talk: Talk, said: Said) -> bool:
    """Say whether a sentence promises, and not to pay back what was just given as a present.

    Words that go with a payment (再还你500) promise nothing beyond it.
    """
    later = wording.will_give(said.sentence) and talk.lent(said.index) and talk.pressed(said)
    if not (wording.promises(said.sentence) or later):
        return False
    if _open_question(talk, said) or talk.pays(said):
        return False
    if due_days.of_other_goods(said.sentence):
        return False
    return not presents.answered(talk.utterances, talk.judged, said.index)


def _planned(talk: Talk, said: Said) -> bool:
    to_me = "还我" in said.sentence or "还给我" in said.sentence
    return plans.makes_plan(said.sentence) and not to_me and not _open_question(talk, said)


def _plans_of_lender(talk: Talk) -> list[Said]:
    return [
        said
        for said in talk.by(talk.lender)
        if plans.makes_plan(said.sentence) and "还我" in said.sentence and talk.agreed(said)
    ]


def _waived(talk: Talk, said: Said) -> bool:
    """Say whether the lender forgoes what is owed then, or a part of it."""
    if not talk.lent(said.index) or talk.settled(said.index):
        return False
    amount, owed = refusals.settlement(said.sentence), talk.owed(said.index)
    less = amount is not None and owed is not None and amount < owed
    return less or refusals.waives(said.sentence)


def _denied(talk: Talk, said: Said) -> bool:
    """Say whether a sentence denies the debt, or a part of what was lent and is still owed."""
    if not talk.lent(said.index) or wording.asks_loan(said.sentence):
        return False
    less = refusals.owes_only(said.sentence) and only_amount(said.sentence) != talk.owed(said.index)
    return less or refusals.denies(said.sentence)


def _settled_soon(talk: Talk, said: Said) -> bool:
    """Say whether nothing is owed then, or once what is paid right after has come."""
    last = min(said.index + talks.RECEIPT_AFTER, len(talk.utterances) - 1)
    return talk.settled(said.index) or talk.settled(last)


def _demanded(talk: Talk) -> tuple[list[Said], list[Doubt]]:
    asked = [
        said
        for said in talk.by(talk.lender)
        if wording.demands(said.sentence) and talk.lent(said.index) and not talk.settled(said.index)
    ]
    lost = [said for said in asked if not talk.arrived(said)]
    args = (("field", "delivery"),)
    doubts = [Doubt(DoubtKind.NOT_DELIVERED, said.utterance.where, args) for said in lost]
    return [said for said in asked if said not in lost], doubts


# ── doubts ─────────────────────────────────────────────────────────────────────────────

_WARNED = {
    SayingKind.DENIAL: DoubtKind.DEBT_DENIED,
    SayingKind.WAIVER: DoubtKind.DEBT_WAIVED,
    SayingKind.RELENDING: DoubtKind.FUNDS_BORROWED,
}
# What asks of the same words already whether something came back unseen.
_TOLD = (*_WARNED.values(), DoubtKind.SAID_DIFFERS_FROM_PAID)
_OF_SUMS = (SayingKind.REQUEST, SayingKind.PROMISE, SayingKind.ACKNOWLEDGEMENT, SayingKind.PLAN)


def _warnings(acts: Acts) -> Iterator[Doubt]:
    """Yield what the plaintiff must know before anybody else does."""
    for kind, doubt in _WARNED.items():
        for said in acts[kind]:
            yield Doubt(doubt, said.utterance.where, (("text", said.sentence),))


def _sums(talk: Talk, acts: Acts) -> Iterator[Doubt]:
    """Doubt a sum admitted that isn't what the payments leave, or one promised that is more."""
    for said in acts[SayingKind.PROMISE]:
        amount, owed = only_amount(said.sentence), talk.owed(said.index)
        if amount is not None and owed is not None and amount > owed > Money(0):
            yield _differing(said, amount, owed)
    for said in acts[SayingKind.ACKNOWLEDGEMENT]:
        amount, owed = _owed(said.sentence), talk.owed(said.index)
        if amount is not None and owed is not None and amount != owed:
            yield _differing(said, amount, owed)


def _grounds(talk: Talk) -> Iterator[Doubt]:
    """Doubt words by which what was lent is no debt that a court protects, or no loan."""
    for said in talk.said:
        asked_back = said.side is talk.lender and talk.lent(said.index)
        otherwise = asked_back and origins.claims_otherwise(said.sentence)
        if otherwise or origins.gambles(said.sentence):
            args = (("text", said.sentence),)
            yield Doubt(DoubtKind.GROUND_ADVERSE, said.utterance.where, args)


def _differing(said: Said, amount: Money, owed: Money) -> Doubt:
    args = (("field", "amount"), ("said", str(amount)), ("paid", str(owed)))
    return Doubt(DoubtKind.SAID_DIFFERS_FROM_PAID, said.utterance.where, args)


def _unclear(talk: Talk, acts: Acts) -> Iterator[Doubt]:
    """Doubt a sum in words that isn't one of plain yuan, unless what was paid has said so."""
    told = {doubt.where for one in talk.judged for doubt in one.doubts}
    every = dict.fromkeys(said for kind in _OF_SUMS for said in acts[kind])
    for said in every:
        if unclear(said.sentence) and said.utterance.where not in told:
            args = (("field", "sum"), ("text", said.sentence))
            yield Doubt(DoubtKind.SAID_UNCLEAR, said.utterance.where, args)
