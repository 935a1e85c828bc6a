"""Where something may stand that nothing saw: on a photo behind a chat, between what was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_kit.model import Box, Doubt, DoubtKind, MessageKind
from evidence_kit.screens import covered
from evidence_kit.screens.layout import Block
from evidence_kit.screens.scene import Scene
from evidence_kit.screens.told import Told
from evidence_kit.screens.vote import UNSURE, Ballot

# Bubbles stand 3 % of the page's width apart, and a time line is half as high as they are:
# a stretch higher than this may hold one.
ROOM = 0.075
# The same in usual lines.
TALL = 2.8
# What is said stands beside its face's middle, so further down than this much of its height.
SLACK = 0.35
NOTES = (MessageKind.TIME, MessageKind.SYSTEM)


def doubts(
    scene: Scene, votes: Ballot, told: Sequence[Told], *, misjudged: bool
) -> tuple[Doubt, ...]:
    """Return a doubt about each place where a message may be that nobody told.

    On a page of one colour an empty stretch is empty; but who has a face says something. Behind
    a photo, and in a pane whose colour was misjudged for the strip's beside it, bubbles go unseen.
    """
    bare = not (scene.sheet.papered or misjudged)
    places = _unspoken(scene, told) if bare else _gaps(scene, told)
    args = (("field", "message"),)
    gaps = tuple(Doubt(DoubtKind.LOW_CONFIDENCE, votes.where(place), args) for place in places)
    return (*gaps, *covered.doubts(scene, votes, told))


def _unspoken(scene: Scene, told: Sequence[Told]) -> Iterator[Box]:
    """Yield the stretch beside each whole face that no message stands beside."""
    area = scene.frame.area
    boxes = [one.message.box for one in told if one.message.kind not in NOTES]
    for face in (avatar.box for avatar in scene.sheet.avatars):
        slack = round(SLACK * face.height)
        whole = area.y0 + slack < face.y0 and face.y1 < area.y1 - slack
        alone = not any(box.y0 < face.y1 and face.y0 + slack < box.y1 for box in boxes)
        if whole and alone:
            yield Box(area.x0, face.y0, area.x1, face.y1)


def _gaps(scene: Scene, told: Sequence[Told]) -> Iterator[Box]:
    """Yield the stretches between what was told, and those above and below all of it."""
    area, top = scene.frame.area, scene.frame.area.y0
    # A window is as wide as it likes: its bubbles are as high as their words need.
    room = min(ROOM * scene.sheet.width, TALL * scene.sheet.em)
    taken = {one.message.box for one in told} | {b.box for b in scene.blocks if _read(b)}
    for box in sorted(taken, key=lambda b: (b.y0, b.y1, b)):
        if box.y0 - top > room:
            yield Box(area.x0, top, area.x1, box.y0)
        top = max(top, box.y1)
    if area.y1 - top > room:
        yield Box(area.x0, top, area.x1, area.y1)


def _read(block: Block) -> bool:
    """Say whether words stand there, such as a quote's or a nickname's, and no speck of a photo."""
    return any(li.confidence >= UNSURE and len(li.text.strip()) > 1 for li in block.lines)
