"""What floats over a chat and hides what is said: a notification, a menu, a toast, a video."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_kit.model import Box, Doubt, DoubtKind, MessageKind
from evidence_kit.screens.frame import banners
from evidence_kit.screens.hues import Tint, alike, tint
from evidence_kit.screens.layout import Block
from evidence_kit.screens.scene import Scene
from evidence_kit.screens.sides import beside
from evidence_kit.screens.thumbs import NOTHING, SMALL
from evidence_kit.screens.told import Told, doubt
from evidence_kit.screens.vote import UNSURE, Ballot
from evidence_kit.screens.words import sign_width

# What reaches into a face's rows by more than this much of its height stands beside it.
SLACK = 0.35
MISSED = "message"
NOTES = (MessageKind.TIME, MessageKind.SYSTEM)


def doubts(scene: Scene, votes: Ballot, told: Sequence[Told]) -> tuple[Doubt, ...]:
    """Return doubts about each place where something floats over what was said."""
    args = (("field", MISSED),)
    hidden = [r.box for r in banners(scene.sheet)]
    if scene.frame.crowded:
        hidden.append(scene.frame.area)
    return (
        *(Doubt(DoubtKind.LOW_CONFIDENCE, votes.where(box), args) for box in hidden),
        *(found for one in told for found in _fused(scene, votes, one)),
    )


def _fused(scene: Scene, votes: Ballot, one: Told) -> Iterator[Doubt]:
    """Yield doubts about what may be several bubbles and what floats over them, run together."""
    if one.message.kind in NOTES:
        return
    if _has_strange_face(scene, one.block) or _holds_bubble(scene, one.block):
        yield doubt(votes, DoubtKind.LOW_CONFIDENCE, one.message, MISSED)
        if not any(known.kind is DoubtKind.SIDE_UNKNOWN for known in one.doubts):
            yield doubt(votes, DoubtKind.SIDE_UNKNOWN, one.message, "side")


def _has_strange_face(scene: Scene, block: Block) -> bool:
    """Say whether a face stands in its rows that isn't its own: who has a face says something.

    Of a bubble or a card that the top bar cuts, its own stands lower than it begins.
    """
    faces = [face for face in scene.sheet.avatars if _in_rows(face.box, block.box)]
    own = beside(scene.sheet, block.box)
    return len(faces) > 1 or (block.pictured and any(face is not own for face in faces))


def _in_rows(face: Box, box: Box) -> bool:
    slack = round(SLACK * face.height)
    return face.y0 + slack < box.y1 and box.y0 + slack < face.y1


def _holds_bubble(scene: Scene, block: Block) -> bool:
    """Say whether a picture in pieces has words on it as a bubble of the page has."""
    if not block.pictured or block.region is None or block.region.fingerprint != NOTHING:
        return False
    others = [b for b in scene.blocks if b.bubbly and b.lines and beside(scene.sheet, b.box)]
    grounds = {b.colour for b in others if not b.inside}
    return any(
        line.confidence >= UNSURE
        and line.box.height > SMALL * scene.usual
        and sign_width(line) > SMALL * scene.sign
        and (tint(line.paper) is Tint.GREEN or any(alike(line.paper, c) for c in grounds))
        for line in block.lines
    )
