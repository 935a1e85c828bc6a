"""Authorities over HTTP: a real one on loopback, and servers that say anything else."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bags import make
from tsa_server import OpensslAuthority, Said, serving

from evidence_kit import audit, files, seal, tsa
from evidence_kit.errors import TimestampError, UsageError
from evidence_kit.model import Algorithm, Digest, Seal, Verdict
from evidence_kit.pipeline import stamping
from evidence_kit.tsa import RemoteAuthority, remote

SUBJECT = Digest(Algorithm.SHA256, hashlib.sha256(b"subject").hexdigest())
REQUEST = seal.request(SUBJECT, nonce=7)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def url(authority: OpensslAuthority) -> Iterator[str]:
    with serving(authority.reply) as where:
        yield where


def roots(authority: OpensslAuthority) -> seal.Roots:
    return seal.roots_in(authority.root.read_bytes())


def test_a_real_authority_s_answer_is_believed_under_its_root(
    authority: OpensslAuthority, url: str
) -> None:
    response = RemoteAuthority("example", url).answer(REQUEST)
    one = Seal("manifest-sha256.example.1", SUBJECT, REQUEST, response)
    found = seal.prove(one, roots=roots(authority), own=None)
    assert found.fault is None
    assert found.trusted_root == "CN=Example Root,O=Example"
    assert seal.prove(one, roots=(), own=None).trusted_root is None


def test_a_bundle_stamped_by_a_real_authority_passes_under_its_root(
    authority: OpensslAuthority, url: str, tmp_path: Path
) -> None:
    made = make(tmp_path, authorities=(RemoteAuthority("example", url),))
    observed = files.observe(made.bundle)
    trusting = audit.report(observed, roots=(authority.root.read_bytes(),))
    assert trusting.verdict is Verdict.PASSED
    assert audit.report(observed).verdict is Verdict.INDETERMINATE
    stamps = made.bundle / "timestamps"
    response = stamps / "manifest-sha256.example.1.tsr"
    assert authority.verifies(made.bundle / "manifest-sha256.txt", response)
    assert not authority.verifies(made.bundle / "manifest-sm3.txt", response)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (Said(b"", 500), "tsa_refused"),
        (Said(b"", 302, location="http://127.0.0.1:9/"), "tsa_refused"),
        (Said(b"<html>", kind="text/html"), "tsa_no_token"),
        (Said(b""), "tsa_no_token"),
        (Said(b"x" * (remote.MOST_BYTES + 1)), "tsa_no_token"),
    ],
)
def test_what_is_no_token_is_told_apart(said: Said, kind: str) -> None:
    with serving(lambda _: said) as where, pytest.raises(TimestampError) as raised:
        RemoteAuthority("example", where).answer(REQUEST)
    assert raised.value.kind == kind
    assert raised.value.args_by_name["url"] == where


def test_nobody_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(TimestampError) as raised:
        RemoteAuthority("example", f"http://127.0.0.1:{port}/").answer(REQUEST)
    assert raised.value.kind == "tsa_unreachable"


def test_a_server_that_drips_bytes_holds_nobody_up() -> None:
    """Failure: a time limit on each read alone lets one byte a second go on for ever."""
    asked = 0

    def drip(listener: socket.socket) -> None:
        nonlocal asked
        for _ in range(remote.ATTEMPTS):
            connection, _ = listener.accept()
            asked += 1
            threading.Thread(target=_drip, args=(connection,), daemon=True).start()

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        threading.Thread(target=drip, args=(listener,), daemon=True).start()
        where = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(TimestampError) as raised:
            RemoteAuthority("example", where, seconds=0.6).answer(REQUEST)
    assert raised.value.kind == "tsa_unreachable"
    assert asked == remote.ATTEMPTS


def _drip(connection: socket.socket) -> None:
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\n\r\n")
        while True:
            connection.sendall(b"0")
            time.sleep(0.05)
    except OSError:
        connection.close()


def test_an_authority_that_fails_leaves_the_bundle_whole_without_it(tmp_path: Path) -> None:
    with serving(lambda _: Said(b"", 500)) as where:
        made = make(tmp_path, authorities=(RemoteAuthority("example", where),))
    report = audit.report(files.observe(made.bundle))
    assert report.verdict is Verdict.INDETERMINATE
    assert not [c for c in report.checks if c.verdict is Verdict.FAILED]
    assert not list((made.bundle / "timestamps").glob("*example*"))


def test_an_authority_that_fails_half_way_keeps_what_it_gave(
    authority: OpensslAuthority, tmp_path: Path
) -> None:
    """Failure: bag-info.txt promised the outer seal of one that had left meanwhile."""
    answers = iter([authority.reply, authority.reply])

    def tired(request: bytes) -> Said | bytes:
        reply = next(answers, None)
        return reply(request) if reply else Said(b"", 503)

    with serving(tired) as where:
        made = make(tmp_path, authorities=(RemoteAuthority("example", where),))
    report = audit.report(files.observe(made.bundle), roots=(authority.root.read_bytes(),))
    assert report.verdict is Verdict.PASSED  # the originals are anchored
    names = sorted(path.name for path in (made.bundle / "timestamps").glob("*example*.tsr"))
    assert names == ["manifest-sha256.example.1.tsr", "manifest-sm3.example.1.tsr"]


def test_a_token_over_something_else_is_refused(
    authority: OpensslAuthority, tmp_path: Path
) -> None:
    with serving(lambda _: authority.reply(REQUEST)) as where:
        made = make(tmp_path, authorities=(RemoteAuthority("example", where),))
    assert not list((made.bundle / "timestamps").glob("*example*"))


def test_only_digests_leave_the_machine(authority: OpensslAuthority, tmp_path: Path) -> None:
    sent: list[bytes] = []

    def listening(request: bytes) -> bytes:
        sent.append(request)
        return authority.reply(request)

    with serving(listening) as where:
        made = make(tmp_path, authorities=(RemoteAuthority("example", where),))
    assert len(sent) == 4
    assert all(len(request) < 80 for request in sent)
    texts = [(made.bundle / f"{name}.txt").read_bytes() for name in ("manifest-sha256",)]
    assert hashlib.sha256(texts[0]).digest() in sent[0]


# ── whom a user names ──────────────────────────────────────────────────────────────────


def test_names_and_urls_are_authorities() -> None:
    first, second = tsa.asked(["DigiCert", "http://tsa.example.cn:8080/x"])
    assert (first.name, first.url) == ("digicert", "http://timestamp.digicert.com")
    assert first.certificates in tsa.roots()
    assert (second.name, second.url) == ("tsa-example-cn", "http://tsa.example.cn:8080/x")
    assert second.certificates == b""


def test_two_authorities_of_one_host_have_two_names() -> None:
    found = tsa.asked(["http://a.cn/1", "http://a.cn/2", "http://a.cn/1"])
    assert [one.name for one in found] == ["a-cn", "a-cn-2"]


@pytest.mark.parametrize("said", ["", "digi", "ftp://a.cn", "http://", "http://[", "file:///etc"])
def test_anything_else_is_a_fault_that_names_what_is_known(said: str) -> None:
    with pytest.raises(UsageError) as raised:
        tsa.asked([said])
    assert raised.value.kind == "unknown_authority"
    assert "digicert" in raised.value.args_by_name["known"]


def test_nobody_is_called_as_this_machine_is() -> None:
    (one,) = tsa.asked(["http://local/"])
    assert one.name != "local"


def test_every_root_of_the_package_is_the_one_that_is_named() -> None:
    openssl = ["openssl", "x509", "-noout", "-fingerprint", "-sha256"]
    for one in tsa.listed():
        if one.root:
            done = subprocess.run(openssl, input=one.root, capture_output=True, check=True)
            assert b"552F7BDCF1A7AF9E" in done.stdout.replace(b":", b"")


def test_what_a_user_asks_for_needs_no_root_but_may_bring_one(
    authority: OpensslAuthority,
) -> None:
    assert stamping.wanted(()) == stamping.Wanted(roots=stamping.trusted())
    assert len(stamping.wanted(["digicert"]).roots) == 1
    assert len(stamping.wanted(["digicert"], [authority.root]).roots) == 2
    with pytest.raises(UsageError):
        stamping.wanted(["digicert"], [authority.folder / "serial"])
