"""Ink that nobody read, room that nobody filled, and what was told in two pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from evidence_kit.model import Box, Doubt, DoubtKind, Line, MessageKind
from evidence_kit.screens.frame import WINDOW
from evidence_kit.screens.layout import on
from evidence_kit.screens.scene import Scene
from evidence_kit.screens.told import Told
from evidence_kit.screens.vote import Ballot

# A note whose ink was found keeps to the middle, in widths, and is about as high as a line.
MIDDLE = 0.1
HIGH = (0.5, 1.6)
# Two bubbles stand 3 % of the page's width apart, and 6 % from a time line, which is 3 % high:
# what is further apart has one, or a notice, between. What has a face leaves that if it is lost,
# and the end of a chat leaves more room.
ROOM = (0.102, 0.3)
# What is one card stands no further apart, in widths.
SEAM = 0.01


def doubts(scene: Scene, votes: Ballot, told: Sequence[Told]) -> tuple[Doubt, ...]:
    """Return a doubt about each line that an engine found and couldn't read, and each wide gap.

    What `unseen` looks at, pages with a photo behind them, is left to it.
    """
    halves = _doubted(votes, _halves(scene, told))
    if scene.sheet.papered:
        return halves
    found = [line.box for line in scene.sheet.page.lines if _is_unread_note(scene, line)]
    phone = scene.sheet.width <= WINDOW * scene.sheet.page.height
    places = [*found, *(_gaps(scene, told, found) if phone else ())]
    return (*halves, *_doubted(votes, places))


def _doubted(votes: Ballot, places: Iterable[Box]) -> tuple[Doubt, ...]:
    args = (("field", "message"),)
    return tuple(Doubt(DoubtKind.LOW_CONFIDENCE, votes.where(box), args) for box in places)


def _halves(scene: Scene, told: Sequence[Told]) -> Iterator[Box]:
    """Yield pictures right above something as wide that nobody knows: both may be one card."""
    seam = SEAM * scene.sheet.width
    for above, below in pairwise(one.message for one in told):
        wide = max(abs(above.box.x0 - below.box.x0), abs(above.box.x1 - below.box.x1)) <= seam
        kinds = above.kind is MessageKind.IMAGE and below.kind is MessageKind.OTHER
        if kinds and wide and below.box.y0 - above.box.y1 <= seam:
            yield above.box


def _is_unread_note(scene: Scene, line: Line) -> bool:
    """Say whether a line without words stands where times and notices do."""
    sheet, box = scene.sheet, line.box
    if line.text.strip() or not on(line, scene.frame.area) or not sheet.paperless(line):
        return False
    sized = HIGH[0] * sheet.em < box.height < HIGH[1] * sheet.em and box.width > box.height
    middle = abs(box.centre[0] - sheet.width / 2) < MIDDLE * sheet.width
    return sized and middle and not any(on(line, b.box) for b in scene.blocks if b.region)


def _gaps(scene: Scene, told: Sequence[Told], found: Sequence[Box]) -> Iterator[Box]:
    """Yield the stretches between two messages that are high enough for a note.

    A picture may end in the page's own colour.
    """
    width, area, end, clear = scene.sheet.width, scene.frame.area, 0, False
    filled = _filled(scene, told) | dict.fromkeys(found, False)
    for box in sorted(filled, key=lambda b: (b.y0, b.y1, b)):
        if clear and filled[box] and ROOM[0] < (box.y0 - end) / width < ROOM[1]:
            yield Box(area.x0, end, area.x1, box.y0)
        if box.y1 > end:
            end, clear = box.y1, filled[box]


def _filled(scene: Scene, told: Sequence[Told]) -> dict[Box, bool]:
    """Return what takes room, and whether that surely begins and ends where it seems to.

    A picture may go on in the page's own colour; what is in doubt needs no second doubt.
    """
    faces = [face.box for face in scene.sheet.avatars]
    pictures = (MessageKind.IMAGE, MessageKind.OTHER)
    return (
        {b.box: any(face.y0 <= b.box.y0 < face.y1 for face in faces) for b in scene.blocks}
        | dict.fromkeys(faces, True)
        | {t.message.box: t.message.kind not in pictures and not t.doubts for t in told}
    )
