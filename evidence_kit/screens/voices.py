"""Voice messages: their seconds beside the waves, and the 转文字 text on the same bubble."""

from __future__ import annotations

from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Block, same_row
from evidence_kit.screens.words import said

LONGEST = 60
# An engine makes at most so many signs of the waves; beside them so many heights stay empty.
WAVES = 4
ROOM = 3.0
# Typed words fill their bubble but for this many heights of a line; waves leave more.
TIGHT = 1.75

_MARKS = str.maketrans("″”“‟＂′’‘秒", '"""""\'\'\'"')
# What engines make of the waves: brackets, dots, 川, a bracket with a letter or two.
_BEFORE = r"(?:[^\W\d_]{0,2}[)>])?(?:[^\w\"]|[川灬三lI|])*"
_AFTER = r"(?:[^\w]*[1Il|]?[^\w]*|[^\w]*[(<]\w{0,2}[^\w]*)"
# Seconds whose small marks may have gone into the bracket that waves were read as.
_NEAR = Pattern(r".{0,3}[1-9]\d?(?:\"|''|[(<]).{0,3}|.{0,2}[)>][1-9]\d?")
# Beside waves the small marks are seconds' even where they were read as a degree's.
_VOICE = Pattern(rf"{_BEFORE}(?P<seconds>[1-9]\d?)(?:\"|''|[°º˚](?=[(<])){_AFTER}")
_BARE = Pattern(r"\d+\D{1,2}")


def seconds(text: str) -> int | None:
    """Return how long a voice message is: 12" beside its waves, whatever they were read as."""
    found = _VOICE.fullmatch(lexicon.squeezed(text).translate(_MARKS))
    length = int(found["seconds"]) if found else None
    return length if length is not None and length <= LONGEST else None


def typed(block: Block) -> bool:
    """Say whether there is no room for waves beside the seconds: they may be typed, 12 inches."""
    head = [line for line in block.lines if same_row(line.box, block.lines[0].box)]
    if len(block.lines) > 1 or _BARE.fullmatch(lexicon.squeezed(head[0].text)) is None:
        return False
    return block.box.width - head[0].box.width < TIGHT * head[0].box.height


def near(text: str) -> bool:
    """Say whether it may be seconds beside waves that were read as more than marks."""
    bare = lexicon.squeezed(text).translate(_MARKS)
    return seconds(text) is None and _NEAR.fullmatch(bare) is not None


def wavy(block: Block) -> bool:
    """Say whether it shows waves without seconds: signs alone, on far more ground than signs need.

    The longer a voice, the wider its bubble; typed signs fill theirs.
    """
    head = "".join(line.text for line in block.lines)
    room = block.box.width - block.lines[0].box.width
    bare = 0 < len(head.strip()) <= WAVES and not any(char.isalnum() for char in head)
    return len(block.lines) == 1 and bare and room > ROOM * block.lines[0].box.height


def read(block: Block, widest: int) -> tuple[int, str | None] | None:
    """Return a voice's seconds and its 转文字 text on its own bubble; None where it is none."""
    first = [line for line in block.lines if same_row(line.box, block.lines[0].box)]
    rest = [line for line in block.lines if line not in first]
    head = "".join(line.text for line in first)
    length = seconds(head)
    if length is None or (rest and "秒" in head):
        return None
    return length, said(rest, widest) if rest else None
