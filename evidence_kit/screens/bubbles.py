"""What a bubble is by the words on it: plain text, a call, a file, a card of another kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence_kit.model import Line, MessageKind, Side
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.hues import Tint, alike, grey
from evidence_kit.screens.layout import PADS, Block, Sheet, around, faint, on
from evidence_kit.screens.sides import beside
from evidence_kit.screens.words import sign_width, signs

# A call's words leave room on the bubble for its sign: more than this many signs' width.
SIGN = 2.15
# Icons stand right of this much of a card, and what an engine reads in one is this short.
ICON = 0.7
SHORT = 4
# What floats keeps to the page's right edge.
EDGE = 0.93
# Of a bubble's height and width its words take more than this; lines this sure are words.
FULL = 0.3
WIDE = 0.6
CLEAR = 0.8
# One sign less sure than this is a speck.
SPECK = 0.5
# Words of so many signs that are each so much narrower than the page's are small print.
FEW = 3
SMALL_PRINT = 0.65
# A card's footer is smaller than its title.
SMALLER = 0.85

_FLOATING = Pattern(r".{0,2}(?:\d+\+?条新消息|\d+人提到了你|有人@我|回到底部)\W*")
_LENGTH = r":?\d{1,2}(?::\d\d){1,2}"
_LASTED = Pattern(rf"(?:通话|聊天)时长{_LENGTH}")
# Of a length that came in pieces a sign may be there twice, or none.
_LASTS = Pattern(r"(?:通话|聊天)时长[\d:]{3,9}")
_OTHERS = Pattern(r"(?:已被)?对方(?:已取消|已拒绝|已挂断|未应答|无应答|忙线中|忙)")
_CALL = Pattern(
    r"通话中断|连接失败|已取消|已拒绝|未应答|无应答|未接听|忙线未接听|已在其[他它](?:设备|终端)(?:接听|拒绝)"
)
# What engines make of a call's sign.
_AROUND = "·°<>()、,.:-[]"
_SIGNS = Pattern(r"[^\w:：]+")
_LETTER = Pattern(r"^[A-Za-z](?=[^A-Za-z])|(?<=[^A-Za-z])[A-Za-z]$")
_SIZE = Pattern(r"\d+(?:\.\d+)?[KMG]B?|\d+B(?:ytes)?", re.IGNORECASE)
_NAMED = Pattern(r".+\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|zip|rar|7z|apk|mp[34]|mov|jpe?g|png)")
_CARD_FOOTERS = ("个人名片", "公众号名片", "小程序", "链接", "聊天记录", "位置")


def text_of(block: Block) -> str:
    """Return a block's words without any space, for comparing with fixed wording."""
    return lexicon.squeezed("".join(line.text for line in block.lines))


def floating(sheet: Sheet, block: Block) -> bool:
    """Say whether it floats over the chat (3条新消息) and is no message."""
    if _FLOATING.fullmatch(text_of(block)) is None:
        return False
    return block.box.x1 > EDGE * sheet.width or beside(sheet, block.box) is None


def words(block: Block) -> tuple[Line, ...]:
    """Return a card's lines without what is written on its picture or its icon."""
    outer = [li for li in block.lines if not any(on(li, part.box) for part in block.inside)]
    return tuple(line for line in outer if not _on_icon(block, line))


def _on_icon(block: Block, line: Line) -> bool:
    at_right = line.box.x0 > block.box.x0 + ICON * block.box.width
    return at_right and len(line.text.strip()) <= SHORT


def kind(block: Block, side: Side, *, sign: float) -> MessageKind:
    """Return what a flat bubble with words is, where it is no voice.

    What is white on the own side is a card, as own words stand on green. `sign` is the width of
    a Chinese sign on the page's bubbles.
    """
    if _is_call(block, sign):
        return MessageKind.CALL
    lines = words(block)
    white = side is Side.RIGHT and block.tint is Tint.PLAIN
    carded = white or bool(block.inside)
    if not lines:
        return MessageKind.OTHER
    if _is_file(lines, carded=carded):
        return MessageKind.FILE
    footed = len(lines) > 1 and lexicon.squeezed(lines[-1].text) in _CARD_FOOTERS
    if carded or (footed and _subdued(lines)) or _described(lines):
        return MessageKind.OTHER
    return MessageKind.TEXT


def _is_call(block: Block, sign: float) -> bool:
    """Say whether it is about a call; words that a person may type too need the call's sign."""
    text = text_of(block)
    if (_LASTED.search(text) and len(_LASTED.sub("", text)) <= 2) or _LASTS.fullmatch(text):
        return True
    bare, sign = _LETTER.sub("", text.strip(_AROUND)), sign or sign_width(block.lines[0])
    if _OTHERS.fullmatch(bare):
        return True
    signed = block.box.width - signs(bare) * sign > SIGN * sign
    return signed and _CALL.fullmatch(bare) is not None


def may_be_call(block: Block) -> bool:
    """Say whether its words are a call's, which nobody types: its sign may have been missed."""
    bare = _LETTER.sub("", _SIGNS.sub("", text_of(block)))
    return any(words.fullmatch(bare) for words in (_CALL, _OTHERS))


def small_print(block: Block, sign: float) -> bool:
    """Say whether its words are far smaller than the page's, whose Chinese signs are so wide."""
    written = [line for line in words(block) if len(line.text.strip()) >= FEW]
    return bool(written) and all(sign_width(line) < SMALL_PRINT * sign for line in written)


def call(text: str) -> str:
    """Return a call's words without what an engine made of its sign."""
    found = re.search(r"(?:通话|聊天)时长\s*:?\s*\d{1,2}(?:\s*[:：]\s*\d\d){1,2}", text)
    return found[0] if found else _LETTER.sub("", text.strip(_AROUND + " ")).strip()


def _is_file(lines: Sequence[Line], *, carded: bool) -> bool:
    sized = [li for li in lines[1:] if _SIZE.match(lexicon.squeezed(li.text))]
    named = bool(lines) and _NAMED.fullmatch(lexicon.squeezed(lines[0].text)) is not None
    return (bool(sized) and (carded or faint(sized[0]))) or (named and carded)


def carded(block: Block) -> bool:
    """Say whether a ground that seems a picture is a card with a large one: a footer ends it."""
    if not block.pictured or not grey(block.colour) or len(block.lines) < 2:
        return False
    printed = all(alike(line.paper, block.colour) for line in block.lines)
    return printed and lexicon.squeezed(block.lines[-1].text) in _CARD_FOOTERS


def _described(lines: Sequence[Line]) -> bool:
    """Say whether a title has a grey, smaller description below it, as no typed words have.

    What an engine makes of a sign's dot, or sees twice, describes nothing.
    """
    first, last = lines[0], lines[-1]
    if last.confidence < SPECK and len(last.text.strip()) < 2:
        return False
    smaller = last.box.height < SMALLER * first.box.height
    return len(lines) > 1 and smaller and faint(last) and not faint(first)


def laid_out(block: Block) -> bool:
    """Say whether it has what only cards have: a picture or an icon, a footer, a description."""
    lines = words(block)
    footed = bool(lines) and lexicon.squeezed(lines[-1].text) in _CARD_FOOTERS
    return bool(block.inside) or footed or (bool(lines) and _described(lines))


def _subdued(lines: Sequence[Line]) -> bool:
    """Say whether the last line is grey or small, as nobody types it."""
    first, last = lines[0], lines[-1]
    return faint(last) or last.box.height < SMALLER * first.box.height


def full(block: Block) -> bool:
    """Say whether words fill a ground as they fill a bubble; on a picture they stand anywhere."""
    if not block.lines:
        return False
    said, high = around([li.box for li in block.lines]), block.lines[0].box.height
    tight = block.box.width - said.width < PADS * high and said.x0 - block.box.x0 < high
    return tight and block.box.height - said.height < PADS * high


def spoilt(sheet: Sheet, block: Block) -> bool:
    """Say whether a picture may be a bubble that recompression spoilt: it is full of words.

    A sticker's words stand on the page itself.
    """
    lines = [li for li in block.lines if li.confidence >= CLEAR and not sheet.paperless(li)]
    if not lines:
        return False
    covered = sum(line.box.height for line in lines)
    widest = max(line.box.width for line in lines)
    return covered > FULL * block.box.height and widest > WIDE * block.box.width
