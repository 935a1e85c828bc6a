"""校验说明.html as it is made: what may run in it, and the commands for other people's programs."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import bags
import paged
import pytest
from authorities import Root

from evidence_kit import manifest
from evidence_kit.files.names import safe_names
from evidence_kit.model import Algorithm, Digest, FileRole, Source
from evidence_kit.pipeline import bundling, reading
from evidence_kit.pipeline.explaining import explain
from evidence_kit.render import verify_page

ROOT = Path(__file__).parents[2]
RECORDED = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1)
LOCAL = "timestamps/manifest-sha256.local.1.tsr"
Judge = Callable[[str], str]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    return paged.make(tmp_path_factory.mktemp("odd"), paged.odd())


def source(name: str, size: int = 1) -> Source:
    sha256 = Digest(Algorithm.SHA256, hashlib.sha256(name.encode()).hexdigest())
    sm3 = Digest(Algorithm.SM3, "0" * 64)
    return Source(name, name, sha256, sm3, size, "image/png", FileRole.USED)


def page_of(
    *names: str, seals: tuple[str, ...] = (LOCAL,), certificates: tuple[str, ...] = ()
) -> str:
    packed = verify_page.Packed(
        Digest(Algorithm.SHA256, "ab" * 32), [source(name) for name in names], seals, certificates
    )
    return verify_page.verify_page(packed).decode()


def page_in(made: bags.Made) -> str:
    return (made.bundle / paged.FILE).read_text(encoding="utf-8")


def commands(page: str) -> list[str]:
    """Return every command on the page, as a person would copy it."""
    found = re.findall(r"<code>(.*?)</code>", page.partition("<script>")[0], re.DOTALL)
    return [text for one in found if " " in (text := unescape(one))]


def test_only_its_own_script_and_style_may_run(odd: bags.Made) -> None:
    page = page_in(odd)
    for tag in ("script", "style"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page
        assert page.count(f"<{tag}") == page.count(f"</{tag}") == 1
    assert page.count("default-src 'none'") == 1
    assert "unsafe" not in page
    assert not re.search(r"""\s(on[a-z]+|style|src|href)\s*=\s*["']""", page)
    assert "://" not in page


def test_it_is_one_file_with_unix_lines(odd: bags.Made) -> None:
    raw = (odd.bundle / paged.FILE).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert not re.search(rb"\$[a-z_]+\b(?=<)", raw)


def test_the_same_bundle_gives_the_same_bytes() -> None:
    assert page_of("1.png", "2.png") == page_of("1.png", "2.png")
    assert page_of("1.png") != page_of("2.png")


def test_it_is_listed_by_the_tag_manifests(odd: bags.Made) -> None:
    raw = (odd.bundle / "tagmanifest-sha256.txt").read_bytes()
    listed = dict(manifest.parse(Algorithm.SHA256, raw).entries)
    page = (odd.bundle / paged.FILE).read_bytes()
    assert listed[paged.FILE].hex == hashlib.sha256(page).hexdigest()


def test_the_main_job_writes_it(tmp_path: Path) -> None:
    folder = tmp_path / "截图"
    shutil.copytree(ROOT / "samples" / "simple-loan" / "screenshots", folder)
    made = bundling.bundle(folder, out=None, options=RECORDED, force=False)
    page = (made.bundle / paged.FILE).read_text(encoding="utf-8")
    assert made.manifest.hex in page
    assert len(re.findall(r"<li><code>certutil", page)) == len(list(folder.iterdir()))
    again = bundling.bundle(folder, out=None, options=RECORDED, force=True)
    assert (again.bundle / paged.FILE).read_text(encoding="utf-8") == page


@pytest.mark.parametrize("name", [*paged.ODD_NAMES, "'", "''", "a'b'c", "\n", "*", "\\'"])
def test_a_shell_takes_each_quoted_name_for_itself(name: str) -> None:
    said = subprocess.run(
        ["sh", "-c", f"printf %s {verify_page.posix(name)}"], capture_output=True, check=True
    )
    assert said.stdout.decode() == name


def test_certutil_is_told_the_path_as_windows_writes_it() -> None:
    told = verify_page.certutil("data/子 文件夹/a & b.png")
    assert told == 'certutil -hashfile "data\\子 文件夹\\a & b.png" SHA256'


def test_no_stored_name_can_leave_the_quotation_marks_of_windows() -> None:
    stored = safe_names(paged.ODD_NAMES).values()
    assert not [name for name in stored if set(name) & set('"%\n\r')]


def test_names_are_text_and_nothing_else() -> None:
    name = "</code><script>alert(1)</script>&\"'.png"
    page = page_of(name)
    assert page.count("<script") == 1
    path = f"data/{name}".replace("/", "\\")
    assert f'certutil -hashfile "{path}" SHA256' in commands(page)


def test_every_original_has_its_command_and_its_digest(odd: bags.Made) -> None:
    page = page_in(odd)
    raw = (odd.bundle / "manifest-sha256.txt").read_bytes()
    entries = manifest.parse(Algorithm.SHA256, raw).entries
    assert len(entries) == len(paged.ODD_NAMES)
    for name, digest in entries:
        is_odd = any(sign in name for sign in "$`“”")
        assert (verify_page.certutil(name) in commands(page)) is not is_odd
        assert f"<code>{digest.hex}</code></li>" in page
    assert f"逐个核对原始文件（{len(entries)} 个）" in page


@pytest.mark.parametrize(
    ("program", "wanted"), [("sha256sum", 3), ("shasum", 3), ("openssl dgst", 1), ("openssl ts", 5)]
)
def test_the_commands_of_the_page_run_as_they_stand(
    odd: bags.Made, judge: Judge, program: str, wanted: int
) -> None:
    judge(program.split()[0])
    told = [command for command in commands(page_in(odd)) if command.startswith(program)]
    assert len(told) == wanted
    for command in told:
        ended = subprocess.run(["sh", "-c", command], cwd=odd.bundle, capture_output=True)
        assert ended.returncode == 0, (command, ended.stderr)


def test_they_fail_where_something_was_changed(
    odd: bags.Made, judge: Judge, tmp_path: Path
) -> None:
    for program in ("sha256sum", "shasum", "openssl"):
        judge(program)
    torn = tmp_path / "torn"
    shutil.copytree(odd.bundle, torn)
    name = next(path for path in sorted((torn / "data").rglob("*")) if path.is_file())
    name.write_bytes(name.read_bytes() + b"!")
    listed = torn / "manifest-sha256.txt"
    checks = [c for c in commands(page_in(odd)) if " -c " in c or f"-data {listed.name}" in c]
    assert len(checks) == 3
    listed.write_bytes(listed.read_bytes().replace(b"  ", b" *", 1))
    for command in checks:
        ended = subprocess.run(["sh", "-c", command], cwd=torn, capture_output=True)
        assert ended.returncode != 0, command


def test_an_expired_certificate_is_no_fault_with_the_flag_that_the_page_names(
    odd: bags.Made, judge: Judge
) -> None:
    judge("openssl")
    page = page_in(odd)
    assert "-no_check_time" in page
    command = next(c for c in commands(page) if "manifest-sm3.txt" in c)
    ended = subprocess.run(
        ["sh", "-c", f"{command} -no_check_time"], cwd=odd.bundle, capture_output=True
    )
    assert ended.returncode == 0, ended.stderr


def test_a_third_partys_root_is_the_readers_to_get() -> None:
    stamped = (LOCAL, "timestamps/manifest-sha256.tsa-example.1.tsr")
    told = commands(page_of("1.png", seals=stamped, certificates=("timestamps/local.pem",)))
    assert (
        f"openssl ts -verify -data manifest-sha256.txt -in {LOCAL} -CAfile timestamps/local.pem"
        in told
    )
    [other] = [one for one in told if "tsa-example" in one and "-verify" in one]
    assert other.endswith(f"-CAfile {verify_page.ROOT_FILE}")


def test_an_early_seal_is_checked_over_its_own_manifest() -> None:
    early = "seals/2026 03/timestamps/manifest-sha256.local.1.tsr"
    told = commands(
        page_of("1.png", seals=(early,), certificates=("seals/2026 03/timestamps/local.pem",))
    )
    assert (
        "openssl ts -verify -data 'seals/2026 03/manifest-sha256.txt' "
        "-in 'seals/2026 03/timestamps/manifest-sha256.local.1.tsr' "
        "-CAfile 'seals/2026 03/timestamps/local.pem'"
    ) in told


def test_the_seals_of_a_stage_are_named_and_no_original_is_one(
    odd: bags.Made, tmp_path: Path
) -> None:
    assert not [one for one in commands(page_in(odd)) if "-in data/" in one]
    early = tmp_path / "seals" / "20260301T040506Z" / "timestamps"
    shutil.copytree(odd.bundle / "timestamps", early)
    explain(tmp_path, [source("1.png")], odd.manifest)
    told = commands((tmp_path / paged.FILE).read_text(encoding="utf-8"))
    above = "seals/20260301T040506Z"
    assert (
        f"openssl ts -verify -data {above}/manifest-sha256.txt -in {above}/{LOCAL} "
        f"-CAfile {above}/timestamps/local.pem"
    ) in told


def test_no_name_runs_in_powershell_where_cmd_was_meant() -> None:
    """Pasted there, what lies between quotation marks is a program: $(…), `…, and so is a “."""
    for name in ("$(calc).png", "`n.png", "a“; calc; “.png", "a”b.png"):
        page = page_of(name)
        assert not [one for one in commands(page) if one.startswith("certutil") and name in one]
        assert hashlib.sha256(name.encode()).hexdigest() in page
    assert len([one for one in commands(page_of("a‘b'&^!.png")) if "a‘b'&^!" in one]) > 0


# ── all that may lie in a bundle ───────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    names = {"timestamps/图 1.png": b"1", "长" * 83 + ".png": b"2"}
    return paged.rich(tmp_path_factory.mktemp("rich"), Root(), paged.odd() | names)


def test_each_originals_own_token_has_its_command_which_runs(rich: bags.Made, judge: Judge) -> None:
    judge("openssl")
    told = [one for one in commands(page_in(rich)) if "-in" in one and "timestamps/each/" in one]
    originals = [path for path in (rich.bundle / "data").rglob("*") if path.is_file()]
    assert len(set(told)) == len(originals)
    assert len(told) == len(originals) + 1  # the first stands there as an example, too
    assert not [one for one in told if "-data manifest" in one]
    for command in set(told):
        ended = subprocess.run(["sh", "-c", command], cwd=rich.bundle, capture_output=True)
        assert b"Verification: OK" in ended.stdout + ended.stderr, (command, ended.stderr)


def test_what_was_told_of_revoked_certificates_can_be_looked_at(
    rich: bags.Made, judge: Judge
) -> None:
    judge("openssl")
    [command] = [one for one in commands(page_in(rich)) if paged.CRL in one]
    ended = subprocess.run(["sh", "-c", command], cwd=rich.bundle, capture_output=True)
    assert b"No Revoked Certificates" in ended.stdout
    told = page_of("1.png")
    assert "吊销信息</h3>" not in told
    assert "<h3>单个原始文件" not in told


def test_it_says_what_it_cannot_prove() -> None:
    page = page_of("1.png")
    for words in (
        "本页也可能已被换掉",
        "“内部一致”挡不住能改写这个文件夹的人",
        "没有核对封存记录的签名",
        "不证明内容真实、由谁书写、形成于何时",
        "本机记录时间（未经第三方认证）",
    ):
        assert words in page
    assert not re.search(r"防伪|存证|固证|可信时间戳|法院认可", page)
