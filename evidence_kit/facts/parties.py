"""Who is who: the two sides, under every name that ink links to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from evidence_kit.facts.natures import Judged
from evidence_kit.model import (
    Brief,
    Conversation,
    Direction,
    Doubt,
    DoubtKind,
    Nature,
    Party,
    PartyRole,
    Profile,
    Side,
    Sourced,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

_GROUP = re.compile(r".*[(（]\d+[)）]")


def is_group(conversation: Conversation) -> bool:
    """Say whether a title is a group's (群名(3)): its left side is more than one person."""
    return bool(conversation.title and _GROUP.fullmatch(squeezed(conversation.title.value)))


def profiles_of(conversation: Conversation, profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """Return the profiles of the person a chat's title names: by remark, else by nickname."""
    if conversation.title is None:
        return ()
    title = squeezed(conversation.title.value)
    return tuple(
        profile
        for profile in profiles
        if not profile.own and (shown := profile.remark or profile.nickname)
        if squeezed(shown.value) == title
    )


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
    conversation: Conversation | None,
    profiles: Sequence[Profile],
    judged: Sequence[Judged],
    lender: Side,
    brief: Brief,
) -> tuple[Party, Party, list[Doubt]]:
    """Return lender and borrower, each with the names, accounts and places that link them.

    The plaintiff is the lender. Names on screens are nicknames and remarks; a legal name comes
    from the brief alone.
    """
    own = [profile for profile in profiles if profile.own]
    linked = profiles_of(conversation, profiles) if conversation else ()
    owner_lends = lender is Side.RIGHT
    owner = _party(own, owner=True, lends=owner_lends, more=(), brief=brief)
    shown = [one.movement.record.counterparty for one in judged if one.movement.record]
    if conversation is not None:  # a page of another's payment may look like one of these
        known = names_of(conversation, profiles)
        shown = [name for name in shown if name and squeezed(name.value) in known]
    more = [conversation.title if conversation else None, *shown]
    other = _party(linked, owner=False, lends=not owner_lends, more=more, brief=brief)
    doubts = _strangers(profiles, linked, conversation)
    if not other.names:
        doubts.append(Doubt(DoubtKind.PARTY_UNKNOWN, None, (("field", "counterparty"),)))
    return (owner, other, doubts) if owner_lends else (other, owner, doubts)


def _party(
    profiles: Sequence[Profile],
    *,
    owner: bool,
    lends: bool,
    more: Sequence[Sourced[str] | None],
    brief: Brief,
) -> Party:
    named = [name for p in profiles for name in (None if owner else p.remark, p.nickname)]
    names: dict[str, Sourced[str]] = {}
    for name in (*more[:1], *named, *more[1:]):
        if name is not None:
            names.setdefault(squeezed(name.value), name)
    ids = [profile.wechat_id for profile in profiles if profile.wechat_id]
    return Party(
        role=PartyRole.LENDER if lends else PartyRole.BORROWER,
        is_owner=owner,
        names=tuple(names.values()),
        wechat_id=ids[0] if len({squeezed(one.value) for one in ids}) == 1 else None,
        legal_name=brief.plaintiff if lends else brief.defendant,
    )


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
