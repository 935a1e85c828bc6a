"""What hangs below a message and is none itself: the quote of a reply, the words of a voice."""

from __future__ import annotations

from dataclasses import replace

from evidence_kit.model import MessageKind
from evidence_kit.screens.hues import Tint, alike, level, tint
from evidence_kit.screens.layout import Block, Sheet, faint
from evidence_kit.screens.scene import Scene
from evidence_kit.screens.sides import beside
from evidence_kit.screens.told import Told
from evidence_kit.screens.words import said

# It follows its message within this many usual line heights; without faces, within the second.
GAP = 1.2
CLOSE = 0.5
# Its edge lies below its message's, give or take this much of the page's width (a tail's).
ALIGNED = 0.03
# The dark theme's boxes are darker than this (of 255); pills on a photo are not.
DIM = 80


def quote_like(scene: Scene, block: Block) -> bool:
    """Say whether it looks like a quote: grey words on a ground of their own.

    The words of grey pills are lighter than their ground; a quote's are darker, or its ground
    is the dark theme's.
    """
    sheet = scene.sheet
    boxed = sheet.papered or not sheet.paperless(block.lines[0])
    grounded = block.bubbly or (block.region is None and boxed)
    if not grounded or block.tint is not Tint.PLAIN:
        return False
    darker = all(
        level(li.ink) < level(li.paper) and tint(li.ink) is not Tint.ORANGE for li in block.lines
    )
    dim = sheet.dark and all(level(li.paper) < DIM for li in block.lines)
    grey = all(faint(li) for li in block.lines) and (darker or dim)
    # A photo behind the chat has no colour of its own that a quote could have.
    return grey and (sheet.papered or not alike(block.colour, scene.frame.page))


def hung(scene: Scene, block: Block, above: Told) -> Told | None:
    """Return the message above with this block's words as its quote or its 转文字.

    None where the block hangs from nothing.
    """
    if not block.lines or not _below(scene.sheet, block, above):
        return None
    words, message = said(block.lines, scene.widest), above.message
    silent = message.kind is MessageKind.VOICE and message.spoken is None
    if silent and _spells(scene, block, above):
        return replace(above, message=replace(message, spoken=words))
    reply = message.kind is MessageKind.TEXT
    other = not alike(block.colour, above.block.colour)
    if reply and message.quoted is None and other and quote_like(scene, block):
        return replace(above, message=replace(message, quoted=words))
    return None


def _below(sheet: Sheet, block: Block, above: Told) -> bool:
    """Say whether it stands close below, at one of its edges, without a face of its own."""
    one, other = above.message.box, block.box
    aligned = min(abs(one.x0 - other.x0), abs(one.x1 - other.x1)) <= ALIGNED * sheet.width
    near = -2 <= other.y0 - one.y1 < GAP * sheet.em
    # A face speaks once: where it is beside the message too, it is the message's. Of a striped
    # one the upper pieces may be missing.
    face = beside(sheet, other)
    own = face is None or face == beside(sheet, one) or one.y0 <= face.box.centre[1] < one.y1
    return near and aligned and own


def _spells(scene: Scene, block: Block, above: Told) -> bool:
    """Say whether words below a voice are what it says.

    The next message has a face where the voice has one; without faces only the gap tells.
    """
    if block.tint not in (Tint.PLAIN, above.block.tint):
        return False
    gap = block.box.y0 - above.block.box.y1
    return above.message.avatar is not None or gap < CLOSE * scene.sheet.em
