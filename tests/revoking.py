"""What an invented authority tells of its revoked certificates: lists, answers, where they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from authorities import Root
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

NOW = datetime(2026, 3, 1, tzinfo=UTC)  # the seals are of 2026-03-01 04:05:06 UTC
BEFORE, AFTER = NOW - timedelta(days=9), NOW + timedelta(days=9)
Reason = x509.ReasonFlags


def crl(
    root: Root,
    certificate: x509.Certificate | None = None,
    *,
    since: datetime = BEFORE,
    reason: Reason | None = None,
    more: tuple[tuple[x509.ExtensionType, bool], ...] = (),
) -> bytes:
    """Return a list that revokes a certificate, or none."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(root.name)
    builder = builder.last_update(AFTER).next_update(AFTER + timedelta(days=30))
    for extension, critical in more:
        builder = builder.add_extension(extension, critical=critical)
    if certificate is not None:
        entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
        entry = entry.revocation_date(since)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(root.key, hashes.SHA256()).public_bytes(Encoding.DER)


def answer(
    root: Root,
    certificate: x509.Certificate,
    *,
    revoked: bool = False,
    reason: Reason | None = None,
    by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None = None,
) -> bytes:
    """Return an answer about a certificate, by its issuer or by one whom it issued for that."""
    status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    signer, key = by or (root.certificate, root.key)
    builder = ocsp.OCSPResponseBuilder().add_response(
        certificate,
        root.certificate,
        hashes.SHA1(),
        status,
        AFTER,
        None,
        BEFORE if revoked else None,
        reason,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, signer)
    if by:
        builder = builder.certificates([signer])
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def points(url: str) -> x509.CRLDistributionPoints:
    name = x509.UniformResourceIdentifier(url)
    return x509.CRLDistributionPoints([x509.DistributionPoint([name], None, None, None)])


def access(url: str) -> x509.AuthorityInformationAccess:
    name = x509.UniformResourceIdentifier(url)
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, name)]
    )
