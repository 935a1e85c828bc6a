"""Invented recordings: tiny files of sound and film, made of nothing but their own format."""

from __future__ import annotations

import io
import wave
from pathlib import Path

# Four seconds of a test card, 160 × 284, as phones write films (H.264, its head in front).
FILM = Path(__file__).parent / "recordings" / "film.mp4"


def wav(seconds: float, *, rate: int = 200) -> bytes:
    """Return silence."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(b"\x80" * round(seconds * rate))
    return kept.getvalue()


def amr(frames: int) -> bytes:
    """Return frames of 20 ms each at 12.2 kbit/s."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * frames


def mp3(frames: int, *, head: bytes = b"") -> bytes:
    """Return frames of 1152 samples at 44.1 kHz, by turns of 128 and of 64 kbit/s."""
    both = (b"\xff\xfb\x90\xc4" + bytes(413), b"\xff\xfb\x50\xc4" + bytes(204))
    return head + b"".join(both[at % 2] for at in range(frames))


def aac(frames: int) -> bytes:
    """Return frames of 1024 samples at 16 kHz."""
    size = 32
    return (bytes((0xFF, 0xF1, 0x60, 0x40, size >> 3, (size & 7) << 5, 0)) + bytes(25)) * frames


def iso(*handlers: str, ticks: int = 2500, scale: int = 1000, brand: bytes = b"isom") -> bytes:
    """Return the boxes of a film or a sound whose tracks have these handlers."""
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + one.encode() + bytes(12))))
        for one in handlers
    )
    head = box(b"mvhd", bytes(12) + scale.to_bytes(4) + ticks.to_bytes(4) + bytes(80))
    return box(b"ftyp", brand + bytes(4)) + box(b"moov", head + tracks) + box(b"mdat", bytes(64))


def box(kind: bytes, held: bytes) -> bytes:
    """Return a box of ISO/IEC 14496-12."""
    return (len(held) + 8).to_bytes(4) + kind + held
