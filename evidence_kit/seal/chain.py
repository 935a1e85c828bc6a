"""Certificates of a token: which they are, who issued whom, who may issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from evidence_kit.seal.token import Token, TokenError, elements

Roots: TypeAlias = tuple[x509.Certificate, ...]

# Real chains have two to four; finding an order among thousands would take minutes.
MOST_CERTIFICATES = 16
# What reading a hostile certificate can raise.
BAD_CERTIFICATE = (
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)


def held(token: Token) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a token; TokenError for too many, or one that can't be read."""
    if len(token.certificates) > MOST_CERTIFICATES:
        raise TokenError("stray_certificate")
    try:
        return tuple(_read(raw) for raw in token.certificates)
    except BAD_CERTIFICATE as error:
        raise TokenError("bad_certificate") from error


def _read(raw: bytes) -> x509.Certificate:
    """Read a certificate; TokenError where its signature may not be whole octets.

    How many bits of the last octet don't count is said outside of what is signed.
    """
    signature = elements(elements(raw, 0x30)[0].content, 0x30, 0x30, 0x03)[2]
    if signature.content[:1] != b"\0":
        raise TokenError("bad_certificate")
    return x509.load_der_x509_certificate(raw)


def names_signer(token: Token, certificate: x509.Certificate) -> bool:
    """Say whether this is the signer's, by issuer and serial number."""
    try:
        issuer, serial = certificate.issuer.public_bytes(), certificate.serial_number
    except BAD_CERTIFICATE as error:
        raise TokenError("bad_certificate") from error
    written = elements(token.serial)[0].content
    return issuer == token.issuer and serial == int.from_bytes(written, signed=True)


def climbed(
    signer: x509.Certificate, others: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Return those of the others that lead up from the signer, each the issuer of one before."""
    waiting, chain = list(others), [signer]
    while issuer := next((c for c in waiting if issued(chain[-1], c)), None):
        waiting.remove(issuer)
        chain.append(issuer)
    return tuple(chain[1:])


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Say whether one bears the other's name as its issuer, and a true signature by it."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *BAD_CERTIFICATE):
        return False
    return True


def is_authority(certificate: x509.Certificate) -> bool:
    """Say whether a certificate may issue others (RFC 5280, 4.2.1.9)."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, *BAD_CERTIFICATE):
        return False
