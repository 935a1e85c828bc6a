"""What a bubble is by the words on it: plain text, a voice, a call, a file."""

from __future__ import annotations

import re

from evidence_kit.model import MessageKind
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Block

LONGEST_VOICE = 60

_FLOATING = re.compile(r"\d+条新消息|\d+人提到了你|有人@我|回到底部")
_MARKS = str.maketrans("″”“‟＂′’‘秒", '"""""\'\'\'"')
# What engines make of the waves: brackets, dots, 川.
_VOICE = re.compile(r"(?:[^\w\"]|[川灬三])*(?P<seconds>[1-9]\d?)(?:\"|'')[^\w]*")
_LENGTH = r":?\d{1,2}(?::\d\d){1,2}"
_CALL = re.compile(
    rf"(?:通话|聊天)时长{_LENGTH}|对方(?:已取消|已拒绝|无应答|忙线中)|"
    r"已取消|已拒绝|未应答|无应答|未接听|忙线未接听|已在其他设备(?:接听|拒绝)"
)
_SIZE = re.compile(r"\d+(?:\.\d+)?[KMG]B?|\d+B")
_CARD_FOOTERS = ("个人名片", "小程序", "链接", "聊天记录")


def text_of(block: Block) -> str:
    """Return a block's words without any space, for comparing with fixed wording."""
    return lexicon.squeezed("".join(line.text for line in block.lines))


def floating(block: Block) -> bool:
    """Say whether it floats over the chat (3条新消息) and is no message."""
    return _FLOATING.fullmatch(text_of(block)) is not None


def kind(block: Block) -> MessageKind:
    """Return what a flat bubble with words is, where it is no voice."""
    if _CALL.fullmatch(text_of(block)):
        return MessageKind.CALL
    if len(block.lines) > 1 and lexicon.squeezed(block.lines[-1].text) in _CARD_FOOTERS:
        return MessageKind.OTHER
    if any(_SIZE.fullmatch(lexicon.squeezed(line.text)) for line in block.lines[1:]):
        return MessageKind.FILE
    return MessageKind.TEXT


def seconds(block: Block) -> int | None:
    """Return how long a voice message is: 12" beside its waves, whatever they were read as."""
    found = _VOICE.fullmatch(text_of(block).translate(_MARKS))
    length = int(found["seconds"]) if found else None
    return length if length is not None and length <= LONGEST_VOICE else None
