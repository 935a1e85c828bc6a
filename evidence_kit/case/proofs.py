"""What an exhibit proves: sentences from its own facts, dated, with the pages that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_kit.case import sure
from evidence_kit.case.drafts import is_named
from evidence_kit.case.exhibits import Bound, account, key_of, neutral
from evidence_kit.facts import bluster, parties, wording
from evidence_kit.facts.doubts import touching
from evidence_kit.facts.unsure import LEAST_QUOTE
from evidence_kit.model import (
    Args,
    Bill,
    Brief,
    Channel,
    Conversation,
    Digest,
    Direction,
    Doubt,
    DoubtKind,
    Group,
    LoanFacts,
    MessageKind,
    Moment,
    Nature,
    Payment,
    Profile,
    Proof,
    ProofKind,
    Rate,
    Saying,
    SayingKind,
    Screen,
    Side,
    Slip,
    Source,
    Sourced,
    State,
    Transfer,
    Utterance,
    Where,
)

Grouped = tuple[Group, Proof]

PLAINTIFF, DEFENDANT = "原告", "被告"
# What the plaintiff's own word may say of a person otherwise than a page.
_WHO = ("wechat_id", "real_name", "id_number")


@dataclass(frozen=True, slots=True)
class Matter:
    """What every proof may need to know beside its own exhibit."""

    facts: LoanFacts
    slips: Mapping[Digest, Slip]
    spoken: Mapping[Where, int]
    first_demand: int | None
    brief: Brief
    profiles: tuple[Profile, ...]
    rough: frozenset[Where] = frozenset()  # messages that threaten or insult

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is not sure."""
        return self.facts.doubts

    @property
    def settled(self) -> bool:
        """Whether it is known who lent, and to whom: else no sentence names a party."""
        return not any(_unsettles(doubt) for doubt in self.doubts)

    @property
    def partner(self) -> frozenset[Digest]:
        """The profile pages of the one person chatted with; none where there are more."""
        talks = [talk for talk in self.facts.conversations if not parties.is_group(talk)]
        linked = parties.profiles_of(talks[0], self.profiles) if len(talks) == 1 else ()
        same = len({key_of(profile) for profile in linked}) == 1
        return frozenset(profile.source for profile in linked if same)

    @property
    def kept_back(self) -> frozenset[Where]:
        """The messages that deny or waive the debt, or say that the money lent was borrowed."""
        adverse = (one.quote.where for one in self.facts.sayings if one.kind in _ADVERSE)
        return frozenset(where for where in adverse if isinstance(where, Where))

    def position(self, where: object) -> int:
        """Return where words stand among all that was said."""
        return self.spoken.get(where, 0) if isinstance(where, Where) else 0


def matter_of(facts: LoanFacts, screens: Sequence[tuple[Source, Screen]], brief: Brief) -> Matter:
    """Return the facts with what each payment page says and the order of what was said."""
    slips = {s.source: s.slip for _, s in screens if isinstance(s, Transfer | Bill)}
    spoken = [u for talk in facts.conversations for u in talk.utterances]
    order: dict[Where, int] = {}
    for index, utterance in enumerate(spoken):
        order.setdefault(utterance.where, index)
    demands = (s.quote.where for s in facts.sayings if s.kind is SayingKind.DEMAND)
    placed = (order.get(where, 0) for where in demands if isinstance(where, Where))
    profiles = tuple(screen for _, screen in screens if isinstance(screen, Profile))
    rough = frozenset(u.where for u in spoken if bluster.threatens(u.message.text))
    return Matter(facts, slips, order, min(placed, default=None), brief, profiles, rough)


def _unsettles(doubt: Doubt) -> bool:
    several = dict(doubt.args).get("candidates", "1") not in ("", "0", "1")
    unknown = doubt.kind is DoubtKind.PARTY_UNKNOWN and several
    return doubt.kind is DoubtKind.ROLES_UNKNOWN or unknown


def of_profile(bound: Bound, matter: Matter) -> Iterator[Grouped]:
    """Yield what an account page shows of whose account it is."""
    pages = bound.exhibit.numbers
    known = account(bound.profiles, matter.doubts)
    if not known:
        return
    flag = neutral(matter.facts)
    own = (("own", "yes"),) if not flag and _is_owners(bound, matter) else ()
    yield Group.IDENTITY, Proof(ProofKind.ACCOUNT, (*known, *own, *flag), pages)
    if _is_partners(bound, matter):
        yield Group.IDENTITY, Proof(ProofKind.USER_STATED, (), pages)


def _is_owners(bound: Bound, matter: Matter) -> bool:
    """Say whether it is the one account of the phone's owner."""
    accounts = {key_of(p) for p in matter.profiles if p.own and not is_named(p)}
    return bound.profiles[0].own and len(accounts) == 1 and not _unknown(bound, matter)


def _is_partners(bound: Bound, matter: Matter) -> bool:
    """Say whether the plaintiff, by naming a defendant, says that this account is theirs.

    No page can say it: a nickname is its user's fancy, a remark the plaintiff's own.
    """
    named = matter.brief.defendant and not neutral(matter.facts) and matter.settled
    chatted_with = {profile.source for profile in bound.profiles} <= matter.partner
    sure = not _unknown(bound, matter) and not any(map(_is_otherwise, matter.doubts))
    return bool(named) and chatted_with and sure


def _is_otherwise(doubt: Doubt) -> bool:
    """Say whether it is open who the defendant is, or a page shows another than is stated."""
    if doubt.kind is DoubtKind.STATED_DIFFERS:
        return dict(doubt.args).get("field") in _WHO
    return doubt.kind is DoubtKind.PARTY_UNKNOWN and doubt.where is None


def _unknown(bound: Bound, matter: Matter) -> bool:
    """Say whether it is in doubt whose page this is."""
    doubts = [doubt for doubt in matter.doubts if doubt.kind is DoubtKind.PARTY_UNKNOWN]
    shown = {profile.source for profile in bound.profiles}
    return any(doubt.where and doubt.where.source in shown for doubt in doubts)


# ── a conversation ─────────────────────────────────────────────────────────────────────


def of_conversation(bound: Bound, talk: Conversation, matter: Matter) -> Iterator[Grouped]:
    """Yield what a chat shows: what was asked, agreed, paid, promised, admitted, demanded."""
    if not matter.settled:
        return
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
    return Proof(ProofKind.CHATTED, named, bound.exhibit.numbers)


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
            # A day of the plaintiff's own word is not what the words of the chat come to.
            due = None if term.stated_by else sure.day(term.value)
            args = sure.args(quote=term.quote, due=due)
            yield Group.AGREEMENT, Proof(ProofKind.AGREED_DUE, args, pages)


def _late(where: object, matter: Matter) -> bool:
    """Say whether words come after the first demand: then they renew, they don't agree."""
    first = matter.first_demand
    return first is not None and first < matter.position(where)


# What is cited first where the same words do several things. What speaks against the plaintiff
# stands in no list, and neither does anything else in the same message.
_KINDS = {
    SayingKind.REQUEST: ProofKind.REQUESTED,
    SayingKind.DEMAND: ProofKind.DEMANDED,
    SayingKind.ACKNOWLEDGEMENT: ProofKind.ACKNOWLEDGED,
    SayingKind.GUARANTEE: ProofKind.GUARANTEED,
    SayingKind.JOINT: ProofKind.JOINED,
    SayingKind.PLAN: ProofKind.PLANNED,
    SayingKind.PROMISE: ProofKind.PROMISED,
    SayingKind.DELAY: ProofKind.ASKED_TIME,
    SayingKind.REFUSAL: ProofKind.REFUSED,
}
_ADVERSE = (SayingKind.DENIAL, SayingKind.WAIVER, SayingKind.RELENDING)
_LATE = (SayingKind.PROMISE, SayingKind.PLAN)
_AFTER_DEMANDS = (SayingKind.DEMAND, SayingKind.DELAY, SayingKind.REFUSAL)


def _said(bound: Bound, saying: Saying, matter: Matter) -> Iterator[Grouped]:
    pages, kind = _pages(bound, saying.quote.where), _KINDS.get(saying.kind)
    if not pages or not _citable(saying.quote.where, saying.quote.confidence, matter):
        return
    if saying.kind is SayingKind.DEMAND and saying.quote.where in matter.rough:
        return
    late = _late(saying.quote.where, matter)
    if kind is None or _told_otherwise(saying, matter, late=late) or _by_lender(saying, matter):
        return
    amount = str(saying.amount) if saying.amount and saying.kind is SayingKind.REQUEST else None
    args = sure.args(date=sure.day(saying.at), quote=saying.quote.quote, amount=amount)
    yield _group(saying, late=late), Proof(kind, args, pages)


def _by_lender(saying: Saying, matter: Matter) -> bool:
    """Say whether the plaintiff says what only counts by the defendant (每月还我500)."""
    own = Side.RIGHT if matter.facts.lender.is_owner else Side.LEFT
    return saying.by is own and saying.kind is not SayingKind.DEMAND


def _told_otherwise(saying: Saying, matter: Matter, *, late: bool) -> bool:
    """Say whether the same words are cited already, as something else or as the day agreed."""
    due = matter.facts.terms.due
    if saying.kind is SayingKind.PROMISE and due and not late and _same(due, saying.quote):
        return True
    if saying.kind in (SayingKind.ACKNOWLEDGEMENT, SayingKind.DEMAND):
        return False
    earlier = list(_KINDS)[: list(_KINDS).index(saying.kind)]
    return any(
        one.kind in earlier and _same(one.quote, saying.quote) for one in matter.facts.sayings
    )


def _same(one: Sourced[Moment] | Sourced[str], other: Sourced[str]) -> bool:
    return (one.quote, one.where) == (other.quote, other.where)


def _group(saying: Saying, *, late: bool) -> Group:
    if saying.kind in _AFTER_DEMANDS or (saying.kind in _LATE and late):
        return Group.DEMAND
    if saying.kind is SayingKind.ACKNOWLEDGEMENT:
        return Group.REPAYMENT if wording.admits(saying.quote.value) else Group.DELIVERY
    return Group.AGREEMENT


def _citable(where: object, confidence: float, matter: Matter) -> bool:
    """Say whether words may be filed: sure, undoubted, and nothing adverse beside them."""
    if not isinstance(where, Where) or where in matter.kept_back:
        return False
    return confidence >= LEAST_QUOTE and not touching((where,), matter.doubts)


def _pages(bound: Bound, where: object) -> tuple[int, ...]:
    return bound.pages_at(where) if isinstance(where, Where) else ()


def _shown_in_chat(bound: Bound, cards: Sequence[Utterance], payment: Payment) -> Iterator[Grouped]:
    mine = [u for u in cards if bound.pages_at(u.where)]
    if not mine or payment.doubts:
        return
    shown = [
        (n, State.ACCEPTED if u.message.receipt else u.message.state)
        for u in mine
        for n in bound.pages_at(u.where)
    ]
    yield from paid(bound, payment, shown, sure.day(mine[0].at))


def _is_card(utterance: Utterance) -> bool:
    return utterance.message.kind is MessageKind.TRANSFER and utterance.message.amount is not None


# ── what became of a payment ──────────────────────────────────────────────────────────


_CAME_BACK = {State.RETURNED: ProofKind.RETURNED, State.EXPIRED: ProofKind.EXPIRED}


# How money went that was no WeChat transfer.
_WAYS = {Channel.ALIPAY: "支付宝转账", Channel.BANK: "银行转账"}


def way(payment: Payment) -> Args:
    """Return how a payment went, where that has a name of its own."""
    return sure.args(channel="微信红包" if payment.red_packet else _WAYS.get(payment.channel))


def paid(
    bound: Bound,
    payment: Payment,
    shown: Sequence[tuple[int, State | None]],
    when: str | None,
) -> Iterator[Grouped]:
    """Yield what became of a payment, where a page of this exhibit itself shows that."""
    pages = tuple(dict.fromkeys(number for number, _ in shown))
    showing = tuple(dict.fromkeys(n for n, state in shown if state is payment.state))
    args = (*sure.args(date=when, amount=str(payment.amount.value)), *way(payment))
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
