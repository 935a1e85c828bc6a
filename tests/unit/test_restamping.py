"""A finished bundle takes later seals, online or carried, and stays what it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import bags
import pytest
from authorities import Root, ThirdParty
from bags import Made, contents, make
from tsa_server import OpensslAuthority, Said, serving

from evidence_kit import audit, cli, files, seal, tsa
from evidence_kit.errors import InputError, OutputError, TimestampError
from evidence_kit.model import Algorithm, Digest, Verdict
from evidence_kit.pipeline import handing_over, restamping, stamping


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path)


@pytest.fixture
def url(authority: OpensslAuthority) -> Iterator[str]:
    with serving(authority.reply) as where:
        yield where


def verdict(made: Made, authority: OpensslAuthority | None = None) -> Verdict:
    roots = (authority.root.read_bytes(),) if authority else ()
    return audit.report(files.observe(made.bundle), roots=roots).verdict


def wanted(url: str, authority: OpensslAuthority) -> stamping.Wanted:
    return stamping.wanted([url], [authority.root])


def test_a_later_stamp_makes_a_bundle_pass_and_changes_nothing_else(
    made: Made, authority: OpensslAuthority, url: str
) -> None:
    before = contents(made.bundle)
    asked = restamping.stamp(made.bundle, wanted(url, authority))
    assert [one.fault for one in asked] == [None, None]
    assert {one.subject for one in asked} == {"manifest-sha256", "tagmanifest-sha256"}
    after = contents(made.bundle)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 4
    assert verdict(made, authority) is Verdict.PASSED
    assert verdict(made) is Verdict.INDETERMINATE


def test_a_second_stamp_by_the_same_authority_stands_beside_the_first(
    made: Made, authority: OpensslAuthority, url: str
) -> None:
    for _ in range(2):
        restamping.stamp(made.bundle, wanted(url, authority))
    names = {path.name for path in (made.bundle / "timestamps").glob("*127-0-0-1*.tsr")}
    assert names == {
        f"{stem}-sha256.127-0-0-1.{n}.tsr" for stem in ("manifest", "tagmanifest") for n in (1, 2)
    }
    assert verdict(made, authority) is Verdict.PASSED


def test_a_bundle_that_contradicts_itself_takes_no_stamp(
    made: Made, authority: OpensslAuthority, url: str
) -> None:
    (made.bundle / "data" / "1.png").write_bytes(b"other")
    with pytest.raises(InputError) as raised:
        restamping.stamp(made.bundle, wanted(url, authority))
    assert raised.value.kind == "bundle_contradicts"
    assert raised.value.args_by_name["name"] == "data/1.png"


def test_a_fault_that_names_no_file_is_told_too(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    info = made.bundle / "bag-info.txt"
    info.write_bytes(info.read_bytes().replace(b"Payload-Oxum: ", b"Payload-Oxum: 9"))
    assert cli.run(["timestamp", str(made.bundle), "--tsa", "digicert"]) == 4
    assert str(made.bundle) in capsys.readouterr().err


def test_what_is_no_bundle_is_told(tmp_path: Path, authority: OpensslAuthority, url: str) -> None:
    with pytest.raises(InputError) as raised:
        restamping.stamp(tmp_path, wanted(url, authority))
    assert raised.value.kind == "not_a_bundle"


def test_an_authority_that_fails_leaves_nothing(made: Made, authority: OpensslAuthority) -> None:
    before = contents(made.bundle)
    with serving(lambda _: Said(b"", 500)) as where:
        asked = restamping.stamp(made.bundle, wanted(where, authority))
    assert all(one.fault for one in asked)
    assert contents(made.bundle) == before


# ── carried ────────────────────────────────────────────────────────────────────────────


def test_a_request_is_carried_and_its_answer_taken_in(
    made: Made, authority: OpensslAuthority, tmp_path: Path
) -> None:
    request, response = tmp_path / "req.tsq", tmp_path / "resp.tsr"
    digest = restamping.export(made.bundle, request)
    assert digest == made.whole
    response.write_bytes(authority.reply(request.read_bytes()))
    trusted = stamping.trusted([authority.root])
    one = restamping.take_in(made.bundle, response, trusted)
    assert one.authority == "example-time-stamping"
    assert verdict(made, authority) is Verdict.PASSED
    kept = made.bundle / "timestamps" / "tagmanifest-sha256.example-time-stamping.1.tsq"
    assert kept.read_bytes() == request.read_bytes()


def test_an_answer_about_something_else_is_refused(
    made: Made, authority: OpensslAuthority, tmp_path: Path
) -> None:
    other = Digest(Algorithm.SHA256, hashlib.sha256(b"other").hexdigest())
    response = tmp_path / "resp.tsr"
    response.write_bytes(authority.reply(seal.request(other, nonce=5)))
    before = contents(made.bundle)
    with pytest.raises(TimestampError) as raised:
        restamping.take_in(made.bundle, response, ())
    assert raised.value.args_by_name["fault"] == "other_subject"
    assert contents(made.bundle) == before


@pytest.mark.parametrize("raw", [b"", b"<html>", b"\x30\x03\x02\x01\x00", b"\x30\x80"])
def test_what_is_no_answer_is_refused(made: Made, tmp_path: Path, raw: bytes) -> None:
    response = tmp_path / "resp.tsr"
    response.write_bytes(raw)
    with pytest.raises(TimestampError) as raised:
        restamping.take_in(made.bundle, response, ())
    assert raised.value.kind == "bad_token"


def test_a_request_never_replaces_a_file(made: Made, tmp_path: Path) -> None:
    there = tmp_path / "req.tsq"
    there.write_bytes(b"mine")
    with pytest.raises(OutputError):
        restamping.export(made.bundle, there)
    assert there.read_bytes() == b"mine"


def test_a_request_never_lies_in_a_bundle(made: Made) -> None:
    before = contents(made.bundle)
    with pytest.raises(OutputError, match="paper_in_bundle"):
        restamping.export(made.bundle, made.bundle / "q.tsq")
    assert contents(made.bundle) == before


def test_an_answer_taken_in_again_is_not_written_twice(
    made: Made, authority: OpensslAuthority, tmp_path: Path
) -> None:
    """Failure: a second import of one answer made the bundle a false one."""
    response = tmp_path / "resp.tsr"
    response.write_bytes(authority.reply(seal.request(made.whole, nonce=5)))
    restamping.take_in(made.bundle, response, ())
    before = contents(made.bundle)
    assert cli.run(["timestamp", str(made.bundle), "--import", str(response)]) == 0
    assert contents(made.bundle) == before
    assert verdict(made, authority) is Verdict.PASSED


def test_an_answer_that_proves_nothing_is_told_by_its_file(made: Made, tmp_path: Path) -> None:
    response = tmp_path / "own.tsr"
    response.write_bytes(tsa.LocalAuthority(bags.clock).answer(seal.request(made.whole, nonce=5)))
    with pytest.raises(TimestampError) as raised:
        restamping.take_in(made.bundle, response, ())
    assert raised.value.args_by_name["authority"] == "own.tsr"


def test_a_manifest_that_may_not_be_read_is_told(made: Made) -> None:
    seen = files.observe(made.bundle)
    kept = tuple(file for file in seen.files if file.name != "tagmanifest-sha256.txt")
    with pytest.raises(InputError):
        restamping._digest(replace(seen, files=kept), "tagmanifest-sha256")


def test_an_answer_that_is_not_there_is_told(made: Made, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        restamping.take_in(made.bundle, tmp_path / "none.tsr", ())
    assert raised.value.kind == "no_such_response"


# ── a run that was ended between request and answer ────────────────────────────────────


def test_a_request_without_its_answer_proves_nothing_and_breaks_nothing(
    made: Made, authority: OpensslAuthority, url: str
) -> None:
    restamping.stamp(made.bundle, wanted(url, authority))
    (made.bundle / "timestamps" / "tagmanifest-sha256.127-0-0-1.1.tsr").unlink()
    report = audit.report(files.observe(made.bundle), roots=(authority.root.read_bytes(),))
    assert report.verdict is Verdict.INDETERMINATE
    assert "seal_unanswered" in {check.finding for check in report.checks}
    restamping.stamp(made.bundle, wanted(url, authority))  # under the next number
    assert (made.bundle / "timestamps" / "tagmanifest-sha256.127-0-0-1.2.tsr").exists()


def test_a_request_that_asks_about_anything_else_is_false(made: Made) -> None:
    other = Digest(Algorithm.SHA256, hashlib.sha256(b"other").hexdigest())
    stray = made.bundle / "timestamps" / "tagmanifest-sha256.example.1.tsq"
    for raw in (seal.request(other, nonce=5), seal.request(made.whole, nonce=5) + b"\0", b""):
        stray.write_bytes(raw)
        assert verdict(made) is Verdict.FAILED


# ── the command ────────────────────────────────────────────────────────────────────────


def test_the_command_names_each_digest_and_where_it_went(
    made: Made, authority: OpensslAuthority, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["timestamp", str(made.bundle), "--tsa", url, "--trust-root", str(authority.root)]
    assert cli.run(arguments) == 0
    told = capsys.readouterr().out
    assert made.manifest.hex in told
    assert made.whole.hex in told
    assert told.count(url) == 2


def test_a_stamped_bundle_is_packed_again_beside_the_older_zip(
    made: Made, authority: OpensslAuthority, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = made.bundle.with_name(f"{made.bundle.name}.zip")
    packed.write_bytes(b"an older state")
    arguments = ["timestamp", str(made.bundle), "--tsa", url, "--trust-root", str(authority.root)]
    assert cli.run([*arguments, "--zip"]) == 0
    assert str(packed) in capsys.readouterr().out
    assert packed.with_name(f"{packed.name}.old-1").read_bytes() == b"an older state"
    with files.opened(packed) as opened:
        found = audit.report(opened.observe(), roots=(authority.root.read_bytes(),))
    assert found.verdict is Verdict.PASSED


def test_the_command_ends_with_7_where_nothing_came(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(lambda _: Said(b"<html>", kind="text/html")) as where:
        assert cli.run(["timestamp", str(made.bundle), "--tsa", where]) == 7
    assert made.whole.hex in capsys.readouterr().out


def test_the_command_writes_a_request_and_says_what_comes_next(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["timestamp", str(made.bundle), "--export", str(tmp_path / "r.tsq")]) == 0
    told = capsys.readouterr().out
    assert "--import" in told
    assert made.whole.hex in told


@pytest.mark.parametrize("ways", [[], ["--tsa", "digicert", "--export", "x"]])
def test_one_way_is_chosen(made: Made, ways: list[str]) -> None:
    assert cli.run(["timestamp", str(made.bundle), *ways]) == 2


def test_nothing_that_a_request_would_ignore_is_taken(made: Made, tmp_path: Path) -> None:
    """`--export F --zip` wrote no ZIP once, and said nothing of it."""
    asked = ["timestamp", str(made.bundle), "--export", str(tmp_path / "r.tsq")]
    for more in (["--zip"], ["--trust-root", "root.pem"]):
        assert cli.run([*asked, *more]) == 2
    assert list(tmp_path.glob("r.tsq")) == []


def test_a_zip_is_told_to_be_unpacked_first(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = handing_over.pack(made.bundle, at=bags.clock(), force=True)
    for way in (["--export", str(tmp_path / "r.tsq")], ["--tsa", "digicert"], ["--import", "r"]):
        assert cli.run(["timestamp", str(packed), *way]) == 4
        assert "Unpack it" in capsys.readouterr().err


def test_an_older_zip_is_told_to_lack_the_new_time(
    made: Made, authority: OpensslAuthority, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = handing_over.pack(made.bundle, at=bags.clock(), force=True)
    before = packed.read_bytes()
    assert cli.run(["timestamp", str(made.bundle), "--tsa", url]) == 0
    told = capsys.readouterr().out
    assert str(packed) in told
    assert "--zip" in told
    assert packed.read_bytes() == before
    with serving(lambda _: Said(b"<html>", kind="text/html")) as where:
        assert cli.run(["timestamp", str(made.bundle), "--tsa", where, "--zip"]) == 7
    assert "not written anew" in capsys.readouterr().out
    assert packed.read_bytes() == before


@pytest.mark.parametrize("left", [0, 1])
def test_a_full_disk_adds_nothing_and_is_told(
    made: Made,
    authority: OpensslAuthority,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    left: int,
) -> None:
    """Failure: half a response on a full disk made a sound bundle a false one."""
    truly, calls = os.fsync, iter(range(9))

    def full(descriptor: int) -> None:
        if next(calls) >= left:
            raise OSError(28, os.strerror(28))
        truly(descriptor)

    before = contents(made.bundle.parent)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="disk_full"):
        restamping.stamp(made.bundle, wanted(url, authority))
    assert contents(made.bundle.parent) == before


def test_the_package_trusts_only_roots_of_its_own() -> None:
    assert len(stamping.trusted()) == len(tsa.roots())


# ── many years ─────────────────────────────────────────────────────────────────────────


def test_a_bundle_is_stamped_anew_before_each_certificate_ends(tmp_path: Path) -> None:
    """Three generations, each by a certificate that the next outlives: every seal stays good."""
    root = Root()
    days = [datetime(2026 + 4 * n, 3, 1, tzinfo=UTC) for n in range(3)]
    parties = [
        ThirdParty(
            root,
            lambda day=day: day,
            lambda key, day=day: root.issue(key, until=day + timedelta(days=1800)),
        )
        for day in days
    ]
    made = make(tmp_path)
    before = contents(made.bundle)
    trusted = stamping.Wanted(roots=(root.certificate,))
    for number, party in enumerate(parties, start=1):
        with serving(party.answer) as url:
            host = tsa.RemoteAuthority("example", url)
            asked = restamping.stamp(made.bundle, replace(trusted, authorities=(host,)))
        assert [one.fault for one in asked] == [None, None], number
    report = audit.report(files.observe(made.bundle), roots=(root.pem,))
    assert report.verdict is Verdict.PASSED
    told = [dict(c.args)["time"][:4] for c in report.checks if c.finding == "third_party_time"]
    assert sorted(set(told)) == ["2026", "2030", "2034"]
    after = contents(made.bundle)
    assert {name: after[name] for name in before} == before
    # Each stands by itself: what the first covers is shown without the others, and the other way.
    for kept in range(1, 4):
        one = {n: r for n, r in after.items() if n in before or f".example.{kept}." in n}
        found = audit.report(bags.observed(one), roots=(root.pem,))
        assert found.verdict is Verdict.PASSED, kept
    # And a generation whose certificate had ended then is refused.
    late = ThirdParty(
        root, lambda: days[2], lambda key: root.issue(key, until=days[0] + timedelta(days=1800))
    )
    with serving(late.answer) as url:
        host = tsa.RemoteAuthority("example", url)
        asked = restamping.stamp(made.bundle, replace(trusted, authorities=(host,)))
    faults = {one.fault.args_by_name["fault"] for one in asked if one.fault}
    assert faults == {"expired_at_issue"}
    assert contents(made.bundle) == after
