"""Grey lines in the middle of a chat: times, system lines, the divider above what is new."""

from __future__ import annotations

from dataclasses import replace

from evidence_kit.model import DoubtKind, Line, MessageKind, Side, Wanted
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.hues import Tint, level, tint
from evidence_kit.screens.layout import Block, Sheet, faint, same_row
from evidence_kit.screens.scene import Scene
from evidence_kit.screens.sides import beside
from evidence_kit.screens.told import Told, doubt
from evidence_kit.screens.vote import UNSURE, Ballot, settle, time

TIME = time()
# A time of which only a part was read stands within this of the middle, in widths of the page.
MIDDLE = 0.1
# In the dark theme bubbles are darker than this (of 255), pills on a photo aren't.
DIM = 80
# The words of a pill are lighter than its ground by more than this.
LIGHTER = 15
# Its words take more than this much of its width.
WRITTEN = 0.6
# What an engine may make of a day or of 凌晨 is no longer than this.
_ENDS_IN_TIME = Pattern(r".{1,6}?\d{1,2}[:：]\d\d")
# A pill is lower than the first and wider than the second, in widths of the page.
PILL = (0.075, 0.08)


def is_note(sheet: Sheet, block: Block) -> bool:
    """Say whether it is grey and in the middle: a time, a part of one, or a notice."""
    if block.tint is not Tint.PLAIN or block.pictured:
        return False
    if not block.lines:
        return _empty_pill(sheet, block)
    if not sheet.centred(block.box):
        return _part_of_time(sheet, block)
    if block.region is not None:
        return _pill(sheet, block)
    # On a photo for a background a time line may be white on anything.
    return is_time(block) or (all(map(subdued, block.lines)) and not _dim(sheet, block))


def _dim(sheet: Sheet, block: Block) -> bool:
    """Say whether it is on a ground darker than pills are, or has words darker than its ground.

    So are quotes, whose box an engine may not have found.
    """
    grounds = [(level(line.paper), level(line.ink)) for line in block.lines]
    dark = any(paper < DIM or ink < paper for paper, ink in grounds)
    orange = any(tint(line.ink) is Tint.ORANGE for line in block.lines)
    grounded = sheet.papered or not any(map(sheet.paperless, block.lines))
    return grounded and dark and not orange


def subdued(line: Line) -> bool:
    """Say whether a line is grey, or has the orange of a 红包 in a notice."""
    return faint(line) or tint(line.ink) is Tint.ORANGE


def is_time(block: Block) -> bool:
    """Say whether it is one line that reads like a time, or like the day of one."""
    if len(block.lines) != 1:
        return False
    line = block.lines[0]
    return _dates(line) or (block.region is None and lexicon.day_like(line.text))


def _dates(line: Line) -> bool:
    """Say whether it reads like a time, be it that not all of its signs were read right."""
    return lexicon.time_like(line.text) or lexicon.time_near(line.text)


def _torn_time(block: Block) -> bool:
    """Say whether it is a pill with a number in pieces: what was read of it isn't all of it."""
    if not block.lines or (block.region is None and len(block.lines) == 1):
        return False
    text = "".join(line.text for line in block.lines)
    if len(block.lines) > 1 and any(map(_dates, block.lines)):
        return True
    rowed = all(same_row(li.box, block.lines[0].box) for li in block.lines)
    written = sum(line.box.width for line in block.lines)
    torn = len(block.lines) > 1 or written < WRITTEN * block.box.width
    return rowed and torn and any(char.isdigit() for char in text)


def _spoilt_time(block: Block) -> bool:
    """Say whether a note ends like a time, but has something before that no time has."""
    text = lexicon.squeezed(block.lines[0].text) if len(block.lines) == 1 else ""
    return not is_time(block) and _ENDS_IN_TIME.fullmatch(text) is not None


def is_dated(sheet: Sheet, block: Block) -> bool:
    """Say whether it is a time line, readable or not."""
    return is_note(sheet, block) and is_time(block)


def wanted(block: Block) -> tuple[Wanted, ...]:
    """Return the box of a time line, to be read twice."""
    return TIME.wanted(block.lines)


def _pill(sheet: Sheet, block: Block) -> bool:
    """Say whether it is the old style's grey pill, whose words are lighter than their ground.

    A bubble as wide as bubbles get is in the middle too; it has a face, or dark words.
    """
    ground = level(block.colour)
    # Of thin white strokes an engine may take the ink for the paper.
    light = all(
        max(level(li.ink), level(li.paper)) > ground + LIGHTER or tint(li.ink) is Tint.ORANGE
        for li in block.lines
    )
    shown = ground > DIM if sheet.dark else ground < level(sheet.page.background)
    return light and shown and beside(sheet, block.box) is None


def _empty_pill(sheet: Sheet, block: Block) -> bool:
    """Say whether it is a pill of which no word was read: small, grey, alone in the middle."""
    grey = not sheet.dark and 150 < level(block.colour) < level(sheet.page.background)
    low = block.box.height < PILL[0] * sheet.width and block.box.width > PILL[1] * sheet.width
    middle = sheet.centred(block.box) and beside(sheet, block.box) is None
    return block.bubbly and grey and low and middle


def _part_of_time(sheet: Sheet, block: Block) -> bool:
    """Say whether it reads like a time but stands off the middle: the rest wasn't read."""
    near = abs(block.box.centre[0] - sheet.width / 2) < MIDDLE * sheet.width
    alone = block.region is None and beside(sheet, block.box) is None
    return near and alone and is_time(block)


def read(scene: Scene, votes: Ballot, block: Block) -> Told:
    """Return a time line with the time it prints, or a system line with its words."""
    message = replace(scene.message(block, Side.CENTER), kind=MessageKind.SYSTEM)
    torn = _torn_time(block) or _spoilt_time(block)
    if block.lines and not is_time(block) and not torn:
        weak = message.confidence < UNSURE
        unclear = doubt(votes, DoubtKind.LOW_CONFIDENCE, message, "words")
        return Told(message, block, (unclear,) if weak else ())
    message = replace(message, kind=MessageKind.TIME)
    if not block.lines or torn or not scene.sheet.centred(block.box):
        return Told(message, block, (doubt(votes, DoubtKind.TIME_UNREADABLE, message, "time"),))
    return _timed(votes, Told(message, block), block.lines[0])


def _timed(votes: Ballot, told: Told, line: Line) -> Told:
    settled = settle(votes, line, TIME)
    if settled.value is None:
        return replace(told, doubts=settled.doubts)
    at, sureness = settled.value.value, settled.value.confidence
    message = replace(told.message, time=at, confidence=sureness)
    unclear = ((DoubtKind.TIME_AMBIGUOUS, at.ambiguous), (DoubtKind.LOW_CONFIDENCE, message.cut))
    doubts = (doubt(votes, kind, message, "time") for kind, holds in unclear if holds)
    return Told(message, told.block, (*settled.doubts, *doubts))
