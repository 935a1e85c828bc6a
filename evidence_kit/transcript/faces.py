"""Whose picture stands beside the left side of a page: alike, apart, or not to be told."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_kit.model import Message, Side
from evidence_kit.transcript.order import Page

# Of a fingerprint's 64 bits. On drawn phones of four sizes one picture differed from itself in 1,
# and from other people's in 7 at least; a JPEG's pictures tell nothing of that kind.
MOST_ALIKE, LEAST_APART = 3, 6
# A picture that stands only once on a page may be covered in part: then it must differ by more.
LEAST_APART_ONCE = 16


@dataclass(frozen=True, slots=True)
class Face:
    """The fingerprint that most of a page's left messages have beside them.

    `often` says that two have it at least, `lossy` that saving the picture changed its pixels.
    """

    fingerprint: str
    often: bool
    lossy: bool


def of(page: Page) -> Face | None:
    """Return the other side's picture; None for a group, and where no whole message shows one."""
    if page.chat.members is not None:
        return None
    shown = [face for message in page.chat.messages if (face := _beside(message))]
    if not shown:
        return None
    count = [(sum(bits(one, other) <= MOST_ALIKE for other in shown), one) for one in shown]
    most, fingerprint = max(count)
    return Face(fingerprint, most > 1, page.lossy)


def alike(one: Face, other: Face) -> bool:
    """Say whether two are one picture."""
    return bits(one.fingerprint, other.fingerprint) <= MOST_ALIKE


def apart(one: Face | None, other: Face | None) -> bool:
    """Say whether two pages surely show two pictures; a JPEG's are never sure."""
    if one is None or other is None or one.lossy or other.lossy:
        return False
    least = LEAST_APART if one.often and other.often else LEAST_APART_ONCE
    return bits(one.fingerprint, other.fingerprint) >= least


def bits(one: str, other: str) -> int:
    """Return in how many bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _beside(message: Message) -> str | None:
    """Return the picture beside a whole message of the other side."""
    return None if message.cut or message.side is not Side.LEFT else message.avatar
