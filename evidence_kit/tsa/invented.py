"""An authority that is made up for one run, under a root of its own: what a self-test stamps by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from evidence_kit.seal.token import take_apart
from evidence_kit.tsa.local import LocalAuthority

_DAYS = timedelta(days=400)


class InventedAuthority(LocalAuthority):
    """It answers as a third party would; nobody trusts it but who is handed its `certificates`."""

    name = "invented"

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Draw the keys; `now` gives aware times."""
        super().__init__(now)
        self._root_key = ec.generate_private_key(ec.SECP256R1())
        self._root = self._issued("Invented Root", self._root_key, ca=True)
        self._certificate = self._issued("Invented TSU", self._key, stamps=True)

    @property
    def certificates(self) -> bytes:
        """Its root, PEM."""
        return self._root.public_bytes(Encoding.PEM)

    def answer(self, request: bytes) -> bytes:
        """Return a granted response that holds the root, too; TimestampError as `local` does."""
        token = take_apart(super().answer(request))
        root = self._root.public_bytes(Encoding.DER)
        return replace(token, certificates=(*token.certificates, root)).response()

    def revocations(self) -> bytes:
        """Return a list (DER) of revoked certificates with none on it."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self._root.subject)
        builder = builder.last_update(self._now()).next_update(self._now() + _DAYS)
        return builder.sign(self._root_key, hashes.SHA256()).public_bytes(Encoding.DER)

    def person(self, passphrase: str) -> bytes:
        """Return a P12 file with a key to sign papers by, and its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = self._issued("Invented Person", key, signs=True)
        locked = BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(b"key", key, own, [self._root], locked)

    def _issued(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        *,
        ca: bool = False,
        stamps: bool = False,
        signs: bool = False,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name("Invented Root"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now() - _DAYS)
            .not_valid_after(self._now() + _DAYS)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(_usage(ca=ca, signs=signs), critical=True)
        )
        if stamps:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self._root_key, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, ca: bool, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
