"""Who is who: the two sides, under every name that ink links to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from evidence_kit.facts import names
from evidence_kit.facts.groups import is_group
from evidence_kit.facts.names import Known
from evidence_kit.facts.natures import Judged
from evidence_kit.model import (
    Brief,
    Conversation,
    Direction,
    Doubt,
    DoubtKind,
    Name,
    NameKind,
    Nature,
    Party,
    PartyRole,
    Profile,
    Side,
    Sourced,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

if TYPE_CHECKING:
    from evidence_kit.facts.matter import Matter  # which asks for the standing of the two

__all__ = ["against", "is_group", "names_of", "parties", "profiles_of", "standing", "theirs_alone"]

# What a party goes by, beside the account and the real name.
_SHOWN = (
    NameKind.TITLE,
    NameKind.REMARK,
    NameKind.NICKNAME,
    NameKind.PAYMENT,
    NameKind.RECEIPT,
    NameKind.SENDER,
)


def profiles_of(conversation: Conversation, profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """Return the profiles of the person a chat's titles name: by remark, else by nickname."""
    known = names.titles(conversation)
    return tuple(
        profile
        for profile in profiles
        if not profile.own and (shown := profile.remark or profile.nickname)
        if squeezed(shown.value) in known
    )


def theirs_alone(
    conversation: Conversation, every: Sequence[Conversation], profiles: Sequence[Profile]
) -> tuple[Profile, ...]:
    """Return the profiles of a chat's person; none where another chat goes by the same name."""
    known = names.titles(conversation)
    shared = any(names.titles(talk) & known for talk in every if talk is not conversation)
    return () if shared else profiles_of(conversation, profiles)


def names_of(conversation: Conversation, profiles: Sequence[Profile]) -> frozenset[str]:
    """Return every name that ink links to a chat's other side, without spaces."""
    linked = profiles_of(conversation, profiles)
    named = [conversation.title, *(n for p in linked for n in (p.remark, p.nickname))]
    return frozenset(squeezed(name.value) for name in named if name)


@dataclass(frozen=True, slots=True)
class Standing:
    """What moved between two people, in fen, each kind by whose debt it made or lessened.

    `lent` and `returned` are about what the phone's owner lent, `borrowed` and `repaid` about
    what the owner borrowed.
    """

    lent: int = 0
    returned: int = 0
    borrowed: int = 0
    repaid: int = 0

    @property
    def owner_lends(self) -> bool:
        """Whether the owner lent, and more of that is open than of what the owner borrowed.

        An old debt of the owner's, paid back since, says nothing about the loan of today.
        """
        own_debt = max(self.borrowed - self.repaid, 0)
        known = self.lent > 0 or self.returned > 0
        return known and (own_debt == 0 or self.lent - self.returned > own_debt)


def standing(judged: Sequence[Judged]) -> Standing:
    """Return what moved between the two, of the payments that count."""
    sums = dict.fromkeys(product(Nature, Direction), 0)
    for one in judged:
        if one.counted and one.movement.direction is not None:
            sums[one.nature, one.movement.direction] += one.movement.amount.value.fen
    return Standing(
        lent=sums[Nature.LOAN, Direction.OUT],
        returned=sums[Nature.REPAYMENT, Direction.IN],
        borrowed=sums[Nature.LOAN, Direction.IN],
        repaid=sums[Nature.REPAYMENT, Direction.OUT],
    )


def against(judged: Judged, lender: Side) -> bool:
    """Say whether a payment runs the wrong way for its nature: a loan by the borrower, say."""
    out = judged.movement.direction is Direction.OUT
    if judged.nature not in (Nature.LOAN, Nature.REPAYMENT):
        return False
    lent = judged.nature is Nature.LOAN
    return out is not (lent is (lender is Side.RIGHT))


def parties(
    found: Matter,
    pages: Sequence[Known],
    profiles: Sequence[Profile],
    lender: Side,
    brief: Brief,
) -> tuple[Party, Party, list[Doubt]]:
    """Return lender and borrower, each with the names, accounts and places that link them.

    The plaintiff is the lender. Names on screens are nicknames and remarks; a legal name comes
    from the brief alone.
    """
    talk = found.conversation
    linked = _theirs(found, talk, profiles)
    owner_lends = lender is Side.RIGHT
    own = [page for page in pages if page.own]
    owner = _party([name for page in own for name in page.names], own, owner=True)
    known = found.party.names if found.party else frozenset()
    theirs = [page for page in pages if not page.own and page.keys & known]
    other = _party([*_called(found), *_in_pages(theirs)], theirs, owner=False)
    lends = (owner, other) if owner_lends else (other, owner)
    named = zip(lends, PartyRole, (brief.plaintiff, brief.defendant), strict=False)
    sides = [replace(one, role=role, legal_name=legal) for one, role, legal in named]
    doubts = _strangers(profiles, linked, talk)
    for one, shown in zip(sides, (own, theirs) if owner_lends else (theirs, own), strict=True):
        doubts += _otherwise(one, shown)
    if not other.names:
        doubts.append(Doubt(DoubtKind.PARTY_UNKNOWN, None, (("field", "counterparty"),)))
    return sides[0], sides[1], doubts


def _theirs(
    found: Matter, talk: Conversation | None, profiles: Sequence[Profile]
) -> tuple[Profile, ...]:
    """Return the other party's profiles: those that their chat's title names, or their names do."""
    known = found.party.names if found.party else frozenset()
    named = profiles_of(talk, profiles) if talk else ()
    more = (p for p in profiles if not p.own and {squeezed(n.value) for n in _bare(p)} & known)
    return tuple(dict.fromkeys((*named, *more)))


def _bare(profile: Profile) -> list[Sourced[str]]:
    return [n for n in (profile.remark, profile.nickname, profile.wechat_id) if n]


def _called(found: Matter) -> Iterator[Name]:
    """Yield what chats call the other party: titles, and the name above a group's messages."""
    for place in found.party.talks if found.party else ():
        one = found.talks[place]
        if one.whole:
            every = (one.talk.title, *one.talk.titles)
            yield from (Name(NameKind.TITLE, title) for title in every if title)
            continue
        for utterance in one.talk.utterances:
            sender = utterance.message.sender
            if sender and squeezed(sender) == one.member:
                read = Sourced(sender, sender, utterance.where, utterance.message.confidence)
                yield Name(NameKind.SENDER, read)
                break


def _in_pages(pages: Sequence[Known]) -> Iterator[Name]:
    """Yield the names that pages link to the party: remark and nickname before all others."""
    every = [name for page in pages for name in page.names]
    first = (NameKind.REMARK, NameKind.NICKNAME)
    yield from sorted(every, key=lambda name: name.kind not in first)


def _party(every: Sequence[Name], pages: Sequence[Known], *, owner: bool) -> Party:
    shown: dict[str, Sourced[str]] = {}
    for one in every:
        if one.kind in _SHOWN and not (owner and one.kind is NameKind.REMARK):
            shown.setdefault(squeezed(one.name.value), one.name)
    ids = [name.name for name in every if name.kind is NameKind.WECHAT_ID]
    real = [name.name for name in every if name.kind is NameKind.REAL_NAME]
    links = dict.fromkeys(link for page in pages for link in page.links())
    return Party(
        role=PartyRole.LENDER,
        is_owner=owner,
        names=tuple(shown.values()),
        wechat_id=ids[0] if len({squeezed(one.value) for one in ids}) == 1 else None,
        known_as=names.best(every),
        links=tuple(links),
        real_name=real[0] if len({squeezed(one.value) for one in real}) == 1 else None,
    )


def _otherwise(party: Party, pages: Sequence[Known]) -> Iterator[Doubt]:
    """Yield a doubt for each real name on a payment's page that the brief's name can't be."""
    for page in pages:
        for name in page.names:
            real, legal = name.name, party.legal_name
            if name.kind is not NameKind.REAL_NAME or not legal or names.agrees(legal, real.value):
                continue
            if isinstance(real.where, Where):
                args = (("field", "real_name"), ("text", real.value), ("stated", legal))
                yield Doubt(DoubtKind.STATED_DIFFERS, real.where, args)


def _strangers(
    profiles: Sequence[Profile], linked: Sequence[Profile], conversation: Conversation | None
) -> list[Doubt]:
    """Doubt a profile that no chat's title names, and accounts that differ under one name."""
    doubts = []
    for profile in profiles:
        known = profile.own or profile in linked
        if not known and conversation is not None:
            doubts.append(_unknown(profile))
    for same in ([p for p in profiles if p.own], linked):
        ids = {squeezed(p.wechat_id.value) for p in same if p.wechat_id}
        if len(ids) > 1:
            doubts += [_unknown(profile) for profile in same]
    return doubts


def _unknown(profile: Profile) -> Doubt:
    places = (name.where for name in (profile.remark, profile.nickname, profile.wechat_id) if name)
    where = next((place for place in places if isinstance(place, Where)), None)
    return Doubt(DoubtKind.PARTY_UNKNOWN, where, (("field", "profile"),))
