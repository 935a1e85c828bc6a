"""Hostile and odd tokens, each judged by us, by `openssl ts -verify` and by rfc3161-client."""

from __future__ import annotations

import hashlib
import os
import socket
import struct
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rfc3161_client
from authorities import STAMPING, Root, ThirdParty
from bags import clock
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client.errors import VerificationError
from tsa_server import OpensslAuthority

from evidence_kit import seal, tsa
from evidence_kit.errors import TimestampError
from evidence_kit.model import Algorithm, Digest, Seal
from evidence_kit.seal.token import der, elements, oid, take_apart
from evidence_kit.tsa import RemoteAuthority

DATA = b"the manifest"
SUBJECT = Digest(Algorithm.SHA256, hashlib.sha256(DATA).hexdigest())
REQUEST = seal.request(SUBJECT, nonce=7)
NOW = clock()
ROOT, ROGUE = Root(), Root()  # one name, two keys
ANSWER = take_apart(ThirdParty(ROOT, clock).answer(REQUEST))
LEAF, TOP = ANSWER.certificates
EXPIRED = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A response, and what each judge says of it: ours a fault, "trusted" or "unknown"."""

    response: bytes
    ours: str
    openssl: bool
    rfc3161: bool
    root: Root = ROOT
    data: bytes = DATA
    request: bytes = REQUEST
    at: datetime = NOW


def rebuilt(
    raw: bytes, path: tuple[int, ...], change: Callable[[list[bytes]], list[bytes]]
) -> bytes:
    """Change the parts of the element at `path` (places from the top), lengths kept right."""
    parts = [one.whole for one in elements(elements(raw)[0].content)]
    if path:
        parts[path[0]] = rebuilt(parts[path[0]], path[1:], change)
    else:
        parts = change(parts)
    return der(raw[0], *parts)


def issued_with(purposes: tuple[x509.ObjectIdentifier, ...], *, critical: bool = True) -> bytes:
    unit = ThirdParty(ROOT, clock, lambda k: ROOT.issue(k, purposes=purposes, critical=critical))
    return unit.answer(REQUEST)


def held(*certificates: bytes) -> bytes:
    """Return the true response with these certificates, sorted as rfc3161-client wants them."""
    return replace(ANSWER, certificates=tuple(sorted(certificates))).response()


TRUE = held(LEAF, TOP)


def crossed() -> bytes:
    """Return a token whose root was certified by another root that nobody has, as DigiCert's is."""
    other = Root("Older Root")
    builder = (
        x509.CertificateBuilder()
        .subject_name(ROOT.name)
        .issuer_name(other.name)
        .public_key(ROOT.key.public_key())
        .serial_number(5)
        .not_valid_before(clock() - timedelta(days=100))
        .not_valid_after(clock() + timedelta(days=100))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    cross = builder.sign(other.key, hashes.SHA256()).public_bytes(Encoding.DER)
    return held(LEAF, cross)


def revoking() -> bytes:
    """Return a revocation list of the root's."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(ROOT.name)
    builder = builder.last_update(clock()).next_update(clock() + timedelta(days=9))
    return builder.sign(ROOT.key, hashes.SHA256()).public_bytes(Encoding.DER)


def past(now: datetime) -> bytes:
    unit = ThirdParty(ROOT, lambda: now, lambda key: ROOT.issue(key, until=EXPIRED))
    return take_apart(unit.answer(REQUEST)).response(sorted_certificates=True)


STRANGER = Root("Nobody").certificate.public_bytes(Encoding.DER)
WITH_TEXT = rebuilt(TRUE, (0,), lambda p: [*p, der(0x30, der(0x0C, b"Operation Okay"))])
UNSIGNED = der(0xA1, der(0x30, oid("1.2.3.4"), der(0x31, der(0x04, b"x"))))
WITH_UNSIGNED = rebuilt(TRUE, (1, 1, 0, 4, 0), lambda p: [*p, UNSIGNED])
WITH_LISTS = rebuilt(TRUE, (1, 1, 0), lambda p: [*p[:4], der(0xA1, revoking()), p[4]])
MODIFIED = rebuilt(TRUE, (0,), lambda _: [b"\x02\x01\x01"])
REJECTED = rebuilt(TRUE, (0,), lambda _: [b"\x02\x01\x02"])
BEFORE = EXPIRED - timedelta(days=9)

ROWS = {
    "sound": Row(TRUE, "trusted", True, True),
    "wrong data": Row(TRUE, "other_subject", False, False, data=b"another"),
    "wrong nonce": Row(TRUE, "other_request", False, False, request=seal.request(SUBJECT, nonce=8)),
    "another authority's root": Row(TRUE, "unknown", False, False, root=Root("Another")),
    "a rogue root of the same name": Row(TRUE, "unknown", False, False, root=ROGUE),
    "a self-made authority": Row(ThirdParty(ROGUE, clock).answer(REQUEST), "unknown", False, False),
    "the signer alone": Row(held(LEAF), "trusted", True, True),
    "the signer alone, its root unknown": Row(held(LEAF), "unknown", False, False, root=ROGUE),
    "an injected certificate": Row(held(LEAF, TOP, STRANGER), "stray_certificate", True, True),
    "no certificate": Row(held(), "no_signer", False, False),
    "a root crossing over to one that is not there": Row(crossed(), "unknown", True, True),
    "purpose missing": Row(issued_with(()), "wrong_purpose", False, False),
    "purpose not critical": Row(
        issued_with(STAMPING, critical=False), "wrong_purpose", False, False
    ),
    "purpose doubled": Row(
        issued_with((*STAMPING, ExtendedKeyUsageOID.CODE_SIGNING)), "wrong_purpose", False, False
    ),
    "another purpose": Row(
        issued_with((ExtendedKeyUsageOID.CODE_SIGNING,)), "wrong_purpose", False, False
    ),
    "expired at issue": Row(past(clock()), "expired_at_issue", False, False),
    "expired since": Row(past(BEFORE), "trusted", True, True, at=BEFORE),
    "truncated": Row(TRUE[:-1], "not_a_response", False, False),
    "a huge length": Row(b"\x30\x84\xff\xff\xff\xff" + TRUE[4:], "not_a_response", False, False),
    "trailing bytes": Row(TRUE + b"\0", "not_a_response", True, False),
    "an HTML page": Row(b"<html>502</html>", "not_a_response", False, False),
    "nothing": Row(b"", "not_a_response", False, False),
    "granted with mods": Row(MODIFIED, "not_granted", True, False),
    "rejected": Row(REJECTED, "not_granted", False, False),
    "a text beside granted": Row(WITH_TEXT, "not_canonical", True, True),
    "unsigned attributes": Row(WITH_UNSIGNED, "not_canonical", True, True),
    "revocation lists": Row(WITH_LISTS, "not_canonical", True, True),
}


def ours(row: Row) -> str:
    digest = Digest(Algorithm.SHA256, hashlib.sha256(row.data).hexdigest())
    one = Seal("manifest-sha256.example.1", digest, row.request, row.response)
    found = seal.prove(one, roots=seal.roots_in(row.root.pem), own=None)
    return found.fault or ("trusted" if found.trusted_root else "unknown")


def by_openssl(row: Row, openssl: str, folder: Path) -> bool:
    """Ask about the data, then about the request; as of the token's own time."""
    for name, raw in (
        ("data", row.data),
        ("q.tsq", row.request),
        ("r.tsr", row.response),
        ("root.pem", row.root.pem),
    ):
        (folder / name).write_bytes(raw)
    at = ["-attime", str(int(row.at.timestamp()))]
    command = [openssl, "ts", "-verify", "-in", "r.tsr", "-CAfile", "root.pem", *at]
    return not any(
        subprocess.run([*command, *about], cwd=folder, capture_output=True, check=False).returncode
        for about in (("-data", "data"), ("-queryfile", "q.tsq"))
    )


def by_rfc3161(row: Row) -> bool:
    nonce = 7 if row.request == REQUEST else 8
    judge = rfc3161_client.VerifierBuilder(roots=[row.root.certificate], nonce=nonce).build()
    try:
        response = rfc3161_client.decode_timestamp_response(row.response)
        return judge.verify(response, hashlib.sha256(row.data).digest())
    except (VerificationError, ValueError):
        return False


@pytest.mark.parametrize("name", ROWS)
def test_the_strictest_of_three_judges_is_ours(
    judge: Callable[[str], str], tmp_path: Path, name: str
) -> None:
    row = ROWS[name]
    said = (ours(row), by_openssl(row, judge("openssl"), tmp_path), by_rfc3161(row))
    assert said == (row.ours, row.openssl, row.rfc3161)
    assert said[0] != "trusted" or all(said)


@pytest.mark.parametrize(
    "raw",
    [WITH_TEXT, WITH_UNSIGNED, WITH_LISTS, held(LEAF, TOP, STRANGER), crossed()],
    ids=["text", "unsigned", "lists", "stranger", "crossed"],
)
def test_what_no_signature_covers_is_left_out_of_what_is_kept(
    judge: Callable[[str], str], tmp_path: Path, raw: bytes
) -> None:
    """Many authorities answer so; the others must still believe what is left."""
    kept = tsa.trimmed(raw, roots=seal.roots_in(ROOT.pem))
    assert kept == (held(LEAF) if raw == crossed() or len(kept) < len(TRUE) else TRUE)
    row = Row(kept, "trusted", True, True)
    assert (ours(row), by_openssl(row, judge("openssl"), tmp_path), by_rfc3161(row)) == (
        "trusted",
        True,
        True,
    )


@pytest.mark.parametrize("name", ["sound", "the signer alone", "granted with mods", "truncated"])
def test_anything_else_is_kept_as_it_came(name: str) -> None:
    assert tsa.trimmed(ROWS[name].response) == ROWS[name].response


def test_a_signature_of_a_certificate_is_whole_octets() -> None:
    """Failure: where its last bits are 0, saying that they don't count changed nothing else."""
    while (root := Root()).certificate.signature[-1] & 1:
        continue
    raw = root.certificate.public_bytes(Encoding.DER)
    at = len(raw) - len(root.certificate.signature) - 1
    shorter = raw[:at] + b"\x01" + raw[at + 1 :]
    assert x509.load_der_x509_certificate(shorter).signature == root.certificate.signature
    token = take_apart(ThirdParty(root, clock).answer(REQUEST))
    for top, ours_of_it in ((raw, "trusted"), (shorter, "bad_certificate")):
        response = replace(token, certificates=(token.certificates[0], top)).response()
        assert ours(Row(response, "", False, False, root=root)) == ours_of_it


@pytest.fixture(scope="module")
def openssls(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.made(tmp_path_factory.mktemp("authority"))


# Every bit where there is time for it (`make fuzz`), else one in this many: a prime, so that no
# byte's same bit is asked each time.
STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 7


def test_no_flipped_bit_of_a_real_authoritys_seal_is_believed(openssls: OpensslAuthority) -> None:
    """Root, intermediate and all: a bit of the root's own signature was free once."""
    whole = openssls.reply(REQUEST)
    roots = seal.roots_in(openssls.root.read_bytes())

    def finding(request: bytes, response: bytes) -> tuple[str | None, str | None]:
        one = Seal("manifest-sha256.example.1", SUBJECT, request, response)
        found = seal.prove(one, roots=roots, own=None)
        return found.fault, found.trusted_root

    assert finding(REQUEST, whole) == (None, "CN=Example Root,O=Example")
    for bit in range(len(REQUEST) * 8):
        assert finding(flipped(REQUEST, bit), whole)[0], bit
    for bit in range(len(whole) * 8)[::STEP]:
        fault, root = finding(REQUEST, flipped(whole, bit))
        # The root may then call another its issuer, whom nobody knows: unproven, not false.
        assert fault or root is None, bit


def flipped(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.long
@pytest.mark.parametrize(
    "content",
    [
        b"\x05\x00" * 500_000,  # small things side by side: splitting them took minutes once
        LEAF * 2000,
        b"\x30\x82\xff\xff" * 250_000,
        b"\x30\x80" * 500_000,
    ],
    ids=["many", "certificates", "long", "nested"],
)
def test_a_megabyte_of_anything_is_judged(content: bytes) -> None:
    hostile = rebuilt(TRUE, (1, 1, 0), lambda p: [*p[:3], der(0xA0, content), p[4]])
    assert ours(Row(hostile, "", False, False)) not in ("trusted", "unknown")
    assert ours(Row(content, "", False, False)) == "not_a_response"
    tsa.trimmed(hostile)


def test_a_reset_connection_is_an_authority_that_is_not_there() -> None:
    def reset(listener: socket.socket) -> None:
        for _ in range(2):
            connection, _ = listener.accept()
            connection.recv(10)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        threading.Thread(target=reset, args=(listener,), daemon=True).start()
        where = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(TimestampError) as raised:
            RemoteAuthority("example", where).answer(REQUEST)
    assert raised.value.kind == "tsa_unreachable"
