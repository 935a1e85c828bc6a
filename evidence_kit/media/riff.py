"""The length of a WAVE file."""

from __future__ import annotations

from typing import BinaryIO

MOST_CHUNKS = 1_000
# PCM, floating point, A-law, µ-law, and the form that names one of them: so many bytes a second.
_STEADY = (0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE)


def wave_seconds(file: BinaryIO) -> float | None:
    """Return how long a WAVE file runs; None where its packing doesn't say, or it is damaged.

    A recorder that was ended off leaves no size, or one beyond the file: what lies there counts.
    """
    size, rate = file.seek(0, 2), 0
    at = 12
    for _ in range(MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return None
        length = int.from_bytes(head[4:], "little")
        if head[:4] == b"fmt ":
            said = file.read(16)
            steady = int.from_bytes(said[:2], "little") in _STEADY
            rate = int.from_bytes(said[8:12], "little") if steady else 0
        elif head[:4] == b"data":
            here = size - at - 8
            held = min(length, here) if length else here
            return held / rate if rate and held else None
        at += 8 + length + length % 2
    return None
