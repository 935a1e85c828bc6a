"""What an exhibit proves: sentences from its own facts, dated, with the pages that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_kit.case import sure
from evidence_kit.case.exhibits import Bound, account
from evidence_kit.facts import parties, wording
from evidence_kit.facts.doubts import touching
from evidence_kit.facts.unsure import LEAST_QUOTE
from evidence_kit.model import (
    Bill,
    Brief,
    Conversation,
    Digest,
    Direction,
    Doubt,
    Group,
    LoanFacts,
    MessageKind,
    Moment,
    Nature,
    Payment,
    Proof,
    ProofKind,
    Rate,
    Saying,
    SayingKind,
    Screen,
    Slip,
    Source,
    Sourced,
    State,
    Transfer,
    Utterance,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

Grouped = tuple[Group, Proof]

PLAINTIFF, DEFENDANT = "原告", "被告"


@dataclass(frozen=True, slots=True)
class Matter:
    """What every proof may need to know beside its own exhibit."""

    facts: LoanFacts
    slips: Mapping[Digest, Slip]
    spoken: Mapping[Where, int]
    first_demand: int | None
    brief: Brief

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is not sure."""
        return self.facts.doubts

    def position(self, where: object) -> int:
        """Return where words stand among all that was said."""
        return self.spoken.get(where, 0) if isinstance(where, Where) else 0


def matter_of(facts: LoanFacts, screens: Sequence[tuple[Source, Screen]], brief: Brief) -> Matter:
    """Return the facts with what each payment page says and the order of what was said."""
    slips = {s.source: s.slip for _, s in screens if isinstance(s, Transfer | Bill)}
    spoken = (u.where for talk in facts.conversations for u in talk.utterances)
    order: dict[Where, int] = {}
    for index, where in enumerate(spoken):
        order.setdefault(where, index)
    demands = (s.quote.where for s in facts.sayings if s.kind is SayingKind.DEMAND)
    placed = (order.get(where, 0) for where in demands if isinstance(where, Where))
    return Matter(facts, slips, order, min(placed, default=None), brief)


def of_profile(bound: Bound, matter: Matter) -> Iterator[Grouped]:
    """Yield what an account page shows of whose account it is."""
    pages = tuple(page.number for page in bound.exhibit.pages)
    known = account(bound.profiles, matter.doubts)
    if known:
        linked = (("linked", "yes"),) if _is_defendant(bound, matter) else ()
        own = (("own", "yes"),) if bound.profiles[0].own else ()
        yield Group.IDENTITY, Proof(ProofKind.ACCOUNT, (*known, *own, *linked), pages)


def _is_defendant(bound: Bound, matter: Matter) -> bool:
    """Say whether the page itself names the defendant, and a chat is with this account."""
    wanted = squeezed(matter.brief.defendant or "")
    known = dict(account(bound.profiles, matter.doubts))
    named = wanted in (squeezed(known.get("remark", "")), squeezed(known.get("nickname", "")))
    talks = matter.facts.conversations
    chatted = any(set(parties.profiles_of(t, bound.profiles)) & set(bound.profiles) for t in talks)
    return bool(wanted) and named and chatted


# ── a conversation ─────────────────────────────────────────────────────────────────────


def of_conversation(bound: Bound, talk: Conversation, matter: Matter) -> Iterator[Grouped]:
    """Yield what a chat shows: what was asked, agreed, paid, promised, admitted, demanded."""
    found: list[tuple[int, Grouped]] = []
    for saying in matter.facts.sayings:
        at = matter.position(saying.quote.where)
        found += [(at, one) for one in _said(bound, saying, matter)]
    for term in (matter.facts.terms.due, matter.facts.terms.rate):
        at = matter.position(term.where) if term else 0
        found += [(at, one) for one in _agreed(bound, term, matter)]
    by_place = {u.where: u for u in reversed(talk.utterances) if _is_card(u)}
    for payment in matter.facts.payments:
        cards = [by_place[place] for place in payment.places if place in by_place]
        at = matter.position(cards[0].where) if cards else 0
        found += [(at, one) for one in _shown_in_chat(bound, cards, payment)]
    yield from (one for _, one in sorted(found, key=lambda entry: entry[0]))


def chatted(bound: Bound, talk: Conversation) -> Proof | None:
    """Return that these two talked, over all the pages; None for a group, or without a title."""
    if talk.title is None or parties.is_group(talk):
        return None
    named = tuple((k, v) for k, v in bound.exhibit.title_args if k not in ("since", "until"))
    return Proof(ProofKind.CHATTED, named, tuple(page.number for page in bound.exhibit.pages))


def _agreed(
    bound: Bound, term: Sourced[Moment] | Sourced[Rate] | None, matter: Matter
) -> Iterator[Grouped]:
    """Yield what was agreed when the loan was made; later words only renew a promise."""
    if term is None or _late(term.where, matter):
        return
    pages = _pages(bound, term.where)
    if pages and _citable(term.where, term.confidence, matter):
        if isinstance(term.value, Rate):
            rate = Proof(ProofKind.AGREED_RATE, sure.args(quote=term.quote), pages)
            yield Group.AGREEMENT, rate
        else:
            args = sure.args(quote=term.quote, due=sure.day(term.value))
            yield Group.AGREEMENT, Proof(ProofKind.AGREED_DUE, args, pages)


def _late(where: object, matter: Matter) -> bool:
    """Say whether words come after the first demand: then they renew, they don't agree."""
    first = matter.first_demand
    return first is not None and first < matter.position(where)


_KINDS = {
    SayingKind.REQUEST: ProofKind.REQUESTED,
    SayingKind.PROMISE: ProofKind.PROMISED,
    SayingKind.ACKNOWLEDGEMENT: ProofKind.ACKNOWLEDGED,
    SayingKind.DEMAND: ProofKind.DEMANDED,
}


def _said(bound: Bound, saying: Saying, matter: Matter) -> Iterator[Grouped]:
    pages = _pages(bound, saying.quote.where)
    if not pages or not _citable(saying.quote.where, saying.quote.confidence, matter):
        return
    due = matter.facts.terms.due
    told = due is not None and (due.quote, due.where) == (saying.quote.quote, saying.quote.where)
    late = _late(saying.quote.where, matter)
    if saying.kind is SayingKind.PROMISE and told and not late:
        return  # the agreement on the day says the same
    amount = str(saying.amount) if saying.amount and saying.kind is SayingKind.REQUEST else None
    args = sure.args(date=sure.day(saying.at), quote=saying.quote.quote, amount=amount)
    yield _group(saying, late=late), Proof(_KINDS[saying.kind], args, pages)


def _group(saying: Saying, *, late: bool) -> Group:
    if saying.kind is SayingKind.DEMAND or (saying.kind is SayingKind.PROMISE and late):
        return Group.DEMAND
    if saying.kind is SayingKind.ACKNOWLEDGEMENT:
        return Group.REPAYMENT if wording.admits(saying.quote.value) else Group.DELIVERY
    return Group.AGREEMENT


def _citable(where: object, confidence: float, matter: Matter) -> bool:
    inked = isinstance(where, Where) and not touching((where,), matter.doubts)
    return inked and confidence >= LEAST_QUOTE


def _pages(bound: Bound, where: object) -> tuple[int, ...]:
    return bound.pages_of(where.source)[:1] if isinstance(where, Where) else ()


def _shown_in_chat(bound: Bound, cards: Sequence[Utterance], payment: Payment) -> Iterator[Grouped]:
    mine = [u for u in cards if bound.pages_of(u.where.source)]
    if not mine or payment.doubts:
        return
    shown = [
        (n, State.ACCEPTED if u.message.receipt else u.message.state)
        for u in mine
        for n in bound.pages_of(u.where.source)[:1]
    ]
    yield from _paid(bound, payment, shown, sure.day(mine[0].at))


def _is_card(utterance: Utterance) -> bool:
    return utterance.message.kind is MessageKind.TRANSFER and utterance.message.amount is not None


# ── a payment's own pages ──────────────────────────────────────────────────────────────


def of_payment(bound: Bound, payment: Payment, matter: Matter) -> Iterator[Grouped]:
    """Yield what the pages of one payment show, unless anything about it is in doubt."""
    if payment.doubts:
        return
    slips = [(p.number, matter.slips[p.source]) for p in bound.exhibit.pages]
    shown = [(number, slip.state) for number, slip in slips if slip.amount is not None]
    dated = any(slip.time or slip.received_time for _, slip in slips)
    yield from _paid(bound, payment, shown, sure.minute(payment.at) if dated else None)


_CAME_BACK = {State.RETURNED: ProofKind.RETURNED, State.EXPIRED: ProofKind.EXPIRED}


def _paid(
    bound: Bound,
    payment: Payment,
    shown: Sequence[tuple[int, State | None]],
    when: str | None,
) -> Iterator[Grouped]:
    """Yield what became of a payment, where a page of this exhibit itself shows that."""
    pages = tuple(dict.fromkeys(number for number, _ in shown))
    showing = tuple(dict.fromkeys(n for n, state in shown if state is payment.state))
    args = sure.args(date=when, amount=str(payment.amount.value))
    if payment.state in _CAME_BACK and showing and payment.direction is Direction.OUT:
        # The date is the transfer's; of the day it came back the sentence says nothing.
        yield Group.DELIVERY, Proof(_CAME_BACK[payment.state], args, showing)
    elif payment.counted and showing:
        lent = payment.nature is Nature.LOAN
        sides = (PLAINTIFF, DEFENDANT) if lent else (DEFENDANT, PLAINTIFF)
        kind = ProofKind.LENT if lent else ProofKind.REPAID
        named = sure.args(payer=sides[0], payee=sides[1])
        group = Group.DELIVERY if lent else Group.REPAYMENT
        if _pages(bound, payment.basis.where if payment.basis else None):
            yield group, Proof(kind, (*args, *named) if lent else args, pages)
        else:
            yield group, Proof(ProofKind.PAID, (*args, *named), pages)
