"""The user's key in a P12 file (RFC 7292): opened, and refused before any work if it can't sign."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import PublicKeyAlgorithmOID

from evidence_kit.errors import InputError, UsageError

MOST_KEY_FILE = 1 << 20  # bytes; a key with a long chain has 10 kB
SMALLEST_RSA = 2048  # bits; `verify` and NIST SP 800-131A allow no smaller key
# Those that `verify` and the usual readers of PDFs can check; none of them knows another.
CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
_CHINA = timedelta(hours=8)
_GM = "1.2.156.10197.1"  # the arc of SM2, SM3 and SM4 (GM/T 0006)
_NAMES = (
    (dsa.DSAPublicKey, "DSA"),
    (ed25519.Ed25519PublicKey, "Ed25519"),
    (ed448.Ed448PublicKey, "Ed448"),
)
_UNREADABLE = (ValueError, TypeError, LookupError, OverflowError, UnsupportedAlgorithm)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A P12 file as it lies, its passphrase, and whether its certificate vouches for itself."""

    path: Path
    raw: bytes = field(repr=False)
    passphrase: bytes | None = field(repr=False)
    self_signed: bool


def opened(path: Path, passphrase: str, *, at: datetime) -> SigningKey:
    """Open a P12 file, and judge at a time (aware) whether a signature by it would count.

    Raises InputError "no_such_key" where it can't be read; UsageError "key_not_p12",
    "wrong_passphrase" or "p12_without_key" for what can't be opened, "key_unfit" or "key_too_short"
    for a key whose signatures `verify` and the usual readers refuse, "certificate_expired",
    "certificate_not_yet" or "certificate_not_for_signing".
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_KEY_FILE)
    except OSError as error:
        raise InputError("no_such_key", path=str(path)) from error
    locked = _locked(path, passphrase)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of P12 files in BER, as Windows writes them
        key, certificate = _pair(path, raw, locked)
    _require_fit(path, key, certificate)
    _require_valid(path, certificate, at)
    return SigningKey(path, raw, locked, _is_self_signed(certificate))


def _locked(path: Path, passphrase: str) -> bytes | None:
    try:
        return passphrase.encode() or None
    except UnicodeEncodeError as error:  # bytes of the environment that are no UTF-8
        raise UsageError("wrong_passphrase", path=str(path)) from error


def _pair(path: Path, raw: bytes, passphrase: bytes | None) -> tuple[object, x509.Certificate]:
    """Return what a file's certificate says its key is, and the certificate."""
    without = UsageError("p12_without_key", path=str(path))
    try:
        held = pkcs12.load_pkcs12(raw, passphrase)
        if held.key is None or held.cert is None:
            raise without
        certificate = held.cert.certificate
        key = certificate.public_key()
    except UnsupportedAlgorithm as error:
        raise UsageError("key_unfit", path=str(path), key=_called(str(error))) from error
    except _UNREADABLE as error:
        # Its checksum is under the passphrase: what is a P12 and can't be opened has another one.
        kind = "wrong_passphrase" if _is_p12(raw) else "key_not_p12"
        raise UsageError(kind, path=str(path)) from error
    return key, certificate


def _called(said: str) -> str:
    """Return what a key is called that the library doesn't know, by the OID that it names."""
    if _GM in said:
        return "SM2"
    return next((word for word in said.split() if word[:1].isdigit()), "?")


def _is_p12(raw: bytes) -> bool:
    """Say whether this is a PFX: a SEQUENCE that begins with version 3 (RFC 7292, 4)."""
    if raw[:1] != b"\x30" or len(raw) < 8:
        return False
    start = 2 + (raw[1] - 0x80 if raw[1] > 0x80 else 0)
    return raw[start : start + 3] == b"\x02\x01\x03"


def _is_pss(certificate: x509.Certificate) -> bool:
    return certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS


def _require_fit(path: Path, key: object, certificate: x509.Certificate) -> None:
    if isinstance(key, rsa.RSAPublicKey) and not _is_pss(certificate):
        if key.key_size < SMALLEST_RSA:
            raise UsageError("key_too_short", path=str(path), bits=str(key.key_size))
        return
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in CURVES:
        return
    raise UsageError("key_unfit", path=str(path), key=_kind(key))


def _kind(key: object) -> str:
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    if isinstance(key, rsa.RSAPublicKey):
        return "RSA-PSS"
    return next((name for kind, name in _NAMES if isinstance(key, kind)), type(key).__name__)


def _require_valid(path: Path, certificate: x509.Certificate, at: datetime) -> None:
    """Refuse a certificate that is not valid at a time, or is for something else than signing."""
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at > until:
        raise UsageError("certificate_expired", path=str(path), time=_shown(until))
    if at < since:
        raise UsageError("certificate_not_yet", path=str(path), time=_shown(since))
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return  # then it is for anything (RFC 5280, 4.2.1.3)
    except (*_UNREADABLE, x509.DuplicateExtension) as error:
        raise UsageError("certificate_not_for_signing", path=str(path)) from error
    if not usage.digital_signature and not usage.content_commitment:
        raise UsageError("certificate_not_for_signing", path=str(path))


def _is_self_signed(certificate: x509.Certificate) -> bool:
    return certificate.subject == certificate.issuer


def _shown(at: datetime) -> str:
    return f"{at.astimezone(UTC) + _CHINA:%Y-%m-%d %H:%M} UTC+8"
