"""The same screenshots give the same papers, byte for byte, whoever runs it where and when."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence_kit.pipeline import bundling, reading

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "dark-relative-times" / "screenshots"
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "America/Lima", "EVIDENCE_KIT_LANG": "zh_CN"}
Kit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> tuple[Path, Path]:
    """One sample, bundled here, and by another process that has little in common with this one."""
    here, there = (tmp_path_factory.mktemp(name) / "X" for name in ("here", "there"))
    for folder in (here, there):
        shutil.copytree(SAMPLE, folder)
    options = reading.Options(RECORDED, jobs=1, cache=False)
    made = bundling.bundle(here, out=None, options=options, force=False)
    ended = kit("bundle", there, "--ocr", RECORDED, "--jobs", "1", **ELSEWHERE)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return made.bundle, there.with_name("X-bundle")


def _filed(bundle: Path) -> dict[str, bytes]:
    folder = bundle / "filing"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_is_filed_is_the_same(bundles: tuple[Path, Path]) -> None:
    one, other = map(_filed, bundles)
    assert {"证据材料.pdf", "证据目录.docx", "证据目录.csv"} <= one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_only_seals_tell_the_two_apart(bundles: tuple[Path, Path]) -> None:
    """A seal holds a key made for the run and its hour; bag-info.txt and lists tell of both."""
    apart = set()
    for path in sorted(bundles[0].rglob("*")):
        name = path.relative_to(bundles[0])
        if path.is_file() and path.read_bytes() != (bundles[1] / name).read_bytes():
            apart.add(name.parts[0])
    assert apart <= {"timestamps", "bag-info.txt", "tagmanifest-sha256.txt", "tagmanifest-sm3.txt"}
