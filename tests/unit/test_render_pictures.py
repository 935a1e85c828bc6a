"""Pictures go into the PDF untouched where PDF can carry them, and without loss where not.

What a whole book shows of each kind, test_book_judged_kinds.py looks at.
"""

from __future__ import annotations

import io
import struct
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import page
import pikepdf
import pytest
from archivist import faults
from PIL import Image, ImageChops, ImageCms
from rasters import (
    PASSING,
    SIZE,
    chunk,
    coloured,
    idat_of,
    png,
    saved,
    turned,
)

from evidence_kit import render
from evidence_kit.errors import InputError
from evidence_kit.files.sniffing import _SHOWN, sniff
from evidence_kit.model import (
    Algorithm,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    FileRole,
)
from evidence_kit.render import page_images
from evidence_kit.render.pictures import on_white, read_picture

Judge = Callable[[str], str]
SOURCE = Digest(Algorithm.SHA256, "0" * 64)


def printed(folder: Path, paths: list[Path]) -> Path:
    """A book with one exhibit a picture."""
    sources = [Digest(Algorithm.SHA256, f"{at:064x}") for at in range(len(paths))]
    exhibits = tuple(
        Exhibit(at, ExhibitKind.PICTURE, (), (ExhibitPage(at, source, "x"),))
        for at, source in enumerate(sources, start=1)
    )
    out = folder / "book.pdf"
    render.book(
        Case(Brief(), exhibits, (), ()),
        picture=dict(zip(sources, paths, strict=True)).__getitem__,
        manifest_digest=sources[0],
        out=out,
    )
    return out


@pytest.mark.parametrize("kind", PASSING)
def test_png_passes_through(kind: str, tmp_path: Path) -> None:
    content = PASSING[kind]()
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert read_picture(path).body == idat_of(content)


def ending_in_a_return() -> bytes:
    """A PNG whose own packed pixels end in a carriage return."""
    pictures = (png((2, 1, 8, 2, 0, 0, 0), bytes((0, 1, 2, 3, 4, 5, n))) for n in range(256))
    return next(content for content in pictures if idat_of(content).endswith(b"\r"))


def test_a_picture_that_ends_in_a_return_fits_an_archive(tmp_path: Path, judge: Judge) -> None:
    path = tmp_path / "cr.png"
    path.write_bytes(ending_in_a_return())
    pdf = printed(tmp_path, [path])
    assert page.validate_pdf(str(pdf), profile="2b").failures == []
    subprocess.run([judge("pdftoppm"), "-r", "10", "-png", pdf, tmp_path / "seen"], check=True)
    with pikepdf.open(pdf) as opened, Image.open(path) as image:
        held = next(one for one in opened.objects if _is_picture(one))
        assert held.read_bytes() == image.tobytes()
    with pdf.open("rb") as book:
        seen = page_images.printed(book, "book.pdf", SOURCE).images
    assert page_images.original(path.read_bytes(), "cr.png", SOURCE).pixels in {
        one.pixels for one in seen
    }


def _is_picture(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"


def test_sixteen_grey_bits_of_a_tiff_keep_their_tones(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    grey = Image.new("I;16", SIZE)
    grey.putpixel((0, 0), 40000)
    grey.save(path)
    with Image.open(io.BytesIO(repacked(path))) as seen:
        assert seen.getpixel((0, 0)) == 40000 // 256
        assert seen.getpixel((30, 0)) == 0


def repacked(path: Path) -> bytes:
    """The picture as a PNG again, from what the PDF holds."""
    picture = read_picture(path)
    colour = 2 if picture.components == 3 else 0
    shape = picture.shape
    return png_of((shape.width, shape.height, picture.bits, colour, 0, 0, 0), picture.body)


def png_of(head: tuple[int, ...], idat: bytes) -> bytes:
    body = chunk(b"IHDR", struct.pack(">IIBBBBB", *head)) + chunk(b"IDAT", idat)
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"quality": 30, "subsampling": 2}],
    ids=["baseline", "progressive", "coarse"],
)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_jpeg_is_its_file(mode: str, options: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(coloured(mode), "JPEG", **options) + b"trailing bytes of a phone")
    assert read_picture(path).body == path.read_bytes()


def rendered(judge: Judge, pdf: Path, folder: Path, first: int) -> Iterator[Image.Image]:
    command = [judge("pdftoppm"), "-r", "96", "-png", "-f", str(first), pdf, folder / "seen"]
    subprocess.run(command, check=True)
    for path in sorted(folder.glob("seen*.png")):
        with Image.open(path) as image:
            yield image.convert("RGB")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_own_colour_profile_goes_along(kind: str, tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / "a"
    path.write_bytes(saved(coloured(), kind, icc_profile=profile))
    assert read_picture(path).profile == profile
    pdf = printed(tmp_path, [path, path])
    assert faults(pdf) == []
    assert pdf.read_bytes().count(b"/ICCBased") == 2


def test_profile_of_another_colour_space_is_left_out(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    path = tmp_path / "a.png"
    path.write_bytes(saved(coloured(), "PNG", icc_profile=profile))
    assert b"/ICCBased" not in printed(tmp_path, [path]).read_bytes()


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PACKED = zlib.compress(SRGB)
AFTER_THE_END = chunk(b"iCCP", b"x\0\0garbage") + chunk(b"eXIf", turned(3)[6:])


@pytest.mark.parametrize(
    "content",
    [
        png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6", chunk(b"iCCP", b"x\0\0garbage")),
        png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6", chunk(b"iCCP", b"x\0\0" + PACKED[:-6])),
        png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6") + AFTER_THE_END,
    ],
    ids=["no profile", "half a profile", "chunks after the end"],
)
def test_a_sick_png_prints_without_what_is_sick(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert sniff(path, "a.png").role is FileRole.USED
    picture = read_picture(path)
    assert (picture.profile, picture.shape.orientation) == (b"", 1)
    assert picture.body == idat_of(content)


def test_a_profile_is_not_unpacked_beyond_measure(tmp_path: Path) -> None:
    bomb = chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(1 << 26), 9))
    path = tmp_path / "a.png"
    path.write_bytes(png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6", bomb))
    assert read_picture(path).profile == b""


def test_what_cannot_pass_through_is_decoded(tmp_path: Path) -> None:
    """Pixels that a PDF reader would miss or trip over are laid out anew."""
    path = tmp_path / "a.png"
    path.write_bytes(png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6more than there should be"))
    assert len(zlib.decompress(read_picture(path).body)) == 1 + 2 * 3


@pytest.mark.parametrize("mode", sorted(_SHOWN))
def test_every_kind_of_pixels_that_intake_takes_is_printed(mode: str, tmp_path: Path) -> None:
    assert on_white(Image.new(mode, (4, 4))).mode in ("1", "L", "RGB")


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_nonsense_in_exif_turns_nothing(tmp_path: Path) -> None:
    for value in (b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b""):
        path = tmp_path / "a.jpg"
        path.write_bytes(saved(coloured(), "JPEG", exif=value))
        assert read_picture(path).shape.orientation == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"nothing", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xc0\x00\x04\x08\x00"],
)
def test_what_is_no_picture_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_picture(path)
    assert caught.value.kind == "picture_unreadable"


def test_small_picture_is_not_blown_up_and_a_large_one_fits(tmp_path: Path, judge: Judge) -> None:
    sizes = [(40, 60), (3000, 1000), (300, 9000)]
    paths = [tmp_path / f"{width}.png" for width, _ in sizes]
    for path, size in zip(paths, sizes, strict=True):
        Image.new("RGB", size, "#336699").save(path)
    pdf = printed(tmp_path, paths)
    found = []
    for sheet in list(rendered(judge, pdf, tmp_path, 3))[:3]:
        blue = ImageChops.difference(sheet, Image.new("RGB", sheet.size, "#336699"))
        mask = blue.convert("L").point(lambda value: 255 if value < 3 else 0)
        found.append(mask.getbbox())
    assert (found[0][2] - found[0][0], found[0][3] - found[0][1]) == pytest.approx((40, 60), abs=2)
    for box, (width, height) in zip(found[1:], sizes[1:], strict=True):
        assert box[0] >= 25 / 25.4 * 96 - 1
        assert box[2] <= (210 - 18) / 25.4 * 96 + 1
        assert box[3] <= (297 - 22) / 25.4 * 96 + 1
        seen = (box[2] - box[0]) / (box[3] - box[1])
        assert seen == pytest.approx(width / height, rel=0.05)
