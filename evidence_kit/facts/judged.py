"""A movement of money with its nature, the ink that says so, and why that is not sure."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_kit.facts.movement import Movement
from evidence_kit.model import Doubt, Nature, Sourced, State


@dataclass(frozen=True, slots=True)
class Judged:
    """A movement, its nature, the ink that says so, and why that is not sure."""

    movement: Movement
    nature: Nature
    basis: Sourced[str] | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it enters the balance."""
        moved = self.movement.state is State.ACCEPTED
        return moved and self.nature in (Nature.LOAN, Nature.REPAYMENT)
