"""A chat page made ready for reading: its frame, what stands in it, and what its edges cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evidence_kit.model import Box, Line, Message, MessageKind, Side
from evidence_kit.screens import bubbles, cards, lexicon, thumbs
from evidence_kit.screens.frame import Frame, frame
from evidence_kit.screens.layout import Block, Sheet, blocks, on
from evidence_kit.screens.vote import UNSURE
from evidence_kit.screens.words import said, sign_width

# A card's amount stands a little further than this below its top, in widths of the page.
CARD_PAD = 0.03
# No bubble of any phone or window wraps at less than this much of the page's width.
WRAP = 0.5
# A line within this fraction of its height from a cut edge is cut itself.
CUT = 0.06
# Words keep further from their bubble's top and bottom than this much of their height.
SLICE = 0.06
# A bubble is as high as another one of as many lines, give or take a blurred rim.
TALL = 0.9


@dataclass(frozen=True)
class Scene:
    """What every part of the page needs to know of the rest."""

    sheet: Sheet
    frame: Frame
    blocks: tuple[Block, ...]

    @cached_property
    def widest(self) -> int:
        """The width of the widest line on a bubble, where a bubble wraps; none wraps sooner."""
        lines = (li for b in self.blocks if b.bubbly and not b.inside for li in b.lines)
        least = round(WRAP * self.sheet.width)
        return max([least, *(line.box.width for line in lines)])

    @cached_property
    def sign(self) -> float:
        """The width of a Chinese sign on a usual bubble, in pixels; 0 where nothing is said."""
        lines = [li for b in self.blocks if b.bubbly for li in b.lines if len(li.text) > 3]
        widths = sorted(sign_width(line) for line in lines)
        return widths[len(widths) // 2] if widths else 0.0

    @cached_property
    def usual(self) -> float:
        """The height of a line that somebody said, else of any line."""
        return thumbs.usual(self.sheet, self.blocks)

    @cached_property
    def lowest(self) -> int:
        """The height of the lowest whole bubble of one line; 0 where there is none."""
        single = (b for b in self.blocks if b.bubbly and len(b.lines) == 1 and not b.inside)
        return min((b.box.height for b in single if not self.cut(b)), default=0)

    def tall(self, block: Block) -> bool:
        """Say whether a bubble without words is as high as one of a line, so all in sight."""
        return block.bubbly and not block.clipped and 0 < TALL * self.lowest <= block.box.height

    def cut(self, block: Block) -> bool:
        """Say whether a part of it is out of sight.

        Where the bars end is measured, not always seen: what keeps its usual distance from its
        ground's top isn't cut by them.
        """
        above = self.frame.cut_above(block) and not self._keeps(block, 0)
        below = self.frame.cut_below(block) and not self._keeps(block, 1)
        return block.clipped or above or below

    def message(self, block: Block, side: Side) -> Message:
        """Return a message with what every kind of it has."""
        return Message(
            side=side,
            kind=MessageKind.TEXT,
            text=said(block.lines, self.widest if block.bubbly else 0),
            box=block.box,
            confidence=min((line.confidence for line in block.lines), default=1.0),
            signatures=tuple(line.signature for line in block.lines),
            cut=self.cut(block),
        )

    def _keeps(self, block: Block, end: int) -> bool:
        """Say whether its words keep their distance from the top (0) or the bottom (1)."""
        if not block.lines or not block.bubbly:
            return False
        if cards.is_card(block):
            return self._card_keeps(block, end)
        pads, high = _pads(block), block.lines[0].box.height
        usual = [_pads(b)[end] for b in self.blocks if self._comparable(block, b)]
        even = abs(pads[0] - pads[1]) < 0.15 * high
        alike = any(abs(pads[end] - other) < 0.1 * high for other in usual)
        return min(pads) > 0.2 * high and (even or alike)

    def _card_keeps(self, block: Block, end: int) -> bool:
        """Say the same of a card: of its amount from the top, of its footer from the bottom."""
        if end == 1:
            return cards.footed(block) and _pads(block)[1] > 0.2 * block.lines[-1].box.height
        money = cards.parts(block).amount
        return money is not None and money.box.y0 - block.box.y0 > CARD_PAD * self.sheet.width

    def _comparable(self, block: Block, other: Block) -> bool:
        """Say whether another bubble shows how this one's words would stand: whole, as large."""
        if not other.lines or not other.bubbly or cards.is_card(other):
            return False
        level = abs(other.lines[0].box.height - block.lines[0].box.height) <= 2
        edged = self.frame.cut_above(other) or self.frame.cut_below(other)
        return level and not edged


def _pads(block: Block) -> tuple[int, int]:
    """Return how far a bubble's words keep from its top and from its bottom."""
    above = min(line.box.y0 for line in block.lines) - block.box.y0
    return above, block.box.y1 - max(line.box.y1 for line in block.lines)


def of(sheet: Sheet) -> Scene:
    """Return the page with its blocks, top to bottom; lines that an edge cuts are left out."""
    edges = frame(sheet)
    found = thumbs.gathered(sheet, edges.area, cards.with_footers(blocks(sheet, edges.area)))
    parted = [part for block in found for part in _parted(block, _notes(sheet, block, found))]
    parted.sort(key=lambda block: (block.box.y0, block.box.x0, block.box))
    kept = [block for block in parted if not bubbles.floating(sheet, block)]
    ends = _ends(kept)
    whole = (
        _sliced(_clipped(edges, block)) if block in ends else _clipped(edges, block)
        for block in kept
    )
    return Scene(sheet, edges, tuple(b for b in whole if b.lines or b.region is not None))


def _notes(sheet: Sheet, block: Block, blocks: Sequence[Block]) -> tuple[Box, ...]:
    """Return the places of time lines that begin and end within a picture's rows."""
    if not block.pictured:
        return ()
    within = (b for b in blocks if block.box.y0 < b.box.y0 and b.box.y1 < block.box.y1)
    return tuple(b.box for b in within if b is not block and _dated(sheet, b))


def _parted(block: Block, notes: Sequence[Box]) -> tuple[Block, ...]:
    """Return a picture as the two that a time line within it parts: nothing stands beside one."""
    if not notes:
        return (block,)
    note = notes[0]
    upper, lower = block.box._replace(y1=note.y0), block.box._replace(y0=note.y1)
    return tuple(
        replace(block, box=box, lines=tuple(li for li in block.lines if on(li, box)))
        for box in (upper, lower)
    )


def _dated(sheet: Sheet, block: Block) -> bool:
    text = "".join(line.text for line in block.lines)
    return sheet.centred(block.box) and lexicon.time(text) is not None


def _ends(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the first and the last bubble, through which the bars cut."""
    grounded = [block for block in blocks if block.bubbly and not cards.is_card(block)]
    return (grounded[0], grounded[-1]) if grounded else ()


def _sliced(block: Block) -> Block:
    """Leave out lines that touch their bubble's top or bottom: no words do but those cut there."""
    box = block.box
    lines = tuple(
        line
        for line in block.lines
        if min(line.box.y0 - box.y0, box.y1 - line.box.y1) > SLICE * line.box.height
    )
    return replace(block, lines=lines, clipped=block.clipped or len(lines) < len(block.lines))


def _clipped(edges: Frame, block: Block) -> Block:
    lines = tuple(line for line in block.lines if _whole(edges, block, line))
    return replace(block, lines=lines, clipped=len(lines) < len(block.lines))


def _whole(edges: Frame, block: Block, line: Line) -> bool:
    """Half a line isn't read: where an edge cuts digits, others are left."""
    near = max(2, round(CUT * line.box.height))
    if edges.kept(block):
        return line.confidence >= UNSURE
    if edges.cut_above(block) and line.box.y0 <= block.box.y0 + near:
        return False
    return not (edges.cut_below(block) and line.box.y1 >= block.box.y1 - near)
