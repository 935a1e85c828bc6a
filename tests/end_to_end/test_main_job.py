"""The installed command on every sample, with real engines, judged by other people's programs."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from archivist import faults
from pypdf import PdfReader

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent.name for path in (ROOT / "samples").glob("*/truth.json"))
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
Kit = Callable[..., subprocess.CompletedProcess[str]]
Judge = Callable[[str], str]


@dataclass(frozen=True)
class Run:
    """One sample, bundled: its own copy of the folder, the bundle, what was said."""

    case: str
    source: Path
    bundle: Path
    work: Path
    before: dict[str, tuple[bytes, int]]
    ended: subprocess.CompletedProcess[str]

    @property
    def facts(self) -> dict:
        return json.loads((self.work / "facts.json").read_text(encoding="utf-8"))

    @property
    def truth(self) -> dict:
        return json.loads((ROOT / "samples" / self.case / "truth.json").read_text(encoding="utf-8"))

    @property
    def pdf(self) -> Path:
        return self.bundle / "filing" / "证据材料.pdf"


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session", params=CASES)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Run:
    home = tmp_path_factory.mktemp(request.param)
    source = home / "screenshots"
    shutil.copytree(ROOT / "samples" / request.param / "screenshots", source)
    before = _state(source)
    ended = kit("bundle", source)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return Run(
        request.param, source, home / "screenshots-bundle", home / "screenshots-work", before, ended
    )


def test_the_samples_are_there() -> None:
    assert len(CASES) >= 3


def test_the_source_is_untouched(run: Run) -> None:
    assert _state(run.source) == run.before


def test_every_original_is_in_the_bundle_byte_for_byte(run: Run) -> None:
    kept = {path.read_bytes() for path in (run.bundle / "data").rglob("*") if path.is_file()}
    assert kept == {content for content, _ in run.before.values()}


def test_every_file_is_accounted_for(run: Run) -> None:
    assert {file["name"] for file in run.facts["files"]} == set(run.before)
    assert f"{len(run.before)} file" in run.ended.stdout


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_agrees(run: Run, judge: Judge, name: str) -> None:
    command = [judge("sha256sum"), "--check", "--strict", "--quiet", name]
    assert subprocess.run(command, cwd=run.bundle, check=False).returncode == 0


def test_bagit_python_agrees(run: Run) -> None:
    command = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(run.bundle)]
    assert subprocess.run(command, check=False).returncode == 0


def test_openssl_agrees_on_every_sm3_digest(run: Run, judge: Judge) -> None:
    lines = (run.bundle / "manifest-sm3.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        digest, name = line.split("  ", 1)
        said = subprocess.run(
            [judge("openssl"), "dgst", "-sm3", "-r", name],
            cwd=run.bundle,
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.split()[0] == digest


def test_openssl_agrees_on_every_seal(run: Run, judge: Judge) -> None:
    stamps = run.bundle / "timestamps"
    responses = sorted(stamps.glob("*.tsr"))
    assert len(responses) == 4
    for response in responses:
        subject = run.bundle / (response.name.split(".")[0] + ".txt")
        for given in (["-data", subject], ["-queryfile", response.with_suffix(".tsq")]):
            command = [judge("openssl"), "ts", "-verify", *map(str, given), "-in", str(response)]
            command += ["-CAfile", str(stamps / "local.pem")]
            said = subprocess.run(command, capture_output=True, text=True, check=False)
            assert "Verification: OK" in said.stdout, said.stderr


def test_qpdf_finds_no_fault(run: Run, judge: Judge) -> None:
    said = subprocess.run(
        [judge("qpdf"), "--check", str(run.pdf)], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_pdf_is_fit_for_an_archive(run: Run) -> None:
    assert faults(run.pdf) == []


def test_every_font_is_embedded(run: Run, judge: Judge) -> None:
    said = subprocess.run(
        [judge("pdffonts"), str(run.pdf)], capture_output=True, text=True, check=True
    )
    rows = said.stdout.splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows), said.stdout


def test_pdftotext_finds_every_title_and_row(run: Run, judge: Judge) -> None:
    # In the order it was written: a table's cells one after another, not line by line across.
    said = subprocess.run(
        [judge("pdftotext"), "-raw", str(run.pdf), "-"], capture_output=True, text=True, check=True
    )
    text = "".join(said.stdout.split())
    listed = json.loads((run.bundle / "exhibits.json").read_text(encoding="utf-8"))
    assert listed["exhibits"]
    for exhibit in listed["exhibits"]:  # in the list, and at the head of each of its pages
        pages = {page["page"] for page in exhibit["pages"]}
        assert text.count("".join(exhibit["title"].split())) >= 1 + len(pages)
    for row in listed["rows"]:
        for proof in row["proves"]:
            assert "".join(proof["text"].split()) in text


def test_the_pdf_has_a_place_for_every_picture(run: Run) -> None:
    labels = PdfReader(run.pdf).page_labels
    listed = json.loads((run.bundle / "exhibits.json").read_text(encoding="utf-8"))
    places = [page for exhibit in listed["exhibits"] for page in exhibit["pages"]]
    used = {file["name"] for file in run.facts["files"] if file["role"] == "used"}
    assert {page["file"] for page in places} == used
    last = max(page["page"] for page in places)
    assert {page["page"] for page in places} == set(range(1, last + 1))
    assert [label for label in labels if label.isdigit()] == [str(n) for n in range(1, last + 1)]
    assert any(label.startswith("目录-") for label in labels)
    assert any(label.startswith("附-") for label in labels)


def test_read_json_keeps_its_contract_and_says_the_same(run: Run, kit: Kit) -> None:
    said = kit("read", run.source, "--json", "--ocr", RECORDED, EVIDENCE_KIT_LANG="zh_CN")
    assert said.returncode == 0, said.stderr
    schema = json.loads((ROOT / "docs" / "read.schema.json").read_text(encoding="utf-8"))
    for told in (json.loads(said.stdout), run.facts):
        jsonschema.validate(told, schema)
    told = json.loads(said.stdout)
    assert told["files"] == run.facts["files"]
    assert [doubt["kind"] for doubt in told["doubts"]] == [d["kind"] for d in run.facts["doubts"]]
    assert _payments(told) == _payments(run.facts)


def _payments(told: dict) -> list[tuple]:
    keys = ("amount", "direction", "at", "status", "nature", "serial", "counted")
    facts = told["facts"]
    every = facts["loans"] + facts["repayments"] + facts["other_payments"]
    return [tuple(str(payment[key]) for key in keys) for payment in every]


def test_the_payments_and_the_balance_are_the_truth(run: Run) -> None:
    told, truth = run.facts["facts"], run.truth["facts"]
    for kind in ("loans", "repayments"):
        keys = ("amount", "status", "nature", "serial")
        assert [tuple(p[k] for k in keys) for p in told[kind]] == [
            tuple(p[k] for k in keys) for p in truth[kind]
        ]
    assert told["principal_outstanding"] == truth["principal_outstanding"]


def test_no_invented_date(run: Run) -> None:
    told, truth = run.facts["facts"], run.truth["facts"]
    for kind in ("loans", "repayments"):
        for payment, true in zip(told[kind], truth[kind], strict=True):
            earliest, latest = payment["at"]["earliest"], payment["at"]["latest"]
            assert earliest is None or earliest[:10] <= true["date"]
            assert latest is None or true["date"] <= latest[:10]


def test_a_fresh_bundle_is_indeterminate_until_something_outside_vouches(
    run: Run, kit: Kit
) -> None:
    assert kit("verify", run.bundle).returncode == 3
    whole = hashlib.sha256((run.bundle / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    originals = hashlib.sha256((run.bundle / "manifest-sha256.txt").read_bytes()).hexdigest()
    assert whole in run.ended.stdout
    assert originals in run.ended.stdout
    assert kit("verify", run.bundle, "--digest", whole).returncode == 0
    assert kit("verify", run.bundle, "--digest", originals.upper()).returncode == 0
    assert kit("verify", run.bundle, "--against", run.source).returncode == 0
    assert kit("verify", run.bundle, "--digest", "0" * 64).returncode == 1


def test_the_paper_carries_the_manifest_digest(run: Run, judge: Judge) -> None:
    originals = hashlib.sha256((run.bundle / "manifest-sha256.txt").read_bytes()).hexdigest()
    said = subprocess.run(
        [judge("pdftotext"), str(run.pdf), "-"], capture_output=True, text=True, check=True
    )
    assert originals in "".join(said.stdout.split()).lower()


def test_exhibits_prints_the_list(run: Run, kit: Kit) -> None:
    listed = json.loads((run.bundle / "exhibits.json").read_text(encoding="utf-8"))
    said = kit("exhibits", run.bundle, "--format", "csv")
    assert said.returncode == 0
    table = kit("exhibits", run.bundle)
    for exhibit in listed["exhibits"]:
        assert exhibit["title"] in said.stdout
    assert "证明对象" in table.stdout
    filed = (run.bundle / "filing" / "证据目录.csv").read_text(encoding="utf-8-sig")
    assert filed.split() == said.stdout.split()


def test_a_second_run_refuses_and_a_forced_one_keeps_the_first(run: Run, kit: Kit) -> None:
    assert kit("bundle", run.source, "--ocr", "rapid").returncode == 8
    first = _state(run.bundle)
    copy = run.bundle.with_name("copy")
    shutil.copytree(run.source, copy)
    target = run.bundle.with_name("kept")
    shutil.copytree(run.bundle, target)
    ended = kit("bundle", copy, "-o", target, "--force", "--ocr", RECORDED)
    assert ended.returncode == 0, ended.stderr
    aside = [path for path in target.parent.glob("kept*") if path != target]
    assert [_contents(path) for path in aside] == [{k: v for k, (v, _) in first.items()}]


def _contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in _state(folder).items()}
