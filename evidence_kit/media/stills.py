"""Some pictures of a film, evenly over its length: to know it again by, never instead of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evidence_kit.media import ffmpeg

MOST = 6
LEAST_APART = 1.0  # seconds between two of them
SIDE = 480  # pixels: 60 mm on paper at 200 to the inch


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of a film as JPEG, and the second at which it stands there."""

    at: int
    jpeg: bytes


def stills(path: Path, media_type: str, seconds: float | None) -> tuple[Still, ...]:
    """Return up to six pictures of a film; none where ffmpeg isn't there, or the length unknown."""
    if not seconds or seconds <= 0:
        return ()
    count = max(1, min(MOST, int(seconds / LEAST_APART)))
    times = [int(seconds * (2 * at + 1) / (2 * count)) for at in range(count)]
    found: list[Still] = []
    for at in dict.fromkeys(times):
        jpeg = ffmpeg.still(path, media_type, float(at), side=SIDE)
        if jpeg is None:
            break  # what gives none now gives none later either
        found.append(Still(at, jpeg))
    return tuple(found)
