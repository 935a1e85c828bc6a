"""Invented people who sign: throwaway keys and certificates in P12 files."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

PASSPHRASE = "口令 one"
Key = (
    rsa.RSAPrivateKey
    | ec.EllipticCurvePrivateKey
    | dsa.DSAPrivateKey
    | ed25519.Ed25519PrivateKey
    | ed448.Ed448PrivateKey
)
_NOW = datetime.fromtimestamp(time.time(), UTC)


class Person:
    """Somebody with a certificate under a root of their own."""

    def __init__(
        self,
        name: str = "周明",
        *,
        rsa_key: bool = False,
        key: Key | None = None,
        days: tuple[int, int] = (-1, 3650),
        signs: bool = True,
    ) -> None:
        """Make a certificate that is valid from and until so many days from now."""
        self.root_key = ec.generate_private_key(ec.SECP256R1())
        own = rsa.generate_private_key(65537, 2048) if rsa_key else None
        self.key: Key = key or own or ec.generate_private_key(ec.SECP256R1())
        top = _name("Example Signing Root")
        self.root = _certificate(top, top, self.root_key.public_key(), self.root_key, ca=True)
        self.certificate = _certificate(
            _name(name),
            top,
            self.key.public_key(),
            self.root_key,
            ca=False,
            days=days,
            signs=signs,
        )

    @property
    def pem(self) -> bytes:
        """The root as a verifier holds it."""
        return self.root.public_bytes(Encoding.PEM)

    def p12(self, folder: Path) -> Path:
        """Write key and certificates under PASSPHRASE."""
        path = folder / "key.p12"
        locked = BestAvailableEncryption(PASSPHRASE.encode())
        held = serialize_key_and_certificates(
            b"key", self.key, self.certificate, [self.root], locked
        )
        path.write_bytes(held)
        return path


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: CertificatePublicKeyTypes,
    by: ec.EllipticCurvePrivateKey,
    *,
    ca: bool,
    days: tuple[int, int] = (-1, 3650),
    signs: bool = True,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=signs and not ca,
        content_commitment=signs and not ca,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOW + timedelta(days=days[0]))
        .not_valid_after(_NOW + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    return builder.sign(by, hashes.SHA256())
