"""Bytes made of known bytes by chance: the same seed gives the same ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

MOST = 40_000  # bytes; longer ones only take longer
ODD = (b"\0", b"\xff", b"\x80", b"\x7f", b"\n", b"\r\n", b'"', b"%", b"..", b"/", b"-", b"\xc0\xaf")
ODD += (b"\xff\xff\xff\xff", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"NaN", b"1e999", b"9" * 40)
ODD += (
    "\u202e".encode(),
    "￥".encode(),
    "月".encode(),
    b"[" * 40,
    b"{" * 9,
    b"[[",
    b"=",
    b"\xef\xbb\xbf",
)

Change = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def changed(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one of the seeds after one to six changes."""
    raw = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choice(CHANGES)(raw, chance, seeds)
    return bytes(raw[:MOST])


def _place(raw: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(raw) + 1)


def _flip(raw: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    if raw:
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def _byte(raw: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    if raw:
        raw[chance.randrange(len(raw))] = chance.randrange(256)


def _odd(raw: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = _place(raw, chance)
    raw[at : at + chance.choice((0, 0, 1, 4))] = chance.choice(ODD)


def _cut(raw: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = _place(raw, chance)
    del raw[at : at + chance.choice((1, 2, 16, len(raw)))]


def _again(raw: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = _place(raw, chance)
    piece = raw[at : at + chance.randrange(1, 200)]
    to = _place(raw, chance)
    raw[to:to] = piece * chance.choice((1, 1, 2, 20))


def _spliced(raw: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    other = chance.choice(seeds)
    at, to = chance.randrange(len(other) + 1), _place(raw, chance)
    raw[to : to + chance.randrange(100)] = other[at : at + chance.randrange(1, 300)]


def _digit(raw: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    digits = [at for at, byte in enumerate(raw) if 48 <= byte <= 57]
    if digits:
        raw[chance.choice(digits)] = chance.choice(b"0123456789-.e")


def _line(raw: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    lines = raw.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    raw[:] = b"\n".join(lines)


CHANGES: tuple[Change, ...] = (
    _flip,
    _flip,
    _byte,
    _odd,
    _odd,
    _cut,
    _again,
    _spliced,
    _digit,
    _line,
)
