"""The user's signature on 证据材料.pdf, between the printing and the outer seal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path

from evidence_kit import audit
from evidence_kit.audit import BOOK
from evidence_kit.errors import TimestampError, UsageError
from evidence_kit.files.stage import writing
from evidence_kit.model import Digest
from evidence_kit.pipeline.sealing import Sealer
from evidence_kit.render import signing
from evidence_kit.render.signatures import signatures
from evidence_kit.render.signing import MOST_SIGNATURE, MOST_TOKEN, Signer, Stamp
from evidence_kit.tsa import Authority


def opened(path: Path, passphrase: str) -> Signer:
    """Open the user's P12 file and try it, before any work begins.

    Raises what `Signer.opened` raises, and UsageError "bad_key" for a key whose signature on a
    blank page `verify` refuses, or with more certificates than there is room for.
    """
    signer = Signer.opened(path, passphrase)
    (one,) = signatures(BytesIO(signer.trial()))
    found = audit.judge_signature(one, ())
    if found.fault is not None or len(one.content.rstrip(b"\0")) > MOST_SIGNATURE:
        raise UsageError("bad_key", path=str(path))
    return signer


def refuse_taken_in(folder: Path, *secrets: Path | None) -> None:
    """Raise UsageError "key_in_folder" for a key or passphrase that would go into the bundle."""
    source = folder.resolve()
    for path in filter(None, secrets):
        if path.resolve().is_relative_to(source):
            raise UsageError("key_in_folder", path=str(path), folder=str(folder))


def sign(root: Path, signer: Signer, sealer: Sealer) -> None:
    """Sign a staged bundle's PDF, with the time of the first authority that gives it.

    It stands in the signature, and once more over the whole file, signature and all. One that
    fails leaves its reason in the sealer's `asked`; where none gives it, the signature bears no
    third party's time. Raises OutputError where the stage can't be written.
    """
    book = root / BOOK
    with writing(book):
        if _first(sealer, partial(signer.sign, book)):
            _first(sealer, partial(signing.date, book))
        else:
            signer.sign(book)


def _first(sealer: Sealer, put: Callable[[Stamp], None]) -> bool:
    """Put the time of the first authority that gives it; say whether one did."""
    for authority in sealer.authorities:
        with suppress(TimestampError):
            put(partial(_token, sealer, authority))
            return True
    return False


def _token(sealer: Sealer, authority: Authority, digest: Digest) -> object:
    return audit.token_in(sealer.stamped(authority, BOOK, digest, most=MOST_TOKEN))
