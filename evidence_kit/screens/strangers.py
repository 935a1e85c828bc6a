"""Chats of other apps: SMS, QQ, LINE, told by the colours that WeChat's own words never have."""

from __future__ import annotations

from evidence_kit.screens import bubbles, scene as scenes
from evidence_kit.screens.cards import is_card
from evidence_kit.screens.hues import Tint, grey, level, tint
from evidence_kit.screens.layout import Block, Sheet
from evidence_kit.screens.sides import beside

# Ink is lighter than its ground by more than this (of 255): not by compression alone.
LIGHTER = 30
# Own bubbles that end right of this, in widths of the page, leave no room for a face.
ROOM = 0.91
# So many bubbles are a habit.
LEAST = 2


def chat(sheet: Sheet) -> bool:
    """Say whether a page that looks like a chat is another app's.

    WeChat writes own words in black on green, with a face beside them. Where it shows none of
    that and all of what another app has, whose page it is isn't open.
    """
    if sheet.papered:
        return False
    own = [b for b in scenes.of(sheet).blocks if _worded(b) and _right(sheet, b)]
    # Cards are white in any app.
    said = [block for block in own if not grey(block.colour)]
    return bool(said) and (all(map(_white_on_hue, said)) or _faceless(sheet, said))


def _worded(block: Block) -> bool:
    """Say whether it is a bubble full of words, of whatever colour."""
    if is_card(block) or not block.bubbly or not block.lines or block.inside:
        return False
    return bubbles.full(block) and all(line.confidence >= bubbles.CLEAR for line in block.lines)


def _right(sheet: Sheet, block: Block) -> bool:
    """Say whether it is on the own side: nearer to the page's right edge than to its left."""
    return block.box.x0 > sheet.width - block.box.x1 and not sheet.centred(block.box)


def _white_on_hue(block: Block) -> bool:
    """Say whether its words are white and its ground green, blue or violet; emoji are coloured."""
    light = all(
        grey(line.ink) and level(line.ink) > level(line.paper) + LIGHTER for line in block.lines
    )
    coloured = tint(block.colour) in (Tint.GREEN, Tint.PLAIN) and not grey(block.colour)
    return light and coloured


def _faceless(sheet: Sheet, own: list[Block]) -> bool:
    """Say whether the own side has no faces nor room for them, on a page of a colour, as LINE's."""
    bare = all(beside(sheet, b.box) is None and b.box.x1 > ROOM * sheet.width for b in own)
    return bare and len(own) >= LEAST and bool(sheet.avatars) and not grey(sheet.page.background)
