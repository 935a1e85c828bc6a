"""The pictures of docs/gallery.md: each is shown, small, and made by `make gallery`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
IMAGES = sorted((ROOT / "docs" / "images").iterdir())
MOST = 60_000  # bytes
GALLERY = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"!\[[^\]]+\]\(images/([^)]+)\)", GALLERY)


def test_each_picture_is_shown_once() -> None:
    assert sorted(SHOWN) == [path.name for path in IMAGES]


@pytest.mark.parametrize("path", IMAGES, ids=lambda path: path.name)
def test_each_picture_is_small_and_whole(path: Path) -> None:
    assert path.stat().st_size <= MOST
    with Image.open(path) as image:
        image.load()
        assert image.width > 500


def test_the_program_that_draws_them_knows_each() -> None:
    tree = ast.parse((ROOT / "tests" / "gallery.py").read_text(encoding="utf-8"))
    texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    assert {path.stem for path in IMAGES} <= texts


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_picture_of_the_readme_is_one_of_them(page: str) -> None:
    shown = re.findall(r"!\[[^\]]+\]\(docs/images/([^)]+)\)", (ROOT / page).read_text("utf-8"))
    assert shown
    assert set(shown) <= set(SHOWN)
