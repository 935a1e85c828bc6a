"""What may vouch for a bundle from outside, and for how much of it."""

from __future__ import annotations

import json
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import bags
import pytest
from authorities import Root, ThirdParty
from bags import found
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from evidence_kit import audit, cli, files, seal, telling
from evidence_kit.audit import copies
from evidence_kit.errors import Exit, UsageError
from evidence_kit.model import (
    Algorithm,
    Check,
    Digest,
    Level,
    Observed,
    Verdict,
    VerificationReport,
)
from evidence_kit.pipeline import checking, handing_over
from evidence_kit.seal.token import der, oid, take_apart
from evidence_kit.tsa import LocalAuthority
from evidence_kit.words import LANGUAGES, Words

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED


def test_a_digest_from_paper_is_an_anchor(made: bags.Made, seen: Observed) -> None:
    originals = audit.report(seen, digest=made.manifest.hex)
    whole = audit.report(seen, digest=made.whole.hex)
    assert (originals.verdict, originals.checks[-1].finding) == (PASSED, "digest_originals")
    assert (whole.verdict, whole.checks[-1].finding) == (PASSED, "digest_bundle")
    wrong = audit.report(seen, digest="0" * 64)
    assert wrong.checks[-1] == Check(
        "anchor",
        FAILED,
        "digest_differs",
        (("given", "0" * 64), ("found", made.manifest.hex)),
    )


@pytest.mark.parametrize("digest", ["", "x", "0" * 63, "0" * 65, "G" * 64])
def test_what_is_no_digest_is_no_anchor(seen: Observed, digest: str) -> None:
    with pytest.raises(UsageError, match="not_a_digest"):
        audit.report(seen, digest=digest)


def test_own_copies_are_an_anchor(made: bags.Made, seen: Observed) -> None:
    report = audit.report(seen, against=files.digests(made.source))
    assert (report.verdict, report.checks[-1].finding) == (PASSED, "copies_match")
    renamed = tuple((f"副本-{name}", digest) for name, digest in files.digests(made.source))
    assert audit.report(seen, against=renamed).verdict is PASSED


def test_copies_that_differ_lack_or_exceed_are_named(made: bags.Made, seen: Observed) -> None:
    copies = dict(files.digests(made.source))
    other = Digest(Algorithm.SHA256, "0" * 64)
    differing = tuple((copies | {"1.png": other}).items())
    assert found(audit.report(seen, against=differing), FAILED) == {("copy_differs", "1.png")}
    lacking = tuple((name, digest) for name, digest in copies.items() if name != "1.png")
    report = audit.report(seen, against=lacking)
    assert (report.verdict, found(report, INDETERMINATE)) == (
        INDETERMINATE,
        {("copy_missing", "1.png")},
    )
    beyond = audit.report(seen, against=tuple((copies | {"x.png": other}).items()))
    assert found(beyond, INDETERMINATE) == {("copy_beyond", "x.png")}
    assert audit.report(seen, against=()).verdict is INDETERMINATE


def test_each_anchor_names_what_it_covers(made: bags.Made, seen: Observed) -> None:
    """A filing forged and sealed anew still has the originals' digest."""
    assert audit.report(seen, digest=made.whole.hex).covers == "bundle"
    assert audit.report(seen, digest=made.manifest.hex).covers == "originals"
    assert audit.report(seen, against=files.digests(made.source)).covers == "originals"
    assert audit.report(seen).covers is None
    assert audit.report(seen, digest="0" * 64).covers is None


def test_copies_swapped_under_each_others_names_are_found(made: bags.Made, seen: Observed) -> None:
    copies = dict(files.digests(made.source))
    swapped = copies | {"1.png": copies["2.jpg"], "2.jpg": copies["1.png"]}
    for prefix in ("", "X/", "朋友/X/"):
        moved = tuple((prefix + name, digest) for name, digest in swapped.items())
        report = audit.report(seen, against=moved)
        assert found(report, FAILED) == {("copy_differs", "1.png"), ("copy_differs", "2.jpg")}


def test_copies_a_folder_deeper_or_higher_are_compared_by_name(
    made: bags.Made, seen: Observed
) -> None:
    copies = files.digests(made.source)
    deeper = tuple((f"X/{name}", digest) for name, digest in copies)
    assert audit.report(seen, against=deeper).verdict is PASSED
    other = Digest(Algorithm.SHA256, "0" * 64)
    changed = tuple((n, other if n == "X/1.png" else digest) for n, digest in deeper)
    assert ("copy_differs", "1.png") in found(audit.report(seen, against=changed), FAILED)
    name = "子文件夹/微信图片_20230411101010.png"
    higher = ((name.rpartition("/")[2], dict(copies)[name]),)
    report = audit.report(seen, against=higher)
    assert (report.verdict, found(report, FAILED)) == (INDETERMINATE, set())


def test_thousands_of_folders_are_compared_soon() -> None:
    """Failure: every folder was tried with every file, 13 seconds for these."""

    def files_in(above: str) -> tuple[tuple[str, Digest], ...]:
        digests = (Digest(Algorithm.SHA256, f"{number:064x}") for number in range(2000))
        return tuple((f"{above}f{n}/g/{n}.png", digest) for n, digest in enumerate(digests))

    began = time.process_time()
    none = copies.Matched((), (), (), ())
    assert copies.match_copies(files_in(""), files_in("X/")) == none
    assert copies.match_copies(files_in("朋友/X/"), files_in("X/")) == none
    assert time.process_time() - began < 5


def test_an_original_that_looks_like_litter_needs_a_copy_too(tmp_path: Path) -> None:
    bags.fill(tmp_path / "X")
    copies = files.digests(tmp_path / "X")
    (tmp_path / "X" / "~$fake.png").write_bytes(bags.picture("yellow"))
    seen = files.observe(bags.make(tmp_path, filled=True).bundle)
    report = audit.report(seen, against=copies)
    assert found(report, INDETERMINATE) == {("copy_missing", "~$fake.png")}


def test_without_originals_copies_are_no_anchor(content: dict[str, bytes]) -> None:
    bare = {name: raw for name, raw in content.items() if not name.startswith("data/")}
    report = audit.report(bags.observed(bare), against=())
    assert report.checks[-1].finding == "no_originals"
    assert report.checks[-1].verdict is INDETERMINATE


def test_the_bundle_is_no_anchor_of_its_own(made: bags.Made) -> None:
    for folder in (made.bundle, made.bundle / "data", made.bundle / "data" / ".." / "data"):
        with pytest.raises(UsageError) as raised:
            checking.verification(made.bundle, digest=None, against=folder, trust_roots=())
        assert raised.value.kind == "against_the_bundle"
    above = checking.verification(
        made.bundle, digest=None, against=made.source.parent, trust_roots=()
    )
    assert above.verdict is PASSED
    shutil.rmtree(made.bundle.parent / "alone", ignore_errors=True)
    shutil.copytree(made.bundle, made.bundle.parent / "alone" / "b")
    alone = made.bundle.parent / "alone"
    report = checking.verification(alone / "b", digest=None, against=alone, trust_roots=())
    assert report.verdict is INDETERMINATE
    shutil.rmtree(alone)


@pytest.mark.parametrize("name", ["desktop.ini", ".DS_Store", "Thumbs.db"])
def test_an_original_is_compared_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    """Failure: originals of these names were passed over, and so were their copies."""
    bags.fill(tmp_path / "X")
    (tmp_path / "X" / name).write_bytes(bags.picture("yellow"))
    made = bags.make(tmp_path, filled=True)

    def told() -> VerificationReport:
        return checking.verification(made.bundle, against=made.source)

    originals = [f for f in files.observe(made.bundle).files if f.name.startswith("data/")]
    assert dict(told().checks[-1].args) == {"files": str(len(originals))}
    (made.source / "sub").mkdir()
    for extra in ("desktop.ini", ".DS_Store", "Thumbs.db"):
        (made.source / "sub" / extra).write_bytes(b"the system's own")
    assert told().verdict is PASSED
    (made.source / name).write_bytes(b"another")
    assert ("copy_rewritten", name) in found(told(), INDETERMINATE)
    (made.source / name).unlink()
    shutil.rmtree(made.source / "sub")
    assert ("copy_missing", name) in found(told(), INDETERMINATE)


def test_a_bundle_among_the_copies_vouches_for_none(made: bags.Made, tmp_path: Path) -> None:
    """Failure: the ZIP, unpacked beside itself, made its own originals the verifier's."""
    packed = handing_over.pack(made.bundle, at=bags.clock(), force=True)
    own = Path(shutil.move(packed, tmp_path / "包.zip"))
    shutil.copytree(made.bundle, tmp_path / "unpacked")
    report = checking.verification(own, against=tmp_path)
    assert (report.verdict, report.covers) == (INDETERMINATE, None)
    assert ("copies_bundle", "unpacked/") in found(report, INDETERMINATE)
    assert not found(report, FAILED)
    for folder in (tmp_path / "unpacked", tmp_path / "unpacked" / "data"):
        twin = checking.verification(own, against=folder)
        assert (twin.verdict, twin.level) == (INDETERMINATE, Level.INWARD)
        assert found(twin, INDETERMINATE) == {("copies_twin", "")}
    (tmp_path / "unpacked" / "data" / "1.png").write_bytes(b"another")
    harmed = checking.verification(own, against=tmp_path / "unpacked")
    assert ("copy_differs", "1.png") in found(harmed, FAILED)
    shutil.copytree(made.source, tmp_path / "mine")
    report = checking.verification(own, against=tmp_path)
    assert (report.verdict, report.covers) == (PASSED, "originals")
    assert report.checks[-1].finding == "copies_match"


def test_another_bundle_of_the_same_originals_may_be_a_copy(
    made: bags.Made, tmp_path: Path
) -> None:
    shutil.copytree(made.source, tmp_path / "X")
    kept = bags.make(tmp_path, filled=True)
    for folder in (kept.bundle, kept.bundle / "data"):
        assert checking.verification(made.bundle, against=folder).verdict is PASSED
    (kept.bundle / "data" / "1.png").write_bytes(b"another")
    report = checking.verification(made.bundle, against=kept.bundle)
    assert ("copy_differs", "1.png") in found(report, FAILED)


def test_a_bundle_that_is_evidence_itself_is_compared(made: bags.Made, tmp_path: Path) -> None:
    bags.fill(tmp_path / "X")
    shutil.copytree(made.bundle, tmp_path / "X" / "早先")
    outer = bags.make(tmp_path, filled=True)
    report = checking.verification(outer.bundle, against=outer.source)
    assert report.verdict is PASSED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_copies_bear_the_names_they_are_stored_under(tmp_path: Path) -> None:
    bags.fill(tmp_path / "X")
    for name in ("a:b.png", "c?.png"):
        (tmp_path / "X" / name).write_bytes(bags.picture("yellow" if "a" in name else "pink"))
    made = bags.make(tmp_path, filled=True)

    def report() -> VerificationReport:
        return checking.verification(made.bundle, digest=None, against=made.source, trust_roots=())

    assert report().verdict is PASSED
    (tmp_path / "X" / "a:b.png").write_bytes(b"another")
    assert report().verdict is FAILED


def test_a_root_that_vouches_for_nothing_is_said_so(seen: Observed) -> None:
    assert audit.report(seen, roots=(Root().pem,)).checks[-1].finding == "no_root_vouches"


def test_a_third_partys_seals_anchor_under_the_verifiers_root(tmp_path: Path) -> None:
    root = Root()
    authorities = (LocalAuthority(bags.clock), ThirdParty(root, bags.clock))
    seen = files.observe(bags.make(tmp_path, authorities=authorities).bundle)
    report = audit.report(seen, roots=(root.pem,))
    assert report.verdict is PASSED
    assert [(c.finding, dict(c.args)["name"]) for c in report.checks if c.about == "anchor"] == [
        ("third_party_originals", "manifest-sha256.example.1"),
        ("third_party_originals", "manifest-sm3.example.1"),
        ("third_party_bundle", "tagmanifest-sha256.example.1"),
        ("third_party_bundle", "tagmanifest-sm3.example.1"),
    ]
    for roots in ((), (Root().pem,)):
        unknown = audit.report(seen, roots=roots)
        assert unknown.verdict is INDETERMINATE
        assert len([c for c in unknown.checks if c.finding == "unknown_root"]) == 4


def test_a_later_third_party_stamp_may_be_added(made: bags.Made, content: dict[str, bytes]) -> None:
    root = Root()
    request, response = _stamped(ThirdParty(root, bags.clock), made.whole)
    stem = "timestamps/tagmanifest-sha256.example.1"
    added = bags.observed(content | {f"{stem}.tsq": request, f"{stem}.tsr": response})
    assert audit.report(added, roots=(root.pem,)).verdict is PASSED
    assert audit.report(added).verdict is INDETERMINATE
    elsewhere = "timestamps/manifest-sm3.example.1"
    moved = bags.observed(content | {f"{elsewhere}.tsq": request, f"{elsewhere}.tsr": response})
    assert ("seal_false", "manifest-sm3.example.1") in found(audit.report(moved), FAILED)


def test_a_stamp_in_another_encoding_is_the_same_stamp(
    made: bags.Made, content: dict[str, bytes]
) -> None:
    """Failure: the twin of a seal stood for a second authority that had never been asked."""
    root = Root()
    request, response = _stamped(ThirdParty(root, bags.clock), made.whole)
    token = take_apart(response)
    for other in (
        replace(token, signature=_twin(token.signature)),
        replace(token, certificates=token.certificates[::-1]),
        replace(token, certificates=token.certificates[:1]),
        replace(token, digest_algorithm=der(0x30, oid("2.16.840.1.101.3.4.2.1"))),
    ):
        added = dict(content)
        for name, raw in {"example": response, "internet-court": other.response()}.items():
            stem = f"timestamps/tagmanifest-sha256.{name}.1"
            added |= {f"{stem}.tsq": request, f"{stem}.tsr": raw}
        report = audit.report(bags.observed(added), roots=(root.pem,))
        assert found(report, FAILED) == {("seal_repeated", "tagmanifest-sha256.internet-court.1")}


def _twin(signature: bytes) -> bytes:
    """Return an ECDSA signature on P-256 with n - s for s."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, order - s)


def test_an_anchor_is_told_by_its_signers_name_not_by_its_files(
    made: bags.Made, content: dict[str, bytes]
) -> None:
    root = Root()
    request, response = _stamped(ThirdParty(root, bags.clock), made.whole)
    stem = "timestamps/tagmanifest-sha256.internet-court.1"
    added = bags.observed(content | {f"{stem}.tsq": request, f"{stem}.tsr": response})
    anchor = audit.report(added, roots=(root.pem,)).checks[-1]
    assert dict(anchor.args)["authority"] == "CN=Example TSU"
    for language in LANGUAGES:
        told = Words(language).say("finding.third_party_bundle", **dict(anchor.args))
        assert "CN=Example TSU" in told


def _stamped(authority: ThirdParty, subject: Digest) -> tuple[bytes, bytes]:
    request = seal.request(subject, nonce=5)
    return request, authority.answer(request)


def test_a_file_that_is_no_certificate_is_no_root(seen: Observed) -> None:
    with pytest.raises(UsageError) as raised:
        audit.report(seen, roots=(Root().pem, b"-----BEGIN NOTHING-----"))
    assert (raised.value.kind, raised.value.args_by_name) == ("not_a_root", {"number": "2"})


@pytest.mark.parametrize("anchor", ["--against", "--digest"])
@pytest.mark.parametrize("said", ["", " "])
def test_an_empty_anchor_is_none(made: bags.Made, anchor: str, said: str) -> None:
    """A script's unset variable must not mean this folder."""
    assert cli.run(["verify", str(made.bundle), anchor, said]) == Exit.USAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_names_what_it_covers(made: bags.Made, seen: Observed, language: str) -> None:
    words = Words(language)
    for digest, kind in ((made.whole, "passed"), (made.manifest, "passed_originals")):
        report = audit.report(seen, digest=digest.hex)
        told = telling.report(report, made.bundle, words).splitlines()
        assert words.say(f"verdict.{kind}") in told
        assert json.loads(telling.report_json(report))["covers"] == report.covers
    litter = bags.observed(bags.contents(made.bundle) | {"data/.DS_Store2/Thumbs.db": b""})
    told = telling.report(audit.report(litter), made.bundle, words).splitlines()
    assert words.say("verdict.failed_litter") in told
