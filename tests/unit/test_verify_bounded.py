"""Bundles that hold a great many of one thing are verified in bounded time, and never passed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import bags
import pytest
from asn1crypto import cms
from authorities import Root, ThirdParty
from bags import found
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from revoking import answer, crl

from evidence_kit import audit, manifest, seal
from evidence_kit.audit import beside, register
from evidence_kit.model import PdfSignature, Verdict, VerificationReport
from evidence_kit.seal.token import take_apart

INDETERMINATE, FAILED = Verdict.INDETERMINATE, Verdict.FAILED
MANY = 150
Content = dict[str, bytes]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def token(content: bytes, party: ThirdParty) -> dict[str, bytes]:
    request = seal.request(bags.observed({"x": content}).files[0].sha256, nonce=7)
    return {"tsq": request, "tsr": party.answer(request)}


@pytest.fixture(scope="module")
def root() -> Root:
    return Root()


@pytest.fixture(scope="module")
def party(root: Root) -> ThirdParty:
    return ThirdParty(root, bags.clock)


@pytest.fixture(scope="module")
def stamping(party: ThirdParty) -> x509.Certificate:
    """The certificate under which all tokens are."""
    return x509.load_der_x509_certificate(take_apart(token(b"", party)["tsr"]).certificates[0])


@pytest.fixture(scope="module")
def each(party: ThirdParty) -> Content:
    """A bundle with a token of each of many originals, its lists yet to be written."""
    content = {"bagit.txt": manifest.BAGIT_TXT}
    for number in range(MANY):
        content[f"data/{number}.txt"] = b"%d" % number
        for kind, raw in token(b"%d" % number, party).items():
            content[f"timestamps/each/example/{number}.txt.{kind}"] = raw
    return content


def few(each: Content) -> Content:
    return {name: raw for name, raw in each.items() if name.rpartition("/")[2][:2] in ("0.", "ba")}


def report(content: Content, root: Root) -> VerificationReport:
    return audit.report(bags.observed(bags.listed(content)), roots=(root.pem,))


@pytest.mark.parametrize("kind", ["crl", "ocsp"])
def test_many_papers_about_revocations_beside_many_tokens(
    each: Content, root: Root, stamping: x509.Certificate, kind: str
) -> None:
    """Failure: each was read anew for each token, 40 seconds for 500 of both."""
    for number in range(1, MANY + 1):
        if kind == "crl":
            raw = crl(root, more=((x509.CRLNumber(number), False),))
        else:
            raw = answer(root, stamping)
        each = each | {f"timestamps/example.{number}.{kind}": raw}
    with within(3):
        told = report(each, root)
    assert len([c for c in told.checks if c.finding == "not_revoked"]) == MANY


def test_more_revocations_than_are_compared_leave_it_open(
    root: Root, stamping: x509.Certificate, each: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that revokes the certificate may be hidden among thousands that don't."""
    each = few(each)
    for number in range(1, 5):
        paper = crl(root, stamping if number == 4 else None)
        each = each | {f"timestamps/example.{number}.crl": paper}
    assert ("each_false", "data/0.txt") in found(report(each, root), FAILED)
    monkeypatch.setattr(register, "MOST_ASKED", 3 * register.LEAST_ASKED)
    told = report(each, root)
    assert ("too_many_revocations", "") in found(told, INDETERMINATE)
    assert ("each_false", "data/0.txt") not in found(told, FAILED)


def test_more_certificates_than_are_compared_leave_it_open(
    each: Content, root: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = few(each)
    rogue = {f"timestamps/x{n}.pem": Root().pem for n in range(3)}
    monkeypatch.setattr(beside, "MOST_ISSUED", 2)
    told = report(each | rogue, root)
    assert ("too_many_certificates", "timestamps/x1.pem") in found(told, INDETERMINATE)
    strays = {name for one, name in found(told, FAILED) if one == "stray_certificate_file"}
    assert strays == {"timestamps/x0.pem"}


def test_many_folders_of_earlier_seals(root: Root) -> None:
    """Failure: for each folder all names were looked through."""
    content = {"bagit.txt": manifest.BAGIT_TXT, "data/1.txt": b"1"}
    folders = [f"seals/20260301T040506Z-{n}/" for n in range(8_000)]
    content |= dict.fromkeys((f"{folder}x" for folder in folders), b"x")
    with within(5):
        told = found(report(content, root), FAILED)
    assert {("earlier_misnamed", folder) for folder in folders} <= told


def test_many_unreadable_files_and_many_missing_ones(root: Root) -> None:
    """Failure: each missing name was compared with each unreadable one, 20 seconds for these."""
    content = {"bagit.txt": manifest.BAGIT_TXT}
    content |= {f"data/{n}.txt": b"1" for n in range(6_000)}
    seen = bags.observed(bags.listed(content))
    kept = tuple(file for file in seen.files if not file.name.startswith("data/"))
    unread = tuple((f"data/x{n}", "denied") for n in range(6_000))
    with within(4):
        told = found(audit.report(replace(seen, files=kept, unread=unread)), FAILED)
    assert len([one for one, _ in told if one == "missing"]) == 6_000


@pytest.mark.parametrize(("many", "fault"), [(16, "other_content"), (17, "stray_certificate")])
def test_a_signature_with_more_certificates_than_any_chain_is_refused(
    party: ThirdParty, many: int, fault: str
) -> None:
    """Finding an order among thousands of certificates would take minutes."""
    signed = audit.token_in(token(b"", party)["tsr"])
    content = signed["content"]
    content["encap_content_info"] = {"content_type": "data"}
    own = content["certificates"][0]
    others = [cms.CertificateChoices.load(_der(Root())) for _ in range(many - 1)]
    content["certificates"] = [own, *others]
    one = PdfSignature("签名", False, signed.dump(force=True), (("sha256", b""),), 1, 1)
    assert audit.judge_signature(one, ()).fault == fault


def _der(root: Root) -> bytes:
    return root.certificate.public_bytes(Encoding.DER)
