"""One answer to how a picture is turned: what is read and what is printed never differ."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from PIL import Image, PngImagePlugin

from evidence_kit.ocr import pixels
from evidence_kit.orientation import orientation
from evidence_kit.render.pictures import read_picture

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'


def exif(turn: int) -> bytes:
    block = Image.Exif()
    block[0x0112] = turn
    return block.tobytes()


def saved(path: Path, **options: object) -> Path:
    Image.new("RGB", (20, 10), "red").save(path, **options)
    return path


def with_segment(jpeg: bytes, body: bytes) -> bytes:
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def assert_agreed(path: Path, size: tuple[int, int]) -> None:
    height, width = pixels.read(path).shape[:2]
    assert (width, height) == read_picture(path).shape.shown == size


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
def test_exif_turns_every_kind_that_has_it(tmp_path: Path, suffix: str) -> None:
    assert_agreed(saved(tmp_path / f"a.{suffix}", exif=exif(6)), (10, 20))
    assert_agreed(saved(tmp_path / f"b.{suffix}", exif=exif(9)), (20, 10))


def test_xmp_turns_nothing(tmp_path: Path) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    assert_agreed(saved(tmp_path / "a.png", pnginfo=text), (20, 10))
    assert_agreed(saved(tmp_path / "a.jpg", xmp=XMP), (20, 10))
    assert_agreed(saved(tmp_path / "a.webp", xmp=XMP), (20, 10))


def test_the_first_exif_block_counts(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg")
    plain = path.read_bytes()
    path.write_bytes(with_segment(with_segment(plain, exif(6)), b"Exif\0\0"))
    assert_agreed(path, (20, 10))
    path.write_bytes(with_segment(with_segment(plain, exif(1)), exif(6)))
    assert_agreed(path, (10, 20))


def test_what_follows_the_end_of_a_png_counts_for_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png")
    path.write_bytes(path.read_bytes() + chunk(b"eXIf", exif(6).removeprefix(b"Exif\0\0")))
    assert_agreed(path, (20, 10))


@given(st.binary(max_size=80), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"II*\0", b""]))
def test_any_bytes_have_an_orientation(content: bytes, start: bytes) -> None:
    jpeg = with_segment(b"\xff\xd8", b"Exif\0\0MM\0*" + content)
    for raw in (start + content, jpeg, b"RIFF\0\0\0\0WEBP" + content):
        assert 1 <= orientation(raw) <= 8
