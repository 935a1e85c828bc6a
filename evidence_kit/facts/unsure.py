"""What was read too weakly to be cited: thresholds, and a doubt for each thing below its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from evidence_kit.model import (
    Conversation,
    Doubt,
    DoubtKind,
    Moment,
    Party,
    Rate,
    Saying,
    Sourced,
    Terms,
    Where,
)

Cited: TypeAlias = Sourced[str] | Sourced[Moment] | Sourced[Rate]

# One wrong character makes a name or an account another person's, and nothing beside it tells.
LEAST_NAME = 0.9
# A sentence is as sure as its weakest line. Of the samples' 101 messages, read at 0.77 to 1.00,
# none has a wrong character, so below that the engine itself wasn't sure.
LEAST_QUOTE = 0.75


def doubts(
    sayings: Sequence[Saying],
    terms: Terms,
    parties: Sequence[Party],
    conversations: Sequence[Conversation],
) -> list[Doubt]:
    """Return a doubt, with what was read, for each quote and name that is left out of a filing."""
    quotes = [saying.quote for saying in sayings]
    names = [name for party in parties for name in party.names]
    names += [talk.title for talk in conversations if talk.title]
    ids = [party.wechat_id for party in parties if party.wechat_id]
    agreed: list[Cited] = [t for t in (terms.due, terms.rate, terms.purpose) if t]
    return [
        *_below(LEAST_QUOTE, "words", quotes),
        *_below(LEAST_QUOTE, "words", agreed),
        *_below(LEAST_NAME, "name", names),
        *_below(LEAST_NAME, "wechat_id", ids),
    ]


def _below(least: float, name: str, read: Iterable[Cited]) -> Iterator[Doubt]:
    for one in read:
        if one.confidence < least and isinstance(one.where, Where):
            args = (("field", name), ("text", one.quote))
            yield Doubt(DoubtKind.LOW_CONFIDENCE, one.where, args, one.readings)
