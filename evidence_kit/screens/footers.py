"""The last row of an orange card: 微信转账 or 微信红包, read well or not quite."""

from __future__ import annotations

from evidence_kit.model import Box, Line, MessageKind
from evidence_kit.screens import lexicon

# A footer begins below the icon, which stands in the card's first quarter, and in the lower half.
ICON = 0.23
# Of its four signs one may be misread, and so many others be read beside them.
MISREAD = 1
STRANGE = 2

_FOOTERS = {
    "微信转账": MessageKind.TRANSFER,
    "转账": MessageKind.TRANSFER,
    "WeChatTransfer": MessageKind.TRANSFER,
    "微信红包": MessageKind.RED_PACKET,
    "红包": MessageKind.RED_PACKET,
    "WeChatRedPacket": MessageKind.RED_PACKET,
}


def kind(line: Line) -> MessageKind | None:
    """Return the kind of card that a line names as footers do, None where it names none."""
    return _FOOTERS.get(_plainly(line))


def nearly(card: Box, line: Line) -> MessageKind | None:
    """Return the kind that a footer names, be it misread: then it stands where no memo does."""
    if (named := kind(line)) is not None:
        return named
    if line.box.x0 >= card.x0 + ICON * card.width or line.box.centre[1] <= card.centre[1]:
        return None
    text = _plainly(line)
    found = (what for words, what in _FOOTERS.items() if len(words) > 2 and _alike(text, words))
    return next(found, None)


def _plainly(line: Line) -> str:
    return lexicon.squeezed(line.text).replace("帐", "账")


def _alike(text: str, words: str) -> bool:
    missing = sum(sign not in text for sign in words)
    return missing <= MISREAD and len(text) <= len(words) + STRANGE
