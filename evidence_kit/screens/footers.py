"""The last row of an orange card: 微信转账 or 微信红包, read well or not quite."""

from __future__ import annotations

from evidence_kit.model import Box, Line, MessageKind
from evidence_kit.screens.plain import plainly

# A footer begins below the icon, which stands in the card's first quarter, and in the lower half.
ICON = 0.23
# Of its four signs one may be misread, and so many others be read beside them.
MISREAD = 1
STRANGE = 2
# A footer is smaller than its card's amount, as no state and no memo is.
SMALLER = 0.9

_FOOTERS = {
    "微信转账": MessageKind.TRANSFER,
    "转账": MessageKind.TRANSFER,
    "Transfer": MessageKind.TRANSFER,
    "WeChatTransfer": MessageKind.TRANSFER,
    "WeixinTransfer": MessageKind.TRANSFER,
    "微信红包": MessageKind.RED_PACKET,
    "红包": MessageKind.RED_PACKET,
    "RedPacket": MessageKind.RED_PACKET,
    "WeChatRedPacket": MessageKind.RED_PACKET,
    "WeixinRedPacket": MessageKind.RED_PACKET,
}


def kind(line: Line) -> MessageKind | None:
    """Return the kind of card that a line names as footers do, None where it names none."""
    return _FOOTERS.get(plainly(line.text))


def nearly(card: Box, line: Line) -> MessageKind | None:
    """Return the kind that a footer names, be it misread: then it stands where no memo does."""
    if (named := kind(line)) is not None:
        return named
    if line.box.x0 >= card.x0 + ICON * card.width or line.box.centre[1] <= card.centre[1]:
        return None
    text = plainly(line.text)
    found = (what for words, what in _FOOTERS.items() if len(words) > 2 and _alike(text, words))
    return next(found, None)


def placed(card: Box, money: Line, line: Line) -> bool:
    """Say whether a line stands where only a footer does, whatever an engine made of it."""
    left = line.box.x0 < card.x0 + ICON * card.width and line.box.x0 < money.box.x0
    low = line.box.centre[1] > max(card.centre[1], money.box.y1)
    return left and low and line.box.height < SMALLER * money.box.height


def _alike(text: str, words: str) -> bool:
    missing = sum(sign not in text for sign in words)
    return missing <= MISREAD and len(text) <= len(words) + STRANGE
