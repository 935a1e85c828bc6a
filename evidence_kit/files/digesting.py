"""Both digests of a file, in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes

from evidence_kit.model import Algorithm, Digest

CHUNK = 1 << 20  # bytes held at once


class Digesting:
    """SHA-256 and SM3 (GB/T 32905-2016) of the same bytes, and how many there were.

    SM3 comes from `cryptography`: hashlib has it only where the system's OpenSSL does, and the
    speed is the same.
    """

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._sm3 = hashes.Hash(hashes.SM3())
        self.size = 0

    def update(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._sha256.update(chunk)
        self._sm3.update(chunk)
        self.size += len(chunk)

    @property
    def sha256(self) -> Digest:
        """SHA-256 of the bytes so far."""
        return Digest(Algorithm.SHA256, self._sha256.hexdigest())

    @property
    def sm3(self) -> Digest:
        """SM3 of the bytes so far."""
        return Digest(Algorithm.SM3, self._sm3.copy().finalize().hex())


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """Give the rest of an open file piece by piece; OSError passes."""
    while chunk := file.read(CHUNK):
        yield chunk
