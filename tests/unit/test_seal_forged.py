"""Tokens that a hostile authority signed itself: true signatures over untrue statements."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from bags import clock
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from evidence_kit import seal
from evidence_kit.model import Algorithm, Digest, Seal, SealFinding
from evidence_kit.seal import token as tokens
from evidence_kit.seal.token import Element, Token, der, elements, take_apart
from evidence_kit.tsa import LocalAuthority
from evidence_kit.tsa.local import sign

SUBJECT = Digest(Algorithm.SHA256, hashlib.sha256(b"subject").hexdigest())
REQUEST = seal.request(SUBJECT, nonce=7)
HOSTILE = LocalAuthority(clock)
TRUE = take_apart(HOSTILE.answer(REQUEST))
FIELDS = [field.whole for field in elements(elements(TRUE.info)[0].content)]
VERSION, POLICY, IMPRINT, SERIAL, TIME, ACCURACY, NONCE = FIELDS
CONTENT_TYPE, DIGEST, BOUND = elements(TRUE.attributes)


def signed(token: Token) -> SealFinding:
    """Sign a token anew and say what it proves."""
    signature = sign(HOSTILE._key, token.signed)
    response = replace(token, signature=signature).response()
    one = Seal("manifest-sha256.local.1", SUBJECT, REQUEST, response)
    return seal.prove(one, roots=(), own=HOSTILE.certificates)


def stating(*fields: bytes) -> SealFinding:
    """Sign another TSTInfo, its digest in the attributes as it should be."""
    info = der(0x30, *fields)
    digest = der(0x30, tokens.MESSAGE_DIGEST, der(0x31, der(4, hashlib.sha256(info).digest())))
    return signed(replace(TRUE, info=info, attributes=attributes(CONTENT_TYPE.whole, digest)))


def attributes(*first: bytes) -> bytes:
    """Put the binding to the certificate after these; a SET is sorted."""
    return b"".join(sorted([*first, BOUND.whole]))


def test_the_means_themselves_are_sound() -> None:
    assert stating(*FIELDS).fault is None
    assert signed(TRUE).fault is None


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ((VERSION, POLICY, IMPRINT, SERIAL, TIME, ACCURACY), "no_nonce"),
        ((VERSION, POLICY, IMPRINT, SERIAL, TIME, der(2, b"\xf9")), "no_nonce"),
        ((VERSION, POLICY, IMPRINT, SERIAL, TIME, der(2, b"\x00")), "no_nonce"),
        ((VERSION, POLICY, IMPRINT, SERIAL, TIME, der(2, b"\x08")), "other_request"),
        ((VERSION, POLICY, IMPRINT, SERIAL, TIME, NONCE, ACCURACY), "not_a_response"),
        ((VERSION, POLICY, IMPRINT, SERIAL, TIME, NONCE, NONCE), "not_a_response"),
        ((VERSION, POLICY, IMPRINT, SERIAL, TIME, NONCE, der(4, b"")), "not_a_response"),
        ((der(2, b"\x02"), POLICY, IMPRINT, SERIAL, TIME, NONCE), "not_a_response"),
        ((VERSION, POLICY, IMPRINT, SERIAL), "not_a_response"),
        ((VERSION, POLICY, IMPRINT, TIME, SERIAL, NONCE), "not_a_response"),
    ],
)
def test_a_statement_of_another_form_is_refused(fields: tuple[bytes, ...], fault: str) -> None:
    assert stating(*fields).fault == fault


@pytest.mark.parametrize(
    ("time", "fault"),
    [
        (b"20260301040506.5Z", None),
        (b"20260301040506.50Z", "not_a_response"),
        (b"20260230040506Z", "not_a_response"),
        (b"202603010405Z", "not_a_response"),
        (b"20260301040506", "not_a_response"),
        (b"20260301040506+0800", "not_a_response"),
        (b"\xff" * 15, "not_a_response"),
        (b"", "not_a_response"),
        (b"20010301040506Z", "expired_at_issue"),
        (b"99980301040506Z", "expired_at_issue"),
    ],
)
def test_a_time_is_read_in_one_form_alone(time: bytes, fault: str | None) -> None:
    fields = (VERSION, POLICY, IMPRINT, SERIAL, der(0x18, time), ACCURACY, NONCE)
    assert stating(*fields).fault == fault


def imprint(name: str, digest: bytes, parameters: bytes = b"") -> bytes:
    return der(0x30, der(0x30, tokens.oid(name), parameters), der(4, digest))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (imprint("2.16.840.1.101.3.4.2.1", bytes(32)), "other_subject"),
        (imprint("2.16.840.1.101.3.4.2.3", SUBJECT.raw), "other_subject"),
        (imprint("1.3.14.3.2.26", SUBJECT.raw), "unknown_algorithm"),
        (imprint("2.16.840.1.101.3.4.2.1", SUBJECT.raw, b"\x02\x01\x00"), "unknown_algorithm"),
        (der(0x30, der(0x30)), "not_a_response"),
        (der(0x30, der(0x30), der(4, SUBJECT.raw)), "not_a_response"),
    ],
)
def test_an_imprint_is_the_subjects_sha256(said: bytes, fault: str) -> None:
    assert stating(VERSION, POLICY, said, SERIAL, TIME, ACCURACY, NONCE).fault == fault


def bound(content: bytes) -> bytes:
    return der(0x30, tokens.SIGNING_CERTIFICATE_V2, der(0x31, content))


OWN_HASH = hashlib.sha256(TRUE.certificates[0]).digest()
SHA512 = der(0x30, tokens.oid("2.16.840.1.101.3.4.2.3"))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ((CONTENT_TYPE.whole, DIGEST.whole), "unbound_certificate"),
        (
            (
                CONTENT_TYPE.whole,
                DIGEST.whole,
                bound(der(0x30, der(0x30, der(0x30, der(4, bytes(32)))))),
            ),
            "unbound_certificate",
        ),
        (
            (
                CONTENT_TYPE.whole,
                DIGEST.whole,
                bound(
                    der(
                        0x30,
                        der(
                            0x30,
                            der(
                                0x30, SHA512, der(4, hashlib.sha512(TRUE.certificates[0]).digest())
                            ),
                        ),
                    )
                ),
            ),
            None,
        ),
        ((CONTENT_TYPE.whole, DIGEST.whole, bound(der(0x30))), "not_a_response"),
        ((CONTENT_TYPE.whole, DIGEST.whole, bound(der(0x30, der(0x30)))), "not_a_response"),
        (
            (CONTENT_TYPE.whole, DIGEST.whole, bound(der(0x30, der(0x30, der(0x30))))),
            "not_a_response",
        ),
        ((CONTENT_TYPE.whole, DIGEST.whole, bound(der(4))), "not_a_response"),
        ((CONTENT_TYPE.whole, DIGEST.whole, BOUND.whole, BOUND.whole), "not_a_response"),
        ((DIGEST.whole, BOUND.whole), "bad_attributes"),
        ((CONTENT_TYPE.whole, BOUND.whole), "bad_signature"),
        ((der(0x30, CONTENT_TYPE.whole), DIGEST.whole, BOUND.whole), "not_a_response"),
    ],
)
def test_the_attributes_bind_statement_and_certificate(
    given: tuple[bytes, ...], fault: str | None
) -> None:
    assert signed(replace(TRUE, attributes=b"".join(sorted(given)))).fault == fault


@pytest.mark.parametrize(
    "algorithm",
    [
        der(0x30, tokens.oid("1.2.840.113549.1.1.1"), b"\x05\x00"),  # RSA, with an EC key
        der(0x30, tokens.oid("1.2.840.10045.4.3.3")),  # ECDSA with another digest
        der(0x30, tokens.oid("1.2.840.10045.4.3.2"), b"\x05\x00"),  # parameters that must not be
        der(0x30, tokens.oid("1.2.840.10045.4.1")),  # ECDSA with SHA-1
    ],
)
def test_an_algorithm_is_one_that_fits(algorithm: bytes) -> None:
    assert signed(replace(TRUE, signature_algorithm=algorithm)).fault == "unknown_algorithm"


def test_a_response_of_another_shape_is_refused() -> None:
    status = der(0x30, der(2, b"\x00"))
    token = elements(elements(TRUE.response())[0].content)[1].whole
    for raw in (der(0x30, status), der(0x30, status, token, token), der(0x30, status, der(4))):
        one = Seal("manifest-sha256.local.1", SUBJECT, REQUEST, raw)
        assert seal.prove(one, roots=(), own=HOSTILE.certificates).fault == "not_a_response"


def test_a_long_form_of_a_length_is_refused() -> None:
    raw = TRUE.response()
    longer = b"\x30\x83\x00" + raw[2:4] + raw[4:]
    assert elements(longer) == (Element(0x30, raw[4:], longer),)
    one = Seal("manifest-sha256.local.1", SUBJECT, REQUEST, longer)
    assert seal.prove(one, roots=(), own=HOSTILE.certificates).fault == "not_canonical"


def _self_issued(
    change: Callable[[x509.CertificateBuilder], x509.CertificateBuilder],
) -> LocalAuthority:
    """Return a local authority whose certificate is not what ours would be."""
    authority = LocalAuthority(clock)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hostile")])
    true = authority._certificate
    builder = (
        x509.CertificateBuilder(name, name, authority._key.public_key(), 5)
        .not_valid_before(true.not_valid_before_utc)
        .not_valid_after(true.not_valid_after_utc)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    )
    authority._certificate = change(builder).sign(authority._key, hashes.SHA256())
    return authority


def test_a_certificate_that_may_not_sign_is_refused() -> None:
    """Its key usage is for revocation lists alone."""
    usage = x509.KeyUsage(**{name: name == "crl_sign" for name in _USAGES})
    authority = _self_issued(lambda builder: builder.add_extension(usage, critical=True))
    one = Seal("manifest-sha256.local.1", SUBJECT, REQUEST, authority.answer(REQUEST))
    assert seal.prove(one, roots=(), own=authority.certificates).fault == "judges_differ"


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def test_an_algorithm_without_a_name_is_no_crash() -> None:
    for token in (
        replace(TRUE, digest_algorithm=der(0x30)),
        replace(TRUE, signature_algorithm=der(0x30)),
    ):
        assert signed(token).fault == "not_a_response"


@pytest.mark.parametrize(
    "value", [der(0x0C, b"\xff\xfe"), der(0x02, b"\x05"), der(0x13, b"@@\x00"), der(0x0C)]
)
def test_a_certificates_odd_name_is_no_crash(value: bytes) -> None:
    """Anyone may add a seal under any name: its signer is called whatever its maker likes."""
    authority = LocalAuthority(clock)
    true = authority._certificate.public_bytes(Encoding.DER)
    parts = elements(elements(true)[0].content)
    fields = [field.whole for field in elements(parts[0].content)]
    fields[5] = der(0x30, der(0x31, der(0x30, tokens.oid("2.5.4.3"), value)))
    inner = der(0x30, *fields)
    signature = der(3, b"\0" + sign(authority._key, inner))
    odd = der(0x30, inner, parts[1].whole, signature)
    token = replace(TRUE, certificates=(odd,), serial=fields[1], issuer=fields[3])
    bound_to = bound(der(0x30, der(0x30, der(0x30, der(4, hashlib.sha256(odd).digest())))))
    attributes = b"".join(sorted([CONTENT_TYPE.whole, DIGEST.whole, bound_to]))
    token = replace(token, attributes=attributes)
    response = replace(token, signature=sign(authority._key, token.signed)).response()
    for name in ("example", "local"):
        one = Seal(f"manifest-sha256.{name}.1", SUBJECT, REQUEST, response)
        found = seal.prove(one, roots=(), own=authority.certificates)
        # A signer that names somebody else as its issuer is unknown, as a self-made CA's is.
        assert found.trusted_root is None
        assert found.fault or name == "example"


def test_a_signer_that_nobody_certified_is_refused() -> None:
    one = Seal("manifest-sha256.example.1", SUBJECT, REQUEST, TRUE.response())
    assert seal.prove(one, roots=(), own=None).fault == "no_authority"


def test_no_byte_of_our_own_seal_is_free() -> None:
    """-s in the place of s signs alike, and NULL is the same as no parameters."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    r, s = decode_dss_signature(TRUE.signature)
    bare = der(0x30, tokens.oid("2.16.840.1.101.3.4.2.1"))
    for twin in (
        replace(TRUE, signature=encode_dss_signature(r, order - s)),
        replace(TRUE, digest_algorithm=bare),
    ):
        one = Seal("manifest-sha256.local.1", SUBJECT, REQUEST, twin.response())
        assert seal.prove(one, roots=(), own=HOSTILE.certificates).fault == "not_canonical"
