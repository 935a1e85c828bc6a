"""What the two said in all of their chats: the one between them, and groups both are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from evidence_kit.facts import sayings
from evidence_kit.facts.matter import Matter
from evidence_kit.facts.natures import Judged
from evidence_kit.facts.sayings import Heard
from evidence_kit.model import Payment, Saying, Side, Terms, Where

# No stretch of a chat has this number: times alone tell what came before what.
_ELSEWHERE = -1


def heard(
    found: Matter, own: Sequence[Judged], lender: Side, stated: Sequence[Payment] = ()
) -> Heard:
    """Return what was said of the loan, in the chat between the two before any group.

    Of a group only what the other party says there, or is told; the name above says who it is.
    A term that the chat between the two names wins. Sums that are admitted may rest on money
    that the plaintiff `stated` too.
    """
    places = found.party.talks if found.party else ()
    every = [_in_talk(found, place, own, lender, stated) for place in places]
    if not every:
        return Heard((), Terms(), ())
    return replace(
        every[0],
        sayings=tuple(saying for one in every for saying in one.sayings),
        terms=_first([one.terms for one in every]),
        doubts=tuple(doubt for one in every for doubt in one.doubts),
    )


def _first(terms: Sequence[Terms]) -> Terms:
    """Return each term as the first chat that names it does."""
    named = [{f.name: getattr(one, f.name) for f in fields(one)} for one in terms]
    told: dict[str, Any] = {}
    for name in named[0]:
        told[name] = next((one[name] for one in named if one[name]), named[0][name])
    return replace(terms[0], **told)


def _in_talk(
    found: Matter, place: int, own: Sequence[Judged], lender: Side, stated: Sequence[Payment]
) -> Heard:
    talk = found.talks[place]
    told = sayings.heard(talk.talk, [_beside(one, place) for one in own], lender, stated)
    if talk.whole:
        return told
    above = {u.where: u.message.sender for u in talk.talk.utterances}
    return replace(told, sayings=tuple(_by_name(one, above) for one in told.sayings))


def _by_name(saying: Saying, above: dict[Where, str | None]) -> Saying:
    where = saying.quote.where
    return replace(saying, speaker=above.get(where)) if isinstance(where, Where) else saying


def _beside(one: Judged, place: int) -> Judged:
    """Return a payment for what was said in one chat; of another's card only its time counts."""
    card = one.movement.card
    if card is None or card.talk == place:
        return one
    moved = replace(
        one.movement, card=replace(card, run=_ELSEWHERE, start=_ELSEWHERE, stop=_ELSEWHERE)
    )
    return replace(one, movement=moved)
