"""Any bytes are sniffed without a fault: pictures harmed at random, and plain noise."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from evidence_kit.files.sniffing import sniff
from evidence_kit.model import FileRole

pytestmark = pytest.mark.filterwarnings("ignore")  # Pillow's, about the harm done here


def _picture(kind: str) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Phone"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:07:13 20:11:56"
    out = io.BytesIO()
    Image.effect_noise((40, 30), 50).convert("RGB").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_harmed_picture_gets_a_role_and_a_reason(tmp_path: Path, kind: str) -> None:
    chance, whole, path = random.Random(kind), _picture(kind), tmp_path / "x"
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(chance.choice((1, 2, 9))):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(5))
        path.write_bytes(raw)
        found = sniff(path, "x")
        assert bool(found.reason) is (found.role is not FileRole.USED)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_picture_cut_anywhere_is_never_used_as_if_whole(tmp_path: Path, kind: str) -> None:
    """Up to the last tenth: what follows the pixels there may be missing without harm."""
    whole, path = _picture(kind), tmp_path / "x"
    for end in range(20, len(whole) * 9 // 10, 37):
        path.write_bytes(whole[:end])
        assert sniff(path, "x").role is not FileRole.USED, end
