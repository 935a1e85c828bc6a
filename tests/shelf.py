"""A bundle with a real 证据材料.pdf, one page for each way in which a picture goes onto paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import bags
from PIL import Image, ImageCms, ImageDraw

from evidence_kit import files, render
from evidence_kit.model import (
    Brief,
    Case,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Group,
    HashLine,
    Proof,
    ProofKind,
    Row,
    Source,
)
from evidence_kit.pipeline.explaining import explain
from evidence_kit.pipeline.sealing import Sealer
from evidence_kit.tsa import Authority

SIZE = (60, 120)


def _image(number: int, mode: str = "RGB") -> Image.Image:
    """Return a picture that looks otherwise in every corner, so that a turn shows."""
    made = Image.new("RGB", SIZE, (240, 240 - 9 * number, 240))
    pen = ImageDraw.Draw(made)
    pen.rectangle((5, 8, 30, 20), fill=(149, 236, 105))
    pen.ellipse((35, 80, 55, 110), fill=(20, 40 + 9 * number, 90))
    return made.convert(mode)


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def _turned(number: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved(_image(number), "JPEG", exif=exif)


def _clear(number: int, alpha: int) -> bytes:
    image = _image(number, "RGBA")
    image.putpixel((1, 1), (10, 20, 30, alpha))
    return _saved(image, "PNG")


def _sixteen() -> bytes:
    image = Image.new("I;16", SIZE)
    image.putdata([at * 9 % 65536 for at in range(SIZE[0] * SIZE[1])])
    return _saved(image, "PNG")


def pictures() -> dict[str, bytes]:
    """Return the files by name, in the order of their pages."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return {
        "01.png": _saved(_image(1), "PNG"),
        "02.jpg": _saved(_image(2), "JPEG"),
        "03-转.jpg": _turned(3),
        "04.png": _clear(4, 255),
        "05.png": _clear(5, 90),
        "06.png": _sixteen(),
        "07.png": _saved(_image(7, "P"), "PNG"),
        "08.webp": _saved(_image(8), "WEBP", lossless=True),
        "09.png": _saved(_image(9, "L"), "PNG"),
        "10.jpg": _saved(_image(10), "JPEG", icc_profile=profile),
        "11.png": _saved(_image(11, "1"), "PNG"),
    }


NAMES = tuple(pictures())


def make(
    folder: Path,
    *,
    authorities: tuple[Authority, ...] = (),
    arranged: Callable[[tuple[Source, ...]], Case] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> bags.Made:
    """Make the bundle: one exhibit, a page for each picture, and a file that is on no page.

    `more` are further files; `arranged` makes another case of them all.
    """
    source, bundle = folder / "X", folder / "X-bundle"
    source.mkdir()
    for name, raw in {**pictures(), **(more or {})}.items():
        (source / name).write_bytes(raw)
    (source / "录音.m4a").write_bytes(b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42isom")
    with files.staging(bundle, source=source, force=False) as stage:
        taken = files.take_in(source, stage.payload)
        sealer = Sealer(stage.root, taken.sources, authorities)
        manifest = sealer.take_intake_seal()
        stored = {one.sha256: stage.payload / one.safe_name for one in taken.sources}
        case = (arranged or _case)(taken.sources)
        (stage.root / "filing").mkdir()
        render.book(
            case,
            picture=stored.__getitem__,
            manifest_digest=manifest,
            out=stage.root / "filing" / "证据材料.pdf",
        )
        (stage.root / "exhibits.json").write_bytes(render.exhibits_json(case))
        (stage.root / "filing" / "证据目录.csv").write_bytes(render.list_csv(case))
        (stage.root / "filing" / "证据目录.docx").write_bytes(render.list_docx(case))
        explain(stage.root, taken.sources, manifest)
        whole = sealer.close()
    return bags.Made(source, bundle, manifest, whole)


def _case(sources: tuple[Source, ...]) -> Case:
    shown = [one for one in sources if one.name in NAMES]
    pages = tuple(ExhibitPage(at, one.sha256, one.name) for at, one in enumerate(shown, start=1))
    args = (("nickname", "小雨"), ("wechat_id", "xiaoyu_1990"))
    exhibit = Exhibit(1, ExhibitKind.CONVERSATION, args, pages)
    row = Row(1, Group.IDENTITY, 1, 1, len(pages), (Proof(ProofKind.ACCOUNT, args, (1,)),))
    hashes = tuple(
        HashLine(1 if one.name in NAMES else None, one.name, one.sha256, one.sm3) for one in sources
    )
    return Case(Brief(), (exhibit,), (row,), hashes)
