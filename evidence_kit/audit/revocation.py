"""Whether a seal's certificates were revoked, by lists (RFC 5280) and answers (RFC 6960) kept."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from evidence_kit.seal.chain import BAD_CERTIFICATE, MOST_CERTIFICATES, Roots, held, issued
from evidence_kit.seal.token import TokenError, take_apart

# RFC 3161, 4: revoked for one of these, a key still vouches for what it signed before.
_HARMLESS = frozenset(
    {
        x509.ReasonFlags.unspecified,
        x509.ReasonFlags.affiliation_changed,
        x509.ReasonFlags.superseded,
        x509.ReasonFlags.cessation_of_operation,
    }
)
_BAD = (InvalidSignature, AttributeError, *BAD_CERTIFICATE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate of a seal, and the one that issued it."""

    certificate: x509.Certificate
    issuer: x509.Certificate


@dataclass(frozen=True, slots=True)
class Status:
    """What one list or answer says of one certificate, as of `at` (UTC).

    `revoked` is from when on it doesn't count, None where it isn't revoked; a reason that says
    nothing of the key (`harmless`) leaves what was signed before.
    """

    at: datetime
    revoked: datetime | None = None
    harmless: bool = False

    def refuses(self, gen_time: datetime) -> bool:
        """Say whether a seal of that time proves nothing (RFC 3161, 4, 1 and 2)."""
        return self.revoked is not None and not (self.harmless and gen_time < self.revoked)


def pairs(response: bytes, roots: Roots) -> tuple[Pair, ...]:
    """Return each certificate of a seal whose issuer is in it, too, or among the roots."""
    try:
        certificates = held(take_apart(response))
    except TokenError:
        return ()
    known = (*certificates, *roots)
    found = []
    for one in certificates:
        by = next((c for c in known if c != one and issued(one, c)), None)
        if by is not None:
            found.append(Pair(one, by))
    return tuple(found)


def led_to(certificate: x509.Certificate, response: bytes) -> bool:
    """Say whether a certificate is one of a seal's, or issued one of them."""
    found = pairs(response, (certificate,))
    return any(certificate in (pair.issuer, pair.certificate) for pair in found)


def statuses(kept: Iterable[bytes], of: Iterable[Pair]) -> Iterator[Status]:
    """Give what lists and answers say of certificates; nothing of what their issuer didn't sign."""
    certificates = tuple(of)
    for raw in kept:
        for pair in certificates:
            if (found := status(raw, pair)) is not None:
                yield found


def status(raw: bytes, pair: Pair) -> Status | None:
    """Return what a list or an answer (DER) says of a certificate; None where nothing counts."""
    paper = read(raw)
    return paper.status(pair) if paper is not None else None


def is_revocation(raw: bytes) -> bool:
    """Say whether these bytes are a list or an answer at all, whoever signed it."""
    return read(raw) is not None


@dataclass(frozen=True, slots=True)
class Paper:
    """A list, or an answer, whoever signed it.

    A list is by an `issuer`; an answer is about certificates of these `serials`.
    """

    of: x509.CertificateRevocationList | ocsp.OCSPResponse
    issuer: x509.Name | None
    serials: frozenset[int] = frozenset()

    def status(self, pair: Pair) -> Status | None:
        """Return what it says of a certificate; None where nothing counts."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                if isinstance(self.of, x509.CertificateRevocationList):
                    return _listed(self.of, pair)
                return _answered(self.of, pair)
            except _BAD:
                return None


def read(raw: bytes) -> Paper | None:
    """Return the list or the answer that these bytes (DER) are; None for neither."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = x509.load_der_x509_crl(raw)
            return Paper(found, found.issuer)
        except BAD_CERTIFICATE:
            return _answer(raw)


def question(pair: Pair) -> bytes:
    """Return the DER of the question whether a certificate is revoked (RFC 6960, 4.1)."""
    # SHA-1 only finds the certificate; many responders know no other.
    asked = ocsp.OCSPRequestBuilder().add_certificate(pair.certificate, pair.issuer, hashes.SHA1())
    return asked.build().public_bytes(Encoding.DER)


def places(certificate: x509.Certificate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the URLs of a certificate's lists, and of who answers questions about it."""
    try:
        held = certificate.extensions
        return tuple(_of_lists(held)), tuple(_of_answers(held))
    except BAD_CERTIFICATE:
        return (), ()


def _of_lists(held: x509.Extensions) -> Iterator[str]:
    for extension in held:
        if isinstance(extension.value, x509.CRLDistributionPoints):
            for point in extension.value:
                yield from _urls(point.full_name or ())


def _of_answers(held: x509.Extensions) -> Iterator[str]:
    for extension in held:
        if isinstance(extension.value, x509.AuthorityInformationAccess):
            for one in extension.value:
                if one.access_method == AuthorityInformationAccessOID.OCSP:
                    yield from _urls((one.access_location,))


def _urls(names: Iterable[x509.GeneralName]) -> Iterator[str]:
    told = (one.value for one in names if isinstance(one, x509.UniformResourceIdentifier))
    yield from (url for url in told if url.startswith(("http://", "https://")))


# ── lists ──────────────────────────────────────────────────────────────────────────────


def _listed(found: x509.CertificateRevocationList, pair: Pair) -> Status | None:
    if found.issuer != pair.issuer.subject or not _is_whole(found, pair):
        return None
    key = pair.issuer.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return None
    if not found.is_signature_valid(key):
        return None
    entry = found.get_revoked_certificate_by_serial_number(pair.certificate.serial_number)
    if entry is None:
        return Status(found.last_update_utc)
    return _entry(entry, found.last_update_utc)


def _entry(entry: x509.RevokedCertificate, at: datetime) -> Status:
    since, reason = entry.revocation_date_utc, None
    for extension in entry.extensions:
        if isinstance(extension.value, x509.CRLReason):
            reason = extension.value.reason
        elif isinstance(extension.value, x509.InvalidityDate):
            since = min(since, extension.value.invalidity_date_utc)
    return Status(at, since, reason in _HARMLESS)


def _is_whole(found: x509.CertificateRevocationList, pair: Pair) -> bool:
    """Say whether the list is about this kind of certificate, whole and no change to another."""
    for extension in found.extensions:
        value = extension.value
        if isinstance(value, x509.IssuingDistributionPoint):
            is_ca = _is_ca(pair.certificate)
            narrowed = value.indirect_crl or value.only_contains_attribute_certs
            narrowed = narrowed or value.only_some_reasons is not None
            narrowed = narrowed or (value.only_contains_user_certs and is_ca)
            if narrowed or (value.only_contains_ca_certs and not is_ca):
                return False
        elif extension.critical:  # a delta list, or what we don't know
            return False
    return True


def _is_ca(certificate: x509.Certificate) -> bool:
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.BasicConstraints):
            return extension.value.ca
    return False


# ── answers ────────────────────────────────────────────────────────────────────────────


def _answer(raw: bytes) -> Paper | None:
    try:
        found = ocsp.load_der_ocsp_response(raw)
        if found.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return None
        return Paper(found, None, frozenset(one.serial_number for one in found.responses))
    except BAD_CERTIFICATE:
        return None


def _answered(found: ocsp.OCSPResponse, pair: Pair) -> Status | None:
    if not _is_signed(found, pair.issuer):
        return None
    for one in found.responses:
        if one.serial_number == pair.certificate.serial_number and _is_about(one, pair.issuer):
            if one.certificate_status is ocsp.OCSPCertStatus.GOOD:
                return Status(one.this_update_utc)
            if one.revocation_time_utc is not None:
                harmless = one.revocation_reason in _HARMLESS
                return Status(one.this_update_utc, one.revocation_time_utc, harmless)
    return None


def _is_about(one: ocsp.OCSPSingleResponse, issuer: x509.Certificate) -> bool:
    hashed = hashes.Hash(one.hash_algorithm)
    hashed.update(issuer.subject.public_bytes())
    return hashed.finalize() == one.issuer_name_hash


def _is_signed(found: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    """Say whether the issuer signed an answer, or one whom it issued for that (4.2.2.2)."""
    sent = found.certificates[:MOST_CERTIFICATES]
    by = [issuer, *(one for one in sent if _may_answer(one, issuer, found))]
    return any(_verifies(found, one) for one in by)


def _may_answer(one: x509.Certificate, issuer: x509.Certificate, found: ocsp.OCSPResponse) -> bool:
    # A responder may send certificates that are nobody's who answers: the issuer's own, a root.
    usages = (e.value for e in one.extensions if isinstance(e.value, x509.ExtendedKeyUsage))
    valid = one.not_valid_before_utc <= found.produced_at_utc <= one.not_valid_after_utc
    meant = any(ExtendedKeyUsageOID.OCSP_SIGNING in usage for usage in usages)
    return valid and meant and issued(one, issuer)


def _verifies(found: ocsp.OCSPResponse, by: x509.Certificate) -> bool:
    key, algorithm = by.public_key(), found.signature_hash_algorithm
    try:
        if algorithm is None or isinstance(algorithm, hashes.SHA1):
            return False
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(found.signature, found.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(found.signature, found.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True
