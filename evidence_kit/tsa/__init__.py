"""Time-stamping authorities: whoever answers a request with a response."""

from __future__ import annotations

from typing import Protocol

from evidence_kit.tsa.fetching import Fetched, fetched
from evidence_kit.tsa.known import asked, listed, roots
from evidence_kit.tsa.local import LocalAuthority
from evidence_kit.tsa.remote import RemoteAuthority
from evidence_kit.tsa.trimming import trimmed

__all__ = [
    "Authority",
    "Fetched",
    "LocalAuthority",
    "RemoteAuthority",
    "asked",
    "fetched",
    "listed",
    "roots",
    "trimmed",
]


class Authority(Protocol):
    """One authority. `answer` raises TimestampError where it has no response to give."""

    @property
    def name(self) -> str:
        """The name it has in file names: lower-case letters, digits and hyphens."""
        ...

    @property
    def certificates(self) -> bytes:
        """Certificates (PEM) to keep beside its seals; empty where the seals hold them all."""
        ...

    def answer(self, request: bytes) -> bytes:
        """Return the whole response (DER) to a whole request."""
        ...
