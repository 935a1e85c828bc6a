"""A chat page: who said what, top to bottom, with its time lines, cards and notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import (
    Chat,
    Doubt,
    DoubtKind,
    Line,
    Message,
    MessageKind,
    Side,
    Sourced,
    State,
    Wanted,
)
from evidence_kit.screens import bubbles, cards, lexicon, marks
from evidence_kit.screens.frame import Frame, frame
from evidence_kit.screens.hues import Tint
from evidence_kit.screens.layout import Block, Sheet, blocks, faint
from evidence_kit.screens.sides import Standing, beside, standing
from evidence_kit.screens.vote import UNSURE, Ballot, settle, time
from evidence_kit.screens.words import said

TIME = time()
# Fractions of the width: less is no bubble, less is no card; a face stands this near.
SMALLEST = 0.05
NARROWEST_CARD = 0.3
NEAR = 0.08
# A time of which only a part was read stands within this of the middle.
MIDDLE = 0.1
# A card's amount stands a little further than this below its top.
CARD_PAD = 0.03
# A line within this fraction of its height from a cut edge is cut itself.
CUT = 0.06
# A quote's box follows its reply within this many usual line heights.
QUOTE_GAP = 1.2


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the page needs to know of the rest."""

    sheet: Sheet
    frame: Frame
    blocks: tuple[Block, ...]

    @property
    def widest(self) -> int:
        """The width of the widest line on a bubble: a bubble wraps where that one did."""
        lines = (li for b in self.blocks if b.bubbly for li in b.lines)
        return max((line.box.width for line in lines), default=0)


def _page(sheet: Sheet) -> _Page:
    edges = frame(sheet)
    found = cards.with_footers(blocks(sheet, edges.area))
    whole = (_clipped(edges, block) for block in found)
    return _Page(sheet, edges, tuple(b for b in whole if b.lines or b.region is not None))


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


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a chat, 0 to 1: bubbles, faces and cards say so."""
    worded = [b for b in _page(sheet).blocks if any(li.confidence >= UNSURE for li in b.lines)]
    green = any(b.tint is Tint.GREEN for b in worded)
    orange = any(cards.is_card(b) and b.box.width > NARROWEST_CARD * sheet.width for b in worded)
    faced = any(_faced(sheet, b) for b in worded)
    timed = any(_centred_note(sheet, b) and lexicon.time(bubbles.text_of(b)) for b in worded)
    return min(1.0, 0.6 * green + 0.5 * orange + 0.6 * faced + 0.3 * timed)


def _faced(sheet: Sheet, block: Block) -> bool:
    """Say whether it is a bubble right beside a face."""
    face = beside(sheet, block.box)
    if face is None or not block.bubbly or block.box.width < SMALLEST * sheet.width:
        return False
    gap = max(face.box.x0 - block.box.x1, block.box.x0 - face.box.x1)
    return gap < NEAR * sheet.width


def wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amounts on cards and of the time lines."""
    found: list[Wanted] = []
    for block in _page(sheet).blocks:
        if cards.is_card(block):
            found += cards.wanted(block)
        elif _centred_note(sheet, block) and _time_line(block):
            found += TIME.wanted(block.lines)
    return tuple(found)


def read(sheet: Sheet, votes: Ballot) -> Chat:
    """Return the page's title and messages.

    Text that the page's edges or bars cut through is left out, and its message is marked cut;
    a time that the picture's edge cuts is kept, in doubt.
    """
    page = _page(sheet)
    told: list[_Told] = []
    for block in page.blocks:
        told += _tell(page, votes, block, told)
    told = _with_receipts(votes, told)
    return Chat(
        source=sheet.page.source,
        title=_title(votes, page.frame),
        messages=tuple(one.message for one in told),
        doubts=tuple(doubt for one in told for doubt in one.doubts),
    )


def _title(votes: Ballot, edges: Frame) -> Sourced[str] | None:
    if edges.title is None:
        return None
    return votes.sourced(lexicon.spaced(edges.title.text), (edges.title,))


# ── one block, one message ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Told:
    """A message, the block it was read from, and the doubts about it."""

    message: Message
    block: Block
    doubts: tuple[Doubt, ...] = ()


def _tell(page: _Page, votes: Ballot, block: Block, before: Sequence[_Told]) -> list[_Told]:
    """Return the message a block is, if it is one."""
    if _centred_note(page.sheet, block):
        return [_note(page, votes, block)]
    if bubbles.floating(block) or _speck(block) or _is_mark(page, block):
        return []
    if block.region is None and page.sheet.paperless(block.lines[0]):
        return _stray(page, block)
    if not block.lines and not _speaks(page, block):
        return []
    return [_spoken(page, votes, block, before)]


def _centred_note(sheet: Sheet, block: Block) -> bool:
    """Say whether it is grey and in the middle: a time, a part of one, or a notice."""
    if not block.lines or block.tint is not Tint.PLAIN:
        return False
    if not sheet.centred(block.box):
        return _part_of_time(sheet, block)
    # On a photo for a background a time line may be white on anything.
    timed = block.region is None and _time_line(block)
    return not block.pictured and (timed or all(faint(line) for line in block.lines))


def _time_line(block: Block) -> bool:
    if len(block.lines) != 1:
        return False
    text = block.lines[0].text
    return lexicon.time_like(text) or (block.region is None and lexicon.day_like(text))


def _part_of_time(sheet: Sheet, block: Block) -> bool:
    """Say whether it reads like a time but stands off the middle: the rest wasn't read."""
    near = abs(block.box.centre[0] - sheet.width / 2) < MIDDLE * sheet.width
    alone = block.region is None and beside(sheet, block.box) is None
    return near and alone and _time_line(block)


def _note(page: _Page, votes: Ballot, block: Block) -> _Told:
    message = replace(_message(page, block, Side.CENTER), kind=MessageKind.SYSTEM)
    if not _time_line(block):
        return _Told(message, block)
    message = replace(message, kind=MessageKind.TIME)
    if not page.sheet.centred(block.box):
        return _Told(message, block, (_doubt(votes, DoubtKind.TIME_UNREADABLE, message, "time"),))
    settled = settle(votes, block.lines[0], TIME)
    if settled.value is None:
        return _Told(message, block, settled.doubts)
    at, sureness = settled.value.value, settled.value.confidence
    message = replace(message, time=at, confidence=sureness)
    unclear = ((DoubtKind.TIME_AMBIGUOUS, at.ambiguous), (DoubtKind.LOW_CONFIDENCE, message.cut))
    doubts = (_doubt(votes, kind, message, "time") for kind, holds in unclear if holds)
    return _Told(message, block, (*settled.doubts, *doubts))


def _stray(page: _Page, block: Block) -> list[_Told]:
    """Words on the page itself: grey ones beside a face name who speaks next."""
    if all(faint(line) for line in block.lines) or len(bubbles.text_of(block)) < 2:
        return []
    centred = page.sheet.centred(block.box)
    side = Side.CENTER if centred else standing(page.sheet, block).side
    return [_Told(replace(_message(page, block, side), kind=MessageKind.OTHER), block)]


def _speck(block: Block) -> bool:
    """Say whether it is one weak character on no bubble: an icon, a tail, a badge."""
    text = bubbles.text_of(block)
    weak = all(line.confidence < UNSURE for line in block.lines) or not text.isalnum()
    return block.region is None and len(text) < 2 and weak


def _is_mark(page: _Page, block: Block) -> bool:
    """Say whether it is a mark left of an own bubble."""
    return marks.small(page.sheet, block.box) and any(
        marks.beside(page.sheet, block.box, other.box)
        and standing(page.sheet, other).side is Side.RIGHT
        for other in page.blocks
        if other.region is not None
    )


def _speaks(page: _Page, block: Block) -> bool:
    """Say whether a wordless block is a message: a picture or a bubble with a face beside it.

    Of a bubble that an edge cuts, what has no whole line says nothing.
    """
    least = SMALLEST * page.sheet.width
    large = block.box.height >= least and block.box.width >= least
    faced = standing(page.sheet, block).avatar is not None or block.tint is Tint.GREEN
    return large and faced and (block.pictured or not _cut(page, block))


def _spoken(page: _Page, votes: Ballot, block: Block, before: Sequence[_Told]) -> _Told:
    stands = standing(page.sheet, block)
    if _groundless(block, stands):
        return _unplaced(page, votes, block)
    own = stands.side is Side.RIGHT
    arrived = marks.delivery(page.sheet, block.box) if own else marks.Delivery.QUIET
    message = replace(
        _message(page, block, stands.side),
        avatar=stands.avatar.fingerprint if stands.avatar else None,
        undelivered=arrived is marks.Delivery.FAILED,
    )
    message, doubts = _by_kind(page, votes, block, message, before)
    if not stands.sure:
        doubts = (*doubts, _doubt(votes, DoubtKind.SIDE_UNKNOWN, message, "side"))
    if arrived is not marks.Delivery.QUIET:
        doubts = (*doubts, _doubt(votes, DoubtKind.NOT_DELIVERED, message, "delivery"))
    return _Told(message, block, doubts)


def _groundless(block: Block, stands: Standing) -> bool:
    """Say whether nothing but its place tells whose it is: no bubble, no colour, no face."""
    return block.region is None and block.tint is Tint.PLAIN and stands.avatar is None


def _unplaced(page: _Page, votes: Ballot, block: Block) -> _Told:
    message = replace(_message(page, block, Side.CENTER), kind=MessageKind.OTHER)
    return _Told(message, block, (_doubt(votes, DoubtKind.SIDE_UNKNOWN, message, "side"),))


def _doubt(votes: Ballot, kind: DoubtKind, message: Message, field: str) -> Doubt:
    return Doubt(kind, votes.where(message.box), (("field", field),))


def _message(page: _Page, block: Block, side: Side) -> Message:
    """Return a message with what every kind of it has."""
    return Message(
        side=side,
        kind=MessageKind.TEXT,
        text=said(block.lines, page.widest if block.bubbly else 0),
        box=block.box,
        confidence=min((line.confidence for line in block.lines), default=1.0),
        signatures=tuple(line.signature for line in block.lines),
        cut=_cut(page, block),
    )


def _cut(page: _Page, block: Block) -> bool:
    """Say whether a part of it is out of sight.

    The title bar's end is measured, not seen: what keeps its usual distance from its ground's
    top isn't cut by it.
    """
    above = page.frame.cut_above(block) and not _padded(page, block)
    return block.clipped or above or page.frame.cut_below(block)


def _padded(page: _Page, block: Block) -> bool:
    """Say whether its words keep their distance from the top: as from the bottom, or as others."""
    if not block.lines or not block.bubbly:
        return False
    if cards.is_card(block):
        money = cards.parts(block).amount
        return money is not None and money.box.y0 - block.box.y0 > CARD_PAD * page.sheet.width
    above, below = _pads(block)
    high = block.lines[0].box.height
    usual = [_pads(b)[0] for b in page.blocks if _comparable(page, block, b)]
    even = abs(above - below) < 0.15 * high or any(abs(above - o) < 0.1 * high for o in usual)
    return min(above, below) > 0.2 * high and even


def _pads(block: Block) -> tuple[int, int]:
    """Return how far a bubble's words keep from its top and from its bottom."""
    above = min(line.box.y0 for line in block.lines) - block.box.y0
    return above, block.box.y1 - max(line.box.y1 for line in block.lines)


def _comparable(page: _Page, block: Block, other: Block) -> bool:
    """Say whether another bubble shows how this one's words would stand: whole, as large."""
    if not other.lines or not other.bubbly or cards.is_card(other) or page.frame.cut_above(other):
        return False
    return abs(other.lines[0].box.height - block.lines[0].box.height) <= 2


def _by_kind(
    page: _Page, votes: Ballot, block: Block, message: Message, before: Sequence[_Told]
) -> tuple[Message, tuple[Doubt, ...]]:
    if cards.is_card(block):
        return cards.read(votes, block, message)
    if block.pictured:
        return _image(votes, block, message)
    if not block.lines:
        return replace(message, kind=MessageKind.OTHER), ()
    if _is_quote(page.sheet, block, message, before):
        return replace(message, kind=MessageKind.QUOTE), ()
    seconds = bubbles.seconds(block)
    if seconds is not None:
        return replace(message, kind=MessageKind.VOICE, seconds=seconds, text=f'{seconds}"'), ()
    kind = bubbles.kind(block)
    if kind in (MessageKind.FILE, MessageKind.OTHER):
        return replace(message, kind=kind, text="\n".join(li.text for li in block.lines)), ()
    return replace(message, kind=kind), ()


def _image(votes: Ballot, block: Block, message: Message) -> tuple[Message, tuple[Doubt, ...]]:
    """Doubt a picture with clear words: it may be a bubble that recompression spoilt."""
    message = replace(message, kind=MessageKind.IMAGE)
    worded = any(line.confidence >= UNSURE for line in block.lines)
    doubt = _doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words")
    return message, (doubt,) if worded else ()


def _is_quote(sheet: Sheet, block: Block, message: Message, before: Sequence[_Told]) -> bool:
    """Say whether it is the grey box below a reply: no face beside it, its words grey."""
    if message.avatar is not None or not before or not all(faint(li) for li in block.lines):
        return False
    above = before[-1].message
    near = 0 <= message.box.y0 - above.box.y1 < QUOTE_GAP * sheet.em
    return near and above.side is message.side and above.kind is not MessageKind.QUOTE


# ── what one card tells about another ──────────────────────────────────────────────────


def _with_receipts(votes: Ballot, told: Iterable[_Told]) -> list[_Told]:
    """Mark second cards; a first card whose memo hid its state was accepted by its answer."""
    result = list(told)
    at = [i for i, one in enumerate(result) if one.message.kind is MessageKind.TRANSFER]
    placed = [cards.Placed(result[i].message, result[i].block) for i in at]
    found = cards.pairs(placed)
    for second, first in found.items():
        answer = result[at[second]]
        result[at[second]] = replace(answer, message=replace(answer.message, receipt=True))
        result[at[first]] = _accepted(result[at[first]])
    for index in sorted(cards.unsure(placed, found, topmost=at[:1] == [0])):
        one = result[at[index]]
        doubt = _doubt(votes, DoubtKind.DIRECTION_UNKNOWN, one.message, "direction")
        result[at[index]] = replace(one, doubts=(*one.doubts, doubt))
    return result


def _accepted(one: _Told) -> _Told:
    doubts = tuple(d for d in one.doubts if d.kind is not DoubtKind.STATE_UNKNOWN)
    return replace(one, message=replace(one.message, state=State.ACCEPTED), doubts=doubts)
