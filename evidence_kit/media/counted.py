"""The length of sound that lies in frames without a head of its own: each frame is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, TypeAlias

MOST_GARBAGE = 1 << 16  # bytes between frames that are passed over before a file counts as damaged
_LEAST_FRAMES, MOST_FRAMES = 3, 2_000_000  # eleven hours of AMR
# Bytes of a frame by its mode, its head included (RFC 4867, 5.3); 20 ms each.
_AMR = (13, 14, 16, 18, 20, 21, 27, 32, 6)
_AMR_WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6)
_NO_DATA = 15
# MPEG audio (ISO/IEC 11172-3, 13818-3): kilobits a second by version and layer, samples a second.
_V1 = {
    1: (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_V2_LOW = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_V2 = {
    1: (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: _V2_LOW,
    3: _V2_LOW,
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)


class _Frame(NamedTuple):
    size: int
    samples: int
    rate: int


_Reads: TypeAlias = Callable[[bytes], _Frame | None]


def amr_seconds(file: BinaryIO) -> float | None:
    """Return how long an AMR file runs, None for one that isn't frames to its end."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(9)
    wide = head == b"#!AMR-WB\n"
    if not wide and head[:6] != b"#!AMR\n":
        return None
    sizes, at, frames = (_AMR_WIDE, 9, 0) if wide else (_AMR, 6, 0)
    while at < size:
        file.seek(at)
        mode = file.read(1)[0] >> 3 & 15
        if frames == MOST_FRAMES or (mode != _NO_DATA and mode >= len(sizes)):
            return None
        at += 1 if mode == _NO_DATA else sizes[mode]
        frames += 1
    return frames * 0.02 if frames else None


def mpeg_seconds(file: BinaryIO) -> float | None:
    """Return how long an MP3 runs, every frame counted; None where that isn't frames."""
    return _counted(file, _mpeg)


def aac_seconds(file: BinaryIO) -> float | None:
    """Return how long an AAC file in ADTS frames runs; None where that isn't frames."""
    return _counted(file, _adts)


def _counted(file: BinaryIO, reads: _Reads) -> float | None:
    frames, seconds = 0, 0.0
    for frame in _frames(file, reads):
        if frame is None or frames == MOST_FRAMES:
            return None
        frames, seconds = frames + 1, seconds + frame.samples / frame.rate
    return seconds if frames >= _LEAST_FRAMES else None


def _frames(file: BinaryIO, reads: _Reads) -> Iterator[_Frame | None]:
    """Give the frames in order; last of all None where too much between them is none."""
    size, at, garbage, first = file.seek(0, 2), _after_tag(file), 0, True
    while at + 4 <= size:
        file.seek(at)
        head = file.read(7)
        if head[:3] == b"TAG" and size - at <= 128:
            return
        frame = reads(head)
        if frame is None:
            at, garbage = at + 1, garbage + 1
            if garbage > MOST_GARBAGE:
                yield None
                return
            continue
        if not (first and _says_only(file, at, frame)):
            yield frame
        at, first = at + frame.size, False


def _after_tag(file: BinaryIO) -> int:
    """Return where the first frame may begin: behind an ID3v2 tag."""
    file.seek(0)
    head = file.read(10)
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    return size + 10


def _says_only(file: BinaryIO, at: int, frame: _Frame) -> bool:
    """Say whether a first frame holds no sound, only how many others there are."""
    file.seek(at)
    held = file.read(min(frame.size, 64))
    return any(mark in held for mark in (b"Xing", b"Info", b"VBRI"))


def _mpeg(head: bytes) -> _Frame | None:
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 4 or bits in (0, 15) or rate == 3:
        return None
    kilobits = (_V1 if version == 3 else _V2)[layer][bits - 1]
    samples = {1: 384, 2: 1152, 3: 1152 if version == 3 else 576}[layer]
    per_second = _RATES[version][rate]
    slot = 4 if layer == 1 else 1
    size = (samples // 8 // slot * kilobits * 1000 // per_second + (head[2] >> 1 & 1)) * slot
    return _Frame(size, samples, per_second)


def _adts(head: bytes) -> _Frame | None:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    rate = head[2] >> 2 & 15
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if rate >= len(_AAC_RATES) or size < 7:
        return None
    return _Frame(size, 1024 * ((head[6] & 3) + 1), _AAC_RATES[rate])
