"""Signs counted by their ink: what a crop left outside, and what a reading left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from evidence_kit.model.ink import FieldKind
from evidence_kit.model.values import Box
from evidence_kit.ocr import ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evidence_kit.ocr.pixels import Pixels

# Stands for a sign whose ink is there and that the reading doesn't have.
GAP = "□"
# In heights of the line: a digit is this tall, this wide; the next one stands this near.
TALL = 0.75
NARROW, WIDE = 0.12, 0.85
NEAR = 0.3
POINTED = 0.6
# Recompression breaks a sign into parts that stand no further apart.
BROKEN = 0.05
# A sign left outside isn't taller than the line, give or take.
TALLEST = 1.12
# The gap behind a label's colon; signs of one word stand nearer.
LABEL_GAP = 0.4
# How often a line is widened on each side: an engine that loses more loses the line.
LOST = 2
_CLOCK = re.compile(r"(?P<hour>\d{1,2})[:：]\d\d(?:[:：]\d\d)?$")


@dataclass(frozen=True, slots=True)
class Sign:
    """A patch of connected ink."""

    box: Box
    area: int


def signs(away: NDArray[np.uint8]) -> tuple[Sign, ...]:
    """Return the patches of ink, left to right; `away` is how far each pixel is from paper."""
    strongest = int(away.max(initial=0))
    if strongest < ink.FAINTEST:
        return ()
    mask = (away > strongest // 2).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = (
        Sign(Box(int(x), int(y), int(x + w), int(y + h)), int(area))
        for x, y, w, h, area in stats[1:count]
    )
    return tuple(sorted(found, key=lambda sign: sign.box))


def whole(page: Pixels, box: Box, bounds: Box) -> Box:
    """Return `bounds`, the ink of `box`, with the signs right beside it that look cut off it.

    Where a box ends amid a number, both engines would read the rest of it alike.
    """
    high = bounds.height
    reach = round(high * LOST * 1.2)
    wide = ink.clipped(
        Box(bounds.x0 - reach, bounds.y0 - high // 2, bounds.x1 + reach, bounds.y1 + high // 2),
        page,
    )
    away = ink.contrast(ink.crop(page, wide), ink.common_colour(ink.crop(page, box)))
    near = [
        sign.box._replace(x0=sign.box.x0 + wide.x0, x1=sign.box.x1 + wide.x0)._replace(
            y0=sign.box.y0 + wide.y0, y1=sign.box.y1 + wide.y0
        )
        for sign in signs(away)
    ]
    for sign in sorted(near, key=lambda b: -b.x1):
        if sign.x1 <= bounds.x0 + 1 and _belongs(sign, bounds, sign.x1, bounds.x0, near):
            bounds = bounds.joined(sign)
    for sign in sorted(near, key=lambda b: b.x0):
        if sign.x0 >= bounds.x1 - 1 and _belongs(sign, bounds, bounds.x1, sign.x0, near):
            bounds = bounds.joined(sign)
    return bounds


def _belongs(sign: Box, bounds: Box, left: int, right: int, near: Sequence[Box]) -> bool:
    """Say whether a sign is as tall as the line and near it, over a point or comma or without.

    `left` and `right` are where the gap between both begins and ends.
    """
    high = bounds.height
    level = bounds.y0 - 0.06 * high <= sign.y0 and sign.y1 <= bounds.y1 + 0.06 * high
    tall = TALL * high <= sign.height <= TALLEST * high
    dotted = any(
        left <= b.centre[0] <= right and b.height < 0.5 * high and b.y0 > bounds.y0 + 0.6 * high
        for b in near
    )
    apart = (POINTED if dotted else NEAR) * high
    return level and tall and NARROW * high <= sign.width <= WIDE * high and right - left <= apart


def behind_label(page: Pixels, bounds: Box) -> Box:
    """Return the part of a line behind its widest gap, or all of it where no gap is wide.

    Behind 微信号： stands a gap of half a sign; within an account's name there is none.
    """
    away = ink.contrast(ink.crop(page, bounds), ink.common_colour(ink.crop(page, bounds)))
    inked = np.flatnonzero((away > max(ink.FAINTEST, int(away.max(initial=0)) // 3)).any(axis=0))
    gaps = np.diff(inked)
    if not len(gaps) or gaps.max() <= LABEL_GAP * bounds.height:
        return bounds
    return bounds._replace(x0=bounds.x0 + int(inked[int(gaps.argmax()) + 1]))


def marked(text: str, crop: NDArray[np.uint8], kind: FieldKind) -> str:
    """Return a reading of `crop` (black on white) behind a GAP for each sign that it left out.

    Money and serials: the ink has more tall signs than the text. Times: one more digit stands
    before the hour. Signs that touch count as one, so nothing is ever marked too much for that.
    """
    bare = "".join(text.split())
    if not bare or kind is FieldKind.ACCOUNT:
        return text
    found = [sign.box for sign in signs((255 - crop).astype(np.uint8))]
    if kind is FieldKind.TIME:
        clock = _CLOCK.search(bare)
        unread = clock is not None and len(clock["hour"]) == 1 and _digit_before_hour(found)
        return GAP * unread + text
    plus = bare[0] == "+"
    tall = len(_tall(found[plus:], crop.shape[0]))
    return GAP * (tall - sum(char not in "+-—.," for char in bare)) + text


def _tall(found: list[Box], high: int) -> list[Box]:
    """Return the signs as tall as a digit; what stands as near as a sign's own parts is one."""
    tall: list[Box] = []
    for box in found:
        if box.height < TALL * high or box.width < NARROW * high:
            continue
        joined = tall[-1].joined(box) if tall else box
        broken = tall and box.x0 - tall[-1].x1 <= BROKEN * high and joined.width <= WIDE * high
        tall = [*tall[:-1], joined] if broken else [*tall, box]
    return tall


def _digit_before_hour(found: list[Box]) -> bool:
    """Say whether two digits stand right before the first of the colons."""
    colon = _first_colon(found)
    if colon is None:
        return False
    left = sorted((b for b in found if b.x1 <= colon.x0 + 1), key=lambda b: -b.x1)[:2]
    if len(left) < 2:
        return False
    one, ten = left
    high = one.height
    level = abs(one.y0 - ten.y0) <= 0.08 * high and abs(one.y1 - ten.y1) <= 0.08 * high
    return level and ten.width <= WIDE * high and one.x0 - ten.x1 <= NEAR * high


def _first_colon(found: list[Box]) -> Box | None:
    """Return the leftmost of the pairs of equal dots, one above the other."""
    high = max(box.height for box in found)
    dots = [b for b in found if b.height < 0.3 * high and b.width < 0.3 * high]
    pairs = [
        a.joined(b)
        for a in dots
        for b in dots
        if abs(a.centre[0] - b.centre[0]) <= 0.05 * high and 0.2 * high < b.y0 - a.y0 < 0.8 * high
    ]
    return min(pairs, default=None)
