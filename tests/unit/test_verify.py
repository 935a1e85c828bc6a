"""The plan of a verification: each check, each anchor, each judge from outside."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import subprocess
import sys
import tokenize
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bags
import pytest
from bags import found

import evidence_kit
from evidence_kit import audit, files, manifest, seal
from evidence_kit.errors import OutputError, TimestampError
from evidence_kit.model import Algorithm, Digest, Observed, Verdict
from evidence_kit.pipeline.sealing import Sealer
from evidence_kit.tsa import LocalAuthority

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED


def test_a_fresh_bundle_is_sound_and_has_no_anchor(seen: Observed) -> None:
    report = audit.report(seen)
    assert report.verdict is INDETERMINATE
    assert [(c.about, c.finding) for c in report.checks] == [
        ("form", "form_read"),
        ("originals", "originals_match"),
        ("papers", "papers_match"),
        ("seals", "seals_there"),
        *[("seal", "local_time")] * 4,
        ("anchor", "no_outside_anchor"),
    ]


def test_empty_folders_are_told_and_contradict_nothing(tmp_path: Path) -> None:
    made = bags.make(tmp_path)
    empty = {"data/子文件夹/已还清", "空/更空"}
    for name in empty:
        (made.bundle / name).mkdir(parents=True)
    report = audit.report(files.observe(made.bundle), digest=made.whole.hex)
    assert found(report, INDETERMINATE) == {("empty_folder", name) for name in empty}
    assert report.verdict is INDETERMINATE
    (made.bundle / "链接").symlink_to(tmp_path, target_is_directory=True)
    assert set(files.observe(made.bundle).empty) == empty


def test_litter_is_named_as_such(content: dict[str, bytes]) -> None:
    for name in (".DS_Store", "filing/Thumbs.db"):
        report = audit.report(bags.observed(content | {name: b"x"}))
        assert found(report, FAILED) == {("litter", name)}


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"data/1.png": b"x"}, ("changed", "data/1.png")),
        ({"data/1.png": None}, ("missing", "data/1.png")),
        ({"data/x.png": b""}, ("stranger", "data/x.png")),
        ({"filing/证据目录.csv": b"x"}, ("changed", "filing/证据目录.csv")),
        ({"x": b""}, ("stranger", "x")),
        ({"bagit.txt": None}, ("bad_bagit_txt", "")),
        ({"bag-info.txt": b"Payload-Oxum: 1.1\n"}, ("bad_bag_info", "")),
        ({"bag-info.txt": None}, ("bad_bag_info", "")),
        ({"bag-info.txt": b"no field"}, ("bad_bag_info", "")),
        ({"manifest-sm3.txt": None}, ("no_manifest", "manifest-sm3.txt")),
        ({"manifest-sm3.txt": b"x"}, ("bad_manifest", "manifest-sm3.txt")),
        ({"tagmanifest-sm3.txt": None}, ("no_manifest", "tagmanifest-sm3.txt")),
        (
            {"timestamps/tagmanifest-sm3.local.1.tsq": None},
            ("seal_missing", "timestamps/tagmanifest-sm3.local.1.tsq"),
        ),
        (
            {"timestamps/tagmanifest-sm3.local.1.tsr": b"x"},
            ("seal_false", "tagmanifest-sm3.local.1"),
        ),
        ({"timestamps/local.pem": None}, ("missing", "timestamps/local.pem")),
    ],
)
def test_each_fault_is_named(
    content: dict[str, bytes], change: dict[str, bytes | None], finding: tuple[str, str]
) -> None:
    changed = {n: raw for n, raw in (content | change).items() if raw is not None}
    report = audit.report(bags.observed(changed))
    assert report.verdict is FAILED
    assert finding in found(report, FAILED)


def test_a_copied_seal_is_named(content: dict[str, bytes]) -> None:
    copy = {
        name.replace(".1.ts", ".2.ts"): raw
        for name, raw in content.items()
        if name.startswith("timestamps/tagmanifest-sm3.local.1.")
    }
    report = audit.report(bags.observed(content | copy))
    assert ("seal_repeated", "tagmanifest-sm3.local.2") in found(report, FAILED)


def test_bag_info_must_name_a_seal_for_each_manifest(content: dict[str, bytes]) -> None:
    fields = manifest.parse_fields(content["bag-info.txt"])
    for number, (label, value) in enumerate(fields):
        if label == manifest.SEAL_LABEL:
            text = manifest.fields_text((*fields[:number], *fields[number + 1 :]))
            report = audit.report(bags.observed(content | {"bag-info.txt": text}))
            assert ("not_sealed", f"{value.partition('.')[0]}.txt") in found(report, FAILED)


def test_the_payload_is_counted(content: dict[str, bytes]) -> None:
    text = content["bag-info.txt"].replace(b"Payload-Oxum: ", b"Payload-Oxum: 1")
    report = audit.report(bags.observed(content | {"bag-info.txt": text}))
    assert "other_count" in {c.finding for c in report.checks if c.verdict is FAILED}


def test_what_could_not_be_read_is_neither_missing_nor_passed(seen: Observed) -> None:
    for denied, gone in (("data/1.png", "data/1.png"), ("data/子文件夹", "data/子文件夹/")):
        partly = replace(
            seen,
            files=tuple(f for f in seen.files if not f.name.startswith(gone)),
            unread=((denied, "denied"),),
        )
        report = audit.report(partly)
        assert ("unreadable_here", denied) in found(report, INDETERMINATE)
        assert not {name for finding, name in found(report, FAILED) if finding == "missing"}
        assert report.verdict is not PASSED


def test_a_file_one_may_not_read_is_no_fault(made: bags.Made, seen: Observed) -> None:
    for file in seen.files:
        partly = replace(
            seen,
            files=tuple(f for f in seen.files if f != file),
            contents=tuple(c for c in seen.contents if c[0] != file.name),
            unread=((file.name, "denied"),),
        )
        for digest in (None, made.manifest.hex, made.whole.hex):
            report = audit.report(partly, digest=digest, against=files.digests(made.source))
            assert not found(report, FAILED), file.name
            assert ("unreadable_here", file.name) in found(report, INDETERMINATE)


def test_a_folder_one_may_not_read_is_no_fault(seen: Observed) -> None:
    for folder in ("data", "filing", "timestamps"):
        partly = replace(
            seen,
            files=tuple(f for f in seen.files if not f.name.startswith(f"{folder}/")),
            contents=tuple(c for c in seen.contents if not c[0].startswith(f"{folder}/")),
            unread=((folder, "denied"),),
        )
        for against in (None, ()):
            report = audit.report(partly, against=against)
            assert not found(report, FAILED)
            assert "no_originals" not in {check.finding for check in report.checks}


def test_a_link_is_no_file(seen: Observed) -> None:
    report = audit.report(replace(seen, unread=(("data/x", "link"),)))
    assert ("not_a_file", "data/x") in found(report, FAILED)


def test_nothing_at_all_still_gives_a_report() -> None:
    assert audit.report(Observed((), ())).verdict is FAILED


def test_an_original_altered_before_the_end_stops_the_bundle(tmp_path: Path) -> None:
    bags.fill(tmp_path / "X")

    def altered() -> None:
        with files.staging(tmp_path / "out", source=tmp_path / "X", force=False) as stage:
            taken = files.take_in(tmp_path / "X", stage.payload)
            sealer = Sealer(stage.root, taken.sources)
            sealer.take_intake_seal()
            (stage.payload / "1.png").write_bytes(b"something else")
            sealer.close()

    with pytest.raises(OutputError) as raised:
        altered()
    assert raised.value.kind == "altered_meanwhile"
    assert not (tmp_path / "out").exists()


def test_an_authority_whose_answer_proves_nothing_stops_the_bundle(tmp_path: Path) -> None:
    class Deaf(LocalAuthority):
        """Answers another question."""

        def answer(self, request: bytes) -> bytes:
            other = Digest(Algorithm.SHA256, "0" * 64)
            return super().answer(seal.request(other, nonce=1))

    with pytest.raises(TimestampError) as raised:
        Sealer(tmp_path, (), (Deaf(bags.clock),)).take_intake_seal()
    assert (raised.value.kind, raised.value.args_by_name) == (
        "bad_token",
        {"authority": "local", "fault": "other_subject"},
    )


def test_the_papers_are_sealed_after_the_originals(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="originals"):
        Sealer(tmp_path, ()).close()


def test_verification_loads_no_engine_and_no_printer() -> None:
    code = "import sys, json, evidence_kit.verify; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stdout))
    heavy = {"onnxruntime", "rapidocr", "cv2", "numpy", "reportlab", "PIL", "fontTools", "pypdf"}
    assert not loaded & heavy
    own = {name.partition(".")[2].partition(".")[0] for name in loaded if "evidence_kit" in name}
    assert own == {"", "errors", "manifest", "model", "seal", "verify"}


def test_what_decides_can_be_read_in_an_hour() -> None:
    """Whoever doubts a verdict reads manifest, seal and verify: under a thousand lines of code."""
    home = Path(evidence_kit.__file__).parent
    files = [home / "manifest.py", *(home / "seal").glob("*.py"), *(home / "verify").glob("*.py")]
    assert len(files) > 8
    assert sum(len(_code_lines(path.read_text(encoding="utf-8"))) for path in files) < 1000


def _code_lines(source: str) -> set[int]:
    """Return the lines that hold code: no blank one, no comment, no docstring."""
    told = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    idle = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    found = tokenize.generate_tokens(io.StringIO(source).readline)
    held = [token for token in found if token.type not in idle | {tokenize.ENDMARKER}]
    return {line for t in held for line in range(t.start[0], t.end[0] + 1)} - told


def test_sha256sum_agrees(judge: Callable[[str], str], made: bags.Made) -> None:
    for kind in ("manifest", "tagmanifest"):
        command = [judge("sha256sum"), "--check", "--strict", "--quiet", f"{kind}-sha256.txt"]
        subprocess.run(command, cwd=made.bundle, check=True)


def test_bagit_agrees(made: bags.Made) -> None:
    command = [sys.executable, "-m", "bagit", "--validate", str(made.bundle)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_openssl_agrees_on_sm3(judge: Callable[[str], str], made: bags.Made) -> None:
    listed = manifest.parse(Algorithm.SM3, (made.bundle / "manifest-sm3.txt").read_bytes())
    paths = [name for name, _ in listed.entries]
    command = [judge("openssl"), "dgst", "-sm3", "-r", *paths]
    run = subprocess.run(command, cwd=made.bundle, capture_output=True, check=True)
    said = [line.split()[0].decode() for line in run.stdout.splitlines()]
    assert said == [digest.hex for _, digest in listed.entries]


def test_openssl_verifies_each_seal(judge: Callable[[str], str], made: bags.Made) -> None:
    for subject in ("manifest-sha256", "manifest-sm3", "tagmanifest-sha256", "tagmanifest-sm3"):
        stem = f"timestamps/{subject}.local.1"
        for given in (("-data", f"{subject}.txt"), ("-queryfile", f"{stem}.tsq")):
            command = [judge("openssl"), "ts", "-verify", *given, "-in", f"{stem}.tsr"]
            command += ["-CAfile", "timestamps/local.pem"]
            subprocess.run(command, cwd=made.bundle, capture_output=True, check=True)


def test_the_digests_told_are_those_of_the_files(made: bags.Made) -> None:
    for digest, name in (
        (made.manifest, "manifest-sha256.txt"),
        (made.whole, "tagmanifest-sha256.txt"),
    ):
        assert hashlib.sha256((made.bundle / name).read_bytes()).hexdigest() == digest.hex
