"""Every file of a messy folder is used, set aside or named unreadable, and kept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "simple-loan" / "screenshots"
Kit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as people have them: three pictures out of order, and everything else."""
    folder = tmp_path_factory.mktemp("messy") / "聊天 截图"
    folder.mkdir()
    for number in (10, 2, 1):
        Image.new("RGB", (360, 640), (237, 237, 200 + number)).save(folder / f"{number}.png")
    picture = min(SAMPLE.iterdir())
    (folder / "子文件夹").mkdir()
    shutil.copy(picture, folder / "子文件夹" / picture.name)
    (folder / "断.png").write_bytes(picture.read_bytes()[:4000])
    (folder / "空.png").touch()
    (folder / "IMG_0001.heic").write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
    (folder / "录音.m4a").write_bytes(b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42isom")
    (folder / "凭证.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / ".DS_Store").write_bytes(b"\x00\x00\x00\x01Bud1")
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "100% 真的.txt").write_text("备注", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bundled(messy: Path, kit: Kit) -> subprocess.CompletedProcess[str]:
    return kit("bundle", messy)


def _files(messy: Path) -> set[str]:
    return {path.relative_to(messy).as_posix() for path in messy.rglob("*") if path.is_file()}


def test_some_files_unreadable_is_partial(bundled: subprocess.CompletedProcess[str]) -> None:
    assert bundled.returncode == 9, bundled.stdout + bundled.stderr


def test_facts_account_for_every_file(
    messy: Path, bundled: subprocess.CompletedProcess[str]
) -> None:
    work = messy.with_name(messy.name + "-work")
    told = json.loads((work / "facts.json").read_text(encoding="utf-8"))
    roles = {file["name"]: file["role"] for file in told["files"]}
    assert set(roles) == _files(messy)
    assert {name for name, role in roles.items() if role == "used"} == {
        "1.png",
        "2.png",
        "10.png",
        f"子文件夹/{min(SAMPLE.iterdir()).name}",
    }
    assert {name for name, role in roles.items() if role == "unreadable"} == {
        "断.png",
        "空.png",
        "IMG_0001.heic",
    }
    assert all(file["reason"] for file in told["files"] if file["role"] != "used")


def test_the_last_lines_name_every_file_that_is_not_used(
    messy: Path, bundled: subprocess.CompletedProcess[str]
) -> None:
    for name in ("断.png", "空.png", "IMG_0001.heic", "录音.m4a", "凭证.pdf", ".DS_Store"):
        assert name in bundled.stdout


def test_every_byte_is_in_the_payload(
    messy: Path, bundled: subprocess.CompletedProcess[str]
) -> None:
    data = messy.with_name(messy.name + "-bundle") / "data"
    kept = sorted(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert kept == sorted((messy / name).read_bytes() for name in _files(messy))


def test_pages_come_in_natural_order(
    messy: Path, bundled: subprocess.CompletedProcess[str]
) -> None:
    bundle = messy.with_name(messy.name + "-bundle")
    told = json.loads((bundle / "exhibits.json").read_text(encoding="utf-8"))
    names = [page["file"] for exhibit in told["exhibits"] for page in exhibit["pages"]]
    numbered = [name for name in names if name in ("1.png", "2.png", "10.png")]
    assert numbered == ["1.png", "2.png", "10.png"]


def test_it_verifies(messy: Path, bundled: subprocess.CompletedProcess[str], kit: Kit) -> None:
    bundle = messy.with_name(messy.name + "-bundle")
    assert kit("verify", bundle).returncode == 3
    assert kit("verify", bundle, "--against", messy).returncode == 0
    validated = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", "--quiet", str(bundle)], check=False
    )
    assert validated.returncode == 0


def test_an_empty_folder_and_no_folder_are_input_errors(tmp_path: Path, kit: Kit) -> None:
    assert kit("bundle", tmp_path / "nowhere").returncode == 4
    (tmp_path / "empty").mkdir()
    ended = kit("bundle", tmp_path / "empty")
    assert ended.returncode == 4
    assert "empty" in ended.stderr
    assert not list(tmp_path.glob("*-bundle*"))


def test_a_run_that_fails_leaves_nothing_half_written(tmp_path: Path, kit: Kit) -> None:
    folder = tmp_path / "screenshots"
    folder.mkdir()
    shutil.copy(min(SAMPLE.iterdir()), folder)
    work = tmp_path / "screenshots-work"
    work.mkdir()
    (work / "case.toml").write_text("[case]\nplaintif = 'x'\nphone = 3\n", encoding="utf-8")
    ended = kit("bundle", folder)
    assert ended.returncode == 2
    for fault in ("case.plaintif:2", "case.phone:3"):
        assert fault in ended.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["screenshots", "screenshots-work"]


def test_nothing_is_sent_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "screenshots"
    folder.mkdir()
    shutil.copy(min(SAMPLE.iterdir()), folder)
    program = (
        "import socket, sys\n"
        "def refuse(*_, **__):\n"
        "    raise AssertionError('the main job asked the network')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
        "from evidence_kit.cli import run\n"
        "sys.exit(run(['bundle', sys.argv[1], '--jobs', '1']))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-P", "-c", program, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
