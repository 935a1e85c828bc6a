"""A message as it was told: the block it was read from, and the doubts about it."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_kit.model import Doubt, DoubtKind, Message
from evidence_kit.screens.layout import Block
from evidence_kit.screens.vote import Ballot


@dataclass(frozen=True, slots=True)
class Told:
    """A message, the block it was read from, and the doubts about it."""

    message: Message
    block: Block
    doubts: tuple[Doubt, ...] = ()


def doubt(votes: Ballot, kind: DoubtKind, message: Message, field: str) -> Doubt:
    """Return a doubt about one field of a message, where the message stands."""
    return Doubt(kind, votes.where(message.box), (("field", field),))
