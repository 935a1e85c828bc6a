"""A chat page: who said what, top to bottom, with its time lines, cards and notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evidence_kit.model import (
    Chat,
    Doubt,
    DoubtKind,
    Line,
    Message,
    MessageKind,
    Side,
    Sourced,
    Wanted,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import (
    attached,
    blanks,
    bubbles,
    cards,
    group,
    lexicon,
    marks,
    notes,
    panes,
    receipts,
    records,
    scene as scenes,
    thumbs,
    unseen,
    voices,
)
from evidence_kit.screens.frame import Frame
from evidence_kit.screens.hues import Tint, alike, level, tint
from evidence_kit.screens.layout import Block, Sheet, faint
from evidence_kit.screens.scene import Scene
from evidence_kit.screens.sides import Standing, beside, standing
from evidence_kit.screens.told import Told, doubt
from evidence_kit.screens.vote import UNSURE, Ballot

# Fractions of the width: less is no bubble, less is no card; a face stands this near.
SMALLEST = 0.05
# A bubble is higher than this many usual lines.
HIGH = 1.5
NARROWEST_CARD = 0.3
NEAR = 0.08
# Words on an own bubble are at most so bright, as a part of their ground's brightness.
DARKER = 0.6
# A piece of a notice stands within this of the middle.
NOTED = 0.15
# Where the other side's bubbles begin on any phone.
LEFT_COLUMN = (0.14, 0.17)

_COMPANY = Pattern(r"(?<=\S) ?@[^@\s]{2,}$")


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a chat, 0 to 1: bubbles, faces and cards say so.

    A merged record (聊天记录) is none: whose phone it shows can't be told from it.
    """
    sheet = panes.seen(sheet)
    if records.merged(sheet):
        return 0.0
    scene = scenes.of(sheet)
    worded = [b for b in scene.blocks if any(li.confidence >= UNSURE for li in b.lines)]
    if sheet.papered:
        worded = [b for b in worded if cards.is_card(b) or _filled(b)]
    green = any(b.tint is Tint.GREEN for b in worded)
    orange = any(cards.is_card(b) and b.box.width > NARROWEST_CARD * sheet.width for b in worded)
    faced = any(_faced(sheet, b) for b in worded)
    timed = any(notes.is_note(sheet, b) and lexicon.time(bubbles.text_of(b)) for b in worded)
    columned = sum(_columned(sheet, b) for b in worded)
    faceless = 0.25 * min(2, columned)
    return min(1.0, 0.6 * green + 0.5 * orange + 0.6 * faced + 0.3 * timed + faceless)


def _filled(block: Block) -> bool:
    """Say whether words fill it; patches of a photo have any colour, and stand anywhere.

    On own bubbles words are far darker than their ground, in either theme.
    """
    pale = all(level(li.ink) > DARKER * level(li.paper) for li in block.lines)
    return bubbles.full(block) and not (block.tint is Tint.GREEN and pale)


def _columned(sheet: Sheet, block: Block) -> bool:
    """Say whether it begins where the other side's bubbles do, on a page with faces or none."""
    bubble = block.bubbly and block.tint is Tint.PLAIN and not thumbs.pictorial(sheet, block)
    return bubble and LEFT_COLUMN[0] <= block.box.x0 / sheet.width <= LEFT_COLUMN[1]


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
    own = panes.seen(sheet)
    for block in scenes.of(own).blocks:
        if cards.is_card(block):
            found += cards.wanted(block)
        elif notes.is_dated(own, block):
            found += notes.wanted(block)
    return panes.asked(tuple(found), panes.pane(sheet))


def read(sheet: Sheet, votes: Ballot) -> Chat:
    """Return the page's title and messages.

    Text that the page's edges or bars cut through is left out, and its message is marked cut;
    a time that the picture's edge cuts is kept, in doubt.
    """
    begin, own = panes.pane(sheet), panes.seen(sheet)
    misjudged = not alike(own.page.background, sheet.page.background)
    told = _read(scenes.of(own), panes.cast(votes, own, begin), misjudged=misjudged)
    return panes.placed(told, begin)


def _read(scene: Scene, votes: Ballot, *, misjudged: bool) -> Chat:
    title = _title(votes, scene.frame)
    members = group.members(title.value if title else None)
    told = receipts.marked(votes, _everything(scene, votes, grouped=members is not None))
    return Chat(
        source=scene.sheet.page.source,
        title=title,
        messages=tuple(one.message for one in told),
        doubts=(
            *(doubt for one in told for doubt in one.doubts),
            *unseen.doubts(scene, votes, told, misjudged=misjudged),
            *blanks.doubts(scene, votes, told),
        ),
        members=members,
        clock=lexicon.time(scene.frame.clock.text) if scene.frame.clock else None,
    )


def _title(votes: Ballot, edges: Frame) -> Sourced[str] | None:
    """Return the name in the title; the @公司 after a 企业微信 contact's isn't part of it."""
    if edges.title is None:
        return None
    name = _COMPANY.sub("", lexicon.spaced(edges.title.text))
    return votes.sourced(name, (edges.title,))


def _everything(scene: Scene, votes: Ballot, *, grouped: bool) -> list[Told]:
    """Return what is told, top to bottom; what hangs below a message is part of it."""
    names = group.names(scene.sheet, scene.blocks, grouped=grouped)
    told: list[Told] = []
    for block in scene.blocks:
        if any(line in block.lines for line in names.values()):
            continue
        noted = notes.is_note(scene.sheet, block)
        hung = attached.hung(scene, block, told[-1]) if told and not noted else None
        if hung is not None:
            told[-1] = hung
        else:
            told += (_named(one, names) for one in _tell(scene, votes, block, first=not told))
    return told


def _named(told: Told, names: Mapping[Block, Line]) -> Told:
    """Return a message with the nickname above it as its sender, where that was surely read."""
    name = names.get(told.block)
    if name is None or name.confidence < UNSURE or told.message.side is not Side.LEFT:
        return told
    return replace(told, message=replace(told.message, sender=lexicon.spaced(name.text)))


# ── one block, one message ─────────────────────────────────────────────────────────────


def _tell(scene: Scene, votes: Ballot, block: Block, *, first: bool) -> list[Told]:
    """Return the message a block is, if it is one."""
    if _speck(scene.sheet, block) or _is_mark(scene, block):
        return []
    faceless = beside(scene.sheet, block.box) is None
    dated = notes.is_dated(scene.sheet, block)
    if block.lines and faceless and not dated and attached.quote_like(scene, block):
        # The reply of a quote at the top is on the page before, with the same quote.
        return [] if first or scene.cut(block) else [_unplaced(scene, votes, block)]
    if notes.is_note(scene.sheet, block):
        return [notes.read(scene, votes, block)]
    if block.region is None and scene.sheet.paperless(block.lines[0]):
        return _stray(scene, votes, block)
    if not block.lines and not _speaks(scene, block):
        return []
    return [_spoken(scene, votes, block)]


def _stray(scene: Scene, votes: Ballot, block: Block) -> list[Told]:
    """Words on the page itself: grey ones beside a face name who speaks next."""
    if len(bubbles.text_of(block)) < 2:
        return []
    stands = standing(scene.sheet, block)
    if all(faint(line) for line in block.lines):
        return [_unplaced(scene, votes, block)] if _noted(scene.sheet, block, stands) else []
    if stands.avatar is None and not scene.sheet.centred(block.box):
        return [_unplaced(scene, votes, block)]
    side = Side.CENTER if stands.avatar is None else stands.side
    message = replace(scene.message(block, side), kind=MessageKind.OTHER)
    return [Told(message, block, (doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words"),))]


def _noted(sheet: Sheet, block: Block, stands: Standing) -> bool:
    """Say whether it is a piece of a notice: nearly in the middle, where no nickname is."""
    sure = all(line.confidence >= UNSURE for line in block.lines)
    off = abs(block.box.centre[0] - sheet.width / 2)
    return sure and stands.avatar is None and off < NOTED * sheet.width


def _speck(sheet: Sheet, block: Block) -> bool:
    """Say whether it is one weak character on no bubble: an icon, a tail, a patch of a photo."""
    text = bubbles.text_of(block)
    weak = all(line.confidence < UNSURE for line in block.lines)
    if block.region is None:
        return len(text) < 2 and (weak or not text.isalnum())
    photo = block.bubbly and thumbs.pictorial(sheet, block)
    return photo and (len(text) < 3 or weak) and beside(sheet, block.box) is None


def _is_mark(scene: Scene, block: Block) -> bool:
    """Say whether it is a mark left of an own bubble."""
    return marks.small(scene.sheet, block.box) and any(
        marks.beside(scene.sheet, block.box, other.box)
        and standing(scene.sheet, other).side is Side.RIGHT
        for other in scene.blocks
        if other.region is not None
    )


def _speaks(scene: Scene, block: Block) -> bool:
    """Say whether a wordless block is a message: a picture or a bubble with a face beside it.

    Of a bubble that an edge cuts, what has no whole line says nothing.
    """
    # A window's bubbles are small beside its width.
    least = min(SMALLEST * scene.sheet.width, HIGH * scene.sheet.em)
    large = block.box.height >= least and block.box.width >= least
    faced = standing(scene.sheet, block).avatar is not None or block.tint is Tint.GREEN
    spoilt = block.pictured and tint(block.colour) is Tint.GREEN
    whole = (block.pictured and not spoilt) or not scene.cut(block) or scene.tall(block)
    return large and faced and (whole or thumbs.pictorial(scene.sheet, block))


def _spoken(scene: Scene, votes: Ballot, block: Block) -> Told:
    stands = standing(scene.sheet, block)
    if _groundless(block, stands):
        return _unplaced(scene, votes, block)
    own = stands.side is Side.RIGHT
    arrived = marks.delivery(scene.sheet, block.box) if own else marks.Delivery.QUIET
    message = replace(
        scene.message(block, stands.side),
        avatar=stands.avatar.fingerprint if stands.avatar else None,
        undelivered=arrived is marks.Delivery.FAILED,
    )
    message, doubts = _by_kind(scene, votes, block, message)
    if message.kind is MessageKind.VOICE and voices.typed(block):
        doubts = (*doubts, doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words"))
    if _without_its_face(scene, block, stands):
        doubts = (*doubts, doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words"))
    if not stands.sure:
        doubts = (*doubts, doubt(votes, DoubtKind.SIDE_UNKNOWN, message, "side"))
    if arrived is not marks.Delivery.QUIET:
        doubts = (*doubts, doubt(votes, DoubtKind.NOT_DELIVERED, message, "delivery"))
    return Told(message, block, doubts)


def _groundless(block: Block, stands: Standing) -> bool:
    """Say whether nothing but its place tells whose it is: no bubble, no colour, no face."""
    return block.region is None and block.tint is Tint.PLAIN and stands.avatar is None


def _without_its_face(scene: Scene, block: Block, stands: Standing) -> bool:
    """Say whether a bubble has no face though those around it do: it may belong to another."""
    if block.tint is not Tint.PLAIN:
        return False
    if stands.avatar is not None:
        # A face speaks once: what hangs from a cut message is no message.
        face, sheet = stands.avatar.box, scene.sheet
        return any(
            not sheet.facial(r) and beside(sheet, r.box) == stands.avatar
            for r in sheet.regions
            if r.box.y1 <= block.box.y0
            and r.box.width > sheet.em
            and abs(r.box.y0 - face.y0) <= face.height
        )
    above = [face for face in scene.sheet.avatars if face.box.y1 <= block.box.y0]
    below = [face for face in scene.sheet.avatars if face.box.y0 >= block.box.y1]
    return bool(above and below)


def _unplaced(scene: Scene, votes: Ballot, block: Block) -> Told:
    message = replace(scene.message(block, Side.CENTER), kind=MessageKind.OTHER)
    return Told(message, block, (doubt(votes, DoubtKind.SIDE_UNKNOWN, message, "side"),))


def _by_kind(
    scene: Scene, votes: Ballot, block: Block, message: Message
) -> tuple[Message, tuple[Doubt, ...]]:
    if cards.is_card(block):
        return cards.read(votes, block, message)
    if bubbles.carded(block):
        told = [line.text for line in block.lines if line.confidence >= UNSURE]
        return replace(message, kind=MessageKind.OTHER, text="\n".join(told)), ()
    pictorial = thumbs.pictorial(scene.sheet, block) and not bubbles.full(block)
    if block.pictured or pictorial or thumbs.shrunk(block, scene.usual):
        return _image(scene, votes, block, message)
    if not block.lines:
        message = replace(message, kind=MessageKind.OTHER)
        return message, (doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words"),)
    if voices.wavy(block):
        message = replace(message, kind=MessageKind.VOICE, text="")
        return message, (doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "seconds"),)
    message = _worded(scene, block, message)
    # White in the dark theme: the lower half of a picture of a page, if it is no bubble.
    foreign = not scene.sheet.papered and thumbs.foreign(scene.sheet, block)
    # Words on the other side's colour are a card's, or a voice's whose own bubble is cut away.
    bare = message.kind is MessageKind.OTHER and not bubbles.laid_out(block)
    # A voice's waves or a call's sign may have been read as signs, or not at all.
    sounds = voices.near(message.text) or bubbles.may_be_call(block)
    bare = bare or (message.kind is MessageKind.TEXT and sounds)
    # No card is green, and nobody's words are so small but those in a picture of a chat.
    green = block.tint is Tint.GREEN and message.kind in (MessageKind.OTHER, MessageKind.FILE)
    bare = bare or green or bubbles.small_print(block, scene.sign)
    unclear = doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words")
    return message, (unclear,) if foreign or bare else ()


def _worded(scene: Scene, block: Block, message: Message) -> Message:
    """Return what a bubble with words is: a voice, a call, a file, another card, or words."""
    voice = voices.read(block, scene.widest)
    if voice is not None:
        length, spoken = voice
        kind, text = MessageKind.VOICE, f'{length}"'
        return replace(message, kind=kind, seconds=length, text=text, spoken=spoken)
    kind = bubbles.kind(block, message.side, sign=scene.sign)
    if kind in (MessageKind.FILE, MessageKind.OTHER):
        written = "\n".join(line.text for line in bubbles.words(block))
        return replace(message, kind=kind, text=written)
    text = bubbles.call(message.text) if kind is MessageKind.CALL else message.text
    return replace(message, kind=kind, text=text)


def _image(
    scene: Scene, votes: Ballot, block: Block, message: Message
) -> tuple[Message, tuple[Doubt, ...]]:
    """Doubt a picture full of clear words: it may be a bubble that recompression spoilt."""
    message = replace(message, kind=MessageKind.IMAGE)
    unclear = doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words")
    green = tint(block.colour) is Tint.GREEN and not block.lines
    unseen = thumbs.guessed(scene.sheet, block) or cards.pictured(block, thumbs.SMALL * scene.usual)
    return message, (unclear,) if green or unseen or bubbles.spoilt(scene.sheet, block) else ()
