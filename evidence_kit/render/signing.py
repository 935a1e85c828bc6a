"""The user's own signature on 证据材料.pdf (PAdES), with an authority's time in it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_kit.errors import InputError, ToolError, UsageError
from evidence_kit.model import Algorithm, Digest

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

MOST_KEY_FILE = 1 << 20  # bytes; a key with a long chain has 10 kB
# Hexadecimal digits kept free for the signature: a chain and a token have 10 KB each. PDF/A-2 lets
# no string have more than 32,767 bytes (ISO 19005-2, 6.1.13).
_ROOM = 60_000
_FIELD = "Signature1"

# What an authority answers to a digest (RFC 3161): a TimeStampToken as asn1crypto's ContentInfo.
Stamp = Callable[[Digest], Any]


def require() -> None:
    """Raise ToolError "no_signing" where pyHanko isn't installed."""
    if find_spec("pyhanko") is None:
        raise ToolError("no_signing")


class Signer:
    """A key and its certificates, in memory alone."""

    def __init__(self, held: SimpleSigner) -> None:
        self._held = held

    @classmethod
    def opened(cls, path: Path, passphrase: str) -> Signer:
        """Open a P12 file.

        Raises ToolError as `require` does, InputError "no_such_key" where it can't be read,
        UsageError "bad_key" for a wrong passphrase or what is no P12 with a key.
        """
        require()
        from pyhanko.sign.signers import SimpleSigner

        try:
            with path.open("rb") as file:
                raw = file.read(MOST_KEY_FILE)
        except OSError as error:
            raise InputError("no_such_key", path=str(path)) from error
        try:
            held = SimpleSigner.load_pkcs12_data(raw, [], passphrase.encode() or None)
        except (ValueError, TypeError, LookupError, AttributeError, OSError) as error:
            raise UsageError("bad_key", path=str(path)) from error
        return cls(held)

    def sign(self, pdf: Path, stamp: Stamp | None = None) -> None:
        """Append a signature that shows on no page; the pages stay as they were.

        With `stamp` an authority's time is in it (PAdES B-T), else none (B-B): one signature
        covers the whole file either way, as PDF/A-2 wants it (ISO 19005-2, 6.4.3). What `stamp`
        raises passes through, and then the file is as it was.
        """
        from pyhanko.sign.fields import SigSeedSubFilter
        from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

        about = PdfSignatureMetadata(
            field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        signer = PdfSigner(about, self._held, timestamper=_timestamper(stamp) if stamp else None)
        _appended(
            pdf, lambda writer, out: signer.sign_pdf(writer, bytes_reserved=_ROOM, output=out)
        )


def _timestamper(stamp: Stamp) -> Any:
    from pyhanko.sign.timestamps import TimeStamper

    class Asking(TimeStamper):
        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            if md_algorithm != "sha256":
                raise ValueError(md_algorithm)
            return stamp(Digest(Algorithm.SHA256, message_digest.hex()))

    asking: Any = Asking  # pyHanko's own constructors bear no types
    return asking()


def _appended(pdf: Path, write: Callable[[Any, Any], object]) -> None:
    """Write a PDF with an update beside itself, and put that in its place."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    part = pdf.with_name(f"{pdf.name}.part")
    try:
        with pdf.open("rb") as file, part.open("w+b") as out:
            write(IncrementalPdfFileWriter(file), out)
        part.replace(pdf)
    finally:
        part.unlink(missing_ok=True)
