"""Rows of a PNG with an alpha channel that hides nothing: the same rows without it."""

from __future__ import annotations

NONE, SUB, UP, AVERAGE, PAETH = range(5)
_CLEAR = 255


def without_alpha(rows: bytes, width: int, channels: int) -> bytes | None:
    """Drop the last of two or four channels of eight bits; None where a pixel isn't opaque.

    `rows` are filtered (ISO 15948, 9) and stay so: a filter looks at bytes of the same channel
    alone, so what it made of the other channels holds without the last.
    """
    length, kept = 1 + width * channels, 1 + width * (channels - 1)
    opaque = _opaque(width)
    found = bytearray(len(rows) // length * kept)
    for at in range(len(rows) // length):
        row = rows[at * length : (at + 1) * length]
        if row[channels::channels] != opaque.get((row[0], at == 0)):
            return None
        begin, end = at * kept, (at + 1) * kept
        found[begin] = row[0]
        for channel in range(1, channels):
            found[begin + channel : end : channels - 1] = row[channel::channels]
    return bytes(found)


def _opaque(width: int) -> dict[tuple[int, bool], bytes]:
    """Return what each filter makes of a row that is 255 throughout, on the first row or below."""
    same, rest = bytes(width), width - 1
    started = bytes([_CLEAR]) + bytes(rest)
    halves = bytes([_CLEAR]) + bytes([_CLEAR - _CLEAR // 2]) * rest
    return {
        (NONE, True): bytes([_CLEAR]) * width,
        (NONE, False): bytes([_CLEAR]) * width,
        (SUB, True): started,
        (SUB, False): started,
        (UP, True): bytes([_CLEAR]) * width,
        (UP, False): same,
        (AVERAGE, True): halves,
        (AVERAGE, False): bytes([_CLEAR - _CLEAR // 2]) + bytes(rest),
        (PAETH, True): started,
        (PAETH, False): same,
    }
