"""The bench of growth: its screens look alike and are none of them the same file."""

from __future__ import annotations

import hashlib
import sys
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "bench"))
scale = import_module("scale")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scale") / "screenshots"
    scale._fill(folder, 28)
    return folder


def test_no_two_files_are_the_same(folder: Path) -> None:
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert len(digests) == 28


def test_every_copy_still_shows_its_sample(folder: Path) -> None:
    kinds = set()
    for path in folder.iterdir():
        (sample,) = ROOT.glob(f"samples/*/screenshots/{path.name[5:]}")
        kinds.add(path.suffix.lower())
        with Image.open(path) as copy, Image.open(sample) as original:
            assert copy.size == original.size
            if path.stat().st_size < 200_000:  # to decode them all takes long
                assert copy.tobytes() == original.tobytes()
    assert kinds == {".png", ".jpg"}


@pytest.mark.parametrize(("seconds", "megabytes", "kept"), [
    ((1, 10, 104), 90, True), ((1, 20, 200), 90, True), ((1, 10, 106), 90, False),
    ((1, 10, 100), 401, False),
])  # fmt: skip
def test_growth_and_memory_are_judged(seconds: tuple[int, ...], megabytes: int, kept: bool) -> None:
    told = [{"seconds": one, "parent": megabytes} for one in seconds]
    assert all(scale._judged((10, 100, 1000), told)) is kept
