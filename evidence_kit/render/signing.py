"""The user's own signature on 证据材料.pdf (PAdES), with an authority's time in it and after it."""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf

from evidence_kit.errors import ToolError, UsageError
from evidence_kit.model import Algorithm, Digest
from evidence_kit.render import dating, signing_key
from evidence_kit.render.signing_key import SigningKey

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

# Hexadecimal digits kept free for the signature: a chain and a token have 10 KB each. PDF/A-2 lets
# no string have more than 32,767 bytes (ISO 19005-2, 6.1.13).
_ROOM = 60_000
# Bytes of that room: for a signature with its chain, and for the time that goes into it.
MOST_SIGNATURE = 18_000
MOST_TOKEN = 11_500
_FIELD = "Signature1"

# What an authority answers to a digest (RFC 3161): a TimeStampToken as asn1crypto's ContentInfo.
# One that is given has MOST_TOKEN bytes at most.
Stamp = Callable[[Digest], Any]


def require() -> None:
    """Raise ToolError "no_signing" where pyHanko isn't installed."""
    if find_spec("pyhanko") is None:
        raise ToolError("no_signing")


class Signer:
    """A key and its certificates, in memory alone."""

    def __init__(self, held: SimpleSigner, key: SigningKey) -> None:
        self._held = held
        self._key = key

    @classmethod
    def opened(cls, path: Path, passphrase: str, *, at: datetime | None = None) -> Signer:
        """Open a P12 file whose key signs at a time, now if none is given.

        Raises ToolError as `require` does, what `signing_key.opened` raises, and UsageError
        "bad_key" where no signature comes of it after all.
        """
        require()
        from pyhanko.sign.signers import SimpleSigner

        now = at or datetime.fromtimestamp(time.time(), UTC)
        key = signing_key.opened(path, passphrase, at=now)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # as `signing_key` does
                held = SimpleSigner.load_pkcs12_data(key.raw, [], key.passphrase)
        except (ValueError, TypeError, LookupError, AttributeError, OSError) as error:
            raise UsageError("bad_key", path=str(path)) from error
        return cls(held, key)

    @property
    def self_signed(self) -> bool:
        """Whether nobody but the certificate itself says whose it is."""
        return self._key.self_signed

    @property
    def path(self) -> Path:
        """Where its P12 file lies."""
        return self._key.path

    def trial(self) -> bytes:
        """Return a signed blank page, to be judged before any work; UsageError "bad_key"."""
        blank, signed = io.BytesIO(), io.BytesIO()
        with pikepdf.new() as made:
            made.add_blank_page()
            made.save(blank)
        try:
            self._write(blank, signed, None)
        except (ValueError, TypeError, LookupError, AttributeError, RuntimeError) as error:
            raise UsageError("bad_key", path=str(self.path)) from error
        return signed.getvalue()

    def sign(self, pdf: Path, stamp: Stamp | None = None) -> None:
        """Append a signature that shows on no page; the pages stay as they were.

        With `stamp` an authority's time is in it (PAdES B-T), else none (B-B), and there is an
        empty field for another (`date`). What `stamp` raises passes through, and then the file
        is as it was.
        """
        part = pdf.with_name(f"{pdf.name}.part")
        try:
            with pdf.open("rb") as file, part.open("w+b") as out:
                self._write(file, out, stamp)
            part.replace(pdf)
        finally:
            part.unlink(missing_ok=True)

    def _write(self, file: Any, out: Any, stamp: Stamp | None) -> None:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
        from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

        about = PdfSignatureMetadata(
            field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        signer = PdfSigner(about, self._held, timestamper=_timestamper(stamp) if stamp else None)
        writer = IncrementalPdfFileWriter(file)
        append_signature_field(writer, SigFieldSpec(_FIELD))
        if stamp:
            append_signature_field(writer, SigFieldSpec(dating.FIELD))
        signer.sign_pdf(writer, bytes_reserved=_ROOM, output=out)


def date(pdf: Path, stamp: Stamp) -> None:
    """Append an authority's time to what was signed with one: a document timestamp.

    What `stamp` raises passes through, and then the file is as it was.
    """
    dating.append(pdf, lambda digest: bytes(stamp(digest).dump()))


def _timestamper(stamp: Stamp) -> Any:
    from pyhanko.sign.timestamps import TimeStamper

    class Asking(TimeStamper):
        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            if md_algorithm != "sha256":
                raise ValueError(md_algorithm)
            return stamp(Digest(Algorithm.SHA256, message_digest.hex()))

    asking: Any = Asking  # pyHanko's own constructors bear no types
    return asking()
