"""One picture in two files, as two programs saved it: each page is still its own file's."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import shelf
from PIL import Image

from evidence_kit.model import Brief, Case, Exhibit, ExhibitKind, ExhibitPage, HashLine, Source
from evidence_kit.pipeline import checking

FORMS = {
    "2.webp": ("WEBP", {"lossless": True}),
    "2.bmp": ("BMP", {}),
    "2.tiff": ("TIFF", {}),
}


def _picture() -> Image.Image:
    image = Image.new("RGBA", (60, 90), "white")
    for at in range(60):
        image.putpixel((at, at), (200, at, 30, 255))
    return image


def _saved(kind: str, options: dict[str, object]) -> bytes:
    out = io.BytesIO()
    image = _picture() if kind == "PNG" else _picture().convert("RGB")
    image.save(out, kind, **options)
    return out.getvalue()


def _case(sources: tuple[Source, ...]) -> Case:
    shown = [one for one in sources if one.name.startswith(("1.png", "2."))]
    pages = tuple(ExhibitPage(at, one.sha256, one.name) for at, one in enumerate(shown, start=1))
    exhibit = Exhibit(1, ExhibitKind.CONVERSATION, (("title", "小雨"),), pages)
    hashes = tuple(HashLine(1, one.name, one.sha256, one.sm3) for one in shown)
    return Case(Brief(), (exhibit,), (), hashes)


@pytest.mark.parametrize("name", FORMS)
def test_each_page_is_its_own_files(name: str, tmp_path: Path) -> None:
    more = {"1.png": _saved("PNG", {}), name: _saved(*FORMS[name])}
    made = shelf.make(tmp_path, arranged=_case, more=more)
    told = checking.verification(made.bundle, digest=made.whole.hex)
    assert not [check for check in told.checks if check.finding == "page_other"]
    assert "said_match" in {check.finding for check in told.checks}
