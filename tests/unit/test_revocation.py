"""What is kept of revoked certificates, and which seals it refuses (RFC 3161, 4)."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import bags
import pytest
from authorities import Root, ThirdParty
from bags import contents
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from revoking import AFTER, BEFORE, Reason, access, answer, crl, points
from tsa_server import Said, serving

from evidence_kit import audit, cli, files, seal, tsa
from evidence_kit.audit import revocation
from evidence_kit.model import Verdict, VerificationReport
from evidence_kit.pipeline import restamping, revoking, stamping
from evidence_kit.pipeline.sealing import Sealer
from evidence_kit.tsa import fetching


class Revoking:
    """An authority under a root, with what is told of its certificate's revocation."""

    def __init__(self, *more: x509.ExtensionType) -> None:
        self.root = Root()
        self.party = ThirdParty(self.root, bags.clock, lambda key: self._issue(key, more))

    def _issue(
        self, key: ec.EllipticCurvePrivateKey, more: tuple[x509.ExtensionType, ...]
    ) -> x509.Certificate:
        self.certificate = self.root.issue(key, more=more)
        return self.certificate

    @property
    def roots(self) -> seal.Roots:
        return (self.root.certificate,)


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return what makes a bundle that keeps some files beside an authority's seals."""
    monkeypatch.setattr(Sealer, "_recheck", lambda _: None)  # what is refused is made, too

    def making(revoking: Revoking, kept: dict[str, bytes]) -> Path:
        source, bundle = tmp_path / "X", tmp_path / "X-bundle"
        source.mkdir()
        (source / "1.txt").write_text("一", encoding="utf-8")
        with files.staging(bundle, source=source, force=False) as stage:
            taken = files.take_in(source, stage.payload)
            sealer = Sealer(stage.root, taken.sources, (revoking.party,))
            sealer.take_intake_seal()
            for name, raw in kept.items():
                (stage.root / "timestamps" / name).write_bytes(raw)
            sealer.close()
        return bundle

    return making


def report(bundle: Path, revoking: Revoking) -> VerificationReport:
    return audit.report(files.observe(bundle), roots=(revoking.root.pem,))


def told(found: VerificationReport) -> set[str]:
    return {c.finding for c in found.checks if c.about in {"revocation", "seal"}} - {"local_time"}


REFUSED = ("seal_false", Verdict.FAILED)
STILL_GOOD = ("third_party_time", Verdict.PASSED)


@pytest.mark.parametrize(
    ("since", "reason", "outcome"),
    [
        (BEFORE, None, REFUSED),
        (AFTER, None, REFUSED),
        (AFTER, Reason.key_compromise, REFUSED),
        (AFTER, Reason.ca_compromise, REFUSED),
        (AFTER, Reason.certificate_hold, REFUSED),
        (BEFORE, Reason.superseded, REFUSED),
        (BEFORE, Reason.cessation_of_operation, REFUSED),
        (AFTER, Reason.superseded, STILL_GOOD),
        (AFTER, Reason.cessation_of_operation, STILL_GOOD),
        (AFTER, Reason.affiliation_changed, STILL_GOOD),
    ],
)
def test_a_revoked_certificate_refuses_its_seals_unless_it_was_sound_then(
    sealed: Callable[..., Path],
    since: datetime,
    reason: Reason | None,
    outcome: tuple[str, Verdict],
) -> None:
    revoking = Revoking()
    kept = {"example.1.crl": crl(revoking.root, revoking.certificate, since=since, reason=reason)}
    found = report(sealed(revoking, kept), revoking)
    assert (told(found), found.verdict) == ({outcome[0], "revoked"}, outcome[1])


def test_what_names_nobody_of_ours_is_a_remark_with_its_day(sealed: Callable[..., Path]) -> None:
    revoking = Revoking()
    kept = {
        "example.1.crl": crl(revoking.root),
        "example.1.ocsp": answer(revoking.root, revoking.certificate),
    }
    found = report(sealed(revoking, kept), revoking)
    assert found.verdict is Verdict.PASSED
    days = {dict(c.args)["time"] for c in found.checks if c.finding == "not_revoked"}
    assert days == {"2026-03-10T08:00:00+08:00"}


@pytest.mark.parametrize("reason", [None, Reason.key_compromise])
def test_an_answer_refuses_as_a_list_does(
    sealed: Callable[..., Path], reason: Reason | None
) -> None:
    revoking = Revoking()
    told_off = answer(revoking.root, revoking.certificate, revoked=True, reason=reason)
    found = report(sealed(revoking, {"example.1.ocsp": told_off}), revoking)
    assert (told(found), found.verdict) == ({"seal_false", "revoked"}, Verdict.FAILED)


def test_what_others_signed_or_is_not_whole_decides_nothing(sealed: Callable[..., Path]) -> None:
    revoking, stranger = Revoking(), Root()
    one = revoking.certificate
    point = {"full_name": None, "relative_name": None, "only_some_reasons": None}
    point |= {"only_contains_user_certs": False, "only_contains_ca_certs": False}
    point |= {"indirect_crl": False, "only_contains_attribute_certs": False}
    narrow = [
        ((x509.IssuingDistributionPoint(**(point | {"only_contains_ca_certs": True})), True),),
        ((x509.IssuingDistributionPoint(**(point | {"indirect_crl": True})), True),),
        ((x509.DeltaCRLIndicator(1), True),),
    ]
    untold = [crl(revoking.root, one, more=more) for more in narrow]
    untold += [crl(stranger, one), answer(stranger, one, revoked=True)]
    pairs = revocation.pairs(_response(revoking), revoking.roots)
    assert [pair.certificate for pair in pairs] == [one]
    assert all(revocation.is_revocation(raw) for raw in untold)
    assert not list(revocation.statuses(untold, pairs))
    found = report(sealed(revoking, {"example.1.crl": untold[-2]}), revoking)
    assert (told(found), found.verdict) == (
        {"third_party_time", "revocation_unknown"},
        Verdict.INDETERMINATE,
    )


def test_who_may_answer_was_issued_for_that() -> None:
    revoking = Revoking()
    pairs = revocation.pairs(_response(revoking), revoking.roots)
    for purpose, believed in (
        (ExtendedKeyUsageOID.OCSP_SIGNING, True),
        (ExtendedKeyUsageOID.TIME_STAMPING, False),
    ):
        key = ec.generate_private_key(ec.SECP256R1())
        by = revoking.root.issue(key, purposes=(purpose,)), key
        raw = answer(revoking.root, revoking.certificate, revoked=True, by=by)
        assert bool(list(revocation.statuses([raw], pairs))) is believed


@pytest.mark.parametrize("revoked", [False, True])
def test_an_issuer_may_send_its_own_certificate_with_its_answer(revoked: bool) -> None:
    """Failure elsewhere: it has no extended key usage, and looking for that ended in a crash."""
    revoking = Revoking()
    pairs = revocation.pairs(_response(revoking), revoking.roots)
    by = revoking.root.certificate, revoking.root.key
    raw = answer(revoking.root, revoking.certificate, revoked=revoked, by=by)
    (status,) = revocation.statuses([raw], pairs)
    assert (status.revoked is not None) is revoked


@pytest.mark.parametrize("raw", [b"", b"<html>", b"\x30\x03\x02\x01\x00", b"\x30\x80"])
def test_what_is_neither_is_false(sealed: Callable[..., Path], raw: bytes) -> None:
    revoking = Revoking()
    found = report(sealed(revoking, {"example.1.crl": raw}), revoking)
    assert (told(found), found.verdict) == (
        {"third_party_time", "bad_revocation"},
        Verdict.FAILED,
    )


def test_every_bit_of_a_list_counts() -> None:
    revoking = Revoking()
    pairs = revocation.pairs(_response(revoking), revoking.roots)
    raw = crl(revoking.root, revoking.certificate)
    for at in range(0, len(raw) * 8, 11):
        changed = bytearray(raw)
        changed[at // 8] ^= 1 << at % 8
        assert not list(revocation.statuses([bytes(changed)], pairs)), at


def _response(revoking: Revoking) -> bytes:
    return revoking.party.answer(seal.request(bags.observed({"x": b"x"}).files[0].sha256, nonce=1))


# ── fetched at stamping time ───────────────────────────────────────────────────────────


@dataclass
class Site:
    """An authority online, with its list and its responder; `seen` is what was asked of it."""

    url: str
    revoking: Revoking
    seen: list[bytes]


@contextmanager
def online(
    of_list: Callable[[Revoking], Said | bytes], of_question: Callable[[Revoking], Said | bytes]
) -> Iterator[Site]:
    seen: list[bytes] = []
    held: list[Revoking] = []

    def said(body: bytes) -> Said | bytes:
        seen.append(body)
        if body.startswith(b"GET"):
            return of_list(held[0])
        if ocsp_question(body):
            return of_question(held[0])
        return held[0].party.answer(body)

    with serving(said) as url:
        held.append(Revoking(points(f"{url}/list.crl"), access(f"{url}/ocsp")))
        yield Site(url, held[0], seen)


def ocsp_question(body: bytes) -> bool:
    try:
        return bool(ocsp.load_der_ocsp_request(body).serial_number)
    except ValueError:
        return False


def stamped(folder: Path, site: Site, *, trusted: bool) -> tuple[Path, list[tsa.Fetched]]:
    source, bundle = folder / "X", folder / "X-bundle"
    bags.fill(source)
    with files.staging(bundle, source=source, force=False) as stage:
        taken = files.take_in(source, stage.payload)
        roots = site.revoking.roots if trusted else ()
        party = tsa.RemoteAuthority("example", site.url)
        sealer = Sealer(stage.root, taken.sources, (party,), roots=roots)
        sealer.take_intake_seal()
        sealer.close()
    return bundle, sealer.fetched


def test_a_list_is_fetched_once_and_openssl_believes_it(
    tmp_path: Path, judge: Callable[[str], str]
) -> None:
    with online(lambda one: crl(one.root), lambda _: b"") as site:
        bundle, fetched = stamped(tmp_path, site, trusted=True)
        assert [(one.url, one.kind) for one in fetched] == [(f"{site.url}/list.crl", "crl")]
        assert [one for one in site.seen if one.startswith(b"GET")] == [b"GET /tsr/list.crl"]
        kept = bundle / "timestamps" / "example.1.crl"
        root = tmp_path / "root.pem"
        root.write_bytes(site.revoking.root.pem)
        command = [judge("openssl"), "crl", "-inform", "DER", "-in", str(kept)]
        done = subprocess.run(
            [*command, "-CAfile", str(root), "-noout"], capture_output=True, check=False
        )
        assert b"verify OK" in done.stdout + done.stderr
        found = report(bundle, site.revoking)
        assert found.verdict is Verdict.PASSED
        assert "not_revoked" in told(found)


def test_where_there_is_no_list_a_question_is_asked(tmp_path: Path) -> None:
    with online(lambda _: Said(b"", 404), lambda one: answer(one.root, one.certificate)) as site:
        bundle, fetched = stamped(tmp_path, site, trusted=True)
        assert [(one.kind, one.content is not None) for one in fetched] == [
            ("crl", False),
            ("ocsp", True),
        ]
        assert "not_revoked" in told(report(bundle, site.revoking))


@pytest.mark.parametrize(
    "said",
    [
        Said(b"<html>", kind="text/html"),
        Said(b"", 302, location="http://127.0.0.1:9/"),
        Said(b"x" * (fetching.MOST_BYTES + 1)),
    ],
)
def test_what_cannot_be_had_is_no_fault(tmp_path: Path, said: Said) -> None:
    with online(lambda _: said, lambda _: said) as site:
        bundle, fetched = stamped(tmp_path, site, trusted=True)
        assert [one.content for one in fetched] == [None, None]
        assert report(bundle, site.revoking).verdict is Verdict.PASSED
    assert not [name for name in contents(bundle) if name.endswith((".crl", ".ocsp"))]


def test_an_authority_that_nobody_trusts_sends_us_nowhere(tmp_path: Path) -> None:
    with online(lambda one: crl(one.root), lambda _: b"") as site:
        _, fetched = stamped(tmp_path, site, trusted=False)
        assert not fetched
        assert not [one for one in site.seen if one.startswith(b"GET")]


def test_a_server_that_drips_holds_nothing_up() -> None:
    with online(lambda _: _slow(), lambda _: _slow()) as site:
        began = time.monotonic()
        response = _response(site.revoking)
        found = list(tsa.fetched(response, site.revoking.roots, seconds=0.2))
        assert [one.content for one in found] == [None, None]
        assert time.monotonic() - began < 5


def _slow() -> bytes:
    time.sleep(1)
    return b""


def test_an_authority_whose_certificate_is_revoked_gives_no_time(tmp_path: Path) -> None:
    with online(lambda one: crl(one.root, one.certificate), lambda _: b"") as site:
        source, bundle = tmp_path / "X", tmp_path / "X-bundle"
        bags.fill(source)
        with files.staging(bundle, source=source, force=False) as stage:
            taken = files.take_in(source, stage.payload)
            party = tsa.RemoteAuthority("example", site.url)
            sealer = Sealer(stage.root, taken.sources, (party,), roots=site.revoking.roots)
            sealer.take_intake_seal()
            assert not sealer.proven
            sealer.close()
    assert {one.fault and one.fault.args_by_name["fault"] for one in sealer.asked} == {"revoked"}
    assert report(bundle, site.revoking).verdict is Verdict.INDETERMINATE
    assert not [name for name in contents(bundle) if "example" in name]


# ── for a later seal ───────────────────────────────────────────────────────────────────


def later(bundle: Path, site: Site, *, trusted: bool = True) -> tuple[list[str], list[tsa.Fetched]]:
    told: list[tsa.Fetched] = []
    party = tsa.RemoteAuthority("example", site.url)
    wanted = stamping.Wanted((party,), site.revoking.roots if trusted else ())
    asked = restamping.stamp(bundle, wanted, told=told.append)
    return [one.fault.args_by_name["fault"] if one.fault else "" for one in asked], told


def test_a_later_seal_asks_once_and_keeps_it_beside_the_bundle(tmp_path: Path) -> None:
    """Failure: only the main job asked whether an authority's certificate was revoked."""
    bundle = bags.make(tmp_path).bundle
    with online(lambda one: crl(one.root), lambda _: b"") as site:
        faults, told = later(bundle, site)
        assert (faults, [one.kind for one in told]) == (["", ""], ["crl"])
        assert [one for one in site.seen if one.startswith(b"GET")] == [b"GET /tsr/list.crl"]
        kept = tmp_path / "X-bundle.revocation"
        assert [path.name for path in kept.iterdir()] == ["example.1.crl"]
        found = report(bundle, site.revoking)
        assert found.verdict is Verdict.PASSED
        assert not [check for check in found.checks if check.about == "revocation"]
        assert not later(bundle, site, trusted=False)[1]


def test_a_revoked_certificate_gives_no_later_seal(tmp_path: Path) -> None:
    bundle = bags.make(tmp_path).bundle
    before = contents(bundle)
    with online(lambda one: crl(one.root, one.certificate), lambda _: b"") as site:
        (tmp_path / "X-bundle.revocation").write_bytes(b"in the way")
        faults, told = later(bundle, site)
        assert faults == ["revoked", "revoked"]
        assert [one.content for one in told] == [None]
    assert contents(bundle) == before


def test_what_cannot_be_had_costs_no_later_seal(tmp_path: Path) -> None:
    bundle = bags.make(tmp_path).bundle
    with online(lambda _: Said(b"", 500), lambda _: Said(b"", 500)) as site:
        faults, told = later(bundle, site)
        assert (faults, [one.content for one in told]) == (["", ""], [None, None])
        assert report(bundle, site.revoking).verdict is Verdict.PASSED
    assert not (tmp_path / "X-bundle.revocation").exists()


def test_a_paper_that_lies_there_is_not_kept_twice(tmp_path: Path) -> None:
    one, other = (tsa.Fetched("http://a", "crl", raw) for raw in (b"1", b"2"))
    for _ in range(2):
        assert revoking.keep(tmp_path / "X-bundle", "a", (one, other)) == (one, other)
    kept = tmp_path / "X-bundle.revocation"
    assert sorted(path.name for path in kept.iterdir()) == ["a.1.crl", "a.2.crl"]


def test_for_a_carried_answer_nobody_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = bags.make(tmp_path)
    with online(lambda one: crl(one.root), lambda _: b"") as site:
        response, root = tmp_path / "resp.tsr", tmp_path / "root.pem"
        response.write_bytes(site.revoking.party.answer(seal.request(made.whole, nonce=5)))
        root.write_bytes(site.revoking.root.pem)
        said = ["--import", str(response), "--trust-root", str(root)]
        assert cli.run(["--lang", "en", "timestamp", str(made.bundle), *said]) == 0
        assert not site.seen
    assert "Nobody was asked whether" in capsys.readouterr().out
