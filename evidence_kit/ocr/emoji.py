"""Small coloured pictures between words, which no recogniser of text can read."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np

from evidence_kit.model.ink import EMOJI
from evidence_kit.model.values import Box
from evidence_kit.ocr import ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from evidence_kit.model.values import Colour
    from evidence_kit.ocr.pixels import Pixels

    # What an engine reads, and how sure it is, 0 to 1.
    Read: TypeAlias = tuple[str, float]

# A pixel is coloured where its hue is so many levels from greys and from its paper's own hue: a
# link's blue is 45 from grey, recompressed black on green some 20.
COLOURED = 60.0
# In heights of the line: a picture is so large at least.
LEAST = 0.45
# In heights of the line, and of its own smaller side: a picture is filled so far from its edge.
# Bold strokes of a coloured sign are that thick only where they meet, or blurred.
FILLED = (0.13, 0.22)
# Or it is that thick, and so much of what it is filled with has another colour than the rest:
# a sign has one, blurred towards its paper's, from which none is so many levels off.
THICK = (0.12, 0.12)
TONED = 0.03
OTHER = 45.0
BEYOND = 1.3
# So much of it is coloured; its parts stand no further apart than this.
SHARE = 0.22
PARTS = 0.06
WIDEST = 1.3
# Words are coloured where so much of a line's colour is outside of its pictures.
WORDS = 0.3
# Words begin so many pixels off, and are at least this wide.
CLEAR = 1
NARROWEST = 0.2
# A line of which nothing but this is read holds no picture.
_MONEY = re.compile(r"[-+]?[¥￥]?[-+]?\d[\d,]*\.\d\d")
_DIGITS = re.compile(r"\d")
# Signs that engines make of pictures.
_PICTURES = frozenset({"So", "Sk", "Cn", "Co", "Cf", "Mn"})
# So sure of a line that was read whole is no engine that made a letter of a picture in it: of
# "OK" and a hand at most 0.955 was seen, of coloured digits and signs at least 0.987.
SURE = 0.985
# A line is so sure at most where its parts have other digits than the whole.
DISPUTED = 0.5
# A line is so many rows high where only its colours are looked for.
SAMPLES = 12
# A page's smallest text has strokes of which nothing can be said.
LEGIBLE = 14


def parted(page: Pixels, box: Box) -> tuple[Box | None, ...]:
    """Return the stretches of words in a line, left to right, and None for each picture.

    A line without words is one stretch: a dot, a badge, a face are no pictures between words.
    """
    pictures = find(page, box)
    if not pictures:
        return (box,)
    starts = [box.x0, *(picture.x1 + CLEAR for picture in pictures)]
    ends = [*(picture.x0 - CLEAR for picture in pictures), box.x1]
    words = [_worded(page, box._replace(x0=x0, x1=x1)) for x0, x1 in zip(starts, ends, strict=True)]
    if not any(words):
        return (box,)
    parts = [part for stretch in words for part in ((None, stretch) if stretch else (None,))]
    return tuple(parts[1:])


def joined(whole: Read, parts: Sequence[Read | None]) -> Read:
    """Return the words of a line of which `parts` were read, EMOJI for None.

    It is as sure as its weakest part. No picture takes a sign away: a sum, and what is surely
    read, stay as the `whole` was read, and where digits differ from it the line is in doubt.
    """
    told = _signs("".join(part[0] for part in parts if part))
    read = _signs(whole[0])
    if told != read and (whole[1] >= SURE or _MONEY.fullmatch(read)):
        return whole
    text = "".join(EMOJI if part is None else part[0] for part in parts)
    sure = min((part[1] for part in parts if part and part[0]), default=0.0)
    alike = _DIGITS.findall(told) == _DIGITS.findall(read)
    return text, sure if alike else min(sure, DISPUTED)


def _signs(text: str) -> str:
    """Return what stands for sounds, digits and sums, narrowed: no spaces, stars, emoji."""
    narrow = "".join(unicodedata.normalize("NFKC", text).split())
    return "".join(sign for sign in narrow if unicodedata.category(sign) not in _PICTURES)


def _worded(page: Pixels, stretch: Box) -> Box | None:
    """Return a stretch that holds ink enough for a sign, else None."""
    if stretch.width < NARROWEST * stretch.height:
        return None
    return stretch if ink.tight(page, stretch) else None


def find(page: Pixels, box: Box) -> tuple[Box, ...]:
    """Return the places of the pictures in a line of text, left to right."""
    pixels = ink.crop(page, box)
    high = box.height
    if high < LEGIBLE or not pixels.size or not _colourful(pixels):
        return ()
    paper = ink.common_colour(pixels)
    coloured = _coloured(pixels, paper)
    if not coloured.any():
        return ()
    strays = ink.contrast(pixels, paper)
    inked = (strays > ink.FAINTEST) | coloured
    parts = [p for p in _parts(inked, coloured, high) if _drawn(p, pixels, paper, coloured)]
    if not parts or _in_colour(parts, coloured):
        return ()
    return tuple(
        Box(box.x0 + part.x0, box.y0, box.x0 + part.x1, box.y1)
        for part in sorted(parts, key=lambda part: part.x0)
    )


def _in_colour(parts: Sequence[Box], coloured: NDArray[np.bool_]) -> bool:
    """Say whether the words themselves are coloured: then nothing here is surely a picture."""
    rest = coloured.copy()
    for part in parts:
        rest[part.y0 : part.y1, part.x0 : part.x1] = False
    return bool(rest.sum() > WORDS * coloured.sum())


def _colourful(pixels: Pixels) -> bool:
    """Say whether one of a few pixels is coloured, which is so wherever a picture is."""
    step = max(1, len(pixels) // SAMPLES)
    few = np.ascontiguousarray(pixels[::step, ::step])
    return bool(_coloured(few, ink.common_colour(few)).any())


def _coloured(pixels: Pixels, paper: Colour) -> NDArray[np.bool_]:
    """Say which pixels are of a hue that no grey on this paper has, blurred or not."""
    without = np.eye(3) - 1 / 3
    hues = np.asarray(cv2.transform(pixels.astype(np.float32), without), np.float32)
    own = without @ np.array(paper, np.float64)
    strength = float(np.linalg.norm(own))
    if strength > ink.ALIKE:
        # Greys on it have less and less of its hue; red on green has its contrary.
        along = np.clip(hues @ (own / strength), 0, strength).astype(np.float32)
        hues = hues - along[:, :, None] * (own / strength).astype(np.float32)
    return np.asarray((hues * hues).sum(axis=2) > COLOURED**2)


def _parts(inked: NDArray[np.bool_], coloured: NDArray[np.bool_], high: int) -> Iterator[Box]:
    """Yield the bounds of what coloured patches of ink make up together, each large enough."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        inked.astype(np.uint8), connectivity=8
    )
    shares = np.bincount(labels[coloured], minlength=count)[1:] / stats[1:count, 4]
    patches = [Box(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:count].tolist()]
    parts: list[Box] = []
    for patch in (p for p, share in zip(patches, shares, strict=True) if share >= SHARE):
        near = [p for p in parts if _one(p, patch, high)]
        parts = [p for p in parts if p not in near]
        parts.append(functools.reduce(Box.joined, near, patch))
    for part in parts:
        # What isn't coloured in a picture stands within it; no letter does.
        inside = (p for p in patches if part.x0 <= p.centre[0] <= part.x1)
        whole = functools.reduce(Box.joined, inside, part)
        if min(whole.width, whole.height) >= LEAST * high and whole.width <= WIDEST * high:
            yield whole


def _one(part: Box, patch: Box, high: int) -> bool:
    """Say whether two patches may be one picture: near each other, and together no wider."""
    across = max(part.x0, patch.x0) - min(part.x1, patch.x1)
    down = max(part.y0, patch.y0) - min(part.y1, patch.y1)
    near = max(across, down) <= PARTS * high
    return near and part.joined(patch).width <= WIDEST * high


def _drawn(part: Box, pixels: Pixels, paper: Colour, coloured: NDArray[np.bool_]) -> bool:
    """Tell a picture from a coloured sign: it is filled, or of several colours."""
    inside, hued = ink.crop(pixels, part), coloured[part.y0 : part.y1, part.x0 : part.x1]
    strays = ink.contrast(inside, paper)
    near = cv2.dilate(hued.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    most = int(strays.max())
    filled = near & (strays > most // 2)
    deep = cv2.distanceTransform(np.pad(filled.astype(np.uint8), 1), cv2.DIST_L2, 3).max()
    sizes = (len(pixels), min(part.width, part.height))
    if all(deep >= share * size for share, size in zip(FILLED, sizes, strict=True)):
        return True
    thick = all(deep >= share * size for share, size in zip(THICK, sizes, strict=True))
    return thick and _toned(inside, paper, near & (strays > most // 4), hued)


def _toned(
    inside: Pixels, paper: Colour, filled: NDArray[np.bool_], hued: NDArray[np.bool_]
) -> bool:
    """Say whether what is filled has a second colour, off the way from paper to the first."""
    core = cv2.erode(filled.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if not (core & hued).any():
        return False
    ground = np.array(paper, np.float32)
    way = np.median(inside[core & hued], axis=0).astype(np.float32) - ground
    length = float(np.linalg.norm(way))
    strays = inside[core].astype(np.float32) - ground
    along = strays @ (way / length)
    off = np.linalg.norm(strays - along[:, None] * (way / length), axis=1)
    return bool(((off > OTHER) | (along > BEYOND * length)).mean() >= TONED)
