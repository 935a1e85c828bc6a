"""The user's signature on 证据材料.pdf, between the printing and the outer seal."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

from evidence_kit import audit
from evidence_kit.audit import BOOK
from evidence_kit.errors import TimestampError
from evidence_kit.model import Digest
from evidence_kit.pipeline.sealing import Sealer
from evidence_kit.render.signing import Signer
from evidence_kit.tsa import Authority


def sign(root: Path, signer: Signer, sealer: Sealer) -> None:
    """Sign a staged bundle's PDF, with the time of the first authority that gives it.

    One that fails leaves its reason in the sealer's `asked`; where none does, the signature bears
    no third party's time.
    """
    for authority in sealer.authorities:
        with suppress(TimestampError):
            signer.sign(root / BOOK, partial(_token, sealer, authority))
            return
    signer.sign(root / BOOK)


def _token(sealer: Sealer, authority: Authority, digest: Digest) -> object:
    return audit.token_in(sealer.stamped(authority, BOOK, digest))
