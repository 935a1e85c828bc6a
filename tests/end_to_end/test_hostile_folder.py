"""The main job on a folder that is out to hurt it, with no network and on a machine that fails."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from fakes import hostile_pictures

from evidence_kit import audit, files
from evidence_kit.model import Verdict

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names"),
]
ROOT = Path(__file__).parents[2]
SAMPLE = sorted((ROOT / "samples" / "simple-loan" / "screenshots").iterdir())
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
WATCHED = ROOT / "tests" / "fakes" / "watched_run.py"
MOST_MEGABYTES = 900  # the bombs would unpack to many thousand
NFC, NFD = (unicodedata.normalize(form, "é.txt") for form in ("NFC", "NFD"))
NAMES = (
    "..\\..\\上级.txt",
    "C:\\绝对.txt",
    "CON.txt",
    "nul",
    "一行\n第二行.txt",
    "图\u202egnp.txt",
    "终\x1b[2J端.txt",
    "末尾. ",
    "100%25.txt",
    "=cmd|' '!A0.txt",
    "<img src=x onerror=alert(1)>.txt",
    "-rf.txt",
    "长" * 83 + ".txt",
    "长" * 84 + "txt",
    NFC,
    NFD,
    "A.TXT",
    "a.txt",
)


@dataclass(frozen=True)
class Ran:
    """A run on a hostile folder: where, how it ended, what was watched."""

    home: Path
    ended: subprocess.CompletedProcess[str]

    @property
    def source(self) -> Path:
        return self.home / "X"

    @property
    def bundle(self) -> Path:
        return self.home / "X-bundle"

    @property
    def watched(self) -> dict:
        return json.loads(self.ended.stderr.splitlines()[-1])


def run(home: Path, *more: str, **kept: object) -> subprocess.CompletedProcess[str]:
    source = home / "X"
    arguments = ["bundle", str(source), "--ocr", RECORDED, "--jobs", "1", *more]
    (home / "tmp").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-P", str(WATCHED), str(source), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(home / "tmp"), "EVIDENCE_KIT_LANG": "en"},
        **kept,
    )


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return out.getvalue()


def nested() -> bytes:
    """Return an archive in an archive, seven deep, with names that lead out of it."""
    raw = zipped("../../../../etc/账单.csv", b"x")
    for _ in range(6):
        raw = zipped("/absolute/里.zip", raw)
    return raw


def pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(out)
    return out.getvalue()


def content_bomb(made: pikepdf.Pdf) -> None:
    packed = zlib.compress(b" " * 400_000_000, 9)
    made.pages[0].Contents = made.make_stream(b"")
    made.pages[0].Contents.write(packed, filter=pikepdf.Name.FlateDecode)


def acting(made: pikepdf.Pdf) -> None:
    """Ask the network and run a program as soon as somebody opens it."""
    made.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.URI,
        URI="http://127.0.0.1:9/",
        Next=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/true"),
    )
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(
            Names=[
                "a",
                pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.launchURL('http://x')"),
            ]
        )
    )


def looping(made: pikepdf.Pdf) -> None:
    """Make the tree of pages its own child."""
    made.Root.Pages.Kids.append(made.Root.Pages)


def fill(source: Path) -> None:
    source.mkdir()
    for picture in SAMPLE[:2]:
        shutil.copy2(picture, source)
    for number, name in enumerate(NAMES):
        (source / name).write_text(f"备注{number}", encoding="utf-8")
    for name, (content, _) in hostile_pictures.PICTURES.items():
        if "bomb" in name or "header" in name or "comment" in name:
            (source / name).write_bytes(content())
    (source / "bomb.zip").write_bytes(zipped("账单.csv", bytes(70_000_000)))
    (source / "bomb.xlsx").write_bytes(zipped("xl/sharedStrings.xml", bytes(70_000_000)))
    (source / "里.zip").write_bytes(nested())
    (source / "bomb.pdf").write_bytes(pdf(content_bomb))
    (source / "acting.pdf").write_bytes(pdf(acting))
    (source / "loop.pdf").write_bytes(pdf(looping))
    (source / "cut.pdf").write_bytes(pdf(acting)[:300])
    (source / "secret").symlink_to("/etc/passwd")
    (source / "out").symlink_to("/etc")
    (source / "round").symlink_to(source)
    (source / "nowhere").symlink_to("gone")
    os.mkfifo(source / "pipe")
    with (source / "sparse.bin").open("wb") as sparse:
        sparse.truncate(300_000_000)


def told(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {
        str(path.relative_to(folder)): (s.st_mode, s.st_size, s.st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        for s in (path.lstat(),)
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    home = tmp_path_factory.mktemp("hostile")
    fill(home / "X")
    before = told(home / "X")
    ran = Ran(home, run(home))
    assert told(home / "X") == before
    return ran


def test_it_is_bundled_whole_and_says_what_it_could_not_read(hostile: Ran) -> None:
    assert hostile.ended.returncode == 9, hostile.ended.stderr
    report = audit.report(files.observe(hostile.bundle))
    assert report.verdict is Verdict.INDETERMINATE
    for name in ("secret", "out", "round", "nowhere", "pipe", "bomb.png", "bomb.zip"):
        assert name in hostile.ended.stdout
    assert "\x1b" not in hostile.ended.stdout
    assert "\u202e" not in hostile.ended.stdout


def test_every_plain_file_is_in_it_and_nothing_else(hostile: Ran) -> None:
    plain = [p for p in hostile.source.iterdir() if p.is_file() and not p.is_symlink()]
    kept = [p for p in (hostile.bundle / "data").rglob("*") if not p.is_dir()]
    assert not any(path.is_symlink() for path in kept)
    assert sorted(p.read_bytes() for p in kept) == sorted(p.read_bytes() for p in plain)


def test_other_tools_can_carry_every_name(hostile: Ran, judge: Callable[[str], str]) -> None:
    command = [judge("sha256sum"), "--check", "--strict", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=hostile.bundle, check=False).returncode == 0
    bagit = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(hostile.bundle)]
    assert subprocess.run(bagit, check=False).returncode == 0


def test_nothing_was_asked_of_the_network_and_nothing_changed_in_the_source(hostile: Ran) -> None:
    """A socket would have ended the run (see tests/fakes/watched_run.py)."""
    assert hostile.watched["changed"] == []
    assert hostile.watched["megabytes"] < MOST_MEGABYTES
    assert {Path(name).name for name in hostile.watched["programs"]} <= {"tesseract"}


def test_what_is_private_is_closed_and_what_was_temporary_is_gone(hostile: Ran) -> None:
    assert list((hostile.home / "tmp").iterdir()) == []
    assert sorted(p.name for p in hostile.home.iterdir()) == ["X", "X-bundle", "X-work", "tmp"]
    work = hostile.home / "X-work"
    rights = {stat.S_IMODE(path.stat().st_mode) for path in work.rglob("*") if path.is_file()}
    assert rights == {0o600}
    assert stat.S_IMODE(work.stat().st_mode) == 0o700


# ── a machine that fails ───────────────────────────────────────────────────────────────


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "X").mkdir()
    for picture in SAMPLE[:2]:
        shutil.copy2(picture, tmp_path / "X")
    return tmp_path


def nothing_left(home: Path) -> bool:
    return sorted(path.name for path in home.iterdir()) in (["X", "tmp"], ["X", "X-work", "tmp"])


@pytest.mark.parametrize("most", [1000, 60_000])
def test_a_file_that_cannot_grow_ends_with_8_and_leaves_nothing(home: Path, most: int) -> None:
    """As on a full disk: the first picture or a later paper can't be written."""
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    before = told(home / "X")
    ended = run(home, preexec_fn=limited)
    assert ended.returncode == 8, (ended.stdout, ended.stderr)
    assert "Traceback" not in ended.stderr
    assert nothing_left(home)
    assert told(home / "X") == before


def test_a_folder_larger_than_the_disk_is_refused_before_anything_is_copied(home: Path) -> None:
    with (home / "X" / "sparse.bin").open("wb") as sparse:
        sparse.truncate(1 << 43)
    ended = run(home)
    assert ended.returncode == 8
    assert "full" in ended.stderr
    assert nothing_left(home)


@pytest.mark.skipif(
    not Path("/proc/self").exists(),
    reason="/proc takes no file from anybody, root included; other systems have no such place",
)
def test_a_target_that_takes_nothing_is_told(home: Path) -> None:
    ended = run(home, "-o", "/proc/evidence")
    assert ended.returncode == 8, ended.stderr
    assert "/proc/evidence" in ended.stderr


def test_two_runs_at_once_make_one_bundle(home: Path) -> None:
    command = [sys.executable, "-m", "evidence_kit", "bundle", str(home / "X"), "--ocr", RECORDED]
    running = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert sorted(one.wait() for one in running) == [0, 8]
    assert sorted(path.name for path in home.iterdir()) == ["X", "X-bundle", "X-work"]
    report = audit.report(files.observe(home / "X-bundle"))
    assert report.verdict is Verdict.INDETERMINATE
