"""Authorities for tests: a third party under its own root, and hostile ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from evidence_kit.seal.token import take_apart
from evidence_kit.tsa import LocalAuthority

STAMPING = (ExtendedKeyUsageOID.TIME_STAMPING,)


class Root:
    """A certificate authority that issues time-stamping certificates, good and bad."""

    def __init__(self, name: str = "Example Root", *, ca: bool | None = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _name(name)
        builder = _builder(self.name, self.name, self.key)
        if ca is not None:
            constraints = x509.BasicConstraints(ca=ca, path_length=None)
            builder = builder.add_extension(constraints, critical=True)
        self.certificate = builder.sign(self.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        """The root as a verifier holds it."""
        return self.certificate.public_bytes(Encoding.PEM)

    def issue(
        self,
        key: ec.EllipticCurvePrivateKey,
        *,
        purposes: tuple[x509.ObjectIdentifier, ...] = STAMPING,
        critical: bool = True,
        until: datetime = datetime(2040, 1, 1, tzinfo=UTC),
        more: tuple[x509.ExtensionType, ...] = (),
    ) -> x509.Certificate:
        """Issue a certificate to a time-stamping unit."""
        builder = _builder(_name("Example TSU"), self.name, key, until=until)
        for extension in more:
            builder = builder.add_extension(extension, critical=False)
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=critical)
        return builder.sign(self.key, hashes.SHA256())


class ThirdParty(LocalAuthority):
    """Answers as `local` does, under a certificate that a root issued."""

    name = "example"

    def __init__(
        self,
        root: Root,
        now: Callable[[], datetime],
        certify: Callable[[ec.EllipticCurvePrivateKey], x509.Certificate] | None = None,
    ) -> None:
        super().__init__(now)
        self._certificate = (certify or root.issue)(self._key)
        self._root = root.certificate.public_bytes(Encoding.DER)

    def answer(self, request: bytes) -> bytes:
        """Return a response that holds the root, too."""
        token = take_apart(super().answer(request))
        return replace(token, certificates=(*token.certificates, self._root)).response()

    @property
    def certificates(self) -> bytes:
        """Nothing: its seals hold what is needed."""
        return b""


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    until: datetime = datetime(2040, 1, 1, tzinfo=UTC),
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=9000))
        .not_valid_after(until)
    )
