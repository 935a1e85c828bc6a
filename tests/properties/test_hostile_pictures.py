"""Hostile and odd pictures end in a typed result, in bounded memory, and cost no other page."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import hostile_pictures
from fakes.ocr_program import FakeProgram
from hypothesis import given, settings, strategies as st
from PIL import Image

from evidence_kit import ocr
from evidence_kit.errors import Exit
from evidence_kit.model import FileRole, Unread
from evidence_kit.ocr import tesseract
from evidence_kit.pipeline import looking, reading
from evidence_kit.render.contract import Story

pytestmark = pytest.mark.long

PICTURES = hostile_pictures.PICTURES
# No word is read: what is tested is all that happens to the pixels before and after.
MUTE = tesseract.Tesseract(FakeProgram(lambda row, box: []))
OPTIONS = reading.Options("mute", jobs=1)
# A picture that is refused is never unpacked: this is far less than its pixels.
REFUSED_BYTES = 60_000_000
# What one pixel of a long screenshot may cost on its way, all copies together.
BYTES_A_PIXEL = 30


@pytest.fixture(autouse=True, scope="module")
def mute() -> Iterator[None]:
    """Let every page be read by an engine that opens it and reads no word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "engine", lambda name, **_: MUTE)
        patch.setattr(ocr, "second_reader", lambda name: MUTE)
        yield
    looking._engine.cache_clear()
    looking._second.cache_clear()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "pictures"
    folder.mkdir()
    for name, (content, _) in PICTURES.items():
        (folder / name).write_bytes(content())
    return folder


@pytest.fixture(scope="module")
def story(hostile: Path) -> Story:
    return reading.read(hostile, OPTIONS)


def test_every_file_is_accounted_for(story: Story) -> None:
    assert {source.name for source in story.sources} == set(PICTURES)
    used = [s.name for s in story.sources if s.role is FileRole.USED]
    assert [source.name for source, _ in story.screens] == used
    assert not story.lost


@pytest.mark.parametrize("name", [name for name, (_, opens) in PICTURES.items() if opens])
def test_an_odd_picture_is_opened_and_read(story: Story, name: str) -> None:
    (screen,) = [screen for source, screen in story.screens if source.name == name]
    assert not (isinstance(screen, Unread) and screen.reason == "engine_failed")


@pytest.mark.parametrize("name", [name for name, (_, opens) in PICTURES.items() if not opens])
def test_what_is_not_one_picture_is_named_so(story: Story, name: str) -> None:
    (source,) = [source for source in story.sources if source.name == name]
    if source.role is FileRole.USED:
        (screen,) = [screen for known, screen in story.screens if known == source]
        assert isinstance(screen, Unread)
        assert screen.reason == "engine_failed"
    else:
        assert source.reason
    assert reading.codes(story) & {Exit.PARTIAL, Exit.OCR}


@pytest.mark.parametrize("name", ["bomb.png", "header.png", "header.bmp", "comment.png"])
def test_a_bomb_is_not_unpacked(hostile: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes((hostile / name).read_bytes())
    assert peak(tmp_path) < REFUSED_BYTES


def test_a_long_screenshot_takes_memory_by_its_pixels(hostile: Path, tmp_path: Path) -> None:
    (tmp_path / "tall.png").write_bytes((hostile / "tall.png").read_bytes())
    assert peak(tmp_path) < BYTES_A_PIXEL * 360 * hostile_pictures.TALLEST


def peak(folder: Path) -> int:
    """Return the most memory, in bytes, that reading a folder took."""
    tracemalloc.start()
    try:
        reading.read(folder, OPTIONS)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@settings(max_examples=40)
@given(
    form=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"]),
    harm=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 6000),
)
def test_harmed_files_end_in_a_screen_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, form: str, harm: list[tuple[int, int]], cut: int
) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((24, 24), 60).convert("RGB").save(buffer, form)
    content = bytearray(buffer.getvalue())
    for place, byte in harm:
        content[place % len(content)] = byte
    folder = tmp_path_factory.mktemp("harmed")
    (folder / "a.png").write_bytes(content[: max(1, len(content) - cut % 200)])
    story = reading.read(folder, OPTIONS)
    (source,) = story.sources
    assert len(story.screens) == (source.role is FileRole.USED)
    assert source.role is FileRole.USED or source.reason
