"""What is saved comes back exactly, and what isn't there is said."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from evidence_kit.errors import OcrError
from evidence_kit.model.ink import (
    FieldKind,
    Line,
    OcrPage,
    Reading,
    Region,
    RegionKind,
    Wanted,
)
from evidence_kit.model.values import Algorithm, Box, Colour, Digest
from evidence_kit.ocr import recorded

numbers = st.integers(-5, 40_000)
boxes = st.builds(Box, numbers, numbers, numbers, numbers)
colours = st.builds(Colour, *[st.integers(0, 255)] * 3)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
sure = st.floats(0, 1)
hexes = st.text("0123456789abcdef", min_size=16, max_size=16)
digests = st.builds(
    Digest, st.just(Algorithm.SHA256), st.text("0123456789abcdef", min_size=64, max_size=64)
)
lines = st.builds(Line, texts, boxes, sure, colours, colours, hexes)
regions = st.builds(Region, st.sampled_from(RegionKind), boxes, colours, hexes)
readings = st.lists(st.builds(Reading, texts, texts, sure, boxes), max_size=4).map(tuple)
pages = st.builds(
    OcrPage,
    digests,
    numbers,
    numbers,
    colours,
    st.lists(lines, max_size=4).map(tuple),
    st.lists(regions, max_size=4).map(tuple),
    texts,
    texts,
)


@given(pages, readings)
def test_decoding_undoes_encoding(page: OcrPage, second) -> None:
    assert recorded.decode(recorded.encode(page, second)) == (page, second)


BYTES = b"the bytes of a picture"
SOURCE = Digest(Algorithm.SHA256, hashlib.sha256(BYTES).hexdigest())
BOX, OTHER = Box(1, 2, 30, 14), Box(5, 6, 70, 18)
PAGE = OcrPage(SOURCE, 100, 50, Colour(237, 237, 237), (), (), "rapid", "v")
READING = Reading("tesseract", "¥500.00", 0.95, BOX)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "1.png"
    path.write_bytes(BYTES)
    return path


def test_a_saved_page_is_replayed_by_the_bytes_of_the_file(picture: Path) -> None:
    path = recorded.save(PAGE, (READING,), picture.parent / "kept")
    assert path.name == f"{SOURCE.hex}.json"
    replay = recorded.Recorded(path.parent)
    assert replay.page(picture, SOURCE) == PAGE
    asked = [Wanted(FieldKind.TIME, OTHER), Wanted(FieldKind.MONEY, BOX)]
    assert replay.reread(picture, asked) == (Reading("recorded", "", 0.0, OTHER), READING)


def test_a_file_that_was_not_recorded_is_said(picture: Path) -> None:
    with pytest.raises(OcrError) as caught:
        recorded.Recorded(picture.parent).page(picture, SOURCE)
    assert (caught.value.kind, caught.value.args_by_name["file"]) == ("not_recorded", "1.png")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format":2}', '{"format":1,"source":3}', "\0"])
def test_a_damaged_recording_is_said(picture: Path, text: str) -> None:
    (picture.parent / f"{SOURCE.hex}.json").write_text(text, encoding="utf-8")
    with pytest.raises(OcrError, match="recording_damaged"):
        recorded.Recorded(picture.parent).page(picture, SOURCE)


def test_what_is_nested_beyond_reason_is_a_damaged_recording() -> None:
    """Failure: RecursionError passed through, and the run ended as if the program were at fault."""
    with pytest.raises(ValueError, match="nested"):
        recorded.decode("[" * 100_000)
