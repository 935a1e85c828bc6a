"""Any picture opens as people see it; bytes that are none end in a typed error."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st
from PIL import Image

from evidence_kit.errors import OcrError
from evidence_kit.ocr import pixels

RED = (200, 30, 40)


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)
    return path


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 77, (77, 77, 77)),
        ("LA", (77, 255), (77, 77, 77)),
        ("RGB", RED, RED),
        ("RGBA", (*RED, 255), RED),
        ("RGBA", (*RED, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 128), (127, 127, 127)),
        ("I;16", 257 * 77, (77, 77, 77)),
    ],
)
def test_each_mode_of_a_png_is_seen_in_rgb(tmp_path: Path, mode: str, colour, seen) -> None:
    page = pixels.read(saved(tmp_path / "a.png", Image.new(mode, (3, 2), colour)))
    assert page.shape == (2, 3, 3)
    assert page.dtype == np.uint8
    assert np.abs(page.astype(int) - seen).max() <= 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "MPO", "WEBP", "BMP", "GIF", "TIFF"])
def test_each_format_that_intake_takes_is_read(tmp_path: Path, kind: str) -> None:
    page = pixels.read(saved(tmp_path / "a", Image.new("RGB", (9, 5), RED), format=kind))
    assert page.shape == (5, 9, 3)
    assert np.abs(page.astype(int) - RED).max() < 8


def test_a_fault_of_ours_is_not_called_a_bad_picture(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(pixels, "FORMATS", ("PNG", "NO SUCH FORMAT"))
    path = saved(tmp_path / "a.jpg", Image.new("RGB", (9, 5), RED))
    with pytest.raises(KeyError):
        pixels.read(path)


def test_a_palette_with_a_transparent_colour_lies_over_white(tmp_path: Path) -> None:
    image = Image.new("P", (2, 1), 0)
    image.putpalette([10, 20, 30, *RED])
    image.putpixel((1, 0), 1)
    page = pixels.read(saved(tmp_path / "a.png", image, transparency=0))
    assert page.tolist() == [[[255, 255, 255], list(RED)]]


def test_cmyk_is_seen_in_rgb(tmp_path: Path) -> None:
    page = pixels.read(saved(tmp_path / "a.jpg", Image.new("CMYK", (8, 8), (0, 255, 255, 0))))
    red, green, blue = page[4, 4].tolist()
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_page_is_turned_as_exif_says(tmp_path: Path, turn: int) -> None:
    upright = Image.new("L", (20, 10), 255)
    upright.paste(0, (0, 0, 4, 3))
    undone = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}.get(turn)
    stored = upright.transpose(pixels.TURNS[undone]) if undone else upright
    exif = Image.Exif()
    exif[pixels.ORIENTATION] = turn
    page = pixels.read(saved(tmp_path / "a.png", stored, exif=exif))
    assert page.shape == (10, 20, 3)
    assert (page[:3, :4] == 0).all()
    assert (page == 0).all(axis=2).sum() == 12


def test_a_damaged_exif_block_does_not_hide_the_picture(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", Image.new("RGB", (8, 8), RED), exif=b"Exif\0\0MM\0*garbage!")
    assert pixels.read(path).shape == (8, 8, 3)


def test_a_truncated_picture_is_unreadable(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.effect_noise((200, 200), 50).save(whole, "PNG")
    path = tmp_path / "half.png"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    with pytest.raises(OcrError) as caught:
        pixels.read(path)
    assert (caught.value.kind, caught.value.args_by_name) == (
        "image_unreadable",
        {"file": "half.png"},
    )


@pytest.mark.parametrize("limit", [99, 40])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch, limit: int) -> None:
    path = saved(tmp_path / "bomb.png", Image.new("L", (10, 10)))
    monkeypatch.setattr(pixels, "MAX_PIXELS", limit)
    # Pillow's own limit (it refuses at twice this) must end in the same error.
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    with pytest.raises(OcrError) as caught:
        pixels.read(path)
    assert caught.value.kind == "image_too_large"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(OcrError, match="image_unreadable"):
        pixels.read(tmp_path / "gone.png")


def test_a_program_in_a_picture_format_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n")
    with pytest.raises(OcrError, match="image_unreadable"):
        pixels.read(path)


@given(cut=st.integers(0, 10_000), at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_harmed_bytes_open_or_end_in_a_typed_error(
    tmp_path_factory, cut: int, at: int, byte: int
) -> None:
    whole = io.BytesIO()
    Image.effect_noise((16, 16), 50).convert("RGB").save(whole, "JPEG")
    harmed = bytearray(whole.getvalue())
    harmed[at % len(harmed)] = byte
    path = tmp_path_factory.getbasetemp() / "harmed.jpg"
    path.write_bytes(harmed[: max(1, cut % (2 * len(harmed)))])
    with contextlib.suppress(OcrError):
        assert pixels.read(path).shape[2] == 3


def test_a_picture_is_decoded_once_while_that_is_asked_for(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("RGB", (3, 2), RED))
    with pixels.once():
        page = pixels.read(path)
        assert pixels.read(path) is page
    assert pixels.read(path) is not page


def test_nothing_is_held_for_a_picture_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "late.png"
    with pixels.once():
        with pytest.raises(OcrError):
            pixels.read(path)
        saved(path, Image.new("RGB", (3, 2), RED))
        assert pixels.read(path).shape == (2, 3, 3)


def test_what_several_look_at_cannot_be_changed(tmp_path: Path) -> None:
    page = pixels.read(saved(tmp_path / "a.png", Image.new("RGB", (3, 2), RED)))
    with pytest.raises(ValueError, match="read-only"):
        page[0, 0] = 0
