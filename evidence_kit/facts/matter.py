"""Which conversation the case is about, and which payments belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence_kit.facts import (
    cards,
    elsewhere,
    groups,
    movements,
    names,
    natures,
    parties,
    people,
    records,
)
from evidence_kit.facts.movement import Movement
from evidence_kit.facts.names import Known
from evidence_kit.facts.natures import Judged
from evidence_kit.facts.people import Person, Talk, Weighed
from evidence_kit.facts.slips import Slips
from evidence_kit.model import (
    Basis,
    Brief,
    Candidate,
    Conversation,
    Direction,
    Doubt,
    DoubtKind,
    Moment,
    NameKind,
    Side,
    Source,
    Where,
)


@dataclass(frozen=True, slots=True)
class Matter:
    """The other party, and every payment of the folder, judged.

    `main` is the index of the conversation with them alone, None without any; `own` are the
    payments between these two, in order, `others` those that no ink links to them. `talks` are
    the chats as they concern one person each, the party's by `party.talks`; `people` is
    everybody.
    """

    conversations: tuple[Conversation, ...]
    main: int | None
    own: tuple[Judged, ...]
    others: tuple[Judged, ...]
    doubts: tuple[Doubt, ...]
    talks: tuple[Talk, ...] = ()
    party: Person | None = None
    people: tuple[Weighed, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def conversation(self) -> Conversation | None:
        """The conversation with the other party."""
        return None if self.main is None else self.conversations[self.main]


def find(
    conversations: Sequence[Conversation],
    slips: Slips,
    pages: Sequence[Known],
    sources: Sequence[Source],
    brief: Brief,
    known: Sequence[Doubt],
) -> Matter:
    """Return the matter of the brief's defendant, else of whom most was lent to.

    `pages` are the names on profiles and payments' pages, `known` the readers' doubts.
    """
    talks = tuple(_talks(conversations))
    shown = [cards.find(i, one.talk, known) for i, one in enumerate(talks)]
    paid, doubts = records.find(slips.shown)
    said = people.said_names(brief)
    loose_names = [names.bare(r.counterparty.value) for r in paid if r.counterparty]
    every = people.found(talks, loose_names, pages, said, sources)
    drawn = [card for found, _ in shown for card in found]
    spoken = [one.talk for one in talks]
    profiled = any(p.account and not (p.own or p.booked) for p in pages)
    moved = movements.match(drawn, paid, _known_by(talks, every), spoken, profiled=profiled)
    unsure = [*slips.doubts, *doubts, *(doubt for _, found in shown for doubt in found)]
    judged: list[list[Judged]] = []
    for index, talk in enumerate(spoken):
        mine = [m for m in moved if m.card and m.card.talk == index]
        result, sums = natures.judge(talk, mine)
        judged.append(result)
        unsure += sums
    loose = [natures.by_memo(m) for m in moved if m.card is None]
    weights = [people.weighed(p, judged, loose, backed=_backed(p, pages, brief)) for p in every]
    choice = people.choose(weights, said)
    own, others = _parted(choice.person, weights, judged, loose)
    main = choice.person.main if choice.person else None
    if main is not None:
        own = elsewhere.explained(own, spoken[main])
    return Matter(
        conversations=tuple(conversations),
        main=talks[main].index if main is not None else None,
        own=own,
        others=others,
        doubts=(*unsure, *choice.doubts),
        talks=talks,
        party=choice.person,
        people=tuple(weights),
        candidates=choice.candidates,
    )


def recorded(found: Matter) -> dict[Where, Moment]:
    """Return when the transfers were sent, by their own pages, that date what chats leave open.

    None where every time line is dated already; none for a card that may be another payment's.
    """
    open_lines = (d.kind for talk in found.conversations for d in talk.doubts)
    if DoubtKind.TIME_UNANCHORED not in open_lines:
        return {}
    dated: dict[Where, Moment] = {}
    for one in (*found.own, *found.others):
        card, sent = one.movement.card, _sent(one.movement)
        if card is not None and sent is not None and not one.movement.doubts:
            shown = found.talks[card.talk].talk.utterances[card.start]
            if not shown.message.receipt:
                dated |= dict.fromkeys(cards.places_of(shown), sent)
    return dated


def _sent(moved: Movement) -> Moment | None:
    """Return when a payment was sent, where its own page prints that in full."""
    pages = moved.record.pages if moved.record else ()
    # Some platforms book money that came in on the day it was taken.
    sent = (page for page in pages if not page.recorded or page.slip.direction is Direction.OUT)
    printed = (page.at for page in sent if page.at.basis in (Basis.PAGE, Basis.STATED))
    return next((replace(at, basis=Basis.RECORD) for at in printed if at.exact), None)


def _talks(conversations: Sequence[Conversation]) -> Iterator[Talk]:
    """Yield each chat with one person, and each group's as it concerns one member."""
    groups_at = [i for i, talk in enumerate(conversations) if groups.is_group(talk)]
    for i, talk in enumerate(conversations):
        if i not in groups_at:
            yield Talk(i, talk)
    for i in groups_at:
        for view in groups.views(conversations[i]):
            yield Talk(i, view.talk, view.member, whole=False)


def _known_by(talks: Sequence[Talk], every: Sequence[Person]) -> list[frozenset[str]]:
    """Return the names that a payment's page may call the person of each chat by."""
    return [
        frozenset().union(*(person.names for person in every if i in person.talks))
        for i in range(len(talks))
    ]


def _backed(person: Person, pages: Sequence[Known], brief: Brief) -> bool:
    """Say whether the real name of a person may be the brief's, as far as pages show it."""
    real = [
        name.name.value
        for page in pages
        if page.keys & person.names and not page.own
        for name in page.names
        if name.kind is NameKind.REAL_NAME
    ]
    return bool(brief.defendant and real) and all(
        names.agrees(brief.defendant or "", r) for r in real
    )


def _parted(
    party: Person | None,
    every: Sequence[Weighed],
    judged: Sequence[Sequence[Judged]],
    loose: Sequence[Judged],
) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    own = people.of_person(party, judged, loose) if party else []
    mine = {id(one) for one in own}
    others = [one for found in judged for one in found if id(one) not in mine]
    others += [one for one in loose if id(one) not in mine]
    of_no_loan = [w.person for w in every if w.only_paid_in and w.person.main is not None]
    paid_in = [one for person in of_no_loan for one in people.of_person(person, judged, loose)]
    whose = {id(one) for one in paid_in if people.may_have_come(one)}
    return tuple(own), tuple(_of_another(one, asked=id(one) in whose) for one in others)


def _of_another(one: Judged, *, asked: bool) -> Judged:
    """Return a payment as one with somebody else; a refund's card names nobody to doubt.

    `asked` says that it came from somebody who owed nothing: it may be paid for the party
    (他人代还), so what it was for is in doubt as well.
    """
    if one.movement.state in cards.CAME_BACK and people.counterparty(one) is None:
        return natures.unasked(one)
    place = one.movement.places[0]
    unsure = [Doubt(DoubtKind.PARTY_UNKNOWN, place, (("field", "counterparty"),))]
    if asked:
        args = (("field", "nature"), ("amount", str(one.movement.amount.value)))
        unsure.append(Doubt(DoubtKind.NATURE_UNKNOWN, place, args))
    kept = [d for d in one.doubts if d.kind not in natures.OPEN]
    return replace(natures.unasked(one), doubts=(*kept, *unsure))


def settled(own: Sequence[Judged]) -> tuple[Side, tuple[Judged, ...], tuple[Doubt, ...]]:
    """Return whose side lent, the payments that agree with it, and doubts about the roles.

    The phone's owner is the plaintiff, so the lender; where ink shows nothing of the kind, or
    that the owner still owes as much, that is in doubt. A loan by the borrower, or a repayment
    by the lender, is another debt: it is not counted here.
    """
    sure = parties.standing(own).owner_lends
    doubts = () if sure else (Doubt(DoubtKind.ROLES_UNKNOWN, None),)
    return Side.RIGHT, tuple(_turned(one, Side.RIGHT) for one in own), doubts


def _turned(one: Judged, lender: Side) -> Judged:
    known = one.movement.direction in (Direction.OUT, Direction.IN)
    if not parties.against(one, lender) and known:
        return one
    args = (("field", "nature"), ("amount", str(one.movement.amount.value)))
    doubt = Doubt(DoubtKind.NATURE_UNKNOWN, one.movement.places[0], args)
    return replace(natures.unasked(one), doubts=(*one.doubts, doubt))
