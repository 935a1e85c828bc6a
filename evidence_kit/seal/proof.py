"""What a seal proves, judged twice: by our own arithmetic, then by rfc3161-client."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from datetime import datetime

import rfc3161_client
from asn1crypto import tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client.errors import VerificationError

from evidence_kit.model import Algorithm, Digest, Seal, SealFinding
from evidence_kit.seal import token as tokens
from evidence_kit.seal.chain import (
    BAD_CERTIFICATE,
    Roots,
    climbed,
    held,
    is_authority,
    issued,
    names_signer,
)
from evidence_kit.seal.token import Stamp, Token, TokenError

LOCAL = "local"  # the authority that nobody has to trust, and nobody can
_SMALLEST_RSA = 2048  # bits; GB/T 20520 and NIST SP 800-131A allow no smaller key
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_P256_HALF = 0x7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8  # (n - 1) / 2


def request(digest: Digest, *, nonce: int) -> bytes:
    """Return the DER of a request (RFC 3161, 2.4.1): imprint, nonce, certReq; no policy.

    The same digest and nonce give the same bytes, so a stored request hides nothing. Raises
    ValueError unless the digest is SHA-256 and the nonce positive.
    """
    if digest.algorithm is not Algorithm.SHA256 or nonce <= 0:
        raise ValueError("a request has a SHA-256 imprint and a positive nonce")
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest.raw}
    asked = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    )
    encoded: bytes = asked.dump()
    return encoded


def answered(response: bytes) -> tuple[bytes, int] | None:
    """Return the imprint and the nonce that a response is about; None for what is no response."""
    try:
        stamp = tokens.read_stamp(tokens.take_apart(response).info)
        hashed = tokens.elements(tokens.elements(stamp.imprint)[0].content, 0x30, 0x04)[1]
    except TokenError:
        return None
    return (hashed.content, stamp.nonce) if stamp.nonce and stamp.nonce > 0 else None


def told_time(response: bytes) -> datetime | None:
    """Return the time that a response tells (UTC), whoever signed it; None for no response."""
    try:
        return tokens.read_stamp(tokens.take_apart(response).info).gen_time
    except TokenError:
        return None


def stamped(response: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return the statement that a response holds, and whose (issuer, serial number); or None.

    A statement is numbered by its authority and signed once: the same in another encoding, or
    with other certificates beside it, is the same stamp.
    """
    try:
        token = tokens.take_apart(response)
    except TokenError:
        return None
    return token.info, token.issuer, token.serial


def is_request(raw: bytes, digest: Digest) -> bool:
    """Say whether these bytes are exactly what `request` gives for a digest and some nonce."""
    try:
        nonce = tsp.TimeStampReq.load(raw, strict=True)["nonce"].native
    except (ValueError, TypeError):
        return False
    return isinstance(nonce, int) and nonce > 0 and raw == request(digest, nonce=nonce)


def roots_in(raw: bytes) -> Roots:
    """Return the certificates of a PEM or DER file; raises ValueError where there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if b"-----BEGIN" in raw:
                return tuple(x509.load_pem_x509_certificates(raw))
            return (x509.load_der_x509_certificate(raw),)
        except BAD_CERTIFICATE as error:
            raise ValueError("no certificate") from error


def prove(seal: Seal, *, roots: Roots, own: bytes | None) -> SealFinding:
    """Say what a seal proves about its subject; any bytes in, a finding out.

    A seal by "local" must be signed by `own`, the certificate kept in the bundle (PEM), and is
    never trusted. For any other, `trusted_root` is the one of the verifier's own `roots` that
    its chain ends in; a certificate that came with the seal is never a root, nor is one that
    is no CA. Without such a root the token itself must show a chain up to a CA: a signer that
    nobody certified is a fault. `authority` is what the signer's certificate calls itself.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about odd certificates; a reader can't act on them
        try:
            return _proven(seal, roots, own)
        except TokenError as error:
            return SealFinding(error.kind)
        except BAD_CERTIFICATE:
            return SealFinding("bad_certificate")


@dataclass(frozen=True, slots=True)
class _Read:
    """A response read by our own arithmetic and found sound, its root not yet asked for."""

    token: Token
    stamp: Stamp
    signer: x509.Certificate
    others: tuple[x509.Certificate, ...]


def _proven(seal: Seal, roots: Roots, own: bytes | None) -> SealFinding:
    token = tokens.take_apart(seal.response)
    stamp = tokens.read_stamp(token.info)
    _require_asked(seal, stamp)
    signer, others = _certificates(token)
    read = _Read(token, stamp, signer, others)
    _require_signed(read)
    _require_purpose(read)
    _require_chain(read)
    authority = signer.subject.rfc4514_string()
    if seal.name.split(".")[1:2] == [LOCAL]:
        _require_own(read, seal.subject, own)
        return SealFinding(None, stamp.gen_time, authority)
    trusted = next((root for root in roots if _vouches(read, seal.subject, root)), None)
    if trusted is None:
        _require_certified(read)
    name = trusted.subject.rfc4514_string() if trusted else None
    return SealFinding(None, stamp.gen_time, authority, name)


def _require_asked(seal: Seal, stamp: Stamp) -> None:
    """Refuse an answer to anything but this request: the subject, a nonce, nothing else."""
    name, hashed = tokens.elements(tokens.elements(stamp.imprint)[0].content, 0x30, 0x04)
    if tokens.digest_name(name.whole) != "sha256" or hashed.content != seal.subject.raw:
        raise TokenError("other_subject")
    if not stamp.nonce or stamp.nonce < 0:
        raise TokenError("no_nonce")
    if request(seal.subject, nonce=stamp.nonce) != seal.request:
        raise TokenError("other_request")


def _certificates(token: Token) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """Return the signer's certificate, known by issuer and serial number, and the others."""
    certificates = held(token)
    named = [c for c in certificates if names_signer(token, c)]
    if len(named) != 1:
        raise TokenError("no_signer")
    return named[0], tuple(c for c in certificates if c is not named[0])


def _require_signed(read: _Read) -> None:
    """Refuse unless the signature covers attributes that bind TSTInfo and certificate."""
    token = read.token
    attributes = tokens.read_attributes(token.attributes)
    if attributes.get(tokens.CONTENT_TYPE) != tokens.TST_INFO:
        raise TokenError("bad_attributes")
    digest = hashlib.new(token.digest_name, token.info).digest()
    if attributes.get(tokens.MESSAGE_DIGEST) != tokens.der(0x04, digest):
        raise TokenError("bad_signature")
    _require_bound(read.signer, attributes)
    try:
        _verify(token, read.signer.public_key())
    except (InvalidSignature, *BAD_CERTIFICATE) as error:
        raise TokenError("bad_signature") from error


def _require_bound(signer: x509.Certificate, attributes: dict[bytes, bytes]) -> None:
    """ESSCertID or ESSCertIDv2 names the signer's certificate by its hash (RFC 5816, 2.2.1)."""
    versions = ((tokens.SIGNING_CERTIFICATE, False), (tokens.SIGNING_CERTIFICATE_V2, True))
    given = [(attributes[kind], second) for kind, second in versions if kind in attributes]
    if not given:
        raise TokenError("unbound_certificate")
    whole = signer.public_bytes(Encoding.DER)
    for value, second in given:
        name, digest = tokens.first_certificate_hash(value, version_2=second)
        # SHA-1 only finds the certificate again; a second one with its hash is out of reach.
        if hashlib.new(name, whole, usedforsecurity=False).digest() != digest:
            raise TokenError("unbound_certificate")


def _verify(token: Token, key: object) -> None:
    algorithm = HASHES[token.digest_name]
    kind = token.key_kind
    if kind == "rsa" and isinstance(key, rsa.RSAPublicKey) and key.key_size >= _SMALLEST_RSA:
        key.verify(token.signature, token.signed, padding.PKCS1v15(), algorithm)
    elif kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(token.signature, token.signed, ec.ECDSA(algorithm))
    else:
        raise TokenError("unknown_algorithm")


def _require_purpose(read: _Read) -> None:
    """Refuse a certificate not for time-stamping alone (RFC 3161, 2.3), or not valid then."""
    signer = read.signer
    if not signer.not_valid_before_utc <= read.stamp.gen_time <= signer.not_valid_after_utc:
        raise TokenError("expired_at_issue")
    try:
        usage = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, *BAD_CERTIFICATE) as error:
        raise TokenError("wrong_purpose") from error
    if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise TokenError("wrong_purpose")


def _require_chain(read: _Read) -> None:
    """Refuse a certificate that came along for nothing: each must have issued one before it.

    The one at the top must have signed itself truly if it says that it did: nothing else would
    cover its bytes.
    """
    chain = climbed(read.signer, read.others)
    if len(chain) != len(read.others):
        raise TokenError("stray_certificate")
    if chain and chain[-1].subject == chain[-1].issuer and not issued(chain[-1], chain[-1]):
        raise TokenError("bad_certificate")


def _require_certified(read: _Read) -> None:
    """Refuse a signer that certified itself, or whom one that is no CA did: anyone can.

    A token may hold its signer's certificate alone (RFC 3161, 2.4.1): whoever issued that one
    is unknown, which is no fault.
    """
    if read.signer.subject == read.signer.issuer or not all(map(is_authority, read.others)):
        raise TokenError("no_authority")


def _require_own(read: _Read, subject: Digest, own: bytes | None) -> None:
    _require_one_form(read.token)
    try:
        kept = roots_in(own or b"")
    except ValueError as error:
        raise TokenError("no_own_certificate") from error
    if kept != (read.signer,):
        raise TokenError("other_certificate")
    if not _agrees(read, subject, read.signer):
        raise TokenError("judges_differ")


def _require_one_form(token: Token) -> None:
    """Refuse a twin of our own seal: -s signs as s does, NULL says what absence says."""
    if token.digest_algorithm != tokens.OWN_DIGEST:
        raise TokenError("not_canonical")
    if decode_dss_signature(token.signature)[1] > _P256_HALF:
        raise TokenError("not_canonical")


def _vouches(read: _Read, subject: Digest, root: x509.Certificate) -> bool:
    if not is_authority(root) or root == read.signer or not _covers_top(read, root):
        return False
    return _agrees(read, subject, root)


def _covers_top(read: _Read, root: x509.Certificate) -> bool:
    """Say whether a signature that can be checked covers the uppermost certificate, too.

    One that crosses over to a root that isn't there could hold anything.
    """
    if not read.others:
        return True
    top = climbed(read.signer, read.others)[-1]
    return top == root or issued(top, root) or issued(top, top)


def _agrees(read: _Read, subject: Digest, root: x509.Certificate) -> bool:
    """Ask rfc3161-client, which also walks the chain as of the token's own time."""
    copy = read.token.response(sorted_certificates=True)  # it refuses an unsorted SET
    # A builder of its own for each root: its add_… methods change the builder before, too.
    judge = rfc3161_client.VerifierBuilder(roots=[root], nonce=read.stamp.nonce).build()
    try:
        return judge.verify(rfc3161_client.decode_timestamp_response(copy), subject.raw)
    except (VerificationError, *BAD_CERTIFICATE):
        return False
