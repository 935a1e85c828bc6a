"""What a signature of a PDF proves about the bytes that it covers (RFC 5652, ETSI EN 319 142-1)."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from evidence_kit.model import Algorithm, Digest, PdfSignature
from evidence_kit.seal import token as tokens
from evidence_kit.seal.chain import (
    BAD_CERTIFICATE,
    MOST_CERTIFICATES,
    Roots,
    climbed,
    is_authority,
    issued,
)
from evidence_kit.seal.proof import HASHES
from evidence_kit.seal.token import TokenError

_SMALLEST_RSA = 2048  # bits; NIST SP 800-131A allows no smaller key
_CURVES = ("secp256r1", "secp384r1", "secp521r1")  # those that readers of PDFs know
_BAD = (InvalidSignature, KeyError, AttributeError, RecursionError, *BAD_CERTIFICATE)


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """Why a signature is false; else who signed, and the trusted root that vouches for them."""

    fault: str | None
    signer: str = ""
    root: str | None = None


def judge_signature(one: PdfSignature, roots: Roots) -> SignatureFinding:
    """Say what a signature proves; any bytes in, a finding out.

    Whether a certificate was valid or revoked on a day is not judged: nobody but the signer says
    when it was.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _judged(one, roots)
        except TokenError as error:
            return SignatureFinding(error.kind)
        except _BAD:
            return SignatureFinding("bad_signature")


def stamp_of(one: PdfSignature) -> tuple[Digest, bytes] | None:
    """Return what a third party's time is about, and its whole response, to be judged as a seal.

    A document timestamp is about what it covers, the time in a signature about its value (ETSI
    EN 319 122-1, 5.3). None where a signature bears no time.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if one.token:
                covered = dict(one.covered).get("sha256", b"")
                return Digest(Algorithm.SHA256, covered.hex()), _response(_padded(one.content))
            return _time_in(one)
        except (TokenError, *_BAD):
            return None


def _time_in(one: PdfSignature) -> tuple[Digest, bytes] | None:
    signed = cms.ContentInfo.load(_padded(one.content), strict=True)["content"]
    info = signed["signer_infos"][0]
    for attribute in info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            about = hashlib.sha256(info["signature"].native).hexdigest()
            return Digest(Algorithm.SHA256, about), _response(attribute["values"][0].dump())
    return None


def _response(token: bytes) -> bytes:
    return tokens.der(0x30, tokens.GRANTED, token)


def token_in(response: bytes) -> cms.ContentInfo:
    """Return the token of a granted response, as PDF libraries take it."""
    return tsp.TimeStampResp.load(response)["time_stamp_token"]


def _padded(content: bytes) -> bytes:
    """Return the one element at the head of a signature's room; nothing but zeros may follow."""
    start, end = tokens.extent(content, 0)
    if content[end:].strip(b"\0") or start == end:
        raise TokenError("bad_signature")
    return content[:end]


def _judged(one: PdfSignature, roots: Roots) -> SignatureFinding:
    if not one.covered:
        raise TokenError("not_covering")
    signed = cms.ContentInfo.load(_padded(one.content), strict=True)["content"]
    infos = signed["signer_infos"]
    if len(infos) != 1 or signed["encap_content_info"]["content"].native is not None:
        raise TokenError("bad_signature")
    info = infos[0]
    if len(signed["certificates"]) > MOST_CERTIFICATES:
        raise TokenError("stray_certificate")
    certificates = [x509.load_der_x509_certificate(c.dump()) for c in signed["certificates"]]
    signer = _signer(info["sid"], certificates)
    attributes = tokens.read_attributes(info["signed_attrs"].untag().contents)
    digest_name = info["digest_algorithm"]["algorithm"].native
    if attributes.get(tokens.MESSAGE_DIGEST) != tokens.der(0x04, dict(one.covered)[digest_name]):
        raise TokenError("other_content")
    bound = attributes.get(tokens.SIGNING_CERTIFICATE_V2)
    if bound is None:
        raise TokenError("unbound_certificate")
    name, hashed = tokens.first_certificate_hash(bound, version_2=True)
    if signer.fingerprint(HASHES[name]) != hashed:
        raise TokenError("unbound_certificate")
    _verify(signer, info)
    root = _root(signer, certificates, roots)
    return SignatureFinding(None, signer.subject.rfc4514_string(), root)


def _signer(said: cms.SignerIdentifier, held: list[x509.Certificate]) -> x509.Certificate:
    named = said.chosen
    for one in held:
        same = one.issuer.public_bytes() == named["issuer"].dump()
        if same and one.serial_number == named["serial_number"].native:
            return one
    raise TokenError("no_signer")


def _verify(signer: x509.Certificate, info: cms.SignerInfo) -> None:
    """Raise InvalidSignature unless the key signed the attributes (RFC 5652, 5.4)."""
    key, signature = signer.public_key(), info["signature"].native
    algorithm = HASHES[info["digest_algorithm"]["algorithm"].native]
    signed = info["signed_attrs"].untag().dump()
    kind = info["signature_algorithm"].signature_algo
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _SMALLEST_RSA:
        raise TokenError("unknown_algorithm")
    if isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pkcs1v15":
        key.verify(signature, signed, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        if kind != "ecdsa":
            raise TokenError("unknown_algorithm")
        key.verify(signature, signed, ec.ECDSA(algorithm))
    else:
        raise TokenError("unknown_algorithm")


def _root(signer: x509.Certificate, held: list[x509.Certificate], roots: Roots) -> str | None:
    chain = [signer, *climbed(signer, [one for one in held if one != signer])]
    if not all(map(is_authority, chain[1:])):
        return None
    vouching = (r for r in roots for one in chain if is_authority(r) and issued(one, r))
    return next((root.subject.rfc4514_string() for root in vouching), None)
