"""The local authority: true RFC 3161 under a throwaway certificate, judged by openssl."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from bags import clock
from cryptography import x509

from evidence_kit import seal
from evidence_kit.errors import TimestampError
from evidence_kit.model import Algorithm, Digest
from evidence_kit.tsa import Authority, LocalAuthority

SUBJECT = Digest(Algorithm.SHA256, hashlib.sha256(b"subject").hexdigest())


def test_the_certificate_is_for_time_stamping_alone_and_no_authority() -> None:
    certificate = x509.load_pem_x509_certificate(LocalAuthority(clock).certificates)
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert list(usage.value) == [x509.ObjectIdentifier("1.3.6.1.5.5.7.3.8")]
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert not constraints.value.ca
    assert certificate.issuer == certificate.subject
    assert certificate.not_valid_after_utc - clock() > timedelta(days=36000)


def test_each_run_has_a_key_of_its_own_and_each_token_a_number() -> None:
    first: Authority = LocalAuthority(clock)
    assert first.certificates != LocalAuthority(clock).certificates
    request = seal.request(SUBJECT, nonce=1)
    numbers = {_serial(first.answer(request)) for _ in range(20)}
    assert len(numbers) == 20
    assert all(number > 0 for number in numbers)


def _serial(response: bytes) -> int:
    token = tsp.TimeStampResp.load(response)["time_stamp_token"]["content"]
    number: int = token["encap_content_info"]["content"].parsed["serial_number"].native
    return number


@pytest.mark.parametrize("raw", [b"", b"x", b"\x30\x00", bytes(60)])
def test_what_is_no_request_gets_no_answer(raw: bytes) -> None:
    with pytest.raises(TimestampError, match="bad_request"):
        LocalAuthority(clock).answer(raw)


def test_openssl_verifies_against_data_and_request(
    judge: Callable[[str], str], tmp_path: Path
) -> None:
    authority = LocalAuthority(clock)
    request = seal.request(SUBJECT, nonce=2**63)
    (tmp_path / "subject").write_bytes(b"subject")
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "q.tsq").write_bytes(request)
    (tmp_path / "r.tsr").write_bytes(authority.answer(request))
    (tmp_path / "local.pem").write_bytes(authority.certificates)

    def verify(*of: str) -> subprocess.CompletedProcess[str]:
        command = [judge("openssl"), "ts", "-verify", *of, "-in", "r.tsr", "-CAfile", "local.pem"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "Verification: OK" in verify("-data", "subject").stdout
    assert "Verification: OK" in verify("-queryfile", "q.tsq").stdout
    assert verify("-data", "other").returncode != 0
