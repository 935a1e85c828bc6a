"""Seals taken on the day of the screenshots, kept by the bundle of a later day."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bags import fill
from tsa_server import OpensslAuthority, Said, serving

from evidence_kit import audit, cli, files
from evidence_kit.errors import InputError
from evidence_kit.model import Algorithm, Check, Digest, Verdict, VerificationReport
from evidence_kit.pipeline import bundling, early, reading, stamping

NO_PICTURES_READ = reading.Options(ocr="recorded:nowhere", jobs=1, cache=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def url(authority: OpensslAuthority) -> Iterator[str]:
    with serving(authority.reply) as where:
        yield where


@pytest.fixture
def source(tmp_path: Path) -> Path:
    fill(tmp_path / "X")
    return tmp_path / "X"


def bundle(source: Path) -> Path:
    return bundling.bundle(source, out=None, options=NO_PICTURES_READ, force=True).bundle


def report(made: Path, authority: OpensslAuthority | None = None) -> VerificationReport:
    roots = (authority.root.read_bytes(),) if authority else ()
    return audit.report(files.observe(made), roots=roots)


def earlier(told: VerificationReport) -> list[Check]:
    return [check for check in told.checks if check.about == "earlier"]


def test_an_early_seal_lies_in_work_and_the_source_is_only_read(source: Path) -> None:
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    made = early.seal(source)
    assert made.folder.parent == source.with_name("X-work") / "seals"
    assert made.files == len(before)
    assert (made.folder / "manifest-sha256.txt").exists()
    assert (made.folder / "timestamps" / "manifest-sha256.local.1.tsr").exists()
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before


def test_the_bundle_keeps_every_early_seal_and_says_of_how_many_files(
    source: Path, authority: OpensslAuthority, url: str
) -> None:
    early.seal(source)
    (source / "新.txt").write_bytes("后来的".encode())
    early.seal(source, stamping.wanted([url], [authority.root]))
    made = bundle(source)
    told = report(made, authority)
    assert not [check for check in told.checks if check.verdict is Verdict.FAILED]
    counts = {(c.finding, dict(c.args)["files"], dict(c.args)["of"]) for c in earlier(told)}
    whole = str(len(list(source.rglob("*.*"))))
    assert counts == {
        ("earlier_local", str(int(whole) - 1), whole),
        ("earlier_local", whole, whole),
        ("earlier_third_party", whole, whole),
    }
    assert {c.finding for c in earlier(report(made))} >= {"earlier_unknown_root"}


def test_an_early_seal_that_was_changed_is_passed_over_and_told(source: Path) -> None:
    """Failure: it kept every later bundle from being made."""
    whole, spoilt = early.seal(source), early.seal(source)
    listing = spoilt.folder / "manifest-sha256.txt"
    listing.write_bytes(listing.read_bytes().replace(b"1.png", b"7.png"))
    made = bundling.bundle(source, out=None, options=NO_PICTURES_READ, force=True)
    assert made.refused == (spoilt.folder,)
    assert [path.name for path in (made.bundle / "seals").iterdir()] == [whole.folder.name]
    assert report(made.bundle).verdict is Verdict.INDETERMINATE


def test_an_early_seal_over_other_data_is_false(source: Path) -> None:
    """By the seal alone: manifests that were rewritten to match help nobody."""
    early.seal(source)
    made = bundle(source)
    seen = files.observe(made)
    name = next(n for n, _ in seen.contents if n.startswith("seals/") and n.endswith("6.txt"))
    contents = tuple((n, raw + b"\n" if n == name else raw) for n, raw in seen.contents)
    found = tuple(
        replace(f, sha256=Digest(Algorithm.SHA256, "0" * 64)) if f.name == name else f
        for f in seen.files
    )
    told = audit.report(replace(seen, files=found, contents=contents))
    assert {c.finding for c in earlier(told)} == {"seal_false"}


def test_a_changed_early_seal_in_the_bundle_is_a_changed_paper(source: Path) -> None:
    early.seal(source)
    made = bundle(source)
    for path in (made / "seals").rglob("*.tsr"):
        path.unlink()
    told = report(made)
    assert told.verdict is Verdict.FAILED
    assert {"missing"} <= {check.finding for check in told.checks}


def test_what_is_no_seal_stays_out_of_the_bundle(source: Path) -> None:
    kept = early.seal(source).folder
    (kept / "notes.txt").write_text("private", encoding="utf-8")
    (kept / "timestamps" / "notes.txt").write_text("private", encoding="utf-8")
    (kept.parent / "20200101T000000Z").mkdir()
    made = bundle(source)
    found = {path.name for path in (made / "seals").rglob("*")}
    assert "notes.txt" not in found
    assert "20200101T000000Z" not in found


def test_two_seals_of_one_second_stand_side_by_side(source: Path) -> None:
    folders = {early.seal(source).folder for _ in range(3)}
    assert len(folders) == 3


def test_an_empty_folder_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        early.seal(tmp_path / "empty")
    shutil.rmtree(tmp_path / "empty-work", ignore_errors=True)
    with pytest.raises(InputError):
        early.seal(tmp_path / "none")


def test_the_command_tells_where_it_is_and_fails_with_the_authority(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["seal", str(source)]) == 0
    told = capsys.readouterr().out
    assert "X-work" in told
    with serving(lambda _: Said(b"", 500)) as where:
        assert cli.run(["seal", str(source), "--tsa", where]) == 7
    assert where in capsys.readouterr().out


def printed(made: Path, judge: Callable[[str], str]) -> str:
    book = str(made / "filing" / "证据材料.pdf")
    command = [judge("pdftotext"), "-raw", book, "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def stamped_hashes(told: str) -> dict[str, str]:
    """Return what stands below the digests of each file in the hash list, where anything does."""
    rows = re.findall(r"[0-9a-f]{64}\n([0-9a-f]{64})\n(第三方时间（[^\n]+)", told)
    return dict(rows)


def test_the_earliest_proven_time_stands_beside_each_file(
    source: Path, authority: OpensslAuthority, url: str, judge: Callable[[str], str]
) -> None:
    (source / "2.jpg").rename(source.with_name("later.jpg"))
    first = early.seal(source, stamping.wanted([url], [authority.root]))
    source.with_name("later.jpg").rename(source / "2.jpg")
    time.sleep(1.1)  # seals tell whole seconds
    early.seal(source, stamping.wanted([url], [authority.root]))
    trusting = stamping.wanted((), [authority.root])
    made = bundling.bundle(source, out=None, options=NO_PICTURES_READ, force=True, stamps=trusting)
    said = stamped_hashes(printed(made.bundle, judge))
    sm3 = {f.name: f.sm3.hex for f in files.observe(made.bundle).files}
    at = first.asked[0].finding
    assert at is not None
    assert at.gen_time is not None
    earliest = f"{at.gen_time + timedelta(hours=8):%Y-%m-%d %H:%M:%S}"
    line = f"第三方时间（Example Time Stamping）：{earliest}（UTC+8）"
    assert said[sm3["data/1.png"]] == line
    assert said[sm3["data/2.jpg"]] > line  # it was first seen with the second seal
    assert "不表明内容形成于该时间" in printed(made.bundle, judge)


def test_no_time_stands_in_the_filing_that_nobody_trusted_proves(
    source: Path, authority: OpensslAuthority, url: str, judge: Callable[[str], str]
) -> None:
    early.seal(source)
    early.seal(source, stamping.wanted([url]))
    assert "第三方时间" not in printed(bundle(source), judge)
