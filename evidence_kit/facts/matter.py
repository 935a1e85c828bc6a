"""Which conversation the case is about, and which payments belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence_kit.facts import cards, movements, natures, parties, records
from evidence_kit.facts.movements import Movement
from evidence_kit.facts.natures import Judged
from evidence_kit.model import (
    Bill,
    Brief,
    Conversation,
    Direction,
    Doubt,
    DoubtKind,
    Nature,
    Profile,
    Side,
    Source,
    Transfer,
)
from evidence_kit.transcript.overlap import squeezed


@dataclass(frozen=True, slots=True)
class Matter:
    """The conversation with the other party, and every payment of the folder, judged.

    `main` is its index, None without any; `own` are the payments between these two, in order,
    `others` those that no ink links to them.
    """

    conversations: tuple[Conversation, ...]
    main: int | None
    own: tuple[Judged, ...]
    others: tuple[Judged, ...]
    doubts: tuple[Doubt, ...]

    @property
    def conversation(self) -> Conversation | None:
        """The conversation with the other party."""
        return None if self.main is None else self.conversations[self.main]


def find(
    conversations: Sequence[Conversation],
    slips: Sequence[tuple[Source, Transfer | Bill]],
    profiles: Sequence[Profile],
    brief: Brief,
    known: Sequence[Doubt],
) -> Matter:
    """Return the matter of the brief's defendant, else of the chat in which most was lent.

    `known` are the readers' doubts.
    """
    shown = [cards.find(i, talk, known) for i, talk in enumerate(conversations)]
    paid, doubts = records.find(slips)
    names = [parties.names_of(talk, profiles) for talk in conversations]
    drawn = [card for found, _ in shown for card in found]
    profiled = any(not profile.own for profile in profiles)
    moved = movements.match(drawn, paid, names, conversations, profiled=profiled)
    unsure = [*doubts, *(doubt for _, found in shown for doubt in found)]
    judged: list[list[Judged]] = []
    for index, talk in enumerate(conversations):
        mine = [m for m in moved if m.card and m.card.talk == index]
        result, sums = natures.judge(talk, mine)
        judged.append(result)
        unsure += sums
    loose = [natures.by_memo(m) for m in moved if m.card is None]
    choice = _choice(conversations, judged, names, brief)
    if choice.main is None:
        choice = _payee(loose, brief)
    own, others = _parted(choice, judged, loose)
    unsure += choice.doubts
    return Matter(tuple(conversations), choice.main, own, others, tuple(unsure))


@dataclass(frozen=True, slots=True)
class _Choice:
    """The other party: the index of the chat with them, their names, and why that isn't sure."""

    main: int | None
    names: frozenset[str]
    doubts: tuple[Doubt, ...]


def _choice(
    conversations: Sequence[Conversation],
    judged: Sequence[Sequence[Judged]],
    names: Sequence[frozenset[str]],
    brief: Brief,
) -> _Choice:
    alone = [i for i, talk in enumerate(conversations) if not parties.is_group(talk)]
    wanted = squeezed(brief.defendant or "")
    named = [i for i in alone if wanted in names[i]]
    paid = [] if wanted else [i for i in alone if judged[i]]
    fitting = named or paid or alone
    weights = {i: (_moved(judged[i], Nature.LOAN), _moved(judged[i]), -i) for i in alone}
    main = max(fitting, key=lambda i: weights[i], default=None)
    if main is None:
        return _Choice(None, frozenset(), ())
    title = conversations[main].title
    lost = bool(wanted) and not named
    unsure = _unchosen(title.value if title else "", len(fitting), lost=lost)
    return _Choice(main, names[main], unsure)


def _unchosen(chosen: str, candidates: int, *, lost: bool) -> tuple[Doubt, ...]:
    """Doubt a choice among several, or of one that the brief's defendant isn't linked to."""
    if candidates < 2 and not lost:
        return ()
    args = (("field", "counterparty"), ("candidates", str(candidates)), ("text", chosen))
    return (Doubt(DoubtKind.PARTY_UNKNOWN, None, args),)


def _moved(judged: Sequence[Judged], nature: Nature | None = None) -> int:
    counted = [one for one in judged if one.counted and nature in (None, one.nature)]
    return sum(one.movement.amount.value.fen for one in counted)


def _parted(
    choice: _Choice, judged: Sequence[Sequence[Judged]], loose: Sequence[Judged]
) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    mine = list(judged[choice.main]) if choice.main is not None else []
    linked = [one for one in loose if _counterparty(one.movement) in choice.names]
    others = [one for i, found in enumerate(judged) if i != choice.main for one in found]
    others += [one for one in loose if one not in linked]
    return (*mine, *linked), tuple(_of_another(one) for one in others)


def _counterparty(movement: Movement) -> str | None:
    record = movement.record
    return squeezed(record.counterparty.value) if record and record.counterparty else None


def _payee(loose: Sequence[Judged], brief: Brief) -> _Choice:
    """Choose the brief's defendant, else the name most was lent to, where no chat is there."""
    lent: dict[str, int] = {}
    for one in loose:
        name = _counterparty(one.movement)
        if name is not None:
            lent[name] = lent.get(name, 0) + _moved([one], Nature.LOAN)
    wanted = squeezed(brief.defendant or "")
    if wanted in lent:
        return _Choice(None, frozenset({wanted}), ())
    if not lent:
        return _Choice(None, frozenset(), ())
    chosen = max(sorted(lent), key=lambda name: lent[name])
    fitting = sum(1 for fen in lent.values() if wanted or fen) or len(lent)
    return _Choice(None, frozenset({chosen}), _unchosen(chosen, fitting, lost=bool(wanted)))


def _of_another(one: Judged) -> Judged:
    place = one.movement.places[0]
    doubt = Doubt(DoubtKind.PARTY_UNKNOWN, place, (("field", "counterparty"),))
    kept = [d for d in one.doubts if d.kind is not DoubtKind.NATURE_UNKNOWN]
    return replace(natures.unasked(one), doubts=(*kept, doubt))


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
