"""What floats over a chat and hides what is said: a notification, a menu, a toast, a video."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit.model import Box, Doubt, DoubtKind
from evidence_kit.screens.frame import banners
from evidence_kit.screens.scene import Scene
from evidence_kit.screens.vote import Ballot

MISSED = (("field", "message"),)


def doubts(scene: Scene, votes: Ballot) -> tuple[Doubt, ...]:
    """Return a doubt about each place where something floats over what was said."""
    places = _floating(scene)
    return tuple(Doubt(DoubtKind.LOW_CONFIDENCE, votes.where(place), MISSED) for place in places)


def _floating(scene: Scene) -> Iterator[Box]:
    """Yield where a notification hides the title."""
    yield from (region.box for region in banners(scene.sheet))
