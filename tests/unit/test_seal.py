"""What a seal proves, and every way it can fail to."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from authorities import STAMPING, Root, ThirdParty
from bags import clock
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import example, given, strategies as st

from evidence_kit import seal
from evidence_kit.model import Algorithm, Digest, Seal, SealFinding
from evidence_kit.seal.token import der, take_apart
from evidence_kit.tsa import Authority, LocalAuthority

SUBJECT = Digest(Algorithm.SHA256, hashlib.sha256(b"subject").hexdigest())
OTHER = Digest(Algorithm.SHA256, hashlib.sha256(b"other").hexdigest())
LOCAL = LocalAuthority(clock)


def taken(authority: Authority, *, subject: Digest = SUBJECT, nonce: int = 7) -> Seal:
    request = seal.request(subject, nonce=nonce)
    return Seal(f"manifest-sha256.{authority.name}.1", subject, request, authority.answer(request))


def proven(one: Seal, *roots: bytes, own: bytes | None = None) -> SealFinding:
    return seal.prove(one, roots=tuple(c for r in roots for c in seal.roots_in(r)), own=own)


def test_openssl_reads_a_request(judge: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "mine.tsq").write_bytes(seal.request(SUBJECT, nonce=0x0123456789ABCDEF))
    shown = _openssl(judge, tmp_path, "ts", "-query", "-in", "mine.tsq", "-text").stdout
    assert "Nonce: 0x0123456789ABCDEF" in shown
    assert "Certificate required: yes" in shown
    assert "Policy OID: unspecified" in shown
    assert "Hash Algorithm: sha256" in shown


@pytest.mark.parametrize("nonce", [0, -1])
def test_a_request_needs_a_positive_nonce(nonce: int) -> None:
    with pytest.raises(ValueError, match="nonce"):
        seal.request(SUBJECT, nonce=nonce)


def test_a_request_takes_no_other_digest() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        seal.request(Digest(Algorithm.SM3, "0" * 64), nonce=1)


def test_a_local_seal_proves_its_time_and_is_never_trusted() -> None:
    own = LOCAL.certificates
    assert proven(taken(LOCAL), own, own=own) == SealFinding(
        None, clock(), "CN=evidence-kit local clock\\, not certified by any third party", None
    )


def test_a_local_seal_needs_the_certificate_kept_beside_it() -> None:
    assert proven(taken(LOCAL)).fault == "no_own_certificate"
    assert proven(taken(LOCAL), own=b"-----BEGIN CERTIFICATE-----").fault == "no_own_certificate"
    other = LocalAuthority(clock).certificates
    assert proven(taken(LOCAL), own=other).fault == "other_certificate"
    assert proven(taken(LOCAL), own=LOCAL.certificates + other).fault == "other_certificate"


def test_a_local_certificate_given_as_a_root_vouches_for_nothing() -> None:
    """Under another name the same token would otherwise be a third party's."""
    one = replace(taken(LOCAL), name="manifest-sha256.example.1")
    assert proven(one, LOCAL.certificates).fault == "no_authority"
    assert proven(one, LOCAL.certificates).trusted_root is None


def test_a_third_partys_seal_is_trusted_under_the_verifiers_root_alone() -> None:
    root = Root()
    one = taken(ThirdParty(root, clock))
    assert proven(one, root.pem).trusted_root == "CN=Example Root"
    assert proven(one, Root().pem, root.pem).trusted_root == "CN=Example Root"
    assert proven(one).fault is None
    assert proven(one).trusted_root is None
    assert proven(one, Root().pem).trusted_root is None, "a rogue root of the same name"
    assert proven(one, own=root.pem).trusted_root is None, "a root that came with the bundle"


@pytest.mark.parametrize("ca", [False, None])
def test_a_root_that_is_no_authority_vouches_for_nothing(ca: bool | None) -> None:
    root = Root(ca=ca)
    assert proven(taken(ThirdParty(root, clock)), root.pem).trusted_root is None


def test_a_certificate_expired_since_is_no_fault_expired_then_is() -> None:
    root = Root()
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)

    def until(day: datetime) -> Callable[[ec.EllipticCurvePrivateKey], x509.Certificate]:
        return lambda key: root.issue(key, until=day)

    past = ThirdParty(root, lambda: clock() - timedelta(days=9500), until(long_ago))
    assert proven(taken(past)).fault is None
    late = ThirdParty(root, clock, until(long_ago))
    assert proven(taken(late), root.pem).fault == "expired_at_issue"


@pytest.mark.parametrize(
    ("purposes", "critical"),
    [
        ((), True),
        (STAMPING, False),
        ((*STAMPING, ExtendedKeyUsageOID.CODE_SIGNING), True),
        ((ExtendedKeyUsageOID.CODE_SIGNING,), True),
    ],
    ids=["missing", "not critical", "doubled", "another"],
)
def test_a_certificate_is_for_time_stamping_alone(
    purposes: tuple[x509.ObjectIdentifier, ...], critical: bool
) -> None:
    root = Root()
    unfit = ThirdParty(
        root, clock, lambda key: root.issue(key, purposes=purposes, critical=critical)
    )
    assert proven(taken(unfit), root.pem).fault == "wrong_purpose"


def test_the_answer_is_to_this_request_about_this_subject() -> None:
    own, one = LOCAL.certificates, taken(LOCAL)
    assert proven(replace(one, subject=OTHER), own=own).fault == "other_subject"
    second = taken(LOCAL, nonce=8)
    assert proven(replace(one, request=second.request), own=own).fault == "other_request"
    assert proven(replace(one, response=second.response), own=own).fault == "other_request"
    assert proven(replace(one, request=one.request + b"\0"), own=own).fault == "other_request"


def test_a_certificate_slipped_into_the_token_is_refused() -> None:
    """Even a harmless one: what no signature covers could be anything."""
    own = LOCAL.certificates
    for extra in (LocalAuthority(clock).certificates, Root().pem):
        token = take_apart(taken(LOCAL).response)
        added = seal.roots_in(extra)[0].public_bytes(Encoding.DER)
        for certificates in ((*token.certificates, added), (added, *token.certificates)):
            one = replace(
                taken(LOCAL), response=replace(token, certificates=certificates).response()
            )
            assert proven(one, own=own).fault is not None
    twice = replace(token, certificates=token.certificates * 2).response()
    assert proven(replace(taken(LOCAL), response=twice), own=own).fault == "no_signer"
    none = replace(token, certificates=()).response()
    assert proven(replace(taken(LOCAL), response=none), own=own).fault == "no_signer"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "not_a_response"),
        (b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "not_a_response"),
        (b"\x30\x84\xff\xff\xff\xff", "not_a_response"),
        (b"\x30\x80" * 50, "not_a_response"),
        (b"\x30\x00", "not_a_response"),
        (b"\x30\x05\x30\x03\x02\x01\x00", "not_a_response"),
        (b"\x30\x05\x30\x03\x02\x01\x02", "not_granted"),
        (b"\x02\x01\x00", "not_a_response"),
    ],
)
def test_what_is_no_token_is_refused(raw: bytes, fault: str) -> None:
    assert proven(replace(taken(LOCAL), response=raw), own=LOCAL.certificates).fault == fault


def test_granted_with_mods_is_refused() -> None:
    one = taken(LOCAL)
    modified = one.response.replace(b"\x30\x03\x02\x01\x00", b"\x30\x03\x02\x01\x01", 1)
    assert proven(replace(one, response=modified), own=LOCAL.certificates).fault == "not_granted"


def test_bytes_after_or_missing_are_refused() -> None:
    one, own = taken(LOCAL), LOCAL.certificates
    assert proven(replace(one, response=one.response + b"\0"), own=own).fault is not None
    for end in range(len(one.response)):
        assert proven(replace(one, response=one.response[:end]), own=own).fault is not None


def test_every_flipped_bit_of_request_and_response_is_refused() -> None:
    one, own = taken(LOCAL), LOCAL.certificates
    for bit in range(len(one.request) * 8):
        assert proven(replace(one, request=_flipped(one.request, bit)), own=own).fault, bit
    for bit in range(len(one.response) * 8):
        assert proven(replace(one, response=_flipped(one.response, bit)), own=own).fault, bit


def _flipped(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@given(st.binary(max_size=200), st.integers(0, 1100), st.integers(0, 40))
@example(b"", 0, 0)
def test_any_bytes_end_in_a_finding(raw: bytes, at: int, cut: int) -> None:
    """Splice anything into a true response: a finding comes back, and it is a fault."""
    one = taken(LOCAL)
    spliced = one.response[:at] + raw + one.response[at + cut :]
    finding = proven(replace(one, response=spliced), own=LOCAL.certificates)
    assert finding.fault is not None or spliced == one.response


def test_a_chain_is_read_as_openssl_writes_it(judge: Callable[[str], str], tmp_path: Path) -> None:
    """`openssl ts -reply` with a chain: an unsorted SET of certificates, RSA keys, ESSCertID."""
    run = partial(_openssl, judge, tmp_path)
    (tmp_path / "ts.cnf").write_text(_CONFIG, encoding="ascii")
    run(*_NEW_KEY, "-x509", "-subj", "/CN=R", *_as("root"), "-days", "99", "-extensions", "ca")
    run(*_NEW_KEY, "-subj", "/CN=I", *_as("middle"))
    run(*_issued("middle", "root"), "-extensions", "ca")
    run(*_NEW_KEY, "-subj", "/CN=T", *_as("tsa"))
    run(*_issued("tsa", "middle"), "-extensions", "tsa")
    chain = (tmp_path / "middle.pem").read_bytes() + (tmp_path / "root.pem").read_bytes()
    (tmp_path / "chain.pem").write_bytes(chain)
    (tmp_path / "serial").write_text("01", encoding="ascii")
    request = seal.request(SUBJECT, nonce=99)
    (tmp_path / "q.tsq").write_bytes(request)
    asked = ("-queryfile", "q.tsq", "-out", "r.tsr", "-chain", "chain.pem")
    run("ts", "-reply", "-config", "ts.cnf", "-section", "t", *asked)
    response = (tmp_path / "r.tsr").read_bytes()
    one = Seal("manifest-sha256.example.1", SUBJECT, request, response)
    root = (tmp_path / "root.pem").read_bytes()
    found = proven(one, root)
    assert (found.fault, found.authority, found.trusted_root) == (None, "CN=T", "CN=R")
    assert proven(one).trusted_root is None
    assert proven(one, Root().pem).trusted_root is None


_NEW_KEY = ("req", "-config", "ts.cnf", "-newkey", "rsa:2048", "-nodes")
_CONFIG = """
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:TRUE
[tsa]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = critical, timeStamping
[t]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = chain.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha1
"""


def _as(name: str) -> tuple[str, ...]:
    out = f"{name}.pem" if name == "root" else f"{name}.csr"
    return ("-keyout", f"{name}.key", "-out", out)


def _issued(name: str, issuer: str) -> tuple[str, ...]:
    given = f"x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial"
    return (*given.split(), "-out", f"{name}.pem", "-days", "99", "-extfile", "ts.cnf")


def _openssl(
    judge: Callable[[str], str], folder: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    command = [judge("openssl"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def test_der_frames_with_the_shortest_length() -> None:
    assert der(0x30, b"\x02\x01\x00") == b"\x30\x03\x02\x01\x00"
    assert der(0xA0, bytes(200))[:3] == b"\xa0\x81\xc8"
